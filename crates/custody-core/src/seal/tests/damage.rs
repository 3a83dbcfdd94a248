//! Files that are not as they were sealed, or were never age files.

use super::*;

#[test]
fn a_cut_at_any_length_never_opens() {
    let key = identity();
    let plaintext = content(2 * CHUNK + 100);
    let (file, _) = sealed_to(&key, &plaintext, false);
    let payload = header_len(&file);
    let first = payload + NONCE_LEN as usize;
    // Every cut near something that matters, and every 997th elsewhere.
    let chunk = SEALED_CHUNK_LEN as usize;
    let near = |len: usize| {
        len < first + 40
            || [first + chunk, first + 2 * chunk, file.len()]
                .iter()
                .any(|edge| len.abs_diff(*edge) < 40)
    };
    let mut cuts = 0;
    for len in (0..file.len()).filter(|len| near(*len) || len % 997 == 0) {
        let (error, out) = opened(&file[..len], &key).expect_err("a cut file opened");
        let code = if len < first { 6 } else { 3 };
        assert_eq!(error.code(), code, "cut at {len}: {error:?}");
        assert!(plaintext.starts_with(&out));
        if let SealError::Payload {
            chunk: number,
            offset,
        } = error
        {
            assert_eq!(number as usize, (len - first) / chunk, "cut at {len}");
            assert_eq!(offset as usize, first + number as usize * chunk);
        }
        cuts += 1;
    }
    assert!(cuts > 400, "{cuts}");
}

#[test]
fn a_small_file_cut_at_every_length_never_opens() {
    let key = identity();
    for armor in [false, true] {
        let (file, _) = sealed_to(&key, b"small", armor);
        // The armor's last newline may be missing; nothing else may.
        let whole = if armor { file.len() - 1 } else { file.len() };
        for len in 0..whole {
            let (error, out) = opened(&file[..len], &key).expect_err("a cut file opened");
            assert!(matches!(error.code(), 3 | 6), "cut at {len}: {error:?}");
            assert!(out.is_empty());
        }
    }
}

#[test]
fn a_changed_bit_of_header_or_byte_of_payload_is_refused() {
    let key = identity();
    let plaintext = content(300);
    let (file, _) = sealed_to(&key, &plaintext, false);
    let first = header_len(&file) + NONCE_LEN as usize;
    for at in 0..file.len() {
        for bit in 0..8 {
            let mut changed = file.clone();
            changed[at] ^= 1 << bit;
            let (error, out) = opened(&changed, &key).expect_err("a changed file opened");
            assert!(
                matches!(error.code(), 3 | 5 | 6),
                "byte {at}, bit {bit}: {error:?}"
            );
            assert!(out.is_empty());
            if at >= first {
                assert_eq!(error.code(), 3);
            }
        }
    }
}

#[test]
fn what_is_added_or_reordered_is_refused() {
    let key = identity();
    let (small, _) = sealed_to(&key, b"small", false);
    let (full, _) = sealed_to(&key, &content(CHUNK), false);
    let (two, _) = sealed_to(&key, &content(2 * CHUNK), false);
    let first = header_len(&two) + NONCE_LEN as usize;
    let chunk = SEALED_CHUNK_LEN as usize;
    let mut swapped = two[..first].to_vec();
    swapped.extend(&two[first + chunk..]);
    swapped.extend(&two[first..first + chunk]);
    for file in [
        [&small[..], b"\0"].concat(),
        [&full[..], b"\0"].concat(),
        [&full[..], &vec![7; chunk]].concat(),
        [&small[..], &small].concat(),
        swapped,
    ] {
        assert_eq!(opened(&file, &key).unwrap_err().0.code(), 3);
    }
}

#[test]
fn an_altered_header_with_the_key_in_place_is_told() {
    let key = identity();
    let (mut file, _) = sealed_to(&key, b"x", false);
    let mac = header_len(&file) - 20;
    file[mac] = if file[mac] == b'A' { b'B' } else { b'A' };
    assert!(matches!(
        opened(&file, &key).unwrap_err().0,
        SealError::HeaderAltered
    ));
}

