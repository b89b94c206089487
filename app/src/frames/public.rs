//! The frame before sign-in, around what anybody may see.

use super::around::{Languages, Offline, demo, emergency, footer, keep_focus_on_the_page};
use leptos::prelude::*;
use leptos_router::components::Outlet;
use portal_entry::NotFoundPage;
use portal_kit::PublicFrame;
use portal_kit::boot::{use_boot, use_words};

#[component]
fn Frame(children: Children) -> impl IntoView {
    let w = use_words();
    let boot = use_boot();
    keep_focus_on_the_page();
    view! {
        <PublicFrame
            brand=boot.clinic.name.clone()
            logo=boot.clinic.logo.clone()
            skip=w.skip_link()
            emergency=emergency()
            demo=demo()
            language=|| view! { <Languages /> }
            footer=footer(true)
        >
            {children()}
        </PublicFrame>
    }
}

/// Around the pages anybody may see.
#[component]
pub(crate) fn Public() -> impl IntoView {
    view! {
        <Frame>
            <Offline />
            <Outlet />
        </Frame>
    }
}

/// A page that does not exist.
#[component]
pub(crate) fn Lost() -> impl IntoView {
    view! {
        <Frame>
            <NotFoundPage />
        </Frame>
    }
}
