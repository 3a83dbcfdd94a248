//! 持出し, from the briefing to the return.

use super::*;

impl Mover<'_> {
    fn in_stage(&self, stages: &[JourneyStage]) -> Vec<JourneyId> {
        let fit = self
            .known
            .journeys
            .values()
            .filter(|j| stages.contains(&j.stage));
        fit.map(|j| j.id).collect()
    }

    /// A planned journey of the last few, mostly one that is permitted.
    pub(super) fn planned(&mut self, fits: impl Fn(&Journey) -> bool) -> Option<JourneyId> {
        let all = self.in_stage(&[JourneyStage::Planned]);
        let good: Vec<JourneyId> = all
            .iter()
            .copied()
            .filter(|id| fits(&self.known.journeys[id]))
            .collect();
        let pool = if good.is_empty() || self.chance.percent(20) {
            all
        } else {
            good
        };
        self.chance.recent(&pool)
    }

    pub(super) fn brief(&mut self) -> Option<Move> {
        // Somebody who may have to take over on the way.
        let away = self.in_stage(&[JourneyStage::UnderWay, JourneyStage::Arrived]);
        if let Some(journey) = self.chance.any(&away).filter(|_| self.chance.percent(25)) {
            let by = self.chance.pick(&[Who::A, Who::B, Who::R]).into();
            let explained_by = Some(Who::R.into());
            return self.other(
                by,
                Act::Brief {
                    journey,
                    explained_by,
                },
            );
        }
        let journey = self.planned(|j| j.briefings.is_empty())?;
        let person = self.known.journeys[&journey].persons[0];
        let someone = self.people();
        let by = self.chance.mostly(person, 10, &[someone]);
        self.other(
            by,
            Act::Brief {
                journey,
                explained_by: Some(Who::R.into()),
            },
        )
    }

    pub(super) fn carry(&mut self) -> Option<Move> {
        let ready = |j: &Journey| {
            let home = j.purpose == JourneyPurpose::Return;
            !j.briefings.is_empty() && (j.permission.is_some() || home)
        };
        let journey = &self.known.journeys[&self.planned(ready)?];
        let things = journey.instances.clone();
        let home = journey.purpose == JourneyPurpose::Return;
        let as_is = self.chance.percent(60);
        let own = self.known.instances[&things[0]].carrier;
        let empty: Vec<CarrierId> = self
            .known
            .carriers
            .keys()
            .copied()
            .filter(|c| self.known.open_on(*c).next().is_none())
            .collect();
        let carrier = match self.chance.any(&empty).filter(|_| self.chance.percent(80)) {
            _ if as_is => own,
            Some(empty) => empty,
            None => self.carrier(),
        };
        let load = if as_is {
            Load::AsIs {
                locked_case: self.chance.percent(80).then(|| text("封印12")),
            }
        } else {
            let package = |source: &InstanceId| NewPackage {
                source: *source,
                content: None,
                key_holders: vec![text("H-004")],
            };
            let mut packages: Vec<NewPackage> = things.iter().map(package).collect();
            if self.chance.percent(15) {
                packages.push(package(&things[0]));
            }
            Load::Packages(packages)
        };
        let row = match (home, as_is) {
            (true, _) => "carry --for-return",
            (false, true) => "carry --as-is",
            (false, false) => "carry -o",
        };
        let someone = self.people();
        let by = self.chance.mostly(journey.persons[0], 10, &[someone]);
        let act = Act::Carry {
            journey: journey.id,
            load,
            carrier,
            seal_intact: true,
            remark: None,
        };
        self.moved(row, things, by, act)
    }

    /// A journey in one of these stages, all that it carries, and mostly the holder.
    fn away(&mut self, stages: &[JourneyStage]) -> Option<(JourneyId, Vec<InstanceId>, PersonId)> {
        let all = self.in_stage(stages);
        let journey = self.chance.any(&all)?;
        let things = self.known.journeys[&journey].carried.clone();
        let by = self.holder_of(things[0]);
        Some((journey, things, by))
    }

    pub(super) fn arrive(&mut self) -> Option<Move> {
        let stages = [JourneyStage::UnderWay, JourneyStage::Arrived];
        let stages = if self.chance.percent(10) {
            &stages[..]
        } else {
            &stages[..1]
        };
        let (journey, things, by) = self.away(stages)?;
        let place = self.place(Where::Takasaki);
        self.moved(
            "arrive",
            things,
            by,
            Act::Arrive {
                journey,
                place,
                seal_intact: true,
                remark: None,
            },
        )
    }

    pub(super) fn back(&mut self) -> Option<Move> {
        let (journey, things, by) = self.away(&[JourneyStage::UnderWay, JourneyStage::Arrived])?;
        let place = self.place(Where::Cabinet);
        self.moved(
            "back",
            things,
            by,
            Act::Back {
                journey,
                place,
                seal_intact: true,
                remark: None,
            },
        )
    }
}
