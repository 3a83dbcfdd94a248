//! An incident as its papers tell it (Art. 16): what is known of it, what else to look after at once, and what the public
//! may be told (16-3). Whatever is not known is 確認中, never 「なし」.

use super::{naming, visible};
use crate::record::{
    AssetId, CarrierId, Date, Incident, IncidentId, IncidentKind, IncidentStage, Instance,
    InstanceId, JourneyId, Moment, OrgKind, PersonId, Protection, Register, Seq, Text,
};
use crate::rules::wording::forbidden;
use crate::rules::{Denied, Loss};
use std::collections::BTreeSet;

/// What stands where nothing is known yet.
pub const UNCONFIRMED: &str = "確認中";

/// What is known of an incident: of one on record, or of a loss that was declared without a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its number; none while it only is declared.
    pub number: Option<IncidentId>,
    /// 種類.
    pub kind: IncidentKind,
    /// 発生のおそれ.
    pub suspected: bool,
    /// What it concerns.
    pub instances: Vec<InstanceId>,
    /// The journey it happened on.
    pub journey: Option<JourneyId>,
    /// 検知: when it was declared.
    pub declared_at: Moment,
    /// Who declared it, if that is known.
    pub declared_by: Option<PersonId>,
    /// 最終確認.
    pub last_seen: Option<Moment>,
    /// 場所.
    pub place: Option<Text>,
    /// 経緯.
    pub circumstances: Option<Text>,
    /// 「鍵・パスフレーズも同時に失われたか」.
    pub keys_lost: Option<bool>,
    /// 被害防止措置.
    pub measures: Option<Text>,
    /// 警察届.
    pub police: Option<Text>,
    /// The records of what was found again.
    pub found: Vec<Seq>,
    /// How far the reporting has come.
    pub stage: IncidentStage,
}

impl From<&Incident> for Account {
    fn from(incident: &Incident) -> Self {
        let it = incident.clone();
        Self {
            number: Some(it.id),
            kind: it.kind,
            suspected: it.suspected,
            instances: it.instances,
            journey: it.journey,
            declared_at: it.declared_at,
            declared_by: Some(it.declared_by),
            last_seen: it.last_seen,
            place: it.place,
            circumstances: it.circumstances,
            keys_lost: it.keys_lost,
            measures: it.measures,
            police: it.police,
            found: it.found,
            stage: it.stage,
        }
    }
}

impl Account {
    /// Of a loss that nobody has signed in yet.
    ///
    /// # Errors
    /// It names a journey or carrier that is not on the register.
    pub fn declared(
        register: &Register,
        loss: &Loss,
        at: Moment,
        by: Option<PersonId>,
    ) -> Result<Self, Denied> {
        let learned = loss.learned.clone();
        Ok(Self {
            number: None,
            kind: learned.kind.unwrap_or(IncidentKind::Loss),
            suspected: loss.suspected,
            instances: loss.instances(register)?,
            journey: loss.on_journey(register),
            declared_at: at,
            declared_by: by,
            last_seen: learned.last_seen,
            place: learned.place,
            circumstances: learned.circumstances,
            keys_lost: learned.keys_lost,
            measures: learned.measures,
            police: learned.police,
            found: Vec::new(),
            stage: IncidentStage::Opened,
        })
    }

    /// The instances it concerns that the register knows.
    pub fn things<'a>(&self, register: &'a Register) -> Vec<&'a Instance> {
        let known = self.instances.iter();
        known.filter_map(|id| register.instances.get(id)).collect()
    }

    /// Their assets, each once.
    #[must_use]
    pub fn assets(&self) -> BTreeSet<AssetId> {
        self.instances.iter().map(|id| id.asset).collect()
    }

    /// The media it concerns, each once.
    #[must_use]
    pub fn carriers(&self, register: &Register) -> BTreeSet<CarrierId> {
        let things = self.things(register);
        things.iter().map(|thing| thing.carrier).collect()
    }

    /// ⑤ Everything else of the same assets that is still open.
    #[must_use]
    pub fn open_besides<'a>(&self, register: &'a Register) -> Vec<&'a Instance> {
        let assets = self.assets();
        let open = register.instances.values().filter(|it| {
            it.state().is_open()
                && assets.contains(&it.id.asset)
                && !self.instances.contains(&it.id)
        });
        open.collect()
    }

    /// 人数: of all its assets together. None while one of them has personal data whose number is not known; 0 where the
    /// register has none.
    #[must_use]
    pub fn people(&self, register: &Register) -> Option<u64> {
        let mut people: u64 = 0;
        for asset in self.assets() {
            let asset = register.assets.get(&asset)?;
            let subjects = asset.personal.as_ref().map_or(0, |it| it.subjects.get());
            people = people.saturating_add(subjects);
        }
        Some(people)
    }

    /// Was everything that it concerns sealed, some of it, or nothing?
    #[must_use]
    pub fn sealing(&self, register: &Register) -> Sealing {
        let things = self.things(register);
        let sealed = |it: &&Instance| it.protection == Protection::Sealed;
        match things.iter().filter(|it| sealed(it)).count() {
            0 => Sealing::Nothing,
            n if n == things.len() => Sealing::Everything,
            _ => Sealing::Partly,
        }
    }
}

/// How much of what an incident concerns the register has as sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sealing {
    /// All of it.
    Everything,
    /// Some of it.
    Partly,
    /// Nothing: 「暗号化の記録なし」.
    Nothing,
}

impl Sealing {
    /// As the papers say it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Everything => "暗号化の記録あり",
            Self::Partly => "一部に暗号化の記録あり",
            Self::Nothing => "暗号化の記録なし",
        }
    }
}

