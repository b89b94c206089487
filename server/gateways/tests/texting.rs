//! The gateway for text messages against one that misbehaves: what it answers decides whether a text is tried again.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use portal_gateways::{Carrier as _, Parcel, Snag, TextGateway};
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use uuid::Uuid;

/// What the gateway does with a request.
#[derive(Clone, Copy)]
enum Does {
    /// Answers with a status.
    Says(u16),
    /// Sends on to another address.
    Leads,
    /// Takes it, and hangs up before it has answered.
    HangsUp,
    /// Takes it, and answers never.
    Sleeps,
}

/// A gateway on this machine: it does one thing after the other, and keeps what was asked.
struct Gateway {
    url: String,
    asked: Arc<Mutex<Vec<String>>>,
}

/// Reads a request with its body.
async fn request(stream: &mut TcpStream) -> String {
    let mut read = Vec::new();
    let mut part = [0; 4096];
    loop {
        let n = stream.read(&mut part).await.unwrap();
        read.extend_from_slice(&part[..n]);
        let text = String::from_utf8_lossy(&read).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length =
                head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse().ok());
            if n == 0 || body.len() >= length.unwrap_or(0) {
                return text;
            }
        }
    }
}

impl Gateway {
    async fn that(does: &[Does]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/send", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (kept, does) = (asked.clone(), does.to_vec());
        tokio::spawn(async move {
            let mut held = Vec::new();
            for does in does {
                let (mut stream, _) = listener.accept().await.unwrap();
                let text = request(&mut stream).await;
                kept.lock().unwrap().push(text);
                let answer = match does {
                    Does::Says(status) => {
                        format!("HTTP/1.1 {status} x\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
                    }
                    Does::Leads => {
                        "HTTP/1.1 307 x\r\nlocation: http://127.0.0.1:9/\r\ncontent-length: 0\r\n\r\n".into()
                    }
                    Does::HangsUp => continue,
                    Does::Sleeps => {
                        held.push(stream);
                        continue;
                    }
                };
                stream.write_all(answer.as_bytes()).await.unwrap();
            }
            std::future::pending::<()>().await;
        });
        Self { url, asked }
    }

    fn carrier(&self) -> TextGateway {
        TextGateway::new(&self.url, "5555550110", Some(("portal".into(), "secret".into()))).unwrap()
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

fn parcel() -> Parcel {
    Parcel {
        id: Uuid::from_u64_pair(7, 7),
        to: "6175550123".into(),
        subject: "never sent".into(),
        text: "Your code is 1234 5678 & more".into(),
    }
}

#[tokio::test]
async fn a_text_goes_as_a_form_with_name_and_password() {
    let gateway = Gateway::that(&[Does::Says(201)]).await;
    assert_eq!(gateway.carrier().carry(&parcel()).await, Ok(()));
    let asked = &gateway.asked()[0];
    assert!(asked.starts_with("POST /send HTTP/1.1\r\n"), "{asked}");
    assert!(asked.contains("To=%2B16175550123&From=5555550110&Body=Your+code+is+1234+5678+%26+more"), "{asked}");
    assert!(asked.to_ascii_lowercase().contains("authorization: basic cg9ydgfsonnly3jlda=="), "{asked}");
    assert!(!asked.contains("never sent"), "a text has no subject: {asked}");
}

#[tokio::test]
async fn what_the_gateway_answers_decides_whether_it_is_tried_again() {
    for (does, snag) in [
        (Does::Says(500), Snag::Later("broken")),
        (Does::Says(503), Snag::Later("broken")),
        (Does::Says(429), Snag::Later("busy")),
        (Does::Says(400), Snag::Never("refused")),
        (Does::Says(401), Snag::Never("refused")),
        (Does::HangsUp, Snag::Later("unreachable")),
        // A form with a code goes where the operator said, or nowhere.
        (Does::Leads, Snag::Later("broken")),
    ] {
        let gateway = Gateway::that(&[does]).await;
        assert_eq!(gateway.carrier().carry(&parcel()).await, Err(snag));
        assert_eq!(gateway.asked().len(), 1, "one request for one try");
    }
}

/// A reply that was lost: the text is sent once more, and the gateway can tell by its number that it is the same one.
#[tokio::test]
async fn the_same_text_has_the_same_number_at_every_try() {
    let gateway = Gateway::that(&[Does::HangsUp, Does::Says(200)]).await;
    let carrier = gateway.carrier();
    assert_eq!(carrier.carry(&parcel()).await, Err(Snag::Later("unreachable")));
    assert_eq!(carrier.carry(&parcel()).await, Ok(()));
    let number = format!("idempotency-key: {}", parcel().id);
    assert_eq!(gateway.asked().iter().filter(|asked| asked.to_ascii_lowercase().contains(&number)).count(), 2);
}

/// Nobody waits longer than twenty seconds for a gateway. The clock jumps when all that is left to do is to wait.
#[tokio::test(start_paused = true)]
async fn a_gateway_that_never_answers_is_slow() {
    let gateway = Gateway::that(&[Does::Sleeps]).await;
    let begun = tokio::time::Instant::now();
    assert_eq!(gateway.carrier().carry(&parcel()).await, Err(Snag::Later("slow")));
    assert_eq!(begun.elapsed().as_secs(), 20);
}

#[tokio::test]
async fn a_gateway_that_is_not_there_is_unreachable() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/send", listener.local_addr().unwrap());
    drop(listener);
    let carrier = TextGateway::new(&url, "5555550110", None).unwrap();
    assert_eq!(carrier.carry(&parcel()).await, Err(Snag::Later("unreachable")));
}
