//! Tickets to Technical Support: how they come, how often, and that nothing of them gets out.

use portal_care::{CareError, support};
use portal_testkit::{Clinic, Staff, both_databases, hours, ticket};
use portal_types::account::Role;
use portal_types::enrollment::Channel;
use portal_types::field::Problem;
use portal_types::registry::Urgency;
use portal_types::support::{Proven, TicketCategory, TicketForm};

async fn desk(clinic: &Clinic) -> Staff {
    clinic.staff(Role::Support, &[]).await
}

both_databases! {
    async fn r_5_13_anybody_writes_to_support_and_the_desk_answers(clinic) {
        let sent = clinic.world().writes_to_support(&clinic.visitor()).await.unwrap();
        assert_eq!(sent.call_by.to_string(), "2026-11-24", "Monday: by Tuesday");
        let desk = desk(&clinic).await;
        let queue = desk.tickets().await.unwrap();
        let [row] = queue.page.rows.as_slice() else { panic!("one") };
        assert_eq!((row.number.as_str(), row.category, row.urgency), (sent.number.as_str(), TicketCategory::SigningIn, Urgency::Calm));
        desk.notes_ticket(row.ticket, "Called back.").await.unwrap();
        let shown = desk.opens_ticket(row.ticket).await.unwrap();
        assert_eq!(shown.text, "The page says that my password is wrong.");
        assert_eq!(shown.reach, Some((Channel::Text, "4135550199".into())));
        assert_eq!((shown.proven, shown.account, shown.code_out), (Proven::No, None, false));
        assert_eq!(shown.notes[0].text, "Called back.");
        desk.closes(row.ticket, "solved").await.unwrap();
        assert!(desk.tickets().await.unwrap().page.rows.is_empty());
        assert!(matches!(desk.opens_ticket(row.ticket).await, Err(CareError::NotFound)));
        assert_eq!(clinic.count("tickets where outcome = 'solved' and closed_by is not null").await, 1);
    }

    async fn a_double_press_makes_one_ticket_signed_in_or_not(clinic) {
        let visitor = clinic.visitor();
        let intent = clinic.world().intent().to_string();
        let send = || support::send(clinic.portal(), &visitor, ticket(&intent));
        let (one, other) = tokio::join!(send(), send());
        let (one, other) = (one.unwrap(), other.unwrap());
        assert_eq!(one, other, "one number");
        assert_eq!(send().await.unwrap(), one, "and later, too");
        let changed = TicketForm { text: "Something else.", ..ticket(&intent) };
        assert!(matches!(support::send(clinic.portal(), &visitor, changed).await, Err(CareError::Conflict)));
        assert_eq!(clinic.count("tickets").await, 1);
        let ada = clinic.patient("Ada").await;
        let known = TicketForm { known: true, ..ticket(&intent) };
        let hers = support::send(clinic.portal(), &ada.visitor(), known).await.unwrap();
        assert_ne!(hers.number, one.number, "the same key of somebody else is another one");
        assert_eq!(clinic.count("tickets").await, 2);
    }

    async fn two_desks_that_close_one_ticket_close_it_once(clinic) {
        clinic.world().writes_to_support(&clinic.visitor()).await.unwrap();
        let (one, other) = (desk(&clinic).await, desk(&clinic).await);
        let ticket = one.tickets().await.unwrap().page.rows[0].ticket;
        let closed = tokio::join!(one.closes(ticket, "solved"), other.closes(ticket, "not_reached"));
        assert_eq!([closed.0.is_ok(), closed.1.is_ok()].iter().filter(|ok| **ok).count(), 1);
        let refused = [closed.0.err(), closed.1.err()].into_iter().flatten().next().unwrap();
        assert!(matches!(refused, CareError::Conflict), "{refused:?}");
        assert_eq!(clinic.count("ticket_notes").await, 1, "and one line says so");
    }

    async fn an_address_sends_five_tickets_an_hour(clinic) {
        let visitor = clinic.visitor();
        for _ in 0..5 {
            clinic.world().writes_to_support(&visitor).await.unwrap();
        }
        let refused = clinic.world().writes_to_support(&visitor).await;
        assert!(matches!(refused, Err(CareError::TooOften { seconds }) if seconds <= 3600), "{refused:?}");
        clinic.world().writes_to_support(&clinic.visitor()).await.unwrap();
        clinic.later(hours(1));
        clinic.world().writes_to_support(&visitor).await.unwrap();
        assert_eq!(clinic.count("tickets").await, 7);
    }

    async fn a_signed_in_person_types_neither_name_nor_contact(clinic) {
        let ada = clinic.patient("Ada").await;
        ada.writes_to_support().await.unwrap();
        let desk = desk(&clinic).await;
        let row = desk.tickets().await.unwrap().page.rows.remove(0);
        assert_eq!(row.name, format!("{} {}", ada.record.given, ada.record.family));
        let shown = desk.opens_ticket(row.ticket).await.unwrap();
        assert_eq!(shown.reach, Some((Channel::Email, ada.contact.clone())));
        assert_eq!(shown.proven, Proven::SignedIn);
        let facts = shown.account.unwrap();
        assert_eq!((facts.username.as_str(), facts.sessions, facts.locked), (ada.username.as_str(), 1, false));
        assert_eq!(facts.contacts, [(Channel::Email, "o•••@example.org".to_owned())]);
        // That her account was looked at is in the trail, with her chart.
        assert_eq!(clinic.count("audit where action = 'read-ticket' and category = 'account'").await, 1);
        ada.signs_out().await.unwrap();
        let gone = ada.writes_to_support().await;
        assert!(matches!(gone, Err(CareError::SignedOut)), "a form of a session that has ended");
    }
}

