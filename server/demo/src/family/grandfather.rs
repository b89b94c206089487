//! José Luis Rivera, 71: prefers Spanish; diabetes, blood pressure, a stent. The longest record of the family.

use super::{open, person};
use crate::Options;
use crate::bundle::Code;
use crate::calendar::{plus_days, plus_months};
use crate::chart::{Chart, Payer, Smoking, World};
use crate::documents::Paper;
use crate::findings::{
    DIABETES, ELECTROCARDIOGRAM, FOOT_EXAMINATION, HYPERLIPIDEMIA, HYPERTENSION, MEDICATIONS_REVIEWED,
};
use crate::growth::as_f64;
use crate::meds::{
    ACETAMINOPHEN, ASPIRIN, ATORVASTATIN, CLOPIDOGREL, LISINOPRIL, LISINOPRIL_LOW, METFORMIN, METOPROLOL,
};
use crate::panels::Panel;
use crate::people::{Home, Language, Person, RACES, Registration, Sex};
use crate::problems::{Course, PENICILLIN};
use crate::providers::Provider;
use crate::visit::{Kind, Visit};

const CORONARY: Code = Code::snomed("53741008", "Coronary arteriosclerosis");
const KNEE: Code = Code::snomed("239873007", "Osteoarthritis of knee");
const STENT: Code = Code::snomed("415070008", "Percutaneous coronary intervention");
const KNEE_XRAY: Code = Code::loinc("37654-1", "XR Knee Views");

/// Quarters of a year since the record began.
const QUARTERS: i64 = 36;
/// The quarter, counted back from now, in which the heart needed help.
const STENT_QUARTER: i64 = 18;

pub(super) fn record(world: &World, options: &Options) -> Person {
    let who = Registration {
        mrn: "MV-100004".to_owned(),
        given: "José Luis".to_owned(),
        family: "Rivera".to_owned(),
        sex: Sex::Male,
        birth: plus_days(plus_months(options.today, -71 * 12 - 7), -3),
        phone: Some("413-555-0113".to_owned()),
        email: Some("jose.rivera@example.org".to_owned()),
        home: Home { line: "5 Old Ferry Road".to_owned(), city: "Linfield", zip: "01992" },
        language: Language::Spanish,
        married: true,
        hispanic: true,
        race: RACES[0],
        forbidden_identifier: false,
    };
    let mut chart = open(world, options, "grandfather", &who, Payer::Medicare);
    chart.health.build.height_z = -0.6;
    chart.health.build.bmi = 29.4;
    chart.health.smoking = Smoking::Former;
    chart.health.hdl = 41.0;
    chart.health.triglycerides = 168.0;
    for quarter in (1..=QUARTERS).rev() {
        settle(&mut chart, quarter);
        quarterly(&mut chart, quarter);
        if quarter == STENT_QUARTER {
            hospital(&mut chart);
        }
        if quarter < STENT_QUARTER && quarter % 2 == 0 {
            heart(&mut chart, quarter);
        }
    }
    settle(&mut chart, 0);
    last_visit(&mut chart);
    person(
        "grandfather",
        "José, 71, prefers Spanish: diabetes, blood pressure and a stent; years of results to look through.",
        who,
        chart,
    )
}

/// Sugar, pressure and cholesterol come down slowly under treatment; the kidneys tire a little.
fn settle(chart: &mut Chart<'_>, quarter: i64) {
    let share = as_f64(quarter) / as_f64(QUARTERS);
    chart.health.a1c = 7.0 + 1.6 * share;
    chart.health.glucose = 124.0 + 46.0 * share;
    chart.health.systolic = 133.0 + 20.0 * share;
    chart.health.diastolic = 77.0 + 12.0 * share;
    chart.health.ldl = if quarter > STENT_QUARTER { 128.0 } else { 66.0 };
    chart.health.creatinine = 1.28 - 0.24 * share;
    chart.health.albuminuria = 42.0 - 20.0 * share;
}

