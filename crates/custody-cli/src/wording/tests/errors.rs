//! Every error of sealed files, keys, notes and ledgers is worded whole in both languages, with its own exit code.

use super::whole;
use crate::error::CliError;
use crate::wording::policy_words;
use custody_core::keys::{
    CardError, CardFault, KeyError, LineError, SecretKind, WeakPassphrase, WrapError,
};
use custody_core::ledger::witness::WitnessRefusal;
use custody_core::ledger::{
    CheckpointFault, Hash, LeafIndex, LedgerError, NodeId, Origin, PolicyFault, ProofFault,
    TreeSize,
};
use custody_core::note::{self, KeyId, KeyName, KindFault, NameFault, NoteError, SignatureFault};
use custody_core::seal::archive::{self, ArchiveError, ArchiveLimit, PackageFault};
use custody_core::seal::publish::PublishError;
use custody_core::seal::{
    FileKind, Foreign, HeaderFault, KeyTextError, Limit, Mixing, PluginFault, SealError, TagFault,
};
use std::io;
use std::path::PathBuf;

pub(super) fn path() -> PathBuf {
    PathBuf::from("甲 乙/丙.age")
}

pub(super) fn text() -> String {
    "甲".to_owned()
}

fn name() -> KeyName {
    KeyName::new("甲").unwrap()
}

pub(super) fn full() -> io::Error {
    io::ErrorKind::StorageFull.into()
}

#[test]
fn errors_of_sealed_files() {
    use SealError as E;
    for error in every![E:
        NotSealed {
            looks_like: Foreign::Jpeg,
        };
        UnknownVersion;
        Header {
            line: 2,
            fault: HeaderFault::Empty,
        };
        Stanza;
        NonceCutShort;
        Armor { line: 3 };
        NoMatch {
            kinds: vec!["X25519".into()],
            tried: vec![],
        };
        HeaderAltered;
        Payload {
            chunk: 2,
            offset: 131_000,
        };
        ReadBack { offset: 131_000 };
        NoRoom {
            wanted: 131_000,
            free: 4096,
        };
        Changed { path: path() };
        ScryptWork {
            factor: 21,
            allowed: 20,
        };
        Limit {
            limit: Limit::Stanzas,
        };
        Tag(TagFault::Several);
        NoRecipients;
        Mixed(Mixing::PostQuantum);
        Plugin {
            program: "age-plugin-x".to_owned(),
            fault: PluginFault::Missing,
        };
        NoRandomness;
        Read(full());
        Write(full());
        BrokenPipe;
        Cancelled;
    ] {
        whole(&CliError::from(&error), error.code());
    }
    use ArchiveError as A;
    for error in every![A:
        Malformed {
            entry: text(),
            fault: PackageFault::Pax,
        };
        Name {
            name: text(),
            fault: archive::NameFault::Dots,
        };
        NotUnicode { path: path() };
        Altered { entry: text() };
        Special {
            path: path(),
            kind: FileKind::Fifo,
        };
        Changed { path: path() };
        SameName {
            first: text(),
            second: text(),
        };
        Reserved { path: path() };
        Exists { path: path() };
        Limit {
            limit: ArchiveLimit::Entries,
        };
        Io {
            path: path(),
            source: full(),
        };
        Read(full());
        Write(full());
        BrokenPipe;
        Seal(E::HeaderAltered);
        NoEntry { path: "名簿.csv".to_owned() };
        Cancelled;
    ] {
        whole(&CliError::from(&error), error.code());
    }
    for error in every![PublishError:
        Exists { path: path() };
        Io {
            path: path(),
            source: full(),
        };
        NotDurable {
            path: path(),
            source: full(),
        };
    ] {
        whole(&CliError::from(&error), error.code());
    }
}

