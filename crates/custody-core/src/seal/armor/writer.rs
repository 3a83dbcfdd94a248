//! From bytes to text.

use std::io::{self, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{BEGIN, COLUMNS, END, LINE_BYTES};

/// Lines that are put together before they are written.
const LINES_AT_ONCE: usize = 1024;

/// A file in one of age's two forms. Without [`finish`](Form::finish) its end is missing.
pub(in crate::seal) enum Form<W> {
    /// As it is.
    Binary(W),
    /// As text.
    Text(ArmorWriter<W>),
}

impl<W: Write> Form<W> {
    /// In the text form the first line is written at once.
    ///
    /// # Errors
    /// Writing failed.
    pub(in crate::seal) fn new(output: W, armor: bool) -> io::Result<Self> {
        if armor {
            ArmorWriter::new(output).map(Self::Text)
        } else {
            Ok(Self::Binary(output))
        }
    }

    /// Writes what is held back and the last line.
    ///
    /// # Errors
    /// Writing failed.
    pub(in crate::seal) fn finish(self) -> io::Result<W> {
        match self {
            Self::Binary(output) => Ok(output),
            Self::Text(text) => text.finish(),
        }
    }
}

impl<W: Write> Write for Form<W> {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        match self {
            Self::Binary(output) => output.write(buf),
            Self::Text(text) => text.write(buf),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Binary(output) => output.flush(),
            Self::Text(text) => text.output.flush(),
        }
    }
}

/// Writes bytes as lines of base64.
pub(in crate::seal) struct ArmorWriter<W> {
    output: W,
    /// What does not fill a line yet, and lines not written yet.
    held: Vec<u8>,
}

impl<W: Write> ArmorWriter<W> {
    fn new(mut output: W) -> io::Result<Self> {
        output.write_all(BEGIN)?;
        output.write_all(b"\n")?;
        Ok(Self {
            output,
            held: Vec::with_capacity(LINES_AT_ONCE * LINE_BYTES),
        })
    }

    /// Writes all that is held as lines; the last may be short.
    fn write_lines(&mut self) -> io::Result<()> {
        let mut text = Vec::with_capacity((COLUMNS + 1) * self.held.len().div_ceil(LINE_BYTES));
        for bytes in self.held.chunks(LINE_BYTES) {
            text.extend_from_slice(STANDARD.encode(bytes).as_bytes());
            text.push(b'\n');
        }
        self.held.clear();
        self.output.write_all(&text)
    }

    fn finish(mut self) -> io::Result<W> {
        self.write_lines()?;
        self.output.write_all(END)?;
        self.output.write_all(b"\n")?;
        Ok(self.output)
    }
}

impl<W: Write> Write for ArmorWriter<W> {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        let room = LINES_AT_ONCE * LINE_BYTES - self.held.len();
        let taken = buf.get(..room).unwrap_or(buf);
        self.held.extend_from_slice(taken);
        if self.held.len() == LINES_AT_ONCE * LINE_BYTES {
            self.write_lines()?;
        }
        Ok(taken.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.output.flush()
    }
}
