//! The command `custody incident show`: what is known of an incident; with `--public`, what the public may be told of it (16-3).

use crate::args::parse;
use crate::cli::Context;
use crate::command::desk::{missing, unknown};
use crate::error::CliError;
use crate::wording::{Phrase, say};
use custody_core::record::{Incident, IncidentId, Moment, Register, Text};
use custody_core::report::form::public_rows;
use custody_core::report::incident::{Account, PublicSummary};
use custody_core::report::naming;
use serde_json::{Map, Value, json};

#[derive(Debug, clap::Args)]
pub(crate) struct Show {
    #[arg(value_name = "I", value_parser = parse::id::<IncidentId>)]
    pub(crate) incident: Option<IncidentId>,
    #[arg(long)]
    pub(crate) public: bool,
}

impl Show {
    pub(super) fn run(self, context: &Context) -> Result<(), CliError> {
        let id = self.incident.ok_or_else(|| missing("I"))?;
        let register = context.open_vault()?.register()?;
        let incident = register.incidents.get(&id).ok_or_else(|| unknown(id))?;
        if self.public {
            return public(context, &register, incident);
        }
        if context.ui.json {
            return context.document(&json!({ "incident": incident }));
        }
        context.pairs(facts(context, &register, incident))
    }
}

/// 公表用概要 (16-3), in the words of the forms: no person, no place, no name of an asset.
fn public(context: &Context, register: &Register, incident: &Incident) -> Result<(), CliError> {
    let rows = public_rows(&PublicSummary::of(register, &Account::from(incident)));
    if context.ui.json {
        let fields = rows.into_iter().map(|row| {
            let value = row.value.iso.unwrap_or(row.value.text);
            (row.key, json!(value))
        });
        return context.document(&Value::Object(fields.collect::<Map<_, _>>()));
    }
    let lines = rows
        .iter()
        .map(|row| format!("{}：{}\n", row.label, row.value.text));
    context.raw(&lines.collect::<String>())
}

fn facts(context: &Context, register: &Register, incident: &Incident) -> Vec<(Phrase, String)> {
    let text = |text: Option<&Text>| match text {
        Some(text) => text.as_str().to_owned(),
        None => context.ui.text(&say!("unconfirmed")),
    };
    let moment = |moment: Option<Moment>| match moment {
        Some(moment) => context.word(moment),
        None => text(None),
    };
    let things = incident.instances.iter().map(|id| {
        let state = register
            .instances
            .get(id)
            .map(|it| context.word(it.state()));
        format!("{id} {}", state.unwrap_or_default())
    });
    let keys = match incident.keys_lost {
        Some(true) => context.ui.text(&say!("answer-yes")),
        Some(false) => context.ui.text(&say!("answer-no")),
        None => text(None),
    };
    vec![
        (say!("col-number"), incident.id.to_string()),
        (say!("col-type"), context.word(incident.kind)),
        (say!("col-state"), context.word(incident.stage)),
        (
            say!("incident-things"),
            things.collect::<Vec<_>>().join("\u{3000}"),
        ),
        (say!("incident-last-seen"), moment(incident.last_seen)),
        (say!("incident-noticed"), context.word(incident.declared_at)),
        (
            say!("incident-declared-by"),
            naming::person(register, incident.declared_by),
        ),
        (say!("col-place"), text(incident.place.as_ref())),
        (
            say!("incident-circumstances"),
            text(incident.circumstances.as_ref()),
        ),
        (say!("incident-keys-lost"), keys),
        (say!("incident-measures"), text(incident.measures.as_ref())),
        (say!("incident-police"), text(incident.police.as_ref())),
    ]
}
