//! Files at the doors while clamd looks at them, over its own protocol.

use crate::uploads::view;
use crate::{Ask, House};
use axum::http::StatusCode;
use portal_care::files::scan;
use portal_testkit::{Clamd, Clinic, Patient, Staff, eicar, minutes, seconds};
use portal_types::file::{FileState, FileView};
use portal_types::ids::{FileId, ThreadId};
use portal_types::links;

/// A patient puts a text where she begins a message.
async fn puts(house: &House, who: &Patient, name: &str, text: &str) -> FileView {
    let patient = who.id.to_string();
    let ask = Ask::upload(&[("patient", patient.as_str())], (name, text.as_bytes())).signed_in(&who.visitor());
    view(&house.ask(ask).await)
}

/// What the patient and the nurse are answered who open a file: the same.
async fn served(house: &House, (ada, nurse): (&Patient, &Staff), file: FileId) -> Option<String> {
    let mut answers = Vec::new();
    for visitor in [ada.visitor(), nurse.visitor()] {
        let reply = house.ask(Ask::get(&links::file(file)).signed_in(&visitor)).await;
        answers.push((reply.status, reply.body));
    }
    assert_eq!(answers[0], answers[1]);
    let (status, body) = answers.remove(0);
    assert!(matches!(status, StatusCode::OK | StatusCode::NOT_FOUND), "{status}: {body}");
    (status == StatusCode::OK).then_some(body)
}

/// How the files of a conversation's only message stand, on both pages, by their names.
async fn states((ada, nurse): (&Patient, &Staff), thread: ThreadId) -> Vec<(String, FileState)> {
    let by_name = |files: &[FileView]| {
        let mut states: Vec<_> = files.iter().map(|file| (file.name.clone(), file.state)).collect();
        states.sort_by(|a, b| a.0.cmp(&b.0));
        states
    };
    let hers = by_name(&ada.opens(thread).await.unwrap().messages.rows[0].files);
    assert_eq!(by_name(&nurse.opens(thread).await.unwrap().messages.rows[0].files), hers);
    hers
}

#[tokio::test]
async fn r_6_5_no_file_is_served_before_clamd_has_called_it_clean_and_none_that_is_harmful() {
    let mut clamd = Clamd::starts().await;
    let house = House::around(Clinic::open_with_clamd(&clamd).await);
    let clinic = &house.clinic;
    let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
    let people = (&ada, &nurse);
    let good = puts(&house, &ada, "a.txt", "hello").await;
    let bad = puts(&house, &ada, "b.txt", &eicar()).await;
    assert_eq!((good.state, bad.state), (FileState::Checking, FileState::Checking));
    let thread = ada.writes_to(&clinic.cardiology, "See these.").await.unwrap().thread;
    for file in [good.file, bad.file] {
        assert_eq!(served(&house, people, file).await, None, "nobody has looked at it");
    }

    // Away: what it was not sent is held.
    clamd.goes().await;
    assert_eq!(scan(clinic.portal()).await.unwrap(), 2);
    for file in [good.file, bad.file] {
        assert_eq!(served(&house, people, file).await, None, "nobody could look at it");
    }
    let held = [("a.txt".to_owned(), FileState::Checking), ("b.txt".to_owned(), FileState::Checking)];
    assert_eq!((states(people, thread).await.as_slice(), clamd.judged()), (held.as_slice(), 0));

    // Back: each is judged, the one is served, and of the other both sides are told.
    clamd.is_back().await;
    clinic.later(seconds(3));
    assert_eq!(scan(clinic.portal()).await.unwrap(), 2);
    assert_eq!(clamd.judged(), 2);
    assert_eq!(served(&house, people, good.file).await.as_deref(), Some("hello"));
    assert_eq!(served(&house, people, bad.file).await, None);
    let told = [("a.txt".to_owned(), FileState::Ready), ("b.txt".to_owned(), FileState::Harmful)];
    assert_eq!(states(people, thread).await, told);
    assert_eq!(clinic.count("audit where action = 'judge-file' and outcome = 'harmful'").await, 1);
    assert_eq!(clinic.count("file_chunks").await, 1, "nothing of it is left");

    // It was judged once and for all, whether or not the scanner is there.
    clamd.goes().await;
    clinic.later(minutes(6));
    assert_eq!(scan(clinic.portal()).await.unwrap(), 0);
    assert_eq!(served(&house, people, good.file).await.as_deref(), Some("hello"));
    assert_eq!(served(&house, people, bad.file).await, None);
    clinic.outbox().await;
}
