//! The whole measurement, from an empty folder to the table.

use crate::Failure;
use crate::baseline::durable_writes;
use crate::charts;
use crate::client::{Ask, Connection, quantile};
use crate::drivers;
use crate::matching;
use crate::process::{Running, keep_apart, on_its_own};
use crate::rounds::{Bench, Both, Kind, ROUNDS, request, say};
use crate::table::{Table, Target};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// What was asked for on the command line.
pub(crate) struct Wanted {
    /// The server to measure.
    pub(crate) server: PathBuf,
    /// A fifth of the time.
    pub(crate) quick: bool,
    /// Bundles to import.
    pub(crate) fhir: Option<PathBuf>,
    /// An empty PostgreSQL database.
    pub(crate) postgres: Option<String>,
}

/// Sign-ins from one address; its budget is 10 at once.
const SIGN_INS: u32 = 9;
/// Sign-ins at once: from the fifth try of one username on that has not succeeded, there is a wait.
const SIGN_INS_AT_ONCE: u32 = 3;
/// The least memory of one hash that OWASP's cheat sheet on storing passwords allows with two passes, KiB.
const FLOOR: u32 = 19_456;
/// Threads of the inbox; a page shows 20.
const THREADS: usize = 25;
/// Messages of the long thread: one page of them.
const MESSAGES: usize = 20;
/// What people write.
pub(crate) const TEXT: &str = "Good morning. Since Monday the new tablets make me dizzy for an hour after breakfast. \
    Should I take them in the evening, or come in and have my blood pressure measured first? Thank you very much.";

/// The intent of a form. It only has to be new.
pub(crate) fn intent(kind: u16, index: u32, turn: u64) -> String {
    format!("{index:08x}-{kind:04x}-4000-8000-{turn:012x}")
}

/// Somebody signed in, and what she works with.
struct Scene {
    username: String,
    password: String,
    session: String,
    patient: String,
    /// A thread with a page of messages.
    long: String,
    /// Threads to reply in.
    threads: Vec<String>,
}

impl Scene {
    /// Signs the demo's patient in and writes her messages.
    async fn make(data: &Path, port: u16) -> Result<Self, Failure> {
        let (username, password) = demo_patient(data)?;
        let connection = &mut Connection::to(port);
        let answer = connection.ask(&sign_in(&username, &password)).await?;
        let to = answer.json("signing in")?;
        let session = answer.session()?;
        let home = to["In"]["to"].as_str().unwrap_or_default();
        let patient = home.strip_prefix("/p/").and_then(|rest| rest.split('/').next());
        let patient = patient.ok_or("signing in leads elsewhere")?.to_owned();
        let mut made = Self { username, password, session, patient, long: String::new(), threads: Vec::new() };
        let options = made.post("messages/compose-options", &[])?;
        let options = connection.ask(&options).await?.json("compose options")?;
        let practice = options["teams"][0]["practice"].as_str().ok_or("nobody to write to")?.to_owned();
        for turn in 0..THREADS as u64 {
            let subject = format!("Question {turn} about my medicines");
            let intent = intent(1, 0, turn);
            let fields = [
                ("practice", practice.as_str()),
                ("topic", "medication"),
                ("subject", &subject),
                ("body", TEXT),
                ("acknowledged", "on"),
                ("intent", &intent),
            ];
            let sent = connection.ask(&made.post("messages/start", &fields)?).await?.json("starting a thread")?;
            made.threads.push(sent["thread"].as_str().ok_or("no thread was started")?.to_owned());
        }
        made.long = made.threads.pop().unwrap_or_default();
        for turn in 1..MESSAGES as u64 {
            connection.ask(&made.reply(&made.long, &intent(2, 0, turn))?).await?.json("replying")?;
        }
        Ok(made)
    }

    /// A server function about her chart.
    fn post(&self, function: &str, fields: &[(&str, &str)]) -> Result<Ask, Failure> {
        let fields = [&[("patient", self.patient.as_str())], fields].concat();
        Ask::post(&format!("/api/{function}"), &fields).signed_in(&self.session)
    }

    fn reply(&self, thread: &str, intent: &str) -> Result<Ask, Failure> {
        self.post("messages/reply", &[("thread", thread), ("body", TEXT), ("lists", "1"), ("intent", intent)])
    }
}

/// Username and password of the patient of a demo.
pub(crate) fn demo_patient(data: &Path) -> Result<(String, String), Failure> {
    let sign_ins: serde_json::Value = serde_json::from_slice(&std::fs::read(data.join("demo-sign-ins.json"))?)?;
    let of = |name: &str| sign_ins["patient"][name].as_str().ok_or("unknown sign-ins").map(str::to_owned);
    Ok((of("username")?, of("password")?))
}

