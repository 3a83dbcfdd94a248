//! One act: read what the rules need, decide, sign, append; all on one state of the ledger (`design.md` §5).
//!
//! The append is a compare-and-swap on the number of records: if somebody was faster, everything is decided and signed
//! again. So no rule can be passed by two at once.

use super::intent::Operation;
use super::{Lack, Member, Vault, VaultError};
use crate::ledger::{Checkpoint, Frontier, Hash, NodeId, NodeReader, TreeSize, leaf_hash};
use crate::note::{NoteText, sign};
use crate::record::event::RECORD_KIND;
use crate::record::{Event, Moment, Reach, Record, Register, Seq};
use crate::rules::{
    Act, Asked, Denied, Nonsense, Permitted, Refusal, Warning, apply, decide, record_refusal,
};
use crate::store::{Batch, Entry, IntentId, KeyChange, Node, Store, StoreError};

/// How often an act is tried again when others were faster.
const TRIES: u32 = 50;

/// What an act recorded.
#[derive(Clone, Debug)]
pub struct Done {
    /// The records, in order.
    pub records: Vec<Record>,
    /// Warnings given with them.
    pub warnings: Vec<Warning>,
    /// Numbers of what is new, such as `A-0001/2`.
    pub ids: Vec<String>,
    /// Size of the ledger after it.
    pub size: u64,
    /// Root of the ledger after it.
    pub root: Hash,
    /// Intents that were added with it, in order.
    pub(super) intents: Vec<IntentId>,
}

impl Done {
    /// Adds what a further act of the same command recorded.
    pub(super) fn and(mut self, later: Self) -> Self {
        self.records.extend(later.records);
        self.warnings.extend(later.warnings);
        self.ids.extend(later.ids);
        Self {
            size: later.size,
            root: later.root,
            ..self
        }
    }
}

/// What goes into the same transaction besides the record.
#[derive(Clone, Debug, Default)]
pub(super) struct Extras {
    pub keys: Vec<KeyChange>,
    /// Operations that it promises.
    pub begun: Vec<Operation>,
    /// Operations that it ends.
    pub settled: Vec<IntentId>,
}

/// What one gives and another accepts is recorded with the acceptance, whatever verb asks for it: 「引継ぎ」 and 「提供」.
fn is_accepted(event: &Event) -> bool {
    match event {
        Event::HandedOver { note, .. } | Event::Provided { note, .. } => note.is_some(),
        _ => true,
    }
}

/// Reads tree nodes from the store.
pub(super) struct Nodes<'s, S>(pub(super) &'s S);

impl<S: Store> NodeReader for Nodes<'_, S> {
    type Error = StoreError;
    fn node(&self, id: NodeId) -> Result<Option<Hash>, StoreError> {
        Ok(self.0.node(id.level, id.index)?.map(Hash::from_bytes))
    }
}

impl<S: Store> Vault<S> {
    /// What would be recorded, or why not; changes nothing (`--dry-run`, and before files are touched).
    ///
    /// # Errors
    /// As the act itself, apart from its file work.
    pub fn plan(&self, asked: &Asked) -> Result<Permitted, VaultError> {
        let known = self.reach(&asked.act)?;
        Ok(decide(&known, asked, self.clock.now())?)
    }

    /// As [`plan`](Self::plan), and puts a refusal on record (3-ウ): asked before anything is shown, asked for or written.
    ///
    /// # Errors
    /// As [`plan`](Self::plan).
    pub fn plan_or_refuse(
        &mut self,
        member: &Member,
        asked: &Asked,
    ) -> Result<Permitted, VaultError> {
        match self.plan(asked) {
            Err(VaultError::Denied(Denied::Refused(refusal))) => {
                self.put_refusal(member, asked, &refusal)?;
                Err(VaultError::Denied(Denied::Refused(refusal)))
            }
            other => other,
        }
    }

    /// The part of the register that an act can touch.
    fn reach(&self, act: &Act) -> Result<Register, VaultError> {
        let known = self.store.known(&act.reach())?;
        match act.reach_further(&known) {
            Some(reach) => Ok(self.store.known(&reach)?),
            None => Ok(known),
        }
    }

