//! Requests to use for another purpose, provide, subcontract, work elsewhere and disclose (様式11-1, 19, 20).

use super::{Asked, Asking, Desk, Sending};
use crate::args::parse::{self, Named};
use crate::command::desk::{missing, unknown};
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::{
    Grant, InstanceId, OrgId, PermissionId, PersonId, PlaceId, RequestParticulars, Scope,
    Subcontracting, Text, Uses,
};
use custody_core::rules::NewRequest;

#[derive(Debug, clap::Args)]
pub(crate) struct Purpose {
    #[command(flatten)]
    pub(crate) asking: Asking,
    #[arg(long = "use", value_name = "TEXT", value_parser = parse::text)]
    pub(crate) other_use: Option<Text>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) items: Option<Text>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Provide {
    #[command(flatten)]
    pub(crate) asking: Asking,
    #[arg(long, value_name = "ORG", value_parser = parse::named::<OrgId>)]
    pub(crate) to: Vec<Named<OrgId>>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) items: Option<Text>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) give_back: Option<Text>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Subcontract {
    #[arg(value_name = "ORG", value_parser = parse::named::<OrgId>)]
    pub(crate) org: Named<OrgId>,
    #[command(flatten)]
    pub(crate) sending: Sending,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) content: Option<Text>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) information: Option<Text>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) safeguards: Option<Text>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) supervision: Option<Text>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Place {
    #[arg(value_name = "PLACE", value_parser = parse::named::<PlaceId>)]
    pub(crate) place: Named<PlaceId>,
    #[command(flatten)]
    pub(crate) sending: Sending,
    #[arg(long = "person", value_name = "PERSON", value_parser = parse::named::<PersonId>)]
    pub(crate) persons: Vec<Named<PersonId>>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) equipment: Option<Text>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Disclose {
    #[arg(value_name = "ID", value_parser = parse::id::<InstanceId>)]
    pub(crate) instances: Vec<InstanceId>,
    #[command(flatten)]
    pub(crate) sending: Sending,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) to: Option<Text>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) items: Option<Text>,
    #[arg(long, value_name = "TEXT", value_parser = parse::text)]
    pub(crate) give_back: Option<Text>,
}

/// A request of this grant; what it opens is used up by nothing (`domain.md` §4.2).
fn asked(
    desk: &Desk<'_>,
    sending: Sending,
    (grant, scope, particulars): (
        Grant,
        Scope,
        RequestParticulars<custody_core::rules::NewJourney>,
    ),
) -> Result<Asked, CliError> {
    let new = NewRequest {
        text_digest: None,
        extends: None,
        draft: false,
        grant,
        scope,
        uses: Uses::SINGLE,
        reason: desk.reason(&sending)?,
        particulars,
    };
    Ok((new, sending))
}

impl Purpose {
    pub(super) fn asked_for(self, desk: &Desk<'_>) -> Result<Asked, CliError> {
        let given = self.other_use.or_else(|| self.asking.purpose.clone());
        let other_use = desk
            .context
            .text_or_ask(given, "--use", say!("ask-other-use"))?;
        let scope = Scope {
            purpose: Some(other_use),
            persons: desk.persons(&self.asking.persons)?,
            ..desk.scope(&self.asking)?
        };
        let particulars = RequestParticulars::Purpose { items: self.items };
        let parts = (Grant::Purpose, scope, particulars);
        asked(desk, self.asking.sending, parts)
    }
}

impl Provide {
    pub(super) fn asked_for(self, desk: &Desk<'_>) -> Result<Asked, CliError> {
        if self.to.is_empty() {
            return Err(missing("--to"));
        }
        let scope = Scope {
            orgs: desk.orgs(&self.to)?,
            persons: desk.persons(&self.asking.persons)?,
            ..desk.scope(&self.asking)?
        };
        let particulars = RequestParticulars::Provide {
            items: self.items,
            give_back: self.give_back,
        };
        let parts = (Grant::Provide, scope, particulars);
        asked(desk, self.asking.sending, parts)
    }
}

impl Subcontract {
    pub(super) fn asked_for(self, desk: &Desk<'_>) -> Result<Asked, CliError> {
        let scope = Scope {
            orgs: vec![desk.context.org(desk.register, &self.org)?],
            ..self.sending.period()
        };
        let particulars = RequestParticulars::Subcontract(Subcontracting {
            content: self.content,
            information: self.information,
            safeguards: self.safeguards,
            supervision: self.supervision,
        });
        let parts = (Grant::Subcontract, scope, particulars);
        asked(desk, self.sending, parts)
    }
}

impl Place {
    pub(super) fn asked_for(self, desk: &Desk<'_>) -> Result<Asked, CliError> {
        let scope = Scope {
            destinations: vec![desk.context.place(desk.register, &self.place)?],
            persons: desk.persons(&self.persons)?,
            ..self.sending.period()
        };
        let particulars = RequestParticulars::Place {
            equipment: self.equipment,
        };
        let parts = (Grant::Place, scope, particulars);
        asked(desk, self.sending, parts)
    }
}

impl Disclose {
    pub(super) fn asked_for(self, desk: &Desk<'_>) -> Result<Asked, CliError> {
        let to = desk
            .context
            .text_or_ask(self.to, "--to", say!("ask-recipient"))?;
        let scope = Scope {
            instances: self.instances,
            ..self.sending.period()
        };
        let particulars = RequestParticulars::Disclose {
            items: self.items,
            give_back: self.give_back,
        };
        let parts = (Grant::Disclose { to }, scope, particulars);
        asked(desk, self.sending, parts)
    }
}

#[derive(Debug, clap::Args)]
pub(crate) struct Extend {
    #[arg(value_name = "PERMISSION", value_parser = parse::id::<PermissionId>)]
    pub(crate) permission: PermissionId,
    #[command(flatten)]
    pub(crate) sending: Sending,
}

impl Extend {
    /// The same grant and scope, with another end: an extension is a new permission (`domain.md` §4.2).
    pub(super) fn asked_for(self, desk: &Desk<'_>) -> Result<Asked, CliError> {
        let permission = desk
            .register
            .permissions
            .get(&self.permission)
            .ok_or_else(|| unknown(self.permission))?;
        let until = self.sending.until.ok_or_else(|| missing("--until"))?;
        let scope = Scope {
            from: self.sending.from.map(|from| from.value),
            to: Some(until.value),
            ..permission.scope.clone()
        };
        let new = NewRequest {
            text_digest: None,
            extends: Some(permission.id),
            draft: false,
            grant: permission.grant.clone(),
            scope,
            uses: permission.uses,
            reason: desk.reason(&self.sending)?,
            particulars: desk
                .register
                .requests
                .values()
                .find(|request| Some(request.id) == permission.request)
                .map_or_else(
                    || RequestParticulars::none(permission.grant.subject()),
                    |request| request.particulars.planned(None),
                ),
        };
        Ok((new, self.sending))
    }
}
