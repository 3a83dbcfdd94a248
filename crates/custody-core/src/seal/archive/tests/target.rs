//! Where a package is unpacked to.

use super::forged::Forged;
use super::*;

#[test]
fn a_folder_in_use_is_left_as_it_is() {
    let place = place();
    write(
        place.path(),
        &[("a", b"1"), ("used/theirs", b"t"), ("file", b"f")],
    );
    let (package, _) = packed(&[&place.path().join("a")]);
    for name in ["used", "file"] {
        let before = tree(place.path());
        let error =
            unpack(&mut &package[..], &place.path().join(name), &mut NoProgress).unwrap_err();
        assert!(matches!(&error, ArchiveError::Exists { path } if path.ends_with(name)));
        assert_eq!(error.code(), 8);
        assert_eq!(tree(place.path()), before);
    }
    fs::create_dir(place.path().join("empty")).unwrap();
    unpack(
        &mut &package[..],
        &place.path().join("empty"),
        &mut NoProgress,
    )
    .unwrap();
}

#[test]
fn an_empty_folder_given_stays_when_unpacking_fails() {
    let place = place();
    let package = Forged::new(&[("x/a", 1), ("b", 1)])
        .file("x/a", b"1")
        .bytes();
    assert!(unpack(&mut &package[..], place.path(), &mut NoProgress).is_err());
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 0);
}

#[cfg(unix)]
#[test]
fn modes_are_private_whatever_the_package_says() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = place();
    let package = Forged::new(&[("d/a", 1)])
        .file("d/a", b"1")
        .digests(&[("d/a", b"1")])
        .bytes();
    let out = place.path().join("out");
    unpack(&mut &package[..], &out, &mut NoProgress).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o7777;
    assert_eq!(mode(&out), 0o700);
    assert_eq!(mode(&out.join("d")), 0o700);
    assert_eq!(mode(&out.join("d/a")), 0o600);
}

#[cfg(unix)]
#[test]
fn p04_a_folder_swapped_for_a_link_lets_nothing_out() {
    let place = place();
    write(place.path(), &[("in/d/a", &[1; 100_000]), ("in/d/b", b"2")]);
    let (package, _) = packed(&[&place.path().join("in")]);
    let out = place.path().join("out");
    fs::create_dir(place.path().join("outside")).unwrap();
    let mut swapped = false;
    let mut swap = |bytes| {
        if bytes > 0 && !swapped {
            fs::rename(out.join("in/d"), place.path().join("moved")).unwrap();
            std::os::unix::fs::symlink(place.path().join("outside"), out.join("in/d")).unwrap();
            swapped = true;
        }
        ControlFlow::Continue(())
    };
    let error = unpack(&mut &package[..], &out, &mut swap).unwrap_err();
    assert_eq!(error.code(), 8, "{error:?}");
    assert_eq!(
        fs::read_dir(place.path().join("outside")).unwrap().count(),
        0
    );
}

#[cfg(unix)]
#[test]
fn p08_a_name_too_long_for_the_file_system_is_a_limit() {
    let name = "あ".repeat(86);
    let mut out = Vec::new();
    let place = place();
    write(place.path(), &[("a", b"1")]);
    let source = Source::new(&name, &place.path().join("a")).unwrap();
    pack(&[source], &mut out, SALT, &mut NoProgress).unwrap();
    let error = unpack(&mut &out[..], &place.path().join("out"), &mut NoProgress).unwrap_err();
    assert!(
        matches!(
            error,
            ArchiveError::Limit {
                limit: ArchiveLimit::NameLength
            }
        ),
        "{error:?}"
    );
    assert!(!place.path().join("out").exists());
}

#[test]
fn cancelling_leaves_nothing() {
    let place = place();
    let package = sample(&place.path().join("in"));
    let out = place.path().join("out");
    let mut stop = |bytes| {
        if bytes > 70_000 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    };
    let error = unpack(&mut &package[..], &out, &mut stop).unwrap_err();
    assert_eq!(error.code(), 130);
    assert!(!out.exists());
    let sources = collect(&[&place.path().join("in")]).unwrap();
    assert_eq!(
        pack(&sources, &mut Vec::new(), SALT, &mut stop)
            .unwrap_err()
            .code(),
        130
    );
}
