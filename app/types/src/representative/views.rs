//! What pages are shown of grants: codes and dates, never sentences.

use super::{AccessView, Basis, Capability, ComingView, GrantState, Part, Reason, Rights, Why};
use crate::day::Day;
use crate::ids::{GrantId, IntentKey, PatientId, PracticeId};
use crate::moment::Moment;
use crate::page::Page;
use serde::{Deserialize, Serialize};

/// How a representative stands to a chart today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stands {
    /// For a child, or for somebody who lacks capacity: all is open.
    OfChild,
    /// For a teen.
    OfTeen,
    /// For an adult, by her switches.
    OfAdult,
}

/// A grant in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrantRow {
    /// Which.
    pub grant: GrantId,
    /// Who acts.
    pub name: String,
    /// On what ground.
    pub basis: Basis,
    /// How it stands.
    pub state: GrantState,
    /// Since when it has stood like this.
    pub since: Moment,
    /// The last day, if one was set.
    pub ends_on: Option<Day>,
    /// What changes next by itself.
    pub coming: Option<ComingView>,
}

/// What can be done with a grant, by who looks at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// Set switches.
    Switch,
    /// Set a last day.
    LastDay,
    /// Say yes to one that is older than one's say.
    Assent,
    /// Consent anew.
    Renew,
    /// Put it in force.
    Activate,
    /// Let it not come about.
    Reject,
    /// Set it aside.
    Suspend,
    /// Take it up again.
    Resume,
    /// End it for good.
    End,
}

/// The switches of a grant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SwitchesView {
    /// Those that are on.
    pub on: Rights,
    /// Those that there are.
    pub may: Rights,
    /// What is open whatever the switches say.
    pub fixed: Rights,
    /// Those that are on while nobody has set any; none, where nothing is open then.
    pub first: Rights,
    /// What a switch gives in part only, unless the whole is switched on as well.
    pub parts: Vec<(Capability, Part)>,
}

/// What of a grant happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Happened {
    /// It was begun.
    Proposed,
    /// The representative has signed.
    SignedByRepresentative,
    /// The patient has signed.
    SignedByPatient,
    /// It was put in force.
    Activated,
    /// It did not come about.
    Rejected,
    /// It was set aside.
    Suspended,
    /// Who had set it aside has taken it up again.
    Resumed,
    /// It was ended.
    Ended,
    /// Switches were set.
    Switched,
    /// A last day was set or taken out.
    LastDay,
    /// An adult has consented anew.
    Renewed,
    /// What a day or a death has brought was written down.
    Settled,
}

impl Happened {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::Proposed,
        Self::SignedByRepresentative,
        Self::SignedByPatient,
        Self::Activated,
        Self::Rejected,
        Self::Suspended,
        Self::Resumed,
        Self::Ended,
        Self::Switched,
        Self::LastDay,
        Self::Renewed,
        Self::Settled,
    ];

    /// The word in the table.
    pub fn code(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::SignedByRepresentative => "signed_by_representative",
            Self::SignedByPatient => "signed_by_patient",
            Self::Activated => "activated",
            Self::Rejected => "rejected",
            Self::Suspended => "suspended",
            Self::Resumed => "resumed",
            Self::Ended => "ended",
            Self::Switched => "switched",
            Self::LastDay => "last_day",
            Self::Renewed => "renewed",
            Self::Settled => "settled",
        }
    }

    /// What a word of the table stands for.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|event| event.code() == code)
    }
}

/// Who did something with a grant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ByView {
    /// The patient.
    Patient,
    /// The representative.
    Representative,
    /// Somebody at a desk.
    Staff,
    /// The portal itself.
    Portal,
}

impl ByView {
    /// Whom a word of the table stands for; the portal, where it is none of ours.
    pub fn from_code(code: &str) -> Self {
        match code {
            "patient" => Self::Patient,
            "representative" => Self::Representative,
            "staff" => Self::Staff,
            _ => Self::Portal,
        }
    }
}

/// A line of a grant's history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventView {
    /// When.
    pub at: Moment,
    /// What.
    pub event: Happened,
    /// Why.
    pub reason: Reason,
    /// In words, where somebody wrote some.
    pub words: String,
    /// The name of who did it, then.
    pub author: String,
    /// What that person was.
    pub by: ByView,
    /// The day that was set.
    pub day: Option<Day>,
}

/// How a change is proven.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProofView {
    /// Seconds for which nothing more must be proven.
    pub proven_for: u32,
    /// The account has an authenticator: its code is asked for.
    pub authenticator: bool,
    /// The account has a passkey that works.
    pub passkey: bool,
}

