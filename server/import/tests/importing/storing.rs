//! The importer against both databases.

use crate::common::{self, NOW, bundle, chart, encounter, on_both, patient, practice, provider, to};
use portal_fhir::What;
use portal_import::{Counts, Importer};
use serde_json::{Value, json};

#[tokio::test]
async fn one_of_everything_lands_in_its_table() {
    on_both(|on| async move {
        let report = on.import(&[("chart", &chart())]).await;
        assert!(report.is_ok(), "{report}");
        assert_eq!(report.total(), Counts { read: 15, new: 15, ..Counts::default() });
        assert_eq!((report.patients(), report.kinds.len()), (1, 15));
        for table in common::TABLES {
            let expected = match table {
                "resources" => 15,
                "resource_versions" => 0,
                "resource_identifiers" => 2,
                _ => 1,
            };
            assert_eq!(on.count(table).await, expected, "{table} on {}", on.kind);
        }
        let linked = "resources r join patients p on p.id = r.patient_id";
        assert_eq!(on.count(linked).await, 13, "all but the practice and the provider, the care plan too");
        let joined =
            "observations o join encounters e on e.id = o.encounter_id join practices p on p.id = o.practice_id
             join providers d on d.id = o.provider_id join report_results l on l.observation_id = o.id
             where o.value_number = 5.5 and e.practice_id = p.id";
        assert_eq!(on.count(joined).await, 1);
        assert_eq!(
            on.count("explanations_of_benefit b join claims c on c.id = b.claim_id where c.total_cents = 1230").await,
            1
        );
    })
    .await;
}

#[tokio::test]
async fn the_same_again_changes_nothing() {
    on_both(|on| async move {
        on.import(&[("chart", &chart())]).await;
        let before = on.everything().await;
        let mut no_ids = || unreachable!("nothing is new");
        let again = Importer::new(&on.db, NOW + 1_000, &mut no_ids).quiet();
        let report = again.bundles([("chart".to_owned(), chart().to_string().into_bytes())]).await.unwrap();
        assert_eq!(report.total(), Counts { read: 15, unchanged: 15, ..Counts::default() });
        assert_eq!(on.everything().await, before, "on {}", on.kind);
    })
    .await;
}

#[tokio::test]
async fn a_newer_version_replaces_and_the_old_one_is_kept() {
    on_both(|on| async move {
        on.import(&[("first", &chart())]).await;
        let mut newer = chart();
        newer["entry"][0]["resource"]["telecom"] = json!([{ "system": "email", "value": "ada@example.org" }]);
        newer["entry"][4]["resource"]["valueQuantity"]["value"] = json!(6.5);
        newer["entry"][5]["resource"]["result"] = json!([]);
        let report = on.import(&[("second", &newer)]).await;
        assert_eq!(report.total(), Counts { read: 15, replaced: 3, unchanged: 12, ..Counts::default() }, "{report}");
        assert_eq!(on.rows::<f64>("select value_number as v from observations", "v").await, [6.5]);
        assert_eq!(on.rows::<String>("select value as v from patient_contacts", "v").await, ["ada@example.org"]);
        assert_eq!(on.count("report_results").await, 0);
        let kept = on.rows::<String>("select v.body as b from resource_versions v join resources r on r.id = v.resource_id where r.type = 'Observation'", "b").await;
        assert!(kept.len() == 1 && kept[0].contains("5.5"));
        // The first file once more is an old one: it does not undo anything.
        let report = on.import(&[("first", &chart())]).await;
        assert_eq!(report.total(), Counts { read: 15, unchanged: 15, ..Counts::default() });
        assert_eq!(on.rows::<f64>("select value_number as v from observations", "v").await, [6.5]);
    })
    .await;
}

#[tokio::test]
async fn an_older_version_by_its_own_date_does_not_replace() {
    on_both(|on| async move {
        let dated = |day: &str, name: &str| {
            let mut practice = practice(name);
            practice["meta"] = json!({ "lastUpdated": format!("{day}T00:00:00Z") });
            bundle(&[("org", practice)])
        };
        on.import(&[("now", &dated("2026-10-02", "Now"))]).await;
        let report = on.import(&[("then", &dated("2026-10-01", "Then"))]).await;
        assert_eq!(report.total(), Counts { read: 1, older: 1, ..Counts::default() });
        assert_eq!(on.rows::<String>("select name from practices", "name").await, ["Now"]);
        assert_eq!(on.import(&[("then", &dated("2026-10-01", "Then"))]).await.total().unchanged, 1);
    })
    .await;
}

