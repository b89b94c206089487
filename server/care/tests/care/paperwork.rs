//! the desk's form, from its beginning to what it opens; court orders and attestations.

use portal_care::demo::{ReadyGrant, ReadyPerson, ready_grants};
use portal_care::representatives::filling;
use portal_care::{Action, CareError};
use portal_testkit::{Clinic, Database, Granted, Paperwork, Patient, Record, Staff, both_databases, record_number};
use portal_types::account::Role;
use portal_types::field::Problem;
use portal_types::grant_form::{DeskMove, FormStep, SignaturesForm};
use portal_types::ids::PatientId;
use portal_types::notice::Letter;
use portal_types::representative::{Basis, Capability, GrantState, Reason, Right, Rights};
use uuid::Uuid;

/// The fields that are wrong.
fn wrong<T>(answer: &Result<T, CareError>) -> Vec<&str> {
    match answer {
        Err(CareError::Invalid(fields)) => fields.iter().map(|field| field.field.as_str()).collect(),
        _ => Vec::new(),
    }
}

async fn front(clinic: &Clinic) -> Staff {
    clinic.staff(Role::FrontDesk, &[&clinic.family_medicine]).await
}

async fn opens(who: &Patient, patient: PatientId) -> bool {
    who.acting_for(patient).inbox().await.is_ok()
}

