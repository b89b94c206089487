//! That somebody is answering: colleagues are told while she types, so that no two of them write the same answer. It is
//! a courtesy; what counts is what its writer had before her when she sends it.

use leptos::prelude::*;
use portal_api::triage;
use portal_kit::live::until_gone;
use portal_types::ids::WorkId;
use portal_types::triage::CLAIM_MS;

/// A beat: it is said again three times before it would be over.
const BEAT_MS: i64 = CLAIM_MS / 3;

/// Beats without a letter after which it is over by itself, and is said anew with the next letter.
const QUIET: u32 = 3;

/// What somebody is answering on this page.
#[derive(Clone, Copy)]
pub(crate) struct Claim {
    item: WorkId,
    held: StoredValue<bool>,
    typed: StoredValue<bool>,
    quiet: StoredValue<u32>,
    heard: Callback<Option<String>>,
}

/// Says it while the calling component stands and somebody types, and takes it back when she leaves. `heard` is told
/// the name of who is answering already.
pub(crate) fn use_claim(item: WorkId, heard: Callback<Option<String>>) -> Claim {
    let claim = Claim {
        item,
        held: StoredValue::new(false),
        typed: StoredValue::new(false),
        quiet: StoredValue::new(0),
        heard,
    };
    Effect::new(move |_| {
        let every = i32::try_from(BEAT_MS).unwrap_or(i32::MAX);
        until_gone(portal_browser::every(every, move || claim.beat()));
    });
    on_cleanup(move || {
        if claim.held.try_get_value() == Some(true) {
            leptos::task::spawn_local(async move {
                let _ = triage::release(item).await;
            });
        }
    });
    claim
}

impl Claim {
    /// Somebody types.
    pub(crate) fn typing(self) {
        if self.held.get_value() {
            self.typed.set_value(true);
        } else {
            self.say();
        }
    }

    /// The answer is sent: the server has ended it.
    pub(crate) fn over(self) {
        self.held.set_value(false);
        self.typed.set_value(false);
    }

    fn say(self) {
        self.held.set_value(true);
        self.typed.set_value(false);
        self.quiet.set_value(0);
        leptos::task::spawn_local(async move {
            // That it could not be said stops nobody.
            if let Ok(claimed) = triage::claim(self.item).await {
                self.heard.try_run(claimed.by);
            }
        });
    }

    fn beat(self) {
        if self.held.try_get_value() != Some(true) {
            return;
        }
        if self.typed.get_value() {
            self.say();
            return;
        }
        self.quiet.update_value(|quiet| *quiet += 1);
        if self.quiet.get_value() >= QUIET {
            self.held.set_value(false);
        }
    }
}
