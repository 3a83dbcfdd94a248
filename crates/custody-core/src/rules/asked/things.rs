//! What is asked at a hand-over, an examination and a correction.

use crate::record::event::EmbeddedNote;
use crate::record::{Date, Event, InstanceId, PersonId, PlaceId, Quantity, Reach, Record, Text};

/// A hand-over as asked.
#[derive(Clone, Debug)]
pub struct HandOver {
    /// What; of a journey all that it carries.
    pub instances: Vec<InstanceId>,
    /// To whom.
    pub to: PersonId,
    /// The holder is absent, and this supervisor takes over with the manager.
    pub absent: Option<PersonId>,
    /// The seal looked intact.
    pub seal_intact: bool,
    /// What was seen.
    pub remark: Option<Text>,
    /// The acceptance that the other side signed, once it is there.
    pub note: Option<EmbeddedNote>,
}

/// An examination as asked.
#[derive(Clone, Debug)]
pub struct Examination {
    /// Of which.
    pub instance: InstanceId,
    /// The second person.
    pub with: PersonId,
    /// Where it is stored then.
    pub place: PlaceId,
    /// The serial read from it.
    pub serial_read: Option<Text>,
    /// BLAKE3 of the sealed file found, `blake3:<hex>`.
    pub file_digest: Option<Text>,
    /// The seal looked intact.
    pub seal_intact: bool,
    /// The 続報 that tells 甲.
    pub follow_up: Option<Text>,
    /// What was seen.
    pub remark: Option<Text>,
}

/// A correction as asked.
#[derive(Clone, Debug)]
pub struct CorrectionAsked {
    /// The record as it stands in the ledger.
    pub record: Record,
    /// What it should have said.
    pub value: NewValue,
    /// Why.
    pub reason: Text,
    /// The second person.
    pub with: PersonId,
}

/// The value that a record should have had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NewValue {
    /// 名称.
    Title(Text),
    /// 数量.
    Quantity(Quantity),
    /// 引渡者.
    ReceivedFrom(Text),
    /// 返還期限.
    Due(Date),
    /// 甲の文書番号.
    ClientDocNo(Text),
    /// 製造番号.
    Serial(Text),
    /// 場所.
    Place(PlaceId),
    /// 使用目的.
    Purpose(Text),
}

/// What a record that can be corrected speaks of.
pub(super) fn reach_of(event: &Event, reach: &mut Reach) {
    match event {
        Event::AssetReceived { instance, .. } | Event::InstanceCopied { instance, .. } => {
            reach.instances.insert(instance.id);
        }
        Event::InstanceTaken { instance, .. } | Event::InstanceStored { instance, .. } => {
            reach.instances.insert(*instance);
        }
        Event::CarrierRegistered { carrier } => {
            reach.carriers.insert(carrier.id);
        }
        Event::Arrived { journey, .. } | Event::CameBack { journey, .. } => {
            reach.journeys.insert(*journey);
        }
        _ => {}
    }
}
