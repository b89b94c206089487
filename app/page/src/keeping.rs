//! Half-written messages and requests are kept by the server while they are typed: a time-out, a lock, an
//! empty battery take nothing but the last moment. On the device itself nothing stays.

use crate::cadence::{Cadence, LOOK_MS};
use leptos::prelude::*;
use portal_api::ApiError;
use portal_kit::live::until_gone;
use portal_types::ask::AskDraft;
use portal_types::error::Refusal;
use portal_types::ids::IntentKey;
use portal_types::message::Draft;
use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::rc::Rc;
use std::sync::{Arc, Mutex, PoisonError};

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

/// What somebody has begun to write in a form.
pub trait HalfWritten: Clone + PartialEq + Send + Sync + 'static {
    /// What is worth keeping of it.
    fn worth(self) -> Self;

    /// Whether that is nothing.
    fn is_nothing(&self) -> bool;

    /// Whether it is longer than anything that is kept.
    fn is_too_long(&self) -> bool;
}

impl HalfWritten for Draft {
    /// What is chosen and not written is not.
    fn worth(self) -> Self {
        if self.is_empty() { Self::default() } else { self }
    }

    fn is_nothing(&self) -> bool {
        self.is_empty()
    }

    fn is_too_long(&self) -> bool {
        Self::is_too_long(self)
    }
}

impl HalfWritten for AskDraft {
    fn worth(self) -> Self {
        self
    }

    fn is_nothing(&self) -> bool {
        self.is_empty()
    }

    fn is_too_long(&self) -> bool {
        Self::is_too_long(self)
    }
}

/// What the server has of a form, and how it goes with keeping.
struct Form<T> {
    /// The words, and the intent they were kept with.
    kept: RefCell<Written<T>>,
    /// Requests that are under way.
    under_way: Cell<u32>,
    cadence: RefCell<Cadence>,
}

impl<T: HalfWritten> Form<T> {
    /// Whether the server has these words. Those kept with an intent that was carried out are gone from there.
    fn has(&self, words: &T, intent: IntentKey) -> bool {
        let kept = self.kept.borrow();
        kept.0 == *words && (kept.1 == intent || words.is_nothing())
    }
}

fn run(keep: &Keep) {
    leptos::task::spawn_local(keep());
}

/// Words, and the intent that they are sent or kept with.
type Written<T> = (T, IntentKey);

/// What a form was sent with.
#[derive(Clone)]
struct Tried<T> {
    with: Written<T>,
    /// Whether it was answered, and not with its arrival.
    failed: bool,
}

/// What a form was sent with last, from this page; it outlives the form.
type Sent<T> = Arc<Mutex<Option<Tried<T>>>>;

/// What follows when the server has refused to keep something because something else was sent with its intent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    /// Nothing: the form knows better by now, or its words are on their way.
    Nothing,
    /// It was sent from elsewhere, and what stands here is a new message.
    Anew,
    /// An earlier try of this very form has arrived, with other words: who sends these, too, is to know it first.
    Told,
}

impl Next {
    /// `sent`: what this page has sent last; `spent`: the intent of which the server has told; `now`: what the form holds,
    /// if it is there still.
    fn of<T: PartialEq>(sent: Option<&Tried<T>>, spent: IntentKey, now: Option<&Written<T>>) -> Self {
        let sent = sent.filter(|tried| tried.with.1 == spent);
        match (sent, now) {
            (_, Some((_, intent))) if *intent != spent => Self::Nothing,
            // Had it failed, and arrived with these words, they would not have been refused.
            (Some(tried), Some((words, _))) if !tried.failed && tried.with.0 == *words => Self::Nothing,
            (Some(_), Some(_)) => Self::Told,
            // What was kept while it was sent is a part of it; what was written on at after it had failed is not.
            (Some(tried), None) if !tried.failed => Self::Nothing,
            _ => Self::Anew,
        }
    }
}

/// A form whose words are kept.
#[derive(Clone, Copy)]
pub struct Keeping {
    sends: Callback<()>,
    failed: Callback<()>,
    kept: Signal<bool>,
}

