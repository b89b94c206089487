//! What was done just now: said above what shows anew, with the focus on it.

use leptos::prelude::*;
use portal_kit::boot::use_words;
use portal_kit::{Notice, Tone};

/// Told by the parts of a page what they have done.
#[derive(Clone, Copy)]
pub(crate) struct Done {
    said: RwSignal<Option<String>>,
    changed: Callback<()>,
}

impl Done {
    /// For a page; made outside of what is drawn anew with every change. `changed` shows how everything stands now.
    pub(crate) fn new(changed: Callback<()>) -> Self {
        Self { said: RwSignal::new(None), changed }
    }

    /// Says it, and shows how everything stands now.
    pub(crate) fn did(self, said: String) {
        self.said.set(Some(said));
        self.changed.run(());
        portal_browser::focus("done");
    }

    /// For [`super::GiveUp`]: the card that it stands in is gone when it was done, and the focus with it.
    pub(crate) fn gave_up(self) -> Callback<()> {
        let w = use_words();
        Callback::new(move |()| self.did(w.gave_up()))
    }
}

/// Where it is said: once on a page, above what changes.
#[component]
pub(crate) fn Told(done: Done) -> impl IntoView {
    view! {
        <div id="done" tabindex="-1">
            {move || done.said.get().map(|said| view! { <Notice tone=Tone::Positive title=said live=true /> })}
        </div>
    }
    .into_any()
}
