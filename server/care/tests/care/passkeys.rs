//! Passkeys of one's own: added and removed with a proof, told, and never worth less than an authenticator.

use portal_care::accounts::{self, security};
use portal_care::{CareError, closing};
use portal_testkit::{Clinic, Device, Patient, both_databases, days, minutes, seconds};
use portal_types::account::Role;
use portal_types::field::Problem;
use portal_types::notice::{Change, Letter};
use portal_types::security::{Happened, Proof};
use portal_types::support::Act;

/// A patient with a passkey on a device, signed out, her letters read.
pub(crate) async fn with_passkey(clinic: &Clinic) -> (Patient, Device) {
    let ada = clinic.patient("Ada").await;
    let mut phone = Device::new();
    ada.adds_a_passkey(&mut phone).await.unwrap();
    ada.signs_out().await.unwrap();
    clinic.outbox().await;
    (ada, phone)
}

/// What she was told since somebody last looked.
async fn told(clinic: &Clinic, ada: &Patient) -> Vec<Letter> {
    clinic.letters_to(&ada.contact).await.into_iter().map(|mail| mail.letter).collect()
}

fn changed(change: Change) -> Letter {
    Letter::Security { change }
}

/// What the last entry of an action says.
pub(crate) async fn audited(clinic: &Clinic, action: &str) -> String {
    let sql = format!("select outcome from audit where action = '{action}' order by seq desc limit 1");
    clinic.column::<String>(&sql).await.remove(0)
}

