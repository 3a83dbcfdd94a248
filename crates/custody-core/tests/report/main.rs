//! What the read models say about the register of the acceptance stories.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod balance;
mod forms;
mod life;
mod register;
mod sample;
mod status;
mod visible;
