//! Addressing anew: the payload stays as it is, its tag with it, and nothing that is not genuine is passed on.

use super::super::stream::ALONE;
use super::*;

fn to(keys: &[&Identity]) -> To {
    To::Recipients(keys.iter().map(|key| key.recipient()).collect())
}

fn tagged(place: &std::path::Path, plaintext: &[u8], key: &Identity, tag: &[u8]) -> Vec<u8> {
    let part = Part::create(&place.join("tagged.age"), true).unwrap();
    let mut sealing = TaggedSealing::new(&part, &to(&[key]), tag.len()).unwrap();
    sealing.write_all(plaintext).unwrap();
    sealing.finish().unwrap().put_tag(&part, tag).unwrap();
    std::fs::read(part.path()).unwrap()
}

fn anew(
    file: &[u8],
    key: &Identity,
    to: &To,
    beside: Option<&[u8]>,
) -> Result<(Vec<u8>, Readdressed), SealError> {
    let keys = Keys::Identities(std::slice::from_ref(key));
    let mut out = Vec::new();
    let readdressing = Readdressing::of(file)?;
    let done = readdressing.write(&mut out, &keys, to, beside, &mut NoProgress)?;
    Ok((out, done))
}

#[test]
fn other_people_open_the_same_payload_and_its_tag_stays() {
    let place = tempfile::tempdir().unwrap();
    let (old, new, pq) = (
        identity(),
        identity(),
        Identity::generate_post_quantum().unwrap(),
    );
    let theirs: age::x25519::Identity = new.expose().parse().unwrap();
    let large = ALONE as usize + 20 * CHUNK + 7;
    for len in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 5 * CHUNK + 3, large] {
        let plaintext = content(len);
        let file = tagged(place.path(), &plaintext, &old, b"a tag");
        let (out, done) = anew(&file, &old, &to(&[&new]), None).unwrap();
        let (before, after) = (header_len(&file), header_len(&out));
        assert!(file[before..] == out[after..], "{len}");
        assert_eq!(done.payload.blake3, Blake3Digest::of(&out[after..]));
        assert_eq!(done.payload, inspect(&mut &file[..]).unwrap().payload);
        assert_eq!(
            (done.plaintext_len, done.sealed_len),
            (len as u64, out.len() as u64)
        );
        assert_eq!(
            (done.tag.as_deref(), done.tag_in_header),
            (Some(&b"a tag"[..]), true)
        );
        let seen = inspect(&mut &out[..]).unwrap();
        assert_eq!(tag_of(&seen.stanzas).unwrap(), Some(&b"a tag"[..]));
        assert!(opened(&out, &new).unwrap() == plaintext, "{len}");
        assert!(age::decrypt(&theirs, &out).unwrap() == plaintext, "{len}");
        assert_eq!(opened(&out, &old).unwrap_err().0.code(), 5);
    }
    let file = tagged(place.path(), b"lent", &old, b"a tag");
    let (out, _) = anew(&file, &old, &to(&[&pq]), None).unwrap();
    assert_eq!(opened(&out, &pq).unwrap(), b"lent");
    let mixed = anew(&file, &old, &to(&[&pq, &new]), None).unwrap_err();
    assert_eq!(mixed.code(), 2);
    let nobody = anew(&file, &old, &to(&[]), None).unwrap_err();
    assert!(matches!(nobody, SealError::NoRecipients));
}

#[test]
fn a_file_without_a_tag_and_one_in_text_form_are_addressed_anew_too() {
    let (old, new) = (identity(), identity());
    let plaintext = content(2 * CHUNK + 9);
    for armor in [false, true] {
        let (file, sealed) = sealed_to(&old, &plaintext, armor);
        let (out, done) = anew(&file, &old, &to(&[&new]), None).unwrap();
        assert_eq!((done.payload, done.tag), (sealed.payload, None));
        assert!(opened(&out, &new).unwrap() == plaintext);
        assert!(!inspect(&mut &out[..]).unwrap().armored);
    }
}