#[tokio::test]
async fn a_ticket_says_all_that_is_wrong_with_it() {
    let clinic = Clinic::open().await;
    let intent = clinic.world().intent().to_string();
    let empty = TicketForm { category: "", text: "", name: "", phone: "", ..ticket(&intent) };
    let refused = support::send(clinic.portal(), &clinic.visitor(), empty).await.unwrap_err();
    let CareError::Invalid(problems) = refused else { panic!("{refused:?}") };
    let fields: Vec<&str> = problems.iter().map(|p| p.field.as_str()).collect();
    assert_eq!(fields, ["category", "text", "name", "phone"]);
    let long = "x".repeat(2_001);
    let refused =
        support::send(clinic.portal(), &clinic.visitor(), TicketForm { text: &long, ..ticket(&intent) }).await;
    assert!(matches!(refused, Err(CareError::Invalid(p)) if p[0].problem == Problem::TooLong(2_000)));
    assert_eq!(clinic.count("tickets").await, 0);
}

#[tokio::test]
async fn the_clock_of_a_ticket_counts_business_days() {
    let clinic = Clinic::open().await;
    // From Monday to Friday.
    clinic.days_later(4);
    let sent = clinic.world().writes_to_support(&clinic.visitor()).await.unwrap();
    assert_eq!(sent.call_by.to_string(), "2026-11-30");
    let mut seen = Vec::new();
    for _ in 0..5 {
        seen.push(desk(&clinic).await.tickets().await.unwrap().page.rows[0].urgency);
        clinic.days_later(1);
    }
    assert_eq!(seen, [Urgency::Calm, Urgency::Calm, Urgency::Calm, Urgency::Soon, Urgency::Late]);
}

#[tokio::test]
async fn the_page_after_a_plain_form_shows_the_number_of_this_browser_only() {
    let clinic = Clinic::open().await;
    let mut visitor = clinic.visitor();
    let sent = clinic.world().writes_to_support(&visitor).await.unwrap();
    let look = async |visitor: &portal_care::Visitor| {
        let action = portal_care::Action::SendTicket;
        clinic.portal().read(visitor, action, async |call| support::sent(call, visitor).await).await.unwrap()
    };
    assert_eq!(look(&visitor).await, None);
    visitor.ticket = Some(sent.number.clone());
    assert_eq!(look(&visitor).await, Some(sent));
    visitor.ticket = Some("no number".into());
    assert_eq!(look(&visitor).await, None);
}

#[tokio::test]
async fn the_queue_is_read_a_page_at_a_time_the_oldest_first() {
    let clinic = Clinic::open().await;
    for _ in 0..23 {
        clinic.world().writes_to_support(&clinic.visitor()).await.unwrap();
    }
    let desk = desk(&clinic).await;
    let first = desk.tickets().await.unwrap().page;
    assert_eq!(first.rows.len(), 20);
    assert!(first.rows.is_sorted_by_key(|row| row.asked_at.ms));
    let after = first.next;
    let rest = clinic
        .portal()
        .read(&desk.visitor(), portal_care::Action::ListTickets, async |call| support::queue(call, after).await)
        .await
        .unwrap()
        .page;
    assert_eq!((rest.rows.len(), rest.next), (3, None));
}
