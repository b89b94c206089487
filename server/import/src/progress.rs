//! The bar on the terminal.

use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal as _;
use std::time::{Duration, Instant};

/// How far the import is, and how fast.
pub(crate) struct Progress {
    bar: ProgressBar,
    since: Instant,
}

impl Progress {
    /// A bar over so many bytes; a spinner where nobody knows how many; nothing where nobody looks.
    pub(crate) fn new(quiet: bool, bytes: u64) -> Self {
        let shown = !quiet && std::io::stderr().is_terminal();
        let bar = match (shown, bytes) {
            (false, _) => ProgressBar::hidden(),
            (true, 0) => ProgressBar::new_spinner(),
            (true, bytes) => ProgressBar::new(bytes),
        };
        let template = if bytes == 0 {
            "{spinner} {msg} {elapsed}"
        } else {
            "{wide_bar} {binary_bytes} of {binary_total_bytes}, {msg}, {eta} left"
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        if shown {
            bar.enable_steady_tick(Duration::from_millis(200));
        }
        Self { bar, since: Instant::now() }
    }

    /// Another file is through.
    pub(crate) fn advance(&self, bytes: u64, resources: u64) {
        self.bar.inc(bytes);
        let rate = u128::from(resources) * 1000 / self.since.elapsed().as_millis().max(1);
        self.bar.set_message(format!("{resources} resources, {rate} a second"));
    }

    pub(crate) fn done(&self) {
        self.bar.finish_and_clear();
    }
}
