//! 200,000 invented questions to the calendar and to the clinic's clock. When an answer is due is compared with
//! a second reading, which turns a calendar's pages one by one and knows the weekday by Zeller's rule; which moment
//! a minute of a day is, with what the wall clocks of seven zones show. With `LINDEN_LONG` there are twenty times as
//! many, and all days of sixty years on which clocks change.
//!
//! A case that goes wrong is cut down to what still goes wrong, and printed. Above each property stands what it is for.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use portal_care::{business_days_between, due_date};
use portal_gateways::{Clock as _, SystemClock};
use portal_types::day::Day;
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// Without summer time and with it, in both halves of the year; with half an hour of it. In Apia a whole day never was,
/// in Beirut the clocks change at midnight.
const ZONES: [&str; 7] = [
    "Pacific/Honolulu",
    "America/New_York",
    "Europe/London",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Asia/Beirut",
];

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 86_400_000;

#[expect(clippy::disallowed_methods, reason = "how long to look is the caller's to say")]
fn is_long() -> bool {
    std::env::var_os("LINDEN_LONG").is_some()
}

/// How often as many cases as usual.
fn times() -> u64 {
    if is_long() { 20 } else { 1 }
}

/// Chance that is the same every time (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0, below another.
    fn below(&mut self, most: i64) -> i64 {
        (self.roll() % most as u64) as i64
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len() as i64) as usize]
    }
}

fn day(year: i16, month: u8, day: u8) -> Day {
    Day::new(year, month, day).unwrap()
}

/// So many days later.
fn on(day: Day, days: i64) -> Day {
    Day::from_epoch(day.epoch() + days)
}

