//! The enrollment desk: requests, their clock, and who decides them.

use portal_care::CareError;
use portal_testkit::{Applicant, Clinic, PASSWORD, Record, Staff, both_databases, days, hours};
use portal_types::account::Role;
use portal_types::enrollment::Step;
use portal_types::field::Problem;
use portal_types::ids::EnrollmentId;
use portal_types::notice::Letter;
use portal_types::registry::{RequestFilter, RequestStage, Urgency};

const DESK: &str = "desk@maplevalley.example.org";

/// Somebody who mistypes her name, gets no code and asks the desk.
async fn asks(clinic: &Clinic, record: &Record, reach: &str) -> (Applicant, String) {
    let mut applicant = clinic.somebody();
    applicant.starts(&record.born).await.unwrap();
    let typed = Record { family: format!("{}x", record.family), ..record.clone() };
    applicant.details(&typed).await.unwrap();
    let progress = applicant.no_code(reach).await.unwrap();
    let Step::Waiting { number } = progress.step else { panic!("waiting") };
    let told = clinic.letters_to(reach).await;
    assert!(matches!(&told[0].letter, Letter::RequestReceived { number: sent } if *sent == number.replace('-', "")));
    clinic.letters_to(DESK).await;
    (applicant, number)
}

async fn desk(clinic: &Clinic) -> Staff {
    clinic.staff(Role::Enrollment, &[]).await
}

async fn only_request(desk: &Staff) -> EnrollmentId {
    let queue = desk.requests(RequestFilter::Waiting).await.unwrap();
    assert_eq!(queue.page.rows.len(), 1);
    queue.page.rows[0].request
}

