//! What becomes of good resources.
#![expect(clippy::unwrap_used, reason = "tests")]

use portal_fhir::{Bundle, Cell, Limits, Link, looks_like_directory, read};
use serde_json::{Value, json};

const NOW: i64 = 1_795_305_600_000; // 2026-11-22

fn entry(id: &str, resource: Value) -> Value {
    json!({ "fullUrl": format!("urn:uuid:{id}"), "resource": resource })
}

fn patient() -> Value {
    json!({
        "resourceType": "Patient",
        "text": { "status": "generated", "div": "<div>Zoé</div>" },
        "identifier": [
            { "system": "urn:clinic", "value": "p" },
            { "type": { "coding": [{ "code": "MR" }] }, "system": "urn:clinic:mrn", "value": "M-100" },
            { "type": { "coding": [{ "code": "SS" }] }, "system": "http://hl7.org/fhir/sid/us-ssn", "value": "999-00-0001" },
        ],
        "name": [
            { "use": "maiden", "family": "Former", "given": ["Zoé"] },
            { "use": "official", "family": "O'Neill218", "given": ["Zoé", "Marie"] },
        ],
        "telecom": [
            { "system": "phone", "value": "(413) 555-0199" }, { "system": "email", "value": "Zoe@Example.org" },
            { "system": "phone", "value": "ask the neighbor" }, { "system": "fax", "value": "413-555-0100" },
        ],
        "gender": "female", "birthDate": "1980-02-29", "deceasedBoolean": true,
        "address": [{ "line": ["1 Elm", "Apt 2"], "city": "Maple", "state": "MA", "postalCode": "01991-1234" }],
        "communication": [
            { "language": { "coding": [{ "code": "en" }] } },
            { "language": { "coding": [{ "code": "es-MX" }] }, "preferred": true },
        ],
    })
}

/// A bundle of the patient and these.
fn bundle(more: &[(&str, Value)]) -> Bundle {
    let mut entries = vec![entry("p", patient())];
    entries.extend(more.iter().map(|(id, resource)| {
        let mut resource = resource.clone();
        let whose = if matches!(
            resource["resourceType"].as_str(),
            Some("Immunization" | "AllergyIntolerance" | "Claim" | "ExplanationOfBenefit")
        ) {
            "patient"
        } else {
            "subject"
        };
        resource[whose] = json!({ "reference": "urn:uuid:p" });
        entry(id, resource)
    }));
    let text = json!({ "resourceType": "Bundle", "type": "transaction", "entry": entries }).to_string();
    read(text.as_bytes(), &Limits::default(), NOW).unwrap()
}

/// The columns of the first row of a resource, as JSON.
fn row(bundle: &Bundle, place: usize) -> Value {
    let cells = &bundle.resources[place].rows[0].cells;
    cells
        .iter()
        .map(|(column, cell)| {
            let value = match cell {
                Cell::Text(v) => json!(v),
                Cell::Int(v) => json!(v),
                Cell::Small(v) => json!(v),
                Cell::Number(v) => json!(v),
                Cell::Flag(v) => json!(v),
                Cell::Link(v, _) => json!(v),
                Cell::Own | Cell::Patient(..) => json!("…"),
            };
            ((*column).to_owned(), value)
        })
        .collect()
}

#[test]
fn a_patient() {
    let bundle = bundle(&[]);
    let row = row(&bundle, 0);
    for (column, value) in [
        ("mrn", "M-100"),
        ("given", "Zoé Marie"),
        ("family", "O'Neill218"),
        ("given_key", "zoemarie"),
        ("family_key", "oneill218"),
        ("born", "1980-02-29"),
        ("sex", "female"),
        ("line", "1 Elm, Apt 2"),
        ("zip", "01991"),
        ("lang", "es"),
        ("died_on", "unknown"),
    ] {
        // The letters of `given_key` are decomposed; its marks are no letters and fall away.
        assert_eq!(row[column], value, "{column}");
    }
    let contacts: Vec<_> = bundle.resources[0].rows[1..].iter().map(|r| (r.get("channel"), r.get("value"))).collect();
    let text = |t: &str| Cell::Text(Some(t.to_owned()));
    assert_eq!(
        contacts,
        [(Some(&text("text")), Some(&text("4135550199"))), (Some(&text("email")), Some(&text("zoe@example.org"))),]
    );
    assert_eq!(bundle.notes.values().sum::<u64>(), 2, "a phone that is none, and a number that was removed");
}

#[test]
fn the_original_is_kept_without_what_must_not_be() {
    let observation = json!({ "resourceType": "Observation", "status": "final", "code": { "text": "x" },
        "note": [{ "text": "said her number was 999-00-0001" }] });
    let bundle = bundle(&[
        ("o", observation),
        ("c", json!({ "resourceType": "CarePlan", "status": "active", "title": "kept" })),
    ]);
    for resource in &bundle.resources {
        assert!(!resource.body.contains("999-00-0001") && !resource.body.contains("us-ssn"), "{}", resource.kind);
    }
    assert!(bundle.resources[0].body.contains("M-100") && !bundle.resources[0].body.contains("<div>"));
    assert_eq!(row(&bundle, 1)["note"], "said her number was [removed]");
    assert_eq!(bundle.resources[2].body.parse::<Value>().unwrap()["title"], "kept");
    assert!(bundle.resources[2].rows.is_empty() && bundle.resources[2].about == ["urn:uuid:p"]);
}