both_databases! {
    async fn r_3_2_a_mother_of_three_signs_one_form_and_the_eldest_signs_too(clinic) {
        let front = front(&clinic).await;
        let mother = clinic.record("Mara");
        let mut children = Vec::new();
        for born in ["2020-01-01", "2018-01-01", "2011-01-01"] {
            children.push(clinic.keeps_one_born("Theo", born).await.1);
        }
        let form = front.begins_form(children[0], None).await.unwrap();
        let paper = Paperwork {
            more: children[1..].to_vec(),
            grounds: vec![Basis::Parental; 3],
            boxes: vec!["2.allergies.read".into()],
            signed: vec![false; 3],
            ..Paperwork::of(&mother, Basis::Parental)
        };
        let at = front.fills(form, &paper).await.unwrap();
        let must: Vec<bool> = at.view.patients.iter().map(|of| of.must_sign).collect();
        assert_eq!((at.step, must), (FormStep::Check, vec![false, false, true]));
        let refused = front.finishes_form(&at).await;
        assert_eq!(wrong(&refused), ["patient_signature"]);
        assert_eq!(clinic.count("grants").await, 0, "for all of them, or for none");

        let back = front.goes_back(&at).await.unwrap();
        let signed = Paperwork { signed: vec![false, false, true], ..paper };
        let at = front.signs(&back, &signed).await.unwrap();
        let done = front.finishes_form(&at).await.unwrap().done.unwrap();
        assert!(!done.linked, "she has no account yet");
        assert!(done.grants.len() == 3 && done.grants.iter().all(|made| made.state == GrantState::Active));
        assert_eq!(clinic.count("grant_signatures where who = 'representative'").await, 1);
        assert_eq!(clinic.count("grant_signatures where who = 'patient'").await, 1);
        let kept = "grant_forms where status = 'signed' and identity_kind = 'passport' and paper_ref = 'Binder 4'
                    and identity_seen_by is not null and state = '{}'";
        assert_eq!(clinic.count(kept).await, 1, "what was typed goes, what was seen stays");
        let eldest = done.grants.iter().find(|made| made.patient == children[2]).unwrap().grant;
        let rights = Rights::NONE.with(Capability::Allergies, Right::Read);
        assert_eq!(clinic.grant(eldest).await.rights, Some(rights));
        assert!(front.grants_of(children[0]).await.unwrap().rows.iter().all(|row| row.state == GrantState::Active));
        assert!(clinic.outbox().await.is_empty(), "nobody has an account");
    }

    async fn r_3_3_put_in_force_for_all_or_for_none(clinic) {
        let front = front(&clinic).await;
        let june = clinic.patient("June").await;
        let theo = clinic.keeps_one_born("Theo", "2020-01-01").await.1;
        let lena = clinic.keeps_one_born("Lena", "2021-01-01").await.1;
        // By another form, which has another contact of hers.
        clinic.represents(&june, lena, Granted::by(Basis::Parental)).await;
        let form = front.begins_form(theo, None).await.unwrap();
        let paper = Paperwork {
            username: june.username.clone(),
            more: vec![lena],
            grounds: vec![Basis::Parental; 2],
            signed: vec![false; 2],
            ..Paperwork::of(&june.record, Basis::Parental)
        };
        let at = front.fills(form, &paper).await.unwrap();
        let refused = front.finishes_form(&at).await;
        assert_eq!(wrong(&refused), ["another_grant"]);
        assert!(!opens(&june, theo).await);
        assert_eq!(clinic.count("grants").await, 1);
        assert_eq!(front.sees_form(form).await.unwrap().step, FormStep::Check, "it is kept as it was");
        front.voids_form(&at).await.unwrap();
        front.voids_form(&at).await.unwrap();
        assert!(clinic.outbox().await.is_empty());
    }

    async fn r_3_3_a_signature_is_kept_as_it_was_drawn(clinic) {
        let front = front(&clinic).await;
        let theo = clinic.keeps_one_born("Theo", "2020-01-01").await.1;
        let form = front.begins_form(theo, None).await.unwrap();
        let paper = Paperwork::of(&clinic.record("Mara"), Basis::Parental);
        let at = front.goes_back(&front.fills(form, &paper).await.unwrap()).await.unwrap();
        let version = at.version;
        let drawn = "1.2-30.40_5.5-600.299";
        let at = clinic
            .portal()
            .write(&front.visitor(), Action::SignForm, async |call| {
                let typed = SignaturesForm { own: ["drawn", "", drawn], ways: &[], days: &[], strokes: &[] };
                filling::signatures(call, form, version, typed).await
            })
            .await
            .unwrap();
        let shown = at.view.signed.as_ref().and_then(|signed| signed.strokes.clone()).unwrap();
        assert_eq!(shown.to_string(), drawn, "and shown again");
        front.finishes_form(&at).await.unwrap();
        let kept: Vec<String> =
            clinic.column("select cast(strokes as text) as strokes from grant_signatures where way = 'drawn'").await;
        assert_eq!(kept, ["[[[1,2],[30,40]],[[5,5],[600,299]]]"]);
    }

    async fn r_3_3_of_two_desks_at_one_moment_one_puts_it_in_force(clinic) {
        let (front, colleague) = (front(&clinic).await, front(&clinic).await);
        let june = clinic.patient("June").await;
        let theo = clinic.keeps_one_born("Theo", "2020-01-01").await.1;
        let form = front.begins_form(theo, None).await.unwrap();
        let paper = Paperwork { username: june.username.clone(), ..Paperwork::of(&june.record, Basis::Parental) };
        let at = front.fills(form, &paper).await.unwrap();
        let other = colleague.at(&clinic.another_node().await);
        let (one, two) = tokio::join!(front.finishes_form(&at), other.finishes_form(&at));
        let outcomes = [one, two];
        assert!(outcomes.iter().any(Result::is_ok));
        assert!(outcomes.iter().all(|answer| matches!(answer, Ok(_) | Err(CareError::Conflict))));
        assert_eq!(clinic.count("grants where state = 'active'").await, 1);
        assert_eq!(clinic.count("grant_events where event = 'activated'").await, 1);
        assert!(opens(&june, theo).await);
        clinic.outbox().await;
    }

    async fn r_3_7_an_order_that_keeps_somebody_away_sets_her_aside_in_the_same_moment(clinic) {
        let front = front(&clinic).await;
        let mother = clinic.patient("Mara").await;
        let theo = clinic.keeps_one_born("Theo", "2020-01-01").await.1;
        let grant = clinic.represents(&mother, theo, Granted::by(Basis::Parental)).await;
        front.records_order(theo, "keep_away", Some(grant)).await.unwrap();
        assert!(!opens(&mother, theo).await);
        assert_eq!(clinic.grant(grant).await.state, GrantState::Suspended);
        let refused = front.moves(grant, DeskMove::Resume, Reason::Cleared).await;
        assert_eq!(wrong(&refused), ["court_order"]);
        let order = front.papers_of(theo).await.unwrap().orders.rows[0].order;
        front.lifts_order(theo, order).await.unwrap();
        front.lifts_order(theo, order).await.unwrap();
        assert!(!opens(&mother, theo).await, "somebody has to take it up");
        front.moves(grant, DeskMove::Resume, Reason::Cleared).await.unwrap();
        assert!(opens(&mother, theo).await);
        // One about somebody who acts for nobody is there for the form that comes.
        front.records_order(theo, "keep_away", None).await.unwrap();
        assert!(opens(&mother, theo).await);
        let letters: Vec<Letter> =
            clinic.letters_to(&mother.contact).await.into_iter().map(|mail| mail.letter).collect();
        assert_eq!(letters, [Letter::SharingSetAside, Letter::SharingBegun]);
    }

    /// Named with another contact she is still the one whom the court keeps away.
    async fn r_3_7_an_order_keeps_her_away_by_whatever_form(clinic) {
        let front = front(&clinic).await;
        let mother = clinic.patient("Mara").await;
        let theo = clinic.keeps_one_born("Theo", "2020-01-01").await.1;
        let first = clinic.represents(&mother, theo, Granted::by(Basis::Parental)).await;
        let second = clinic.names(&mother.record, "mara.work@example.org", None).await;
        let second = clinic.grants(second, theo, Granted::by(Basis::Parental)).await;
        let father = clinic.patient("Otto").await;
        let other = clinic.represents(&father, theo, Granted::by(Basis::Parental)).await;
        front.records_order(theo, "keep_away", Some(second)).await.unwrap();
        for (grant, state) in
            [(first, GrantState::Suspended), (second, GrantState::Suspended), (other, GrantState::Active)]
        {
            assert_eq!(clinic.grant(grant).await.state, state);
        }
        assert!(!opens(&mother, theo).await && opens(&father, theo).await);
        let refused = front.moves(first, DeskMove::Resume, Reason::Cleared).await;
        assert_eq!(wrong(&refused), ["court_order"]);
        let third = clinic.names(&mother.record, "mara.new@example.org", None).await;
        let waits = Granted { state: GrantState::Proposed, ..Granted::by(Basis::Parental) };
        let third = clinic.grants(third, theo, waits).await;
        let refused = front.moves(third, DeskMove::Activate, Reason::FormSigned).await;
        assert_eq!(wrong(&refused), ["court_order"]);
        let letters = clinic.letters_to(&mother.contact).await;
        let told: Vec<Letter> = letters.into_iter().map(|mail| mail.letter).collect();
        assert_eq!(told, [Letter::SharingSetAside]);
    }

    /// Whom it may mean is put in force by nobody, until a desk has said more of whom it means.
    async fn r_3_7_an_order_that_has_only_a_name_keeps_away_who_has_it(clinic) {
        let front = front(&clinic).await;
        let theo = clinic.keeps_one_born("Theo", "2020-01-01").await.1;
        let rex = Record { given: "Rex".into(), family: "Stone".into(), ..clinic.record("Rex") };
        let acts = clinic.names(&rex, "rex.home@example.org", None).await;
        let acts = clinic.grants(acts, theo, Granted::by(Basis::Parental)).await;
        front.records_order(theo, "keep_away", None).await.unwrap();
        assert_eq!(clinic.grant(acts).await.state, GrantState::Suspended, "in the same moment");
        let refused = front.moves(acts, DeskMove::Resume, Reason::Cleared).await;
        assert_eq!(wrong(&refused), ["court_order"]);
        let form = front.begins_form(theo, None).await.unwrap();
        let at = front.fills(form, &Paperwork::of(&rex, Basis::Parental)).await.unwrap();
        assert_eq!(at.view.patients[0].lacks, ["court_order"]);
        let refused = front.finishes_form(&at).await;
        assert_eq!(wrong(&refused), ["court_order"]);
        // A form that calls him otherwise, and knows his record.
        let own = clinic.keeps(&rex).await;
        let otherwise = Record { given: "Alexander".into(), ..rex.clone() };
        let named = clinic.names(&otherwise, "alexander@example.org", None).await;
        let sql = "update representatives set patient_id = $1 where id = $2";
        clinic.execute(sql, [own.0.into(), named.0.into()]).await;
        let waits = Granted { state: GrantState::Proposed, ..Granted::by(Basis::Parental) };
        let by_record = clinic.grants(named, theo, waits).await;
        assert_eq!(front.opens_grant(by_record).await.unwrap().lacks, ["court_order"]);
        let refused = front.moves(by_record, DeskMove::Activate, Reason::FormSigned).await;
        assert_eq!(wrong(&refused), ["court_order"]);
        let otto = clinic.names(&clinic.record("Otto"), "otto@example.org", None).await;
        let otto = clinic.grants(otto, theo, waits).await;
        front.moves(otto, DeskMove::Activate, Reason::FormSigned).await.unwrap();
        let order = front.papers_of(theo).await.unwrap().orders.rows[0].order;
        front.lifts_order(theo, order).await.unwrap();
        front.moves(by_record, DeskMove::Activate, Reason::FormSigned).await.unwrap();
        assert!(clinic.outbox().await.is_empty(), "nobody has an account");
    }

    async fn r_3_13_an_attestation_on_a_form_is_told_to_who_acts_already(clinic) {
        let front = front(&clinic).await;
        let june = clinic.patient("June").await;
        let ada = clinic.keeps_one_born("Ada", "1950-03-01").await.1;
        let named = Granted { rights: Some(Rights::NONE), ..Granted::by(Basis::PowerOfAttorney) };
        clinic.represents(&june, ada, named).await;
        assert!(!opens(&june, ada).await);
        let form = front.begins_form(ada, None).await.unwrap();
        let paper = Paperwork { attested: true, ..Paperwork::of(&clinic.record("Otto"), Basis::BestInterest) };
        let at = front.fills(form, &paper).await.unwrap();
        front.finishes_form(&at).await.unwrap();
        assert!(opens(&june, ada).await, "whom she has named acts for her in all now");
        let letters = clinic.letters_to(&june.contact).await;
        let told: Vec<Letter> = letters.into_iter().map(|mail| mail.letter).collect();
        assert_eq!(told, [Letter::SharingChanged]);
    }

    async fn r_3_13_everybody_who_acts_is_told_of_an_attestation_however_many_they_are(clinic) {
        let front = front(&clinic).await;
        let (oldest, newest) = (clinic.patient("Mara").await, clinic.patient("Otto").await);
        let theo = clinic.keeps_one_born("Theo", "2012-01-01").await.1;
        clinic.represents(&oldest, theo, Granted::by(Basis::Parental)).await;
        for n in 0..45 {
            clinic.later(1);
            let named = clinic.names(&clinic.record("June"), &format!("june.{n}@example.org"), None).await;
            clinic.grants(named, theo, Granted::by(Basis::Parental)).await;
        }
        clinic.later(1);
        clinic.represents(&newest, theo, Granted::by(Basis::Parental)).await;
        front.attests(theo).await.unwrap();
        for who in [&oldest, &newest] {
            let letters = clinic.letters_to(&who.contact).await;
            let told: Vec<Letter> = letters.into_iter().map(|mail| mail.letter).collect();
            assert_eq!(told, [Letter::SharingChanged]);
        }
        // And an order may be about each of them.
        assert_eq!(front.papers_of(theo).await.unwrap().people.len(), 47);
    }

    async fn r_3_13_an_attestation_opens_all_past_18_and_closes_when_it_is_taken_back(clinic) {
        let front = front(&clinic).await;
        let mother = clinic.patient("Mara").await;
        let theo = clinic.keeps_one_born("Theo", "2008-11-23").await.1;
        clinic.represents(&mother, theo, Granted::by(Basis::Parental)).await;
        assert!(!opens(&mother, theo).await, "eighteen today");
        front.attests(theo).await.unwrap();
        assert!(opens(&mother, theo).await);
        let given = front.papers_of(theo).await.unwrap().attestations;
        assert_eq!(given[0].review_on.map(|day| day.to_string()).as_deref(), Some("2027-11-23"));
        front.ends_attestation(theo).await.unwrap();
        front.ends_attestation(theo).await.unwrap();
        assert!(!opens(&mother, theo).await);
        assert_eq!(clinic.count("audit where action = 'record-attestation' and outcome = 'again'").await, 1);
        let letters = clinic.letters_to(&mother.contact).await;
        assert_eq!(letters.iter().filter(|mail| mail.letter == Letter::SharingChanged).count(), 2);
    }
}

