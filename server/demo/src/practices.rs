//! Maple Valley Health and its four practices, as Organizations and Locations.

use serde_json::{Value, json};

use crate::bundle::{Code, Entries, PRACTICE_SYSTEM, ROOM_SYSTEM, named_reference};
use crate::rng::Chance;

const PROVIDER_TYPE: Code =
    Code::new("http://terminology.hl7.org/CodeSystem/organization-type", "prov", "Healthcare Provider");

/// A practice of the clinic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Practice {
    FamilyMedicine,
    Pediatrics,
    Cardiology,
    WomensHealth,
}

/// What is on a practice's door and letterhead.
struct Letterhead {
    key: &'static str,
    name: &'static str,
    phone: &'static str,
    line: &'static str,
    city: &'static str,
    zip: &'static str,
}

impl Practice {
    pub(crate) const ALL: [Self; 4] = [Self::FamilyMedicine, Self::Pediatrics, Self::Cardiology, Self::WomensHealth];

    /// The value of the practice's identifier; staff members name their practices by it.
    pub(crate) const fn key(self) -> &'static str {
        self.letterhead().key
    }

    pub(crate) const fn name(self) -> &'static str {
        self.letterhead().name
    }

    pub(crate) const fn phone(self) -> &'static str {
        self.letterhead().phone
    }

    const fn letterhead(self) -> &'static Letterhead {
        match self {
            Self::FamilyMedicine => &Letterhead {
                key: "family-medicine",
                name: "Maple Valley Family Medicine",
                phone: "413-555-0140",
                line: "12 Orchard Street",
                city: "Maple Valley",
                zip: "01991",
            },
            Self::Pediatrics => &Letterhead {
                key: "pediatrics",
                name: "Maple Valley Pediatrics",
                phone: "413-555-0141",
                line: "12 Orchard Street, Floor 2",
                city: "Maple Valley",
                zip: "01991",
            },
            Self::Cardiology => &Letterhead {
                key: "cardiology",
                name: "Eastbrook Cardiology",
                phone: "413-555-0142 x19",
                line: "300 Mill Pond Road",
                city: "Eastbrook",
                zip: "01993",
            },
            Self::WomensHealth => &Letterhead {
                key: "womens-health",
                name: "Linfield Women's Health",
                phone: "413-555-0143",
                line: "48 Station Lane, Suite 5",
                city: "Linfield",
                zip: "01992",
            },
        }
    }

    /// The address as FHIR writes it; practitioners share it with their practice.
    pub(crate) fn address(self) -> Value {
        let door = self.letterhead();
        json!({ "line": [door.line], "city": door.city, "state": "MA", "postalCode": door.zip, "country": "US" })
    }
}

/// The ids of the practices for one seed.
pub(crate) struct PracticeIds {
    parent: String,
    practices: [String; 4],
    rooms: [String; 4],
}

impl PracticeIds {
    pub(crate) fn new(seed: u64) -> Self {
        let mut chance = Chance::new(seed, "practices", 0);
        Self {
            parent: chance.uuid(),
            practices: std::array::from_fn(|_| chance.uuid()),
            rooms: std::array::from_fn(|_| chance.uuid()),
        }
    }

    pub(crate) fn organization(&self, practice: Practice) -> &str {
        &self.practices[practice as usize]
    }

    pub(crate) fn room(&self, practice: Practice) -> &str {
        &self.rooms[practice as usize]
    }

    /// One Organization. Patient bundles repeat it without `partOf`, so that they stand alone.
    pub(crate) fn resource(&self, practice: Practice) -> Value {
        json!({
            "identifier": [{ "system": PRACTICE_SYSTEM, "value": practice.key() }],
            "active": true,
            "type": [PROVIDER_TYPE.concept()],
            "name": practice.name(),
            "telecom": [{ "system": "phone", "value": practice.phone() }],
            "address": [practice.address()],
        })
    }

    /// The bundle of all Organizations and Locations.
    pub(crate) fn bundle(&self) -> Value {
        let mut entries = Entries::default();
        entries.add(
            "Organization",
            &self.parent,
            json!({
                "identifier": [{ "system": PRACTICE_SYSTEM, "value": "maple-valley-health" }],
                "active": true,
                "type": [PROVIDER_TYPE.concept()],
                "name": "Maple Valley Health",
                "telecom": [{ "system": "phone", "value": "413-555-0100" }],
                "address": [Practice::FamilyMedicine.address()],
            }),
        );
        for practice in Practice::ALL {
            let mut organization = self.resource(practice);
            organization["partOf"] = named_reference(&self.parent, "Maple Valley Health");
            entries.add("Organization", self.organization(practice), organization);
            entries.add(
                "Location",
                self.room(practice),
                json!({
                    "identifier": [{ "system": ROOM_SYSTEM, "value": practice.key() }],
                    "status": "active",
                    "name": practice.name(),
                    "telecom": [{ "system": "phone", "value": practice.phone() }],
                    "address": practice.address(),
                    "managingOrganization": named_reference(self.organization(practice), practice.name()),
                }),
            );
        }
        entries.into_bundle()
    }
}