#[test]
fn errors_of_keys() {
    use KeyError as E;
    for error in every![E:
        NotAKeyFile {
            looks_like: Foreign::Empty,
        };
        UnknownVersion;
        Malformed { line: 2 };
        Damaged;
        Mismatch;
        WrongPassphrase;
        WeakPassphrase(WeakPassphrase::Blank);
        UnsoundKey;
        Name;
        CostAboveLimit;
        NoSuchCost;
        CostBelowFloor {
            m_kib: 8,
            floor_kib: 19_456,
        };
        NoMemory;
        NoRandomness;
        NotAFile {
            path: path(),
            kind: FileKind::Link,
        };
        TooOpen {
            path: path(),
            mode: 0o644,
        };
        ForeignOwner {
            path: path(),
            owner: 1000,
        };
        TooLarge;
        NoSuchKey {
            name: text(),
            folder: path(),
        };
        NoKey { folder: path() };
        SeveralKeys {
            names: vec![text(), text()],
        };
        NameInUse {
            name: text(),
            path: path(),
        };
        Io {
            path: path(),
            source: full(),
        };
        Publish(PublishError::Exists { path: path() });
    ] {
        whole(&CliError::from(&error), error.code());
    }
    for error in every![WrapError:
        TooLarge;
        WrongKind {
            expected: SecretKind::Seed,
            found: SecretKind::Identity,
        };
        Malformed;
        Seal(SealError::HeaderAltered);
    ] {
        whole(&CliError::from(&error), error.code());
    }
    for error in every![CardError:
        Note(NoteError::EmptyText);
        Malformed(CardFault::Name);
        Fingerprint;
    ] {
        whole(&CliError::from(&error), error.code());
    }
}

#[test]
fn errors_of_notes_and_ledgers() {
    use NoteError as N;
    for error in every![N:
        TooLarge { size: 2, limit: 1 };
        TooManySignatures {
            count: 17,
            limit: 16,
        };
        NotUtf8 { line: 1 };
        ControlCharacter {
            line: 1,
            character: '\r',
        };
        EmptyText;
        NoFinalNewline { line: 4 };
        NoBlankLine;
        NoSignature { line: 3 };
        SignatureLine {
            line: 4,
            fault: SignatureFault::Dash,
        };
        NotCustody(KindFault::Kind);
        OtherKind {
            wanted: "custody.card/v1".to_owned(),
            found: "custody.decision/v1".to_owned(),
        };
        UnknownVersion {
            name: text(),
            found: 2,
            known: 1,
        };
        Key(note::KeyError::Form);
        AmbiguousKey {
            name: name(),
            id: KeyId([0; 4]),
        };
        BadSignature {
            line: 4,
            name: name(),
            id: KeyId([0; 4]),
        };
        CosignatureTime {
            line: 4,
            name: name(),
        };
        AlreadySigned {
            name: name(),
            id: KeyId([0; 4]),
        };
        NoTrustedSignature { signers: vec![] };
        NoSigner;
    ] {
        whole(&CliError::from(&error), error.code());
    }
    use LedgerError as L;
    let (index, size, root) = (LeafIndex(4), TreeSize(3), Hash::from_bytes([0; 32]));
    for error in every![L:
        Hash;
        IndexOutOfRange { index, size };
        EmptyTree;
        SizesOutOfOrder {
            older: size,
            newer: size,
        };
        ProofTooLong { count: 64 };
        TreeFull;
        NotIncluded { index, size, root };
        Inconsistent {
            older: size,
            older_root: root,
            newer: size,
            newer_root: root,
        };
        Origin(NameFault::Empty);
        Checkpoint {
            line: 1,
            fault: CheckpointFault::Size,
        };
        ProofFile {
            line: 1,
            fault: ProofFault::Kind,
        };
        ProofFileTooLarge { limit: 3_145_728 };
        MissingNode {
            node: NodeId { level: 1, index: 2 },
        };
        NodeDiffers {
            node: NodeId { level: 1, index: 2 },
        };
        OtherOrigin {
            expected: Origin::new("甲").unwrap(),
            found: Origin::new("乙").unwrap(),
        };
        SizeDiffers {
            expected: size,
            found: size,
        };
        RootDiffers {
            size,
            expected: root,
            found: root,
        };
        Note(NoteError::NoBlankLine);
    ] {
        whole(&CliError::from(&error), error.code());
    }
}

