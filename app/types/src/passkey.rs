//! Passkeys: keys on a person's own devices that open her account without a password.

use crate::field::Problem;
use crate::ids::PasskeyId;
use crate::moment::Moment;
use serde::{Deserialize, Serialize};

/// Passkeys that an account has at most.
pub const MOST_PASSKEYS: usize = 10;

/// Characters of a passkey's name at most.
pub const PASSKEY_NAME_MAX: u32 = 40;

/// What a passkey is called by its owner.
pub fn passkey_name(raw: &str) -> Result<String, Problem> {
    let name = raw.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        Err(Problem::Missing)
    } else if name.chars().count() > PASSKEY_NAME_MAX as usize {
        Err(Problem::TooLong(PASSKEY_NAME_MAX))
    } else if name.chars().any(char::is_control) {
        Err(Problem::BadCharacter)
    } else {
        Ok(name)
    }
}

/// What a browser is to ask its authenticator. Has no `Debug`: it holds a secret.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasskeyQuestion {
    /// Comes back with the answer: which question it is of.
    pub question: String,
    /// The options of `navigator.credentials`, as JSON.
    pub options: String,
}

/// One of one's passkeys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasskeyView {
    /// Which.
    pub passkey: PasskeyId,
    /// What its owner calls it; at first the kind of device, empty where that is not known.
    pub name: String,
    /// Since when.
    pub since: Moment,
    /// When it was last used.
    pub used: Option<Moment>,
    /// It may have been copied, and opens nothing any more.
    pub stopped: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_short_and_readable() {
        assert_eq!(passkey_name("  My   phone ").as_deref(), Ok("My phone"));
        assert_eq!(passkey_name(" \n "), Err(Problem::Missing));
        assert_eq!(passkey_name(&"x".repeat(41)), Err(Problem::TooLong(40)));
        assert_eq!(passkey_name("a\u{7}b"), Err(Problem::BadCharacter));
    }
}
