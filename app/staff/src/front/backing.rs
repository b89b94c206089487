//! Who stands behind the account of somebody who is not of age.

use leptos::prelude::*;
use portal_api::front;
use portal_kit::boot::use_words;
use portal_kit::{Actions, Button, ButtonVariant, Choice, ChoiceOption, Field, TextArea, fresh};
use portal_page::{Faults, FormErrors, when_done};
use portal_types::ids::PatientId;
use portal_types::links;

#[component]
pub(super) fn BackingForm(patient: PatientId, changed: Callback<()>, required: bool) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<front::Backing>::new();
    let faults = Faults::of(action);
    let kind = RwSignal::new("guardian".to_owned());
    when_done(action, move |_| changed.run(()));
    let options = vec![
        ChoiceOption::new("guardian", w.backing_kind_guardian()),
        ChoiceOption::new("confidential", w.backing_kind_confidential()).describe(w.backing_kind_confidential_text()),
    ];
    view! {
        <details open=required>
            <summary>{if required { w.backing_needed() } else { w.backing_change() }}</summary>
            <div class="stack">
                <FormErrors faults id="backing-error" page=links::DESK_PATIENTS />
                <ActionForm action attr:class="stack">
                    <input type="hidden" name="patient" value=patient.to_string() autocomplete="off" />
                    <Choice
                        legend=w.backing_kind()
                        name="kind"
                        id="kind"
                        options
                        bind=kind
                        error=faults.at("kind")
                        required=true
                    />
                    {move || {
                        fresh(if kind.get() == "guardian" {
                            view! {
                                <div class="stack">
                                    <Field
                                        label=w.backing_name()
                                        name="name"
                                        id="name-of-guardian"
                                        error=faults.at("name")
                                        required=true
                                    />
                                    <Field
                                        label=w.backing_relation()
                                        hint=w.backing_relation_hint()
                                        name="relation"
                                        id="relation"
                                        error=faults.at("relation")
                                        required=true
                                    />
                                </div>
                            }
                                .into_any()
                        } else {
                            view! {
                                <TextArea
                                    label=w.backing_reason()
                                    hint=w.backing_reason_hint()
                                    name="reason"
                                    id="reason"
                                    error=faults.at("reason")
                                    rows=2
                                    required=true
                                />
                            }
                                .into_any()
                        })
                    }}
                    <Actions>
                        <Button label=w.backing_save() variant=ButtonVariant::Secondary busy=action.pending() />
                    </Actions>
                </ActionForm>
            </div>
        </details>
    }
}
