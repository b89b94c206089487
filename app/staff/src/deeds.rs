//! What a desk does with a grant, each behind a step that says what it means, with its reason.

use leptos::prelude::*;
use portal_kit::boot::use_words;
use portal_kit::{ButtonVariant, CheckBox, SelectField, SelectOption, TextArea, text};
use portal_page::{Faults, Press};
use portal_types::field::Problem;
use portal_types::grant_form::DeskMove;
use portal_words::Words;

/// What it is called, what happens, and what is said when it was done.
pub(crate) fn words(w: &Words, deed: DeskMove) -> [String; 3] {
    match deed {
        DeskMove::Activate => [w.move_activate(), w.move_activate_text(), w.move_activated()],
        DeskMove::Reject => [w.move_reject(), w.move_reject_text(), w.move_rejected()],
        DeskMove::Suspend => [w.move_suspend(), w.move_suspend_text(), w.move_suspended()],
        DeskMove::Resume => [w.move_resume(), w.move_resume_text(), w.move_resumed()],
        DeskMove::End => [w.move_end(), w.move_end_text(), w.move_ended()],
    }
}

/// What is said of the fields.
pub(crate) fn sentence(w: &Words, field: &str, problem: &Problem) -> String {
    match field {
        "sure" => w.sharing_sure_missing(),
        _ => crate::lacks::lack(w, field).unwrap_or_else(|| text::problem(w, problem)),
    }
}

/// Why, a yes, and the button. `prefix` begins the ids.
#[component]
pub(crate) fn DeedFields(deed: DeskMove, prefix: String, faults: Faults, busy: Signal<bool>) -> impl IntoView {
    let w = use_words();
    let [title, _, _] = words(w, deed);
    let danger = matches!(deed, DeskMove::Suspend | DeskMove::End | DeskMove::Reject);
    let variant = if danger { ButtonVariant::Danger } else { ButtonVariant::Secondary };
    let why = (deed.reasons().len() > 1).then(|| {
        let mut reasons = vec![SelectOption::new("", w.details_choose())];
        reasons.extend(deed.reasons().iter().map(|of| SelectOption::new(of.code(), text::reason(w, *of))));
        view! {
            <SelectField
                label=w.move_reason()
                name="reason"
                id=format!("{prefix}reason-1")
                options=reasons
                error=faults.at("reason")
                required=true
            />
            <TextArea
                label=w.move_words()
                hint=w.move_words_hint()
                name="words"
                id=format!("{prefix}words")
                error=faults.at("words")
                rows=2
            />
        }
    });
    view! {
        {why}
        <CheckBox
            label=w.admin_sure()
            name="sure"
            id=format!("{prefix}sure")
            error=faults.at("sure")
            required=true
        />
        <Press label=title variant busy />
    }
    .into_any()
}
