//! A stand-in for clamd on this machine: it speaks its protocol, finds EICAR, and can be away.

mod instream;

use portal_gateways::Scanner;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A stand-in for clamd; see [`crate::Clinic::open_with_clamd`].
pub struct Clamd {
    address: SocketAddr,
    judged: Arc<AtomicUsize>,
    listens: Option<JoinHandle<()>>,
}

async fn listen(listener: TcpListener, judged: Arc<AtomicUsize>) {
    loop {
        let (mut stream, _) = listener.accept().await.unwrap();
        let arrived = instream::file(&mut stream, usize::MAX / 2).await.unwrap();
        judged.fetch_add(1, Ordering::Relaxed);
        instream::judge(&mut stream, &arrived.file).await;
    }
}

impl Clamd {
    /// One that listens.
    pub async fn starts() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let (address, judged) = (listener.local_addr().expect("an address"), Arc::default());
        let listens = Some(tokio::spawn(listen(listener, Arc::clone(&judged))));
        Self { address, judged, listens }
    }

    /// It is there no more: whoever calls is refused.
    pub async fn goes(&mut self) {
        if let Some(listens) = self.listens.take() {
            listens.abort();
            // Only then the port is free.
            let _ended = listens.await;
        }
    }

    /// It is there again, where it was.
    pub async fn is_back(&mut self) {
        let listener = TcpListener::bind(self.address).await.expect("the same port");
        self.listens = Some(tokio::spawn(listen(listener, Arc::clone(&self.judged))));
    }

    /// How many files it was sent whole.
    pub fn judged(&self) -> usize {
        self.judged.load(Ordering::Relaxed)
    }

    /// The gateway to it, as the settings of an operator name it.
    pub fn scanner(&self) -> Scanner {
        Scanner::at(&format!("tcp://{}", self.address)).expect("an address of a scanner")
    }
}
