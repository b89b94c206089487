//! the ladder against guessing, and what it tells.

use portal_care::accounts::security;
use portal_care::{CareError, Visitor, accounts};
use portal_testkit::{Clinic, Mail, Patient, both_databases, hours, minutes, seconds};
use portal_types::notice::Letter;

/// One wrong try at a username, as seen from outside; the statements it took.
async fn guess(clinic: &Clinic, visitor: &Visitor, username: &str) -> (String, u64) {
    let before = clinic.statements();
    let answer = accounts::sign_in(clinic.portal(), visitor, username, "not the right password", None).await;
    let refusal = match answer {
        Ok(_) => panic!("a wrong password opened the door"),
        Err(error) => format!("{:?}", error.refusal()),
    };
    (refusal, clinic.statements() - before)
}

async fn letters(clinic: &Clinic, ada: &Patient) -> Vec<Mail> {
    clinic.letters_to(&ada.contact).await
}

both_databases! {
    async fn r_5_4_the_wait_grows_and_is_the_same_for_a_username_that_does_not_exist(clinic) {
        let ada = clinic.patient("Ada").await;
        let stranger = clinic.visitor();
        let mut refusals = Vec::new();
        for n in 1..=16 {
            let known = guess(&clinic, &stranger, &ada.username).await;
            let unknown = guess(&clinic, &stranger, "nobody.of.this.name").await;
            assert_eq!(known.0, unknown.0, "try {n}: the answers differ");
            if n == 10 {
                assert_eq!(known.1, unknown.1 + 1, "the letter is one statement more, once");
            } else {
                assert_eq!(known.1, unknown.1, "try {n}: the work differs");
            }
            refusals.push(known.0);
            // Wait as long as the page says.
            let wait = [0, 0, 0, 0, 30, 60, 120, 240, 480, 960, 1920].get(n as usize - 1).copied().unwrap_or(3600);
            if wait > 0 {
                let refused = guess(&clinic, &stranger, &ada.username).await;
                assert_eq!(refused, (format!("TooOften {{ seconds: {wait} }}"), 1), "after try {n}");
                clinic.later(seconds(wait) - 1);
                assert!(guess(&clinic, &stranger, &ada.username).await.0.contains("TooOften"), "a moment early");
                clinic.later(1);
            }
        }
        assert!(refusals.iter().all(|r| r == "WrongCredentials"), "{refusals:?}");
        assert!(letters(&clinic, &ada).await.iter().all(|m| m.letter == Letter::WrongPasswords));
    }

    async fn r_5_4_the_right_password_does_not_pass_before_the_wait_is_over(clinic) {
        let ada = clinic.patient("Ada").await;
        for _ in 0..5 {
            assert!(matches!(ada.signs_in_with("not the right password").await, Err(CareError::WrongCredentials)));
        }
        assert!(matches!(ada.signs_in().await, Err(CareError::TooOften { seconds: 30 })));
        clinic.later(seconds(30));
        ada.signs_in().await.unwrap();
        // And then the count begins anew.
        for _ in 0..4 {
            assert!(matches!(ada.signs_in_with("not the right password").await, Err(CareError::WrongCredentials)));
        }
        ada.signs_in().await.unwrap();
    }

    async fn r_5_4_many_tries_at_one_moment_climb_the_ladder_one_by_one(clinic) {
        let ada = clinic.patient("Ada").await;
        let stranger = clinic.visitor();
        let (portal, name) = (clinic.portal(), ada.username.as_str());
        let try_it = || accounts::sign_in(portal, &stranger, name, "not the right password", None);
        let (a, b, c, d, e, f, g, h) =
            tokio::join!(try_it(), try_it(), try_it(), try_it(), try_it(), try_it(), try_it(), try_it());
        let judged = [a, b, c, d, e, f, g, h]
            .into_iter()
            .filter(|answer| matches!(answer, Err(CareError::WrongCredentials)))
            .count();
        assert_eq!(judged, 5, "the sixth and later ones were not even hashed");
    }
}

