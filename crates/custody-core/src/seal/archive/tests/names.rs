//! Names that the place cannot hold, holds only once, or holds in bytes of its own (reliability.md, P6–P8, P14).

use std::path::PathBuf;

use super::forged::Forged;
use super::*;
use crate::seal::archive::ground::{Ground, Held};
use crate::seal::archive::stand_in::folded;
use crate::seal::archive::unpack::unpack_onto;

/// A folder that takes two names for one where they differ in case or form only, as those of Windows and macOS do.
/// The kernel that the tests run under has none.
struct Folding(Held);

fn fold(at: &Path) -> PathBuf {
    PathBuf::from(folded(at.to_str().unwrap()))
}

impl Ground for Folding {
    fn path(&self) -> &Path {
        self.0.path()
    }
    fn check_room(&self, len: u64) -> Result<(), ArchiveError> {
        self.0.check_room(len)
    }
    fn make_folder(&self, at: &Path) -> std::io::Result<()> {
        self.0.make_folder(&fold(at))
    }
    fn make_file(&self, at: &Path) -> std::io::Result<fs::File> {
        self.0.make_file(&fold(at))
    }
    fn is_folder(&self, at: &Path) -> bool {
        self.0.is_folder(&fold(at))
    }
    fn sync(&self, folders: &[PathBuf]) -> Result<(), ArchiveError> {
        let folded: Vec<PathBuf> = folders.iter().map(|at| fold(at)).collect();
        self.0.sync(&folded)
    }
    fn remove(self, files: &[PathBuf], folders: &[PathBuf]) {
        let folded = |all: &[PathBuf]| all.iter().map(|at| fold(at)).collect::<Vec<_>>();
        self.0.remove(&folded(files), &folded(folders));
    }
}

/// A package of files under any names.
fn package_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let place = place();
    let source = |(number, (path, content)): (usize, &(&str, &[u8]))| {
        let file = place.path().join(number.to_string());
        fs::write(&file, content).unwrap();
        Source::new(path, &file).unwrap()
    };
    let sources: Vec<Source> = files.iter().enumerate().map(source).collect();
    let mut package = Vec::new();
    pack(&sources, &mut package, SALT, &mut NoProgress).unwrap();
    package
}

#[test]
fn p07_names_that_a_folding_folder_takes_for_one_are_a_conflict_and_both_are_told() {
    for (first, second) in [
        ("A", "a"),
        ("ß", "SS"),
        ("x/Straße.csv", "x/STRASSE.csv"),
        ("Ordner/a", "ordner/b"),
        ("Å", "å"),
        ("が/a", "が/A"),
    ] {
        let package = package_of(&[(first, b"1"), (second, b"2")]);
        let place = place();
        // Both fit where names are kept apart.
        let apart = place.path().join("apart");
        unpack(&mut &package[..], &apart, &mut NoProgress).unwrap();
        assert_eq!(tree(&apart).len(), 2);

        let out = place.path().join("out");
        let mut begin = || Held::open(&out).map(Folding);
        let error = unpack_onto(
            &mut &package[..],
            StandIns::Here,
            &mut begin,
            &mut NoProgress,
        )
        .unwrap_err();
        let ArchiveError::SameName {
            first: one,
            second: other,
        } = &error
        else {
            panic!("{first}: {error:?}")
        };
        assert_eq!(error.code(), 8);
        assert!(first.starts_with(one.as_str()), "{one}");
        assert_eq!(other, second);
        assert!(!out.exists(), "neither was left, nor written over");
    }
    // か and ゛ apart from が is no name of a package: P1.
    let forged = Forged::new(&[("が", 1), ("か\u{3099}", 1)]).bytes();
    assert_eq!(list(&mut &forged[..]).unwrap_err().code(), 6);
}

#[test]
fn p06_p08_what_does_not_fit_lies_under_stand_ins_that_are_recorded() {
    let long = "あ".repeat(86);
    let files: [(&str, &[u8]); 5] = [
        ("CON", b"console"),
        ("x:y/prn.txt", b"printer"),
        ("x:y/plain", b"plain"),
        ("a.", b"dot"),
        (&long, b"long"),
    ];
    let package = package_of(&files);
    let place = place();
    let out = place.path().join("out");
    let unpacked = unpack_with(
        &mut &package[..],
        &out,
        StandIns::Everywhere,
        &mut NoProgress,
    )
    .unwrap();
    let mut found = tree(&out);
    let list = found.remove(STAND_INS_PATH).unwrap();
    let list: serde_json::Value = serde_json::from_slice(&list).unwrap();
    assert_eq!(list["names"], serde_json::json!(unpacked.stand_ins));
    let stand_in = |path: &str| {
        let mut names = unpacked.stand_ins.iter().filter(|one| one.path == path);
        names
            .next()
            .map_or(path.to_owned(), |one| one.stand_in.clone())
    };
    assert_eq!(stand_in("CON"), "_CON~1");
    assert_eq!(stand_in("x:y/prn.txt"), "_x_y~1/_prn~1.txt");
    for (path, content) in files {
        let at = match path {
            "x:y/plain" => "_x_y~1/plain".to_owned(),
            path => stand_in(path),
        };
        assert_eq!(found.remove(&at).as_deref(), Some(content), "{path}");
    }
    assert!(found.is_empty());
}

#[cfg(unix)]
#[test]
fn p14_names_that_are_not_unicode_or_not_nfc_come_back_byte_for_byte() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    let place = place();
    let raw: [&[u8]; 4] = [
        b"in/\xff\xfe",
        "in/か\u{3099}".as_bytes(),
        b"in/\x93\xfa\x96{/a",
        b"in/plain",
    ];
    for name in raw {
        let path = place.path().join(OsStr::from_bytes(name));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, name).unwrap();
    }
    let input = place.path().join("in");
    let error = collect(&[&input]).unwrap_err();
    assert!(matches!(error, ArchiveError::NotUnicode { .. }));
    assert_eq!(error.code(), 6);
    let leniency = Leniency {
        any_names: true,
        ..Leniency::default()
    };
    let collected = collect_with(&[&input], leniency).unwrap();
    let paths: Vec<&str> = collected.sources.iter().map(Source::path).collect();
    assert_eq!(
        paths,
        [
            "in/plain",
            "in/が",
            "in/\u{fffd}93\u{fffd}FA\u{fffd}96{/a",
            "in/\u{fffd}FF\u{fffd}FE"
        ]
    );
    let renamed = |source: &Source| source.cautions() == [Caution::Renamed];
    assert_eq!(
        collected.sources.iter().map(renamed).collect::<Vec<_>>(),
        [false, true, true, true]
    );
    let mut package = Vec::new();
    pack(&collected.sources, &mut package, SALT, &mut NoProgress).unwrap();
    let out = place.path().join("out");
    unpack(&mut &package[..], &out, &mut NoProgress).unwrap();
    for name in raw {
        assert_eq!(fs::read(out.join(OsStr::from_bytes(name))).unwrap(), name);
    }
}
