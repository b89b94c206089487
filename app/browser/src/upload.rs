//! Files: those that somebody has chosen, and sending one so that it can be told how far it is.

use crate::picture;
use crate::session::until;
use js_sys::Promise;
use std::cell::{Cell, RefCell};
use wasm_bindgen::{JsCast, prelude::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File, FormData, HtmlInputElement, ProgressEvent, SubmitEvent, XmlHttpRequest};

/// A request may take so long, milliseconds: the server itself gives up before.
const LONGEST_MS: u32 = 330_000;

/// A file that is held until it is let go.
struct Held {
    key: u32,
    /// As it is sent.
    file: Blob,
    name: String,
    /// Whether it has been looked at whether it is better sent otherwise.
    ready: bool,
}

thread_local! {
    /// The files that somebody has chosen.
    static CHOSEN: RefCell<Vec<Held>> = const { RefCell::new(Vec::new()) };
    static NEXT: Cell<u32> = const { Cell::new(0) };
}

/// A file that somebody has chosen. The browser holds it until it is let go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChosenFile {
    /// Which, on this page.
    pub key: u32,
    /// What it is called.
    pub name: String,
    /// How many bytes it has.
    pub bytes: u64,
    /// Whether it is called a picture: [`make_ready`] may make it smaller.
    pub picture: bool,
}

/// Lets go of chosen files.
pub fn let_go(keys: &[u32]) {
    if !keys.is_empty() {
        CHOSEN.with_borrow_mut(|chosen| chosen.retain(|held| !keys.contains(&held.key)));
    }
}

/// Takes the files out of the field with this `id`. It is empty then: the same file can be chosen once more.
pub fn take_chosen(id: &str) -> Vec<ChosenFile> {
    let field = web_sys::window().and_then(|w| w.document()).and_then(|d| d.get_element_by_id(id));
    let Some(field) = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) else { return Vec::new() };
    let Some(files) = field.files() else { return Vec::new() };
    let held = |file: File| {
        let key = NEXT.replace(NEXT.get() + 1);
        let name = file.name();
        let picture = file.type_().starts_with("image/");
        let chosen = ChosenFile { key, name: name.clone(), bytes: file.size() as u64, picture };
        CHOSEN.with_borrow_mut(|all| all.push(Held { key, file: file.into(), name, ready: false }));
        chosen
    };
    let chosen: Vec<ChosenFile> = (0..files.length()).filter_map(|n| files.get(n)).map(held).collect();
    if !chosen.is_empty() {
        field.set_value("");
    }
    chosen
}

/// Makes a chosen file ready to be sent: a picture that is large, or that the server does not read, is drawn anew where the
/// browser can. Comes back with the bytes that it has then, if it is still held. One at a time: pictures take memory.
pub async fn make_ready(key: u32) -> Option<u64> {
    let before = CHOSEN.with_borrow(|all| {
        let held = all.iter().find(|held| held.key == key && !held.ready);
        held.map(|held| held.file.clone())
    });
    if let Some(before) = before {
        let photo = picture::made_ready(&before).await;
        CHOSEN.with_borrow_mut(|all| {
            if let Some(held) = all.iter_mut().find(|held| held.key == key) {
                held.ready = true;
                if let Some(photo) = photo {
                    held.name = picture::as_photo(&held.name);
                    held.file = photo;
                }
            }
        });
    }
    CHOSEN.with_borrow(|all| all.iter().find(|held| held.key == key).map(|held| held.file.size() as u64))
}

/// Sends a chosen file as a form does: the fields first, then the file as `file`. `progress` hears how much of it has gone, in
/// hundredths. Comes back with the status and what was answered, or with nothing, where nothing came.
pub async fn send_file(
    to: &str,
    fields: &[(&'static str, String)],
    key: u32,
    mut progress: impl FnMut(u8) + 'static,
) -> Option<(u16, String)> {
    let (file, called) = CHOSEN.with_borrow(|all| {
        let held = all.iter().find(|held| held.key == key);
        held.map(|held| (held.file.clone(), held.name.clone()))
    })?;
    let form = FormData::new().ok()?;
    for (name, said) in fields {
        form.append_with_str(name, said).ok()?;
    }
    form.append_with_blob_and_filename("file", &file, &called).ok()?;
    let request = XmlHttpRequest::new().ok()?;
    request.open("POST", to).ok()?;
    // Without it the answer is for a browser that shows it: a page.
    request.set_request_header("accept", "application/json").ok()?;
    request.set_timeout(LONGEST_MS);
    let moved = Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| {
        let Some(event) = event.dyn_ref::<ProgressEvent>() else { return };
        if event.length_computable() && event.total() > 0.0 {
            progress((event.loaded() / event.total() * 100.0).clamp(0.0, 100.0) as u8);
        }
    });
    let stop = until(request.upload().ok()?.into(), &["progress"], moved);
    let sending = request.clone();
    let ended = Promise::new(&mut |resolve, _| {
        let _ = sending.add_event_listener_with_callback("loadend", &resolve);
    });
    let sent = request.send_with_opt_form_data(Some(&form)).is_ok();
    if sent {
        let _ = JsFuture::from(ended).await;
    }
    stop();
    // A request that did not get through has no status.
    let status = request.status().ok().filter(|status| sent && *status != 0)?;
    Some((status, request.response_text().ok().flatten().unwrap_or_default()))
}

/// Whether the button that was pressed sends its form elsewhere than the others do. Then the browser does it alone: nothing
/// else hears of it.
pub fn leads_elsewhere(submit: &SubmitEvent) -> bool {
    let elsewhere = submit.submitter().is_some_and(|button| button.has_attribute("formaction"));
    if elsewhere {
        submit.stop_immediate_propagation();
    }
    elsewhere
}
