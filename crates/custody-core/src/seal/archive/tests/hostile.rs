//! Packages made to do harm.

use super::forged::{Forged, salt};
use super::*;

/// What unpacking answers, with the proof that nothing was left and nothing written beside.
fn refused(package: &[u8]) -> ArchiveError {
    let place = place();
    let out = place.path().join("inner/out");
    fs::create_dir(place.path().join("inner")).unwrap();
    let error = unpack(&mut &package[..], &out, &mut NoProgress).unwrap_err();
    assert!(!out.exists());
    assert!(tree(place.path()).is_empty());
    assert!(verify(&mut &package[..], &mut NoProgress).is_err());
    error
}

#[test]
fn a_forged_package_that_keeps_the_format_is_taken() {
    // Shows that the ones below are refused for what they say.
    let package = Forged::new(&[("a", 1), ("b/c", 2)])
        .file("a", b"1")
        .file("b/c", b"22")
        .digests(&[("a", b"1"), ("b/c", b"22")])
        .bytes();
    let place = place();
    unpack(
        &mut &package[..],
        &place.path().join("out"),
        &mut NoProgress,
    )
    .unwrap();
    assert_eq!(tree(&place.path().join("out")).len(), 2);
}

#[test]
fn p01_p05_p09_p13_hostile_names_are_refused_before_anything_is_written() {
    let too_deep = vec!["a"; 65].join("/");
    let far_too_deep = vec!["a"; 2000].join("/");
    let too_long = "a".repeat(4097);
    let cases: &[(&str, u8)] = &[
        ("..", 6),
        ("../escaped", 6),
        ("a/../../b", 6),
        ("/etc/x", 6),
        ("C:\\x", 6),
        ("C:/x", 6),
        ("\\\\h\\s", 6),
        ("a\\..\\b", 6),
        ("", 6),
        (".", 6),
        ("./a", 6),
        ("a//b", 6),
        ("a/", 6),
        ("a\0b", 6),
        ("か\u{3099}", 6),
        (".custody/manifest.json", 6),
        (".CUSTODY/x", 6),
        ("first", 6),
        ("first/below", 6),
        (&too_deep, 9),
        (&far_too_deep, 9),
        (&too_long, 9),
    ];
    for (name, code) in cases {
        let forged = Forged::new(&[("first", 1), (name, 1)]).file("first", b"1");
        let error = refused(&forged.bytes());
        assert_eq!(error.code(), *code, "{name:?}: {error:?}");
        assert!(matches!(error, ArchiveError::Name { name: n, .. } if n == *name));
    }
}

#[test]
fn an_entry_named_otherwise_than_listed_is_refused() {
    for name in ["b", "../a", "/a", "a/", "./a", "A"] {
        let error = refused(
            &Forged::new(&[("a", 1)])
                .file(name, b"1")
                .digests(&[("a", b"1")])
                .bytes(),
        );
        assert!(
            matches!(
                error,
                ArchiveError::Malformed {
                    fault: PackageFault::NotAsListed,
                    ..
                }
            ),
            "{name}: {error:?}"
        );
    }
}

#[test]
fn p02_links_and_special_files_inside_are_refused() {
    use tar::EntryType::*;
    let kinds = [
        (Link, '1'),
        (Symlink, '2'),
        (Char, '3'),
        (Block, '4'),
        (Directory, '5'),
        (Fifo, '6'),
        (Continuous, '7'),
        (GNULongName, 'L'),
        (GNUSparse, 'S'),
        (XGlobalHeader, 'g'),
    ];
    for (kind, byte) in kinds {
        let mut forged = Forged::new(&[("a", 0)]);
        forged.raw("a", kind, "/etc/passwd", b"");
        let error = refused(&forged.digests(&[("a", b"")]).bytes());
        assert!(
            matches!(&error, ArchiveError::Malformed { entry, fault: PackageFault::Kind(k) } if *k == byte && entry == "a"),
            "{byte:?}: {error:?}"
        );
        assert_eq!(error.code(), 6);
    }
}

