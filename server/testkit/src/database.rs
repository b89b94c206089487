//! A database for one test.

use sea_orm::{ConnectionTrait as _, Database as Connect, DbErr, Statement};
use std::collections::HashSet;
use std::sync::atomic::{AtomicU64, Ordering};
use tempfile::TempDir;
use uuid::Uuid;

/// Which database a clinic is built on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Database {
    /// A file in a folder of its own.
    Sqlite,
    /// A database of its own on the server of `LINDEN_TEST_POSTGRES`.
    Postgres,
}

/// A database, and how to get rid of it.
pub(crate) struct Base {
    /// Its address.
    pub url: String,
    _folder: TempDir,
    /// The server's maintenance database and the name of ours.
    server: Option<(String, String)>,
}

#[expect(clippy::disallowed_methods, reason = "which server to test on is the caller's to say")]
fn server() -> Option<String> {
    std::env::var("LINDEN_TEST_POSTGRES").ok().filter(|url| !url.is_empty())
}

impl Base {
    pub async fn sqlite() -> Self {
        let folder = TempDir::new().expect("a folder");
        Self { url: format!("sqlite:{}", folder.path().join("portal.db").display()), _folder: folder, server: None }
    }

    pub async fn postgres() -> Option<Self> {
        Some(Self::postgres_made("").await?.expect("a database"))
    }

    /// A database that orders text like a language; `None` where the server cannot.
    pub async fn postgres_ordered(language: &str) -> Option<Self> {
        let how =
            format!("template template0 encoding 'UTF8' locale_provider icu icu_locale '{language}' locale 'C.UTF-8'");
        Self::postgres_made(&how).await?.ok()
    }

    async fn postgres_made(how: &str) -> Option<Result<Self, DbErr>> {
        let server = server()?;
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let name = format!("clinic_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let admin = Connect::connect(&server).await.expect("the PostgreSQL server");
        let made = admin.execute_unprepared(&format!("create database {name} {how}")).await;
        admin.close().await.expect("closed");
        if let Err(error) = made {
            return Some(Err(error));
        }
        let (address, _) = server.rsplit_once('/').expect("an address that ends in a database");
        let url = format!("{address}/{name}");
        Some(Ok(Self { url, _folder: TempDir::new().expect("a folder"), server: Some((server, name)) }))
    }

    /// Counts the letters nobody looked at, then drops the database. On a thread of its own: a test ends in the middle
    /// of its runtime.
    pub fn close(&mut self, looked_at: HashSet<Uuid>) -> usize {
        let (url, server) = (self.url.clone(), self.server.take());
        let ended = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(async {
                let db = Connect::connect(&url).await.expect("the database");
                let letters = format!("select id from outbox where recipient <> '{}'", portal_store::outbox::NOBODY);
                let letters = Statement::from_string(db.get_database_backend(), letters);
                let rows = db.query_all_raw(letters).await.expect("the outbox");
                let unread = rows.iter().filter(|row| {
                    let id: Uuid = row.try_get("", "id").expect("an id");
                    !looked_at.contains(&id)
                });
                let unread = unread.count();
                db.close().await.expect("closed");
                if let Some((server, name)) = server {
                    let admin = Connect::connect(&server).await.expect("the PostgreSQL server");
                    let drop = format!("drop database {name} with (force)");
                    admin.execute_unprepared(&drop).await.expect("dropped");
                    admin.close().await.expect("closed");
                }
                unread
            })
        });
        ended.join().unwrap_or_default()
    }
}
