//! From file to file: segments at computed places, from all threads.

use std::fs::File;

use zeroize::Zeroizing;

use super::chunk::ChunkCipher;
use super::layout::{Layout, Segment};
use super::run::{ROOM, open_run, seal_run};
use super::spread::Spread;
use super::steady::{Steady, fill_at, put_at};
use super::tree::{PayloadTree, hash_run};
use super::{CHUNK, SEALED_CHUNK, TAG, threads_for};
use crate::seal::{
    CHUNK_LEN, NONCE_LEN, PayloadDigest, PayloadKey, Progress, SEALED_CHUNK_LEN, SealError,
    platform,
};

/// Whether BLAKE3 of the payload is made on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hashing {
    Off,
    On,
}

/// Where a payload is, or is to be.
pub(crate) struct Place<'a> {
    pub(crate) file: &'a File,
    /// Where it begins: after the header.
    pub(crate) at: u64,
    pub(crate) nonce: [u8; NONCE_LEN as usize],
    pub(crate) layout: Layout,
}

impl Place<'_> {
    /// Where a chunk begins in the file.
    fn chunk_at(&self, chunk: u64) -> u64 {
        self.at + NONCE_LEN + chunk * SEALED_CHUNK_LEN
    }

    /// A buffer for its segments, with `room` before them.
    fn buffer(&self, room: usize) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(vec![0; room + self.layout.segment(0).sealed_len])
    }

    fn spread(&self) -> Spread {
        Spread {
            segments: self.layout.segments(),
            threads: threads_for(self.layout.sealed_len()),
        }
    }

    fn tree(&self, hashing: Hashing) -> Option<PayloadTree> {
        let mut tree = match hashing {
            Hashing::Off => return None,
            Hashing::On => PayloadTree::default(),
        };
        tree.push(hash_run(0, &self.nonce));
        Some(tree)
    }
}

/// Seals a file's content into a payload. The header's place is left as it is.
///
/// The room is taken first: [`SealError::Write`] then comes before the first byte.
pub(crate) fn seal_payload(
    source: &Steady,
    to: &Place<'_>,
    key: &PayloadKey,
    hashing: Hashing,
    progress: &mut dyn Progress,
) -> Result<Option<PayloadDigest>, SealError> {
    platform::reserve(to.file, to.at + to.layout.payload_len()).map_err(SealError::Write)?;
    let cipher = ChunkCipher::new(key).map_err(|refused| SealError::Write(refused.into()))?;
    put_at(to.file, &to.nonce, to.at).map_err(SealError::Write)?;
    let mut tree = to.tree(hashing);
    let hashes = tree.is_some();
    to.spread().run(
        || to.buffer(0),
        |buffer, number| {
            let segment = to.layout.segment(number);
            let chunks = buffer.get_mut(..segment.sealed_len).unwrap_or_default();
            let mut at = segment.plain_at();
            for chunk in chunks.chunks_mut(SEALED_CHUNK) {
                let len = chunk.len().saturating_sub(TAG);
                source.read_at(chunk.get_mut(..len).unwrap_or_default(), at)?;
                at += len as u64;
            }
            seal_run(&cipher, segment.first, segment.ends, chunks)
                .map_err(|refused| SealError::Write(refused.into()))?;
            put_at(to.file, chunks, to.at + segment.payload_at()).map_err(SealError::Write)?;
            let run = hashes.then(|| hash_run(segment.payload_at(), chunks));
            Ok((at - segment.plain_at(), run))
        },
        |run| {
            if let (Some(tree), Some(run)) = (&mut tree, run) {
                tree.push(run);
            }
        },
        progress,
    )?;
    source.check()?;
    Ok(tree.map(PayloadTree::finish))
}

/// Opens a payload into `out`, from its start. Of a damaged one `out` holds the verified bytes before
/// the fault, `chunk * 64 KiB`, and after them anything.
pub(crate) fn open_payload(
    from: &Place<'_>,
    key: &PayloadKey,
    out: &File,
    hashing: Hashing,
    progress: &mut dyn Progress,
) -> Result<Option<PayloadDigest>, SealError> {
    let most = from.layout.chunks() * CHUNK_LEN;
    let len = from.layout.plaintext_len().unwrap_or(most);
    platform::reserve(out, len).map_err(SealError::Write)?;
    let cipher = ChunkCipher::new(key).map_err(|refused| SealError::Write(refused.into()))?;
    let mut tree = from.tree(hashing);
    let hashes = tree.is_some();
    from.spread().run(
        || from.buffer(ROOM),
        |buffer, number| {
            let segment = from.layout.segment(number);
            let run = read_segment(from, segment, buffer)?;
            let sealed = run.get(ROOM..).unwrap_or_default();
            let hash = hashes.then(|| hash_run(segment.payload_at(), sealed));
            let opened = open_run(&cipher, segment.first, segment.ends, run);
            let good = run.get(..opened.good).unwrap_or_default();
            put_at(out, good, segment.plain_at()).map_err(SealError::Write)?;
            match opened.fault {
                Some(chunk) => Err(SealError::Payload {
                    chunk,
                    offset: from.chunk_at(chunk),
                }),
                None => Ok((opened.good as u64, hash)),
            }
        },
        |run| {
            if let (Some(tree), Some(run)) = (&mut tree, run) {
                tree.push(run);
            }
        },
        progress,
    )?;
    Ok(tree.map(PayloadTree::finish))
}

/// Compares a payload with the file it was made from: every chunk must be genuine and open to the
/// same bytes.
pub(crate) fn compare_payload(
    source: &Steady,
    with: &Place<'_>,
    key: &PayloadKey,
    progress: &mut dyn Progress,
) -> Result<(), SealError> {
    let cipher = ChunkCipher::new(key).map_err(|refused| SealError::Write(refused.into()))?;
    let differs = |chunk| SealError::ReadBack {
        offset: with.chunk_at(chunk),
    };
    with.spread().run(
        || (with.buffer(ROOM), with.buffer(0)),
        |(buffer, original), number| {
            let segment = with.layout.segment(number);
            let run = read_segment(with, segment, buffer)?;
            let opened = open_run(&cipher, segment.first, segment.ends, run);
            let original = original.get_mut(..opened.good).unwrap_or_default();
            source.read_at(original, segment.plain_at())?;
            let good = run.get(..opened.good).unwrap_or_default();
            if good != original {
                let mut chunks = good.chunks(CHUNK).zip(original.chunks(CHUNK));
                let same = chunks
                    .by_ref()
                    .take_while(|(one, other)| one == other)
                    .count();
                return Err(differs(segment.first + same as u64));
            }
            match opened.fault {
                Some(chunk) => Err(differs(chunk)),
                None => Ok((opened.good as u64, ())),
            }
        },
        |()| {},
        progress,
    )?;
    source.check()
}

/// Fills a buffer with a segment, after the room.
fn read_segment<'a>(
    from: &Place<'_>,
    segment: Segment,
    buffer: &'a mut [u8],
) -> Result<&'a mut [u8], SealError> {
    let run = buffer
        .get_mut(..ROOM + segment.sealed_len)
        .unwrap_or_default();
    let sealed = run.get_mut(ROOM..).unwrap_or_default();
    let wanted = sealed.len();
    match fill_at(from.file, sealed, from.at + segment.payload_at()) {
        Ok(filled) if filled == wanted => Ok(run),
        // It was longer when it was measured.
        Ok(_) => Err(SealError::Read(std::io::ErrorKind::UnexpectedEof.into())),
        Err(error) => Err(SealError::Read(error)),
    }
}
