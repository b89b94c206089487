//! what the pages of a record say, how much they cost, and whose they are.

use portal_care::{Action, CareError, record};
use portal_testkit::{Clinic, Item, Patient, both_databases};
use portal_types::ids::{PatientId, ResultId};
use portal_types::page::{Cursor, PAGE};
use portal_types::record::{
    AllergyRow, DemographicsView, Flag, Grain, ImmunizationRow, MedicationRow, MedicationStatus, ResultRow, ResultView,
};
use uuid::Uuid;

async fn who_is(clinic: &Clinic, who: &Patient) -> Result<DemographicsView, CareError> {
    let portal = clinic.portal();
    portal.read(&who.visitor(), Action::ReadDemographics, async |call| record::demographics(call, who.id).await).await
}

async fn vaccines(clinic: &Clinic, who: &Patient) -> Vec<ImmunizationRow> {
    let portal = clinic.portal();
    let page = portal
        .read(&who.visitor(), Action::ReadImmunizations, async |call| record::immunizations(call, who.id, None).await)
        .await;
    page.unwrap().rows
}

async fn allergies(clinic: &Clinic, who: &Patient) -> Vec<AllergyRow> {
    let portal = clinic.portal();
    let page = portal
        .read(&who.visitor(), Action::ReadAllergies, async |call| record::allergies(call, who.id, None).await)
        .await;
    page.unwrap().rows
}

async fn medicines(clinic: &Clinic, who: &Patient) -> Vec<MedicationRow> {
    let portal = clinic.portal();
    let page = portal
        .read(&who.visitor(), Action::ReadMedications, async |call| record::medications(call, who.id, None).await)
        .await;
    page.unwrap().rows
}

async fn results(clinic: &Clinic, who: &Patient, after: Option<Cursor>) -> (Vec<ResultRow>, Option<Cursor>) {
    let portal = clinic.portal();
    let page = portal
        .read(&who.visitor(), Action::ReadResults, async |call| record::results(call, who.id, after).await)
        .await
        .unwrap();
    (page.rows, page.next)
}

async fn result(clinic: &Clinic, who: &Patient, id: ResultId) -> Result<ResultView, CareError> {
    let portal = clinic.portal();
    portal.read(&who.visitor(), Action::ReadResults, async |call| record::result(call, who.id, id).await).await
}

