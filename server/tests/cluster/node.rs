//! One more process on a place's database, on a port of its own.

use crate::place::Place;
use crate::web;
use std::fs::File;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tokio::time::{Instant, sleep};

pub struct Node {
    /// Where it listens.
    pub address: SocketAddr,
    child: Child,
    log: PathBuf,
}

impl Node {
    /// Starts a process with the settings, the key file and the database of a place; it need not answer yet.
    pub fn begin(place: &Place, command: &str) -> Self {
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let data = place.data();
        let folder = data.parent().unwrap();
        let log = folder.join(format!("node-{}.log", address.port()));
        let mut server = Command::new(env!("CARGO_BIN_EXE_server"));
        server.args(["--config", "linden.toml", "--data", "data", command, "--listen", &address.to_string()]);
        server.env("DATABASE_URL", &place.database).env("LINDEN_LOG", "warn").current_dir(folder);
        server.stdin(Stdio::null()).stdout(Stdio::null()).stderr(File::create(&log).unwrap());
        Self { address, child: server.spawn().unwrap(), log }
    }

    fn said(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// Waits until it answers.
    pub async fn answers(&mut self) {
        let by = Instant::now() + Duration::from_secs(120);
        loop {
            if web::get(self.address, "/health").await.is_ok_and(|reply| reply.status == 200) {
                return;
            }
            if let Some(status) = self.child.try_wait().unwrap() {
                panic!("a node ended with {status}: {}", self.said());
            }
            assert!(Instant::now() < by, "a node does not answer: {}", self.said());
            sleep(Duration::from_millis(50)).await;
        }
    }

    /// Ends it. Nothing may have gone wrong in it.
    pub fn end(mut self) {
        self.stop();
        let said = self.said();
        assert!(!said.contains("panicked"), "{said}");
    }

    fn stop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        self.stop();
    }
}
