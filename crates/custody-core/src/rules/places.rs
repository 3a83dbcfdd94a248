//! Where lent data may be used and kept (contract Art. 5, 10, 13-3, 13-6).

use super::Denied;
use super::gate::{Failure, Gate};
use super::refusal::{text, unknown};
use crate::record::party::Designation;
use crate::record::{
    Asset, CarrierId, CarrierType, Guard, Place, PlaceId, PlaceKind, Protection, Register, Text,
};

/// The place, or that it is not on the register.
pub(super) fn place(known: &Register, id: PlaceId) -> Result<&Place, Denied> {
    known.places.get(&id).ok_or_else(|| unknown(id))
}

/// The place or one that it is in is a designated or approved workplace (Art. 5).
pub(super) fn in_workplace(known: &Register, id: PlaceId) -> bool {
    let mut current = Some(id);
    // Places nest a few deep; a circle in hostile data ends here.
    for _ in 0..16 {
        let Some(place) = current.and_then(|id| known.places.get(&id)) else {
            return false;
        };
        let designated = matches!(
            place.designation,
            Some(Designation::Designated | Designation::Approved { .. })
        );
        if place.kind == PlaceKind::Workplace && designated {
            return true;
        }
        current = place.inside;
    }
    false
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
pub(super) fn storage_ok(known: &Register, place: &Place, kept: Kept) -> bool {
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
    sealed && machine && in_workplace(known, place.id)
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
        self.check(Guard::StorageOk, || {
            (!storage_ok(known, place, kept)).then(|| {
                Failure::new()
                    .with("place", text(&place.name))
                    .next("custody place list")
                    .next("custody place add")
            })
        });
    }

    pub(super) fn workplace(&mut self, place: &Place) {
        let known = self.known;
        self.check(Guard::Workplace, || {
            (!in_workplace(known, place.id)).then(|| {
                Failure::new()
                    .with("place", text(&place.name))
                    .next("custody place list")
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

    /// The use is the asset's own purpose (Art. 13-3, 13-6).
    pub(super) fn other_purpose(&mut self, asset: &Asset, purpose: &Text) {
        self.check(Guard::OtherPurpose, || {
            (asset.purpose != *purpose).then(|| {
                Failure::new()
                    .with("use", text(purpose))
                    .next(format!("--purpose '{}'", asset.purpose))
            })
        });
    }
}
