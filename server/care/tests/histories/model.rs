//! A second reading of the rules about representatives, written from sections 2.3 and 2.4 alone: tables of words, and
//! dates that are counted on the fingers. It shares nothing with what it is compared with but the words. What a place
//! may say otherwise is here twice: for Massachusetts, and for the place that does not exist.

use std::sync::OnceLock;

/// Year, month, day.
pub type Date = (i32, u32, u32);

const DAY_MS: i64 = 86_400_000;

// --- The calendar ----------------------------------------------------------------------------------------------------

fn is_leap(year: i32) -> bool {
    (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
}

fn length(year: i32, month: u32) -> u32 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01.
pub fn count((year, month, day): Date) -> i64 {
    let before = |year: i64| 365 * year + year / 4 - year / 100 + year / 400;
    let months: u32 = (1..month).map(|month| length(year, month)).sum();
    before(i64::from(year) - 1) - before(1969) + i64::from(months) + i64::from(day) - 1
}

/// The date of a day since 1970-01-01.
pub fn date(days: i64) -> Date {
    let mut year = 1970 + (days / 366) as i32;
    while days >= count((year + 1, 1, 1)) {
        year += 1;
    }
    let mut month = 1;
    while month < 12 && days >= count((year, month + 1, 1)) {
        month += 1;
    }
    (year, month, (days - count((year, month, 1)) + 1) as u32)
}

/// the birthday of 29 February is 1 March in other years.
pub fn turns(born: Date, age: i32) -> Date {
    let year = born.0 + age;
    if (born.1, born.2) == (2, 29) && !is_leap(year) { (year, 3, 1) } else { (year, born.1, born.2) }
}

fn age(born: Date, today: Date) -> i32 {
    let mut age = 0;
    while turns(born, age + 1) <= today {
        age += 1;
    }
    age
}

/// "At most eighteen months": never a day more, so a month that is too short ends it.
pub fn months_on((mut year, mut month, day): Date, months: u32) -> Date {
    for _ in 0..months {
        month += 1;
        if month > 12 {
            (year, month) = (year + 1, 1);
        }
    }
    (year, month, day.min(length(year, month)))
}

// --- Where the practice is -------------------------------------------------------------------------------------------

/// Zones with and without summer time, near both ends of a day, and with minutes. In Beirut the clocks change at
/// midnight: one day a year begins at one o'clock, and one has its last hour twice.
pub const ZONES: [&str; 6] =
    ["America/New_York", "Asia/Kolkata", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu", "Asia/Beirut"];

const HOUR_MS: i64 = 3_600_000;

/// Minutes before Greenwich, from 2007 on.
fn offset(zone: usize, ms: i64) -> i64 {
    let (year, ..) = date(ms.div_euclid(DAY_MS));
    // 1 January 1970 was a Thursday: three days later it was Sunday.
    let sunday = |month: u32, which: i64| {
        let first = count((year, month, 1));
        first + (3 - first).rem_euclid(7) + 7 * (which - 1)
    };
    let last_sunday = |month: u32| {
        let last = count((year, month, length(year, month)));
        last - (last - 3).rem_euclid(7)
    };
    match zone {
        0 => {
            // Two o'clock: by winter's clock in March, by summer's in November.
            let begins = sunday(3, 2) * DAY_MS + 7 * HOUR_MS;
            let ends = sunday(11, 1) * DAY_MS + 6 * HOUR_MS;
            if (begins..ends).contains(&ms) { -240 } else { -300 }
        }
        1 => 330,
        2 => 840,
        3 => -660,
        4 => 345,
        _ => {
            // Midnight: by winter's clock in March, by summer's in October.
            let begins = last_sunday(3) * DAY_MS - 2 * HOUR_MS;
            let ends = last_sunday(10) * DAY_MS - 3 * HOUR_MS;
            if (begins..ends).contains(&ms) { 180 } else { 120 }
        }
    }
}

/// The date on the practice's wall.
pub fn local(zone: usize, ms: i64) -> Date {
    date((ms + offset(zone, ms) * 60_000).div_euclid(DAY_MS))
}

/// When that date begins there: at midnight, or when the clocks go forward over it.
pub fn midnight(zone: usize, on: Date) -> i64 {
    let greenwich = count(on) * DAY_MS;
    let about = greenwich - offset(zone, greenwich) * 60_000;
    greenwich - offset(zone, about) * 60_000
}

// --- Places ----------------------------------------------------------------------------------------------------------

/// What a place says.
pub struct Place {
    /// From this age on the patient has a say, and her representative sees a part.
    pub limited: i32,
    /// From this age on she is of age.
    pub adult: i32,
    /// Under this age nobody represents anybody.
    pub representative: i32,
    /// How long a consent lasts.
    pub consent_months: u32,
    /// How long a clinician's word lasts.
    pub review_months: u32,
    /// Whether a teen must say yes before her representative sees anything.
    pub silence_is_no: bool,
}

/// Massachusetts, and the place that does not exist.
pub static PLACES: [Place; 2] = [
    Place { limited: 13, adult: 18, representative: 18, consent_months: 18, review_months: 12, silence_is_no: false },
    Place { limited: 12, adult: 16, representative: 21, consent_months: 6, review_months: 3, silence_is_no: true },
];

// --- 2.4 -------------------------------------------------------------------------------------------------------------

/// The table, with what can be done of it, and last the most that a teen may allow. F is all, G "per grant".
const MATRIX: &str = "
    demographics     see     F  F             F                  F                   G             F
    immunizations    see     F  F             F                  no_hidden_vaccines  G             F
    growth_charts    see     F  F             F                  F                   -             F
    allergies        see     F  F             F                  F                   G             F
    family_history   see     F  F             F                  F                   G             F
    reminders        see     F  F             F                  F                   G             F
    messages         see,do  F  F             F                  no_private_threads  G             no_private_threads
    ask_appointment  see,do  F  F             F                  asking_only         G             asking_only
    appointments     see     F  F             F                  -                   G             F
    ask_renewal      see,do  F  F             F                  marked_drugs        G             F
    medications      see     F  F             F                  -                   G             F
    ask_referral     see,do  F  F             F                  no_diagnosis        G             F
    results          see     F  F             F                  -                   G             F
    notes            see     F  F             F                  -                   G             F
    billing          see,do  F  as_guarantor  own_bills          as_guarantor_sums   as_guarantor  as_guarantor_sums
    uploads          see,do  F  F             F                  own_uploads         G             F
    take_out         see,do  F  F             F                  -                   G             -
    access_log       see     F  F             F                  own_acts            own_acts      own_acts
    representatives  see,do  F  office        narrow_and_revoke  -                   -             -
";

/// What the place that does not exist says of the representatives of teens: what they have at first, and the most.
const ELSEWHERE: &str = "
    demographics     F             F
    immunizations    F             F
    growth_charts    F             F
    allergies        -             F
    family_history   F             F
    reminders        F             F
    messages         -             -
    ask_appointment  asking_only   asking_only
    appointments     general_only  general_only
    ask_renewal      marked_drugs  F
    medications      -             F
    ask_referral     no_diagnosis  F
    results          -             F
    notes            -             F
    billing          -             -
    uploads          own_uploads   F
    take_out         -             -
    access_log       own_acts      own_acts
    representatives  -             -
";

/// Bills follow the guarantor, and one's own acts are one's own: no switch of the patient's is about them.
const NOT_THE_PATIENTS: [&str; 2] = ["billing", "access_log"];

struct Row {
    name: &'static str,
    does: bool,
    cells: [&'static str; 5],
    most: &'static str,
}

/// The rows, as they are where nothing else is said.
fn rows() -> Vec<Row> {
    let rows = words(MATRIX).map(|words| {
        assert_eq!(words.len(), 8, "{words:?}");
        Row {
            name: words[0],
            does: words[1] == "see,do",
            cells: [words[2], words[3], words[4], words[5], words[6]],
            most: words[7],
        }
    });
    rows.collect()
}

/// The rows, as they are elsewhere.
fn rows_elsewhere() -> Vec<Row> {
    let mut rows = rows();
    for words in words(ELSEWHERE) {
        let &[name, first, most] = words.as_slice() else { panic!("a name and two cells: {words:?}") };
        let place = rows.iter().position(|row| row.name == name).unwrap();
        (rows[place].cells[3], rows[place].most) = (first, most);
    }
    rows
}

fn matrix(place: usize) -> &'static [Row] {
    static ROWS: OnceLock<[Vec<Row>; 2]> = OnceLock::new();
    &ROWS.get_or_init(|| [rows(), rows_elsewhere()])[place]
}

/// The names of the rows.
pub fn names(place: usize) -> Vec<&'static str> {
    matrix(place).iter().map(|row| row.name).collect()
}

/// Of every row: to see, to do, and the whole of what is given in part.
pub type Switches = [[bool; 3]; 19];

fn said(cell: &'static str) -> &'static str {
    match cell {
        "F" => "all",
        "G" | "office" => "-",
        other => other,
    }
}

/// What a column says of a row: "all", "-", or the part.
pub fn answer(place: usize, column: usize, switches: Option<&Switches>, row: usize, right: usize) -> &'static str {
    let of = &matrix(place)[row];
    if right == 1 && !of.does {
        return "-";
    }
    let cell = of.cells[column];
    match switches {
        _ if cell == "G" => match switches {
            Some(on) if on[row][right] => "all",
            _ => "-",
        },
        Some(on) if column == 3 && !NOT_THE_PATIENTS.contains(&of.name) => {
            if !on[row][right] {
                "-"
            } else if cell == "-" || on[row][2] {
                said(of.most)
            } else {
                said(cell)
            }
        }
        _ => said(cell),
    }
}

/// Whether a teen may set these.
fn teen_may(place: usize, on: &Switches) -> bool {
    matrix(place).iter().zip(on).all(|(row, [see, does, whole])| {
        let hers = !NOT_THE_PATIENTS.contains(&row.name) && row.most != "-";
        let in_part = row.cells[3] != "-" && row.cells[3] != row.most;
        (!see || hers) && (!does || (hers && row.does)) && (!whole || (hers && in_part))
    })
}

/// Whether an adult may set these (F37): one switch to see and one to do for each row that is "per grant".
fn adult_may(place: usize, on: &Switches) -> bool {
    matrix(place).iter().zip(on).all(|(row, [see, does, whole])| {
        let granted = row.cells[4] == "G";
        (!see || granted) && (!does || (granted && row.does)) && !whole
    })
}

// --- 2.3 -------------------------------------------------------------------------------------------------------------

/// In which column a ground puts a representative: of a child, of a teen, of a teen who lacks capacity, of an adult, of
/// an adult who lacks capacity..
const GROUNDS: &str = "
    parental           child  teen  child  -      child
    consent            -      -     -      grant  grant
    guardianship       child  teen  child  order  order
    power_of_attorney  -      -     -      grant  child
    best_interest      child  teen  child  -      child
";

/// Who may do what to a grant that stands how., 2.4 "manage PCRs". What is not here does not happen.
const MOVES: &str = "
    proposed   sign-representative  representative staff
    proposed   sign-patient         patient staff
    active     sign-patient         patient staff
    suspended  sign-patient         patient staff
    proposed   activate             staff
    proposed   reject               patient representative staff
    active     suspend              patient staff
    suspended  suspend              patient staff
    suspended  resume               patient staff
    active     end                  patient representative staff portal
    suspended  end                  patient representative staff portal
    proposed   switch               patient staff
    active     switch               patient
    suspended  switch               patient
    proposed   last-day             patient staff
    active     last-day             patient
    suspended  last-day             patient
    active     renew                patient
    suspended  renew                patient
    proposed   settle               portal
    active     settle               portal
    suspended  settle               portal
";

fn words(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().map(|line| line.split_whitespace().collect::<Vec<_>>()).filter(|words| !words.is_empty())
}

fn may(state: &str, deed: &str, who: &str) -> bool {
    static LINES: OnceLock<Vec<Vec<&'static str>>> = OnceLock::new();
    let lines = LINES.get_or_init(|| words(MOVES).collect());
    lines.iter().any(|line| line[0] == state && line[1] == deed && line[2..].contains(&who))
}

fn ground(basis: &str, situation: usize) -> &'static str {
    static LINES: OnceLock<Vec<Vec<&'static str>>> = OnceLock::new();
    let lines = LINES.get_or_init(|| words(GROUNDS).collect());
    lines.iter().find(|line| line[0] == basis).map_or("-", |line| line[1 + situation])
}

