//! Prints `docs/formats.md` with every example in it made anew, from one real run: a vault from its first record to 甲's
//! receipt. `cargo run -p custody-tests --bin format_examples > new.md`, then put it in the page's place.
//!
//! Keys, salts and nonces are random, so every run gives other examples; they belong together within one run only.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use custody_core::keys::{CardDocument, KdfCost, KeyFile, Passphrase, PersonKey};
use custody_core::ledger::{
    Hash, LeafIndex, NodeId, NodeReader, TreeSize, consistency_proof, inclusion_proof, leaf_hash,
};
use custody_core::record::event::Source;
use custody_core::record::*;
use custody_core::rules::setup::{EXAMPLE, parse_setup};
use custody_core::rules::{Act, Asked, NewCarrier, NewJourney, NewRequest, Receive, ReceivedOn};
use custody_core::seal::archive;
use custody_core::seal::{Identity, Keys, NoProgress, header::Header, open, tag_of};
use custody_core::vault::office::{self, Approving};
use custody_core::vault::{
    Arrival, CarryLoad, Carrying, Clock, Declaration, GivingBack, LEDGER, Member, NewVault,
    OBJECTS, PackTo, Receiving, SETTINGS_FILE, Vault, card_entry,
};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::rc::Rc;

type Failure = Box<dyn Error>;
type Examples = BTreeMap<String, String>;

/// The passphrase of the key file on the page.
const PASSPHRASE: &str = "見本 passphrase 1";

/// The file that the example's 甲 provides.
const FILE_NAME: &str = "課税台帳.csv";
const FILE: &str = "宛名番号,氏名\n0001,見本 太郎\n";

fn main() -> Result<(), Failure> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/formats.md");
    let place = tempfile::tempdir()?;
    let examples = run(place.path())?;
    print!("{}", filled(&std::fs::read_to_string(page)?, &examples)?);
    Ok(())
}

/// The page with the body of each fenced block `example=NAME` replaced by the example of that name, if it is one of ours.
fn filled(page: &str, examples: &Examples) -> Result<String, Failure> {
    let mut missing: Vec<&String> = examples.keys().collect();
    let mut out = String::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        let name = line.strip_prefix("```").and_then(|info| {
            info.split(' ')
                .find_map(|word| word.strip_prefix("example="))
        });
        let Some(example) = name.and_then(|name| examples.get(name)) else {
            continue;
        };
        missing.retain(|known| Some(known.as_str()) != name);
        out.push_str(example);
        if !example.ends_with('\n') {
            out.push('\n');
        }
        out.push_str("```\n");
        for line in lines.by_ref() {
            if line == "```" {
                break;
            }
        }
    }
    if missing.is_empty() {
        Ok(out)
    } else {
        Err(format!("the page has no block for {missing:?}").into())
    }
}

/// A clock that is set by hand.
#[derive(Clone)]
struct Hand(Rc<Cell<Moment>>);

impl Hand {
    fn set(&self, minute: &str) -> Result<(), Failure> {
        self.0.set(format!("{minute}:00+09:00").parse()?);
        Ok(())
    }
}

impl Clock for Hand {
    fn now(&self) -> Moment {
        self.0.get()
    }
}

struct People {
    manager: PersonKey,
    officer: PersonKey,
}

fn run(home: &Path) -> Result<Examples, Failure> {
    let mut examples = Examples::new();
    let hand = Hand(Rc::new(Cell::new("2026-05-11T09:00:00+09:00".parse()?)));
    let people = People {
        manager: PersonKey::generate("髙橋 一郎", "2026-05-11T09:00:00+09:00")?,
        officer: PersonKey::generate("関口 誠", "2026-05-11T09:00:00+09:00")?,
    };
    keys(&people, &mut examples)?;
    let folder = home.join("vault");
    let (vault, recovery) = create(&folder, &people, &hand)?;
    let mut vault = vault;
    examples.insert("recovery-key".to_owned(), recovery.expose().to_string());
    examples.insert(
        "vault-toml".to_owned(),
        std::fs::read_to_string(folder.join(SETTINGS_FILE))?,
    );
    let member = vault.member(&people.manager)?;
    receive(&mut vault, &member, home, &hand)?;
    objects(&folder, &recovery.expose(), &mut examples)?;
    carry(&mut vault, &member, home, &people, &hand, &mut examples)?;
    give_back(&mut vault, &member, home, &people, &hand, &mut examples)?;
    declare(&vault, &mut examples)?;
    ledger(&vault, &mut examples)?;
    vault.verify()?;
    Ok(examples)
}

