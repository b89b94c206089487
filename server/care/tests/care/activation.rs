//! Activation codes: who may be invited, what a code opens, and what trying teaches.

use portal_care::profile::Profile;
use portal_care::{CareError, accounts};
use portal_testkit::{
    Applicant, Clinic, Database, PASSWORD, Record, Staff, both_databases, days, hours, minutes, settings_at,
};
use portal_types::account::Role;
use portal_types::enrollment::Step;
use portal_types::field::Problem;
use portal_types::ids::PatientId;
use portal_types::notice::Letter;
use portal_types::registry::{Backing, InvitationState, Way};

/// The front desk of cardiology.
async fn front(clinic: &Clinic) -> Staff {
    clinic.staff(Role::FrontDesk, &[&clinic.cardiology]).await
}

/// Somebody with a letter: her record, the record's id, and the code.
async fn invited(clinic: &Clinic, desk: &Staff, given: &str) -> (Record, PatientId, String) {
    let record = clinic.record(given);
    let id = clinic.keeps(&record).await;
    let made = desk.invites(id, Way::Letter, None, clinic.cardiology.id).await.unwrap();
    (record, id, made.code.unwrap())
}

/// From a proven identity to an account, for somebody with a letter.
async fn finishes(clinic: &Clinic, applicant: &mut Applicant, username: &str) -> Result<(), CareError> {
    let own = format!("{username}@example.org");
    applicant.contact(&own).await?;
    let code = clinic.code_to(&own).await.unwrap();
    applicant.contact_code(&code).await?;
    applicant.credentials(username, PASSWORD).await?;
    applicant.question("toy", "A blue elephant").await?;
    applicant.agrees().await?;
    clinic.letters_to(&own).await;
    Ok(())
}

fn is_field(error: &CareError, field: &str, problem: Problem) -> bool {
    matches!(error, CareError::Invalid(all) if all.iter().any(|p| p.field == field && p.problem == problem))
}