/// The court order that makes somebody a guardian.
#[derive(Clone, Copy)]
pub enum Order {
    Nothing,
    /// With its last day.
    Until(Date),
    ForGood,
}

/// What is so at a moment.
#[derive(Clone, Copy)]
pub struct World {
    /// Which of [`PLACES`].
    pub place: usize,
    pub today: Date,
    pub born: Option<Date>,
    pub representative_born: Date,
    pub patient_lives: bool,
    pub representative_lives: bool,
    pub order: Order,
    pub forbidden: bool,
    pub attested: Option<Date>,
}

impl World {
    fn says(&self) -> &'static Place {
        &PLACES[self.place]
    }

    /// a clinician has said so, and it was looked at within a year (elsewhere: sooner).
    fn lacks_capacity(&self) -> bool {
        self.attested.is_some_and(|day| self.today < months_on(day, self.says().review_months))
    }

    /// a guardian is one until the court says otherwise, its order's last day included.
    fn is_ordered(&self) -> bool {
        match self.order {
            Order::Nothing => false,
            Order::Until(last) => self.today <= last,
            Order::ForGood => true,
        }
    }

    fn age(&self, on: Date) -> Option<i32> {
        self.born.map(|born| age(born, on))
    }

    /// Which place of [`GROUNDS`].
    fn situation(&self) -> Option<usize> {
        let (age, says) = (self.age(self.today)?, self.says());
        Some(match (age < says.limited, age < says.adult, self.lacks_capacity()) {
            (true, ..) => 0,
            (false, true, false) => 1,
            (false, true, true) => 2,
            (false, false, false) => 3,
            (false, false, true) => 4,
        })
    }

    /// From 13 on there may be an account of her own, and so a say.
    fn has_a_say(&self) -> bool {
        self.age(self.today).is_none_or(|age| age >= self.says().limited)
    }
}

