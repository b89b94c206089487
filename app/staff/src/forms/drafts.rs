//! The forms that were begun and are not signed yet, the newest first.

use leptos::prelude::*;
use portal_api::forms;
use portal_kit::boot::use_words;
use portal_kit::{ButtonVariant, EmptyState, Icon, LinkButton, MessageList, MessageRow, PageHead, text};
use portal_page::{Growing, More, Snag};
use portal_types::grant_form::FormRow;
use portal_types::links;
use portal_types::page::Page;

#[component]
pub(super) fn Drafts(first: Page<FormRow>, later: bool) -> impl IntoView {
    let w = use_words();
    let list =
        Growing::new(first, |row: &FormRow| row.form, move |after| async move { forms::drafts(Some(after)).await });
    let row = move |row: FormRow| {
        view! {
            <MessageRow
                href=links::desk_form(row.form)
                title=row.name.unwrap_or_else(|| w.forms_nobody())
                context=w.forms_made(row.practice, row.made_by)
                time=text::date(w, row.made_at.day())
                datetime=row.made_at.machine()
                unread_word=String::new()
            />
        }
    };
    let nothing = move || {
        view! {
            <EmptyState icon=Icon::Requests title=w.forms_empty_title() text=w.forms_empty_text()>
                <LinkButton href=links::DESK_PATIENTS label=w.nav_patients() variant=ButtonVariant::Secondary />
            </EmptyState>
        }
    };
    view! {
        <PageHead title=w.forms_title() lead=w.forms_lead() />
        <div class="stack">
            <Snag error=list.rest.trouble retry=list.rest.load />
            {later
                .then(|| {
                    view! {
                        <p>
                            <a href=links::DESK_FORMS>{w.forms_newest()}</a>
                        </p>
                    }
                })}
            <Show when=move || !list.is_empty() fallback=nothing>
                <MessageList label=w.forms_list() queue=true>
                    <For each=move || list.rows() key=|row| row.form let(shown)>
                        {row(shown)}
                    </For>
                </MessageList>
            </Show>
            <More rest=list.rest to=format!("{}?after=", links::DESK_FORMS) label=w.forms_more() />
        </div>
    }
    .into_any()
}
