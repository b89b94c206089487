//! Bundles that others made: the demo's, and Synthea's where they are.

use crate::common::on_both;
use portal_import::Counts;
use std::path::PathBuf;

#[tokio::test]
async fn the_demo_clinic_imports() {
    on_both(|on| async move {
        let today = jiff::civil::date(2026, 11, 22);
        let options = portal_demo::Options { seed: 1, today, extra_patients: 4, with_forbidden_identifiers: true };
        let clinic = portal_demo::clinic(&options);
        let mut all = vec![
            ("organizations".to_owned(), clinic.organizations),
            ("practitioners".to_owned(), clinic.practitioners),
        ];
        all.extend(clinic.family.into_iter().map(|person| (person.key.to_owned(), person.bundle)));
        all.extend(portal_demo::extra_patients(&options).map(|bundle| ("extra".to_owned(), bundle)));
        let entries: usize = all.iter().map(|(_, b)| b["entry"].as_array().unwrap().len()).sum();
        let named: Vec<_> = all.iter().map(|(name, bundle)| (name.as_str(), bundle)).collect();
        let report = on.import(&named).await;
        assert!(report.is_ok(), "{report}");
        assert_eq!((report.total().read, report.patients()), (entries as u64, 9));
        assert!(on.count("care_team").await > 0);
        let before = on.everything().await;
        assert!(!before.iter().any(|text| text.contains("999-00-0001")));
        let again = on.import(&named).await.total();
        assert_eq!(again, Counts { read: again.read, unchanged: again.read, ..Counts::default() });
        assert_eq!(on.everything().await, before);
    })
    .await;
}

/// The folder of Synthea's bundles: `LINDEN_SYNTHEA`, or beside the checkout.
#[expect(clippy::disallowed_methods, reason = "a test's own setting")]
fn synthea() -> Option<PathBuf> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/synthea");
    let folder = std::env::var("LINDEN_SYNTHEA").map_or_else(|_| beside(), PathBuf::from);
    folder.is_dir().then_some(folder)
}

#[tokio::test]
async fn synthea_imports_with_every_resource_accounted_for() {
    let Some(folder) = synthea() else {
        eprintln!("Synthea's bundles are not here, skipped");
        return;
    };
    let mut files = 0;
    let mut entries = std::collections::BTreeMap::<String, u64>::new();
    for file in std::fs::read_dir(&folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "json"))
    {
        files += 1;
        let bundle: serde_json::Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
        for entry in bundle["entry"].as_array().unwrap() {
            *entries.entry(entry["resource"]["resourceType"].as_str().unwrap().to_owned()).or_default() += 1;
        }
    }
    on_both(|on| {
        let (folder, entries) = (folder.clone(), entries.clone());
        async move {
            let report = on.import_files(&[&folder]).await;
            assert!(report.is_ok(), "{report}");
            assert_eq!((report.files, report.patients()), (files, 14));
            let read: std::collections::BTreeMap<_, _> =
                report.kinds.iter().map(|(k, c)| (k.clone(), c.read)).collect();
            assert_eq!(read, entries);
            for counts in report.kinds.values() {
                assert_eq!(counts.read, counts.new + counts.unchanged + counts.replaced + counts.older);
            }
            assert_eq!(on.count("patients").await, 14);
            assert_eq!(on.count("resources").await as u64, report.total().new);
            assert_eq!(
                on.count("resources where patient_id is null and type not in ('Organization', 'Practitioner')").await,
                0
            );
            assert_eq!(
                on.count(
                    "resources where body like '%us-ssn%' or body like '%Social Security%' or body like '%4.3.25%'"
                )
                .await,
                0
            );

            let before = on.everything().await;
            let again = on.import_files(&[&folder]).await;
            let total = again.total();
            assert_eq!(
                total,
                Counts { read: report.total().read, unchanged: report.total().read, ..Counts::default() },
                "{again}"
            );
            assert_eq!(on.everything().await, before, "on {}", on.kind);
        }
    })
    .await;
}
