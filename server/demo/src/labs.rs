//! Laboratory results: what is measured in a panel, what is usual, and the report around it.

use serde_json::{Value, json};

use crate::bundle::{Code, named_reference};
use crate::claims::BillLine;
use crate::growth::as_f64;
use crate::panels::{Panel, Range};
use crate::visit::Visit;
use crate::vitals::quantity;

const LABORATORY: &str = "laboratory";
const INTERPRETATION: &str = "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation";

/// What is measured: its code, its unit and how many decimals a laboratory prints.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Analyte {
    pub(crate) code: Code,
    pub(crate) unit: &'static str,
    pub(crate) decimals: i32,
}

/// A test that answers in a word.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Finding {
    pub(crate) code: Code,
    pub(crate) found: Code,
    pub(crate) expected: &'static str,
    /// The interpretation: NEG, POS, N or A.
    pub(crate) flag: &'static str,
}

/// A number as printed: with at most `decimals` of them.
pub(crate) fn rounded(value: f64, decimals: i32) -> f64 {
    let factor = 10_f64.powi(decimals);
    (value * factor).round() / factor
}

impl Visit<'_, '_> {
    /// Draws one tube and reports the panel.
    pub(crate) fn panel(&mut self, panel: Panel) -> &mut Self {
        let (sex, years, months) = (self.chart.sex, self.years(), self.months());
        let health = self.chart.health;
        let measured = panel.measure(&mut self.chart.chance, &health, sex, years, months);
        let mut results = Vec::with_capacity(measured.len());
        let mut remarkable = Vec::new();
        for (analyte, value, range) in measured {
            let value = rounded(value, analyte.decimals);
            let flag = range.flag(value);
            if flag != "N" {
                remarkable.push(format!(
                    "{} {}",
                    analyte.code.display,
                    if flag == "H" { "above range" } else { "below range" }
                ));
            }
            let more = json!({
                "valueQuantity": quantity(value, analyte.unit, analyte.unit),
                "referenceRange": [range.resource(analyte.unit)],
                "interpretation": [interpretation(flag)],
            });
            let id = self.observation(LABORATORY, &json!([analyte.code.coding()]), analyte.code.display, more);
            results.push(named_reference(&id, analyte.code.display));
        }
        let conclusion =
            if remarkable.is_empty() { "Within reference ranges.".to_owned() } else { remarkable.join("; ") + "." };
        self.report(("LAB", "Laboratory"), panel.code(), &results, &conclusion);
        self.bill.push(BillLine::service(panel.code(), panel.cents()));
        self
    }

    /// Runs one test that answers in a word.
    pub(crate) fn finding(&mut self, finding: &Finding, cents: i64) -> &mut Self {
        let more = json!({
            "valueCodeableConcept": finding.found.concept(),
            "referenceRange": [{ "text": finding.expected }],
            "interpretation": [interpretation(finding.flag)],
        });
        let code = finding.code;
        let id = self.observation(LABORATORY, &json!([code.coding()]), code.display, more);
        self.report(("LAB", "Laboratory"), code, &[named_reference(&id, code.display)], finding.found.display);
        self.bill.push(BillLine::service(code, cents));
        self
    }

    /// A picture and what the radiologist made of it.
    pub(crate) fn imaging(&mut self, code: Code, conclusion: &str, cents: i64) -> &mut Self {
        self.report(("RAD", "Radiology"), code, &[], conclusion);
        self.bill.push(BillLine::service(code, cents));
        self
    }

    fn report(&mut self, (code, display): (&str, &str), what: Code, results: &[Value], conclusion: &str) {
        let body = self.body(json!({
            "status": "final",
            "category": [{ "coding": [{
                "system": "http://terminology.hl7.org/CodeSystem/v2-0074",
                "code": code,
                "display": display,
            }] }],
            "code": what.concept(),
            "effectiveDateTime": self.start.date_time(),
            "issued": self.end.instant(),
            "performer": [self.organization()],
            "result": results,
            "conclusion": conclusion,
        }));
        self.chart.add("DiagnosticReport", body);
    }
}

impl Range {
    fn flag(self, value: f64) -> &'static str {
        match (self.low, self.high) {
            (Some(low), _) if value < low => "L",
            (_, Some(high)) if value > high => "H",
            _ => "N",
        }
    }

    fn resource(self, unit: &str) -> Value {
        let mut range = json!({});
        let mut text = String::new();
        if let Some(low) = self.low {
            range["low"] = quantity(low, unit, unit);
            text = format!("{low}");
        }
        if let Some(high) = self.high {
            range["high"] = quantity(high, unit, unit);
            text = if text.is_empty() { format!("up to {high}") } else { format!("{text} - {high}") };
        } else {
            text = format!("{text} or more");
        }
        range["text"] = json!(format!("{text} {unit}"));
        range
    }
}

fn interpretation(flag: &str) -> Value {
    let display = match flag {
        "L" => "Low",
        "H" => "High",
        "A" => "Abnormal",
        "POS" => "Positive",
        "NEG" => "Negative",
        _ => "Normal",
    };
    json!({ "coding": [{ "system": INTERPRETATION, "code": flag, "display": display }], "text": display })
}

/// Filtration by the CKD-EPI formula of 2021, for adults.
pub(crate) fn filtration(creatinine: f64, woman: bool, years: i64) -> f64 {
    let (kappa, alpha) = if woman { (0.7, -0.241) } else { (0.9, -0.302) };
    let ratio: f64 = creatinine / kappa;
    let raw = 142.0 * ratio.min(1.0).powf(alpha) * ratio.max(1.0).powf(-1.2) * 0.9938_f64.powf(as_f64(years));
    if woman { raw * 1.012 } else { raw }
}

#[cfg(test)]
mod tests {
    use super::{Range, filtration, rounded};

    #[test]
    fn a_range_flags_what_lies_outside() {
        let range = Range::within(3.5, 5.1);
        assert_eq!(range.flag(3.4), "L");
        assert_eq!(range.flag(3.5), "N");
        assert_eq!(range.flag(5.2), "H");
        assert_eq!(Range::above(40.0).flag(39.0), "L");
        assert_eq!(range.resource("mmol/L")["text"], "3.5 - 5.1 mmol/L");
        assert_eq!(Range::below(100.0).resource("mg/dL")["text"], "up to 100 mg/dL");
        assert_eq!(Range::above(40.0).resource("mg/dL")["text"], "40 or more mg/dL");
    }

    #[test]
    fn filtration_falls_with_creatinine_and_age() {
        assert!((filtration(0.9, false, 50) - 104.0).abs() < 1.5);
        assert!(filtration(1.4, false, 71) < 60.0);
        assert!((rounded(1.2345, 2) - 1.23).abs() < 1e-9);
    }
}
