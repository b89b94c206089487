//! Drawing with a finger, a pen or the mouse: for signatures.

use crate::session::until;
use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{Element, PointerEvent};

/// What the hand does, and where: in thousandths of the field's width, so that nothing is stretched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pen {
    /// A stroke begins.
    Down(u16, u16),
    /// It goes on.
    Drag(u16, u16),
}

/// Where in the field an event is; nowhere, while the field is not shown.
fn place(field: &Element, event: &PointerEvent) -> Option<(u16, u16)> {
    let edges = field.get_bounding_client_rect();
    let width = edges.width();
    let thousandths = |at: f64| (at / width * 1_000.0).clamp(0.0, 9_999.0) as u16;
    let (across, down) = (f64::from(event.client_x()) - edges.left(), f64::from(event.client_y()) - edges.top());
    (width > 0.0).then(|| (thousandths(across), thousandths(down)))
}

/// Calls back with every movement that draws in the element with this id; returns what stops it.
pub fn on_drawn<F>(id: &str, mut drawn: F) -> Option<impl FnOnce() + use<F>>
where
    F: FnMut(Pen) + 'static,
{
    let field = web_sys::window()?.document()?.get_element_by_id(id)?;
    let within = field.clone();
    // The pointer whose stroke is not ended yet.
    let mut pressed = None::<i32>;
    let heard = Closure::new(move |event: web_sys::Event| {
        let Some(event) = event.dyn_ref::<PointerEvent>() else { return };
        let (which, here) = (event.pointer_id(), place(&within, event));
        match (event.type_().as_str(), here) {
            ("pointerdown", Some((across, down))) if event.is_primary() && event.button() == 0 => {
                // A stroke that leaves the field is still drawn in it.
                let _ = within.set_pointer_capture(which);
                event.prevent_default();
                pressed = Some(which);
                drawn(Pen::Down(across, down));
            }
            ("pointermove", Some((across, down))) if pressed == Some(which) => drawn(Pen::Drag(across, down)),
            ("pointerup" | "pointercancel", _) if pressed == Some(which) => pressed = None,
            _ => {}
        }
    });
    Some(until(field.into(), &["pointerdown", "pointermove", "pointerup", "pointercancel"], heard))
}
