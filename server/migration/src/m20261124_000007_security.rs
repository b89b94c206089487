//! Recovery, second factors, remembered devices, passkeys, and when a person last proved who she is.

use sea_orm_migration::prelude::*;

/// See the module.
#[derive(Debug)]
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m20261124_000007_security"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(
            manager,
            &[
                // A secret that is being set up counts only when a code of it was entered.
                "alter table accounts add column totp_pending text",
                "alter table accounts add column cancelled_at bigint",
                // When the person last proved who she is, and on what kind of browser ("Chrome, Android").
                "alter table sessions add column proven_at bigint not null default 0",
                "alter table sessions add column device text not null default ''",
                "create table recovery_codes (
                    account_id {uuid} not null references accounts (id),
                    code_hash text not null,
                    used_at bigint,
                    primary key (account_id, code_hash)
                )",
                // A mailed link to a new password, by the keyed hash of its code.
                "create table recoveries (
                    id {uuid} not null primary key,
                    code_hash text not null unique,
                    account_id {uuid} not null references accounts (id),
                    made_at bigint not null,
                    expires_at bigint not null,
                    wrong bigint not null default 0,
                    used_at bigint
                )",
                "create index recoveries_of_account on recoveries (account_id, made_at)",
                // The first of two steps of a sign-in: the password was right.
                "create table half_sign_ins (
                    token_hash text not null primary key,
                    account_id {uuid} not null references accounts (id),
                    made_at bigint not null,
                    wrong bigint not null default 0,
                    next text
                )",
                // A device that needs no second factor for a while.
                "create table devices (
                    id {uuid} not null primary key,
                    token_hash text not null unique,
                    account_id {uuid} not null references accounts (id),
                    name text not null,
                    made_at bigint not null,
                    seen_at bigint not null,
                    ended_at bigint
                )",
                "create index devices_of_account on devices (account_id, seen_at)",
                // A contact that is being added: proven by a code.
                "create table contact_checks (
                    account_id {uuid} not null primary key references accounts (id),
                    channel text not null,
                    value text not null,
                    code_hash text not null,
                    sent_at bigint not null,
                    wrong bigint not null default 0,
                    sends bigint not null default 1
                )",
                "create index account_contacts_by_value on account_contacts (value)",
                // Wrong passwords in a row are remembered for long, counts of an hour or a day are not. Which kind an
                // older count is cannot be told: it is taken for the one that stays.
                "alter table guesses add column in_a_row boolean not null default false",
                "update guesses set in_a_row = true",
                // What is past any use is deleted by its age.
                "create index guesses_old on guesses (last_at) where not in_a_row",
                "create index guesses_in_a_row_old on guesses (last_at) where in_a_row",
                "create index outbox_old on outbox (coalesce(sent_at, given_up_at))",
                "create index recoveries_old on recoveries (expires_at)",
                "create index contact_checks_old on contact_checks (sent_at)",
                "create index devices_old on devices (made_at)",
                "create index sessions_old on sessions (created_at)",
                "create index chart_views_old on chart_views (at)",
                "create index intents_old on intents (created_at)",
                // One's own sign-ins: failed ones are nobody's, but about an account.
                "create index audit_by_object on audit (object_id, seq) where object_id is not null",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(
            manager,
            &[
                "drop index audit_by_object",
                "drop index intents_old",
                "drop index chart_views_old",
                "drop index sessions_old",
                "drop index outbox_old",
                "drop index guesses_in_a_row_old",
                "drop index guesses_old",
                "alter table guesses drop column in_a_row",
                "drop index account_contacts_by_value",
                "drop table contact_checks",
                "drop table devices",
                "drop table half_sign_ins",
                "drop table recoveries",
                "drop table recovery_codes",
                "alter table sessions drop column device",
                "alter table sessions drop column proven_at",
                "alter table accounts drop column cancelled_at",
                "alter table accounts drop column totp_pending",
            ],
        )
        .await
    }
}
