//! Processes of their own, each on its processor, and what the kernel says of them.

use crate::Failure;
use std::ffi::OsStr;
use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The processor of whatever is measured.
const MEASURED: &str = "0";
/// The processor of whoever measures.
const MEASURING: &str = "1";

/// Whether there are two processors to keep apart. Moves this process to the second.
pub(crate) fn keep_apart() -> bool {
    let me = std::process::id().to_string();
    let mut moved = Command::new("taskset");
    moved.args(["-pc", MEASURING, &me]).stdout(Stdio::null()).stderr(Stdio::null());
    moved.status().is_ok_and(|status| status.success())
}

/// A program on the measured processor, if they are kept apart.
pub(crate) fn on_its_own(apart: bool, program: &Path) -> Command {
    if !apart {
        return Command::new(program);
    }
    let mut command = Command::new("taskset");
    command.args(["-c", MEASURED]).arg(program);
    command
}

/// A port nobody listens on.
pub(crate) fn free_port() -> Result<u16, Failure> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

/// Whether a plain request is answered with 200.
fn answers(port: u16, path: &str) -> bool {
    let mut head = [0; 12];
    TcpStream::connect((Ipv4Addr::LOCALHOST, port))
        .and_then(|mut stream| {
            stream.set_read_timeout(Some(Duration::from_secs(5)))?;
            write!(stream, "GET {path} HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\nconnection: close\r\n\r\n")?;
            stream.read_exact(&mut head)
        })
        .is_ok_and(|()| head.ends_with(b"200"))
}

/// A server that runs until it is stopped.
pub(crate) struct Running {
    child: Child,
    /// Where it listens.
    pub(crate) port: u16,
    /// From its start to its first answer.
    pub(crate) ready_after: Duration,
}

impl Running {
    /// Starts a program, and waits until it answers.
    pub(crate) fn start<A: AsRef<OsStr>>(
        mut command: Command,
        args: impl FnOnce(u16) -> Vec<A>,
        path: &str,
    ) -> Result<Self, Failure> {
        let port = free_port()?;
        command.args(args(port)).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let begin = Instant::now();
        let mut running = Self { child: command.spawn()?, port, ready_after: Duration::ZERO };
        while !answers(port, path) {
            if let Some(status) = running.child.try_wait()? {
                return Err(format!("the server did not start: {status}").into());
            }
            if begin.elapsed() > Duration::from_secs(120) {
                return Err("the server does not answer".into());
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        running.ready_after = begin.elapsed();
        Ok(running)
    }

    /// Stops it in good order.
    pub(crate) fn stop(mut self) -> Result<(), Failure> {
        Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status()?;
        self.child.wait()?;
        Ok(())
    }

    /// Processor time it has used, in seconds.
    pub(crate) fn processor(&self) -> Result<f64, Failure> {
        processor(&self.child.id().to_string())
    }

    /// Forgets its highest memory so far (`VmHWM`).
    pub(crate) fn forget_highest(&self) -> Result<(), Failure> {
        Ok(std::fs::write(format!("/proc/{}/clear_refs", self.child.id()), "5")?)
    }

    /// A line of its status in MiB: `VmRSS`, `VmHWM`.
    pub(crate) fn memory(&self, line: &str) -> Result<f64, Failure> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|l| l.strip_prefix(line)?.strip_prefix(':'));
        let kib: f64 = line.and_then(|l| l.split_whitespace().next()).ok_or("no such line")?.parse()?;
        Ok(kib / 1024.0)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Processor time of a process in seconds (`self` for this one); the kernel counts it in hundredths.
pub(crate) fn processor(process: &str) -> Result<f64, Failure> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat"))?;
    // The name in brackets may hold anything; what follows is numbers. User and system time are fields 14 and 15.
    let (_, numbers) = stat.rsplit_once(')').ok_or("an unknown form of /proc/*/stat")?;
    let ticks: Result<Vec<f64>, _> = numbers.split_whitespace().skip(11).take(2).map(str::parse).collect();
    Ok(ticks?.iter().sum::<f64>() / 100.0)
}
