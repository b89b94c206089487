//! The key of Technical Support.

/// Opens tickets, of patients' accounts what is about signing in, and of grants both names, how they stand and what has
/// happened to them: nothing of a chart and nothing of a bill. Only [`crate::Actor::support`] makes it.
#[derive(Debug)]
pub struct Support(());

impl Support {
    pub(crate) fn new() -> Self {
        Self(())
    }
}
