//! Patients beyond the family, one at a time: as many as a benchmark asks for, of all ages.

use jiff::civil::Date;
use serde_json::Value;

use crate::Options;
use crate::bundle::Code;
use crate::calendar::{plus_days, plus_months};
use crate::chart::{Chart, Health, Payer, World};
use crate::childhood::{PHQ9, WELL_CHILD_MONTHS};
use crate::documents::Paper;
use crate::findings::{self, BRONCHITIS, ELECTROCARDIOGRAM, MEDICATIONS_REVIEWED, SINUSITIS};
use crate::meds::{self, Drug};
use crate::names;
use crate::panels::Panel;
use crate::people::{Language, RACES, Registration, Sex};
use crate::problems::{Course, EGG, GRASS_POLLEN, LATEX, PEANUT, PENICILLIN, SULFONAMIDE};
use crate::providers::Provider;
use crate::rng::Chance;
use crate::visit::Kind;

/// Something that comes with age and stays.
struct Chronic {
    code: Code,
    drug: Drug,
    from: i64,
    likelihood: f64,
    changes: fn(&mut Health),
    /// Whether a cardiologist looks after it too.
    heart: bool,
}

#[rustfmt::skip]
const CHRONIC: &[Chronic] = &[
    Chronic { code: findings::ASTHMA, drug: meds::ALBUTEROL, from: 6, likelihood: 0.09, changes: |_| {}, heart: false },
    Chronic { code: findings::DEPRESSION, drug: meds::SERTRALINE, from: 18, likelihood: 0.10, changes: |_| {}, heart: false },
    Chronic { code: findings::HYPOTHYROIDISM, drug: meds::LEVOTHYROXINE, from: 30, likelihood: 0.08, changes: |health| health.tsh += 3.5, heart: false },
    Chronic { code: findings::REFLUX, drug: meds::OMEPRAZOLE, from: 35, likelihood: 0.15, changes: |_| {}, heart: false },
    Chronic { code: findings::HYPERTENSION, drug: meds::LISINOPRIL, from: 42, likelihood: 0.42, changes: |health| { health.systolic += 19.0; health.diastolic += 11.0; }, heart: true },
    Chronic { code: findings::HYPERLIPIDEMIA, drug: meds::ATORVASTATIN, from: 45, likelihood: 0.34, changes: |health| health.ldl += 45.0, heart: true },
    Chronic { code: findings::DIABETES, drug: meds::METFORMIN, from: 48, likelihood: 0.18, changes: |health| { health.a1c += 2.1; health.glucose += 55.0; health.build.bmi += 4.0; }, heart: false },
];

/// What happens on one day of a record.
#[derive(Clone, Copy)]
enum Event {
    WellChild(i64),
    ChildIll,
    CheckUp,
    Ill,
    Heart,
}

/// The bundle of the extra patient number `index`.
pub(crate) fn patient(world: &World, options: &Options, index: u32) -> Value {
    let mut chance = Chance::new(options.seed, "extra", index);
    // Thirty-seven and ninety-six share no factor: ninety-six patients in a row have all ages from 0 to 95.
    let age = i64::from((index % 96) * 37 % 96);
    let birth = plus_days(plus_months(options.today, -12 * age), -chance.between(10, 350));
    let who = registration(&mut chance, index, birth, age);
    let payer = match age {
        65.. => Payer::Medicare,
        _ => chance.pick(&[Payer::Harborline, Payer::Harborline, Payer::BayColony, Payer::Medicaid, Payer::Nobody]),
    };
    let mut chart = Chart::open(world, options.today, chance, &who, payer);
    if chart.chance.happens(0.25) {
        let allergy = chart.chance.pick(&[PENICILLIN, SULFONAMIDE, PEANUT, EGG, GRASS_POLLEN, LATEX]);
        let found = plus_months(birth, 6 * age).min(options.today);
        chart.allergy(&allergy, found);
    }
    let conditions: Vec<&Chronic> =
        CHRONIC.iter().filter(|chronic| age >= chronic.from + 2 && chart.chance.happens(chronic.likelihood)).collect();
    live(&mut chart, age, conditions);
    chart.into_bundle()
}

fn registration(chance: &mut Chance, index: u32, birth: Date, age: i64) -> Registration {
    let sex = if index == 0 || chance.happens(0.5) { Sex::Female } else { Sex::Male };
    let (given, family) = if index == 0 { names::LONGEST } else { (names::given(chance, sex), names::family(chance)) };
    let home = names::home(chance);
    let hispanic = chance.happens(0.13);
    Registration {
        mrn: format!("MV-{}", 200_001 + u64::from(index)),
        given: given.to_owned(),
        family: family.to_owned(),
        sex,
        birth,
        phone: chance.happens(0.95).then(|| names::phone(chance)),
        email: (age >= 13 && chance.happens(0.85)).then(|| names::email(given, family, index)),
        home,
        language: if hispanic && chance.happens(0.5) { Language::Spanish } else { Language::English },
        married: age >= 24 && chance.happens(0.55),
        hispanic,
        race: chance.pick(&RACES),
        forbidden_identifier: false,
    }
}

