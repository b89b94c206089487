//! The files that lie at a conversation, under which one answers.

use crate::Attaching;
use leptos::prelude::*;
use portal_types::ids::MessageId;
use portal_types::message::ThreadView;
use portal_types::moment::Moment;

/// What is listed at an answer, and comes anew with its conversation.
#[derive(Clone, Copy)]
pub struct Lying {
    thread: RwSignal<ThreadView>,
    attaching: Option<Attaching>,
    /// The moment of the conversation when it was asked for anew, and what was sent then.
    asked_at: StoredValue<Option<(Moment, Option<MessageId>)>>,
}

/// The files of an answer in `thread`. What lies there still, once it was sent or something else went before it, comes with
/// the conversation that is asked for then. One that was on its way already knows nothing of what was sent, and would list
/// its files once more.
pub fn use_lying(thread: RwSignal<ThreadView>, attaching: Option<Attaching>) -> Lying {
    let asked_at = StoredValue::new(None::<(Moment, Option<MessageId>)>);
    Effect::new(move |_| {
        let (now, lying) = thread.with(|thread| (thread.now, thread.files.clone()));
        if let (Some(attaching), Some((before, new))) = (attaching, asked_at.get_value()) {
            let has = |new: MessageId| {
                thread.with_untracked(|thread| thread.messages.rows.iter().any(|row| row.message == new))
            };
            if before != now && new.is_none_or(has) {
                asked_at.set_value(None);
                attaching.lie(lying);
            }
        }
    });
    Lying { thread, attaching, asked_at }
}

impl Lying {
    /// Something else went before the answer: what was listed may have gone along. The conversation must be asked for anew,
    /// and says what lies there still.
    pub fn in_doubt(self) {
        if let Some(attaching) = self.attaching {
            attaching.in_doubt();
        }
        self.ask(None);
    }

    /// What was listed went along with `new`. The conversation must be asked for anew.
    pub fn sent(self, new: MessageId) {
        if let Some(attaching) = self.attaching {
            attaching.sent();
        }
        self.ask(Some(new));
    }

    fn ask(self, new: Option<MessageId>) {
        self.asked_at.set_value(Some((self.thread.with_untracked(|thread| thread.now), new)));
    }
}
