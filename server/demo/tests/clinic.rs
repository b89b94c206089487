//! What every generated bundle keeps to, whoever it is about.
#![expect(clippy::unwrap_used, reason = "helpers of tests may panic as tests may")]

use std::collections::{BTreeSet, HashSet};
use std::sync::LazyLock;

use jiff::civil::{Date, date};
use portal_demo::{Clinic, Options, StaffRole, clinic, extra_patients};
use serde_json::Value;

const TODAY: Date = date(2026, 11, 22);

fn options(seed: u64) -> Options {
    Options { seed, today: TODAY, extra_patients: 96, with_forbidden_identifiers: false }
}

fn entries(bundle: &Value) -> &Vec<Value> {
    bundle["entry"].as_array().unwrap()
}

fn of<'b>(bundle: &'b Value, kind: &str) -> Vec<&'b Value> {
    entries(bundle).iter().map(|entry| &entry["resource"]).filter(|resource| resource["resourceType"] == kind).collect()
}

fn person<'c>(clinic: &'c Clinic, key: &str) -> &'c Value {
    &clinic.family.iter().find(|person| person.key == key).unwrap().bundle
}

/// The clinic and its family, without anybody else.
fn family() -> Clinic {
    clinic(&options(1))
}

/// Calls `see` with the name and text of every string below `value`.
fn strings(value: &Value, name: &str, see: &mut impl FnMut(&str, &str)) {
    match value {
        Value::String(text) => see(name, text),
        Value::Array(list) => list.iter().for_each(|item| strings(item, name, see)),
        Value::Object(fields) => fields.iter().for_each(|(name, item)| strings(item, name, see)),
        _ => {}
    }
}

fn ids(bundle: &Value) -> BTreeSet<String> {
    entries(bundle).iter().map(|entry| entry["fullUrl"].as_str().unwrap().to_owned()).collect()
}

/// The clinic's two bundles, the family's five, then the extra patients'.
fn all_bundles(options: &Options) -> Vec<Value> {
    let clinic = clinic(options);
    let mut bundles = vec![clinic.organizations, clinic.practitioners];
    bundles.extend(clinic.family.into_iter().map(|person| person.bundle));
    bundles.extend(extra_patients(options));
    bundles
}

/// One clinic that the tests of properties share: generating it takes longer than looking at it.
fn sample() -> &'static [Value] {
    static SAMPLE: LazyLock<Vec<Value>> = LazyLock::new(|| all_bundles(&options(1)));
    &SAMPLE
}

#[test]
fn every_entry_posts_a_resource_with_its_own_id() {
    for bundle in sample() {
        assert_eq!(bundle["resourceType"], "Bundle");
        assert_eq!(bundle["type"], "transaction");
        let mut seen = HashSet::new();
        for entry in entries(bundle) {
            let resource = &entry["resource"];
            assert_eq!(entry["request"]["method"], "POST");
            assert_eq!(entry["request"]["url"], resource["resourceType"]);
            let id = resource["id"].as_str().unwrap();
            assert_eq!(entry["fullUrl"], format!("urn:uuid:{id}"));
            assert!(seen.insert(id.to_owned()), "{id} twice");
        }
    }
}

#[test]
fn every_reference_leads_somewhere() {
    let bundles = sample();
    let shared: BTreeSet<String> = ids(&bundles[0]).union(&ids(&bundles[1])).cloned().collect();
    for bundle in bundles {
        let own = ids(bundle);
        strings(bundle, "", &mut |name, text| {
            if name == "reference" && !text.starts_with('#') {
                assert!(own.contains(text) || shared.contains(text), "{text} leads nowhere");
            }
        });
    }
}

#[test]
fn a_patient_bundle_stands_alone() {
    for bundle in &sample()[2..] {
        let own = ids(bundle);
        strings(bundle, "", &mut |name, text| {
            assert!(name != "reference" || text.starts_with('#') || own.contains(text), "{text} is not in the bundle");
        });
    }
}

