//! a shared workstation is locked with one press, and opened again by the password of its person.

use portal_care::accounts::{self, Touch, security};
use portal_care::{Action, CareError, Portal, Visitor, live};
use portal_store::Tx;
use portal_testkit::{Clinic, PASSWORD, both_databases, minutes, seconds};
use portal_types::account::{Lang, Role, Who};
use portal_types::staff::DeskFilter;
use sea_orm::{ConnectionTrait as _, Statement};
use std::time::Duration;

const WRONG: &str = "not the right password";

/// Runs a statement in a transaction that is open.
async fn run(tx: &Tx, sql: &str) {
    let statement = Statement::from_string(tx.get_database_backend(), sql);
    tx.execute_raw(statement).await.unwrap();
}

/// Lets others come as far as they get, then makes a change durable.
async fn commit_later(tx: Tx) {
    tokio::time::sleep(Duration::from_millis(300)).await;
    tx.commit().await.unwrap();
}

async fn who(portal: &Portal, visitor: &Visitor) -> Who {
    accounts::me(portal, visitor).await.unwrap().who
}

fn locked<T>(answer: &Result<T, CareError>) -> bool {
    matches!(answer, Err(CareError::Locked))
}

fn wrong<T>(answer: &Result<T, CareError>) -> bool {
    matches!(answer, Err(CareError::WrongCredentials))
}

