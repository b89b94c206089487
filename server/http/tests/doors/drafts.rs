//! Half-written messages, as they come from a browser.

use crate::strangers::DRAFT;
use crate::{Ask, House, ORIGIN};
use axum::http::StatusCode;
use portal_care::asks::Form;
use portal_care::messages::Place;
use portal_testkit::Patient;
use portal_types::account::Role;
use portal_types::ask::{AskDraft, AskKind, DeskAskMove, Refusing};
use portal_types::ids::IntentKey;
use portal_types::links;
use portal_types::message::Draft;

const INTENT: &str = "01900000-0000-7000-8000-000000000002";

#[tokio::test]
async fn r_5_6_what_a_browser_sends_is_kept_at_its_place() {
    let house = House::open().await;
    let ada = house.clinic.patient("Ada").await;
    let nurse = house.clinic.nurse().await;
    let thread = ada.writes_to(&house.clinic.cardiology, "May I travel?").await.unwrap().thread;
    let new = format!("patient={}&{DRAFT}&intent={INTENT}", ada.id);
    let reply = format!("patient={}&thread={thread}&{DRAFT}&intent={INTENT}", ada.id);
    let answer = format!("thread={thread}&{DRAFT}&intent={INTENT}");
    for (path, form, visitor) in [
        ("/api/messages/keep-draft", new, ada.visitor()),
        ("/api/messages/keep-draft", reply, ada.visitor()),
        ("/api/desk/keep-draft", answer, nurse.visitor()),
    ] {
        let kept = house.ask(Ask::post(path, &form).signed_in(&visitor)).await;
        assert_eq!((kept.status, kept.body.as_str()), (StatusCode::OK, "null"), "{path}");
        assert!(kept.cookies().is_empty());
    }
    for draft in [
        ada.finds_half_written().await.unwrap(),
        ada.finds_half_replied(thread).await.unwrap(),
        nurse.finds_half_answered(thread).await.unwrap(),
    ] {
        let draft = draft.unwrap();
        assert_eq!((draft.subject.as_str(), draft.body.as_str()), ("S", "B"));
    }
}

#[tokio::test]
async fn r_6_6_what_a_browser_sends_of_a_request_is_kept_with_its_fields_as_they_are_named() {
    let house = House::open().await;
    let ada = house.clinic.patient("Ada").await;
    let keep = async |fields: &[&str]| {
        let told = fields.iter().enumerate().map(|(n, field)| {
            let field = field.replace('=', "%3D").replace('[', "%5B").replace(']', "%5D");
            format!("&fields%5B{n}%5D={field}")
        });
        let told: String = told.collect();
        let form = format!("patient={}&kind=renewal{told}&intent={INTENT}", ada.id);
        house.ask(Ask::post("/api/asks/keep-draft", &form).signed_in(&ada.visitor())).await.status
    };
    assert_eq!(keep(&["drugs[0]=a", "days[of-a]=5", "note=x=y", "late=true"]).await, StatusCode::OK);
    let draft = ada.ask_options(AskKind::Renewal).await.unwrap().draft.unwrap();
    assert_eq!(draft.told(), ["days[of-a]=5", "drugs[0]=a", "note=x=y"]);
    // Nothing any more: discarded.
    assert_eq!(keep(&[]).await, StatusCode::OK);
    assert!(ada.ask_options(AskKind::Renewal).await.unwrap().draft.is_none());
}

