//! What SQLite's failures mean to a caller.

use crate::store::{Cause, Damage, Oversize, StoreError};
use rusqlite::{Error, ErrorCode};

impl From<Error> for StoreError {
    fn from(error: Error) -> Self {
        let damaged = || Self::Damaged {
            what: Damage::Sqlite(error.to_string()),
        };
        let failed = || Self::Io {
            cause: error
                .sqlite_error()
                .map_or(Cause::Unknown, |e| Cause::Sqlite(e.extended_code)),
            detail: error.to_string(),
        };
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked,
            Some(
                ErrorCode::DatabaseCorrupt
                | ErrorCode::ConstraintViolation
                | ErrorCode::TypeMismatch,
            ) => damaged(),
            Some(ErrorCode::NotADatabase) => Self::NotALedger,
            Some(ErrorCode::TooBig) => Self::TooLarge {
                what: Oversize::Row,
            },
            Some(ErrorCode::ReadOnly) => Self::ReadOnly,
            Some(_) => failed(),
            None => match error {
                Error::FromSqlConversionFailure(..)
                | Error::IntegralValueOutOfRange(..)
                | Error::InvalidColumnType(..)
                | Error::Utf8Error(..)
                | Error::QueryReturnedNoRows => damaged(),
                _ => failed(),
            },
        }
    }
}