both_databases! {
    async fn r_2_9_a_letter_s_code_opens_one_record_once(clinic) {
        let desk = front(&clinic).await;
        let (record, id, code) = invited(&clinic, &desk, "Ada").await;
        let mut ada = clinic.somebody();
        let progress = ada.activates(&code, &record.born).await.unwrap();
        assert_eq!((progress.step, progress.number, progress.of), (Step::Contact, 2, 6));
        finishes(&clinic, &mut ada, "ada.example").await.unwrap();
        let me = accounts::me(clinic.portal(), &ada.visitor()).await.unwrap();
        let portal_types::account::Who::Patient { charts, .. } = me.who else { panic!("a patient") };
        assert_eq!(charts[0].patient, id);
        // Used: who has both right is told so, nobody else.
        let mut again = clinic.somebody();
        assert!(matches!(again.activates(&code, &record.born).await, Err(CareError::Expired)));
        assert!(matches!(again.activates(&code, "1980-05-18").await, Err(CareError::WrongCredentials)));
        let shown = desk.opens_record(id).await.unwrap();
        assert_eq!(shown.invitations[0].state, InvitationState::Used);
    }

    async fn r_2_9_of_many_that_began_with_one_code_the_first_to_finish_wins(clinic) {
        let desk = front(&clinic).await;
        let (record, _, code) = invited(&clinic, &desk, "Ada").await;
        let mut first = clinic.somebody();
        first.activates(&code, &record.born).await.unwrap();
        first.contact("ada@example.net").await.unwrap();
        let check = clinic.code_to("ada@example.net").await.unwrap();
        first.contact_code(&check).await.unwrap();
        // The same code on another device goes on there, and the first is out.
        let mut second = clinic.somebody();
        let progress = second.activates(&code, &record.born).await.unwrap();
        assert_eq!(progress.step, Step::Contact);
        assert!(matches!(first.credentials("ada.first", PASSWORD).await, Err(CareError::Conflict | CareError::Expired)));
        second.contact("ada@example.net").await.unwrap();
        let check = clinic.code_to("ada@example.net").await.unwrap();
        second.contact_code(&check).await.unwrap();
        second.credentials("ada.second", PASSWORD).await.unwrap();
        second.question("toy", "A blue elephant").await.unwrap();
        let mut tabs = [second.second_tab(), second.second_tab(), second.second_tab()];
        let [a, b, c] = &mut tabs;
        let ended = tokio::join!(a.agrees(), b.agrees(), c.agrees());
        let won = [ended.0.is_ok(), ended.1.is_ok(), ended.2.is_ok()];
        assert_eq!(won.iter().filter(|w| **w).count(), 1);
        assert_eq!(clinic.count("accounts where patient_id is not null").await, 1);
        clinic.outbox().await;
    }

    /// with a letter in hand, nobody finishes with what somebody else has chosen.
    async fn r_2_9_a_letter_s_code_on_another_device_takes_over_no_contact_and_no_password(clinic) {
        let desk = front(&clinic).await;
        let (record, _, code) = invited(&clinic, &desk, "Ada").await;
        let mut first = clinic.somebody();
        first.activates(&code, &record.born).await.unwrap();
        first.contact("stranger@example.net").await.unwrap();
        let check = clinic.code_to("stranger@example.net").await.unwrap();
        first.contact_code(&check).await.unwrap();
        first.credentials("stranger.name", PASSWORD).await.unwrap();
        first.question("toy", "A blue elephant").await.unwrap();
        let mut ada = clinic.somebody();
        let progress = ada.activates(&code, &record.born).await.unwrap();
        assert_eq!((progress.step, progress.number), (Step::Contact, 2));
        assert!(matches!(ada.agrees().await, Err(CareError::Conflict)), "nothing to agree with yet");
        assert!(first.agrees().await.is_err(), "and the first device is out");
        let states: Vec<String> = clinic.column("select state from enrollments").await;
        assert_eq!(states.len(), 1);
        assert!(!states[0].contains("stranger") && !states[0].contains("argon2"), "{}", states[0]);
        finishes(&clinic, &mut ada, "ada.example").await.unwrap();
        let contacts: Vec<String> = clinic.column("select value from account_contacts").await;
        assert_eq!(contacts, ["ada.example@example.org"]);
    }

    /// the contact that the code went to is proven and stays, what was chosen after it goes.
    async fn r_2_9_a_sent_code_on_another_device_goes_on_at_username_and_password(clinic) {
        let desk = front(&clinic).await;
        let record = clinic.record("Ada");
        let id = clinic.keeps(&record).await;
        desk.invites(id, Way::Email, Some("ada@example.net"), clinic.cardiology.id).await.unwrap();
        let letters = clinic.letters_to("ada@example.net").await;
        let Letter::Invitation { code } = &letters[0].letter else { panic!("an invitation") };
        let mut first = clinic.somebody();
        first.activates(code, &record.born).await.unwrap();
        first.credentials("stranger.name", PASSWORD).await.unwrap();
        first.question("toy", "A blue elephant").await.unwrap();
        let mut ada = clinic.somebody();
        assert_eq!(ada.activates(code, &record.born).await.unwrap().step, Step::Credentials);
        assert!(first.agrees().await.is_err());
        let states: Vec<String> = clinic.column("select state from enrollments").await;
        assert!(!states[0].contains("stranger") && !states[0].contains("argon2"), "{}", states[0]);
        ada.credentials("ada.example", PASSWORD).await.unwrap();
        ada.question("toy", "A red fox").await.unwrap();
        ada.agrees().await.unwrap();
        assert_eq!(clinic.count("accounts where username = 'ada.example'").await, 1);
        assert_eq!(clinic.letters_to("ada@example.net").await.len(), 1, "her welcome");
    }

    async fn r_2_9_a_newer_invitation_ends_the_older_one(clinic) {
        let desk = front(&clinic).await;
        let (record, id, old) = invited(&clinic, &desk, "Ada").await;
        let new = desk.invites(id, Way::Letter, None, clinic.cardiology.id).await.unwrap().code.unwrap();
        let mut ada = clinic.somebody();
        assert!(matches!(ada.activates(&old, &record.born).await, Err(CareError::Expired)));
        ada.activates(&new, &record.born).await.unwrap();
        desk.revokes(id).await.unwrap();
        assert!(matches!(ada.activates(&new, &record.born).await, Err(CareError::Expired)));
        let states: Vec<_> = desk.opens_record(id).await.unwrap().invitations.iter().map(|i| i.state).collect();
        assert_eq!(states, [InvitationState::Revoked, InvitationState::Replaced]);
        // What was begun with it comes to nothing.
        assert!(finishes(&clinic, &mut ada, "ada.example").await.is_err());
        clinic.outbox().await;
    }

    async fn r_2_8_an_invitation_goes_by_mail_or_text_and_proves_the_contact_it_went_to(clinic) {
        let desk = front(&clinic).await;
        let record = clinic.record("Ada");
        let id = clinic.keeps(&record).await;
        for (way, to) in [(Way::Email, "ada@example.net"), (Way::Text, "4135550177")] {
            let made = desk.invites(id, way, Some(to), clinic.cardiology.id).await.unwrap();
            assert!(made.code.is_none() && made.link.is_none() && made.squares.is_empty(), "the desk does not see it");
            let letters = clinic.letters_to(to).await;
            let [mail] = letters.as_slice() else { panic!("one letter") };
            let Letter::Invitation { code } = &mail.letter else { panic!("an invitation") };
            assert_eq!(Some(mail.channel), way.channel());
            let mut ada = clinic.somebody();
            let progress = ada.activates(code, &record.born).await.unwrap();
            assert_eq!((progress.step, progress.number, progress.of), (Step::Credentials, 2, 4));
        }
    }

    async fn r_2_13_five_wrong_birth_dates_in_an_hour_freeze_a_code(clinic) {
        let desk = front(&clinic).await;
        let (record, id, code) = invited(&clinic, &desk, "Ada").await;
        let is_wrong = async |born: &str| {
            matches!(clinic.somebody().activates(&code, born).await, Err(CareError::WrongCredentials))
        };
        // It is nine: four in the last minute of this hour, and four in the first of the next, which has its own count.
        clinic.later(minutes(59));
        for minute in [1, 58] {
            for day in 1..=4 {
                assert!(is_wrong(&format!("1980-06-0{day}")).await);
            }
            assert!(!is_wrong(&record.born).await, "four in an hour are no reason");
            clinic.later(minutes(minute));
        }
        // The fifth of that hour, in its last minutes.
        assert!(is_wrong("1980-06-05").await);
        assert!(is_wrong(&record.born).await, "frozen");
        clinic.later(hours(1));
        let mut ada = clinic.somebody();
        assert!(matches!(ada.activates(&code, &record.born).await, Err(CareError::WrongCredentials)), "and stays so");
        let told = clinic.letters_to("desk@maplevalley.example.org").await;
        assert_eq!(told.iter().map(|m| &m.letter).collect::<Vec<_>>(), [&Letter::CodeFrozen], "once");
        desk.signs_in().await.unwrap();
        assert_eq!(desk.opens_record(id).await.unwrap().invitations[0].state, InvitationState::Frozen);
        let new = desk.invites(id, Way::Letter, None, clinic.cardiology.id).await.unwrap().code.unwrap();
        ada.activates(&new, &record.born).await.unwrap();
    }

    async fn r_2_13_an_address_may_try_twenty_wrong_codes_an_hour(clinic) {
        let desk = front(&clinic).await;
        let (record, _, code) = invited(&clinic, &desk, "Ada").await;
        let mut stranger = clinic.somebody();
        for n in 0..20u8 {
            let wrong = portal_types::code::ActivationCode::draw([n; 9]).printed();
            assert!(matches!(stranger.activates(&wrong, "1980-05-17").await, Err(CareError::WrongCredentials)));
        }
        assert!(matches!(stranger.activates(&code, &record.born).await, Err(CareError::TooOften { seconds: 1..=3600 })));
        clinic.somebody().activates(&code, &record.born).await.unwrap();
        clinic.later(hours(1));
        stranger.activates(&code, &record.born).await.unwrap();
        // A network of IPv6 is one address.
        let mut neighbours = clinic.somebody();
        for n in 0..20u8 {
            neighbours.visitor_mut().address = format!("2001:db8:1:2::{n:x}").parse().unwrap();
            let wrong = portal_types::code::ActivationCode::draw([n; 9]).printed();
            assert!(matches!(neighbours.activates(&wrong, "1980-05-17").await, Err(CareError::WrongCredentials)));
        }
        neighbours.visitor_mut().address = "2001:db8:1:2:ffff::1".parse().unwrap();
        assert!(matches!(neighbours.activates(&code, &record.born).await, Err(CareError::TooOften { .. })));
        neighbours.visitor_mut().address = "2001:db8:1:3::1".parse().unwrap();
        neighbours.activates(&code, &record.born).await.unwrap();
    }

    /// whatever is wrong, answer, statements and traces are the same.
    async fn r_2_14_what_is_wrong_is_told_by_nothing(clinic) {
        let desk = front(&clinic).await;
        let (_, _, code) = invited(&clinic, &desk, "Ada").await;
        let (_, gone, frozen) = invited(&clinic, &desk, "Eva").await;
        for day in 1..=5 {
            let _ = clinic.somebody().activates(&frozen, &format!("1980-06-0{day}")).await;
        }
        clinic.outbox().await;
        desk.revokes(gone).await.unwrap();
        let unknown = portal_types::code::ActivationCode::draw([3; 9]).printed();
        let mut seen = Vec::new();
        for code in [&unknown, &code, &frozen] {
            let mut stranger = clinic.somebody();
            let before = clinic.statements();
            let answer = stranger.activates(code, "1980-06-09").await;
            let error = answer.err().map(|e| e.to_string());
            seen.push((error, clinic.statements() - before, stranger.visitor().enrollment.is_some()));
        }
        assert_eq!(seen[0], seen[1]);
        assert_eq!(seen[0], seen[2]);
        clinic.outbox().await;
    }
}

