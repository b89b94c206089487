//! The people who sign in on the clinic's side.

use serde::Serialize;

use crate::practices::Practice;
use crate::providers::Provider;

/// What a staff member does in the portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StaffRole {
    /// Sees patients and answers their messages.
    Clinician,
    /// Works the shared inbox of a practice.
    PoolNurse,
    /// Books visits and checks identity papers.
    FrontDesk,
    /// Issues activation codes and files representative forms.
    Enrollment,
    /// Answers questions about bills.
    Billing,
    /// Helps people who cannot sign in.
    Support,
    /// Manages staff accounts and settings.
    Admin,
}

impl StaffRole {
    /// The role's name as settings and seed files write it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Clinician => "clinician",
            Self::PoolNurse => "pool_nurse",
            Self::FrontDesk => "front_desk",
            Self::Enrollment => "enrollment",
            Self::Billing => "billing",
            Self::Support => "support",
            Self::Admin => "admin",
        }
    }
}

/// A person on the clinic's side of the portal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StaffMember {
    /// The name to sign in with.
    pub username: &'static str,
    /// The name patients and colleagues see.
    pub display_name: String,
    /// What the person does.
    pub role: StaffRole,
    /// The keys of the person's practices: values of the Organizations' identifiers. Empty for those who serve the
    /// whole clinic (enrollment, billing, support, admin).
    pub practices: Vec<&'static str>,
    /// The identifier of the Practitioner this person is, for clinicians who see patients.
    pub npi: Option<&'static str>,
}

/// Everyone on the clinic's side. Women's health has nobody, so it offers no messaging.
pub(crate) fn staff() -> Vec<StaffMember> {
    use Practice::{Cardiology, FamilyMedicine, Pediatrics};
    vec![
        clinician("m.achterberg", Provider::Achterberg),
        clinician("p.raman", Provider::Raman),
        clinician("s.okonkwo", Provider::Okonkwo),
        colleague("n.castellanos", "Nadia Castellanos, RN", StaffRole::PoolNurse, &[FamilyMedicine]),
        colleague("k.lindqvist", "Kofi Lindqvist, RN", StaffRole::PoolNurse, &[Pediatrics]),
        colleague("b.tran", "Bao Tran, RN", StaffRole::PoolNurse, &[Cardiology]),
        colleague("g.ferreira", "Gloria Ferreira", StaffRole::FrontDesk, &[FamilyMedicine, Pediatrics, Cardiology]),
        colleague("o.petrov", "Olga Petrov", StaffRole::Enrollment, &[]),
        colleague("l.hoang", "Linh Hoang", StaffRole::Billing, &[]),
        colleague("d.ashby", "Desmond Ashby", StaffRole::Support, &[]),
        colleague("r.novak", "Ruth Novak", StaffRole::Admin, &[]),
    ]
}

fn clinician(username: &'static str, provider: Provider) -> StaffMember {
    StaffMember {
        username,
        display_name: provider.display(),
        role: StaffRole::Clinician,
        practices: vec![provider.practice().key()],
        npi: Some(provider.npi()),
    }
}

fn colleague(username: &'static str, name: &str, role: StaffRole, practices: &[Practice]) -> StaffMember {
    StaffMember {
        username,
        display_name: name.to_owned(),
        role,
        practices: practices.iter().map(|practice| practice.key()).collect(),
        npi: None,
    }
}