pub(crate) fn sign_in(username: &str, password: &str) -> Ask {
    Ask::post("/api/accounts/sign-in", &[("username", username), ("password", password)])
}

/// Measures everything and prints the table.
pub(crate) fn run(wanted: &Wanted) -> Result<(), Failure> {
    let apart = keep_apart();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(measure(wanted, apart))
}

/// Starts a demo of a folder.
pub(crate) fn demo(server: std::process::Command, data: &Path, config: Option<&Path>) -> Result<Running, Failure> {
    Running::start(
        server,
        |port| {
            let listen = format!("127.0.0.1:{port}");
            let mut args = vec!["--data".into(), data.as_os_str().to_owned()];
            args.extend(config.into_iter().flat_map(|file| ["--config".into(), file.as_os_str().to_owned()]));
            args.extend(["demo".into(), "--listen".into(), listen.into()]);
            args
        },
        "/health",
    )
}

async fn measure(wanted: &Wanted, apart: bool) -> Result<(), Failure> {
    let server = wanted.server.canonicalize().map_err(|e| format!("{}: {e}", wanted.server.display()))?;
    // Beside the server, not in /tmp: that is often memory, where nothing is durable.
    let home = tempfile::Builder::new().prefix("bench.").tempdir_in(server.parent().unwrap_or(&server))?;
    let data = home.path().join("data");
    std::fs::create_dir(&data)?;
    let start_with = |config: Option<&Path>| demo(on_its_own(apart, &server), &data, config);
    let start = || start_with(None);
    let mut bench = Bench::new(wanted.quick);
    let slice = bench.slice;

    say("filling the demo clinic")?;
    let first = start()?;
    let scene = Scene::make(&data, first.port).await?;
    first.stop()?;
    let copy = home.path().join("copy.db");
    std::fs::copy(data.join("portal.db"), &copy)?;

    say("O12 starting")?;
    let mut starts = Vec::new();
    for _ in 0..5 {
        let running = start()?;
        starts.push(running.ready_after.as_secs_f64() * 1e3);
        running.stop()?;
    }
    starts.sort_by(f64::total_cmp);
    let portal = start()?;
    tokio::time::sleep(Duration::from_secs(1)).await;
    let (idle, starting) = (portal.memory("VmRSS")?, portal.memory("VmHWM")?);
    portal.forget_highest()?;

    let myself = std::env::current_exe()?;
    let bare = Running::start(
        on_its_own(apart, &myself),
        |port| {
            let port = port.to_string();
            ["baseline".into(), "--data".into(), copy.clone().into_os_string(), "--port".into(), port.into()].into()
        },
        "/ok",
    )?;

    reads(&mut bench, &portal, &bare, &scene).await?;
    bare.stop()?;
    say("what lies between us and SQLite")?;
    let ways = drivers::measure(&copy, scene.patient.parse()?, slice / 2).await?;
    let [(barest, least), others @ ..] = ways;
    for (way, time) in others {
        let what = format!("a page of threads, {way}, p50");
        bench.table.beside(&what, time, "us", (barest, least), Target::None);
    }
    let after_reads = portal.memory("VmHWM")?;
    writes(&mut bench, &portal, &scene, home.path()).await?;
    let usual = Hashing { name: "O1", title: "O1 sign-in and a read", memory: 64 * 1024 };
    sign_ins(&mut bench, &portal, &scene, usual, |memory| hash(apart, &myself, slice, memory)).await?;
    let after_all = portal.memory("VmHWM")?;
    portal.stop()?;
    let config = home.path().join("floor.toml");
    std::fs::write(&config, format!("hash_memory = {FLOOR}\nhash_passes = 2\n"))?;
    let portal = start_with(Some(&config))?;
    let floor = Hashing { name: "O1 floor", title: "O1 at OWASP's floor, 19 MiB", memory: FLOOR };
    sign_ins(&mut bench, &portal, &scene, floor, |memory| hash(apart, &myself, slice, memory)).await?;
    portal.stop()?;

    let portal = start()?;
    let url = format!("sqlite:{}", data.join("portal.db").display());
    charts::measure(&mut bench, &portal, &data, &url, &charts::SQLITE).await?;
    portal.stop()?;
    match &wanted.postgres {
        Some(url) => {
            let folder = home.path().join("postgres");
            std::fs::create_dir(&folder)?;
            let mut server = on_its_own(apart, &server);
            server.env("DATABASE_URL", url);
            let portal = demo(server, &folder, None)?;
            charts::measure(&mut bench, &portal, &folder, url, &charts::POSTGRES).await?;
            portal.stop()?;
        }
        None => bench.table.remark("O5, O13, O14 were not measured on PostgreSQL: --postgres names one.".into()),
    }

    let table = &mut bench.table;
    say("matching among many")?;
    matching::measure(home.path(), wanted.postgres.as_deref(), wanted.quick, table).await?;
    match &wanted.fhir {
        Some(folder) => import(table, on_its_own(apart, &server), &home.path().join("imported"), folder)?,
        None => table.remark("O10 was skipped: there is no folder of FHIR bundles (--fhir).".into()),
    }
    table.figure("O12 start to first answer, median of 5", quantile(&starts, 0.5), "ms", Target::AtMost(150.0));
    table.figure("O12 start to first answer, slowest of 5", quantile(&starts, 1.0), "ms", Target::None);
    table.figure("O12 memory, idle", idle, "MiB", Target::None);
    table.figure("O12 memory, highest while starting", starting, "MiB", Target::None);
    table.figure("O12 memory, highest of the reads", after_reads, "MiB", Target::None);
    table.figure("O12 memory, highest of everything", after_all, "MiB", Target::None);
    bench.close(apart)
}