fn holds(is_so: bool, otherwise: &'static str) -> Result<(), &'static str> {
    is_so.then_some(()).ok_or(otherwise)
}

// --- The second reading ----------------------------------------------------------------------------------------------

/// Year, month, day.
type Date = (i32, i32, i32);

fn triple(day: Day) -> Date {
    (i32::from(day.year()), i32::from(day.month()), i32::from(day.day()))
}

fn is_leap(year: i32) -> bool {
    (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
}

/// The next page of the calendar.
fn next((year, month, day): Date) -> Date {
    let length = match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    match (day < length, month < 12) {
        (true, _) => (year, month, day + 1),
        (false, true) => (year, month + 1, 1),
        (false, false) => (year + 1, 1, 1),
    }
}

/// Zeller's rule, by which January and February are the old year's last months, Saturday is 0 and Sunday 1.
fn is_weekend((year, month, day): Date) -> bool {
    let (year, month) = if month < 3 { (year - 1, month + 12) } else { (year, month) };
    let (century, year) = (year / 100, year % 100);
    (day + 13 * (month + 1) / 5 + year + year / 4 + century / 4 + 5 * century) % 7 < 2
}

fn is_open(date: Date, holidays: &[Date]) -> bool {
    !is_weekend(date) && !holidays.contains(&date)
}

/// Business days after a date, up to another one and with it.
fn counted(from: Date, to: Date, holidays: &[Date]) -> i64 {
    let (mut date, mut days) = (from, 0);
    while date < to {
        date = next(date);
        days += i64::from(is_open(date, holidays));
    }
    days
}

// --- When an answer is due -------------------------------------------------------------------------------------------

#[derive(Clone, Debug)]
struct Case {
    from: Day,
    /// Within how many business days, and how many more than those.
    days: u8,
    more: u8,
    holidays: Vec<Day>,
    /// One more holiday, or a day that is off anyway.
    added: Day,
    /// Up to which day is counted.
    to: Day,
}

fn invent(seed: u64) -> Case {
    let mut dice = Dice(seed);
    // With the year 2000, which has a leap day, and 2100, which has none.
    let year = 2000 + dice.below(101) as i16;
    let from = match dice.below(8) {
        0 => on(day(year, 2, 24), dice.below(7)),
        1 => on(day(year, 12, 28), dice.below(6)),
        _ => on(day(year, 1, 1), dice.below(366)),
    };
    let days = match dice.below(400) {
        0 => 250,
        1..=20 => 30,
        _ => dice.one(&[0, 1, 1, 2, 3, 3, 3, 4, 5, 7]),
    };
    let mut holidays = Vec::new();
    for _ in 0..dice.below(4) {
        holidays.push(on(from, dice.below(20) - 3));
    }
    if dice.below(6) == 0 {
        let first = on(from, dice.below(8) - 1);
        holidays.extend((0..9).map(|days| on(first, days)));
    }
    if dice.below(3) == 0 {
        let saturday = on(from, (6 - i64::from(from.weekday())).rem_euclid(7));
        holidays.push(on(saturday, dice.below(2)));
    }
    let added = on(from, dice.below(14) - 2);
    let to = match dice.below(200) {
        0 => on(from, 500),
        1 => on(from, -40),
        _ => on(from, dice.below(24) - 4),
    };
    Case { from, days, more: 1 + dice.below(5) as u8, holidays, added, to }
}

fn check(case: &Case) -> Result<(), &'static str> {
    let &Case { from, days, more, ref holidays, added, to } = case;
    let off: Vec<Date> = holidays.iter().map(|holiday| triple(*holiday)).collect();
    let due = due_date(from, days, holidays);
    // A weekend of one day; holidays that are not looked at; days that go on after the last one was found.
    let fits = if days == 0 { due == from } else { is_open(triple(due), &off) };
    holds(fits, "it is due on a day off")?;
    // The day itself counted with them; the last one left out; 29 February passed over, or seen in 2100.
    holds(counted(triple(from), triple(due), &off) == i64::from(days), "it is due after more days or fewer")?;
    // The function that counts: the last day left out, the first one counted, a holiday counted.
    holds(business_days_between(from, due, holidays) == days, "other days lie between than were asked for")?;
    let before = business_days_between(from, on(due, -1), holidays);
    holds(before == days.saturating_sub(1), "the days up to the due day's eve are not one fewer")?;
    // A count that begins anew at 256; one that is something where the second day is not after the first.
    let between = i64::from(business_days_between(from, to, holidays));
    holds(between == counted(triple(from), triple(to), &off).min(255), "the days between are other than counted")?;
    // Whoever writes on a day off is answered before those who wrote the day before.
    holds(due_date(on(from, 1), days, holidays) >= due, "it is due earlier of what comes in later")?;
    // Weeks that are taken at once, wrong from a weekend or over a holiday.
    let later = due_date(from, days + more, holidays);
    holds(later > due, "more days are due no later")?;
    holds(due_date(due, more, holidays) == later, "the rest of the days, from where the first end, is due elsewhere")?;
    // A holiday for which days are taken off; one on a weekend, or on another holiday, that counts twice.
    let with_one_more = [holidays.as_slice(), &[added]].concat();
    let moved = due_date(from, days, &with_one_more);
    holds(moved >= due, "a holiday more makes it due earlier")?;
    let costs = from < added && added <= due && is_open(triple(added), &off);
    let expected = if costs { due_date(from, days + 1, holidays) } else { due };
    holds(moved == expected, "a holiday more costs other than the day it falls on")?;
    // A search that needs the holidays in their order, or each once; one that stops at the first that lies too far.
    let outside = [on(from, -9_000), on(from, -1), from, on(due, 1), on(due, 9_000)];
    let scrambled = outside.into_iter().chain(holidays.iter().rev().copied()).chain(holidays.first().copied());
    let scrambled: Vec<Day> = scrambled.collect();
    holds(due_date(from, days, &scrambled) == due, "holidays outside, or their order, change the due day")?;
    holds(business_days_between(from, due, &scrambled) == days, "holidays outside, or their order, change the count")
}

/// Leaves out a holiday or a day at a time, as long as it still goes wrong.
fn cut_down(mut case: Case) -> Case {
    loop {
        let fewer = (0..case.holidays.len()).map(|at| {
            let mut smaller = case.clone();
            smaller.holidays.remove(at);
            smaller
        });
        let sooner = case.days.checked_sub(1).map(|days| Case { days, ..case.clone() });
        let smaller = fewer.chain(sooner).find(|smaller| check(smaller).is_err());
        match smaller {
            Some(smaller) => case = smaller,
            None => return case,
        }
    }
}

fn due_days(quarter: u64) {
    let count = 40_000 * times();
    for seed in quarter * count..(quarter + 1) * count {
        let case = invent(seed);
        if check(&case).is_err() {
            let least = cut_down(case);
            let why = check(&least).err().unwrap_or_default();
            let due = due_date(least.from, least.days, &least.holidays);
            panic!("case {seed}, due on {due}: {why}\n{least:#?}");
        }
    }
}

// Four, so that they run side by side.

#[test]
fn r_6_8_due_days_first_quarter() {
    due_days(0);
}

#[test]
fn r_6_8_due_days_second_quarter() {
    due_days(1);
}

#[test]
fn r_6_8_due_days_third_quarter() {
    due_days(2);
}

#[test]
fn r_6_8_due_days_last_quarter() {
    due_days(3);
}

/// A test that finds nothing may be blind: everything that is easily got wrong is among the cases.
#[test]
fn due_days_are_not_blind() {
    let mut seen = BTreeSet::new();
    for case in (0..20_000).map(invent) {
        let due = due_date(case.from, case.days, &case.holidays);
        let is_between = |day: Day| case.from < day && day <= due;
        let year = case.from.year();
        let holidays: BTreeSet<Day> = case.holidays.iter().copied().filter(|holiday| is_between(*holiday)).collect();
        let off: Vec<Date> = case.holidays.iter().map(|holiday| triple(*holiday)).collect();
        let is_costly = is_between(case.added) && is_open(triple(case.added), &off);
        let features = [
            ("no days", case.days == 0),
            ("most days", case.days == 250),
            ("from a weekend", case.from.weekday() > 5),
            ("from a holiday", case.holidays.contains(&case.from)),
            ("over a leap day", Day::new(year, 2, 29).is_some_and(is_between)),
            ("over the end of February 2100", year == 2100 && is_between(day(2100, 3, 1))),
            ("over a year's end", due.year() > year),
            ("over nine holidays", holidays.len() >= 9),
            ("over a holiday on a weekend", holidays.iter().any(|holiday| holiday.weekday() > 5)),
            ("one more costs a day", is_costly),
            ("one more on a day off", is_between(case.added) && !is_costly),
            ("one more outside", !is_between(case.added)),
            ("up to a day before", case.to < case.from),
            ("more between than are counted", business_days_between(case.from, case.to, &case.holidays) == u8::MAX),
        ];
        seen.extend(features.into_iter().filter(|(_, is_so)| *is_so).map(|(name, _)| name));
    }
    assert_eq!(seen.len(), 14, "{seen:?}");
}

#[test]
fn the_second_reading_has_the_calendar_of_everybody() {
    // Were both wrong in the same way, these would tell: a Saturday, a Sunday, a Thursday, a Monday.
    let known = [(2000, 1, 1), (2026, 11, 22), (2024, 2, 29), (2100, 3, 1)];
    assert_eq!(known.map(is_weekend), [true, true, false, false]);
    let mut date = (2000, 1, 1);
    for count in day(2000, 1, 1).epoch()..day(2102, 1, 1).epoch() {
        let here = Day::from_epoch(count);
        assert_eq!((triple(here), here.weekday() > 5), (date, is_weekend(date)));
        date = next(date);
    }
}

// --- Which moment a minute is ----------------------------------------------------------------------------------------

fn clocks() -> Vec<SystemClock> {
    ZONES.iter().map(|zone| SystemClock::new(zone).unwrap()).collect()
}

/// The days that are longer or shorter than others, with their zones.
fn changes() -> &'static [(usize, Day)] {
    static CHANGES: OnceLock<Vec<(usize, Day)>> = OnceLock::new();
    CHANGES.get_or_init(|| {
        let some_years = vec![2010, 2011, 2012, 2026, 2027, 2028];
        let years: Vec<i16> = if is_long() { (2000..=2060).collect() } else { some_years };
        let mut changes = Vec::new();
        for (zone, clock) in clocks().iter().enumerate() {
            for year in &years {
                let first = day(*year, 1, 1);
                let days = (0..366).map(|days| on(first, days)).filter(|day| day.year() == *year);
                changes.extend(days.filter(|day| length(clock, *day) != DAY_MS).map(|day| (zone, day)));
            }
        }
        changes
    })
}

