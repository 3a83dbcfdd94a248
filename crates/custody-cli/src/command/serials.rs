//! Lists of serial numbers: what is on the carriers they name, for acts on many carriers at once.

use super::desk::unknown;
use crate::error::CliError;
use crate::wording::say;
use custody_core::record::destruction::SerialRead;
use custody_core::record::{Instance, Register, StateName, Text};
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
    let content = std::fs::read_to_string(file)
        .map_err(|error| CliError::io(say!("io-reading", path = file), &error))?;
    let mut items: Vec<SerialRead> = Vec::new();
    let content = content.trim_start_matches('\u{feff}');
    for line in content
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
    {
        let serial = Text::new(line).map_err(|_| CliError::usage(say!("value-control")))?;
        let before = items.len();
        let on_it = |it: &&Instance| {
            let carrier = register.carriers.get(&it.carrier);
            states.contains(&it.state())
                && carrier.is_some_and(|carrier| carrier.serial.as_ref() == Some(&serial))
        };
        for it in register.instances.values().filter(on_it) {
            if !items.iter().any(|item| item.instance == it.id) {
                items.push(SerialRead {
                    instance: it.id,
                    serial: Some(serial.clone()),
                });
            }
        }
        if items.len() == before {
            return Err(unknown(line));
        }
    }
    Ok(items)
}
