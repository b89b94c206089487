//! no contact of a teen is one of somebody who represents her: at activation, at each change, from either side.

use portal_care::CareError;
use portal_testkit::{Applicant, Clinic, Granted, PASSWORD, Paperwork, Patient, Staff, both_databases};
use portal_types::account::Role;
use portal_types::enrollment::{Progress, Step};
use portal_types::field::{FieldProblem, Problem};
use portal_types::ids::PatientId;
use portal_types::registry::{Backing, Way};
use portal_types::representative::{Basis, GrantState, Rights};

/// Sixteen in three weeks.
const BORN: &str = "2010-12-13";

fn is_shared<T>(answer: Result<T, CareError>, field: &str) -> bool {
    matches!(answer, Err(CareError::Invalid(all)) if all.len() == 1 && all[0].field == field && all[0].problem == Problem::SharedContact)
}

async fn front(clinic: &Clinic) -> Staff {
    clinic.staff(Role::FrontDesk, &[&clinic.family_medicine]).await
}

/// A mother with an account, and a daughter who has none yet and whom she represents.
async fn family(clinic: &Clinic) -> (Patient, PatientId) {
    let june = clinic.patient("June").await;
    let (_, maya) = clinic.keeps_one_born("Maya", BORN).await;
    clinic.represents(&june, maya, Granted::by(Basis::Parental)).await;
    (june, maya)
}

/// The daughter with her letter from the office.
async fn with_a_letter(clinic: &Clinic, maya: PatientId) -> Applicant {
    let made = front(clinic).await.invites(maya, Way::Letter, None, clinic.family_medicine.id).await.unwrap();
    let mut applicant = clinic.somebody();
    applicant.activates(&made.code.unwrap(), BORN).await.unwrap();
    applicant
}

/// The daughter with an account of her own, whose contact is maya@example.org.
async fn enrolled(clinic: &Clinic, maya: PatientId) -> Patient {
    let mut applicant = with_a_letter(clinic, maya).await;
    clinic.reaches_by(&mut applicant, "maya@example.org").await.unwrap();
    applicant.finishes("maya.example").await.unwrap();
    clinic.outbox().await;
    clinic.signed_in(&applicant, maya, "maya.example", "maya@example.org")
}

/// A daughter with an account of her own, for whom nobody acts yet.
async fn enrolled_alone(clinic: &Clinic) -> Patient {
    let (_, maya) = clinic.keeps_one_born("Maya", BORN).await;
    let guardian = Backing::Guardian { name: "June Example".into(), relation: "Mother".into() };
    front(clinic).await.backs(maya, guardian).await.unwrap();
    enrolled(clinic, maya).await
}

/// An e-mail address stands on a record from now on, as an import would have brought it.
async fn is_on_record(clinic: &Clinic, patient: PatientId, email: &str) {
    let written = "insert into patient_contacts (patient_id, channel, value) values ($1, 'email', $2)";
    clinic.execute(written, [patient.0.into(), email.into()]).await;
}

/// And no more.
async fn is_on_no_record(clinic: &Clinic, email: &str) {
    clinic.execute("delete from patient_contacts where value = $1", [email.into()]).await;
}

/// Gives an e-mail address in her account and enters its code; what came of it.
async fn adds(clinic: &Clinic, who: &Patient, email: &str) -> Result<(), CareError> {
    clinic.later(portal_testkit::minutes(2));
    who.begins_contact(email).await?;
    let code = clinic.code_to(email).await.unwrap();
    who.finishes_contact(&code).await
}

