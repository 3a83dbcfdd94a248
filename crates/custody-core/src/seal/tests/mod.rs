//! Sealing, opening and inspecting together.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod chance;
mod damage;
mod files;
mod media;
mod readdressing;
mod tagged;

use std::io::{self, Read, Write};
use std::ops::ControlFlow;

use zeroize::Zeroizing;

use super::header::Header;
use super::sealing::pour;
use super::*;

const CHUNK: usize = CHUNK_LEN as usize;

fn identity() -> Identity {
    Identity::generate().unwrap()
}

fn content(len: usize) -> Vec<u8> {
    (0..len).map(|i| (i * 31 + i / 251) as u8).collect()
}

fn sealed_to(identity: &Identity, plaintext: &[u8], armor: bool) -> (Vec<u8>, Sealed) {
    let to = To::Recipients(vec![identity.recipient()]);
    let mut out = Vec::new();
    let sealed = seal(&mut &plaintext[..], &mut out, &to, armor, &mut NoProgress).unwrap();
    (out, sealed)
}

fn opened(file: &[u8], identity: &Identity) -> Result<Vec<u8>, (SealError, Vec<u8>)> {
    let mut out = Vec::new();
    let keys = Keys::Identities(std::slice::from_ref(identity));
    match open(&mut &file[..], &mut out, &keys, &mut NoProgress) {
        Ok(_) => Ok(out),
        Err(error) => Err((error, out)),
    }
}

fn passphrase(text: &str) -> Passphrase {
    Passphrase::new(Zeroizing::new(text.as_bytes().to_vec())).unwrap()
}

fn sealed_with_passphrase(text: &str, plaintext: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let sealing = Sealing::with_factor(&mut out, &To::Passphrase(passphrase(text)), false, 10);
    pour(&mut &plaintext[..], sealing.unwrap(), &mut NoProgress).unwrap();
    out
}

/// Where the payload begins.
fn header_len(file: &[u8]) -> usize {
    Header::read(&mut &file[..]).unwrap().bytes().len()
}

/// Gives its bytes in pieces of a fixed size.
struct Pieces<'a>(&'a [u8], usize);

impl Read for Pieces<'_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let take = self.1.min(buf.len());
        self.0.read(&mut buf[..take])
    }
}

#[test]
fn every_length_around_a_chunk_opens_equal() {
    let key = identity();
    for len in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 77] {
        for armor in [false, true] {
            let plaintext = content(len);
            let (file, sealed) = sealed_to(&key, &plaintext, armor);
            assert!(opened(&file, &key).unwrap() == plaintext, "{len} {armor}");
            assert_eq!(sealed.plaintext_len, len as u64);
            assert_eq!(sealed.sealed_len, file.len() as u64);
            assert_eq!(sealed.blake3, Blake3Digest::of(&file));
        }
    }
}

#[test]
fn any_size_of_pieces_gives_the_same() {
    let key = identity();
    let plaintext = content(CHUNK + 500);
    for armor in [false, true] {
        let (file, _) = sealed_to(&key, &plaintext, armor);
        for size in [1, 17, 65_535, 65_537] {
            let keys = Keys::Identities(std::slice::from_ref(&key));
            let mut out = Vec::new();
            let mut input = Pieces(&file, size);
            let opened = open(&mut input, &mut out, &keys, &mut NoProgress).unwrap();
            assert_eq!(opened.plaintext_len, plaintext.len() as u64);
            assert!(out == plaintext);
        }
    }
}

#[test]
fn the_age_crate_opens_what_was_sealed() {
    let key = identity();
    let (file, _) = sealed_to(&key, b"another tool", false);
    let theirs: age::x25519::Identity = key.expose().parse().unwrap();
    let plain = age::decrypt(&theirs, &file).unwrap();
    assert_eq!(plain, b"another tool");
}

