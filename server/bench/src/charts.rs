//! The pages of a chart that has much in it beside those of one that has little, and the page of somebody's eight people
//! beside that of one.

use crate::Failure;
use crate::client::{Ask, Connection};
use crate::filled::{FOR_BOTH, FOR_EIGHT, FOR_ONE, HAS_LITTLE, HAS_MUCH, fill, id, username};
use crate::process::Running;
use crate::rounds::{Bench, Both, ROUNDS, request, say};
use crate::run::{demo_patient, sign_in};
use crate::table::Target;
use sea_orm::Database;
use std::path::Path;

/// So much longer a page may take where there is so much more.
const FLAT: f64 = 1.25;
/// What the slowest pages may take, microseconds.
const SLOWEST: f64 = 3_000.0;
/// Pages of results in a second, of one core.
const RESULTS: f64 = 4_000.0;

/// A page with much behind it, beside the same with little.
struct Compared {
    title: &'static str,
    beside: &'static str,
    /// Pages in a second that are promised.
    rate: Option<f64>,
    /// Whether both show as much, so that the one need not take longer than the other.
    alike: bool,
    /// The list of an answer, and how long it is with much and with little.
    rows: (&'static str, [usize; 2]),
}

static COMPARED: [Compared; 4] = [
    Compared {
        title: "O5 results of 20,000, for herself",
        beside: "of 40",
        rate: Some(RESULTS),
        alike: true,
        rows: ("rows", [20, 20]),
    },
    Compared {
        title: "O5 results of 20,000, half kept, for another",
        beside: "of 40",
        rate: Some(RESULTS),
        alike: true,
        rows: ("rows", [20, 20]),
    },
    Compared { title: "O13 people, eight", beside: "one", rate: None, alike: false, rows: ("people", [8, 1]) },
    Compared {
        title: "O14 who acted, 20,000 entries",
        beside: "of 40",
        rate: None,
        alike: true,
        rows: ("rows", [20, 20]),
    },
];

/// A database that is measured on.
pub(crate) struct On {
    called: &'static str,
    /// What is asked, in the order of the comparisons, much before little.
    names: [&'static str; 8],
    /// Whether what is promised is promised of it.
    promised: bool,
}

/// SQLite.
pub(crate) static SQLITE: On = On {
    called: "SQLite",
    names: ["O5", "O5 of 40", "O5 kept", "O5 kept of 40", "O13", "O13 one", "O14", "O14 of 40"],
    promised: true,
};

/// PostgreSQL, which takes turns with the server and the client.
pub(crate) static POSTGRES: On = On {
    called: "PostgreSQL",
    names: [
        "O5 (PostgreSQL)",
        "O5 of 40 (PostgreSQL)",
        "O5 kept (PostgreSQL)",
        "O5 kept of 40 (PostgreSQL)",
        "O13 (PostgreSQL)",
        "O13 one (PostgreSQL)",
        "O14 (PostgreSQL)",
        "O14 of 40 (PostgreSQL)",
    ],
    promised: false,
};

/// Signs somebody in; her session.
async fn session(port: u16, number: u32, password: &str) -> Result<String, Failure> {
    let answer = Connection::to(port).ask(&sign_in(&username(number), password)).await?;
    answer.json("signing in")?;
    answer.session()
}

/// What is asked, much before little.
async fn asks(port: u16, password: &str) -> Result<[Ask; 8], Failure> {
    let mut sessions = Vec::new();
    for number in [HAS_MUCH, HAS_LITTLE, FOR_BOTH, FOR_EIGHT, FOR_ONE] {
        sessions.push(session(port, number, password).await?);
    }
    let [much, little, both, eight, one] = sessions.as_slice() else { return Err("a session is missing".into()) };
    let of = |function: &str, patient: u32, session: &str| {
        let patient = id(patient).to_string();
        Ask::post(&format!("/api/{function}"), &[("patient", &patient)]).signed_in(session)
    };
    let people = |session: &str| Ask::post("/api/representatives/household", &[]).signed_in(session);
    Ok([
        of("record/results", HAS_MUCH, much)?,
        of("record/results", HAS_LITTLE, little)?,
        of("record/results", HAS_MUCH, both)?,
        of("record/results", HAS_LITTLE, both)?,
        people(eight)?,
        people(one)?,
        of("representatives/acted", HAS_MUCH, much)?,
        of("representatives/acted", HAS_LITTLE, little)?,
    ])
}

/// Fills the demo that runs in a folder, by the address of its database, and measures its pages.
pub(crate) async fn measure(
    bench: &mut Bench,
    portal: &Running,
    data: &Path,
    url: &str,
    on: &On,
) -> Result<(), Failure> {
    say(&format!("O5, O13, O14 on {}: filling", on.called))?;
    let (like, password) = demo_patient(data)?;
    let conn = Database::connect(url).await?;
    fill(&conn, &like).await?;
    conn.close().await?;
    let asks = asks(portal.port, &password).await?;
    let mut connection = Connection::to(portal.port);
    let rows = COMPARED.iter().flat_map(|Compared { rows: (list, lengths), .. }| lengths.map(|length| (*list, length)));
    for (ask, (list, length)) in asks.iter().zip(rows) {
        let page = connection.ask(ask).await?.json(list)?;
        let found = page[list].as_array().map_or(0, Vec::len);
        if found != length {
            return Err(format!("{list} on {}: {found} instead of {length}", on.called).into());
        }
    }

    let mut all: Vec<Both> = asks.iter().map(|_| Both::default()).collect();
    for round in 1..=ROUNDS {
        say(&format!("O5, O13, O14 on {}: round {round} of {ROUNDS}", on.called))?;
        for ((both, ask), name) in all.iter_mut().zip(&asks).zip(on.names) {
            bench.round(both, request(name), portal, async |connection, _, _| connection.ask(ask).await).await?;
        }
    }
    for (both, name) in all.iter().zip(on.names) {
        bench.note(request(name), both);
    }

    let t = &mut bench.table;
    for (Compared { title, beside, rate, alike, .. }, pair) in COMPARED.iter().zip(all.chunks_exact(2)) {
        let [much, little] = pair else { return Err("an operation is missing".into()) };
        let what = |figure: &str| format!("{title}, {}, {figure}", on.called);
        let rate = rate.filter(|_| on.promised).map_or(Target::None, Target::AtLeast);
        let capacity = (*beside, little.many.per_second());
        t.beside(&what("at capacity"), much.many.per_second(), "/s", capacity, rate);
        t.beside(&what("p50, alone"), much.p50(), "us", (*beside, little.p50()), Target::None);
        let longest = if *alike { Target::RatioAtMost(FLAT) } else { Target::AtMost(SLOWEST) };
        t.beside(&what("p95, alone"), much.p95(), "us", (*beside, little.p95()), longest);
        t.beside(&what("cpu us per request"), much.cost(), "us", (*beside, little.cost()), Target::None);
    }
    let sizes = on.names.iter().zip(&all).map(|(name, both)| format!("{name} {}", both.many.bytes));
    t.remark(format!("Bytes of an answer: {}.", sizes.collect::<Vec<_>>().join(", ")));
    Ok(())
}
