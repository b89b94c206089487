//! Files that people send with messages and requests.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DatabaseBackend;

/// See the module.
#[derive(Debug)]
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m20261201_000019_files"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let postgres = manager.get_database_backend() == DatabaseBackend::Postgres;
        crate::run(manager, TABLES).await?;
        crate::run(manager, &[&CHUNKS.replace("{bytes}", if postgres { "bytea" } else { "blob" })]).await?;
        if postgres {
            // What is kept is packed already.
            crate::run(manager, &["alter table file_chunks alter column bytes set storage external"]).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(
            manager,
            &["drop table file_chunks", "drop table files", "alter table accounts drop column file_bytes"],
        )
        .await
    }
}

const TABLES: &[&str] = &[
    // `place` is where it lies until it is sent (care::files::Place); then it belongs to a message or a request. `kind` is a
    // word of types::file::FileKind. `state` is receiving, held (nobody has judged it yet), clean or infected; of the last one
    // nothing is left but its name. `due_at`: when the scanner is asked next.
    "create table files (
        id {uuid} not null primary key,
        account_id {uuid} not null references accounts (id),
        patient_id {uuid} not null references patients (id),
        place text,
        message_id {uuid} references messages (id),
        ask_id {uuid} references asks (id),
        name text not null,
        kind text not null,
        bytes bigint not null,
        hash text not null,
        state text not null,
        made_at bigint not null,
        sent_at bigint,
        judged_at bigint,
        due_at bigint not null,
        tries bigint not null default 0
    )",
    "create index files_of_message on files (message_id) where message_id is not null",
    "create index files_of_ask on files (ask_id) where ask_id is not null",
    "create index files_of_draft on files (account_id, place) where place is not null",
    "create index files_unsent on files (made_at, id) where place is not null",
    "create index files_held on files (due_at, id) where state = 'held'",
    // Bytes of what an account has sent and is kept, in the transaction that changes it.
    "alter table accounts add column file_bytes bigint not null default 0",
];

/// In pieces, so that no transaction is long and nobody reads a whole file to send its beginning.
const CHUNKS: &str = "create table file_chunks (
        file_id {uuid} not null references files (id) on delete cascade,
        no smallint not null,
        bytes {bytes} not null,
        primary key (file_id, no)
    )";
