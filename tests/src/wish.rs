//! What 甲 is asked for and grants, built in a line or two.

use crate::cast::{On, PURPOSE, Where, Who, instance, moment, text};
use custody_core::record::{
    CarrierId, Date, Document, Grant, JourneyPurpose, Method, Moment, OrgId, PersonId, PlaceId,
    RequestParticulars, Scope, Subcontracting, Text, Uses,
};
use custody_core::rules::{Decision, NewJourney, NewRequest, Outcome};
use std::num::NonZeroU32;

/// A request and the decision on it.
#[derive(Clone, Debug)]
pub struct Wish {
    /// What for.
    pub grant: Grant,
    /// Of what.
    pub scope: Scope,
    /// How often.
    pub uses: Uses,
    /// The journey it plans, where it is one to carry.
    pub journey: Option<NewJourney>,
    /// What it says beyond that; by its grant unless said otherwise.
    pub particulars: Option<RequestParticulars<NewJourney>>,
    /// Who of 甲 decides: G unless said otherwise.
    pub decided_by: PersonId,
    /// When; the moment it is taken in unless said otherwise.
    pub decided_at: Option<Moment>,
    /// 甲's conditions.
    pub conditions: Vec<Text>,
}

impl Wish {
    fn new(grant: Grant, instances: &[&str]) -> Self {
        Self {
            grant,
            scope: Scope {
                instances: instances.iter().map(|i| instance(i)).collect(),
                persons: vec![Who::A.into()],
                carriers: vec![On::OurUsb.into()],
                destinations: vec![Where::Takasaki.into()],
                ..Scope::default()
            },
            uses: Uses::SINGLE,
            journey: None,
            particulars: None,
            decided_by: Who::G.into(),
            decided_at: None,
            conditions: Vec::new(),
        }
    }

    /// To copy once to 乙's USB, by A.
    #[must_use]
    pub fn copy(instances: &[&str]) -> Self {
        Self::new(
            Grant::Copy {
                disposal_preapproved: Vec::new(),
            },
            instances,
        )
    }

    /// To carry once on 乙's USB to 高崎, by A, one package included; the journey is planned for 10:00 of the day given,
    /// back at 18:00.
    #[must_use]
    pub fn carry(instances: &[&str], day: &str) -> Self {
        let grant = Grant::Carry {
            copies_included: 1,
            disposal_preapproved: Vec::new(),
            encryption_exempt: None,
            paper_allowed: false,
        };
        let mut wish = Self::new(grant, instances);
        wish.journey = Some(journey(instances, day));
        wish
    }

    /// To destroy once, by these methods.
    #[must_use]
    pub fn destroy(instances: &[&str], methods: &[Method]) -> Self {
        let grant = Grant::Destroy {
            removal_included: false,
            unsanitised_release: false,
            witness_required: false,
        };
        let mut wish = Self::new(grant, instances);
        wish.scope.methods = methods.to_vec();
        wish
    }

    /// To destroy at a disposer, the removal included.
    #[must_use]
    pub fn disposal(instances: &[&str], methods: &[Method], org: OrgId) -> Self {
        let mut wish = Self::destroy(instances, methods);
        wish.grant = Grant::Destroy {
            removal_included: true,
            unsanitised_release: false,
            witness_required: false,
        };
        wish.scope.orgs = vec![org];
        wish
    }

    /// To use `/…` for that, by A.
    #[must_use]
    pub fn purpose(instances: &[&str], use_: &str) -> Self {
        let mut wish = Self::new(Grant::Purpose, instances);
        wish.scope.purpose = Some(text(use_));
        wish
    }

    /// To provide to that organisation, as often as asked.
    #[must_use]
    pub fn provide(instances: &[&str], org: OrgId) -> Self {
        let mut wish = Self::new(Grant::Provide, instances);
        wish.scope.orgs = vec![org];
        wish
    }

    /// To disclose to them what is learned from `instances`, which may be none.
    #[must_use]
    pub fn disclose(instances: &[&str], to: &str) -> Self {
        let mut wish = Self::new(Grant::Disclose { to: text(to) }, instances);
        wish.scope = Scope {
            instances: wish.scope.instances,
            ..Scope::default()
        };
        wish
    }

    /// To work at that place, A alone.
    #[must_use]
    pub fn place(place: Where) -> Self {
        let mut wish = Self::new(Grant::Place, &[]);
        wish.scope.destinations = vec![place.into()];
        wish
    }

    /// To subcontract to that organisation.
    #[must_use]
    pub fn subcontract(org: OrgId) -> Self {
        let mut wish = Self::new(Grant::Subcontract, &[]);
        wish.scope.orgs = vec![org];
        wish
    }

