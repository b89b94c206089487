//! Dialogs over the page: the browser itself keeps the rest of the page still and gives the focus back.

use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement};

fn dialog(id: &str) -> Option<HtmlDialogElement> {
    web_sys::window()?.document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// Opens a dialog: its first control gets the focus, nothing behind it can be reached.
pub fn open_dialog(id: &str) {
    if let Some(dialog) = dialog(id) {
        // A browser without modal dialogs shows it in the page, which is better than not at all.
        if !dialog.open() && dialog.show_modal().is_err() {
            dialog.set_open(true);
        }
    }
}

/// Closes it; the focus goes back to where it was.
pub fn close_dialog(id: &str) {
    if let Some(dialog) = dialog(id) {
        if dialog.open() {
            dialog.close();
        }
    }
}

/// Tab at the last control goes on to the first, and back: true when the focus was moved here.
pub fn wrap_focus(id: &str, back: bool) -> bool {
    let wrap = || {
        let all = dialog(id)?.query_selector_all("a[href], button, input, select, textarea").ok()?;
        let at = |place: u32| all.get(place)?.dyn_into::<HtmlElement>().ok();
        let (first, last) = (at(0)?, at(all.length().checked_sub(1)?)?);
        let (edge, to) = if back { (&first, &last) } else { (&last, &first) };
        let here = web_sys::window()?.document()?.active_element()?;
        (&here == AsRef::<web_sys::Element>::as_ref(edge)).then(|| to.focus().ok())?
    };
    wrap().is_some()
}
