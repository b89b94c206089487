//! Files at the doors: what is taken, what is not, and how one is served.

use crate::live::pass;
use crate::strangers::ID;
use crate::{Ask, House, ORIGIN, Reply};
use axum::body::{Body, Bytes, to_bytes};
use axum::http::{Request, StatusCode};
use portal_care::files::Place;
use portal_testkit::{Patient, Staff};
use portal_types::ask::{AskKind, NewAsk};
use portal_types::file::{FILE_MAX, FileKind, FileState, FileView};
use portal_types::ids::{FileId, ThreadId};
use portal_types::links;
use std::time::Duration;

const PROBLEM: &str = r#"{"Refused":{"Invalid":[{"field":"file","problem":{"File":"#;

pub fn view(reply: &Reply) -> FileView {
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
    serde_json::from_str(&reply.body).unwrap()
}

/// A patient, and somebody who answers her, in a conversation.
async fn talk(house: &House) -> (Patient, Staff, ThreadId) {
    let (ada, nurse) = (house.clinic.patient("Ada").await, house.clinic.nurse().await);
    let thread = ada.writes_to(&house.clinic.cardiology, "May I travel?").await.unwrap().thread;
    (ada, nurse, thread)
}

/// As if a file had been sent with the first message of a conversation.
async fn is_sent(house: &House, file: FileId, thread: ThreadId) {
    let sent = "update files set place = null, sent_at = made_at,
                    message_id = (select m.id from messages m where m.thread_id = $1) where id = $2";
    house.clinic.execute(sent, [thread.0.into(), file.0.into()]).await;
}

#[tokio::test]
async fn a_file_lies_where_it_was_put_and_its_text_with_it() {
    let house = House::open().await;
    let (ada, nurse, thread) = talk(&house).await;
    let (patient, intent) = (ada.id.to_string(), "01900000-0000-7000-8000-0000000000f1");
    let words = [("subject", "A rash"), ("body", "It itches."), ("intent", intent)];
    let fields: Vec<(&str, &str)> = [("patient", patient.as_str())].into_iter().chain(words).collect();
    let ask = Ask::upload(&fields, ("../my diary.TXT", b"Mon 7.1")).signed_in(&ada.visitor());
    let file = view(&house.ask(ask).await);
    assert_eq!((file.name.as_str(), file.kind, file.bytes), ("my diary.txt", FileKind::Text, 7));
    assert_eq!(file.state, FileState::Ready, "nobody looks for what is harmful here");
    let draft = ada.finds_half_written().await.unwrap().unwrap();
    assert_eq!((draft.subject.as_str(), draft.body.as_str()), ("A rash", "It itches."));
    // A reply, and an answer.
    let thread = thread.to_string();
    let reply = [("patient", patient.as_str()), ("thread", thread.as_str())];
    view(&house.ask(Ask::upload(&reply, ("a.txt", b"again")).signed_in(&ada.visitor())).await);
    view(&house.ask(Ask::upload(&reply[1..], ("b.txt", b"Rest.")).signed_in(&nurse.visitor())).await);
    assert_eq!(house.clinic.count("files where place is not null and state = 'clean'").await, 3);
}

