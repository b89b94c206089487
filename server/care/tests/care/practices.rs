//! what each practice has switched on, and who switches it.

use portal_care::{Action, CareError, directory};
use portal_testkit::{Clinic, Paperwork, Practice, both_databases};
use portal_types::account::Role;
use portal_types::administration::StaffAct;
use portal_types::day::Day;
use portal_types::field::Problem;
use portal_types::practice::{Feature, PracticeChange};
use portal_types::registry::Way;
use portal_types::representative::Basis;
use portal_types::staff::DeskFilter;
use uuid::Uuid;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn has_problem(refused: Result<impl Sized, CareError>, field: &str, problem: Problem) -> bool {
    matches!(refused, Err(CareError::Invalid(p)) if p.iter().any(|p| p.field == field && p.problem == problem))
}

/// What the public directory says.
async fn takes_messages(clinic: &Clinic, practice: &Practice) -> bool {
    let visitor = clinic.visitor();
    let all = clinic.portal().read(&visitor, Action::ReadDirectory, async |call| directory::practices(call).await);
    all.await.unwrap().iter().find(|card| card.practice == practice.id).unwrap().messaging
}

both_databases! {
    async fn r_7_2_a_practice_without_messages_is_named_with_its_phone_and_open_conversations_go_on(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let admin = clinic.staff(Role::Admin, &[]).await;
        let sent = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap();
        assert!(takes_messages(&clinic, &clinic.cardiology).await, "on until somebody switches it off");

        admin.switches(clinic.cardiology.id, &[Feature::Invitations], 3).await.unwrap();
        let options = ada.compose_options().await.unwrap();
        assert!(options.teams.is_empty(), "hidden");
        let silent = &options.silent[0];
        assert_eq!((silent.practice.as_str(), silent.phone.as_deref()), ("Cardiology", Some("413-555-0100 x7")));
        assert!(!takes_messages(&clinic, &clinic.cardiology).await);
        // A form from before.
        assert!(has_problem(ada.writes_to(&clinic.cardiology, "And by ship?").await, "practice", Problem::NotAChoice));
        assert_eq!(clinic.count("threads").await, 1);

        ada.replies(sent.thread, "And by plane?").await.unwrap();
        assert_eq!(nurse.inbox(DeskFilter::Waiting).await.unwrap().page.rows.len(), 1);
        nurse.answers(sent.thread, "Yes, you may.").await.unwrap();
        ada.replies(sent.thread, "Thank you.").await.unwrap();
        assert_eq!(ada.opens(sent.thread).await.unwrap().messages.rows.len(), 4);

        admin.switches(clinic.cardiology.id, &Feature::ALL, 3).await.unwrap();
        assert_eq!(ada.compose_options().await.unwrap().teams.len(), 1);
        assert!(takes_messages(&clinic, &clinic.cardiology).await);
        ada.writes_to(&clinic.cardiology, "And by ship?").await.unwrap();
        clinic.outbox().await;
    }

    async fn r_6_1_a_practice_whose_only_nurse_is_set_aside_takes_no_messages(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let admin = clinic.staff(Role::Admin, &[]).await;
        assert!(takes_messages(&clinic, &clinic.cardiology).await);
        let rows = admin.colleagues().await.unwrap().page.rows;
        let account = rows.iter().find(|row| row.name == nurse.display_name).unwrap().account;
        admin.does(account, StaffAct::Suspend).await.unwrap();
        assert!(!takes_messages(&clinic, &clinic.cardiology).await);
        assert!(ada.compose_options().await.unwrap().teams.is_empty());
        assert!(has_problem(ada.writes_to(&clinic.cardiology, "May I?").await, "practice", Problem::NotAChoice));
        clinic.outbox().await;
    }

    async fn r_7_2_nobody_invites_in_the_name_of_a_practice_without_invitations(clinic) {
        let admin = clinic.staff(Role::Admin, &[]).await;
        let desk = clinic.staff(Role::FrontDesk, &[&clinic.cardiology]).await;
        let enrollment = clinic.staff(Role::Enrollment, &[]).await;
        let record = clinic.record("Ada");
        let id = clinic.keeps(&record).await;
        let code = desk.invites(id, Way::Letter, None, clinic.cardiology.id).await.unwrap().code.unwrap();

        admin.switches(clinic.cardiology.id, &[Feature::Messages], 3).await.unwrap();
        let shown = desk.opens_record(id).await.unwrap();
        assert!(shown.practices.is_empty() && shown.invitations_off, "and the page says why");
        let shown = enrollment.opens_record(id).await.unwrap();
        let names: Vec<&str> = shown.practices.iter().map(|(_, name)| name.as_str()).collect();
        assert_eq!((names, shown.invitations_off), (vec!["Family Medicine", "Women's Health"], false));
        for who in [&desk, &enrollment] {
            let refused = who.invites(id, Way::Letter, None, clinic.cardiology.id).await;
            assert!(has_problem(refused, "practice", Problem::NotAChoice));
        }
        assert_eq!(clinic.count("invitations").await, 1);
        // What is out already works.
        clinic.somebody().activates(&code, &record.born).await.unwrap();

        admin.switches(clinic.cardiology.id, &Feature::ALL, 3).await.unwrap();
        assert_eq!(desk.opens_record(id).await.unwrap().practices.len(), 1);
        assert!(desk.invites(id, Way::Letter, None, clinic.cardiology.id).await.is_ok());
    }

    async fn r_7_2_nobody_instructs_a_representative_in_the_name_of_a_practice_without_invitations(clinic) {
        let admin = clinic.staff(Role::Admin, &[]).await;
        let desk = clinic.staff(Role::FrontDesk, &[&clinic.family_medicine]).await;
        let enrollment = clinic.staff(Role::Enrollment, &[]).await;
        let theo = clinic.keeps_one_born("Theo", "2020-01-01").await.1;
        let june = clinic.record("June");
        let form = desk.begins_form(theo, None).await.unwrap();
        let at = desk.fills(form, &Paperwork::of(&june, Basis::Parental)).await.unwrap();
        let done = desk.finishes_form(&at).await.unwrap().done.unwrap();
        assert!(done.invites && !done.linked);
        let code = desk.instructs(done.representative, Way::Letter, None).await.unwrap().code.unwrap();

        admin.switches(clinic.family_medicine.id, &[Feature::Messages], 3).await.unwrap();
        assert!(!desk.sees_form(form).await.unwrap().done.unwrap().invites, "and the page says why");
        for who in [&desk, &enrollment] {
            let refused = who.instructs(done.representative, Way::Letter, None).await;
            assert!(matches!(refused, Err(CareError::Conflict)));
        }
        // What is out already works.
        clinic.somebody().activates(&code, &june.born).await.unwrap();
        // Nor does she get an invitation to a record of her own so.
        let hers = clinic.keeps(&june).await;
        clinic.execute("update representatives set patient_id = $1", [hers.0.into()]).await;
        let refused = desk.instructs(done.representative, Way::Letter, None).await;
        assert!(matches!(refused, Err(CareError::Conflict)));
        assert_eq!((clinic.count("representative_codes").await, clinic.count("invitations").await), (1, 0));

        admin.switches(clinic.family_medicine.id, &Feature::ALL, 3).await.unwrap();
        assert!(desk.sees_form(form).await.unwrap().done.unwrap().invites);
        desk.instructs(done.representative, Way::Letter, None).await.unwrap();
        assert_eq!(clinic.count("invitations").await, 1);
    }

    async fn r_6_8_a_practice_answers_within_the_days_that_its_administrator_says(clinic) {
        let (ada, admin) = (clinic.patient("Ada").await, clinic.staff(Role::Admin, &[]).await);
        let _nurse = clinic.nurse().await;
        let before = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap();
        admin.switches(clinic.cardiology.id, &Feature::ALL, 1).await.unwrap();
        assert_eq!(ada.compose_options().await.unwrap().teams[0].lines[0].business_days, 1);
        let after = ada.writes_to(&clinic.cardiology, "And by ship?").await.unwrap();
        assert_eq!(ada.opens(after.thread).await.unwrap().answer_by, Some(day("2026-11-24")));
        assert_eq!(ada.opens(before.thread).await.unwrap().answer_by, Some(day("2026-11-26")), "as she was told");
        // Where nobody answers yet, it counts as soon as somebody does.
        admin.switches(clinic.family_medicine.id, &Feature::ALL, 5).await.unwrap();
        let shown = admin.opens_practice(clinic.family_medicine.id).await.unwrap();
        assert_eq!((shown.business_days, shown.answered), (5, false));
        assert_eq!(ada.compose_options().await.unwrap().teams.len(), 1);
        let _other = clinic.staff(Role::PoolNurse, &[&clinic.family_medicine]).await;
        let teams = ada.compose_options().await.unwrap().teams;
        assert_eq!(teams.iter().map(|team| team.lines[0].business_days).collect::<Vec<_>>(), [1, 5]);
        assert!(admin.opens_practice(clinic.family_medicine.id).await.unwrap().answered);
    }

    async fn r_11_1_a_practice_is_changed_once_however_often_it_is_pressed(clinic) {
        let admin = clinic.staff(Role::Admin, &[]).await;
        let (id, intent) = (clinic.cardiology.id, clinic.world().intent());
        let change = || PracticeChange { on: vec![Feature::Messages], business_days: 2, intent };
        let (a, b) = tokio::join!(admin.switches_once(id, change()), admin.switches_once(id, change()));
        assert!(a.is_ok() && b.is_ok());
        let changed = "audit where action = 'change-practice' and outcome";
        assert_eq!(clinic.count(&format!("{changed} = 'ok'")).await, 1);
        assert_eq!(clinic.count(&format!("{changed} = 'again'")).await, 1);
        let other = PracticeChange { business_days: 4, ..change() };
        assert!(matches!(admin.switches_once(id, other).await, Err(CareError::Conflict)));
        let shown = admin.opens_practice(id).await.unwrap();
        assert_eq!((shown.on, shown.business_days), (vec![Feature::Messages], 2));
        let (at, by) = shown.switched.unwrap();
        assert_eq!(by, admin.display_name);
        // Who switched it last stays known while nothing is switched.
        let other = clinic.staff(Role::Admin, &[]).await;
        other.switches(id, &[Feature::Messages], 7).await.unwrap();
        assert_eq!(admin.opens_practice(id).await.unwrap().switched, Some((at, admin.display_name.clone())));
        assert_eq!(clinic.count("practice_switches").await, Feature::ALL.len() as i64 - 1);
    }

    async fn r_11_1_of_two_administrators_at_one_moment_one_decides_all_of_it(clinic) {
        let (one, other) = (clinic.staff(Role::Admin, &[]).await, clinic.staff(Role::Admin, &[]).await);
        let id = clinic.cardiology.id;
        let (a, b) =
            tokio::join!(one.switches(id, &[Feature::Messages], 2), other.switches(id, &[Feature::Invitations], 4));
        assert!(a.is_ok() && b.is_ok());
        let shown = one.opens_practice(id).await.unwrap();
        let whole = [(vec![Feature::Messages], 2), (vec![Feature::Invitations], 4)];
        assert!(whole.contains(&(shown.on.clone(), shown.business_days)), "{shown:?}");
    }

    async fn practices_are_listed_by_name_a_page_at_a_time(clinic) {
        for n in 0..30 {
            let name = if n % 3 == 0 { "Orchard".to_owned() } else { format!("Practice {n}") };
            let id = Uuid::from_u64_pair(0x0190_2222_0000_7000, 0x8000_0000_0000_0000 + n);
            clinic.execute("insert into practices (id, name) values ($1, $2)", [id.into(), name.into()]).await;
        }
        let admin = clinic.staff(Role::Admin, &[]).await;
        let (mut seen, mut after, mut pages) = (Vec::new(), None, 0);
        loop {
            let page = admin.practices(after).await.unwrap();
            seen.extend(page.rows.iter().map(|row| row.practice.0));
            pages += 1;
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        let all: Vec<Uuid> = clinic.column("select id from practices order by name, id").await;
        assert_eq!((seen, pages), (all, 2), "each once");
    }
}

#[tokio::test]
async fn r_11_1_what_a_practice_has_switched_on_is_the_administrations() {
    let clinic = Clinic::open().await;
    let id = clinic.cardiology.id;
    for role in Role::ALL.into_iter().filter(|role| *role != Role::Admin) {
        let other = clinic.staff(role, &[&clinic.cardiology]).await;
        assert!(matches!(other.practices(None).await, Err(CareError::Denied)), "{role:?}");
        assert!(matches!(other.opens_practice(id).await, Err(CareError::Denied)), "{role:?}");
        assert!(matches!(other.switches(id, &[], 1).await, Err(CareError::Denied)), "{role:?}");
    }
    assert_eq!(clinic.count("practice_switches").await, 0);
    let admin = clinic.staff(Role::Admin, &[]).await;
    let nowhere = Uuid::max().into();
    assert!(matches!(admin.opens_practice(nowhere).await, Err(CareError::NotFound)));
    assert!(matches!(admin.switches(nowhere, &[], 1).await, Err(CareError::NotFound)));
    admin.switches(clinic.dermatology.id, &[], 3).await.unwrap();
    let rows = admin.practices(None).await.unwrap().rows;
    let offered: Vec<(&str, usize, bool)> =
        rows.iter().map(|row| (row.name.as_str(), row.on.len(), row.answered)).collect();
    assert_eq!(
        offered,
        [
            ("Cardiology", Feature::ALL.len(), true),
            ("Dermatology", 0, false),
            ("Family Medicine", Feature::ALL.len(), false),
            ("Women's Health", Feature::ALL.len(), false)
        ]
    );
}
