//! The live stream as a page holds it, and what it says.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, Lines};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::{Instant, timeout, timeout_at};

/// The end of the second that begins now: asked for when what was done has been answered.
pub fn soon() -> Instant {
    Instant::now() + Duration::from_secs(1)
}

#[derive(Debug, PartialEq, Eq)]
pub enum Said {
    /// Something is new: in whose chart, and which thing.
    News(String, String),
    /// Its pages are to ask anew.
    CatchUp,
    /// Nothing any more.
    Over,
}

impl Said {
    pub fn news(chart: &str, thing: &str) -> Self {
        Self::News(chart.to_owned(), thing.to_owned())
    }
}

pub struct Stream {
    lines: Lines<BufReader<TcpStream>>,
    event: String,
}

impl Stream {
    /// From the answer's head on it hears.
    pub async fn open(node: SocketAddr, from: Ipv4Addr, session: &str) -> Self {
        let opening = async {
            let socket = TcpSocket::new_v4().unwrap();
            socket.bind(SocketAddr::new(IpAddr::V4(from), 0)).unwrap();
            let mut stream = socket.connect(node).await.unwrap();
            let ask = format!(
                "GET /live HTTP/1.1\r\nhost: {node}\r\nsec-fetch-site: same-origin\r\ncookie: __Host-sid={session}\r\n\
                 connection: close\r\n\r\n"
            );
            stream.write_all(ask.as_bytes()).await.unwrap();
            let mut lines = BufReader::new(stream).lines();
            let mut head = Vec::new();
            while let Some(line) = lines.next_line().await.unwrap().filter(|line| !line.is_empty()) {
                head.push(line);
            }
            assert!(head.first().is_some_and(|line| line.starts_with("HTTP/1.1 200")), "{head:?}");
            Self { lines, event: String::new() }
        };
        timeout(Duration::from_secs(20), opening).await.expect("the stream opens")
    }

    /// What it says next, if it says something in time.
    pub async fn next(&mut self, by: Instant) -> Option<Said> {
        timeout_at(by, self.read()).await.ok()
    }

    /// The same, but that its pages are to ask anew.
    pub async fn next_news(&mut self, by: Instant) -> Option<Said> {
        loop {
            match self.next(by).await {
                Some(Said::CatchUp) => {}
                said => return said,
            }
        }
    }

    /// Whether it tells of something in time, whatever else it says.
    pub async fn tells(&mut self, news: &Said, by: Instant) -> bool {
        loop {
            match self.next(by).await {
                Some(said) if said == *news => return true,
                Some(Said::Over) | None => return false,
                Some(_) => {}
            }
        }
    }

    /// A read that is given up loses nothing: the next one goes on with the same line.
    async fn read(&mut self) -> Said {
        loop {
            // A connection that breaks says nothing more either.
            let Ok(Some(line)) = self.lines.next_line().await else { return Said::Over };
            // Other lines are comments, or tell how long a piece of the answer is.
            if let Some(event) = line.strip_prefix("event: ") {
                self.event = event.to_owned();
            } else if let Some(data) = line.strip_prefix("data: ") {
                let words: Vec<&str> = data.split(' ').collect();
                return match (self.event.as_str(), words.as_slice()) {
                    ("nudge", [chart, _, thing]) => Said::news(chart, thing),
                    ("catch-up", _) => Said::CatchUp,
                    ("end", _) => Said::Over,
                    _ => panic!("no page knows this: {} {data}", self.event),
                };
            }
        }
    }
}
