//! The scanner of files: clamd, which looks for what is harmful in what people send (R-6.5).
//!
//! A file goes to it over one connection (clamd's `INSTREAM`): `zINSTREAM` and a zero byte, then pieces, each with its
//! length in four bytes before it, then a length of zero. It answers `stream: OK`, `stream: … FOUND` or `… ERROR` and a
//! zero byte. **Clean is only what it has called so in a whole answer**; everything else is [`Verdict::Down`], and the
//! file is held and asked about again.
//!
//! The connection is neither secret nor signed: clamd belongs on this machine or in a network of its own.

use std::collections::VecDeque;
use std::fmt::{Debug, Formatter};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};

/// A scanner that is there takes a connection at once.
const CONNECTING: Duration = Duration::from_secs(5);

/// It has this long for a file, the connection with it.
const PATIENCE: Duration = Duration::from_secs(30);

/// How much of a file goes in one piece.
const PIECE: usize = 64 * 1024;

/// The longest answer that is read.
const LONGEST_ANSWER: usize = 4096;

/// How much of a finding's name is kept.
const LONGEST_NAME: usize = 100;

/// What a scanner says of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It has looked at all of it and found nothing.
    Clean,
    /// It has found something, and calls it this.
    Infected(String),
    /// It has not judged it, in a word of ours. `size`: the scanner takes no file as large (`StreamMaxLength` in
    /// clamd.conf), which only the operator can change.
    Down(&'static str),
}

/// A scanner's address that cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a scanner's address is tcp://host:port or unix:///path")]
pub struct ScannerError;

/// The scanner there is.
#[derive(Clone, Debug, Default)]
pub enum Scanner {
    /// None: nobody looks at files.
    #[default]
    None,
    /// clamd.
    Clamd(Clamd),
    /// One that says what it was told to, for tests.
    Told(Arc<ToldScanner>),
}

impl Scanner {
    /// The scanner of an address, as in the settings: `tcp://127.0.0.1:3310` or `unix:///run/clamav/clamd.ctl`.
    pub fn at(address: &str) -> Result<Self, ScannerError> {
        Clamd::at(address).map(Self::Clamd)
    }

    /// Whether nobody looks at files.
    pub fn is_none(&self) -> bool {
        matches!(self, Self::None)
    }

    /// Judges a file, given as the parts it is kept in. Without a scanner nothing is called clean: whether such files
    /// are served all the same is the operator's decision, and not made here.
    pub async fn judge(&self, parts: &[Vec<u8>]) -> Verdict {
        match self {
            Self::None => Verdict::Down("none"),
            Self::Clamd(clamd) => clamd.judge(parts).await,
            Self::Told(told) => told.judge(parts),
        }
    }
}

/// Where clamd listens.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    Tcp(String),
    Path(PathBuf),
}

/// clamd, by its own protocol.
#[derive(Clone, Debug)]
pub struct Clamd {
    place: Place,
}

impl Clamd {
    /// By its address: `tcp://host:port` or `unix:///path`.
    pub fn at(address: &str) -> Result<Self, ScannerError> {
        let place = if let Some(host) = address.strip_prefix("tcp://") {
            let (name, port) = host.rsplit_once(':').ok_or(ScannerError)?;
            if name.is_empty() || port.parse::<u16>().is_err() {
                return Err(ScannerError);
            }
            Place::Tcp(host.to_owned())
        } else {
            let path = address.strip_prefix("unix://").ok_or(ScannerError)?;
            if !path.starts_with('/') {
                return Err(ScannerError);
            }
            Place::Path(PathBuf::from(path))
        };
        Ok(Self { place })
    }

    /// Judges a file. Never takes longer than half a minute.
    pub async fn judge(&self, parts: &[Vec<u8>]) -> Verdict {
        let answer = tokio::time::timeout(PATIENCE, self.ask(parts)).await.unwrap_or(Err("slow"));
        match answer {
            Ok(answer) => read(&answer),
            Err(word) => Verdict::Down(word),
        }
    }

