//! The key of the administration.

/// Opens staff accounts, the texts that people agree to, holidays, and what practices have switched on: nothing of a
/// patient. Only [`crate::Actor::administration`] makes it.
#[derive(Debug)]
pub struct Administration(());

impl Administration {
    pub(crate) fn new() -> Self {
        Self(())
    }
}
