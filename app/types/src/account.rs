//! Accounts, sessions and who is signed in.

use crate::ids::{AccountId, PatientId};
use crate::representative::{NextView, Rights};
use serde::{Deserialize, Serialize};

/// A language the portal speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Spanish.
    Es,
}

impl Lang {
    /// Every language, in the order of the switch.
    pub const ALL: [Self; 2] = [Self::En, Self::Es];

    /// BCP 47 code.
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Es => "es",
        }
    }

    /// The language of a BCP 47 code, if we speak it.
    pub fn from_code(code: &str) -> Option<Self> {
        let primary = code.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|lang| lang.code().eq_ignore_ascii_case(primary))
    }

    /// The best language for an `Accept-Language` header (RFC 9110, 12.5.4): highest weight first, English else.
    pub fn negotiate(accept_language: &str) -> Self {
        let mut best = (0u16, Self::En);
        for part in accept_language.split(',') {
            let mut pieces = part.split(';');
            let Some(lang) = pieces.next().and_then(|code| Self::from_code(code.trim())) else { continue };
            let weight = pieces
                .find_map(|p| p.trim().strip_prefix("q=").and_then(|q| q.parse::<f32>().ok()))
                .map_or(1000, |q| (q.clamp(0.0, 1.0) * 1000.0) as u16);
            if weight > best.0 {
                best = (weight, lang);
            }
        }
        best.1
    }
}

/// The states of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountState {
    /// A desk has issued a code; nobody has used it yet.
    Invited,
    /// An enrollment is under way.
    Started,
    /// Waits for the enrollment desk.
    PendingReview,
    /// Identity is confirmed; the person finishes.
    ReadyToFinish,
    /// Can sign in.
    Active,
    /// The password alone is off until recovery.
    Locked,
    /// Set aside by staff.
    Suspended,
    /// Ended.
    Cancelled,
}

/// What a staff member does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Sees patients.
    Clinician,
    /// Answers a practice's shared inbox.
    PoolNurse,
    /// The front desk of a practice.
    FrontDesk,
    /// Decides enrollment requests.
    Enrollment,
    /// Bills.
    Billing,
    /// Technical Support.
    Support,
    /// Runs the portal.
    Admin,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 7] = [
        Self::Clinician,
        Self::PoolNurse,
        Self::FrontDesk,
        Self::Enrollment,
        Self::Billing,
        Self::Support,
        Self::Admin,
    ];

    /// The word kept in tables and settings.
    pub fn code(self) -> &'static str {
        match self {
            Self::Clinician => "clinician",
            Self::PoolNurse => "pool_nurse",
            Self::FrontDesk => "front_desk",
            Self::Enrollment => "enrollment",
            Self::Billing => "billing",
            Self::Support => "support",
            Self::Admin => "admin",
        }
    }

    /// Whether somebody of this role works for some of the practices, and not for the whole clinic.
    pub fn works_for_practices(self) -> bool {
        match self {
            Self::Clinician | Self::PoolNurse | Self::FrontDesk => true,
            Self::Enrollment | Self::Billing | Self::Support | Self::Admin => false,
        }
    }

    /// The role of a stored word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}

/// A chart the signed-in person may open, for the frame of the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChartCard {
    /// Whose chart.
    pub patient: PatientId,
    /// Full name as shown.
    pub name: String,
    /// Given name, for buttons: "Send for Theo".
    pub given: String,
    /// At most two letters.
    pub initials: String,
    /// Which of the eight person colours, 0 to 7.
    pub colour: u8,
    /// Threads with something unread.
    pub unread: u32,
    /// Age today, in whole years.
    pub age: i16,
    /// Whether it is one's own.
    pub own: bool,
    /// What may be seen, in whole or in part: it leads, the keys decide.
    pub sees: Rights,
    /// What may be done.
    pub acts: Rights,
    /// What of both is open whole, and not in part.
    pub whole: Rights,
    /// What changes by itself before long.
    pub next: Option<NextView>,
}

/// Who looks at the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Who {
    /// Nobody is signed in.
    Guest,
    /// A patient with the charts she may open, her own first.
    Patient {
        /// The account.
        account: AccountId,
        /// The charts; none while there is something to agree to.
        charts: Vec<ChartCard>,
        /// Whether new terms must be agreed to before a chart opens.
        owes: bool,
        /// Whether a second factor must be set up before a chart opens.
        needs_factor: bool,
    },
    /// A staff member.
    Staff {
        /// The account.
        account: AccountId,
        /// Name as shown to patients.
        name: String,
        /// What the person does.
        role: Role,
    },
    /// A staff member has locked this session; who sits there now may be anybody.
    Locked {
        /// Who can open it again.
        name: String,
    },
}

/// What every page needs to know of the visitor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    /// Who.
    pub who: Who,
    /// In which language.
    pub lang: Lang,
    /// Time-outs, when signed in.
    pub session: Option<SessionClock>,
}

/// When a session ends, in seconds from the reply on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionClock {
    /// Seconds of idleness left until the warning.
    pub warn_in: u32,
    /// Seconds of idleness left until the end.
    pub idle_in: u32,
    /// Seconds until the end whatever happens.
    pub absolute_in: u32,
}

/// Where to go next after something was done, as an address below this site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoOn {
    /// The address.
    pub to: String,
}

/// What every page is drawn with: made by the server once per page load and carried in the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Boot {
    /// Language of this page.
    pub lang: Lang,
    /// Whose portal this is.
    pub clinic: crate::clinic::Clinic,
    /// Who looks at it.
    pub who: Who,
    /// Time-outs, when signed in.
    pub session: Option<SessionClock>,
    /// The clinic's date today.
    pub today: crate::day::Day,
}

impl Boot {
    /// For a page without a visitor: only the list of routes is drawn with it.
    pub fn blank() -> Self {
        Self {
            lang: Lang::En,
            clinic: crate::clinic::Clinic {
                name: String::new(),
                logo: None,
                hue: 0,
                emergency: "9-1-1".to_owned(),
                support_phone: String::new(),
                support_hours: [String::new(), String::new()],
                demo: false,
                security_question: true,
                ages: crate::clinic::Ages::US_MA,
                passkeys: false,
            },
            who: Who::Guest,
            session: None,
            today: crate::day::Day::from_epoch(0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Lang;

    #[test]
    fn the_best_language_we_speak_is_chosen() {
        assert_eq!(Lang::negotiate("es-MX,es;q=0.9,en;q=0.8"), Lang::Es);
        assert_eq!(Lang::negotiate("en;q=0.5, es;q=0.8"), Lang::Es);
        assert_eq!(Lang::negotiate("fr, de;q=0.9"), Lang::En, "none that we speak");
        assert_eq!(Lang::negotiate("es;q=0"), Lang::En, "not wanted at all");
        assert_eq!(Lang::negotiate(""), Lang::En);
        assert_eq!(Lang::negotiate("en, es"), Lang::En, "of two with one weight the first");
        assert_eq!(Lang::negotiate("es;q=nonsense;q=1"), Lang::negotiate("es"));
    }
}
