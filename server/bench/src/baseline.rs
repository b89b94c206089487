//! What this machine can do at best: the same work without a portal around it.

use crate::Failure;
use crate::client::quantile;
use argon2::{Algorithm, Argon2, Params, Version};
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use portal_types::message::{Inbox, Shelf, ThreadRow, ThreadStatus, Topic};
use portal_types::moment::Moment;
use portal_types::page::{Cursor, PAGE, Page};
use rusqlite::types::Type;
use rusqlite::{Connection, OpenFlags, Row};
use std::io::{Seek as _, Write as _};
use std::net::Ipv4Addr;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// The portal's own question for a page of threads.
pub(crate) const THREADS: &str =
    "select t.id, t.subject, t.topic, o.name as practice, t.last_at, t.unread, t.waiting, t.opened_at, t.answered_at,
    t.shelf, t.private, t.closed_at
    from threads t join pools p on p.id = t.pool_id join practices o on o.id = p.practice_id
    join patients c on c.id = t.patient_id
    where t.patient_id = ?1 and t.shelf = 'inbox' and (t.last_at, t.id) < (?2, ?3)
    order by t.last_at desc, t.id desc limit ?4";

/// The clinic's distance from UTC, so that answers are as long as the portal's.
const OFFSET: i16 = -300;

/// Serves "ok" at `/ok` and the inbox at `/inbox`, as bare as can be.
pub(crate) fn serve(data: &Path, port: u16) -> Result<(), Failure> {
    let conn = Connection::open_with_flags(data, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    conn.pragma_update(None, "cache_size", -16_000)?;
    let routes = Router::new()
        .route("/ok", get(|| async { "ok" }))
        .route("/inbox", post(inbox))
        .with_state(Arc::new(Mutex::new(conn)));
    // As many threads as it has processors, like the portal.
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(async {
        let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        Ok(axum::serve(listener, routes).await?)
    })
}

async fn inbox(State(conn): State<Arc<Mutex<Connection>>>, body: String) -> Result<Json<Inbox>, StatusCode> {
    let patient = body.strip_prefix("patient=").and_then(|id| Uuid::try_parse(id).ok());
    let patient = patient.ok_or(StatusCode::BAD_REQUEST)?;
    let conn = conn.lock().map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    page(&conn, patient).map(Json).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

/// One prepared statement, and the portal's own types for the answer.
pub(crate) fn page(conn: &Connection, patient: Uuid) -> rusqlite::Result<Inbox> {
    let mut statement = conn.prepare_cached(THREADS)?;
    let begin = (patient.as_bytes(), i64::MAX, Uuid::max().into_bytes(), PAGE as i64 + 1);
    let mut rows = statement.query_map(begin, row)?.collect::<rusqlite::Result<Vec<_>>>()?;
    let more = rows.len() > PAGE as usize;
    rows.truncate(PAGE as usize);
    let next = rows.last().filter(|_| more).map(|r| Cursor { at: r.last_at.ms, id: r.thread.0 });
    let now = rows.first().map_or(Moment { ms: 0, offset: OFFSET }, |r| r.last_at);
    Ok(Inbox { page: Page { rows, next }, now })
}

fn row(row: &Row<'_>) -> rusqlite::Result<ThreadRow> {
    let id = Uuid::from_slice(row.get_ref(0)?.as_blob()?);
    let id = id.map_err(|e| rusqlite::Error::FromSqlConversionFailure(0, Type::Blob, Box::new(e)))?;
    let (waiting, opened, answered): (bool, Option<i64>, Option<i64>) = (row.get(6)?, row.get(7)?, row.get(8)?);
    let closed: Option<i64> = row.get(11)?;
    Ok(ThreadRow {
        thread: id.into(),
        subject: row.get(1)?,
        topic: Topic::from_code(row.get_ref(2)?.as_str()?).unwrap_or(Topic::General),
        practice: row.get(3)?,
        last_at: Moment { ms: row.get(4)?, offset: OFFSET },
        unread: row.get(5)?,
        // Nothing here is as old as a conversation that time has closed.
        status: match (closed, waiting, opened, answered) {
            (Some(_), _, _, _) => ThreadStatus::Closed,
            (None, false, _, Some(_)) => ThreadStatus::Answered,
            (None, _, Some(_), _) => ThreadStatus::Opened,
            (None, _, None, _) => ThreadStatus::Sent,
        },
        shelf: Shelf::from_code(row.get_ref(9)?.as_str()?).unwrap_or_default(),
        private: row.get(10)?,
    })
}

/// Hashes with so many KiB and two passes, and prints the median in microseconds.
pub(crate) fn hash(milliseconds: u64, memory: u32) -> Result<(), Failure> {
    // With a secret, as `gateways` does.
    let params = Params::new(memory, 2, 1, None).map_err(|e| e.to_string())?;
    let argon2 = Argon2::new_with_secret(&[7; 32], Algorithm::Argon2id, Version::V0x13, params);
    let argon2 = argon2.map_err(|e| e.to_string())?;
    let begin = Instant::now();
    let mut times = Vec::new();
    while begin.elapsed() < Duration::from_millis(milliseconds) || times.len() < 9 {
        let start = Instant::now();
        let mut out = [0; 32];
        argon2.hash_password_into(b"an invented password", &[3; 16], &mut out).map_err(|e| e.to_string())?;
        std::hint::black_box(out);
        times.push(start.elapsed().as_secs_f64() * 1e6);
    }
    // The first one warms up.
    times.remove(0);
    times.sort_by(f64::total_cmp);
    Ok(writeln!(std::io::stdout(), "{}", quantile(&times, 0.5))?)
}

/// Writes a page of 4 KiB and makes it durable, again and again; microseconds. The file is written over from
/// its beginning after 4 MiB, as SQLite's write-ahead log is.
pub(crate) fn durable_writes(folder: &Path, time: Duration) -> Result<Vec<f64>, Failure> {
    const PAGES: usize = 1024;
    let block = [5; 4096];
    let mut file = std::fs::File::create(folder.join("durable"))?;
    for _ in 0..PAGES {
        file.write_all(&block)?;
    }
    file.sync_all()?;
    let begin = Instant::now();
    let mut times = Vec::new();
    while begin.elapsed() < time {
        if times.len() % PAGES == 0 {
            file.rewind()?;
        }
        let start = Instant::now();
        file.write_all(&block)?;
        file.sync_data()?;
        times.push(start.elapsed().as_secs_f64() * 1e6);
    }
    Ok(times)
}
