//! One stanza of a header, and its text.

use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD};

use super::{COLUMNS, HeaderFault};

/// One stanza: a way to the file key, or something else that a reader may skip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stanza {
    kind: String,
    args: Vec<String>,
    body: Vec<u8>,
}

impl Stanza {
    /// A stanza of its parts: kind and arguments are visible ASCII without blanks, and not empty.
    ///
    /// # Errors
    /// [`HeaderFault::Arguments`].
    pub fn new(
        kind: impl Into<String>,
        args: impl IntoIterator<Item = impl Into<String>>,
        body: Vec<u8>,
    ) -> Result<Self, HeaderFault> {
        let kind = kind.into();
        let args: Vec<String> = args.into_iter().map(Into::into).collect();
        let sound = std::iter::once(&kind)
            .chain(&args)
            .all(|word| is_word(word.as_bytes()));
        sound
            .then_some(Self { kind, args, body })
            .ok_or(HeaderFault::Arguments)
    }

    /// The first argument, which says what kind it is, such as `X25519`.
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// The other arguments.
    pub fn args(&self) -> &[String] {
        &self.args
    }

    /// The decoded body.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The same stanza with another body. A body of the same length leaves the header's length
    /// as it was.
    #[must_use]
    pub fn with_body(mut self, body: Vec<u8>) -> Self {
        self.body = body;
        self
    }

    pub(super) fn of_parts(kind: String, args: Vec<String>, body: Vec<u8>) -> Self {
        Self { kind, args, body }
    }

    /// Appends the stanza as it stands in a header. A body of whole lines is followed by an empty
    /// one: the shorter line is what ends it.
    pub(super) fn write(&self, to: &mut Vec<u8>) {
        to.extend_from_slice(b"-> ");
        to.extend_from_slice(self.kind.as_bytes());
        for argument in &self.args {
            to.push(b' ');
            to.extend_from_slice(argument.as_bytes());
        }
        to.push(b'\n');
        let body = STANDARD_NO_PAD.encode(&self.body);
        let lines = body.as_bytes().chunks_exact(COLUMNS);
        let last = lines.remainder();
        for line in lines {
            to.extend_from_slice(line);
            to.push(b'\n');
        }
        to.extend_from_slice(last);
        to.push(b'\n');
    }
}

/// Whether these bytes can be an argument.
pub(super) fn is_word(bytes: &[u8]) -> bool {
    !bytes.is_empty() && bytes.iter().all(u8::is_ascii_graphic)
}

impl From<age_core::format::Stanza> for Stanza {
    fn from(stanza: age_core::format::Stanza) -> Self {
        Self {
            kind: stanza.tag,
            args: stanza.args,
            body: stanza.body,
        }
    }
}

impl From<&Stanza> for age_core::format::Stanza {
    fn from(stanza: &Stanza) -> Self {
        Self {
            tag: stanza.kind.clone(),
            args: stanza.args.clone(),
            body: stanza.body.clone(),
        }
    }
}
