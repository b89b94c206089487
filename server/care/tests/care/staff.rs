//! roles and the second factor of staff.

use data_encoding::{BASE32_NOPAD, BASE64, HEXLOWER};
use portal_care::staff::{Invitation, invite};
use portal_care::{CareError, accounts};
use portal_gateways::Keys;
use portal_testkit::{Clinic, PASSWORD, both_databases, seconds};
use portal_types::account::Role;
use portal_types::field::Problem;
use portal_types::staff::DeskFilter;

#[tokio::test]
async fn r_11_1_only_those_who_care_for_patients_read_or_answer_messages() {
    let clinic = Clinic::open().await;
    let ada = clinic.patient("Ada").await;
    let nurse = clinic.nurse().await;
    let sent = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap();
    let pool = clinic.world().pool(clinic.cardiology.id).await;
    // Billing clerks have inboxes of their own: see `topics`.
    for role in [Role::FrontDesk, Role::Enrollment, Role::Support, Role::Admin] {
        // Even as a member of the pool.
        let other = clinic.staff(role, &[&clinic.cardiology]).await;
        clinic.joins_pool(clinic.account_of(&other.username).await, pool).await;
        assert!(matches!(other.inbox(DeskFilter::All).await, Err(CareError::Denied)), "{role:?}");
        assert!(matches!(other.opens(sent.thread).await, Err(CareError::Denied)), "{role:?}");
        assert!(matches!(other.answers(sent.thread, "Yes").await, Err(CareError::Denied)), "{role:?}");
        let ear = portal_care::live::ear(clinic.portal(), &other.visitor()).await;
        assert!(matches!(ear, Err(CareError::Denied)), "{role:?}");
    }
    assert_eq!(clinic.count("messages").await, 1);
    assert!(nurse.opens(sent.thread).await.is_ok());
    let clinician = clinic.staff(Role::Clinician, &[&clinic.cardiology]).await;
    clinician.answers(sent.thread, "Yes, you may.").await.unwrap();
    clinic.outbox().await;
}

both_databases! {
    async fn r_11_5_an_authenticators_code_opens_the_door_once(clinic) {
        let nurse = clinic.nurse().await;
        // The code that was used to sign in a moment ago.
        assert!(matches!(nurse.signs_in_with(PASSWORD, &nurse.code()).await, Err(CareError::WrongCredentials)));
        clinic.later(seconds(30));
        let code = nurse.code();
        let (one, other) = tokio::join!(nurse.signs_in_with(PASSWORD, &code), nurse.signs_in_with(PASSWORD, &code));
        assert_eq!([one, other].iter().filter(|o| o.is_ok()).count(), 1, "of two at once, one");
    }
}

#[tokio::test]
async fn r_11_5_staff_need_both_factors_and_are_not_told_which_was_wrong() {
    let clinic = Clinic::open().await;
    let nurse = clinic.nurse().await;
    clinic.later(seconds(60));
    let right = nurse.code();
    let wrong = if right == "123456" { "654321" } else { "123456" };
    for (password, code) in [(PASSWORD, wrong), (PASSWORD, ""), ("not the right password", right.as_str())] {
        let answer = nurse.signs_in_with(password, code).await;
        assert!(matches!(answer, Err(CareError::WrongCredentials)), "{code}");
    }
    // A wrong code counts on the ladder like a wrong password: codes cannot be tried through.
    for _ in 0..2 {
        assert!(matches!(nurse.signs_in_with(PASSWORD, wrong).await, Err(CareError::WrongCredentials)));
    }
    assert!(matches!(nurse.signs_in_with(PASSWORD, &right).await, Err(CareError::TooOften { .. })));
    clinic.later(seconds(60));
    nurse.signs_in_with(PASSWORD, &nurse.code()).await.unwrap();
}

