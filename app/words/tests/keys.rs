//! Both languages say the same things, and nothing is said that no page shows.

#![expect(clippy::unwrap_used, reason = "a test may stop at a file it cannot read")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The files below a folder with this extension; build output and installed packages left out.
fn files(folder: &Path, extension: &str, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            if !name.starts_with('.') && name != "target" && name != "node_modules" {
                files(&path, extension, found);
            }
        } else if path.extension().is_some_and(|e| e == extension) {
            found.push(path);
        }
    }
}

/// Message ids of a language, and attributes as `id.attribute`, each with its file.
fn keys(lang: &str) -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales").join(lang);
    let mut paths = Vec::new();
    files(&folder, "ftl", &mut paths);
    assert!(!paths.is_empty(), "no sentences for {lang}");
    let mut keys = BTreeMap::new();
    for path in paths {
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut message = String::new();
        for line in fs::read_to_string(&path).unwrap().lines() {
            let Some((left, _)) = line.split_once('=') else { continue };
            let left = left.trim_end();
            let key = if line.starts_with(|c: char| c.is_ascii_alphabetic()) {
                message = left.to_owned();
                message.clone()
            } else if let Some(attribute) = left.trim_start().strip_prefix('.') {
                format!("{message}.{attribute}")
            } else {
                continue;
            };
            let before = keys.insert(key.clone(), file.clone());
            assert!(before.is_none(), "{lang}: {key} stands twice, in {before:?} and {file}");
        }
    }
    keys
}

#[test]
fn both_languages_have_the_same_keys() {
    let (en, es) = (keys("en"), keys("es"));
    let name = |(key, file): (&String, &String)| format!("{file}: {key}");
    let en: BTreeSet<String> = en.iter().map(name).collect();
    let es: BTreeSet<String> = es.iter().map(name).collect();
    let only_en: Vec<_> = en.difference(&es).collect();
    let only_es: Vec<_> = es.difference(&en).collect();
    assert!(only_en.is_empty() && only_es.is_empty(), "only in English: {only_en:#?}\nonly in Spanish: {only_es:#?}");
}

/// Names that stand as `.name(`, or as `Words::name` with nothing but an end behind: all read in one go, as there are too many
/// names to look for each in all sources.
fn called_or_handed_on(source: &str) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    let mut rest = source;
    let inner = |c: char| c.is_ascii_alphanumeric() || c == '_';
    while let Some(start) = rest.find(inner) {
        let before = &rest[..start];
        let length = rest[start..].find(|c| !inner(c)).unwrap_or(rest.len() - start);
        let (name, after) = rest[start..].split_at(length);
        let called = before.ends_with('.') && after.starts_with('(');
        // What stood before `::` is read already.
        let of_words = before == "::" && source[..source.len() - rest.len()].ends_with("Words");
        if called || of_words && [",", ")", "/>"].iter().any(|end| after.starts_with(end)) {
            found.insert(name);
        }
        rest = after;
    }
    found
}

#[test]
fn every_key_is_used() {
    let mut sources = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."), "rs", &mut sources);
    // Without white space, so that a call broken over two lines is still seen.
    let all: String = sources
        .iter()
        .flat_map(|path| fs::read_to_string(path).unwrap().split_whitespace().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    let used = called_or_handed_on(&all);
    let unused: Vec<_> = keys("en")
        .into_iter()
        .filter(|(key, _)| !used.contains(key.replace(['-', '.'], "_").as_str()))
        .map(|(key, file)| format!("{file}: {key}"))
        .collect();
    assert!(unused.is_empty(), "nothing shows these sentences: {unused:#?}");
}
