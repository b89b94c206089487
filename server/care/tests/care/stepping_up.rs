//! who changes a colleague's account, or invites one, has proven within the last ten minutes who she is.

use portal_care::{CareError, accounts};
use portal_testkit::{Clinic, PASSWORD, Staff, minutes, seconds};
use portal_types::account::{AccountState, Role};
use portal_types::administration::StaffAct;
use portal_types::ids::AccountId;

/// The account of a colleague, as the desk finds it.
async fn account_of(admin: &Staff, of: &Staff) -> AccountId {
    let rows = admin.colleagues().await.unwrap().page.rows;
    rows.iter().find(|row| row.name == of.display_name).unwrap().account
}

fn unproven<T>(answer: &Result<T, CareError>) -> bool {
    matches!(answer, Err(CareError::Unproven))
}

#[tokio::test]
async fn r_11_1_after_ten_minutes_every_change_of_a_colleague_asks_for_a_proof() {
    let clinic = Clinic::open().await;
    let nurse = clinic.nurse().await;
    let admin = clinic.staff(Role::Admin, &[]).await;
    let account = account_of(&admin, &nurse).await;
    let invites =
        async |username: &str| admin.invites_colleague(username, Role::Support, vec![], clinic.world().intent()).await;
    let practices = || vec![clinic.cardiology.id];
    // Signing in is a proof; nine minutes and 58 seconds later it is still one.
    clinic.later(minutes(10) - seconds(2));
    assert!(admin.colleagues().await.unwrap().proven_for <= 2);
    invites("nora.ortiz").await.unwrap();
    admin.changes(account, Role::PoolNurse, practices()).await.unwrap();
    admin.does(account, StaffAct::EndSessions).await.unwrap();

    clinic.later(seconds(2));
    let before = clinic.counts().await;
    assert!(unproven(&invites("eva.lund").await));
    assert!(unproven(&admin.changes(account, Role::FrontDesk, practices()).await));
    for act in StaffAct::ALL {
        assert!(unproven(&admin.does(account, act).await), "{act:?}");
    }
    assert_eq!(clinic.counts().await, before);
    assert_eq!(admin.colleagues().await.unwrap().proven_for, 0, "looking needs none");
    let shown = admin.opens_colleague(account).await.unwrap();
    assert_eq!((shown.proven_for, shown.state, shown.role), (0, AccountState::Active, Role::PoolNurse));

    clinic.later(seconds(30));
    admin.proves(PASSWORD, &admin.code()).await.unwrap();
    assert!(admin.colleagues().await.unwrap().proven_for > 590);
    assert!(admin.opens_colleague(account).await.unwrap().proven_for > 590);
    invites("eva.lund").await.unwrap();
    admin.changes(account, Role::FrontDesk, practices()).await.unwrap();
    admin.does(account, StaffAct::Suspend).await.unwrap();
}

#[tokio::test]
async fn r_11_1_the_proof_is_password_and_code_and_each_code_is_one_once() {
    let clinic = Clinic::open().await;
    let nurse = clinic.nurse().await;
    let admin = clinic.staff(Role::Admin, &[]).await;
    let account = account_of(&admin, &nurse).await;
    clinic.later(minutes(10));
    let right = admin.code();
    let wrong = if right == "123456" { "654321" } else { "123456" };
    for (password, code) in [("not the right password", right.as_str()), (PASSWORD, wrong), (PASSWORD, "")] {
        let proven = admin.proves(password, code).await;
        assert!(matches!(proven, Err(CareError::WrongCredentials)), "{code}: {proven:?}");
        assert!(unproven(&admin.does(account, StaffAct::EndSessions).await));
    }
    admin.proves(PASSWORD, &right).await.unwrap();
    admin.does(account, StaffAct::EndSessions).await.unwrap();
    // Whoever has read the code over her shoulder.
    let again = admin.proves(PASSWORD, &right).await;
    assert!(matches!(again, Err(CareError::WrongCredentials)), "{again:?}");
    assert_eq!(clinic.count("audit where action = 'prove' and outcome = 'ok'").await, 1);
}

#[tokio::test]
async fn r_11_1_one_administrator_s_proof_is_not_another_s() {
    let clinic = Clinic::open().await;
    let nurse = clinic.nurse().await;
    let admin = clinic.staff(Role::Admin, &[]).await;
    let account = account_of(&admin, &nurse).await;
    clinic.later(minutes(10));
    let other = clinic.staff(Role::Admin, &[]).await;
    assert!(unproven(&admin.does(account, StaffAct::Suspend).await));
    other.does(account, StaffAct::Suspend).await.unwrap();
}

#[tokio::test]
async fn r_11_5_unlocking_a_session_proves_nothing_for_changes() {
    let clinic = Clinic::open().await;
    let nurse = clinic.nurse().await;
    let admin = clinic.staff(Role::Admin, &[]).await;
    let account = account_of(&admin, &nurse).await;
    clinic.later(minutes(10));
    admin.locks(None).await.unwrap();
    admin.unlocks(PASSWORD, None).await.unwrap();
    assert!(accounts::session_clock(clinic.portal(), &admin.visitor()).await.is_ok());
    assert_eq!(admin.colleagues().await.unwrap().proven_for, 0);
    assert!(unproven(&admin.does(account, StaffAct::Suspend).await));
}