/// A grant.
#[derive(Clone)]
pub struct Model {
    basis: &'static str,
    pub state: &'static str,
    signed: Option<Date>,
    patient_signed: Option<Date>,
    renewed: Option<Date>,
    last: Option<Date>,
    aside: Vec<&'static str>,
    switches: Option<Switches>,
}

/// What happens to it, and what comes with that.
pub enum Deed<'a> {
    SignRepresentative(Date),
    SignPatient(Date),
    Activate,
    Reject,
    Suspend,
    Resume,
    End,
    Switch(&'a Switches),
    LastDay(Option<Date>),
    Renew,
    Settle,
}

impl Deed<'_> {
    fn name(&self) -> &'static str {
        match self {
            Self::SignRepresentative(_) => "sign-representative",
            Self::SignPatient(_) => "sign-patient",
            Self::Activate => "activate",
            Self::Reject => "reject",
            Self::Suspend => "suspend",
            Self::Resume => "resume",
            Self::End => "end",
            Self::Switch(_) => "switch",
            Self::LastDay(_) => "last-day",
            Self::Renew => "renew",
            Self::Settle => "settle",
        }
    }
}

impl Model {
    pub fn proposed(basis: &'static str) -> Self {
        Self {
            basis,
            state: "proposed",
            signed: None,
            patient_signed: None,
            renewed: None,
            last: None,
            aside: Vec::new(),
            switches: None,
        }
    }

