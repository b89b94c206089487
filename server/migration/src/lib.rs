#![doc = include_str!("../README.md")]

use sea_orm_migration::prelude::*;

mod m20261122_000001_people;
mod m20261122_000002_accounts;
mod m20261122_000003_messages;
mod m20261122_000004_records;
mod m20261124_000005_sending;
mod m20261124_000006_enrollment;
mod m20261124_000007_security;
mod m20261124_000008_audit_chain;
mod m20261124_000009_support;
mod m20261126_000010_administration;
mod m20261126_000011_passkeys;
mod m20261127_000012_locking;
mod m20261127_000013_drafts;
mod m20261128_000014_representatives;
mod m20261128_000015_confidential;
mod m20261128_000016_acted;
mod m20261201_000017_asks;
mod m20261201_000018_pools;
mod m20261201_000019_files;
mod m20261201_000020_triage;
mod m20261201_000021_home;
mod m20261202_000022_words;

/// All migrations, in order.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261122_000001_people::Migration),
            Box::new(m20261122_000002_accounts::Migration),
            Box::new(m20261122_000003_messages::Migration),
            Box::new(m20261122_000004_records::Migration),
            Box::new(m20261124_000005_sending::Migration),
            Box::new(m20261124_000006_enrollment::Migration),
            Box::new(m20261124_000007_security::Migration),
            Box::new(m20261124_000008_audit_chain::Migration),
            Box::new(m20261124_000009_support::Migration),
            Box::new(m20261126_000010_administration::Migration),
            Box::new(m20261126_000011_passkeys::Migration),
            Box::new(m20261127_000012_locking::Migration),
            Box::new(m20261127_000013_drafts::Migration),
            Box::new(m20261128_000014_representatives::Migration),
            Box::new(m20261128_000015_confidential::Migration),
            Box::new(m20261128_000016_acted::Migration),
            Box::new(m20261201_000017_asks::Migration),
            Box::new(m20261201_000018_pools::Migration),
            Box::new(m20261201_000019_files::Migration),
            Box::new(m20261201_000020_triage::Migration),
            Box::new(m20261201_000021_home::Migration),
            Box::new(m20261202_000022_words::Migration),
        ]
    }
}

/// Runs statements one after the other, written for both databases.
///
/// Three types differ: `{uuid}` (16 bytes), `{seq}` (a growing primary key) and `{json}` (text kept as it came).
/// Everything else is the SQL that both speak.
async fn run(manager: &SchemaManager<'_>, statements: &[&str]) -> Result<(), DbErr> {
    let (uuid, seq, json) = match manager.get_database_backend() {
        sea_orm::DatabaseBackend::Postgres => ("uuid", "bigint generated always as identity primary key", "text"),
        _ => ("blob", "integer primary key autoincrement", "text"),
    };
    for statement in statements {
        let sql = statement.replace("{uuid}", uuid).replace("{seq}", seq).replace("{json}", json);
        manager.get_connection().execute_unprepared(&sql).await?;
    }
    Ok(())
}

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::sea_orm;
