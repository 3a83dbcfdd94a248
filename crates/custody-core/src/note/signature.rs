//! One signature line: `— <key name> <base64(key ID ‖ signature)>`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::error::SignatureFault;
use super::name::{KeyId, KeyName, NameFault};

/// Em dash (U+2014) and space.
const START: &str = "\u{2014} ";

/// A signature as a note carries it: nothing says yet that it is good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteSignature {
    name: KeyName,
    id: KeyId,
    signature: Vec<u8>,
}

impl NoteSignature {
    pub(super) fn new(name: KeyName, id: KeyId, signature: Vec<u8>) -> Self {
        Self {
            name,
            id,
            signature,
        }
    }

    /// Reads a line without its newline.
    pub(super) fn parse(line: &str) -> Result<Self, SignatureFault> {
        let rest = line.strip_prefix(START).ok_or(SignatureFault::Dash)?;
        let (name, encoded) = rest
            .split_once(' ')
            .ok_or(SignatureFault::Name(NameFault::Empty))?;
        let name = KeyName::new(name)?;
        // The engine is strict: padding required, no other characters, no stray bits.
        let bytes = STANDARD
            .decode(encoded)
            .map_err(|_| SignatureFault::Base64)?;
        let (id, signature) = bytes.split_first_chunk().ok_or(SignatureFault::Short)?;
        if signature.is_empty() {
            return Err(SignatureFault::Short);
        }
        Ok(Self::new(name, KeyId(*id), signature.to_vec()))
    }

    /// The line with its newline.
    #[must_use]
    pub fn line(&self) -> String {
        let mut bytes = self.id.0.to_vec();
        bytes.extend(&self.signature);
        format!("{START}{} {}\n", self.name, STANDARD.encode(bytes))
    }

    /// The name of the key that is said to have signed.
    #[must_use]
    pub fn name(&self) -> &KeyName {
        &self.name
    }

    /// The ID of the key that is said to have signed.
    #[must_use]
    pub fn id(&self) -> KeyId {
        self.id
    }

    /// The signature's bytes; their form depends on the key's type.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.signature
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use super::*;

    #[test]
    fn a_line_is_read_and_written_back() {
        let line = "\u{2014} a/b AAECAwQ=";
        let read = NoteSignature::parse(line).unwrap();
        assert_eq!(read.name().as_str(), "a/b");
        assert_eq!(read.id(), KeyId([0, 1, 2, 3]));
        assert_eq!(read.as_bytes(), [4]);
        assert_eq!(read.line(), format!("{line}\n"));
    }

    #[test]
    fn loose_lines_are_refused_each_for_its_reason() {
        use SignatureFault::{Base64, Dash, Name, Short};
        for (line, fault) in [
            ("", Dash),
            ("- a AAECAwQ=", Dash),
            ("\u{2013} a AAECAwQ=", Dash),
            ("\u{2014}a AAECAwQ=", Dash),
            (" \u{2014} a AAECAwQ=", Dash),
            ("\u{2014} aAAECAwQ=", Name(NameFault::Empty)),
            ("\u{2014}  a AAECAwQ=", Name(NameFault::Empty)),
            ("\u{2014} a+b AAECAwQ=", Name(NameFault::Character('+'))),
            (
                "\u{2014} a\u{3000}b AAECAwQ=",
                Name(NameFault::Character('\u{3000}')),
            ),
            ("\u{2014} a  AAECAwQ=", Base64),
            ("\u{2014} a AAECAwQ= ", Base64),
            ("\u{2014} a AAECAwQ", Base64),
            ("\u{2014} a AAECAwR=", Base64),
            ("\u{2014} a AAECAwQ==", Base64),
            ("\u{2014} a AAEC_wQ=", Base64),
            ("\u{2014} a ", Short),
            ("\u{2014} a AAEC", Short),
            ("\u{2014} a AAECAw==", Short),
        ] {
            assert_eq!(NoteSignature::parse(line), Err(fault), "{line:?}");
        }
    }
}
