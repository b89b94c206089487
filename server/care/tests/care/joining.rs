//! Joining: who is named by a form comes to act by it, with the account that she has or with one that she makes.

use portal_care::{CareError, Visitor, accounts, enrollment};
use portal_testkit::{Clinic, Granted, PASSWORD, Paperwork, Patient, Record, Staff, both_databases, days, minutes};
use portal_types::account::{ChartCard, Role, Who};
use portal_types::enrollment::Step;
use portal_types::field::Problem;
use portal_types::grant_form::DeskMove;
use portal_types::ids::{GrantId, PatientId, RepresentativeId};
use portal_types::notice::{Change, Letter};
use portal_types::registry::Way;
use portal_types::representative::{Basis, Capability, Deed, GrantState, Reason, Right, Rights};

/// The charts that a browser opens.
async fn charts(clinic: &Clinic, visitor: &Visitor) -> Vec<ChartCard> {
    let me = accounts::me(clinic.portal(), visitor).await.unwrap();
    let Who::Patient { charts, .. } = me.who else { panic!("an account of a patient or a representative") };
    charts
}

async fn whose(clinic: &Clinic, visitor: &Visitor) -> Vec<PatientId> {
    charts(clinic, visitor).await.into_iter().map(|card| card.patient).collect()
}

/// The front desk of the practice that keeps the forms.
async fn front(clinic: &Clinic) -> Staff {
    clinic.staff(Role::FrontDesk, &[&clinic.family_medicine]).await
}

/// A mother who has no record, as the form for her child names her: her details, the child, and the form.
async fn mother(clinic: &Clinic) -> (Record, PatientId, RepresentativeId, GrantId) {
    let (_, theo) = clinic.keeps_one_born("Theo", "2024-11-17").await;
    let june = clinic.record("June");
    let form = clinic.names(&june, &june.email(), None).await;
    let grant = clinic.grants(form, theo, Granted::by(Basis::Parental)).await;
    (june, theo, form, grant)
}

// --- who has no account enrolls, with a code or without ---

