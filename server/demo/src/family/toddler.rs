//! Theo Rivera-Shaw, 2: every check-up since birth, two ear infections, eczema, an egg allergy.

use super::{family_home, open, person, youngest_born};
use crate::Options;
use crate::bundle::Code;
use crate::calendar::{plus_days, plus_months};
use crate::chart::{Chart, Payer, World};
use crate::childhood::WELL_CHILD_MONTHS;
use crate::documents::Paper;
use crate::meds::HYDROCORTISONE;
use crate::people::{Language, Person, RACES, Registration, Sex};
use crate::problems::{Course, EGG};
use crate::providers::Provider;
use crate::visit::Kind;

const ECZEMA: Code = Code::snomed("24079001", "Atopic dermatitis");

pub(super) fn record(world: &World, options: &Options) -> Person {
    let who = Registration {
        mrn: "MV-100003".to_owned(),
        given: "Theo".to_owned(),
        family: "Rivera-Shaw".to_owned(),
        sex: Sex::Male,
        birth: youngest_born(options.today),
        // His mother's number: a toddler has none of his own.
        phone: Some("413-555-0110".to_owned()),
        email: None,
        home: family_home(),
        language: Language::English,
        married: false,
        hispanic: true,
        race: RACES[3],
        forbidden_identifier: false,
    };
    let mut chart = open(world, options, "toddler", &who, Payer::Harborline);
    chart.health.build.height_z = 0.5;
    chart.health.build.weight_z = 0.2;
    for month in WELL_CHILD_MONTHS.into_iter().filter(|month| *month <= 24) {
        // Dr. Solheim stood in once.
        let provider = if month == 9 { Provider::Solheim } else { Provider::Raman };
        chart.well_child(month, provider);
        between_check_ups(&mut chart, month);
    }
    person(
        "toddler",
        "Theo, 2: growth, vaccines and check-ups since birth; seen by the pediatrician this week.",
        who,
        chart,
    )
}

/// What happened after the check-up of that month.
fn between_check_ups(chart: &mut Chart<'_>, month: i64) {
    let after = plus_days(plus_months(chart.birth, month), 40);
    match month {
        4 => {
            let mut visit = chart.visit(after, Provider::Raman, Kind::Symptom, Some(ECZEMA));
            visit.vitals();
            let eczema = visit.diagnose(ECZEMA, Course::Lasting);
            visit.prescribe(&HYDROCORTISONE, Course::Lasting, Some(&eczema));
            visit.close();
        }
        9 => {
            let mut visit = chart.visit(after, Provider::Raman, Kind::Symptom, None);
            visit.vitals().document(
                Paper::ProgressNote,
                "First egg",
                "Hives around the mouth after scrambled egg, gone within the hour. Avoid egg until tested.",
            );
            visit.close();
            chart.allergy(&EGG, after);
        }
        12 | 18 => chart.childhood_illness(after, Provider::Solheim),
        _ => {}
    }
}
