//! Media that fail, and callers that cancel.

use super::*;

/// Fails with an error of this kind after a number of bytes.
struct Failing<'a>(&'a [u8], io::ErrorKind);

impl Read for Failing<'_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if self.0.is_empty() {
            Err(self.1.into())
        } else {
            self.0.read(buf)
        }
    }
}

#[test]
fn a_failing_medium_is_told_from_bad_data() {
    let key = identity();
    let keys = Keys::Identities(std::slice::from_ref(&key));
    for armor in [false, true] {
        let (file, _) = sealed_to(&key, &content(CHUNK + 5), armor);
        for kind in [
            io::ErrorKind::UnexpectedEof,
            io::ErrorKind::InvalidData,
            io::ErrorKind::Other,
        ] {
            for len in [0, 10, 50, header_len_or(&file), file.len() - 30] {
                let mut input = Failing(&file[..len], kind);
                let error = open(&mut input, &mut Vec::new(), &keys, &mut NoProgress).unwrap_err();
                assert!(
                    matches!(&error, SealError::Read(e) if e.kind() == kind),
                    "{len} {error:?}"
                );
                assert_eq!(error.code(), 7);
            }
        }
    }
    let to = To::Recipients(vec![key.recipient()]);
    let mut input = Failing(b"abc", io::ErrorKind::Other);
    let error = seal(&mut input, &mut Vec::new(), &to, false, &mut NoProgress).unwrap_err();
    assert!(matches!(error, SealError::Read(_)));
}

fn header_len_or(file: &[u8]) -> usize {
    Header::read(&mut &file[..]).map_or(200, |header| header.bytes().len() + 3)
}

/// Takes so many bytes, then fails.
struct Full(usize, io::ErrorKind);

impl Write for Full {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        if self.0 == 0 {
            return Err(self.1.into());
        }
        let taken = buf.len().min(self.0);
        self.0 -= taken;
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_full_medium_and_a_broken_pipe_keep_their_kind_wherever_they_strike() {
    let key = identity();
    let to = To::Recipients(vec![key.recipient()]);
    let plaintext = content(2 * CHUNK);
    for (kind, code) in [
        (io::ErrorKind::StorageFull, 7),
        (io::ErrorKind::BrokenPipe, 12),
    ] {
        for room in [0, 30, 150, 250, 300, CHUNK, 2 * CHUNK + 16] {
            for armor in [false, true] {
                let mut output = Full(room, kind);
                let error = seal(
                    &mut &plaintext[..],
                    &mut output,
                    &to,
                    armor,
                    &mut NoProgress,
                )
                .unwrap_err();
                assert_eq!(error.code(), code, "{room} {error:?}");
                if let SealError::Write(inner) = error {
                    assert_eq!(inner.kind(), kind);
                }
            }
        }
        let (file, _) = sealed_to(&key, &plaintext, false);
        let keys = Keys::Identities(std::slice::from_ref(&key));
        let error = open(&mut &file[..], &mut Full(5, kind), &keys, &mut NoProgress).unwrap_err();
        assert_eq!(error.code(), code);
    }
}

#[test]
fn a_sealing_that_met_an_error_cannot_be_finished() {
    let to = To::Recipients(vec![identity().recipient()]);
    let mut output = Full(CHUNK, io::ErrorKind::StorageFull);
    let mut sealing = Sealing::new(&mut output, &to, false).unwrap();
    assert!(sealing.write_all(&content(3 * CHUNK)).is_err());
    assert!(sealing.write_all(b"x").is_err());
    assert!(sealing.finish().is_err());
}

#[test]
fn progress_counts_up_and_can_cancel() {
    let key = identity();
    let plaintext = content(3 * CHUNK);
    let to = To::Recipients(vec![key.recipient()]);
    let mut seen = Vec::new();
    let mut file = Vec::new();
    let mut note = |bytes| {
        seen.push(bytes);
        ControlFlow::Continue(())
    };
    seal(&mut &plaintext[..], &mut file, &to, false, &mut note).unwrap();
    assert!(seen.is_sorted() && seen.last() == Some(&(3 * CHUNK_LEN)));

    let mut stop = |bytes| {
        if bytes >= CHUNK_LEN {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    };
    let error = seal(&mut &plaintext[..], &mut Vec::new(), &to, false, &mut stop).unwrap_err();
    assert_eq!(error.code(), 130);
    let keys = Keys::Identities(std::slice::from_ref(&key));
    let error = open(&mut &file[..], &mut Vec::new(), &keys, &mut stop).unwrap_err();
    assert!(matches!(error, SealError::Cancelled));
}
