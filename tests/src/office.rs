//! A contractor's office and the prefecture's, with real keys and a real vault on disk.
//!
//! The clock stands at [`NOW`]: a vault may be made, worked on and checked by different processes in any year.
//! Whatever goes wrong here panics: only a test stands above it.

use custody_core::keys::{CardDocument, KdfCost, KeyFile, KeyFolder, Passphrase, PersonKey};
use custody_core::note::{SignedNote, SigningKey};
use custody_core::record::*;
use custody_core::rules::setup::parse_setup;
use custody_core::rules::{Act, Asked, NewCarrier, NewJourney, NewRequest, Receive, ReceivedOn};
use custody_core::seal::{NoProgress, Progress};
use custody_core::vault::office::{Approving, approve, read_request, read_return, receipt};
use custody_core::vault::paper::{Says, Transcript};
use custody_core::vault::{
    Arrival, Carrying, CopyTo, Copying, Destroying, Done, GivenBack, GivingBack, Imported, Member,
    NewVault, PackTo, PackingInPlace, Receiving, RecoveryKey, StandingClock, Vault, VaultError,
    WorkOpening, card_entry,
};
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::str::FromStr;

/// The moment at which everything happens.
pub const NOW: &str = "2026-11-24T10:00:00+09:00";
/// The vault's folder, below the office's.
pub const VAULT: &str = "台帳 令和8年度";
/// The stick of 乙, C-0002, as a folder.
pub const STICK: &str = "USB メモリ";
/// Where packages for 甲 are put.
pub const OUT: &str = "返還 一式";
/// The key files.
pub const KEYS: &str = "keys";

/// The passphrase of every key file.
pub const PASSPHRASE: &str = "an office's long passphrase";
const WORK: &str = "税務システム運用保守";
const PURPOSE: &str = "税務システムの運用及び保守";

/// The people of both sides, in the order of their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// R, H-001: 責任者, opened the vault.
    Manager,
    /// A, H-002: 作業者.
    Worker,
    /// B, H-003: 作業者.
    Second,
    /// K, H-004: 監督者.
    Supervisor,
    /// F, H-005: 作業者, who signs what they should not; see [`Office::forging_as`].
    Forger,
    /// G, H-006: 甲, decides.
    Approver,
    /// T, H-007: 甲, receives.
    Officer,
}

const PEOPLE: [(Who, &str); 7] = [
    (Who::Manager, "髙橋 一郎"),
    (Who::Worker, "小林 和子"),
    (Who::Second, "﨑山 𠮷男"),
    (Who::Supervisor, "葛\u{e0100}城 花子"),
    (Who::Forger, "似鳥 筆"),
    (Who::Approver, "関口 誠"),
    (Who::Officer, "茂木 さくら"),
];

impl Who {
    /// The number on the list.
    pub fn id(self) -> PersonId {
        let at = PEOPLE.iter().position(|(who, _)| *who == self).unwrap();
        PersonId::new(at as u32 + 1).unwrap()
    }

    /// 氏名.
    pub fn name(self) -> &'static str {
        PEOPLE.iter().find(|(who, _)| *who == self).unwrap().1
    }
}

/// Any number or moment from its text.
pub fn of<T: FromStr<Err: Debug>>(text: &str) -> T {
    text.parse().unwrap()
}

/// One line of text.
pub fn text(text: &str) -> Text {
    Text::new(text).unwrap()
}

/// The machine that holds the vault.
pub fn machine() -> CarrierId {
    of("C-0001")
}

/// 乙's stick.
pub fn stick() -> CarrierId {
    of("C-0002")
}

/// 作業室.
pub fn workplace() -> PlaceId {
    of("L-01")
}

/// 保管庫, in it.
pub fn cabinet() -> PlaceId {
    of("L-02")
}

/// 甲's office.
pub fn client_office() -> PlaceId {
    of("L-03")
}

/// The office's folder, vault and keys.
pub struct Office {
    /// The folder that holds everything.
    pub root: PathBuf,
    /// The open vault.
    pub vault: Vault,
    /// The recovery key, printed.
    pub recovery: Option<RecoveryKey>,
    keys: BTreeMap<u32, Rc<PersonKey>>,
    /// F's signing seed.
    forger: [u8; 32],
}

