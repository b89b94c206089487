//! Making an invitation: on paper, by e-mail or by text.

use super::letter::Letter;
use leptos::prelude::*;
use portal_api::front;
use portal_kit::boot::use_words;
use portal_kit::{Choice, ChoiceOption, Field, Notice, SelectField, SelectOption, Tone, fresh, text};
use portal_page::{Faults, FormErrors, SendButton, when_done};
use portal_types::account::Lang;
use portal_types::enrollment::Channel;
use portal_types::field::Problem;
use portal_types::ids::PatientId;
use portal_types::links;
use portal_types::registry::{FrontView, Invite, Made, Way};
use portal_words::Words;

/// The first contact of a channel on the record, to begin with.
fn known(shown: &FrontView, channel: Channel) -> String {
    shown.contacts.iter().find(|(of, _)| *of == channel).map(|(_, value)| value.clone()).unwrap_or_default()
}

/// What is said of the fields of this form. A practice is wrong only when it was taken from the list meanwhile.
fn sentence(w: &Words, field: &str, problem: &Problem) -> String {
    match field {
        "practice" => w.invite_practice_gone(),
        _ => text::problem(w, problem),
    }
}

/// An invitation that was made just now, and for whom. It is kept outside the record, which is drawn anew when something
/// has changed: the code of a letter is shown this once.
pub(super) type JustMade = RwSignal<Option<(PatientId, Made)>>;

#[component]
pub(super) fn InviteForm(shown: FrontView, made: JustMade, changed: Callback<()>, again: bool) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<front::Invite>::new();
    let faults = Faults::worded(action, sentence);
    let id = shown.record.patient;
    let here =
        move || made.with(|made| made.as_ref().filter(|(patient, _)| *patient == id).map(|(_, made)| made.clone()));
    when_done(action, move |next| {
        made.set(Some((id, next.clone())));
        changed.run(());
    });
    Effect::new(move |_| {
        if here().is_some() {
            portal_browser::focus("made");
        }
    });
    let way = RwSignal::new(Way::Letter.code().to_owned());
    let (email, phone) = (known(&shown, Channel::Email), known(&shown, Channel::Text));
    let ways = vec![
        ChoiceOption::new(Way::Letter.code(), w.way_letter()).describe(w.way_letter_text()),
        ChoiceOption::new(Way::Email.code(), w.way_email()).describe(w.way_email_text()),
        ChoiceOption::new(Way::Text.code(), w.way_text()).describe(w.way_text_text()),
    ];
    let langs = vec![
        SelectOption::new(Lang::En.code(), w.lang_english()),
        SelectOption::new(Lang::Es.code(), w.lang_spanish()),
    ];
    let practices: Vec<SelectOption> =
        shown.practices.iter().map(|(id, name)| SelectOption::new(id.to_string(), name.clone())).collect();
    let first = practices.first().map(|p| p.value.clone()).unwrap_or_default();
    let lang = shown.lang.code().to_owned();
    let patient = shown.record.patient.to_string();
    view! {
        <section class="stack" aria-labelledby="invite">
            <h3 id="invite">{if again { w.invite_again() } else { w.invite_title() }}</h3>
            {again.then(|| view! { <p>{w.invite_again_text()}</p> })}
            <div id="made" class="stack" tabindex="-1">
                {move || {
                    here()
                        .map(|made| fresh(match &made.sent_to {
                            Some(to) => {
                                let said = w.invite_sent(to.clone());
                                view! { <Notice tone=Tone::Positive live=true>{said}</Notice> }.into_any()
                            }
                            None => view! { <Letter made=made.clone() /> }.into_any(),
                        }))
                }}
            </div>
            <FormErrors faults id="invite-error" page=links::DESK_PATIENTS />
            <ActionForm
                action
                attr:novalidate=true
                attr:class="stack"
                on:submit:capture=move |event| {
                    faults
                        .judge::<
                            front::Invite,
                        >(
                            &event,
                            |t| Invite::parse(&t.way, &t.email, &t.phone, &t.lang, &t.practice).map(|_| ()),
                        )
                }
            >
                <input type="hidden" name="patient" value=patient autocomplete="off" />
                <Choice
                    legend=w.invite_way()
                    name="way"
                    id="way"
                    options=ways
                    bind=way
                    error=faults.at("way")
                    required=true
                />
                {move || fresh(match Way::from_code(&way.get()) {
                    Some(Way::Email) => {
                        view! {
                            <Field
                                label=w.invite_email()
                                name="email"
                                id="email"
                                kind="email"
                                value=email.clone()
                                error=faults.at("email")
                                required=true
                            />
                        }
                            .into_any()
                    }
                    Some(Way::Text) => {
                        view! {
                            <Field
                                label=w.invite_phone()
                                name="phone"
                                id="phone"
                                kind="tel"
                                value=phone.clone()
                                error=faults.at("phone")
                                required=true
                            />
                        }
                            .into_any()
                    }
                    _ => ().into_any(),
                })}
                <SelectField label=w.invite_lang() name="lang" id="lang" options=langs value=lang />
                <SelectField
                    label=w.invite_practice()
                    name="practice"
                    id="practice"
                    options=practices
                    value=first
                    error=faults.at("practice")
                />
                <SendButton label=w.invite_button() busy=action.pending() />
            </ActionForm>
        </section>
    }
}
