//! The public directory of practices (F05).

use crate::ids::PracticeId;
use serde::{Deserialize, Serialize};

/// One practice as anybody may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PracticeCard {
    /// Which.
    pub practice: PracticeId,
    /// Name.
    pub name: String,
    /// Street, town and ZIP in one line.
    pub address: String,
    /// Phone as written, extension included.
    pub phone: Option<String>,
    /// Whether patients can write to it.
    pub messaging: bool,
}
