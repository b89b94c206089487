//! Enrollment: who may have an account, and what a stranger can learn from trying.

use portal_care::enrollment::flow;
use portal_care::{CareError, accounts};
use portal_testkit::{
    Applicant, Clinic, Database, Mail, PASSWORD, Record, both_databases, days, hours, minutes, seconds,
};
use portal_types::account::Lang;
use portal_types::enrollment::{Channel, Progress, Step};
use portal_types::field::Problem;
use portal_types::notice::Letter;

fn is_wrong_code(answer: &Result<Progress, CareError>) -> bool {
    matches!(answer, Err(CareError::Invalid(fields)) if fields[0].field == "code" && fields[0].problem == Problem::WrongCode)
}

fn has_problem(answer: Result<Progress, CareError>, field: &str, problem: Problem) -> bool {
    matches!(answer, Err(CareError::Invalid(fields)) if fields.len() == 1 && fields[0].field == field && fields[0].problem == problem)
}

/// Somebody who has proven her identity and a contact, and now chooses a username.
async fn proven(clinic: &Clinic, record: &Record) -> Applicant {
    let mut applicant = clinic.somebody();
    applicant.starts(&record.born).await.unwrap();
    applicant.details(record).await.unwrap();
    let code = clinic.code_to(&record.email()).await.unwrap();
    applicant.code(&code).await.unwrap();
    let own = format!("own.{}", record.email());
    applicant.contact(&own).await.unwrap();
    let code = clinic.code_to(&own).await.unwrap();
    applicant.contact_code(&code).await.unwrap();
    applicant
}

// --- an account is active only with all four ---

both_databases! {
    async fn r_1_2_no_account_before_the_last_step(clinic) {
        let record = clinic.record("Ada");
        clinic.keeps(&record).await;
        let mut ada = proven(&clinic, &record).await;
        // Steps cannot be skipped, whatever is sent.
        assert!(matches!(ada.agrees().await, Err(CareError::Conflict)), "no credentials yet");
        assert!(matches!(ada.question("toy", "A blue elephant").await, Err(CareError::Conflict)));
        ada.credentials("ada.example", PASSWORD).await.unwrap();
        assert!(matches!(ada.agrees().await, Err(CareError::Conflict)), "no security question yet");
        ada.question("toy", "A blue elephant").await.unwrap();
        assert!(has_problem(ada.terms("terms-1", false).await, "agree", Problem::NotAgreed));
        assert!(matches!(ada.terms("terms-0", true).await, Err(CareError::Conflict)), "a text that is not in force");
        assert_eq!(clinic.count("accounts").await, 0);
        assert_eq!(clinic.count("sessions").await, 0);

        let done = ada.agrees().await.unwrap();
        assert_eq!(done.step, Step::Done);
        assert_eq!(
            clinic
                .count(
                    "accounts where state = 'active' and terms_version = 'terms-1' and privacy_version = 'privacy-1'
                     and agreed_at is not null and question = 'toy' and answer_hash is not null"
                )
                .await,
            1
        );
        assert_eq!(clinic.count("account_contacts").await, 1);
        let me = accounts::me(clinic.portal(), &ada.visitor()).await.unwrap();
        assert!(matches!(me.who, portal_types::account::Who::Patient { ref charts, .. } if charts.len() == 1));
        let letters = clinic.outbox().await;
        assert_eq!(letters.iter().map(|m| &m.letter).collect::<Vec<_>>(), [&Letter::Enrolled]);
    }
}

#[tokio::test]
async fn r_1_2_without_the_question_where_the_operator_asks_none() {
    let clinic = Clinic::open_with(Database::Sqlite, |s| s.clinic.security_question = false).await.unwrap();
    let record = clinic.record("Ada");
    clinic.keeps(&record).await;
    let mut ada = proven(&clinic, &record).await;
    let progress = ada.credentials("ada.example", PASSWORD).await.unwrap();
    assert_eq!((progress.step, progress.number, progress.of), (Step::Terms, 7, 7));
    ada.agrees().await.unwrap();
    assert_eq!(clinic.count("accounts where state = 'active' and question is null").await, 1);
    clinic.outbox().await;
}

