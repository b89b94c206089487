//! Instructions with a code, for somebody on a form who has no account yet.

use super::HERE;
use crate::front::Letter;
use leptos::prelude::*;
use portal_api::forms;
use portal_kit::boot::use_words;
use portal_kit::{Choice, ChoiceOption, Field, Notice, SelectField, SelectOption, Tone, fresh};
use portal_page::{Faults, FormErrors, SendButton, use_alive, when_done};
use portal_types::account::Lang;
use portal_types::enrollment::Channel;
use portal_types::grant_form::FormDone;
use portal_types::registry::{Made, Way};

#[component]
pub(super) fn CodeForm(done: FormDone) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<forms::Instructions>::new();
    let faults = Faults::of(action);
    let made = RwSignal::new(None::<Made>);
    when_done(action, move |next| {
        made.set(Some(next.clone()));
        portal_browser::focus("made");
    });
    let alive = use_alive();
    let way = RwSignal::new(Way::Letter.code().to_owned());
    let hidden = move |other: Way| alive.get() && way.with(|chosen| chosen != other.code());
    let [email, phone] = match done.channel {
        Channel::Email => [done.contact, String::new()],
        Channel::Text => [String::new(), done.contact],
    };
    let ways = vec![
        ChoiceOption::new(Way::Letter.code(), w.way_letter()).describe(w.way_letter_text()),
        ChoiceOption::new(Way::Email.code(), w.way_email()).describe(w.way_email_text()),
        ChoiceOption::new(Way::Text.code(), w.way_text()).describe(w.way_text_text()),
    ];
    let langs = Lang::ALL.map(|of| SelectOption::new(of.code(), crate::parts::lang(w, of))).to_vec();
    view! {
        <section class="stack" aria-labelledby="code-title">
            <h2 id="code-title">{w.forms_done_code_title()}</h2>
            <p>{w.forms_done_code_text()}</p>
            <div id="made" class="stack" tabindex="-1">
                {move || {
                    made.get()
                        .map(|made| fresh(match &made.sent_to {
                            Some(to) => {
                                let said = w.invite_sent(to.clone());
                                view! { <Notice tone=Tone::Positive live=true>{said}</Notice> }.into_any()
                            }
                            None => view! { <Letter made=made.clone() /> }.into_any(),
                        }))
                }}
            </div>
            <FormErrors faults id="code-error" page=HERE />
            // The code of a letter is shown this once: not to a plain form, whose answer is not shown.
            <noscript>{w.forms_done_needs_program()}</noscript>
            <ActionForm action attr:class="stack">
                <input type="hidden" name="representative" value=done.representative.to_string() autocomplete="off" />
                <Choice
                    legend=w.invite_way()
                    name="way"
                    id="way"
                    options=ways
                    bind=way
                    error=faults.at("way")
                    required=true
                />
                <div hidden=move || hidden(Way::Email)>
                    <Field
                        label=w.invite_email()
                        name="email"
                        id="email"
                        kind="email"
                        value=email
                        error=faults.at("email")
                    />
                </div>
                <div hidden=move || hidden(Way::Text)>
                    <Field
                        label=w.invite_phone()
                        name="phone"
                        id="phone"
                        kind="tel"
                        value=phone
                        error=faults.at("phone")
                    />
                </div>
                <SelectField label=w.invite_lang() name="lang" id="lang" options=langs value=done.lang.code() />
                <SendButton label=w.forms_done_code() busy=action.pending() />
            </ActionForm>
        </section>
    }
    .into_any()
}
