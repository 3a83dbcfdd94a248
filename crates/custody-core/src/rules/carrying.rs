//! 9 持出し, 11 到着, 12 持帰り (contract Art. 13-4, 13-5).
//!
//! Guards of 9 after base: carry_approval; for packages copies_included or copy_approval; carrier_known,
//! carrier_contents, carry_encrypt, carry_brief for each person, working_open, overdue_block. A journey for 返還 needs
//! no carry_approval.

use super::asked::{Act, Load, NewPackage};
use super::gate::{Answer, Failure, Gate};
use super::keeping::{asset, clear_text_on, next_number};
use super::permission::Wanted;
use super::places::{Kept, place};
use super::refusal::{ids, name_of, text, unknown};
use super::{Denied, Nonsense, Permitted, WarningCode};
use crate::record::{
    CarrierId, CarrierType, Custody, Event, Grant, Guard, Instance, InstanceId, InstanceKind,
    Journey, JourneyId, JourneyPurpose, JourneyStage, Permission, PermissionId, PersonId, PlaceId,
    Protection, SealCheck, Subject, Text,
};

pub(super) fn carry(mut gate: Gate<'_>) -> Result<Permitted, Denied> {
    let Act::Carry {
        journey: id,
        load,
        carrier,
        seal_intact,
        remark,
    } = &gate.asked.act
    else {
        return Err(unknown("carry"));
    };
    let known = gate.known;
    let journey = known.journeys.get(id).ok_or_else(|| unknown(*id))?;
    if journey.stage != JourneyStage::Planned {
        return Err(Denied::Nonsense(Nonsense::JourneyStage));
    }
    let for_return = journey.purpose == JourneyPurpose::Return;
    if for_return {
        gate.verb = super::Verb::CarryForReturn;
    }
    let travelling: Vec<&Instance> = match load {
        Load::Packages(packages) => packages
            .iter()
            .map(|p| gate.instance(p.source))
            .collect::<Result<Vec<_>, _>>()?,
        Load::AsIs { .. } => journey
            .instances
            .iter()
            .map(|i| gate.instance(*i))
            .collect::<Result<Vec<_>, _>>()?,
    };
    if travelling.is_empty() {
        return Err(Denied::Nonsense(Nonsense::Empty));
    }
    // What the journey was planned and approved for, and on the carrier that is named: else 媒体 and 対象 of the
    // permission would be compared with something that does not travel.
    let belongs = |i: &&Instance| match load {
        Load::Packages(_) => journey.instances.contains(&i.id),
        Load::AsIs { .. } => i.carrier == *carrier,
    };
    if !travelling.iter().all(belongs) {
        return Err(Denied::Nonsense(Nonsense::Mixed));
    }
    let mut assets: Vec<_> = travelling.iter().map(|i| i.id.asset).collect();
    assets.sort_unstable();
    assets.dedup();
    gate.base(&travelling, &assets);

    let approvals = if for_return {
        Vec::new()
    } else {
        carry_approvals(&mut gate, journey, &travelling, *carrier)
    };
    let permission = approvals.first().copied();
    // One use for the journey, however many things travel under it.
    let mut uses: Vec<PermissionId> = approvals;
    uses.sort_unstable();
    uses.dedup();
    let entry = permission.and_then(|p| known.permissions.get(&p));
    if let Load::Packages(packages) = load {
        uses.extend(package_approvals(
            &mut gate, packages, entry, *carrier, for_return,
        ));
    }
    gate.carrier_known(*carrier);
    gate.carrier_contents(
        *carrier,
        &travelling.iter().map(|i| i.id).collect::<Vec<_>>(),
    );
    if let Load::AsIs { locked_case } = load {
        for instance in &travelling {
            gate.carry_encrypt(instance, entry, locked_case.is_some(), for_return);
        }
    }
    for person in carriers(&gate, journey) {
        gate.carry_brief(journey, person);
    }
    // Only what moves itself: the source of a package stays (§5.2).
    if let Load::AsIs { .. } = load {
        for instance in &travelling {
            gate.working_open(instance);
        }
    }
    for asset_id in &assets {
        gate.overdue_block(
            asset(
                known,
                InstanceId::new(*asset_id, 1).ok_or_else(|| unknown(asset_id))?,
            )?
            .id,
        );
    }
    let packed = match load {
        Load::Packages(packages) => packages.as_slice(),
        Load::AsIs { .. } => &[],
    };
    warnings(&mut gate, journey, entry, packed);

    let seal = seal_check(&gate, Some(journey.from), *seal_intact, remark.as_ref());
    let mut packages = Vec::new();
    let mut moved = Vec::new();
    let mut seal_no = None;
    match load {
        Load::Packages(new) => packages = make_packages(&gate, journey, new, *carrier, permission)?,
        Load::AsIs { locked_case } => {
            moved = journey.instances.clone();
            seal_no.clone_from(locked_case);
        }
    }
    let holder = gate.asked.by;
    gate.permit(Event::CarriedOut {
        journey: journey.id,
        packages,
        moved,
        carrier: *carrier,
        holder,
        seal,
        seal_no,
        permission,
        uses,
    })
}

