//! Every error of the vault, its store, setup files, forms and the file system is worded whole in both languages.

use super::errors::{full, path, text};
use super::whole;
use crate::error::{CliError, reading};
use crate::form::FormError;
use crate::wording::About;
use custody_core::keys::{CardError, KeyError, WrapError};
use custody_core::ledger::LedgerError;
use custody_core::note::{self, NameFault, NoteError};
use custody_core::record::calendar::{DateError, Era};
use custody_core::record::text::TextError;
use custody_core::record::{InstanceId, PermissionId, PersonId, StateName};
use custody_core::report::form::{Number, Unavailable};
use custody_core::rules::Denied;
use custody_core::rules::setup::{Expected, Fault, SetupError};
use custody_core::seal::archive::ArchiveError;
use custody_core::seal::{PublishError, SealError};
use custody_core::store::{Cause, Damage, Misfit, Numbered, Oversize, Row, StoreError};
use custody_core::vault::{
    DocumentFault, ForeignFault, Kept, Lack, Locked, ObjectFault, RecordFault, SettingsFault,
    VaultError,
};
use std::io::{self, ErrorKind};

const ABOUT: About<'static> = About::NO_VAULT;

/// What the system or a parser says, which is English.
const FOREIGN_WORDS: &str = "expected newline";

fn instance() -> InstanceId {
    "A-0001/1".parse().unwrap()
}

fn person() -> PersonId {
    "H-001".parse().unwrap()
}

fn vault(error: &VaultError) {
    whole(&ABOUT.vault(error), error.code());
}

#[test]
fn errors_of_the_store() {
    use StoreError as E;
    for error in every![E:
        Missing;
        Empty;
        NotALedger;
        Newer { found: 2, known: 1 };
        Exists;
        Conflict { expected: 4, found: 5 };
        Locked;
        Settled;
        ForeignSchema { kind: text(), name: text() };
        SchemaIncomplete { name: "甲" };
        OtherVault { expected: text(), found: text() };
        Damaged { what: Damage::Checkpoint(3) };
        Projection { row: Row::Head };
        Unfit { what: Misfit::Order };
        TooLarge { what: Oversize::Record };
        Setting { name: "synchronous" };
        Full;
        ReadOnly;
        UnfinishedWal;
        Io { cause: Cause::Unknown, detail: FOREIGN_WORDS.to_owned() };
    ] {
        whole(&CliError::from(&error), error.code());
    }
}

#[test]
fn every_fault_of_the_store_is_worded() {
    let said = |error: StoreError| whole(&CliError::from(&error), error.code());
    for what in every![Damage:
        Sqlite(FOREIGN_WORDS.to_owned());
        Negative(Numbered::Record);
        Checkpoint(3);
        Node { level: 1, index: 2 };
        Intent(4);
        Record { place: 4, says: 5 };
    ] {
        said(StoreError::Damaged { what });
    }
    for of in every![Numbered: Record; Intent;] {
        said(StoreError::Damaged {
            what: Damage::Negative(of),
        });
    }
    for row in every![Row:
        Head;
        Counters;
        Meta("甲");
        Entity { kind: Some("instance".to_owned()), id: "A-0001/1".to_owned() };
        Touch { id: "A-0001".to_owned(), seq: 3 };
        Link { asset: "A-0001".to_owned(), kind: "journey".to_owned(), id: "J-0001".to_owned() };
    ] {
        said(StoreError::Projection { row });
    }
    for what in every![Misfit: NoRecord; NoCheckpoint; Order; OtherVault; Node; Json;] {
        said(StoreError::Unfit { what });
    }
    for what in
        every![Oversize: Record; RecordNote; CheckpointNote; WrappedKey; Intent; Row; Number;]
    {
        said(StoreError::TooLarge { what });
    }
    for cause in every![Cause: System(5); Sqlite(778); Unknown;] {
        said(StoreError::Io {
            cause,
            detail: FOREIGN_WORDS.to_owned(),
        });
    }
}