both_databases! {
    async fn r_5_4_strangers_make_a_known_device_wait_for_nothing(clinic) {
        let ada = clinic.patient("Ada").await;
        let elsewhere = ada.on_another_device();
        ada.signs_in_and_is_known().await.unwrap();
        let stranger = clinic.visitor();
        // As far as it goes: from the hundredth on, the password opens nothing for strangers.
        for _ in 0..100 {
            assert_eq!(guess(&clinic, &stranger, &ada.username).await.0, "WrongCredentials");
            clinic.later(hours(1));
        }
        assert!(matches!(elsewhere.signs_in().await, Err(CareError::TooOften { .. })));
        ada.signs_in_and_is_known().await.unwrap();
        security::prove(clinic.portal(), &ada.visitor(), portal_testkit::PASSWORD, "").await.unwrap();
        // That she is inside takes nothing back from the strangers.
        assert!(matches!(elsewhere.signs_in().await, Err(CareError::TooOften { .. })));
        clinic.outbox().await;
    }

    async fn r_5_4_a_known_device_has_a_ladder_of_its_own(clinic) {
        let ada = clinic.patient("Ada").await;
        let elsewhere = ada.on_another_device();
        ada.signs_in_and_is_known().await.unwrap();
        for _ in 0..5 {
            assert!(matches!(ada.signs_in_with("some other long password").await, Err(CareError::WrongCredentials)));
        }
        assert!(matches!(ada.signs_in_and_is_known().await, Err(CareError::TooOften { .. })), "a stolen device is no way round");
        elsewhere.signs_in().await.unwrap();
        clinic.later(seconds(30));
        ada.signs_in_and_is_known().await.unwrap();
        clinic.outbox().await;
    }

    async fn r_5_4_a_device_is_known_for_those_who_signed_in_on_it(clinic) {
        let (ada, eva) = (clinic.patient("Ada").await, clinic.patient("Eva").await);
        ada.signs_in_and_is_known().await.unwrap();
        let stranger = clinic.visitor();
        for name in [&ada.username, &eva.username] {
            for _ in 0..5 {
                guess(&clinic, &stranger, name).await;
            }
        }
        // Eva sits down at Ada's computer: it is not known for her before she was inside.
        let cookie = ada.visitor().known;
        let hers = Visitor { known: cookie.clone(), ..clinic.visitor() };
        assert!(guess(&clinic, &hers, &eva.username).await.0.contains("TooOften"));
        clinic.later(seconds(30));
        let sign_in = async |visitor: &Visitor, who: &Patient| {
            let password = portal_testkit::PASSWORD;
            accounts::sign_in(clinic.portal(), visitor, &who.username, password, None).await
        };
        let both = sign_in(&hers, &eva).await.ok().unwrap().whole().unwrap().known;
        assert_ne!(Some(&both), cookie.as_ref());
        for name in [&ada.username, &eva.username] {
            for _ in 0..6 {
                guess(&clinic, &stranger, name).await;
            }
        }
        let shared = Visitor { known: Some(both), ..clinic.visitor() };
        assert!(sign_in(&shared, &ada).await.is_ok() && sign_in(&shared, &eva).await.is_ok());
        // What was changed, cut off or made up is known to nobody.
        let real = cookie.unwrap();
        let (name, hash) = real.split_once('.').unwrap();
        for forged in [name.to_owned(), format!("{name}."), format!("{}.{hash}", "A".repeat(22)), "x".into(), format!("{name}.{}", "0".repeat(24))] {
            let forger = Visitor { known: Some(forged.clone()), ..clinic.visitor() };
            assert!(guess(&clinic, &forger, &ada.username).await.0.contains("TooOften"), "{forged}");
        }
        clinic.outbox().await;
    }
}

#[tokio::test]
async fn r_5_4_the_person_is_told_once_at_ten_in_a_row() {
    let clinic = Clinic::open().await;
    let ada = clinic.patient("Ada").await;
    for n in 1..=14 {
        assert!(ada.signs_in_with("not the right password").await.is_err());
        let told = letters(&clinic, &ada).await;
        assert_eq!(told.len(), usize::from(n == 10), "after {n} wrong passwords");
        assert!(told.iter().all(|m| m.letter == Letter::WrongPasswords));
        clinic.later(hours(1));
    }
}

/// Two wrong passwords, and then as many more as make it so many in a row.
async fn wrong_so_often(clinic: &Clinic, ada: &Patient, fails: i64) {
    for _ in 0..2 {
        assert!(ada.signs_in_with("not the right password").await.is_err());
    }
    clinic.execute("update guesses set fails = $1 where fails = 2", [fails.into()]).await;
}

#[tokio::test]
async fn r_5_4_the_person_is_told_although_the_tenth_try_was_never_judged() {
    let clinic = Clinic::open().await;
    let ada = clinic.patient("Ada").await;
    // Counted, and then the node went down.
    wrong_so_often(&clinic, &ada, 10).await;
    for told in [1, 0, 0] {
        clinic.later(hours(1));
        assert!(ada.signs_in_with("not the right password").await.is_err());
        assert_eq!(letters(&clinic, &ada).await.len(), told);
    }
    // After a sign-in the count begins anew, and so does the telling.
    clinic.later(hours(1));
    ada.signs_in().await.unwrap();
    wrong_so_often(&clinic, &ada, 9).await;
    clinic.later(hours(1));
    assert!(ada.signs_in_with("not the right password").await.is_err());
    assert_eq!(letters(&clinic, &ada).await.len(), 1);
}

