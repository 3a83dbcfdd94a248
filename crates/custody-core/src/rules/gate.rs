//! One act at the gate: what is known, who asks, when; and the guards that failed so far.

use super::chain::chain_approved;
use super::refusal::{Finding, Refusal, Value, name_of, text};
use super::verb::Base;
use super::{Asked, Denied, Detail, Permitted, Verb, Warning, WarningCode};
use crate::record::event::RECORD_KIND;
use crate::record::{
    AssetId, Date, Event, Guard, Instance, InstanceId, Moment, OrgKind, PermissionId, Person,
    PersonId, Profile, Record, Register, Role, Seq, Text,
};
use std::collections::BTreeMap;

/// Clock steps backwards of up to so many seconds are taken as time synchronisation (`reliability.md` R8).
const CLOCK_SLACK_SECONDS: i64 = 120;

/// `--at` this many seconds in the past makes a 後日記録 (§5.3).
const LATE_RECORD_SECONDS: i64 = 15 * 60;

/// A failed guard before it knows its article.
pub(super) struct Failure {
    values: BTreeMap<&'static str, Value>,
    detail: Option<Detail>,
    next: Vec<String>,
}

impl Failure {
    pub(super) fn new() -> Self {
        Self {
            values: BTreeMap::new(),
            detail: None,
            next: Vec::new(),
        }
    }

    pub(super) fn with(mut self, key: &'static str, value: Value) -> Self {
        self.values.insert(key, value);
        self
    }

    pub(super) fn detail(mut self, detail: Option<Detail>) -> Self {
        self.detail = detail;
        self
    }

    pub(super) fn next(mut self, command: impl Into<String>) -> Self {
        self.next.push(command.into());
        self
    }
}

/// The act at the gate.
pub(super) struct Gate<'a> {
    pub(super) known: &'a Register,
    pub(super) asked: &'a Asked,
    pub(super) verb: Verb,
    /// When the act happens.
    pub(super) at: Moment,
    /// When it is recorded.
    pub(super) recorded: Moment,
    findings: Vec<Finding>,
    warnings: Vec<Warning>,
}

impl<'a> Gate<'a> {
    /// Takes the act's time from the clock and `--at`.
    pub(super) fn new(known: &'a Register, asked: &'a Asked, now: Moment) -> Result<Self, Denied> {
        let verb = asked.act.verb();
        let (recorded, clock) = match known.head.last_at {
            // R8.
            Some(last) if now < last && last.seconds_since(now) <= CLOCK_SLACK_SECONDS => {
                (last, last)
            }
            // Facts of loss are never refused for the clock: recorded at the ledger's last time, with the time
            // that the clock says beside it (§5.3, 申告時刻).
            Some(last) if now < last && verb.is_loss_fact() => (last, now),
            Some(last) if now < last => return Err(Denied::Clock { now, last }),
            _ => (now, now),
        };
        let at = asked.at.unwrap_or(clock);
        if at > recorded {
            return Err(Denied::ActTime {
                at,
                earliest: None,
                latest: recorded,
            });
        }
        Ok(Self {
            known,
            asked,
            verb,
            at,
            recorded,
            findings: Vec::new(),
            warnings: Vec::new(),
        })
    }

