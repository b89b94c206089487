//! Texts that one's inboxes answer with: a new one, changing one, taking one out. None is ever sent by itself.

use crate::list_page::{ListPage, TakeOut};
use crate::parts::{lang, pool_name};
use leptos::prelude::*;
use portal_api::triage;
use portal_kit::boot::use_words;
use portal_kit::{Button, ButtonVariant, EmptyState, Field, Icon, SelectField, SelectOption, TextArea, fresh, text};
use portal_page::{Faults, Folded, Press, refused, use_alive, when_done};
use portal_types::account::Lang;
use portal_types::field::Problem;
use portal_types::ids::{IntentKey, TemplateId};
use portal_types::links;
use portal_types::staff::PoolCard;
use portal_types::triage::{NewTemplate, TemplateList, TemplateTyped, TemplateView};
use portal_words::Words;

/// What is said of the fields.
fn sentence(w: &Words, field: &str, problem: &Problem) -> String {
    match (field, problem) {
        ("pool", _) => w.triage_template_pool_bad(),
        ("body", Problem::BadCharacter) => w.triage_template_gaps_bad(),
        _ => text::problem(w, problem),
    }
}

/// `/desk/templates`.
pub(crate) fn draw() -> AnyView {
    fresh(view! { <Templates /> })
}

#[component]
fn Templates() -> impl IntoView {
    let w = use_words();
    let list = Resource::new(|| (), |()| async move { triage::templates().await });
    let done = RwSignal::new(None::<String>);
    let shown = move |first: TemplateList, _: bool| view! { <List first done /> }.into_any();
    view! { <ListPage title=w.triage_templates_title() lead=w.triage_templates_lead() list done shown /> }.into_any()
}

#[component]
fn List(first: TemplateList, done: RwSignal<Option<String>>) -> impl IntoView {
    let w = use_words();
    let TemplateList { pools, templates, intent } = first;
    if pools.is_empty() {
        return view! {
            <EmptyState icon=Icon::Inbox title=w.triage_no_pools() text=w.triage_no_pools_text() />
        }
        .into_any();
    }
    let none = templates.is_empty();
    let several = pools.len() > 1;
    let rows = templates
        .into_iter()
        .map(|shown| {
            let of = pools.iter().find(|pool| pool.pool == shown.pool).filter(|_| several);
            let place = of.map(|pool| pool_name(w, &pool.practice, pool.kind));
            view! { <Row shown place pools=pools.clone() intent done /> }
        })
        .collect_view();
    view! {
        <div class="stack">
            <Keep shown=None pools=pools.clone() intent done />
            <section class="stack tight" aria-labelledby="texts">
                <h2 id="texts">{w.triage_templates_list()}</h2>
                {none
                    .then(|| {
                        view! {
                            <EmptyState
                                icon=Icon::Inbox
                                title=w.triage_templates_empty()
                                text=w.triage_templates_empty_text()
                            />
                        }
                    })}
                <ul class="history" role="list" hidden=none>
                    {rows}
                </ul>
            </section>
        </div>
    }
    .into_any()
}

/// One text, and behind steps the form that changes it, and taking it out.
#[component]
fn Row(
    shown: TemplateView,
    /// The inbox that answers with it, where one answers several.
    place: Option<String>,
    pools: Vec<PoolCard>,
    intent: IntentKey,
    done: RwSignal<Option<String>>,
) -> impl IntoView {
    let w = use_words();
    let about = [place, Some(lang(w, shown.lang))].into_iter().flatten().collect::<Vec<_>>().join(" \u{b7} ");
    let (template, name, body, tongue) = (shown.template, shown.name.clone(), shown.body.clone(), shown.lang);
    view! {
        <li class="stack tight">
            <p>
                <strong>{name.clone()}</strong>
                " "
                <span class="soft small">{about}</span>
            </p>
            <p class="words" lang=tongue.code()>
                {body}
            </p>
            <Keep shown=Some(shown) pools intent done />
            <Retire template name done />
        </li>
    }
    .into_any()
}

