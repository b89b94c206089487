//! Business days: Saturdays, Sundays and the operator's holidays do not count.

use portal_types::day::Day;

/// The day by which something is due, so many business days after a day.
pub fn due_date(from: Day, business_days: u8, holidays: &[Day]) -> Day {
    let mut day = from;
    let mut left = business_days;
    while left > 0 {
        day = Day::from_epoch(day.epoch() + 1);
        if day.weekday() < 6 && !holidays.contains(&day) {
            left -= 1;
        }
    }
    day
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
}
