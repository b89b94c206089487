//! What a reference says, and what it means within a bundle.

use crate::forbidden::is_forbidden_system;
use crate::kinds::is_kind;
use crate::{Fault, What};
use serde_json::Value;

/// What a reference points at.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Link {
    /// The resource at this place of [`crate::Bundle::resources`].
    Here(usize),
    /// A resource outside the bundle, by its FHIR id and, where the reference says it, its type.
    Id {
        /// The type.
        kind: Option<String>,
        /// The id.
        id: String,
    },
    /// A resource outside the bundle, by a business identifier.
    Identifier {
        /// The type.
        kind: String,
        /// The naming system.
        system: String,
        /// The value.
        value: String,
    },
}

/// What a reference asks for, before anything is looked up.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Asked<'a> {
    /// A UUID or OID as a full URL.
    Urn(&'a str),
    /// `Type/id`, possibly behind a server's address.
    Id(&'a str, &'a str),
    /// `Type?identifier=system|value`.
    Identifier(&'a str, String, String),
}

/// Reads the text of a reference; `#contained` ones are not for here.
pub(crate) fn asked(raw: &str) -> Result<Asked<'_>, What> {
    if let Some(urn) = raw.strip_prefix("urn:uuid:").or_else(|| raw.strip_prefix("urn:oid:")) {
        return if urn.is_empty() { Err(What::Dangling) } else { Ok(Asked::Urn(urn)) };
    }
    if let Some((kind, query)) = raw.split_once('?') {
        let kind = kind.rsplit('/').next().unwrap_or_default();
        let wanted = query.strip_prefix("identifier=").filter(|rest| is_kind(kind) && !rest.contains('&'));
        let token = unescape(wanted.ok_or(What::Dangling)?);
        let (system, value) = token.split_once('|').unwrap_or(("", &token));
        if is_forbidden_system(system) {
            return Err(What::ForbiddenIdentifier);
        }
        return Ok(Asked::Identifier(kind, system.to_owned(), value.to_owned()));
    }
    let path = raw.split("/_history/").next().unwrap_or(raw);
    let mut parts = path.rsplit('/');
    match (parts.next(), parts.next()) {
        (Some(id), Some(kind)) if !id.is_empty() && is_kind(kind) => Ok(Asked::Id(kind, id)),
        _ => Err(What::Dangling),
    }
}

/// `%7C` and its like back into letters.
fn unescape(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let hex = tail.get(..2).and_then(|h| std::str::from_utf8(h).ok()).and_then(|h| u8::from_str_radix(h, 16).ok());
        match (first, hex) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Calls `see` with every reference below `value` that leads out of its resource; checks those that stay inside.
pub(crate) fn references(resource: &Value, kind: &str, see: &mut impl FnMut(&str)) -> Result<(), Fault> {
    let mut stray = None;
    walk(resource, &mut |raw| match raw.strip_prefix('#') {
        None => see(raw),
        Some("") => {}
        Some(id) => {
            let mut contained = resource["contained"].as_array().into_iter().flatten();
            if !contained.any(|c| c["id"].as_str() == Some(id)) {
                stray.get_or_insert_with(|| raw.to_owned());
            }
        }
    });
    match stray {
        Some(raw) => Err(Fault::new(place_of(resource, kind, &raw), What::Dangling)),
        None => Ok(()),
    }
}

fn walk(value: &Value, see: &mut impl FnMut(&str)) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                match value {
                    Value::String(raw) if key == "reference" => see(raw),
                    other => walk(other, see),
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|v| walk(v, see)),
        _ => {}
    }
}

/// Where in a resource a reference stands: `Observation.encounter.reference`.
pub(crate) fn place_of(resource: &Value, kind: &str, raw: &str) -> String {
    fn find(value: &Value, raw: &str) -> Option<String> {
        match value {
            Value::Object(fields) => fields.iter().find_map(|(key, value)| match value {
                Value::String(text) if key == "reference" && text == raw => Some(".reference".to_owned()),
                other => find(other, raw).map(|rest| format!(".{key}{rest}")),
            }),
            Value::Array(list) => {
                list.iter().enumerate().find_map(|(at, value)| find(value, raw).map(|rest| format!("[{at}]{rest}")))
            }
            _ => None,
        }
    }
    format!("{kind}{}", find(resource, raw).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_of_a_reference() {
        assert_eq!(asked("urn:uuid:a-b"), Ok(Asked::Urn("a-b")));
        assert_eq!(asked("Patient/7"), Ok(Asked::Id("Patient", "7")));
        assert_eq!(asked("https://example.org/fhir/Patient/7/_history/2"), Ok(Asked::Id("Patient", "7")));
        let by_identifier = Asked::Identifier("Practitioner", "http://hl7.org/fhir/sid/us-npi".into(), "999".into());
        assert_eq!(asked("Practitioner?identifier=http://hl7.org/fhir/sid/us-npi|999"), Ok(by_identifier));
        let escaped = Asked::Identifier("Location", "urn:x".into(), "a b".into());
        assert_eq!(asked("Location?identifier=urn%3Ax%7Ca%20b"), Ok(escaped));
        for nothing in ["", "7", "Banana/7", "Patient/", "urn:uuid:", "Patient?name=x", "Patient?identifier=a|b&c=d"] {
            assert_eq!(asked(nothing), Err(What::Dangling), "{nothing}");
        }
        let ssn = "Patient?identifier=http://hl7.org/fhir/sid/us-ssn|999-00-0001";
        assert_eq!(asked(ssn), Err(What::ForbiddenIdentifier));
    }
}
