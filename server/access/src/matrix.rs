//! The access matrix 2.4: what of a chart is opened to whom. One table; `tests/who_sees_what.txt` is it in words.
//!
//! A column says who looks (by whose grant, at which age), a row what at. Five columns and nineteen rows are US-MA's; a
//! jurisdiction profile writes its own column for the representatives of teens, and the most that a teen may allow.
//! Whatever a cell says, a representative is never shown what is confidential: that is not a cell, so
//! that nobody can switch it.

use crate::standing::Standing;
use portal_types::representative::{Capability, Right, Rights};

/// Who looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Column {
    /// An adult at her own chart.
    SelfAdult,
    /// The representative of a child, or of somebody who lacks capacity.
    OfChild,
    /// A teen at her own chart.
    SelfTeen,
    /// The representative of a teen.
    OfTeen,
    /// The representative of an adult, by what she has granted.
    OfAdult,
}

impl Column {
    /// All of them, in the order of the matrix.
    pub const ALL: [Self; 5] = [Self::SelfAdult, Self::OfChild, Self::SelfTeen, Self::OfTeen, Self::OfAdult];

    /// Its head in the table.
    pub fn code(self) -> &'static str {
        match self {
            Self::SelfAdult => "self, adult",
            Self::OfChild => "of a child",
            Self::SelfTeen => "self, teen",
            Self::OfTeen => "of a teen",
            Self::OfAdult => "of an adult",
        }
    }
}

/// The part of something that is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Limit {
    /// All vaccines but those that the profile hides (HPV).
    NoHiddenVaccines,
    /// All conversations but those that the teen keeps for herself.
    NoPrivateThreads,
    /// To ask, and to see what one has asked; nothing of what there is.
    AskingOnly,
    /// What staff have marked as general.
    GeneralOnly,
    /// Medicines that staff have marked as visible.
    MarkedDrugs,
    /// Without the diagnosis.
    NoDiagnosis,
    /// Bills of visits on whose day the person was the guarantor.
    AsGuarantor,
    /// The same, and of confidential visits the amount and the date only.
    AsGuarantorSums,
    /// Bills that are the teen's own.
    OwnBills,
    /// What the person has uploaded.
    OwnUploads,
    /// What the person has done.
    OwnActs,
    /// To narrow what representatives see, within bounds to widen it, and to end it.
    NarrowAndRevoke,
}

impl Limit {
    /// All of them, in the order explained.
    pub const ALL: [Self; 12] = [
        Self::NoHiddenVaccines,
        Self::NoPrivateThreads,
        Self::AskingOnly,
        Self::GeneralOnly,
        Self::MarkedDrugs,
        Self::NoDiagnosis,
        Self::AsGuarantor,
        Self::AsGuarantorSums,
        Self::OwnBills,
        Self::OwnUploads,
        Self::OwnActs,
        Self::NarrowAndRevoke,
    ];

    /// The word in profiles and in the table.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoHiddenVaccines => "no_hidden_vaccines",
            Self::NoPrivateThreads => "no_private_threads",
            Self::AskingOnly => "asking_only",
            Self::GeneralOnly => "general_only",
            Self::MarkedDrugs => "marked_drugs",
            Self::NoDiagnosis => "no_diagnosis",
            Self::AsGuarantor => "as_guarantor",
            Self::AsGuarantorSums => "as_guarantor_sums",
            Self::OwnBills => "own_bills",
            Self::OwnUploads => "own_uploads",
            Self::OwnActs => "own_acts",
            Self::NarrowAndRevoke => "narrow_and_revoke",
        }
    }

    /// What it means, for the privacy officer.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::NoHiddenVaccines => "all vaccines but those that the profile hides (HPV)",
            Self::NoPrivateThreads => "all conversations but those that the teen keeps for herself",
            Self::AskingOnly => "to ask, and to see what one has asked",
            Self::GeneralOnly => "what staff have marked as general",
            Self::MarkedDrugs => "medicines that staff have marked as visible",
            Self::NoDiagnosis => "without the diagnosis",
            Self::AsGuarantor => "bills of visits on whose day the person was the guarantor",
            Self::AsGuarantorSums => "the same; of confidential visits the amount and the date only",
            Self::OwnBills => "bills that are the teen's own",
            Self::OwnUploads => "what the person has uploaded",
            Self::OwnActs => "what the person has done",
            Self::NarrowAndRevoke => "to narrow, within bounds to widen, and to end",
        }
    }
}