#[tokio::test]
async fn r_6_7_what_is_half_written_remembers_what_it_goes_on_from() {
    let house = House::open().await;
    let (ada, nurse) = (house.clinic.patient("Ada").await, house.clinic.nurse().await);
    let thread = ada.writes_to(&house.clinic.cardiology, "May I travel?").await.unwrap().thread;
    nurse.closes_thread(thread).await.unwrap();
    let follows = async || ada.compose_options().await.unwrap().follows.map(|follows| follows.thread);
    let form = format!("patient={}&{DRAFT}&draft%5Bfollows%5D={thread}&intent={INTENT}", ada.id);
    let kept = house.ask(Ask::post("/api/messages/keep-draft", &form).signed_in(&ada.visitor())).await;
    assert_eq!((kept.status, follows().await), (StatusCode::OK, Some(thread)), "{}", kept.body);
    let form = format!("patient={}&{DRAFT}&intent={INTENT}", ada.id);
    let kept = house.ask(Ask::post("/api/messages/keep-draft", &form).signed_in(&ada.visitor())).await;
    assert_eq!((kept.status, follows().await), (StatusCode::OK, None), "{}", kept.body);
    // A plain form that is refused, and one to which a file is added.
    let practice = house.clinic.cardiology.id;
    let form = format!("patient={}&practice={practice}&topic=billing&subject=S&body=Why&acknowledged=on", ada.id);
    let ask = Ask::post("/api/messages/start", &format!("{form}&follows={thread}&intent={INTENT}"));
    let page = format!("{ORIGIN}{}", links::follow_up(ada.id, thread));
    let ask = ask.signed_in(&ada.visitor()).with("referer", &page).with("accept", "text/html");
    assert!(house.ask(ask).await.status.is_redirection());
    assert_eq!(follows().await, Some(thread));
    ada.half_writes(Place::New(ada.id), Draft::reply("Why".into()), INTENT.parse().unwrap()).await.unwrap();
    let (patient, thread_id) = (ada.id.to_string(), thread.to_string());
    let fields = [("patient", patient.as_str()), ("follows", thread_id.as_str()), ("body", "Why"), ("intent", INTENT)];
    let ask = Ask::upload(&fields, ("a.txt", b"hello")).signed_in(&ada.visitor()).with("accept", "text/html");
    assert!(house.ask(ask).await.status.is_redirection());
    assert_eq!(follows().await, Some(thread));
}

/// What a page may send is more than what a message may be: it is made shorter by writing, too.
#[tokio::test]
async fn r_5_6_twenty_thousand_letters_come_through_the_door() {
    let house = House::open().await;
    let ada = house.clinic.patient("Ada").await;
    // As a browser writes "Sí ".
    let text = "S%C3%AD+".repeat(5_000) + &"x".repeat(5_000);
    let form = format!(
        "patient={}&draft%5Bpool%5D=&draft%5Btopic%5D=&draft%5Bsubject%5D=&draft%5Bbody%5D={text}&intent={INTENT}",
        ada.id
    );
    let kept = house.ask(Ask::post("/api/messages/keep-draft", &form).signed_in(&ada.visitor())).await;
    assert_eq!(kept.status, StatusCode::OK, "{}", kept.body);
    let draft = ada.finds_half_written().await.unwrap().unwrap();
    assert_eq!(draft.body, "Sí ".repeat(5_000) + &"x".repeat(5_000));
    assert_eq!(draft.body.chars().count(), 20_000);
}

/// A page without our code is drawn anew when its form is refused: it finds there what was typed, and so what to say of it.
#[tokio::test]
async fn r_6_6_what_a_plain_form_is_refused_with_is_not_lost() {
    let house = House::open().await;
    let (ada, _nurse) = (house.clinic.patient("Ada").await, house.clinic.nurse().await);
    let practice = house.clinic.cardiology.id;
    let form = |topic: &str, body: &str, acknowledged: &str| {
        let all = format!("patient={}&practice={practice}&topic={topic}&subject=A+bill&body={body}", ada.id);
        let ask = Ask::post("/api/messages/start", &format!("{all}{acknowledged}&intent={INTENT}"));
        ask.signed_in(&ada.visitor()).with("referer", &format!("{ORIGIN}{}", links::compose(ada.id)))
    };
    // A page with our code keeps it itself.
    let reply = house.ask(form("billing", "Why", "&acknowledged=on")).await;
    let told = r#"{"Refused":{"Invalid":[{"field":"topic","problem":"Taken"}]}}"#;
    assert_eq!((reply.status, reply.body.as_str()), (StatusCode::UNPROCESSABLE_ENTITY, told));
    assert!(ada.finds_half_written().await.unwrap().is_none());
    // Nobody at the practice reads that, and something is left out.
    for (topic, acknowledged) in [("billing", "&acknowledged=on"), ("general", "")] {
        let reply = house.ask(form(topic, topic, acknowledged).with("accept", "text/html")).await;
        assert!(reply.status.is_redirection(), "{}", reply.status);
        let draft = ada.finds_half_written().await.unwrap().unwrap();
        assert_eq!((draft.practice.as_str(), draft.topic.as_str()), (practice.to_string().as_str(), topic));
        assert_eq!((draft.subject.as_str(), draft.body.as_str()), ("A bill", topic));
    }
    assert_eq!(house.clinic.count("threads").await, 0);
    // Once it is sent, it is gone from there.
    let reply = house.ask(form("general", "Why", "&acknowledged=on").with("accept", "text/html")).await;
    assert!(reply.status.is_redirection(), "{}", reply.status);
    assert!(ada.finds_half_written().await.unwrap().is_none());
}

