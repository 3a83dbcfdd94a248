//! The tag of a package, row S23 of the reliability bar: with no key, a package is the recorded one, or it is not.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use custody_core::note::VerifierKey;
use custody_core::record::{Event, InstanceId};
use custody_core::rules::Act;
use custody_core::seal::header::{Header, Stanza};
use custody_core::seal::{
    FileKey, Identity, NoProgress, Part, Passphrase, Steady, TAG_STANZA, To, inspect, seal_untagged,
};
use custody_core::vault::documents::TagDocument;
use custody_core::vault::{
    Carrying, Check, PackTo, StandingClock, Vault, VaultError, Verdict, verify_package,
};
use custody_tests::office::*;
use custody_tests::page::block;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// An office whose A-0001/1 was carried out as a package for T.
struct Carried {
    office: Office,
    package: PathBuf,
}

impl Carried {
    fn out_of(place: &Path) -> Self {
        let mut office = Office::found(place);
        let lent = office.path("甲からの受領 その１");
        lend(&lent);
        office.receive(&[lent]).unwrap();
        office.permit(ask_carry("A-0001/1"));
        office.brief("J-0001").unwrap();
        let package = office.path(STICK).join("一式.age");
        office.carry("J-0001", &package).unwrap();
        Self { office, package }
    }

    fn file(&self) -> Vec<u8> {
        fs::read(&self.package).unwrap()
    }

    fn put(&self, bytes: &[u8]) {
        fs::write(&self.package, bytes).unwrap();
    }

    fn verified(
        &self,
        trusted: &[VerifierKey],
    ) -> Result<(Verdict, Option<TagDocument>), VaultError> {
        verify_package(&self.package, None, trusted)
    }
}

fn header(file: &[u8]) -> Header {
    Header::read(&mut &file[..]).unwrap()
}

/// A file with other stanzas before the same payload, as somebody without a key writes it: its MAC is nobody's.
fn with_stanzas(file: &[u8], stanzas: Vec<Stanza>) -> Vec<u8> {
    let payload = &file[header(file).bytes().len()..];
    let forged = Header::seal(stanzas, &FileKey::generate().unwrap()).unwrap();
    [forged.bytes(), payload].concat()
}

/// The tag put in the place of the one that is there.
fn with_tag(file: &[u8], tag: &[u8]) -> Vec<u8> {
    let stanzas = header(file).stanzas().to_vec();
    let changed = stanzas.into_iter().map(|stanza| match stanza.kind() {
        TAG_STANZA => stanza.with_body(tag.to_vec()),
        _ => stanza,
    });
    with_stanzas(file, changed.collect())
}

fn tag(file: &[u8]) -> Vec<u8> {
    let header = header(file);
    let mut stanzas = header.stanzas().iter();
    let tag = stanzas.find(|stanza| stanza.kind() == TAG_STANZA);
    tag.unwrap().body().to_vec()
}

#[test]
fn s23_a_package_proves_without_a_key_that_it_is_the_recorded_one() {
    let place = tempfile::tempdir().unwrap();
    let carried = Carried::out_of(place.path());
    let (verdict, document) = carried.verified(&[]).unwrap();
    let document = document.unwrap();
    let signer = VerifierKey::parse(document.signer.as_str()).unwrap();
    assert!(verdict.checks.contains(&Check::SignerNotTrusted {
        key: signer.to_string()
    }));
    let (verdict, _) = carried.verified(&[signer]).unwrap();
    assert!(verdict.checks.iter().all(Check::is_good), "{verdict:?}");

    assert_eq!(document.contact.unwrap().as_str(), "027-000-0001");
    let mut named = None;
    let each = carried.office.vault.each_record(0, |listed| {
        if Some(listed.record.seq.0) == document.record {
            named = Some(listed.record);
        }
        Ok(())
    });
    each.unwrap();
    let Event::CarriedOut { packages, .. } = named.unwrap().event else {
        panic!("the tag names the departure");
    };
    let object = packages[0].content.clone().unwrap().object.unwrap();
    assert_eq!(object.package, document.package);
    assert_eq!(object.payload_digest, document.payload_digest);
    assert_eq!(object.payload_bytes, document.payload_bytes);
    assert!(!carried.package.with_file_name("一式.age.tag").exists());
}

