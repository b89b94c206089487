//! The end of an account, by its person, and what stays after the days of grace.

use portal_care::sending::{Outcome, settle, take};
use portal_care::tidying::{Task, tidy};
use portal_care::{CareError, accounts, closing};
use portal_testkit::{Clinic, Patient, both_databases, days, minutes, seconds};
use portal_types::account::Role;
use portal_types::field::Problem;
use portal_types::notice::{Change, Letter};
use portal_types::support::Act;

async fn cancelled_letters(clinic: &Clinic, ada: &Patient) -> usize {
    let told = clinic.letters_to(&ada.contact).await;
    told.iter().filter(|m| m.letter == Letter::Security { change: Change::Cancelled }).count()
}

both_databases! {
    async fn r_1_6_closing_ones_account_ends_signing_in_everywhere(clinic) {
        let ada = clinic.patient("Ada").await;
        let (secret, codes) = ada.sets_up_an_authenticator().await;
        let phone = ada.on_another_device();
        clinic.later(seconds(60));
        phone.signs_in().await.unwrap();
        phone.takes_the_second_step(&ada.authenticator(&secret), true).await.unwrap();
        accounts::forgot_password(clinic.portal(), &clinic.visitor(), &ada.username).await.unwrap();
        let link = clinic.letters_to(&ada.contact).await.into_iter().find_map(|m| match m.letter {
            Letter::PasswordLink { code } => Some(code),
            _ => None,
        });
        ada.closes_the_account(true).await.unwrap();
        for browser in [&ada, &phone] {
            assert!(matches!(browser.inbox().await, Err(CareError::SignedOut)));
        }
        // A right password says no more than a wrong one, on a remembered device, too.
        for (browser, password) in [(&phone, portal_testkit::PASSWORD), (&phone, "some other long password")] {
            assert!(matches!(browser.signs_in_with(password).await, Err(CareError::WrongCredentials)));
        }
        assert!(matches!(accounts::recovery_needs(clinic.portal(), &link.unwrap()).await, Err(CareError::Expired)));
        assert!(phone.takes_the_second_step(&codes[0].replace('-', ""), false).await.is_err());
        assert_eq!(cancelled_letters(&clinic, &ada).await, 1);
        assert_eq!(clinic.count("audit where action = 'close-own-account' and outcome = 'ok'").await, 1);
        // Forgetting the password does not tell that there was an account.
        accounts::forgot_password(clinic.portal(), &clinic.visitor(), &ada.username).await.unwrap();
        assert!(clinic.letters_to(&ada.contact).await.is_empty());
    }

    async fn r_1_6_after_thirty_days_what_identifies_the_account_is_erased(clinic) {
        let ada = clinic.patient("Ada").await;
        let eva = clinic.patient("Eva").await;
        ada.writes_to_support().await.unwrap();
        let support = clinic.staff(Role::Support, &[]).await;
        let ticket = support.tickets().await.unwrap().page.rows[0].ticket;
        support.closes(ticket, "solved").await.unwrap();
        ada.sets_up_an_authenticator().await;
        ada.closes_the_account(true).await.unwrap();
        clinic.outbox().await;
        for letter in take(clinic.portal()).await.unwrap() {
            settle(clinic.portal(), &letter, Outcome::Sent).await.unwrap();
        }
        let delivered = async |who: &Patient| {
            clinic.count(&format!("outbox where sent_at is not null and recipient = '{}'", who.contact)).await
        };
        assert!(delivered(&ada).await > 0 && delivered(&eva).await > 0);
        let audited = clinic.count("audit").await;
        clinic.later(days(30) - minutes(1));
        assert_eq!(closing::erase_old(clinic.portal()).await.unwrap(), 0, "not a minute too early");
        let record = clinic.staff(Role::Enrollment, &[]).await.opens_record(ada.id).await.unwrap();
        assert!(record.record.account.is_some(), "until then it is taken");
        clinic.later(minutes(1));
        let (one, other) =
            tokio::join!(closing::erase_old(clinic.portal()), closing::erase_old(clinic.portal()));
        assert_eq!(one.unwrap() + other.unwrap(), 1, "once, whoever does it");
        let of = format!("accounts where username = '{}'", ada.username);
        assert_eq!(clinic.count(&of).await, 0);
        for table in [
            "account_contacts",
            "contact_checks",
            "recovery_codes",
            "recoveries",
            "passkeys",
            "half_sign_ins",
            "sessions",
            "devices",
            "tickets",
            "ticket_notes",
        ] {
            let mine = match table {
                "ticket_notes" | "tickets" => table.to_owned(),
                _ => format!("{table} where account_id in (select id from accounts where erased_at is not null)"),
            };
            assert_eq!(clinic.count(&mine).await, 0, "{table}");
        }
        let bare = "accounts where erased_at is not null and patient_id is null and password_hash = ''
                    and display_name = '' and totp_sealed is null and question is null and answer_hash is null";
        assert_eq!(clinic.count(bare).await, 1, "the id stays, and nothing that says whose");
        assert!(clinic.count("audit").await > audited, "the trail stays, and has the erasing");
        assert_eq!(clinic.count("audit where action = 'erase-account' and kind = 'operator'").await, 1);
        assert_eq!(delivered(&ada).await, 0, "and letters have her addresses on them");
        // Nobody else has lost anything.
        assert!(delivered(&eva).await > 0);
        eva.signs_in().await.unwrap();
        eva.inbox().await.unwrap();
        // And the patient can enroll anew.
        clinic.outbox().await;
        let anew = clinic.enrolls_as(&ada.record, ada.id, "ada.once.more").await;
        anew.inbox().await.unwrap();
        clinic.outbox().await;
    }

    async fn r_1_7_a_cancelled_username_is_nobodys_for_twelve_months(clinic) {
        let ada = clinic.patient("Ada").await;
        let eva = clinic.record("Eva");
        clinic.keeps(&eva).await;
        ada.closes_the_account(true).await.unwrap();
        clinic.later(days(30));
        assert_eq!(closing::erase_old(clinic.portal()).await.unwrap(), 1);
        assert_eq!(clinic.count(&format!("retired_usernames where name like '%{}%'", ada.username)).await, 0);
        clinic.later(days(335) - minutes(1));
        for task in Task::ALL {
            tidy(clinic.portal(), task).await.unwrap();
        }
        clinic.outbox().await;
        // However it is written.
        let mut applicant = clinic.reaches_credentials(&eva).await;
        let refused = applicant.credentials(&ada.username.to_uppercase(), portal_testkit::PASSWORD).await.unwrap_err();
        assert!(matches!(refused, CareError::Invalid(p) if p[0].field == "username" && p[0].problem == Problem::Taken));
        clinic.later(minutes(1));
        applicant.credentials(&ada.username, portal_testkit::PASSWORD).await.unwrap();
        clinic.later(1);
        tidy(clinic.portal(), Task::RetiredUsernames).await.unwrap();
        assert_eq!(clinic.count("retired_usernames").await, 0);
        clinic.outbox().await;
    }

    async fn r_1_6_taken_up_again_it_is_as_before(clinic) {
        let ada = clinic.patient("Ada").await;
        ada.writes_to_support().await.unwrap();
        ada.closes_the_account(true).await.unwrap();
        let desk = clinic.staff(Role::Support, &[]).await;
        let ticket = desk.tickets().await.unwrap().page.rows[0].ticket;
        let shown = desk.opens_ticket(ticket).await.unwrap().account.unwrap();
        assert_eq!(shown.erased_on.map(|day| day.to_string()).as_deref(), Some("2026-12-23"));
        desk.acts(ticket, Act::Restore).await.unwrap();
        ada.signs_in().await.unwrap();
        ada.inbox().await.unwrap();
        clinic.later(days(31));
        assert_eq!(closing::erase_old(clinic.portal()).await.unwrap(), 0);
        ada.signs_in().await.unwrap();
        clinic.outbox().await;
    }

    /// The account comes back; what was open when it was closed has ended, and stays so.
    async fn r_1_6_what_ended_with_the_closing_does_not_come_back_with_the_account(clinic) {
        let ada = clinic.patient("Ada").await;
        ada.writes_to_support().await.unwrap();
        let (secret, _) = ada.sets_up_an_authenticator().await;
        let (phone, tablet) = (ada.on_another_device(), ada.on_another_device());
        clinic.later(seconds(60));
        phone.signs_in().await.unwrap();
        phone.takes_the_second_step(&ada.authenticator(&secret), true).await.unwrap();
        tablet.signs_in().await.unwrap();
        accounts::forgot_password(clinic.portal(), &clinic.visitor(), &ada.username).await.unwrap();
        let link = clinic.letters_to(&ada.contact).await.into_iter().find_map(|m| match m.letter {
            Letter::PasswordLink { code } => Some(code),
            _ => None,
        });
        let link = link.unwrap();
        assert!(accounts::recovery_needs(clinic.portal(), &link).await.is_ok());
        ada.begins_contact("ada@example.net").await.unwrap();
        let code = clinic.code_to("ada@example.net").await.unwrap();
        ada.closes_the_account(true).await.unwrap();
        let desk = clinic.staff(Role::Support, &[]).await;
        let ticket = desk.tickets().await.unwrap().page.rows[0].ticket;
        desk.acts(ticket, Act::Restore).await.unwrap();

        for (who, browser) in [("hers", &ada), ("her phone's", &phone)] {
            assert!(matches!(browser.inbox().await, Err(CareError::SignedOut)), "{who}: a session");
        }
        let needs = accounts::recovery_needs(clinic.portal(), &link).await;
        assert!(matches!(needs, Err(CareError::Expired)), "a link");
        clinic.later(seconds(30));
        let right = ada.authenticator(&secret);
        let step = tablet.takes_the_second_step(&right, false).await;
        assert!(matches!(step, Err(CareError::Expired)), "half a sign-in");
        phone.signs_in().await.unwrap();
        assert!(matches!(phone.inbox().await, Err(CareError::SignedOut)), "a remembered device");
        phone.takes_the_second_step(&right, false).await.unwrap();
        phone.inbox().await.unwrap();
        assert!(matches!(phone.finishes_contact(&code).await, Err(CareError::Conflict)), "a code");
        clinic.outbox().await;
    }
}

