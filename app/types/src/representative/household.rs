//! The people whose charts somebody may open, and what others have looked at or done in a chart.

use super::{ActingView, ComingView, SharingView};
use crate::account::Role;
use crate::day::Day;
use crate::home::HomeVisit;
use crate::ids::{GrantId, PatientId};
use crate::message::ThreadRow;
use crate::moment::Moment;
use serde::{Deserialize, Serialize};

/// One of the people whose charts somebody may open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRow {
    /// Whose chart.
    pub patient: PatientId,
    /// Full name as shown.
    pub name: String,
    /// Age today, in whole years.
    pub age: i16,
    /// Which of the eight person colours, 0 to 7.
    pub colour: u8,
    /// At most two letters.
    pub initials: String,
    /// Whether it is the person's own chart.
    pub own: bool,
    /// The grant, where it is another's.
    pub grant: Option<GrantId>,
    /// Threads with something unread, as far as the person may see them.
    pub unread: u32,
    /// The newest of them.
    pub newest: Option<ThreadRow>,
    /// Requests that wait for whoever opens the chart, as far as she may see them.
    #[serde(default)]
    pub waits: u32,
    /// The next day by which an office is to answer something, as far as she may see it.
    #[serde(default)]
    pub due: Option<Day>,
    /// The next visit, as far as she may see it.
    #[serde(default)]
    pub visit: Option<HomeVisit>,
    /// What will change by itself before long, where it is another's.
    pub coming: Option<ComingView>,
    /// The grant itself, where it is another's: what is open, and until when.
    pub acting: Option<ActingView>,
    /// Who acts in it, where it is the person's own.
    pub sharing: Option<SharingView>,
}

/// The people whose charts somebody may open, her own first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Household {
    /// The people.
    pub people: Vec<PersonRow>,
    /// Grants by which somebody acts and that open nothing now, or have ended of late: one for each patient, by name.
    pub closed: Vec<ActingView>,
    /// The moment of the reply, for "today" and "yesterday".
    pub now: Moment,
}

/// Something that somebody has looked at or done in a chart that is not her own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActRow {
    /// Its place in the trail, which tells lines apart.
    pub place: i64,
    /// When.
    pub at: Moment,
    /// Who: a representative's or a staff member's name, as shown.
    pub who: String,
    /// What a staff member does.
    pub role: Option<Role>,
    /// Whether a representative did it.
    pub representative: bool,
    /// What was asked for, and of which part of the chart: the words of the audit trail.
    pub what: (String, String),
    /// The grant that it was about, if it was about one.
    pub grant: Option<GrantId>,
}
