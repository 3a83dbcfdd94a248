//! The first screen.

use crate::sample::{Sample, at, day, id, text};
use custody_core::record::*;
use custody_core::report::Status;
use custody_core::report::status::{ComingKind, Lapse, LateKind, TrainingGap, WaitingFor};

/// What is late; inventories, which are due everywhere in the end, have a test of their own.
fn late(sample: &Sample, now: &str) -> Vec<(LateKind, String)> {
    Status::of(&sample.register, at(now))
        .late
        .into_iter()
        .filter(|it| it.kind != LateKind::Inventory)
        .map(|it| (it.kind, it.about))
        .collect()
}

#[test]
fn a_place_is_counted_every_three_months_by_its_oldest_count() {
    let mut sample = Sample::received();
    let received = sample.register.assets[&id::<AssetId>("A-0001")].received_at;
    let end = Moment::end_of(received.date().checked_add_months(3).unwrap());
    let overdue = |sample: &Sample, now: Moment| -> Vec<_> {
        let late = Status::of(&sample.register, now).late;
        let inventories = late.into_iter().filter(|it| it.warning == Some("W14"));
        inventories
            .map(|it| (it.about, it.instances.len()))
            .collect()
    };
    assert!(overdue(&sample, end).is_empty());
    let after = end.checked_add_seconds(1).unwrap();
    let places = overdue(&sample, after);
    assert!(!places.is_empty());
    for instance in sample.register.instances.values_mut() {
        instance.particulars.inventoried = Some(end);
    }
    assert!(overdue(&sample, after).is_empty());
}

#[test]
fn a_vault_with_nothing_to_do_is_calm() {
    let mut sample = Sample::opened();
    sample.register.people.remove(&id::<PersonId>("H-005"));
    pledged(&mut sample);
    assert!(Status::of(&sample.register, at("2024-10-01T09:00")).is_calm());
}

fn pledged(sample: &mut Sample) {
    for person in sample.register.people.values_mut() {
        person.pledge = Some(Pledge {
            on: day("2024-04-01"),
            terms: text("特記事項"),
            document: None,
            recorded_in: Seq(0),
        });
    }
}

#[test]
fn who_gave_no_pledge_is_wanted_while_the_contract_asks_for_it() {
    let asking = |on| {
        let mut sample = Sample::opened();
        let setting = GuardSetting {
            on,
            article: Some(Article::new("12").unwrap()),
            min_trust: None,
        };
        let contract = sample.register.contract.as_mut().unwrap();
        contract.profile.guards.insert(Guard::Secrecy, setting);
        sample
    };
    let mut sample = asking(true);
    let unpledged = |sample: &Sample| -> Vec<PersonId> {
        let status = Status::of(&sample.register, at("2024-10-01T09:00"));
        status.unpledged.iter().map(|it| it.person).collect()
    };
    let all = unpledged(&sample);
    assert!(all.contains(&id("H-001")));
    let client = sample.register.people.values().find(|it| it.is_client());
    assert!(!all.contains(&client.unwrap().id));
    pledged(&mut sample);
    assert!(unpledged(&sample).is_empty());
    assert!(unpledged(&asking(false)).is_empty());
}

#[test]
fn what_comes_due_is_told_a_month_before_and_no_more_when_it_is_late() {
    let sample = Sample::received();
    let coming = |now: &str| -> Vec<_> {
        let coming = Status::of(&sample.register, at(now)).coming;
        coming.into_iter().map(|it| (it.kind, it.on)).collect()
    };
    let due = day("2025-01-31");
    assert!(coming("2024-12-31T23:59").is_empty());
    assert_eq!(coming("2025-01-01T00:00"), [(ComingKind::Return, due)]);
    assert_eq!(coming("2025-01-31T23:59"), [(ComingKind::Return, due)]);
    assert!(coming("2025-02-01T00:00").is_empty());
    assert_eq!(
        coming("2025-03-31T12:00"),
        [(ComingKind::Term, day("2025-03-31"))]
    );
}

