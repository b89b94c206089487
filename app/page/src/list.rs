//! Lists that are as they were left.

use portal_kit::Due;
use portal_types::registry::Urgency;
use std::any::{Any, TypeId};
use std::cell::RefCell;
use std::collections::HashMap;

thread_local! {
    /// One list of each kind. Only effects and clean-ups write here, so it stays empty on the server; signing out and
    /// every other full load empties it in the browser.
    static KEPT: RefCell<HashMap<TypeId, Box<dyn Any>>> = RefCell::default();
}

/// Keeps a list while the person reads what it led to. `T` names the kind and holds whose list it is.
pub fn keep<T: 'static>(list: T) {
    KEPT.with_borrow_mut(|kept| kept.insert(TypeId::of::<T>(), Box::new(list)));
}

/// The list of this kind as it was left in this tab, if it was.
pub fn kept<T: Clone + 'static>() -> Option<T> {
    KEPT.with_borrow(|kept| kept.get(&TypeId::of::<T>())?.downcast_ref::<T>().cloned())
}

/// The left edge of a desk's row.
pub fn left_edge(urgency: Urgency) -> Due {
    match urgency {
        Urgency::Calm => Due::Calm,
        Urgency::Soon => Due::Soon,
        Urgency::Late => Due::Late,
    }
}

#[cfg(test)]
mod tests {
    use super::{keep, kept};

    #[test]
    fn one_of_each_kind_is_kept() {
        assert_eq!(kept::<u8>(), None);
        keep(1_u8);
        keep(2_u16);
        keep(3_u8);
        assert_eq!((kept::<u8>(), kept::<u16>(), kept::<u32>()), (Some(3), Some(2), None));
    }
}
