//! Patients and staff who write to each other, and remember what they were told.

use crate::place::Place;
use crate::{Everybody, web};
use data_encoding::BASE32_NOPAD;
use portal_gateways::{Chance, Clock as _, SystemClock, Totp};
use serde_json::Value;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::watch;

/// Something somebody wanted done, noted before it was asked for.
#[derive(Clone)]
pub struct Op {
    /// Who.
    pub person: usize,
    /// The function.
    pub path: &'static str,
    /// The form, with its intent.
    pub form: String,
    /// The message's text; no two are the same.
    pub body: String,
    /// The answer, once there was one.
    pub reply: Option<String>,
    /// Whether a request for it ended without an answer.
    pub cut_off: bool,
    /// A file that is put to the answer in a thread before: the thread, and what it is called. No two are called the same.
    pub file: Option<(String, String)>,
    /// Whether the file was taken in.
    pub attached: bool,
}

/// Somebody with a session.
pub struct Person {
    server: SocketAddr,
    from: Ipv4Addr,
    session: String,
    /// The chart, for a patient; none for staff.
    patient: Option<String>,
    pool: String,
}

impl Person {
    pub async fn call(&self, path: &str, form: &str) -> std::io::Result<web::Reply> {
        web::call(self.server, self.from, &self.session, path, form).await
    }

    /// Puts a small file to her answer in a thread; its id, if she was told that it lies there.
    async fn attaches(&self, thread: &str, name: &str) -> Option<String> {
        let put = web::upload(self.server, self.from, &self.session, &[("thread", thread)], (name, name)).await;
        let told = put.ok().filter(|reply| reply.status == 200)?;
        let file: Value = serde_json::from_str(&told.body).unwrap();
        file["file"].as_str().map(str::to_owned)
    }
}

async fn json(person: &Person, path: &str, form: &str) -> Value {
    let reply = person.call(path, form).await.unwrap();
    assert_eq!(reply.status, 200, "{path}: {}", reply.body);
    serde_json::from_str(&reply.body).unwrap()
}

async fn sign_in(server: SocketAddr, from: Ipv4Addr, path: &str, form: &str) -> (Person, String) {
    let reply = web::call(server, from, "", path, form).await.unwrap();
    assert_eq!(reply.status, 200, "{path}: {}", reply.body);
    let to: Value = serde_json::from_str(&reply.body).unwrap();
    let session = reply.cookie.unwrap();
    // A patient is in at once, or has a second step; staff have given both.
    let to = to.pointer("/In/to").unwrap_or(&to["to"]).as_str().unwrap().to_owned();
    (Person { server, from, session, patient: None, pool: String::new() }, to)
}

/// Six browsers of the demo's patient, and the staff of the practice they write to.
pub async fn arrive(place: &Place) -> Everybody {
    let server = place.address;
    let text = std::fs::read_to_string(place.data().join("demo-sign-ins.json")).unwrap();
    let known: Value = serde_json::from_str(&text).unwrap();
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    let mut people = Vec::new();
    for n in 1..=6 {
        let form = format!(
            "username={}&password={}",
            word(&known["patient"]["username"]),
            word(&known["patient"]["password"])
        );
        let from = Ipv4Addr::new(127, 0, 1, n);
        let (mut patient, to) = sign_in(server, from, "/api/accounts/sign-in", &form).await;
        let chart = to.strip_prefix("/p/").unwrap().to_owned();
        let options = json(&patient, "/api/messages/compose-options", &format!("patient={chart}")).await;
        // The inbox of the first topic, the general one; a message that names it goes to its practice.
        patient.pool = word(&options["teams"][0]["lines"][0]["pool"]);
        patient.patient = Some(chart);
        people.push(patient);
    }
    let pool = people[0].pool.clone();
    for (n, staff) in known["staff"].as_array().unwrap().iter().enumerate() {
        if !matches!(staff["role"].as_str(), Some("clinician" | "pool_nurse")) {
            continue;
        }
        let secret = BASE32_NOPAD.decode(word(&staff["secret"]).as_bytes()).unwrap();
        let now = SystemClock::new("America/New_York").unwrap().now();
        let code = Totp::new(&secret, "", "demo").unwrap().code(now);
        let form = format!("username={}&password={}&code={code}", word(&staff["username"]), word(&staff["password"]));
        let from = Ipv4Addr::new(127, 0, 2, n as u8 + 1);
        let (mut member, _) = sign_in(server, from, "/api/accounts/staff-sign-in", &form).await;
        let desk = json(&member, "/api/desk/inbox", "filter=all").await;
        let answers = desk["pools"].as_array().unwrap().iter().any(|p| p["pool"] == pool.as_str());
        if answers {
            member.pool.clone_from(&pool);
            people.push(member);
        }
    }
    assert!(people.len() > 6, "nobody answers the patient");
    Everybody { people, stop: false.into() }
}

