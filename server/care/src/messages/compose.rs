//! A new conversation: to whom it can go, who reads it there and by when, and its beginning.

use super::closing::closed;
use super::drafts::{Place, draft as drafted, forget};
use super::patient::author;
use super::view::{blocked, new_intent, topic};
use crate::once::once;
use crate::{Call, CareError, Glance, business, due_date, files, holidays};
use portal_access::{Chart, Messages, Standing};
use portal_store::messages::{self, Begun, Head};
use portal_store::people::{self, SeenAt};
use portal_store::pools::{self, PoolLine};
use portal_types::day::Day;
use portal_types::field::Problem;
use portal_types::ids::{MessageId, PatientId, PracticeId, ThreadId};
use portal_types::message::{
    ByPhone, ComposeOptions, Followed, Line, NewThread, Sent, SilentPractice, TeamOption, To, Topic,
};
use portal_types::notice::{About, Nudge};

/// Who reads what at a practice, and whom to call about the rest; `None` if nobody reads anything there.
fn team(lines: &[PoolLine], of: &SeenAt, (today, holidays): (Day, &[Day])) -> Option<TeamOption> {
    let (mut read, mut by_phone) = (Vec::new(), Vec::new());
    for topic in Topic::ALL {
        match pools::reader(lines, of.practice, topic) {
            Some(line) => read.push(Line {
                topic,
                pool: line.pool,
                kind: line.kind,
                readers: line.readers.clone(),
                business_days: line.business_days,
                due: due_date(today, line.business_days, holidays),
                blocked: blocked(line.block, line.phone.clone(), today),
            }),
            None => {
                let phone = pools::phone_for(lines, of.practice, topic).or_else(|| of.phone.clone());
                by_phone.push(ByPhone { topic, phone });
            }
        }
    }
    (of.on && !read.is_empty()).then(|| TeamOption {
        practice: of.practice,
        name: of.name.clone(),
        providers: Vec::new(),
        lines: read,
        by_phone,
    })
}

/// Whom the patient may write to: the practices that have seen her, have somebody to answer, and have messages switched
/// on, and for each topic who reads it and by when it is answered. The others are named with their
/// phone, so that nobody waits for an answer that cannot come. `follows`: a conversation of hers that the new one goes on
/// from; one that is not there, or not open to the reader, is none. Where none is named it is the one that what she
/// had begun goes on from, as long as that is closed; and in any case that one, if it is kept for herself and the other is
/// not: what was begun for it is never written on in the open.
pub async fn compose_options(
    call: &mut Glance,
    patient: PatientId,
    follows: Option<ThreadId>,
) -> Result<ComposeOptions, CareError> {
    let chart = call.acting::<Messages>(patient)?;
    let seen = people::care_team(call.db(), &chart).await?;
    let lines = pools::lines(call.db(), &chart).await?;
    let holidays = holidays::since(call.portal(), call.db(), call.now()).await?;
    let today = call.portal().date(call.now());
    let (mut teams, mut silent): (Vec<TeamOption>, Vec<SilentPractice>) = (Vec::new(), Vec::new());
    // A practice is seen once for each of its clinicians, the last one seen first.
    let mut known: Vec<PracticeId> = Vec::new();
    for row in seen {
        if !known.contains(&row.practice) {
            known.push(row.practice);
            match team(&lines, &row, (today, holidays.as_slice())) {
                Some(team) => teams.push(team),
                None => silent.push(SilentPractice { practice: row.name.clone(), phone: row.phone.clone() }),
            }
        }
        if let Some(team) = teams.iter_mut().find(|team| team.practice == row.practice) {
            if team.providers.len() < 3 && !team.providers.contains(&row.provider) {
                team.providers.push(row.provider);
            }
        }
    }
    let (own, place) = (call.actor().own()?, Place::New(patient));
    let (draft, intent) = drafted(call.db(), &own, place).await?.unzip();
    let begun = draft.as_ref().and_then(|draft| draft.follows).filter(|begun| Some(*begun) != follows);
    let mut followed = None;
    for thread in [follows, begun].into_iter().flatten() {
        let Some(head) = messages::head(call.db(), &chart, thread).await? else { continue };
        // What was begun for one that is open again is a message like any other: else nothing new could be sent.
        let open = closed(call.now(), head.last_at, head.closed_at).is_none();
        if begun == Some(thread) && open && !head.private {
            continue;
        }
        if followed.as_ref().is_none_or(|named: &Head| head.private && !named.private) {
            followed = Some(head);
        }
    }
    let follows = followed.map(|head| Followed {
        thread: ThreadId(head.id),
        practice: head.practice_id.into(),
        topic: topic(&head.topic),
        subject: head.subject,
    });
    let intent = intent.unwrap_or_else(|| new_intent(call.portal(), call.now()));
    let (files, may_attach) = (files::lying(call.db(), &own, place).await?, files::may_attach(call, patient));
    Ok(ComposeOptions { teams, silent, follows, draft, files, may_attach, intent })
}

