//! Signing in with a passkey: on the front page, and where the password alone does not open an account. What it takes is
//! a piece of code of its own, which comes with the first press: the front page is small because most people never load
//! it.

use leptos::prelude::*;
use portal_api::{ApiError, accounts};
use portal_kit::boot::{use_boot, use_words};
use portal_kit::{Actions, Button, ButtonKind, ButtonVariant, Notice, Tone};
use portal_page::sentence;
use portal_types::error::Refusal;
use portal_words::Words;

/// The button above the form, where browser and address can have passkeys. Its place is kept from the start (in the
/// style), so that nothing jumps when it comes.
#[component]
pub(crate) fn PasskeyButton(
    next: Option<String>,
    /// What stands between it and the form.
    or: String,
    /// The password was right, and the passkey is what is asked for.
    #[prop(optional)]
    second: bool,
) -> impl IntoView {
    let w = use_words();
    let variant = if second { ButtonVariant::Primary } else { ButtonVariant::Secondary };
    let [hidden, busy] = [RwSignal::new(false), RwSignal::new(false)];
    let said = RwSignal::new(None::<String>);
    Effect::new(move |_| hidden.set(!portal_browser::can_have_passkeys()));
    let on_press = Callback::new(move |()| {
        let next = next.clone();
        busy.set(true);
        said.set(None);
        leptos::task::spawn_local(async move {
            match enter(w, next, second).await {
                // A full load: nothing of a page before signing in stays in memory.
                Ok(to) => portal_browser::go(&to),
                Err(why) => {
                    said.set(Some(why));
                    busy.set(false);
                }
            }
        });
    });
    use_boot().clinic.passkeys.then(|| {
        view! {
            <div class="passkey" hidden=hidden>
                {move || said.get().map(|why| view! { <Notice tone=Tone::Caution live=true>{why}</Notice> })}
                <Actions>
                    <Button
                        label=w.passkey_sign_in()
                        kind=ButtonKind::Button
                        variant
                        busy
                        busy_label=w.sign_in_busy()
                        on_press
                    />
                </Actions>
                <p class="or">{or}</p>
            </div>
        }
    })
}

/// Asks the browser for a passkey and signs in with it: where to go, or what to say.
#[lazy]
async fn enter(w: &'static Words, next: Option<String>, second: bool) -> Result<String, String> {
    let entered: Result<String, Option<ApiError>> = async {
        let asked = accounts::ask_for_passkey().await.map_err(Some)?;
        let answer = portal_browser::use_passkey(&asked.options).await.map_err(|_| None)?;
        Ok(accounts::passkey_sign_in(asked.question, answer, next).await.map_err(Some)?.to)
    }
    .await;
    entered.map_err(|error| match error {
        // Whether there is no such passkey, it is not good any more or the person has pressed "cancel": what she can do is
        // the same.
        None | Some(ApiError::Refused(Refusal::WrongCredentials | Refusal::Expired | Refusal::NotFound)) => {
            if second {
                w.passkey_step_failed()
            } else {
                w.passkey_sign_in_failed()
            }
        }
        Some(other) => sentence(w, &other),
    })
}
