//! Shared inboxes: what each is for, who answers it, and of whom it takes no messages.

use crate::account::Role;
use crate::day::Day;
use crate::field::{self, FieldProblem, Problem, Problems};
use crate::ids::{AccountId, BlockId, IntentKey, PoolId, PracticeId};
use crate::moment::Moment;
use crate::page::Page;
use crate::practice::business_days;
use serde::{Deserialize, Serialize};

/// What a shared inbox of a practice is for. A practice has at most one of each; the general one stands in for those that
/// it does not have, but not for bills.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PoolKind {
    /// Anything else.
    #[default]
    General,
    /// Visits.
    Appointments,
    /// Medicines.
    Medication,
    /// Tests.
    Tests,
    /// Referrals.
    Referrals,
    /// Questions about where to read more.
    Education,
    /// Bills. Only billing clerks answer it, and they answer nothing else.
    Billing,
}

impl PoolKind {
    /// All kinds, in the order shown.
    pub const ALL: [Self; 7] = [
        Self::General,
        Self::Appointments,
        Self::Medication,
        Self::Tests,
        Self::Referrals,
        Self::Education,
        Self::Billing,
    ];

    /// The word kept in tables and forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::General => "general",
            Self::Appointments => "appointments",
            Self::Medication => "medication",
            Self::Tests => "tests",
            Self::Referrals => "referrals",
            Self::Education => "education",
            Self::Billing => "billing",
        }
    }

    /// The kind of a stored word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Whether somebody of this role answers such an inbox. `sessions::find` asks the same of the database.
    pub fn is_answered_by(self, role: Role) -> bool {
        match role {
            Role::Clinician | Role::PoolNurse => self != Self::Billing,
            Role::Billing => self == Self::Billing,
            Role::FrontDesk | Role::Enrollment | Role::Support | Role::Admin => false,
        }
    }
}

/// Why an inbox takes no messages of somebody, as far as she is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockReason {
    /// Messages that insult or threaten.
    Conduct,
    /// More messages than can be answered.
    TooMany,
    /// Messages that are not about care, or not about this chart.
    WrongUse,
    /// The practice does not see the patient any more.
    LeftPractice,
    /// Something else; the practice says what.
    Other,
}

impl BlockReason {
    /// All reasons, in the order offered.
    pub const ALL: [Self; 5] = [Self::Conduct, Self::TooMany, Self::WrongUse, Self::LeftPractice, Self::Other];

    /// The word kept in tables and forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Conduct => "conduct",
            Self::TooMany => "too_many",
            Self::WrongUse => "wrong_use",
            Self::LeftPractice => "left_practice",
            Self::Other => "other",
        }
    }

    /// The reason of a stored word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}

/// What somebody hears whose messages an inbox does not take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blocked {
    /// Why.
    pub reason: BlockReason,
    /// The last day on which it is so, if it ends by itself.
    pub until: Option<Day>,
    /// The number to call instead.
    pub phone: Option<String>,
}

/// A block that stands, as the desk sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlockView {
    /// Which.
    pub block: BlockId,
    /// Whose messages are not taken; `None`: anybody's about this chart.
    pub whose: Option<String>,
    /// Why.
    pub reason: BlockReason,
    /// The last day on which it is so, if it ends by itself.
    pub until: Option<Day>,
    /// Who has said so.
    pub author: String,
    /// When.
    pub at: Moment,
}

/// Whose messages a block is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BlockWhom {
    /// Those of the person who wrote last in the conversation.
    Writer,
    /// Anybody's about this chart.
    Anybody,
}

/// That an inbox is to take no messages of somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewBlock {
    /// Whose.
    pub whom: BlockWhom,
    /// Why.
    pub reason: BlockReason,
    /// The last day of it, if it is to end by itself.
    pub until: Option<Day>,
}

impl NewBlock {
    /// Reads the form: `whom` is `writer` or `anybody`, `until` the last day as a desk types it, or nothing. It must be
    /// confirmed.
    pub fn parse(whom: &str, reason: &str, until: &str, sure: bool, today: Day) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let whom = problems.check(
            "whom",
            match whom {
                "writer" => Ok(BlockWhom::Writer),
                "anybody" => Ok(BlockWhom::Anybody),
                _ => Err(Problem::NotAChoice),
            },
        );
        let reason = problems.check("reason", BlockReason::from_code(reason).ok_or(Problem::NotAChoice));
        let until = problems.check(
            "until",
            match until.trim() {
                "" => Ok(None),
                typed => match field::typed_date(typed) {
                    Ok(day) if day < today => Err(Problem::InThePast),
                    read => read.map(Some),
                },
            },
        );
        let sure = problems.check("sure", if sure { Ok(()) } else { Err(Problem::NotAgreed) });
        let all = (|| {
            sure?;
            Some(Self { whom: whom?, reason: reason?, until: until? })
        })();
        problems.into_result(all)
    }
}

