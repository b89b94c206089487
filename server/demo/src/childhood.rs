//! The visits every child has, by age in months.

use jiff::civil::Date;

use crate::bundle::Code;
use crate::calendar::{plus_days, plus_months};
use crate::chart::Chart;
use crate::documents::Paper;
use crate::findings::STREP_NEGATIVE;
use crate::meds::AMOXICILLIN_LIQUID;
use crate::panels::Panel;
use crate::problems::Course;
use crate::providers::Provider;
use crate::visit::{Kind, Visit};

/// The check-ups of a childhood, up to eighteen.
pub(crate) const WELL_CHILD_MONTHS: [i64; 26] =
    [0, 1, 2, 4, 6, 9, 12, 15, 18, 24, 36, 48, 60, 72, 84, 96, 108, 120, 132, 144, 156, 168, 180, 192, 204, 214];

pub(crate) const PHQ9: Code =
    Code::loinc("44261-6", "Patient Health Questionnaire 9 item (PHQ-9) total score [Reported]");

const EAR_INFECTION: Code = Code::snomed("65363002", "Otitis media");
const COLD: Code = Code::snomed("54150009", "Upper respiratory infection");
const SORE_THROAT: Code = Code::snomed("195662009", "Acute viral pharyngitis (disorder)");

impl Chart<'_> {
    /// The check-up due at `month`, four days after the child has reached that age.
    pub(crate) fn well_child(&mut self, month: i64, provider: Provider) {
        let day = plus_days(plus_months(self.birth, month), 4);
        let mut visit = self.visit(day, provider, Kind::WellChild, None);
        visit.check_child(month);
        visit.close();
    }

    /// A child with a fever: an ear or a throat by age, well again in ten days.
    pub(crate) fn childhood_illness(&mut self, day: Date, provider: Provider) {
        let months = self.months_on(day);
        let complaint = if months < 48 { EAR_INFECTION } else { self.chance.pick(&[COLD, SORE_THROAT]) };
        let fever = self.chance.around(38.2, 0.4);
        let mut visit = self.visit(day, provider, Kind::Symptom, Some(complaint));
        visit.vitals().illness_vitals(fever, 4);
        let problem = visit.diagnose(complaint, Course::Days(12));
        if complaint == EAR_INFECTION {
            visit.prescribe(&AMOXICILLIN_LIQUID, Course::Days(10), Some(&problem));
        } else {
            visit.finding(&STREP_NEGATIVE, 2_450);
        }
        visit.close();
    }
}

impl Visit<'_, '_> {
    /// What belongs to the check-up of that age.
    pub(crate) fn check_child(&mut self, month: i64) -> &mut Self {
        self.vitals().vaccines();
        match month {
            12 | 24 => {
                self.panel(Panel::BloodCount).panel(Panel::Lead);
            }
            120 | 204 => {
                self.panel(Panel::Lipids);
            }
            _ => {}
        }
        if month >= 144 {
            let points = self.chart.chance.between(0, 4);
            self.score(PHQ9, points);
        }
        let title = if month < 24 {
            format!("Check-up at {month} months")
        } else {
            format!("Check-up at {} years", month / 12)
        };
        let text = advice(month);
        self.document(Paper::VisitSummary, &title, &format!("Growing well along the curve. {text}"))
    }
}

const fn advice(month: i64) -> &'static str {
    match month {
        0..=3 => "Back to sleep, tummy time when awake. Call at once for a temperature of 38.0 C or more.",
        4..=11 => "Start solid foods one at a time. Keep small things out of reach.",
        12..=35 => "Brush teeth with a smear of fluoride paste. Read together every day.",
        36..=107 => "Booster seat in the car, helmet on the bicycle. One hour of play outside.",
        108..=155 => "Eight to ten hours of sleep. Talk about screens and about changes of the body.",
        _ => "Part of the visit was alone with the provider, as for every teenager.",
    }
}
