//! what is confidential is there for no representative: in no list, no page, no count, no letter, no error, whatever
//! else she is given. Every answer with a confidential item is, byte for byte, the answer without it.

use portal_access::Matrix;
use portal_care::{Action, CareError, record};
use portal_store::confidential::{Because, label, lift};
use portal_testkit::{Clinic, Granted, Patient, both_databases};
use portal_types::ids::{GrantId, PatientId, ResultId};
use portal_types::page::{Cursor, Page};
use portal_types::record::ResultRow;
use portal_types::representative::{Basis, GrantState, Rights};
use sea_orm::Value;
use std::fmt::Debug;
use std::sync::atomic::{AtomicU64, Ordering};
use uuid::Uuid;

/// The lists of a chart, by their tables.
const LISTS: [&str; 4] = ["observations", "immunizations", "allergies", "medication_requests"];

/// A moment in spring, milliseconds UTC.
const SPRING: i64 = 1_770_000_000_000;

/// Puts a row into a table of the record, so many days after a moment in spring.
async fn put(clinic: &Clinic, table: &str, patient: PatientId, day: i64, visit: Option<Uuid>) -> Uuid {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let n = NEXT.fetch_add(1, Ordering::Relaxed);
    let id = Uuid::from_u64_pair(0x0190_3333_0000_7000, 0x8000_0000_0000_0000 + n);
    let resource = "insert into resources (id, type, fhir_id, patient_id, hash, body, imported_at)
                    values ($1, $2, $3, $4, 'hash', '{}', 0)";
    clinic.execute(resource, [id.into(), table.into(), id.to_string().into(), patient.0.into()]).await;
    let (columns, values, status) = match table {
        "observations" => (", category, value_number", ", 'laboratory', 5.7", "final"),
        "medication_requests" => (", as_needed", ", false", "active"),
        "diagnostic_reports" => (", files", ", 0", "final"),
        "immunizations" => ("", "", "completed"),
        _ => ("", "", "active"),
    };
    let (visited, which) = if visit.is_some() { (", encounter_id", ", $6") } else { ("", "") };
    let sql = format!(
        "insert into {table} (id, patient_id, at, grain, status, code, display{columns}{visited})
         values ($1, $2, $3, 'day', $4, '20', $5{values}{which})"
    );
    let at = SPRING + day * 86_400_000;
    let mut bound: Vec<Value> = vec![id.into(), patient.0.into(), at.into(), status.into(), format!("Item {n}").into()];
    bound.extend(visit.map(Value::from));
    clinic.execute(&sql, bound).await;
    id
}

/// Marks something as confidential.
async fn hide(clinic: &Clinic, patient: PatientId, item: Uuid) {
    let tx = clinic.db().begin().await.unwrap();
    assert!(label(&tx, patient, item, Because::Staff, None, clinic.now()).await.unwrap());
    tx.commit().await.unwrap();
}

/// A list as somebody is shown it, in words, with the statements that it took.
async fn shown(clinic: &Clinic, who: &Patient, patient: PatientId, table: &str) -> (String, u64) {
    fn words<T: Debug>(page: Page<T>) -> String {
        format!("{page:?}")
    }
    let (portal, visitor, all) = (clinic.portal(), who.visitor(), None);
    let before = clinic.statements();
    let said = match table {
        "observations" => {
            portal
                .read(&visitor, Action::ReadResults, async |call| record::results(call, patient, all).await.map(words))
                .await
        }
        "immunizations" => {
            portal
                .read(&visitor, Action::ReadImmunizations, async |call| {
                    record::immunizations(call, patient, all).await.map(words)
                })
                .await
        }
        "allergies" => {
            portal
                .read(&visitor, Action::ReadAllergies, async |call| {
                    record::allergies(call, patient, all).await.map(words)
                })
                .await
        }
        _ => {
            portal
                .read(&visitor, Action::ReadMedications, async |call| {
                    record::medications(call, patient, all).await.map(words)
                })
                .await
        }
    };
    (said.unwrap(), clinic.statements() - before)
}

async fn results(clinic: &Clinic, who: &Patient, of: PatientId, after: Option<Cursor>) -> Page<ResultRow> {
    clinic
        .portal()
        .read(&who.visitor(), Action::ReadResults, async |call| record::results(call, of, after).await)
        .await
        .unwrap()
}

/// What comes of opening one result: the error's word, if it is refused, and the statements it took.
async fn opened(clinic: &Clinic, who: &Patient, of: PatientId, which: Uuid) -> (Option<&'static str>, u64) {
    let before = clinic.statements();
    let answer = clinic
        .portal()
        .read(&who.visitor(), Action::ReadResults, async |call| {
            record::result(call, of, ResultId(which)).await.map(drop)
        })
        .await;
    (answer.err().map(|error| error.code()), clinic.statements() - before)
}

