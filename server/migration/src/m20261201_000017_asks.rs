//! What patients ask of offices: appointments, prescriptions anew, authorizations of referrals.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DatabaseBackend;

/// See the module.
#[derive(Debug)]
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m20261201_000017_asks"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(manager, TABLES).await?;
        let triggers: &[&str] = if manager.get_database_backend() == DatabaseBackend::Postgres {
            &[
                "create or replace function asks_append_only() returns trigger language plpgsql as
                 $$ begin raise exception 'what has happened to a request is append-only'; end $$",
                "create trigger ask_events_append_only before update or delete or truncate on ask_events
                 for each statement execute function asks_append_only()",
            ]
        } else {
            &[
                "create trigger ask_events_no_update before update on ask_events
                 begin select raise(abort, 'what has happened to a request is append-only'); end",
                "create trigger ask_events_no_delete before delete on ask_events
                 begin select raise(abort, 'what has happened to a request is append-only'); end",
            ]
        };
        crate::run(manager, triggers).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let triggers: &[&str] = if manager.get_database_backend() == DatabaseBackend::Postgres {
            &["drop trigger ask_events_append_only on ask_events", "drop function asks_append_only()"]
        } else {
            &["drop trigger ask_events_no_update", "drop trigger ask_events_no_delete"]
        };
        crate::run(manager, triggers).await?;
        crate::run(
            manager,
            &[
                "drop table pharmacies",
                "drop table ask_events",
                "drop table ask_times",
                "drop table ask_drugs",
                "drop table asks",
                "alter table pools drop column asks_waiting",
            ],
        )
        .await
    }
}

const TABLES: &[&str] = &[
    // `kind` is appointment, renewal or referral, `state` a word of types::ask::AskState. `form` is what the patient wrote
    // (types::ask::AskForm), `version` counts her changes of it, so that the desk acts over the one that it read. Days are
    // counted from 1970-01-01: `due_day` is null while it is the patient's turn, and when it is over. `news` is what her
    // side has not seen. `opened_at`: from then on she changes nothing any more.
    "create table asks (
        id {uuid} not null primary key,
        patient_id {uuid} not null references patients (id),
        pool_id {uuid} not null references pools (id),
        provider_id {uuid} references providers (id),
        kind text not null,
        state text not null,
        private boolean not null default false,
        account_id {uuid} not null references accounts (id),
        author text not null,
        for_other boolean not null default false,
        form {json} not null,
        version bigint not null default 1,
        made_at bigint not null,
        last_at bigint not null,
        opened_at bigint,
        due_day bigint,
        first_due_day bigint not null,
        news boolean not null default false,
        reason text,
        reason_words text not null default '',
        visit_at bigint,
        visit_minutes smallint,
        visit_way text,
        visit_place text,
        auth_number text,
        auth_visits smallint,
        auth_used smallint not null default 0,
        auth_from text,
        auth_to text,
        closed_at bigint
    )",
    // The patient's list, and what is still open of it.
    "create index asks_of_patient on asks (patient_id, last_at desc, id desc)",
    "create index asks_open_of_patient on asks (patient_id, last_at desc, id desc) where closed_at is null",
    // The desk's lists: all, what waits for others than the team, and the queue by the day on which it is due.
    "create index asks_of_pool on asks (pool_id, last_at desc, id desc)",
    "create index asks_elsewhere on asks (pool_id, last_at desc, id desc) where closed_at is null and due_day is null",
    "create index asks_due on asks (pool_id, due_day, id) where due_day is not null",
    "create index asks_visits on asks (patient_id, visit_at) where visit_at is not null",
    // The prescriptions of a renewal, with the names that they had then. `outcome` is approved or declined.
    "create table ask_drugs (
        ask_id {uuid} not null references asks (id),
        place smallint not null,
        medication_id {uuid} not null references medication_requests (id),
        name text not null,
        days_left smallint,
        outcome text,
        why text,
        why_words text not null default '',
        decided_at bigint,
        primary key (ask_id, place)
    )",
    // Whether a prescription was asked for already.
    "create index ask_drugs_of_drug on ask_drugs (medication_id)",
    // Times that the office has proposed, a few in each round. `outcome` is taken or passed.
    "create table ask_times (
        id {uuid} not null primary key,
        ask_id {uuid} not null references asks (id),
        round smallint not null,
        starts_at bigint not null,
        minutes smallint not null,
        way text not null,
        place text not null,
        outcome text
    )",
    "create index ask_times_of on ask_times (ask_id, round, starts_at)",
    // What has happened, each thing once and for ever.
    "create table ask_events (
        id {uuid} not null primary key,
        ask_id {uuid} not null references asks (id),
        patient_id {uuid} not null references patients (id),
        at bigint not null,
        event text not null,
        before text not null,
        after text not null,
        side text not null,
        account_id {uuid} references accounts (id),
        author text not null,
        role text,
        for_other boolean not null default false,
        reason text,
        words text not null default '',
        due_day bigint
    )",
    "create index ask_events_of on ask_events (ask_id, at desc, id desc)",
    // Where a patient fetches what is prescribed, as she last said.
    "create table pharmacies (
        patient_id {uuid} not null primary key references patients (id),
        name text not null,
        phone text not null default '',
        line text not null default '',
        changed_at bigint not null,
        account_id {uuid} not null references accounts (id)
    )",
    // Asks that wait for the team, kept in the transaction that changes them, as `waiting` is of conversations.
    "alter table pools add column asks_waiting bigint not null default 0",
];