#[tokio::test]
async fn r_1_6_closing_needs_a_proof_of_the_last_ten_minutes_and_a_yes() {
    let clinic = Clinic::open().await;
    let ada = clinic.patient("Ada").await;
    let refused = ada.closes_the_account(false).await.unwrap_err();
    assert!(matches!(refused, CareError::Invalid(p) if p[0].field == "agreed" && p[0].problem == Problem::NotAgreed));
    clinic.later(minutes(11));
    assert!(matches!(ada.closes_the_account(true).await, Err(CareError::Unproven)));
    ada.inbox().await.unwrap();
    let visitor = ada.visitor();
    accounts::security::prove(clinic.portal(), &visitor, portal_testkit::PASSWORD, "").await.unwrap();
    ada.closes_the_account(true).await.unwrap();
    assert!(matches!(ada.closes_the_account(true).await, Err(CareError::SignedOut)));
    assert_eq!(cancelled_letters(&clinic, &ada).await, 1, "told once");
}

#[tokio::test]
async fn r_1_6_staff_close_no_account_of_their_own() {
    let clinic = Clinic::open().await;
    let nurse = clinic.nurse().await;
    let refused = closing::close_own(clinic.portal(), &nurse.visitor(), true).await;
    assert!(matches!(refused, Err(CareError::Denied)));
    nurse.inbox(portal_types::staff::DeskFilter::All).await.unwrap();
}
