//! prescriptions anew. Which can be asked for, several at once, and what becomes of each.

use portal_care::CareError;
use portal_testkit::{Clinic, Granted, Item, Patient, both_databases};
use portal_types::account::Role;
use portal_types::ask::{
    Approval, AskKind, AskState, DeskAskMove, DrugAnswer, DrugOption, DrugOutcome, NewAsk, Refusing, Renewable,
};
use portal_types::field::Problem;
use portal_types::ids::AskId;
use portal_types::notice::Letter;
use portal_types::representative::{Basis, Rights};
use uuid::Uuid;

fn has_problem<T>(refused: &Result<T, CareError>, field: &str, problem: Problem) -> bool {
    matches!(refused, Err(CareError::Invalid(all)) if all.iter().any(|p| p.field == field && p.problem == problem))
}

/// The medicines in the form.
async fn offered(who: &Patient) -> Vec<DrugOption> {
    who.ask_options(AskKind::Renewal).await.unwrap().drugs
}

fn named(drugs: &[DrugOption]) -> Vec<(&str, Renewable)> {
    drugs.iter().map(|drug| (drug.name.as_str(), drug.renewable.clone())).collect()
}

/// Other prescriptions in the same form.
async fn anew(clinic: &Clinic, drugs: &[Uuid]) -> NewAsk {
    clinic.world().new_renewal(&clinic.cardiology, drugs).await
}

fn approve(answers: Vec<DrugAnswer>) -> DeskAskMove {
    DeskAskMove::Approve(Approval::Drugs(answers))
}

