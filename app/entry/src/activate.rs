//! Enrolling with an activation code: the code and a birth date, then the wizard.

use crate::brought::brought;
use crate::fields::BornField;
use crate::form::{FormErrors, SendButton, faults, use_alive, when_done};
use leptos::prelude::*;
use leptos_meta::Title;
use portal_api::enrollment;
use portal_kit::boot::{use_boot, use_words};
use portal_kit::{DateBind, Field};
use portal_types::code::ActivationCode;
use portal_types::field::{Problems, age_on, birth_date};
use portal_types::links;

#[component]
pub(crate) fn Activate() -> impl IntoView {
    let (w, boot) = (use_words(), use_boot());
    let action = ServerAction::<enrollment::Activate>::new();
    let value = action.value();
    let faults = faults(action).mismatch(|w| w.activate_wrong());
    let alive = use_alive();
    let code = RwSignal::new(String::new());
    brought(code, |_| portal_browser::focus("born-month"));
    when_done(action, |_| portal_browser::go(links::ENROLL));
    let born = DateBind::new("", "", "");
    let (today, ages) = (boot.today, boot.clinic.ages);
    let over = move || value.with(|value| matches!(value, Some(Ok(_))));

    view! {
        <Title text=w.activate_title() />
        <h1>{w.activate_title()}</h1>
        <p class="lead">{w.activate_lead()}</p>
        <FormErrors faults id="activate-error" page=links::ACTIVATE />
        <ActionForm
            action
            attr:novalidate=move || alive.get()
            attr:class="stack"
            on:submit:capture=move |event| {
                let mut problems = Problems::default();
                let typed = problems.check("code", ActivationCode::parse(&code.get_untracked()));
                let day = problems
                    .check(
                        "born",
                        birth_date(
                            &born.year.get_untracked(),
                            &born.month.get_untracked(),
                            &born.day.get_untracked(),
                            today,
                        ),
                    );
                if day.is_some_and(|day| ages.too_young(age_on(day, today))) {
                    // Judged here first, so that nothing about a child leaves the browser.
                    event.prevent_default();
                    portal_browser::go(links::UNDER_18);
                    return;
                }
                faults.settle(&event, problems.into_result(typed.zip(day)).map(|_| ()));
            }
        >
            <Field
                label=w.activate_code()
                hint=w.activate_code_hint()
                name="code"
                id="code"
                bind=code
                required=true
                spellcheck=false
                error=faults.at("code")
            />
            <BornField born faults />
            <SendButton label=w.enroll_next() busy=Signal::derive(move || action.pending().get() || over()) />
        </ActionForm>
        <section class="prose" aria-labelledby="which">
            <h2 id="which">{w.activate_which()}</h2>
            <dl>
                <dt>{w.activate_which_code()}</dt>
                <dd>{w.activate_which_code_text()}</dd>
                <dt>{w.activate_which_password()}</dt>
                <dd>{w.activate_which_password_text()}</dd>
                <dt>{w.activate_which_mrn()}</dt>
                <dd>{w.activate_which_mrn_text()}</dd>
            </dl>
            <p>
                {w.activate_none()} " " <a href=links::ENROLL>{w.activate_none_link()}</a>
            </p>
        </section>
    }
    .into_any()
}
