//! The commands `custody incident update` and `close`: what was reported to 甲, and that 甲 acknowledged it (Art. 16).

use crate::args::parse;
use crate::cli::Context;
use crate::command::client_document::ClientDocument;
use crate::command::desk::missing;
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::calendar::Parsed;
use custody_core::record::{IncidentId, IncidentKind, IncidentReport, Learned, Moment, Text};
use custody_core::rules::Act;

#[derive(Debug, clap::Args)]
pub(crate) struct Update {
    #[arg(value_name = "I", value_parser = parse::id::<IncidentId>)]
    pub(crate) incident: Option<IncidentId>,
    #[arg(long, conflicts_with_all = ["followup", "final_"])]
    pub(crate) first: bool,
    #[arg(long, conflicts_with = "final_")]
    pub(crate) followup: bool,
    #[arg(long = "final")]
    pub(crate) final_: bool,
    #[arg(long, value_name = "TEXT", requires = "final_", value_parser = parse::text)]
    pub(crate) cause: Option<Text>,
    #[arg(long, value_name = "TEXT", requires = "final_", value_parser = parse::text)]
    pub(crate) prevention: Option<Text>,
    #[arg(long, value_name = "KIND", value_parser = parse::incident_kind())]
    pub(crate) kind: Option<IncidentKind>,
    #[arg(long, value_name = "TIME", value_parser = parse::moment)]
    pub(crate) last_seen: Option<Parsed<Moment>>,
    #[arg(long = "where", value_name = "TEXT", value_parser = parse::text)]
    pub(crate) place: Option<Text>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) circumstances: Option<Text>,
    #[arg(long, value_name = "yes|no", value_parser = parse::yes_or_no())]
    pub(crate) keys_lost: Option<bool>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) measures: Option<Text>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) police: Option<Text>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) remark: Option<Text>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Close {
    #[arg(value_name = "I", value_parser = parse::id::<IncidentId>)]
    pub(crate) incident: Option<IncidentId>,
    #[command(flatten)]
    pub(crate) document: ClientDocument,
}

impl Update {
    pub(super) fn run(self, context: &Context) -> Result<(), CliError> {
        let incident = self.incident.ok_or_else(|| missing("I"))?;
        let report = if self.first {
            IncidentReport::First
        } else if self.followup {
            IncidentReport::FollowUp
        } else if self.final_ {
            IncidentReport::Final {
                cause: self.cause.ok_or_else(|| missing("--cause"))?,
                prevention: self.prevention.ok_or_else(|| missing("--prevention"))?,
            }
        } else {
            return Err(missing("--first"));
        };
        let learned = Learned {
            kind: self.kind,
            last_seen: self.last_seen.map(|seen| seen.value),
            place: self.place,
            circumstances: self.circumstances,
            keys_lost: self.keys_lost,
            measures: self.measures,
            police: self.police,
        };
        report_it(context, incident, report, learned, self.remark)
    }
}

impl Close {
    pub(super) fn run(self, context: &Context) -> Result<(), CliError> {
        let incident = self.incident.ok_or_else(|| missing("I"))?;
        let document = self.document.whole()?;
        let report = IncidentReport::Acknowledged {
            document: Box::new(document),
        };
        report_it(context, incident, report, Learned::default(), None)
    }
}

fn report_it(
    context: &Context,
    incident: IncidentId,
    report: IncidentReport,
    learned: Learned,
    remark: Option<Text>,
) -> Result<(), CliError> {
    let (mut vault, member) = context.acting()?;
    let closes = matches!(report, IncidentReport::Acknowledged { .. });
    let act = Act::ReportIncident {
        incident,
        report,
        learned: Box::new(learned),
        remark,
    };
    let asked = context.asked(&member, act);
    let id = incident.to_string();
    context.simple(&mut vault, &member, &asked, |_| {
        if closes {
            say!("incident-closed", id = id)
        } else {
            say!("incident-updated", id = id)
        }
    })
}
