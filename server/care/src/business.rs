//! Business days.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// The day by which something is due, so many business days after a day. Saturdays and Sundays do not count.
pub fn due_date(from: Date, business_days: u8) -> Date {
    let mut day = from;
    let mut left = business_days;
    while left > 0 {
        // A calendar that ends in the year 9999 has no answer later than its last day.
        let Ok(next) = day.checked_add(1.day()) else { return day };
        day = next;
        if !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
            left -= 1;
        }
    }
    day
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn r_6_8_weekends_do_not_count() {
        let friday = date(2026, 11, 20);
        assert_eq!(due_date(friday, 1), date(2026, 11, 23));
        assert_eq!(due_date(friday, 3), date(2026, 11, 25));
        let sunday = date(2026, 11, 22);
        assert_eq!(due_date(sunday, 3), date(2026, 11, 25));
        let monday = date(2026, 11, 23);
        assert_eq!(due_date(monday, 5), date(2026, 11, 30));
    }
}
