//! What is done with conversations besides writing in them, and the inboxes that they go to.

use crate::clinic::{Clinic, Practice};
use crate::people::{Patient, Staff};
use portal_care::{Action, CareError, messages, pools};
use portal_types::account::Role;
use portal_types::ids::{AccountId, BlockId, PoolId, PracticeId, ThreadId};
use portal_types::message::{Inbox, InboxFilter, NewThread, Sent, Shelf, Topic};
use portal_types::page::Cursor;
use portal_types::pool::{BlockReason, BlockWhom, NewBlock, NewPool, PoolChange, PoolKind, PoolList, PoolView};
use portal_types::search::Found;
use portal_types::triage::Seen;

impl Clinic {
    /// A practice has an inbox of its own for something from now on, and somebody of a role who answers it and nothing
    /// else. Neither went through a desk.
    pub async fn answers_for(&self, practice: &Practice, kind: PoolKind, role: Role) -> (PoolId, Staff) {
        let staff = self.staff(role, &[]).await;
        let account = self.account_of(&staff.username).await;
        let known = self.world().pool_for(practice.id, kind).await;
        let pool = if known == PoolId(uuid::Uuid::max()) { PoolId(self.world().intent().0) } else { known };
        let insert = "insert into pools (id, practice_id, kind, business_days, waiting) values ($1, $2, $3, 3, 0)
                      on conflict (practice_id, kind) do nothing";
        self.execute(insert, [pool.0.into(), practice.id.0.into(), kind.code().into()]).await;
        self.joins_pool(account, pool).await;
        (pool, staff)
    }

    /// An account is a member of a pool from now on, whatever its role.
    pub async fn joins_pool(&self, account: AccountId, pool: PoolId) {
        let sql = "insert into pool_members (account_id, pool_id) values ($1, $2)";
        self.execute(sql, [account.0.into(), pool.0.into()]).await;
    }
}

impl Patient {
    /// Some of her conversations.
    pub async fn sees(&self, filter: InboxFilter) -> Result<Inbox, CareError> {
        self.world.tick();
        let (portal, visitor) = (&self.world.portal, self.visitor());
        portal
            .read(&visitor, Action::ListThreads, async |call| messages::shown(call, self.id, filter, None).await)
            .await
    }

    /// The conversations of a list, by their ids.
    pub async fn lists(&self, filter: InboxFilter) -> Vec<ThreadId> {
        let inbox = self.sees(filter).await.expect("a list");
        inbox.page.rows.iter().map(|row| row.thread).collect()
    }

    /// Puts a conversation somewhere.
    pub async fn shelves(&self, thread: ThreadId, shelf: Shelf) -> Result<(), CareError> {
        self.world.tick();
        let (portal, visitor) = (&self.world.portal, self.visitor());
        portal
            .write(&visitor, Action::ShelveThread, async |call| messages::shelve(call, self.id, thread, shelf).await)
            .await
    }

    /// Begins a conversation that goes on from another one.
    pub async fn follows_up(&self, practice: &Practice, thread: ThreadId, body: &str) -> Result<Sent, CareError> {
        let new = self.world.new_thread(practice, Topic::General, body);
        let files = self.lists_files(messages::Place::New(self.id)).await;
        self.starts_thread(NewThread { follows: Some(thread), files, ..new }).await
    }

    /// Says what she looks for.
    pub async fn looks_for(&self, words: &str) -> Result<(), CareError> {
        self.world.tick();
        let (portal, visitor) = (&self.world.portal, self.visitor());
        portal
            .write(&visitor, Action::SearchThreads, async |call| {
                messages::look_for(call, self.id, words.to_owned()).await
            })
            .await
    }

    /// What is found of what she looks for, after a place.
    pub async fn finds_after(&self, after: Option<Cursor>) -> Result<Found, CareError> {
        self.world.tick();
        let (portal, visitor) = (&self.world.portal, self.visitor());
        portal.read(&visitor, Action::SearchThreads, async |call| messages::found(call, self.id, after).await).await
    }

