//! The pages that people look at most, in one set and in another that is a hundred times as large: p95 may be a quarter
//! longer there.

use super::house::{House, about};
use super::words::sought;
use super::{Base, Open};
use crate::Failure;
use crate::client::{Ask, Connection};
use crate::matching::mixed;
use crate::rounds::{Bench, Both, ROUNDS, request, say};
use crate::table::Target;
use uuid::Uuid;

/// So much longer a page may take where there is so much more.
const FLAT: f64 = 1.25;
/// So many people look, each at her own.
const PEOPLE: usize = 400;

/// What is measured: how it is called, and where its answer has the rows of which a page is full.
const PAGES: [(&str, &str); 5] = [
    ("inbox", "/page/rows"),
    ("thread", "/messages/rows"),
    ("search", "/page/rows"),
    ("triage queue", "/page/rows"),
    ("home", "/unread"),
];

/// What is asked in one set.
struct Asked {
    /// Of each page what each person asks.
    asks: [Vec<Ask>; 5],
    /// How many rows such a page has, all people together.
    rows: [usize; 5],
}

/// Lets people in, has each look at everything once, which is audited, and counts what she sees.
async fn asked(house: &House, port: u16) -> Result<Asked, Failure> {
    let plan = &house.plan;
    let threads = plan.looked_at(PEOPLE);
    let accounts = threads.iter().map(|thread| plan.ids(thread.patient).1);
    let sessions = house.sessions("reader", accounts).await?;
    let desk = house.at_a_desk("queue").await?;
    let queue = Ask::post("/api/triage/queue", &[]).signed_in(&desk)?;
    let mut of = Asked { asks: Default::default(), rows: [0; 5] };
    for (n, (thread, session)) in threads.into_iter().zip(&sessions).enumerate() {
        // A new connection has an address of its own, and its budget.
        let mut connection = Connection::to(port);
        let patient: Uuid = plan.ids(thread.patient).0;
        let ask = |function: &str, fields: &[(&str, &str)]| about(function, patient, fields, session);
        let (words, id) = (sought(n), thread.id().to_string());
        connection.ask(&ask("messages/search", &[("words", words.as_str())])?).await?.json("what is looked for")?;
        let all = [
            ask("messages/inbox", &[])?,
            ask("messages/thread", &[("thread", id.as_str())])?,
            ask("messages/found", &[])?,
            queue.clone(),
            ask("home/open", &[])?,
        ];
        for (page, ask) in all.into_iter().enumerate() {
            let (name, rows) = PAGES[page];
            let answer = connection.ask(&ask).await?.json(name)?;
            let rows = answer.pointer(rows).and_then(|rows| rows.as_array());
            of.rows[page] += rows.ok_or_else(|| format!("the {name} has no rows: {answer}"))?.len();
            of.asks[page].push(ask);
        }
    }
    Ok(of)
}

/// Measures them in all houses in turns.
pub(crate) async fn measure(bench: &mut Bench, open: &[Open<'_>], base: &Base) -> Result<(), Failure> {
    let mut all: Vec<(Asked, Vec<String>, [Both; 5])> = Vec::new();
    for Open { house, portal } in open {
        say(&format!("{} on {}: {PEOPLE} people look at everything once", house.plan.size.name, base.called()))?;
        let names = PAGES.map(|(page, _)| format!("{page} {} ({})", house.plan.size.name, base.called()));
        all.push((asked(house, portal.port).await?, names.to_vec(), Default::default()));
    }
    for round in 1..=ROUNDS {
        say(&format!("pages of the sets on {}: round {round} of {ROUNDS}", base.called()))?;
        for page in 0..PAGES.len() {
            for (Open { portal, .. }, (asked, names, both)) in open.iter().zip(&mut all) {
                let asks = &asked.asks[page];
                let operation = async |connection: &mut Connection, index: u32, turn: u64| {
                    let chance = mixed(turn ^ (u64::from(index) << 40) ^ (u64::from(round) << 56));
                    connection.ask(&asks[chance as usize % asks.len()]).await
                };
                bench.round(&mut both[page], request(&names[page]), portal, operation).await?;
            }
        }
    }
    for (_, names, both) in &all {
        for (name, both) in names.iter().zip(both) {
            bench.note(request(name), both);
        }
    }
    lines(bench, open, &all, base);
    Ok(())
}

fn lines(bench: &mut Bench, open: &[Open<'_>], all: &[(Asked, Vec<String>, [Both; 5])], base: &Base) {
    let t = &mut bench.table;
    let Some((first, (_, _, small))) = open.first().zip(all.first()) else { return };
    for (page, (name, _)) in PAGES.iter().enumerate() {
        let what = |of: &str, figure: &str| format!("{name} of {of}, {}, {figure}", base.called());
        let (little, set) = (&small[page], first.house.plan.size.name);
        t.figure(&what(set, "p50, alone"), little.p50(), "us", Target::None);
        t.figure(&what(set, "p95, alone"), little.p95(), "us", Target::None);
        for (Open { house, .. }, (_, _, large)) in open.iter().zip(all).skip(1) {
            let (much, of) = (&large[page], house.plan.size.name);
            t.beside(&what(of, "p50, alone"), much.p50(), "us", (set, little.p50()), Target::None);
            t.beside(&what(of, "p95, alone"), much.p95(), "us", (set, little.p95()), Target::RatioAtMost(FLAT));
            let rates = (much.many.per_second(), little.many.per_second());
            t.beside(&what(of, "at capacity"), rates.0, "/s", (set, rates.1), Target::None);
            t.beside(&what(of, "cpu us per request"), much.cost(), "us", (set, little.cost()), Target::None);
        }
    }
    for (Open { house, .. }, (asked, ..)) in open.iter().zip(all) {
        let rows = PAGES.iter().enumerate().map(|(page, (name, _))| {
            format!("{name} {:.1}", asked.rows[page] as f64 / asked.asks[page].len().max(1) as f64)
        });
        let (of, rows) = (house.plan.size.name, rows.collect::<Vec<_>>().join(", "));
        t.remark(format!("Rows of a page of {of} on {}: {rows}.", base.called()));
    }
}
