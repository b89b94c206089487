//! Two things done to an account at one moment: whatever comes first, nothing is opened, lost or brought back that
//! either of them alone would not have.

use portal_care::CareError;
use portal_care::accounts::{self, security};
use portal_gateways::{HashSettings, Keys, Passwords};
use portal_store::Tx;
use portal_testkit::{Clinic, Granted, PASSWORD, Patient, both_databases, seconds};
use portal_types::notice::{Change, Letter};
use portal_types::representative::{Capability, GrantState, Right, Rights};
use portal_types::security::Proof;
use sea_orm::{ConnectionTrait as _, Statement};
use std::time::Duration;
use uuid::Uuid;

const OPEN: &str = "sessions where ended_at is null";

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

/// Somebody acts while a change was made, but is not durable yet.
async fn meanwhile<T>(clinic: &Clinic, change: impl AsyncFnOnce(&Tx), act: impl Future<Output = T>) -> T {
    let tx = clinic.db().begin().await.unwrap();
    change(&tx).await;
    tokio::join!(act, commit_later(tx)).0
}

/// She signs in with the old password; while it is hashed, a change is made.
async fn signs_in_meanwhile(clinic: &Clinic, ada: &Patient, change: impl AsyncFnOnce(&Tx)) -> Result<(), CareError> {
    // Hashed with other settings than those in force: it takes long, and is renewed.
    let slow = HashSettings { memory: 64 * 1024, passes: 6 };
    let slow = Passwords::new(&Keys::from_master(&[7; 32]), slow, 1, [0; 16], [0; 32]);
    let hash = slow.hash(PASSWORD, [3; 16]).await.unwrap();
    clinic.execute("update accounts set password_hash = $1", [hash.into()]).await;
    let before = clinic.count("guesses").await;
    let changes = async {
        while clinic.count("guesses").await == before {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        let tx = clinic.db().begin().await.unwrap();
        change(&tx).await;
        commit_later(tx).await;
    };
    tokio::join!(ada.signs_in(), changes).0
}

async fn account_of(clinic: &Clinic) -> portal_types::ids::AccountId {
    clinic.column::<Uuid>("select id from accounts").await[0].into()
}

/// What recovery does to an account.
async fn recovered(clinic: &Clinic) -> impl AsyncFnOnce(&Tx) {
    let (account, now) = (account_of(clinic).await, clinic.now());
    async move |tx: &Tx| portal_store::security::set_password(tx, account, "another hash", None, now).await.unwrap()
}

async fn password_hash(clinic: &Clinic) -> String {
    clinic.column::<String>("select password_hash from accounts").await.remove(0)
}

both_databases! {
    async fn r_5_9_a_sign_in_begun_with_the_old_password_opens_nothing_and_brings_nothing_back(clinic) {
        let ada = clinic.patient("Ada").await;
        let change = recovered(&clinic).await;
        let _ = signs_in_meanwhile(&clinic, &ada, change).await;
        assert_eq!(clinic.count(OPEN).await, 0);
        assert_eq!(password_hash(&clinic).await, "another hash");
    }

    async fn r_5_9_a_second_step_opens_nothing_after_the_password_was_recovered(clinic) {
        let ada = clinic.patient("Ada").await;
        let (_, codes) = ada.sets_up_an_authenticator().await;
        let code = codes[0].replace('-', "");
        ada.signs_in().await.unwrap();
        let change = recovered(&clinic).await;
        // The second step waits for its recovery code; the recovery comes then.
        let recovery = async {
            tokio::time::sleep(Duration::from_millis(100)).await;
            let tx = clinic.db().begin().await.unwrap();
            change(&tx).await;
            tx.commit().await.unwrap();
        };
        let held = async |tx: &Tx| run(tx, "update recovery_codes set used_at = used_at").await;
        let acts = async { tokio::join!(ada.takes_the_second_step(&code, false), recovery) };
        let _ = meanwhile(&clinic, held, acts).await;
        assert_eq!(clinic.count(OPEN).await, 0);
        assert!(matches!(ada.inbox().await, Err(CareError::SignedOut)));
        clinic.outbox().await;
    }

    async fn r_1_1_an_account_closed_between_the_steps_opens_nothing(clinic) {
        let ada = clinic.patient("Ada").await;
        let (secret, _) = ada.sets_up_an_authenticator().await;
        ada.signs_in().await.unwrap();
        clinic.later(seconds(60));
        let code = ada.authenticator(&secret);
        let before = clinic.count(OPEN).await;
        let closed = async |tx: &Tx| run(tx, "update accounts set state = 'suspended'").await;
        let step = meanwhile(&clinic, closed, ada.takes_the_second_step(&code, false)).await;
        assert!(matches!(step, Err(CareError::Expired)));
        assert_eq!(clinic.count(OPEN).await, before);
        clinic.outbox().await;
    }

    async fn r_5_5_a_sign_in_begun_before_an_authenticator_was_set_up_has_a_second_step(clinic) {
        let ada = clinic.patient("Ada").await;
        security::begin_authenticator(clinic.portal(), &ada.visitor()).await.unwrap();
        let set_up = async |tx: &Tx| run(tx, "update accounts set totp_sealed = totp_pending").await;
        signs_in_meanwhile(&clinic, &ada, set_up).await.unwrap();
        assert!(matches!(ada.inbox().await, Err(CareError::SignedOut)), "half a sign-in");
    }

    /// Administration holds an account, then its inboxes.
    async fn r_11_1_who_answers_while_her_inboxes_are_changed_has_answered(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let thread = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
        let tx = clinic.db().begin().await.unwrap();
        run(&tx, "update accounts set file_bytes = file_bytes").await;
        let changes = async move {
            tokio::time::sleep(Duration::from_millis(300)).await;
            run(&tx, "update pools set lead = null").await;
            tx.commit().await.unwrap();
        };
        let (answered, ()) = tokio::join!(nurse.answers(thread, "Yes."), changes);
        answered.unwrap();
        clinic.outbox().await;
    }

    async fn r_5_9_a_change_of_the_password_does_not_undo_a_recovery(clinic) {
        let ada = clinic.patient("Ada").await;
        let change = recovered(&clinic).await;
        let visitor = ada.visitor();
        let changes = security::change_password(clinic.portal(), &visitor, "eleven quiet herons at noon");
        assert!(meanwhile(&clinic, change, changes).await.is_err());
        assert_eq!(password_hash(&clinic).await, "another hash");
    }

    async fn r_5_9_a_recovery_asks_for_the_authenticator_that_was_set_up_meanwhile(clinic) {
        let ada = clinic.patient("Ada").await;
        accounts::forgot_password(clinic.portal(), &clinic.visitor(), &ada.username).await.unwrap();
        let letters = clinic.letters_to(&ada.contact).await;
        let Some(Letter::PasswordLink { code }) = letters.into_iter().map(|m| m.letter).next() else { panic!("a link") };
        security::begin_authenticator(clinic.portal(), &ada.visitor()).await.unwrap();
        let before = password_hash(&clinic).await;
        let set_up = async |tx: &Tx| run(tx, "update accounts set totp_sealed = totp_pending").await;
        let (visitor, answer) = (clinic.visitor(), Proof::Answer("a blue elephant".into()));
        let recovers = accounts::recover(clinic.portal(), &visitor, &code, answer, "eleven quiet herons at noon");
        assert!(matches!(meanwhile(&clinic, set_up, recovers).await, Err(CareError::Invalid(_))));
        assert_eq!(password_hash(&clinic).await, before);
        clinic.outbox().await;
    }

    async fn r_5_11_a_proof_asks_for_the_authenticator_that_was_set_up_meanwhile(clinic) {
        let ada = clinic.patient("Ada").await;
        security::begin_authenticator(clinic.portal(), &ada.visitor()).await.unwrap();
        let set_up = async |tx: &Tx| run(tx, "update accounts set totp_sealed = totp_pending").await;
        let visitor = ada.visitor();
        let proves = security::prove(clinic.portal(), &visitor, PASSWORD, "");
        // On SQLite the try is counted only when the change is durable; its password was read before.
        assert!(matches!(meanwhile(&clinic, set_up, proves).await, Err(CareError::WrongCredentials)));
    }

    async fn r_5_11_only_the_authenticator_whose_code_was_checked_counts(clinic) {
        let ada = clinic.patient("Ada").await;
        let pending = async || clinic.column::<String>("select totp_pending from accounts").await.remove(0);
        let setup = security::begin_authenticator(clinic.portal(), &ada.visitor()).await.unwrap();
        let one = pending().await;
        security::begin_authenticator(clinic.portal(), &ada.visitor()).await.unwrap();
        let other = pending().await;
        clinic.execute("update accounts set totp_pending = $1", [one.into()]).await;
        // Another tab begins anew while this one's code is checked.
        let secret = data_encoding::BASE32_NOPAD.decode(setup.typed.as_bytes()).unwrap();
        let begun = async |tx: &Tx| run(tx, &format!("update accounts set totp_pending = '{other}'")).await;
        let (visitor, code) = (ada.visitor(), ada.authenticator(&secret));
        let finishes = security::finish_authenticator(clinic.portal(), &visitor, &code);
        assert!(meanwhile(&clinic, begun, finishes).await.is_err());
        assert_eq!(clinic.count("accounts where totp_sealed is not null").await, 0);
        assert_eq!(clinic.count("recovery_codes").await, 0);
    }

    async fn r_5_11_of_the_last_two_contacts_one_stays(clinic) {
        let ada = clinic.patient("Ada").await;
        ada.begins_contact("ada@example.net").await.unwrap();
        let code = clinic.code_to("ada@example.net").await.unwrap();
        ada.finishes_contact(&code).await.unwrap();
        let held = async |tx: &Tx| run(tx, "update account_contacts set proven_at = proven_at").await;
        let acts = async { tokio::join!(ada.removes_contact(&ada.contact), ada.removes_contact("ada@example.net")) };
        let (one, other) = meanwhile(&clinic, held, acts).await;
        assert_eq!([&one, &other].iter().filter(|o| o.is_ok()).count(), 1, "{one:?} {other:?}");
        assert_eq!(clinic.count("account_contacts").await, 1);
        clinic.outbox().await;
    }

    async fn r_5_11_one_code_adds_a_contact_once(clinic) {
        let ada = clinic.patient("Ada").await;
        ada.begins_contact("ada@example.net").await.unwrap();
        let code = clinic.code_to("ada@example.net").await.unwrap();
        let held = async |tx: &Tx| run(tx, "update contact_checks set wrong = wrong").await;
        let acts = async { tokio::join!(ada.finishes_contact(&code), ada.finishes_contact(&code)) };
        let (one, other) = meanwhile(&clinic, held, acts).await;
        assert_eq!([&one, &other].iter().filter(|o| o.is_ok()).count(), 1, "{one:?} {other:?}");
        let told = clinic.letters_to(&ada.contact).await;
        let added = Letter::Security { change: Change::ContactAdded };
        assert_eq!(told.iter().filter(|m| m.letter == added).count(), 1);
        clinic.outbox().await;
    }

    async fn r_1_6_a_grant_that_ends_while_an_account_is_closed_changes_nothing_of_the_closing(clinic) {
        let (ada, june) = (clinic.patient("Ada").await, clinic.patient("June").await);
        let rights = Rights::NONE.with(Capability::Results, Right::Read);
        let grant = clinic.represents(&june, ada.id, Granted::consent(rights)).await;
        let ends = async |tx: &Tx| run(tx, "update grants set state = 'inactive'").await;
        meanwhile(&clinic, ends, june.closes_the_account(true)).await.unwrap();
        assert_eq!(clinic.grant(grant).await.state, GrantState::Inactive);
        assert_eq!(clinic.count("audit where action = 'close-own-account' and outcome = 'ok'").await, 1);
        assert_eq!(clinic.count("audit where action = 'end-grant'").await, 0, "it was another's doing");
        assert_eq!(clinic.count("grant_events").await, 0);
        clinic.outbox().await;
    }

    async fn r_5_10_there_are_never_more_than_ten_recovery_codes(clinic) {
        let ada = clinic.patient("Ada").await;
        ada.sets_up_an_authenticator().await;
        let makes = async || {
            let act = async |call: &mut portal_care::Call| security::make_recovery_codes(call).await;
            clinic.portal().write(&ada.visitor(), portal_care::Action::MakeRecoveryCodes, act).await
        };
        let held = async |tx: &Tx| run(tx, "update recovery_codes set used_at = used_at").await;
        let acts = async { tokio::join!(makes(), makes()) };
        let (one, other) = meanwhile(&clinic, held, acts).await;
        assert!(one.is_ok() && other.is_ok());
        assert_eq!(clinic.count("recovery_codes").await, 10);
        clinic.outbox().await;
    }
}