#[tokio::test]
async fn r_2_11_a_letter_s_code_works_for_21_days_and_a_sent_one_for_seven() {
    for (way, to, works) in [(Way::Letter, None, 21), (Way::Email, Some("ada@example.net"), 7)] {
        for (wait, right) in [(days(works) - minutes(1), true), (days(works), false)] {
            let clinic = Clinic::open().await;
            let desk = front(&clinic).await;
            let record = clinic.record("Ada");
            let id = clinic.keeps(&record).await;
            let made = desk.invites(id, way, to, clinic.cardiology.id).await.unwrap();
            let code = match made.code {
                Some(code) => code,
                None => match &clinic.letters_to("ada@example.net").await[0].letter {
                    Letter::Invitation { code } => code.clone(),
                    other => panic!("{other:?}"),
                },
            };
            clinic.later(wait - hours(1) / 60);
            clinic.later(hours(1) / 60);
            let answer = clinic.somebody().activates(&code, &record.born).await;
            assert_eq!(answer.is_ok(), right, "{way:?} after {wait} ms");
        }
    }
}

#[tokio::test]
async fn r_2_12_codes_are_kept_only_as_keyed_hashes() {
    let clinic = Clinic::open().await;
    let desk = front(&clinic).await;
    let (_, _, code) = invited(&clinic, &desk, "Ada").await;
    let plain = code.replace('-', "");
    assert_eq!(plain.len(), 10);
    let everything = clinic.everything().await;
    assert!(!everything.contains(&plain) && !everything.contains(&code), "the code is nowhere");
}

