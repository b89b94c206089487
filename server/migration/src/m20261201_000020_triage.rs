//! The triage desk: when each conversation is due, whose turn it is, what colleagues say to each other, texts to answer
//! with, and who stands in for whom.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DatabaseBackend;

/// See the module.
#[derive(Debug)]
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m20261201_000020_triage"
    }
}

fn is_postgres(manager: &SchemaManager<'_>) -> bool {
    manager.get_database_backend() == DatabaseBackend::Postgres
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(manager, COLUMNS).await?;
        // Days from 1970-01-01, as asks have them. One that waits and has no day was due when it came.
        let day = if is_postgres(manager) {
            "cast(answer_by as date) - date '1970-01-01'"
        } else {
            "cast(julianday(answer_by) - julianday('1970-01-01') as integer)"
        };
        let dated = format!("update threads set due_day = coalesce({day}, last_at / 86400000) where waiting");
        crate::run(manager, &[&dated]).await?;
        crate::run(manager, TABLES).await?;
        let triggers = if is_postgres(manager) { TRIGGERS_OF_POSTGRES } else { TRIGGERS_OF_SQLITE };
        crate::run(manager, triggers).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let triggers: &[&str] = if is_postgres(manager) {
            &[
                "drop trigger desk_notes_append_only on desk_notes",
                "drop trigger desk_moves_append_only on desk_moves",
                "drop function desk_append_only()",
            ]
        } else {
            &[
                "drop trigger desk_notes_no_update",
                "drop trigger desk_notes_no_delete",
                "drop trigger desk_moves_no_update",
                "drop trigger desk_moves_no_delete",
            ]
        };
        crate::run(manager, triggers).await?;
        crate::run(
            manager,
            &[
                "drop table covers",
                "drop table templates",
                "drop table desk_moves",
                "drop table desk_notes",
                "drop table desk_claims",
                "drop index message_rows_of_thread",
                "drop index asks_late",
                "drop index asks_assigned",
                "drop index threads_undated",
                "drop index threads_late",
                "drop index threads_assigned",
                "drop index threads_due",
                "alter table pools drop column told_day",
                "alter table asks drop column escalated_at",
                "alter table asks drop column assigned_to",
                "alter table threads drop column escalated_at",
                "alter table threads drop column assigned_to",
                "alter table threads drop column due_day",
            ],
        )
        .await
    }
}

/// `due_day` is there while a conversation waits. `assigned_to` stays when it has been answered: what is written next is
/// for the same colleague. `escalated_at`: its inbox was told that it is late. `told_day`: the last day on which the lead
/// of an inbox was written to.
const COLUMNS: &[&str] = &[
    "alter table threads add column due_day bigint",
    "alter table threads add column assigned_to {uuid} references accounts (id)",
    "alter table threads add column escalated_at bigint",
    "alter table asks add column assigned_to {uuid} references accounts (id)",
    "alter table asks add column escalated_at bigint",
    "alter table pools add column told_day bigint",
];

const TABLES: &[&str] = &[
    // The queue: of an inbox, of a colleague, and what is late and nobody was told of.
    "create index threads_due on threads (pool_id, due_day, id) where waiting",
    "create index threads_assigned on threads (assigned_to, due_day, id) where waiting and assigned_to is not null",
    "create index threads_late on threads (due_day, id) where waiting and escalated_at is null",
    // What a portal of the version before has written beside this one.
    "create index threads_undated on threads (id) where waiting and due_day is null",
    "create index asks_assigned on asks (assigned_to, due_day, id) where due_day is not null and assigned_to is not null",
    "create index asks_late on asks (due_day, id) where due_day is not null and escalated_at is null",
    // A conversation that is handed over is looked for in another inbox.
    "create index message_rows_of_thread on message_rows (thread_id)",
    // Who is answering what just now: one row for a conversation or an ask, worth nothing after `until`.
    "create table desk_claims (
        item_id {uuid} not null primary key,
        account_id {uuid} not null references accounts (id),
        until bigint not null
    )",
    // What colleagues say to each other. No query of a patient's side names these tables.
    "create table desk_notes (
        id {uuid} not null primary key,
        item_id {uuid} not null,
        pool_id {uuid} not null references pools (id),
        patient_id {uuid} not null references patients (id),
        at bigint not null,
        account_id {uuid} not null references accounts (id),
        author text not null,
        role text,
        words text not null
    )",
    "create index desk_notes_of on desk_notes (item_id, at desc, id desc)",
    // What has happened at the desk; `what` is a word of types::triage::ItemMoved. Without an account the portal did it.
    "create table desk_moves (
        id {uuid} not null primary key,
        item_id {uuid} not null,
        pool_id {uuid} not null references pools (id),
        patient_id {uuid} not null references patients (id),
        at bigint not null,
        account_id {uuid} references accounts (id),
        author text,
        what text not null,
        to_account {uuid} references accounts (id),
        to_name text,
        to_pool {uuid} references pools (id),
        to_kind text,
        words text not null default ''
    )",
    "create index desk_moves_of on desk_moves (item_id, at desc, id desc)",
    // Texts that an inbox answers with. What is not used any more stays as a row.
    "create table templates (
        id {uuid} not null primary key,
        pool_id {uuid} not null references pools (id),
        name text not null,
        lang text not null,
        body text not null,
        made_by {uuid} not null references accounts (id),
        changed_at bigint not null,
        retired_at bigint
    )",
    "create index templates_of on templates (pool_id, name, id) where retired_at is null",
    // Who stands in for whom, from one day to another, both included.
    "create table covers (
        id {uuid} not null primary key,
        account_id {uuid} not null references accounts (id),
        by_account {uuid} not null references accounts (id),
        from_day bigint not null,
        until_day bigint not null,
        made_by {uuid} not null references accounts (id),
        made_at bigint not null,
        ended_by {uuid} references accounts (id),
        ended_at bigint
    )",
    "create index covers_now on covers (account_id, until_day) where ended_at is null",
    "create index covers_by on covers (by_account, until_day) where ended_at is null",
];

const TRIGGERS_OF_POSTGRES: &[&str] = &[
    "create or replace function desk_append_only() returns trigger language plpgsql as
     $$ begin raise exception 'what colleagues have written down is append-only'; end $$",
    "create trigger desk_notes_append_only before update or delete or truncate on desk_notes
     for each statement execute function desk_append_only()",
    "create trigger desk_moves_append_only before update or delete or truncate on desk_moves
     for each statement execute function desk_append_only()",
];

const TRIGGERS_OF_SQLITE: &[&str] = &[
    "create trigger desk_notes_no_update before update on desk_notes
     begin select raise(abort, 'what colleagues have written down is append-only'); end",
    "create trigger desk_notes_no_delete before delete on desk_notes
     begin select raise(abort, 'what colleagues have written down is append-only'); end",
    "create trigger desk_moves_no_update before update on desk_moves
     begin select raise(abort, 'what colleagues have written down is append-only'); end",
    "create trigger desk_moves_no_delete before delete on desk_moves
     begin select raise(abort, 'what colleagues have written down is append-only'); end",
];
