//! 契約終了・解除 (Art. 17): who ends a contract, on what, and once.

use custody_core::record::{ContractEnd, Date, DocumentForm, Ending, Event, Guard};
use custody_core::rules::{Act, Denied, Nonsense, Permitted, apply};
use custody_tests::cast::{Where, Who, date, text};
use custody_tests::gunma::terminated;
use custody_tests::story::Story;
use custody_tests::verdict::{Verdict as _, value};

fn end(s: &mut Story, who: Who, end: ContractEnd) -> Result<Permitted, Denied> {
    s.by(who).act(Act::EndContract(Box::new(end)))
}

fn expired(on: Date) -> ContractEnd {
    ContractEnd {
        ending: Ending::Expired,
        on,
        reason: text("契約期間の満了"),
        instructions: None,
    }
}

#[test]
fn only_the_manager_ends_a_contract_and_only_once() {
    let mut s = Story::s();
    end(&mut s, Who::K, terminated("2024-12-01")).refused(Guard::Role);
    end(&mut s, Who::A, terminated("2024-12-01")).refused(Guard::Role);
    let permitted = end(&mut s, Who::R, terminated("2024-12-01")).permitted();
    let ended = s.known.contract.as_ref().unwrap().ended.clone();
    assert_eq!(ended, Some(terminated("2024-12-01")));
    assert_eq!(
        end(&mut s, Who::R, terminated("2024-12-01")).unwrap_err(),
        Denied::Nonsense(Nonsense::EndedBefore)
    );
    // A second end does not replay either.
    let mut again = permitted.record().clone();
    assert!(matches!(again.event, Event::ContractEnded { .. }));
    again.seq = s.known.next_seq();
    again.at = s.now;
    again.recorded = None;
    assert!(matches!(
        apply::apply(&s.known, &again),
        Err(Denied::Inconsistent { .. })
    ));
}

/// §5.3, 32: "解除: 甲's document".
#[test]
fn a_termination_needs_the_prefectures_document_in_writing() {
    let mut s = Story::s();
    let mut oral = terminated("2024-12-01");
    if let Ending::Terminated { document } = &mut oral.ending {
        document.form = DocumentForm::Oral;
    }
    assert_eq!(
        end(&mut s, Who::R, oral).unwrap_err(),
        Denied::Nonsense(Nonsense::NotWritten)
    );
}

#[test]
fn a_termination_lies_in_the_term_and_an_expiry_on_its_last_day() {
    let mut s = Story::s();
    let wrong = [
        terminated("2024-03-31"),
        terminated("2025-04-01"),
        expired(date("2025-03-30")),
    ];
    for wrong in wrong {
        assert_eq!(
            end(&mut s, Who::R, wrong).unwrap_err(),
            Denied::Nonsense(Nonsense::Dates)
        );
    }
    end(&mut s, Who::R, expired(date("2025-03-31"))).permitted();
}

/// The last day of a term that runs out is a day of work; that of a termination is none.
#[test]
fn the_day_of_the_end_counts_as_the_contract_says() {
    let take = |ending: ContractEnd, day: &str| {
        let mut s = Story::s();
        end(&mut s, Who::R, ending).permitted();
        s.clock(day);
        s.by(Who::A).take("A-0001/1")
    };
    take(expired(date("2025-03-31")), "2025-03-31 23:00").permitted();
    let finding =
        take(expired(date("2025-03-31")), "2025-04-01 00:00").refused(Guard::ContractActive);
    assert_eq!(value(&finding, "date"), "2025-03-31");
    take(terminated("2024-12-01"), "2024-11-30 23:59").permitted();
    let finding = take(terminated("2024-12-01"), "2024-12-01 00:00").refused(Guard::ContractActive);
    assert_eq!(value(&finding, "date"), "2024-12-01");
}

/// Art. 17: what is out is stored, goes home, is destroyed, and its loss is told.
#[test]
fn after_the_end_return_and_incidents_remain() {
    let mut s = Story::s();
    s.by(Who::A).take("A-0001/1").permitted();
    end(&mut s, Who::R, terminated("2024-12-01")).permitted();
    s.clock("2024-12-02 09:00");
    s.by(Who::A).store("A-0001/1", Where::Cabinet).permitted();
    s.by(Who::A).lost(&["A-0001/2"]).permitted();
    s.by(Who::R).give_back(&["A-0001/1"], false).permitted();
}