both_databases! {
    async fn r_1_5_who_is_on_a_form_enrolls_without_a_code_and_acts_from_the_first_moment(clinic) {
        let (june, theo, form, grant) = mother(&clinic).await;
        let mut applicant = clinic.somebody();
        applicant.starts(&june.born).await.unwrap();
        assert_eq!(applicant.details(&june).await.unwrap().step, Step::Code { can_resend: true });
        let letters = clinic.outbox().await;
        assert_eq!(letters.len(), 1);
        assert_eq!(letters[0].to, june.email(), "to the contact on the form, and to no other");
        let Letter::EnrollCode { code } = &letters[0].letter else { panic!("a code") };
        applicant.code(code).await.unwrap();
        clinic.reaches_by(&mut applicant, "june@example.net").await.unwrap();
        applicant.credentials("june.example", PASSWORD).await.unwrap();
        applicant.question("toy", "A blue elephant").await.unwrap();
        assert_eq!(clinic.count("accounts").await, 0, "not before the last step (R-1.2)");
        let done = enrollment::terms(clinic.portal(), &applicant.visitor(), "terms-1", true).await.unwrap();
        let opened = done.opened.unwrap();
        assert_eq!(opened.to, "/people", "where those are for whom she acts");
        applicant.visitor_mut().session = Some(opened.token);
        // An account without a record, in the name that the form has.
        let name = format!("June {}", june.family);
        let names: Vec<String> =
            clinic.column("select display_name from accounts where patient_id is null and role is null").await;
        assert_eq!(names, [name]);
        let charts = charts(&clinic, &applicant.visitor()).await;
        assert_eq!(charts.len(), 1);
        assert_eq!((charts[0].patient, charts[0].own, charts[0].age), (theo, false, 2));
        assert_eq!(clinic.grant(grant).await.account, Some(clinic.account_of("june.example").await));
        let attached =
            "audit where action = 'attach-representative' and outcome = 'ok' and category = 'representatives'";
        assert_eq!(clinic.count(attached).await, 1);
        let told: Vec<Letter> =
            clinic.letters_to("june@example.net").await.into_iter().map(|mail| mail.letter).collect();
        assert!(told.contains(&Letter::Enrolled) && told.contains(&Letter::SharingBegun) && told.len() == 2, "{told:?}");
        assert_eq!(clinic.count("enrollments where representative_id is not null and status = 'done'").await, 1);
        assert_eq!(clinic.count(&format!("representatives where linked_at = {}", clinic.now())).await, 1);
        assert!(matches!(front(&clinic).await.instructs(form, Way::Letter, None).await, Err(CareError::Conflict)));
    }

    async fn r_1_5_a_code_on_paper_opens_an_account_for_who_is_on_the_form_once(clinic) {
        let (june, theo, form, _) = mother(&clinic).await;
        let made = front(&clinic).await.instructs(form, Way::Letter, None).await.unwrap();
        assert_eq!((made.name, made.practice), (format!("June {}", june.family), "Family Medicine".to_owned()));
        let code = made.code.unwrap();
        let mut applicant = clinic.somebody();
        let progress = applicant.activates(&code, &june.born).await.unwrap();
        assert_eq!((progress.step, progress.number, progress.of), (Step::Contact, 2, 6));
        // Whatever contact she gives: that it is her, the code has proven.
        clinic.reaches_by(&mut applicant, "somewhere.else@example.net").await.unwrap();
        applicant.finishes("june.example").await.unwrap();
        assert_eq!(whose(&clinic, &applicant.visitor()).await, [theo]);
        // Used: who has both right is told so, nobody else.
        let mut again = clinic.somebody();
        assert!(matches!(again.activates(&code, &june.born).await, Err(CareError::Expired)));
        assert!(matches!(again.activates(&code, "1980-05-18").await, Err(CareError::WrongCredentials)));
        assert_eq!(clinic.count("representative_codes where ended = 'used'").await, 1);
        clinic.outbox().await;
    }

    async fn r_1_5_a_code_that_was_sent_proves_the_contact_it_went_to(clinic) {
        let (june, theo, form, _) = mother(&clinic).await;
        let desk = front(&clinic).await;
        for _ in 0..2 {
            let made = desk.instructs(form, Way::Text, Some("4135550177")).await.unwrap();
            assert!(made.code.is_none() && made.link.is_none() && made.squares.is_empty(), "the desk does not see it");
        }
        let letters = clinic.letters_to("4135550177").await;
        let [mail] = letters.as_slice() else { panic!("asked for twice within a minute, sent once") };
        let Letter::RepresentativeCode { code } = &mail.letter else { panic!("instructions") };
        let mut applicant = clinic.somebody();
        let progress = applicant.activates(code, &june.born).await.unwrap();
        assert_eq!((progress.step, progress.number, progress.of), (Step::Credentials, 2, 4));
        applicant.finishes("june.example").await.unwrap();
        assert_eq!(whose(&clinic, &applicant.visitor()).await, [theo]);
        clinic.outbox().await;
    }

    async fn r_2_9_a_newer_code_for_who_is_on_a_form_ends_the_older_one(clinic) {
        let (june, _, form, _) = mother(&clinic).await;
        let desk = front(&clinic).await;
        let old = desk.instructs(form, Way::Letter, None).await.unwrap().code.unwrap();
        let new = desk.instructs(form, Way::Letter, None).await.unwrap().code.unwrap();
        let mut applicant = clinic.somebody();
        assert!(matches!(applicant.activates(&old, &june.born).await, Err(CareError::Expired)));
        applicant.activates(&new, &june.born).await.unwrap();
        // On another device it goes on there, and takes over nothing that was chosen.
        clinic.reaches_by(&mut applicant, "stranger@example.net").await.unwrap();
        let mut second = clinic.somebody();
        assert_eq!(second.activates(&new, &june.born).await.unwrap().step, Step::Contact);
        assert!(applicant.credentials("june.first", PASSWORD).await.is_err(), "the first device is out");
        let states: Vec<String> = clinic.column("select state from enrollments").await;
        assert!(states.len() == 1 && !states[0].contains("stranger"), "{states:?}");
        clinic.later(days(21));
        assert!(matches!(clinic.somebody().activates(&new, &june.born).await, Err(CareError::Expired)), "21 days");
    }

    async fn r_1_4_of_two_who_enroll_by_one_form_at_one_moment_one_gets_an_account(clinic) {
        let (june, theo, _, _) = mother(&clinic).await;
        let (mut first, mut second) = (clinic.somebody(), clinic.somebody());
        for applicant in [&mut first, &mut second] {
            applicant.starts(&june.born).await.unwrap();
            applicant.details(&june).await.unwrap();
            let code = clinic.code_to(&june.email()).await.unwrap();
            assert_eq!(applicant.code(&code).await.unwrap().step, Step::Contact);
        }
        for (applicant, name) in [(&mut first, "june.first"), (&mut second, "june.second")] {
            clinic.reaches_by(applicant, &format!("{name}@example.org")).await.unwrap();
            applicant.credentials(name, PASSWORD).await.unwrap();
            applicant.question("toy", "A blue elephant").await.unwrap();
        }
        let (one, other) = tokio::join!(first.agrees(), second.agrees());
        let outcomes = [one, other];
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "exactly one wins");
        assert!(outcomes.iter().any(|outcome| matches!(outcome, Err(CareError::Conflict))), "the other is told");
        assert_eq!(clinic.count("accounts").await, 1);
        assert_eq!(clinic.count("representatives where account_id is not null").await, 1);
        let winner = if outcomes[0].is_ok() { first.visitor() } else { second.visitor() };
        assert_eq!(whose(&clinic, &winner).await, [theo]);
        clinic.outbox().await;
    }
}

