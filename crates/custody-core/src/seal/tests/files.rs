//! From file to file: equal to the reference, whole or not at all.

use std::fs;
use std::path::Path;

use super::super::stream::ALONE;
use super::*;

/// Lengths at the edges of chunks, of one thread's work and of segments.
fn lens() -> Vec<usize> {
    let chunk = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK];
    let many = [1, 16, 17, 24, 40].map(|chunks| chunks * CHUNK);
    let edges = many.iter().flat_map(|len| [len - 1, *len, len + 1]);
    chunk.into_iter().chain(edges).collect()
}

fn seal_in(place: &Path, plaintext: &[u8], to: &To) -> SealedFile {
    let (source, target) = (place.join("plain"), place.join("sealed.age"));
    fs::write(&source, plaintext).unwrap();
    let source = Steady::open(&source).unwrap();
    let part = Part::create(&target, true).unwrap();
    let sealed = seal_file(&source, &part, to, &mut NoProgress).unwrap();
    sealed.read_back(&source, &part, &mut NoProgress).unwrap();
    part.commit().unwrap();
    sealed
}

/// Opens `sealed` as a file; `None` for the bytes where nothing got the final name.
fn open_in(place: &Path, sealed: &[u8], key: &Identity) -> Result<Vec<u8>, SealError> {
    let (from, target) = (place.join("in.age"), place.join("out"));
    let _ = fs::remove_file(&target);
    fs::write(&from, sealed).unwrap();
    let keys = Keys::Identities(std::slice::from_ref(key));
    let part = Part::create(&target, false).unwrap();
    open_file(
        &fs::File::open(&from).unwrap(),
        &part,
        &keys,
        &mut NoProgress,
    )?;
    part.commit().unwrap();
    Ok(fs::read(&target).unwrap())
}

fn left_in(place: &Path) -> usize {
    fs::read_dir(place).unwrap().count()
}

#[test]
fn every_length_opens_equal_with_the_reference_and_the_other_way() {
    let place = tempfile::tempdir().unwrap();
    let key = identity();
    let theirs: age::x25519::Identity = key.expose().parse().unwrap();
    let to = To::Recipients(vec![key.recipient()]);
    for len in lens() {
        let plaintext = content(len);
        let sealed = seal_in(place.path(), &plaintext, &to);
        let file = fs::read(place.path().join("sealed.age")).unwrap();
        assert_eq!(sealed.sealed_len, file.len() as u64);
        assert!(age::decrypt(&theirs, &file).unwrap() == plaintext, "{len}");
        assert!(opened(&file, &key).unwrap() == plaintext, "{len}");
        let foreign = age::encrypt(&theirs.to_public(), &plaintext).unwrap();
        assert!(
            open_in(place.path(), &foreign, &key).unwrap() == plaintext,
            "{len}"
        );
        assert!(opened(&foreign, &key).unwrap() == plaintext, "{len}");
        let (streamed, _) = sealed_to(&key, &plaintext, false);
        assert!(
            age::decrypt(&theirs, &streamed).unwrap() == plaintext,
            "{len}"
        );
    }
}

#[test]
fn long_streams_in_any_pieces_give_the_same() {
    let key = identity();
    let plaintext = content(ALONE as usize + 30 * CHUNK + 7);
    let (file, sealed) = sealed_to(&key, &plaintext, false);
    assert_eq!(sealed.blake3, Blake3Digest::of(&file));
    let payload = &file[header_len(&file)..];
    assert_eq!(sealed.payload.blake3, Blake3Digest::of(payload));
    for size in [17, 65_535, 65_537, 1 << 20] {
        let keys = Keys::Identities(std::slice::from_ref(&key));
        let mut out = Vec::new();
        open(&mut Pieces(&file, size), &mut out, &keys, &mut NoProgress).unwrap();
        assert!(out == plaintext, "{size}");
        let to = To::Recipients(vec![key.recipient()]);
        let mut again = Vec::new();
        seal(
            &mut Pieces(&plaintext, size),
            &mut again,
            &to,
            false,
            &mut NoProgress,
        )
        .unwrap();
        assert!(opened(&again, &key).unwrap() == plaintext, "{size}");
    }
}

