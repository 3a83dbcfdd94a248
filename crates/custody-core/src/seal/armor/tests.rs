//! The text form: our text is the stock writer's text, its reader reads ours, and nothing loose is read.

#![allow(clippy::unwrap_used)]

use std::io::{Read as _, Write as _};

use age::armor::{ArmoredReader, ArmoredWriter, Format};

use super::*;

fn written(bytes: &[u8], piece: usize) -> Vec<u8> {
    let mut form = Form::new(Vec::new(), true).unwrap();
    for piece in bytes.chunks(piece) {
        form.write_all(piece).unwrap();
    }
    form.finish().unwrap()
}

/// The bytes inside, or the line that is at fault, with what came out before it.
fn read(text: &[u8], piece: usize) -> Result<Vec<u8>, (u64, Vec<u8>)> {
    let mut reader = ArmorReader::new(text, 0);
    let mut bytes = Vec::new();
    let mut buf = vec![0; piece];
    loop {
        match reader.read(&mut buf) {
            Ok(0) => return Ok(bytes),
            Ok(len) => bytes.extend_from_slice(&buf[..len]),
            Err(error) => {
                let ArmorFault(line) = error.downcast().unwrap();
                assert!(reader.read(&mut buf).is_err(), "an error does not pass");
                return Err((line, bytes));
            }
        }
    }
}

fn content(len: usize) -> Vec<u8> {
    (0..len).map(|at| (at * 7 + at / 251) as u8).collect()
}

#[test]
fn the_text_is_the_stock_writers_and_both_readers_read_it() {
    for len in [
        0,
        1,
        2,
        47,
        48,
        49,
        95,
        96,
        48 * 1024,
        48 * 1024 + 1,
        200_000,
    ] {
        let bytes = content(len);
        let mut stock = ArmoredWriter::wrap_output(Vec::new(), Format::AsciiArmor).unwrap();
        stock.write_all(&bytes).unwrap();
        let stock = stock.finish().unwrap();
        for piece in [1, 48, 65_537] {
            let text = written(&bytes, piece);
            // An empty content has no line; the stock writer leaves an empty one.
            if len > 0 {
                assert_eq!(text, stock, "{len}");
            }
            assert_eq!(read(&text, piece), Ok(bytes.clone()), "{len} {piece}");
        }
        if len > 0 {
            let mut back = Vec::new();
            ArmoredReader::new(&written(&bytes, 4096)[..])
                .read_to_end(&mut back)
                .unwrap();
            assert_eq!(back, bytes);
        }
    }
}

#[test]
fn lines_may_end_in_crlf_and_the_last_may_not_end_at_all() {
    let bytes = content(100);
    let text = String::from_utf8(written(&bytes, 100)).unwrap();
    assert_eq!(
        read(text.replace('\n', "\r\n").as_bytes(), 9),
        Ok(bytes.clone())
    );
    assert_eq!(read(text.trim_end().as_bytes(), 9), Ok(bytes));
}

#[test]
fn white_space_may_follow_up_to_the_limit() {
    let bytes = content(10);
    let mut text = written(&bytes, 10);
    text.extend(std::iter::repeat_n(b' ', BLANK_LIMIT));
    assert_eq!(read(&text, 9), Ok(bytes.clone()));
    text.push(b' ');
    assert_eq!(read(&text, 9), Err((4, bytes)));
}

#[test]
fn each_loose_text_is_refused_at_its_line() {
    let full = "A".repeat(64);
    let begin = "-----BEGIN AGE ENCRYPTED FILE-----";
    let end = "-----END AGE ENCRYPTED FILE-----";
    for (lines, at) in [
        (vec![], 1),
        (vec!["-----BEGIN PGP MESSAGE-----", end], 1),
        (vec![begin], 1),
        (vec![begin, &full], 2),
        (vec![begin, "", &full, end], 2),
        (vec![begin, &full, "", end], 3),
        (vec![begin, "AAAA", "AAAA", end], 3),
        (vec![begin, &full, "AAAAA", end], 3),
        (vec![begin, &full, "AAA", end], 3),
        (vec![begin, &full, "AB==", end], 3),
        (vec![begin, &full, "AA==AA==", end], 3),
        (vec![begin, &full, "AA A", end], 3),
        (vec![begin, &full, "A-_A", end], 3),
        (vec![begin, &full, " AAA", end], 3),
        (vec![begin, &full, "AAA\r", end], 3),
        (vec![begin, &format!("{full}A"), end], 2),
        (vec![begin, &full, end, "AAAA"], 4),
        (vec![begin, &full, end, "", "AAAA"], 5),
        (vec![begin, &full, &end.to_lowercase()], 3),
    ] {
        let text = lines
            .iter()
            .map(|line| format!("{line}\n"))
            .collect::<String>();
        let found = read(text.as_bytes(), 5).unwrap_err().0;
        assert_eq!(found, at, "{lines:?}");
    }
}

#[test]
fn a_line_without_an_end_is_given_up_at_its_66th_byte() {
    struct Endless(u64);
    impl std::io::Read for Endless {
        fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
            self.0 += buf.len() as u64;
            buf.fill(b'A');
            Ok(buf.len())
        }
    }
    let mut endless = Endless(0);
    let mut begin = BEGIN.to_vec();
    begin.push(b'\n');
    let input = std::io::BufReader::with_capacity(64, begin.chain(&mut endless));
    let mut bytes = Vec::new();
    assert!(ArmorReader::new(input, 0).read_to_end(&mut bytes).is_err());
    assert!(endless.0 < 1024);
    assert!(bytes.is_empty());
}
