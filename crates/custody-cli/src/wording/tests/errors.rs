//! Every error of the core is worded whole in both languages, with its own exit code.

use super::good;
use crate::error::CliError;
use crate::lang::Lang;
use crate::wording::About;
use custody_core::keys::{CardError, KeyError, SecretKind, WeakPassphrase, WrapError};
use custody_core::ledger::{CheckpointFault, Hash, LeafIndex, LedgerError, TreeSize};
use custody_core::note::{self, NameFault, NoteError, SignatureFault};
use custody_core::record::{InstanceId, PersonId};
use custody_core::seal::archive::{ArchiveError, PackageFault};
use custody_core::seal::publish::PublishError;
use custody_core::seal::{FileKind, Foreign, HeaderFault, Limit, Mixing, SealError};
use custody_core::store::StoreError;
use custody_core::vault::VaultError;
use std::io;
use std::path::PathBuf;

const ABOUT: About<'static> = About {
    terms_cite: "特記事項",
    form: None,
};

/// Worded in both languages, nothing missing, and with the core's own code.
fn whole(error: &CliError, code: u8) {
    assert_eq!(error.code().number(), code, "{error:?}");
    for lang in Lang::ALL {
        error.lines(lang).iter().for_each(|line| good(line));
    }
    let (ja, en) = (error.lines(Lang::Ja), error.lines(Lang::En));
    assert_ne!(ja, en);
}

fn path() -> PathBuf {
    PathBuf::from("a b/甲.age")
}

fn text() -> String {
    "x".to_owned()
}

fn full() -> io::Error {
    io::ErrorKind::StorageFull.into()
}

#[test]
fn errors_of_sealed_files() {
    use SealError as E;
    for error in [
        E::NotSealed {
            looks_like: Foreign::Jpeg,
        },
        E::UnknownVersion,
        E::Header {
            line: 2,
            fault: HeaderFault::Empty,
        },
        E::Stanza,
        E::NonceCutShort,
        E::Armor { line: 3 },
        E::NoMatch {
            kinds: vec!["X25519".into()],
            tried: vec![],
        },
        E::HeaderAltered,
        E::Payload {
            chunk: 2,
            offset: 131_000,
        },
        E::ReadBack { offset: 131_000 },
        E::Changed { path: path() },
        E::ScryptWork {
            factor: 21,
            allowed: 20,
        },
        E::Limit {
            limit: Limit::Stanzas,
        },
        E::NoRecipients,
        E::Mixed(Mixing::PostQuantum),
        E::Mixed(Mixing::Passphrase),
        E::Mixed(Mixing::Plugin),
        E::NoRandomness,
        E::Read(full()),
        E::Write(full()),
        E::BrokenPipe,
        E::Cancelled,
    ] {
        whole(&CliError::from(&error), error.code());
    }
    use ArchiveError as A;
    for error in [
        A::Malformed {
            entry: text(),
            fault: PackageFault::Pax,
        },
        A::NotUnicode { path: path() },
        A::Altered { entry: text() },
        A::Special {
            path: path(),
            kind: FileKind::Fifo,
        },
        A::Changed { path: path() },
        A::SameName {
            first: text(),
            second: text(),
        },
        A::Reserved { path: path() },
        A::Exists { path: path() },
        A::Io {
            path: path(),
            source: full(),
        },
        A::Read(full()),
        A::Write(full()),
        A::BrokenPipe,
        A::Seal(E::HeaderAltered),
        A::Cancelled,
    ] {
        whole(&CliError::from(&error), error.code());
    }
    for error in [
        PublishError::Exists { path: path() },
        PublishError::Io {
            path: path(),
            source: full(),
        },
        PublishError::NotDurable {
            path: path(),
            source: full(),
        },
    ] {
        whole(&CliError::from(&error), error.code());
    }
}

#[test]
fn errors_of_keys() {
    use KeyError as E;
    for error in [
        E::NotAKeyFile {
            looks_like: Foreign::Empty,
        },
        E::UnknownVersion,
        E::Malformed { line: 2 },
        E::Damaged,
        E::Mismatch,
        E::WrongPassphrase,
        E::WeakPassphrase(WeakPassphrase::Blank),
        E::WeakPassphrase(WeakPassphrase::Short),
        E::WeakPassphrase(WeakPassphrase::OneCharacter),
        E::UnsoundKey,
        E::Name,
        E::CostAboveLimit,
        E::NoSuchCost,
        E::CostBelowFloor {
            m_kib: 8,
            floor_kib: 19_456,
        },
        E::NoMemory,
        E::NoRandomness,
        E::NotAFile {
            path: path(),
            kind: FileKind::Link,
        },
        E::TooOpen {
            path: path(),
            mode: 0o644,
        },
        E::ForeignOwner {
            path: path(),
            owner: 1000,
        },
        E::TooLarge,
        E::NoSuchKey {
            name: text(),
            folder: path(),
        },
        E::NoKey { folder: path() },
        E::SeveralKeys {
            names: vec![text(), text()],
        },
        E::NameInUse {
            name: text(),
            path: path(),
        },
        E::Io {
            path: path(),
            source: full(),
        },
        E::Publish(PublishError::Exists { path: path() }),
    ] {
        whole(&CliError::from(&error), error.code());
    }
    for error in [
        WrapError::TooLarge,
        WrapError::WrongKind {
            expected: SecretKind::Seed,
            found: SecretKind::Identity,
        },
        WrapError::Malformed,
        WrapError::Seal(SealError::HeaderAltered),
    ] {
        whole(&CliError::from(&error), error.code());
    }
    for error in [
        CardError::Note(NoteError::EmptyText),
        CardError::Malformed("its name"),
        CardError::Fingerprint,
    ] {
        whole(&CliError::from(&error), error.code());
    }
}

