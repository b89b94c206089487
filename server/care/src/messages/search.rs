//! Looking for words in messages.
//!
//! What is looked for is about health: it is in no address and no log. It is kept like something half-written, one for each
//! chart and one for the desk, and the page that shows what was found reads it there.

use super::snippet::pieces;
use super::view::{page, side, topic};
use crate::{Call, CareError, Glance, Portal};
use portal_access::{Messages, Own};
use portal_store::search::{self, FoundRow};
use portal_store::{Reads, drafts};
use portal_types::ids::{IntentKey, PatientId};
use portal_types::page::{Cursor, Page};
use portal_types::representative::Capability;
use portal_types::search::{Found, FoundMessage, Terms, words as typed};
use uuid::Uuid;

/// So many messages are put into the index in one transaction: nobody who writes waits longer than for these.
const BATCH: u64 = 500;

/// Where the words of a search in a chart are kept.
fn of_chart(patient: PatientId) -> String {
    format!("search {patient}")
}

/// Where those of a desk are.
const OF_DESK: &str = "search desk";

async fn keep(call: &mut Call, place: &str, words: &str) -> Result<(), CareError> {
    // Not audited: nothing is shown or changed, and nobody else will see it. What is found is a look at a chart.
    call.unnoted();
    let words = typed(words)?;
    let (own, intent) = (call.actor().own()?, IntentKey(call.id()));
    Ok(drafts::keep(call.tx(), &own, place, &words, intent, call.now()).await?)
}

/// Keeps what is looked for in a chart's messages.
pub async fn look_for(call: &mut Call, patient: PatientId, words: String) -> Result<(), CareError> {
    call.chart::<Messages>(patient)?;
    keep(call, &of_chart(patient), &words).await
}

/// Keeps what is looked for in the messages of one's pools.
pub async fn desk_look_for(call: &mut Call, words: String) -> Result<(), CareError> {
    call.actor().pools()?;
    keep(call, OF_DESK, &words).await
}

/// What was looked for at a place; nothing, while nothing was.
async fn kept(db: &impl Reads, own: &Own, place: &str) -> Result<String, CareError> {
    Ok(drafts::find(db, own, place).await?.map(|kept| kept.words).unwrap_or_default())
}

/// What was found, with the words marked, and on which page of its conversation; whose chart it is of is said at a desk.
fn shown(portal: &Portal, row: FoundRow, terms: &Terms, page: Option<Cursor>, at_desk: bool) -> FoundMessage {
    let patient = at_desk.then(|| (row.patient_id.into(), format!("{} {}", row.given, row.family)));
    FoundMessage {
        thread: row.thread_id.into(),
        message: row.id.into(),
        patient,
        subject: row.subject,
        practice: row.practice,
        topic: topic(&row.topic),
        side: side(&row.side),
        author: row.author,
        at: portal.moment(row.at),
        pieces: pieces(&row.body, terms),
        page,
    }
}

/// A page of what a search has found; of words that are none, nothing.
async fn answer(call: &Glance, words: String, rows: Vec<FoundRow>, at_desk: bool) -> Result<Found, CareError> {
    let pages = search::pages(call.db(), &rows).await?;
    let Page { rows, next } = page(rows, |row| (row.at, row.id), |row| row);
    let portal = call.portal();
    let rows = match Terms::parse(&words) {
        Some(terms) => {
            let line = |row: FoundRow| {
                let page = pages.get(&row.id).copied();
                shown(portal, row, &terms, page, at_desk)
            };
            rows.into_iter().map(line).collect()
        }
        None => Vec::new(),
    };
    Ok(Found { words, page: Page { rows, next }, now: portal.moment(call.now()) })
}

/// What was looked for in a chart, and a page of the messages that have it, the newest first.
pub async fn found(call: &mut Glance, patient: PatientId, after: Option<Cursor>) -> Result<Found, CareError> {
    let chart = call.chart::<Messages>(patient)?;
    let words = kept(call.db(), &call.actor().own()?, &of_chart(patient)).await?;
    let rows = match Terms::parse(&words) {
        Some(terms) => search::find(call.db(), &chart, &terms, after).await?,
        None => Vec::new(),
    };
    answer(call, words, rows, false).await
}

/// What was looked for at a desk, and a page of the messages of one's pools that have it. Whose they are is audited like a
/// look at each chart.
pub async fn desk_found(call: &mut Glance, after: Option<Cursor>) -> Result<Found, CareError> {
    let key = call.actor().pools()?;
    let words = kept(call.db(), &call.actor().own()?, OF_DESK).await?;
    let rows = match Terms::parse(&words) {
        Some(terms) => search::desk_find(call.db(), &key, &terms, after).await?,
        None => Vec::new(),
    };
    for row in &rows {
        call.saw(row.patient_id.into(), Capability::Messages.code());
    }
    answer(call, words, rows, true).await
}

/// Puts messages from before there was an index into it. Begun anew it goes on where it was; of several nodes each does
/// what the others have not. Returns how many there were.
pub async fn index_older(portal: &Portal) -> Result<u64, CareError> {
    let db = &portal.outside().db;
    let (mut after, mut done) = (Uuid::nil(), 0_u64);
    loop {
        let batch = search::unindexed(&db.look(), after, BATCH).await?;
        let Some(last) = batch.last() else { break };
        after = last.id();
        let tx = db.begin().await?;
        search::index(&tx, &batch).await?;
        tx.commit().await?;
        done += batch.len() as u64;
    }
    if done > 0 {
        tracing::info!(done, "older messages can be looked through");
    }
    Ok(done)
}
