//! The second step and what stands in for it.

use portal_care::CareError;
use portal_care::accounts::security;
use portal_testkit::{Clinic, PASSWORD, Patient, both_databases, hours, seconds};

/// A code that her authenticator does not show now.
fn wrong(ada: &Patient, secret: &[u8]) -> &'static str {
    if ada.authenticator(secret) == "000000" { "111111" } else { "000000" }
}

/// A patient with an authenticator; what it showed last is used up, and her letters are read.
async fn with_authenticator(clinic: &Clinic) -> (Patient, Vec<u8>) {
    let ada = clinic.patient("Ada").await;
    let (secret, _) = ada.sets_up_an_authenticator().await;
    clinic.outbox().await;
    clinic.later(seconds(60));
    (ada, secret)
}

/// Signs in with both steps.
async fn signs_in_whole(ada: &Patient, secret: &[u8], remember: bool) {
    ada.signs_in().await.unwrap();
    ada.takes_the_second_step(&ada.authenticator(secret), remember).await.unwrap();
}

both_databases! {
    async fn r_5_4_who_knows_the_password_cannot_try_codes_for_ever(clinic) {
        let (ada, secret) = with_authenticator(&clinic).await;
        let mut judged = 0;
        for _ in 0..20 {
            if ada.signs_in().await.is_err() {
                break;
            }
            for _ in 0..3 {
                judged += i32::from(matches!(
                    ada.takes_the_second_step(wrong(&ada, &secret), false).await,
                    Err(CareError::Invalid(_))
                ));
            }
        }
        assert_eq!(judged, 5, "then the ladder says wait");
        let right = ada.authenticator(&secret);
        assert!(matches!(ada.takes_the_second_step(&right, false).await, Err(CareError::TooOften { .. })));
        assert!(matches!(ada.signs_in().await, Err(CareError::TooOften { .. })));
        clinic.later(seconds(30));
        signs_in_whole(&ada, &secret, false).await;
        // And then the count begins anew.
        for _ in 0..4 {
            assert!(matches!(ada.signs_in_with("not the right password").await, Err(CareError::WrongCredentials)));
        }
        clinic.later(seconds(60));
        signs_in_whole(&ada, &secret, false).await;
    }

    /// Who has waited for her turn has it for both steps.
    async fn r_5_4_a_right_password_leaves_the_owner_on_her_rung(clinic) {
        let (ada, secret) = with_authenticator(&clinic).await;
        for _ in 0..2 {
            assert!(ada.signs_in_with("not the right password").await.is_err());
        }
        clinic.execute("update guesses set fails = 20 where fails = 2", []).await;
        clinic.later(hours(1));
        ada.signs_in().await.unwrap();
        ada.signs_in().await.unwrap();
        assert_eq!(clinic.count("guesses where fails = 20").await, 1);
        ada.takes_the_second_step(&ada.authenticator(&secret), false).await.unwrap();
        ada.inbox().await.unwrap();
        assert_eq!(clinic.count("guesses where fails >= 20").await, 0);
    }

    async fn r_5_11_a_remembered_device_spares_the_second_step_but_proves_nothing(clinic) {
        let (ada, secret) = with_authenticator(&clinic).await;
        signs_in_whole(&ada, &secret, true).await;
        assert!(ada.account().await.unwrap().proven_for > 0, "both steps are a proof");
        ada.signs_in().await.unwrap();
        assert_eq!(ada.account().await.unwrap().proven_for, 0);
        let asked = security::remove_authenticator(clinic.portal(), &ada.visitor()).await;
        assert!(matches!(asked, Err(CareError::Unproven)));
        clinic.later(seconds(60));
        let code = ada.authenticator(&secret);
        security::prove(clinic.portal(), &ada.visitor(), PASSWORD, &code).await.unwrap();
        security::remove_authenticator(clinic.portal(), &ada.visitor()).await.unwrap();
        clinic.outbox().await;
    }

    async fn r_5_11_another_authenticator_ends_what_was_remembered(clinic) {
        let (ada, secret) = with_authenticator(&clinic).await;
        signs_in_whole(&ada, &secret, true).await;
        clinic.later(seconds(60));
        ada.sets_up_an_authenticator().await;
        assert!(ada.account().await.unwrap().devices.is_empty());
        ada.signs_in().await.unwrap();
        assert!(matches!(ada.inbox().await, Err(CareError::SignedOut)), "the second step is asked for");
        clinic.outbox().await;
    }

    async fn r_5_11_another_password_ends_what_was_remembered(clinic) {
        let (ada, secret) = with_authenticator(&clinic).await;
        signs_in_whole(&ada, &secret, true).await;
        security::change_password(clinic.portal(), &ada.visitor(), "eleven quiet herons at noon").await.unwrap();
        ada.signs_in_with("eleven quiet herons at noon").await.unwrap();
        assert!(matches!(ada.inbox().await, Err(CareError::SignedOut)), "the second step is asked for");
        clinic.outbox().await;
    }

    async fn r_5_10_recovery_codes_go_with_the_authenticator(clinic) {
        let (ada, _) = with_authenticator(&clinic).await;
        assert_eq!(ada.account().await.unwrap().recovery_codes, 10);
        security::remove_authenticator(clinic.portal(), &ada.visitor()).await.unwrap();
        assert_eq!(ada.account().await.unwrap().recovery_codes, 0);
        assert_eq!(clinic.count("recovery_codes").await, 0);
        ada.signs_in().await.unwrap();
        ada.inbox().await.unwrap();
        clinic.outbox().await;
    }
}

#[tokio::test]
async fn r_5_4_the_person_is_told_of_wrong_codes_too() {
    let clinic = Clinic::open().await;
    let (ada, secret) = with_authenticator(&clinic).await;
    for _ in 0..2 {
        assert!(ada.signs_in_with("not the right password").await.is_err());
    }
    clinic.execute("update guesses set fails = 9 where fails = 2", []).await;
    clinic.later(hours(1));
    ada.signs_in().await.unwrap();
    assert!(ada.takes_the_second_step(wrong(&ada, &secret), false).await.is_err());
    let told = clinic.letters_to(&ada.contact).await;
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].letter, portal_types::notice::Letter::WrongPasswords);
}
