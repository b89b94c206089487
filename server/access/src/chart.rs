//! Keys to charts: one patient, one scope, and how much of it.

use crate::matrix::{Access, Limit};
use crate::standing::Standing;
use portal_types::ids::{AccountId, PatientId};
use portal_types::representative::Capability;
use std::marker::PhantomData;
use std::ops::Deref;

/// A scope that a key can have: a row of the access matrix that has pages.
pub trait Scope: private::Sealed {
    /// The row. Its word is the audit trail's category.
    const OF: Capability;
}

mod private {
    pub trait Sealed {}
}

macro_rules! scopes {
    ($($(#[$about:meta])* $name:ident => $of:ident),+ $(,)?) => {$(
        $(#[$about])*
        #[derive(Clone, Copy, Debug)]
        pub enum $name {}

        impl private::Sealed for $name {}

        impl Scope for $name {
            const OF: Capability = Capability::$of;
        }
    )+};
}

scopes! {
    /// Opens name, address, insurance.
    Demographics => Demographics,
    /// Opens vaccines.
    Immunizations => Immunizations,
    /// Opens allergies.
    Allergies => Allergies,
    /// Opens the list of medicines.
    Medications => Medications,
    /// Opens test results.
    Results => Results,
    /// Opens messages.
    Messages => Messages,
    /// Opens who has looked at the chart.
    AccessLog => AccessLog,
    /// Opens who may act for the patient.
    Sharing => Representatives,
    /// Opens asking for appointments.
    AppointmentAsks => AskAppointment,
    /// Opens asking for prescriptions anew.
    RenewalAsks => AskRenewal,
    /// Opens asking for a referral's authorization.
    ReferralAsks => AskReferral,
    /// Opens sending files.
    Uploads => Uploads,
    /// Opens appointments, past and coming.
    Visits => Appointments,
}

/// How much of a scope a key opens. What it leaves out, `store` leaves out of the query itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    own: bool,
    minor: bool,
    limit: Option<Limit>,
    account: AccountId,
}

impl View {
    /// Whether the chart is one's own: then nothing is confidential.
    pub fn own(self) -> bool {
        self.own
    }

    /// Whether it is one's own, and one is not of age: then what is kept because of its code is nobody's to show.
    pub fn own_minor(self) -> bool {
        self.minor
    }

    /// The part that is opened; all, where there is none.
    pub fn limit(self) -> Option<Limit> {
        self.limit
    }

    /// Who looks: some parts are what this account has done or brought.
    pub fn account(self) -> AccountId {
        self.account
    }

    /// `None` where nothing is opened.
    pub(crate) fn of(standing: Standing, access: Access, account: AccountId) -> Option<Self> {
        let (own, minor) = (standing.is_own(), standing == Standing::SelfTeen);
        match access {
            Access::Nothing => None,
            Access::Limited(limit) => Some(Self { own, minor, limit: Some(limit), account }),
            Access::All => Some(Self { own, minor, limit: None, account }),
        }
    }
}

/// The key to see one scope of one patient's chart. Only [`crate::Actor::chart`] makes it.
#[derive(Debug)]
pub struct Chart<S: Scope> {
    patient: PatientId,
    view: View,
    scope: PhantomData<fn() -> S>,
}

impl<S: Scope> Chart<S> {
    pub(crate) fn new(patient: PatientId, view: View) -> Self {
        Self { patient, view, scope: PhantomData }
    }

    /// Whose chart.
    pub fn patient(&self) -> PatientId {
        self.patient
    }

    /// How much of it.
    pub fn view(&self) -> View {
        self.view
    }
}

/// The key to do something in one scope of one patient's chart; what may be done may be seen. Only
/// [`crate::Actor::acting`] makes it.
#[derive(Debug)]
pub struct Acting<S: Scope>(Chart<S>);

impl<S: Scope> Acting<S> {
    pub(crate) fn new(patient: PatientId, view: View) -> Self {
        Self(Chart::new(patient, view))
    }
}

impl<S: Scope> Deref for Acting<S> {
    type Target = Chart<S>;

    fn deref(&self) -> &Chart<S> {
        &self.0
    }
}

/// The key to see one scope of all charts that open it, one's own first; of none, perhaps. Only
/// [`crate::Actor::charts`] makes it.
#[derive(Debug)]
pub struct Charts<S: Scope> {
    of: Vec<(PatientId, View)>,
    scope: PhantomData<fn() -> S>,
}

impl<S: Scope> Charts<S> {
    pub(crate) fn new(of: Vec<(PatientId, View)>) -> Self {
        Self { of, scope: PhantomData }
    }

    /// Whose charts.
    pub fn patients(&self) -> impl Iterator<Item = PatientId> + '_ {
        self.of.iter().map(|(patient, _)| *patient)
    }

    /// Whose charts, and how much of each.
    pub fn views(&self) -> &[(PatientId, View)] {
        &self.of
    }

    /// One's own chart, if it is among them.
    pub fn own(&self) -> Option<PatientId> {
        self.of.iter().find(|(_, view)| view.own).map(|(patient, _)| *patient)
    }
}
