//! Where somebody who works here is written to.

use crate::people::Staff;
use portal_care::accounts::security;
use portal_care::{Action, CareError};
use portal_types::enrollment::{Channel, ContactAnswer};
use portal_types::security::AccountView;

impl Staff {
    /// Her own account.
    pub async fn own_account(&self) -> Result<AccountView, CareError> {
        self.looking(Action::ReadAccount, async |call| security::account(call).await).await
    }

    /// Begins to give her address.
    pub async fn begins_address(&self, email: &str) -> Result<(), CareError> {
        let contact = ContactAnswer { channel: Channel::Email, value: email.into() };
        self.working(Action::ChangeAddress, async |call| security::begin_contact(call, contact).await).await
    }

    /// Enters the code that went to it.
    pub async fn finishes_address(&self, code: &str) -> Result<(), CareError> {
        self.working(Action::ChangeAddress, async |call| security::finish_contact(call, code).await).await?
    }

    /// Takes it away.
    pub async fn removes_address(&self) -> Result<(), CareError> {
        self.working(Action::ChangeAddress, async |call| security::remove_address(call).await).await
    }
}