/// A cell of the matrix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cell {
    /// Nothing.
    Nothing,
    /// Nothing here; the office of the patient's doctor does it.
    Office,
    /// A part.
    Limited(Limit),
    /// All, if the patient has granted it.
    Granted,
    /// All.
    All,
}

impl Cell {
    /// The word in profiles and in the table.
    pub fn code(self) -> &'static str {
        match self {
            Self::Nothing => "-",
            Self::Office => "the office",
            Self::Limited(limit) => limit.code(),
            Self::Granted => "if granted",
            Self::All => "all",
        }
    }

    /// The cell of a profile's word. A profile neither grants nor sends to the office.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "nothing" => Some(Self::Nothing),
            "all" => Some(Self::All),
            _ => Limit::ALL.into_iter().find(|limit| limit.code() == code).map(Self::Limited),
        }
    }

    /// Whether it is not the patient's to give, so that no switch changes it: bills follow the guarantor, and
    /// one's own acts are one's own.
    pub fn is_fixed(self) -> bool {
        matches!(
            self,
            Self::Office
                | Self::Limited(Limit::AsGuarantor | Limit::AsGuarantorSums | Limit::OwnBills | Limit::OwnActs)
        )
    }

    /// Whether it opens anything at all, to somebody who has been granted what can be.
    fn opens(self) -> bool {
        matches!(self, Self::Limited(_) | Self::Granted | Self::All)
    }

    fn decided(self) -> Access {
        match self {
            Self::All => Access::All,
            Self::Limited(limit) => Access::Limited(limit),
            Self::Nothing | Self::Office | Self::Granted => Access::Nothing,
        }
    }
}

/// What somebody is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Access {
    /// Nothing: the same as if it were not there.
    Nothing,
    /// A part.
    Limited(Limit),
    /// All.
    All,
}

impl Access {
    /// Whether anything is opened.
    pub fn opens(self) -> bool {
        self != Self::Nothing
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Row {
    cells: [Cell; 5],
    /// The most that a teen may allow her representatives.
    most: Cell,
}

/// The matrix of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Matrix {
    rows: [Row; 19],
}

const fn row(cells: [Cell; 5], most: Cell) -> Row {
    Row { cells, most }
}

impl Matrix {
    /// Massachusetts: 2.4 as it is written. In the order of [`Capability::ALL`]; the columns are those of
    /// [`Column::ALL`], and behind them the most that a teen may allow.
    pub const US_MA: Self = {
        use Cell::{All, Granted, Limited, Nothing, Office};
        use Limit::{
            AsGuarantor, AsGuarantorSums, AskingOnly, MarkedDrugs, NarrowAndRevoke, NoDiagnosis, NoHiddenVaccines,
            NoPrivateThreads, OwnActs, OwnBills, OwnUploads,
        };
        Self {
            rows: [
                // Demographics, insurance, benefits.
                row([All, All, All, All, Granted], All),
                // Immunizations.
                row([All, All, All, Limited(NoHiddenVaccines), Granted], All),
                // Growth charts.
                row([All, All, All, All, Nothing], All),
                // Allergies.
                row([All, All, All, All, Granted], All),
                // Family history.
                row([All, All, All, All, Granted], All),
                // Health reminders.
                row([All, All, All, All, Granted], All),
                // Messages. What a teen keeps for herself is hers to show, conversation by conversation.
                row([All, All, All, Limited(NoPrivateThreads), Granted], Limited(NoPrivateThreads)),
                // Asking for an appointment.
                row([All, All, All, Limited(AskingOnly), Granted], Limited(AskingOnly)),
                // Appointments.
                row([All, All, All, Nothing, Granted], All),
                // Asking for a renewal.
                row([All, All, All, Limited(MarkedDrugs), Granted], All),
                // Medications.
                row([All, All, All, Nothing, Granted], All),
                // Asking for a referral.
                row([All, All, All, Limited(NoDiagnosis), Granted], All),
                // Test results.
                row([All, All, All, Nothing, Granted], All),
                // Visit summaries, notes, problems, letters.
                row([All, All, All, Nothing, Granted], All),
                // Billing.
                row(
                    [All, Limited(AsGuarantor), Limited(OwnBills), Limited(AsGuarantorSums), Limited(AsGuarantor)],
                    Limited(AsGuarantorSums),
                ),
                // Uploads.
                row([All, All, All, Limited(OwnUploads), Granted], All),
                // Taking everything out.
                row([All, All, All, Nothing, Granted], Nothing),
                // The access log.
                row([All, All, All, Limited(OwnActs), Limited(OwnActs)], Limited(OwnActs)),
                // Who may act.
                row([All, Office, Limited(NarrowAndRevoke), Nothing, Nothing], Nothing),
            ],
        }
    };

