//! Coming back without the password, and the second step: two proofs, never fewer than the account has.

use portal_care::accounts::security;
use portal_care::{CareError, Visitor, accounts};
use portal_gateways::{HashSettings, Keys, Passwords};
use portal_testkit::{Clinic, PASSWORD, Patient, both_databases, hours, minutes, seconds};
use portal_types::account::Lang;
use portal_types::field::Problem;
use portal_types::notice::{Change, Letter};
use portal_types::security::{AccountView, Happened, Proof};
use std::time::{Duration, Instant};

const NEW: &str = "eleven quiet herons at noon";

/// Asks for a link and reads it.
async fn link(clinic: &Clinic, ada: &Patient) -> String {
    accounts::forgot_password(clinic.portal(), &clinic.visitor(), &ada.username).await.unwrap();
    clinic
        .letters_to(&ada.contact)
        .await
        .into_iter()
        .find_map(|m| match m.letter {
            Letter::PasswordLink { code } => Some(code),
            _ => None,
        })
        .unwrap_or_else(|| panic!("a link"))
}

fn answer(text: &str) -> Proof {
    Proof::Answer(text.into())
}

fn is_field(error: &CareError, field: &str, problem: Problem) -> bool {
    matches!(error, CareError::Invalid(all) if all.iter().any(|p| p.field == field && p.problem == problem))
}

async fn recovers(clinic: &Clinic, code: &str, proof: Proof) -> Result<(), CareError> {
    accounts::recover(clinic.portal(), &clinic.visitor(), code, proof, NEW).await
}

