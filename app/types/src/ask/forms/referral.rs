//! The form for a referral's authorization.

use super::{DAYS_AHEAD, WORDS_MOST, optional};
use crate::ask::{AskForm, NewAsk};
use crate::day::Day;
use crate::field::{self, FieldProblem, Problem, Problems};
use serde::{Deserialize, Serialize};

/// The form for a referral's authorization as it was typed. Has no `Debug`.
#[derive(Clone, Copy)]
pub struct ReferralTyped<'a> {
    /// `pool`.
    pub pool: &'a str,
    /// `specialist`.
    pub specialist: &'a str,
    /// `reason`.
    pub reason: &'a str,
    /// `plan`.
    pub plan: &'a str,
    /// Month, day, year: `visit_month`, `visit_day`, `visit_year`.
    pub visit: [&'a str; 3],
    /// `note`.
    pub note: &'a str,
    /// Whether `late` is ticked, which stands there once the visit comes too soon.
    pub late: bool,
    /// `intent`.
    pub intent: &'a str,
}

/// The day of a visit that a referral is for: within a year, either way.
fn visit_day(parts: [&str; 3], today: Day) -> Result<Day, Problem> {
    let day = field::day_in_parts(parts)?.ok_or(Problem::Missing)?;
    match day.epoch() - today.epoch() {
        ahead if ahead > DAYS_AHEAD => Err(Problem::InTheFuture),
        ahead if ahead < -DAYS_AHEAD => Err(Problem::InThePast),
        _ => Ok(day),
    }
}

impl NewAsk {
    /// Reads the form for a referral's authorization; `today` is the clinic's. That a visit is over or today must be known
    /// whether it comes before the office's answer is for the server to ask, with [`NewAsk::must_know`].
    pub fn referral(form: &ReferralTyped<'_>, today: Day) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let pool = problems.check("pool", form.pool.parse().map_err(|_| Problem::NotAChoice));
        let specialist = problems.check("specialist", field::subject(form.specialist));
        let reason = problems.check("reason", field::long_text(form.reason, WORDS_MOST));
        let plan = problems.check("plan", field::subject(form.plan));
        let visit_on = problems.check("visit", visit_day(form.visit, today));
        let known = form.late || visit_on.is_none_or(|day| TooSoon::of(day, today, today).is_none());
        let late = problems.check("late", if known { Ok(form.late) } else { Err(Problem::NotAgreed) });
        let note = problems.check("note", optional(field::long_text(form.note, WORDS_MOST)));
        let intent = problems.check("intent", form.intent.parse().map_err(|_| Problem::Missing));
        let all = (|| {
            let form = AskForm::Referral {
                specialist: specialist?,
                reason: reason?,
                plan: plan?,
                visit_on: visit_on?,
                note: note?,
            };
            Some(Self {
                pool: pool?,
                provider: None,
                form,
                drugs: Vec::new(),
                late: late?,
                files: Vec::new(),
                intent: intent?,
            })
        })();
        problems.into_result(all)
    }
}

/// Why a visit comes too soon for an authorization.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TooSoon {
    /// It is over, or today: that is usually refused.
    Retroactive,
    /// It comes before the day by which the office answers.
    BeforeAnswer,
}

impl TooSoon {
    /// Of a visit; `due` is the day by which the office answers what is sent today.
    pub fn of(visit_on: Day, today: Day, due: Day) -> Option<Self> {
        if visit_on <= today {
            Some(Self::Retroactive)
        } else if visit_on < due {
            Some(Self::BeforeAnswer)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ask::forms::given::{INTENT, POOL, named, today, wrong};

    #[test]
    fn r_7_9_a_visit_that_comes_too_soon_must_be_known() {
        let form = ReferralTyped {
            pool: POOL,
            specialist: "Dr. Amara Obi, cardiology",
            reason: "A second look at my heart.",
            plan: "Blue Plan 7",
            visit: ["11", "26", "2026"],
            note: "",
            late: false,
            intent: INTENT,
        };
        let due: Day = "2026-11-27".parse().unwrap();
        let soon = NewAsk::referral(&form, today()).unwrap();
        assert!(soon.must_know(today(), due) && !soon.must_know(today(), "2026-11-26".parse().unwrap()));
        assert!(!NewAsk::referral(&ReferralTyped { late: true, ..form }, today()).unwrap().must_know(today(), due));
        for over in [["11", "23", "2026"], ["11", "1", "2026"]] {
            let over = ReferralTyped { visit: over, ..form };
            assert_eq!(wrong(NewAsk::referral(&over, today())), named(&[("late", Problem::NotAgreed)]));
            assert!(NewAsk::referral(&ReferralTyped { late: true, ..over }, today()).is_ok());
        }
        let lacks = ReferralTyped { specialist: "", reason: "", plan: "", visit: ["", "", ""], ..form };
        assert_eq!(
            wrong(NewAsk::referral(&lacks, today())),
            named(&["specialist", "reason", "plan", "visit"].map(|field| (field, Problem::Missing)))
        );
        let day = |text: &str| text.parse::<Day>().unwrap();
        assert_eq!(TooSoon::of(today(), today(), due), Some(TooSoon::Retroactive));
        assert_eq!(TooSoon::of(day("2026-11-26"), today(), due), Some(TooSoon::BeforeAnswer));
        assert_eq!(TooSoon::of(due, today(), due), None);
    }
}
