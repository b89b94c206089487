//! What is half-written in the form of a request: kept by the server while it is typed, as messages are.

use super::form::lie_anew;
use crate::shared::BegunBefore;
use leptos::ev::SubmitEvent;
use leptos::form::FromFormData;
use leptos::html;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use portal_api::asks;
use portal_browser::{form_as_drawn, form_now, hold_form, let_form_go};
use portal_page::{Attaching, Keeping, Sending, use_keeping};
use portal_types::ask::{AskDraft, AskKind, AskOptions};
use portal_types::field::FieldProblem;
use portal_types::ids::{AskId, PatientId};

/// A form whose fields are kept.
#[derive(Clone, Copy)]
pub(super) struct Kept {
    keeping: Keeping,
    sending: Sending,
    attaching: Option<Attaching>,
    touched: RwSignal<bool>,
    /// Whose it is, what is asked for by it, and the request that is written anew by it.
    place: (PatientId, AskKind, Option<AskId>),
    /// Whether it goes on with something that was begun before.
    again: bool,
    /// Nothing of that is wanted any more.
    discard: Callback<()>,
    /// The form itself.
    pub(super) node: NodeRef<html::Form>,
}

/// Keeps what stands in the form of a new request, or, with `ask`, of one that is written anew. `afresh` draws it as if
/// nothing had been begun.
pub(super) fn use_kept(
    (patient, ask): (PatientId, Option<AskId>),
    options: &AskOptions,
    sending: Sending,
    attaching: Option<Attaching>,
    afresh: Callback<()>,
) -> Kept {
    let kind = options.kind;
    let (touched, discarded) = (RwSignal::new(false), RwSignal::new(false));
    let node = NodeRef::<html::Form>::new();
    let form = StoredValue::new(None::<u32>);
    let drawn = StoredValue::new(AskDraft::default());
    Effect::new(move |_| {
        let Some(element) = node.get().filter(|_| form.get_value().is_none()) else { return };
        let key = hold_form(element);
        let first = AskDraft::of(form_as_drawn(key));
        // Typed before the page was alive.
        if AskDraft::of(form_now(key)) != first {
            touched.set(true);
        }
        drawn.set_value(first);
        form.set_value(Some(key));
    });
    on_cleanup(move || {
        if let Some(Some(key)) = form.try_get_value() {
            let_form_go(key);
        }
    });
    let again = options.draft.is_some();
    let before = options.draft.clone().unwrap_or_default();
    let begun = before.clone();
    // Read from the form, whose fields have no other home; what it begins with by itself is not worth keeping.
    let typed = Signal::derive(move || {
        if discarded.get() || sending.done.get() {
            return AskDraft::default();
        }
        let Some(key) = form.get_value().filter(|_| touched.get()) else { return begun.clone() };
        let now = AskDraft::of(form_now(key));
        if !again && drawn.with_value(|drawn| *drawn == now) { AskDraft::default() } else { now }
    });
    let keep = move |draft: AskDraft, intent| asks::keep_draft(patient, kind, ask, draft.told(), intent);
    let keeping = use_keeping(typed, sending.intent.into(), before, keep, move |own_try| {
        sending.renew(own_try);
        if let (false, Some(attaching)) = (own_try, attaching) {
            lie_anew(patient, kind, attaching);
        }
    });
    Effect::new(move |_| {
        if sending.failed().is_some() {
            keeping.failed();
        }
    });
    let discard = Callback::new(move |()| {
        // The form that goes tells the server so.
        discarded.set(true);
        if let Some(attaching) = attaching {
            attaching.discard();
        }
        afresh.run(());
    });
    Kept { keeping, sending, attaching, touched, place: (patient, kind, ask), again, discard, node }
}

/// Above the form: that it goes on with something that was begun before, and the way to discard that.
#[component]
pub(super) fn BegunAgain(kept: Kept) -> impl IntoView {
    let Kept { place: (patient, kind, ask), sending, again, discard, .. } = kept;
    let intent = sending.intent.get_untracked();
    let mut nothing =
        vec![("patient", patient.to_string()), ("kind", kind.code().to_owned()), ("intent", intent.to_string())];
    nothing.extend(ask.map(|ask| ("ask", ask.to_string())));
    view! { <BegunBefore again discard door=asks::KeepDraft::url() nothing /> }.into_any()
}

/// What draws a form as if nothing had been begun: of what it begins with the rest stays. The focus goes to its first
/// field.
pub(super) fn afresh(options: RwSignal<AskOptions>) -> Callback<()> {
    Callback::new(move |()| {
        options.update(|options| {
            options.draft = None;
            options.files = Vec::new();
            if let Some(next) = portal_browser::new_intent() {
                options.intent = next;
            }
        });
        portal_browser::focus(match options.with_untracked(|options| options.kind) {
            AskKind::Appointment => "reason",
            AskKind::Renewal => "drug-1",
            AskKind::Referral => "specialist",
        });
    })
}

impl Kept {
    /// Something was written.
    pub(super) fn touch(self) {
        self.touched.set(true);
    }

    /// Judges the form that is about to be sent.
    pub(super) fn judges<S: FromFormData>(
        self,
        event: &SubmitEvent,
        parse: impl FnOnce(S) -> Result<(), Vec<FieldProblem>>,
    ) {
        if self.attaching.is_some_and(|attaching| attaching.stops(event)) {
            return;
        }
        let busy = self.sending.busy.try_get_untracked() != Some(false);
        self.sending.judge(event, parse);
        if !busy && !self.sending.any_untracked() {
            self.keeping.sends();
        }
    }
}
