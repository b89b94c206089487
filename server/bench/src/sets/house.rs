//! A set in a database, and the server on it.

use super::clinic::Clinic;
use super::plan::{Plan, Size};
use super::{Base, postgres, sqlite};
use crate::Failure;
use crate::client::Ask;
use crate::process::{Running, on_its_own};
use crate::rounds::say;
use crate::run::{demo, demo_patient};
use portal_gateways::Keys;
use portal_store::{Db, messages, search};
use sea_orm::{ConnectionTrait as _, Database, DatabaseConnection, Statement};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use uuid::Uuid;

/// Sessions of one statement.
const ROWS: usize = 500;
/// Somebody does something every now and then, for as long as is measured: her session is not ended meanwhile.
const BUSY_MS: i64 = 3_600_000;

/// This moment, milliseconds UTC.
#[expect(clippy::disallowed_methods, reason = "what is written has to be as old as the server takes it to be")]
pub(crate) fn now() -> Result<i64, Failure> {
    Ok(i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis())?)
}

/// A set that is written down.
pub(crate) struct House {
    pub(crate) plan: Arc<Plan>,
    /// What it was to write it, seconds.
    pub(crate) took: f64,
    server: PathBuf,
    data: PathBuf,
    url: String,
    postgres: bool,
}

impl House {
    /// Writes a set beside a demo in a folder of its own, and in a database of that name if it is on PostgreSQL.
    pub(crate) async fn fill(
        server: &Path,
        data: PathBuf,
        base: &Base,
        size: Size,
        name: &str,
    ) -> Result<Self, Failure> {
        say(&format!("{} on {}: writing {} messages", size.name, base.called(), size.messages))?;
        std::fs::create_dir(&data)?;
        let url = match base {
            Base::Sqlite => format!("sqlite:{}", data.join("portal.db").display()),
            Base::Postgres(address) => postgres::make(address, name).await?,
        };
        let begin = Instant::now();
        let (server, postgres) = (server.to_owned(), matches!(base, Base::Postgres(_)));
        demo(on(Command::new(&server), postgres, &url), &data, None)?.stop()?;
        let (like, _) = demo_patient(&data)?;
        let conn = Database::connect(&url).await?;
        let clinic = Clinic::read(&conn, &like).await?;
        conn.close().await?;
        let plan = Arc::new(Plan::new(size, clinic, now()?));
        match base {
            Base::Sqlite => sqlite::fill(&data.join("portal.db"), &plan).await?,
            Base::Postgres(_) => postgres::fill(&url, &plan).await?,
        }
        let made = Self { plan, took: begin.elapsed().as_secs_f64(), server, data, url, postgres };
        made.check().await?;
        say(&format!("{} on {}: written in {:.0} s", size.name, base.called(), made.took))?;
        Ok(made)
    }

    /// What the portal itself finds wrong with it: nothing, or nothing is measured.
    async fn check(&self) -> Result<(), Failure> {
        let db = Db::open(&self.url).await?;
        let wrong = messages::miscounted(&db.look()).await?;
        if let Some(first) = wrong.first() {
            return Err(format!("{} counters are wrong; the first of {first}", wrong.len()).into());
        }
        if let Some(first) = search::unindexed(&db.look(), Uuid::nil(), 1).await?.first() {
            return Err(format!("the message {} cannot be looked for", first.id()).into());
        }
        db.close().await?;
        // What the demo has written itself is there besides.
        let many = self.count("select count(*) as many from messages").await?;
        if many < i64::from(self.plan.size.messages) {
            return Err(format!("{many} messages instead of {}", self.plan.size.messages).into());
        }
        Ok(())
    }

    /// Starts its server, and waits until it has done what it does after a start.
    pub(crate) async fn open(&self, apart: bool) -> Result<Running, Failure> {
        let command = on(on_its_own(apart, &self.server), self.postgres, &self.url);
        let portal = demo(command, &self.data, None)?;
        let mut before = portal.processor()?;
        for _ in 0..60 {
            tokio::time::sleep(Duration::from_secs(1)).await;
            let after = portal.processor()?;
            if after - before < 0.05 {
                break;
            }
            before = after;
        }
        Ok(portal)
    }

    async fn conn(&self) -> Result<DatabaseConnection, Failure> {
        Ok(Database::connect(&self.url).await?)
    }

    /// What a statement counts as `many`.
    pub(crate) async fn count(&self, sql: &str) -> Result<i64, Failure> {
        let conn = self.conn().await?;
        let row = conn.query_one_raw(Statement::from_string(conn.get_database_backend(), sql)).await?;
        let many = row.ok_or("nothing was counted")?.try_get("", "many")?;
        conn.close().await?;
        Ok(many)
    }

    /// Sessions of these accounts, one each: such as signing in opens. `called` is another word each time.
    pub(crate) async fn sessions(
        &self,
        called: &str,
        accounts: impl Iterator<Item = Uuid>,
    ) -> Result<Vec<String>, Failure> {
        let (conn, now) = (self.conn().await?, now()?);
        let of: Vec<(String, Uuid)> =
            accounts.enumerate().map(|(n, account)| (format!("bench-{called}-{n:08}"), account)).collect();
        for some in of.chunks(ROWS) {
            let mut rows = String::new();
            for (token, account) in some {
                let comma = if rows.is_empty() { "" } else { "," };
                let (id, hash) = (Keys::content_hash(token.as_bytes()), Keys::token_hash(token));
                let id = postgres::literal(self.postgres, id_of(&id)?);
                let account = postgres::literal(self.postgres, *account);
                write!(rows, "{comma}({id}, '{hash}', {account}, {now}, {}, {now}, '')", now + BUSY_MS)?;
            }
            conn.execute_unprepared(&format!(
                "insert into sessions (id, token_hash, account_id, created_at, seen_at, proven_at, device) values {rows}"
            ))
            .await?;
        }
        conn.close().await?;
        Ok(of.into_iter().map(|(token, _)| token).collect())
    }

    /// A session of somebody who answers the first inbox of the clinic.
    pub(crate) async fn at_a_desk(&self, called: &str) -> Result<String, Failure> {
        let member = self.plan.clinic.pools.first().and_then(|pool| pool.members.first());
        let member = member.ok_or("nobody is at the desk")?.id;
        Ok(self.sessions(called, std::iter::once(member)).await?.pop().unwrap_or_default())
    }
}

/// The beginning of a hash as an id.
fn id_of(hash: &str) -> Result<Uuid, Failure> {
    Ok(Uuid::try_parse(hash.get(..32).unwrap_or_default())?)
}

/// A server on a database.
fn on(mut command: Command, postgres: bool, url: &str) -> Command {
    if postgres {
        command.env("DATABASE_URL", url);
    }
    command
}

/// A server function about a chart.
pub(crate) fn about(function: &str, patient: Uuid, fields: &[(&str, &str)], session: &str) -> Result<Ask, Failure> {
    let patient = patient.to_string();
    let fields = [&[("patient", patient.as_str())], fields].concat();
    Ask::post(&format!("/api/{function}"), &fields).signed_in(session)
}
