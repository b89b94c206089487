//! Who somebody is: the facts a registration desk writes down, and the Patient resource made of them.

use jiff::civil::Date;
use serde_json::{Value, json};

use crate::bundle::{Code, MRN_SYSTEM};

const ID_TYPES: &str = "http://terminology.hl7.org/CodeSystem/v2-0203";
const US_CORE: &str = "http://hl7.org/fhir/us/core/StructureDefinition";

/// One member of the demo family, with what a visitor of the demo needs to sign up or sign in as that person.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// A short name for use in code and on the demo page: "mother", "teen", "toddler", "grandfather", "neighbor".
    pub key: &'static str,
    /// The transaction bundle.
    pub bundle: Value,
    /// The medical record number, also in the bundle.
    pub mrn: String,
    /// Given names, with a space between them.
    pub given: String,
    /// The family name.
    pub family: String,
    /// The date of birth.
    pub birth_date: Date,
    /// "female" or "male", as FHIR writes it.
    pub sex: &'static str,
    /// The phone number on file.
    pub phone: Option<String>,
    /// The e-mail address on file.
    pub email: Option<String>,
    /// The postal code of the home address.
    pub zip: String,
    /// One line about the person for the demo page.
    pub about: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sex {
    Female,
    Male,
}

impl Sex {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Female => "female",
            Self::Male => "male",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    English,
    Spanish,
}

/// A home in one of the invented towns.
#[derive(Clone, Debug)]
pub(crate) struct Home {
    pub(crate) line: String,
    pub(crate) city: &'static str,
    pub(crate) zip: &'static str,
}

/// The registration of one patient.
#[derive(Clone, Debug)]
pub(crate) struct Registration {
    pub(crate) mrn: String,
    pub(crate) given: String,
    pub(crate) family: String,
    pub(crate) sex: Sex,
    pub(crate) birth: Date,
    pub(crate) phone: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) home: Home,
    pub(crate) language: Language,
    pub(crate) married: bool,
    pub(crate) hispanic: bool,
    /// The race category of the US core profile; "Other" where the invented person did not say.
    pub(crate) race: Code,
    /// Adds an identifier that a portal must never store, so that tests can see it dropped.
    pub(crate) forbidden_identifier: bool,
}

pub(crate) const RACES: [Code; 4] = [
    race("2106-3", "White"),
    race("2054-5", "Black or African American"),
    race("2028-9", "Asian"),
    race("2131-1", "Other"),
];

const fn race(code: &'static str, display: &'static str) -> Code {
    Code::new("urn:oid:2.16.840.1.113883.6.238", code, display)
}

impl Registration {
    /// The body of the Patient resource.
    pub(crate) fn resource(&self, id: &str) -> Value {
        let ethnicity =
            if self.hispanic { race("2135-2", "Hispanic or Latino") } else { race("2186-5", "Not Hispanic or Latino") };
        let given: Vec<&str> = self.given.split(' ').collect();
        json!({
            "extension": [
                core_extension("us-core-race", self.race),
                core_extension("us-core-ethnicity", ethnicity),
                { "url": format!("{US_CORE}/us-core-birthsex"),
                  "valueCode": if self.sex == Sex::Female { "F" } else { "M" } },
            ],
            "identifier": self.identifiers(id),
            "active": true,
            "name": [{ "use": "official", "family": self.family, "given": given }],
            "telecom": self.telecom(),
            "gender": self.sex.as_str(),
            "birthDate": self.birth.to_string(),
            "address": [{
                "line": [self.home.line],
                "city": self.home.city,
                "state": "Massachusetts",
                "postalCode": self.home.zip,
                "country": "US",
            }],
            "maritalStatus": marital_status(self.married),
            "multipleBirthBoolean": false,
            "communication": [communication(self.language)],
        })
    }

    fn identifiers(&self, id: &str) -> Value {
        let typed = |code: &str, display: &str, system: &str, value: &str| {
            json!({
                "type": {
                    "coding": [{ "system": ID_TYPES, "code": code, "display": display }],
                    "text": display,
                },
                "system": system,
                "value": value,
            })
        };
        let mut identifiers = vec![
            json!({ "system": "https://maplevalley.example.org/patient", "value": id }),
            typed("MR", "Medical Record Number", MRN_SYSTEM, &self.mrn),
        ];
        if self.forbidden_identifier {
            // Numbers that start with 9 were never issued.
            identifiers.push(typed("SS", "Social Security Number", "http://hl7.org/fhir/sid/us-ssn", "999-00-0001"));
        }
        Value::Array(identifiers)
    }

    fn telecom(&self) -> Value {
        let phone = self.phone.iter().map(|value| json!({ "system": "phone", "value": value, "use": "home" }));
        let email = self.email.iter().map(|value| json!({ "system": "email", "value": value }));
        phone.chain(email).collect()
    }
}

fn core_extension(name: &str, category: Code) -> Value {
    json!({
        "url": format!("{US_CORE}/{name}"),
        "extension": [
            { "url": "ombCategory", "valueCoding": category.coding() },
            { "url": "text", "valueString": category.display },
        ],
    })
}

fn marital_status(married: bool) -> Value {
    let (code, display) = if married { ("M", "Married") } else { ("S", "Never Married") };
    json!({
        "coding": [{ "system": "http://terminology.hl7.org/CodeSystem/v3-MaritalStatus", "code": code, "display": display }],
        "text": display,
    })
}

fn communication(language: Language) -> Value {
    let (code, display) = match language {
        Language::English => ("en-US", "English"),
        Language::Spanish => ("es", "Spanish"),
    };
    json!({
        "language": {
            "coding": [{ "system": "urn:ietf:bcp:47", "code": code, "display": display }],
            "text": display,
        },
        "preferred": true,
    })
}
