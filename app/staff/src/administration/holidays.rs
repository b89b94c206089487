//! Days on which nobody is at the desks: the list, adding one, taking one out.

use super::duties::sentence;
use crate::list_page::{ListPage, TakeOut};
use leptos::prelude::*;
use portal_api::holidays;
use portal_kit::boot::use_words;
use portal_kit::{Button, ButtonVariant, EmptyState, Field, Icon, fresh, text};
use portal_page::{Faults, FormErrors, Growing, More, SendButton, Snag, cursor, refused, when_done};
use portal_types::field::typed_date;
use portal_types::holiday::{HolidayList, HolidayRow};
use portal_types::ids::IntentKey;
use portal_types::links;

/// `/desk/admin/holidays`, with `?after=`.
pub(crate) fn draw() -> AnyView {
    fresh(view! { <Holidays /> })
}

#[component]
fn Holidays() -> impl IntoView {
    let w = use_words();
    let after = cursor("after");
    let list = Resource::new(move || after.get(), |after| async move { holidays::list(after).await });
    let done = RwSignal::new(None::<String>);
    let shown = move |first: HolidayList, later: bool| {
        let intent = first.intent;
        view! {
            <div class="stack">
                <Add intent done />
                <List first later done />
            </div>
        }
        .into_any()
    };
    view! {
        <ListPage title=w.admin_holidays_title() lead=w.admin_holidays_lead() list after done shown />
    }
    .into_any()
}

#[component]
fn Add(intent: IntentKey, done: RwSignal<Option<String>>) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<holidays::Add>::new();
    let faults = Faults::worded(action, sentence);
    let day = RwSignal::new(String::new());
    // The day that was sent, as it is said; what stands in the field may be another one by then.
    let sent = StoredValue::new(String::new());
    when_done(action, move |_| done.set(Some(w.admin_holiday_added(sent.get_value()))));
    view! {
        <section class="stack tight" aria-labelledby="add">
            <h2 id="add">{w.admin_holiday_add()}</h2>
            <FormErrors faults id="add-error" page=links::DESK_HOLIDAYS />
            <ActionForm
                action
                attr:class="stack tight"
                on:submit:capture=move |_| {
                    done.set(None);
                    let typed = day.get_untracked();
                    sent.set_value(typed_date(&typed).map_or(typed, |day| text::date_with_year(w, day)));
                }
            >
                <input type="hidden" name="intent" value=intent.to_string() autocomplete="off" />
                <Field
                    label=w.admin_holiday_day()
                    hint=w.admin_holiday_day_hint()
                    name="day"
                    id="day"
                    bind=day
                    autocomplete="off".to_owned()
                    short=true
                    error=faults.at("day")
                    required=true
                />
                <Field
                    label=w.admin_holiday_name()
                    name="name"
                    id="name"
                    autocomplete="off".to_owned()
                    error=faults.at("name")
                />
                <SendButton label=w.admin_holiday_add() busy=action.pending() />
            </ActionForm>
        </section>
    }
    .into_any()
}

#[component]
fn List(first: HolidayList, later: bool, done: RwSignal<Option<String>>) -> impl IntoView {
    let w = use_words();
    let list = Growing::new(
        first.page,
        |row| row.day,
        move |after| async move { holidays::list(Some(after)).await.map(|more| more.page) },
    );
    let nothing = move || {
        (!later).then(|| {
            view! {
                <EmptyState
                    icon=Icon::Inbox
                    title=w.admin_holidays_empty()
                    text=w.admin_holidays_empty_text()
                />
            }
        })
    };
    view! {
        <section class="stack tight" aria-labelledby="coming">
            <h2 id="coming">{w.admin_holidays_coming()}</h2>
            <Snag error=list.rest.trouble retry=list.rest.load />
            {later
                .then(|| {
                    view! {
                        <p>
                            <a href=links::DESK_HOLIDAYS>{w.admin_holidays_first()}</a>
                        </p>
                    }
                })}
            <Show when=move || !list.is_empty() fallback=nothing>
                <ul class="history" role="list">
                    <For each=move || list.rows() key=|row| row.day let(shown)>
                        <Row shown done />
                    </For>
                </ul>
            </Show>
            <More rest=list.rest to=format!("{}?after=", links::DESK_HOLIDAYS) label=w.admin_holidays_more() />
        </section>
    }
    .into_any()
}

/// One day. Taking it out asks once more.
#[component]
fn Row(shown: HolidayRow, done: RwSignal<Option<String>>) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<holidays::Remove>::new();
    let value = action.value();
    let trouble = Signal::derive(move || value.with(refused));
    when_done(action, move |_| done.set(Some(w.admin_holiday_removed())));
    let HolidayRow { day, name } = shown;
    let again = Callback::new(move |()| {
        action.dispatch(holidays::Remove { day });
    });
    let when = text::date_with_year(w, day);
    view! {
        <li class="stack tight">
            <p>
                <strong>{when.clone()}</strong>
                {(!name.is_empty()).then(|| view! { " · " {name} })}
            </p>
            <TakeOut
                label=w.admin_holiday_remove()
                of=when
                text=w.admin_holiday_remove_text()
                trouble
                retry=again
            >
                <ActionForm action on:submit:capture=move |_| done.set(None)>
                    <input type="hidden" name="day" value=day.to_string() autocomplete="off" />
                    <Button
                        label=w.admin_holiday_remove_button()
                        variant=ButtonVariant::Danger
                        busy=action.pending()
                    />
                </ActionForm>
            </TakeOut>
        </li>
    }
    .into_any()
}
