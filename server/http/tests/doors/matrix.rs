//! Safety row 1: everybody at every door. The table is `routes.txt`; a path that is not in it fails, and so does a line
//! without a path.

use crate::locked::LOCKED;
use crate::strangers::{ID, SIGNED_OUT, arguments, open};
use crate::{Ask, House, Reply, functions};
use axum::http::StatusCode;
use portal_care::representatives::filling::{self, Beginning};
use portal_care::{Action, Visitor};
use portal_testkit::{Clinic, Granted, Item, Patient, Record, Staff};
use portal_types::account::Role;
use portal_types::ids::{FormId, IntentKey, PatientId, RepresentativeId};
use portal_types::registry::RequestFilter;
use portal_types::representative::{Basis, GrantState, Rights};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU32, Ordering};

const NOT_FOUND: &str = r#"{"Refused":"NotFound"}"#;
const COLUMNS: [&str; 6] = ["own", "other", "ward", "former", "deleted", "random"];
/// What never was.
const RANDOM: &str = "01900000-0000-7000-8000-0000000000ff";
/// The arguments that say what a request is aimed at.
const TARGETS: [&str; 10] =
    ["patient", "thread", "result", "grant", "form", "representative", "request", "ticket", "account", "agreement"];

/// A line of the table.
struct Route {
    path: &'static str,
    who: Vec<&'static str>,
    cells: [&'static str; 6],
}

impl Route {
    /// Whether a kind of caller is let in at all.
    fn lets_in(&self, kind: &str) -> bool {
        let has = |word: &str| self.who.contains(&word);
        let strange = matches!(kind, "guest" | "locked");
        has(kind) || has("anybody") || (has("signed-in") && !strange) || (has("staff") && !strange && kind != "patient")
    }

    /// The cell of a column for somebody of it: `ok`, or the number of the refusal.
    fn cell(&self, column: &str, whose: &str) -> &'static str {
        let place = COLUMNS.iter().position(|name| *name == column).unwrap();
        let cell = self.cells[place];
        if matches!(cell, "ok" | "-") || cell.bytes().all(|b| b.is_ascii_digit()) {
            cell
        } else if cell.split(',').any(|word| word == whose) {
            "ok"
        } else {
            "404"
        }
    }
}

fn routes() -> Vec<Route> {
    let lines = include_str!("../routes.txt").lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines
        .map(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            let &[path, who, own, other, ward, former, deleted, random] = words.as_slice() else {
                panic!("a path, who, and six cells: {line}")
            };
            Route { path, who: who.split(',').collect(), cells: [own, other, ward, former, deleted, random] }
        })
        .collect()
}

/// The segments of a route as `app/src/routes.rs` says them: `(StaticSegment("a"), ParamSegment("b"))` is `/a/{b}`.
fn segments(said: &str) -> String {
    said.split_inclusive("\")")
        .filter_map(|piece| {
            let word = piece.split('"').nth(1).filter(|word| !word.is_empty())?;
            Some(if piece.contains("StaticSegment") { format!("/{word}") } else { format!("/{{{word}}}") })
        })
        .collect()
}

/// The pages of charts and desks.
fn pages() -> BTreeSet<String> {
    let mut above: Vec<String> = Vec::new();
    let mut found = BTreeSet::new();
    for tag in include_str!("../../../../app/src/routes.rs").split('<').skip(1) {
        let of = tag.split("path=").nth(1).and_then(|rest| rest.split("view=").next()).map(segments);
        match (tag.split([' ', '\n', '>']).next(), of) {
            (Some("/ParentRoute"), _) => {
                above.pop();
            }
            (Some("ParentRoute"), Some(path)) => above.push(path),
            (Some("Route"), Some(path)) => {
                found.insert(format!("{}{path}", above.concat()));
            }
            _ => {}
        }
    }
    found.retain(|path| ["/p/", "/desk", "/people"].iter().any(|room| path.starts_with(room)));
    found
}

#[test]
fn every_path_has_one_line_and_every_line_has_a_path() {
    let lines: Vec<&str> = routes().iter().map(|route| route.path).collect();
    let listed: BTreeSet<String> = lines.iter().map(|path| (*path).to_owned()).collect();
    assert_eq!(listed.len(), lines.len(), "a path stands in the table twice");
    let pages = pages();
    assert!(pages.len() >= 20 && pages.contains("/p/{patient}/record/results/{result}"), "{pages:?}");
    let mut there: BTreeSet<String> = functions().into_iter().map(|(path, _)| path.to_owned()).collect();
    there.extend(pages);
    there.insert("/live".into());
    let (new, gone) = (there.difference(&listed).collect::<Vec<_>>(), listed.difference(&there).collect::<Vec<_>>());
    assert!(new.is_empty() && gone.is_empty(), "without a line: {new:?}; lines of nothing: {gone:?}");
    let anybody: BTreeSet<&str> =
        routes().iter().filter(|route| route.lets_in("guest")).map(|route| route.path).collect();
    let open: BTreeSet<&str> = open().into_iter().filter(|path| path.starts_with("/api/")).collect();
    assert_eq!(anybody, open, "who is let in without a name has a reason in open_to_strangers.txt");
}

