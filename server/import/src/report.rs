//! What came of an import, resource by resource.

use portal_fhir::{Fault, Notes};
use std::collections::BTreeMap;
use std::fmt;

/// How resources fared. `read` is the sum of the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// In the files that were taken.
    pub read: u64,
    /// Stored for the first time.
    pub new: u64,
    /// Known, with this content or as a former version of it.
    pub unchanged: u64,
    /// Known, and newer: the former content was kept.
    pub replaced: u64,
    /// Known, but older by its own date than what is stored: kept among the former versions.
    pub older: u64,
}

impl Counts {
    fn add(&mut self, more: Self) {
        self.read += more.read;
        self.new += more.new;
        self.unchanged += more.unchanged;
        self.replaced += more.replaced;
        self.older += more.older;
    }
}

/// A file of which nothing was stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Its name.
    pub file: String,
    /// Where and why.
    pub fault: Fault,
}

/// A file that was taken.
#[derive(Debug, Default)]
pub(crate) struct Filed {
    pub(crate) kinds: BTreeMap<String, Counts>,
    pub(crate) notes: Notes,
}

/// What came of an import.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Files that were taken.
    pub files: u64,
    /// Files that were refused: all of them, even if not all are listed.
    pub refused_files: u64,
    /// The refused files; after [`Report::MOST_LISTED`] they are only counted.
    pub refused: Vec<Refused>,
    /// Things in folders that are no `.json` files.
    pub skipped: u64,
    /// Resources by type.
    pub kinds: BTreeMap<String, Counts>,
    /// Things worth knowing that are no errors, and how often.
    pub notes: Notes,
}

impl Report {
    /// So many refused files are listed.
    pub const MOST_LISTED: usize = 1_000;

    /// Whether every file was taken.
    pub fn is_ok(&self) -> bool {
        self.refused_files == 0
    }

    /// What the program should answer its caller with: 0, or 1 if a file was refused.
    pub fn exit_code(&self) -> u8 {
        u8::from(!self.is_ok())
    }

    /// All types together.
    pub fn total(&self) -> Counts {
        let mut total = Counts::default();
        self.kinds.values().for_each(|counts| total.add(*counts));
        total
    }

    /// Patients in the files that were taken.
    pub fn patients(&self) -> u64 {
        self.kinds.get("Patient").map_or(0, |counts| counts.read)
    }

    pub(crate) fn add(&mut self, file: Filed) {
        self.files += 1;
        for (kind, counts) in file.kinds {
            self.kinds.entry(kind).or_default().add(counts);
        }
        for (note, count) in file.notes {
            *self.notes.entry(note).or_default() += count;
        }
    }

    pub(crate) fn refuse(&mut self, file: String, fault: Fault) {
        self.refused_files += 1;
        if self.refused.len() < Self::MOST_LISTED {
            self.refused.push(Refused { file, fault });
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = self.kinds.keys().map(String::len).max().unwrap_or(0).max(8);
        writeln!(f, "{:width$} {:>9} {:>9} {:>9} {:>9} {:>9}", "", "read", "new", "unchanged", "replaced", "older")?;
        let total = self.total();
        for (kind, c) in self.kinds.iter().map(|(k, c)| (k.as_str(), c)).chain([("in all", &total)]) {
            let Counts { read, new, unchanged, replaced, older } = c;
            writeln!(f, "{kind:width$} {read:>9} {new:>9} {unchanged:>9} {replaced:>9} {older:>9}")?;
        }
        writeln!(
            f,
            "{} files taken, {} refused, {} other things skipped",
            self.files, self.refused_files, self.skipped
        )?;
        for (note, count) in &self.notes {
            writeln!(f, "note: {count} {note}")?;
        }
        for Refused { file, fault } in &self.refused {
            writeln!(f, "refused: {file}: {fault}")?;
        }
        let unlisted = self.refused_files - self.refused.len() as u64;
        if unlisted > 0 {
            writeln!(f, "refused: {unlisted} more files")?;
        }
        Ok(())
    }
}
