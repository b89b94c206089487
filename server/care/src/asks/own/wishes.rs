//! The prescriptions that somebody wishes for: which of them can be had anew.

use crate::asks::drugs::{Known, renewable, superseded};
use crate::{Call, CareError, Portal};
use portal_access::{Acting, RenewalAsks};
use portal_store::asks::{self, NewDrug, RenewableDrug};
use portal_types::ask::{DrugWish, FailedDrug, Renewable};
use portal_types::field::Problem;
use portal_types::ids::AskId;

/// Each prescription, and whether it can be had anew.
pub(super) fn judged<'a>(
    portal: &Portal,
    now: i64,
    listed: &'a [RenewableDrug],
) -> Vec<(&'a RenewableDrug, Renewable)> {
    let rules = &portal.outside().settings.renewals;
    let today = portal.date(now);
    let judge = |(drug, superseded): (&'a RenewableDrug, bool)| {
        let visited = drug.visited.map(|at| portal.date(at));
        (drug, renewable(drug, Known { today, visited, superseded, rules }))
    };
    listed.iter().zip(superseded(listed)).map(judge).collect()
}

/// Prescriptions that are asked for.
pub(super) struct Chosen {
    /// Those that can be had anew.
    pub(super) drugs: Vec<NewDrug>,
    /// Those that cannot.
    pub(super) failed: Vec<FailedDrug>,
    /// Whether one of them is there for no representative.
    pub(super) veiled: bool,
}

/// What becomes of the prescriptions that somebody wishes for. What waits in the ask itself, which is changed, can be asked
/// for again.
pub(super) async fn chosen(
    call: &Call,
    chart: &Acting<RenewalAsks>,
    wishes: &[DrugWish],
    this: Option<AskId>,
) -> Result<Chosen, CareError> {
    // Of two that ask at one moment, the second one sees what the first has asked for.
    asks::hold_chart(call.tx(), chart).await?;
    let listed = asks::drugs(call.tx(), chart, call.now()).await?;
    let judged = judged(call.portal(), call.now(), &listed);
    let mut chosen = Chosen { drugs: Vec::new(), failed: Vec::new(), veiled: false };
    for wish in wishes {
        let found = judged.iter().find(|(drug, _)| drug.id == wish.drug);
        // One that is not on her list has no name that could be told.
        let (drug, why) = found.ok_or_else(|| CareError::field("drugs", Problem::NotAChoice))?;
        let own = matches!(why, Renewable::Asked(ask) if Some(*ask) == this);
        if *why == Renewable::Yes || own {
            chosen.veiled |= drug.veiled;
            chosen.drugs.push(NewDrug { drug: drug.id, name: drug.name.clone(), days_left: wish.days_left });
        } else {
            chosen.failed.push(FailedDrug { name: drug.name.clone(), why: why.clone() });
        }
    }
    if chosen.drugs.is_empty() {
        return Err(CareError::field("drugs", Problem::NotAChoice));
    }
    Ok(chosen)
}
