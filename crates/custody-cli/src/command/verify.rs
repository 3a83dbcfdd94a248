//! The command `custody verify`: checks anything sealed or signed, and says what could not be checked.

use super::desk::read_note;
use crate::cli::Context;
use crate::error::CliError;
use crate::error::ExitCode;
use crate::ui::Answer;
use crate::wording::{Phrase, document, say};
use custody_core::keys::CardDocument;
use custody_core::ledger::{Checkpoint, TLOG_PROOF, TlogProof, leaf_hash};
use custody_core::note::{Cosigned, KeyName, SignedNote, VerifierKey};
use custody_core::record::Event;
use custody_core::report::Balance;
use custody_core::seal::Sha256Digest;
use custody_core::vault::documents::{Document as _, RequestDocument, ReturnDocument, TagDocument};
use custody_core::vault::{Check, Vault, Verdict, office, verify_note, verify_package};
use std::path::Path;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(crate) struct Verify {
    #[arg(value_name = "PATH", required = true)]
    pub(crate) paths: Vec<PathBuf>,
    #[arg(long, value_name = "VKEY|CARD")]
    pub(crate) trust: Vec<String>,
}

impl Verify {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let trusted = self.trusted()?;
        context.each(&self.paths, |path| verified(context, path, &trusted))
    }

    /// Keys that the caller trusts: vkeys, or cards.
    fn trusted(&self) -> Result<Vec<VerifierKey>, CliError> {
        self.trust.iter().map(|given| trusted(given)).collect()
    }
}

fn trusted(given: &str) -> Result<VerifierKey, CliError> {
    if let Ok(key) = VerifierKey::parse(given) {
        return Ok(key);
    }
    let path = Path::new(given);
    if !path.exists() {
        return Err(CliError::usage(say!("bad-trust", given = given)));
    }
    let card = CardDocument::verify(&SignedNote::parse(&read_note(path)?)?)?;
    let name = KeyName::new("custody.card")?;
    Ok(VerifierKey::new(name, card.verifier.parse()?))
}

fn verified(context: &Context, path: &Path, trusted: &[VerifierKey]) -> Result<(), CliError> {
    if path.is_dir() {
        return vault(context, path);
    }
    let bytes = read_note(path)?;
    if bytes.starts_with(TLOG_PROOF.as_bytes()) {
        return proof(context, path, &bytes, trusted);
    }
    if let Ok(text) = std::str::from_utf8(&bytes)
        && let Ok(form) = crate::form::from_json(text)
    {
        return self::form(context, &form, &bytes);
    }
    if bytes.starts_with(b"custody.") || SignedNote::parse(&bytes).is_ok() {
        return note(context, &bytes, trusted);
    }
    let tag = tag_beside(path);
    let (mut verdict, tag) = verify_package(path, tag.as_deref(), trusted)?;
    verdict.checks.extend(match &tag {
        Some(tag) => on_record(context, tag)?,
        None => None,
    });
    told(context, path, "package", &verdict)
}

/// What the ledger says of a tag's record, where the vault at hand is the one that the tag names.
fn on_record(context: &Context, tag: &TagDocument) -> Result<Option<Check>, CliError> {
    let Some(record) = tag.record else {
        return Ok(None);
    };
    let vault = context.vault().ok();
    let vault = vault.and_then(|folder| Vault::open_read_only(&folder).ok());
    Ok(Some(match vault {
        Some(vault) if vault.settings().origin == tag.vault.as_str() => vault.compare_tag(tag)?,
        _ => Check::RecordNotHere(record),
    }))
}

/// The whole vault, with no key and nothing written.
fn vault(context: &Context, path: &Path) -> Result<(), CliError> {
    let vault = Vault::open_read_only(path)?;
    let mut verdict = vault.verify()?;
    if let Some(seen) = vault.witnessed(&context.policy()?.witnesses())? {
        verdict.checks.retain(|check| *check != Check::NotWitnessed);
        verdict.checks.push(witnessed(seen.size, &seen.by));
    }
    told(context, path, "vault", &verdict)?;
    if let (Some(register), false) = (&verdict.register, context.ui.json) {
        let total = Balance::of(register).total;
        context.say(say!(
            "balance",
            received = total.received.to_string(),
            made = total.made.to_string(),
            split = total.split.to_string(),
            returned = total.returned.to_string(),
            destroyed = total.destroyed.to_string(),
            lost = total.lost.to_string(),
            kept = total.kept.to_string(),
        ))?;
    }
    Ok(())
}

