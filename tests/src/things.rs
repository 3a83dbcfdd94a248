//! What is asked for in a story, ready-made: receipts, copies, destructions with their evidence, forms.

use crate::cast::{self, On, PURPOSE, Where, Who, instance, text};
use crate::story::Story;
use custody_core::record::asset::PersonalData;
use custody_core::record::destruction::{KeyEnd, SerialRead};
use custody_core::record::event::Source;
use custody_core::record::{
    AssetKind, CarrierOwner, CarrierType, Content, DestructionEvidence, EvidenceFile, InstanceId,
    InventoryLine, Method, OrgId, PersonId, Presence, Protection, Quantity, Register, Supply, Text,
    Unit,
};
use custody_core::rules::{
    Act, Examination, Field, FormIssue, HandOver, NewCarrier, NewDestruction, NewRelease,
    NewSanitising, Receipt, ReceiptLine, Receive, ReceivedOn,
};
use std::num::{NonZeroU32, NonZeroU64};

/// A form that speaks of these instances.
#[must_use]
pub fn form(number: &str, instances: &[&str], whole: bool) -> FormIssue {
    FormIssue {
        form: text(number),
        about: instances.iter().map(|i| text(i)).collect(),
        instances: instances.iter().map(|i| instance(i)).collect(),
        whole,
        unsettled: Vec::new(),
        missing: Vec::new(),
        texts: Vec::new(),
        difference: 0,
        storages: Vec::new(),
        replaces: None,
        digest: None,
    }
}

/// 消去, K looking on, with whole evidence.
#[must_use]
pub fn sanitise(known: &Register, instances: &[InstanceId], method: Method) -> Act {
    let items = instances
        .iter()
        .map(|id| SerialRead {
            instance: *id,
            serial: evidence(known, *id).serial_read,
        })
        .collect();
    Act::Sanitise(Box::new(NewSanitising {
        items,
        method,
        place: None,
        witness: Who::K.into(),
        evidence: evidence(known, instances[0]),
    }))
}

/// 廃棄業者引渡し, K looking on.
#[must_use]
pub fn release(instances: &[InstanceId], org: OrgId) -> Act {
    Act::Release(Box::new(NewRelease {
        instances: instances.to_vec(),
        org,
        received_by: text("丁山一郎"),
        seal_no: Some(text("封1")),
        witness: Who::K.into(),
    }))
}

/// 複製.
#[must_use]
pub fn copy(number: &str, carrier: On, place: Where, protection: Protection) -> Act {
    Act::Copy {
        instance: instance(number),
        carrier: carrier.into(),
        place: place.into(),
        protection,
        content: Some(content()),
        key_holders: ["H-001", "H-003", "recovery"].map(text).to_vec(),
    }
}

/// 印刷 of so many 部 of 30枚 in 前橋.
#[must_use]
pub fn print(number: &str, copies: u32) -> Act {
    Act::Print {
        instance: instance(number),
        copies: NonZeroU32::new(copies).unwrap(),
        sheets: NonZeroU32::new(30).unwrap(),
        place: Where::Maebashi.into(),
    }
}

/// 引継ぎ; the acceptance is the vault's business.
#[must_use]
pub fn hand_over(instances: Vec<InstanceId>, to: impl Into<PersonId>) -> HandOver {
    HandOver {
        instances,
        to: to.into(),
        absent: None,
        seal_intact: true,
        remark: None,
        note: None,
    }
}

/// 点検 with A, into the cabinet, with this serial read.
#[must_use]
pub fn examination(instance: InstanceId, with: impl Into<PersonId>) -> Examination {
    Examination {
        instance,
        with: with.into(),
        place: Where::Cabinet.into(),
        serial_read: Some(text("B777")),
        file_digest: None,
        seal_intact: true,
        follow_up: None,
        remark: None,
    }
}

/// 棚卸 of one thing that was there.
#[must_use]
pub fn counted(instance: InstanceId) -> InventoryLine {
    InventoryLine {
        instance,
        found: Presence::Present,
        remark: None,
    }
}