#[test]
fn the_payload_digest_is_of_what_follows_the_header() {
    let key = identity();
    for armor in [false, true] {
        let (file, sealed) = sealed_to(&key, &content(CHUNK + 1), armor);
        let binary = if armor {
            let mut binary = Vec::new();
            age::armor::ArmoredReader::new(&file[..])
                .read_to_end(&mut binary)
                .unwrap();
            binary
        } else {
            file.clone()
        };
        let payload = &binary[header_len(&binary)..];
        let expected = PayloadDigest {
            len: payload.len() as u64,
            blake3: Blake3Digest::of(payload),
        };
        assert_eq!(sealed.payload, expected);

        let seen = inspect(&mut &file[..]).unwrap();
        assert_eq!(seen.payload, expected);
        assert_eq!(seen.armored, armor);
        assert_eq!(seen.plaintext_len, Some(CHUNK_LEN + 1));
        assert_eq!(seen.header_len, header_len(&binary) as u64);
        assert_eq!(
            seen.stanzas
                .iter()
                .filter(|stanza| stanza.kind() == "X25519")
                .count(),
            1
        );
        assert_eq!((seen.scrypt_factor, seen.version()), (None, "v1"));
    }
}

#[test]
fn each_recipient_opens_and_nobody_else() {
    let keys = [identity(), identity(), identity()];
    let to = To::Recipients(keys.iter().map(Identity::recipient).collect());
    let mut file = Vec::new();
    seal(&mut &b"x"[..], &mut file, &to, false, &mut NoProgress).unwrap();
    for key in &keys {
        assert_eq!(opened(&file, key).unwrap(), b"x");
    }
    let stranger = identity();
    let (error, out) = opened(&file, &stranger).unwrap_err();
    assert_eq!(error.code(), 5);
    assert!(out.is_empty());
    let SealError::NoMatch { kinds, tried } = error else {
        panic!("{error:?}")
    };
    assert_eq!(kinds.iter().filter(|kind| *kind == "X25519").count(), 3);
    assert_eq!(tried, [stranger.recipient().to_string()]);
}

#[test]
fn sealing_to_nobody_is_refused() {
    let to = To::Recipients(Vec::new());
    let error = seal(&mut &b""[..], &mut Vec::new(), &to, false, &mut NoProgress).unwrap_err();
    assert!(matches!(error, SealError::NoRecipients));
}

#[test]
fn a_passphrase_opens_its_file_only() {
    let file = sealed_with_passphrase("正しい合言葉 です", b"content");
    for (text, code) in [("正しい合言葉 です", None), ("正しい合言葉です", Some(5))]
    {
        let secret = passphrase(text);
        let mut out = Vec::new();
        let result = open(
            &mut &file[..],
            &mut out,
            &Keys::passphrase(&secret),
            &mut NoProgress,
        );
        assert_eq!(result.err().map(|error| error.code()), code);
        assert_eq!(out.is_empty(), code.is_some());
    }
    assert_eq!(inspect(&mut &file[..]).unwrap().scrypt_factor, Some(10));
    assert_eq!(opened(&file, &identity()).unwrap_err().0.code(), 5);
}

#[test]
fn excessive_scrypt_work_is_refused_before_it_is_done() {
    let file = sealed_with_passphrase("a passphrase", b"content");
    let at = file.windows(4).position(|w| w == b" 10\n").unwrap();
    let secret = passphrase("a passphrase");
    // A factor of 20 here would run for seconds; what it does is shown by 10 above.
    for (factor, code) in [
        ("21", 9),
        ("22", 9),
        ("23", 6),
        ("63", 6),
        ("999", 6),
        ("0", 6),
        ("010", 6),
        ("+9", 6),
        ("", 6),
    ] {
        let mut changed = file.clone();
        changed.splice(at + 1..at + 3, factor.bytes());
        let result = open(
            &mut &changed[..],
            &mut Vec::new(),
            &Keys::passphrase(&secret),
            &mut NoProgress,
        );
        assert_eq!(result.unwrap_err().code(), code, "{factor:?}");
    }
    let keys = Keys::Passphrase {
        passphrase: &secret,
        allowed: 9,
    };
    let error = open(&mut &file[..], &mut Vec::new(), &keys, &mut NoProgress).unwrap_err();
    assert!(matches!(
        error,
        SealError::ScryptWork {
            factor: 10,
            allowed: 9
        }
    ));
}

#[test]
fn no_two_sealings_are_alike() {
    let key = identity();
    let files: std::collections::HashSet<_> = (0..50)
        .map(|_| sealed_to(&key, b"", false).1.payload.blake3)
        .collect();
    assert_eq!(files.len(), 50);
}
