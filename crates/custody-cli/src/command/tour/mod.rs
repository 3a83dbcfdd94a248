//! The command `custody tour`: the whole life of a lent asset, in a fresh folder that is kept.
//!
//! Every step is a command as a user would type it, parsed and run by the same code; what it answers is what the
//! command answers. One step is meant to be refused.

mod guide;
mod sample;

use crate::cli::Context;
use crate::error::CliError;
use crate::wording::say;
use custody_core::report::Balance;
use guide::Guide;
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
pub(crate) struct Tour {
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    #[arg(long = "out", short = 'o', value_name = "DIR")]
    pub(crate) folder: Option<PathBuf>,
    #[arg(long)]
    pub(crate) short: bool,
}

const MANAGER: &str = "髙橋 一郎";
const SUPERVISOR: &str = "佐藤 花子";
const WORKER: &str = "小林 𠮷男";
const APPROVER: &str = "関口 誠";
const OFFICER: &str = "田村 律子";

impl Tour {
    pub(crate) fn run(self, context: &Context) -> Result<(), CliError> {
        let folder = match &self.folder {
            Some(folder) => folder.clone(),
            None => fresh(context),
        };
        let guide = Guide::begin(context, &folder)?;
        let lent = self.lent(context, &folder)?;
        people(&guide)?;
        vault(&guide, context, &folder)?;
        receive(&guide, &lent)?;
        refusal(&guide)?;
        journey(&guide)?;
        if !self.short {
            destruction(&guide, &folder)?;
            giving_back(&guide)?;
        }
        papers(&guide, self.short)?;
        ending(&guide, context, &folder)
    }

    /// The given files, copied: the tour removes what it receives, and the user's own stay. Else a sample.
    fn lent(&self, context: &Context, folder: &Path) -> Result<Vec<String>, CliError> {
        let lent = folder.join("lent");
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |error: std::io::Error| {
                CliError::io(say!("io-writing", path = path.as_path()), &error)
            }
        };
        std::fs::create_dir_all(&lent).map_err(failed(&lent))?;
        if self.files.is_empty() {
            let file = lent.join("個人住民税 課税台帳（見本）.csv");
            std::fs::write(&file, sample::register()).map_err(failed(&file))?;
            context.ui.tell(&say!(
                "tour-sample",
                file = file.as_path(),
                count = sample::RESIDENTS
            ));
        }
        for source in &self.files {
            let target = lent.join(source.file_name().unwrap_or_default());
            copy(source, &target)?;
        }
        let mut paths = Vec::new();
        for entry in std::fs::read_dir(&lent).map_err(failed(&lent))? {
            paths.push(entry.map_err(failed(&lent))?.path().display().to_string());
        }
        paths.sort();
        Ok(paths)
    }
}

/// Copies a file, or a folder with what is in it.
fn copy(source: &Path, target: &Path) -> Result<(), CliError> {
    let failed = |error: std::io::Error| CliError::io(say!("io-reading", path = source), &error);
    if source.metadata().map_err(failed)?.is_file() {
        std::fs::copy(source, target).map_err(failed)?;
        return Ok(());
    }
    std::fs::create_dir_all(target).map_err(failed)?;
    for entry in std::fs::read_dir(source).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        copy(&entry.path(), &target.join(entry.file_name()))?;
    }
    Ok(())
}

/// A folder of that moment's name below the present one.
fn fresh(context: &Context) -> PathBuf {
    let now = context.now();
    let day = now.date().to_string().replace('-', "");
    PathBuf::from(format!(
        "custody-tour-{day}-{:02}{:02}{:02}",
        now.hour(),
        now.minute(),
        now.second()
    ))
}

fn people(guide: &Guide<'_>) -> Result<(), CliError> {
    guide.chapter(&say!("tour-people"));
    for name in [MANAGER, SUPERVISOR, WORKER, APPROVER, OFFICER] {
        guide.run(&["keygen", "--name", name])?;
    }
    Ok(())
}

fn vault(guide: &Guide<'_>, context: &Context, folder: &Path) -> Result<(), CliError> {
    guide.chapter(&say!("tour-vault"));
    let setup = folder.join("setup.toml");
    std::fs::write(&setup, sample::setup(context.now().date()))
        .map_err(|error| CliError::io(say!("io-writing", path = setup.as_path()), &error))?;
    let (setup, vault, recovery) = (
        guide.path("setup.toml"),
        guide.path("vault"),
        guide.path("recovery-key.txt"),
    );
    guide.run(&[
        "init",
        &vault,
        "--setup",
        &setup,
        "--recovery-out",
        &recovery,
        "--as",
        MANAGER,
    ])?;
    guide.run(&[
        "carrier",
        "add",
        "--type",
        "usb_flash",
        "--serial",
        "USB-0002",
        "--management-no",
        "媒体2号",
        "--finder-contact",
        "000-000-0000",
        "--as",
        MANAGER,
    ])
}

fn receive(guide: &Guide<'_>, lent: &[String]) -> Result<(), CliError> {
    guide.chapter(&say!("tour-receive"));
    let mut words: Vec<&str> = vec!["receive"];
    words.extend(lent.iter().map(String::as_str));
    words.extend([
        "--title",
        "個人住民税課税台帳データ（見本）",
        "--quantity",
        "120件",
        "--personal",
        "--subjects",
        "120",
        "--items",
        "氏名,住所,税額",
        "--from",
        OFFICER,
        "--remove-source",
        "--as",
        MANAGER,
    ]);
    guide.run(&words)?;
    guide.run(&["list"])
}

