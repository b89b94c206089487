//! The staff: the list beside the colleague that is open, or beside the form of an invitation.

use super::colleague::Colleague;
use super::gone::Gone;
use super::invite::Invite;
use crate::parts::focus_opened;
use leptos::prelude::*;
use leptos_meta::Title;
use portal_api::{ApiError, colleagues};
use portal_kit::boot::use_words;
use portal_kit::{Due, MessageList, MessageRow, Notice, PageHead, Skeleton, SkeletonShape, Tone, fresh, text};
use portal_page::{Growing, More, Snag, Trouble, cursor, param};
use portal_types::account::AccountState;
use portal_types::administration::{HandedOver, StaffList, StaffRow, StaffView};
use portal_types::ids::AccountId;
use portal_types::links;
use portal_words::Words;

/// What was done just now, to whom, and what is to be handed over.
#[derive(Clone, PartialEq, Eq)]
struct Done {
    on: Option<AccountId>,
    said: String,
    link: Option<String>,
    until: Option<String>,
}

/// Told by every part of the page what it has done.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    done: RwSignal<Option<Done>>,
    /// The colleague that is open.
    pub(super) on: Option<AccountId>,
}

impl Desk {
    /// Something else is about to be done: what was said before goes. But for a link, which is shown only once.
    pub(super) fn begin(self) {
        if self.done.with_untracked(|done| done.as_ref().is_some_and(|done| done.link.is_none())) {
            self.done.set(None);
        }
    }

    /// Something was done.
    pub(super) fn did(self, said: String) {
        self.done.set(Some(Done { on: self.on, said, link: None, until: None }));
    }

    /// Something was done that ends with a link to hand over, unless that was shown before.
    pub(super) fn handed_over(self, w: &Words, handed: HandedOver) {
        let until = w.patient_exact_time(text::date(w, handed.until.day()), text::time_of(w, handed.until));
        let said = if handed.link.is_some() { w.admin_hand_over() } else { w.admin_handed_over_before() };
        self.done.set(Some(Done { on: self.on, said, link: handed.link, until: Some(until) }));
    }
}

/// How an account stands.
pub(super) fn state(w: &Words, state: AccountState) -> String {
    match state {
        AccountState::Active => w.state_active(),
        AccountState::Suspended => w.state_suspended(),
        AccountState::Invited => w.admin_state_invited(),
        _ => w.state_other(),
    }
}

/// `/desk/admin` and `/desk/admin/:account`, with `?after=`.
pub(crate) fn draw() -> AnyView {
    fresh(view! { <Staff /> })
}

