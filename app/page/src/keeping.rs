//! Half-written messages are kept by the server while they are typed: a time-out, a lock, an empty battery
//! take nothing but the last moment. On the device itself nothing stays.

use leptos::prelude::*;
use portal_api::ApiError;
use portal_kit::live::until_gone;
use portal_types::ids::IntentKey;
use portal_types::message::Draft;
use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::rc::Rc;

/// A form is looked at so often, milliseconds: whoever pauses for so long has what is written kept.
const LOOK_MS: i32 = 2_000;

/// Looks after which it is kept though nobody pauses.
const UNPAUSED: u32 = 10;

/// Looks that are left out after it could not be kept: nobody is helped by asking all the time.
const REST: u32 = 10;

/// What takes the page away waits so long, milliseconds, for what is half-written to be kept.
const WAIT_MS: i32 = 1_000;

type Keep = Rc<dyn Fn() -> Pin<Box<dyn Future<Output = ()>>>>;

thread_local! {
    /// The forms that stand on the page. Only effects write here, and those the server does not run (it does run
    /// clean-ups).
    static FORMS: RefCell<Vec<(u32, Keep)>> = RefCell::default();
    static NEXT: Cell<u32> = const { Cell::new(0) };
}

/// Keeps everything that is half-written on this page now.
pub async fn keep_now() {
    let all: Vec<Keep> = FORMS.with_borrow(|forms| forms.iter().map(|(_, keep)| keep.clone()).collect());
    for keep in all {
        keep().await;
    }
}

/// Keeps everything that is half-written on this page, then does what takes the page away. A network that is away does not
/// hold it up.
pub fn keep_before(leave: impl FnOnce() + 'static) {
    fn go(leave: &Cell<Option<impl FnOnce()>>) {
        if let Some(leave) = leave.take() {
            leave();
        }
    }
    let leave = Rc::new(Cell::new(Some(leave)));
    let late = leave.clone();
    portal_browser::after(WAIT_MS, move || go(&late));
    leptos::task::spawn_local(async move {
        keep_now().await;
        go(&leave);
    });
}

/// What the server has of a form, and how it goes with keeping.
struct Form {
    /// The words, and the intent they were kept with.
    kept: RefCell<(Draft, IntentKey)>,
    /// Requests that are under way.
    under_way: Cell<u32>,
    /// Looks to leave out.
    rest: Cell<u32>,
}

impl Form {
    /// Whether the server has these words. Those kept with an intent that was carried out are gone from there.
    fn has(&self, words: &Draft, intent: IntentKey) -> bool {
        let kept = self.kept.borrow();
        kept.0 == *words && (kept.1 == intent || words.is_empty())
    }
}

/// What is worth keeping: what is chosen and not written is not.
fn worth(draft: Draft) -> Draft {
    if draft.is_empty() { Draft::default() } else { draft }
}

fn run(keep: &Keep) {
    leptos::task::spawn_local(keep());
}

/// Keeps what a form holds: when the person pauses, when the page is hidden or goes, and on [`keep_now`]. `typed` is
/// what it holds, `intent` what it will be sent with, `kept` what the server has of it already; `keep` sends.
pub fn use_keeping<F>(
    typed: Signal<Draft>,
    intent: Signal<IntentKey>,
    kept: Draft,
    keep: impl Fn(Draft, IntentKey) -> F + 'static,
) where
    F: Future<Output = Result<(), ApiError>> + 'static,
{
    let written = move || Some((worth(typed.try_get_untracked()?), intent.try_get_untracked()?));
    let mut once = Some((worth(kept), keep));
    // Only in the browser: on the server nobody types. It follows no signal: what an effect has set up goes when it runs
    // again, and this is to stay as long as the form.
    Effect::new(move || {
        let (Some((kept, keep)), Some((_, intent))) = (once.take(), written()) else { return };
        let form = Rc::new(Form { kept: RefCell::new((kept, intent)), under_way: Cell::new(0), rest: Cell::new(0) });
        let of = form.clone();
        let now: Keep = Rc::new(move || -> Pin<Box<dyn Future<Output = ()>>> {
            // Read at once, not when the browser comes to it: a form that goes takes its signals along.
            let new = written().filter(|(words, intent)| !of.has(words, *intent) && !words.is_too_long());
            let Some((words, intent)) = new else { return Box::pin(async {}) };
            let sending = keep(words.clone(), intent);
            let form = of.clone();
            form.under_way.set(form.under_way.get() + 1);
            Box::pin(async move {
                if sending.await.is_ok() {
                    *form.kept.borrow_mut() = (words, intent);
                    form.rest.set(0);
                } else {
                    form.rest.set(REST);
                }
                form.under_way.set(form.under_way.get() - 1);
            })
        });
        let id = NEXT.replace(NEXT.get() + 1);
        FORMS.with_borrow_mut(|forms| forms.push((id, now.clone())));
        // Looked at now and then rather than timed after each letter: at most as late, and one clock for all.
        let look = now.clone();
        let (mut seen, mut unpaused) = (written(), 0);
        until_gone(portal_browser::every(LOOK_MS, move || {
            let words = written();
            unpaused = if words == seen { 0 } else { unpaused + 1 };
            seen = words;
            let rest = form.rest.get();
            if rest > 0 {
                form.rest.set(rest - 1);
            } else if (unpaused == 0 || unpaused >= UNPAUSED) && form.under_way.get() == 0 {
                unpaused = 0;
                run(&look);
            }
        }));
        let hidden = now.clone();
        until_gone(portal_browser::on_hidden(move || run(&hidden)));
        until_gone(Some(move || {
            FORMS.with_borrow_mut(|forms| forms.retain(|(other, _)| *other != id));
            run(&now);
        }));
    });
}
