//! One practice: what it has switched on, and how soon it answers.

use super::desk::Desk;
use super::duties::sentence;
use crate::parts::{Facts, OpenHead};
use leptos::prelude::*;
use portal_api::practices;
use portal_kit::boot::use_words;
use portal_kit::{CheckBox, Field, Notice, Tone, text};
use portal_page::{Faults, FormErrors, SendButton, when_done};
use portal_types::ids::PracticeId;
use portal_types::links;
use portal_types::practice::{Feature, PracticeView};
use portal_words::Words;

/// What a switch is called, and what it does.
fn words(w: &Words, feature: Feature) -> [String; 2] {
    match feature {
        Feature::Messages => [w.admin_switch_messages(), w.admin_switch_messages_text()],
        Feature::Invitations => [w.admin_switch_invitations(), w.admin_switch_invitations_text()],
        Feature::Appointments => [w.admin_switch_appointments(), w.admin_switch_appointments_text()],
        Feature::Renewals => [w.admin_switch_renewals(), w.admin_switch_renewals_text()],
        Feature::Referrals => [w.admin_switch_referrals(), w.admin_switch_referrals_text()],
    }
}

#[component]
pub(super) fn Practice(shown: PracticeView, desk: Desk<PracticeId>) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<practices::Change>::new();
    let faults = Faults::worded(action, sentence);
    when_done(action, move |_| desk.did(w.admin_practice_saved()));
    let answered = if shown.answered { w.answer_yes() } else { w.answer_no() };
    let mut facts = vec![
        (w.registry_phone(), shown.phone.as_deref().map(text::phone)),
        (w.admin_practice_answered(), Some(answered)),
    ];
    if let Some((at, who)) = &shown.switched {
        facts.push((w.admin_practice_switched(), Some(w.front_made(text::date_with_year(w, at.day()), who))));
    }
    view! {
        <OpenHead back=links::DESK_PRACTICES label=w.admin_practices_back() title=shown.name.clone() />
        <Facts facts />
        {(!shown.answered).then(|| view! { <Notice tone=Tone::Caution>{w.admin_practice_nobody()}</Notice> })}
        <FormErrors faults id="practice-error" page=links::DESK_PRACTICES />
        <ActionForm action attr:class="stack" on:submit:capture=move |_| desk.begin()>
            <input type="hidden" name="practice" value=shown.practice.to_string() autocomplete="off" />
            <input type="hidden" name="intent" value=shown.intent.to_string() autocomplete="off" />
            <Switches ticked=shown.on.clone() />
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
            <SendButton label=w.backing_save() busy=action.pending() />
        </ActionForm>
    }
    .into_any()
}

/// A box for each thing that can be switched; what is not ticked is off.
#[component]
fn Switches(ticked: Vec<Feature>) -> impl IntoView {
    let w = use_words();
    let boxes = Feature::ALL
        .into_iter()
        .enumerate()
        .map(|(n, feature)| {
            let [label, hint] = words(w, feature);
            view! {
                <CheckBox
                    label
                    name=format!("features[{n}]")
                    id=format!("feature-{}", n + 1)
                    value=feature.code()
                    checked=ticked.contains(&feature)
                    hint
                />
            }
        })
        .collect_view();
    view! {
        <fieldset class="field" id="features" tabindex="-1">
            <legend>{w.admin_switches()}</legend>
            <div class="stack tight">{boxes}</div>
        </fieldset>
    }
    .into_any()
}
