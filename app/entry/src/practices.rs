//! The public directory of practices (F05): a plain list, narrowed down while typing.

use crate::form::{said, use_alive};
use leptos::prelude::*;
use leptos_meta::Title;
use portal_api::directory::practices;
use portal_kit::boot::use_words;
use portal_kit::fresh;
use portal_kit::{Field, Notice, Skeleton, SkeletonShape, Tone, text};
use portal_types::directory::PracticeCard;

/// All practices with their phones.
pub(crate) fn draw() -> AnyView {
    fresh(view! { <Practices /> })
}

#[component]
fn Practices() -> impl IntoView {
    let practices = Resource::new(|| (), |()| practices());
    let w = use_words();
    view! {
        <Title text=w.practices_title() />
        <h1>{w.practices_title()}</h1>
        <p class="lead">{w.practices_lead()}</p>
        <Suspense fallback=move || {
            view! { <Skeleton label=w.loading() count=8 shape=SkeletonShape::Rows /> }
        }>
            {move || Suspend::new(async move { fresh(match practices.await {
                    Ok(all) if all.is_empty() => view! { <p>{w.practices_empty()}</p> }.into_any(),
                    Ok(all) => view! { <Directory all /> }.into_any(),
                    Err(error) => {
                        view! {
                            <Notice tone=Tone::Caution title=w.page_failed()>
                                {said(w, &error)}
                            </Notice>
                        }
                            .into_any()
                    }
                }) })}
        </Suspense>
    }
    .into_any()
}

/// Whether every word that was typed stands in the card. Accents and case do not count.
fn fits(key: &str, typed: &str) -> bool {
    typed.split_whitespace().map(search_key).all(|word| key.contains(&word))
}

#[component]
fn Directory(all: Vec<PracticeCard>) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let keys = StoredValue::new(
        all.iter().map(|card| search_key(&format!("{} {}", card.name, card.address))).collect::<Vec<_>>(),
    );
    let shown = Memo::new(move |_| {
        typed.with(|typed| keys.with_value(|keys| keys.iter().map(|key| fits(key, typed)).collect::<Vec<_>>()))
    });
    let count = move || shown.with(|shown| shown.iter().filter(|fits| **fits).count());
    view! {
        <Filter typed count=Signal::derive(count) />
        <ul class="stack practices">
            {all
                .into_iter()
                .enumerate()
                .map(|(index, card)| {
                    view! {
                        <li class="card" hidden=move || !shown.with(|shown| shown.get(index).is_none_or(|fits| *fits))>
                            <Practice card />
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    }
    .into_any()
}

/// Narrowing down needs the page alive; the list does not.
#[component]
fn Filter(typed: RwSignal<String>, count: Signal<usize>) -> impl IntoView {
    let w = use_words();
    let alive = use_alive();
    view! {
        <div class="stack tight" hidden=move || !alive.get()>
            <Field
                label=w.practices_filter()
                hint=w.practices_filter_hint()
                name="filter"
                id="filter"
                kind="search"
                autocomplete="off".to_owned()
                spellcheck=false
                bind=typed
            />
            <p class="soft" role="status">
                {move || w.practices_count(count.get())}
            </p>
        </div>
    }
    .into_any()
}

#[component]
fn Practice(card: PracticeCard) -> impl IntoView {
    let w = use_words();
    view! {
        <div class="stack tight">
            <h2>{card.name}</h2>
            <p class="soft">{card.address}</p>
            <p>
                {match card.phone {
                    Some(phone) => {
                        view! { <a class="alone" href=text::tel_link(&phone)>{text::phone(&phone)}</a> }.into_any()
                    }
                    None => w.practices_no_phone().into_any(),
                }}
            </p>
            <p class="soft small">
                {if card.messaging { w.practices_messaging() } else { w.practices_no_messaging() }}
            </p>
        </div>
    }
    .into_any()
}

/// Text as searched: case and the accents of our languages do not count. (The server's full comparison of names needs
/// tables that are too heavy for a search box.)
fn search_key(text: &str) -> String {
    let plain = |c: char| match c {
        'á' | 'à' | 'â' | 'ä' | 'ã' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ñ' => 'n',
        'ç' => 'c',
        other => other,
    };
    text.chars().flat_map(char::to_lowercase).map(plain).filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::fits;
    use super::search_key;

    #[test]
    fn every_typed_word_must_stand_in_the_card() {
        let key = search_key("Clínica Álamo, 12 Mill Road, Salem");
        assert!(fits(&key, ""));
        assert!(fits(&key, "clinica sal"));
        assert!(fits(&key, "ÁLAMO"));
        assert!(!fits(&key, "alamo boston"));
    }
}
