//! What must not be kept: social security, driver's licence and passport numbers.
//!
//! An identifier is known by its type's code or words, or by its naming system, and is taken out wherever it stands:
//! in a list of identifiers, in a reference, in an extension, in a contained resource. Narratives of people go
//! altogether, and any narrative with something of the shape of a social security number. What was taken out is
//! remembered while the file is read, so that the same number elsewhere in the file is blanked too.

use serde_json::Value;

/// Types of HL7 table 0203 that say who somebody is to a state or its tax office.
const CODES: [&str; 12] = ["SS", "SSN", "SB", "NI", "TAX", "DL", "DLN", "LN", "PPN", "PNT", "PRC", "CZ"];

/// Naming systems, as they begin.
const SYSTEMS: [&str; 8] = [
    "http://hl7.org/fhir/sid/us-ssn",
    "http://hl7.org/fhir/sid/passport",
    "http://standardhealthrecord.org/fhir/structuredefinition/passportnumber",
    "urn:oid:2.16.840.1.113883.4.1",
    "urn:oid:2.16.840.1.113883.4.2",
    "urn:oid:2.16.840.1.113883.4.3.",
    "urn:oid:2.16.840.1.113883.4.330",
    "2.16.840.1.113883.4.3.",
];

/// Words in the name of a system, an extension or a type.
const WORDS: [&str; 6] = ["ssn", "passport", "passportnumber", "driverslicense", "driverlicense", "socialsecurity"];

/// Resources about a person: their narratives repeat whatever was in the identifiers.
const PEOPLE: [&str; 5] = ["Patient", "Person", "RelatedPerson", "Practitioner", "Coverage"];

/// Takes out what must not be kept; says whether there was any. `secrets` collects the values taken out.
pub(crate) fn clean(resource: &mut Value, secrets: &mut Vec<String>) -> bool {
    let mut changed = false;
    if let Value::Object(fields) = resource {
        let person = fields.get("resourceType").and_then(Value::as_str).is_some_and(|kind| PEOPLE.contains(&kind));
        if person {
            changed |= fields.remove("text").is_some();
        }
        let doomed: Vec<String> = fields
            .iter_mut()
            .filter_map(|(key, value)| {
                let inside = clean(value, secrets);
                changed |= inside;
                is_doomed(key, value, inside, secrets).then(|| key.clone())
            })
            .collect();
        for key in doomed {
            fields.remove(&key);
            changed = true;
        }
    } else if let Value::Array(list) = resource {
        let before = list.len();
        list.retain_mut(|value| {
            let inside = clean(value, secrets);
            changed |= inside;
            !is_doomed("", value, inside, secrets)
        });
        changed |= list.len() != before;
    }
    changed
}

/// Whether a value goes, once its `inside` has been cleaned (and had something to take out).
fn is_doomed(key: &str, value: &Value, inside: bool, secrets: &mut Vec<String>) -> bool {
    match value {
        Value::Object(fields) => {
            let text = |name: &str| fields.get(name).and_then(Value::as_str);
            let extension = text("url").is_some_and(is_forbidden_system);
            if is_forbidden_identifier(value) || extension {
                collect(value, secrets);
                return true;
            }
            // What had nothing but what was just taken out: FHIR knows no empty elements.
            inside && fields.keys().all(|key| key == "url")
        }
        Value::Array(list) => inside && list.is_empty(),
        Value::String(text) => key == "div" && has_number_of_that_shape(text),
        _ => false,
    }
}

fn is_forbidden_identifier(value: &Value) -> bool {
    let system = value["system"].as_str().is_some_and(is_forbidden_system);
    let kind = &value["type"];
    let coded = kind["coding"].as_array().into_iter().flatten().any(|coding| {
        let code = coding["code"].as_str().unwrap_or_default();
        // Other code systems use the same letters for other things.
        let table = coding["system"].as_str().is_none_or(|s| s.ends_with("0203") || s.ends_with("identifier-type"));
        // NN and a country are that country's national numbers.
        table && (CODES.iter().any(|c| c.eq_ignore_ascii_case(code)) || (code.len() == 5 && code.starts_with("NN")))
    });
    let worded = kind["text"].as_str().is_some_and(has_forbidden_word)
        || kind["coding"]
            .as_array()
            .into_iter()
            .flatten()
            .any(|c| c["display"].as_str().is_some_and(has_forbidden_word));
    let identifier = value.get("value").is_some() || value.get("_value").is_some() || value.get("system").is_some();
    (system && value.get("code").is_none()) || (identifier && (coded || worded))
}

/// Whether a naming system is one of those.
pub(crate) fn is_forbidden_system(system: &str) -> bool {
    let lower = system.trim().to_ascii_lowercase();
    SYSTEMS.iter().any(|s| match lower.strip_prefix(s) {
        // "…4.1" must not catch "…4.19".
        Some(rest) => !rest.starts_with(|c: char| c.is_ascii_digit()) || s.ends_with('.'),
        None => false,
    }) || has_forbidden_word(&lower)
}

fn has_forbidden_word(text: &str) -> bool {
    let lower = text.to_ascii_lowercase().replace('\'', "");
    let words: Vec<&str> = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).collect();
    words.iter().any(|w| WORDS.contains(w))
        || words
            .windows(2)
            .any(|pair| matches!(pair, ["social", "security"] | ["drivers" | "driver", "license" | "licence"]))
}