both_databases! {
    async fn r_11_5_a_locked_session_opens_nothing_on_any_server_until_the_password_was_entered(clinic) {
        let ada = clinic.patient("Ada").await;
        let nurse = clinic.nurse().await;
        let sent = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap();
        let node = clinic.another_node().await;
        let there = nurse.at(&node);
        let page = format!("/desk/{}", sent.thread);
        assert_eq!(nurse.locks(Some(&page)).await.unwrap(), format!("/staff/locked?next={page}"));
        for (portal, nurse) in [(clinic.portal(), &nurse), (&node.portal, &there)] {
            let visitor = nurse.visitor();
            assert!(locked(&nurse.inbox(DeskFilter::All).await));
            assert!(locked(&nurse.opens(sent.thread).await));
            assert!(locked(&nurse.answers(sent.thread, "Yes, you may.").await));
            assert!(locked(&live::ear(portal, &visitor).await));
            assert!(locked(&accounts::session_clock(portal, &visitor).await));
            assert!(locked(&accounts::stay(portal, &visitor).await));
            assert_eq!(who(portal, &visitor).await, Who::Locked { name: nurse.display_name.clone() });
        }
        assert_eq!(clinic.count("messages").await, 1);
        assert!(wrong(&there.unlocks(WRONG, None).await));
        assert!(locked(&nurse.inbox(DeskFilter::All).await), "it stays locked");
        assert_eq!(there.unlocks(PASSWORD, Some(&page)).await.unwrap(), page);
        nurse.opens(sent.thread).await.unwrap();
        there.inbox(DeskFilter::All).await.unwrap();
        let told = "select kind || ' ' || action || ' ' || outcome from audit
                    where action in ('lock', 'unlock') order by seq";
        let told: Vec<String> = clinic.column(told).await;
        assert_eq!(told, ["pool_nurse lock ok", "locked unlock wrong-credentials", "locked unlock ok"]);
    }

    async fn r_11_5_pressed_twice_or_in_two_tabs_each_is_done_once(clinic) {
        let nurse = clinic.nurse().await;
        let since = async || clinic.column::<i64>("select locked_at from sessions where locked_at is not null").await;
        let (one, other) = tokio::join!(nurse.locks(None), nurse.locks(None));
        assert!(one.is_ok() && other.is_ok());
        let first = since().await;
        assert_eq!(first.len(), 1);
        clinic.later(minutes(1));
        let again = async || clinic.count("audit where action = 'lock' and outcome = 'again'").await;
        let before = again().await;
        nurse.locks(None).await.unwrap();
        assert_eq!(since().await, first, "locked since the first press");
        assert_eq!(again().await, before + 1);
        let (one, other) = tokio::join!(nurse.unlocks(PASSWORD, None), nurse.unlocks(PASSWORD, None));
        assert!(one.is_ok() && other.is_ok(), "{one:?} {other:?}");
        assert!(since().await.is_empty());
        assert!(nurse.unlocks(PASSWORD, None).await.is_ok(), "in another tab she is back already");
        nurse.inbox(DeskFilter::All).await.unwrap();
    }

    async fn r_5_4_wrong_passwords_at_a_locked_session_count_and_wait_as_at_the_entrance(clinic) {
        let nurse = clinic.nurse().await;
        nurse.locks(None).await.unwrap();
        for _ in 0..5 {
            assert!(wrong(&nurse.unlocks(WRONG, None).await));
        }
        assert!(matches!(nurse.unlocks(PASSWORD, None).await, Err(CareError::TooOften { seconds: 30 })));
        let entrance = nurse.signs_in_with(PASSWORD, &nurse.code()).await;
        assert!(matches!(entrance, Err(CareError::TooOften { .. })), "the same ladder");
        assert!(locked(&nurse.inbox(DeskFilter::All).await));
        clinic.later(seconds(30));
        nurse.unlocks(PASSWORD, None).await.unwrap();
        nurse.inbox(DeskFilter::All).await.unwrap();
    }

    /// Four codes, lock, unlock, four codes: that would be all of them in a day.
    async fn r_5_4_who_knows_the_password_does_not_get_more_codes_by_locking(clinic) {
        let admin = clinic.staff(Role::Admin, &[]).await;
        let code = if admin.code() == "000000" { "111111" } else { "000000" };
        let mut judged = 0;
        for _ in 0..20 {
            judged += i32::from(wrong(&admin.proves(PASSWORD, code).await));
            admin.locks(None).await.unwrap();
            if admin.unlocks(PASSWORD, None).await.is_err() {
                break;
            }
        }
        assert_eq!(judged, 5, "then the ladder says wait");
        clinic.later(seconds(30));
        admin.unlocks(PASSWORD, None).await.unwrap();
        assert_eq!(clinic.count("guesses where fails = 5").await, 1, "a right password takes nothing back");
        admin.proves(PASSWORD, &admin.code()).await.unwrap();
        assert_eq!(clinic.count("guesses where fails > 0").await, 0, "password and code do");
    }

    async fn r_5_6_a_locked_session_ends_like_one_that_is_left_alone(clinic) {
        let nurse = clinic.nurse().await;
        let (portal, visitor) = (clinic.portal(), nurse.visitor());
        clinic.later(minutes(5));
        nurse.locks(None).await.unwrap();
        for left in [7, 4, 1] {
            clinic.later(minutes(3));
            // Looked at, tried, locked once more: that may be anybody.
            let boot = accounts::boot(portal, &visitor, Touch::Person).await.unwrap();
            assert!(boot.session.unwrap().idle_in <= left * 60);
            assert!(wrong(&nurse.unlocks(WRONG, None).await));
            nurse.locks(None).await.unwrap();
        }
        assert!(matches!(who(portal, &visitor).await, Who::Locked { .. }));
        clinic.later(minutes(1));
        assert_eq!(who(portal, &visitor).await, Who::Guest);
        assert!(matches!(nurse.unlocks(PASSWORD, None).await, Err(CareError::SignedOut)));
        assert!(matches!(nurse.locks(None).await, Err(CareError::SignedOut)));
    }

    async fn r_5_6_unlocking_counts_as_the_person(clinic) {
        let nurse = clinic.nurse().await;
        nurse.locks(None).await.unwrap();
        clinic.later(minutes(14));
        nurse.unlocks(PASSWORD, None).await.unwrap();
        clinic.later(minutes(14));
        nurse.inbox(DeskFilter::All).await.unwrap();
        clinic.later(minutes(1));
        assert!(matches!(nurse.inbox(DeskFilter::All).await, Err(CareError::SignedOut)));
    }

    async fn r_5_6_what_was_under_way_does_not_prolong_a_session_that_is_locked_meanwhile(clinic) {
        let nurse = clinic.nurse().await;
        let seen = async || clinic.column::<i64>("select seen_at from sessions").await;
        let before = seen().await;
        clinic.later(minutes(5));
        let tx = clinic.db().begin().await.unwrap();
        run(&tx, "update sessions set locked_at = 1").await;
        let visitor = nurse.visitor();
        let _ = tokio::join!(accounts::stay(clinic.portal(), &visitor), commit_later(tx));
        assert_eq!(seen().await, before);
    }

    async fn r_11_5_a_password_that_was_changed_meanwhile_opens_no_session_again(clinic) {
        let nurse = clinic.nurse().await;
        nurse.locks(None).await.unwrap();
        let tx = clinic.db().begin().await.unwrap();
        run(&tx, "update accounts set password_hash = 'another hash'").await;
        let (opened, ()) = tokio::join!(nurse.unlocks(PASSWORD, None), commit_later(tx));
        assert!(wrong(&opened), "{opened:?}");
        assert!(locked(&nurse.inbox(DeskFilter::All).await));
    }
}

