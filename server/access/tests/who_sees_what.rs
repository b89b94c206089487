//! each of the 95 cells of the access matrix is a test of its own, named by its row and column; and the whole
//! matrix is a table in words, `who_sees_what.txt`, for the privacy officer.
//!
//! A difference fails: read the new table, and if it is what the clinic wants, replace the file
//! (`UPDATE_TABLE=1 cargo test -p portal-access`).

#![expect(clippy::unwrap_used, reason = "a date of the table that cannot be read is a failure of the test")]

use portal_access::{Access, Cell, Column, Facts, Limit, Matrix, Rules, Standing};
use portal_types::day::Day;
use portal_types::representative::{Basis, Capability, Right, Rights};
use std::fmt::Write;

const ALL: Cell = Cell::All;
const GRANTED: Cell = Cell::Granted;
const NOTHING: Cell = Cell::Nothing;

/// A cell says what it should, and what it says is what somebody in its column is given.
fn holds(capability: Capability, column: Column, expected: Cell) {
    let matrix = Matrix::US_MA;
    assert_eq!(matrix.cell(capability, column), expected);
    for right in [Right::Read, Right::Act] {
        let given = |standing| matrix.access(standing, capability, right);
        let decided = match expected {
            _ if !capability.has(right) => Access::Nothing,
            Cell::All => Access::All,
            Cell::Limited(limit) => Access::Limited(limit),
            Cell::Granted | Cell::Nothing | Cell::Office => Access::Nothing,
        };
        match column {
            Column::SelfAdult => assert_eq!(given(Standing::SelfAdult), decided),
            Column::OfChild => assert_eq!(given(Standing::OfChild), decided),
            Column::SelfTeen => assert_eq!(given(Standing::SelfTeen), decided),
            Column::OfTeen => assert_eq!(given(Standing::OfTeen(None)), decided),
            Column::OfAdult => {
                assert_eq!(given(Standing::OfAdult(Rights::NONE)), decided, "nothing is granted");
                let others = Rights::every().without(capability, right);
                assert_eq!(given(Standing::OfAdult(others)), decided, "everything else is granted");
                let granted = if expected == Cell::Granted && capability.has(right) { Access::All } else { decided };
                let this = Rights::NONE.with(capability, right);
                assert_eq!(given(Standing::OfAdult(this)), granted, "only this is granted");
            }
        }
    }
}

/// A row of 2.4 as it is written there: self adult, representative of a child under 13, teen herself, representative of
/// a teen, representative of an adult.
macro_rules! cells {
    ($($row:ident $capability:ident: $adult:expr, $child:expr, $teen:expr, $of_teen:expr, $of_adult:expr;)+) => {
        /// The rows that have tests.
        const ROWS: &[Capability] = &[$(Capability::$capability),+];

        $(mod $row {
            use super::*;

            #[test]
            fn self_adult() {
                holds(Capability::$capability, Column::SelfAdult, $adult);
            }

            #[test]
            fn of_a_child_under_13() {
                holds(Capability::$capability, Column::OfChild, $child);
            }

            #[test]
            fn teen_herself() {
                holds(Capability::$capability, Column::SelfTeen, $teen);
            }

            #[test]
            fn of_a_teen() {
                holds(Capability::$capability, Column::OfTeen, $of_teen);
            }

            #[test]
            fn of_an_adult() {
                holds(Capability::$capability, Column::OfAdult, $of_adult);
            }
        })+
    };
}

/// Shorter, for the table below.
const fn part(limit: Limit) -> Cell {
    Cell::Limited(limit)
}

