//! The details that find a record.

use crate::enroll::{Ask, Flow};
use crate::form::{FormErrors, SendButton, faults};
use leptos::prelude::*;
use portal_api::enrollment;
use portal_kit::boot::use_words;
use portal_kit::{Field, SelectField, SelectOption};
use portal_types::enrollment::{Details as Answer, Progress, Sex};
use portal_types::links;

#[component]
pub(super) fn Details(progress: Progress, flow: Flow) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<enrollment::Details>::new();
    flow.follow(action);
    let faults = faults(action);

    view! {
        <Ask progress name=w.details_name() title=w.details_title() flow back=false>
            <p class="lead">{w.details_lead()}</p>
            <FormErrors faults id="step-error" page=links::ENROLL />
            <ActionForm
                action
                attr:novalidate=true
                attr:class="stack"
                on:submit:capture=move |event| {
                    faults
                        .judge::<
                            enrollment::Details,
                        >(
                            &event,
                            |typed| {
                                let t = &typed;
                                let fields = [&t.given, &t.family, &t.sex, &t.zip, &t.phone, &t.mrn];
                                Answer::parse(fields.map(String::as_str)).map(|_| ())
                            },
                        )
                }
            >
                <Field
                    label=w.details_given()
                    name="given"
                    id="given"
                    autocomplete="given-name".to_owned()
                    required=true
                    spellcheck=false
                    error=faults.at("given")
                />
                <Field
                    label=w.details_family()
                    name="family"
                    id="family"
                    autocomplete="family-name".to_owned()
                    required=true
                    spellcheck=false
                    error=faults.at("family")
                />
                <SelectField
                    label=w.details_sex()
                    name="sex"
                    id="sex"
                    autocomplete="sex".to_owned()
                    options=vec![
                        SelectOption::new("", w.details_choose()),
                        SelectOption::new(Sex::Female.code(), w.details_female()),
                        SelectOption::new(Sex::Male.code(), w.details_male()),
                        SelectOption::new(Sex::Other.code(), w.details_other()),
                        SelectOption::new(Sex::Unknown.code(), w.details_unknown()),
                    ]
                    required=true
                    error=faults.at("sex")
                />
                <Field
                    label=w.details_zip()
                    name="zip"
                    id="zip"
                    autocomplete="postal-code".to_owned()
                    inputmode="numeric".to_owned()
                    required=true
                    short=true
                    error=faults.at("zip")
                />
                <details open=untrack(|| faults.any())>
                    <summary>{w.details_more()}</summary>
                    <div class="stack">
                        <p>{w.details_more_text()}</p>
                        <Field
                            label=w.details_phone()
                            name="phone"
                            id="phone"
                            kind="tel"
                            autocomplete="tel-national".to_owned()
                            inputmode="tel".to_owned()
                            error=faults.at("phone")
                        />
                        <Field
                            label=w.details_mrn()
                            hint=w.details_mrn_hint()
                            name="mrn"
                            id="mrn"
                            spellcheck=false
                            error=faults.at("mrn")
                        />
                    </div>
                </details>
                <SendButton label=w.enroll_next() busy=action.pending() />
            </ActionForm>
        </Ask>
    }
    .into_any()
}
