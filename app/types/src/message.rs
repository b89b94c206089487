//! Messages between a patient and a care team.

mod compose;
mod draft;
mod forms;
mod shelf;
mod views;

pub use compose::{ByPhone, ComposeOptions, Followed, Line, SilentPractice, TeamOption};
pub use draft::{DRAFT_MAX, Draft};
pub use forms::{NewThread, Reply, Sent, ThreadForm, To};
pub use shelf::{InboxFilter, Shelf};
pub use views::{Closed, ClosedWhy, Inbox, Late, MessageView, REPLY_DAYS, ThreadRow, ThreadStatus, ThreadView};

use crate::pool::PoolKind;
use serde::{Deserialize, Serialize};

/// What a message is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Topic {
    /// Anything else.
    General,
    /// About a visit.
    Appointment,
    /// About a medicine.
    Medication,
    /// About a test.
    Test,
    /// About a referral.
    Referral,
    /// "Where can I read more?"
    Education,
    /// About a bill.
    Billing,
}

impl Topic {
    /// All topics, in the order shown.
    pub const ALL: [Self; 7] = [
        Self::General,
        Self::Appointment,
        Self::Medication,
        Self::Test,
        Self::Referral,
        Self::Education,
        Self::Billing,
    ];

    /// The word kept in tables and forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::General => "general",
            Self::Appointment => "appointment",
            Self::Medication => "medication",
            Self::Test => "test",
            Self::Referral => "referral",
            Self::Education => "education",
            Self::Billing => "billing",
        }
    }

    /// The inbox that is for it.
    pub fn pool(self) -> PoolKind {
        match self {
            Self::General => PoolKind::General,
            Self::Appointment => PoolKind::Appointments,
            Self::Medication => PoolKind::Medication,
            Self::Test => PoolKind::Tests,
            Self::Referral => PoolKind::Referrals,
            Self::Education => PoolKind::Education,
            Self::Billing => PoolKind::Billing,
        }
    }

    /// The topic of a stored word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|t| t.code() == code)
    }
}

/// Who wrote a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Side {
    /// The patient, or somebody for her.
    Patient,
    /// The care team.
    Team,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r_6_2_each_topic_has_an_inbox_of_its_own() {
        let pools: Vec<PoolKind> = Topic::ALL.into_iter().map(Topic::pool).collect();
        assert_eq!(pools, PoolKind::ALL, "in one order");
        assert!(Topic::ALL.into_iter().all(|topic| Topic::from_code(topic.code()) == Some(topic)));
    }
}
