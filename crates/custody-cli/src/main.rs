//! The custody program: lent data, kept and accounted for.

mod args;
mod ask;
mod cli;
mod command;
mod error;
mod files;
mod form;
mod home;
mod interrupt;
mod lang;
mod passphrase;
mod platform;
mod ui;
mod wording;

fn main() -> std::process::ExitCode {
    cli::main()
}
