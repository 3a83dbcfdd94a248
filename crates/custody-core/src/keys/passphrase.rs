//! What a new passphrase must be, and the one form of it that counts.

use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

use crate::seal::{PASSPHRASE_LIMIT, Passphrase};

/// Fewest characters of a new passphrase.
pub const PASSPHRASE_LEAST: usize = 10;

/// No character grows more than this in bytes under NFKC (U+FDFA: 3 to 33 bytes).
const MOST_GROWTH: usize = 11;

/// The rule that a new passphrase breaks (reliability.md, K2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WeakPassphrase {
    /// Nothing, or only blanks.
    #[error("passphrase is blank")]
    Blank,
    /// Fewer than [`PASSPHRASE_LEAST`] characters, blanks around it not counted.
    #[error("passphrase has fewer than {PASSPHRASE_LEAST} characters")]
    Short,
    /// One character over and over.
    #[error("passphrase repeats one character")]
    OneCharacter,
}

impl WeakPassphrase {
    /// Exit code: 4.
    pub fn code(&self) -> u8 {
        4
    }
}

/// Checks a passphrase that is to be set.
///
/// # Errors
/// The first rule that it breaks.
pub fn check_new(passphrase: &Passphrase) -> Result<(), WeakPassphrase> {
    let text = normal_form(passphrase);
    let text = text.trim();
    let mut characters = text.chars();
    let Some(first) = characters.next() else {
        return Err(WeakPassphrase::Blank);
    };
    if text.chars().count() < PASSPHRASE_LEAST {
        return Err(WeakPassphrase::Short);
    }
    if characters.all(|character| character == first) {
        return Err(WeakPassphrase::OneCharacter);
    }
    Ok(())
}

/// NFKC, so that full and half width, and composed and decomposed kana, are the same passphrase
/// (K3). Made in memory that never grows, and so leaves no copy behind.
pub(super) fn normal_form(passphrase: &Passphrase) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(PASSPHRASE_LIMIT * MOST_GROWTH));
    text.extend(passphrase.expose().nfkc());
    text
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn passphrase(text: &str) -> Passphrase {
        Passphrase::new(Zeroizing::new(text.as_bytes().to_vec())).unwrap()
    }

    #[test]
    fn each_rule_has_its_name() {
        use WeakPassphrase::*;
        let cases = [
            ("", Some(Blank)),
            ("            ", Some(Blank)),
            ("　　　　　　　　　　　　", Some(Blank)),
            ("ninechars", Some(Short)),
            ("  ninechars  ", Some(Short)),
            ("aaaaaaaaaaaa", Some(OneCharacter)),
            ("ａaａaａaａaａaａa", Some(OneCharacter)),
            ("ああああああああああああ", Some(OneCharacter)),
            ("ten chars!", None),
            ("ひらけごまひらけごま", None),
        ];
        for (text, rule) in cases {
            assert_eq!(check_new(&passphrase(text)).err(), rule, "{text:?}");
        }
    }

    #[test]
    fn one_passphrase_typed_in_several_ways_is_one() {
        let form = |text| normal_form(&passphrase(text));
        assert_eq!(
            form("がぎぐ ABC１２３"),
            form("か\u{3099}き\u{3099}く\u{3099}　ＡＢＣ123")
        );
        assert_ne!(form("abc"), form("ABC"));
        assert_ne!(form("a b"), form("ab"));
    }

    #[test]
    fn the_normal_form_never_outgrows_its_memory() {
        let longest = "\u{fdfa}".repeat(PASSPHRASE_LIMIT / 3);
        let form = normal_form(&passphrase(&longest));
        assert!(form.len() > 10_000 && form.capacity() == PASSPHRASE_LIMIT * MOST_GROWTH);
    }
}