#[test]
fn s23_a_tag_that_its_own_vault_has_no_record_of_is_told() {
    let place = tempfile::tempdir().unwrap();
    let mut carried = Carried::out_of(place.path());
    let (_, document) = carried.verified(&[]).unwrap();
    let document = document.unwrap();
    let given = carried.office.give_back(&["A-0001/1"]).unwrap();
    let vault = &carried.office.vault;
    let (_, returned) = verify_package(&given.packages[0], None, &[]).unwrap();
    for tag in [&document, &returned.unwrap()] {
        let seq = tag.record.unwrap();
        assert_eq!(vault.compare_tag(tag).unwrap(), Check::OnRecord(seq));
    }
    // A member signs what was never recorded, or what was recorded otherwise.
    let text = |text: &str| text.parse().unwrap();
    let claims = [
        TagDocument {
            record: Some(0),
            ..document.clone()
        },
        TagDocument {
            record: Some(1_000_000),
            ..document.clone()
        },
        TagDocument {
            package: text("0123456789abcdef0123456789abcdef"),
            ..document.clone()
        },
        TagDocument {
            payload_bytes: document.payload_bytes + 1,
            ..document.clone()
        },
        TagDocument {
            vault: text("vault-00000000000000000000"),
            ..document.clone()
        },
    ];
    for claim in claims {
        assert_eq!(
            vault.compare_tag(&claim).unwrap_err().code(),
            3,
            "{claim:?}"
        );
    }
    let beside = TagDocument {
        record: None,
        ..document
    };
    assert_eq!(vault.compare_tag(&beside).unwrap(), Check::NoRecord);
}

#[test]
fn s23_the_tag_says_nothing_of_the_content_nor_of_the_prefecture() {
    let place = tempfile::tempdir().unwrap();
    let carried = Carried::out_of(place.path());
    let header = header(&carried.file());
    let clear = String::from_utf8_lossy(&tag(&carried.file())).into_owned();
    let register = carried.office.vault.register().unwrap();
    let id: InstanceId = of("A-0001/1");
    let asset = &register.assets[&id.asset];
    let contract = register.contract.as_ref().unwrap();
    for secret in [
        asset.title.as_str(),
        asset.info_category.as_str(),
        contract.client_office.as_str(),
        contract.contractor_name.as_str(),
        contract.number.as_str(),
        "A-0001",
    ] {
        assert!(!clear.contains(secret), "{secret} in {clear}");
    }
    assert!(header.bytes().len() < 4096);
}

#[test]
fn s23_each_changed_byte_of_the_tag_is_told() {
    let place = tempfile::tempdir().unwrap();
    let carried = Carried::out_of(place.path());
    let file = carried.file();
    let good = tag(&file);
    for at in 0..good.len() {
        let mut edited = good.clone();
        edited[at] ^= 1 << (at % 8);
        carried.put(&with_tag(&file, &edited));
        let error = carried.verified(&[]).unwrap_err();
        assert_eq!(error.code(), 3, "byte {at}: {error}");
    }
    for edited in [
        &b""[..],
        &good[..good.len() - 1],
        &[&good[..], b"\n"].concat(),
    ] {
        carried.put(&with_tag(&file, edited));
        assert_eq!(carried.verified(&[]).unwrap_err().code(), 3);
    }
    carried.put(&file);
    carried.verified(&[]).unwrap();
}

#[test]
fn s23_a_payload_that_changed_under_a_good_tag_is_told() {
    let place = tempfile::tempdir().unwrap();
    let carried = Carried::out_of(place.path());
    let file = carried.file();
    let start = header(&file).bytes().len();
    for at in [
        start,
        start + 15,
        start + 16,
        (start + file.len()) / 2,
        file.len() - 1,
    ] {
        let mut changed = file.clone();
        changed[at] ^= 1;
        carried.put(&changed);
        let error = carried.verified(&[]).unwrap_err();
        assert_eq!(error.code(), 3, "{at}: {error}");
    }
    for changed in [&file[..file.len() - 1], &[&file[..], b"x"].concat()] {
        carried.put(changed);
        assert_eq!(carried.verified(&[]).unwrap_err().code(), 3);
    }
}

#[test]
fn s23_a_tag_of_another_package_two_tags_and_one_cut_out_are_told_apart() {
    let place = tempfile::tempdir().unwrap();
    let mut carried = Carried::out_of(place.path());
    let file = carried.file();
    carried.office.give_back(&["A-0001/1"]).unwrap();
    let other = fs::read(carried.office.path(OUT).join("A-0001-1.age")).unwrap();
    assert_ne!(tag(&file), tag(&other));
    carried.put(&with_tag(&file, &tag(&other)));
    assert_eq!(carried.verified(&[]).unwrap_err().code(), 3);

    let stanzas = header(&file).stanzas().to_vec();
    let twice = stanzas.iter().chain(stanzas.last()).cloned().collect();
    carried.put(&with_stanzas(&file, twice));
    assert_eq!(carried.verified(&[]).unwrap_err().code(), 3);

    let without = stanzas
        .into_iter()
        .filter(|stanza| stanza.kind() != TAG_STANZA);
    carried.put(&with_stanzas(&file, without.collect()));
    let (verdict, document) = carried.verified(&[]).unwrap();
    assert_eq!((verdict.checks, document), (vec![Check::Untagged], None));
}

