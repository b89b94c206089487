//! Writes a set into SQLite: statements that are prepared once, in long transactions that wait for no disk.

use super::plan::Plan;
use super::rows::{Cell, MESSAGE, Said, Table, all_said, tables, waiting};
use crate::Failure;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OpenFlags, ToSql, params, params_from_iter};
use std::path::Path;
use std::sync::Arc;

impl ToSql for Cell {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Nothing => ValueRef::Null,
            Self::Id(id) => ValueRef::Blob(id.as_bytes()),
            Self::Number(number) => ValueRef::Integer(*number),
            Self::Flag(flag) => ValueRef::Integer(i64::from(*flag)),
            Self::Word(word) => ValueRef::Text(word.as_bytes()),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
        }))
    }
}

/// The statement that puts a row into a table.
fn insert(table: &str, columns: &str) -> String {
    let places = vec!["?"; columns.split(',').count()].join(", ");
    format!("insert into {table} ({columns}) values ({places})")
}

/// Rows of the index that are gathered before they are written, bytes; and as many as there are by default.
const GATHERED: u32 = 64 << 20;
const GATHERED_BY_DEFAULT: u32 = 1 << 20;

/// What is written in one transaction, in chunks of messages.
const TOGETHER: usize = 20;

fn table(conn: &Connection, Table { name, columns, rows }: Table<'_>) -> rusqlite::Result<()> {
    let mut put = conn.prepare(&insert(name, columns))?;
    for row in rows {
        put.execute(params_from_iter(row.iter()))?;
    }
    Ok(())
}

fn chunk(conn: &Connection, chunk: &[Said]) -> rusqlite::Result<()> {
    let mut message = conn.prepare_cached(&insert("messages", MESSAGE))?;
    let mut row = conn.prepare_cached("insert into message_rows (message_id, thread_id, at) values (?, ?, ?)")?;
    let mut words = conn.prepare_cached("insert into message_words (rowid, own, pool, words) values (?, ?, ?, ?)")?;
    for said in chunk {
        message.execute(params_from_iter(said.row.iter()))?;
        let seq = row.insert(params![said.id.as_bytes(), said.thread.as_bytes(), said.at])?;
        words.execute(params![seq, said.indexed.own, said.indexed.inbox, said.indexed.words])?;
    }
    Ok(())
}

/// Writes it. Nobody else has the file open.
pub(crate) async fn fill(file: &Path, plan: &Arc<Plan>) -> Result<(), Failure> {
    let conn = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    // A file that is not whole is thrown away with its folder; the portal sets its own way of writing when it opens it.
    conn.execute_batch("pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -600000")?;
    // What the index gathers is kept in the file as a setting of it: it is set back below.
    let gather = |bytes: u32| {
        conn.execute("insert into message_words (message_words, rank) values ('hashsize', ?)", [bytes]).map(|_| ())
    };
    gather(GATHERED)?;
    conn.execute_batch("begin")?;
    for of in tables(plan) {
        table(&conn, of)?;
    }
    for (pool, many) in waiting(plan) {
        let sql = "update pools set waiting = waiting + ? where id = ?";
        conn.execute(sql, params![i64::try_from(many)?, pool.as_bytes()])?;
    }
    let (mut hearer, mut chunks) = (all_said(plan), 0);
    while let Some(said) = hearer.recv().await {
        chunk(&conn, &said)?;
        chunks += 1;
        if chunks % TOGETHER == 0 {
            conn.execute_batch("commit; begin")?;
        }
    }
    conn.execute_batch("commit")?;
    gather(GATHERED_BY_DEFAULT)?;
    conn.execute_batch("analyze")?;
    conn.close().map_err(|(_, error)| error)?;
    Ok(())
}
