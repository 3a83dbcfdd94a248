//! Files between the program and every other age tool, both ways: Debian's `age`, `rage`, and the npm package
//! `age-encryption`. `scripts/interop.sh` installs them and runs these; they are no everyday tests.
//!
//! Row S14 of the reliability bar.

#![cfg(unix)]
#![allow(clippy::unwrap_used)]

mod desk;

use custody_core::seal::Identity;
use desk::{Desk, PASSPHRASE, Tool};

/// Sizes around the ends of a chunk, in bytes.
const SIZES: [u64; 5] = [0, 1, 65_535, 65_536, 65_537];

#[test]
#[ignore = "needs rage and age-encryption: scripts/interop.sh"]
fn every_kind_of_recipient_goes_both_ways_at_every_size() {
    let desk = Desk::new();
    let classic = Identity::generate().unwrap();
    let hybrid = Identity::generate_post_quantum().unwrap();
    desk.file("classic", classic.expose().as_bytes());
    desk.file("hybrid", hybrid.expose().as_bytes());
    let keys = [
        (
            classic.recipient().to_string(),
            "classic".into(),
            &Tool::ALL[..],
        ),
        // Of the three only the npm package knows these.
        (
            hybrid.recipient().to_string(),
            "hybrid".into(),
            &[Tool::Typage][..],
        ),
        // And ssh keys all but the npm package.
        (
            desk.ssh_line("id_ed25519"),
            desk.ssh("id_ed25519"),
            &Tool::NATIVE[..],
        ),
        (
            desk.ssh_line("id_rsa"),
            desk.ssh("id_rsa"),
            &Tool::NATIVE[..],
        ),
    ];
    let mut files = 0;
    for len in SIZES {
        let content = desk.content(len);
        for (recipient, identity, tools) in &keys {
            for tool in *tools {
                for armor in [false, true] {
                    let what = format!("{tool:?} {len} {armor} {recipient:.12}");
                    desk.seal("ours.age", recipient, armor);
                    assert!(
                        desk.opened_by(*tool, "ours.age", identity, armor) == content,
                        "ours, {what}"
                    );
                    desk.sealed_by(*tool, "theirs.age", recipient, armor);
                    desk.unseal("theirs.age", identity);
                    assert!(desk.read("back") == content, "theirs, {what}");
                    files += 2;
                }
            }
        }
    }
    println!("{files} files went across");
    assert_eq!(files, SIZES.len() * (3 + 1 + 2 + 2) * 2 * 2);
}

#[test]
#[ignore = "needs rage and age-encryption: scripts/interop.sh"]
fn a_passphrase_goes_both_ways() {
    let desk = Desk::new();
    for len in [0, 65_537] {
        let content = desk.content(len);
        for tool in Tool::ALL {
            for armor in [false, true] {
                let what = format!("{tool:?} {len} {armor}");
                desk.seal_to_passphrase("ours.age", armor);
                assert!(
                    desk.opened_with_passphrase_by(tool, "ours.age", armor) == content,
                    "ours, {what}"
                );
                desk.sealed_to_passphrase_by(tool, "theirs.age", armor);
                desk.unseal_with_passphrase("theirs.age");
                assert!(desk.read("back") == content, "theirs, {what}");
            }
        }
    }
    assert!(PASSPHRASE.len() > 20);
}

#[test]
#[ignore = "needs rage and age-encryption: scripts/interop.sh"]
fn a_tagged_file_is_opened_by_every_tool() {
    let desk = Desk::new();
    let classic = Identity::generate().unwrap();
    let hybrid = Identity::generate_post_quantum().unwrap();
    for (identity, name, tools) in [
        (&classic, "classic", &Tool::ALL[..]),
        (&hybrid, "hybrid", &[Tool::Typage][..]),
    ] {
        desk.file(name, identity.expose().as_bytes());
        for tag_len in [700, 10_240] {
            for len in SIZES {
                let content = desk.content(len);
                desk.seal_tagged("ours.age", identity, tag_len);
                for tool in tools {
                    let opened = desk.opened_by(*tool, "ours.age", name, false);
                    assert!(opened == content, "{tool:?} {name} {tag_len} {len}");
                }
            }
        }
    }
}

#[test]
#[ignore = "takes minutes, and 11 GB of the disk: scripts/interop.sh"]
fn five_gibibytes_go_both_ways() {
    let desk = Desk::new();
    let identity = Identity::generate().unwrap();
    let recipient = identity.recipient().to_string();
    desk.file("key", identity.expose().as_bytes());
    // Beyond every 32-bit length; a word at the end shows that the end came along.
    desk.sparse("in", 5 << 30, b"the end");
    desk.seal("ours.age", &recipient, false);
    for tool in Tool::ALL {
        desk.opens_to_the_same(tool, "ours.age", "key");
    }
    desk.remove("ours.age");
    for tool in Tool::ALL {
        desk.sealed_by(tool, "theirs.age", &recipient, false);
        desk.unseal_to_the_same("theirs.age", "key");
        desk.remove("theirs.age");
    }
}
