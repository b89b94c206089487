//! One version of terms or notice, as it is shown to people, in each language.

use super::terms::{name, standing};
use crate::parts::{Facts, OpenHead, lang};
use leptos::prelude::*;
use portal_kit::boot::use_words;
use portal_kit::text;
use portal_types::agreement::AgreementView;
use portal_types::clinic::Agreement;
use portal_types::links;

#[component]
pub(super) fn Version(shown: AgreementView) -> impl IntoView {
    let w = use_words();
    let made = match &shown.made_by {
        Some(who) => w.front_made(text::date_with_year(w, shown.made_at.day()), who),
        None => w.admin_from_settings(text::date_with_year(w, shown.made_at.day())),
    };
    let facts = vec![
        (w.account_state(), Some(standing(w, shown.standing, shown.from))),
        (w.admin_made(), Some(made)),
        (w.admin_agreed(), Some(shown.agreed.to_string())),
    ];
    let texts = shown
        .texts
        .into_iter()
        .map(|(of, agreement)| {
            let id = format!("text-{}", of.code());
            let Agreement { summary, paragraphs, .. } = agreement;
            let short = (!summary.is_empty()).then(|| {
                view! { <ul>{summary.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul> }
            });
            view! {
                <section class="stack tight" aria-labelledby=id.clone()>
                    <h3 id=id.clone()>{lang(w, of)}</h3>
                    <div class="card prose" lang=of.code()>
                        {short}
                        {paragraphs.into_iter().map(|part| view! { <p>{part}</p> }).collect_view()}
                    </div>
                </section>
            }
        })
        .collect_view();
    view! {
        <OpenHead back=links::DESK_TERMS label=w.admin_terms_back() title=name(w, shown.kind, &shown.version) />
        <Facts facts />
        {texts}
    }
    .into_any()
}
