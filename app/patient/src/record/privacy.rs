//! What somebody keeps from the people who act for her, item by item.

use crate::private::unchanged;
use leptos::form::ActionForm;
use leptos::prelude::*;
use portal_api::{ApiError, record};
use portal_kit::boot::use_words;
use portal_kit::{Button, ButtonVariant};
use portal_types::ids::PatientId;
use portal_types::record::Privacy;
use std::fmt::Display;

/// An item of one's own record, and whether it is private.
pub(super) struct Item {
    patient: PatientId,
    item: String,
    private: Privacy,
}

impl Item {
    /// Nothing where the row says nothing about it: in another person's chart, and where nobody acts for her or could.
    pub(super) fn of(patient: PatientId, item: impl Display, private: Option<Privacy>) -> Option<Self> {
        private.map(|private| Self { patient, item: item.to_string(), private })
    }

    /// The `id` of what names it on the page.
    pub(super) fn name_id(&self) -> String {
        format!("item-{}", self.item)
    }
}

/// Tells rows of a list apart: one whose item has become private, or was shown, is drawn anew.
pub(super) fn key(item: impl Display, private: Option<Privacy>) -> String {
    format!("{item} {}", private.is_some_and(Privacy::is_private))
}

/// What a plain form was refused: its page says so once, whichever item it was about.
#[component]
pub(super) fn Refused() -> impl IntoView {
    let w = use_words();
    let value = ServerAction::<record::SetPrivate>::new().value();
    move || value.get().and_then(Result::err).map(|error| unchanged(w, &error))
}

/// Whether an item is private, and the button that says otherwise, where that is hers; works with and without the browser
/// program. `named_by`: the `id` of what names it; `changed` is called with how it stands when she has said otherwise.
#[component]
pub(super) fn KeepPrivate(
    item: Item,
    #[prop(optional_no_strip)] named_by: Option<String>,
    #[prop(optional, into)] changed: Option<Callback<Privacy>>,
) -> impl IntoView {
    let w = use_words();
    let Item { patient, item, private } = item;
    let stands = RwSignal::new(private);
    let trouble = RwSignal::new(None::<ApiError>);
    let set = ServerAction::<record::SetPrivate>::new();
    let value = set.value();
    Effect::new(move |before: Option<()>| match value.get() {
        Some(Ok(now)) => {
            stands.set(now);
            trouble.set(None);
            if let Some(changed) = changed {
                changed.run(now);
            }
        }
        // What was refused before the page came alive, `Refused` says.
        Some(Err(error)) if before.is_some() => trouble.set(Some(error)),
        Some(Err(_)) | None => {}
    });
    let said = move || {
        let words = match stands.get() {
            // Said once it was private and is no longer: new words of a button that has the focus are not read out.
            Privacy::Shown => {
                let shown = set.value().with(|value| matches!(value, Some(Ok(Privacy::Shown))));
                return shown.then(|| view! { <p class="soft small">{w.item_shown()}</p> }.into_any());
            }
            Privacy::Kept => w.item_kept(),
            Privacy::ByCode => w.item_by_code(),
            Privacy::WhileMinor => w.item_while_minor(),
            Privacy::ByOffice => w.item_by_office(),
            Privacy::Within => w.item_within(),
        };
        let kept = view! {
            <p class="soft small">
                <span class="tag">{w.item_private()}</span>
                " "
                {words}
            </p>
        };
        Some(kept.into_any())
    };
    let form = private.is_hers().then(|| {
        let label = Signal::derive(move || if stands.get().is_private() { w.item_show() } else { w.item_keep() });
        view! {
            <ActionForm action=set>
                <input type="hidden" name="patient" value=patient.to_string() autocomplete="off" />
                <input type="hidden" name="item" value=item autocomplete="off" />
                <input
                    type="hidden"
                    name="private"
                    prop:value=move || (!stands.get().is_private()).to_string()
                    value=(!private.is_private()).to_string()
                    autocomplete="off"
                />
                <Button label variant=ButtonVariant::Quiet busy=set.pending() attr:aria-describedby=named_by />
            </ActionForm>
        }
    });
    view! {
        <div>
            <div aria-live="polite">{said}</div>
            {move || trouble.get().map(|error| unchanged(w, &error))}
            {form}
        </div>
    }
    .into_any()
}
