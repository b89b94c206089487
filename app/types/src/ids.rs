//! Typed ids: a thread's id cannot be passed where a patient's is asked for.
//!
//! Every id is a UUID made by the server from its clock and its generator (version 7, so that rows of one
//! time lie together in an index). An id is a name, never a secret: whoever holds it still needs a key.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(s: &str) -> Result<Self, Self::Err> {
                Uuid::try_parse(s).map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    )+};
}

ids! {
    /// A person's sign-in, patient or staff.
    AccountId,
    /// A signed-in session (not its secret).
    SessionId,
    /// A patient, that is, the owner of a chart.
    PatientId,
    /// An organization that sees patients.
    PracticeId,
    /// A clinician named in a chart.
    ProviderId,
    /// A shared inbox of a practice.
    PoolId,
    /// A conversation between a patient and a pool.
    ThreadId,
    /// One message of a thread.
    MessageId,
    /// A saved enrollment.
    EnrollmentId,
    /// An invitation with its activation code.
    InvitationId,
    /// A request to Technical Support.
    TicketId,
    /// A version of the terms, or of the notice of privacy practices.
    AgreementId,
    /// A device that somebody signs in on.
    DeviceId,
    /// A passkey of an account.
    PasskeyId,
    /// A person who acts for others, as a signed form names her.
    RepresentativeId,
    /// What lets a representative act for a patient.
    GrantId,
    /// A form by which grants are made.
    FormId,
    /// A court order about who acts for a patient, or who must not.
    CourtOrderId,
    /// A clinician's word that a patient lacks capacity.
    AttestationId,
    /// A test result of a record.
    ResultId,
    /// Something of a record, whatever it is: a result, a medicine, an allergy, a vaccine.
    ItemId,
    /// What a browser makes once per intent, so that a repeated send is one send.
    IntentKey,
    /// Something a patient asks of an office.
    AskId,
    /// That a pool takes no messages of somebody.
    BlockId,
    /// A file that somebody has sent.
    FileId,
    /// What waits at a desk, whatever it is: a conversation, or something that a patient asks for.
    WorkId,
    /// A text that a pool answers with.
    TemplateId,
    /// That somebody stands in for a colleague.
    CoverId,
}
