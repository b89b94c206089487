//! where the operator asks everybody for a second factor, no chart opens without one, and the password alone opens
//! no account that has one.

use crate::passkeys::{audited, with_passkey};
use portal_care::accounts::{self, Entering, security};
use portal_care::{Action, Call, CareError, Visitor, live};
use portal_store::Tx;
use portal_testkit::{Clinic, Database, Device, PASSWORD, Patient, both_databases, minutes, new_version, seconds};
use portal_types::account::{Role, Who};
use portal_types::agreement::AgreementKind;
use portal_types::ids::{PasskeyId, ThreadId};
use portal_types::notice::{About, Nudge};
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
    let nudge = Nudge { patient: ada.id, pool, thread: ThreadId(Uuid::max()), private: false, about: About::Thread };
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

/// What the right password leads to, in some browser.
async fn enters(clinic: &Clinic, visitor: &Visitor, ada: &Patient, next: Option<&str>) -> Entering {
    accounts::sign_in(clinic.portal(), visitor, &ada.username, PASSWORD, next).await.unwrap()
}

/// Where a passkey leads to, in some browser.
async fn led_to(clinic: &Clinic, visitor: &Visitor, phone: &mut Device) -> String {
    let asked = accounts::ask_for_passkey(clinic.portal()).await.unwrap();
    let answer = phone.signs(&asked.options);
    accounts::passkey_sign_in(clinic.portal(), visitor, &asked.question, &answer, None).await.unwrap().to
}

