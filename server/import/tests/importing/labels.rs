//! What is confidential by its code is marked in the transaction that stores it.

use crate::common::{Fresh, NOW, bundle, on_both, patient, to};
use portal_import::{Confidential, Importer, Report};
use serde_json::{Value, json};
use uuid::Uuid;

const PILL: &str = "748879";

fn teen(born: &str) -> Value {
    let mut teen = patient("M-1");
    teen["birthDate"] = json!(born);
    teen
}

fn medicine(code: &str, day: &str) -> Value {
    json!({ "resourceType": "MedicationRequest", "status": "active", "intent": "order", "subject": to("pat"),
            "medicationCodeableConcept": { "coding": [{ "code": code, "display": "A medicine" }] }, "authoredOn": day })
}

async fn import(on: &Fresh, bundles: &[Value]) -> Report {
    let mut new_id = {
        let mut next = on.count("resources").await as u64;
        move || {
            next += 1;
            Uuid::from_u64_pair(NOW as u64, next)
        }
    };
    let confidential = Confidential { codes: vec![PILL.into()], from_age: 13, to_age: 18 };
    let bundles = bundles.iter().map(|bundle| ("file".to_owned(), bundle.to_string().into_bytes()));
    Importer::new(&on.db, NOW, &mut new_id).quiet().confidential(confidential).bundles(bundles).await.unwrap()
}

async fn marked(on: &Fresh) -> i64 {
    on.count("confidential k join medication_requests m on m.id = k.item_id and m.patient_id = k.patient_id").await
}

#[tokio::test]
async fn r_3_15_what_carries_a_code_is_marked_when_it_is_stored() {
    on_both(|on| async move {
        let first = bundle(&[
            ("pat", teen("2010-12-13")),
            ("pill", medicine(PILL, "2026-10-01")),
            ("other", medicine("745679", "2026-10-01")),
            ("before", medicine(PILL, "2019-10-01")),
        ]);
        let report = import(&on, std::slice::from_ref(&first)).await;
        assert!(report.is_ok(), "{report}");
        assert_eq!(marked(&on).await, 1, "the code, and the years of a teen");
        assert_eq!(on.count("confidential where why = 'code' and lifted_at is null").await, 1);
        // The same again marks nothing anew; a later file of the same person is marked with what it brings.
        assert!(import(&on, &[first]).await.is_ok());
        assert_eq!(marked(&on).await, 1);
        let later = bundle(&[("pat", teen("2010-12-13")), ("again", medicine(PILL, "2026-11-01"))]);
        assert!(import(&on, &[later]).await.is_ok());
        assert_eq!(marked(&on).await, 2);
    })
    .await;
}

/// A birth date that is put right puts right what was marked by it.
#[tokio::test]
async fn r_3_15_another_birth_date_marks_anew() {
    on_both(|on| async move {
        let of = |born: &str| bundle(&[("pat", teen(born)), ("pill", medicine(PILL, "2026-10-01"))]);
        assert!(import(&on, &[of("2010")]).await.is_ok());
        assert_eq!(marked(&on).await, 0, "not known whole: nobody represents her");
        assert!(import(&on, &[of("2010-12-13")]).await.is_ok());
        assert_eq!(marked(&on).await, 1);
    })
    .await;
}

/// What staff have lifted stays lifted, whatever is imported.
#[tokio::test]
async fn r_3_15_what_was_lifted_stays_lifted() {
    on_both(|on| async move {
        let with = |text: &str| {
            let mut medicine = medicine(PILL, "2026-10-01");
            medicine["dosageInstruction"] = json!([{ "text": text }]);
            bundle(&[("pat", teen("2010-12-13")), ("pill", medicine)])
        };
        assert!(import(&on, &[with("One a day")]).await.is_ok());
        let tx = on.db.begin().await.unwrap();
        sea_orm::ConnectionTrait::execute_unprepared(&tx, "update confidential set lifted_at = 1").await.unwrap();
        tx.commit().await.unwrap();
        assert!(import(&on, &[with("Two a day")]).await.is_ok(), "changed, so it is marked by its code again");
        assert_eq!(on.count("confidential where lifted_at is null").await, 0);
    })
    .await;
}
