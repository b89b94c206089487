//! Whoever is not signed in is refused, everywhere but at the doors of `open_to_strangers.txt`.

use crate::{Ask, House, functions};
use axum::http::{Method, StatusCode};
use portal_testkit::Item;
use std::collections::BTreeSet;

pub(crate) const ID: &str = "01900000-0000-7000-8000-000000000001";
pub(crate) const SIGNED_OUT: &str = r#"{"Refused":"SignedOut"}"#;
/// Where a page of a list has ended, as a browser sends it.
const AFTER: &str = "after%5Bat%5D=9&after%5Bid%5D=01900000-0000-7000-8000-000000000001";
/// A half-written message, as a browser sends it.
pub(crate) const DRAFT: &str =
    "draft%5Bpool%5D=&draft%5Bpractice%5D=&draft%5Btopic%5D=&draft%5Bsubject%5D=S&draft%5Bbody%5D=B";

pub(crate) fn open() -> BTreeSet<&'static str> {
    include_str!("../open_to_strangers.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_whitespace().next())
        .collect()
}

/// The form for an appointment, as a browser sends it.
const APPOINTMENT: &str = "pool=01900000-0000-7000-8000-000000000001&reason=R&visit=phone&acknowledged=on\
                           &window1_month=12&window1_day=31&window1_year=2026";

