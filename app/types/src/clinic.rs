//! What the operator says of the clinic, as every visitor may read it.

use serde::{Deserialize, Serialize};

/// Public identity of an installation; comes from the operator's settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clinic {
    /// Name of the clinic.
    pub name: String,
    /// Address of the logo image below this site, if there is one.
    pub logo: Option<String>,
    /// Hue of the accent colour, 0 to 359.
    pub hue: u16,
    /// The number to dial in an emergency, as people write it ("9-1-1").
    pub emergency: String,
    /// Technical Support's phone number.
    pub support_phone: String,
    /// Technical Support's hours, in each language's words: English, Spanish.
    pub support_hours: [String; 2],
    /// Whether this is a demo with invented people.
    pub demo: bool,
    /// Whether enrollment asks the security question.
    pub security_question: bool,
    /// The ages at which something changes here.
    pub ages: Ages,
    /// Whether people can have passkeys: the portal's address must have a name for it.
    pub passkeys: bool,
}

/// Ages in years that the law of a place sets; they come from the jurisdiction profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ages {
    /// Under this age nobody has an account.
    pub account: u8,
    /// From this age on the patient signs too, and a representative sees a part only.
    pub limited: u8,
    /// From this age on one enrolls alone.
    pub adult: u8,
    /// Under this age nobody is a representative.
    pub representative: u8,
}

impl Ages {
    /// Those of the profile that is built in.
    pub const US_MA: Self = Self { account: 13, limited: 13, adult: 18, representative: 18 };

    /// Whether somebody of an age is too young for any account.
    pub fn too_young(self, age: i16) -> bool {
        age < i16::from(self.account)
    }

    /// Whether somebody of an age cannot enroll alone.
    pub fn minor(self, age: i16) -> bool {
        age < i16::from(self.adult)
    }

    /// Whether somebody of an age has an account only with somebody who stands behind it.
    pub fn backed(self, age: i16) -> bool {
        self.minor(age) && !self.too_young(age)
    }
}

/// A text that a person agrees to, in one language, with its version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// The version that is recorded on agreement.
    pub version: String,
    /// What it says in short, a sentence a line.
    pub summary: Vec<String>,
    /// Paragraphs.
    pub paragraphs: Vec<String>,
}