/// The form of a text: a new one, or one that is changed.
#[component]
fn Keep(
    shown: Option<TemplateView>,
    pools: Vec<PoolCard>,
    intent: IntentKey,
    done: RwSignal<Option<String>>,
) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<triage::KeepTemplate>::new();
    let faults = Faults::worded(action, sentence);
    let new = shown.is_none();
    when_done(action, move |_| {
        done.set(Some(if new { w.triage_template_added() } else { w.triage_template_changed() }));
    });
    let busy: Signal<bool> = action.pending().into();
    let alive = use_alive();
    let id = shown.as_ref().map_or_else(|| "new".to_owned(), |shown| format!("text-{}", shown.template));
    let (title, what, press) = match &shown {
        None => (w.triage_template_add(), w.triage_template_add_text(), w.triage_template_add_button()),
        Some(shown) => {
            let title = w.triage_template_change(shown.name.clone());
            (title, w.triage_template_change_text(), w.triage_template_change_button())
        }
    };
    let options: Vec<SelectOption> = pools
        .iter()
        .map(|pool| SelectOption::new(pool.pool.to_string(), pool_name(w, &pool.practice, pool.kind)))
        .collect();
    let tongues = Lang::ALL.map(|one| SelectOption::new(one.code(), lang(w, one))).to_vec();
    let (which, pool, name, tongue, body) = match shown {
        Some(shown) => {
            (shown.template.to_string(), shown.pool.to_string(), shown.name, shown.lang.code().to_owned(), shown.body)
        }
        None => (String::new(), String::new(), String::new(), String::new(), String::new()),
    };
    let field = |name: &str| format!("{id}-{name}");
    let (pool_id, name_id, lang_id, body_id) = (field("pool"), field("name"), field("lang"), field("body"));
    view! {
        <Folded title what faults id page=links::DESK_TEMPLATES>
            <ActionForm
                action
                attr:novalidate=move || alive.get()
                attr:class="stack tight"
                on:submit:capture=move |event| {
                    done.set(None);
                    faults
                        .judge::<
                            triage::KeepTemplate,
                        >(
                            &event,
                            |typed| {
                                NewTemplate::parse(TemplateTyped {
                                        template: &typed.template,
                                        pool: &typed.pool,
                                        name: &typed.name,
                                        lang: &typed.lang,
                                        body: &typed.body,
                                        intent: &typed.intent,
                                    })
                                    .map(|_| ())
                            },
                        );
                }
            >
                <input type="hidden" name="template" value=which autocomplete="off" />
                <input type="hidden" name="intent" value=intent.to_string() autocomplete="off" />
                <SelectField
                    label=w.triage_template_pool()
                    name="pool"
                    id=pool_id
                    options
                    value=pool
                    error=faults.at("pool")
                    required=true
                />
                <Field
                    label=w.triage_template_name()
                    hint=w.triage_template_name_hint()
                    name="name"
                    id=name_id
                    value=name
                    autocomplete="off".to_owned()
                    error=faults.at("name")
                    required=true
                />
                <SelectField
                    label=w.triage_template_lang()
                    name="lang"
                    id=lang_id
                    options=tongues
                    value=tongue
                    error=faults.at("lang")
                    required=true
                />
                <TextArea
                    label=w.triage_template_body()
                    hint=w.triage_template_body_hint("{patient}", "{practice}", "{me}")
                    name="body"
                    id=body_id
                    value=body
                    error=faults.at("body")
                    required=true
                />
                <Press label=press variant=ButtonVariant::Secondary busy />
            </ActionForm>
        </Folded>
    }
    .into_any()
}

/// Taking a text out asks once more. What was answered with it stays as it was sent.
#[component]
fn Retire(template: TemplateId, name: String, done: RwSignal<Option<String>>) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<triage::RetireTemplate>::new();
    let value = action.value();
    let trouble = Signal::derive(move || value.with(refused));
    when_done(action, move |_| done.set(Some(w.triage_template_retired())));
    let again = Callback::new(move |()| {
        action.dispatch(triage::RetireTemplate { template });
    });
    view! {
        <TakeOut label=w.triage_template_retire(name) text=w.triage_template_retire_text() trouble retry=again>
            <ActionForm action on:submit:capture=move |_| done.set(None)>
                <input type="hidden" name="template" value=template.to_string() autocomplete="off" />
                <Button
                    label=w.triage_template_retire_button()
                    variant=ButtonVariant::Danger
                    busy=action.pending()
                />
            </ActionForm>
        </TakeOut>
    }
    .into_any()
}
