//! What a request asks for in words: the note says it beside the numbers, so that 甲 reads what it decides on.

use super::VaultError;
use super::object::text_of;
use crate::record::calendar::wareki_moment_plain;
use crate::record::text::MAX_BYTES;
use crate::record::{
    CarrierId, Grant, Journey, OrgId, PersonId, PlaceId, Register, Request, RequestParticulars,
    Subcontracting, Text, Uses,
};

/// A word of the forms and its value.
type Said = (Text, Text);

/// What only its subject has, and whom and where its scope names.
pub(super) fn details(register: &Register, request: &Request) -> Result<Vec<Said>, VaultError> {
    let mut words = Words {
        register,
        all: Vec::new(),
    };
    match &request.particulars {
        RequestParticulars::Copy { place } => words.place("保管場所", *place)?,
        RequestParticulars::Carry { journey } => {
            if let Some(journey) = journey.and_then(|id| register.journeys.get(&id)) {
                words.journey(journey)?;
            }
        }
        RequestParticulars::Purpose { items } => {
            words.text("用途", request.scope.purpose.as_ref())?;
            words.text("項目", items.as_ref())?;
        }
        RequestParticulars::Provide { items, give_back } => {
            words.organisations("相手", request)?;
            words.text("項目", items.as_ref())?;
            words.text("返還方法", give_back.as_ref())?;
        }
        RequestParticulars::Disclose { items, give_back } => {
            if let Grant::Disclose { to } = &request.grant {
                words.text("相手", Some(to))?;
            }
            words.text("項目", items.as_ref())?;
            words.text("返還方法", give_back.as_ref())?;
        }
        RequestParticulars::Subcontract(items) => words.subcontracting(request, items)?,
        RequestParticulars::Place { equipment } => {
            for place in &request.scope.destinations {
                words.place("場所", Some(*place))?;
            }
            words.text("設備", equipment.as_ref())?;
        }
        RequestParticulars::Destroy { place, witness } => {
            words.place("廃棄場所", *place)?;
            if let Some(witness) = witness {
                words.say("立会者", &words.person(*witness))?;
            }
        }
    }
    words.scope(request)?;
    Ok(words.all)
}

struct Words<'a> {
    register: &'a Register,
    all: Vec<Said>,
}

