//! The options that name a document of 甲's on paper, where an act rests on one and all of it has to be known.

use super::desk::missing;
use crate::args::parse;
use crate::error::CliError;
use custody_core::record::calendar::Parsed;
use custody_core::record::{Date, Document, DocumentForm, Text};

#[derive(Debug, clap::Args)]
pub(crate) struct ClientDocument {
    #[arg(long, value_name = "FORM", value_parser = parse::document_form())]
    pub(crate) form: Option<DocumentForm>,
    #[arg(long, value_name = "NO", value_parser = parse::text)]
    pub(crate) number: Option<Text>,
    #[arg(long, value_name = "DATE", value_parser = parse::day)]
    pub(crate) date: Option<Parsed<Date>>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) filed_at: Option<Text>,
}

impl ClientDocument {
    /// The document.
    ///
    /// # Errors
    /// The first option that is missing (2).
    pub(crate) fn whole(self) -> Result<Document, CliError> {
        Ok(Document {
            form: self.form.ok_or_else(|| missing("--form"))?,
            number: Some(self.number.ok_or_else(|| missing("--number"))?),
            date: Some(self.date.ok_or_else(|| missing("--date"))?.value),
            scan: None,
            image: None,
            filed_at: Some(self.filed_at.ok_or_else(|| missing("--filed-at"))?),
            registered_at: None,
        })
    }
}
