//! What a patient asks of an office: the list, the forms, and one request on its way (R-7.*). On the screen an ask is a
//! request.

mod appointment;
mod change;
mod comment;
mod facts;
mod form;
mod kept;
pub(crate) mod list;
pub(crate) mod new;
pub(crate) mod one;
mod outcome;
mod referral;
mod renewal;
mod row;
mod timeline;
mod times;
mod withdraw;

pub(crate) use row::AskLine;

use leptos::prelude::*;
use portal_types::ask::{AskDraft, FailedDrug};
use portal_types::ids::AskId;

/// Medicines that a renewal was sent without: kept from the form for the page that it led to.
#[derive(Clone)]
struct LeftOut {
    ask: AskId,
    drugs: Vec<FailedDrug>,
}

/// What was done just now with a request: said above it, while it shows anew below.
#[derive(Clone, Copy)]
struct Done {
    said: RwSignal<Option<String>>,
    changed: Callback<()>,
    /// What stood in a form that was refused before any program had loaded.
    typed: StoredValue<Option<AskDraft>>,
}

impl Done {
    /// What stood in a field of a form that was refused before any program had loaded.
    fn kept(self, form: &str, field: &str) -> String {
        self.typed.with_value(|typed| typed.as_ref().map(|typed| typed.said_in(form, field)).unwrap_or_default())
    }

    /// Says it, and shows how everything stands now.
    fn did(self, said: String) {
        self.typed.set_value(None);
        self.said.set(Some(said));
        self.changed.run(());
        portal_browser::focus("done");
    }
}
