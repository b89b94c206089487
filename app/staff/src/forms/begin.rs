//! Beginning a form, at the record of a patient or at what a patient has begun.

use super::{HERE, sentence};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use portal_api::forms;
use portal_kit::boot::use_words;
use portal_kit::{Actions, Button, ButtonVariant, SelectField, SelectOption};
use portal_page::{Faults, FormErrors, when_done};
use portal_types::ids::{GrantId, IntentKey, PatientId, PracticeId};
use portal_types::links;

/// The button; of several practices one is chosen, in whose name it is.
#[component]
pub(crate) fn BeginForm(
    /// At whose record.
    patient: PatientId,
    /// The practices there are to choose from.
    practices: Vec<(PracticeId, String)>,
    /// What the patient has begun.
    #[prop(optional)]
    grant: Option<GrantId>,
    /// Made once: pressed twice it is one form.
    intent: IntentKey,
) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<forms::Begin>::new();
    let faults = Faults::worded(action, sentence);
    let navigate = use_navigate();
    when_done(action, move |form| navigate(&links::desk_form(*form), NavigateOptions::default()));
    let grant = grant.map(|grant| grant.to_string()).unwrap_or_default();
    let several = (practices.len() > 1).then(|| {
        let options: Vec<SelectOption> =
            practices.iter().map(|(id, name)| SelectOption::new(id.to_string(), name.clone())).collect();
        view! {
            <SelectField
                label=w.invite_practice()
                name="practice"
                id="begin-practice"
                options
                error=faults.at("practice")
            />
        }
    });
    let label = if grant.is_empty() { w.front_grants_begin() } else { w.desk_grant_form() };
    view! {
        <FormErrors faults id="begin-error" page=HERE prefix="begin-" />
        <ActionForm action attr:class="stack tight">
            <input type="hidden" name="patient" value=patient.to_string() autocomplete="off" />
            <input type="hidden" name="grant" value=grant autocomplete="off" />
            <input type="hidden" name="intent" value=intent.to_string() autocomplete="off" />
            {several}
            <Actions>
                <Button
                    label
                    variant=ButtonVariant::Secondary
                    busy=action.pending()
                    busy_label=w.enroll_busy()
                />
            </Actions>
        </ActionForm>
    }
    .into_any()
}