    fn row(&self, capability: Capability) -> &Row {
        &self.rows[capability.place()]
    }

    /// A cell.
    pub fn cell(&self, capability: Capability, column: Column) -> Cell {
        let at = match column {
            Column::SelfAdult => 0,
            Column::OfChild => 1,
            Column::SelfTeen => 2,
            Column::OfTeen => 3,
            Column::OfAdult => 4,
        };
        self.row(capability).cells[at]
    }

    /// The most that a teen may allow her representatives.
    pub fn most(&self, capability: Capability) -> Cell {
        self.row(capability).most
    }

    /// The matrix with a profile's own column for the representatives of teens: of every capability what they are given
    /// at first, and the most that the teen may allow.
    pub fn with_teens(mut self, rows: &[(Capability, Cell, Cell)]) -> Result<Self, String> {
        for capability in Capability::ALL {
            let found: Vec<_> = rows.iter().filter(|(of, ..)| *of == capability).collect();
            let [(_, first, most)] = found[..] else {
                return Err(format!("the teen matrix has {} once", capability.code()));
            };
            let (ours, widest) = (self.cell(capability, Column::OfTeen), self.most(capability));
            let widens = first == most || (!first.opens() && most.opens()) || *most == Cell::All;
            let fixed = ours.is_fixed() || !widest.opens();
            let legal = widens
                && !matches!(first, Cell::Granted | Cell::Office)
                && !matches!(most, Cell::Granted | Cell::Office)
                // What follows the guarantor, one's own acts, and what no teen may give: less is possible, more is not.
                && (!fixed || (first == most && (*first == Cell::Nothing || *first == ours)));
            if !legal {
                return Err(format!("the teen matrix says of {} what cannot be", capability.code()));
            }
            let row = &mut self.rows[capability.place()];
            (row.cells[3], row.most) = (*first, *most);
        }
        Ok(self)
    }

    /// What somebody of a standing is given of something: to see, or to do.
    pub fn access(&self, standing: Standing, capability: Capability, right: Right) -> Access {
        if right == Right::Whole || !capability.has(right) {
            return Access::Nothing;
        }
        let cell = self.cell(capability, standing.column());
        match standing {
            Standing::SelfAdult | Standing::SelfTeen | Standing::OfChild => cell.decided(),
            Standing::OfAdult(rights) => match cell {
                Cell::Granted if rights.has(capability, right) => Access::All,
                Cell::Granted => Access::Nothing,
                other => other.decided(),
            },
            Standing::OfTeen(None) => cell.decided(),
            Standing::OfTeen(Some(_)) if cell.is_fixed() => cell.decided(),
            Standing::OfTeen(Some(rights)) => {
                let most = self.most(capability);
                if !rights.has(capability, right) {
                    Access::Nothing
                } else if cell == Cell::Nothing || rights.has(capability, Right::Whole) {
                    most.decided()
                } else {
                    cell.decided()
                }
            }
        }
    }

    /// All that somebody of a standing may see, or all that she may do, in whole or in part: for the frame of her pages.
    pub fn opened(&self, standing: Standing, right: Right) -> Rights {
        self.switches(|capability, of| of == right && self.access(standing, capability, right).opens())
    }

    /// What of it is open whole, and not in part: what a switch may change of something that stays open.
    pub fn opened_whole(&self, standing: Standing) -> Rights {
        self.switches(|capability, of| self.access(standing, capability, of) == Access::All)
    }

    /// The switches that an adult may set for a representative.
    pub fn adults_to_give(&self) -> Rights {
        self.switches(|capability, right| {
            right != Right::Whole && self.cell(capability, Column::OfAdult) == Cell::Granted
        })
    }

    /// The switches that are on for a teen's representative while the teen has set none.
    pub fn teens_at_first(&self) -> Rights {
        self.switches(|capability, right| {
            let cell = self.cell(capability, Column::OfTeen);
            right != Right::Whole && cell.opens() && !cell.is_fixed()
        })
    }

    /// The switches that a teen may set for a representative.
    pub fn teens_to_give(&self) -> Rights {
        self.switches(|capability, right| {
            let (cell, most) = (self.cell(capability, Column::OfTeen), self.most(capability));
            let part = cell.opens() && cell != most;
            most.opens() && !cell.is_fixed() && (right != Right::Whole || part)
        })
    }

