//! Who is to act.

use super::{Ask, Flow, HERE, seen, sentence};
use crate::parts::{DayField, lang};
use leptos::prelude::*;
use portal_api::forms;
use portal_kit::boot::use_words;
use portal_kit::{Choice, ChoiceOption, Field, SelectField, SelectOption};
use portal_page::{Faults, FormErrors, SendButton, use_alive};
use portal_types::account::Lang;
use portal_types::enrollment::Channel;
use portal_types::grant_form::{FormProgress, PersonView};

#[component]
pub(super) fn PersonStep(progress: FormProgress, flow: Flow) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<forms::Person>::new();
    flow.follow(action);
    let faults = Faults::worded(action, sentence);
    let person = progress.view.person.clone();
    let given = person.as_ref().map(|person| person.given.clone()).unwrap_or_default();
    let family = person.as_ref().map(|person| person.family.clone()).unwrap_or_default();
    let born = person.as_ref().map(|person| person.born);
    let lang_of = person.as_ref().map_or(Lang::En, |person| person.lang);
    let username = person.as_ref().map(|person| person.username.clone()).unwrap_or_default();
    let mrn = person.as_ref().map(|person| person.mrn.clone()).unwrap_or_default();
    let langs = Lang::ALL.map(|of| SelectOption::new(of.code(), lang(w, of))).to_vec();
    let hidden = seen(&progress);
    view! {
        <Ask progress name=w.forms_person_step() title=w.forms_person() flow>
            <FormErrors faults id="person-error" page=HERE />
            <ActionForm action attr:class="stack">
                {hidden}
                <Field
                    label=w.registry_given()
                    name="given"
                    id="given"
                    value=given
                    autocomplete="off".to_owned()
                    spellcheck=false
                    error=faults.at("given")
                    required=true
                />
                <Field
                    label=w.registry_family()
                    name="family"
                    id="family"
                    value=family
                    autocomplete="off".to_owned()
                    spellcheck=false
                    error=faults.at("family")
                    required=true
                />
                <DayField
                    label=w.registry_born()
                    hint=w.front_born_hint()
                    name="born"
                    id="born-month"
                    given=born
                    error=faults.at("born")
                    required=true
                />
                <Reach person faults />
                <SelectField label=w.forms_lang() name="lang" id="lang" options=langs value=lang_of.code() />
                <Field
                    label=w.forms_username()
                    hint=w.forms_username_hint()
                    name="username"
                    id="username"
                    value=username
                    autocomplete="off".to_owned()
                    spellcheck=false
                    error=faults.at("username")
                />
                <Field
                    label=w.forms_mrn()
                    name="mrn"
                    id="mrn"
                    value=mrn
                    autocomplete="off".to_owned()
                    spellcheck=false
                    short=true
                    error=faults.at("mrn")
                />
                <SendButton label=w.enroll_next() busy=action.pending() />
            </ActionForm>
        </Ask>
    }
    .into_any()
}

/// How to reach the person: both fields until the page is alive, then the chosen one.
#[component]
fn Reach(person: Option<PersonView>, faults: Faults) -> impl IntoView {
    let w = use_words();
    let alive = use_alive();
    let chosen = person.as_ref().map_or(Channel::Email, |person| person.channel);
    let contact = person.map(|person| person.contact).unwrap_or_default();
    let [email, phone] = match chosen {
        Channel::Email => [contact, String::new()],
        Channel::Text => [String::new(), contact],
    };
    let channel = RwSignal::new(chosen.code().to_owned());
    let hidden = move |other: Channel| alive.get() && channel.with(|chosen| chosen != other.code());
    let channels = vec![
        ChoiceOption::new(Channel::Email.code(), w.share_email_choice()),
        ChoiceOption::new(Channel::Text.code(), w.share_text_choice()),
    ];
    view! {
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
                value=email
                autocomplete="off".to_owned()
                spellcheck=false
                error=faults.at("email")
            />
        </div>
        <div hidden=move || hidden(Channel::Text)>
            <Field
                label=w.share_phone()
                name="phone"
                id="phone"
                kind="tel"
                value=phone
                autocomplete="off".to_owned()
                short=true
                error=faults.at("phone")
            />
        </div>
    }
    .into_any()
}
