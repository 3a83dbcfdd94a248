//! The command `custody keygen`: a person's key file and card.

use super::desk::exists;
use crate::args::parse;
use crate::cli::Context;
use crate::error::CliError;
use crate::ui::Answer;
use crate::wording::say;
use custody_core::keys::{CardDocument, KdfCost, KeyFile, PersonKey};
use custody_core::record::Text;
use custody_core::seal::publish::publish;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct Keygen {
    #[arg(long, value_parser = parse::text)]
    pub(crate) name: Option<Text>,
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    #[arg(long)]
    pub(crate) pq: bool,
    #[arg(long)]
    pub(crate) force: bool,
}

impl Keygen {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let name = context.text_or_ask(self.name, "--name", say!("ask-name"))?;
        let folder = context.keys()?;
        let path = self
            .out
            .clone()
            .unwrap_or_else(|| folder.path_for(name.as_str()));
        let card_path = path.with_extension("custody-card");
        for target in [&path, &card_path] {
            if !self.force && target.symlink_metadata().is_ok() {
                return Err(exists(target));
            }
        }
        let passphrase =
            context.new_passphrase(&say!("passphrase-of-key", name = name.as_str()))?;
        let created = context.now().to_string();
        let key = if self.pq {
            PersonKey::generate_post_quantum(name.as_str(), &created)?
        } else {
            PersonKey::generate(name.as_str(), &created)?
        };
        let file = KeyFile::seal(&key, &passphrase, KdfCost::DEFAULT)?;
        match (&self.out, self.force) {
            (None, false) => {
                folder.add(&file)?;
            }
            (_, false) => file.write_new(&path)?,
            (_, true) => file.replace(&path)?,
        }
        publish(&card_path, CardDocument::sign(&key)?.as_bytes(), self.force)?;
        let fingerprint = key.fingerprint().to_string();
        let answer = Answer::new()
            .line(say!(
                "keygen-done",
                name = name.as_str(),
                key = path.as_path(),
                card = card_path.as_path(),
                fingerprint = fingerprint.as_str(),
            ))
            .field("name", &name)
            .field("key", &path)
            .field("card", &card_path)
            .field("recipient", key.recipient().to_string())
            .field("fingerprint", fingerprint);
        context.keep(key);
        context.ui.answer(&answer)
    }
}
