//! What a form, or a grant, lacks to be put in force.

use leptos::prelude::*;
use portal_kit::boot::use_words;
use portal_words::Words;

/// What is missing, by its word (`care::representatives::signing::Lack`, and what is looked up only when it is put in
/// force).
pub(crate) fn lack(w: &Words, code: &str) -> Option<String> {
    Some(match code {
        "representative_signature" => w.lack_representative_signature(),
        "patient_signature" => w.lack_patient_signature(),
        "representative_age" => w.lack_representative_age(),
        "basis_for_age" => w.lack_basis_for_age(),
        "guardianship_order" => w.lack_guardianship_order(),
        "attestation" => w.lack_attestation(),
        "birth_date" => w.lack_birth_date(),
        "two_people" => w.lack_two_people(),
        "living" => w.lack_living(),
        "court_order" => w.lack_court_order(),
        "time" => w.lack_time(),
        "shared_contact" => w.lack_shared_contact(),
        "another_grant" => w.lack_another_grant(),
        _ => return None,
    })
}

/// All of it, each once; nothing, if nothing is missing.
#[component]
pub(crate) fn Missing(
    /// The words.
    codes: Vec<String>,
) -> impl IntoView {
    let w = use_words();
    let mut once: Vec<String> = Vec::new();
    for code in codes {
        if !once.contains(&code) {
            once.push(code);
        }
    }
    let any = !once.is_empty();
    let lines = once
        .into_iter()
        .map(|code| {
            let said = lack(w, &code).unwrap_or_else(|| code.clone());
            // The summary of what is wrong leads here.
            view! {
                <li id=code tabindex="-1">
                    {said}
                </li>
            }
        })
        .collect_view();
    any.then(|| {
        view! {
            <section class="stack tight" aria-labelledby="missing">
                <h2 id="missing">{w.forms_missing()}</h2>
                <ul>{lines}</ul>
            </section>
        }
    })
    .into_any()
}
