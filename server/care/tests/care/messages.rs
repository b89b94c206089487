//! messages between patients and care teams, and whose they are.

use portal_care::messages::desk_inbox;
use portal_care::{Action, CareError, messages};
use portal_testkit::{Clinic, both_databases, hours, minutes};
use portal_types::account::Role;
use portal_types::field::Problem;
use portal_types::ids::{PoolId, ThreadId};
use portal_types::message::{NewThread, Reply, Side, ThreadForm, ThreadStatus, Topic};
use portal_types::staff::DeskFilter;
use uuid::Uuid;

fn random() -> Uuid {
    Uuid::from_u64_pair(0x0190_9999_9999_7999, 0x8999_9999_9999_9999)
}

// --- what a message needs ---

const PRACTICE: &str = "01900000-0000-7000-8000-000000000001";
const INTENT: &str = "01900000-0000-7000-8000-000000000002";

fn problems(fields: [&str; 4], acknowledged: bool, intent: &str) -> Vec<(String, Problem)> {
    let [practice, topic, subject, body] = fields;
    let form = ThreadForm { practice, topic, subject, body, acknowledged, intent, ..ThreadForm::default() };
    match NewThread::parse(form) {
        Ok(_) => vec![],
        Err(fields) => fields.into_iter().map(|f| (f.field, f.problem)).collect(),
    }
}

#[test]
fn r_6_1_practice_topic_subject_and_text_are_all_needed() {
    let all = problems(["", "", "", ""], true, INTENT);
    let fields: Vec<&str> = all.iter().map(|(field, _)| field.as_str()).collect();
    assert_eq!(fields, ["practice", "topic", "subject", "body"], "told all at once");
    assert_eq!(problems([PRACTICE, "general", "  ", "Text"], true, INTENT), [("subject".into(), Problem::Missing)]);
    assert_eq!(problems([PRACTICE, "general", "Subject", " \n "], true, INTENT), [("body".into(), Problem::Missing)]);
    let long = "x".repeat(121);
    assert_eq!(
        problems([PRACTICE, "general", &long, "Text"], true, INTENT),
        [("subject".into(), Problem::TooLong(120))]
    );
    let long = "x".repeat(5001);
    assert_eq!(
        problems([PRACTICE, "general", "Subject", &long], true, INTENT),
        [("body".into(), Problem::TooLong(5000))]
    );
    assert_eq!(problems([PRACTICE, "general", &"x".repeat(120), &"x".repeat(5000)], true, INTENT), []);
    assert_eq!(
        problems([PRACTICE, "general", "Subject", "a\u{0}b"], true, INTENT),
        [("body".into(), Problem::BadCharacter)]
    );
    assert_eq!(
        problems([PRACTICE, "general", "Subject", "Text"], true, "twice"),
        [("intent".into(), Problem::Missing)]
    );
    assert_eq!(problems([PRACTICE, "general", "Subject", "Two\r\nlines"], true, INTENT), []);
}

#[tokio::test]
async fn r_6_1_only_a_practice_that_has_seen_her_and_answers_can_be_written_to() {
    let clinic = Clinic::open().await;
    let ada = clinic.patient("Ada").await;
    let _nurse = clinic.nurse().await;
    let _other = clinic.staff(Role::PoolNurse, &[&clinic.dermatology]).await;
    for practice in [&clinic.dermatology, &clinic.womens_health, &clinic.family_medicine] {
        let answer = ada.writes_to(practice, "May I travel?").await;
        assert!(
            matches!(&answer, Err(CareError::Invalid(f)) if f[0].field == "practice" && f[0].problem == Problem::NotAChoice),
            "{}",
            practice.name
        );
    }
    assert!(matches!(
        ada.starts(PoolId(random()), "S", "B", clinic.world().intent()).await,
        Err(CareError::Invalid(_))
    ));
    assert_eq!(clinic.count("threads").await, 0);
    assert_eq!(clinic.count("intents").await, 0, "what was refused may be sent again");

    let options = ada.compose_options().await.unwrap();
    let teams: Vec<&str> = options.teams.iter().map(|t| t.name.as_str()).collect();
    assert_eq!(teams, ["Cardiology"]);
    assert_eq!(options.teams[0].providers, ["Dr. Cardiology Sample"]);
    let silent: Vec<&str> = options.silent.iter().map(|s| s.practice.as_str()).collect();
    assert_eq!(silent, ["Family Medicine", "Women's Health"]);
    assert_eq!(options.silent[0].phone.as_deref(), Some("413-555-0100 x7"), "a number to call instead");
    ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap();
}