#[test]
fn what_travels_is_out_with_its_carrier_until_it_is_back() {
    let status = Status::of(&Sample::carried().register, at("2024-10-03T09:30"));
    let out: Vec<_> = status
        .out
        .iter()
        .map(|it| (it.instance.to_string(), it.with.as_str(), it.until))
        .collect();
    assert_eq!(
        out,
        [(
            "A-0001/3".to_owned(),
            "青木 髙志",
            Some(at("2024-10-03T17:00"))
        )]
    );
    assert!(status.late.is_empty());
    assert!(
        Status::of(&Sample::back().register, at("2024-10-03T18:00"))
            .out
            .is_empty()
    );
}

#[test]
fn a_journey_is_late_after_its_planned_return_or_the_grace_of_its_arrival() {
    let sample = Sample::carried();
    let journey = || "J-0001".to_owned();
    for (now, expected) in [
        ("2024-10-03T12:00", vec![]),
        ("2024-10-03T12:01", vec![(LateKind::Arrival, journey())]),
        ("2024-10-03T17:00", vec![(LateKind::Arrival, journey())]),
        ("2024-10-03T17:01", vec![(LateKind::Back, journey())]),
    ] {
        assert_eq!(late(&sample, now), expected, "{now}");
    }
    let status = Status::of(&sample.register, at("2024-10-03T17:01"));
    assert_eq!(status.late[0].warning, Some("W10"));
    assert_eq!(status.late[0].with, ["青木 髙志", "馬場 美咲"]);
}

/// Stories 15 and 35.
#[test]
fn a_permission_that_ends_under_way_is_named() {
    let mut sample = Sample::carried();
    let permission = |sample: &mut Sample, change: fn(&mut Permission)| {
        change(
            sample
                .register
                .permissions
                .get_mut(&id::<PermissionId>("P-0001"))
                .unwrap(),
        );
    };
    permission(&mut sample, |it| it.scope.to = Some(at("2024-10-03T16:00")));
    assert!(
        Status::of(&sample.register, at("2024-10-03T16:00"))
            .lapsed
            .is_empty()
    );
    let lapsed = Status::of(&sample.register, at("2024-10-03T16:01")).lapsed;
    assert_eq!((lapsed[0].how, lapsed[0].warning), (Lapse::Ended, "W04"));
    permission(&mut sample, |it| it.revoked = Some(at("2024-10-03T10:00")));
    let lapsed = Status::of(&sample.register, at("2024-10-03T10:00")).lapsed;
    assert_eq!(
        (lapsed[0].how, lapsed[0].at),
        (Lapse::Revoked, at("2024-10-03T10:00"))
    );
}

#[test]
fn the_day_of_return_and_the_days_after_it_is_needed_count_what_is_still_here() {
    let sample = Sample::back();
    let asset = || "A-0001".to_owned();
    for (now, expected) in [
        ("2025-01-31T23:59", vec![]),
        ("2025-02-01T00:00", vec![(LateKind::Return, asset())]),
        (
            "2025-04-01T00:00",
            vec![(LateKind::Return, asset()), (LateKind::Needed, asset())],
        ),
        // Ten business days from 31 March end on 14 April.
        (
            "2025-04-15T00:00",
            vec![(LateKind::Return, asset()), (LateKind::Unneeded, asset())],
        ),
    ] {
        assert_eq!(late(&sample, now), expected, "{now}");
    }
    let mut gone = Sample::returned();
    gone.change("A-0001/2", "2024-10-20T09:00", |it| {
        it.custody = Custody::Destroyed {
            recorded_in: Seq(40),
        }
    });
    assert!(late(&gone, "2025-04-15T00:00").is_empty());
}

