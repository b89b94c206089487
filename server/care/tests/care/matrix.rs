//! at the portal's own calls: each row of the access matrix that has pages, asked for by somebody of each column. The
//! table itself, with all 95 cells, is `access/tests/who_sees_what`.

use portal_access::{
    AccessLog, Allergies, AppointmentAsks, Column, Demographics, Immunizations, Matrix, Medications, Messages,
    ReferralAsks, RenewalAsks, Results, Scope, Sharing, Standing, Uploads, Visits,
};
use portal_care::representatives::{acted, own};
use portal_care::{Action, CareError, Glance, files, messages, record};
use portal_testkit::{Clinic, Granted, Item, Patient};
use portal_types::ask::AskKind;
use portal_types::ids::{AskId, GrantId, PatientId};
use portal_types::representative::{Basis, Capability, LastDay, Right, Rights};
use std::sync::atomic::{AtomicU64, Ordering};
use uuid::Uuid;

/// Rows without a page: of bills, notes and the like the portal has none yet, so there is no key for them.
const NO_PAGE_YET: [Capability; 6] = [
    Capability::GrowthCharts,
    Capability::FamilyHistory,
    Capability::Reminders,
    Capability::Notes,
    Capability::Billing,
    Capability::TakeOut,
];

/// Rows that there is a key for.
const SCOPES: [Capability; 13] = [
    Demographics::OF,
    Immunizations::OF,
    Allergies::OF,
    Medications::OF,
    Results::OF,
    Messages::OF,
    AccessLog::OF,
    Sharing::OF,
    AppointmentAsks::OF,
    RenewalAsks::OF,
    ReferralAsks::OF,
    Uploads::OF,
    Visits::OF,
];

/// Asks to see something; whether it was shown.
async fn looks(
    clinic: &Clinic,
    who: &Patient,
    action: Action,
    ask: impl AsyncFnOnce(&mut Glance) -> Result<(), CareError>,
) -> Option<bool> {
    match clinic.portal().read(&who.visitor(), action, ask).await {
        Ok(()) => Some(true),
        Err(CareError::Denied) => Some(false),
        Err(error) => panic!("{}: {error}", action.code()),
    }
}

/// Whether somebody is shown something that she has asked for in a chart: whatever part of it she is given, that is in it.
async fn is_shown(clinic: &Clinic, who: &Patient, patient: PatientId, kind: AskKind) -> Option<bool> {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let ask = AskId(Uuid::from_u64_pair(0x0190_7777_0000_7000, NEXT.fetch_add(1, Ordering::Relaxed)));
    let (by, pool) = (clinic.account_of(&who.username).await, clinic.world().pool(clinic.cardiology.id).await);
    clinic
        .execute(
            "insert into asks (id, patient_id, pool_id, kind, state, account_id, author, form, made_at, last_at,
                 first_due_day)
             values ($1, $2, $3, $4, 'submitted', $5, 'June', '{}', 1, 1, 1)",
            [ask.0.into(), patient.0.into(), pool.0.into(), kind.code().into(), by.0.into()],
        )
        .await;
    match who.acting_for(patient).opens_ask(ask).await {
        Ok(_) => Some(true),
        // Whoever is given another kind has a key, and finds nothing by it.
        Err(CareError::Denied | CareError::NotFound) => Some(false),
        Err(error) => panic!("{}: {error}", kind.code()),
    }
}

/// Whether somebody is shown a visit to come that the record has: on the first page of the chart.
async fn sees_a_visit(clinic: &Clinic, who: &Patient, patient: PatientId) -> Option<bool> {
    clinic.charts(patient, Item::visit(&clinic.cardiology).status("planned").days_ago(-3)).await;
    match who.acting_for(patient).home().await {
        Ok(home) => Some(home.visit.is_some()),
        Err(CareError::Denied) => Some(false),
        Err(error) => panic!("{error}"),
    }
}

