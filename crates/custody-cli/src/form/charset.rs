//! In which characters a table is written: UTF-8, or Shift_JIS for those who can read nothing else (`domain.md` §10).

use super::FormError;
use encoding_rs::SHIFT_JIS;

/// The characters of a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Charset {
    /// UTF-8 with a byte order mark, by which spreadsheets know it.
    #[default]
    Utf8,
    /// Shift_JIS as Windows has it (CP932).
    ShiftJis,
}

impl Charset {
    /// The text in these characters.
    ///
    /// # Errors
    /// [`FormError::Characters`] with all that CP932 lacks: a name is never written with another sign, or with 「?」.
    pub(crate) fn write(self, text: &str) -> Result<Vec<u8>, FormError> {
        match self {
            Self::Utf8 => Ok([b"\xef\xbb\xbf", text.as_bytes()].concat()),
            Self::ShiftJis => {
                let mut lacking: Vec<char> = text.chars().filter(|c| !in_shift_jis(*c)).collect();
                lacking.sort_unstable();
                lacking.dedup();
                if lacking.is_empty() {
                    Ok(SHIFT_JIS.encode(text).0.into_owned())
                } else {
                    Err(FormError::Characters(lacking))
                }
            }
        }
    }
}

/// Some, such as U+2212 −, are taken and come back as another; those are lacking too.
fn in_shift_jis(c: char) -> bool {
    let mut room = [0; 4];
    let text = &*c.encode_utf8(&mut room);
    let (bytes, _, replaced) = SHIFT_JIS.encode(text);
    !replaced && SHIFT_JIS.decode_without_bom_handling(&bytes).0 == text
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_shift_jis_has_is_written_as_windows_writes_it() {
        let bytes = Charset::ShiftJis.write("髙﨑①㈱～,a\r\n").unwrap();
        let wanted = [
            0xfb, 0xfc, 0xfa, 0xb1, 0x87, 0x40, 0x87, 0x8a, 0x81, 0x60, b',', b'a', b'\r', b'\n',
        ];
        assert_eq!(bytes, wanted);
    }

    #[test]
    fn what_it_lacks_is_listed_and_never_replaced() {
        let lacking = |text| match Charset::ShiftJis.write(text) {
            Err(FormError::Characters(lacking)) => lacking,
            other => unreachable!("{other:?}"),
        };
        assert_eq!(lacking("𠮷田 𠮷郎、葛\u{e0100}城"), ['𠮷', '\u{e0100}']);
        // Taken by the table for its neighbours: \, ~ and －.
        assert_eq!(lacking("¥1‾−"), ['¥', '‾', '−']);
    }

    #[test]
    fn utf_8_has_its_mark_and_everything() {
        let bytes = Charset::Utf8.write("𠮷").unwrap();
        assert_eq!(bytes, "\u{feff}𠮷".as_bytes());
    }
}