    /// from when on the consent is none any more.
    fn runs_out(&self, world: &World) -> Option<Date> {
        let consented = self.renewed.or(self.patient_signed)?;
        (self.basis == "consent").then(|| months_on(consented, world.says().consent_months))
    }

    /// Days from whose midnight on something may be otherwise.
    pub fn turning_days(&self, world: &World) -> Vec<Date> {
        let says = world.says();
        let birthdays = world.born.map(|born| [turns(born, says.limited), turns(born, says.adult)]);
        let after_last = self.last.map(|last| date(count(last) + 1));
        let review = world.attested.map(|day| months_on(day, says.review_months));
        let after_order = match world.order {
            Order::Until(last) => Some(date(count(last) + 1)),
            Order::Nothing | Order::ForGood => None,
        };
        let rest = [after_last, after_order, self.runs_out(world), review];
        birthdays.into_iter().flatten().chain(rest.into_iter().flatten()).collect()
    }

    /// The first day after this one on which it opens something else, if nobody does anything.
    pub fn next_turn(&self, world: &World) -> Option<Date> {
        let now = self.opens(world);
        let ahead = self.turning_days(world).into_iter().filter(|day| *day > world.today);
        ahead.filter(|day| self.opens(&World { today: *day, ..*world }) != now).min()
    }

    fn column_if_active(&self, world: &World) -> Option<usize> {
        if !world.patient_lives || !world.representative_lives || self.last.is_some_and(|last| world.today > last) {
            return None;
        }
        match ground(self.basis, world.situation()?) {
            "child" => Some(1),
            // where silence is no, she or a court must have said yes.
            "teen" if world.says().silence_is_no && self.patient_signed.is_none() && !world.is_ordered() => None,
            "teen" => Some(3),
            "order" => world.is_ordered().then_some(1),
            "grant" if self.basis == "consent" => self.runs_out(world).filter(|day| world.today < *day).map(|_| 4),
            "grant" => Some(4),
            _ => None,
        }
    }

    /// In which column the representative is, and with which switches.
    pub fn opens(&self, world: &World) -> Option<(usize, Option<Switches>)> {
        let column = self.column_if_active(world).filter(|_| self.state == "active")?;
        Some((column, self.switches.filter(|_| column >= 3)))
    }

