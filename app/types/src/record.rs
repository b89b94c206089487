//! What stands in a chart, as its pages show it: who somebody is, vaccines, allergies, medicines, test results (R-8.*).
//!
//! What the record does not say is `None` here and said in words on the page. Values come as the source wrote
//! them; nothing is composed that nobody has measured.

use crate::account::Lang;
use crate::day::Day;
use crate::enrollment::{Channel, Sex};
use crate::ids::ResultId;
use crate::moment::Moment;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How exact a date of the record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grain {
    /// To the minute.
    Time,
    /// A day of the calendar.
    Day,
    /// A month.
    Month,
    /// A year.
    Year,
    /// The record has no date.
    None,
}

impl Grain {
    /// The grain of a stored word. One that we do not know promises nothing.
    pub fn from_code(code: &str) -> Self {
        match code {
            "time" => Self::Time,
            "day" => Self::Day,
            "month" => Self::Month,
            "year" => Self::Year,
            _ => Self::None,
        }
    }
}

/// Whether something of a record is kept from who acts for its patient. Only she is told, in her own chart and
/// where somebody acts for her or could; for everybody else a row says nothing about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Privacy {
    /// It is shown, as far as its part of the record is.
    Shown,
    /// She keeps it.
    Kept,
    /// It is kept because of what it is: care that somebody may have without her parents.
    ByCode,
    /// The same, of somebody who is not of age: as long as that is so, it is nobody's to show.
    WhileMinor,
    /// The office keeps it.
    ByOffice,
    /// What it belongs to is kept: a visit, or a report.
    Within,
}

impl Privacy {
    /// How the word of a query is told. One that we do not know is nothing that she could change.
    pub fn from_code(code: &str) -> Self {
        match code {
            "shown" => Self::Shown,
            "patient" => Self::Kept,
            "code" => Self::ByCode,
            "minor" => Self::WhileMinor,
            "within" => Self::Within,
            _ => Self::ByOffice,
        }
    }

    /// Whether nobody who acts for her sees it.
    pub fn is_private(self) -> bool {
        self != Self::Shown
    }

    /// Whether it is hers to say otherwise: to keep what is shown, and to show what she keeps or what is kept because of
    /// what it is. What the office keeps, the office shows.
    pub fn is_hers(self) -> bool {
        matches!(self, Self::Shown | Self::Kept | Self::ByCode)
    }
}

/// What a laboratory says of a value: its mark, by the codes of HL7 v3 (ObservationInterpretation).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Flag {
    /// As usual.
    Normal,
    /// Not as usual.
    Abnormal,
    /// Not as usual, and so much that somebody was to be told at once.
    Critical,
    /// Above the range.
    High,
    /// Far above the range.
    VeryHigh,
    /// Below the range.
    Low,
    /// Far below the range.
    VeryLow,
    /// What was looked for was found.
    Positive,
    /// It was not.
    Negative,
    /// What was looked for is there.
    Detected,
    /// It is not.
    NotDetected,
    /// The test reacted.
    Reactive,
    /// A little.
    WeaklyReactive,
    /// It did not.
    NotReactive,
    /// The test gave no clear answer.
    Unclear,
    /// A germ that the medicine does not stop.
    Resistant,
    /// One that it may stop.
    Intermediate,
    /// One that it stops.
    Susceptible,
    /// Much higher than the time before.
    Rising,
    /// Much lower than the time before.
    Falling,
    /// Better than the time before.
    Better,
    /// Worse than the time before.
    Worse,
    /// More than the test can measure.
    AboveScale,
    /// Less than the test can measure.
    BelowScale,
    /// A mark that we do not know: shown as it is, never dropped.
    Other(String),
}

impl Flag {
    /// The mark of a code; one that we do not know stays as it is.
    pub fn from_code(code: &str) -> Self {
        match code {
            "N" => Self::Normal,
            "A" => Self::Abnormal,
            "AA" => Self::Critical,
            "H" | "HX" => Self::High,
            "HH" | "HU" => Self::VeryHigh,
            "L" | "LX" => Self::Low,
            "LL" | "LU" => Self::VeryLow,
            "POS" => Self::Positive,
            "NEG" => Self::Negative,
            "DET" => Self::Detected,
            "ND" => Self::NotDetected,
            "RR" => Self::Reactive,
            "WR" => Self::WeaklyReactive,
            "NR" => Self::NotReactive,
            "IND" | "E" | "IE" => Self::Unclear,
            "R" => Self::Resistant,
            "I" => Self::Intermediate,
            "S" => Self::Susceptible,
            "U" => Self::Rising,
            "D" => Self::Falling,
            "B" => Self::Better,
            "W" => Self::Worse,
            ">" => Self::AboveScale,
            "<" => Self::BelowScale,
            other => Self::Other(other.to_owned()),
        }
    }

