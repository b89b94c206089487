//! Matching finds a record and proves nothing: what a stranger can learn from trying, and how long a code is good.

use crate::enrollment::proven;
use portal_care::CareError;
use portal_store::people::{Looked, candidates};
use portal_testkit::{Applicant, Clinic, Granted, Mail, PASSWORD, Record, both_databases, hours, minutes, seconds};
use portal_types::enrollment::{Channel, Progress, Step};
use portal_types::field::Problem;
use portal_types::notice::Letter;
use portal_types::representative::{Basis, GrantState};

fn is_wrong_code(answer: &Result<Progress, CareError>) -> bool {
    matches!(answer, Err(CareError::Invalid(fields)) if fields[0].field == "code" && fields[0].problem == Problem::WrongCode)
}

// --- matching finds a record and proves nothing ---

/// Everything somebody outside can see or measure of an attempt.
#[derive(Debug, PartialEq, Eq)]
struct Seen {
    after_details: Progress,
    statements: u64,
    letters: usize,
    tables: Vec<(String, i64)>,
    wrong_code: String,
    statements_of_wrong_code: u64,
    after_resend: Progress,
    statements_of_resend: u64,
    after_no_code: Progress,
}

/// Goes through the attempt with what a stranger would know, and tries a code.
async fn attempt(clinic: &Clinic, record: &Record) -> (Seen, Vec<Mail>) {
    let before = clinic.counts().await;
    let mut stranger = clinic.somebody();
    stranger.starts(&record.born).await.unwrap();
    let count = clinic.statements();
    let after_details = stranger.details(record).await.unwrap();
    let statements = clinic.statements() - count;
    let mut letters = clinic.outbox().await;
    let sent = letters.len();
    let after = clinic.counts().await;
    let tables = after.iter().map(|(table, rows)| (table.clone(), rows - before[table])).collect();

    let count = clinic.statements();
    let wrong = stranger.code("00000000").await;
    assert!(is_wrong_code(&wrong));
    let statements_of_wrong_code = clinic.statements() - count;
    clinic.later(minutes(2));
    let count = clinic.statements();
    let after_resend = stranger.resend().await.unwrap();
    let statements_of_resend = clinic.statements() - count;
    letters.extend(clinic.outbox().await);
    let mut after_no_code = stranger.no_code("stranger@example.com").await.unwrap();
    if let Step::Waiting { number } = &mut after_no_code.step {
        // Everybody has one of her own.
        assert!(portal_types::code::ActivationCode::parse(number).is_ok());
        number.clear();
    }
    letters.extend(clinic.outbox().await);
    let seen = Seen {
        after_details,
        statements,
        letters: sent,
        tables,
        wrong_code: format!("{wrong:?}"),
        statements_of_wrong_code,
        after_resend,
        statements_of_resend,
        after_no_code,
    };
    (seen, letters)
}

/// Records that must not be told apart from one that matches: the reason, and the record.
async fn unprovable(clinic: &Clinic) -> Vec<(&'static str, Record)> {
    let nobody = clinic.record("Nobody");

    let twin = clinic.record("Twin");
    clinic.keeps(&twin).await;
    clinic.keeps(&twin).await;

    let mut silent = clinic.record("Silent");
    silent.contacts.clear();
    clinic.keeps(&silent).await;

    let mut dead = clinic.record("Dead");
    dead.died_on = Some("2020-01-01".into());
    clinic.keeps(&dead).await;

    let enrolled = clinic.patient("Enrolled").await.record;

    let mut other_zip = clinic.record("Zip");
    clinic.keeps(&other_zip).await;
    other_zip.zip = "01451".into();

    vec![
        ("no record", nobody),
        ("several records", twin),
        ("no contact on the record", silent),
        ("deceased", dead),
        ("has an account", enrolled),
        ("another ZIP code", other_zip),
    ]
}

