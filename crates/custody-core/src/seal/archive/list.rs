//! The two lists of a package as JSON: the manifest in front, the digests at the end.

use std::fmt;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use jiff::Timestamp;
use serde::de::{self, IgnoredAny, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::error::ArchiveError;
use super::{ENTRY_LIMIT, original};
use crate::seal::Blake3Digest;

/// One file of a package, as the manifest tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Path inside the package: relative, NFC, parted by `/`.
    pub path: String,
    /// Bytes.
    pub size: u64,
    /// When it was last changed.
    #[serde(serialize_with = "time_out", deserialize_with = "time_in")]
    pub mtime: Timestamp,
    /// Bytes from the end of the manifest's entry to the first byte of the content.
    pub offset: u64,
    /// The path's own bytes where they were not UTF-8 in NFC; as text standard base64. Names are given back so where
    /// they can be.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        serialize_with = "bytes_out",
        deserialize_with = "bytes_in"
    )]
    pub original: Option<Vec<u8>>,
}

impl Entry {
    /// Whether `original` is this path's.
    pub(super) fn check_original(&self) -> Result<(), ArchiveError> {
        let Some(bytes) = &self.original else {
            return Ok(());
        };
        original::check(&self.path, bytes).map_err(|fault| ArchiveError::Name {
            name: self.path.clone(),
            fault,
        })
    }
}

/// A file's digest, as the last entry tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FileDigest {
    pub(super) path: String,
    pub(super) blake3: Blake3Digest,
}

/// Either list.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(bound(serialize = "T: Serialize", deserialize = "T: Deserialize<'de>"))]
pub(super) struct List<T> {
    pub(super) salt: Salt,
    pub(super) files: Files<T>,
}

/// 32 random bytes; as text standard base64.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Salt(pub(super) [u8; 32]);

impl Serialize for Salt {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&STANDARD.encode(self.0))
    }
}

impl<'de> Deserialize<'de> for Salt {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let bytes = STANDARD.decode(text).map_err(de::Error::custom)?;
        bytes
            .try_into()
            .map(Self)
            .map_err(|_| de::Error::custom("salt is not 32 bytes"))
    }
}

/// Rows that are counted while they are read: none beyond the limit is kept.
#[derive(Clone, Debug)]
pub(super) struct Files<T> {
    pub(super) rows: Vec<T>,
    /// How many the list has, kept or not.
    pub(super) total: usize,
}

impl<T> From<Vec<T>> for Files<T> {
    fn from(rows: Vec<T>) -> Self {
        Self {
            total: rows.len(),
            rows,
        }
    }
}

impl<T: Serialize> Serialize for Files<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(&self.rows)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Files<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Rows<T>(std::marker::PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Rows<T> {
            type Value = Files<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of files")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                let mut rows = Vec::new();
                while rows.len() < ENTRY_LIMIT {
                    match seq.next_element()? {
                        Some(row) => rows.push(row),
                        None => return Ok(rows.into()),
                    }
                }
                let mut total = rows.len();
                while seq.next_element::<IgnoredAny>()?.is_some() {
                    total += 1;
                }
                Ok(Files { rows, total })
            }
        }
        deserializer.deserialize_seq(Rows(std::marker::PhantomData))
    }
}

fn time_out<S: Serializer>(time: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(time)
}

fn time_in<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
    String::deserialize(deserializer)?
        .parse()
        .map_err(de::Error::custom)
}

fn bytes_out<S: Serializer>(bytes: &Option<Vec<u8>>, serializer: S) -> Result<S::Ok, S::Error> {
    match bytes {
        Some(bytes) => serializer.serialize_str(&STANDARD.encode(bytes)),
        None => serializer.serialize_none(),
    }
}

fn bytes_in<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<u8>>, D::Error> {
    let text = String::deserialize(deserializer)?;
    STANDARD.decode(text).map(Some).map_err(de::Error::custom)
}
