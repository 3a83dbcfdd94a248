//! Lists of serial numbers: what is on the carriers they name, for acts on many carriers at once.

use super::desk::{missing, unknown};
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::destruction::SerialRead;
use custody_core::record::{Instance, Register, StateName, Text};
use std::collections::BTreeSet;
use std::path::Path;

/// One item for each instance in one of the states on the carrier of each serial number; a file of one number a line.
///
/// # Errors
/// The file cannot be read (7); a number that no such carrier has, or that stands there twice (2).
pub(super) fn read(
    file: &Path,
    register: &Register,
    states: &[StateName],
) -> Result<Vec<SerialRead>, CliError> {
    let mut items: Vec<SerialRead> = Vec::new();
    for serial in list(file)? {
        let before = items.len();
        let on_it = |it: &&Instance| {
            let carrier = register.carriers.get(&it.carrier);
            states.contains(&it.state())
                && carrier.is_some_and(|carrier| carrier.serial.as_ref() == Some(&serial))
        };
        for it in register.instances.values().filter(on_it) {
            items.push(SerialRead {
                instance: it.id,
                serial: Some(serial.clone()),
            });
        }
        if items.len() == before {
            return Err(unknown(&serial));
        }
    }
    Ok(items)
}

/// The serial numbers of a file, one a line, in its order.
///
/// # Errors
/// The file cannot be read (7); it has none, or one twice (2).
pub(super) fn list(file: &Path) -> Result<Vec<Text>, CliError> {
    let content = std::fs::read_to_string(file)
        .map_err(|error| CliError::io(say!("io-reading", path = file), &error))?;
    let lines = content.trim_start_matches('\u{feff}').lines();
    let mut serials: Vec<Text> = Vec::new();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for line in lines.map(str::trim).filter(|line| !line.is_empty()) {
        if !seen.insert(line.to_owned()) {
            return Err(CliError::usage(say!("serial-twice", serial = line)));
        }
        serials.push(Text::new(line).map_err(|_| CliError::usage(say!("value-control")))?);
    }
    if serials.is_empty() {
        return Err(missing("--serials"));
    }
    Ok(serials)
}