both_databases! {
    async fn r_5_9_a_link_and_the_security_answer_make_a_new_password(clinic) {
        let ada = clinic.patient("Ada").await;
        let code = link(&clinic, &ada).await;
        let needs = accounts::recovery_needs(clinic.portal(), &code).await.unwrap();
        assert!(needs.question.is_some() && !needs.authenticator && !needs.recovery_code);
        recovers(&clinic, &code, answer("a BLUE  élephant")).await.unwrap();
        assert!(matches!(ada.inbox().await, Err(CareError::SignedOut)), "every session ends");
        assert!(matches!(ada.signs_in().await, Err(CareError::WrongCredentials)));
        ada.signs_in_with(NEW).await.unwrap();
        let told = clinic.letters_to(&ada.contact).await;
        assert_eq!(told.iter().map(|m| &m.letter).collect::<Vec<_>>(), [&Letter::Security { change: Change::Password }]);
        assert!(matches!(recovers(&clinic, &code, answer("a blue elephant")).await, Err(CareError::Expired)), "once");
    }

    async fn r_5_2_five_wrong_answers_end_a_link_however_they_come(clinic) {
        let ada = clinic.patient("Ada").await;
        let code = link(&clinic, &ada).await;
        for _ in 0..3 {
            let wrong = recovers(&clinic, &code, answer("a red elephant")).await.unwrap_err();
            assert!(is_field(&wrong, "answer", Problem::WrongCode), "{wrong:?}");
        }
        let (a, b) = tokio::join!(
            recovers(&clinic, &code, answer("a green elephant")),
            recovers(&clinic, &code, answer("a pink elephant"))
        );
        assert!(a.is_err() && b.is_err());
        assert!(matches!(recovers(&clinic, &code, answer("a blue elephant")).await, Err(CareError::Expired)));
        ada.signs_in().await.unwrap();
        // Four do not.
        let eva = clinic.patient("Eva").await;
        let code = link(&clinic, &eva).await;
        for _ in 0..4 {
            assert!(recovers(&clinic, &code, answer("a red elephant")).await.is_err());
        }
        recovers(&clinic, &code, answer("a blue elephant")).await.unwrap();
        clinic.outbox().await;
    }

    async fn r_5_9_recovery_never_asks_for_less_than_the_account_has(clinic) {
        let ada = clinic.patient("Ada").await;
        let (secret, codes) = ada.sets_up_an_authenticator().await;
        clinic.outbox().await;
        let code = link(&clinic, &ada).await;
        let needs = accounts::recovery_needs(clinic.portal(), &code).await.unwrap();
        assert!(needs.question.is_none() && needs.authenticator && needs.recovery_code, "the answer does no more");
        let refused = recovers(&clinic, &code, answer("a blue elephant")).await.unwrap_err();
        assert!(is_field(&refused, "kind", Problem::NotAChoice));
        clinic.later(seconds(60));
        recovers(&clinic, &code, Proof::Authenticator(ada.authenticator(&secret))).await.unwrap();
        // The second step is still there.
        ada.signs_in_with(NEW).await.unwrap();
        assert!(matches!(ada.inbox().await, Err(CareError::SignedOut)), "half a sign-in opens nothing");
        let plain = codes[0].replace('-', "");
        ada.takes_the_second_step(&plain, false).await.unwrap();
        ada.inbox().await.unwrap();
        assert!(ada.signs_in_with(NEW).await.is_ok());
        assert!(ada.takes_the_second_step(&plain, false).await.is_err(), "each code works once");
        clinic.outbox().await;
    }

    /// and safety: whether an account exists is told by no answer, no statement, no trace but the letter.
    async fn r_5_9_asking_for_a_link_tells_nobody_whether_there_is_an_account(clinic) {
        let ada = clinic.patient("Ada").await;
        // With two contacts, which is no more work than with one or none.
        let eva = clinic.patient("Eva").await;
        eva.begins_contact("eva.second@example.org").await.unwrap();
        let code = clinic.letters_to("eva.second@example.org").await.into_iter().find_map(|m| match m.letter {
            Letter::ContactCode { code } => Some(code),
            _ => None,
        });
        eva.finishes_contact(&code.unwrap()).await.unwrap();
        clinic.outbox().await;
        let mut seen = Vec::new();
        for name in [ada.username.as_str(), "nobody.of.that.name", eva.username.as_str()] {
            let visitor = clinic.visitor();
            let before = clinic.statements();
            let said = accounts::forgot_password(clinic.portal(), &visitor, name).await.is_ok();
            seen.push((said, clinic.statements() - before));
        }
        assert_eq!(seen[0], seen[1]);
        assert_eq!(seen[0], seen[2]);
        let mut seen = Vec::new();
        for email in [ada.contact.as_str(), "nobody@example.org"] {
            let visitor = clinic.visitor();
            let before = clinic.statements();
            let said = accounts::forgot_username(clinic.portal(), &visitor, ["email", email, ""]).await.is_ok();
            seen.push((said, clinic.statements() - before));
        }
        assert_eq!(seen[0], seen[1]);
        let names = clinic.letters_to(&ada.contact).await;
        let reminder = Letter::UsernameReminder { username: ada.username.clone() };
        assert!(names.iter().any(|m| m.letter == reminder), "to the contact itself");
        assert!(clinic.letters_to("nobody@example.org").await.is_empty());
        // Both of hers.
        assert_eq!(clinic.outbox().await.len(), 2);
    }

    /// as much is written for nobody as for somebody with one contact.
    async fn r_5_9_asking_for_a_link_writes_as_much_for_nobody(clinic) {
        let ada = clinic.patient("Ada").await;
        let rows = async || {
            let mut rows = 0;
            for table in ["outbox", "recoveries", "guesses"] {
                rows += clinic.count(table).await;
            }
            rows
        };
        let mut written = Vec::new();
        for name in [ada.username.as_str(), "nobody.of.that.name"] {
            let before = rows().await;
            accounts::forgot_password(clinic.portal(), &clinic.visitor(), name).await.unwrap();
            written.push(rows().await - before);
        }
        assert_eq!(written[0], written[1]);
        assert_eq!(clinic.outbox().await.len(), 1, "and one is a letter");
    }

    async fn r_5_9_nobody_uses_up_the_links_of_a_known_device(clinic) {
        let ada = clinic.patient("Ada").await;
        ada.signs_in_and_is_known().await.unwrap();
        clinic.outbox().await;
        for _ in 0..7 {
            accounts::forgot_password(clinic.portal(), &clinic.visitor(), &ada.username).await.unwrap();
        }
        assert_eq!(clinic.letters_to(&ada.contact).await.len(), 5, "a stranger has five a day for her");
        accounts::forgot_password(clinic.portal(), &ada.visitor(), &ada.username).await.unwrap();
        assert_eq!(clinic.letters_to(&ada.contact).await.len(), 1, "and she has her own");
    }
}

