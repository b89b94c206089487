//! A part of a desk that is asked for when somebody opens it, and not before.

use leptos::{html, prelude::*};
use portal_api::ApiError;
use portal_kit::boot::use_words;
use portal_kit::{MoreLink, Skeleton, fresh};
use portal_page::Trouble;

/// What the part is called, and what it came with.
pub(crate) struct Part<T> {
    /// What it is called.
    pub(crate) title: String,
    /// The way to it without the browser program: the address of this page with the part open.
    pub(crate) to: String,
    /// What stands in it, if the address asks for that.
    pub(crate) first: Option<Result<T, ApiError>>,
}

/// Draws the part. `ask` asks for what stands in it each time that it is opened, and `shown` draws that; what `shown` is
/// handed besides asks anew.
pub(crate) fn unfolding<T, F>(
    part: Part<T>,
    ask: impl Fn() -> F + Send + Sync + 'static,
    shown: impl Fn(T, Callback<()>) -> AnyView + Send + Sync + 'static,
) -> AnyView
where
    T: Clone + Send + Sync + 'static,
    F: Future<Output = Result<T, ApiError>> + Send + 'static,
{
    let w = use_words();
    let Part { title, to, first } = part;
    let open = first.is_some();
    let inside = RwSignal::new(first);
    let load = Action::new(move |(): &()| ask());
    Effect::new(move |_| {
        if let Some(answer) = load.value().get() {
            inside.set(Some(answer));
        }
    });
    let again = Callback::new(move |()| {
        load.dispatch(());
    });
    let node = NodeRef::<html::Details>::new();
    let label = title.clone();
    let within = move || {
        fresh(match inside.get() {
            Some(Ok(found)) => shown(found, again),
            Some(Err(error)) => view! { <Trouble error retry=again beside=true /> }.into_any(),
            None if load.pending().get() => view! { <Skeleton label=w.loading() count=3 /> }.into_any(),
            None => view! { <MoreLink href=to.clone() label=label.clone() on_press=again /> }.into_any(),
        })
    };
    view! {
        <details node_ref=node open=open>
            <summary
                // Heard before the browser opens or closes it: what is being closed is not asked for.
                on:click=move |_| {
                    if node.get_untracked().is_some_and(|details| !details.has_attribute("open")) {
                        again.run(());
                    }
                }
            >
                {title}
            </summary>
            <div class="stack tight">{within}</div>
        </details>
    }
    .into_any()
}
