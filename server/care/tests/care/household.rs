//! a representative may act for several people, and a patient have several representatives. What it costs does not
//! grow with them, and nobody's chart is taken for another's.

use portal_care::accounts::{Touch, boot};
use portal_care::representatives::household::household;
use portal_care::{Action, CareError};
use portal_testkit::{Clinic, Granted, Patient, both_databases};
use portal_types::account::{Role, Who};
use portal_types::day::Day;
use portal_types::grant_form::DeskMove;
use portal_types::ids::{GrantId, PatientId};
use portal_types::representative::{
    AccessView, ActingView, Basis, Capability, Deed, GrantState, Household, NextView, Reason, Right, Rights, Stands,
    Why,
};

async fn people(clinic: &Clinic, who: &Patient) -> Result<Household, CareError> {
    clinic.portal().read(&who.visitor(), Action::ReadHousehold, async |call| household(call).await).await
}

/// Somebody who acts for so many children.
async fn parent_of(clinic: &Clinic, given: &str, children: usize) -> Patient {
    let parent = clinic.patient(given).await;
    for n in 0..children {
        let (_, child) = clinic.keeps_one_born("Theo", &format!("20{}-12-01", 15 + n)).await;
        clinic.represents(&parent, child, Granted::by(Basis::Parental)).await;
    }
    parent
}

/// What the page of all people costs, with what it is drawn with, and the looks that are audited.
async fn cost(clinic: &Clinic, who: &Patient) -> (usize, u64, u64) {
    let before = clinic.statements();
    let drawn = boot(clinic.portal(), &who.visitor(), Touch::Background).await.unwrap();
    let Who::Patient { charts, .. } = drawn.who else { panic!("a representative") };
    let page = clinic.statements() - before;
    let before = clinic.statements();
    assert_eq!(people(clinic, who).await.unwrap().people.len(), charts.len());
    (charts.len(), page, clinic.statements() - before)
}

/// What the first page of a chart says of what changes before long: with all that pages are drawn with, by one statement.
async fn next(clinic: &Clinic, who: &Patient, patient: PatientId) -> Option<NextView> {
    let before = clinic.statements();
    let drawn = boot(clinic.portal(), &who.visitor(), Touch::Background).await.unwrap();
    assert_eq!(clinic.statements() - before, 1);
    let Who::Patient { charts, .. } = drawn.who else { panic!("a patient") };
    charts.into_iter().find(|card| card.patient == patient).unwrap().next
}