both_databases! {
    async fn r_3_16_a_teen_enrolls_with_a_contact_of_her_own(clinic) {
        let (june, maya) = family(&clinic).await;
        let mut applicant = with_a_letter(&clinic, maya).await;
        // Typing it teaches nothing: the code goes out as to any contact.
        let own = june.contact.clone();
        let (name, host) = own.split_once('@').unwrap();
        for shared in [own.clone(), own.to_uppercase(), format!("{name}+maya@{host}")] {
            assert!(matches!(applicant.contact(&shared).await.unwrap().step, Step::ContactCode { .. }), "{shared}");
            assert!(!is_shared(applicant.contact_code("00000000").await, "code"), "not for a wrong code");
            let code = clinic.code_to(&shared.to_lowercase()).await.unwrap();
            assert!(is_shared(applicant.contact_code(&code).await, "code"), "{shared}");
            assert_eq!(applicant.back().await.unwrap().step, Step::Contact, "she gives another one");
        }
        clinic.reaches_by(&mut applicant, "maya@example.org").await.unwrap();
        assert_eq!(applicant.finishes("maya.example").await.unwrap().step, Step::Done);
        clinic.outbox().await;
    }

    /// What was not shared when it was proven may be so at the last step.
    async fn r_3_16_it_is_asked_once_more_before_the_account_is_made(clinic) {
        let (june, maya) = family(&clinic).await;
        let mut applicant = with_a_letter(&clinic, maya).await;
        clinic.reaches_by(&mut applicant, "home@example.org").await.unwrap();
        applicant.credentials("maya.example", PASSWORD).await.unwrap();
        applicant.question("toy", "A blue elephant").await.unwrap();
        adds(&clinic, &june, "home@example.org").await.unwrap();
        assert!(is_shared(applicant.agrees().await, "contact"));
        assert_eq!(clinic.count("accounts where patient_id is not null").await, 1, "the mother's");
        assert_eq!(applicant.progress().await.unwrap().step, Step::Contact);
        clinic.reaches_by(&mut applicant, "maya@example.org").await.unwrap();
        applicant.finishes("maya.example").await.unwrap();
        clinic.outbox().await;
    }

    async fn r_3_16_neither_takes_a_contact_of_the_other_later(clinic) {
        let (june, maya) = family(&clinic).await;
        let teen = enrolled(&clinic, maya).await;
        assert!(is_shared(adds(&clinic, &teen, &june.contact).await, "code"), "the teen's side");
        assert!(is_shared(adds(&clinic, &june, "Maya+school@example.org").await, "code"), "the other side");
        assert_eq!(clinic.count("account_contacts").await, 2, "nothing was added");
        // What is nobody's, each may have.
        adds(&clinic, &teen, "maya.rivera@example.org").await.unwrap();
        adds(&clinic, &june, "june.rivera@example.org").await.unwrap();
        clinic.outbox().await;
    }

    async fn r_3_16_of_two_who_take_one_contact_at_one_moment_one_gets_it(clinic) {
        let (june, maya) = family(&clinic).await;
        let teen = enrolled(&clinic, maya).await;
        june.signs_in().await.unwrap();
        teen.begins_contact("home@example.org").await.unwrap();
        let teens = clinic.code_to("home@example.org").await.unwrap();
        june.begins_contact("home@example.org").await.unwrap();
        let junes = clinic.code_to("home@example.org").await.unwrap();
        let (one, other) = tokio::join!(teen.finishes_contact(&teens), june.finishes_contact(&junes));
        let got = [one.is_ok(), other.is_ok()];
        assert_eq!(got.iter().filter(|got| **got).count(), 1, "{got:?}");
        assert!(is_shared(one, "code") || is_shared(other, "code"));
        assert_eq!(clinic.count("account_contacts where value = 'home@example.org'").await, 1);
        clinic.outbox().await;
    }
}