/// Arguments that the function would take from somebody signed in: a refusal must not be one of bad arguments.
pub(crate) fn arguments(path: &str) -> Option<String> {
    Some(match path {
        "/api/accounts/stay" | "/api/accounts/session" | "/api/accounts/lock" => String::new(),
        "/api/accounts/unlock" => "password=P".into(),
        "/api/messages/inbox" | "/api/messages/compose-options" => format!("patient={ID}"),
        "/api/messages/thread" => format!("patient={ID}&thread={ID}"),
        "/api/messages/start" => {
            format!("patient={ID}&practice={ID}&topic=general&subject=S&body=B&acknowledged=on&intent={ID}")
        }
        "/api/messages/reply" => format!("patient={ID}&thread={ID}&body=B&intent={ID}"),
        "/api/messages/shelve" => format!("patient={ID}&thread={ID}&shelf=archive"),
        "/api/messages/search" => format!("patient={ID}&words=W"),
        "/api/messages/found" => format!("patient={ID}"),
        "/api/messages/private" => format!("patient={ID}&thread={ID}&private=false"),
        "/api/messages/keep-draft" => format!("patient={ID}&thread={ID}&{DRAFT}&intent={ID}"),
        "/api/files/remove" => format!("file={ID}"),
        "/api/home/open" => format!("patient={ID}"),
        "/api/asks/list" => format!("patient={ID}"),
        "/api/asks/keep-draft" => {
            format!("patient={ID}&kind=appointment&ask={ID}&fields%5B0%5D=reason%3DR&intent={ID}")
        }
        "/api/asks/options" => format!("patient={ID}&kind=appointment"),
        "/api/asks/open" => format!("patient={ID}&ask={ID}"),
        "/api/asks/appointment" => format!("patient={ID}&{APPOINTMENT}&intent={ID}"),
        "/api/asks/renewal" => format!("patient={ID}&pool={ID}&drugs%5B0%5D={ID}&intent={ID}"),
        "/api/asks/referral" => {
            let form = "specialist=S&reason=R&plan=P&visit_month=12&visit_day=31&visit_year=2026";
            format!("patient={ID}&pool={ID}&{form}&intent={ID}")
        }
        "/api/asks/change" => format!("patient={ID}&ask={ID}&version=1&kind=appointment&{APPOINTMENT}&intent={ID}"),
        "/api/asks/comment" => format!("patient={ID}&ask={ID}&words=W&intent={ID}"),
        "/api/asks/choose" => format!("patient={ID}&ask={ID}&time={ID}&intent={ID}"),
        "/api/asks/again" => {
            format!("patient={ID}&ask={ID}&window1_month=12&window1_day=31&window1_year=2026&intent={ID}")
        }
        "/api/asks/withdraw" => format!("patient={ID}&ask={ID}&sure=true&intent={ID}"),
        "/api/asks/private" => format!("patient={ID}&ask={ID}&private=false"),
        "/api/asks/desk-list" => "filter=due".into(),
        "/api/asks/desk-open" => format!("ask={ID}"),
        "/api/asks/desk-review" | "/api/asks/desk-visit" => format!("ask={ID}&version=1&intent={ID}"),
        "/api/asks/desk-need" | "/api/asks/desk-done" | "/api/asks/desk-comment" => {
            format!("ask={ID}&version=1&words=W&intent={ID}")
        }
        "/api/asks/desk-decline" => format!("ask={ID}&version=1&reason=too_early&intent={ID}"),
        "/api/asks/desk-propose" => {
            let day = "time1_month=12&time1_day=31&time1_year=2026";
            format!("ask={ID}&version=1&{day}&time1_clock=9%3A30&time1_minutes=20&time1_way=phone&intent={ID}")
        }
        "/api/asks/desk-approve" => format!("ask={ID}&version=1&intent={ID}"),
        "/api/asks/desk-approve-drugs" => format!("ask={ID}&version=1&outcome%5B0%5D=approved&intent={ID}"),
        "/api/record/demographics"
        | "/api/record/immunizations"
        | "/api/record/allergies"
        | "/api/record/medications"
        | "/api/record/results"
        | "/api/representatives/acted" => format!("patient={ID}"),
        "/api/record/result" => format!("patient={ID}&result={ID}"),
        "/api/record/private" => format!("patient={ID}&item={ID}&private=true"),
        "/api/representatives/household" => String::new(),
        "/api/representatives/list" | "/api/representatives/options" => format!("patient={ID}"),
        "/api/representatives/open"
        | "/api/representatives/last-day"
        | "/api/representatives/suspend"
        | "/api/representatives/resume" => format!("patient={ID}&grant={ID}"),
        "/api/representatives/history" => format!("patient={ID}&grant={ID}&{AFTER}"),
        "/api/representatives/start" => {
            let person = "given=June&family=Rivera&born_month=5&born_day=17&born_year=1980&channel=email";
            let more = "email=june%40example.org&rights%5B0%5D=messages.read";
            format!("patient={ID}&{person}&{more}&practice={ID}&intent={ID}")
        }
        "/api/representatives/switch" => format!("patient={ID}&grant={ID}&intent={ID}"),
        "/api/representatives/end" | "/api/representatives/renew" | "/api/representatives/assent" => {
            format!("patient={ID}&grant={ID}&sure=true")
        }
        "/api/representatives/give-up" => format!("grant={ID}&sure=true"),
        "/api/desk/inbox" => "filter=waiting".into(),
        "/api/desk/thread" | "/api/desk/grants" => format!("thread={ID}"),
        "/api/desk/reply" => format!("thread={ID}&body=B&intent={ID}"),
        "/api/desk/keep-draft" => format!("thread={ID}&{DRAFT}&intent={ID}"),
        "/api/desk/found" => String::new(),
        "/api/desk/search" => "words=W".into(),
        "/api/desk/close" => format!("thread={ID}"),
        "/api/desk/block" => format!("thread={ID}&whom=anybody&reason=other&sure=true"),
        "/api/desk/unblock" => format!("thread={ID}&block={ID}"),
        "/api/triage/queue" => "filter=all".into(),
        "/api/triage/item" | "/api/triage/context" | "/api/triage/claim" | "/api/triage/release" => {
            format!("item={ID}")
        }
        "/api/triage/assign" => format!("item={ID}&words=W"),
        "/api/triage/hand-over" => format!("item={ID}&pool={ID}&intent={ID}"),
        "/api/triage/note" => format!("item={ID}&words=W&intent={ID}"),
        "/api/triage/batch" => format!("items%5B0%5D={ID}&deed=take"),
        "/api/triage/templates" | "/api/triage/covers" => String::new(),
        "/api/triage/keep-template" => format!("pool={ID}&name=N&lang=en&body=B&intent={ID}"),
        "/api/triage/retire-template" => format!("template={ID}"),
        "/api/triage/set-cover" => {
            let somebody = "01900000-0000-7000-8000-000000000002";
            format!("away={ID}&by={somebody}&from=12%2F1%2F2026&until=12%2F2%2F2026&intent={ID}")
        }
        "/api/triage/end-cover" => format!("cover={ID}"),
        "/api/desk/suspend-grant" => format!("thread={ID}&grant={ID}&reason=other&words=W&sure=true"),
        "/api/security/account"
        | "/api/security/begin-authenticator"
        | "/api/security/begin-passkey"
        | "/api/security/ask-own-passkey"
        | "/api/security/remove-address"
        | "/api/security/remove-authenticator"
        | "/api/security/recovery-codes" => String::new(),
        "/api/security/end-sessions" => format!("session={ID}"),
        "/api/security/close-account" => "agreed=true".into(),
        "/api/support/queue" => String::new(),
        "/api/support/open" | "/api/support/send-code" => format!("ticket={ID}"),
        "/api/support/note" => format!("ticket={ID}&note=N"),
        "/api/support/find" => format!("ticket={ID}&account=river.otter"),
        "/api/support/check-code" => format!("ticket={ID}&code=12345678"),
        "/api/support/act" => format!("ticket={ID}&act=cancel&sure=true"),
        "/api/support/close" => format!("ticket={ID}&outcome=solved"),
        "/api/support/grants" => format!("ticket={ID}"),
        "/api/support/grant-history" => format!("ticket={ID}&grant={ID}"),
        "/api/support/suspend-grant" => format!("ticket={ID}&grant={ID}&reason=other&words=W&sure=true"),
        "/api/support/order" => {
            let order = "court=Probate+Court&reference=26W0123&made_on=11%2F1%2F2026";
            format!("ticket={ID}&grant={ID}&{order}&intent={ID}")
        }
        "/api/security/prove" => "password=P&code=".into(),
        "/api/security/change-password" => "password=purple+kettle+over+the+bridge".into(),
        "/api/security/finish-authenticator" => "code=123456".into(),
        "/api/security/finish-passkey" | "/api/security/prove-with-passkey" => "question=Q&answer=A".into(),
        "/api/security/rename-passkey" => format!("passkey={ID}&name=N"),
        "/api/security/remove-passkey" => format!("passkey={ID}"),
        "/api/security/forget-device" => format!("device={ID}"),
        "/api/security/begin-contact" => "channel=email&email=a%40example.org".into(),
        "/api/security/finish-contact" | "/api/security/finish-address" => "code=12345678".into(),
        "/api/security/begin-address" => "email=a%40example.org".into(),
        "/api/security/remove-contact" => "channel=email&value=a%40example.org".into(),
        "/api/front/find" => "name=Example".into(),
        "/api/front/record" | "/api/front/revoke" => format!("patient={ID}"),
        "/api/front/confirm" => format!("patient={ID}&method=in_person"),
        "/api/front/invite" => format!("patient={ID}&way=letter&lang=en&practice={ID}"),
        "/api/front/backing" => format!("patient={ID}&kind=guardian&name=A&relation=B"),
        "/api/front/grants" | "/api/front/papers" => format!("patient={ID}"),
        "/api/front/orders" => format!("patient={ID}&{AFTER}"),
        "/api/front/grant" => format!("grant={ID}"),
        "/api/front/grant-history" => format!("grant={ID}&{AFTER}"),
        "/api/front/activate" => format!("grant={ID}&sure=true"),
        "/api/front/reject" | "/api/front/suspend-grant" | "/api/front/resume-grant" | "/api/front/end-grant" => {
            format!("grant={ID}&reason=other&words=W&sure=true")
        }
        "/api/front/order" => {
            let order = "kind=keep_away&court=Probate+Court&reference=26W0123&made_on=11%2F1%2F2026";
            format!("patient={ID}&grant={ID}&{order}&intent={ID}")
        }
        "/api/front/lift-order" => format!("patient={ID}&order={ID}&why=W"),
        "/api/front/attest" => format!("patient={ID}&made_on=11%2F1%2F2026&clinician=Dr.+Sample&intent={ID}"),
        "/api/front/end-attestation" => format!("patient={ID}&sure=true"),
        "/api/forms/begin" => format!("patient={ID}&grant={ID}&intent={ID}"),
        "/api/forms/drafts" => String::new(),
        "/api/forms/progress" => format!("form={ID}"),
        "/api/forms/person" => {
            let person = "given=Iris&family=Rivera&born=5%2F17%2F1980&channel=email&email=iris%40example.org&lang=en";
            format!("form={ID}&version=1&{person}")
        }
        "/api/forms/patients" => format!("form={ID}&version=1&patients%5B0%5D={ID}"),
        "/api/forms/grounds" => format!("form={ID}&version=1&basis%5B0%5D=consent"),
        "/api/forms/papers" => format!("form={ID}&version=1&identity=passport&filed=Binder+4"),
        "/api/forms/switches" => format!("form={ID}&version=1&rights%5B0%5D=0.messages.read"),
        "/api/forms/signatures" => {
            let patient = "patient_way%5B0%5D=paper&patient_signed_on%5B0%5D=2026-11-23";
            format!("form={ID}&version=1&way=paper&signed_on=2026-11-23&{patient}")
        }
        "/api/forms/back" | "/api/forms/void" => format!("form={ID}&version=1"),
        "/api/forms/finish" => format!("form={ID}&version=1&sure=true"),
        "/api/forms/instructions" => format!("representative={ID}&way=letter&lang=en"),
        "/api/agreements/due"
        | "/api/agreements/list"
        | "/api/colleagues/list"
        | "/api/holidays/list"
        | "/api/pools/list"
        | "/api/practices/list" => String::new(),
        "/api/pools/open" => format!("pool={ID}"),
        "/api/pools/add" => format!("practice={ID}&kind=education&intent={ID}"),
        "/api/pools/change" => format!("pool={ID}&days=3&intent={ID}"),
        "/api/agreements/agree" => "terms=1&privacy=1&agree=true".into(),
        "/api/agreements/open" => format!("agreement={ID}"),
        "/api/agreements/put" => {
            let texts = "summary_en=S&text_en=T&summary_es=S&text_es=T";
            format!("kind=terms&version=2&from=1%2F1%2F2027&{texts}&newest_terms=1&intent={ID}&sure=true")
        }
        "/api/holidays/add" => format!("day=12%2F25%2F2099&intent={ID}"),
        "/api/holidays/remove" => "day=2099-12-25".into(),
        "/api/practices/open" => format!("practice={ID}"),
        "/api/practices/change" => format!("practice={ID}&features%5B0%5D=messages&days=3&intent={ID}"),
        "/api/colleagues/open" => format!("account={ID}"),
        "/api/colleagues/invite" => {
            format!("username=robin.staff&name=Robin&role=front_desk&practices%5B0%5D={ID}&intent={ID}&sure=true")
        }
        "/api/colleagues/change" => format!("account={ID}&role=admin&intent={ID}&sure=true"),
        "/api/colleagues/act" => format!("account={ID}&act=suspend&intent={ID}&sure=true"),
        "/api/requests/queue" => "filter=waiting".into(),
        "/api/requests/open" => format!("request={ID}"),
        "/api/requests/note" => format!("request={ID}&note=N"),
        "/api/requests/approve" => format!("request={ID}&patient={ID}&method=in_person"),
        "/api/requests/decline" => format!("request={ID}&reason=no_record"),
        _ => return None,
    })
}

