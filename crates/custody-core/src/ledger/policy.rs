//! Whom a verifier believes: the keys of ledgers, and which witnesses are enough (C2SP tlog-policy).
//!
//! ```text
//! log <vkey>
//! witness gunma <vkey>
//! group witnesses 1 gunma
//! quorum witnesses
//! ```

use std::fmt::Write as _;

use crate::note::{Cosigned, VerifierKey, WitnessKey};

/// The most bytes of a policy's file.
pub const POLICY_LIMIT: usize = 64 * 1024;

/// The name of no witness, for a quorum that asks for none.
const NONE: &str = "none";

/// Why a policy is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PolicyFault {
    /// Neither `log`, `witness`, `group` nor `quorum`, or the wrong number of items after it.
    #[error("not a line of a policy")]
    Form,
    /// A key is malformed, or of another type than its line wants.
    #[error("not a key of that type")]
    Key,
    /// A key is there twice.
    #[error("the key is there already")]
    SameKey,
    /// A name is there twice, or may not be used.
    #[error("the name is in use")]
    Name,
    /// A name that no line before it defines.
    #[error("an unknown name")]
    Unknown,
    /// A threshold of 0, or of more than the members.
    #[error("the threshold is not from 1 to the number of members")]
    Threshold,
    /// Two quorum lines, or none.
    #[error("not exactly one quorum line")]
    Quorum,
    /// Longer than [`POLICY_LIMIT`], or no text.
    #[error("too long, or not text")]
    Text,
}

/// A policy that is not read: the line, from 1 (0 for the whole), and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {fault}")]
pub struct PolicyError {
    /// The line, from 1; 0 for the whole.
    pub line: usize,
    /// What is wrong.
    pub fault: PolicyFault,
}

impl PolicyError {
    /// The exit code: 6.
    #[must_use]
    pub fn code(&self) -> u8 {
        6
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Member {
    Witness(WitnessKey),
    Group { threshold: usize, of: Vec<String> },
}

/// The keys of ledgers and witnesses that somebody believes, and how many witnesses are enough.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Policy {
    logs: Vec<VerifierKey>,
    members: Vec<(String, Member)>,
    /// The member that must have cosigned; without one, nobody need have.
    quorum: Option<String>,
}

impl Policy {
    /// Reads a policy.
    ///
    /// # Errors
    /// The line that is wrong, and why (6).
    pub fn parse(bytes: &[u8]) -> Result<Self, PolicyError> {
        let whole = |fault| PolicyError { line: 0, fault };
        let text = std::str::from_utf8(bytes).map_err(|_| whole(PolicyFault::Text))?;
        if text.len() > POLICY_LIMIT {
            return Err(whole(PolicyFault::Text));
        }
        let mut policy = Self::default();
        let mut quorum = false;
        for (line, content) in (1..).zip(text.split('\n')) {
            let blank = |c| c == ' ' || c == '\t';
            let items: Vec<&str> = content
                .split(blank)
                .filter(|item| !item.is_empty())
                .collect();
            let read = match items.as_slice() {
                [] => Ok(()),
                [first, ..] if first.starts_with('#') => Ok(()),
                ["log", key] | ["log", key, _] => policy.log(key),
                ["witness", name, key] | ["witness", name, key, _] => policy.witness(name, key),
                ["group", name, threshold, of @ ..] => policy.group(name, threshold, of),
                ["quorum", _] if quorum => Err(PolicyFault::Quorum),
                ["quorum", name] => {
                    quorum = true;
                    policy.set_quorum(name)
                }
                _ => Err(PolicyFault::Form),
            };
            read.map_err(|fault| PolicyError { line, fault })?;
        }
        if quorum {
            Ok(policy)
        } else {
            Err(whole(PolicyFault::Quorum))
        }
    }

