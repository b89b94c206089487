//! What can be given of a chart: the rows of the access matrix (2.4), and sets of switches over them.

use serde::{Deserialize, Serialize};

/// A row of the access matrix: something that is seen or done in somebody's chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Capability {
    /// Name, address, insurance, benefits.
    Demographics,
    /// Vaccines, and letters about them.
    Immunizations,
    /// Growth charts.
    GrowthCharts,
    /// Allergies.
    Allergies,
    /// Illnesses in the family.
    FamilyHistory,
    /// What is due: vaccines, check-ups.
    Reminders,
    /// Messages with care teams.
    Messages,
    /// Asking for an appointment.
    AskAppointment,
    /// Appointments, past and coming.
    Appointments,
    /// Asking for a prescription anew.
    AskRenewal,
    /// The list of medicines.
    Medications,
    /// Asking for a referral's authorization.
    AskReferral,
    /// Test results.
    Results,
    /// Visit summaries, notes, problems, letters.
    Notes,
    /// Bills.
    Billing,
    /// Documents that people upload.
    Uploads,
    /// Taking everything out, or sharing it by a link.
    TakeOut,
    /// Who has looked at the chart.
    AccessLog,
    /// Who may act for the patient.
    Representatives,
}

impl Capability {
    /// All of them, in the order of the matrix.
    pub const ALL: [Self; 19] = [
        Self::Demographics,
        Self::Immunizations,
        Self::GrowthCharts,
        Self::Allergies,
        Self::FamilyHistory,
        Self::Reminders,
        Self::Messages,
        Self::AskAppointment,
        Self::Appointments,
        Self::AskRenewal,
        Self::Medications,
        Self::AskReferral,
        Self::Results,
        Self::Notes,
        Self::Billing,
        Self::Uploads,
        Self::TakeOut,
        Self::AccessLog,
        Self::Representatives,
    ];

    /// The word in tables, profiles and forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Demographics => "demographics",
            Self::Immunizations => "immunizations",
            Self::GrowthCharts => "growth_charts",
            Self::Allergies => "allergies",
            Self::FamilyHistory => "family_history",
            Self::Reminders => "reminders",
            Self::Messages => "messages",
            Self::AskAppointment => "ask_appointment",
            Self::Appointments => "appointments",
            Self::AskRenewal => "ask_renewal",
            Self::Medications => "medications",
            Self::AskReferral => "ask_referral",
            Self::Results => "results",
            Self::Notes => "notes",
            Self::Billing => "billing",
            Self::Uploads => "uploads",
            Self::TakeOut => "take_out",
            Self::AccessLog => "access_log",
            Self::Representatives => "representatives",
        }
    }

    /// The capability of a word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|capability| capability.code() == code)
    }

    /// Its place in the matrix, from 0.
    pub fn place(self) -> usize {
        self as usize
    }

    /// Whether there is this to give: everything can be seen, not everything has something to do.
    pub fn has(self, right: Right) -> bool {
        match right {
            Right::Read | Right::Whole => true,
            Right::Act => match self {
                Self::Messages
                | Self::AskAppointment
                | Self::AskRenewal
                | Self::AskReferral
                | Self::Billing
                | Self::Uploads
                | Self::TakeOut
                | Self::Representatives => true,
                Self::Demographics
                | Self::Immunizations
                | Self::GrowthCharts
                | Self::Allergies
                | Self::FamilyHistory
                | Self::Reminders
                | Self::Appointments
                | Self::Medications
                | Self::Results
                | Self::Notes
                | Self::AccessLog => false,
            },
        }
    }
}

/// What a switch gives of a capability (F37: to read and to act are two switches).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// To see.
    Read,
    /// To do.
    Act,
    /// Of what is given in part unless the teen says otherwise, all that she may give.
    Whole,
}

impl Right {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Read, Self::Act, Self::Whole];

    /// The word in forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Act => "act",
            Self::Whole => "whole",
        }
    }

    /// The right of a word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|right| right.code() == code)
    }
}

/// A set of switches that are on: of each capability three at most. In the table it is a whole number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Rights(u64);

impl Rights {
    /// Nothing is on.
    pub const NONE: Self = Self(0);

