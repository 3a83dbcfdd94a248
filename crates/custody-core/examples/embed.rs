//! Another contractor's tool that embeds the library: opens a vault, receives a file, asks 甲 for a permission, packs,
//! and reads one record back. `cargo run -p custody-core --example embed -- FOLDER`, with an empty or new folder.

#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use custody_core::keys::{CardDocument, KdfCost, KeyFile, KeyFolder, Passphrase, PersonKey};
use custody_core::note::SignedNote;
use custody_core::record::*;
use custody_core::rules::setup::{EXAMPLE, parse_setup};
use custody_core::rules::{Act, NewCarrier, NewJourney, NewRequest};
use custody_core::vault::{Carrying, NewVault, PackTo, Provided, Receiving, StandingClock, Vault};
use custody_core::vault::{card_entry, office};
use std::{error::Error, ops::ControlFlow, path::Path, path::PathBuf};

type Failure = Box<dyn Error>;
/// The contract of the example is of 令和8年度, so its clock stands in that year; a real tool takes `SystemClock`.
const NOW: &str = "2026-11-24T10:00:00+09:00";

fn main() -> Result<(), Failure> {
    let home = PathBuf::from(std::env::args_os().nth(1).ok_or("name an empty folder")?);
    let now: Moment = NOW.parse()?;
    let (ours, theirs) = (key(&home, "髙﨑 花子")?, key(&home, "関口 誠")?);

    // One vault a contract. The setup names the file of 甲's card; the recovery key is shown once, to be locked away.
    let setup = parse_setup(&EXAMPLE.replace("# card_file = \"関口", "card_file = \"関口"))?;
    let card = card_entry(&CardDocument::verify(&CardDocument::sign(&theirs)?)?)?;
    let cards = [("関口.card".to_owned(), card)].into();
    let new = NewVault::from_setup(&ours, setup, cards, now.date())?;
    let (mut vault, recovery, _) =
        Vault::create(&home.join("vault"), new, Box::new(StandingClock(now)))?;
    println!("recovery key for {}", recovery.recipient());
    let member = vault.member(&ours)?;

    // 受領: sealed on the vault's machine, with progress; the plaintext is removed once the record is durable.
    let (machine, workplace, cabinet) = ("C-0001".parse()?, "L-01".parse()?, "L-02".parse()?);
    let file = home.join("個人住民税 課税台帳.csv");
    std::fs::write(&file, "宛名番号,氏名\n0001,見本 太郎\n")?;
    let provided = Provided {
        title: "個人住民税課税台帳データ".parse()?,
        info_category: "個人住民税".parse()?,
        work_item: "税務システム運用保守".parse()?,
        purpose: "税務システムの運用及び保守".parse()?,
        quantity: "1件".parse()?,
        received_from: "関口 誠".parse()?,
    };
    let mut progress = |bytes: u64| {
        println!("{bytes} bytes done");
        ControlFlow::Continue(())
    };
    let receiving = Receiving::provided(provided, vec![file], machine, workplace);
    let received = vault.receive(&member, None, receiving, &mut progress)?;
    println!("received {}", received.ids.join(" "));

    // 運搬承認申請: without 甲's permission and a briefing nothing leaves; the note goes to 甲, the answer comes back.
    let stick = NewCarrier {
        place: Some(cabinet),
        ..NewCarrier::new(CarrierType::UsbFlash, CarrierOwner::Contractor)
    };
    vault.act(&member, &member.asks(Act::RegisterCarrier(stick)))?;
    let (stick, journey) = ("C-0002".parse()?, "J-0001".parse()?);
    let hour = |n: i64| now.saturating_add_seconds(3600 * n);
    let plan = NewJourney {
        persons: vec![member.id()],
        instances: vec!["A-0001/1".parse()?],
        carrier: Some(stick),
        from: workplace,
        to: "L-03".parse()?,
        purpose: JourneyPurpose::Work,
        departure: now,
        arrival: hour(1),
        back: Some(hour(4)),
        route: "社用車".parse()?,
        key_handover: "受取人の公開鍵で封緘".parse()?,
    };
    let request = NewRequest::carry(plan, "障害調査のため".parse()?);
    let asked = member.asks(Act::Request(Box::new(request.clone())));
    let requested = vault.request(&member, asked, request)?;
    let register = vault.register()?;
    let receiver = register.people.get(&"H-002".parse()?).ok_or("nobody")?;
    let target = home.join("package.age");
    let carrying = Carrying::package(journey, stick, PackTo::person(receiver)?, target);
    if let Err(refused) = vault.plan(&member.asks(carrying.act())) {
        println!("refused, code {}: {refused}", refused.code());
    }
    vault.import(
        &member,
        approved(&requested.note, &theirs)?.as_bytes(),
        None,
    )?;
    println!("permitted: {}", requested.request.id);

    // 運搬中の指示事項の確認, then 持出し: packed for the receiver's key, recorded, and only then under its name.
    let explained_by = Some(member.id());
    vault.act(
        &member,
        &member.asks(Act::Brief {
            journey,
            explained_by,
        }),
    )?;
    let asked = member.asks(carrying.act());
    let carried = vault.carry(&member, asked, carrying, &mut progress)?;
    println!("package {}", carried.ids.join(" "));

    // One record read back, and everything verified without a key.
    let listed = vault.listed(1)?.ok_or("no record")?;
    println!(
        "record 1: {} by {}",
        listed.record.event.kind(),
        listed.record.by
    );
    println!("verified {} checks", vault.verify()?.checks.len());
    Ok(())
}

/// The prefecture's side: reads the request's note and signs the approval, with a key and no vault.
fn approved(request: &SignedNote, key: &PersonKey) -> Result<SignedNote, Failure> {
    let request = office::read_request(request.as_bytes())?;
    Ok(office::approve(
        &request,
        key,
        Default::default(),
        NOW.parse()?,
    )?)
}

/// A person's key, kept in a file under a passphrase; a real tool asks for it.
fn key(home: &Path, name: &str) -> Result<PersonKey, Failure> {
    let passphrase = Passphrase::new(b"an example passphrase".to_vec().into())?;
    let key = PersonKey::generate(name, NOW)?;
    KeyFolder::new(home.join("keys")).add(&KeyFile::seal(&key, &passphrase, KdfCost::MINIMUM)?)?;
    Ok(key)
}
