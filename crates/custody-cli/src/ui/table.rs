//! Tables on the terminal.

use super::Ui;
use crate::wording::{Phrase, visible};
use comfy_table::{ContentArrangement, Table, presets};
use std::io::{self, IsTerminal as _};

/// A table with its headings, ready to be shown; the cells come from data and are escaped here. On a terminal it fits its
/// width, elsewhere no cell is broken.
pub(crate) fn table(ui: &Ui, headings: &[Phrase], rows: &[Vec<String>]) -> String {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY);
    table.set_content_arrangement(if io::stdout().is_terminal() {
        ContentArrangement::Dynamic
    } else {
        ContentArrangement::Disabled
    });
    table.set_header(headings.iter().map(|heading| ui.text(heading)));
    for row in rows {
        table.add_row(row.iter().map(|cell| visible(cell).into_owned()));
    }
    table.trim_fmt()
}
