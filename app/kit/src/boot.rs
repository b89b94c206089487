//! What every page is drawn with, from the context that `app` provides at the root.

use leptos::prelude::*;
use portal_types::account::{Boot, ChartCard, Who};
use portal_words::{Words, words};
use std::sync::Arc;

/// Language, clinic and visitor of this page load. The same on the server and in the browser.
pub fn use_boot() -> Arc<Boot> {
    expect_context::<Arc<Boot>>()
}

/// Makes the charts that the visitor may open known to frames and pages, as this page was loaded with them.
pub fn provide_charts() {
    let charts = match &use_boot().who {
        Who::Patient { charts, .. } => charts.clone(),
        _ => Vec::new(),
    };
    provide_context(RwSignal::new(charts));
}

/// The charts that the visitor may open, as far as is known now. The patients' frame learns of changes while the page is
/// open; [`use_boot`] says only what was so when it was loaded.
pub fn use_charts() -> RwSignal<Vec<ChartCard>> {
    expect_context::<RwSignal<Vec<ChartCard>>>()
}

/// The sentences in the language of this page.
pub fn use_words() -> &'static Words {
    words(use_boot().lang)
}
