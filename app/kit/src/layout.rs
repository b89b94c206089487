//! The frames around every page: before sign-in, and after it.

use crate::{Avatar, Icon, IconView, Leaf, Person};
use leptos::{children::ViewFnOnce, prelude::*};

/// A link with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkItem {
    /// Where to.
    pub href: String,
    /// The words.
    pub label: String,
}

impl LinkItem {
    /// A link with its words.
    pub fn new(href: impl Into<String>, label: impl Into<String>) -> Self {
        Self { href: href.into(), label: label.into() }
    }
}

/// One of the (at most five) places.
#[derive(Debug, Clone)]
pub struct NavItem {
    /// Where to.
    pub href: String,
    /// One word.
    pub label: String,
    /// Its picture.
    pub icon: Icon,
    /// The page is here.
    pub current: Signal<bool>,
    /// How many are new.
    pub badge: Signal<Option<u32>>,
    /// What the number counts, for those who hear it: "new".
    pub badge_word: String,
}

impl NavItem {
    /// A place without a number.
    pub fn new(
        href: impl Into<String>,
        label: impl Into<String>,
        icon: Icon,
        current: impl Into<Signal<bool>>,
    ) -> Self {
        Self {
            href: href.into(),
            label: label.into(),
            icon,
            current: current.into(),
            badge: Signal::stored(None),
            badge_word: String::new(),
        }
    }

    /// Adds the number of new things, and the word a screen reader says after it.
    #[must_use]
    pub fn badge(mut self, count: impl Into<Signal<Option<u32>>>, word: impl Into<String>) -> Self {
        self.badge = count.into();
        self.badge_word = word.into();
        self
    }
}

#[component]
fn Head(skip: String, emergency: String, demo: Option<String>) -> impl IntoView {
    view! {
        <a class="skip" href="#main" rel="external">
            {skip}
        </a>
        // A landmark of its own: what stands on every page must be found on every page.
        <aside class="standing" aria-labelledby="emergency-line">
            {demo.map(|demo| view! { <p class="demo">{demo}</p> })}
            <p class="emergency" id="emergency-line">
                <IconView icon=Icon::Phone />
                <span>{emergency}</span>
            </p>
        </aside>
    }
}

