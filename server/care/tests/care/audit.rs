//! Who did what and who saw what: written before the reply, never twice for one look, refusals too.

use portal_care::{Action, CareError, accounts, messages};
use portal_testkit::{Clinic, both_databases, minutes};
use portal_types::ids::{PatientId, ThreadId};
use portal_types::staff::DeskFilter;
use uuid::Uuid;

const VIEWS: &str = "audit where category = 'messages' and outcome = 'ok' and action in
                     ('list-threads', 'read-thread', 'compose-options', 'list-desk', 'read-desk-thread')
                     and object_id is null";

both_databases! {
    async fn a_look_at_a_chart_is_audited_once_in_ten_minutes(clinic) {
        let ada = clinic.patient("Ada").await;
        let nurse = clinic.nurse().await;
        let sent = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap();
        assert_eq!(clinic.count(VIEWS).await, 0);
        for _ in 0..3 {
            ada.inbox().await.unwrap();
            ada.opens(sent.thread).await.unwrap();
            ada.compose_options().await.unwrap();
        }
        assert_eq!(clinic.count(VIEWS).await, 1, "one session, one chart, one category");
        clinic.later(minutes(9));
        ada.inbox().await.unwrap();
        assert_eq!(clinic.count(VIEWS).await, 1);
        clinic.later(minutes(2));
        ada.inbox().await.unwrap();
        assert_eq!(clinic.count(VIEWS).await, 2, "after ten minutes again");
        ada.signs_in().await.unwrap();
        ada.inbox().await.unwrap();
        assert_eq!(clinic.count(VIEWS).await, 3, "another session is another look");
        nurse.opens(sent.thread).await.unwrap();
        assert_eq!(clinic.count(VIEWS).await, 4, "and so is another person");
        let by_patient: Vec<String> = clinic.column("select kind from audit where category = 'messages' and kind = 'pool_nurse'").await;
        assert!(!by_patient.is_empty());
    }

    /// The desk's list shows names and subjects: that is a look at each chart in it.
    async fn a_list_of_the_desk_is_a_look_at_every_chart_in_it(clinic) {
        let (ada, eva) = (clinic.patient("Ada").await, clinic.patient("Eva").await);
        let nurse = clinic.nurse().await;
        ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap();
        ada.writes_to(&clinic.cardiology, "May I swim?").await.unwrap();
        eva.writes_to(&clinic.cardiology, "May I run?").await.unwrap();
        for _ in 0..3 {
            nurse.inbox(DeskFilter::Waiting).await.unwrap();
        }
        for patient in [&ada, &eva] {
            let id = patient.id.0;
            let rows = clinic.rows("select seq from audit where action = 'list-desk' and patient_id = $1", [id.into()]).await;
            assert_eq!(rows.len(), 1);
        }
    }

    async fn two_looks_at_one_moment_are_one_entry(clinic) {
        let ada = clinic.patient("Ada").await;
        for round in 1..=5 {
            let (a, b, c) = tokio::join!(ada.inbox(), ada.inbox(), ada.inbox());
            assert!(a.is_ok() && b.is_ok() && c.is_ok());
            assert_eq!(clinic.count(VIEWS).await, round);
            // The session goes on; the ten minutes are over.
            clinic.later(minutes(11));
            accounts::stay(clinic.portal(), &ada.visitor()).await.unwrap();
        }
    }

    async fn every_change_has_one_entry_with_who_whose_and_what(clinic) {
        let ada = clinic.patient("Ada").await;
        let nurse = clinic.nurse().await;
        let sent = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap();
        let answered = nurse.answers(sent.thread, "Yes.").await.unwrap();
        for (action, kind, message) in [("start-thread", "patient", sent.message), ("answer-thread", "pool_nurse", answered.message)] {
            let rows = clinic
                .rows(
                    "select seq from audit where action = $1 and kind = $2 and object_id = $3 and patient_id = $4
                     and category = 'messages' and outcome = 'ok' and account_id is not null and session_id is not null",
                    [action.into(), kind.into(), message.0.into(), ada.id.0.into()],
                )
                .await;
            assert_eq!(rows.len(), 1, "{action}");
        }
        clinic.outbox().await;
    }

    async fn refusals_of_somebody_signed_in_are_audited_and_change_nothing(clinic) {
        let (ada, eva) = (clinic.patient("Ada").await, clinic.patient("Eva").await);
        let nurse = clinic.nurse().await;
        let nowhere = ThreadId(Uuid::max());
        let refused = "audit where outcome in ('denied', 'not-found')";
        let mut expected = clinic.count(refused).await;
        let portal = clinic.portal();
        // Not hers, not there, and not her kind's.
        let foreign = portal
            .read(&eva.visitor(), Action::ListThreads, async |call| messages::inbox(call, ada.id, None).await)
            .await;
        assert!(foreign.is_err());
        expected += 1;
        assert_eq!(clinic.count(refused).await, expected);
        assert!(eva.opens(nowhere).await.is_err());
        expected += 1;
        assert_eq!(clinic.count(refused).await, expected);
        assert!(nurse.answers(nowhere, "Hello").await.is_err());
        expected += 1;
        assert_eq!(clinic.count(refused).await, expected);
        let wrong_kind = portal
            .read(&nurse.visitor(), Action::ListThreads, async |call| messages::inbox(call, ada.id, None).await)
            .await;
        assert!(matches!(wrong_kind, Err(CareError::Denied)));
        expected += 1;
        assert_eq!(clinic.count(refused).await, expected);
        assert_eq!(clinic.count("messages").await, 0);
    }
}

