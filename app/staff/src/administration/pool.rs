//! One shared inbox: how soon it answers, which number it tells, who answers it, and who leads it.

use super::desk::Desk;
use crate::parts::{Facts, OpenHead};
use leptos::prelude::*;
use portal_api::pools;
use portal_kit::boot::use_words;
use portal_kit::{CheckBox, Field, Icon, IconView, Notice, SelectField, SelectOption, Tone, text};
use portal_page::{Faults, FormErrors, SendButton, when_done};
use portal_types::field::Problem;
use portal_types::ids::PoolId;
use portal_types::links;
use portal_types::pool::{PoolMember, PoolView};
use portal_words::Words;

/// What is said of the fields.
pub(super) fn sentence(w: &Words, field: &str, problem: &Problem) -> String {
    match (field, problem) {
        ("days", _) => w.admin_days_bad(),
        ("members", _) => w.pool_members_bad(),
        ("lead", _) => w.pool_lead_bad(),
        ("practice", _) => w.pool_practice_missing(),
        ("kind", _) => w.pool_kind_missing(),
        _ => text::problem(w, problem),
    }
}

/// That letters of what is late do not reach her who leads it, or nobody who answers it.
fn unreached(w: &Words, shown: &PoolView) -> Option<String> {
    let answers: Vec<&PoolMember> = shown.members.iter().filter(|one| one.member).collect();
    if answers.is_empty() {
        return None;
    }
    if answers.iter().all(|one| !one.reached) {
        return Some(w.pool_reaches_nobody());
    }
    let lead = answers.into_iter().find(|one| Some(one.account) == shown.lead);
    lead.filter(|lead| !lead.reached).map(|lead| w.pool_lead_unreached(&lead.name))
}

#[component]
pub(super) fn Pool(shown: PoolView, desk: Desk<PoolId>) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<pools::Change>::new();
    let faults = Faults::worded(action, sentence);
    when_done(action, move |_| desk.did(w.pool_saved()));
    let facts = vec![
        (w.pool_kind(), Some(text::pool_kind(w, shown.kind))),
        (w.pool_waiting(), Some(shown.waiting.to_string())),
    ];
    let unreached = unreached(w, &shown);
    let nobody = shown.members.iter().all(|member| !member.member);
    let mut leads = vec![SelectOption::new("", w.pool_lead_none())];
    leads.extend(shown.members.iter().map(|one| SelectOption::new(one.account.to_string(), one.name.clone())));
    let lead = shown.lead.map(|lead| lead.to_string()).unwrap_or_default();
    view! {
        <OpenHead back=links::DESK_POOLS label=w.pools_back() title=shown.name.clone() />
        <Facts facts />
        {nobody.then(|| view! { <Notice tone=Tone::Caution>{w.pool_nobody_text()}</Notice> })}
        {unreached.map(|said| view! { <Notice tone=Tone::Caution>{said}</Notice> })}
        <FormErrors faults id="pool-error" page=links::DESK_POOLS />
        <ActionForm action attr:class="stack" on:submit:capture=move |_| desk.begin()>
            <input type="hidden" name="pool" value=shown.pool.to_string() autocomplete="off" />
            <input type="hidden" name="intent" value=shown.intent.to_string() autocomplete="off" />
            <Members members=shown.members faults />
            <SelectField
                label=w.pool_lead()
                hint=w.pool_lead_hint()
                name="lead"
                id="lead"
                options=leads
                value=lead
                error=faults.at("lead")
            />
            <Field
                label=w.admin_days()
                hint=w.admin_days_hint()
                name="days"
                id="days"
                value=shown.business_days.to_string()
                autocomplete="off".to_owned()
                inputmode="numeric".to_owned()
                short=true
                error=faults.at("days")
                required=true
            />
            <Field
                label=w.pool_phone()
                hint=w.pool_phone_hint()
                name="phone"
                id="phone"
                value=shown.phone.as_deref().map(text::phone).unwrap_or_default()
                autocomplete="off".to_owned()
                inputmode="tel".to_owned()
                short=true
                error=faults.at("phone")
            />
            <SendButton label=w.backing_save() busy=action.pending() />
        </ActionForm>
    }
    .into_any()
}

/// A box for everybody who could answer it; who is not ticked does not.
#[component]
fn Members(members: Vec<PoolMember>, faults: Faults) -> impl IntoView {
    let w = use_words();
    let error = faults.at("members");
    let none = members.is_empty();
    let boxes = members
        .into_iter()
        .enumerate()
        .map(|(n, one)| {
            let role = text::role(w, one.role);
            let hint = if one.member && !one.reached { w.pool_member_unreached(role) } else { role };
            view! {
                <CheckBox
                    label=one.name
                    hint
                    name=format!("members[{n}]")
                    id=format!("member-{}", n + 1)
                    value=one.account.to_string()
                    checked=one.member
                />
            }
        })
        .collect_view();
    view! {
        <fieldset
            class="field"
            class:bad=move || error.with(Option::is_some)
            id="members"
            tabindex="-1"
            aria-describedby=move || error.with(Option::is_some).then_some("members-error")
        >
            <legend>{w.pool_members()}</legend>
            {move || {
                error
                    .get()
                    .map(|error| {
                        view! {
                            <p class="field-error" id="members-error">
                                <IconView icon=Icon::Alert />
                                <span>{error}</span>
                            </p>
                        }
                    })
            }}
            {none.then(|| view! { <p class="hint">{w.pool_members_none()}</p> })}
            <div class="stack tight">{boxes}</div>
        </fieldset>
    }
    .into_any()
}
