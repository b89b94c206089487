//! The key file: one secret of 32 bytes outside the database, and what is derived from it.
//!
//! A stolen database alone tells no password, no code and no TOTP secret. Without the key file nobody can sign in:
//! it belongs into the backup, but into another one than the database's.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use data_encoding::{BASE64, HEXLOWER};
use ed25519_dalek::{Signature, Signer as _, SigningKey};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use std::io::Write;
use std::path::Path;

/// Keys derived from the key file. Has no `Debug`.
pub struct Keys {
    pepper: [u8; 32],
    naming: [u8; 32],
    sealing: [u8; 32],
    signing: SigningKey,
}

/// Why the key file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// It cannot be read or made.
    #[error("the key file cannot be read or made: {0}")]
    Io(#[from] std::io::Error),
    /// It is not 64 hexadecimal digits.
    #[error("the key file does not hold 64 hexadecimal digits")]
    Form,
    /// Others can read it.
    #[error("the key file can be read by others: chmod 600 it")]
    Open,
    /// A sealed secret does not open with this key file.
    #[error("a stored secret does not open: this is not the key file it was sealed with")]
    Sealed,
}

impl Keys {
    /// Derives the keys of a master secret.
    pub fn from_master(master: &[u8; 32]) -> Self {
        Self {
            pepper: mac(master, b"linden password pepper 1"),
            naming: mac(master, b"linden keyed names 1"),
            sealing: mac(master, b"linden sealed secrets 1"),
            signing: SigningKey::from_bytes(&mac(master, b"linden audit checkpoints 1")),
        }
    }

    /// Reads the key file, or makes it from `fresh` where there is none. Refuses a file that others can read.
    pub fn open(path: &Path, fresh: impl FnOnce() -> [u8; 32]) -> Result<Self, KeyError> {
        if !path.exists() {
            let mut options = std::fs::OpenOptions::new();
            options.write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let mut file = options.open(path)?;
            file.write_all(HEXLOWER.encode(&fresh()).as_bytes())?;
            file.sync_all()?;
        }
        #[cfg(unix)]
        if std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(path)?.permissions()) & 0o077 != 0 {
            return Err(KeyError::Open);
        }
        let text = std::fs::read_to_string(path)?;
        let bytes = HEXLOWER.decode(text.trim().as_bytes()).map_err(|_| KeyError::Form)?;
        let master: [u8; 32] = bytes.try_into().map_err(|_| KeyError::Form)?;
        Ok(Self::from_master(&master))
    }

    /// The pepper of password hashes.
    pub(crate) fn pepper(&self) -> [u8; 32] {
        self.pepper
    }

    /// A keyed hash of something short that could be guessed (a username, a code): useless without the key file.
    pub fn name(&self, purpose: &str, value: &str) -> String {
        let mut text = purpose.as_bytes().to_vec();
        text.push(0);
        text.extend_from_slice(value.as_bytes());
        HEXLOWER.encode(&mac(&self.naming, &text))
    }

    /// The plain SHA-256 of a token of 256 random bits, which cannot be guessed.
    pub fn token_hash(token: &str) -> String {
        HEXLOWER.encode(&Sha256::digest(token.as_bytes()))
    }

    /// The plain SHA-256 of what somebody sends, to know it again.
    pub fn content_hash(bytes: &[u8]) -> String {
        HEXLOWER.encode(&Sha256::digest(bytes))
    }

    /// Signs a checkpoint of the audit trail (Ed25519).
    pub fn sign(&self, text: &[u8]) -> [u8; 64] {
        self.signing.sign(text).to_bytes()
    }

    /// Whether a checkpoint was signed with this key file, and not changed since.
    pub fn is_signed(&self, text: &[u8], signature: &[u8; 64]) -> bool {
        self.signing.verifying_key().verify_strict(text, &Signature::from_bytes(signature)).is_ok()
    }

    /// The public half of the key that checkpoints are signed with: whoever has it can check them without the key file.
    pub fn public_key(&self) -> [u8; 32] {
        self.signing.verifying_key().to_bytes()
    }

    /// Seals a secret for a purpose with a fresh nonce.
    pub fn seal(&self, purpose: &str, secret: &[u8], nonce: [u8; 24]) -> Result<String, KeyError> {
        let cipher = XChaCha20Poly1305::new(&self.sealing.into());
        let payload = Payload { msg: secret, aad: purpose.as_bytes() };
        let sealed = cipher.encrypt(&XNonce::from(nonce), payload).map_err(|_| KeyError::Sealed)?;
        Ok(BASE64.encode(&[&nonce[..], &sealed].concat()))
    }

    /// Opens what was sealed for the same purpose.
    pub fn unseal(&self, purpose: &str, sealed: &str) -> Result<Vec<u8>, KeyError> {
        let bytes = BASE64.decode(sealed.as_bytes()).map_err(|_| KeyError::Sealed)?;
        let (nonce, text) = bytes.split_at_checked(24).ok_or(KeyError::Sealed)?;
        let nonce: [u8; 24] = nonce.try_into().map_err(|_| KeyError::Sealed)?;
        let cipher = XChaCha20Poly1305::new(&self.sealing.into());
        let payload = Payload { msg: text, aad: purpose.as_bytes() };
        cipher.decrypt(&XNonce::from(nonce), payload).map_err(|_| KeyError::Sealed)
    }
}

fn mac(key: &[u8; 32], text: &[u8]) -> [u8; 32] {
    // HMAC takes keys of any length; the error case does not exist for 32 bytes.
    match <Hmac<Sha256> as KeyInit>::new_from_slice(key) {
        Ok(mut mac) => {
            mac.update(text);
            mac.finalize().into_bytes().into()
        }
        Err(_) => Sha256::digest([&key[..], text].concat()).into(),
    }
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::Keys;

    #[test]
    fn r_11_4_a_signature_is_of_one_text_and_one_key_file() {
        let (keys, others) = (Keys::from_master(&[7; 32]), Keys::from_master(&[8; 32]));
        let signature = keys.sign(b"heads");
        assert!(keys.is_signed(b"heads", &signature));
        assert!(!keys.is_signed(b"hands", &signature));
        assert!(!others.is_signed(b"heads", &signature));
        assert_ne!(keys.public_key(), others.public_key());
        // Another machine has the same key from the same file.
        assert_eq!(Keys::from_master(&[7; 32]).public_key(), keys.public_key());
    }
}
