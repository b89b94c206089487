//! Writing to Technical Support: the form, and what stands in its place when it has arrived.

use crate::enroll::Reach;
use crate::form::{FormErrors, SendButton, faults};
use crate::support::hours;
use leptos::prelude::*;
use leptos_meta::Title;
use portal_api::support;
use portal_kit::boot::{use_boot, use_words};
use portal_kit::{
    ButtonVariant, Choice, ChoiceOption, Field, LinkButton, Notice, Skeleton, TextArea, Tone, fresh, text,
};
use portal_page::left;
use portal_types::account::Who;
use portal_types::ids::IntentKey;
use portal_types::links;
use portal_types::support::{NewTicket, TICKET_MAX, TicketCategory, TicketForm, TicketSent};
use portal_words::Words;

fn category(w: &Words, category: TicketCategory) -> String {
    match category {
        TicketCategory::Enrolling => w.ticket_category_enrolling(),
        TicketCategory::SigningIn => w.ticket_category_signing_in(),
        TicketCategory::Page => w.ticket_category_page(),
        TicketCategory::Close => w.ticket_category_close(),
        TicketCategory::Other => w.ticket_category_other(),
    }
}

/// The form with an intent of its own, so that a double press makes one ticket.
#[component]
pub(crate) fn Write() -> impl IntoView {
    let w = use_words();
    let begun = Resource::new(|| (), |()| support::begin());
    view! {
        <section class="stack" aria-labelledby="write">
            <h2 id="write">{w.ticket_title()}</h2>
            <p>{w.ticket_lead()}</p>
            <Suspense fallback=move || view! { <Skeleton label=w.loading() count=4 /> }>
                {move || Suspend::new(async move {
                    fresh(match begun.await {
                        Ok(start) => view! { <WriteForm intent=start.intent /> }.into_any(),
                        Err(error) => view! { <p role="alert">{crate::form::said(w, &error)}</p> }.into_any(),
                    })
                })}
            </Suspense>
        </section>
    }
    .into_any()
}

#[component]
fn WriteForm(intent: IntentKey) -> impl IntoView {
    let action = ServerAction::<support::Write>::new();
    let value = action.value();
    let sent = Memo::new(move |_| value.with(|value| value.clone().and_then(Result::ok)));
    Effect::new(move |_| {
        if sent.with(Option::is_some) {
            portal_browser::focus("arrived");
        }
    });
    move || {
        fresh(match sent.get() {
            Some(sent) => view! { <Taken sent /> }.into_any(),
            None => view! { <Fields action intent /> }.into_any(),
        })
    }
}

#[component]
fn Fields(action: ServerAction<support::Write>, intent: IntentKey) -> impl IntoView {
    let (w, boot) = (use_words(), use_boot());
    let faults = faults(action);
    let known = match &boot.who {
        Who::Patient { charts, .. } => {
            Some(charts.iter().find(|chart| chart.own).map(|chart| chart.name.clone()).unwrap_or_default())
        }
        Who::Guest | Who::Staff { .. } | Who::Locked { .. } => None,
    };
    let categories = TicketCategory::ALL.map(|of| ChoiceOption::new(of.code(), category(w, of))).to_vec();
    view! {
        <FormErrors faults id="write-error" page=links::SUPPORT />
        <ActionForm
            action
            attr:novalidate=true
            attr:class="stack"
            on:submit:capture=move |event| {
                faults
                    .judge::<
                        support::Write,
                    >(
                        &event,
                        |typed| {
                            NewTicket::parse(TicketForm {
                                    known: typed.known.is_some(),
                                    category: &typed.category,
                                    text: &typed.text,
                                    name: &typed.name,
                                    channel: &typed.channel,
                                    email: &typed.email,
                                    phone: &typed.phone,
                                    intent: &typed.intent,
                                })
                                .map(|_| ())
                        },
                    )
            }
        >
            <input type="hidden" name="intent" value=intent.to_string() autocomplete="off" />
            <Choice
                legend=w.ticket_category()
                name="category"
                id="category"
                options=categories
                error=faults.at("category")
                required=true
            />
            <TextArea
                label=w.ticket_text()
                hint=w.ticket_text_hint()
                name="text"
                id="text"
                rows=6
                counter=left(w, TICKET_MAX)
                error=faults.at("text")
                required=true
            />
            {match known {
                Some(name) => {
                    // Without a chart the page does not know the name.
                    let known = if name.is_empty() { w.ticket_known_unnamed() } else { w.ticket_known(name) };
                    view! {
                        <input type="hidden" name="known" value="true" autocomplete="off" />
                        <p class="soft">{known}</p>
                    }
                        .into_any()
                }
                None => {
                    view! {
                        <Field
                            label=w.ticket_name()
                            name="name"
                            id="name"
                            autocomplete="name".to_owned()
                            spellcheck=false
                            error=faults.at("name")
                            required=true
                        />
                        <Reach faults />
                    }
                        .into_any()
                }
            }}
            <SendButton label=w.ticket_send() busy=action.pending() />
        </ActionForm>
    }
    .into_any()
}

/// The number, and when we call.
#[component]
fn Taken(sent: TicketSent) -> impl IntoView {
    let w = use_words();
    let status = format!("{}#{}", links::REQUEST_STATUS, sent.number);
    view! {
        <div id="arrived" tabindex="-1">
            <Notice tone=Tone::Positive title=w.ticket_sent() live=true>
                <p>
                    {w.ticket_number()} " " <strong class="code">{sent.number}</strong>
                </p>
                <p>{w.ticket_call_by(text::date(w, sent.call_by), hours())}</p>
                <p>
                    <a class="alone" href=status>{w.waiting_status()}</a>
                </p>
                <p>{w.forgot_never()}</p>
            </Notice>
        </div>
    }
    .into_any()
}

/// For browsers that sent the form by themselves: what has arrived, as a page of its own.
#[component]
pub(crate) fn Arrived() -> impl IntoView {
    let w = use_words();
    let arrived = Resource::new(|| (), |()| support::arrived());
    view! {
        <Title text=w.ticket_arrived_title() />
        <h1>{w.ticket_arrived_title()}</h1>
        <Suspense fallback=move || view! { <Skeleton label=w.loading() count=2 /> }>
            {move || Suspend::new(async move {
                fresh(match arrived.await {
                    Ok(Some(sent)) => view! { <Taken sent /> }.into_any(),
                    Ok(None) => view! { <p>{w.ticket_arrived_nothing()}</p> }.into_any(),
                    Err(error) => view! { <p role="alert">{crate::form::said(w, &error)}</p> }.into_any(),
                })
            })}
        </Suspense>
        <div>
            <LinkButton href=links::SUPPORT label=w.footer_support() variant=ButtonVariant::Secondary />
        </div>
    }
    .into_any()
}
