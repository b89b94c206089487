//! The choice of language, each in its own words.

use leptos::prelude::*;

/// One language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LanguageItem {
    /// Its tag: "en", "es".
    pub lang: String,
    /// Its own name: "English", "Español".
    pub label: String,
    /// Where choosing it leads: the same page.
    pub href: String,
    /// The language of this page.
    pub current: bool,
}

/// Links, so that it works everywhere; each loads the page anew, because every word of it changes.
#[component]
pub fn LanguageSwitch(
    /// "Language".
    #[prop(into)]
    label: String,
    /// All languages, always in the same order.
    items: Vec<LanguageItem>,
) -> impl IntoView {
    view! {
        <nav class="language" aria-label=label>
            {items
                .into_iter()
                .map(|item| {
                    view! {
                        <a
                            href=item.href
                            lang=item.lang.clone()
                            hreflang=item.lang
                            rel="external nofollow"
                            aria-current=item.current.then_some("true")
                        >
                            {item.label}
                        </a>
                    }
                })
                .collect_view()}
        </nav>
    }
}
