//! 消去 and 廃棄業者引渡し: erase_before_release, destroy_approval of the disposer, carry_approval, subcontract, witness_other,
//! destroy_evidence; and Kanagawa 2019 (§9): 396 disks of a returned server.

use custody_core::record::{
    CarrierId, CarrierOwner, CarrierType, Grant, Guard, InstanceId, Method, OrgId, OrgKind,
    Organisation, Register, StateName, Uses,
};
use custody_core::report::Balance;
use custody_core::rules::{self, Act, Asked, Denied, Nonsense, Permitted};
use custody_tests::cast::{self, Who, instance, text};
use custody_tests::story::{Story, project};
use custody_tests::things::{self, release, sanitise};
use custody_tests::verdict::{Verdict as _, value};
use custody_tests::wish::Wish;
use std::num::NonZeroU32;

fn disposer() -> OrgId {
    OrgId::new(9).unwrap()
}

const METHODS: &[Method] = &[Method::Physical, Method::Overwrite];

/// S with `/3` on 乙's USB and a disposer on the register; `wish` is granted and the destruction planned.
fn planned(wish: &Wish) -> Story {
    let mut s = with_disposer();
    s.granted(wish);
    s.by(Who::A)
        .plan_destroy("A-0001/3", Method::Physical)
        .permitted();
    s
}

fn with_disposer() -> Story {
    let mut s = Story::s_with_copy();
    s.known.organisations.insert(
        disposer(),
        Organisation {
            id: disposer(),
            name: text("丁産業"),
            address: None,
            kind: OrgKind::Disposer,
            parent: Some(cast::contractor()),
            supervision: Default::default(),
        },
    );
    s
}

fn disposal() -> Wish {
    Wish::disposal(&["A-0001/3"], METHODS, disposer())
}

fn erased(s: &mut Story) {
    let act = sanitise(&s.known, &[instance("A-0001/3")], Method::Overwrite);
    s.by(Who::A).act(act).permitted();
}

fn released() -> Act {
    release(&[instance("A-0001/3")], disposer())
}

#[test]
fn what_is_erased_goes_to_the_disposer_and_stays_in_the_balance() {
    let mut s = planned(&disposal());
    let finding = s
        .by(Who::R)
        .act(released())
        .refused(Guard::EraseBeforeRelease);
    assert_eq!(value(&finding, "id"), "A-0001/3");
    erased(&mut s);
    assert_eq!(s.state("A-0001/3"), StateName::AwaitingDestruction);
    s.by(Who::A).act(released()).refused(Guard::Role);
    s.by(Who::R).act(released()).permitted();
    assert_eq!(s.state("A-0001/3"), StateName::Released);
    assert_eq!(s.known.instances[&instance("A-0001/3")].org, disposer());
    s.by(Who::R).act(released()).refused(Guard::BadState);
    s.by(Who::A)
        .destroy("A-0001/3", Method::Physical, Who::K)
        .permitted();
}

/// An approval that allows it opens an unsanitised release, and then the disposer is a 再委託先 (Art. 14-1).
#[test]
fn an_unsanitised_release_needs_to_be_allowed_and_subcontracted() {
    let mut wish = disposal();
    wish.grant = Grant::Destroy {
        removal_included: true,
        unsanitised_release: true,
        witness_required: false,
    };
    let mut s = planned(&wish);
    let finding = s
        .by(Who::R)
        .act(released())
        .refused_for(Guard::Subcontract, "wrong_kind");
    assert_eq!(value(&finding, "org"), "丁産業");
    s.granted(&Wish::subcontract(disposer()));
    s.by(Who::R).act(released()).permitted();
}

#[test]
fn the_approval_names_the_disposer_and_includes_the_removal_or_another_does() {
    let mut s = planned(&Wish::destroy(&["A-0001/3"], METHODS));
    erased(&mut s);
    s.by(Who::R)
        .act(released())
        .refused_for(Guard::DestroyApproval, "out_of_scope");
    let mut wish = disposal();
    wish.grant = Grant::Destroy {
        removal_included: false,
        unsanitised_release: false,
        witness_required: false,
    };
    s.granted(&wish);
    s.by(Who::R)
        .act(released())
        .refused_for(Guard::CarryApproval, "wrong_kind");
    s.granted(&disposal());
    let mut s = planned(&disposal());
    erased(&mut s);
    s.by(Who::R).act(released()).permitted();
}

#[test]
fn the_witness_is_another_person() {
    let mut s = planned(&disposal());
    let mut act = sanitise(&s.known, &[instance("A-0001/3")], Method::Overwrite);
    if let Act::Sanitise(new) = &mut act {
        new.witness = Who::A.into();
    }
    s.by(Who::A).act(act).refused(Guard::WitnessOther);
    erased(&mut s);
    let mut act = released();
    if let Act::Release(new) = &mut act {
        new.witness = Who::R.into();
    }
    s.by(Who::R).act(act).refused(Guard::WitnessOther);
}

