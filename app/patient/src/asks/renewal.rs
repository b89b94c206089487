//! The form for prescriptions again: several at once, and of each that cannot be had here, why.

use super::form::{self, Files, Office, SendRow, Unseen, Unsent, WORDS_MOST, WhoReads, days_id, first_office, follow};
use super::kept::{BegunAgain, use_kept};
use crate::shared::chart;
use leptos::form::ActionForm;
use leptos::prelude::*;
use portal_api::asks;
use portal_kit::boot::use_words;
use portal_kit::{CheckBox, EmptyState, Field, FirstButton, Icon, IconView, Notice, TextArea, text};
use portal_page::{Sending, SendingErrors, left, use_alive};
use portal_types::ask::{
    AskDraft, AskForm, AskKind, AskOffice, AskOptions, AskView, DrugOption, NewAsk, Pharmacy, Renewable, RenewalTyped,
    days_key,
};
use portal_types::field::FieldProblem;
use portal_types::ids::{AskId, PatientId};
use portal_types::links;
use portal_types::representative::{Capability, Right};
use portal_words::Words;

/// What is wrong with a form of a renewal: a new one, or one that is changed.
macro_rules! renewal_judged {
    ($typed:expr) => {{
        let form = RenewalTyped {
            pool: &$typed.pool,
            drugs: &$typed.drugs,
            days: &$typed.days,
            pharmacy: [&$typed.pharmacy_name, &$typed.pharmacy_phone, &$typed.pharmacy_line],
            note: &$typed.note,
            intent: &$typed.intent,
        };
        NewAsk::renewal(&form).map(|_| ())
    }};
}

/// What is wrong with the form of a new one, said before anything is sent.
fn judged(typed: &asks::Renewal) -> Result<(), Vec<FieldProblem>> {
    renewal_judged!(typed)
}

/// What is wrong with the form of one that is changed.
pub(super) fn judged_change(typed: &asks::Change) -> Result<(), Vec<FieldProblem>> {
    renewal_judged!(typed)
}

/// A medicine of which something stands in the form at first: whether it is ticked, and for how many days there is some
/// left.
#[derive(Clone)]
struct Ticked {
    drug: String,
    days: String,
    on: bool,
}

/// What stands in the fields at first.
#[derive(Clone, Default)]
pub(super) struct Begun {
    pool: String,
    ticked: Vec<Ticked>,
    pharmacy: Pharmacy,
    note: String,
    /// The request itself, when it is changed: what it asks for already can be ticked.
    this: Option<AskId>,
}

impl Begun {
    /// Of a new one: what was begun, or the pharmacy of the last time.
    fn new(options: &AskOptions) -> Self {
        if let Some(draft) = &options.draft {
            return Self { pool: first_office(&options.offices, &draft.said("pool")), ..Self::again(draft) };
        }
        Self {
            pool: first_office(&options.offices, ""),
            pharmacy: options.pharmacy.clone().unwrap_or_default(),
            ..Self::default()
        }
    }

    /// What was begun.
    fn again(draft: &AskDraft) -> Self {
        let boxes = draft.0.iter().filter(|(field, _)| field.starts_with("drugs["));
        let mut ticked: Vec<Ticked> = boxes
            .map(|(_, drug)| {
                let days = drug.parse().map(|drug| draft.said(&format!("days[{}]", days_key(drug))));
                Ticked { drug: drug.clone(), days: days.unwrap_or_default(), on: true }
            })
            .collect();
        // A number may stand beside a box that is not ticked.
        for (field, days) in &draft.0 {
            let drug = field.strip_prefix("days[of-").and_then(|rest| rest.strip_suffix(']'));
            if let Some(drug) = drug.filter(|drug| ticked.iter().all(|other| other.drug != *drug)) {
                ticked.push(Ticked { drug: drug.to_owned(), days: days.clone(), on: false });
            }
        }
        Self {
            pool: String::new(),
            ticked,
            pharmacy: Pharmacy {
                name: draft.said("pharmacy_name"),
                phone: draft.said("pharmacy_phone"),
                line: draft.said("pharmacy_line"),
            },
            note: draft.said("note"),
            this: None,
        }
    }

    /// Of one that is changed: what was begun, or what was asked for.
    pub(super) fn of(shown: &AskView, draft: Option<&AskDraft>) -> Self {
        if let Some(draft) = draft {
            return Self { pool: shown.pool.to_string(), this: Some(shown.ask), ..Self::again(draft) };
        }
        let Some(AskForm::Renewal { pharmacy, note }) = shown.form.clone() else { return Self::default() };
        let ticked = shown
            .drugs
            .iter()
            .map(|drug| Ticked {
                drug: drug.drug.to_string(),
                days: drug.days_left.map(|days| days.to_string()).unwrap_or_default(),
                on: true,
            })
            .collect();
        Self { pool: shown.pool.to_string(), ticked, pharmacy, note, this: Some(shown.ask) }
    }

