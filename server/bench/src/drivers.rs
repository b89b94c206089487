//! The same page of threads, asked for in four ways: what the layers between us and SQLite cost.

use crate::Failure;
use crate::baseline::{THREADS, page};
use crate::client::quantile;
use rusqlite::{Connection, OpenFlags};
use sea_orm::sea_query::{Alias, Expr, ExprTrait as _, JoinType, Order, Query, SelectStatement};
use sea_orm::{ConnectOptions, Database, DbBackend, FromQueryResult, Statement};
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};
use uuid::Uuid;

/// Rows of a page, and the one that tells whether there is more.
const ROWS: i64 = 21;

/// A row as the store reads it.
#[derive(Debug, FromQueryResult)]
#[expect(dead_code, reason = "read from the database; that is what is measured")]
struct Row {
    id: Uuid,
    subject: String,
    topic: String,
    practice: String,
    last_at: i64,
    unread: i64,
    waiting: bool,
    opened_at: Option<i64>,
    answered_at: Option<i64>,
    shelf: String,
    private: bool,
    closed_at: Option<i64>,
}

/// The same row as sqlx reads it.
type Columns = (Uuid, String, String, String, i64, i64, bool, Option<i64>, Option<i64>, String, bool, Option<i64>);

/// The question as sea-query builds it, anew every time.
fn built(patient: Uuid) -> SelectStatement {
    let name = Alias::new;
    let at = |table: &'static str, column: &'static str| (name(table), name(column));
    Query::select()
        .columns([at("t", "id"), at("t", "subject"), at("t", "topic")])
        .expr_as(Expr::col(at("o", "name")), name("practice"))
        .columns(
            ["last_at", "unread", "waiting", "opened_at", "answered_at", "shelf", "private", "closed_at"]
                .map(|c| at("t", c)),
        )
        .from_as(name("threads"), name("t"))
        .join_as(JoinType::InnerJoin, name("pools"), name("p"), Expr::col(at("p", "id")).equals(at("t", "pool_id")))
        .join_as(
            JoinType::InnerJoin,
            name("practices"),
            name("o"),
            Expr::col(at("o", "id")).equals(at("p", "practice_id")),
        )
        .join_as(
            JoinType::InnerJoin,
            name("patients"),
            name("c"),
            Expr::col(at("c", "id")).equals(at("t", "patient_id")),
        )
        .and_where(Expr::col(at("t", "patient_id")).eq(patient))
        .and_where(Expr::col(at("t", "shelf")).eq("inbox"))
        .and_where(
            Expr::tuple([Expr::col(at("t", "last_at")), Expr::col(at("t", "id"))])
                .lt(Expr::tuple([Expr::val(i64::MAX), Expr::val(Uuid::max())])),
        )
        .order_by(at("t", "last_at"), Order::Desc)
        .order_by(at("t", "id"), Order::Desc)
        .limit(ROWS as u64)
        .to_owned()
}

/// The four ways, the barest first, in the order in which [`measure`] takes them.
const WAYS: [&str; 4] = ["rusqlite", "sqlx", "sea-orm, written SQL", "sea-orm, built SQL"];

/// Medians in microseconds, the barest way first. The ways take turns, so that all see the same weather.
pub(crate) async fn measure(data: &Path, patient: Uuid, slice: Duration) -> Result<[(&'static str, f64); 4], Failure> {
    let bare = Connection::open_with_flags(data, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    bare.pragma_update(None, "cache_size", -16_000)?;
    let mut options = ConnectOptions::new(format!("sqlite:{}", data.display()));
    options.max_connections(1).min_connections(1).sqlx_logging(false).test_before_acquire(false);
    options.map_sqlx_sqlite_opts(|o| o.pragma("cache_size", "-16000"));
    let orm = Database::connect(options).await?;
    let pool = orm.get_sqlite_connection_pool();

    let mut times: [Vec<f64>; 4] = Default::default();
    let mut rows = [0; 4];
    for round in 0..6 {
        for (way, times) in times.iter_mut().enumerate() {
            let begin = Instant::now();
            while begin.elapsed() < slice {
                let start = Instant::now();
                rows[way] = match way {
                    0 => black_box(page(&bare, patient)?).page.rows.len() + 1,
                    1 => {
                        let query = sea_orm::sqlx::query_as::<_, Columns>(THREADS);
                        let query = query.bind(patient).bind(i64::MAX).bind(Uuid::max()).bind(ROWS);
                        black_box(query.fetch_all(pool).await?).len()
                    }
                    2 => {
                        let values = [patient.into(), i64::MAX.into(), Uuid::max().into(), ROWS.into()];
                        let statement = Statement::from_sql_and_values(DbBackend::Sqlite, THREADS, values);
                        black_box(Row::find_by_statement(statement).all(&orm).await?).len()
                    }
                    _ => {
                        let statement = orm.get_database_backend().build(&built(patient));
                        black_box(Row::find_by_statement(statement).all(&orm).await?).len()
                    }
                };
                // The first round warms up.
                if round > 0 {
                    times.push(start.elapsed().as_secs_f64() * 1e6);
                }
            }
        }
    }
    if rows != [ROWS as usize; 4] {
        return Err(format!("the four ways read different pages: {rows:?}").into());
    }
    Ok(std::array::from_fn(|way| {
        times[way].sort_by(f64::total_cmp);
        (WAYS[way], quantile(&times[way], 0.5))
    }))
}
