//! Half-written messages and requests.

use crate::people::{Patient, Staff};
use portal_care::asks::Form;
use portal_care::messages::{self, Place};
use portal_care::{Action, CareError, asks};
use portal_types::ask::{AskDraft, AskKind};
use portal_types::ids::{AskId, IntentKey, ThreadId};
use portal_types::message::Draft;

impl Patient {
    /// Has written this much of something.
    pub async fn half_writes(&self, place: Place, draft: Draft, intent: IntentKey) -> Result<(), CareError> {
        self.world.tick();
        self.world
            .portal
            .write(&self.visitor(), Action::KeepDraft, async |call| {
                messages::keep_draft(call, place, draft, intent).await
            })
            .await
    }

    /// Has written this much of a request.
    pub async fn half_asks(&self, kind: AskKind, draft: AskDraft, intent: IntentKey) -> Result<(), CareError> {
        self.half_fills(Form { patient: self.id, kind, ask: None }, draft, intent).await
    }

    /// Has written this much of a request, new or written anew.
    pub async fn half_fills(&self, form: Form, draft: AskDraft, intent: IntentKey) -> Result<(), CareError> {
        self.world.tick();
        self.world
            .portal
            .write(&self.visitor(), Action::KeepDraft, async |call| asks::keep_draft(call, form, &draft, intent).await)
            .await
    }

    /// Keeps what stood in a form on the page of a request that was refused, as a form without our code does.
    pub async fn half_answers(&self, ask: AskId, typed: AskDraft) -> Result<(), CareError> {
        self.world.tick();
        self.world
            .portal
            .write(&self.visitor(), Action::KeepDraft, async |call| {
                asks::keep_refused(call, self.id, ask, &typed).await
            })
            .await
    }

    /// What she finds half-written where new messages are begun.
    pub async fn finds_half_written(&self) -> Result<Option<Draft>, CareError> {
        Ok(self.compose_options().await?.draft)
    }

    /// What she finds half-written in a thread.
    pub async fn finds_half_replied(&self, thread: ThreadId) -> Result<Option<Draft>, CareError> {
        Ok(self.opens(thread).await?.draft)
    }
}

impl Staff {
    /// Has written this much of something.
    pub async fn half_writes(&self, place: Place, draft: Draft, intent: IntentKey) -> Result<(), CareError> {
        self.world.tick();
        self.world
            .portal
            .write(&self.visitor(), Action::KeepDraft, async |call| {
                messages::keep_draft(call, place, draft, intent).await
            })
            .await
    }

    /// Keeps what stood in a form about an ask that was refused, as a form without our code does.
    pub async fn half_moves(&self, ask: AskId, typed: AskDraft) -> Result<(), CareError> {
        self.world.tick();
        self.world
            .portal
            .write(&self.visitor(), Action::KeepDraft, async |call| asks::keep_move(call, ask, &typed).await)
            .await
    }

    /// What she finds half-answered in a thread.
    pub async fn finds_half_answered(&self, thread: ThreadId) -> Result<Option<Draft>, CareError> {
        Ok(self.opens(thread).await?.draft)
    }
}