/// O2, O3, O11, beside B1 and B0.
async fn reads(bench: &mut Bench, portal: &Running, bare: &Running, scene: &Scene) -> Result<(), Failure> {
    let ok = Ask::get("/ok");
    let bare_inbox = Ask::post("/inbox", &[("patient", &scene.patient)]).signed_in(&scene.session)?;
    let inbox = scene.post("messages/inbox", &[])?;
    let thread = scene.post("messages/thread", &[("thread", &scene.long)])?;
    let page = Ask::get(&format!("/p/{}/messages", scene.patient)).signed_in(&scene.session)?;

    let what = [("B0", bare, ok), ("B1", bare, bare_inbox), ("O2", portal, inbox), ("O3", portal, thread)];
    let what: Vec<_> = what.into_iter().chain([("O11", portal, page)]).collect();
    let mut all: Vec<Both> = what.iter().map(|_| Both::default()).collect();
    for round in 1..=ROUNDS {
        say(&format!("O2, O3, O11 beside B0, B1: round {round} of {ROUNDS}"))?;
        for (both, (name, on, ask)) in all.iter_mut().zip(&what) {
            bench.round(both, request(name), on, async |connection, _, _| connection.ask(ask).await).await?;
        }
    }
    for (both, (name, ..)) in all.iter().zip(&what) {
        bench.note(request(name), both);
    }
    let [b0, b1, o2, o3, o11] = all.as_slice() else { return Err("an operation is missing".into()) };

    let t = &mut bench.table;
    for (name, o, least) in [("O2 inbox of 20", o2, Some(0.5)), ("O3 thread of 20", o3, None)] {
        let target = || least.map_or(Target::None, Target::RatioAtLeast);
        let capacity = ("B1", b1.many.per_second());
        t.beside(&format!("{name}, at capacity"), o.many.per_second(), "/s", capacity, target());
        t.beside(&format!("{name}, per cpu second"), 1e6 / o.cost(), "/s", ("B1", 1e6 / b1.cost()), target());
        t.beside(&format!("{name}, p50, alone"), o.p50(), "us", ("B1", b1.p50()), Target::None);
        t.beside(&format!("{name}, p99, alone"), o.p99(), "us", ("B1", b1.p99()), Target::None);
        t.beside(&format!("{name}, cpu us per request"), o.cost(), "us", ("B1", b1.cost()), Target::None);
    }
    let first_byte = |b: &Both, share| quantile(&b.alone.heads, share);
    let promised = || Target::AtLeast(1_500.0);
    let capacity = ("B0", b0.many.per_second());
    t.beside("O11 inbox page, at capacity", o11.many.per_second(), "/s", capacity, promised());
    t.beside("O11 inbox page, per cpu second", 1e6 / o11.cost(), "/s", ("B0", 1e6 / b0.cost()), promised());
    for (name, share) in [("O11 first byte, p50, alone", 0.5), ("O11 first byte, p99, alone", 0.99)] {
        t.beside(name, first_byte(o11, share), "us", ("B0", first_byte(b0, share)), Target::None);
    }
    t.beside("O11 cpu us per request", o11.cost(), "us", ("B0", b0.cost()), Target::None);
    let sizes = what.iter().zip(&all).map(|((name, ..), both)| format!("{name} {}", both.many.bytes));
    t.remark(format!("Bytes of an answer: {}.", sizes.collect::<Vec<_>>().join(", ")));
    Ok(())
}