#[tokio::test]
async fn r_3_4_a_guardian_s_form_brings_its_order_along() {
    let clinic = Clinic::open().await;
    let (front, june) = (front(&clinic).await, clinic.patient("June").await);
    let ada = clinic.keeps(&clinic.record("Ada")).await;
    let form = front.begins_form(ada, None).await.unwrap();
    let paper = Paperwork { username: june.username.clone(), ..Paperwork::of(&june.record, Basis::Guardianship) };
    let missing = front.fills(form, &paper).await;
    assert_eq!(wrong(&missing), ["court", "reference", "made_on"]);
    let form = front.begins_form(ada, None).await.unwrap();
    let at = front.fills(form, &Paperwork { order: true, ..paper }).await.unwrap();
    front.finishes_form(&at).await.unwrap();
    assert!(opens(&june, ada).await);
    assert_eq!(front.papers_of(ada).await.unwrap().orders.rows.len(), 1);
    clinic.outbox().await;
}

/// What the demo begins with looks like what a desk has done.
#[tokio::test]
async fn r_3_3_the_demo_s_grants_are_as_a_desk_s_form_leaves_them() {
    let clinic = Clinic::open_with(Database::Sqlite, |settings| settings.clinic.demo = true).await.unwrap();
    let front = front(&clinic).await;
    let theo = clinic.keeps_one_born("Theo", "2020-01-01").await.1;
    let lena = clinic.keeps_one_born("Lena", "2011-01-01").await.1;
    let june = clinic.record("June");
    let person = ReadyPerson {
        given: june.given.clone(),
        family: june.family.clone(),
        born: june.born.parse().unwrap(),
        email: june.email(),
        mrn: None,
    };
    let granted = |patient, signed| ReadyGrant {
        mrn: record_number(patient),
        practice: clinic.family_medicine.id,
        basis: Basis::Parental,
        signed,
    };
    let of = vec![granted(theo, false), granted(lena, true)];
    ready_grants(clinic.portal(), &front.username, person, of).await.unwrap();
    let (desk, ids) = (clinic.account_of(&front.username).await, clinic.column::<Uuid>("select id from grants").await);
    assert_eq!(ids.len(), 2);
    for id in ids {
        let row = clinic.grant(id.into()).await;
        assert_eq!((row.state, row.grantor, row.activated_at.is_some()), (GrantState::Active, Some(desk), true));
        assert!(row.form.is_some());
    }
    let kept = "grant_forms where status = 'signed' and identity_seen_by is not null and paper_ref is not null";
    assert_eq!(clinic.count(kept).await, 1, "one form for both");
    let signed: Vec<String> = clinic.column("select who from grant_signatures order by who").await;
    assert_eq!(signed, ["patient", "representative"]);
    let authors: Vec<String> = clinic.column("select distinct author from grant_events").await;
    assert_eq!(authors, std::slice::from_ref(&front.display_name));
    assert_eq!(clinic.count("sessions where ended_at is null").await, 1, "her own");
}