#[test]
fn r_6_2_the_topics_are_those_of_the_rule() {
    let codes: Vec<&str> = Topic::ALL.iter().map(|t| t.code()).collect();
    assert_eq!(codes, ["general", "appointment", "medication", "test", "referral", "education", "billing"]);
    for code in &codes {
        assert_eq!(problems([PRACTICE, code, "Subject", "Text"], true, INTENT), []);
    }
    for no_topic in ["", "General", "bills", "gossip"] {
        assert_eq!(
            problems([PRACTICE, no_topic, "Subject", "Text"], true, INTENT),
            [("topic".into(), Problem::NotAChoice)]
        );
    }
}

#[test]
fn r_6_3_the_emergency_notice_is_acknowledged_with_every_new_message() {
    assert_eq!(
        problems([PRACTICE, "general", "Subject", "Text"], false, INTENT),
        [("acknowledged".into(), Problem::NotAgreed)]
    );
    assert_eq!(problems([PRACTICE, "general", "Subject", "Text"], true, INTENT), []);
}

// --- when an answer is due ---

#[tokio::test]
async fn r_6_8_the_due_date_counts_business_days_from_the_clinics_today() {
    let clinic = Clinic::open().await;
    let ada = clinic.patient("Ada").await;
    let nurse = clinic.nurse().await;
    // Monday morning; three business days.
    let sent = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap();
    let view = ada.opens(sent.thread).await.unwrap();
    assert_eq!(view.answer_by.unwrap().to_string(), "2026-11-26");
    assert_eq!(nurse.opens(sent.thread).await.unwrap().answer_by, view.answer_by, "the desk sees the same day");

    // Another message before the answer does not move the day; the answer ends it; a reply begins anew.
    clinic.days_later(1);
    ada.signs_in().await.unwrap();
    nurse.signs_in().await.unwrap();
    ada.replies(sent.thread, "And by plane?").await.unwrap();
    assert_eq!(ada.opens(sent.thread).await.unwrap().answer_by, view.answer_by);
    nurse.answers(sent.thread, "Yes.").await.unwrap();
    assert_eq!(ada.opens(sent.thread).await.unwrap().answer_by, None);
    clinic.days_later(2);
    ada.signs_in().await.unwrap();
    // Thursday, eleven at night in New York: Friday already in London, and that is a business day too.
    clinic.later(hours(14) - minutes(10));
    ada.signs_in().await.unwrap();
    ada.replies(sent.thread, "Thank you. And by ship?").await.unwrap();
    let due = ada.opens(sent.thread).await.unwrap().answer_by.unwrap();
    assert_eq!(due.to_string(), "2026-12-01", "the weekend does not count, nor has Friday begun");
    // Sunday, eleven at night: Monday in London.
    clinic.days_later(3);
    ada.signs_in().await.unwrap();
    let promised = ada.compose_options().await.unwrap().teams[0].lines[0].due;
    let another = ada.writes_to(&clinic.cardiology, "May I swim?").await.unwrap();
    let due = ada.opens(another.thread).await.unwrap().answer_by.unwrap();
    assert_eq!((due.to_string().as_str(), due), ("2026-12-02", promised), "as she was told before she sent it");
    clinic.outbox().await;
}

#[tokio::test]
async fn r_6_8_each_pool_has_its_own_number_of_days() {
    let clinic = Clinic::open().await;
    let ada = clinic.patient("Ada").await;
    let _nurse = clinic.nurse().await;
    clinic.execute("update pools set business_days = 1", []).await;
    assert_eq!(ada.compose_options().await.unwrap().teams[0].lines[0].business_days, 1);
    let sent = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap();
    assert_eq!(ada.opens(sent.thread).await.unwrap().answer_by.unwrap().to_string(), "2026-11-24");
}

