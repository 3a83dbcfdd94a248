//! Tags in the header: any tag, any content, any tool; and nothing changed that is not noticed (row S23).

use std::fs;
use std::path::{Path, PathBuf};

use super::super::stream::ALONE;
use super::*;

/// A tag that is bound to the payload, as a signed one is: its digest, and filling that differs with the seed.
fn tag(payload: PayloadDigest, len: usize) -> Vec<u8> {
    let digest = payload.blake3.to_string().into_bytes();
    digest.into_iter().cycle().take(len).collect()
}

fn tagged_in(place: &Path, plaintext: &[u8], to: &To, len: usize) -> (PathBuf, SealedFile) {
    let (source, target) = (place.join("plain"), place.join("sealed.age"));
    fs::write(&source, plaintext).unwrap();
    let source = Steady::open(&source).unwrap();
    let part = Part::create(&target, true).unwrap();
    let untagged = seal_untagged(&source, &part, to, len, &mut NoProgress).unwrap();
    let tag = tag(untagged.payload(), len);
    let sealed = untagged.tagged(&part, &tag).unwrap();
    sealed.read_back(&source, &part, &mut NoProgress).unwrap();
    part.commit().unwrap();
    (target, sealed)
}

/// The same content as a stream: what is written in any pieces.
fn streamed_in(place: &Path, plaintext: &[u8], to: &To, len: usize) -> PathBuf {
    let target = place.join("streamed.age");
    let part = Part::create(&target, true).unwrap();
    let mut sealing = TaggedSealing::new(&part, to, len).unwrap();
    for piece in plaintext.chunks(50_001) {
        sealing.write_all(piece).unwrap();
    }
    let untagged = sealing.finish().unwrap();
    assert_eq!(untagged.plaintext_len(), plaintext.len() as u64);
    assert_eq!(untagged.tag_len(), len);
    untagged
        .put_tag(&part, &tag(untagged.payload(), len))
        .unwrap();
    part.commit().unwrap();
    target
}

#[test]
fn any_tag_over_any_content_is_found_true_and_opened_by_the_reference() {
    let place = tempfile::tempdir().unwrap();
    let key = identity();
    let theirs: age::x25519::Identity = key.expose().parse().unwrap();
    let to = To::Recipients(vec![key.recipient()]);
    // Around the columns of a line of base64, and around whole chunks.
    let tags = (0..=100).chain([191, 192, 193, 1000, 4096, 9_999, 10_000, 10_240]);
    let lens = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 5 * CHUNK + 77];
    let cases = tags.enumerate().map(|(i, tag)| (tag, lens[i % lens.len()]));
    let large = [0, 1, 10_240].map(|tag| (tag, ALONE as usize + 20 * CHUNK + 3));
    for (tag_len, len) in cases.chain(large) {
        let plaintext = content(len);
        let (whole, _) = tagged_in(place.path(), &plaintext, &to, tag_len);
        let streamed = streamed_in(place.path(), &plaintext, &to, tag_len);
        for path in [whole, streamed] {
            let file = fs::read(path).unwrap();
            let seen = inspect(&mut &file[..]).unwrap();
            let found = tag_of(&seen.stanzas).unwrap();
            assert_eq!(found, Some(&tag(seen.payload, tag_len)[..]), "{tag_len}");
            assert_eq!(
                Blake3Digest::of(&file[header_len(&file)..]),
                seen.payload.blake3
            );
            assert!(opened(&file, &key).unwrap() == plaintext, "{tag_len} {len}");
            assert!(age::decrypt(&theirs, &file).unwrap() == plaintext);
        }
    }
}

#[test]
fn the_tag_stands_after_the_recipients_of_every_kind() {
    let place = tempfile::tempdir().unwrap();
    let (one, other) = (identity(), identity());
    let pq = Identity::generate_post_quantum().unwrap();
    for keys in [vec![&one], vec![&one, &other], vec![&pq]] {
        let to = To::Recipients(keys.iter().map(|key| key.recipient()).collect());
        let (path, _) = tagged_in(place.path(), b"lent", &to, 900);
        let file = fs::read(path).unwrap();
        let seen = inspect(&mut &file[..]).unwrap();
        let (last, before) = seen.stanzas.split_last().unwrap();
        assert_eq!(
            (last.kind(), last.args()),
            ("custody-tag", &["v1".to_owned()][..])
        );
        assert!(before.iter().all(|stanza| stanza.kind() != "custody-tag"));
        for key in keys {
            assert_eq!(opened(&file, key).unwrap(), b"lent");
        }
    }
}