both_databases! {
    async fn r_2_4_who_matches_nothing_sees_the_same_as_who_matches(clinic) {
        let ada = clinic.record("Ada");
        clinic.keeps(&ada).await;
        let (matching, letters) = attempt(&clinic, &ada).await;
        let codes = letters.iter().filter(|m| matches!(m.letter, Letter::EnrollCode { .. }) && m.to == ada.email());
        assert_eq!(codes.count(), 2, "the code and another one");

        for (why, record) in unprovable(&clinic).await {
            let (seen, letters) = attempt(&clinic, &record).await;
            assert_eq!(seen, matching, "{why}");
            for mail in letters {
                match mail.letter {
                    Letter::RequestReceived { .. } => assert_eq!(mail.to, "stranger@example.com", "{why}"),
                    Letter::EnrollmentRequest => assert_eq!(mail.to, "desk@maplevalley.example.org", "{why}"),
                    _ => panic!("{why}: no code for anybody"),
                }
            }
        }
    }
}

both_databases! {
    /// is for those on a form, too: whether a form names somebody is told by nothing.
    async fn r_2_4_who_is_on_a_form_sees_the_same_as_who_has_a_record_and_who_has_neither(clinic) {
        let (_, child) = clinic.keeps_one_born("Theo", "2024-11-17").await;
        let ada = clinic.record("Ada");
        clinic.keeps(&ada).await;
        let (by_record, _) = attempt(&clinic, &ada).await;
        let form = async |record: &Record, contact: &str, account| {
            let named = clinic.names(record, contact, account).await;
            clinic.grants(named, child, Granted::by(Basis::Parental)).await
        };
        let june = clinic.record("June");
        form(&june, &june.email(), None).await;
        let (by_form, letters) = attempt(&clinic, &june).await;
        assert_eq!(by_form, by_record);
        let codes = letters.iter().filter(|m| matches!(m.letter, Letter::EnrollCode { .. }) && m.to == june.email());
        assert_eq!(codes.count(), 2, "the code and another one");

        let enrolled = clinic.patient("Enrolled").await;
        let has_account = clinic.record("Linked");
        form(&has_account, &has_account.email(), Some(clinic.account_of(&enrolled.username).await)).await;
        let twice = clinic.record("Twice");
        form(&twice, &twice.email(), None).await;
        form(&twice, "twice@example.net", None).await;
        let patient = clinic.patient("Patient").await.record;
        form(&patient, "patient@example.net", None).await;
        let over = clinic.record("Over");
        let grant = form(&over, &over.email(), None).await;
        clinic.makes_it(grant, GrantState::Inactive).await;
        for (why, record) in [
            ("the form has an account", has_account),
            ("two forms of one name", twice),
            ("a patient with an account", patient),
            ("what the form was for is over", over),
        ] {
            let (seen, letters) = attempt(&clinic, &record).await;
            assert_eq!(seen, by_record, "{why}");
            for mail in letters {
                let nobodys = matches!(mail.letter, Letter::RequestReceived { .. } | Letter::EnrollmentRequest);
                assert!(nobodys, "{why}: no code for anybody");
            }
        }
    }
}

/// Somebody who waits for a code that was drawn and not sent, and that code: chance is seeded, so a twin of the clinic
/// draws the same one for a record that can be proven, and its outbox tells it.
async fn drawn_code(record: impl AsyncFn(&Clinic) -> Record) -> (Clinic, Applicant, String) {
    let told = Clinic::open().await;
    let seen = record(&told).await;
    let mut twin = told.somebody();
    twin.starts(&seen.born).await.unwrap();
    let mut provable = seen.clone();
    provable.contacts = vec![(Channel::Email, "twin@example.org".into())];
    provable.family = "Provable".into();
    told.keeps(&provable).await;
    twin.details(&provable).await.unwrap();
    let code = told.code_to("twin@example.org").await.unwrap();
    told.outbox().await;

    let clinic = Clinic::open().await;
    let real = record(&clinic).await;
    let mut stranger = clinic.somebody();
    stranger.starts(&real.born).await.unwrap();
    stranger.details(&real).await.unwrap();
    clinic.outbox().await;
    (clinic, stranger, code)
}

