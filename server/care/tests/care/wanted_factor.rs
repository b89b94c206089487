//! where the operator asks everybody for a second factor, no chart opens without one.

use portal_care::accounts::{self, security};
use portal_care::{CareError, live};
use portal_store::Tx;
use portal_testkit::{Clinic, Database, Device, Patient, both_databases, new_version};
use portal_types::account::{Role, Who};
use portal_types::agreement::AgreementKind;
use portal_types::ids::{PasskeyId, ThreadId};
use portal_types::notice::Nudge;
use portal_types::staff::DeskFilter;
use sea_orm::{ConnectionTrait as _, Statement};
use std::time::Duration;
use uuid::Uuid;

/// Somebody acts while the account is held, and goes on when it is let go.
async fn while_it_is_held<T>(clinic: &Clinic, act: impl Future<Output = T>) -> T {
    let tx = clinic.db().begin().await.unwrap();
    let held = Statement::from_string(tx.get_database_backend(), "update accounts set state = state");
    tx.execute_raw(held).await.unwrap();
    let later = async |tx: Tx| {
        tokio::time::sleep(Duration::from_millis(300)).await;
        tx.commit().await.unwrap();
    };
    tokio::join!(act, later(tx)).0
}

fn wanted<T>(answer: &Result<T, CareError>) -> bool {
    matches!(answer, Err(CareError::NeedsFactor))
}

/// Whether her streams hear of her own messages.
async fn hears(clinic: &Clinic, ada: &Patient) -> bool {
    let pool = clinic.world().pool(clinic.cardiology.id).await;
    let nudge = Nudge { patient: ada.id, pool, thread: ThreadId(Uuid::max()), private: false };
    live::ear(clinic.portal(), &ada.visitor()).await.unwrap().hears(&nudge, clinic.now())
}

/// Charts that a page is drawn with, and whether it says that a factor is wanted.
async fn charts(clinic: &Clinic, ada: &Patient) -> (usize, bool) {
    match accounts::me(clinic.portal(), &ada.visitor()).await.unwrap().who {
        Who::Patient { charts, needs_factor, .. } => (charts.len(), needs_factor),
        other => panic!("a patient: {other:?}"),
    }
}

async fn passkeys(ada: &Patient) -> Vec<PasskeyId> {
    ada.account().await.unwrap().passkeys.iter().map(|passkey| passkey.passkey).collect()
}

