//! What a representative does about acting for others, from her own account.

use super::life::{By, Event};
use super::moves::{held, on, steps};
use crate::{Call, CareError};
use portal_types::field::Problem;
use portal_types::ids::GrantId;
use portal_types::representative::{GrantState, Reason};

/// Acts for somebody no longer; pressed twice it is done once. That there is such a grant is told only to whom it is of.
pub async fn give_up(call: &mut Call, grant: GrantId, sure: bool) -> Result<(), CareError> {
    if !sure {
        return Err(CareError::field("sure", Problem::NotAgreed));
    }
    let own = call.actor().own()?.account();
    call.on(grant);
    let row = held(call, grant).await?;
    if row.account != Some(own) {
        return Err(CareError::NotFound);
    }
    let event = if row.state == GrantState::Proposed { Event::Reject } else { Event::End };
    steps(call, &row, &[event], By::Representative, Reason::RepresentativeRequest, "").await?;
    on(call, &row);
    Ok(())
}