    /// whether it has come to an end by itself.
    fn is_over(&self, world: &World) -> bool {
        let of_age = world.age(world.today).is_some_and(|age| age >= world.says().adult);
        !world.patient_lives
            || !world.representative_lives
            || self.last.is_some_and(|last| world.today > last)
            || self.runs_out(world).is_some_and(|day| world.today >= day)
            || (["parental", "best_interest"].contains(&self.basis) && of_age && world.attested.is_none())
    }

    /// whether the form is whole.
    fn is_whole(&self, world: &World) -> bool {
        let (Some(signed), Some(_)) = (self.signed, world.born) else { return false };
        let (Some(then), Some(now)) = (world.age(signed), world.age(world.today)) else { return false };
        let says = world.says();
        let carries = match self.basis {
            "parental" | "best_interest" => now < says.adult || world.lacks_capacity(),
            "consent" | "power_of_attorney" => then >= says.adult,
            _ => world.is_ordered(),
        };
        let stands_in = self.basis != "consent" && (world.is_ordered() || world.lacks_capacity());
        age(world.representative_born, signed) >= says.representative
            && (then < says.limited || self.patient_signed.is_some() || stands_in)
            && carries
            && world.patient_lives
            && world.representative_lives
            && !world.forbidden
            && self.runs_out(world).is_none_or(|day| world.today < day)
            && self.last.is_none_or(|last| world.today <= last)
    }

    /// Whose switches there are: "teen", "adult" or "".
    fn whose_switches(&self, world: &World) -> &'static str {
        match (world.situation(), self.basis) {
            (Some(1), "parental" | "guardianship" | "best_interest") => "teen",
            (Some(3), "consent" | "power_of_attorney") | (Some(4), "consent") => "adult",
            _ => "",
        }
    }

    /// Whether it happens; then the grant is as it is afterwards.
    pub fn happens(&mut self, deed: &Deed<'_>, who: &'static str, world: &World) -> bool {
        if !may(self.state, deed.name(), who) {
            return false;
        }
        let child = who == "patient" && !world.has_a_say();
        match deed {
            Deed::SignRepresentative(on) => {
                let can = self.signed.is_none() && *on <= world.today;
                if can {
                    self.signed = Some(*on);
                }
                can
            }
            Deed::SignPatient(on) => {
                let (age, says) = (world.age(*on).unwrap_or(0), world.says());
                let of_age = self.state != "proposed" && age >= says.adult;
                let asked = age >= says.limited && !of_age;
                let can = asked && self.patient_signed.is_none() && *on <= world.today;
                if can {
                    self.patient_signed = Some(*on);
                }
                can
            }
            Deed::Activate => self.becomes("active", self.is_whole(world)),
            Deed::Reject => self.becomes("rejected", !child),
            Deed::Suspend => {
                let can = !child && !self.aside.contains(&who);
                if can {
                    self.aside.push(who);
                }
                self.becomes("suspended", can)
            }
            Deed::Resume => {
                let ordered = who == "staff" && world.forbidden;
                let can = !child && self.aside.contains(&who) && !ordered && !self.is_over(world);
                if can {
                    self.aside.retain(|side| *side != who);
                }
                let free = self.aside.is_empty();
                self.becomes(if free { "active" } else { "suspended" }, can)
            }
            Deed::End => {
                let for_the_office = who == "patient" && self.column_if_active(world) == Some(1);
                self.becomes("inactive", !child && !for_the_office)
            }
            Deed::Switch(on) => {
                let can = match self.whose_switches(world) {
                    "teen" => teen_may(world.place, on),
                    "adult" => adult_may(world.place, on),
                    _ => false,
                };
                if can {
                    self.switches = Some(**on);
                }
                can
            }
            Deed::LastDay(last) => {
                let possible =
                    last.is_none_or(|last| last >= world.today && self.runs_out(world).is_none_or(|day| last < day));
                let can = self.whose_switches(world) == "adult" && !self.is_over(world) && possible;
                if can {
                    self.last = *last;
                }
                can
            }
            Deed::Renew => {
                let can = self.basis == "consent" && !self.is_over(world);
                if can {
                    self.renewed = Some(world.today);
                }
                can
            }
            Deed::Settle => {
                let end = if self.state == "proposed" { "rejected" } else { "inactive" };
                self.becomes(end, self.is_over(world))
            }
        }
    }

    fn becomes(&mut self, state: &'static str, can: bool) -> bool {
        if can {
            self.state = state;
        }
        can
    }
}
