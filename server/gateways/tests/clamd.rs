//! The gateway to clamd against stand-ins that speak its protocol byte by byte, and against ones that do not.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "../../testkit/src/clamd/instream.rs"]
mod instream;

use instream::{Arrived, file, judge};
use portal_gateways::{Scanner, Verdict, eicar};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpListener, UnixListener};

/// What the stand-in does with a file.
#[derive(Clone, Copy)]
enum Does {
    /// Reads it a byte at a time, looks for EICAR in it, and answers a byte at a time.
    Looks,
    /// Reads it whole and answers this, whatever it is.
    Says(&'static [u8]),
    /// Takes no more than so many bytes, says so, and hangs up without reading on.
    TakesOnly(usize),
    /// Says this before it has read anything, and reads nothing.
    Interrupts(&'static [u8]),
    /// Hangs up at once.
    HangsUp,
    /// Reads it whole and hangs up.
    HangsUpAfterwards,
    /// Reads nothing and says nothing.
    Sleeps,
    /// Reads it whole and says nothing.
    SleepsAfterwards,
    /// Answers without an end.
    Babbles,
}

/// Speaks with one who asks.
async fn attend(mut stream: impl AsyncRead + AsyncWrite + Unpin, does: Does, seen: &Mutex<Arrived>) {
    let whole = usize::MAX / 2;
    match does {
        Does::Looks => {
            let arrived = file(&mut stream, whole).await.unwrap();
            *seen.lock().unwrap() = arrived.clone();
            judge(&mut stream, &arrived.file).await;
        }
        Does::Says(answer) => {
            let _arrived = file(&mut stream, whole).await.unwrap();
            stream.write_all(answer).await.unwrap();
        }
        Does::TakesOnly(most) => {
            assert!(file(&mut stream, most).await.is_none());
            stream.write_all(b"INSTREAM size limit exceeded. ERROR\0").await.unwrap();
            // As clamd does: nothing more is read. The rest must not get in the way of the answer.
            stream.shutdown().await.unwrap();
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        Does::Interrupts(answer) => {
            stream.write_all(answer).await.unwrap();
            std::future::pending::<()>().await;
        }
        Does::HangsUp => {}
        Does::HangsUpAfterwards => {
            let _arrived = file(&mut stream, whole).await.unwrap();
        }
        Does::Sleeps => std::future::pending::<()>().await,
        Does::SleepsAfterwards => {
            let _arrived = file(&mut stream, whole).await.unwrap();
            std::future::pending::<()>().await;
        }
        Does::Babbles => {
            let _arrived = file(&mut stream, whole).await.unwrap();
            while stream.write_all(&[b'x'; 1000]).await.is_ok() {}
        }
    }
}

/// A stand-in on this machine that does the same with everybody.
async fn clamd(does: Does) -> (Scanner, Arc<Mutex<Arrived>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let scanner = Scanner::at(&format!("tcp://{}", listener.local_addr().unwrap())).unwrap();
    let seen = Arc::new(Mutex::new(Arrived::default()));
    let kept = seen.clone();
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            attend(stream, does, &kept).await;
        }
    });
    (scanner, seen)
}

/// A file of so many bytes, in parts as it is kept.
fn parts(bytes: usize) -> Vec<Vec<u8>> {
    let whole: Vec<u8> = (0..=250).cycle().take(bytes).collect();
    whole.chunks(256 * 1024).map(<[u8]>::to_vec).collect()
}

#[tokio::test]
async fn a_file_arrives_whole_and_in_pieces() {
    let (scanner, seen) = clamd(Does::Looks).await;
    for (bytes, pieces) in [(0, vec![]), (1, vec![1]), (65_536, vec![65_536]), (65_537, vec![65_536, 1])] {
        assert_eq!(scanner.judge(&parts(bytes)).await, Verdict::Clean);
        let arrived = seen.lock().unwrap().clone();
        assert_eq!((arrived.pieces, arrived.file), (pieces, parts(bytes).concat()), "{bytes}");
    }
    // A part that ends in the middle of a piece, and parts with nothing in them, which must not end the file.
    let odd = vec![Vec::new(), vec![1; 300_000], Vec::new(), vec![2; 10], Vec::new()];
    assert_eq!(scanner.judge(&odd).await, Verdict::Clean);
    assert_eq!(seen.lock().unwrap().file, odd.concat());
}

