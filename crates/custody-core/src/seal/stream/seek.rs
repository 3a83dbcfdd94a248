//! A payload that can be read anywhere, one chunk at a time.

use std::io::{self, Read, Seek, SeekFrom};

use zeroize::Zeroizing;

use super::chunk::ChunkCipher;
use super::layout::Layout;
use super::run::{ROOM, open_run};
use super::{CHUNK, SEALED_CHUNK};
use crate::seal::{CHUNK_LEN, NONCE_LEN, PayloadKey, SEALED_CHUNK_LEN, SealError};

/// Opens the chunks of a payload as they are asked for.
pub(crate) struct PayloadSeek<R> {
    input: R,
    cipher: ChunkCipher,
    /// Where the first chunk begins in `input`.
    chunks_at: u64,
    layout: Layout,
    plaintext_len: u64,
    buffer: Zeroizing<Vec<u8>>,
    /// The chunk that is open in the buffer, and its length.
    open: Option<(u64, usize)>,
    at: u64,
}

impl<R: Read + Seek> PayloadSeek<R> {
    /// The payload begins `at` bytes into `input` and goes to its end. Its last chunk is verified
    /// first: only then is its length true.
    pub(crate) fn new(
        mut input: R,
        at: u64,
        key: impl FnOnce(&[u8; NONCE_LEN as usize]) -> PayloadKey,
    ) -> Result<Self, SealError> {
        let end = input.seek(SeekFrom::End(0)).map_err(SealError::Read)?;
        let layout = Layout::of_payload(end.saturating_sub(at)).ok_or(SealError::NonceCutShort)?;
        let mut nonce = [0; NONCE_LEN as usize];
        input.seek(SeekFrom::Start(at)).map_err(SealError::Read)?;
        input.read_exact(&mut nonce).map_err(SealError::Read)?;
        let cipher =
            ChunkCipher::new(&key(&nonce)).map_err(|refused| SealError::Read(refused.into()))?;
        let mut payload = Self {
            input,
            cipher,
            chunks_at: at + NONCE_LEN,
            plaintext_len: layout.plaintext_len().unwrap_or(0),
            layout,
            buffer: Zeroizing::new(vec![0; ROOM + SEALED_CHUNK]),
            open: None,
            at: 0,
        };
        payload.fetch(layout.chunks().saturating_sub(1))?;
        Ok(payload)
    }

    pub(crate) fn plaintext_len(&self) -> u64 {
        self.plaintext_len
    }

    pub(crate) fn read(&mut self, buf: &mut [u8]) -> Result<usize, SealError> {
        if self.at >= self.plaintext_len || buf.is_empty() {
            return Ok(0);
        }
        let len = self.fetch(self.at / CHUNK_LEN)?;
        let within = (self.at % CHUNK_LEN) as usize;
        let mut open = self.buffer.get(within..len).unwrap_or_default();
        let read = open.read(buf).map_err(SealError::Read)?;
        self.at += read as u64;
        Ok(read)
    }

    /// As [`Seek`]: beyond the end is allowed, and reads nothing there.
    pub(crate) fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
            SeekFrom::End(by) => self.plaintext_len.checked_add_signed(by),
        };
        self.at = at.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }

    /// Opens a chunk; says how long it is.
    fn fetch(&mut self, chunk: u64) -> Result<usize, SealError> {
        if let Some((open, len)) = self.open
            && open == chunk
        {
            return Ok(len);
        }
        let sealed_at = chunk * SEALED_CHUNK_LEN;
        let offset = self.chunks_at + sealed_at;
        let left = self.layout.sealed_len().saturating_sub(sealed_at);
        let sealed_len = left.min(SEALED_CHUNK_LEN) as usize;
        self.open = None;
        let run = self.buffer.get_mut(..ROOM + sealed_len).unwrap_or_default();
        self.input
            .seek(SeekFrom::Start(offset))
            .and_then(|_| {
                self.input
                    .read_exact(run.get_mut(ROOM..).unwrap_or_default())
            })
            .map_err(SealError::Read)?;
        let opened = open_run(&self.cipher, chunk, left <= SEALED_CHUNK_LEN, run);
        match opened.fault {
            // What follows a chunk of the other flag is at fault, but this one is not what it says.
            Some(_) => Err(SealError::Payload { chunk, offset }),
            None => {
                self.open = Some((chunk, opened.good.min(CHUNK)));
                Ok(opened.good)
            }
        }
    }
}
