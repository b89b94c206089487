//! The forms by which somebody is to act for patients: those that were begun, and the steps of the one that is open.

mod begin;
mod check;
mod code;
mod done;
mod drafts;
mod grounds;
mod papers;
mod patients;
mod person;
mod signatures;
mod switches;

pub(crate) use begin::BeginForm;

use crate::parts::Gone;
use drafts::Drafts;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use portal_api::{ApiError, forms};
use portal_kit::boot::use_words;
use portal_kit::{Button, ButtonVariant, Icon, IconView, Skeleton, fresh, text};
use portal_page::{Faults, Folded, FormErrors, Trouble, cursor, param, when_done};
use portal_types::field::Problem;
use portal_types::grant_form::{FormProgress, FormRow, FormStep};
use portal_types::ids::FormId;
use portal_types::links;
use portal_types::page::{Cursor, Page};
use portal_words::Words;

/// This very page, without what its address asks for.
const HERE: &str = "?";

/// The id of the heading of the open step; it gets the focus when a step opens.
const HEADING: &str = "step-title";

struct Asked {
    after: Memo<Option<Cursor>>,
    drafts: Resource<Option<Result<Page<FormRow>, ApiError>>>,
    open: Resource<Option<Result<FormProgress, ApiError>>>,
}

impl Asked {
    fn new() -> Self {
        let (after, chosen) = (cursor("after"), param::<FormId>("form"));
        let drafts = Resource::new(
            move || (chosen.get().is_none(), after.get()),
            |(wanted, after)| async move { if wanted { Some(forms::drafts(after).await) } else { None } },
        );
        let open = Resource::new(move || chosen.get(), |chosen| async move { Some(forms::progress(chosen?).await) });
        Self { after, drafts, open }
    }
}

/// `/desk/forms`, with `?after=`, and `/desk/forms/:form`.
pub(crate) fn draw() -> AnyView {
    let Asked { after, drafts, open } = Asked::new();
    let w = use_words();
    let loading = move || view! { <Skeleton label=w.forms_one_loading() count=6 /> };
    fresh(view! {
        // Never a name: the tab's title shows on shared screens and stays in the browser's history.
        <Title text=w.forms_title() />
        <Suspense fallback=loading>
            {move || {
                let later = after.get().is_some();
                Suspend::new(async move {
                    fresh(match (open.await, drafts.await) {
                        (Some(Ok(first)), _) => view! { <Wizard first /> }.into_any(),
                        (Some(Err(error)), _) => {
                            let retry = Callback::new(move |()| open.refetch());
                            view! {
                                <Gone
                                    error
                                    retry
                                    title=w.forms_gone_title()
                                    text=w.forms_gone_text()
                                    back=links::DESK_FORMS
                                    label=w.forms_back()
                                />
                            }
                                .into_any()
                        }
                        (None, Some(Ok(first))) => view! { <Drafts first later /> }.into_any(),
                        (None, Some(Err(error))) => {
                            let retry = Callback::new(move |()| drafts.refetch());
                            view! { <Trouble error retry /> }.into_any()
                        }
                        (None, None) => ().into_any(),
                    })
                })
            }}
        </Suspense>
    })
}

/// The way through the steps, for the steps themselves.
#[derive(Clone, Copy)]
struct Flow(RwSignal<FormProgress>);

impl Flow {
    /// Goes where an answer leads: the step that comes back.
    fn follow<S>(self, action: ServerAction<S>)
    where
        S: ServerFn<Output = FormProgress, Error = ApiError> + Clone + Send + Sync + 'static,
    {
        when_done(action, move |next: &FormProgress| self.0.set(next.clone()));
    }
}

#[component]
fn Wizard(first: FormProgress) -> impl IntoView {
    let flow = Flow(RwSignal::new(first));
    Effect::new(move |before: Option<()>| {
        flow.0.track();
        if before.is_some() {
            portal_browser::focus(HEADING);
        }
    });
    move || fresh(step(flow.0.get(), flow))
}

/// Draws the open step.
fn step(progress: FormProgress, flow: Flow) -> AnyView {
    match progress.step {
        FormStep::Person => view! { <person::PersonStep progress flow /> }.into_any(),
        FormStep::Patients => view! { <patients::PatientsStep progress flow /> }.into_any(),
        FormStep::Grounds => view! { <grounds::GroundsStep progress flow /> }.into_any(),
        FormStep::Papers => view! { <papers::PapersStep progress flow /> }.into_any(),
        FormStep::Switches => view! { <switches::SwitchesStep progress flow /> }.into_any(),
        FormStep::Signatures => view! { <signatures::SignaturesStep progress flow /> }.into_any(),
        FormStep::Check => view! { <check::CheckStep progress flow /> }.into_any(),
        FormStep::Done => view! { <done::DoneStep done=progress.done /> }.into_any(),
    }
}

