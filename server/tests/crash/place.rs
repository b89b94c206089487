//! Where the server runs: a folder, a port, a database; and its process.

use crate::web;
use sea_orm::{ConnectionTrait as _, Database};
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;
use tokio::sync::watch;

#[expect(clippy::print_stdout, reason = "a test's own voice")]
pub fn say(text: &str) {
    println!("{text}");
}

#[expect(clippy::disallowed_methods, reason = "which server to test on is the caller's to say")]
fn postgres() -> Option<String> {
    std::env::var("LINDEN_TEST_POSTGRES").ok().filter(|url| !url.is_empty())
}

pub struct Place {
    folder: TempDir,
    /// Where the server listens.
    pub address: SocketAddr,
    /// The database's address.
    pub database: String,
    /// The PostgreSQL server's maintenance database, and the name of ours.
    server: Option<(String, String)>,
    child: Option<Child>,
    /// Whether the server is up.
    pub up: watch::Sender<bool>,
}

/// A port that is free now. The server keeps it over its restarts.
fn free() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

impl Place {
    fn new(folder: TempDir, database: String, server: Option<(String, String)>) -> Self {
        let pkg = folder.path().join("site/pkg");
        std::fs::create_dir_all(&pkg).unwrap();
        // The browser's files, as a build names them; no page is looked at here.
        std::fs::write(folder.path().join("site/hash.txt"), "js: x\nwasm: x\ncss: x\nmanifest: x\nsplit: x\n").unwrap();
        for file in ["linden.x.css", "linden.x.js", "linden.x.wasm", "__wasm_split.x.js"] {
            std::fs::write(pkg.join(file), "").unwrap();
        }
        std::fs::write(pkg.join("__wasm_split_manifest.x.json"), "{}").unwrap();
        let settings =
            format!("site = \"{}\"\nhash_memory = 19456\nhash_passes = 2\n", folder.path().join("site").display());
        std::fs::write(folder.path().join("linden.toml"), settings).unwrap();
        Self { folder, address: free(), database, server, child: None, up: watch::Sender::new(false) }
    }

    pub async fn sqlite() -> Self {
        let folder = TempDir::new().unwrap();
        let database = format!("sqlite:{}", folder.path().join("data/portal.db").display());
        Self::new(folder, database, None)
    }

    pub async fn postgres() -> Option<Self> {
        let server = postgres()?;
        let name = format!("crash_{}", std::process::id());
        let admin = Database::connect(&server).await.unwrap();
        admin.execute_unprepared(&format!("create database {name}")).await.unwrap();
        admin.close().await.unwrap();
        let database = format!("{}/{name}", server.rsplit_once('/').unwrap().0);
        Some(Self::new(TempDir::new().unwrap(), database, Some((server, name))))
    }

    pub fn is_postgres(&self) -> bool {
        self.server.is_some()
    }

    /// The folder with the key file and the demo's sign-ins.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Starts the server and waits until it answers.
    pub async fn start(&mut self) {
        let log =
            std::fs::File::options().create(true).append(true).open(self.folder.path().join("server.log")).unwrap();
        let child = Command::new(env!("CARGO_BIN_EXE_server"))
            .arg("--config")
            .arg(self.folder.path().join("linden.toml"))
            .arg("--data")
            .arg(self.data())
            .args(["demo", "--listen", &self.address.to_string()])
            .env("DATABASE_URL", &self.database)
            .env("LINDEN_LOG", "warn")
            .current_dir(self.folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .unwrap();
        self.child = Some(child);
        for _ in 0..1200 {
            if web::get(self.address, "/health").await.is_ok_and(|reply| reply.status == 200) {
                self.up.send_replace(true);
                return;
            }
            if let Some(status) = self.child.as_mut().unwrap().try_wait().unwrap() {
                panic!("the server ended with {status}: {}", self.log());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("the server does not answer: {}", self.log());
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("server.log")).unwrap_or_default()
    }

    /// SIGKILL to the one child.
    pub async fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().unwrap();
            child.wait().unwrap();
        }
        self.up.send_replace(false);
        // PostgreSQL notices a little later, and may just be committing what was asked of it.
        let pause = if self.is_postgres() { 300 } else { 0 };
        tokio::time::sleep(Duration::from_millis(pause)).await;
    }

    /// Takes the database along.
    pub async fn leave(self) {
        let log = self.log();
        assert!(!log.contains("panicked"), "{log}");
        if let Some((server, name)) = &self.server {
            let admin = Database::connect(server).await.unwrap();
            admin.execute_unprepared(&format!("drop database {name} with (force)")).await.unwrap();
            admin.close().await.unwrap();
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}
