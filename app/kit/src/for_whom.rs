//! Whom a form or a confirmation is about, where it is not oneself.

use crate::{Avatar, Person};
use leptos::prelude::*;

/// "For Theo Rivera-Shaw (2)", with sign and colour: above every form in another person's chart.
#[component]
pub fn ForWhom(
    /// Whom.
    person: Person,
    /// The words.
    #[prop(into)]
    words: String,
) -> impl IntoView {
    let class = format!("for-whom {}", person.class());
    view! {
        <p class=class>
            <Avatar person />
            <strong>{words}</strong>
        </p>
    }
}
