//! From text to the bytes inside.

use std::io::{self, BufRead, Read};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{BEGIN, BLANK_LIMIT, COLUMNS, END, LINE_BYTES};

/// The text breaks the form at this line of the file, from 1.
#[derive(Debug, thiserror::Error)]
#[error("malformed armor")]
pub(in crate::seal) struct ArmorFault(pub(in crate::seal) u64);

/// Gives the bytes inside, line by line. Its own errors carry an [`ArmorFault`]; those of `inner`
/// pass unchanged. After an error it gives nothing but that error's kind again.
pub(in crate::seal) struct ArmorReader<R> {
    inner: R,
    /// The line read last, without its end.
    line: Vec<u8>,
    /// Its number in the file, from 1.
    number: u64,
    decoded: [u8; LINE_BYTES],
    /// What of `decoded` has not been given yet.
    from: usize,
    to: usize,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// The first line comes next.
    Before,
    /// Lines of base64 come next, or the last line.
    Inside,
    /// A short line was read: only the last line may come.
    Short,
    /// All was read.
    After,
    /// It ended badly at this line.
    Broken,
}

impl<R: BufRead> ArmorReader<R> {
    /// Reads from `inner`, which stands at the first line; `blank_lines` went before it.
    pub(in crate::seal) fn new(inner: R, blank_lines: u64) -> Self {
        Self {
            inner,
            line: Vec::with_capacity(COLUMNS + 2),
            number: blank_lines,
            decoded: [0; LINE_BYTES],
            from: 0,
            to: 0,
            state: State::Before,
        }
    }

    fn fault(&mut self) -> io::Error {
        self.state = State::Broken;
        io::Error::other(ArmorFault(self.number.max(1)))
    }

    /// Reads the next line into `line`; false at the end of the file. A line that does not end
    /// within 64 columns is a fault: no more of it is kept.
    fn next_line(&mut self) -> io::Result<bool> {
        self.line.clear();
        let most = COLUMNS as u64 + 2;
        (&mut self.inner)
            .take(most)
            .read_until(b'\n', &mut self.line)?;
        if self.line.is_empty() {
            return Ok(false);
        }
        self.number += 1;
        if self.line.ends_with(b"\n") {
            self.line.pop();
            if self.line.ends_with(b"\r") {
                self.line.pop();
            }
        }
        if self.line.len() > COLUMNS {
            return Err(self.fault());
        }
        Ok(true)
    }

    /// After the last line only white space may come, and little of it.
    fn ends(&mut self) -> io::Result<()> {
        let mut rest = Vec::new();
        (&mut self.inner)
            .take(BLANK_LIMIT as u64 + 1)
            .read_to_end(&mut rest)?;
        let blanks = rest
            .iter()
            .take_while(|byte| byte.is_ascii_whitespace())
            .count();
        if blanks == rest.len() && blanks <= BLANK_LIMIT {
            return Ok(());
        }
        let lines = rest.iter().take(blanks).filter(|byte| **byte == b'\n');
        self.number += 1 + lines.count() as u64;
        Err(self.fault())
    }

    /// Fills `decoded` anew; leaves it empty at the end.
    fn refill(&mut self) -> io::Result<()> {
        (self.from, self.to) = (0, 0);
        if self.state == State::Before {
            if !self.next_line()? || self.line != BEGIN {
                return Err(self.fault());
            }
            self.state = State::Inside;
        }
        match self.state {
            State::After => return Ok(()),
            State::Broken => return Err(self.fault()),
            State::Before | State::Inside | State::Short => {}
        }
        if !self.next_line()? {
            return Err(self.fault());
        }
        if self.line == END {
            self.ends()?;
            self.state = State::After;
            return Ok(());
        }
        if self.state == State::Short || self.line.is_empty() {
            return Err(self.fault());
        }
        match STANDARD.decode_slice(&self.line, &mut self.decoded) {
            Ok(len) if len > 0 => self.to = len,
            _ => return Err(self.fault()),
        }
        if self.to < LINE_BYTES {
            self.state = State::Short;
        }
        Ok(())
    }
}

impl<R: BufRead> Read for ArmorReader<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if self.from == self.to && !buf.is_empty() {
            self.refill()?;
        }
        let ready = self.decoded.get(self.from..self.to).unwrap_or_default();
        let len = ready.len().min(buf.len());
        if let (Some(to), Some(ready)) = (buf.get_mut(..len), ready.get(..len)) {
            to.copy_from_slice(ready);
        }
        self.from += len;
        Ok(len)
    }
}
