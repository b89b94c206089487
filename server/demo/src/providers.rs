//! The eight people who see patients, as Practitioners and PractitionerRoles.

use serde_json::{Value, json};

use crate::bundle::{Code, Entries, named_reference, reference};
use crate::practices::{Practice, PracticeIds};
use crate::rng::Chance;

const PHYSICIAN: Code = Code::snomed("309343006", "Physician");
const NURSE_PRACTITIONER: Code = Code::snomed("224571005", "Nurse practitioner");

/// A practitioner of the clinic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Provider {
    Achterberg,
    Quiroga,
    Duval,
    Raman,
    Solheim,
    Okonkwo,
    Weiss,
    Baptiste,
}

/// A practitioner's entry in the directory. The identifiers start with 9, which no issued NPI does.
struct Entry {
    given: &'static str,
    family: &'static str,
    prefix: &'static str,
    gender: &'static str,
    npi: &'static str,
    practice: Practice,
    role: Code,
    specialty: Code,
    languages: &'static [&'static str],
}

const fn taxonomy(code: &'static str, display: &'static str) -> Code {
    Code::new("http://nucc.org/provider-taxonomy", code, display)
}

const FAMILY_MEDICINE: Code = taxonomy("207Q00000X", "Family Medicine");
const PEDIATRICS: Code = taxonomy("208000000X", "Pediatrics");
const FAMILY_NURSE: Code = taxonomy("363LF0000X", "Nurse Practitioner, Family");
const OBSTETRICS: Code = taxonomy("207V00000X", "Obstetrics & Gynecology");
const CARDIOLOGY: Code = taxonomy("207RC0000X", "Cardiovascular Disease");

impl Provider {
    pub(crate) const ALL: [Self; 8] = [
        Self::Achterberg,
        Self::Quiroga,
        Self::Duval,
        Self::Raman,
        Self::Solheim,
        Self::Okonkwo,
        Self::Weiss,
        Self::Baptiste,
    ];

    #[rustfmt::skip]
    const fn entry(self) -> &'static Entry {
        match self {
            Self::Achterberg => &Entry { given: "Miriam", family: "Achterberg", prefix: "Dr.", gender: "female", npi: "9990000101", practice: Practice::FamilyMedicine, role: PHYSICIAN, specialty: FAMILY_MEDICINE, languages: &["en"] },
            Self::Quiroga => &Entry { given: "Tomás", family: "Quiroga", prefix: "Dr.", gender: "male", npi: "9990000102", practice: Practice::FamilyMedicine, role: PHYSICIAN, specialty: FAMILY_MEDICINE, languages: &["en", "es"] },
            Self::Duval => &Entry { given: "Renee", family: "Duval", prefix: "NP", gender: "female", npi: "9990000103", practice: Practice::FamilyMedicine, role: NURSE_PRACTITIONER, specialty: FAMILY_NURSE, languages: &["en", "fr"] },
            Self::Raman => &Entry { given: "Priya", family: "Raman", prefix: "Dr.", gender: "female", npi: "9990000104", practice: Practice::Pediatrics, role: PHYSICIAN, specialty: PEDIATRICS, languages: &["en"] },
            Self::Solheim => &Entry { given: "Ingrid", family: "Solheim", prefix: "Dr.", gender: "female", npi: "9990000105", practice: Practice::Pediatrics, role: PHYSICIAN, specialty: PEDIATRICS, languages: &["en"] },
            Self::Okonkwo => &Entry { given: "Samuel", family: "Okonkwo", prefix: "Dr.", gender: "male", npi: "9990000106", practice: Practice::Cardiology, role: PHYSICIAN, specialty: CARDIOLOGY, languages: &["en"] },
            Self::Weiss => &Entry { given: "Hana", family: "Weiss", prefix: "Dr.", gender: "female", npi: "9990000107", practice: Practice::Cardiology, role: PHYSICIAN, specialty: CARDIOLOGY, languages: &["en"] },
            Self::Baptiste => &Entry { given: "Colette", family: "Baptiste-Moore", prefix: "Dr.", gender: "female", npi: "9990000108", practice: Practice::WomensHealth, role: PHYSICIAN, specialty: OBSTETRICS, languages: &["en", "fr"] },
        }
    }

    pub(crate) const fn practice(self) -> Practice {
        self.entry().practice
    }

    pub(crate) const fn npi(self) -> &'static str {
        self.entry().npi
    }

    /// The name as a reference shows it: "Dr. Priya Raman".
    pub(crate) fn display(self) -> String {
        let entry = self.entry();
        format!("{} {} {}", entry.prefix, entry.given, entry.family)
    }
}

/// The ids of the practitioners for one seed.
pub(crate) struct ProviderIds {
    people: [String; 8],
    roles: [String; 8],
}

impl ProviderIds {
    pub(crate) fn new(seed: u64) -> Self {
        let mut chance = Chance::new(seed, "providers", 0);
        Self { people: std::array::from_fn(|_| chance.uuid()), roles: std::array::from_fn(|_| chance.uuid()) }
    }

    pub(crate) fn id(&self, provider: Provider) -> &str {
        &self.people[provider as usize]
    }

    /// A reference with the name beside it.
    pub(crate) fn reference(&self, provider: Provider) -> Value {
        named_reference(self.id(provider), &provider.display())
    }

    /// One Practitioner.
    pub(crate) fn resource(provider: Provider) -> Value {
        let entry = provider.entry();
        let spoken: Vec<Value> = entry
            .languages
            .iter()
            .map(|code| json!({ "coding": [{ "system": "urn:ietf:bcp:47", "code": code }] }))
            .collect();
        json!({
            "identifier": [{ "system": "http://hl7.org/fhir/sid/us-npi", "value": entry.npi }],
            "active": true,
            "name": [{ "family": entry.family, "given": [entry.given], "prefix": [entry.prefix] }],
            "telecom": [{ "system": "phone", "value": entry.practice.phone(), "use": "work" }],
            "address": [entry.practice.address()],
            "gender": entry.gender,
            "communication": spoken,
        })
    }

    /// The bundle of all Practitioners and their roles.
    pub(crate) fn bundle(&self, practices: &PracticeIds) -> Value {
        let mut entries = Entries::default();
        for provider in Provider::ALL {
            entries.add("Practitioner", self.id(provider), Self::resource(provider));
        }
        for provider in Provider::ALL {
            let entry = provider.entry();
            entries.add(
                "PractitionerRole",
                &self.roles[provider as usize],
                json!({
                    "active": true,
                    "practitioner": self.reference(provider),
                    "organization": named_reference(practices.organization(entry.practice), entry.practice.name()),
                    "code": [entry.role.concept()],
                    "specialty": [entry.specialty.concept()],
                    "location": [reference(practices.room(entry.practice))],
                    "telecom": [{ "system": "phone", "value": entry.practice.phone(), "use": "work" }],
                }),
            );
        }
        entries.into_bundle()
    }
}
