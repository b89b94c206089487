//! One's own account: how one signs in, where one is reached, which devices are known.

mod authenticator;
mod close;
mod contacts;
mod devices;
mod passkeys;
mod password;

use authenticator::Authenticator;
use close::Close;
use contacts::Contacts;
use devices::{Devices, History};
use leptos::prelude::*;
use leptos_meta::Title;
use passkeys::Passkeys;
use password::Password;
use portal_api::{ApiError, security};
use portal_kit::boot::{use_boot, use_charts, use_words};
use portal_kit::{Icon, IconView, Notice, PageHead, Skeleton, Tone, fresh};
use portal_page::{Prove, Trouble};
use portal_types::account::Who;
use portal_types::links;
use portal_types::representative::{Capability, Right};
use portal_types::security::AccountView;
use portal_words::Words;

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

/// Says that a second factor is needed before a chart opens, and, when it was set up, that the chart is open.
fn factor(w: &'static Words, needed: bool) -> AnyView {
    let was_needed = matches!(use_boot().who, Who::Patient { needs_factor: true, .. });
    match (needed, was_needed) {
        (true, _) => {
            view! { <Notice tone=Tone::Caution title=w.needs_factor_title()><p>{w.needs_factor_text()}</p></Notice> }
                .into_any()
        }
        // A full load: this page was drawn without a chart.
        (false, true) => view! {
            <Notice tone=Tone::Positive title=w.factor_done_title() live=true>
                <p>{w.factor_done_text()}</p>
                <p>
                    <a class="alone" href=links::SIGN_IN rel="external">
                        {w.factor_done_link()}
                    </a>
                </p>
            </Notice>
        }
        .into_any(),
        (false, false) => ().into_any(),
    }
}

/// What of one's own chart has no place of its own beside the pages: a phone has room for five.
fn places(w: &'static Words) -> AnyView {
    let own = use_charts().with_untracked(|charts| charts.iter().find(|card| card.own).cloned());
    // Who acts for whom is one's own to say; the office does it for a child.
    let shares = own.filter(|card| card.sees.has(Capability::Representatives, Right::Read));
    shares
        .map(|card| {
            view! {
                <nav class="tiles" aria-label=w.account_places()>
                    <a class="tile" href=links::sharing(card.patient)>
                        <IconView icon=Icon::People />
                        <strong>{w.nav_sharing()}</strong>
                        <span class="soft small">{w.account_sharing_text()}</span>
                    </a>
                </nav>
            }
        })
        .into_any()
}

/// Everything about the account. `changed` is called when something was; `added`: a passkey was.
#[component]
fn Account(shown: AccountView, added: RwSignal<bool>, changed: Callback<()>) -> impl IntoView {
    let w = use_words();
    // What could take the account over is shown when it was proven of late who sits here.
    let proven = shown.proven_for > 30;
    let username = shown.username.clone();
    let working = shown.passkeys.iter().filter(|passkey| !passkey.stopped).count();
    let passkey = working > 0;
    // Where the clinic asks for a second factor, the last one stays.
    let [authenticator_stays, passkey_stays] =
        [!passkey, !shown.authenticator && working == 1].map(|last| last && shown.factor_stays);
    let alone = shown.factor_stays && passkey && !shown.authenticator;
    let factor = factor(w, shown.needs_factor);
    view! {
        <div class="stack">
            <dl class="facts">
                <div>
                    <dt>{w.sign_in_username()}</dt>
                    <dd>{username}</dd>
                </div>
            </dl>
            {factor}
            {places(w)}
            {(!proven)
                .then(|| {
                    view! {
                        <Prove
                            text=w.prove_text()
                            authenticator=shown.authenticator
                            passkey
                            page=links::ACCOUNT
                            changed
                        />
                    }
                })}
            <Password proven changed />
            <Passkeys passkeys=shown.passkeys.clone() stays=passkey_stays alone proven now=shown.now added changed />
            <Authenticator
                on=shown.authenticator
                passkey=!shown.passkeys.is_empty()
                left=shown.recovery_codes
                asked=shown.factor_stays
                stays=authenticator_stays
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