/// An inbox in the list of the administration's desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PoolRow {
    /// Which.
    pub pool: PoolId,
    /// What it is for.
    pub kind: PoolKind,
    /// Business days within which it answers.
    pub business_days: u8,
    /// Whether somebody is there to answer.
    pub answered: bool,
}

/// A practice with its inboxes, in the list of the administration's desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PracticePools {
    /// Which practice.
    pub practice: PracticeId,
    /// Its name.
    pub name: String,
    /// Its inboxes, the general one first.
    pub pools: Vec<PoolRow>,
}

impl PracticePools {
    /// The kinds that it does not have yet.
    pub fn lacks(&self) -> Vec<PoolKind> {
        PoolKind::ALL.into_iter().filter(|kind| self.pools.iter().all(|pool| pool.kind != *kind)).collect()
    }
}

/// A page of practices with their inboxes, by name, and the intent of the form that adds one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PoolList {
    /// The practices.
    pub page: Page<PracticePools>,
    /// The intent of the form.
    pub intent: IntentKey,
}

/// Somebody who answers an inbox, or could.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PoolMember {
    /// Whose account.
    pub account: AccountId,
    /// Name as patients see it.
    pub name: String,
    /// What the person does.
    pub role: Role,
    /// Whether she answers it.
    pub member: bool,
    /// Whether letters of what is late reach her: she has given an address, and her account is open.
    pub reached: bool,
}

/// An inbox, and what the form about it begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PoolView {
    /// Which.
    pub pool: PoolId,
    /// Of which practice.
    pub practice: PracticeId,
    /// The practice's name.
    pub name: String,
    /// What it is for.
    pub kind: PoolKind,
    /// Business days within which it answers.
    pub business_days: u8,
    /// The number that is told instead of the practice's own.
    pub phone: Option<String>,
    /// Whom it is told when an answer is late.
    pub lead: Option<AccountId>,
    /// Who could answer it, by name.
    pub members: Vec<PoolMember>,
    /// What waits there: conversations and requests.
    pub waiting: u32,
    /// The intent of the form.
    pub intent: IntentKey,
}

/// What an inbox is to be like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PoolChange {
    /// Business days within which it answers, 1 to [`crate::practice::BUSINESS_DAYS_MOST`].
    pub business_days: u8,
    /// The number that is told instead of the practice's own.
    pub phone: Option<String>,
    /// Who answers it; nobody else does.
    pub members: Vec<AccountId>,
    /// The lead, one of the members.
    pub lead: Option<AccountId>,
    /// Made once per change.
    pub intent: IntentKey,
}

impl PoolChange {
    /// Reads the form; `members` holds the accounts whose boxes were ticked, `lead` one of them or nothing.
    pub fn parse(
        days: &str,
        phone: &str,
        members: &[String],
        lead: &str,
        intent: &str,
    ) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let business_days = problems.check("days", business_days(days));
        let phone =
            problems.check("phone", if phone.trim().is_empty() { Ok(None) } else { field::phone(phone).map(Some) });
        let mut ticked: Vec<AccountId> = members.iter().filter_map(|word| word.parse().ok()).collect();
        let known = ticked.len() == members.len();
        // In one order, each once: the same choice is the same change.
        ticked.sort_unstable();
        ticked.dedup();
        let chosen: Result<Option<AccountId>, Problem> = match lead.trim() {
            "" => Ok(None),
            word => word.parse().map(Some).map_err(|_| Problem::NotAChoice),
        };
        let one_of_them = |lead: &Option<AccountId>| lead.is_none_or(|lead| ticked.contains(&lead));
        let chosen = chosen.and_then(|lead| if one_of_them(&lead) { Ok(lead) } else { Err(Problem::NotAChoice) });
        let lead = problems.check("lead", chosen);
        let members = problems.check("members", if known { Ok(ticked) } else { Err(Problem::NotAChoice) });
        let intent = problems.check("intent", intent.parse().map_err(|_| Problem::Missing));
        let all = (|| {
            Some(Self { business_days: business_days?, phone: phone?, members: members?, lead: lead?, intent: intent? })
        })();
        problems.into_result(all)
    }
}

