//! What an empty place says.

use crate::{Icon, IconView};
use leptos::prelude::*;

/// Says what will be here, and how it gets here.
#[component]
pub fn EmptyState(
    /// A picture of what will be here.
    icon: Icon,
    /// "No messages yet".
    #[prop(into)]
    title: String,
    /// "When your care team writes to you, it appears here."
    #[prop(into)]
    text: String,
    /// The way to fill it, usually one button.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <IconView icon />
            <h2>{title}</h2>
            <p>{text}</p>
            {children.map(|children| children())}
        </div>
    }
}
