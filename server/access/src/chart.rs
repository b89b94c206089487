//! Keys to charts: one patient, one scope.

use portal_types::ids::PatientId;
use std::marker::PhantomData;

/// The part of a chart a key opens, as the audit trail names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Category {
    /// Messages with care teams.
    Messages,
}

impl Category {
    /// The word in the audit trail.
    pub fn code(self) -> &'static str {
        match self {
            Self::Messages => "messages",
        }
    }
}

/// A scope that a key can have.
pub trait Scope: private::Sealed {
    /// Its name in the audit trail.
    const CATEGORY: Category;
}

/// Opens messages.
#[derive(Clone, Copy, Debug)]
pub enum Messages {}

impl Scope for Messages {
    const CATEGORY: Category = Category::Messages;
}

mod private {
    pub trait Sealed {}
    impl Sealed for super::Messages {}
}

/// The key to one scope of one patient's chart. Only [`crate::Actor::chart`] makes it.
#[derive(Debug)]
pub struct Chart<S: Scope> {
    patient: PatientId,
    scope: PhantomData<fn() -> S>,
}

impl<S: Scope> Chart<S> {
    pub(crate) fn new(patient: PatientId) -> Self {
        Self { patient, scope: PhantomData }
    }

    /// Whose chart.
    pub fn patient(&self) -> PatientId {
        self.patient
    }
}
