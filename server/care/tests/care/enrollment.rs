//! Enrollment: who may have an account.

use portal_care::enrollment::flow;
use portal_care::{Action, CareError, accounts, messages};
use portal_testkit::{Applicant, Clinic, Database, PASSWORD, Record, both_databases, days, hours, minutes};
use portal_types::account::Lang;
use portal_types::enrollment::{Channel, Progress, Step};
use portal_types::field::Problem;
use portal_types::message::{NewThread, Reply, Topic};
use portal_types::notice::Letter;

fn has_problem(answer: Result<Progress, CareError>, field: &str, problem: Problem) -> bool {
    matches!(answer, Err(CareError::Invalid(fields)) if fields.len() == 1 && fields[0].field == field && fields[0].problem == problem)
}

/// Somebody who has proven her identity and a contact, and now chooses a username.
pub(crate) async fn proven(clinic: &Clinic, record: &Record) -> Applicant {
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
        // Side by side, so that neither ends the other.
        let (mut first, mut second) = (clinic.somebody(), clinic.somebody());
        for applicant in [&mut first, &mut second] {
            applicant.starts(&record.born).await.unwrap();
            applicant.details(&record).await.unwrap();
            let code = clinic.code_to(&record.email()).await.unwrap();
            assert_eq!(applicant.code(&code).await.unwrap().step, Step::Contact);
        }
        for (applicant, own) in [(&mut first, "first@example.org"), (&mut second, "second@example.org")] {
            applicant.contact(own).await.unwrap();
            let code = clinic.code_to(own).await.unwrap();
            applicant.contact_code(&code).await.unwrap();
        }
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

    /// whoever proves the same record on another device ends what is further there, and takes nothing of it over.
    async fn r_2_9_proving_a_record_anew_takes_over_nothing_that_was_chosen_elsewhere(clinic) {
        let record = clinic.record("Ada");
        clinic.keeps(&record).await;
        let mut first = proven(&clinic, &record).await;
        first.credentials("stranger.name", PASSWORD).await.unwrap();
        first.question("toy", "A blue elephant").await.unwrap();
        let mut ada = clinic.somebody();
        ada.starts(&record.born).await.unwrap();
        ada.details(&record).await.unwrap();
        let code = clinic.code_to(&record.email()).await.unwrap();
        assert_eq!(ada.code(&code).await.unwrap().step, Step::Contact);
        assert_eq!(ada.progress().await.unwrap().step, Step::Contact);
        assert!(ada.agrees().await.is_err() && first.agrees().await.is_err());
        let states: Vec<String> = clinic.column("select state from enrollments").await;
        assert_eq!(states.len(), 1, "the first device is out");
        assert!(!states[0].contains("stranger") && !states[0].contains("argon2"), "{}", states[0]);
        assert_eq!(clinic.count("accounts").await, 0);
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
        let place = passwords.enter(portal_gateways::Lane::Strangers).await.unwrap();
        assert!(passwords.verify(&key, Some(&hashes[0]), &place).await.unwrap(), "{typed}");
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
        username: "ada.example".into(),
        password: PASSWORD.into(),
        contact: (Channel::Email, "ada@example.org".into()),
        lang: Lang::En,
    };
    let made = portal_care::demo::ready_account(clinic.portal(), &mrns[0], ready()).await;
    assert!(matches!(made, Err(CareError::NotFound)));
    let person = portal_care::demo::ReadyPerson {
        given: record.given.clone(),
        family: record.family.clone(),
        born: record.born.parse().unwrap(),
        email: record.email(),
        mrn: None,
    };
    let made = portal_care::demo::ready_grants(clinic.portal(), "front.desk", person, Vec::new()).await;
    assert!(matches!(made, Err(CareError::NotFound)));
    let june = clinic.names(&record, "june@example.org", None).await;
    let made = portal_care::demo::ready_representative(clinic.portal(), june, ready()).await;
    assert!(matches!(made, Err(CareError::NotFound)));
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
    // Whatever she asks of another's.
    let _nurse = clinic.nurse().await;
    let thread = eva.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
    let (portal, visitor, intent) = (clinic.portal(), ada.visitor(), clinic.world().intent());
    let draft = NewThread { intent, ..clinic.world().new_thread(&clinic.cardiology, Topic::General, "B") };
    let reply = Reply { body: "B".into(), files: Vec::new(), intent };
    let refused = [
        portal
            .read(&visitor, Action::ListThreads, async |call| messages::inbox(call, eva.id, None).await.map(drop))
            .await,
        portal
            .read(&visitor, Action::ComposeOptions, async |call| {
                messages::compose_options(call, eva.id, None).await.map(drop)
            })
            .await,
        messages::open(portal, &visitor, eva.id, thread, None).await.map(drop),
        portal
            .write(&visitor, Action::StartThread, async |call| messages::start(call, eva.id, draft).await.map(drop))
            .await,
        portal
            .write(&visitor, Action::ReplyToThread, async |call| {
                messages::reply(call, eva.id, thread, reply).await.map(drop)
            })
            .await,
    ];
    assert!(refused.iter().all(|answer| matches!(answer, Err(CareError::Denied))), "{refused:?}");
    assert!(matches!(ada.opens(thread).await, Err(CareError::NotFound)), "nor is it in her own");
    assert_eq!(clinic.count("messages").await, 1);
    eva.opens(thread).await.unwrap();
}

// --- the public directory ---

#[tokio::test]
async fn r_9_10_the_directory_keeps_extensions() {
    let clinic = Clinic::open().await;
    let guest = clinic.visitor();
    let _nurse = clinic.nurse().await;
    let practices = clinic
        .portal()
        .read(&guest, Action::ReadDirectory, async |call| portal_care::directory::practices(call).await)
        .await
        .unwrap();
    assert_eq!(practices.len(), 4);
    assert!(practices.iter().all(|p| p.phone.as_deref() == Some("413-555-0100 x7")));
    let messaging: Vec<&str> = practices.iter().filter(|p| p.messaging).map(|p| p.name.as_str()).collect();
    assert_eq!(messaging, ["Cardiology"]);
}
