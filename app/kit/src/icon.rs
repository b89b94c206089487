//! Icons, drawn with one stroke on a grid of 24. An icon never stands alone for a word: all are hidden from screen
//! readers.

use leptos::prelude::*;

/// Which icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// Home.
    Home,
    /// Messages.
    Messages,
    /// Requests on their way.
    Requests,
    /// The record.
    Records,
    /// Everything else.
    More,
    /// Help.
    Help,
    /// Leave.
    SignOut,
    /// Back, or previous.
    Back,
    /// Send.
    Send,
    /// Done, right.
    Check,
    /// Look here.
    Alert,
    /// Waiting, time.
    Clock,
    /// A person.
    Person,
    /// Several people.
    People,
    /// A desk's inbox.
    Inbox,
    /// By phone.
    Phone,
    /// Locked.
    Lock,
    /// From one to another.
    Switch,
    /// Looking for something.
    Search,
}

impl Icon {
    const fn path(self) -> &'static str {
        match self {
            Self::Home => "M3.5 11 12 4l8.5 7M6 9.5V20h4.5v-5.5h3V20H18V9.5",
            Self::Messages => {
                "M5.5 4.5h13a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H12l-4.5 3.5v-3.5h-2a2 2 0 0 1-2-2v-8a2 2 0 0 1 2-2zM8 9h8M8 12.5h5"
            }
            Self::Requests => {
                "M9 5H6.5a1 1 0 0 0-1 1v13.5a1 1 0 0 0 1 1h11a1 1 0 0 0 1-1V6a1 1 0 0 0-1-1H15M9 3.5h6v3H9zM8.75 13.5l2.25 2.25 4.25-4.5"
            }
            Self::Records => {
                "M3.5 18.5v-12a1 1 0 0 1 1-1h4.75L11.5 8h8a1 1 0 0 1 1 1v9.5a1 1 0 0 1-1 1h-15a1 1 0 0 1-1-1zM7.5 14h2l1.5-2.5 2 4.5 1.25-2h2.25"
            }
            Self::More => "M4.5 7h15M4.5 12h15M4.5 17h15",
            Self::Help => {
                "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM9.5 9.6a2.5 2.5 0 1 1 3.7 2.2c-.8.4-1.2.9-1.2 1.9M12 16.6v.1"
            }
            Self::SignOut => "M10 4.5H5.5v15H10M14.5 8l4 4-4 4M18 12H9.5",
            Self::Lock => "M8 11V8a4 4 0 0 1 8 0v3M5.5 11h13v9h-13zM12 14.5v2",
            Self::Back => "M14.5 5.5 8 12l6.5 6.5",
            Self::Switch => "M4.5 8.5h14M15 4.5l4 4-4 4M19.5 15.5h-14M9 11.5l-4 4 4 4",
            Self::Search => "M10.5 4.5a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM15 15l5 5",
            Self::Send => "M4 4.5 20.5 12 4 19.5 6.5 12zM6.5 12h7",
            Self::Check => "M5 12.5 10 17.5 19.5 7",
            Self::Alert => "M12 4 21 19.5H3zM12 10v4.5M12 17v.1",
            Self::Clock => "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.5V12l3 2",
            Self::Person => {
                "M12 4a3.75 3.75 0 1 0 0 7.5A3.75 3.75 0 0 0 12 4zM4.5 20c.6-3.6 3.6-5.5 7.5-5.5s6.9 1.9 7.5 5.5"
            }
            Self::People => {
                "M9 4.5a3.25 3.25 0 1 0 0 6.5A3.25 3.25 0 0 0 9 4.5zM2.5 19.5c.5-3.2 3.1-5 6.5-5s6 1.8 6.5 5M15.5 5a3.25 3.25 0 0 1 0 6M17.5 14.9c2.2.6 3.7 2.2 4 4.6"
            }
            Self::Inbox => "M4 13.5 6.5 5h11L20 13.5V19H4zM4 13.5h4.5l1.25 2.5h4.5l1.25-2.5H20",
            Self::Phone => {
                "M7.5 4 9.75 8.5 7.75 10.25a11 11 0 0 0 6 6l1.75-2L20 16.5c0 2-1.5 3.5-3.5 3.5C10 20 4 14 4 7.5 4 5.5 5.5 4 7.5 4z"
            }
        }
    }
}

/// Draws an icon in the colour and size of the text around it.
#[component]
pub fn IconView(
    /// Which one.
    icon: Icon,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
            <path d=icon.path()></path>
        </svg>
    }
}

/// The mark of the product: a linden leaf, its vein a path that branches.
#[component]
pub fn Leaf() -> impl IntoView {
    view! {
        <svg viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">
            <path
                fill="currentColor"
                d="M15.5 2.5C17.2 6.2 20 7.3 23 8.6c4.3 1.9 6 5.2 5.4 9-.7 4.5-4.5 7.7-9 7.7-1.3 0-2.4-.3-3.4-.8-1 .5-2.1.8-3.4.8-4.5 0-8.3-3.2-9-7.7-.6-3.8 1.1-7.1 5-9 3-1.4 5.6-2.6 6.9-6.1z"
            ></path>
            <path
                fill="none"
                stroke="var(--surface)"
                stroke-width="1.6"
                stroke-linecap="round"
                d="M15.7 9.5c.5 6 .5 10 .3 15M16 19.5c2.5-.9 4.3-2.3 5.8-4.7M15.9 15.8c-2.1-.7-3.7-1.9-5-3.9M16 22.2c-2.6-.5-4.7-1.7-6.4-3.6"
            ></path>
            <path
                fill="none"
                stroke="currentColor"
                stroke-width="2"
                stroke-linecap="round"
                d="M16 24.5c.1 2.2.7 3.8 2 5"
            ></path>
        </svg>
    }
}