#[test]
fn files_of_other_kinds_are_named() {
    let cases: &[(&[u8], Foreign)] = &[
        (b"", Foreign::Empty),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", Foreign::Jpeg),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Foreign::Png),
        (b"\x1f\x8b\x08\0", Foreign::Gzip),
        (b"PK\x03\x04\x14\0", Foreign::Zip),
        (b"-----BEGIN PGP MESSAGE-----\n", Foreign::OpenPgp),
        (b"\x85\x01\x0c\x03", Foreign::OpenPgp),
        (b"%PDF-1.7\n", Foreign::Pdf),
        (b"SQLite format 3\0\x10\0", Foreign::Sqlite),
        (b"custody.key/v1\n{}", Foreign::KeyFile),
        (b"custody.record/v1\n{}", Foreign::Note),
        (b"AGE-SECRET-KEY-1QQ", Foreign::IdentityFile),
        ("氏名,住所\n".as_bytes(), Foreign::Unknown),
        (&[0; 100_000], Foreign::Unknown),
    ];
    for (bytes, kind) in cases {
        let (error, out) = opened(bytes, &identity()).unwrap_err();
        assert!(
            matches!(error, SealError::NotSealed { looks_like } if looks_like == *kind),
            "{kind}"
        );
        assert!(
            matches!(inspect(&mut &bytes[..]), Err(SealError::NotSealed { looks_like }) if looks_like == *kind)
        );
        assert_eq!((error.code(), out.len()), (6, 0));
    }
}

#[test]
fn another_version_is_refused() {
    let file = b"age-encryption.org/v2\n-> X25519 abc\n\n--- abc\n";
    let error = opened(file, &identity()).unwrap_err().0;
    assert!(matches!(error, SealError::UnknownVersion));
    assert_eq!(error.code(), 6);
}

#[test]
fn blank_lines_around_the_armor_are_allowed_up_to_a_limit() {
    let key = identity();
    let (file, _) = sealed_to(&key, b"x", true);
    for (blanks, opens) in [
        (0, true),
        (1, true),
        (300, true),
        (1023, true),
        (1025, false),
    ] {
        let around = [&vec![b'\n'; blanks], &file[..], b" \r\n\t"].concat();
        assert_eq!(opened(&around, &key).is_ok(), opens, "{blanks}");
    }
    let (binary, _) = sealed_to(&key, b"x", false);
    assert_eq!(
        opened(&[b"\n", &binary[..]].concat(), &key)
            .unwrap_err()
            .0
            .code(),
        6
    );
}

#[test]
fn malformed_armor_names_its_line() {
    let key = identity();
    let (file, _) = sealed_to(&key, &content(500), true);
    let text = String::from_utf8(file).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let join = |lines: &[&str]| lines.join("\n") + "\n";
    let mut blank = lines.clone();
    blank[4] = "";
    let mut long = lines.clone();
    let longer = format!("{}AAAA", lines[3]);
    long[3] = &longer;
    let mut letter = lines.clone();
    let strange = lines[5].replacen(&lines[5][..1], "*", 1);
    letter[5] = &strange;
    for (file, line) in [
        (join(&blank), 5),
        (join(&long), 4),
        (join(&letter), 6),
        (text.clone() + "more\n", lines.len() as u64 + 1),
    ] {
        let error = opened(file.as_bytes(), &key).unwrap_err().0;
        assert!(
            matches!(error, SealError::Armor { line: at } if at == line),
            "{line}: {error:?}"
        );
        assert_eq!(error.code(), 6);
    }
}

#[test]
fn a_reader_keeps_the_type_of_its_error_and_never_recovers() {
    let key = identity();
    let (mut file, _) = sealed_to(&key, &content(CHUNK + 5), false);
    *file.last_mut().unwrap() ^= 1;
    let mut reader = open_reader(&file[..], &Keys::Identities(std::slice::from_ref(&key))).unwrap();
    let mut out = Vec::new();
    for _ in 0..2 {
        let error = reader.read_to_end(&mut out).unwrap_err();
        assert!(matches!(
            SealError::from_reading(error),
            SealError::Payload { chunk: 1, .. }
        ));
        assert_eq!(out.len(), CHUNK);
    }
}
