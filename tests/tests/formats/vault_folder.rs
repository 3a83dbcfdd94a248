//! Section 2: the vault folder.

use crate::page::Page;
use custody_core::note::VerifierKey;
use custody_core::record::{Event, Record, Text};
use custody_core::seal::Identity;
use custody_core::store::{SCHEMA_VERSION, SqliteStore};
use custody_core::vault::{SETTINGS_FILE, Settings};

/// The settings on the page.
pub fn settings(page: &Page) -> Settings {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join(SETTINGS_FILE),
        page.example("vault-toml"),
    )
    .unwrap();
    Settings::read(folder.path()).unwrap()
}

#[test]
fn the_settings_are_those_of_the_first_record() {
    let page = Page::read();
    let settings = settings(&page);
    let first: Record = serde_json::from_str(page.leaves()[0].lines().nth(1).unwrap()).unwrap();
    assert_eq!(first.vault.as_str(), settings.origin);
    let Event::ContractOpened { contract, .. } = first.event else {
        panic!("record 0 opens the contract");
    };
    assert_eq!(contract.log_key.as_str(), settings.log_key);
    assert_eq!(contract.recovery.as_str(), settings.recovery);
    let log_key = VerifierKey::parse(&settings.log_key).unwrap();
    assert_eq!(log_key.name().as_str(), settings.origin);
    let recovery = Identity::parse(page.line("recovery-key")).unwrap();
    assert_eq!(recovery.recipient().to_string(), settings.recovery);
}

#[test]
fn an_unknown_setting_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let text = format!("{}more = 1\n", Page::read().example("vault-toml"));
    std::fs::write(folder.path().join(SETTINGS_FILE), text).unwrap();
    assert_eq!(Settings::read(folder.path()).unwrap_err().code(), 6);
}

#[test]
fn the_schema_is_that_of_a_new_ledger() {
    let page = Page::read();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    SqliteStore::create(&path, &Text::new("vault-00").unwrap())
        .unwrap()
        .close()
        .unwrap();
    let conn = rusqlite::Connection::open(&path).unwrap();
    let mut statement = conn
        .prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid")
        .unwrap();
    let found: String = statement
        .query_map([], |row| row.get::<_, String>(0))
        .unwrap()
        .map(|sql| format!("{};\n", sql.unwrap()))
        .collect();
    assert_eq!(page.example("schema"), found);

    let pragma = |name: &str| -> u32 {
        conn.pragma_query_value(None, name, |row| row.get(0))
            .unwrap()
    };
    let stated = format!(
        "`application_id` is 0x{:08x} (`cstd`), `user_version` is {}",
        pragma("application_id"),
        pragma("user_version")
    );
    assert!(page.section("2.2").contains(&stated), "{stated}");
    assert_eq!(pragma("user_version"), SCHEMA_VERSION);
}
