//! Every statement, in one place, so that a test can ask SQLite how it runs each.

pub(super) const META: &str = "SELECT value FROM meta WHERE key = ?1";
pub(super) const SET_META: &str = "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
pub(super) const DROP_META: &str = "DELETE FROM meta WHERE key = ?1";
pub(super) const LAST_LEAF: &str = "SELECT max(seq) FROM leaf";

pub(super) const ADD_LEAF: &str = "INSERT INTO leaf (seq, kind, note) VALUES (?1, ?2, ?3)";
pub(super) const ADD_TOUCH: &str = "INSERT OR IGNORE INTO touch (id, seq) VALUES (?1, ?2)";
pub(super) const ADD_NODE: &str = "INSERT INTO node (level, idx, hash) VALUES (?1, ?2, ?3)";
pub(super) const ADD_CHECKPOINT: &str = "INSERT INTO checkpoint (size, note) VALUES (?1, ?2)";
pub(super) const PUT_ENTITY: &str = "INSERT INTO entity (kind, id, asset, carrier, open, body) \
     VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (kind, id) DO UPDATE \
     SET asset = excluded.asset, carrier = excluded.carrier, open = excluded.open, body = excluded.body";
pub(super) const DROP_LINKS: &str = "DELETE FROM link WHERE kind = ?1 AND id = ?2";
pub(super) const ADD_LINK: &str = "INSERT INTO link (asset, kind, id) VALUES (?1, ?2, ?3)";

pub(super) const NODE: &str = "SELECT hash FROM node WHERE level = ?1 AND idx = ?2";
pub(super) const NOTES: &str = "SELECT seq, note FROM leaf WHERE seq >= ?1 ORDER BY seq LIMIT ?2";
pub(super) const NOTES_ABOUT: &str = "SELECT leaf.seq, leaf.note FROM touch JOIN leaf ON leaf.seq = touch.seq \
     WHERE touch.id = ?1 AND touch.seq >= ?2 ORDER BY touch.seq LIMIT ?3";
pub(super) const CHECKPOINT: &str = "SELECT note FROM checkpoint WHERE size = ?1";

pub(super) const STANDING: &str = "SELECT kind, id, asset, carrier, open, body FROM entity \
     WHERE kind IN ('contract', 'organisation', 'person', 'place')";
pub(super) const ENTITY: &str =
    "SELECT kind, id, asset, carrier, open, body FROM entity WHERE kind = ?1 AND id = ?2";
pub(super) const OPEN_OF_ASSET: &str = "SELECT kind, id, asset, carrier, open, body FROM entity \
     WHERE kind = 'instance' AND open = 1 AND asset = ?1";
pub(super) const OPEN_ON_CARRIER: &str = "SELECT kind, id, asset, carrier, open, body FROM entity \
     WHERE kind = 'instance' AND open = 1 AND carrier = ?1";
pub(super) const LINKED: &str = "SELECT entity.kind, entity.id, entity.asset, entity.carrier, entity.open, entity.body \
     FROM link CROSS JOIN entity ON entity.kind = link.kind AND entity.id = link.id WHERE link.asset = ?1";

pub(super) const WRAPPED: &str = "SELECT bytes FROM wrapped WHERE slot = ?1 AND holder = ?2";
pub(super) const HOLDERS: &str = "SELECT holder FROM wrapped WHERE slot = ?1 ORDER BY holder";
pub(super) const PUT_WRAPPED: &str =
    "INSERT INTO wrapped (slot, holder, bytes) VALUES (?1, ?2, ?3)";
pub(super) const END_WRAPPED: &str = "DELETE FROM wrapped WHERE slot = ?1 AND holder = ?2";
pub(super) const END_SLOT: &str = "DELETE FROM wrapped WHERE slot = ?1";

pub(super) const ADD_INTENT: &str =
    "INSERT INTO intent (id, kind, body, created) VALUES (?1, ?2, ?3, ?4)";
pub(super) const SETTLE: &str = "DELETE FROM intent WHERE id = ?1";

/// What an act runs: none may walk a table (`performance.md`: an act's cost does not grow with the ledger).
#[cfg(test)]
pub(super) const PER_ACT: [&str; 25] = [
    META,
    SET_META,
    DROP_META,
    LAST_LEAF,
    ADD_LEAF,
    ADD_TOUCH,
    ADD_NODE,
    ADD_CHECKPOINT,
    PUT_ENTITY,
    DROP_LINKS,
    ADD_LINK,
    NODE,
    NOTES,
    NOTES_ABOUT,
    CHECKPOINT,
    STANDING,
    ENTITY,
    OPEN_OF_ASSET,
    OPEN_ON_CARRIER,
    LINKED,
    WRAPPED,
    HOLDERS,
    PUT_WRAPPED,
    END_WRAPPED,
    END_SLOT,
];

// Those that walk a table, which is small or must be seen whole.

/// Begun operations: few.
pub(super) const INTENTS: &str = "SELECT id, kind, body, created FROM intent ORDER BY id";
/// The whole register, for reports, verification and repair.
pub(super) const ENTITIES: &str = "SELECT kind, id, asset, carrier, open, body FROM entity";
/// For verification and repair.
pub(super) const LINKS: &str = "SELECT asset, kind, id FROM link";
/// For verification and repair.
pub(super) const TOUCHES: &str = "SELECT id, seq FROM touch";
/// For the erasure of ended keys.
pub(super) const EVERY_WRAPPED: &str = "SELECT slot, holder, bytes FROM wrapped";
/// For the erasure of ended keys: without a condition, so that SQLite wipes whole pages.
pub(super) const CLEAR_WRAPPED: &str = "DELETE FROM wrapped";
/// For repair.
pub(super) const CLEAR_PROJECTIONS: &str =
    "DELETE FROM entity; DELETE FROM link; DELETE FROM touch;";
