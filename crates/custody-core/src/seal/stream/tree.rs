//! BLAKE3 of a payload that many threads hash in pieces.
//!
//! BLAKE3 is a tree over blocks of 1 KiB: a piece of 2ⁿ KiB that begins at a multiple of its length
//! is a subtree of its own, wherever it is hashed. Chunks of 64 KiB and 16 bytes lie across that
//! raster. So a thread hashes the subtrees inside what it holds and hands on the two ends, and
//! [`PayloadTree`] joins the ends with those of the neighbours, in order.

use blake3::Hasher;
use blake3::hazmat::{ChainingValue, HasherExt as _, Mode};
use blake3::hazmat::{merge_subtrees_non_root, merge_subtrees_root};

use crate::seal::PayloadDigest;

/// The raster of the ends: no more than this is handed on at each.
const UNIT: u64 = 4096;

/// A run of payload bytes, hashed as far as it can be alone.
pub(crate) struct HashedRun {
    /// Bytes before the first unit that begins here.
    front: Vec<u8>,
    subtrees: Vec<Subtree>,
    /// 1 to [`UNIT`] bytes from the last unit on; never none, so that no subtree is the whole.
    back: Vec<u8>,
}

#[derive(Clone, Copy)]
struct Subtree {
    len: u64,
    value: ChainingValue,
}

/// Hashes the bytes that begin `at` bytes into the payload.
pub(crate) fn hash_run(at: u64, bytes: &[u8]) -> HashedRun {
    let end = at + bytes.len() as u64;
    let begin = at.next_multiple_of(UNIT);
    if begin >= end {
        return HashedRun {
            front: bytes.to_vec(),
            subtrees: Vec::new(),
            back: Vec::new(),
        };
    }
    let (front, mut rest) = split(bytes, begin - at);
    let last = (end - 1) / UNIT * UNIT;
    let mut subtrees = Vec::new();
    let mut from = begin;
    while from < last {
        let len = largest(from, last - from);
        let (subtree, after) = split(rest, len);
        subtrees.push(Subtree {
            len,
            value: value(from, subtree),
        });
        rest = after;
        from += len;
    }
    HashedRun {
        front: front.to_vec(),
        subtrees,
        back: rest.to_vec(),
    }
}

/// The largest subtree that can begin here and is no longer than `most`, which is at least a unit.
fn largest(from: u64, most: u64) -> u64 {
    let fits = 1 << most.ilog2();
    match from.trailing_zeros() {
        64 => fits,
        zeros => fits.min(1 << zeros),
    }
}

fn split(bytes: &[u8], at: u64) -> (&[u8], &[u8]) {
    bytes.split_at_checked(at as usize).unwrap_or((bytes, &[]))
}

fn value(at: u64, bytes: &[u8]) -> ChainingValue {
    Hasher::new()
        .set_input_offset(at)
        .update(bytes)
        .finalize_non_root()
}

/// The tree of a payload as its runs come in, in order.
#[derive(Default)]
pub(crate) struct PayloadTree {
    /// Subtrees side by side, each larger than the one after it.
    whole: Vec<Subtree>,
    /// Bytes of `whole`.
    len: u64,
    /// The bytes after `whole`: none at all yet, or 1 to [`UNIT`].
    edge: Vec<u8>,
}

impl PayloadTree {
    /// Takes the run that follows the last one.
    pub(crate) fn push(&mut self, run: HashedRun) {
        self.edge.extend_from_slice(&run.front);
        if run.back.is_empty() {
            return;
        }
        if !self.edge.is_empty() {
            let value = value(self.len, &self.edge);
            let len = self.edge.len() as u64;
            self.add(Subtree { len, value });
        }
        for subtree in run.subtrees {
            self.add(subtree);
        }
        self.edge = run.back;
    }

    fn add(&mut self, mut subtree: Subtree) {
        self.len += subtree.len;
        // The edge always follows, so what is joined here is never the root.
        while let Some(left) = self.whole.pop_if(|left| left.len == subtree.len) {
            subtree = Subtree {
                len: 2 * left.len,
                value: merge_subtrees_non_root(&left.value, &subtree.value, Mode::Hash),
            };
        }
        self.whole.push(subtree);
    }

    /// Length and digest of all that came in.
    pub(crate) fn finish(self) -> PayloadDigest {
        let len = self.len + self.edge.len() as u64;
        let mut left = self.whole.into_iter();
        let Some(first) = left.next() else {
            let blake3 = blake3::hash(&self.edge).into();
            return PayloadDigest { len, blake3 };
        };
        let mut right = value(self.len, &self.edge);
        for subtree in left.rev() {
            right = merge_subtrees_non_root(&subtree.value, &right, Mode::Hash);
        }
        let blake3 = merge_subtrees_root(&first.value, &right, Mode::Hash).into();
        PayloadDigest { len, blake3 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seal::Blake3Digest;

    /// Splits `bytes` where `cuts` says, and hashes them in pieces.
    fn in_pieces(bytes: &[u8], cuts: impl Iterator<Item = usize>) -> PayloadDigest {
        let mut tree = PayloadTree::default();
        let mut at = 0;
        for cut in cuts.chain([bytes.len()]) {
            let cut = cut.clamp(at, bytes.len());
            tree.push(hash_run(at as u64, &bytes[at..cut]));
            at = cut;
        }
        tree.finish()
    }

    #[test]
    fn any_split_gives_the_plain_hash() {
        let bytes: Vec<u8> = (0..300_000_u32).map(|i| (i * 7 + i / 300) as u8).collect();
        let unit = UNIT as usize;
        let lens = [0, 1, 16, unit - 1, unit, unit + 1, 2 * unit, 65536, 131_072];
        for len in lens.into_iter().chain([131_073, 262_144, 300_000]) {
            let bytes = &bytes[..len];
            let plain = Blake3Digest::of(bytes);
            for step in [1, 16, 1000, unit, unit + 1, 3 * unit, 65_552, 1 << 20] {
                if len / step > 5000 {
                    continue;
                }
                let cuts = std::iter::once(16)
                    .chain((0..).map(|i| 16 + i * step))
                    .take(len / step + 2);
                let found = in_pieces(bytes, cuts);
                assert_eq!(
                    (found.len, found.blake3),
                    (len as u64, plain),
                    "{len} {step}"
                );
            }
        }
    }

    #[test]
    fn any_order_of_lengths_gives_the_plain_hash() {
        let bytes: Vec<u8> = (0..200_000_u32).map(|i| (i * 13) as u8).collect();
        let plain = Blake3Digest::of(&bytes);
        let mut seed = 1_u64;
        for _ in 0..200 {
            let mut at = 0;
            let cuts = std::iter::from_fn(|| {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                at += (seed >> 33) as usize % 20_000;
                (at < bytes.len()).then_some(at)
            });
            assert_eq!(in_pieces(&bytes, cuts).blake3, plain);
        }
    }
}
