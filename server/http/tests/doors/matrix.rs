//! Safety row 1: everybody at every door. The table is `routes.txt`; a path that is not in it fails, and so does a line
//! without a path.

use crate::live::{listen, next};
use crate::locked::LOCKED;
use crate::strangers::{ID, SIGNED_OUT, arguments, open};
use crate::{Ask, House, Reply, functions};
use axum::http::StatusCode;
use portal_care::Visitor;
use portal_care::live::Heard;
use portal_testkit::{Clinic, Granted, Item, Patient, Record, Staff};
use portal_types::account::Role;
use portal_types::ids::{CourtOrderId, IntentKey, PatientId, PoolId, RepresentativeId, ThreadId};
use portal_types::notice::Nudge;
use portal_types::registry::RequestFilter;
use portal_types::representative::{Basis, Deed, GrantState, Rights};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

const NOT_FOUND: &str = r#"{"Refused":"NotFound"}"#;
const COLUMNS: [&str; 6] = ["own", "other", "ward", "former", "deleted", "random"];
/// What never was.
const RANDOM: &str = "01900000-0000-7000-8000-0000000000ff";
/// The arguments that say what a request is aimed at; `value` is a contact.
const TARGETS: [&str; 17] = [
    "patient",
    "thread",
    "result",
    "grant",
    "form",
    "representative",
    "request",
    "ticket",
    "account",
    "agreement",
    "order",
    "passkey",
    "device",
    "session",
    "value",
    "pool",
    "practice",
];
/// Those by way of which somebody may be aimed at something else.
const WAYS: [&str; 2] = ["patient", "ticket"];

/// A form with something in the place of a target.
fn filled(form: &str, key: &str, id: &str) -> String {
    match key {
        "value" => form.replace("value=a%40example.org", &format!("value={id}")),
        "username" => form.replace("account=river.otter", &format!("account={id}")),
        _ => form
            .replace(&format!("{key}={ID}"), &format!("{key}={id}"))
            .replace(&format!("{key}s%5B0%5D={ID}"), &format!("{key}s%5B0%5D={id}")),
    }
}

/// Whether a form says a target.
fn aims_at(form: &str, key: &str) -> bool {
    filled(form, key, "") != form
}

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

    fn cell(&self, column: &str) -> &'static str {
        let place = COLUMNS.iter().position(|name| *name == column).unwrap();
        self.cells[place]
    }

    /// What is said of somebody in particular: her name, or a longer one before a shorter one, and the number.
    fn said(&self, column: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.cell(column).split(',').filter_map(|word| word.split_once(':'))
    }

    /// The number of the answer that somebody gets; "-", if she is not asked about.
    fn number(&self, column: &str, aim: &Aim) -> &'static str {
        let mut said: Vec<_> = self.said(column).filter(|(name, _)| aim.is(name)).collect();
        said.sort_by_key(|(name, _)| name.len());
        let rest = self.cell(column).split(',').find(|word| !word.contains(':'));
        said.pop().map(|(_, number)| number).or(rest).unwrap_or("-")
    }
}