impl Keeping {
    /// What the form holds now is sent from here.
    pub fn sends(self) {
        self.sends.try_run(());
    }

    /// What was sent last was answered, and not with its arrival: whether it has arrived is not known.
    pub fn failed(self) {
        self.failed.try_run(());
    }

    /// Whether the server has what is half-written here, but for what was typed in these few seconds.
    pub fn kept(self) -> Signal<bool> {
        self.kept
    }
}

/// Keeps what a form holds: when the person pauses, every few seconds while she does not, when the page is hidden or goes,
/// and on [`keep_now`]. `typed` is what it holds, `intent` what it will be sent with, `kept` what the server has of it
/// already; `keep` sends.
///
/// `anew` is called when something else was sent with the intent: it takes another one, with which the words are kept then.
/// It hears whether an earlier try of this very form was it, with other words: then it says so, too.
pub fn use_keeping<T, F>(
    typed: Signal<T>,
    intent: Signal<IntentKey>,
    kept: T,
    keep: impl Fn(T, IntentKey) -> F + 'static,
    anew: impl Fn(bool) + 'static,
) -> Keeping
where
    T: HalfWritten,
    F: Future<Output = Result<(), ApiError>> + 'static,
{
    let written = move || Some((typed.try_get_untracked()?.worth(), intent.try_get_untracked()?));
    let sent = Sent::<T>::default();
    let (sends, fails) = (sent.clone(), sent.clone());
    let held = RwSignal::new(!kept.clone().worth().is_nothing());
    let keeping = Keeping {
        sends: Callback::new(move |()| {
            let tried = written().map(|with| Tried { with, failed: false });
            *sends.lock().unwrap_or_else(PoisonError::into_inner) = tried;
            // What has arrived is no draft any more, and whether it has is not known yet.
            held.try_set(false);
        }),
        failed: Callback::new(move |()| {
            if let Some(tried) = fails.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
                tried.failed = true;
            }
        }),
        kept: Signal::derive(move || held.get() && typed.with(|typed| !typed.is_nothing() && !typed.is_too_long())),
    };
    let mut once = Some((kept.worth(), Rc::new(keep), Rc::new(anew)));
    // Only in the browser: on the server nobody types. It follows no signal: what an effect has set up goes when it runs
    // again, and this is to stay as long as the form.
    Effect::new(move || {
        let (Some((kept, keep, anew)), Some((_, intent))) = (once.take(), written()) else { return };
        let form =
            Rc::new(Form { kept: RefCell::new((kept, intent)), under_way: Cell::new(0), cadence: RefCell::default() });
        let (of, sent) = (form.clone(), sent.clone());
        let now: Keep = Rc::new(move || -> Pin<Box<dyn Future<Output = ()>>> {
            // Read at once, not when the browser comes to it: a form that goes takes its signals along.
            let new = written().filter(|(words, intent)| !of.has(words, *intent) && !words.is_too_long());
            let Some((words, intent)) = new else { return Box::pin(async {}) };
            let sending = keep(words.clone(), intent);
            let (form, keep, anew, sent) = (of.clone(), keep.clone(), anew.clone(), sent.clone());
            form.under_way.set(form.under_way.get() + 1);
            Box::pin(async move {
                let (mut done, mut last, mut well) = (sending.await, (words, intent), false);
                let refusal = done.as_ref().err().and_then(ApiError::refusal);
                if refusal == Some(&Refusal::Conflict) {
                    let now = written();
                    let before = sent.lock().unwrap_or_else(PoisonError::into_inner).clone();
                    let next = Next::of(before.as_ref(), intent, now.as_ref());
                    let again = match (next, now) {
                        (Next::Nothing, _) => {
                            well = true;
                            None
                        }
                        (_, Some(_)) => {
                            anew(next == Next::Told);
                            written().filter(|(_, next)| *next != intent)
                        }
                        // The form is gone, and nobody else makes an intent for what stood in it.
                        (_, None) => portal_browser::new_intent().map(|next| (last.0.clone(), next)),
                    };
                    if let Some(again) = again {
                        done = keep(again.0.clone(), again.1).await;
                        last = again;
                    }
                }
                held.try_set(done.is_ok() && !last.0.is_nothing());
                if done.is_ok() {
                    *form.kept.borrow_mut() = last;
                    well = true;
                }
                if well {
                    form.cadence.borrow_mut().goes_well();
                } else {
                    form.cadence.borrow_mut().fails();
                }
                form.under_way.set(form.under_way.get() - 1);
            })
        });
        let id = NEXT.replace(NEXT.get() + 1);
        FORMS.with_borrow_mut(|forms| forms.push((id, now.clone())));
        // Looked at now and then rather than timed after each letter: at most as late, and one clock for all.
        let look = now.clone();
        let (mut seen, looked) = (written(), form.clone());
        until_gone(portal_browser::every(LOOK_MS, move || {
            let words = written();
            let wrote = words != seen;
            seen = words;
            let due = looked.cadence.borrow_mut().look(wrote, looked.under_way.get() > 0);
            if due {
                run(&look);
            }
        }));
        // What waited for the network waits no longer than the next look.
        until_gone(portal_browser::on_connection(move |online| {
            if online {
                form.cadence.borrow_mut().goes_well();
            }
        }));
        let hidden = now.clone();
        until_gone(portal_browser::on_hidden(move || run(&hidden)));
        until_gone(Some(move || {
            FORMS.with_borrow_mut(|forms| forms.retain(|(other, _)| *other != id));
            run(&now);
        }));
    });
    keeping
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r_5_6_what_was_sent_from_elsewhere_makes_a_new_message_of_what_is_written_here() {
        let [first, second] = ["01900000-0000-7000-8000-000000000001", "01900000-0000-7000-8000-000000000002"]
            .map(|id| id.parse::<IntentKey>().unwrap());
        let words = |body: &str, intent| (Draft::reply(body.into()), intent);
        let tried = |with: &Written<Draft>| Tried { with: with.clone(), failed: false };
        let (here, there) = (words("May I travel?", first), words("May I swim?", first));
        assert_eq!(Next::of(None, first, Some(&here)), Next::Anew);
        assert_eq!(Next::of::<Draft>(None, first, None), Next::Anew, "also when the page is left");
        // What this page has sent before, with another intent, is another message.
        assert_eq!(Next::of(Some(&tried(&words("Yes", second))), first, Some(&here)), Next::Anew);
        // Its reply was lost, and it was written on at.
        assert_eq!(Next::of(Some(&tried(&there)), first, Some(&here)), Next::Told);
        // What was typed last before it was sent was kept later, or its answer has come meanwhile.
        assert_eq!(Next::of(Some(&tried(&here)), first, Some(&here)), Next::Nothing);
        assert_eq!(Next::of(Some(&tried(&here)), first, Some(&words("", second))), Next::Nothing);
        assert_eq!(Next::of(Some(&tried(&here)), first, None), Next::Nothing);
    }

    #[test]
    fn r_5_6_who_was_not_told_that_it_arrived_loses_nothing_to_what_went_before() {
        let [first, second] = ["01900000-0000-7000-8000-000000000001", "01900000-0000-7000-8000-000000000002"]
            .map(|id| id.parse::<IntentKey>().unwrap());
        let words = |body: &str, intent| (Draft::reply(body.into()), intent);
        let (here, more) = (words("May I travel?", first), words("May I travel, and when?", first));
        let failed = Tried { with: here.clone(), failed: true };
        // Another page has sent other words with the intent: these very ones would not have been refused.
        assert_eq!(Next::of(Some(&failed), first, Some(&here)), Next::Told);
        // It had arrived, and was written on at: on the page, or until the page was left.
        assert_eq!(Next::of(Some(&failed), first, Some(&more)), Next::Told);
        assert_eq!(Next::of(Some(&failed), first, None), Next::Anew);
        // Its page knows by now, or has sent it with another intent.
        assert_eq!(Next::of(Some(&failed), first, Some(&words("May I", second))), Next::Nothing);
        assert_eq!(Next::of(Some(&failed), second, None), Next::Anew);
    }
}
