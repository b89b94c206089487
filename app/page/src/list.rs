//! Lists that are as they were left.

use leptos::prelude::*;
use portal_kit::Due;
use portal_types::registry::Urgency;
use std::any::{Any, TypeId};
use std::collections::HashMap;

/// The lists of this tab, one of each kind. Signing out and every other full load empties them.
///
/// They hang on the app that was started, and on nothing that outlives it: the server starts one for each request, and
/// its threads serve everybody. What one visitor was shown there must never be at hand for the next.
#[derive(Clone, Copy)]
pub struct Lists(StoredValue<HashMap<TypeId, Box<dyn Any + Send + Sync>>>);

/// Makes room for the lists of this app.
pub fn provide_lists() {
    provide_context(Lists(StoredValue::new(HashMap::new())));
}

/// The lists of this app. Asked for while a page is drawn: what cleans up after it finds no app any more.
pub fn use_lists() -> Lists {
    expect_context()
}

impl Lists {
    /// Keeps a list while the person reads what it led to. `T` names the kind and holds whose list it is.
    pub fn keep<T: Send + Sync + 'static>(self, list: T) {
        self.0.try_update_value(|kept| kept.insert(TypeId::of::<T>(), Box::new(list)));
    }

    /// The list of this kind as it was left in this tab, if it was.
    pub fn kept<T: Clone + 'static>(self) -> Option<T> {
        self.0.try_with_value(|kept| kept.get(&TypeId::of::<T>())?.downcast_ref::<T>().cloned()).flatten()
    }

    /// Forgets all of them: what somebody may see has changed, and what was left may be closed by now.
    pub fn forget(self) {
        self.0.try_update_value(HashMap::clear);
    }
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
    use super::{Lists, provide_lists, use_lists};
    use leptos::prelude::Owner;

    fn app<T>(run: impl FnOnce(Lists) -> T) -> T {
        Owner::new().with(|| {
            provide_lists();
            run(use_lists())
        })
    }

    #[test]
    fn one_of_each_kind_is_kept() {
        app(|lists| {
            assert_eq!(lists.kept::<u8>(), None);
            lists.keep(1_u8);
            lists.keep(2_u16);
            lists.keep(3_u8);
            assert_eq!((lists.kept::<u8>(), lists.kept::<u16>(), lists.kept::<u32>()), (Some(3), Some(2), None));
        });
    }

    #[test]
    fn r_3_7_nothing_is_kept_that_may_be_closed_by_now() {
        app(|lists| {
            lists.keep(1_u8);
            lists.keep(2_u16);
            lists.forget();
            assert_eq!((lists.kept::<u8>(), lists.kept::<u16>()), (None, None));
        });
    }

    #[test]
    fn what_was_shown_to_one_visitor_is_not_at_hand_for_the_next() {
        app(|lists| lists.keep(1_u8));
        assert_eq!(app(|lists| lists.kept::<u8>()), None);
    }
}