#[tokio::test]
async fn nothing_typed_is_kept_beyond_its_use() {
    let clinic = Clinic::open().await;
    let ada = clinic.patient("Ada").await;
    let states: Vec<String> = clinic.column("select state from enrollments").await;
    assert_eq!(states.len(), 1);
    assert!(!states[0].contains(&ada.record.given) && !states[0].contains("argon2"), "{}", states[0]);
    let all = clinic.everything().await;
    for secret in [PASSWORD, "A blue elephant", "blueelephant"] {
        assert!(!all.contains(secret), "{secret}");
    }
    assert!(!all.contains(ada.visitor().session.unwrap().as_str()), "a session's secret is only in its cookie");
}

// --- one account a person ---

both_databases! {
    async fn r_1_4_two_enrollments_for_one_record_make_one_account(clinic) {
        let record = clinic.record("Ada");
        clinic.keeps(&record).await;
        let mut first = proven(&clinic, &record).await;
        let mut second = proven(&clinic, &record).await;
        for (applicant, username) in [(&mut first, "ada.first"), (&mut second, "ada.second")] {
            applicant.credentials(username, PASSWORD).await.unwrap();
            applicant.question("toy", "A blue elephant").await.unwrap();
        }
        let (one, other) = tokio::join!(first.agrees(), second.agrees());
        let outcomes = [one, other];
        assert_eq!(outcomes.iter().filter(|o| o.is_ok()).count(), 1, "exactly one wins");
        assert!(outcomes.iter().any(|o| matches!(o, Err(CareError::Conflict))), "the other is told");
        assert_eq!(clinic.count("accounts").await, 1);
        assert_eq!(clinic.count("sessions").await, 1);
        let welcomed = clinic.outbox().await;
        assert_eq!(welcomed.len(), 1, "and is not welcomed");
    }

    async fn two_tabs_of_one_enrollment_cannot_both_win(clinic) {
        let record = clinic.record("Ada");
        clinic.keeps(&record).await;
        let mut ada = proven(&clinic, &record).await;
        ada.credentials("ada.example", PASSWORD).await.unwrap();
        ada.question("toy", "A blue elephant").await.unwrap();
        let mut tab = ada.second_tab();
        let (one, other) = tokio::join!(ada.agrees(), tab.agrees());
        assert_eq!([one, other].iter().filter(|o| o.is_ok()).count(), 1);
        assert_eq!(clinic.count("accounts").await, 1);
        assert_eq!(clinic.outbox().await.len(), 1);
    }

    async fn one_username_for_two_people_goes_to_the_first(clinic) {
        let (ada, eva) = (clinic.record("Ada"), clinic.record("Eva"));
        clinic.keeps(&ada).await;
        clinic.keeps(&eva).await;
        let mut first = proven(&clinic, &ada).await;
        let mut second = proven(&clinic, &eva).await;
        first.credentials("the.same.name", PASSWORD).await.unwrap();
        second.credentials("The.Same.NAME", PASSWORD).await.unwrap();
        first.question("toy", "A blue elephant").await.unwrap();
        second.question("toy", "A blue elephant").await.unwrap();
        first.agrees().await.unwrap();
        assert!(has_problem(second.agrees().await, "username", Problem::Taken));
        assert_eq!(second.progress().await.unwrap().step, Step::Credentials, "what was proven stays proven");
        assert!(has_problem(second.credentials("the.same.name", PASSWORD).await, "username", Problem::Taken));
        second.credentials("another.name", PASSWORD).await.unwrap();
        clinic.outbox().await;
    }
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
    let after_no_code = stranger.no_code("stranger@example.com").await.unwrap();
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
                assert_eq!(mail.letter, Letter::EnrollmentRequest, "{why}: no code for anybody");
                assert_eq!(mail.to, "desk@maplevalley.example.org", "{why}");
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
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].to, "desk@maplevalley.example.org");
    assert!(!letters[0].stored.contains("stranger"), "the desk's letter names nobody");
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

