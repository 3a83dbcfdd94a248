//! The command `custody seal`: seals files to people or under a passphrase, as age v1.

use super::desk::exists;
use super::recipients::Recipients;
use crate::args::parse;
use crate::cli::Context;
use crate::error::CliError;
use crate::error::ExitCode;
use crate::files;
use crate::platform::is_carried;
use crate::ui::Answer;
use crate::wording::say;
use crate::wording::{caution_words, left_out};
use custody_core::record::Text;
use custody_core::seal::archive::{Caution, Leniency};
use custody_core::seal::publish::leads_to_one_file;
use custody_core::seal::{
    self, Blake3Digest, Part, PayloadDigest, Progress, Sealed, Sealing, Steady, To, archive,
    seal_file,
};
use serde_json::json;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;

mod tagged;

#[derive(Debug, clap::Args)]
pub(crate) struct Seal {
    #[arg(value_name = "INPUT", required = true)]
    pub(crate) inputs: Vec<PathBuf>,
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: PathBuf,
    #[command(flatten)]
    pub(crate) to: Recipients,
    #[arg(long)]
    pub(crate) armor: bool,
    #[arg(long)]
    pub(crate) tag: bool,
    #[arg(long, value_name = "TEXT", requires = "tag", value_parser = parse::text)]
    pub(crate) contact: Option<Text>,
    #[arg(long)]
    pub(crate) verify: bool,
    #[arg(long, conflicts_with = "verify")]
    pub(crate) no_verify: bool,
    #[arg(long)]
    pub(crate) skip_special: bool,
    #[arg(long)]
    pub(crate) any_names: bool,
    #[arg(long)]
    pub(crate) force: bool,
}

/// What is sealed.
#[derive(Clone, Copy)]
struct What<'a> {
    /// One file, or `-`, without an archive around it.
    bare: Option<&'a Path>,
    /// Else what is packed.
    sources: &'a [archive::Source],
}

impl Seal {
    pub(crate) fn run(mut self, context: &Context) -> Result<(), CliError> {
        // A stick that spoils what it holds is found out while the original is at hand.
        self.verify |= !self.no_verify && self.out.as_os_str() != "-" && is_carried(&self.out);
        // The vault's key is asked for first, the new passphrase after it.
        let tagging = self.tagging(context)?;
        let to = self.to.read(context)?;
        let bare = match self.inputs.as_slice() {
            [only] if only.as_os_str() == "-" || only.is_file() => Some(only.clone()),
            _ => None,
        };
        let collected = match &bare {
            Some(_) => archive::Collected::default(),
            None => self.collect(context)?,
        };
        let what = What {
            bare: bare.as_deref(),
            sources: &collected.sources,
        };
        let total = match what.bare {
            Some(input) if input.as_os_str() == "-" => None,
            Some(input) => Some(files::bytes_in(&[input.to_owned()])),
            None => Some(what.sources.iter().map(archive::Source::size).sum()),
        };
        let mut progress = context.ui.progress(&say!("doing-sealing"), total);
        if self.out.as_os_str() == "-" {
            let mut out = std::io::stdout().lock();
            self.write(&mut out, &to, what, &mut progress)?;
            return Ok(());
        }
        let packed = what.sources.iter().map(archive::Source::file);
        let mut inputs = what.bare.into_iter().chain(packed);
        if self.out.exists() && inputs.any(|input| leads_to_one_file(input, &self.out)) {
            return Err(exists(&self.out));
        }
        let part = Part::create(&self.out, self.force)?;
        let answer = match &tagging {
            Some(tagging) => self.with_tag(part, &to, tagging, what, &mut progress)?,
            None => self.without_tag(part, &to, what, &mut progress)?,
        };
        drop(progress);
        let answer = match what.bare {
            Some(_) => answer,
            None => packed_fields(answer, &collected),
        };
        context.ui.answer(&answer)
    }

    fn without_tag(
        &self,
        mut part: Part,
        to: &To,
        what: What<'_>,
        progress: &mut dyn Progress,
    ) -> Result<Answer, CliError> {
        let answer = match what.bare {
            Some(input) if self.is_plain(input) => {
                self.between_files(input, &part, to, progress)?
            }
            None if !self.armor => {
                let package = archive::seal_package(what.sources, &part, to, salt()?, progress)?;
                if self.verify {
                    package.read_back(&part, progress)?;
                }
                self.digests(&package.sealed)
            }
            _ => {
                let sealed = self.through(&mut part, to, what, progress)?;
                self.digests(&sealed)
            }
        };
        part.commit()?;
        Ok(answer)
    }

