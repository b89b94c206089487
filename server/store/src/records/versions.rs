//! Resources by what they are called, and their former versions.

use super::batch::{among, marks};
use crate::db::all;
use crate::{Reads, StoreError, Tx};
use sea_orm::{ConnectionTrait as _, DbBackend, FromQueryResult, Value};
use std::collections::HashSet;
use uuid::Uuid;

/// A resource that is stored already.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Known {
    /// Its row.
    pub id: Uuid,
    /// FHIR type.
    pub kind: String,
    /// FHIR id.
    pub fhir_id: String,
    /// Hash of its content.
    pub hash: String,
    /// When its source says it changed.
    pub updated: Option<i64>,
    /// Whose it is.
    pub patient_id: Option<Uuid>,
}

/// The stored resources with these FHIR ids, of whatever type.
pub async fn known(db: &impl Reads, fhir_ids: &[&str]) -> Result<Vec<Known>, StoreError> {
    among(
        db,
        "select id, type as kind, fhir_id, hash, updated, patient_id from resources where fhir_id in {}",
        fhir_ids,
    )
    .await
}

/// The resource of this type that carries a business identifier; `None` if there is none, or more than one.
pub async fn identified(db: &impl Reads, kind: &str, system: &str, value: &str) -> Result<Option<Uuid>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        resource_id: Uuid,
    }
    let sql = "select resource_id from resource_identifiers where type = $1 and system = $2 and value = $3 limit 2";
    let rows: Vec<Row> = all(db, sql, [kind.into(), system.into(), value.into()]).await?;
    Ok(match rows.as_slice() {
        [only] => Some(only.resource_id),
        _ => None,
    })
}

/// Which contents these resources had before: resource and hash.
pub async fn seen_before(db: &impl Reads, ids: &[Uuid]) -> Result<HashSet<(Uuid, String)>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        resource_id: Uuid,
        hash: String,
    }
    let rows: Vec<Row> =
        among(db, "select resource_id, hash from resource_versions where resource_id in {}", ids).await?;
    Ok(rows.into_iter().map(|r| (r.resource_id, r.hash)).collect())
}

/// Keeps the present content of these resources as a former version.
pub async fn archive(tx: &Tx, ids: &[Uuid], now: i64) -> Result<(), StoreError> {
    for chunk in ids.chunks(100) {
        let mut next = 2;
        let first = if tx.get_database_backend() == DbBackend::Postgres { "$1" } else { "?" };
        let sql = format!(
            "insert into resource_versions (resource_id, hash, body, updated, imported_at, replaced_at)
             select id, hash, body, updated, imported_at, cast({first} as bigint) from resources where id in {}",
            marks(tx, &mut next, chunk.len())
        );
        let mut values: Vec<Value> = vec![now.into()];
        values.extend(chunk.iter().map(|id| Value::from(*id)));
        tx.run(&sql, values).await?;
    }
    Ok(())
}
