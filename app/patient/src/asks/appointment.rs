//! The form for a routine appointment.

use super::form::{self, Files, Office, SendRow, Unseen, Unsent, WORDS_MOST, WhoReads, first_office, follow};
use super::kept::{BegunAgain, use_kept};
use crate::shared::Day;
use leptos::form::ActionForm;
use leptos::prelude::*;
use portal_api::asks;
use portal_kit::boot::{use_boot, use_words};
use portal_kit::{
    CheckBox, Choice, ChoiceOption, DateBind, Field, FirstButton, Icon, Notice, SelectField, SelectOption, TextArea,
    Tone, fresh, text,
};
use portal_page::{Sending, SendingErrors, left, use_alive};
use portal_types::ask::{
    AppointmentTyped, AskDraft, AskForm, AskOffice, AskOptions, AskView, NewAsk, PartOfDay, VisitKind, Window,
    WindowTyped, is_urgent,
};
use portal_types::day::Day as Date;
use portal_types::field::FieldProblem;
use portal_types::ids::PatientId;
use portal_words::Words;

/// Most characters of what is said about access.
const ACCESS_MOST: u32 = 500;

/// The windows of time of a form that was filled in, whichever form it is.
macro_rules! windows_typed {
    ($typed:expr) => {
        [
            WindowTyped {
                day: [&$typed.window1_month, &$typed.window1_day, &$typed.window1_year],
                part: &$typed.window1_part,
            },
            WindowTyped {
                day: [&$typed.window2_month, &$typed.window2_day, &$typed.window2_year],
                part: &$typed.window2_part,
            },
            WindowTyped {
                day: [&$typed.window3_month, &$typed.window3_day, &$typed.window3_year],
                part: &$typed.window3_part,
            },
        ]
    };
}
pub(super) use windows_typed;

/// What is wrong with a form for an appointment: a new one, or one that is changed.
macro_rules! appointment_judged {
    ($typed:expr, $today:expr) => {{
        let form = AppointmentTyped {
            pool: &$typed.pool,
            provider: &$typed.provider,
            reason: &$typed.reason,
            visit: &$typed.visit,
            windows: windows_typed!($typed),
            interpreter: &$typed.interpreter,
            access: &$typed.access,
            acknowledged: $typed.acknowledged.is_some(),
            urgent: $typed.urgent.is_some(),
            intent: &$typed.intent,
        };
        NewAsk::appointment(&form, $today).map(|_| ())
    }};
}

/// What is wrong with the form of a new one, said before anything is sent.
fn judged(typed: &asks::Appointment, today: Date) -> Result<(), Vec<FieldProblem>> {
    appointment_judged!(typed, today)
}

/// What is wrong with the form of one that is changed.
pub(super) fn judged_change(typed: &asks::Change, today: Date) -> Result<(), Vec<FieldProblem>> {
    appointment_judged!(typed, today)
}

/// What stands in the fields at first.
#[derive(Clone, Default)]
pub(super) struct Begun {
    pool: String,
    provider: String,
    reason: String,
    visit: String,
    /// Month, day, year and part of each.
    windows: Vec<[String; 4]>,
    interpreter: String,
    access: String,
}

impl Begun {
    /// Of a new one: what was begun, or what the preferences say.
    fn new(options: &AskOptions) -> Self {
        if let Some(draft) = &options.draft {
            return Self { pool: first_office(&options.offices, &draft.said("pool")), ..Self::again(draft) };
        }
        Self {
            pool: first_office(&options.offices, ""),
            visit: VisitKind::default().code().to_owned(),
            interpreter: options.interpreter.clone().unwrap_or_default(),
            ..Self::default()
        }
    }

    /// What was begun.
    fn again(draft: &AskDraft) -> Self {
        Self {
            pool: String::new(),
            provider: draft.said("provider"),
            reason: draft.said("reason"),
            visit: draft.said("visit"),
            windows: windows_begun(|field| draft.said(field)),
            interpreter: draft.said("interpreter"),
            access: draft.said("access"),
        }
    }