fn witnessed(size: u64, by: &[Cosigned]) -> Check {
    let names = by.iter().map(|one| one.witness().name().to_string());
    Check::Witnessed {
        size,
        by: names.collect(),
    }
}

/// The proof of one record, from the file alone: the ledger's key must be known from elsewhere.
fn proof(
    context: &Context,
    path: &Path,
    bytes: &[u8],
    trusted: &[VerifierKey],
) -> Result<(), CliError> {
    let proof = TlogProof::parse(bytes)?;
    let claimed = Checkpoint::parse(proof.checkpoint.unverified_text())?;
    let (origin, policy) = (claimed.origin(), context.policy()?);
    let named = |key: &&VerifierKey| key.name().as_str() == origin.as_str();
    let Some(key) = trusted
        .iter()
        .find(named)
        .or_else(|| policy.log_of(origin.as_str()))
    else {
        let unknown = say!("proof-unknown-log", origin = origin.as_str());
        return Err(CliError::new(ExitCode::Key, unknown)
            .and(say!("witness-unknown-advice"))
            .next("custody trust add VKEY"));
    };
    // In front of the hashes stands the record itself, which nothing but the proof vouches for.
    let record = proof.extra.as_deref().unwrap_or_default();
    let seen = proof.verify(&leaf_hash(record), key, origin)?;
    let mut checks = vec![Check::Included {
        seq: proof.index.0,
        size: seen.size().0,
    }];
    let by = proof.checkpoint.cosigned_by(&policy.witnesses())?;
    checks.push(match by.is_empty() {
        true => Check::NotWitnessed,
        false => witnessed(seen.size().0, &by),
    });
    match verify_note(record, trusted) {
        Ok(verdict) => checks.extend(verdict.checks),
        Err(error) if error.code() == ExitCode::Key.number() => {
            let note = SignedNote::parse(record)?;
            checks.extend(note.signatures().iter().map(|one| Check::SignerNotTrusted {
                key: one.name().to_string(),
            }));
        }
        Err(error) => return Err(error.into()),
    }
    let verdict = Verdict {
        checks,
        size: Some(seen.size().0),
        root: Some(seen.root().to_string()),
        register: None,
    };
    told(context, path, "proof", &verdict)
}

/// A note under the trusted keys; a card under its own; a request or return under the key it names.
fn note(context: &Context, bytes: &[u8], trusted: &[VerifierKey]) -> Result<(), CliError> {
    let note = SignedNote::parse(bytes)?;
    let kind = note
        .unverified_text()
        .as_str()
        .lines()
        .next()
        .unwrap_or_default()
        .to_owned();
    let own = match kind.as_str() {
        CardDocument::KIND => Some(CardDocument::verify(&note)?.fingerprint),
        RequestDocument::KIND => office::read_request(bytes)?
            .document
            .from
            .fingerprint
            .map(String::from),
        ReturnDocument::KIND => office::read_return(bytes)?
            .document
            .from
            .fingerprint
            .map(String::from),
        _ => None,
    };
    if let Some(fingerprint) = own {
        let by_trusted = verify_note(bytes, trusted).is_ok();
        let answer = Answer::new()
            .line(say!(
                "verified-own",
                kind = document(&kind),
                fingerprint = fingerprint.as_str()
            ))
            .line(if by_trusted {
                say!("verified-trusted")
            } else {
                say!("verified-compare")
            })
            .field("what", kind)
            .field("fingerprint", fingerprint)
            .field("trusted", by_trusted);
        return context.ui.answer(&answer);
    }
    let verdict = verify_note(bytes, trusted)?;
    told(context, Path::new(&kind), "note", &verdict)
}