    /// Does one act that needs no file work and nothing else in its transaction.
    ///
    /// # Errors
    /// A refusal (which is put on record), or what the store says.
    pub fn act(&mut self, member: &Member, asked: &Asked) -> Result<Done, VaultError> {
        self.act_with(member, asked, |_| Ok(Extras::default()))
    }

    /// Does one act; `extras` sees the record that was permitted and says what belongs into its transaction.
    pub(super) fn act_with(
        &mut self,
        member: &Member,
        asked: &Asked,
        extras: impl Fn(&Record) -> Result<Extras, VaultError>,
    ) -> Result<Done, VaultError> {
        for _ in 0..TRIES {
            let known = self.reach(&asked.act)?;
            let permitted = match decide(&known, asked, self.clock.now()) {
                Ok(permitted) => permitted,
                Err(Denied::Refused(refusal)) => {
                    self.put_refusal(member, asked, &refusal)?;
                    return Err(VaultError::Denied(Denied::Refused(refusal)));
                }
                Err(denied) => return Err(denied.into()),
            };
            let extras = extras(permitted.record())?;
            if let Some(done) = self.append(member, &known, vec![permitted], extras)? {
                return Ok(done);
            }
        }
        Err(VaultError::Busy)
    }

    /// Does several acts in one transaction, each decided on what the ones before it left: all of them or none.
    ///
    /// # Errors
    /// The first refusal, which alone is put on record, or what the store says.
    pub fn act_all(&mut self, member: &Member, all: &[Asked]) -> Result<Done, VaultError> {
        self.act_all_with(member, all, |_| Ok(Extras::default()))
    }

    /// As [`act_all`](Self::act_all); `extras` sees each record.
    pub(super) fn act_all_with(
        &mut self,
        member: &Member,
        all: &[Asked],
        extras: impl Fn(&Record) -> Result<Extras, VaultError>,
    ) -> Result<Done, VaultError> {
        for _ in 0..TRIES {
            let known = self.reach_all(all)?;
            let (mut then, now) = (known.clone(), self.clock.now());
            let mut permitted = Vec::with_capacity(all.len());
            let mut together = Extras::default();
            for asked in all {
                let one = match decide(&then, asked, now) {
                    Ok(one) => one,
                    Err(Denied::Refused(refusal)) => {
                        self.put_refusal(member, asked, &refusal)?;
                        return Err(VaultError::Denied(Denied::Refused(refusal)));
                    }
                    Err(denied) => return Err(denied.into()),
                };
                apply::advance(&mut then, one.record())?;
                let more = extras(one.record())?;
                together.keys.extend(more.keys);
                together.begun.extend(more.begun);
                together.settled.extend(more.settled);
                permitted.push(one);
            }
            if let Some(done) = self.append(member, &known, permitted, together)? {
                return Ok(done);
            }
        }
        Err(VaultError::Busy)
    }

    /// The part of the register that these acts can touch.
    fn reach_all(&self, all: &[Asked]) -> Result<Register, VaultError> {
        let reach = all.iter().map(|asked| asked.act.reach());
        let reach = reach.fold(Reach::standing(), Reach::and);
        let known = self.store.known(&reach)?;
        let mut further = all
            .iter()
            .filter_map(|asked| asked.act.reach_further(&known))
            .peekable();
        if further.peek().is_none() {
            return Ok(known);
        }
        Ok(self.store.known(&further.fold(reach, Reach::and))?)
    }

    /// Does one act whose files name its own record: `ask` is told the number that the record will have, and is asked again
    /// when somebody else's record took it. `draft` is the act without its files.
    pub(super) fn act_at(
        &mut self,
        member: &Member,
        draft: &Asked,
        ask: impl Fn(&Self, Seq) -> Result<Asked, VaultError>,
        extras: impl Fn(&Record) -> Result<Extras, VaultError>,
    ) -> Result<Done, VaultError> {
        for _ in 0..TRIES {
            let place = self.plan_or_refuse(member, draft)?.record().seq;
            let asked = ask(self, place)?;
            let done = self.act_with(member, &asked, |record| {
                if record.seq != place {
                    return Err(VaultError::Busy);
                }
                extras(record)
            });
            match done {
                Err(VaultError::Busy) => {}
                done => return done,
            }
        }
        Err(VaultError::Busy)
    }

