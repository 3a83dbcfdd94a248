//! A run of chunks in one buffer.

use super::chunk::{ChunkCipher, CipherRefused};
use super::{CHUNK, SEALED_CHUNK, TAG};

/// Bytes before the chunks of a run that is opened: each chunk's plaintext lands before the chunk
/// itself, so that all plaintext is in one piece, and a chunk that is not genuine is still there for
/// a second look.
pub(crate) const ROOM: usize = CHUNK;

/// Seals chunks that lie side by side, each with room for its tag. `ends` says that the payload ends
/// with them.
pub(crate) fn seal_run(
    cipher: &ChunkCipher,
    first: u64,
    ends: bool,
    chunks: &mut [u8],
) -> Result<(), CipherRefused> {
    let chunks = chunks.chunks_mut(SEALED_CHUNK);
    let last = chunks.len().checked_sub(1).ok_or(CipherRefused)?;
    for ((at, chunk), number) in chunks.enumerate().zip(first..) {
        cipher.seal(number, ends && at == last, chunk)?;
    }
    Ok(())
}

/// What came of opening a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct OpenedRun {
    /// Verified bytes, now at the start of the buffer.
    pub(crate) good: usize,
    /// The chunk at fault; the verified bytes end before it.
    pub(crate) fault: Option<u64>,
}

/// Opens chunks that lie side by side after [`ROOM`] bytes. `ends` says that nothing follows them.
///
/// The fault is where age's own tool would find it: a whole chunk that is genuine but has the other
/// flag is released, and the one after it is missing or too much.
pub(crate) fn open_run(cipher: &ChunkCipher, first: u64, ends: bool, buf: &mut [u8]) -> OpenedRun {
    let mut left = buf.len().saturating_sub(ROOM);
    let mut run = OpenedRun {
        good: 0,
        fault: None,
    };
    if left == 0 {
        run.fault = Some(first);
    }
    for (number, place) in (first..).zip(0..) {
        if left == 0 {
            break;
        }
        let len = left.min(SEALED_CHUNK);
        let whole = len == SEALED_CHUNK;
        let last = ends && len == left;
        // The last chunk may be short, but not empty unless it is the only one.
        let sound = whole || (last && (len > TAG || (len == TAG && number == 0)));
        let at = ROOM + place * TAG;
        let within = buf
            .get_mut(run.good..)
            .and_then(|buf| buf.get_mut(..at + len))
            .filter(|_| sound);
        let Some(within) = within else {
            run.fault = Some(number);
            break;
        };
        if cipher.open(number, last, within, at).is_err() {
            if whole && cipher.open(number, !last, within, at).is_ok() {
                run.good += CHUNK;
                run.fault = Some(number + 1);
            } else {
                run.fault = Some(number);
            }
            break;
        }
        run.good += len - TAG;
        left -= len;
    }
    run
}
