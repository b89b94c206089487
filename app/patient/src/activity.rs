//! Who has looked at a chart and acted in it, besides its owner; in one's own, setting them aside right there.

use crate::limits::Limits;
use crate::shared::{chart, exact_with_year};
use crate::sharing::{Done, SetAside, Told};
use leptos::prelude::*;
use leptos_meta::Title;
use portal_api::{ApiError, household, representatives};
use portal_kit::boot::{use_charts, use_words};
use portal_kit::{EmptyState, Icon, PageHead, Skeleton, SkeletonShape, fresh, text};
use portal_page::{Growing, More, NotFound, Snag, Trouble, cursor, nothing_there, param};
use portal_types::ids::{GrantId, PatientId};
use portal_types::links;
use portal_types::page::{Cursor, Page};
use portal_types::representative::{ActRow, Capability, GrantState};
use portal_words::Words;

/// What the address says, and what was asked for it. Asked in the page's own piece of code, not in `data`: whatever
/// stands there is sent with the first page.
struct Asked {
    patient: Memo<Option<PatientId>>,
    after: Memo<Option<Cursor>>,
    acts: Resource<Result<Page<ActRow>, ApiError>>,
    /// The grants on one's own chart that are in force.
    active: Resource<Vec<GrantId>>,
}

impl Asked {
    fn new() -> Self {
        let (patient, after) = (param("patient"), cursor("after"));
        let acts = Resource::new(
            move || (patient.get(), after.get()),
            |(patient, after)| async move {
                let Some(patient) = patient else { return Err(nothing_there()) };
                household::acted(patient, after).await
            },
        );
        let charts = use_charts();
        let active = Resource::new(
            move || patient.get(),
            move |patient: Option<PatientId>| {
                // Who acts in another's chart is not the visitor's to ask.
                let own = |of: &PatientId| {
                    charts.with_untracked(|charts| charts.iter().any(|card| card.own && card.patient == *of))
                };
                let patient = patient.filter(own);
                async move {
                    match patient {
                        Some(patient) => in_force(patient).await,
                        None => Vec::new(),
                    }
                }
            },
        );
        Self { patient, after, acts, active }
    }
}

/// The grants on one's own chart that are in force, however many there are. Those that cannot be had have no button here;
/// the way to their page stands there all the same.
async fn in_force(patient: PatientId) -> Vec<GrantId> {
    let (mut active, mut after) = (Vec::new(), None);
    loop {
        let Ok(page) = representatives::list(patient, after).await else { return active };
        active.extend(page.rows.iter().filter(|row| row.state == GrantState::Active).map(|row| row.grant));
        if page.next.is_none() {
            return active;
        }
        after = page.next;
    }
}

/// `/p/:patient/activity`, and with `?after=` one of its later pages.
pub(crate) fn draw() -> AnyView {
    let Asked { patient, after, acts, active } = Asked::new();
    let w = use_words();
    // Outside of what is drawn anew with another page of the list.
    let done = Done::new(Callback::new(|()| ()));
    let aside = RwSignal::new(Vec::new());
    let loading = move || {
        view! {
            <PageHead title=w.activity_title() />
            <Skeleton label=w.activity_loading() count=6 shape=SkeletonShape::Rows />
        }
    };
    fresh(view! {
        <Title text=w.activity_title() />
        <Told done />
        <Suspense fallback=loading>
            {move || {
                let (whose, later) = (patient.get(), after.get().is_some());
                Suspend::new(async move { fresh(match (whose, acts.await, active.await) {
                        (Some(patient), Ok(first), active) => {
                            let revoking = Revoking { active: StoredValue::new(active), aside, done };
                            view! { <Activity patient first later revoking /> }.into_any()
                        }
                        (_, Err(error), _) => {
                            let retry = Callback::new(move |()| acts.refetch());
                            view! { <Trouble error retry /> }.into_any()
                        }
                        (None, ..) => view! { <NotFound /> }.into_any(),
                    }) })
            }}
        </Suspense>
    })
}