    /// The policy's file.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        for log in &self.logs {
            let _ = writeln!(text, "log {log}");
        }
        for (name, member) in &self.members {
            let _ = match member {
                Member::Witness(key) => writeln!(text, "witness {name} {key}"),
                Member::Group { threshold, of } => {
                    writeln!(text, "group {name} {threshold} {}", of.join(" "))
                }
            };
        }
        let _ = writeln!(text, "quorum {}", self.quorum.as_deref().unwrap_or(NONE));
        text
    }

    /// A ledger's key more.
    ///
    /// # Errors
    /// It is there already.
    pub fn add_log(&mut self, key: VerifierKey) -> Result<(), PolicyFault> {
        let same = |log: &VerifierKey| log.public_key() == key.public_key();
        if self.logs.iter().any(same) {
            return Err(PolicyFault::SameKey);
        }
        self.logs.push(key);
        Ok(())
    }

    /// A witness more. `threshold` of all those that are listed have to have cosigned from now on.
    ///
    /// # Errors
    /// The key or its name is there already; no such threshold.
    pub fn add_witness(&mut self, key: WitnessKey, threshold: usize) -> Result<(), PolicyFault> {
        let name = key.name().to_string();
        self.keep(&name, Member::Witness(key))?;
        // One group of all, after the last of them: a line names only what stands before it.
        const ALL: &str = "witnesses";
        self.members.retain(|(name, _)| name != ALL);
        let all: Vec<String> = self
            .named_witnesses()
            .map(|(name, _)| name.to_owned())
            .collect();
        let threshold = threshold.to_string();
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        self.group(ALL, &threshold, &all)?;
        self.quorum = Some(ALL.to_owned());
        Ok(())
    }

    /// The ledgers' keys; a key's name is its ledger's origin.
    #[must_use]
    pub fn logs(&self) -> &[VerifierKey] {
        &self.logs
    }

    /// The key of the ledger of this origin.
    #[must_use]
    pub fn log_of(&self, origin: &str) -> Option<&VerifierKey> {
        self.logs.iter().find(|log| log.name().as_str() == origin)
    }

    /// The witnesses' keys.
    #[must_use]
    pub fn witnesses(&self) -> Vec<WitnessKey> {
        self.named_witnesses().map(|(_, key)| key.clone()).collect()
    }

    fn named_witnesses(&self) -> impl Iterator<Item = (&str, &WitnessKey)> {
        self.members
            .iter()
            .filter_map(|(name, member)| match member {
                Member::Witness(key) => Some((name.as_str(), key)),
                Member::Group { .. } => None,
            })
    }

    /// Whether those who cosigned are enough.
    #[must_use]
    pub fn is_met(&self, by: &[Cosigned]) -> bool {
        // A line names only what stands before it: one pass decides them all.
        let mut met: Vec<&str> = Vec::new();
        for (name, member) in &self.members {
            let is = match member {
                Member::Witness(key) => by.iter().any(|one| one.witness() == key),
                Member::Group { threshold, of } => {
                    let count = of.iter().filter(|one| met.contains(&one.as_str())).count();
                    count >= *threshold
                }
            };
            if is {
                met.push(name);
            }
        }
        let enough = |quorum: &str| met.contains(&quorum);
        self.quorum.as_deref().is_none_or(enough)
    }

    fn log(&mut self, key: &str) -> Result<(), PolicyFault> {
        self.add_log(VerifierKey::parse(key).map_err(|_| PolicyFault::Key)?)
    }

    fn witness(&mut self, name: &str, key: &str) -> Result<(), PolicyFault> {
        let key = key.parse().map_err(|_| PolicyFault::Key)?;
        self.keep(name, Member::Witness(key))
    }

    fn group(&mut self, name: &str, threshold: &str, of: &[&str]) -> Result<(), PolicyFault> {
        let threshold = match threshold {
            "any" => 1,
            "all" => of.len(),
            number => number.parse().map_err(|_| PolicyFault::Threshold)?,
        };
        if threshold == 0 || threshold > of.len() {
            return Err(PolicyFault::Threshold);
        }
        let unknown = |one: &&str| !self.is_defined(one);
        if of.iter().any(unknown) {
            return Err(PolicyFault::Unknown);
        }
        let of = of.iter().map(|one| (*one).to_owned()).collect();
        self.keep(name, Member::Group { threshold, of })
    }

    fn set_quorum(&mut self, name: &str) -> Result<(), PolicyFault> {
        if name == NONE {
            return Ok(());
        }
        if !self.is_defined(name) {
            return Err(PolicyFault::Unknown);
        }
        self.quorum = Some(name.to_owned());
        Ok(())
    }

    fn keep(&mut self, name: &str, member: Member) -> Result<(), PolicyFault> {
        if name == NONE || self.is_defined(name) {
            return Err(PolicyFault::Name);
        }
        if let Member::Witness(key) = &member {
            let mut known = self.named_witnesses();
            if known.any(|(_, known)| known.public_key() == key.public_key()) {
                return Err(PolicyFault::SameKey);
            }
        }
        self.members.push((name.to_owned(), member));
        Ok(())
    }

    fn is_defined(&self, name: &str) -> bool {
        self.members.iter().any(|(known, _)| known == name)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::note::{KeyName, NoteText, SignedNote, SigningKey, sign};

    fn key(name: &str, seed: u8) -> SigningKey {
        SigningKey::from_seed(KeyName::new(name).unwrap(), &[seed; 32])
    }

    /// Cosignatures of these witnesses under one checkpoint.
    fn cosigned(by: &[&SigningKey]) -> Vec<Cosigned> {
        let text = NoteText::new("vault-1\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n");
        let note: SignedNote = sign(&text.unwrap(), &[&key("vault-1", 1)]).unwrap();
        let lines = by
            .iter()
            .map(|one| one.cosign(note.unverified_text(), 1000).unwrap().line());
        let note = note
            .with_lines(lines.collect::<String>().as_bytes())
            .unwrap();
        let known: Vec<WitnessKey> = by.iter().map(|one| one.witness()).collect();
        note.cosigned_by(&known).unwrap()
    }

    #[test]
    fn the_example_of_the_specification_decides_as_it_says() {
        let names = ["X1", "X2", "X3", "Y1", "Y2", "Y3"];
        let keys: Vec<SigningKey> = (10..)
            .zip(names)
            .map(|(seed, name)| key(name, seed))
            .collect();
        let mut text = format!("# a comment\n\nlog {}\n", key("vault-1", 1).verifier());
        for key in &keys {
            text += &format!(
                "  witness {0} {1}\thttps://{0}.example/\n",
                key.name(),
                key.witness()
            );
        }
        text += "group X-witnesses 2 X1 X2 X3\ngroup Y-witnesses any Y1 Y2 Y3\n\
                 group X-and-Y all X-witnesses Y-witnesses\nquorum X-and-Y\n";
        let policy = Policy::parse(text.as_bytes()).unwrap();
        let by = |names: &[&str]| {
            let of = |key: &&SigningKey| names.contains(&key.name().as_str());
            policy.is_met(&cosigned(&keys.iter().filter(of).collect::<Vec<_>>()))
        };
        assert!(by(&["X1", "X3", "Y2"]) && by(&names));
        assert!(!by(&["X1", "Y1", "Y2", "Y3"]) && !by(&["X1", "X2", "X3"]) && !by(&["Y1"]));
        assert_eq!(Policy::parse(policy.to_text().as_bytes()).unwrap(), policy);
    }

    #[test]
    fn what_is_added_comes_back_and_the_threshold_counts_all() {
        let mut policy = Policy::default();
        assert!(policy.is_met(&[]));
        policy.add_log(key("vault-1", 1).verifier()).unwrap();
        let (one, two) = (key("gunma/w", 2), key("third.example", 3));
        policy.add_witness(one.witness(), 1).unwrap();
        assert!(policy.is_met(&cosigned(&[&one])) && !policy.is_met(&cosigned(&[&two])));
        policy.add_witness(two.witness(), 2).unwrap();
        assert!(!policy.is_met(&cosigned(&[&one])) && policy.is_met(&cosigned(&[&one, &two])));
        assert_eq!(Policy::parse(policy.to_text().as_bytes()).unwrap(), policy);
        assert_eq!(
            policy.add_witness(key("x", 2).witness(), 1),
            Err(PolicyFault::SameKey)
        );
        assert_eq!(
            policy.add_log(key("y", 1).verifier()),
            Err(PolicyFault::SameKey)
        );
        let mut fresh = Policy::default();
        assert_eq!(
            fresh.add_witness(one.witness(), 2),
            Err(PolicyFault::Threshold)
        );
    }

    #[test]
    fn a_policy_that_is_wrong_is_refused_in_its_line() {
        let (log, witness) = (key("vault-1", 1).verifier(), key("w", 2).witness());
        let good = format!("log {log}\nwitness w {witness}\ngroup g 1 w\nquorum g\n");
        assert!(Policy::parse(good.as_bytes()).is_ok());
        for (from, to, line, fault) in [
            ("log", "logs", 1, PolicyFault::Form),
            (
                &*log.to_string(),
                &*witness.to_string(),
                1,
                PolicyFault::Key,
            ),
            (
                &*witness.to_string(),
                &*log.to_string(),
                2,
                PolicyFault::Key,
            ),
            ("witness w", "witness none", 2, PolicyFault::Name),
            ("group g", "group w", 3, PolicyFault::Name),
            ("g 1 w", "g 0 w", 3, PolicyFault::Threshold),
            ("g 1 w", "g 2 w", 3, PolicyFault::Threshold),
            ("g 1 w", "g x w", 3, PolicyFault::Threshold),
            ("g 1 w", "g 1 v", 3, PolicyFault::Unknown),
            ("g 1 w", "g all", 3, PolicyFault::Threshold),
            ("quorum g", "quorum h", 4, PolicyFault::Unknown),
            ("quorum g", "quorum g\nquorum none", 5, PolicyFault::Quorum),
            ("quorum g\n", "", 0, PolicyFault::Quorum),
        ] {
            let changed = good.replacen(from, to, 1);
            let error = Policy::parse(changed.as_bytes()).unwrap_err();
            assert_eq!(error, PolicyError { line, fault }, "{from} -> {to}");
        }
        assert_eq!(Policy::parse(b"\xff").unwrap_err().fault, PolicyFault::Text);
        let long = vec![b'\n'; POLICY_LIMIT + 1];
        assert_eq!(Policy::parse(&long).unwrap_err().fault, PolicyFault::Text);
    }
}
