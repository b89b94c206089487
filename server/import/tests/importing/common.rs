//! Databases for tests, and small questions to them.

use portal_import::{Importer, Report};
use portal_store::Db;
use sea_orm::{ConnectionTrait as _, Database, Statement};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use tempfile::TempDir;
use uuid::Uuid;

pub const NOW: i64 = 1_795_305_600_000; // 2026-11-22

/// A fresh database, gone with the test.
pub struct Fresh {
    pub db: Db,
    pub kind: &'static str,
    dir: TempDir,
    server: Option<(String, String)>,
}

/// Runs a test on SQLite, and on PostgreSQL where `LINDEN_TEST_POSTGRES` names a server.
pub async fn on_both<F: Future<Output = ()>>(test: impl Fn(std::sync::Arc<Fresh>) -> F) {
    let mut all = vec![sqlite().await];
    all.extend(postgres().await);
    for fresh in all {
        let fresh = std::sync::Arc::new(fresh);
        test(fresh.clone()).await;
        if let Some(fresh) = std::sync::Arc::into_inner(fresh) {
            fresh.close().await;
        }
    }
}

async fn sqlite() -> Fresh {
    let dir = TempDir::new().unwrap();
    let db = Db::open(&format!("sqlite:{}", dir.path().join("test.db").display())).await.unwrap();
    Fresh { db, kind: "sqlite", dir, server: None }
}