    /// Of one that is changed: what was begun, or what was asked for.
    pub(super) fn of(shown: &AskView, draft: Option<&AskDraft>) -> Self {
        if let Some(draft) = draft {
            return Self { pool: shown.pool.to_string(), ..Self::again(draft) };
        }
        let Some(AskForm::Appointment { reason, visit, windows, interpreter, access }) = shown.form.clone() else {
            return Self::default();
        };
        let provider = shown.provider.as_ref().map(|(provider, _)| provider.to_string()).unwrap_or_default();
        Self {
            pool: shown.pool.to_string(),
            provider,
            reason,
            visit: visit.code().to_owned(),
            windows: windows.into_iter().map(typed).collect(),
            interpreter: interpreter.unwrap_or_default(),
            access,
        }
    }
}

/// The windows of time that were begun; `said`: what stands in a field.
pub(super) fn windows_begun(said: impl Fn(&str) -> String) -> Vec<[String; 4]> {
    let window = |n: u8| ["month", "day", "year", "part"].map(|of| said(&format!("window{n}_{of}")));
    [1, 2, 3].map(window).to_vec()
}

/// A window as its fields have it.
fn typed(Window { day, part }: Window) -> [String; 4] {
    [day.month().to_string(), day.day().to_string(), day.year().to_string(), part.code().to_owned()]
}

/// The form of a new one.
#[component]
pub(super) fn AppointmentForm(patient: PatientId, options: AskOptions, afresh: Callback<()>) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<asks::Appointment>::new();
    let sending = form::sending(action, Signal::stored(options.intent));
    follow(action, patient);
    let (alive, today) = (use_alive(), options.today);
    let begun = Begun::new(&options);
    let (kind, attaching) = (options.kind, form::attaching(patient, &options, sending));
    let kept = use_kept((patient, None), &options, sending, attaching, afresh);
    view! {
        <SendingErrors sending />
        <BegunAgain kept />
        <ActionForm
            action
            node_ref=kept.node
            attr:novalidate=move || alive.get()
            attr:class="stack"
            on:input=move |_| kept.touch()
            on:submit:capture=move |event| {
                kept.judges::<asks::Appointment>(&event, |typed| judged(&typed, today));
            }
        >
            <FirstButton />
            <Unseen patient sending />
            <AppointmentFields offices=options.offices begun sending />
            <Files kind attaching />
            <Unsent sending conflict=w.ask_conflict() look=patient />
            <SendRow patient sending plain=w.ask_send() />
        </ActionForm>
    }
    .into_any()
}

/// Everything one is asked for an appointment.
#[component]
pub(super) fn AppointmentFields(offices: Vec<AskOffice>, begun: Begun, sending: Sending) -> impl IntoView {
    let w = use_words();
    let pool = RwSignal::new(begun.pool);
    let provider = RwSignal::new(begun.provider);
    let (reason, access) = (RwSignal::new(begun.reason), RwSignal::new(begun.access));
    let ways = VisitKind::ALL.map(|way| ChoiceOption::new(way.code(), text::visit_kind(w, way))).to_vec();
    let urgent = Memo::new(move |_| reason.with(|text| is_urgent(text)) || access.with(|text| is_urgent(text)));
    let number = text::unbroken(&use_boot().clinic.emergency);
    view! {
        <Notice tone=Tone::Urgent icon=Icon::Phone title=w.compose_emergency_title(number.clone())>
            <p>{w.ask_emergency_text()}</p>
            <CheckBox
                label=w.ask_acknowledge()
                name="acknowledged"
                id="acknowledged"
                error=sending.at("acknowledged")
                required=true
            />
        </Notice>
        <Office offices=offices.clone() pool sending />
        <Provider offices=offices.clone() pool provider sending />
        <TextArea
            label=w.ask_reason()
            name="reason"
            id="reason"
            bind=reason
            hint=w.ask_reason_hint()
            error=sending.at("reason")
            counter=left(w, WORDS_MOST)
            rows=4
            required=true
        />
        <Urgent urgent number sending />
        <Choice
            legend=w.ask_visit()
            name="visit"
            id="visit"
            options=ways
            value=begun.visit
            error=sending.at("visit")
            required=true
        />
        <Windows windows=begun.windows sending />
        <Field
            label=w.ask_interpreter()
            name="interpreter"
            id="interpreter"
            value=begun.interpreter
            hint=w.ask_interpreter_hint()
            autocomplete="off".to_owned()
            error=sending.at("interpreter")
        />
        <TextArea
            label=w.ask_access()
            name="access"
            id="access"
            bind=access
            hint=w.ask_access_hint()
            error=sending.at("access")
            counter=left(w, ACCESS_MOST)
            rows=2
        />
        <WhoReads offices pool />
    }
    .into_any()
}