both_databases! {
    async fn r_2_7_an_approved_request_goes_on_by_a_link_at_the_step_left_open(clinic) {
        let record = clinic.record("Ada");
        let id = clinic.keeps(&record).await;
        let (ada, number) = asks(&clinic, &record, "ada@example.net").await;
        assert_eq!(ada.request_state(&number).await.unwrap().stage, RequestStage::Waiting);
        let desk = desk(&clinic).await;
        let request = only_request(&desk).await;
        let shown = desk.opens_request(request).await.unwrap();
        assert_eq!(shown.matches[0].record.patient, id, "a slip in the name is found");
        desk.notes(request, "Called her number: it is she.").await.unwrap();
        desk.approves(request, id, "called_record").await.unwrap();
        assert_eq!(ada.request_state(&number).await.unwrap().stage, RequestStage::Approved);
        let letters = clinic.letters_to("ada@example.net").await;
        let Letter::RequestApproved { code } = &letters[0].letter else { panic!("{:?}", letters[0].letter) };
        // On any device; the mail that was answered is proven, so the next step is the one after it.
        let mut phone = clinic.somebody();
        let progress = phone.activates(code, &record.born).await.unwrap();
        assert_eq!(progress.step, Step::Credentials);
        assert!(desk.requests(RequestFilter::Waiting).await.unwrap().page.rows.is_empty());
    }

    async fn r_2_7_a_request_ends_when_its_record_has_an_account_and_keeps_nothing_that_was_typed(clinic) {
        let record = clinic.record("Ada");
        let id = clinic.keeps(&record).await;
        let (ada, number) = asks(&clinic, &record, "ada@example.net").await;
        let (_, other) = asks(&clinic, &record, "ada@example.com").await;
        let desk = desk(&clinic).await;
        let queue = desk.requests(RequestFilter::Waiting).await.unwrap().page.rows;
        desk.approves(queue[0].request, id, "called_record").await.unwrap();
        desk.declines(queue[1].request, "not_confirmed").await.unwrap();
        let states: Vec<String> = clinic.column("select state from enrollments").await;
        assert!(states.iter().all(|s| !s.contains("Example") && !s.contains("Ada")), "{states:?}");
        assert_eq!(clinic.count("enrollments where reach is not null or reach_channel is not null").await, 0);
        let letters = clinic.letters_to("ada@example.net").await;
        let Letter::RequestApproved { code } = &letters[0].letter else { panic!("{:?}", letters[0].letter) };
        let mut phone = clinic.somebody();
        phone.activates(code, &record.born).await.unwrap();
        phone.credentials("ada.example", PASSWORD).await.unwrap();
        phone.question("toy", "A blue elephant").await.unwrap();
        assert_eq!(ada.request_state(&number).await.unwrap().stage, RequestStage::Approved);
        phone.agrees().await.unwrap();
        assert_eq!(ada.request_state(&number).await.unwrap().stage, RequestStage::Done);
        assert_eq!(ada.request_state(&other).await.unwrap().stage, RequestStage::Declined);
        clinic.outbox().await;
    }

    async fn a_request_that_cannot_be_read_keeps_no_other_from_the_desk(clinic) {
        let (ada, eva) = (clinic.record("Ada"), clinic.record("Eva"));
        asks(&clinic, &ada, "ada@example.net").await;
        asks(&clinic, &eva, "eva@example.net").await;
        clinic.execute("update enrollments set state = '{}' where reach = 'ada@example.net'", []).await;
        // As an older portal has kept it: without a number, and without what was asked for later.
        let older = format!(
            r#"{{"asks_question":true,"born":"1980-05-17","stage":{{"stage":"waiting","details":{{"given":"Eva",
               "family":"{}","sex":"female","zip":"01450"}},"reach":{{"channel":"email","value":"eva@example.net"}}}}}}"#,
            eva.family
        );
        clinic.execute("update enrollments set state = $1 where reach = 'eva@example.net'", [older.into()]).await;
        let desk = desk(&clinic).await;
        let rows = desk.requests(RequestFilter::Waiting).await.unwrap().page.rows;
        assert_eq!(rows.iter().map(|row| row.name.clone()).collect::<Vec<_>>(), [format!("Eva {}", eva.family)]);
        assert_eq!(desk.opens_request(rows[0].request).await.unwrap().given, "Eva");
    }

    async fn an_attempt_that_the_desk_has_written_about_can_be_started_over(clinic) {
        let mut stranger = clinic.somebody();
        stranger.starts("1980-05-17").await.unwrap();
        stranger.details(&clinic.record("Nobody")).await.unwrap();
        let desk = desk(&clinic).await;
        let rows = desk.requests(RequestFilter::Unreachable).await.unwrap().page.rows;
        desk.notes(rows[0].request, "No contact.").await.unwrap();
        assert!(portal_care::enrollment::start_over(clinic.portal(), &stranger.visitor()).await.is_ok());
        assert_eq!((clinic.count("enrollments").await, clinic.count("enrollment_notes").await), (0, 0));
        assert_eq!(clinic.count("audit where action = 'note-request' and outcome = 'ok'").await, 1, "the trail stays");
        clinic.outbox().await;
    }

    async fn a_number_of_no_request_is_denied_in_the_trail(clinic) {
        let record = clinic.record("Ada");
        let (ada, number) = asks(&clinic, &record, "ada@example.net").await;
        ada.request_state(&number).await.unwrap();
        let unknown = portal_types::code::ActivationCode::draw([3; 9]).printed();
        assert!(ada.request_state(&unknown).await.is_err());
        let looked: Vec<String> =
            clinic.column("select outcome from audit where action = 'read-request-state' order by seq").await;
        assert_eq!(looked, ["ok", "denied"]);
    }

    async fn two_desks_that_decide_one_request_decide_it_once(clinic) {
        let record = clinic.record("Ada");
        let id = clinic.keeps(&record).await;
        asks(&clinic, &record, "ada@example.net").await;
        let (one, other) = (desk(&clinic).await, desk(&clinic).await);
        let request = only_request(&one).await;
        let decided = tokio::join!(one.approves(request, id, "in_person"), other.declines(request, "no_record"));
        assert_eq!([decided.0.is_ok(), decided.1.is_ok()].iter().filter(|ok| **ok).count(), 1);
        let refused = [decided.0.err(), decided.1.err()].into_iter().flatten().next().unwrap();
        assert!(matches!(refused, CareError::Conflict), "{refused:?}");
        assert_eq!(clinic.letters_to("ada@example.net").await.len(), 1, "one answer");
        assert!(matches!(one.approves(request, id, "in_person").await, Err(CareError::Conflict)), "and it stays");
    }
}

#[tokio::test]
async fn r_2_6_no_approval_without_saying_how_identity_was_confirmed() {
    let clinic = Clinic::open().await;
    let record = clinic.record("Ada");
    let id = clinic.keeps(&record).await;
    asks(&clinic, &record, "ada@example.net").await;
    let desk = desk(&clinic).await;
    let request = only_request(&desk).await;
    let refused = desk.approves(request, id, "").await.unwrap_err();
    assert!(
        matches!(refused, CareError::Invalid(all) if all[0].field == "method" && all[0].problem == Problem::NotAChoice)
    );
    assert!(clinic.letters_to("ada@example.net").await.is_empty());
    desk.approves(request, id, "video").await.unwrap();
    // Method, who and when: in the log and in the trail.
    assert_eq!(clinic.count("enrollment_notes where text like 'Approved: video%'").await, 1);
    assert_eq!(
        clinic.count("audit where action = 'decide-request' and outcome = 'ok' and patient_id is not null").await,
        1
    );
    clinic.outbox().await;
}

