//! What no representative is shown: confidential parts of records, and conversations that a teen keeps for herself.

use sea_orm_migration::prelude::*;

/// See the module.
#[derive(Debug)]
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m20261128_000015_confidential"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(
            manager,
            &[
                // `item_id` is a row of a records table, an encounter or a report; `why` is code, staff or patient. What is
                // lifted stays as a row.
                "create table confidential (
                    item_id {uuid} not null primary key,
                    patient_id {uuid} not null references patients (id),
                    why text not null,
                    since bigint not null,
                    by_account {uuid} references accounts (id),
                    lifted_at bigint,
                    lifted_by {uuid} references accounts (id)
                )",
                "create index confidential_of on confidential (patient_id, since desc, item_id desc)",
                // By which list of codes the records were marked: another one marks them anew. `hash` is that of the list.
                "create table labelled (
                    hash text not null primary key,
                    at bigint not null
                )",
                // The teen keeps it for herself.
                "alter table threads add column private boolean not null default false",
                // Written by a representative.
                "alter table messages add column for_other boolean not null default false",
                // Unread threads that are not private, beside all of them.
                "alter table patients add column unread_open bigint not null default 0",
                "update patients set unread_open = unread_threads",
                "create index threads_open_to_all on threads (patient_id, last_at desc, id desc) where not private",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(
            manager,
            &[
                "drop index threads_open_to_all",
                "alter table patients drop column unread_open",
                "alter table messages drop column for_other",
                "alter table threads drop column private",
                "drop table labelled",
                "drop table confidential",
            ],
        )
        .await
    }
}