    /// The profile; before the contract is opened there is none, and no guard is on.
    pub(super) fn profile(&self) -> Option<&'a Profile> {
        self.known
            .contract
            .as_ref()
            .map(|contract| &contract.profile)
    }

    /// The day of the act.
    pub(super) fn day(&self) -> Date {
        self.at.date()
    }

    /// The actor, when listed.
    pub(super) fn actor(&self) -> Option<&'a Person> {
        self.known.people.get(&self.asked.by)
    }

    pub(super) fn instance(&self, id: InstanceId) -> Result<&'a Instance, Denied> {
        self.known
            .instances
            .get(&id)
            .ok_or_else(|| super::refusal::unknown(id))
    }

    /// Tests one guard unless the profile switched it off.
    pub(super) fn check(&mut self, guard: Guard, failure: impl FnOnce() -> Option<Failure>) {
        let Some(profile) = self.profile() else {
            return;
        };
        if !profile.is_on(guard) {
            return;
        }
        if let Some(Failure {
            values,
            detail,
            next,
        }) = failure()
        {
            self.findings.push(Finding {
                guard,
                article: profile.article(guard).cloned(),
                values,
                detail,
                next,
            });
        }
    }

    pub(super) fn warn(&mut self, code: WarningCode, about: impl ToString) {
        self.warnings.push(Warning {
            code,
            about: about.to_string(),
        });
    }

    /// The base guards (§5.2) for an act on `instances`, which may be none.
    pub(super) fn base(&mut self, instances: &[&'a Instance], assets: &[AssetId]) {
        let base = self.verb.base();
        // 甲's people skip the base for what §4.3 gives them to do; it gives them nothing of what 乙's people do.
        let of_client = self.verb.roles().contains(&Role::Client)
            && self.actor().is_some_and(Person::is_client);
        if base == Base::None || of_client {
            return self.state(instances, base);
        }
        let verb = self.verb;
        if base == Base::Full && verb.needs_contract() {
            self.contract_active();
        }
        let by = self.asked.by;
        if base != Base::Fact {
            self.listed(by);
        }
        self.role(by, instances);
        if base == Base::Full {
            self.person_is_fit(by, assets);
            if verb.can_be_frozen() {
                self.frozen(instances);
            }
        }
        self.state(instances, base);
    }

    /// The base as far as it asks who it is, for somebody beside the actor: who receives at a hand-over. 甲's people
    /// pass.
    pub(super) fn base_of(
        &mut self,
        person: PersonId,
        instances: &[&'a Instance],
        assets: &[AssetId],
    ) {
        if self
            .known
            .people
            .get(&person)
            .is_some_and(Person::is_client)
        {
            return;
        }
        self.listed(person);
        self.role(person, instances);
        self.person_is_fit(person, assets);
    }

    /// Employer, training and work scope.
    pub(super) fn person_is_fit(&mut self, by: PersonId, assets: &[AssetId]) {
        let (known, day, at) = (self.known, self.day(), self.at);
        let (actor, profile) = (known.people.get(&by), self.profile());
        self.check(Guard::EmployerKnown, || {
            let (person, profile) = (actor?, profile?);
            let org = known.organisations.get(&person.employer);
            let good = org.is_some_and(|org| match org.kind {
                OrgKind::Contractor => true,
                OrgKind::Subcontractor => chain_approved(known, profile, org.id, at),
                OrgKind::Client | OrgKind::Disposer | OrgKind::Transporter => false,
            });
            let name = org.map_or_else(|| person.employer.to_string(), |o| o.name.to_string());
            (!good).then(|| {
                Failure::new()
                    .with("name", text(&person.name))
                    .with("org", text(name))
            })
        });
        self.check(Guard::Trained, || {
            let person = actor?;
            let valid = person
                .training
                .as_ref()
                .is_some_and(|t| t.covers_terms && t.on <= day && day <= t.valid_until);
            (!valid).then(|| {
                Failure::new()
                    .with("name", text(&person.name))
                    .with(
                        "date",
                        Value::Date(person.training.as_ref().map(|t| t.valid_until)),
                    )
                    .next(format!("custody training add {}", person.id))
            })
        });
        for asset in assets {
            self.work_scope(by, *asset);
        }
    }

    pub(super) fn contract_active(&mut self) {
        let (known, day) = (self.known, self.day());
        self.check(Guard::ContractActive, || {
            let contract = known.contract.as_ref()?;
            let term = contract.term;
            if day < term.from {
                return Some(Failure::new().with("from", Value::Date(Some(term.from))));
            }
            let end = contract
                .ended
                .as_ref()
                .filter(|end| end.is_over(day))
                .map(|end| end.on)
                .or((day > term.until).then_some(term.until));
            end.map(|date| {
                Failure::new()
                    .with("date", Value::Date(Some(date)))
                    .next("custody return …")
                    .next("custody status")
            })
        });
    }

    pub(super) fn listed(&mut self, by: PersonId) {
        let (known, day) = (self.known, self.day());
        self.check(Guard::ListedPerson, || {
            let listed = known
                .people
                .get(&by)
                .is_some_and(|p| !p.roles_on(day).is_empty());
            (!listed).then(|| {
                Failure::new()
                    .with("name", text(name_of(known, by)))
                    .next("custody person add")
            })
        });
    }

    /// The person's role on the day, against the table of §4.3.
    fn role(&mut self, by: PersonId, instances: &[&Instance]) {
        let (known, day, verb) = (self.known, self.day(), self.verb);
        self.check(Guard::Role, || {
            let person = known.people.get(&by);
            let roles = person.map(|p| p.roles_on(day)).unwrap_or_default();
            // People of a 再委託先 touch only what their own organisation holds.
            let own = || person.is_some_and(|p| instances.iter().all(|i| i.org == p.employer));
            let allowed = roles.iter().any(|role| match role {
                Role::SubWorker | Role::SubSecurity => verb.roles().contains(role) && own(),
                _ => verb.roles().contains(role),
            });
            (!allowed).then(|| {
                Failure::new()
                    .with("name", text(name_of(known, by)))
                    .with("role", Value::Roles(roles))
            })
        });
    }

    fn work_scope(&mut self, by: PersonId, asset: AssetId) {
        let Some(work) = self.known.assets.get(&asset).map(|a| a.work_item.clone()) else {
            return;
        };
        self.person_works_on(by, &work);
    }

    /// The work is in the actor's scope; a manager's is everything (§4.3).
    pub(super) fn works_on(&mut self, work: &Text) {
        self.person_works_on(self.asked.by, work);
    }

    /// A supervisor checks everything, as a manager does everything: both "read all" (§4.3), and have no scope.
    fn person_works_on(&mut self, by: PersonId, work: &Text) {
        let (day, actor) = (self.day(), self.known.people.get(&by));
        self.check(Guard::WorkScope, || {
            let person = actor?;
            let bound =
                !person.has_role(Role::Manager, day) && !person.has_role(Role::Supervisor, day);
            (bound && !person.work_scope.contains(work)).then(|| {
                Failure::new()
                    .with("work", text(work))
                    .with("name", text(&person.name))
                    .next(format!(
                        "custody person change {} --work-scope {work}",
                        person.id
                    ))
            })
        });
    }

    fn frozen(&mut self, instances: &[&'a Instance]) {
        let known = self.known;
        for instance in instances {
            self.check(Guard::Frozen, || {
                let incident = known.incidents.values().find(|i| {
                    i.freezes()
                        && i.instances
                            .iter()
                            .any(|other| other.asset == instance.id.asset)
                })?;
                Some(
                    Failure::new()
                        .with("id", text(instance.id))
                        .with("no", text(incident.id)),
                )
            });
        }
    }

    fn state(&mut self, instances: &[&'a Instance], base: Base) {
        let verb = self.verb;
        for instance in instances {
            self.check(Guard::BadState, || {
                (!verb.from().contains(&instance.state())).then(|| {
                    Failure::new()
                        .with("state", Value::State(instance.state()))
                        .next(format!("custody show {}", instance.id))
                })
            });
        }
        if base == Base::None {
            return;
        }
        let (known, by) = (self.known, self.asked.by);
        for instance in instances {
            self.check(Guard::HolderOnly, || {
                let holder = instance.custody.holder()?;
                let passed_over =
                    verb.passes_over_holder() || (verb == Verb::Return && is_client(known, holder));
                (holder != by && !passed_over).then(|| {
                    Failure::new()
                        .with("id", text(instance.id))
                        .with("name", text(name_of(known, holder)))
                })
            });
        }
    }

    /// The refusal with the first failed guard; none when none failed.
    pub(super) fn refusal(&mut self) -> Option<Denied> {
        let mut findings = std::mem::take(&mut self.findings).into_iter();
        let finding = findings.next()?;
        Some(Denied::Refused(Box::new(Refusal {
            act: self.verb.code(),
            about: self.asked.act.about(),
            finding,
            others: findings.collect(),
        })))
    }

    /// Refuses with the first failed guard, or hands out the permission to write `event`.
    pub(super) fn permit(mut self, event: Event) -> Result<Permitted, Denied> {
        if let Some(denied) = self.refusal() {
            return Err(denied);
        }
        let Self {
            known,
            asked,
            at,
            recorded,
            warnings,
            ..
        } = self;
        if asked.at.is_some() {
            in_order(known, asked, at, recorded)?;
        }
        write(known, asked.by, at, recorded, event, warnings)
    }
}

/// `--at` may not lie before the last record of what it is about (§5.3).
fn in_order(known: &Register, asked: &Asked, at: Moment, recorded: Moment) -> Result<(), Denied> {
    let reach = asked.act.reach();
    // A journey moves what it carries, or what it is to carry.
    let moves = matches!(
        asked.act.verb(),
        Verb::Carry | Verb::Transmit | Verb::Arrive | Verb::Back
    );
    let journeys = reach.journeys.iter().filter(|_| moves);
    let moved = journeys
        .filter_map(|id| known.journeys.get(id))
        .flat_map(|j| match j.carried.is_empty() {
            true => &j.instances,
            false => &j.carried,
        });
    let latest_record = reach
        .instances
        .iter()
        .chain(moved)
        .filter_map(|id| known.instances.get(id))
        .map(|i| i.last_at)
        .max();
    match latest_record {
        Some(earliest) if at < earliest => Err(Denied::ActTime {
            at,
            earliest: Some(earliest),
            latest: recorded,
        }),
        _ => Ok(()),
    }
}

/// Makes the record and what it changes.
pub(super) fn write(
    known: &Register,
    by: crate::record::PersonId,
    at: Moment,
    recorded: Moment,
    event: Event,
    warnings: Vec<Warning>,
) -> Result<Permitted, Denied> {
    debug_assert!(
        RECORD_KIND.ends_with("/v1"),
        "the envelope below is version 1"
    );
    let late = recorded.seconds_since(at) > LATE_RECORD_SECONDS;
    let profile = match (&known.contract, &event) {
        (_, Event::ContractOpened { contract, .. }) => contract.profile.version,
        (Some(contract), _) => contract.profile.version,
        (None, _) => 0,
    };
    let record = Record {
        vault: known.head.vault.clone(),
        seq: Seq(known.head.size),
        at,
        recorded: (late || recorded != at).then_some(recorded),
        by,
        profile,
        event,
        warnings: warnings
            .iter()
            .filter_map(|w| Text::new(w.code.code()).ok())
            .collect(),
    };
    let applied = super::apply::apply(known, &record)?;
    Ok(Permitted::new(
        record,
        applied.changes,
        applied.counters,
        warnings,
    ))
}

/// Handed over to 甲 under way (§5.4): what follows is the return, by whoever has to make it.
fn is_client(known: &Register, person: PersonId) -> bool {
    known.people.get(&person).is_some_and(Person::is_client)
}

/// A permission to be used, found or the reason why there is none.
pub(super) type Answer = Result<PermissionId, Option<Detail>>;