#[tokio::test]
async fn r_3_3_a_form_is_its_practice_s_and_of_two_tabs_one_answers() {
    let clinic = Clinic::open().await;
    let desk = front(&clinic).await;
    let theo = clinic.keeps_one_born("Theo", "2020-01-01").await.1;
    let paper = Paperwork::of(&clinic.record("Mara"), Basis::Parental);
    let form = desk.begins_form(theo, None).await.unwrap();
    let at = desk.sees_form(form).await.unwrap();
    desk.says_who(&at, &paper).await.unwrap();
    assert!(matches!(desk.says_who(&at, &paper).await, Err(CareError::Conflict)), "another tab was faster");

    let elsewhere = clinic.staff(Role::FrontDesk, &[&clinic.dermatology]).await;
    assert!(matches!(elsewhere.sees_form(form).await, Err(CareError::NotFound)));
    assert!(matches!(elsewhere.begins_form(theo, None).await, Err(CareError::NotFound)));
    for role in [Role::Enrollment, Role::Clinician, Role::PoolNurse, Role::Billing, Role::Support, Role::Admin] {
        let staff = clinic.staff(role, &[&clinic.family_medicine]).await;
        assert!(matches!(staff.begins_form(theo, None).await, Err(CareError::Denied)), "{role:?}");
        assert!(matches!(staff.sees_form(form).await, Err(CareError::Denied)), "{role:?}");
    }
}