#[test]
fn what_is_returned_is_tagged_with_the_record_of_the_return() {
    let place = tempfile::tempdir().unwrap();
    let mut carried = Carried::out_of(place.path());
    let given = carried.office.give_back(&["A-0001/1"]).unwrap();
    let (_, document) = verify_package(&given.packages[0], None, &[]).unwrap();
    assert_eq!(document.unwrap().record, Some(given.done.records[0].seq.0));
}

/// What lies sealed on a medium is as easily lost as what is carried out.
#[test]
fn what_is_sealed_in_place_tells_whom_the_finder_of_its_medium_calls() {
    let place = tempfile::tempdir().unwrap();
    let mut office = Office::found(place.path());
    let plain = office.path(STICK).join("平文");
    lend(&plain);
    office
        .receive_on_stick(std::slice::from_ref(&plain))
        .unwrap();
    let sealed = office.path(STICK).join("封緘.age");
    let done = office.pack_in_place("A-0001/1", &plain, &sealed).unwrap();
    let (_, document) = verify_package(&sealed, None, &[]).unwrap();
    let document = document.unwrap();
    assert_eq!(document.record, Some(done.records[0].seq.0));
    let register = office.vault.register().unwrap();
    let finder = register.carriers[&stick()].finder_contact.clone();
    assert!(finder.is_some());
    assert_eq!(document.contact, finder);
}

/// Somebody else records something while a package is being written: its tag names the record that came of it all the same.
#[test]
fn the_tag_names_the_record_that_is_made_whatever_comes_before_it() {
    let place = tempfile::tempdir().unwrap();
    let mut office = Office::found(place.path());
    let lent = office.path("甲からの受領 その１");
    lend(&lent);
    office.receive(&[lent]).unwrap();
    office.permit(ask_carry("A-0001/1"));
    office.brief("J-0001").unwrap();
    let package = office.path(STICK).join("一式.age");
    let member = office.member(Who::Worker);
    let to = office.vault.addressed(Who::Officer.id()).unwrap();
    let source = of("A-0001/1");
    let carrying = Carrying::package(of("J-0001"), stick(), source, to, package.clone());
    let asked = member.asks(carrying.act());
    let before = office.vault.head().unwrap().size;
    let folder = office.path(VAULT);
    let mut others = 0;
    let mut meanwhile = |_| {
        if others == 0 {
            let clock = Box::new(StandingClock(of(NOW)));
            let mut other = Vault::open_with(&folder, clock).unwrap();
            let act = Act::Brief {
                journey: of("J-0001"),
                explained_by: None,
            };
            other.act(&member, &member.asks(act)).unwrap();
        }
        others += 1;
        ControlFlow::Continue(())
    };
    let done = office
        .vault
        .carry(&member, asked, carrying, &mut meanwhile)
        .unwrap();
    assert!(others > 0);
    assert_eq!(done.records[0].seq.0, before + 1);
    let (_, document) = verify_package(&package, None, &[]).unwrap();
    assert_eq!(document.unwrap().record, Some(before + 1));
    office.vault.verify().unwrap();
}

#[test]
fn s23_a_tag_is_read_out_of_the_text_form_too() {
    let place = tempfile::tempdir().unwrap();
    let carried = Carried::out_of(place.path());
    let armored = |file: &[u8]| {
        let columns = STANDARD.encode(file);
        let lines = columns.as_bytes().chunks(64).map(String::from_utf8_lossy);
        let lines: Vec<String> = lines.map(|line| format!("{line}\n")).collect();
        let (begin, end) = ("BEGIN AGE ENCRYPTED FILE", "END AGE ENCRYPTED FILE");
        format!("-----{begin}-----\n{}-----{end}-----\n", lines.concat())
    };
    let mut file = carried.file();
    carried.put(armored(&file).as_bytes());
    let (verdict, _) = carried.verified(&[]).unwrap();
    assert!(
        verdict
            .checks
            .iter()
            .any(|check| matches!(check, Check::Payload { .. }))
    );
    *file.last_mut().unwrap() ^= 1;
    carried.put(armored(&file).as_bytes());
    assert_eq!(carried.verified(&[]).unwrap_err().code(), 3);
}

