//! Fields that a form needs and the register does not have (guard `form_field`).

use serde::Serialize;

macro_rules! fields {
    ($($(#[$doc:meta])* $variant:ident = $code:literal, $label:literal, $english:literal;)*) => {
        /// A field that is not on record.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        pub enum MissingField { $($(#[$doc])* #[serde(rename = $code)] $variant,)* }

        impl MissingField {
            /// Every field.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Stable code.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// As it is called on the form.
            #[must_use]
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)* }
            }

            /// As it is called in English.
            #[must_use]
            pub fn english(self) -> &'static str {
                match self { $(Self::$variant => $english,)* }
            }
        }
    };
}

fields! {
    /// 責任者.
    Manager = "manager", "責任者", "manager";
    /// 製造番号.
    Serial = "serial", "製造番号", "serial number";
    /// 製造番号（現物）.
    SerialRead = "serial_read", "製造番号（現物）", "serial number read from the medium";
    /// 受領場所.
    ReceivedPlace = "received_place", "受領場所", "place of receipt";
    /// 受領者.
    ReceivedBy = "received_by", "受領者", "receiver";
    /// 対象.
    Instances = "instances", "対象", "items";
    /// 部数.
    Count = "count", "部数", "number of copies";
    /// 媒体.
    Carrier = "carrier", "媒体", "medium";
    /// 保管場所.
    Place = "place", "保管場所", "place of storage";
    /// 利用者.
    Users = "users", "利用者", "users";
    /// 持出し先.
    Destination = "destination", "持出し先", "destination";
    /// 運搬者.
    Bearers = "bearers", "運搬者", "who carries";
    /// 運搬計画.
    JourneyPlan = "journey_plan", "出発・到着・帰着予定", "planned departure, arrival and return";
    /// 甲の緊急連絡先.
    Emergency = "emergency", "紛失時の連絡先", "whom to call after a loss";
    /// 返還の記録.
    ReturnRecord = "return_record", "返還日時", "time of the return";
    /// 廃棄の方法.
    Methods = "methods", "方法", "method";
    /// 廃棄の実施者.
    DoneBy = "done_by", "実施者・業者", "who destroys";
    /// 廃棄の場所.
    DestroyPlace = "destroy_place", "場所", "place";
    /// 立会者.
    Witness = "witness", "立会者", "witness";
    /// 廃棄の記録.
    DestructionRecord = "destruction_record", "廃棄の記録", "record of the destruction";
    /// 承認番号.
    Approval = "approval", "承認番号・根拠", "approval";
    /// 証拠.
    Evidence = "evidence", "証拠の照合値", "digests of the evidence";
    /// 再委託する理由及び内容 (Art. 14-2).
    Subcontracted = "subcontracted", "再委託する理由及び内容", "reason for and content of the subcontract";
    /// 再委託先.
    Subcontractor = "subcontractor", "名称及び所在地", "name and address";
    /// 所在地.
    Address = "address", "所在地", "address";
    /// 再委託先のセキュリティ責任者 (Art. 14-3).
    SubSecurity = "sub_security", "セキュリティ責任者", "security manager";
    /// 管理及び監督の点検 (Art. 14-4).
    CheckedOn = "checked_on", "点検日", "day of the check";
    /// 取り扱う情報 (Art. 14-2).
    Information = "information", "取り扱う情報", "information handled";
    /// 安全確保措置の実施方法 (Art. 14-2).
    Safeguards = "safeguards", "安全確保措置の実施方法", "how the safety measures are carried out";
    /// 管理及び監督の方法 (Art. 14-2).
    Supervision = "supervision", "管理及び監督の方法", "how it is managed and supervised";
    /// 作業場所.
    Workplace = "workplace", "場所", "place";
    /// 提供・開示の相手.
    Recipient = "recipient", "相手", "to whom";
    /// 項目.
    Items = "items", "項目", "items of information";
    /// 返還方法.
    GiveBack = "give_back", "返還方法", "how it is returned";
    /// 契約の終了.
    ContractEnd = "contract_end", "契約の終了", "end of the contract";
    /// 原因 (Art. 16).
    Cause = "cause", "原因", "cause";
    /// 再発防止 (Art. 16).
    Prevention = "prevention", "再発防止", "prevention of a recurrence";
    /// 監督者 (Art. 4-1).
    Supervisor = "supervisor", "監督者", "supervisor";
    /// 作業範囲のある作業者 (Art. 4-1).
    ScopedWorker = "scoped_worker", "作業者及び作業範囲", "a worker with a work scope";
    /// 特記事項の版 (Art. 11).
    Terms = "terms", "特記事項の版", "the terms as part of the training";
    /// 理解度 (Art. 11).
    Understanding = "understanding", "理解度", "how understanding was checked";
    /// 鍵管理者 (Art. 13-3).
    KeyKeeper = "key_keeper", "鍵管理者", "who keeps the key";
    /// 鍵ごとの記録.
    Keys = "keys", "鍵ごとの番号・保有者・方法", "keys, their holders and how each ended";
}

impl std::fmt::Display for MissingField {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}