#[tokio::test]
async fn r_2_10_a_code_field_says_what_was_typed_instead() {
    let clinic = Clinic::open().await;
    let mut ada = clinic.somebody();
    for (typed, problem) in [
        ("MRN-1042", Problem::IsRecordNumber),
        ("purple kettle over the bridge", Problem::IsPassword),
        ("12345678", Problem::IsCheckCode),
    ] {
        let error = ada.activates(typed, "1980-05-17").await.unwrap_err();
        assert!(is_field(&error, "code", problem), "{typed}: {error:?}");
    }
}

#[tokio::test]
async fn r_2_2_nobody_under_13_is_invited_or_enrolls() {
    let clinic = Clinic::open().await;
    let desk = front(&clinic).await;
    let mut record = clinic.record("Tom");
    record.born = "2013-11-24".into();
    let id = clinic.keeps(&record).await;
    let guardian = Backing::Guardian { name: "Ada Example".into(), relation: "Mother".into() };
    assert!(desk.backs(id, guardian).await.is_err());
    let refused = desk.invites(id, Way::Letter, None, clinic.cardiology.id).await;
    assert!(matches!(refused, Err(CareError::Minor)), "twelve for one day more");
    // Nothing a child types is kept, whatever the code.
    let before = clinic.everything().await;
    let code = portal_types::code::ActivationCode::draw([1; 9]).printed();
    assert!(matches!(clinic.somebody().activates(&code, &record.born).await, Err(CareError::Minor)));
    assert_eq!(clinic.everything().await, before);
}

