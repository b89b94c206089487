//! What the office does with a request, each behind a step that says what it means.

use super::approve::{ApproveForm, CountForm};
use super::form::{Doing, Look, Unseen, Unsent, WORDS_MOST, folded};
use super::propose::ProposeForm;
use crate::claim::use_claim;
use leptos::form::ActionForm;
use leptos::prelude::*;
use portal_api::asks;
use portal_kit::boot::use_words;
use portal_kit::{Button, ButtonVariant, Notice, SelectField, SelectOption, TextArea, Tone, fresh, text};
use portal_page::{Sending, left, use_alive, when_done};
use portal_types::ask::{AskKind, DeskAskMove, DeskAskView, DeskMoveKind, Refusing};
use portal_types::field::FieldProblem;

/// The `id` of the part with everything that can be done.
pub(crate) const MOVES: &str = "desk-moves";

/// What the button of a form says, what is said when it was done, and how much the button weighs.
struct Pressed {
    press: String,
    done: String,
    variant: ButtonVariant,
}

/// A folded form by its server function: how what was typed is judged, and what it asks. `$sending` names the form on its
/// way for its fields.
macro_rules! part {
    ($of:ident, $sending:ident, $look:expr, $doing:expr, $pressed:expr, $judge:expr, $fields:expr) => {{
        let (look, doing, pressed): (Look, Doing, Pressed) = ($look, $doing, $pressed);
        let action = ServerAction::<asks::$of>::new();
        let $sending = doing.sending(action, look.prefix);
        let form = $sending;
        let Pressed { press, done, variant } = pressed;
        when_done(action, move |_| doing.did(done.clone()));
        let judge: fn(&asks::$of) -> Result<(), Vec<FieldProblem>> = $judge;
        let fields: AnyView = $fields;
        let (alive, busy_label) = (use_alive(), use_words().enroll_busy());
        let shown = view! {
            <ActionForm
                action=action
                attr:novalidate=move || alive.get()
                attr:class="stack tight"
                on:submit:capture=move |event| {
                    form.judge::<asks::$of>(&event, |typed| judge(&typed));
                }
            >
                <Unseen sending=form doing=doing />
                {fields}
                <Unsent sending=form doing=doing />
                <div>
                    <Button label=press variant=variant busy=form.busy busy_label=busy_label />
                </div>
            </ActionForm>
        }
        .into_any();
        folded(look, form, shown)
    }};
}

/// Everything that can be done now. Each stands by itself: what is half-written stays while another one comes or goes.
#[component]
pub(super) fn Moves(view: RwSignal<DeskAskView>, doing: Doing) -> impl IntoView {
    let w = use_words();
    let typing = doing.typing;
    let kind = view.with_untracked(|shown| shown.view.kind);
    let may = move |of: DeskMoveKind| {
        Memo::new(move |_| {
            view.with(|shown| {
                // Of an authorization that is used up there is no visit left to count.
                let left = shown.view.authorization.as_ref().is_none_or(|authorization| authorization.left() > 0);
                shown.moves.contains(&of) && (left || of != DeskMoveKind::CountVisit)
            })
        })
    };
    let part = move |of: DeskMoveKind| {
        let may = may(of);
        let again = RwSignal::new(0_u32);
        let doing = Doing { again, ..doing };
        move || {
            again.track();
            may.get().then(|| fresh(view! { <Move of kind view doing /> }))
        }
    };
    // A renewal that only a clinician may approve, to who is none.
    let waits = Memo::new(move |_| {
        view.with(|shown| {
            let moves = &shown.moves;
            kind == AskKind::Renewal
                && moves.contains(&DeskMoveKind::Decline)
                && !moves.contains(&DeskMoveKind::Review)
                && !moves.contains(&DeskMoveKind::Approve)
        })
    });
    // Colleagues see that somebody is at it.
    let claim = use_claim(
        doing.ask.into(),
        Callback::new(move |by: Option<String>| {
            if view.try_with_untracked(|shown| shown.claimed != by) == Some(true) {
                view.try_update(|shown| shown.claimed = by);
            }
        }),
    );
    // Once it is done the server has ended it.
    Effect::new(move |before: Option<u32>| {
        let done = doing.done.get();
        if before.is_some_and(|before| before != done) {
            claim.over();
        }
        done
    });
    let other = Memo::new(move |_| view.with(|shown| shown.claimed.clone()));
    // A field may have had the focus when its request went.
    on_cleanup(move || {
        typing.try_set(false);
    });
    view! {
        <section
            class="stack tight"
            id=MOVES
            tabindex="-1"
            aria-label=w.ask_desk_moves()
            on:focusin=move |_| typing.set(true)
            on:focusout=move |_| typing.set(false)
            on:input=move |_| {
                doing.begins();
                claim.typing();
            }
            on:submit:capture=move |_| doing.begins()
        >
            {move || {
                other.get().map(|name| view! { <Notice tone=Tone::Caution title=w.triage_working(name) live=true /> })
            }}
            {part(DeskMoveKind::Review)}
            {part(DeskMoveKind::Propose)}
            {part(DeskMoveKind::Approve)}
            {move || waits.get().then(|| view! { <p class="soft">{w.ask_desk_clinician()}</p> })}
            {part(DeskMoveKind::CountVisit)}
            {part(DeskMoveKind::NeedInfo)}
            {part(DeskMoveKind::Comment)}
            {part(DeskMoveKind::Done)}
            {part(DeskMoveKind::Decline)}
        </section>
    }
    .into_any()
}

