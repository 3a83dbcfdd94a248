//! The key file: a person's secret, encrypted under a passphrase.
//!
//! # Format, version 1
//!
//! Four lines, each ended by one newline (0x0a); nothing before, between or after them. At most 64
//! KiB. All base64 is standard, padded.
//!
//! 1. `custody.key/v1`
//! 2. One line of JSON, an object:
//!    - `name`: the person's name for the key; no control characters, at most 256 bytes;
//!    - `created`: RFC 3339 with its offset;
//!    - `kdf`: `alg` is `argon2id` (RFC 9106, version 0x13), `m_kib` its memory in KiB, `t` its passes,
//!      `p` its lanes, `salt` 16 bytes in base64;
//!    - `aead` is `xchacha20poly1305`; `nonce`: 24 bytes in base64;
//!    - `verifier`: the Ed25519 public key, 32 bytes in base64;
//!    - `recipient`: the age recipient, `age1…`.
//! 3. The ciphertext in base64: XChaCha20-Poly1305 with the 16-byte tag at its end. The key is
//!    Argon2id of the passphrase in NFKC as UTF-8, 32 bytes. The associated data are lines 1 and 2
//!    with their newlines. The plaintext is one byte 0x01, the Ed25519 seed (32 bytes), and the age
//!    identity `AGE-SECRET-KEY-1…` as ASCII.
//! 4. SHA-256 of all bytes before this line, 64 lower-case hexadecimal digits. It tells damage from a
//!    wrong passphrase and protects nothing.
//!
//! A reader refuses m > 1 GiB, t > 16 and p > 8 before taking any memory, and m < 19 MiB unless asked.
//! After decrypting, the public halves must be those of the secret.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use chacha20poly1305::aead::AeadInPlace as _;
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::cost::KdfCost;
use super::error::KeyError;
use super::fingerprint::Fingerprint;
use super::passphrase::{check_new, normal_form};
use super::person::{PersonKey, SigningSeed, check_name};
use crate::seal::{Foreign, Identity, Passphrase, Recipient};

/// Largest key file in bytes.
pub const KEY_FILE_LIMIT: usize = 64 * 1024;

const FIRST_LINE: &str = "custody.key/v1";
const ANY_VERSION: &[u8] = b"custody.key/";
const KDF: &str = "argon2id";
const AEAD: &str = "xchacha20poly1305";
const SALT_LEN: usize = 16;
const NONCE_LEN: usize = 24;
const TAG_LEN: usize = 16;
const SECRET_VERSION: u8 = 1;
const SEED_LEN: usize = 32;

/// Line 2.
#[derive(Serialize, Deserialize)]
struct Head {
    name: String,
    created: String,
    kdf: Kdf,
    aead: String,
    nonce: String,
    verifier: String,
    recipient: String,
}

#[derive(Serialize, Deserialize)]
struct Kdf {
    alg: String,
    m_kib: u64,
    t: u64,
    p: u64,
    salt: String,
}

/// A key file, still locked: its name and public halves are known, but not proved.
#[derive(Clone)]
pub struct KeyFile {
    bytes: Vec<u8>,
    name: String,
    created: String,
    verifier: [u8; 32],
    recipient: Recipient,
    cost: KdfCost,
    salt: [u8; SALT_LEN],
    nonce: [u8; NONCE_LEN],
    ciphertext: Vec<u8>,
    /// Bytes of lines 1 and 2.
    associated: usize,
}

impl KeyFile {
    /// Encrypts a person's key under a new passphrase.
    ///
    /// # Errors
    /// The passphrase is weak, or the cost below the floor (4); no randomness (7), no memory (9).
    pub fn seal(key: &PersonKey, passphrase: &Passphrase, cost: KdfCost) -> Result<Self, KeyError> {
        check_new(passphrase)?;
        check_floor(cost)?;
        Self::seal_unchecked(key, passphrase, cost)
    }

