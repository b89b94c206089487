//! Claims, and what the insurer made of them.

use crate::Fault;
use crate::date::Rule;
use crate::draft::{Concept, Draft, cents, concept};
use serde_json::Value;

pub(super) fn claim(draft: &mut Draft<'_>) -> Result<(), Fault> {
    let (at, ended, created) = period(draft)?;
    let money = draft.at("total");
    let providers = providers(draft);
    let row = draft
        .chart_row("claims", "patient", at, draft.status()?, first_item(draft)?)?
        .int("ended", ended)
        .int("created", created)
        .text("kind", draft.concept("type")?.code)
        .int("total_cents", cents(money))
        .text("currency", money["currency"].as_str())
        .text("insurer", insurer(draft))
        .encounter(encounters(draft)?)
        .practice(providers.clone())
        .provider(providers);
    draft.rows.push(row);
    Ok(())
}

pub(super) fn explanation(draft: &mut Draft<'_>) -> Result<(), Fault> {
    let (at, ended, created) = period(draft)?;
    let totals = draft.list("total")?;
    let total = |code: &str| totals.iter().find(|t| concept(&t["category"]).code.as_deref() == Some(code));
    let submitted = total("submitted").or(totals.first()).map(|t| &t["amount"]);
    let allowed =
        total("eligible").and_then(|t| cents(&t["amount"])).or_else(|| adjudicated(draft, &["line_alowd_chrg_amt"]));
    let paid = cents(draft.at("payment.amount")).or_else(|| total("benefit").and_then(|t| cents(&t["amount"])));
    let shares = ["line_coinsrnc_amt", "line_bene_ptb_ddctbl_amt", "copay", "deductible", "coinsurance"];
    let owed = total("patientpay").and_then(|t| cents(&t["amount"])).or_else(|| adjudicated(draft, &shares));
    let providers = providers(draft);
    let row = draft
        .chart_row("explanations_of_benefit", "patient", at, draft.status()?, first_item(draft)?)?
        .int("ended", ended)
        .int("created", created)
        .text("kind", draft.concept("type")?.code)
        .text("outcome", draft.text("outcome")?)
        .int("total_cents", submitted.and_then(cents))
        .int("allowed_cents", allowed)
        .int("paid_cents", paid)
        .int("owed_cents", owed)
        .text("currency", submitted.and_then(|m| m["currency"].as_str()))
        .text("insurer", insurer(draft))
        .with("claim_id", crate::row::Cell::Link(draft.references("claim", ""), "Claim"))
        .encounter(encounters(draft)?)
        .practice(providers.clone())
        .provider(providers);
    draft.rows.push(row);
    Ok(())
}

type Period = (Option<crate::date::When>, Option<i64>, Option<i64>);

/// Start, end and day of issue. Coverage may run on after today.
fn period(draft: &Draft<'_>) -> Result<Period, Fault> {
    let at = draft.dates(&["billablePeriod.start", "created"], Rule::Past)?;
    let ended = draft.date("billablePeriod.end", Rule::Open)?;
    let created = draft.date("created", Rule::Past)?;
    Ok((at, ended.map(|w| w.ms), created.map(|w| w.ms)))
}

fn first_item(draft: &Draft<'_>) -> Result<Concept, Fault> {
    let nothing = Value::Null;
    Ok(concept(&draft.list("item")?.first().unwrap_or(&nothing)["productOrService"]))
}

/// Everybody who may be meant: the biller first, then the facility and the care team.
fn providers(draft: &Draft<'_>) -> Vec<String> {
    let mut all = draft.references("provider", "");
    all.extend(draft.references("facility", ""));
    all.extend(draft.references("careTeam", "provider"));
    all
}

fn insurer(draft: &Draft<'_>) -> Option<String> {
    let coverage = &draft.at("insurance")[0]["coverage"]["display"];
    draft.at("insurer")["display"].as_str().or_else(|| coverage.as_str()).map(str::to_owned)
}

fn encounters(draft: &Draft<'_>) -> Result<Vec<String>, Fault> {
    let items = draft.list("item")?.iter();
    Ok(items
        .flat_map(|item| item["encounter"].as_array().into_iter().flatten())
        .filter_map(crate::draft::outward)
        .take(1)
        .collect())
}

/// The sum of what the items were given under one of these codes; codes may be addresses that end in them.
fn adjudicated(draft: &Draft<'_>, codes: &[&str]) -> Option<i64> {
    let lines = draft.at("item").as_array().into_iter().flatten();
    let amounts = lines
        .flat_map(|item| item["adjudication"].as_array().into_iter().flatten())
        .filter(|line| {
            let code = &line["category"]["coding"][0]["code"];
            code.as_str().and_then(|code| code.rsplit('/').next()).is_some_and(|code| codes.contains(&code))
        })
        .filter_map(|line| cents(&line["amount"]));
    amounts.fold(None, |sum, amount| Some(sum.unwrap_or(0_i64).saturating_add(amount)))
}
