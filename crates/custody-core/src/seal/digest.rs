//! Digests as values, and readers and writers that make them in passing.

use std::fmt;
use std::io::{self, Read, Write};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Text that is no digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected {expected} and 64 lower-case hexadecimal digits")]
pub struct DigestTextError {
    expected: &'static str,
}

macro_rules! digest {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name([u8; 32]);

        impl $name {
            /// Wraps the 32 bytes of a digest.
            pub const fn from_bytes(bytes: [u8; 32]) -> Self {
                Self(bytes)
            }

            /// The 32 bytes.
            pub const fn as_bytes(&self) -> &[u8; 32] {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str($prefix)?;
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl FromStr for $name {
            type Err = DigestTextError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.strip_prefix($prefix)
                    .and_then(hex32)
                    .map(Self)
                    .ok_or(DigestTextError { expected: $prefix })
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
            }
        }
    };
}

digest! {
    /// A BLAKE3 digest; as text `blake3:` and 64 lower-case hexadecimal digits.
    Blake3Digest, "blake3:"
}
digest! {
    /// A SHA-256 digest; as text `sha256:` and 64 lower-case hexadecimal digits.
    Sha256Digest, "sha256:"
}

impl Blake3Digest {
    /// The digest of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        blake3::hash(bytes).into()
    }

    /// The digest and length in bytes of all that `input` still gives.
    ///
    /// # Errors
    /// What `input` answers.
    pub fn of_reader(input: &mut dyn Read) -> io::Result<(Self, u64)> {
        let mut counted = HashingReader::new(input);
        io::copy(&mut counted, &mut io::sink())?;
        Ok((counted.digest(), counted.len()))
    }
}

impl From<blake3::Hash> for Blake3Digest {
    fn from(hash: blake3::Hash) -> Self {
        Self(hash.into())
    }
}

impl Sha256Digest {
    /// The digest of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        use sha2::Digest as _;
        Self(sha2::Sha256::digest(bytes).into())
    }

    /// The digest and length in bytes of all that `input` still gives.
    ///
    /// # Errors
    /// What `input` answers.
    pub fn of_reader(input: &mut dyn Read) -> io::Result<(Self, u64)> {
        use sha2::Digest as _;
        let mut hasher = sha2::Sha256::new();
        let len = io::copy(input, &mut hasher)?;
        Ok((Self(hasher.finalize().into()), len))
    }
}

/// Length and digest of a sealed file's payload: everything after the newline that ends the
/// header's `---` line, the nonce and all chunks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayloadDigest {
    /// Bytes.
    pub len: u64,
    /// BLAKE3 of them.
    pub blake3: Blake3Digest,
}

fn hex32(text: &str) -> Option<[u8; 32]> {
    let mut out = [0; 32];
    let digits = text.as_bytes();
    if digits.len() != 64 {
        return None;
    }
    for (byte, pair) in out.iter_mut().zip(digits.chunks_exact(2)) {
        let [high, low] = pair else { return None };
        *byte = nibble(*high)? << 4 | nibble(*low)?;
    }
    Some(out)
}

/// One lower-case digit: one spelling for each digest, so that texts can be compared.
fn nibble(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

/// Counts and hashes what is read through it.
pub struct HashingReader<R> {
    inner: R,
    hash: blake3::Hasher,
    len: u64,
}

impl<R: Read> HashingReader<R> {
    /// Wraps a reader at its present position.
    pub fn new(inner: R) -> Self {
        Self {
            inner,
            hash: blake3::Hasher::new(),
            len: 0,
        }
    }

    /// Bytes read so far.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Whether nothing was read yet.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// BLAKE3 of the bytes read so far.
    pub fn digest(&self) -> Blake3Digest {
        self.hash.finalize().into()
    }
}

impl<R: Read> Read for HashingReader<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buf)?;
        self.hash.update(buf.get(..read).unwrap_or_default());
        self.len += read as u64;
        Ok(read)
    }
}

/// Counts and hashes what is written through it.
pub struct HashingWriter<W> {
    inner: W,
    hash: blake3::Hasher,
    len: u64,
}

impl<W: Write> HashingWriter<W> {
    /// Wraps a writer at its present position.
    pub fn new(inner: W) -> Self {
        Self {
            inner,
            hash: blake3::Hasher::new(),
            len: 0,
        }
    }

    /// Bytes written so far.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Whether nothing was written yet.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// BLAKE3 of the bytes written so far.
    pub fn digest(&self) -> Blake3Digest {
        self.hash.finalize().into()
    }
}

impl<W: Write> Write for HashingWriter<W> {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(buf)?;
        // Only what was taken counts: a short write is offered again by the caller.
        self.hash.update(buf.get(..written).unwrap_or_default());
        self.len += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn text_goes_there_and_back() {
        let digest = Blake3Digest::of(b"");
        let text = "blake3:af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262";
        assert_eq!(digest.to_string(), text);
        assert_eq!(text.parse(), Ok(digest));
        assert_eq!(
            serde_json::to_string(&digest).unwrap(),
            format!("\"{text}\"")
        );
        assert_eq!(
            Sha256Digest::of(b"").to_string(),
            "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
    }

    #[test]
    fn other_spellings_are_refused() {
        let good = Blake3Digest::of(b"x").to_string();
        for bad in [
            good.to_uppercase(),
            good.replace("blake3:", "BLAKE3:"),
            good.replace("blake3:", "sha256:"),
            good.replace("blake3:", ""),
            format!("{good}0"),
            good[..good.len() - 1].to_owned(),
            format!("blake3:{}", "é".repeat(32)),
        ] {
            assert!(bad.parse::<Blake3Digest>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_short_write_is_counted_as_far_as_it_went() {
        let mut space = [0; 3];
        let mut writer = HashingWriter::new(&mut space[..]);
        assert_eq!(writer.write(b"abcdef").unwrap(), 3);
        assert_eq!(
            (writer.len(), writer.digest()),
            (3, Blake3Digest::of(b"abc"))
        );
    }
}
