//! Acting for somebody no longer, from the page of the people one acts for.

use super::{HERE, sentence};
use leptos::prelude::*;
use portal_api::representatives;
use portal_kit::boot::use_words;
use portal_kit::{ButtonVariant, CheckBox};
use portal_page::{Faults, Folded, Press, when_done};
use portal_types::ids::GrantId;

/// What it means, a yes, and the button. Opening it changes nothing yet; `changed` is called when it was done: the page says
/// it where it stays, for the card that this stands in does not ([`super::Done::gave_up`]).
#[component]
pub(crate) fn GiveUp(grant: GrantId, name: String, changed: Callback<()>) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<representatives::GiveUp>::new();
    let faults = Faults::worded(action, sentence);
    when_done(action, move |_| changed.run(()));
    let (title, what) = (w.give_up_title(name.clone()), w.give_up_text(name));
    view! {
        <Folded title what faults id=format!("give-up-{grant}") page=HERE>
            <ActionForm action attr:class="stack tight">
                <input type="hidden" name="grant" value=grant.to_string() autocomplete="off" />
                <CheckBox
                    label=w.give_up_sure()
                    name="sure"
                    id=format!("give-up-{grant}-sure")
                    error=faults.at("sure")
                    required=true
                />
                <Press label=w.give_up_button() variant=ButtonVariant::Danger busy=action.pending() />
            </ActionForm>
        </Folded>
    }
    .into_any()
}