/// Who carries: those who were planned, and who takes it now.
pub(super) fn carriers(gate: &Gate<'_>, journey: &Journey) -> Vec<PersonId> {
    let mut persons = journey.persons.clone();
    if !persons.contains(&gate.asked.by) {
        persons.push(gate.asked.by);
    }
    persons
}

/// One carry permission for each instance; the same one mostly.
pub(super) fn carry_approvals(
    gate: &mut Gate<'_>,
    journey: &Journey,
    travelling: &[&Instance],
    carrier: CarrierId,
) -> Vec<PermissionId> {
    let mut all = Vec::new();
    for instance in travelling {
        let wanted = Wanted {
            destination: Some(journey.to),
            carrier: Some(carrier),
            persons: carriers(gate, journey),
            acknowledged: gate.asked.acknowledged,
            ..Wanted::new(Subject::Carry, Guard::CarryApproval, instance.id, gate.at)
        };
        let answer: Answer = gate.answered(
            &wanted,
            format!("custody request carry {} -o R.custody-request", instance.id),
        );
        all.extend(answer.ok());
    }
    all
}

/// Packages are copies: the carry permission includes some, a copy permission gives others. What goes home for 返還 is
/// packed under no permission: the package replaces nothing and ends with the return.
pub(super) fn package_approvals(
    gate: &mut Gate<'_>,
    packages: &[NewPackage],
    carry: Option<&Permission>,
    carrier: CarrierId,
    for_return: bool,
) -> Vec<PermissionId> {
    // A journey home has no carry permission that could include any: its packages are copies all the same.
    let carry = carry.filter(|_| !for_return);
    let included = match carry.map(|p| &p.grant) {
        Some(Grant::Carry {
            copies_included, ..
        }) => *copies_included as usize,
        _ => 0,
    };
    let mut uses = Vec::new();
    for package in packages.iter().skip(included) {
        let answer = gate.copy_approval(package.source, carrier, &uses);
        uses.extend(answer.ok());
    }
    uses
}

pub(super) fn make_packages(
    gate: &Gate<'_>,
    journey: &Journey,
    new: &[NewPackage],
    carrier: CarrierId,
    permission: Option<PermissionId>,
) -> Result<Vec<Instance>, Denied> {
    let mut made: Vec<Instance> = Vec::new();
    for (i, package) in new.iter().enumerate() {
        let source = gate.instance(package.source)?;
        let mut id = next_number(asset(gate.known, source.id)?)?;
        while let Some(taken) = made.iter().find(|m| m.id == id) {
            id = InstanceId::new(id.asset, taken.id.number().saturating_add(1))
                .ok_or(Denied::Nonsense(Nonsense::NumbersUsedUp))?;
        }
        made.push(Instance {
            id,
            kind: InstanceKind::Package,
            parent: Some(source.id),
            carrier,
            custody: Custody::InTransit {
                holder: gate.asked.by,
                journey: journey.id,
            },
            org: source.org,
            quantity: source.quantity,
            content: package.content.clone(),
            protection: Protection::Sealed,
            seal_no: None,
            permission,
            part: Text::new(format!("{}/{}", i + 1, new.len())).ok(),
            expires: None,
            key_holders: package.key_holders.clone(),
            source_pending: false,
            removal_begun: false,
            plaintext_seen: clear_text_on(gate.known, source.id.asset, carrier),
            unregistered: false,
            incident: None,
            particulars: crate::record::Particulars::default(),
            created_in: gate.known.next_seq(),
            last_in: gate.known.next_seq(),
            last_at: gate.at,
        });
    }
    Ok(made)
}

