//! A view that is never drawn over another one.

use leptos::prelude::*;
use leptos::tachys::view::keyed::keyed;
use std::sync::atomic::{AtomicU64, Ordering};

/// Draws a view anew instead of over what stood in its place.
///
/// With erased component types two different forms may be of one type. Leptos then changes the one into the other in
/// place, and the listeners of the first stay on it (tachys 0.2.19, `Vec<AnyAttribute>::rebuild`): a press would reach
/// both. Whatever replaces a view that is listened to goes through here: pages, steps, and what a `Suspend` brings.
/// A view that changes in place may have listeners only if hearing a press twice, or by an older one, does no harm.
pub fn fresh(view: impl IntoAny + 'static) -> AnyView {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let one = (NEXT.fetch_add(1, Ordering::Relaxed), view.into_any());
    keyed(vec![one], |(number, _)| *number, |_, (_, view)| (|_: usize| (), view)).into_any()
}
