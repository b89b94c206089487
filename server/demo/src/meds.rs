//! Medicines, and the requests for them.

use serde_json::json;

use crate::bundle::{Code, reference};
use crate::claims;
use crate::problems::Course;
use crate::visit::Visit;

/// A medicine as it is written on a prescription.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Drug {
    pub(crate) code: Code,
    pub(crate) directions: &'static str,
    /// Times a day, or none where it is taken as needed.
    pub(crate) daily: Option<i64>,
    /// Units in one supply, and how often it may be renewed.
    pub(crate) supply: (i64, i64),
    pub(crate) cents: i64,
}

const fn drug(
    code: &'static str,
    name: &'static str,
    directions: &'static str,
    daily: i64,
    supply: (i64, i64),
    cents: i64,
) -> Drug {
    let daily = if daily == 0 { None } else { Some(daily) };
    Drug { code: Code::rxnorm(code, name), directions, daily, supply, cents }
}

#[rustfmt::skip]
mod shelf {
    use super::{Drug, drug};

    pub(crate) const LEVOTHYROXINE: Drug = drug("966222", "Levothyroxine Sodium 0.075 MG Oral Tablet", "Take 1 tablet every morning on an empty stomach", 1, (90, 3), 1_850);
    pub(crate) const SUMATRIPTAN: Drug = drug("313161", "Sumatriptan 50 MG Oral Tablet", "Take 1 tablet at the start of a migraine; may repeat once after 2 hours", 0, (9, 2), 3_120);
    pub(crate) const FERROUS_SULFATE: Drug = drug("310325", "Ferrous sulfate 325 MG Oral Tablet", "Take 1 tablet a day with food", 1, (90, 0), 890);
    pub(crate) const CETIRIZINE: Drug = drug("1014678", "Cetirizine hydrochloride 10 MG Oral Tablet", "Take 1 tablet a day during the pollen season", 1, (30, 5), 1_240);
    pub(crate) const AMOXICILLIN_CLAVULANATE: Drug = drug("562251", "Amoxicillin 250 MG / Clavulanate 125 MG Oral Tablet", "Take 1 tablet every 8 hours until finished", 3, (30, 0), 2_475);
    pub(crate) const AMOXICILLIN_LIQUID: Drug = drug("308189", "Amoxicillin 80 MG/ML Oral Suspension", "Give 5 mL twice a day for 10 days", 2, (100, 0), 1_690);
    pub(crate) const NAPROXEN: Drug = drug("198014", "Naproxen 500 MG Oral Tablet", "Take 1 tablet twice a day with food", 2, (20, 0), 1_130);
    pub(crate) const ACETAMINOPHEN: Drug = drug("313782", "Acetaminophen 325 MG Oral Tablet", "Take 2 tablets every 6 hours as needed for pain", 0, (60, 1), 640);
    pub(crate) const ALBUTEROL: Drug = drug("745679", "200 ACTUAT Albuterol 0.09 MG/ACTUAT Metered Dose Inhaler", "Inhale 2 puffs every 4 hours as needed for wheezing", 0, (1, 3), 5_480);
    pub(crate) const FLUTICASONE: Drug = drug("895994", "120 ACTUAT Fluticasone propionate 0.044 MG/ACTUAT Metered Dose Inhaler", "Inhale 2 puffs twice a day, rinse mouth afterwards", 2, (1, 5), 18_900);
    pub(crate) const EPINEPHRINE: Drug = drug("1870230", "0.3 ML Epinephrine 1 MG/ML Auto-Injector", "Inject into the outer thigh at the first sign of a severe reaction, then call 911", 0, (2, 1), 31_500);
    pub(crate) const LEVORA: Drug = drug("748879", "Levora 0.15/30 28 Day Pack", "Take 1 tablet at the same time every day", 1, (28, 11), 2_960);
    pub(crate) const HYDROCORTISONE: Drug = drug("106258", "Hydrocortisone 10 MG/ML Topical Cream", "Apply a thin layer to red patches up to twice a day", 0, (1, 2), 780);
    pub(crate) const METFORMIN: Drug = drug("861007", "Metformin hydrochloride 500 MG Oral Tablet", "Take 1 tablet twice a day with meals", 2, (180, 3), 1_420);
    pub(crate) const LISINOPRIL_LOW: Drug = drug("314076", "Lisinopril 10 MG Oral Tablet", "Take 1 tablet a day", 1, (90, 3), 1_060);
    pub(crate) const LISINOPRIL: Drug = drug("314077", "Lisinopril 20 MG Oral Tablet", "Take 1 tablet a day", 1, (90, 3), 1_180);
    pub(crate) const ATORVASTATIN: Drug = drug("617311", "Atorvastatin 40 MG Oral Tablet", "Take 1 tablet every evening", 1, (90, 3), 1_530);
    pub(crate) const ASPIRIN: Drug = drug("318272", "Aspirin 81 MG Chewable Tablet", "Take 1 tablet a day", 1, (90, 3), 520);
    pub(crate) const METOPROLOL: Drug = drug("866427", "24 HR Metoprolol succinate 25 MG Extended Release Oral Tablet", "Take 1 tablet a day; do not crush", 1, (90, 3), 1_710);
    pub(crate) const CLOPIDOGREL: Drug = drug("309362", "Clopidogrel 75 MG Oral Tablet", "Take 1 tablet a day", 1, (90, 3), 1_640);
    pub(crate) const ALLOPURINOL: Drug = drug("197319", "Allopurinol 100 MG Oral Tablet", "Take 1 tablet a day with a glass of water", 1, (90, 3), 1_090);
    pub(crate) const HYDROCHLOROTHIAZIDE: Drug = drug("310798", "Hydrochlorothiazide 25 MG Oral Tablet", "Take 1 tablet every morning", 1, (90, 3), 940);
    pub(crate) const AMLODIPINE: Drug = drug("197361", "Amlodipine 5 MG Oral Tablet", "Take 1 tablet a day", 1, (90, 3), 1_150);
    pub(crate) const SERTRALINE: Drug = drug("312941", "Sertraline 50 MG Oral Tablet", "Take 1 tablet every morning", 1, (90, 3), 1_370);
    pub(crate) const OMEPRAZOLE: Drug = drug("198051", "Omeprazole 20 MG Delayed Release Oral Capsule", "Take 1 capsule before breakfast", 1, (90, 1), 1_480);
}
pub(crate) use shelf::*;

