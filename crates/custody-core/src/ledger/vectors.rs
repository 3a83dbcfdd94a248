//! The public Merkle vectors (reliability, L6 and section F), where they are at hand.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::Write as _;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{Hash, LeafIndex, LedgerError, TreeSize, verify_consistency, verify_inclusion};
use crate::note::vectors::folder;

/// The one vector that expects success of roots that are no SHA-256 hashes: 12 bytes.
const INEXPRESSIBLE: &str = "consistency/additional/sizes-are-equal-one-and-proof-is-empty.json";

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Inclusion {
    leaf_idx: u64,
    tree_size: u64,
    root: String,
    leaf_hash: String,
    proof: Option<Vec<String>>,
    want_err: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Consistency {
    size1: u64,
    size2: u64,
    root1: String,
    root2: String,
    proof: Option<Vec<String>>,
    want_err: bool,
}

fn hash(text: &str) -> Result<Hash, LedgerError> {
    Hash::from_slice(&STANDARD.decode(text).unwrap())
}

fn hashes(proof: &Option<Vec<String>>) -> Result<Vec<Hash>, LedgerError> {
    proof.iter().flatten().map(|text| hash(text)).collect()
}

impl Inclusion {
    fn verdict(&self) -> Result<(), LedgerError> {
        verify_inclusion(
            &hash(&self.leaf_hash)?,
            LeafIndex(self.leaf_idx),
            TreeSize(self.tree_size),
            &hashes(&self.proof)?,
            &hash(&self.root)?,
        )
    }
}

impl Consistency {
    fn verdict(&self) -> Result<(), LedgerError> {
        verify_consistency(
            TreeSize(self.size1),
            &hash(&self.root1)?,
            TreeSize(self.size2),
            &hash(&self.root2)?,
            &hashes(&self.proof)?,
        )
    }
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|end| end == "json") {
            found.push(path);
        }
    }
}

/// Every vector under `name` with its path; how many there are is asserted.
fn vectors<T: DeserializeOwned>(root: &Path, name: &str) -> Vec<(PathBuf, T)> {
    let mut found = Vec::new();
    files(&root.join(name), &mut found);
    assert_eq!(found.len(), 98);
    found
        .into_iter()
        .map(|path| {
            let vector = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
            (path, vector)
        })
        .collect()
}

fn check(path: &Path, want_err: bool, verdict: Result<(), LedgerError>) {
    assert_eq!(verdict.is_err(), want_err, "{}", path.display());
    if let Err(error) = verdict {
        assert!([3, 6].contains(&error.code()), "{}", path.display());
    }
}

#[test]
fn the_public_inclusion_vectors_come_out_as_they_should() {
    let Some(root) = folder("merkle") else {
        return;
    };
    for (path, vector) in vectors::<Inclusion>(&root, "inclusion") {
        check(&path, vector.want_err, vector.verdict());
    }
}

#[test]
fn the_public_consistency_vectors_come_out_as_they_should() {
    let Some(root) = folder("merkle") else {
        return;
    };
    let mut skipped = 0;
    for (path, vector) in vectors::<Consistency>(&root, "consistency") {
        if path.ends_with(INEXPRESSIBLE) {
            let mut stderr = std::io::stderr();
            writeln!(stderr, "SKIPPED {INEXPRESSIBLE}: its roots have 12 bytes").unwrap();
            assert_eq!(hash(&vector.root1), Err(LedgerError::Hash));
            skipped += 1;
            continue;
        }
        check(&path, vector.want_err, vector.verdict());
    }
    assert_eq!(skipped, 1);
}
