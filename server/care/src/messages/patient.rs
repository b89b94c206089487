//! The patient's side.

use super::drafts::{Place, draft as drafted, forget};
use super::view::{Reader, new_intent, page, thread_row, thread_view};
use crate::once::once;
use crate::{Call, CareError, Glance, Portal, Visitor, business};
use portal_access::{Action, Chart, Messages, Standing};
use portal_store::messages::{self, Author, Begun};
use portal_store::{people, pools};
use portal_types::field::Problem;
use portal_types::ids::{MessageId, PatientId, ThreadId};
use portal_types::message::{ComposeOptions, Inbox, NewThread, Reply, Sent, SilentPractice, TeamOption, ThreadView};
use portal_types::notice::{About, Nudge};
use portal_types::page::Cursor;
use portal_types::practice::Feature;

/// A page of the chart's threads, newest first.
pub async fn inbox(call: &mut Glance, patient: PatientId, after: Option<Cursor>) -> Result<Inbox, CareError> {
    let chart = call.chart::<Messages>(patient)?;
    let rows = messages::threads(call.db(), &chart, after).await?;
    let portal = call.portal().clone();
    let now = portal.moment(call.now());
    Ok(Inbox { page: page(rows, |r| (r.last_at, r.id), |r| thread_row(&portal, r)), now })
}

/// Opens a thread. What the team wrote counts as read from now on, unless somebody reads it for a patient who has an account
/// to read it herself; earlier pages change nothing.
pub async fn open(
    portal: &Portal,
    visitor: &Visitor,
    patient: PatientId,
    thread: ThreadId,
    before: Option<Cursor>,
) -> Result<ThreadView, CareError> {
    let (head, stored, begun, standing, counts) = portal
        .read(visitor, Action::ReadThread, async |call| {
            let chart = call.chart::<Messages>(patient)?;
            let standing = call.actor().standing(patient).ok_or(CareError::NotFound)?;
            let head = messages::head(call.db(), &chart, thread).await?.ok_or(CareError::NotFound)?;
            let stored = messages::messages(call.db(), &head, before).await?;
            let begun = match before {
                None => drafted(call.db(), &call.actor().own()?, Place::Reply(patient, thread)).await?,
                Some(_) => None,
            };
            let unread = head.unread > 0 && before.is_none();
            let counts = unread && (standing.is_own() || messages::account_of(call.db(), patient).await?.is_none());
            Ok((head, stored, begun, standing, counts))
        })
        .await?;
    if counts {
        portal
            .write(visitor, Action::ReadThread, async |call| {
                let chart = call.chart::<Messages>(patient)?;
                call.on(thread);
                messages::mark_read(call.tx(), &chart, thread).await?;
                Ok(())
            })
            .await?;
    }
    thread_view(portal, head, stored, begun, Reader::Side(standing), portal.now())
}

/// Whom the patient may write to: the practices that have seen her, have somebody to answer, and have messages switched
/// on. The others are named with their phone, so that nobody waits for an answer that cannot come.
pub async fn compose_options(call: &mut Glance, patient: PatientId) -> Result<ComposeOptions, CareError> {
    let chart = call.acting::<Messages>(patient)?;
    let seen = people::care_team(call.db(), &chart).await?;
    let mut teams: Vec<TeamOption> = Vec::new();
    let mut silent: Vec<SilentPractice> = Vec::new();
    for row in seen {
        match row.pool {
            Some(pool) => match teams.iter_mut().find(|t| t.pool == pool) {
                Some(team) => {
                    if team.providers.len() < 3 && !team.providers.contains(&row.provider) {
                        team.providers.push(row.provider);
                    }
                }
                None => teams.push(TeamOption {
                    pool,
                    practice: row.practice,
                    providers: vec![row.provider],
                    business_days: row.business_days,
                }),
            },
            None => {
                if !silent.iter().any(|s| s.practice == row.practice) {
                    silent.push(SilentPractice { practice: row.practice, phone: row.phone });
                }
            }
        }
    }
    let intent = new_intent(call.portal(), call.now());
    let draft = drafted(call.db(), &call.actor().own()?, Place::New(patient)).await?;
    Ok(ComposeOptions { teams, silent, draft, intent })
}

