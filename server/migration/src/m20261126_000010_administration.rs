//! What an administrator decides: the texts that people agree to, holidays, the set-up of colleagues, and what
//! practices have switched on.

use sea_orm_migration::prelude::*;

/// See the module.
#[derive(Debug)]
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m20261126_000010_administration"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(
            manager,
            &[
                // Terms and notices of privacy practices. Of one kind, the highest number whose day has come is in force;
                // of two that are put at one moment under one number, one is. Days are counted from 1970-01-01. Without
                // `made_by` it came from the operator's settings.
                "create table agreements (
                    id {uuid} not null primary key,
                    kind text not null,
                    no bigint not null,
                    version text not null,
                    from_day bigint not null,
                    made_by {uuid} references accounts (id),
                    made_at bigint not null,
                    unique (kind, no),
                    unique (kind, version)
                )",
                "create index agreements_listed on agreements (made_at, id)",
                "create table agreement_texts (
                    agreement_id {uuid} not null references agreements (id),
                    lang text not null,
                    summary text not null,
                    text text not null,
                    primary key (agreement_id, lang)
                )",
                // Who agreed to which version, and when. What an account agreed to last stands in `accounts`, too.
                "create table agreed (
                    account_id {uuid} not null references accounts (id),
                    agreement_id {uuid} not null references agreements (id),
                    at bigint not null,
                    primary key (agreement_id, account_id)
                )",
                // One that was taken out stays as a row: the settings, which are read at every start, do not bring it
                // back.
                "create table holidays (
                    day bigint not null primary key,
                    name text not null,
                    put_by {uuid} references accounts (id),
                    put_at bigint not null,
                    removed_by {uuid} references accounts (id),
                    removed_at bigint
                )",
                "create index holidays_kept on holidays (day) where removed_at is null",
                // The link by which a colleague sets up password and authenticator, once. Here is its keyed hash.
                "create table staff_set_ups (
                    account_id {uuid} not null primary key references accounts (id),
                    code_hash text not null unique,
                    made_at bigint not null,
                    expires_at bigint not null
                )",
                "create index staff_set_ups_old on staff_set_ups (expires_at)",
                // When the enrollment desk last confirmed anew who the person is: for a day no contact changes.
                "alter table accounts add column proven_anew_at bigint",
                "create index accounts_staff on accounts (created_at, id) where role is not null",
                // What is switched on and off for a practice, and who did it last. What has no row is on.
                "create table practice_switches (
                    practice_id {uuid} not null references practices (id),
                    feature text not null,
                    is_on boolean not null,
                    changed_by {uuid} not null references accounts (id),
                    changed_at bigint not null,
                    primary key (practice_id, feature)
                )",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(
            manager,
            &[
                "drop table practice_switches",
                "drop index accounts_staff",
                "alter table accounts drop column proven_anew_at",
                "drop table staff_set_ups",
                "drop table holidays",
                "drop table agreed",
                "drop table agreement_texts",
                "drop table agreements",
            ],
        )
        .await
    }
}