both_databases! {
    /// the first page of a chart says what changes before long, to either side.
    async fn r_3_12_the_first_page_of_a_chart_says_what_changes_before_long(clinic) {
        let ada = clinic.patient("Ada").await;
        let (june, otto) = (clinic.patient("June").await, clinic.patient("Otto").await);
        let (lena, mara) = (clinic.patient("Lena").await, clinic.patient("Mara").await);
        let today = clinic.portal().date(clinic.now());
        let later = |days: i64| Day::from_epoch(today.epoch() + days);
        let results = Rights::NONE.with(Capability::Results, Right::Read);
        let ends = |days: i64| Granted { ends_on: Some(later(days)), ..Granted::consent(results) };
        // From the midnight after the 90th day on is later than it is told.
        clinic.represents(&june, ada.id, ends(90)).await;
        assert_eq!((next(&clinic, &ada, ada.id).await, next(&clinic, &june, ada.id).await), (None, None));
        clinic.represents(&otto, ada.id, ends(89)).await;
        assert_eq!(next(&clinic, &ada, ada.id).await, Some(NextView::Others { on: later(90), people: 1 }));
        clinic.represents(&lena, ada.id, ends(9)).await;
        let aside = clinic.represents(&mara, ada.id, ends(9)).await;
        assert_eq!(next(&clinic, &ada, ada.id).await, Some(NextView::Others { on: later(10), people: 2 }), "nearest");
        assert_eq!(
            next(&clinic, &lena, ada.id).await,
            Some(NextView::Oneself { on: later(10), why: Why::RunsOut }),
            "no more than her own"
        );
        assert_eq!(next(&clinic, &lena, lena.id).await, None, "nobody acts in hers");
        clinic.makes_it(aside, GrantState::Suspended).await;
        assert_eq!(next(&clinic, &ada, ada.id).await, Some(NextView::Others { on: later(10), people: 1 }));
    }

    async fn r_3_14_eight_wards_cost_what_one_costs(clinic) {
        let (one, eight) = (parent_of(&clinic, "June", 1).await, parent_of(&clinic, "Mara", 8).await);
        let few = (cost(&clinic, &one).await, cost(&clinic, &one).await);
        let many = (cost(&clinic, &eight).await, cost(&clinic, &eight).await);
        assert_eq!((few.0.0, many.0.0), (2, 9), "with their own");
        assert_eq!((few.0.1, few.0.2), (many.0.1, many.0.2), "the first look, which is audited");
        assert_eq!((few.1.1, few.1.2), (many.1.1, many.1.2), "the next");
        assert_eq!(many.1.1, 1, "a page is drawn with one statement");
        assert!(many.1.2 <= 3, "the household: the session, what is new, and the grants: {many:?}");
        // Each look is an entry for that chart all the same.
        assert_eq!(clinic.count("audit where action = 'read-household' and kind = 'representative'").await, 9);
    }

    async fn r_3_14_two_representatives_of_one_child_act_each_for_herself(clinic) {
        let (june, frank) = (clinic.patient("June").await, clinic.patient("Frank").await);
        let (_, theo) = clinic.keeps_one_born("Theo", "2024-11-17").await;
        let hers = clinic.represents(&june, theo, Granted::by(Basis::Parental)).await;
        let his = clinic.represents(&frank, theo, Granted::by(Basis::Parental)).await;
        let _nurse = clinic.nurse().await;
        let sent = june.acting_for(theo).writes_to(&clinic.cardiology, "May he swim?").await.unwrap();
        assert_eq!(frank.acting_for(theo).opens(sent.thread).await.unwrap().messages.rows.len(), 1);
        for (who, grant) in [(&june, hers), (&frank, his)] {
            let people = people(&clinic, who).await.unwrap().people;
            let ward = people.iter().find(|person| person.patient == theo).unwrap();
            assert_eq!((ward.grant, ward.own), (Some(grant), false));
        }
        // What the one has lost the other keeps.
        clinic.makes_it(hers, GrantState::Suspended).await;
        assert!(matches!(june.acting_for(theo).inbox().await, Err(CareError::Denied)));
        assert!(frank.acting_for(theo).inbox().await.is_ok());
    }
}

/// Each person with what is new for her, and with what will change by itself.
#[tokio::test]
async fn r_3_14_the_household_names_each_person_with_what_is_hers() {
    let clinic = Clinic::open().await;
    let june = clinic.patient("June").await;
    let nurse = clinic.nurse().await;
    // Thirteen in forty days; of age in a year.
    let (_, theo) = clinic.keeps_one_born("Theo", "2014-01-02").await;
    let (_, maya) = clinic.keeps_one_born("Maya", "2009-12-13").await;
    let (_, zoe) = clinic.keeps_one_born("Zoe", "2024-11-17").await;
    for child in [theo, maya, zoe] {
        clinic.represents(&june, child, Granted::by(Basis::Parental)).await;
    }
    let sent = june.acting_for(zoe).writes_to(&clinic.cardiology, "May she swim?").await.unwrap();
    nurse.answers(sent.thread, "Yes.").await.unwrap();
    clinic.outbox().await;
    let household = people(&clinic, &june).await.unwrap();
    let shown: Vec<(PatientId, i16, bool, u32)> =
        household.people.iter().map(|person| (person.patient, person.age, person.own, person.unread)).collect();
    assert_eq!(
        shown,
        [(june.id, 46, true, 0), (maya, 16, false, 0), (theo, 12, false, 0), (zoe, 2, false, 1)],
        "her own first, then by name"
    );
    let mut colours: Vec<u8> = household.people.iter().map(|person| person.colour).collect();
    colours.sort_unstable();
    colours.dedup();
    assert_eq!(colours.len(), 4, "no two alike");
    let [own, maya, theo, zoe] = household.people.as_slice() else { panic!("four people") };
    assert_eq!(zoe.newest.as_ref().map(|row| row.thread), Some(sent.thread));
    assert!([own, maya, theo].iter().all(|person| person.newest.is_none()));
    let thirteen = theo.coming.as_ref().unwrap();
    assert_eq!((thirteen.on.to_string().as_str(), thirteen.why), ("2027-01-02", Why::HasASay));
    let results = thirteen.changes.iter().find(|change| change.capability == Capability::Results).unwrap();
    assert_eq!(results.to, AccessView::Nothing, "exactly what changes");
    assert!([own, maya, zoe].iter().all(|person| person.coming.is_none()), "nothing within ninety days");
}

