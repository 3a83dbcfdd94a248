//! The grammar of the header, line by line.

#![allow(clippy::unwrap_used, clippy::panic)]
use super::*;
use crate::seal::file_key::FileKey;

const MAC: &str = "--- AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n";

fn read(stanzas: &str) -> Result<Header, SealError> {
    Header::read(&mut format!("age-encryption.org/v1\n{stanzas}{MAC}payload").as_bytes())
}

#[test]
fn a_header_is_read_to_its_last_byte_and_not_further() {
    let text = format!("age-encryption.org/v1\n-> X25519 abc d\nAAAA\n-> other\n\n{MAC}payload");
    let mut input = text.as_bytes();
    let header = Header::read(&mut input).unwrap();
    assert_eq!(input, b"payload");
    assert_eq!(header.bytes(), &text.as_bytes()[..text.len() - 7]);
    assert_eq!(header.mac(), &[0; 32]);
    let [first, second] = header.stanzas() else {
        panic!()
    };
    assert_eq!(
        (first.kind(), first.args(), first.body()),
        (
            "X25519",
            &["abc".to_owned(), "d".to_owned()][..],
            &[0; 3][..]
        )
    );
    assert_eq!(
        (second.kind(), second.args().len(), second.body().len()),
        ("other", 0, 0)
    );
}

#[test]
fn a_body_may_be_of_any_length() {
    for len in [0, 1, 47, 48, 49, 96, 10_000] {
        let encoded = STANDARD_NO_PAD.encode(vec![7; len]);
        let mut body: String = encoded
            .as_bytes()
            .chunks(64)
            .map(|line| format!("{}\n", std::str::from_utf8(line).unwrap()))
            .collect();
        if encoded.len() % 64 == 0 {
            body.push('\n');
        }
        let header = read(&format!("-> k\n{body}")).unwrap();
        assert_eq!(header.stanzas()[0].body(), vec![7; len]);
    }
}

#[test]
fn every_other_spelling_is_refused_with_its_line() {
    use HeaderFault::*;
    let full = "A".repeat(64);
    let cases = [
        (String::new(), 2, Empty),
        ("-> \n\n".to_owned(), 2, Arguments),
        ("->\n\n".to_owned(), 2, NoStanza),
        ("->x\n\n".to_owned(), 2, NoStanza),
        ("-> a  b\n\n".to_owned(), 2, Arguments),
        ("-> a \n\n".to_owned(), 2, Arguments),
        ("-> a\r\n\n".to_owned(), 2, Arguments),
        ("-> 鍵\n\n".to_owned(), 2, Arguments),
        ("-> a\tb\n\n".to_owned(), 2, Arguments),
        ("\n-> a\n\n".to_owned(), 2, NoStanza),
        ("-> a\n".to_owned(), 3, Body),
        (format!("-> a\n{full}\n"), 4, Body),
        (format!("-> a\n{full}A\n\n"), 3, Body),
        ("-> a\nAAA=\n".to_owned(), 3, Body),
        ("-> a\nAAB\n".to_owned(), 3, Body),
        ("-> a\nA\n".to_owned(), 3, Body),
        ("-> a\nAA AA\n".to_owned(), 3, Body),
        ("-> a\n\n\n".to_owned(), 4, NoStanza),
        ("-> a\n\n---\n".to_owned(), 4, Closing),
        ("-> a\n\n--- AAAA\n".to_owned(), 4, Closing),
        (format!("-> a\n\n--- {}B\n", "A".repeat(42)), 4, Closing),
        (format!("-> a\n\n--- {}=\n", "A".repeat(43)), 4, Closing),
        (format!("-> a\n\n--- {} \n", "A".repeat(43)), 4, Closing),
        (
            "-> scrypt AAAA 10\n\n-> a\n\n".to_owned(),
            2,
            ScryptNotAlone,
        ),
        ("-> scrypt AAAA\n\n".to_owned(), 2, Scrypt),
        ("-> scrypt AAAA 23\n\n".to_owned(), 2, Scrypt),
        ("-> scrypt AAAA 0\n\n".to_owned(), 2, Scrypt),
    ];
    for (stanzas, line, fault) in cases {
        let error = read(&stanzas).unwrap_err();
        assert!(
            matches!(error, SealError::Header { line: l, fault: f } if l == line && f == fault),
            "{stanzas:?}: {error:?}"
        );
    }
}