#[component]
fn Staff() -> impl IntoView {
    let w = use_words();
    let (after, chosen) = (cursor("after"), param::<AccountId>("account"));
    let list = Resource::new(move || after.get(), |after| async move { colleagues::list(after).await });
    let open = Resource::new(
        move || chosen.get(),
        |chosen| async move {
            match chosen {
                Some(account) => Some(colleagues::open(account).await),
                None => None,
            }
        },
    );
    let done = RwSignal::new(None::<Done>);
    Effect::new(move |_| {
        if done.with(Option::is_some) {
            list.refetch();
            open.refetch();
            portal_browser::focus("done");
        }
    });
    let said = Memo::new(move |_| {
        let open = chosen.get();
        done.get().filter(|done| done.on == open)
    });
    focus_opened(move || chosen.get());
    let part = move || if chosen.get().is_some() { w.admin_colleague() } else { w.admin_invite_title() };
    let rows = move || view! { <Skeleton label=w.desk_loading() count=8 shape=SkeletonShape::Rows /> };
    let lines = move || view! { <Skeleton label=w.loading() count=8 /> };
    view! {
        <Title text=w.admin_staff_title() />
        <PageHead title=w.admin_staff_title() lead=w.admin_staff_lead() />
        <div class="split" class:reading=move || chosen.get().is_some()>
            <section class="stack tight" aria-label=w.admin_staff_list()>
                <Suspense fallback=rows>
                    {move || {
                        let later = after.get().is_some();
                        Suspend::new(async move {
                            fresh(match list.await {
                                Ok(first) => view! { <List first later chosen /> }.into_any(),
                                Err(error) => {
                                    let retry = Callback::new(move |()| list.refetch());
                                    view! { <Trouble error retry beside=true /> }.into_any()
                                }
                            })
                        })
                    }}
                </Suspense>
            </section>
            <section class="stack" id="beside" tabindex="-1" aria-label=part>
                <div id="done" tabindex="-1">
                    {move || said.get().map(|done| view! { <Said done /> })}
                </div>
                <Suspense fallback=lines>
                    {move || {
                        Suspend::new(async move {
                            let beside = open.await;
                            fresh(match (beside, list.await) {
                                (None, Ok(first)) => {
                                    let desk = Desk { done, on: None };
                                    view! { <Invite practices=first.practices intent=first.intent desk /> }.into_any()
                                }
                                (None, Err(_)) => ().into_any(),
                                (Some(opened), _) => {
                                    let retry = Callback::new(move |()| open.refetch());
                                    view! { <Opened opened done retry /> }.into_any()
                                }
                            })
                        })
                    }}
                </Suspense>
            </section>
        </div>
    }
    .into_any()
}

#[component]
fn Opened(opened: Result<StaffView, ApiError>, done: RwSignal<Option<Done>>, retry: Callback<()>) -> impl IntoView {
    let w = use_words();
    match opened {
        Ok(shown) => {
            let desk = Desk { done, on: Some(shown.account) };
            view! { <Colleague shown desk /> }.into_any()
        }
        Err(error) => view! {
            <Gone
                error
                retry
                title=w.admin_colleague_gone_title()
                back=links::DESK_ADMIN
                label=w.admin_staff_back()
            />
        }
        .into_any(),
    }
}

/// What was done, and the link to hand over, this once.
#[component]
fn Said(done: Done) -> impl IntoView {
    let w = use_words();
    let link = done.link.map(|link| {
        view! {
            <p>
                <code class="code">{link}</code>
            </p>
            <p>{w.admin_hand_over_text(done.until.unwrap_or_default())}</p>
        }
    });
    view! {
        <Notice tone=Tone::Positive title=done.said live=true>
            {link}
        </Notice>
    }
    .into_any()
}

#[component]
fn List(first: StaffList, later: bool, chosen: Memo<Option<AccountId>>) -> impl IntoView {
    let w = use_words();
    let list = Growing::new(
        first.page,
        |row| row.account,
        move |after| async move { colleagues::list(Some(after)).await.map(|more| more.page) },
    );
    let now = first.now;
    let row = move |row: StaffRow| {
        let id = row.account;
        let due = if row.state == AccountState::Active { Due::Calm } else { Due::Soon };
        view! {
            <MessageRow
                href=links::desk_colleague(id)
                title=row.name
                context=format!("{} · {}", text::role(w, row.role), state(w, row.state))
                time=text::when(w, row.made_at, now)
                datetime=row.made_at.machine()
                unread_word=String::new()
                current=Signal::derive(move || chosen.get() == Some(id))
                due
            />
        }
    };
    view! {
        <Snag error=list.rest.trouble retry=list.rest.load />
        {later
            .then(|| {
                view! {
                    <p>
                        <a href=links::DESK_ADMIN>{w.desk_newest()}</a>
                    </p>
                }
            })}
        <MessageList label=w.admin_staff_list() queue=true>
            <For each=move || list.rows() key=|row| (row.account, row.state, row.role) let(shown)>
                {row(shown)}
            </For>
        </MessageList>
        <More rest=list.rest to=format!("{}?after=", links::DESK_ADMIN) label=w.desk_more() />
    }
    .into_any()
}
