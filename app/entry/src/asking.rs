//! The pages that ask for a code, a number or a name: several routes, one lazy piece of code (see README.md).

use crate::activate::Activate;
use crate::forgot::{Forgot, ForgotUsername};
use crate::reading::pages;
use crate::recover::Recover;
use crate::request_status::Status;
use crate::second::Second;
use crate::staff_set_up::SetUp;
use crate::support::Support;
use crate::ticket::Arrived;
use leptos::prelude::*;
use leptos_router::LazyRoute;
use portal_kit::fresh;

/// Which page to draw.
#[derive(Clone, Copy)]
enum Page {
    Activate,
    Status,
    Forgot,
    ForgotUsername,
    Recover,
    Second,
    Support,
    Arrived,
    SetUp,
}

/// Draws a page. Called with nothing it draws nothing; the code is here then, and that is what preloading is.
#[lazy]
fn ask(page: Option<Page>) -> AnyView {
    match page {
        None => ().into_any(),
        Some(Page::Activate) => fresh(view! { <Activate /> }),
        Some(Page::Status) => fresh(view! { <Status /> }),
        Some(Page::Forgot) => fresh(view! { <Forgot /> }),
        Some(Page::ForgotUsername) => fresh(view! { <ForgotUsername /> }),
        Some(Page::Recover) => fresh(view! { <Recover /> }),
        Some(Page::Second) => fresh(view! { <Second /> }),
        Some(Page::Support) => fresh(view! { <Support /> }),
        Some(Page::Arrived) => fresh(view! { <Arrived /> }),
        Some(Page::SetUp) => fresh(view! { <SetUp /> }),
    }
}

pages! { ask:
    /// Enrolling with an activation code.
    ActivatePage => Page::Activate;
    /// How far a request is.
    StatusPage => Page::Status;
    /// What to do when a password is forgotten.
    ForgotPage => Page::Forgot;
    /// What to do when a username is forgotten.
    ForgotUsernamePage => Page::ForgotUsername;
    /// A new password with a mailed link.
    RecoverPage => Page::Recover;
    /// The second step of a sign-in.
    SecondPage => Page::Second;
    /// Technical Support: how to reach it, what it does, and writing to it.
    SupportPage => Page::Support;
    /// What was sent to Technical Support has arrived.
    SupportSentPage => Page::Arrived;
    /// Setting up one's own staff account, by the link that was handed over.
    StaffSetUpPage => Page::SetUp;
}