// --- who answers ---

both_databases! {
    async fn r_6_9_an_answer_carries_name_and_role(clinic) {
        let ada = clinic.patient("Ada").await;
        let nurse = clinic.nurse().await;
        let sent = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap();
        clinic.later(hours(2));
        nurse.signs_in().await.unwrap();
        ada.signs_in().await.unwrap();
        nurse.answers(sent.thread, "Yes, you may.").await.unwrap();
        let view = ada.opens(sent.thread).await.unwrap();
        let answer = &view.messages.rows[0];
        assert_eq!((answer.side, answer.author.as_str(), answer.role), (Side::Team, nurse.display_name.as_str(), Some(Role::PoolNurse)));
        assert_eq!(answer.body, "Yes, you may.");
        let question = &view.messages.rows[1];
        assert_eq!(question.side, Side::Patient);
        assert_eq!(question.author, format!("Ada {}", ada.record.family));
        assert_eq!(question.role, None);
        assert_eq!(view.patient_born, None, "her own birth date is no news to her");
        assert_eq!(clinic.outbox().await.len(), 1);
    }

    async fn where_a_thread_stands_is_seen_by_both_sides(clinic) {
        let ada = clinic.patient("Ada").await;
        let nurse = clinic.nurse().await;
        let sent = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap();
        assert_eq!(ada.opens(sent.thread).await.unwrap().status, ThreadStatus::Sent);
        let queue = nurse.inbox(DeskFilter::Waiting).await.unwrap();
        assert_eq!((queue.page.rows.len(), queue.pools[0].waiting), (1, 1));
        assert!(!queue.page.rows[0].opened);
        nurse.opens(sent.thread).await.unwrap();
        assert_eq!(ada.opens(sent.thread).await.unwrap().status, ThreadStatus::Opened);
        nurse.answers(sent.thread, "Yes.").await.unwrap();
        let row = ada.inbox().await.unwrap().page.rows.remove(0);
        assert_eq!((row.status, row.unread), (ThreadStatus::Answered, 1));
        ada.opens(sent.thread).await.unwrap();
        assert_eq!(ada.inbox().await.unwrap().page.rows[0].unread, 0);
        let queue = nurse.inbox(DeskFilter::Waiting).await.unwrap();
        assert_eq!((queue.page.rows.len(), queue.pools[0].waiting), (0, 0));
        assert_eq!(nurse.inbox(DeskFilter::All).await.unwrap().page.rows.len(), 1);
        ada.replies(sent.thread, "Thank you. And by ship?").await.unwrap();
        assert_eq!(ada.opens(sent.thread).await.unwrap().status, ThreadStatus::Sent, "opened before, but not since");
        assert_eq!(nurse.inbox(DeskFilter::Waiting).await.unwrap().pools[0].waiting, 1);
        clinic.outbox().await;
    }
}

// --- keys: whose chart, whose pool ---

