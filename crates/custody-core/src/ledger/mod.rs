//! The ledger as a tree of hashes: RFC 6962 tree, proofs and signed checkpoints (C2SP
//! tlog-checkpoint). Leaves are bytes; what they mean, where they lie and what time it is, this
//! module does not know.
//!
//! ```
//! use custody_core::ledger::{Checkpoint, LedgerWalk, Origin};
//! use custody_core::note::SigningKey;
//!
//! let mut walk = LedgerWalk::new();
//! for leaf in ["first record", "second record"] {
//!     walk.feed(leaf.as_bytes())?;
//! }
//! let origin = Origin::new("vault.example/2026")?;
//! let key = SigningKey::from_seed(origin.key_name().clone(), &[7; 32]);
//! let note = Checkpoint::new(origin.clone(), walk.size(), walk.root()).sign(&key)?;
//!
//! let checkpoint = Checkpoint::verify(&note, &key.verifier(), &origin)?;
//! walk.compare(&checkpoint)?;
//! # Ok::<(), custody_core::ledger::LedgerError>(())
//! ```

mod checkpoint;
mod error;
mod hash;
mod origin;
mod policy;
mod position;
mod proof;
mod proof_text;
mod tree;
mod verify;
mod walk;
pub mod witness;

#[cfg(test)]
mod naive;
#[cfg(test)]
mod vectors;

pub use checkpoint::{Checkpoint, VerifiedCheckpoint};
pub use error::{CheckpointFault, LedgerError, ProofFault, TreeError};
pub use hash::{Hash, empty_root, leaf_hash, node_hash};
pub use origin::Origin;
pub use policy::{POLICY_LIMIT, Policy, PolicyError, PolicyFault};
pub use position::{LeafIndex, NodeId, TreeSize};
pub use proof::{consistency_proof, inclusion_proof};
pub use proof_text::{AddCheckpoint, PROOF_FILE_LIMIT, TLOG_PROOF, TlogProof};
pub use tree::{Appended, Frontier, NodeReader, append};
pub use verify::{verify_consistency, verify_inclusion};
pub use walk::LedgerWalk;

/// The most hashes in a proof (reliability, section B), which is the most that a tree of
/// [`TreeSize::MAX`] leaves needs.
pub const MAX_PROOF_HASHES: usize = 63;
