//! What teams do with what waits for them.

use crate::people::Staff;
use portal_care::{Action, CareError, messages, triage};
use portal_types::ids::{AccountId, CoverId, MessageId, PoolId, TemplateId, ThreadId, WorkId};
use portal_types::message::Sent;
use portal_types::page::Cursor;
use portal_types::triage::{
    Answer, Assignment, Batch, BatchDeed, BatchDone, Claimed, ContextView, CoverList, HandOver, ItemView, NewCover,
    NewNote, NewTemplate, Queue, QueueFilter, TemplateList, Ticked,
};

impl Staff {
    /// What waits for her.
    pub async fn queue(&self, filter: QueueFilter) -> Result<Queue, CareError> {
        self.queue_after(filter, None).await
    }

    /// The page of it after a place.
    pub async fn queue_after(&self, filter: QueueFilter, after: Option<Cursor>) -> Result<Queue, CareError> {
        self.looking(Action::ReadQueue, async |call| triage::queue(call, filter, after).await).await
    }

    /// What waits for her, by its ids.
    pub async fn waits(&self, filter: QueueFilter) -> Vec<WorkId> {
        let queue = self.queue(filter).await.expect("a queue");
        queue.page.rows.iter().map(|row| row.item).collect()
    }

    /// What stands beside something.
    pub async fn works_on(&self, item: impl Into<WorkId>) -> Result<ItemView, CareError> {
        let item = item.into();
        self.looking(Action::ReadQueue, async |call| triage::item(call, item, None).await).await
    }

    /// What she wants to know of the patient.
    pub async fn knows(&self, item: impl Into<WorkId>) -> Result<ContextView, CareError> {
        let item = item.into();
        self.looking(Action::ReadContext, async |call| triage::context(call, item).await).await
    }

    /// Says whose turn something is, having seen whose it is.
    pub async fn assigns(&self, item: impl Into<WorkId>, to: Option<AccountId>) -> Result<(), CareError> {
        let item = item.into();
        let was = self.works_on(item).await?.was;
        self.assigns_over(item, to, was).await
    }

    /// The same, over what she had seen.
    pub async fn assigns_over(
        &self,
        item: impl Into<WorkId>,
        to: Option<AccountId>,
        was: Option<AccountId>,
    ) -> Result<(), CareError> {
        let item = item.into();
        let asked = Assignment { to, was, words: "Please look at it".into() };
        self.working(Action::AssignItem, async |call| triage::assign(call, item, asked).await).await
    }

    /// Hands something over to another pool.
    pub async fn hands_over(&self, item: impl Into<WorkId>, pool: PoolId) -> Result<(), CareError> {
        let item = item.into();
        let asked = HandOver { pool, words: "Yours, I think".into(), intent: self.world.intent() };
        self.working(Action::AssignItem, async |call| triage::hand_over(call, item, asked).await).await
    }

    /// Begins to answer something.
    pub async fn claims(&self, item: impl Into<WorkId>) -> Result<Claimed, CareError> {
        let item = item.into();
        self.working(Action::ClaimItem, async |call| triage::claim(call, item).await).await
    }

    /// Leaves it again.
    pub async fn releases(&self, item: impl Into<WorkId>) -> Result<(), CareError> {
        let item = item.into();
        self.working(Action::ClaimItem, async |call| triage::release(call, item).await).await
    }

    /// Writes a note for colleagues.
    pub async fn notes_on(&self, item: impl Into<WorkId>, words: &str) -> Result<(), CareError> {
        let new = NewNote { words: words.into(), intent: self.world.intent() };
        self.notes_once(item, new).await
    }

    /// The same, with an intent of the test's own.
    pub async fn notes_once(&self, item: impl Into<WorkId>, new: NewNote) -> Result<(), CareError> {
        let item = item.into();
        self.working(Action::NoteItem, async |call| triage::note(call, item, new).await).await
    }

    /// Answers, having seen a message; `anyway`: although a colleague is answering.
    pub async fn answers_seen(
        &self,
        thread: ThreadId,
        body: &str,
        (seen, anyway): (MessageId, bool),
    ) -> Result<Sent, CareError> {
        let (files, intent) = (self.lists_files(messages::Place::Answer(thread)).await, self.world.intent());
        self.answers_with(thread, Answer { body: body.into(), seen: Some(seen), anyway, files, intent }).await
    }

    /// Ticks some, as her queue shows them.
    pub async fn ticks(&self, items: &[WorkId]) -> Result<Vec<Ticked>, CareError> {
        let rows = self.queue(QueueFilter::All).await?.page.rows;
        let ticked = |item: &WorkId| {
            let row = rows.iter().find(|row| row.item == *item);
            row.map_or(Ticked::from(*item), |row| row.ticked())
        };
        Ok(items.iter().map(ticked).collect())
    }

    /// Does one thing with several, as her queue shows them.
    pub async fn does_with(&self, items: &[WorkId], deed: BatchDeed) -> Result<BatchDone, CareError> {
        self.does_with_ticked(self.ticks(items).await?, deed).await
    }

    /// Does one thing with several that she has ticked before.
    pub async fn does_with_ticked(&self, items: Vec<Ticked>, deed: BatchDeed) -> Result<BatchDone, CareError> {
        self.world.tick();
        let batch = Batch { items, deed };
        triage::batch(&self.world.portal, &self.visitor(), batch).await
    }

    /// The texts that she answers with.
    pub async fn templates(&self) -> Result<TemplateList, CareError> {
        self.looking(Action::KeepTemplates, async |call| triage::templates(call).await).await
    }

    /// Keeps one of them.
    pub async fn keeps_template(&self, new: NewTemplate) -> Result<TemplateId, CareError> {
        self.working(Action::KeepTemplates, async |call| triage::keep_template(call, new).await).await
    }

    /// Uses one of them no more.
    pub async fn retires(&self, template: TemplateId) -> Result<(), CareError> {
        self.working(Action::KeepTemplates, async |call| triage::retire_template(call, template).await).await
    }

    /// Who stands in for whom.
    pub async fn covers(&self) -> Result<CoverList, CareError> {
        self.looking(Action::SetCover, async |call| triage::covers(call).await).await
    }

    /// Has somebody stand in, from one of the next days to another one.
    pub async fn is_away(&self, away: AccountId, by: AccountId, (from, until): (i64, i64)) -> Result<(), CareError> {
        let (from, until) = (self.world.day_in(from), self.world.day_in(until));
        let new = NewCover { away, by, from, until, intent: self.world.intent() };
        self.working(Action::SetCover, async |call| triage::set_cover(call, new).await).await
    }

    /// Has nobody stand in any more.
    pub async fn ends_cover(&self, cover: CoverId) -> Result<(), CareError> {
        self.working(Action::SetCover, async |call| triage::end_cover(call, cover).await).await
    }
}
