//! The shape of what is on its way.

use leptos::prelude::*;

/// Which shape: it must be the final one, so that nothing jumps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SkeletonShape {
    /// Lines of text.
    #[default]
    Text,
    /// Rows of a list.
    Rows,
}

/// Shown only when the answer takes longer than 200 ms (the stylesheet waits).
#[component]
pub fn Skeleton(
    /// What a screen reader hears: "Loading messages".
    #[prop(into)]
    label: String,
    /// How many lines or rows.
    count: usize,
    /// Lines or rows.
    #[prop(optional)]
    shape: SkeletonShape,
) -> impl IntoView {
    let class = match shape {
        SkeletonShape::Text => "skeleton text",
        SkeletonShape::Rows => "skeleton rows",
    };
    view! {
        <div class=class role="status">
            <b class="hidden-word">{label}</b>
            {(0..count).map(|_| view! { <span></span> }).collect_view()}
        </div>
    }
}