    /// Whether a medicine can be ticked.
    fn can(&self, drug: &DrugOption) -> bool {
        match drug.renewable {
            Renewable::Yes => true,
            Renewable::Asked(ask) => self.this == Some(ask),
            Renewable::NeedsVisit | Renewable::Call { .. } | Renewable::Over => false,
        }
    }
}

/// The form of a new one, or why there is none.
#[component]
pub(super) fn RenewalForm(patient: PatientId, options: AskOptions, afresh: Callback<()>) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<asks::Renewal>::new();
    let sending = form::sending(action, Signal::stored(options.intent));
    follow(action, patient);
    let alive = use_alive();
    let begun = Begun::new(&options);
    let (kind, attaching) = (options.kind, form::attaching(patient, &options, sending));
    let kept = use_kept((patient, None), &options, sending, attaching, afresh);
    if !options.drugs.iter().any(|drug| begun.can(drug)) {
        return view! {
            <EmptyState icon=Icon::Records title=w.ask_no_drugs_title() text=w.ask_no_drugs_text() />
            <Others patient drugs=options.drugs />
        }
        .into_any();
    }
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
                kept.judges::<asks::Renewal>(&event, |typed| judged(&typed));
            }
        >
            <FirstButton />
            <Unseen patient sending />
            <RenewalFields patient offices=options.offices drugs=options.drugs begun sending />
            <Files kind attaching />
            <Unsent sending conflict=w.ask_conflict() look=patient />
            <SendRow patient sending plain=w.ask_send() />
        </ActionForm>
    }
    .into_any()
}

/// Everything one is asked for a renewal.
#[component]
pub(super) fn RenewalFields(
    patient: PatientId,
    offices: Vec<AskOffice>,
    drugs: Vec<DrugOption>,
    begun: Begun,
    sending: Sending,
) -> impl IntoView {
    let w = use_words();
    let pool = RwSignal::new(begun.pool.clone());
    let (can, others): (Vec<DrugOption>, Vec<DrugOption>) = drugs.into_iter().partition(|drug| begun.can(drug));
    let Begun { ticked, pharmacy, note, .. } = begun;
    view! {
        // Read before anything is ticked: who runs out sooner calls, and waits for nobody here.
        <Notice icon=Icon::Phone title=w.ask_renewal_urgent() />
        <Drugs drugs=can ticked sending />
        <Others patient drugs=others />
        <Office offices=offices.clone() pool sending />
        <fieldset class="stack tight">
            <legend>
                <h2>{w.ask_pharmacy()}</h2>
            </legend>
            <p class="hint">{w.ask_pharmacy_hint()}</p>
            <Field
                label=w.ask_pharmacy_name()
                name="pharmacy_name"
                id="pharmacy-name"
                value=pharmacy.name
                autocomplete="off".to_owned()
                error=sending.at("pharmacy_name")
            />
            <Field
                label=w.ask_pharmacy_phone()
                name="pharmacy_phone"
                id="pharmacy-phone"
                kind="tel"
                value=shown_phone(&pharmacy.phone)
                autocomplete="off".to_owned()
                short=true
                error=sending.at("pharmacy_phone")
            />
            <Field
                label=w.ask_pharmacy_line()
                name="pharmacy_line"
                id="pharmacy-line"
                value=pharmacy.line
                autocomplete="off".to_owned()
                error=sending.at("pharmacy_line")
            />
        </fieldset>
        <TextArea
            label=w.ask_note()
            name="note"
            id="note"
            value=note
            hint=w.ask_renewal_note_hint()
            error=sending.at("note")
            counter=left(w, WORDS_MOST)
            rows=2
        />
        <WhoReads offices pool />
    }
    .into_any()
}

/// A number as people read it; nothing, where none is known.
fn shown_phone(phone: &str) -> String {
    if phone.is_empty() { String::new() } else { text::phone(phone) }
}

/// Dose and prescriber in one line.
fn told(w: &Words, drug: &DrugOption) -> Option<String> {
    let by = drug.prescriber.as_ref().map(|name| w.ask_prescribed_by(name));
    let parts: Vec<String> = drug.dose.clone().into_iter().chain(by).collect();
    (!parts.is_empty()).then(|| parts.join(" \u{b7} "))
}

