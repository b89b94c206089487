//! Everybody at every door. The table is `routes.txt`; a path that is not in it fails, and so does a line
//! without a path.

mod asking;
mod cast;
mod table;
mod things;

use crate::live::{listen, next};
use crate::locked::LOCKED;
use crate::strangers::{ID, SIGNED_OUT, arguments};
use crate::{Ask, Reply};
use asking::aims_at;
use axum::http::StatusCode;
use cast::{Aim, Cast};
use portal_care::Visitor;
use portal_care::live::Heard;
use portal_types::ids::{PatientId, PoolId, ThreadId};
use portal_types::links;
use portal_types::notice::{About, Nudge};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::Ordering;
use table::{COLUMNS, Route, must_leave_all, routes};
use things::{Ids, any};

const NOT_FOUND: &str = r#"{"Refused":"NotFound"}"#;

/// All that a browser hears of an answer.
type Seen = (StatusCode, String, Vec<String>);

fn seen(reply: Reply) -> Seen {
    let headers = reply.headers.iter().map(|(name, value)| format!("{name}: {value:?}")).collect();
    (reply.status, reply.body, headers)
}

#[tokio::test]
async fn everybody_at_every_door() {
    let cast = Cast::gather().await;
    let before = cast.all().await;
    let routes: Vec<Route> = routes().into_iter().filter(|route| route.path.starts_with("/api/")).collect();
    // All that is not as the table says, told at once.
    let mut wrong: Vec<String> = Vec::new();
    // Whatever opens something to its own: somebody who is not let in is not told even then that it is there.
    let mut all = Ids::new();
    for aim in cast.aims.iter().filter(|aim| aim.column == "own" && matches!(aim.whose, "" | "adult")) {
        all.extend(aim.ids.clone());
    }
    for route in routes.iter().filter(|route| !route.who.contains(&"anybody")) {
        let path = route.path;
        let arguments = arguments(path).unwrap_or_else(|| panic!("{path} is new: give it arguments"));
        // Of each refusal there is one kind.
        let mut refused: BTreeMap<String, BTreeSet<Seen>> = BTreeMap::new();
        for (kind, visitor) in &cast.callers {
            if route.lets_in(kind) {
                continue;
            }
            let reply = cast.ask(path, &arguments, visitor, &all).await;
            let expected = match *kind {
                "guest" => (StatusCode::UNAUTHORIZED, SIGNED_OUT),
                "locked" => (StatusCode::FORBIDDEN, LOCKED),
                _ => (StatusCode::NOT_FOUND, NOT_FOUND),
            };
            if (reply.status, reply.body.as_str()) != expected {
                wrong.push(format!("{path}: {kind} is let in: {} {}", reply.status, reply.body));
            }
            if expected.0 == StatusCode::NOT_FOUND {
                refused.entry("404".into()).or_default().insert(seen(reply));
            }
        }
        for column in COLUMNS {
            let aims: Vec<&Aim> = cast.aims(route, &arguments, column).collect();
            if aims.is_empty() && route.cell(column) != "-" {
                wrong.push(format!("{path}: nothing was aimed at in column {column}"));
            }
            for (name, _) in route.said(column) {
                if aims.iter().all(|aim| !aim.is(name)) {
                    wrong.push(format!("{path}: {name} is nobody in column {column}"));
                }
            }
            for aim in aims {
                let number = route.number(column, aim);
                if number == "-" || !must_leave_all(column, number) {
                    continue;
                }
                let reply = cast.ask(path, &arguments, &aim.visitor, &aim.ids).await;
                if reply.status.as_str() != number {
                    let told = format!("{path}: {column} {} of {}", aim.whose, aim.kind);
                    wrong.push(format!("{told}: not {number}, but {} {}", reply.status, reply.body));
                }
                refused.entry(number.into()).or_default().insert(seen(reply));
            }
        }
        for (number, kinds) in refused {
            if kinds.len() != 1 {
                wrong.push(format!("{path}: {number} tells one from the other: {kinds:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "refusals:\n{}", wrong.join("\n"));
    let after = cast.all().await;
    if after != before {
        let changed: Vec<&str> = after.lines().filter(|line| !before.contains(line)).collect();
        panic!("a refusal leaves nothing but its entry in the trail: {changed:#?}");
    }
    for route in &routes {
        let Some(arguments) = arguments(route.path) else { continue };
        for column in COLUMNS {
            for aim in cast.aims(route, &arguments, column) {
                let number = route.number(column, aim);
                if number == "-" || must_leave_all(column, number) {
                    continue;
                }
                cast.prepare(route.path, aim).await;
                let reply = cast.ask(route.path, &arguments, &aim.visitor, &aim.ids).await;
                if reply.status.as_str() != number {
                    let told = format!("{}: {column} {} of {}", route.path, aim.whose, aim.kind);
                    wrong.push(format!("{told}: not {number}, but {} {}", reply.status, reply.body));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "of one's own:\n{}", wrong.join("\n"));
    cast.house.clinic.outbox().await;
}

/// The functions that only look, as `app/api` is written.
fn looking() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../app/api/src");
    for file in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        for function in text.split("#[server(endpoint = \"").skip(1) {
            let (name, body) = function.split_once('"').unwrap();
            let ways = [".read(", "messages::open(", "messages::desk_open(", "asks::open(", "asks::desk_open("];
            if ways.iter().any(|way| body.contains(way)) {
                found.insert(format!("/api/{name}"));
            }
        }
    }
    found
}

/// Looks that show nothing of a chart: what the administration knows, the names that were typed into a form, a request
/// or a ticket, what one has to agree to, the texts that colleagues answer with, and who stands in for whom.
const OF_NO_CHART: [&str; 15] = [
    "/api/agreements/due",
    "/api/agreements/list",
    "/api/agreements/open",
    "/api/colleagues/list",
    "/api/colleagues/open",
    "/api/forms/drafts",
    "/api/holidays/list",
    "/api/pools/list",
    "/api/pools/open",
    "/api/practices/list",
    "/api/practices/open",
    "/api/requests/queue",
    "/api/support/queue",
    "/api/triage/covers",
    "/api/triage/templates",
];

/// Whoever looks at a chart by whatever function leaves an entry that says at whose.
#[tokio::test]
async fn r_11_3_every_look_at_a_chart_leaves_an_entry_about_it() {
    let cast = Cast::gather().await;
    let looking = looking();
    let mut looked: BTreeSet<&str> = BTreeSet::new();
    let mut wrong: Vec<String> = Vec::new();
    let routes = routes();
    for route in routes.iter().filter(|route| looking.contains(route.path)) {
        let Some(arguments) = arguments(route.path) else { continue };
        for column in ["own", "ward"] {
            for aim in cast.aims(route, &arguments, column) {
                if route.number(column, aim) != "200" {
                    continue;
                }
                // What was looked at in the last ten minutes is not written down again.
                cast.house.clinic.execute("delete from chart_views", []).await;
                let before = cast.newest_entry().await;
                let reply = cast.ask(route.path, &arguments, &aim.visitor, &aim.ids).await;
                let noted = cast.noted_since(before).await;
                // Whose account a ticket is about is not known of every ticket.
                let of_none = OF_NO_CHART.contains(&route.path) || aim.whose == "unknown";
                let right = match aim.ids.get("patient") {
                    _ if of_none => noted.is_empty(),
                    Some(patient) if aims_at(&arguments, "patient") => noted.contains(&any(patient)),
                    _ => !noted.is_empty(),
                };
                if reply.status != StatusCode::OK || !right {
                    let told = format!("{}: {column} {} of {}", route.path, aim.whose, aim.kind);
                    wrong.push(format!("{told}: {} leaves {noted:?}", reply.status));
                }
                looked.insert(route.path);
            }
        }
    }
    assert!(wrong.is_empty(), "looks without their entries:\n{}", wrong.join("\n"));
    assert!(looked.len() >= 35 && OF_NO_CHART.iter().all(|path| looked.contains(path)), "{looked:?}");
    cast.house.clinic.outbox().await;
}

/// Whose nudges a stream hears: those of what is open to its person; of what a patient keeps for herself (R-6.12), only
/// she and the team.
#[tokio::test]
async fn everybody_at_the_live_stream() {
    let cast = Cast::gather().await;
    let live = cast.house.clinic.portal().live();
    let routes = routes();
    let route = routes.iter().find(|route| route.path == "/live").unwrap();
    let form = format!("patient={ID}&pool={ID}&thread={ID}");
    let mut wrong: Vec<String> = Vec::new();
    for column in COLUMNS {
        let mut asked = 0;
        for aim in cast.aims(route, &form, column).filter(|aim| !aim.is_through()) {
            asked += 1;
            let id = |key: &str| any(&aim.ids[key]).0;
            let (patient, pool, thread) = (PatientId(id("patient")), PoolId(id("pool")), ThreadId(id("thread")));
            let mut stream = listen(&cast.house, &aim.visitor).await;
            for private in [false, true] {
                live.tell(Heard::Nudge(Nudge { patient, pool, thread, private, about: About::Thread }));
                // The stream says something in any case.
                live.tell(Heard::CatchUp);
                let first = next(&mut stream).await.unwrap();
                let heard = first == format!("event: nudge\ndata: {patient} {pool} {thread}\n\n");
                if heard {
                    assert!(next(&mut stream).await.unwrap().starts_with("event: catch-up"));
                } else {
                    assert!(first.starts_with("event: catch-up"), "{first}");
                }
                let hers = column == "own";
                if heard != (route.cell(column) == "heard" && (hers || !private)) {
                    wrong.push(format!("{column} {} of {}, private: {private}, heard: {heard}", aim.whose, aim.kind));
                }
            }
        }
        assert!(asked > 0, "nobody listens in column {column}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    cast.house.clinic.outbox().await;
}

/// Whose file it is gets it; whatever is not hers, or not there, is the same answer.
#[tokio::test]
async fn everybody_at_every_file() {
    let cast = Cast::gather().await;
    // A visit is agreed on for whatever was asked.
    let agreed = "update asks set visit_at = $1, visit_minutes = 20, visit_way = 'phone', visit_place = ''";
    cast.house.clinic.execute(agreed, [cast.house.clinic.now().into()]).await;
    let mut wrong: Vec<String> = Vec::new();
    let mut refused: BTreeSet<Seen> = BTreeSet::new();
    let routes = routes();
    for route in routes.iter().filter(|route| route.path.starts_with("/file/")) {
        let keys = ["patient", "ask", "file"].into_iter().filter(|key| route.path.contains(&format!("{{{key}}}")));
        let keys: Vec<&str> = keys.collect();
        let form = keys.iter().map(|key| format!("{key}={ID}")).collect::<Vec<_>>().join("&");
        for column in COLUMNS {
            let aims: Vec<&Aim> = cast.aims(route, &form, column).collect();
            assert!(!aims.is_empty(), "nobody asks in column {column}");
            for aim in aims {
                let mut path = route.path.to_owned();
                for key in &keys {
                    path = path.replace(&format!("{{{key}}}"), &aim.ids[*key]);
                }
                let n = cast.asked.fetch_add(1, Ordering::Relaxed);
                let ask = Ask::get(&path).signed_in(&aim.visitor).from(&format!("203.0.113.{n}"));
                let reply = cast.house.ask(ask).await;
                let number = route.number(column, aim);
                if reply.status.as_str() != number {
                    let told = format!("{path}: {column} {} of {}", aim.whose, aim.kind);
                    wrong.push(format!("{told}: not {number}, but {}", reply.status));
                }
                if number == "404" {
                    refused.insert(seen(reply));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(refused.len(), 1, "{refused:?}");
    cast.house.clinic.outbox().await;
}

/// Who may write in a conversation puts a file there; for everybody else it is not there.
#[tokio::test]
async fn everybody_at_the_entrance_for_files() {
    let cast = Cast::gather().await;
    let clinic = &cast.house.clinic;
    let routes = routes();
    let route = routes.iter().find(|route| route.path == links::UPLOAD).unwrap();
    let form = format!("thread={ID}");
    let (before, mut taken, mut wrong) = (clinic.count("files").await, 0, Vec::new());
    let mut refused: BTreeSet<Seen> = BTreeSet::new();
    let send = async |visitor: &Visitor, fields: &[(&str, &str)]| {
        let n = cast.asked.fetch_add(1, Ordering::Relaxed);
        let ask = Ask::upload(fields, ("diary.txt", format!("hello {n}").as_bytes()));
        cast.house.ask(ask.signed_in(visitor).from(&format!("203.0.113.{n}"))).await
    };
    for (kind, visitor) in cast.callers.iter().filter(|(kind, _)| !route.lets_in(kind)) {
        let reply = send(visitor, &[("thread", ID)]).await;
        let expected = match *kind {
            "guest" => (StatusCode::UNAUTHORIZED, SIGNED_OUT),
            "locked" => (StatusCode::FORBIDDEN, LOCKED),
            _ => (StatusCode::NOT_FOUND, NOT_FOUND),
        };
        assert_eq!((reply.status, reply.body.as_str()), expected, "{kind}");
    }
    for column in COLUMNS {
        let aims: Vec<&Aim> = cast.aims(route, &form, column).collect();
        assert!(!aims.is_empty(), "nobody sends in column {column}");
        for aim in aims {
            let thread = ("thread", aim.ids["thread"].as_str());
            let reply = match aim.kind {
                "patient" => send(&aim.visitor, &[("patient", aim.ids["patient"].as_str()), thread]).await,
                _ => send(&aim.visitor, &[thread]).await,
            };
            let number = route.number(column, aim);
            if reply.status.as_str() != number {
                wrong.push(format!("{column} {} of {}: {} {}", aim.whose, aim.kind, reply.status, reply.body));
            }
            match number {
                "404" => {
                    refused.insert(seen(reply));
                }
                _ => taken += 1,
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(refused.len(), 1, "{refused:?}");
    assert_eq!(clinic.count("files").await, before + taken, "a refusal leaves nothing");
    clinic.outbox().await;
}

#[tokio::test]
async fn everybody_at_every_page_and_at_the_stream() {
    let cast = Cast::gather().await;
    let no_page = |path: &str| path.starts_with("/api/") || path == links::UPLOAD;
    for route in routes().iter().filter(|route| !no_page(route.path)) {
        for (n, (kind, visitor)) in cast.callers.iter().enumerate() {
            let parts = route.path.split('/').map(|part| if part.starts_with('{') { ID } else { part });
            let path = parts.collect::<Vec<_>>().join("/");
            let ask = Ask::get(&path).signed_in(visitor).with("sec-fetch-site", "same-origin");
            let answer = cast.house.answer(ask.from(&format!("203.0.113.{n}")).request()).await;
            let told = format!("{path}: {kind}");
            let to = answer.headers().get("location").map(|to| to.to_str().unwrap().to_owned()).unwrap_or_default();
            if path == "/live" {
                let expected = if route.lets_in(kind) { StatusCode::OK } else { StatusCode::NO_CONTENT };
                assert_eq!(answer.status(), expected, "{told}");
            } else if path.starts_with("/file/") {
                assert_eq!((answer.status(), to.as_str()), (StatusCode::NOT_FOUND, ""), "{told}");
            } else if route.lets_in(kind) {
                assert_eq!(to, "", "{told}");
            } else {
                assert_eq!(answer.status(), StatusCode::FOUND, "{told}");
                let charts = !path.starts_with("/desk");
                match *kind {
                    "guest" if charts => assert_eq!(to, format!("/?next={path}"), "{told}"),
                    "guest" => assert_eq!(to, format!("/staff?next={path}"), "{told}"),
                    "locked" => assert!(to.starts_with("/staff/locked"), "{told}: {to}"),
                    "patient" => assert!(to.starts_with("/p/"), "{told}: {to}"),
                    _ => assert!(to.starts_with("/desk"), "{told}: {to}"),
                }
            }
        }
    }
}
