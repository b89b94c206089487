//! Allergies, conditions and procedures.

use crate::Fault;
use crate::date::Rule;
use crate::draft::{Draft, category, concept};
use serde_json::Value;

pub(super) fn allergy(draft: &mut Draft<'_>) -> Result<(), Fault> {
    let at = draft.dates(&["recordedDate", "onsetDateTime", "onsetPeriod.start"], Rule::Past)?;
    let reactions: Vec<String> = draft
        .list("reaction")?
        .iter()
        .flat_map(|reaction| reaction["manifestation"].as_array().into_iter().flatten())
        .filter_map(|manifestation| concept(manifestation).display)
        .collect();
    // The worst that has happened.
    let severity = ["severe", "moderate", "mild"]
        .into_iter()
        .find(|word| draft.at("reaction").as_array().into_iter().flatten().any(|r| r["severity"] == *word));
    let categories: Vec<&str> = draft.list("category")?.iter().filter_map(Value::as_str).collect();
    let row = draft
        .chart_row("allergies", "patient", at, draft.concept("clinicalStatus")?.code, draft.concept("code")?)?
        .text("verification", draft.concept("verificationStatus")?.code)
        .text("category", categories.first().copied())
        .text("criticality", draft.text("criticality")?)
        .text("reaction", (!reactions.is_empty()).then(|| reactions.join(", ")))
        .text("severity", severity)
        .encounter(draft.references("encounter", ""));
    draft.rows.push(row);
    Ok(())
}

pub(super) fn condition(draft: &mut Draft<'_>) -> Result<(), Fault> {
    let at = draft.dates(&["onsetDateTime", "onsetPeriod.start", "recordedDate"], Rule::Past)?;
    let recorded = draft.date("recordedDate", Rule::Past)?;
    let ended = draft.dates(&["abatementDateTime", "abatementPeriod.end"], Rule::Past)?;
    let row = draft
        .chart_row("conditions", "subject", at, draft.concept("clinicalStatus")?.code, draft.concept("code")?)?
        .text("verification", draft.concept("verificationStatus")?.code)
        .text("category", category(draft.list("category")?))
        .int("recorded", recorded.map(|w| w.ms))
        .int("ended", ended.map(|w| w.ms))
        .encounter(draft.references("encounter", ""));
    draft.rows.push(row);
    Ok(())
}

pub(super) fn procedure(draft: &mut Draft<'_>) -> Result<(), Fault> {
    let status = draft.status()?;
    let rule = if status.as_deref() == Some("preparation") { Rule::Open } else { Rule::Past };
    let at = draft.dates(&["performedDateTime", "performedPeriod.start"], rule)?;
    let ended = draft.date("performedPeriod.end", Rule::Open)?;
    let reason = draft.reason("reason");
    let performers = draft.references("performer", "actor");
    let mut practices = draft.references("performer", "onBehalfOf");
    practices.extend(performers.iter().cloned());
    let row = draft
        .chart_row("procedures", "subject", at, status, draft.concept("code")?)?
        .int("ended", ended.map(|w| w.ms))
        .text("reason", reason)
        .encounter(draft.references("encounter", ""))
        .practice(practices)
        .provider(performers);
    draft.rows.push(row);
    Ok(())
}
