//! The key encapsulation MLKEM768-X25519, also called X-Wing (draft-ietf-hpke-pq, filippo.io/hpke-pq).

use ml_kem::kem::{Decapsulate as _, DecapsulationKey, EncapsulationKey};
use ml_kem::{B32, EncapsulateDeterministic as _, EncodedSizeUser as _, KemCore as _};
use ml_kem::{MlKem768, MlKem768Params};
use sha3::digest::{ExtendableOutput as _, Update as _, XofReader as _};
use sha3::{Digest as _, Sha3_256, Shake256};
use x25519_dalek::StaticSecret;
use zeroize::{Zeroize as _, Zeroizing};

/// Bytes of a secret key's seed.
pub(super) const SEED_LEN: usize = 32;
/// Bytes of a ciphertext: one of ML-KEM-768, then an X25519 share.
pub(super) const ENC_LEN: usize = CIPHERTEXT_LEN + POINT_LEN;

const CIPHERTEXT_LEN: usize = 1088;
const LATTICE_KEY_LEN: usize = 1184;
const POINT_LEN: usize = 32;
const LABEL: &[u8] = br"\.//^\";

/// What both sides know in the end.
pub(super) type SharedSecret = Zeroizing<[u8; 32]>;

/// A public key: one of ML-KEM-768, then one of X25519.
#[derive(Clone)]
pub(super) struct PublicKey {
    lattice: EncapsulationKey<MlKem768Params>,
    point: x25519_dalek::PublicKey,
}

impl PublicKey {
    /// From its bytes; `None` where they are no key in the one encoding (FIPS 203, 7.2).
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        let (lattice, point) = bytes.split_first_chunk::<LATTICE_KEY_LEN>()?;
        let point: [u8; POINT_LEN] = point.try_into().ok()?;
        let key = EncapsulationKey::<MlKem768Params>::from_bytes(&(*lattice).into());
        // Reading takes every coefficient modulo q; only a canonical key comes out as it went in.
        (key.as_bytes().as_slice() == lattice).then(|| Self {
            lattice: key,
            point: point.into(),
        })
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut bytes = self.lattice.as_bytes().to_vec();
        bytes.extend_from_slice(self.point.as_bytes());
        bytes
    }

    /// Whether the X25519 half is a point of low order, which makes its secret zero for everybody.
    pub(super) fn everybody_could_open(&self) -> bool {
        let any = StaticSecret::from([0; POINT_LEN]);
        !any.diffie_hellman(&self.point).was_contributory()
    }

    /// A ciphertext and its shared secret, from 64 random bytes.
    pub(super) fn encapsulate(&self, random: &[u8; 64]) -> Option<([u8; ENC_LEN], SharedSecret)> {
        let (message, ephemeral) = random.split_first_chunk::<32>()?;
        let mut message = B32::from(*message);
        let (ciphertext, lattice) = self.lattice.encapsulate_deterministic(&message).ok()?;
        message.as_mut_slice().zeroize();
        let ephemeral = StaticSecret::from(*ephemeral.first_chunk::<32>()?);
        let share = x25519_dalek::PublicKey::from(&ephemeral);
        let classic = ephemeral.diffie_hellman(&self.point);
        if !classic.was_contributory() {
            return None;
        }
        let mut enc = [0; ENC_LEN];
        let (first, second) = enc.split_at_mut(CIPHERTEXT_LEN);
        first.copy_from_slice(ciphertext.as_slice());
        second.copy_from_slice(share.as_bytes());
        let lattice = Zeroizing::new(lattice.0);
        let shared = combined(&lattice, classic.as_bytes(), &share, &self.point);
        Some((enc, shared))
    }
}

/// A secret key, expanded from its seed.
pub(super) struct SecretKey {
    lattice: Box<DecapsulationKey<MlKem768Params>>,
    classic: Box<StaticSecret>,
}

impl SecretKey {
    pub(super) fn of(seed: &[u8; SEED_LEN]) -> Self {
        let mut stream = Shake256::default().chain(seed).finalize_xof();
        let (mut d, mut z) = (B32::default(), B32::default());
        let mut classic = Zeroizing::new([0; POINT_LEN]);
        stream.read(d.as_mut_slice());
        stream.read(z.as_mut_slice());
        stream.read(classic.as_mut_slice());
        let (lattice, _) = MlKem768::generate_deterministic(&d, &z);
        d.as_mut_slice().zeroize();
        z.as_mut_slice().zeroize();
        Self {
            lattice: Box::new(lattice),
            classic: Box::new(StaticSecret::from(*classic)),
        }
    }

    pub(super) fn public(&self) -> PublicKey {
        PublicKey {
            lattice: self.lattice.encapsulation_key().clone(),
            point: (&*self.classic).into(),
        }
    }

    /// The shared secret of a ciphertext. One that was altered, or is for another key, gives
    /// another secret; `None` only where the X25519 share is of low order.
    pub(super) fn decapsulate(&self, enc: &[u8; ENC_LEN]) -> Option<SharedSecret> {
        let (ciphertext, share) = enc.split_first_chunk::<CIPHERTEXT_LEN>()?;
        let share = x25519_dalek::PublicKey::from(*share.first_chunk::<POINT_LEN>()?);
        let lattice = self.lattice.decapsulate(&(*ciphertext).into()).ok()?;
        let lattice = Zeroizing::new(lattice.0);
        let classic = self.classic.diffie_hellman(&share);
        classic.was_contributory().then(|| {
            combined(
                &lattice,
                classic.as_bytes(),
                &share,
                &(&*self.classic).into(),
            )
        })
    }
}

fn combined(
    lattice: &[u8; 32],
    classic: &[u8; 32],
    share: &x25519_dalek::PublicKey,
    point: &x25519_dalek::PublicKey,
) -> SharedSecret {
    let hash = Sha3_256::new()
        .chain_update(lattice)
        .chain_update(classic)
        .chain_update(share.as_bytes())
        .chain_update(point.as_bytes())
        .chain_update(LABEL);
    Zeroizing::new(hash.finalize().into())
}
