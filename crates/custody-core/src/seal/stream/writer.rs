//! A payload written to a stream, in order, sealed by as many threads as there are cores.

use std::io::{self, Write};
use std::sync::Arc;

use zeroize::Zeroizing;

use super::chunk::{ChunkCipher, CipherRefused};
use super::ring::Ring;
use super::run::seal_run;
use super::tree::{HashedRun, PayloadTree, hash_run};
use super::{
    ALONE, CHUNK, MOST_LANES, SEALED_CHUNK, SEALED_SEGMENT, SEGMENT_CHUNKS, TAG, threads_for,
};
use crate::seal::{NONCE_LEN, PayloadDigest, PayloadKey, SEALED_CHUNK_LEN};

/// Seals what is written to it. Without [`finish`](PayloadWriter::finish) the payload is cut short.
pub(crate) struct PayloadWriter<W> {
    out: W,
    cipher: Arc<ChunkCipher>,
    tree: PayloadTree,
    /// Number of the first chunk in `filling`.
    first: u64,
    /// Chunks side by side, each with room for its tag.
    filling: Zeroizing<Vec<u8>>,
    /// Bytes of plaintext in it.
    filled: usize,
    threads: usize,
    ring: Option<Ring<Job, Done>>,
    spare: Vec<Zeroizing<Vec<u8>>>,
    broken: bool,
}

struct Job {
    first: u64,
    ends: bool,
    chunks: Zeroizing<Vec<u8>>,
}

struct Done {
    chunks: Zeroizing<Vec<u8>>,
    hashed: Result<HashedRun, CipherRefused>,
}

fn work(cipher: &ChunkCipher, mut job: Job) -> Done {
    let at = NONCE_LEN + job.first * SEALED_CHUNK_LEN;
    let hashed =
        seal_run(cipher, job.first, job.ends, &mut job.chunks).map(|()| hash_run(at, &job.chunks));
    Done {
        chunks: job.chunks,
        hashed,
    }
}

impl<W: Write> PayloadWriter<W> {
    /// Writes the nonce.
    pub(crate) fn new(
        mut out: W,
        key: &PayloadKey,
        nonce: &[u8; NONCE_LEN as usize],
    ) -> io::Result<Self> {
        out.write_all(nonce)?;
        let mut tree = PayloadTree::default();
        tree.push(hash_run(0, nonce));
        Ok(Self {
            out,
            cipher: Arc::new(ChunkCipher::new(key)?),
            tree,
            first: 0,
            // One chunk first: most of what is sealed with keys in it is tiny.
            filling: Zeroizing::new(vec![0; SEALED_CHUNK]),
            filled: 0,
            threads: threads_for(u64::MAX).min(MOST_LANES),
            ring: None,
            spare: Vec::new(),
            broken: false,
        })
    }

    /// Bytes of plaintext written to it.
    pub(crate) fn plaintext_len(&self) -> u64 {
        self.first * CHUNK as u64 + self.filled as u64
    }

    /// Seals the last chunk; gives back the stream below, and what was written to it.
    pub(crate) fn finish(mut self) -> io::Result<(W, PayloadDigest)> {
        if self.broken {
            return Err(io::ErrorKind::Other.into());
        }
        self.dispatch(true)?;
        while let Some(done) = self.ring.as_mut().and_then(Ring::take) {
            self.emit(done)?;
        }
        Ok((self.out, self.tree.finish()))
    }

    /// Copies into the segment that is being filled; 0 when it is full.
    fn fill(&mut self, buf: &[u8]) -> usize {
        let (chunk, within) = (self.filled / CHUNK, self.filled % CHUNK);
        let from = chunk * SEALED_CHUNK + within;
        let room = self
            .filling
            .get_mut(from..(chunk + 1) * SEALED_CHUNK - TAG)
            .unwrap_or_default();
        let len = room.len().min(buf.len());
        if let (Some(to), Some(from)) = (room.get_mut(..len), buf.get(..len)) {
            to.copy_from_slice(from);
        }
        self.filled += len;
        len
    }

    /// Sends the segment on to be sealed, and begins another.
    fn dispatch(&mut self, ends: bool) -> io::Result<()> {
        let chunks = self.filled.div_ceil(CHUNK).max(1);
        let next = match self.spare.pop() {
            _ if ends => Zeroizing::default(),
            Some(spare) => spare,
            None => Zeroizing::new(vec![0; SEALED_SEGMENT]),
        };
        let mut job = Job {
            first: self.first,
            ends,
            chunks: std::mem::replace(&mut self.filling, next),
        };
        job.chunks.truncate(self.filled + chunks * TAG);
        self.first += chunks as u64;
        self.filled = 0;
        if self.ring.is_none() && self.threads > 1 && self.plaintext_len() > ALONE {
            let cipher = Arc::clone(&self.cipher);
            self.ring = Ring::start(self.threads, move |job| work(&cipher, job));
            // Where no thread can be had, none is tried for again.
            self.threads *= usize::from(self.ring.is_some());
        }
        let Some(ring) = &mut self.ring else {
            let done = work(&self.cipher, job);
            return self.emit(done);
        };
        let ready = if ring.has_room() { None } else { ring.take() };
        ring.put(job);
        ready.map_or(Ok(()), |done| self.emit(done))
    }

    fn emit(&mut self, done: Done) -> io::Result<()> {
        self.tree.push(done.hashed?);
        self.out.write_all(&done.chunks)?;
        if done.chunks.len() == SEALED_SEGMENT {
            self.spare.push(done.chunks);
        }
        Ok(())
    }
}

impl<W: Write> Write for PayloadWriter<W> {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        if self.broken {
            // A segment may have gone out in part; more would only hide that.
            return Err(io::ErrorKind::Other.into());
        }
        if buf.is_empty() {
            return Ok(0);
        }
        // A full segment is kept until more comes: it could be the last.
        match self.fill(buf) {
            0 => {
                self.dispatch(false).inspect_err(|_| self.broken = true)?;
                Ok(self.fill(buf))
            }
            written => Ok(written),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

const _: () = assert!(SEALED_SEGMENT == SEGMENT_CHUNKS as usize * SEALED_CHUNK);
