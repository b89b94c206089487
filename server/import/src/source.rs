//! Where bundles come from.

use crate::Report;
use portal_fhir::{Fault, What, looks_like_directory};
use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A file, or something of the shape of one.
pub(crate) enum Source {
    File(PathBuf),
    Memory(String, Arc<[u8]>),
}

impl Source {
    pub(crate) fn name(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::Memory(name, _) => name.clone(),
        }
    }

    pub(crate) fn size(&self) -> u64 {
        match self {
            Self::File(path) => fs::metadata(path).map_or(0, |m| m.len()),
            Self::Memory(_, bytes) => bytes.len() as u64,
        }
    }

    pub(crate) fn open(&self) -> Result<Box<dyn Read>, Fault> {
        match self {
            Self::File(path) => Ok(Box::new(File::open(path).map_err(|e| unreadable(&e))?)),
            Self::Memory(_, bytes) => Ok(Box::new(Cursor::new(Arc::clone(bytes)))),
        }
    }
}

fn unreadable(error: &std::io::Error) -> Fault {
    Fault::new("the file", What::Unreadable(error.kind()))
}

/// The files of a path: itself, or the `.json` files below it in the order of their names. A folder that is reached
/// twice, through links, is read once.
pub(crate) fn files(path: &Path, found: &mut Vec<PathBuf>, report: &mut Report) {
    match fs::metadata(path) {
        Ok(meta) if meta.is_dir() => folder(path, &mut HashSet::new(), found, report),
        Ok(_) => found.push(path.to_owned()),
        Err(error) => report.refuse(path.display().to_string(), unreadable(&error)),
    }
}

fn folder(path: &Path, seen: &mut HashSet<PathBuf>, found: &mut Vec<PathBuf>, report: &mut Report) {
    let listed = fs::canonicalize(path).and_then(|real| Ok((real, fs::read_dir(path)?)));
    let (real, entries) = match listed {
        Ok(listed) => listed,
        Err(error) => return report.refuse(path.display().to_string(), unreadable(&error)),
    };
    if !seen.insert(real) {
        return;
    }
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|e| e.path())).collect();
    paths.sort();
    for path in paths {
        match fs::metadata(&path) {
            Ok(meta) if meta.is_dir() => folder(&path, seen, found, report),
            Ok(meta) if meta.is_file() && path.extension().is_some_and(|e| e.eq_ignore_ascii_case("json")) => {
                found.push(path);
            }
            // Something else, or a link to nothing.
            _ => report.skipped += 1,
        }
    }
}

/// Whether a file is about organizations and practitioners, going by its beginning.
pub(crate) fn is_directory(path: &Path) -> bool {
    let mut beginning = Vec::new();
    let read = File::open(path).and_then(|file| file.take(64 << 10).read_to_end(&mut beginning));
    read.is_ok() && looks_like_directory(&beginning)
}