#[test]
fn a_damaged_file_gets_no_name_and_names_the_place() {
    let place = tempfile::tempdir().unwrap();
    let key = identity();
    let plaintext = content(ALONE as usize + 30 * CHUNK + 7);
    let (file, _) = sealed_to(&key, &plaintext, false);
    let first = header_len(&file) + NONCE_LEN as usize;
    let chunk = SEALED_CHUNK_LEN as usize;
    for number in [0, 1, 7, 8, 30, 46] {
        let mut changed = file.clone();
        changed[first + number * chunk + 5] ^= 1;
        // A second fault further on is not the one that is named.
        *changed.last_mut().unwrap() ^= 1;
        let error = open_in(place.path(), &changed, &key).unwrap_err();
        assert!(
            matches!(error, SealError::Payload { chunk: at, offset } if at == number as u64
                && offset == (first + number * chunk) as u64),
            "{number}: {error:?}"
        );
        assert_eq!((error.code(), left_in(place.path())), (3, 1));
    }
    for (tail, number) in [(1, 46), (65_536, 46)] {
        let added = [&file[..], &vec![7; tail]].concat();
        let error = open_in(place.path(), &added, &key).unwrap_err();
        assert!(
            matches!(error, SealError::Payload { chunk, .. } if chunk == number),
            "{error:?}"
        );
    }
    let twice = [&file[..], &file].concat();
    assert_eq!(open_in(place.path(), &twice, &key).unwrap_err().code(), 3);
}

#[test]
fn a_file_cut_at_any_length_is_told_as_a_stream_is() {
    let place = tempfile::tempdir().unwrap();
    let key = identity();
    let (file, _) = sealed_to(&key, &content(2 * CHUNK + 100), false);
    let first = header_len(&file) + NONCE_LEN as usize;
    let chunk = SEALED_CHUNK_LEN as usize;
    let edges = [first, first + chunk, first + 2 * chunk, file.len()];
    let near = |len: &usize| edges.iter().any(|edge| len.abs_diff(*edge) < 20);
    for len in (0..file.len()).filter(near) {
        let by_file = open_in(place.path(), &file[..len], &key).unwrap_err();
        let by_stream = opened(&file[..len], &key).unwrap_err().0;
        assert_eq!(by_file.to_string(), by_stream.to_string(), "{len}");
        assert_eq!(by_file.code(), if len < first { 6 } else { 3 });
    }
}

#[test]
fn salvage_keeps_what_comes_before_the_fault() {
    let place = tempfile::tempdir().unwrap();
    let key = identity();
    let keys = Keys::Identities(std::slice::from_ref(&key));
    let plaintext = content(ALONE as usize + 30 * CHUNK);
    let (file, _) = sealed_to(&key, &plaintext, false);
    let first = header_len(&file) + NONCE_LEN as usize;
    let chunk = SEALED_CHUNK_LEN as usize;
    let path = place.path().join("in.age");
    let target = place.path().join("out.partial");
    let save = |bytes: &[u8]| {
        fs::write(&path, bytes).unwrap();
        let part = Part::create(&target, true).unwrap();
        let saved = salvage(
            &fs::File::open(&path).unwrap(),
            &part,
            &keys,
            &mut NoProgress,
        );
        part.commit().unwrap();
        (saved.unwrap(), fs::read(&target).unwrap())
    };
    for number in [0, 3, 8, 20] {
        let mut changed = file.clone();
        changed[first + number * chunk] ^= 1;
        for damaged in [&changed[..], &file[..first + number * chunk]] {
            let (saved, bytes) = save(damaged);
            assert!(bytes == plaintext[..number * CHUNK], "{number}");
            assert_eq!(saved.plaintext_len, bytes.len() as u64);
            assert_eq!(saved.fault.map(|fault| fault.code()), Some(3));
        }
    }
    let (saved, bytes) = save(&file);
    assert!(saved.fault.is_none() && bytes == plaintext);
}

#[test]
fn a_source_that_grows_shrinks_or_is_swapped_is_refused() {
    let place = tempfile::tempdir().unwrap();
    let to = To::Recipients(vec![identity().recipient()]);
    let path = place.path().join("plain");
    let grow = || fs::write(&path, content(6 * CHUNK)).unwrap();
    let shrink = || fs::write(&path, content(CHUNK)).unwrap();
    let swap = || {
        let other = place.path().join("other");
        fs::write(&other, content(5 * CHUNK)).unwrap();
        fs::rename(&other, &path).unwrap();
    };
    for change in [&grow as &dyn Fn(), &shrink, &swap] {
        fs::write(&path, content(5 * CHUNK)).unwrap();
        let source = Steady::open(&path).unwrap();
        change();
        let part = Part::create(&place.path().join("sealed.age"), false).unwrap();
        let error = seal_file(&source, &part, &to, &mut NoProgress).unwrap_err();
        assert!(
            matches!(&error, SealError::Changed { path: at } if *at == path),
            "{error:?}"
        );
        drop(part);
        assert_eq!((error.code(), left_in(place.path())), (8, 1));
    }
}

