//! Maya Rivera-Shaw, about to turn sixteen: asthma, a peanut allergy, and matters that are hers to tell.

use super::{family_home, open, person};
use crate::Options;
use crate::bundle::Code;
use crate::calendar::{plus_days, plus_months};
use crate::chart::{Chart, Payer, World};
use crate::childhood::{PHQ9, WELL_CHILD_MONTHS};
use crate::documents::Paper;
use crate::findings::{ASTHMA, SPIROMETRY};
use crate::meds::{ALBUTEROL, EPINEPHRINE, FLUTICASONE, LEVORA, NAPROXEN};
use crate::panels::Panel;
use crate::people::{Language, Person, RACES, Registration, Sex};
use crate::problems::{Course, PEANUT};
use crate::providers::Provider;
use crate::visit::Kind;

const SPRAIN: Code = Code::snomed("44465007", "Sprain of ankle");
const PAINFUL_PERIODS: Code = Code::snomed("266599000", "Dysmenorrhea");
const ANXIETY: Code = Code::snomed("21897009", "Generalized anxiety disorder");
const GAD7: Code = Code::loinc("70274-6", "Generalized anxiety disorder 7 item (GAD-7) total score [Reported]");
const ANKLE_XRAY: Code = Code::loinc("37497-5", "XR Ankle Views");

pub(super) fn record(world: &World, options: &Options) -> Person {
    let who = Registration {
        mrn: "MV-100002".to_owned(),
        given: "Maya Lucía".to_owned(),
        family: "Rivera-Shaw".to_owned(),
        sex: Sex::Female,
        birth: plus_days(plus_months(options.today, -192), 20),
        phone: Some("413-555-0111".to_owned()),
        email: Some("maya.rs@example.com".to_owned()),
        home: family_home(),
        language: Language::English,
        married: false,
        hispanic: true,
        race: RACES[3],
        forbidden_identifier: false,
    };
    let mut chart = open(world, options, "teen", &who, Payer::Harborline);
    chart.health.build.height_z = 0.6;
    chart.health.build.weight_z = 0.1;
    for month in WELL_CHILD_MONTHS.into_iter().filter(|month| *month <= 180) {
        chart.well_child(month, Provider::Raman);
        between_check_ups(&mut chart, month);
    }
    this_year(&mut chart);
    person(
        "teen",
        "Maya, turning 16: asthma and a peanut allergy; her mother sees only part of her record.",
        who,
        chart,
    )
}

/// What happened after the check-up of that month.
fn between_check_ups(chart: &mut Chart<'_>, month: i64) {
    let after = plus_days(plus_months(chart.birth, month), 75);
    match month {
        24 => {
            let mut visit = chart.visit(after, Provider::Raman, Kind::Symptom, None);
            visit.vitals().prescribe(&EPINEPHRINE, Course::Lasting, None).document(
                Paper::ProgressNote,
                "Reaction to peanut",
                "Swelling and wheezing minutes after a peanut biscuit. Two auto-injectors prescribed, plan for the day care written.",
            );
            visit.close();
            chart.allergy(&PEANUT, after);
        }
        12 | 36 | 60 | 108 => chart.childhood_illness(after, Provider::Solheim),
        84 => {
            let mut visit = chart.visit(after, Provider::Raman, Kind::Symptom, Some(ASTHMA));
            visit.vitals().illness_vitals(36.9, 1).procedure(SPIROMETRY, 8_250);
            let asthma = visit.diagnose(ASTHMA, Course::Lasting);
            visit.prescribe(&ALBUTEROL, Course::Lasting, Some(&asthma));
            visit.prescribe(&FLUTICASONE, Course::Days(1500), Some(&asthma));
            visit.close();
        }
        168 => {
            let mut visit = chart.visit(after, Provider::Solheim, Kind::Symptom, Some(SPRAIN));
            visit.vitals().illness_vitals(36.7, 6);
            visit.imaging(ANKLE_XRAY, "No fracture. Swelling of the soft tissue on the outer side.", 12_600);
            let sprain = visit.diagnose(SPRAIN, Course::Days(28));
            visit.prescribe(&NAPROXEN, Course::Days(7), Some(&sprain));
            visit.close();
        }
        _ => {}
    }
}

/// The months before sixteen, up to the sports check-up five days ago.
fn this_year(chart: &mut Chart<'_>) {
    let today = chart.today;
    let mut visit = chart.visit(plus_days(today, -212), Provider::Baptiste, Kind::Symptom, Some(PAINFUL_PERIODS));
    visit.vitals().illness_vitals(36.6, 5).panel(Panel::BloodCount);
    let pain = visit.diagnose(PAINFUL_PERIODS, Course::Lasting);
    visit.prescribe(&LEVORA, Course::Lasting, Some(&pain));
    visit.close();
    let mut worry = chart.visit(plus_days(today, -96), Provider::Raman, Kind::FollowUp, Some(ANXIETY));
    worry.vitals().score(GAD7, 11).score(PHQ9, 7);
    worry.diagnose(ANXIETY, Course::Lasting);
    worry.document(Paper::Consultation, "Talking about worries", "Worry before tests, sleeps badly, no thoughts of self-harm. Referred to the school counselor; asked that we speak with her first.");
    worry.close();
    let mut last = chart.visit(plus_days(today, -5), Provider::Raman, Kind::CheckUp, None);
    last.vitals().vaccines().procedure(SPIROMETRY, 8_250).score(GAD7, 6).panel(Panel::BloodCount);
    last.document(Paper::VisitSummary, "Sports check-up", "Fit for all sports. Inhaler before training, auto-injectors in the bag. Meningitis booster after the birthday.");
    last.close();
}