/// whoever acts for somebody sees by what, and what is open; of a grant that is set aside that it is, and no more.
#[tokio::test]
async fn r_3_7_whoever_acts_is_shown_her_own_grant_and_that_it_is_set_aside_but_not_by_whom() {
    let clinic = Clinic::open().await;
    let (ada, june) = (clinic.patient("Ada").await, clinic.patient("June").await);
    let front = clinic.staff(Role::FrontDesk, &[&clinic.family_medicine]).await;
    let results = Rights::NONE.with(Capability::Results, Right::Read);
    let grant = clinic.represents(&june, ada.id, Granted::consent(results)).await;
    let adas = |shown: &Household| -> Option<ActingView> {
        shown.people.iter().find(|person| person.patient == ada.id).and_then(|person| person.acting.clone())
    };
    let shown = people(&clinic, &june).await.unwrap();
    let acting = adas(&shown).unwrap();
    assert_eq!((acting.grant, acting.state, acting.column), (grant, GrantState::Active, Some(Stands::OfAdult)));
    assert!(acting.since.is_some() && acting.runs_out.is_some() && acting.over.is_none());
    let open: Vec<Capability> =
        acting.opens.iter().filter(|open| !open.is_closed()).map(|open| open.capability).collect();
    assert_eq!(open, [Capability::Results, Capability::Billing, Capability::AccessLog]);
    assert!(shown.closed.is_empty() && shown.people[0].acting.is_none());

    ada.does(grant, Deed::Suspend).await.unwrap();
    let shown = people(&clinic, &june).await.unwrap();
    assert!(adas(&shown).is_none());
    let by_patient = shown.closed;
    ada.does(grant, Deed::Resume).await.unwrap();
    assert!(people(&clinic, &june).await.unwrap().closed.is_empty());
    front.moves(grant, DeskMove::Suspend, Reason::Safeguarding).await.unwrap();
    let by_staff = people(&clinic, &june).await.unwrap().closed;
    assert_eq!(by_patient, by_staff, "the same, whoever has set it aside");
    let [aside] = by_staff.as_slice() else { panic!("one grant") };
    assert_eq!((aside.grant, aside.state), (grant, GrantState::Suspended));
    assert!(aside.name.starts_with("Ada") && aside.opens.is_empty() && aside.column.is_none());
    assert!(aside.since.is_none() && aside.runs_out.is_none() && aside.ends_on.is_none());
    // Nobody else's page says anything of it.
    assert!(people(&clinic, &ada).await.unwrap().closed.is_empty());

    // Who gives up finds it said for a while.
    june.gives_up(grant).await.unwrap();
    let over = people(&clinic, &june).await.unwrap().closed;
    assert!(over.len() == 1 && over[0].state == GrantState::Inactive && over[0].over.is_some());
    clinic.days_later(31);
    june.signs_in().await.unwrap();
    assert!(people(&clinic, &june).await.unwrap().closed.is_empty());
    clinic.outbox().await;
}

