//! From file to file: segments at computed places, from all threads.

use std::fs::File;

use zeroize::Zeroizing;

use super::chunk::ChunkCipher;
use super::layout::{Layout, Segment};
use super::plaintext::Plaintext;
use super::run::{ROOM, open_run, seal_run};
use super::spread::Spread;
use super::steady::{fill_at, put_at};
use super::tree::{HashedRun, PayloadTree, hash_run};
use super::{CHUNK, SEALED_CHUNK, TAG, threads_for};
use crate::seal::{
    CHUNK_LEN, NONCE_LEN, PayloadDigest, PayloadKey, Progress, SEALED_CHUNK_LEN, SealError, room,
};

/// Which BLAKE3 digests are made on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hashing<'h> {
    Off,
    /// Of the payload.
    Payload,
    /// Of the payload, and of the whole file that begins with this header.
    Whole(&'h [u8]),
}

/// The digests, as they grow.
#[derive(Default)]
struct Trees {
    payload: Option<PayloadTree>,
    /// With the bytes before the payload.
    whole: Option<(u64, PayloadTree)>,
}

/// Fills a buffer with the plaintext from a place on; answers how many bytes the user would count.
type Fill<'f, E> = dyn FnMut(&mut [u8], u64) -> Result<u64, E> + 'f;

/// Of a run of payload bytes.
type Runs = (Option<HashedRun>, Option<HashedRun>);

impl Trees {
    fn new(hashing: Hashing<'_>, nonce: &[u8]) -> Self {
        let mut trees = Self::default();
        if hashing != Hashing::Off {
            trees.payload = Some(PayloadTree::default());
        }
        if let Hashing::Whole(header) = hashing {
            let mut whole = PayloadTree::default();
            whole.push(hash_run(0, header));
            trees.whole = Some((header.len() as u64, whole));
        }
        let runs = trees.shape().hash(0, nonce);
        trees.push(runs);
        trees
    }

    fn shape(&self) -> Shape {
        Shape {
            payload: self.payload.is_some(),
            whole: self.whole.as_ref().map(|(before, _)| *before),
        }
    }

    fn push(&mut self, (payload, whole): Runs) {
        if let (Some(tree), Some(run)) = (&mut self.payload, payload) {
            tree.push(run);
        }
        if let (Some((_, tree)), Some(run)) = (&mut self.whole, whole) {
            tree.push(run);
        }
    }

    fn finish(self) -> Digests {
        Digests {
            payload: self.payload.map(PayloadTree::finish),
            whole: self.whole.map(|(_, tree)| tree.finish()),
        }
    }
}

/// Which digests are made: what the threads know of [`Trees`].
#[derive(Clone, Copy)]
struct Shape {
    payload: bool,
    whole: Option<u64>,
}

impl Shape {
    /// Hashes the bytes that begin `at` bytes into the payload.
    fn hash(self, at: u64, bytes: &[u8]) -> Runs {
        (
            self.payload.then(|| hash_run(at, bytes)),
            self.whole.map(|before| hash_run(before + at, bytes)),
        )
    }
}

/// The digests that were asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Digests {
    pub(crate) payload: Option<PayloadDigest>,
    /// Length and digest of the whole file.
    pub(crate) whole: Option<PayloadDigest>,
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
            first: 0,
            end: self.layout.segments(),
            threads: threads_for(self.layout.sealed_len()),
        }
    }
}

/// Seals a plaintext into a payload. The header's place is left as it is.
///
/// The room is taken first: [`SealError::Write`] then comes before the first byte.
pub(crate) fn seal_payload<P: Plaintext>(
    plaintext: &P,
    to: &Place<'_>,
    key: &PayloadKey,
    hashing: Hashing<'_>,
    progress: &mut dyn Progress,
) -> Result<Digests, P::Error> {
    let mut writing = Writing::begin(to, key, hashing)?;
    writing.segments(plaintext, to.layout.segments(), |_| (), progress)?;
    plaintext.check()?;
    Ok(writing.finish())
}

/// A payload that is being sealed, from its first segment to its last.
pub(crate) struct Writing<'a, 'p> {
    to: &'a Place<'p>,
    cipher: ChunkCipher,
    trees: Trees,
    /// Segments that are written.
    written: u64,
    /// Bytes of them, as the user counts.
    done: u64,
}

impl<'a, 'p> Writing<'a, 'p> {
    /// Takes the room and writes the nonce.
    pub(crate) fn begin(
        to: &'a Place<'p>,
        key: &PayloadKey,
        hashing: Hashing<'_>,
    ) -> Result<Self, SealError> {
        room::take(to.file, to.at + to.layout.payload_len())?;
        put_at(to.file, &to.nonce, to.at).map_err(SealError::Write)?;
        Ok(Self {
            to,
            cipher: ChunkCipher::new(key).map_err(|refused| SealError::Write(refused.into()))?,
            trees: Trees::new(hashing, &to.nonce),
            written: 0,
            done: 0,
        })
    }

    /// Seals the segments before `end` from all threads; what they tell comes in their order.
    pub(crate) fn segments<P: Plaintext>(
        &mut self,
        plaintext: &P,
        end: u64,
        mut tell: impl FnMut(Vec<P::Told>) + Send,
        progress: &mut dyn Progress,
    ) -> Result<(), P::Error> {
        let spread = Spread {
            first: self.written,
            end,
            ..self.to.spread()
        };
        if spread.first == spread.end {
            return Ok(());
        }
        let (to, cipher, shape) = (self.to, &self.cipher, self.trees.shape());
        let (trees, before) = (&mut self.trees, self.done);
        let mut done = 0;
        spread.run::<_, _, P::Error>(
            || (to.buffer(0), plaintext.begin()),
            |(buffer, own), number| {
                let mut told = Vec::new();
                let fill = &mut |buf: &mut [u8], at| plaintext.fill(own, buf, at, Some(&mut told));
                let (bytes, runs) = seal_segment(to, cipher, shape, number, buffer, fill)?;
                Ok((bytes, (bytes, runs, told)))
            },
            |(bytes, runs, told)| {
                done += bytes;
                trees.push(runs);
                tell(told);
            },
            &mut |bytes| progress.at(before + bytes),
        )?;
        self.done += done;
        self.written = end;
        Ok(())
    }

