//! Conditions and allergies.

use jiff::civil::Date;
use serde_json::{Value, json};

use crate::bundle::Code;
use crate::calendar::plus_days;
use crate::visit::Visit;

/// How long something goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Course {
    /// To this day.
    Lasting,
    /// So many days from the visit; still going on when they reach past today.
    Days(i64),
}

impl Course {
    /// The last day, when it has passed.
    pub(crate) fn end(self, from: Date, today: Date) -> Option<Date> {
        match self {
            Self::Lasting => None,
            Self::Days(days) => Some(plus_days(from, days)).filter(|end| *end <= today),
        }
    }
}

/// Something a person does not tolerate.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Allergy {
    pub(crate) substance: Code,
    /// "food", "medication" or "environment".
    pub(crate) category: &'static str,
    /// "low" or "high".
    pub(crate) criticality: &'static str,
    pub(crate) reaction: Code,
    /// "mild", "moderate" or "severe".
    pub(crate) severity: &'static str,
}

impl Allergy {
    pub(crate) fn resource(&self, patient: Value, day: Date) -> Value {
        let status = |list: &str, code: &str| json!({ "coding": [{ "system": format!("http://terminology.hl7.org/CodeSystem/{list}"), "code": code }] });
        json!({
            "clinicalStatus": status("allergyintolerance-clinical", "active"),
            "verificationStatus": status("allergyintolerance-verification", "confirmed"),
            "type": "allergy",
            "category": [self.category],
            "criticality": self.criticality,
            "code": self.substance.concept(),
            "patient": patient,
            "recordedDate": day.to_string(),
            "reaction": [{ "manifestation": [self.reaction.concept()], "severity": self.severity }],
        })
    }
}

pub(crate) const HIVES: Code = Code::snomed("247472004", "Hives");
pub(crate) const ANAPHYLAXIS: Code = Code::snomed("39579001", "Anaphylaxis");
pub(crate) const RASH: Code = Code::snomed("271807003", "Eruption of skin");
pub(crate) const SNEEZING: Code = Code::snomed("76067001", "Sneezing");

#[rustfmt::skip]
pub(crate) const PENICILLIN: Allergy = Allergy { substance: Code::snomed("764146007", "Penicillin"), category: "medication", criticality: "high", reaction: HIVES, severity: "moderate" };
#[rustfmt::skip]
pub(crate) const SULFONAMIDE: Allergy = Allergy { substance: Code::snomed("387406002", "Sulfonamide"), category: "medication", criticality: "low", reaction: RASH, severity: "mild" };
#[rustfmt::skip]
pub(crate) const PEANUT: Allergy = Allergy { substance: Code::snomed("256349002", "Peanut"), category: "food", criticality: "high", reaction: ANAPHYLAXIS, severity: "severe" };
#[rustfmt::skip]
pub(crate) const EGG: Allergy = Allergy { substance: Code::snomed("102263004", "Eggs (edible)"), category: "food", criticality: "low", reaction: HIVES, severity: "mild" };
#[rustfmt::skip]
pub(crate) const GRASS_POLLEN: Allergy = Allergy { substance: Code::snomed("256277009", "Grass pollen"), category: "environment", criticality: "low", reaction: SNEEZING, severity: "mild" };
#[rustfmt::skip]
pub(crate) const LATEX: Allergy = Allergy { substance: Code::snomed("111088007", "Latex"), category: "environment", criticality: "low", reaction: RASH, severity: "mild" };

impl Visit<'_, '_> {
    /// Writes a Condition found in this visit and gives its id back.
    pub(crate) fn diagnose(&mut self, code: Code, course: Course) -> String {
        let (day, today) = (self.day(), self.chart.today);
        let end = course.end(day, today);
        let (category, display) = match course {
            Course::Lasting => ("problem-list-item", "Problem List Item"),
            Course::Days(_) => ("encounter-diagnosis", "Encounter Diagnosis"),
        };
        let status = |list: &str, code: &str| json!({ "coding": [{ "system": format!("http://terminology.hl7.org/CodeSystem/{list}"), "code": code }] });
        // What passes began a little before the visit; its day is remembered, its hour is not.
        let onset = match course {
            Course::Lasting => self.start.date_time(),
            Course::Days(_) => plus_days(day, -2).max(self.chart.birth).to_string(),
        };
        let mut body = self.body(json!({
            "clinicalStatus": status("condition-clinical", if end.is_some() { "resolved" } else { "active" }),
            "verificationStatus": status("condition-ver-status", "confirmed"),
            "category": [{ "coding": [{
                "system": "http://terminology.hl7.org/CodeSystem/condition-category",
                "code": category,
                "display": display,
            }] }],
            "code": code.concept(),
            "onsetDateTime": onset,
            "recordedDate": self.start.date_time(),
        }));
        if let Some(end) = end {
            body["abatementDateTime"] = json!(end.to_string());
        }
        let id = self.chart.add("Condition", body);
        self.diagnoses.push(id.clone());
        id
    }
}
