//! Asking for something: who may, of whom, and what is written.

use super::wishes::{Chosen, chosen};
use crate::asks::drafts::{Form, sent};
use crate::once::once;
use crate::{Call, CareError, business, files};
use portal_access::{Acting, AppointmentAsks, Chart, Limit, ReferralAsks, RenewalAsks, Scope, Standing, View};
use portal_store::asks::{self, Begun};
use portal_store::{messages, pools};
use portal_types::ask::{AskForm, AskHappened, AskKind, AskState, Asked, NewAsk};
use portal_types::field::Problem;
use portal_types::ids::{AskId, PatientId};
use portal_types::message::Side;
use portal_types::notice::Nudge;

/// Whether a part of asks of a kind is one that is drawn: somebody who is given another one asks for nothing, because she
/// would not see what came of it.
pub(in crate::asks) fn may_ask(view: View) -> bool {
    match view.limit() {
        None | Some(Limit::AskingOnly | Limit::NoDiagnosis) => true,
        // Nobody has marked medicines yet: there is none to ask for.
        Some(Limit::MarkedDrugs) => false,
        Some(
            Limit::NoHiddenVaccines
            | Limit::NoPrivateThreads
            | Limit::GeneralOnly
            | Limit::AsGuarantor
            | Limit::AsGuarantorSums
            | Limit::OwnBills
            | Limit::OwnUploads
            | Limit::OwnActs
            | Limit::NarrowAndRevoke,
        ) => false,
    }
}

/// Everything that is written, for the intent's fingerprint.
pub(in crate::asks) fn parts(patient: PatientId, new: &NewAsk, form: &str) -> Vec<String> {
    let provider = new.provider.map(|provider| provider.to_string()).unwrap_or_default();
    let drugs = new.drugs.iter().map(|wish| {
        let left = wish.days_left.map(|days| days.to_string()).unwrap_or_default();
        format!("{} {left}", wish.drug)
    });
    [patient.to_string(), new.pool.to_string(), provider, form.to_owned()].into_iter().chain(drugs).collect()
}

/// Everything that is written anew, over a version of something that was asked for.
pub(in crate::asks) fn change_parts(
    patient: PatientId,
    (ask, version): (AskId, i64),
    new: &NewAsk,
    form: &str,
) -> Vec<String> {
    let mut parts = parts(patient, new, form);
    parts.extend([ask.to_string(), version.to_string()]);
    parts
}

/// The same as texts.
pub(in crate::asks) fn texts(parts: &[String]) -> Vec<&str> {
    parts.iter().map(String::as_str).collect()
}

/// Refuses a clinician who has not seen the patient at that practice.
pub(super) async fn sees<S: Scope>(call: &Call, chart: &Chart<S>, new: &NewAsk) -> Result<(), CareError> {
    match new.provider {
        Some(provider) if !asks::sees(call.tx(), chart, new.pool, provider).await? => {
            Err(CareError::field("provider", Problem::NotAChoice))
        }
        _ => Ok(()),
    }
}

/// Remembers the pharmacy that is named, for the next form. What no representative is to know of (`hidden`) leaves
/// nothing in the form that one of them begins with.
pub(super) async fn remember(
    call: &Call,
    chart: &Acting<RenewalAsks>,
    form: &AskForm,
    hidden: bool,
) -> Result<(), CareError> {
    match form {
        AskForm::Renewal { pharmacy, .. } if !hidden && !pharmacy.is_empty() => {
            let by = call.actor().own()?.account();
            Ok(asks::set_pharmacy(call.tx(), chart, pharmacy, by, call.now()).await?)
        }
        _ => Ok(()),
    }
}

/// Asks for something: a routine appointment, prescriptions anew, a referral's authorization. What a
/// teen asks for she keeps for herself until she says otherwise. Prescriptions that cannot be had anew any more
/// are left out and named.
pub async fn make(call: &mut Call, patient: PatientId, new: NewAsk) -> Result<Asked, CareError> {
    let form = serde_json::to_string(&new.form)?;
    let (intent, parts) = (new.intent, parts(patient, &new, &form));
    match new.kind() {
        AskKind::Appointment => {
            let chart = call.acting::<AppointmentAsks>(patient)?;
            once(call, intent, "ask", &texts(&parts), async |call| made(call, &chart, new, form, None).await).await
        }
        AskKind::Renewal => {
            let chart = call.acting::<RenewalAsks>(patient)?;
            once(call, intent, "ask", &texts(&parts), async |call| {
                let chosen = chosen(call, &chart, &new.drugs, None).await?;
                let hidden = chosen.veiled || call.actor().standing(patient) == Some(Standing::SelfTeen);
                remember(call, &chart, &new.form, hidden).await?;
                made(call, &chart, new, form, Some(chosen)).await
            })
            .await
        }
        AskKind::Referral => {
            let chart = call.acting::<ReferralAsks>(patient)?;
            once(call, intent, "ask", &texts(&parts), async |call| made(call, &chart, new, form, None).await).await
        }
    }
}

async fn made<S: Scope>(
    call: &mut Call,
    chart: &Acting<S>,
    new: NewAsk,
    form: String,
    chosen: Option<Chosen>,
) -> Result<Asked, CareError> {
    let (patient, kind) = (chart.patient(), new.kind());
    if !may_ask(chart.view()) {
        return Err(CareError::Denied);
    }
    // Only a practice that has seen her, has somebody to answer and has it switched on; anything else looks like a
    // wrong choice.
    let days = pools::answers_within(call.tx(), chart, new.pool, kind.feature()).await?;
    let days = days.ok_or_else(|| CareError::field("pool", Problem::NotAChoice))?;
    sees(call, chart, &new).await?;
    let due = business::due(call, days).await?;
    if new.must_know(call.portal().date(call.now()), due) {
        return Err(CareError::field("late", Problem::NotAgreed));
    }
    let (own, private) = (chart.view().own(), call.actor().standing(patient) == Some(Standing::SelfTeen));
    let account = call.actor().own()?.account();
    let author = messages::Author { account, name: call.author_name(), role: None, for_other: !own };
    let chosen = chosen.unwrap_or(Chosen { drugs: Vec::new(), failed: Vec::new(), veiled: false });
    let id = AskId(call.id());
    let begun = Begun { id, kind, pool: new.pool, provider: new.provider, form, drugs: chosen.drugs, private, due };
    asks::insert(call.tx(), chart, begun, &author, call.now()).await?;
    let event = asks::Event {
        id: call.id(),
        ask: id,
        patient,
        what: AskHappened::Made,
        before: AskState::Submitted,
        after: AskState::Submitted,
        side: Side::Patient,
        author,
        reason: None,
        words: String::new(),
        due: Some(due),
    };
    asks::append(call.tx(), event, call.now()).await?;
    files::claim_for_ask(call, files::Place::Ask(patient, kind), &new.files, id).await?;
    sent(call, Form { patient, kind, ask: None }, new.intent).await?;
    call.on(id);
    let nudge = Nudge::of_ask(patient, new.pool, id, kind, private || chosen.veiled);
    call.nudge(nudge);
    if !own {
        call.nudge_asker(account, nudge);
    }
    Ok(Asked { ask: id, failed: chosen.failed })
}