impl Visit<'_, '_> {
    /// Writes a MedicationRequest and the pharmacy's claim for the first supply.
    pub(crate) fn prescribe(&mut self, drug: &Drug, course: Course, reason: Option<&str>) -> &mut Self {
        let (day, today) = (self.day(), self.chart.today);
        let end = course.end(day, today);
        let status = match (course, end) {
            (_, None) => "active",
            (Course::Days(days), Some(_)) if days <= 30 => "completed",
            (_, Some(_)) => "stopped",
        };
        let mut bounds = json!({ "start": day.to_string() });
        if let Some(end) = end {
            bounds["end"] = json!(end.to_string());
        }
        let mut repeat = json!({ "boundsPeriod": bounds });
        if let Some(daily) = drug.daily {
            repeat["frequency"] = json!(daily);
            repeat["period"] = json!(1);
            repeat["periodUnit"] = json!("d");
        }
        let mut body = self.body(json!({
            "status": status,
            "intent": "order",
            "medicationCodeableConcept": drug.code.concept(),
            "authoredOn": self.start.date_time(),
            "requester": self.practitioner(),
            "dosageInstruction": [{
                "sequence": 1,
                "text": drug.directions,
                "timing": { "repeat": repeat },
                "asNeededBoolean": drug.daily.is_none(),
            }],
            "dispenseRequest": {
                "numberOfRepeatsAllowed": drug.supply.1,
                "quantity": { "value": drug.supply.0 },
            },
        }));
        if let Some(reason) = reason {
            body["reasonReference"] = json!([reference(reason)]);
        }
        let id = self.chart.add("MedicationRequest", body);
        claims::pharmacy(self, drug, &id);
        self
    }
}