/// Whether somebody is shown a row of a chart; `None` where there is no page for it.
async fn sees(clinic: &Clinic, who: &Patient, patient: PatientId, row: Capability) -> Option<bool> {
    use Action::{
        ListGrants, ListThreads, ReadActed, ReadAllergies, ReadDemographics, ReadImmunizations, ReadMedications,
        ReadResults,
    };
    let all = None;
    match row {
        Capability::Demographics => {
            looks(clinic, who, ReadDemographics, async |c| record::demographics(c, patient).await.map(drop)).await
        }
        Capability::Immunizations => {
            looks(clinic, who, ReadImmunizations, async |c| record::immunizations(c, patient, all).await.map(drop))
                .await
        }
        Capability::Allergies => {
            looks(clinic, who, ReadAllergies, async |c| record::allergies(c, patient, all).await.map(drop)).await
        }
        Capability::Medications => {
            looks(clinic, who, ReadMedications, async |c| record::medications(c, patient, all).await.map(drop)).await
        }
        Capability::Results => {
            looks(clinic, who, ReadResults, async |c| record::results(c, patient, all).await.map(drop)).await
        }
        Capability::Messages => {
            looks(clinic, who, ListThreads, async |c| messages::inbox(c, patient, all).await.map(drop)).await
        }
        Capability::AccessLog => {
            looks(clinic, who, ReadActed, async |c| acted::acted(c, patient, all).await.map(drop)).await
        }
        Capability::Representatives => {
            looks(clinic, who, ListGrants, async |c| own::list(c, patient, all).await.map(drop)).await
        }
        Capability::Uploads => {
            looks(clinic, who, Action::UploadFile, async |c| files::unsent(c, patient).await.map(drop)).await
        }
        Capability::AskAppointment => is_shown(clinic, who, patient, AskKind::Appointment).await,
        Capability::AskRenewal => is_shown(clinic, who, patient, AskKind::Renewal).await,
        Capability::AskReferral => is_shown(clinic, who, patient, AskKind::Referral).await,
        Capability::Appointments => sees_a_visit(clinic, who, patient).await,
        Capability::GrowthCharts
        | Capability::FamilyHistory
        | Capability::Reminders
        | Capability::Notes
        | Capability::Billing
        | Capability::TakeOut => None,
    }
}

/// Whether somebody may do something in a row of a chart that has something to do.
async fn acts(clinic: &Clinic, who: &Patient, (patient, grant): (PatientId, GrantId), row: Capability) -> Option<bool> {
    let at = who.acting_for(patient);
    let done = match row {
        // The form is shown to who may ask with it.
        Capability::AskAppointment => at.ask_options(AskKind::Appointment).await.map(drop),
        Capability::AskRenewal => at.ask_options(AskKind::Renewal).await.map(drop),
        Capability::AskReferral => at.ask_options(AskKind::Referral).await.map(drop),
        Capability::Messages => at.writes_to(&clinic.cardiology, "A question").await.map(drop),
        Capability::Representatives => {
            // Changes nothing: there is no last day.
            clinic
                .portal()
                .write(&who.visitor(), Action::SetGrant, async |call| {
                    own::last_day(call, patient, grant, LastDay(None)).await
                })
                .await
        }
        _ => return None,
    };
    match done {
        Err(CareError::Denied) => Some(false),
        // A teen has no last day to set: the key was made, and the rule says no.
        Ok(()) | Err(CareError::Conflict) => Some(true),
        Err(error) => panic!("{error}"),
    }
}

/// Every row of a chart is as the matrix says of somebody who stands to it so.
async fn holds(clinic: &Clinic, who: &Patient, chart: (PatientId, GrantId), standing: Standing) {
    for row in Capability::ALL {
        let given = |right| Matrix::US_MA.access(standing, row, right).opens();
        let seen = sees(clinic, who, chart.0, row).await;
        assert_eq!(seen.is_none(), NO_PAGE_YET.contains(&row), "{row:?}");
        if let Some(seen) = seen {
            assert_eq!(seen, given(Right::Read), "{standing:?} sees {row:?}");
        }
        if let Some(done) = acts(clinic, who, chart, row).await {
            // What may not be seen is not acted in.
            assert_eq!(done, given(Right::Act) && given(Right::Read), "{standing:?} acts in {row:?}");
        }
    }
}