#[test]
fn errors_of_notes_and_ledgers() {
    use NoteError as N;
    for error in [
        N::TooLarge { size: 2, limit: 1 },
        N::TooManySignatures {
            count: 17,
            limit: 16,
        },
        N::NotUtf8 { line: 1 },
        N::ControlCharacter {
            line: 1,
            character: '\r',
        },
        N::EmptyText,
        N::NoFinalNewline { line: 4 },
        N::NoBlankLine,
        N::NoSignature { line: 3 },
        N::SignatureLine {
            line: 4,
            fault: SignatureFault::Dash,
        },
        N::SignatureLine {
            line: 4,
            fault: SignatureFault::Name(NameFault::Empty),
        },
        N::SignatureLine {
            line: 4,
            fault: SignatureFault::Base64,
        },
        N::SignatureLine {
            line: 4,
            fault: SignatureFault::Short,
        },
        N::OtherKind {
            wanted: text(),
            found: text(),
        },
        N::UnknownVersion {
            name: text(),
            found: 2,
            known: 1,
        },
        N::Key(note::KeyError::Form),
        N::Key(note::KeyError::Encoding),
        N::Key(note::KeyError::Type { found: 2 }),
        N::Key(note::KeyError::NotAPoint),
        N::Key(note::KeyError::NoRandomness),
        N::Key(note::KeyError::Name(NameFault::Empty)),
        N::NoTrustedSignature { signers: vec![] },
        N::NoSigner,
    ] {
        whole(&CliError::from(&error), error.code());
    }
    use LedgerError as L;
    let (index, size, root) = (LeafIndex(4), TreeSize(3), Hash::from_bytes([0; 32]));
    for error in [
        L::Hash,
        L::IndexOutOfRange { index, size },
        L::EmptyTree,
        L::SizesOutOfOrder {
            older: size,
            newer: size,
        },
        L::ProofTooLong { count: 64 },
        L::TreeFull,
        L::NotIncluded { index, size, root },
        L::Inconsistent {
            older: size,
            older_root: root,
            newer: size,
            newer_root: root,
        },
        L::Origin(NameFault::Empty),
        L::Checkpoint {
            line: 1,
            fault: CheckpointFault::TooFewLines,
        },
        L::Checkpoint {
            line: 2,
            fault: CheckpointFault::Size,
        },
        L::Checkpoint {
            line: 3,
            fault: CheckpointFault::Root,
        },
        L::Checkpoint {
            line: 4,
            fault: CheckpointFault::EmptyExtension,
        },
        L::SizeDiffers {
            expected: size,
            found: size,
        },
        L::RootDiffers {
            size,
            expected: root,
            found: root,
        },
        L::Note(NoteError::NoBlankLine),
    ] {
        whole(&CliError::from(&error), error.code());
    }
}

#[test]
fn errors_of_the_store() {
    use StoreError as E;
    for error in [
        E::Missing,
        E::Empty,
        E::NotALedger,
        E::Newer { found: 2, known: 1 },
        E::Exists,
        E::Conflict {
            expected: 4,
            found: 5,
        },
        E::Locked,
        E::ForeignSchema { object: text() },
        E::OtherVault {
            expected: text(),
            found: text(),
        },
        E::Damaged { what: text() },
        E::Projection { row: text() },
        E::Unfit { what: "size" },
        E::TooLarge { what: "note" },
        E::Setting {
            name: "synchronous",
        },
        E::Full,
        E::ReadOnly,
        E::UnfinishedWal,
        E::Io { detail: text() },
    ] {
        whole(&CliError::from(&error), error.code());
    }
}

#[test]
fn errors_of_the_vault() {
    use VaultError as E;
    let instance: InstanceId = "A-0001/1".parse().unwrap();
    let person: PersonId = "H-001".parse().unwrap();
    for error in [
        E::Store(StoreError::Locked),
        E::Io {
            path: path(),
            source: full(),
        },
        E::NotAVault(path()),
        E::Exists(path()),
        E::Settings(text()),
        E::NotAMember {
            fingerprint: text(),
        },
        E::NoWrapping {
            person,
            what: text(),
        },
        E::NoObject(instance),
        E::ObjectAltered {
            instance,
            found: text(),
        },
        E::ReadBack(path()),
        E::Document {
            kind: text(),
            what: "its JSON",
        },
        E::Foreign { what: text() },
        E::Record {
            seq: 3,
            what: text(),
        },
        E::NewerRecord { seq: 3 },
        E::WorkChanged(vec![text()]),
        E::Busy,
        E::Randomness,
        E::Missing("witness"),
        E::Name(NameFault::Empty),
        E::NoteKey(note::KeyError::SmallOrder),
    ] {
        whole(&ABOUT.vault(&error), error.code());
    }
}
