//! A vault's story as real acts: each is decided, written out, read back, applied and replayed.

use crate::actor::Actor;
use crate::balance::{Balance, Count};
use crate::cast::{self, On, Where, Who, instance, moment, text};
use crate::things::{our_usb, usb_receipt};
use crate::verdict::Verdict as _;
use crate::wish::Wish;
use custody_core::record::{
    AssetId, JourneyId, Moment, PermissionId, PersonId, Record, Register, RequestId, StateName,
};
use custody_core::rules::{self, Act, Asked, Denied, Permitted, apply};

/// A vault, its clock and all its records.
#[derive(Clone)]
pub struct Story {
    /// The register as projections keep it. Tests that need a state no built act makes change it by hand.
    pub known: Register,
    /// Every record, refusals too.
    pub records: Vec<Record>,
    /// The clock; it goes on a minute with each act.
    pub now: Moment,
    count: Count,
}

impl Story {
    /// S before receipt, on 令和6年4月2日 at 9:00.
    #[must_use]
    pub fn before_receipt() -> Self {
        let mut story = Self {
            known: Register::empty(text("vault.example")),
            records: Vec::new(),
            now: moment("2024-04-01 09:00"),
            count: Count::default(),
        };
        story
            .by(Who::R)
            .act(Act::OpenContract(Box::new(cast::opening())))
            .permitted();
        story.clock("2024-04-02 09:00");
        story
    }

    /// S, on 令和6年10月1日 at 9:00: A-0001 with `/1` on 甲's USB and `/2` in the vault, both kept in 前橋; 乙's USB is
    /// on the register.
    #[must_use]
    pub fn s() -> Self {
        let mut story = Self::before_receipt();
        story.by(Who::A).receive(usb_receipt()).permitted();
        story
            .by(Who::R)
            .act(Act::RegisterCarrier(our_usb()))
            .permitted();
        story.by(Who::A).intake("A-0001/1").permitted();
        story.clock("2024-10-01 09:00");
        story
    }

    /// S with copy `/3` on 乙's USB in the cabinet, made under a permission of G.
    #[must_use]
    pub fn s_with_copy() -> Self {
        let mut story = Self::s();
        story.granted(&Wish::copy(&["A-0001/1"]));
        story
            .by(Who::A)
            .copy("A-0001/1", On::OurUsb, Where::Cabinet)
            .permitted();
        story
    }

    /// S with package `/3` of `/2` under way to 高崎 with A; the journey is J-0001.
    #[must_use]
    pub fn s_under_way(wish: &Wish) -> Self {
        let mut story = Self::s();
        story.granted(wish);
        story.by(Who::A).brief().permitted();
        story.clock("2024-10-01 10:00");
        story
            .by(Who::A)
            .carry_package("A-0001/2", On::OurUsb)
            .permitted();
        story
    }

    /// Sets the clock forward.
    #[track_caller]
    pub fn clock(&mut self, minute: &str) {
        let then = moment(minute);
        assert!(then >= self.now, "clocks of stories go forward");
        self.now = then;
    }

    /// Somebody is about to act.
    pub fn by(&mut self, who: impl Into<PersonId>) -> Actor<'_> {
        Actor::new(self, who.into())
    }

    /// Decides one act. What is permitted is applied twice, as a projection and as a replay of the record's JSON; what a
    /// rule refuses is put on record. The balance is counted after each.
    #[track_caller]
    pub fn ask(&mut self, asked: &Asked) -> Result<Permitted, Denied> {
        let result = rules::decide(&self.known, asked, self.now);
        match &result {
            Ok(permitted) => self.write(permitted),
            Err(Denied::Refused(refusal)) => {
                let noted = rules::record_refusal(&self.known, asked, refusal, self.now).unwrap();
                assert!(noted.changes().is_empty(), "a refusal changes nothing");
                self.write(&noted);
            }
            Err(_) => {}
        }
        self.now = self.now.checked_add_seconds(60).unwrap();
        result
    }

    #[track_caller]
    fn write(&mut self, permitted: &Permitted) {
        let line = serde_json::to_string(permitted.record()).unwrap();
        assert!(line.len() <= custody_core::record::event::MAX_RECORD_BYTES);
        let record: Record = serde_json::from_str(&line).unwrap();
        assert_eq!(
            &record,
            permitted.record(),
            "a record is read as it was written"
        );
        let mut replayed = self.known.clone();
        apply::advance(&mut replayed, &record).unwrap();
        project(&mut self.known, permitted);
        assert_eq!(replayed, self.known, "a projection is a replay");
        self.count.record(&record);
        self.records.push(record);
        self.count.agrees(&self.known).unwrap();
        self.count.agrees_with_the_report(&self.known).unwrap();
    }

    /// R asks and what 甲 decides is taken in; the permission's number.
    #[track_caller]
    pub fn granted(&mut self, wish: &Wish) -> PermissionId {
        self.by(Who::R)
            .act(Act::Request(Box::new(wish.request())))
            .permitted();
        let request = RequestId::new(self.known.counters.request).unwrap();
        let decision = wish.decision(request, self.now);
        self.by(Who::R)
            .act(Act::Decide(Box::new(decision)))
            .permitted();
        PermissionId::new(self.known.counters.permission).unwrap()
    }

    /// The latest journey.
    #[must_use]
    #[track_caller]
    pub fn journey(&self) -> JourneyId {
        JourneyId::new(self.known.counters.journey).unwrap()
    }

    /// The state of an instance.
    #[must_use]
    #[track_caller]
    pub fn state(&self, number: &str) -> StateName {
        self.known.instances[&instance(number)].state()
    }

    /// `[原本受領, 作成, 返還, 廃棄, 紛失, 保有]` of A-0001.
    #[must_use]
    pub fn balance(&self) -> [usize; 6] {
        let balance: Balance = self.count.of(&self.known, AssetId::new(1).unwrap());
        balance.row()
    }

    /// Training of a person, by R.
    pub fn trained(&mut self, who: Who) {
        let mut training = cast::training();
        training.on = self.now.date();
        let act = Act::RecordTraining {
            persons: vec![who.into()],
            training,
        };
        self.by(Who::R).act(act).permitted();
    }
}

/// What a store does with a permitted act.
pub fn project(known: &mut Register, permitted: &Permitted) {
    known.counters = permitted.counters();
    known.head.size += 1;
    known.head.last_at = Some(permitted.recorded_at());
    for entity in permitted.changes() {
        known.put(entity.clone());
    }
}
