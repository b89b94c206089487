//! The daily round over grants: what a day has brought is written down, and both sides are told of what is coming, 90, 30
//! and 7 days before.
//!
//! Nothing is opened or closed by it: a birthday counts at its midnight whether or not this has run. It may run on several
//! nodes and as often as one likes: each thing is written down, and each notice sent, once.

use super::moves::{held, on, steps, tell};
use super::notices::{Coming, Why, coming, mark};
use super::{life, view};
use crate::{Call, CareError, Portal};
use portal_access::{Action, Actor};
use portal_store::grants::{self, Row};
use portal_store::outbox::{self, Notice};
use portal_store::{pairs, representatives as people};
use portal_types::account::Lang;
use portal_types::enrollment::Channel;
use portal_types::ids::GrantId;
use portal_types::notice::Letter;

/// Grants looked at in one go.
const MOST: u32 = 200;

/// One round over all open grants. Returns how many were settled or told of.
pub async fn round(portal: &Portal) -> Result<u64, CareError> {
    let look = portal.outside().db.look();
    let (mut done, mut after) = (0, None);
    loop {
        let rows = grants::open(&look, after, MOST).await?;
        let Some(last) = rows.last() else { return Ok(done) };
        after = Some(last.id);
        for row in &rows {
            match one(portal, row).await {
                Ok(true) => done += 1,
                Ok(false) => {}
                // One that fails keeps no other from its turn; it comes again with the next round.
                Err(error) => tracing::error!(grant = %row.id, cause = %error, "a grant was passed over"),
            }
        }
    }
}

/// What is to be done about one grant today. Tells whether something was.
async fn one(portal: &Portal, row: &Row) -> Result<bool, CareError> {
    let (rules, today) = (&portal.outside().settings.rules, portal.date(portal.now()));
    let (grant, known) = (view::grant(row), view::known(&row.known, today));
    if grant.over(&known, rules).is_some() {
        return settle(portal, row.id).await;
    }
    let Some(next) = coming(&grant, &known, rules) else { return Ok(false) };
    let Some(mark) = mark(next.on, today) else { return Ok(false) };
    if pairs::was_told(&portal.outside().db.look(), row.id, next.why.code(), next.on, mark).await? {
        return Ok(false);
    }
    announce(portal, row, next, mark).await
}

/// Writes down what a day or a death has brought, with its reason.
async fn settle(portal: &Portal, grant: GrantId) -> Result<bool, CareError> {
    portal
        .write_as(Actor::operator(), None, Action::SettleGrants, portal.now(), async |call| {
            let row = held(call, grant).await?;
            let (rules, today) = (portal.outside().settings.rules.clone(), portal.date(call.now()));
            // Judged as it stands now: somebody may have ended or renewed it meanwhile.
            let Some(reason) = view::grant(&row).over(&view::known(&row.known, today), &rules) else {
                call.unnoted();
                return Ok(false);
            };
            if !row.state.is_open() {
                call.unnoted();
                return Ok(false);
            }
            steps(call, &row, &[life::Event::Settle], life::By::Portal, reason, "").await?;
            on(call, &row);
            Ok(true)
        })
        .await
}

/// Tells both sides what is coming, and of a look at capacity that is due the desk, too.
async fn announce(portal: &Portal, row: &Row, next: Coming, mark: u16) -> Result<bool, CareError> {
    portal
        .write_as(Actor::operator(), None, Action::TellOfChanges, portal.now(), async |call| {
            let mut told = false;
            for side in ["representative", "patient", "desk"] {
                if side == "desk" && next.why != Why::Review {
                    continue;
                }
                let (why, now) = (next.why.code(), call.now());
                if grants::note_notice(call.tx(), row.id, why, next.on, mark, side, now).await? {
                    // What changes is on her own chart's page for the one, and on the page of her people for the other.
                    let chart = (side == "patient").then_some(row.patient);
                    let letter = Letter::SharingChanges { why: next.why, on: next.on, chart };
                    reach(call, row, side, &letter).await?;
                    told = true;
                }
            }
            if told {
                on(call, row);
            } else {
                call.unnoted();
            }
            Ok(told)
        })
        .await
}

/// Sends a letter to one side. A child has no account and is told nothing; what stands on the record is perhaps her
/// parent's own, and is not written to.
async fn reach(call: &Call, row: &Row, side: &str, letter: &Letter) -> Result<(), CareError> {
    let to = match side {
        "patient" => {
            return match row.patient_account {
                Some(account) => tell(call, account, letter).await,
                None => Ok(()),
            };
        }
        "desk" => Some((Channel::Email, call.portal().outside().settings.enrollment_desk.clone(), Lang::En)),
        _ => match row.account {
            Some(account) => return tell(call, account, letter).await,
            None => people::contact_of(call.tx(), Some(row.representative)).await?,
        },
    };
    if let Some((channel, to, lang)) = to {
        let notice = Notice { channel, to, lang, letter: letter.clone() };
        outbox::put(call.tx(), call.id(), &notice, call.now()).await?;
    }
    Ok(())
}