both_databases! {
    with |settings| settings.second_factor = true;

    async fn r_5_5_where_a_second_factor_is_asked_for_no_chart_opens_without_one(clinic) {
        let ada = clinic.patient("Ada").await;
        let nurse = clinic.nurse().await;
        assert!(wanted(&ada.inbox().await));
        assert!(wanted(&ada.compose_options().await));
        assert!(wanted(&ada.writes_to(&clinic.cardiology, "May I travel?").await));
        assert!(wanted(&ada.opens(ThreadId(Uuid::max())).await));
        assert!(!hears(&clinic, &ada).await);
        assert_eq!(charts(&clinic, &ada).await, (0, true));
        assert_eq!(clinic.count("messages").await, 0);
        let account = ada.account().await.unwrap();
        assert!(account.needs_factor && account.factor_stays);
        // Begun is not done.
        security::begin_authenticator(clinic.portal(), &ada.visitor()).await.unwrap();
        assert!(wanted(&ada.inbox().await));
        ada.sets_up_an_authenticator().await;
        // The session that has set it up goes on.
        ada.inbox().await.unwrap();
        ada.compose_options().await.unwrap();
        let sent = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap();
        ada.opens(sent.thread).await.unwrap();
        assert!(hears(&clinic, &ada).await);
        assert_eq!(charts(&clinic, &ada).await, (1, false));
        assert!(!ada.account().await.unwrap().needs_factor);
        // Staff have theirs from the start.
        nurse.inbox(DeskFilter::All).await.unwrap();
        clinic.outbox().await;
    }

    async fn r_5_5_a_passkey_is_a_second_factor_while_it_works(clinic) {
        let ada = clinic.patient("Ada").await;
        ada.adds_a_passkey(&mut Device::new()).await.unwrap();
        ada.inbox().await.unwrap();
        assert_eq!(charts(&clinic, &ada).await, (1, false));
        assert!(!ada.account().await.unwrap().needs_factor);
        // A copy of it has turned up.
        clinic.execute("update passkeys set stopped_at = 1", []).await;
        assert!(wanted(&ada.inbox().await));
        assert_eq!(charts(&clinic, &ada).await, (0, true));
        assert!(ada.account().await.unwrap().needs_factor);
        clinic.outbox().await;
    }

    async fn r_5_5_the_last_second_factor_is_not_removed(clinic) {
        let ada = clinic.patient("Ada").await;
        let removes_authenticator = async || security::remove_authenticator(clinic.portal(), &ada.visitor()).await;
        ada.sets_up_an_authenticator().await;
        assert!(matches!(removes_authenticator().await, Err(CareError::Conflict)));
        assert!(ada.account().await.unwrap().authenticator);
        let mut phone = Device::new();
        ada.adds_a_passkey(&mut phone).await.unwrap();
        removes_authenticator().await.unwrap();
        let first = passkeys(&ada).await[0];
        assert!(matches!(ada.removes_passkey(first).await, Err(CareError::Conflict)));
        ada.adds_a_passkey(&mut phone).await.unwrap();
        let second = passkeys(&ada).await[1];
        // One that does not work is no factor: it may go, and does not keep the other.
        clinic.execute("update passkeys set stopped_at = 1 where id = $1", [first.0.into()]).await;
        assert!(matches!(ada.removes_passkey(second).await, Err(CareError::Conflict)));
        ada.removes_passkey(first).await.unwrap();
        ada.removes_passkey(first).await.unwrap();
        assert_eq!(passkeys(&ada).await, [second]);
        ada.inbox().await.unwrap();
        // With an authenticator besides, the passkey may go.
        ada.sets_up_an_authenticator().await;
        ada.removes_passkey(second).await.unwrap();
        ada.inbox().await.unwrap();
        clinic.outbox().await;
    }

    async fn r_5_5_of_the_last_two_second_factors_one_stays(clinic) {
        let ada = clinic.patient("Ada").await;
        let mut phone = Device::new();
        let left = async || {
            clinic.count("passkeys").await + clinic.count("accounts where totp_sealed is not null").await
        };
        // An authenticator and a passkey.
        ada.sets_up_an_authenticator().await;
        ada.adds_a_passkey(&mut phone).await.unwrap();
        let (visitor, passkey) = (ada.visitor(), passkeys(&ada).await[0]);
        let removes = async {
            tokio::join!(ada.removes_passkey(passkey), security::remove_authenticator(clinic.portal(), &visitor))
        };
        let (one, other) = while_it_is_held(&clinic, removes).await;
        assert_eq!([&one, &other].iter().filter(|done| done.is_ok()).count(), 1, "{one:?} {other:?}");
        assert_eq!(left().await, 1);
        ada.inbox().await.unwrap();
        // Two passkeys and nothing else.
        clinic.execute("update accounts set totp_sealed = null", []).await;
        while left().await < 2 {
            ada.adds_a_passkey(&mut phone).await.unwrap();
        }
        let both = passkeys(&ada).await;
        let removes = async { tokio::join!(ada.removes_passkey(both[0]), ada.removes_passkey(both[1])) };
        let (one, other) = while_it_is_held(&clinic, removes).await;
        assert_eq!([&one, &other].iter().filter(|done| done.is_ok()).count(), 1, "{one:?} {other:?}");
        assert_eq!(left().await, 1);
        ada.inbox().await.unwrap();
        clinic.outbox().await;
    }
}

/// What is no chart stays open, and new terms come first.
#[tokio::test]
async fn r_5_5_who_needs_a_second_factor_keeps_the_rest_of_her_account() {
    let asks = |settings: &mut portal_care::Settings| settings.second_factor = true;
    let clinic = Clinic::open_with(Database::Sqlite, asks).await.unwrap();
    let ada = clinic.patient("Ada").await;
    let admin = clinic.staff(Role::Admin, &[]).await;
    admin.puts(new_version(AgreementKind::Terms, "terms-2")).await.unwrap();
    assert!(matches!(ada.inbox().await, Err(CareError::Unagreed)));
    ada.agrees_to(["terms-2", ""], true, None).await.unwrap();
    assert!(wanted(&ada.inbox().await));
    ada.writes_to_support().await.unwrap();
    ada.closes_the_account(true).await.unwrap();
    assert!(matches!(ada.account().await, Err(CareError::SignedOut)));
    clinic.outbox().await;
}

#[tokio::test]
async fn r_5_5_where_none_is_asked_for_the_chart_is_open_and_the_last_one_may_go() {
    let clinic = Clinic::open().await;
    let ada = clinic.patient("Ada").await;
    ada.inbox().await.unwrap();
    let account = ada.account().await.unwrap();
    assert!(!account.needs_factor && !account.factor_stays);
    ada.adds_a_passkey(&mut Device::new()).await.unwrap();
    let passkey = passkeys(&ada).await[0];
    ada.removes_passkey(passkey).await.unwrap();
    ada.inbox().await.unwrap();
    clinic.outbox().await;
}
