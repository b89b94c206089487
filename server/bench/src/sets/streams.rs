//! Ten thousand live streams on one server: what each takes of its memory, and what all of them of its time.

use super::Base;
use super::house::House;
use crate::Failure;
use crate::client::fresh_address;
use crate::process::Running;
use crate::rounds::{Bench, say};
use crate::table::Target;
use std::io::ErrorKind;
use std::net::Ipv4Addr;
use std::time::{Duration, Instant};
use tokio::net::{TcpSocket, TcpStream};

/// So many at once.
const STREAMS: usize = 10_000;
/// Files that either side has open besides.
const BESIDES: usize = 200;
/// Each stream looks at its session anew every thirty seconds: so long until all have.
const AROUND: Duration = Duration::from_secs(35);

/// How many files a process may have open here.
fn files() -> Result<usize, Failure> {
    let limits = std::fs::read_to_string("/proc/self/limits")?;
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"));
    let limit = line.and_then(|line| line.split_whitespace().next()).ok_or("no limit of open files")?;
    Ok(limit.parse().unwrap_or(usize::MAX))
}

/// What has come and was not read yet; `None` if the stream is at its end.
fn heard(stream: &TcpStream) -> Result<Option<Vec<u8>>, Failure> {
    let mut all = Vec::new();
    let mut some = [0; 1_024];
    loop {
        match stream.try_read(&mut some) {
            Ok(0) => return Ok(None),
            Ok(read) => all.extend_from_slice(&some[..read]),
            Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(Some(all)),
            Err(_) => return Ok(None),
        }
    }
}

/// Opens a stream in a session, from an address of its own.
async fn listen(port: u16, session: &str) -> Result<TcpStream, Failure> {
    let socket = TcpSocket::new_v4()?;
    socket.bind((fresh_address(), 0).into())?;
    let stream = socket.connect((Ipv4Addr::LOCALHOST, port).into()).await?;
    let head = format!(
        "GET /live HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\naccept: text/event-stream\r\nsec-fetch-site: same-origin\r\n\
         cookie: __Host-sid={session}\r\n\r\n"
    );
    let mut left = head.as_bytes();
    while !left.is_empty() {
        stream.writable().await?;
        match stream.try_write(left) {
            Ok(written) => left = &left[written..],
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            Err(error) => return Err(error.into()),
        }
    }
    let mut answer = Vec::new();
    while !answer.windows(4).any(|end| end == b"\r\n\r\n") {
        stream.readable().await?;
        answer.extend(heard(&stream)?.ok_or("a stream was refused")?);
    }
    if !answer.starts_with(b"HTTP/1.1 200") {
        return Err(format!("a stream was answered: {}", String::from_utf8_lossy(&answer)).into());
    }
    Ok(stream)
}

/// Whether a stream still listens.
fn is_open(stream: &TcpStream) -> Result<bool, Failure> {
    let end = b"event: end";
    Ok(heard(stream)?.is_some_and(|said| !said.windows(end.len()).any(|some| some == end)))
}

/// Opens them on a server that was just started, and holds them.
pub(crate) async fn measure(
    bench: &mut Bench,
    house: &House,
    portal: &Running,
    base: &Base,
    quick: bool,
) -> Result<(), Failure> {
    let (set, called, may) = (house.plan.size.name, base.called(), files()?);
    if may < STREAMS + BESIDES {
        bench.table.remark(format!("Streams were not measured: no more than {may} files may be open (ulimit -n)."));
        return Ok(());
    }
    say(&format!("{STREAMS} live streams in {set} on {called}"))?;
    // Everybody has a session, where there are so many people; else some have several.
    let accounts = (0..STREAMS).map(|n| house.plan.ids(n as u32 % house.plan.size.patients).1);
    let sessions = house.sessions("listener", accounts).await?;
    let around = if quick { AROUND / 5 } else { AROUND };
    let mut streams = Vec::with_capacity(STREAMS);
    let none = portal.memory("VmRSS")?;
    // What is left from the start is used by the first ones: the second half tells what one takes.
    let mut halves = [0.0; 2];
    let (mut busy, mut held) = (0.0, 0.0);
    for (half, sessions) in sessions.chunks(STREAMS / 2).enumerate() {
        for session in sessions {
            streams.push(listen(portal.port, session).await?);
        }
        let (before, begin) = (portal.processor()?, Instant::now());
        tokio::time::sleep(around).await;
        (busy, held) = (portal.processor()? - before, begin.elapsed().as_secs_f64());
        halves[half.min(1)] = portal.memory("VmRSS")?;
    }
    let mut open = 0_u32;
    for stream in &streams {
        open += u32::from(is_open(stream)?);
    }
    let [half, whole] = halves;
    let t = &mut bench.table;
    let what = |figure: &str| format!("live streams in {set}, {called}, {figure}");
    t.figure(&what("open at once"), f64::from(open), "", Target::AtLeast(STREAMS as f64));
    t.figure(&what("memory of one"), (whole - half) * 1_024.0 / (STREAMS / 2) as f64, "KiB", Target::None);
    t.figure(
        &what("memory of one, all and none compared"),
        (whole - none) * 1_024.0 / STREAMS as f64,
        "KiB",
        Target::None,
    );
    t.figure(&what("memory with all of them"), whole, "MiB", Target::None);
    t.figure(&what("processor while all are quiet"), busy / held * 100.0, "%", Target::None);
    Ok(())
}
