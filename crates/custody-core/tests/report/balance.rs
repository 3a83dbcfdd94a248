//! The trial balance (`domain.md` §6).

use crate::sample::{Sample, id};
use custody_core::record::{Custody, InstanceId, InstanceKind, Seq, StateName};
use custody_core::report::Balance;

#[track_caller]
fn holds(sample: &Sample, left: [u64; 3], right: [u64; 4]) {
    let balance = Balance::of(&sample.register);
    let total = &balance.total;
    assert_eq!(
        [total.received, total.made, total.split],
        left,
        "原本受領 + 作成 + 分割増"
    );
    assert_eq!(
        [total.returned, total.destroyed, total.lost, total.kept],
        right,
        "返還 + 廃棄 + 紛失 + 保有"
    );
    assert_eq!(left.iter().sum::<u64>(), right.iter().sum::<u64>());
    assert!(balance.agrees());
    assert_eq!(
        total.kept,
        total.kept_by_state.iter().map(|row| row.count).sum::<u64>()
    );
    assert_eq!(
        total.kept,
        total.kept_by_org.iter().map(|row| row.count).sum::<u64>()
    );
}

/// Stories 1, 13 and 21.
#[test]
fn every_step_of_a_life_keeps_the_balance() {
    holds(&Sample::opened(), [0, 0, 0], [0, 0, 0, 0]);
    holds(&Sample::received(), [1, 1, 0], [0, 0, 0, 2]);
    holds(&Sample::carried(), [1, 2, 0], [0, 0, 0, 3]);
    holds(&Sample::destroyed(), [1, 2, 0], [0, 1, 0, 2]);
    holds(&Sample::return_made(), [1, 2, 0], [0, 1, 0, 2]);
    holds(&Sample::returned(), [1, 2, 0], [1, 1, 0, 1]);
}

/// Story 33.
#[test]
fn a_loss_that_is_found_moves_back_into_what_is_kept() {
    let mut sample = Sample::back();
    sample.change("A-0001/3", "2024-10-05T09:00", |it| {
        it.custody = Custody::Missing {
            incident: id("I-0001"),
        }
    });
    holds(&sample, [1, 2, 0], [0, 0, 1, 2]);
    sample.change("A-0001/3", "2024-10-05T10:00", |it| {
        it.custody = Custody::Quarantined {
            place: crate::sample::text("机の引出し"),
            finder: id("H-003"),
            incident: id("I-0001"),
        };
    });
    holds(&sample, [1, 2, 0], [0, 0, 0, 3]);
    let balance = Balance::of(&sample.register);
    let quarantined = balance
        .total
        .kept_by_state
        .iter()
        .find(|row| row.state == StateName::Quarantined);
    assert_eq!(quarantined.map(|row| row.count), Some(1));
}

#[test]
fn what_is_voided_is_counted_nowhere_and_what_was_unregistered_counts_as_made() {
    let mut sample = Sample::back();
    sample.change("A-0001/3", "2024-10-05T09:00", |it| {
        it.custody = Custody::Voided {
            recorded_in: Seq(9),
        }
    });
    holds(&sample, [1, 1, 0], [0, 0, 0, 2]);
    let mut found = sample.instance("A-0001/1").clone();
    found.id = id("A-0001/4");
    found.unregistered = true;
    sample.put(found);
    holds(&sample, [1, 2, 0], [0, 0, 0, 3]);
}

#[test]
fn a_part_that_was_split_off_an_original_stands_in_its_own_column() {
    let mut sample = Sample::received();
    let mut part = sample.instance("A-0001/1").clone();
    part.id = id("A-0001/3");
    part.particulars.split_from = Some(id("A-0001/1"));
    sample.put(part);
    holds(&sample, [1, 1, 1], [0, 0, 0, 3]);
}

#[test]
fn working_copies_have_a_row_of_their_own() {
    let mut sample = Sample::received();
    let using = Custody::InUse {
        holder: id("H-003"),
        place: id("L-01"),
        purpose: crate::sample::text("照合"),
    };
    for number in ["A-0001/3", "A-0001/4"] {
        let copy = sample.new_instance(
            number,
            InstanceKind::WorkingCopy,
            "C-0003",
            using.clone(),
            "2024-10-02T09:00",
        );
        sample.put(copy);
    }
    sample.change("A-0001/4", "2024-10-02T10:00", |it| {
        it.custody = Custody::Closed {
            recorded_in: Seq(3),
        }
    });
    holds(&sample, [1, 1, 0], [0, 0, 0, 2]);
    let working = Balance::of(&sample.register).working;
    assert_eq!(working.len(), 1);
    assert_eq!(
        (
            working[0].opened,
            working[0].ended,
            working[0].open,
            working[0].lost
        ),
        (2, 1, 1, 0)
    );
}

#[test]
fn a_number_without_an_instance_is_a_difference() {
    let mut sample = Sample::back();
    sample
        .register
        .instances
        .remove(&id::<InstanceId>("A-0001/2"));
    let balance = Balance::of(&sample.register);
    assert_eq!((balance.difference, balance.total.difference), (1, 1));
    assert!(!balance.agrees());
}

#[test]
fn an_instance_without_an_asset_is_a_difference() {
    let mut sample = Sample::back();
    sample.register.assets.clear();
    assert_eq!(Balance::of(&sample.register).difference, 3);
}

#[test]
fn the_carriers_of_the_client_follow_what_lies_on_them() {
    for (sample, returned, kept) in [(Sample::received(), 0, 1), (Sample::returned(), 1, 0)] {
        let carriers = Balance::of(&sample.register).carriers;
        assert_eq!(
            (carriers.lent, carriers.returned, carriers.kept),
            (1, returned, kept)
        );
    }
}
