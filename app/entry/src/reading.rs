//! The pages that are only read: five routes, one lazy piece of code (see README.md).

use crate::enroll::someone_else::SomeoneElse;
use crate::enroll::under_18::UnderAge;
use crate::goodbye::Goodbye;
use crate::privacy::Privacy;
use crate::terms::Terms;
use leptos::prelude::*;
use leptos_router::LazyRoute;
use portal_kit::fresh;

/// Which page to draw.
#[derive(Clone, Copy)]
enum Page {
    SomeoneElse,
    UnderAge,
    Goodbye,
    Terms,
    Privacy,
}

/// Draws a page. Called with nothing it draws nothing; the code is here then, and that is what preloading is.
#[lazy]
fn read(page: Option<Page>) -> AnyView {
    match page {
        None => ().into_any(),
        Some(Page::SomeoneElse) => fresh(view! { <SomeoneElse /> }),
        Some(Page::UnderAge) => fresh(view! { <UnderAge /> }),
        Some(Page::Goodbye) => fresh(view! { <Goodbye /> }),
        Some(Page::Terms) => fresh(view! { <Terms /> }),
        Some(Page::Privacy) => fresh(view! { <Privacy /> }),
    }
}

macro_rules! pages {
    ($by:ident: $($(#[$doc:meta])* $route:ident => $page:expr;)*) => {$(
        $(#[$doc])*
        pub struct $route;

        impl LazyRoute for $route {
            fn data() -> Self {
                Self
            }

            async fn view(_: Self) -> AnyView {
                $by(Some($page)).await
            }

            async fn preload() {
                drop($by(None).await);
            }
        }
    )*};
}

pub(crate) use pages;

pages! { read:
    /// How to act for another person.
    SomeoneElsePage => Page::SomeoneElse;
    /// What people do who are not of age.
    UnderAgePage => Page::UnderAge;
    /// After closing one's account.
    GoodbyePage => Page::Goodbye;
    /// The terms and conditions.
    TermsPage => Page::Terms;
    /// The notice of privacy practices.
    PrivacyPage => Page::Privacy;
}