/// The tag goes where age allows it: into the header for people, beside the file for a passphrase.
#[test]
fn from_a_passphrase_to_people_and_back_the_tag_goes_along() {
    let place = tempfile::tempdir().unwrap();
    let (old, new) = (identity(), identity());
    let file = sealed_with_passphrase("correct horse", b"lent");
    let typed = passphrase("correct horse");
    let readdressing = Readdressing::of(&file[..]).unwrap();
    assert!(readdressing.needs_passphrase());
    let mut out = Vec::new();
    let keys = Keys::passphrase(&typed);
    let done = readdressing
        .write(
            &mut out,
            &keys,
            &to(&[&new]),
            Some(b"beside"),
            &mut NoProgress,
        )
        .unwrap();
    assert!(done.tag_in_header);
    let seen = inspect(&mut &out[..]).unwrap();
    assert_eq!(tag_of(&seen.stanzas).unwrap(), Some(&b"beside"[..]));
    assert_eq!(opened(&out, &new).unwrap(), b"lent");

    let file = tagged(place.path(), b"lent", &old, b"inside");
    let keys = Keys::Identities(std::slice::from_ref(&old));
    let mut out = Vec::new();
    let readdressing = Readdressing::of(&file[..]).unwrap();
    assert!(!readdressing.needs_passphrase());
    let to = To::Passphrase(passphrase("another"));
    let done = readdressing
        .write(&mut out, &keys, &to, Some(b"beside"), &mut NoProgress)
        .unwrap();
    // What stands in the header counts, not what lies beside it.
    assert_eq!(
        (done.tag.as_deref(), done.tag_in_header),
        (Some(&b"inside"[..]), false)
    );
    assert_eq!(
        inspect(&mut &out[..]).unwrap().scrypt_factor,
        Some(SCRYPT_FACTOR)
    );
}

#[test]
fn what_is_altered_or_cut_short_is_not_passed_on() {
    let place = tempfile::tempdir().unwrap();
    let (old, new) = (identity(), identity());
    let file = tagged(place.path(), &content(3 * CHUNK), &old, b"a tag");
    let start = header_len(&file);
    let last = file.len() - 1;
    let tag = String::from_utf8_lossy(&file)
        .find("-> custody-tag")
        .unwrap();
    for at in [start, start + 16, start + 70_000, last, tag + 19] {
        let mut changed = file.clone();
        changed[at] ^= 1;
        let error = anew(&changed, &old, &to(&[&new]), None).unwrap_err();
        assert!(matches!(error.code(), 3 | 6), "{at}: {error:?}");
    }
    for cut in [1, 16, 17, 70_000, file.len() - start - 16] {
        let error = anew(&file[..file.len() - cut], &old, &to(&[&new]), None).unwrap_err();
        assert_eq!(error.code(), 3, "{cut}: {error:?}");
    }
    let longer = [&file[..], b"x"].concat();
    assert_eq!(
        anew(&longer, &old, &to(&[&new]), None).unwrap_err().code(),
        3
    );
    assert_eq!(anew(&file, &new, &to(&[&new]), None).unwrap_err().code(), 5);
    assert_eq!(
        anew(b"plain", &old, &to(&[&new]), None).unwrap_err().code(),
        6
    );
}

#[test]
fn a_full_disk_and_a_call_to_stop_are_told_as_what_they_are() {
    struct Full(usize);
    impl Write for Full {
        fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
            if self.0 < buf.len() {
                return Err(io::ErrorKind::StorageFull.into());
            }
            self.0 -= buf.len();
            Ok(buf.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let key = identity();
    let (file, _) = sealed_to(&key, &content(9 * CHUNK), false);
    let keys = Keys::Identities(std::slice::from_ref(&key));
    for room in [0, 400, 300_000] {
        let readdressing = Readdressing::of(&file[..]).unwrap();
        let error = readdressing
            .write(&mut Full(room), &keys, &to(&[&key]), None, &mut NoProgress)
            .unwrap_err();
        assert!(
            matches!(&error, SealError::Write(source) if source.kind() == io::ErrorKind::StorageFull),
            "{room}: {error:?}"
        );
    }
    let mut stop = |_| ControlFlow::Break(());
    let error = Readdressing::of(&file[..])
        .unwrap()
        .write(&mut io::sink(), &keys, &to(&[&key]), None, &mut stop)
        .unwrap_err();
    assert_eq!(error.code(), 130);
}
