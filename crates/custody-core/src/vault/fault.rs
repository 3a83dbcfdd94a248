//! What exactly is wrong, for the variants of [`VaultError`](super::VaultError) that have several causes.

use crate::note::NoteError;
use crate::record::{InstanceId, PermissionId, PersonId, RequestId};

/// What is wrong with a document that was handed in, or that a record or an intent holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DocumentFault {
    /// Its JSON is not that of its kind.
    #[error("its JSON has another shape")]
    Shape,
    /// Larger than a record may be, 64 KiB.
    #[error("larger than 64 KiB")]
    TooLarge,
    /// A digest in it is none.
    #[error("a digest is malformed")]
    Digest,
    /// The age recipient of a card is none.
    #[error("its recipient is malformed")]
    Recipient,
    /// Nothing that a vault takes in.
    #[error("not a note that can be taken in")]
    NotTakenIn,
    /// An interrupted operation that this program does not know.
    #[error("this program does not know it")]
    Unknown,
}

/// In which way a document is about something else.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ForeignFault {
    /// A revocation of what was never granted, or is not known here.
    #[error("it takes back what is not on the register")]
    NothingGranted,
    /// It names another vault.
    #[error("for vault {named}, this is {here}")]
    Vault {
        /// The origin it names.
        named: String,
        /// This vault's.
        here: String,
    },
    /// 甲 decided on another text of the request than the one on record.
    #[error("{0} was decided on another text than the one on record")]
    RequestText(RequestId),
    /// The receipt lists things that were not given back in the record it names.
    #[error("record {0} returned other things")]
    OtherThings(u64),
    /// The receipt answers another note of a return than the one that went out with the record it names.
    #[error("record {0} gave back by another note than the one received")]
    OtherNote(u64),
    /// The record that the receipt names is not a return.
    #[error("record {0} is not a return")]
    NotAReturn(u64),
    /// The settings name another log key than the first record.
    #[error("vault.toml names another log key than the first record")]
    LogKey,
    /// The acceptance is of another hand-over than the one that was asked for.
    #[error("the acceptance is of another hand-over")]
    Acceptance,
    /// The tag of a package is not as its signer made it: its signature or its form is not good.
    #[error("the tag was altered")]
    Tag,
    /// The record that a tag names made no such package.
    #[error("record {0} made no such package")]
    NotOnRecord(u64),
    /// The package is not the one its tag was made for.
    #[error("payload: {found_bytes} bytes {found}, the tag says {tag_bytes} bytes {tag}")]
    Payload {
        /// Bytes found.
        found_bytes: u64,
        /// Their digest, `blake3:<hex>`.
        found: String,
        /// Bytes in the tag.
        tag_bytes: u64,
        /// The digest in the tag.
        tag: String,
    },
}

/// What does not fit about a record.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecordFault {
    /// It is not there, though a later one is.
    #[error("is missing")]
    Missing,
    /// Its note, or a note of 甲 in it, is malformed or its signature is not good.
    #[error("{0}")]
    Note(NoteError),
    /// Its author was not on the list.
    #[error("{0} was not on the list")]
    NotListed(PersonId),
    /// Its author had no card, so nothing says whose signature it is.
    #[error("{0} had no card")]
    NoCard(PersonId),
    /// The first record does not open a contract.
    #[error("does not open a contract")]
    NotAnOpening,
    /// The head counts another number of records.
    #[error("the head says {0} records")]
    Head(u64),
    /// The checkpoint speaks of another number of records.
    #[error("the checkpoint speaks of {0} records")]
    Checkpoint(u64),
    /// The ledger has no checkpoint.
    #[error("no checkpoint")]
    NoCheckpoint,
    /// The permission claims a signed note of 甲 that is not there.
    #[error("its permission claims a signed note that is not there")]
    NoNote,
    /// The note in it is of nobody on the list.
    #[error("its embedded note is of nobody on the list")]
    NoteOfNobody,
    /// The note in it is of somebody without a card.
    #[error("its embedded note is of somebody without a card")]
    NoteWithoutCard,
    /// Nobody accepted the hand-over that it records.
    #[error("nobody accepted its hand-over")]
    NotAccepted,
    /// The note in it says something else than the record.
    #[error("its embedded note says something else")]
    NoteDiffers,
}

/// What was found where a sealed object should be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ObjectFault {
    /// Nothing.
    #[error("missing")]
    Missing,
    /// A file of another length, in bytes.
    #[error("{found} bytes instead of {expected}")]
    Length {
        /// The length found.
        found: u64,
        /// The length on record.
        expected: u64,
    },
    /// Other bytes: their digest, `blake3:<hex>`.
    #[error("{0}")]
    Digest(String),
}

/// What is wrong with `vault.toml`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SettingsFault {
    /// Larger than 64 KiB.
    #[error("larger than 64 KiB")]
    TooLarge,
    /// Not UTF-8.
    #[error("not UTF-8")]
    NotUtf8,
    /// Not TOML, or another key, type or value than belongs there.
    #[error("line {line}: {detail}")]
    Syntax {
        /// The line, from 1.
        line: usize,
        /// The parser's own words.
        detail: String,
    },
    /// Of a version that this program does not know.
    #[error("version {found}, this program knows {known}")]
    Version {
        /// The version found.
        found: u32,
        /// The version known.
        known: u32,
    },
    /// A value cannot be what its key says: `origin`, `log_key`, `recovery`.
    #[error("{0} is malformed")]
    Value(&'static str),
}

/// To what a person has no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Locked {
    /// The ledger: the key that signs its head.
    #[error("the ledger")]
    Ledger,
    /// Something sealed in the vault.
    #[error("{0}")]
    Kept(Kept),
}

/// What a sealed file in the vault holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Kept {
    /// The data of an instance.
    #[error("{0}")]
    Instance(InstanceId),
    /// The image of a permission on paper.
    #[error("{0}")]
    Image(PermissionId),
}

impl Kept {
    /// Where the wrappings of its key are.
    pub(super) fn slot(self) -> crate::store::KeySlot {
        match self {
            Self::Instance(id) => crate::store::KeySlot::Instance(id),
            Self::Image(id) => crate::store::KeySlot::Image(id),
        }
    }
}

/// What was needed and not given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Lack {
    /// An image of the permission's paper.
    #[error("no image of the paper is kept")]
    Image,
    /// Which of the journey's instances is to be packed.
    #[error("which instance")]
    Instance,
    /// Where what 甲 refused is to be stored.
    #[error("the place to store it")]
    Place,
    /// Somebody to open the vault.
    #[error("the first person")]
    Opener,
    /// A contract: the vault has none yet.
    #[error("a contract")]
    Contract,
    /// The verifier key of whoever signed a request or a return.
    #[error("the signer's key")]
    Verifier,
    /// The key of the one who has to accept at a hand-over.
    #[error("the key of who accepts")]
    Receiver,
    /// Somebody who holds what is to be handed over.
    #[error("a holder")]
    Holder,
}
