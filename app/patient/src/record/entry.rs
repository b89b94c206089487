//! A line of a record.

use super::privacy::{Item, KeepPrivate};
use crate::facts::Facts;
use leptos::prelude::*;
use portal_kit::boot::use_words;

/// A word beside the name of a line.
pub(super) struct Mark {
    /// The word.
    pub(super) words: String,
    /// It is to be looked at: told by a border, too, never by colour alone.
    pub(super) notable: bool,
}

/// Where a line leads, and the `id` of its link, for the focus that comes back.
pub(super) struct Leads {
    pub(super) to: String,
    pub(super) id: String,
}

/// What it is, a mark beside it, what was measured, facts, and in one's own record whether it is private.
#[component]
pub(super) fn Entry(
    title: String,
    #[prop(optional_no_strip)] leads: Option<Leads>,
    #[prop(optional_no_strip)] mark: Option<Mark>,
    #[prop(optional)] children: Option<Children>,
    facts: Vec<(String, Option<String>)>,
    #[prop(optional_no_strip)] item: Option<Item>,
) -> impl IntoView {
    let w = use_words();
    let title = if title.is_empty() { w.record_unnamed() } else { title };
    let title = match leads {
        Some(Leads { to, id }) => view! {
            <a href=to id=id>
                {title}
            </a>
        }
        .into_any(),
        None => title.into_any(),
    };
    let name_id = item.as_ref().map(Item::name_id);
    view! {
        <li class="entry">
            <div class="entry-head">
                <h2 id=name_id.clone()>{title}</h2>
                {mark
                    .map(|mark| {
                        view! {
                            <span class="tag" class:soon=mark.notable>
                                {mark.words}
                            </span>
                        }
                    })}
            </div>
            {children.map(|children| children())}
            <Facts facts />
            {item.map(|item| view! { <KeepPrivate item named_by=name_id /> })}
        </li>
    }
    .into_any()
}
