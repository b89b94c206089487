//! Finding a record. What was asked for stands in no address: it is somebody's name.

use leptos::prelude::*;
use portal_api::front;
use portal_kit::boot::use_words;
use portal_kit::{Actions, Button, EmptyState, Field, Icon, MessageList, MessageRow, text};
use portal_page::{Faults, FormErrors, when_done};
use portal_types::ids::PatientId;
use portal_types::links;
use portal_types::registry::{Found, RecordCard, Search};

#[component]
pub(super) fn SearchForm(chosen: Memo<Option<PatientId>>) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<front::Find>::new();
    let faults = Faults::of(action);
    let found = RwSignal::new(None::<Found>);
    when_done(action, move |next| {
        found.set(Some(next.clone()));
        portal_browser::focus("found");
    });
    view! {
        <FormErrors faults id="find-error" page=links::DESK_PATIENTS />
        <ActionForm
            action
            attr:novalidate=true
            attr:class="stack tight"
            on:submit:capture=move |event| {
                faults
                    .judge::<
                        front::Find,
                    >(&event, |typed| Search::parse(&typed.name, &typed.born, &typed.mrn).map(|_| ()))
            }
        >
            <Field
                label=w.front_name()
                hint=w.front_name_hint()
                name="name"
                id="name"
                spellcheck=false
                error=faults.at("name")
            />
            <Field
                label=w.registry_born()
                hint=w.front_born_hint()
                name="born"
                id="born"
                short=true
                error=faults.at("born")
            />
            <Field label=w.registry_mrn() name="mrn" id="mrn" short=true spellcheck=false error=faults.at("mrn") />
            <Actions>
                <Button label=w.front_find() busy=action.pending() busy_label=w.front_finding() />
            </Actions>
        </ActionForm>
        {move || {
            found
                .get()
                .map(|found| {
                    if found.records.is_empty() {
                        return view! {
                            <div id="found" tabindex="-1">
                                <EmptyState icon=Icon::Inbox title=w.front_none_title() text=w.front_none_text() />
                            </div>
                        }
                            .into_any();
                    }
                    let more = found.more;
                    view! {
                        <div id="found" tabindex="-1" class="stack tight">
                            <p role="status" class="soft small">
                                {w.front_found(found.records.len() as u32)}
                            </p>
                            <MessageList label=w.front_list() queue=true>
                                {found
                                    .records
                                    .into_iter()
                                    .map(|record| view! { <Line record chosen /> })
                                    .collect_view()}
                            </MessageList>
                            {more.then(|| view! { <p>{w.front_more()}</p> })}
                        </div>
                    }
                        .into_any()
                })
        }}
    }
}

#[component]
fn Line(record: RecordCard, chosen: Memo<Option<PatientId>>) -> impl IntoView {
    let w = use_words();
    let id = record.patient;
    let account = match record.account {
        Some(_) => w.record_has_account(),
        None => w.record_no_account(),
    };
    let line = [Some(w.desk_born(text::date_with_year(w, record.born))), record.mrn, Some(account)];
    let context = line.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    view! {
        <MessageRow
            href=links::desk_patient(id)
            title=record.name
            context
            unread_word=String::new()
            current=Signal::derive(move || chosen.get() == Some(id))
        />
    }
}
