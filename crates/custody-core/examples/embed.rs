//! Another contractor's tool that embeds the library: opens a vault, receives a file, asks 甲 for a permission, packs,
//! and reads one record back. `cargo run -p custody-core --example embed -- FOLDER`, with an empty or new folder.
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use custody_core::keys::{CardDocument, KdfCost, KeyFolder, Passphrase};
use custody_core::record::{CarrierOwner, CarrierType, JourneyPurpose, Moment};
use custody_core::rules::{Act, NewCarrier, NewJourney, NewRequest, setup};
use custody_core::vault::*;
use std::{ops::ControlFlow, path::PathBuf};

/// The contract of the example is of 令和8年度, so its clock stands in that year; a real tool takes `SystemClock`.
const NOW: &str = "2026-11-24T10:00:00+09:00";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let home = PathBuf::from(std::env::args_os().nth(1).ok_or("name an empty folder")?);
    let now: Moment = NOW.parse()?;
    // Two people's keys, each in a file under a passphrase; a real tool asks for it.
    let keys = KeyFolder::new(home.join("keys"));
    let passphrase = Passphrase::new(b"an example passphrase".to_vec().into())?;
    let ours = keys.generate("髙﨑 花子", NOW, &passphrase, KdfCost::MINIMUM)?;
    let theirs = keys.generate("関口 誠", NOW, &passphrase, KdfCost::MINIMUM)?;

    // One vault a contract. The setup names the file of 甲's card; the recovery key is shown once, to be locked away.
    let setup =
        setup::parse_setup(&setup::EXAMPLE.replace("# card_file = \"関口", "card_file = \"関口"))?;
    let card = card_entry(&CardDocument::verify(&CardDocument::sign(&theirs)?)?)?;
    let cards = [("関口.card".into(), card)].into();
    let new = NewVault::from_setup(&ours, setup, cards, now.date())?;
    let clock = Box::new(StandingClock(now));
    let (mut vault, recovery, _) = Vault::create(&home.join("vault"), new, clock)?;
    println!("recovery key for {}", recovery.recipient());
    let member = vault.member(&ours)?;

    // 受領: sealed on the vault's machine, with progress; then the plaintext is removed if that is asked for.
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

    // 運搬承認申請: without 甲's permission nothing leaves.
    let mut stick = NewCarrier::new(CarrierType::UsbFlash, CarrierOwner::Contractor);
    (stick.serial, stick.place) = (Some("USB-7781".parse()?), Some(cabinet));
    vault.act(&member, &member.asks(Act::RegisterCarrier(stick)))?;
    let (stick, journey, original) = ("C-0002".parse()?, "J-0001".parse()?, "A-0001/1".parse()?);
    let plan = NewJourney {
        persons: vec![member.id()],
        instances: vec![original],
        carrier: Some(stick),
        from: workplace,
        to: "L-03".parse()?,
        purpose: JourneyPurpose::Work,
        departure: now,
        arrival: now.saturating_add_seconds(3600),
        back: Some(now.saturating_add_seconds(4 * 3600)),
        route: "社用車".parse()?,
        key_handover: "受取人の公開鍵で封緘".parse()?,
    };
    let request = NewRequest::carry(plan, "障害調査のため".parse()?);
    let requested = vault.request(&member, member.asks(request.act()), request)?;
    let to = vault.addressed("H-002".parse()?)?;
    let target = home.join("package.age");
    let carrying = Carrying::package(journey, stick, original, to, target);
    if let Err(refused) = vault.plan(&member.asks(carrying.act())) {
        println!("refused, code {}: {refused}", refused.code());
    }
    // The prefecture's side, with a key and no vault: it reads the request's note and signs what comes back.
    let asked = office::read_request(requested.note.as_bytes())?;
    let approval = office::approve(&asked, &theirs, Default::default(), now)?;
    vault.import(&member, approval.as_bytes(), None)?;
    // 指示事項の確認, then 持出し: packed for the receiver's key, recorded, and only then under its name.
    let brief = Act::Brief {
        journey,
        explained_by: None,
    };
    vault.act(&member, &member.asks(brief))?;
    let asked = member.asks(carrying.act());
    let carried = vault.carry(&member, asked, carrying, &mut progress)?;
    println!("packed {}", carried.ids.join(" "));

    // One record read back, and everything verified without a key.
    let record = vault.listed(1)?.ok_or("no record")?.record;
    println!("record 1: {} by {}", record.event.kind(), record.by);
    println!("{} checks made", vault.verify()?.checks.len());
    Ok(())
}