/// The clinicians of the offices; more than one office's are told apart by its name.
fn clinicians(w: &Words, offices: &[AskOffice], of: Option<&str>) -> Vec<SelectOption> {
    let offices: Vec<&AskOffice> =
        offices.iter().filter(|office| of.is_none_or(|pool| office.pool.to_string() == pool)).collect();
    let several = offices.len() > 1;
    let mut options = vec![SelectOption::new("", w.ask_provider_any())];
    for office in offices {
        options.extend(office.providers.iter().map(|(id, name)| {
            let label = if several { format!("{name} \u{b7} {}", office.practice) } else { name.clone() };
            SelectOption::new(id.to_string(), label)
        }));
    }
    options
}

/// Somebody by name, if it must be; nothing to choose where no clinician is known. All of them until the page is alive,
/// then those of the office that is chosen.
#[component]
fn Provider(
    offices: Vec<AskOffice>,
    pool: RwSignal<String>,
    provider: RwSignal<String>,
    sending: Sending,
) -> impl IntoView {
    let w = use_words();
    if offices.is_empty() {
        // A request that is changed stays with its clinician, as with its office.
        return view! { <input type="hidden" name="provider" value=provider.get_untracked() autocomplete="off" /> }
            .into_any();
    }
    let alive = use_alive();
    let of = Memo::new(move |_| (alive.get() && pool.with(|pool| !pool.is_empty())).then(|| pool.get()));
    let choice = move || {
        let options = of.with(|of| clinicians(w, &offices, of.as_deref()));
        (options.len() > 1).then(|| {
            fresh(view! {
                <SelectField
                    label=w.ask_provider()
                    name="provider"
                    id="provider"
                    options
                    bind=provider
                    error=sending.at("provider")
                />
            })
        })
    };
    choice.into_any()
}

/// What shows once urgent words were found, and until the page is alive, so that the form can be sent without it,
/// too.
#[component]
fn Urgent(urgent: Memo<bool>, number: String, sending: Sending) -> impl IntoView {
    let w = use_words();
    let alive = use_alive();
    let error = sending.at("urgent");
    let hidden = move || alive.get() && !urgent.get() && error.with(Option::is_none);
    let title = w.ask_urgent_title(number);
    let said = title.clone();
    view! {
        <div hidden=hidden>
            <Notice tone=Tone::Urgent icon=Icon::Phone title>
                <p>{w.ask_urgent_text()}</p>
                <CheckBox label=w.ask_urgent_box() name="urgent" id="urgent" error />
            </Notice>
        </div>
        // Said when it appears; what was hidden is no news to a screen reader.
        <p class="hidden-word" role="status">
            {move || (alive.get() && urgent.get()).then(|| said.clone())}
        </p>
    }
    .into_any()
}

/// Up to three days that would suit, the dearest first.
#[component]
pub(super) fn Windows(windows: Vec<[String; 4]>, sending: Sending) -> impl IntoView {
    let w = use_words();
    let names = [
        ("window1", "window1_part", "window1-part", w.ask_window_1()),
        ("window2", "window2_part", "window2-part", w.ask_window_2()),
        ("window3", "window3_part", "window3-part", w.ask_window_3()),
    ];
    let rows = names
        .into_iter()
        .enumerate()
        .map(|(n, (name, part_name, part_id, legend))| {
            let [month, day, year, part] = windows.get(n).cloned().unwrap_or_default();
            let bind = DateBind::new(month, day, year);
            let part = PartOfDay::from_code(&part).unwrap_or_default();
            let parts = PartOfDay::ALL.map(|of| SelectOption::new(of.code(), text::part_of_day(w, of))).to_vec();
            view! {
                <div class="window">
                    <Day legend name bind error=sending.at(name) />
                    <SelectField
                        label=w.ask_part()
                        name=part_name
                        id=part_id
                        options=parts
                        value=part.code()
                        error=sending.at(part_name)
                    />
                </div>
            }
        })
        .collect_view();
    view! {
        <fieldset class="stack tight">
            <legend>
                <h2>{w.ask_windows()}</h2>
            </legend>
            <p class="hint">{w.ask_windows_hint()}</p>
            {rows}
        </fieldset>
    }
    .into_any()
}
