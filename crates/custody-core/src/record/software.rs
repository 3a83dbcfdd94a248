//! The software that the work is done with, and what became of its vulnerabilities (contract Art. 8, 3-エ).

use super::{Date, Text};
use serde::{Deserialize, Serialize};

/// An operating system, middleware or application on the list. Known by its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Software {
    /// 名称.
    pub name: Text,
    /// 版.
    pub version: Text,
    /// 更新日: when that version came into use.
    pub updated: Date,
    /// 使用禁止: it may become a danger to security.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub banned: bool,
    /// What was found in it, in the order it was recorded.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub vulnerabilities: Vec<Vulnerability>,
}

/// 重大な脆弱性, from its discovery to the measure agreed with 甲. Known by its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vulnerability {
    /// 脆弱性, such as its number in a public list.
    pub name: Text,
    /// 発覚日.
    pub found: Date,
    /// 協議日.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consulted: Option<Date>,
    /// 対応日.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handled: Option<Date>,
    /// 対応の内容.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<Text>,
}

impl Software {
    /// What is not dealt with yet (W15).
    pub fn open_vulnerabilities(&self) -> impl Iterator<Item = &Vulnerability> {
        self.vulnerabilities.iter().filter(|v| v.handled.is_none())
    }
}
