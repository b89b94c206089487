//! "Confirm that it is you", before anything is done with colleagues' accounts.

use leptos::prelude::*;
use portal_kit::boot::use_words;
use portal_page::{Faults, Prove};
use portal_types::links;

/// Instead of what asks for a proof, where the last one is too old. `proven` is called when there is one.
#[component]
pub(super) fn Confirm(proven: Callback<()>) -> impl IntoView {
    let w = use_words();
    view! { <Prove text=w.admin_prove_text() authenticator=true passkey=false page=links::DESK_ADMIN changed=proven /> }
}

/// Above a form that was sent too late; what was entered stays, to be sent again.
#[component]
pub(super) fn ConfirmAnew(faults: Faults) -> impl IntoView {
    move || {
        faults.unproven().then(|| {
            let proven = Callback::new(move |()| faults.clear());
            view! { <Confirm proven /> }
        })
    }
}

/// Whether what is shown asks for no proof: seconds that the last one is good for, less what filling in takes.
pub(super) fn is_fresh(proven_for: u32) -> bool {
    proven_for > 30
}