#[tokio::test]
async fn r_2_11_a_check_code_is_right_for_ten_minutes() {
    for (wait, right) in [(minutes(10) - 10, true), (minutes(10) + 1, false)] {
        let clinic = Clinic::open().await;
        let record = clinic.record("Ada");
        clinic.keeps(&record).await;
        let mut ada = clinic.somebody();
        ada.starts(&record.born).await.unwrap();
        ada.details(&record).await.unwrap();
        let code = clinic.code_to(&record.email()).await.unwrap();
        clinic.later(wait);
        assert_eq!(ada.code(&code).await.is_ok(), right, "after {wait} ms");
    }
}

both_databases! {
    async fn r_2_11_a_check_code_survives_four_wrong_tries_and_not_five(clinic) {
        for (wrong, right) in [(4, true), (5, false)] {
            let record = clinic.record("Ada");
            clinic.keeps(&record).await;
            let mut ada = clinic.somebody();
            ada.starts(&record.born).await.unwrap();
            ada.details(&record).await.unwrap();
            let code = clinic.code_to(&record.email()).await.unwrap();
            let other = if code == "12345678" { "87654321" } else { "12345678" };
            for _ in 0..wrong {
                assert!(is_wrong_code(&ada.code(other).await));
            }
            assert_eq!(ada.code(&code).await.is_ok(), right, "after {wrong} wrong tries");
        }
    }

    async fn r_2_11_wrong_tries_at_one_moment_are_all_counted(clinic) {
        let record = clinic.record("Ada");
        clinic.keeps(&record).await;
        let mut ada = clinic.somebody();
        ada.starts(&record.born).await.unwrap();
        ada.details(&record).await.unwrap();
        let code = clinic.code_to(&record.email()).await.unwrap();
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
    let record = clinic.record("Ada");
    clinic.keeps(&record).await;
    let mut ada = clinic.somebody();
    ada.starts(&record.born).await.unwrap();
    ada.details(&record).await.unwrap();
    let first = clinic.code_to(&record.email()).await.unwrap();
    clinic.later(seconds(30));
    assert!(matches!(ada.resend().await, Err(CareError::TooOften { seconds: 1..=30 })));
    clinic.later(seconds(31));
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
    clinic.later(hours(24));
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

// --- the question ---

#[tokio::test]
async fn r_5_2_the_answer_is_hashed_and_is_not_username_or_question() {
    let clinic = Clinic::open().await;
    let record = clinic.record("Ada");
    clinic.keeps(&record).await;
    let mut ada = proven(&clinic, &record).await;
    ada.credentials("ada.example", PASSWORD).await.unwrap();
    for same in ["ada.example", "Ádá Éxample", "T O Y", "toy"] {
        assert!(has_problem(ada.question("toy", same).await, "answer", Problem::SameAsOther), "{same}");
    }
    assert!(has_problem(ada.question("mother", "Berta").await, "question", Problem::NotAChoice));
    assert!(has_problem(ada.question("toy", " ? ! ").await, "answer", Problem::TooShort(3)));
    assert!(has_problem(ada.question("toy", PASSWORD).await, "answer", Problem::SameAsOther), "the password");
    ada.question("toy", "  A blue Élephant ").await.unwrap();
    ada.agrees().await.unwrap();
    clinic.outbox().await;
    let hashes: Vec<String> = clinic.column("select answer_hash from accounts").await;
    assert!(hashes[0].starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", hashes[0]);
    // Case, spaces and accents do not count.
    let keys = portal_gateways::Keys::from_master(&[7; 32]);
    let floor = portal_gateways::HashSettings::FLOOR;
    let passwords = portal_gateways::Passwords::new(&keys, floor, 1, [0; 16], [0; 32]);
    for typed in ["a blue elephant", "ABLUEELEPHANT"] {
        let key = portal_types::field::name_key(typed);
        assert!(passwords.verify(&key, Some(&hashes[0])).await.unwrap(), "{typed}");
    }
}

#[tokio::test]
async fn r_5_2_the_answer_alone_opens_nothing() {
    let clinic = Clinic::open().await;
    let ada = clinic.patient("Ada").await;
    for answer in ["A blue elephant", "ablueelephant"] {
        assert!(matches!(ada.signs_in_with(answer).await, Err(CareError::WrongCredentials)));
    }
}

// --- the wizard, carried out ---

#[tokio::test]
async fn hashing_is_only_for_who_is_at_that_step() {
    let clinic = Clinic::open().await;
    let mut stranger = clinic.somebody();
    assert!(matches!(stranger.credentials("ada.example", PASSWORD).await, Err(CareError::Conflict)));
    assert!(matches!(stranger.question("toy", "A blue elephant").await, Err(CareError::Conflict)));
}

#[tokio::test]
async fn starting_over_forgets_an_enrollment_but_not_a_request() {
    let clinic = Clinic::open().await;
    let mut ada = clinic.somebody();
    ada.starts("1980-01-01").await.unwrap();
    let visitor = ada.visitor();
    portal_care::enrollment::start_over(clinic.portal(), &visitor).await.ok().unwrap();
    assert_eq!(clinic.count("enrollments").await, 0);

    let record = clinic.record("Nobody");
    let mut nobody = clinic.somebody();
    nobody.starts(&record.born).await.unwrap();
    nobody.details(&record).await.unwrap();
    nobody.no_code("nobody@example.com").await.unwrap();
    portal_care::enrollment::start_over(clinic.portal(), &nobody.visitor()).await.ok().unwrap();
    assert_eq!(clinic.count("enrollments where status = 'pending_review'").await, 1);
    clinic.outbox().await;
}

#[tokio::test]
async fn r_10_6_a_code_comes_in_the_language_of_the_record_again_and_again() {
    let clinic = Clinic::open().await;
    let mut record = clinic.record("Ana");
    record.lang = Lang::Es;
    clinic.keeps(&record).await;
    let mut ana = clinic.somebody();
    ana.starts(&record.born).await.unwrap();
    ana.details(&record).await.unwrap();
    clinic.later(minutes(2));
    ana.resend().await.unwrap();
    let letters = clinic.outbox().await;
    assert_eq!(letters.iter().map(|m| m.lang).collect::<Vec<_>>(), [Lang::Es, Lang::Es]);
}

#[tokio::test]
async fn a_wait_on_the_page_is_the_wait_of_the_rule() {
    assert_eq!((flow::CODE_MS, flow::TRIES, flow::SENDS, flow::RESEND_MS), (minutes(10), 5, 3, minutes(1)));
    assert_eq!(days(1), hours(24));
}

// --- what leads to a chart ---

#[tokio::test]
async fn r_5_5_outside_the_demo_no_account_comes_without_proof() {
    let clinic = Clinic::open().await;
    let record = clinic.record("Ada");
    clinic.keeps(&record).await;
    let mrns: Vec<String> = clinic.column("select mrn from patients").await;
    let ready = || portal_care::demo::ReadyAccount {
        mrn: mrns[0].clone(),
        username: "ada.example".into(),
        password: PASSWORD.into(),
        contact: (Channel::Email, "ada@example.org".into()),
        lang: Lang::En,
    };
    assert!(matches!(portal_care::demo::ready_account(clinic.portal(), ready()).await, Err(CareError::NotFound)));
    assert_eq!(clinic.count("accounts").await, 0);
}

#[tokio::test]
async fn r_5_5_an_account_opens_the_chart_that_was_proven_and_no_other() {
    let clinic = Clinic::open().await;
    let (ada, eva) = (clinic.patient("Ada").await, clinic.patient("Eva").await);
    let me = accounts::me(clinic.portal(), &ada.visitor()).await.unwrap();
    let portal_types::account::Who::Patient { charts, .. } = me.who else { panic!("a patient") };
    assert_eq!(charts.iter().map(|c| c.patient).collect::<Vec<_>>(), [ada.id]);
    assert_ne!(ada.id, eva.id);
}

// --- the public directory ---

#[tokio::test]
async fn r_9_10_the_directory_keeps_extensions() {
    let clinic = Clinic::open().await;
    let guest = clinic.visitor();
    let _nurse = clinic.nurse().await;
    let practices = clinic
        .portal()
        .read(&guest, portal_care::Action::ReadDirectory, async |call| portal_care::directory::practices(call).await)
        .await
        .unwrap();
    assert_eq!(practices.len(), 4);
    assert!(practices.iter().all(|p| p.phone.as_deref() == Some("413-555-0100 x7")));
    let messaging: Vec<&str> = practices.iter().filter(|p| p.messaging).map(|p| p.name.as_str()).collect();
    assert_eq!(messaging, ["Cardiology"]);
}
