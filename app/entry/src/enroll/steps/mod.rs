//! One file per step.

mod code;
mod contact;
mod contact_code;
mod credentials;
mod details;
mod done;
mod question;
pub(crate) mod reach;
mod start;
mod terms;
mod waiting;

use super::Flow;
use leptos::prelude::*;
use portal_types::enrollment::{Progress, Step};

/// Draws the open step.
pub(super) fn view(progress: Progress, flow: Flow) -> AnyView {
    match progress.step.clone() {
        Step::Start => view! { <start::Start progress flow /> }.into_any(),
        Step::Details => view! { <details::Details progress flow /> }.into_any(),
        Step::Code { can_resend } => view! { <code::Code progress flow can_resend /> }.into_any(),
        Step::Contact => view! { <contact::Contact progress flow /> }.into_any(),
        Step::ContactCode { sent_to } => view! { <contact_code::ContactCode progress flow sent_to /> }.into_any(),
        Step::Credentials => view! { <credentials::Credentials progress flow /> }.into_any(),
        Step::Question => view! { <question::Question progress flow /> }.into_any(),
        Step::Terms => view! { <terms::Terms progress flow /> }.into_any(),
        Step::Waiting { number } => view! { <waiting::Waiting flow number /> }.into_any(),
        Step::Done => view! { <done::Done /> }.into_any(),
    }
}
