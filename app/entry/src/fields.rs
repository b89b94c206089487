//! Fields that several pages of this wing ask for: the birth date, and the code that was sent.

use crate::form::Faults;
use leptos::prelude::*;
use portal_kit::boot::{use_boot, use_words};
use portal_kit::{DateBind, DateField, DateOrder, DateWords, Field};
use portal_types::account::Lang;
use portal_types::field::{FieldProblem, alone, check_code};

/// The birth date, in the order of the reader's language.
#[component]
pub(crate) fn BornField(born: DateBind, faults: Faults) -> impl IntoView {
    let (w, boot) = (use_words(), use_boot());
    view! {
        <DateField
            legend=w.start_born()
            hint=w.start_born_hint()
            words=DateWords {
                month: w.date_month(),
                day: w.date_day(),
                year: w.date_year(),
            }
            name="born"
            id="born"
            bind=born
            birthday=true
            order=match boot.lang {
                Lang::En => DateOrder::MonthDayYear,
                Lang::Es => DateOrder::DayMonthYear,
            }
            error=faults.at("born")
        />
    }
    .into_any()
}

/// The code that was sent to a contact.
#[component]
pub(crate) fn SentCode(faults: Faults) -> impl IntoView {
    let w = use_words();
    view! {
        <Field
            label=w.code_field()
            hint=w.code_hint()
            name="code"
            id="code"
            autocomplete="one-time-code".to_owned()
            inputmode="numeric".to_owned()
            required=true
            short=true
            spellcheck=false
            error=faults.at("code")
        />
    }
    .into_any()
}

/// What is wrong with what was typed there.
pub(crate) fn judge_code(typed: &str) -> Result<(), Vec<FieldProblem>> {
    alone("code", check_code(typed))
}