pub(super) fn warnings(
    gate: &mut Gate<'_>,
    journey: &Journey,
    permission: Option<&Permission>,
    packages: &[NewPackage],
) {
    let permission_ends = permission.and_then(|p| p.scope.to);
    if let (Some(end), Some(back)) = (permission_ends, journey.planned_back)
        && end < back
    {
        gate.warn(WarningCode::ApprovalEndsBeforeReturn, end);
    }
    gate.warn_trust(permission.map(|p| p.id));
    let travels = packages.iter().flat_map(|p| &p.key_holders).any(|holder| {
        journey
            .persons
            .iter()
            .any(|person| person.to_string() == holder.as_str())
    });
    if travels {
        gate.warn(WarningCode::KeyTravelsAlong, journey.id);
    }
    if journey.persons.len() == 1 {
        gate.warn(WarningCode::CarriedAlone, journey.id);
    }
}

pub(super) fn seal_check(
    gate: &Gate<'_>,
    place: Option<PlaceId>,
    intact: bool,
    remark: Option<&Text>,
) -> SealCheck {
    SealCheck {
        at: gate.at,
        place,
        by: gate.asked.by,
        intact,
        remark: remark.cloned(),
        recorded_in: gate.known.next_seq(),
    }
}

/// 11 到着: in_transit → at_destination. A fact: another place or a lapsed permission is a warning.
pub(super) fn arrive(
    mut gate: Gate<'_>,
    id: JourneyId,
    at: PlaceId,
    seal_intact: bool,
    remark: Option<&Text>,
) -> Result<Permitted, Denied> {
    let known = gate.known;
    let journey = known.journeys.get(&id).ok_or_else(|| unknown(id))?;
    place(known, at)?;
    let carried = carried(&gate, journey)?;
    gate.base(&carried, &[]);
    if at != journey.to {
        gate.warn(WarningCode::OtherPlace, at);
    }
    let late = lapsed(&gate, journey);
    if late {
        gate.warn(
            WarningCode::LapsedUnderWay,
            journey
                .permission
                .map_or_else(String::new, |p| p.to_string()),
        );
    }
    let seal = seal_check(&gate, Some(at), seal_intact, remark);
    gate.permit(Event::Arrived {
        journey: id,
        place: at,
        seal,
        late,
    })
}

/// The permission ran out or was taken back since departure.
fn lapsed(gate: &Gate<'_>, journey: &Journey) -> bool {
    let Some(permission) = journey
        .permission
        .and_then(|p| gate.known.permissions.get(&p))
    else {
        return false;
    };
    permission.scope.to.is_some_and(|to| to < gate.at)
        || permission.revoked.is_some_and(|r| r <= gate.at)
}

/// 12 持帰り: in_transit, at_destination → held. Guard: storage_ok.
pub(super) fn back(
    mut gate: Gate<'_>,
    id: JourneyId,
    at: PlaceId,
    seal_intact: bool,
    remark: Option<&Text>,
) -> Result<Permitted, Denied> {
    let known = gate.known;
    let journey = known.journeys.get(&id).ok_or_else(|| unknown(id))?;
    let at = place(known, at)?;
    let carried = carried(&gate, journey)?;
    gate.base(&carried, &[]);
    for instance in &carried {
        gate.storage_ok(
            at,
            Kept {
                protection: instance.protection,
                carrier: Some(instance.carrier),
                carrier_type: None,
            },
        );
    }
    if journey
        .planned_back
        .is_some_and(|planned| planned < gate.at)
    {
        gate.warn(WarningCode::BackLate, id);
    }
    let seal = seal_check(&gate, Some(at.id), seal_intact, remark);
    let instances = journey.carried.clone();
    gate.permit(Event::CameBack {
        journey: id,
        instances,
        place: at.id,
        seal,
        stayed: Vec::new(),
    })
}

