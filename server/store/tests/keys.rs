//! Whoever opens a chart by a key asks for no more than the key opens: read in the sources, so that a query that is
//! written tomorrow is looked at, too.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::{Path, PathBuf};

/// Tables with rows that may be confidential, and with conversations and asks that may be private, and files of these.
const TABLES: [&str; 21] = [
    "encounters",
    "observations",
    "diagnostic_reports",
    "report_results",
    "medication_requests",
    "immunizations",
    "allergies",
    "conditions",
    "procedures",
    "documents",
    "claims",
    "explanations_of_benefit",
    "threads",
    "message_rows",
    "message_words",
    "asks",
    "ask_drugs",
    "ask_times",
    "ask_events",
    "files",
    "file_chunks",
];

/// The beginnings of statements that stand in constants and in functions of their own, and are of these tables.
const NAMED: [&str; 5] = ["{LISTED}", "{HEAD}", "*HEAD", "opened_head(", "found("];

fn sources() -> Vec<PathBuf> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let alone = ["messages.rs", "people.rs", "pools.rs", "blocks.rs", "search.rs", "asks.rs", "files.rs", "home.rs"];
    let mut files: Vec<PathBuf> = alone.into_iter().map(|file| src.join(file)).collect();
    for folder in ["charts", "asks", "messages"] {
        let listed = std::fs::read_dir(src.join(folder)).unwrap();
        files.extend(listed.map(|file| file.unwrap().path()));
    }
    files
}

/// The functions of a source, each with its head and body, without tests.
fn functions(source: &str) -> Vec<String> {
    let code = source.split("#[cfg(test)]").next().unwrap_or_default();
    let mut functions: Vec<String> = Vec::new();
    for line in code.lines() {
        let seen = ["pub(super) ", "pub(crate) ", "pub "].into_iter().find_map(|seen| line.strip_prefix(seen));
        let item = seen.unwrap_or(line);
        if item.starts_with("fn ") || item.starts_with("async fn ") {
            functions.push(String::new());
        }
        if let Some(function) = functions.last_mut() {
            function.push_str(line);
            function.push('\n');
        }
    }
    functions
}

/// Whether a function is handed a key to charts, and asks a table that may hold what the key does not open.
fn asks_by_key(function: &str) -> bool {
    let head = function.split('{').next().unwrap_or_default();
    let keys = ["&Chart<", "&Acting<", "&Charts<", "&Keys", "&ActingKeys"];
    let keyed = keys.iter().any(|key| head.contains(key));
    let table = |name: &str| {
        ["from", "join", "update"].iter().any(|verb| {
            function.match_indices(&format!("{verb} {name}")).any(|(at, found)| {
                let next = function[at + found.len()..].chars().next();
                !next.is_some_and(|c| c.is_alphanumeric() || c == '_')
            })
        })
    };
    keyed && (TABLES.iter().any(|name| table(name)) || NAMED.iter().any(|name| function.contains(name)))
}

#[test]
fn r_3_15_every_query_by_a_key_leaves_out_what_the_key_does_not_open() {
    let mut asked = 0;
    for file in sources() {
        let source = std::fs::read_to_string(&file).unwrap();
        for function in functions(&source).iter().filter(|function| asks_by_key(function)) {
            let name = function.lines().next().unwrap_or_default();
            let left_out = function.contains("hidden(") || function.contains("{hidden}");
            assert!(left_out, "{}: {name}", file.display());
            asked += 1;
        }
    }
    assert!(asked >= 16, "the test is blind: {asked}");
}

/// Tables of a desk: what colleagues say to each other is for no key to a chart.
const DESKS: [&str; 5] = ["desk_notes", "desk_moves", "desk_claims", "templates", "covers"];

/// All sources below a folder.
fn below(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            below(&path, files);
        } else {
            files.push(path);
        }
    }
}

/// Whether a function is handed a key to charts, and names a table of a desk.
fn tells_of_a_desk(function: &str) -> bool {
    let head = function.split('{').next().unwrap_or_default();
    let keys = ["&Chart<", "&Acting<", "&Charts<", "&Keys", "&ActingKeys"];
    let verbs = ["from", "join", "update", "into"];
    let named = DESKS.iter().any(|table| verbs.iter().any(|verb| function.contains(&format!("{verb} {table}"))));
    keys.iter().any(|key| head.contains(key)) && named
}

#[test]
fn r_6_9_no_query_by_a_charts_key_names_what_colleagues_say_to_each_other() {
    let mut files = Vec::new();
    below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let mut desks = 0;
    for file in files {
        let source = std::fs::read_to_string(&file).unwrap();
        for function in functions(&source) {
            let name = function.lines().next().unwrap_or_default();
            assert!(!tells_of_a_desk(&function), "{}: {name}", file.display());
            desks += usize::from(DESKS.iter().any(|table| function.contains(table)));
        }
    }
    assert!(desks >= 10, "the test is blind: {desks}");
    assert!(tells_of_a_desk("fn x(chart: &Chart<Messages>) {\n    \"select 1 from desk_notes n\"\n}\n"));
}

#[test]
fn the_reader_of_sources_is_not_blind() {
    let asks = "pub async fn page(db: &impl Reads, chart: &Chart<Results>) -> X {\n    all(\"select 1 from observations t\")\n}\n";
    assert!(asks_by_key(asks));
    assert!(!asks_by_key(&asks.replace("&Chart<Results>", "&PoolKey")), "a pool's key is another matter");
    assert!(!asks_by_key(&asks.replace("observations", "observations_of")), "another table");
    assert!(asks_by_key(&asks.replace("&Chart<Results>", "&Keys").replace("observations", "asks")), "a chart's keys");
    assert!(asks_by_key(&asks.replace("observations t", "files f join messages m")), "a file of a conversation");
    assert_eq!(
        functions(&format!("use x;\n{asks}\nfn other() {{}}\n#[cfg(test)]\nmod tests {{\nfn no() {{}}\n}}")).len(),
        2
    );
}