/// One of them.
#[component]
fn Move(of: DeskMoveKind, kind: AskKind, view: RwSignal<DeskAskView>, doing: Doing) -> impl IntoView {
    match of {
        DeskMoveKind::Review => view! { <Review doing /> }.into_any(),
        DeskMoveKind::Propose => view! { <ProposeForm doing /> }.into_any(),
        DeskMoveKind::Approve => {
            let drugs = view.with_untracked(|shown| shown.view.drugs.clone());
            view! { <ApproveForm kind drugs doing /> }.into_any()
        }
        DeskMoveKind::CountVisit => view! { <CountForm view doing /> }.into_any(),
        DeskMoveKind::NeedInfo => need_info(doing),
        DeskMoveKind::Comment => comment(doing),
        DeskMoveKind::Done => done(doing, kind),
        DeskMoveKind::Decline => decline(doing),
    }
}

/// Taking it in hand: one press.
#[component]
fn Review(doing: Doing) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<asks::DeskReview>::new();
    let sending = doing.sending(action, "review-");
    when_done(action, move |_| doing.did(w.ask_desk_reviewed()));
    view! {
        <ActionForm
            action
            attr:class="stack tight"
            on:submit:capture=move |event| {
                sending.judge::<asks::DeskReview>(&event, |_| Ok(()));
            }
        >
            <Unseen sending doing />
            <Unsent sending doing />
            <div>
                <Button label=w.ask_desk_review() busy=sending.busy busy_label=w.enroll_busy() />
            </div>
        </ActionForm>
    }
    .into_any()
}

/// Something written to the patient.
fn words(label: String, id: &'static str, sending: Sending, required: bool, kept: String) -> AnyView {
    let w = use_words();
    view! {
        <TextArea
            label
            hint=w.ask_desk_words_hint()
            name="words"
            id
            value=kept
            error=sending.at("words")
            counter=left(w, WORDS_MOST)
            rows=3
            required
        />
    }
    .into_any()
}

fn need_info(doing: Doing) -> AnyView {
    let w = use_words();
    let look = Look { prefix: "need-", title: w.ask_desk_need(), what: w.ask_desk_need_text(), open: false };
    let pressed =
        Pressed { press: w.ask_desk_need_send(), done: w.ask_desk_needed(), variant: ButtonVariant::Secondary };
    part!(
        DeskNeed,
        sending,
        look,
        doing,
        pressed,
        |typed| DeskAskMove::need_info(&typed.words).map(|_| ()),
        words(w.ask_desk_question(), "need-words", sending, true, doing.kept("need", "words"))
    )
}

fn comment(doing: Doing) -> AnyView {
    let w = use_words();
    let look = Look { prefix: "comment-", title: w.ask_desk_comment(), what: w.ask_desk_comment_text(), open: false };
    let pressed =
        Pressed { press: w.ask_desk_comment_send(), done: w.ask_desk_commented(), variant: ButtonVariant::Secondary };
    part!(
        DeskComment,
        sending,
        look,
        doing,
        pressed,
        |typed| DeskAskMove::comment(&typed.words).map(|_| ()),
        words(w.ask_desk_message(), "comment-words", sending, true, doing.kept("comment", "words"))
    )
}

fn done(doing: Doing, kind: AskKind) -> AnyView {
    let w = use_words();
    let what = match kind {
        AskKind::Appointment => w.ask_desk_done_appointment(),
        AskKind::Renewal => w.ask_desk_done_renewal(),
        AskKind::Referral => w.ask_desk_done_referral(),
    };
    let look = Look { prefix: "done-", title: w.ask_desk_done(), what, open: false };
    let pressed =
        Pressed { press: w.ask_desk_done_send(), done: w.ask_desk_closed(), variant: ButtonVariant::Secondary };
    part!(
        DeskDone,
        sending,
        look,
        doing,
        pressed,
        |typed| DeskAskMove::done(&typed.words).map(|_| ()),
        words(w.ask_desk_message_optional(), "done-words", sending, false, doing.kept("done", "words"))
    )
}

fn decline(doing: Doing) -> AnyView {
    let w = use_words();
    let look = Look { prefix: "decline-", title: w.ask_desk_decline(), what: w.ask_desk_decline_text(), open: false };
    let pressed =
        Pressed { press: w.ask_desk_decline_send(), done: w.ask_desk_declined(), variant: ButtonVariant::Danger };
    part!(
        DeskDecline,
        sending,
        look,
        doing,
        pressed,
        |typed| DeskAskMove::decline(&typed.reason, &typed.words).map(|_| ()),
        refusal(sending, doing)
    )
}

/// Why, and words with it.
fn refusal(sending: Sending, doing: Doing) -> AnyView {
    let w = use_words();
    let mut reasons = vec![SelectOption::new("", w.details_choose())];
    reasons.extend(Refusing::ALL.map(|of| SelectOption::new(of.code(), text::refusing(w, of))));
    let words = words(w.ask_desk_decline_words(), "decline-words", sending, false, doing.kept("decline", "words"));
    view! {
        <SelectField
            label=w.ask_desk_reason()
            name="reason"
            id="decline-reason"
            options=reasons
            value=doing.kept("decline", "reason")
            error=sending.at("reason")
            required=true
        />
        {words}
    }
    .into_any()
}
