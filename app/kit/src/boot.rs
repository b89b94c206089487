//! What every page is drawn with, from the context that `app` provides at the root.

use leptos::prelude::*;
use portal_types::account::Boot;
use portal_words::{Words, words};
use std::sync::Arc;

/// Language, clinic and visitor of this page load. The same on the server and in the browser.
pub fn use_boot() -> Arc<Boot> {
    expect_context::<Arc<Boot>>()
}

/// The sentences in the language of this page.
pub fn use_words() -> &'static Words {
    words(use_boot().lang)
}
