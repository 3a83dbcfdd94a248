//! Packages sealed on all cores: the same bytes as one thread makes, and read back against their files.

use super::*;
use crate::seal::stream::steady::{fill_at, put_at};
use crate::seal::{Blake3Digest, Part, inspect};

/// More than a few segments of small files, and files that are cut by every edge there is.
fn many(folder: &Path) {
    let content = |len: usize| -> Vec<u8> { (0..len).map(|i| (i * 31 + len) as u8).collect() };
    for number in 0..600 {
        let path = folder.join(format!("small/{:02}/{number}", number % 50));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content(number * 13)).unwrap();
    }
    for len in [0, 1, 511, 512, 65_536, 65_537, 524_288, 2_000_000] {
        fs::write(folder.join(format!("{len}")), content(len)).unwrap();
    }
    write(folder, &[(&long("末尾"), b"deep")]);
}

fn part_of(place: &TempDir) -> Part {
    Part::create(&place.path().join("p.age"), true).unwrap()
}

fn to(key: &Identity) -> To {
    To::Recipients(vec![key.recipient()])
}

#[test]
fn all_cores_make_the_same_package_as_one() {
    let place = place();
    let key = Identity::generate().unwrap();
    let folder = place.path().join("in");
    many(&folder);
    let empty = place.path().join("empty");
    fs::create_dir(&empty).unwrap();
    let one = folder.join("65536");
    for path in [&folder, &empty, &one, &folder.join("0")] {
        let (alone, packed_alone) = packed(&[path]);
        let sources = collect(&[path]).unwrap();
        let part = part_of(&place);
        let package = seal_package(&sources, &part, &to(&key), SALT, &mut NoProgress).unwrap();
        assert_eq!(package.packed, packed_alone);
        package.read_back(&part, &mut NoProgress).unwrap();

        let bytes = fs::read(part.path()).unwrap();
        assert_eq!(package.sealed.blake3, Blake3Digest::of(&bytes));
        assert_eq!(package.sealed.sealed_len, bytes.len() as u64);
        let payload = inspect(&mut &bytes[..]).unwrap().payload;
        assert_eq!(payload, package.sealed.payload);
        let mut opened = Vec::new();
        let keys = Keys::Identities(std::slice::from_ref(&key));
        let mut reader = open_reader(&bytes[..], &keys).unwrap();
        reader.read_to_end(&mut opened).unwrap();
        assert!(opened == alone);
    }
}

#[test]
fn s17_a_package_that_reads_back_differently_is_told_with_its_place() {
    let place = place();
    let key = Identity::generate().unwrap();
    let folder = place.path().join("in");
    many(&folder);
    let sources = collect(&[&folder]).unwrap();
    let part = part_of(&place);
    let package = seal_package(&sources, &part, &to(&key), SALT, &mut NoProgress).unwrap();
    let len = package.sealed.sealed_len;
    let medium = fs::File::options()
        .read(true)
        .write(true)
        .open(part.path())
        .unwrap();
    for at in [30, len / 2, len - 1] {
        let mut byte = [0];
        fill_at(&medium, &mut byte, at).unwrap();
        put_at(&medium, &[byte[0] ^ 1], at).unwrap();
        let error = package.read_back(&part, &mut NoProgress).unwrap_err();
        let ArchiveError::Seal(SealError::ReadBack { offset }) = error else {
            panic!("{error:?}")
        };
        assert!(offset <= at && at - offset < 65_552, "{offset} {at}");
        put_at(&medium, &byte, at).unwrap();
    }
    package.read_back(&part, &mut NoProgress).unwrap();

    // The medium is right, but a file is another than was packed, of the same length and time.
    let file = folder.join("small/07/407");
    let time = fs::metadata(&file).unwrap().modified().unwrap();
    let changed = fs::File::options().write(true).open(&file).unwrap();
    put_at(&changed, b"x", 0).unwrap();
    changed.set_modified(time).unwrap();
    let error = package.read_back(&part, &mut NoProgress).unwrap_err();
    assert_eq!(error.code(), 3, "{error:?}");
}

#[test]
fn s15_a_file_that_changes_while_a_package_is_sealed_is_a_conflict() {
    let place = place();
    let key = Identity::generate().unwrap();
    let folder = place.path().join("in");
    many(&folder);
    let large = folder.join("2000000");
    for grows in [true, false] {
        fs::write(&large, vec![7; 2_000_000]).unwrap();
        let sources = collect(&[&folder]).unwrap();
        let mut changed = false;
        let mut then = |bytes| {
            if bytes > 0 && !changed {
                changed = true;
                let file = fs::File::options().append(true).open(&large).unwrap();
                file.set_len(if grows { 3_000_000 } else { 1_000_000 })
                    .unwrap();
            }
            ControlFlow::Continue(())
        };
        let sealed = seal_package(&sources, &part_of(&place), &to(&key), SALT, &mut then);
        let error = sealed.map(|package| package.packed).unwrap_err();
        assert!(
            matches!(&error, ArchiveError::Changed { path } if *path == large),
            "{error:?}"
        );
        assert_eq!(error.code(), 8);
    }
    fs::write(&large, vec![7; 2_000_000]).unwrap();
    let sources = collect(&[&folder]).unwrap();
    let mut stop = |_| ControlFlow::Break(());
    let sealed = seal_package(&sources, &part_of(&place), &to(&key), SALT, &mut stop);
    let error = sealed.map(|package| package.packed).unwrap_err();
    assert_eq!(error.code(), 130);
}
