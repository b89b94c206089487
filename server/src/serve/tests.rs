//! Everybody at every page, as the real router draws them: those lines of `http/tests/routes.txt` that are pages.
//! What is another's, what was one's own, what is gone and what never was are one and the same page, but for its ids.

use super::router;
use app::{App, Assets};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::header::{ACCEPT, COOKIE};
use axum::http::{Request, StatusCode};
use leptos_axum::generate_route_list;
use portal_care::Visitor;
use portal_http::{Doors, HttpSettings, Trusted};
use portal_testkit::{Clinic, Database, Granted, Item, Patient, Record};
use portal_types::account::Role;
use portal_types::ids::PatientId;
use portal_types::registry::RequestFilter;
use portal_types::representative::{Basis, GrantState, Rights};
use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;
use tower::ServiceExt as _;

const COLUMNS: [&str; 6] = ["own", "other", "ward", "former", "deleted", "random"];
/// What never was.
const RANDOM: &str = "01900000-0000-7000-8000-0000000000ff";
/// What stands in braces in an address.
const PARAMS: [&str; 13] = [
    "patient",
    "thread",
    "ask",
    "item",
    "result",
    "grant",
    "form",
    "request",
    "ticket",
    "practice",
    "pool",
    "agreement",
    "account",
];
/// What else does: a word that says which form, and not whose.
const KIND: &str = "{kind}";

type Ids = BTreeMap<&'static str, String>;

/// A page of the table: its address, and the number of each column.
struct Line {
    path: &'static str,
    cells: Vec<&'static str>,
}

fn lines() -> Vec<Line> {
    let table = include_str!("../../http/tests/routes.txt").lines();
    let pages = ["/p/", "/people", "/desk"];
    table
        .filter(|line| pages.iter().any(|page| line.starts_with(page)))
        .map(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            Line { path: words[0], cells: words[2..].to_vec() }
        })
        .collect()
}

/// The names in an address.
fn params(path: &str) -> Vec<&str> {
    let names = path.split('/').filter(|part| *part != KIND);
    names.filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).collect()
}

/// Whose desk a page is of.
fn at(path: &str) -> &'static str {
    let starts = |room: &str| path.starts_with(room);
    if starts("/p/") || starts("/people") {
        "patient"
    } else if starts("/desk/requests") {
        "enrollment"
    } else if starts("/desk/support") {
        "support"
    } else if starts("/desk/admin") {
        "admin"
    } else if starts("/desk/patients") || starts("/desk/forms") || starts("/desk/grants") {
        "front desk"
    } else {
        "pool"
    }
}

/// A text with every id the same.
fn without_ids(text: &str) -> String {
    let is_id = |word: &str| word.split('-').map(str::len).eq([8, 4, 4, 4, 12]);
    let mut whole = String::with_capacity(text.len());
    for piece in text.split_inclusive(|c: char| !c.is_ascii_hexdigit() && c != '-') {
        let word = piece.trim_end_matches(|c: char| !c.is_ascii_hexdigit() && c != '-');
        match word.len().checked_sub(36) {
            Some(before) if is_id(&word[before..]) => {
                whole.push_str(&word[..before]);
                whole.push_str("id");
                whole.push_str(&piece[word.len()..]);
            }
            _ => whole.push_str(piece),
        }
    }
    whole
}

/// What a browser gets, but for what is another each time: the nonce, and ids.
#[derive(PartialEq, Eq)]
struct Page {
    status: StatusCode,
    headers: Vec<String>,
    body: String,
}

impl Page {
    /// Where two are not the same.
    fn differs(&self, other: &Self) -> Option<String> {
        if self == other {
            return None;
        }
        if self.status != other.status || self.headers != other.headers {
            return Some(format!("{} {:?}\n{} {:?}", self.status, self.headers, other.status, other.headers));
        }
        let same = self.body.chars().zip(other.body.chars()).take_while(|(a, b)| a == b).count();
        let around = |body: &str| body.chars().skip(same.saturating_sub(80)).take(240).collect::<String>();
        Some(format!("{}\n---\n{}", around(&self.body), around(&other.body)))
    }
}

/// Somebody who asks for pages. All that one group is answered 404 is the same.
struct Aim {
    at: &'static str,
    column: &'static str,
    group: &'static str,
    visitor: Visitor,
    ids: Ids,
}

impl Aim {
    /// By way of one's own chart at a thing that is not: only where there is a thing.
    fn is_through(&self) -> bool {
        self.group.ends_with("through")
    }
}

