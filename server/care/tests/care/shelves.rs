//! conversations are put away, thrown away and taken out again; nothing is deleted, and no desk hears of it.

use portal_care::live::{self, Heard};
use portal_care::{CareError, Visitor};
use portal_store::messages::miscounted;
use portal_testkit::{Clinic, Granted, both_databases};
use portal_types::ids::ThreadId;
use portal_types::message::{InboxFilter, Shelf};
use portal_types::representative::{Basis, Capability, Right, Rights};
use portal_types::staff::DeskFilter;
use uuid::Uuid;

/// Everything of a chart and every pool counts as it should.
async fn counts_are_right(clinic: &Clinic) {
    assert!(miscounted(&clinic.db().look()).await.unwrap().is_empty());
}

both_databases! {
    async fn r_6_10_what_is_put_away_or_thrown_away_can_be_taken_out_again(clinic) {
        let (ada, _nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let one = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
        let two = ada.writes_to(&clinic.cardiology, "May I swim?").await.unwrap().thread;
        let three = ada.writes_to(&clinic.cardiology, "May I run?").await.unwrap().thread;
        ada.shelves(one, Shelf::Archive).await.unwrap();
        ada.shelves(two, Shelf::Trash).await.unwrap();
        assert_eq!(ada.lists(InboxFilter::Inbox).await, [three]);
        assert_eq!(ada.lists(InboxFilter::Archive).await, [one]);
        assert_eq!(ada.lists(InboxFilter::Trash).await, [two]);
        assert_eq!(ada.sees(InboxFilter::Trash).await.unwrap().page.rows[0].shelf, Shelf::Trash);
        assert_eq!(ada.inbox().await.unwrap().page.rows.len(), 1, "the list is the list");
        let opened = ada.opens(two).await.unwrap();
        assert_eq!((opened.shelf, opened.messages.rows.len(), opened.may_reply), (Some(Shelf::Trash), 1, true));
        // From one to the other, and back.
        ada.shelves(two, Shelf::Archive).await.unwrap();
        assert_eq!(ada.lists(InboxFilter::Archive).await, [two, one], "newest first");
        for thread in [one, two] {
            ada.shelves(thread, Shelf::Inbox).await.unwrap();
        }
        assert_eq!(ada.lists(InboxFilter::Inbox).await, [three, two, one]);
        assert_eq!((clinic.count("threads").await, clinic.count("messages").await), (3, 3), "nothing is deleted");
        counts_are_right(&clinic).await;
    }

    async fn r_6_10_pressed_twice_it_is_done_once(clinic) {
        let (ada, _nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let thread = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
        let (a, b) = tokio::join!(ada.shelves(thread, Shelf::Trash), ada.shelves(thread, Shelf::Trash));
        assert!(a.is_ok() && b.is_ok());
        let said: Vec<String> =
            clinic.column("select outcome from audit where action = 'shelve-thread' order by outcome").await;
        assert_eq!(said, ["again", "ok"]);
    }

    async fn r_6_10_a_new_message_of_either_side_puts_it_back_into_the_list(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let thread = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
        for shelf in [Shelf::Archive, Shelf::Trash] {
            ada.shelves(thread, shelf).await.unwrap();
            nurse.answers(thread, "Yes.").await.unwrap();
            assert_eq!(ada.lists(InboxFilter::Inbox).await, [thread]);
            ada.opens(thread).await.unwrap();
            ada.shelves(thread, shelf).await.unwrap();
            ada.replies(thread, "Thank you.").await.unwrap();
            assert_eq!(ada.lists(InboxFilter::Inbox).await, [thread]);
        }
        clinic.outbox().await;
    }

    async fn r_6_10_what_is_unread_counts_wherever_it_lies(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let one = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
        let two = ada.writes_to(&clinic.cardiology, "May I swim?").await.unwrap().thread;
        for thread in [one, two] {
            nurse.answers(thread, "Yes.").await.unwrap();
        }
        ada.shelves(one, Shelf::Archive).await.unwrap();
        ada.shelves(two, Shelf::Trash).await.unwrap();
        assert!(ada.lists(InboxFilter::Inbox).await.is_empty());
        assert_eq!(ada.lists(InboxFilter::Unread).await, [two, one]);
        assert_eq!(clinic.column::<i64>("select unread_threads from patients where unread_threads > 0").await, [2]);
        ada.opens(two).await.unwrap();
        assert_eq!(ada.lists(InboxFilter::Unread).await, [one]);
        assert_eq!(ada.lists(InboxFilter::Trash).await, [two], "reading leaves it where it lies");
        counts_are_right(&clinic).await;
        clinic.outbox().await;
    }

    async fn r_6_10_where_it_lies_is_the_charts(clinic) {
        let (ada, olga, otto) =
            (clinic.patient("Ada").await, clinic.patient("Olga").await, clinic.patient("Otto").await);
        let _nurse = clinic.nurse().await;
        let thread = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
        clinic.represents(&olga, ada.id, Granted::consent(Rights::every())).await;
        let reading = Rights::NONE.with(Capability::Messages, Right::Read);
        clinic.represents(&otto, ada.id, Granted::consent(reading)).await;
        let (hers, his) = (olga.acting_for(ada.id), otto.acting_for(ada.id));
        hers.shelves(thread, Shelf::Archive).await.unwrap();
        for who in [&ada, &hers, &his] {
            assert_eq!(who.lists(InboxFilter::Archive).await, [thread], "the same for everybody");
        }
        assert!(matches!(his.shelves(thread, Shelf::Trash).await, Err(CareError::Denied)), "who may only read");
        let eva = clinic.patient("Eva").await;
        assert!(matches!(eva.acting_for(ada.id).shelves(thread, Shelf::Trash).await, Err(CareError::Denied)));
        for nothing in [thread, ThreadId(Uuid::max())] {
            assert!(matches!(eva.shelves(nothing, Shelf::Trash).await, Err(CareError::NotFound)));
        }
        assert_eq!(ada.lists(InboxFilter::Archive).await, [thread]);
        // The trail says who it was.
        let kinds: Vec<String> =
            clinic.column("select kind from audit where action = 'shelve-thread' and outcome = 'ok'").await;
        assert_eq!(kinds, ["representative"]);
    }

    /// what is not there for somebody cannot be put away either, and tells nothing by its shelf.
    async fn r_6_12_what_a_teen_keeps_is_on_no_shelf_of_her_representatives(clinic) {
        let (teen, mother) = (clinic.patient("Tess").await, clinic.patient("Mara").await);
        let nurse = clinic.nurse().await;
        clinic.execute("update patients set born = '2011-12-13' where id = $1", [teen.id.0.into()]).await;
        clinic.represents(&mother, teen.id, Granted::by(Basis::Parental)).await;
        let hers = mother.acting_for(teen.id);
        let kept = teen.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
        let open = hers.writes_to(&clinic.cardiology, "May she travel?").await.unwrap().thread;
        for thread in [kept, open] {
            nurse.answers(thread, "Yes.").await.unwrap();
            teen.shelves(thread, Shelf::Archive).await.unwrap();
        }
        for filter in [InboxFilter::Archive, InboxFilter::Unread] {
            assert_eq!(teen.lists(filter).await, [open, kept], "{filter:?}");
            assert_eq!(hers.lists(filter).await, [open], "{filter:?}");
        }
        assert!(matches!(hers.shelves(kept, Shelf::Trash).await, Err(CareError::NotFound)));
        assert!(teen.sees(InboxFilter::Archive).await.unwrap().page.rows[1].private);
        clinic.outbox().await;
    }
}

#[tokio::test]
async fn r_6_10_no_desk_hears_of_it() {
    let clinic = Clinic::open().await;
    let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
    let thread = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
    let mut stream = clinic.portal().live().listen();
    ada.shelves(thread, Shelf::Trash).await.unwrap();
    let Ok(Heard::Nudge(nudge)) = stream.try_recv() else { panic!("her other pages look anew") };
    let hears =
        async |visitor: &Visitor| live::ear(clinic.portal(), visitor).await.unwrap().hears(&nudge, clinic.now());
    assert!(hears(&ada.visitor()).await && !hears(&nurse.visitor()).await);
    assert_eq!(nurse.opens(thread).await.unwrap().shelf, None);
    let queue = nurse.inbox(DeskFilter::Waiting).await.unwrap();
    assert_eq!((queue.page.rows.len(), queue.pools[0].waiting), (1, 1), "an answer is owed as before");
}

#[tokio::test]
async fn every_list_costs_the_session_and_the_list() {
    let clinic = Clinic::open().await;
    let (ada, _nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
    let thread = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
    ada.inbox().await.unwrap();
    for shelf in Shelf::ALL {
        ada.shelves(thread, shelf).await.unwrap();
        for filter in InboxFilter::ALL {
            let before = clinic.statements();
            ada.sees(filter).await.unwrap();
            assert_eq!(clinic.statements() - before, 2, "{shelf:?} {filter:?}");
        }
    }
}