/// a code of somebody on a form that is wrong in some way teaches as little as any other.
#[tokio::test]
async fn r_2_14_a_representative_s_code_and_a_patient_s_cannot_be_told_apart() {
    let clinic = Clinic::open().await;
    let (_, _, form, _) = mother(&clinic).await;
    let (_, _, other, _) = mother(&clinic).await;
    let desk = front(&clinic).await;
    let representatives = desk.instructs(form, Way::Letter, None).await.unwrap().code.unwrap();
    let frozen = desk.instructs(other, Way::Letter, None).await.unwrap().code.unwrap();
    let patient = clinic.keeps(&clinic.record("Ada")).await;
    let patients = desk.invites(patient, Way::Letter, None, clinic.family_medicine.id).await.unwrap().code.unwrap();
    for day in 1..=5 {
        let _ = clinic.somebody().activates(&frozen, &format!("1980-06-0{day}")).await;
    }
    let told = clinic.letters_to("desk@maplevalley.example.org").await;
    assert_eq!(told.iter().map(|mail| &mail.letter).collect::<Vec<_>>(), [&Letter::CodeFrozen], "R-2.13");
    let unknown = portal_types::code::ActivationCode::draw([3; 9]).printed();
    let mut seen = Vec::new();
    for code in [&unknown, &patients, &representatives, &frozen] {
        let mut stranger = clinic.somebody();
        let before = clinic.statements();
        let error = stranger.activates(code, "1980-06-09").await.err().map(|error| error.to_string());
        seen.push((error, clinic.statements() - before, stranger.visitor().enrollment.is_some()));
    }
    assert!(seen.iter().all(|one| *one == seen[0]), "{seen:?}");
    // Wrong birth dates are counted for each code by itself: the patient's still works.
    assert!(clinic.somebody().activates(&patients, "1980-05-17").await.is_ok());
    assert!(matches!(clinic.somebody().activates(&frozen, "1980-05-17").await, Err(CareError::WrongCredentials)));
}

