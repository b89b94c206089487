//! what is confidential by its code, and what tells of something confidential without being it:
//! the name of a practice, what a medicine is for, what a report concludes.

use portal_care::{Action, CareError, record};
use portal_store::confidential::{Because, label, lift};
use portal_testkit::{Clinic, Granted, Item, Patient, both_databases};
use portal_types::account::Role;
use portal_types::field::Problem;
use portal_types::ids::{PatientId, PoolId, ResultId};
use portal_types::record::{MedicationRow, ResultView};
use portal_types::representative::{Basis, Capability, Right, Rights};
use uuid::Uuid;

/// A code of the profile that is built in: a contraceptive.
const PILL: &str = "748879";

async fn medicines(clinic: &Clinic, who: &Patient) -> Vec<MedicationRow> {
    let portal = clinic.portal();
    let page = portal
        .read(&who.visitor(), Action::ReadMedications, async |call| record::medications(call, who.id, None).await)
        .await;
    page.unwrap().rows
}

async fn names(clinic: &Clinic, who: &Patient) -> Vec<String> {
    let mut names: Vec<String> = medicines(clinic, who).await.into_iter().map(|row| row.name).collect();
    names.sort_unstable();
    names
}

/// What each medicine is for, by the names of the medicines.
async fn reasons(clinic: &Clinic, who: &Patient) -> Vec<Option<String>> {
    let mut all: Vec<_> = medicines(clinic, who).await.into_iter().map(|row| (row.name, row.reason)).collect();
    all.sort_unstable();
    all.into_iter().map(|(_, reason)| reason).collect()
}

async fn vaccines(clinic: &Clinic, who: &Patient) -> Vec<String> {
    let portal = clinic.portal();
    let page = portal
        .read(&who.visitor(), Action::ReadImmunizations, async |call| record::immunizations(call, who.id, None).await)
        .await;
    let mut names: Vec<String> = page.unwrap().rows.into_iter().map(|row| row.name).collect();
    names.sort_unstable();
    names
}

async fn facilities(clinic: &Clinic, who: &Patient) -> Vec<String> {
    let portal = clinic.portal();
    let view = portal
        .read(&who.visitor(), Action::ReadDemographics, async |call| record::demographics(call, who.id).await)
        .await;
    view.unwrap().facilities
}

async fn result(clinic: &Clinic, who: &Patient, id: Uuid) -> ResultView {
    let portal = clinic.portal();
    portal
        .read(&who.visitor(), Action::ReadResults, async |call| record::result(call, who.id, ResultId(id)).await)
        .await
        .unwrap()
}

/// A teen of 15 with an account of her own, and her mother at the teen's chart, with all that a teen may allow.
async fn teen_and_mother(clinic: &Clinic) -> (Patient, Patient) {
    let (teen, mother) = (clinic.patient("Maya").await, clinic.patient("June").await);
    clinic.execute("update patients set born = '2010-12-13' where id = $1", [teen.id.0.into()]).await;
    let rights = [Capability::Medications, Capability::Results, Capability::Demographics, Capability::Messages]
        .into_iter()
        .fold(Rights::NONE, |all, of| all.with(of, Right::Read))
        .with(Capability::Messages, Right::Act);
    clinic.represents(&mother, teen.id, Granted { rights: Some(rights), ..Granted::by(Basis::Parental) }).await;
    let mother = mother.acting_for(teen.id);
    (teen, mother)
}

/// Marks everything by the list of codes, as a start does after the list was changed.
async fn begins_anew(clinic: &Clinic) {
    clinic.execute("delete from labelled", []).await;
    clinic.portal().begin().await.unwrap();
}