    /// Seals in order, and reads it back where that is asked for.
    fn through(
        &self,
        part: &mut Part,
        to: &To,
        what: What<'_>,
        progress: &mut dyn Progress,
    ) -> Result<Sealed, CliError> {
        let sealed = self.write(part, to, what, progress)?;
        if self.verify {
            self.read_back(part, &sealed)?;
        }
        Ok(sealed)
    }

    /// The files of a package. What of them is left out, or not kept as it is, is said at once.
    fn collect(&self, context: &Context) -> Result<archive::Collected, CliError> {
        let paths: Vec<&Path> = self.inputs.iter().map(PathBuf::as_path).collect();
        let leniency = Leniency {
            skip_special: self.skip_special,
            any_names: self.any_names,
        };
        let collected = archive::collect_with(&paths, leniency)?;
        let skipped = collected
            .skipped
            .iter()
            .map(|(path, kind)| left_out(path, *kind));
        let cautions = cautions(&collected).map(|(source, caution)| caution_words(source, caution));
        context.ui.cautions(skipped.chain(cautions));
        Ok(collected)
    }

    /// Whether this is sealed from file to file, on all cores.
    fn is_plain(&self, input: &Path) -> bool {
        !self.armor && input.as_os_str() != "-"
    }

    fn between_files(
        &self,
        input: &Path,
        part: &Part,
        to: &To,
        progress: &mut dyn Progress,
    ) -> Result<Answer, CliError> {
        let source = Steady::open(input)?;
        let sealed = seal_file(&source, part, to, progress)?;
        if self.verify {
            sealed.read_back(&source, part, progress)?;
        }
        Ok(self.answer(sealed.sealed_len))
    }

    fn digests(&self, sealed: &Sealed) -> Answer {
        self.answer(sealed.sealed_len)
            .field("digest", sealed.blake3.to_string())
            .field("payload", payload(&sealed.payload))
    }

    fn answer(&self, bytes: u64) -> Answer {
        Answer::new()
            .line(say!(
                "sealed",
                file = self.out.as_path(),
                bytes = bytes.to_string()
            ))
            .field("file", &self.out)
            .field("bytes", bytes)
            .field("verified", self.verify)
    }

    fn read_back(&self, part: &Part, sealed: &Sealed) -> Result<(), CliError> {
        let (digest, len) = Blake3Digest::of_reader(&mut part.read_back()?)
            .map_err(|error| CliError::io(say!("io-reading", path = self.out.as_path()), &error))?;
        if digest == sealed.blake3 && len == sealed.sealed_len {
            return Ok(());
        }
        Err(CliError::new(
            ExitCode::Integrity,
            say!("read-back-differs", file = self.out.as_path()),
        ))
    }

    fn write(
        &self,
        out: &mut dyn Write,
        to: &To,
        what: What<'_>,
        progress: &mut dyn Progress,
    ) -> Result<Sealed, CliError> {
        match what.bare {
            Some(input) if input.as_os_str() == "-" => Ok(seal::seal(
                &mut std::io::stdin().lock(),
                out,
                to,
                self.armor,
                progress,
            )?),
            Some(input) => {
                let mut file = std::fs::File::open(input)
                    .map_err(|error| CliError::io(say!("io-reading", path = input), &error))?;
                Ok(seal::seal(&mut file, out, to, self.armor, progress)?)
            }
            None => {
                let mut sealing = Sealing::new(out, to, self.armor)?;
                archive::pack(what.sources, &mut sealing, salt()?, progress)?;
                Ok(sealing.finish()?)
            }
        }
    }
}

pub(super) fn payload(payload: &PayloadDigest) -> serde_json::Value {
    json!({"bytes": payload.len, "digest": payload.blake3.to_string()})
}

/// 32 random bytes for the lists of one package.
fn salt() -> Result<[u8; 32], CliError> {
    Ok(custody_core::vault::random_salt()?)
}

fn cautions(collected: &archive::Collected) -> impl Iterator<Item = (&archive::Source, Caution)> {
    let of = |source: &'_ archive::Source| source.cautions();
    let sources = collected.sources.iter();
    sources.flat_map(move |source| of(source).into_iter().map(move |caution| (source, caution)))
}

/// What was left out and what is not kept as it is, for scripts.
fn packed_fields(answer: Answer, collected: &archive::Collected) -> Answer {
    let skipped: Vec<_> = collected
        .skipped
        .iter()
        .map(|(path, kind)| json!({"path": path.to_string_lossy(), "kind": kind.to_string()}))
        .collect();
    let cautions: Vec<_> = cautions(collected)
        .map(|(source, caution)| json!({"path": source.path(), "kind": caution.name()}))
        .collect();
    let answer = answer.field("skipped", skipped);
    answer.field("cautions", cautions)
}