impl Office {
    /// Opens a new vault below `root`, which exists, with all people, places and carriers.
    pub fn found(root: &Path) -> Self {
        let keys: BTreeMap<u32, Rc<PersonKey>> = PEOPLE
            .iter()
            .zip(1..)
            .map(|((_, name), number)| (number, Rc::new(PersonKey::generate(name, NOW).unwrap())))
            .collect();
        // F's card names a signing key whose seed we know.
        let forger = [0x5e; 32];
        let forged = SigningKey::from_seed("forger".parse().unwrap(), &forger);
        let cards = keys
            .iter()
            .map(|(number, key)| {
                let card = CardDocument::verify(&CardDocument::sign(key).unwrap()).unwrap();
                let mut card = card_entry(&card).unwrap();
                if *number == 5 {
                    card.verifier = text(&forged.verifier().public_key().to_string());
                }
                (format!("H-{number:03}.card"), card)
            })
            .collect::<BTreeMap<_, _>>();
        let setup = parse_setup(&setup()).unwrap();
        let new = NewVault::from_setup(&keys[&1], setup, cards, of::<Moment>(NOW).date()).unwrap();
        for folder in [STICK, OUT] {
            std::fs::create_dir(root.join(folder)).unwrap();
        }
        let (vault, recovery, _) =
            Vault::create(&root.join(VAULT), new, Box::new(StandingClock(of(NOW)))).unwrap();
        let mut office = Self {
            root: root.to_owned(),
            vault,
            recovery: Some(recovery),
            keys,
            forger,
        };
        office
            .act(
                Who::Manager,
                Act::RegisterCarrier(NewCarrier {
                    carrier_type: CarrierType::UsbFlash,
                    owner: CarrierOwner::Contractor,
                    model: Some(text("FD-32")),
                    serial: Some(text("USB-7781")),
                    management_no: None,
                    seal_no: None,
                    finder_contact: Some(text("027-000-0001")),
                    hardware_encryption: false,
                    place: Some(cabinet()),
                }),
            )
            .unwrap();
        office
    }

    /// Writes a person's key file, so that another process can work as that person.
    pub fn keep_key(&self, who: Who) {
        let key = KeyFile::seal(self.key(who), &passphrase(), KdfCost::MINIMUM).unwrap();
        KeyFolder::new(self.root.join(KEYS)).add(&key).unwrap();
    }

    /// The worker's key, from its file below `root`.
    pub fn worker_key(root: &Path) -> Result<Rc<PersonKey>, VaultError> {
        let (_, file) = KeyFolder::new(root.join(KEYS)).find(None)?;
        Ok(Rc::new(file.unlock(&passphrase())?))
    }

    /// Opens the office with the worker's key alone.
    pub fn open(root: &Path, key: &Rc<PersonKey>) -> Result<Self, VaultError> {
        let vault = Vault::open_with(&root.join(VAULT), Box::new(StandingClock(of(NOW))))?;
        Ok(Self {
            root: root.to_owned(),
            vault,
            recovery: None,
            keys: BTreeMap::from([(2, Rc::clone(key))]),
            forger: [0; 32],
        })
    }

    /// Opens the vault again, as the next command does.
    pub fn reopen(&mut self) -> Result<(), VaultError> {
        self.vault = Vault::open_with(&self.root.join(VAULT), Box::new(StandingClock(of(NOW))))?;
        Ok(())
    }

    /// A path below the office's folder.
    pub fn path(&self, below: &str) -> PathBuf {
        self.root.join(below)
    }

    /// A person's key.
    pub fn key(&self, who: Who) -> &PersonKey {
        &self.keys[&PEOPLE
            .iter()
            .zip(1..)
            .find(|((w, _), _)| *w == who)
            .map(|(_, n)| n)
            .unwrap()]
    }

    /// A person at work in the vault.
    pub fn member(&self, who: Who) -> Member {
        self.vault.member(self.key(who)).unwrap()
    }

    /// F's key, as F would sign with it in the name of any person of this vault.
    pub fn forging_as(&self, who: Who) -> SigningKey {
        let name = format!("{}/{}", self.vault.settings().origin, who.id());
        SigningKey::from_seed(name.parse().unwrap(), &self.forger)
    }

    /// One act without file work.
    pub fn act(&mut self, who: Who, act: Act) -> Result<Done, VaultError> {
        let member = self.member(who);
        self.vault.act(&member, &Asked::now(who.id(), act))
    }

