//! What Technical Support may do with an account, when, and what it may not.

use portal_care::{Action, CareError, accounts, directory, front, messages};
use portal_testkit::{Clinic, Patient, Staff, both_databases, days, minutes, seconds};
use portal_types::account::{AccountState, Role};
use portal_types::field::Problem;
use portal_types::ids::TicketId;
use portal_types::notice::{Change, Letter};
use portal_types::registry::{RequestFilter, RequestStage, Search};
use portal_types::security::Proof;
use portal_types::staff::DeskFilter;
use portal_types::support::{AccountFacts, Act, Proven};

const EVERY: [Act; 7] = [Act::Unlock, Act::Resend, Act::Reproof, Act::Suspend, Act::Resume, Act::Cancel, Act::Restore];

async fn desk(clinic: &Clinic) -> Staff {
    clinic.staff(Role::Support, &[]).await
}

/// A ticket of somebody not signed in, with the account that the desk has found for it.
async fn unproven(clinic: &Clinic, desk: &Staff, ada: &Patient) -> TicketId {
    clinic.world().writes_to_support(&clinic.visitor()).await.unwrap();
    let ticket = desk.tickets().await.unwrap().page.rows.last().unwrap().ticket;
    desk.finds_account(ticket, &ada.username).await.unwrap();
    ticket
}

/// The same, with a code that was sent and read back.
async fn proven(clinic: &Clinic, desk: &Staff, ada: &Patient) -> TicketId {
    let ticket = unproven(clinic, desk, ada).await;
    desk.sends_code(ticket).await.unwrap();
    let code = clinic.code_to(&ada.contact).await.unwrap();
    desk.hears_code(ticket, &code).await.unwrap();
    ticket
}

async fn facts(desk: &Staff, ticket: TicketId) -> AccountFacts {
    desk.opens_ticket(ticket).await.unwrap().account.unwrap()
}

async fn changes(clinic: &Clinic, ada: &Patient) -> Vec<Change> {
    let told = clinic.letters_to(&ada.contact).await;
    told.into_iter()
        .filter_map(|m| if let Letter::Security { change } = m.letter { Some(change) } else { None })
        .collect()
}

async fn locks(ada: &Patient) {
    for _ in 0..6 {
        let _ = ada.on_another_device().signs_in_with("some other long password").await;
    }
    assert!(matches!(ada.on_another_device().signs_in().await, Err(CareError::TooOften { .. })));
}