fn refusal(guide: &Guide<'_>) -> Result<(), CliError> {
    guide.chapter(&say!("tour-refusal"));
    let copy = guide.path("usb/copy.age");
    guide.refused(&[
        "copy",
        "A-0001/1",
        "--to-carrier",
        "C-0002",
        "--out",
        &copy,
        "--as",
        WORKER,
    ])
}

fn journey(guide: &Guide<'_>) -> Result<(), CliError> {
    guide.chapter(&say!("tour-request"));
    let (request, decision) = (
        guide.path("office/R-0001.custody-request"),
        guide.path("office/R-0001.custody-decision"),
    );
    guide.run(&[
        "request",
        "carry",
        "A-0001/1",
        "--to",
        "高崎コールセンター",
        "--on-carrier",
        "C-0002",
        "--person",
        WORKER,
        "--route",
        "社用車で直行",
        "--key-handover",
        "鍵は持ち出さず、高崎の受取人の鍵で開く",
        "--reason",
        "高崎での帳票確認のため",
        "--out",
        &request,
        "--as",
        MANAGER,
    ])?;
    guide.run(&[
        "approve",
        &request,
        "--out",
        &decision,
        "--number",
        "見本第12号",
        "--yes",
        "--as",
        APPROVER,
    ])?;
    guide.run(&["import", &decision, "--as", MANAGER])?;
    guide.chapter(&say!("tour-journey"));
    let (package, card) = (
        guide.path("usb/A-0001.age"),
        guide.path("keys/佐藤 花子.custody-card"),
    );
    guide.run(&[
        "brief",
        "J-0001",
        "--explained-by",
        MANAGER,
        "--yes",
        "--as",
        WORKER,
    ])?;
    guide.run(&[
        "carry",
        "J-0001",
        "--out",
        &package,
        "--card",
        &card,
        "--contact",
        "000-000-0000",
        "--as",
        WORKER,
    ])?;
    guide.run(&[
        "verify",
        &package,
        "--trust",
        &guide.path("keys/小林 𠮷男.custody-card"),
    ])?;
    guide.run(&["status"])?;
    guide.run(&["arrive", "J-0001", "--as", WORKER])?;
    guide.run(&["back", "J-0001", "--place", "第1保管庫", "--as", WORKER])
}

fn destruction(guide: &Guide<'_>, folder: &Path) -> Result<(), CliError> {
    guide.chapter(&say!("tour-destroy"));
    let photos = ["破壊前.txt", "破壊後.txt"].map(|name| folder.join("evidence").join(name));
    for photo in &photos {
        std::fs::write(photo, "見学用の見本：実際の写真ではありません。\n")
            .map_err(|error| CliError::io(say!("io-writing", path = photo.as_path()), &error))?;
    }
    let (request, decision) = (
        guide.path("office/R-0002.custody-request"),
        guide.path("office/R-0002.custody-decision"),
    );
    guide.run(&[
        "request",
        "destroy",
        "A-0001/2",
        "--method",
        "physical",
        "--place",
        "前橋作業室",
        "--witness",
        SUPERVISOR,
        "--person",
        WORKER,
        "--reason",
        "帳票確認が終わったため",
        "--out",
        &request,
        "--as",
        MANAGER,
    ])?;
    guide.run(&[
        "approve",
        &request,
        "--out",
        &decision,
        "--number",
        "見本第13号",
        "--yes",
        "--as",
        APPROVER,
    ])?;
    guide.run(&["import", &decision, "--as", MANAGER])?;
    let evidence = ["evidence/破壊前.txt", "evidence/破壊後.txt"].map(|name| guide.path(name));
    guide.run(&[
        "destroy",
        "A-0001/2",
        "--method",
        "physical",
        "--witness",
        SUPERVISOR,
        "--serial-read",
        "USB-0002",
        "--evidence",
        &evidence[0],
        "--evidence",
        &evidence[1],
        "--tool",
        "破砕機",
        "--as",
        WORKER,
    ])
}

fn giving_back(guide: &Guide<'_>) -> Result<(), CliError> {
    guide.chapter(&say!("tour-return"));
    let office = guide.path("office");
    guide.run(&[
        "return", "A-0001/1", "--to", OFFICER, "--whole", "--out", &office, "--as", MANAGER,
    ])?;
    let note = guide.only("office", "custody-return")?;
    let receipt = guide.path("office/A-0001.custody-receipt");
    guide.run(&[
        "receipt", &note, "--out", &receipt, "--yes", "--as", OFFICER,
    ])?;
    guide.run(&["import", &receipt, "--as", MANAGER])
}

fn papers(guide: &Guide<'_>, short: bool) -> Result<(), CliError> {
    guide.chapter(&say!("tour-papers"));
    if !short {
        guide.run(&[
            "certificate",
            "A-0001/2",
            "--out",
            &guide.path("廃棄証明書.html"),
            "--as",
            MANAGER,
        ])?;
    }
    guide.run(&[
        "form",
        "3",
        "--out",
        &guide.path("情報資産管理台帳.html"),
        "--as",
        MANAGER,
    ])?;
    guide.run(&[
        "form",
        "3",
        "--out",
        &guide.path("情報資産管理台帳.csv"),
        "--as",
        MANAGER,
    ])
}

fn ending(guide: &Guide<'_>, context: &Context, folder: &Path) -> Result<(), CliError> {
    guide.chapter(&say!("tour-verify"));
    guide.run(&["verify", &guide.path("vault")])?;
    let register = custody_core::vault::Vault::open_read_only(&folder.join("vault"))?.register()?;
    if !Balance::of(&register).agrees() {
        return Err(CliError::new(
            crate::error::ExitCode::Integrity,
            say!("doctor-bad"),
        ));
    }
    context.say(say!(
        "tour-end",
        folder = folder,
        passphrase = guide.passphrase()
    ))
}
