//! What SQLite's failures mean to a caller.

use crate::store::StoreError;
use rusqlite::{Error, ErrorCode};

impl From<Error> for StoreError {
    fn from(error: Error) -> Self {
        let detail = || error.to_string();
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked,
            Some(
                ErrorCode::DatabaseCorrupt
                | ErrorCode::ConstraintViolation
                | ErrorCode::TypeMismatch,
            ) => Self::Damaged { what: detail() },
            Some(ErrorCode::NotADatabase) => Self::NotALedger,
            Some(ErrorCode::TooBig) => Self::TooLarge { what: "row" },
            Some(ErrorCode::ReadOnly) => Self::ReadOnly,
            Some(_) => Self::Io { detail: detail() },
            None => match error {
                Error::FromSqlConversionFailure(..)
                | Error::IntegralValueOutOfRange(..)
                | Error::InvalidColumnType(..)
                | Error::Utf8Error(..)
                | Error::QueryReturnedNoRows => Self::Damaged { what: detail() },
                _ => Self::Io { detail: detail() },
            },
        }
    }
}
