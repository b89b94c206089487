//! A client that keeps its connections, and takes another address before the budget of one is used up.

use crate::Failure;
use futures::StreamExt as _;
use futures::stream::FuturesUnordered;
use http::header::{ACCEPT, CONTENT_TYPE, COOKIE, HOST, ORIGIN};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};
use tokio::net::TcpSocket;

/// An address of this machine that nobody has used yet: 127.1.0.1 and on.
pub(crate) fn fresh_address() -> Ipv4Addr {
    static USED: AtomicU32 = AtomicU32::new(0);
    Ipv4Addr::from_bits(0x7f01_0001 + USED.fetch_add(1, Ordering::Relaxed) % 0x00f0_0000)
}

/// A request, ready to be sent again and again.
#[derive(Clone)]
pub(crate) struct Ask {
    method: Method,
    path: String,
    headers: HeaderMap,
    body: Bytes,
}

impl Ask {
    /// A page or a plain address.
    pub(crate) fn get(path: &str) -> Self {
        Self { method: Method::GET, path: path.into(), headers: HeaderMap::new(), body: Bytes::new() }
    }

    /// A server function, as a page of ours calls it.
    pub(crate) fn post(path: &str, fields: &[(&str, &str)]) -> Self {
        let body = fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect::<Vec<_>>();
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(HeaderName::from_static("sec-fetch-site"), HeaderValue::from_static("same-origin"));
        Self { method: Method::POST, path: path.into(), headers, body: body.join("&").into() }
    }

    /// With a session.
    pub(crate) fn signed_in(mut self, session: &str) -> Result<Self, Failure> {
        self.headers.insert(COOKIE, format!("__Host-sid={session}").parse()?);
        Ok(self)
    }
}

/// A value as forms encode it.
fn encoded(value: &str) -> String {
    value.bytes().fold(String::new(), |mut text, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => text.push(char::from(byte)),
            b' ' => text.push('+'),
            _ => text.push_str(&format!("%{byte:02X}")),
        }
        text
    })
}

/// An answer, read to its end.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// When its head had arrived.
    pub(crate) head_at: Instant,
}

impl Answer {
    /// The session an answer opens.
    pub(crate) fn session(&self) -> Result<String, Failure> {
        let cookies = self.headers.get_all("set-cookie").iter().filter_map(|v| v.to_str().ok());
        let session = cookies.filter_map(|c| c.strip_prefix("__Host-sid=")).find_map(|c| c.split(';').next());
        Ok(session.ok_or("no session was opened")?.to_owned())
    }

    /// Its text as JSON, if it is one that was hoped for.
    pub(crate) fn json(&self, what: &str) -> Result<serde_json::Value, Failure> {
        if self.status != StatusCode::OK {
            return Err(format!("{what}: {} {}", self.status, String::from_utf8_lossy(&self.body)).into());
        }
        Ok(serde_json::from_slice(&self.body)?)
    }
}

/// A kept connection from an address of its own.
pub(crate) struct Connection {
    to: SocketAddr,
    sender: Option<SendRequest<Full<Bytes>>>,
    used: u32,
}

impl Connection {
    /// To a server; it connects when it is first asked.
    pub(crate) fn to(port: u16) -> Self {
        Self { to: (Ipv4Addr::LOCALHOST, port).into(), sender: None, used: 0 }
    }

    /// Connects, anew and from a new address after so many uses.
    async fn ready(&mut self, uses: u32) -> Result<&mut SendRequest<Full<Bytes>>, Failure> {
        if self.used >= uses {
            self.sender = None;
        }
        self.used += 1;
        if self.sender.is_none() {
            let socket = TcpSocket::new_v4()?;
            socket.bind((fresh_address(), 0).into())?;
            let stream = socket.connect(self.to).await?;
            stream.set_nodelay(true)?;
            let (sender, connection) = handshake(TokioIo::new(stream)).await?;
            tokio::spawn(connection);
            self.used = 1;
            self.sender = Some(sender);
        }
        Ok(self.sender.as_mut().ok_or("not connected")?)
    }