#[tokio::test]
async fn r_5_4_a_wrong_proof_inside_a_session_counts_and_is_told() {
    let clinic = Clinic::open().await;
    let ada = clinic.patient("Ada").await;
    wrong_so_often(&clinic, &ada, 9).await;
    clinic.later(minutes(8));
    let wrong = security::prove(clinic.portal(), &ada.visitor(), "not the right password", "").await;
    assert!(matches!(wrong, Err(CareError::WrongCredentials)));
    let told = letters(&clinic, &ada).await;
    assert_eq!(told.iter().map(|m| &m.letter).collect::<Vec<_>>(), [&Letter::WrongPasswords]);
    assert!(matches!(ada.signs_in().await, Err(CareError::TooOften { .. })), "the same ladder");
}

#[tokio::test]
async fn r_5_4_at_a_hundred_the_password_alone_opens_nothing() {
    let clinic = Clinic::open().await;
    let ada = clinic.patient("Ada").await;
    wrong_so_often(&clinic, &ada, 99).await;
    clinic.later(hours(1));
    ada.signs_in().await.unwrap();
    wrong_so_often(&clinic, &ada, 100).await;
    clinic.days_later(400);
    assert!(matches!(ada.signs_in().await, Err(CareError::TooOften { seconds: 3600 })));
}

#[tokio::test]
async fn r_5_4_a_session_that_is_open_goes_on_while_strangers_guess() {
    let clinic = Clinic::open().await;
    let ada = clinic.patient("Ada").await;
    let stranger = clinic.visitor();
    for _ in 0..6 {
        guess(&clinic, &stranger, &ada.username).await;
    }
    assert!(ada.inbox().await.is_ok());
}

#[tokio::test]
async fn r_5_4_usernames_are_counted_together_however_they_are_written() {
    let clinic = Clinic::open().await;
    let ada = clinic.patient("Ada").await;
    let stranger = clinic.visitor();
    let upper = ada.username.to_uppercase();
    for written in [&ada.username, &upper, &format!(" {} ", ada.username), &ada.username, &upper] {
        assert_eq!(guess(&clinic, &stranger, written).await.0, "WrongCredentials");
    }
    assert!(guess(&clinic, &stranger, &upper).await.0.contains("TooOften"));
}

#[tokio::test]
async fn what_cannot_be_a_password_is_refused_without_hashing() {
    let clinic = Clinic::open().await;
    let visitor = clinic.visitor();
    for (username, password) in [("ada.example".to_owned(), "x".repeat(60_000)), ("u".repeat(60_000), "x".into())] {
        let before = clinic.statements();
        let answer = accounts::sign_in(clinic.portal(), &visitor, &username, &password, None).await;
        assert!(matches!(answer, Err(CareError::WrongCredentials)));
        assert_eq!(clinic.statements() - before, 0);
    }
}

#[tokio::test]
async fn wrong_tries_are_audited_and_name_no_password() {
    let clinic = Clinic::open().await;
    let ada = clinic.patient("Ada").await;
    let before = clinic.count("audit where action = 'sign-in' and outcome = 'wrong-credentials'").await;
    assert!(ada.signs_in_with("a password of somebody").await.is_err());
    guess(&clinic, &clinic.visitor(), "nobody.of.this.name").await;
    assert_eq!(clinic.count("audit where action = 'sign-in' and outcome = 'wrong-credentials'").await, before + 2);
    let all = clinic.everything().await;
    assert!(!all.contains("a password of somebody") && !all.contains("nobody.of.this.name"));
}

#[tokio::test]
async fn sign_in_sends_nobody_to_another_site() {
    let clinic = Clinic::open().await;
    let ada = clinic.patient("Ada").await;
    let home = format!("/p/{}", ada.id);
    for (next, to) in [
        (Some("https://evil.example/"), home.as_str()),
        (Some("//evil.example"), home.as_str()),
        (Some("/practices"), "/practices"),
        (None, home.as_str()),
    ] {
        clinic.later(minutes(1));
        let opened =
            accounts::sign_in(clinic.portal(), &clinic.visitor(), &ada.username, portal_testkit::PASSWORD, next).await;
        assert_eq!(opened.ok().unwrap().whole().unwrap().to, to, "{next:?}");
    }
}

#[tokio::test]
async fn r_1_1_an_account_that_is_not_active_does_not_sign_in() {
    for state in ["suspended", "cancelled", "locked", "pending_review", "a word nobody knows"] {
        let clinic = Clinic::open().await;
        let ada = clinic.patient("Ada").await;
        clinic.execute("update accounts set state = $1", [state.into()]).await;
        assert!(matches!(ada.signs_in().await, Err(CareError::WrongCredentials)), "{state}");
        assert!(matches!(ada.inbox().await, Err(CareError::SignedOut)), "{state}: the open session ends too");
    }
}
