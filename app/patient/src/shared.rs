//! What every page here does alike.

use leptos::prelude::*;
use portal_api::ApiError;
use portal_kit::boot::{use_boot, use_charts, use_words};
use portal_kit::{
    Button, ButtonKind, ButtonVariant, DateBind, DateField, DateOrder, DateWords, ForWhom, Notice, Person, text,
};
use portal_page::use_alive;
use portal_types::account::{ChartCard, Lang};
use portal_types::ids::PatientId;
use portal_types::moment::Moment;
use portal_types::representative::{Capability, Right};
use portal_words::Words;

/// The card of a chart, if the visitor may open it. It is as the frame knows it now; when what may be seen or done
/// changes while the page stands, the frame loads it anew.
pub(crate) fn chart(patient: PatientId) -> Option<ChartCard> {
    use_charts().with_untracked(|charts| find(charts, patient).cloned())
}

fn find(charts: &[ChartCard], patient: PatientId) -> Option<&ChartCard> {
    charts.iter().find(|chart| chart.patient == patient)
}

/// Whether something of a chart may be seen, as the frame knows it now; none for a chart that is not open to the visitor.
pub(crate) fn seen(charts: RwSignal<Vec<ChartCard>>, patient: PatientId, of: Capability) -> Option<bool> {
    charts.with_untracked(|charts| find(charts, patient).map(|card| card.sees.has(of, Right::Read)))
}

/// The card of a chart that is another person's.
pub(crate) fn anothers(patient: PatientId) -> Option<ChartCard> {
    chart(patient).filter(|chart| !chart.own)
}

/// Whether the visitor may write to the care teams of a chart. In one that is not known the server says so.
pub(crate) fn writes(patient: PatientId) -> bool {
    chart(patient).is_none_or(|card| card.acts.has(Capability::Messages, Right::Act))
}

/// The person of a chart, as lists and forms show one.
pub(crate) fn person(card: &ChartCard) -> Person {
    Person { initials: card.initials.clone(), name: card.name.clone(), colour: card.colour }
}

/// Above every form in another person's chart: whom it is for. Nothing in one's own.
#[component]
pub(crate) fn Whom(patient: PatientId) -> impl IntoView {
    let (w, charts) = (use_words(), use_charts());
    // Name, age and colour as the frame shows them: they may change while somebody writes.
    let whom = Memo::new(move |_| {
        charts.with(|charts| {
            let card = find(charts, patient).filter(|card| !card.own)?;
            Some((person(card), w.for_whom(card.name.clone(), card.age)))
        })
    });
    move || whom.get().map(|(person, words)| view! { <ForWhom person words /> })
}

/// The verb of a button that sends: in another person's chart it says for whom. `failed`: an earlier try may be lost.
pub(crate) fn send_label(
    patient: PatientId,
    failed: impl Fn() -> Option<ApiError> + Send + Sync + 'static,
) -> Signal<String> {
    let w = use_words();
    let given = anothers(patient).map(|card| card.given);
    Signal::derive(move || match (&given, failed().is_some()) {
        (None, false) => w.thread_send(),
        (None, true) => w.thread_send_again(),
        (Some(given), false) => w.send_for(given),
        (Some(given), true) => w.send_again_for(given),
    })
}

/// Date and time with the year, for what may be long ago.
pub(crate) fn exact_with_year(w: &'static Words, at: Moment) -> String {
    w.patient_exact_time(text::date_with_year(w, at.day()), text::time_of(w, at))
}

/// Date and time in full, for those who ask.
pub(crate) fn exact(w: &'static Words, at: Moment) -> String {
    w.patient_exact_time(text::date(w, at.day()), text::time_of(w, at))
}

/// A date in three fields, in the order of the reader's language. `name` begins the names and the ids.
#[component]
pub(crate) fn Day(
    legend: String,
    #[prop(optional_no_strip, into)] hint: Option<String>,
    name: &'static str,
    bind: DateBind,
    error: Signal<Option<String>>,
) -> impl IntoView {
    let w = use_words();
    let order = match use_boot().lang {
        Lang::En => DateOrder::MonthDayYear,
        Lang::Es => DateOrder::DayMonthYear,
    };
    let words = DateWords { month: w.date_month(), day: w.date_day(), year: w.date_year() };
    view! { <DateField legend hint words name id=name bind order error /> }
}

/// Above a form: that it goes on with what was begun before, and the way to discard that. Until the page is alive it is a form
/// of its own, and stands in no other: `door` is the server function by which half-written words are kept, and `nothing` the
/// fields by which that hears that there are none.
#[component]
pub(crate) fn BegunBefore(
    #[prop(into)] again: Signal<bool>,
    discard: Callback<()>,
    door: &'static str,
    nothing: Vec<(&'static str, String)>,
) -> impl IntoView {
    let (w, alive) = (use_words(), use_alive());
    let nothing = StoredValue::new(nothing);
    let plain = move || {
        let fields = nothing
            .get_value()
            .into_iter()
            .map(|(name, value)| view! { <input type="hidden" name=name value=value autocomplete="off" /> })
            .collect_view();
        view! {
            <form method="post" action=door>
                {fields}
                <Button label=w.draft_discard() variant=ButtonVariant::Secondary />
            </form>
        }
        .into_any()
    };
    let pressed = move || {
        view! {
            <div>
                <Button
                    label=w.draft_discard()
                    kind=ButtonKind::Button
                    variant=ButtonVariant::Secondary
                    on_press=discard
                />
            </div>
        }
        .into_any()
    };
    move || {
        again.get().then(|| {
            view! {
                <Notice title=w.draft_kept()>
                    {move || if alive.get() { pressed() } else { plain() }}
                </Notice>
            }
        })
    }
}

/// Prints the page; only the browser program can.
#[component]
pub(crate) fn Print() -> impl IntoView {
    let w = use_words();
    let alive = use_alive();
    move || {
        alive.get().then(|| {
            view! {
                <Button
                    label=w.record_print()
                    kind=ButtonKind::Button
                    variant=ButtonVariant::Secondary
                    on_press=Callback::new(|()| portal_browser::print())
                />
            }
        })
    }
}