    fn seal_unchecked(
        key: &PersonKey,
        passphrase: &Passphrase,
        cost: KdfCost,
    ) -> Result<Self, KeyError> {
        let mut salt = [0; SALT_LEN];
        let mut nonce = [0; NONCE_LEN];
        for random in [&mut salt[..], &mut nonce[..]] {
            getrandom::fill(random).map_err(|_| KeyError::NoRandomness)?;
        }
        let head = Head {
            name: key.name().to_owned(),
            created: key.created().to_owned(),
            kdf: Kdf {
                alg: KDF.to_owned(),
                m_kib: cost.m_kib().into(),
                t: cost.t().into(),
                p: cost.p().into(),
                salt: STANDARD.encode(salt),
            },
            aead: AEAD.to_owned(),
            nonce: STANDARD.encode(nonce),
            verifier: STANDARD.encode(key.verifier()),
            recipient: key.recipient().to_string(),
        };
        let json = serde_json::to_string(&head).map_err(|_| KeyError::Name)?;
        let mut text = format!("{FIRST_LINE}\n{json}\n");
        let ciphertext = encrypt(key, passphrase, cost, &salt, &nonce, text.as_bytes())?;
        text.push_str(&STANDARD.encode(ciphertext));
        text.push('\n');
        text.push_str(&checksum(text.as_bytes()));
        text.push('\n');
        Self::parse(text.as_bytes())
    }

    /// Reads a key file's bytes. No passphrase is needed, and none is tried.
    ///
    /// # Errors
    /// Not a key file, or malformed (6); damaged (3); too large, or its cost above the limits (9).
    pub fn parse(bytes: &[u8]) -> Result<Self, KeyError> {
        if bytes.len() > KEY_FILE_LIMIT {
            return Err(KeyError::TooLarge);
        }
        let [_, json, base64] = lines(bytes)?;
        let second = KeyError::Malformed { line: 2 };
        let Ok(head) = serde_json::from_slice::<Head>(json) else {
            return Err(second);
        };
        if head.kdf.alg != KDF || head.aead != AEAD {
            return Err(second);
        }
        let cost = KdfCost::new(head.kdf.m_kib, head.kdf.t, head.kdf.p)?;
        check_name(&head.name, &head.created)?;
        let (Some(salt), Some(nonce), Some(verifier), Ok(recipient)) = (
            fixed(&head.kdf.salt),
            fixed(&head.nonce),
            fixed(&head.verifier),
            head.recipient.parse(),
        ) else {
            return Err(second);
        };
        check_verifier(&verifier)?;
        let ciphertext = STANDARD.decode(base64).unwrap_or_default();
        if ciphertext.len() <= 1 + SEED_LEN + TAG_LEN {
            return Err(KeyError::Malformed { line: 3 });
        }
        Ok(Self {
            bytes: bytes.to_vec(),
            name: head.name,
            created: head.created,
            verifier,
            recipient,
            cost,
            salt,
            nonce,
            ciphertext,
            associated: FIRST_LINE.len() + 1 + json.len() + 1,
        })
    }

    /// The file's exact bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The person's name for the key.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// When the key was made, RFC 3339 with its offset.
    pub fn created(&self) -> &str {
        &self.created
    }

    /// The public signing key: Ed25519, 32 bytes.
    pub fn verifier(&self) -> [u8; 32] {
        self.verifier
    }

    /// To whom the person's files are sealed.
    pub fn recipient(&self) -> &Recipient {
        &self.recipient
    }

    /// What both public halves look like over the telephone.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(&self.verifier, &self.recipient)
    }

    /// What it costs to try a passphrase.
    pub fn cost(&self) -> KdfCost {
        self.cost
    }

    /// Decrypts the key and proves that the public halves are its own.
    ///
    /// # Errors
    /// Wrong passphrase (5); cost below the floor (4); halves that do not belong together (3); no
    /// memory (9).
    pub fn unlock(&self, passphrase: &Passphrase) -> Result<PersonKey, KeyError> {
        check_floor(self.cost)?;
        self.unlock_below_floor(passphrase)
    }

    /// As [`unlock`](Self::unlock), for a file whose cost is below the floor, so that it can be sealed
    /// anew.
    ///
    /// # Errors
    /// As [`unlock`](Self::unlock), but for the floor.
    pub fn unlock_below_floor(&self, passphrase: &Passphrase) -> Result<PersonKey, KeyError> {
        let key = self.cost.derive(&normal_form(passphrase), &self.salt)?;
        let associated = self.bytes.get(..self.associated).unwrap_or_default();
        let mut secret = Zeroizing::new(self.ciphertext.clone());
        XChaCha20Poly1305::new(key.as_slice().into())
            .decrypt_in_place(XNonce::from_slice(&self.nonce), associated, &mut *secret)
            .map_err(|_| KeyError::WrongPassphrase)?;
        let (seed, identity) = secret_parts(&secret).ok_or(KeyError::Malformed { line: 3 })?;
        if seed.public() != self.verifier || identity.recipient() != self.recipient {
            return Err(KeyError::Mismatch);
        }
        PersonKey::new(&self.name, &self.created, seed, identity)
    }
}

