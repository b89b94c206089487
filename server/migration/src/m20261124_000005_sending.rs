//! Delivery: how often a letter was tried, when it is due again, and why it was given up.

use sea_orm_migration::prelude::*;

/// See the module.
#[derive(Debug)]
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m20261124_000005_sending"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(
            manager,
            &[
                "alter table outbox add column attempts bigint not null default 0",
                // Not before this time; a worker that has taken a letter moves it on, so that no other takes it too.
                "alter table outbox add column due_at bigint not null default 0",
                "alter table outbox add column given_up_at bigint",
                // A word of ours, never what a mail server said: that could quote the letter.
                "alter table outbox add column trouble text",
                "create index outbox_due on outbox (due_at, id) where sent_at is null and given_up_at is null",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(
            manager,
            &[
                "drop index outbox_due",
                "alter table outbox drop column trouble",
                "alter table outbox drop column given_up_at",
                "alter table outbox drop column due_at",
                "alter table outbox drop column attempts",
            ],
        )
        .await
    }
}