/// O4 beside B4.
async fn writes(bench: &mut Bench, portal: &Running, scene: &Scene, folder: &Path) -> Result<(), Failure> {
    let kind = request("O4");
    let (mut b4, mut o4) = (Vec::new(), Both::default());
    for round in 1..=ROUNDS {
        say(&format!("O4 beside B4: round {round} of {ROUNDS}"))?;
        b4.extend(durable_writes(folder, bench.slice)?);
        let reply = async |connection: &mut Connection, index: u32, turn| {
            // Every connection writes in a thread of its own; every form has an intent of its own.
            let thread = &scene.threads[index as usize % scene.threads.len()];
            connection.ask(&scene.reply(thread, &intent(4, index + round * 1_000, turn))?).await
        };
        bench.round(&mut o4, kind, portal, reply).await?;
    }
    bench.note(kind, &o4);
    b4.sort_by(f64::total_cmp);
    let [fast, durable, slow, slowest] = [0.1, 0.5, 0.9, 0.99].map(|share| quantile(&b4, share));
    let t = &mut bench.table;
    t.beside("O4 reply, p50, alone", o4.p50(), "us", ("B4", durable), Target::RatioAtMost(7.0));
    t.beside("O4 reply, p99, alone", o4.p99(), "us", ("B4", slowest), Target::None);
    let mean = b4.iter().sum::<f64>() / b4.len().max(1) as f64;
    t.beside("O4 reply, at capacity", o4.many.per_second(), "/s", ("B4", 1e6 / mean), Target::None);
    t.figure("O4 cpu us per request", o4.cost(), "us", Target::None);
    t.remark(format!("B4: of ten durable writes one took less than {fast:.0} us and one more than {slow:.0} us."));
    Ok(())
}

/// B5: the median of a bare hash in microseconds, on the server's processor.
fn hash(apart: bool, myself: &Path, time: Duration, memory: u32) -> Result<f64, Failure> {
    let (time, memory) = (time.as_millis().to_string(), memory.to_string());
    let out = on_its_own(apart, myself).args(["hash", "--milliseconds", &time, "--memory", &memory]).output()?;
    Ok(String::from_utf8(out.stdout)?.trim().parse()?)
}

/// How a server hashes whose sign-ins are measured.
#[derive(Clone, Copy)]
struct Hashing {
    name: &'static str,
    title: &'static str,
    /// KiB.
    memory: u32,
}

/// O1 beside B5.
async fn sign_ins(
    bench: &mut Bench,
    portal: &Running,
    scene: &Scene,
    hashing: Hashing,
    hash: impl Fn(u32) -> Result<f64, Failure>,
) -> Result<(), Failure> {
    let Hashing { name, title, memory } = hashing;
    let kind = Kind { name, many: SIGN_INS_AT_ONCE, uses: SIGN_INS };
    let ask = sign_in(&scene.username, &scene.password);
    let inbox = scene.post("messages/inbox", &[])?;
    let (mut hashes, mut o1) = (Vec::new(), Both::default());
    for round in 1..=ROUNDS {
        say(&format!("{name} beside B5: round {round} of {ROUNDS}"))?;
        hashes.push(hash(memory)?);
        let enter = async |connection: &mut Connection, _, _| {
            let answer = connection.ask(&ask).await?;
            match answer.session() {
                Ok(session) => connection.ask(&inbox.clone().signed_in(&session)?).await,
                Err(_) => Ok(answer),
            }
        };
        bench.round(&mut o1, kind, portal, enter).await?;
    }
    bench.note(kind, &o1);
    hashes.sort_by(f64::total_cmp);
    let [figure, hash] = [o1.p50() / 1e3, quantile(&hashes, 0.5) / 1e3];
    let t = &mut bench.table;
    t.beside(&format!("{title}, p50, alone"), figure, "ms", ("B5", hash), Target::AtMost(hash + 1.5));
    t.beside(&format!("{title}, p99, alone"), o1.p99() / 1e3, "ms", ("B5", hash), Target::None);
    let rate = o1.many.per_second();
    t.beside(&format!("{title}, at capacity, one core"), rate, "/s", ("B5", 1e3 / hash), Target::None);
    t.figure(&format!("{name} beyond the hash, p50"), figure - hash, "ms", Target::AtMost(1.5));
    Ok(())
}

/// O10: resources a second, from the start of the program to its end, into an empty folder.
fn import(table: &mut Table, mut server: std::process::Command, data: &Path, folder: &Path) -> Result<(), Failure> {
    say("O10 import")?;
    std::fs::create_dir(data)?;
    let begin = Instant::now();
    let out = server.arg("--data").arg(data).arg("import").arg(folder).output()?;
    let took = begin.elapsed().as_secs_f64();
    let report = String::from_utf8_lossy(&out.stdout);
    let total = report.lines().find_map(|l| l.strip_prefix("in all")?.split_whitespace().next());
    let read: f64 = total.ok_or("the import gave no report")?.parse()?;
    table.figure("O10 import, resources", read / took, "/s", Target::None);
    let files = report.lines().find(|l| l.contains("files taken")).unwrap_or_default();
    table.remark(format!("O10: {read} resources in {took:.2} s; {files}."));
    Ok(())
}
