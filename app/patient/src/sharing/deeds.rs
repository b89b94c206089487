//! What can be done with a grant besides its switches: saying yes, renewing, setting aside, taking up, ending.

use super::done::Done;
use super::{HERE, ProveAnew, sentence};
use leptos::prelude::*;
use portal_api::representatives;
use portal_kit::boot::use_words;
use portal_kit::{ButtonVariant, CheckBox, text};
use portal_page::{Faults, Folded, Press, when_done};
use portal_types::ids::{GrantId, PatientId};
use portal_types::representative::{Deed, GrantState, GrantView, ProofView};

/// What a part says: its title, what happens, what to tick, the verb, and what is said when it was done.
struct Said {
    title: String,
    what: String,
    sure: Option<String>,
    press: String,
    done: String,
}

/// One thing that can be done, by its server function.
macro_rules! part {
    ($of:ident, $patient:expr, $grant:expr, $said:expr, $done:expr, $look:expr) => {{
        let action = ServerAction::<representatives::$of>::new();
        let faults = Faults::worded(action, sentence);
        let (said, done, look): (Said, Done, Look) = ($said, $done, $look);
        let told = said.done.clone();
        when_done(action, move |_| done.did(told.clone()));
        let fields = fields($patient, $grant, &said, look, faults, action.pending().into());
        let form = view! { <ActionForm action=action attr:class="stack tight">{fields}</ActionForm> }.into_any();
        frame(said, look, faults, form)
    }};
}

/// Everything that can be done now, what is asked of the person first.
#[component]
pub(super) fn Deeds(patient: PatientId, shown: GrantView, done: Done) -> impl IntoView {
    let w = use_words();
    let (grant, name, proof) = (shown.row.grant, shown.row.name.clone(), shown.proof);
    let may = |deed: Deed| shown.can.contains(&deed);
    let proposed = shown.row.state == GrantState::Proposed;
    let assent = may(Deed::Assent).then(|| {
        let what = if proposed { w.grant_agree_text(name.clone()) } else { w.grant_assent_text(name.clone()) };
        let said = Said {
            title: w.grant_assent(),
            what,
            sure: Some(w.grant_assent_sure()),
            press: w.grant_assent(),
            done: w.grant_assented(),
        };
        part!(Assent, patient, grant, said, done, Look { id: "assent", open: true, danger: false, proof: Some(proof) })
    });
    let renew = may(Deed::Renew).then(|| {
        let day = shown.runs_out.map(|day| text::date_with_year(w, day)).unwrap_or_default();
        let said = Said {
            title: w.grant_renew(),
            what: w.grant_renew_text(day),
            sure: Some(w.grant_renew_sure()),
            press: w.grant_renew(),
            done: w.grant_renewed(),
        };
        part!(Renew, patient, grant, said, done, Look { id: "renew", open: false, danger: false, proof: Some(proof) })
    });
    let resume = may(Deed::Resume).then(|| {
        let said = Said {
            title: w.grant_resume(),
            what: w.grant_resume_text(name.clone()),
            sure: None,
            press: w.grant_resume(),
            done: w.grant_resumed(),
        };
        part!(Resume, patient, grant, said, done, Look { id: "resume", open: true, danger: false, proof: Some(proof) })
    });
    let suspend = may(Deed::Suspend).then(|| {
        let said = Said {
            title: w.grant_suspend(),
            what: w.grant_suspend_text(name.clone()),
            sure: None,
            press: w.grant_suspend(),
            done: w.grant_suspended(),
        };
        part!(Suspend, patient, grant, said, done, Look { id: "suspend", open: false, danger: true, proof: None })
    });
    let end = (may(Deed::End) || may(Deed::Reject)).then(|| {
        let what = if proposed { w.grant_end_proposed(name.clone()) } else { w.grant_end_text(name.clone()) };
        let said = Said {
            title: w.grant_end(),
            what,
            sure: Some(w.grant_end_sure()),
            press: w.grant_end(),
            done: w.grant_ended(),
        };
        part!(End, patient, grant, said, done, Look { id: "end", open: false, danger: true, proof: None })
    });
    view! {
        {assent}
        {renew}
        {resume}
        {suspend}
        {end}
    }
    .into_any()
}

/// What a part looks like.
#[derive(Clone, Copy)]
struct Look {
    /// Begins the ids of its parts.
    id: &'static str,
    /// Whether it stands open: it is what one came for.
    open: bool,
    /// Whether it takes something away.
    danger: bool,
    /// How it is proven, if it must be.
    proof: Option<ProofView>,
}

/// What stands in the form of a part.
fn fields(patient: PatientId, grant: GrantId, said: &Said, look: Look, faults: Faults, busy: Signal<bool>) -> AnyView {
    let variant = if look.danger { ButtonVariant::Danger } else { ButtonVariant::Primary };
    let sure = said.sure.clone().map(|label| {
        view! { <CheckBox label name="sure" id=format!("{}-sure", look.id) error=faults.at("sure") required=true /> }
    });
    view! {
        <input type="hidden" name="patient" value=patient.to_string() autocomplete="off" />
        <input type="hidden" name="grant" value=grant.to_string() autocomplete="off" />
        {sure}
        <Press label=said.press.clone() variant busy />
    }
    .into_any()
}

/// A form behind a step that says what it means. Opening it changes nothing yet.
fn frame(said: Said, look: Look, faults: Faults, form: AnyView) -> AnyView {
    view! {
        <Folded title=said.title what=said.what faults id=look.id page=HERE open=look.open>
            {look.proof.map(|proof| view! { <ProveAnew faults proof /> })}
            {form}
        </Folded>
    }
    .into_any()
}