/// A page without our code has a form of its own for it.
#[tokio::test]
async fn r_6_6_what_was_begun_is_discarded_by_a_plain_form() {
    let house = House::open().await;
    let (ada, _nurse) = (house.clinic.patient("Ada").await, house.clinic.nurse().await);
    let ask = ada.asks_for_a_visit(&house.clinic.cardiology, "A knee.").await.unwrap();
    let (kind, intent) = (AskKind::Appointment, INTENT.parse::<IntentKey>().unwrap());
    let knee = AskDraft::of([("reason".to_owned(), "Both knees.".to_owned())]);
    ada.half_writes(Place::New(ada.id), Draft::reply("Why".into()), intent).await.unwrap();
    ada.half_asks(kind, knee.clone(), intent).await.unwrap();
    ada.half_fills(Form { patient: ada.id, kind, ask: Some(ask) }, knee.over(1), intent).await.unwrap();
    assert_eq!(house.clinic.count("drafts").await, 3);
    for (path, fields, page) in [
        ("/api/messages/keep-draft", "draft%5Bbody%5D=".to_owned(), links::compose(ada.id)),
        ("/api/asks/keep-draft", "kind=appointment".to_owned(), links::ask_form(ada.id, kind)),
        ("/api/asks/keep-draft", format!("kind=appointment&ask={ask}"), links::ask(ada.id, ask)),
    ] {
        let form = format!("patient={}&{fields}&intent={intent}", ada.id);
        let page = format!("{ORIGIN}{page}");
        let plain = Ask::post(path, &form).signed_in(&ada.visitor()).with("referer", &page);
        let reply = house.ask(plain.with("accept", "text/html")).await;
        assert!(reply.status.is_redirection() && reply.header("location").starts_with(&page), "{path}: {fields}");
    }
    assert_eq!(house.clinic.count("drafts").await, 0);
    house.clinic.outbox().await;
}

