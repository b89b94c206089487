//! What is past any use is deleted, a little at a time, and nothing that is still of use.

use portal_care::accounts;
use portal_care::tidying::{Task, tidy};
use portal_testkit::{Clinic, PASSWORD, both_databases, days, hours, minutes};
use portal_types::notice::Letter;

/// One round.
async fn tidies(clinic: &Clinic) {
    for task in Task::ALL {
        tidy(clinic.portal(), task).await.unwrap();
    }
}

/// Somebody begins to enroll, and is sent a code. Nobody carries letters here.
async fn is_sent_a_code(clinic: &Clinic) -> String {
    let record = clinic.record("Ada");
    clinic.keeps(&record).await;
    let mut ada = clinic.somebody();
    ada.starts(&record.born).await.unwrap();
    ada.details(&record).await.unwrap();
    clinic.code_to(&record.email()).await.unwrap()
}

both_databases! {
    async fn r_10_1_a_code_goes_with_its_worth_though_nobody_carries_letters(clinic) {
        let code = is_sent_a_code(&clinic).await;
        clinic.later(minutes(9));
        tidies(&clinic).await;
        assert!(clinic.everything().await.contains(&code), "it may still be sent");
        clinic.later(minutes(1));
        tidies(&clinic).await;
        assert!(!clinic.everything().await.contains(&code));
        assert_eq!(clinic.count("outbox where given_up_at is not null and trouble = 'too late'").await, 1);
        clinic.outbox().await;
    }

    async fn r_10_1_a_letter_goes_30_days_after_it_was_sent_or_given_up(clinic) {
        is_sent_a_code(&clinic).await;
        is_sent_a_code(&clinic).await;
        let taken = portal_care::sending::take(clinic.portal()).await.unwrap();
        let outcome = portal_care::sending::Outcome::Sent;
        portal_care::sending::settle(clinic.portal(), &taken[0], outcome).await.unwrap();
        clinic.later(minutes(10));
        tidies(&clinic).await;
        assert_eq!(clinic.count("outbox where sent_at is not null").await, 1);
        assert_eq!(clinic.count("outbox where given_up_at is not null").await, 1);
        clinic.outbox().await;
        clinic.later(days(30) - minutes(5));
        tidies(&clinic).await;
        assert_eq!(clinic.count("outbox").await, 1, "the sent one is older");
        clinic.later(minutes(6));
        tidies(&clinic).await;
        assert_eq!(clinic.count("outbox").await, 0);
    }

    async fn r_5_4_wrong_passwords_in_a_row_are_remembered_for_a_year_and_a_hundred_for_ever(clinic) {
        let ada = clinic.patient("Ada").await;
        for _ in 0..4 {
            assert!(ada.signs_in_with("a password of somebody").await.is_err());
        }
        let rows = "insert into guesses (key, fails, last_at, in_a_row)
                    values ('almost', 99, $1, true), ('off', 100, $1, true)";
        clinic.execute(rows, [clinic.now().into()]).await;
        clinic.later(days(365) - hours(1));
        tidies(&clinic).await;
        assert_eq!(clinic.count("guesses").await, 3, "counts of an hour are gone, these are not");
        assert_eq!(clinic.count("guesses where fails = 4").await, 1);
        clinic.later(hours(2));
        tidies(&clinic).await;
        let left: Vec<String> = clinic.column("select key from guesses").await;
        assert_eq!(left, ["off"]);
    }

    async fn counts_links_checks_and_devices_go_when_they_are_past_any_use(clinic) {
        let ada = clinic.patient("Ada").await;
        accounts::forgot_password(clinic.portal(), &clinic.visitor(), &ada.username).await.unwrap();
        ada.begins_contact("ada@example.net").await.unwrap();
        let code = clinic.code_to("ada@example.net").await.unwrap();
        let (secret, _) = ada.sets_up_an_authenticator().await;
        clinic.later(minutes(1));
        ada.signs_in_with(PASSWORD).await.unwrap();
        ada.takes_the_second_step(&ada.authenticator(&secret), true).await.unwrap();
        clinic.outbox().await;
        clinic.later(minutes(5));
        tidies(&clinic).await;
        for table in ["guesses", "recoveries", "contact_checks", "devices"] {
            assert!(clinic.count(table).await > 0, "{table}: still of use");
        }
        ada.finishes_contact(&code).await.unwrap();
        ada.begins_contact("ada@example.com").await.unwrap();
        clinic.outbox().await;
        clinic.later(days(3));
        tidies(&clinic).await;
        for (table, left) in [("guesses", 0), ("recoveries", 0), ("contact_checks", 0), ("devices", 1)] {
            assert_eq!(clinic.count(table).await, left, "{table}");
        }
        clinic.later(days(27));
        tidies(&clinic).await;
        assert_eq!(clinic.count("devices").await, 0);
    }

    async fn r_5_11_a_device_is_known_for_a_year_and_after_that_is_new(clinic) {
        let ada = clinic.patient("Ada").await;
        ada.inbox().await.unwrap();
        clinic.later(days(399));
        tidies(&clinic).await;
        assert_eq!(clinic.count("sessions").await, 1);
        clinic.later(days(2));
        tidies(&clinic).await;
        assert_eq!(clinic.count("sessions").await, 0);
        // That no session is known any more does not make it the first one.
        ada.signs_in_with(PASSWORD).await.unwrap();
        let told = clinic.letters_to(&ada.contact).await;
        assert!(matches!(told[..], [portal_testkit::Mail { letter: Letter::Security { .. }, .. }]), "{told:?}");
        assert!(clinic.count("audit where session_id is not null").await > 0, "the trail stays");
    }

    async fn that_a_look_was_audited_is_known_for_a_day_and_what_was_sent_for_thirty(clinic) {
        let ada = clinic.patient("Ada").await;
        clinic.nurse().await;
        ada.writes_to(&clinic.cardiology, "Is it open?").await.unwrap();
        ada.inbox().await.unwrap();
        clinic.later(hours(23));
        tidies(&clinic).await;
        assert_eq!((clinic.count("chart_views").await, clinic.count("intents").await), (1, 1));
        clinic.later(hours(2));
        tidies(&clinic).await;
        assert_eq!((clinic.count("chart_views").await, clinic.count("intents").await), (0, 1));
        clinic.later(days(30));
        tidies(&clinic).await;
        assert_eq!(clinic.count("intents").await, 0);
        clinic.outbox().await;
    }

    async fn what_is_old_goes_in_batches(clinic) {
        let many = "with recursive counted(n) as (select 1 union all select n + 1 from counted where n < 1200)
                    insert into guesses (key, fails, last_at) select 'key ' || n, 1, 1 from counted";
        clinic.execute(many, []).await;
        let before = clinic.statements();
        assert_eq!(tidy(clinic.portal(), Task::Counts).await.unwrap(), 1200);
        assert_eq!(clinic.statements() - before, 3, "five hundred at a time");
        assert_eq!(clinic.count("guesses").await, 0);
    }
}
