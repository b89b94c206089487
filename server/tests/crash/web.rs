//! Just enough HTTP: one request on one connection, from an address of one's own.

use std::io::{Error, ErrorKind, Result};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpSocket;

/// An answer that came back whole. Anything else is an error, and means that nobody knows what happened.
pub struct Reply {
    pub status: u16,
    pub cookie: Option<String>,
    pub body: String,
}

pub async fn get(server: SocketAddr, path: &str) -> Result<Reply> {
    let text = format!("GET {path} HTTP/1.1\r\nhost: {server}\r\nconnection: close\r\n\r\n");
    send(server, Ipv4Addr::LOCALHOST, &text).await
}

/// A server function, called as a page of ours would.
pub async fn call(server: SocketAddr, from: Ipv4Addr, session: &str, path: &str, form: &str) -> Result<Reply> {
    let text = format!(
        "POST {path} HTTP/1.1\r\nhost: {server}\r\norigin: http://localhost:{port}\r\ncookie: __Host-sid={session}\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{form}",
        form.len(),
        port = server.port(),
    );
    send(server, from, &text).await
}

/// A text, put somewhere as a file, as a page of ours would.
pub async fn upload(
    server: SocketAddr,
    from: Ipv4Addr,
    session: &str,
    fields: &[(&str, &str)],
    (name, text): (&str, &str),
) -> Result<Reply> {
    const EDGE: &str = "edge-7c1f0a";
    let said = |(field, said): &(&str, &str)| {
        format!("--{EDGE}\r\ncontent-disposition: form-data; name=\"{field}\"\r\n\r\n{said}\r\n")
    };
    let fields: String = fields.iter().map(said).collect();
    let file = format!("content-disposition: form-data; name=\"file\"; filename=\"{name}\"");
    let form = format!("{fields}--{EDGE}\r\n{file}\r\ncontent-type: text/plain\r\n\r\n{text}\r\n--{EDGE}--\r\n");
    let head = format!(
        "POST /upload HTTP/1.1\r\nhost: {server}\r\norigin: http://localhost:{port}\r\ncookie: __Host-sid={session}\r\n\
         content-type: multipart/form-data; boundary={EDGE}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        form.len(),
        port = server.port(),
    );
    send(server, from, &(head + &form)).await
}

async fn send(server: SocketAddr, from: Ipv4Addr, text: &str) -> Result<Reply> {
    let whole = async {
        let socket = TcpSocket::new_v4()?;
        socket.bind(SocketAddr::new(IpAddr::V4(from), 0))?;
        let mut stream = socket.connect(server).await?;
        stream.write_all(text.as_bytes()).await?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).await?;
        parse(&bytes)
    };
    match tokio::time::timeout(Duration::from_secs(20), whole).await {
        Ok(reply) => reply,
        Err(_) => Err(Error::from(ErrorKind::TimedOut)),
    }
}

fn parse(bytes: &[u8]) -> Result<Reply> {
    let cut = || Error::from(ErrorKind::UnexpectedEof);
    let text = std::str::from_utf8(bytes).map_err(|_| cut())?;
    let (head, body) = text.split_once("\r\n\r\n").ok_or_else(cut)?;
    let mut lines = head.lines();
    let status = lines.next().and_then(|l| l.split(' ').nth(1)).and_then(|s| s.parse().ok()).ok_or_else(cut)?;
    let (mut cookie, mut length) = (None, None);
    for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
        match name {
            "set-cookie" if value.starts_with("__Host-sid=") => {
                cookie = value.split(['=', ';']).nth(1).map(str::to_owned);
            }
            "content-length" => length = value.parse::<usize>().ok(),
            _ => {}
        }
    }
    // Half an answer is no acknowledgement.
    if length.is_some_and(|length| length == body.len()) {
        Ok(Reply { status, cookie, body: body.to_owned() })
    } else {
        Err(cut())
    }
}
