//! no letter is a second factor, and no notice of security can be turned off.

use portal_care::accounts::{self, security};
use portal_care::{Action, Call, CareError, Visitor};
use portal_testkit::{Clinic, Device, PASSWORD, Patient, both_databases, hours, minutes, seconds};
use portal_types::account::Role;
use portal_types::field::Problem;
use portal_types::notice::{Change, Letter};
use portal_types::security::Proof;

const NEW: &str = "eleven quiet herons at noon";

/// Asks for a link to a new password, and reads it.
async fn link(clinic: &Clinic, ada: &Patient) -> String {
    accounts::forgot_password(clinic.portal(), &clinic.visitor(), &ada.username).await.unwrap();
    let letters = clinic.letters_to(&ada.contact).await;
    let link = letters.into_iter().find_map(|mail| match mail.letter {
        Letter::PasswordLink { code } => Some(code),
        _ => None,
    });
    link.unwrap()
}

async fn recovers(clinic: &Clinic, link: &str, proof: Proof) -> Result<(), CareError> {
    accounts::recover(clinic.portal(), &clinic.visitor(), link, proof, NEW).await
}

both_databases! {
    async fn r_5_3_no_letter_stands_in_for_the_authenticator(clinic) {
        let ada = clinic.patient("Ada").await;
        let (secret, codes) = ada.sets_up_an_authenticator().await;
        clinic.outbox().await;
        ada.begins_contact("ada@example.net").await.unwrap();
        let check = clinic.code_to("ada@example.net").await.unwrap();
        let link = link(&clinic, &ada).await;
        let letters = [check.as_str(), &check[..6], &link];
        clinic.later(seconds(60));
        // Inside a session.
        for letter in letters {
            let proven = security::prove(clinic.portal(), &ada.visitor(), PASSWORD, letter).await;
            assert!(matches!(proven, Err(CareError::WrongCredentials)), "{letter}");
        }
        // At the entrance.
        ada.signs_in().await.unwrap();
        for letter in letters {
            assert!(matches!(ada.takes_the_second_step(letter, false).await, Err(CareError::Invalid(_))), "{letter}");
            assert!(matches!(ada.inbox().await, Err(CareError::SignedOut)));
        }
        ada.takes_the_second_step(&ada.authenticator(&secret), false).await.unwrap();
        ada.inbox().await.unwrap();
        // A link to a new password needs the authenticator, or a recovery code, besides.
        let needs = accounts::recovery_needs(clinic.portal(), &link).await.unwrap();
        assert!(needs.authenticator && needs.recovery_code && needs.question.is_none());
        for proof in [Proof::Answer("a blue elephant".into()), Proof::Authenticator(check[..6].into())] {
            assert!(matches!(recovers(&clinic, &link, proof).await, Err(CareError::Invalid(_))));
        }
        recovers(&clinic, &link, Proof::RecoveryCode(codes[0].replace('-', ""))).await.unwrap();
        ada.signs_in_with(NEW).await.unwrap();
        assert!(matches!(ada.inbox().await, Err(CareError::SignedOut)), "and the second step is asked for still");
        clinic.outbox().await;
    }
}

#[tokio::test]
async fn r_5_3_a_link_works_for_an_hour_and_a_check_code_for_ten_minutes() {
    let clinic = Clinic::open().await;
    let ada = clinic.patient("Ada").await;
    let finishes = async |email: &str, after: i64| {
        ada.signs_in().await.unwrap();
        ada.begins_contact(email).await.unwrap();
        let code = clinic.code_to(email).await.unwrap();
        clinic.later(minutes(5));
        security::prove(clinic.portal(), &ada.visitor(), PASSWORD, "").await.unwrap();
        // A millisecond passes when she enters it.
        clinic.later(after - minutes(5) - 1);
        ada.finishes_contact(&code).await
    };
    finishes("ada@example.net", minutes(10)).await.unwrap();
    let late = finishes("ada@example.com", minutes(10) + 1).await;
    assert!(matches!(late, Err(CareError::Invalid(all)) if all[0].problem == Problem::WrongCode));

    let answer = || Proof::Answer("a blue elephant".into());
    let code = link(&clinic, &ada).await;
    clinic.later(hours(1));
    assert!(matches!(accounts::recovery_needs(clinic.portal(), &code).await, Err(CareError::Expired)));
    assert!(matches!(recovers(&clinic, &code, answer()).await, Err(CareError::Expired)));
    let code = link(&clinic, &ada).await;
    clinic.later(hours(1) - 1);
    recovers(&clinic, &code, answer()).await.unwrap();
    clinic.outbox().await;
}