#[test]
fn nothing_is_dated_after_today_or_before_birth() {
    // Weekends, a leap day, years before some vaccines and the turn of a year.
    for today in [TODAY, date(2028, 2, 29), date(2023, 1, 1), date(2031, 6, 7)] {
        let options = Options { today, extra_patients: 8, ..options(3) };
        let bundles = clinic(&options).family.into_iter().map(|person| person.bundle).chain(extra_patients(&options));
        for bundle in bundles {
            let birth: Date = of(&bundle, "Patient")[0]["birthDate"].as_str().unwrap().parse().unwrap();
            strings(&bundle, "", &mut |name, text| {
                let shape = text.len() >= 10 && text.as_bytes()[4] == b'-' && text.as_bytes()[7] == b'-';
                if let Some(day) = shape.then(|| text.get(..10)?.parse::<Date>().ok()).flatten() {
                    assert!(day <= today, "{name} {text} is after {today}");
                    assert!(day >= birth, "{name} {text} is before the birth on {birth}");
                }
            });
        }
    }
}

#[test]
fn equal_options_give_equal_bytes() {
    let few = Options { extra_patients: 6, ..options(4) };
    let text = || all_bundles(&few).iter().map(Value::to_string).collect::<String>();
    assert_eq!(text(), text());
}

#[test]
fn another_seed_gives_other_ids() {
    let collect = |seed| {
        all_bundles(&Options { extra_patients: 6, ..options(seed) }).iter().flat_map(ids).collect::<BTreeSet<_>>()
    };
    assert!(collect(5).is_disjoint(&collect(6)));
}

#[test]
fn no_id_belongs_to_two_patients() {
    let mut seen = HashSet::new();
    for bundle in &sample()[2..] {
        for entry in entries(bundle) {
            let kind = entry["resource"]["resourceType"].as_str().unwrap();
            let shared = matches!(kind, "Organization" | "Practitioner");
            assert!(shared || seen.insert(entry["fullUrl"].as_str().unwrap().to_owned()), "{entry}");
        }
    }
}

#[test]
fn a_patient_does_not_depend_on_how_many_there_are() {
    let few = Options { extra_patients: 2, ..options(8) };
    let few: Vec<Value> = extra_patients(&few).collect();
    let many: Vec<Value> = extra_patients(&options(8)).take(2).collect();
    assert_eq!(few, many);
}

#[test]
fn extra_patients_have_all_ages() {
    let ages: BTreeSet<i16> = sample()[7..]
        .iter()
        .map(|bundle| {
            let birth: Date = of(bundle, "Patient")[0]["birthDate"].as_str().unwrap().parse().unwrap();
            let birthday_passed = (TODAY.month(), TODAY.day()) >= (birth.month(), birth.day());
            TODAY.year() - birth.year() - i16::from(!birthday_passed)
        })
        .collect();
    assert_eq!(ages, (0..=95).collect());
}

#[test]
fn every_patient_has_been_seen() {
    for bundle in &sample()[2..] {
        for kind in ["Encounter", "Observation", "Immunization", "Claim", "DocumentReference"] {
            assert!(!of(bundle, kind).is_empty(), "no {kind} for {}", of(bundle, "Patient")[0]["name"]);
        }
    }
}

#[test]
fn forbidden_identifiers_come_only_on_request() {
    let forbidden = |with| {
        let options = Options { with_forbidden_identifiers: with, extra_patients: 6, ..options(11) };
        let clinic = clinic(&options);
        let bundles = clinic.family.into_iter().map(|person| person.bundle).chain(extra_patients(&options));
        let mut found = 0;
        for bundle in bundles {
            for identifier in of(&bundle, "Patient")[0]["identifier"].as_array().unwrap() {
                let code = &identifier["type"]["coding"][0]["code"];
                assert!(code.is_null() || code == "MR" || code == "SS", "{code}");
                if code == "SS" {
                    assert_eq!(identifier["value"], "999-00-0001");
                    found += 1;
                }
            }
        }
        found
    };
    assert_eq!(forbidden(false), 0);
    assert_eq!(forbidden(true), 1);
}

