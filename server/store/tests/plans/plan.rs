//! What a database says that it would do, read for the two things that cost the more the more there is.

use std::fmt;

/// Tables that grow with the patients of a clinic, and with what is kept of each of them.
pub const RECORD: [&str; 18] = [
    "encounters",
    "observations",
    "diagnostic_reports",
    "report_results",
    "medication_requests",
    "immunizations",
    "allergies",
    "conditions",
    "confidential",
    "patients",
    "representatives",
    "grants",
    "court_orders",
    "attestations",
    "threads",
    "messages",
    "message_rows",
    "audit",
];

/// A plan.
pub struct Plan {
    /// What was asked.
    pub statement: String,
    /// What is to be done, line by line; before each line, how far it is set in. Of SQLite that is 0, and 1 for a line of a
    /// question inside the question.
    pub lines: Vec<(usize, String)>,
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.statement)?;
        for (depth, line) in &self.lines {
            writeln!(f, "{}{line}", " ".repeat(*depth))?;
        }
        Ok(())
    }
}

impl Plan {
    /// The lines that read a table of the record from one end to the other.
    pub fn read_whole(&self) -> Vec<&str> {
        let lines: Vec<&str> = self.lines.iter().map(|(_, line)| line.as_str()).collect();
        let whole = |at: usize| match scanned(lines[at]) {
            Some(name) => self.is_of_record(name),
            None => reads_whole(&lines[at..]),
        };
        (0..lines.len()).filter(|at| whole(*at)).map(|at| lines[at]).collect()
    }

    /// Whether a name in the statement is that of a table of the record: SQLite tells the short one.
    fn is_of_record(&self, name: &str) -> bool {
        let words = self.statement.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty());
        let words: Vec<&str> = words.collect();
        words.windows(2).any(|two| RECORD.contains(&two[0]) && two.contains(&name))
    }

    /// Whether the rows are brought into their order once all of them are there, instead of coming in it.
    pub fn sorts(&self) -> bool {
        // What is sorted for a value of one row is another matter.
        let mut inside: Option<usize> = None;
        for (depth, line) in &self.lines {
            if inside.is_some_and(|from| *depth > from) {
                continue;
            }
            inside = is_inside(line).then_some(*depth);
            let step = line.trim_start_matches(['-', '>', ' ']);
            let sorted = step.starts_with("Sort ") || step.starts_with("Incremental Sort ");
            let collected = *depth == 0 && line.starts_with("USE TEMP B-TREE") && line.contains("ORDER BY");
            if sorted || collected {
                return true;
            }
        }
        false
    }
}

/// What a line of SQLite's reads whole: for itself, or to make an index or a filter that is not there.
fn scanned(line: &str) -> Option<&str> {
    let indexed = line.strip_prefix("SEARCH ").filter(|rest| rest.contains(" AUTOMATIC "));
    let rest = line.strip_prefix("SCAN ").or_else(|| line.strip_prefix("BLOOM FILTER ON ")).or(indexed)?;
    rest.split(' ').next()
}

/// Whether a line of PostgreSQL's is the head of a question inside the question.
fn is_inside(line: &str) -> bool {
    ["SubPlan", "InitPlan", "CTE "].iter().any(|begins| line.starts_with(begins))
}

/// Whether the first of these lines is a step of PostgreSQL's that reads a table of the record, and no condition below it
/// says where in an index to begin and to end.
fn reads_whole(lines: &[&str]) -> bool {
    let [step, below @ ..] = lines else { return false };
    let Some((how, what)) = step.split_once(" on ") else { return false };
    let table = what.split_whitespace().next().unwrap_or_default();
    if how.contains("Seq Scan") {
        return RECORD.contains(&table);
    }
    // With a bitmap the index stands in a line of its own, without its table.
    let along = how.contains("Bitmap Index Scan") || (how.contains("Index") && RECORD.contains(&table));
    let next = below.iter().position(|line| line.starts_with("->") || is_inside(line)).unwrap_or(below.len());
    along && !below[..next].iter().any(|line| line.starts_with("Index Cond:"))
}