#[tokio::test]
async fn a_plain_form_is_led_back_to_its_page() {
    let house = House::open().await;
    let (ada, nurse, thread) = talk(&house).await;
    let (patient, follows) = (ada.id.to_string(), thread.to_string());
    let plain = |fields: &[(&str, &str)], text: &str| {
        Ask::upload(fields, ("a.txt", text.as_bytes())).signed_in(&ada.visitor()).with("accept", "text/html,*/*")
    };
    let (patient, follows) = (("patient", patient.as_str()), follows.as_str());
    let follow_up = links::follow_up(ada.id, thread);
    for (fields, text, to) in [
        (vec![patient], "one", links::compose(ada.id)),
        // As after a lost answer: it is there.
        (vec![patient], "one", links::compose(ada.id)),
        (vec![patient], "", format!("{}?file=empty", links::compose(ada.id))),
        (vec![patient, ("follows", follows)], "two", follow_up.clone()),
        (vec![patient, ("follows", follows)], "two", follow_up.clone()),
        (vec![patient, ("follows", follows)], "", format!("{follow_up}&file=empty")),
        (vec![patient, ("thread", follows)], "\0", format!("{}?file=kind", links::thread(ada.id, thread))),
    ] {
        let reply = house.ask(plain(&fields, text)).await;
        assert_eq!((reply.status, reply.header("location")), (StatusCode::SEE_OTHER, to.as_str()));
    }
    // An answer is written at two places of the desk.
    let item = links::desk_item(thread.into());
    for (queue, text, to) in [
        (None, "one", links::desk_thread(thread)),
        (Some("all"), "two", item.clone()),
        (Some("mine"), "two", format!("{item}?show=mine")),
        (Some("mine"), "", format!("{item}?show=mine&file=empty")),
    ] {
        let queue = queue.map(|shown| ("queue", shown));
        let fields: Vec<(&str, &str)> = [("thread", follows)].into_iter().chain(queue).collect();
        let ask = Ask::upload(&fields, ("a.txt", text.as_bytes())).signed_in(&nurse.visitor());
        let reply = house.ask(ask.with("accept", "text/html")).await;
        assert_eq!((reply.status, reply.header("location")), (StatusCode::SEE_OTHER, to.as_str()));
    }
    assert_eq!(house.clinic.count("files").await, 4, "each is there once");
}

/// It was sent before, in another tab: what stands in this one is a new message, and its file is told to be too late.
#[tokio::test]
async fn r_6_6_what_stands_in_a_plain_form_that_was_sent_before_is_kept_as_a_new_message() {
    let house = House::open().await;
    let (ada, _nurse, _) = talk(&house).await;
    let (patient, intent) = (ada.id.to_string(), house.clinic.world().intent());
    let pool = house.clinic.world().pool(house.clinic.cardiology.id).await;
    ada.starts(pool, "A rash", "It itches.", intent).await.unwrap();
    let (pool, sent) = (pool.to_string(), intent.to_string());
    // As it was sent, too, it is no new one.
    for (body, kept) in [("It itches.", None), ("It itches, and burns.", Some("It itches, and burns."))] {
        let words = [("pool", pool.as_str()), ("topic", "general"), ("subject", "A rash"), ("body", body)];
        let whose = [("patient", patient.as_str()), ("intent", sent.as_str())];
        let fields: Vec<(&str, &str)> = whose.into_iter().chain(words).collect();
        let ask = Ask::upload(&fields, ("a.txt", b"hello")).signed_in(&ada.visitor()).with("accept", "text/html,*/*");
        let reply = house.ask(ask).await;
        let page = format!("{}?file=late", links::compose(ada.id));
        assert_eq!((reply.status, reply.header("location")), (StatusCode::SEE_OTHER, page.as_str()));
        let shown = ada.compose_options().await.unwrap();
        assert_eq!(shown.draft.map(|draft| draft.body).as_deref(), kept);
        assert_ne!(shown.intent, intent);
    }
    assert_eq!(house.clinic.count("files").await, 0);
}