#[tokio::test]
async fn r_2_4_a_guessed_code_opens_nothing_where_none_was_sent() {
    // First that the guess is right at all: with a contact on the record it opens the next step.
    let (clinic, mut ada, code) = drawn_code(async |clinic| {
        let record = clinic.record("Ada");
        clinic.keeps(&record).await;
        record
    })
    .await;
    assert_eq!(ada.code(&code).await.unwrap().step, Step::Contact);
    clinic.outbox().await;

    type Change = fn(&mut Record);
    let reasons: [(&str, Change); 3] = [
        ("no contact on the record", |r| r.contacts.clear()),
        ("deceased", |r| r.died_on = Some("2020-01-01".into())),
        ("another birth date", |r| r.born = "1980-05-18".into()),
    ];
    for (why, change) in reasons {
        let (clinic, mut stranger, code) = drawn_code(async |clinic| {
            let mut record = clinic.record("Ada");
            let asked = record.clone();
            change(&mut record);
            clinic.keeps(&record).await;
            Record { contacts: record.contacts, ..asked }
        })
        .await;
        assert!(is_wrong_code(&stranger.code(&code).await), "{why}");
        assert_eq!(clinic.count("accounts").await, 0);
    }
}

#[tokio::test]
async fn r_2_4_a_request_that_cannot_be_proven_waits_for_the_desk() {
    let clinic = Clinic::open().await;
    for (why, record) in unprovable(&clinic).await {
        let before = clinic.count("enrollments where status = 'pending_review'").await;
        let mut stranger = clinic.somebody();
        stranger.starts(&record.born).await.unwrap();
        stranger.details(&record).await.unwrap();
        let after = clinic.count("enrollments where status = 'pending_review'").await;
        assert_eq!(after - before, 1, "{why}");
    }
    clinic.outbox().await;
}

#[tokio::test]
async fn r_2_4_the_code_goes_to_the_record_and_nowhere_else() {
    let clinic = Clinic::open().await;
    let mut record = clinic.record("Ada");
    record.contacts.push((Channel::Text, "4135550199".into()));
    clinic.keeps(&record).await;
    let mut ada = clinic.somebody();
    ada.starts(&record.born).await.unwrap();
    ada.details(&record).await.unwrap();
    let letters = clinic.outbox().await;
    assert_eq!(letters.len(), 1, "one code, to one contact");
    assert_eq!((letters[0].channel, letters[0].to.clone()), (Channel::Email, record.email()));
    // Where to reach me is not where codes go.
    ada.no_code("stranger@example.com").await.unwrap();
    let letters = clinic.outbox().await;
    let (desk, own): (Vec<_>, Vec<_>) = letters.iter().partition(|m| m.to == "desk@maplevalley.example.org");
    assert!(matches!(own[..], [Mail { letter: Letter::RequestReceived { .. }, .. }]), "the number of the request");
    assert!(matches!(desk[..], [Mail { letter: Letter::EnrollmentRequest, .. }]));
    assert!(!desk[0].stored.contains("stranger"), "the desk's letter names nobody");
}

#[tokio::test]
async fn r_2_4_names_are_compared_without_case_and_accents() {
    let clinic = Clinic::open().await;
    let mut record = clinic.record("José Ángel");
    record.family = "Núñez-Ríos".into();
    record.contacts = vec![(Channel::Email, "jose@example.org".into())];
    clinic.keeps(&record).await;
    let typed = Record { given: "JOSE".into(), family: "nunez rios".into(), ..record.clone() };
    let mut jose = clinic.somebody();
    jose.starts(&record.born).await.unwrap();
    jose.details(&typed).await.unwrap();
    assert!(clinic.code_to("jose@example.org").await.is_some());
}

