//! 19 廃棄予定 and 22 廃棄 (contract Art. 13-2; methods and evidence of `domain.md` §5.6).
//!
//! Guards of 22 after base: destroy_approval (or disposal_preapproved), destroy_method, witness_other, copies_open
//! (original only), crypto_erase_keys (crypto_erase only), destroy_evidence.

use super::asked::NewDestruction;
use super::gate::{Answer, Failure, Gate};
use super::giving_back::assets_of;
use super::keeping::asset;
use super::permission::{Wanted, is_valid};
use super::places::{Kept, place};
use super::refusal::{text, unknown};
use super::wording;
use super::{Denied, Item, Nonsense, Permitted, Value, WarningCode};
use crate::record::event::Destruction;
use crate::record::{
    Carrier, CarrierType, Date, DestructionEvidence, DestructionPlan, Event, Grant, Guard,
    Instance, InstanceId, InstanceKind, Method, PermissionId, Person, PersonId, PlaceId, Profile,
    Register, Subject, Text,
};

/// 19 廃棄予定. Guards: destroy_approval, destroy_method. The approval is not used up by planning.
pub(super) fn plan(
    mut gate: Gate<'_>,
    instances: &[InstanceId],
    method: Method,
    at: PlaceId,
    on: Date,
    witness: PersonId,
) -> Result<Permitted, Denied> {
    let known = gate.known;
    if instances.is_empty() {
        return Err(Denied::Nonsense(Nonsense::Empty));
    }
    place(known, at)?;
    if !known.people.contains_key(&witness) {
        return Err(unknown(witness));
    }
    let going: Vec<&Instance> = instances
        .iter()
        .map(|id| gate.instance(*id))
        .collect::<Result<_, _>>()?;
    gate.base(&going, &assets_of(&going));
    let mut permission = None;
    for instance in &going {
        let answer = gate.destroy_approval(instance, method, &[]);
        permission = permission.or(answer.ok());
    }
    for instance in &going {
        gate.destroy_method(instance, method)?;
    }
    for instance in going.iter().filter(|i| i.kind == InstanceKind::Original) {
        let open = super::giving_back::still_open(known, instance.id.asset, instances);
        if !open.is_empty() {
            let open = open
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(", ");
            gate.warn(WarningCode::CopiesRemain, open);
        }
    }
    let plan = DestructionPlan {
        method,
        place: at,
        on,
        witness,
        permission,
    };
    gate.permit(Event::DestructionPlanned {
        instances: instances.to_vec(),
        plan,
    })
}

/// 19 取消し. Guard: storage_ok.
pub(super) fn cancel(
    mut gate: Gate<'_>,
    instances: &[InstanceId],
    at: PlaceId,
) -> Result<Permitted, Denied> {
    if instances.is_empty() {
        return Err(Denied::Nonsense(Nonsense::Empty));
    }
    let at = place(gate.known, at)?;
    let going: Vec<&Instance> = instances
        .iter()
        .map(|id| gate.instance(*id))
        .collect::<Result<_, _>>()?;
    gate.base(&going, &assets_of(&going));
    for instance in &going {
        gate.storage_ok(
            at,
            Kept {
                protection: instance.protection,
                carrier: Some(instance.carrier),
                carrier_type: None,
            },
        );
    }
    gate.permit(Event::DestructionPlanCancelled {
        instances: instances.to_vec(),
        place: at.id,
    })
}

/// 22 廃棄, or its beginning where keys and files of the vault go first.
pub(super) fn destroy(
    mut gate: Gate<'_>,
    id: InstanceId,
    new: &NewDestruction,
    begins: bool,
) -> Result<Permitted, Denied> {
    let known = gate.known;
    let instance = gate.instance(id)?;
    let asset = asset(known, id)?;
    if let Some(at) = new.place {
        place(known, at)?;
    }
    gate.base(&[instance], &[asset.id]);
    let answer = gate.destroy_approval(instance, new.method, &[]);
    gate.destroy_method(instance, new.method)?;
    let by_client = answer
        .as_ref()
        .is_ok_and(|id| wants_client_witness(known, *id));
    gate.witness_other(new.witness, by_client);
    if instance.kind == InstanceKind::Original {
        gate.copies_open(asset.id, &[id]);
    }
    if new.method == Method::CryptoErase {
        gate.crypto_erase_keys(instance, &new.evidence);
    }
    gate.destroy_evidence(instance, new);
    gate.forbidden_word(new.evidence.remark.iter().map(Text::as_str));

    let permission = answer.ok();
    let uses: Vec<PermissionId> = permission
        .filter(|p| is_destroy(known, *p))
        .into_iter()
        .collect();
    let destruction = Destruction {
        method: new.method,
        place: new.place,
        done_by: gate.asked.by,
        witness: new.witness,
        evidence: new.evidence.clone(),
        permission,
    };
    gate.permit(if begins {
        Event::DestructionBegun {
            instance: id,
            destruction,
        }
    } else {
        Event::Destroyed {
            instance: id,
            destruction,
            uses,
        }
    })
}