fn text(text: &str) -> Result<Text, Failure> {
    Ok(Text::new(text)?)
}

fn keys(people: &People, examples: &mut Examples) -> Result<(), Failure> {
    let passphrase = Passphrase::new(PASSPHRASE.as_bytes().to_vec().into())?;
    let file = KeyFile::seal(&people.manager, &passphrase, KdfCost::DEFAULT)?;
    examples.insert(
        "key-file".to_owned(),
        String::from_utf8(file.bytes().to_vec())?,
    );
    examples.insert("passphrase".to_owned(), PASSPHRASE.to_owned());
    examples.insert(
        "card".to_owned(),
        CardDocument::sign(&people.manager)?.as_str().to_owned(),
    );
    examples.insert(
        "fingerprint".to_owned(),
        people.manager.fingerprint().to_string(),
    );
    Ok(())
}

fn card(key: &PersonKey) -> Result<Card, Failure> {
    Ok(card_entry(&CardDocument::verify(&CardDocument::sign(
        key,
    )?)?)?)
}

fn create(
    folder: &Path,
    people: &People,
    hand: &Hand,
) -> Result<(Vault, custody_core::vault::RecoveryKey), Failure> {
    // The example with 甲's card in it, and a second workplace to carry to.
    let setup = EXAMPLE.replace("# card_file = \"関口.card\"", "card_file = \"関口.card\"")
        + "\n[[workplaces]]\nname = \"高崎作業室\"\ndesignated_by = \"5-1\"\n";
    let cards = [("関口.card".to_owned(), card(&people.officer)?)].into();
    let today = hand.now().date();
    let new = NewVault::from_setup(&people.manager, parse_setup(&setup)?, cards, today)?;
    let (vault, recovery, _) = Vault::create(folder, new, Box::new(hand.clone()))?;
    Ok((vault, recovery))
}

fn receive(vault: &mut Vault, member: &Member, home: &Path, hand: &Hand) -> Result<(), Failure> {
    hand.set("2026-05-11T10:00")?;
    let file = home.join(FILE_NAME);
    std::fs::write(&file, FILE)?;
    let written = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_778_457_600);
    std::fs::File::options()
        .write(true)
        .open(&file)?
        .set_modified(written)?;
    let machine: CarrierId = "C-0001".parse()?;
    let place: PlaceId = "L-01".parse()?;
    let receive = Receive {
        title: text("個人住民税課税台帳データ")?,
        kind: AssetKind::Information,
        supply: Supply::Provide,
        personal: None,
        info_category: text("個人住民税")?,
        work_item: text("税務システム運用保守")?,
        purpose: text("税務システムの運用及び保守")?,
        quantity: "1件".parse()?,
        received_from: text("関口 誠")?,
        due: None,
        client_doc_no: Some(text("税第55号")?),
        intake_included: None,
        on: ReceivedOn::Vault(machine),
        place,
        arrival_protection: Protection::None,
        content: None,
        key_holders: Vec::new(),
        source: Source::None,
    };
    let receiving = Receiving {
        receive,
        arrival: Arrival::Electronic { paths: vec![file] },
        vault_place: place,
        machine,
    };
    vault.receive(member, None, receiving, &mut NoProgress)?;
    // A copy that nobody approved: refused, and that is on record.
    let copy = Act::Copy {
        instance: "A-0001/1".parse()?,
        carrier: machine,
        place,
        protection: Protection::Sealed,
        content: None,
        key_holders: Vec::new(),
    };
    match vault.act(member, &Asked::now(member.id(), copy)) {
        Err(refused) if refused.code() == 4 => Ok(()),
        other => Err(format!("expected a refusal: {other:?}").into()),
    }
}