both_databases! {
    async fn r_5_13_who_has_the_number_sees_how_far_the_ticket_is(clinic) {
        let sent = clinic.world().writes_to_support(&clinic.visitor()).await.unwrap();
        let stage = async || clinic.somebody().request_state(&sent.number).await.map(|state| (state.stage, state.due_on));
        assert_eq!(stage().await.unwrap(), (RequestStage::TicketWaiting, sent.call_by));
        let desk = desk(&clinic).await;
        let ticket = desk.tickets().await.unwrap().page.rows[0].ticket;
        desk.closes(ticket, "solved").await.unwrap();
        assert_eq!(stage().await.unwrap().0, RequestStage::TicketClosed);
        clinic.outbox().await;
    }

    async fn r_5_13_without_a_proof_only_a_link_and_proving_anew(clinic) {
        let ada = clinic.patient("Ada").await;
        let desk = desk(&clinic).await;
        let ticket = unproven(&clinic, &desk, &ada).await;
        for act in [Act::Unlock, Act::Suspend, Act::Resume, Act::Cancel, Act::Restore] {
            assert!(matches!(desk.acts(ticket, act).await, Err(CareError::Unproven)), "{act:?}");
        }
        assert!(clinic.outbox().await.is_empty(), "nothing was done, so nobody is told");
        ada.inbox().await.unwrap();
        desk.acts(ticket, Act::Resend).await.unwrap();
        let letters = clinic.letters_to(&ada.contact).await;
        let Letter::PasswordLink { code } = &letters[0].letter else { panic!("{:?}", letters[0].letter) };
        // It is the same letter as of "Forgot password?", and asks for the same second proof.
        let needs = accounts::recovery_needs(clinic.portal(), code).await.unwrap();
        assert!(needs.question.is_some());
        assert!(!desk.opens_ticket(ticket).await.unwrap().proven.is());
    }

    async fn r_5_13_a_code_read_back_proves_who_asks(clinic) {
        let ada = clinic.patient("Ada").await;
        let desk = desk(&clinic).await;
        let ticket = unproven(&clinic, &desk, &ada).await;
        desk.sends_code(ticket).await.unwrap();
        assert!(desk.opens_ticket(ticket).await.unwrap().code_out);
        assert!(matches!(desk.sends_code(ticket).await, Err(CareError::TooOften { .. })), "not twice in a minute");
        let code = clinic.code_to(&ada.contact).await.unwrap();
        assert!(code.len() == 8 && code.bytes().all(|b| b.is_ascii_digit()), "{code}");
        assert_eq!(clinic.count(&format!("tickets where code_hash like '%{code}%'")).await, 0, "a keyed hash");
        let wrong = if code == "00000000" { "11111111" } else { "00000000" };
        let refused = desk.hears_code(ticket, wrong).await.unwrap_err();
        assert!(matches!(refused, CareError::Invalid(p) if p[0].problem == Problem::WrongCode));
        desk.hears_code(ticket, &code).await.unwrap();
        assert_eq!(desk.opens_ticket(ticket).await.unwrap().proven, Proven::ByCode);
        // It is of this account only: another one that is found later is unproven.
        let eva = clinic.patient("Eva").await;
        desk.finds_account(ticket, &eva.username).await.unwrap();
        assert_eq!(desk.opens_ticket(ticket).await.unwrap().proven, Proven::No);
        assert!(matches!(desk.acts(ticket, Act::Cancel).await, Err(CareError::Unproven)));
    }

    async fn r_5_13_five_wrong_codes_or_ten_minutes_end_a_code_and_three_are_sent(clinic) {
        let ada = clinic.patient("Ada").await;
        let desk = desk(&clinic).await;
        let ticket = unproven(&clinic, &desk, &ada).await;
        desk.sends_code(ticket).await.unwrap();
        let code = clinic.code_to(&ada.contact).await.unwrap();
        let wrong = if code == "00000000" { "11111111" } else { "00000000" };
        for _ in 0..5 {
            assert!(desk.hears_code(ticket, wrong).await.is_err());
        }
        assert!(desk.hears_code(ticket, &code).await.is_err(), "ended");
        clinic.later(minutes(1));
        desk.sends_code(ticket).await.unwrap();
        let code = clinic.code_to(&ada.contact).await.unwrap();
        clinic.later(minutes(10) + seconds(1));
        assert!(desk.hears_code(ticket, &code).await.is_err(), "too late");
        desk.sends_code(ticket).await.unwrap();
        clinic.later(minutes(2));
        assert!(matches!(desk.sends_code(ticket).await, Err(CareError::TooOften { .. })), "three in all");
        // Four wrong ones and nine minutes do not.
        let code = clinic.code_to(&ada.contact).await.unwrap();
        let wrong = if code == "00000000" { "11111111" } else { "00000000" };
        clinic.later(minutes(7));
        desk.signs_in().await.unwrap();
        for _ in 0..4 {
            assert!(desk.hears_code(ticket, wrong).await.is_err());
        }
        desk.hears_code(ticket, &code).await.unwrap();
        clinic.outbox().await;
    }

    async fn r_5_13_unlocking_forgets_the_wrong_passwords(clinic) {
        let ada = clinic.patient("Ada").await;
        let desk = desk(&clinic).await;
        let ticket = proven(&clinic, &desk, &ada).await;
        assert!(!facts(&desk, ticket).await.locked);
        locks(&ada).await;
        assert!(facts(&desk, ticket).await.locked);
        desk.acts(ticket, Act::Unlock).await.unwrap();
        assert!(!facts(&desk, ticket).await.locked);
        ada.signs_in().await.unwrap();
        assert_eq!(changes(&clinic, &ada).await, [Change::Unlocked]);
        assert!(matches!(desk.acts(ticket, Act::Unlock).await, Err(CareError::Conflict)), "there is nothing to unlock");
        clinic.outbox().await;
    }

    async fn r_5_13_suspended_and_opened_again(clinic) {
        let ada = clinic.patient("Ada").await;
        let desk = desk(&clinic).await;
        ada.writes_to_support().await.unwrap();
        let ticket = desk.tickets().await.unwrap().page.rows[0].ticket;
        assert!(desk.acts_with(ticket, Act::Suspend, false).await.is_err(), "it must be confirmed");
        desk.acts(ticket, Act::Suspend).await.unwrap();
        assert!(matches!(ada.inbox().await, Err(CareError::SignedOut)));
        assert!(matches!(ada.signs_in().await, Err(CareError::WrongCredentials)), "as for a wrong password");
        assert_eq!(facts(&desk, ticket).await.state, AccountState::Suspended);
        assert!(matches!(desk.acts(ticket, Act::Resend).await, Err(CareError::Conflict)), "no way round");
        desk.acts(ticket, Act::Resume).await.unwrap();
        ada.signs_in().await.unwrap();
        assert_eq!(changes(&clinic, &ada).await, [Change::Suspended, Change::Resumed]);
        for action in ["suspend-account", "resume-account"] {
            let of = format!("audit where action = '{action}' and outcome = 'ok' and object_id is not null");
            assert_eq!(clinic.count(&of).await, 1, "{action}");
        }
    }

    async fn r_5_13_proving_anew_opens_only_by_the_enrollment_desk(clinic) {
        let ada = clinic.patient("Ada").await;
        let desk = desk(&clinic).await;
        let ticket = unproven(&clinic, &desk, &ada).await;
        desk.acts(ticket, Act::Reproof).await.unwrap();
        assert!(matches!(ada.signs_in().await, Err(CareError::WrongCredentials)));
        assert!(facts(&desk, ticket).await.reproof);
        desk.sends_code(ticket).await.unwrap();
        let code = clinic.code_to(&ada.contact).await.unwrap();
        desk.hears_code(ticket, &code).await.unwrap();
        assert!(matches!(desk.acts(ticket, Act::Resume).await, Err(CareError::Conflict)), "not by support itself");
        // Nor by cancelling and taking up again.
        desk.acts(ticket, Act::Cancel).await.unwrap();
        desk.acts(ticket, Act::Restore).await.unwrap();
        assert!(matches!(ada.signs_in().await, Err(CareError::WrongCredentials)));
        assert!(matches!(desk.confirms(ada.id, "in_person").await, Err(CareError::Denied)));
        let enrollment = clinic.staff(Role::Enrollment, &[]).await;
        assert!(enrollment.confirms(ada.id, "").await.is_err(), "how it was confirmed is part of it");
        assert!(enrollment.opens_record(ada.id).await.unwrap().reproof);
        enrollment.confirms(ada.id, "in_person").await.unwrap();
        ada.signs_in().await.unwrap();
        assert_eq!(clinic.count("audit where action = 'confirm-identity' and outcome = 'in_person'").await, 1);
        assert!(matches!(enrollment.confirms(ada.id, "in_person").await, Err(CareError::Conflict)), "once");
        clinic.outbox().await;
    }

    async fn r_5_9_for_a_day_after_proving_anew_no_contact_changes(clinic) {
        let ada = clinic.patient("Ada").await;
        let desk = desk(&clinic).await;
        let ticket = unproven(&clinic, &desk, &ada).await;
        desk.acts(ticket, Act::Reproof).await.unwrap();
        clinic.staff(Role::Enrollment, &[]).await.confirms(ada.id, "in_person").await.unwrap();
        let day = 24 * 60;
        for (wait, changes) in [(0, false), (day - 11, false), (12, true)] {
            clinic.later(minutes(wait));
            ada.signs_in().await.unwrap();
            let from = ada.account().await.unwrap().contacts_from;
            assert_eq!(from.is_none(), changes, "and the page says when");
            let begun = ada.begins_contact("ada.second@example.org").await;
            assert_eq!(begun.is_ok(), changes);
            if !changes {
                assert!(matches!(begun, Err(CareError::Conflict)), "{begun:?}");
                let removed = ada.removes_contact(&ada.contact).await;
                assert!(matches!(removed, Err(CareError::Conflict)), "{removed:?}");
            }
        }
        clinic.outbox().await;
    }

    async fn r_5_13_of_two_desks_that_cancel_one_account_one_wins(clinic) {
        let ada = clinic.patient("Ada").await;
        let (one, other) = (desk(&clinic).await, desk(&clinic).await);
        let first = proven(&clinic, &one, &ada).await;
        clinic.later(minutes(2));
        let second = proven(&clinic, &other, &ada).await;
        let done = tokio::join!(one.acts(first, Act::Cancel), other.acts(second, Act::Cancel));
        assert_eq!([done.0.is_ok(), done.1.is_ok()].iter().filter(|ok| **ok).count(), 1);
        let refused = [done.0.err(), done.1.err()].into_iter().flatten().next().unwrap();
        assert!(matches!(refused, CareError::Conflict), "{refused:?}");
        assert_eq!(changes(&clinic, &ada).await, [Change::Cancelled], "she is told once");
    }

    async fn r_5_13_an_account_is_found_by_exact_username_or_contact_only(clinic) {
        let ada = clinic.patient("Ada").await;
        let desk = desk(&clinic).await;
        clinic.world().writes_to_support(&clinic.visitor()).await.unwrap();
        let ticket = desk.tickets().await.unwrap().page.rows[0].ticket;
        let start = &ada.username[..ada.username.len() - 1];
        for (typed, problem) in [
            ("", Problem::Missing),
            (start, Problem::NotAChoice),
            ("Ada", Problem::NotAChoice),
            (desk.username.as_str(), Problem::NotAChoice),
            ("nobody@example.org", Problem::NotAChoice),
        ] {
            let refused = desk.finds_account(ticket, typed).await.unwrap_err();
            assert!(matches!(refused, CareError::Invalid(p) if p[0].problem == problem), "{typed}");
        }
        for typed in [ada.username.to_uppercase(), ada.contact.clone(), ada.contact.to_uppercase()] {
            desk.finds_account(ticket, &typed).await.unwrap();
            assert_eq!(facts(&desk, ticket).await.username, ada.username);
        }
        // A contact that two accounts share names neither.
        let eva = clinic.patient("Eva").await;
        eva.begins_contact(&ada.contact).await.unwrap();
        let code = clinic.code_to(&ada.contact).await.unwrap();
        eva.finishes_contact(&code).await.unwrap();
        let refused = desk.finds_account(ticket, &ada.contact).await.unwrap_err();
        assert!(matches!(refused, CareError::Invalid(p) if p[0].problem == Problem::SameAsOther));
        clinic.outbox().await;
    }
}

