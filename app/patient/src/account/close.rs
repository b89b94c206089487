//! Closing one's account.

use leptos::prelude::*;
use portal_api::security;
use portal_kit::boot::use_words;
use portal_kit::{ButtonVariant, CheckBox};
use portal_page::{Faults, FormErrors, SendButton, when_done};
use portal_types::field::{Problem, Problems};
use portal_types::links;

/// What happens, a yes, and the way out.
#[component]
pub(super) fn Close(proven: bool) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<security::CloseAccount>::new();
    let value = action.value();
    let faults = Faults::worded(action, |w, field, problem| match (field, problem) {
        ("agreed", Problem::NotAgreed) => w.close_missing(),
        (_, other) => portal_kit::text::problem(w, other),
    });
    let over = move || value.with(|value| matches!(value, Some(Ok(_))));
    // A full load: nothing of the account stays in memory, in this tab or another.
    when_done(action, |next| {
        portal_browser::tell_signed_out();
        portal_browser::go(&next.to);
    });
    view! {
        <section class="stack tight" aria-labelledby="close-title">
            <h2 id="close-title">{w.close_title()}</h2>
            <details>
                <summary>{w.close_summary()}</summary>
                <div class="stack">
                    <ul>
                        <li>{w.close_now()}</li>
                        <li>{w.close_grace()}</li>
                        <li>{w.close_erased()}</li>
                        <li>{w.close_record()}</li>
                    </ul>
                    {if proven {
                        view! {
                            <FormErrors faults id="close-error" page=links::ACCOUNT />
                            <ActionForm
                                action
                                attr:novalidate=true
                                attr:class="stack"
                                on:submit:capture=move |event| {
                                    faults
                                        .judge::<
                                            security::CloseAccount,
                                        >(
                                            &event,
                                            |typed| {
                                                let mut problems = Problems::default();
                                                let agreed = typed.agreed.ok_or(Problem::NotAgreed);
                                                let agreed = problems.check("agreed", agreed);
                                                problems.into_result(agreed).map(|_| ())
                                            },
                                        )
                                }
                            >
                                <CheckBox
                                    label=w.close_agree()
                                    name="agreed"
                                    id="agreed"
                                    error=faults.at("agreed")
                                    required=true
                                />
                                <SendButton
                                    label=w.close_button()
                                    variant=ButtonVariant::Danger
                                    busy=Signal::derive(move || action.pending().get() || over())
                                />
                            </ActionForm>
                        }
                            .into_any()
                    } else {
                        view! { <p>{w.prove_first()}</p> }.into_any()
                    }}
                </div>
            </details>
        </section>
    }
    .into_any()
}