    async fn ask(&self, parts: &[Vec<u8>]) -> Result<Vec<u8>, &'static str> {
        match &self.place {
            Place::Tcp(host) => {
                let stream = tokio::time::timeout(CONNECTING, tokio::net::TcpStream::connect(host)).await;
                talk(stream.map_err(|_| "slow")?.map_err(|_| "unreachable")?, parts).await
            }
            #[cfg(unix)]
            Place::Path(path) => {
                let stream = tokio::time::timeout(CONNECTING, tokio::net::UnixStream::connect(path)).await;
                talk(stream.map_err(|_| "slow")?.map_err(|_| "unreachable")?, parts).await
            }
            #[cfg(not(unix))]
            Place::Path(_) => Err("unreachable"),
        }
    }
}

/// Sends a file and reads the answer, both at once: a scanner that has enough of a file says so and hangs up, without
/// reading on. So the answer ends the talk, and never that something could not be sent.
async fn talk(stream: impl AsyncRead + AsyncWrite, parts: &[Vec<u8>]) -> Result<Vec<u8>, &'static str> {
    let (mut from, mut to) = tokio::io::split(stream);
    let telling = async {
        // If this fails, what was said before the scanner hung up is still on its way.
        let _sent = tell(&mut to, parts).await;
        std::future::pending::<()>().await;
    };
    tokio::select! {
        answer = hear(&mut from) => answer,
        () = telling => Err("unreachable"),
    }
}

async fn tell(to: &mut (impl AsyncWrite + Unpin), parts: &[Vec<u8>]) -> std::io::Result<()> {
    to.write_all(b"zINSTREAM\0").await?;
    for part in parts {
        // `chunks` gives no empty piece, whose length would be the end.
        for piece in part.chunks(PIECE) {
            let length = u32::try_from(piece.len()).map_err(std::io::Error::other)?;
            to.write_all(&length.to_be_bytes()).await?;
            to.write_all(piece).await?;
        }
    }
    to.write_all(&[0; 4]).await?;
    to.flush().await
}

/// An answer up to the zero byte that ends it, without it.
async fn hear(from: &mut (impl AsyncRead + Unpin)) -> Result<Vec<u8>, &'static str> {
    let mut answer = Vec::new();
    let mut part = [0; 512];
    loop {
        let count = from.read(&mut part).await.map_err(|_| "hung up")?;
        if count == 0 {
            return Err("hung up");
        }
        answer.extend_from_slice(&part[..count]);
        if let Some(end) = answer.iter().position(|byte| *byte == 0) {
            answer.truncate(end);
            return Ok(answer);
        }
        if answer.len() > LONGEST_ANSWER {
            return Err("odd");
        }
    }
}

/// What an answer means.
fn read(answer: &[u8]) -> Verdict {
    let answer = String::from_utf8_lossy(answer);
    let answer = answer.trim_end();
    if answer == "stream: OK" {
        return Verdict::Clean;
    }
    if let Some(found) = answer.strip_prefix("stream: ").and_then(|rest| rest.strip_suffix(" FOUND")) {
        // A name from outside goes into rows and lists: signs that everybody can see, and not too many.
        return Verdict::Infected(found.chars().filter(char::is_ascii_graphic).take(LONGEST_NAME).collect());
    }
    if answer.contains("size limit exceeded") {
        return Verdict::Down("size");
    }
    Verdict::Down(if answer.ends_with("ERROR") { "error" } else { "odd" })
}

/// A scanner that says what it was told to, one verdict after the other, and then what is so: that it finds [`eicar`],
/// and nothing else.
#[derive(Default)]
pub struct ToldScanner {
    verdicts: Mutex<VecDeque<Verdict>>,
}

impl Debug for ToldScanner {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        f.write_str("ToldScanner(..)")
    }
}

impl ToldScanner {
    /// The next files are judged like this, in this order.
    pub fn says(&self, verdicts: &[Verdict]) {
        self.verdicts.lock().unwrap_or_else(PoisonError::into_inner).extend(verdicts.iter().cloned());
    }

    fn judge(&self, parts: &[Vec<u8>]) -> Verdict {
        if let Some(verdict) = self.verdicts.lock().unwrap_or_else(PoisonError::into_inner).pop_front() {
            return verdict;
        }
        let (whole, sought) = (parts.concat(), eicar());
        let found = whole.windows(sought.len()).any(|window| window == sought.as_bytes());
        if found { Verdict::Infected("Eicar-Test-Signature".into()) } else { Verdict::Clean }
    }
}