struct House {
    clinic: Clinic,
    router: Router,
    asked: AtomicU32,
    _site: TempDir,
}

impl House {
    async fn open() -> Self {
        Self::around(Clinic::open().await)
    }

    fn around(clinic: Clinic) -> Self {
        let site = TempDir::new().unwrap();
        std::fs::create_dir(site.path().join("pkg")).unwrap();
        let [public_url, away] = ["https://portal.example", "https://elsewhere.example/"].map(str::to_owned);
        let settings = HttpSettings { public_url, trusted: Trusted(Vec::new()), away, logo: None };
        let doors = Doors::new(clinic.portal().clone(), settings, site.path());
        let router = router(&doors, site.path(), Assets::default());
        Self { clinic, router, asked: AtomicU32::new(0), _site: site }
    }

    /// A page, from an address of its own: budgets are not what is asked about.
    async fn page(&self, path: &str, visitor: &Visitor) -> Page {
        let [.., high, low] = self.asked.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        let request = Request::get(path)
            .header(COOKIE, format!("__Host-sid={}", visitor.session.clone().unwrap_or_default()))
            .header(ACCEPT, "text/html")
            .extension(ConnectInfo(SocketAddr::from(([198, 18, high, low], 40_000))))
            .body(Body::empty())
            .unwrap();
        let (parts, body) = self.router.clone().oneshot(request).await.unwrap().into_parts();
        let body = String::from_utf8(to_bytes(body, 1 << 22).await.unwrap().to_vec()).unwrap();
        let policy = parts.headers.get("content-security-policy").unwrap().to_str().unwrap();
        let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next());
        let masked = |text: &str| match nonce {
            Some(nonce) => without_ids(&text.replace(nonce, "nonce")),
            None => without_ids(text),
        };
        let headers = parts.headers.iter().map(|(name, value)| masked(&format!("{name}: {value:?}")));
        Page { status: parts.status, headers: headers.collect(), body: masked(&body) }
    }

    /// A patient's chart with something of everything.
    async fn chart(&self, patient: PatientId, by: &Patient, grant: impl ToString) -> Ids {
        let cardiology = &self.clinic.cardiology;
        let thread = by.acting_for(patient).writes_to(cardiology, "May I travel?").await.unwrap().thread;
        let ask = by.acting_for(patient).asks_for_a_visit(cardiology, "A knee that hurts.").await.unwrap();
        let result = self.clinic.charts(patient, Item::result("Sodium", 140.0)).await;
        Ids::from([
            ("patient", patient.to_string()),
            ("thread", thread.to_string()),
            ("ask", ask.to_string()),
            ("item", thread.to_string()),
            ("result", result.to_string()),
            ("grant", grant.to_string()),
        ])
    }

    /// Somebody whom no code proves asks the enrollment desk.
    async fn asks_the_desk(&self, given: &str) {
        let record = self.clinic.record(given);
        self.clinic.keeps(&record).await;
        let mut applicant = self.clinic.somebody();
        applicant.starts(&record.born).await.unwrap();
        let typed = Record { family: format!("{}x", record.family), ..record.clone() };
        applicant.details(&typed).await.unwrap();
        applicant.no_code(&format!("{}@example.net", given.to_lowercase())).await.unwrap();
    }

    /// Takes rows out of the tables, as if they had been there once.
    async fn delete(&self, of: &[(&str, &str)], id: impl ToString) {
        // Any kind of id: the tables keep them alike.
        let id: PatientId = id.to_string().parse().unwrap();
        for (table, column) in of {
            self.clinic.execute(&format!("delete from {table} where {column} = $1"), [id.0.into()]).await;
        }
    }

    /// Everybody, and all there is to aim at.
    async fn aims(&self) -> Vec<Aim> {
        let clinic = &self.clinic;
        let both = [&clinic.cardiology, &clinic.family_medicine];
        let nurse = clinic.nurse().await;
        let clinician_elsewhere = clinic.staff(Role::Clinician, &[&clinic.dermatology]).await;
        let front = clinic.staff(Role::FrontDesk, &both).await;
        let front_elsewhere = clinic.staff(Role::FrontDesk, &[&clinic.dermatology]).await;
        let enrollment = clinic.staff(Role::Enrollment, &[]).await;
        let support = clinic.staff(Role::Support, &[]).await;
        let colleague = clinic.staff(Role::Billing, &[]).await;
        let admin = clinic.staff(Role::Admin, &[]).await;
        let (ada, mara) = (clinic.patient("Ada").await, clinic.patient("Mara").await);
        let (olga, rita) = (clinic.patient("Olga").await, clinic.patient("Rita").await);
        let (_, theo) = clinic.keeps_one_born("Theo", "2020-01-01").await;
        let (_, gone) = clinic.keeps_one_born("Gone", "1980-01-01").await;
        self.delete(&[("care_team", "patient_id"), ("patient_contacts", "patient_id"), ("patients", "id")], gone).await;
        let of_ada = clinic.represents(&olga, ada.id, Granted::consent(Rights::every())).await;
        let of_theo = clinic.represents(&mara, theo, Granted::by(Basis::Parental)).await;
        let ended = Granted { state: GrantState::Inactive, ..Granted::by(Basis::Parental) };
        let once = clinic.represents(&rita, theo, ended).await;
        let adas = self.chart(ada.id, &ada, of_ada).await;
        let theos = self.chart(theo, &mara, of_theo).await;
        let random: Ids = PARAMS.into_iter().map(|name| (name, RANDOM.to_owned())).collect();
        let with = |ids: &Ids, more: &[(&'static str, String)]| -> Ids {
            ids.clone().into_iter().chain(more.iter().cloned()).collect()
        };

        let mut aims = Vec::new();
        let mut aim = |at, column, group, visitor: Visitor, ids: Ids| {
            aims.push(Aim { at, column, group, visitor, ids });
        };
        let erased = with(&random, &[("patient", gone.to_string())]);
        aim("patient", "own", "ada", ada.visitor(), adas.clone());
        aim("patient", "ward", "mara", mara.visitor(), theos.clone());
        aim("patient", "other", "rita", rita.visitor(), adas.clone());
        aim("patient", "former", "rita", rita.visitor(), with(&theos, &[("grant", once.to_string())]));
        aim("patient", "deleted", "rita", rita.visitor(), erased.clone());
        aim("patient", "random", "rita", rita.visitor(), random.clone());
        for (column, ids) in [("other", &theos), ("random", &random)] {
            let (own, ward) = (("patient", ada.id.to_string()), ("patient", theo.to_string()));
            aim("patient", column, "ada through", ada.visitor(), with(ids, &[own]));
            let things = if column == "other" { &adas } else { &random };
            aim("patient", column, "mara through", mara.visitor(), with(things, &[ward]));
        }

        aim("pool", "own", "nurse", nurse.visitor(), adas.clone());
        aim("pool", "other", "elsewhere", clinician_elsewhere.visitor(), adas.clone());
        aim("pool", "random", "elsewhere", clinician_elsewhere.visitor(), random.clone());

        let form = front.begins_form(ada.id, None).await.unwrap();
        let thrown_away = front.begins_form(ada.id, None).await.unwrap();
        self.delete(&[("grant_forms", "id")], thrown_away).await;
        let desks = with(&adas, &[("form", form.to_string())]);
        let erased = with(&erased, &[("form", thrown_away.to_string())]);
        aim("front desk", "own", "front", front.visitor(), desks.clone());
        aim("front desk", "other", "elsewhere", front_elsewhere.visitor(), desks);
        for (group, desk) in [("front", &front), ("elsewhere", &front_elsewhere)] {
            aim("front desk", "deleted", group, desk.visitor(), erased.clone());
            aim("front desk", "random", group, desk.visitor(), random.clone());
        }

        self.asks_the_desk("Rosa").await;
        self.asks_the_desk("Ruth").await;
        let requests = enrollment.requests(RequestFilter::Waiting).await.unwrap().page.rows;
        self.delete(&[("enrollments", "id")], requests[1].request).await;
        for (column, id) in [
            ("own", requests[0].request.to_string()),
            ("deleted", requests[1].request.to_string()),
            ("random", RANDOM.to_owned()),
        ] {
            aim("enrollment", column, "enrollment", enrollment.visitor(), Ids::from([("request", id)]));
        }

        olga.writes_to_support().await.unwrap();
        let ticket = support.tickets().await.unwrap().page.rows[0].ticket;
        aim("support", "own", "support", support.visitor(), Ids::from([("ticket", ticket.to_string())]));
        aim("support", "random", "support", support.visitor(), random.clone());

        let account = async |username: &str| ("account", clinic.account_of(username).await.to_string());
        let agreement = admin.versions().await.unwrap().page.rows[0].agreement;
        let administered = Ids::from([
            account(&colleague.username).await,
            ("agreement", agreement.to_string()),
            ("practice", clinic.cardiology.id.to_string()),
            ("pool", clinic.world().pool(clinic.cardiology.id).await.to_string()),
        ]);
        aim("admin", "own", "admin", admin.visitor(), administered);
        aim("admin", "other", "admin", admin.visitor(), Ids::from([account(&ada.username).await]));
        aim("admin", "random", "admin", admin.visitor(), random);
        clinic.outbox().await;
        aims
    }
}

