//! The acts that are killed, and what must hold afterwards.
//!
//! An [`Act`] is done on a prepared office by one process; [`check`] looks at what it left from another, after the
//! recovery that the next command makes.

use crate::office::*;
use custody_core::keys::PersonKey;
use custody_core::record::*;
use custody_core::seal::Blake3Digest;
use custody_core::vault::office::read_return;
use custody_core::vault::{Recovered, Vault, VaultError, verify_package};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// What is done to the prepared office.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// 受領 of a second asset.
    Receive,
    /// 持出し of a package.
    Carry,
    /// 返還.
    Return,
    /// 受領確認, in an office prepared up to the return.
    Receipt,
    /// 廃棄 of a copy in the vault.
    Destroy,
    /// 封緘 in place of what lies on a stick in the clear, in an office of its own.
    Pack,
    /// A permission on paper, its image sealed.
    Paper,
}

impl Act {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Receive,
        Self::Carry,
        Self::Return,
        Self::Receipt,
        Self::Destroy,
        Self::Pack,
        Self::Paper,
    ];

    /// The word on the driver's command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Receive => "receive",
            Self::Carry => "carry",
            Self::Return => "return",
            Self::Receipt => "take-receipt",
            Self::Destroy => "destroy",
            Self::Pack => "pack",
            Self::Paper => "paper",
        }
    }

    /// The act of a word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.word() == word)
    }

    /// Does it.
    pub fn run(self, office: &mut Office) -> Result<(), VaultError> {
        match self {
            Self::Receive => {
                let source = source(office);
                office.receive(std::slice::from_ref(&source)).map(drop)
            }
            Self::Carry => office.carry("J-0001", &package(office)).map(drop),
            Self::Return => office.give_back(&["A-0001/1"]).map(drop),
            Self::Receipt => {
                let receipt =
                    std::fs::read(office.path(RECEIPT)).map_err(|source| VaultError::Io {
                        path: office.path(RECEIPT),
                        source,
                    })?;
                office.import(&receipt).map(drop)
            }
            Self::Destroy => {
                let evidence = DestructionEvidence::default();
                office
                    .destroy("A-0001/2", Method::LogicalDelete, evidence)
                    .map(drop)
            }
            Self::Pack => {
                let (from, target) = (plain(office), sealed(office));
                office.pack_in_place("A-0001/1", &from, &target).map(drop)
            }
            Self::Paper => {
                let scan = office.path(SCAN);
                office.paper(ON_PAPER, &scan).map(drop)
            }
        }
    }
}

/// Where the files to be received lie.
const SOURCE: &str = "甲からの受領 その２";
/// The image of the paper that is typed in, and the request it answers.
const SCAN: &str = "承認書 税第12号.pdf";
const ON_PAPER: &str = "R-0004";
/// The receipt that is taken in.
const RECEIPT: &str = "受領書.custody-receipt";

fn source(office: &Office) -> PathBuf {
    office.path(SOURCE)
}

fn package(office: &Office) -> PathBuf {
    office.path(STICK).join("髙﨑 𠮷 一式.age")
}

fn plain(office: &Office) -> PathBuf {
    office.path(STICK).join("平文")
}

fn sealed(office: &Office) -> PathBuf {
    office.path(STICK).join("封緘 𠮷.age")
}

/// An office with an original in the clear on a stick.
pub fn prepare_stick(root: &Path) {
    let mut office = Office::found(root);
    office.keep_key(Who::Worker);
    let plain = plain(&office);
    lend(&plain);
    office.receive_on_stick(&[plain]).unwrap();
    assert_eq!(office.vault.doctor(false).unwrap().findings, []);
}

/// An office in which every other act can be done.
pub fn prepare(root: &Path, for_receipt: bool) {
    let mut office = Office::found(root);
    office.keep_key(Who::Worker);
    let lent = office.path("甲からの受領 その１");
    lend(&lent);
    office.receive(&[lent]).unwrap();
    office.permit(ask_copy("A-0001/1"));
    office.copy("A-0001/1").unwrap();
    office.permit(ask_destroy("A-0001/2", &[Method::LogicalDelete]));
    if for_receipt {
        let given = office.give_back(&["A-0001/1"]).unwrap();
        let receipt = office.receipt(&given.note);
        std::fs::write(office.path(RECEIPT), receipt.as_bytes()).unwrap();
    } else {
        office.permit(ask_carry("A-0001/1"));
        office.brief("J-0001").unwrap();
        lend(&source(&office));
        office
            .request(ask_destroy("A-0001/1", &[Method::LogicalDelete]))
            .unwrap();
        std::fs::write(office.path(SCAN), "承認書\n").unwrap();
    }
    assert_eq!(office.vault.doctor(false).unwrap().findings, []);
}

/// Does `act` in an order that loses data when it is interrupted: the source goes before the record is there.
pub fn broken_receive(office: &mut Office) -> Result<(), VaultError> {
    let (source, aside) = (source(office), office.path("よけた"));
    let moved = std::fs::rename(&source, &aside);
    moved.map_err(|error| VaultError::Io {
        path: source,
        source: error,
    })?;
    office.receive(&[aside]).map(drop)
}

