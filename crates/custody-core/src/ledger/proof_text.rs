//! Files that hold a proof in front of a checkpoint: the proof of one record (C2SP tlog-proof), and what is handed to a
//! witness (C2SP tlog-witness, `add-checkpoint`). Byte for byte those of the specifications.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::MAX_PROOF_HASHES;
use super::checkpoint::{Checkpoint, VerifiedCheckpoint};
use super::error::{LedgerError, ProofFault};
use super::hash::Hash;
use super::origin::Origin;
use super::position::{LeafIndex, TreeSize, decimal};
use super::verify::verify_inclusion;
use crate::note::{MAX_NOTE_BYTES, SignedNote, VerifierKey};

/// First line of the proof of a record.
pub const TLOG_PROOF: &str = "c2sp.org/tlog-proof@v1";

/// The most bytes of a file read here: a checkpoint's note, as large an `extra`, and the hashes.
pub const PROOF_FILE_LIMIT: usize = 3 * MAX_NOTE_BYTES;

/// That a leaf is in a ledger, as a file that needs no ledger to be checked. Nothing of it is verified until
/// [`verify`](Self::verify).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlogProof {
    /// What the proof's maker added; no signature covers it. Custody puts the record's note here.
    pub extra: Option<Vec<u8>>,
    /// The leaf's place.
    pub index: LeafIndex,
    /// The inclusion proof (RFC 6962, 2.1.1), from the leaf upwards.
    pub hashes: Vec<Hash>,
    /// The checkpoint, with whatever cosignatures it has.
    pub checkpoint: SignedNote,
}

impl TlogProof {
    /// Reads a file.
    ///
    /// # Errors
    /// The line that is malformed (6), or a limit (9).
    pub fn parse(bytes: &[u8]) -> Result<Self, LedgerError> {
        let mut head = Head::of(bytes)?;
        head.expect(|line| (line == TLOG_PROOF).then_some(()), ProofFault::Kind)?;
        let extra = match head.peek().and_then(|line| line.strip_prefix("extra ")) {
            Some(encoded) => {
                let decoded = STANDARD.decode(encoded).ok();
                Some(head.expect(|_| decoded, ProofFault::Extra)?)
            }
            None => None,
        };
        let index = head.expect(
            |line| decimal(line.strip_prefix("index ")?),
            ProofFault::Index,
        )?;
        Ok(Self {
            extra,
            index: LeafIndex(index),
            hashes: head.hashes()?,
            checkpoint: head.checkpoint,
        })
    }

    /// The file's bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut text = format!("{TLOG_PROOF}\n");
        if let Some(extra) = &self.extra {
            text += &format!("extra {}\n", STANDARD.encode(extra));
        }
        text += &format!("index {}\n", self.index);
        whole(text, &self.hashes, &self.checkpoint)
    }

    /// Checks that the log's key signed the checkpoint and that the leaf of this hash is in its tree.
    ///
    /// # Errors
    /// As [`Checkpoint::verify`]; the leaf is not proved to be there (3).
    pub fn verify(
        &self,
        leaf: &Hash,
        key: &VerifierKey,
        origin: &Origin,
    ) -> Result<VerifiedCheckpoint, LedgerError> {
        let checkpoint = Checkpoint::verify(&self.checkpoint, key, origin)?;
        verify_inclusion(
            leaf,
            self.index,
            checkpoint.size(),
            &self.hashes,
            &checkpoint.root(),
        )?;
        Ok(checkpoint)
    }
}

/// What a witness is asked with: a checkpoint, and the proof that it continues the one that the witness saw last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddCheckpoint {
    /// Size of the tree that the witness is thought to have seen last; 0 for none.
    pub old: TreeSize,
    /// The consistency proof from there (RFC 6962, 2.1.2); empty from 0 and for the same size.
    pub hashes: Vec<Hash>,
    /// The checkpoint to be cosigned.
    pub checkpoint: SignedNote,
}