both_databases! {
    /// The record is the account's, or the one that a form names; an account or none.
    async fn r_3_16_a_contact_on_a_representatives_own_record_counts_too(clinic) {
        let (june, maya) = family(&clinic).await;
        let (frank, franks) = clinic.keeps_one_born("Frank", "1979-03-02").await;
        let form = clinic.names(&frank, "frank.at.work@example.org", None).await;
        let names = "update representatives set patient_id = $1 where id = $2";
        clinic.execute(names, [franks.0.into(), form.0.into()]).await;
        clinic.grants(form, maya, Granted::by(Basis::Parental)).await;
        let on_records = [june.record.email(), frank.email()];
        for shared in &on_records {
            let invited = front(&clinic).await.invites(maya, Way::Email, Some(shared), clinic.family_medicine.id).await;
            assert!(is_shared(invited, "email"), "{shared}");
        }
        let mut applicant = with_a_letter(&clinic, maya).await;
        for shared in &on_records {
            applicant.contact(shared).await.unwrap();
            let code = clinic.code_to(shared).await.unwrap();
            assert!(is_shared(applicant.contact_code(&code).await, "code"), "{shared}");
            applicant.back().await.unwrap();
        }
        clinic.reaches_by(&mut applicant, "maya@example.org").await.unwrap();
        applicant.finishes("maya.example").await.unwrap();
        clinic.outbox().await;
        let teen = clinic.signed_in(&applicant, maya, "maya.example", "maya@example.org");
        for shared in &on_records {
            assert!(is_shared(adds(&clinic, &teen, shared).await, "code"), "{shared}");
        }
        assert_eq!(clinic.count("account_contacts").await, 2, "nothing was added");
        clinic.outbox().await;
    }

    async fn r_3_16_what_stands_on_the_teens_own_record_counts_for_nothing(clinic) {
        let (june, maya) = family(&clinic).await;
        let teen = enrolled(&clinic, maya).await;
        is_on_record(&clinic, maya, "family@example.org").await;
        adds(&clinic, &june, "family@example.org").await.unwrap();
        assert!(is_shared(adds(&clinic, &teen, "family@example.org").await, "code"), "it is the mother's");
        // An import makes one shared: that keeps nobody from one that is not.
        is_on_record(&clinic, june.id, "maya@example.org").await;
        adds(&clinic, &teen, "maya.rivera@example.org").await.unwrap();
        clinic.outbox().await;
    }

    async fn r_3_16_no_form_finds_an_account_whose_record_has_the_teens_contact(clinic) {
        let (june, teen) = (clinic.patient("June").await, enrolled_alone(&clinic).await);
        is_on_record(&clinic, june.id, "maya@example.org").await;
        let form = clinic.names(&june.record, "june.at.work@example.org", None).await;
        clinic.grants(form, teen.id, Granted::by(Basis::Parental)).await;
        assert!(is_shared(adds(&clinic, &june, "june.at.work@example.org").await, "code"));
        let linked = "representatives where account_id is not null";
        assert_eq!(clinic.count(linked).await, 0, "nothing of it stays");
        is_on_no_record(&clinic, "maya@example.org").await;
        adds(&clinic, &june, "june.at.work@example.org").await.unwrap();
        assert_eq!(clinic.count(linked).await, 1);
        clinic.outbox().await;
    }

    /// A form that her contact finds would come along with her new account.
    async fn r_3_16_no_form_finds_who_enrolls_and_whose_record_has_the_teens_contact(clinic) {
        const WORK: &str = "june.at.work@example.org";
        let teen = enrolled_alone(&clinic).await;
        let (june, id) = clinic.keeps_one_born("June", "1984-05-06").await;
        let form = clinic.names(&june, WORK, None).await;
        clinic.grants(form, teen.id, Granted::by(Basis::Parental)).await;
        let mut applicant = clinic.somebody();
        applicant.starts(&june.born).await.unwrap();
        applicant.details(&june).await.unwrap();
        let code = clinic.code_to(&june.email()).await.unwrap();
        applicant.code(&code).await.unwrap();
        is_on_record(&clinic, id, "maya@example.org").await;
        applicant.contact(WORK).await.unwrap();
        let code = clinic.code_to(WORK).await.unwrap();
        assert!(is_shared(applicant.contact_code(&code).await, "code"));
        applicant.back().await.unwrap();
        is_on_no_record(&clinic, "maya@example.org").await;
        clinic.reaches_by(&mut applicant, WORK).await.unwrap();
        applicant.credentials("june.example", PASSWORD).await.unwrap();
        applicant.question("toy", "A blue elephant").await.unwrap();
        is_on_record(&clinic, id, "maya@example.org").await;
        assert!(is_shared(applicant.agrees().await, "contact"), "and once more at the end");
        // With another one she has her account, and the form waits for the office.
        clinic.reaches_by(&mut applicant, "june@example.net").await.unwrap();
        applicant.finishes("june.example").await.unwrap();
        assert_eq!(clinic.count("accounts where patient_id is not null").await, 2);
        assert_eq!(clinic.count("representatives where account_id is not null").await, 0);
        clinic.outbox().await;
    }

    async fn r_3_16_no_form_is_put_in_force_for_whose_record_has_the_teens_contact(clinic) {
        let (june, teen) = (clinic.patient("June").await, enrolled_alone(&clinic).await);
        is_on_record(&clinic, june.id, "maya@example.org").await;
        let desk = front(&clinic).await;
        let form = desk.begins_form(teen.id, None).await.unwrap();
        let paper = Paperwork {
            username: june.username.clone(),
            boxes: vec!["0.allergies.read".into()],
            signed: vec![true],
            ..Paperwork::of(&june.record, Basis::Parental)
        };
        let at = desk.fills(form, &paper).await.unwrap();
        let refused = desk.finishes_form(&at).await;
        let shared = |fields: &[FieldProblem]| fields.iter().any(|field| field.problem == Problem::SharedContact);
        assert!(matches!(refused, Err(CareError::Invalid(fields)) if shared(&fields)));
        assert_eq!(clinic.count("grants where state = 'active'").await, 0);
        is_on_no_record(&clinic, "maya@example.org").await;
        assert!(desk.finishes_form(&at).await.unwrap().done.unwrap().linked);
        clinic.outbox().await;
    }
}