fn length(clock: &SystemClock, day: Day) -> i64 {
    clock.midnight(on(day, 1)) - clock.midnight(day)
}

/// What the wall shows at a moment: the day, and the minute of it.
fn shown(clock: &SystemClock, at: i64) -> (Day, i64) {
    let at = clock.moment(at);
    (at.day(), i64::from(at.hour()) * 60 + i64::from(at.minute()))
}

fn check_minute(zone: usize, clock: &SystemClock, on_day: Day, minute: i64) -> Result<(), &'static str> {
    let [begins, ends] = [on_day, on(on_day, 1)].map(|day| clock.midnight(day));
    let at = clock.instant(on_day, minute as u16);
    if ZONES[zone] == "Pacific/Apia" && on_day == day(2011, 12, 30) {
        // The day that never was takes no time, and what was to be on it is a day later.
        holds(begins == ends, "a day that never was lasts")?;
        return holds(at == ends + minute * MINUTE_MS, "a minute that never was is not the next day's");
    }
    // A midnight by the offset of the evening or of the day before; one that is an hour late where the clocks change.
    holds(clock.date(begins - 1) < on_day && clock.date(begins) == on_day, "the day does not begin at its midnight")?;
    holds(clock.date(ends - 1) == on_day && clock.date(ends) > on_day, "the day does not end at the next midnight")?;
    // A minute that slips into the day before or after: by the wrong offset, or because the clocks skip midnight.
    holds((begins..ends).contains(&at) && clock.date(at) == on_day, "the minute is not within its day")?;
    let change = ends - begins - DAY_MS;
    let (_, wall) = shown(clock, at);
    if wall == minute {
        // Seconds that are left over; an offset of another season.
        holds(change != 0 || at == begins + minute * MINUTE_MS, "the minute is not as long after midnight")?;
        // The second of two, where the clocks go back.
        holds(change <= 0 || shown(clock, at - change) != (on_day, minute), "the wall has shown it before")
    } else {
        // A minute before the gap, or one that is put somewhere else than as long after the change as it says.
        holds((wall - minute) * MINUTE_MS == -change, "the wall shows another minute, and not for a gap")?;
        holds(shown(clock, at + change) != (on_day, minute), "the wall has shown it, and another was taken")
    }
}