fn carried<'a>(gate: &Gate<'a>, journey: &Journey) -> Result<Vec<&'a Instance>, Denied> {
    if !matches!(
        journey.stage,
        JourneyStage::UnderWay | JourneyStage::Arrived
    ) {
        return Err(Denied::Nonsense(Nonsense::JourneyStage));
    }
    journey
        .carried
        .iter()
        .map(|id| gate.instance(*id))
        .collect()
}

impl Gate<'_> {
    /// Nothing else lies on the carrier that travels or goes back (house rule).
    pub(super) fn carrier_contents(&mut self, carrier: CarrierId, going: &[InstanceId]) {
        let known = self.known;
        let portable = known
            .carriers
            .get(&carrier)
            .is_some_and(|c| c.carrier_type.is_removable());
        self.check(Guard::CarrierContents, || {
            let others: Vec<InstanceId> = known
                .open_on(carrier)
                .map(|i| i.id)
                .filter(|id| portable && !going.contains(id))
                .collect();
            (!others.is_empty()).then(|| {
                Failure::new()
                    .with("carrier", text(carrier))
                    .with("ids", ids(&others))
                    .next("custody list")
            })
        });
    }

    /// Art. 13-5: sealed or encrypted otherwise; or exempt by 甲 and in a locked case with a numbered seal. What goes
    /// home and cannot be sealed travels in a locked case.
    pub(super) fn carry_encrypt(
        &mut self,
        instance: &Instance,
        permission: Option<&Permission>,
        locked: bool,
        for_return: bool,
    ) {
        let on_paper = self
            .known
            .carriers
            .get(&instance.carrier)
            .is_some_and(|c| c.carrier_type == CarrierType::Paper);
        let paper = on_paper || !instance.is_electronic();
        self.check(Guard::CarryEncrypt, || {
            let encrypted = matches!(
                instance.protection,
                Protection::Sealed | Protection::ExternalEncryption
            );
            let exempt = match permission.map(|p| &p.grant) {
                Some(Grant::Carry {
                    encryption_exempt,
                    paper_allowed,
                    ..
                }) => encryption_exempt.is_some() || (*paper_allowed && paper),
                _ => false,
            };
            let good = encrypted || ((exempt || for_return) && locked);
            (!good).then(|| {
                Failure::new()
                    .with("id", text(instance.id))
                    .next("custody carry J-… -o OUT.age --card CARD")
                    .next(format!(
                        "custody request carry {} --encryption-exempt …",
                        instance.id
                    ))
            })
        });
    }

    /// Art. 13-5: each person, for this journey.
    pub(super) fn carry_brief(&mut self, journey: &Journey, person: crate::record::PersonId) {
        let known = self.known;
        self.check(Guard::CarryBrief, || {
            (!journey.is_briefed(person)).then(|| {
                Failure::new()
                    .with("name", text(name_of(known, person)))
                    .next(format!("custody brief {}", journey.id))
            })
        });
    }

    /// No working copy of what moves is open (house rule).
    pub(super) fn working_open(&mut self, parent: &Instance) {
        let known = self.known;
        self.check(Guard::WorkingOpen, || {
            let open: Vec<InstanceId> = known
                .instances_of(parent.id.asset)
                .filter(|i| {
                    i.kind == InstanceKind::WorkingCopy
                        && i.parent == Some(parent.id)
                        && i.state().is_kept()
                })
                .map(|i| i.id)
                .collect();
            let next = open.first().map(|id| format!("custody close {id}"))?;
            Some(Failure::new().with("ids", ids(&open)).next(next))
        });
    }

    /// Nothing of the asset is late from another journey (house rule).
    pub(super) fn overdue_block(&mut self, asset_id: crate::record::AssetId) {
        let (known, at) = (self.known, self.at);
        self.check(Guard::OverdueBlock, || {
            let late = known
                .journeys
                .values()
                .find(|j| j.is_overdue(at) && j.carried.iter().any(|i| i.asset == asset_id))?;
            Some(
                Failure::new()
                    .with("asset", text(asset_id))
                    .with("no", text(late.id))
                    .next(format!("custody back {}", late.id)),
            )
        });
    }
}
