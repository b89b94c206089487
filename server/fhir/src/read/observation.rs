//! Observations: measurements, answers and findings.

use crate::date::Rule;
use crate::draft::{Draft, category, concept, quantity};
use crate::{Fault, What};
use serde_json::{Map, Value, json};

pub(super) fn observation(draft: &mut Draft<'_>) -> Result<(), Fault> {
    let at = draft.dates(&["effectiveDateTime", "effectiveInstant", "effectivePeriod.start", "issued"], Rule::Past)?;
    let issued = draft.date("issued", Rule::Past)?;
    let measured = measured(draft.value);
    if draft.at("valueQuantity.value").as_f64().is_none() && !draft.at("valueQuantity.value").is_null() {
        return Err(draft.fault("valueQuantity.value", What::Form("a number")));
    }
    let components: Vec<Value> = draft.list("component")?.iter().map(component).collect();
    let components = (!components.is_empty()).then(|| Value::Array(components).to_string());
    let range = range(draft.value);
    let performers = draft.references("performer", "");
    let row = draft
        .chart_row("observations", "subject", at, draft.status()?, draft.concept("code")?)?
        .int("issued", issued.map(|w| w.ms))
        .text("category", category(draft.list("category")?))
        .number("value_number", measured.number)
        .text("comparator", measured.comparator)
        .text("value_text", measured.text)
        .text("unit", measured.unit)
        .number("ref_low", range.low)
        .number("ref_high", range.high)
        .text("ref_text", range.text)
        .text("interpretation", interpretation(draft.value))
        .text("absent", category(std::slice::from_ref(draft.at("dataAbsentReason"))))
        .text("note", draft.at("note")[0]["text"].as_str())
        .text("components", components)
        .encounter(draft.references("encounter", ""))
        .practice(performers.clone())
        .provider(performers);
    draft.rows.push(row);
    Ok(())
}

/// A value in whichever of FHIR's forms.
#[derive(Default)]
struct Measured {
    number: Option<f64>,
    comparator: Option<String>,
    text: Option<String>,
    unit: Option<String>,
}

fn measured(value: &Value) -> Measured {
    let said = |value: &Value| value.as_str().map(str::to_owned);
    let text = |text: Option<String>| Measured { text, ..Measured::default() };
    if let Some(found) = value.get("valueQuantity") {
        let unit = said(&found["unit"]).or_else(|| said(&found["code"]));
        return Measured { number: found["value"].as_f64(), comparator: said(&found["comparator"]), text: None, unit };
    }
    if let Some(found) = value.get("valueInteger") {
        return Measured { number: found.as_f64(), ..Measured::default() };
    }
    if let Some(found) = value.get("valueBoolean").and_then(Value::as_bool) {
        return text(Some(if found { "yes" } else { "no" }.to_owned()));
    }
    if let Some(found) = value.get("valueCodeableConcept") {
        return text(concept(found).display);
    }
    if let Some(found) = value.get("valueRange") {
        let ends = [quantity(&found["low"]), quantity(&found["high"])];
        return text(Some(ends.into_iter().flatten().collect::<Vec<_>>().join(" - ")));
    }
    if let Some(found) = value.get("valueRatio") {
        let ends = [quantity(&found["numerator"]), quantity(&found["denominator"])];
        return text(Some(ends.into_iter().flatten().collect::<Vec<_>>().join(":")));
    }
    text(["valueString", "valueDateTime", "valueTime"].iter().find_map(|key| said(&value[*key])))
}

#[derive(Default)]
struct Range {
    low: Option<f64>,
    high: Option<f64>,
    text: Option<String>,
}

/// The normal range: the one that says so, or the first.
fn range(value: &Value) -> Range {
    let ranges = value["referenceRange"].as_array().map_or(&[][..], Vec::as_slice);
    let normal = ranges.iter().find(|r| concept(&r["type"]).code.as_deref() == Some("normal"));
    let Some(range) = normal.or(ranges.first()) else { return Range::default() };
    Range {
        low: range["low"]["value"].as_f64(),
        high: range["high"]["value"].as_f64(),
        text: range["text"].as_str().map(str::to_owned),
    }
}

/// "H", "L", "N" ...
fn interpretation(value: &Value) -> Option<String> {
    let found = concept(&value["interpretation"][0]);
    found.code.or(found.display)
}

/// One component as the table keeps it; what it does not have is left out.
fn component(value: &Value) -> Value {
    let (what, measured, range) = (concept(&value["code"]), measured(value), range(value));
    let fields = [
        ("code", json!(what.code)),
        ("display", json!(what.display)),
        ("number", json!(measured.number)),
        ("comparator", json!(measured.comparator)),
        ("text", json!(measured.text)),
        ("unit", json!(measured.unit)),
        ("low", json!(range.low)),
        ("high", json!(range.high)),
        ("range", json!(range.text)),
        ("interpretation", json!(interpretation(value))),
    ];
    let there = fields.into_iter().filter(|(_, v)| !v.is_null()).map(|(k, v)| (k.to_owned(), v));
    Value::Object(there.collect::<Map<_, _>>())
}