/// Whoever knows no name and no form gets as far as anybody.
#[tokio::test]
async fn r_1_5_a_form_that_is_over_or_names_two_people_opens_nothing() {
    let clinic = Clinic::open().await;
    let (june, theo, form, grant) = mother(&clinic).await;
    clinic.makes_it(grant, GrantState::Inactive).await;
    let asks = async |record: &Record| {
        let mut applicant = clinic.somebody();
        applicant.starts(&record.born).await.unwrap();
        applicant.details(record).await.unwrap();
        clinic.outbox().await.into_iter().map(|mail| mail.letter).collect::<Vec<_>>()
    };
    assert_eq!(asks(&june).await, [Letter::EnrollmentRequest], "it is over");
    clinic.makes_it(grant, GrantState::Active).await;
    assert!(matches!(asks(&june).await[..], [Letter::EnrollCode { .. }]));
    // Another form of the same name and birth date, and another contact: who of them is it?
    let second = clinic.names(&june, "june.work@example.org", None).await;
    clinic.grants(second, theo, Granted::by(Basis::Parental)).await;
    assert_eq!(asks(&june).await, [Letter::EnrollmentRequest], "two of one name");
    let stranger = Record { born: "1980-05-18".into(), ..june.clone() };
    assert_eq!(asks(&stranger).await, [Letter::EnrollmentRequest], "another birth date");
    // The office knows who it is.
    let code = front(&clinic).await.instructs(form, Way::Letter, None).await.unwrap().code.unwrap();
    clinic.somebody().activates(&code, &june.born).await.unwrap();
}

#[tokio::test]
async fn r_1_5_the_office_instructs_those_of_its_own_forms_and_nobody_under_18() {
    let clinic = Clinic::open().await;
    let (_, theo, form, _) = mother(&clinic).await;
    let elsewhere = clinic.staff(Role::FrontDesk, &[&clinic.cardiology]).await;
    assert!(matches!(elsewhere.instructs(form, Way::Letter, None).await, Err(CareError::NotFound)));
    let nobody = RepresentativeId(uuid::Uuid::nil());
    assert!(matches!(elsewhere.instructs(nobody, Way::Letter, None).await, Err(CareError::NotFound)));
    assert!(clinic.staff(Role::Enrollment, &[]).await.instructs(form, Way::Letter, None).await.is_ok());
    for role in [Role::Clinician, Role::PoolNurse, Role::Billing, Role::Support, Role::Admin] {
        let staff = clinic.staff(role, &[&clinic.family_medicine]).await;
        assert!(matches!(staff.instructs(form, Way::Letter, None).await, Err(CareError::Denied)), "{role:?}");
    }
    let sister = Record { born: "2008-11-24".into(), ..clinic.record("Sara") };
    let form = clinic.names(&sister, &sister.email(), None).await;
    clinic.grants(form, theo, Granted { state: GrantState::Proposed, ..Granted::by(Basis::Parental) }).await;
    let refused = front(&clinic).await.instructs(form, Way::Letter, None).await;
    assert!(matches!(refused, Err(CareError::Minor)), "eighteen tomorrow");
    clinic.days_later(1);
    front(&clinic).await.instructs(form, Way::Letter, None).await.unwrap();
}

