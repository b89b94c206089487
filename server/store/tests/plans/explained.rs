//! A database that says of each question how it would carry it out, before it does.

use crate::plan::{Plan, RECORD};
use portal_store::{Reads, Tx};
use portal_testkit::Clinic;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, Statement};
use std::sync::Mutex;

/// Reads like any other, and keeps the plans of what it was asked.
pub struct Explained<'a> {
    tx: &'a Tx,
    plans: Mutex<Vec<Plan>>,
}

impl<'a> Explained<'a> {
    /// Reads in a transaction.
    pub fn on(tx: &'a Tx) -> Self {
        Self { tx, plans: Mutex::default() }
    }

    async fn explain(&self, statement: &Statement) -> Result<(), DbErr> {
        let postgres = self.get_database_backend() == DbBackend::Postgres;
        let explain = if postgres { "explain" } else { "explain query plan" };
        let asked = Statement { sql: format!("{explain} {}", statement.sql), ..statement.clone() };
        let mut lines = Vec::new();
        for row in self.tx.query_all_raw(asked).await? {
            if postgres {
                let line: String = row.try_get("", "QUERY PLAN")?;
                lines.push((line.len() - line.trim_start().len(), line.trim_start().to_owned()));
            } else {
                let inside: i64 = row.try_get("", "parent")?;
                lines.push((usize::from(inside != 0), row.try_get("", "detail")?));
            }
        }
        self.plans.lock().unwrap().push(Plan { statement: statement.sql.clone(), lines });
        Ok(())
    }

    /// The plan of what was asked last, which was asked in one statement.
    pub fn plan(&self) -> Plan {
        let mut plans = self.plans.lock().unwrap();
        assert_eq!(plans.len(), 1, "one statement");
        plans.remove(0)
    }

    /// What was asked last reads no table of the record from one end to the other.
    pub fn reads_nothing_whole(&self) {
        let plan = self.plan();
        assert!(plan.read_whole().is_empty(), "{:?} in {plan}", plan.read_whole());
    }

    /// The same of a page of a list; and its rows come in their order, by one of these indexes.
    pub fn goes_along(&self, indexes: &[&str]) {
        let plan = self.plan();
        assert!(plan.read_whole().is_empty(), "{:?} in {plan}", plan.read_whole());
        assert!(!plan.sorts(), "sorted: {plan}");
        let along = |index: &&str| plan.lines.iter().any(|(_, line)| line.contains(*index));
        assert!(indexes.iter().any(along), "{indexes:?} in {plan}");
    }
}

#[async_trait::async_trait]
impl ConnectionTrait for Explained<'_> {
    fn get_database_backend(&self) -> DbBackend {
        self.tx.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.tx.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.tx.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.explain(&statement).await?;
        self.tx.query_one_raw(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.explain(&statement).await?;
        self.tx.query_all_raw(statement).await
    }
}

impl Reads for Explained<'_> {
    fn statements(&self) -> u32 {
        self.tx.statements()
    }
}

/// Asks a clinic's database as it is where the portal runs: SQLite, which nobody has told to take stock of its tables; and
/// both when they have, as PostgreSQL does by itself.
pub async fn explained(clinic: &Clinic, ask: impl AsyncFn(&Explained<'_>)) {
    let postgres = clinic.db().is_postgres();
    if !postgres {
        let tx = clinic.db().begin().await.unwrap();
        ask(&Explained::on(&tx)).await;
    }
    for table in RECORD {
        clinic.execute(&format!("analyze {table}"), []).await;
    }
    let tx = clinic.db().begin().await.unwrap();
    if postgres {
        // The tables of a test are soon read. So they are read whole only where there is no other way; and to read here
        // and there costs hardly more than to read on, as on a disk of today.
        for set in ["set local enable_seqscan = off", "set local random_page_cost = 1.1"] {
            tx.execute_unprepared(set).await.unwrap();
        }
    }
    ask(&Explained::on(&tx)).await;
}
