//! Key files made, read, damaged and forged.

#![allow(clippy::unwrap_used, clippy::panic)]
use super::*;

const AT: &str = "2026-11-24T10:00:00+09:00";
const GOOD: &str = "正しい 合言葉 です";

fn passphrase(text: &str) -> Passphrase {
    Passphrase::new(Zeroizing::new(text.as_bytes().to_vec())).unwrap()
}

fn sealed() -> (PersonKey, KeyFile) {
    let key = PersonKey::generate("H-002 髙﨑𠮷", AT).unwrap();
    let file = KeyFile::seal(&key, &passphrase(GOOD), KdfCost::MINIMUM).unwrap();
    (key, file)
}

/// The file with line 2 edited and the checksum made to fit.
fn edited(file: &KeyFile, edit: impl Fn(&mut serde_json::Value)) -> Vec<u8> {
    let text = std::str::from_utf8(file.bytes()).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let mut head = serde_json::from_str(lines[1]).unwrap();
    edit(&mut head);
    with_checksum(&format!("{}\n{head}\n{}\n", lines[0], lines[2]))
}

fn with_checksum(text: &str) -> Vec<u8> {
    format!("{text}{}\n", checksum(text.as_bytes())).into_bytes()
}

fn code(bytes: &[u8]) -> Option<u8> {
    KeyFile::parse(bytes).err().map(|error| error.code())
}

#[test]
fn what_was_sealed_is_unlocked() {
    let (key, file) = sealed();
    let read = KeyFile::parse(file.bytes()).unwrap();
    assert_eq!((read.name(), read.created()), ("H-002 髙﨑𠮷", AT));
    assert_eq!(read.verifier(), key.verifier());
    assert_eq!(*read.recipient(), key.recipient());
    assert_eq!(read.fingerprint(), key.fingerprint());
    assert_eq!(read.cost(), KdfCost::MINIMUM);
    let out = read.unlock(&passphrase(GOOD)).unwrap();
    assert_eq!(**out.signing_seed(), **key.signing_seed());
    assert_eq!(*out.identity().expose(), *key.identity().expose());
    assert_eq!((out.name(), out.created()), (key.name(), key.created()));
}

#[test]
fn the_passphrase_counts_in_one_normal_form() {
    let key = PersonKey::generate("a", AT).unwrap();
    let file = KeyFile::seal(&key, &passphrase("がぎぐげご ABC 123"), KdfCost::MINIMUM).unwrap();
    let typed = "か\u{3099}き\u{3099}く\u{3099}け\u{3099}こ\u{3099}　ＡＢＣ　１２３";
    assert!(file.unlock(&passphrase(typed)).is_ok());
}

#[test]
fn a_wrong_passphrase_is_told_and_nothing_more() {
    let (_, file) = sealed();
    for wrong in ["", "正しい合言葉です", "正しい 合言葉 です ", "x"] {
        let error = file.unlock(&passphrase(wrong)).unwrap_err();
        assert!(matches!(error, KeyError::WrongPassphrase));
        assert_eq!(error.code(), 5);
    }
}

#[test]
fn no_two_files_are_alike() {
    let key = PersonKey::generate("a", AT).unwrap();
    let seal = || KeyFile::seal(&key, &passphrase(GOOD), KdfCost::MINIMUM).unwrap();
    let (one, two) = (seal(), seal());
    assert_ne!(one.salt, two.salt);
    assert_ne!(one.nonce, two.nonce);
    assert_ne!(one.ciphertext, two.ciphertext);
}

#[test]
fn nothing_secret_stands_in_the_file() {
    let (key, file) = sealed();
    let contains = |part: &[u8]| {
        file.bytes()
            .windows(part.len())
            .any(|window| window == part)
    };
    assert!(!contains(b"AGE-SECRET-KEY"));
    assert!(!contains(
        STANDARD.encode(key.signing_seed().as_slice()).as_bytes()
    ));
}

#[test]
fn a_weak_new_passphrase_is_refused() {
    let key = PersonKey::generate("a", AT).unwrap();
    let error = KeyFile::seal(&key, &passphrase("short"), KdfCost::MINIMUM)
        .err()
        .unwrap();
    assert_eq!(error.code(), 4);
}

#[test]
fn every_changed_byte_and_every_cut_is_refused_without_a_passphrase() {
    let (_, file) = sealed();
    let bytes = file.bytes();
    for at in 0..bytes.len() {
        for flip in [0x01, 0x80, 0xff] {
            let mut changed = bytes.to_vec();
            changed[at] ^= flip;
            let code = code(&changed);
            assert!(
                matches!(code, Some(3 | 6)),
                "byte {at} by {flip:#x}: {code:?}"
            );
        }
        assert!(matches!(code(&bytes[..at]), Some(3 | 6)), "cut at {at}");
    }
    for more in [&b"\n"[..], b"x", b"\0"] {
        assert_eq!(code(&[bytes, more].concat()), Some(6));
    }
}

#[test]
fn damage_is_told_from_a_wrong_passphrase() {
    let (_, file) = sealed();
    let mut changed = file.bytes().to_vec();
    let ciphertext = changed.len() - 100;
    changed[ciphertext] ^= 1;
    assert!(matches!(KeyFile::parse(&changed), Err(KeyError::Damaged)));
}