/// Asks for each minute of a day on which clocks change, after having looked at the wall all day long.
fn check_day(clock: &SystemClock, on_day: Day) -> Result<(), &'static str> {
    let (begins, ends) = (clock.midnight(on_day), clock.midnight(on(on_day, 1)));
    let mut first: [Option<i64>; 1_440] = [None; 1_440];
    for at in (begins..ends).step_by(MINUTE_MS as usize) {
        let (day, minute) = shown(clock, at);
        holds(day == on_day, "the wall shows another day between its midnights")?;
        let minute = minute as usize;
        first[minute] = first[minute].or(Some(at));
    }
    // When midnight was, by the offset that the wall last had: by it a gap is read.
    let mut midnight = begins;
    let (mut at_before, mut was_gap) = (begins - MINUTE_MS, false);
    for (minute, on_wall) in (0_u16..).zip(first) {
        let at = clock.instant(on_day, minute);
        let since = i64::from(minute) * MINUTE_MS;
        // The second of two moments; in a gap one that is moved back, or by something else than the gap.
        holds(at == on_wall.unwrap_or(midnight + since), "the minute is another moment")?;
        // The order in which the wall shows them, but for the end of a gap: there the minutes after it come again.
        holds(at > at_before || (was_gap && on_wall.is_some()), "a later minute is earlier")?;
        midnight = on_wall.map_or(midnight, |at| at - since);
        (at_before, was_gap) = (at, on_wall.is_none());
    }
    Ok(())
}