cells! {
    demographics Demographics: ALL, ALL, ALL, ALL, GRANTED;
    immunizations Immunizations: ALL, ALL, ALL, part(Limit::NoHiddenVaccines), GRANTED;
    growth_charts GrowthCharts: ALL, ALL, ALL, ALL, NOTHING;
    allergies Allergies: ALL, ALL, ALL, ALL, GRANTED;
    family_history FamilyHistory: ALL, ALL, ALL, ALL, GRANTED;
    health_reminders Reminders: ALL, ALL, ALL, ALL, GRANTED;
    message_care_team Messages: ALL, ALL, ALL, part(Limit::NoPrivateThreads), GRANTED;
    request_appointment AskAppointment: ALL, ALL, ALL, part(Limit::AskingOnly), GRANTED;
    view_appointments Appointments: ALL, ALL, ALL, NOTHING, GRANTED;
    request_renewal AskRenewal: ALL, ALL, ALL, part(Limit::MarkedDrugs), GRANTED;
    medications_list Medications: ALL, ALL, ALL, NOTHING, GRANTED;
    referral_request AskReferral: ALL, ALL, ALL, part(Limit::NoDiagnosis), GRANTED;
    test_results Results: ALL, ALL, ALL, NOTHING, GRANTED;
    notes_problems_letters Notes: ALL, ALL, ALL, NOTHING, GRANTED;
    billing Billing: ALL, part(Limit::AsGuarantor), part(Limit::OwnBills), part(Limit::AsGuarantorSums),
        part(Limit::AsGuarantor);
    documents_upload Uploads: ALL, ALL, ALL, part(Limit::OwnUploads), GRANTED;
    download_all TakeOut: ALL, ALL, ALL, NOTHING, GRANTED;
    access_log AccessLog: ALL, ALL, ALL, part(Limit::OwnActs), part(Limit::OwnActs);
    manage_representatives Representatives: ALL, Cell::Office, part(Limit::NarrowAndRevoke), NOTHING, NOTHING;
}

#[test]
fn r_4_1_all_95_cells_have_a_test() {
    assert_eq!(ROWS, Capability::ALL);
    assert_eq!(ROWS.len() * Column::ALL.len(), 95);
}

/// a teen widens and narrows, within what the profile allows.
#[test]
fn r_4_2_a_teen_sets_switches_within_the_most_that_she_may() {
    let matrix = Matrix::US_MA;
    let first = matrix.teens_at_first();
    assert!(first.is_within(matrix.teens_to_give()));
    for capability in Capability::ALL {
        for right in [Right::Read, Right::Act] {
            let with = |rights| matrix.access(Standing::OfTeen(Some(rights)), capability, right);
            let before = matrix.access(Standing::OfTeen(None), capability, right);
            assert_eq!(with(first), before, "the switches as they are at first change nothing");
            let least = if matrix.cell(capability, Column::OfTeen).is_fixed() { before } else { Access::Nothing };
            assert_eq!(with(Rights::NONE), least, "all is switched off but what is not the teen's to give");
            // Whatever the table holds, also of a profile that allowed more: never more than the most.
            let most = match matrix.most(capability) {
                Cell::All if capability.has(right) => Access::All,
                Cell::Limited(limit) if capability.has(right) => Access::Limited(limit),
                _ => Access::Nothing,
            };
            assert_eq!(with(Rights::every()), most, "{capability:?} {right:?}");
            assert_eq!(with(matrix.teens_to_give()), most, "{capability:?} {right:?}");
        }
    }
    let may = |capability, right| matrix.teens_to_give().has(capability, right);
    assert!(may(Capability::Results, Right::Read) && may(Capability::Immunizations, Right::Whole));
    assert!(!may(Capability::Results, Right::Whole), "all or nothing");
    assert!(!may(Capability::TakeOut, Right::Read) && !may(Capability::Representatives, Right::Act));
    assert!(!may(Capability::Billing, Right::Read), "bills follow the guarantor");
}

/// F37: to read and to act are two switches.
#[test]
fn reading_and_acting_are_apart() {
    let rights = Rights::NONE.with(Capability::Messages, Right::Read);
    let adult = |right| Matrix::US_MA.access(Standing::OfAdult(rights), Capability::Messages, right);
    assert_eq!((adult(Right::Read), adult(Right::Act)), (Access::All, Access::Nothing));
    let teen = |right| Matrix::US_MA.access(Standing::OfTeen(Some(rights)), Capability::Messages, right);
    assert_eq!(teen(Right::Read), Access::Limited(Limit::NoPrivateThreads));
    assert_eq!(teen(Right::Act), Access::Nothing);
    // The switch for the whole is no way in of its own.
    assert_eq!(teen(Right::Whole), Access::Nothing);
}