/// Whether nothing may come of it: of a refusal, and of whatever is aimed at what is another's, or nobody's.
fn must_leave_all(column: &str, number: &str) -> bool {
    number == "404" || matches!(column, "other" | "deleted" | "random")
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

/// What stands for the targets of a request. "form@/api/forms/void" is the form of that function alone.
type Ids = BTreeMap<&'static str, String>;

/// Things and more things; of two of one name the latter.
fn with(ids: &Ids, more: impl IntoIterator<Item = (&'static str, String)>) -> Ids {
    ids.clone().into_iter().chain(more).collect()
}

/// Somebody who asks for something, and what it is to her.
struct Aim {
    kind: &'static str,
    column: &'static str,
    whose: &'static str,
    visitor: Visitor,
    ids: Ids,
}

impl Aim {
    /// Whether a word of the table means her.
    fn is(&self, name: &str) -> bool {
        self.whose == name || self.kind == name || (self.is_through() && name == "through")
    }

    /// By way of what is hers, at a thing that is not: only where there is a thing.
    fn is_through(&self) -> bool {
        self.whose.starts_with("through")
    }
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
    let pool = clinic.world().pool(clinic.cardiology.id).await;
    Ids::from([
        ("patient", patient.to_string()),
        ("thread", thread.to_string()),
        ("result", result.to_string()),
        ("grant", grant.to_string()),
        ("pool", pool.to_string()),
        ("practice", clinic.cardiology.id.to_string()),
    ])
}

/// Whatever kind of id it is: the tables keep them alike.
fn any(id: impl ToString) -> PatientId {
    id.to_string().parse().unwrap()
}

/// Takes rows out of the tables, as if they had been there once.
async fn delete(clinic: &Clinic, of: &[(&str, &str)], id: impl ToString) {
    let id = any(id);
    for (table, column) in of {
        clinic.execute(&format!("delete from {table} where {column} = $1"), [id.0.into()]).await;
    }
}

/// What else belongs to an account: a passkey, a remembered device, another session, another contact.
async fn belongings(clinic: &Clinic, username: &str) -> Ids {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let n = NEXT.fetch_add(1, Ordering::Relaxed);
    let account = clinic.account_of(username).await;
    let id = |kind: u32| any(format!("01900000-0000-7000-a000-{kind:04x}{n:08x}"));
    let (passkey, device, session) = (id(1), id(2), id(3));
    let now = clinic.now();
    let of = |id: PatientId| [id.0.into(), account.0.into(), id.to_string().into(), now.into()];
    clinic
        .execute(
            "insert into passkeys (id, account_id, credential, key, name, made_at)
             values ($1, $2, $3, '{}', 'Phone', $4)",
            of(passkey),
        )
        .await;
    clinic
        .execute(
            "insert into devices (id, account_id, token_hash, name, made_at, seen_at)
             values ($1, $2, $3, 'Phone', $4, $4)",
            of(device),
        )
        .await;
    clinic
        .execute(
            "insert into sessions (id, account_id, token_hash, created_at, seen_at)
             values ($1, $2, $3, $4, $4)",
            of(session),
        )
        .await;
    let reached = "insert into account_contacts (account_id, channel, value, proven_at) values ($1, 'email', $2, $3)";
    let contact = format!("second.{n}@example.org");
    clinic.execute(reached, [account.0.into(), contact.clone().into(), now.into()]).await;
    Ids::from([
        ("passkey", passkey.to_string()),
        ("device", device.to_string()),
        ("session", session.to_string()),
        ("value", contact.replace('@', "%40")),
    ])
}

/// A court order on a record, about somebody who does not act there.
async fn ordered(clinic: &Clinic, desk: &Staff, patient: PatientId) -> String {
    desk.records_order(patient, "keep_away", None).await.unwrap();
    let newest = "select id from court_orders where patient_id = $1 order by recorded_at desc, id desc limit 1";
    let rows = clinic.rows(newest, [patient.0.into()]).await;
    CourtOrderId(rows[0].try_get("", "id").unwrap()).to_string()
}

/// Somebody on a form for a patient, who has no account.
async fn is_named(clinic: &Clinic, patient: PatientId) -> (RepresentativeId, String) {
    let person = clinic.record("June");
    let representative = clinic.names(&person, &format!("june.{}", person.email()), None).await;
    let proposed = Granted { state: GrantState::Proposed, ..Granted::consent(Rights::every()) };
    let grant = clinic.grants(representative, patient, proposed).await;
    (representative, grant.to_string())
}

/// Somebody whom no code proves asks the enrollment desk; the record that she means.
async fn asks_the_desk(clinic: &Clinic, given: &str) -> PatientId {
    let record = clinic.record(given);
    let patient = clinic.keeps(&record).await;
    let mut applicant = clinic.somebody();
    applicant.starts(&record.born).await.unwrap();
    let typed = Record { family: format!("{}x", record.family), ..record.clone() };
    applicant.details(&typed).await.unwrap();
    applicant.no_code(&format!("{}@example.net", given.to_lowercase())).await.unwrap();
    patient
}

/// Charts that somebody has opened and opens no longer, for every reason there is, with what she wrote there.
async fn once_hers(clinic: &Clinic, front: &Staff, she: &Patient, ada: &Patient) -> Vec<(&'static str, Ids)> {
    let (parental, consent) = (Granted::by(Basis::Parental), Granted::consent(Rights::every()));
    let mut all = Vec::new();
    for (whose, born, granted) in [
        ("ended", "2020-01-01", parental),
        ("kept-away", "2020-01-01", parental),
        ("of-age", "2020-01-01", parental),
        ("expired", "1950-01-01", consent),
        ("over", "1950-01-01", consent),
        ("suspended", "", consent),
    ] {
        let patient = if whose == "suspended" { ada.id } else { clinic.keeps_one_born("Once", born).await.1 };
        let grant = clinic.represents(she, patient, granted).await;
        let ids = chart(clinic, patient, she, grant).await;
        match whose {
            "ended" => clinic.makes_it(grant, GrantState::Inactive).await,
            "kept-away" => front.records_order(patient, "keep_away", Some(grant)).await.unwrap(),
            // 18 today.
            "of-age" => {
                let sql = "update patients set born = '2008-11-23' where id = $1";
                clinic.execute(sql, [patient.0.into()]).await;
            }
            // Eighteen months ago today.
            "expired" => {
                let sql = "update grants set patient_signed_on = '2025-05-23' where id = $1";
                clinic.execute(sql, [grant.0.into()]).await;
            }
            "over" => {
                let sql = "update grants set ends_on = '2026-11-22' where id = $1";
                clinic.execute(sql, [grant.0.into()]).await;
            }
            _ => ada.does(grant, Deed::Suspend).await.unwrap(),
        }
        all.push((whose, ids));
    }
    all
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
        let (_, lou) = clinic.keeps_one_born("Lou", "2020-01-01").await;
        let of_theo = clinic.represents(&mara, theo, Granted::by(Basis::Parental)).await;
        let of_tia = clinic.represents(&nora, tia.id, Granted::by(Basis::Parental)).await;
        let of_lou = clinic.represents(&nora, lou, Granted::by(Basis::Parental)).await;
        let of_ada = clinic.represents(&olga, ada.id, Granted::consent(Rights::every())).await;
        // Some changes ask for a proof that is not old.
        for patient in [&ada, &eva, &mara, &nora, &olga, &rita, &tia] {
            patient.signs_in().await.unwrap();
        }

        let adas = chart(clinic, ada.id, &ada, of_ada).await;
        let adas = with(&adas, belongings(clinic, &ada.username).await);
        // By her mother: what a teen writes herself she keeps for herself at first.
        let tias = chart(clinic, tia.id, &nora, of_tia).await;
        let tias = with(&tias, belongings(clinic, &tia.username).await);
        let theos = chart(clinic, theo, &mara, of_theo).await;
        let lous = chart(clinic, lou, &nora, of_lou).await;
        // 13 today.
        clinic.execute("update patients set born = '2013-11-23' where id = $1", [lou.0.into()]).await;
        let ritas = once_hers(clinic, &front, &rita, &ada).await;
        let gone = {
            let (_, patient) = clinic.keeps_one_born("Gone", "1980-01-01").await;
            let grant = clinic.grants(is_named(clinic, ada.id).await.0, patient, Granted::by(Basis::Parental)).await;
            let ids = chart(clinic, ada.id, &ada, grant).await;
            let ids = with(&ids, belongings(clinic, &ada.username).await);
            delete(clinic, &[("messages", "thread_id"), ("threads", "id")], &ids["thread"]).await;
            delete(clinic, &[("observations", "id"), ("resources", "id")], &ids["result"]).await;
            delete(clinic, &[("grants", "id")], grant).await;
            delete(clinic, &[("passkeys", "id")], &ids["passkey"]).await;
            delete(clinic, &[("devices", "id")], &ids["device"]).await;
            delete(clinic, &[("sessions", "id")], &ids["session"]).await;
            let contact = ids["value"].replace("%40", "@");
            clinic.execute("delete from account_contacts where value = $1", [contact.into()]).await;
            let order = ordered(clinic, &front, ada.id).await;
            delete(clinic, &[("court_orders", "id")], &order).await;
            delete(clinic, &[("care_team", "patient_id"), ("patient_contacts", "patient_id")], patient).await;
            delete(clinic, &[("patients", "id")], patient).await;
            let nowhere = [("pool", RANDOM.to_owned()), ("practice", RANDOM.to_owned())];
            with(&ids, nowhere.into_iter().chain([("patient", patient.to_string()), ("order", order)]))
        };
        let random: Ids = TARGETS.into_iter().map(|key| (key, RANDOM.to_owned())).collect();
        let random = with(&random, [("value", "nobody%40example.org".to_owned())]);

        let mut aims = Vec::new();
        let mut aim = |kind, column, whose, visitor: Visitor, ids: &Ids| {
            aims.push(Aim { kind, column, whose, visitor, ids: ids.clone() });
        };
        // Patients.
        aim("patient", "own", "adult", ada.visitor(), &adas);
        aim("patient", "own", "teen", tia.visitor(), &tias);
        for (visitor, ids) in
            [(&eva, &adas), (&ada, &tias), (&tia, &adas), (&mara, &adas), (&nora, &theos), (&olga, &theos)]
        {
            aim("patient", "other", "", visitor.visitor(), ids);
        }
        // A pool and a practice that have seen neither.
        let skin = [
            ("pool", clinic.world().pool(clinic.dermatology.id).await.to_string()),
            ("practice", clinic.dermatology.id.to_string()),
        ];
        let by = |patient: PatientId, ids: &Ids| with(ids, [("patient", patient.to_string())]);
        aim("patient", "other", "through", eva.visitor(), &by(eva.id, &with(&adas, skin.clone())));
        aim("patient", "other", "through-ward", mara.visitor(), &by(theo, &with(&adas, skin)));
        aim("patient", "ward", "child", mara.visitor(), &theos);
        aim("patient", "ward", "teen", nora.visitor(), &tias);
        aim("patient", "ward", "teen", nora.visitor(), &lous);
        aim("patient", "ward", "adult", olga.visitor(), &adas);
        for (whose, ids) in &ritas {
            aim("patient", "former", *whose, rita.visitor(), ids);
        }
        for (column, ids) in [("deleted", &gone), ("random", &random)] {
            aim("patient", column, "", ada.visitor(), ids);
            aim("patient", column, "", mara.visitor(), ids);
            aim("patient", column, "through", ada.visitor(), &by(ada.id, ids));
        }

        // Pools.
        let family = ada.writes_to(&clinic.family_medicine, "And a refill?").await.unwrap().thread;
        let left = clinic.account_of(&moved.username).await;
        let pool = clinic.world().pool(clinic.family_medicine.id).await;
        let leave = "delete from pool_members where account_id = $1 and pool_id = $2";
        clinic.execute(leave, [left.0.into(), pool.0.into()]).await;
        let before = [("patient", ada.id.to_string()), ("thread", family.to_string()), ("pool", pool.to_string())];
        aim("pool_nurse", "own", "", nurse.visitor(), &adas);
        aim("clinician", "own", "", clinician.visitor(), &adas);
        aim("clinician", "other", "", clinician_elsewhere.visitor(), &adas);
        aim("pool_nurse", "former", "", moved.visitor(), &Ids::from(before));
        for (kind, somebody) in [("pool_nurse", &nurse), ("clinician", &clinician)] {
            aim(kind, "deleted", "", somebody.visitor(), &gone);
            aim(kind, "random", "", somebody.visitor(), &random);
        }

        // Desks that know people by their papers.
        let form = front.begins_form(ada.id, None).await.unwrap();
        let spare = front.begins_form(ada.id, None).await.unwrap();
        let thrown_away = front.begins_form(ada.id, None).await.unwrap();
        delete(clinic, &[("grant_forms", "id")], thrown_away).await;
        let (representative, proposed) = is_named(clinic, ada.id).await;
        let (_, never) = is_named(clinic, ada.id).await;
        let erased = clinic.names(&clinic.record("June"), "june@example.net", None).await;
        delete(clinic, &[("representatives", "id")], erased).await;
        asks_the_desk(clinic, "Rosa").await;
        let ruth = asks_the_desk(clinic, "Ruth").await;
        asks_the_desk(clinic, "Rhea").await;
        let requests = enrollment.requests(RequestFilter::Waiting).await.unwrap().page.rows;
        delete(clinic, &[("enrollments", "id")], requests[2].request).await;
        let (_, moved_away) = clinic.keeps_one_born("Lena", "1980-01-01").await;
        let (_, of_lena) = is_named(clinic, moved_away).await;
        let lenas_order = ordered(clinic, &front, moved_away).await;
        delete(clinic, &[("care_team", "patient_id")], moved_away).await;
        let adas_order = ordered(clinic, &front, ada.id).await;
        let theos_order = ordered(clinic, &front, theo).await;
        let desks = with(
            &adas,
            [
                ("form", form.to_string()),
                ("form@/api/forms/void", spare.to_string()),
                ("grant", proposed),
                ("grant@/api/front/reject", never),
                ("order", adas_order),
                ("representative", representative.to_string()),
                ("request", requests[0].request.to_string()),
            ],
        );
        let forgotten = with(
            &gone,
            [
                ("form", thrown_away.to_string()),
                ("representative", erased.to_string()),
                ("request", requests[2].request.to_string()),
            ],
        );
        let new = Ids::from([
            ("patient", ruth.to_string()),
            ("practice", clinic.cardiology.id.to_string()),
            ("request", requests[1].request.to_string()),
        ]);
        let lenas = Ids::from([
            ("patient", moved_away.to_string()),
            ("practice", clinic.cardiology.id.to_string()),
            ("grant", of_lena),
            ("order", lenas_order),
        ]);
        aim("front_desk", "other", "", front_elsewhere.visitor(), &desks);
        aim("front_desk", "former", "", front.visitor(), &lenas);
        for (kind, desk) in [("front_desk", &front), ("enrollment", &enrollment)] {
            aim(kind, "own", "", desk.visitor(), &desks);
            aim(kind, "own", "new", desk.visitor(), &new);
            aim(kind, "deleted", "", desk.visitor(), &forgotten);
            aim(kind, "random", "", desk.visitor(), &random);
            // At a record that it may see, by a grant or an order of another one.
            for (column, grant, order) in [
                ("other", of_theo.to_string(), theos_order.clone()),
                ("deleted", gone["grant"].clone(), gone["order"].clone()),
                ("random", RANDOM.to_owned(), RANDOM.to_owned()),
            ] {
                let things = Ids::from([("grant", grant), ("order", order)]);
                aim(kind, column, "through", desk.visitor(), &by(ada.id, &things));
            }
        }

        // Technical Support.
        olga.writes_to_support().await.unwrap();
        eva.writes_to_support().await.unwrap();
        clinic.world().writes_to_support(&clinic.visitor()).await.unwrap();
        let tickets = support.tickets().await.unwrap().page.rows;
        delete(clinic, &[("ticket_notes", "ticket_id"), ("tickets", "id")], tickets[1].ticket).await;
        let ticket = |n: usize| ("ticket", tickets[n].ticket.to_string());
        aim("support", "own", "", support.visitor(), &with(&adas, [ticket(0)]));
        let found = ("username", olga.username.clone());
        aim("support", "own", "unknown", support.visitor(), &with(&adas, [ticket(2), found]));
        aim("support", "deleted", "", support.visitor(), &with(&adas, [ticket(1)]));
        aim("support", "random", "", support.visitor(), &random);
        for (column, ids) in [("other", &theos), ("deleted", &gone), ("random", &random)] {
            aim("support", column, "through", support.visitor(), &with(ids, [ticket(0)]));
        }

        // The administration.
        let agreement = admin.versions().await.unwrap().page.rows[0].agreement;
        let administered = Ids::from([
            ("account", clinic.account_of(&colleague.username).await.to_string()),
            ("practice", clinic.cardiology.id.to_string()),
            ("agreement", agreement.to_string()),
        ]);
        let resigned = any("01900000-0000-7000-a000-0004ffffffff");
        clinic
            .execute(
                "insert into accounts
                     (id, username, username_key, password_hash, state, lang, role, display_name, created_at)
                 values ($1, 'robin.resigned', 'robin.resigned', '', 'active', 'en', 'billing', 'Robin', $2)",
                [resigned.0.into(), clinic.now().into()],
            )
            .await;
        delete(clinic, &[("accounts", "id")], resigned).await;
        let account = |id: String| Ids::from([("account", id)]);
        let adas_account = clinic.account_of(&ada.username).await.to_string();
        aim("admin", "own", "", admin.visitor(), &administered);
        aim("admin", "other", "", admin.visitor(), &account(adas_account));
        aim("admin", "deleted", "", admin.visitor(), &account(resigned.to_string()));
        aim("admin", "random", "", admin.visitor(), &random);

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

    /// Asks a function, from an address and with an intent of its own, and of a form by the version that it has now:
    /// none of that is what is asked about.
    async fn ask(&self, path: &str, arguments: &str, visitor: &Visitor, ids: &Ids) -> Reply {
        let n = self.asked.fetch_add(1, Ordering::Relaxed);
        let intent: IntentKey = format!("01900000-0000-7000-9000-{n:012x}").parse().unwrap();
        let mut form = arguments.replace(&format!("intent={ID}"), &format!("intent={intent}"));
        for (key, id) in ids {
            let here = ids.get(format!("{key}@{path}").as_str()).unwrap_or(id);
            if *key == "form" {
                form = form.replace("version=1", &format!("version={}", self.version_of(here).await));
            }
            form = filled(&form, key, here);
        }
        let ask = Ask::post(path, &form).signed_in(visitor).from(&format!("198.{}.{}.7", 18 + n / 256, n % 256));
        self.house.ask(ask).await
    }

    /// The version of a form; the first, if it is not there.
    async fn version_of(&self, form: &str) -> i64 {
        let sql = "select version from grant_forms where id = $1";
        let rows = self.house.clinic.rows(sql, [any(form).0.into()]).await;
        rows.first().map_or(1, |row| row.try_get("", "version").unwrap())
    }

    /// What must be so for somebody to be let in.
    async fn prepare(&self, path: &str, aim: &Aim) {
        match path {
            // An account waits until who its person is was confirmed anew.
            "/api/front/confirm" => {
                let sql = "update accounts set state = 'suspended', suspended_for = 'reproof' where patient_id = $1";
                self.house.clinic.execute(sql, [any(&aim.ids["patient"]).0.into()]).await;
            }
            // Somebody has gone back to the signatures.
            "/api/forms/finish" => {
                let signatures = "/api/forms/signatures";
                let arguments = arguments(signatures).unwrap();
                self.ask(signatures, &arguments, &aim.visitor, &aim.ids).await;
            }
            _ => {}
        }
    }

    /// What of a column there is to ask of a function.
    fn aims<'a>(&'a self, route: &'a Route, arguments: &'a str, column: &'a str) -> impl Iterator<Item = &'a Aim> {
        let keys: Vec<&str> = TARGETS.into_iter().filter(|key| aims_at(arguments, key)).collect();
        let way = keys.iter().any(|key| WAYS.contains(key));
        let thing = keys.iter().any(|key| !WAYS.contains(key));
        self.aims.iter().filter(move |aim| {
            aim.column == column
                && route.lets_in(aim.kind)
                && keys.iter().all(|key| aim.ids.contains_key(key))
                && (!aim.is_through() || (way && thing))
        })
    }

    /// All that is kept, but for the trail: refusals of who is signed in are entries in it.
    async fn all(&self) -> String {
        self.house.clinic.everything_in(|table| !table.starts_with("audit")).await
    }

    /// The number of the newest entry of the trail.
    async fn newest_entry(&self) -> i64 {
        let newest: Vec<i64> = self.house.clinic.column("select coalesce(max(seq), 0) from audit").await;
        newest[0]
    }

    /// Whose charts what was done is about, according to the entries after one.
    async fn noted_since(&self, entry: i64) -> Vec<PatientId> {
        let sql = "select patient_id from audit where seq > $1 and outcome = 'ok' and patient_id is not null";
        let rows = self.house.clinic.rows(sql, [entry.into()]).await;
        rows.iter().map(|row| PatientId(row.try_get("", "patient_id").unwrap())).collect()
    }
}

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
            if [".read(", "messages::open(", "messages::desk_open("].iter().any(|way| body.contains(way)) {
                found.insert(format!("/api/{name}"));
            }
        }
    }
    found
}

/// Looks that show nothing of a chart: what the administration knows, the names that were typed into a form, a request
/// or a ticket, and what one has to agree to.
const OF_NO_CHART: [&str; 11] = [
    "/api/agreements/due",
    "/api/agreements/list",
    "/api/agreements/open",
    "/api/colleagues/list",
    "/api/colleagues/open",
    "/api/forms/drafts",
    "/api/holidays/list",
    "/api/practices/list",
    "/api/practices/open",
    "/api/requests/queue",
    "/api/support/queue",
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
                live.tell(Heard::Nudge(Nudge { patient, pool, thread, private }));
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