    fn put_refusal(
        &mut self,
        member: &Member,
        asked: &Asked,
        refusal: &Refusal,
    ) -> Result<(), VaultError> {
        for _ in 0..TRIES {
            let known = self.store.known(&Reach::standing())?;
            let permitted = record_refusal(&known, asked, refusal, self.clock.now())?;
            if self
                .append(member, &known, vec![permitted], Extras::default())?
                .is_some()
            {
                return Ok(());
            }
        }
        Err(VaultError::Busy)
    }

    /// Signs and appends; `None` when somebody was faster.
    pub(super) fn append(
        &mut self,
        member: &Member,
        known: &Register,
        permitted: Vec<Permitted>,
        extras: Extras,
    ) -> Result<Option<Done>, VaultError> {
        let base = known.head.size;
        let mut frontier = match Frontier::load(TreeSize(base), &Nodes(&self.store)) {
            Ok(frontier) => frontier,
            Err(error) => return Err(error.into_error::<VaultError>()),
        };
        let mut entries = Vec::with_capacity(permitted.len());
        let mut nodes = Vec::new();
        let mut records = Vec::with_capacity(permitted.len());
        let mut warnings: Vec<Warning> = Vec::new();
        let ids = new_ids(known, &permitted);
        for permitted in permitted {
            if !is_accepted(&permitted.record().event) {
                return Err(VaultError::Missing(Lack::Receiver));
            }
            let note = record_note(permitted.record(), member)?;
            let full = frontier.push(leaf_hash(&note))?;
            nodes.extend(full.into_iter().map(|(id, hash)| Node {
                level: id.level,
                index: id.index,
                hash: *hash.as_bytes(),
            }));
            let new = permitted.warnings().iter();
            let new: Vec<Warning> = new.filter(|it| !warnings.contains(it)).cloned().collect();
            warnings.extend(new);
            records.push(permitted.record().clone());
            entries.push(Entry { permitted, note });
        }
        let Some(last) = records.last() else {
            return Err(VaultError::Denied(Denied::Nonsense(Nonsense::Empty)));
        };
        let (root, size) = (frontier.root(), frontier.size());
        let checkpoint = Checkpoint::new(self.settings.origin()?, size, root).sign(&member.log)?;
        let intents = self.changes(&extras.begun, &extras.settled, last.recorded_at())?;
        let batch = Batch {
            entries,
            nodes,
            checkpoint: checkpoint.as_bytes().to_vec(),
            keys: extras.keys,
            intents,
        };
        match self.store.append(base, batch) {
            Ok(appended) => Ok(Some(Done {
                records,
                warnings,
                ids,
                size: size.0,
                root,
                intents: appended.intents,
            })),
            Err(StoreError::Conflict { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

/// The record as the note that becomes a leaf.
fn record_note(record: &Record, member: &Member) -> Result<Vec<u8>, VaultError> {
    let json = serde_json::to_string(record).map_err(|_| VaultError::Internal("no JSON"))?;
    if json.len() > crate::record::event::MAX_RECORD_BYTES {
        return Err(VaultError::Store(StoreError::TooLarge {
            what: crate::store::Oversize::Record,
        }));
    }
    let text = NoteText::custody(RECORD_KIND, &json)?;
    Ok(sign(&text, &[&member.signing])?.as_bytes().to_vec())
}

/// Entities that were not there before, each once.
fn new_ids(known: &Register, permitted: &[Permitted]) -> Vec<String> {
    let mut seen: std::collections::BTreeSet<String> = known
        .entities()
        .iter()
        .map(crate::record::Entity::key)
        .collect();
    seen.insert("contract".to_owned());
    permitted
        .iter()
        .flat_map(Permitted::changes)
        .map(crate::record::Entity::key)
        .filter(|key| seen.insert(key.clone()))
        .collect()
}

/// Replays records from the first; used by verification and repair.
pub(super) fn replay_one(register: &mut Register, record: &Record) -> Result<(), VaultError> {
    Ok(apply::advance(register, record)?)
}

/// Where an act's time comes from. Only the vault and the program hold one; the rules are given a [`Moment`].
pub trait Clock {
    /// Now.
    fn now(&self) -> Moment;
}

/// A clock that stands still, for tests and trial runs.
#[derive(Clone, Copy, Debug)]
pub struct StandingClock(pub Moment);

impl Clock for StandingClock {
    fn now(&self) -> Moment {
        self.0
    }
}

/// The system's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Moment {
        // A clock outside the years a record can name reads as the last moment: then acts are refused as implausible.
        Moment::from_timestamp(jiff::Timestamp::now()).unwrap_or(Moment::MAX)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;
    use crate::keys::PersonKey;
    use crate::record::{CarrierOwner, CarrierType, Event, Text};
    use crate::rules::NewCarrier;
    use crate::rules::setup::{EXAMPLE, parse_setup};
    use crate::vault::NewVault;
    use std::cell::RefCell;
    use std::collections::BTreeMap;

    const NOW: &str = "2026-11-24T10:00:00+09:00";

    /// A stick whose serial is a number.
    fn stick(member: &Member, serial: u64) -> Asked {
        let mut stick = NewCarrier::new(CarrierType::UsbFlash, CarrierOwner::Contractor);
        stick.serial = Some(serial.to_string().parse().unwrap());
        stick.place = Some("L-02".parse().unwrap());
        member.asks(Act::RegisterCarrier(stick))
    }

    #[test]
    fn an_act_that_names_its_record_is_made_anew_when_somebody_else_takes_the_number() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("vault");
        let now: Moment = NOW.parse().unwrap();
        let clock = || Box::new(StandingClock(now));
        let key = PersonKey::generate("髙橋 一郎", NOW).unwrap();
        let setup = parse_setup(EXAMPLE).unwrap();
        let new = NewVault::from_setup(&key, setup, BTreeMap::new(), now.date()).unwrap();
        let (mut vault, _, _) = Vault::create(&folder, new, clock()).unwrap();
        let member = vault.member(&key).unwrap();

        let told = RefCell::new(Vec::new());
        let ask = |_: &Vault, at: Seq| {
            if told.borrow().len() < 2 {
                let mut other = Vault::open_with(&folder, clock()).unwrap();
                other.act(&member, &stick(&member, 1_000 + at.0)).unwrap();
            }
            told.borrow_mut().push(at.0);
            Ok(stick(&member, at.0))
        };
        let seen = RefCell::new(Vec::new());
        let done = vault.act_at(&member, &stick(&member, 0), ask, |record| {
            seen.borrow_mut().push(record.seq.0);
            Ok(Extras::default())
        });
        let done = done.unwrap();
        assert_eq!(told.take(), [1, 2, 3]);
        assert_eq!(seen.take(), [3], "nothing is promised for another number");
        let [record] = done.records.as_slice() else {
            panic!("one record: {:?}", done.records);
        };
        let Event::CarrierRegistered { carrier, .. } = &record.event else {
            panic!("a carrier: {record:?}");
        };
        let serial = carrier.serial.as_ref().map(Text::to_string);
        assert_eq!((record.seq.0, serial.as_deref()), (3, Some("3")));
        vault.verify().unwrap();
    }

    #[test]
    fn several_acts_are_recorded_together_or_not_at_all() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("vault");
        let now: Moment = NOW.parse().unwrap();
        let key = PersonKey::generate("髙橋 一郎", NOW).unwrap();
        let setup = parse_setup(EXAMPLE).unwrap();
        let new = NewVault::from_setup(&key, setup, BTreeMap::new(), now.date()).unwrap();
        let clock = Box::new(StandingClock(now));
        let (mut vault, _, _) = Vault::create(&folder, new, clock).unwrap();
        let member = vault.member(&key).unwrap();

        let nameless = NewCarrier::new(CarrierType::UsbFlash, CarrierOwner::Contractor);
        let nameless = member.asks(Act::RegisterCarrier(nameless));
        let all = [stick(&member, 1), stick(&member, 2), nameless];
        vault.act_all(&member, &all).unwrap_err();
        assert_eq!(vault.store.head().unwrap().head.size, 1);
        vault.act_all(&member, &[]).unwrap_err();

        let done = vault.act_all(&member, &all[..2]).unwrap();
        assert_eq!((done.size, done.records.len()), (3, 2));
        assert_eq!(done.ids.len(), 2, "each has its own number: {:?}", done.ids);
        // One signature of the ledger's head for both.
        assert!(vault.store.checkpoint_at(2).unwrap().is_none());
        assert!(vault.store.checkpoint_at(3).unwrap().is_some());
        vault.verify().unwrap();
    }
}
