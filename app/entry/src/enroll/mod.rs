//! Self-enrollment: draws the step the server names, sends one answer, draws the step that comes back.

pub(crate) mod someone_else;
mod steps;
pub(crate) mod under_18;

pub(crate) use steps::reach::Reach;

use crate::form::{FormErrors, faults, said};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_meta::Title;
use portal_api::ApiError;
use portal_api::enrollment::{Back, StartOver, progress};
use portal_kit::boot::use_words;
use portal_kit::fresh;
use portal_kit::{Button, ButtonVariant, Icon, Notice, Skeleton, Tone};
use portal_types::enrollment::Progress;
use portal_types::error::Refusal;
use portal_types::links;

/// The id of the heading of the open step; it gets the focus when a step opens.
const HEADING: &str = "step-title";

/// Enrolling oneself, from "Are you enrolling yourself?" to the agreement.
pub(crate) fn draw() -> AnyView {
    fresh(view! { <Enroll /> })
}

#[component]
fn Enroll() -> impl IntoView {
    let progress = Resource::new(|| (), |()| progress());
    let w = use_words();
    view! {
        <Title text=w.enroll_title() />
        <Suspense fallback=move || {
            view! { <Skeleton label=w.loading() count=6 /> }
        }>
            {move || Suspend::new(async move { fresh(match progress.await {
                    Ok(first) => view! { <Wizard first /> }.into_any(),
                    Err(error) => view! { <Lost error /> }.into_any(),
                }) })}
        </Suspense>
    }
    .into_any()
}

#[component]
fn Lost(error: ApiError) -> impl IntoView {
    let w = use_words();
    view! {
        <h1>{w.enroll_lost()}</h1>
        <Notice tone=Tone::Caution title=said(w, &error)>
            <a class="alone" href=links::ENROLL rel="external">
                {w.try_again()}
            </a>
        </Notice>
    }
    .into_any()
}

/// The way through the steps, for the steps themselves.
#[derive(Clone, Copy)]
struct Flow(RwSignal<Progress>);

impl Flow {
    /// Goes where an answer leads: the step that comes back, or to the page for people who are not of age.
    fn follow<S>(self, action: ServerAction<S>)
    where
        S: ServerFn<Output = Progress, Error = ApiError> + Clone + Send + Sync + 'static,
    {
        let value = action.value();
        Effect::new(move |_| {
            value.with(|value| match value {
                Some(Ok(next)) => self.0.set(next.clone()),
                Some(Err(ApiError::Refused(Refusal::Minor))) => portal_browser::go(links::UNDER_18),
                _ => {}
            });
        });
    }
}

#[component]
fn Wizard(first: Progress) -> impl IntoView {
    let flow = Flow(RwSignal::new(first));
    Effect::new(move |before: Option<()>| {
        flow.0.track();
        if before.is_some() {
            portal_browser::focus(HEADING);
        }
    });
    move || fresh(steps::view(flow.0.get(), flow))
}

/// The head of a step that asks something, and the ways back from it.
///
/// The kit's wizard goes back by a link; here every step is saved by the server, so going back is a form, and the
/// heading takes the focus.
#[component]
fn Ask(
    /// The step.
    progress: Progress,
    /// Name of the step, for "Step 2 of 8: Your details".
    name: String,
    /// The heading.
    title: String,
    /// The way on.
    flow: Flow,
    /// Whether one can go back from here: only where the server undoes nothing by it.
    #[prop(default = true)]
    back: bool,
    /// Whether there is anything yet to start over from.
    #[prop(default = true)]
    start_over: bool,
    /// The question.
    children: Children,
) -> impl IntoView {
    let w = use_words();
    let step = w.enroll_progress(progress.number.to_string(), progress.of.to_string(), name);
    view! {
        <div class="wizard">
            {back.then(|| view! { <GoBack flow /> })}
            <header>
                <p class="step">{step}</p>
                // The line above says the same in words.
                <progress value=progress.number max=progress.of aria-hidden="true"></progress>
                <h1 id=HEADING tabindex="-1">
                    {title}
                </h1>
            </header>
            {children()}
            {start_over.then(|| view! { <BeginAgain flow /> })}
        </div>
    }
    .into_any()
}

#[component]
fn GoBack(flow: Flow) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<Back>::new();
    flow.follow(action);
    let faults = faults(action);
    view! {
        <ActionForm action>
            <Button
                label=w.enroll_back()
                variant=ButtonVariant::Quiet
                icon=Icon::Back
                busy=action.pending()
            />
        </ActionForm>
        <FormErrors faults id="back-error" page=links::ENROLL />
    }
    .into_any()
}

/// Asks once: opening the disclosure changes nothing yet.
#[component]
fn BeginAgain(flow: Flow) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<StartOver>::new();
    flow.follow(action);
    let faults = faults(action);
    view! {
        <details>
            <summary>{w.enroll_start_over()}</summary>
            <div class="stack tight">
                <p>{w.enroll_start_over_text()}</p>
                <FormErrors faults id="start-over-error" page=links::ENROLL />
                <ActionForm action>
                    <Button
                        label=w.enroll_start_over_button()
                        variant=ButtonVariant::Secondary
                        busy=action.pending()
                        busy_label=w.enroll_busy()
                    />
                </ActionForm>
            </div>
        </details>
    }
    .into_any()
}
