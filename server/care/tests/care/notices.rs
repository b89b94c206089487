//! R-10: letters carry no health information and speak the recipient's language.

use portal_care::Action;
use portal_care::{CareError, accounts, demo};
use portal_testkit::{Clinic, Database, both_databases, hours};
use portal_types::account::Lang;
use portal_types::notice::Letter;

both_databases! {
    async fn r_10_1_no_letter_says_a_word_of_care(clinic) {
        let ada = clinic.patient("Ada").await;
        let nurse = clinic.nurse().await;
        let pool = clinic.world().pool(clinic.cardiology.id).await;
        let intent = clinic.world().intent();
        let sent = ada.starts(pool, "canary-subject", "canary-body", intent).await.unwrap();
        assert!(clinic.outbox().await.is_empty(), "a patient's message sends no letter");
        nurse.answers(sent.thread, "canary-answer").await.unwrap();
        let letters = clinic.outbox().await;
        assert_eq!(letters.len(), 1);
        assert_eq!(letters[0].to, ada.contact, "to the contact she has proven");
        assert_eq!(letters[0].stored, r#"{"letter":"new_message"}"#, "only that there is something");
        for _ in 0..10 {
            assert!(ada.signs_in_with("not the right password").await.is_err());
            clinic.later(hours(1));
        }
        let letters = clinic.outbox().await;
        assert_eq!(letters.len(), 1);
        assert_eq!(letters[0].stored, r#"{"letter":"wrong_passwords"}"#);
    }
}

/// Every kind of letter, as it is stored: a code at most.
#[test]
fn r_10_1_a_letter_has_room_for_a_code_and_nothing_else() {
    let code = "12345678".to_owned();
    for letter in [
        Letter::EnrollCode { code: code.clone() },
        Letter::ContactCode { code },
        Letter::Enrolled,
        Letter::WrongPasswords,
        Letter::NewMessage,
        Letter::AskNews,
        Letter::AskNeedsYou,
        Letter::DeskOverdue,
        Letter::EnrollmentRequest,
    ] {
        let json = serde_json::to_value(&letter).unwrap();
        let fields = json.as_object().unwrap();
        assert!(fields.keys().all(|k| k == "letter" || k == "code"), "{json}");
        if let Some(code) = fields.get("code") {
            assert_eq!(code.as_str().unwrap().len(), 8);
        }
    }
}

both_databases! {
    async fn r_10_6_a_letter_is_in_the_language_of_who_gets_it(clinic) {
        let ada = clinic.patient("Ada").await;
        let nurse = clinic.nurse().await;
        accounts::set_language(clinic.portal(), &ada.visitor(), Lang::Es).await.unwrap();
        let sent = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap();
        // The nurse's own language is English.
        nurse.answers(sent.thread, "Yes.").await.unwrap();
        let letters = clinic.outbox().await;
        assert_eq!(letters.iter().map(|m| m.lang).collect::<Vec<_>>(), [Lang::Es]);
        // A stranger who guesses in English does not change that.
        for _ in 0..10 {
            assert!(ada.signs_in_with("not the right password").await.is_err());
            clinic.later(hours(1));
        }
        let letters = clinic.outbox().await;
        assert_eq!(letters.iter().map(|m| m.lang).collect::<Vec<_>>(), [Lang::Es]);
    }
}

#[tokio::test]
async fn r_10_6_who_enrolls_in_spanish_is_written_to_in_spanish() {
    let clinic = Clinic::open().await;
    let record = clinic.record("Ana");
    clinic.keeps(&record).await;
    let mut ana = clinic.somebody();
    ana.visitor_mut().lang = Lang::Es;
    ana.starts(&record.born).await.unwrap();
    ana.details(&record).await.unwrap();
    let first = clinic.letters_to(&record.email()).await;
    assert_eq!(first[0].lang, Lang::En, "the record says English, and the record's owner gets this one");
    let Letter::EnrollCode { code } = &first[0].letter else { panic!("a code") };
    ana.code(code).await.unwrap();
    ana.contact("ana@example.com").await.unwrap();
    let own = clinic.letters_to("ana@example.com").await;
    assert_eq!(own[0].lang, Lang::Es);
}

#[tokio::test]
async fn the_outbox_is_shown_in_the_demo_only() {
    for (is_demo, shown) in [(false, false), (true, true)] {
        let clinic = Clinic::open_with(Database::Sqlite, |s| s.clinic.demo = is_demo).await.unwrap();
        let guest = clinic.visitor();
        let answer = clinic.portal().read(&guest, Action::ReadDemoOutbox, async |call| demo::outbox(call).await).await;
        assert_eq!(answer.is_ok(), shown);
        assert!(shown || matches!(answer, Err(CareError::NotFound)));
    }
}
