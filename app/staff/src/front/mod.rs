//! The front desk: find a patient, invite her, print the letter.

mod backing;
mod confirm;
mod grants;
mod invite;
mod letter;
mod orders;
mod record;
mod search;

pub(crate) use letter::Letter;
pub(crate) use orders::{OrderFields, order_days, order_kind};

use crate::parts::{Gone, focus_opened};
use leptos::prelude::*;
use leptos_meta::Title;
use portal_api::{ApiError, front};
use portal_kit::boot::use_words;
use portal_kit::{Notice, PageHead, Skeleton, Tone, fresh};
use portal_page::param;
use portal_types::grant_form::DeskPapers;
use portal_types::ids::PatientId;
use portal_types::links;
use portal_types::page::Page;
use portal_types::representative::GrantRow;
use record::Record;
use search::SearchForm;

/// Who acts for the patient of a record, and the papers about it.
type Acting = (Result<Page<GrantRow>, ApiError>, Result<DeskPapers, ApiError>);

/// Told by the parts of a record what they have done: it is said above the record, which shows anew below.
#[derive(Clone, Copy)]
struct Desk {
    done: RwSignal<Option<(PatientId, String)>>,
    changed: Callback<()>,
    patient: PatientId,
}

impl Desk {
    fn did(self, said: String) {
        self.done.set(Some((self.patient, said)));
        self.changed.run(());
        portal_browser::focus("done");
    }
}

/// `/desk/patients` and `/desk/patients/:patient`.
pub(crate) fn draw() -> AnyView {
    fresh(view! { <Front /> })
}

#[component]
fn Front() -> impl IntoView {
    let w = use_words();
    let chosen = param::<PatientId>("patient");
    let open = Resource::new(move || chosen.get(), |chosen| async move { Some(front::record(chosen?).await) });
    let acting: Resource<Option<Acting>> = Resource::new(
        move || chosen.get(),
        |chosen| async move {
            let patient = chosen?;
            Some((front::grants(patient, None).await, front::papers(patient).await))
        },
    );
    let changed = Callback::new(move |()| {
        open.refetch();
        acting.refetch();
    });
    let done = RwSignal::new(None::<(PatientId, String)>);
    let said = move || done.get().filter(|(of, _)| chosen.get() == Some(*of)).map(|(_, said)| said);
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
                <div id="done" tabindex="-1">
                    {move || said().map(|said| view! { <Notice tone=Tone::Positive title=said live=true /> })}
                </div>
                <Suspense fallback=lines>
                    {move || {
                        Suspend::new(async move {
                            fresh(match (open.await, acting.await) {
                                (None, _) => view! { <p class="soft">{w.front_choose()}</p> }.into_any(),
                                (Some(Ok(shown)), acting) => {
                                    let desk = Desk { done, changed, patient: shown.record.patient };
                                    view! { <Record shown acting made changed desk /> }.into_any()
                                }
                                (Some(Err(error)), _) => {
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
