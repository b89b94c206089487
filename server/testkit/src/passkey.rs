//! A device with passkeys, as the browser on it speaks for it: an authenticator in software.

use crate::people::Patient;
use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{DerSignature, SigningKey};
use portal_care::accounts::{self, Opened};
use portal_care::{Action, CareError};
use portal_gateways::Keys;
use portal_types::ids::PasskeyId;
use serde_json::{Value, json};
use std::sync::atomic::{AtomicU8, Ordering};

/// The person is there; she was verified; a new key comes along.
const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x04;
const NEW_KEY: u8 = 0x40;

/// A device with passkeys. A clone of it is a copy of its keys.
#[derive(Clone)]
pub struct Device {
    keys: Vec<Key>,
    /// The page that asks.
    pub origin: String,
    /// Whether it looks at finger, face or number before it signs.
    pub verifies: bool,
    /// Whether it counts what it has signed; devices that share their keys do not.
    pub counts: bool,
}

#[derive(Clone)]
struct Key {
    credential: Vec<u8>,
    handle: String,
    signing: SigningKey,
    count: u32,
}

fn sha256(text: &str) -> Vec<u8> {
    HEXLOWER.decode(Keys::token_hash(text).as_bytes()).expect("hexadecimal")
}

impl Device {
    /// An empty one, looking at the portal's page.
    pub fn new() -> Self {
        Self { keys: Vec::new(), origin: "https://portal.example.org".into(), verifies: true, counts: true }
    }

    fn client_data(&self, kind: &str, options: &Value) -> String {
        json!({ "type": kind, "challenge": options["challenge"], "origin": self.origin, "crossOrigin": false })
            .to_string()
    }

    /// What a key says of itself when it signs.
    fn data(&self, rp: &str, flags: u8, count: u32) -> Vec<u8> {
        let verified = if self.verifies { VERIFIED } else { 0 };
        let count = if self.counts { count } else { 0 };
        [sha256(rp), vec![flags | PRESENT | verified], count.to_be_bytes().to_vec()].concat()
    }

    /// Makes a key for what the browser is asked; the browser's answer.
    pub fn makes(&mut self, options: &str) -> String {
        static NEXT: AtomicU8 = AtomicU8::new(1);
        let options: Value = serde_json::from_str(options).expect("options");
        let n = NEXT.fetch_add(1, Ordering::Relaxed).max(1);
        let signing = SigningKey::from_slice(&[n; 32]).expect("a key");
        let credential = sha256(&format!("credential {n}"));
        let point = signing.verifying_key().to_sec1_point(false);
        let (_, numbers) = point.as_bytes().split_first().expect("a point");
        let (x, y) = numbers.split_at(32);
        // COSE: {kty: EC2, alg: ES256, crv: P-256, x, y}.
        let key = [&[0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32], x, &[0x22, 0x58, 32], y].concat();
        let rp = options["rp"]["id"].as_str().expect("a name");
        let data = [self.data(rp, NEW_KEY, 0), vec![0; 16], vec![0, 32], credential.clone(), key].concat();
        let length = u8::try_from(data.len()).expect("short");
        // CBOR: {fmt: "none", attStmt: {}, authData}.
        let attestation = [&b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58"[..], &[length], &data].concat();
        let handle = options["user"]["id"].as_str().expect("a handle").to_owned();
        self.keys.push(Key { credential: credential.clone(), handle, signing, count: 0 });
        let id = BASE64URL_NOPAD.encode(&credential);
        json!({
            "id": id, "rawId": id, "type": "public-key", "clientExtensionResults": {},
            "response": {
                "attestationObject": BASE64URL_NOPAD.encode(&attestation),
                "clientDataJSON": BASE64URL_NOPAD.encode(self.client_data("webauthn.create", &options).as_bytes()),
            },
        })
        .to_string()
    }

    /// Signs with its newest key what the browser is asked; the browser's answer.
    pub fn signs(&mut self, options: &str) -> String {
        let options: Value = serde_json::from_str(options).expect("options");
        let client_data = self.client_data("webauthn.get", &options);
        let key = self.keys.last_mut().expect("a key");
        key.count += 1;
        let key = key.clone();
        let data = self.data(options["rpId"].as_str().expect("a name"), 0, key.count);
        let signature: DerSignature = key.signing.sign(&[data.clone(), sha256(&client_data)].concat());
        let id = BASE64URL_NOPAD.encode(&key.credential);
        json!({
            "id": id, "rawId": id, "type": "public-key", "clientExtensionResults": {},
            "response": {
                "authenticatorData": BASE64URL_NOPAD.encode(&data),
                "clientDataJSON": BASE64URL_NOPAD.encode(client_data.as_bytes()),
                "signature": BASE64URL_NOPAD.encode(signature.as_bytes()),
                "userHandle": key.handle,
            },
        })
        .to_string()
    }
}

impl Default for Device {
    fn default() -> Self {
        Self::new()
    }
}

impl Patient {
    /// Adds a passkey on a device.
    pub async fn adds_a_passkey(&self, device: &mut Device) -> Result<(), CareError> {
        self.world.tick();
        let asked = accounts::begin_passkey(&self.world.portal, &self.visitor()).await?;
        let answer = device.makes(&asked.options);
        accounts::finish_passkey(&self.world.portal, &self.visitor(), &asked.question, &answer).await
    }

    /// Proves with a device's passkey that it is her.
    pub async fn proves_by(&self, device: &mut Device) -> Result<(), CareError> {
        self.world.tick();
        let asked = accounts::ask_own_passkey(&self.world.portal, &self.visitor()).await?;
        let answer = device.signs(&asked.options);
        accounts::prove_with_passkey(&self.world.portal, &self.visitor(), &asked.question, &answer).await
    }

    /// Signs in with a device's passkey; her browser has the session then.
    pub async fn signs_in_by(&self, device: &mut Device) -> Result<Opened, CareError> {
        self.world.tick();
        let asked = accounts::ask_for_passkey(&self.world.portal).await?;
        let answer = device.signs(&asked.options);
        self.answers(&asked.question, &answer).await
    }

    /// Answers a question that was asked before.
    pub async fn answers(&self, question: &str, answer: &str) -> Result<Opened, CareError> {
        let opened = accounts::passkey_sign_in(&self.world.portal, &self.visitor(), question, answer, None).await?;
        self.has_session(opened.token.clone());
        Ok(opened)
    }

    /// Removes a passkey.
    pub async fn removes_passkey(&self, passkey: PasskeyId) -> Result<(), CareError> {
        self.world.tick();
        self.world
            .portal
            .write(&self.visitor(), Action::SetPasskey, async |call| accounts::remove_passkey(call, passkey).await)
            .await
    }

    /// Calls a passkey by another name.
    pub async fn renames_passkey(&self, passkey: PasskeyId, name: &str) -> Result<(), CareError> {
        self.world.tick();
        self.world
            .portal
            .write(&self.visitor(), Action::RenamePasskey, async |call| {
                accounts::rename_passkey(call, passkey, name).await
            })
            .await
    }
}
