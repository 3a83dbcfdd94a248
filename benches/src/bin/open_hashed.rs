//! Opens a sealed file and says its payload's digest, as one who holds it against a tag: `open_hashed IDENTITY SEALED OUT`.

use custody_core::seal::{IdentityFile, Keys, NoProgress, NoPrompt, Part, open_file_hashed};
use std::error::Error;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

fn main() -> Result<(), Box<dyn Error>> {
    let names: Vec<String> = std::env::args().skip(1).collect();
    let [identity, sealed, out] = names.as_slice() else {
        return Err("IDENTITY SEALED OUT".into());
    };
    let prompt: Arc<dyn custody_core::seal::PluginPrompt> = Arc::new(NoPrompt);
    let IdentityFile::Open(openers) = IdentityFile::parse(&std::fs::read(identity)?, &prompt)?
    else {
        return Err("an identity file without a passphrase".into());
    };
    let part = Part::create(Path::new(out), true)?;
    let keys = Keys::Openers(&openers);
    let (_, digest) = open_file_hashed(&File::open(sealed)?, &part, &keys, &mut NoProgress)?;
    part.commit()?;
    println!("{}", digest.blake3);
    Ok(())
}
