//! Business days: Saturdays, Sundays and the operator's holidays do not count.

use crate::{Call, CareError, holidays};
use portal_types::day::Day;

/// The day by which is answered what comes in now, where an answer takes so many business days.
pub(crate) async fn due(call: &Call, days: u8) -> Result<Day, CareError> {
    let holidays = holidays::since(call.portal(), call.tx(), call.now()).await?;
    Ok(due_date(call.portal().date(call.now()), days, &holidays))
}

/// Whether somebody is at the desks.
fn is_business(day: Day, holidays: &[Day]) -> bool {
    day.weekday() < 6 && !holidays.contains(&day)
}

/// The day by which something is due, so many business days after a day.
pub fn due_date(from: Day, business_days: u8, holidays: &[Day]) -> Day {
    let mut day = from;
    let mut left = business_days;
    while left > 0 {
        day = Day::from_epoch(day.epoch() + 1);
        if is_business(day, holidays) {
            left -= 1;
        }
    }
    day
}

/// How many business days there are after a day, up to another one and with it; 255 at most, and none if it is not after.
/// What is due after so many of them is due on a day that is not after the other one.
pub fn business_days_between(from: Day, to: Day, holidays: &[Day]) -> u8 {
    let mut days = 0_u8;
    let mut day = from;
    while day < to && days < u8::MAX {
        day = Day::from_epoch(day.epoch() + 1);
        days += u8::from(is_business(day, holidays));
    }
    days
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn r_6_8_weekends_do_not_count() {
        let friday = day("2026-11-20");
        assert_eq!(due_date(friday, 1, &[]), day("2026-11-23"));
        assert_eq!(due_date(friday, 3, &[]), day("2026-11-25"));
        assert_eq!(due_date(day("2026-11-22"), 3, &[]), day("2026-11-25"), "from a Sunday");
        assert_eq!(due_date(day("2026-11-23"), 5, &[]), day("2026-11-30"));
    }

    #[test]
    fn r_2_5_holidays_do_not_count() {
        let holidays = [day("2026-11-26"), day("2026-11-28")];
        assert_eq!(
            due_date(day("2026-11-24"), 3, &holidays),
            day("2026-11-30"),
            "Thanksgiving; a Saturday changes nothing"
        );
        assert_eq!(due_date(day("2026-11-24"), 1, &holidays), day("2026-11-25"));
    }

    #[test]
    fn r_7_9_business_days_until_a_visit_are_those_that_an_answer_may_take() {
        let holidays = [day("2026-11-26"), day("2026-11-28")];
        let between = |from, to| business_days_between(day(from), day(to), &holidays);
        assert_eq!(between("2026-11-24", "2026-11-30"), 3, "Thanksgiving; a Saturday changes nothing");
        assert_eq!(between("2026-11-24", "2026-11-29"), 2, "a Sunday neither");
        assert_eq!(between("2026-11-24", "2026-11-24"), 0);
        assert_eq!(between("2026-11-24", "2026-11-01"), 0);
        assert_eq!(between("2026-11-24", "2036-11-24"), u8::MAX);
        // The two readings agree: what is due is due after exactly so many, and the day before there was one less.
        for start in 0..14 {
            let from = Day::from_epoch(day("2026-11-16").epoch() + start);
            for days in 1..30 {
                let due = due_date(from, days, &holidays);
                let before = Day::from_epoch(due.epoch() - 1);
                assert_eq!(business_days_between(from, due, &holidays), days, "{from} {days}");
                assert_eq!(business_days_between(from, before, &holidays), days - 1, "{from} {days}");
            }
        }
    }
}
