//! Organizations and practitioners.

use crate::draft::Draft;
use crate::row::{Cell, Row};
use crate::{Fault, What};
use portal_types::field;
use serde_json::Value;

/// Kinds of organizations that see nobody: insurers, payers, governments, schools ...
const NO_PRACTICE: [&str; 8] = ["pay", "ins", "govt", "edu", "reli", "crs", "cg", "bus"];

pub(super) fn organization(draft: &mut Draft<'_>) -> Result<(), Fault> {
    let kinds: Vec<&str> = draft
        .list("type")?
        .iter()
        .flat_map(|kind| kind["coding"].as_array().into_iter().flatten())
        .filter_map(|coding| coding["code"].as_str())
        .collect();
    if kinds.is_empty() || kinds.iter().any(|kind| !NO_PRACTICE.contains(kind)) {
        let name = draft.text("name")?.ok_or_else(|| draft.fault("name", What::Missing))?;
        let phone = draft.list("telecom")?.iter().find(|t| t["system"] == "phone").and_then(|t| t["value"].as_str());
        let home = &draft.at("address")[0];
        let row = Row::main("practices")
            .text("fhir_id", Some(draft.fhir_id))
            .text("name", Some(name))
            .text("phone", phone)
            .text("line", Some(line(home)))
            .text("city", Some(home["city"].as_str().unwrap_or_default()))
            .text("state", Some(home["state"].as_str().unwrap_or_default()))
            .text("zip", Some(zip(home)));
        draft.rows.push(row);
    }
    identifiers(draft)
}

pub(super) fn practitioner(draft: &mut Draft<'_>) -> Result<(), Fault> {
    let name = draft.list("name")?.first().ok_or_else(|| draft.fault("name", What::Missing))?;
    let words = |key: &str| name[key].as_array().into_iter().flatten().filter_map(Value::as_str);
    let whole: Vec<&str> = words("prefix").chain(words("given")).chain(name["family"].as_str()).collect();
    let whole = if whole.is_empty() { name["text"].as_str().unwrap_or_default().to_owned() } else { whole.join(" ") };
    if whole.is_empty() {
        return Err(draft.fault("name", What::Missing));
    }
    let npi = draft.list("identifier")?.iter().find(|i| i["system"] == "http://hl7.org/fhir/sid/us-npi");
    let row = Row::main("providers")
        .text("fhir_id", Some(draft.fhir_id))
        .text("npi", npi.and_then(|i| i["value"].as_str()))
        .text("name", Some(whole));
    draft.rows.push(row);
    identifiers(draft)
}

/// Business identifiers, by which references in other bundles may name this one.
pub(super) fn identifiers(draft: &mut Draft<'_>) -> Result<(), Fault> {
    for identifier in draft.list("identifier")? {
        if let Some(value) = identifier["value"].as_str() {
            let row = Row::child("resource_identifiers", "resource_id")
                .with("type", Cell::Text(Some(draft.kind.to_owned())))
                .text("system", Some(identifier["system"].as_str().unwrap_or_default()))
                .text("value", Some(value));
            draft.rows.push(row);
        }
    }
    Ok(())
}

/// Street and house as one line.
pub(super) fn line(address: &Value) -> String {
    let lines: Vec<&str> = address["line"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    lines.join(", ")
}

/// Five digits where they are that, else as written.
pub(super) fn zip(address: &Value) -> String {
    let raw = address["postalCode"].as_str().unwrap_or_default();
    field::zip(raw).unwrap_or_else(|_| raw.trim().to_owned())
}