#[test]
fn the_family_has_every_kind_of_record() {
    let clinic = family();
    let keys: Vec<&str> = clinic.family.iter().map(|person| person.key).collect();
    assert_eq!(keys, ["mother", "teen", "toddler", "grandfather", "neighbor"]);
    for person in &clinic.family {
        for kind in [
            "Encounter",
            "Condition",
            "Observation",
            "DiagnosticReport",
            "MedicationRequest",
            "Immunization",
            "AllergyIntolerance",
            "DocumentReference",
            "Claim",
        ] {
            assert!(!of(&person.bundle, kind).is_empty(), "{} has no {kind}", person.key);
        }
        let last = of(&person.bundle, "Encounter")
            .iter()
            .map(|encounter| encounter["period"]["start"].as_str().unwrap()[..10].parse::<Date>().unwrap())
            .max()
            .unwrap();
        let days = last.duration_until(TODAY).as_hours() / 24;
        assert!((1..=10).contains(&days), "{} was last seen {days} days ago", person.key);
        assert_eq!(person.phone.is_none() && person.email.is_none(), person.key == "neighbor");
        let patient = of(&person.bundle, "Patient")[0];
        assert_eq!(patient["birthDate"], person.birth_date.to_string());
        assert_eq!(patient["identifier"][1]["value"], person.mrn);
        assert_eq!(patient["address"][0]["postalCode"], person.zip);
        assert_eq!(patient["name"][0]["family"], person.family);
    }
    assert_eq!(
        of(person(&clinic, "grandfather"), "Patient")[0]["communication"][0]["language"]["coding"][0]["code"],
        "es"
    );
}

#[test]
fn the_grandfather_has_many_observations() {
    let clinic = family();
    let count = of(person(&clinic, "grandfather"), "Observation").len();
    assert!(count > 700, "{count}");
}

#[test]
fn medicines_are_active_and_stopped() {
    let clinic = family();
    for key in ["mother", "teen", "grandfather", "neighbor"] {
        let status: BTreeSet<&str> = of(person(&clinic, key), "MedicationRequest")
            .iter()
            .map(|request| request["status"].as_str().unwrap())
            .collect();
        assert!(status.contains("active") && status.len() > 1, "{key}: {status:?}");
    }
}

#[test]
fn laboratory_values_come_with_ranges_and_fitting_flags() {
    let clinic = family();
    for person in &clinic.family {
        for observation in of(&person.bundle, "Observation") {
            if observation["category"][0]["coding"][0]["code"] != "laboratory" {
                continue;
            }
            let range = &observation["referenceRange"][0];
            let flag = observation["interpretation"][0]["coding"][0]["code"].as_str().unwrap();
            if let Some(value) = observation["valueQuantity"]["value"].as_f64() {
                let below = range["low"]["value"].as_f64().is_some_and(|low| value < low);
                let above = range["high"]["value"].as_f64().is_some_and(|high| value > high);
                assert_eq!((below, above), (flag == "L", flag == "H"), "{observation}");
            }
        }
    }
}

#[test]
fn children_grow_and_numbers_stay_plausible() {
    for bundle in &sample()[2..] {
        let birth: Date = of(bundle, "Patient")[0]["birthDate"].as_str().unwrap().parse().unwrap();
        let mut heights = Vec::new();
        for observation in of(bundle, "Observation") {
            let Some(value) = observation["valueQuantity"]["value"].as_f64() else { continue };
            let day: Date = observation["effectiveDateTime"].as_str().unwrap()[..10].parse().unwrap();
            let range = match observation["code"]["coding"][0]["code"].as_str().unwrap() {
                "8302-2" => {
                    heights.push((day, value));
                    45.0..=205.0
                }
                "29463-7" => 2.3..=160.0,
                "39156-5" => 12.0..=45.0,
                "8867-4" => 55.0..=150.0,
                "718-7" => 8.0..=18.0,
                "2823-3" => 3.5..=5.1,
                "4548-4" => 4.5..=10.0,
                "13457-7" => 40.0..=220.0,
                _ => continue,
            };
            assert!(range.contains(&value), "{observation}");
        }
        heights.sort_by_key(|(day, _)| *day);
        assert!(heights.is_sorted_by(|a, b| a.1 <= b.1), "born {birth}: {heights:?}");
    }
}

#[test]
fn vaccines_fit_the_age() {
    let clinic = family();
    let codes = |key: &str| -> BTreeSet<String> {
        of(person(&clinic, key), "Immunization")
            .iter()
            .map(|dose| dose["vaccineCode"]["coding"][0]["code"].as_str().unwrap().to_owned())
            .collect()
    };
    let (toddler, teen, grandfather) = (codes("toddler"), codes("teen"), codes("grandfather"));
    assert!(["08", "119", "20", "10", "03", "21", "83"].iter().all(|code| toddler.contains(*code)), "{toddler:?}");
    assert!(!toddler.contains("165"));
    assert!(["165", "115", "203"].iter().all(|code| teen.contains(*code)), "{teen:?}");
    assert!(grandfather.contains("187"), "{grandfather:?}");
    assert!(["133", "216"].iter().any(|code| grandfather.contains(*code)), "{grandfather:?}");
}