#[tokio::test]
async fn r_5_13_an_account_that_sent_the_ticket_stays_its() {
    let clinic = Clinic::open().await;
    let (ada, eva) = (clinic.patient("Ada").await, clinic.patient("Eva").await);
    ada.writes_to_support().await.unwrap();
    let desk = desk(&clinic).await;
    let ticket = desk.tickets().await.unwrap().page.rows[0].ticket;
    assert!(matches!(desk.finds_account(ticket, &eva.username).await, Err(CareError::Conflict)));
    assert!(matches!(desk.sends_code(ticket).await, Err(CareError::Conflict)), "nothing is left to prove");
}

#[tokio::test]
async fn r_5_13_nobody_but_support_has_its_desk() {
    let clinic = Clinic::open().await;
    clinic.world().writes_to_support(&clinic.visitor()).await.unwrap();
    let support = desk(&clinic).await;
    let ticket = support.tickets().await.unwrap().page.rows[0].ticket;
    for role in Role::ALL.into_iter().filter(|role| *role != Role::Support) {
        let staff = clinic.staff(role, &[&clinic.cardiology]).await;
        assert!(matches!(staff.tickets().await, Err(CareError::Denied)), "{role:?}");
        assert!(matches!(staff.opens_ticket(ticket).await, Err(CareError::Denied)), "{role:?}");
        assert!(matches!(staff.finds_account(ticket, "river.otter").await, Err(CareError::Denied)), "{role:?}");
        for act in EVERY {
            assert!(matches!(staff.acts(ticket, act).await, Err(CareError::Denied)), "{role:?} {act:?}");
        }
        assert!(matches!(staff.closes(ticket, "solved").await, Err(CareError::Denied)), "{role:?}");
    }
    let ada = clinic.patient("Ada").await;
    for visitor in [ada.visitor(), clinic.visitor()] {
        let refused = clinic
            .portal()
            .read(&visitor, Action::ReadTicket, async |call| portal_care::support::open(call, ticket).await)
            .await;
        assert!(matches!(refused, Err(CareError::Denied | CareError::SignedOut)));
    }
}

