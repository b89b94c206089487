//! Vaccines by age: one schedule, and every visit gives what is due by it.

use jiff::civil::Date;
use serde_json::json;

use crate::bundle::{Code, reference};
use crate::calendar::days_between;
use crate::claims::BillLine;
use crate::visit::Visit;

/// Doses that protect against the same thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Series {
    HepB,
    Rotavirus,
    Dtap,
    Hib,
    Pneumococcal,
    Polio,
    Mmr,
    Varicella,
    HepA,
    Tdap,
    Hpv,
    Meningococcal,
    Covid,
    Zoster,
    Influenza,
}

/// A line of the schedule: the dose is due from `months` of age, given until `latest`, and not before `gap` days
/// have passed since the dose before it.
struct Dose {
    series: Series,
    number: usize,
    months: i64,
    latest: i64,
    gap: i64,
}

const fn dose(series: Series, number: usize, months: i64, latest: i64, gap: i64) -> Dose {
    Dose { series, number, months, latest, gap }
}

/// No upper age.
const EVER: i64 = 2000;

const SCHEDULE: &[Dose] = &[
    dose(Series::HepB, 1, 0, 216, 0),
    dose(Series::HepB, 2, 1, 216, 28),
    dose(Series::HepB, 3, 6, 216, 56),
    dose(Series::Rotavirus, 1, 2, 3, 0),
    dose(Series::Rotavirus, 2, 4, 7, 28),
    dose(Series::Dtap, 1, 2, 83, 0),
    dose(Series::Dtap, 2, 4, 83, 28),
    dose(Series::Dtap, 3, 6, 83, 28),
    dose(Series::Dtap, 4, 15, 83, 180),
    dose(Series::Dtap, 5, 48, 83, 180),
    dose(Series::Hib, 1, 2, 59, 0),
    dose(Series::Hib, 2, 4, 59, 28),
    dose(Series::Hib, 3, 12, 59, 56),
    dose(Series::Pneumococcal, 1, 2, 59, 0),
    dose(Series::Pneumococcal, 2, 4, 59, 28),
    dose(Series::Pneumococcal, 3, 6, 59, 28),
    dose(Series::Pneumococcal, 4, 12, 59, 56),
    dose(Series::Polio, 1, 2, 216, 0),
    dose(Series::Polio, 2, 4, 216, 28),
    dose(Series::Polio, 3, 6, 216, 28),
    dose(Series::Polio, 4, 48, 216, 180),
    dose(Series::Mmr, 1, 12, 216, 0),
    dose(Series::Mmr, 2, 48, 216, 28),
    dose(Series::Varicella, 1, 12, 216, 0),
    dose(Series::Varicella, 2, 48, 216, 84),
    dose(Series::HepA, 1, 12, 216, 0),
    dose(Series::HepA, 2, 18, 216, 170),
    dose(Series::Tdap, 1, 132, EVER, 0),
    dose(Series::Hpv, 1, 132, 311, 0),
    dose(Series::Hpv, 2, 137, 311, 150),
    dose(Series::Meningococcal, 1, 132, 263, 0),
    dose(Series::Meningococcal, 2, 192, 263, 56),
    dose(Series::Covid, 1, 192, EVER, 0),
    dose(Series::Covid, 2, 192, EVER, 21),
    dose(Series::Zoster, 1, 600, EVER, 0),
    dose(Series::Zoster, 2, 600, EVER, 60),
    dose(Series::Pneumococcal, 1, 780, EVER, 0),
];

impl Series {
    /// The product in use on that day, or none before there was one.
    fn product(self, day: Date, months: i64) -> Option<Code> {
        let year = day.year();
        let code = match self {
            Self::HepB => Code::cvx("08", "Hep B, adolescent or pediatric"),
            Self::Rotavirus => Code::cvx("119", "rotavirus, monovalent"),
            Self::Dtap => Code::cvx("20", "DTaP"),
            Self::Hib => Code::cvx("49", "Hib (PRP-OMP)"),
            Self::Pneumococcal if year >= 2023 => Code::cvx("216", "Pneumococcal conjugate PCV20"),
            Self::Pneumococcal => Code::cvx("133", "Pneumococcal conjugate PCV 13"),
            Self::Polio => Code::cvx("10", "IPV"),
            Self::Mmr => Code::cvx("03", "MMR"),
            Self::Varicella => Code::cvx("21", "varicella"),
            Self::HepA => Code::cvx("83", "Hep A, ped/adol, 2 dose"),
            Self::Tdap => Code::cvx("115", "Tdap"),
            Self::Hpv if year >= 2016 => Code::cvx("165", "HPV9"),
            Self::Hpv => Code::cvx("62", "HPV, quadrivalent"),
            Self::Meningococcal if year >= 2021 => Code::cvx("203", "meningococcal conjugate (MenACWY-TT)"),
            Self::Meningococcal => Code::cvx("114", "meningococcal MCV4P"),
            Self::Covid if (2021..=2022).contains(&year) && months >= 192 => {
                Code::cvx("208", "COVID-19, mRNA, LNP-S, PF, 30 mcg/0.3 mL dose")
            }
            Self::Covid => return None,
            Self::Zoster if year >= 2018 => Code::cvx("187", "zoster recombinant"),
            Self::Zoster => return None,
            Self::Influenza if (2014..=2023).contains(&year) => {
                Code::cvx("150", "Influenza, injectable, quadrivalent, preservative free")
            }
            Self::Influenza => Code::cvx("140", "Influenza, seasonal, injectable, preservative free"),
        };
        Some(code)
    }

