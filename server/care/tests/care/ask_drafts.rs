//! half-written requests are kept for their writer, at the form where they were begun, until they are sent.

use portal_care::CareError;
use portal_care::asks::Form;
use portal_testkit::{both_databases, minutes};
use portal_types::ask::{AskDraft, AskForm, AskKind, DeskAskMove, NewAsk, Refusing};
use portal_types::ids::AskId;
use uuid::Uuid;

const REASON: &str = "My knee has hurt since";

/// What stands in the form by which this would be sent, with another reason; `version` is that of what is written anew.
fn draft(new: &NewAsk, reason: &str, version: i64) -> AskDraft {
    let AskForm::Appointment { windows, .. } = &new.form else { panic!("an appointment") };
    let day = windows[0].day;
    let fields = [
        ("pool", new.pool.to_string()),
        ("reason", reason.to_owned()),
        ("visit", "in_person".to_owned()),
        ("window1_month", day.month().to_string()),
        ("window1_day", day.day().to_string()),
        ("window1_year", day.year().to_string()),
        ("window1_part", "morning".to_owned()),
        ("version", version.to_string()),
    ];
    AskDraft::of(fields.map(|(field, said)| (field.to_owned(), said)))
}

/// What stood in a form on the page of a request.
fn stood(form: &str, words: &str) -> AskDraft {
    AskDraft([("form", form), ("words", words)].map(|(field, said)| (field.to_owned(), said.to_owned())).into())
}

