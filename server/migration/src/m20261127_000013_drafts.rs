//! Half-written messages.

use sea_orm_migration::prelude::*;

/// See the module.
#[derive(Debug)]
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m20261127_000013_drafts"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(
            manager,
            &[
                // One for each place at which somebody can write: a new message about a chart, a reply or an answer in a
                // conversation. With the intent it would be sent with: once that is carried out, it is nobody's draft.
                "create table drafts (
                    account_id {uuid} not null references accounts (id),
                    place text not null,
                    words {json} not null,
                    intent {uuid} not null,
                    saved_at bigint not null,
                    primary key (account_id, place)
                )",
                "create index drafts_old on drafts (saved_at)",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(manager, &["drop table drafts"]).await
    }
}
