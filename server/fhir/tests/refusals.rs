//! Everything a file is refused for, with the place it is told under; and that no value is ever repeated.
#![expect(clippy::unwrap_used, reason = "tests")]

use portal_fhir::{Fault, Limits, What, read};
use serde_json::{Value, json};

const NOW: i64 = 1_795_305_600_000; // 2026-11-22

fn entry(id: &str, resource: Value) -> Value {
    let kind = resource["resourceType"].clone();
    json!({ "fullUrl": format!("urn:uuid:{id}"), "resource": resource, "request": { "method": "POST", "url": kind } })
}

fn patient() -> Value {
    json!({ "resourceType": "Patient", "name": [{ "family": "Example", "given": ["Ada"] }], "birthDate": "1980-02-29" })
}

fn observation() -> Value {
    json!({ "resourceType": "Observation", "status": "final", "subject": { "reference": "urn:uuid:p" },
            "code": { "coding": [{ "code": "8302-2" }] }, "effectiveDateTime": "2020-01-02T03:04:05Z" })
}

fn bundle(entries: &[Value]) -> Value {
    json!({ "resourceType": "Bundle", "type": "transaction", "entry": entries })
}

fn refused(text: &str) -> Fault {
    read(text.as_bytes(), &Limits::default(), NOW).unwrap_err()
}

/// A bundle of the patient and one observation that was tampered with.
fn tampered(change: impl FnOnce(&mut Value)) -> (String, What) {
    let mut resource = observation();
    change(&mut resource);
    let fault = refused(&bundle(&[entry("p", patient()), entry("o", resource)]).to_string());
    (fault.place, fault.what)
}

fn at(place: &str, what: What) -> (String, What) {
    (place.to_owned(), what)
}

#[test]
fn the_untampered_bundle_is_taken() {
    let good = bundle(&[entry("p", patient()), entry("o", observation())]).to_string();
    assert_eq!(read(good.as_bytes(), &Limits::default(), NOW).unwrap().resources.len(), 2);
    let marked = format!("\u{feff}{good}");
    assert!(read(marked.as_bytes(), &Limits::default(), NOW).is_ok(), "a byte order mark does not matter");
}

#[test]
fn what_is_no_json() {
    for (text, place) in
        [("", "line 1, column 0"), ("not json", "line 1, column 2"), ("{\n  \"resourceType\": ", "line 2, column 18")]
    {
        assert_eq!(refused(text), Fault::new(place, What::NotJson), "{text}");
    }
    let cut = bundle(&[entry("p", patient())]).to_string();
    assert_eq!(refused(&cut[..cut.len() - 30]).what, What::NotJson);
    assert_eq!(refused("{\"a\": \"\u{1}\"}").what, What::NotJson);
}