fn check_floor(cost: KdfCost) -> Result<(), KeyError> {
    if cost.is_below_floor() {
        let floor_kib = KdfCost::MINIMUM.m_kib();
        return Err(KeyError::CostBelowFloor {
            m_kib: cost.m_kib(),
            floor_kib,
        });
    }
    Ok(())
}

fn encrypt(
    key: &PersonKey,
    passphrase: &Passphrase,
    cost: KdfCost,
    salt: &[u8],
    nonce: &[u8; NONCE_LEN],
    associated: &[u8],
) -> Result<Vec<u8>, KeyError> {
    let identity = key.identity().expose();
    // With room for the tag: the plaintext must not be left behind by growing.
    let mut secret = Zeroizing::new(Vec::with_capacity(1 + SEED_LEN + identity.len() + TAG_LEN));
    secret.push(SECRET_VERSION);
    secret.extend_from_slice(key.signing_seed().as_slice());
    secret.extend_from_slice(identity.as_bytes());
    let under = cost.derive(&normal_form(passphrase), salt)?;
    XChaCha20Poly1305::new(under.as_slice().into())
        .encrypt_in_place(XNonce::from_slice(nonce), associated, &mut *secret)
        .map_err(|_| KeyError::NoMemory)?;
    Ok(secret.to_vec())
}

fn secret_parts(secret: &[u8]) -> Option<(SigningSeed, Identity)> {
    let (version, rest) = secret.split_first()?;
    let (seed, identity) = rest.split_first_chunk::<SEED_LEN>()?;
    if *version != SECRET_VERSION {
        return None;
    }
    let identity = Identity::parse(std::str::from_utf8(identity).ok()?).ok()?;
    Some((SigningSeed::from_bytes(seed), identity))
}

/// Lines 1 to 3 without their newlines, once line 4 proved them undamaged.
fn lines(bytes: &[u8]) -> Result<[&[u8]; 3], KeyError> {
    if !bytes.starts_with(ANY_VERSION) {
        return Err(KeyError::NotAKeyFile {
            looks_like: Foreign::guess(bytes),
        });
    }
    let mut lines = bytes.split(|byte| *byte == b'\n');
    let first = lines.next().unwrap_or_default();
    if first != FIRST_LINE.as_bytes() {
        return Err(KeyError::UnknownVersion);
    }
    let mut next = |line| lines.next().ok_or(KeyError::Malformed { line });
    let (second, third, fourth) = (next(2)?, next(3)?, next(4)?);
    // After the last newline there is one more piece, and it is empty.
    if !next(4)?.is_empty() || lines.next().is_some() {
        return Err(KeyError::Malformed { line: 5 });
    }
    let before = bytes.len().saturating_sub(fourth.len() + 1);
    let expected = checksum(bytes.get(..before).unwrap_or_default());
    if fourth != expected.as_bytes() {
        return Err(KeyError::Damaged);
    }
    Ok([first, second, third])
}

fn checksum(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn fixed<const N: usize>(base64: &str) -> Option<[u8; N]> {
    STANDARD.decode(base64).ok()?.try_into().ok()
}

/// A key whose signatures every strict verifier judges alike: canonical, and in the large subgroup.
fn check_verifier(bytes: &[u8; 32]) -> Result<(), KeyError> {
    let key = ed25519_dalek::VerifyingKey::from_bytes(bytes).map_err(|_| KeyError::UnsoundKey)?;
    let point = key.to_edwards();
    let sound = point.compress().as_bytes() == bytes && !key.is_weak() && point.is_torsion_free();
    sound.then_some(()).ok_or(KeyError::UnsoundKey)
}

#[cfg(test)]
mod tests;
