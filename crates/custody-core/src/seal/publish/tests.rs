//! Tests of publishing.

#![allow(clippy::unwrap_used)]
use super::*;

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_file_appears_whole_and_private() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("名簿 髙﨑𠮷.age");
    let mut part = Part::create(&target, false).unwrap();
    part.write_all(b"sealed").unwrap();
    assert!(!target.exists());
    assert_eq!(std::fs::read(part.path()).unwrap(), b"sealed");
    let name = part
        .path()
        .file_name()
        .unwrap()
        .to_str()
        .unwrap()
        .to_owned();
    assert!(name.starts_with(PART_PREFIX) && name.ends_with(PART_SUFFIX));
    part.commit().unwrap();
    assert_eq!(std::fs::read(&target).unwrap(), b"sealed");
    assert_eq!(names(folder.path()).len(), 1);
    assert_eq!(platform::too_open(&target.metadata().unwrap()), None);
}

#[test]
fn a_dropped_part_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut part = Part::create(&folder.path().join("out"), false).unwrap();
    part.write_all(b"half").unwrap();
    drop(part);
    assert!(names(folder.path()).is_empty());
}

#[test]
fn an_existing_target_is_never_replaced_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("out");
    std::fs::write(&target, b"theirs").unwrap();
    let error = Part::create(&target, false).err().unwrap();
    assert!(matches!(&error, PublishError::Exists { path } if *path == target));
    assert_eq!(error.code(), 8);
    assert_eq!(std::fs::read(&target).unwrap(), b"theirs");
}

#[test]
fn a_target_that_appears_at_the_last_moment_stays() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("out");
    let mut part = Part::create(&target, false).unwrap();
    part.write_all(b"ours").unwrap();
    std::fs::write(&target, b"theirs").unwrap();
    assert!(matches!(part.commit(), Err(PublishError::Exists { .. })));
    assert_eq!(std::fs::read(&target).unwrap(), b"theirs");
    assert_eq!(names(folder.path()), ["out"]);
}

#[test]
fn replacing_is_one_step() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("out");
    publish(&target, b"old", false).unwrap();
    let mut part = Part::create(&target, true).unwrap();
    part.write_all(b"new").unwrap();
    assert_eq!(std::fs::read(&target).unwrap(), b"old");
    part.commit().unwrap();
    assert_eq!(std::fs::read(&target).unwrap(), b"new");
}

#[test]
fn a_part_that_was_left_gets_its_name_later_and_never_replaces_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("out");
    let planned = Part::plan(&target, false).unwrap();
    let name = planned.path().to_owned();
    assert!(names(folder.path()).is_empty());
    let mut part = planned.create().unwrap();
    assert_eq!(part.path(), name);
    part.write_all(b"ours").unwrap();
    part.leave();
    std::fs::write(&target, b"theirs").unwrap();
    assert_eq!(finish(&name, &target, false).unwrap_err().code(), 8);
    assert_eq!(std::fs::read(&target).unwrap(), b"theirs");
    finish(&name, &target, true).unwrap();
    assert_eq!(std::fs::read(&target).unwrap(), b"ours");
    assert_eq!(names(folder.path()), ["out"]);
    assert_eq!(finish(&name, &target, true).unwrap_err().code(), 7);
}

#[test]
fn a_crash_between_link_and_unlink_is_finished() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("out");
    let part = folder.path().join(".custody-1.part");
    std::fs::write(&part, b"ours").unwrap();
    std::fs::hard_link(&part, &target).unwrap();
    if platform::identity(&part.metadata().unwrap()).is_none() {
        // There a rename never takes two steps.
        return;
    }
    finish(&part, &target, false).unwrap();
    assert_eq!(names(folder.path()), ["out"]);
}

#[test]
fn a_folder_is_never_replaced() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(Part::create(folder.path(), true).err().unwrap().code(), 8);
}

#[test]
fn a_missing_folder_is_an_error_of_the_medium() {
    let folder = tempfile::tempdir().unwrap();
    let error = Part::create(&folder.path().join("no/out"), false)
        .err()
        .unwrap();
    assert_eq!(error.code(), 7);
    assert!(matches!(error, PublishError::Io { path, .. } if path.ends_with("no/out")));
}

#[test]
fn what_was_written_can_be_read_back_before_it_has_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let mut part = Part::create(&folder.path().join("out"), false).unwrap();
    part.write_all(b"sealed").unwrap();
    let mut back = String::new();
    io::Read::read_to_string(&mut part.read_back().unwrap(), &mut back).unwrap();
    assert_eq!(back, "sealed");
}