#[test]
fn what_is_no_transaction() {
    assert_eq!(refused("[]").what, What::NotABundle);
    assert_eq!(refused(r#"["Bundle", "transaction", []]"#).what, What::NotABundle);
    assert_eq!(refused(&patient().to_string()), Fault::new("resourceType", What::NotABundle));
    let mut other = bundle(&[]);
    other["type"] = json!("searchset");
    assert_eq!(refused(&other.to_string()), Fault::new("Bundle.type", What::NotATransaction));
    other = bundle(&[]);
    other["entry"] = json!("none");
    assert_eq!(refused(&other.to_string()).what, What::NotABundle);
    let mut delete = entry("p", patient());
    delete["request"]["method"] = json!("DELETE");
    assert_eq!(refused(&bundle(&[delete]).to_string()), Fault::new("entry[0]", What::NotAPost));
}

#[test]
fn what_is_too_much() {
    let limits = Limits { bytes: 1 << 20, depth: 20, entries: 2, values: 60 };
    let fault = |text: String| read(text.as_bytes(), &limits, NOW).unwrap_err().what;
    assert_eq!(fault(" ".repeat((1 << 20) + 1)), What::TooLarge(1));
    assert_eq!(fault("[".repeat(1 << 19)), What::TooDeep(20));
    assert_eq!(fault(bundle(&[json!({}), json!({}), json!({})]).to_string()), What::TooManyEntries(2));
    let mut fat = patient();
    fat["photo"] = json!(vec![0; 100]);
    assert_eq!(fault(bundle(&[entry("p", fat)]).to_string()), What::TooManyValues(60));
}

#[test]
fn what_is_no_resource() {
    let place = |entries: &[Value]| {
        let fault = refused(&bundle(entries).to_string());
        (fault.place, fault.what)
    };
    assert_eq!(place(&[entry("p", patient()), json!({ "fullUrl": "urn:uuid:x" })]), at("entry[1]", What::NoResource));
    assert_eq!(place(&[json!({ "resource": "Patient" })]), at("entry[0]", What::NoResource));
    assert_eq!(place(&[json!(7)]), at("entry[0]", What::NoResource));
    assert_eq!(place(&[entry("b", json!({ "resourceType": "Banana" }))]), at("entry[0]", What::UnknownType));
    assert_eq!(place(&[json!({ "resource": patient() })]), at("entry[0] Patient", What::NoId));
    let mut named = patient();
    named["id"] = json!("../../etc");
    assert_eq!(place(&[entry("p", named)]), at("entry[0] Patient.id", What::Form("an id of FHIR")));
}

#[test]
fn a_key_twice_is_refused() {
    let text =
        bundle(&[entry("p", patient())]).to_string().replacen("\"family\"", "\"family\":\"Other\",\"family\"", 1);
    assert_eq!(refused(&text), Fault::new("entry[0]", What::KeyTwice));
}

#[test]
fn one_resource_twice_is_taken_if_it_is_the_same() {
    let mut other = patient();
    other["gender"] = json!("female");
    let twice = |second: Value| bundle(&[entry("p", patient()), entry("p", second)]).to_string();
    assert!(read(twice(patient()).as_bytes(), &Limits::default(), NOW).is_ok());
    assert_eq!(refused(&twice(other)), Fault::new("entry[1] Patient", What::Repeated));
}

#[test]
fn what_a_patient_must_have() {
    let without = |key: &str, value: Value| {
        let mut resource = patient();
        resource[key] = value;
        let fault = refused(&bundle(&[entry("p", resource)]).to_string());
        (fault.place, fault.what)
    };
    assert_eq!(without("name", Value::Null), at("entry[0] Patient.name", What::Missing));
    assert_eq!(without("name", json!("Ada")), at("entry[0] Patient.name", What::Form("a list")));
    assert_eq!(without("birthDate", Value::Null), at("entry[0] Patient.birthDate", What::Missing));
    assert_eq!(without("birthDate", json!("1823-01-01")), at("entry[0] Patient.birthDate", What::TooLongAgo));
    assert_eq!(without("birthDate", json!("2027-01-01")), at("entry[0] Patient.birthDate", What::InTheFuture));
    assert_eq!(without("gender", json!("F")), at("entry[0] Patient.gender", What::Form("a gender of FHIR")));
    assert_eq!(
        without("deceasedDateTime", json!("soon")),
        at("entry[0] Patient.deceasedDateTime", What::Form("a date of FHIR"))
    );
}

#[test]
fn absurd_dates_are_refused_where_they_stand() {
    let place = "entry[1] Observation.effectiveDateTime";
    let dated = |date: &str| tampered(|o| o["effectiveDateTime"] = json!(date));
    assert_eq!(dated("0001-01-01T00:00:00Z"), at(place, What::TooLongAgo));
    assert_eq!(dated("2926-11-22T00:00:00Z"), at(place, What::InTheFuture));
    assert_eq!(dated("yesterday"), at(place, What::Form("a date of FHIR")));
    assert_eq!(dated("2020-13-45"), at(place, What::Form("a date of FHIR")));
    let issued = tampered(|o| o["issued"] = json!("2926-11-22T00:00:00Z"));
    assert_eq!(issued, at("entry[1] Observation.issued", What::InTheFuture), "also behind a good date");
    assert_eq!(tampered(|o| o["effectiveDateTime"] = json!(20200102)), at(place, What::Form("a text")));
}

#[test]
fn what_a_record_must_have() {
    assert_eq!(tampered(|o| o["status"] = Value::Null), at("entry[1] Observation.status", What::Missing));
    assert_eq!(tampered(|o| o["subject"] = Value::Null), at("entry[1] Observation.subject", What::Missing));
    assert_eq!(tampered(|o| o["code"] = json!("x")), at("entry[1] Observation.code", What::Form("a CodeableConcept")));
    let place = "entry[1] Observation.valueQuantity.value";
    assert_eq!(tampered(|o| o["valueQuantity"] = json!({ "value": "7" })), at(place, What::Form("a number")));
}

#[test]
fn references_that_make_no_sense() {
    let encounter = |raw: &str| tampered(|o| o["encounter"] = json!({ "reference": raw }));
    let place = "entry[1] Observation.encounter.reference";
    for raw in ["#inside", "Banana/7", "somewhere", "Encounter?name=x"] {
        assert_eq!(encounter(raw), at(place, What::Dangling), "{raw}");
    }
    let by_ssn = tampered(|o| {
        o["performer"] = json!([{}, { "reference": "Patient?identifier=http://hl7.org/fhir/sid/us-ssn|999-00-0001" }]);
    });
    assert_eq!(by_ssn, at("entry[1] Observation.performer[1].reference", What::ForbiddenIdentifier));
}

#[test]
fn faults_never_repeat_what_stood_there() {
    const CANARY: &str = "canary-4711";
    let tamperings: [fn(&mut Value); 6] = [
        |o| o["effectiveDateTime"] = json!(CANARY),
        |o| o["status"] = json!([CANARY]),
        |o| o["encounter"] = json!({ "reference": CANARY }),
        |o| o["code"] = json!(CANARY),
        |o| o["resourceType"] = json!(CANARY),
        |o| o["id"] = json!(format!("{CANARY}/")),
    ];
    for change in tamperings {
        let (place, what) = tampered(change);
        let told = format!("{place}: {what}");
        assert!(!told.contains(CANARY), "{told}");
    }
}
