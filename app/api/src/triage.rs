//! The triage desk: what waits for one's pools, whose turn it is, and what colleagues say to each other.

use crate::ApiError;
use leptos::prelude::*;
use portal_types::ids::{CoverId, TemplateId, WorkId};
use portal_types::page::Cursor;
use portal_types::triage::{
    BatchDone, Claimed, ContextView, CoverList, ItemView, Queue as Waiting, QueueFilter, TemplateList,
};

/// A page of what waits, conversations and asks in one list, the first due first.
#[server(endpoint = "triage/queue")]
pub async fn queue(#[server(default)] filter: QueueFilter, after: Option<Cursor>) -> Result<Waiting, ApiError> {
    use crate::desk::*;
    desk()?.read(Action::ReadQueue, async |call| care::triage::queue(call, filter, after).await).await
}

/// What stands beside one of them; `before`: earlier notes.
#[server(endpoint = "triage/item")]
pub async fn item(item: WorkId, before: Option<Cursor>) -> Result<ItemView, ApiError> {
    use crate::desk::*;
    desk()?.read(Action::ReadQueue, async |call| care::triage::item(call, item, before).await).await
}

/// What a team wants to know of the patient before it answers.
#[server(endpoint = "triage/context")]
pub async fn context(item: WorkId) -> Result<ContextView, ApiError> {
    use crate::desk::*;
    desk()?.read(Action::ReadContext, async |call| care::triage::context(call, item).await).await
}

/// Says whose turn it is, over what the page knew of it; nothing in `to`: nobody's.
#[server(endpoint = "triage/assign")]
pub async fn assign(
    item: WorkId,
    #[server(default)] to: String,
    #[server(default)] was: String,
    #[server(default)] words: String,
) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let asked = desk.parsed(Assignment::parse(&to, &was, &words))?;
    desk.write(Action::AssignItem, async |call| care::triage::assign(call, item, asked).await).await?;
    desk.go_on(&links::desk_item(item));
    Ok(())
}

/// Hands it over to another pool of the same practice.
#[server(endpoint = "triage/hand-over")]
pub async fn hand_over(
    item: WorkId,
    #[server(default)] pool: String,
    #[server(default)] words: String,
    #[server(default)] intent: String,
) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let asked = desk.parsed(HandOver::parse(&pool, &words, &intent))?;
    desk.write(Action::AssignItem, async |call| care::triage::hand_over(call, item, asked).await).await?;
    desk.go_on(links::DESK_QUEUE);
    Ok(())
}

/// Says that one is answering it now, and hears who else is.
#[server(endpoint = "triage/claim")]
pub async fn claim(item: WorkId) -> Result<Claimed, ApiError> {
    use crate::desk::*;
    desk()?.write(Action::ClaimItem, async |call| care::triage::claim(call, item).await).await
}

/// Says that one is not answering it any more.
#[server(endpoint = "triage/release")]
pub async fn release(item: WorkId) -> Result<(), ApiError> {
    use crate::desk::*;
    desk()?.write(Action::ClaimItem, async |call| care::triage::release(call, item).await).await
}

/// Writes a note that colleagues see, and no patient.
#[server(endpoint = "triage/note")]
pub async fn note(
    item: WorkId,
    #[server(default)] words: String,
    #[server(default)] intent: String,
) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let new = desk.parsed(NewNote::parse(&words, &intent))?;
    desk.write(Action::NoteItem, async |call| care::triage::note(call, item, new).await).await?;
    desk.go_on(&links::desk_item(item));
    Ok(())
}

/// Does one thing with several: `items` are the boxes that are ticked, each with how its row stood then. Tells with which it was not done, and why; a plain
/// form is told how many.
#[server(endpoint = "triage/batch")]
pub async fn batch(
    #[server(default)] items: Vec<String>,
    #[server(default)] deed: String,
    #[server(default)] to: String,
) -> Result<BatchDone, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let batch = desk.parsed(Batch::parse(&items, &deed, &to))?;
    let done = desk.answer(care::triage::batch(desk.portal(), desk.visitor(), batch).await)?;
    match done.failed.len() {
        0 => desk.go_on(links::DESK_QUEUE),
        left => desk.go_on(&format!("{}?left={left}", links::DESK_QUEUE)),
    }
    Ok(done)
}

/// The texts that one's pools answer with.
#[server(endpoint = "triage/templates")]
pub async fn templates() -> Result<TemplateList, ApiError> {
    use crate::desk::*;
    desk()?.read(Action::KeepTemplates, async |call| care::triage::templates(call).await).await
}

/// Keeps one of them, or a new one.
#[server(endpoint = "triage/keep-template")]
pub async fn keep_template(
    #[server(default)] template: String,
    #[server(default)] pool: String,
    #[server(default)] name: String,
    #[server(default)] lang: String,
    #[server(default)] body: String,
    #[server(default)] intent: String,
) -> Result<TemplateId, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let typed =
        TemplateTyped { template: &template, pool: &pool, name: &name, lang: &lang, body: &body, intent: &intent };
    let new = desk.parsed(NewTemplate::parse(typed))?;
    let kept = desk.write(Action::KeepTemplates, async |call| care::triage::keep_template(call, new).await).await?;
    desk.go_on(links::DESK_TEMPLATES);
    Ok(kept)
}

/// Uses one of them no more.
#[server(endpoint = "triage/retire-template")]
pub async fn retire_template(template: TemplateId) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    desk.write(Action::KeepTemplates, async |call| care::triage::retire_template(call, template).await).await?;
    desk.go_on(links::DESK_TEMPLATES);
    Ok(())
}

/// Who stands in for whom.
#[server(endpoint = "triage/covers")]
pub async fn covers() -> Result<CoverList, ApiError> {
    use crate::desk::*;
    desk()?.read(Action::SetCover, async |call| care::triage::covers(call).await).await
}

/// Has somebody stand in for who is away.
#[server(endpoint = "triage/set-cover")]
pub async fn set_cover(
    #[server(default)] away: String,
    #[server(default)] by: String,
    #[server(default)] from: String,
    #[server(default)] until: String,
    #[server(default)] intent: String,
) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let typed = CoverTyped { away: &away, by: &by, from: &from, until: &until, intent: &intent };
    let new = desk.parsed(NewCover::parse(typed, desk.today()))?;
    desk.write(Action::SetCover, async |call| care::triage::set_cover(call, new).await).await?;
    desk.go_on(links::DESK_COVER);
    Ok(())
}

/// Has nobody stand in any more.
#[server(endpoint = "triage/end-cover")]
pub async fn end_cover(cover: CoverId) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    desk.write(Action::SetCover, async |call| care::triage::end_cover(call, cover).await).await?;
    desk.go_on(links::DESK_COVER);
    Ok(())
}
