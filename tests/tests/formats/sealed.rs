//! Section 7: the sealed object, the package and its tag.

use crate::keys::instance_identity;
use crate::ledger::{key_of, register};
use crate::page::Page;
use crate::vault_folder::settings;
use custody_core::record::instance::{Content, SealedObject};
use custody_core::record::{Event, Record};
use custody_core::seal::archive::{self, DIGESTS_PATH, MANIFEST_PATH};
use custody_core::seal::{
    Blake3Digest, Identity, Keys, NoProgress, Sha256Digest, header::Header, inspect, open_reader,
    tag_of,
};
use custody_core::vault::documents::TagDocument;
use custody_core::vault::{Check, verify_package};
use std::io::Read as _;

/// What record 1 says of the object.
fn content(page: &Page) -> Content {
    let record: Record = serde_json::from_str(page.leaves()[1].lines().nth(1).unwrap()).unwrap();
    let Event::AssetReceived { instance, .. } = record.event else {
        panic!("record 1 receives the asset");
    };
    instance.content.unwrap()
}

fn plaintext(sealed: &[u8], identity: &Identity) -> Vec<u8> {
    let mut plain = Vec::new();
    open_reader(sealed, &Keys::Identities(std::slice::from_ref(identity)))
        .unwrap()
        .read_to_end(&mut plain)
        .unwrap();
    plain
}

fn assert_is(file: &[u8], object: &SealedObject) {
    assert_eq!(file.len() as u64, object.bytes);
    assert_eq!(Blake3Digest::of(file).to_string(), object.digest.as_str());
    let seen = inspect(&mut &*file).unwrap();
    assert_eq!(seen.payload.len, object.payload_bytes);
    assert_eq!(
        seen.payload.blake3.to_string(),
        object.payload_digest.as_str()
    );
    let payload = &file[usize::try_from(seen.header_len).unwrap()..];
    assert_eq!(Blake3Digest::of(payload), seen.payload.blake3);
}

#[test]
fn the_object_is_what_its_record_says() {
    let page = Page::read();
    let file = page.dearmored("object");
    let object = content(&page).object.unwrap();
    assert_is(&file, &object);
    let name = format!("objects/{}.age", object.package);
    assert_eq!(page.line("object-name"), name);
    let header = Header::read(&mut &file[..]).unwrap();
    let shown = page.example("object-header");
    assert!(header.bytes().starts_with(shown.as_bytes()));
    let last = std::str::from_utf8(&header.bytes()[shown.len()..]).unwrap();
    assert!(last.starts_with("--- "), "only the MAC is left out: {last}");
}

#[test]
fn the_object_holds_the_lists_and_what_they_promise() {
    let page = Page::read();
    let tar = plaintext(&page.dearmored("object"), &instance_identity(&page));
    let content = content(&page);
    let verified = archive::verify(&mut &tar[..], &mut NoProgress).unwrap();
    assert_eq!(
        verified.manifest_sha256.to_string(),
        content.manifest.as_str()
    );
    assert_eq!(
        verified.digests_sha256.to_string(),
        content.digests.as_str()
    );
    assert_eq!(
        (verified.files, verified.bytes),
        (content.files, content.bytes)
    );
    for (name, list) in [
        ("manifest", &content.manifest),
        ("digests", &content.digests),
    ] {
        let digest = Sha256Digest::of(page.line(name).as_bytes());
        assert_eq!(digest.to_string(), list.as_str());
    }
}

