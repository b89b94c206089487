//! One table of everything that was measured.

use crate::Failure;
use std::io::Write as _;

/// What a figure should be.
pub(crate) enum Target {
    /// Nothing was promised.
    None,
    /// At most so much.
    AtMost(f64),
    /// At least so much.
    AtLeast(f64),
    /// At most so many times the baseline.
    RatioAtMost(f64),
    /// At least so many times the baseline.
    RatioAtLeast(f64),
}

/// A line of the table.
pub(crate) struct Line {
    what: String,
    unit: &'static str,
    figure: f64,
    baseline: Option<(&'static str, f64)>,
    target: Target,
}

/// Lines, and remarks below them.
#[derive(Default)]
pub(crate) struct Table {
    lines: Vec<Line>,
    remarks: Vec<String>,
}

/// Three digits that count.
fn number(value: f64) -> String {
    match value.abs() {
        v if v >= 100.0 => format!("{value:.0}"),
        v if v >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

impl Table {
    /// A figure with nothing to compare.
    pub(crate) fn figure(&mut self, what: &str, figure: f64, unit: &'static str, target: Target) {
        self.lines.push(Line { what: what.into(), unit, figure, baseline: None, target });
    }

    /// A figure beside its baseline.
    pub(crate) fn beside(
        &mut self,
        what: &str,
        figure: f64,
        unit: &'static str,
        baseline: (&'static str, f64),
        target: Target,
    ) {
        self.lines.push(Line { what: what.into(), unit, figure, baseline: Some(baseline), target });
    }

    /// Something the reader must know.
    pub(crate) fn remark(&mut self, text: String) {
        self.remarks.push(text);
    }

    /// Prints everything.
    pub(crate) fn print(&self) -> Result<(), Failure> {
        let mut out = std::io::stdout().lock();
        let wide = self.lines.iter().map(|l| l.what.chars().count()).max().unwrap_or(0);
        writeln!(out, "\n{:wide$}  {:>9} {:7} {:>13} {:>7}  {:12} ", "", "figure", "", "baseline", "ratio", "target")?;
        for Line { what, unit, figure, baseline, target } in &self.lines {
            let ratio = baseline.map(|(_, b)| figure / b);
            let beside = baseline.map_or(String::new(), |(name, b)| format!("{name} {}", number(b)));
            let shown = ratio.map_or(String::new(), number);
            let (wanted, met) = match *target {
                Target::None => (String::new(), None),
                Target::AtMost(most) => (format!("<= {}", number(most)), Some(*figure <= most)),
                Target::AtLeast(least) => (format!(">= {}", number(least)), Some(*figure >= least)),
                Target::RatioAtMost(most) => (format!("<= {} x", number(most)), ratio.map(|r| r <= most)),
                Target::RatioAtLeast(least) => (format!(">= {} x", number(least)), ratio.map(|r| r >= least)),
            };
            let met = met.map_or("", |met| if met { "met" } else { "MISSED" });
            let figure = number(*figure);
            writeln!(out, "{what:wide$}  {figure:>9} {unit:7} {beside:>13} {shown:>7}  {wanted:12} {met}")?;
        }
        writeln!(out)?;
        for remark in &self.remarks {
            writeln!(out, "{remark}")?;
        }
        Ok(())
    }
}