#[tokio::test]
async fn what_guests_are_refused_does_not_fill_the_trail() {
    let clinic = Clinic::open().await;
    let before = clinic.count("audit").await;
    let guest = clinic.visitor();
    for _ in 0..5 {
        let answer = clinic
            .portal()
            .read(&guest, Action::ListThreads, async |call| messages::inbox(call, PatientId(Uuid::max()), None).await)
            .await;
        assert!(matches!(answer, Err(CareError::SignedOut)));
    }
    assert_eq!(clinic.count("audit").await, before);
}

/// If the trail cannot be written, nothing is shown and nothing is done.
#[tokio::test]
async fn no_reply_without_its_entry() {
    let clinic = Clinic::open().await;
    let ada = clinic.patient("Ada").await;
    let _nurse = clinic.nurse().await;
    clinic.execute("alter table audit rename to audit_away", []).await;
    assert!(matches!(ada.inbox().await, Err(CareError::Internal(_))));
    assert!(matches!(ada.writes_to(&clinic.cardiology, "May I travel?").await, Err(CareError::Internal(_))));
    assert_eq!(clinic.count("messages").await, 0);
    assert_eq!(clinic.count("intents").await, 0);
    assert_eq!(clinic.count("chart_views").await, 0);
    clinic.execute("alter table audit_away rename to audit", []).await;
    assert!(ada.inbox().await.is_ok());
    ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap();
}

#[tokio::test]
async fn the_trail_holds_ids_and_no_words_of_anybody() {
    let clinic = Clinic::open().await;
    let ada = clinic.patient("Ada").await;
    let nurse = clinic.nurse().await;
    let sent = ada.writes_to(&clinic.cardiology, "canary-text").await.unwrap();
    nurse.answers(sent.thread, "canary-answer").await.unwrap();
    clinic.outbox().await;
    let lines: Vec<String> = clinic
        .column("select kind || ' ' || action || ' ' || coalesce(category, '') || ' ' || outcome from audit")
        .await;
    let all = lines.join("\n");
    for word in ["canary", &ada.record.family, &ada.username, "Ada", "Robin"] {
        assert!(!all.contains(word), "{word}");
    }
}
