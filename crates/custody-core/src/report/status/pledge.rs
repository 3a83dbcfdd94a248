//! Whose pledge of secrecy is not on record (Art. 12).

use crate::record::{Date, Guard, Person, PersonId, Register};
use crate::report::visible;
use serde::Serialize;

/// A person who handles assets and has given no pledge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unpledged {
    /// Who.
    pub person: PersonId,
    /// 氏名.
    pub name: String,
}

/// Everybody on the list today without a pledge, while the contract runs and its profile asks for secrecy. 甲's people
/// pledge nothing to 甲.
pub(super) fn unpledged(register: &Register, today: Date) -> Vec<Unpledged> {
    let asks = register.contract.as_ref().is_some_and(|contract| {
        let over = contract
            .ended
            .as_ref()
            .is_some_and(|end| end.is_over(today));
        contract.profile.is_on(Guard::Secrecy) && !over
    });
    let owes = |person: &&Person| {
        !person.is_client() && !person.roles_on(today).is_empty() && person.pledge.is_none()
    };
    let people = register.people.values().filter(|_| asks).filter(owes);
    people
        .map(|person| Unpledged {
            person: person.id,
            name: visible(person.name.as_str()),
        })
        .collect()
}
