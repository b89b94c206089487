//! A patient's chart while it is written: state that lasts between visits, and the entries so far.

use jiff::civil::Date;
use serde_json::{Value, json};

use crate::bundle::{Entries, reference};
use crate::calendar::{age_months, age_years};
use crate::growth::{Build, as_f64};
use crate::people::{Registration, Sex};
use crate::practices::{Practice, PracticeIds};
use crate::providers::{Provider, ProviderIds};
use crate::rng::Chance;
use crate::vaccines::Given;

/// Who works at the clinic and where: shared by all charts of one seed.
pub(crate) struct World {
    pub(crate) practices: PracticeIds,
    pub(crate) providers: ProviderIds,
}

impl World {
    pub(crate) fn new(seed: u64) -> Self {
        Self { practices: PracticeIds::new(seed), providers: ProviderIds::new(seed) }
    }
}

/// What measurements scatter around. A story changes it as the person falls ill and gets well.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Health {
    pub(crate) build: Build,
    pub(crate) systolic: f64,
    pub(crate) diastolic: f64,
    pub(crate) ldl: f64,
    pub(crate) hdl: f64,
    pub(crate) triglycerides: f64,
    pub(crate) glucose: f64,
    pub(crate) a1c: f64,
    pub(crate) tsh: f64,
    /// Grams per deciliter above or below what is usual for age and sex.
    pub(crate) hemoglobin: f64,
    pub(crate) mcv: f64,
    pub(crate) creatinine: f64,
    pub(crate) lead: f64,
    pub(crate) uric_acid: f64,
    pub(crate) albuminuria: f64,
    pub(crate) smoking: Smoking,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Smoking {
    Never,
    Former,
}

impl Health {
    /// A healthy person of that sex and age, a little different from the next one.
    pub(crate) fn usual(chance: &mut Chance, sex: Sex, years: i64) -> Self {
        let old = as_f64((years - 30).clamp(0, 60));
        let woman = sex == Sex::Female;
        Self {
            build: Build {
                height_z: chance.around(0.0, 0.8),
                weight_z: chance.around(0.0, 0.7),
                bmi: chance.around(25.5, 2.5),
            },
            systolic: chance.around(116.0, 5.0) + 0.15 * old,
            diastolic: chance.around(73.0, 4.0),
            ldl: chance.around(98.0, 16.0) + 0.2 * old,
            hdl: chance.around(if woman { 58.0 } else { 49.0 }, 6.0),
            triglycerides: chance.around(105.0, 25.0),
            glucose: chance.around(88.0, 4.0) + 0.08 * old,
            a1c: chance.around(5.2, 0.15),
            tsh: chance.around(1.9, 0.5),
            hemoglobin: chance.around(0.0, 0.4),
            mcv: chance.around(89.0, 2.0),
            creatinine: chance.around(if woman { 0.75 } else { 0.95 }, 0.07) + 0.002 * old,
            lead: chance.around(1.2, 0.3),
            uric_acid: chance.around(if woman { 4.6 } else { 5.6 }, 0.5),
            albuminuria: chance.around(9.0, 3.0),
            smoking: Smoking::Never,
        }
    }
}

/// Who pays: the name on claims, and whether there is anyone but the patient.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Payer {
    Harborline,
    BayColony,
    Medicaid,
    Medicare,
    Nobody,
}

impl Payer {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Harborline => "Harborline Health Plan",
            Self::BayColony => "Bay Colony Mutual",
            Self::Medicaid => "Medicaid",
            Self::Medicare => "Medicare",
            Self::Nobody => "no_insurance",
        }
    }
}

/// A chart being written. [`Chart::visit`](crate::visit) opens a visit; everything else hangs off visits.
pub(crate) struct Chart<'w> {
    pub(crate) world: &'w World,
    pub(crate) today: Date,
    pub(crate) chance: Chance,
    pub(crate) patient: String,
    pub(crate) sex: Sex,
    pub(crate) birth: Date,
    pub(crate) payer: Payer,
    pub(crate) health: Health,
    pub(crate) given: Given,
    pub(crate) entries: Entries,
    /// The visit that was opened last: what is noted without one of its own is noted there.
    pub(crate) last_visit: Option<String>,
    introduced: Vec<Provider>,
    housed: Vec<Practice>,
}

impl<'w> Chart<'w> {
    /// Opens the chart with its Patient.
    pub(crate) fn open(world: &'w World, today: Date, mut chance: Chance, who: &Registration, payer: Payer) -> Self {
        let health = Health::usual(&mut chance, who.sex, age_years(who.birth, today));
        let patient = chance.uuid();
        let mut entries = Entries::default();
        entries.add("Patient", &patient, who.resource(&patient));
        Self {
            world,
            today,
            chance,
            patient,
            sex: who.sex,
            birth: who.birth,
            payer,
            health,
            given: Given::default(),
            entries,
            last_visit: None,
            introduced: Vec::new(),
            housed: Vec::new(),
        }
    }

    pub(crate) fn into_bundle(self) -> Value {
        self.entries.into_bundle()
    }

    pub(crate) fn subject(&self) -> Value {
        reference(&self.patient)
    }

    pub(crate) fn months_on(&self, day: Date) -> i64 {
        age_months(self.birth, day)
    }

    pub(crate) fn years_on(&self, day: Date) -> i64 {
        age_years(self.birth, day)
    }

    /// Adds a resource and gives its id back.
    pub(crate) fn add(&mut self, kind: &str, body: Value) -> String {
        let id = self.chance.uuid();
        self.entries.add(kind, &id, body);
        id
    }

    /// Repeats the practice and the provider in this bundle when they first appear, so that it stands alone.
    pub(crate) fn introduce(&mut self, provider: Provider) {
        let world = self.world;
        let practice = provider.practice();
        if !self.housed.contains(&practice) {
            self.housed.push(practice);
            self.entries.add(
                "Organization",
                world.practices.organization(practice),
                world.practices.resource(practice),
            );
        }
        if !self.introduced.contains(&provider) {
            self.introduced.push(provider);
            self.entries.add("Practitioner", world.providers.id(provider), ProviderIds::resource(provider));
        }
    }

    /// An AllergyIntolerance first recorded on `day`.
    pub(crate) fn allergy(&mut self, allergy: &crate::problems::Allergy, day: Date) {
        let mut body = allergy.resource(self.subject(), day);
        if let Some(visit) = &self.last_visit {
            body["encounter"] = reference(visit);
        }
        self.add("AllergyIntolerance", body);
    }

    /// The smoking status as a coded answer.
    pub(crate) fn smoking_answer(&self) -> Value {
        match self.health.smoking {
            Smoking::Never => {
                json!({ "coding": [{ "system": "http://snomed.info/sct", "code": "266919005", "display": "Never smoker" }], "text": "Never smoker" })
            }
            Smoking::Former => {
                json!({ "coding": [{ "system": "http://snomed.info/sct", "code": "8517006", "display": "Former smoker" }], "text": "Former smoker" })
            }
        }
    }
}
