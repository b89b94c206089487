//! The key of Technical Support.

/// Opens tickets, and of patients' accounts what is about signing in: nothing of a chart and nothing of a bill.
/// Only [`crate::Actor::support`] makes it.
#[derive(Debug)]
pub struct Support(());

impl Support {
    pub(crate) fn new() -> Self {
        Self(())
    }
}