#[tokio::test]
async fn r_2_11_a_link_works_for_an_hour() {
    for (wait, works) in [(hours(1) - seconds(1), true), (hours(1), false)] {
        let clinic = Clinic::open().await;
        let ada = clinic.patient("Ada").await;
        let code = link(&clinic, &ada).await;
        clinic.later(wait);
        assert_eq!(accounts::recovery_needs(clinic.portal(), &code).await.is_ok(), works);
    }
}

#[tokio::test]
async fn r_5_4_recovery_takes_an_account_down_from_the_ladder() {
    let clinic = Clinic::open().await;
    let ada = clinic.patient("Ada").await;
    for _ in 0..100 {
        clinic.later(minutes(61));
        let _ = ada.signs_in_with("not the right password").await;
    }
    clinic.later(minutes(61));
    assert!(matches!(ada.signs_in().await, Err(CareError::TooOften { .. })), "off, whatever the password");
    clinic.outbox().await;
    let code = link(&clinic, &ada).await;
    recovers(&clinic, &code, answer("a blue elephant")).await.unwrap();
    ada.signs_in_with(NEW).await.unwrap();
    clinic.outbox().await;
}

#[tokio::test]
async fn r_5_2_without_the_question_only_other_proofs_are_left() {
    let clinic =
        Clinic::open_with(portal_testkit::Database::Sqlite, |s| s.clinic.security_question = false).await.unwrap();
    let ada = clinic.patient("Ada").await;
    let code = link(&clinic, &ada).await;
    assert!(accounts::recovery_needs(clinic.portal(), &code).await.unwrap().only_the_desk());
    assert!(recovers(&clinic, &code, answer("")).await.is_err());
    // Nor is an answer worth anything that was given while the operator asked for one.
    let passwords = Passwords::new(&Keys::from_master(&[7; 32]), HashSettings::FLOOR, 1, [0; 16], [0; 32]);
    let hash = passwords.hash("ablueelephant", [3; 16]).await.unwrap();
    clinic.execute("update accounts set question = 'toy', answer_hash = $1", [hash.into()]).await;
    assert!(accounts::recovery_needs(clinic.portal(), &code).await.unwrap().only_the_desk());
    let refused = recovers(&clinic, &code, answer("a blue elephant")).await.unwrap_err();
    assert!(is_field(&refused, "kind", Problem::NotAChoice), "{refused:?}");
    ada.inbox().await.unwrap();
}

#[tokio::test]
async fn an_account_is_sent_five_links_a_day_and_an_address_asks_ten_times_an_hour() {
    let clinic = Clinic::open().await;
    let ada = clinic.patient("Ada").await;
    let visitor = clinic.visitor();
    for _ in 0..10 {
        accounts::forgot_password(clinic.portal(), &visitor, &ada.username).await.unwrap();
    }
    assert_eq!(clinic.letters_to(&ada.contact).await.len(), 5);
    let eleventh = accounts::forgot_password(clinic.portal(), &visitor, &ada.username).await;
    assert!(matches!(eleventh, Err(CareError::TooOften { .. })));
}

/// A caller with one address after the other of her own network is one caller.
#[tokio::test]
async fn an_ipv6_network_asks_ten_times_an_hour() {
    let clinic = Clinic::open().await;
    let asks = async |address: &str| {
        let visitor = Visitor::new(address.parse().unwrap(), Lang::En);
        accounts::forgot_password(clinic.portal(), &visitor, "nobody.of.that.name").await
    };
    for n in 1..=10 {
        asks(&format!("2001:db8:1:2::{n}")).await.unwrap();
    }
    assert!(matches!(asks("2001:db8:1:2:ffff::1").await, Err(CareError::TooOften { .. })));
    asks("2001:db8:1:3::1").await.unwrap();
}

