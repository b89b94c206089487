//! Elena Rivera-Shaw, 38: the main person of the demo. Thyroid, migraine, two children, a check-up four days ago.

use super::{family_home, open, person, youngest_born};
use crate::Options;
use crate::bundle::Code;
use crate::calendar::{plus_days, plus_months};
use crate::chart::{Chart, Payer, World};
use crate::documents::Paper;
use crate::findings::{CERVICAL_SCREENING, COVID_NOT_DETECTED, HPV_NOT_DETECTED, HYPOTHYROIDISM, MEDICATIONS_REVIEWED};
use crate::meds::{AMOXICILLIN_CLAVULANATE, CETIRIZINE, FERROUS_SULFATE, LEVOTHYROXINE, SUMATRIPTAN};
use crate::panels::Panel;
use crate::people::{Language, Person, RACES, Registration, Sex};
use crate::problems::{Course, GRASS_POLLEN, SULFONAMIDE};
use crate::providers::Provider;
use crate::visit::Kind;

const MIGRAINE: Code = Code::snomed("37796009", "Migraine");
const HAY_FEVER: Code = Code::snomed("367498001", "Seasonal allergic rhinitis");
const PREGNANCY: Code = Code::snomed("72892002", "Normal pregnancy");
const ANEMIA: Code = Code::snomed("87522002", "Iron deficiency anemia");
const BACTERIAL_SINUSITIS: Code = Code::snomed("75498004", "Acute bacterial sinusitis (disorder)");
const DELIVERY: Code = Code::snomed("177184002", "Normal delivery procedure");

pub(super) fn record(world: &World, options: &Options) -> Person {
    let who = Registration {
        mrn: "MV-100001".to_owned(),
        given: "Elena Marisol".to_owned(),
        family: "Rivera-Shaw".to_owned(),
        sex: Sex::Female,
        birth: plus_days(plus_months(options.today, -38 * 12 - 4), -11),
        phone: Some("413-555-0110".to_owned()),
        email: Some("elena.rivera-shaw@example.org".to_owned()),
        home: family_home(),
        language: Language::English,
        married: true,
        hispanic: true,
        race: RACES[3],
        forbidden_identifier: options.with_forbidden_identifiers,
    };
    let mut chart = open(world, options, "mother", &who, Payer::Harborline);
    chart.health.build.height_z = 0.3;
    chart.health.build.bmi = 25.8;
    chart.health.tsh = 2.6;
    chart.health.ldl = 104.0;
    early_years(&mut chart);
    the_youngest(&mut chart);
    this_year(&mut chart);
    person(
        "mother",
        "Elena, 38: thyroid tablets, migraine, a check-up this week with new results; she cares for her children and her father.",
        who,
        chart,
    )
}

/// Nine to three years ago: yearly check-ups, the thyroid, the migraine.
fn early_years(chart: &mut Chart<'_>) {
    let today = chart.today;
    for years in (4..=9).rev() {
        let day = plus_days(plus_months(today, -12 * years), -9);
        chart.health.tsh = if years == 6 { 8.4 } else { 2.4 };
        let mut visit = chart.visit(day, Provider::Achterberg, Kind::CheckUp, None);
        visit.vitals().vaccines().panel(Panel::BloodCount).panel(Panel::Lipids);
        match years {
            9 => {
                let hay_fever = visit.diagnose(HAY_FEVER, Course::Lasting);
                visit.prescribe(&CETIRIZINE, Course::Lasting, Some(&hay_fever));
                visit.chart.allergy(&GRASS_POLLEN, day);
            }
            6 => {
                visit.panel(Panel::Thyroid);
                let thyroid = visit.diagnose(HYPOTHYROIDISM, Course::Lasting);
                visit.prescribe(&LEVOTHYROXINE, Course::Lasting, Some(&thyroid));
            }
            _ => {
                visit.panel(Panel::Thyroid);
            }
        }
        visit.procedure(MEDICATIONS_REVIEWED, 2_500);
        visit.close();
        if years == 8 {
            let mut rash = chart.visit(plus_days(day, 50), Provider::Duval, Kind::Symptom, None);
            rash.vitals().document(
                Paper::ProgressNote,
                "Rash on an antibiotic",
                "Itching rash on day two of a sulfonamide, no swelling. Stopped; allergy recorded.",
            );
            rash.close();
            chart.allergy(&SULFONAMIDE, plus_days(day, 50));
        }
        if years == 5 {
            let mut visit = chart.visit(plus_days(day, 90), Provider::Achterberg, Kind::Symptom, Some(MIGRAINE));
            visit.vitals().illness_vitals(36.8, 6);
            let migraine = visit.diagnose(MIGRAINE, Course::Lasting);
            visit.prescribe(&SUMATRIPTAN, Course::Lasting, Some(&migraine));
            visit.close();
        }
    }
    let mut screening = chart.visit(plus_days(plus_months(today, -42), 0), Provider::Baptiste, Kind::CheckUp, None);
    screening.vitals().procedure(CERVICAL_SCREENING, 9_800).finding(&HPV_NOT_DETECTED, 6_120);
    screening.close();
}

