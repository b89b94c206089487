//! One grant at the desk: how it stands, what it lacks, what can be done with it, and what has happened.

use crate::deeds::{DeedFields, sentence, words};
use crate::forms::BeginForm;
use crate::lacks::Missing;
use crate::parts::Facts;
use leptos::prelude::*;
use leptos_meta::Title;
use portal_api::{ApiError, front};
use portal_kit::boot::{use_boot, use_words};
use portal_kit::{LinkItem, Notice, PageHead, Skeleton, Tone, fresh, text};
use portal_page::{ComingChanges, Faults, Folded, GrantHistory, Growing, Trouble, nothing_there, param, when_done};
use portal_types::account::{Role, Who};
use portal_types::grant_form::DeskMove;
use portal_types::ids::GrantId;
use portal_types::links;
use portal_types::representative::{Deed, DeskGrant, GrantState};
use portal_words::Words;

/// This very page, without what its address asks for.
const HERE: &str = "?";

/// What was done just now: said above the grant, which shows anew below it.
#[derive(Clone, Copy)]
struct Done {
    said: RwSignal<Option<String>>,
    changed: Callback<()>,
}

impl Done {
    fn did(self, said: String) {
        self.said.set(Some(said));
        self.changed.run(());
        portal_browser::focus("done");
    }
}

/// `/desk/grants/:grant`.
pub(crate) fn draw() -> AnyView {
    let w = use_words();
    let grant: Memo<Option<GrantId>> = param("grant");
    let open: Resource<Result<DeskGrant, ApiError>> = Resource::new(
        move || grant.get(),
        |grant: Option<GrantId>| async move {
            let Some(grant) = grant else { return Err(nothing_there()) };
            front::grant(grant).await
        },
    );
    let said = RwSignal::new(None::<String>);
    let changed = Callback::new(move |()| open.refetch());
    let loading = move || {
        view! {
            <PageHead title=w.desk_grant_title() />
            <Skeleton label=w.desk_grant_loading() count=8 />
        }
    };
    fresh(view! {
        // Never a name: the tab's title shows on shared screens and stays in the browser's history.
        <Title text=w.desk_grant_title() />
        <div id="done" tabindex="-1">
            {move || said.get().map(|said| view! { <Notice tone=Tone::Positive title=said live=true /> })}
        </div>
        <Suspense fallback=loading>
            {move || Suspend::new(async move {
                fresh(match open.await {
                    Ok(shown) => {
                        let done = Done { said, changed };
                        view! { <Grant shown done /> }.into_any()
                    }
                    Err(error) => view! { <Trouble error retry=changed /> }.into_any(),
                })
            })}
        </Suspense>
    })
}

/// Who, for whom, on what ground, and until when.
fn facts(w: &Words, shown: &DeskGrant) -> Vec<(String, Option<String>)> {
    let since = w.grant_since(text::date_with_year(w, shown.row.since.day()));
    let linked = if shown.linked { w.answer_yes() } else { w.answer_no() };
    let mut facts = vec![
        (w.desk_grant_patient(), Some(shown.patient_name.clone())),
        (w.grant_state(), Some(format!("{} · {since}", text::grant_state(w, shown.row.state)))),
        (w.grant_ground(), Some(text::basis(w, shown.row.basis))),
        (w.registry_born(), Some(text::date_with_year(w, shown.born))),
        (w.desk_grant_linked(), Some(linked)),
    ];
    if let Some(last) = shown.row.ends_on {
        facts.push((w.grant_last_day(), Some(text::date_with_year(w, last))));
    }
    facts
}

#[component]
fn Grant(shown: DeskGrant, done: Done) -> impl IntoView {
    let w = use_words();
    let id = shown.row.grant;
    let events = Growing::new(
        shown.events.clone(),
        |event| (event.at, event.event),
        move |after| async move { front::grant_history(id, after).await },
    );
    let facts = facts(w, &shown);
    let suspended = shown.row.state == GrantState::Suspended;
    let by_patient = (suspended && shown.held_by_patient).then(|| w.desk_grant_held_patient());
    let by_staff = (suspended && shown.held_by_staff).then(|| w.desk_grant_held_staff());
    let closed = (shown.row.state == GrantState::Active && shown.column.is_none()).then(|| w.grant_opens_nothing());
    let held = [by_patient, by_staff, closed].into_iter().flatten();
    let held = held.map(|said| view! { <Notice tone=Tone::Caution>{said}</Notice> }).collect_view();
    let front_desk = matches!(use_boot().who, Who::Staff { role: Role::FrontDesk, .. });
    let (patient, intent) = (shown.patient, shown.intent);
    let form = (front_desk && shown.row.state == GrantState::Proposed).then(|| {
        view! {
            <p>{w.desk_grant_form_text()}</p>
            <BeginForm patient practices=Vec::new() grant=id intent />
        }
    });
    let coming = shown.row.coming.clone();
    view! {
        <PageHead
            title=shown.row.name.clone()
            back=LinkItem::new(links::desk_patient(patient), w.desk_grant_back())
        />
        <div class="stack">
            {held}
            <Facts facts />
            {coming.map(|coming| view! { <ComingChanges coming /> })}
            <Missing codes=shown.lacks.clone() />
            {form}
            <Deeds shown done />
            <GrantHistory events />
        </div>
    }
    .into_any()
}

/// One thing that can be done, by its server function. Opening it changes nothing yet.
macro_rules! part {
    ($of:ident, $deed:expr, $grant:expr, $done:expr) => {{
        let (deed, grant, done): (DeskMove, GrantId, Done) = ($deed, $grant, $done);
        let action = ServerAction::<front::$of>::new();
        let faults = Faults::worded(action, sentence);
        let [title, what, said] = words(use_words(), deed);
        when_done(action, move |_| done.did(said.clone()));
        let prefix = format!("{}-", deed.code());
        let busy: Signal<bool> = action.pending().into();
        view! {
            <Folded title=title what=what faults=faults id=deed.code() page=HERE>
                <ActionForm action=action attr:class="stack tight">
                    <input type="hidden" name="grant" value=grant.to_string() autocomplete="off" />
                    <DeedFields deed=deed prefix=prefix faults=faults busy=busy />
                </ActionForm>
            </Folded>
        }
        .into_any()
    }};
}

/// Everything that can be done now.
#[component]
fn Deeds(shown: DeskGrant, done: Done) -> impl IntoView {
    let (id, can) = (shown.row.grant, shown.can);
    let may = |deed: Deed| can.contains(&deed);
    let activate = may(Deed::Activate).then(|| part!(Activate, DeskMove::Activate, id, done));
    let resume = may(Deed::Resume).then(|| part!(ResumeGrant, DeskMove::Resume, id, done));
    let suspend = may(Deed::Suspend).then(|| part!(SuspendGrant, DeskMove::Suspend, id, done));
    let end = may(Deed::End).then(|| part!(EndGrant, DeskMove::End, id, done));
    let reject = may(Deed::Reject).then(|| part!(Reject, DeskMove::Reject, id, done));
    view! {
        {activate}
        {resume}
        {suspend}
        {end}
        {reject}
    }
    .into_any()
}