#[test]
fn every_fault_inside_them_is_worded() {
    use SealError as S;
    for fault in every![TagFault: Several; Version; TooLong; Room { room: 40, found: 41 };] {
        whole(&CliError::from(&S::Tag(fault)), fault.code());
    }
    type Sealed = HeaderFault;
    for fault in
        every![Sealed: CutShort; NoStanza; Empty; Arguments; Body; Closing; ScryptNotAlone; Scrypt;]
    {
        whole(&CliError::from(&S::Header { line: 2, fault }), 6);
    }
    for limit in every![Limit: HeaderBytes; Stanzas;] {
        whole(&CliError::from(&S::Limit { limit }), 9);
    }
    for looks_like in every![Foreign:
        Empty; Jpeg; Png; Gzip; Zip; OpenPgp; Pdf; Sqlite; KeyFile; Note; IdentityFile; Unknown;
    ] {
        whole(&CliError::from(&S::NotSealed { looks_like }), 6);
    }
    for kind in every![FileKind: File; Folder; Link; Fifo; Socket; Device; Other;] {
        let error = ArchiveError::Special { path: path(), kind };
        whole(&CliError::from(&error), 4);
    }
    for fault in every![PackageFault:
        CutShort; Header; Kind('2'); Pax; NoManifest; List; NotAsListed; Stray;
    ] {
        let error = ArchiveError::Malformed {
            entry: text(),
            fault,
        };
        whole(&CliError::from(&error), 6);
    }
    use archive::NameFault as P;
    for fault in every![P:
        Empty; Absolute; Dots; Backslash; Drive; Nul; NotNfc; Reserved; Twice; TooLong; TooDeep; Original;
    ] {
        let error = ArchiveError::Name {
            name: text(),
            fault,
        };
        whole(&CliError::from(&error), fault.code());
    }
    for limit in every![ArchiveLimit: Entries; List; NameLength;] {
        whole(&CliError::from(&ArchiveError::Limit { limit }), 9);
    }
    for error in every![KeyTextError: NotARecipient; NotAnIdentity; LowOrder; RsaSize; SshKind; SecretForPublic; PublicForSecret;]
    {
        whole(&CliError::from(&error), error.code());
    }
    for error in every![WeakPassphrase: Blank; Short; OneCharacter;] {
        whole(&CliError::from(&error), error.code());
    }
    for error in every![LineError: TooLong; Ended; Io(full());] {
        let code = error.code();
        whole(&CliError::from(error), code);
    }
    for fault in every![CardFault: Shape; Verifier; Recipient; Name;] {
        whole(&CliError::from(&CardError::Malformed(fault)), 6);
    }
    for expected in every![SecretKind: Identity; Seed;] {
        let error = WrapError::WrongKind {
            expected,
            found: expected,
        };
        whole(&CliError::from(&error), error.code());
    }
}

#[test]
fn every_fault_of_notes_and_checkpoints_is_worded() {
    use note::KeyError as K;
    let id = KeyId([0; 4]);
    for error in every![K:
        Name(NameFault::Empty); Form; Encoding; Type { found: 2 }; Id { found: id, expected: id }; NotAPoint;
        NotCanonical; SmallOrder; MixedOrder; NoRandomness;
    ] {
        whole(&CliError::from(&error), error.code());
    }
    for fault in every![NameFault: Empty; Long; Character(' ');] {
        whole(&CliError::from(fault), fault.code());
    }
    for fault in every![SignatureFault: Dash; Name(NameFault::Long); Base64; Short;] {
        whole(
            &CliError::from(&NoteError::SignatureLine { line: 4, fault }),
            6,
        );
    }
    for fault in
        every![CheckpointFault: TooFewLines; Origin(NameFault::Empty); Size; Root; EmptyExtension;]
    {
        whole(
            &CliError::from(&LedgerError::Checkpoint { line: 2, fault }),
            6,
        );
    }
    let (size, root) = (TreeSize(3), Hash::from_bytes([0; 32]));
    let refusals = every![WitnessRefusal:
        BadRequest { old: size, new: size };
        Forbidden(LedgerError::TreeFull);
        UnknownLog { origin: "台帳".to_owned() };
        Conflict { old: size, latest: size };
        Inconsistent {
            old: size,
            old_root: root,
            new: size,
            new_root: root,
        };
    ];
    for refusal in refusals {
        whole(&CliError::from(&refusal), refusal.code());
    }
    for fault in every![PolicyFault: Form; Key; SameKey; Name; Unknown; Threshold; Quorum; Text;] {
        whole(&CliError::usage(policy_words(fault)), 2);
    }
    for fault in every![ProofFault: Kind; Extra; Index; Old; Hash; NotText; NoCheckpoint;] {
        whole(
            &CliError::from(&LedgerError::ProofFile { line: 2, fault }),
            6,
        );
    }
    for kind in [
        "card",
        "content",
        "decision",
        "declaration",
        "form",
        "intent",
        "receipt",
        "record",
        "request",
        "return",
        "tag",
    ] {
        let error = NoteError::OtherKind {
            wanted: format!("custody.{kind}/v1"),
            found: "丙".to_owned(),
        };
        whole(&CliError::from(&error), 6);
    }
}