    /// Whether it says that all is as usual, so that nothing needs to stand out.
    pub fn is_usual(&self) -> bool {
        match self {
            Self::Normal
            | Self::Negative
            | Self::NotDetected
            | Self::NotReactive
            | Self::Susceptible
            | Self::Better => true,
            Self::Abnormal
            | Self::Critical
            | Self::High
            | Self::VeryHigh
            | Self::Low
            | Self::VeryLow
            | Self::Positive
            | Self::Detected
            | Self::Reactive
            | Self::WeaklyReactive
            | Self::Unclear
            | Self::Resistant
            | Self::Intermediate
            | Self::Rising
            | Self::Falling
            | Self::Worse
            | Self::AboveScale
            | Self::BelowScale
            | Self::Other(_) => false,
        }
    }
}

/// Who somebody is, and how the clinic reaches her.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemographicsView {
    /// Given and family name.
    pub name: String,
    /// Birth date, if the record has it whole.
    pub born: Option<Day>,
    /// Sex as recorded.
    pub sex: Sex,
    /// Medical record number.
    pub number: Option<String>,
    /// Home address, a line each; none if there is none.
    pub address: Vec<String>,
    /// Phone numbers and e-mail addresses on the record.
    pub contacts: Vec<(Channel, String)>,
    /// The language the clinic writes to her in.
    pub lang: Lang,
    /// The practices that this record is from.
    pub facilities: Vec<String>,
}

/// A vaccine that was given, or was not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImmunizationRow {
    /// Which row of the record.
    pub id: Uuid,
    /// The vaccine.
    pub name: String,
    /// Whether it was given; where it was not, the record says so on purpose.
    pub given: bool,
    /// Which dose of its series.
    pub dose: Option<String>,
    /// When. Of everything but a time only the calendar counts.
    pub at: Moment,
    /// How exact that is.
    pub grain: Grain,
    /// Where.
    pub facility: Option<String>,
    /// The lot, as it stands on the package.
    pub lot: Option<String>,
    /// Whether it is kept from who acts for the patient; nothing, for whoever looks for her.
    pub private: Option<Privacy>,
}

/// How serious a reaction was, or can become.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Mild.
    Mild,
    /// Moderate.
    Moderate,
    /// Severe.
    Severe,
}

impl Severity {
    /// The severity of FHIR's word.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "mild" => Some(Self::Mild),
            "moderate" => Some(Self::Moderate),
            "severe" => Some(Self::Severe),
            _ => None,
        }
    }
}

/// Something that somebody does not tolerate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AllergyRow {
    /// Which row of the record.
    pub id: Uuid,
    /// To what.
    pub name: String,
    /// What it does.
    pub reaction: Option<String>,
    /// How serious it was.
    pub severity: Option<Severity>,
    /// Whether it counts today; an allergy that is over stays on the record.
    pub current: bool,
    /// When it was noted.
    pub at: Moment,
    /// How exact that is.
    pub grain: Grain,
    /// Where it was noted.
    pub facility: Option<String>,
    /// Whether it is kept from who acts for the patient; nothing, for whoever looks for her.
    pub private: Option<Privacy>,
}

/// Where a prescription stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MedicationStatus {
    /// To be taken now.
    Current,
    /// Set aside for a while.
    Paused,
    /// Taken to its end.
    Finished,
    /// Ended before that.
    Stopped,
    /// Not known.
    Unknown,
}

impl MedicationStatus {
    /// The status of FHIR's word.
    pub fn from_code(code: &str) -> Self {
        match code {
            "active" => Self::Current,
            "on-hold" => Self::Paused,
            "completed" => Self::Finished,
            "stopped" | "cancelled" => Self::Stopped,
            _ => Self::Unknown,
        }
    }
}

