//! The command `custody unseal`: opens a sealed file; its name appears only when every chunk has verified.

use super::desk::exists;
use super::opened_with::{OpenedWith, ScryptLimit, opened_with};
use crate::cli::Context;
use crate::error::CliError;
use crate::files;
use crate::ui::Answer;
use crate::wording::say;
use custody_core::seal::archive::{ByName, STAND_INS_PATH, StandIn, StandIns};
use custody_core::seal::publish::leads_to_one_file;
use custody_core::seal::{
    self, Keys, Part, Progress, SealError, Seekable, Unlocked, archive, open_reader,
};
use std::fs::File;
use std::io::{BufReader, Read, Write as _};
use std::path::Path;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct Unseal {
    #[arg(value_name = "IN")]
    pub(crate) input: PathBuf,
    #[arg(long, short, value_name = "OUT")]
    pub(crate) out: PathBuf,
    #[arg(long = "identity", short, value_name = "FILE")]
    pub(crate) identities: Vec<PathBuf>,
    #[arg(long, conflicts_with = "identities")]
    pub(crate) passphrase: bool,
    #[command(flatten)]
    pub(crate) scrypt_limit: ScryptLimit,
    #[arg(long, value_name = "PATH")]
    pub(crate) only: Vec<String>,
    #[arg(long)]
    pub(crate) stand_in_names: bool,
    #[arg(long)]
    pub(crate) salvage: bool,
    #[arg(long)]
    pub(crate) force: bool,
}

impl Unseal {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let stdin = self.input.as_os_str() == "-";
        // Whatever --force says: what is read must not be written over.
        if leads_to_one_file(&self.input, &self.out) {
            return Err(exists(&self.out));
        }
        let opened_with = self.keys(context)?;
        let keys = opened_with.keys();
        if self.salvage {
            return self.salvage(context, &keys);
        }
        if !self.only.is_empty() {
            return self.only(context, &keys);
        }
        let total = (!stdin).then(|| files::bytes_in(std::slice::from_ref(&self.input)));
        let file = (!stdin).then(|| self.file()).transpose()?;
        let mut progress = context.ui.progress(&say!("doing-opening"), total);
        if self.out.as_os_str() == "-" {
            let mut input: Box<dyn Read> = match file {
                Some(file) => Box::new(BufReader::new(file)),
                None => Box::new(std::io::stdin().lock()),
            };
            seal::open(
                &mut input,
                &mut std::io::stdout().lock(),
                &keys,
                &mut progress,
            )?;
            return Ok(());
        }
        let unlocked = file.as_ref().map(|file| Unlocked::find(file, &keys));
        let unlocked = unlocked.transpose()?;
        let mut reader = Peeked::new(match &unlocked {
            Some(unlocked) => unlocked.reader()?,
            None => open_reader(std::io::stdin().lock(), &keys)?,
        })?;
        if !self.force && self.out.symlink_metadata().is_ok() && !empty_folder(&self.out) {
            return Err(exists(&self.out));
        }
        let answer = if reader.is_package() {
            let stand_ins = self.stand_ins();
            let unpacked = archive::unpack_with(&mut reader, &self.out, stand_ins, &mut progress)?;
            self.say_stand_ins(context, &unpacked.stand_ins);
            if unpacked.times_not_set > 0 {
                let count = unpacked.times_not_set.to_string();
                let said = say!("times-not-set", count = count);
                context.ui.cautions(std::iter::once(said));
            }
            Answer::new()
                .line(say!(
                    "unsealed-package",
                    folder = self.out.as_path(),
                    files = unpacked.verified.files.to_string(),
                ))
                .field("folder", &self.out)
                .field("files", unpacked.verified.files)
                .field("bytes", unpacked.verified.bytes)
                .field("times_not_set", unpacked.times_not_set)
                .field("stand_ins", unpacked.stand_ins)
        } else {
            let mut part = Part::create(&self.out, self.force)?;
            let bytes = match &unlocked {
                Some(unlocked) => {
                    drop(reader);
                    unlocked.open_into(&part, &mut progress)?.plaintext_len
                }
                None => copy(&mut reader, &mut part, &mut progress)?,
            };
            part.commit()?;
            Answer::new()
                .line(say!(
                    "unsealed",
                    file = self.out.as_path(),
                    bytes = bytes.to_string()
                ))
                .field("file", &self.out)
                .field("bytes", bytes)
        };
        drop(progress);
        context.ui.answer(&answer)
    }

    fn file(&self) -> Result<File, CliError> {
        File::open(&self.input)
            .map_err(|error| CliError::io(say!("io-reading", path = self.input.as_path()), &error))
    }

    /// Some files of a package, without reading the rest: a single one as OUT itself, several below OUT.
    fn only(&self, context: &Context, keys: &Keys<'_>) -> Result<(), CliError> {
        if self.input.as_os_str() == "-" {
            return Err(CliError::usage(say!("only-from-file")));
        }
        let sealed = Seekable::open(BufReader::new(self.file()?), keys)?;
        let mut package = ByName::open(sealed)?;
        if !self.force && self.out.symlink_metadata().is_ok() && !empty_folder(&self.out) {
            return Err(exists(&self.out));
        }
        let mut progress = context.ui.progress(&say!("doing-opening"), None);
        let (bytes, stand_ins);
        match self.only.as_slice() {
            [path] if !self.out.is_dir() => {
                let mut file = package.file(path)?;
                let mut part = Part::create(&self.out, self.force)?;
                bytes = copy(&mut file, &mut part, &mut progress)?;
                stand_ins = Vec::new();
                part.commit()?;
            }
            paths => {
                let unpacked = package.unpack(paths, &self.out, self.stand_ins(), &mut progress)?;
                (bytes, stand_ins) = unpacked;
            }
        }
        drop(progress);
        self.say_stand_ins(context, &stand_ins);
        let answer = Answer::new()
            .line(say!(
                "unsealed-only",
                file = self.out.as_path(),
                bytes = bytes.to_string()
            ))
            .line(say!("rest-not-checked"))
            .field("file", &self.out)
            .field("bytes", bytes)
            .field("stand_ins", stand_ins)
            .field("rest_checked", false);
        context.ui.answer(&answer)
    }

    fn stand_ins(&self) -> StandIns {
        if self.stand_in_names {
            StandIns::Everywhere
        } else {
            StandIns::Here
        }
    }

    fn say_stand_ins(&self, context: &Context, all: &[StandIn]) {
        if all.is_empty() {
            return;
        }
        let each = all.iter().map(|one| {
            say!(
                "stand-in",
                path = one.path.as_str(),
                name = one.stand_in.as_str()
            )
        });
        context.ui.cautions(each);
        let list = self.out.join(STAND_INS_PATH);
        context.ui.cautions(std::iter::once(say!(
            "stand-ins-listed",
            file = list.as_path()
        )));
    }

    /// What is good of a damaged file, from its start, as `OUT.partial`: so that nobody takes it for
    /// the whole. It ends with the damage's own code.
    fn salvage(&self, context: &Context, keys: &Keys<'_>) -> Result<(), CliError> {
        let mut name = self.out.as_os_str().to_owned();
        name.push(".partial");
        let target = PathBuf::from(name);
        let file = self.file()?;
        let total = Some(files::bytes_in(std::slice::from_ref(&self.input)));
        let mut progress = context.ui.progress(&say!("doing-opening"), total);
        let part = Part::create(&target, self.force)?;
        let salvaged = seal::salvage(&file, &part, keys, &mut progress)?;
        part.commit()?;
        drop(progress);
        let answer = Answer::new()
            .line(say!(
                "unseal-salvaged",
                file = target.as_path(),
                bytes = salvaged.plaintext_len.to_string()
            ))
            .field("file", &target)
            .field("bytes", salvaged.plaintext_len)
            .field("whole", salvaged.fault.is_none());
        context.ui.answer(&answer)?;
        match salvaged.fault {
            Some(fault) => Err(fault.into()),
            None => Ok(()),
        }
    }

    fn keys(&self, context: &Context) -> Result<OpenedWith, CliError> {
        opened_with(
            context,
            &self.identities,
            self.passphrase,
            self.scrypt_limit,
        )
    }
}