/// The inbox that reads what is written to somebody about a topic. Only one of a practice that has seen her, has messages
/// switched on and has somebody to answer; anything else looks like a wrong choice. A topic that such a practice reads
/// nothing about is called as its page calls it before sending: its phone is named there.
fn reader(lines: &[PoolLine], to: To, topic: Topic) -> Result<&PoolLine, CareError> {
    let wrong = || CareError::field("practice", Problem::NotAChoice);
    let practice = pools::practice_of(lines, to).ok_or_else(wrong)?;
    let reads_something = Topic::ALL.into_iter().any(|topic| pools::reader(lines, practice, topic).is_some());
    let by_phone = || if reads_something { CareError::field("topic", Problem::Taken) } else { wrong() };
    pools::reader(lines, practice, topic).ok_or_else(by_phone)
}

/// Whether the conversation that a new one goes on from is kept for herself: then so is the new one.
async fn is_kept(call: &Call, chart: &Chart<Messages>, follows: Option<ThreadId>) -> Result<bool, CareError> {
    let Some(thread) = follows else { return Ok(false) };
    let head = messages::head(call.tx(), chart, thread).await?;
    let head = head.ok_or_else(|| CareError::field("follows", Problem::NotAChoice))?;
    // What can be gone on with needs none that follows it; only what was begun for one that is kept stays with it.
    if closed(call.now(), head.last_at, head.closed_at).is_none() && !head.private {
        return Err(CareError::field("follows", Problem::NotAChoice));
    }
    Ok(head.private)
}

/// What is sent of a new thread: what makes one intent differ from another.
pub(super) fn parts(patient: PatientId, new: &NewThread) -> Vec<String> {
    let mut parts = vec![
        patient.to_string(),
        new.to.id().to_string(),
        new.topic.code().to_owned(),
        new.subject.clone(),
        new.body.clone(),
    ];
    // As before where there is none: what was sent before an upgrade may be sent again after it.
    parts.extend(new.follows.map(|thread| thread.to_string()));
    parts
}

/// Starts a thread with a care team of hers, in the inbox that its topic belongs to. What a teen begins she
/// keeps for herself until she says otherwise.
pub async fn start(call: &mut Call, patient: PatientId, draft: NewThread) -> Result<Sent, CareError> {
    let chart = call.acting::<Messages>(patient)?;
    let begun_by_teen = call.actor().standing(patient) == Some(Standing::SelfTeen);
    let intent = draft.intent;
    let parts = parts(patient, &draft);
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let listed = draft.files.clone();
    once(call, intent, "start", &parts, async |call| {
        let lines = pools::lines(call.tx(), &chart).await?;
        let line = reader(&lines, draft.to, draft.topic)?;
        let today = call.portal().date(call.now());
        if line.block.is_some_and(|block| block.stands_on(today)) {
            return Err(CareError::field("topic", Problem::Blocked));
        }
        let private = is_kept(call, &chart, draft.follows).await? || begun_by_teen;
        let ids = (ThreadId(call.id()), MessageId(call.id()));
        let begun = Begun {
            ids,
            pool: line.pool,
            practice: line.name.clone(),
            follows: draft.follows,
            private,
            // The day by which an answer is owed.
            answer_by: business::due(call, line.business_days).await?.to_string(),
        };
        let pool = line.pool;
        messages::open_thread(call.tx(), &chart, begun, draft, author(call, &chart)?, call.now()).await?;
        files::claim(call, Place::New(patient), &listed, ids.1).await?;
        forget(call, &call.actor().own()?, Place::New(patient), intent).await?;
        call.on(ids.1);
        call.nudge(Nudge { patient, pool, thread: ids.0, private, about: About::Thread });
        Ok(Sent { thread: ids.0, message: ids.1 })
    })
    .await
}
