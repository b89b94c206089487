//! Dates, values and marks of a record, as people read them.

use portal_types::moment::Moment;
use portal_types::record::{Flag, Grain, RangeView};
use portal_words::Words;

/// A date as exact as the record has it: "November 24, 2026", "November 2026", "2026". Nothing where it has none.
pub(super) fn dated(w: &Words, at: Moment, grain: Grain) -> Option<String> {
    let day = at.day();
    let month = || w.month_name(day.month());
    match grain {
        Grain::Time | Grain::Day => Some(w.record_day(month(), day.day(), day.year())),
        Grain::Month => Some(w.record_month(month(), day.year())),
        Grain::Year => Some(day.year().to_string()),
        Grain::None => None,
    }
}

/// The usual range. Numbers before words: they are the same in every language.
pub(super) fn range(w: &Words, range: Option<RangeView>, unit: Option<&str>) -> Option<String> {
    let range = range?;
    let numbers = match (range.low, range.high) {
        (Some(low), Some(high)) => w.results_range_between(low, high),
        (None, Some(high)) => w.results_range_up_to(high),
        (Some(low), None) => w.results_range_from(low),
        (None, None) => return range.text,
    };
    Some(match unit {
        Some(unit) => format!("{numbers} {unit}"),
        None => numbers,
    })
}

/// What a laboratory says of a value, in words; what we do not know is shown as it is.
pub(super) fn flag(w: &Words, flag: &Flag) -> String {
    match flag {
        Flag::Normal => w.flag_normal(),
        Flag::Abnormal => w.flag_abnormal(),
        Flag::Critical => w.flag_critical(),
        Flag::High => w.flag_high(),
        Flag::VeryHigh => w.flag_very_high(),
        Flag::Low => w.flag_low(),
        Flag::VeryLow => w.flag_very_low(),
        Flag::Positive => w.flag_positive(),
        Flag::Negative => w.flag_negative(),
        Flag::Detected => w.flag_detected(),
        Flag::NotDetected => w.flag_not_detected(),
        Flag::Reactive => w.flag_reactive(),
        Flag::WeaklyReactive => w.flag_weakly_reactive(),
        Flag::NotReactive => w.flag_not_reactive(),
        Flag::Unclear => w.flag_unclear(),
        Flag::Resistant => w.flag_resistant(),
        Flag::Intermediate => w.flag_intermediate(),
        Flag::Susceptible => w.flag_susceptible(),
        Flag::Rising => w.flag_rising(),
        Flag::Falling => w.flag_falling(),
        Flag::Better => w.flag_better(),
        Flag::Worse => w.flag_worse(),
        Flag::AboveScale => w.flag_above_scale(),
        Flag::BelowScale => w.flag_below_scale(),
        Flag::Other(code) => w.flag_other(code),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use portal_types::account::Lang;
    use portal_types::day::Day;
    use portal_words::words;

    fn at(day: &str) -> Moment {
        let day: Day = day.parse().unwrap();
        Moment { ms: day.epoch() * 86_400_000, offset: 0 }
    }

    #[test]
    fn a_date_says_no_more_than_the_record() {
        let (en, es) = (words(Lang::En), words(Lang::Es));
        let said = |grain| dated(en, at("2026-11-01"), grain);
        assert_eq!(said(Grain::Day).as_deref(), Some("November 1, 2026"));
        assert_eq!(said(Grain::Month).as_deref(), Some("November 2026"));
        assert_eq!(said(Grain::Year).as_deref(), Some("2026"));
        assert_eq!(said(Grain::None), None);
        assert_eq!(dated(es, at("2026-11-01"), Grain::Day).as_deref(), Some("1 de noviembre de 2026"));
    }

    #[test]
    fn a_range_is_told_by_its_numbers_and_else_by_its_words() {
        let en = words(Lang::En);
        let of = |low: Option<&str>, high: Option<&str>, text: Option<&str>| {
            let [low, high, text] = [low, high, text].map(|part| part.map(str::to_owned));
            range(en, Some(RangeView { low, high, text }), Some("mg/dL"))
        };
        assert_eq!(of(Some("3.5"), Some("5.1"), Some("3.5 - 5.1")).as_deref(), Some("3.5 to 5.1 mg/dL"));
        assert_eq!(of(None, Some("100"), None).as_deref(), Some("up to 100 mg/dL"));
        assert_eq!(of(Some("40"), None, None).as_deref(), Some("40 or more mg/dL"));
        assert_eq!(of(None, None, Some("Negative")).as_deref(), Some("Negative"));
        assert_eq!(range(en, None, None), None);
    }

    #[test]
    fn r_8_8_every_mark_has_words_and_an_unknown_one_its_code() {
        for code in ["N", "A", "AA", "H", "HH", "L", "LL", "POS", "NEG", "DET", "ND", "IND", ">", "<"] {
            for lang in Lang::ALL {
                let said = flag(words(lang), &Flag::from_code(code));
                assert!(!said.is_empty() && !said.contains(code), "{code}: {said}");
            }
        }
        assert!(flag(words(Lang::En), &Flag::from_code("HM")).contains("HM"));
    }
}