    const fn cents(self) -> i64 {
        match self {
            Self::Hpv | Self::Zoster | Self::Pneumococcal => 26_480,
            Self::Influenza | Self::Polio | Self::Covid => 4_210,
            _ => 14_052,
        }
    }
}

/// The doses a person has had.
#[derive(Default)]
pub(crate) struct Given(Vec<(Series, Date)>);

impl Given {
    fn count(&self, series: Series) -> usize {
        self.0.iter().filter(|(had, _)| *had == series).count()
    }

    fn last(&self, series: Series) -> Option<Date> {
        self.0.iter().rev().find(|(had, _)| *had == series).map(|(_, day)| *day)
    }

    /// The series of which a dose is due on `day`: at most one dose of each.
    fn due(&self, day: Date, months: i64) -> Vec<Series> {
        let mut due = Vec::new();
        for line in SCHEDULE {
            let in_age = line.months <= months && months <= line.latest;
            let next = self.count(line.series) + 1 == line.number;
            let rested = self.last(line.series).is_none_or(|last| days_between(last, day) >= line.gap);
            if in_age && next && rested && !due.contains(&line.series) {
                due.push(line.series);
            }
        }
        let season = matches!(day.month(), 9..=12 | 1);
        if season && months >= 6 && self.last(Series::Influenza).is_none_or(|last| days_between(last, day) >= 200) {
            due.push(Series::Influenza);
        }
        due
    }
}

impl Visit<'_, '_> {
    /// Gives every dose that is due.
    pub(crate) fn vaccines(&mut self) -> &mut Self {
        let (day, months) = (self.day(), self.months());
        for series in self.chart.given.due(day, months) {
            if let Some(product) = series.product(day, months) {
                self.vaccinate(series, product);
            }
        }
        self
    }

    fn vaccinate(&mut self, series: Series, product: Code) {
        self.chart.given.0.push((series, self.day()));
        // Influenza starts anew each season.
        let number = if series == Series::Influenza { 1 } else { self.chart.given.count(series) };
        let letter = self.chart.chance.pick(&["A", "C", "F", "K", "M", "T"]);
        let lot = format!("{letter}{:05}", self.chart.chance.between(10_000, 99_999));
        let (site, place) = if self.months() < 12 { ("LT", "left thigh") } else { ("LA", "left arm") };
        let body = json!({
            "status": "completed",
            "vaccineCode": product.concept(),
            "patient": self.chart.subject(),
            "encounter": reference(&self.encounter),
            "occurrenceDateTime": self.start.date_time(),
            "primarySource": true,
            "lotNumber": lot,
            "site": { "coding": [{
                "system": "http://terminology.hl7.org/CodeSystem/v3-ActSite",
                "code": site,
                "display": place,
            }], "text": place },
            "performer": [{ "actor": self.practitioner() }],
            "protocolApplied": [{ "doseNumberPositiveInt": number }],
        });
        let id = self.chart.add("Immunization", body);
        self.bill.push(BillLine::information(product, series.cents(), id));
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Given, Series};

    #[test]
    fn a_newborn_gets_one_vaccine_and_a_two_month_old_six() {
        let mut given = Given::default();
        let birth_day = date(2024, 3, 4);
        assert_eq!(given.due(birth_day, 0), [Series::HepB]);
        given.0.push((Series::HepB, birth_day));
        let due = given.due(date(2024, 5, 6), 2);
        assert_eq!(due.len(), 6, "{due:?}");
        assert!(!due.contains(&Series::Mmr));
    }

    #[test]
    fn influenza_comes_once_a_season() {
        let mut given = Given::default();
        assert!(given.due(date(2024, 10, 1), 400).contains(&Series::Influenza));
        given.0.push((Series::Influenza, date(2024, 10, 1)));
        assert!(!given.due(date(2024, 12, 1), 400).contains(&Series::Influenza));
        assert!(given.due(date(2025, 10, 1), 400).contains(&Series::Influenza));
        assert!(!given.due(date(2026, 6, 1), 400).contains(&Series::Influenza));
    }
}
