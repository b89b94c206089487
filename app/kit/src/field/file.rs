use super::shell::{HintAndError, described_by, invalid};
use crate::{Icon, IconView};
use leptos::prelude::*;

/// A file that was added already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileLine {
    /// Its id, which a form sends to have it removed.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// What it is, and how large.
    pub about: String,
    /// How it stands, where it cannot be opened.
    pub state: Option<String>,
}

/// A file on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileGoing {
    /// Which, on this page.
    pub key: u32,
    /// What it is called.
    pub name: String,
    /// How large it is.
    pub about: String,
    /// How much of it has gone, in hundredths; none while it waits for others.
    pub gone: Option<u8>,
    /// Why it is not added, and what to do.
    pub problem: Option<String>,
    /// Whether it may be tried again.
    pub again: bool,
}

/// What the field says.
#[derive(Debug, Clone)]
pub struct FileWords {
    /// The question, above.
    pub label: String,
    /// Help, under the label.
    pub hint: String,
    /// How it works without our code.
    pub plain: String,
    /// The verb of the button that adds what is chosen; it is there only without our code.
    pub add: String,
    /// What the list of files is called that were added.
    pub added: String,
    /// What the list of those is called that are on their way.
    pub going: String,
    /// The verb that takes one back, alone.
    pub remove: String,
    /// The verb that takes one back, with its name.
    pub remove_name: Callback<String, String>,
    /// What the bar of one is called.
    pub progress: Callback<String, String>,
    /// That one waits for others.
    pub waits: String,
    /// The verb that tries one again, alone.
    pub again: String,
    /// The same with its name.
    pub again_name: Callback<String, String>,
}

/// What the field does.
#[derive(Debug, Clone, Copy)]
pub struct FileDeeds {
    /// Something was chosen.
    pub chosen: Callback<()>,
    /// One that was added is to be taken back, by its id.
    pub remove: Callback<String>,
    /// One on its way is not wanted any more.
    pub forget: Callback<u32>,
    /// One is to be tried again.
    pub again: Callback<u32>,
}

/// What Enter presses in a form: the first button there is. It stands on top of a form with files, whose first button would
/// be another one otherwise. Not seen and not reached, but drawn: there are browsers that pass over a button that is not.
#[component]
pub fn FirstButton() -> impl IntoView {
    view! { <button class="hidden-word" type="submit" tabindex="-1" aria-hidden="true"></button> }
}

/// Files that go with a form: those that are there, those on their way, and the way to add one. Until the page is alive, its
/// buttons send the whole form to a door that takes the file and leads back. What is listed is sent with the form, by its ids,
/// and that it lists them: nothing else goes along.
#[component]
pub fn FileField(
    /// What it says.
    words: FileWords,
    /// Its `id`.
    #[prop(into)]
    id: String,
    /// The kinds that the browser offers.
    #[prop(into)]
    accept: String,
    /// Where a form without our code sends a file.
    door: &'static str,
    /// Whether the page is alive.
    #[prop(into)]
    alive: Signal<bool>,
    /// The files that were added.
    #[prop(into)]
    added: Signal<Vec<FileLine>>,
    /// Those on their way.
    #[prop(into)]
    going: Signal<Vec<FileGoing>>,
    /// What to put right.
    #[prop(into)]
    error: Signal<Option<String>>,
    /// What was done, for screen readers.
    #[prop(into)]
    said: Signal<String>,
    /// What it does.
    deeds: FileDeeds,
) -> impl IntoView {
    let FileWords { label, hint, plain, add, added: added_label, going: going_label, .. } = words.clone();
    let words = StoredValue::new(words);
    let described = described_by(&id, true, error);
    let any_added = Memo::new(move |_| added.with(|added| !added.is_empty()));
    let any_going = Memo::new(move |_| going.with(|going| !going.is_empty()));
    let list_of_added = move || {
        let label = added_label.clone();
        any_added.get().then(|| {
            view! {
                <ul class="file-lines" role="list" aria-label=label>
                    <For each=move || added.get() key=|line| (line.id.clone(), line.state.clone()) let(line)>
                        <Added line words door alive remove=deeds.remove />
                    </For>
                </ul>
            }
        })
    };
    let ids = move || {
        let field = |(n, line): (usize, FileLine)| {
            view! { <input type="hidden" name=format!("files[{n}]") value=line.id autocomplete="off" /> }
        };
        added.get().into_iter().enumerate().map(field).collect_view()
    };
    let list_of_going = move || {
        let label = going_label.clone();
        any_going.get().then(|| {
            view! {
                <ul class="file-lines" role="list" aria-label=label>
                    <For each=move || going.get() key=|line| (line.key, line.problem.clone()) let(line)>
                        <Going line words all=going deeds />
                    </For>
                </ul>
            }
        })
    };
    view! {
        <div class="field files" class:bad=move || error.with(Option::is_some)>
            <label class="label" for=id.clone()>
                {label}
            </label>
            <HintAndError id=id.clone() hint=Some(hint) error />
            // Before the field: of a form without our code the file comes last.
            {list_of_added}
            // Also where it lists none: a form that does not say so lists none that are there.
            <input type="hidden" name="lists" value="1" autocomplete="off" />
            {ids}
            {list_of_going}
            <input
                class="file-input"
                type="file"
                id=id
                // A living page sends what is chosen at once, and not with the form.
                name=move || (!alive.get()).then_some("file")
                accept=accept
                multiple=move || alive.get()
                aria-describedby=described
                aria-invalid=invalid(error)
                on:change=move |_| {
                    if alive.get_untracked() {
                        deeds.chosen.run(());
                    }
                }
            />
            <p class="hint" hidden=move || alive.get()>
                {plain}
            </p>
            <div hidden=move || alive.get()>
                <button
                    class="file-button"
                    type="submit"
                    formaction=door
                    formmethod="post"
                    formenctype="multipart/form-data"
                    formnovalidate=true
                >
                    {add}
                </button>
            </div>
            <p class="hidden-word" role="status">
                {said}
            </p>
        </div>
    }
    .into_any()
}

