//! Names for files whose own name the place they are unpacked to cannot hold (reliability.md, P6, P8).

use std::collections::{HashMap, HashSet};

use serde::Serialize;
use unicode_normalization::UnicodeNormalization as _;

use super::list::Entry;
use crate::seal::portable::{fits_windows, too_long_for_most};

/// Path below the folder that is unpacked to, of the list that says which stand-in is whose. No file of a package can
/// have it: `.custody` is the package's own.
pub const STAND_INS_PATH: &str = ".custody/names.json";
/// Longest stand-in in bytes, with room left below what file systems take.
const STAND_IN_LEN: usize = 200;
/// Longest ending that a stand-in keeps, so that programs still know the file.
const ENDING_LEN: usize = 16;

/// Which names get a stand-in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StandIns {
    /// Those that this system reads as something else than a file's: under Windows its devices and characters of its
    /// own, elsewhere none.
    #[default]
    Here,
    /// Those that Windows cannot hold, and those of more than 255 bytes or UTF-16 units: for a medium that travels.
    Everywhere,
}

impl StandIns {
    fn wanted_for(self, part: &str) -> bool {
        match self {
            Self::Here => !crate::seal::platform::can_be_named(part),
            Self::Everywhere => !fits_windows(part) || too_long_for_most(part),
        }
    }
}

/// One file or folder that lies under another name than its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StandIn {
    /// Its path in the package.
    pub path: String,
    /// Its path below the folder it was unpacked to.
    pub stand_in: String,
}

/// The stand-ins of one package: chosen before anything is written, the same each time.
#[derive(Debug, Default)]
pub(super) struct Chosen {
    /// By path in the package: the last part's stand-in.
    parts: HashMap<String, String>,
    pub(super) list: Vec<StandIn>,
}

impl Chosen {
    pub(super) fn new(entries: &[Entry], stand_ins: StandIns) -> Self {
        let mut chosen = Self::default();
        let unfit = |entry: &&Entry| entry.path.split('/').any(|part| stand_ins.wanted_for(part));
        if !entries.iter().any(|entry| unfit(&entry)) {
            return chosen;
        }
        let mut taken: HashSet<String> = entries
            .iter()
            .flat_map(|entry| prefixes(&entry.path))
            .map(folded)
            .collect();
        for entry in entries.iter().filter(unfit) {
            for prefix in prefixes(&entry.path) {
                let (above, part) = match prefix.rsplit_once('/') {
                    Some((above, part)) => (Some(above), part),
                    None => (None, prefix),
                };
                if !stand_ins.wanted_for(part) || chosen.parts.contains_key(prefix) {
                    continue;
                }
                let beside = |name: &str| match above {
                    Some(above) => format!("{above}/{name}"),
                    None => name.to_owned(),
                };
                let mut names = (1u64..).map(|number| stand_in(part, number));
                let free = names.find(|name| taken.insert(folded(&beside(name))));
                // The numbers do not end.
                let Some(name) = free else { continue };
                chosen.parts.insert(prefix.to_owned(), name);
                let listed = StandIn {
                    path: prefix.to_owned(),
                    stand_in: chosen.at(prefix),
                };
                chosen.list.push(listed);
            }
        }
        chosen
    }

    /// The stand-in of the last part of this path, if it has one.
    pub(super) fn of(&self, path: &str) -> Option<&str> {
        self.parts.get(path).map(String::as_str)
    }

    /// The path with every stand-in in its place.
    fn at(&self, path: &str) -> String {
        let parts = prefixes(path).map(|prefix| {
            let own = prefix.rsplit('/').next().unwrap_or_default();
            self.of(prefix).unwrap_or(own)
        });
        parts.collect::<Vec<_>>().join("/")
    }
}

/// A path's folders, the outermost first, and itself.
pub(super) fn prefixes(path: &str) -> impl Iterator<Item = &str> {
    super::name::folders(path).chain([path])
}

/// What two names share that any folding folder takes for one: case, ß and SS, composed and decomposed forms.
pub(super) fn folded(name: &str) -> String {
    name.to_uppercase().to_lowercase().nfd().collect()
}

/// `_`, what is left of the name, `~` and a number, the ending. The first character keeps it from being a device's.
fn stand_in(part: &str, number: u64) -> String {
    let plain = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric());
    let (stem, ending) = match part.rsplit_once('.') {
        Some((stem, ending))
            if !ending.is_empty() && ending.len() <= ENDING_LEN && plain(ending) =>
        {
            (stem, format!(".{ending}"))
        }
        _ => (part, String::new()),
    };
    let mut kept = String::from("_");
    for c in stem.chars() {
        if kept.len() + c.len_utf8() > STAND_IN_LEN {
            break;
        }
        let fits = !c.is_control() && fits_windows(&format!("_{c}_"));
        kept.push(if fits { c } else { '_' });
    }
    format!("{kept}~{number}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(paths: &[&str]) -> Vec<Entry> {
        let entry = |path: &&str| Entry {
            path: (*path).to_owned(),
            size: 0,
            mtime: jiff::Timestamp::UNIX_EPOCH,
            offset: 0,
            original: None,
        };
        paths.iter().map(entry).collect()
    }

    #[test]
    fn each_name_that_does_not_fit_gets_one_that_does_and_is_nobodys() {
        let long = "あ".repeat(86);
        let paths = [
            "a:b",
            "a?b",
            "_a_b~1",
            "CON",
            "prn.txt",
            "COM1",
            "COM¹",
            "a.",
            "a ",
            "x/NUL/c|d.csv",
            "x/nul/e",
            "plain",
            &long,
        ];
        let chosen = Chosen::new(&entries(&paths), StandIns::Everywhere);
        let listed: Vec<(&str, &str)> = chosen
            .list
            .iter()
            .map(|one| (one.path.as_str(), one.stand_in.as_str()))
            .collect();
        assert_eq!(
            &listed[..11],
            [
                // `_a_b~1` is a file's own name.
                ("a:b", "_a_b~2"),
                ("a?b", "_a_b~3"),
                ("CON", "_CON~1"),
                ("prn.txt", "_prn~1.txt"),
                ("COM1", "_COM1~1"),
                ("COM¹", "_COM¹~1"),
                ("a.", "_a.~1"),
                ("a ", "_a ~1"),
                ("x/NUL", "x/_NUL~1"),
                ("x/NUL/c|d.csv", "x/_NUL~1/_c_d~1.csv"),
                ("x/nul", "x/_nul~2"),
            ]
        );
        assert_eq!(listed[11].0, long);
        assert_eq!(listed.len(), 12);
        for (_, name) in listed {
            let mut parts = name.split('/');
            assert!(
                parts.all(|part| fits_windows(part) && !too_long_for_most(part)),
                "{name}"
            );
        }
    }

    #[cfg(unix)]
    #[test]
    fn no_name_gets_one_without_need() {
        let chosen = Chosen::new(&entries(&["a:b", "CON", &"あ".repeat(86)]), StandIns::Here);
        assert!(chosen.list.is_empty());
    }
}