/// Without our code nobody reads JSON: what came too late is said on its page, and too much at once on one of its own.
#[tokio::test]
async fn a_plain_form_is_told_in_words_why_a_file_is_not_taken() {
    let house = House::open().await;
    let (ada, _nurse, _) = talk(&house).await;
    let (patient, intent) = (ada.id.to_string(), house.clinic.world().intent());
    let pool = house.clinic.world().pool(house.clinic.cardiology.id).await;
    ada.starts(pool, "A rash", "It itches.", intent).await.unwrap();
    let intent = intent.to_string();
    let fields = [("patient", patient.as_str()), ("intent", intent.as_str())];
    let ask = Ask::upload(&fields, ("a.txt", b"hello")).signed_in(&ada.visitor());
    let plain = ask.clone().with("accept", "text/html,*/*");
    let reply = house.ask(plain.clone()).await;
    let page = format!("{}?file=late", links::compose(ada.id));
    assert_eq!((reply.status, reply.header("location")), (StatusCode::SEE_OTHER, page.as_str()));
    assert_eq!(house.ask(ask.clone()).await.body, r#"{"Refused":"Conflict"}"#);

    // Two of hers are on their way still.
    let slow = async || {
        let (parts, whole) = ask.clone().request().into_parts();
        let whole = to_bytes(whole, 1 << 20).await.unwrap();
        let first = futures::stream::iter([Ok::<Bytes, std::io::Error>(whole.slice(..whole.len() - 60))]);
        let body = Body::from_stream(futures::StreamExt::chain(first, futures::stream::pending()));
        house.answer(Request::from_parts(parts, body)).await
    };
    let (mut one, mut two) = (Box::pin(slow()), Box::pin(slow()));
    assert!(tokio::time::timeout(Duration::from_millis(300), &mut one).await.is_err());
    assert!(tokio::time::timeout(Duration::from_millis(300), &mut two).await.is_err());
    let reply = house.ask(plain.clone()).await;
    assert_eq!((reply.status, reply.header("retry-after")), (StatusCode::TOO_MANY_REQUESTS, "5"));
    assert!(reply.header("content-type").starts_with("text/html"));
    assert!(reply.body.contains("Wait 5 seconds") && reply.body.contains("Espere 5 segundos"), "{}", reply.body);
    assert_eq!(house.ask(ask.clone()).await.body, r#"{"Refused":{"TooOften":{"seconds":5}}}"#);
    drop((one, two));
    // As the page says: loaded again, it sends the same.
    assert!(reply.body.contains("load this page again: what you sent is sent again"), "{}", reply.body);
    assert!(reply.body.contains("vuelva a cargar esta página: lo que envió se enviará de nuevo"), "{}", reply.body);
    let again = house.ask(plain.clone()).await;
    assert_eq!((again.status, again.header("location")), (StatusCode::SEE_OTHER, page.as_str()));

    // And the budget of an address, before it is known whose file it is.
    let mut last = reply;
    for _ in 0..30 {
        last = house.ask(plain.clone()).await;
        if last.status == StatusCode::TOO_MANY_REQUESTS {
            break;
        }
    }
    assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(last.body.contains("One moment, please") && !last.header("retry-after").is_empty(), "{}", last.body);
}

#[tokio::test]
async fn r_6_4_ten_mebibytes_and_not_a_byte_more() {
    let house = House::open().await;
    let (ada, _nurse, _) = talk(&house).await;
    let patient = ada.id.to_string();
    let fields = [("patient", patient.as_str())];
    let mut bytes = vec![b'x'; FILE_MAX + 1];
    let reply = house.ask(Ask::upload(&fields, ("long.txt", &bytes)).signed_in(&ada.visitor())).await;
    let told = format!("{PROBLEM}\"too_long\"}}}}]}}}}");
    assert_eq!((reply.status, reply.body), (StatusCode::UNPROCESSABLE_ENTITY, told));
    assert_eq!(house.clinic.count("files").await, 0);
    // Nor much more, whatever it says of its length.
    let reply = house.ask(Ask::upload(&fields, ("long.txt", &bytes.repeat(2))).signed_in(&ada.visitor())).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    bytes.pop();
    let file = view(&house.ask(Ask::upload(&fields, ("long.txt", &bytes)).signed_in(&ada.visitor())).await);
    assert_eq!(file.bytes, FILE_MAX as u64);
    assert_eq!(house.clinic.count("file_chunks").await, 40);
}

#[tokio::test]
async fn nothing_is_read_of_strangers_and_nothing_is_taken_from_elsewhere() {
    let house = House::open().await;
    let (ada, _nurse, _) = talk(&house).await;
    let (eva, before) = (house.clinic.patient("Eva").await, house.clinic.everything_in(|t| t == "files").await);
    let patient = ada.id.to_string();
    let ask = Ask::upload(&[("patient", patient.as_str())], ("a.txt", b"hello"));
    let reply = house.ask(ask.clone()).await;
    assert_eq!((reply.status, reply.body.as_str()), (StatusCode::UNAUTHORIZED, r#"{"Refused":"SignedOut"}"#));
    let reply = house.ask(ask.clone().signed_in(&ada.visitor()).with("sec-fetch-site", "cross-site")).await;
    assert_eq!((reply.status, reply.body.as_str()), (StatusCode::FORBIDDEN, ""));
    for (fields, visitor) in [
        (vec![("patient", patient.as_str())], eva.visitor()),
        (vec![("patient", ID)], ada.visitor()),
        (vec![("patient", patient.as_str()), ("thread", ID)], ada.visitor()),
        (vec![("patient", "old")], ada.visitor()),
        (vec![("thread", ID)], ada.visitor()),
        (vec![], ada.visitor()),
    ] {
        let reply = house.ask(Ask::upload(&fields, ("a.txt", b"hello")).signed_in(&visitor)).await;
        assert_eq!((reply.status, reply.body.as_str()), (StatusCode::NOT_FOUND, r#"{"Refused":"NotFound"}"#));
    }
    // No form, no file, and too many fields.
    let form = Ask::post("/upload", "patient=1").signed_in(&ada.visitor());
    assert_eq!(house.ask(form).await.status, StatusCode::BAD_REQUEST);
    let fields = vec![("field", "said"); 120];
    let reply = house.ask(Ask::upload(&fields, ("a.txt", b"hello")).signed_in(&ada.visitor())).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    let link = house.ask(Ask::get("/upload").signed_in(&ada.visitor())).await;
    assert_eq!(link.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(house.clinic.everything_in(|t| t == "files").await, before);
}

/// A request whose body stops in the middle.
#[tokio::test]
async fn nobody_is_waited_for_longer_than_ten_seconds() {
    let house = House::open().await;
    let (ada, _nurse, _) = talk(&house).await;
    let patient = ada.id.to_string();
    let ask = Ask::upload(&[("patient", patient.as_str())], ("a.txt", b"hello")).signed_in(&ada.visitor());
    let (parts, whole) = ask.request().into_parts();
    let whole = to_bytes(whole, 1 << 20).await.unwrap();
    let first = futures::stream::iter([Ok::<Bytes, std::io::Error>(whole.slice(..whole.len() - 60))]);
    let slow = futures::StreamExt::chain(first, futures::stream::pending());
    let request = Request::from_parts(parts, Body::from_stream(slow));
    let mut answer = std::pin::pin!(house.answer(request));
    // All has been done that can be done with what has come.
    assert!(tokio::time::timeout(Duration::from_millis(500), &mut answer).await.is_err());
    pass(11).await;
    assert_eq!(answer.await.status(), StatusCode::REQUEST_TIMEOUT);
    assert_eq!(house.clinic.count("files").await, 0);
}

/// A piece comes before every ten seconds are over, and nothing would ever come of it.
#[tokio::test]
async fn a_trickle_is_not_waited_for() {
    let house = House::open().await;
    let (ada, _nurse, _) = talk(&house).await;
    let patient = ada.id.to_string();
    let text = [b'x'; 64 * 1024];
    let ask = Ask::upload(&[("patient", patient.as_str())], ("a.txt", &text)).signed_in(&ada.visitor());
    let (parts, whole) = ask.request().into_parts();
    let mut rest = to_bytes(whole, 1 << 20).await.unwrap();
    let first = futures::stream::iter([Ok::<Bytes, std::io::Error>(rest.split_to(2048))]);
    let trickle = futures::stream::unfold(rest, |mut rest| async move {
        tokio::time::sleep(Duration::from_secs(5)).await;
        Some((Ok::<Bytes, std::io::Error>(rest.split_to(1024)), rest))
    });
    let body = Body::from_stream(futures::StreamExt::chain(first, trickle));
    let mut answer = std::pin::pin!(house.answer(Request::from_parts(parts, body)));
    let mut status = None;
    for seconds in [0, 6, 6, 6] {
        pass(seconds).await;
        if let Ok(reply) = tokio::time::timeout(Duration::from_millis(400), &mut answer).await {
            status = Some(reply.status());
            break;
        }
    }
    assert_eq!(status, Some(StatusCode::REQUEST_TIMEOUT));
    assert_eq!(house.clinic.count("files").await, 0);
    // Her place is free again.
    let ask = Ask::upload(&[("patient", patient.as_str())], ("a.txt", b"hello")).signed_in(&ada.visitor());
    view(&house.ask(ask).await);
}

#[tokio::test]
async fn a_file_is_served_so_that_it_can_do_nothing() {
    let house = House::open().await;
    let (ada, nurse, thread) = talk(&house).await;
    let text = ada.attaches(Place::Reply(ada.id, thread), "día 1.txt", "Mon 7.1").await.unwrap().file;
    let reply = house.ask(Ask::get(&links::file(text)).signed_in(&ada.visitor())).await;
    assert_eq!(reply.status, StatusCode::NOT_FOUND, "it is not sent yet");
    is_sent(&house, text, thread).await;
    for visitor in [ada.visitor(), nurse.visitor()] {
        let ask = Ask::get(&links::file(text)).signed_in(&visitor).with("range", "bytes=1-2");
        let reply = house.ask(ask).await;
        assert_eq!((reply.status, reply.body.as_str()), (StatusCode::OK, "Mon 7.1"), "all of it");
        assert_eq!(reply.header("content-type"), "text/plain; charset=utf-8");
        assert_eq!(reply.header("content-disposition"), "attachment; filename*=UTF-8''d%C3%ADa%201.txt");
        assert!(reply.header("content-security-policy").starts_with("default-src 'none'; sandbox;"));
        assert_eq!(reply.header("x-content-type-options"), "nosniff");
        assert_eq!(reply.header("cache-control"), "no-store");
        assert_eq!(reply.header("content-length"), "7");
    }
    let picture = portal_testkit::corpus::uploads().into_iter().find(|upload| upload.name == "rash.jpg").unwrap();
    let (visitor, place) = (ada.visitor(), Place::Reply(ada.id, thread));
    let sent = house.clinic.world().uploads(&visitor, place, ("rash.jpg", &picture.bytes), None).await.unwrap();
    is_sent(&house, sent.file, thread).await;
    let answer = house.answer(Ask::get(&links::file(sent.file)).signed_in(&nurse.visitor()).request()).await;
    assert_eq!(answer.headers()["content-type"], "image/jpeg");
    assert_eq!(answer.headers()["content-disposition"], "inline; filename*=UTF-8''rash.jpg");
    let bytes = to_bytes(answer.into_body(), 1 << 20).await.unwrap();
    assert_eq!(bytes.len() as u64, sent.bytes);
    assert!(bytes.starts_with(b"\xFF\xD8\xFF"));
}

/// The button beside a file, in a form without our code: what was typed is kept, and no file is asked for.
#[tokio::test]
async fn a_plain_form_takes_a_file_back_and_keeps_what_was_typed() {
    let house = House::open().await;
    let (ada, _nurse, thread) = talk(&house).await;
    let file = ada.attaches(Place::Reply(ada.id, thread), "a.txt", "hello").await.unwrap().file;
    let (patient, thread_text, file_text) = (ada.id.to_string(), thread.to_string(), file.to_string());
    let intent = "01900000-0000-7000-8000-0000000000f2";
    let fields = [
        ("patient", patient.as_str()),
        ("thread", thread_text.as_str()),
        ("intent", intent),
        ("body", "It itches less."),
        ("remove", file_text.as_str()),
    ];
    for _ in 0..2 {
        let ask = Ask::upload(&fields, ("", b"")).signed_in(&ada.visitor()).with("accept", "text/html");
        let reply = house.ask(ask).await;
        let page = links::thread(ada.id, thread);
        assert_eq!((reply.status, reply.header("location")), (StatusCode::SEE_OTHER, page.as_str()));
    }
    assert_eq!(house.clinic.count("files").await, 0);
    assert_eq!(ada.opens(thread).await.unwrap().draft.unwrap().body, "It itches less.");
}

#[tokio::test]
async fn a_plain_form_of_a_request_loses_nothing_when_a_file_is_added() {
    let house = House::open().await;
    let (ada, _nurse, _) = talk(&house).await;
    let patient = ada.id.to_string();
    let intent = "01900000-0000-7000-8000-0000000000f3";
    let fields = [
        ("patient", patient.as_str()),
        ("ask", "appointment"),
        ("intent", intent),
        ("reason", "A knee that hurts."),
        ("window1_month", "12"),
        ("files[0]", intent),
    ];
    let ask = Ask::upload(&fields, ("a.txt", b"hello")).signed_in(&ada.visitor()).with("accept", "text/html");
    let reply = house.ask(ask).await;
    let page = links::ask_form(ada.id, AskKind::Appointment);
    assert_eq!((reply.status, reply.header("location")), (StatusCode::SEE_OTHER, page.as_str()));
    let options = ada.ask_options(AskKind::Appointment).await.unwrap();
    let draft = options.draft.unwrap();
    assert_eq!((draft.said("reason").as_str(), draft.said("window1_month").as_str()), ("A knee that hurts.", "12"));
    assert_eq!((options.files.len(), options.may_attach), (1, true));
    assert_eq!(
        (draft.said("patient"), draft.said("files[0]")),
        (String::new(), String::new()),
        "only what she has typed"
    );
    // What is sent leaves nothing behind: it is sent with the intent that it was kept with.
    let visit = house.clinic.world().new_visit(&house.clinic.cardiology, "A knee that hurts.").await;
    let files = options.files.iter().map(|file| file.file).collect();
    let new = NewAsk { files, intent: options.intent, ..visit };
    assert_eq!(new.intent.to_string(), intent);
    ada.asks_for(new).await.unwrap();
    let options = ada.ask_options(AskKind::Appointment).await.unwrap();
    assert_eq!((options.draft, options.files), (None, Vec::new()));
}

/// It was sent before, in another tab: what stands in this one is a new request, and a file of it is taken back all the same.
#[tokio::test]
async fn r_6_6_what_stands_in_a_plain_request_that_was_sent_before_is_kept_as_a_new_one() {
    let house = House::open().await;
    let (ada, _nurse, _) = talk(&house).await;
    let new = house.clinic.world().new_visit(&house.clinic.cardiology, "A knee that hurts.").await;
    let (patient, sent) = (ada.id.to_string(), new.intent);
    ada.asks_for(new).await.unwrap();
    let file = ada.attaches(Place::Ask(ada.id, AskKind::Appointment), "a.txt", "hello").await.unwrap().file;
    let (intent, file) = (sent.to_string(), file.to_string());
    let page = links::ask_form(ada.id, AskKind::Appointment);
    let fields = |reason: &'static str| {
        [("patient", patient.as_str()), ("ask", "appointment"), ("intent", intent.as_str()), ("reason", reason)]
    };
    let removes: Vec<(&str, &str)> = fields("And an elbow.").into_iter().chain([("remove", file.as_str())]).collect();
    for (fields, text, reason, to) in [
        (fields("And a hip.").to_vec(), "more", "And a hip.", format!("{page}?file=late")),
        (removes, "", "And an elbow.", page.clone()),
    ] {
        let ask = Ask::upload(&fields, ("b.txt", text.as_bytes())).signed_in(&ada.visitor());
        let reply = house.ask(ask.with("accept", "text/html")).await;
        assert_eq!((reply.status, reply.header("location")), (StatusCode::SEE_OTHER, to.as_str()));
        let options = ada.ask_options(AskKind::Appointment).await.unwrap();
        assert_eq!(options.draft.unwrap().said("reason"), reason);
        assert_ne!(options.intent, sent);
    }
    assert_eq!(house.clinic.count("files").await, 0);
}

/// With our code and without it, a form sends the ids of the files that it lists.
#[tokio::test]
async fn r_6_4_a_form_takes_along_what_it_lists() {
    let house = House::open().await;
    let (ada, nurse, thread) = talk(&house).await;
    let written = Place::Reply(ada.id, thread);
    let (listed, unseen) = (
        ada.attaches(written, "a.txt", "hello").await.unwrap().file,
        ada.attaches(written, "b.txt", "Not this.").await.unwrap().file,
    );
    let world = house.clinic.world();
    let of = |files: &str, intent: String| {
        format!("patient={}&thread={thread}&body=See+this.&intent={intent}{files}", ada.id)
    };
    let post = |form: &str| Ask::post("/api/messages/reply", form).signed_in(&ada.visitor());
    // Listing none, and nonsense: what lies there stays.
    for files in ["&lists=1", "&files%5B0%5D=all"] {
        let reply = house.ask(post(&of(files, world.intent().to_string()))).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
    }
    assert_eq!(house.clinic.count("files where message_id is not null").await, 0);
    // As the version before has drawn it, with what lies there shown as added: it is not sent without that.
    let sent = house.clinic.count("messages").await;
    let old = of("", world.intent().to_string());
    let reply = house.ask(post(&old)).await;
    assert_eq!((reply.status, reply.body.as_str()), (StatusCode::CONFLICT, "\"Outdated\""));
    let page = format!("{ORIGIN}{}", links::thread(ada.id, thread));
    let reply = house.ask(post(&old).with("referer", &page).with("accept", "text/html")).await;
    assert!(reply.status.is_redirection(), "{}", reply.status);
    assert_eq!(house.clinic.count("messages").await, sent);
    assert_eq!(ada.opens(thread).await.unwrap().draft.unwrap().body, "See this.", "and nothing typed is lost");
    // Where nothing lies it is sent as before.
    let eva = house.clinic.patient("Eva").await;
    let evas = eva.writes_to(&house.clinic.cardiology, "May I swim?").await.unwrap().thread;
    let form = format!("patient={}&thread={evas}&body=Well.&intent={}", eva.id, world.intent());
    let reply = house.ask(Ask::post("/api/messages/reply", &form).signed_in(&eva.visitor())).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
    let form = of(&format!("&files%5B0%5D={listed}"), world.intent().to_string());
    let reply = house.ask(post(&form).with("accept", "text/html")).await;
    assert_eq!((reply.status, reply.header("location")), (StatusCode::FOUND, links::thread(ada.id, thread).as_str()));
    let leaflet = nurse.attaches(Place::Answer(thread), "c.txt", "Rest.").await.unwrap().file;
    let form = format!("thread={thread}&body=Read+this.&intent={}&files[0]={leaflet}", world.intent());
    let reply = house.ask(Ask::post("/api/desk/reply", &form).signed_in(&nurse.visitor())).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
    for (file, status) in [(listed, StatusCode::OK), (leaflet, StatusCode::OK), (unseen, StatusCode::NOT_FOUND)] {
        assert_eq!(house.ask(Ask::get(&links::file(file)).signed_in(&ada.visitor())).await.status, status);
    }
    house.clinic.outbox().await;
}

#[tokio::test]
async fn a_plain_form_that_takes_a_file_back_goes_back_to_where_it_lay() {
    let house = House::open().await;
    let (ada, _nurse, thread) = talk(&house).await;
    for (place, to) in
        [(Place::New(ada.id), links::compose(ada.id)), (Place::Reply(ada.id, thread), links::thread(ada.id, thread))]
    {
        let file = ada.attaches(place, "a.txt", "hello").await.unwrap().file;
        let ask = Ask::post("/api/files/remove", &format!("file={file}")).signed_in(&ada.visitor());
        let reply = house.ask(ask.clone().with("accept", "text/html")).await;
        assert_eq!((reply.status, reply.header("location")), (StatusCode::FOUND, to.as_str()));
        let again = house.ask(ask).await;
        assert_eq!(again.body, r#"{"Refused":"NotFound"}"#);
    }
    assert_eq!(house.clinic.count("files").await, 0);
    assert_eq!(house.clinic.count("file_chunks").await, 0);
}