both_databases! {
    async fn r_3_15_what_carries_a_code_of_the_profile_is_shown_to_no_representative(clinic) {
        let (teen, mother) = teen_and_mother(&clinic).await;
        clinic.charts(teen.id, Item::medicine("Levora").coded(PILL)).await;
        clinic.charts(teen.id, Item::medicine("Albuterol").coded("745679")).await;
        clinic.charts(teen.id, Item::medicine("Levora, undated").coded(PILL).grain("none")).await;
        assert_eq!(names(&clinic, &mother).await.len(), 3, "not marked yet");
        begins_anew(&clinic).await;
        assert_eq!(names(&clinic, &mother).await, ["Albuterol"]);
        assert_eq!(names(&clinic, &teen).await.len(), 3, "R-4.4: hers is never filtered");
        assert_eq!(clinic.count("confidential where why = 'code'").await, 2);
        // The same list again changes nothing, and is not even gone through.
        let before = clinic.statements();
        clinic.portal().begin().await.unwrap();
        assert!(clinic.statements() - before <= 8, "{}", clinic.statements() - before);
        assert_eq!(clinic.count("confidential").await, 2);
    }

    async fn r_3_15_a_code_counts_from_the_years_in_which_somebody_has_a_say_and_is_not_of_age(clinic) {
        let record = clinic.record("Zoe");
        // In the order of their ages: a child, somebody who turns 13 this year, a teen, a young adult, an adult.
        let mut marked = Vec::new();
        for born in ["2019-05-01", "2013-12-30", "2010-05-01", "2003-05-01", "1980-05-17"] {
            let patient = clinic.keeps(&portal_testkit::Record { born: born.into(), ..record.clone() }).await;
            let now = clinic.charts(patient, Item::medicine("Levora").coded(PILL)).await;
            let then = clinic.charts(patient, Item::medicine("Levora").coded(PILL).days_ago(9 * 365)).await;
            begins_anew(&clinic).await;
            marked.push((is_marked(&clinic, now).await, is_marked(&clinic, then).await));
        }
        assert_eq!(
            marked,
            [(false, false), (true, false), (true, false), (false, true), (false, false)],
            "today, and nine years ago"
        );
        assert_eq!(clinic.count("confidential").await, 3);
        // Whose birth date is not known whole is represented by nobody: nothing is marked.
        let year = clinic.keeps(&portal_testkit::Record { born: "2010".into(), ..record }).await;
        clinic.charts(year, Item::medicine("Levora").coded(PILL)).await;
        begins_anew(&clinic).await;
        assert_eq!(clinic.count("confidential").await, 3);
    }

    async fn r_4_2_vaccines_that_the_profile_hides_are_the_teens_to_show(clinic) {
        let (teen, mother) = (clinic.patient("Maya").await, clinic.patient("June").await);
        clinic.execute("update patients set born = '2010-12-13' where id = $1", [teen.id.0.into()]).await;
        let grant = clinic.represents(&mother, teen.id, Granted::by(Basis::Parental)).await;
        let mother = mother.acting_for(teen.id);
        for (name, cvx) in [("HPV9", "165"), ("HPV, quadrivalent", "62"), ("MMR", "03"), ("Tdap", "115")] {
            clinic.charts(teen.id, Item::vaccine(name, cvx)).await;
        }
        assert_eq!(vaccines(&clinic, &mother).await, ["MMR", "Tdap"]);
        assert_eq!(vaccines(&clinic, &teen).await.len(), 4);
        let seen = Rights::NONE.with(Capability::Immunizations, Right::Read);
        let whole = seen.with(Capability::Immunizations, Right::Whole);
        clinic.execute("update grants set rights = $1 where id = $2", [whole.number().into(), grant.0.into()]).await;
        assert_eq!(vaccines(&clinic, &mother).await.len(), 4, "she has said so");
        // A child's representative is shown them all.
        clinic.execute("update patients set born = '2019-12-13' where id = $1", [teen.id.0.into()]).await;
        clinic.execute("update grants set rights = null where id = $1", [grant.0.into()]).await;
        assert_eq!(vaccines(&clinic, &mother).await.len(), 4);
    }

    async fn r_4_3_a_practice_of_confidential_visits_only_is_named_nowhere(clinic) {
        let (teen, mother) = teen_and_mother(&clinic).await;
        let _doctors = clinic.staff(Role::PoolNurse, &[&clinic.cardiology, &clinic.womens_health]).await;
        let heart = clinic.charts(teen.id, Item::visit(&clinic.cardiology)).await;
        let secret = clinic.charts(teen.id, Item::visit(&clinic.womens_health)).await;
        let all = ["Cardiology", "Family Medicine", "Women's Health"];
        assert_eq!(facilities(&clinic, &mother).await, all);
        clinic.keeps_from_representatives(teen.id, secret).await;
        assert_eq!(facilities(&clinic, &mother).await, all[..2], "who was never seen in a visit of ours stays");
        assert_eq!(facilities(&clinic, &teen).await, all);
        let teams = |options: portal_types::message::ComposeOptions| {
            options.teams.into_iter().map(|team| team.name).collect::<Vec<_>>()
        };
        assert_eq!(teams(mother.compose_options().await.unwrap()), ["Cardiology"]);
        assert_eq!(teams(teen.compose_options().await.unwrap()), ["Cardiology", "Women's Health"]);
        // Asked for by its address it is like a practice that has never seen her.
        let unknown = PoolId(Uuid::max());
        for pool in [clinic.world().pool(clinic.womens_health.id).await, unknown] {
            let refused = mother.starts(pool, "S", "B", clinic.world().intent()).await;
            let told = |fields: &[portal_types::field::FieldProblem]| {
                fields.len() == 1 && fields[0].field == "practice" && fields[0].problem == Problem::NotAChoice
            };
            assert!(matches!(&refused, Err(CareError::Invalid(fields)) if told(fields)));
        }
        // One open visit is enough to name it.
        clinic.charts(teen.id, Item::visit(&clinic.womens_health)).await;
        assert_eq!(facilities(&clinic, &mother).await, all);
        clinic.keeps_from_representatives(teen.id, heart).await;
        assert_eq!(facilities(&clinic, &mother).await, all[1..]);
    }

    async fn r_4_3_words_that_were_copied_from_something_confidential_go_with_it(clinic) {
        let (teen, mother) = teen_and_mother(&clinic).await;
        let problem = clinic.charts(teen.id, Item::problem("Anxiety")).await;
        clinic.charts(teen.id, Item::medicine("Sertraline").with("reason", "Anxiety")).await;
        clinic.charts(teen.id, Item::medicine("Albuterol").with("reason", "Asthma")).await;
        let sodium = clinic.charts(teen.id, Item::result("Sodium", 140.0)).await;
        let secret = clinic.charts(teen.id, Item::result("hCG", 1.0)).await;
        let report = clinic.charts(teen.id, Item::report("Panel", "hCG positive.")).await;
        clinic.reports(report, &[sodium, secret]).await;
        let both = [Some("Asthma".to_owned()), Some("Anxiety".to_owned())];
        assert_eq!(reasons(&clinic, &mother).await, both);
        assert_eq!(result(&clinic, &mother, sodium).await.conclusion.as_deref(), Some("hCG positive."));
        clinic.keeps_from_representatives(teen.id, problem).await;
        clinic.keeps_from_representatives(teen.id, secret).await;
        assert_eq!(reasons(&clinic, &mother).await, [Some("Asthma".to_owned()), None]);
        let shown = result(&clinic, &mother, sodium).await;
        assert_eq!((shown.report.as_deref(), shown.conclusion), (Some("Panel"), None));
        assert_eq!(reasons(&clinic, &teen).await, both);
        assert!(result(&clinic, &teen, sodium).await.conclusion.is_some());
    }
}