    /// The state of an instance, such as `held`.
    pub fn state(&self, id: &str) -> &'static str {
        let register = self.vault.register().unwrap();
        register.instances[&of::<InstanceId>(id)].state().code()
    }

    /// The object of an instance in the vault's folder.
    pub fn object(&self, id: &str) -> PathBuf {
        let register = self.vault.register().unwrap();
        let content = register.instances[&of::<InstanceId>(id)].content.as_ref();
        self.object_file(content.unwrap().object.as_ref().unwrap())
    }

    /// The file of a sealed object in the vault's folder.
    pub fn object_file(&self, object: &instance::SealedObject) -> PathBuf {
        self.path(VAULT)
            .join("objects")
            .join(format!("{}.age", object.package))
    }

    /// 受領: files and folders that came electronically, sealed in place.
    pub fn receive(&mut self, paths: &[PathBuf]) -> Result<Done, VaultError> {
        self.receive_with(paths, &mut NoProgress)
    }

    /// As [`receive`](Self::receive), and says how far it is.
    pub fn receive_with(
        &mut self,
        paths: &[PathBuf],
        progress: &mut dyn Progress,
    ) -> Result<Done, VaultError> {
        let arrival = Arrival::Electronic {
            paths: paths.to_vec(),
        };
        let vault = ReceivedOn::Vault(machine());
        self.receive_as(vault, workplace(), arrival, progress)
    }

    /// 受領 of what lies on the registered stick, where it stays.
    pub fn receive_on_stick(&mut self, paths: &[PathBuf]) -> Result<Done, VaultError> {
        let arrival = Arrival::OnMedium {
            paths: paths.to_vec(),
            intake: false,
        };
        let on = ReceivedOn::Registered(stick());
        self.receive_as(on, cabinet(), arrival, &mut NoProgress)
    }

    fn receive_as(
        &mut self,
        on: ReceivedOn,
        place: PlaceId,
        arrival: Arrival,
        progress: &mut dyn Progress,
    ) -> Result<Done, VaultError> {
        let member = self.member(Who::Worker);
        let receiving = Receiving {
            receive: Receive {
                title: text("個人住民税課税台帳データ（髙﨑分）"),
                kind: AssetKind::Information,
                supply: Supply::Provide,
                personal: None,
                info_category: text("個人住民税"),
                work_item: text(WORK),
                purpose: text(PURPOSE),
                quantity: of("12件"),
                received_from: text("関口 誠"),
                due: None,
                client_doc_no: None,
                intake_included: None,
                on,
                place,
                arrival_protection: Protection::None,
                content: None,
                key_holders: Vec::new(),
                source: event::Source::None,
            },
            arrival,
            vault_place: workplace(),
            machine: machine(),
        };
        self.vault.receive(&member, None, receiving, progress)
    }

    /// 封緘 in place, and the plaintext goes.
    pub fn pack_in_place(
        &mut self,
        id: &str,
        from: &Path,
        target: &Path,
    ) -> Result<Done, VaultError> {
        let member = self.member(Who::Worker);
        let act = Act::Pack {
            instance: of(id),
            content: None,
            key_holders: Vec::new(),
            source: event::Source::RemovalBegun,
        };
        let packing = PackingInPlace {
            instance: of(id),
            from: vec![from.to_owned()],
            target: target.to_owned(),
            remove_source: true,
        };
        let asked = Asked::now(member.id(), act);
        self.vault
            .pack_in_place(&member, asked, &packing, &mut NoProgress)
    }

    /// A request to 甲 as R sends it, as a note.
    pub fn request(&mut self, new: NewRequest) -> Result<SignedNote, VaultError> {
        let member = self.member(Who::Manager);
        let asked = member.asks(new.act());
        Ok(self.vault.request(&member, asked, new)?.note)
    }

    /// 甲's approval on paper, as A types it in.
    pub fn paper(&mut self, request: &str, scan: &Path) -> Result<Done, VaultError> {
        let member = self.member(Who::Worker);
        let request = of(request);
        let transcript = Transcript {
            form: DocumentForm::PaperOriginal,
            number: Some(text("税第12号")),
            date: of::<Moment>(NOW).date(),
            decided_by: Who::Approver.id(),
            filed_at: None,
            scan: Some(scan.to_owned()),
            says: Says::Approved(request, Approving::default()),
        };
        self.vault.transcribe(&member, None, &transcript)
    }

    /// 甲's approval of a request note.
    pub fn approved(&self, request: &SignedNote) -> SignedNote {
        let request = read_request(request.as_bytes()).unwrap();
        let approving = Approving {
            number: Some(text("税第2024号")),
            ..Approving::default()
        };
        approve(&request, self.key(Who::Approver), approving, of(NOW)).unwrap()
    }

    /// Takes a note in.
    pub fn import(&mut self, note: &[u8]) -> Result<Imported, VaultError> {
        let member = self.member(Who::Worker);
        self.vault.import(&member, note, None)
    }

    /// Asks, has it approved and takes the approval in.
    pub fn permit(&mut self, new: NewRequest) {
        let note = self.request(new).unwrap();
        let decision = self.approved(&note);
        self.import(decision.as_bytes()).unwrap();
    }

    /// 複製 into the vault.
    pub fn copy(&mut self, id: &str) -> Result<Done, VaultError> {
        let member = self.member(Who::Worker);
        let copying = Copying {
            instance: of(id),
            carrier: machine(),
            place: workplace(),
            to: CopyTo::Vault,
            from: Vec::new(),
        };
        let act = Act::Copy {
            instance: of(id),
            carrier: machine(),
            place: workplace(),
            protection: Protection::Sealed,
            content: None,
            key_holders: Vec::new(),
        };
        let asked = member.asks(act);
        self.vault
            .copy_instance(&member, asked, &copying, &mut NoProgress)
    }

    /// 運搬中の指示事項の確認 by A.
    pub fn brief(&mut self, journey: &str) -> Result<Done, VaultError> {
        let explained_by = Some(Who::Manager.id());
        let journey = of(journey);
        self.act(
            Who::Worker,
            Act::Brief {
                journey,
                explained_by,
            },
        )
    }

    /// 持出し: a package for T on the stick.
    pub fn carry(&mut self, journey: &str, target: &Path) -> Result<Done, VaultError> {
        let to = self.vault.addressed(Who::Officer.id())?;
        self.carry_to(journey, target, to)
    }

    /// 持出し of a package for somebody else.
    pub fn carry_to(
        &mut self,
        journey: &str,
        target: &Path,
        to: PackTo,
    ) -> Result<Done, VaultError> {
        let member = self.member(Who::Worker);
        let source = self.vault.register()?.journeys[&of(journey)].instances[0];
        let carrying = Carrying {
            contact: Some(text("027-000-0001")),
            ..Carrying::package(of(journey), stick(), source, to, target.to_owned())
        };
        let asked = member.asks(carrying.act());
        self.vault.carry(&member, asked, carrying, &mut NoProgress)
    }

    /// 到着 at 甲's office.
    pub fn arrive(&mut self, journey: &str) -> Result<Done, VaultError> {
        let act = Act::Arrive {
            journey: of(journey),
            place: client_office(),
            seal_intact: true,
            remark: None,
        };
        self.act(Who::Worker, act)
    }

    /// 持帰り to the cabinet.
    pub fn back(&mut self, journey: &str) -> Result<Done, VaultError> {
        let act = Act::Back {
            journey: of(journey),
            place: cabinet(),
            seal_intact: true,
            remark: None,
        };
        self.act(Who::Worker, act)
    }

    /// 返還 to T, with packages and the note in [`OUT`].
    pub fn give_back(&mut self, ids: &[&str]) -> Result<GivenBack, VaultError> {
        let member = self.member(Who::Worker);
        let instances: Vec<InstanceId> = ids.iter().map(|id| of(id)).collect();
        let giving = GivingBack {
            contact: None,
            instances: instances.clone(),
            to: Who::Officer.id(),
            whole: false,
            folder: self.path(OUT),
        };
        let act = Act::Return {
            instances,
            to: Who::Officer.id(),
            whole: false,
            packages: BTreeMap::new(),
            text_digest: None,
        };
        let asked = member.asks(act);
        self.vault
            .give_back(&member, asked, &giving, &mut NoProgress)
    }

    /// T's receipt for the note of a return.
    pub fn receipt(&self, returned: &Path) -> SignedNote {
        let returned = read_return(&std::fs::read(returned).unwrap()).unwrap();
        receipt(&returned, self.key(Who::Officer), &[], None, of(NOW)).unwrap()
    }

    /// 廃棄 by A before K.
    pub fn destroy(
        &mut self,
        id: &str,
        method: Method,
        evidence: DestructionEvidence,
    ) -> Result<Done, VaultError> {
        let member = self.member(Who::Worker);
        let destroying = Destroying {
            instance: of(id),
            method,
            place: Some(workplace()),
            witness: Who::Supervisor.id(),
            evidence: evidence.clone(),
        };
        let destruction = custody_core::rules::NewDestruction {
            method,
            place: Some(workplace()),
            witness: Who::Supervisor.id(),
            evidence,
            by_vault: false,
        };
        let act = Act::Destroy {
            instance: of(id),
            destruction: Box::new(destruction),
        };
        let asked = member.asks(act);
        self.vault.destroy(&member, asked, &destroying)
    }

    /// 展開 into a folder.
    pub fn unfold(&mut self, who: Who, id: &str, folder: &Path) -> Result<Done, VaultError> {
        let member = self.member(who);
        let opening = WorkOpening {
            instance: of(id),
            folder: folder.to_owned(),
            carrier: machine(),
            place: workplace(),
            purpose: text(PURPOSE),
            method: None,
            software: None,
        };
        let act = Act::Open {
            instance: opening.instance,
            carrier: opening.carrier,
            place: opening.place,
            purpose: opening.purpose.clone(),
            method: None,
            software: None,
        };
        let asked = member.asks(act);
        self.vault
            .open_instance(&member, asked, &opening, &mut NoProgress)
    }

    /// 展開終了 by A.
    pub fn fold(&mut self, id: &str, discard_changes: bool) -> Result<Done, VaultError> {
        self.fold_as(Who::Worker, id, discard_changes)
    }

    /// 展開終了.
    pub fn fold_as(
        &mut self,
        who: Who,
        id: &str,
        discard_changes: bool,
    ) -> Result<Done, VaultError> {
        let member = self.member(who);
        let closing = custody_core::vault::Closing {
            instance: of(id),
            discard_changes,
            method: None,
            overwritten: false,
        };
        let act = Act::Close {
            instance: of(id),
            method: text("ファイル削除"),
            overwritten: false,
        };
        let asked = member.asks(act);
        self.vault.close_instance(&member, asked, &closing)
    }
}