/// An intent nobody has used.
fn intent() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    format!("01900000-0000-7000-8000-{:012x}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// The next thing a person wants, and the threads known to everybody.
fn wish(clinic: &Everybody, n: usize, count: u64, chance: &Chance, journal: &[Op]) -> Option<Op> {
    let person = &clinic.people[n];
    let body = format!("person+{n}+message+{count}");
    let threads: Vec<&str> = journal.iter().filter_map(|op| op.reply.as_deref()).filter_map(thread_of).collect();
    let [luck, which, ..]: [u8; 8] = chance.bytes();
    let known = threads.len().checked_sub(1 + usize::from(which) % threads.len().max(1)).map(|at| threads[at]);
    let intent = intent();
    let (path, form) = match (&person.patient, known) {
        (Some(chart), Some(thread)) if luck % 3 > 0 => {
            ("/api/messages/reply", format!("patient={chart}&thread={thread}&body={body}&intent={intent}"))
        }
        (Some(chart), _) => (
            "/api/messages/start",
            format!(
                "patient={chart}&pool={}&topic=general&subject=A+question&body={body}&acknowledged=on&intent={intent}",
                person.pool
            ),
        ),
        (None, Some(thread)) => ("/api/desk/reply", format!("thread={thread}&body={body}&intent={intent}")),
        (None, None) => return None,
    };
    // Of the team each has an account of her own: what lies at her answer goes with nobody else's, and only with the one that
    // lists it.
    let attaches = person.patient.is_none() && luck.is_multiple_of(2);
    // As a form says it that lists its files, also where it has none.
    let form = format!("{form}&lists=1");
    let file = known.filter(|_| attaches).map(|thread| (thread.to_owned(), format!("{}.txt", body.replace('+', "-"))));
    let body = body.replace('+', " ");
    Some(Op { person: n, path, form, body, reply: None, cut_off: false, file, attached: false })
}

fn thread_of(reply: &str) -> Option<&str> {
    reply.split_once("\"thread\":\"")?.1.split('"').next()
}

/// Writes, one message after the other. An answer that did not come leaves the person in doubt: half the time she
/// sends again when the server is back, half the time she leaves it.
pub async fn live(clinic: Arc<Everybody>, n: usize, mut up: watch::Receiver<bool>, journal: Arc<Mutex<Vec<Op>>>) {
    let chance = Chance::seeded(1_000 + n as u64);
    let mut count = 0;
    while !clinic.stop.load(Ordering::SeqCst) {
        if up.wait_for(|up| *up).await.is_err() {
            return;
        }
        count += 1;
        let wanted = {
            let mut journal = journal.lock().unwrap();
            wish(&clinic, n, count, &chance, &journal).map(|op| {
                journal.push(op.clone());
                (journal.len() - 1, op)
            })
        };
        let Some((at, mut op)) = wanted else {
            tokio::time::sleep(Duration::from_millis(20)).await;
            continue;
        };
        // One that was cut off is not put there again: nothing lists it, and it goes with none.
        if let Some((thread, name)) = &op.file {
            if let Some(file) = clinic.people[n].attaches(thread, name).await {
                op.form.push_str(&format!("&files[0]={file}"));
                let mut journal = journal.lock().unwrap();
                journal[at].attached = true;
                journal[at].form.clone_from(&op.form);
            }
        }
        loop {
            match clinic.people[n].call(op.path, &op.form).await {
                Ok(reply) if reply.status == 200 => {
                    journal.lock().unwrap()[at].reply = Some(reply.body);
                    break;
                }
                // Too many at once, or busy: asks again.
                Ok(reply) if reply.status == 429 || reply.body.contains("Unavailable") => {
                    tokio::time::sleep(Duration::from_millis(200)).await;
                }
                Ok(reply) => panic!("{} was refused: {} {}", op.path, reply.status, reply.body),
                Err(_) => {
                    journal.lock().unwrap()[at].cut_off = true;
                    let again = chance.bytes::<1>()[0].is_multiple_of(2);
                    if !again || clinic.stop.load(Ordering::SeqCst) {
                        break;
                    }
                    tokio::time::sleep(Duration::from_millis(20)).await;
                    if up.wait_for(|up| *up).await.is_err() {
                        return;
                    }
                }
            }
        }
        tokio::time::sleep(Duration::from_millis(u64::from(chance.bytes::<1>()[0] % 30))).await;
    }
}
