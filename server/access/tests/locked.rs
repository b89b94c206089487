//! what a locked session may ask for, and that it has no key.

use portal_access::{Action, Actor, Kind, Messages, policy};

fn id<T: std::str::FromStr>() -> T {
    "01900000-0000-7000-8000-000000000001".parse().unwrap_or_else(|_| panic!("an id"))
}

#[test]
fn r_11_5_a_locked_session_may_what_a_stranger_may_and_be_opened_or_ended() {
    for action in Action::ALL {
        let its_own = matches!(action, Action::Lock | Action::Unlock | Action::SignOut);
        let anybodys = policy::permits(Kind::Guest, action);
        assert_eq!(policy::permits(Kind::Locked, action), its_own || anybodys, "{}", action.code());
    }
}

#[test]
fn r_11_5_a_locked_session_has_no_key_but_its_own() {
    let locked = Actor::locked(id(), id());
    assert!(locked.chart::<Messages>(id()).is_err() && locked.held().is_empty());
    assert!(locked.pools().is_err() && locked.registry().is_err() && locked.support().is_err());
    assert!(locked.administration().is_err());
    // The audit trail says whose session it was.
    assert_eq!((locked.account(), locked.session()), (Some(id()), Some(id())));
    assert_eq!(locked.kind(), Kind::Locked);
}

#[test]
fn r_11_5_patients_and_guests_lock_nothing() {
    for kind in [Kind::Guest, Kind::Patient, Kind::Operator] {
        assert!(!policy::permits(kind, Action::Lock) && !policy::permits(kind, Action::Unlock), "{}", kind.code());
    }
}