fn minutes(half: u64) {
    let clocks = clocks();
    let count = 20_000 * times();
    for seed in half * count..(half + 1) * count {
        // Other rolls than those of the due days.
        let mut dice = Dice(!seed);
        let (zone, on_day) = if dice.below(2) == 0 {
            let (zone, change) = dice.one(changes());
            (zone, on(change, dice.below(3) - 1))
        } else {
            (dice.below(ZONES.len() as i64) as usize, on(day(2000, 1, 1), dice.below(60 * 365)))
        };
        // Clocks change in the first hours.
        let most = dice.one(&[240, 1_440]);
        let minute = dice.below(most);
        if let Err(why) = check_minute(zone, &clocks[zone], on_day, minute) {
            panic!("case {seed}: minute {minute} of {on_day}, {}: {why}", ZONES[zone]);
        }
    }
}

#[test]
fn minutes_of_days_first_half() {
    minutes(0);
}

#[test]
fn minutes_of_days_other_half() {
    minutes(1);
}

#[test]
fn every_minute_of_the_days_on_which_clocks_change() {
    let clocks = clocks();
    for (zone, on_day) in changes() {
        if let Err(why) = check_day(&clocks[*zone], *on_day) {
            panic!("{on_day}, {}: {why}", ZONES[*zone]);
        }
    }
}

/// That the days above are those on which clocks change, and that the zones are where they say.
#[test]
fn the_clocks_change_when_they_are_said_to() {
    let clocks = clocks();
    let place = |zone: &str| ZONES.iter().position(|name| *name == zone).unwrap();
    for (zone, on_day, minutes) in [
        ("America/New_York", day(2026, 3, 8), -60),
        ("America/New_York", day(2026, 11, 1), 60),
        ("Europe/London", day(2026, 3, 29), -60),
        ("Europe/London", day(2026, 10, 25), 60),
        ("Australia/Lord_Howe", day(2026, 4, 5), 30),
        ("Australia/Lord_Howe", day(2026, 10, 4), -30),
        ("Pacific/Apia", day(2011, 12, 30), -1_440),
        ("Pacific/Apia", day(2012, 4, 1), 60),
        ("Pacific/Apia", day(2012, 9, 30), -60),
        ("Asia/Beirut", day(2027, 3, 28), -60),
        ("Asia/Beirut", day(2027, 10, 30), 60),
    ] {
        let zone = place(zone);
        assert_eq!(length(&clocks[zone], on_day) - DAY_MS, minutes * MINUTE_MS, "{on_day}, {}", ZONES[zone]);
        assert!(changes().contains(&(zone, on_day)), "{on_day}, {}", ZONES[zone]);
    }
    let still = [place("Pacific/Honolulu"), place("Asia/Kolkata")];
    assert!(!changes().iter().any(|(zone, _)| still.contains(zone)));
    // Greenwich's midnight is 14 o'clock the day before in Honolulu, and half past five in Kolkata.
    let greenwich = day(2026, 11, 24).epoch() * DAY_MS;
    assert_eq!(clocks[still[0]].instant(day(2026, 11, 23), 14 * 60), greenwich);
    assert_eq!(clocks[still[1]].instant(day(2026, 11, 24), 5 * 60 + 30), greenwich);
}