#[tokio::test]
async fn r_11_5_a_code_of_the_step_before_still_works_but_not_an_older_one() {
    let clinic = Clinic::open().await;
    let nurse = clinic.nurse().await;
    clinic.later(seconds(300));
    let code = nurse.code();
    clinic.later(seconds(90));
    assert!(matches!(nurse.signs_in_with(PASSWORD, &code).await, Err(CareError::WrongCredentials)));
    let code = nurse.code();
    clinic.later(seconds(30));
    nurse.signs_in_with(PASSWORD, &code).await.unwrap();
}

#[tokio::test]
async fn r_11_5_each_entrance_is_for_its_own_people() {
    let clinic = Clinic::open().await;
    let ada = clinic.patient("Ada").await;
    let nurse = clinic.nurse().await;
    clinic.later(seconds(30));
    let visitor = clinic.visitor();
    let at_patients = accounts::sign_in(clinic.portal(), &visitor, &nurse.username, PASSWORD, None).await;
    assert!(matches!(at_patients, Err(CareError::WrongCredentials)), "no staff without a second factor");
    let at_staff =
        accounts::staff_sign_in(clinic.portal(), &visitor, &ada.username, PASSWORD, &nurse.code(), None).await;
    assert!(matches!(at_staff, Err(CareError::WrongCredentials)));
    // And it looks the same as a username that does not exist.
    for username in [nurse.username.as_str(), "nobody.of.this.name"] {
        let before = clinic.statements();
        let answer = accounts::sign_in(clinic.portal(), &visitor, username, "not the right password", None).await;
        assert!(matches!(answer, Err(CareError::WrongCredentials)));
        // The count is held and raised, the account is asked for, and the refusal is audited: the chain's head, the entry.
        assert_eq!(clinic.statements() - before, 5, "{username}");
    }
}

#[tokio::test]
async fn r_11_5_the_authenticators_secret_is_sealed() {
    let clinic = Clinic::open().await;
    let invitation = Invitation {
        username: "robin.nurse".into(),
        display_name: "Robin".into(),
        role: Role::PoolNurse,
        password: PASSWORD.into(),
        practices: vec![],
    };
    let invited = invite(clinic.portal(), invitation).await.ok().unwrap();
    assert!(invited.totp_address.starts_with("otpauth://totp/"));
    let secret = BASE32_NOPAD.decode(invited.totp_typed.as_bytes()).unwrap();
    let all = clinic.everything().await.to_lowercase();
    for plain in [invited.totp_typed, HEXLOWER.encode(&secret), BASE64.encode(&secret)] {
        assert!(!all.contains(&plain.to_lowercase()), "{plain}");
    }
    assert_eq!(clinic.count("accounts where totp_sealed is null").await, 0, "always a second factor");
    // Nor is it a part of something longer; it is there for who has the key file.
    let sealed = clinic.column::<String>("select totp_sealed from accounts").await.remove(0);
    let bytes = BASE64.decode(sealed.as_bytes()).unwrap();
    assert!(!bytes.windows(secret.len()).any(|part| part == secret));
    for (master, opens) in [([7; 32], true), ([8; 32], false)] {
        let opened = Keys::from_master(&master).unseal("totp", &sealed);
        assert_eq!(opened.is_ok_and(|opened| opened == secret), opens);
    }
}

#[tokio::test]
async fn staff_have_passwords_of_the_same_rule() {
    let clinic = Clinic::open().await;
    for (password, problem) in [("short", Problem::TooShort(15)), ("passwordpassword", Problem::TooCommon)] {
        let invitation = Invitation {
            username: "robin.nurse".into(),
            display_name: "Robin".into(),
            role: Role::PoolNurse,
            password: password.into(),
            practices: vec![],
        };
        let answer = invite(clinic.portal(), invitation).await;
        assert!(matches!(answer, Err(CareError::Invalid(f)) if f[0].field == "password" && f[0].problem == problem));
    }
    assert_eq!(clinic.count("accounts").await, 0);
}