/// Does 受領 and stands still in the middle of sealing: says `sealing`, and waits for its input to end.
pub fn standing_receive(office: &mut Office) -> Result<(), VaultError> {
    let source = source(office);
    let mut stands = |_bytes| {
        println!("sealing");
        let mut nothing = String::new();
        let _ = std::io::stdin().read_line(&mut nothing);
        ControlFlow::Continue(())
    };
    office.receive_with(&[source], &mut stands).map(drop)
}

/// Recovers as the next command does, and then holds the office against the promises.
///
/// # Errors
/// What is broken, in words.
pub fn check(
    root: &Path,
    key: &Rc<PersonKey>,
    act: Act,
    acked: bool,
) -> Result<Vec<Recovered>, String> {
    let mut office = Office::open(root, key).map_err(|e| format!("cannot be opened: {e}"))?;
    let before = office.vault.verify();
    before.map_err(|e| format!("does not verify before recovery: {e}"))?;
    let member = office.member(Who::Worker);
    let recovered = office.vault.recover(&member);
    let recovered = recovered.map_err(|e| format!("cannot recover: {e}"))?;
    let again = office.vault.recover(&member);
    match again {
        Ok(again) if again.is_empty() => {}
        other => return Err(format!("a second recovery found {other:?}")),
    }
    in_order(&mut office)?;
    let done = is_done(&office, act)?;
    if acked && !done {
        return Err("was acknowledged and is not there".to_owned());
    }
    if !done {
        act.run(&mut office)
            .map_err(|e| format!("cannot be done again: {e}"))?;
        if !is_done(&office, act)? {
            return Err("was done again and is not there".to_owned());
        }
    }
    if act == Act::Receive {
        opens(&mut office)?;
    }
    if !done || act == Act::Receive {
        in_order(&mut office)?;
    }
    Ok(recovered)
}

/// `doctor` finds nothing (it replays and compares all that `verify` does), nothing is begun, and no file is there that nothing accounts for.
fn in_order(office: &mut Office) -> Result<(), String> {
    let diagnosis = office.vault.doctor(false);
    let diagnosis = diagnosis.map_err(|e| format!("doctor: {e}"))?;
    if !diagnosis.findings.is_empty() {
        return Err(format!("doctor finds {:?}", diagnosis.findings));
    }
    let interrupted = office.vault.is_interrupted();
    if interrupted.map_err(|e| e.to_string())? {
        return Err("something is still begun".to_owned());
    }
    let register = office.vault.register().map_err(|e| e.to_string())?;
    let mut kept: Vec<PathBuf> = register
        .instances
        .values()
        .filter(|i| i.state().is_open() && i.carrier == machine())
        .filter(|i| i.content.as_ref().is_some_and(|c| c.object.is_some()))
        .map(|i| office.object(&i.id.to_string()))
        .collect();
    let images = register.permissions.values();
    let images = images.filter_map(|p| p.document.image.as_ref());
    kept.extend(images.map(|image| office.object_file(image)));
    for (path, _) in tree(&office.root) {
        let name = path.rsplit('/').next().unwrap_or_default();
        if name.starts_with(".custody-") {
            return Err(format!("a part is left: {path}"));
        }
        let full = office.root.join(&path);
        if full.parent().is_some_and(|p| p.ends_with("objects")) && !kept.contains(&full) {
            return Err(format!("an object of nothing: {path}"));
        }
    }
    Ok(())
}