/// A code would open all that her forms at other practices allow: whoever only begins a form, or may not see her record, is
/// given none.
#[tokio::test]
async fn r_1_5_a_form_that_is_only_begun_and_a_record_of_others_give_no_code() {
    let clinic = Clinic::open().await;
    let (june, _, form, _) = mother(&clinic).await;
    let elsewhere = clinic.staff(Role::FrontDesk, &[&clinic.cardiology]).await;
    let ada = clinic.keeps(&clinic.record("Ada")).await;
    let begun = elsewhere.begins_form(ada, None).await.unwrap();
    let at = elsewhere.sees_form(begun).await.unwrap();
    elsewhere.says_who(&at, &Paperwork::of(&june, Basis::Parental)).await.unwrap();
    assert_eq!(clinic.count("grant_forms where representative_id is not null").await, 1);
    assert_eq!(clinic.count("representatives").await, 1, "the one whom the other practice's form names");
    assert!(matches!(elsewhere.instructs(form, Way::Letter, None).await, Err(CareError::NotFound)));

    let hers = clinic.keeps(&june).await;
    let sql = "update representatives set patient_id = $1 where id = $2";
    clinic.execute(sql, [hers.0.into(), form.0.into()]).await;
    let desk = front(&clinic).await;
    desk.instructs(form, Way::Letter, None).await.unwrap();
    assert_eq!(clinic.count("invitations").await, 1, "to her record");
    clinic.execute("delete from care_team where patient_id = $1", [hers.0.into()]).await;
    assert!(matches!(desk.instructs(form, Way::Letter, None).await, Err(CareError::NotFound)));
    assert_eq!(clinic.count("invitations").await, 1);
}

// --- who has an account goes on with it ---

both_databases! {
    async fn r_1_4_a_form_belongs_to_the_account_that_proves_its_contact(clinic) {
        let june = clinic.patient("June").await;
        let (_, theo) = clinic.keeps_one_born("Theo", "2024-11-17").await;
        let form = clinic.names(&june.record, "June.Work@example.org", None).await;
        clinic.grants(form, theo, Granted::by(Basis::Parental)).await;
        assert_eq!(whose(&clinic, &june.visitor()).await, [june.id]);
        proves(&clinic, &june, "june.home@example.org").await;
        assert_eq!(whose(&clinic, &june.visitor()).await, [june.id], "her name and birth date are not enough");
        clinic.later(minutes(1));
        june.begins_contact("june.work@example.org").await.unwrap();
        let code = clinic.code_to("june.work@example.org").await.unwrap();
        assert!(june.finishes_contact("00000000").await.is_err());
        assert_eq!(whose(&clinic, &june.visitor()).await, [june.id], "not before it is proven");
        june.finishes_contact(&code).await.unwrap();
        // Her next request: her own chart first.
        assert_eq!(whose(&clinic, &june.visitor()).await, [june.id, theo]);
        assert_eq!(clinic.count("accounts").await, 1);
        for contact in ["june.work@example.org", june.contact.as_str()] {
            let told: Vec<Letter> = clinic.letters_to(contact).await.into_iter().map(|mail| mail.letter).collect();
            assert!(told.contains(&Letter::SharingBegun), "{contact}: {told:?}");
            assert!(told.contains(&Letter::Security { change: Change::ContactAdded }), "{contact}");
        }
        let kinds: Vec<String> = clinic.column("select kind from audit where action = 'attach-representative'").await;
        assert_eq!(kinds, ["representative"]);
        clinic.outbox().await;
    }

    async fn r_1_4_a_form_of_another_name_or_birth_date_is_nobody_s_by_its_contact(clinic) {
        let june = clinic.patient("June").await;
        let (_, theo) = clinic.keeps_one_born("Theo", "2024-11-17").await;
        for other in [
            Record { given: "Jane".into(), ..june.record.clone() },
            Record { born: "1980-05-18".into(), ..june.record.clone() },
        ] {
            let form = clinic.names(&other, "june.work@example.org", None).await;
            clinic.grants(form, theo, Granted::by(Basis::Parental)).await;
        }
        june.begins_contact("june.work@example.org").await.unwrap();
        let code = clinic.code_to("june.work@example.org").await.unwrap();
        june.finishes_contact(&code).await.unwrap();
        assert_eq!(whose(&clinic, &june.visitor()).await, [june.id]);
        assert_eq!(clinic.count("representatives where account_id is not null").await, 0);
        clinic.outbox().await;
    }

    async fn r_1_5_a_patient_who_enrolls_brings_the_forms_that_name_her_record_or_her_contact(clinic) {
        let record = clinic.record("June");
        let id = clinic.keeps(&record).await;
        let (_, theo) = clinic.keeps_one_born("Theo", "2024-11-17").await;
        let (_, maya) = clinic.keeps_one_born("Maya", "2010-12-13").await;
        // One form names her record, with a contact that she has no more; the other the contact that she will prove.
        let by_record = clinic.names(&record, "long.ago@example.org", None).await;
        let sql = "update representatives set patient_id = $1 where id = $2";
        clinic.execute(sql, [id.0.into(), by_record.0.into()]).await;
        clinic.grants(by_record, theo, Granted::by(Basis::Parental)).await;
        let by_contact = clinic.names(&record, &format!("own.{}", record.email()), None).await;
        clinic.grants(by_contact, maya, Granted::by(Basis::Parental)).await;
        let june = clinic.enrolls(&record, id).await;
        let charts = charts(&clinic, &june.visitor()).await;
        assert_eq!((charts[0].patient, charts[0].own), (id, true));
        let mut others: Vec<PatientId> = charts[1..].iter().map(|card| card.patient).collect();
        others.sort_unstable();
        let mut both = vec![theo, maya];
        both.sort_unstable();
        assert_eq!(others, both, "two forms, one account");
        assert_eq!(clinic.count("accounts").await, 1);
        assert_eq!(clinic.count("audit where action = 'attach-representative'").await, 2);
    }
}

