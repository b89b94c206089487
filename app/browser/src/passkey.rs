//! Passkeys: what the browser asks an authenticator, as JSON in and JSON out.
//!
//! Newer browsers can read and write that JSON themselves (`parseCreationOptionsFromJSON`, `toJSON`). It is done by hand
//! here, so that there is one way for all of them, and none that only old browsers take and nobody tests.

use js_sys::{Array, Function, JSON, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoPasskey {
    /// The person has changed her mind, has none here, or took too long: browsers do not tell these apart.
    Declined,
    /// The device has one for this account already.
    Known,
    /// The browser cannot.
    Impossible,
}

/// Whether this browser can have passkeys of this site: not where the address has no name.
pub fn can_have_passkeys() -> bool {
    web_sys::window().is_some_and(|window| {
        let host = window.location().hostname().unwrap_or_default();
        let named = host.bytes().any(|b| b.is_ascii_alphabetic()) && !host.starts_with('[');
        // Only there where the page came by https, or from this machine.
        named && Reflect::has(&window, &"PublicKeyCredential".into()).unwrap_or(false)
    })
}

/// Asks for a new passkey.
pub async fn make_passkey(options: &str) -> Result<String, NoPasskey> {
    let asked = JSON::parse(options).map_err(|_| NoPasskey::Impossible)?;
    into_bytes(&asked, "challenge");
    into_bytes(&get(&asked, "user"), "id");
    for known in Array::from(&get(&asked, "excludeCredentials")) {
        into_bytes(&known, "id");
    }
    answer("create", &asked, &["clientDataJSON", "attestationObject"]).await
}

/// Asks for any passkey of this site.
pub async fn use_passkey(options: &str) -> Result<String, NoPasskey> {
    let asked = JSON::parse(options).map_err(|_| NoPasskey::Impossible)?;
    into_bytes(&asked, "challenge");
    answer("get", &asked, &["clientDataJSON", "authenticatorData", "signature", "userHandle"]).await
}

fn get(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &name.into()).unwrap_or_default()
}

fn set(of: &JsValue, name: &str, value: &JsValue) {
    let _ = Reflect::set(of, &name.into(), value);
}

/// Replaces base64 by the bytes it stands for.
fn into_bytes(of: &JsValue, name: &str) {
    let text = get(of, name).as_string().unwrap_or_default().replace('-', "+").replace('_', "/");
    let plain = web_sys::window().and_then(|window| window.atob(&text).ok()).unwrap_or_default();
    let bytes: Vec<u8> = plain.chars().filter_map(|c| u8::try_from(u32::from(c)).ok()).collect();
    set(of, name, &Uint8Array::from(bytes.as_slice()));
}

/// Bytes as base64 of the kind that stands in addresses, without padding.
fn base64(bytes: &JsValue) -> JsValue {
    let plain: String = Uint8Array::new(bytes).to_vec().into_iter().map(char::from).collect();
    let text = web_sys::window().and_then(|window| window.btoa(&plain).ok()).unwrap_or_default();
    text.trim_end_matches('=').replace('+', "-").replace('/', "_").into()
}

async fn answer(ask: &str, options: &JsValue, parts: &[&str]) -> Result<String, NoPasskey> {
    let credentials = web_sys::window().map(|window| get(&window.navigator(), "credentials")).unwrap_or_default();
    let ask: Function = get(&credentials, ask).dyn_into().map_err(|_| NoPasskey::Impossible)?;
    let wrapped = Object::new();
    set(&wrapped, "publicKey", options);
    let asked: Promise =
        ask.call1(&credentials, &wrapped).ok().and_then(|asked| asked.dyn_into().ok()).ok_or(NoPasskey::Impossible)?;
    let given = JsFuture::from(asked).await.map_err(|error| match get(&error, "name").as_string().as_deref() {
        Some("InvalidStateError") => NoPasskey::Known,
        Some("NotAllowedError" | "AbortError") => NoPasskey::Declined,
        _ => NoPasskey::Impossible,
    })?;
    let (signed, response) = (get(&given, "response"), Object::new());
    for part in parts {
        let bytes = get(&signed, part);
        if bytes.is_object() {
            set(&response, part, &base64(&bytes));
        }
    }
    let written = Object::new();
    for (name, value) in [
        ("id", get(&given, "id")),
        ("rawId", base64(&get(&given, "rawId"))),
        ("type", get(&given, "type")),
        ("response", response.into()),
    ] {
        set(&written, name, &value);
    }
    JSON::stringify(&written).map(String::from).map_err(|_| NoPasskey::Impossible)
}
