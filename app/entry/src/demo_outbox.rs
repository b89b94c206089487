//! What the demo would have sent.

use leptos::prelude::*;
use leptos_meta::Title;
use portal_api::demo::outbox;
use portal_kit::boot::{use_boot, use_words};
use portal_kit::fresh;
use portal_kit::text::{date, time_of};
use portal_kit::{Button, ButtonKind, ButtonVariant, EmptyState, Icon, PageHead, Skeleton};
use portal_types::enrollment::Channel;
use portal_types::notice::DemoMail;
use portal_words::letters;

/// The newest notices, as people would have got them. Exists in the demo only.
pub(crate) fn draw() -> AnyView {
    let w = use_words();
    let mails = Resource::new(|| (), |()| outbox());
    fresh(view! {
        <Title text=w.outbox_title() />
        <PageHead
            title=w.outbox_title()
            lead=w.outbox_lead()
            action=move || {
                view! {
                    <Button
                        label=w.outbox_refresh()
                        kind=ButtonKind::Button
                        variant=ButtonVariant::Secondary
                        on_press=Callback::new(move |()| mails.refetch())
                    />
                }
            }
        />
        <Suspense fallback=move || view! { <Skeleton label=w.loading() count=4 /> }>
            {move || Suspend::new(async move { fresh(match mails.await {
                    Ok(mails) if mails.is_empty() => {
                        view! {
                            <EmptyState icon=Icon::Inbox title=w.outbox_empty_title() text=w.outbox_empty() />
                        }
                            .into_any()
                    }
                    Ok(mails) => {
                        view! { <ol class="stack">{mails.into_iter().map(|mail| view! { <Mail mail /> }).collect_view()}</ol> }
                            .into_any()
                    }
                    Err(error) => view! { <p role="alert">{crate::form::said(w, &error)}</p> }.into_any(),
                }) })}
        </Suspense>
    })
}

#[component]
fn Mail(mail: DemoMail) -> impl IntoView {
    let w = use_words();
    let written = letters::write(mail.lang, &mail.letter, &use_boot().clinic.name, "");
    let channel = match mail.channel {
        Channel::Email => w.outbox_email(),
        Channel::Text => w.outbox_text(),
    };
    view! {
        <li class="card stack tight" lang=mail.lang.code()>
            <p class="soft small cluster apart">
                <span>{channel}" · "{w.outbox_to(&mail.to)}</span>
                <time datetime=mail.at.machine() title=date(w, mail.at.day())>
                    {time_of(w, mail.at)}
                </time>
            </p>
            {(mail.channel == Channel::Email).then(|| view! { <h2>{written.subject.clone()}</h2> })}
            <p>{written.text}</p>
            {written
                .link
                .map(|link| {
                    let shown = link.clone();
                    view! {
                        <p>
                            <a class="alone" href=link rel="external">
                                {shown}
                            </a>
                        </p>
                    }
                })}
        </li>
    }
}