    /// Seals the segments that are left, in order, on this thread: for what is known only when the rest was read.
    pub(crate) fn rest<E: From<SealError>>(
        &mut self,
        fill: &mut Fill<'_, E>,
        progress: &mut dyn Progress,
    ) -> Result<(), E> {
        let mut buffer = self.to.buffer(0);
        for number in self.written..self.to.layout.segments() {
            if progress.at(self.done).is_break() {
                return Err(SealError::Cancelled.into());
            }
            let shape = self.trees.shape();
            let (bytes, runs) =
                seal_segment(self.to, &self.cipher, shape, number, &mut buffer, fill)?;
            self.trees.push(runs);
            self.done += bytes;
            self.written = number + 1;
        }
        Ok(())
    }

    pub(crate) fn finish(self) -> Digests {
        self.trees.finish()
    }
}

/// Fills one segment, seals it in place, and writes it where it belongs.
fn seal_segment<E: From<SealError>>(
    to: &Place<'_>,
    cipher: &ChunkCipher,
    shape: Shape,
    number: u64,
    buffer: &mut [u8],
    fill: &mut Fill<'_, E>,
) -> Result<(u64, Runs), E> {
    let segment = to.layout.segment(number);
    let chunks = buffer.get_mut(..segment.sealed_len).unwrap_or_default();
    let mut at = segment.plain_at();
    let mut bytes = 0;
    for chunk in chunks.chunks_mut(SEALED_CHUNK) {
        let len = chunk.len().saturating_sub(TAG);
        bytes += fill(chunk.get_mut(..len).unwrap_or_default(), at)?;
        at += len as u64;
    }
    seal_run(cipher, segment.first, segment.ends, chunks)
        .map_err(|refused| SealError::Write(refused.into()))?;
    put_at(to.file, chunks, to.at + segment.payload_at()).map_err(SealError::Write)?;
    Ok((bytes, shape.hash(segment.payload_at(), chunks)))
}

/// Opens a payload into `out`, from its start. Of a damaged one `out` holds the verified bytes before
/// the fault, `chunk * 64 KiB`, and after them anything.
pub(crate) fn open_payload(
    from: &Place<'_>,
    key: &PayloadKey,
    out: &File,
    hashing: Hashing<'_>,
    progress: &mut dyn Progress,
) -> Result<Digests, SealError> {
    let most = from.layout.chunks() * CHUNK_LEN;
    let len = from.layout.plaintext_len().unwrap_or(most);
    room::take(out, len)?;
    let cipher = ChunkCipher::new(key).map_err(|refused| SealError::Write(refused.into()))?;
    let mut trees = Trees::new(hashing, &from.nonce);
    let shape = trees.shape();
    from.spread().run(
        || from.buffer(ROOM),
        |buffer, number| {
            let segment = from.layout.segment(number);
            let run = read_segment(from, segment, buffer)?;
            let sealed = run.get(ROOM..).unwrap_or_default();
            let runs = shape.hash(segment.payload_at(), sealed);
            let opened = open_run(&cipher, segment.first, segment.ends, run);
            let good = run.get(..opened.good).unwrap_or_default();
            put_at(out, good, segment.plain_at()).map_err(SealError::Write)?;
            match opened.fault {
                Some(chunk) => Err(SealError::Payload {
                    chunk,
                    offset: from.chunk_at(chunk),
                }),
                None => Ok((opened.good as u64, runs)),
            }
        },
        |runs| trees.push(runs),
        progress,
    )?;
    Ok(trees.finish())
}

/// Compares a payload with the plaintext it was made from: every chunk must be genuine and open to the
/// same bytes.
pub(crate) fn compare_payload<P: Plaintext>(
    plaintext: &P,
    with: &Place<'_>,
    key: &PayloadKey,
    progress: &mut dyn Progress,
) -> Result<(), P::Error> {
    let cipher = ChunkCipher::new(key).map_err(|refused| SealError::Write(refused.into()))?;
    let differs = |chunk| SealError::ReadBack {
        offset: with.chunk_at(chunk),
    };
    with.spread().run::<_, _, P::Error>(
        || (with.buffer(ROOM), with.buffer(0), plaintext.begin()),
        |(buffer, original, own), number| {
            let segment = with.layout.segment(number);
            let run = read_segment(with, segment, buffer)?;
            let opened = open_run(&cipher, segment.first, segment.ends, run);
            let original = original.get_mut(..opened.good).unwrap_or_default();
            let bytes = plaintext.fill(own, original, segment.plain_at(), None)?;
            let good = run.get(..opened.good).unwrap_or_default();
            if good != original {
                let mut chunks = good.chunks(CHUNK).zip(original.chunks(CHUNK));
                let same = chunks
                    .by_ref()
                    .take_while(|(one, other)| one == other)
                    .count();
                return Err(differs(segment.first + same as u64).into());
            }
            match opened.fault {
                Some(chunk) => Err(differs(chunk).into()),
                None => Ok((bytes, ())),
            }
        },
        |()| {},
        progress,
    )?;
    plaintext.check()
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