/// Row S23, for those who have the key too: the header's MAC covers the tag.
#[test]
fn a_changed_tag_is_refused_by_whoever_opens_the_file() {
    let place = tempfile::tempdir().unwrap();
    let key = identity();
    let to = To::Recipients(vec![key.recipient()]);
    let (path, _) = tagged_in(place.path(), b"lent", &to, 130);
    let file = fs::read(path).unwrap();
    let text = String::from_utf8_lossy(&file);
    let start = text.find("-> custody-tag").unwrap();
    let end = text.find("\n---").unwrap();
    for at in start..=end {
        for bit in 0..8 {
            let mut changed = file.clone();
            changed[at] ^= 1 << bit;
            let (error, out) = opened(&changed, &key).unwrap_err();
            assert!(matches!(error.code(), 3 | 6), "{at} {bit}: {error:?}");
            assert!(out.is_empty());
        }
    }
    let cut = [&file[..start], &file[end + 1..]].concat();
    assert!(
        tag_of(&inspect(&mut &cut[..]).unwrap().stanzas)
            .unwrap()
            .is_none()
    );
    assert_eq!(opened(&cut, &key).unwrap_err().0.code(), 3);
}

#[test]
fn a_tag_can_be_put_again_and_only_in_its_own_length() {
    let place = tempfile::tempdir().unwrap();
    let key = identity();
    let to = To::Recipients(vec![key.recipient()]);
    let part = Part::create(&place.path().join("x.age"), false).unwrap();
    let mut sealing = TaggedSealing::new(&part, &to, 10).unwrap();
    sealing.write_all(b"lent").unwrap();
    let untagged = sealing.finish().unwrap();
    for wrong in [0, 9, 11] {
        let error = untagged.put_tag(&part, &vec![b'x'; wrong]).unwrap_err();
        assert!(
            matches!(error, SealError::Tag(TagFault::Room { room: 10, found }) if found == wrong)
        );
    }
    for tag in [b"0123456789", b"abcdefghij"] {
        untagged.put_tag(&part, tag).unwrap();
        let file = fs::read(part.path()).unwrap();
        let seen = inspect(&mut &file[..]).unwrap();
        assert_eq!(tag_of(&seen.stanzas).unwrap(), Some(&tag[..]));
        assert_eq!(seen.payload, untagged.payload());
        assert_eq!(opened(&file, &key).unwrap(), b"lent");
    }
}

#[test]
fn a_passphrase_file_can_hold_no_tag_and_an_endless_one_has_no_room() {
    let place = tempfile::tempdir().unwrap();
    let part = Part::create(&place.path().join("x.age"), false).unwrap();
    let refused = |to: &To, len| TaggedSealing::new(&part, to, len).map(drop).unwrap_err();
    let error = refused(&To::Passphrase(passphrase("correct horse")), 10);
    assert!(
        matches!(error, SealError::Mixed(Mixing::Passphrase)),
        "{error:?}"
    );
    let to = To::Recipients(vec![identity().recipient()]);
    assert_eq!(refused(&to, TAG_LIMIT + 1).code(), 9);
}

/// What is changed on the medium behind the writer's back does not get into the digest: it is made of the bytes as they are
/// written, not of what a second reading finds.
#[test]
fn the_digest_is_made_in_the_pass_that_writes() {
    let place = tempfile::tempdir().unwrap();
    let to = To::Recipients(vec![identity().recipient()]);
    let path = place.path().join("plain");
    let plaintext = content(ALONE as usize + 20 * CHUNK);
    fs::write(&path, &plaintext).unwrap();
    let source = Steady::open(&path).unwrap();
    let flip = |part: &Part| {
        let mut there = fs::read(part.path()).unwrap();
        // In the first chunk, whatever the header's length is.
        there[2000] ^= 1;
        fs::write(part.path(), there).unwrap();
    };
    let assert_of_what_was_written = |untagged: Untagged, part: &Part| {
        untagged.put_tag(part, &[b'x'; 40]).unwrap();
        let there = |part: &Part| inspect(&mut &fs::read(part.path()).unwrap()[..]).unwrap();
        assert_ne!(there(part).payload, untagged.payload());
        flip(part);
        assert_eq!(there(part).payload, untagged.payload());
    };

    let part = Part::create(&place.path().join("whole.age"), false).unwrap();
    let len = plaintext.len() as u64;
    let mut flipped = false;
    let mut at_the_end = |bytes| {
        if bytes == len && !std::mem::replace(&mut flipped, true) {
            flip(&part);
        }
        ControlFlow::Continue(())
    };
    let untagged = seal_untagged(&source, &part, &to, 40, &mut at_the_end).unwrap();
    assert_of_what_was_written(untagged, &part);

    let part = Part::create(&place.path().join("streamed.age"), false).unwrap();
    let mut sealing = TaggedSealing::new(&part, &to, 40).unwrap();
    sealing.write_all(&plaintext).unwrap();
    flip(&part);
    assert_of_what_was_written(sealing.finish().unwrap(), &part);
}