/// Which form an answer is for, and which version of it the page has seen.
fn seen(progress: &FormProgress) -> AnyView {
    let (form, version) = (progress.form.to_string(), progress.version.to_string());
    view! {
        <input type="hidden" name="form" value=form autocomplete="off" />
        <input type="hidden" name="version" value=version autocomplete="off" />
    }
    .into_any()
}

/// The head of a step, the step, and the ways out of it: back, and throwing all of it away.
#[component]
fn Ask(
    /// The step.
    progress: FormProgress,
    /// Its name, for "Step 2 of 7: Patients".
    name: String,
    /// The heading.
    title: String,
    /// The way on.
    flow: Flow,
    /// The question.
    children: Children,
) -> impl IntoView {
    let w = use_words();
    let step = w.enroll_progress(progress.number.to_string(), progress.of.to_string(), name);
    let practice = w.forms_practice(progress.view.practice_name.clone());
    let first = progress.step == FormStep::Person;
    let form = progress.clone();
    view! {
        <div class="wizard">
            {if first {
                view! {
                    <a class="back" href=links::DESK_FORMS>
                        <IconView icon=Icon::Back />
                        {w.forms_back()}
                    </a>
                }
                    .into_any()
            } else {
                view! { <GoBack progress flow /> }.into_any()
            }}
            <header>
                <p class="step">{step}</p>
                // The line above says the same in words.
                <progress value=form.number max=form.of aria-hidden="true"></progress>
                <h1 id=HEADING tabindex="-1">
                    {title}
                </h1>
                <p class="soft small">{practice}</p>
            </header>
            {children()}
            <ThrowAway progress=form />
        </div>
    }
    .into_any()
}

#[component]
fn GoBack(progress: FormProgress, flow: Flow) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<forms::Back>::new();
    flow.follow(action);
    let faults = Faults::of(action);
    view! {
        <ActionForm action>
            {seen(&progress)}
            <Button label=w.enroll_back() variant=ButtonVariant::Quiet icon=Icon::Back busy=action.pending() />
        </ActionForm>
        <FormErrors faults id="back-error" page=HERE />
    }
    .into_any()
}

/// Asks once: opening it changes nothing yet.
#[component]
fn ThrowAway(progress: FormProgress) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<forms::Void>::new();
    let faults = Faults::of(action);
    let navigate = use_navigate();
    when_done(action, move |_| {
        // "Back" must not lead to what is no more.
        navigate(links::DESK_FORMS, NavigateOptions { replace: true, ..NavigateOptions::default() });
    });
    view! {
        <Folded title=w.forms_void_title() what=w.forms_void_text() faults id="void" page=HERE>
            <ActionForm action>
                {seen(&progress)}
                <Button
                    label=w.forms_void()
                    variant=ButtonVariant::Danger
                    busy=action.pending()
                    busy_label=w.enroll_busy()
                />
            </ActionForm>
        </Folded>
    }
    .into_any()
}

/// What is said of the fields of these forms.
fn sentence(w: &Words, field: &str, problem: &Problem) -> String {
    match (field, problem) {
        ("username", Problem::NotAChoice) => w.forms_username_nobody(),
        ("mrn", Problem::NotAChoice) => w.forms_mrn_nobody(),
        ("add", Problem::NotAChoice) => w.forms_patients_unknown(),
        ("add", Problem::Missing) => w.forms_patients_one(),
        ("add", Problem::TooLong(most)) if *most < 40 => w.forms_patients_most(),
        ("rights", Problem::Missing) => w.switches_one(),
        ("rights", _) => w.switches_too_much(),
        ("ends", Problem::InThePast) => w.last_day_past(),
        ("ends", Problem::NotAChoice) => w.last_day_beyond(),
        ("sure", _) => w.sharing_sure_missing(),
        (field, _) if field.starts_with("basis-") => w.forms_ground_missing(),
        (field, Problem::Missing) if field.starts_with("signed") => w.forms_sign_missing(),
        (field, other) => crate::lacks::lack(w, field).unwrap_or_else(|| text::problem(w, other)),
    }
}