/// A medicine that was prescribed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MedicationRow {
    /// Which row of the record.
    pub id: Uuid,
    /// The medicine.
    pub name: String,
    /// Directions, as they were written.
    pub directions: Option<String>,
    /// Whether it is taken when needed only.
    pub as_needed: bool,
    /// Where it stands.
    pub status: MedicationStatus,
    /// What for.
    pub reason: Option<String>,
    /// Who prescribed it.
    pub prescriber: Option<String>,
    /// When it was prescribed.
    pub at: Moment,
    /// How exact that is.
    pub grain: Grain,
    /// Where.
    pub facility: Option<String>,
    /// Whether it is kept from who acts for the patient; nothing, for whoever looks for her.
    pub private: Option<Privacy>,
}

/// The range in which a value is as usual, as the laboratory gave it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RangeView {
    /// From.
    pub low: Option<String>,
    /// To.
    pub high: Option<String>,
    /// In words, where it is no numbers.
    pub text: Option<String>,
}

/// What was measured, and what of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultRow {
    /// Which.
    pub id: ResultId,
    /// The test.
    pub name: String,
    /// The value: a number as it was printed, or words.
    pub value: Option<String>,
    /// Whether it has several parts, each with a value of its own.
    pub several: bool,
    /// Its unit.
    pub unit: Option<String>,
    /// The usual range.
    pub range: Option<RangeView>,
    /// What the laboratory says of it.
    pub flag: Option<Flag>,
    /// When the sample was taken.
    pub at: Moment,
    /// How exact that is.
    pub grain: Grain,
    /// Who did it, if the result names one: never the office that only took the sample.
    pub facility: Option<String>,
    /// The office at whose visit it was ordered, where nobody is named who did it.
    pub ordered: Option<String>,
    /// Whether it is kept from who acts for the patient; nothing, for whoever looks for her.
    pub private: Option<Privacy>,
}

/// A part of a result that has several (blood pressure has two).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartView {
    /// What was measured.
    pub name: String,
    /// The value.
    pub value: Option<String>,
    /// Its unit.
    pub unit: Option<String>,
    /// The usual range.
    pub range: Option<RangeView>,
    /// What the laboratory says of it.
    pub flag: Option<Flag>,
}

/// One result with what a report of a laboratory says besides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultView {
    /// Whose it is.
    pub patient: String,
    /// Her medical record number.
    pub number: Option<String>,
    /// The result itself.
    pub row: ResultRow,
    /// Its parts, if it has several.
    pub parts: Vec<PartView>,
    /// Whether the value was corrected after it was first given.
    pub corrected: bool,
    /// When the laboratory reported it.
    pub issued: Option<Moment>,
    /// The address of the office or laboratory that is named.
    pub address: Option<String>,
    /// The report it is part of.
    pub report: Option<String>,
    /// What the report concludes.
    pub conclusion: Option<String>,
    /// What somebody noted about the value.
    pub note: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r_8_8_a_mark_that_nobody_knows_is_shown_as_it_is() {
        assert_eq!(Flag::from_code("H"), Flag::High);
        assert_eq!(Flag::from_code("LL"), Flag::VeryLow);
        assert_eq!(Flag::from_code("h"), Flag::Other("h".into()), "codes are codes");
        assert_eq!(Flag::from_code("HM"), Flag::Other("HM".into()));
        assert!(!Flag::Other("HM".into()).is_usual(), "what nobody knows is not taken for usual");
        assert!(Flag::Normal.is_usual() && !Flag::Low.is_usual());
    }

    #[test]
    fn r_3_15_what_the_office_keeps_is_not_the_patients_to_show() {
        let said = |code| Privacy::from_code(code);
        for (code, private, hers) in [
            ("shown", false, true),
            ("patient", true, true),
            ("code", true, true),
            ("staff", true, false),
            ("within", true, false),
            ("a word of tomorrow", true, false),
        ] {
            assert_eq!((said(code).is_private(), said(code).is_hers()), (private, hers), "{code}");
        }
    }

    #[test]
    fn a_date_that_is_not_known_promises_nothing() {
        assert_eq!(Grain::from_code("time"), Grain::Time);
        assert_eq!(Grain::from_code("decade"), Grain::None);
        assert_eq!(MedicationStatus::from_code("active"), MedicationStatus::Current);
        assert_eq!(MedicationStatus::from_code("entered-in-error"), MedicationStatus::Unknown);
    }
}