/// 廃棄.
#[must_use]
pub fn destroy(
    instance: InstanceId,
    method: Method,
    witness: Who,
    evidence: DestructionEvidence,
) -> Act {
    let destruction = NewDestruction {
        method,
        place: Some(Where::Maebashi.into()),
        witness: witness.into(),
        evidence,
        by_vault: false,
    };
    Act::Destroy {
        instance,
        destruction: Box::new(destruction),
    }
}

/// A field that a form may lack.
pub const SERIAL_FIELD: Field = Field {
    code: "serial",
    japanese: "製造番号",
    english: "serial number",
};

/// Everything any method wants (§5.6): the carrier's own serial, tool, version, width, two photos or logs, all keys.
#[must_use]
pub fn evidence(known: &Register, instance: InstanceId) -> DestructionEvidence {
    let file = |name: &str| EvidenceFile {
        name: text(name),
        digest: text("sha256:00"),
        size: 1,
    };
    let holders = known.instances.get(&instance);
    let carrier = holders.and_then(|i| known.carriers.get(&i.carrier));
    DestructionEvidence {
        serial_read: carrier.and_then(|c| c.serial.clone()),
        tool: Some(text("破砕機")),
        tool_version: Some(text("1.0")),
        shred_width: Some(text("2mm")),
        files: vec![file("前.jpg"), file("後.jpg")],
        keys: holders.map_or_else(Vec::new, |i| i.key_holders.iter().map(key_end).collect()),
        remark: None,
    }
}

/// How a key ended.
#[must_use]
pub fn key_end(holder: &Text) -> KeyEnd {
    KeyEnd {
        holder: holder.clone(),
        how: text("鍵ファイルを廃棄"),
    }
}

/// T's receipt of one instance of 120,000件.
#[must_use]
pub fn receipt(story: &Story, number: &str, serial: Option<&str>) -> Receipt {
    let line = ReceiptLine {
        instance: instance(number),
        serial: serial.map(text),
        quantity: quantity(120_000),
    };
    Receipt {
        lines: vec![line],
        by: Who::T.into(),
        received_at: story.now,
        document: custody_core::record::Document::signed_note(None, None),
        rejected: None,
        note: None,
        removal_begun: false,
    }
}

/// So many 件.
#[must_use]
pub fn quantity(number: u64) -> Quantity {
    Quantity::new(number, Unit::Records).unwrap()
}

/// Content facts of something sealed or listed.
#[must_use]
pub fn content() -> Content {
    Content {
        files: 1,
        bytes: 1000,
        manifest: text("sha256:00"),
        digests: text("sha256:01"),
        object: None,
    }
}

/// 乙's USB.
#[must_use]
pub fn our_usb() -> NewCarrier {
    NewCarrier {
        carrier_type: CarrierType::UsbFlash,
        owner: CarrierOwner::Contractor,
        model: None,
        serial: Some(text("B777")),
        management_no: None,
        seal_no: None,
        finder_contact: Some(text("027-000-0002")),
        hardware_encryption: false,
        place: None,
    }
}

/// 「個人住民税課税台帳データ」 120,000件 in the clear on 甲's USB S123 into 第1保管庫, intake included.
#[must_use]
pub fn usb_receipt() -> Receive {
    Receive {
        title: text("個人住民税課税台帳データ"),
        kind: AssetKind::Information,
        supply: Supply::Lend,
        personal: Some(PersonalData {
            subjects: NonZeroU64::new(120_000).unwrap(),
            items: vec![text("氏名"), text("住所"), text("税額")],
        }),
        info_category: text("住民税"),
        work_item: text("税務"),
        purpose: text(PURPOSE),
        quantity: quantity(120_000),
        received_from: text("担当T"),
        due: Some(cast::date("2025-03-31")),
        client_doc_no: Some(text("税第1号")),
        intake_included: Some(text("税第1号")),
        on: ReceivedOn::Medium(NewCarrier {
            owner: CarrierOwner::Client,
            serial: Some(text("S123")),
            ..our_usb()
        }),
        place: Where::Cabinet.into(),
        arrival_protection: Protection::None,
        content: None,
        key_holders: Vec::new(),
        source: Source::None,
    }
}
