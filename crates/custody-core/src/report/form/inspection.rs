//! 様式第17号 検査対応資料 (Art. 15, 6, 7, 10): the state of everything that 甲 may look at, in one paper. A part with nothing in
//! it says so; none is left out.

mod records;
mod standing;

use super::sheet::Sheet;
use super::{Built, Context, Number, Topic, Unavailable, register as ledger, software, wrong};
use crate::record::Register;
use crate::report::dealings::Dealings;
use crate::report::{Balance, Status, register::lines};

/// The context has every record.
pub(super) fn build(
    register: &Register,
    about: &[Topic],
    context: &Context<'_>,
) -> Result<Built, Unavailable> {
    if !about.is_empty() {
        return Err(wrong(Number::Inspection, about, ""));
    }
    let mut sheet = Sheet::new(Number::Inspection, register, context)?;
    let status = Status::of(register, context.now);
    let dealings = Dealings::of(context.records);
    standing::people(&mut sheet);
    standing::places(&mut sheet);
    standing::training(&mut sheet);
    ledger::table(&mut sheet, lines(register));
    ledger::balance(&mut sheet, &Balance::of(register));
    standing::permissions(&mut sheet);
    standing::journeys(&mut sheet, &status);
    standing::late(&mut sheet, &status);
    records::refusals(&mut sheet);
    standing::incidents(&mut sheet);
    records::corrections(&mut sheet);
    records::instructions(&mut sheet, &dealings);
    records::consultations(&mut sheet, &dealings);
    records::service_levels(&mut sheet, &dealings);
    software::list(&mut sheet);
    standing::access_scope(&mut sheet);
    records::policies(&mut sheet, &dealings);
    records::inspections(&mut sheet, &dealings);
    sheet.signed_by_manager();
    sheet.signed_by_supervisor();
    Ok(sheet.finish())
}

/// A part of the paper: its table, or that there is nothing.
fn part(
    sheet: &mut Sheet<'_>,
    heading: &str,
    columns: Vec<super::Column>,
    rows: Vec<Vec<super::Value>>,
) {
    if rows.is_empty() {
        sheet.nothing(heading, "該当");
    } else {
        sheet.table(heading, columns, rows);
    }
}