#[test]
fn a_receipt_is_waited_for_and_then_late() {
    let sample = Sample::return_made();
    let status = Status::of(&sample.register, at("2024-10-16T09:00"));
    let waiting = status
        .waiting
        .iter()
        .find(|it| it.waiting_for == WaitingFor::Receipt)
        .unwrap();
    assert_eq!(
        (waiting.about.as_str(), waiting.on.as_str()),
        ("A-0001/1", "田邉\u{e0101} 一郎")
    );
    // Returned on Tuesday 15 October: five business days end on the 22nd.
    assert_eq!(waiting.until.unwrap().at, Moment::end_of(day("2024-10-22")));
    assert!(late(&sample, "2024-10-22T23:59").is_empty());
    assert_eq!(
        late(&sample, "2024-10-23T00:00"),
        [(LateKind::Receipt, "A-0001/1".to_owned())]
    );
}

#[test]
fn what_waits_says_for_whom() {
    let status = Status::of(&Sample::asked().register, at("2024-10-02T10:00"));
    let waiting: Vec<_> = status
        .waiting
        .iter()
        .map(|it| (it.waiting_for, it.about.as_str(), it.on.as_str()))
        .collect();
    assert_eq!(
        waiting,
        [
            (WaitingFor::Decision, "R-0001", "税務課長"),
            (WaitingFor::Briefing, "J-0001", "青木 髙志"),
            (WaitingFor::Briefing, "J-0001", "馬場 美咲"),
        ]
    );
    assert!(
        Status::of(&Sample::back().register, at("2024-10-03T18:00"))
            .waiting
            .is_empty()
    );
    let mut declined = Sample::asked();
    declined
        .register
        .requests
        .get_mut(&id::<RequestId>("R-0001"))
        .unwrap()
        .state = RequestState::Declined;
    assert!(
        Status::of(&declined.register, at("2024-10-02T10:00"))
            .waiting
            .is_empty()
    );
}

#[test]
fn a_permission_from_paper_waits_for_the_second_person() {
    let mut sample = Sample::approved();
    let permission = sample
        .register
        .permissions
        .get_mut(&id::<PermissionId>("P-0001"))
        .unwrap();
    permission.document.form = DocumentForm::PaperOriginal;
    permission.document.scan = Some(text("sha256:00"));
    permission.transcribed_by = Some(id("H-001"));
    let status = Status::of(&sample.register, at("2024-10-02T16:00"));
    let check = status
        .waiting
        .iter()
        .find(|it| it.waiting_for == WaitingFor::Check)
        .unwrap();
    assert_eq!(
        (check.about.as_str(), check.on.as_str()),
        ("P-0001", "小林 久美子")
    );
}

#[test]
fn a_permission_in_force_that_ends_within_thirty_days_is_listed() {
    let sample = Sample::approved();
    let listed = |now: &str| Status::of(&sample.register, at(now)).expiring.len();
    assert_eq!(
        (
            listed("2024-09-04T12:00"),
            listed("2024-09-05T12:00"),
            listed("2024-10-05T00:00")
        ),
        (0, 1, 0)
    );
    assert!(
        Status::of(&Sample::carried().register, at("2024-10-03T10:00"))
            .expiring
            .is_empty(),
        "used up"
    );
}

#[test]
fn a_working_copy_past_its_end_is_late() {
    let mut sample = Sample::received();
    let custody = Custody::InUse {
        holder: id("H-003"),
        place: id("L-01"),
        purpose: text("照合"),
    };
    let mut copy = sample.new_instance(
        "A-0001/3",
        InstanceKind::WorkingCopy,
        "C-0003",
        custody,
        "2024-10-02T09:00",
    );
    copy.expires = Some(at("2024-10-02T21:00"));
    sample.put(copy);
    assert!(late(&sample, "2024-10-02T21:00").is_empty());
    assert_eq!(
        late(&sample, "2024-10-02T21:01"),
        [(LateKind::WorkingCopy, "A-0001/3".to_owned())]
    );
}