/// Writes the record, day after day.
fn live(chart: &mut Chart<'_>, age: i64, conditions: Vec<&Chronic>) {
    let (child_doctor, doctor) = (
        chart.chance.pick(&[Provider::Raman, Provider::Solheim]),
        chart.chance.pick(&[Provider::Achterberg, Provider::Quiroga, Provider::Duval]),
    );
    let mut waiting = conditions;
    let heart = waiting.iter().any(|chronic| chronic.heart) && age >= 55;
    for (day, event) in events(chart, age, heart) {
        match event {
            Event::WellChild(month) => {
                chart.well_child(month, child_doctor);
                if month >= 120 {
                    begin_chronic(chart, day, child_doctor, &mut waiting);
                }
            }
            Event::ChildIll => chart.childhood_illness(day, child_doctor),
            Event::CheckUp => {
                begin_chronic(chart, day, doctor, &mut waiting);
                check_up(chart, day, doctor);
            }
            Event::Ill => ill(chart, day, doctor),
            Event::Heart => {
                let cardiologist = if age % 2 == 0 { Provider::Okonkwo } else { Provider::Weiss };
                let mut visit = chart.visit(day, cardiologist, Kind::FollowUp, Some(findings::HYPERTENSION));
                visit.vitals().procedure(ELECTROCARDIOGRAM, 9_400).panel(Panel::Lipids);
                visit.close();
            }
        }
    }
}

/// The days of a record in their order: all of a childhood, or the last eight years of an adult.
fn events(chart: &mut Chart<'_>, age: i64, heart: bool) -> Vec<(Date, Event)> {
    let (today, birth) = (chart.today, chart.birth);
    let mut events = Vec::new();
    if age < 18 {
        for month in WELL_CHILD_MONTHS {
            let due = plus_days(plus_months(birth, month), 4);
            if due < today {
                events.push((due, Event::WellChild(month)));
            }
            let ill = plus_days(due, 33);
            if ill < today && chart.chance.happens(0.2) {
                events.push((ill, Event::ChildIll));
            }
        }
    } else {
        let shift = chart.chance.between(2, 200);
        for years in 0..(age - 17).clamp(1, 8) {
            let day = plus_days(plus_months(today, -12 * years), -shift);
            events.push((day, Event::CheckUp));
            if chart.chance.happens(0.4) {
                events.push((plus_days(day, -chart.chance.between(30, 140)), Event::Ill));
            }
            if heart {
                events.push((plus_days(day, -20), Event::Heart));
            }
        }
    }
    events.sort_by_key(|(day, _)| *day);
    events
}

/// The first of the waiting conditions shows itself.
fn begin_chronic(chart: &mut Chart<'_>, day: Date, provider: Provider, waiting: &mut Vec<&Chronic>) {
    let Some(chronic) = waiting.pop() else { return };
    (chronic.changes)(&mut chart.health);
    let mut visit = chart.visit(plus_days(day, 1), provider, Kind::FollowUp, Some(chronic.code));
    visit.vitals().panel(Panel::Metabolic);
    let problem = visit.diagnose(chronic.code, Course::Lasting);
    visit.prescribe(&chronic.drug, Course::Lasting, Some(&problem));
    visit.close();
}

fn check_up(chart: &mut Chart<'_>, day: Date, provider: Provider) {
    let sick = chart.health.a1c > 6.0;
    let thyroid = chart.health.tsh > 4.0;
    let points = chart.chance.between(0, 5);
    let mut visit = chart.visit(day, provider, Kind::CheckUp, None);
    visit.vitals().vaccines().panel(Panel::BloodCount).panel(Panel::Metabolic).panel(Panel::Lipids).score(PHQ9, points);
    if sick {
        visit.panel(Panel::A1c).panel(Panel::UrineAlbumin);
    }
    if thyroid {
        visit.panel(Panel::Thyroid);
    }
    visit.procedure(MEDICATIONS_REVIEWED, 2_500);
    visit.document(
        Paper::VisitSummary,
        "Yearly check-up",
        "Examined and discussed. Results are in the portal. Next check-up in a year.",
    );
    visit.close();
}

fn ill(chart: &mut Chart<'_>, day: Date, provider: Provider) {
    let complaint = chart.chance.pick(&[SINUSITIS, BRONCHITIS]);
    let fever = chart.chance.around(37.9, 0.4);
    let mut visit = chart.visit(day, provider, Kind::Symptom, Some(complaint));
    visit.vitals().illness_vitals(fever, 3);
    let problem = visit.diagnose(complaint, Course::Days(14));
    visit.prescribe(&meds::ACETAMINOPHEN, Course::Days(10), Some(&problem));
    visit.close();
}
