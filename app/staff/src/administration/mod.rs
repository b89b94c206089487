//! The administration's desk: staff, the texts that people agree to, holidays. Nothing of a patient.

mod agreement;
mod colleague;
mod duties;
mod holidays;
mod invite;
mod put;
mod staff;
mod terms;

pub use holidays::AdminHolidaysPage;
pub use staff::AdminStaffPage;
pub use terms::AdminTermsPage;