    /// What is found of some words.
    pub async fn finds_words(&self, words: &str) -> Result<Found, CareError> {
        self.looks_for(words).await?;
        self.finds_after(None).await
    }
}

impl Staff {
    /// What is found of some words in the messages of her pools.
    pub async fn finds_words(&self, words: &str) -> Result<Found, CareError> {
        let words = words.to_owned();
        self.working(Action::SearchDesk, async |call| messages::desk_look_for(call, words).await).await?;
        self.finds_after(None).await
    }

    /// What is found of what she looks for, after a place.
    pub async fn finds_after(&self, after: Option<Cursor>) -> Result<Found, CareError> {
        self.world.tick();
        let (portal, visitor) = (&self.world.portal, self.visitor());
        portal.read(&visitor, Action::SearchDesk, async |call| messages::desk_found(call, after).await).await
    }

    /// Closes a conversation that she has read to its end.
    pub async fn closes_thread(&self, thread: ThreadId) -> Result<(), CareError> {
        let newest = self.opens(thread).await?.messages.rows.first().map(|message| message.message);
        self.closes_seen(thread, newest.map_or(Seen::Untold, Seen::To)).await
    }

    /// The same, with how far she has read it.
    pub async fn closes_seen(&self, thread: ThreadId, seen: Seen) -> Result<(), CareError> {
        self.working(Action::CloseThread, async |call| messages::close(call, thread, seen).await).await
    }

    /// Has the pool of a conversation take no messages of somebody, because there are too many.
    pub async fn blocks(&self, thread: ThreadId, whom: BlockWhom) -> Result<(), CareError> {
        self.blocks_as(thread, NewBlock { whom, reason: BlockReason::TooMany, until: None }).await
    }

    /// The same, with everything said.
    pub async fn blocks_as(&self, thread: ThreadId, block: NewBlock) -> Result<(), CareError> {
        self.working(Action::BlockFromPool, async |call| messages::block(call, thread, block).await).await
    }

    /// Has it take them again.
    pub async fn unblocks(&self, thread: ThreadId, block: BlockId) -> Result<(), CareError> {
        self.working(Action::BlockFromPool, async |call| messages::unblock(call, thread, block).await).await
    }

    /// A page of the practices with their inboxes.
    pub async fn pools(&self, after: Option<Cursor>) -> Result<PoolList, CareError> {
        self.world.tick();
        let (portal, visitor) = (&self.world.portal, self.visitor());
        portal.read(&visitor, Action::ListPools, async |call| pools::list(call, after).await).await
    }

    /// One inbox.
    pub async fn opens_pool(&self, pool: PoolId) -> Result<PoolView, CareError> {
        self.world.tick();
        let (portal, visitor) = (&self.world.portal, self.visitor());
        portal.read(&visitor, Action::ListPools, async |call| pools::open(call, pool).await).await
    }

    /// Makes an inbox for a practice.
    pub async fn adds_pool(&self, practice: PracticeId, kind: PoolKind) -> Result<PoolId, CareError> {
        self.adds_pool_once(NewPool { practice, kind, intent: self.world.intent() }).await
    }

    /// The same, with an intent of the test's own.
    pub async fn adds_pool_once(&self, new: NewPool) -> Result<PoolId, CareError> {
        self.working(Action::ChangePool, async |call| pools::add(call, new).await).await
    }

    /// Says who answers an inbox and within how many days.
    pub async fn sets_pool(&self, pool: PoolId, members: &[AccountId], business_days: u8) -> Result<(), CareError> {
        let members = members.to_vec();
        let intent = self.world.intent();
        self.changes_pool(pool, PoolChange { business_days, phone: None, members, lead: None, intent }).await
    }

    /// The same, with everything said.
    pub async fn changes_pool(&self, pool: PoolId, change: PoolChange) -> Result<(), CareError> {
        self.working(Action::ChangePool, async |call| pools::change(call, pool, change).await).await
    }
}
