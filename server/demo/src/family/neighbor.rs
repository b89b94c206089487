//! Walter Okafor, 54: no phone, no e-mail, no insurance on file. For enrollment at the desk and for paying oneself.

use jiff::civil::Date;

use super::{open, person};
use crate::Options;
use crate::bundle::Code;
use crate::calendar::{plus_days, plus_months};
use crate::chart::{Chart, Payer, World};
use crate::documents::Paper;
use crate::findings::{COLONOSCOPY, ELECTROCARDIOGRAM, HYPERTENSION};
use crate::meds::{ALLOPURINOL, AMLODIPINE, HYDROCHLOROTHIAZIDE, NAPROXEN};
use crate::panels::Panel;
use crate::people::{Home, Language, Person, RACES, Registration, Sex};
use crate::problems::{Course, LATEX};
use crate::providers::Provider;
use crate::visit::Kind;

const GOUT: Code = Code::snomed("90560007", "Gout");
const OBESITY: Code = Code::snomed("162864005", "Body mass index 30+ - obesity (finding)");
const PALPITATIONS: Code = Code::snomed("80313002", "Palpitations");

pub(super) fn record(world: &World, options: &Options) -> Person {
    let who = Registration {
        mrn: "MV-100005".to_owned(),
        given: "Walter".to_owned(),
        family: "Okafor".to_owned(),
        sex: Sex::Male,
        birth: plus_days(plus_months(options.today, -54 * 12 - 2), -17),
        phone: None,
        email: None,
        home: Home { line: "81 Quarry Hill".to_owned(), city: "Stonebury", zip: "01994" },
        language: Language::English,
        married: false,
        hispanic: false,
        race: RACES[1],
        forbidden_identifier: false,
    };
    let mut chart = open(world, options, "neighbor", &who, Payer::Nobody);
    chart.health.build.height_z = 0.9;
    chart.health.build.bmi = 31.6;
    chart.health.systolic = 146.0;
    chart.health.diastolic = 91.0;
    chart.health.uric_acid = 8.3;
    years(&mut chart);
    last_visit(&mut chart);
    person(
        "neighbor",
        "Walter, 54: gout and blood pressure; no phone or e-mail on file, so he signs up at the front desk.",
        who,
        chart,
    )
}

fn years(chart: &mut Chart<'_>) {
    let today = chart.today;
    chart.allergy(&LATEX, plus_months(today, -84));
    for year in (1..=7).rev() {
        let day = plus_days(plus_months(today, -12 * year), -30);
        let mut visit = chart.visit(day, Provider::Duval, Kind::CheckUp, None);
        visit.vitals().vaccines().panel(Panel::Metabolic).panel(Panel::Lipids);
        match year {
            7 => {
                visit.diagnose(OBESITY, Course::Lasting);
                let pressure = visit.diagnose(HYPERTENSION, Course::Lasting);
                visit.prescribe(&HYDROCHLOROTHIAZIDE, Course::Days(1200), Some(&pressure));
            }
            4 => {
                visit.procedure(COLONOSCOPY, 98_000);
                visit.document(Paper::Consultation, "Colonoscopy", "No polyps. Next one in ten years.");
            }
            3 => {
                // The water tablet raised the uric acid; another one took its place.
                visit.panel(Panel::UricAcid).prescribe(&AMLODIPINE, Course::Lasting, None);
            }
            _ => {}
        }
        visit.close();
        match year {
            4 => attack(chart, plus_days(day, 100)),
            2 => palpitations(chart, plus_days(day, 60)),
            _ => {}
        }
    }
}

fn attack(chart: &mut Chart<'_>, day: Date) {
    let mut visit = chart.visit(day, Provider::Duval, Kind::Symptom, Some(GOUT));
    visit.vitals().illness_vitals(37.2, 8).panel(Panel::UricAcid);
    let gout = visit.diagnose(GOUT, Course::Lasting);
    visit.prescribe(&NAPROXEN, Course::Days(10), Some(&gout)).prescribe(&ALLOPURINOL, Course::Lasting, Some(&gout));
    visit.close();
    chart.health.uric_acid = 6.4;
    chart.health.systolic = 132.0;
    chart.health.diastolic = 83.0;
}

fn palpitations(chart: &mut Chart<'_>, day: Date) {
    let mut visit = chart.visit(day, Provider::Weiss, Kind::Symptom, Some(PALPITATIONS));
    visit.vitals().procedure(ELECTROCARDIOGRAM, 9_400).panel(Panel::Thyroid);
    visit.diagnose(PALPITATIONS, Course::Days(60));
    visit.document(
        Paper::Consultation,
        "Palpitations",
        "Normal electrocardiogram, single extra beats. Less coffee; no treatment needed.",
    );
    visit.close();
}

fn last_visit(chart: &mut Chart<'_>) {
    let mut visit = chart.visit(plus_days(chart.today, -7), Provider::Duval, Kind::CheckUp, None);
    visit
        .vitals()
        .vaccines()
        .panel(Panel::Metabolic)
        .panel(Panel::Lipids)
        .panel(Panel::UricAcid)
        .panel(Panel::BloodCount);
    visit.document(
        Paper::VisitSummary,
        "Yearly check-up",
        "Pressure in the target range. No gout for a year: keep the tablet. Losing five kilograms would help both.",
    );
    visit.close();
}
