use super::{
    bound::tie,
    shell::{HintAndError, described_by, invalid},
};
use leptos::{html, prelude::*};

/// In which order the reader's language writes a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DateOrder {
    /// 11 / 24 / 1981.
    #[default]
    MonthDayYear,
    /// 24 / 11 / 1981.
    DayMonthYear,
    /// 1981 / 11 / 24.
    YearMonthDay,
}

/// The words above the three inputs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateWords {
    /// "Month".
    pub month: String,
    /// "Day".
    pub day: String,
    /// "Year".
    pub year: String,
}

/// The three typed parts, as typed.
#[derive(Debug, Clone, Copy)]
pub struct DateBind {
    /// Follows and sets the month.
    pub month: RwSignal<String>,
    /// Follows and sets the day.
    pub day: RwSignal<String>,
    /// Follows and sets the year.
    pub year: RwSignal<String>,
}

impl DateBind {
    /// Three signals with what stands in them at first.
    pub fn new(month: impl Into<String>, day: impl Into<String>, year: impl Into<String>) -> Self {
        Self { month: RwSignal::new(month.into()), day: RwSignal::new(day.into()), year: RwSignal::new(year.into()) }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Month,
    Day,
    Year,
}

impl Part {
    const fn word(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Day => "day",
            Self::Year => "year",
        }
    }
}

/// A date in three inputs, sent as `{name}_month`, `{name}_day` and `{name}_year`; their ids are made alike from `id`
/// with a hyphen. Nobody scrolls a calendar back to 1946.
#[component]
pub fn DateField(
    /// The question, above.
    #[prop(into)]
    legend: String,
    /// The words above the inputs.
    words: DateWords,
    /// Begins the names of the three values.
    #[prop(into)]
    name: String,
    /// Begins the ids of the three inputs. An error summary links to the first of them, e.g. `{id}-month`.
    #[prop(into)]
    id: String,
    /// Follows and sets the three parts, and says what stands in them at first.
    #[prop(optional, into)]
    bind: Option<DateBind>,
    /// Help, under the question: "For example: 11 24 1981".
    #[prop(optional_no_strip, into)]
    hint: Option<String>,
    /// What to put right.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Which part comes first.
    #[prop(optional)]
    order: DateOrder,
    /// A date of birth, which a browser may know.
    #[prop(optional)]
    birthday: bool,
) -> impl IntoView {
    let bind = bind.unwrap_or_else(|| DateBind::new("", "", ""));
    let described = described_by(&id, hint.is_some(), error);
    let parts = match order {
        DateOrder::MonthDayYear => [Part::Month, Part::Day, Part::Year],
        DateOrder::DayMonthYear => [Part::Day, Part::Month, Part::Year],
        DateOrder::YearMonthDay => [Part::Year, Part::Month, Part::Day],
    };
    let inputs = parts
        .map(|part| {
            let (label, value) = match part {
                Part::Month => (words.month.clone(), bind.month),
                Part::Day => (words.day.clone(), bind.day),
                Part::Year => (words.year.clone(), bind.year),
            };
            let node = NodeRef::<html::Input>::new();
            let sent = value.get_untracked();
            tie(
                move || node.get(),
                |control| control.value(),
                |control, value| control.set_value(value),
                value,
                sent.clone(),
            );
            view! {
                <label class:year=part == Part::Year>
                    {label}
                    <input
                        class="input"
                        id=format!("{id}-{}", part.word())
                        name=format!("{name}_{}", part.word())
                        type="text"
                        inputmode="numeric"
                        maxlength=if part == Part::Year { 4 } else { 2 }
                        autocomplete=birthday.then(|| format!("bday-{}", part.word()))
                        value=sent
                        aria-invalid=invalid(error)
                        node_ref=node
                        on:input:target=move |input| value.set(input.target().value())
                    />
                </label>
            }
        })
        .into_iter()
        .collect_view();
    let shell_id = id.clone();
    view! {
        <fieldset
            class="field"
            class:bad=move || error.with(Option::is_some)
            id=id
            aria-describedby=described
        >
            <legend>{legend}</legend>
            <HintAndError id=shell_id hint error />
            <div class="date">{inputs}</div>
        </fieldset>
    }
}
