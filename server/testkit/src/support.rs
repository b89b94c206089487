//! Technical Support: tickets, its desk, and closing one's account.

use crate::people::{Patient, Staff, World};
use portal_care::{Action, CareError, Visitor, closing, support};
use portal_types::ids::{PatientId, TicketId};
use portal_types::support::{Act, TicketForm, TicketQueue, TicketSent, TicketView};

/// A ticket as somebody types it who is not signed in; the fields of a signed-in person's are ignored.
pub fn ticket(intent: &str) -> TicketForm<'_> {
    TicketForm {
        known: false,
        category: "signing_in",
        text: "The page says that my password is wrong.",
        name: "Ada Example",
        channel: "text",
        email: "",
        phone: "413 555 0199",
        intent,
    }
}

impl World {
    /// Somebody writes to Technical Support.
    pub async fn writes_to_support(&self, visitor: &Visitor) -> Result<TicketSent, CareError> {
        self.tick();
        support::send(&self.portal, visitor, ticket(&self.intent().to_string())).await
    }
}

impl Patient {
    /// Writes to Technical Support while signed in.
    pub async fn writes_to_support(&self) -> Result<TicketSent, CareError> {
        self.world.tick();
        let intent = self.world.intent().to_string();
        let form = TicketForm { known: true, name: "", channel: "", phone: "", ..ticket(&intent) };
        support::send(&self.world.portal, &self.visitor(), form).await
    }

    /// Closes her account.
    pub async fn closes_the_account(&self, agreed: bool) -> Result<(), CareError> {
        self.world.tick();
        closing::close_own(&self.world.portal, &self.visitor(), agreed).await.map(|_| ())
    }
}

impl Staff {
    /// The open tickets.
    pub async fn tickets(&self) -> Result<TicketQueue, CareError> {
        self.world.tick();
        self.world
            .portal
            .read(&self.visitor(), Action::ListTickets, async |call| support::queue(call, None).await)
            .await
    }

    /// Opens a ticket.
    pub async fn opens_ticket(&self, ticket: TicketId) -> Result<TicketView, CareError> {
        self.world.tick();
        self.world
            .portal
            .read(&self.visitor(), Action::ReadTicket, async |call| support::open(call, ticket).await)
            .await
    }

    /// Writes into a ticket's log.
    pub async fn notes_ticket(&self, ticket: TicketId, text: &str) -> Result<(), CareError> {
        self.world.tick();
        self.world
            .portal
            .write(&self.visitor(), Action::NoteTicket, async |call| support::note(call, ticket, text).await)
            .await
    }

    /// Finds the account a ticket is about.
    pub async fn finds_account(&self, ticket: TicketId, typed: &str) -> Result<(), CareError> {
        self.world.tick();
        self.world
            .portal
            .write(&self.visitor(), Action::FindAccount, async |call| support::find(call, ticket, typed).await)
            .await
    }

    /// Sends a code to the account's contacts.
    pub async fn sends_code(&self, ticket: TicketId) -> Result<(), CareError> {
        self.world.tick();
        self.world
            .portal
            .write(&self.visitor(), Action::ProveRequester, async |call| support::send_code(call, ticket).await)
            .await
    }

    /// Types the code that the person reads back.
    pub async fn hears_code(&self, ticket: TicketId, code: &str) -> Result<(), CareError> {
        self.world.tick();
        self.world
            .portal
            .write(&self.visitor(), Action::ProveRequester, async |call| support::check_code(call, ticket, code).await)
            .await?
    }

    /// Does something with the account of a ticket, confirmed.
    pub async fn acts(&self, ticket: TicketId, act: Act) -> Result<(), CareError> {
        self.acts_with(ticket, act, true).await
    }

    /// Does something with the account of a ticket.
    pub async fn acts_with(&self, ticket: TicketId, act: Act, sure: bool) -> Result<(), CareError> {
        self.world.tick();
        self.world
            .portal
            .write(&self.visitor(), support::action(act), async |call| support::act(call, ticket, act, sure).await)
            .await
    }

    /// Closes a ticket.
    pub async fn closes(&self, ticket: TicketId, outcome: &str) -> Result<(), CareError> {
        self.world.tick();
        self.world
            .portal
            .write(&self.visitor(), Action::CloseTicket, async |call| support::close(call, ticket, outcome, "").await)
            .await
    }

    /// Confirms who a patient is whose account was set aside for it.
    pub async fn confirms(&self, patient: PatientId, method: &str) -> Result<(), CareError> {
        self.world.tick();
        self.world
            .portal
            .write(&self.visitor(), Action::ConfirmIdentity, async |call| {
                support::confirm_identity(call, patient, method).await
            })
            .await
    }
}
