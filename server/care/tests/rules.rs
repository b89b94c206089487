//! Every rule of `RULES.md` has a test of its number, and every test with a number has its rule.

use std::collections::BTreeSet;
use std::path::Path;

/// "5.1" of "R-5.1 …" or of "r_5_1_…", with the mark and what divides the numbers.
fn number(text: &str, mark: &str, divider: char) -> Option<String> {
    let rest = text.strip_prefix(mark)?;
    let end = |s: &str| s.find(|c: char| !c.is_ascii_digit()).unwrap_or(s.len());
    let (chapter, rest) = rest.split_at(end(rest));
    let rest = rest.strip_prefix(divider)?;
    let rule = &rest[..end(rest)];
    (!chapter.is_empty() && !rule.is_empty()).then(|| format!("{chapter}.{rule}"))
}

/// Every number in a line, wherever it stands.
fn numbers<'a>(line: &'a str, mark: &'a str, divider: char) -> impl Iterator<Item = String> + 'a {
    line.match_indices(mark).filter_map(move |(at, _)| number(&line[at..], mark, divider))
}

fn files(folder: &Path, ending: &str, each: &mut impl FnMut(&str)) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let (path, name) = (entry.path(), entry.file_name());
        let skipped = ["target", "node_modules", "site"].iter().any(|s| name == *s);
        if path.is_dir() && !skipped {
            files(&path, ending, each);
        } else if name.to_string_lossy().ends_with(ending) {
            each(&std::fs::read_to_string(&path).unwrap_or_default());
        }
    }
}

/// The rules that tests of the workspace name.
fn tested(root: &Path) -> BTreeSet<String> {
    let mut tested = BTreeSet::new();
    for folder in ["app", "server", "frontend"] {
        files(&root.join(folder), ".rs", &mut |text| {
            for line in text.lines() {
                // Only functions: a comment that mentions a rule tests nothing.
                tested.extend(numbers(line, "fn r_", '_'));
            }
        });
    }
    files(&root.join("end2end/tests"), ".ts", &mut |text| {
        for line in text.lines().filter(|line| line.trim_start().starts_with("test")) {
            tested.extend(numbers(line, "R-", '.'));
        }
    });
    tested
}

/// The rules that have a heading.
fn written(rules: &str) -> Vec<String> {
    rules.lines().filter_map(|line| number(line.strip_prefix("### ")?, "R-", '.')).collect()
}

#[test]
fn every_rule_has_a_test_and_every_test_a_rule() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let headings = written(include_str!("../RULES.md"));
    let rules: BTreeSet<String> = headings.iter().cloned().collect();
    assert_eq!(rules.len(), headings.len(), "a rule stands twice");
    let tested = tested(&here.join("../.."));
    assert!(tested.len() > 10, "the tests are looked for in the wrong place");
    let untested: Vec<_> = rules.difference(&tested).collect();
    let unwritten: Vec<_> = tested.difference(&rules).collect();
    assert!(untested.is_empty(), "rules without a test: {untested:?}");
    assert!(unwritten.is_empty(), "tests of rules that RULES.md does not have: {unwritten:?}");
}

#[test]
fn numbers_are_read_whole() {
    assert_eq!(number("R-2.11 How", "R-", '.').as_deref(), Some("2.11"));
    assert_eq!(number("fn r_5_1_passwords", "fn r_", '_').as_deref(), Some("5.1"));
    assert_eq!(number("R-x", "R-", '.'), None);
    assert_eq!(numbers("test('R-6.8 and R-6.9 …", "R-", '.').collect::<Vec<_>>(), ["6.8", "6.9"]);
}
