//! Opening the database, and the two handles that everything else takes.

use crate::StoreError;
use crate::audit::chain::Head;
use portal_migration::{Migrator, MigratorTrait};
use sea_orm::sqlx;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, ExecResult,
    FromQueryResult, QueryResult, SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait, Value,
};
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// The open database.
#[derive(Clone, Debug)]
pub struct Db {
    read: DatabaseConnection,
    write: DatabaseConnection,
    total: Arc<AtomicU64>,
}

impl Db {
    /// Opens `sqlite:PATH` or `postgres://…` and brings the tables up to date.
    ///
    /// SQLite gets one writing connection, so that writers queue in order instead of failing busy, and four reading
    /// ones. Acknowledged writes survive a power cut: `synchronous=FULL`.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        let db = if url.starts_with("sqlite:") {
            let write = Database::connect(sqlite(url, 1)).await?;
            Migrator::up(&write, None).await?;
            let read = Database::connect(sqlite(url, 4)).await?;
            Self { read, write, total: Arc::default() }
        } else {
            let mut options = ConnectOptions::new(url);
            options
                .max_connections(8)
                .min_connections(1)
                .acquire_timeout(Duration::from_secs(5))
                .sqlx_logging(false)
                .test_before_acquire(false);
            options.map_sqlx_postgres_opts(|o| {
                o.application_name("linden").options([("statement_timeout", "5000"), ("lock_timeout", "4000")])
            });
            let pool = Database::connect(options).await?;
            migrate_alone(&pool).await?;
            Self { read: pool.clone(), write: pool, total: Arc::default() }
        };
        Ok(db)
    }

    /// Which database this is.
    pub fn is_postgres(&self) -> bool {
        self.write.get_database_backend() == DbBackend::Postgres
    }

    /// A handle for reading outside a transaction.
    pub fn look(&self) -> Look {
        Look { conn: self.read.clone(), count: Arc::default(), total: self.total.clone() }
    }

    /// Begins a write transaction. Dropped without [`Tx::commit`], it is rolled back.
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        let options = TransactionOptions {
            // Take the write lock at once: a transaction that reads first and writes later could otherwise fail
            // half-way when another process (the importer) has written in between.
            sqlite_transaction_mode: (!self.is_postgres()).then_some(SqliteTransactionMode::Immediate),
            ..Default::default()
        };
        let tx = if self.is_postgres() {
            begin_whole(self.write.clone(), options).await?
        } else {
            self.write.begin_with_options(options).await?
        };
        Ok(Tx { tx, count: Arc::default(), total: self.total.clone(), head: Mutex::default() })
    }

    /// Statements run so far through all handles: tests hold pages to a budget.
    pub fn statements(&self) -> u64 {
        self.total.load(Ordering::Relaxed)
    }

    /// Answers when the database answers.
    pub async fn ping(&self) -> Result<(), StoreError> {
        Ok(self.read.ping().await?)
    }

    /// Hears what other nodes publish, on PostgreSQL; `None` where there is only this one.
    pub async fn listener(&self) -> Result<Option<Listener>, StoreError> {
        if !self.is_postgres() {
            return Ok(None);
        }
        let pool = self.write.get_postgres_connection_pool();
        let listen = async {
            let mut listener = sqlx::postgres::PgListener::connect_with(pool).await?;
            listener.listen(NUDGES).await?;
            Ok::<_, sqlx::Error>(listener)
        };
        match listen.await {
            Ok(listener) => Ok(Some(Listener(listener))),
            Err(error) => Err(StoreError::Unavailable(DbErr::Custom(error.to_string()))),
        }
    }

    /// Closes all connections; SQLite folds its write-ahead log into the file.
    pub async fn close(self) -> Result<(), StoreError> {
        self.read.close_by_ref().await?;
        Ok(self.write.close_by_ref().await?)
    }
}

/// The channel nudges travel on between nodes.
const NUDGES: &str = "nudges";

/// Hears nudges of all nodes.
#[derive(Debug)]
pub struct Listener(sqlx::postgres::PgListener);

impl Listener {
    /// The next nudge, or `None` when the connection was lost and has come back: something may have been missed.
    pub async fn next(&mut self) -> Result<Option<String>, StoreError> {
        match self.0.try_recv().await {
            Ok(notification) => Ok(notification.map(|n| n.payload().to_owned())),
            Err(error) => Err(StoreError::Unavailable(DbErr::Custom(error.to_string()))),
        }
    }
}

/// So much of SQLite's file is read through the memory map, bytes: as much as it can. The rest is read as ever.
const MAPPED: &str = "2147418112";

fn sqlite(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(10))
        .sqlx_logging(false)
        .test_before_acquire(false);
    options.map_sqlx_sqlite_opts(|o| {
        o.create_if_missing(true)
            .journal_mode(sqlx::sqlite::SqliteJournalMode::Wal)
            .synchronous(sqlx::sqlite::SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(5))
            .pragma("cache_size", "-16000")
            // Every commit empties the caches of the readers. What lies in the file is then there without a call of the
            // system for each page.
            .pragma("mmap_size", MAPPED)
            // A checkpoint is made by whoever commits just then: seldom, and not at every thirtieth message.
            .pragma("wal_autocheckpoint", "4000")
    });
    options
}