#[tokio::test]
async fn r_5_4_at_a_hundred_wrong_ones_the_password_opens_no_locked_session() {
    let clinic = Clinic::open().await;
    let nurse = clinic.nurse().await;
    nurse.locks(None).await.unwrap();
    assert!(wrong(&nurse.unlocks(WRONG, None).await));
    for (fails, opens) in [(99_i64, true), (100, false)] {
        clinic.execute("update guesses set fails = $1, last_at = 0 where fails > 0", [fails.into()]).await;
        let opened = nurse.unlocks(PASSWORD, None).await;
        assert_eq!(opened.is_ok(), opens, "{fails}: {opened:?}");
        nurse.locks(None).await.unwrap();
    }
    assert!(locked(&nurse.inbox(DeskFilter::All).await));
}

#[tokio::test]
async fn r_5_4_strangers_make_nobody_wait_at_her_own_locked_workstation() {
    let clinic = Clinic::open().await;
    let (portal, nurse) = (clinic.portal(), clinic.nurse().await);
    clinic.later(seconds(30));
    let here = clinic.visitor();
    let opened = accounts::staff_sign_in(portal, &here, &nurse.username, PASSWORD, &nurse.code(), None).await;
    let opened = opened.ok().unwrap();
    let here = Visitor { session: Some(opened.token), known: Some(opened.known), ..here };
    portal.write(&here, Action::Lock, async |call| accounts::lock(call, None).await).await.unwrap();
    let stranger = clinic.visitor();
    let guess = async || accounts::staff_sign_in(portal, &stranger, &nurse.username, WRONG, "123456", None).await;
    for _ in 0..5 {
        assert!(wrong(&guess().await));
    }
    assert!(matches!(guess().await, Err(CareError::TooOften { .. })));
    accounts::unlock(portal, &here, PASSWORD, None).await.unwrap();
    assert!(matches!(who(portal, &here).await, Who::Staff { .. }));
}

#[tokio::test]
async fn r_11_5_what_a_locked_session_is_refused_is_neither_counted_nor_kept() {
    let clinic = Clinic::open().await;
    let admin = clinic.staff(Role::Admin, &[]).await;
    let (portal, visitor) = (clinic.portal(), admin.visitor());
    clinic.later(seconds(60));
    admin.locks(None).await.unwrap();
    let before = clinic.everything().await;
    assert!(locked(&admin.proves(PASSWORD, &admin.code()).await));
    assert!(locked(&admin.proves(WRONG, "123456").await));
    assert!(locked(&security::change_password(portal, &visitor, "eleven quiet herons at noon").await));
    assert!(locked(&security::finish_authenticator(portal, &visitor, "123456").await));
    assert!(locked(&security::remove_authenticator(portal, &visitor).await));
    assert!(locked(&admin.colleagues().await));
    assert_eq!(clinic.everything().await, before);
    // Nor is the account's language, for letters, what whoever sits there now reads.
    accounts::set_language(portal, &visitor, Lang::Es).await.unwrap();
    assert_eq!(clinic.everything().await, before);
}