fn empty_folder(path: &Path) -> bool {
    std::fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_none())
}

/// Verified plaintext with its first bytes looked at: a package begins with the tar entry of its manifest.
struct Peeked<R> {
    start: Vec<u8>,
    at: usize,
    rest: R,
}

impl<R: Read> Peeked<R> {
    fn new(mut rest: R) -> Result<Self, CliError> {
        let mut start = Vec::new();
        rest.by_ref()
            .take(512)
            .read_to_end(&mut start)
            .map_err(SealError::from_reading)?;
        Ok(Self { start, at: 0, rest })
    }

    fn is_package(&self) -> bool {
        self.start.starts_with(b".custody/manifest.json\0")
    }
}

impl<R: Read> Read for Peeked<R> {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        let left = self.start.get(self.at..).unwrap_or_default();
        if left.is_empty() {
            return self.rest.read(buf);
        }
        let mut left = left;
        let read = left.read(buf)?;
        self.at += read;
        Ok(read)
    }
}

fn copy(from: &mut dyn Read, to: &mut Part, progress: &mut dyn Progress) -> Result<u64, CliError> {
    let mut buffer = zeroize::Zeroizing::new(vec![0; 64 * 1024]);
    let mut done = 0;
    loop {
        if progress.at(done).is_break() {
            return Err(SealError::Cancelled.into());
        }
        let read = from.read(&mut buffer).map_err(SealError::from_reading)?;
        if read == 0 {
            return Ok(done);
        }
        to.write_all(buffer.get(..read).unwrap_or_default())
            .map_err(SealError::writing)?;
        done += read as u64;
    }
}
