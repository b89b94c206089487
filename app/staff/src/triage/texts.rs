//! Texts to answer with: put into the answer, and never sent by themselves. Without the browser program they can be
//! read and copied.

use leptos::prelude::*;
use portal_kit::boot::use_words;
use portal_kit::{Button, ButtonKind, ButtonVariant, fresh};
use portal_page::use_alive;
use portal_types::links;
use portal_types::triage::FilledTemplate;

/// The texts, folded away. `put` is handed the one that was chosen.
#[component]
pub(crate) fn Texts(texts: Signal<Vec<FilledTemplate>>, put: Callback<String>) -> impl IntoView {
    let w = use_words();
    let alive = use_alive();
    // What has not changed is not drawn anew: somebody may be choosing.
    let texts = Memo::new(move |_| texts.get());
    let lines = move || {
        let lines = texts.get().into_iter().map(|text| view! { <Line text put alive /> }).collect_view();
        fresh(view! {
            <ul class="stack tight" role="list" aria-label=w.triage_texts()>
                {lines}
            </ul>
        })
    };
    let none = move || texts.with(Vec::is_empty);
    view! {
        <details>
            <summary id="texts-step">{w.triage_texts()}</summary>
            <div class="stack tight">
                <p class="soft small">
                    {move || if none() { w.triage_texts_none() } else { w.triage_texts_text() }} " "
                    <a href=links::DESK_TEMPLATES>{w.triage_texts_keep()}</a>
                </p>
                {move || (!none()).then(lines)}
            </div>
        </details>
    }
    .into_any()
}

#[component]
fn Line(text: FilledTemplate, put: Callback<String>, alive: ReadSignal<bool>) -> impl IntoView {
    let w = use_words();
    let FilledTemplate { name, lang, body, .. } = text;
    let label = w.triage_texts_put(name.clone());
    let said = body.clone();
    let words = StoredValue::new(body);
    let press = Callback::new(move |()| put.run(words.get_value()));
    view! {
        <li class="stack tight">
            <p>
                <strong>{name}</strong>
                " "
                <span class="soft small">{crate::parts::lang(w, lang)}</span>
            </p>
            <p class="words small" lang=lang.code()>
                {said}
            </p>
            {move || {
                let label = label.clone();
                alive
                    .get()
                    .then(|| {
                        view! {
                            <div>
                                <Button
                                    label
                                    kind=ButtonKind::Button
                                    variant=ButtonVariant::Secondary
                                    on_press=press
                                />
                            </div>
                        }
                    })
            }}
        </li>
    }
    .into_any()
}