/// Somebody who may be one of our patients gets no account by a form, beside the one of her record.
#[tokio::test]
async fn r_1_4_nobody_gets_a_second_account_by_a_form() {
    let clinic = Clinic::open().await;
    let june = clinic.patient("June").await;
    let mut moved = clinic.record("Ada");
    clinic.keeps(&moved).await;
    moved.zip = "90210".into();
    let (_, theo) = clinic.keeps_one_born("Theo", "2024-11-17").await;
    for (why, record) in [("has an account", june.record.clone()), ("has a record, and has moved", moved)] {
        let form = clinic.names(&record, "somebody@example.org", None).await;
        clinic.grants(form, theo, Granted::by(Basis::Parental)).await;
        let mut applicant = clinic.somebody();
        applicant.starts(&record.born).await.unwrap();
        applicant.details(&record).await.unwrap();
        let letters: Vec<Letter> = clinic.outbox().await.into_iter().map(|mail| mail.letter).collect();
        assert_eq!(letters, [Letter::EnrollmentRequest], "{why}: the enrollment desk looks");
    }
    assert_eq!(clinic.count("accounts").await, 1);
}

#[tokio::test]
async fn r_1_4_a_grant_that_opens_nothing_today_comes_along_and_nobody_is_told() {
    let clinic = Clinic::open().await;
    let june = clinic.record("June");
    // Of age since yesterday.
    let (_, tom) = clinic.keeps_one_born("Tom", "2008-11-22").await;
    let (_, theo) = clinic.keeps_one_born("Theo", "2024-11-17").await;
    let form = clinic.names(&june, &june.email(), None).await;
    clinic.grants(form, tom, Granted::by(Basis::Parental)).await;
    clinic.grants(form, theo, Granted { state: GrantState::Suspended, ..Granted::by(Basis::Parental) }).await;
    let mut applicant = clinic.reaches_credentials(&june).await;
    applicant.finishes("june.example").await.unwrap();
    assert!(whose(&clinic, &applicant.visitor()).await.is_empty());
    let told: Vec<Letter> = clinic.outbox().await.into_iter().map(|mail| mail.letter).collect();
    assert_eq!(told, [Letter::Enrolled]);
    assert_eq!(clinic.count("representatives where account_id is not null").await, 1);
}

