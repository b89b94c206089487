//! The pages of a record: who somebody is, vaccines, allergies, medicines, test results.

pub(crate) mod allergies;
pub(crate) mod demographics;
mod entry;
mod head;
mod list;
pub(crate) mod medicines;
mod privacy;
pub(crate) mod result;
pub(crate) mod results;
pub(crate) mod vaccines;
mod values;
