//! Vital signs, questionnaires and the growth of children.

use serde_json::{Value, json};

use crate::bundle::Code;
use crate::growth::as_f64;
use crate::labs::rounded;
use crate::visit::Visit;

const VITAL_SIGNS: &str = "vital-signs";
const SURVEY: &str = "survey";

const BLOOD_PRESSURE: Code = Code::loinc("85354-9", "Blood pressure panel with all children optional");
/// The older panel code, still in many records; the two travel together.
const BLOOD_PRESSURE_OLD: Code = Code::loinc("55284-4", "Blood Pressure");

impl Visit<'_, '_> {
    /// What a medical assistant measures at this age, before the provider comes in.
    pub(crate) fn vitals(&mut self) -> &mut Self {
        let (months, years, sex) = (self.months(), self.years(), self.chart.sex);
        let health = self.chart.health;
        let height = rounded(health.build.height(sex, months), 1);
        // Clothes and breakfast: a child is weighed with little of either.
        let scale = if years < 3 { 1.0 } else { self.chart.chance.around(1.0, 0.006) };
        let weight = rounded(health.build.weight(sex, months) * scale, if years < 3 { 2 } else { 1 });
        self.vital(Code::loinc("8302-2", "Body Height"), height, "cm", "cm");
        self.vital(Code::loinc("29463-7", "Body Weight"), weight, "kg", "kg");
        if months >= 24 {
            let index = rounded(weight / (height / 100.0).powi(2), 1);
            self.vital(Code::loinc("39156-5", "Body Mass Index"), index, "kg/m2", "kg/m2");
        }
        if let Some(head) = health.build.head(sex, months) {
            let head = rounded(head, 1);
            self.vital(Code::loinc("9843-4", "Head Occipital-frontal circumference"), head, "cm", "cm");
        }
        if years >= 3 {
            self.blood_pressure();
        }
        let (pulse, breaths) = usual_rates(years);
        let pulse = rounded(self.chart.chance.around(pulse, 6.0), 0);
        let breaths = rounded(self.chart.chance.around(breaths, 1.0), 0);
        self.vital(Code::loinc("8867-4", "Heart rate"), pulse, "/min", "/min");
        self.vital(Code::loinc("9279-1", "Respiratory rate"), breaths, "/min", "/min");
        if years >= 13 {
            let code = Code::loinc("72166-2", "Tobacco smoking status NHIS");
            let answer = self.chart.smoking_answer();
            self.observation(SURVEY, &json!([code.coding()]), code.display, json!({ "valueCodeableConcept": answer }));
        }
        self
    }

    /// Systolic and diastolic pressure, alone when somebody only comes to have it taken.
    pub(crate) fn blood_pressure(&mut self) -> &mut Self {
        let years = as_f64(self.years());
        let health = self.chart.health;
        let (systolic, diastolic) =
            if years < 18.0 { (91.0 + 1.5 * years, 54.0 + 0.9 * years) } else { (health.systolic, health.diastolic) };
        let upper = rounded(self.chart.chance.around(systolic, 4.0), 0);
        let lower = rounded(self.chart.chance.around(diastolic, 3.0), 0);
        let part = |code: Code, value: f64| json!({ "code": code.concept(), "valueQuantity": quantity(value, "mm[Hg]", "mm[Hg]") });
        let components = json!({ "component": [
            part(Code::loinc("8462-4", "Diastolic Blood Pressure"), lower),
            part(Code::loinc("8480-6", "Systolic Blood Pressure"), upper),
        ] });
        let codings = json!([BLOOD_PRESSURE.coding(), BLOOD_PRESSURE_OLD.coding()]);
        self.observation(VITAL_SIGNS, &codings, "Blood Pressure", components);
        self
    }

    /// Temperature, oxygen and pain: taken when somebody is ill.
    pub(crate) fn illness_vitals(&mut self, celsius: f64, pain: i64) -> &mut Self {
        let oxygen = rounded(self.chart.chance.around(98.0, 0.6), 0).min(100.0);
        self.vital(Code::loinc("8310-5", "Body temperature"), rounded(celsius, 1), "Cel", "Cel");
        self.vital(Code::loinc("2708-6", "Oxygen saturation in Arterial blood"), oxygen, "%", "%");
        if self.years() >= 3 {
            let code = Code::loinc("72514-3", "Pain severity - 0-10 verbal numeric rating [Score] - Reported");
            self.vital(code, as_f64(pain), "{score}", "{score}");
        }
        self
    }

    /// A questionnaire's total score.
    pub(crate) fn score(&mut self, code: Code, points: i64) -> &mut Self {
        let value = json!({ "valueQuantity": quantity(as_f64(points), "{score}", "{score}") });
        self.observation(SURVEY, &json!([code.coding()]), code.display, value);
        self
    }

    fn vital(&mut self, code: Code, value: f64, unit: &str, ucum: &str) {
        let value = json!({ "valueQuantity": quantity(value, unit, ucum) });
        self.observation(VITAL_SIGNS, &json!([code.coding()]), code.display, value);
    }

    /// Any Observation that is final when the visit ends; gives its id back.
    pub(crate) fn observation(&mut self, category: &str, codings: &Value, text: &str, more: Value) -> String {
        let mut body = self.body(json!({
            "status": "final",
            "category": [{ "coding": [{
                "system": "http://terminology.hl7.org/CodeSystem/observation-category",
                "code": category,
                "display": category,
            }] }],
            "code": { "coding": codings, "text": text },
            "effectiveDateTime": self.start.date_time(),
            "issued": self.end.instant(),
        }));
        if let (Some(body), Value::Object(more)) = (body.as_object_mut(), more) {
            body.extend(more);
        }
        self.chart.add("Observation", body)
    }
}

/// A UCUM quantity.
pub(crate) fn quantity(value: f64, unit: &str, ucum: &str) -> Value {
    json!({ "value": value, "unit": unit, "system": "http://unitsofmeasure.org", "code": ucum })
}

/// Heart beats and breaths per minute at rest.
const fn usual_rates(years: i64) -> (f64, f64) {
    match years {
        ..=0 => (132.0, 38.0),
        1..=2 => (112.0, 27.0),
        3..=5 => (100.0, 23.0),
        6..=11 => (86.0, 20.0),
        _ => (72.0, 15.0),
    }
}
