//! What may be packed, and what must not change meanwhile.

use super::*;

#[test]
fn an_empty_folder_is_a_package_without_files() {
    let place = place();
    let empty = place.path().join("empty");
    fs::create_dir(&empty).unwrap();
    let (package, packed) = packed(&[&empty]);
    assert_eq!((packed.files, packed.bytes), (0, 0));
    let out = place.path().join("out");
    unpack(&mut &package[..], &out, &mut NoProgress).unwrap();
    assert!(out.is_dir() && tree(&out).is_empty());
}

#[test]
fn p14_names_are_packed_in_one_normal_form() {
    let place = place();
    write(place.path(), &[("in/か\u{3099}", b"x")]);
    let sources = collect(&[&place.path().join("in")]).unwrap();
    assert_eq!(sources[0].path(), "in/が");
    assert_eq!(sources[0].cautions(), [Caution::Renamed]);

    write(place.path(), &[("in/が", b"y")]);
    let error = collect(&[&place.path().join("in")]).unwrap_err();
    assert!(matches!(error, ArchiveError::SameName { .. }));
    assert_eq!(error.code(), 8);
}

#[test]
fn two_inputs_of_one_name_are_a_conflict() {
    let place = place();
    write(place.path(), &[("a/x.csv", b"1"), ("b/x.csv", b"2")]);
    let error =
        collect(&[&place.path().join("a/x.csv"), &place.path().join("b/x.csv")]).unwrap_err();
    let ArchiveError::SameName { first, second } = error else {
        panic!("{error:?}")
    };
    assert!(first.ends_with("x.csv") && second.ends_with("x.csv") && first != second);
}

#[test]
fn the_packages_own_name_is_refused() {
    let place = place();
    write(
        place.path(),
        &[(".custody/x", b"1"), ("in/.custody/x", b"1")],
    );
    let error = collect(&[&place.path().join(".custody")]).unwrap_err();
    assert!(matches!(error, ArchiveError::Reserved { .. }));
    assert_eq!(error.code(), 8);
    assert_eq!(collect(&[&place.path().join("in")]).unwrap().len(), 1);
    assert_eq!(
        Source::new(".custody/a", &place.path().join("in/.custody/x"))
            .unwrap_err()
            .code(),
        6
    );
}

#[test]
fn a_missing_input_is_named() {
    let place = place();
    let missing = place.path().join("no");
    let error = collect(&[&missing]).unwrap_err();
    assert!(matches!(&error, ArchiveError::Io { path, .. } if *path == missing));
    assert_eq!(error.code(), 7);
}

#[cfg(unix)]
#[test]
fn p03_links_pipes_and_sockets_are_refused_without_waiting() {
    use rustix::fs::{CWD, FileType, Mode, mknodat};
    let place = place();
    write(place.path(), &[("target", b"secret")]);
    for (name, kind) in [
        ("link", FileKind::Link),
        ("pipe", FileKind::Fifo),
        ("socket", FileKind::Socket),
    ] {
        let folder = place.path().join(format!("in-{name}"));
        fs::create_dir(&folder).unwrap();
        let path = folder.join(name);
        match kind {
            FileKind::Link => {
                std::os::unix::fs::symlink(place.path().join("target"), &path).unwrap()
            }
            FileKind::Fifo => mknodat(CWD, &path, FileType::Fifo, Mode::RWXU, 0).unwrap(),
            _ => drop(std::os::unix::net::UnixListener::bind(&path).unwrap()),
        }
        for input in [&folder, &path] {
            let error = collect(&[input]).unwrap_err();
            assert_eq!(error.code(), 4);
            assert!(
                matches!(error, ArchiveError::Special { path: p, kind: k } if p == path && k == kind)
            );
        }
    }
}

#[test]
fn a_source_that_changes_is_a_conflict() {
    type Change = fn(&Path);
    let changes: [(&str, Change); 5] = [
        ("grown", |path| {
            fs::write(path, b"content and more").unwrap()
        }),
        ("shrunk", |path| fs::write(path, b"c").unwrap()),
        ("touched", |path| {
            let file = fs::File::options().append(true).open(path).unwrap();
            file.set_modified(UNIX_EPOCH).unwrap();
        }),
        ("gone", |path| fs::remove_file(path).unwrap()),
        ("a folder now", |path| {
            fs::remove_file(path).unwrap();
            fs::create_dir(path).unwrap();
        }),
    ];
    // Before packing begins, and while the file before it is being read.
    for (name, change) in changes {
        let place = place();
        write(
            place.path(),
            &[("in/a", &[1; 200_000]), ("in/b", b"content")],
        );
        let b = place.path().join("in/b");
        let sources = collect(&[&place.path().join("in")]).unwrap();
        let mut changed = false;
        let mut then = |bytes| {
            if bytes > 100_000 && !changed {
                change(&b);
                changed = true;
            }
            ControlFlow::Continue(())
        };
        let error = pack(&sources, &mut Vec::new(), SALT, &mut then).unwrap_err();
        assert!(
            matches!(&error, ArchiveError::Changed { path } if *path == b),
            "{name}: {error:?}"
        );
        assert_eq!(error.code(), 8);
    }
}

#[test]
fn a_source_that_changes_while_it_is_read_is_a_conflict() {
    for grows in [true, false] {
        let place = place();
        write(place.path(), &[("a", &[1; 300_000])]);
        let path = place.path().join("a");
        let sources = collect(&[&path]).unwrap();
        let mut changed = false;
        let mut then = |bytes| {
            if bytes > 65_536 && !changed {
                changed = true;
                let file = fs::File::options().append(true).open(&path).unwrap();
                file.set_len(if grows { 400_000 } else { 70_000 }).unwrap();
            }
            ControlFlow::Continue(())
        };
        let error = pack(&sources, &mut Vec::new(), SALT, &mut then).unwrap_err();
        assert!(matches!(error, ArchiveError::Changed { .. }), "{error:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_source_swapped_for_its_twin_or_a_link_is_a_conflict() {
    let place = place();
    write(place.path(), &[("a", b"same"), ("twin", b"same")]);
    let (a, twin) = (place.path().join("a"), place.path().join("twin"));
    let sources = collect(&[&a]).unwrap();
    let time = fs::metadata(&a).unwrap().modified().unwrap();
    fs::File::options()
        .append(true)
        .open(&twin)
        .unwrap()
        .set_modified(time)
        .unwrap();
    fs::rename(&twin, &a).unwrap();
    assert_eq!(
        pack(&sources, &mut Vec::new(), SALT, &mut NoProgress)
            .unwrap_err()
            .code(),
        8
    );
    fs::rename(&a, &twin).unwrap();
    std::os::unix::fs::symlink(&twin, &a).unwrap();
    assert_eq!(
        pack(&sources, &mut Vec::new(), SALT, &mut NoProgress)
            .unwrap_err()
            .code(),
        8
    );
}
