//! Who acted in a chart besides its owner, as one range of the audit trail.

use sea_orm_migration::prelude::*;

/// See the module.
#[derive(Debug)]
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m20261128_000016_acted"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // No new column, so entries are hashed as before. What a patient's account did in its own chart is of kind patient.
        crate::run(
            manager,
            &["create index audit_acted on audit (patient_id, seq desc)
               where kind <> 'patient' and patient_id is not null"],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(manager, &["drop index audit_acted"]).await
    }
}
