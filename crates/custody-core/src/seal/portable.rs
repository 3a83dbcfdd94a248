//! Which names other systems can hold, wherever this runs.

/// Longest name in bytes, or in UTF-16 units, that most file systems take.
const MOST: usize = 255;

/// Whether a file can have this name under Windows, which gives some to devices, cuts others short, and reads some
/// characters as something else than a name (Microsoft, "Naming Files, Paths, and Namespaces").
pub(crate) fn fits_windows(component: &str) -> bool {
    let stem = component
        .split('.')
        .next()
        .unwrap_or_default()
        .trim_end()
        .to_ascii_uppercase();
    let port = |rest: &str| {
        matches!(
            rest,
            "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³"
        )
    };
    let device = matches!(
        stem.as_str(),
        "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$"
    ) || stem.strip_prefix("COM").is_some_and(port)
        || stem.strip_prefix("LPT").is_some_and(port);
    let ending = component.ends_with(['.', ' ']);
    let letter = component.contains(['<', '>', ':', '"', '|', '?', '*'])
        || component.chars().any(|c| (c as u32) < 32);
    !device && !ending && !letter
}

/// Whether a name is longer than some file systems take: ext4 counts bytes, NTFS UTF-16 units.
pub(crate) fn too_long_for_most(component: &str) -> bool {
    component.len() > MOST || component.encode_utf16().count() > MOST
}
