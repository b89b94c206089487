//! What all frames have: the languages, the links below, the lines above, and the word that the network is away.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use portal_kit::boot::{use_boot, use_words};
use portal_kit::{LanguageItem, LanguageSwitch, LinkItem, Notice, Tone};
use portal_types::account::Lang;
use portal_types::links;
use portal_words::words;

/// The switch: links to this very page in each language.
#[component]
pub(super) fn Languages() -> impl IntoView {
    let here = use_location().pathname;
    let current = use_boot().lang;
    let label = use_words().language_switch();
    move || {
        let items = Lang::ALL.map(|lang| LanguageItem {
            lang: lang.code().into(),
            label: words(lang).language_name(),
            href: format!("{}?lang={}", here.get(), lang.code()),
            current: lang == current,
        });
        view! { <LanguageSwitch label=label.clone() items=items.to_vec() /> }
    }
}

pub(super) fn footer(staff_entrance: bool) -> Vec<LinkItem> {
    let w = use_words();
    let mut links = vec![
        LinkItem::new(links::SUPPORT, w.footer_support()),
        LinkItem::new(links::PRACTICES, w.footer_practices()),
        LinkItem::new(links::TERMS, w.footer_terms()),
        LinkItem::new(links::PRIVACY, w.footer_privacy()),
    ];
    if staff_entrance {
        links.push(LinkItem::new(links::STAFF_SIGN_IN, w.footer_staff()));
    }
    if use_boot().clinic.demo {
        links.push(LinkItem::new(links::DEMO_OUTBOX, w.footer_outbox()));
    }
    links
}

pub(super) fn demo() -> Option<String> {
    use_boot().clinic.demo.then(|| use_words().demo_banner())
}

pub(super) fn emergency() -> String {
    use_words().emergency_line(&use_boot().clinic.emergency)
}

/// Says that the network is away, and what can be done meanwhile. Not on the page that the server sends.
#[component]
pub(super) fn Offline() -> impl IntoView {
    let w = use_words();
    let away = RwSignal::new(false);
    Effect::new(move |_| {
        portal_kit::live::until_gone(portal_browser::on_connection(move |online| {
            away.try_set(!online);
        }));
    });
    view! {
        <div role="status">
            {move || away.get().then(|| view! { <Notice tone=Tone::Caution>{w.offline_text()}</Notice> })}
        </div>
    }
}

/// After following a link, reading and Tab go on in the new page's content.
pub(super) fn keep_focus_on_the_page() {
    let here = use_location().pathname;
    Effect::new(move |before: Option<String>| {
        let now = here.get();
        if before.as_ref() != Some(&now) {
            portal_browser::focus_page();
        }
        now
    });
}