#[test]
fn digits_stay_as_written_and_order_is_no_difference() {
    let text = |observation: &str| {
        format!(
            r#"{{"resourceType":"Bundle","type":"transaction","entry":[{{"resource":
            {{"resourceType":"Basic","id":"a",{observation}}}}}]}}"#
        )
    };
    let one = |body: &str| read(text(body).as_bytes(), &Limits::default(), NOW).unwrap().resources.remove(0);
    let (a, b) = (one(r#""x": 5.50, "y": [ 1 ]"#), one(r#""y":[1],"x":5.50"#));
    assert!(a.body.contains(r#""x":5.50,"y":[1]"#));
    assert_eq!(a.hash, b.hash);
    assert_ne!(a.hash, one(r#""y":[2],"x":5.50"#).hash);
}

#[test]
fn observations_in_their_forms() {
    let of = |fields: Value| {
        let mut o = json!({ "resourceType": "Observation", "status": "final",
            "category": [{ "coding": [{ "code": "laboratory" }] }],
            "code": { "coding": [{ "code": "2345-7", "display": "Glucose" }] }, "effectiveDateTime": "2020-01-02" });
        o.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        row(&bundle(&[("o", o)]), 1)
    };
    let number = of(json!({ "valueQuantity": { "value": 5.5, "comparator": "<", "unit": "mmol/L" },
        "referenceRange": [{ "low": { "value": 4 }, "high": { "value": 6.1 }, "text": "4 - 6.1" }],
        "interpretation": [{ "coding": [{ "code": "N" }] }] }));
    for (column, value) in [
        ("value_number", json!(5.5)),
        ("comparator", json!("<")),
        ("unit", json!("mmol/L")),
        ("ref_low", json!(4.0)),
        ("ref_high", json!(6.1)),
        ("interpretation", json!("N")),
        ("category", json!("laboratory")),
        ("code", json!("2345-7")),
        ("display", json!("Glucose")),
        ("grain", json!("day")),
        ("at", json!(1_577_923_200_000_i64)),
    ] {
        assert_eq!(number[column], value, "{column}");
    }
    assert_eq!(of(json!({ "valueCodeableConcept": { "text": "Never" } }))["value_text"], "Never");
    assert_eq!(of(json!({ "valueString": "clear" }))["value_text"], "clear");
    assert_eq!(of(json!({ "valueBoolean": false }))["value_text"], "no");
    assert_eq!(
        of(json!({ "valueRatio": { "numerator": { "value": 1 }, "denominator": { "value": 128 } } }))["value_text"],
        "1:128"
    );
    let pressure = of(json!({ "component": [
        { "code": { "coding": [{ "code": "8480-6" }] }, "valueQuantity": { "value": 120, "unit": "mm[Hg]" } }] }));
    let components: Value = pressure["components"].as_str().unwrap().parse().unwrap();
    assert_eq!(components, json!([{ "code": "8480-6", "display": "8480-6", "number": 120.0, "unit": "mm[Hg]" }]));
}

#[test]
fn a_medicine_borrows_names_from_other_resources() {
    let bundle = bundle(&[
        (
            "m",
            json!({ "resourceType": "MedicationRequest", "status": "active", "intent": "order",
            "medicationReference": { "reference": "urn:uuid:d" }, "reasonReference": [{ "reference": "Condition/c" }],
            "dosageInstruction": [{ "text": "One a day", "asNeededBoolean": true }],
            "dispenseRequest": { "numberOfRepeatsAllowed": 3, "quantity": { "value": 90, "unit": "tablets" } } }),
        ),
        (
            "d",
            json!({ "resourceType": "Medication", "code": { "coding": [{ "code": "1", "display": "Examplin 5 MG" }] } }),
        ),
        ("c", json!({ "resourceType": "Condition", "code": { "text": "Hay fever" }, "onsetDateTime": "2019" })),
    ]);
    let row = row(&bundle, 1);
    for (column, value) in [
        ("code", json!("1")),
        ("display", json!("Examplin 5 MG")),
        ("reason", json!("Hay fever")),
        ("dose", json!("One a day")),
        ("as_needed", json!(true)),
        ("refills", json!(3)),
        ("quantity", json!("90 tablets")),
    ] {
        assert_eq!(row[column], value, "{column}");
    }
    assert_eq!(bundle.links["Condition/c"], Link::Here(3));
}

#[test]
fn money_is_cents() {
    let line = |code: &str, value: f64| json!({ "category": { "coding": [{ "code": format!("https://example.org/{code}") }] }, "amount": { "value": value } });
    let bundle = bundle(&[(
        "e",
        json!({ "resourceType": "ExplanationOfBenefit", "status": "active", "outcome": "complete",
        "billablePeriod": { "start": "2026-11-01", "end": "2027-11-01" }, "created": "2026-11-02",
        "insurer": { "display": "Plan" }, "payment": { "amount": { "value": 112.416_000_000_000_01 } },
        "total": [{ "category": { "coding": [{ "code": "submitted" }] }, "amount": { "value": 140.52, "currency": "USD" } }],
        "item": [{ "adjudication": [line("line_coinsrnc_amt", 28.104), line("line_bene_ptb_ddctbl_amt", 10.0), line("line_alowd_chrg_amt", 140.5)] }] }),
    )]);
    let row = row(&bundle, 1);
    for (column, value) in
        [("total_cents", 14_052), ("paid_cents", 11_242), ("owed_cents", 3_810), ("allowed_cents", 14_050)]
    {
        assert_eq!(row[column], value, "{column}");
    }
    assert_eq!((&row["currency"], &row["insurer"]), (&json!("USD"), &json!("Plan")));
}

#[test]
fn directories_are_told_by_their_beginning() {
    assert!(looks_like_directory(
        br#"{"resourceType": "Bundle", "entry": [{"resource": {"resourceType":"Organization""#
    ));
    assert!(!looks_like_directory(br#"{"resourceType": "Bundle", "entry": [{"resource": {"resourceType":"Patient""#));
    assert!(!looks_like_directory(b"not json") && !looks_like_directory(br#"{"resourceType": "Bundle"}"#));
}
