//! Medication requests and immunizations.

use crate::date::Rule;
use crate::draft::{Draft, Fill, concept, outward, quantity};
use crate::{Fault, What};
use serde_json::Value;

pub(super) fn request(draft: &mut Draft<'_>) -> Result<(), Fault> {
    let at = draft.date("authoredOn", Rule::Past)?;
    let mut what = draft.concept("medicationCodeableConcept")?;
    let reference = draft.at("medicationReference");
    if let Some(raw) = outward(reference) {
        what.display = reference["display"].as_str().map(str::to_owned);
        draft.fills.push(Fill { column: "code", reference: raw.clone(), code: true });
        if what.display.is_none() {
            draft.fills.push(Fill { column: "display", reference: raw, code: false });
        }
    } else if let Some(id) = reference["reference"].as_str().and_then(|raw| raw.strip_prefix('#')) {
        let mut contained = draft.at("contained").as_array().into_iter().flatten();
        what = contained.find(|c| c["id"] == id).map(|c| concept(&c["code"])).unwrap_or_default();
    } else if what.display.is_none() {
        return Err(draft.fault("medicationCodeableConcept", What::Missing));
    }
    let dose = &draft.at("dosageInstruction")[0];
    let bounds = &dose["timing"]["repeat"]["boundsPeriod"];
    let reason = draft.reason("reason");
    let row = draft
        .chart_row("medication_requests", "subject", at, draft.status()?, what)?
        .text("intent", draft.text("intent")?)
        .text("dose", directions(dose))
        .flag("as_needed", dose["asNeededBoolean"] == true || dose["asNeededCodeableConcept"].is_object())
        .text("reason", reason)
        .int("refills", draft.at("dispenseRequest.numberOfRepeatsAllowed").as_i64())
        .text("quantity", quantity(draft.at("dispenseRequest.quantity")))
        .text("starts", day(&bounds["start"]))
        .text("ends", day(&bounds["end"]))
        .encounter(draft.references("encounter", ""))
        .provider(draft.references("requester", ""));
    draft.rows.push(row);
    Ok(())
}

/// Directions as written. Numbers without words are left in the original: we do not compose directions.
fn directions(dose: &Value) -> Option<String> {
    let said = dose["text"].as_str().or_else(|| dose["patientInstruction"].as_str()).map(str::to_owned);
    said.or_else(|| concept(&dose["additionalInstruction"][0]).display)
}

fn day(value: &Value) -> Option<String> {
    value.as_str().map(|text| text.get(..10).unwrap_or(text).to_owned())
}

pub(super) fn immunization(draft: &mut Draft<'_>) -> Result<(), Fault> {
    let at = draft.dates(&["occurrenceDateTime", "recorded"], Rule::Past)?;
    draft.date("expirationDate", Rule::Open)?;
    let mut what = draft.concept("vaccineCode")?;
    let codings = draft.at("vaccineCode.coding").as_array().map_or(&[][..], Vec::as_slice);
    let cvx = codings.iter().find(|c| c["system"] == "http://hl7.org/fhir/sid/cvx");
    if let Some(code) = cvx.and_then(|c| c["code"].as_str()) {
        what.code = Some(code.to_owned());
    }
    if what.display.is_none() {
        return Err(draft.fault("vaccineCode", What::Missing));
    }
    let protocol = &draft.at("protocolApplied")[0];
    let number = protocol["doseNumberPositiveInt"].as_i64().map(|n| n.to_string());
    let performers = draft.references("performer", "actor");
    let row = draft
        .chart_row("immunizations", "patient", at, draft.status()?, what)?
        .text("dose_number", number.or_else(|| protocol["doseNumberString"].as_str().map(str::to_owned)))
        .text("lot", draft.text("lotNumber")?)
        .text("expires", draft.text("expirationDate")?)
        .text("maker", draft.at("manufacturer")["display"].as_str())
        .text("site", draft.concept("site")?.display)
        .text("route", draft.concept("route")?.display)
        .encounter(draft.references("encounter", ""))
        .practice(performers.clone())
        .provider(performers);
    draft.rows.push(row);
    Ok(())
}