/// A grant, whole, for its patient.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrantView {
    /// What the list shows.
    pub row: GrantRow,
    /// How the representative stands today; `None` if nothing is open.
    pub column: Option<Stands>,
    /// The switches, where there are any.
    pub switches: Option<SwitchesView>,
    /// Whether the patient has set it aside.
    pub held_by_patient: bool,
    /// Whether staff have.
    pub held_by_staff: bool,
    /// What can be done.
    pub can: Vec<Deed>,
    /// The day on which a consent runs out, unless it is renewed.
    pub runs_out: Option<Day>,
    /// What has happened, the newest first.
    pub events: Page<EventView>,
    /// How a change is proven.
    pub proof: ProofView,
    /// The intent of the form of switches.
    pub intent: IntentKey,
}

/// What the page for a new grant begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewGrantOptions {
    /// The practices that have seen the patient, by name: one of them puts it in force.
    pub practices: Vec<(PracticeId, String)>,
    /// The switches that there are.
    pub switches: SwitchesView,
    /// How a change is proven.
    pub proof: ProofView,
    /// The intent of the form.
    pub intent: IntentKey,
}

/// A grant at the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskGrant {
    /// What the list shows.
    pub row: GrantRow,
    /// Whose chart.
    pub patient: PatientId,
    /// The patient's name.
    pub patient_name: String,
    /// The representative's birth date.
    pub born: Day,
    /// Whether the representative has an account that it is linked to.
    pub linked: bool,
    /// How the representative stands today; `None` if nothing is open.
    pub column: Option<Stands>,
    /// Whether the patient has set it aside.
    pub held_by_patient: bool,
    /// Whether staff have.
    pub held_by_staff: bool,
    /// What it lacks to be put in force, by the words of `care::representatives::signing::Lack`.
    pub lacks: Vec<String>,
    /// What can be done at a desk.
    pub can: Vec<Deed>,
    /// What has happened, the newest first.
    pub events: Page<EventView>,
    /// The intent of the form that is begun for it.
    pub intent: IntentKey,
}

/// A grant as the team sees it that answers the patient: who can act for her, on what ground, and how it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamGrant {
    /// Which.
    pub grant: GrantId,
    /// Who acts.
    pub name: String,
    /// On what ground.
    pub basis: Basis,
    /// How it stands.
    pub state: GrantState,
    /// The last day, if one was set.
    pub ends_on: Option<Day>,
    /// Whether it can be set aside.
    pub can_suspend: bool,
}

/// A grant as Technical Support sees it: both names, and how it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupportGrant {
    /// Which.
    pub grant: GrantId,
    /// The patient's name.
    pub patient: String,
    /// The representative's name.
    pub representative: String,
    /// How it stands.
    pub state: GrantState,
    /// Whether it can be set aside.
    pub can_suspend: bool,
    /// The intent of the form for a court order about it.
    pub intent: IntentKey,
}

/// How much of a part of a chart is open to somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenView {
    /// Which part.
    pub capability: Capability,
    /// To see.
    pub see: AccessView,
    /// To do; `None` where there is nothing to do.
    pub act: Option<AccessView>,
}

impl OpenView {
    /// Whether nothing of it is open.
    pub fn is_closed(&self) -> bool {
        self.see == AccessView::Nothing && self.act.is_none_or(|act| act == AccessView::Nothing)
    }
}

/// A grant by which somebody acts for another, as she herself is shown it. Who has set it aside is not in it: to be told
/// that it was the patient may turn against her.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActingView {
    /// Which.
    pub grant: GrantId,
    /// For whom: the name.
    pub name: String,
    /// On what ground.
    pub basis: Basis,
    /// How it stands.
    pub state: GrantState,
    /// Since when it is in force, if it is.
    pub since: Option<Moment>,
    /// When it ended, if it has.
    pub over: Option<Moment>,
    /// The last day, if one was set and it is in force.
    pub ends_on: Option<Day>,
    /// The day on which a consent runs out, if it is in force.
    pub runs_out: Option<Day>,
    /// How she stands to the chart today; `None` if nothing is open.
    pub column: Option<Stands>,
    /// Every part of the chart, in the order of the matrix; none, if nothing is open.
    pub opens: Vec<OpenView>,
}

/// A grant on somebody's own chart that will change by itself before long.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SoonView {
    /// Which: its page says exactly what changes.
    pub grant: GrantId,
    /// Who acts by it.
    pub name: String,
    /// From the midnight of this day on.
    pub on: Day,
}

/// What changes by itself before long about who acts in a chart, in short: what its first page says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NextView {
    /// In one's own: what others may see and do.
    Others {
        /// From the midnight of this day on.
        on: Day,
        /// What so many of them may, on that day.
        people: u32,
    },
    /// In another's: what one may see and do oneself.
    Oneself {
        /// From the midnight of this day on.
        on: Day,
        /// Why.
        why: Why,
    },
}

/// Who acts in somebody's own chart, in short.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharingView {
    /// How many people can act now.
    pub others: u32,
    /// What will change by itself before long, the nearest first.
    pub soon: Vec<SoonView>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_views_go_there_and_back() {
        for event in Happened::ALL {
            assert_eq!(Happened::from_code(event.code()), Some(event));
        }
        assert_eq!(ByView::from_code("whoever"), ByView::Portal);
    }
}