/// 甲 made its own presence a term of the approval (§4.2, witness_required).
pub(super) fn wants_client_witness(known: &Register, permission: PermissionId) -> bool {
    let grant = known.permissions.get(&permission).map(|p| &p.grant);
    matches!(
        grant,
        Some(Grant::Destroy {
            witness_required: true,
            ..
        })
    )
}

/// A use is taken from a destroy permission, never from the one that pre-approved the disposal.
pub(super) fn is_destroy(known: &Register, permission: PermissionId) -> bool {
    known
        .permissions
        .get(&permission)
        .is_some_and(|p| p.grant.subject() == Subject::Destroy)
}

/// What an instance was made under may have pre-approved its disposal (§4.1).
fn preapproved(
    known: &Register,
    profile: &Profile,
    instance: &Instance,
    method: Method,
    gate: &Gate<'_>,
) -> Option<PermissionId> {
    let permission = known.permissions.get(&instance.permission?)?;
    let (subject, guard, methods) = match &permission.grant {
        Grant::Copy {
            disposal_preapproved,
        } => (Subject::Copy, Guard::CopyApproval, disposal_preapproved),
        Grant::Carry {
            disposal_preapproved,
            ..
        } => (Subject::Carry, Guard::CarryApproval, disposal_preapproved),
        _ => return None,
    };
    // Its scope names what the copy was made of.
    let of = instance.parent.unwrap_or(instance.id);
    let wanted = Wanted {
        ignore_uses: true,
        ignore_period: true,
        ..Wanted::new(subject, guard, of, gate.at)
    };
    let good = methods.contains(&method) && is_valid(known, profile, permission, &wanted).is_ok();
    good.then_some(permission.id)
}

/// The methods that make sense for a carrier (§5.6).
pub(super) fn suits(method: Method, carrier: CarrierType, instance: &Instance) -> bool {
    use CarrierType as C;
    match method {
        Method::Physical => true,
        Method::Degauss => matches!(carrier, C::Hdd | C::Tape),
        Method::Overwrite => matches!(carrier, C::Hdd | C::UsbFlash | C::Ssd),
        Method::DeviceSanitize => matches!(carrier, C::Hdd | C::Ssd),
        // Only where the data were never in plaintext on that carrier.
        Method::CryptoErase => {
            instance.protection == crate::record::Protection::Sealed && !instance.plaintext_seen
        }
        Method::Shred => matches!(carrier, C::Paper | C::Optical),
        Method::Dissolve => carrier == C::Paper,
        // On server, pc, cloud the approval must list it; destroy_approval has compared its methods.
        Method::LogicalDelete => {
            instance.kind == InstanceKind::WorkingCopy
                || matches!(carrier, C::Server | C::Pc | C::Cloud)
        }
    }
}

/// What a method's evidence lacks (§5.6).
fn lacking(carrier: Option<&Carrier>, new: &NewDestruction) -> Vec<Item> {
    let evidence = &new.evidence;
    let mut missing = Vec::new();
    let registered = carrier.and_then(|c| c.serial.as_ref());
    // The vault deletes its own keys and files, nothing else; the machine itself does not end and is not read.
    let by_vault =
        new.by_vault && matches!(new.method, Method::CryptoErase | Method::LogicalDelete);
    if !by_vault && registered.is_some() && evidence.serial_read.as_ref() != registered {
        missing.push(Item::SerialRead);
    }
    let files = evidence.files.len();
    let mut want = |item: Item, there: bool| {
        if !there {
            missing.push(item);
        }
    };
    match new.method {
        Method::Physical => {
            want(Item::PhotoBefore, files >= 1);
            want(Item::PhotoAfter, files >= 2);
        }
        Method::Degauss => {
            want(Item::Tool, evidence.tool.is_some());
            want(Item::Log, files >= 1);
        }
        Method::Overwrite => {
            want(Item::Tool, evidence.tool.is_some());
            want(Item::ToolVersion, evidence.tool_version.is_some());
            want(Item::Log, files >= 1);
        }
        Method::DeviceSanitize => {
            want(Item::Tool, evidence.tool.is_some());
            want(Item::Log, files >= 1);
        }
        Method::Shred | Method::Dissolve => want(Item::ShredWidth, evidence.shred_width.is_some()),
        Method::LogicalDelete => want(Item::Log, by_vault || files >= 1),
        Method::CryptoErase => {}
    }
    missing
}

