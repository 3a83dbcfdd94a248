//! The command `custody list`: the register, a line an instance.

use super::opened_with::{ScryptLimit, opened_with};
use crate::args::parse;
use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::{InstanceId, Register};
use custody_core::record::{StateName, Text};
use custody_core::report::register::{Line, lines};
use custody_core::report::{Status, recall};
use custody_core::seal::{archive, open_reader};
use serde_json::json;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use unicode_normalization::UnicodeNormalization as _;

#[derive(Debug, clap::Args)]
pub(crate) struct List {
    #[arg(value_name = "IN")]
    pub(crate) input: Option<PathBuf>,
    #[arg(long = "identity", short, value_name = "FILE", requires = "input")]
    pub(crate) identities: Vec<PathBuf>,
    #[arg(long, conflicts_with = "identities", requires = "input")]
    pub(crate) passphrase: bool,
    #[command(flatten)]
    pub(crate) scrypt_limit: ScryptLimit,
    #[arg(long, value_parser = parse::state())]
    pub(crate) state: Vec<StateName>,
    #[arg(long)]
    pub(crate) overdue: bool,
    #[arg(long, value_name = "NO", value_parser = parse::text)]
    pub(crate) serial: Option<Text>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) find: Option<Text>,
    #[arg(long, conflicts_with_all = ["input", "state", "overdue"])]
    pub(crate) with_subs: bool,
}

