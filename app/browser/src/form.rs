//! What stands in a form, by the names of its fields, as the browser would send it.

use std::cell::{Cell, RefCell};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{FormData, HtmlFormElement};

thread_local! {
    /// The forms that are held, by their keys: they can be read also while the page takes them away.
    static HELD: RefCell<Vec<(u32, HtmlFormElement)>> = const { RefCell::new(Vec::new()) };
    static NEXT: Cell<u32> = const { Cell::new(0) };
}

/// Holds a form until it is let go; its key.
pub fn hold_form(form: HtmlFormElement) -> u32 {
    let key = NEXT.replace(NEXT.get() + 1);
    HELD.with_borrow_mut(|held| held.push((key, form)));
    key
}

/// Lets go of a form.
pub fn let_form_go(key: u32) {
    HELD.with_borrow_mut(|held| held.retain(|(other, _)| *other != key));
}

fn held(key: u32) -> Option<HtmlFormElement> {
    HELD.with_borrow(|held| held.iter().find(|(other, _)| *other == key).map(|(_, form)| form.clone()))
}

fn read(form: &HtmlFormElement) -> Option<Vec<(String, String)>> {
    let fields = js_sys::try_iter(&FormData::new_with_form(form).ok()?.into()).ok()??;
    let text = |field: JsValue| {
        let field = js_sys::Array::from(&field);
        // A file is no text.
        Some((field.get(0).as_string()?, field.get(1).as_string()?))
    };
    Some(fields.map_while(Result::ok).filter_map(text).collect())
}

/// What stands in a form that is held.
pub fn form_now(key: u32) -> Vec<(String, String)> {
    held(key).and_then(|form| read(&form)).unwrap_or_default()
}

/// What stood in it when it was drawn, whatever was typed since.
pub fn form_as_drawn(key: u32) -> Vec<(String, String)> {
    let drawn = || {
        let copy = held(key)?.clone_node_with_deep(true).ok()?.dyn_into::<HtmlFormElement>().ok()?;
        copy.reset();
        read(&copy)
    };
    drawn().unwrap_or_default()
}