#[expect(clippy::disallowed_methods, reason = "a test's own setting")]
fn setting(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

async fn postgres() -> Option<Fresh> {
    let server = setting("LINDEN_TEST_POSTGRES")?;
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let name = format!("t_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let admin = Database::connect(&server).await.unwrap();
    admin.execute_unprepared(&format!("create database {name}")).await.unwrap();
    admin.close().await.unwrap();
    let (base, _) = server.rsplit_once('/').unwrap();
    let db = Db::open(&format!("{base}/{name}")).await.unwrap();
    Some(Fresh { db, kind: "postgres", dir: TempDir::new().unwrap(), server: Some((server, name)) })
}

impl Fresh {
    async fn close(self) {
        self.db.close().await.unwrap();
        if let Some((server, name)) = self.server {
            let admin = Database::connect(&server).await.unwrap();
            admin.execute_unprepared(&format!("drop database {name} with (force)")).await.unwrap();
            admin.close().await.unwrap();
        }
    }

    /// A folder for files.
    pub fn folder(&self) -> PathBuf {
        let folder = self.dir.path().join("files");
        std::fs::create_dir_all(&folder).unwrap();
        folder
    }

    pub async fn import(&self, bundles: &[(&str, &Value)]) -> Report {
        let bundles: Vec<_> =
            bundles.iter().map(|(name, b)| ((*name).to_owned(), b.to_string().into_bytes())).collect();
        Importer::new(&self.db, NOW, &mut ids()).quiet().bundles(bundles).await.unwrap()
    }

    pub async fn import_files(&self, paths: &[&Path]) -> Report {
        Importer::new(&self.db, NOW, &mut ids()).quiet().paths(paths).await.unwrap()
    }

    /// The number a query counts.
    pub async fn count(&self, what: &str) -> i64 {
        self.rows(&format!("select cast(count(*) as bigint) as n from {what}"), "n").await[0]
    }

    /// One column of a query.
    pub async fn rows<T: sea_orm::TryGetable>(&self, sql: &str, column: &str) -> Vec<T> {
        let look = self.db.look();
        let rows = look.query_all_raw(Statement::from_string(look.get_database_backend(), sql)).await.unwrap();
        rows.iter().map(|row| row.try_get("", column).unwrap()).collect()
    }

    /// Everything that an import could have touched, as one text.
    pub async fn everything(&self) -> Vec<String> {
        let mut all = Vec::new();
        for table in ["resources", "resource_versions"] {
            let sql = format!("select hash || body || imported_at as t from {table} order by 1");
            all.extend(self.rows::<String>(&sql, "t").await);
        }
        for table in TABLES {
            all.push(format!("{table} {}", self.count(table).await));
        }
        all
    }
}

pub const TABLES: [&str; 21] = [
    "practices",
    "providers",
    "patients",
    "patient_contacts",
    "care_team",
    "resources",
    "resource_versions",
    "resource_identifiers",
    "encounters",
    "encounter_providers",
    "observations",
    "diagnostic_reports",
    "report_results",
    "medication_requests",
    "immunizations",
    "allergies",
    "conditions",
    "procedures",
    "documents",
    "claims",
    "explanations_of_benefit",
];

fn ids() -> impl FnMut() -> Uuid + Send {
    // Unique within the test program, which is all a test needs.
    static NEXT: AtomicU64 = AtomicU64::new(1);
    || Uuid::from_u64_pair(NOW as u64, NEXT.fetch_add(1, Ordering::Relaxed))
}

pub fn bundle(resources: &[(&str, Value)]) -> Value {
    let entries: Vec<Value> = resources
        .iter()
        .map(|(id, r)| json!({ "fullUrl": format!("urn:uuid:{id}"), "resource": r, "request": { "method": "POST", "url": r["resourceType"] } }))
        .collect();
    json!({ "resourceType": "Bundle", "type": "transaction", "entry": entries })
}

pub fn to(id: &str) -> Value {
    json!({ "reference": format!("urn:uuid:{id}") })
}

pub fn practice(name: &str) -> Value {
    json!({ "resourceType": "Organization", "identifier": [{ "system": "urn:practice", "value": name }], "name": name,
            "telecom": [{ "system": "phone", "value": "413-555-0140 x7" }] })
}

pub fn provider(npi: &str) -> Value {
    json!({ "resourceType": "Practitioner", "identifier": [{ "system": "http://hl7.org/fhir/sid/us-npi", "value": npi }],
            "name": [{ "prefix": ["Dr."], "given": ["Lee"], "family": "Sample" }] })
}

pub fn patient(mrn: &str) -> Value {
    json!({ "resourceType": "Patient", "name": [{ "given": ["Ada"], "family": "Example" }], "birthDate": "1980-02-29",
            "gender": "female", "telecom": [{ "system": "phone", "value": "413-555-0199" }],
            "identifier": [{ "type": { "coding": [{ "code": "MR" }] }, "system": "urn:mrn", "value": mrn }] })
}

pub fn encounter(patient: &str, day: &str) -> Value {
    json!({ "resourceType": "Encounter", "status": "finished", "class": { "code": "AMB" }, "subject": to(patient),
            "participant": [{ "individual": to("doc") }], "serviceProvider": to("org"),
            "period": { "start": format!("{day}T09:00:00Z"), "end": format!("{day}T09:30:00Z") } })
}

/// A practice, a provider, a patient and one resource of every type that has a table.
pub fn chart() -> Value {
    let (subject, encounter_at) = (to("pat"), to("enc"));
    bundle(&[
        ("pat", patient("M-1")),
        ("org", practice("Elm Street")),
        ("doc", provider("9990000001")),
        ("enc", encounter("pat", "2026-10-01")),
        (
            "obs",
            json!({ "resourceType": "Observation", "status": "final", "code": { "text": "Glucose" }, "subject": subject,
            "encounter": encounter_at, "effectiveDateTime": "2026-10-01", "valueQuantity": { "value": 5.5, "unit": "mmol/L" },
            "performer": [to("org"), to("doc")] }),
        ),
        (
            "rep",
            json!({ "resourceType": "DiagnosticReport", "status": "final", "code": { "text": "Panel" }, "subject": subject,
            "result": [to("obs")], "effectiveDateTime": "2026-10-01" }),
        ),
        (
            "med",
            json!({ "resourceType": "MedicationRequest", "status": "active", "intent": "order", "subject": subject,
            "medicationCodeableConcept": { "text": "Examplin" }, "authoredOn": "2026-10-01", "requester": to("doc") }),
        ),
        (
            "imm",
            json!({ "resourceType": "Immunization", "status": "completed", "vaccineCode": { "text": "Flu" },
            "patient": subject, "occurrenceDateTime": "2026-10-01" }),
        ),
        ("all", json!({ "resourceType": "AllergyIntolerance", "code": { "text": "Peanut" }, "patient": subject })),
        (
            "con",
            json!({ "resourceType": "Condition", "code": { "text": "Hay fever" }, "subject": subject, "onsetDateTime": "2019-05" }),
        ),
        (
            "pro",
            json!({ "resourceType": "Procedure", "status": "completed", "code": { "text": "X-ray" }, "subject": subject }),
        ),
        (
            "paper",
            json!({ "resourceType": "DocumentReference", "status": "current", "subject": subject,
            "content": [{ "attachment": { "contentType": "text/plain", "data": "aGk=", "title": "Note" } }] }),
        ),
        (
            "bill",
            json!({ "resourceType": "Claim", "status": "active", "patient": subject, "created": "2026-10-01",
            "provider": to("org"), "total": { "value": 12.3, "currency": "USD" } }),
        ),
        (
            "eob",
            json!({ "resourceType": "ExplanationOfBenefit", "status": "active", "outcome": "complete", "patient": subject,
            "created": "2026-10-09", "provider": to("doc"), "claim": to("bill"), "insurer": { "display": "Plan" } }),
        ),
        ("plan", json!({ "resourceType": "CarePlan", "status": "active", "intent": "plan", "subject": subject })),
    ])
}
