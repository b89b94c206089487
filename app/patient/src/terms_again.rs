//! New terms, or a new notice of privacy practices: read and agreed to before a chart opens.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use portal_api::agreements;
use portal_kit::boot::use_words;
use portal_kit::{ButtonVariant, CheckBox, LinkButton, Notice, PageHead, Skeleton, Tone, fresh};
use portal_page::{Faults, FormErrors, SendButton, Trouble, when_done};
use portal_types::agreement::{AgreementKind, DueAgreement};
use portal_types::clinic::Agreement;
use portal_types::field::{Problem, Problems};
use portal_types::links;
use portal_words::Words;

/// `/terms/again`, with `?next=`.
pub(crate) fn draw() -> AnyView {
    let w = use_words();
    let due = Resource::new(|| (), |()| async move { agreements::due().await });
    fresh(view! {
        <Title text=w.again_title() />
        <PageHead title=w.again_title() lead=w.again_lead() />
        <Suspense fallback=move || view! { <Skeleton label=w.loading() count=12 /> }>
            {move || Suspend::new(async move {
                fresh(match due.await {
                    Ok(due) if due.is_empty() => view! { <Nothing /> }.into_any(),
                    Ok(due) => view! { <Agree due /> }.into_any(),
                    Err(error) => {
                        let retry = Callback::new(move |()| due.refetch());
                        view! { <Trouble error retry beside=true /> }.into_any()
                    }
                })
            })}
        </Suspense>
    })
}

/// Agreed to in another tab.
#[component]
fn Nothing() -> impl IntoView {
    let w = use_words();
    view! {
        <Notice tone=Tone::Positive title=w.again_nothing() />
        // A full load: the frame does not know of the chart yet.
        <p>
            <a class="alone" href=links::SIGN_IN rel="external">
                {w.not_here_home()}
            </a>
        </p>
    }
}

fn heading(w: &Words, kind: AgreementKind) -> String {
    match kind {
        AgreementKind::Terms => w.again_terms(),
        AgreementKind::Privacy => w.again_privacy(),
    }
}

#[component]
fn Text(due: DueAgreement) -> impl IntoView {
    let w = use_words();
    let DueAgreement { kind, agreement: Agreement { version, summary, paragraphs } } = due;
    let id = kind.code();
    let full = format!("{id}-full");
    let short = (!summary.is_empty()).then(|| {
        view! { <ul>{summary.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul> }
    });
    view! {
        <section class="stack tight" aria-labelledby=id>
            <h2 id=id>{heading(w, kind)}</h2>
            <div class="prose">{short}</div>
            <h3 id=full.clone()>{w.again_full()}</h3>
            <div class="card prose agreement" role="region" aria-labelledby=format!("{id} {full}") tabindex="0">
                {paragraphs.into_iter().map(|paragraph| view! { <p>{paragraph}</p> }).collect_view()}
                <p class="soft small">{w.again_version(version)}</p>
            </div>
        </section>
    }
    .into_any()
}

/// The texts and one box for all of them. What is agreed to are the versions that were shown.
#[component]
fn Agree(due: Vec<DueAgreement>) -> impl IntoView {
    let w = use_words();
    let next = use_query_map().get_untracked().get("next");
    let action = ServerAction::<agreements::Agree>::new();
    let value = action.value();
    let faults = Faults::worded(action, |w, field, problem| match (field, problem) {
        ("agree", Problem::NotAgreed) => w.again_missing(),
        (_, other) => portal_kit::text::problem(w, other),
    });
    let over = move || value.with(|value| matches!(value, Some(Ok(_))));
    // A full load: from here on there is a chart.
    when_done(action, |go_on| portal_browser::go(&go_on.to));
    let version = |kind: AgreementKind| {
        due.iter().find(|due| due.kind == kind).map(|due| due.agreement.version.clone()).unwrap_or_default()
    };
    let (terms, privacy) = (version(AgreementKind::Terms), version(AgreementKind::Privacy));
    let label = match (terms.is_empty(), privacy.is_empty()) {
        (false, false) => w.again_agree_both(),
        (false, true) => w.again_agree_terms(),
        (true, _) => w.again_agree_privacy(),
    };
    view! {
        {due.into_iter().map(|due| view! { <Text due /> }).collect_view()}
        <FormErrors faults id="agree-error" page=links::TERMS_AGAIN />
        <ActionForm
            action
            attr:novalidate=true
            attr:class="stack"
            on:submit:capture=move |event| {
                faults
                    .judge::<
                        agreements::Agree,
                    >(
                        &event,
                        |typed| {
                            let mut problems = Problems::default();
                            let agreed = problems.check("agree", typed.agree.ok_or(Problem::NotAgreed));
                            problems.into_result(agreed).map(|_| ())
                        },
                    )
            }
        >
            <input type="hidden" name="terms" value=terms autocomplete="off" />
            <input type="hidden" name="privacy" value=privacy autocomplete="off" />
            {next.map(|next| view! { <input type="hidden" name="next" value=next autocomplete="off" /> })}
            <CheckBox label name="agree" id="agree" required=true error=faults.at("agree") />
            <SendButton label=w.again_button() busy=Signal::derive(move || action.pending().get() || over()) />
        </ActionForm>
        <section class="stack tight" aria-labelledby="otherwise">
            <h2 id="otherwise">{w.again_otherwise()}</h2>
            <p>{w.again_otherwise_text()}</p>
            <div class="cluster">
                <LinkButton
                    href=links::SUPPORT
                    label=w.again_ask()
                    variant=ButtonVariant::Secondary
                />
                <LinkButton href=links::ACCOUNT label=w.again_account() variant=ButtonVariant::Quiet />
            </div>
        </section>
    }
    .into_any()
}