/// Whether the act is on the register; and its files must be as the register has it, either way.
fn is_done(office: &Office, act: Act) -> Result<bool, String> {
    let register = office.vault.register().map_err(|e| e.to_string())?;
    let instance = |id: &str| register.instances.get(&of::<InstanceId>(id));
    match act {
        Act::Receive => {
            let done = instance("A-0002/1").is_some();
            let left = source(office);
            match (done, left.exists()) {
                (true, true) => Err("is received, and the source is still there".to_owned()),
                (false, false) => Err("LOST: not received, and the source is gone".to_owned()),
                (false, true) => same_as_lent(&left).map(|()| false),
                (true, false) => Ok(true),
            }
        }
        Act::Carry => {
            let made = instance("A-0001/3");
            let target = package(office);
            match made {
                None if target.exists() => Err("a package is there and not recorded".to_owned()),
                None => Ok(false),
                Some(made) => {
                    let object = made.content.as_ref().and_then(|c| c.object.as_ref());
                    same_package(&target, object.map(|o| o.digest.as_str()))?;
                    is_tagged(&target, &office.vault)?;
                    Ok(true)
                }
            }
        }
        Act::Return => {
            let done = instance("A-0001/1").map(|i| i.state()) == Some(StateName::ReturnPending);
            let files: Vec<String> = tree(&office.path(OUT)).into_keys().collect();
            if !done {
                return match files.as_slice() {
                    [] => Ok(false),
                    some => Err(format!("files are there and not recorded: {some:?}")),
                };
            }
            let [package, note] = files.as_slice() else {
                return Err(format!("a return of {files:?}"));
            };
            let note = std::fs::read(office.path(OUT).join(note)).map_err(|e| e.to_string())?;
            let note = read_return(&note).map_err(|e| format!("return note: {e}"))?;
            let digest = note.document.items.first().and_then(|i| i.digest.clone());
            let package = office.path(OUT).join(package);
            same_package(&package, digest.as_ref().map(Text::as_str))?;
            is_tagged(&package, &office.vault)?;
            Ok(true)
        }
        Act::Receipt => {
            let instance = instance("A-0001/1").ok_or("A-0001/1 is gone")?;
            ended(office, instance, StateName::Returned)
        }
        Act::Destroy => {
            let instance = instance("A-0001/2").ok_or("A-0001/2 is gone")?;
            ended(office, instance, StateName::Destroyed)
        }
        Act::Paper => {
            let mut of_it = register.permissions.values();
            let request = of::<RequestId>(ON_PAPER);
            let Some(permission) = of_it.find(|p| p.request == Some(request)) else {
                return Ok(false);
            };
            let image = permission.document.image.as_ref().ok_or("no image")?;
            let file = office.object_file(image);
            same_package(&file, Some(image.digest.as_str()))?;
            let out = office.path("画像を見る");
            let member = office.member(Who::Worker);
            office
                .vault
                .open_image(&member, permission.id, &out)
                .map_err(|e| format!("the image does not open: {e}"))?;
            std::fs::remove_dir_all(&out).map_err(|e| e.to_string())?;
            Ok(true)
        }
        Act::Pack => {
            let instance = instance("A-0001/1").ok_or("A-0001/1 is gone")?;
            let (plain, sealed) = (plain(office), sealed(office));
            match (&instance.content, plain.exists()) {
                _ if instance.source_pending => Err("its removal is still begun".to_owned()),
                (Some(content), left) if instance.protection == Protection::Sealed => {
                    let object = content.object.as_ref();
                    same_package(&sealed, object.map(|o| o.digest.as_str()))?;
                    is_tagged(&sealed, &office.vault)?;
                    (!left)
                        .then_some(true)
                        .ok_or("is sealed, and the source is still there".to_owned())
                }
                (_, false) => Err("LOST: not sealed, and the source is gone".to_owned()),
                (_, true) if sealed.exists() => Err("a file is there and not recorded".to_owned()),
                (_, true) => same_as_lent(&plain).map(|()| false),
            }
        }
    }
}

/// An instance ended with its object, or did not end and has it.
fn ended(office: &Office, instance: &Instance, end: StateName) -> Result<bool, String> {
    let done = instance.state() == end;
    let object = office.object(&instance.id.to_string());
    match (done, object.exists()) {
        _ if instance.removal_begun => Err("its removal is still begun".to_owned()),
        (true, true) => Err("ended, and its object is there".to_owned()),
        (false, false) => Err("not ended, and its object is gone".to_owned()),
        (true, false) if !instance.key_holders.is_empty() => Err("ended, with keys".to_owned()),
        (done, _) => Ok(done),
    }
}

fn same_package(file: &Path, digest: Option<&str>) -> Result<(), String> {
    let mut read = std::fs::File::open(file).map_err(|e| format!("package: {e}"))?;
    let (found, _) = Blake3Digest::of_reader(&mut read).map_err(|e| e.to_string())?;
    if Some(found.to_string().as_str()) == digest {
        Ok(())
    } else {
        Err("the package is another than was recorded".to_owned())
    }
}

/// The package's own tag is good, and names the record that made it.
fn is_tagged(package: &Path, vault: &Vault) -> Result<(), String> {
    let (verdict, tag) = verify_package(package, None, &[]).map_err(|e| format!("tag: {e}"))?;
    let tag = tag.ok_or_else(|| format!("no tag: {verdict:?}"))?;
    let mut named = false;
    vault
        .each_record(0, |listed| {
            let made = listed.note.contains(tag.package.as_str());
            named |= made && tag.record == Some(listed.record.seq.0);
            Ok(())
        })
        .map_err(|e| e.to_string())?;
    named
        .then_some(())
        .ok_or_else(|| format!("the tag names record {:?}", tag.record))
}

fn same_as_lent(folder: &Path) -> Result<(), String> {
    let found = tree(folder);
    let expected = LENT
        .iter()
        .map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec()));
    if found == expected.collect() {
        Ok(())
    } else {
        Err(format!("LOST: the files are now {:?}", found.keys()))
    }
}

/// The received object opens to the same bytes.
fn opens(office: &mut Office) -> Result<(), String> {
    let folder = office.path("展開");
    let done = office.unfold(Who::Worker, "A-0002/1", &folder);
    let done = done.map_err(|e| format!("cannot be opened: {e}"))?;
    let top = std::fs::read_dir(&folder).map_err(|e| e.to_string())?;
    let top = top.flatten().next().ok_or("opened to nothing")?.path();
    same_as_lent(&top)?;
    let closed = office.fold(&done.ids[0], false);
    closed
        .map_err(|e| format!("cannot be closed: {e}"))
        .map(drop)
}