/// Bytes as age's text form.
fn armored(bytes: &[u8]) -> Result<String, Failure> {
    let mut out = "-----BEGIN AGE ENCRYPTED FILE-----\n".to_owned();
    for line in STANDARD.encode(bytes).as_bytes().chunks(64) {
        writeln!(out, "{}", std::str::from_utf8(line)?)?;
    }
    out.push_str("-----END AGE ENCRYPTED FILE-----\n");
    Ok(out)
}

/// The sealed object, its wrapped key, and what is inside.
fn objects(folder: &Path, recovery: &str, examples: &mut Examples) -> Result<(), Failure> {
    let conn = rusqlite::Connection::open(folder.join(LEDGER))?;
    let wrapped = |slot: &str, holder: &str| -> Result<Vec<u8>, Failure> {
        Ok(conn.query_row(
            "SELECT bytes FROM wrapped WHERE slot = ? AND holder = ?",
            (slot, holder),
            |row| row.get(0),
        )?)
    };
    let for_recovery = wrapped("A-0001/1", "recovery")?;
    for (name, bytes) in [
        ("wrapped-key", &for_recovery),
        ("wrapped-key-member", &wrapped("A-0001/1", "H-001")?),
        ("wrapped-log-key", &wrapped("log", "recovery")?),
    ] {
        examples.insert(name.to_owned(), armored(bytes)?);
    }
    let entry = std::fs::read_dir(folder.join(OBJECTS))?
        .next()
        .ok_or("no object")??;
    examples.insert(
        "object-name".to_owned(),
        format!("{OBJECTS}/{}", entry.file_name().to_string_lossy()),
    );
    let object = std::fs::read(entry.path())?;
    examples.insert("object".to_owned(), armored(&object)?);
    let header: Vec<u8> = object
        .split_inclusive(|byte| *byte == b'\n')
        .take_while(|line| !line.starts_with(b"---"))
        .flatten()
        .copied()
        .collect();
    examples.insert("object-header".to_owned(), String::from_utf8(header)?);

    let identity = opened(&for_recovery, &Identity::parse(recovery)?)?;
    let identity = String::from_utf8(identity)?;
    let tar = opened(&object, &Identity::parse(identity.trim_end())?)?;
    for (name, path) in [
        ("manifest", archive::MANIFEST_PATH),
        ("digests", archive::DIGESTS_PATH),
    ] {
        let at = tar
            .windows(path.len())
            .position(|window| window == path.as_bytes())
            .ok_or("no such entry")?;
        let json: Vec<u8> = tar
            .iter()
            .skip(at + 512)
            .take_while(|byte| **byte != 0)
            .copied()
            .collect();
        examples.insert(name.to_owned(), String::from_utf8(json)?);
    }
    Ok(())
}

fn opened(sealed: &[u8], identity: &Identity) -> Result<Vec<u8>, Failure> {
    let mut plain = Vec::new();
    let keys = Keys::Identities(std::slice::from_ref(identity));
    open(&mut &*sealed, &mut plain, &keys, &mut NoProgress)?;
    Ok(plain)
}

