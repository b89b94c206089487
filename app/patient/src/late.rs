//! That an answer is later than was promised, and what to do instead of waiting.

use leptos::prelude::*;
use portal_kit::boot::use_words;
use portal_kit::{Icon, Notice, Tone, text};
use portal_types::message::Late;

/// The number to call; nothing, as long as there is time.
#[component]
pub(crate) fn LateNotice(late: Memo<Option<Late>>) -> impl IntoView {
    let w = use_words();
    move || {
        late.get().map(|Late { phone }| {
            let call = match phone {
                Some(phone) => {
                    let shown = text::phone(&phone);
                    view! {
                        <p>
                            {w.late_call()} " "
                            <a href=text::tel_link(&phone) rel="external">
                                {shown}
                            </a>
                        </p>
                    }
                    .into_any()
                }
                None => view! { <p>{w.late_call_practice()}</p> }.into_any(),
            };
            view! {
                <Notice tone=Tone::Caution icon=Icon::Clock title=w.late_title()>
                    {call}
                </Notice>
            }
        })
    }
}