/// A file that was added, and the button that takes it back.
#[component]
fn Added(
    line: FileLine,
    words: StoredValue<FileWords>,
    door: &'static str,
    alive: Signal<bool>,
    remove: Callback<String>,
) -> impl IntoView {
    let FileLine { id, name, about, state } = line;
    let named = words.with_value(|words| words.remove_name.run(name.clone()));
    let verb = words.with_value(|words| words.remove.clone());
    let taken = id.clone();
    view! {
        <li class="file-line">
            <IconView icon=Icon::Records />
            <span class="file-name">{name} " " <span class="soft small">{about}</span></span>
            <button
                class="file-button"
                type="submit"
                name="remove"
                value=id
                formaction=door
                formmethod="post"
                formenctype="multipart/form-data"
                formnovalidate=true
                aria-label=named
                on:click=move |press| {
                    if alive.get_untracked() {
                        press.prevent_default();
                        remove.run(taken.clone());
                    }
                }
            >
                {verb}
            </button>
            {state.map(|state| view! { <p class="soft small file-state">{state}</p> })}
        </li>
    }
    .into_any()
}

/// A file on its way: how far it is, or why it is not added.
#[component]
fn Going(
    line: FileGoing,
    words: StoredValue<FileWords>,
    all: Signal<Vec<FileGoing>>,
    deeds: FileDeeds,
) -> impl IntoView {
    let FileGoing { key, name, about, problem, again, .. } = line;
    let gone = Memo::new(move |_| all.with(|all| all.iter().find(|line| line.key == key).and_then(|line| line.gone)));
    let moves = Memo::new(move |_| gone.with(Option::is_some));
    let said = name.clone();
    let end = match problem {
        Some(problem) => {
            let (verb, named) = words.with_value(|words| (words.remove.clone(), words.remove_name.run(said.clone())));
            let retry = again.then(|| {
                let (verb, named) = words.with_value(|words| (words.again.clone(), words.again_name.run(said.clone())));
                view! {
                    <button
                        class="file-button"
                        type="button"
                        aria-label=named
                        on:click=move |_| deeds.again.run(key)
                    >
                        {verb}
                    </button>
                }
            });
            view! {
                {retry}
                <button class="file-button" type="button" aria-label=named on:click=move |_| deeds.forget.run(key)>
                    {verb}
                </button>
                <p class="field-error file-state" role="alert">
                    <IconView icon=Icon::Alert />
                    <span>{problem}</span>
                </p>
            }
            .into_any()
        }
        None => {
            let (label, waits) = words.with_value(|words| (words.progress.run(said), words.waits.clone()));
            let bar = move || {
                if moves.get() {
                    view! {
                        <progress
                            class="file-state"
                            max="100"
                            value=move || gone.get().unwrap_or_default().to_string()
                            aria-label=label.clone()
                        ></progress>
                    }
                    .into_any()
                } else {
                    view! { <p class="soft small file-state">{waits.clone()}</p> }.into_any()
                }
            };
            bar.into_any()
        }
    };
    view! {
        <li class="file-line">
            <IconView icon=Icon::Records />
            <span class="file-name">{name} " " <span class="soft small">{about}</span></span>
            {end}
        </li>
    }
    .into_any()
}