async fn open_sessions(clinic: &Clinic) -> i64 {
    clinic.count("sessions where ended_at is null").await
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

both_databases! {
    with |settings| settings.second_factor = true;

    async fn r_5_5_the_password_alone_opens_no_account_that_has_a_passkey(clinic) {
        let (ada, mut phone) = with_passkey(&clinic).await;
        assert_eq!(open_sessions(&clinic).await, 0);
        ada.signs_in().await.unwrap();
        assert_eq!(audited(&clinic, "sign-in").await, "half", "like the step to the authenticator's");
        assert_eq!(open_sessions(&clinic).await, 0);
        assert!(ada.visitor().session.is_none() && ada.visitor().half.is_some());
        assert!(matches!(ada.account().await, Err(CareError::SignedOut)));
        assert!(matches!(ada.inbox().await, Err(CareError::SignedOut)));
        // The half that is done is no session, and no authenticator's code makes it one.
        let posing = Visitor { session: ada.visitor().half, ..clinic.visitor() };
        assert!(matches!(accounts::stay(clinic.portal(), &posing).await, Err(CareError::SignedOut)));
        assert!(matches!(ada.takes_the_second_step("123456", false).await, Err(CareError::Invalid(_))));
        assert_eq!(open_sessions(&clinic).await, 0);
        // The passkey opens it, and ends what was begun.
        let opened = ada.signs_in_by(&mut phone).await.unwrap();
        assert_eq!(opened.to, format!("/p/{}", ada.id));
        ada.inbox().await.unwrap();
        assert!(ada.account().await.unwrap().proven_for > 500);
        assert_eq!(clinic.count("half_sign_ins").await, 0);
        assert_eq!(open_sessions(&clinic).await, 1);
        assert!(clinic.outbox().await.is_empty(), "nobody is told of what opened nothing");
    }

    async fn r_5_5_a_wrong_password_tells_nothing_of_a_passkey(clinic) {
        let (ada, _) = with_passkey(&clinic).await;
        let stranger = clinic.visitor();
        let tries = async |username: &str| {
            let before = clinic.statements();
            let tried = accounts::sign_in(clinic.portal(), &stranger, username, "not the right password", None).await;
            let Err(error) = tried else { panic!("a wrong password opened the door") };
            (error.code(), clinic.statements() - before)
        };
        let known = tries(&ada.username).await;
        assert_eq!(known.0, "wrong-credentials");
        assert_eq!(audited(&clinic, "sign-in").await, "wrong-credentials");
        assert_eq!(known, tries("nobody.of.this.name").await);
        assert_eq!(clinic.count("half_sign_ins").await, 0);
    }

    async fn r_5_5_a_passkey_goes_on_where_its_owner_s_password_would_have_led(clinic) {
        let (ada, mut phone) = with_passkey(&clinic).await;
        let (eva, mut tablet) = with_passkey(&clinic).await;
        let page = format!("/p/{}/messages", ada.id);
        let mut visitor = clinic.visitor();
        let Entering::Passkey(half) = enters(&clinic, &visitor, &ada, Some(&page)).await else {
            panic!("her passkey is asked for")
        };
        visitor.half = Some(half);
        // Whoever else signs in there is not led to it, and ends nothing of hers.
        assert_eq!(led_to(&clinic, &visitor, &mut tablet).await, format!("/p/{}", eva.id));
        assert_eq!(clinic.count("half_sign_ins").await, 1);
        assert_eq!(led_to(&clinic, &visitor, &mut phone).await, page);
        assert_eq!(clinic.count("half_sign_ins").await, 0);
        assert_eq!(led_to(&clinic, &visitor, &mut phone).await, format!("/p/{}", ada.id));
        clinic.outbox().await;
    }

    async fn r_5_5_a_recovery_code_stands_in_for_the_passkey_once_and_no_device_does(clinic) {
        let ada = clinic.patient("Ada").await;
        ada.adds_a_passkey(&mut Device::new()).await.unwrap();
        let makes = async |call: &mut Call| security::make_recovery_codes(call).await;
        let made = clinic.portal().write(&ada.visitor(), Action::MakeRecoveryCodes, makes).await.unwrap();
        ada.signs_in().await.unwrap();
        ada.takes_the_second_step(&made.codes[0], true).await.unwrap();
        ada.inbox().await.unwrap();
        assert!(ada.visitor().remembered.is_none());
        assert!(ada.account().await.unwrap().devices.is_empty());
        ada.signs_in().await.unwrap();
        assert!(matches!(ada.inbox().await, Err(CareError::SignedOut)), "it is asked for again");
        assert!(matches!(ada.takes_the_second_step(&made.codes[0], false).await, Err(CareError::Invalid(_))));
        // Good for five minutes, like every half.
        clinic.later(minutes(5));
        assert!(matches!(ada.takes_the_second_step(&made.codes[1], false).await, Err(CareError::Expired)));
        ada.signs_in().await.unwrap();
        ada.takes_the_second_step(&made.codes[1], false).await.unwrap();
        clinic.outbox().await;
    }

    async fn r_5_5_an_account_with_an_authenticator_takes_its_second_step_as_before(clinic) {
        let ada = clinic.patient("Ada").await;
        let (secret, _) = ada.sets_up_an_authenticator().await;
        ada.adds_a_passkey(&mut Device::new()).await.unwrap();
        clinic.later(seconds(60));
        assert!(matches!(enters(&clinic, &clinic.visitor(), &ada, None).await, Entering::Half(_)));
        ada.signs_in().await.unwrap();
        ada.takes_the_second_step(&ada.authenticator(&secret), true).await.unwrap();
        ada.signs_in().await.unwrap();
        ada.inbox().await.unwrap();
        // Without it the passkey is what is left.
        clinic.later(seconds(60));
        let code = ada.authenticator(&secret);
        security::prove(clinic.portal(), &ada.visitor(), PASSWORD, &code).await.unwrap();
        security::remove_authenticator(clinic.portal(), &ada.visitor()).await.unwrap();
        assert!(matches!(enters(&clinic, &ada.visitor(), &ada, None).await, Entering::Passkey(_)));
        clinic.outbox().await;
    }

    /// As the letter says that its owner gets: sign in, remove it, add another.
    async fn r_5_5_a_stopped_passkey_is_no_factor_and_the_password_leads_to_another(clinic) {
        let (ada, _) = with_passkey(&clinic).await;
        clinic.execute("update passkeys set stopped_at = 1", []).await;
        ada.signs_in().await.unwrap();
        assert!(wanted(&ada.inbox().await));
        let stopped = passkeys(&ada).await[0];
        ada.removes_passkey(stopped).await.unwrap();
        ada.adds_a_passkey(&mut Device::new()).await.unwrap();
        ada.inbox().await.unwrap();
        assert!(matches!(enters(&clinic, &clinic.visitor(), &ada, None).await, Entering::Passkey(_)));
        clinic.outbox().await;
    }

    async fn r_5_5_with_the_first_factor_the_sessions_end_that_the_password_alone_has_opened(clinic) {
        for passkey in [true, false] {
            let ada = clinic.patient("Ada").await;
            let elsewhere = ada.on_another_device();
            elsewhere.signs_in().await.unwrap();
            assert!(wanted(&elsewhere.inbox().await));
            let mut phone = Device::new();
            if passkey {
                ada.adds_a_passkey(&mut phone).await.unwrap();
            } else {
                ada.sets_up_an_authenticator().await;
            }
            ada.inbox().await.unwrap();
            assert!(matches!(elsewhere.inbox().await, Err(CareError::SignedOut)));
            if passkey {
                // What a factor has opened goes on when there is another.
                elsewhere.signs_in_by(&mut phone).await.unwrap();
                ada.sets_up_an_authenticator().await;
                ada.adds_a_passkey(&mut phone).await.unwrap();
                elsewhere.inbox().await.unwrap();
            }
        }
        clinic.outbox().await;
    }

    async fn r_5_5_of_two_who_set_up_the_first_factor_at_one_moment_one_does(clinic) {
        let ada = clinic.patient("Ada").await;
        let elsewhere = ada.on_another_device();
        elsewhere.signs_in().await.unwrap();
        let (mut phone, mut tablet) = (Device::new(), Device::new());
        let both = async { tokio::join!(ada.adds_a_passkey(&mut phone), elsewhere.adds_a_passkey(&mut tablet)) };
        let (one, other) = while_it_is_held(&clinic, both).await;
        assert_eq!([one.is_ok(), other.is_ok()].into_iter().filter(|done| *done).count(), 1);
        assert_eq!((clinic.count("passkeys").await, open_sessions(&clinic).await), (1, 1));
        clinic.outbox().await;
    }

    /// Whichever is first: what the password opens before the passkey is there ends with it.
    async fn r_5_5_a_sign_in_at_the_moment_in_which_a_passkey_is_added_opens_no_chart(clinic) {
        let ada = clinic.patient("Ada").await;
        let (elsewhere, mut phone) = (ada.on_another_device(), Device::new());
        let both = async { tokio::join!(elsewhere.signs_in(), ada.adds_a_passkey(&mut phone)) };
        let (signed_in, added) = while_it_is_held(&clinic, both).await;
        signed_in.unwrap();
        added.unwrap();
        assert!(matches!(elsewhere.inbox().await, Err(CareError::SignedOut)));
        ada.inbox().await.unwrap();
        assert_eq!(open_sessions(&clinic).await, 1);
        clinic.outbox().await;
    }
}

both_databases! {
    async fn r_5_5_where_none_is_asked_for_the_password_opens_an_account_with_a_passkey(clinic) {
        let (ada, mut phone) = with_passkey(&clinic).await;
        ada.signs_in().await.unwrap();
        assert_eq!(audited(&clinic, "sign-in").await, "ok");
        ada.inbox().await.unwrap();
        let elsewhere = ada.on_another_device();
        elsewhere.signs_in().await.unwrap();
        ada.adds_a_passkey(&mut phone).await.unwrap();
        elsewhere.inbox().await.unwrap();
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
