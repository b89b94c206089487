//! What can go wrong below.

use sea_orm::{DbErr, SqlErr};

/// A failure of the database, by what the caller can do about it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Something unique exists already, or a row has changed meanwhile.
    #[error("conflict")]
    Conflict,
    /// The database is busy, full or away: the same call may go through later.
    #[error("database unavailable")]
    Unavailable(#[source] DbErr),
    /// Anything else, which is ours to mend.
    #[error("database error")]
    Other(#[source] DbErr),
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => return Self::Conflict,
            Some(_) => return Self::Other(error),
            None => {}
        }
        match error {
            DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => Self::Unavailable(error),
            // SQLite's busy, full and read-only answers come as plain execution errors.
            DbErr::Exec(ref e) | DbErr::Query(ref e) => {
                let text = e.to_string();
                // PostgreSQL says in words, too, that a wait was too long or that it is going down.
                let passing = [
                    "database is locked",
                    "disk is full",
                    "readonly database",
                    "disk I/O error",
                    "due to lock timeout",
                    "due to statement timeout",
                    "deadlock detected",
                    "terminating connection",
                ];
                if passing.iter().any(|p| text.contains(p)) { Self::Unavailable(error) } else { Self::Other(error) }
            }
            other => Self::Other(other),
        }
    }
}
