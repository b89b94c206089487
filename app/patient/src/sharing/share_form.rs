//! The form by which somebody is named: who it is, how to reach her, what she may see and do, and until when.

use super::{HERE, ProveAnew, sentence};
use crate::shared::Day;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use portal_api::representatives;
use portal_kit::boot::{use_boot, use_words};
use portal_kit::{Choice, ChoiceOption, DateBind, Field, SelectField, SelectOption};
use portal_page::{Faults, FormErrors, SendButton, Switchboard, use_alive, when_done};
use portal_types::day::Day as Date;
use portal_types::enrollment::Channel;
use portal_types::field::FieldProblem;
use portal_types::ids::PatientId;
use portal_types::links;
use portal_types::representative::{GrantStart, NewGrant, NewGrantOptions};

/// What is wrong with the form, said before anything is sent.
fn judged(typed: &representatives::Start, today: Date) -> Result<(), Vec<FieldProblem>> {
    let form = GrantStart {
        given: &typed.given,
        family: &typed.family,
        born: [&typed.born_month, &typed.born_day, &typed.born_year],
        channel: &typed.channel,
        email: &typed.email,
        phone: &typed.phone,
        practice: &typed.practice,
        rights: &typed.rights,
        ends: [&typed.ends_month, &typed.ends_day, &typed.ends_year],
        intent: &typed.intent,
    };
    NewGrant::parse(form, today).map(|_| ())
}

#[component]
pub(super) fn ShareForm(patient: PatientId, options: NewGrantOptions) -> impl IntoView {
    let (w, today) = (use_words(), use_boot().today);
    let action = ServerAction::<representatives::Start>::new();
    let faults = Faults::worded(action, sentence);
    let navigate = use_navigate();
    when_done(action, move |grant| {
        // "Back" must not lead to the form of a grant that is there.
        let replace = NavigateOptions { replace: true, ..NavigateOptions::default() };
        navigate(&links::grant(patient, *grant), replace);
    });
    let [born, ends] = [(); 2].map(|()| DateBind::new("", "", ""));
    let channel = RwSignal::new(Channel::Email.code().to_owned());
    let alive = use_alive();
    // Both fields until the page is alive, then the chosen one; the server reads the chosen one in any case.
    let hidden = move |other: Channel| alive.get() && channel.with(|chosen| chosen != other.code());
    let practices: Vec<SelectOption> =
        options.practices.iter().map(|(id, name)| SelectOption::new(id.to_string(), name.clone())).collect();
    let first = practices.first().map(|practice| practice.value.clone()).unwrap_or_default();
    let channels = vec![
        ChoiceOption::new(Channel::Email.code(), w.share_email_choice()),
        ChoiceOption::new(Channel::Text.code(), w.share_text_choice()),
    ];
    let (switches, proof, intent) = (options.switches, options.proof, options.intent);
    view! {
        <FormErrors faults id="share-error" page=HERE />
        <ProveAnew faults proof />
        <ActionForm
            action
            attr:novalidate=true
            attr:class="stack"
            on:submit:capture=move |event| {
                faults.judge::<representatives::Start>(&event, |typed| judged(&typed, today));
            }
        >
            <input type="hidden" name="patient" value=patient.to_string() autocomplete="off" />
            <input type="hidden" name="intent" value=intent.to_string() autocomplete="off" />
            <fieldset class="stack tight">
                <legend>
                    <h2>{w.share_who()}</h2>
                </legend>
                <Field
                    label=w.share_given()
                    name="given"
                    id="given"
                    autocomplete="off".to_owned()
                    error=faults.at("given")
                    required=true
                />
                <Field
                    label=w.share_family()
                    name="family"
                    id="family"
                    autocomplete="off".to_owned()
                    error=faults.at("family")
                    required=true
                />
                <Day legend=w.share_born() hint=w.share_born_hint() name="born" bind=born error=faults.at("born") />
            </fieldset>
            <Choice
                legend=w.share_channel()
                name="channel"
                id="channel"
                options=channels
                bind=channel
                error=faults.at("channel")
            />
            <div hidden=move || hidden(Channel::Email)>
                <Field
                    label=w.share_email()
                    name="email"
                    id="email"
                    kind="email"
                    autocomplete="off".to_owned()
                    error=faults.at("email")
                />
            </div>
            <div hidden=move || hidden(Channel::Text)>
                <Field
                    label=w.share_phone()
                    name="phone"
                    id="phone"
                    kind="tel"
                    autocomplete="off".to_owned()
                    short=true
                    error=faults.at("phone")
                />
            </div>
            <SelectField
                label=w.share_practice()
                hint=w.share_practice_hint()
                name="practice"
                id="practice"
                options=practices
                value=first
                error=faults.at("practice")
            />
            <Switchboard shown=switches presets=true error=faults.at("rights") />
            <Day legend=w.last_day_label() hint=w.last_day_text() name="ends" bind=ends error=faults.at("ends") />
            <SendButton label=w.share_button() busy=action.pending() />
        </ActionForm>
    }
    .into_any()
}
