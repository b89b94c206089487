//! One's own account: how one signs in, where one is reached, which devices are known.

mod authenticator;
mod close;
mod contacts;
mod devices;
mod passkeys;
mod password;
mod prove;

use authenticator::Authenticator;
use close::Close;
use contacts::Contacts;
use devices::{Devices, History};
use leptos::prelude::*;
use leptos_meta::Title;
use passkeys::Passkeys;
use password::Password;
use portal_api::{ApiError, security};
use portal_kit::boot::use_words;
use portal_kit::{PageHead, Skeleton, fresh};
use portal_page::Trouble;
use portal_types::security::AccountView;
use prove::Prove;

/// `/account`.
pub(crate) fn draw() -> AnyView {
    let w = use_words();
    let account: Resource<Result<AccountView, ApiError>> =
        Resource::new(|| (), |()| async move { security::account().await });
    // Outside of what is drawn anew with every change.
    let added = RwSignal::new(false);
    fresh(view! {
        <Title text=w.account_title() />
        <PageHead title=w.account_title() lead=w.account_lead() />
        <Suspense fallback=move || view! { <Skeleton label=w.loading() count=8 /> }>
            {move || Suspend::new(async move {
                fresh(match account.await {
                    Ok(shown) => {
                        let changed = Callback::new(move |()| account.refetch());
                        view! { <Account shown added changed /> }.into_any()
                    }
                    Err(error) => {
                        let retry = Callback::new(move |()| account.refetch());
                        view! { <Trouble error retry beside=true /> }.into_any()
                    }
                })
            })}
        </Suspense>
    })
}

/// Everything about the account. `changed` is called when something was; `added`: a passkey was.
#[component]
fn Account(shown: AccountView, added: RwSignal<bool>, changed: Callback<()>) -> impl IntoView {
    let w = use_words();
    // What could take the account over is shown when it was proven of late who sits here.
    let proven = shown.proven_for > 30;
    let username = shown.username.clone();
    let passkey = shown.passkeys.iter().any(|passkey| !passkey.stopped);
    view! {
        <div class="stack">
            <dl class="facts">
                <div>
                    <dt>{w.sign_in_username()}</dt>
                    <dd>{username}</dd>
                </div>
            </dl>
            {(!proven).then(|| view! { <Prove authenticator=shown.authenticator passkey changed /> })}
            <Password proven changed />
            <Passkeys passkeys=shown.passkeys.clone() proven now=shown.now added changed />
            <Authenticator
                on=shown.authenticator
                passkey=!shown.passkeys.is_empty()
                left=shown.recovery_codes
                proven
                changed
            />
            <Contacts contacts=shown.contacts.clone() from=shown.contacts_from proven changed />
            <Devices shown=shown.clone() changed />
            <History lines=shown.history now=shown.now />
            <Close proven />
        </div>
    }
}
