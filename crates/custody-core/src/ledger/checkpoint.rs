//! Checkpoints: the ledger's key says how many records there are and what their root is (C2SP
//! tlog-checkpoint).
//!
//! ```text
//! vault.example/2026
//! 42
//! CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
//! ```

use super::error::{CheckpointFault, LedgerError};
use super::hash::{Hash, empty_root};
use super::origin::Origin;
use super::position::{TreeSize, decimal};
use crate::note::{NoteText, SignedNote, SigningKey, VerifierKey, sign};

/// What a checkpoint says. Nothing says yet that it is so; see [`VerifiedCheckpoint`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    origin: Origin,
    size: TreeSize,
    root: Hash,
    extensions: Vec<String>,
}

impl Checkpoint {
    /// A checkpoint without extension lines.
    #[must_use]
    pub fn new(origin: Origin, size: TreeSize, root: Hash) -> Self {
        Self {
            origin,
            size,
            root,
            extensions: Vec::new(),
        }
    }

    /// Reads a checkpoint's text (c2sp.org/tlog-checkpoint, Note text).
    ///
    /// # Errors
    /// The line that is malformed, and how (6).
    pub fn parse(text: &NoteText) -> Result<Self, LedgerError> {
        let lines = text.as_str().strip_suffix('\n').unwrap_or_default();
        let mut lines = (1..).zip(lines.split('\n'));
        let mut next = |fault| match lines.next() {
            Some(line) => Ok(line),
            None => Err(LedgerError::Checkpoint { line: 3, fault }),
        };
        let (line, origin) = next(CheckpointFault::TooFewLines)?;
        let origin = Origin::new(origin).map_err(|fault| LedgerError::Checkpoint {
            line,
            fault: CheckpointFault::Origin(fault),
        })?;
        let (line, size) = next(CheckpointFault::TooFewLines)?;
        let size = decimal(size).map(TreeSize).ok_or(LedgerError::Checkpoint {
            line,
            fault: CheckpointFault::Size,
        })?;
        let (line, root) = next(CheckpointFault::TooFewLines)?;
        let root = Hash::from_base64(root).map_err(|_| LedgerError::Checkpoint {
            line,
            fault: CheckpointFault::Root,
        })?;
        let mut extensions = Vec::new();
        for (line, extension) in lines {
            if extension.is_empty() {
                let fault = CheckpointFault::EmptyExtension;
                return Err(LedgerError::Checkpoint { line, fault });
            }
            extensions.push(extension.to_owned());
        }
        Ok(Self {
            origin,
            size,
            root,
            extensions,
        })
    }

    /// The text to be signed.
    ///
    /// # Errors
    /// The extension lines that were read do not fit in a note (9).
    pub fn to_note_text(&self) -> Result<NoteText, LedgerError> {
        let root = self.root.to_base64();
        let mut text = format!("{}\n{}\n{root}\n", self.origin, self.size);
        for extension in &self.extensions {
            text.push_str(extension);
            text.push('\n');
        }
        Ok(NoteText::new(text)?)
    }

    /// Signs the checkpoint with the ledger's key. A ledger must never sign two checkpoints that
    /// are inconsistent: that is for the caller to keep.
    ///
    /// # Errors
    /// A limit of notes (9).
    pub fn sign(&self, key: &SigningKey) -> Result<SignedNote, LedgerError> {
        Ok(sign(&self.to_note_text()?, &[key])?)
    }

    /// Checks that `key` signed the note and that it is a checkpoint of the ledger `origin`.
    /// Signatures by others, such as witnesses, are ignored.
    ///
    /// # Errors
    /// Malformed (6), not signed by `key` (5), a bad signature by it (3), another ledger's (3), or
    /// an empty tree with a root that is not that of the empty tree (3).
    pub fn verify(
        note: &SignedNote,
        key: &VerifierKey,
        origin: &Origin,
    ) -> Result<VerifiedCheckpoint, LedgerError> {
        // Form is judged before keys; nothing read here is let out unless the signature is good.
        let checkpoint = Self::parse(note.unverified_text())?;
        note.verify(std::slice::from_ref(key))?;
        if checkpoint.origin != *origin {
            return Err(LedgerError::OtherOrigin {
                expected: origin.clone(),
                found: checkpoint.origin,
            });
        }
        if checkpoint.size == TreeSize::ZERO && checkpoint.root != empty_root() {
            return Err(LedgerError::RootDiffers {
                size: TreeSize::ZERO,
                expected: checkpoint.root,
                found: empty_root(),
            });
        }
        Ok(VerifiedCheckpoint { checkpoint })
    }

    /// The ledger.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The number of records.
    #[must_use]
    pub fn size(&self) -> TreeSize {
        self.size
    }

    /// The root of the tree of that size.
    #[must_use]
    pub fn root(&self) -> Hash {
        self.root
    }

    /// Further lines, opaque and not empty; custody writes none.
    #[must_use]
    pub fn extensions(&self) -> &[String] {
        &self.extensions
    }
}

/// A checkpoint that the ledger's key signed. Made only by [`Checkpoint::verify`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedCheckpoint {
    checkpoint: Checkpoint,
}

