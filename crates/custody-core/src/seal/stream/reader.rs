//! A payload read from a stream: verified bytes, in order, opened by as many threads as there are
//! cores.

use std::io::{self, BufRead, Read as _};
use std::sync::Arc;

use zeroize::Zeroizing;

use super::chunk::ChunkCipher;
use super::ring::Ring;
use super::run::{OpenedRun, ROOM, open_run};
use super::{ALONE, CHUNK, MOST_LANES, SEALED_CHUNK, SEALED_SEGMENT, SEGMENT_CHUNKS, threads_for};
use crate::seal::PayloadKey;

/// Why no more comes.
#[derive(Debug)]
pub(crate) enum Fault {
    /// This chunk is not genuine, missing or too much.
    Chunk(u64),
    /// The stream below failed.
    Medium(io::Error),
}

/// Opens a payload behind its nonce.
pub(crate) struct PayloadReader<R> {
    input: R,
    cipher: Arc<ChunkCipher>,
    /// Number of the next chunk to be read.
    next: u64,
    /// Nothing more is to be read below.
    ended: bool,
    /// Comes after all that was read before it.
    medium: Option<io::Error>,
    threads: usize,
    ring: Option<Ring<Job, Done>>,
    spare: Vec<Zeroizing<Vec<u8>>>,
    /// What is being handed out.
    open: Zeroizing<Vec<u8>>,
    at: usize,
    good: usize,
    /// Comes after what is being handed out, again and again.
    fault: Option<u64>,
}

struct Job {
    first: u64,
    ends: bool,
    len: usize,
    buffer: Zeroizing<Vec<u8>>,
}

struct Done {
    run: OpenedRun,
    buffer: Zeroizing<Vec<u8>>,
}

fn work(cipher: &ChunkCipher, mut job: Job) -> Done {
    let buffer = job.buffer.get_mut(..ROOM + job.len).unwrap_or_default();
    Done {
        run: open_run(cipher, job.first, job.ends, buffer),
        buffer: job.buffer,
    }
}

impl<R: BufRead> PayloadReader<R> {
    /// `input` stands behind the nonce.
    pub(crate) fn new(input: R, key: &PayloadKey) -> io::Result<Self> {
        Ok(Self {
            input,
            cipher: Arc::new(ChunkCipher::new(key)?),
            next: 0,
            ended: false,
            medium: None,
            threads: threads_for(u64::MAX).min(MOST_LANES),
            ring: None,
            spare: Vec::new(),
            open: Zeroizing::default(),
            at: 0,
            good: 0,
            fault: None,
        })
    }

    /// Reads verified bytes. 0 means that the payload was verified to its end.
    pub(crate) fn read(&mut self, buf: &mut [u8]) -> Result<usize, Fault> {
        if buf.is_empty() {
            return Ok(0);
        }
        while self.at == self.good {
            if let Some(chunk) = self.fault {
                return Err(Fault::Chunk(chunk));
            }
            if !self.advance() {
                let Some(error) = self.medium.take() else {
                    return Ok(0);
                };
                self.fault = Some(self.next);
                return Err(Fault::Medium(error));
            }
        }
        let mut open = self.open.get(self.at..self.good).unwrap_or_default();
        let read = open.read(buf).map_err(Fault::Medium)?;
        self.at += read;
        Ok(read)
    }

    /// Gets the next run; false when there is none.
    fn advance(&mut self) -> bool {
        if self.ring.is_none() && self.threads > 1 && self.next * CHUNK as u64 > ALONE {
            let cipher = Arc::clone(&self.cipher);
            self.ring = Ring::start(self.threads, move |job| work(&cipher, job));
            self.threads *= usize::from(self.ring.is_some());
        }
        let done = if self.ring.is_some() {
            self.take_from_ring()
        } else {
            self.read_run().map(|job| work(&self.cipher, job))
        };
        let Some(done) = done else { return false };
        let used = std::mem::replace(&mut self.open, done.buffer);
        if used.len() == ROOM + SEALED_SEGMENT {
            self.spare.push(used);
        }
        self.at = 0;
        self.good = done.run.good;
        self.fault = done.run.fault;
        true
    }

    /// Keeps all threads busy, and takes what comes first; reads no further ahead than it must when
    /// something is ready.
    fn take_from_ring(&mut self) -> Option<Done> {
        while self.ring.as_ref().is_some_and(Ring::has_room) {
            let Some(job) = self.read_run() else { break };
            let ring = self.ring.as_mut()?;
            ring.put(job);
            if let Some(done) = ring.take_ready() {
                return Some(done);
            }
        }
        self.ring.as_mut()?.take()
    }

    /// Reads the next few chunks; none at the end.
    fn read_run(&mut self) -> Option<Job> {
        if self.ended {
            return None;
        }
        // One chunk first: most of what is opened for the keys in it is tiny.
        let most = if self.next == 0 {
            SEALED_CHUNK
        } else {
            SEALED_SEGMENT
        };
        let mut buffer = match self.spare.pop() {
            Some(spare) => spare,
            None => Zeroizing::new(vec![0; ROOM + most]),
        };
        let mut ends = false;
        let mut len = 0;
        let room = buffer.get_mut(ROOM..ROOM + most).unwrap_or_default();
        while let Some(rest) = room.get_mut(len..).filter(|rest| !rest.is_empty()) {
            match self.input.read(rest) {
                Ok(0) => {
                    ends = true;
                    break;
                }
                Ok(read) => len += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.medium = Some(error);
                    // Chunks that came whole before it are still good.
                    len -= len % SEALED_CHUNK;
                    break;
                }
            }
        }
        if len == most {
            match self.is_at_end() {
                Ok(end) => ends = end,
                Err(error) => {
                    self.medium = Some(error);
                    // Whether this is the last chunk is not known.
                    len -= SEALED_CHUNK;
                }
            }
        }
        self.ended = ends || self.medium.is_some();
        if len == 0 && !ends {
            return None;
        }
        let first = self.next;
        self.next += (len / SEALED_CHUNK) as u64;
        Some(Job {
            first,
            ends,
            len,
            buffer,
        })
    }

    fn is_at_end(&mut self) -> io::Result<bool> {
        loop {
            match self.input.fill_buf() {
                Ok(more) => return Ok(more.is_empty()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }
}

const _: () = assert!(SEALED_SEGMENT == SEGMENT_CHUNKS as usize * SEALED_CHUNK);
