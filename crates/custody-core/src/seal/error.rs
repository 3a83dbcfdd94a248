//! What can go wrong with a sealed file.

use std::io;
use std::path::PathBuf;

use super::foreign::Foreign;
use super::header::{HeaderFault, Limit};
use super::plugin::PluginFault;
use super::tag::TagFault;
use super::wrap::Mixing;

/// Why sealing, opening or inspecting failed. The exit code comes from the variant alone.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// Not an age file.
    #[error("not an age file; looks like: {looks_like}")]
    NotSealed {
        /// What its first bytes look like.
        looks_like: Foreign,
    },
    /// An age file of a version other than v1.
    #[error("age version not known")]
    UnknownVersion,
    /// The header breaks the grammar of age v1.
    #[error("malformed header, line {line}: {fault}")]
    Header {
        /// Line of the header, from 1.
        line: u64,
        /// What is wrong with it.
        fault: HeaderFault,
    },
    /// A stanza of a known kind breaks that kind's rules.
    #[error("bad stanza of a known kind")]
    Stanza,
    /// The file ends inside the payload's nonce.
    #[error("the file ends inside the nonce")]
    NonceCutShort,
    /// The armor (text form) is malformed.
    #[error("malformed armor, line {line}")]
    Armor {
        /// Line of the file, from 1.
        line: u64,
    },
    /// Not one of the keys tried opens the file, or the passphrase is wrong.
    #[error("no key matches; stanzas: {kinds:?}; keys tried: {tried:?}")]
    NoMatch {
        /// Kind of each stanza, in order.
        kinds: Vec<String>,
        /// Public halves of the identities tried; empty for a passphrase.
        tried: Vec<String>,
    },
    /// The header was altered: a key matched, but the header's MAC does not.
    #[error("header altered")]
    HeaderAltered,
    /// A chunk of the payload was altered, or the file was cut short or added to.
    #[error("payload altered in chunk {chunk}, which begins at byte {offset}")]
    Payload {
        /// Chunk, from 0.
        chunk: u64,
        /// Where the chunk begins in the file, in bytes (in armored files: in the bytes inside).
        offset: u64,
    },
    /// What was written reads back differently, from this place of the file on.
    #[error("reads back differently at byte {offset}")]
    ReadBack {
        /// In bytes; to the chunk.
        offset: u64,
    },
    /// The file to be sealed changed while it was read.
    #[error("changed while it was read: {}", path.display())]
    Changed {
        /// Which.
        path: PathBuf,
    },
    /// The file's passphrase stanza asks for more work than allowed.
    #[error("scrypt factor {factor} is above {allowed}")]
    ScryptWork {
        /// log₂ of the cost asked for.
        factor: u8,
        /// The highest factor allowed here.
        allowed: u8,
    },
    /// A limit was passed.
    #[error("more than {} {limit}", limit.most())]
    Limit {
        /// Which.
        limit: Limit,
    },
    /// The header's tag cannot be read or written.
    #[error("{0}")]
    Tag(TagFault),
    /// Nobody to seal to.
    #[error("no recipient given")]
    NoRecipients,
    /// Recipients that cannot share a file.
    #[error("recipients cannot share a file: {0:?}")]
    Mixed(Mixing),
    /// A plugin did not do its part.
    #[error("{program}: {fault:?}")]
    Plugin {
        /// The name of its program.
        program: String,
        /// What went wrong.
        fault: PluginFault,
    },
    /// The system gave no random bytes.
    #[error("no randomness from the system")]
    NoRandomness,
    /// Reading the input failed.
    #[error("reading failed")]
    Read(#[source] io::Error),
    /// The output would not fit; nothing of it was written.
    #[error("no room: {wanted} bytes wanted, {free} free")]
    NoRoom {
        /// Bytes that the output will have.
        wanted: u64,
        /// Bytes that are free where it would lie.
        free: u64,
    },
    /// Writing the output failed.
    #[error("writing failed")]
    Write(#[source] io::Error),
    /// Whoever read the output went away.
    #[error("broken pipe")]
    BrokenPipe,
    /// The caller cancelled.
    #[error("cancelled")]
    Cancelled,
}

impl SealError {
    /// The exit code (reliability.md, B).
    pub fn code(&self) -> u8 {
        match self {
            Self::NoRecipients | Self::Mixed(_) => 2,
            Self::Tag(fault) => fault.code(),
            Self::HeaderAltered | Self::Payload { .. } | Self::ReadBack { .. } => 3,
            Self::Plugin {
                fault: PluginFault::Died(_),
                ..
            } => 7,
            Self::NoMatch { .. } | Self::Plugin { .. } => 5,
            Self::NotSealed { .. }
            | Self::UnknownVersion
            | Self::Header { .. }
            | Self::Stanza
            | Self::NonceCutShort
            | Self::Armor { .. } => 6,
            Self::Changed { .. } => 8,
            Self::NoRandomness | Self::Read(_) | Self::NoRoom { .. } | Self::Write(_) => 7,
            Self::ScryptWork { .. } | Self::Limit { .. } => 9,
            Self::BrokenPipe => 12,
            Self::Cancelled => 130,
        }
    }

    /// The error of a failed write: a full disk and the like (7), or a reader that is gone (12).
    pub fn writing(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Self::BrokenPipe
        } else {
            Self::Write(error)
        }
    }

    /// The error inside, where an [`OpenedReader`](super::OpenedReader) handed it out as an
    /// [`io::Error`]; any other is given back as a failed read.
    pub fn from_reading(error: io::Error) -> Self {
        match error.downcast::<Self>() {
            Ok(inner) => inner,
            Err(other) => Self::Read(other),
        }
    }
}
