//! how long a session lives, and what its secret is worth.

use portal_care::accounts::{self, Touch};
use portal_care::{CareError, Visitor};
use portal_gateways::Keys;
use portal_testkit::{Clinic, Database, Patient, both_databases, hours, minutes, seconds};
use portal_types::account::{SessionClock, Who};

async fn is_signed_in(clinic: &Clinic, visitor: &Visitor) -> bool {
    let me = accounts::me(clinic.portal(), visitor).await.unwrap();
    me.who != Who::Guest
}

async fn looks_at_a_page(clinic: &Clinic, ada: &Patient) {
    accounts::boot(clinic.portal(), &ada.visitor(), Touch::Person).await.unwrap();
}

both_databases! {
    async fn r_5_6_an_idle_session_ends_after_fifteen_minutes(clinic) {
        let ada = clinic.patient("Ada").await;
        clinic.later(minutes(15) - 1);
        assert!(is_signed_in(&clinic, &ada.visitor()).await, "asking who is there does not count as being there");
        clinic.later(1);
        assert!(!is_signed_in(&clinic, &ada.visitor()).await);
        assert!(matches!(ada.inbox().await, Err(CareError::SignedOut)));
        assert!(matches!(accounts::stay(clinic.portal(), &ada.visitor()).await, Err(CareError::SignedOut)));
        looks_at_a_page(&clinic, &ada).await;
        assert!(!is_signed_in(&clinic, &ada.visitor()).await, "what has ended stays ended");
    }
}

#[tokio::test]
async fn r_5_6_whatever_happens_a_session_ends_after_twelve_hours() {
    let clinic = Clinic::open().await;
    let ada = clinic.patient("Ada").await;
    let opened = clinic.now();
    while clinic.now() + minutes(10) < opened + hours(12) {
        clinic.later(minutes(10));
        accounts::stay(clinic.portal(), &ada.visitor()).await.unwrap();
    }
    clinic.later(opened + hours(12) - clinic.now() - 1);
    assert!(is_signed_in(&clinic, &ada.visitor()).await);
    clinic.later(1);
    assert!(!is_signed_in(&clinic, &ada.visitor()).await);
}

#[tokio::test]
async fn r_5_6_staying_gives_another_idle_period_and_the_warning_comes_two_minutes_before() {
    let clinic = Clinic::open().await;
    let ada = clinic.patient("Ada").await;
    clinic.later(minutes(13));
    let clock = accounts::session_clock(clinic.portal(), &ada.visitor()).await.unwrap();
    assert_eq!((clock.warn_in, clock.idle_in), (0, 120));
    let again = accounts::session_clock(clinic.portal(), &ada.visitor()).await.unwrap();
    assert_eq!(again.idle_in, 120, "asking does not prolong it");
    let clock = accounts::stay(clinic.portal(), &ada.visitor()).await.unwrap();
    assert_eq!(clock, SessionClock { warn_in: 13 * 60, idle_in: 15 * 60, absolute_in: 12 * 3600 - 13 * 60 });
    clinic.later(minutes(14));
    looks_at_a_page(&clinic, &ada).await;
    clinic.later(minutes(14));
    assert!(is_signed_in(&clinic, &ada.visitor()).await, "a page counts as being there");
}

#[tokio::test]
async fn r_5_6_the_operator_chooses_between_five_and_thirty_minutes_and_at_most_twelve_hours() {
    for (set, idle) in [(1, 5), (5, 5), (20, 20), (30, 30), (600, 30)] {
        let clinic = Clinic::open_with(Database::Sqlite, |s| s.idle_minutes = set).await.unwrap();
        let ada = clinic.patient("Ada").await;
        clinic.later(minutes(idle) - seconds(1));
        assert!(is_signed_in(&clinic, &ada.visitor()).await, "{set}");
        clinic.later(seconds(1));
        assert!(!is_signed_in(&clinic, &ada.visitor()).await, "{set}");
    }
    let clinic = Clinic::open_with(Database::Sqlite, |s| s.absolute_hours = 100).await.unwrap();
    let ada = clinic.patient("Ada").await;
    let clock = accounts::session_clock(clinic.portal(), &ada.visitor()).await.unwrap();
    assert_eq!(clock.absolute_in, 12 * 3600);
}

both_databases! {
    async fn r_5_8_signing_in_replaces_the_session_that_came_along(clinic) {
        let ada = clinic.patient("Ada").await;
        let before = ada.visitor();
        ada.signs_in().await.unwrap();
        assert_ne!(before.session, ada.visitor().session);
        assert!(!is_signed_in(&clinic, &before).await, "the old secret is dead");
        assert!(is_signed_in(&clinic, &ada.visitor()).await);
    }

    async fn r_5_8_a_secret_that_was_planted_is_worth_nothing(clinic) {
        let ada = clinic.patient("Ada").await;
        let mut planted = clinic.visitor();
        planted.session = Some("a-secret-that-somebody-else-has-chosen".into());
        let opened = accounts::sign_in(clinic.portal(), &planted, &ada.username, portal_testkit::PASSWORD, None).await;
        assert_ne!(opened.ok().unwrap().whole().unwrap().token, "a-secret-that-somebody-else-has-chosen");
        assert!(!is_signed_in(&clinic, &planted).await);
    }

    async fn r_5_8_signing_out_kills_the_secret_for_every_copy_of_it(clinic) {
        let ada = clinic.patient("Ada").await;
        let copy = ada.visitor();
        ada.signs_out().await.unwrap();
        assert!(!is_signed_in(&clinic, &copy).await);
        assert!(matches!(ada.inbox().await, Err(CareError::SignedOut)));
        // Signing out twice is signing out.
        ada.signs_out().await.unwrap();
    }
}

#[tokio::test]
async fn r_5_8_the_database_holds_only_the_hash_of_a_secret_of_256_bits() {
    let clinic = Clinic::open().await;
    let ada = clinic.patient("Ada").await;
    let token = ada.visitor().session.unwrap();
    assert_eq!(data_encoding::BASE64URL_NOPAD.decode(token.as_bytes()).unwrap().len(), 32);
    let hashes: Vec<String> = clinic.column("select token_hash from sessions").await;
    assert_eq!(hashes, [Keys::token_hash(&token)]);
    assert!(!clinic.everything().await.contains(&token));
    // Whoever has read the database cannot sign in with what it holds.
    let mut thief = clinic.visitor();
    thief.session = Some(hashes[0].clone());
    assert!(!is_signed_in(&clinic, &thief).await);
}

#[tokio::test]
async fn r_5_8_two_browsers_have_two_sessions_and_one_of_them_ends_alone() {
    let clinic = Clinic::open().await;
    let ada = clinic.patient("Ada").await;
    let other = clinic.visitor();
    let opened = accounts::sign_in(clinic.portal(), &other, &ada.username, portal_testkit::PASSWORD, None).await;
    let other = Visitor { session: Some(opened.ok().unwrap().whole().unwrap().token), ..other };
    ada.signs_out().await.unwrap();
    assert!(is_signed_in(&clinic, &other).await);
}
