//! The payload of an age file: STREAM on all cores, in memory that does not grow.
//!
//! <https://c2sp.org/age>, "Payload": a nonce of 16 bytes, then chunks of 64 KiB, each sealed with
//! ChaCha20-Poly1305 under the payload key and a nonce of its own, which holds the chunk's number and
//! whether it is the last one. So a chunk can be sealed or opened as soon as its number is known, in
//! any order and on any core.
//!
//! Nothing here knows headers, recipients or names:
//! - [`chunk`] is one chunk, [`run`] a few in a row, [`layout`] where they lie.
//! - [`tree`] hashes the payload in pieces that come from many threads.
//! - [`plaintext`] is what is read anywhere; [`spread`] shares out the segments of a file; [`file`](mod@file) seals and
//!   opens files with it.
//! - [`ring`] does the same for streams, in order; [`writer`] and [`reader`] are its two ends.
//! - [`seek`] opens single chunks of a payload that can be read anywhere.

pub(crate) mod chunk;
pub(crate) mod file;
pub(crate) mod layout;
pub(crate) mod plaintext;
pub(crate) mod reader;
pub(crate) mod ring;
pub(crate) mod run;
pub(crate) mod seek;
pub(crate) mod spread;
pub(crate) mod steady;
pub(crate) mod tree;
pub(crate) mod writer;

use super::{CHUNK_LEN, SEALED_CHUNK_LEN, TAG_LEN};

/// Chunks of a segment, the unit of work of one thread: 512 KiB stay in the cache of one core.
pub(crate) const SEGMENT_CHUNKS: u64 = 8;
/// Bytes of a whole segment, sealed.
pub(crate) const SEALED_SEGMENT: usize = (SEGMENT_CHUNKS * SEALED_CHUNK_LEN) as usize;
/// Up to this many bytes one thread does the work: to start another would take longer.
pub(crate) const ALONE: u64 = 1024 * 1024;
/// More threads than this would only wait for the memory, and each has a buffer.
const MOST_THREADS: usize = 16;
/// In a stream one thread reads and writes for all; that many it can keep busy.
const MOST_LANES: usize = 8;

const CHUNK: usize = CHUNK_LEN as usize;
const SEALED_CHUNK: usize = SEALED_CHUNK_LEN as usize;
const TAG: usize = TAG_LEN as usize;

/// Threads for `bytes` of work, the calling one included.
pub(crate) fn threads_for(bytes: u64) -> usize {
    if bytes <= ALONE {
        return 1;
    }
    std::thread::available_parallelism().map_or(1, |cores| cores.get().min(MOST_THREADS))
}