#[test]
fn stock_age_opens_a_tagged_file_however_long_its_tag() {
    let age = Command::new("age")
        .arg("--version")
        .stdout(Stdio::null())
        .status();
    assert!(
        age.is_ok_and(|status| status.success()),
        "this test runs the stock `age`, which is not here: install it with `apt-get install age`"
    );
    let place = tempfile::tempdir().unwrap();
    let path = |name: &str| place.path().join(name);
    let key = Identity::generate().unwrap();
    fs::write(path("key"), format!("{}\n", *key.expose())).unwrap();
    let to = To::Recipients(vec![key.recipient()]);
    for tag_len in [0, 1, 47, 48, 49, 700, 10_240] {
        for len in [0, 1, 65_535, 65_536, 65_537, 400_000] {
            let content: Vec<u8> = (0..len).map(|i| (i * 7 + i / 253) as u8).collect();
            fs::write(path("plain"), &content).unwrap();
            let source = Steady::open(&path("plain")).unwrap();
            let part = Part::create(&path("sealed.age"), true).unwrap();
            let untagged = seal_untagged(&source, &part, &to, tag_len, &mut NoProgress).unwrap();
            untagged.tagged(&part, &vec![b'x'; tag_len]).unwrap();
            part.commit().unwrap();
            let output = Command::new("age")
                .current_dir(place.path())
                .args(["-d", "-i", "key", "sealed.age"])
                .output()
                .unwrap();
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{tag_len} {len}: {said}");
            assert!(output.stdout == content, "{tag_len} {len}");
        }
    }
}

/// A package that a passphrase opens can hold no tag (age allows nothing beside that stanza): there it lies beside it, as it
/// lay beside every package once.
#[test]
fn a_tag_beside_a_package_is_checked_as_one_inside() {
    let place = tempfile::tempdir().unwrap();
    let mut office = Office::found(place.path());
    let lent = office.path("甲からの受領 その１");
    lend(&lent);
    office.receive(&[lent]).unwrap();
    office.permit(ask_carry("A-0001/1"));
    office.brief("J-0001").unwrap();
    let package = office.path(STICK).join("一式.age");
    let passphrase = Passphrase::new("赤城山の風は今日も冷たい".as_bytes().to_vec().into());
    let to = PackTo::passphrase(passphrase.unwrap()).unwrap();
    office.carry_to("J-0001", &package, to).unwrap();
    let seen = inspect(&mut fs::File::open(&package).unwrap()).unwrap();
    assert_eq!(seen.stanzas.len(), 1);
    let tag = fs::read(package.with_file_name("一式.age.tag")).unwrap();
    let (verdict, document) = verify_package(&package, Some(&tag), &[]).unwrap();
    assert!(
        verdict
            .checks
            .iter()
            .any(|check| matches!(check, Check::Payload { .. }))
    );
    assert!(document.unwrap().record.is_some());
    for at in 0..tag.len() {
        let mut edited = tag.clone();
        edited[at] ^= 1;
        let error = verify_package(&package, Some(&edited), &[]).unwrap_err();
        assert!(matches!(error.code(), 3 | 6), "{at}: {error}");
    }
    let (verdict, _) = verify_package(&package, None, &[]).unwrap();
    assert_eq!(verdict.checks, [Check::Untagged]);
}

/// The program of `docs/formats.md` 7.5, which shares no code with this one, says the same of every case.
#[test]
fn s23_the_pages_own_program_agrees() {
    let needs =
        "import nacl.signing, subprocess; subprocess.run(['b3sum', '--version'], check=True)";
    let there = Command::new("python3")
        .args(["-c", needs])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    if !there.is_ok_and(|status| status.success()) {
        eprintln!(
            "skipped: the program of docs/formats.md 7.5, for want of python3, python3-nacl and b3sum"
        );
        return;
    }
    let place = tempfile::tempdir().unwrap();
    let mut carried = Carried::out_of(place.path());
    let program = carried.office.path("check.py");
    fs::write(&program, block("check-tag")).unwrap();
    let checked = |file: &[u8]| {
        let path = program.with_extension("age");
        fs::write(&path, file).unwrap();
        let output = Command::new("python3")
            .env("PYTHONUTF8", "1")
            .args([&program, &path])
            .output()
            .unwrap();
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8_lossy(&said).into_owned();
        (output.status.success(), said)
    };
    let file = carried.file();
    let (good, said) = checked(&file);
    assert!(good && said.contains("027-000-0001"), "{said}");

    let good = tag(&file);
    for at in (0..good.len()).step_by(41) {
        let mut edited = good.clone();
        edited[at] ^= 1 << (at % 8);
        assert!(!checked(&with_tag(&file, &edited)).0, "byte {at}");
    }
    let mut changed = file.clone();
    *changed.last_mut().unwrap() ^= 1;
    assert!(!checked(&changed).0);
    carried.office.give_back(&["A-0001/1"]).unwrap();
    let other = fs::read(carried.office.path(OUT).join("A-0001-1.age")).unwrap();
    assert!(checked(&other).0);
    assert!(!checked(&with_tag(&file, &tag(&other))).0);
    let stanzas = header(&file).stanzas().to_vec();
    let without = stanzas
        .into_iter()
        .filter(|stanza| stanza.kind() != TAG_STANZA);
    let (good, said) = checked(&with_stanzas(&file, without.collect()));
    assert!(!good && said.contains("untagged"), "{said}");
}