#[tokio::test]
async fn strangers_are_refused_by_every_function_that_is_not_listed() {
    let house = House::open().await;
    let before = house.clinic.everything().await;
    let open = open();
    let mut refused = 0;
    for (path, _) in functions() {
        if open.contains(path) {
            continue;
        }
        let arguments = arguments(path).unwrap_or_else(|| panic!("{path} is new: give it arguments, or list it"));
        let reply = house.ask(Ask::post(path, &arguments)).await;
        assert_eq!(reply.body, SIGNED_OUT, "{path}");
        assert!(!reply.status.is_success(), "{path}: {}", reply.status);
        assert!(reply.cookies().is_empty(), "{path} sets no cookie");
        // A secret that is none is like no secret.
        let reply = house.ask(Ask::post(path, &arguments).with("cookie", "__Host-sid=abcdef")).await;
        assert_eq!(reply.body, SIGNED_OUT, "{path}");
        refused += 1;
    }
    assert!(refused >= 10, "{refused}");
    assert_eq!(house.clinic.everything().await, before, "and leave no trace");
}

#[tokio::test]
async fn the_list_names_only_doors_that_exist_and_that_are_open() {
    let house = House::open().await;
    let functions: BTreeSet<&str> = functions().into_iter().map(|(path, _)| path).collect();
    for path in open() {
        let reply = if path.starts_with("/api/") {
            assert!(functions.contains(path), "{path} is no function any more");
            house.ask(Ask::post(path, "")).await
        } else if path == "/csp-report" {
            house.ask(Ask::post(path, "{}")).await
        } else {
            house.ask(Ask::get(path)).await
        };
        assert_ne!(reply.body, SIGNED_OUT, "{path} refuses strangers, so it needs not be listed");
        // A refusal may be 404 as well; a door that is not there says nothing.
        assert!(reply.status != StatusCode::NOT_FOUND || reply.body.starts_with('{'), "{path}");
    }
}

