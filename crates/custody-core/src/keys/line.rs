//! Reading a secret line without leaving copies of it in memory.

use std::io::{self, Read};

use zeroize::Zeroizing;

use crate::seal::PASSPHRASE_LIMIT;

/// Why no line was read.
#[derive(Debug, thiserror::Error)]
pub enum LineError {
    /// More than [`PASSPHRASE_LIMIT`] bytes without a newline.
    #[error("line longer than {PASSPHRASE_LIMIT} bytes")]
    TooLong,
    /// Nothing was there.
    #[error("no line to read")]
    Ended,
    /// Reading failed.
    #[error("reading failed")]
    Io(#[source] io::Error),
}

impl LineError {
    /// Exit code: 9, 2 or 7.
    pub fn code(&self) -> u8 {
        match self {
            Self::Ended => 2,
            Self::Io(_) => 7,
            Self::TooLong => 9,
        }
    }
}

/// Reads up to the next newline, which is taken but not kept (with a carriage return before it).
///
/// One byte is asked for at a time: what follows the line stays unread, and no buffer but the
/// returned one, which is wiped when dropped, ever holds the secret (reliability.md, C9).
///
/// # Errors
/// Nothing to read (2), the line is too long (9), reading failed (7).
pub fn read_line_unbuffered(input: &mut dyn Read) -> Result<Zeroizing<Vec<u8>>, LineError> {
    // One more than the limit, for a carriage return. It never grows.
    let mut line = Zeroizing::new(Vec::with_capacity(PASSPHRASE_LIMIT + 1));
    let mut byte = Zeroizing::new([0; 1]);
    loop {
        match input.read(byte.as_mut_slice()) {
            Ok(0) if line.is_empty() => return Err(LineError::Ended),
            Ok(0) => break,
            Ok(_) if *byte == [b'\n'] => {
                if line.last() == Some(&b'\r') {
                    line.pop();
                }
                break;
            }
            Ok(_) if line.len() > PASSPHRASE_LIMIT => return Err(LineError::TooLong),
            Ok(_) => line.extend_from_slice(byte.as_slice()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(LineError::Io(error)),
        }
    }
    if line.len() > PASSPHRASE_LIMIT {
        return Err(LineError::TooLong);
    }
    Ok(line)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn lines_are_taken_one_by_one_and_no_byte_more() {
        let mut input = &b"first\n\r\nthird\r\nlast"[..];
        assert_eq!(*read_line_unbuffered(&mut input).unwrap(), b"first");
        assert_eq!(input, b"\r\nthird\r\nlast");
        assert_eq!(*read_line_unbuffered(&mut input).unwrap(), b"");
        assert_eq!(*read_line_unbuffered(&mut input).unwrap(), b"third");
        assert_eq!(*read_line_unbuffered(&mut input).unwrap(), b"last");
        assert!(matches!(
            read_line_unbuffered(&mut input),
            Err(LineError::Ended)
        ));
    }

    #[test]
    fn an_endless_line_is_a_limit() {
        assert_eq!(
            read_line_unbuffered(&mut io::repeat(b'a'))
                .unwrap_err()
                .code(),
            9
        );
        for (len, ok) in [(1024, true), (1025, false)] {
            for end in ["", "\n", "\r\n"] {
                let text = "a".repeat(len) + end;
                let line = read_line_unbuffered(&mut text.as_bytes());
                assert_eq!(line.is_ok(), ok, "{len} {end:?}");
                if let Ok(line) = line {
                    assert_eq!((line.len(), line.capacity()), (len, PASSPHRASE_LIMIT + 1));
                }
            }
        }
    }

    #[test]
    fn a_failing_reader_is_told() {
        struct Failing;
        impl Read for Failing {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::ErrorKind::Other.into())
            }
        }
        assert_eq!(read_line_unbuffered(&mut Failing).unwrap_err().code(), 7);
    }
}
