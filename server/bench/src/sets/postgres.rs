//! Writes a set into PostgreSQL by COPY.

use super::plan::Plan;
use super::rows::{Cell, MESSAGE, Row, Said, Table, all_said, tables, waiting};
use crate::Failure;
use sea_orm::sqlx::postgres::PgPoolCopyExt as _;
use sea_orm::{ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection, DbBackend, Statement};
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

/// Bytes that are sent at once.
const SENT: usize = 1 << 20;

impl Cell {
    /// Appends it as COPY reads it.
    fn copied(&self, to: &mut Vec<u8>) {
        match self {
            Self::Nothing => to.extend_from_slice(b"\\N"),
            Self::Id(id) => to.extend_from_slice(id.to_string().as_bytes()),
            Self::Number(number) => to.extend_from_slice(number.to_string().as_bytes()),
            Self::Flag(flag) => to.push(if *flag { b't' } else { b'f' }),
            Self::Word(word) => text(word, to),
            Self::Text(words) => text(words, to),
        }
    }
}

/// A text as COPY reads it: what has a meaning there is escaped.
fn text(words: &str, to: &mut Vec<u8>) {
    for byte in words.bytes() {
        match byte {
            b'\\' => to.extend_from_slice(b"\\\\"),
            b'\t' => to.extend_from_slice(b"\\t"),
            b'\n' => to.extend_from_slice(b"\\n"),
            b'\r' => to.extend_from_slice(b"\\r"),
            _ => to.push(byte),
        }
    }
}

/// Appends a row as COPY reads it.
fn line(row: &[Cell], to: &mut Vec<u8>) {
    for (place, cell) in row.iter().enumerate() {
        if place > 0 {
            to.push(b'\t');
        }
        cell.copied(to);
    }
    to.push(b'\n');
}

/// The row by which a message is found. Lexemes without a place, as `array_to_tsvector` makes them.
fn found(said: &Said) -> Row {
    let words = said.indexed.together.clone();
    vec![said.id.into(), said.thread.into(), said.at.into(), words.into()]
}

async fn copy(
    conn: &DatabaseConnection,
    (name, columns): (&str, &str),
    rows: impl Iterator<Item = Row>,
) -> Result<(), Failure> {
    let statement = format!("copy {name} ({columns}) from stdin");
    let mut copy = conn.get_postgres_connection_pool().copy_in_raw(&statement).await?;
    let mut lines = Vec::with_capacity(SENT + 4_096);
    for row in rows {
        line(&row, &mut lines);
        if lines.len() >= SENT {
            copy.send(lines.as_slice()).await?;
            lines.clear();
        }
    }
    copy.send(lines.as_slice()).await?;
    copy.finish().await?;
    Ok(())
}

/// The index of words: made when all of them are there, it takes a fraction of the time.
const INDEX: &str = "message_rows_words";

/// How an index is made.
async fn made(conn: &DatabaseConnection, index: &str) -> Result<String, Failure> {
    let sql = "select indexdef from pg_indexes where schemaname = current_schema() and indexname = $1";
    let row = conn
        .query_one_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, [index.into()]))
        .await?
        .ok_or("there is no index of words")?;
    Ok(row.try_get("", "indexdef")?)
}

/// Writes it. No server runs on the database.
pub(crate) async fn fill(url: &str, plan: &Arc<Plan>) -> Result<(), Failure> {
    let mut options = ConnectOptions::new(url);
    // One connection, so that its settings are those of everything that is written.
    options.max_connections(1).min_connections(1).sqlx_logging(false).acquire_timeout(Duration::from_secs(60));
    let conn = Database::connect(options).await?;
    for setting in ["synchronous_commit = off", "maintenance_work_mem = '512MB'"] {
        conn.execute_unprepared(&format!("set {setting}")).await?;
    }
    // References are not looked up, where one may say so: SQLite looks up those of the very same rows.
    let _ = conn.execute_unprepared("set session_replication_role = replica").await;
    for Table { name, columns, rows } in tables(plan) {
        copy(&conn, (name, columns), rows).await?;
    }
    for (pool, many) in waiting(plan) {
        let sql = format!("update pools set waiting = waiting + {many} where id = cast('{pool}' as uuid)");
        conn.execute_unprepared(&sql).await?;
    }
    let index = made(&conn, INDEX).await?;
    conn.execute_unprepared(&format!("drop index {INDEX}")).await?;
    let mut hearer = all_said(plan);
    while let Some(mut said) = hearer.recv().await {
        let found: Vec<Row> = said.iter().map(found).collect();
        let messages = said.drain(..).map(|said| said.row);
        copy(&conn, ("messages", MESSAGE), messages).await?;
        copy(&conn, ("message_rows", "message_id, thread_id, at, words"), found.into_iter()).await?;
    }
    conn.execute_unprepared(&index).await?;
    // What it would do by itself a minute later, while something is measured.
    conn.execute_unprepared("vacuum (analyze)").await?;
    let _ = conn.execute_unprepared("checkpoint").await;
    conn.close().await?;
    Ok(())
}

/// The address of another database of the same server.
fn beside(server: &str, name: &str) -> Result<String, Failure> {
    let (address, _) = server.rsplit_once('/').ok_or("the address of PostgreSQL does not end in a database")?;
    Ok(format!("{address}/{name}"))
}

/// Makes a database on a server, and tells its address.
pub(crate) async fn make(server: &str, name: &str) -> Result<String, Failure> {
    let url = beside(server, name)?;
    let conn = Database::connect(server).await?;
    conn.execute_unprepared(&format!("create database {name}")).await?;
    conn.close().await?;
    Ok(url)
}

/// Takes such a database away again.
pub(crate) async fn unmake(server: &str, name: &str) -> Result<(), Failure> {
    let conn = Database::connect(server).await?;
    conn.execute_unprepared(&format!("drop database if exists {name} with (force)")).await?;
    conn.close().await?;
    Ok(())
}

/// A name of a row as both databases read it in a statement.
pub(crate) fn literal(postgres: bool, id: Uuid) -> String {
    if postgres { format!("cast('{id}' as uuid)") } else { format!("x'{}'", id.simple()) }
}
