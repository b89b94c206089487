//! Invitations with activation codes, requests to the enrollment desk, and who stands behind a teen's account.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{DatabaseBackend, Statement, Value};
use uuid::Uuid;

/// See the module.
#[derive(Debug)]
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m20261124_000006_enrollment"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(
            manager,
            &[
                // Which practices a staff member works for; a pool's members answer messages besides.
                "create table practice_staff (
                    account_id {uuid} not null references accounts (id),
                    practice_id {uuid} not null references practices (id),
                    primary key (account_id, practice_id)
                )",
                "create index practice_staff_by_practice on practice_staff (practice_id)",
                // One code for one record. The code itself is nowhere: `code_hash` is keyed. `ended` is used,
                // revoked or replaced. Wrong birth dates are counted by the hour.
                "create table invitations (
                    id {uuid} not null primary key,
                    patient_id {uuid} not null references patients (id),
                    practice_id {uuid} references practices (id),
                    code_hash text not null unique,
                    way text not null,
                    sent_to text,
                    lang text not null,
                    made_by {uuid} not null references accounts (id),
                    made_at bigint not null,
                    expires_at bigint not null,
                    ended text,
                    ended_at bigint,
                    wrong_births bigint not null default 0,
                    wrong_hour bigint not null default 0,
                    frozen boolean not null default false
                )",
                "create index invitations_of_patient on invitations (patient_id, made_at desc, id desc)",
                // At most one code of a record works: a newer one takes its place.
                "create unique index invitations_open on invitations (patient_id) where ended is null",
                // Who stands behind the account of somebody of 13 to 17: `kind` is guardian or confidential.
                "create table backings (
                    patient_id {uuid} not null primary key references patients (id),
                    kind text not null,
                    name text not null,
                    relation text not null,
                    recorded_by {uuid} not null references accounts (id),
                    recorded_at bigint not null
                )",
                "alter table enrollments add column invitation_id {uuid} references invitations (id)",
                // A request: its number (keyed hash), when it came, where the person can be reached, what was decided.
                "alter table enrollments add column number_hash text",
                "alter table enrollments add column asked_at bigint",
                "alter table enrollments add column reach_channel text",
                "alter table enrollments add column reach text",
                "alter table enrollments add column lang text",
                "alter table enrollments add column decided_by {uuid} references accounts (id)",
                "alter table enrollments add column decided_at bigint",
                "alter table enrollments add column decision text",
                "create unique index enrollments_by_number on enrollments (number_hash) where number_hash is not null",
                "create index enrollments_asked on enrollments (asked_at, id) where status = 'pending_review'",
                "create index enrollments_of_patient on enrollments (patient_id, created_at) where patient_id is not null",
                "create index enrollments_of_invitation on enrollments (invitation_id) where invitation_id is not null",
                "create table enrollment_notes (
                    id {uuid} not null primary key,
                    enrollment_id {uuid} not null references enrollments (id) on delete cascade,
                    account_id {uuid} not null references accounts (id),
                    author text not null,
                    at bigint not null,
                    text text not null
                )",
                "create index enrollment_notes_of on enrollment_notes (enrollment_id, at, id)",
            ],
        )
        .await?;
        if manager.get_database_backend() == DatabaseBackend::Postgres {
            // Names are looked up by their beginning, which is a range only where characters are ordered as in SQLite: by
            // their bytes. A database may have been made with the order of a language.
            crate::run(manager, &[BY_BYTES]).await?;
        }
        crate::run(
            manager,
            &[
                // Finding a record: by everybody born that day (patients_by_birth), by name and ZIP code where the
                // birth date has a slip, by a number on the record.
                "create index patients_by_name on patients (family_key, given_key, id)",
                "create index patient_contacts_by_value on patient_contacts (value)",
            ],
        )
        .await?;
        backfill(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(manager, &["drop index patient_contacts_by_value", "drop index patients_by_name"]).await?;
        if manager.get_database_backend() == DatabaseBackend::Postgres {
            let as_before = BY_BYTES.replace("\"C\"", "\"default\"");
            crate::run(manager, &[&as_before]).await?;
        }
        crate::run(
            manager,
            &[
                "drop table enrollment_notes",
                "drop index enrollments_of_invitation",
                "drop index enrollments_of_patient",
                "drop index enrollments_asked",
                "drop index enrollments_by_number",
                "alter table enrollments drop column decision",
                "alter table enrollments drop column decided_at",
                "alter table enrollments drop column decided_by",
                "alter table enrollments drop column lang",
                "alter table enrollments drop column reach",
                "alter table enrollments drop column reach_channel",
                "alter table enrollments drop column asked_at",
                "alter table enrollments drop column number_hash",
                "alter table enrollments drop column invitation_id",
                "drop table backings",
                "drop table invitations",
                "drop table practice_staff",
            ],
        )
        .await
    }
}

const BY_BYTES: &str = "alter table patients alter column given_key type text collate \"C\",
                                             alter column family_key type text collate \"C\"";

/// Requests read at a time.
const PAGE: usize = 500;

/// Requests that came before there was a desk wait since they were last changed; where their person can be reached stands
/// in the saved state. A state that cannot be read stays as it is: it has no contact, and its request is shown as such.
async fn backfill(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    crate::run(manager, &["update enrollments set asked_at = updated_at where status = 'pending_review'"]).await?;
    let db = manager.get_connection();
    let statement =
        |sql: &str, values: Vec<Value>| Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    let page = format!(
        "select id, state from enrollments where status = 'pending_review' and id > $1 order by id limit {PAGE}"
    );
    let mut after = Uuid::nil();
    loop {
        let rows = db.query_all_raw(statement(&page, vec![after.into()])).await?;
        for row in &rows {
            let (id, state): (Uuid, String) = (row.try_get("", "id")?, row.try_get("", "state")?);
            after = id;
            let state: serde_json::Value = serde_json::from_str(&state).unwrap_or_default();
            let reach = |part: &str| state.pointer(&format!("/stage/reach/{part}")).and_then(|v| v.as_str());
            if let (Some(channel), Some(value)) = (reach("channel"), reach("value")) {
                let known = "update enrollments set reach_channel = $1, reach = $2 where id = $3";
                db.execute_raw(statement(known, vec![channel.into(), value.into(), id.into()])).await?;
            }
        }
        if rows.len() < PAGE {
            return Ok(());
        }
    }
}