/// Both contacts were told of a change, and of nothing else.
async fn told(clinic: &Clinic, contacts: [&str; 2], change: Change) {
    for to in contacts {
        let letters: Vec<Letter> = clinic.letters_to(to).await.into_iter().map(|mail| mail.letter).collect();
        assert_eq!(letters, [Letter::Security { change }], "{to}");
    }
}

both_databases! {
    // Whatever an operator can switch, the other way than usual.
    with |settings| {
        settings.clinic.security_question = false;
        settings.second_factor = true;
        settings.idle_minutes = 30;
    };

    async fn r_10_4_every_contact_is_told_of_every_change_whatever_is_switched_off(clinic) {
        let ada = clinic.patient("Ada").await;
        let admin = clinic.staff(Role::Admin, &[]).await;
        for practice in [&clinic.cardiology, &clinic.family_medicine, &clinic.womens_health, &clinic.dermatology] {
            admin.switches(practice.id, &[], 3).await.unwrap();
        }
        let (portal, both) = (clinic.portal(), [ada.contact.as_str(), "ada@example.net"]);
        ada.begins_contact("ada@example.net").await.unwrap();
        let code = clinic.code_to("ada@example.net").await.unwrap();
        ada.finishes_contact(&code).await.unwrap();
        told(&clinic, both, Change::ContactAdded).await;

        let (_, codes) = ada.sets_up_an_authenticator().await;
        told(&clinic, both, Change::AuthenticatorAdded).await;
        let mut phone = Device::new();
        ada.adds_a_passkey(&mut phone).await.unwrap();
        told(&clinic, both, Change::PasskeyAdded).await;
        security::change_password(portal, &ada.visitor(), NEW).await.unwrap();
        told(&clinic, both, Change::Password).await;

        // A new kind of device, and a recovery code in place of the authenticator.
        let tablet = Visitor { device: "Firefox, Android".into(), ..clinic.visitor() };
        let half = accounts::sign_in(portal, &tablet, &ada.username, NEW, None).await.ok().unwrap();
        let accounts::Entering::Half(half) = half else { panic!("a second step") };
        let tablet = Visitor { half: Some(half), ..tablet };
        assert!(accounts::second_step(portal, &tablet, &codes[0], false).await.is_ok());
        for to in both {
            let letters: Vec<Letter> = clinic.letters_to(to).await.into_iter().map(|mail| mail.letter).collect();
            for change in [Change::RecoveryCodeUsed, Change::NewDevice] {
                assert!(letters.contains(&Letter::Security { change }), "{to}: {letters:?}");
            }
            assert_eq!(letters.len(), 2, "{to}");
        }

        let makes = async |call: &mut Call| security::make_recovery_codes(call).await;
        portal.write(&ada.visitor(), Action::MakeRecoveryCodes, makes).await.unwrap();
        told(&clinic, both, Change::RecoveryCodes).await;
        security::remove_authenticator(portal, &ada.visitor()).await.unwrap();
        told(&clinic, both, Change::AuthenticatorRemoved).await;
        ada.adds_a_passkey(&mut phone).await.unwrap();
        told(&clinic, both, Change::PasskeyAdded).await;
        let passkey = ada.account().await.unwrap().passkeys[0].passkey;
        ada.removes_passkey(passkey).await.unwrap();
        told(&clinic, both, Change::PasskeyRemoved).await;
        ada.removes_contact("ada@example.net").await.unwrap();
        told(&clinic, both, Change::ContactRemoved).await;
        ada.closes_the_account(true).await.unwrap();
        let last: Vec<Letter> = clinic.letters_to(&ada.contact).await.into_iter().map(|mail| mail.letter).collect();
        assert_eq!(last, [Letter::Security { change: Change::Cancelled }]);
        assert!(clinic.outbox().await.is_empty(), "whom it concerns no more is told no more");
    }
}
