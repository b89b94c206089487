//! Texts that a pool answers with.

use super::Item;
use crate::db::{all, one};
use crate::pools::places;
use crate::{Reads, StoreError, Tx};
use portal_access::PoolKey;
use portal_types::account::Lang;
use portal_types::ids::{AccountId, PoolId, TemplateId};
use portal_types::triage::{NewTemplate, TEMPLATES_MOST};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

/// A text. Has no `Debug`.
#[derive(Clone)]
pub struct TemplateRow {
    /// Which.
    pub id: TemplateId,
    /// Of which pool.
    pub pool: PoolId,
    /// What colleagues call it.
    pub name: String,
    /// Its language.
    pub lang: Lang,
    /// The text, with its gaps.
    pub body: String,
    /// When it was last changed, milliseconds UTC.
    pub changed_at: i64,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    pool_id: Uuid,
    name: String,
    lang: String,
    body: String,
    changed_at: i64,
}

impl Row {
    fn template(self) -> TemplateRow {
        TemplateRow {
            id: self.id.into(),
            pool: self.pool_id.into(),
            name: self.name,
            lang: Lang::from_code(&self.lang).unwrap_or_default(),
            body: self.body,
            changed_at: self.changed_at,
        }
    }
}

const COLUMNS: &str = "select t.id, t.pool_id, t.name, t.lang, t.body, t.changed_at from templates t";

/// The texts of one's pools, by pool and name.
pub async fn templates(db: &impl Reads, key: &PoolKey) -> Result<Vec<TemplateRow>, StoreError> {
    if key.pools().is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "{COLUMNS} where t.retired_at is null and t.pool_id in {} order by t.pool_id, t.name, t.id limit 2000",
        places(1, key.pools().len())
    );
    let values: Vec<Value> = key.pools().iter().map(|pool| pool.0.into()).collect();
    let rows: Vec<Row> = all(db, &sql, values).await?;
    Ok(rows.into_iter().map(Row::template).collect())
}

/// The texts of the pool of an item, by name.
pub async fn templates_of(db: &impl Reads, item: &Item) -> Result<Vec<TemplateRow>, StoreError> {
    let sql =
        format!("{COLUMNS} where t.retired_at is null and t.pool_id = $1 order by t.name, t.id limit {TEMPLATES_MOST}");
    let rows: Vec<Row> = all(db, &sql, [item.pool.0.into()]).await?;
    Ok(rows.into_iter().map(Row::template).collect())
}

/// A text of one's pools, held until the transaction ends.
pub async fn hold_template(tx: &Tx, key: &PoolKey, template: TemplateId) -> Result<Option<TemplateRow>, StoreError> {
    if key.pools().is_empty() {
        return Ok(None);
    }
    // Changes nothing; on PostgreSQL it locks the row.
    tx.run("update templates set name = name where id = $1", [template.0.into()]).await?;
    let sql =
        format!("{COLUMNS} where t.id = $1 and t.retired_at is null and t.pool_id in {}", places(2, key.pools().len()));
    let mut values: Vec<Value> = vec![template.0.into()];
    values.extend(key.pools().iter().map(|pool| Value::from(pool.0)));
    let row: Option<Row> = one(tx, &sql, values).await?;
    Ok(row.map(Row::template))
}

/// Keeps a text: a new one by this id, or one that is held. `false` if the pool has too many already.
pub async fn keep_template(
    tx: &Tx,
    id: TemplateId,
    new: &NewTemplate,
    by: AccountId,
    now: i64,
) -> Result<bool, StoreError> {
    // The pool's row first: of two who keep the last one at one moment, one is told that there is no room.
    tx.run("update pools set kind = kind where id = $1", [new.pool.0.into()]).await?;
    let sql = format!(
        "insert into templates (id, pool_id, name, lang, body, made_by, changed_at)
         select $1, p.id, $2, $3, $4, $5, $6 from pools p
         where p.id = $7 and (select count(*) from templates t
                              where t.pool_id = p.id and t.retired_at is null and t.id <> $1) < {TEMPLATES_MOST}
         on conflict (id) do update set pool_id = excluded.pool_id, name = excluded.name, lang = excluded.lang,
             body = excluded.body, made_by = excluded.made_by, changed_at = excluded.changed_at"
    );
    let values: [Value; 7] = [
        id.0.into(),
        new.name.as_str().into(),
        new.lang.code().into(),
        new.body.as_str().into(),
        by.0.into(),
        now.into(),
        new.pool.0.into(),
    ];
    Ok(tx.run(&sql, values).await? == 1)
}

/// Uses a text that is held no more.
pub async fn retire_template(tx: &Tx, template: TemplateId, now: i64) -> Result<(), StoreError> {
    tx.run("update templates set retired_at = $1 where id = $2", [now.into(), template.0.into()]).await?;
    Ok(())
}