impl Words<'_> {
    fn say(&mut self, word: &str, value: &str) -> Result<(), VaultError> {
        if !value.is_empty() {
            self.all.push((text_of(word)?, text_of(value)?));
        }
        Ok(())
    }

    /// A list, on as many lines as it takes: a text has an end (`text::MAX_BYTES`), a list of media may have none.
    fn list(
        &mut self,
        word: &str,
        entries: impl Iterator<Item = String>,
    ) -> Result<(), VaultError> {
        let mut line = String::new();
        for entry in entries {
            let full = line.len() + "、".len() + entry.len() > MAX_BYTES;
            if full && !line.is_empty() {
                self.say(word, &line)?;
                line.clear();
            }
            if !line.is_empty() {
                line.push('、');
            }
            line.push_str(&entry);
        }
        self.say(word, &line)
    }

    fn text(&mut self, word: &str, value: Option<&Text>) -> Result<(), VaultError> {
        value.map_or(Ok(()), |value| self.say(word, value.as_str()))
    }

    /// How many, on what, by whom, how, how often and until when.
    fn scope(&mut self, request: &Request) -> Result<(), VaultError> {
        let scope = &request.scope;
        if let Some(count) = scope.count {
            self.say("部数", &format!("{count}部"))?;
        }
        let carriers: Vec<String> = scope.carriers.iter().map(|id| self.carrier(*id)).collect();
        self.list("媒体", carriers.into_iter())?;
        let persons: Vec<String> = scope.persons.iter().map(|id| self.person(*id)).collect();
        self.list("従事者", persons.into_iter())?;
        let methods = scope.methods.iter().map(|method| method.word().to_owned());
        self.list("方法", methods)?;
        if request.uses == Uses::Standing {
            self.say("回数", "期間内は定めなし")?;
        }
        let from = scope
            .from
            .map(|from| format!("{}から", wareki_moment_plain(from)));
        let to = scope
            .to
            .map(|to| format!("{}まで", wareki_moment_plain(to)));
        let period: String = from.into_iter().chain(to).collect();
        self.say("期間", &period)
    }

    /// 「C-0002（製造番号 S200）」.
    fn carrier(&self, id: CarrierId) -> String {
        let carrier = self.register.carriers.get(&id);
        match carrier.and_then(|carrier| carrier.serial.as_ref()) {
            Some(serial) => format!("{id}（製造番号 {serial}）"),
            None => id.to_string(),
        }
    }

    fn place(&mut self, word: &str, place: Option<PlaceId>) -> Result<(), VaultError> {
        let Some(id) = place else { return Ok(()) };
        let place = self.register.places.get(&id);
        let name = place.map_or_else(
            || id.to_string(),
            |place| match &place.address {
                Some(address) => format!("{}（{address}）", place.name),
                None => place.name.to_string(),
            },
        );
        self.say(word, &name)
    }

    fn person(&self, id: PersonId) -> String {
        let person = self.register.people.get(&id);
        person.map_or_else(|| id.to_string(), |person| person.name.to_string())
    }

    fn organisation(&self, id: OrgId) -> String {
        let org = self.register.organisations.get(&id);
        org.map_or_else(
            || id.to_string(),
            |org| match &org.address {
                Some(address) => format!("{}（{address}）", org.name),
                None => org.name.to_string(),
            },
        )
    }

    fn organisations(&mut self, word: &str, request: &Request) -> Result<(), VaultError> {
        let names: Vec<String> = request
            .scope
            .orgs
            .iter()
            .map(|org| self.organisation(*org))
            .collect();
        self.list(word, names.into_iter())
    }

    /// The five items of Art. 14-2; the reason stands in the request itself.
    fn subcontracting(
        &mut self,
        request: &Request,
        items: &Subcontracting,
    ) -> Result<(), VaultError> {
        self.text("再委託する内容", items.content.as_ref())?;
        self.organisations("名称及び所在地", request)?;
        self.text("取り扱う情報", items.information.as_ref())?;
        self.text("安全確保措置の実施方法", items.safeguards.as_ref())?;
        self.text("管理及び監督の方法", items.supervision.as_ref())
    }

    fn journey(&mut self, journey: &Journey) -> Result<(), VaultError> {
        let persons: Vec<String> = journey.persons.iter().map(|p| self.person(*p)).collect();
        self.say("運搬番号", &journey.id.to_string())?;
        self.place("持出し元", Some(journey.from))?;
        self.place("持出し先", Some(journey.to))?;
        self.list("運搬者", persons.into_iter())?;
        self.say("出発予定", &journey.planned_departure.to_string())?;
        self.say("到着予定", &journey.planned_arrival.to_string())?;
        if let Some(back) = journey.planned_back {
            self.say("帰着予定", &back.to_string())?;
        }
        self.text("経路・手段", Some(&journey.route))?;
        self.text("鍵の受渡し方法", Some(&journey.key_handover))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_list_of_any_length_is_said() {
        let register = Register::empty(Text::new("vault.example").unwrap());
        let mut words = Words {
            register: &register,
            all: Vec::new(),
        };
        let media = (1..=396).map(|n| format!("C-{n:04}（製造番号 SN-2019-{n:05}）"));
        words.list("媒体", media).unwrap();
        let lines: Vec<&str> = words.all.iter().map(|(_, line)| line.as_str()).collect();
        assert!(lines.len() > 1 && lines.iter().all(|line| line.len() <= MAX_BYTES));
        let said = lines.join("、");
        assert_eq!(said.split('、').count(), 396);
        assert!(said.starts_with("C-0001（") && said.ends_with("SN-2019-00396）"));
        words.list("従事者", std::iter::empty()).unwrap();
        assert!(words.all.iter().all(|(word, _)| word.as_str() == "媒体"));
    }
}