/// An inbox that a practice is to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewPool {
    /// Which practice.
    pub practice: PracticeId,
    /// What it is for.
    pub kind: PoolKind,
    /// Made once per change.
    pub intent: IntentKey,
}

impl NewPool {
    /// Reads the form.
    pub fn parse(practice: &str, kind: &str, intent: &str) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let practice = problems.check("practice", practice.parse().map_err(|_| Problem::NotAChoice));
        let kind = problems.check("kind", PoolKind::from_code(kind).ok_or(Problem::NotAChoice));
        let intent = problems.check("intent", intent.parse().map_err(|_| Problem::Missing));
        let all = (|| Some(Self { practice: practice?, kind: kind?, intent: intent? }))();
        problems.into_result(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "01900000-0000-7000-8000-000000000001";
    const TWO: &str = "01900000-0000-7000-8000-000000000002";

    fn said<T>(parsed: Result<T, Vec<FieldProblem>>) -> Vec<(String, Problem)> {
        parsed.err().unwrap_or_default().into_iter().map(|problem| (problem.field, problem.problem)).collect()
    }

    #[test]
    fn r_11_1_bills_are_answered_by_billing_clerks_and_by_nobody_else() {
        for kind in PoolKind::ALL {
            assert_eq!(PoolKind::from_code(kind.code()), Some(kind));
            for role in Role::ALL {
                let clerk = role == Role::Billing;
                let cares = matches!(role, Role::Clinician | Role::PoolNurse);
                let answers = if kind == PoolKind::Billing { clerk } else { cares };
                assert_eq!(kind.is_answered_by(role), answers, "{kind:?} {role:?}");
            }
        }
    }

    #[test]
    fn r_6_11_a_block_has_a_reason_and_may_end_by_itself() {
        let today = Day::new(2026, 11, 22).unwrap();
        let read = |until: &str| NewBlock::parse("writer", "too_many", until, true, today).map(|block| block.until);
        assert_eq!(read(" "), Ok(None));
        assert_eq!(read("11/22/2026"), Ok(Some(today)));
        assert_eq!(said(read("11/21/2026")), [("until".to_owned(), Problem::InThePast)]);
        assert_eq!(said(read("soon")), [("until".to_owned(), Problem::NotADate)]);
        let fields: Vec<String> =
            said(NewBlock::parse("all", "", "", false, today)).into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["whom", "reason", "sure"]);
        for reason in BlockReason::ALL {
            assert_eq!(BlockReason::from_code(reason.code()), Some(reason));
        }
    }

    #[test]
    fn the_lead_of_an_inbox_answers_it() {
        let members = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
        let read = |who: &[&str], lead: &str| PoolChange::parse("3", " ", &members(who), lead, ONE);
        let change = read(&[TWO, ONE, TWO], TWO).unwrap();
        assert_eq!(change.members, [ONE.parse().unwrap(), TWO.parse().unwrap()], "each once, in one order");
        assert_eq!((change.lead, change.phone), (TWO.parse().ok(), None));
        assert_eq!(read(&[], "").unwrap().lead, None);
        assert_eq!(said(read(&[ONE], TWO)), [("lead".to_owned(), Problem::NotAChoice)]);
        assert_eq!(said(read(&["me"], "")), [("members".to_owned(), Problem::NotAChoice)]);
        let wrong = PoolChange::parse("31", "12", &[], "", "");
        let fields: Vec<String> = said(wrong).into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["days", "phone", "intent"]);
    }

    #[test]
    fn a_practice_gets_what_it_lacks() {
        let pool = |kind| PoolRow { pool: PoolId(uuid::Uuid::nil()), kind, business_days: 3, answered: true };
        let practice = PracticePools {
            practice: ONE.parse().unwrap(),
            name: "Cardiology".into(),
            pools: vec![pool(PoolKind::General), pool(PoolKind::Billing)],
        };
        assert_eq!(practice.lacks().len(), 5);
        assert!(NewPool::parse(ONE, "tests", TWO).is_ok());
        assert_eq!(said(NewPool::parse("", "gossip", "")).len(), 3);
    }
}