/// 様式18「完了」 is refused while anything is not settled, and says what.
#[test]
fn the_settlement_is_complete_only_when_nothing_is_open() {
    let mut s = Story::s();
    let mut form = custody_tests::things::form("18", &[], true);
    form.unsettled = vec!["A-0001/1".to_owned(), "C-0001".to_owned()];
    s.by(Who::R).form(form.clone()).refused(Guard::CopiesOpen);
    form.whole = false;
    s.by(Who::R).form(form.clone()).permitted();
    form.whole = true;
    form.unsettled.clear();
    s.by(Who::R).form(form).permitted();
}

/// Art. 16, §6: 発生 → 速報済 → 続報済(n) → 最終報告済 → 甲確認済; the last ends the freeze.
#[test]
fn the_reports_of_an_incident_come_in_their_order() {
    use custody_core::record::{IncidentReport, IncidentStage};
    let mut s = Story::s();
    s.by(Who::A).lost(&["A-0001/2"]).permitted();
    let incident = *s.known.incidents.keys().next().unwrap();
    let report = |s: &mut Story, who: Who, report: IncidentReport| {
        s.by(who).act(Act::ReportIncident {
            incident,
            report,
            learned: Box::default(),
            remark: None,
        })
    };
    let last = |word: &str| IncidentReport::Final {
        cause: text("鞄の置忘れ"),
        prevention: text(word),
    };
    let Ending::Terminated { document } = terminated("2024-12-01").ending else {
        panic!()
    };
    let said = IncidentReport::Acknowledged { document };
    for early in [IncidentReport::FollowUp, last("二人での運搬"), said.clone()] {
        assert_eq!(
            report(&mut s, Who::R, early).unwrap_err(),
            Denied::Nonsense(Nonsense::ReportOrder)
        );
    }
    report(&mut s, Who::A, IncidentReport::First).refused(Guard::Role);
    report(&mut s, Who::K, IncidentReport::First).permitted();
    report(&mut s, Who::R, IncidentReport::FollowUp).permitted();
    report(&mut s, Who::R, IncidentReport::FollowUp).permitted();
    report(&mut s, Who::R, last("漏えいなし")).refused(Guard::ForbiddenWord);
    report(&mut s, Who::R, last("二人での運搬")).permitted();
    assert!(s.known.incidents[&incident].freezes());
    report(&mut s, Who::R, said).permitted();
    let entry = &s.known.incidents[&incident];
    assert_eq!(
        (entry.stage, entry.freezes()),
        (IncidentStage::Acknowledged, false)
    );
}

/// Art. 16-1, §5.4: another incident than a loss is recorded by anyone, whatever the training, and leaves things where they are.
#[test]
fn an_incident_that_is_no_loss_leaves_things_where_they_are() {
    use custody_core::record::{IncidentKind, InstanceId, Learned, StateName};
    use custody_core::rules::{Loss, Nonsense, Occurrence};
    let copy: InstanceId = "A-0001/2".parse().unwrap();
    let occurrence = |kind| {
        Act::ReportOther(Occurrence {
            kind,
            instances: vec![copy],
            suspected: true,
            learned: Learned::default(),
        })
    };
    let mut s = Story::s();
    s.by(Who::C)
        .act(occurrence(IncidentKind::Malware))
        .permitted();
    assert_eq!(s.state("A-0001/2"), StateName::Held);
    let entry = s.known.incidents.values().next().unwrap();
    assert!(entry.suspected && entry.freezes());
    s.by(Who::A)
        .open("A-0001/2", custody_tests::cast::Where::Maebashi)
        .refused(Guard::Frozen);
    let other_way = Denied::Nonsense(Nonsense::IncidentKind);
    let theft = s.by(Who::C).act(occurrence(IncidentKind::Theft));
    assert_eq!(theft.unwrap_err(), other_way);
    let mut lost = Loss::of(vec![copy]);
    lost.learned.kind = Some(IncidentKind::Other);
    assert_eq!(
        s.by(Who::C).act(Act::ReportLost(lost.clone())).unwrap_err(),
        other_way
    );
    lost.learned.kind = Some(IncidentKind::Theft);
    s.by(Who::C).act(Act::ReportLost(lost)).permitted();
    assert_eq!(s.state("A-0001/2"), StateName::Missing);
}