#[tokio::test]
async fn every_page_of_a_chart_or_a_desk_has_a_line() {
    let listed: BTreeSet<String> = lines().iter().map(|line| line.path.to_owned()).collect();
    let routes = generate_route_list(App);
    let paths = routes.iter().map(|route| route.path().trim_end_matches('/').to_owned());
    let with_ids: BTreeSet<String> =
        paths.filter(|path| path.contains('{') && (path.starts_with("/p/") || path.starts_with("/desk"))).collect();
    assert!(with_ids.len() >= 20, "{with_ids:?}");
    let missing: Vec<&String> = with_ids.difference(&listed).collect();
    assert!(missing.is_empty(), "without a line: {missing:?}");
}

#[test]
fn ids_are_masked_wherever_they_stand() {
    let link = format!("<a name=\"row-{RANDOM}\" href=\"/p/{RANDOM}\">ad-{RANDOM}</a>");
    assert_eq!(without_ids(&link), "<a name=\"row-id\" href=\"/p/id\">ad-id</a>");
    assert_eq!(without_ids("a-b-c, 2026-11-23 and deadbeef"), "a-b-c, 2026-11-23 and deadbeef");
    assert_eq!(without_ids(RANDOM), "id");
}

/// It is drawn in the frame of whoever looks, beside the name, which says the same.
#[tokio::test]
async fn the_clinics_logo_stands_in_every_frame() {
    let drawn = "src=\"/logo-0123456789abcdef.svg\"";
    let with_logo = Clinic::open_with(Database::Sqlite, |settings| {
        settings.clinic.logo = Some("/logo-0123456789abcdef.svg".into());
    });
    for (clinic, stands) in [(with_logo.await.unwrap(), true), (Clinic::open().await, false)] {
        let house = House::around(clinic);
        let (ada, nurse) = (house.clinic.patient("Ada").await, house.clinic.nurse().await);
        for (path, visitor) in [
            ("/practices".to_owned(), ada.visitor()),
            (format!("/p/{}", ada.id), ada.visitor()),
            ("/desk".to_owned(), nurse.visitor()),
        ] {
            let page = house.page(&path, &visitor).await;
            assert_eq!((page.status, page.body.contains(drawn)), (StatusCode::OK, stands), "{path}");
            assert!(page.body.contains("Maple Valley Health"), "{path}");
        }
    }
}