/// A desk that has mistyped something opens nobody else's chart, and links nobody else's account.
#[tokio::test]
async fn r_3_3_account_and_record_are_hers_whose_name_and_birth_date_were_typed() {
    let clinic = Clinic::open().await;
    let desk = front(&clinic).await;
    let eva = clinic.patient("Eva").await;
    let theo = clinic.keeps_one_born("Theo", "2020-01-01").await.1;
    let form = desk.begins_form(theo, None).await.unwrap();
    let at = desk.sees_form(form).await.unwrap();
    let mara = clinic.record("Mara");
    let mistyped = Paperwork { username: eva.username.clone(), ..Paperwork::of(&mara, Basis::Parental) };
    let refused = desk.says_who(&at, &mistyped).await;
    let Err(CareError::Invalid(fields)) = &refused else { panic!("a field") };
    assert_eq!((fields[0].field.as_str(), fields[0].problem), ("username", Problem::NotAChoice));
    let at = desk.says_who(&at, &Paperwork::of(&mara, Basis::Parental)).await.unwrap();
    let unknown = desk.says_for_whom(&at, Some("MRN-0".into())).await;
    assert_eq!(wrong(&unknown), ["add"]);
    // A patient whom this practice has never seen is nobody here.
    let elsewhere = Record { born: "2019-01-01".into(), ..clinic.record("Lena") };
    let lena = clinic.keeps(&elsewhere).await;
    clinic.execute("delete from care_team where patient_id = $1", [lena.0.into()]).await;
    let unseen = desk.says_for_whom(&at, Some(record_number(lena))).await;
    assert_eq!(wrong(&unseen), ["add"]);
}
