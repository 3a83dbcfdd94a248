//! What can be wrong with a checkpoint, a proof or the ledger's tree, in words.

use super::note::{name_words, note_words};
use super::{Arg, Phrase, say};
use crate::error::{CliError, ExitCode};
use custody_core::ledger::witness::WitnessRefusal;
use custody_core::ledger::{CheckpointFault, LedgerError, PolicyFault, ProofFault};

impl From<&LedgerError> for CliError {
    fn from(error: &LedgerError) -> Self {
        if let LedgerError::Note(inner) = error {
            return Self::from(inner);
        }
        let code = ExitCode::of_core(error.code());
        let said = CliError::new(code, words(error));
        if code == ExitCode::Integrity {
            said.and(say!("ledger-altered-advice"))
        } else {
            said
        }
    }
}

impl From<LedgerError> for CliError {
    fn from(error: LedgerError) -> Self {
        Self::from(&error)
    }
}

fn words(error: &LedgerError) -> Phrase {
    match error {
        LedgerError::Hash => say!("ledger-hash"),
        LedgerError::IndexOutOfRange { index, size } => {
            say!(
                "ledger-index",
                index = Arg::show(index),
                size = Arg::show(size)
            )
        }
        LedgerError::EmptyTree => say!("ledger-empty-tree"),
        LedgerError::SizesOutOfOrder { older, newer } => {
            say!(
                "ledger-sizes",
                older = Arg::show(older),
                newer = Arg::show(newer)
            )
        }
        LedgerError::ProofTooLong { count } => say!("ledger-proof-too-long", count = *count),
        LedgerError::TreeFull => say!("ledger-tree-full"),
        LedgerError::MissingNode { .. } => say!("ledger-missing-node"),
        LedgerError::NodeDiffers { .. } => say!("ledger-node-differs"),
        LedgerError::NotIncluded { index, size, .. } => {
            say!(
                "ledger-not-included",
                index = Arg::show(index),
                size = Arg::show(size)
            )
        }
        LedgerError::Inconsistent { older, newer, .. } => {
            say!(
                "ledger-inconsistent",
                older = Arg::show(older),
                newer = Arg::show(newer)
            )
        }
        LedgerError::Origin(fault) => say!("ledger-origin", fault = name_words(*fault)),
        LedgerError::Checkpoint { line, fault } => {
            say!(
                "ledger-checkpoint",
                line = *line,
                fault = checkpoint_words(*fault)
            )
        }
        LedgerError::ProofFile { line, fault } => say!(
            "ledger-proof-file",
            line = *line,
            fault = proof_words(*fault)
        ),
        LedgerError::ProofFileTooLarge { limit } => say!("ledger-proof-file-large", limit = *limit),
        LedgerError::OtherOrigin { expected, found } => say!(
            "ledger-other-origin",
            expected = Arg::show(expected),
            found = Arg::show(found)
        ),
        LedgerError::SizeDiffers { expected, found } => say!(
            "ledger-size-differs",
            expected = Arg::show(expected),
            found = Arg::show(found)
        ),
        LedgerError::RootDiffers {
            size,
            expected,
            found,
        } => say!(
            "ledger-root-differs",
            size = Arg::show(size),
            expected = Arg::show(expected),
            found = Arg::show(found)
        ),
        LedgerError::Note(error) => note_words(error),
    }
}

fn proof_words(fault: ProofFault) -> Phrase {
    match fault {
        ProofFault::Kind => say!("proof-kind"),
        ProofFault::Extra => say!("proof-extra"),
        ProofFault::Index => say!("proof-index"),
        ProofFault::Old => say!("proof-old"),
        ProofFault::Hash => say!("proof-hash"),
        ProofFault::NotText => say!("proof-not-text"),
        ProofFault::NoCheckpoint => say!("proof-no-checkpoint"),
    }
}

fn checkpoint_words(fault: CheckpointFault) -> Phrase {
    match fault {
        CheckpointFault::TooFewLines => say!("checkpoint-too-few-lines"),
        CheckpointFault::Origin(fault) => name_words(fault),
        CheckpointFault::Size => say!("checkpoint-size"),
        CheckpointFault::Root => say!("checkpoint-root"),
        CheckpointFault::EmptyExtension => say!("checkpoint-empty-extension"),
    }
}

impl From<&WitnessRefusal> for CliError {
    fn from(refusal: &WitnessRefusal) -> Self {
        let said = |what| CliError::new(ExitCode::of_core(refusal.code()), what);
        match refusal {
            WitnessRefusal::BadRequest { old, new } => said(say!(
                "witness-bad-request",
                old = old.0.to_string(),
                new = new.0.to_string()
            )),
            WitnessRefusal::Forbidden(_) => {
                said(say!("witness-forbidden")).and(say!("witness-forbidden-advice"))
            }
            WitnessRefusal::UnknownLog { origin } => {
                said(say!("witness-unknown", origin = origin.as_str()))
                    .and(say!("witness-unknown-advice"))
                    .next("custody trust add VKEY")
            }
            WitnessRefusal::Conflict { old, latest } => said(say!(
                "witness-conflict",
                old = old.0.to_string(),
                latest = latest.0.to_string()
            ))
            .and(say!("witness-conflict-advice"))
            .next(format!("custody checkpoint --request FILE --from {latest}")),
            WitnessRefusal::Inconsistent { old, new, .. } => said(say!(
                "witness-inconsistent",
                old = old.0.to_string(),
                new = new.0.to_string()
            ))
            .and(say!("witness-inconsistent-advice")),
        }
    }
}

/// What is wrong with one line of a policy.
pub(crate) fn policy_words(fault: PolicyFault) -> Phrase {
    match fault {
        PolicyFault::Form => say!("policy-form"),
        PolicyFault::Key => say!("policy-key"),
        PolicyFault::SameKey => say!("policy-same-key"),
        PolicyFault::Name => say!("policy-name"),
        PolicyFault::Unknown => say!("policy-unknown"),
        PolicyFault::Threshold => say!("policy-threshold"),
        PolicyFault::Quorum => say!("policy-quorum"),
        PolicyFault::Text => say!("policy-text"),
    }
}