#[test]
fn errors_of_the_vault() {
    use VaultError as E;
    for error in every![E:
        Denied(Denied::Unknown("A-0009".to_owned()));
        Store(StoreError::Locked);
        Seal(SealError::HeaderAltered);
        Archive(ArchiveError::BrokenPipe);
        Publish(PublishError::Exists { path: path() });
        Key(KeyError::Damaged);
        Wrap(WrapError::Malformed);
        Card(CardError::Fingerprint);
        Setup(SetupError { line: Some(3), key: text(), fault: Fault::UnknownKey });
        Name(NameFault::Empty);
        Note(NoteError::NoSigner);
        NoteKey(note::KeyError::SmallOrder);
        Ledger(LedgerError::TreeFull);
        CosignedAhead { witness: "前橋".to_owned(), seconds: 600 };
        Io { path: path(), source: full() };
        NotAVault(path());
        Exists(path());
        Settings(SettingsFault::NotUtf8);
        NotAMember { fingerprint: text() };
        NoWrapping { person: person(), what: Locked::Ledger };
        NoCard(person());
        NoObject(instance());
        ObjectAltered { kept: Kept::Instance(instance()), found: ObjectFault::Missing };
        ReadBack(path());
        Document { kind: "custody.card/v1".to_owned(), what: DocumentFault::Shape };
        Foreign(ForeignFault::LogKey);
        Record { seq: 3, what: RecordFault::Missing };
        NewerRecord { seq: 3 };
        WorkChanged(vec![text()]);
        Busy;
        Randomness;
        Missing(Lack::Place);
        NotUnicode;
        Internal(FOREIGN_WORDS);
    ] {
        vault(&error);
    }
}

#[test]
fn every_fault_of_the_vault_is_worded() {
    for what in every![DocumentFault: Shape; TooLarge; Digest; Recipient; NotTakenIn; Unknown;] {
        vault(&VaultError::Document {
            kind: "custody.tag/v1".to_owned(),
            what,
        });
    }
    for fault in every![ForeignFault:
        Vault { named: text(), here: text() };
        NothingGranted;
        RequestText("R-0001".parse().unwrap());
        OtherThings(4);
        OtherNote(4);
        NotAReturn(4);
        LogKey;
        Acceptance;
        Tag;
        NotOnRecord(4);
        Payload { found_bytes: 1, found: "blake3:00".to_owned(), tag_bytes: 2, tag: "blake3:01".to_owned() };
    ] {
        vault(&VaultError::Foreign(fault));
    }
    for what in every![RecordFault:
        Missing;
        Note(NoteError::NoBlankLine);
        NotListed(person());
        NoCard(person());
        NotAnOpening;
        Head(4);
        Checkpoint(4);
        NoCheckpoint;
        NoNote;
        NoteOfNobody;
        NoteWithoutCard;
        NoteDiffers; NotAccepted;
    ] {
        vault(&VaultError::Record { seq: 3, what });
    }
    for found in every![ObjectFault: Missing; Length { found: 1, expected: 2 }; Digest("blake3:00".to_owned());]
    {
        vault(&VaultError::ObjectAltered {
            kept: Kept::Instance(instance()),
            found,
        });
    }
    for fault in every![SettingsFault:
        TooLarge;
        NotUtf8;
        Syntax { line: 3, detail: FOREIGN_WORDS.to_owned() };
        Version { found: 2, known: 1 };
        Value("log_key");
    ] {
        vault(&VaultError::Settings(fault));
    }
    for what in every![Locked: Ledger; Kept(Kept::Image(PermissionId::new(1).unwrap()));] {
        vault(&VaultError::NoWrapping {
            person: person(),
            what,
        });
    }
    for lack in every![Lack: Image; Instance; Place; Opener; Contract; Verifier; Receiver; Holder;]
    {
        vault(&VaultError::Missing(lack));
    }
}

