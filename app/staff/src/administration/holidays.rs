//! Days on which nobody is at the desks: the list, adding one, taking one out.

use super::duties::sentence;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use portal_api::{ApiError, holidays};
use portal_kit::boot::use_words;
use portal_kit::{
    Actions, Button, ButtonVariant, EmptyState, Field, Icon, MoreLink, Notice, PageHead, Skeleton, SkeletonShape, Tone,
    fresh, text,
};
use portal_page::{Faults, FormErrors, Snag, Trouble, cursor, refused};
use portal_types::holiday::{HolidayList, HolidayRow};
use portal_types::ids::IntentKey;
use portal_types::links;
use portal_types::page::Cursor;

/// `/desk/admin/holidays`, with `?after=`.
pub struct AdminHolidaysPage;

#[lazy_route]
impl LazyRoute for AdminHolidaysPage {
    fn data() -> Self {
        Self
    }

    fn view(this: Self) -> AnyView {
        let AdminHolidaysPage = this;
        fresh(view! { <Holidays /> })
    }
}

#[component]
fn Holidays() -> impl IntoView {
    let w = use_words();
    let after = cursor("after");
    let list = Resource::new(move || after.get(), |after| async move { holidays::list(after).await });
    // What was done just now; the list shows anew below it.
    let done = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        if done.with(Option::is_some) {
            list.refetch();
            portal_browser::focus("done");
        }
    });
    view! {
        <Title text=w.admin_holidays_title() />
        <PageHead title=w.admin_holidays_title() lead=w.admin_holidays_lead() />
        <div id="done" tabindex="-1">
            {move || done.get().map(|said| view! { <Notice tone=Tone::Positive title=said live=true /> })}
        </div>
        <Suspense fallback=move || view! { <Skeleton label=w.loading() count=6 shape=SkeletonShape::Rows /> }>
            {move || Suspend::new(async move {
                fresh(match list.await {
                    Ok(first) => {
                        let intent = first.intent;
                        view! {
                            <div class="stack">
                                <Add intent done />
                                <List first done />
                            </div>
                        }
                            .into_any()
                    }
                    Err(error) => {
                        let retry = Callback::new(move |()| list.refetch());
                        view! { <Trouble error retry beside=true /> }.into_any()
                    }
                })
            })}
        </Suspense>
    }
    .into_any()
}

#[component]
fn Add(intent: IntentKey, done: RwSignal<Option<String>>) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<holidays::Add>::new();
    let value = action.value();
    let faults = Faults::worded(move || value.with(refused), move || action.clear(), sentence);
    Effect::new(move |_| {
        if value.with(|value| matches!(value, Some(Ok(())))) {
            done.set(Some(w.admin_holiday_added()));
        }
    });
    view! {
        <section class="stack tight" aria-labelledby="add">
            <h2 id="add">{w.admin_holiday_add()}</h2>
            <FormErrors faults id="add-error" page=links::DESK_HOLIDAYS />
            <ActionForm action attr:class="stack tight">
                <input type="hidden" name="intent" value=intent.to_string() autocomplete="off" />
                <Field
                    label=w.admin_holiday_day()
                    hint=w.admin_holiday_day_hint()
                    name="day"
                    id="day"
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
                <Actions>
                    <Button label=w.admin_holiday_add() busy=action.pending() busy_label=w.enroll_busy() />
                </Actions>
            </ActionForm>
        </section>
    }
    .into_any()
}

#[component]
fn List(first: HolidayList, done: RwSignal<Option<String>>) -> impl IntoView {
    let w = use_words();
    let page = RwSignal::new(first.page);
    let trouble = RwSignal::new(None::<ApiError>);
    let more = Action::new(move |after: &Cursor| holidays::list(Some(*after)));
    Effect::new(move |_| match more.value().get() {
        Some(Ok(next)) => {
            page.update(|page| portal_kit::live::append(page, next.page, |row| row.day));
            trouble.set(None);
        }
        Some(Err(error)) => trouble.set(Some(error)),
        None => {}
    });
    let next = Memo::new(move |_| page.with(|page| page.next));
    let load = Callback::new(move |()| {
        if let (Some(after), false) = (next.get_untracked(), more.pending().get_untracked()) {
            more.dispatch(after);
        }
    });
    let empty = Memo::new(move |_| page.with(|page| page.rows.is_empty()));
    let nothing = move || {
        view! {
            <EmptyState
                icon=Icon::Inbox
                title=w.admin_holidays_empty()
                text=w.admin_holidays_empty_text()
            />
        }
    };
    view! {
        <section class="stack tight" aria-labelledby="coming">
            <h2 id="coming">{w.admin_holidays_coming()}</h2>
            <Snag error=trouble retry=load />
            <Show when=move || !empty.get() fallback=nothing>
                <ul class="history" role="list">
                    <For each=move || page.with(|page| page.rows.clone()) key=|row| row.day let(shown)>
                        <Row shown done />
                    </For>
                </ul>
            </Show>
            {move || {
                next.get()
                    .map(|after| {
                        view! {
                            <MoreLink
                                href=format!("{}?after={after}", links::DESK_HOLIDAYS)
                                label=w.admin_holidays_more()
                                on_press=load
                            />
                        }
                    })
            }}
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
    Effect::new(move |_| {
        if value.with(|value| matches!(value, Some(Ok(())))) {
            done.set(Some(w.admin_holiday_removed()));
        }
    });
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
            <details>
                <summary>{w.admin_holiday_remove()} <span class="hidden-word">" " {when}</span></summary>
                <div class="stack tight">
                    <p>{w.admin_holiday_remove_text()}</p>
                    <Snag error=trouble retry=again />
                    <ActionForm action>
                        <input type="hidden" name="day" value=day.to_string() autocomplete="off" />
                        <Button
                            label=w.admin_holiday_remove_button()
                            variant=ButtonVariant::Danger
                            busy=action.pending()
                        />
                    </ActionForm>
                </div>
            </details>
        </li>
    }
    .into_any()
}
