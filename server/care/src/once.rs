//! Sent twice, done once.

use crate::{Call, CareError};
use portal_gateways::Keys;
use portal_store::intents::{self, Claim};
use portal_types::ids::IntentKey;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// What was sent, in one hash, so that a key used again with another text is noticed.
pub(crate) fn fingerprint(parts: &[&str]) -> String {
    let mut text = String::new();
    for part in parts {
        // With lengths: "ab"+"c" is not "a"+"bc".
        text.push_str(&format!("{}:", part.len()));
        text.push_str(part);
    }
    Keys::token_hash(&text)
}

/// Carries out an intent once: the second time it gives the first time's reply.
pub(crate) async fn once<T: Serialize + DeserializeOwned>(
    call: &mut Call,
    intent: IntentKey,
    route: &'static str,
    parts: &[&str],
    act: impl AsyncFnOnce(&mut Call) -> Result<T, CareError>,
) -> Result<T, CareError> {
    let own = call.actor().own().ok();
    match intents::claim(call.tx(), own.as_ref(), intent, route, &fingerprint(parts), call.now()).await? {
        Claim::New => {
            let done = act(call).await?;
            let reply = serde_json::to_string(&done)?;
            intents::settle(call.tx(), own.as_ref(), intent, &reply).await?;
            Ok(done)
        }
        Claim::Done(reply) => {
            call.outcome("again");
            Ok(serde_json::from_str(&reply)?)
        }
        Claim::Other => Err(CareError::Conflict),
    }
}