/// One chart is one line, whatever has been before; and what is open again is not said to be closed.
#[tokio::test]
async fn r_3_7_of_several_grants_on_a_chart_the_one_that_counts_is_shown() {
    let clinic = Clinic::open().await;
    let (ada, june) = (clinic.patient("Ada").await, clinic.patient("June").await);
    let results = Rights::NONE.with(Capability::Results, Right::Read);
    let first = clinic.represents(&june, ada.id, Granted::consent(results)).await;
    clinic.makes_it(first, GrantState::Inactive).await;
    let second = clinic.represents(&june, ada.id, Granted::consent(results)).await;
    let shown = people(&clinic, &june).await.unwrap();
    assert!(shown.closed.is_empty());
    let acting = shown.people.iter().find_map(|person| person.acting.as_ref()).unwrap();
    assert_eq!(acting.grant, second);
    clinic.makes_it(second, GrantState::Suspended).await;
    let closed: Vec<GrantId> = people(&clinic, &june).await.unwrap().closed.iter().map(|acting| acting.grant).collect();
    assert_eq!(closed, [second]);
}

/// the patient finds from her own card who acts for her, and what changes before long.
#[tokio::test]
async fn r_3_12_ones_own_card_says_who_acts_and_what_changes_before_long() {
    let clinic = Clinic::open().await;
    let (ada, june) = (clinic.patient("Ada").await, clinic.patient("June").await);
    let (otto, lena) = (clinic.patient("Otto").await, clinic.patient("Lena").await);
    let results = Rights::NONE.with(Capability::Results, Right::Read);
    let today = clinic.portal().date(clinic.now());
    let ends = Granted { ends_on: Some(today), ..Granted::consent(results) };
    let near = clinic.represents(&june, ada.id, ends).await;
    clinic.represents(&otto, ada.id, Granted::consent(results)).await;
    let aside = clinic.represents(&lena, ada.id, Granted::consent(results)).await;
    clinic.makes_it(aside, GrantState::Suspended).await;
    let own = people(&clinic, &ada).await.unwrap().people.remove(0);
    assert!(own.own && own.coming.is_none() && own.acting.is_none());
    let sharing = own.sharing.unwrap();
    assert_eq!(sharing.others, 2, "one is set aside");
    let soon: Vec<(GrantId, i64)> =
        sharing.soon.iter().map(|soon| (soon.grant, soon.on.epoch() - today.epoch())).collect();
    assert_eq!(soon, [(near, 1)], "the other's consent has eighteen months");
    let hers = people(&clinic, &june).await.unwrap().people;
    let ward = hers.iter().find(|person| person.patient == ada.id).unwrap();
    assert!(ward.sharing.is_none() && ward.coming.is_some(), "who else acts is not hers to see");
}

/// Who has no record of her own has a household all the same, and nobody else's messages are counted in it.
#[tokio::test]
async fn r_3_14_without_a_record_or_without_messages_the_household_is_there() {
    let clinic = Clinic::open().await;
    let (_, theo) = clinic.keeps_one_born("Theo", "2024-11-17").await;
    let june = clinic.record("June");
    let form = clinic.names(&june, &june.email(), None).await;
    clinic.grants(form, theo, Granted::by(Basis::Parental)).await;
    let june = clinic.joins(&june, theo).await;
    let alone: Vec<PatientId> = people(&clinic, &june).await.unwrap().people.iter().map(|p| p.patient).collect();
    assert_eq!(alone, [theo]);

    let (daughter, father) = (clinic.patient("Elena").await, clinic.patient("Julio").await);
    let nurse = clinic.nurse().await;
    let results = Rights::NONE.with(Capability::Results, Right::Read);
    clinic.represents(&daughter, father.id, Granted::consent(results)).await;
    let sent = father.writes_to(&clinic.cardiology, "May I travel?").await.unwrap();
    nurse.answers(sent.thread, "Yes.").await.unwrap();
    let letters = clinic.outbox().await;
    assert!(letters.iter().all(|mail| mail.to == father.contact), "R-10.5: who reads no messages is told of none");
    let people = people(&clinic, &daughter).await.unwrap().people;
    let fathers = people.iter().find(|person| person.patient == father.id).unwrap();
    assert_eq!((fathers.unread, fathers.newest.is_some()), (0, false));
    // Nor is a look at his messages written down that never was.
    assert_eq!(clinic.count("audit where action = 'read-household' and kind = 'representative'").await, 1);
}
