//! One record at the front desk: who it is, whether there is an account, what was sent, and what to do next.

use super::backing::BackingForm;
use super::confirm::ConfirmForm;
use super::grants::Grants;
use super::invite::{InviteForm, JustMade};
use super::{Acting, Desk};
use crate::parts::{Facts, OpenHead};
use crate::requests::sex;
use leptos::prelude::*;
use portal_api::front;
use portal_kit::boot::{use_boot, use_words};
use portal_kit::{Button, ButtonVariant, Notice, Tone, text};
use portal_page::{Faults, Folded, when_done};
use portal_types::links;
use portal_types::registry::{Backing, FrontView, InvitationState, InvitationView, Way};
use portal_words::Words;

fn way(w: &Words, way: Way) -> String {
    match way {
        Way::Letter => w.way_letter(),
        Way::Email => w.way_email(),
        Way::Text => w.way_text(),
    }
}

fn state(w: &Words, shown: &InvitationView) -> String {
    match shown.state {
        InvitationState::Open => w.invitation_open(text::date(w, shown.expires_at.day())),
        InvitationState::Frozen => w.invitation_frozen(),
        InvitationState::Expired => w.invitation_expired(),
        InvitationState::Used => w.invitation_used(),
        InvitationState::Revoked => w.invitation_revoked(),
        InvitationState::Replaced => w.invitation_replaced(),
    }
}

/// Everything about one record. `changed` is called when something was done.
#[component]
pub(super) fn Record(
    shown: FrontView,
    acting: Option<Acting>,
    made: JustMade,
    changed: Callback<()>,
    desk: Desk,
) -> impl IntoView {
    let w = use_words();
    let record = shown.record.clone();
    let patient = record.patient;
    let ages = use_boot().clinic.ages;
    let teen = ages.backed(shown.age);
    let facts = vec![
        (w.registry_born(), Some(w.front_born_age(text::date_with_year(w, record.born), shown.age.to_string()))),
        (w.registry_sex(), Some(sex(w, record.sex))),
        (w.registry_zip(), Some(record.zip.clone())),
        (w.registry_mrn(), record.mrn.clone()),
    ];
    let backing = shown.backing.clone().map(|backing| match backing {
        Backing::Guardian { name, relation } => w.backing_guardian(name, relation),
        Backing::Confidential { reason } => w.backing_confidential(reason),
    });
    // What can be done depends on who it is; each refusal says why.
    let refused = if record.died {
        Some((Tone::Caution, w.front_died()))
    } else if record.account.is_some() {
        Some((Tone::Positive, w.front_has_account()))
    } else if ages.too_young(shown.age) {
        Some((Tone::Caution, w.front_too_young(ages.account.to_string())))
    } else if shown.invitations_off {
        Some((Tone::Info, w.front_invitations_off()))
    } else if shown.practices.is_empty() {
        Some((Tone::Info, w.front_no_practice()))
    } else {
        None
    };
    let open = shown.invitations.iter().any(|i| matches!(i.state, InvitationState::Open | InvitationState::Frozen));
    let needs_backing = teen && shown.backing.is_none() && !shown.represented && refused.is_none();
    let may_invite = refused.is_none() && !needs_backing;
    let invitations = shown.invitations.clone();
    let practices = shown.practices.clone();
    view! {
        <OpenHead back=links::DESK_PATIENTS label=w.front_back() title=record.name.clone() />
        <Facts facts />
        {refused.map(|(tone, why)| view! { <Notice tone>{why}</Notice> })}
        {shown.reproof.then(|| view! { <ConfirmForm patient changed /> })}
        {teen
            .then(|| {
                view! {
                    <section class="stack tight" aria-labelledby="backing">
                        <h3 id="backing">{w.backing_title()}</h3>
                        {backing.map(|backing| view! { <p>{backing}</p> })}
                        <BackingForm patient changed required=needs_backing />
                    </section>
                }
            })}
        {may_invite.then(|| view! { <InviteForm shown=shown.clone() made changed again=open /> })}
        {acting.map(|acting| view! { <Grants acting practices desk /> })}
        <section class="stack tight" aria-labelledby="sent">
            <h3 id="sent">{w.front_sent()}</h3>
            {if invitations.is_empty() {
                view! { <p class="soft">{w.front_sent_none()}</p> }.into_any()
            } else {
                view! {
                    <ol class="stack tight" role="list">
                        {invitations
                            .into_iter()
                            .map(|invitation| {
                                let to = invitation.sent_to.clone().map(|to| format!(" · {to}"));
                                let made = w
                                    .front_made(
                                        text::date(w, invitation.made_at.day()),
                                        invitation.made_by.clone(),
                                    );
                                view! {
                                    <li>
                                        <p>
                                            <strong>{way(w, invitation.way)}</strong>
                                            {to}
                                        </p>
                                        <p class="soft small">{state(w, &invitation)} " · " {made}</p>
                                    </li>
                                }
                            })
                            .collect_view()}
                    </ol>
                }
                    .into_any()
            }}
            {open.then(|| view! { <Revoke patient=patient.to_string() changed /> })}
        </section>
    }
}

/// Takes back what works. Asks once: opening it changes nothing yet.
#[component]
fn Revoke(patient: String, changed: Callback<()>) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<front::Revoke>::new();
    let faults = Faults::of(action);
    when_done(action, move |_| changed.run(()));
    view! {
        <Folded title=w.front_revoke_title() what=w.front_revoke_text() faults id="revoke" page=links::DESK_PATIENTS>
            <ActionForm action>
                <input type="hidden" name="patient" value=patient autocomplete="off" />
                <Button label=w.front_revoke() variant=ButtonVariant::Danger busy=action.pending() />
            </ActionForm>
        </Folded>
    }
}
