//! A list that grows in place by "Show more".

use crate::keeping::keep_before;
use crate::trouble::{Snag, is_gone};
use leptos::prelude::*;
use portal_api::ApiError;
use portal_kit::live::append;
use portal_kit::{Actions, Button, ButtonKind, ButtonVariant, MoreLink};
use portal_types::page::{Cursor, Page};

/// The rows so far, and the way to the others.
pub struct Growing<R: 'static> {
    page: RwSignal<Page<R>>,
    /// What comes after them.
    pub rest: Rest,
}

impl<R> Clone for Growing<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for Growing<R> {}

/// What comes after the rows so far.
#[derive(Clone, Copy)]
pub struct Rest {
    next: Memo<Option<Cursor>>,
    /// How many rows came last, each time that some did.
    pub added: RwSignal<usize>,
    /// Why it did not come, if it did not.
    pub trouble: RwSignal<Option<ApiError>>,
    /// Fetches it.
    pub load: Callback<()>,
}

impl<R: Clone + Send + Sync + 'static> Growing<R> {
    /// Begins with a page. `key` tells rows apart, `more` asks for the page after a place.
    pub fn new<K, F>(
        first: Page<R>,
        key: impl Fn(&R) -> K + 'static,
        more: impl Fn(Cursor) -> F + Send + Sync + 'static,
    ) -> Self
    where
        K: PartialEq,
        F: Future<Output = Result<Page<R>, ApiError>> + Send + 'static,
    {
        let page = RwSignal::new(first);
        let trouble = RwSignal::new(None::<ApiError>);
        let added = RwSignal::new(0);
        let more = Action::new(move |after: &Cursor| more(*after));
        Effect::new(move |_| match more.value().get() {
            Some(Ok(next)) => {
                let before = page.with_untracked(|page| page.rows.len());
                page.update(|page| append(page, next, &key));
                trouble.set(None);
                added.set(page.with_untracked(|page| page.rows.len()) - before);
            }
            // What is shown is not there any more either: the server says what is.
            Some(Err(error)) if is_gone(&error) => keep_before(portal_browser::reload),
            Some(Err(error)) => trouble.set(Some(error)),
            None => {}
        });
        let next = Memo::new(move |_| page.with(|page| page.next));
        let load = Callback::new(move |()| {
            if let (Some(after), false) = (next.get_untracked(), more.pending().get_untracked()) {
                more.dispatch(after);
            }
        });
        Self { page, rest: Rest { next, added, trouble, load } }
    }

    /// The rows so far.
    pub fn rows(self) -> Vec<R> {
        self.page.with(|page| page.rows.clone())
    }

    /// Looks at the rows so far.
    pub fn with<T>(self, see: impl FnOnce(&[R]) -> T) -> T {
        self.page.with(|page| see(&page.rows))
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.page.with(|page| page.rows.is_empty())
    }

    /// How many there are so far.
    pub fn count(self) -> usize {
        self.page.with(|page| page.rows.len())
    }

    /// Whether nothing comes after them.
    pub fn is_whole(self) -> bool {
        self.page.with(|page| page.next.is_none())
    }

    /// Puts other rows in the place of them.
    pub fn replace(self, fresh: Page<R>) {
        self.page.set(fresh);
    }

    /// The rows so far and the place to go on from, as they are left; nothing when they are gone already.
    pub fn left(self) -> Option<Page<R>> {
        self.page.try_get_untracked()
    }
}

/// Asks for a list anew from where it begins, for so many rows at least: what may not be seen any more is not on it.
pub async fn anew<R, F>(
    count: usize,
    begins: Option<Cursor>,
    ask: impl Fn(Option<Cursor>) -> F,
) -> Result<Page<R>, ApiError>
where
    F: Future<Output = Result<Page<R>, ApiError>>,
{
    let mut all = ask(begins).await?;
    while let Some(next) = all.next.filter(|_| all.rows.len() < count) {
        let more = ask(Some(next)).await?;
        all.rows.extend(more.rows);
        all.next = more.next;
    }
    Ok(all)
}

/// The way to more. `to` is the address of the list, up to the place to go on from.
#[component]
pub fn More(rest: Rest, to: String, label: String) -> impl IntoView {
    move || {
        rest.next.get().map(|after| {
            view! { <MoreLink href=format!("{to}{after}") label=label.clone() on_press=rest.load /> }
        })
    }
}

/// The end of a list that is a part of a page and has no address of its own: why nothing more came, and the button for more.
#[component]
pub fn MoreHere(
    /// What comes after the rows so far.
    rest: Rest,
    /// The verb.
    label: String,
) -> impl IntoView {
    let label = StoredValue::new(label);
    let button = move || {
        rest.next.with(Option::is_some).then(|| {
            view! {
                <Actions>
                    <Button
                        label=label.get_value()
                        kind=ButtonKind::Button
                        variant=ButtonVariant::Secondary
                        on_press=rest.load
                    />
                </Actions>
            }
        })
    };
    view! {
        <Snag error=rest.trouble retry=rest.load />
        {button}
    }
    .into_any()
}
