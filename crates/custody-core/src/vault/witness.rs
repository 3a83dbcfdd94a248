//! The witness's side: a folder that keeps what was cosigned last of each ledger, before anything is answered.
//!
//! ```text
//! <folder>/lock                               held while a request is answered
//! <folder>/seen/<SHA-256 of the origin>       the checkpoint cosigned last, with the cosignature
//! <folder>/evidence/<SHA-256 of the request>  requests that show two histories of one ledger, as they came
//! ```

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use crate::ledger::witness::{KnownLog, WitnessRefusal, judge};
use crate::ledger::{AddCheckpoint, Checkpoint, Hash, LedgerError, TreeSize};
use crate::note::{NoteError, SignedNote, SigningKey, VerifierKey, WitnessKey};
use crate::seal::publish::publish;
use crate::seal::{PublishError, Sha256Digest, create_private_folder};

/// Why a witness did not answer.
#[derive(Debug, thiserror::Error)]
pub enum WitnessError {
    /// It does not cosign this.
    #[error(transparent)]
    Refused(#[from] WitnessRefusal),
    /// The request is malformed, or what the witness kept is not what it cosigned.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// What was seen could not be kept, so nothing was answered.
    #[error(transparent)]
    Publish(#[from] PublishError),
    /// The folder could not be read or locked.
    #[error("input or output failed: {}", path.display())]
    Io {
        /// The path.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
}

impl WitnessError {
    /// The exit code (reliability.md, B and L14).
    #[must_use]
    pub fn code(&self) -> u8 {
        match self {
            Self::Refused(refusal) => refusal.code(),
            Self::Ledger(error) => error.code(),
            Self::Publish(error) => error.code(),
            Self::Io { .. } => 7,
        }
    }
}

impl From<NoteError> for WitnessError {
    fn from(error: NoteError) -> Self {
        Self::Ledger(error.into())
    }
}

/// What was cosigned last of a ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The ledger.
    pub origin: String,
    /// How many records it had.
    pub size: TreeSize,
    /// The root of its tree then.
    pub root: Hash,
    /// When, in seconds since 1970.
    pub time: u64,
}

/// A witness's folder.
#[derive(Debug, Clone)]
pub struct Witness {
    folder: PathBuf,
}

impl Witness {
    /// The witness of this folder, which need not be there yet.
    #[must_use]
    pub fn in_folder(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
        }
    }

    /// Answers a request: the cosignature's line. What was cosigned is on the disk before this returns, and two requests
    /// at once are answered one after the other.
    ///
    /// # Errors
    /// A refusal with its class; a malformed request (6); what was kept is not what this witness cosigned (3); the
    /// folder cannot be read or written (7), and then nothing is answered.
    pub fn sign(
        &self,
        request: &[u8],
        key: &SigningKey,
        logs: &[VerifierKey],
        time: u64,
    ) -> Result<String, WitnessError> {
        let asked = AddCheckpoint::parse(request)?;
        self.make("")?;
        let _lock = self.lock()?;
        let known = |origin: &str| {
            let Some(log) = logs.iter().find(|log| log.name().as_str() == origin) else {
                return Ok(None);
            };
            let seen = self.seen(log, &key.witness())?;
            Ok(Some(KnownLog {
                key: log.clone(),
                latest: seen.map(|seen| (seen.size, seen.root)),
            }))
        };
        match judge(asked, known) {
            Ok(accepted) => {
                let line = accepted.cosign(key, time)?.line();
                let cosigned = accepted.note().with_lines(line.as_bytes())?;
                self.make("seen")?;
                let place = self.place(accepted.checkpoint().origin().as_str());
                publish(&place, cosigned.as_bytes(), true)?;
                Ok(line)
            }
            Err(error) => {
                if let WitnessError::Refused(WitnessRefusal::Inconsistent { .. }) = &error {
                    self.make("evidence")?;
                    let name = hex(&Sha256Digest::of(request));
                    publish(&self.folder.join("evidence").join(name), request, true)?;
                }
                Err(error)
            }
        }
    }

    /// What was cosigned last of a ledger, if anything was.
    ///
    /// # Errors
    /// What is kept was not signed by both (3, 5, 6), or cannot be read (7).
    pub fn seen(
        &self,
        log: &VerifierKey,
        witness: &WitnessKey,
    ) -> Result<Option<Seen>, WitnessError> {
        let path = self.place(log.name().as_str());
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(source) => return Err(WitnessError::Io { path, source }),
        };
        let note = SignedNote::parse(&bytes)?;
        let checkpoint = Checkpoint::parse(note.unverified_text())?;
        let verified = Checkpoint::verify(&note, log, checkpoint.origin())?;
        let by = note.cosigned_by(std::slice::from_ref(witness))?;
        let Some(cosigned) = by.first() else {
            let signers = note.signatures().iter();
            return Err(NoteError::NoTrustedSignature {
                signers: signers.map(|one| (one.name().clone(), one.id())).collect(),
            }
            .into());
        };
        Ok(Some(Seen {
            origin: verified.origin().to_string(),
            size: verified.size(),
            root: verified.root(),
            time: cosigned.time(),
        }))
    }

    fn place(&self, origin: &str) -> PathBuf {
        let name = hex(&Sha256Digest::of(origin.as_bytes()));
        self.folder.join("seen").join(name)
    }

    fn make(&self, below: &str) -> Result<(), WitnessError> {
        let path = self.folder.join(below);
        match create_private_folder(&path, true) {
            Err(source) if !path.is_dir() => Err(WitnessError::Io { path, source }),
            _ => Ok(()),
        }
    }

    fn lock(&self) -> Result<File, WitnessError> {
        let path = self.folder.join("lock");
        let open = File::options().create(true).append(true).open(&path);
        let locked = open.and_then(|file| file.lock().map(|()| file));
        locked.map_err(|source| WitnessError::Io { path, source })
    }
}

fn hex(digest: &Sha256Digest) -> String {
    let text = digest.to_string();
    text.rsplit(':').next().unwrap_or_default().to_owned()
}