#[tokio::test]
async fn r_4_1_not_yours_and_not_there_are_the_same_page() {
    let house = House::open().await;
    let aims = house.aims().await;
    let mut wrong: Vec<String> = Vec::new();
    for Line { path, cells } in lines() {
        let names = params(path);
        let mut refused: BTreeMap<&str, Vec<(&str, Page)>> = BTreeMap::new();
        for (column, cell) in COLUMNS.into_iter().zip(cells) {
            let of_it = |aim: &&Aim| {
                let has_all = names.iter().all(|name| aim.ids.contains_key(name));
                aim.at == at(path) && aim.column == column && has_all && (names.len() > 1 || !aim.is_through())
            };
            let aims: Vec<&Aim> = aims.iter().filter(of_it).filter(|_| cell != "-").collect();
            if aims.is_empty() && cell != "-" {
                wrong.push(format!("{path}: nothing was asked for in column {column}"));
            }
            for aim in aims {
                let filled = |path: String, name: &&str| path.replace(&format!("{{{name}}}"), &aim.ids[*name]);
                let address = names.iter().fold(path.replace(KIND, "appointment"), filled);
                let page = house.page(&address, &aim.visitor).await;
                if page.status.as_str() != cell {
                    wrong.push(format!("{path}: {column} of {}: not {cell}, but {}", aim.group, page.status));
                }
                if cell == "404" {
                    refused.entry(aim.group).or_default().push((column, page));
                }
            }
        }
        for (group, pages) in refused {
            let Some(((first, one), others)) = pages.split_first() else { continue };
            for (column, other) in others {
                if let Some(difference) = one.differs(other) {
                    wrong.push(format!("{path}: {first} and {column} are not the same to {group}:\n{difference}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