/// What somebody did, in plain words: by the words of the audit trail.
fn did(w: &Words, (action, part): &(String, String)) -> String {
    match action.as_str() {
        "start-thread" => w.acted_started(),
        "reply-to-thread" => w.acted_replied(),
        "answer-thread" => w.acted_answered(),
        "shelve-thread" => w.acted_shelved(),
        "close-thread" => w.acted_closed(),
        "block-from-pool" => w.acted_blocked(),
        "make-ask" => w.acted_asked(),
        "change-ask" => w.acted_ask_changed(),
        "withdraw-ask" => w.acted_ask_withdrawn(),
        "comment-ask" => w.acted_ask_commented(),
        "choose-time" => w.acted_ask_times(),
        "move-desk-ask" | "approve-renewal" => w.acted_ask_moved(),
        "upload-file" => w.acted_uploaded(),
        "remove-file" => w.acted_took_file_back(),
        "read-file" => w.acted_opened_file(),
        "assign-item" | "note-item" | "batch-items" => w.acted_desk_worked(),
        "escalate" => w.acted_desk_reminded(),
        "find-record" | "read-front-record" | "read-request" => w.acted_looked_who(),
        "confirm-identity" | "decide-request" => w.acted_confirmed(),
        "invite-patient" => w.acted_invited(),
        "record-backing" => w.acted_backed(),
        "begin-form" | "fill-form" | "sign-form" | "start-grant" => w.acted_grant_made(),
        "activate-grant" => w.acted_grant_in_force(),
        "set-grant" => w.acted_grant_set(),
        "suspend-grant" | "suspend-account-grant" | "suspend-thread-grant" => w.acted_grant_aside(),
        "resume-grant" => w.acted_grant_resumed(),
        "end-grant" => w.acted_grant_ended(),
        "desk-move-grant" | "renew-grant" | "assent-grant" | "attach-representative" => w.acted_grant_moved(),
        "give-up-grant" => w.acted_gave_up(),
        "record-order" | "record-account-order" => w.acted_order(),
        "record-attestation" => w.acted_attested(),
        // Whatever else names a part of the chart was a look at it.
        _ => match (Capability::from_code(part), part.as_str()) {
            (Some(of), _) => w.acted_looked(text::capability(w, of)),
            (None, "account") => w.acted_account(),
            (None, "registry") => w.acted_looked_who(),
            (None, _) => w.acted_something(),
        },
    }
}

/// What can be set aside from here, what was, and where it is said.
#[derive(Clone, Copy)]
struct Revoking {
    active: StoredValue<Vec<GrantId>>,
    aside: RwSignal<Vec<GrantId>>,
    done: Done,
}

impl Revoking {
    /// Whether a grant is in force still.
    fn can(self, grant: GrantId) -> bool {
        self.active.with_value(|active| active.contains(&grant)) && self.aside.with(|aside| !aside.contains(&grant))
    }
}

#[component]
fn Activity(patient: PatientId, first: Page<ActRow>, later: bool, revoking: Revoking) -> impl IntoView {
    let w = use_words();
    let card = chart(patient);
    let own = card.as_ref().is_some_and(|card| card.own);
    let lead = card.map(|card| if own { w.activity_lead_own() } else { w.activity_lead(card.name) });
    let more = move |after| household::acted(patient, Some(after));
    let acts = Growing::new(first, |act: &ActRow| act.place, more);
    let nothing = move || {
        view! { <EmptyState icon=Icon::Clock title=w.activity_empty_title() text=w.activity_empty_text() /> }
    };
    view! {
        <PageHead title=w.activity_title() lead />
        <div class="stack">
            <Limits patient of=Capability::AccessLog />
            <p>{w.activity_text()}</p>
            <Snag error=acts.rest.trouble retry=acts.rest.load />
            {later
                .then(|| {
                    view! {
                        <p>
                            <a class="alone" href=links::activity(patient)>{w.record_newest()}</a>
                        </p>
                    }
                })}
            <Show when=move || !acts.is_empty() fallback=nothing>
                <ol class="entries" role="list" aria-label=w.activity_list()>
                    <For each=move || acts.rows() key=|act| act.place let(act)>
                        <Act patient own act revoking />
                    </For>
                </ol>
            </Show>
            <More rest=acts.rest to="?after=".to_owned() label=w.record_more() />
            <p class="soft small">{w.activity_wrong()}</p>
        </div>
    }
    .into_any()
}

/// A line: what was done, by whom, when. In one's own chart the way to what that person may do, and setting her aside; of
/// staff, telling Technical Support of it.
#[component]
fn Act(patient: PatientId, own: bool, act: ActRow, revoking: Revoking) -> impl IntoView {
    let w = use_words();
    let who = if act.who.is_empty() { w.activity_nobody() } else { act.who };
    let (name, line, report) = (who.clone(), act.place, own && act.role.is_some());
    let what = match act.role {
        Some(role) => Some(w.activity_staff(text::role(w, role))),
        None => act.representative.then(|| w.activity_representative()),
    };
    let grant = act.grant.filter(|_| own && act.representative);
    view! {
        <li class="entry">
            <p>
                <strong>{did(w, &act.what)}</strong>
            </p>
            <p>
                {who}
                {what.map(|what| format!(" · {what}"))}
            </p>
            <p class="soft small">
                <time datetime=act.at.machine()>{exact_with_year(w, act.at)}</time>
            </p>
            {grant
                .map(|grant| {
                    let aside = move || {
                        revoking
                            .can(grant)
                            .then(|| {
                                let (name, Revoking { aside, done, .. }) = (name.clone(), revoking);
                                view! { <SetAside patient grant name line aside done /> }
                            })
                    };
                    view! {
                        <p>
                            <a class="alone" href=links::grant(patient, grant)>{w.activity_sharing()}</a>
                        </p>
                        {aside}
                    }
                })}
            {report
                .then(|| {
                    view! {
                        <p>
                            <a class="alone" href=links::SUPPORT>{w.activity_report()}</a>
                        </p>
                    }
                })}
        </li>
    }
    .into_any()
}