fn quarterly(chart: &mut Chart<'_>, quarter: i64) {
    let day = plus_days(plus_months(chart.today, -3 * quarter), -8);
    let kind = if quarter % 4 == 0 { Kind::CheckUp } else { Kind::FollowUp };
    let mut visit = chart.visit(day, Provider::Quiroga, kind, Some(DIABETES));
    visit.vitals().vaccines().panel(Panel::A1c).panel(Panel::Metabolic);
    if quarter == QUARTERS {
        begin(&mut visit);
    }
    if quarter == 28 {
        let pressure = visit.diagnose(HYPERTENSION, Course::Lasting);
        visit.prescribe(&LISINOPRIL_LOW, Course::Days(900), Some(&pressure));
    }
    if quarter == 8 {
        let knee = visit.diagnose(KNEE, Course::Lasting);
        visit.imaging(KNEE_XRAY, "Narrowing of the inner joint space on the left. No fracture.", 11_900);
        visit.prescribe(&ACETAMINOPHEN, Course::Lasting, Some(&knee));
    }
    if quarter % 4 == 0 {
        visit.panel(Panel::Lipids).panel(Panel::UrineAlbumin).panel(Panel::BloodCount);
        visit.procedure(FOOT_EXAMINATION, 4_100).procedure(MEDICATIONS_REVIEWED, 2_500);
    }
    visit.close();
}

/// The first visit: what he brought with him.
fn begin(visit: &mut Visit<'_, '_>) {
    let diabetes = visit.diagnose(DIABETES, Course::Lasting);
    visit.prescribe(&METFORMIN, Course::Lasting, Some(&diabetes));
    visit.diagnose(HYPERLIPIDEMIA, Course::Lasting);
    let day = visit.day();
    visit.chart.allergy(&PENICILLIN, day);
}

fn hospital(chart: &mut Chart<'_>) {
    let day = plus_days(plus_months(chart.today, -3 * STENT_QUARTER), 20);
    let mut visit = chart.visit(day, Provider::Okonkwo, Kind::Hospital, Some(CORONARY));
    visit.vitals().illness_vitals(36.9, 7).procedure(ELECTROCARDIOGRAM, 9_400).procedure(STENT, 1_890_000);
    let coronary = visit.diagnose(CORONARY, Course::Lasting);
    visit.prescribe(&ASPIRIN, Course::Lasting, Some(&coronary));
    visit.prescribe(&CLOPIDOGREL, Course::Days(365), Some(&coronary));
    visit.prescribe(&ATORVASTATIN, Course::Lasting, Some(&coronary));
    visit.prescribe(&METOPROLOL, Course::Lasting, Some(&coronary));
    visit.prescribe(&LISINOPRIL, Course::Lasting, None);
    visit.document(
        Paper::DischargeSummary,
        "Stent of a coronary artery",
        "One stent, no complications. Clopidogrel for a year, aspirin for life. Cardiology in six months.",
    );
    visit.close();
}

fn heart(chart: &mut Chart<'_>, quarter: i64) {
    let day = plus_days(plus_months(chart.today, -3 * quarter), 25);
    let mut visit = chart.visit(day, Provider::Okonkwo, Kind::FollowUp, Some(CORONARY));
    visit.vitals().procedure(ELECTROCARDIOGRAM, 9_400);
    visit.document(
        Paper::Consultation,
        "Cardiology follow-up",
        "No chest pain, climbs two flights of stairs. Electrocardiogram unchanged.",
    );
    visit.close();
}

fn last_visit(chart: &mut Chart<'_>) {
    let mut visit = chart.visit(plus_days(chart.today, -6), Provider::Quiroga, Kind::FollowUp, Some(DIABETES));
    visit.vitals().vaccines().panel(Panel::A1c).panel(Panel::Metabolic).panel(Panel::UrineAlbumin);
    visit.document(
        Paper::VisitSummary,
        "Resumen de la visita",
        "El azúcar está mejor que el año pasado. Siga con los mismos medicamentos.\nTome la presión en casa dos veces por semana y anótela.\nPróxima cita en tres meses.",
    );
    visit.close();
}
