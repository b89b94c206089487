//! Files that go with what is written: sent one after the other while it is written, so that nothing but words is left to
//! send in the end. What lies there is kept by the server like a draft.

use crate::{problem_in, sentence, use_alive};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use portal_api::{ApiError, files};
use portal_browser::{ChosenFile, let_go};
use portal_kit::boot::use_words;
use portal_kit::{FileDeeds, FileField, FileGoing, FileLine, FileWords, text};
use portal_types::error::Refusal;
use portal_types::field::Problem;
use portal_types::file::{FILE_MAX, FILES_MAX, FileProblem, FileState, FileView, NotTaken};
use portal_types::ids::{FileId, IntentKey};
use portal_types::links;
use portal_words::Words;

/// What a browser offers to choose; the door looks at what is in a file, whatever it is called. HEIC is not among them: an
/// iPhone hands over a JPEG of its own accord then, without our code, too.
const KINDS: &str = "image/jpeg,image/png,image/gif,image/webp,application/pdf,text/plain";

/// The files of a form that is being filled in.
#[derive(Clone, Copy)]
pub struct Attaching {
    w: &'static Words,
    /// The `id` of the field.
    id: &'static str,
    /// What tells the door where they belong.
    place: StoredValue<Vec<(&'static str, String)>>,
    intent: Signal<IntentKey>,
    added: RwSignal<Vec<FileView>>,
    /// Of what is listed: what may have gone along.
    doubtful: StoredValue<Vec<FileId>>,
    going: RwSignal<Vec<FileGoing>>,
    error: RwSignal<Option<String>>,
    said: RwSignal<String>,
    /// The keys of those that are to be sent.
    queue: StoredValue<Vec<u32>>,
    /// Whether one is being sent.
    under_way: StoredValue<bool>,
}

/// The files of a form. `place`: the fields that tell the door where they belong; `lying`: what lies there already;
/// `intent`: what the form will be sent with.
pub fn use_attaching(
    id: &'static str,
    place: Vec<(&'static str, String)>,
    lying: Vec<FileView>,
    intent: Signal<IntentKey>,
) -> Attaching {
    let w = use_words();
    // A form without our code was led back here: a file was not taken.
    let query = use_query_map();
    let told = query.with_untracked(|query| query.get_str("file").and_then(NotTaken::from_code));
    let attaching = Attaching {
        w,
        id,
        place: StoredValue::new(place),
        intent,
        added: RwSignal::new(lying),
        doubtful: StoredValue::new(Vec::new()),
        going: RwSignal::new(Vec::new()),
        error: RwSignal::new(told.map(|told| not_taken(w, told))),
        said: RwSignal::new(String::new()),
        queue: StoredValue::new(Vec::new()),
        under_way: StoredValue::new(false),
    };
    on_cleanup(move || let_go(&attaching.keys()));
    attaching
}

impl Attaching {
    /// Stops a form that is about to be sent while a file is on its way, or could not be added: nobody is to believe that it
    /// went along. A button that sends the form elsewhere is the browser's alone. Whether the form is none of the caller's
    /// business.
    pub fn stops(self, submit: &SubmitEvent) -> bool {
        if portal_browser::leads_elsewhere(submit) {
            return true;
        }
        let failed = self.going.with_untracked(|going| going.iter().any(|file| file.problem.is_some()));
        let waits = self.going.with_untracked(|going| going.iter().any(|file| file.problem.is_none()));
        if waits || failed {
            submit.prevent_default();
            submit.stop_immediate_propagation();
            self.error.set(Some(if waits { self.w.file_wait() } else { self.w.file_not_all() }));
            portal_browser::focus(self.id);
        }
        waits || failed
    }

    /// The files on their way.
    fn keys(self) -> Vec<u32> {
        let keys = self.going.try_with_untracked(|going| going.iter().map(|line| line.key).collect());
        keys.unwrap_or_default()
    }

    /// What was listed went along.
    pub(crate) fn sent(self) {
        self.added.set(Vec::new());
        self.error.set(None);
        self.said.set(String::new());
    }

    /// Something else went before the form: whether what is listed lies there still is for the server to say.
    pub(crate) fn in_doubt(self) {
        self.doubtful.set_value(self.added.with_untracked(|added| added.iter().map(|one| one.file).collect()));
    }

    /// What the server says that lies there. What was added since it was asked stays.
    pub(crate) fn lie(self, files: Vec<FileView>) {
        let doubtful = self.doubtful.try_update_value(std::mem::take).unwrap_or_default();
        self.added.try_update(|added| {
            added.retain(|one| !doubtful.contains(&one.file) && !files.iter().any(|lying| lying.file == one.file));
            let since = std::mem::replace(added, files);
            added.extend(since);
        });
    }

    /// Something else went before the form: what lies there now is asked for. Where nothing is answered, nothing is listed
    /// that may be gone.
    pub fn ask_anew(self, lying: impl Future<Output = Result<Vec<FileView>, ApiError>> + 'static) {
        self.in_doubt();
        leptos::task::spawn_local(async move { self.lie(lying.await.unwrap_or_default()) });
    }

    /// Nothing of it is wanted any more.
    pub fn discard(self) {
        for key in self.keys() {
            self.forget(key);
        }
        for file in self.added.get_untracked() {
            self.remove(file.file);
        }
    }

    /// Takes what was chosen in the field.
    fn choose(self) {
        let chosen = portal_browser::take_chosen(self.id);
        if chosen.is_empty() {
            return;
        }
        self.error.set(None);
        for ChosenFile { key, name, bytes, picture } in chosen {
            let going = self.going.with_untracked(|going| going.iter().filter(|one| one.problem.is_none()).count());
            let problem = match bytes {
                _ if self.added.with_untracked(Vec::len) + going >= FILES_MAX => Some(FileProblem::TooMany),
                0 => Some(FileProblem::Empty),
                // A picture may be made smaller before it is sent.
                bytes if bytes > FILE_MAX as u64 && !picture => Some(FileProblem::TooLong),
                _ => None,
            };
            let line = FileGoing {
                key,
                name,
                about: text::file_size(self.w, bytes),
                gone: None,
                problem: problem.map(|problem| text::file_problem(self.w, problem)),
                again: false,
            };
            self.going.update(|going| going.push(line));
            if problem.is_none() {
                self.queue.update_value(|queue| queue.push(key));
            } else {
                let_go(&[key]);
            }
        }
        self.run();
    }

    /// Sends what is due, one after the other.
    fn run(self) {
        if self.under_way.get_value() {
            return;
        }
        self.under_way.set_value(true);
        leptos::task::spawn_local(async move {
            while let Some(key) = self.due() {
                self.send(key).await;
            }
            self.under_way.try_set_value(false);
        });
    }

    /// The next one that is to be sent; none, too, where the form is gone.
    fn due(self) -> Option<u32> {
        let next = self.queue.try_update_value(|queue| if queue.is_empty() { None } else { Some(queue.remove(0)) });
        next.flatten()
    }

    /// Changes the line of a file on its way.
    fn change(self, key: u32, change: impl FnOnce(&mut FileGoing)) {
        self.going.try_update(|going| {
            if let Some(line) = going.iter_mut().find(|line| line.key == key) {
                change(line);
            }
        });
    }

    async fn send(self, key: u32) {
        self.change(key, |line| line.gone = Some(0));
        let bytes = portal_browser::make_ready(key).await;
        if bytes.is_some_and(|bytes| bytes > FILE_MAX as u64) {
            self.not_added(key, text::file_problem(self.w, FileProblem::TooLong), false);
            return;
        }
        let (Some(mut fields), Some(intent)) = (self.place.try_get_value(), self.intent.try_get_untracked()) else {
            return;
        };
        fields.push(("intent", intent.to_string()));
        let progress = move |gone| self.change(key, |line| line.gone = Some(gone));
        let answer = portal_browser::send_file(links::UPLOAD, &fields, key, progress).await;
        match files::answered(answer) {
            // It was put there before, and is shown.
            Ok(view) if self.shows(view.file) => {
                self.not_added(key, text::file_problem(self.w, FileProblem::Twice), false);
            }
            Ok(view) => {
                if self.going.try_with_untracked(|going| going.iter().any(|line| line.key == key)) == Some(false) {
                    // Discarded meanwhile, with everything else.
                    self.remove(view.file);
                    return;
                }
                self.said.try_set(self.w.file_said_added(&view.name));
                self.added.try_update(|added| added.push(view));
                self.forget(key);
                if self.keys().is_empty() {
                    // Nothing has to be waited for any more.
                    self.error.try_set(None);
                }
            }
            Err(error) => {
                let (problem, again) = self.told(&error);
                self.not_added(key, problem, again);
            }
        }
    }

    /// Whether a file is among those that were added.
    fn shows(self, file: FileId) -> bool {
        self.added.try_with_untracked(|added| added.iter().any(|one| one.file == file)) == Some(true)
    }

    /// Why a file is not added stands on its line. `again`: trying again may help.
    fn not_added(self, key: u32, problem: String, again: bool) {
        if !again {
            let_go(&[key]);
        }
        self.change(key, |line| {
            line.problem = Some(problem);
            line.again = again;
        });
    }

    /// What is said of a file that was not added, and whether trying again may help.
    fn told(self, error: &ApiError) -> (String, bool) {
        match (problem_in(error, "file"), error.refusal()) {
            (Some(Problem::File(problem)), _) => (text::file_problem(self.w, problem), false),
            (_, Some(Refusal::Conflict)) => (self.w.file_late(), false),
            _ => (sentence(self.w, error), true),
        }
    }

    /// A file on its way is not wanted any more, or has arrived.
    fn forget(self, key: u32) {
        let_go(&[key]);
        self.queue.try_update_value(|queue| queue.retain(|other| *other != key));
        self.going.try_update(|going| going.retain(|line| line.key != key));
    }

    /// Tries one again.
    fn again(self, key: u32) {
        self.change(key, |line| {
            line.problem = None;
            line.gone = None;
        });
        self.queue.update_value(|queue| queue.push(key));
        self.run();
    }

    /// Takes one back that was added.
    fn remove(self, file: FileId) {
        leptos::task::spawn_local(async move {
            match files::remove(file).await {
                // Gone already, by another tab perhaps.
                Ok(()) | Err(ApiError::Refused(Refusal::NotFound)) => {
                    let name = self.added.try_update(|added| {
                        let place = added.iter().position(|one| one.file == file)?;
                        Some(added.remove(place).name)
                    });
                    if let Some(name) = name.flatten() {
                        self.error.try_set(None);
                        self.said.try_set(self.w.file_said_removed(name));
                    }
                }
                Err(error) => {
                    self.error.try_set(Some(sentence(self.w, &error)));
                }
            }
        });
    }
}

/// What a form without our code says of a file that was not taken.
fn not_taken(w: &Words, told: NotTaken) -> String {
    match told {
        NotTaken::Because(problem) => text::file_problem(w, problem),
        NotTaken::Late => w.file_late_plain(),
        NotTaken::Again => w.file_not_taken(),
    }
}

/// What stands beside a file that cannot be opened.
fn state(w: &Words, state: FileState) -> Option<String> {
    match state {
        FileState::Ready => None,
        FileState::Checking => Some(w.file_checking()),
        FileState::Harmful => Some(w.file_harmful()),
    }
}

/// The field for them. Its form sends with and without our code.
#[component]
pub fn Attach(
    /// The form's files.
    attaching: Attaching,
) -> impl IntoView {
    let Attaching { w, id, added, going, error, said, .. } = attaching;
    let alive = use_alive();
    Effect::new(move |_| {
        // What was chosen before the page was alive is not lost.
        if alive.get() {
            attaching.choose();
        }
    });
    let words = FileWords {
        label: w.file_label(),
        hint: w.file_hint(),
        plain: w.file_hint_plain(),
        add: w.file_add(),
        added: w.file_added_list(),
        going: w.file_going_list(),
        remove: w.file_remove_short(),
        remove_name: Callback::new(move |name: String| w.file_remove(name)),
        progress: Callback::new(move |name: String| w.file_progress(name)),
        waits: w.file_waits(),
        again: w.file_again(),
        again_name: Callback::new(move |name: String| w.file_again_name(name)),
    };
    let deeds = FileDeeds {
        chosen: Callback::new(move |()| attaching.choose()),
        remove: Callback::new(move |file: String| {
            if let Ok(file) = file.parse() {
                attaching.remove(file);
                portal_browser::focus(id);
            }
        }),
        forget: Callback::new(move |key| {
            attaching.forget(key);
            error.set(None);
            portal_browser::focus(id);
        }),
        again: Callback::new(move |key| {
            error.set(None);
            attaching.again(key);
        }),
    };
    let lines = Signal::derive(move || {
        added.with(|added| {
            let line = |file: &FileView| FileLine {
                id: file.file.to_string(),
                name: file.name.clone(),
                about: text::file_about(w, file),
                state: state(w, file.state),
            };
            added.iter().map(line).collect::<Vec<_>>()
        })
    });
    view! {
        <FileField words id accept=KINDS door=links::UPLOAD alive added=lines going error said deeds />
    }
    .into_any()
}