/// A form says what the records say: the same file's hash stands in the record of its issue.
fn form(
    context: &Context,
    form: &custody_core::report::form::Form,
    bytes: &[u8],
) -> Result<(), CliError> {
    let vault = Vault::open_read_only(&context.vault()?)?;
    let digest = Sha256Digest::of(bytes).to_string();
    let mut issued = None;
    vault.each_record(0, |listed| {
        if let Event::FormIssued {
            digest: recorded, ..
        } = &listed.record.event
            && recorded.as_str() == digest
        {
            issued = Some(listed.record.seq.0);
        }
        Ok(())
    })?;
    let no = form.document_no.clone().unwrap_or_default();
    let Some(seq) = issued else {
        return Err(CliError::new(
            ExitCode::Integrity,
            say!("form-not-issued", no = no),
        ));
    };
    let answer = Answer::new()
        .line(say!("verified-form", no = no, seq = seq.to_string()))
        .field("what", "form")
        .field("record", seq);
    context.ui.answer(&answer)
}

/// The tag that lies beside a package, as for one that a passphrase opens.
pub(super) fn tag_beside(package: &Path) -> Option<Vec<u8>> {
    let mut name = package.file_name()?.to_owned();
    name.push(".tag");
    read_note(&package.with_file_name(name)).ok()
}

/// What was checked, and what could not be.
fn told(
    context: &Context,
    path: &Path,
    what: &'static str,
    verdict: &Verdict,
) -> Result<(), CliError> {
    let (good, open): (Vec<&Check>, Vec<&Check>) =
        verdict.checks.iter().partition(|check| check.is_good());
    let mut answer = Answer::new().line(if good.is_empty() {
        say!("verified-nothing", path = path)
    } else {
        say!("verified", path = path)
    });
    for check in &good {
        answer = answer.line(say!("checked", what = words(check)));
    }
    for check in &open {
        answer = answer.line(say!("not-checked", what = words(check)));
    }
    let texts = |checks: &[&Check]| -> Vec<String> {
        checks
            .iter()
            .map(|check| words(check).text(crate::lang::Lang::En))
            .collect()
    };
    answer = answer
        .field("what", what)
        .field("path", path)
        .field("checked", texts(&good))
        .field("not_checked", texts(&open));
    if let (Some(size), Some(root)) = (verdict.size, &verdict.root) {
        answer = answer
            .line(say!(
                "verified-head",
                size = size.to_string(),
                root = root.as_str()
            ))
            .field(
                "checkpoint",
                serde_json::json!({"size": size, "root": root}),
            );
    }
    context.ui.answer(&answer)
}

fn words(check: &Check) -> Phrase {
    match check {
        Check::Signatures(n) => say!("check-signatures", count = n.to_string()),
        Check::Tree { checkpoints } => say!("check-tree", count = checkpoints.to_string()),
        Check::Replay(n) => say!("check-replay", count = n.to_string()),
        Check::Projections => say!("check-projections"),
        Check::Objects(n) => say!("check-objects", count = n.to_string()),
        Check::ClientNotes(n) => say!("check-client-notes", count = n.to_string()),
        Check::CardsNotCompared => say!("check-cards"),
        Check::NotWitnessed => say!("check-witness"),
        Check::Witnessed { size, by } => say!(
            "check-witnessed",
            size = size.to_string(),
            by = by.join("、")
        ),
        Check::Included { seq, size } => say!(
            "check-included",
            seq = seq.to_string(),
            size = size.to_string()
        ),
        Check::OutsideUnknown => say!("check-outside"),
        Check::Note { kind, key } => say!("check-note", kind = document(kind), key = key.as_str()),
        Check::Payload { bytes } => say!("check-payload", bytes = bytes.to_string()),
        Check::Untagged => say!("check-untagged"),
        Check::NoRecord => say!("check-no-record"),
        Check::OnRecord(seq) => say!("check-on-record", seq = seq.to_string()),
        Check::RecordNotHere(seq) => say!("check-record-not-here", seq = seq.to_string()),
        Check::SignerNotTrusted { key } => say!("check-signer", key = key.as_str()),
    }
}
