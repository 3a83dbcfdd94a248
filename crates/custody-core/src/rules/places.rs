//! Where lent data may be used and kept (contract Art. 5, 10, 13-3, 13-6).

use super::gate::{Failure, Gate};
use super::permission::{Wanted, find};
use super::refusal::{text, unknown};
use super::{Denied, Detail};
use crate::record::{
    Asset, CarrierId, CarrierType, Guard, InstanceId, Moment, PermissionId, PersonId, Place,
    PlaceId, PlaceKind, Profile, Protection, Register, Subject, Text,
};

/// The place, or that it is not on the register.
pub(super) fn place(known: &Register, id: PlaceId) -> Result<&Place, Denied> {
    known.places.get(&id).ok_or_else(|| unknown(id))
}

/// Why a place may be used: designated (5-1) or approved when the vault was opened, or approved since, under a permission.
type Usable = Result<Option<PermissionId>, Option<Detail>>;

/// The place or one that it is in is a workplace that 甲 designated or approved (Art. 5). `persons` are compared where an
/// approval names who works there.
pub(super) fn in_workplace(
    known: &Register,
    profile: &Profile,
    id: PlaceId,
    persons: &[PersonId],
    at: Moment,
) -> Usable {
    let mut furthest: Option<Detail> = None;
    let mut current = Some(id);
    // Places nest a few deep; a circle in hostile data ends here.
    for _ in 0..16 {
        let Some(place) = current.and_then(|id| known.places.get(&id)) else {
            break;
        };
        if place.kind == PlaceKind::Workplace {
            if place.designation.is_some() {
                return Ok(None);
            }
            let wanted = Wanted {
                destination: Some(place.id),
                persons: persons.to_vec(),
                ignore_uses: true,
                ..Wanted::of(Subject::Place, Guard::Workplace, at)
            };
            match find(known, profile, &wanted, None) {
                Ok(permission) => return Ok(Some(permission)),
                Err(detail) => furthest = furthest.or(detail),
            }
        }
        current = place.inside;
    }
    Err(furthest)
}

/// What a use for another purpose than the asset's own needs (Art. 13-6). It uses nothing up (§4.2).
pub(super) fn for_purpose(instance: InstanceId, purpose: &Text, at: Moment) -> Wanted {
    Wanted {
        purpose: Some(purpose.clone()),
        ignore_uses: true,
        ..Wanted::new(Subject::Purpose, Guard::OtherPurpose, instance, at)
    }
}

/// What the kept thing is, as far as Art. 13-3 asks.
#[derive(Clone, Copy)]
pub(super) struct Kept {
    pub protection: Protection,
    pub carrier: Option<CarrierId>,
    pub carrier_type: Option<CarrierType>,
}

/// `domain.md` §2: a LockedCabinet or StorageRoom; or electronic, sealed, and on a pc/server in a Workplace or on cloud
/// storage whose place is an approved Workplace.
pub(super) fn storage_ok(
    known: &Register,
    profile: &Profile,
    place: &Place,
    kept: Kept,
    at: Moment,
) -> bool {
    let locked = match place.kind {
        PlaceKind::LockedCabinet => place.lockable,
        PlaceKind::StorageRoom => place.lockable && place.entry_log,
        _ => false,
    };
    if locked {
        return true;
    }
    let sealed = matches!(
        kept.protection,
        Protection::Sealed | Protection::ExternalEncryption
    );
    let machine = matches!(
        kept.carrier_type,
        Some(CarrierType::Pc | CarrierType::Server | CarrierType::Cloud)
    );
    sealed && machine && in_workplace(known, profile, place.id, &[], at).is_ok()
}

impl Gate<'_> {
    pub(super) fn storage_ok(&mut self, place: &Place, kept: Kept) {
        let known = self.known;
        // The type is looked up here for carriers that are on the register already.
        let kept = Kept {
            carrier_type: kept.carrier_type.or_else(|| {
                kept.carrier
                    .and_then(|c| known.carriers.get(&c))
                    .map(|c| c.carrier_type)
            }),
            ..kept
        };
        let (profile, at) = (self.profile(), self.at);
        self.check(Guard::StorageOk, || {
            (!storage_ok(known, profile?, place, kept, at)).then(|| {
                Failure::new()
                    .with("place", text(&place.name))
                    .next("custody place list")
                    .next("custody place add")
            })
        });
    }

    /// Where it is done is designated or approved, for whoever does it (Art. 5).
    pub(super) fn workplace(&mut self, place: &Place) {
        let Some(profile) = self.profile() else {
            return;
        };
        let usable = in_workplace(self.known, profile, place.id, &[self.asked.by], self.at);
        self.warn_trust(usable.as_ref().ok().copied().flatten());
        self.check(Guard::Workplace, || {
            usable.err().map(|detail| {
                Failure::new()
                    .with("place", text(&place.name))
                    .detail(detail)
                    .next(format!(
                        "custody request place {} -o R.custody-request",
                        place.id
                    ))
            })
        });
    }

    /// Category and, when one is named, method (Art. 10).
    pub(super) fn access_scope(&mut self, category: &Text, method: Option<&Text>) {
        let profile = self.profile();
        self.check(Guard::AccessScope, || {
            let profile = profile?;
            let mut entries = profile
                .access_scope
                .iter()
                .filter(|e| e.info_category == *category)
                .peekable();
            let allowed = match method {
                None => entries.peek().is_some(),
                Some(method) => entries.any(|e| e.method == *method),
            };
            (!allowed).then(|| {
                let method = method.map_or_else(|| "—".to_owned(), ToString::to_string);
                Failure::new()
                    .with("category", text(category))
                    .with("method", text(method))
            })
        });
    }

    /// The use is the asset's own purpose, or one that 甲 approved in writing (Art. 13-3, 13-6).
    pub(super) fn other_purpose(&mut self, asset: &Asset, instance: InstanceId, purpose: &Text) {
        let (known, Some(profile)) = (self.known, self.profile()) else {
            return;
        };
        if asset.purpose == *purpose {
            return;
        }
        let wanted = Wanted {
            acknowledged: self.asked.acknowledged,
            ..for_purpose(instance, purpose, self.at)
        };
        let answer = find(known, profile, &wanted, self.asked.approval);
        self.warn_trust(answer.as_ref().ok().copied());
        self.check(Guard::OtherPurpose, || {
            answer.err().map(|detail| {
                Failure::new()
                    .with("use", text(purpose))
                    .detail(detail)
                    .next(format!("--purpose '{}'", asset.purpose))
                    .next(format!(
                        "custody request purpose {instance} --use '{purpose}' -o R.custody-request"
                    ))
            })
        });
    }
}