both_databases! {
    async fn r_8_1_only_what_is_final_is_shown(clinic) {
        let ada = clinic.patient("Ada").await;
        for status in ["registered", "preliminary", "cancelled", "entered-in-error", "unknown"] {
            clinic.charts(ada.id, Item::result("Sodium", 140.0).status(status)).await;
        }
        for status in ["final", "amended", "corrected", "appended"] {
            clinic.charts(ada.id, Item::result("Potassium", 4.1).status(status)).await;
        }
        // A measurement of the office is no result of a laboratory.
        clinic.charts(ada.id, Item::result("Weight", 70.0).with("category", "vital-signs").days_ago(3)).await;
        let (rows, next) = results(&clinic, &ada, None).await;
        assert_eq!(rows.len(), 4);
        assert!(rows.iter().all(|row| row.name == "Potassium") && next.is_none());
    }

    async fn r_8_7_a_result_says_what_a_report_of_a_laboratory_has(clinic) {
        let ada = clinic.patient("Ada").await;
        let moved = "update practices set line = '1 Mill Road', city = 'Linfield', state = 'MA', zip = '01992'";
        clinic.execute(moved, []).await;
        let visit = clinic.charts(ada.id, Item::visit(&clinic.cardiology)).await;
        let item = Item::result("Potassium", 5.6)
            .at(visit)
            .status("corrected")
            .with("unit", "mmol/L")
            .with("ref_low", 3.5)
            .with("ref_high", 5.1)
            .with("interpretation", "H")
            .with("issued", clinic.now())
            .with("note", "Sample slightly hemolyzed.");
        let id = clinic.charts(ada.id, item).await;
        let report = clinic.charts(ada.id, Item::report("Metabolic panel", "Potassium above range.").at(visit)).await;
        clinic.reports(report, &[id]).await;
        let view = result(&clinic, &ada, ResultId(id)).await.unwrap();
        assert_eq!(view.patient, format!("Ada {}", ada.record.family));
        assert!(view.number.is_some(), "the number of the record");
        assert_eq!(view.row.facility, None, "who did it is not known: the office of the visit took the sample");
        assert_eq!(view.row.ordered.as_deref(), Some("Cardiology"));
        assert_eq!(view.address.as_deref(), Some("1 Mill Road, Linfield, MA 01992"));
        assert_eq!((view.row.value.as_deref(), view.row.unit.as_deref()), (Some("5.6"), Some("mmol/L")));
        let range = view.row.range.unwrap();
        assert_eq!((range.low.as_deref(), range.high.as_deref()), (Some("3.5"), Some("5.1")));
        assert_eq!(view.row.flag, Some(Flag::High));
        assert_eq!(view.report.as_deref(), Some("Metabolic panel"));
        assert_eq!(view.conclusion.as_deref(), Some("Potassium above range."));
        assert_eq!(view.issued.map(|at| at.ms), Some(clinic.now()));
        assert!(view.corrected && view.note.is_some());
    }

    /// A sample that was sent out was not done at the office that ordered it.
    async fn r_8_7_where_it_was_done_is_who_did_it_and_nobody_else(clinic) {
        let ada = clinic.patient("Ada").await;
        let moved = "update practices set line = '9 Lab Lane', city = 'Harbor', state = 'MA', zip = '01993' where id = $1";
        clinic.execute(moved, [clinic.dermatology.id.0.into()]).await;
        let visit = clinic.charts(ada.id, Item::visit(&clinic.cardiology)).await;
        let sent_out = Item::result("Potassium", 4.1).at(visit).with("practice_id", clinic.dermatology.id.0);
        let sent_out = clinic.charts(ada.id, sent_out).await;
        let alone = clinic.charts(ada.id, Item::result("Sodium", 140.0).days_ago(2)).await;
        let view = result(&clinic, &ada, ResultId(sent_out)).await.unwrap();
        assert_eq!((view.row.facility.as_deref(), view.row.ordered), (Some("Dermatology"), None));
        assert_eq!(view.address.as_deref(), Some("9 Lab Lane, Harbor, MA 01993"), "of the one that is named");
        let view = result(&clinic, &ada, ResultId(alone)).await.unwrap();
        assert_eq!((view.row.facility, view.row.ordered, view.address), (None, None, None));
        let (rows, _) = results(&clinic, &ada, None).await;
        let named: Vec<Option<&str>> = rows.iter().map(|row| row.facility.as_deref()).collect();
        assert_eq!(named, [Some("Dermatology"), None], "on the list, too");
    }

    async fn r_8_9_what_the_record_does_not_say_is_not_made_up(clinic) {
        let ada = clinic.patient("Ada").await;
        clinic.charts(ada.id, Item::allergy("Penicillin").with("reaction", "  ")).await;
        clinic.charts(ada.id, Item::vaccine("MMR", "03").grain("year")).await;
        clinic.charts(ada.id, Item::medicine("Levothyroxine").status("on-hold").grain("none")).await;
        let allergy = allergies(&clinic, &ada).await.remove(0);
        assert_eq!((allergy.reaction, allergy.severity, allergy.facility), (None, None, None));
        assert!(allergy.current);
        let vaccine = vaccines(&clinic, &ada).await.remove(0);
        assert_eq!((vaccine.grain, vaccine.at.offset), (Grain::Year, 0), "a year is not moved into a zone");
        assert!(vaccine.given && vaccine.lot.is_none());
        let medicine = medicines(&clinic, &ada).await.remove(0);
        assert_eq!((medicine.status, medicine.grain), (MedicationStatus::Paused, Grain::None));
        assert_eq!((medicine.directions, medicine.reason, medicine.prescriber), (None, None, None));
        // What was taken back or never counted is on no page.
        clinic.charts(ada.id, Item::allergy("Latex").with("verification", "entered-in-error")).await;
        clinic.charts(ada.id, Item::medicine("Aspirin").with("intent", "proposal")).await;
        clinic.charts(ada.id, Item::vaccine("IPV", "10").status("entered-in-error")).await;
        assert_eq!((allergies(&clinic, &ada).await.len(), medicines(&clinic, &ada).await.len()), (1, 1));
        assert_eq!(vaccines(&clinic, &ada).await.len(), 1);
    }

    async fn r_8_10_the_record_names_the_practices_that_it_is_from(clinic) {
        let ada = clinic.patient("Ada").await;
        let who = who_is(&clinic, &ada).await.unwrap();
        assert_eq!(who.facilities, ["Cardiology", "Family Medicine", "Women's Health"]);
        assert_eq!(who.name, format!("Ada {}", ada.record.family));
        assert_eq!(who.born.unwrap().to_string(), "1980-05-17");
        assert_eq!(who.contacts.len(), 1);
        clinic.execute("update patients set born = '1980' where id = $1", [ada.id.0.into()]).await;
        assert_eq!(who_is(&clinic, &ada).await.unwrap().born, None, "a year is no birth date");
    }

    /// A page costs the same whether there are three results or three hundred, and never reads more than its rows.
    async fn a_page_of_a_record_costs_the_same_however_much_there_is(clinic) {
        let (ada, eva) = (clinic.patient("Ada").await, clinic.patient("Eva").await);
        for day in 0..45 {
            clinic.charts(ada.id, Item::result("Sodium", 140.0).days_ago(day)).await;
        }
        clinic.charts(eva.id, Item::result("Sodium", 140.0)).await;
        let mut costs = Vec::new();
        for who in [&ada, &eva] {
            // The first look is audited, the next is not.
            for _ in 0..2 {
                let before = clinic.statements();
                results(&clinic, who, None).await;
                costs.push(clinic.statements() - before);
            }
        }
        assert_eq!((costs[0], costs[1]), (costs[2], costs[3]), "{costs:?}");
        assert_eq!(costs[1], 2, "the session, and the page");
        let (mut seen, mut after): (Vec<ResultId>, Option<Cursor>) = (Vec::new(), None);
        loop {
            let (rows, next) = results(&clinic, &ada, after).await;
            assert!(rows.len() <= PAGE as usize);
            seen.extend(rows.iter().map(|row| row.id));
            let Some(next) = next else { break };
            after = Some(next);
        }
        let all = seen.len();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!((all, seen.len()), (45, 45), "each once");

        let mut costs = Vec::new();
        for _ in 0..2 {
            let before = clinic.statements();
            who_is(&clinic, &ada).await.unwrap();
            costs.push(clinic.statements() - before);
        }
        assert_eq!(costs[1], 3, "the session, the person, the practices: {costs:?}");
    }
}

#[tokio::test]
async fn anothers_record_is_like_one_that_does_not_exist() {
    let clinic = Clinic::open().await;
    let (ada, eva) = (clinic.patient("Ada").await, clinic.patient("Eva").await);
    let id = ResultId(clinic.charts(ada.id, Item::result("Sodium", 140.0)).await);
    for patient in [ada.id, PatientId(Uuid::max())] {
        let eva = eva.acting_for(patient);
        assert!(matches!(who_is(&clinic, &eva).await, Err(CareError::Denied)));
        assert!(matches!(result(&clinic, &eva, id).await, Err(CareError::Denied)));
    }
    // Her own key opens no result of another's.
    for id in [id, ResultId(Uuid::max())] {
        assert!(matches!(result(&clinic, &eva, id).await, Err(CareError::NotFound)));
    }
    // Nor do the desks open a record by a patient's call, whatever a door asks for.
    let nurse = clinic.nurse().await;
    let asked = clinic
        .portal()
        .read(&nurse.visitor(), Action::ListDesk, async |call| record::results(call, ada.id, None).await.map(drop))
        .await;
    assert!(matches!(asked, Err(CareError::Denied)));
}
