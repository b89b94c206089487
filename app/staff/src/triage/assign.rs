//! Whose turn it is: taking it, giving it to a colleague, handing it over to another inbox.

use super::said;
use crate::parts::colleague;
use crate::way::Way;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use portal_api::triage;
use portal_kit::boot::use_words;
use portal_kit::{Button, ButtonVariant, Field, SelectField, SelectOption, text};
use portal_page::{Faults, FormErrors, NotSent, Sending, SendingErrors, Wording, refused, use_alive, when_done};
use portal_types::error::Refusal;
use portal_types::field::{FieldProblem, Problem};
use portal_types::ids::WorkId;
use portal_types::triage::{Assignment, HandOver, ItemView};
use portal_words::Words;

/// The `id` of the list of colleagues.
pub(super) const ASSIGN: &str = "assign-to";

/// This very page, without what its address asks for.
const HERE: &str = "?";

/// What the forms know of the piece of work that they are about, and whom they tell that something was done.
#[derive(Clone, Copy)]
pub(super) struct Working {
    pub(super) item: WorkId,
    pub(super) way: Way,
    pub(super) shown: RwSignal<ItemView>,
    pub(super) said: RwSignal<Option<String>>,
    /// What is said when it is not open any more.
    pub(super) told: RwSignal<Option<String>>,
    pub(super) changed: Callback<()>,
    /// Asks for the list alone: it may be open to the reader no more.
    pub(super) gone: Callback<()>,
    pub(super) typing: RwSignal<bool>,
}

impl Working {
    /// Says it, and shows how everything stands now.
    pub(super) fn did(self, said: String) {
        self.said.set(Some(said));
        self.changed.run(());
        self.typing.set(false);
        portal_browser::focus("beside");
    }

    /// To whom it was assigned as far as this page knows.
    fn was(self) -> String {
        self.shown.with(|shown| shown.was.map(|was| was.to_string()).unwrap_or_default())
    }
}

/// What is said of the fields.
pub(super) fn sentence(w: &Words, field: &str, problem: &Problem) -> String {
    match (field, problem) {
        ("to", _) => w.triage_to_bad(),
        ("pool", _) => w.triage_pool_bad(),
        ("words", Problem::Missing) => w.triage_note_missing(),
        _ => text::problem(w, problem),
    }
}

/// The id to which the summary leads for a field, without what begins it.
pub(super) fn anchor(FieldProblem { field, .. }: &FieldProblem) -> String {
    field.clone()
}

/// Who does it, and the ways to change that.
#[component]
pub(super) fn Turn(working: Working) -> impl IntoView {
    let w = use_words();
    let (shown, typing) = (working.shown, working.typing);
    let turn = Memo::new(move |_| shown.with(|shown| said::turn(w, shown.assigned.as_ref())));
    let free = Memo::new(move |_| shown.with(|shown| shown.was != Some(shown.me)));
    view! {
        <section
            class="stack tight turn"
            aria-labelledby="turn"
            on:focusin=move |_| typing.set(true)
            on:focusout=move |_| typing.set(false)
        >
            <div class="cluster">
                <h3 id="turn">{move || turn.get()}</h3>
                {move || free.get().then(|| view! { <Take working /> })}
            </div>
            <Give working />
            <HandOn working />
        </section>
    }
    .into_any()
}

/// Where a colleague was first, the page says how it stands now.
fn look_again(action: ServerAction<triage::Assign>, working: Working) {
    let value = action.value();
    Effect::new(move |_| {
        let first = value.with(refused).is_some_and(|error| error.refusal() == Some(&Refusal::Conflict));
        if first {
            working.changed.run(());
        }
    });
}

/// Taking it oneself: one press.
#[component]
fn Take(working: Working) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<triage::Assign>::new();
    let faults = Faults::worded(action, sentence);
    when_done(action, move |_| working.did(w.triage_taken()));
    look_again(action, working);
    let me = working.shown.with_untracked(|shown| shown.me.to_string());
    view! {
        <FormErrors faults id="take-error" page=HERE prefix="assign-" />
        <ActionForm action>
            <input type="hidden" name="item" value=working.item.to_string() autocomplete="off" />
            <input type="hidden" name="was" value=move || working.was() autocomplete="off" />
            <input type="hidden" name="to" value=me autocomplete="off" />
            <Button label=w.triage_take() variant=ButtonVariant::Secondary busy=action.pending() />
        </ActionForm>
    }
    .into_any()
}

