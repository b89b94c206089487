//! That an inbox takes no messages of somebody: what stands, taking it back, and a new one.

use crate::parts::DayField;
use leptos::prelude::*;
use portal_api::{ApiError, staff};
use portal_kit::boot::use_words;
use portal_kit::{
    Button, ButtonVariant, CheckBox, Choice, ChoiceOption, Notice, SelectField, SelectOption, Tone, fresh, text,
};
use portal_page::{Faults, Folded, Press, refused, sentence, when_done};
use portal_types::field::Problem;
use portal_types::ids::{BlockId, ThreadId};
use portal_types::message::ThreadView;
use portal_types::pool::{BlockReason, BlockView};
use portal_words::Words;

/// This very page, without what its address asks for.
const HERE: &str = "?";

/// What is said of the fields.
fn wording(w: &Words, field: &str, problem: &Problem) -> String {
    match (field, problem) {
        ("reason", _) => w.block_reason_missing(),
        ("until", Problem::NotADate) => w.admin_date_bad(),
        ("sure", _) => w.sharing_sure_missing(),
        _ => text::problem(w, problem),
    }
}

/// Since when, by whom, why, and until when.
fn context(w: &Words, block: &BlockView) -> String {
    let made = w.front_made(text::date_with_year(w, block.at.day()), &block.author);
    let until = block.until.map(|day| w.block_until_said(text::date_with_year(w, day)));
    let parts = [Some(text::block_reason(w, block.reason)), until, Some(made)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// What stands above the form of a new one. `changed` is called when something of it has changed.
#[component]
pub(super) fn Blocks(thread: RwSignal<ThreadView>, typing: RwSignal<bool>, changed: Callback<()>) -> impl IntoView {
    let w = use_words();
    let id = thread.with_untracked(|thread| thread.thread);
    let said = RwSignal::new(None::<String>);
    let done = Callback::new(move |told: String| {
        said.set(Some(told));
        changed.run(());
        portal_browser::focus("blocks");
    });
    // The form stands closed and empty again once what it said is done.
    let (make, again) = (ServerAction::<staff::Block>::new(), RwSignal::new(0_u32));
    when_done(make, move |_| {
        done.run(w.block_made());
        again.update(|times| *times += 1);
    });
    let form = move || {
        again.track();
        fresh(view! { <NewBlock thread=id action=make /> })
    };
    let lift = ServerAction::<staff::Unblock>::new();
    when_done(lift, move |_| done.run(w.block_lifted()));
    let failed = move || lift.value().with(refused).map(|error| not_lifted(w, &error));
    let blocks = Memo::new(move |_| thread.with(|thread| thread.blocks.clone()));
    let standing = move || {
        let blocks = blocks.get();
        (!blocks.is_empty()).then(|| {
            let lines = blocks.into_iter().map(|block| line(w, id, &block, lift)).collect_view();
            fresh(view! {
                <section class="stack tight" aria-labelledby="blocks-title">
                    <h3 id="blocks-title">{w.blocks_title()}</h3>
                    <ul class="stack tight" role="list">
                        {lines}
                    </ul>
                </section>
            })
        })
    };
    // The fields may have had the focus when their part went.
    on_cleanup(move || {
        typing.try_set(false);
    });
    view! {
        <div id="blocks" tabindex="-1" class="stack tight">
            {move || said.get().map(|said| view! { <Notice tone=Tone::Positive title=said live=true /> })}
            {failed}
            {standing}
        </div>
        <div on:focusin=move |_| typing.set(true) on:focusout=move |_| typing.set(false)>
            {form}
        </div>
    }
    .into_any()
}

/// That a block still stands, and why.
fn not_lifted(w: &'static Words, error: &ApiError) -> AnyView {
    let why = sentence(w, error);
    view! {
        <Notice tone=Tone::Caution title=w.thread_private_failed() live=true>
            <p>{why}</p>
        </Notice>
    }
    .into_any()
}

/// A block that stands, and the button that ends it.
fn line(w: &'static Words, thread: ThreadId, block: &BlockView, lift: ServerAction<staff::Unblock>) -> AnyView {
    let whose = block.whose.clone().unwrap_or_else(|| w.block_of_anybody());
    let name = block_name(block.block);
    let said = context(w, block);
    let block = block.block.to_string();
    view! {
        <li>
            <p id=name.clone()>
                <strong>{whose}</strong>
                " · "
                {said}
            </p>
            <ActionForm action=lift>
                <input type="hidden" name="thread" value=thread.to_string() autocomplete="off" />
                <input type="hidden" name="block" value=block autocomplete="off" />
                <Button
                    label=w.block_lift()
                    variant=ButtonVariant::Secondary
                    busy=lift.pending()
                    attr:aria-describedby=name
                />
            </ActionForm>
        </li>
    }
    .into_any()
}

/// The `id` of what says whose messages are not taken.
fn block_name(block: BlockId) -> String {
    format!("block-{block}")
}

/// The form, folded away: opening it changes nothing yet.
#[component]
fn NewBlock(thread: ThreadId, action: ServerAction<staff::Block>) -> impl IntoView {
    let w = use_words();
    let faults = Faults::worded(action, wording);
    let busy: Signal<bool> = action.pending().into();
    let whom = vec![
        ChoiceOption::new("writer", w.block_whom_writer()),
        ChoiceOption::new("anybody", w.block_whom_anybody()).describe(w.block_whom_anybody_text()),
    ];
    let mut reasons = vec![SelectOption::new("", w.details_choose())];
    reasons.extend(BlockReason::ALL.map(|reason| SelectOption::new(reason.code(), text::block_reason(w, reason))));
    view! {
        <Folded title=w.block_title() what=w.block_text() faults id="block" page=HERE>
            <ActionForm action attr:class="stack tight">
                <input type="hidden" name="thread" value=thread.to_string() autocomplete="off" />
                <Choice
                    legend=w.block_whom()
                    name="whom"
                    id="block-whom"
                    options=whom
                    value="writer"
                    error=faults.at("whom")
                    required=true
                />
                <SelectField
                    label=w.block_reason()
                    hint=w.block_reason_hint()
                    name="reason"
                    id="block-reason-1"
                    options=reasons
                    error=faults.at("reason")
                    required=true
                />
                <DayField
                    label=w.block_until()
                    hint=w.block_until_hint()
                    name="until"
                    id="block-until"
                    error=faults.at("until")
                />
                <CheckBox label=w.admin_sure() name="sure" id="block-sure" error=faults.at("sure") required=true />
                <Press label=w.block_button() variant=ButtonVariant::Danger busy />
            </ActionForm>
        </Folded>
    }
    .into_any()
}
