//! what a day brings is written down, and both sides are told before; each thing once.

use portal_care::representatives::telling::round;
use portal_testkit::{Granted, Mail, both_databases};
use portal_types::account::Role;
use portal_types::notice::Letter;
use portal_types::representative::{Basis, Capability, GrantState, Right, Rights, Why};

fn coming(mails: &[Mail]) -> Vec<(&str, Why, String)> {
    mails
        .iter()
        .filter_map(|mail| match &mail.letter {
            Letter::SharingChanges { why, on, .. } => Some((mail.to.as_str(), *why, on.to_string())),
            _ => None,
        })
        .collect()
}

both_databases! {
    async fn r_3_12_who_acts_is_told_90_30_and_7_days_before_a_birthday_and_once(clinic) {
        let mother = clinic.patient("Mara").await;
        let theo = clinic.keeps_one_born("Theo", "2014-02-22").await.1;
        clinic.represents(&mother, theo, Granted::by(Basis::Parental)).await;
        assert_eq!(round(clinic.portal()).await.unwrap(), 0, "ninety-one days before");
        for (days, told) in [(1, true), (59, false), (1, true), (22, false), (1, true), (1, false)] {
            clinic.days_later(days);
            assert_eq!(round(clinic.portal()).await.unwrap(), u64::from(told));
            let letters = clinic.outbox().await;
            let expected = (mother.contact.as_str(), Why::HasASay, "2027-02-22".to_owned());
            assert_eq!(coming(&letters), if told { vec![expected] } else { Vec::new() });
            assert!(letters.iter().all(|mail| !mail.stored.contains("Theo")), "a letter names nobody");
            assert_eq!(round(clinic.portal()).await.unwrap(), 0, "once");
        }
        assert_eq!(clinic.count("audit where action = 'tell-of-changes'").await, 3);
    }

    async fn r_3_12_both_sides_are_told_before_a_consent_runs_out(clinic) {
        let (ada, june) = (clinic.patient("Ada").await, clinic.patient("June").await);
        let today = clinic.portal().date(clinic.now());
        let rights = Rights::NONE.with(Capability::Messages, Right::Read);
        let granted = Granted { ends_on: Some(today), ..Granted::consent(rights) };
        let grant = clinic.represents(&june, ada.id, granted).await;
        let other = clinic.another_node().await;
        let (one, two) = tokio::join!(round(clinic.portal()), round(&other.portal));
        assert_eq!(one.unwrap() + two.unwrap(), 1, "of two nodes one tells");
        let letters = clinic.outbox().await;
        let mut told: Vec<&str> = coming(&letters).iter().map(|(to, ..)| *to).collect();
        told.sort_unstable();
        // The patient is led to who acts for her, the other to her people: there exactly what changes stands.
        for mail in &letters {
            if let Letter::SharingChanges { chart, .. } = &mail.letter {
                assert_eq!(*chart, (mail.to == ada.contact).then_some(ada.id));
            }
        }
        let mut both = [ada.contact.as_str(), june.contact.as_str()];
        both.sort_unstable();
        assert_eq!(told, both);

        // it is written down on the day after, with its reason, and by one.
        clinic.days_later(1);
        let (one, two) = tokio::join!(round(clinic.portal()), round(&other.portal));
        assert_eq!(one.unwrap() + two.unwrap(), 1);
        assert_eq!(clinic.grant(grant).await.state, GrantState::Inactive);
        assert_eq!(clinic.count("grant_events where event = 'settled' and reason = 'end_date'").await, 1);
        for contact in [&ada.contact, &june.contact] {
            let letters: Vec<Letter> = clinic.letters_to(contact).await.into_iter().map(|mail| mail.letter).collect();
            assert_eq!(letters, [Letter::SharingEnded]);
        }
        assert_eq!(round(clinic.portal()).await.unwrap(), 0);
    }

    async fn r_3_12_a_guardian_is_told_before_the_court_order_ends(clinic) {
        let june = clinic.patient("June").await;
        let ada = clinic.keeps_one_born("Ada", "1955-03-01").await.1;
        let front = clinic.staff(Role::FrontDesk, &[&clinic.family_medicine]).await;
        let grant = clinic.represents(&june, ada, Granted::by(Basis::Guardianship)).await;
        front.records_order_until(ada, "guardian", Some(grant), "11/29/2026").await.unwrap();
        clinic.outbox().await;
        assert_eq!(round(clinic.portal()).await.unwrap(), 1);
        let letters = clinic.outbox().await;
        assert_eq!(coming(&letters), [(june.contact.as_str(), Why::RunsOut, "2026-11-30".to_owned())]);
        // It ends nothing: the court may say it anew.
        clinic.days_later(7);
        assert_eq!(round(clinic.portal()).await.unwrap(), 0);
        assert_eq!(clinic.grant(grant).await.state, GrantState::Active);
    }

    async fn r_3_6_a_death_and_the_coming_of_age_are_written_down(clinic) {
        let mother = clinic.patient("Mara").await;
        let of_age = clinic.keeps_one_born("Theo", "2008-11-23").await.1;
        let died = clinic.keeps_one_born("Lena", "2020-01-01").await.1;
        let majority = clinic.represents(&mother, of_age, Granted::by(Basis::Parental)).await;
        let death = clinic.represents(&mother, died, Granted::by(Basis::Parental)).await;
        clinic.execute("update patients set died_on = '2026-11-22' where id = $1", [died.0.into()]).await;
        assert_eq!(round(clinic.portal()).await.unwrap(), 2);
        for (grant, reason) in [(majority, "majority"), (death, "patient_deceased")] {
            assert_eq!(clinic.grant(grant).await.state, GrantState::Inactive);
            let rows = clinic.rows("select reason from grant_events where grant_id = $1", [grant.0.into()]).await;
            let why: Vec<String> = rows.iter().map(|row| row.try_get("", "reason").unwrap()).collect();
            assert_eq!(why, [reason]);
        }
        clinic.outbox().await;
    }
}