/// Giving it to a colleague, or back to all.
#[component]
fn Give(working: Working) -> impl IntoView {
    let w = use_words();
    let shown = working.shown;
    let action = ServerAction::<triage::Assign>::new();
    let faults = Faults::worded(action, sentence);
    let words = RwSignal::new(String::new());
    when_done(action, move |_| {
        words.set(String::new());
        working.did(w.triage_given());
    });
    look_again(action, working);
    let mut options = vec![SelectOption::new("", w.triage_nobody())];
    let colleagues = shown.with_untracked(|shown| shown.colleagues.clone());
    options.extend(colleagues.iter().map(|one| colleague(w, one)));
    // Who has it now stands in the list, also when a colleague has changed that meanwhile.
    let to =
        RwSignal::new(working.shown.with_untracked(|shown| shown.was.map(|was| was.to_string())).unwrap_or_default());
    Effect::new(move |before: Option<String>| {
        let now = working.was();
        if before.is_some_and(|before| before != now) {
            to.set(now.clone());
        }
        now
    });
    let alive = use_alive();
    view! {
        <div class="stack tight">
            <FormErrors faults id="assign-error" page=HERE prefix="assign-" />
            <ActionForm
                action
                attr:novalidate=move || alive.get()
                attr:class="cluster give"
                on:submit:capture=move |event| {
                    faults
                        .judge::<
                            triage::Assign,
                        >(&event, |typed| Assignment::parse(&typed.to, &typed.was, &typed.words).map(|_| ()));
                }
            >
                <input type="hidden" name="item" value=working.item.to_string() autocomplete="off" />
                <input type="hidden" name="was" value=move || working.was() autocomplete="off" />
                <SelectField
                    label=w.triage_to()
                    name="to"
                    id=ASSIGN
                    options
                    bind=to
                    error=faults.at("to")
                />
                <Field
                    label=w.triage_words()
                    name="words"
                    id="assign-words"
                    bind=words
                    autocomplete="off".to_owned()
                    error=faults.at("words")
                />
                <Button
                    label=w.triage_give()
                    variant=ButtonVariant::Secondary
                    busy=action.pending()
                    busy_label=w.enroll_busy()
                />
            </ActionForm>
        </div>
    }
    .into_any()
}

/// Handing it over to another inbox of the practice, behind a step that says what it means. Nothing, where there is
/// none.
#[component]
fn HandOn(working: Working) -> impl IntoView {
    let w = use_words();
    let shown = working.shown;
    let pools = shown.with_untracked(|shown| shown.pools.clone());
    if pools.is_empty() {
        return ().into_any();
    }
    let action = ServerAction::<triage::HandOver>::new();
    let intent = Signal::derive(move || shown.with(|shown| shown.intent));
    let sending = Sending::of(action, intent, Wording { advice: sentence, anchor, prefix: "hand-" });
    let navigate = use_navigate();
    when_done(action, move |_| {
        working.told.set(Some(w.triage_handed()));
        working.gone.run(());
        working.typing.set(false);
        // It may lie in an inbox now that is not the reader's.
        navigate(&working.way.back(), NavigateOptions::default());
        portal_browser::focus("told");
    });
    let alive = use_alive();
    let mut options = vec![SelectOption::new("", w.details_choose())];
    options.extend(pools.iter().map(|one| SelectOption::new(one.pool.to_string(), text::pool_kind(w, one.kind))));
    let open = sending.any_untracked();
    view! {
        <details open=open>
            <summary id="hand-step">{w.triage_hand()}</summary>
            <div class="stack tight">
                <p>{w.triage_hand_text()}</p>
                <SendingErrors sending />
                <ActionForm
                    action
                    attr:novalidate=move || alive.get()
                    attr:class="stack tight"
                    on:submit:capture=move |event| {
                        sending
                            .judge::<
                                triage::HandOver,
                            >(&event, |typed| HandOver::parse(&typed.pool, &typed.words, &typed.intent).map(|_| ()));
                    }
                >
                    <input type="hidden" name="item" value=working.item.to_string() autocomplete="off" />
                    <input
                        type="hidden"
                        name="intent"
                        value=move || sending.intent.get().to_string()
                        autocomplete="off"
                    />
                    <SelectField
                        label=w.triage_template_pool()
                        name="pool"
                        id="hand-pool"
                        options
                        error=sending.at("pool")
                        required=true
                    />
                    <Field
                        label=w.triage_words()
                        name="words"
                        id="hand-words"
                        autocomplete="off".to_owned()
                        error=sending.at("words")
                    />
                    <NotSent
                        sending
                        title=w.ask_desk_not_sent()
                        kept=w.desk_kept()
                        conflict=w.ask_desk_conflict()
                    />
                    <div>
                        <Button
                            label=w.triage_hand_button()
                            variant=ButtonVariant::Secondary
                            busy=sending.busy
                            busy_label=w.enroll_busy()
                        />
                    </div>
                </ActionForm>
            </div>
        </details>
    }
    .into_any()
}