fn carry(
    vault: &mut Vault,
    member: &Member,
    home: &Path,
    people: &People,
    hand: &Hand,
    examples: &mut Examples,
) -> Result<(), Failure> {
    hand.set("2026-05-12T09:00")?;
    let stick = NewCarrier {
        carrier_type: CarrierType::UsbFlash,
        owner: CarrierOwner::Contractor,
        model: Some(text("USBメモリ 16GB")?),
        serial: Some(text("USB-0001")?),
        management_no: Some(text("乙-USB-01")?),
        seal_no: None,
        finder_contact: Some(text("027-000-0001")?),
        hardware_encryption: false,
        place: None,
    };
    vault.act(
        member,
        &Asked::now(member.id(), Act::RegisterCarrier(stick)),
    )?;
    let request = carry_request()?;
    let asked = Asked::now(member.id(), Act::Request(Box::new(request.clone())));
    let requested = vault.request(member, asked, request)?;
    examples.insert("request".to_owned(), requested.note.as_str().to_owned());

    hand.set("2026-05-12T11:00")?;
    let read = office::read_request(requested.note.as_bytes())?;
    let approving = Approving {
        number: Some(text("税第56号")?),
        date: Some(hand.now().date()),
        ..Approving::default()
    };
    let decision = office::approve(&read, &people.officer, approving, hand.now())?;
    examples.insert("decision".to_owned(), decision.as_str().to_owned());
    hand.set("2026-05-12T11:05")?;
    vault.import(member, decision.as_bytes(), None)?;

    let journey: JourneyId = "J-0001".parse()?;
    let brief = Act::Brief {
        journey,
        explained_by: None,
    };
    vault.act(member, &Asked::now(member.id(), brief))?;
    hand.set("2026-05-12T13:00")?;
    let target = home.join("C-0002.age");
    let carrying = Carrying {
        journey,
        carrier: "C-0002".parse()?,
        load: CarryLoad::Package {
            source: None,
            to: PackTo::recipients(vec![(text("H-001")?, people.manager.recipient())]),
            target: target.clone(),
            replace: false,
            sent: None,
        },
        seal_intact: true,
        remark: None,
        contact: Some(text("027-000-0001")?),
    };
    let asked = Asked::now(
        member.id(),
        Act::Brief {
            journey,
            explained_by: None,
        },
    );
    vault.carry(member, asked, carrying, &mut NoProgress)?;
    let package = std::fs::read(&target)?;
    examples.insert("package".to_owned(), armored(&package)?);
    let header = Header::read(&mut &package[..])?;
    let shown = String::from_utf8(header.bytes().to_vec())?;
    examples.insert("package-header".to_owned(), shown);
    let tag = tag_of(header.stanzas())?.ok_or("no tag")?;
    examples.insert("tag".to_owned(), String::from_utf8(tag.to_vec())?);
    Ok(())
}

fn carry_request() -> Result<NewRequest, Failure> {
    let stick: CarrierId = "C-0002".parse()?;
    let original: InstanceId = "A-0001/1".parse()?;
    let person: PersonId = "H-001".parse()?;
    let (from, to): (PlaceId, PlaceId) = ("L-01".parse()?, "L-02".parse()?);
    Ok(NewRequest {
        text_digest: None,
        extends: None,
        draft: false,
        grant: Grant::Carry {
            copies_included: 1,
            disposal_preapproved: Vec::new(),
            encryption_exempt: None,
            paper_allowed: false,
        },
        scope: Scope {
            instances: vec![original],
            destinations: vec![to],
            carriers: vec![stick],
            persons: vec![person],
            ..Scope::default()
        },
        uses: Uses::SINGLE,
        reason: text("高崎作業室における障害調査のため")?,
        particulars: RequestParticulars::Carry {
            journey: Some(NewJourney {
                persons: vec![person],
                instances: vec![original],
                carrier: Some(stick),
                from,
                to,
                purpose: JourneyPurpose::Work,
                departure: "2026-05-12T13:00:00+09:00".parse()?,
                arrival: "2026-05-12T14:00:00+09:00".parse()?,
                back: Some("2026-05-12T18:00:00+09:00".parse()?),
                route: text("自動車、国道17号")?,
                key_handover: text("媒体に鍵を置かない")?,
            }),
        },
    })
}