/// However many share a birth date, a name or a phone.
#[tokio::test]
async fn r_2_4_what_is_typed_is_compared_with_fifty_records_at_most() {
    let clinic = Clinic::open().await;
    for (family, born) in [("example", "1980-05-17"), ("another", "1980-05-17"), ("example", "1970-01-01")] {
        let many = "with recursive counted(n) as (select 1 union all select n + 1 from counted where n < 100)
                    insert into patients (id, given, family, given_key, family_key, born, sex)
                    select randomblob(16), 'ada', $1, 'ada', $1, $2, 'female' from counted";
        clinic.execute(many, [family.into(), born.into()]).await;
    }
    let phones = "insert into patient_contacts (patient_id, channel, value)
                  select id, 'text', '4135550199' from patients";
    clinic.execute(phones, []).await;
    let looked = Looked {
        born: "1980-05-17".parse().unwrap(),
        family_key: "example",
        given_key: "ada",
        phone: Some("4135550199"),
        mrn: None,
    };
    let compared = candidates(&clinic.db().look(), looked).await.unwrap().len();
    assert!((15..=50).contains(&compared), "{compared}");
}

#[tokio::test]
async fn r_2_4_a_record_is_sent_at_most_six_codes_a_day_and_then_no_guess_is_right() {
    let clinic = Clinic::open().await;
    let record = clinic.record("Ada");
    clinic.keeps(&record).await;
    let mut sent = 0;
    for _ in 0..9 {
        let mut pest = clinic.somebody();
        pest.starts(&record.born).await.unwrap();
        pest.details(&record).await.unwrap();
        sent += clinic.letters_to(&record.email()).await.len();
    }
    assert_eq!(sent, 6);
    assert_eq!(clinic.outbox().await.len(), 3, "the desk hears of the others");
    assert_eq!(clinic.count("enrollments where status = 'pending_review'").await, 3);
    clinic.later(hours(24));
    let mut ada = clinic.somebody();
    ada.starts(&record.born).await.unwrap();
    ada.details(&record).await.unwrap();
    assert!(clinic.code_to(&record.email()).await.is_some(), "the next day she can");
}

// --- how long, how often ---

/// Somebody who was sent the code that proves her record: the record, she, and the code.
async fn at_code(clinic: &Clinic) -> (Record, Applicant, String) {
    let record = clinic.record("Ada");
    clinic.keeps(&record).await;
    let mut ada = clinic.somebody();
    ada.starts(&record.born).await.unwrap();
    ada.details(&record).await.unwrap();
    let code = clinic.code_to(&record.email()).await.unwrap();
    (record, ada, code)
}

#[tokio::test]
async fn r_2_11_a_check_code_is_right_for_ten_minutes() {
    for (wait, right) in [(minutes(10) - 10, true), (minutes(10) + 1, false)] {
        let clinic = Clinic::open().await;
        let (_, mut ada, code) = at_code(&clinic).await;
        assert!(code.len() == 8 && code.bytes().all(|b| b.is_ascii_digit()), "{code}");
        clinic.later(wait);
        assert_eq!(ada.code(&code).await.is_ok(), right, "after {wait} ms");
    }
}