/// What is confidential is kept out of every representative's sight, and out of nobody's own.
#[test]
fn r_3_15_no_standing_of_a_representative_shows_what_is_confidential() {
    let every = Rights::every();
    for standing in [
        Standing::OfChild,
        Standing::OfTeen(None),
        Standing::OfTeen(Some(every)),
        Standing::OfAdult(every),
        Standing::OfAdult(Rights::NONE),
    ] {
        assert!(standing.hides_confidential(), "{standing:?}");
    }
    assert!(!Standing::SelfAdult.hides_confidential() && !Standing::SelfTeen.hides_confidential());
}

fn line(text: &mut String, first: &str, words: impl IntoIterator<Item = &'static str>) {
    let mut line = format!("{first:<20}");
    for word in words {
        let _ = write!(line, "{word:<20}");
    }
    text.push_str(line.trim_end());
    text.push('\n');
}

/// Somebody born on 24 November 2013 as a child, as a teen, and of age.
const DAYS: [(&str, &str); 3] = [("child", "2025-11-24"), ("teen", "2026-11-24"), ("adult", "2031-11-24")];

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// The column in which a grant of a ground is on a day, where all is signed that must be.
fn column(basis: Basis, today: Day, attested: bool) -> &'static str {
    let facts = Facts {
        basis,
        active: true,
        born: Some(day("2013-11-24")),
        lives: true,
        consented_on: Some(today),
        assented: true,
        order_until: (basis == Basis::Guardianship).then_some(today),
        attested_on: attested.then_some(today),
        ends_on: None,
        rights: None,
    };
    Standing::by_grant(&facts, &Rules::US_MA, today).map_or("-", |standing| standing.column().code())
}

fn table() -> String {
    let matrix = Matrix::US_MA;
    let mut text = String::from(
        "What is opened to whom (2.4), as US-MA has it.\n\n\
         Whatever stands here: what is confidential is kept out of every representative's sight (R-3.15, R-4.3), in lists,\n\
         searches, counts, notices and errors alike. Nobody can switch that.\n\n",
    );
    line(&mut text, "", Column::ALL.map(Column::code).into_iter().chain(["a teen may allow", "switches"]));
    for capability in Capability::ALL {
        let cells = Column::ALL.map(|column| matrix.cell(capability, column).code());
        let switches = if capability.has(Right::Act) { "see, do" } else { "see" };
        line(&mut text, capability.code(), cells.into_iter().chain([matrix.most(capability).code(), switches]));
    }
    text.push_str("\nThe words:\n");
    for limit in Limit::ALL {
        let _ = writeln!(text, "  {:<20}{}", limit.code(), limit.meaning());
    }
    text.push_str("\nIn which column a representative is, by the ground of the grant and the patient's age:\n\n");
    let heads = DAYS.map(|(phase, _)| phase).into_iter().chain(["teen, no capacity", "adult, no capacity"]);
    line(&mut text, "", heads);
    for basis in Basis::ALL {
        let by_age = DAYS.map(|(_, today)| column(basis, day(today), false));
        let attested = [DAYS[1].1, DAYS[2].1].map(|today| column(basis, day(today), true));
        line(&mut text, basis.code(), by_age.into_iter().chain(attested));
    }
    text
}

#[test]
fn who_sees_what_is_as_decided() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/who_sees_what.txt");
    let now = table();
    #[expect(clippy::disallowed_methods, reason = "the switch for replacing the table is a person's")]
    if std::env::var_os("UPDATE_TABLE").is_some() {
        let _ = std::fs::write(path, &now);
    }
    let decided = std::fs::read_to_string(path).unwrap_or_default();
    assert_eq!(now, decided, "the table has changed; read it before replacing {path}");
}
