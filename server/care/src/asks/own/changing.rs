//! What the patient's side does with an ask that was made: writes it anew, takes it back, answers, chooses, keeps it
//! private.

use super::making::{change_parts, remember, sees, texts};
use super::wishes::chosen;
use crate::asks::drafts::{Form, forget_refused, sent};
use crate::asks::flow::{By, Event};
use crate::asks::keys::acting;
use crate::asks::moves::{Read, go, nudge};
use crate::asks::view::hides;
use crate::messages::may_keep;
use crate::once::once;
use crate::{Call, CareError};
use portal_access::{AppointmentAsks, ReferralAsks, RenewalAsks};
use portal_store::asks::{self, Head};
use portal_types::ask::{AskComment, AskKind, NewAsk, TimesAgain};
use portal_types::day::Day;
use portal_types::field::Problem;
use portal_types::ids::{AskId, IntentKey, PatientId};
use uuid::Uuid;

/// An ask of a chart, held until the transaction ends, for somebody who may do something with it.
async fn held(call: &Call, patient: PatientId, ask: AskId) -> Result<Head, CareError> {
    let keys = acting(call.actor(), patient)?;
    asks::hold(call.tx(), &keys, ask).await?.ok_or(CareError::NotFound)
}

/// Lets the patient's side do something with an ask, once.
async fn once_on(
    call: &mut Call,
    (patient, ask): (PatientId, AskId),
    intent: IntentKey,
    route: &'static str,
    said: &[&str],
    event: Event,
) -> Result<(), CareError> {
    // The key first: whose chart it is not is told nothing of what was sent before.
    call.owes_nothing()?;
    acting(call.actor(), patient)?;
    let (whose, which) = (patient.to_string(), ask.to_string());
    let parts: Vec<&str> = [whose.as_str(), &which].into_iter().chain(said.iter().copied()).collect();
    once(call, intent, route, &parts, async |call| {
        let head = held(call, patient, ask).await?;
        go(call, &head, event, By::Patient, Read::Whatever).await?;
        forget_refused(call, ask).await
    })
    .await
}

/// Writes an ask anew, while nobody of the team has opened it. It stays with its office, and its day as promised.
pub async fn change(
    call: &mut Call,
    patient: PatientId,
    ask: AskId,
    version: i64,
    new: NewAsk,
) -> Result<(), CareError> {
    call.owes_nothing()?;
    acting(call.actor(), patient)?;
    let form = serde_json::to_string(&new.form)?;
    let (intent, parts) = (new.intent, change_parts(patient, (ask, version), &new, &form));
    once(call, intent, "change-ask", &texts(&parts), async |call| changed(call, patient, ask, version, new, form).await)
        .await
}

async fn changed(
    call: &mut Call,
    patient: PatientId,
    ask: AskId,
    version: i64,
    new: NewAsk,
    form: String,
) -> Result<(), CareError> {
    // The chart before what is in it: as where prescriptions are asked for at first.
    let renewal = match new.kind() {
        AskKind::Renewal => {
            let chart = call.acting::<RenewalAsks>(patient)?;
            let chosen = chosen(call, &chart, &new.drugs, Some(ask)).await;
            Some((chart, chosen))
        }
        AskKind::Appointment | AskKind::Referral => None,
    };
    let head = held(call, patient, ask).await?;
    if head.kind != new.kind() {
        return Err(CareError::NotFound);
    }
    if head.kind == AskKind::Referral && hides(call.acting::<ReferralAsks>(patient)?.view(), head.account) {
        // What one does not see is not there to be written anew.
        return Err(CareError::NotFound);
    }
    // That somebody has opened it, or that it was written anew, says more than what is wrong with what was typed.
    go(call, &head, Event::Change, By::Patient, Read::Version(version)).await?;
    if head.pool != new.pool {
        return Err(CareError::field("pool", Problem::NotAChoice));
    }
    match head.kind {
        AskKind::Appointment => {
            let chart = call.acting::<AppointmentAsks>(patient)?;
            sees(call, &chart, &new).await?;
        }
        AskKind::Renewal => {}
        AskKind::Referral => {
            let today = call.portal().date(call.now());
            let due = head.due_day.map_or(today, Day::from_epoch);
            if new.must_know(today, due) {
                return Err(CareError::field("late", Problem::NotAgreed));
            }
        }
    }
    asks::rewrite(call.tx(), &head, form, new.provider).await?;
    if let Some((chart, chosen)) = renewal {
        let chosen = chosen?;
        if !chosen.failed.is_empty() {
            return Err(CareError::field("drugs", Problem::NotAChoice));
        }
        asks::replace_drugs(call.tx(), &head, &chosen.drugs).await?;
        remember(call, &chart, &new.form, head.private || chosen.veiled).await?;
    }
    sent(call, Form { patient, kind: head.kind, ask: Some(ask) }, new.intent).await
}

/// Takes an ask back. `sure`: it was confirmed.
pub async fn withdraw(
    call: &mut Call,
    patient: PatientId,
    ask: AskId,
    sure: bool,
    intent: IntentKey,
) -> Result<(), CareError> {
    call.owes_nothing()?;
    acting(call.actor(), patient)?;
    if !sure {
        return Err(CareError::field("sure", Problem::NotAgreed));
    }
    once_on(call, (patient, ask), intent, "withdraw-ask", &[], Event::Withdraw).await
}

/// Says something to the office; where it waits for an answer, this is the answer.
pub async fn comment(call: &mut Call, patient: PatientId, ask: AskId, said: AskComment) -> Result<(), CareError> {
    let AskComment { words, intent } = said;
    once_on(call, (patient, ask), intent, "comment-ask", &[&words.clone()], Event::Comment(words)).await
}

/// Takes one of the times that the office has proposed.
pub async fn choose(
    call: &mut Call,
    patient: PatientId,
    ask: AskId,
    time: Uuid,
    intent: IntentKey,
) -> Result<(), CareError> {
    once_on(call, (patient, ask), intent, "choose-time", &[&time.to_string()], Event::Choose(time)).await
}

/// Takes none of them, and says what would suit.
pub async fn again(call: &mut Call, patient: PatientId, ask: AskId, said: TimesAgain) -> Result<(), CareError> {
    let TimesAgain { windows, words, intent } = said;
    let (when, text) = (serde_json::to_string(&windows)?, words.clone());
    once_on(call, (patient, ask), intent, "ask-again", &[&when, &text], Event::AskAgain { windows, words }).await
}

/// Keeps an ask from one's representatives from now on, or shows it to them. Pressed twice it is done once.
pub async fn set_private(call: &mut Call, patient: PatientId, ask: AskId, private: bool) -> Result<(), CareError> {
    call.owes_nothing()?;
    let keys = acting(call.actor(), patient)?;
    call.on(ask);
    if !call.actor().standing(patient).is_some_and(|standing| may_keep(standing, private)) {
        return Err(CareError::Denied);
    }
    let head = asks::head(call.tx(), &keys, ask).await?.ok_or(CareError::NotFound)?;
    call.about(patient, head.kind.capability().code());
    if !asks::keep_private(call.tx(), &keys, ask, private).await? {
        call.outcome("again");
        return Ok(());
    }
    // Whoever could see it until now is told, too: her pages look anew, and find it gone.
    nudge(call, &Head { private: false, ..head });
    Ok(())
}