#[tokio::test]
async fn the_stream_gives_strangers_nothing_and_tells_the_browser_not_to_try_again() {
    let house = House::open().await;
    let reply = house.ask(Ask::get("/live").with("sec-fetch-site", "same-origin")).await;
    assert_eq!((reply.status, reply.body.as_str()), (StatusCode::NO_CONTENT, ""));
}

#[tokio::test]
async fn staff_and_patients_are_refused_by_each_others_functions() {
    let house = House::open().await;
    let ada = house.clinic.patient("Ada").await;
    let nurse = house.clinic.nurse().await;
    for (path, _) in functions() {
        let Some(arguments) = arguments(path) else { continue };
        let desk_of_asks = path.starts_with("/api/asks/desk-");
        let patients = ["messages", "record", "representatives", "asks", "home"]
            .iter()
            .any(|room| path.starts_with(&format!("/api/{room}/")))
            || matches!(path, "/api/agreements/due" | "/api/agreements/agree");
        let at_a_desk = desk_of_asks
            || [
                "desk",
                "triage",
                "front",
                "forms",
                "requests",
                "support",
                "agreements",
                "holidays",
                "colleagues",
                "practices",
                "pools",
            ]
            .iter()
            .any(|room| path.starts_with(&format!("/api/{room}/")));
        let visitor = if patients && !desk_of_asks {
            nurse.visitor()
        } else if at_a_desk {
            ada.visitor()
        } else {
            continue;
        };
        let reply = house.ask(Ask::post(path, &arguments).signed_in(&visitor)).await;
        assert_eq!(reply.body, r#"{"Refused":"NotFound"}"#, "{path}: like something that is not there");
    }
}

#[tokio::test]
async fn anothers_chart_and_no_chart_are_the_same_bytes() {
    let house = House::open().await;
    let (ada, eva) = (house.clinic.patient("Ada").await, house.clinic.patient("Eva").await);
    let _nurse = house.clinic.nurse().await;
    let sent = ada.writes_to(&house.clinic.cardiology, "May I travel?").await.unwrap();
    let pairs = [
        (ada.id.to_string(), sent.thread.to_string()),
        (eva.id.to_string(), sent.thread.to_string()),
        (ada.id.to_string(), ID.to_string()),
        (eva.id.to_string(), ID.to_string()),
        (ID.to_string(), ID.to_string()),
    ];
    let draft = format!("&{DRAFT}&intent={ID}");
    let reply = "&body=B&intent=01900000-0000-7000-8000-000000000009";
    for (path, more) in [("thread", ""), ("reply", reply), ("keep-draft", draft.as_str())] {
        let mut seen = BTreeSet::new();
        for (patient, thread) in &pairs {
            let form = format!("patient={patient}&thread={thread}{more}");
            let ask = Ask::post(&format!("/api/messages/{path}"), &form).signed_in(&eva.visitor());
            let reply = house.ask(ask).await;
            let headers: Vec<String> = reply.headers.iter().map(|(n, v)| format!("{n}: {v:?}")).collect();
            seen.insert((reply.status, reply.body, headers));
        }
        assert_eq!(seen.len(), 1, "{path}: {seen:?}");
    }
}

#[tokio::test]
async fn anothers_record_and_no_record_are_the_same_bytes() {
    let house = House::open().await;
    let (ada, eva) = (house.clinic.patient("Ada").await, house.clinic.patient("Eva").await);
    let result = house.clinic.charts(ada.id, Item::result("Sodium", 140.0)).await;
    let pages =
        ["demographics", "immunizations", "allergies", "medications", "results"].map(|page| format!("record/{page}"));
    for path in pages.into_iter().chain(["representatives/acted".to_owned()]) {
        let mut seen = BTreeSet::new();
        for patient in [ada.id.to_string(), ID.to_string()] {
            let ask = Ask::post(&format!("/api/{path}"), &format!("patient={patient}")).signed_in(&eva.visitor());
            let reply = house.ask(ask).await;
            let headers: Vec<String> = reply.headers.iter().map(|(n, v)| format!("{n}: {v:?}")).collect();
            seen.insert((reply.status, reply.body, headers));
        }
        assert_eq!(seen.len(), 1, "{path}: {seen:?}");
    }
    let mut seen = BTreeSet::new();
    for (patient, result) in [
        (ada.id.to_string(), result.to_string()),
        (eva.id.to_string(), result.to_string()),
        (eva.id.to_string(), ID.to_string()),
        (ID.to_string(), ID.to_string()),
    ] {
        let form = format!("patient={patient}&result={result}");
        let reply = house.ask(Ask::post("/api/record/result", &form).signed_in(&eva.visitor())).await;
        let headers: Vec<String> = reply.headers.iter().map(|(n, v)| format!("{n}: {v:?}")).collect();
        seen.insert((reply.status, reply.body, headers));
    }
    assert_eq!(seen.len(), 1, "{seen:?}");
}

#[tokio::test]
async fn pages_send_guests_to_the_right_entrance() {
    let house = House::open().await;
    let reply = house.ask(Ask::get(&format!("/p/{ID}"))).await;
    assert_eq!((reply.status, reply.header("location")), (StatusCode::FOUND, format!("/?next=/p/{ID}").as_str()));
    let reply = house.ask(Ask::get("/people")).await;
    assert_eq!((reply.status, reply.header("location")), (StatusCode::FOUND, "/?next=/people"));
    let reply = house.ask(Ask::get("/desk")).await;
    assert_eq!((reply.status, reply.header("location")), (StatusCode::FOUND, "/staff"));
    let reply = house.ask(Ask::get(&format!("/desk/{ID}"))).await;
    let back = format!("/staff?next=/desk/{ID}");
    assert_eq!((reply.status, reply.header("location")), (StatusCode::FOUND, back.as_str()));
}

#[test]
fn every_function_is_called_by_post() {
    for (path, method) in functions() {
        assert_eq!(method, Method::POST, "{path}");
    }
}