#[tokio::test]
async fn what_is_found_has_a_name_wherever_it_is_cut() {
    let (scanner, _) = clamd(Does::Looks).await;
    let found = Verdict::Infected("Win.Test.EICAR_HDB-1".into());
    let whole = eicar().into_bytes();
    for at in [0, 1, 34, 67, 68] {
        let (first, second) = whole.split_at(at);
        assert_eq!(scanner.judge(&[first.to_vec(), second.to_vec()]).await, found);
    }
    let hidden = [parts(300_000), vec![whole], parts(10)].concat();
    assert_eq!(scanner.judge(&hidden).await, found);
}

#[tokio::test]
async fn clean_is_only_what_was_called_so_in_a_whole_answer() {
    for (does, word) in [
        (Does::HangsUp, "hung up"),
        (Does::HangsUpAfterwards, "hung up"),
        (Does::Says(b""), "hung up"),
        // Nothing ends these: perhaps more was to come.
        (Does::Says(b"stream: O"), "hung up"),
        (Does::Says(b"stream: OK"), "hung up"),
        (Does::Says(b"stream: OK\n"), "hung up"),
        (Does::Says(b"\0stream: OK\0"), "odd"),
        (Does::Says(b"PONG\0"), "odd"),
        (Does::Says(b"HTTP/1.1 200 OK\r\n\r\n\0"), "odd"),
        (Does::Says(b"stream: Can't open file or directory ERROR\0"), "error"),
        (Does::Interrupts(b"COMMAND UNAVAILABLE ERROR\0"), "error"),
        (Does::Babbles, "odd"),
    ] {
        let (scanner, _) = clamd(does).await;
        assert_eq!(scanner.judge(&parts(1000)).await, Verdict::Down(word));
    }
}

/// More than the scanner takes, and more than a connection keeps while nobody reads.
#[tokio::test]
async fn a_file_that_is_too_large_for_the_scanner_says_so_and_nothing_hangs() {
    for most in [0, 100_000, 300_000] {
        let (scanner, _) = clamd(Does::TakesOnly(most)).await;
        let begun = std::time::Instant::now();
        assert_eq!(scanner.judge(&parts(10 * 1024 * 1024)).await, Verdict::Down("size"));
        assert!(begun.elapsed() < Duration::from_secs(10));
    }
}

/// An answer in the middle ends it, though nothing of ten megabytes was read.
#[tokio::test]
async fn an_answer_that_comes_early_is_heard() {
    let (scanner, _) = clamd(Does::Interrupts(b"stream: Worm FOUND\0")).await;
    assert_eq!(scanner.judge(&parts(10 * 1024 * 1024)).await, Verdict::Infected("Worm".into()));
}

/// Nobody waits longer than half a minute. The clock jumps when all that is left to do is to wait.
#[tokio::test(start_paused = true)]
async fn a_scanner_that_hangs_is_slow() {
    for does in [Does::Sleeps, Does::SleepsAfterwards] {
        let (scanner, _) = clamd(does).await;
        let begun = tokio::time::Instant::now();
        assert_eq!(scanner.judge(&parts(10)).await, Verdict::Down("slow"));
        assert_eq!(begun.elapsed().as_secs(), 30);
    }
}

#[tokio::test]
async fn a_scanner_that_is_not_there_is_unreachable() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("tcp://{}", listener.local_addr().unwrap());
    drop(listener);
    assert_eq!(Scanner::at(&address).unwrap().judge(&parts(10)).await, Verdict::Down("unreachable"));
    let nowhere = Scanner::at("unix:///nowhere/clamd.ctl").unwrap();
    assert_eq!(nowhere.judge(&parts(10)).await, Verdict::Down("unreachable"));
}

#[tokio::test]
async fn a_socket_in_a_folder_does_as_well() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("clamd.ctl");
    let listener = UnixListener::bind(&path).unwrap();
    let seen = Arc::new(Mutex::new(Arrived::default()));
    let kept = seen.clone();
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            attend(stream, Does::Looks, &kept).await;
        }
    });
    let scanner = Scanner::at(&format!("unix://{}", path.display())).unwrap();
    assert_eq!(scanner.judge(&parts(100_000)).await, Verdict::Clean);
    assert_eq!(seen.lock().unwrap().file, parts(100_000).concat());
    assert!(matches!(scanner.judge(&[eicar().into_bytes()]).await, Verdict::Infected(_)));
}
