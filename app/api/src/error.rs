//! The error every server function answers with.

use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use portal_types::error::Refusal;
use serde::{Deserialize, Serialize};

/// A refusal as it travels to the page: a code, never a sentence and never what was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ApiError {
    /// The portal refused.
    Refused(Refusal),
    /// The request did not get through, or the reply did not come back.
    Unreachable,
    /// Browser and server are of different builds and do not understand each other: reload.
    Outdated,
}

impl ApiError {
    /// The refusal, if the portal itself refused.
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Refused(refusal) => Some(refusal),
            _ => None,
        }
    }
}

impl std::fmt::Display for ApiError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Refused(_) => "refused",
            Self::Unreachable => "unreachable",
            Self::Outdated => "outdated",
        })
    }
}

// Pages show results by `Suspense`, which asks for a real error type.
impl std::error::Error for ApiError {}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl FromServerFnError for ApiError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(value: ServerFnErrorErr) -> Self {
        match value {
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Response(_) => Self::Unreachable,
            ServerFnErrorErr::Deserialization(_)
            | ServerFnErrorErr::Args(_)
            | ServerFnErrorErr::MissingArg(_)
            | ServerFnErrorErr::UnsupportedRequestMethod(_)
            | ServerFnErrorErr::Serialization(_) => Self::Outdated,
            _ => Self::Refused(Refusal::Internal),
        }
    }
}
