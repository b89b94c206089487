//! Files that were sent with a message or a request.

use leptos::prelude::*;
use portal_kit::boot::use_words;
use portal_kit::{Icon, IconView, text};
use portal_types::file::{FileState, FileView};
use portal_types::links;
use portal_words::Words;

/// One of them: a picture is shown, whatever else can be opened is downloaded, and of the rest it is said why it cannot.
fn one(w: &'static Words, file: FileView) -> AnyView {
    let about = text::file_about(w, &file);
    let FileView { file, name, kind, state, .. } = file;
    let (href, shown) = (links::file(file), name.clone());
    let body = match state {
        FileState::Ready if kind.is_picture() => view! {
            <a class="picture" href=href.clone() target="_blank" rel="external noopener">
                <img src=href.clone() alt=w.file_picture(name) loading="lazy" decoding="async" />
            </a>
            <span class="soft small">{shown} " \u{b7} " {about}</span>
        }
        .into_any(),
        FileState::Ready => view! {
            <IconView icon=Icon::Records />
            <a href=href rel="external" download=name>
                {shown}
            </a>
            <span class="soft small">{about}</span>
        }
        .into_any(),
        FileState::Checking => said(shown, w.file_checking()),
        FileState::Harmful => said(shown, w.file_harmful()),
    };
    view! { <li class="sent-file">{body}</li> }.into_any()
}

/// A file that cannot be opened, and why.
fn said(name: String, why: String) -> AnyView {
    view! {
        <IconView icon=Icon::Alert />
        <span>
            <strong>{name}</strong>
            " "
            <span class="soft">{why}</span>
        </span>
    }
    .into_any()
}

/// The files of a message or a request; nothing, where there are none.
#[component]
pub fn SentFiles(
    /// The files, the first one first.
    files: Vec<FileView>,
) -> impl IntoView {
    let w = use_words();
    (!files.is_empty())
        .then(|| {
            let lines = files.into_iter().map(|file| one(w, file)).collect_view();
            view! {
                <ul class="sent-files" role="list" aria-label=w.file_list()>
                    {lines}
                </ul>
            }
        })
        .into_any()
}