#[tokio::test]
async fn r_11_5_the_way_back_is_a_page_of_the_desks() {
    let clinic = Clinic::open().await;
    let nurse = clinic.nurse().await;
    for (next, back) in [
        (None, None),
        (Some("/desk"), Some("/desk")),
        (Some("/desk/admin/terms?show=all"), Some("/desk/admin/terms?show=all")),
        (Some("/desktop"), None),
        (Some("/p/0190"), None),
        (Some("//evil.example/desk/"), None),
        (Some("https://evil.example/desk/"), None),
    ] {
        let to = back.map_or_else(|| "/staff/locked".to_owned(), |back| format!("/staff/locked?next={back}"));
        assert_eq!(nurse.locks(next).await.unwrap(), to, "{next:?}");
        assert_eq!(nurse.unlocks(PASSWORD, next).await.unwrap(), back.unwrap_or("/desk/queue"), "{next:?}");
    }
    let front = clinic.staff(Role::FrontDesk, &[&clinic.cardiology]).await;
    front.locks(None).await.unwrap();
    assert_eq!(front.unlocks(PASSWORD, None).await.unwrap(), "/desk/patients", "each role's own");
}

#[tokio::test]
async fn r_11_5_only_staff_lock_their_sessions() {
    let clinic = Clinic::open().await;
    let ada = clinic.patient("Ada").await;
    let portal = clinic.portal();
    let locks = async |visitor: &Visitor| {
        portal.write(visitor, Action::Lock, async |call| accounts::lock(call, None).await).await
    };
    assert!(matches!(locks(&ada.visitor()).await, Err(CareError::Denied)));
    assert!(matches!(accounts::unlock(portal, &ada.visitor(), PASSWORD, None).await, Err(CareError::Denied)));
    ada.inbox().await.unwrap();
    assert!(matches!(locks(&clinic.visitor()).await, Err(CareError::SignedOut)));
    assert!(matches!(accounts::unlock(portal, &clinic.visitor(), PASSWORD, None).await, Err(CareError::SignedOut)));
}

#[tokio::test]
async fn r_11_5_one_workstation_is_locked_and_the_others_of_its_person_are_not() {
    let clinic = Clinic::open().await;
    let (portal, nurse) = (clinic.portal(), clinic.nurse().await);
    clinic.later(seconds(30));
    let elsewhere = clinic.visitor();
    let opened = accounts::staff_sign_in(portal, &elsewhere, &nurse.username, PASSWORD, &nurse.code(), None).await;
    let elsewhere = Visitor { session: Some(opened.ok().unwrap().token), ..elsewhere };
    nurse.locks(None).await.unwrap();
    assert!(matches!(who(portal, &elsewhere).await, Who::Staff { .. }));
    assert!(live::ear(portal, &elsewhere).await.is_ok());
    assert!(locked(&nurse.inbox(DeskFilter::All).await));
}

#[tokio::test]
async fn r_11_5_who_is_somebody_else_ends_the_session_or_signs_in() {
    let clinic = Clinic::open().await;
    let (portal, nurse) = (clinic.portal(), clinic.nurse().await);
    let other = clinic.staff(Role::Clinician, &[&clinic.cardiology]).await;
    nurse.locks(None).await.unwrap();
    let gone = accounts::sign_out(portal, &nurse.visitor()).await.unwrap();
    assert_eq!(gone.to, "/staff", "she works here, too");
    assert_eq!(who(portal, &nurse.visitor()).await, Who::Guest);
    assert!(matches!(nurse.unlocks(PASSWORD, None).await, Err(CareError::SignedOut)));
    nurse.signs_in().await.unwrap();
    nurse.locks(None).await.unwrap();
    let here = nurse.visitor();
    let opened = accounts::staff_sign_in(portal, &here, &other.username, PASSWORD, &other.code(), None).await;
    assert!(opened.is_ok());
    assert_eq!(who(portal, &here).await, Who::Guest, "the locked one has ended");
    assert!(matches!(nurse.unlocks(PASSWORD, None).await, Err(CareError::SignedOut)));
}