/// At a place where an account begins at 11 and one is of age at 16, nothing turns at 13 or 18.
#[tokio::test]
async fn r_2_2_where_other_ages_count_the_desk_goes_by_them() {
    let profile = Profile::invented().unwrap();
    let clinic = Clinic::open_with(Database::Sqlite, |settings| *settings = settings_at(&profile)).await.unwrap();
    let desk = front(&clinic).await;
    // Born so that she is of an age today.
    let born = |years: u32| format!("{}-11-23", 2026 - years);
    let guardian = || Backing::Guardian { name: "Ada Example".into(), relation: "Mother".into() };
    for (years, allowed, backed) in [(10, false, false), (11, true, true), (15, true, true), (16, true, false)] {
        let mut record = clinic.record("Tom");
        record.born = born(years);
        let id = clinic.keeps(&record).await;
        let alone = desk.invites(id, Way::Letter, None, clinic.cardiology.id).await;
        assert_eq!(alone.is_ok(), allowed && !backed, "{years}");
        assert_eq!(desk.backs(id, guardian()).await.is_ok(), backed, "{years}");
        let made = desk.invites(id, Way::Letter, None, clinic.cardiology.id).await;
        assert_eq!(made.is_ok(), allowed, "{years}");
        if let Ok(made) = made {
            let last = clinic.portal().date(clinic.now() + days(10));
            assert_eq!(made.expires_at.day(), last, "a letter's code works for ten days there");
        }
    }
    assert!(clinic.somebody().starts(&born(16)).await.is_ok());
    assert!(matches!(clinic.somebody().starts(&born(15)).await, Err(CareError::Minor)));
    clinic.outbox().await;
}

#[tokio::test]
async fn r_2_3_a_teen_is_invited_with_a_guardian_or_a_recorded_reason() {
    for backing in [
        Backing::Guardian { name: "Ada Example".into(), relation: "Mother".into() },
        Backing::Confidential { reason: "Minor consent law applies.".into() },
    ] {
        let clinic = Clinic::open().await;
        let desk = front(&clinic).await;
        let mut record = clinic.record("Tom");
        record.born = "2013-11-23".into();
        let id = clinic.keeps(&record).await;
        let refused = desk.invites(id, Way::Letter, None, clinic.cardiology.id).await.err().unwrap();
        assert!(is_field(&refused, "backing", Problem::Missing), "thirteen today, and nobody behind");
        desk.backs(id, backing.clone()).await.unwrap();
        let code = desk.invites(id, Way::Letter, None, clinic.cardiology.id).await.unwrap().code.unwrap();
        assert_eq!(desk.opens_record(id).await.unwrap().backing, Some(backing));
        let mut tom = clinic.somebody();
        // Without the code the way stays closed.
        assert!(matches!(tom.starts(&record.born).await, Err(CareError::Minor)));
        tom.activates(&code, &record.born).await.unwrap();
        finishes(&clinic, &mut tom, "tom.example").await.unwrap();
        clinic.outbox().await;
    }
}

#[tokio::test]
async fn a_front_desk_sees_the_patients_of_its_own_practices() {
    let clinic = Clinic::open().await;
    let own = front(&clinic).await;
    let other = clinic.staff(Role::FrontDesk, &[&clinic.dermatology]).await;
    let enrollment = clinic.staff(Role::Enrollment, &[]).await;
    let record = clinic.record("Ada");
    let id = clinic.keeps(&record).await;
    assert_eq!(own.finds(&record.family, "", "").await.unwrap().records.len(), 1);
    assert_eq!(enrollment.finds(&record.family, "", "").await.unwrap().records.len(), 1);
    assert!(other.finds(&record.family, "", "").await.unwrap().records.is_empty());
    assert!(matches!(other.opens_record(id).await, Err(CareError::NotFound)));
    assert!(matches!(other.invites(id, Way::Letter, None, clinic.dermatology.id).await, Err(CareError::NotFound)));
    assert!(matches!(own.invites(id, Way::Letter, None, clinic.dermatology.id).await, Err(CareError::Invalid(_))));
    // Beginnings, birth dates and numbers find; nothing typed is a pattern.
    assert_eq!(own.finds(&format!("{}, a", &record.family[..4]), "", "").await.unwrap().records.len(), 1);
    assert_eq!(own.finds("", "5/17/1980", "").await.unwrap().records.len(), 1);
    assert!(own.finds("%%", "", "").await.is_err());
    assert!(own.finds("Ex%", "", "").await.unwrap().records.len() == 1, "signs do not count in names");
    // Every look is audited.
    assert!(clinic.count("audit where action = 'find-record' and patient_id is not null").await >= 2);
}

#[tokio::test]
async fn nobody_else_reaches_the_front_desk() {
    let clinic = Clinic::open().await;
    let ada = clinic.patient("Ada").await;
    for role in [Role::Clinician, Role::PoolNurse, Role::Billing, Role::Support, Role::Admin] {
        let staff = clinic.staff(role, &[&clinic.cardiology]).await;
        assert!(matches!(staff.opens_record(ada.id).await, Err(CareError::Denied)), "{role:?}");
        assert!(matches!(staff.finds("Example", "", "").await, Err(CareError::Denied)), "{role:?}");
    }
}
