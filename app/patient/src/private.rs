//! What somebody between 13 and 18 keeps for herself, conversation by conversation and request by request; and what
//! is said where nothing has changed.

use leptos::prelude::*;
use portal_api::ApiError;
use portal_kit::boot::use_words;
use portal_kit::{Button, ButtonVariant, Notice, Tone};
use portal_page::sentence;
use portal_words::Words;

/// Nothing has changed, and why.
pub(crate) fn unchanged(w: &'static Words, error: &ApiError) -> AnyView {
    let why = sentence(w, error);
    view! {
        <Notice tone=Tone::Caution title=w.thread_private_failed() live=true>
            <p>{why}</p>
        </Notice>
    }
    .into_any()
}

/// Who sees it, and the button that says otherwise; works with and without the browser program.
#[component]
pub(crate) fn Private<F>(
    /// Whether it is kept now, where there is something to say about it.
    kept: Memo<Option<bool>>,
    /// The `id` of the heading.
    id: &'static str,
    /// The heading.
    title: String,
    /// What is said while it is kept, and while it is not.
    texts: [String; 2],
    /// Why nothing has changed.
    trouble: Signal<Option<ApiError>>,
    /// True while the answer is awaited.
    #[prop(into)]
    busy: Signal<bool>,
    /// Puts the form around the end of it: how it is to be from now on, and the button. What it is about is the form's own.
    form: F,
) -> impl IntoView
where
    F: Fn(AnyView) -> AnyView + Send + Sync + 'static,
{
    let w = use_words();
    let failed = move || trouble.get().map(|error| unchanged(w, &error));
    move || {
        kept.get().map(|kept| {
            let [yes, no] = texts.clone();
            let (words, label) = if kept { (yes, w.thread_private_show()) } else { (no, w.thread_private_keep()) };
            let end = view! {
                <input type="hidden" name="private" value=(!kept).to_string() autocomplete="off" />
                <Button label variant=ButtonVariant::Secondary busy />
            };
            view! {
                <section class="stack tight" aria-labelledby=id>
                    <h2 id=id>{title.clone()}</h2>
                    <p class="soft">{words}</p>
                    {failed}
                    {form(end.into_any())}
                </section>
            }
        })
    }
}
