//! Read models: what the register says, put together for somebody to read (`domain.md` §6–7).
//!
//! Pure: a register, records and `now` come in, plain structs go out. Whatever people wrote has been made [`visible`]
//! here, so a terminal, a page or a table can show it as it is.
//!
//! - [`status`]: the first screen.
//! - [`register`]: 情報資産管理台帳, line by line.
//! - [`balance`]: the trial balance.
//! - [`life`](mod@life): what happened to one thing, record by record.
//! - [`access`](mod@access): who can open what.
//! - [`dealings`]: policies, service levels, consultations, logs, inspections.
//! - [`incident`]: what is known of an incident, its first steps, the summary for the public.
//! - [`form`]: 様式, filled in.

pub mod access;
pub mod balance;
pub mod deadline;
pub mod dealings;
pub mod form;
pub mod incident;
pub mod instructions;
pub mod life;
pub mod naming;
pub mod recall;
pub mod refused;
pub mod register;
pub mod status;
mod visible;
pub mod words;

pub use access::access;
pub use balance::Balance;
pub use dealings::Dealings;
pub use life::life;
pub use recall::recall;
pub use status::Status;
pub use visible::visible;
