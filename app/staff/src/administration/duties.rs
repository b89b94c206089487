//! A role, and the practices that somebody of it works for.

use leptos::prelude::*;
use portal_kit::boot::use_words;
use portal_kit::{CheckBox, Icon, IconView, SelectField, SelectOption, text};
use portal_page::{Faults, use_alive};
use portal_types::account::Role;
use portal_types::field::Problem;
use portal_types::ids::PracticeId;
use portal_words::Words;

/// What is said of the fields of this desk's forms.
pub(super) fn sentence(w: &Words, field: &str, problem: &Problem) -> String {
    match (field, problem) {
        ("practices", _) => w.admin_practices_missing(),
        ("role", Problem::NotAChoice) => w.admin_role_missing(),
        ("username", Problem::TooShort(_)) => w.credentials_username_short(),
        ("username", Problem::BadCharacter) => w.credentials_username_bad(),
        ("sure", Problem::NotAChoice) => w.admin_own(),
        ("version", Problem::Taken) => w.admin_version_taken(),
        ("day", Problem::Taken) => w.admin_holiday_taken(),
        ("days", _) => w.admin_days_bad(),
        (_, Problem::NotADate) => w.admin_date_bad(),
        (_, other) => text::problem(w, other),
    }
}

/// The two questions. Practices are asked of those who work for some; of everybody until the page is alive.
#[component]
pub(super) fn Duties(role: Option<Role>, practices: Vec<(PracticeId, String, bool)>, faults: Faults) -> impl IntoView {
    let w = use_words();
    let mut roles = vec![SelectOption::new("", w.details_choose())];
    roles.extend(Role::ALL.map(|role| SelectOption::new(role.code(), text::role(w, role))));
    let chosen = RwSignal::new(role.map(Role::code).unwrap_or_default().to_owned());
    let asked = Memo::new(move |_| chosen.with(|code| Role::from_code(code)).is_none_or(Role::works_for_practices));
    let alive = use_alive();
    let error = faults.at("practices");
    let boxes = practices
        .into_iter()
        .enumerate()
        .map(|(n, (practice, name, member))| {
            view! {
                <CheckBox
                    label=name
                    name=format!("practices[{n}]")
                    id=format!("practice-{}", n + 1)
                    value=practice.to_string()
                    checked=member
                />
            }
        })
        .collect_view();
    view! {
        <SelectField
            label=w.admin_role()
            name="role"
            id="role"
            options=roles
            bind=chosen
            error=faults.at("role")
            required=true
        />
        <fieldset
            class="field"
            class:bad=move || error.with(Option::is_some)
            id="practices"
            tabindex="-1"
            hidden=move || alive.get() && !asked.get()
            aria-describedby=move || {
                if error.with(Option::is_some) { "practices-hint practices-error" } else { "practices-hint" }
            }
        >
            <legend>{w.admin_practices()}</legend>
            <p class="hint" id="practices-hint">
                {w.admin_practices_hint()}
            </p>
            {move || {
                error
                    .get()
                    .map(|error| {
                        view! {
                            <p class="field-error" id="practices-error">
                                <IconView icon=Icon::Alert />
                                <span>{error}</span>
                            </p>
                        }
                    })
            }}
            <div class="stack tight">{boxes}</div>
        </fieldset>
    }
    .into_any()
}