/// What stands for the targets of a request.
type Ids = BTreeMap<&'static str, String>;

/// Somebody who asks for something, and what it is to her.
struct Aim {
    kind: &'static str,
    column: &'static str,
    whose: &'static str,
    visitor: Visitor,
    ids: Ids,
    /// At her own chart with a thing of somebody else's: only where there is a thing.
    mixed: bool,
}

/// Everybody, and all there is to aim at.
struct Cast {
    house: House,
    aims: Vec<Aim>,
    callers: Vec<(&'static str, Visitor)>,
    asked: AtomicU32,
}

/// A patient's chart with something of everything.
async fn chart(clinic: &Clinic, patient: PatientId, by: &Patient, grant: impl ToString) -> Ids {
    let thread = by.acting_for(patient).writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
    let result = clinic.charts(patient, Item::result("Sodium", 140.0)).await;
    Ids::from([
        ("patient", patient.to_string()),
        ("thread", thread.to_string()),
        ("result", result.to_string()),
        ("grant", grant.to_string()),
    ])
}

/// Takes rows out of the tables, as if they had been there once.
async fn delete(clinic: &Clinic, of: &[(&str, &str)], id: impl ToString) {
    // Any kind of id: the tables keep them alike.
    let id: PatientId = id.to_string().parse().unwrap();
    for (table, column) in of {
        clinic.execute(&format!("delete from {table} where {column} = $1"), [id.0.into()]).await;
    }
}

async fn begins_a_form(clinic: &Clinic, desk: &Staff, patient: PatientId) -> FormId {
    let of = Beginning { patient, practice: None, grant: None, intent: clinic.world().intent() };
    let (portal, visitor) = (clinic.portal(), desk.visitor());
    portal.write(&visitor, Action::BeginForm, async |call| filling::begin(call, of).await).await.unwrap()
}

/// Somebody on a form for a patient, who has no account.
async fn is_named(clinic: &Clinic, patient: PatientId) -> (RepresentativeId, String) {
    let person = clinic.record("June");
    let representative = clinic.names(&person, &format!("june.{}", person.email()), None).await;
    let proposed = Granted { state: GrantState::Proposed, ..Granted::consent(Rights::every()) };
    let grant = clinic.grants(representative, patient, proposed).await;
    (representative, grant.to_string())
}

/// Somebody whom no code proves asks the enrollment desk.
async fn asks_the_desk(clinic: &Clinic, given: &str) {
    let record = clinic.record(given);
    clinic.keeps(&record).await;
    let mut applicant = clinic.somebody();
    applicant.starts(&record.born).await.unwrap();
    let typed = Record { family: format!("{}x", record.family), ..record.clone() };
    applicant.details(&typed).await.unwrap();
    applicant.no_code(&format!("{}@example.net", given.to_lowercase())).await.unwrap();
}

impl Cast {
    async fn gather() -> Self {
        let house = House::open().await;
        let clinic = &house.clinic;
        let both = [&clinic.cardiology, &clinic.family_medicine];
        let nurse = clinic.nurse().await;
        let clinician = clinic.staff(Role::Clinician, &[&clinic.cardiology]).await;
        let clinician_elsewhere = clinic.staff(Role::Clinician, &[&clinic.dermatology]).await;
        let moved = clinic.staff(Role::PoolNurse, &both).await;
        let locked = clinic.nurse().await;
        locked.locks(None).await.unwrap();
        let front = clinic.staff(Role::FrontDesk, &both).await;
        let front_elsewhere = clinic.staff(Role::FrontDesk, &[&clinic.dermatology]).await;
        let enrollment = clinic.staff(Role::Enrollment, &[]).await;
        let support = clinic.staff(Role::Support, &[]).await;
        let billing = clinic.staff(Role::Billing, &[]).await;
        let colleague = clinic.staff(Role::Billing, &[]).await;
        let admin = clinic.staff(Role::Admin, &[]).await;

        let (ada, eva) = (clinic.patient("Ada").await, clinic.patient("Eva").await);
        let (mara, nora) = (clinic.patient("Mara").await, clinic.patient("Nora").await);
        let (olga, rita) = (clinic.patient("Olga").await, clinic.patient("Rita").await);
        let tia = clinic.patient("Tia").await;
        // Nobody under 18 enrolls in the wizard.
        clinic.execute("update patients set born = '2010-05-17' where id = $1", [tia.id.0.into()]).await;
        let (_, theo) = clinic.keeps_one_born("Theo", "2020-01-01").await;
        let of_theo = clinic.represents(&mara, theo, Granted::by(Basis::Parental)).await;
        let of_tia = clinic.represents(&nora, tia.id, Granted::by(Basis::Parental)).await;
        let of_ada = clinic.represents(&olga, ada.id, Granted::consent(Rights::every())).await;
        let ended = Granted { state: GrantState::Inactive, ..Granted::by(Basis::Parental) };
        let once = clinic.represents(&rita, theo, ended).await;
        // Some changes ask for a proof that is not old.
        for patient in [&ada, &eva, &mara, &nora, &olga, &rita, &tia] {
            patient.signs_in().await.unwrap();
        }

        let adas = chart(clinic, ada.id, &ada, of_ada).await;
        // By her mother: what a teen writes herself she keeps for herself at first.
        let tias = chart(clinic, tia.id, &nora, of_tia).await;
        let theos = chart(clinic, theo, &mara, of_theo).await;
        let gone = {
            let (_, patient) = clinic.keeps_one_born("Gone", "1980-01-01").await;
            let grant = clinic.grants(is_named(clinic, ada.id).await.0, patient, Granted::by(Basis::Parental)).await;
            let ids = chart(clinic, ada.id, &ada, grant).await;
            delete(clinic, &[("messages", "thread_id"), ("threads", "id")], &ids["thread"]).await;
            delete(clinic, &[("observations", "id"), ("resources", "id")], &ids["result"]).await;
            delete(clinic, &[("grants", "id")], grant).await;
            delete(clinic, &[("care_team", "patient_id"), ("patient_contacts", "patient_id")], patient).await;
            delete(clinic, &[("patients", "id")], patient).await;
            Ids::from_iter(ids.into_iter().chain([("patient", patient.to_string())]))
        };
        let random: Ids = TARGETS.into_iter().chain(["practice"]).map(|key| (key, RANDOM.to_owned())).collect();
        let mixed = |own: PatientId, things: &Ids| {
            let own = [("patient", own.to_string())];
            Ids::from_iter(things.clone().into_iter().chain(own))
        };
        let with = |ids: &Ids, more: &[(&'static str, String)]| {
            Ids::from_iter(ids.clone().into_iter().chain(more.iter().cloned()))
        };

        let mut aims = Vec::new();
        let mut aim = |kind, column, whose, visitor: Visitor, ids: &Ids, mixed| {
            aims.push(Aim { kind, column, whose, visitor, ids: ids.clone(), mixed });
        };
        // Patients.
        aim("patient", "own", "adult", ada.visitor(), &adas, false);
        aim("patient", "own", "teen", tia.visitor(), &tias, false);
        for (visitor, ids) in
            [(&eva, &adas), (&ada, &tias), (&tia, &adas), (&mara, &adas), (&nora, &theos), (&olga, &theos)]
        {
            aim("patient", "other", "", visitor.visitor(), ids, false);
        }
        aim("patient", "other", "", eva.visitor(), &mixed(eva.id, &adas), true);
        aim("patient", "other", "", mara.visitor(), &mixed(theo, &adas), true);
        aim("patient", "ward", "child", mara.visitor(), &theos, false);
        aim("patient", "ward", "teen", nora.visitor(), &tias, false);
        aim("patient", "ward", "adult", olga.visitor(), &adas, false);
        aim("patient", "former", "", rita.visitor(), &with(&theos, &[("grant", once.to_string())]), false);
        for (column, ids) in [("deleted", &gone), ("random", &random)] {
            aim("patient", column, "", ada.visitor(), ids, false);
            aim("patient", column, "", mara.visitor(), ids, false);
            aim("patient", column, "", ada.visitor(), &mixed(ada.id, ids), true);
        }

        // Pools.
        let family = ada.writes_to(&clinic.family_medicine, "And a refill?").await.unwrap().thread;
        let left = clinic.account_of(&moved.username).await;
        let pool = clinic.world().pool(clinic.family_medicine.id).await;
        let leave = "delete from pool_members where account_id = $1 and pool_id = $2";
        clinic.execute(leave, [left.0.into(), pool.0.into()]).await;
        aim("pool_nurse", "own", "", nurse.visitor(), &adas, false);
        aim("clinician", "own", "", clinician.visitor(), &adas, false);
        aim("clinician", "other", "", clinician_elsewhere.visitor(), &adas, false);
        aim("pool_nurse", "former", "", moved.visitor(), &Ids::from([("thread", family.to_string())]), false);
        aim("pool_nurse", "deleted", "", nurse.visitor(), &gone, false);
        aim("pool_nurse", "random", "", nurse.visitor(), &random, false);

        // Desks that know people by their papers.
        let form = begins_a_form(clinic, &front, ada.id).await;
        let thrown_away = begins_a_form(clinic, &front, ada.id).await;
        delete(clinic, &[("grant_forms", "id")], thrown_away).await;
        let (representative, _) = is_named(clinic, ada.id).await;
        let erased = clinic.names(&clinic.record("June"), "june@example.net", None).await;
        delete(clinic, &[("representatives", "id")], erased).await;
        asks_the_desk(clinic, "Rosa").await;
        asks_the_desk(clinic, "Ruth").await;
        let requests = enrollment.requests(RequestFilter::Waiting).await.unwrap().page.rows;
        delete(clinic, &[("enrollments", "id")], requests[1].request).await;
        let (_, moved_away) = clinic.keeps_one_born("Lena", "1980-01-01").await;
        let (_, of_lena) = is_named(clinic, moved_away).await;
        delete(clinic, &[("care_team", "patient_id")], moved_away).await;
        let desks = with(
            &adas,
            &[
                ("form", form.to_string()),
                ("representative", representative.to_string()),
                ("request", requests[0].request.to_string()),
            ],
        );
        let forgotten = with(
            &gone,
            &[
                ("form", thrown_away.to_string()),
                ("representative", erased.to_string()),
                ("request", requests[1].request.to_string()),
            ],
        );
        let lenas = Ids::from([("patient", moved_away.to_string()), ("grant", of_lena)]);
        aim("front_desk", "own", "", front.visitor(), &desks, false);
        aim("front_desk", "other", "", front_elsewhere.visitor(), &desks, false);
        aim("front_desk", "former", "", front.visitor(), &lenas, false);
        aim("enrollment", "own", "", enrollment.visitor(), &desks, false);
        for (kind, desk) in [("front_desk", &front), ("enrollment", &enrollment)] {
            aim(kind, "deleted", "", desk.visitor(), &forgotten, false);
            aim(kind, "random", "", desk.visitor(), &random, false);
        }

        // Technical Support.
        olga.writes_to_support().await.unwrap();
        eva.writes_to_support().await.unwrap();
        let tickets = support.tickets().await.unwrap().page.rows;
        delete(clinic, &[("ticket_notes", "ticket_id"), ("tickets", "id")], tickets[1].ticket).await;
        let ticket = [("ticket", tickets[0].ticket.to_string())];
        aim("support", "own", "", support.visitor(), &with(&adas, &ticket), false);
        aim("support", "other", "", support.visitor(), &with(&theos, &ticket), true);
        let lost = [("ticket", tickets[1].ticket.to_string())];
        aim("support", "deleted", "", support.visitor(), &with(&adas, &lost), false);
        aim("support", "random", "", support.visitor(), &random, false);

        // The administration.
        let agreement = admin.versions().await.unwrap().page.rows[0].agreement;
        let administered = Ids::from([
            ("account", clinic.account_of(&colleague.username).await.to_string()),
            ("practice", clinic.cardiology.id.to_string()),
            ("agreement", agreement.to_string()),
        ]);
        let patients = Ids::from([("account", clinic.account_of(&ada.username).await.to_string())]);
        aim("admin", "own", "", admin.visitor(), &administered, false);
        aim("admin", "other", "", admin.visitor(), &patients, false);
        aim("admin", "random", "", admin.visitor(), &random, false);

        let callers = vec![
            ("guest", clinic.visitor()),
            ("locked", locked.visitor()),
            ("patient", ada.visitor()),
            ("patient", mara.visitor()),
            ("patient", rita.visitor()),
            ("patient", tia.visitor()),
            ("clinician", clinician.visitor()),
            ("pool_nurse", nurse.visitor()),
            ("front_desk", front.visitor()),
            ("enrollment", enrollment.visitor()),
            ("support", support.visitor()),
            ("billing", billing.visitor()),
            ("admin", admin.visitor()),
        ];
        // What was told of all this is not what is asked about.
        clinic.outbox().await;
        Self { house, aims, callers, asked: AtomicU32::new(0) }
    }

    /// Asks a function, from an address and with an intent of its own: neither is what is asked about.
    async fn ask(&self, path: &str, arguments: &str, visitor: &Visitor, ids: &Ids) -> Reply {
        let n = self.asked.fetch_add(1, Ordering::Relaxed);
        let intent: IntentKey = format!("01900000-0000-7000-9000-{n:012x}").parse().unwrap();
        let mut form = arguments.replace(&format!("intent={ID}"), &format!("intent={intent}"));
        for (key, id) in ids {
            form = form.replace(&format!("{key}={ID}"), &format!("{key}={id}"));
        }
        let ask = Ask::post(path, &form).signed_in(visitor).from(&format!("198.{}.{}.7", 18 + n / 256, n % 256));
        self.house.ask(ask).await
    }

    /// What of a column there is to ask of a function.
    fn aims<'a>(&'a self, route: &'a Route, arguments: &'a str, column: &'a str) -> impl Iterator<Item = &'a Aim> {
        let aimed_at = |key: &&str| arguments.contains(&format!("{key}={ID}"));
        let keys: Vec<&str> = TARGETS.into_iter().filter(|key| aimed_at(key)).collect();
        let thing = keys.iter().any(|key| *key != "patient" && *key != "ticket");
        self.aims.iter().filter(move |aim| {
            aim.column == column
                && route.who.contains(&aim.kind)
                && keys.iter().all(|key| aim.ids.contains_key(key))
                && (thing || !aim.mixed)
        })
    }

    /// How many rows each table has, but for the trail: refusals of who is signed in are entries in it.
    async fn counts(&self) -> BTreeMap<String, i64> {
        let mut counts = self.house.clinic.counts().await;
        counts.retain(|table, _| !table.starts_with("audit"));
        counts
    }
}

/// All that a browser hears of an answer.
type Seen = (StatusCode, String, Vec<String>);

#[tokio::test]
async fn everybody_at_every_door() {
    let cast = Cast::gather().await;
    let before = cast.counts().await;
    let routes: Vec<Route> = routes().into_iter().filter(|route| route.path.starts_with("/api/")).collect();
    // Whatever opens something to its own: somebody who is not let in is not told even then that it is there.
    let mut all = Ids::new();
    for aim in cast.aims.iter().filter(|aim| aim.column == "own" && aim.whose != "teen") {
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
            assert_eq!((reply.status, reply.body.as_str()), expected, "{path}: {kind}");
            if expected.0 == StatusCode::NOT_FOUND {
                refused.entry("404".into()).or_default().insert(seen(reply));
            }
        }
        for column in COLUMNS {
            let mut asked = 0;
            for aim in cast.aims(route, &arguments, column) {
                asked += 1;
                let cell = route.cell(column, aim.whose);
                if matches!(cell, "ok" | "-") {
                    continue;
                }
                let reply = cast.ask(path, &arguments, &aim.visitor, &aim.ids).await;
                assert_eq!(reply.status.as_str(), cell, "{path}: {column} {} of {}", aim.whose, aim.kind);
                refused.entry(cell.into()).or_default().insert(seen(reply));
            }
            assert!(asked > 0 || route.cell(column, "") == "-", "{path}: nothing was aimed at in column {column}");
        }
        for (number, kinds) in refused {
            assert_eq!(kinds.len(), 1, "{path}: {number} tells one from the other: {kinds:?}");
        }
    }
    assert_eq!(cast.counts().await, before, "a refusal leaves nothing but its entry in the trail");
    for route in &routes {
        let Some(arguments) = arguments(route.path) else { continue };
        for column in COLUMNS {
            for aim in cast.aims(route, &arguments, column) {
                if route.cell(column, aim.whose) == "ok" {
                    let reply = cast.ask(route.path, &arguments, &aim.visitor, &aim.ids).await;
                    let shut = matches!(reply.status.as_u16(), 401 | 403 | 404 | 500..);
                    let told = format!("{}: {column} {} of {}", route.path, aim.whose, aim.kind);
                    assert!(!shut, "{told}: {} {}", reply.status, reply.body);
                }
            }
        }
    }
    cast.house.clinic.outbox().await;
}

fn seen(reply: Reply) -> Seen {
    let headers = reply.headers.iter().map(|(name, value)| format!("{name}: {value:?}")).collect();
    (reply.status, reply.body, headers)
}

#[tokio::test]
async fn everybody_at_every_page_and_at_the_stream() {
    let cast = Cast::gather().await;
    for route in routes().iter().filter(|route| !route.path.starts_with("/api/")) {
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