fn passphrase() -> Passphrase {
    Passphrase::new(PASSPHRASE.as_bytes().to_vec().into()).unwrap()
}

fn asking(grant: Grant, scope: Scope) -> NewRequest {
    let particulars = crate::wish::particulars(&grant, None);
    NewRequest {
        text_digest: None,
        extends: None,
        draft: false,
        grant,
        scope,
        uses: Uses::SINGLE,
        reason: text("障害調査のため"),
        particulars,
    }
}

/// 複製承認申請: one copy by A onto the machine.
pub fn ask_copy(id: &str) -> NewRequest {
    asking(
        Grant::Copy {
            disposal_preapproved: Vec::new(),
        },
        Scope {
            instances: vec![of(id)],
            carriers: vec![machine()],
            persons: vec![Who::Worker.id()],
            ..Scope::default()
        },
    )
}

/// 運搬承認申請: A carries one package to 甲's office and back.
pub fn ask_carry(id: &str) -> NewRequest {
    let journey = NewJourney {
        persons: vec![Who::Worker.id()],
        instances: vec![of(id)],
        carrier: Some(stick()),
        from: workplace(),
        to: client_office(),
        purpose: JourneyPurpose::Work,
        departure: of("2026-11-24T13:00:00+09:00"),
        arrival: of("2026-11-24T14:00:00+09:00"),
        back: Some(of("2026-11-24T17:00:00+09:00")),
        route: text("社用車"),
        key_handover: text("受取人の公開鍵で封緘"),
    };
    NewRequest {
        particulars: RequestParticulars::Carry {
            journey: Some(journey),
        },
        ..asking(
            Grant::Carry {
                copies_included: 1,
                disposal_preapproved: Vec::new(),
                encryption_exempt: None,
                paper_allowed: false,
            },
            Scope {
                instances: vec![of(id)],
                destinations: vec![client_office()],
                carriers: vec![stick()],
                persons: vec![Who::Worker.id()],
                ..Scope::default()
            },
        )
    }
}