both_databases! {
    async fn r_5_11_a_passkey_is_added_and_removed_with_a_proof_and_every_contact_is_told(clinic) {
        let ada = clinic.patient("Ada").await;
        let mut phone = Device::new();
        clinic.later(minutes(10));
        assert!(matches!(ada.adds_a_passkey(&mut phone).await, Err(CareError::Unproven)));
        ada.signs_in().await.unwrap();
        ada.adds_a_passkey(&mut phone).await.unwrap();
        assert_eq!(told(&clinic, &ada).await, [changed(Change::PasskeyAdded)]);
        let [passkey] = ada.account().await.unwrap().passkeys.try_into().unwrap();
        assert!(!passkey.stopped && passkey.used.is_none());
        ada.renames_passkey(passkey.passkey, "  My   phone ").await.unwrap();
        assert_eq!(ada.account().await.unwrap().passkeys[0].name, "My phone");
        let nameless = ada.renames_passkey(passkey.passkey, " ").await.unwrap_err();
        assert!(matches!(nameless, CareError::Invalid(all) if all[0].problem == Problem::Missing));
        clinic.later(minutes(10));
        assert!(matches!(ada.removes_passkey(passkey.passkey).await, Err(CareError::Unproven)));
        ada.signs_in_by(&mut phone).await.unwrap();
        ada.removes_passkey(passkey.passkey).await.unwrap();
        ada.removes_passkey(passkey.passkey).await.unwrap();
        assert_eq!(told(&clinic, &ada).await, [changed(Change::PasskeyRemoved)], "once");
        assert_eq!(audited(&clinic, "set-passkey").await, "again");
        assert_eq!(clinic.count("audit where action = 'set-passkey' and outcome = 'ok'").await, 2);
        let account = ada.account().await.unwrap();
        assert_eq!(account.history.iter().filter(|line| line.what == Happened::PasskeyChanged).count(), 2);
        assert!(account.passkeys.is_empty());
        assert!(matches!(ada.signs_in_by(&mut phone).await, Err(CareError::WrongCredentials)));
    }

    async fn r_5_11_nobody_touches_another_s_passkeys(clinic) {
        let (ada, mut phone) = with_passkey(&clinic).await;
        ada.signs_in_by(&mut phone).await.unwrap();
        let passkey = ada.account().await.unwrap().passkeys[0].passkey;
        let eva = clinic.patient("Eva").await;
        eva.removes_passkey(passkey).await.unwrap();
        assert!(matches!(eva.renames_passkey(passkey, "Mine").await, Err(CareError::NotFound)));
        let account = ada.account().await.unwrap();
        assert_eq!(account.passkeys.len(), 1);
        assert_ne!(account.passkeys[0].name, "Mine");
    }

    async fn r_5_11_a_passkey_of_one_s_own_proves_who_sits_there(clinic) {
        let (ada, mut phone) = with_passkey(&clinic).await;
        let (eva, mut hers) = with_passkey(&clinic).await;
        ada.signs_in().await.unwrap();
        eva.signs_in().await.unwrap();
        clinic.outbox().await;
        // Ten minutes and more, in use all the time.
        for _ in 0..2 {
            clinic.later(minutes(6));
            ada.account().await.unwrap();
        }
        assert!(matches!(ada.begins_contact("ada.second@example.org").await, Err(CareError::Unproven)));
        assert!(matches!(ada.proves_by(&mut hers).await, Err(CareError::WrongCredentials)), "another person's");
        // What was asked of another session, or of nobody, is not for this one.
        let asked = accounts::ask_own_passkey(clinic.portal(), &eva.visitor()).await.unwrap();
        let strange = accounts::ask_for_passkey(clinic.portal()).await.unwrap();
        for asked in [asked, strange] {
            let answer = phone.signs(&asked.options);
            let visitor = ada.visitor();
            let proven = accounts::prove_with_passkey(clinic.portal(), &visitor, &asked.question, &answer).await;
            assert!(matches!(proven, Err(CareError::Expired)), "{proven:?}");
        }
        assert!(matches!(ada.begins_contact("ada.second@example.org").await, Err(CareError::Unproven)));
        ada.proves_by(&mut phone).await.unwrap();
        ada.begins_contact("ada.second@example.org").await.unwrap();
        clinic.outbox().await;
    }

    async fn r_5_11_a_passkey_is_added_in_the_session_that_has_asked(clinic) {
        let ada = clinic.patient("Ada").await;
        let eva = clinic.patient("Eva").await;
        let asked = accounts::begin_passkey(clinic.portal(), &ada.visitor()).await.unwrap();
        let answer = Device::new().makes(&asked.options);
        let add = async |who: &Patient| {
            accounts::finish_passkey(clinic.portal(), &who.visitor(), &asked.question, &answer).await
        };
        assert!(matches!(add(&eva).await, Err(CareError::Expired)));
        assert!(matches!(add(&ada).await, Err(CareError::Expired)), "it is used up");
        // A question to somebody who signs in makes no passkey.
        let asked = accounts::ask_for_passkey(clinic.portal()).await.unwrap();
        let added = accounts::finish_passkey(clinic.portal(), &ada.visitor(), &asked.question, &answer).await;
        assert!(matches!(added, Err(CareError::Expired)));
        assert_eq!(clinic.count("passkeys").await, 0);
    }

    async fn r_5_11_an_account_has_ten_passkeys_at_most_however_they_come(clinic) {
        let ada = clinic.patient("Ada").await;
        let mut phone = Device::new();
        for _ in 0..9 {
            ada.adds_a_passkey(&mut phone).await.unwrap();
        }
        let [one, two] = [
            accounts::begin_passkey(clinic.portal(), &ada.visitor()).await.unwrap(),
            accounts::begin_passkey(clinic.portal(), &ada.visitor()).await.unwrap(),
        ];
        let visitor = ada.visitor();
        let (first, second) = (phone.makes(&one.options), phone.makes(&two.options));
        let (first, second) = tokio::join!(
            accounts::finish_passkey(clinic.portal(), &visitor, &one.question, &first),
            accounts::finish_passkey(clinic.portal(), &visitor, &two.question, &second),
        );
        assert_eq!([first, second].iter().filter(|added| matches!(added, Err(CareError::Conflict))).count(), 1);
        assert!(matches!(ada.adds_a_passkey(&mut phone).await, Err(CareError::Conflict)));
        assert_eq!(clinic.count("passkeys").await, 10);
        clinic.outbox().await;
    }

    /// Two copies of one key count apart; which of them is the owner's nobody knows.
    async fn r_5_11_a_copied_passkey_is_stopped_and_its_owner_told(clinic) {
        let (ada, mut phone) = with_passkey(&clinic).await;
        ada.signs_in_by(&mut phone).await.unwrap();
        let mut copy = phone.clone();
        ada.signs_in_by(&mut copy).await.unwrap();
        assert!(told(&clinic, &ada).await.is_empty());
        assert!(matches!(ada.signs_in_by(&mut phone).await, Err(CareError::WrongCredentials)));
        assert_eq!(told(&clinic, &ada).await, [changed(Change::PasskeyStopped)]);
        assert!(matches!(ada.signs_in_by(&mut phone).await, Err(CareError::WrongCredentials)), "though it counts on");
        assert!(matches!(ada.signs_in_by(&mut copy).await, Err(CareError::WrongCredentials)));
        assert!(told(&clinic, &ada).await.is_empty(), "once");
        ada.signs_in().await.unwrap();
        assert!(ada.account().await.unwrap().passkeys[0].stopped);
    }

    /// Devices that share their keys over the cloud do not count.
    async fn r_5_11_a_passkey_that_does_not_count_is_not_taken_for_a_copy(clinic) {
        let ada = clinic.patient("Ada").await;
        let mut phone = Device::new();
        phone.counts = false;
        ada.adds_a_passkey(&mut phone).await.unwrap();
        for mut device in [phone.clone(), phone.clone(), phone] {
            ada.signs_in_by(&mut device).await.unwrap();
        }
        clinic.outbox().await;
    }

    async fn r_5_9_an_account_with_a_passkey_is_not_recovered_with_an_answer(clinic) {
        let (ada, mut phone) = with_passkey(&clinic).await;
        accounts::forgot_password(clinic.portal(), &clinic.visitor(), &ada.username).await.unwrap();
        let Some(Letter::PasswordLink { code }) = told(&clinic, &ada).await.pop() else { panic!("a link") };
        let needs = accounts::recovery_needs(clinic.portal(), &code).await.unwrap();
        assert!(needs.passkey && needs.question.is_none() && !needs.authenticator && !needs.recovery_code);
        let answer = Proof::Answer("a blue elephant".into());
        let new = "eleven quiet herons at noon";
        let recovered = accounts::recover(clinic.portal(), &clinic.visitor(), &code, answer, new).await;
        assert!(matches!(recovered, Err(CareError::Invalid(_))));
        // The way back is the passkey itself: who has signed in with it chooses a new password.
        ada.signs_in_by(&mut phone).await.unwrap();
        security::change_password(clinic.portal(), &ada.visitor(), new).await.unwrap();
        ada.signs_in_with(new).await.unwrap();
        ada.signs_in_by(&mut phone).await.unwrap();
        clinic.outbox().await;
    }

    async fn r_5_10_recovery_codes_stay_while_a_passkey_is_left(clinic) {
        let (ada, mut phone) = with_passkey(&clinic).await;
        ada.signs_in_by(&mut phone).await.unwrap();
        let passkey = ada.account().await.unwrap().passkeys[0].passkey;
        ada.sets_up_an_authenticator().await;
        clinic.later(seconds(60));
        security::remove_authenticator(clinic.portal(), &ada.visitor()).await.unwrap();
        assert_eq!(ada.account().await.unwrap().recovery_codes, 10);
        ada.removes_passkey(passkey).await.unwrap();
        assert_eq!(ada.account().await.unwrap().recovery_codes, 0);
        clinic.outbox().await;
    }

    async fn r_1_6_a_closed_account_s_passkeys_open_nothing_and_are_erased_with_it(clinic) {
        let (ada, mut phone) = with_passkey(&clinic).await;
        ada.signs_in_by(&mut phone).await.unwrap();
        ada.closes_the_account(true).await.unwrap();
        assert!(matches!(ada.signs_in_by(&mut phone).await, Err(CareError::WrongCredentials)));
        clinic.later(days(30));
        closing::erase_old(clinic.portal()).await.unwrap();
        assert_eq!(clinic.count("passkeys").await, 0);
        assert!(matches!(ada.signs_in_by(&mut phone).await, Err(CareError::WrongCredentials)));
        clinic.outbox().await;
    }

    async fn r_5_13_an_account_set_aside_has_its_passkeys_when_it_opens_again(clinic) {
        let (ada, mut phone) = with_passkey(&clinic).await;
        ada.signs_in_by(&mut phone).await.unwrap();
        ada.writes_to_support().await.unwrap();
        let support = clinic.staff(Role::Support, &[]).await;
        let ticket = support.tickets().await.unwrap().page.rows[0].ticket;
        support.acts(ticket, Act::Suspend).await.unwrap();
        assert!(matches!(ada.inbox().await, Err(CareError::SignedOut)));
        assert!(matches!(ada.signs_in_by(&mut phone).await, Err(CareError::WrongCredentials)));
        support.acts(ticket, Act::Resume).await.unwrap();
        ada.signs_in_by(&mut phone).await.unwrap();
        clinic.outbox().await;
    }
}

/// Without a name in its address the portal has no passkeys, and says so.
#[tokio::test]
async fn where_the_address_has_no_name_there_are_no_passkeys() {
    let digits = |settings: &mut portal_care::Settings| settings.public_url = "https://192.0.2.7".into();
    let clinic = Clinic::open_with(portal_testkit::Database::Sqlite, digits).await.unwrap();
    assert!(!clinic.portal().clinic().passkeys);
    let ada = clinic.patient("Ada").await;
    assert!(matches!(ada.adds_a_passkey(&mut Device::new()).await, Err(CareError::NotFound)));
    assert!(matches!(accounts::ask_for_passkey(clinic.portal()).await, Err(CareError::NotFound)));
    assert!(ada.account().await.unwrap().passkeys.is_empty());
}
