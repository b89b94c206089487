//! The keys to charts: what a held chart opens of a scope, to see and to do, and by which word the trail calls it.

use portal_access::{
    AccessLog, Actor, Allergies, AppointmentAsks, Demographics, Held, Immunizations, Limit, Matrix, Medications,
    Messages, ReferralAsks, RenewalAsks, Results, Scope, Sharing, Standing, Uploads,
};
use portal_types::account::Role;
use portal_types::ids::{GrantId, PatientId};
use portal_types::representative::{Capability, Right, Rights};
use std::str::FromStr;
use std::sync::Arc;

fn id<T: FromStr>(n: u8) -> T {
    format!("01900000-0000-7000-8000-0000000000{n:02}").parse().unwrap_or_else(|_| panic!("an id"))
}

fn own(standing: Standing) -> Held {
    Held { patient: id(1), standing, grant: None }
}

fn ward(n: u8, standing: Standing) -> Held {
    Held { patient: id(n), standing, grant: Some(id(n)) }
}

fn actor(held: Vec<Held>) -> Actor {
    Actor::patient(id(90), id(91), Arc::new(Matrix::US_MA), held)
}

/// Whether a key is made exactly where the matrix opens something, with the part that it opens.
fn as_the_matrix_says<S: Scope>(held: Held) {
    let actor = actor(vec![held]);
    let limit = |right| match Matrix::US_MA.access(held.standing, S::OF, right) {
        portal_access::Access::Nothing => None,
        portal_access::Access::Limited(limit) => Some(Some(limit)),
        portal_access::Access::All => Some(None),
    };
    let sees = actor.chart::<S>(held.patient).ok();
    assert_eq!(sees.as_ref().map(|chart| chart.view().limit()), limit(Right::Read), "{:?} {held:?}", S::OF);
    let does = actor.acting::<S>(held.patient).ok().map(|acting| acting.view().limit());
    assert_eq!(does, limit(Right::Read).and(limit(Right::Act)), "{:?} {held:?}", S::OF);
    assert_eq!(actor.charts::<S>().patients().count(), usize::from(sees.is_some()));
    if let Some(chart) = sees {
        assert_eq!((chart.patient(), chart.view().own()), (held.patient, held.standing.is_own()));
        assert_eq!(Some(chart.view().account()), actor.account());
    }
    assert!(actor.chart::<S>(id(50)).is_err(), "a chart that is not held");
}

#[test]
fn r_4_1_a_key_opens_what_the_matrix_says() {
    let rights = Rights::NONE.with(Capability::Messages, Right::Read).with(Capability::Results, Right::Read);
    for held in [
        own(Standing::SelfAdult),
        own(Standing::SelfTeen),
        ward(2, Standing::OfChild),
        ward(2, Standing::OfTeen(None)),
        ward(2, Standing::OfTeen(Some(rights))),
        ward(2, Standing::OfAdult(rights)),
        ward(2, Standing::OfAdult(Rights::NONE)),
    ] {
        as_the_matrix_says::<Demographics>(held);
        as_the_matrix_says::<Immunizations>(held);
        as_the_matrix_says::<Allergies>(held);
        as_the_matrix_says::<Medications>(held);
        as_the_matrix_says::<Results>(held);
        as_the_matrix_says::<Messages>(held);
        as_the_matrix_says::<AccessLog>(held);
        as_the_matrix_says::<Sharing>(held);
        as_the_matrix_says::<AppointmentAsks>(held);
        as_the_matrix_says::<RenewalAsks>(held);
        as_the_matrix_says::<ReferralAsks>(held);
        as_the_matrix_says::<Uploads>(held);
    }
}

#[test]
fn what_may_not_be_seen_is_not_acted_in() {
    let acts = Rights::NONE.with(Capability::Messages, Right::Act);
    assert!(actor(vec![ward(2, Standing::OfAdult(acts))]).acting::<Messages>(id(2)).is_err());
    let both = acts.with(Capability::Messages, Right::Read);
    assert!(actor(vec![ward(2, Standing::OfAdult(both))]).acting::<Messages>(id(2)).is_ok());
}

#[test]
fn all_charts_that_open_a_scope_are_one_key() {
    let actor = actor(vec![
        own(Standing::SelfAdult),
        ward(2, Standing::OfTeen(None)),
        ward(3, Standing::OfAdult(Rights::NONE)),
        ward(4, Standing::OfChild),
    ]);
    let charts = actor.charts::<Messages>();
    assert_eq!(charts.patients().collect::<Vec<_>>(), [id::<PatientId>(1), id(2), id(4)]);
    assert_eq!(charts.own(), Some(id(1)));
    assert_eq!(charts.views()[1].1.limit(), Some(Limit::NoPrivateThreads));
    assert_eq!(actor.charts::<Results>().patients().collect::<Vec<_>>(), [id::<PatientId>(1), id(4)]);
    assert_eq!(Actor::guest().charts::<Messages>().own(), None);
}

/// The desk puts no second grant for one chart in force; if there is one all the same, no two keys contradict each other.
#[test]
fn of_two_grants_for_one_chart_the_first_counts() {
    let second = Held { grant: Some(id::<GrantId>(9)), ..ward(2, Standing::OfChild) };
    let actor = actor(vec![ward(2, Standing::OfAdult(Rights::NONE)), second]);
    assert!(actor.chart::<Messages>(id(2)).is_err());
    assert_eq!(actor.charts::<Messages>().patients().count(), 0);
    assert_eq!(actor.standing(id(2)), Some(Standing::OfAdult(Rights::NONE)));
}

#[test]
fn r_11_3_who_acts_on_anothers_chart_is_a_representative() {
    let mother = actor(vec![own(Standing::SelfAdult), ward(2, Standing::OfChild)]);
    assert_eq!(mother.acts_as(None), "patient", "about nobody's chart");
    assert_eq!(mother.acts_as(Some(id(1))), "patient");
    assert_eq!(mother.acts_as(Some(id(2))), "representative");
    // One whose grant is set aside, and who gives it up.
    assert_eq!(mother.acts_as(Some(id(3))), "representative");
    let nurse = Actor::staff(id(90), id(91), Role::PoolNurse, vec![id(5)]);
    assert_eq!(nurse.acts_as(Some(id(2))), "pool_nurse");
    assert_eq!(Actor::guest().acts_as(Some(id(2))), "guest");
    assert_eq!(Actor::operator().acts_as(Some(id(2))), "operator");
}
