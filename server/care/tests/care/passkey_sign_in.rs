//! Signing in with a passkey: a whole sign-in without username and password.

use crate::passkeys::{audited, with_passkey};
use portal_care::tidying::{Task, tidy};
use portal_care::{CareError, accounts};
use portal_testkit::{both_databases, hours, minutes, seconds};
use portal_types::security::Happened;

both_databases! {
    async fn r_5_5_a_passkey_that_has_not_verified_its_owner_opens_nothing(clinic) {
        let (ada, mut phone) = with_passkey(&clinic).await;
        phone.verifies = false;
        assert!(matches!(ada.signs_in_by(&mut phone).await, Err(CareError::WrongCredentials)));
        assert_eq!(audited(&clinic, "passkey-sign-in").await, "wrong-credentials");
        ada.signs_in().await.unwrap();
        let added = ada.adds_a_passkey(&mut phone).await;
        assert!(matches!(added, Err(CareError::Invalid(_))), "nor is one added");
        assert_eq!(clinic.count("passkeys").await, 1);
    }

    async fn r_5_5_a_passkey_opens_a_whole_session_though_there_is_an_authenticator(clinic) {
        let (ada, mut phone) = with_passkey(&clinic).await;
        ada.signs_in().await.unwrap();
        ada.sets_up_an_authenticator().await;
        clinic.outbox().await;
        ada.signs_out().await.unwrap();
        let opened = ada.signs_in_by(&mut phone).await.unwrap();
        assert_eq!(opened.to, format!("/p/{}", ada.id));
        ada.inbox().await.unwrap();
        let account = ada.account().await.unwrap();
        assert!(account.proven_for > 500, "two proofs in one");
        assert_eq!(account.history[0].what, Happened::SignedIn);
        assert_eq!(audited(&clinic, "passkey-sign-in").await, "ok");
        assert!(account.passkeys[0].used.is_some());
    }

    async fn r_5_5_only_this_portal_s_own_page_can_ask_a_passkey(clinic) {
        let (ada, mut phone) = with_passkey(&clinic).await;
        phone.origin = "https://portal.example.org.evil.example".into();
        assert!(matches!(ada.signs_in_by(&mut phone).await, Err(CareError::WrongCredentials)));
    }

    /// Another account's handle with one's own key, somebody else's signature, and no answer at all.
    async fn r_5_5_an_answer_that_is_not_the_key_s_opens_nothing(clinic) {
        let (ada, mut phone) = with_passkey(&clinic).await;
        let (eva, mut tablet) = with_passkey(&clinic).await;
        for spoil in ["userHandle", "signature", "authenticatorData"] {
            let asked = accounts::ask_for_passkey(clinic.portal()).await.unwrap();
            let mut mine: serde_json::Value = serde_json::from_str(&phone.signs(&asked.options)).unwrap();
            let hers: serde_json::Value = serde_json::from_str(&tablet.signs(&asked.options)).unwrap();
            mine["response"][spoil] = hers["response"][spoil].clone();
            if spoil == "authenticatorData" {
                mine["response"][spoil] = "AAAA".into();
            }
            let entered = ada.answers(&asked.question, &mine.to_string()).await;
            assert!(matches!(entered, Err(CareError::WrongCredentials)), "{spoil}");
        }
        for nothing in ["", "{}", "no answer"] {
            let asked = accounts::ask_for_passkey(clinic.portal()).await.unwrap();
            assert!(matches!(ada.answers(&asked.question, nothing).await, Err(CareError::WrongCredentials)));
        }
        eva.signs_in_by(&mut tablet).await.unwrap();
    }

    async fn r_5_5_a_question_is_answered_once_and_within_five_minutes(clinic) {
        let (ada, mut phone) = with_passkey(&clinic).await;
        let asked = accounts::ask_for_passkey(clinic.portal()).await.unwrap();
        let answer = phone.signs(&asked.options);
        ada.answers(&asked.question, &answer).await.unwrap();
        assert!(matches!(ada.answers(&asked.question, &answer).await, Err(CareError::Expired)), "once");
        let soon = accounts::ask_for_passkey(clinic.portal()).await.unwrap();
        let answer = phone.signs(&soon.options);
        clinic.later(minutes(5) - seconds(1));
        ada.answers(&soon.question, &answer).await.unwrap();
        let late = accounts::ask_for_passkey(clinic.portal()).await.unwrap();
        let answer = phone.signs(&late.options);
        clinic.later(minutes(5));
        assert!(matches!(ada.answers(&late.question, &answer).await, Err(CareError::Expired)));
        // An answer to another question is none to this one.
        let [first, second] = [
            accounts::ask_for_passkey(clinic.portal()).await.unwrap(),
            accounts::ask_for_passkey(clinic.portal()).await.unwrap(),
        ];
        let answer = phone.signs(&first.options);
        assert!(matches!(ada.answers(&second.question, &answer).await, Err(CareError::WrongCredentials)));
        assert_eq!(clinic.count("passkey_questions").await, 1);
        clinic.later(minutes(6));
        tidy(clinic.portal(), Task::PasskeyQuestions).await.unwrap();
        assert_eq!(clinic.count("passkey_questions").await, 0);
    }

    async fn r_5_5_of_two_answers_to_one_question_at_one_moment_one_opens(clinic) {
        let (ada, mut phone) = with_passkey(&clinic).await;
        let other = ada.at(&clinic.another_node().await);
        let open = clinic.count("sessions where ended_at is null").await;
        let asked = accounts::ask_for_passkey(clinic.portal()).await.unwrap();
        let answer = phone.signs(&asked.options);
        let (one, two) = tokio::join!(ada.answers(&asked.question, &answer), other.answers(&asked.question, &answer));
        let expired = [one, two].into_iter().filter(|entered| matches!(entered, Err(CareError::Expired))).count();
        assert_eq!(expired, 1);
        assert_eq!(clinic.count("sessions where ended_at is null").await, open + 1);
    }

    async fn r_5_4_wrong_passwords_neither_delay_a_passkey_nor_hear_of_it(clinic) {
        let (ada, mut phone) = with_passkey(&clinic).await;
        for _ in 0..4 {
            assert!(ada.signs_in_with("not the right password").await.is_err());
        }
        clinic.execute("update guesses set fails = 100 where fails = 4", []).await;
        assert!(matches!(ada.signs_in().await, Err(CareError::TooOften { .. })));
        ada.signs_in_by(&mut phone).await.unwrap();
        ada.inbox().await.unwrap();
        assert_eq!(clinic.count("guesses where fails = 100").await, 1, "whoever guesses has gained nothing");
    }

    async fn r_5_4_wrong_answers_are_counted_by_address_only(clinic) {
        let (ada, mut phone) = with_passkey(&clinic).await;
        phone.verifies = false;
        for _ in 0..20 {
            assert!(matches!(ada.signs_in_by(&mut phone).await, Err(CareError::WrongCredentials)));
        }
        phone.verifies = true;
        assert!(matches!(ada.signs_in_by(&mut phone).await, Err(CareError::TooOften { .. })));
        let mut elsewhere = clinic.visitor();
        elsewhere.device = ada.visitor().device;
        let asked = accounts::ask_for_passkey(clinic.portal()).await.unwrap();
        let answer = phone.signs(&asked.options);
        accounts::passkey_sign_in(clinic.portal(), &elsewhere, &asked.question, &answer, None).await.unwrap();
        ada.signs_in().await.unwrap();
        clinic.later(hours(1));
        ada.signs_in_by(&mut phone).await.unwrap();
    }

    async fn r_1_1_an_unknown_passkey_and_one_of_an_account_set_aside_have_one_answer(clinic) {
        let (ada, mut phone) = with_passkey(&clinic).await;
        let mut unknown = phone.clone();
        let asked = accounts::ask_for_passkey(clinic.portal()).await.unwrap();
        let handle = serde_json::json!({ "rp": { "id": "portal.example.org" }, "user": { "id": "AAAAAAAAAAAAAAAAAAAAAA" },
            "challenge": serde_json::from_str::<serde_json::Value>(&asked.options).unwrap()["challenge"] });
        unknown.makes(&handle.to_string());
        let mut seen = Vec::new();
        for state in ["suspended", "cancelled", "locked", "a word nobody knows"] {
            clinic.execute("update accounts set state = $1", [state.into()]).await;
            for device in [&mut phone, &mut unknown] {
                let asked = accounts::ask_for_passkey(clinic.portal()).await.unwrap();
                let answer = device.signs(&asked.options);
                let before = clinic.statements();
                let Err(error) = ada.answers(&asked.question, &answer).await else { panic!("{state}") };
                seen.push((error.code(), clinic.statements() - before));
            }
        }
        assert!(seen.iter().all(|one| *one == seen[0] && one.0 == "wrong-credentials"), "{seen:?}");
    }

    async fn r_11_5_staff_do_not_use_passkeys(clinic) {
        let (ada, mut phone) = with_passkey(&clinic).await;
        let nurse = clinic.nurse().await;
        let begun = accounts::begin_passkey(clinic.portal(), &nurse.visitor()).await;
        assert!(matches!(begun, Err(CareError::Denied)));
        clinic.execute("update accounts set role = 'clinician' where role is null", []).await;
        assert!(matches!(ada.signs_in_by(&mut phone).await, Err(CareError::WrongCredentials)));
    }
}