/// 廃棄承認申請.
pub fn ask_destroy(id: &str, methods: &[Method]) -> NewRequest {
    NewRequest {
        particulars: RequestParticulars::Destroy {
            place: Some(workplace()),
            witness: Some(Who::Supervisor.id()),
        },
        ..asking(
            Grant::Destroy {
                removal_included: false,
                unsanitised_release: false,
                witness_required: false,
            },
            Scope {
                instances: vec![of(id)],
                persons: vec![Who::Worker.id()],
                methods: methods.to_vec(),
                ..Scope::default()
            },
        )
    }
}

/// Evidence of overwriting the stick.
pub fn overwritten() -> DestructionEvidence {
    DestructionEvidence {
        serial_read: Some(text("USB-7781")),
        tool: Some(text("全領域上書き")),
        tool_version: Some(text("3.1")),
        files: vec![EvidenceFile {
            name: text("消去ログ.txt"),
            digest: text("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            size: 0,
        }],
        ..DestructionEvidence::default()
    }
}

/// What 甲 sends: a folder with files below it, by path and content.
pub const LENT: [(&str, &[u8]); 3] = [
    (
        "髙﨑 𠮷.csv",
        "宛名番号,氏名,住所\n０００１,髙﨑 𠮷男,葛\u{e0100}城市\n".as_bytes(),
    ),
    ("添付 資料/はしご高.txt", "髙 﨑 𠮷 ①\n".as_bytes()),
    ("添付 資料/空.dat", b""),
];

/// Writes [`LENT`] below a new folder.
pub fn lend(folder: &Path) {
    for (path, content) in LENT {
        let file = folder.join(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, content).unwrap();
    }
}

/// Every file below a folder with its content, by its path from there; `-wal` and `-shm` of the ledger too.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(current) = waiting.pop() {
        for entry in std::fs::read_dir(&current).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                let below = path.strip_prefix(folder).unwrap().to_str().unwrap();
                all.insert(below.to_owned(), std::fs::read(&path).unwrap());
            }
        }
    }
    all
}