/// The harmless text that every scanner finds (EICAR), for tests. Its second half is kept backwards, so that no scanner
/// finds it in this source, or in the program.
pub fn eicar() -> String {
    let second = "*H+H$!ELIF-TSET-SURIVITNA-DRADNATS-RACIE";
    r"X5O!P%@AP[4\PZX54(P^)7CC)7}$".chars().chain(second.chars().rev()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_of_one_of_two_kinds() {
        for good in ["tcp://127.0.0.1:3310", "tcp://clamd:3310", "tcp://[::1]:3310", "unix:///run/clamav/clamd.ctl"] {
            assert!(Scanner::at(good).is_ok(), "{good}");
        }
        for bad in ["", "tcp://", "tcp://host", "tcp://:3310", "tcp://host:", "tcp://host:70000", "http://host:3310"] {
            assert_eq!(Scanner::at(bad).err(), Some(ScannerError), "{bad}");
        }
        for bad in ["unix://relative", "unix:/run/clamd.ctl", "/run/clamd.ctl", "127.0.0.1:3310"] {
            assert_eq!(Scanner::at(bad).err(), Some(ScannerError), "{bad}");
        }
    }

    #[test]
    fn only_one_answer_means_clean() {
        for (answer, verdict) in [
            ("stream: OK", Verdict::Clean),
            ("stream: OK\n", Verdict::Clean),
            ("stream: Win.Test.EICAR_HDB-1 FOUND", Verdict::Infected("Win.Test.EICAR_HDB-1".into())),
            ("stream: A(44d8:68) FOUND", Verdict::Infected("A(44d8:68)".into())),
            ("stream: <b>\u{7}a b</b>\u{202E} FOUND", Verdict::Infected("<b>ab</b>".into())),
            ("INSTREAM size limit exceeded. ERROR", Verdict::Down("size")),
            ("INSTREAM: Can't write to temporary file. ERROR", Verdict::Down("error")),
            ("stream: Can't allocate memory ERROR", Verdict::Down("error")),
            ("UNKNOWN COMMAND", Verdict::Down("odd")),
            ("", Verdict::Down("odd")),
            ("OK", Verdict::Down("odd")),
            ("stream: ok", Verdict::Down("odd")),
            ("stream: OK stream: X FOUND", Verdict::Infected("OKstream:X".into())),
            ("another: OK", Verdict::Down("odd")),
        ] {
            assert_eq!(read(answer.as_bytes()), verdict, "{answer}");
        }
        let long = format!("stream: {} FOUND", "x".repeat(1000));
        assert_eq!(read(long.as_bytes()), Verdict::Infected("x".repeat(100)));
    }

    #[tokio::test]
    async fn nothing_is_called_clean_where_nobody_looks() {
        assert_eq!(Scanner::None.judge(&[b"hello".to_vec()]).await, Verdict::Down("none"));
        assert!(Scanner::default().is_none());
    }

    #[tokio::test]
    async fn the_scanner_of_tests_says_what_it_was_told_and_then_what_is_so() {
        let told = Arc::new(ToldScanner::default());
        told.says(&[Verdict::Down("slow"), Verdict::Infected("Worm".into())]);
        let scanner = Scanner::Told(told);
        let harmless = [b"hello".to_vec()];
        assert_eq!(scanner.judge(&harmless).await, Verdict::Down("slow"));
        assert_eq!(scanner.judge(&harmless).await, Verdict::Infected("Worm".into()));
        assert_eq!(scanner.judge(&harmless).await, Verdict::Clean);
        let whole = eicar().into_bytes();
        let (first, second) = whole.split_at(30);
        assert!(matches!(scanner.judge(&[first.to_vec(), second.to_vec()]).await, Verdict::Infected(_)));
    }

    #[test]
    fn the_text_that_scanners_find_is_whole() {
        assert_eq!(eicar().len(), 68);
        assert!(eicar().ends_with("-FILE!$H+H*"));
    }
}