    /// May be used so many times.
    #[must_use]
    pub fn times(mut self, times: u32) -> Self {
        self.uses = Uses::Times(NonZeroU32::new(times).unwrap());
        self
    }

    /// Valid until the end of that minute.
    #[must_use]
    pub fn until(mut self, minute: &str) -> Self {
        self.scope.to = Some(moment(minute));
        self
    }

    /// For these people; a planned journey is theirs too.
    #[must_use]
    pub fn persons(mut self, persons: &[Who]) -> Self {
        self.scope.persons = persons.iter().map(|who| (*who).into()).collect();
        if let Some(journey) = &mut self.journey {
            journey.persons.clone_from(&self.scope.persons);
        }
        self
    }

    /// For these carriers.
    #[must_use]
    pub fn carriers(mut self, carriers: &[On]) -> Self {
        self.scope.carriers = carriers.iter().map(|on| CarrierId::from(*on)).collect();
        self
    }

    /// Decided by somebody else than G.
    #[must_use]
    pub fn decided_by(mut self, who: Who) -> Self {
        self.decided_by = who.into();
        self
    }

    /// Decided at another moment than it was taken in.
    #[must_use]
    pub fn decided_at(mut self, minute: &str) -> Self {
        self.decided_at = Some(moment(minute));
        self
    }

    /// The request as R sends it.
    #[must_use]
    pub fn request(&self) -> NewRequest {
        NewRequest {
            text_digest: None,
            extends: None,
            draft: false,
            grant: self.grant.clone(),
            scope: self.scope.clone(),
            uses: self.uses,
            reason: text("業務のため"),
            particulars: self
                .particulars
                .clone()
                .unwrap_or_else(|| particulars(&self.grant, self.journey.clone())),
        }
    }

    /// 甲's signed note on it, as taken in at `now`.
    #[must_use]
    pub fn decision(&self, request: custody_core::record::RequestId, now: Moment) -> Decision {
        let decided_at = self.decided_at.unwrap_or(now);
        let date: Date = decided_at.date();
        Decision {
            request,
            decided_by: self.decided_by,
            decided_at,
            document: Document::signed_note(Some(text("税第12号")), Some(date)),
            note: None,
            outcome: Outcome::Approved {
                grant: self.grant.clone(),
                scope: self.scope.clone(),
                uses: self.uses,
                conditions: self.conditions.clone(),
            },
        }
    }
}

/// Particulars that leave nothing out.
#[must_use]
pub fn particulars(grant: &Grant, journey: Option<NewJourney>) -> RequestParticulars<NewJourney> {
    let said = |words: &str| Some(text(words));
    match grant {
        Grant::Copy { .. } => RequestParticulars::Copy { place: None },
        Grant::Carry { .. } => RequestParticulars::Carry { journey },
        Grant::Purpose => RequestParticulars::Purpose {
            items: said("課税額"),
        },
        Grant::Provide => RequestParticulars::Provide {
            items: said("課税額"),
            give_back: said("媒体で返却"),
        },
        Grant::Subcontract => RequestParticulars::Subcontract(Subcontracting {
            content: said("帳票の印刷"),
            information: said("課税台帳の氏名及び住所"),
            safeguards: said("施錠した作業室"),
            supervision: said("月1回の点検"),
        }),
        Grant::Place => RequestParticulars::Place {
            equipment: said("専用端末"),
        },
        Grant::Destroy { .. } => RequestParticulars::Destroy {
            place: None,
            witness: None,
        },
        Grant::Disclose { .. } => RequestParticulars::Disclose {
            items: said("処理件数"),
            give_back: said("返還を要しない"),
        },
    }
}

/// A's journey from 前橋 to 高崎 at 10:00, there at 11:00, back at 18:00.
#[must_use]
pub fn journey(instances: &[&str], day: &str) -> NewJourney {
    let at = |hour: &str| moment(&format!("{day} {hour}"));
    let place = |place: Where| -> PlaceId { place.into() };
    NewJourney {
        persons: vec![Who::A.into()],
        instances: instances.iter().map(|i| instance(i)).collect(),
        carrier: Some(On::OurUsb.into()),
        from: place(Where::Maebashi),
        to: place(Where::Takasaki),
        purpose: JourneyPurpose::Work,
        departure: at("10:00"),
        arrival: at("11:00"),
        back: Some(at("18:00")),
        route: text("自動車、国道17号"),
        key_handover: text("電話で番号を伝える"),
    }
}

/// The same to 県庁, for 返還.
#[must_use]
pub fn homeward(instances: &[&str], day: &str) -> NewJourney {
    NewJourney {
        to: Where::Kencho.into(),
        purpose: JourneyPurpose::Return,
        ..journey(instances, day)
    }
}

/// The purpose of A-0001 as a text.
#[must_use]
pub fn purpose() -> Text {
    text(PURPOSE)
}