#[tokio::test]
async fn r_5_13_support_sees_nothing_of_charts_messages_requests_or_records() {
    let clinic = Clinic::open().await;
    let ada = clinic.patient("Ada").await;
    let _nurse = clinic.nurse().await;
    let sent = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap();
    // Even one who is a member of a practice.
    let desk = clinic.staff(Role::Support, &[&clinic.cardiology]).await;
    assert!(matches!(desk.inbox(DeskFilter::All).await, Err(CareError::Denied)));
    assert!(matches!(desk.opens(sent.thread).await, Err(CareError::Denied)));
    assert!(matches!(desk.answers(sent.thread, "Yes.").await, Err(CareError::Denied)));
    assert!(matches!(desk.requests(RequestFilter::Waiting).await, Err(CareError::Denied)));
    assert!(matches!(desk.finds("Example", "", "").await, Err(CareError::Denied)));
    assert!(matches!(desk.opens_record(ada.id).await, Err(CareError::Denied)));
    // Asked for with an action that is allowed, it is the key that is missing.
    let (portal, visitor) = (clinic.portal(), desk.visitor());
    let allowed = Action::ListTickets;
    let refused = portal.read(&visitor, allowed, async |call| messages::inbox(call, ada.id, None).await).await;
    assert!(matches!(refused, Err(CareError::Denied)));
    let refused = portal.read(&visitor, allowed, async |call| messages::desk_inbox(call, DeskFilter::All, None).await);
    assert!(matches!(refused.await, Err(CareError::Denied)));
    let search = Search::parse("Example", "", "").unwrap_or_else(|_| panic!("a search"));
    let refused = portal.read(&visitor, allowed, async |call| front::find(call, search).await).await;
    assert!(matches!(refused, Err(CareError::Denied)));
    // What everybody may read, it may read, too.
    let practices = portal.read(&visitor, Action::ReadDirectory, async |call| directory::practices(call).await).await;
    assert!(practices.is_ok());
    // And nothing of the chart is in what it sees of an account.
    let ticket = unproven(&clinic, &desk, &ada).await;
    let shown = serde_json::to_string(&desk.opens_ticket(ticket).await.unwrap()).unwrap();
    for secret in [ada.id.to_string(), ada.record.family.clone(), ada.record.born.clone(), ada.contact.clone()] {
        assert!(!shown.contains(&secret), "{secret}");
    }
}