/// The medicines that can be asked for: a box each, and how much is left.
#[component]
fn Drugs(drugs: Vec<DrugOption>, ticked: Vec<Ticked>, sending: Sending) -> impl IntoView {
    let w = use_words();
    let error = sending.at("drugs");
    let rows = drugs
        .into_iter()
        .enumerate()
        .map(|(n, drug)| {
            let id = drug.drug.to_string();
            let before = ticked.iter().find(|ticked| ticked.drug == id);
            let checked = before.is_some_and(|ticked| ticked.on);
            let days = before.map(|ticked| ticked.days.clone()).unwrap_or_default();
            let hint = told(w, &drug);
            let key = days_key(drug.drug);
            let field = format!("days[{key}]");
            let (label, error) = (w.ask_days_left(&drug.name), sending.at(field.clone()));
            view! {
                <li class="drug">
                    <CheckBox
                        label=drug.name
                        name=format!("drugs[{n}]")
                        id=format!("drug-{}", n + 1)
                        value=id
                        checked
                        hint
                    />
                    <Field
                        label
                        name=field
                        id=days_id(&key)
                        value=days
                        autocomplete="off".to_owned()
                        inputmode="numeric".to_owned()
                        short=true
                        error
                    />
                </li>
            }
        })
        .collect_view();
    view! {
        <fieldset
            class="field"
            class:bad=move || error.with(Option::is_some)
            id="drugs"
            tabindex="-1"
            aria-describedby="drugs-hint drugs-error"
        >
            <legend>{w.ask_drugs()}</legend>
            <p class="hint" id="drugs-hint">
                {w.ask_drugs_hint()}
            </p>
            {move || {
                error
                    .get()
                    .map(|error| {
                        view! {
                            <p class="field-error" id="drugs-error">
                                <IconView icon=Icon::Alert />
                                <span>{error}</span>
                            </p>
                        }
                    })
            }}
            <ul class="drugs" role="list">
                {rows}
            </ul>
        </fieldset>
    }
    .into_any()
}

/// The medicines that cannot be asked for here, each with the reason and the way on.
#[component]
fn Others(patient: PatientId, drugs: Vec<DrugOption>) -> impl IntoView {
    let w = use_words();
    let visits = chart(patient).is_none_or(|card| card.acts.has(Capability::AskAppointment, Right::Act));
    (!drugs.is_empty())
        .then(|| {
            let lines = drugs
                .into_iter()
                .map(|drug| {
                    let (why, way) = (why(w, &drug.renewable), way_on(w, patient, &drug.renewable, visits));
                    view! {
                        <li>
                            <strong>{drug.name}</strong>
                            ": "
                            {why}
                            {way}
                        </li>
                    }
                })
                .collect_view();
            view! {
                <details>
                    <summary>{w.ask_not_renewable()}</summary>
                    <ul class="stack tight" role="list">
                        {lines}
                    </ul>
                </details>
            }
        })
        .into_any()
}

/// Why a medicine cannot be asked for.
pub(super) fn why(w: &Words, renewable: &Renewable) -> String {
    match renewable {
        Renewable::Yes => w.ask_drug_failed(),
        Renewable::NeedsVisit => w.ask_drug_needs_visit(),
        Renewable::Call { .. } => w.ask_drug_call(),
        Renewable::Asked(_) => w.ask_drug_asked(),
        Renewable::Over => w.ask_drug_over(),
    }
}

/// What one can do instead. `visits`: she may ask for an appointment.
fn way_on(w: &'static Words, patient: PatientId, renewable: &Renewable, visits: bool) -> Option<AnyView> {
    match renewable {
        Renewable::NeedsVisit if visits => Some(
            view! {
                " "
                <a href=links::ask_form(patient, AskKind::Appointment)>{w.ask_drug_visit_link()}</a>
            }
            .into_any(),
        ),
        Renewable::Call { phone: Some(phone) } => Some(
            view! {
                " "
                <a href=text::tel_link(phone) rel="external">
                    {text::phone(phone)}
                </a>
            }
            .into_any(),
        ),
        Renewable::Asked(ask) => Some(
            view! {
                " "
                <a href=links::ask(patient, *ask)>{w.ask_drug_asked_link()}</a>
            }
            .into_any(),
        ),
        Renewable::Yes | Renewable::NeedsVisit | Renewable::Call { .. } | Renewable::Over => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r_6_6_what_is_left_of_a_medicine_is_there_again_whether_it_is_ticked_or_not() {
        let [on, off] = ["01900000-0000-7000-8000-00000000000a", "01900000-0000-7000-8000-00000000000b"];
        let fields = [
            ("drugs[3]".to_owned(), on.to_owned()),
            (format!("days[of-{on}]"), "5".to_owned()),
            (format!("days[of-{off}]"), "7".to_owned()),
        ];
        let begun = Begun::again(&AskDraft::of(fields));
        let told: Vec<_> = begun.ticked.iter().map(|of| (of.drug.as_str(), of.days.as_str(), of.on)).collect();
        assert_eq!(told, [(on, "5", true), (off, "7", false)]);
    }
}