/// What the public may be told (16-3): no person, no place, no name of an asset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicSummary {
    /// The day it was noticed.
    pub on: Date,
    /// 種類.
    pub kind: IncidentKind,
    /// 発生のおそれ.
    pub suspected: bool,
    /// 乙の名称.
    pub contractor: String,
    /// 人数; none: 確認中.
    pub people: Option<u64>,
    /// Sealed or not.
    pub sealing: Sealing,
    /// Everything that was missing has been found.
    pub found: bool,
    /// 被害防止措置; none where nothing is known of them, or what was written names somebody or something.
    pub measures: Option<String>,
}

impl PublicSummary {
    /// Of an incident.
    #[must_use]
    pub fn of(register: &Register, account: &Account) -> Self {
        let contract = register.contract.as_ref();
        let contractor = contract.map(|it| visible(it.contractor_name.as_str()));
        let things = account.things(register);
        let measures = account.measures.as_ref().map(Text::as_str);
        let measures = measures.filter(|text| forbidden(text).is_none() && !names(register, text));
        Self {
            on: account.declared_at.date(),
            kind: account.kind,
            suspected: account.suspected,
            contractor: contractor.unwrap_or_default(),
            people: account.people(register),
            sealing: account.sealing(register),
            found: !account.found.is_empty()
                && things
                    .iter()
                    .all(|it| it.state() != crate::record::StateName::Missing),
            measures: measures.map(visible),
        }
    }
}

/// The text has the name of a person, place, organisation other than 乙, or asset of the register in it.
fn names(register: &Register, text: &str) -> bool {
    use unicode_normalization::UnicodeNormalization as _;
    let folded = |text: &str| -> String { text.nfkc().filter(|c| !c.is_whitespace()).collect() };
    let text = folded(text);
    let people = register.people.values().map(|it| it.name.as_str());
    let places = register.places.values().map(|it| it.name.as_str());
    let assets = register.assets.values().map(|it| it.title.as_str());
    let others = register.organisations.values();
    let others = others.filter(|it| it.kind != OrgKind::Contractor);
    let others = others.map(|it| it.name.as_str());
    people
        .chain(places)
        .chain(assets)
        .chain(others)
        .map(folded)
        .any(|name| !name.is_empty() && text.contains(&name))
}

/// ④ One thing that was lost, as far as the register knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contents {
    /// Which.
    pub id: InstanceId,
    /// 名称.
    pub title: String,
    /// 件数.
    pub quantity: String,
    /// 項目; empty where the register has no personal data of it.
    pub items: Vec<String>,
    /// 人数.
    pub people: Option<u64>,
    /// 媒体・製造番号.
    pub carrier: String,
    /// 運搬者.
    pub bearers: Vec<String>,
    /// 承認番号・根拠.
    pub permission: Option<String>,
    /// The last look at its seal: when, and whether it was intact.
    pub seal: Option<(Moment, bool)>,
    /// How it was protected.
    pub protection: Protection,
    /// ⑥ Who holds a key to it.
    pub key_holders: Vec<String>,
}

/// ④ and ⑥: what was on it, and who holds keys.
#[must_use]
pub fn contents(register: &Register, account: &Account) -> Vec<Contents> {
    let things = account.things(register);
    let one = |it: &&Instance| {
        let asset = register.assets.get(&it.id.asset);
        let personal = asset.and_then(|asset| asset.personal.as_ref());
        let journey = account.journey.and_then(|id| register.journeys.get(&id));
        let permission = it.permission.or(journey.and_then(|it| it.permission));
        let permission = permission.and_then(|id| register.permissions.get(&id));
        let bearers = journey.map_or(&[][..], |it| &it.persons);
        let look = journey.and_then(|it| it.seal_checks.last());
        Contents {
            id: it.id,
            title: asset.map_or_else(String::new, |it| visible(it.title.as_str())),
            quantity: it.quantity.to_string(),
            items: personal.map_or_else(Vec::new, |personal| {
                let items = personal.items.iter();
                items.map(|item| visible(item.as_str())).collect()
            }),
            people: personal.map(|personal| personal.subjects.get()),
            carrier: naming::carrier_with_serial(register, it.carrier),
            bearers: bearers
                .iter()
                .map(|id| naming::person(register, *id))
                .collect(),
            permission: permission.map(|it| naming::permission_with_basis(register, it)),
            seal: look.map(|look| (look.at, look.intact)),
            protection: it.protection,
            key_holders: key_holders(register, it),
        }
    };
    things.iter().map(one).collect()
}

/// Who holds a key to an instance, by name.
#[must_use]
pub fn key_holders(register: &Register, instance: &Instance) -> Vec<String> {
    let holders = instance.key_holders.iter();
    holders
        .map(|holder| naming::key_holder(register, holder.as_str()))
        .collect()
}

/// 個人情報保護委員会: when a report would be due, if 甲 decides that one is (`domain.md` §6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommissionDates {
    /// 速報, from and to: 3 to 5 days.
    pub first: (Date, Date),
    /// 確報: 30 days.
    pub final_: Date,
    /// 確報 where an unlawful purpose is feared: 60 days.
    pub final_unlawful: Date,
}

impl CommissionDates {
    /// Counted from the day it was noticed.
    #[must_use]
    pub fn from(day: Date) -> Self {
        let after = |days| day.checked_add_days(days).unwrap_or(Date::MAX);
        Self {
            first: (after(3), after(5)),
            final_: after(30),
            final_unlawful: after(60),
        }
    }
}