both_databases! {
    async fn anothers_thread_is_like_one_that_does_not_exist(clinic) {
        let (ada, eva) = (clinic.patient("Ada").await, clinic.patient("Eva").await);
        let nurse = clinic.nurse().await;
        let other_nurse = clinic.staff(Role::PoolNurse, &[&clinic.family_medicine]).await;
        let adas = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
        let nowhere = ThreadId(random());

        // Eva in her own chart, with the id of Ada's thread; and with one that does not exist.
        for thread in [adas, nowhere] {
            assert!(matches!(eva.opens(thread).await, Err(CareError::NotFound)));
            assert!(matches!(eva.replies(thread, "Hello").await, Err(CareError::NotFound)));
        }
        // Eva in Ada's chart.
        let portal = clinic.portal();
        let opened = messages::open(portal, &eva.visitor(), ada.id, adas, None).await;
        let refusal = opened.map(|_| ()).unwrap_err();
        assert!(matches!(refusal, CareError::Denied));
        assert_eq!(refusal.refusal(), CareError::NotFound.refusal(), "from outside the same");
        let listed = portal
            .read(&eva.visitor(), Action::ListThreads, async |call| messages::inbox(call, ada.id, None).await)
            .await;
        assert!(matches!(listed, Err(CareError::Denied)));
        let draft = clinic.world().new_thread(&clinic.cardiology, Topic::General, "Not mine");
        let started = portal
            .write(&eva.visitor(), Action::StartThread, async |call| messages::start(call, ada.id, draft).await)
            .await;
        assert!(matches!(started, Err(CareError::Denied)));
        let draft = Reply { body: "Not mine".into(), files: Vec::new(), intent: clinic.world().intent() };
        let replied = portal
            .write(&eva.visitor(), Action::ReplyToThread, async |call| {
                messages::reply(call, ada.id, adas, draft).await
            })
            .await;
        assert!(matches!(replied, Err(CareError::Denied)));

        // Staff of another pool.
        for thread in [adas, nowhere] {
            assert!(matches!(other_nurse.opens(thread).await, Err(CareError::NotFound)));
            assert!(matches!(other_nurse.answers(thread, "Hello").await, Err(CareError::NotFound)));
        }
        assert!(other_nurse.inbox(DeskFilter::All).await.unwrap().page.rows.is_empty());

        // A patient at the desk, staff at a chart.
        let queue = portal
            .read(&ada.visitor(), Action::ListDesk, async |call| desk_inbox(call, DeskFilter::All, None).await)
            .await;
        assert!(matches!(queue, Err(CareError::Denied)));
        let listed = portal
            .read(&nurse.visitor(), Action::ListThreads, async |call| messages::inbox(call, ada.id, None).await)
            .await;
        assert!(matches!(listed, Err(CareError::Denied)));
        // The policy is asked first, but the keys hold even if a door asked for the wrong action.
        let listed = portal
            .read(&nurse.visitor(), Action::ListDesk, async |call| messages::inbox(call, ada.id, None).await)
            .await;
        assert!(matches!(listed, Err(CareError::Denied)));

        assert_eq!(clinic.count("messages").await, 1);
        assert!(ada.opens(adas).await.is_ok());
        assert!(nurse.opens(adas).await.is_ok());
    }

    async fn who_leaves_a_pool_is_out_with_the_next_request(clinic) {
        let ada = clinic.patient("Ada").await;
        let nurse = clinic.nurse().await;
        let sent = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap();
        nurse.opens(sent.thread).await.unwrap();
        clinic.execute("delete from pool_members", []).await;
        assert!(matches!(nurse.opens(sent.thread).await, Err(CareError::NotFound)));
        assert!(nurse.inbox(DeskFilter::All).await.unwrap().page.rows.is_empty());
    }
}

#[tokio::test]
async fn nobody_who_is_not_signed_in_reads_or_writes() {
    let clinic = Clinic::open().await;
    let ada = clinic.patient("Ada").await;
    let nurse = clinic.nurse().await;
    let sent = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap();
    ada.signs_out().await.unwrap();
    nurse.signs_out().await.unwrap();
    assert!(matches!(ada.inbox().await, Err(CareError::SignedOut)));
    assert!(matches!(ada.opens(sent.thread).await, Err(CareError::SignedOut)));
    assert!(matches!(ada.compose_options().await, Err(CareError::SignedOut)));
    assert!(matches!(ada.replies(sent.thread, "Hello").await, Err(CareError::SignedOut)));
    assert!(matches!(ada.writes_to(&clinic.cardiology, "Hello").await, Err(CareError::SignedOut)));
    assert!(matches!(nurse.inbox(DeskFilter::All).await, Err(CareError::SignedOut)));
    assert!(matches!(nurse.opens(sent.thread).await, Err(CareError::SignedOut)));
    assert!(matches!(nurse.answers(sent.thread, "Hello").await, Err(CareError::SignedOut)));
    assert_eq!(clinic.count("messages").await, 1);
}