#[test]
fn a_copy_that_reads_back_differently_is_refused_at_its_place() {
    let place = tempfile::tempdir().unwrap();
    let to = To::Recipients(vec![identity().recipient()]);
    let path = place.path().join("plain");
    fs::write(&path, content(5 * CHUNK)).unwrap();
    let source = Steady::open(&path).unwrap();
    let part = Part::create(&place.path().join("sealed.age"), false).unwrap();
    let sealed = seal_file(&source, &part, &to, &mut NoProgress).unwrap();
    let good = fs::read(part.path()).unwrap();
    let first = header_len(&good) + NONCE_LEN as usize;
    let chunk_2 = first + 2 * SEALED_CHUNK_LEN as usize;
    for (at, named) in [(3, 3), (first - 1, first - 1), (chunk_2 + 9, chunk_2)] {
        let mut bad = good.clone();
        bad[at] ^= 1;
        fs::write(part.path(), &bad).unwrap();
        let error = sealed
            .read_back(&source, &part, &mut NoProgress)
            .unwrap_err();
        assert!(
            matches!(error, SealError::ReadBack { offset } if offset == named as u64),
            "{at}: {error:?}"
        );
        assert_eq!(error.code(), 3);
    }
    fs::write(part.path(), &good[..good.len() - 1]).unwrap();
    let error = sealed
        .read_back(&source, &part, &mut NoProgress)
        .unwrap_err();
    assert_eq!(error.code(), 3);
}

#[test]
fn from_file_to_file_can_be_cancelled() {
    let place = tempfile::tempdir().unwrap();
    let to = To::Recipients(vec![identity().recipient()]);
    let path = place.path().join("plain");
    fs::write(&path, content(80 * CHUNK)).unwrap();
    let source = Steady::open(&path).unwrap();
    let part = Part::create(&place.path().join("sealed.age"), false).unwrap();
    let mut stop = |_| ControlFlow::Break(());
    let error = seal_file(&source, &part, &to, &mut stop).unwrap_err();
    assert_eq!(error.code(), 130);
    let mut seen = Vec::new();
    let mut note = |bytes| {
        seen.push(bytes);
        ControlFlow::Continue(())
    };
    seal_file(&source, &part, &to, &mut note).unwrap();
    assert!(seen.is_sorted() && seen.last() == Some(&(80 * CHUNK_LEN)));
}

#[test]
fn any_place_is_read_without_the_rest() {
    use std::io::{Cursor, Seek as _, SeekFrom};
    let key = identity();
    let keys = Keys::Identities(std::slice::from_ref(&key));
    let plaintext = content(4 * CHUNK + 100);
    let (mut file, _) = sealed_to(&key, &plaintext, false);
    let first = header_len(&file) + NONCE_LEN as usize;
    // Damage elsewhere does not hinder.
    file[first + SEALED_CHUNK_LEN as usize] ^= 1;
    let mut read = Seekable::open(Cursor::new(&file), &keys).unwrap();
    assert_eq!(read.len(), plaintext.len() as u64);
    for (at, len) in [
        (0, 10),
        (2 * CHUNK, 2 * CHUNK),
        (4 * CHUNK - 5, 105),
        (10, 20),
    ] {
        read.seek(SeekFrom::Start(at as u64)).unwrap();
        let mut out = vec![0; len];
        read.read_exact(&mut out).unwrap();
        assert!(out == plaintext[at..at + len], "{at}");
    }
    read.seek(SeekFrom::End(7)).unwrap();
    assert_eq!(read.read(&mut [0; 5]).unwrap(), 0);
    read.seek(SeekFrom::Start(CHUNK_LEN + 5)).unwrap();
    let error = SealError::from_reading(read.read(&mut [0; 5]).unwrap_err());
    assert!(
        matches!(error, SealError::Payload { chunk: 1, .. }),
        "{error:?}"
    );
    for cut in [1, 100, 116, 117, SEALED_CHUNK_LEN as usize] {
        let cut = &file[..file.len() - cut];
        let error = Seekable::open(Cursor::new(cut), &keys)
            .map(|_| ())
            .unwrap_err();
        assert_eq!(error.code(), 3);
    }
}

#[test]
fn more_than_four_gibibytes_go_there_and_back() {
    if std::env::var_os("CUSTODY_FULL").is_none() {
        return;
    }
    let place = tempfile::tempdir().unwrap();
    let key = identity();
    let to = To::Recipients(vec![key.recipient()]);
    let path = place.path().join("sparse");
    let len = (4_u64 << 30) + 1;
    fs::File::create(&path).unwrap().set_len(len).unwrap();
    let source = Steady::open(&path).unwrap();
    let part = Part::create(&place.path().join("sealed.age"), false).unwrap();
    let sealed = seal_file(&source, &part, &to, &mut NoProgress).unwrap();
    assert_eq!(sealed.plaintext_len, len);
    sealed.read_back(&source, &part, &mut NoProgress).unwrap();
    let file = fs::File::open(part.path()).unwrap();
    let theirs: age::x25519::Identity = key.expose().parse().unwrap();
    let reader = age::Decryptor::new(&file).unwrap();
    let mut reader = reader
        .decrypt(std::iter::once(&theirs as &dyn age::Identity))
        .unwrap();
    assert_eq!(io::copy(&mut reader, &mut io::sink()).unwrap(), len);
}