impl List {
    /// What is in a package: only its beginning is decrypted.
    fn inside(&self, context: &Context, input: &Path) -> Result<(), CliError> {
        let opened_with = opened_with(
            context,
            &self.identities,
            self.passphrase,
            self.scrypt_limit,
        )?;
        let file = File::open(input)
            .map_err(|error| CliError::io(say!("io-reading", path = input), &error))?;
        let mut reader = open_reader(BufReader::new(file), &opened_with.keys())?;
        let entries = archive::list(&mut reader)?;
        if context.ui.json {
            return context.document(&json!({ "files": entries, "rest_checked": false }));
        }
        let rows: Vec<Vec<String>> = entries
            .into_iter()
            .map(|entry| vec![entry.path, entry.size.to_string(), entry.mtime.to_string()])
            .collect();
        let head = [say!("head-file"), say!("head-bytes"), say!("head-changed")];
        context.table(&head, &rows)?;
        context.ui.tell(&say!("rest-not-checked"));
        Ok(())
    }

    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        if let Some(input) = &self.input {
            return self.inside(context, input);
        }
        let register = context.open_vault()?.register()?;
        if self.with_subs {
            return self.recall(context, &register);
        }
        let late: BTreeSet<InstanceId> = if self.overdue {
            Status::of(&register, context.now())
                .late
                .into_iter()
                .flat_map(|late| late.instances)
                .collect()
        } else {
            BTreeSet::new()
        };
        let lines: Vec<Line> = lines(&register)
            .into_iter()
            .filter(|line| self.state.is_empty() || self.state.contains(&line.state))
            .filter(|line| !self.overdue || late.contains(&line.id))
            .filter(|line| self.has_serial(&register, line))
            .filter(|line| self.is_found(line))
            .collect();
        if context.ui.json {
            return context.document(&json!({ "instances": lines }));
        }
        let rows: Vec<Vec<String>> = lines
            .iter()
            .map(|line| {
                vec![
                    line.id.to_string(),
                    line.title.clone(),
                    line.quantity.to_string(),
                    line.carrier_words.clone(),
                    line.place.clone(),
                    line.holder.clone(),
                    context.word(line.state),
                    line.due.map_or_else(String::new, |due| due.to_string()),
                ]
            })
            .collect();
        let head = [
            say!("col-number"),
            say!("col-title"),
            say!("col-quantity"),
            say!("col-medium"),
            say!("col-place"),
            say!("col-holder"),
            say!("col-state"),
            say!("col-due"),
        ];
        context.table(&head, &rows)
    }

    /// What is outside 乙, by who has it: an organisation a line, then its things.
    fn recall(&self, context: &Context, register: &Register) -> Result<(), CliError> {
        let mut keepers = recall(register, context.now().date());
        for keeper in &mut keepers {
            keeper
                .things
                .retain(|line| self.has_serial(register, line) && self.is_found(line));
        }
        if self.serial.is_some() || self.find.is_some() {
            keepers.retain(|keeper| !keeper.things.is_empty());
        }
        if context.ui.json {
            return context.document(&json!({ "keepers": keepers }));
        }
        let mut rows = Vec::new();
        for keeper in &keepers {
            let security = keeper
                .security
                .iter()
                .map(|answers| match &answers.contact {
                    Some(contact) => format!("{} {contact}", answers.name),
                    None => answers.name.clone(),
                });
            let security = security.collect::<Vec<_>>().join("、");
            let said = keeper.count.map_or_else(String::new, |count| {
                format!("{}（{}）", count.counted, count.at.date())
            });
            let org = keeper.chain.get(1..).unwrap_or_default().join(" → ");
            let nothing = vec![String::new(); 4];
            let things = keeper.things.iter().map(|line| {
                vec![
                    line.id.to_string(),
                    line.title.clone(),
                    line.quantity.to_string(),
                    line.carrier_words.clone(),
                ]
            });
            let things: Vec<Vec<String>> = match keeper.things.is_empty() {
                true => vec![nothing],
                false => things.collect(),
            };
            for thing in things {
                let mut row = vec![org.clone()];
                row.extend(thing);
                row.extend([security.clone(), said.clone()]);
                rows.push(row);
            }
        }
        let head = [
            say!("col-keeper"),
            say!("col-number"),
            say!("col-title"),
            say!("col-quantity"),
            say!("col-medium"),
            say!("col-security"),
            say!("col-said"),
        ];
        context.table(&head, &rows)
    }

    fn has_serial(&self, register: &Register, line: &Line) -> bool {
        let Some(wanted) = &self.serial else {
            return true;
        };
        register
            .carriers
            .get(&line.carrier)
            .is_some_and(|c| c.serial.as_ref() == Some(wanted))
    }

    /// Width, case and kana are folded on both sides (`domain.md` §10).
    fn is_found(&self, line: &Line) -> bool {
        let Some(wanted) = &self.find else {
            return true;
        };
        let wanted = folded(wanted.as_str());
        [
            &line.title,
            &line.place,
            &line.holder,
            &line.carrier_words,
            &line.id.to_string(),
        ]
        .into_iter()
        .any(|text| folded(text).contains(&wanted))
    }
}

/// One form for searching: width, case, かな and カナ, and the variant characters of names.
fn folded(text: &str) -> String {
    text.nfkc()
        .flat_map(char::to_lowercase)
        .filter(|c| {
            !c.is_whitespace()
                && !('\u{fe00}'..='\u{fe0f}').contains(c)
                && !('\u{e0100}'..='\u{e01ef}').contains(c)
        })
        .map(|c| match c {
            'ァ'..='ヶ' => char::from_u32(c as u32 - 0x60).unwrap_or(c),
            '髙' => '高',
            '﨑' => '崎',
            '邉' | '邊' => '辺',
            '齋' | '斎' | '齊' => '斉',
            '濵' | '濱' => '浜',
            '𠮷' => '吉',
            '澤' => '沢',
            '嶋' => '島',
            '廣' => '広',
            '栁' => '柳',
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::folded;

    #[test]
    fn a_search_finds_names_in_any_width_kana_and_variant() {
        for (written, searched) in [
            ("髙﨑 𠮷男", "高崎吉男"),
            ("ｶﾞｯｺｳ", "がっこう"),
            ("渡邉", "渡辺"),
            ("ＵＳＢ", "usb"),
        ] {
            assert!(folded(written).contains(&folded(searched)), "{written}");
        }
    }
}