/// who stands behind a teen's account may be a parent or guardian who represents her.
#[tokio::test]
async fn r_2_3_a_parent_s_form_stands_behind_a_teen_s_account() {
    let clinic = Clinic::open().await;
    let (_, maya) = clinic.keeps_one_born("Maya", "2010-12-13").await;
    let desk = front(&clinic).await;
    let invites = async || desk.invites(maya, Way::Letter, None, clinic.family_medicine.id).await;
    let is_missing = |error: CareError| match error {
        CareError::Invalid(fields) => (fields[0].field.as_str(), &fields[0].problem) == ("backing", &Problem::Missing),
        _ => false,
    };
    assert!(is_missing(invites().await.err().unwrap()));
    let june = clinic.record("June");
    let form = clinic.names(&june, &june.email(), None).await;
    // Whoever acts in her best interest need be neither.
    let grant = clinic.grants(form, maya, Granted::by(Basis::BestInterest)).await;
    assert!(is_missing(invites().await.err().unwrap()));
    clinic.makes_it(grant, GrantState::Inactive).await;
    let grant = clinic.grants(form, maya, Granted::by(Basis::Parental)).await;
    assert!(desk.opens_record(maya).await.unwrap().represented);
    assert!(invites().await.is_ok());
    clinic.makes_it(grant, GrantState::Inactive).await;
    assert!(is_missing(invites().await.err().unwrap()), "and no more when it is over");
}

// --- one account has one grant on a chart ---

/// The contact that a second form has for her.
const WORK: &str = "june.work@example.org";

/// Proves a contact in her account.
async fn proves(clinic: &Clinic, who: &Patient, email: &str) {
    who.begins_contact(email).await.unwrap();
    let code = clinic.code_to(email).await.unwrap();
    who.finishes_contact(&code).await.unwrap();
}

