//! Changing to another person's chart, beside the tab that says whose is open.

use crate::{Avatar, Icon, IconView, LinkItem, Person};
use leptos::{html, prelude::*};

/// Somebody to change to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SwitchItem {
    /// Who.
    pub person: Person,
    /// A word or two that tell people of one name apart: the age, or "you".
    pub detail: String,
    /// The same page of that person's chart, or the first.
    pub href: String,
    /// That person's chart is open.
    pub current: bool,
}

/// A list that opens by a press, also without the browser program: links, each with sign and name. Escape closes it.
#[component]
pub fn Switcher(
    /// "Change person".
    #[prop(into)]
    label: String,
    /// The people, all of them: the one whose chart is open is never missing. A long list scrolls.
    #[prop(into)]
    items: Signal<Vec<SwitchItem>>,
    /// The way to all of them.
    all: LinkItem,
) -> impl IntoView {
    let node = NodeRef::<html::Details>::new();
    let close = move || {
        if let Some(details) = node.get_untracked() {
            drop(details.remove_attribute("open"));
        }
    };
    let lines = move || {
        items
            .get()
            .into_iter()
            .map(|item| {
                let name = item.person.name.clone();
                view! {
                    <li>
                        <a href=item.href aria-current=item.current.then_some("true") on:click=move |_| close()>
                            <Avatar person=item.person />
                            <span>{name}</span>
                            <span class="soft small">{item.detail}</span>
                        </a>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <details
            class="switcher"
            node_ref=node
            on:keydown=move |press| {
                if press.key() == "Escape" {
                    close();
                    portal_browser::focus("switcher");
                }
            }
        >
            <summary id="switcher">
                <IconView icon=Icon::Switch />
                <span>{label}</span>
            </summary>
            <ul class="switch-list" role="list">
                {lines}
                <li>
                    <a href=all.href on:click=move |_| close()>
                        {all.label}
                    </a>
                </li>
            </ul>
        </details>
    }
}