both_databases! {
    async fn r_2_11_a_check_code_survives_four_wrong_tries_and_not_five(clinic) {
        for (wrong, right) in [(4, true), (5, false)] {
            let (_, mut ada, code) = at_code(&clinic).await;
            let other = if code == "12345678" { "87654321" } else { "12345678" };
            for _ in 0..wrong {
                assert!(is_wrong_code(&ada.code(other).await));
            }
            assert_eq!(ada.code(&code).await.is_ok(), right, "after {wrong} wrong tries");
        }
    }

    async fn r_2_11_wrong_tries_at_one_moment_are_all_counted(clinic) {
        let (_, mut ada, code) = at_code(&clinic).await;
        let other = if code == "12345678" { "87654321" } else { "12345678" };
        // Whoever sends many at once gets "another tab was faster" for all but one, or is counted; never a free try.
        let mut judged = 0;
        while judged < 5 {
            let mut tabs: Vec<Applicant> = (0..4).map(|_| ada.second_tab()).collect();
            let [a, b, c, d] = &mut tabs[..] else { unreachable!() };
            let (a, b, c, d) = tokio::join!(a.code(other), b.code(other), c.code(other), d.code(other));
            judged += [a, b, c, d].iter().filter(|answer| is_wrong_code(answer)).count();
        }
        assert!(is_wrong_code(&ada.code(&code).await), "five were counted");
    }
}

#[tokio::test]
async fn r_2_11_another_code_after_a_minute_and_three_in_all() {
    let clinic = Clinic::open().await;
    let (record, mut ada, first) = at_code(&clinic).await;
    clinic.later(seconds(59));
    assert!(matches!(ada.resend().await, Err(CareError::TooOften { seconds: 1 })));
    clinic.later(seconds(1));
    assert_eq!(ada.resend().await.unwrap().step, Step::Code { can_resend: true });
    let second = clinic.code_to(&record.email()).await.unwrap();
    assert_ne!(first, second);
    assert!(is_wrong_code(&ada.code(&first).await), "the older code is dead");
    clinic.later(minutes(2));
    assert_eq!(ada.resend().await.unwrap().step, Step::Code { can_resend: false });
    let third = clinic.code_to(&record.email()).await.unwrap();
    clinic.later(minutes(2));
    assert!(matches!(ada.resend().await, Err(CareError::TooOften { .. })));
    assert!(ada.code(&third).await.is_ok());
}

#[tokio::test]
async fn r_2_11_an_enrollment_ends_after_a_day() {
    let clinic = Clinic::open().await;
    let record = clinic.record("Ada");
    clinic.keeps(&record).await;
    let mut ada = proven(&clinic, &record).await;
    clinic.later(hours(24) - minutes(1));
    assert_eq!(ada.progress().await.unwrap().step, Step::Credentials);
    clinic.later(minutes(1));
    assert_eq!(ada.progress().await.unwrap().step, Step::Start);
    assert!(ada.credentials("ada.example", PASSWORD).await.is_err());
    assert!(matches!(ada.back().await, Err(CareError::Expired)));
    assert_eq!(clinic.count("accounts").await, 0);
}

#[tokio::test]
async fn r_2_11_codes_are_kept_only_as_keyed_hashes_bound_to_their_enrollment() {
    let clinic = Clinic::open().await;
    let record = clinic.record("Ada");
    clinic.keeps(&record).await;
    let mut ada = clinic.somebody();
    ada.starts(&record.born).await.unwrap();
    ada.details(&record).await.unwrap();
    let states: Vec<String> = clinic.column("select state from enrollments").await;
    let code = clinic.code_to(&record.email()).await.unwrap();
    assert!(!states[0].contains(&code));
    // The same code is nothing in another enrollment, even of the same record.
    let mut other = clinic.somebody();
    other.starts(&record.born).await.unwrap();
    other.details(&record).await.unwrap();
    clinic.outbox().await;
    assert!(is_wrong_code(&other.code(&code).await));
    assert!(ada.code(&code).await.is_ok());
}

#[tokio::test]
async fn one_address_begins_twenty_enrollments_an_hour() {
    let clinic = Clinic::open().await;
    let mut pest = clinic.somebody();
    for _ in 0..20 {
        pest.starts("1980-01-01").await.unwrap();
    }
    assert!(matches!(pest.starts("1980-01-01").await, Err(CareError::TooOften { .. })));
    assert!(clinic.somebody().starts("1980-01-01").await.is_ok(), "others may");
    clinic.later(hours(1));
    assert!(pest.starts("1980-01-01").await.is_ok());
}