/// How long the quickest of five takes.
async fn quickest(ask: impl AsyncFn()) -> Duration {
    let mut quickest = Duration::MAX;
    for _ in 0..5 {
        let start = Instant::now();
        ask().await;
        quickest = quickest.min(start.elapsed());
    }
    quickest
}

/// What little more a letter costs is told by no clock: whatever was found, the answer comes after 50 milliseconds.
#[tokio::test]
async fn r_5_9_no_answer_comes_before_50_milliseconds() {
    let clinic = Clinic::open().await;
    let ada = clinic.patient("Ada").await;
    let least = Duration::from_millis(50);
    for name in [ada.username.as_str(), "nobody.of.that.name"] {
        let forgets = async || accounts::forgot_password(clinic.portal(), &clinic.visitor(), name).await.unwrap();
        assert!(quickest(forgets).await >= least, "the password of {name}");
    }
    for email in [ada.contact.as_str(), "nobody@example.org"] {
        let forgets = async || {
            accounts::forgot_username(clinic.portal(), &clinic.visitor(), ["email", email, ""]).await.unwrap();
        };
        assert!(quickest(forgets).await >= least, "the username of {email}");
    }
    let unknown = portal_types::code::ActivationCode::draw([3; 9]).printed();
    let tries = async || assert!(clinic.somebody().activates(&unknown, "1980-05-17").await.is_err());
    assert!(quickest(tries).await >= least, "an activation code (R-2.14)");
    clinic.outbox().await;
}

#[tokio::test]
async fn r_5_9_a_question_is_audited_as_begun_and_shown_as_no_recovery() {
    let clinic = Clinic::open().await;
    let ada = clinic.patient("Ada").await;
    let code = link(&clinic, &ada).await;
    accounts::forgot_username(clinic.portal(), &clinic.visitor(), ["email", &ada.contact, ""]).await.unwrap();
    assert_eq!(clinic.count("audit where action = 'recover' and outcome = 'begun'").await, 2);
    assert_eq!(clinic.count("audit where action = 'recover' and outcome = 'ok'").await, 0);
    let recovered = |account: AccountView| account.history.iter().filter(|h| h.what == Happened::Recovered).count();
    assert_eq!(recovered(ada.account().await.unwrap()), 0);
    recovers(&clinic, &code, answer("a blue elephant")).await.unwrap();
    ada.signs_in_with(NEW).await.unwrap();
    assert_eq!(recovered(ada.account().await.unwrap()), 1);
    clinic.outbox().await;
}

#[tokio::test]
async fn r_5_11_changes_ask_for_a_proof_of_the_last_ten_minutes_and_are_told_to_every_contact() {
    let clinic = Clinic::open().await;
    let ada = clinic.patient("Ada").await;
    // Signing in is a proof, for ten minutes.
    clinic.later(minutes(10) - seconds(1));
    assert!(security::begin_authenticator(clinic.portal(), &ada.visitor()).await.is_ok());
    clinic.later(seconds(1));
    let changed = security::change_password(clinic.portal(), &ada.visitor(), NEW).await;
    assert!(matches!(changed, Err(CareError::Unproven)));
    let wrong = security::prove(clinic.portal(), &ada.visitor(), "not the right password", "").await;
    assert!(matches!(wrong, Err(CareError::WrongCredentials)));
    security::prove(clinic.portal(), &ada.visitor(), PASSWORD, "").await.unwrap();
    security::change_password(clinic.portal(), &ada.visitor(), NEW).await.unwrap();
    ada.inbox().await.unwrap();
    let told = clinic.letters_to(&ada.contact).await;
    assert_eq!(told.iter().map(|m| &m.letter).collect::<Vec<_>>(), [&Letter::Security { change: Change::Password }]);
}

