//! Refusals, by what the caller can do about them.

use portal_gateways::Overloaded;
use portal_store::StoreError;
use portal_types::error::Refusal;
use portal_types::field::{FieldProblem, Problem};

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum CareError {
    /// The caller may not. From outside it looks like [`CareError::NotFound`].
    #[error("denied")]
    Denied,
    /// Nobody is signed in, or the session has ended.
    #[error("signed out")]
    SignedOut,
    /// There is no such thing.
    #[error("not found")]
    NotFound,
    /// The fields named need another look.
    #[error("invalid")]
    Invalid(Vec<FieldProblem>),
    /// Username, password or code is wrong.
    #[error("wrong credentials")]
    WrongCredentials,
    /// Something changed meanwhile.
    #[error("conflict")]
    Conflict,
    /// The time for this has run out.
    #[error("expired")]
    Expired,
    /// Too many tries.
    #[error("too often")]
    TooOften {
        /// Seconds to wait.
        seconds: u32,
    },
    /// The session is locked: its person must enter her password first.
    #[error("locked")]
    Locked,
    /// A second factor must be set up before a chart opens.
    #[error("needs-factor")]
    NeedsFactor,
    /// It must be proven once more who sits there.
    #[error("unproven")]
    Unproven,
    /// New terms must be agreed to first.
    #[error("unagreed")]
    Unagreed,
    /// Too young.
    #[error("minor")]
    Minor,
    /// Busy, or briefly out of order.
    #[error("unavailable")]
    Unavailable,
    /// Our fault.
    #[error("internal")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl CareError {
    /// One field with a problem.
    pub fn field(name: &str, problem: Problem) -> Self {
        Self::Invalid(vec![FieldProblem::new(name, problem)])
    }

    /// The word in the audit trail.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Denied => "denied",
            Self::SignedOut => "signed-out",
            Self::NotFound => "not-found",
            Self::Invalid(_) => "invalid",
            Self::WrongCredentials => "wrong-credentials",
            Self::Conflict => "conflict",
            Self::Expired => "expired",
            Self::TooOften { .. } => "too-often",
            Self::Locked => "locked",
            Self::NeedsFactor => "needs-factor",
            Self::Unproven => "unproven",
            Self::Unagreed => "unagreed",
            Self::Minor => "minor",
            Self::Unavailable => "unavailable",
            Self::Internal(_) => "internal",
        }
    }

    /// What the page may know. "Not yours" and "not there" become the same here.
    pub fn refusal(self) -> Refusal {
        match self {
            Self::Denied | Self::NotFound => Refusal::NotFound,
            Self::SignedOut => Refusal::SignedOut,
            Self::Invalid(fields) => Refusal::Invalid(fields),
            Self::WrongCredentials => Refusal::WrongCredentials,
            Self::Conflict => Refusal::Conflict,
            Self::Expired => Refusal::Expired,
            Self::TooOften { seconds } => Refusal::TooOften { seconds },
            Self::Locked => Refusal::Locked,
            Self::NeedsFactor => Refusal::NeedsFactor,
            Self::Unproven => Refusal::Unproven,
            Self::Unagreed => Refusal::Unagreed,
            Self::Minor => Refusal::Minor,
            Self::Unavailable => Refusal::Unavailable,
            Self::Internal(_) => Refusal::Internal,
        }
    }
}

impl From<StoreError> for CareError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict => Self::Conflict,
            StoreError::Unavailable(_) => Self::Unavailable,
            StoreError::Other(_) => Self::Internal(Box::new(error)),
        }
    }
}

impl From<portal_access::Denied> for CareError {
    fn from(_: portal_access::Denied) -> Self {
        Self::Denied
    }
}

impl From<Overloaded> for CareError {
    fn from(_: Overloaded) -> Self {
        Self::Unavailable
    }
}

impl From<Vec<FieldProblem>> for CareError {
    fn from(fields: Vec<FieldProblem>) -> Self {
        Self::Invalid(fields)
    }
}

impl From<serde_json::Error> for CareError {
    fn from(error: serde_json::Error) -> Self {
        // The error's text could quote what it read; only its kind is kept.
        Self::Internal(format!("stored JSON: {:?}", error.classify()).into())
    }
}

impl From<portal_gateways::KeyError> for CareError {
    fn from(error: portal_gateways::KeyError) -> Self {
        Self::Internal(Box::new(error))
    }
}
