#![doc = include_str!("../README.md")]
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot be set up has failed")]

mod administration;
mod applicant;
mod asks;
mod charted;
mod clamd;
mod clinic;
pub mod corpus;
mod database;
mod desk;
mod drafts;
mod files;
mod hanging_up;
mod home;
mod joining;
mod locking;
mod messaging;
mod passkey;
mod people;
mod reached;
mod representing;
mod settings;
mod sharing;
mod support;
mod triage;

pub use administration::new_version;
pub use applicant::{Applicant, PASSWORD};
pub use charted::Item;
pub use clamd::Clamd;
pub use clinic::{Clinic, Mail, Practice, Record};
pub use database::Database;
pub use hanging_up::cut_off;
pub use passkey::Device;
pub use people::{Patient, Staff, World};
pub use portal_gateways::eicar;
pub use representing::Granted;
pub use settings::settings_at;
pub use sharing::{Paperwork, record_number};
pub use support::ticket;

/// So many seconds, in milliseconds.
pub fn seconds(count: i64) -> i64 {
    count * 1000
}

/// So many minutes, in milliseconds.
pub fn minutes(count: i64) -> i64 {
    seconds(60 * count)
}

/// So many hours, in milliseconds.
pub fn hours(count: i64) -> i64 {
    minutes(60 * count)
}

/// So many days of 24 hours, in milliseconds.
pub fn days(count: i64) -> i64 {
    hours(24 * count)
}

/// Runs a test to its end.
pub fn run(test: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(test);
}

/// What the PostgreSQL twin of a test says where there is no PostgreSQL.
#[expect(clippy::print_stdout, reason = "a test's own voice")]
pub fn skipped() {
    println!("skipped: no PostgreSQL");
}

/// One test for each database: `both_databases! { async fn r_1_2_name(clinic) { … } }`, or with settings of their own:
/// `both_databases! { with |settings| settings.idle_minutes = 5; async fn … }`.
#[macro_export]
macro_rules! both_databases {
    (with $change:expr; $($(#[$about:meta])* async fn $name:ident($clinic:ident) $body:block)+) => {$(
        $(#[$about])*
        mod $name {
            use super::*;

            async fn test($clinic: $crate::Clinic) $body

            #[test]
            fn sqlite() {
                $crate::run(async {
                    match $crate::Clinic::open_with($crate::Database::Sqlite, $change).await {
                        Some(clinic) => test(clinic).await,
                        None => unreachable!("SQLite is always there"),
                    }
                });
            }

            #[test]
            fn postgres() {
                $crate::run(async {
                    match $crate::Clinic::open_with($crate::Database::Postgres, $change).await {
                        Some(clinic) => test(clinic).await,
                        None => $crate::skipped(),
                    }
                });
            }
        }
    )+};
    ($($tests:tt)+) => {
        $crate::both_databases! { with |_| {}; $($tests)+ }
    };
}
