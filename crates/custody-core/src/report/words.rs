//! The contract's words for the register's enumerations, as they stand on paper (`domain.md` §1–2, §10).

use crate::record::{
    AssetKind, CarrierType, DocumentForm, Employment, JourneyPurpose, JourneyStage, Method,
    PlaceKind, Subject, Supply,
};

/// 媒体の種別.
#[must_use]
pub fn carrier_type(kind: CarrierType) -> &'static str {
    match kind {
        CarrierType::UsbFlash => "USBメモリ",
        CarrierType::Ssd => "SSD",
        CarrierType::Hdd => "ハードディスク",
        CarrierType::Optical => "光ディスク",
        CarrierType::Tape => "磁気テープ",
        CarrierType::Pc => "パソコン",
        CarrierType::Server => "サーバ",
        CarrierType::Paper => "紙",
        CarrierType::Cloud => "クラウド",
        CarrierType::Transmission => "送信",
    }
}

/// 第2条の区分.
#[must_use]
pub fn asset_kind(kind: AssetKind) -> &'static str {
    match kind {
        AssetKind::Equipment => {
            "(1) ネットワーク及び情報システム並びにこれらに関する設備及び電磁的記録媒体"
        }
        AssetKind::Information => {
            "(2) ネットワーク及び情報システムで取り扱う情報（これを印刷した文書を含む。）"
        }
        AssetKind::SystemDocument => "(3) 仕様書及びネットワーク図等のシステム関連文書",
    }
}

/// How it was supplied (Art. 13-1).
#[must_use]
pub fn supply(supply: Supply) -> &'static str {
    match supply {
        Supply::Lend => "貸与",
        Supply::Disclose => "開示",
        Supply::Provide => "提供",
    }
}

/// 雇用区分.
#[must_use]
pub fn employment(employment: Employment) -> &'static str {
    match employment {
        Employment::Direct => "直接雇用",
        Employment::Dispatched => "派遣",
        Employment::Subcontractor => "再委託先",
        Employment::Client => "甲職員",
    }
}

/// 書面の形式.
#[must_use]
pub fn document_form(form: DocumentForm) -> &'static str {
    match form {
        DocumentForm::SignedNote => "電子署名付き文書",
        DocumentForm::PaperOriginal => "書面原本",
        DocumentForm::PdfOfficial => "公印のあるPDF",
        DocumentForm::Email => "電子メール",
        DocumentForm::Fax => "ファクス",
        DocumentForm::Oral => "口頭",
    }
}

/// Why something is carried.
#[must_use]
pub fn journey_purpose(purpose: JourneyPurpose) -> &'static str {
    match purpose {
        JourneyPurpose::Work => "業務",
        JourneyPurpose::Return => "返還",
        JourneyPurpose::Destruction => "廃棄",
    }
}

/// Where a journey stands.
#[must_use]
pub fn journey_stage(stage: JourneyStage) -> &'static str {
    match stage {
        JourneyStage::Planned => "計画",
        JourneyStage::UnderWay => "運搬中",
        JourneyStage::Arrived => "到着",
        JourneyStage::Ended => "終了",
    }
}

/// What kind of place it is.
#[must_use]
pub fn place_kind(kind: PlaceKind) -> &'static str {
    match kind {
        PlaceKind::Workplace => "作業場所",
        PlaceKind::LockedCabinet => "保管庫",
        PlaceKind::StorageRoom => "保管室",
        PlaceKind::ClientOffice => "甲の執務室",
        PlaceKind::SubPlace => "再委託先の場所",
        PlaceKind::DisposerPlace => "廃棄業者の場所",
        PlaceKind::Other => "その他",
    }
}

/// What a permission is about.
#[must_use]
pub fn subject(subject: Subject) -> &'static str {
    match subject {
        Subject::Copy => "複製",
        Subject::Carry => "持出し",
        Subject::Purpose => "目的外利用",
        Subject::Provide => "提供",
        Subject::Subcontract => "再委託",
        Subject::Place => "作業場所",
        Subject::Destroy => "廃棄",
        Subject::Disclose => "開示",
    }
}

/// What has to show that a destruction was done (`domain.md` §5.6).
#[must_use]
pub fn evidence_required(method: Method) -> &'static str {
    match method {
        Method::Physical => "破壊前（製造番号が読めるもの）及び破壊後の写真",
        Method::Degauss => "機器名及び記録又は写真",
        Method::Overwrite => "使用ソフトウェア名、版、実行記録及び検証結果",
        Method::DeviceSanitize => "実行した命令及び結果の記録",
        Method::CryptoErase => "すべての鍵の番号、保有者及び廃棄方法",
        Method::Shred => "部数及び裁断幅",
        Method::Dissolve => "部数及び溶解証明書",
        Method::LogicalDelete => "実行記録",
    }
}
