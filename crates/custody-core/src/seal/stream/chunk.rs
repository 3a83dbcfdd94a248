//! One chunk, sealed or opened in place.

use std::hint::black_box;
use std::io;

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

use super::TAG;
use crate::seal::PayloadKey;

/// The cipher was asked for what it cannot do; no length that occurs here leads to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the cipher refused")]
pub(crate) struct CipherRefused;

impl From<CipherRefused> for io::Error {
    fn from(refused: CipherRefused) -> Self {
        io::Error::other(refused)
    }
}

/// A chunk was not sealed with this key at this place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NotGenuine;

/// The cipher of one payload.
// On the heap: a value that moves would leave unwiped copies of the key behind (C8).
pub(crate) struct ChunkCipher(Box<LessSafeKey>);

impl ChunkCipher {
    pub(crate) fn new(key: &PayloadKey) -> Result<Self, CipherRefused> {
        let key = UnboundKey::new(&CHACHA20_POLY1305, key.expose()).map_err(|_| CipherRefused)?;
        Ok(Self(Box::new(LessSafeKey::new(key))))
    }

    /// Seals a chunk: `chunk` is the plaintext and 16 bytes of room for the tag.
    ///
    /// No two chunks of a payload may have the same number: they would share a nonce.
    pub(crate) fn seal(
        &self,
        number: u64,
        last: bool,
        chunk: &mut [u8],
    ) -> Result<(), CipherRefused> {
        let (plaintext, room) = chunk
            .len()
            .checked_sub(TAG)
            .and_then(|len| chunk.split_at_mut_checked(len))
            .ok_or(CipherRefused)?;
        let tag = self
            .0
            .seal_in_place_separate_tag(nonce(number, last), Aad::empty(), plaintext)
            .map_err(|_| CipherRefused)?;
        room.copy_from_slice(tag.as_ref());
        Ok(())
    }

    /// Opens the chunk that begins `at` bytes into `buf` and ends with it; the plaintext comes to the
    /// start of `buf`. Where `at` is no less than the plaintext's length, a chunk that is not genuine
    /// stays as it was.
    pub(crate) fn open(
        &self,
        number: u64,
        last: bool,
        buf: &mut [u8],
        at: usize,
    ) -> Result<(), NotGenuine> {
        self.0
            .open_within(nonce(number, last), Aad::empty(), buf, at..)
            .map(|_| ())
            .map_err(|_| NotGenuine)
    }
}

impl Drop for ChunkCipher {
    fn drop(&mut self) {
        // The crate does not wipe its keys, so another is put in this one's place.
        if let Ok(zeros) = UnboundKey::new(&CHACHA20_POLY1305, &[0; 32]) {
            *self.0 = LessSafeKey::new(zeros);
            black_box(&self.0);
        }
    }
}

/// c2sp.org/age, "Payload": the chunk's number in 11 bytes, big-endian, then 1 for the last chunk.
///
/// A number has 64 bits, the counter 88: no length in bytes comes to its end.
fn nonce(number: u64, last: bool) -> Nonce {
    let mut bytes = [0; NONCE_LEN];
    for (to, from) in bytes.iter_mut().skip(3).zip(number.to_be_bytes()) {
        *to = from;
    }
    if let Some(flag) = bytes.last_mut() {
        *flag = u8::from(last);
    }
    Nonce::assume_unique_for_key(bytes)
}

#[cfg(test)]
mod tests {
    use super::nonce;

    #[test]
    fn a_nonce_is_the_number_and_the_flag() {
        let of = |number, last| *nonce(number, last).as_ref();
        assert_eq!(of(0, false), [0; 12]);
        assert_eq!(of(0, true), [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
        assert_eq!(of(0x0102, false), [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 0]);
        let full = [0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255, 1];
        assert_eq!(of(u64::MAX, true), full);
    }
}