impl VerifiedCheckpoint {
    /// What it says.
    #[must_use]
    pub fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// The ledger.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.checkpoint.origin
    }

    /// The number of records.
    #[must_use]
    pub fn size(&self) -> TreeSize {
        self.checkpoint.size
    }

    /// The root of the tree of that size.
    #[must_use]
    pub fn root(&self) -> Hash {
        self.checkpoint.root
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use super::*;
    use crate::ledger::leaf_hash;
    use crate::note::{KeyName, NoteError};

    const ROOT: &str = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";

    fn origin() -> Origin {
        Origin::new("vault.example/2026").unwrap()
    }

    fn key(seed: u8) -> SigningKey {
        SigningKey::from_seed(origin().key_name().clone(), &[seed; 32])
    }

    fn parse(text: &str) -> Result<Checkpoint, LedgerError> {
        Checkpoint::parse(&NoteText::new(text)?)
    }

    fn signed(text: &str) -> SignedNote {
        sign(&NoteText::new(text).unwrap(), &[&key(1)]).unwrap()
    }

    fn verify(note: &SignedNote) -> Result<VerifiedCheckpoint, LedgerError> {
        Checkpoint::verify(note, &key(1).verifier(), &origin())
    }

    #[test]
    fn a_public_checkpoint_is_read_and_written_back() {
        // The example of c2sp.org/tlog-checkpoint.
        let text = format!("example.com/behind-the-sofa\n20852163\n{ROOT}\n");
        let checkpoint = parse(&text).unwrap();
        assert_eq!(checkpoint.origin().as_str(), "example.com/behind-the-sofa");
        assert_eq!(checkpoint.size(), TreeSize(20_852_163));
        assert_eq!(checkpoint.root().to_base64(), ROOT);
        assert!(checkpoint.extensions().is_empty());
        assert_eq!(checkpoint.to_note_text().unwrap().as_str(), text);
    }

    #[test]
    fn extension_lines_are_kept() {
        let text = format!("v\n0\n{ROOT}\none\ntwo words\n");
        let checkpoint = parse(&text).unwrap();
        assert_eq!(checkpoint.extensions(), ["one", "two words"]);
        assert_eq!(checkpoint.to_note_text().unwrap().as_str(), text);
    }

    #[test]
    fn malformed_checkpoints_are_refused_with_the_line() {
        use crate::note::NameFault;
        use CheckpointFault::{EmptyExtension, Origin, Root, Size, TooFewLines};
        let short = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxqw==";
        let mut cases = vec![
            ("v\n".to_owned(), 3, TooFewLines),
            ("v\n7\n".to_owned(), 3, TooFewLines),
            (format!("\n7\n{ROOT}\n"), 1, Origin(NameFault::Empty)),
            (
                format!("a b\n7\n{ROOT}\n"),
                1,
                Origin(NameFault::Character(' ')),
            ),
            (format!("v\n7\n{short}\n"), 3, Root),
            (format!("v\n7\n{}\n", &ROOT[..43]), 3, Root),
            (format!("v\n7\n {ROOT}\n"), 3, Root),
            (format!("v\n7\n\n{ROOT}\n"), 3, Root),
            (format!("v\n7\n{ROOT}\n\n"), 4, EmptyExtension),
            (format!("v\n7\n{ROOT}\nx\n\ny\n"), 5, EmptyExtension),
        ];
        for size in [
            "",
            "007",
            "00",
            "+7",
            "-7",
            " 7",
            "7 ",
            "7.0",
            "0x7",
            "٧",
            "1e3",
            "18446744073709551616",
            "99999999999999999999999",
        ] {
            cases.push((format!("v\n{size}\n{ROOT}\n"), 2, Size));
        }
        for (text, line, fault) in cases {
            let error = LedgerError::Checkpoint { line, fault };
            assert_eq!(parse(&text), Err(error.clone()), "{text:?}");
            assert_eq!(error.code(), 6);
        }
        let crlf = parse(&format!("v\r\n7\r\n{ROOT}\r\n")).unwrap_err();
        assert_eq!(crlf.code(), 6);
        assert!(parse(&format!("v\n18446744073709551615\n{ROOT}\n")).is_ok());
    }

    #[test]
    fn a_checkpoint_signed_by_the_ledgers_key_verifies() {
        let checkpoint = Checkpoint::new(origin(), TreeSize(1), leaf_hash(b"a"));
        let note = checkpoint.sign(&key(1)).unwrap();
        let witness = SigningKey::from_seed(KeyName::new("witness.example").unwrap(), &[2; 32]);
        for note in [note.add_signature(&witness).unwrap(), note] {
            let verified = verify(&note).unwrap();
            assert_eq!(verified.checkpoint(), &checkpoint);
            assert_eq!(verified.origin(), &origin());
            assert_eq!(
                (verified.size(), verified.root()),
                (TreeSize(1), leaf_hash(b"a"))
            );
        }
    }

    #[test]
    fn another_origin_under_the_right_key_is_refused_with_both() {
        let other = Origin::new("vault.example/2025").unwrap();
        let error = verify(&signed(&format!("{other}\n7\n{ROOT}\n"))).unwrap_err();
        assert_eq!(
            error,
            LedgerError::OtherOrigin {
                expected: origin(),
                found: other
            }
        );
        assert_eq!(error.code(), 3);
    }

    #[test]
    fn another_key_or_a_changed_size_is_refused() {
        let note = signed(&format!("{}\n7\n{ROOT}\n", origin()));
        let error = Checkpoint::verify(&note, &key(2).verifier(), &origin()).unwrap_err();
        assert!(matches!(
            error,
            LedgerError::Note(NoteError::NoTrustedSignature { .. })
        ));
        assert_eq!(error.code(), 5);

        let changed = note.as_str().replace("\n7\n", "\n8\n");
        let changed = SignedNote::parse(changed.as_bytes()).unwrap();
        assert_eq!(verify(&changed).unwrap_err().code(), 3);
    }

    #[test]
    fn an_empty_tree_has_the_empty_root() {
        let empty = Checkpoint::new(origin(), TreeSize::ZERO, empty_root());
        assert!(verify(&empty.sign(&key(1)).unwrap()).is_ok());
        let error = verify(&signed(&format!("{}\n0\n{ROOT}\n", origin()))).unwrap_err();
        assert_eq!(error.code(), 3);
    }
}