/// Whether something is marked.
async fn is_marked(clinic: &Clinic, item: Uuid) -> bool {
    !clinic.rows("select item_id from confidential where item_id = $1", [item.into()]).await.is_empty()
}

/// Nobody's chart is marked but the one that the item is of.
#[tokio::test]
async fn r_3_15_a_mark_is_of_one_patient() {
    let clinic = Clinic::open().await;
    let (ada, eva): (PatientId, PatientId) =
        (clinic.keeps_one_born("Ada", "2010-05-01").await.1, clinic.keeps_one_born("Eva", "2010-05-01").await.1);
    let by = {
        let june = clinic.patient("June").await;
        clinic.account_of(&june.username).await
    };
    let coded = clinic.charts(ada, Item::medicine("Levora").coded(PILL)).await;
    let open = clinic.charts(ada, Item::medicine("Albuterol")).await;
    begins_anew(&clinic).await;
    assert!(is_marked(&clinic, coded).await && !is_marked(&clinic, open).await);
    let (tx, now) = (clinic.db().begin().await.unwrap(), clinic.now());
    assert!(!label(&tx, eva, open, Because::Staff, None, now).await.unwrap(), "it is nothing of hers");
    assert!(!lift(&tx, eva, coded, by, now).await.unwrap(), "nor hers to lift");
    assert!(label(&tx, ada, open, Because::Staff, None, now).await.unwrap());
    assert!(lift(&tx, ada, coded, by, now).await.unwrap());
}
