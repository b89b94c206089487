//! Proposing up to three times to the patient.

use super::form::{Doing, Look, Unseen, Unsent, folded};
use leptos::form::ActionForm;
use leptos::prelude::*;
use portal_api::asks;
use portal_kit::boot::{use_boot, use_words};
use portal_kit::{Button, DateBind, DateField, DateOrder, DateWords, Field, SelectField, SelectOption, text};
use portal_page::{Sending, use_alive, when_done};
use portal_types::account::Lang;
use portal_types::ask::{DeskAskMove, TimeTyped, VisitKind};
use portal_types::day::Day;
use portal_types::field::FieldProblem;

/// How long visits take, in minutes, as they are offered.
const LENGTHS: [u16; 6] = [10, 15, 20, 30, 45, 60];

/// What is chosen at first.
const LENGTH: u16 = 20;

/// The names of the fields of a time, and what its ids begin with.
struct Names {
    day: &'static str,
    clock: &'static str,
    clock_id: &'static str,
    minutes: &'static str,
    minutes_id: &'static str,
    way: &'static str,
    way_id: &'static str,
    place: &'static str,
    place_id: &'static str,
}

macro_rules! names {
    ($time:literal) => {
        Names {
            day: $time,
            clock: concat!($time, "_clock"),
            clock_id: concat!($time, "-clock"),
            minutes: concat!($time, "_minutes"),
            minutes_id: concat!($time, "-minutes"),
            way: concat!($time, "_way"),
            way_id: concat!($time, "-way"),
            place: concat!($time, "_place"),
            place_id: concat!($time, "-place"),
        }
    };
}

/// What is wrong with the times, said before anything is sent.
fn judged(typed: &asks::DeskPropose, today: Day) -> Result<(), Vec<FieldProblem>> {
    let times = [
        TimeTyped {
            day: [&typed.time1_month, &typed.time1_day, &typed.time1_year],
            clock: &typed.time1_clock,
            minutes: &typed.time1_minutes,
            way: &typed.time1_way,
            place: &typed.time1_place,
        },
        TimeTyped {
            day: [&typed.time2_month, &typed.time2_day, &typed.time2_year],
            clock: &typed.time2_clock,
            minutes: &typed.time2_minutes,
            way: &typed.time2_way,
            place: &typed.time2_place,
        },
        TimeTyped {
            day: [&typed.time3_month, &typed.time3_day, &typed.time3_year],
            clock: &typed.time3_clock,
            minutes: &typed.time3_minutes,
            way: &typed.time3_way,
            place: &typed.time3_place,
        },
    ];
    DeskAskMove::propose(&times, today).map(|_| ())
}

/// Three rows, of which one is enough.
#[component]
pub(super) fn ProposeForm(doing: Doing) -> impl IntoView {
    let w = use_words();
    let today = use_boot().today;
    let action = ServerAction::<asks::DeskPropose>::new();
    let sending = doing.sending(action, "");
    when_done(action, move |_| doing.did(w.ask_desk_proposed()));
    let alive = use_alive();
    let look = Look { prefix: "propose-", title: w.ask_desk_propose(), what: w.ask_desk_propose_text(), open: false };
    let rows = [
        (names!("time1"), w.ask_desk_time_1()),
        (names!("time2"), w.ask_desk_time_2()),
        (names!("time3"), w.ask_desk_time_3()),
    ]
    .into_iter()
    .map(|(names, legend)| view! { <Row names legend sending doing /> })
    .collect_view();
    let form = view! {
        <ActionForm
            action
            attr:novalidate=move || alive.get()
            attr:class="stack"
            on:submit:capture=move |event| {
                sending.judge::<asks::DeskPropose>(&event, |typed| judged(&typed, today));
            }
        >
            <Unseen sending doing />
            {rows}
            <Unsent sending doing />
            <div>
                <Button label=w.ask_desk_propose_send() busy=sending.busy busy_label=w.enroll_busy() />
            </div>
        </ActionForm>
    }
    .into_any();
    folded(look, sending, form)
}

/// A day in three fields, in the order of the reader's language.
#[component]
pub(super) fn DayField(
    legend: String,
    name: &'static str,
    sending: Sending,
    doing: Doing,
    /// The word of its form, for what was kept of it.
    form: &'static str,
) -> impl IntoView {
    let w = use_words();
    let order = match use_boot().lang {
        Lang::En => DateOrder::MonthDayYear,
        Lang::Es => DateOrder::DayMonthYear,
    };
    let words = DateWords { month: w.date_month(), day: w.date_day(), year: w.date_year() };
    let kept = move |part: &str| doing.kept(form, &format!("{name}_{part}"));
    let bind = DateBind::new(kept("month"), kept("day"), kept("year"));
    view! { <DateField legend words name id=name bind order error=sending.at(name) /> }
}

/// A time: day, clock, how long, how, and where.
#[component]
fn Row(names: Names, legend: String, sending: Sending, doing: Doing) -> impl IntoView {
    let w = use_words();
    let form = "propose";
    let length = Some(doing.kept(form, names.minutes)).filter(|kept| !kept.is_empty());
    let length = length.unwrap_or_else(|| LENGTH.to_string());
    let lengths = LENGTHS.map(|minutes| SelectOption::new(minutes.to_string(), w.ask_minutes(minutes))).to_vec();
    let ways = VisitKind::ALL.map(|way| SelectOption::new(way.code(), text::visit_kind(w, way))).to_vec();
    view! {
        <fieldset class="stack tight proposed">
            <legend>
                <h4>{legend}</h4>
            </legend>
            <div class="cluster">
                <DayField legend=w.ask_desk_day() name=names.day sending doing form />
                <Field
                    label=w.ask_desk_clock()
                    name=names.clock
                    id=names.clock_id
                    value=doing.kept(form, names.clock)
                    kind="time"
                    short=true
                    autocomplete="off".to_owned()
                    error=sending.at(names.clock)
                />
            </div>
            <div class="cluster">
                <SelectField
                    label=w.ask_desk_length()
                    name=names.minutes
                    id=names.minutes_id
                    options=lengths
                    value=length
                    error=sending.at(names.minutes)
                />
                <SelectField
                    label=w.ask_visit()
                    name=names.way
                    id=names.way_id
                    options=ways
                    value=doing.kept(form, names.way)
                    error=sending.at(names.way)
                />
            </div>
            <Field
                label=w.ask_desk_place()
                name=names.place
                id=names.place_id
                value=doing.kept(form, names.place)
                autocomplete="off".to_owned()
                error=sending.at(names.place)
            />
        </fieldset>
    }
    .into_any()
}
