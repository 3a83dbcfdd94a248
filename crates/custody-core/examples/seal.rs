//! The sealing engine alone, without a vault: a folder as one package for a recipient, one file out of it, and, where a
//! package of a vault is named, its tag checked with no key.
//!
//! `cargo run --example seal -- FOLDER AGE-RECIPIENT OUT.age [PACKAGE.age]`

#![allow(clippy::print_stdout, clippy::print_stderr)]

use custody_core::seal::{Part, To, archive};
use custody_core::vault::{random_salt, verify_package};
use std::error::Error;
use std::ops::ControlFlow;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, recipient, out, package @ ..] = &arguments[..] else {
        return Err("FOLDER AGE-RECIPIENT OUT.age [PACKAGE.age]".into());
    };
    let to = To::Recipients(vec![recipient.parse()?]);
    let sources = archive::collect(&[Path::new(folder)])?;
    // Seen every 64 KiB; to break is to cancel, and leaves nothing.
    let mut progress = |bytes: u64| {
        eprint!("\r{bytes} bytes done");
        ControlFlow::Continue(())
    };
    let part = Part::create(Path::new(out), false)?;
    let sealed = archive::seal_package(&sources, &part, &to, random_salt()?, &mut progress)?;
    // From the medium, before anybody is told that it is there.
    sealed.read_back(&part, &mut progress)?;
    part.commit()?;
    println!(
        "sealed {} files, {} bytes",
        sources.len(),
        sealed.sealed.sealed_len
    );

    if let [package, ..] = package {
        // No key is trusted here: the tag proves itself, and names who signed it.
        let (verdict, tag) = verify_package(Path::new(package), None, &[])?;
        for check in &verdict.checks {
            println!("checked: {check:?}");
        }
        match tag {
            Some(tag) => println!("package {} of vault {}", tag.package, tag.vault),
            None => println!("no tag"),
        }
    }
    Ok(())
}
