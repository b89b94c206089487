//! Passkeys (WebAuthn, level 3): what a browser is asked, and whether what its authenticator signed is right.
//!
//! Everything that is kept or sent is JSON, so that nobody else needs to know the crate behind it: what a browser is asked
//! and answers, the state between the two, and the key. A key is bound to the name in the portal's public address and can
//! be used nowhere else, which is why nobody can be talked out of one.

use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};
use std::net::IpAddr;
use uuid::Uuid;
use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential, RegisterPublicKeyCredential, Url,
    Webauthn, WebauthnBuilder, WebauthnError,
};

/// Browsers give up after this long.
const TIMEOUT: std::time::Duration = std::time::Duration::from_secs(300);

/// Passkeys for one public address.
#[derive(Clone, Debug)]
pub struct Passkeys(Option<Webauthn>);

/// What a browser is asked. Has no `Debug`: the state is a secret of the server.
pub struct Asked {
    /// For the browser: the options of `navigator.credentials`, as JSON.
    pub options: String,
    /// Kept by the server until the answer comes.
    pub state: String,
}

/// A passkey that was made.
pub struct Made {
    /// The authenticator's name for it, base64.
    pub credential: String,
    /// The public half, and what else is known of it, as JSON.
    pub key: String,
}

/// What an answer is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Judged {
    /// It is right, and the person was verified. With the key as it is to be kept from now on, if it has changed.
    Right(Option<String>),
    /// It is right, but its count is not higher than the last one: there are two copies of the key.
    Copied,
    /// It is wrong.
    Wrong,
}

impl Passkeys {
    /// For a portal at a public address. Browsers make passkeys for a name only: an address of digits has none.
    pub fn at(public_url: &str, clinic: &str) -> Self {
        let built = Url::parse(public_url).ok().and_then(|url| {
            let host = url.host_str()?.to_owned();
            if host.trim_matches(['[', ']']).parse::<IpAddr>().is_ok() {
                return None;
            }
            WebauthnBuilder::new(&host, &url).ok()?.rp_name(clinic).timeout(TIMEOUT).build().ok()
        });
        Self(built)
    }

    /// Whether there can be any.
    pub fn are_possible(&self) -> bool {
        self.0.is_some()
    }

    /// Asks for a new passkey of a person. `handle` is what authenticators know her by; `name` is shown when she
    /// chooses among her keys. Authenticators that hold one of the `known` refuse.
    pub fn ask_for_new(&self, handle: Uuid, name: &str, known: &[String]) -> Option<Asked> {
        let known = known.iter().filter_map(|one| BASE64URL_NOPAD.decode(one.as_bytes()).ok()).collect();
        let (asked, state) = self.0.as_ref()?.start_passkey_registration(handle, name, name, Some(known)).ok()?;
        let mut options = serde_json::to_value(asked.public_key).ok()?;
        // The key must be found without a username; the crate leaves that to the authenticator.
        let selection = options.get_mut("authenticatorSelection").and_then(Value::as_object_mut)?;
        selection.insert("residentKey".into(), json!("required"));
        selection.insert("requireResidentKey".into(), json!(true));
        Some(Asked { options: options.to_string(), state: serde_json::to_string(&state).ok()? })
    }

    /// The passkey that an answer brings; `None` if it is wrong.
    pub fn judge_new(&self, state: &str, answer: &str) -> Option<Made> {
        let state: PasskeyRegistration = serde_json::from_str(state).ok()?;
        let answer: RegisterPublicKeyCredential = serde_json::from_str(answer).ok()?;
        let key = self.0.as_ref()?.finish_passkey_registration(&answer, &state).ok()?;
        Some(Made { credential: BASE64URL_NOPAD.encode(key.cred_id()), key: serde_json::to_string(&key).ok()? })
    }

    /// Asks for any passkey of this portal: which one, and so who it is, is said by the answer.
    pub fn ask_for_any(&self) -> Option<Asked> {
        let (asked, state) = self.0.as_ref()?.start_discoverable_authentication().ok()?;
        let options = serde_json::to_string(&asked.public_key).ok()?;
        Some(Asked { options, state: serde_json::to_string(&state).ok()? })
    }

    /// Which passkey an answer claims to be of, and whose: the handle and the credential.
    pub fn claim(&self, answer: &str) -> Option<(Uuid, String)> {
        let answer: PublicKeyCredential = serde_json::from_str(answer).ok()?;
        let (handle, credential) = self.0.as_ref()?.identify_discoverable_authentication(&answer).ok()?;
        Some((handle, BASE64URL_NOPAD.encode(credential)))
    }

    /// Whether an answer was signed with a key, for what was asked, by somebody whom the authenticator has verified.
    pub fn judge(&self, state: &str, answer: &str, key: &str) -> Judged {
        self.judged(state, answer, key).unwrap_or(Judged::Wrong)
    }

    fn judged(&self, state: &str, answer: &str, key: &str) -> Option<Judged> {
        let state: DiscoverableAuthentication = serde_json::from_str(state).ok()?;
        let answer: PublicKeyCredential = serde_json::from_str(answer).ok()?;
        let mut key: Passkey = serde_json::from_str(key).ok()?;
        match self.0.as_ref()?.finish_discoverable_authentication_v2(&answer, state, &key) {
            Ok(used) => {
                let changed = key.update_credential(&used)?;
                Some(Judged::Right(if changed { Some(serde_json::to_string(&key).ok()?) } else { None }))
            }
            Err(WebauthnError::CredentialPossibleCompromise) => Some(Judged::Copied),
            Err(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_address_with_a_name_can_have_passkeys() {
        for (url, possible) in [
            ("https://portal.example.org", true),
            ("http://localhost:8460", true),
            ("http://127.0.0.1:8460", false),
            ("http://[::1]:8460", false),
            ("nonsense", false),
        ] {
            assert_eq!(Passkeys::at(url, "Maple Valley").are_possible(), possible, "{url}");
        }
    }

    #[test]
    fn a_new_key_is_found_without_a_username_and_verifies_the_person() {
        let passkeys = Passkeys::at("https://portal.example.org", "Maple Valley");
        let asked = passkeys.ask_for_new(Uuid::nil(), "river.otter", &["AAEC".to_owned()]).unwrap();
        let options: Value = serde_json::from_str(&asked.options).unwrap();
        assert_eq!(options["rp"]["id"], "portal.example.org");
        assert_eq!(options["authenticatorSelection"]["residentKey"], "required");
        assert_eq!(options["authenticatorSelection"]["userVerification"], "required");
        assert_eq!(options["excludeCredentials"][0]["id"], "AAEC");
        let asked: Value = serde_json::from_str(&passkeys.ask_for_any().unwrap().options).unwrap();
        assert_eq!(asked["userVerification"], "required");
        assert_eq!(asked["allowCredentials"], json!([]));
    }
}