    /// Asks, and reads the answer to its end.
    pub(crate) async fn ask(&mut self, ask: &Ask) -> Result<Answer, Failure> {
        let mut request = Request::new(Full::new(ask.body.clone()));
        *request.method_mut() = ask.method.clone();
        *request.uri_mut() = ask.path.parse()?;
        *request.headers_mut() = ask.headers.clone();
        request.headers_mut().insert(HOST, self.to.to_string().parse()?);
        // The portal's name for itself on this machine.
        request.headers_mut().insert(ORIGIN, format!("http://localhost:{}", self.to.port()).parse()?);
        let sender = match &mut self.sender {
            Some(sender) => sender,
            None => self.ready(u32::MAX).await?,
        };
        sender.ready().await?;
        let (parts, body) = sender.send_request(request).await?.into_parts();
        let head_at = Instant::now();
        let body = body.collect().await?.to_bytes();
        Ok(Answer { status: parts.status, headers: parts.headers, body, head_at })
    }
}

/// How a load is made.
#[derive(Clone, Copy)]
pub(crate) struct Load {
    /// The server.
    pub(crate) port: u16,
    /// So many connections, each of which asks again as soon as it is answered.
    pub(crate) connections: u32,
    /// For so long.
    pub(crate) time: Duration,
    /// Operations from one address.
    pub(crate) uses: u32,
}

/// What came of loads.
#[derive(Default)]
pub(crate) struct Loaded {
    /// Time until the head of the (last) answer, microseconds, sorted.
    pub(crate) heads: Vec<f64>,
    /// Time until the end of the (last) answer, microseconds, sorted.
    pub(crate) wholes: Vec<f64>,
    /// Bytes of one (last) answer.
    pub(crate) bytes: usize,
    /// Seconds it took.
    pub(crate) seconds: f64,
    /// Answers other than 200.
    pub(crate) others: BTreeMap<u16, u64>,
}

impl Loaded {
    /// Operations done.
    pub(crate) fn count(&self) -> usize {
        self.wholes.len()
    }

    /// Operations in a second.
    pub(crate) fn per_second(&self) -> f64 {
        self.count() as f64 / self.seconds
    }

    /// Adds what came of another load; one after the other if it has taken time of its own.
    pub(crate) fn add(&mut self, more: Self) {
        self.heads.extend(more.heads);
        self.wholes.extend(more.wholes);
        self.heads.sort_by(f64::total_cmp);
        self.wholes.sort_by(f64::total_cmp);
        self.bytes = self.bytes.max(more.bytes);
        self.seconds += more.seconds;
        for (status, count) in more.others {
            *self.others.entry(status).or_default() += count;
        }
    }
}

/// The value below which such a share of sorted values lies.
pub(crate) fn quantile(sorted: &[f64], share: f64) -> f64 {
    let at = (sorted.len().saturating_sub(1) as f64 * share).round() as usize;
    sorted.get(at).copied().unwrap_or(f64::NAN)
}

/// Does an operation again and again. It is told on which connection and the how manieth it is.
pub(crate) async fn load<F>(load: Load, operation: F) -> Result<Loaded, Failure>
where
    F: AsyncFn(&mut Connection, u32, u64) -> Result<Answer, Failure>,
{
    let begin = Instant::now();
    let one = async |index: u32| {
        let mut connection = Connection::to(load.port);
        let mut mine = Loaded::default();
        let mut turn = 0;
        while begin.elapsed() < load.time {
            connection.ready(load.uses).await?;
            let start = Instant::now();
            let answer = operation(&mut connection, index, turn).await?;
            let whole = start.elapsed();
            if answer.status == StatusCode::OK {
                mine.heads.push((answer.head_at - start).as_secs_f64() * 1e6);
                mine.wholes.push(whole.as_secs_f64() * 1e6);
                mine.bytes = answer.body.len();
            } else {
                *mine.others.entry(answer.status.as_u16()).or_default() += 1;
            }
            turn += 1;
        }
        Ok::<Loaded, Failure>(mine)
    };
    let mut all = Loaded::default();
    let mut running: FuturesUnordered<_> = (0..load.connections).map(one).collect();
    while let Some(mine) = running.next().await {
        all.add(mine?);
    }
    all.seconds = begin.elapsed().as_secs_f64();
    Ok(all)
}