#[tokio::test]
async fn r_2_5_a_request_turns_amber_at_three_business_days_and_red_at_five() {
    let holiday = "2026-11-26".parse().unwrap();
    let clinic = Clinic::open_with(portal_testkit::Database::Sqlite, |s| s.holidays = vec![holiday]).await.unwrap();
    let record = clinic.record("Ada");
    clinic.keeps(&record).await;
    let (ada, number) = asks(&clinic, &record, "ada@example.net").await;
    // Asked on Monday 23; Thursday 26 is a holiday: the third business day is Friday 27, the fifth Tuesday 1.
    let mut seen = Vec::new();
    for day in 23..=31 {
        let desk = desk(&clinic).await;
        let row = &desk.requests(RequestFilter::Waiting).await.unwrap().page.rows[0];
        assert_eq!(row.due_on.to_string(), "2026-12-01");
        seen.push((day, row.urgency));
        clinic.days_later(1);
    }
    let calm = seen.iter().filter(|(_, u)| *u == Urgency::Calm).map(|(d, _)| *d).collect::<Vec<_>>();
    let late = seen.iter().filter(|(_, u)| *u == Urgency::Late).map(|(d, _)| *d).collect::<Vec<_>>();
    assert_eq!((calm, late), (vec![23, 24, 25, 26], vec![31]));
    assert_eq!(ada.request_state(&number).await.unwrap().due_on.to_string(), "2026-12-01", "and the person sees it");
}

#[tokio::test]
async fn a_declined_request_says_only_that_it_could_not_be_finished() {
    let clinic = Clinic::open().await;
    let record = clinic.record("Ada");
    clinic.keeps(&record).await;
    let (ada, number) = asks(&clinic, &record, "ada@example.net").await;
    let desk = desk(&clinic).await;
    let request = only_request(&desk).await;
    assert!(desk.declines(request, "because").await.is_err(), "a reason of the list");
    desk.declines(request, "not_confirmed").await.unwrap();
    let letters = clinic.letters_to("ada@example.net").await;
    assert_eq!(letters.iter().map(|m| &m.letter).collect::<Vec<_>>(), [&Letter::RequestDeclined]);
    assert!(!letters[0].stored.contains("confirmed"));
    assert_eq!(ada.request_state(&number).await.unwrap().stage, RequestStage::Declined);
}

#[tokio::test]
async fn a_request_is_approved_only_for_a_living_record_of_that_birth_date_without_an_account() {
    let clinic = Clinic::open().await;
    let record = clinic.record("Ada");
    clinic.keeps(&record).await;
    let taken = clinic.patient("Eva").await;
    let mut younger = clinic.record("Ida");
    younger.born = "1981-05-17".into();
    let younger = clinic.keeps(&younger).await;
    let mut dead = clinic.record("Ava");
    dead.died_on = Some("2026-01-01".into());
    let dead = clinic.keeps(&dead).await;
    asks(&clinic, &record, "ada@example.net").await;
    let desk = desk(&clinic).await;
    let request = only_request(&desk).await;
    for (why, patient) in [("has an account", taken.id), ("another birth date", younger), ("has died", dead)] {
        let refused = desk.approves(request, patient, "in_person").await;
        assert!(matches!(refused, Err(CareError::Invalid(_))), "{why}");
    }
    clinic.outbox().await;
}

#[tokio::test]
async fn attempts_without_a_contact_stand_apart_and_are_forgotten() {
    let clinic = Clinic::open().await;
    let mut stranger = clinic.somebody();
    stranger.starts("1980-05-17").await.unwrap();
    stranger.details(&clinic.record("Nobody")).await.unwrap();
    clinic.letters_to(DESK).await;
    let desk = desk(&clinic).await;
    assert!(desk.requests(RequestFilter::Waiting).await.unwrap().page.rows.is_empty());
    assert_eq!(desk.requests(RequestFilter::Unreachable).await.unwrap().page.rows.len(), 1);
    clinic.later(days(30) - hours(1));
    portal_care::enrollment::forget_old(clinic.portal()).await.unwrap();
    assert_eq!(clinic.count("enrollments").await, 1, "not a day too early");
    clinic.later(hours(1));
    portal_care::enrollment::forget_old(clinic.portal()).await.unwrap();
    assert_eq!(clinic.count("enrollments").await, 0);
    assert!(clinic.count("audit where action = 'enroll'").await > 0, "the trail stays, without what was typed");
}

#[tokio::test]
async fn nobody_else_reads_requests() {
    let clinic = Clinic::open().await;
    let record = clinic.record("Ada");
    clinic.keeps(&record).await;
    asks(&clinic, &record, "ada@example.net").await;
    let request = only_request(&desk(&clinic).await).await;
    for role in [Role::Clinician, Role::PoolNurse, Role::FrontDesk, Role::Billing, Role::Support, Role::Admin] {
        let staff = clinic.staff(role, &[&clinic.cardiology]).await;
        assert!(matches!(staff.requests(RequestFilter::Waiting).await, Err(CareError::Denied)), "{role:?}");
        assert!(matches!(staff.opens_request(request).await, Err(CareError::Denied)), "{role:?}");
        assert!(matches!(staff.declines(request, "no_record").await, Err(CareError::Denied)), "{role:?}");
    }
}
