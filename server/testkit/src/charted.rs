//! Records, as the importer would have stored them: put into the tables directly.

use crate::clinic::{Clinic, Practice};
use portal_types::ids::PatientId;
use sea_orm::Value;
use std::sync::atomic::{AtomicU64, Ordering};
use uuid::Uuid;

/// Something of a record; change what the test is about.
#[derive(Clone, Debug)]
pub struct Item {
    table: &'static str,
    kind: &'static str,
    name: String,
    code: Option<String>,
    status: &'static str,
    days_ago: i64,
    grain: &'static str,
    visit: Option<Uuid>,
    more: Vec<(&'static str, Value)>,
}

impl Item {
    fn of(table: &'static str, kind: &'static str, name: &str, status: &'static str) -> Self {
        let (code, visit, more) = (None, None, Vec::new());
        Self { table, kind, name: name.into(), code, status, days_ago: 1, grain: "time", visit, more }
    }

    /// A visit at a practice, by its clinician.
    pub fn visit(practice: &Practice) -> Self {
        let visit = Self::of("encounters", "Encounter", "Office visit", "finished");
        visit.with("practice_id", practice.id.0).with("provider_id", practice.provider.0)
    }

    /// A vaccine that was given.
    pub fn vaccine(name: &str, cvx: &str) -> Self {
        Self::of("immunizations", "Immunization", name, "completed").coded(cvx)
    }

    /// An allergy.
    pub fn allergy(name: &str) -> Self {
        Self::of("allergies", "AllergyIntolerance", name, "active")
    }

    /// A medicine to be taken now.
    pub fn medicine(name: &str) -> Self {
        Self::of("medication_requests", "MedicationRequest", name, "active").with("as_needed", false)
    }

    /// A problem.
    pub fn problem(name: &str) -> Self {
        Self::of("conditions", "Condition", name, "active")
    }

    /// A number that a laboratory has measured.
    pub fn result(name: &str, value: f64) -> Self {
        let result = Self::of("observations", "Observation", name, "final");
        result.with("category", "laboratory").with("value_number", value)
    }

    /// A report; what is part of it follows by [`Clinic::reports`].
    pub fn report(name: &str, conclusion: &str) -> Self {
        let report = Self::of("diagnostic_reports", "DiagnosticReport", name, "final");
        report.with("files", 0_i64).with("conclusion", conclusion)
    }

    /// With a code.
    #[must_use]
    pub fn coded(self, code: &str) -> Self {
        Self { code: Some(code.into()), ..self }
    }

    /// With another word for how it stands.
    #[must_use]
    pub fn status(self, status: &'static str) -> Self {
        Self { status, ..self }
    }

    /// So many days ago.
    #[must_use]
    pub fn days_ago(self, days_ago: i64) -> Self {
        Self { days_ago, ..self }
    }

    /// With a date that is no more exact than that.
    #[must_use]
    pub fn grain(self, grain: &'static str) -> Self {
        Self { grain, ..self }
    }

    /// At a visit.
    #[must_use]
    pub fn at(self, visit: Uuid) -> Self {
        Self { visit: Some(visit), ..self }
    }

    /// With another column, or with another value in one.
    #[must_use]
    pub fn with(mut self, column: &'static str, value: impl Into<Value>) -> Self {
        self.more.retain(|(known, _)| *known != column);
        self.more.push((column, value.into()));
        self
    }
}

/// An id of a row that a test puts in.
fn id() -> Uuid {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    Uuid::from_u64_pair(0x0190_5555_0000_7000, 0x8000_0000_0000_0000 + NEXT.fetch_add(1, Ordering::Relaxed))
}

impl Clinic {
    /// Puts something into a patient's record.
    pub async fn charts(&self, patient: PatientId, item: Item) -> Uuid {
        let id = id();
        self.execute(
            "insert into resources (id, type, fhir_id, patient_id, hash, body, imported_at)
             values ($1, $2, $3, $4, $3, '{}', $5)",
            [id.into(), item.kind.into(), id.to_string().into(), patient.0.into(), self.now().into()],
        )
        .await;
        let at = if item.grain == "none" { 0 } else { self.now() - crate::days(item.days_ago) };
        let mut columns = vec!["id", "patient_id", "at", "grain", "status", "code", "display"];
        let mut values: Vec<Value> = vec![
            id.into(),
            patient.0.into(),
            at.into(),
            item.grain.into(),
            item.status.into(),
            item.code.into(),
            item.name.into(),
        ];
        if let Some(visit) = item.visit {
            columns.push("encounter_id");
            values.push(visit.into());
        }
        for (column, value) in item.more {
            columns.push(column);
            values.push(value);
        }
        let places: Vec<String> = (1..=values.len()).map(|n| format!("${n}")).collect();
        let sql = format!("insert into {} ({}) values ({})", item.table, columns.join(", "), places.join(", "));
        self.execute(&sql, values).await;
        if item.table == "encounters" {
            self.execute(
                "insert into encounter_providers (encounter_id, provider_id)
                 select id, provider_id from encounters where id = $1 and provider_id is not null",
                [id.into()],
            )
            .await;
        }
        id
    }

    /// Makes results parts of a report.
    pub async fn reports(&self, report: Uuid, results: &[Uuid]) {
        for (place, result) in (0_i64..).zip(results) {
            let sql = "insert into report_results (report_id, place, observation_id) values ($1, $2, $3)";
            self.execute(sql, [report.into(), place.into(), (*result).into()]).await;
        }
    }

    /// Staff keep something of a patient's record from her representatives.
    pub async fn keeps_from_representatives(&self, patient: PatientId, item: Uuid) {
        self.execute(
            "insert into confidential (item_id, patient_id, why, since) values ($1, $2, 'staff', $3)",
            [item.into(), patient.0.into(), self.now().into()],
        )
        .await;
    }
}