/// The pregnancy with the toddler, the birth, and the anemia after it.
fn the_youngest(chart: &mut Chart<'_>) {
    let born = youngest_born(chart.today);
    let usual = chart.health;
    for (month, gained) in [(-7, 0.3), (-5, 1.4), (-3, 2.8), (-2, 3.4), (-1, 4.0)] {
        chart.health.build.bmi = usual.build.bmi + gained;
        chart.health.hemoglobin = usual.hemoglobin - 0.4 * gained;
        let mut visit = chart.visit(plus_months(born, month), Provider::Baptiste, Kind::Prenatal, Some(PREGNANCY));
        visit.vitals();
        if month == -7 {
            visit.diagnose(PREGNANCY, Course::Days(215));
        }
        if matches!(month, -7 | -3) {
            visit.panel(Panel::BloodCount).panel(Panel::Thyroid);
        }
        visit.close();
    }
    let mut birth = chart.visit(born, Provider::Baptiste, Kind::Hospital, Some(PREGNANCY));
    birth.procedure(DELIVERY, 412_000).document(
        Paper::DischargeSummary,
        "Birth of a son",
        "Normal delivery of a healthy boy. Mother and child well.",
    );
    birth.close();
    chart.health = usual;
    chart.health.build.bmi = usual.build.bmi + 1.5;
    chart.health.hemoglobin = -3.4;
    chart.health.mcv = 76.0;
    let mut after = chart.visit(plus_days(born, 42), Provider::Baptiste, Kind::FollowUp, None);
    after.vitals().panel(Panel::BloodCount);
    let anemia = after.diagnose(ANEMIA, Course::Days(150));
    after.prescribe(&FERROUS_SULFATE, Course::Days(120), Some(&anemia));
    after.close();
    chart.health = usual;
    let mut again = chart.visit(plus_days(born, 42 + 130), Provider::Achterberg, Kind::FollowUp, Some(ANEMIA));
    again.vitals().panel(Panel::BloodCount);
    again.close();
}

/// The last twelve months, up to the check-up four days ago.
fn this_year(chart: &mut Chart<'_>) {
    let today = chart.today;
    let mut check = chart.visit(plus_months(today, -12), Provider::Achterberg, Kind::CheckUp, None);
    check.vitals().vaccines().panel(Panel::Thyroid).panel(Panel::Metabolic).panel(Panel::Lipids);
    check.close();
    let mut sinus = chart.visit(plus_days(today, -240), Provider::Duval, Kind::Symptom, Some(BACTERIAL_SINUSITIS));
    sinus.vitals().illness_vitals(38.1, 4).finding(&COVID_NOT_DETECTED, 8_800);
    let sinusitis = sinus.diagnose(BACTERIAL_SINUSITIS, Course::Days(16));
    sinus.prescribe(&AMOXICILLIN_CLAVULANATE, Course::Days(10), Some(&sinusitis));
    sinus.close();
    let mut video = chart.visit(plus_days(today, -64), Provider::Achterberg, Kind::Video, Some(MIGRAINE));
    video.document(
        Paper::ProgressNote,
        "Migraine by video",
        "Two attacks a month, both stopped by one tablet. Keep a diary; return if more than four a month.",
    );
    video.close();
    chart.health.tsh = 5.7;
    chart.health.ldl = 118.0;
    let mut last = chart.visit(plus_days(today, -4), Provider::Achterberg, Kind::CheckUp, None);
    last.vitals()
        .vaccines()
        .panel(Panel::Thyroid)
        .panel(Panel::BloodCount)
        .panel(Panel::Metabolic)
        .panel(Panel::Lipids)
        .panel(Panel::A1c);
    last.procedure(MEDICATIONS_REVIEWED, 2_500);
    last.document(
        Paper::VisitSummary,
        "Yearly check-up",
        "Thyroid value a little above range: same dose for now, new blood test in six weeks.\nCholesterol borderline: walk thirty minutes on most days.\nNext check-up in a year.",
    );
    last.close();
}