/// The contact on a form counts before anybody has an account by it; a form that is over does not count.
#[tokio::test]
async fn r_3_16_the_contact_on_a_form_that_waits_counts_too() {
    let clinic = Clinic::open().await;
    let (_, maya) = clinic.keeps_one_born("Maya", BORN).await;
    let guardian = Backing::Guardian { name: "June Example".into(), relation: "Mother".into() };
    front(&clinic).await.backs(maya, guardian).await.unwrap();
    let june = clinic.record("June");
    let form = clinic.names(&june, "home@example.org", None).await;
    let waits = Granted { state: GrantState::Proposed, ..Granted::by(Basis::Parental) };
    let grant = clinic.grants(form, maya, waits).await;
    let mut applicant = with_a_letter(&clinic, maya).await;
    let gives = async |applicant: &mut Applicant| -> Result<Progress, CareError> {
        applicant.contact("home@example.org").await.unwrap();
        let code = clinic.code_to("home@example.org").await.unwrap();
        applicant.contact_code(&code).await
    };
    assert!(is_shared(gives(&mut applicant).await, "code"));
    applicant.back().await.unwrap();
    clinic.makes_it(grant, GrantState::Rejected).await;
    assert_eq!(gives(&mut applicant).await.unwrap().step, Step::Credentials);
}

/// The office sends a teen's code to her own address, and a representative's to none of the teen's.
#[tokio::test]
async fn r_3_16_no_code_of_the_office_goes_to_the_other_side() {
    let clinic = Clinic::open().await;
    let (june, maya) = family(&clinic).await;
    let desk = front(&clinic).await;
    let practice = clinic.family_medicine.id;
    let to_the_mother = desk.invites(maya, Way::Email, Some(&june.contact), practice).await;
    assert!(is_shared(to_the_mother, "email"));
    assert!(clinic.outbox().await.is_empty(), "nothing was sent");
    assert_eq!(clinic.count("invitations").await, 0);
    enrolled(&clinic, maya).await;
    let father = clinic.record("Frank");
    let form = clinic.names(&father, &father.email(), None).await;
    clinic.grants(form, maya, Granted::by(Basis::Parental)).await;
    assert!(is_shared(desk.instructs(form, Way::Email, Some("maya@example.org")).await, "email"));
    assert!(desk.instructs(form, Way::Email, Some("frank@example.org")).await.is_ok());
    clinic.outbox().await;
}

/// Somebody of age shares what contact she likes, and so does a child's mother with the child's record.
#[tokio::test]
async fn r_3_16_is_about_teens_only() {
    let clinic = Clinic::open().await;
    let june = clinic.patient("June").await;
    let father = clinic.patient("Frank").await;
    clinic.represents(&june, father.id, Granted::consent(Rights::NONE)).await;
    adds(&clinic, &june, &father.contact).await.unwrap();
    // With a teen whom she does not represent, too.
    let (_, maya) = clinic.keeps_one_born("Maya", BORN).await;
    let guardian = Backing::Guardian { name: "Somebody Else".into(), relation: "Mother".into() };
    front(&clinic).await.backs(maya, guardian).await.unwrap();
    let mut applicant = with_a_letter(&clinic, maya).await;
    clinic.reaches_by(&mut applicant, &june.contact).await.unwrap();
    applicant.finishes("maya.example").await.unwrap();
    clinic.outbox().await;
}

/// At eighteen nobody is kept from anything: the grant is over, and she is of age.
#[tokio::test]
async fn r_3_16_ends_on_the_18th_birthday() {
    let clinic = Clinic::open().await;
    let june = clinic.patient("June").await;
    let (_, tom) = clinic.keeps_one_born("Tom", "2008-11-24").await;
    clinic.represents(&june, tom, Granted::by(Basis::Parental)).await;
    let made = front(&clinic).await.invites(tom, Way::Letter, None, clinic.family_medicine.id).await.unwrap();
    let code = made.code.unwrap();
    let mut applicant = clinic.somebody();
    applicant.activates(&code, "2008-11-24").await.unwrap();
    applicant.contact(&june.contact).await.unwrap();
    let check = clinic.code_to(&june.contact).await.unwrap();
    assert!(is_shared(applicant.contact_code(&check).await, "code"), "seventeen for one day more");
    clinic.days_later(1);
    applicant.activates(&code, "2008-11-24").await.unwrap();
    clinic.reaches_by(&mut applicant, &june.contact).await.unwrap();
}