    fn bit(capability: Capability, right: Right) -> u64 {
        1_u64 << (capability as u32 * 3 + right as u32)
    }

    /// Everything there is to give.
    pub fn every() -> Self {
        let mut all = Self::NONE;
        for capability in Capability::ALL {
            for right in Right::ALL {
                if capability.has(right) {
                    all = all.with(capability, right);
                }
            }
        }
        all
    }

    /// From the number in the table; nothing, if it is none of ours.
    pub fn from_number(number: i64) -> Option<Self> {
        let bits = u64::try_from(number).ok()?;
        (bits & !Self::every().0 == 0).then_some(Self(bits))
    }

    /// The number for the table.
    pub fn number(self) -> i64 {
        i64::try_from(self.0).unwrap_or(0)
    }

    /// With one switch on.
    #[must_use]
    pub fn with(self, capability: Capability, right: Right) -> Self {
        Self(self.0 | Self::bit(capability, right))
    }

    /// With one switch off.
    #[must_use]
    pub fn without(self, capability: Capability, right: Right) -> Self {
        Self(self.0 & !Self::bit(capability, right))
    }

    /// What is on here or there.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether a switch is on.
    pub fn has(self, capability: Capability, right: Right) -> bool {
        self.0 & Self::bit(capability, right) != 0
    }

    /// Whether all that is on here is on there, too.
    pub fn is_within(self, most: Self) -> bool {
        self.0 & !most.0 == 0
    }

    /// Whether nothing is on.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The switches that are on, in the order of the matrix.
    pub fn on(self) -> impl Iterator<Item = (Capability, Right)> {
        Capability::ALL
            .into_iter()
            .flat_map(|capability| Right::ALL.into_iter().map(move |right| (capability, right)))
            .filter(move |(capability, right)| self.has(*capability, *right))
    }

    /// Reads a form's boxes: `results.read`, `messages.act`. To act in what one may not see makes no sense: seeing comes
    /// along. Nothing, if a box is none of ours.
    pub fn parse<'a>(boxes: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        let mut rights = Self::NONE;
        for ticked in boxes {
            let (capability, right) = ticked.split_once('.')?;
            let (capability, right) = (Capability::from_code(capability)?, Right::from_code(right)?);
            if !capability.has(right) {
                return None;
            }
            rights = rights.with(capability, right).with(capability, Right::Read);
        }
        Some(rights)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_of_the_matrix_has_its_word_and_its_place() {
        for (place, capability) in Capability::ALL.into_iter().enumerate() {
            assert_eq!(Capability::from_code(capability.code()), Some(capability));
            assert_eq!(capability.place(), place);
        }
    }

    #[test]
    fn switches_are_apart_and_go_into_a_number_and_back() {
        assert!(Rights::NONE.is_empty());
        let mut number = 0;
        for capability in Capability::ALL {
            for right in Right::ALL {
                let one = Rights::NONE.with(capability, right);
                assert!(one.has(capability, right) && one.on().eq([(capability, right)]));
                assert_eq!(one.number().count_ones(), 1);
                assert_eq!(number & one.number(), 0, "no two share a bit");
                number |= one.number();
                if capability.has(right) {
                    assert_eq!(Rights::from_number(one.number()), Some(one));
                    assert!(one.is_within(Rights::every()));
                }
                assert_eq!(one.without(capability, right), Rights::NONE);
            }
        }
        assert_eq!(Rights::from_number(-1), None);
        assert_eq!(Rights::from_number(1 << 62), None);
        assert_eq!(Rights::from_number(Rights::every().number()), Some(Rights::every()));
    }

    #[test]
    fn a_form_ticks_boxes_and_acting_brings_seeing() {
        let rights = Rights::parse(["messages.act", "results.read"]).unwrap();
        let expected = [(Capability::Messages, Right::Read), (Capability::Messages, Right::Act)];
        assert!(rights.on().eq(expected.into_iter().chain([(Capability::Results, Right::Read)])));
        assert_eq!(Rights::parse([]), Some(Rights::NONE));
        for bad in ["results", "results.act", "secrets.read", "results.write", ""] {
            assert_eq!(Rights::parse([bad]), None, "{bad}");
        }
    }
}
