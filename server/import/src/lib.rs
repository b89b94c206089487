#![doc = include_str!("../README.md")]

mod progress;
mod report;
mod source;
mod store;
mod tables;

pub use portal_store::records::Confidential;
pub use report::{Counts, Refused, Report};

use portal_fhir::{Bundle, Fault, Limits, What};
use portal_store::{Db, StoreError};
use progress::Progress;
use source::Source;
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use tokio::task::JoinHandle;
use uuid::Uuid;

/// Makes ids for new rows.
pub type NewId<'a> = &'a mut (dyn FnMut() -> Uuid + Send);

/// Why an import as a whole had to stop. What is wrong with one file is in the [`Report`] instead.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The database does not do what it should. Files that were committed before stay.
    #[error("the database failed: {0}")]
    Store(#[from] StoreError),
    /// The reading half broke down.
    #[error("reading a file broke off")]
    Broken,
}

/// An import under way.
pub struct Importer<'a> {
    db: &'a Db,
    now: i64,
    new_id: NewId<'a>,
    limits: Limits,
    quiet: bool,
    confidential: Option<Confidential>,
}

impl<'a> Importer<'a> {
    /// An importer into a database, at a time (milliseconds UTC), with a maker of ids.
    pub fn new(db: &'a Db, now: i64, new_id: NewId<'a>) -> Self {
        Self { db, now, new_id, limits: Limits::default(), quiet: false, confidential: None }
    }

    /// Shows no progress bar, not even on a terminal.
    #[must_use]
    pub fn quiet(mut self) -> Self {
        self.quiet = true;
        self
    }

    /// Marks what is confidential by its code, in the transaction that stores it.
    #[must_use]
    pub fn confidential(mut self, confidential: Confidential) -> Self {
        self.confidential = Some(confidential);
        self
    }

    /// Other limits than the usual ones.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Imports files, and the `.json` files of folders and their folders.
    pub async fn paths<P: AsRef<Path>>(self, paths: &[P]) -> Result<Report, ImportError> {
        let mut report = Report::default();
        let mut files: Vec<PathBuf> = Vec::new();
        for path in paths {
            source::files(path.as_ref(), &mut files, &mut report);
        }
        let (first, then): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| source::is_directory(file));
        let all: Vec<Source> = first.into_iter().chain(then).map(Source::File).collect();
        let bytes = all.iter().map(Source::size).sum();
        let progress = Progress::new(self.quiet, bytes);
        self.run(all.into_iter(), report, progress).await
    }

    /// Imports bundles from memory, each with a name for the report.
    pub async fn bundles(self, bundles: impl IntoIterator<Item = (String, Vec<u8>)>) -> Result<Report, ImportError> {
        let progress = Progress::new(self.quiet, 0);
        let sources = bundles.into_iter().map(|(name, bytes)| Source::Memory(name, bytes.into()));
        self.run(sources, Report::default(), progress).await
    }

    /// One file after the other. While one is stored the next is read.
    async fn run(
        mut self,
        sources: impl Iterator<Item = Source>,
        mut report: Report,
        progress: Progress,
    ) -> Result<Report, ImportError> {
        let mut again = self.round(sources, &mut report, &progress, true).await?;
        // A file may refer to one that came after it.
        while !again.is_empty() {
            let before = again.len();
            again = self.round(again.into_iter(), &mut report, &progress, true).await?;
            if again.len() == before {
                again = self.round(again.into_iter(), &mut report, &progress, false).await?;
            }
        }
        progress.done();
        tracing::info!(
            resources = report.total().read,
            files = report.files,
            refused = report.refused_files,
            "import finished"
        );
        Ok(report)
    }

    /// Imports every source once. With `patient`, those that refer to nothing are handed back instead of refused.
    async fn round(
        &mut self,
        sources: impl Iterator<Item = Source>,
        report: &mut Report,
        progress: &Progress,
        patient: bool,
    ) -> Result<Vec<Source>, ImportError> {
        let mut again = Vec::new();
        let mut reading: VecDeque<JoinHandle<Read>> = VecDeque::new();
        let mut sources = sources;
        loop {
            while reading.len() < 2 {
                let Some(source) = sources.next() else { break };
                let (limits, now) = (self.limits, self.now);
                reading.push_back(tokio::task::spawn_blocking(move || {
                    let bundle = source.open().and_then(|bytes| portal_fhir::read(bytes, &limits, now));
                    (source, bundle)
                }));
            }
            let Some(next) = reading.pop_front() else { return Ok(again) };
            let (source, bundle) = next.await.map_err(|_| ImportError::Broken)?;
            let stored = match bundle {
                Ok(bundle) => store::store(self.db, bundle, self.now, self.new_id, self.confidential.as_ref()).await?,
                Err(fault) => Err(fault),
            };
            match stored {
                Ok(file) => {
                    report.add(file);
                    progress.advance(source.size(), report.total().read);
                }
                Err(fault) if patient && fault.what == What::Dangling => again.push(source),
                Err(fault) => {
                    report.refuse(source.name(), fault);
                    progress.advance(source.size(), report.total().read);
                }
            }
        }
    }
}

/// A source, and what was read of it.
type Read = (Source, Result<Bundle, Fault>);
