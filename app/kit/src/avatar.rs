//! Who: initials on the person's colour.

use leptos::prelude::*;

/// A person as the frame and the lists show one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// One or two letters; they, not the colour, identify the person.
    pub initials: String,
    /// The name as the clinic writes it.
    pub name: String,
    /// Place in the ring of eight colours; larger numbers wrap around.
    pub colour: u8,
}

impl Person {
    /// The class that sets the person's colour for an element and all within.
    pub fn class(&self) -> &'static str {
        const CLASSES: [&str; 8] =
            ["person-0", "person-1", "person-2", "person-3", "person-4", "person-5", "person-6", "person-7"];
        CLASSES[usize::from(self.colour % 8)]
    }
}

/// The round (or, for every other colour, square) sign of a person. Silent to screen readers: the name stands beside it.
#[component]
pub fn Avatar(
    /// Whose sign.
    person: Person,
    /// Larger, for the head of a page.
    #[prop(optional)]
    big: bool,
) -> impl IntoView {
    let class = format!("avatar {}{}", person.class(), if big { " big" } else { "" });
    view! {
        <span class=class aria-hidden="true">
            {person.initials}
        </span>
    }
}
