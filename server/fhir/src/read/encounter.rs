//! Encounters: who was seen where, by whom and when. Care teams come from these.

use crate::Fault;
use crate::date::Rule;
use crate::draft::{Concept, Draft, concept};
use crate::row::{Cell, Row};

pub(super) fn encounter(draft: &mut Draft<'_>) -> Result<(), Fault> {
    let status = draft.status()?;
    // What is planned lies ahead, and what has begun may end later.
    let ahead = status.as_deref() == Some("planned");
    let start = draft.date("period.start", if ahead { Rule::Open } else { Rule::Past })?;
    let ended = draft.date("period.end", Rule::Open)?;
    let kind = concept(draft.list("type")?.first().unwrap_or(&serde_json::Value::Null));
    let class = draft.text("class.code")?;
    let what = Concept { display: kind.display.or_else(|| class.map(str::to_owned)), ..kind };
    let reason = draft.reason("reason");
    let place = draft.at("location")[0]["location"]["display"].as_str();
    let providers = draft.references("participant", "individual");
    let row = draft
        .chart_row("encounters", "subject", start, status, what)?
        .int("ended", ended.map(|w| w.ms))
        .text("class", class)
        .text("reason", reason)
        .text("place", place)
        .practice(draft.references("serviceProvider", ""))
        .provider(providers.clone());
    draft.rows.push(row);
    for provider in providers {
        let row = Row::child("encounter_providers", "encounter_id")
            .with("provider_id", Cell::Link(vec![provider], "Practitioner"));
        draft.rows.push(row);
    }
    Ok(())
}
