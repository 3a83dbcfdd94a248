//! Who can open what (3-ア; `design.md` §6): whoever holds a wrapping of an instance's key.

use super::visible;
use crate::record::{Date, InstanceId, PersonId, Register, Role, StateName};
use serde::Serialize;

/// The holder name of the recovery key.
pub const RECOVERY: &str = "recovery";

/// One holder of a key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Opener {
    /// The person's number; none for the recovery key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// 氏名, or [`RECOVERY`].
    pub name: String,
    /// The roles held on the day.
    pub roles: Vec<Role>,
    /// On the staff list on the day; the recovery key never is.
    pub listed: bool,
}

/// One sealed instance and who can open it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Access {
    /// Which.
    pub instance: InstanceId,
    /// 名称.
    pub title: String,
    /// 状態.
    pub state: StateName,
    /// Who can open it, people first.
    pub openers: Vec<Opener>,
}

/// Every instance whose key somebody holds, in the order of the numbers, with who that is on the day.
#[must_use]
pub fn access(register: &Register, day: Date) -> Vec<Access> {
    register
        .instances
        .values()
        .filter(|instance| !instance.key_holders.is_empty())
        .map(|instance| {
            let mut openers: Vec<Opener> = instance
                .key_holders
                .iter()
                .map(|holder| opener(register, holder.as_str(), day))
                .collect();
            openers.sort_by_key(|opener| (opener.person.is_none(), opener.person));
            let title = register
                .assets
                .get(&instance.id.asset)
                .map(|asset| visible(asset.title.as_str()));
            Access {
                instance: instance.id,
                title: title.unwrap_or_default(),
                state: instance.state(),
                openers,
            }
        })
        .collect()
}

/// What one person can open.
#[must_use]
pub fn openable_by(register: &Register, person: PersonId) -> Vec<InstanceId> {
    let number = person.to_string();
    let holds =
        |holders: &[crate::record::Text]| holders.iter().any(|holder| holder.as_str() == number);
    register
        .instances
        .values()
        .filter(|instance| holds(&instance.key_holders))
        .map(|instance| instance.id)
        .collect()
}

fn opener(register: &Register, holder: &str, day: Date) -> Opener {
    let person = holder.parse::<PersonId>().ok();
    let known = person.and_then(|id| register.people.get(&id));
    let roles = known.map(|person| person.roles_on(day)).unwrap_or_default();
    Opener {
        person,
        name: known.map_or_else(|| visible(holder), |person| visible(person.name.as_str())),
        listed: !roles.is_empty(),
        roles,
    }
}