/// The bytes of the table in 7.3, without the core's reader.
#[test]
fn the_tar_is_laid_out_as_the_page_says() {
    let page = Page::read();
    let tar = plaintext(&page.dearmored("object"), &instance_identity(&page));
    assert_eq!(tar.len() % 512, 0);
    assert!(tar[tar.len() - 1024..].iter().all(|byte| *byte == 0));
    let manifest: serde_json::Value = serde_json::from_str(page.line("manifest")).unwrap();
    let file = &manifest["files"][0];
    let lists_end = 512 + page.line("manifest").len().next_multiple_of(512);
    let at = lists_end + usize::try_from(file["offset"].as_u64().unwrap()).unwrap();
    let size = usize::try_from(file["size"].as_u64().unwrap()).unwrap();
    let content = &tar[at..at + size];
    let digests: serde_json::Value = serde_json::from_str(page.line("digests")).unwrap();
    assert_eq!(
        Blake3Digest::of(content).to_string(),
        digests["files"][0]["blake3"]
    );
    assert_eq!(digests["salt"], manifest["salt"]);

    let path = file["path"].as_str().unwrap();
    let pax = format!("{} path={path}\n", path.len() + " path=\n".len() + 2);
    assert!(tar[lists_end + 512..].starts_with(pax.as_bytes()), "{pax}");
    let digests_at = at + size.next_multiple_of(512);
    for (start, name, size, kind) in [
        (0, MANIFEST_PATH, page.line("manifest").len(), b'0'),
        (lists_end, "PaxHeader", pax.len(), b'x'),
        (at - 512, "____________.csv", size, b'0'),
        (digests_at, DIGESTS_PATH, page.line("digests").len(), b'0'),
    ] {
        let header = &tar[start..start + 512];
        assert!(header.starts_with(format!("{name}\0").as_bytes()), "{name}");
        assert_eq!(&header[100..108], b"0000600\0");
        assert_eq!(&header[108..124], b"0000000\x000000000\0");
        assert_eq!(&header[124..136], format!("{size:011o}\0").as_bytes());
        assert_eq!(header[156], kind);
        assert_eq!(&header[257..265], b"ustar\x0000");
        assert_eq!(&header[329..345], b"0000000\x000000000\0");
        let rest = [157..257, 265..329, 345..512];
        assert!(
            rest.into_iter()
                .all(|range| header[range].iter().all(|b| *b == 0))
        );
    }
}

#[test]
fn the_tag_says_without_a_key_that_this_is_the_package() {
    let page = Page::read();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("C-0002.age");
    let file = page.dearmored("package");
    std::fs::write(&path, &file).unwrap();
    let record: Record = serde_json::from_str(page.leaves()[8].lines().nth(1).unwrap()).unwrap();
    let Event::CarriedOut { packages, .. } = record.event else {
        panic!("record 8 carries the package out");
    };
    let object = packages[0]
        .content
        .as_ref()
        .unwrap()
        .object
        .as_ref()
        .unwrap();
    assert_is(&file, object);

    let header = Header::read(&mut &file[..]).unwrap();
    assert_eq!(page.example("package-header").as_bytes(), header.bytes());
    let tag = page.example("tag");
    assert_eq!(tag_of(header.stanzas()).unwrap(), Some(tag.as_bytes()));
    let signer = key_of(&settings(&page).origin, &register(&page).people[&record.by]);
    let (verdict, document) = verify_package(&path, None, std::slice::from_ref(&signer)).unwrap();
    let document = document.unwrap();
    assert_eq!(document.signer.as_str(), signer.to_string());
    assert_eq!(document.package, object.package);
    assert_eq!(document.record, Some(8));
    assert!(verdict.checks.iter().all(Check::is_good), "{verdict:?}");

    // The object holds the same tar under another key: not this package, and untagged without the tag beside it.
    std::fs::write(&path, page.dearmored("object")).unwrap();
    let other = verify_package(&path, Some(tag.as_bytes()), std::slice::from_ref(&signer));
    assert_eq!(other.unwrap_err().code(), 3);
    let (verdict, _) = verify_package(&path, None, &[signer]).unwrap();
    assert_eq!(verdict.checks, [Check::Untagged]);
}

/// 7.5: the room that was left, and what fills it.
#[test]
fn the_tag_fills_the_room_that_was_left_for_it() {
    let page = Page::read();
    let tag = page.example("tag");
    let line = tag.lines().nth(1).unwrap();
    let document: TagDocument = serde_json::from_str(line).unwrap();
    let json = serde_json::to_string(&document).unwrap();
    let blanks = line.len() - json.len();
    let filled = format!(
        "{}{}}}",
        json.strip_suffix('}').unwrap(),
        " ".repeat(blanks)
    );
    assert_eq!(line, filled);
    let longest = TagDocument {
        record: Some(u64::MAX),
        payload_bytes: u64::MAX,
        ..document
    };
    assert_eq!(line.len(), serde_json::to_string(&longest).unwrap().len());
}

#[test]
fn the_package_opens_for_the_person_it_is_addressed_to() {
    let page = Page::read();
    let file = custody_core::keys::KeyFile::parse(page.example("key-file").as_bytes()).unwrap();
    let passphrase = page.line("passphrase").as_bytes().to_vec();
    let key = file
        .unlock(&custody_core::keys::Passphrase::new(passphrase.into()).unwrap())
        .unwrap();
    let tar = plaintext(&page.dearmored("package"), key.identity());
    assert_eq!(
        tar,
        plaintext(&page.dearmored("object"), &instance_identity(&page))
    );
}