#[test]
fn an_erasure_needs_its_approval_its_method_and_its_evidence() {
    let mut s = planned(&disposal());
    let of = |s: &Story, method| sanitise(&s.known, &[instance("A-0001/3")], method);
    let act = of(&s, Method::Degauss);
    s.by(Who::A)
        .act(act)
        .refused_for(Guard::DestroyApproval, "out_of_scope");
    let mut all = Wish::disposal(&["A-0001/3"], &Method::ALL, disposer());
    all.scope.to = None;
    s.granted(&all);
    let act = of(&s, Method::Degauss);
    s.by(Who::A).act(act).refused(Guard::DestroyMethod);
    let mut act = of(&s, Method::Overwrite);
    if let Act::Sanitise(new) = &mut act {
        new.items[0].serial = Some(text("B778"));
    }
    s.by(Who::A).act(act).refused(Guard::DestroyEvidence);
    let nothing = Act::Sanitise(Box::new(custody_core::rules::NewSanitising {
        items: Vec::new(),
        method: Method::Overwrite,
        place: None,
        witness: Who::K.into(),
        evidence: things::evidence(&s.known, instance("A-0001/3")),
    }));
    assert_eq!(
        s.by(Who::A).act(nothing).unwrap_err(),
        Denied::Nonsense(Nonsense::Empty)
    );
}

/// Kanagawa 2019: one act each for 396 disks; the certificate without serials is no evidence; 378 are proven, 18 lost.
#[test]
fn of_396_disks_each_is_accounted_for_by_its_serial_number() {
    let mut s = with_disposer();
    s.granted(&disposal());
    let (mut known, now) = (s.known.clone(), s.now);
    let model = known.instances[&instance("A-0001/3")].clone();
    let mut ids: Vec<InstanceId> = Vec::new();
    for number in 0..396 {
        let id = InstanceId::new(model.id.asset, 4 + number).unwrap();
        let carrier = CarrierId::new(100 + number).unwrap();
        let (hdd, ours) = (CarrierType::Hdd, CarrierOwner::Contractor);
        let entry = cast::carrier(carrier, hdd, ours, &format!("K{number:03}"));
        known.carriers.insert(carrier, entry);
        let mut disk = model.clone();
        (disk.id, disk.carrier) = (id, carrier);
        known.instances.insert(id, disk);
        ids.push(id);
    }
    known.assets.get_mut(&model.id.asset).unwrap().last_instance = 3 + 396;
    let permission = known.permissions.values_mut().last().unwrap();
    permission.scope.instances.clone_from(&ids);
    permission.uses = Uses::Times(NonZeroU32::new(396).unwrap());
    let act = |known: &mut Register, who: Who, act: Act| {
        let asked = Asked::now(who.into(), act);
        let permitted = rules::decide(known, &asked, now)?;
        project(known, &permitted);
        Ok::<Permitted, Denied>(permitted)
    };
    let plan = Act::PlanDestroy {
        instances: ids.clone(),
        method: Method::Physical,
        place: cast::Where::Maebashi.into(),
        on: cast::date("2024-10-02"),
        witness: Who::K.into(),
    };
    act(&mut known, Who::A, plan).permitted();
    let finding =
        act(&mut known, Who::R, release(&ids, disposer())).refused(Guard::EraseBeforeRelease);
    assert_eq!(value(&finding, "id"), "A-0001/4");
    let erasure = sanitise(&known, &ids, Method::Overwrite);
    act(&mut known, Who::A, erasure).permitted();
    act(&mut known, Who::R, release(&ids, disposer())).permitted();
    let kept = |known: &Register| {
        let balance = Balance::of(known);
        assert!(balance.agrees());
        let by_org = balance.total.kept_by_org.iter();
        let at = by_org.filter(|count| count.org == disposer());
        at.map(|count| count.count).sum::<u64>()
    };
    assert_eq!(kept(&known), 396);
    // 「396台」 without serial numbers.
    let mut bare = things::evidence(&known, ids[0]);
    bare.serial_read = None;
    let unread = things::destroy(ids[0], Method::Physical, Who::K, bare);
    act(&mut known, Who::A, unread).refused(Guard::DestroyEvidence);
    for id in &ids[..378] {
        let evidence = things::evidence(&known, *id);
        let destroy = things::destroy(*id, Method::Physical, Who::K, evidence);
        act(&mut known, Who::A, destroy).permitted();
    }
    assert_eq!(kept(&known), 18);
    let lost = Act::ReportLost(rules::Loss::of(ids[378..].to_vec()));
    act(&mut known, Who::R, lost).permitted();
    let total = Balance::of(&known).total;
    assert_eq!((kept(&known), total.destroyed, total.lost), (0, 378, 18));
}
