//! The patient: who, where, how to reach.

use super::directory::{line, zip};
use crate::date::Rule;
use crate::draft::Draft;
use crate::row::{Cell, Row};
use crate::{Fault, What};
use portal_types::account::Lang;
use portal_types::enrollment::{Channel, Sex};
use portal_types::field;
use serde_json::Value;

pub(super) fn patient(draft: &mut Draft<'_>) -> Result<(), Fault> {
    let (given, family) = name(draft)?;
    let born = draft.text("birthDate")?.ok_or_else(|| draft.fault("birthDate", What::Missing))?;
    draft.date("birthDate", Rule::Past)?;
    if born.len() > 10 {
        return Err(draft.fault("birthDate", What::Form("a date of FHIR")));
    }
    let sex = match draft.text("gender")? {
        None => Sex::Unknown,
        Some(word) => Sex::from_code(word).ok_or_else(|| draft.fault("gender", What::Form("a gender of FHIR")))?,
    };
    let home = address(draft.list("address")?);
    let row = Row::main("patients")
        .text("fhir_id", Some(draft.fhir_id))
        .text("mrn", mrn(draft.list("identifier")?))
        .text("given", Some(given.as_str()))
        .text("family", Some(family.as_str()))
        .text("given_key", Some(field::name_key(&given)))
        .text("family_key", Some(field::name_key(&family)))
        .text("born", Some(born))
        .text("sex", Some(sex.code()))
        .text("line", Some(line(home)))
        .text("city", Some(home["city"].as_str().unwrap_or_default()))
        .text("state", Some(home["state"].as_str().unwrap_or_default()))
        .text("zip", Some(zip(home)))
        .text("lang", Some(language(draft.list("communication")?).code()))
        .text("died_on", died_on(draft)?)
        .with("colour", Cell::Small(colour(draft.fhir_id)));
    draft.rows.push(row);
    contacts(draft)
}

/// The official name, or the first that is not a former one.
fn name(draft: &Draft<'_>) -> Result<(String, String), Fault> {
    let names = draft.list("name")?;
    let best = ["official", "usual"]
        .iter()
        .find_map(|using| names.iter().find(|name| name["use"] == *using))
        .or_else(|| names.iter().find(|name| name["use"] != "maiden" && name["use"] != "old"))
        .or(names.first());
    let name = best.ok_or_else(|| draft.fault("name", What::Missing))?;
    let family = name["family"].as_str().unwrap_or_default().trim();
    if family.is_empty() {
        return Err(draft.fault("name", What::Missing));
    }
    let given: Vec<&str> = name["given"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    Ok((given.join(" "), family.to_owned()))
}

/// The identifier of type MR.
fn mrn(identifiers: &[Value]) -> Option<&str> {
    identifiers
        .iter()
        .find(|id| id["type"]["coding"].as_array().into_iter().flatten().any(|coding| coding["code"] == "MR"))
        .and_then(|id| id["value"].as_str())
}

/// The present home.
fn address(all: &[Value]) -> &Value {
    let home = all.iter().find(|a| a["use"] == "home");
    home.or_else(|| all.iter().find(|a| a["use"] != "old")).unwrap_or(&Value::Null)
}

/// The preferred language, if we speak it, else the first that we speak.
fn language(all: &[Value]) -> Lang {
    let spoken = |item: &Value| {
        item["language"]["coding"].as_array().into_iter().flatten().find_map(|c| Lang::from_code(c["code"].as_str()?))
    };
    let preferred = all.iter().filter(|item| item["preferred"] == true).find_map(spoken);
    preferred.or_else(|| all.iter().find_map(spoken)).unwrap_or_default()
}

/// The day of death, or "unknown" where only the fact is known.
fn died_on(draft: &Draft<'_>) -> Result<Option<String>, Fault> {
    draft.date("deceasedDateTime", Rule::Past)?;
    let day = draft.text("deceasedDateTime")?.map(|text| text.get(..10).unwrap_or(text).to_owned());
    let dead = draft.flag("deceasedBoolean")? == Some(true);
    Ok(day.or(dead.then(|| "unknown".to_owned())))
}

/// One of the eight colours beside a name, always the same one.
fn colour(fhir_id: &str) -> i16 {
    let sum = fhir_id.bytes().fold(5_381_u32, |sum, byte| sum.wrapping_mul(33) ^ u32::from(byte));
    // The high bits are the better mixed ones.
    i16::try_from((sum >> 16) % 8).unwrap_or_default()
}

/// Where a first code may be sent. What the portal cannot send to is left out.
fn contacts(draft: &mut Draft<'_>) -> Result<(), Fault> {
    for contact in draft.list("telecom")? {
        let value = contact["value"].as_str().unwrap_or_default();
        if contact["use"] == "old" || value.is_empty() {
            continue;
        }
        let usable = match contact["system"].as_str() {
            Some("phone" | "sms") => field::phone(value).map(|number| (Channel::Text, number)),
            Some("email") => field::email(value).map(|address| (Channel::Email, address)),
            // Fax, pager and addresses of the web are nothing to send a code to.
            _ => continue,
        };
        match usable {
            Ok((channel, value)) => {
                let row = Row::child("patient_contacts", "patient_id")
                    .text("channel", Some(channel.code()))
                    .text("value", Some(value));
                draft.rows.push(row);
            }
            Err(_) => draft.note("phone numbers or e-mail addresses of patients that cannot be used, left out"),
        }
    }
    Ok(())
}
