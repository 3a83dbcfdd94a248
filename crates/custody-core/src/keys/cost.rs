//! What it costs to try a passphrase: Argon2id (RFC 9106).

use argon2::{Algorithm, Argon2, Block, Params, Version};
use zeroize::{Zeroize as _, Zeroizing};

use super::error::KeyError;

/// Most memory in KiB: 1 GiB.
const MOST_M_KIB: u64 = 1024 * 1024;
const MOST_T: u64 = 16;
const MOST_P: u64 = 8;

/// Cost of Argon2id, within the limits: m ≤ 1 GiB, t ≤ 16, p ≤ 8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KdfCost {
    m_kib: u32,
    t: u32,
    p: u32,
}

impl KdfCost {
    /// RFC 9106's second choice: 64 MiB, three passes, four lanes.
    pub const DEFAULT: Self = Self {
        m_kib: 64 * 1024,
        t: 3,
        p: 4,
    };
    /// The floor: 19 MiB, two passes, one lane.
    pub const MINIMUM: Self = Self {
        m_kib: 19 * 1024,
        t: 2,
        p: 1,
    };

    /// `m_kib` of memory in KiB, `t` passes, `p` lanes.
    ///
    /// # Errors
    /// Above the limits (9), or nothing that Argon2id knows: a zero, or less than 8 KiB a lane (6).
    pub fn new(m_kib: u64, t: u64, p: u64) -> Result<Self, KeyError> {
        if m_kib > MOST_M_KIB || t > MOST_T || p > MOST_P {
            return Err(KeyError::CostAboveLimit);
        }
        // RFC 9106, 3.1.
        if t == 0 || p == 0 || m_kib < 8 * p {
            return Err(KeyError::NoSuchCost);
        }
        let narrow = |value| u32::try_from(value).map_err(|_| KeyError::CostAboveLimit);
        Ok(Self {
            m_kib: narrow(m_kib)?,
            t: narrow(t)?,
            p: narrow(p)?,
        })
    }

    /// Memory in KiB.
    pub fn m_kib(self) -> u32 {
        self.m_kib
    }

    /// Passes over the memory.
    pub fn t(self) -> u32 {
        self.t
    }

    /// Lanes.
    pub fn p(self) -> u32 {
        self.p
    }

    /// Whether a passphrase under this cost is cheaper to guess than is allowed.
    pub fn is_below_floor(self) -> bool {
        self.m_kib < Self::MINIMUM.m_kib
    }

    /// The key that a passphrase, in its normal form, gives with this salt.
    pub(super) fn derive(
        self,
        passphrase: &str,
        salt: &[u8],
    ) -> Result<Box<Zeroizing<[u8; 32]>>, KeyError> {
        let mut key = Box::new(Zeroizing::new([0; 32]));
        let params = Params::new(self.m_kib, self.t, self.p, Some(key.len()))
            .map_err(|_| KeyError::NoSuchCost)?;
        let blocks = params.block_count();
        let mut memory: Vec<Block> = Vec::new();
        // A refused allocation is an answer here, not an abort.
        memory
            .try_reserve_exact(blocks)
            .map_err(|_| KeyError::NoMemory)?;
        memory.resize(blocks, Block::new());
        let derived = Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into_with_memory(
                passphrase.as_bytes(),
                salt,
                key.as_mut_slice(),
                &mut memory,
            );
        // The last blocks alone give the key away.
        for block in &mut memory {
            block.as_mut().zeroize();
        }
        derived.map_err(|_| KeyError::NoSuchCost)?;
        Ok(key)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn costs_beyond_the_limits_are_told_from_those_that_do_not_exist() {
        let cases = [
            ((64 * 1024, 3, 4), None),
            ((1024 * 1024, 16, 8), None),
            ((8, 1, 1), None),
            ((4 * 1024 * 1024, 3, 4), Some(9)),
            ((1024 * 1024 + 1, 3, 4), Some(9)),
            ((64 * 1024, 17, 4), Some(9)),
            ((64 * 1024, (1 << 32) - 1, 4), Some(9)),
            ((64 * 1024, 3, 255), Some(9)),
            ((u64::MAX, u64::MAX, u64::MAX), Some(9)),
            ((0, 3, 4), Some(6)),
            ((64 * 1024, 0, 4), Some(6)),
            ((64 * 1024, 3, 0), Some(6)),
            ((31, 3, 4), Some(6)),
        ];
        for ((m, t, p), code) in cases {
            assert_eq!(
                KdfCost::new(m, t, p).err().map(|error| error.code()),
                code,
                "{m} {t} {p}"
            );
        }
    }

    #[test]
    fn derives_what_the_reference_implementation_does() {
        // phc-winner-argon2, test.c: version 0x13, m = 256 KiB, t = 2, p = 1.
        let cost = KdfCost::new(256, 2, 1).unwrap();
        let key = cost.derive("password", b"somesalt").unwrap();
        let hex: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(
            hex,
            "9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe"
        );
    }
}