#[tokio::test]
async fn r_5_11_a_new_contact_is_proven_and_the_old_ones_are_told() {
    let clinic = Clinic::open().await;
    let ada = clinic.patient("Ada").await;
    ada.begins_contact("ada@example.net").await.unwrap();
    let code = clinic.code_to("ada@example.net").await.unwrap();
    let wrong = if code == "00000000" { "11111111" } else { "00000000" };
    assert!(ada.finishes_contact(wrong).await.is_err());
    ada.finishes_contact(&code).await.unwrap();
    for to in [ada.contact.as_str(), "ada@example.net"] {
        let told = clinic.letters_to(to).await;
        assert!(told.iter().any(|m| m.letter == Letter::Security { change: Change::ContactAdded }), "{to}");
    }
    ada.removes_contact(&ada.contact).await.unwrap();
    let told = clinic.letters_to(&ada.contact).await;
    assert!(
        told.iter().any(|m| m.letter == Letter::Security { change: Change::ContactRemoved }),
        "the removed one too"
    );
    clinic.outbox().await;
    assert!(ada.removes_contact("ada@example.net").await.is_err(), "never the last");
    assert!(clinic.outbox().await.is_empty());
}

#[tokio::test]
async fn r_5_10_recovery_codes_are_ten_of_eighty_bits_kept_as_hashes() {
    let clinic = Clinic::open().await;
    let ada = clinic.patient("Ada").await;
    let (_, codes) = ada.sets_up_an_authenticator().await;
    assert_eq!(codes.len(), 10);
    assert!(codes.iter().all(|code| code.replace('-', "").len() == 16));
    let everything = clinic.everything().await;
    for code in &codes {
        let plain = code.replace('-', "");
        assert!(!everything.contains(&plain) && !everything.contains(code));
    }
    clinic.outbox().await;
}

#[tokio::test]
async fn a_remembered_device_needs_no_second_step_for_thirty_days() {
    let clinic = Clinic::open().await;
    let ada = clinic.patient("Ada").await;
    let (secret, _) = ada.sets_up_an_authenticator().await;
    ada.signs_in().await.unwrap();
    assert!(matches!(ada.inbox().await, Err(CareError::SignedOut)));
    clinic.later(seconds(60));
    let code = ada.authenticator(&secret);
    ada.takes_the_second_step(&code, true).await.unwrap();
    ada.signs_in().await.unwrap();
    ada.inbox().await.unwrap();
    clinic.days_later(31);
    ada.signs_in().await.unwrap();
    assert!(matches!(ada.inbox().await, Err(CareError::SignedOut)), "asked again");
    clinic.outbox().await;
}

#[tokio::test]
async fn three_wrong_codes_send_back_to_the_password() {
    let clinic = Clinic::open().await;
    let ada = clinic.patient("Ada").await;
    let (secret, _) = ada.sets_up_an_authenticator().await;
    ada.signs_in().await.unwrap();
    clinic.later(seconds(60));
    let right = ada.authenticator(&secret);
    let wrong = if right == "000000" { "111111" } else { "000000" };
    for _ in 0..3 {
        assert!(matches!(ada.takes_the_second_step(wrong, false).await, Err(CareError::Invalid(_))));
    }
    assert!(matches!(ada.takes_the_second_step(&right, false).await, Err(CareError::Expired)));
    clinic.outbox().await;
}

#[tokio::test]
async fn sessions_are_listed_and_ended() {
    let clinic = Clinic::open().await;
    let ada = clinic.patient("Ada").await;
    let phone = ada.on_another_device();
    phone.signs_in().await.unwrap();
    let account = ada.account().await.unwrap();
    assert_eq!(account.sessions.len(), 2);
    assert_eq!(account.sessions.iter().filter(|s| s.this).count(), 1);
    ada.ends_other_sessions().await.unwrap();
    assert!(matches!(phone.inbox().await, Err(CareError::SignedOut)));
    ada.inbox().await.unwrap();
    let account = ada.account().await.unwrap();
    assert_eq!(account.sessions.len(), 1);
    assert!(!account.history.is_empty(), "and she sees what happened");
}