#[tokio::test]
async fn a_link_that_support_sent_ends_with_the_account() {
    let clinic = Clinic::open().await;
    let ada = clinic.patient("Ada").await;
    let desk = desk(&clinic).await;
    let ticket = proven(&clinic, &desk, &ada).await;
    desk.acts(ticket, Act::Resend).await.unwrap();
    let letters = clinic.letters_to(&ada.contact).await;
    let Letter::PasswordLink { code } = letters[0].letter.clone() else { panic!("a link") };
    desk.acts(ticket, Act::Cancel).await.unwrap();
    let proof = Proof::Answer("a blue elephant".into());
    let late = accounts::recover(clinic.portal(), &clinic.visitor(), &code, proof, "eleven quiet herons at noon").await;
    assert!(matches!(late, Err(CareError::Expired)));
    // Nor does taking the account up again bring it back.
    desk.acts(ticket, Act::Restore).await.unwrap();
    assert!(matches!(accounts::recovery_needs(clinic.portal(), &code).await, Err(CareError::Expired)));
    ada.signs_in().await.unwrap();
    assert_eq!(changes(&clinic, &ada).await, [Change::Cancelled, Change::Restored]);
}

#[tokio::test]
async fn r_1_6_support_restores_for_thirty_days_and_not_a_moment_longer() {
    let clinic = Clinic::open().await;
    let (ada, eva) = (clinic.patient("Ada").await, clinic.patient("Eva").await);
    let first = desk(&clinic).await;
    let hers = proven(&clinic, &first, &ada).await;
    first.acts(hers, Act::Cancel).await.unwrap();
    clinic.later(minutes(2));
    let other = proven(&clinic, &first, &eva).await;
    first.acts(other, Act::Cancel).await.unwrap();
    clinic.later(days(30) - minutes(3));
    let desk = desk(&clinic).await;
    desk.acts(other, Act::Restore).await.unwrap();
    eva.signs_in().await.unwrap();
    clinic.later(minutes(3));
    assert!(matches!(desk.acts(hers, Act::Restore).await, Err(CareError::Conflict)), "whether erased yet or not");
    clinic.outbox().await;
}
