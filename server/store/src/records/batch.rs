//! Statements over many rows.

use crate::db::all;
use crate::{Reads, StoreError, Tx};
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, Value};
use std::fmt::Write as _;
use uuid::Uuid;

/// One value of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Text.
    Text(Option<String>),
    /// A whole number, `bigint`.
    Int(Option<i64>),
    /// A small whole number, `smallint`.
    Small(Option<i16>),
    /// A number, `double precision`.
    Number(Option<f64>),
    /// Yes or no.
    Flag(Option<bool>),
    /// An id.
    Id(Option<Uuid>),
}

impl From<Cell> for Value {
    fn from(cell: Cell) -> Self {
        match cell {
            Cell::Text(v) => v.into(),
            Cell::Int(v) => v.into(),
            Cell::Small(v) => v.into(),
            Cell::Number(v) => v.into(),
            Cell::Flag(v) => v.into(),
            Cell::Id(v) => v.into(),
        }
    }
}

/// Lengths of batches, longest first. Any number of rows is a sum of these.
const LENGTHS: [usize; 4] = [100, 25, 5, 1];

/// Most values of one statement: SQLite takes 32,766 and PostgreSQL 65,535.
const MOST_VALUES: usize = 30_000;

/// Writes rows; a row whose key exists already gets the new values.
///
/// Table and column names are of the program, never of a file: hence `'static`.
pub async fn put(
    tx: &Tx,
    table: &'static str,
    key: &[&'static str],
    columns: &[&'static str],
    rows: Vec<Vec<Cell>>,
) -> Result<(), StoreError> {
    let update: Vec<String> =
        columns.iter().filter(|c| !key.contains(*c)).map(|c| format!("{c} = excluded.{c}")).collect();
    let action = if update.is_empty() { "nothing".to_owned() } else { format!("update set {}", update.join(", ")) };
    let (head, tail) = (
        format!("insert into {table} ({}) values ", columns.join(", ")),
        format!(" on conflict ({}) do {action}", key.join(", ")),
    );
    let mut rows = rows.into_iter();
    for length in LENGTHS {
        if length * columns.len() > MOST_VALUES {
            continue;
        }
        while rows.len() >= length {
            let mut sql = head.clone();
            let mut next = 1;
            for row in 0..length {
                if row > 0 {
                    sql.push_str(", ");
                }
                sql.push_str(&marks(tx, &mut next, columns.len()));
            }
            sql.push_str(&tail);
            let values: Vec<Value> = rows.by_ref().take(length).flatten().map(Value::from).collect();
            tx.run(&sql, values).await?;
        }
    }
    Ok(())
}

/// Deletes the rows whose `column` is one of `ids`.
pub async fn clear(tx: &Tx, table: &'static str, column: &'static str, ids: &[Uuid]) -> Result<(), StoreError> {
    for chunk in ids.chunks(LENGTHS[0]) {
        let mut next = 1;
        let sql = format!("delete from {table} where {column} in {}", marks(tx, &mut next, LENGTHS[0]));
        tx.run(&sql, padded(chunk.iter().copied())).await?;
    }
    Ok(())
}

/// Rows of `select … where … in` for any number of values: `sql` with `{}` where the list goes.
pub(super) async fn among<T: FromQueryResult, V: Into<Value> + Clone>(
    db: &impl Reads,
    sql: &str,
    values: &[V],
) -> Result<Vec<T>, StoreError> {
    let mut rows = Vec::new();
    for chunk in values.chunks(LENGTHS[0]) {
        let mut next = 1;
        let sql = sql.replace("{}", &marks(db, &mut next, LENGTHS[0]));
        rows.extend(all(db, &sql, padded(chunk.iter().cloned())).await?);
    }
    Ok(rows)
}

/// `($1, $2, …)`, or `(?, ?, …)` for SQLite, which looks numbered marks up one by one and takes squared time.
pub(super) fn marks(db: &impl ConnectionTrait, next: &mut usize, count: usize) -> String {
    let numbered = db.get_database_backend() == DbBackend::Postgres;
    let mut text = String::with_capacity(count * 6);
    for place in 0..count {
        text.push(if place == 0 { '(' } else { ',' });
        if numbered {
            let _ = write!(text, "${}", *next);
        } else {
            text.push('?');
        }
        *next += 1;
    }
    text.push(')');
    text
}

/// A list filled up with its last value: twice the same in a list changes nothing.
fn padded<V: Into<Value> + Clone>(values: impl Iterator<Item = V>) -> Vec<Value> {
    let mut values: Vec<Value> = values.map(Into::into).collect();
    if let Some(last) = values.last().cloned() {
        values.resize(LENGTHS[0], last);
    }
    values
}
