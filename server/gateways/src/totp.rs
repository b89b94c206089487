//! One-time codes of an authenticator app (RFC 6238: SHA-1, six digits, thirty seconds).

use data_encoding::BASE32_NOPAD;
use totp_rs::Builder;

/// The shared secret of one authenticator.
pub struct Totp(totp_rs::Totp);

impl Totp {
    /// From its 20 secret bytes. `None` if they are too few.
    pub fn new(secret: &[u8], issuer: &str, account: &str) -> Option<Self> {
        // A colon would break the address that authenticators read.
        let plain = |text: &str| text.replace(':', " ");
        let built = Builder::new()
            .with_secret(secret)
            .with_issuer(Some(plain(issuer)))
            .with_account_name(plain(account))
            .build();
        Some(Self(built.ok()?))
    }

    /// The step a code belongs to, if it is right within one step of now; each step must work only once.
    pub fn step(&self, code: &str, now: i64) -> Option<i64> {
        let seconds = u64::try_from(now / 1000).ok()?;
        i64::try_from(self.0.check(code.trim(), seconds)?).ok()
    }

    /// The code of a moment, for tests and the demo's sign-in help.
    pub fn code(&self, now: i64) -> String {
        self.0.generate(u64::try_from(now / 1000).unwrap_or_default()).to_string()
    }

    /// The address that an authenticator app reads.
    pub fn address(&self) -> Option<String> {
        self.0.to_url().ok()
    }

    /// The secret as people type it.
    pub fn typed(secret: &[u8]) -> String {
        BASE32_NOPAD.encode(secret)
    }
}
