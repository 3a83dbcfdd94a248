//! What the tour invents: a register of residents who do not exist, and the setup of its vault.

use custody_core::record::Date;
use custody_core::record::calendar::{FiscalYear, wareki_date_plain};
use std::fmt::Write as _;

/// Lines in the sample register.
pub(super) const RESIDENTS: usize = 120;

/// An invented register: family names, given names and addresses put together by number.
pub(super) fn register() -> String {
    const FAMILY: [&str; 10] = [
        "髙橋", "﨑山", "𠮷田", "渡邉", "齋藤", "小林", "中村", "加藤", "山田", "木村",
    ];
    const GIVEN: [&str; 8] = ["太郎", "花子", "一郎", "美咲", "健", "由美", "誠", "さくら"];
    let mut text = String::from("宛名番号,氏名,住所,税額\r\n");
    for n in 0..RESIDENTS {
        let family = FAMILY.get(n % FAMILY.len()).copied().unwrap_or_default();
        let given = GIVEN
            .get((n / 3) % GIVEN.len())
            .copied()
            .unwrap_or_default();
        let _ = write!(
            text,
            "{:08},{family} {given},見本市架空町{}丁目{}番地,{}\r\n",
            n + 1,
            n % 5 + 1,
            n % 40 + 1,
            n * 700
        );
    }
    text
}

/// The setup file of the tour's vault: both sides' people, two workplaces, a cabinet.
pub(super) fn setup(today: Date) -> String {
    let year = FiscalYear::of(today);
    let (from, until) = (
        wareki_date_plain(year.first_day()),
        wareki_date_plain(year.last_day()),
    );
    include_str!("setup.toml")
        .replace("{year}", &year.to_string())
        .replace("{from}", &from)
        .replace("{until}", &until)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_setup_is_good_in_every_year() {
        for day in ["2026-11-25", "2027-03-31", "2027-04-01", "2031-01-01"] {
            let day = custody_core::record::calendar::parse_date(day)
                .unwrap()
                .value;
            custody_core::rules::setup::parse_setup(&setup(day)).unwrap();
        }
    }

    #[test]
    fn the_register_has_a_line_for_everybody() {
        assert_eq!(register().lines().count(), RESIDENTS + 1);
    }
}
