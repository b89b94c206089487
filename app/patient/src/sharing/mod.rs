//! Who may act for a patient: the list, one of them with its switches, and naming somebody. And what other pages say of it:
//! to whoever acts for others, what she may do there; to the patient, what changes before long.

mod acting;
mod closed_parts;
mod deeds;
mod done;
mod give_up;
pub(crate) mod grant;
pub(crate) mod list;
pub(crate) mod new;
mod set_aside;
mod share_form;
mod soon;
mod switches;

pub(crate) use acting::{ActingFor, ClosedGrants};
pub(crate) use closed_parts::ClosedParts;
pub(crate) use done::{Done, Told};
pub(crate) use give_up::GiveUp;
pub(crate) use set_aside::SetAside;
pub(crate) use soon::OwnSharing;

use leptos::prelude::*;
use portal_kit::boot::use_words;
use portal_kit::text;
use portal_page::{Faults, Prove};
use portal_types::field::Problem;
use portal_types::representative::ProofView;
use portal_words::Words;

/// This very page, without what its address asks for.
const HERE: &str = "?";

/// What is said of the fields of these forms.
fn sentence(w: &Words, field: &str, problem: &Problem) -> String {
    match (field, problem) {
        ("sure", _) => w.sharing_sure_missing(),
        ("rights", Problem::Missing) => w.switches_one(),
        ("rights", _) => w.switches_too_much(),
        ("ends", Problem::InThePast) => w.last_day_past(),
        ("ends", Problem::NotAChoice) => w.last_day_beyond(),
        ("born", Problem::NotAChoice) => w.share_too_young(),
        ("family", Problem::Taken) => w.share_taken(),
        (_, other) => text::problem(w, other),
    }
}

/// Above a form that gives somebody more than before, when it was sent without a proof; what was entered stays, to be sent
/// again.
#[component]
fn ProveAnew(faults: Faults, proof: ProofView) -> impl IntoView {
    let w = use_words();
    move || {
        faults.unproven().then(|| {
            let changed = Callback::new(move |()| faults.clear());
            view! {
                <Prove
                    text=w.sharing_prove_text()
                    authenticator=proof.authenticator
                    passkey=proof.passkey
                    page=HERE
                    changed
                />
            }
        })
    }
}
