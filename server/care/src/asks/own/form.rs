//! What a form begins with: the offices that can be asked, and what is known already.

use super::wishes::judged;
use crate::asks::drafts::{Form, drafted};
use crate::messages::new_intent;
use crate::{CareError, Glance, due_date, files, holidays};
use portal_access::{Acting, AppointmentAsks, Demographics, ReferralAsks, RenewalAsks, Scope};
use portal_store::asks;
use portal_types::account::Lang;
use portal_types::ask::{AskKind, AskOffice, AskOptions, DrugOption, Renewable};
use portal_types::ids::{AskId, PatientId};
use portal_types::message::SilentPractice;

/// What every form begins with: the practices that have seen the patient and can be asked for it, and the others with their
/// phones, so that nobody waits for an answer that cannot come.
async fn begun<S: Scope>(
    call: &Glance,
    chart: &Acting<S>,
    (kind, ask): (AskKind, Option<AskId>),
) -> Result<AskOptions, CareError> {
    let seen = asks::offices(call.db(), chart, kind).await?;
    let holidays = holidays::since(call.portal(), call.db(), call.now()).await?;
    let today = call.portal().date(call.now());
    let (mut offices, mut silent): (Vec<AskOffice>, Vec<SilentPractice>) = (Vec::new(), Vec::new());
    for row in seen {
        let Some(pool) = row.pool else {
            if !silent.iter().any(|of| of.practice == row.practice) {
                silent.push(SilentPractice { practice: row.practice, phone: row.phone });
            }
            continue;
        };
        match offices.iter_mut().find(|office| office.pool == pool) {
            Some(office) if office.providers.len() < 3 => office.providers.push(row.provider),
            Some(_) => {}
            None => offices.push(AskOffice {
                pool,
                practice: row.practice,
                phone: row.phone,
                providers: vec![row.provider],
                business_days: row.business_days,
                due: due_date(today, row.business_days, &holidays),
            }),
        }
    }
    let (own, patient) = (call.actor().own()?, chart.patient());
    let (draft, intent) = drafted(call.db(), &own, Form { patient, kind, ask }).await?.unzip();
    // With what is written anew go no more files than went with it at first.
    let files = match ask {
        Some(_) => Vec::new(),
        None => files::lying(call.db(), &own, files::Place::Ask(patient, kind)).await?,
    };
    Ok(AskOptions {
        kind,
        offices,
        silent,
        drugs: Vec::new(),
        pharmacy: None,
        interpreter: None,
        plan: None,
        draft,
        files,
        may_attach: ask.is_none() && files::may_attach(call, patient),
        intent: intent.unwrap_or_else(|| new_intent(call.portal(), call.now())),
        today,
    })
}

/// The language of an interpreter, in itself; none where the office speaks it.
fn interpreter(lang: Option<&str>) -> Option<String> {
    match lang.and_then(Lang::from_code)? {
        Lang::En => None,
        Lang::Es => Some("Español".to_owned()),
    }
}

/// What the form for something begins with: filled in from preferences and record, as far as the reader may see
/// them. `ask`: a request that is written anew by it.
pub async fn options(
    call: &mut Glance,
    patient: PatientId,
    kind: AskKind,
    ask: Option<AskId>,
) -> Result<AskOptions, CareError> {
    match kind {
        AskKind::Appointment => {
            let chart = call.acting::<AppointmentAsks>(patient)?;
            let options = begun(call, &chart, (kind, ask)).await?;
            let lang = asks::language(call.db(), &chart).await?;
            Ok(AskOptions { interpreter: interpreter(lang.as_deref()), ..options })
        }
        AskKind::Renewal => {
            let chart = call.acting::<RenewalAsks>(patient)?;
            let options = begun(call, &chart, (kind, ask)).await?;
            let listed = asks::drugs(call.db(), &chart, call.now()).await?;
            let pharmacy = asks::pharmacy(call.db(), &chart).await?;
            let judged = judged(call.portal(), call.now(), &listed);
            let drugs =
                judged.into_iter().filter(|(_, why)| *why != Renewable::Over).map(|(drug, renewable)| DrugOption {
                    drug: drug.id,
                    name: drug.name.clone(),
                    dose: drug.dose.clone(),
                    prescriber: drug.prescriber.clone(),
                    renewable,
                });
            Ok(AskOptions { drugs: drugs.collect(), pharmacy, ..options })
        }
        AskKind::Referral => {
            let chart = call.acting::<ReferralAsks>(patient)?;
            let options = begun(call, &chart, (kind, ask)).await?;
            // Who pays stands with name and address: it is told to who sees those.
            let plan = match call.actor().chart::<Demographics>(patient) {
                Ok(insured) if insured.view().limit().is_none() => asks::plan(call.db(), &chart).await?,
                _ => None,
            };
            Ok(AskOptions { plan, ..options })
        }
    }
}
