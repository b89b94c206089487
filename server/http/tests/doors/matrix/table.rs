//! The table: whom each path lets in, and what becomes of whatever it is aimed at.

use super::cast::Aim;
use crate::functions;
use crate::strangers::open;
use portal_types::links;
use std::collections::BTreeSet;

pub(super) const COLUMNS: [&str; 6] = ["own", "other", "ward", "former", "deleted", "random"];

/// A line of the table.
pub(super) struct Route {
    pub(super) path: &'static str,
    pub(super) who: Vec<&'static str>,
    cells: [&'static str; 6],
}

impl Route {
    /// Whether a kind of caller is let in at all.
    pub(super) fn lets_in(&self, kind: &str) -> bool {
        let has = |word: &str| self.who.contains(&word);
        let strange = matches!(kind, "guest" | "locked");
        has(kind) || has("anybody") || (has("signed-in") && !strange) || (has("staff") && !strange && kind != "patient")
    }

    pub(super) fn cell(&self, column: &str) -> &'static str {
        let place = COLUMNS.iter().position(|name| *name == column).unwrap();
        self.cells[place]
    }

    /// What is said of somebody in particular: her name, or a longer one before a shorter one, and the number.
    pub(super) fn said(&self, column: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.cell(column).split(',').filter_map(|word| word.split_once(':'))
    }

    /// The number of the answer that somebody gets; "-", if she is not asked about.
    pub(super) fn number(&self, column: &str, aim: &Aim) -> &'static str {
        let mut said: Vec<_> = self.said(column).filter(|(name, _)| aim.is(name)).collect();
        said.sort_by_key(|(name, _)| name.len());
        let rest = self.cell(column).split(',').find(|word| !word.contains(':'));
        said.pop().map(|(_, number)| number).or(rest).unwrap_or("-")
    }
}

/// Whether nothing may come of it: of a refusal, and of whatever is aimed at what is another's, or nobody's.
pub(super) fn must_leave_all(column: &str, number: &str) -> bool {
    number == "404" || matches!(column, "other" | "deleted" | "random")
}

pub(super) fn routes() -> Vec<Route> {
    let lines = include_str!("../../routes.txt").lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines
        .map(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            let &[path, who, own, other, ward, former, deleted, random] = words.as_slice() else {
                panic!("a path, who, and six cells: {line}")
            };
            Route { path, who: who.split(',').collect(), cells: [own, other, ward, former, deleted, random] }
        })
        .collect()
}

/// The segments of a route as `app/src/routes.rs` says them: `(StaticSegment("a"), ParamSegment("b"))` is `/a/{b}`.
fn segments(said: &str) -> String {
    said.split_inclusive("\")")
        .filter_map(|piece| {
            let word = piece.split('"').nth(1).filter(|word| !word.is_empty())?;
            Some(if piece.contains("StaticSegment") { format!("/{word}") } else { format!("/{{{word}}}") })
        })
        .collect()
}

/// The pages of charts and desks.
fn pages() -> BTreeSet<String> {
    let mut above: Vec<String> = Vec::new();
    let mut found = BTreeSet::new();
    for tag in include_str!("../../../../../app/src/routes.rs").split('<').skip(1) {
        let of = tag.split("path=").nth(1).and_then(|rest| rest.split("view=").next()).map(segments);
        match (tag.split([' ', '\n', '>']).next(), of) {
            (Some("/ParentRoute"), _) => {
                above.pop();
            }
            (Some("ParentRoute"), Some(path)) => above.push(path),
            (Some("Route"), Some(path)) => {
                found.insert(format!("{}{path}", above.concat()));
            }
            _ => {}
        }
    }
    found.retain(|path| ["/p/", "/desk", "/people"].iter().any(|room| path.starts_with(room)));
    found
}

#[test]
fn every_path_has_one_line_and_every_line_has_a_path() {
    let lines: Vec<&str> = routes().iter().map(|route| route.path).collect();
    let listed: BTreeSet<String> = lines.iter().map(|path| (*path).to_owned()).collect();
    assert_eq!(listed.len(), lines.len(), "a path stands in the table twice");
    let pages = pages();
    assert!(pages.len() >= 20 && pages.contains("/p/{patient}/record/results/{result}"), "{pages:?}");
    let mut there: BTreeSet<String> = functions().into_iter().map(|(path, _)| path.to_owned()).collect();
    there.extend(pages);
    there.insert("/live".into());
    there.extend(["/file/visit/{patient}/{ask}", "/file/{file}", links::UPLOAD].map(String::from));
    let (new, gone) = (there.difference(&listed).collect::<Vec<_>>(), listed.difference(&there).collect::<Vec<_>>());
    assert!(new.is_empty() && gone.is_empty(), "without a line: {new:?}; lines of nothing: {gone:?}");
    let anybody: BTreeSet<&str> =
        routes().iter().filter(|route| route.lets_in("guest")).map(|route| route.path).collect();
    let open: BTreeSet<&str> = open().into_iter().filter(|path| path.starts_with("/api/")).collect();
    assert_eq!(anybody, open, "who is let in without a name has a reason in open_to_strangers.txt");
}
