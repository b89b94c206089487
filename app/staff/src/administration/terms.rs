//! The texts that people agree to: their versions beside the one that is open, or beside the form of a new one.

use super::agreement::Version;
use super::gone::Gone;
use super::put::Put;
use crate::parts::focus_opened;
use leptos::prelude::*;
use leptos_meta::Title;
use portal_api::agreements;
use portal_kit::boot::use_words;
use portal_kit::{Due, MessageList, MessageRow, Notice, PageHead, Skeleton, SkeletonShape, Tone, fresh, text};
use portal_page::{Growing, More, Snag, Trouble, cursor, param};
use portal_types::agreement::{AgreementKind, AgreementList, AgreementRow, Standing};
use portal_types::day::Day;
use portal_types::ids::AgreementId;
use portal_types::links;
use portal_words::Words;

/// "Terms and conditions 2027-01".
pub(super) fn name(w: &Words, kind: AgreementKind, version: &str) -> String {
    match kind {
        AgreementKind::Terms => w.admin_terms_of(version),
        AgreementKind::Privacy => w.admin_privacy_of(version),
    }
}

/// Whether it counts, and from when.
pub(super) fn standing(w: &Words, standing: Standing, from: Day) -> String {
    let day = text::date_with_year(w, from);
    match standing {
        Standing::Coming => w.admin_coming(day),
        Standing::InForce => w.admin_in_force(day),
        Standing::Past => w.admin_past(),
    }
}

/// `/desk/admin/terms` and `/desk/admin/terms/:agreement`, with `?after=`.
pub(crate) fn draw() -> AnyView {
    fresh(view! { <Terms /> })
}

#[component]
fn Terms() -> impl IntoView {
    let w = use_words();
    let (after, chosen) = (cursor("after"), param::<AgreementId>("agreement"));
    let list = Resource::new(move || after.get(), |after| async move { agreements::list(after).await });
    let open = Resource::new(
        move || chosen.get(),
        |chosen| async move {
            match chosen {
                Some(agreement) => Some(agreements::open(agreement).await),
                None => None,
            }
        },
    );
    let done = RwSignal::new(false);
    Effect::new(move |_| {
        if done.get() {
            list.refetch();
            portal_browser::focus("done");
        }
    });
    focus_opened(move || chosen.get());
    let part = move || if chosen.get().is_some() { w.admin_version() } else { w.admin_put_title() };
    let rows = move || view! { <Skeleton label=w.desk_loading() count=4 shape=SkeletonShape::Rows /> };
    let lines = move || view! { <Skeleton label=w.loading() count=8 /> };
    view! {
        <Title text=w.admin_terms_title() />
        <PageHead title=w.admin_terms_title() lead=w.admin_terms_lead() />
        <div class="split" class:reading=move || chosen.get().is_some()>
            <section class="stack tight" aria-label=w.admin_terms_list()>
                <Suspense fallback=rows>
                    {move || {
                        let later = after.get().is_some();
                        Suspend::new(async move {
                            fresh(match list.await {
                                Ok(first) => view! { <List first later chosen /> }.into_any(),
                                Err(error) => {
                                    let retry = Callback::new(move |()| list.refetch());
                                    view! { <Trouble error retry beside=true /> }.into_any()
                                }
                            })
                        })
                    }}
                </Suspense>
            </section>
            <section class="stack" id="beside" tabindex="-1" aria-label=part>
                <div id="done" tabindex="-1">
                    {move || {
                        (done.get() && chosen.get().is_none())
                            .then(|| view! { <Notice tone=Tone::Positive title=w.admin_put_done() live=true /> })
                    }}
                </div>
                <Suspense fallback=lines>
                    {move || {
                        Suspend::new(async move {
                            let beside = open.await;
                            fresh(match (beside, list.await) {
                                (None, Ok(first)) => {
                                    let today = first.now.day();
                                    view! { <Put newest=first.newest intent=first.intent today done /> }.into_any()
                                }
                                (None, Err(_)) => ().into_any(),
                                (Some(Ok(shown)), _) => view! { <Version shown /> }.into_any(),
                                (Some(Err(error)), _) => {
                                    let retry = Callback::new(move |()| open.refetch());
                                    view! {
                                        <Gone
                                            error
                                            retry
                                            title=w.admin_version_gone_title()
                                            back=links::DESK_TERMS
                                            label=w.admin_terms_back()
                                        />
                                    }
                                        .into_any()
                                }
                            })
                        })
                    }}
                </Suspense>
            </section>
        </div>
    }
    .into_any()
}

#[component]
fn List(first: AgreementList, later: bool, chosen: Memo<Option<AgreementId>>) -> impl IntoView {
    let w = use_words();
    let list = Growing::new(
        first.page,
        |row| row.agreement,
        move |after| async move { agreements::list(Some(after)).await.map(|more| more.page) },
    );
    let now = first.now;
    let row = move |row: AgreementRow| {
        let id = row.agreement;
        let due = if row.standing == Standing::Coming { Due::Soon } else { Due::Calm };
        view! {
            <MessageRow
                href=links::desk_agreement(id)
                title=name(w, row.kind, &row.version)
                context=standing(w, row.standing, row.from)
                time=text::when(w, row.made_at, now)
                datetime=row.made_at.machine()
                unread_word=String::new()
                current=Signal::derive(move || chosen.get() == Some(id))
                due
            />
        }
    };
    view! {
        <Snag error=list.rest.trouble retry=list.rest.load />
        {later
            .then(|| {
                view! {
                    <p>
                        <a href=links::DESK_TERMS>{w.desk_newest()}</a>
                    </p>
                }
            })}
        <MessageList label=w.admin_terms_list() queue=true>
            <For each=move || list.rows() key=|row| row.agreement let(shown)>
                {row(shown)}
            </For>
        </MessageList>
        <More rest=list.rest to=format!("{}?after=", links::DESK_TERMS) label=w.desk_more() />
    }
    .into_any()
}
