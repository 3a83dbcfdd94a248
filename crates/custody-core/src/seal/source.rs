//! The reading side: tells a failing medium from bad data by the error's type.
//!
//! Each reader hands errors of the one below upwards unchanged. So the lowest marks its own
//! ([`MediumFault`]), the armor's reader its own ([`ArmorFault`]), and what arrives on top without a
//! mark was raised by the stream itself.

use std::io::{self, BufRead, BufReader, Cursor, Read};

use super::armor::{self, ArmorFault, ArmorReader, BLANK_LIMIT};
use super::error::SealError;
use super::foreign::{Foreign, GUESS_LEN};
use super::header::INTRO;

/// Reading the input itself failed.
#[derive(Debug, thiserror::Error)]
#[error("reading failed")]
struct MediumFault(#[source] io::Error);

/// What an error from a marked reader means, where the reader itself stands for the input.
pub(crate) fn misread(error: io::Error) -> SealError {
    misread_or(error, SealError::Read)
}

/// As [`misread`], but an error without a mark means `otherwise`.
pub(crate) fn misread_or(
    error: io::Error,
    otherwise: impl FnOnce(io::Error) -> SealError,
) -> SealError {
    let error = match error.downcast::<MediumFault>() {
        Ok(MediumFault(inner)) => return SealError::Read(inner),
        Err(error) => error,
    };
    match error.downcast::<ArmorFault>() {
        Ok(ArmorFault(line)) => SealError::Armor { line },
        Err(error) => otherwise(error),
    }
}

/// `fill_buf` that goes on after an interruption.
pub(crate) fn fill(input: &mut dyn BufRead) -> io::Result<&[u8]> {
    // Asked twice because the borrow of a returned buffer cannot span the loop.
    loop {
        match input.fill_buf() {
            Ok(_) => break,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    input.fill_buf()
}

/// An age file's bytes out of its armor, at the header's first byte.
pub(crate) struct Source<'a> {
    pub(crate) bytes: Box<dyn BufRead + 'a>,
    pub(crate) armored: bool,
}

impl<'a> Source<'a> {
    /// Looks at the first bytes.
    ///
    /// # Errors
    /// Not age at all (6), or reading failed (7).
    pub(crate) fn new(input: Box<dyn Read + 'a>) -> Result<Self, SealError> {
        let mut medium = Medium(input);
        let mut start = Vec::with_capacity(GUESS_LEN);
        (&mut medium)
            .take(GUESS_LEN as u64)
            .read_to_end(&mut start)
            .map_err(misread)?;
        let (blanks, blank_lines) = skip_blanks(&mut start, &mut medium)?;
        let armored = start.starts_with(armor::BEGIN);
        // A file cut within its first words is still an age file, cut short.
        let begun = !start.is_empty() && INTRO.starts_with(&start);
        if !armored && (blanks || (!begun && !start.starts_with(INTRO))) {
            return Err(SealError::NotSealed {
                looks_like: Foreign::guess(&start),
            });
        }
        let whole = Cursor::new(start).chain(medium);
        let bytes: Box<dyn BufRead + 'a> = if armored {
            Box::new(BufReader::new(ArmorReader::new(
                BufReader::new(whole),
                blank_lines,
            )))
        } else {
            Box::new(BufReader::new(whole))
        };
        Ok(Self { bytes, armored })
    }
}

/// White space may stand before armor, and only there (c2sp.org/age, "ASCII armor"). Drops it from
/// `start` and reads on to the same length; says whether there was any, and the lines it took.
fn skip_blanks(start: &mut Vec<u8>, medium: &mut Medium<'_>) -> Result<(bool, u64), SealError> {
    let mut skipped = 0;
    let mut lines = 0;
    loop {
        let blanks = start
            .iter()
            .take_while(|byte| byte.is_ascii_whitespace())
            .count();
        if blanks == 0 || skipped + blanks > BLANK_LIMIT {
            return Ok((skipped > 0, lines));
        }
        lines += start.drain(..blanks).filter(|byte| *byte == b'\n').count() as u64;
        skipped += blanks;
        let missing = GUESS_LEN.saturating_sub(start.len()) as u64;
        medium.take(missing).read_to_end(start).map_err(misread)?;
    }
}

/// The input, its errors marked.
struct Medium<'a>(Box<dyn Read + 'a>);

impl Read for Medium<'_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        loop {
            match self.0.read(buf) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(io::Error::other(MediumFault(error))),
                Ok(read) => return Ok(read),
            }
        }
    }
}