impl Gate<'_> {
    /// 甲's approval to destroy by that method, or the disposal pre-approved with what the instance was made under.
    /// `taken` are the uses that the same act has taken already.
    pub(super) fn destroy_approval(
        &mut self,
        instance: &Instance,
        method: Method,
        taken: &[PermissionId],
    ) -> Answer {
        let known = self.known;
        if let Some(profile) = self.profile()
            && let Some(permission) = preapproved(known, profile, instance, method, self)
        {
            return Ok(permission);
        }
        let wanted = Wanted {
            method: Some(method),
            taken: taken.to_vec(),
            acknowledged: self.asked.acknowledged,
            ..Wanted::new(
                Subject::Destroy,
                Guard::DestroyApproval,
                instance.id,
                self.at,
            )
        };
        // A method outside the approval is the method's failure when the carrier does not take it anyway (story 24).
        self.answered(
            &wanted,
            format!(
                "custody request destroy {} --method {} -o R.custody-request",
                instance.id,
                method.code()
            ),
        )
    }

    pub(super) fn destroy_method(
        &mut self,
        instance: &Instance,
        method: Method,
    ) -> Result<(), Denied> {
        let known = self.known;
        let carrier = known
            .carriers
            .get(&instance.carrier)
            .ok_or_else(|| unknown(instance.carrier))?;
        let category = known
            .assets
            .get(&instance.id.asset)
            .map(|a| a.info_category.clone());
        let narrowed = |profile: &Profile| {
            let by_category = profile.access_scope.iter().filter(|e| {
                Some(&e.info_category) == category.as_ref() && !e.destroy_methods.is_empty()
            });
            let lists: Vec<&Vec<Method>> = by_category
                .map(|e| &e.destroy_methods)
                .chain(Some(&profile.destroy_methods).filter(|m| !m.is_empty()))
                .collect();
            lists.iter().all(|list| list.contains(&method))
        };
        let allowed = self.profile().is_none_or(narrowed);
        self.check(Guard::DestroyMethod, || {
            let good = allowed && suits(method, carrier.carrier_type, instance);
            (!good).then(|| {
                Failure::new()
                    .with("method", Value::Method(method))
                    .with("carrier", Value::Carrier(carrier.carrier_type))
                    .next("custody destroy --help")
            })
        });
        Ok(())
    }

    /// Witness and doer differ, and the witness is listed (house rule).
    pub(super) fn witness_other(&mut self, witness: PersonId, by_client: bool) {
        let (known, by, day) = (self.known, self.asked.by, self.day());
        self.check(Guard::WitnessOther, || {
            let listed = known
                .people
                .get(&witness)
                .is_some_and(|p| p.is_client() || !p.roles_on(day).is_empty());
            let client = known.people.get(&witness).is_some_and(Person::is_client);
            (witness == by || !listed || (by_client && !client)).then(Failure::new)
        });
    }

    /// Every wrapping of the key has ended or ends with this act (story 25).
    pub(super) fn crypto_erase_keys(
        &mut self,
        instance: &Instance,
        evidence: &DestructionEvidence,
    ) {
        self.check(Guard::CryptoEraseKeys, || {
            let open: Vec<String> = instance
                .key_holders
                .iter()
                .filter(|holder| !evidence.keys.iter().any(|k| k.holder == **holder))
                .map(ToString::to_string)
                .collect();
            let next = open
                .first()
                .map(|holder| format!("custody ungrant {} {holder}", instance.id))?;
            Some(Failure::new().with("keys", Value::List(open)).next(next))
        });
    }

    pub(super) fn destroy_evidence(&mut self, instance: &Instance, new: &NewDestruction) {
        let carrier = self.known.carriers.get(&instance.carrier);
        self.check(Guard::DestroyEvidence, || {
            let missing = lacking(carrier, new);
            (!missing.is_empty()).then(|| {
                Failure::new()
                    .with("items", Value::Items(missing))
                    .next(format!(
                        "custody destroy {} --serial … --evidence FILE …",
                        instance.id
                    ))
            })
        });
    }

    /// No word that claims more than was done (§7).
    pub(super) fn forbidden_word<'t>(&mut self, texts: impl Iterator<Item = &'t str>) {
        for found in texts.filter_map(wording::forbidden) {
            self.check(Guard::ForbiddenWord, || {
                Some(Failure::new().with("word", text(found)))
            });
        }
    }
}