impl AddCheckpoint {
    /// Reads a request.
    ///
    /// # Errors
    /// The line that is malformed (6), or a limit (9).
    pub fn parse(bytes: &[u8]) -> Result<Self, LedgerError> {
        let mut head = Head::of(bytes)?;
        let old = head.expect(|line| decimal(line.strip_prefix("old ")?), ProofFault::Old)?;
        Ok(Self {
            old: TreeSize(old),
            hashes: head.hashes()?,
            checkpoint: head.checkpoint,
        })
    }

    /// The request's bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        whole(
            format!("old {}\n", self.old),
            &self.hashes,
            &self.checkpoint,
        )
    }
}

fn whole(mut head: String, hashes: &[Hash], checkpoint: &SignedNote) -> Vec<u8> {
    for hash in hashes {
        head += &hash.to_base64();
        head.push('\n');
    }
    head.push('\n');
    [head.as_bytes(), checkpoint.as_bytes()].concat()
}

/// The lines before the first empty one, and the note after it.
struct Head<'b> {
    lines: Vec<&'b str>,
    next: usize,
    checkpoint: SignedNote,
}

impl<'b> Head<'b> {
    fn of(bytes: &'b [u8]) -> Result<Self, LedgerError> {
        if bytes.len() > PROOF_FILE_LIMIT {
            return Err(LedgerError::ProofFileTooLarge {
                limit: PROOF_FILE_LIMIT,
            });
        }
        let form = |fault| LedgerError::ProofFile { line: 1, fault };
        let split = bytes.windows(2).position(|pair| pair == b"\n\n");
        let at = split.ok_or_else(|| form(ProofFault::NoCheckpoint))?;
        let head = std::str::from_utf8(bytes.get(..at).unwrap_or_default())
            .map_err(|_| form(ProofFault::NotText))?;
        Ok(Self {
            lines: head.split('\n').collect(),
            next: 0,
            checkpoint: SignedNote::parse(bytes.get(at + 2..).unwrap_or_default())?,
        })
    }

