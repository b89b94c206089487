//! Diagnostic reports and documents.

use crate::Fault;
use crate::date::Rule;
use crate::draft::{Concept, Draft, category, outward};
use crate::row::{Cell, Row};

pub(super) fn report(draft: &mut Draft<'_>) -> Result<(), Fault> {
    let at = draft.dates(&["effectiveDateTime", "effectivePeriod.start", "issued"], Rule::Past)?;
    let issued = draft.date("issued", Rule::Past)?;
    let files = i64::try_from(draft.list("presentedForm")?.len()).unwrap_or_default();
    let mut makers = draft.references("performer", "");
    makers.extend(draft.references("resultsInterpreter", ""));
    let row = draft
        .chart_row("diagnostic_reports", "subject", at, draft.status()?, draft.concept("code")?)?
        .int("issued", issued.map(|w| w.ms))
        .text("category", category(draft.list("category")?))
        .text("conclusion", draft.text("conclusion")?)
        .int("files", Some(files))
        .encounter(draft.references("encounter", ""))
        .practice(makers.clone())
        .provider(makers);
    draft.rows.push(row);
    for (place, result) in (0_i64..).zip(draft.list("result")?) {
        if let Some(reference) = outward(result) {
            let row = Row::child("report_results", "report_id")
                .int("place", Some(place))
                .with("observation_id", Cell::Link(vec![reference], "Observation"));
            draft.rows.push(row);
        }
    }
    Ok(())
}

pub(super) fn document(draft: &mut Draft<'_>) -> Result<(), Fault> {
    let at = draft.dates(&["date", "context.period.start"], Rule::Past)?;
    let what = draft.concept("type")?;
    let file = &draft.at("content")[0]["attachment"];
    let title = draft.text("description")?.or_else(|| file["title"].as_str());
    let what = Concept { display: what.display.or_else(|| title.map(str::to_owned)), ..what };
    let row = draft
        .chart_row("documents", "subject", at, draft.status()?, what)?
        .text("title", title)
        .text("category", category(draft.list("category")?))
        .text("content_type", file["contentType"].as_str())
        .int("size", file["size"].as_i64())
        .text("url", file["url"].as_str())
        .flag("inside", file["data"].is_string())
        .encounter(draft.references("context.encounter", ""))
        .practice(draft.references("custodian", ""))
        .provider(draft.references("author", ""));
    draft.rows.push(row);
    Ok(())
}