/// Copies a folder with everything below it.
pub fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The setup file of the office.
fn setup() -> String {
    let mut all = format!(
        r#"
work_items = ["{WORK}"]
purposes = ["{PURPOSE}"]
deliverables = ["運用保守月次報告書"]
[contract]
contract_no = "税第101号"
contract_name = "令和8年度税務システム運用保守業務"
client_office = "群馬県総務部税務課"
client_address = "群馬県前橋市大手町一丁目1番1号"
contractor_name = "株式会社上毛情報サービス"
contractor_address = "群馬県前橋市元総社町9999番地"
from = "令和8年4月1日"
until = "令和9年3月31日"
[contract.emergency_contact]
office = "税務課システム係"
phone = "027-000-0000"
after_hours = "090-0000-0000"
[profile]
extends = "gunma"
[[access_scope]]
info_category = "個人住民税"
scope = "課税台帳及びこれに付随する情報"
method = "作業場所の端末による操作"
[[policy_documents]]
title = "群馬県情報セキュリティポリシー"
version = "令和8年4月版"
received = "令和8年4月1日"
[[workplaces]]
name = "前橋作業室"
address = "群馬県前橋市元総社町9999番地 3階"
designated_by = "5-1"
[[storages]]
name = "第1保管庫"
kind = "locked_cabinet"
inside = "前橋作業室"
[machine]
type = "pc"
management_no = "PC-001"
serial = "SN-0001"
place = "前橋作業室"
"#
    );
    for (who, role, scope) in [
        (Who::Manager, "manager", false),
        (Who::Worker, "worker", true),
        (Who::Second, "worker", true),
        (Who::Supervisor, "supervisor", false),
        (Who::Forger, "worker", true),
    ] {
        let (name, id) = (who.name(), who.id());
        let scope = if scope {
            format!("work_scope = [\"{WORK}\"]\n")
        } else {
            String::new()
        };
        let card = if who == Who::Manager {
            String::new()
        } else {
            format!("card_file = \"{id}.card\"\n")
        };
        all.push_str(&format!(
            "[[people]]\nname = \"{name}\"\nroles = [\"{role}\"]\n{scope}{card}employment = \"direct\"\n\
             employment_evidence = \"社員番号{id}\"\n[people.training]\non = \"令和8年4月1日\"\n\
             valid_until = \"令和9年3月31日\"\ncontent = \"情報セキュリティ研修\"\ntrainer = \"情報管理部長\"\n\
             covers_terms = true\n"
        ));
    }
    all.push_str(&format!(
        "[[client_people]]\nname = \"{}\"\npost = \"税務課長\"\nauthority = \"approver\"\n\
         subjects = [\"copy\", \"carry\", \"destroy\"]\nfrom = \"令和8年4月1日\"\ncard_file = \"{}.card\"\n\
         [[client_people]]\nname = \"{}\"\npost = \"主事\"\nauthority = \"officer\"\ncard_file = \"{}.card\"\n",
        Who::Approver.name(),
        Who::Approver.id(),
        Who::Officer.name(),
        Who::Officer.id(),
    ));
    all
}
