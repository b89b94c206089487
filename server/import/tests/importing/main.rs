//! The importer against SQLite, and against PostgreSQL where `LINDEN_TEST_POSTGRES` names a server.
#![expect(clippy::unwrap_used, reason = "tests")]

mod common;
mod labels;
mod outside;
mod storing;
