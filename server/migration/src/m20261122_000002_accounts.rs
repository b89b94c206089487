//! Accounts, sessions, enrollments, the outbox and the audit trail.

use sea_orm_migration::prelude::*;

/// See the module.
#[derive(Debug)]
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m20261122_000002_accounts"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(
            manager,
            &[
                // A person's sign-in. One record has at most one account: `patient_id` is unique.
                "create table accounts (
                    id {uuid} not null primary key,
                    username text not null,
                    username_key text not null unique,
                    password_hash text not null,
                    state text not null,
                    lang text not null,
                    patient_id {uuid} unique references patients (id),
                    role text,
                    display_name text not null,
                    totp_sealed text,
                    totp_last_step bigint not null default 0,
                    question text,
                    answer_hash text,
                    terms_version text,
                    privacy_version text,
                    agreed_at bigint,
                    created_at bigint not null
                )",
                "create table account_contacts (
                    account_id {uuid} not null references accounts (id),
                    channel text not null,
                    value text not null,
                    proven_at bigint not null,
                    primary key (account_id, channel, value)
                )",
                // Wrong passwords by username, existing or not. The key is a keyed hash: no names here.
                "create table guesses (
                    key text not null primary key,
                    fails bigint not null,
                    last_at bigint not null
                )",
                // The secret is in the cookie; here is only its SHA-256.
                "create table sessions (
                    id {uuid} not null primary key,
                    token_hash text not null unique,
                    account_id {uuid} not null references accounts (id),
                    created_at bigint not null,
                    seen_at bigint not null,
                    ended_at bigint
                )",
                "create index sessions_by_account on sessions (account_id, created_at)",
                // A saved wizard. `version` lets one of two tabs win.
                "create table enrollments (
                    id {uuid} not null primary key,
                    token_hash text not null unique,
                    version bigint not null,
                    state {json} not null,
                    status text not null,
                    patient_id {uuid} references patients (id),
                    created_at bigint not null,
                    updated_at bigint not null
                )",
                "create index enrollments_by_status on enrollments (status, updated_at, id)",
                // What will be sent, written in the same transaction as the change that asks for it.
                "create table outbox (
                    id {uuid} not null primary key,
                    channel text not null,
                    recipient text not null,
                    lang text not null,
                    letter {json} not null,
                    created_at bigint not null,
                    sent_at bigint
                )",
                "create index outbox_by_time on outbox (created_at, id)",
                // Who did or saw what. Ids only, no names and no content.
                "create table audit (
                    seq {seq},
                    at bigint not null,
                    kind text not null,
                    account_id {uuid},
                    session_id {uuid},
                    action text not null,
                    patient_id {uuid},
                    category text,
                    object_id {uuid},
                    outcome text not null
                )",
                "create index audit_by_patient on audit (patient_id, seq)",
                "create index audit_by_account on audit (account_id, seq)",
                // A view of a chart is audited once per session, chart, category and ten minutes.
                "create table chart_views (
                    session_id {uuid} not null,
                    patient_id {uuid} not null,
                    category text not null,
                    at bigint not null,
                    primary key (session_id, patient_id, category)
                )",
                // One row per intent: the reply that was given, to be given again (safety of retries).
                "create table intents (
                    account_id {uuid} not null,
                    intent {uuid} not null,
                    route text not null,
                    body_hash text not null,
                    reply {json} not null,
                    created_at bigint not null,
                    primary key (account_id, intent)
                )",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(
            manager,
            &[
                "drop table intents",
                "drop table chart_views",
                "drop table audit",
                "drop table outbox",
                "drop table enrollments",
                "drop table sessions",
                "drop table guesses",
                "drop table account_contacts",
                "drop table accounts",
            ],
        )
        .await
    }
}
