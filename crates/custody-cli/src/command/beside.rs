//! A tag in a file of its own, beside what a passphrase opens.

use crate::error::CliError;
use crate::wording::say;
use custody_core::seal::Part;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// A tag that will lie beside a passphrase file: its name is found free before anything is written, and it gets the name
/// before the file does, so that the file is never there without it.
pub(super) struct Beside {
    part: Part,
    path: PathBuf,
}

impl Beside {
    pub(super) fn of(file: &Path, replace: bool) -> Result<Self, CliError> {
        let mut name = file.as_os_str().to_owned();
        name.push(".tag");
        let path = PathBuf::from(name);
        let part = Part::create(&path, replace)?;
        Ok(Self { part, path })
    }

    pub(super) fn publish(mut self, tag: &[u8], file: Part) -> Result<PathBuf, CliError> {
        let path = self.path;
        let written = self.part.write_all(tag);
        written.map_err(|error| CliError::io(say!("io-writing", path = path.as_path()), &error))?;
        self.part.commit()?;
        if let Err(error) = file.commit() {
            // Without its file it says nothing; the first error is the one to tell.
            let _ = std::fs::remove_file(&path);
            return Err(error.into());
        }
        Ok(path)
    }
}
