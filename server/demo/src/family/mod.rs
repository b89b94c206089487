//! The demo family: five people whose records a visitor can try. One file each.

mod grandfather;
mod mother;
mod neighbor;
mod teen;
mod toddler;

use jiff::civil::Date;

use crate::Options;
use crate::calendar::{plus_days, plus_months};
use crate::chart::{Chart, Payer, World};
use crate::people::{Home, Person, Registration};
use crate::rng::Chance;

/// All five, the main person of the demo first.
pub(crate) fn family(world: &World, options: &Options) -> Vec<Person> {
    vec![
        mother::record(world, options),
        teen::record(world, options),
        toddler::record(world, options),
        grandfather::record(world, options),
        neighbor::record(world, options),
    ]
}

/// The day the youngest was born: two years and six days ago, so that the check-up at two has just been.
fn youngest_born(today: Date) -> Date {
    plus_days(plus_months(today, -24), -6)
}

/// Where the mother and her children live.
fn family_home() -> Home {
    Home { line: "27 Juniper Court".to_owned(), city: "Maple Valley", zip: "01991" }
}

fn open<'w>(world: &'w World, options: &Options, key: &str, who: &Registration, payer: Payer) -> Chart<'w> {
    Chart::open(world, options.today, Chance::new(options.seed, &format!("family/{key}"), 0), who, payer)
}

fn person(key: &'static str, about: &'static str, who: Registration, chart: Chart<'_>) -> Person {
    Person {
        key,
        bundle: chart.into_bundle(),
        mrn: who.mrn,
        given: who.given,
        family: who.family,
        birth_date: who.birth,
        sex: who.sex.as_str(),
        phone: who.phone,
        email: who.email,
        zip: who.home.zip.to_owned(),
        about,
    }
}