/// Sets the switches of a grant.
async fn gives(clinic: &Clinic, grant: GrantId, rights: Rights) {
    let sql = "update grants set rights = $1 where id = $2";
    clinic.execute(sql, [rights.number().into(), grant.0.into()]).await;
}

/// A patient with an account, born on a day: nobody under 18 enrolls in the wizard.
async fn born(clinic: &Clinic, given: &str, on: &str) -> Patient {
    let patient = clinic.patient(given).await;
    clinic.execute("update patients set born = $1 where id = $2", [on.into(), patient.id.0.into()]).await;
    patient
}

both_databases! {
    async fn r_4_3_a_list_with_a_confidential_item_is_the_list_without_it(clinic) {
        let mother = clinic.patient("June").await;
        let (child, teen, father) = (
            born(&clinic, "Theo", "2024-11-17").await,
            born(&clinic, "Maya", "2010-12-13").await,
            clinic.patient("Julio").await,
        );
        clinic.represents(&mother, child.id, Granted::by(Basis::Parental)).await;
        let of_teen = clinic.represents(&mother, teen.id, Granted::by(Basis::Parental)).await;
        let of_adult = clinic.represents(&mother, father.id, Granted::consent(Rights::NONE)).await;
        // All that can be given at all.
        gives(&clinic, of_teen, Rights::every()).await;
        gives(&clinic, of_adult, Rights::every()).await;
        for table in LISTS {
            for whose in [&child, &teen, &father] {
                for day in [10, 20, 30] {
                    put(&clinic, table, whose.id, day, None).await;
                }
                // Looked at once before, so that no look is noted while it is counted.
                shown(&clinic, &mother, whose.id, table).await;
                let without = shown(&clinic, &mother, whose.id, table).await;
                let newest = put(&clinic, table, whose.id, 40, None).await;
                let between = put(&clinic, table, whose.id, 25, None).await;
                assert_ne!(shown(&clinic, &mother, whose.id, table).await.0, without.0, "{table}: seen before");
                hide(&clinic, whose.id, newest).await;
                hide(&clinic, whose.id, between).await;
                assert_eq!(shown(&clinic, &mother, whose.id, table).await, without, "{table}");
                // whose it is sees all of it.
                shown(&clinic, whose, whose.id, table).await;
                let own = shown(&clinic, whose, whose.id, table).await.0;
                assert!(own.contains(&newest.to_string()) && own.contains(&between.to_string()), "{table}: {own}");
            }
        }
        assert!(clinic.outbox().await.is_empty(), "nobody is told of it");
    }

    /// What happened at a confidential visit, and what a confidential report is made of, is confidential with it.
    async fn r_4_3_a_confidential_visit_and_report_take_what_belongs_to_them(clinic) {
        let mother = clinic.patient("June").await;
        let teen = born(&clinic, "Maya", "2010-12-13").await;
        let grant = clinic.represents(&mother, teen.id, Granted::by(Basis::Parental)).await;
        gives(&clinic, grant, Matrix::US_MA.teens_to_give()).await;
        let visit = put(&clinic, "encounters", teen.id, 5, None).await;
        for table in LISTS {
            put(&clinic, table, teen.id, 1, None).await;
            shown(&clinic, &mother, teen.id, table).await;
        }
        let mut without = Vec::new();
        for table in LISTS {
            without.push(shown(&clinic, &mother, teen.id, table).await);
        }
        for table in LISTS {
            put(&clinic, table, teen.id, 5, Some(visit)).await;
        }
        let report = put(&clinic, "diagnostic_reports", teen.id, 6, None).await;
        let part = put(&clinic, "observations", teen.id, 6, None).await;
        let contained = "insert into report_results (report_id, place, observation_id) values ($1, 1, $2)";
        clinic.execute(contained, [report.into(), part.into()]).await;
        // A report of that visit; its result names no visit.
        let of_visit = put(&clinic, "diagnostic_reports", teen.id, 7, Some(visit)).await;
        let unvisited = put(&clinic, "observations", teen.id, 7, None).await;
        clinic.execute(contained, [of_visit.into(), unvisited.into()]).await;
        hide(&clinic, teen.id, visit).await;
        hide(&clinic, teen.id, report).await;
        for (table, without) in LISTS.into_iter().zip(without) {
            assert_eq!(shown(&clinic, &mother, teen.id, table).await, without, "{table}");
        }
        let nothing = opened(&clinic, &mother, teen.id, Uuid::nil()).await;
        assert_eq!(opened(&clinic, &mother, teen.id, part).await, nothing);
        assert_eq!(opened(&clinic, &mother, teen.id, unvisited).await, nothing);
        assert_eq!(opened(&clinic, &teen, teen.id, part).await.0, None, "hers");
    }

    /// Pages are full whatever is missing from them, and lead on to what is left.
    async fn r_4_3_pages_are_full_and_their_number_says_nothing(clinic) {
        let mother = clinic.patient("June").await;
        let (_, child) = clinic.keeps_one_born("Theo", "2024-11-17").await;
        let (_, other) = clinic.keeps_one_born("Tilda", "2024-11-17").await;
        for ward in [child, other] {
            clinic.represents(&mother, ward, Granted::by(Basis::Parental)).await;
        }
        // Forty-five each; the one has thirty more that nobody but the office sees.
        for n in 0..45 {
            put(&clinic, "observations", child, 2 * n, None).await;
            put(&clinic, "observations", other, 2 * n, None).await;
        }
        for n in 0..30 {
            let secret = put(&clinic, "observations", child, 2 * n + 1, None).await;
            hide(&clinic, child, secret).await;
        }
        let mut sizes = Vec::new();
        for ward in [child, other] {
            let (mut after, mut pages) = (None, Vec::new());
            loop {
                let page = results(&clinic, &mother, ward, after).await;
                pages.push((page.rows.len(), page.rows.iter().map(|row| row.at.ms).collect::<Vec<_>>()));
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
            sizes.push(pages);
        }
        assert_eq!(sizes[0], sizes[1]);
        assert_eq!(sizes[0].iter().map(|(rows, _)| *rows).collect::<Vec<_>>(), [20, 20, 5]);
        // A place to go on from that lies on something hidden is a place like any other.
        let hidden = Cursor { at: SPRING + 31 * 86_400_000, id: Uuid::max() };
        let page = results(&clinic, &mother, child, Some(hidden)).await;
        assert_eq!(page.rows.len(), 16, "of days 0 to 30, every other one");
    }

    /// Opening it is like opening what was never there, and what was lifted is there again.
    async fn r_4_3_a_confidential_result_is_one_that_is_not_there(clinic) {
        let mother = clinic.patient("June").await;
        let child = born(&clinic, "Theo", "2024-11-17").await;
        clinic.represents(&mother, child.id, Granted::by(Basis::Parental)).await;
        let result = put(&clinic, "observations", child.id, 1, None).await;
        assert_eq!(opened(&clinic, &mother, child.id, result).await.0, None);
        hide(&clinic, child.id, result).await;
        let never = opened(&clinic, &mother, child.id, Uuid::max()).await;
        assert_eq!(opened(&clinic, &mother, child.id, result).await, never);
        assert_eq!(never.0, Some("not-found"));
        assert_eq!(opened(&clinic, &child, child.id, result).await.0, None, "R-4.4");
        let tx = clinic.db().begin().await.unwrap();
        let by = clinic.account_of(&child.username).await;
        assert!(lift(&tx, child.id, result, by, clinic.now()).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(opened(&clinic, &mother, child.id, result).await.0, None);
        // Somebody else's chart does not tell of it either.
        let stranger = clinic.patient("Eva").await;
        let (there, nowhere) = (
            opened(&clinic, &stranger, child.id, result).await,
            opened(&clinic, &stranger, PatientId(Uuid::max()), result).await,
        );
        assert_eq!(there, nowhere);
        assert_eq!(there.0, Some("denied"));
    }

    /// Neither an order of a court nor an attestation opens it: it is no cell of the matrix.
    async fn r_3_15_no_ground_of_a_grant_opens_what_is_confidential(clinic) {
        let guardian = clinic.patient("June").await;
        let ward = clinic.patient("Julio").await;
        let result = put(&clinic, "observations", ward.id, 1, None).await;
        let secret = put(&clinic, "observations", ward.id, 2, None).await;
        hide(&clinic, ward.id, secret).await;
        let attested = "insert into attestations (id, patient_id, made_on, clinician, recorded_by, recorded_at)
                        values ($1, $2, '2026-11-01', 'Dr. Sample', $3, 0)";
        let by = clinic.account_of(&ward.username).await;
        clinic.execute(attested, [Uuid::max().into(), ward.id.0.into(), by.0.into()]).await;
        for basis in [Basis::Parental, Basis::PowerOfAttorney, Basis::BestInterest, Basis::Consent] {
            let rights = (basis == Basis::Consent).then(Rights::every);
            let grant = clinic.represents(&guardian, ward.id, Granted { rights, ..Granted::by(basis) }).await;
            let rows = results(&clinic, &guardian, ward.id, None).await.rows;
            let seen: Vec<Uuid> = rows.iter().map(|row| row.id.0).collect();
            assert_eq!(seen, [result], "{basis:?}");
            clinic.makes_it(grant, GrantState::Inactive).await;
        }
        let refused = opened(&clinic, &guardian, ward.id, result).await.0;
        assert_eq!(refused, Some(CareError::Denied.code()), "and all is over with the grant");
    }
}