#[test]
fn a_link_placed_before_a_file_below_it_leads_nowhere() {
    let mut forged = Forged::new(&[("dir/escaped", 1)]);
    forged.raw("dir", tar::EntryType::Symlink, "../..", b"");
    assert_eq!(refused(&forged.file("dir/escaped", b"1").bytes()).code(), 6);
}

#[test]
fn entries_that_differ_from_the_manifest_are_refused() {
    let digests: &[(&str, &[u8])] = &[("a", b"1"), ("b", b"22")];
    let listed = || Forged::new(&[("a", 1), ("b", 2)]);
    let cases = [
        ("missing", listed().file("a", b"1").digests(digests)),
        (
            "swapped",
            listed().file("b", b"22").file("a", b"1").digests(digests),
        ),
        (
            "longer",
            listed().file("a", b"11").file("b", b"22").digests(digests),
        ),
        (
            "shorter",
            listed().file("a", b"1").file("b", b"2").digests(digests),
        ),
        (
            "one more",
            listed()
                .file("a", b"1")
                .file("b", b"22")
                .file("c", b"")
                .digests(digests),
        ),
        (
            "after the end",
            listed()
                .file("a", b"1")
                .file("b", b"22")
                .digests(digests)
                .file("c", b""),
        ),
        (
            "twice",
            listed()
                .file("a", b"1")
                .file("a", b"1")
                .file("b", b"22")
                .digests(digests),
        ),
        ("no digests", listed().file("a", b"1").file("b", b"22")),
        (
            "digests short",
            listed()
                .file("a", b"1")
                .file("b", b"22")
                .digests(&digests[..1]),
        ),
        (
            "digests swapped",
            listed()
                .file("a", b"1")
                .file("b", b"22")
                .digests(&[("b", b"22"), ("a", b"1")]),
        ),
        (
            "another salt",
            listed().file("a", b"1").file("b", b"22").file(
                DIGESTS_PATH,
                format!(r#"{{"salt":"{}","files":[]}}"#, salt().replace('B', "C")).as_bytes(),
            ),
        ),
    ];
    for (name, forged) in cases {
        let error = refused(&forged.bytes());
        assert!(
            matches!(
                error,
                ArchiveError::Malformed {
                    fault: PackageFault::NotAsListed,
                    ..
                }
            ),
            "{name}: {error:?}"
        );
    }
}

#[test]
fn p12_a_content_with_another_digest_is_an_integrity_error() {
    let forged = Forged::new(&[("a", 1), ("b", 1)])
        .file("a", b"1")
        .file("b", b"2");
    let error = refused(&forged.digests(&[("a", b"1"), ("b", b"3")]).bytes());
    assert!(matches!(&error, ArchiveError::Altered { entry } if entry == "b"));
    assert_eq!(error.code(), 3);
}

#[test]
fn p13_pax_headers_that_could_be_read_two_ways_are_refused() {
    let cases: &[&[u8]] = &[
        b"9 path=b\n10 path=../a\n",
        b"9 path=a\n9 path=a\n",
        b"8 path=a\n",
        b"10 path=a\n",
        b"11 path=a\n",
        b"9 path=a",
        b"99 path=a\n",
        b"09 path=a\n",
        b"+9 path=a\n",
        b"-9 path=a\n",
        b" path=a\n",
        b"21 linkpath=/etc/pwd\n",
        b"20 GNU.sparse.size=9\n",
        b"10 size=-1\n",
        b"11 size=0x1\n",
        b"30 size=18446744073709551616\n",
        b"\xff\xff",
        b"\0",
    ];
    for records in cases {
        let mut forged = Forged::new(&[("a", 1)]);
        forged.raw("PaxHeader", tar::EntryType::XHeader, "", records);
        let error = refused(&forged.file("a", b"1").digests(&[("a", b"1")]).bytes());
        assert!(matches!(error.code(), 6), "{records:?}: {error:?}");
    }
    // Two in a row.
    let mut forged = Forged::new(&[("a", 1)]);
    forged.raw("PaxHeader", tar::EntryType::XHeader, "", b"9 path=a\n");
    forged.raw("PaxHeader", tar::EntryType::XHeader, "", b"9 path=a\n");
    assert_eq!(refused(&forged.file("a", b"1").bytes()).code(), 6);
}

#[test]
fn p12_sizes_that_lie_take_no_memory() {
    // A manifest and a PAX header of 8 GiB, of which not a byte follows.
    for (name, kind) in [
        (MANIFEST_PATH, tar::EntryType::Regular),
        ("x", tar::EntryType::XHeader),
    ] {
        let mut header = tar::Header::new_ustar();
        header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_entry_type(kind);
        header.set_size(8 << 30);
        header.set_cksum();
        let error = list(&mut header.as_bytes().as_slice()).unwrap_err();
        assert!(matches!(
            error,
            ArchiveError::Limit {
                limit: ArchiveLimit::List
            }
        ));
        assert_eq!(error.code(), 9);
    }
    let lying = |size| refused(&Forged::new(&[("a", size)]).file("a", b"1").bytes());
    assert_eq!(lying(2).code(), 6);
    // More than there is room for is not even begun.
    let error = lying(u64::MAX / 2);
    assert!(
        matches!(&error, ArchiveError::Seal(SealError::NoRoom { wanted, .. }) if *wanted == u64::MAX / 2),
        "{error:?}"
    );
}

#[test]
fn p12_too_many_entries_are_refused() {
    let row = r#"{"path":"a","size":0,"mtime":"2026-11-24T01:00:00Z","offset":512}"#;
    let mut rows = vec![row; ENTRY_LIMIT];
    rows.push(row);
    let manifest = format!(r#"{{"salt":"{}","files":[{}]}}"#, salt(), rows.join(","));
    let error = list(&mut &Forged::with_manifest(&manifest).bytes()[..]).unwrap_err();
    assert!(
        matches!(
            error,
            ArchiveError::Limit {
                limit: ArchiveLimit::Entries
            }
        ),
        "{error:?}"
    );
}

#[test]
fn manifests_that_are_no_such_json_are_refused() {
    let row = r#"{"path":"a","size":0,"mtime":"2026-11-24T01:00:00Z","offset":512}"#;
    let with = |row: &str| format!(r#"{{"salt":"{}","files":[{row}]}}"#, salt());
    let cases = [
        String::new(),
        "{}".to_owned(),
        "[".repeat(10_000),
        with(row) + "x",
        with(&row.replace("\"size\":0", "\"size\":-1")),
        with(&row.replace("\"size\":0", "\"size\":18446744073709551616")),
        with(&row.replace("\"size\":0", "\"size\":0,\"size\":0")),
        with(&row.replace("2026-11-24T01:00:00Z", "昨日")),
        with(row).replace(&salt(), "AAAA"),
        with(row).replace(&salt(), "*"),
        with(&row.replace("\"a\"", r#""\ud800""#)),
        with(&row.replace("\"offset\"", r#""original":"*","offset""#)),
        // Overlapping, and bytes of another path: P12, P14.
        with(&row.replace("\"offset\"", r#""original":"Yg==","offset""#)),
    ];
    for manifest in cases {
        let error = list(&mut &Forged::with_manifest(&manifest).bytes()[..]).unwrap_err();
        assert_eq!(error.code(), 6, "{manifest:.80}: {error:?}");
    }
    assert_eq!(
        list(&mut &Forged::with_manifest(&with(row)).bytes()[..])
            .unwrap()
            .len(),
        1
    );
}

#[test]
fn what_is_no_package_is_refused() {
    let mut other = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_ustar();
    header.set_path("other").unwrap();
    header.set_size(0);
    header.set_cksum();
    other.append(&header, &[][..]).unwrap();
    for bytes in [
        Vec::new(),
        b"age-encryption.org/v1\n".to_vec(),
        vec![0; 10_240],
        vec![0xff; 600],
        other.into_inner().unwrap(),
    ] {
        let error = list(&mut &bytes[..]).unwrap_err();
        assert!(matches!(
            error,
            ArchiveError::Malformed {
                fault: PackageFault::NoManifest,
                ..
            }
        ));
    }
}