/// For whatever reason: too long, closed meanwhile, or sent before with other words.
#[tokio::test]
async fn r_6_6_what_a_plain_reply_is_refused_with_is_not_lost() {
    let house = House::open().await;
    let (ada, eva) = (house.clinic.patient("Ada").await, house.clinic.patient("Eva").await);
    let nurse = house.clinic.nurse().await;
    let thread = ada.writes_to(&house.clinic.cardiology, "May I travel?").await.unwrap().thread;
    let intent: IntentKey = INTENT.parse().unwrap();
    let form = |patient: &Patient, body: &str, intent: IntentKey| {
        let form = format!("patient={}&thread={thread}&body={body}&intent={intent}", patient.id);
        let page = format!("{ORIGIN}{}", links::thread(patient.id, thread));
        Ask::post("/api/messages/reply", &form).signed_in(&patient.visitor()).with("referer", &page)
    };
    let plain = async |body: &str, intent: IntentKey| {
        let reply = house.ask(form(&ada, body, intent).with("accept", "text/html")).await;
        assert!(reply.status.is_redirection(), "{}", reply.status);
    };
    let shown = async || {
        let shown = ada.opens(thread).await.unwrap();
        (shown.draft.map(|draft| draft.body), shown.intent)
    };
    let long = "x".repeat(5_001);
    // A page with our code keeps it itself.
    assert_eq!(house.ask(form(&ada, &long, intent)).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(shown().await.0, None);
    plain(&long, intent).await;
    assert_eq!(shown().await, (Some(long), intent));

    plain("By+ship", intent).await;
    assert_eq!(shown().await.0, None, "it is sent");
    // From another tab, or after "back": it is a new message, and what was sent stays what it was.
    plain("By+ship,+or+by+train", intent).await;
    let (draft, next) = shown().await;
    assert_eq!(draft.as_deref(), Some("By ship, or by train"));
    assert_ne!(next, intent);
    plain("By+ship,+or+by+train", next).await;
    plain("By+ship", intent).await;
    assert_eq!((shown().await.0, house.clinic.count("messages").await), (None, 3));

    nurse.closes_thread(thread).await.unwrap();
    let last = house.clinic.world().intent();
    plain("By+plane", last).await;
    assert_eq!(shown().await, (Some("By plane".into()), last));
    // At a place that is not hers nobody keeps anything.
    let before = house.clinic.count("audit").await;
    house.ask(form(&eva, "Not+mine", house.clinic.world().intent()).with("accept", "text/html")).await;
    assert_eq!((house.clinic.count("drafts").await, house.clinic.count("audit").await), (1, before + 1));
}

/// For whatever reason: something is left out or none of its choices, nobody has seen a file that lies there, it was sent before
/// with other words, or written anew meanwhile.
#[tokio::test]
async fn r_6_6_what_a_plain_request_is_refused_with_is_not_lost() {
    const WHEN: &str = "visit=phone&window1_month=12&window1_day=31&window1_year=2026";
    let house = House::open().await;
    let (ada, eva) = (house.clinic.patient("Ada").await, house.clinic.patient("Eva").await);
    let _nurse = house.clinic.nurse().await;
    let (world, cardiology) = (house.clinic.world(), &house.clinic.cardiology);
    let pool = world.pool(cardiology.id).await;
    let form = |who: &Patient, path: &str, fields: &str, intent: IntentKey| {
        let form = format!("patient={}&pool={pool}&{fields}&intent={intent}", ada.id);
        let page = format!("{ORIGIN}{}", links::ask_form(ada.id, AskKind::Appointment));
        Ask::post(path, &form).signed_in(&who.visitor()).with("referer", &page)
    };
    let plain = async |path: &str, fields: &str, intent: IntentKey| {
        let reply = house.ask(form(&ada, path, fields, intent).with("accept", "text/html")).await;
        assert!(reply.status.is_redirection(), "{}", reply.status);
    };
    let kept = async |kind: AskKind| {
        let shown = ada.ask_options(kind).await.unwrap();
        (shown.draft.map(|draft| draft.told().join("&")).unwrap_or_default(), shown.intent)
    };
    let visit = "/api/asks/appointment";
    let intent = world.intent();
    // A page with our code keeps it itself.
    let knee = format!("reason=My+knee.&{WHEN}");
    assert_eq!(house.ask(form(&ada, visit, &knee, intent)).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(kept(AskKind::Appointment).await.0.is_empty());
    plain(visit, &format!("{knee}&urgent=true"), intent).await;
    let window = "window1_day=31&window1_month=12&window1_year=2026";
    let told = format!("pool={pool}&reason=My knee.&visit=phone&{window}");
    assert_eq!(kept(AskKind::Appointment).await, (told, intent));
    let others = [world.intent(), world.intent()];
    plain("/api/asks/renewal", "drugs%5B0%5D=a&days%5Bof-b%5D=5&note=Soon", others[0]).await;
    let told = format!("days[of-b]=5&drugs[0]=a&note=Soon&pool={pool}");
    assert_eq!(kept(AskKind::Renewal).await, (told, others[0]));
    plain("/api/asks/referral", "specialist=Dr.+Obi&visit_month=13&late=true", others[1]).await;
    let told = format!("pool={pool}&specialist=Dr. Obi&visit_month=13");
    assert_eq!(kept(AskKind::Referral).await, (told, others[1]));

    let reason = async || ada.ask_options(AskKind::Appointment).await.unwrap().draft.map(|draft| draft.said("reason"));
    let place = portal_care::files::Place::Ask(ada.id, AskKind::Appointment);
    ada.attaches(place, "a.txt", "hello").await.unwrap();
    plain(visit, &format!("reason=My+hip.&{WHEN}&acknowledged=on"), intent).await;
    assert_eq!((reason().await.as_deref(), house.clinic.count("asks").await), (Some("My hip."), 0));
    plain(visit, &format!("reason=My+hip.&{WHEN}&acknowledged=on&lists=1"), intent).await;
    assert_eq!((reason().await, house.clinic.count("asks").await), (None, 1), "it is sent");
    plain(visit, &format!("reason=My+back.&{WHEN}&acknowledged=on&lists=1"), intent).await;
    assert_eq!((reason().await.as_deref(), house.clinic.count("asks").await), (Some("My back."), 1));
    assert_ne!(kept(AskKind::Appointment).await.1, intent);

    // One that is written anew.
    let ask = ada.asks_for_a_visit(cardiology, "An ear.").await.unwrap();
    let version = ada.opens_ask(ask).await.unwrap().version;
    let anew = |reason: &str| format!("ask={ask}&version={version}&kind=appointment&reason={reason}&{WHEN}");
    let changed = async || ada.change_options(AskKind::Appointment, ask).await.unwrap().draft.unwrap();
    plain("/api/asks/change", &anew("Both+ears."), world.intent()).await;
    assert!(changed().await.said("reason") == "Both ears." && changed().await.is_over(version));
    ada.changes_ask(ask, version, world.new_visit(cardiology, "My nose.").await).await.unwrap();
    let late = world.intent();
    plain("/api/asks/change", &format!("{}&acknowledged=on", anew("My+eyes.")), late).await;
    assert!(changed().await.said("reason") == "My eyes." && changed().await.is_over(version));
    assert_eq!(ada.change_options(AskKind::Appointment, ask).await.unwrap().intent, late);

    // About a chart that is not hers nobody keeps anything.
    let before = house.clinic.count("drafts").await;
    for (path, fields) in [(visit, knee), ("/api/asks/change", anew("Mine."))] {
        for fields in [format!("{fields}&acknowledged=on"), fields] {
            house.ask(form(&eva, path, &fields, world.intent()).with("accept", "text/html")).await;
        }
    }
    assert_eq!(house.clinic.count("drafts").await, before);
    house.clinic.outbox().await;
}

#[tokio::test]
async fn r_6_9_what_a_plain_answer_is_refused_with_stays_her_draft() {
    let house = House::open().await;
    let (ada, nurse) = (house.clinic.patient("Ada").await, house.clinic.nurse().await);
    let doctor = house.clinic.staff(Role::Clinician, &[&house.clinic.cardiology]).await;
    let sent = ada.writes_to(&house.clinic.cardiology, "May I travel?").await.unwrap();
    let (thread, intent) = (sent.thread, house.clinic.world().intent());
    let plain = async |body: &str, seen: &str, intent: IntentKey| {
        let form = format!("thread={thread}&body={body}&seen={seen}&intent={intent}");
        let page = format!("{ORIGIN}{}", links::desk_thread(thread));
        let ask = Ask::post("/api/desk/reply", &form).signed_in(&nurse.visitor()).with("referer", &page);
        let reply = house.ask(ask.with("accept", "text/html")).await;
        assert!(reply.status.is_redirection(), "{}", reply.status);
    };
    let shown = async || {
        let shown = nurse.opens(thread).await.unwrap();
        (shown.draft.map(|draft| draft.body), shown.intent)
    };
    // A colleague was first.
    doctor.answers(thread, "Yes.").await.unwrap();
    plain("No", &sent.message.to_string(), intent).await;
    assert_eq!(shown().await, (Some("No".into()), intent));
    // Nonsense beside it.
    plain("No,+because", "nonsense", intent).await;
    assert_eq!(shown().await, (Some("No, because".into()), intent));
    // Over what she has read by now it is sent, and from a second tab it is another one.
    plain("No,+because+of+your+ear.", "", intent).await;
    assert_eq!(shown().await.0, None);
    plain("Call+us", "", intent).await;
    let (draft, next) = shown().await;
    assert_eq!((draft.as_deref(), next == intent), (Some("Call us"), false));
    assert_eq!(house.clinic.count("messages").await, 3);
    house.clinic.outbox().await;
}

#[tokio::test]
async fn r_7_1_what_a_plain_form_of_the_desk_is_refused_with_is_not_lost() {
    let house = House::open().await;
    let (ada, nurse) = (house.clinic.patient("Ada").await, house.clinic.nurse().await);
    let ask = ada.asks_for_a_visit(&house.clinic.cardiology, "A knee.").await.unwrap();
    let newest = async || house.clinic.world().ask_as_it_is(ask).await.last.unwrap();
    let form = |path: &str, fields: &str| {
        let intent = house.clinic.world().intent();
        let form = format!("ask={ask}&version=1&{fields}&intent={intent}");
        let page = format!("{ORIGIN}{}", links::desk_ask(ask));
        Ask::post(path, &form).signed_in(&nurse.visitor()).with("referer", &page)
    };
    let plain = async |path: &str, fields: &str| {
        let reply = house.ask(form(path, fields).with("accept", "text/html")).await;
        assert!(reply.status.is_redirection(), "{}", reply.status);
    };
    let kept = async |field: &str| {
        let typed = nurse.opens_desk_ask(ask).await.unwrap().typed;
        typed.map(|typed| (typed.said("form"), typed.said(field)))
    };
    let seen = newest().await;
    ada.says(ask, "It hurts more now.").await.unwrap();
    let decline = format!("seen={seen}&reason=other&words=We+moved");
    // A page with our code keeps it itself.
    assert_eq!(house.ask(form("/api/asks/desk-decline", &decline)).await.status, StatusCode::CONFLICT);
    assert_eq!(kept("words").await, None);
    plain("/api/asks/desk-decline", &decline).await;
    assert_eq!(kept("words").await, Some(("decline".into(), "We moved".into())));
    assert_eq!(kept("reason").await, Some(("decline".into(), "other".into())));
    // Whatever was wrong.
    plain("/api/asks/desk-propose", &format!("seen={seen}&time1_month=2&time1_clock=noon")).await;
    assert_eq!(kept("time1_clock").await, Some(("propose".into(), "noon".into())));
    assert_eq!(house.clinic.count("ask_events").await, 2);
    // Once something is done it is gone from there.
    plain("/api/asks/desk-comment", &format!("seen={}&words=We+have+it", newest().await)).await;
    assert_eq!((kept("words").await, house.clinic.count("ask_events").await), (None, 3));
    house.clinic.outbox().await;
}

/// For whatever reason: it is too long, no times are offered, or the office has closed the request meanwhile.
#[tokio::test]
async fn r_7_1_what_a_plain_form_on_the_page_of_a_request_is_refused_with_is_not_lost() {
    let house = House::open().await;
    let (ada, eva) = (house.clinic.patient("Ada").await, house.clinic.patient("Eva").await);
    let nurse = house.clinic.nurse().await;
    let ask = ada.asks_for_a_visit(&house.clinic.cardiology, "A knee.").await.unwrap();
    let form = |who: &Patient, path: &str, fields: &str| {
        let intent = house.clinic.world().intent();
        let form = format!("patient={}&ask={ask}&{fields}&intent={intent}", ada.id);
        let page = format!("{ORIGIN}{}", links::ask(ada.id, ask));
        Ask::post(path, &form).signed_in(&who.visitor()).with("referer", &page)
    };
    let plain = async |path: &str, fields: &str| {
        let reply = house.ask(form(&ada, path, fields).with("accept", "text/html")).await;
        assert!(reply.status.is_redirection(), "{}", reply.status);
        // What was typed stands in no address and in no cookie.
        let (to, set) = (reply.header("location"), reply.header("set-cookie"));
        assert!(!to.contains("hurts") && !to.contains("late") && set.is_empty(), "{to}");
    };
    let kept = async |form: &str, field: &str| {
        let typed = ada.opens_ask(ask).await.unwrap().typed;
        typed.map(|typed| typed.said_in(form, field)).unwrap_or_default()
    };
    let long = "hurts".repeat(201);
    // A page with our code keeps it itself.
    let reply = house.ask(form(&ada, "/api/asks/comment", &format!("words={long}"))).await;
    assert_eq!((reply.status, kept("comment", "words").await), (StatusCode::UNPROCESSABLE_ENTITY, String::new()));
    plain("/api/asks/comment", &format!("words={long}")).await;
    assert_eq!((kept("comment", "words").await, kept("again", "words").await), (long, String::new()));
    let others = "window1_month=12&window1_day=31&window1_year=2026&window1_part=morning&words=I+work+late";
    plain("/api/asks/again", others).await;
    assert_eq!((kept("again", "words").await, kept("comment", "words").await), ("I work late".into(), String::new()));
    let window = (kept("again", "window1_day").await, kept("again", "window1_part").await);
    assert_eq!(window, ("31".into(), "morning".into()));
    assert_eq!(house.clinic.count("ask_events").await, 1);
    // Once something is done it is gone from there.
    plain("/api/asks/comment", "words=It+hurts").await;
    assert!(ada.opens_ask(ask).await.unwrap().typed.is_none());
    assert_eq!(house.clinic.count("ask_events").await, 2);
    nurse.moves_ask(ask, DeskAskMove::Decline(Refusing::Other, "We have moved.".into())).await.unwrap();
    plain("/api/asks/comment", "words=It+hurts+more").await;
    assert_eq!(kept("comment", "words").await, "It hurts more");
    // At what is not hers nobody keeps anything.
    house.ask(form(&eva, "/api/asks/comment", "words=Mine").with("accept", "text/html")).await;
    assert_eq!((house.clinic.count("drafts").await, kept("comment", "words").await), (1, "It hurts more".into()));
    house.clinic.outbox().await;
}
