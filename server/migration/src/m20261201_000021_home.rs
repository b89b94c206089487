//! The first page of a chart: what a patient waits for, the first due first; and about whose chart a letter was written, so
//! that not every answer is told by one of its own.

use sea_orm_migration::prelude::*;

/// See the module.
#[derive(Debug)]
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m20261201_000021_home"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(
            manager,
            &[
                "create index threads_waiting_of_patient on threads (patient_id, due_day, id) where waiting",
                // About whose chart, where it is about one. No reference: the letter goes by itself before long.
                "alter table outbox add column patient_id {uuid}",
                "create index outbox_of_patient on outbox (patient_id, created_at) where patient_id is not null",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(
            manager,
            &[
                "drop index outbox_of_patient",
                "alter table outbox drop column patient_id",
                "drop index threads_waiting_of_patient",
            ],
        )
        .await
    }
}
