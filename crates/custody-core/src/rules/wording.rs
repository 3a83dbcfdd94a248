//! Words that may not appear on a form because they claim more than was done (`domain.md` §7, forbidden_word).

use unicode_normalization::UnicodeNormalization as _;

/// The words, compared after NFKC and removal of white space.
pub const FORBIDDEN: &[&str] = &[
    "復元不可能",
    "復元不能",
    "復元できない",
    "完全消去",
    "完全に消去",
    "漏えいなし",
    "漏えいはない",
    "漏えいはありません",
    "漏洩なし",
    "絶対に",
    "解読不可能",
    "解読不能",
    "報告不要",
    "NIST準拠",
    "法令に適合",
];

/// The first forbidden word in a text, if any.
#[must_use]
pub fn forbidden(text: &str) -> Option<&'static str> {
    let folded: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    let folded = folded.to_uppercase();
    FORBIDDEN
        .iter()
        .find(|word| folded.contains(&word.to_uppercase()))
        .copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forbidden_word_is_found_through_width_and_spaces() {
        assert_eq!(forbidden("データは 復元 不可能 です"), Some("復元不可能"));
        assert_eq!(forbidden("ＮＩＳＴ準拠"), Some("NIST準拠"));
        assert_eq!(forbidden("完全\u{3000}消去"), Some("完全消去"));
        assert_eq!(forbidden("上記の方法により廃棄した"), None);
    }
}