#[tokio::test]
async fn care_teams_follow_from_encounters() {
    on_both(|on| async move {
        let visits = |days: &[&str]| {
            let mut all = vec![("pat", patient("M-1")), ("org", practice("Elm")), ("doc", provider("1"))];
            let names = ["e1", "e2", "e3"];
            all.extend(names.iter().zip(days).map(|(id, day)| (*id, encounter("pat", day))));
            bundle(&all)
        };
        let team =
            || on.rows::<i64>("select visits as v from care_team union all select last_seen from care_team", "v");
        on.import(&[("a", &visits(&["2020-01-01", "2021-01-01"]))]).await;
        assert_eq!(team().await, [2, 1_609_493_400_000]);
        on.import(&[("b", &visits(&["2020-01-01", "2021-01-01", "2019-01-01"]))]).await;
        assert_eq!(team().await, [3, 1_609_493_400_000]);
        let mut cancelled = encounter("pat", "2021-01-01");
        cancelled["status"] = json!("cancelled");
        on.import(&[("c", &bundle(&[("e2", cancelled)]))]).await;
        assert_eq!(team().await, [2, 1_577_871_000_000], "referred to what is stored: {}", on.kind);
    })
    .await;
}

#[tokio::test]
async fn a_bad_file_is_refused_whole_and_the_rest_goes_on() {
    on_both(|on| async move {
        let folder = on.folder();
        let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).unwrap();
        let mut absurd = chart();
        absurd["entry"][4]["resource"]["effectiveDateTime"] = json!("2926-01-01");
        let mut dangling = chart();
        dangling["entry"][4]["resource"]["encounter"] = to("nowhere");
        let mut stranger = chart();
        stranger["entry"][4]["resource"]["subject"] = to("org");
        write("1-absurd.json", &absurd.to_string());
        write("2-not.json", "{ nothing");
        write("3-dangling.json", &dangling.to_string());
        write("4-stranger.json", &stranger.to_string());
        write("5-nested.json", &"[".repeat(4 << 20));
        write("6-good.json", &bundle(&[("org2", practice("Oak"))]).to_string());
        write("notes.txt", "not for us");
        #[cfg(unix)]
        std::os::unix::fs::symlink(&folder, folder.join("loop")).unwrap();
        let report = on.import_files(&[&folder, &folder.join("missing.json")]).await;
        let told: Vec<_> = report.refused.iter().map(|r| (r.fault.place.as_str(), r.fault.what)).collect();
        let missing = ("the file", What::Unreadable(std::io::ErrorKind::NotFound));
        assert_eq!(
            told,
            [
                missing,
                ("entry[4] Observation.effectiveDateTime", What::InTheFuture),
                ("line 1, column 3", What::NotJson),
                ("entry[4] Observation.subject", What::WrongTarget("Patient")),
                ("byte 101", What::TooDeep(100)),
                ("entry[4] Observation.encounter.reference", What::Dangling),
            ],
            "{report}"
        );
        assert!(report.refused[1].file.ends_with("1-absurd.json"));
        assert_eq!((report.files, report.refused_files, report.skipped, report.exit_code()), (1, 6, 1, 1));
        assert_eq!((on.count("resources").await, on.count("patients").await), (1, 0));
        assert_eq!(on.rows::<String>("select name from practices", "name").await, ["Oak"]);
    })
    .await;
}

#[tokio::test]
async fn files_may_refer_to_each_other_in_any_order() {
    on_both(|on| async move {
        let mut visit = encounter("pat", "2026-01-01");
        visit["participant"] = json!([{ "individual": { "reference": "Practitioner?identifier=http://hl7.org/fhir/sid/us-npi|9990000001" } }]);
        visit["serviceProvider"] = json!({ "reference": "Organization/org" });
        visit["subject"] = json!({ "reference": "https://example.org/fhir/Patient/pat" });
        let report = on
            .import(&[
                ("visit", &bundle(&[("enc", visit)])),
                ("patient", &bundle(&[("pat", patient("M-1"))])),
                ("clinic", &bundle(&[("org", practice("Elm")), ("doc", provider("9990000001"))])),
            ])
            .await;
        assert!(report.is_ok(), "{report}");
        assert_eq!(report.files, 3);
        assert_eq!(on.count("care_team").await, 1);
    })
    .await;
}

