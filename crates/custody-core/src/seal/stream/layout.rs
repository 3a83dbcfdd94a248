//! Where chunks lie in plaintext and payload, as lengths alone tell.

use super::{ALONE, SEGMENT_CHUNKS};
use crate::seal::{CHUNK_LEN, NONCE_LEN, SEALED_CHUNK_LEN, TAG_LEN};

/// A payload's chunks: whole ones and what follows them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Layout {
    /// Bytes of all chunks as stored, without the nonce.
    sealed_len: u64,
}

impl Layout {
    /// Of a payload to be made; `None` where its length has no number.
    pub(crate) fn of_plaintext(len: u64) -> Option<Self> {
        // Only a payload without content has an empty chunk.
        let chunks = len.div_ceil(CHUNK_LEN).max(1);
        let sealed_len = len.checked_add(chunks.checked_mul(TAG_LEN)?)?;
        sealed_len.checked_add(NONCE_LEN)?;
        Some(Self { sealed_len })
    }

    /// Of a payload that is there, sound or not; `None` where it ends inside its nonce.
    pub(crate) fn of_payload(len: u64) -> Option<Self> {
        let sealed_len = len.checked_sub(NONCE_LEN)?;
        Some(Self { sealed_len })
    }

    /// Bytes of all chunks as stored.
    pub(crate) fn sealed_len(self) -> u64 {
        self.sealed_len
    }

    /// Bytes of the payload.
    pub(crate) fn payload_len(self) -> u64 {
        self.sealed_len + NONCE_LEN
    }

    /// Chunks, the last of which may be too short to be one.
    pub(crate) fn chunks(self) -> u64 {
        self.sealed_len.div_ceil(SEALED_CHUNK_LEN)
    }

    /// Bytes of plaintext; `None` where no sound payload is that long.
    pub(crate) fn plaintext_len(self) -> Option<u64> {
        let whole = self.sealed_len / SEALED_CHUNK_LEN;
        let rest = self.sealed_len % SEALED_CHUNK_LEN;
        match (whole, rest) {
            (0, TAG_LEN) => Some(0),
            (_, 0) if whole > 0 => Some(whole * CHUNK_LEN),
            (_, rest) if rest > TAG_LEN => Some(whole * CHUNK_LEN + rest - TAG_LEN),
            _ => None,
        }
    }

    /// Segments of whole chunks; one even where there is no chunk.
    pub(crate) fn segments(self) -> u64 {
        self.chunks().div_ceil(self.chunks_of_segment()).max(1)
    }

    /// Segments that lie whole before this byte of the plaintext; never the last one.
    pub(crate) fn segments_before(self, at: u64) -> u64 {
        let whole = at / (self.chunks_of_segment() * CHUNK_LEN);
        whole.min(self.segments() - 1)
    }

    /// A segment, counted from 0.
    pub(crate) fn segment(self, number: u64) -> Segment {
        let first = number * self.chunks_of_segment();
        let sealed_at = first * SEALED_CHUNK_LEN;
        let most = self.chunks_of_segment() * SEALED_CHUNK_LEN;
        let left = self.sealed_len.saturating_sub(sealed_at);
        Segment {
            first,
            sealed_at,
            sealed_len: left.min(most) as usize,
            ends: left <= most,
        }
    }

    /// Small payloads are one segment: one read, one write.
    fn chunks_of_segment(self) -> u64 {
        if self.sealed_len <= ALONE {
            return self.chunks().max(1);
        }
        SEGMENT_CHUNKS
    }
}

/// Some chunks in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Segment {
    /// Number of the first chunk, from 0.
    pub(crate) first: u64,
    /// Where it begins, counted from the first chunk of all.
    pub(crate) sealed_at: u64,
    /// Its bytes as stored.
    pub(crate) sealed_len: usize,
    /// Whether the payload ends with it.
    pub(crate) ends: bool,
}

impl Segment {
    /// Where it begins in the plaintext.
    pub(crate) fn plain_at(self) -> u64 {
        self.first * CHUNK_LEN
    }

    /// Where it begins in the payload.
    pub(crate) fn payload_at(self) -> u64 {
        NONCE_LEN + self.sealed_at
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn lengths_go_there_and_back() {
        let edges = [0, 1, CHUNK_LEN, 2 * CHUNK_LEN, 40 * CHUNK_LEN, 1 << 50];
        for edge in edges {
            for len in edge.saturating_sub(2)..edge + 3 {
                let layout = Layout::of_plaintext(len).unwrap();
                let back = Layout::of_payload(layout.payload_len()).unwrap();
                assert_eq!((back, back.plaintext_len()), (layout, Some(len)));
            }
        }
        for impossible in [0, 1, 15, SEALED_CHUNK_LEN + 1, SEALED_CHUNK_LEN + TAG_LEN] {
            let layout = Layout::of_payload(NONCE_LEN + impossible).unwrap();
            assert_eq!(layout.plaintext_len(), None, "{impossible}");
        }
        assert_eq!(Layout::of_payload(NONCE_LEN - 1), None);
        assert_eq!(Layout::of_plaintext(u64::MAX), None);
    }

    #[test]
    fn segments_lie_side_by_side_to_the_end() {
        for len in [0, 5, CHUNK_LEN, ALONE, ALONE + 1, 40 * CHUNK_LEN + 7] {
            let layout = Layout::of_plaintext(len).unwrap();
            let mut at = 0;
            for number in 0..layout.segments() {
                let segment = layout.segment(number);
                assert_eq!(segment.sealed_at, at);
                assert_eq!(segment.ends, number + 1 == layout.segments());
                at += segment.sealed_len as u64;
            }
            assert_eq!(at, layout.sealed_len());
        }
    }
}