both_databases! {
    async fn r_7_7_the_form_has_what_is_taken_and_says_why_something_cannot_be_had(clinic) {
        let (ada, eva, _nurse) = (clinic.patient("Ada").await, clinic.patient("Eva").await, clinic.nurse().await);
        let lisinopril = clinic.prescribes(ada.id, "Lisinopril 10 MG Oral Tablet", 30).await;
        clinic.prescribes(ada.id, "Morphine Sulfate 15 MG Oral Tablet", 20).await;
        // Older than the one of the same medicine; stopped; only planned; without a name of its own practice.
        clinic.prescribes(ada.id, "Lisinopril 10 MG Oral Tablet", 200).await;
        clinic.charts(ada.id, Item::medicine("Naproxen 500 MG Oral Tablet").status("stopped").days_ago(3)).await;
        clinic.charts(ada.id, Item::medicine("Sertraline 50 MG").with("intent", "plan").days_ago(2)).await;
        clinic.charts(ada.id, Item::medicine("Cetirizine 10 MG").with("dose", "One a day").days_ago(1)).await;
        let drugs = offered(&ada).await;
        let call = Renewable::Call { phone: Some("413-555-0100 x7".into()) };
        assert_eq!(
            named(&drugs),
            [
                ("Cetirizine 10 MG", Renewable::Yes),
                ("Morphine Sulfate 15 MG Oral Tablet", call),
                ("Lisinopril 10 MG Oral Tablet", Renewable::Yes),
            ],
            "the newest first"
        );
        assert_eq!((drugs[0].dose.as_deref(), drugs[2].drug), (Some("One a day"), lisinopril));
        assert_eq!(drugs[2].prescriber.as_deref(), Some("Dr. Cardiology Sample"));
        // Who was not there for more than a year is seen first.
        clinic.prescribes(eva.id, "Lisinopril 10 MG Oral Tablet", 400).await;
        assert_eq!(named(&offered(&eva).await), [("Lisinopril 10 MG Oral Tablet", Renewable::NeedsVisit)]);
        clinic.charts(eva.id, Item::visit(&clinic.family_medicine).days_ago(5)).await;
        assert_eq!(offered(&eva).await[0].renewable, Renewable::NeedsVisit, "where it was prescribed");
        clinic.charts(eva.id, Item::visit(&clinic.cardiology).days_ago(5).status("cancelled")).await;
        clinic.charts(eva.id, Item::visit(&clinic.cardiology).days_ago(-5)).await;
        assert_eq!(offered(&eva).await[0].renewable, Renewable::NeedsVisit, "a visit that was, not one that is to be");
        clinic.charts(eva.id, Item::visit(&clinic.cardiology).days_ago(5)).await;
        assert_eq!(offered(&eva).await[0].renewable, Renewable::Yes);
    }

    async fn r_7_7_several_are_asked_for_at_once_and_what_cannot_be_had_is_left_out_and_named(clinic) {
        let (ada, _nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let one = clinic.prescribes(ada.id, "Lisinopril 10 MG", 30).await;
        let other = clinic.prescribes(ada.id, "Metformin 500 MG", 20).await;
        let held = clinic.prescribes(ada.id, "Morphine 15 MG", 10).await;
        let first = ada.renews(&clinic.cardiology, &[one]).await.unwrap();
        assert!(first.failed.is_empty());
        let second = ada.renews(&clinic.cardiology, &[one, other, held]).await.unwrap();
        let failed: Vec<(&str, Renewable)> =
            second.failed.iter().map(|drug| (drug.name.as_str(), drug.why.clone())).collect();
        let call = Renewable::Call { phone: Some("413-555-0100 x7".into()) };
        assert_eq!(failed, [("Lisinopril 10 MG", Renewable::Asked(first.ask)), ("Morphine 15 MG", call)]);
        let view = ada.opens_ask(second.ask).await.unwrap();
        assert_eq!(view.drugs.len(), 1);
        let drug = &view.drugs[0];
        assert_eq!((drug.place, drug.name.as_str(), drug.days_left), (0, "Metformin 500 MG", Some(5)));
        assert_eq!(ada.asks().await.unwrap().page.rows[0].what, "Metformin 500 MG");

        // With nothing left there is nothing to ask for; a medicine of nobody's, or of somebody else's, has no name.
        let eva = clinic.patient("Eva").await;
        let evas = clinic.prescribes(eva.id, "Atorvastatin 40 MG", 30).await;
        for none in [vec![one], vec![held], vec![evas], vec![Uuid::nil()], vec![one, evas]] {
            let refused = ada.renews(&clinic.cardiology, &none).await;
            assert!(has_problem(&refused, "drugs", Problem::NotAChoice), "{none:?}");
        }
        assert_eq!(clinic.count("asks").await, 2);
        // One that was stopped while the page was open.
        clinic.execute("update medication_requests set status = 'stopped' where id = $1", [evas.into()]).await;
        let more = clinic.prescribes(eva.id, "Cetirizine 10 MG", 30).await;
        let asked = eva.renews(&clinic.cardiology, &[evas, more]).await.unwrap();
        assert_eq!(asked.failed[0].why, Renewable::Over);
    }

    async fn r_7_7_of_two_who_ask_for_one_medicine_at_one_moment_one_does(clinic) {
        let (ada, _nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let drug = clinic.prescribes(ada.id, "Lisinopril 10 MG", 30).await;
        let drugs = [drug];
        let (one, other) = tokio::join!(ada.renews(&clinic.cardiology, &drugs), ada.renews(&clinic.cardiology, &drugs));
        assert!(one.is_ok() != other.is_ok());
        let lost = if one.is_ok() { other } else { one };
        assert!(has_problem(&lost, "drugs", Problem::NotAChoice));
        assert_eq!(clinic.count("ask_drugs").await, 1);
    }

    async fn r_7_7_each_has_its_own_answer_and_can_then_be_asked_for_again(clinic) {
        let ada = clinic.patient("Ada").await;
        let clinician = clinic.staff(Role::Clinician, &[&clinic.cardiology]).await;
        let one = clinic.prescribes(ada.id, "Lisinopril 10 MG", 30).await;
        let other = clinic.prescribes(ada.id, "Metformin 500 MG", 20).await;
        let ask = ada.renews(&clinic.cardiology, &[one, other]).await.unwrap().ask;
        assert!(named(&offered(&ada).await).iter().all(|(_, why)| *why == Renewable::Asked(ask)));
        let why = (Refusing::NeedsVisit, "Your blood pressure first.".to_owned());
        clinician.moves_ask(ask, approve(vec![(0, None), (1, Some(why.clone()))])).await.unwrap();
        let view = ada.opens_ask(ask).await.unwrap();
        assert_eq!(view.state, AskState::Approved, "one yes is enough");
        let outcomes: Vec<Option<DrugOutcome>> = view.drugs.into_iter().map(|drug| drug.outcome).collect();
        assert_eq!(outcomes, [Some(DrugOutcome::Approved), Some(DrugOutcome::Declined(why.0, why.1))]);
        assert!(named(&offered(&ada).await).iter().all(|(_, why)| *why == Renewable::Yes), "nothing of it waits");

        let ask = ada.renews(&clinic.cardiology, &[other]).await.unwrap().ask;
        let none = approve(vec![(0, Some((Refusing::TooEarly, String::new())))]);
        clinician.moves_ask(ask, none).await.unwrap();
        let view = ada.opens_ask(ask).await.unwrap();
        assert_eq!((view.state, view.refused), (AskState::Declined, Some((Refusing::TooEarly, String::new()))));
        clinic.outbox().await;
    }

    async fn r_7_7_what_waits_in_it_stays_in_it_when_it_is_written_anew(clinic) {
        let (ada, _nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let one = clinic.prescribes(ada.id, "Lisinopril 10 MG", 30).await;
        let other = clinic.prescribes(ada.id, "Metformin 500 MG", 20).await;
        let third = clinic.prescribes(ada.id, "Cetirizine 10 MG", 10).await;
        let ask = ada.renews(&clinic.cardiology, &[one]).await.unwrap().ask;
        ada.renews(&clinic.cardiology, &[third]).await.unwrap();
        ada.changes_ask(ask, 1, anew(&clinic, &[one, other]).await).await.unwrap();
        let names = async || {
            let view = ada.opens_ask(ask).await.unwrap();
            view.drugs.into_iter().map(|drug| drug.name).collect::<Vec<_>>()
        };
        assert_eq!(names().await, ["Lisinopril 10 MG", "Metformin 500 MG"]);
        let elsewhere = ada.changes_ask(ask, 2, anew(&clinic, &[one, third]).await).await;
        assert!(has_problem(&elsewhere, "drugs", Problem::NotAChoice), "it waits in another one");
        ada.changes_ask(ask, 2, anew(&clinic, &[other]).await).await.unwrap();
        assert_eq!(names().await, ["Metformin 500 MG"]);
        // A page from before the change says that, and not that something is wrong with a medicine.
        let stale = ada.changes_ask(ask, 1, anew(&clinic, &[]).await).await;
        assert!(matches!(stale, Err(CareError::Conflict)));
    }

    // --- what is confidential ---

    async fn r_4_3_a_confidential_medicine_is_not_there_for_who_asks_for_the_patient(clinic) {
        let (daughter, father, nurse) =
            (clinic.patient("Elena").await, clinic.patient("Julio").await, clinic.nurse().await);
        clinic.represents(&daughter, father.id, Granted::consent(Rights::every())).await;
        let at = daughter.acting_for(father.id);
        clinic.prescribes(father.id, "Lisinopril 10 MG", 30).await;
        let plain = father.asks_for_a_visit(&clinic.cardiology, "A knee.").await.unwrap();
        let shown = async || {
            let (list, options) = (at.asks().await.unwrap(), at.ask_options(AskKind::Renewal).await.unwrap());
            format!("{:?} {:?}", (list.open, list.page, list.may), (options.drugs, options.pharmacy))
        };
        let without = shown().await;
        let secret = clinic.prescribes(father.id, "Buprenorphine 2 MG", 20).await;
        clinic.keeps_from_representatives(father.id, secret).await;
        let ask = father.renews(&clinic.cardiology, &[secret]).await.unwrap().ask;
        assert_eq!(shown().await, without, "neither the medicine nor that it was asked for, nor where it is fetched");
        let never = AskId(Uuid::max());
        for which in [ask, never] {
            assert!(matches!(at.opens_ask(which).await, Err(CareError::NotFound)));
            assert!(matches!(at.withdraws(which).await, Err(CareError::NotFound)));
        }
        let refused = at.renews(&clinic.cardiology, &[secret]).await;
        assert!(has_problem(&refused, "drugs", Problem::NotAChoice));
        // Nobody but him is told of it.
        nurse.moves_ask(ask, DeskAskMove::NeedInfo("How many are left?".into())).await.unwrap();
        let told: Vec<Letter> = clinic.letters_to(&father.contact).await.into_iter().map(|mail| mail.letter).collect();
        assert_eq!(told, [Letter::AskNeedsYou]);
        assert!(clinic.outbox().await.is_empty());
        // and he sees all of it, as the desk does.
        assert_eq!(father.opens_ask(ask).await.unwrap().drugs.len(), 1);
        assert_eq!(nurse.opens_desk_ask(ask).await.unwrap().view.drugs.len(), 1);
        assert_eq!(father.asks().await.unwrap().page.rows.len(), 2);
        assert!(at.opens_ask(plain).await.is_ok());
        // One that becomes confidential takes with it what was asked for.
        let drug = offered(&at).await[0].drug;
        let asked = at.renews(&clinic.cardiology, &[drug]).await.unwrap().ask;
        assert!(at.opens_ask(asked).await.is_ok());
        clinic.keeps_from_representatives(father.id, drug).await;
        assert!(matches!(at.opens_ask(asked).await, Err(CareError::NotFound)));
    }

    /// What somebody asks for privately does not show by what can still be asked for; nor does a confidential visit.
    async fn r_6_12_a_private_ask_does_not_show_in_the_form(clinic) {
        let (maya, mother, _nurse) =
            (clinic.patient("Maya").await, clinic.patient("June").await, clinic.nurse().await);
        clinic.execute("update patients set born = '2010-12-13' where id = $1", [maya.id.0.into()]).await;
        clinic
            .represents(&mother, maya.id, Granted { rights: Some(Rights::every()), ..Granted::by(Basis::Parental) })
            .await;
        let at = mother.acting_for(maya.id);
        let drug = clinic.prescribes(maya.id, "Lisinopril 10 MG", 400).await;
        assert_eq!(offered(&at).await[0].renewable, Renewable::NeedsVisit);
        let visit = clinic.charts(maya.id, Item::visit(&clinic.cardiology).days_ago(5)).await;
        clinic.keeps_from_representatives(maya.id, visit).await;
        assert_eq!(offered(&at).await[0].renewable, Renewable::NeedsVisit, "she was not there, as far as one sees");
        assert_eq!(offered(&maya).await[0].renewable, Renewable::Yes);
        clinic.charts(maya.id, Item::visit(&clinic.cardiology).days_ago(4)).await;
        let ask = maya.renews(&clinic.cardiology, &[drug]).await.unwrap().ask;
        assert_eq!(offered(&maya).await[0].renewable, Renewable::Asked(ask));
        let options = at.ask_options(AskKind::Renewal).await.unwrap();
        assert_eq!((options.drugs[0].renewable.clone(), options.pharmacy), (Renewable::Yes, None));
    }
}
