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
    /// Whether people can have passkeys: the portal's address must have a name for it.
    pub passkeys: bool,
}

/// A text that a person agrees to, in one language, with its version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// The version that is recorded on agreement.
    pub version: String,
    /// Paragraphs.
    pub paragraphs: Vec<String>,
}