/// What the portal shows of a record says where it was done, by its visit. What somebody told of earlier has none.
#[test]
fn what_a_visit_noted_names_its_visit() {
    let clinic = family();
    for person in &clinic.family {
        for kind in ["Immunization", "AllergyIntolerance", "MedicationRequest", "Observation", "DiagnosticReport"] {
            for resource in of(&person.bundle, kind) {
                let told_earlier = kind == "AllergyIntolerance" && person.key == "neighbor";
                assert_eq!(resource["encounter"]["reference"].is_string(), !told_earlier, "{}: {resource}", person.key);
            }
        }
        for visit in of(&person.bundle, "Encounter") {
            assert!(visit["serviceProvider"]["reference"].is_string(), "{}: {visit}", person.key);
        }
    }
}

#[test]
fn the_newest_claims_wait_for_the_insurer() {
    let clinic = family();
    for person in &clinic.family {
        let visits = of(&person.bundle, "Encounter").len();
        let explained = of(&person.bundle, "ExplanationOfBenefit").len();
        let expected = if person.key == "neighbor" { 0 } else { visits - 1 };
        assert_eq!(explained, expected, "{}", person.key);
    }
}

#[test]
fn money_is_whole_cents() {
    for bundle in &sample()[2..7] {
        for claim in of(bundle, "Claim") {
            let cents = |amount: &Value| amount["value"].as_f64().unwrap() * 100.0;
            let total: f64 = claim["item"].as_array().unwrap().iter().map(|item| cents(&item["net"])).sum();
            assert!((cents(&claim["total"]) - total).abs() < 0.01, "{claim}");
        }
    }
}

#[test]
fn practices_have_staff_except_one() {
    let clinic = family();
    let staffed: BTreeSet<&str> = clinic.staff.iter().flat_map(|member| member.practices.iter().copied()).collect();
    let practices: BTreeSet<&str> = of(&clinic.organizations, "Organization")
        .iter()
        .filter(|organization| organization["partOf"].is_object())
        .map(|organization| organization["identifier"][0]["value"].as_str().unwrap())
        .collect();
    assert_eq!(practices.difference(&staffed).copied().collect::<Vec<_>>(), ["womens-health"]);
    for practice in ["family-medicine", "pediatrics", "cardiology"] {
        for role in [StaffRole::Clinician, StaffRole::PoolNurse] {
            assert!(clinic.staff.iter().any(|member| member.role == role && member.practices.contains(&practice)));
        }
    }
    let phones = of(&clinic.organizations, "Organization");
    assert!(phones.iter().any(|organization| organization["telecom"][0]["value"].as_str().unwrap().ends_with(" x19")));
}

#[test]
fn contact_details_reach_nobody() {
    for bundle in sample() {
        for resource in entries(bundle).iter().map(|entry| &entry["resource"]) {
            for contact in resource["telecom"].as_array().into_iter().flatten() {
                let value = contact["value"].as_str().unwrap();
                if contact["system"] == "phone" {
                    assert!(value[4..].starts_with("555-01"), "{value}");
                } else {
                    assert!(value.ends_with("@example.org") || value.ends_with("@example.com"), "{value}");
                }
            }
        }
    }
}

#[test]
fn names_are_of_all_kinds() {
    let names: Vec<String> = sample()[7..]
        .iter()
        .map(|bundle| {
            let name = &of(bundle, "Patient")[0]["name"][0];
            let given: Vec<&str> =
                name["given"].as_array().unwrap().iter().map(|given| given.as_str().unwrap()).collect();
            format!("{} {}", given.join(" "), name["family"].as_str().unwrap())
        })
        .collect();
    assert_eq!(names[0].chars().count(), 60);
    assert_eq!(names.iter().filter(|name| name.chars().count() >= 60).count(), 1);
    assert!(names[1..].iter().any(|name| name.contains('-')));
    assert!(names.iter().any(|name| !name.is_ascii()));
}