#[test]
fn every_fault_of_a_setup_file_is_worded() {
    let said = |line, key: &str, fault| {
        let error = SetupError {
            line,
            key: key.to_owned(),
            fault,
        };
        let code = error.code();
        let error = CliError::from(error);
        whole(&error, code);
        error.lines(crate::lang::Lang::Ja).remove(0)
    };
    for fault in every![Fault:
        TooLarge;
        Syntax(FOREIGN_WORDS.to_owned());
        UnknownKey;
        Missing;
        WrongType(Expected::Text);
        Text(TextError::Empty);
        Date(DateError::NotADate);
        NotOneOf { given: text(), expected: vec![text(), text()] };
        OutOfRange { least: 1, most: 9 };
        Empty;
        Twice(text());
        NoSuchName(text());
        EndsBeforeStart;
        NoPermission;
        NotSecure;
        NotApproved;
        OpenerNotManager;
        CombinedRoles;
        NoWorkScope;
        ScopeWithoutWorker;
        NoSubjects;
        SubjectsWithoutApprover;
        NoCard(text());
    ] {
        said(Some(3), "甲", fault);
    }
    for expected in every![Expected: Text; List; Flag; Number; Day; Table; Tables;] {
        said(Some(3), "甲", Fault::WrongType(expected));
    }
    for error in every![TextError: Empty; TooLong; Control;] {
        said(None, "甲", Fault::Text(error));
    }
    for error in every![DateError:
        NotADate; NotATime; UnknownEra("慶応".to_owned()); BeforeEra(Era::Reiwa); OutOfRange; ImpossibleDay; ImpossibleTime;
        WrongWeekday; TimeMissing;
    ] {
        said(None, "甲", Fault::Date(error));
    }
    // No empty 「」 where the fault is the file's.
    for line in [Some(3), None] {
        let text = said(line, "", Fault::TooLarge);
        assert!(!text.contains("「」"), "{text}");
    }
}

#[test]
fn every_reason_why_a_form_is_not_there_is_worded() {
    let form = Number::Certificate;
    let about = || vec!["A-0001".to_owned()];
    let mut all = every![Unavailable:
        NoContract;
        Unknown("A-0009".to_owned());
        WrongTopic { form, about: about(), needs: "A-0001/1" };
        OtherSubject { form, request: "R-0001".parse().unwrap() };
        WrongState { instance: instance(), state: StateName::Held };
        Nothing(about());
    ];
    all.push(Unavailable::WrongTopic {
        form,
        about: Vec::new(),
        needs: "A-0001/1",
    });
    all.push(Unavailable::WrongTopic {
        form: Number::Register,
        about: about(),
        needs: "",
    });
    for error in all {
        let code = error.code();
        whole(&CliError::from(error), code);
    }
    for error in every![FormError:
        NoTable(form);
        Characters(vec!['𠮷', '\u{e0100}']);
        Json(serde_json::from_str::<u8>("x").unwrap_err());
        Kind { expected: crate::form::KIND, found: text() };
        Page(minijinja::Error::from(minijinja::ErrorKind::SyntaxError));
        Table(csv::Error::from(full()));
    ] {
        let code = error.code();
        whole(&CliError::from(error), code);
    }
    let error = "99".parse::<Number>().unwrap_err();
    whole(&CliError::from(error), 2);
}

#[test]
fn every_failure_of_the_file_system_is_worded() {
    let system = (1..140).map(io::Error::from_raw_os_error);
    let kinds = [
        ErrorKind::InvalidInput,
        ErrorKind::UnexpectedEof,
        ErrorKind::Other,
        ErrorKind::InvalidData,
    ];
    let others = kinds
        .into_iter()
        .map(|kind| io::Error::new(kind, FOREIGN_WORDS));
    for error in system.chain(others) {
        let said = CliError::io(reading(&path()), &error);
        whole(&said, said.code().number());
    }
}
