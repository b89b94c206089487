//! The whole policy as one table, compared with `who_may_what.txt`.
//!
//! A difference fails: read the new table, and if it is what the clinic wants, replace the file
//! (`UPDATE_TABLE=1 cargo test -p portal-access`).

use portal_access::{Action, Kind, policy};
use std::fmt::Write;

fn table() -> String {
    let kinds = Kind::all();
    let mut text = format!("{:<22}", "");
    for kind in &kinds {
        let _ = write!(text, "{:>11}", kind.code());
    }
    text.push('\n');
    for action in Action::ALL {
        let _ = write!(text, "{:<22}", action.code());
        for kind in &kinds {
            let _ = write!(text, "{:>11}", if policy::permits(*kind, action) { "yes" } else { "-" });
        }
        text.push('\n');
    }
    text
}

#[test]
fn who_may_what_is_as_decided() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/who_may_what.txt");
    let now = table();
    #[expect(clippy::disallowed_methods, reason = "the switch for replacing the table is a person's")]
    if std::env::var_os("UPDATE_TABLE").is_some() {
        let _ = std::fs::write(path, &now);
    }
    let decided = std::fs::read_to_string(path).unwrap_or_default();
    assert_eq!(now, decided, "the table has changed; read it before replacing {path}");
}

/// least privilege. Only the two roles that care for patients, and billing clerks in pools of their own, read or
/// answer what these write, and set aside from there who acts for them. What patients ask for is for the first two.
#[test]
fn r_11_1_only_clinicians_pool_nurses_and_billing_clerks_answer_patients() {
    for kind in Kind::all() {
        let cares = matches!(kind.code(), "clinician" | "pool_nurse");
        for action in [
            Action::ListDesk,
            Action::ReadDeskThread,
            Action::AnswerThread,
            Action::SearchDesk,
            Action::CloseThread,
            Action::BlockFromPool,
            Action::ReadThreadGrants,
            Action::SuspendThreadGrant,
            Action::ReadQueue,
            Action::AssignItem,
            Action::ClaimItem,
            Action::NoteItem,
            Action::KeepTemplates,
            Action::SetCover,
            Action::BatchItems,
        ] {
            let answers = cares || kind.code() == "billing";
            assert_eq!(policy::permits(kind, action), answers, "{} {}", kind.code(), action.code());
        }
        for action in [Action::ListDeskAsks, Action::ReadDeskAsk, Action::MoveDeskAsk, Action::ReadContext] {
            assert_eq!(policy::permits(kind, action), cares, "{} {}", kind.code(), action.code());
        }
        // Who prescribes decides what is prescribed again.
        assert_eq!(policy::permits(kind, Action::ApproveRenewal), kind.code() == "clinician", "{}", kind.code());
    }
}

/// Technical Support has what is about signing in, and nothing else that others do not have, too.
#[test]
fn r_5_13_support_reads_and_does_nothing_of_another_desk() {
    use portal_types::account::Role;
    let support = Kind::Staff(Role::Support);
    let others = [Role::Clinician, Role::PoolNurse, Role::FrontDesk, Role::Enrollment, Role::Billing, Role::Admin];
    for action in Action::ALL.into_iter().filter(|action| policy::permits(support, *action)) {
        let everybodys = others.iter().all(|role| policy::permits(Kind::Staff(*role), action));
        let nobody_elses = Kind::all().into_iter().all(|kind| kind == support || !policy::permits(kind, action));
        assert!(everybodys || nobody_elses, "{}", action.code());
    }
}

/// who runs the portal has no key to anything of patients, whatever pools her account is in.
#[test]
fn r_11_2_administrators_have_no_key_to_patients() {
    use portal_access::{Actor, Messages};
    use portal_types::account::Role;
    fn id<T: std::str::FromStr>() -> T {
        "01900000-0000-7000-8000-000000000001".parse().unwrap_or_else(|_| panic!("an id"))
    }
    let staff = |role| Actor::staff(id(), id(), role, vec![id()]);
    let actor = staff(Role::Admin);
    assert!(actor.chart::<Messages>(id()).is_err() && actor.held().is_empty());
    assert!(actor.pools().is_err() && actor.registry().is_err() && actor.support().is_err());
    assert!(actor.administration().is_ok());
    for role in Role::ALL.into_iter().filter(|role| *role != Role::Admin) {
        assert!(staff(role).administration().is_err(), "{role:?}");
    }
}
