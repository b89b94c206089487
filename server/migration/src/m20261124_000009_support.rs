//! Tickets to Technical Support, and why an account is set aside or when it was erased.

use sea_orm_migration::prelude::*;

/// See the module.
#[derive(Debug)]
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m20261124_000009_support"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(
            manager,
            &[
                // `signed_in`: the account itself has sent it, which proves who asks. Otherwise `account_id` is what the
                // desk has found, and `proven_at` when the person has read back the code that went to its contacts.
                "create table tickets (
                    id {uuid} not null primary key,
                    number text not null unique,
                    category text not null,
                    text text not null,
                    name text not null,
                    channel text,
                    reach text,
                    lang text not null,
                    account_id {uuid} references accounts (id),
                    signed_in boolean not null,
                    asked_at bigint not null,
                    code_hash text,
                    code_sent_at bigint not null default 0,
                    code_sends bigint not null default 0,
                    code_wrong bigint not null default 0,
                    proven_at bigint,
                    outcome text,
                    closed_by {uuid} references accounts (id),
                    closed_at bigint
                )",
                "create index tickets_open on tickets (asked_at, id) where closed_at is null",
                "create index tickets_of_account on tickets (account_id) where account_id is not null",
                "create table ticket_notes (
                    id {uuid} not null primary key,
                    ticket_id {uuid} not null references tickets (id),
                    account_id {uuid} not null references accounts (id),
                    author text not null,
                    at bigint not null,
                    text text not null
                )",
                "create index ticket_notes_of on ticket_notes (ticket_id, at, id)",
                // Why an account is set aside: `request` (the person asked for it) or `reproof` (who she is must be
                // confirmed anew). It stays while the account is cancelled, and counts again when it is restored.
                "alter table accounts add column suspended_for text",
                // When what identifies a cancelled account was erased.
                "alter table accounts add column erased_at bigint",
                "create index accounts_cancelled on accounts (cancelled_at, id)
                 where cancelled_at is not null and erased_at is null",
                // Usernames of erased accounts that nobody gets yet, as keyed hashes.
                "create table retired_usernames (name text not null primary key, free_at bigint not null)",
                "create index retired_usernames_old on retired_usernames (free_at)",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(
            manager,
            &[
                "drop table retired_usernames",
                "drop index accounts_cancelled",
                "alter table accounts drop column erased_at",
                "alter table accounts drop column suspended_for",
                "drop table ticket_notes",
                "drop table tickets",
            ],
        )
        .await
    }
}