#[tokio::test]
async fn people_who_are_there_already_keep_their_rows() {
    on_both(|on| async move {
        on.import(&[("chart", &chart())]).await;
        let id = || on.rows::<uuid::Uuid>("select id from patients", "id");
        let before = id().await;
        use sea_orm::ConnectionTrait as _;
        let tx = on.db.begin().await.unwrap();
        for table in ["care_team", "encounter_providers", "report_results", "resource_identifiers", "patient_contacts"]
        {
            tx.execute_unprepared(&format!("delete from {table}")).await.unwrap();
        }
        for table in [
            "encounters",
            "observations",
            "diagnostic_reports",
            "medication_requests",
            "immunizations",
            "allergies",
            "conditions",
            "procedures",
            "documents",
            "claims",
            "explanations_of_benefit",
            "resources",
        ] {
            tx.execute_unprepared(&format!("delete from {table}")).await.unwrap();
        }
        tx.execute_unprepared("update patients set unread_threads = 3").await.unwrap();
        tx.commit().await.unwrap();
        let report = on.import(&[("chart", &chart())]).await;
        assert_eq!(report.total().new, 15, "{report}");
        assert_eq!(id().await, before);
        assert_eq!(on.count("patients where unread_threads = 3").await, 1, "what is not of the file stays");
    })
    .await;
}

#[tokio::test]
async fn two_patients_cannot_have_one_record_number() {
    on_both(|on| async move {
        on.import(&[("a", &bundle(&[("a", patient("M-1"))]))]).await;
        let report = on.import(&[("b", &bundle(&[("b", patient("M-1"))]))]).await;
        assert_eq!(
            report.refused[0].fault.to_string(),
            "entry[0] Patient.identifier: this medical record number belongs to another patient"
        );
        let twins = bundle(&[("c", patient("M-2")), ("d", patient("M-2"))]);
        assert_eq!(on.import(&[("twins", &twins)]).await.refused[0].fault.what, What::MrnTaken);
        assert_eq!(on.count("patients").await, 1);
    })
    .await;
}

#[tokio::test]
async fn forbidden_numbers_are_nowhere_in_the_database() {
    const CANARY: &str = "999-00-0001";
    on_both(|on| async move {
        let mut file = chart();
        let ssn = json!({ "system": "http://hl7.org/fhir/sid/us-ssn", "value": CANARY });
        file["entry"][0]["resource"]["identifier"].as_array_mut().unwrap().push(ssn.clone());
        file["entry"][2]["resource"]["extension"] = json!([{ "url": "urn:x", "valueIdentifier": ssn }]);
        file["entry"][4]["resource"]["note"] = json!([{ "text": format!("SSN {CANARY}") }]);
        file["entry"][4]["resource"]["subject"]["identifier"] = ssn;
        let report = on.import(&[("file", &file)]).await;
        assert!(report.is_ok(), "{report}");
        assert!(!on.everything().await.iter().any(|t| t.contains(CANARY) || t.contains("us-ssn")));
        assert_eq!(on.rows::<String>("select note from observations", "note").await, ["SSN [removed]"]);
    })
    .await;
}

#[tokio::test]
async fn a_long_file_is_stored_in_batches() {
    on_both(|on| async move {
        let mut file = chart();
        let observation = file["entry"][4].clone();
        for n in 0..1_237 {
            let mut another: Value = observation.clone();
            another["fullUrl"] = json!(format!("urn:uuid:obs-{n}"));
            another["resource"]["valueQuantity"]["value"] = json!(n);
            file["entry"].as_array_mut().unwrap().push(another);
        }
        let report = on.import(&[("long", &file)]).await;
        assert_eq!(report.kinds["Observation"].new, 1_238, "{report}");
        assert_eq!(on.count("observations").await, 1_238);
        assert_eq!(on.import(&[("long", &file)]).await.total().unchanged, 1_252);
    })
    .await;
}
