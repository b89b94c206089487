//! Business days.

use portal_types::day::Day;

/// The day by which something is due, so many business days after a day. Saturdays and Sundays do not count.
pub fn due_date(from: Day, business_days: u8) -> Day {
    let mut day = from;
    let mut left = business_days;
    while left > 0 {
        day = Day::from_epoch(day.epoch() + 1);
        if day.weekday() < 6 {
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
        assert_eq!(due_date(friday, 1), day("2026-11-23"));
        assert_eq!(due_date(friday, 3), day("2026-11-25"));
        assert_eq!(due_date(day("2026-11-22"), 3), day("2026-11-25"), "from a Sunday");
        assert_eq!(due_date(day("2026-11-23"), 5), day("2026-11-30"));
    }
}