both_databases! {
    async fn r_3_14_a_form_that_joins_opens_no_second_way_into_a_chart(clinic) {
        let (ada, june) = (clinic.patient("Ada").await, clinic.patient("June").await);
        let (_, theo) = clinic.keeps_one_born("Theo", "2024-11-17").await;
        let some = Rights::NONE.with(Capability::Messages, Right::Read);
        let first = clinic.represents(&june, ada.id, Granted::consent(some)).await;
        let form = clinic.names(&june.record, WORK, None).await;
        let second = clinic.grants(form, ada.id, Granted::consent(some)).await;
        let other = clinic.grants(form, theo, Granted::by(Basis::Parental)).await;
        proves(&clinic, &june, WORK).await;
        for (grant, state) in
            [(first, GrantState::Active), (second, GrantState::Inactive), (other, GrantState::Active)]
        {
            assert_eq!(clinic.grant(grant).await.state, state);
        }
        for contact in [&ada.contact, &june.contact] {
            let told: Vec<Letter> = clinic.letters_to(contact).await.into_iter().map(|mail| mail.letter).collect();
            assert!(told.contains(&Letter::SharingEnded), "{contact}: {told:?}");
        }
        let kept = "grant_events where event = 'ended' and by_kind = 'portal' and reason = 'other' and words <> ''";
        assert_eq!(clinic.count(kept).await, 1);
        assert_eq!(clinic.count("audit where action = 'end-grant' and outcome = 'ok'").await, 1);
        ada.does(first, Deed::Suspend).await.unwrap();
        assert_eq!(whose(&clinic, &june.visitor()).await, [june.id, theo], "and the chart is closed");
        clinic.outbox().await;
    }

    async fn r_3_14_what_is_set_aside_stays_so_when_another_form_joins(clinic) {
        let june = clinic.patient("June").await;
        let (_, theo) = clinic.keeps_one_born("Theo", "2024-11-17").await;
        let first = clinic.represents(&june, theo, Granted::by(Basis::Parental)).await;
        let form = clinic.names(&june.record, WORK, None).await;
        let aside = Granted { state: GrantState::Suspended, ..Granted::by(Basis::Parental) };
        let second = clinic.grants(form, theo, aside).await;
        proves(&clinic, &june, WORK).await;
        assert_eq!(clinic.grant(first).await.state, GrantState::Inactive);
        assert_eq!(clinic.grant(second).await.state, GrantState::Suspended);
        assert_eq!(whose(&clinic, &june.visitor()).await, [june.id]);
        clinic.outbox().await;
    }

    async fn r_3_14_of_a_form_that_joins_and_is_put_in_force_at_one_moment_one_grant_is_open(clinic) {
        let desk = front(&clinic).await;
        let june = clinic.patient("June").await;
        let (_, theo) = clinic.keeps_one_born("Theo", "2024-11-17").await;
        clinic.represents(&june, theo, Granted::by(Basis::Parental)).await;
        let form = clinic.names(&june.record, WORK, None).await;
        let waits = Granted { state: GrantState::Proposed, ..Granted::by(Basis::Parental) };
        let second = clinic.grants(form, theo, waits).await;
        june.begins_contact(WORK).await.unwrap();
        let code = clinic.code_to(WORK).await.unwrap();
        let (joined, moved) = tokio::join!(
            june.finishes_contact(&code),
            desk.moves(second, DeskMove::Activate, Reason::FormSigned)
        );
        joined.unwrap();
        assert!(matches!(moved, Ok(()) | Err(CareError::Invalid(_))), "{:?}", moved.err());
        assert_eq!(clinic.count("grants where state in ('active', 'suspended')").await, 1);
        clinic.outbox().await;
    }

    /// Whose name and birth date are hers may be somebody else, as the desk has found.
    async fn r_1_5_a_form_that_names_a_record_joins_no_account_of_another(clinic) {
        let june = clinic.patient("June").await;
        let namesake = clinic.keeps(&june.record).await;
        let (_, theo) = clinic.keeps_one_born("Theo", "2024-11-17").await;
        let form = clinic.names(&june.record, WORK, None).await;
        let sql = "update representatives set patient_id = $1 where id = $2";
        clinic.execute(sql, [namesake.0.into(), form.0.into()]).await;
        clinic.grants(form, theo, Granted::by(Basis::Parental)).await;
        proves(&clinic, &june, WORK).await;
        assert_eq!(whose(&clinic, &june.visitor()).await, [june.id]);
        assert_eq!(clinic.count("representatives where account_id is not null").await, 0);
        assert_eq!(clinic.count("audit where action = 'attach-representative'").await, 0);
        clinic.outbox().await;
    }

    /// Her other forms come along when one is signed, and with them those for whom they are.
    async fn r_3_16_a_form_that_meets_its_account_makes_no_contact_of_a_teen_s_shared(clinic) {
        let desk = front(&clinic).await;
        let (maya, june) = (clinic.patient("Maya").await, clinic.patient("June").await);
        clinic.execute("update patients set born = '2010-12-13' where id = $1", [maya.id.0.into()]).await;
        let has = "update account_contacts set value = $1 where account_id = $2";
        let account = clinic.account_of(&maya.username).await;
        clinic.execute(has, [june.contact.clone().into(), account.0.into()]).await;
        proves(&clinic, &june, &june.record.email()).await;
        let form = clinic.names(&june.record, &june.record.email(), None).await;
        clinic.grants(form, maya.id, Granted::by(Basis::Parental)).await;
        let (_, theo) = clinic.keeps_one_born("Theo", "2024-11-17").await;
        let signed = desk.begins_form(theo, None).await.unwrap();
        let at = desk.fills(signed, &Paperwork::of(&june.record, Basis::Parental)).await.unwrap();
        let Err(CareError::Invalid(fields)) = desk.finishes_form(&at).await else { panic!("a contact is shared") };
        assert_eq!((fields[0].field.as_str(), fields[0].problem), ("shared_contact", Problem::SharedContact));
        assert_eq!(clinic.count("representatives where account_id is not null").await, 0, "nothing of it stays");
        clinic.execute(has, ["maya@example.org".into(), account.0.into()]).await;
        assert!(desk.finishes_form(&at).await.unwrap().done.unwrap().linked);
        clinic.outbox().await;
    }
}