    fn peek(&self) -> Option<&'b str> {
        self.lines.get(self.next).copied()
    }

    fn expect<T>(
        &mut self,
        read: impl FnOnce(&'b str) -> Option<T>,
        fault: ProofFault,
    ) -> Result<T, LedgerError> {
        let line = self.peek().and_then(read);
        self.next += 1;
        line.ok_or(LedgerError::ProofFile {
            line: self.next,
            fault,
        })
    }

    /// The rest of the lines.
    fn hashes(&mut self) -> Result<Vec<Hash>, LedgerError> {
        let count = self.lines.len().saturating_sub(self.next);
        if count > MAX_PROOF_HASHES {
            return Err(LedgerError::ProofTooLong { count });
        }
        (0..count)
            .map(|_| self.expect(|line| Hash::from_base64(line).ok(), ProofFault::Hash))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::ledger::naive::{leaf, naive_inclusion, naive_root};
    use crate::note::SigningKey;

    fn key() -> SigningKey {
        let origin = Origin::new("vault-1").unwrap();
        SigningKey::from_seed(origin.key_name().clone(), &[1; 32])
    }

    /// The proof of the third of seven leaves.
    fn proof() -> TlogProof {
        let origin = Origin::new("vault-1").unwrap();
        let checkpoint = Checkpoint::new(origin, TreeSize(7), naive_root(7));
        TlogProof {
            extra: Some(b"the record's own note".to_vec()),
            index: LeafIndex(2),
            hashes: naive_inclusion(2, 7),
            checkpoint: checkpoint.sign(&key()).unwrap(),
        }
    }

    fn verified(proof: &TlogProof) -> Result<VerifiedCheckpoint, LedgerError> {
        let origin = Origin::new("vault-1").unwrap();
        proof.verify(&leaf(2), &key().verifier(), &origin)
    }

    #[test]
    fn a_proof_is_written_as_the_specification_has_it_and_read_back() {
        let proof = proof();
        let bytes = proof.to_bytes();
        let text = String::from_utf8(bytes.clone()).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "c2sp.org/tlog-proof@v1");
        assert_eq!(lines[1], "extra dGhlIHJlY29yZCdzIG93biBub3Rl");
        assert_eq!((lines[2], lines[6], lines[7]), ("index 2", "", "vault-1"));
        assert_eq!(TlogProof::parse(&bytes).unwrap(), proof);
        assert_eq!(verified(&proof).unwrap().size(), TreeSize(7));
        let without = TlogProof {
            extra: None,
            ..proof
        };
        assert_eq!(TlogProof::parse(&without.to_bytes()).unwrap(), without);
    }

    #[test]
    fn every_changed_byte_but_those_of_the_extra_line_is_refused() {
        let bytes = proof().to_bytes();
        let text = String::from_utf8(bytes.clone()).unwrap();
        let extra = text.find("extra ").unwrap()..text.find("\nindex").unwrap();
        for at in (0..bytes.len()).filter(|at| !extra.contains(at)) {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            let accepted = TlogProof::parse(&changed).and_then(|proof| verified(&proof));
            assert!(accepted.is_err(), "byte {at}");
            assert!(
                [3, 5, 6, 9].contains(&accepted.unwrap_err().code()),
                "byte {at}"
            );
        }
    }

    #[test]
    fn loose_files_are_refused_in_the_line_that_is_wrong() {
        let good = String::from_utf8(proof().to_bytes()).unwrap();
        let hash = good.lines().nth(3).unwrap();
        for (from, to, line) in [
            ("@v1", "@v2", 1),
            ("extra ", "extra  ", 2),
            ("extra d", "extra =", 2),
            ("index 2", "index 02", 3),
            ("index 2", "index +2", 3),
            ("index 2", "index ", 3),
            ("index 2", "index 18446744073709551616", 3),
            ("index 2\n", "index 2\r\n", 3),
            (hash, &hash[..43], 4),
            (hash, "AAAA", 4),
        ] {
            let error = TlogProof::parse(good.replacen(from, to, 1).as_bytes()).unwrap_err();
            assert_eq!(error.code(), 6, "{from:?} -> {to:?}");
            assert!(
                matches!(error, LedgerError::ProofFile { line: found, .. } if found == line),
                "{from:?} -> {to:?}: {error:?}"
            );
        }
        let many = good.replacen(hash, &[hash; 64].join("\n"), 1);
        let error = TlogProof::parse(many.as_bytes()).unwrap_err();
        assert!(
            matches!(error, LedgerError::ProofTooLong { count: 66 }),
            "{error:?}"
        );
        for none in ["", "c2sp.org/tlog-proof@v1\nindex 0\n", "\n\n\n"] {
            assert_eq!(TlogProof::parse(none.as_bytes()).unwrap_err().code(), 6);
        }
        let large = vec![b'a'; PROOF_FILE_LIMIT + 1];
        assert_eq!(TlogProof::parse(&large).unwrap_err().code(), 9);
    }

    #[test]
    fn a_request_is_written_as_the_specification_has_it_and_read_back() {
        let request = AddCheckpoint {
            old: TreeSize(3),
            hashes: proof().hashes,
            checkpoint: proof().checkpoint,
        };
        let bytes = request.to_bytes();
        assert!(bytes.starts_with(b"old 3\n"));
        assert_eq!(AddCheckpoint::parse(&bytes).unwrap(), request);
        let text = String::from_utf8(bytes).unwrap();
        for old in ["old 03", "old  3", "Old 3", "old -1", "old", "3"] {
            let changed = text.replacen("old 3", old, 1);
            assert_eq!(
                AddCheckpoint::parse(changed.as_bytes()).unwrap_err().code(),
                6
            );
        }
        // The example of the specification, its signatures cut.
        let example = "old 20852014\nPlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\njrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=\n5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=\n/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=\n\nexample.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n\u{2014} example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n\u{2014} example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=\n";
        let read = AddCheckpoint::parse(example.as_bytes()).unwrap();
        assert_eq!((read.old, read.hashes.len()), (TreeSize(20_852_014), 4));
        assert_eq!(read.to_bytes(), example.as_bytes());
    }
}