#[test]
fn what_lies_in_the_clear_is_authenticated() {
    let (_, file) = sealed();
    let other = PersonKey::generate("other", AT).unwrap();
    type Edit<'a> = &'a dyn Fn(&mut serde_json::Value);
    let edits: [Edit<'_>; 4] = [
        &|head| head["name"] = "H-003".into(),
        &|head| head["created"] = "2026-11-25T10:00:00+09:00".into(),
        &|head| head["verifier"] = STANDARD.encode(other.verifier()).into(),
        &|head| head["recipient"] = other.recipient().to_string().into(),
    ];
    for edit in edits {
        let changed = KeyFile::parse(&edited(&file, edit)).unwrap();
        assert_eq!(changed.unlock(&passphrase(GOOD)).unwrap_err().code(), 5);
    }
}

#[test]
fn halves_that_do_not_belong_together_are_refused() {
    // Made by somebody who knows the passphrase.
    let (key, file) = sealed();
    let other = PersonKey::generate("other", AT).unwrap();
    for (field, value) in [
        ("verifier", STANDARD.encode(other.verifier())),
        ("recipient", other.recipient().to_string()),
    ] {
        let text = std::str::from_utf8(file.bytes()).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        let mut head: serde_json::Value = serde_json::from_str(lines[1]).unwrap();
        head[field] = value.into();
        let associated = format!("{}\n{head}\n", lines[0]);
        let ciphertext = encrypt(
            &key,
            &passphrase(GOOD),
            file.cost,
            &file.salt,
            &file.nonce,
            associated.as_bytes(),
        )
        .unwrap();
        let bytes = with_checksum(&format!("{associated}{}\n", STANDARD.encode(ciphertext)));
        let error = KeyFile::parse(&bytes)
            .unwrap()
            .unlock(&passphrase(GOOD))
            .unwrap_err();
        assert!(matches!(error, KeyError::Mismatch), "{field}");
        assert_eq!(error.code(), 3);
    }
}

#[test]
fn costs_beyond_reason_are_refused_before_any_memory_is_taken() {
    let (_, file) = sealed();
    let cases = [
        ("m_kib", 4_194_304u64, 9),
        ("t", u64::from(u32::MAX), 9),
        ("p", 255, 9),
        ("m_kib", 0, 6),
        ("t", 0, 6),
        ("p", 0, 6),
    ];
    for (field, value, expected) in cases {
        let bytes = edited(&file, |head| head["kdf"][field] = value.into());
        assert_eq!(code(&bytes), Some(expected), "{field} = {value}");
    }
}

#[test]
fn a_cost_below_the_floor_opens_by_option_only() {
    let key = PersonKey::generate("a", AT).unwrap();
    let weak = KdfCost::new(64, 1, 1).unwrap();
    assert_eq!(
        KeyFile::seal(&key, &passphrase(GOOD), weak)
            .err()
            .unwrap()
            .code(),
        4
    );
    let file = KeyFile::seal_unchecked(&key, &passphrase(GOOD), weak).unwrap();
    let error = file.unlock(&passphrase(GOOD)).unwrap_err();
    assert!(matches!(
        error,
        KeyError::CostBelowFloor {
            m_kib: 64,
            floor_kib: 19_456
        }
    ));
    assert_eq!(error.code(), 4);
    assert!(file.unlock_below_floor(&passphrase(GOOD)).is_ok());
    assert_eq!(
        file.unlock_below_floor(&passphrase("wrong"))
            .unwrap_err()
            .code(),
        5
    );
}

#[test]
fn malformed_fields_are_refused() {
    let (_, file) = sealed();
    let mut low_order = [0; 32];
    low_order[0] = 1;
    let long = "x".repeat(300);
    let cases: [(&str, serde_json::Value); 10] = [
        ("name", "".into()),
        ("name", "a\u{7}".into()),
        ("name", long.into()),
        ("created", "then".into()),
        ("aead", "aes-gcm".into()),
        ("nonce", "AAAA".into()),
        ("verifier", "AAAA".into()),
        ("verifier", STANDARD.encode(low_order).into()),
        ("recipient", "age1".into()),
        ("kdf", 7.into()),
    ];
    for (field, value) in cases {
        let bytes = edited(&file, |head| head[field] = value.clone());
        assert_eq!(code(&bytes), Some(6), "{field} = {value}");
    }
    assert_eq!(
        code(&edited(&file, |head| head["kdf"]["alg"] = "scrypt".into())),
        Some(6)
    );
    let text = std::str::from_utf8(file.bytes()).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    for third in ["", "AAAA", "*"] {
        let bytes = with_checksum(&format!("{}\n{}\n{third}\n", lines[0], lines[1]));
        assert!(matches!(
            KeyFile::parse(&bytes),
            Err(KeyError::Malformed { line: 3 })
        ));
    }
}

#[test]
fn other_files_and_other_versions_are_told() {
    let age = b"age-encryption.org/v1\n";
    for (bytes, kind) in [
        (&b""[..], Foreign::Empty),
        (age, Foreign::Unknown),
        (b"%PDF-1", Foreign::Pdf),
    ] {
        let error = KeyFile::parse(bytes).err().unwrap();
        assert!(matches!(error, KeyError::NotAKeyFile { looks_like } if looks_like == kind));
        assert_eq!(error.code(), 6);
    }
    assert!(matches!(
        KeyFile::parse(b"custody.key/v2\n{}\n"),
        Err(KeyError::UnknownVersion)
    ));
    assert_eq!(code(&vec![b'a'; KEY_FILE_LIMIT + 1]), Some(9));
}