/// Begins to the end, even if whoever asked has gone: sqlx 0.9.0 forgets a BEGIN that is given up before its answer is
/// there, and hands its connection on inside that transaction, where one failed statement spoils it for all that come after
/// (mended after 0.9.0: transact-rs/sqlx#4394). SQLite's BEGIN is taken back by sqlx itself.
async fn begin_whole(
    write: DatabaseConnection,
    options: TransactionOptions,
) -> Result<DatabaseTransaction, StoreError> {
    match tokio::spawn(async move { write.begin_with_options(options).await }).await {
        Ok(begun) => Ok(begun?),
        Err(lost) => Err(StoreError::Other(DbErr::Custom(lost.to_string()))),
    }
}

/// Several nodes may start at once: one migrates, the others wait for it.
async fn migrate_alone(pool: &DatabaseConnection) -> Result<(), DbErr> {
    let tx = pool.begin().await?;
    // The limits that keep a page from waiting for ever are not for a migration, nor for a node that waits for one:
    // the index of a big table takes as long as it takes. Both settings end with the transaction.
    tx.execute_unprepared("set local statement_timeout = 0").await?;
    tx.execute_unprepared("set local lock_timeout = 0").await?;
    // Any number will do, as long as every node says the same one. It is released with the transaction.
    tx.execute_unprepared("select pg_advisory_xact_lock(7423190)").await?;
    Migrator::up(&tx, None).await?;
    tx.commit().await
}

/// Reads outside a transaction.
#[derive(Clone, Debug)]
pub struct Look {
    conn: DatabaseConnection,
    count: Arc<AtomicU32>,
    total: Arc<AtomicU64>,
}

/// A write transaction.
#[derive(Debug)]
pub struct Tx {
    tx: DatabaseTransaction,
    count: Arc<AtomicU32>,
    total: Arc<AtomicU64>,
    /// The end of the audit chain that this transaction holds, once it has appended to one.
    head: Mutex<Option<Head>>,
}

impl Tx {
    /// Makes everything durable.
    pub async fn commit(self) -> Result<(), StoreError> {
        Ok(self.tx.commit().await?)
    }

    pub(crate) fn is_postgres(&self) -> bool {
        self.get_database_backend() == DbBackend::Postgres
    }

    /// The end of the audit chain that this transaction holds. It appends to one chain only, so that two transactions
    /// can never wait for each other's.
    pub(crate) fn head(&self) -> Option<Head> {
        *self.head.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn keep_head(&self, head: Head) {
        *self.head.lock().unwrap_or_else(PoisonError::into_inner) = Some(head);
    }

    /// Publishes a nudge to all nodes when this transaction commits; nothing to do where there is only one node.
    pub async fn publish(&self, payload: &str) -> Result<(), StoreError> {
        if self.is_postgres() {
            self.run("select pg_notify($1, $2)", [NUDGES.into(), payload.into()]).await?;
        }
        Ok(())
    }

    /// Runs one statement, and tells how many rows it changed.
    pub(crate) async fn run(&self, sql: &str, values: impl IntoIterator<Item = Value>) -> Result<u64, StoreError> {
        let statement = Statement::from_sql_and_values(self.get_database_backend(), sql, values);
        Ok(self.execute_raw(statement).await?.rows_affected())
    }
}

/// What can be read with: [`Look`] or [`Tx`].
pub trait Reads: ConnectionTrait {
    /// Statements run so far through this handle.
    fn statements(&self) -> u32;
}

impl Reads for Look {
    fn statements(&self) -> u32 {
        self.count.load(Ordering::Relaxed)
    }
}

impl Reads for Tx {
    fn statements(&self) -> u32 {
        self.count.load(Ordering::Relaxed)
    }
}

/// All rows of a query.
pub(crate) async fn all<T: FromQueryResult>(
    db: &impl Reads,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Vec<T>, StoreError> {
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    let rows = db.query_all_raw(statement).await?;
    Ok(rows.iter().map(|row| T::from_query_result(row, "")).collect::<Result<_, _>>()?)
}

/// The only row of a query, if there is one.
pub(crate) async fn one<T: FromQueryResult>(
    db: &impl Reads,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Option<T>, StoreError> {
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    match db.query_one_raw(statement).await? {
        Some(row) => Ok(Some(T::from_query_result(&row, "")?)),
        None => Ok(None),
    }
}

macro_rules! counted {
    ($handle:ty, $inner:ident) => {
        impl $handle {
            fn counts(&self) {
                self.count.fetch_add(1, Ordering::Relaxed);
                self.total.fetch_add(1, Ordering::Relaxed);
            }
        }

        #[async_trait::async_trait]
        impl ConnectionTrait for $handle {
            fn get_database_backend(&self) -> DbBackend {
                self.$inner.get_database_backend()
            }
            async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
                self.counts();
                self.$inner.execute_raw(statement).await
            }
            async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
                self.counts();
                self.$inner.execute_unprepared(sql).await
            }
            async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
                self.counts();
                self.$inner.query_one_raw(statement).await
            }
            async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
                self.counts();
                self.$inner.query_all_raw(statement).await
            }
        }
    };
}

counted!(Look, conn);
counted!(Tx, tx);