#[component]
fn Foot(links: Vec<LinkItem>, utility: ViewFnOnce) -> impl IntoView {
    view! {
        <footer class="foot">
            <ul class="foot-links">
                {links
                    .into_iter()
                    .map(|link| {
                        view! {
                            <li>
                                <a href=link.href>{link.label}</a>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
            {utility.run()}
        </footer>
    }
}

/// Before the clinic's name, which says all there is to hear: its own logo, else the leaf.
#[component]
fn Emblem(logo: Option<String>) -> impl IntoView {
    match logo {
        Some(logo) => view! { <img class="logo" src=logo alt="" /> }.into_any(),
        None => view! { <Leaf /> }.into_any(),
    }
}

/// One of the places.
#[component]
fn Place(item: NavItem) -> impl IntoView {
    let NavItem { href, label, icon, current, badge, badge_word } = item;
    view! {
        <li>
            <a href=href aria-current=move || current.get().then_some("page")>
                <IconView icon />
                <span>{label}</span>
                {move || {
                    badge
                        .get()
                        .filter(|count| *count > 0)
                        .map(|count| {
                            view! {
                                <span class="badge">
                                    {if count > 99 { "99+".to_owned() } else { count.to_string() }}
                                    <b class="hidden-word">" " {badge_word.clone()}</b>
                                </span>
                            }
                        })
                }}
            </a>
        </li>
    }
}

/// The frame after sign-in: a phone shows the places at the thumb, a desktop as a rail; the markup is one.
#[component]
pub fn Frame(
    /// The clinic's name for its portal.
    #[prop(into)]
    brand: String,
    /// The address of the clinic's logo.
    #[prop(optional_no_strip, into)]
    logo: Option<String>,
    /// Where the brand leads.
    #[prop(into, default = Signal::stored("/".to_owned()))]
    home: Signal<String>,
    /// "Skip to content".
    #[prop(into)]
    skip: String,
    /// Always there: what to do in an emergency.
    #[prop(into)]
    emergency: String,
    /// Says that nothing here is real.
    #[prop(optional_no_strip, into)]
    demo: Option<String>,
    /// Whose chart is open. None on a staff desk, or before one is chosen.
    #[prop(optional, into)]
    person: MaybeProp<Person>,
    /// "Chart of", heard before the name.
    #[prop(optional, into)]
    person_words: String,
    /// Where another person is chosen.
    #[prop(into, default = "/people".to_owned())]
    person_href: String,
    /// Beside the tab: the quick way to another person.
    #[prop(optional, into)]
    switcher: ViewFnOnce,
    /// What a screen reader calls the places: "Main".
    #[prop(into)]
    nav_label: String,
    /// The places, at most five. Drawn anew when they change.
    #[prop(into)]
    nav: Signal<Vec<NavItem>>,
    /// Help, in the top bar.
    help: LinkItem,
    /// Right in the top bar: what must be at hand on every page.
    #[prop(optional, into)]
    at_hand: ViewFnOnce,
    /// Privacy, terms, Technical Support.
    footer: Vec<LinkItem>,
    /// In the footer: the language switch.
    #[prop(optional, into)]
    utility: ViewFnOnce,
    /// The page uses the whole width (list beside detail).
    #[prop(optional, into)]
    wide: Signal<bool>,
    /// What the page shows must not be seen any longer; another one is on its way.
    #[prop(optional, into)]
    away: Signal<bool>,
    /// The page.
    children: Children,
) -> impl IntoView {
    let tint = move || format!("frame {}", person.get().map_or("", |person| person.class()));
    let tab = move || {
        person.get().map(|person| {
            let name = person.name.clone();
            view! {
                <a class="chart" href=person_href.clone()>
                    <Avatar person />
                    <span>
                        <b class="hidden-word">{person_words.clone()} " "</b>
                        {name}
                    </span>
                </a>
            }
        })
    };
    let name = brand.clone();
    view! {
        <div class=tint>
            <Head skip emergency demo />
            <header class="top">
                <a class="brand" href=move || home.get() aria-label=name>
                    <Emblem logo />
                    <span>{brand}</span>
                </a>
                {tab}
                {switcher.run()}
                <div class="top-end">
                    <div class="at-hand">{at_hand.run()}</div>
                    <a class="help" href=help.href>
                        <IconView icon=Icon::Help />
                        <span>{help.label}</span>
                    </a>
                </div>
            </header>
            <nav class="places" aria-label=nav_label>
                <ul class="place-list">
                    {move || nav.get().into_iter().map(|item| view! { <Place item /> }).collect_view()}
                </ul>
            </nav>
            <main id="main" tabindex="-1" class:wide=move || wide.get() hidden=move || away.get()>
                {children()}
            </main>
            <Foot links=footer utility />
        </div>
    }
}

/// The frame before sign-in: one sheet on an empty desk.
#[component]
pub fn PublicFrame(
    /// The clinic's name for its portal.
    #[prop(into)]
    brand: String,
    /// The address of the clinic's logo.
    #[prop(optional_no_strip, into)]
    logo: Option<String>,
    /// Where the brand leads.
    #[prop(into, default = "/".to_owned())]
    home: String,
    /// "Skip to content".
    #[prop(into)]
    skip: String,
    /// Always there: what to do in an emergency.
    #[prop(into)]
    emergency: String,
    /// Says that nothing here is real.
    #[prop(optional_no_strip, into)]
    demo: Option<String>,
    /// Right in the top bar: the language switch.
    #[prop(optional, into)]
    language: ViewFnOnce,
    /// Help, privacy, Technical Support.
    footer: Vec<LinkItem>,
    /// The sheet's content, beginning with the `h1`.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="frame public">
            <Head skip emergency demo />
            <header class="top">
                <a class="brand" href=home>
                    <Emblem logo />
                    <span>{brand}</span>
                </a>
                {language.run()}
            </header>
            <main id="main" tabindex="-1">
                <div class="sheet stack">{children()}</div>
            </main>
            <Foot links=footer utility=ViewFnOnce::default() />
        </div>
    }
}

/// The head of a page: its task as the only `h1`, one line of where it leads, and the main action once.
#[component]
pub fn PageHead(
    /// The task.
    #[prop(into)]
    title: Signal<String>,
    /// One line under it.
    #[prop(optional, into)]
    lead: MaybeProp<String>,
    /// To the page above.
    #[prop(optional_no_strip, into)]
    back: Option<LinkItem>,
    /// The main action.
    #[prop(optional, into)]
    action: ViewFnOnce,
) -> impl IntoView {
    view! {
        <div class="page-head">
            <div>
                {back
                    .map(|back| {
                        view! {
                            <a class="back" href=back.href>
                                <IconView icon=Icon::Back />
                                {back.label}
                            </a>
                        }
                    })}
                <h1>{move || title.get()}</h1>
                {move || lead.get().map(|lead| view! { <p class="soft">{lead}</p> })}
            </div>
            {action.run()}
        </div>
    }
}