/// Remembers every text below `value` that could be a number of somebody.
fn collect(value: &Value, secrets: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                if !matches!(key.as_str(), "system" | "url" | "type" | "use" | "assigner" | "period") {
                    collect(value, secrets);
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|v| collect(v, secrets)),
        Value::String(text) => {
            let digits: String = text.chars().filter(char::is_ascii_digit).collect();
            let mut forms = vec![text.trim().to_owned()];
            if digits.len() == 9 {
                forms.push(format!("{}-{}-{}", &digits[..3], &digits[3..5], &digits[5..]));
                forms.push(digits);
            }
            // Short ones would be found in words that have nothing to do with them.
            forms.retain(|f| f.chars().filter(|c| c.is_ascii_alphanumeric()).count() >= 6 && !secrets.contains(f));
            secrets.append(&mut forms);
        }
        _ => {}
    }
}

/// `123-45-6789` with no digit on either side.
fn has_number_of_that_shape(text: &str) -> bool {
    text.as_bytes().windows(11).enumerate().any(|(at, piece)| {
        let shape =
            piece.iter().enumerate().all(|(i, b)| if i == 3 || i == 6 { *b == b'-' } else { b.is_ascii_digit() });
        let digit = |at: Option<usize>| at.and_then(|a| text.as_bytes().get(a)).is_some_and(u8::is_ascii_digit);
        shape && !digit(at.checked_sub(1)) && !digit(Some(at + 11))
    })
}

/// Blanks every occurrence of the secrets, except in what names resources.
pub(crate) fn blank(value: &mut Value, secrets: &[String]) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields.iter_mut() {
                if !matches!(key.as_str(), "id" | "reference" | "resourceType") {
                    blank(value, secrets);
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|v| blank(v, secrets)),
        Value::String(text) => {
            for secret in secrets {
                if text.contains(secret.as_str()) {
                    *text = text.replace(secret.as_str(), "[removed]");
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const CANARY: &str = "999-00-0001";

    fn cleaned(mut value: Value) -> (String, Vec<String>) {
        let mut secrets = Vec::new();
        clean(&mut value, &mut secrets);
        (value.to_string(), secrets)
    }

    #[test]
    fn forbidden_identifiers_go_wherever_they_stand() {
        let typed = |code: &str| {
            json!({ "type": { "coding": [{ "system": "http://terminology.hl7.org/CodeSystem/v2-0203", "code": code }] },
                    "system": "urn:somewhere", "value": CANARY })
        };
        for identifier in [
            typed("SS"),
            typed("DL"),
            typed("PPN"),
            typed("SB"),
            typed("NNUSA"),
            json!({ "type": { "text": "Social Security Number" }, "value": CANARY }),
            json!({ "type": { "text": "Driver's License" }, "value": CANARY }),
            json!({ "system": "http://hl7.org/fhir/sid/us-ssn", "value": CANARY }),
            json!({ "system": "http://standardhealthrecord.org/fhir/StructureDefinition/passportNumber", "value": CANARY }),
            json!({ "system": "urn:oid:2.16.840.1.113883.4.3.25", "value": CANARY }),
            json!({ "system": "urn:oid:2.16.840.1.113883.4.1", "value": CANARY }),
        ] {
            for holder in [
                json!({ "identifier": [identifier, { "value": "kept" }] }),
                json!({ "kept": 1, "subject": { "identifier": identifier } }),
                json!({ "kept": 1, "extension": [{ "url": "urn:x", "valueIdentifier": identifier }] }),
                json!({ "kept": 1, "contained": [{ "resourceType": "Patient", "identifier": [identifier] }] }),
            ] {
                let (text, secrets) = cleaned(holder);
                assert!(!text.contains(CANARY) && text.contains("kept"), "{text}");
                assert!(secrets.contains(&CANARY.to_owned()) && secrets.contains(&"999000001".to_owned()));
            }
        }
    }

    #[test]
    fn extensions_that_carry_one_go() {
        let url = "http://standardhealthrecord.org/fhir/StructureDefinition/passportNumber";
        let (text, _) = cleaned(json!({ "extension": [{ "url": url, "valueString": CANARY }], "gender": "other" }));
        assert_eq!(text, r#"{"gender":"other"}"#);
    }

    #[test]
    fn other_identifiers_stay() {
        for kept in [
            json!({ "type": { "coding": [{ "code": "MR" }] }, "system": "urn:clinic", "value": "M-1" }),
            json!({ "system": "http://hl7.org/fhir/sid/us-npi", "value": "9990000101" }),
            json!({ "system": "urn:oid:2.16.840.1.113883.4.6", "value": "9990000101" }),
            json!({ "system": "urn:oid:2.16.840.1.113883.4.19", "value": "1" }),
            json!({ "system": "http://example.org/assn/7", "value": "1" }),
            // A code of some other table, and a coding, which is no identifier.
            json!({ "type": { "coding": [{ "system": "http://example.org/room-types", "code": "SS" }] }, "value": "1" }),
        ] {
            let before = json!({ "identifier": [kept] });
            assert_eq!(cleaned(before.clone()).0, before.to_string());
        }
    }

    #[test]
    fn narratives_with_a_number_go() {
        let (text, _) = cleaned(json!({ "resourceType": "Patient", "text": { "div": "hello" }, "gender": "male" }));
        assert!(!text.contains("hello"));
        let (text, _) =
            cleaned(json!({ "resourceType": "CarePlan", "text": { "div": format!("<p>SSN {CANARY}</p>") } }));
        assert!(!text.contains(CANARY));
        let (text, _) = cleaned(json!({ "resourceType": "CarePlan", "text": { "div": "call 413-555-0140" } }));
        assert!(text.contains("413-555-0140"));
    }

    #[test]
    fn the_same_number_elsewhere_is_blanked() {
        let mut note = json!({ "id": "x", "note": [{ "text": format!("number {CANARY}.") }] });
        blank(&mut note, &[CANARY.to_owned()]);
        assert_eq!(note["note"][0]["text"], "number [removed].");
    }
}
