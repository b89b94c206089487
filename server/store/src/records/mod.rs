//! Imported records: what the importer asks and writes.
//!
//! Everything here goes in batches: a file of a thousand resources is a few dozen statements. Statements come in a few
//! fixed lengths only, so that each database prepares them once.

mod batch;
mod labels;
mod people;
mod versions;

pub use batch::{Cell, clear, put};
pub use labels::{Confidential, label, labelled_by, note_labelled, patients};
pub use people::{mrn_owners, people_ids, rebuild_care_team};
pub use versions::{Known, archive, identified, known, seen_before};
