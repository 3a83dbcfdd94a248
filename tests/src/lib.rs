//! What the tests of the workspace share: Setting S of `domain.md` §9 as real acts, and a balance counted by its
//! definition from the records; and an office with a real vault on disk, for the vault's life and its durability.

pub mod actor;
pub mod balance;
pub mod browser;
pub mod cast;
pub mod durable;
pub mod gunma;
pub mod office;
pub mod page;
pub mod paper;
pub mod program;
pub mod story;
pub mod sub;
pub mod table;
pub mod terminal;
pub mod things;
pub mod verdict;
pub mod wish;