fn author(call: &Call, chart: &Chart<Messages>) -> Result<Author, CareError> {
    let (account, name) = (call.actor().own()?.account(), call.author_name());
    Ok(Author { account, name, role: None, for_other: !chart.view().own() })
}

/// Starts a thread with a care team of hers. What a teen begins she keeps for herself until she says otherwise
///
pub async fn start(call: &mut Call, patient: PatientId, draft: NewThread) -> Result<Sent, CareError> {
    let chart = call.acting::<Messages>(patient)?;
    let private = call.actor().standing(patient) == Some(Standing::SelfTeen);
    let (intent, pool) = (draft.intent, draft.pool);
    let (pool_text, patient_text) = (pool.to_string(), patient.to_string());
    let (subject, body) = (draft.subject.clone(), draft.body.clone());
    let parts = [patient_text.as_str(), &pool_text, draft.topic.code(), &subject, &body];
    once(call, intent, "start", &parts, async |call| {
        // Only a practice that has seen her, has somebody to answer and has messages switched on; anything else looks
        // like a wrong choice.
        let days = pools::answers_within(call.tx(), &chart, pool, Feature::Messages).await?;
        let days = days.ok_or_else(|| CareError::field("pool", Problem::NotAChoice))?;
        let ids = (ThreadId(call.id()), MessageId(call.id()));
        // The day by which an answer is owed.
        let begun = Begun { ids, private, answer_by: business::due(call, days).await?.to_string() };
        messages::open_thread(call.tx(), &chart, begun, draft, author(call, &chart)?, call.now()).await?;
        forget(call, &call.actor().own()?, Place::New(patient)).await?;
        call.on(ids.1);
        call.nudge(Nudge { patient, pool, thread: ids.0, private, about: About::Thread });
        Ok(Sent { thread: ids.0, message: ids.1 })
    })
    .await
}

/// Replies in a thread of hers.
pub async fn reply(call: &mut Call, patient: PatientId, thread: ThreadId, draft: Reply) -> Result<Sent, CareError> {
    let chart = call.acting::<Messages>(patient)?;
    let thread_text = thread.to_string();
    let body = draft.body.clone();
    once(call, draft.intent, "reply", &[&thread_text, &body], async |call| {
        let head = messages::head(call.tx(), &chart, thread).await?.ok_or(CareError::NotFound)?;
        let id = MessageId(call.id());
        let days = u8::try_from(head.business_days.clamp(1, 30)).unwrap_or(3);
        let due = business::due(call, days).await?.to_string();
        messages::add_from_patient(call.tx(), &head, id, author(call, &chart)?, draft.body, due, call.now()).await?;
        forget(call, &call.actor().own()?, Place::Reply(patient, thread)).await?;
        call.on(id);
        call.nudge(Nudge { patient, pool: head.pool_id.into(), thread, private: head.private, about: About::Thread });
        Ok(Sent { thread, message: id })
    })
    .await
}

/// Whether somebody may keep a thread for herself, or show it to her representatives: it is her own chart, and she is not
/// of age. What she kept then she may show later, too.
pub(crate) fn may_keep(standing: Standing, private: bool) -> bool {
    match standing {
        Standing::SelfTeen => true,
        Standing::SelfAdult => !private,
        Standing::OfChild | Standing::OfTeen(_) | Standing::OfAdult(_) => false,
    }
}

/// Keeps a thread from one's representatives from now on, or shows it to them. Pressed twice it is done once.
pub async fn set_private(
    call: &mut Call,
    patient: PatientId,
    thread: ThreadId,
    private: bool,
) -> Result<(), CareError> {
    let chart = call.acting::<Messages>(patient)?;
    call.on(thread);
    if !call.actor().standing(patient).is_some_and(|standing| may_keep(standing, private)) {
        return Err(CareError::Denied);
    }
    let head = messages::head(call.tx(), &chart, thread).await?.ok_or(CareError::NotFound)?;
    if !messages::keep_private(call.tx(), &chart, thread, private).await? {
        call.outcome("again");
        return Ok(());
    }
    // Whoever could see it until now is told, too: her pages look anew, and find it gone.
    call.nudge(Nudge { patient, pool: head.pool_id.into(), thread, private: false, about: About::Thread });
    Ok(())
}
