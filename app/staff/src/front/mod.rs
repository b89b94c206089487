//! The front desk: find a patient, invite her, print the letter.

mod backing;
mod confirm;
mod invite;
mod letter;
mod record;
mod search;

use crate::parts::{Gone, focus_opened};
use leptos::prelude::*;
use leptos_meta::Title;
use portal_api::front;
use portal_kit::boot::use_words;
use portal_kit::{PageHead, Skeleton, fresh};
use portal_page::param;
use portal_types::ids::PatientId;
use portal_types::links;
use record::Record;
use search::SearchForm;

/// `/desk/patients` and `/desk/patients/:patient`.
pub(crate) fn draw() -> AnyView {
    fresh(view! { <Front /> })
}

#[component]
fn Front() -> impl IntoView {
    let w = use_words();
    let chosen = param::<PatientId>("patient");
    let open = Resource::new(move || chosen.get(), |chosen| async move { Some(front::record(chosen?).await) });
    let changed = Callback::new(move |()| open.refetch());
    let made = invite::JustMade::new(None);
    focus_opened(move || chosen.get());
    let lines = move || view! { <Skeleton label=w.front_loading() count=6 /> };
    view! {
        <Title text=w.front_title() />
        <PageHead title=w.front_title() lead=w.front_lead() />
        <div class="split" class:reading=move || chosen.get().is_some()>
            <section class="stack tight" aria-label=w.front_find()>
                <SearchForm chosen />
            </section>
            <section class="stack" id="beside" tabindex="-1" aria-label=w.front_record()>
                <Suspense fallback=lines>
                    {move || {
                        Suspend::new(async move {
                            fresh(match open.await {
                                None => view! { <p class="soft">{w.front_choose()}</p> }.into_any(),
                                Some(Ok(shown)) => view! { <Record shown made changed /> }.into_any(),
                                Some(Err(error)) => {
                                    view! {
                                        <Gone
                                            error
                                            retry=changed
                                            title=w.front_gone_title()
                                            text=w.front_gone_text()
                                            back=links::DESK_PATIENTS
                                            label=w.front_back()
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
}