/// Sets the birth date of a record: nobody under 18 enrolls in the wizard.
async fn is_born(clinic: &Clinic, patient: PatientId, born: &str) {
    clinic.execute("update patients set born = $1 where id = $2", [born.into(), patient.0.into()]).await;
}

#[test]
fn r_4_1_every_row_has_a_page_or_is_known_to_have_none() {
    for row in Capability::ALL {
        assert_ne!(SCOPES.contains(&row), NO_PAGE_YET.contains(&row), "{row:?}: a key without a page, or none of both");
    }
    assert_eq!((Column::ALL.len() * Capability::ALL.len(), SCOPES.len() + NO_PAGE_YET.len()), (95, 19));
}

#[tokio::test]
async fn r_4_1_an_adult_at_her_own_chart() {
    let clinic = Clinic::open().await;
    let _nurse = clinic.nurse().await;
    let (ada, eva) = (clinic.patient("Ada").await, clinic.patient("Eva").await);
    let grant = clinic.represents(&eva, ada.id, Granted::consent(Rights::NONE)).await;
    holds(&clinic, &ada, (ada.id, grant), Standing::SelfAdult).await;
}

#[tokio::test]
async fn r_4_1_the_representative_of_a_child() {
    let clinic = Clinic::open().await;
    let _nurse = clinic.nurse().await;
    let mother = clinic.patient("June").await;
    let (_, theo) = clinic.keeps_one_born("Theo", "2024-11-17").await;
    let grant = clinic.represents(&mother, theo, Granted::by(Basis::Parental)).await;
    holds(&clinic, &mother, (theo, grant), Standing::OfChild).await;
}

#[tokio::test]
async fn r_4_1_a_teen_at_her_own_chart() {
    let clinic = Clinic::open().await;
    let _nurse = clinic.nurse().await;
    let (maya, mother) = (clinic.patient("Maya").await, clinic.patient("June").await);
    is_born(&clinic, maya.id, "2010-12-13").await;
    let grant = clinic.represents(&mother, maya.id, Granted::by(Basis::Parental)).await;
    holds(&clinic, &maya, (maya.id, grant), Standing::SelfTeen).await;
}

#[tokio::test]
async fn r_4_1_the_representative_of_a_teen() {
    let clinic = Clinic::open().await;
    let _nurse = clinic.nurse().await;
    let mother = clinic.patient("June").await;
    let (_, maya) = clinic.keeps_one_born("Maya", "2010-12-13").await;
    let grant = clinic.represents(&mother, maya, Granted::by(Basis::Parental)).await;
    holds(&clinic, &mother, (maya, grant), Standing::OfTeen(None)).await;
    // As the teen has set her switches: nothing, all that she may allow, and more than she may.
    for rights in [Rights::NONE, Matrix::US_MA.teens_to_give(), Rights::every()] {
        let set = "update grants set rights = $1 where id = $2";
        clinic.execute(set, [rights.number().into(), grant.0.into()]).await;
        holds(&clinic, &mother, (maya, grant), Standing::OfTeen(Some(rights))).await;
    }
}

#[tokio::test]
async fn r_4_1_the_representative_of_an_adult_by_one_switch_at_a_time() {
    let clinic = Clinic::open().await;
    let _nurse = clinic.nurse().await;
    let (daughter, father) = (clinic.patient("Elena").await, clinic.patient("Julio").await);
    let grant = clinic.represents(&daughter, father.id, Granted::consent(Rights::NONE)).await;
    let one = |row: &Capability| Rights::NONE.with(*row, Right::Read);
    let others = |row: &Capability| Rights::every().without(*row, Right::Read);
    let cases = SCOPES.iter().flat_map(|row| [one(row), others(row)]);
    for rights in cases.chain([Rights::NONE, Matrix::US_MA.adults_to_give(), Rights::every()]) {
        let set = "update grants set rights = $1 where id = $2";
        clinic.execute(set, [rights.number().into(), grant.0.into()]).await;
        holds(&clinic, &daughter, (father.id, grant), Standing::OfAdult(rights)).await;
    }
}