#[test]
fn limits_are_met_before_the_memory_is_taken() {
    let most = "-> a\n\n".repeat(STANZA_LIMIT);
    assert_eq!(read(&most).unwrap().stanzas().len(), STANZA_LIMIT);
    let error = read(&(most + "-> a\n\n")).unwrap_err();
    assert!(matches!(
        error,
        SealError::Limit {
            limit: Limit::Stanzas
        }
    ));
    assert_eq!(error.code(), 9);

    // A header without end and without newline.
    let start = std::io::Cursor::new("age-encryption.org/v1\n-> ");
    let mut endless = std::io::Read::chain(start, std::io::BufReader::new(std::io::repeat(b'a')));
    let error = Header::read(&mut endless).unwrap_err();
    assert!(matches!(
        error,
        SealError::Limit {
            limit: Limit::HeaderBytes
        }
    ));
}

fn stanza(kind: &str, body: usize) -> Stanza {
    Stanza::new(kind, ["an-argument"], vec![0xa5; body]).unwrap()
}

#[test]
fn what_is_written_is_read_back_byte_for_byte() {
    let key = FileKey::generate().unwrap();
    for body in [0, 1, 47, 48, 49, 96, 10_000] {
        let stanzas = vec![stanza("one", body), stanza("two", 32)];
        let header = Header::seal(stanzas, &key).unwrap();
        assert_eq!(Header::read(&mut header.bytes()).unwrap(), header);
        header.verify(&key).unwrap();
    }
}

#[test]
fn a_header_has_its_length_before_its_content() {
    let key = FileKey::generate().unwrap();
    for body in [0, 1, 47, 48, 49, 10_000] {
        let before = vec![stanza("ours", 32), stanza("custody-tag", body)];
        let len = Header::len_of(&before);
        let after: Vec<_> = before
            .into_iter()
            .map(|stanza| {
                let body = vec![0x5a; stanza.body().len()];
                stanza.with_body(body)
            })
            .collect();
        assert_eq!(Header::seal(after, &key).unwrap().bytes().len(), len);
    }
}

#[test]
fn a_header_with_any_bit_changed_does_not_verify() {
    let key = FileKey::generate().unwrap();
    let header = Header::seal(vec![stanza("one", 32)], &key).unwrap();
    let bytes = header.bytes();
    for at in 0..bytes.len() * 8 {
        let mut changed = bytes.to_vec();
        changed[at / 8] ^= 1 << (at % 8);
        if let Ok(changed) = Header::read(&mut &changed[..]) {
            assert_eq!(changed.verify(&key).unwrap_err().code(), 3, "bit {at}");
        }
    }
}

#[test]
fn headers_that_no_reader_would_take_are_not_written() {
    let key = FileKey::generate().unwrap();
    let many = vec![stanza("one", 0); STANZA_LIMIT + 1];
    let codes = [
        (Vec::new(), 6),
        (vec![stanza("scrypt", 32), stanza("tag", 1)], 6),
        (many, 9),
        (vec![stanza("one", HEADER_LIMIT)], 9),
    ]
    .map(|(stanzas, code)| (Header::seal(stanzas, &key).unwrap_err().code(), code));
    assert!(codes.iter().all(|(found, code)| found == code), "{codes:?}");
    for words in [["", "a"], ["a b", "a"], ["a", "b\n"], ["a", "é"]] {
        let [kind, argument] = words;
        assert_eq!(
            Stanza::new(kind, [argument], Vec::new()),
            Err(HeaderFault::Arguments)
        );
    }
}
