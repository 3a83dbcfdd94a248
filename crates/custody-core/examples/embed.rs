//! Another contractor tool that embeds the library: opens a vault, receives a file, asks 甲 for a permission, packs,
//! and reads one record back. `cargo run --example embed -- FOLDER`, with an empty or new folder.

#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use custody_core::keys::{CardDocument, KdfCost, KeyFile, KeyFolder, Passphrase, PersonKey};
use custody_core::record::*;
use custody_core::rules::setup::{EXAMPLE, Parts, parse_setup};
use custody_core::rules::{Act, Asked, NewRequest, Receive, ReceivedOn};
use custody_core::vault::{Arrival, NewVault, Receiving, SystemClock, Vault, card_entry};
use std::error::Error;
use std::ops::ControlFlow;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let home = PathBuf::from(std::env::args_os().nth(1).ok_or("name an empty folder")?);
    std::fs::create_dir_all(&home)?;

    // A person's key, encrypted under a passphrase; a real tool asks for it.
    let now = Moment::from_timestamp(jiff::Timestamp::now())?;
    let key = PersonKey::generate("髙﨑 花子", &now.to_string())?;
    let passphrase = Passphrase::new(b"an example passphrase".to_vec().into())?;
    KeyFolder::new(home.join("keys")).add(&KeyFile::seal(&key, &passphrase, KdfCost::MINIMUM)?)?;

    // A vault for one contract. The recovery key is shown once: print it, lock it away.
    let opening = parse_setup(EXAMPLE)?.into_opening(Parts {
        log_key: Text::new("filled in by the vault")?,
        recovery: Text::new("filled in by the vault")?,
        today: now.date(),
        opener_name: Text::new(key.name())?,
        opener_card: card_entry(&CardDocument::verify(&CardDocument::sign(&key)?)?)?,
        cards: Default::default(),
    })?;
    let (mut vault, recovery, _) = Vault::create(
        &home.join("vault"),
        NewVault { key: &key, opening },
        Box::new(SystemClock),
    )?;
    println!("recovery key for {}", recovery.recipient());
    let member = vault.member(&key)?;

    // 受領: sealed in place, with progress; the plaintext is removed once the record is durable.
    let file = home.join("個人住民税 課税台帳.csv");
    std::fs::write(&file, "宛名番号,氏名\n0001,見本 太郎\n")?;
    let machine = vault
        .register()?
        .carriers
        .keys()
        .next()
        .copied()
        .ok_or("no machine")?;
    let place = "L-01".parse()?;
    let receive = Receive {
        title: Text::new("個人住民税課税台帳データ")?,
        kind: AssetKind::Information,
        supply: Supply::Provide,
        personal: None,
        info_category: Text::new("個人住民税")?,
        work_item: Text::new("税務システム運用保守")?,
        purpose: Text::new("税務システムの運用及び保守")?,
        quantity: "1件".parse()?,
        received_from: Text::new("関口 誠")?,
        due: None,
        client_doc_no: None,
        intake_included: None,
        on: ReceivedOn::Vault(machine),
        place,
        arrival_protection: Protection::None,
        content: None,
        key_holders: Vec::new(),
        source: event::Source::None,
    };
    let arrival = Arrival::Electronic { paths: vec![file] };
    let receiving = Receiving {
        receive,
        arrival,
        vault_place: place,
        machine,
    };
    let mut progress = |bytes: u64| {
        println!("{bytes} bytes sealed");
        ControlFlow::Continue(())
    };
    let received = vault.receive(&member, None, receiving, &mut progress)?;
    println!(
        "received {} as record {}",
        received.ids.join(" "),
        received.records.first().map_or(0, |r| r.seq.0)
    );

    // 複製承認申請: the rules refuse a copy without it, and say what to ask for.
    let original: InstanceId = "A-0001/1".parse()?;
    let copy = Act::Copy {
        instance: original,
        carrier: machine,
        place,
        protection: Protection::Sealed,
        content: None,
        key_holders: Vec::new(),
    };
    if let Err(refused) = vault.plan(&Asked::now(member.id(), copy)) {
        println!("refused, code {}: {refused}", refused.code());
    }
    let request = NewRequest {
        text_digest: None,
        grant: Grant::Copy {
            disposal_preapproved: Vec::new(),
        },
        scope: Scope {
            instances: vec![original],
            carriers: vec![machine],
            persons: vec![member.id()],
            ..Scope::default()
        },
        uses: Uses::SINGLE,
        reason: Text::new("障害調査のため")?,
        journey: None,
        place: None,
        witness: None,
    };
    let asked = Asked::now(member.id(), Act::Request(Box::new(request.clone())));
    let requested = vault.request(&member, asked, request)?;
    std::fs::write(
        home.join("R-0001.custody-request"),
        requested.note.as_bytes(),
    )?;

    // One record read back, and everything verified without a key.
    if let Some(listed) = vault.listed(1)? {
        println!("{} by {}", listed.record.event.kind(), listed.record.by);
    }
    println!(
        "verified {} checks",
        vault
            .verify()?
            .checks
            .iter()
            .filter(|c| c.is_good())
            .count()
    );
    Ok(())
}