both_databases! {
    async fn r_6_6_a_half_written_request_is_there_again_after_the_end_and_on_another_device_until_it_is_sent(clinic) {
        let (ada, _nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let new = clinic.world().new_visit(&clinic.cardiology, "My knee has hurt since summer.").await;
        let begun = draft(&new, REASON, 1);
        let shown = ada.ask_options(AskKind::Appointment).await.unwrap();
        assert!(shown.draft.is_none());
        ada.half_asks(AskKind::Appointment, begun.clone(), new.intent).await.unwrap();
        clinic.later(minutes(15));
        let late = ada.half_asks(AskKind::Appointment, begun.clone(), new.intent).await;
        assert!(matches!(late, Err(CareError::SignedOut)));
        ada.signs_in().await.unwrap();
        let phone = ada.on_another_device();
        phone.signs_in().await.unwrap();
        for browser in [&ada, &phone] {
            let shown = browser.ask_options(AskKind::Appointment).await.unwrap();
            assert!(shown.draft == Some(begun.clone()) && shown.intent == new.intent);
            let other = browser.ask_options(AskKind::Referral).await.unwrap();
            assert!(other.draft.is_none(), "each form has its own");
        }
        // Sent with other words than were kept last.
        let sent = new.intent;
        phone.asks_for(new.clone()).await.unwrap();
        assert_eq!(clinic.count("drafts").await, 0);
        // What was typed last comes later than the request itself.
        ada.half_asks(AskKind::Appointment, draft(&new, "My knee has hurt since summer. ", 1), sent).await.unwrap();
        let other = ada.half_asks(AskKind::Appointment, draft(&new, "My hip hurts.", 1), sent).await;
        assert!(matches!(other, Err(CareError::Conflict)));
        assert_eq!(clinic.count("drafts").await, 0);
        clinic.outbox().await;
    }

    async fn r_6_6_what_is_discarded_goes_with_the_intent_it_was_kept_with(clinic) {
        let ada = clinic.patient("Ada").await;
        let new = clinic.world().new_visit(&clinic.cardiology, "My knee.").await;
        let [first, second] = std::array::from_fn(|_| clinic.world().intent());
        ada.half_asks(AskKind::Appointment, draft(&new, REASON, 1), second).await.unwrap();
        ada.half_asks(AskKind::Appointment, AskDraft::default(), first).await.unwrap();
        assert_eq!(clinic.count("drafts").await, 1, "another tab has begun another one");
        ada.half_asks(AskKind::Appointment, AskDraft::default(), second).await.unwrap();
        assert_eq!(clinic.count("drafts").await, 0);
        clinic.outbox().await;
    }

    async fn r_6_6_what_is_half_changed_waits_with_its_request_for_its_writer_alone(clinic) {
        let (ada, eva, _nurse) = (clinic.patient("Ada").await, clinic.patient("Eva").await, clinic.nurse().await);
        let ask = ada.asks_for_a_visit(&clinic.cardiology, "My knee.").await.unwrap();
        let new = clinic.world().new_visit(&clinic.cardiology, "My knee, and my hip.").await;
        let version = ada.opens_ask(ask).await.unwrap().version;
        let begun = draft(&new, "My knee, and", version);
        let form = Form { patient: ada.id, kind: AskKind::Appointment, ask: Some(ask) };
        ada.half_fills(form, begun.clone(), new.intent).await.unwrap();
        let shown = ada.change_options(AskKind::Appointment, ask).await.unwrap();
        assert!(shown.draft == Some(begun.clone()) && shown.intent == new.intent);
        assert!(ada.ask_options(AskKind::Appointment).await.unwrap().draft.is_none(), "no new one");
        assert!(eva.change_options(AskKind::Appointment, ask).await.unwrap().draft.is_none());
        // At what is not hers, at what is not there, and at a form of another kind.
        let nowhere = AskId(Uuid::max());
        for form in [
            Form { patient: eva.id, ..form },
            Form { patient: eva.id, ask: Some(nowhere), ..form },
            Form { patient: eva.id, ask: None, kind: AskKind::Appointment },
        ] {
            let hers = form.ask.is_none();
            assert_eq!(eva.half_fills(form, begun.clone(), clinic.world().intent()).await.is_ok(), hers, "{form:?}");
        }
        assert!(eva.half_fills(form, begun.clone(), clinic.world().intent()).await.is_err(), "another's chart");
        let other = Form { kind: AskKind::Referral, ..form };
        assert!(matches!(ada.half_fills(other, begun, clinic.world().intent()).await, Err(CareError::NotFound)));
        ada.changes_ask(ask, version, new.clone()).await.unwrap();
        assert!(ada.change_options(AskKind::Appointment, ask).await.unwrap().draft.is_none());
        ada.half_fills(form, draft(&new, "My knee, and my hip.", version), new.intent).await.unwrap();
        let late = ada.half_fills(form, draft(&new, "My knee, and my back.", version), new.intent).await;
        assert!(matches!(late, Err(CareError::Conflict)));
        assert_eq!(clinic.count("drafts").await, 1, "Eva's own");
        clinic.outbox().await;
    }

    async fn r_7_1_what_was_refused_on_the_page_of_a_request_stands_there_until_its_writer_does_something(clinic) {
        let (ada, eva, nurse) = (clinic.patient("Ada").await, clinic.patient("Eva").await, clinic.nurse().await);
        let ask = ada.asks_for_a_visit(&clinic.cardiology, "My knee.").await.unwrap();
        let typed = async || ada.opens_ask(ask).await.unwrap().typed;
        assert!(typed().await.is_none());
        let said = stood("comment", "It hurts more.");
        ada.half_answers(ask, said.clone()).await.unwrap();
        assert!(typed().await == Some(said.clone()));
        // It is nobody else's, and about what is not hers nobody keeps anything.
        let desk = nurse.opens_desk_ask(ask).await.unwrap();
        assert!(desk.typed.is_none() && desk.view.typed.is_none());
        assert!(eva.half_answers(ask, said.clone()).await.is_err());
        let nowhere = ada.half_answers(AskId(Uuid::max()), said.clone()).await;
        assert!(matches!(nowhere, Err(CareError::NotFound)));
        // What is refused once more takes nothing away, and what is sent leaves nothing.
        assert!(ada.says(ask, " ").await.is_err());
        assert!(typed().await == Some(said.clone()));
        ada.says(ask, "It hurts more.").await.unwrap();
        assert!(typed().await.is_none());
        assert_eq!(clinic.count("drafts").await, 0);

        nurse.moves_ask(ask, DeskAskMove::Propose(vec![clinic.world().time_in(10)])).await.unwrap();
        ada.half_answers(ask, stood("again", "I work late.")).await.unwrap();
        ada.asks_again(ask, 20, "I work late.").await.unwrap();
        assert_eq!(clinic.count("drafts").await, 0);
        // Nor is anything lost to an office that closes it meanwhile.
        nurse.moves_ask(ask, DeskAskMove::Decline(Refusing::Other, "We have moved.".into())).await.unwrap();
        assert!(matches!(ada.says(ask, "It hurts more.").await, Err(CareError::Conflict)));
        ada.half_answers(ask, said.clone()).await.unwrap();
        assert!(typed().await == Some(said));
        clinic.outbox().await;
    }

    async fn r_6_6_kept_and_sent_at_one_moment_it_is_sent(clinic) {
        let (ada, _nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let ask = ada.asks_for_a_visit(&clinic.cardiology, "My knee.").await.unwrap();
        let form = Form { patient: ada.id, kind: AskKind::Appointment, ask: Some(ask) };
        for round in 0..8 {
            let version = ada.opens_ask(ask).await.unwrap().version;
            let new = clinic.world().new_visit(&clinic.cardiology, "My knee, and my hip.").await;
            let begun = draft(&new, "My knee, and", version);
            let keeps = ada.half_fills(form, begun, new.intent);
            let (kept, changed) = tokio::join!(keeps, ada.changes_ask(ask, version, new.clone()));
            assert!(matches!(kept, Ok(()) | Err(CareError::Conflict)), "round {round}: {kept:?}");
            changed.unwrap();
            assert_eq!(clinic.count("drafts").await, 0, "round {round}: nor does it lie where nobody finds it");
        }
        clinic.outbox().await;
    }
}
