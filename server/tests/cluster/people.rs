//! The demo's people, signed in.

use crate::place::Place;
use crate::stream::Stream;
use crate::web::{self, Reply};
use data_encoding::BASE32_NOPAD;
use portal_gateways::{Chance, Clock as _, SystemClock, Totp};
use serde_json::Value;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicU8, Ordering};

/// An address that nobody else comes from, so that no budget of an address is spent by others.
pub fn address() -> Ipv4Addr {
    static NEXT: AtomicU8 = AtomicU8::new(1);
    Ipv4Addr::new(127, 0, 5, NEXT.fetch_add(1, Ordering::Relaxed))
}

pub fn now() -> i64 {
    SystemClock::new("America/New_York").unwrap().now()
}

/// An intent nobody has used.
pub fn intent() -> String {
    Chance::from_system().unwrap().id(now()).to_string()
}

/// A text of an answer.
pub fn word(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}

/// Somebody with a session.
pub struct Person {
    from: Ipv4Addr,
    session: String,
    /// Her own chart; nothing, where she has none.
    pub chart: String,
}

impl Person {
    async fn enters(node: SocketAddr, path: &str, form: &str) -> Self {
        let from = address();
        let reply = web::call(node, from, "", path, form).await.unwrap();
        assert_eq!(reply.status, 200, "{path}: {}", reply.body);
        let session = reply.cookie.expect("a session");
        let told: Value = serde_json::from_str(&reply.body).unwrap();
        // Of who signs in at the patients' entrance it is told that she is in, or has a second step.
        let home = word(told.pointer("/In/to").unwrap_or(&told["to"]));
        let chart = home.strip_prefix("/p/").unwrap_or_default().to_owned();
        Self { from, session, chart }
    }

    pub async fn call(&self, node: SocketAddr, path: &str, form: &str) -> Reply {
        web::call(node, self.from, &self.session, path, form).await.unwrap()
    }

    /// Puts a text where some fields say, as a file.
    pub async fn puts(&self, node: SocketAddr, fields: &[(&str, &str)], text: &str) -> Reply {
        web::upload(node, self.from, &self.session, fields, ("diary.txt", text)).await.unwrap()
    }

    /// What a function answers that lets her.
    pub async fn asks(&self, node: SocketAddr, path: &str, form: &str) -> Value {
        let reply = self.call(node, path, form).await;
        assert_eq!(reply.status, 200, "{path}: {}", reply.body);
        serde_json::from_str(&reply.body).unwrap()
    }

    pub async fn listens(&self, node: SocketAddr) -> Stream {
        Stream::open(node, self.from, &self.session).await
    }

    /// The pools that she answers.
    pub async fn pools(&self, node: SocketAddr) -> Vec<String> {
        let desk = self.asks(node, "/api/desk/inbox", "filter=all").await;
        desk["pools"].as_array().unwrap().iter().map(|card| word(&card["pool"])).collect()
    }
}

/// What the demo says of how to sign in.
pub struct Known(Value);

impl Known {
    pub fn read(place: &Place) -> Self {
        let text = std::fs::read_to_string(place.data().join("demo-sign-ins.json")).unwrap();
        Self(serde_json::from_str(&text).unwrap())
    }

    /// `patient`, `teen` or `representative`, by the name that the demo gives her.
    pub fn username(&self, who: &str) -> String {
        word(&self.0[who]["username"])
    }

    /// The form of the patients' entrance.
    pub fn form(&self, who: &str) -> String {
        format!("username={}&password={}", self.username(who), word(&self.0[who]["password"]))
    }

    pub async fn at_home(&self, who: &str, node: SocketAddr) -> Person {
        Person::enters(node, "/api/accounts/sign-in", &self.form(who)).await
    }

    /// A colleague, once: each code of her authenticator opens the door once.
    pub async fn at_a_desk(&self, username: &str, node: SocketAddr) -> Person {
        let staff = self.0["staff"].as_array().unwrap();
        let her = staff.iter().find(|of| of["username"] == username).unwrap();
        let secret = BASE32_NOPAD.decode(word(&her["secret"]).as_bytes()).unwrap();
        let code = Totp::new(&secret, "", "demo").unwrap().code(now());
        let form = format!("username={username}&password={}&code={code}", word(&her["password"]));
        Person::enters(node, "/api/accounts/staff-sign-in", &form).await
    }
}