#[test]
fn training_that_is_missing_lapsed_or_ending_is_named() {
    let mut sample = Sample::opened();
    sample
        .register
        .people
        .get_mut(&id::<PersonId>("H-002"))
        .unwrap()
        .training
        .as_mut()
        .unwrap()
        .covers_terms = false;
    let gaps = |now: &str| {
        let status = Status::of(&sample.register, at(now));
        status
            .training
            .iter()
            .map(|it| (it.person.to_string(), it.gap))
            .collect::<Vec<_>>()
    };
    let missing = [
        ("H-002".to_owned(), TrainingGap::Missing),
        ("H-005".to_owned(), TrainingGap::Missing),
    ];
    assert_eq!(gaps("2025-03-01T09:00"), missing);
    for (now, gap) in [
        ("2025-03-02T09:00", TrainingGap::Lapsing),
        ("2025-04-02T09:00", TrainingGap::Lapsed),
    ] {
        let gaps = gaps(now);
        assert_eq!(gaps.len(), 5, "{now}");
        assert_eq!(gaps[0], ("H-001".to_owned(), gap), "{now}");
    }
}

#[test]
fn personal_data_without_encryption_is_listed() {
    let unsealed = |sample: Sample| {
        let status = Status::of(&sample.register, at("2024-10-03T10:00"));
        status
            .unsealed
            .iter()
            .map(|it| it.instance.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(unsealed(Sample::carried()), ["A-0001/1"]);
    assert!(unsealed(Sample::return_made()).is_empty());
    let mut harmless = Sample::carried();
    harmless
        .register
        .assets
        .get_mut(&id("A-0001"))
        .unwrap()
        .personal = None;
    assert!(unsealed(harmless).is_empty());
}

#[test]
fn an_incident_stays_until_the_client_acknowledges_it_and_its_reports_have_a_time() {
    let mut sample = Sample::carried();
    let kind = IncidentKind::Loss;
    let (declared_at, by) = (at("2024-10-03T11:00"), id("H-003"));
    let incident = Incident {
        instances: vec![id("A-0001/3")],
        journey: Some(id("J-0001")),
        ..Incident::opened(id("I-0001"), kind, declared_at, by)
    };
    sample.register.put(Entity::Incident(Box::new(incident)));
    let status = Status::of(&sample.register, at("2024-10-03T12:00"));
    assert_eq!(
        (status.incidents.len(), status.incidents[0].freezes),
        (1, true)
    );
    assert!(status.late.is_empty());
    assert!(
        late(&sample, "2024-10-03T12:01")
            .contains(&(LateKind::IncidentReport, "I-0001".to_owned()))
    );
    sample
        .register
        .incidents
        .get_mut(&id::<IncidentId>("I-0001"))
        .unwrap()
        .stage = IncidentStage::Acknowledged;
    assert!(
        Status::of(&sample.register, at("2024-10-03T12:00"))
            .incidents
            .is_empty()
    );
}

#[test]
fn a_draft_waits_for_the_manager_and_a_withdrawn_request_for_nobody() {
    let mut sample = Sample::asked();
    let waits = |sample: &Sample| {
        let status = Status::of(&sample.register, at("2024-10-02T16:00"));
        let of_it = status.waiting.iter().find(|it| it.about == "R-0001");
        of_it.map(|it| (it.waiting_for, it.on.clone()))
    };
    assert_eq!(
        waits(&sample).map(|(what, _)| what),
        Some(WaitingFor::Decision)
    );
    let request = sample.register.requests.values_mut().next().unwrap();
    request.state = RequestState::Draft;
    assert_eq!(
        waits(&sample),
        Some((WaitingFor::Sending, "髙﨑 𠮷男".to_owned()))
    );
    let request = sample.register.requests.values_mut().next().unwrap();
    request.state = RequestState::Withdrawn;
    assert_eq!(waits(&sample), None);
}
