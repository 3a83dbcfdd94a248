//! 様式3 as a table for a spreadsheet (`domain.md` §10): CRLF, everything quoted.

use super::{Charset, FormError};
use custody_core::report::form::{Body, Form, Number, Value};

/// The first table of 様式3. A column of days becomes two: ISO 8601 and 和暦.
///
/// # Errors
/// [`FormError::NoTable`] for every other form, [`FormError::Characters`] for what `charset` lacks.
pub(crate) fn to_csv(form: &Form, charset: Charset) -> Result<Vec<u8>, FormError> {
    let table = form
        .sections
        .iter()
        .find_map(|section| match &section.body {
            Body::Table { columns, rows } if form.number == Number::Register => {
                Some((columns, rows))
            }
            _ => None,
        });
    let (columns, rows) = table.ok_or(FormError::NoTable(form.number))?;
    let mut out = Vec::new();
    let mut writer = ::csv::WriterBuilder::new()
        .terminator(::csv::Terminator::CRLF)
        .quote_style(::csv::QuoteStyle::Always)
        .from_writer(&mut out);
    let mut header = Vec::new();
    for column in columns {
        if column.dated {
            header.push(format!("{}（西暦）", column.title));
            header.push(format!("{}（和暦）", column.title));
        } else {
            header.push(column.title.clone());
        }
    }
    writer.write_record(&header)?;
    for row in rows {
        let mut cells = Vec::with_capacity(header.len());
        for (column, value) in columns.iter().zip(row) {
            if column.dated {
                cells.push(value.iso.clone().unwrap_or_default());
                cells.push(value.iso.as_ref().map(|_| cell(value)).unwrap_or_default());
            } else {
                cells.push(cell(value));
            }
        }
        writer.write_record(&cells)?;
    }
    writer.flush().map_err(::csv::Error::from)?;
    drop(writer);
    // The cells are text, and so is what stands between them.
    charset.write(&String::from_utf8_lossy(&out))
}

/// A cell that no spreadsheet takes for a formula (H8).
fn cell(value: &Value) -> String {
    let text = value.text.replace('\n', " ");
    let formula = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
    if text.starts_with(formula) {
        format!("'{text}")
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::looks::{Sample, form};
    use super::*;

    #[test]
    fn the_register_is_a_table_that_a_spreadsheet_opens() {
        let bytes = to_csv(&form("3", &Sample::back(), &[]), Charset::Utf8).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let lines: Vec<&str> = text.split("\r\n").collect();
        assert_eq!(
            lines[0],
            "\u{feff}\"管理番号\",\"親番号\",\"種類\",\"名称\",\"数量\",\"媒体\",\"保管場所\",\"保持者\",\"状態\",\"保護\",\
             \"承認番号・根拠\",\"期限（西暦）\",\"期限（和暦）\",\"最終棚卸（西暦）\",\"最終棚卸（和暦）\""
        );
        assert!(lines[1].starts_with(
            "\"A-0001/1\",\"なし\",\"原本（貸与物）\",\"個人住民税課税台帳データ\",\"120,000件\","
        ));
        assert!(lines[1].ends_with("\"2025-01-31\",\"令和7年1月31日\",\"\",\"\""));
        assert_eq!(
            (lines.len(), lines[4]),
            (5, ""),
            "a line each, and the last one ended"
        );
        assert!(!text.replace("\r\n", "").contains(['\r', '\n']));
    }

    #[test]
    fn a_cell_that_looks_like_a_formula_is_text() {
        for start in [
            "=1+1", "+81", "-1", "@x", "\tx", "\rx", "＝1", "＋1", "－1", "＠x",
        ] {
            assert_eq!(cell(&Value::of(start)), format!("'{start}"));
        }
        for plain in ["A-0001/1", "―", "１", "x=1", ""] {
            assert_eq!(cell(&Value::of(plain)), plain);
        }
    }

    #[test]
    fn a_title_with_quotes_stays_in_its_cell() {
        let mut form = form("3", &Sample::back(), &[]);
        let Body::Table { rows, .. } = &mut form.sections[0].body else {
            unreachable!()
        };
        rows[0][3] = Value::of("台帳\",\"=1\nX");
        rows[1][3] = Value::of("00120");
        let text = String::from_utf8(to_csv(&form, Charset::Utf8).unwrap()).unwrap();
        assert!(text.contains("\"台帳\"\",\"\"=1 X\""));
        assert!(text.contains(",\"00120\","), "leading zeros stay");
    }

    #[test]
    fn a_name_that_shift_jis_lacks_is_told_and_the_rest_is_written() {
        let mut form = form("3", &Sample::back(), &[]);
        let mut holder = |name| {
            let Body::Table { rows, .. } = &mut form.sections[0].body else {
                unreachable!()
            };
            rows[0][7] = Value::of(name);
            to_csv(&form, Charset::ShiftJis)
        };
        let Err(FormError::Characters(lacking)) = holder("𠮷田") else {
            unreachable!()
        };
        assert_eq!(lacking, ['𠮷']);
        let bytes = holder("髙﨑 一郎").unwrap();
        assert!(
            bytes.starts_with(b"\"\x8a\xc7\x97\x9d\x94\xd4\x8d\x86\","),
            "no mark, 管理番号"
        );
        assert!(bytes.windows(4).any(|it| it == b"\xfb\xfc\xfa\xb1"), "髙﨑");
    }

    #[test]
    fn no_other_form_is_a_table() {
        let error = to_csv(
            &form("9", &Sample::destroyed(), &["A-0001/3"]),
            Charset::Utf8,
        )
        .unwrap_err();
        assert_eq!(error.code(), 2);
    }
}