fn give_back(
    vault: &mut Vault,
    member: &Member,
    home: &Path,
    people: &People,
    hand: &Hand,
    examples: &mut Examples,
) -> Result<(), Failure> {
    hand.set("2026-05-13T09:00")?;
    let officer: PersonId = vault
        .register()?
        .people
        .values()
        .find(|person| person.is_client())
        .map(|person| person.id)
        .ok_or("nobody of 甲")?;
    let giving = GivingBack {
        contact: None,
        instances: vec!["A-0001/1".parse()?],
        to: officer,
        whole: false,
        folder: home.to_owned(),
    };
    let asked = Asked::now(
        member.id(),
        Act::Return {
            instances: giving.instances.clone(),
            to: officer,
            whole: false,
            packages: BTreeMap::new(),
            text_digest: None,
        },
    );
    let given = vault.give_back(member, asked, &giving, &mut NoProgress)?;
    let note = std::fs::read_to_string(&given.note)?;
    hand.set("2026-05-13T11:00")?;
    let returned = office::read_return(note.as_bytes())?;
    let receipt = office::receipt(&returned, &people.officer, &[], None, hand.now())?;
    examples.insert("return".to_owned(), note);
    examples.insert("receipt".to_owned(), receipt.as_str().to_owned());
    hand.set("2026-05-13T11:05")?;
    vault.import(member, receipt.as_bytes(), None)?;
    Ok(())
}

fn declare(vault: &Vault, examples: &mut Examples) -> Result<(), Failure> {
    let declaration = Declaration {
        vault: text(&vault.settings().origin)?,
        declared_at: "2026-05-12T19:30:00+09:00".parse()?,
        declared_by: Some("H-001".parse()?),
        instances: Vec::new(),
        journey: Some("J-0001".parse()?),
        carrier: None,
        kind: None,
        suspected: false,
        keys_lost: None,
        last_seen: Some("2026-05-12T18:30:00+09:00".parse()?),
        place: Some(text("高崎駅")?),
        circumstances: None,
    };
    let place = tempfile::tempdir()?;
    let path = declaration.leave(place.path())?;
    examples.insert("declaration".to_owned(), std::fs::read_to_string(path)?);
    Ok(())
}

/// The leaves' hashes, as the nodes a proof is made of.
struct Leaves(Vec<Hash>);

impl NodeReader for Leaves {
    type Error = std::convert::Infallible;

    fn node(&self, node: NodeId) -> Result<Option<Hash>, Self::Error> {
        let width = 1_usize << node.level;
        let start = node.index as usize * width;
        Ok(self.0.get(start..start + width).map(root_of))
    }
}

/// RFC 6962, 2.1, word for word.
fn root_of(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => custody_core::ledger::empty_root(),
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
            custody_core::ledger::node_hash(&root_of(left), &root_of(right))
        }
    }
}

fn ledger(vault: &Vault, examples: &mut Examples) -> Result<(), Failure> {
    let mut hashes = Vec::new();
    let mut table = String::new();
    let mut kinds = String::new();
    let mut last = Ok(());
    vault.each_record(0, |listed| {
        let seq = listed.record.seq.0;
        let hash = leaf_hash(listed.note.as_bytes());
        last = writeln!(table, "{seq} {}", hash.to_hex());
        last = writeln!(kinds, "{seq} {}", listed.record.event.kind());
        hashes.push(hash);
        if listed.record.event.kind() == "source_removed" {
            examples.insert("record-note".to_owned(), listed.note.clone());
        }
        examples.insert(format!("leaf-{seq}"), listed.note);
        Ok(())
    })?;
    last?;
    examples.insert("leaf-hashes".to_owned(), table);
    examples.insert("leaf-kinds".to_owned(), kinds);
    examples.insert("checkpoint".to_owned(), vault.head()?.checkpoint);

    let size = TreeSize(hashes.len() as u64);
    let leaves = Leaves(hashes);
    let lines = |proof: Vec<Hash>| -> String {
        proof
            .iter()
            .map(|hash| format!("{}\n", hash.to_base64()))
            .collect()
    };
    let index = LeafIndex(2);
    let proof = inclusion_proof(index, size, &leaves).map_err(|error| format!("{error:?}"))?;
    examples.insert(
        "inclusion-proof".to_owned(),
        format!("leaf {index} of {size}\n{}", lines(proof)),
    );
    let older = TreeSize(6);
    let proof = consistency_proof(older, size, &leaves).map_err(|error| format!("{error:?}"))?;
    let root = root_of(leaves.0.get(..6).unwrap_or_default());
    examples.insert(
        "consistency-proof".to_owned(),
        format!("{older} {} to {size}\n{}", root.to_base64(), lines(proof)),
    );
    Ok(())
}
