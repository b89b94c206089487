//! Who somebody is, and which practices the record is from.

use super::head::Head;
use crate::facts::Facts;
use crate::shared::chart;
use leptos::prelude::*;
use leptos_meta::Title;
use portal_api::{ApiError, record};
use portal_kit::boot::{use_boot, use_words};
use portal_kit::{Notice, PageHead, Skeleton, fresh, text};
use portal_page::{NotFound, Trouble, nothing_there, param};
use portal_types::account::Lang;
use portal_types::enrollment::{Channel, Sex};
use portal_types::field::age_on;
use portal_types::ids::PatientId;
use portal_types::record::DemographicsView;
use portal_types::representative::Capability;
use portal_words::Words;

/// What the address says, and what was asked for it. Asked in the page's own piece of code, not in `data`: whatever
/// stands there is sent with the first page.
struct Asked {
    patient: Memo<Option<PatientId>>,
    who: Resource<Result<DemographicsView, ApiError>>,
}

impl Asked {
    fn new() -> Self {
        let patient = param("patient");
        let who = Resource::new(
            move || patient.get(),
            |patient: Option<PatientId>| async move {
                let Some(patient) = patient else { return Err(nothing_there()) };
                record::demographics(patient).await
            },
        );
        Self { patient, who }
    }
}

/// `/p/:patient/record`.
pub(crate) fn draw() -> AnyView {
    let Asked { patient, who } = Asked::new();
    let w = use_words();
    let loading = move || {
        view! {
            <PageHead title=w.nav_record() />
            <Skeleton label=w.record_loading() count=8 />
        }
    };
    fresh(view! {
        // No name: the tab's title shows on shared screens and stays in the browser's history.
        <Title text=w.nav_record() />
        <Suspense fallback=loading>
            {move || {
                let whose = patient.get();
                Suspend::new(async move { fresh(match (whose, who.await) {
                        (Some(patient), Ok(view)) => view! { <Demographics patient view /> }.into_any(),
                        (_, Err(error)) => {
                            let retry = Callback::new(move |()| who.refetch());
                            view! { <Trouble error retry /> }.into_any()
                        }
                        (None, _) => view! { <NotFound /> }.into_any(),
                    }) })
            }}
        </Suspense>
    })
}

fn sex(w: &Words, sex: Sex) -> String {
    match sex {
        Sex::Female => w.record_sex_female(),
        Sex::Male => w.record_sex_male(),
        Sex::Other => w.record_sex_other(),
        Sex::Unknown => w.record_sex_unknown(),
    }
}

fn language(w: &Words, lang: Lang) -> String {
    match lang {
        Lang::En => w.record_language_en(),
        Lang::Es => w.record_language_es(),
    }
}

/// All contacts of a kind in one line; none, if there is none.
fn reached(contacts: &[(Channel, String)], by: Channel) -> Option<String> {
    let of_kind = contacts.iter().filter(|(channel, _)| *channel == by);
    let shown = of_kind.map(|(_, value)| match by {
        Channel::Text => text::phone(value),
        Channel::Email => value.clone(),
    });
    let all = shown.collect::<Vec<_>>().join(", ");
    (!all.is_empty()).then_some(all)
}

#[component]
fn Demographics(patient: PatientId, view: DemographicsView) -> impl IntoView {
    let w = use_words();
    let own = chart(patient).is_some_and(|card| card.own);
    let title = if own { w.record_title() } else { w.record_title_of(&view.name) };
    let born = view.born.map(|born| {
        let date = w.record_day(w.month_name(born.month()), born.day(), born.year());
        w.record_born_age(age_on(born, use_boot().today), date)
    });
    let address = (!view.address.is_empty()).then(|| view.address.join(", "));
    let facts = vec![
        (w.record_name(), Some(view.name)),
        (w.record_born(), born),
        (w.record_sex(), Some(sex(w, view.sex))),
        (w.record_number(), view.number),
        (w.record_address(), address),
        (w.record_phone(), reached(&view.contacts, Channel::Text)),
        (w.record_email(), reached(&view.contacts, Channel::Email)),
        (w.record_language(), Some(language(w, view.lang))),
    ];
    let facilities = view.facilities;
    view! {
        <Head patient of=Capability::Demographics title />
        <div class="stack">
            <Facts facts />
            <section class="stack tight" aria-labelledby="facilities">
                <h2 id="facilities">{w.record_facilities()}</h2>
                {if facilities.is_empty() {
                    view! { <p>{w.record_none()}</p> }.into_any()
                } else {
                    view! { <ul>{facilities.into_iter().map(|name| view! { <li>{name}</li> }).collect_view()}</ul> }
                        .into_any()
                }}
            </section>
            <Notice title=w.record_not_whole()>
                <p>{w.record_not_whole_text()}</p>
                <p>{w.record_wrong()}</p>
            </Notice>
        </div>
    }
    .into_any()
}