    fn switches(&self, on: impl Fn(Capability, Right) -> bool) -> Rights {
        let mut rights = Rights::NONE;
        for capability in Capability::ALL {
            for right in Right::ALL {
                if capability.has(right) && on(capability, right) {
                    rights = rights.with(capability, right);
                }
            }
        }
        rights
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Vec<(Capability, Cell, Cell)> {
        let matrix = Matrix::US_MA;
        Capability::ALL.into_iter().map(|c| (c, matrix.cell(c, Column::OfTeen), matrix.most(c))).collect()
    }

    fn put(capability: Capability, first: Cell, most: Cell) -> Result<Matrix, String> {
        let mut rows = rows();
        rows[capability.place()] = (capability, first, most);
        Matrix::US_MA.with_teens(&rows)
    }

    #[test]
    fn a_profile_says_the_same_or_less_or_what_a_teen_may_give() {
        assert_eq!(Matrix::US_MA.with_teens(&rows()), Ok(Matrix::US_MA));
        let strict = put(Capability::Messages, Cell::Nothing, Cell::Nothing).unwrap();
        assert_eq!(strict.cell(Capability::Messages, Column::OfTeen), Cell::Nothing);
        assert_eq!(strict.cell(Capability::Messages, Column::OfChild), Cell::All, "the other columns stay");
        assert!(put(Capability::Billing, Cell::Nothing, Cell::Nothing).is_ok());
        assert!(
            put(Capability::Appointments, Cell::Limited(Limit::GeneralOnly), Cell::Limited(Limit::GeneralOnly)).is_ok()
        );
        assert!(put(Capability::Immunizations, Cell::All, Cell::All).is_ok(), "the profile's switch for HPV");
    }

    #[test]
    fn a_profile_that_says_what_cannot_be_is_refused_in_words() {
        let wrong = |capability, first, most| put(capability, first, most).unwrap_err();
        assert!(wrong(Capability::Results, Cell::All, Cell::Nothing).contains("results"), "most is less than first");
        assert!(wrong(Capability::Results, Cell::Granted, Cell::All).contains("results"));
        assert!(wrong(Capability::Billing, Cell::All, Cell::All).contains("billing"), "R-9.5");
        assert!(wrong(Capability::AccessLog, Cell::All, Cell::All).contains("access_log"));
        assert!(wrong(Capability::Representatives, Cell::All, Cell::All).contains("representatives"));
        assert!(wrong(Capability::TakeOut, Cell::Nothing, Cell::All).contains("take_out"));
        let mut rows = rows();
        rows.pop();
        assert!(Matrix::US_MA.with_teens(&rows).unwrap_err().contains("representatives"), "one is missing");
        rows.push((Capability::Results, Cell::Nothing, Cell::All));
        assert!(Matrix::US_MA.with_teens(&rows).unwrap_err().contains("results"), "one stands twice");
    }

    /// whatever changes of what somebody is given changes one of the three that her pages are drawn by.
    #[test]
    fn r_3_7_no_switch_of_a_teen_changes_what_is_open_without_changing_what_pages_are_drawn_by() {
        let matrix = Matrix::US_MA;
        let all = matrix.teens_to_give();
        let drawn_by = |rights: Rights| {
            let standing = Standing::OfTeen(Some(rights));
            let [sees, acts] = [Right::Read, Right::Act].map(|right| matrix.opened(standing, right));
            [sees, acts, matrix.opened_whole(standing)]
        };
        let given = |rights: Rights| {
            let standing = Standing::OfTeen(Some(rights));
            Capability::ALL.map(|of| [Right::Read, Right::Act].map(|right| matrix.access(standing, of, right)))
        };
        for (capability, right) in all.on() {
            let without = all.without(capability, right);
            assert_eq!(given(all) == given(without), drawn_by(all) == drawn_by(without), "{capability:?} {right:?}");
        }
        let vaccines = all.without(Capability::Immunizations, Right::Whole);
        assert_ne!(drawn_by(all), drawn_by(vaccines), "the vaccines that are hers to show");
    }

    #[test]
    fn words_of_a_profile_are_read() {
        assert_eq!(Cell::from_code("all"), Some(Cell::All));
        assert_eq!(Cell::from_code("nothing"), Some(Cell::Nothing));
        for limit in Limit::ALL {
            assert_eq!(Cell::from_code(limit.code()), Some(Cell::Limited(limit)));
        }
        for not in ["-", "", "if granted", "the office"] {
            assert_eq!(Cell::from_code(not), None, "{not}");
        }
    }
}
