//! One question, or one small group of questions, a step.

use crate::{Icon, IconView, LinkItem};
use leptos::prelude::*;

/// The head of a step and its content.
#[component]
pub fn WizardSteps(
    /// "Step 2 of 4: Your details".
    #[prop(into)]
    step: String,
    /// Steps begun, this one included.
    done: u32,
    /// Steps in all.
    of: u32,
    /// What this step asks: the page's only `h1`.
    #[prop(into)]
    title: String,
    /// To the step before; everything typed is kept there.
    #[prop(optional_no_strip, into)]
    back: Option<LinkItem>,
    /// The form.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="wizard">
            <header>
                {back
                    .map(|back| {
                        view! {
                            <a class="back" href=back.href>
                                <IconView icon=Icon::Back />
                                {back.label}
                            </a>
                        }
                    })}
                <p class="step">{step}</p>
                // The line above says the same in words.
                <progress value=done max=of aria-hidden="true"></progress>
                <h1>{title}</h1>
            </header>
            {children()}
        </div>
    }
}
