#![doc = include_str!("../README.md")]

mod bundle;
mod calendar;
mod chart;
mod childhood;
mod claims;
mod documents;
mod extra;
mod family;
mod findings;
mod growth;
mod labs;
mod meds;
mod names;
mod panels;
mod people;
mod practices;
mod problems;
mod providers;
mod rng;
mod staff;
mod vaccines;
mod visit;
mod vitals;

use jiff::civil::Date;
use serde_json::Value;

pub use people::Person;
pub use staff::{StaffMember, StaffRole};

use chart::World;

/// What to generate. Equal options give equal bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Decides every id and every draw.
    pub seed: u64,
    /// The last day of all records; nothing is dated after it.
    pub today: Date,
    /// How many patients [`extra_patients`] yields.
    pub extra_patients: u32,
    /// Puts an obviously invented social security number on one patient, the mother, so that a test can see an
    /// importer drop it. Off for everything else.
    pub with_forbidden_identifiers: bool,
}

/// The clinic with its family and its staff.
#[derive(Clone, Debug, PartialEq)]
pub struct Clinic {
    /// The transaction bundle of Organizations and Locations.
    pub organizations: Value,
    /// The transaction bundle of Practitioners and PractitionerRoles.
    pub practitioners: Value,
    /// The five people of the demo, the main one first.
    pub family: Vec<Person>,
    /// The people on the clinic's side.
    pub staff: Vec<StaffMember>,
}

/// Generates the clinic.
#[must_use]
pub fn clinic(options: &Options) -> Clinic {
    let world = World::new(options.seed);
    Clinic {
        organizations: world.practices.bundle(),
        practitioners: world.providers.bundle(&world.practices),
        family: family::family(&world, options),
        staff: staff::staff(),
    }
}

/// Generates the bundles of the extra patients one at a time, so that any number of them needs the memory of one.
/// A patient depends on the seed, the day and its place only, not on how many are asked for.
pub fn extra_patients(options: &Options) -> impl Iterator<Item = Value> + use<> {
    let options = *options;
    let world = World::new(options.seed);
    (0..options.extra_patients).map(move |index| extra::patient(&world, &options, index))
}
