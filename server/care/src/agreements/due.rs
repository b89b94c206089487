//! Agreeing anew: what a patient owes before a chart opens.

use super::words;
use crate::accounts::own_path;
use crate::{CareError, Glance, Portal, Visitor};
use portal_access::Action;
use portal_store::agreements as stored;
use portal_types::account::{GoOn, Lang};
use portal_types::agreement::{AgreementKind, DueAgreement};
use portal_types::field::Problem;
use portal_types::links;

/// The texts that came into force since the person agreed, in a language.
pub async fn due(call: &mut Glance, lang: Lang) -> Result<Vec<DueAgreement>, CareError> {
    let own = call.actor().own()?;
    let agreed = stored::agreed(call.db(), &own).await?.ok_or(CareError::SignedOut)?;
    let mut due = Vec::new();
    for version in super::all(call.portal(), call.db(), call.now()).await? {
        if agreed.owes(&version) {
            let agreement = words(call.db(), version.id, &version.version, lang).await?;
            due.push(DueAgreement { kind: version.kind, agreement });
        }
    }
    Ok(due)
}

/// Agrees to what came into force. `seen`: the versions of terms and notice that the page has shown, empty where it has
/// shown none. Pressed twice it is done once. Answers with where to go on.
pub async fn agree(
    portal: &Portal,
    visitor: &Visitor,
    seen: [&str; 2],
    agrees: bool,
    next: Option<&str>,
) -> Result<GoOn, CareError> {
    portal
        .write(visitor, Action::AgreeAnew, async |call| {
            let own = call.actor().own()?;
            let agreed = stored::hold(call.tx(), &own).await?.ok_or(CareError::SignedOut)?;
            let in_force = super::all(portal, call.tx(), call.now()).await?;
            let due: Vec<_> = in_force.iter().filter(|version| agreed.owes(version)).collect();
            let shown = |kind: AgreementKind| seen[kind as usize];
            // Nobody agrees to a text that she has not seen.
            if due.iter().any(|version| shown(version.kind) != version.version) {
                return Err(CareError::Conflict);
            }
            match due.first() {
                None => call.outcome("again"),
                Some(_) if !agrees => return Err(CareError::field("agree", Problem::NotAgreed)),
                Some(first) => call.on(first.id),
            }
            for version in due {
                stored::agree(call.tx(), own.account(), version, call.now()).await?;
            }
            let home = agreed.patient().map_or_else(|| links::PEOPLE.to_owned(), links::home);
            let next = next.and_then(own_path).filter(|path| path.starts_with("/p/") || path == links::PEOPLE);
            Ok(GoOn { to: next.unwrap_or(home) })
        })
        .await
}
