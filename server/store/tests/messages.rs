//! Conversations as the tables keep them, on both databases: where they lie, that they close, who is blocked, which inbox
//! reads them, and what is found in them.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use portal_access::{Acting, Actor, Chart, Held, Matrix, Messages, PoolKey, Standing};
use portal_store::blocks::{self, Block, NewBlock};
use portal_store::messages::{self, Author, Begun, Head, Owed, miscounted};
use portal_store::{Look, StoreError, Tx, pools, search};
use portal_testkit::{Clinic, both_databases};
use portal_types::account::Role;
use portal_types::day::Day;
use portal_types::ids::{AccountId, BlockId, IntentKey, MessageId, PatientId, PoolId, PracticeId, SessionId, ThreadId};
use portal_types::message::{InboxFilter, NewThread, Shelf, To, Topic};
use portal_types::page::{Cursor, PAGE};
use portal_types::pool::{BlockReason, PoolKind, PoolMember};
use portal_types::search::Terms;
use portal_types::triage::Seen;
use std::sync::Arc;
use uuid::Uuid;

/// Somebody who stands so to a chart.
fn somebody(account: AccountId, patient: PatientId, standing: Standing) -> Actor {
    let held = vec![Held { patient, standing, grant: None }];
    Actor::patient(account, SessionId(Uuid::from_u128(3)), Arc::new(Matrix::US_MA), held)
}

fn keys_to(pools: Vec<PoolId>) -> PoolKey {
    let (account, session) = (AccountId(Uuid::from_u128(5)), SessionId(Uuid::from_u128(6)));
    Actor::staff(account, session, Role::PoolNurse, pools).pools().unwrap()
}

/// A chart with an account, and a pool that answers it.
struct Scene {
    patient: PatientId,
    account: AccountId,
    nurse: AccountId,
    pool: PoolId,
    actor: Actor,
}

impl Scene {
    async fn of(clinic: &Clinic) -> Self {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let account = clinic.account_of(&ada.username).await;
        let nurse = clinic.account_of(&nurse.username).await;
        let pool = clinic.world().pool(clinic.cardiology.id).await;
        Self { patient: ada.id, account, nurse, pool, actor: somebody(account, ada.id, Standing::SelfAdult) }
    }

    fn chart(&self) -> Chart<Messages> {
        self.actor.chart(self.patient).unwrap()
    }

    fn acting(&self) -> Acting<Messages> {
        self.actor.acting(self.patient).unwrap()
    }

    fn key(&self) -> PoolKey {
        keys_to(vec![self.pool])
    }

    fn author(&self) -> Author {
        Author { account: self.account, name: "Ada".into(), role: None, for_other: false }
    }

    fn team(&self) -> Author {
        Author { account: self.nurse, name: "Nora Ortiz".into(), role: Some(Role::PoolNurse), for_other: false }
    }

    /// A conversation with this number, begun at this moment.
    async fn begins(&self, tx: &Tx, n: u64, (subject, body): (&str, &str), private: bool) -> ThreadId {
        self.follows(tx, n, (subject, body), private, None).await
    }

    async fn follows(
        &self,
        tx: &Tx,
        n: u64,
        (subject, body): (&str, &str),
        private: bool,
        follows: Option<ThreadId>,
    ) -> ThreadId {
        let ids = (ThreadId(Uuid::from_u64_pair(1, n)), MessageId(Uuid::from_u64_pair(2, n)));
        let (pool, practice) = (self.pool, "Cardiology".to_owned());
        let begun = Begun { ids, pool, practice, follows, private, answer_by: "2026-11-26".into() };
        let draft = NewThread {
            to: To::Pool(pool),
            topic: Topic::General,
            subject: subject.into(),
            body: body.into(),
            follows,
            files: Vec::new(),
            intent: IntentKey(Uuid::from_u64_pair(3, n)),
        };
        let at = i64::try_from(n).unwrap();
        messages::open_thread(tx, &self.acting(), begun, draft, self.author(), at).await.unwrap();
        ids.0
    }

    async fn head(&self, tx: &Tx, thread: ThreadId) -> Head {
        messages::head(tx, &self.chart(), thread).await.unwrap().unwrap()
    }

    async fn listed(&self, tx: &Tx, filter: InboxFilter) -> Vec<Uuid> {
        let rows = messages::threads(tx, &self.chart(), filter, None).await.unwrap();
        rows.into_iter().map(|row| row.id).collect()
    }

    /// The bodies of what is found, the newest first.
    async fn finds(&self, look: &Look, words: &str) -> Vec<String> {
        let Some(terms) = Terms::parse(words) else { return Vec::new() };
        let rows = search::find(look, &self.chart(), &terms, None).await.unwrap();
        rows.into_iter().map(|row| row.body).collect()
    }
}

/// What is written, and what of it is looked for: whether it is found.
const FOUND: [(&str, &str, bool); 60] = [
    ("My knee hurts", "knee", true),
    ("My knee hurts", "KNEE", true),
    ("My knee hurts", "kne", true),
    ("My knee hurts", "nee", false),
    ("My knee hurts", "hurts knee", true),
    ("My knee hurts", "kne hurts", false),
    ("My knee hurts", "my knee hu", true),
    ("My knee hurts", "knee ankle", false),
    ("Mañana en España", "manana", true),
    ("Mañana en España", "MAÑANA", true),
    ("Mañana en España", "espan", true),
    ("¿Cuándo? ¡Ya!", "cuando", true),
    ("¿Cuándo? ¡Ya!", "ya", true),
    ("Straße", "straße", true),
    ("Straße", "strasse", false),
    ("ﬁne ﬂow", "fine", true),
    ("İstanbul", "istanbul", true),
    ("ΑΣΠΙΡΙΝΗ", "ασπιρινη", true),
    ("Ёлка", "елка", true),
    ("日本語", "日本", true),
    ("日本語", "本語", false),
    ("naïve café", "naive cafe", true),
    ("e\u{301}te\u{301}", "été", true),
    ("O'Brien's X-ray", "brien", true),
    ("O'Brien's X-ray", "x-ray", true),
    ("O'Brien's X-ray", "xray", false),
    ("38.5 today", "38.5", true),
    ("38.5 today", "385", false),
    ("on 2026-11-20", "2026 11", true),
    ("write to a@b.org", "a@b.org", true),
    ("see https://example.org/x?y=1", "example", true),
    ("1e5 units", "1e5", true),
    ("0007", "0007", true),
    ("0007", "7", false),
    ("½ a tablet", "1 2", true),
    ("🦦 otter", "otter", true),
    ("🦦 otter", "🦦", false),
    ("🦦otter", "otter", true),
    ("the and of a", "the", true),
    ("the and of a", "of the", true),
    ("running", "run", true),
    ("running", "runs", false),
    ("\"quoted\" words", "\"quoted\"", true),
    ("\"quoted\" words", "\"quoted words", true),
    ("a star * here", "* OR", false),
    ("or not near", "or not near", true),
    ("or not near", "OR NOT", true),
    ("or not near", "NEAR(or)", true),
    ("subject: body", "subject:body", true),
    ("back\\slash", "slash", true),
    ("semi;colon -- drop", "drop table", false),
    ("semi;colon -- drop", "colon drop", true),
    ("it's", "it's", true),
    ("under_score", "score", true),
    ("pipe|and&amp", "amp", true),
    ("tab\tand\nline", "line tab", true),
    ("!important", "important:*", true),
    ("(brackets) {braces}", "braces", true),
    ("null", "null", true),
    ("p00000000000000000000000000000001", "=p0000", true),
];

both_databases! {
    async fn both_databases_find_the_same(clinic) {
        let scene = Scene::of(&clinic).await;
        let mut texts: Vec<&str> = FOUND.iter().map(|(text, ..)| *text).collect();
        texts.dedup();
        let tx = clinic.db().begin().await.unwrap();
        for (n, text) in (1..).zip(texts) {
            scene.begins(&tx, n, ("S", text), false).await;
        }
        tx.commit().await.unwrap();
        let look = clinic.db().look();
        for (text, words, there) in FOUND {
            let found = scene.finds(&look, words).await;
            assert_eq!(found.iter().any(|body| body == text), there, "{words:?} in {text:?}: {found:?}");
        }
        assert!(scene.finds(&look, "ada cardio").await.len() > 20, "who has written, and to whom");
    }

    async fn what_is_found_is_a_page_of_ones_own_and_a_subject_is_found_once(clinic) {
        let scene = Scene::of(&clinic).await;
        let berta = clinic.patient("Berta").await;
        let theirs = Scene {
            patient: berta.id,
            account: clinic.account_of(&berta.username).await,
            nurse: scene.nurse,
            pool: scene.pool,
            actor: somebody(scene.account, berta.id, Standing::SelfAdult),
        };
        let tx = clinic.db().begin().await.unwrap();
        for n in 1..=30 {
            scene.begins(&tx, n, ("About the knee", "It hurts"), n % 10 == 0).await;
        }
        theirs.begins(&tx, 31, ("About the knee", "It hurts"), false).await;
        let head = scene.head(&tx, ThreadId(Uuid::from_u64_pair(1, 30))).await;
        let id = MessageId(Uuid::from_u64_pair(4, 1));
        messages::add_from_team(&tx, &head, id, scene.team(), "Rest it".into(), Owed::Nothing, 40).await.unwrap();
        tx.commit().await.unwrap();
        let look = clinic.db().look();
        let terms = |words: &str| Terms::parse(words).unwrap();
        let page = search::find(&look, &scene.chart(), &terms("hurts knee"), None).await.unwrap();
        let moments: Vec<i64> = page.iter().map(|row| row.at).collect();
        assert_eq!(moments, (10..=30).rev().collect::<Vec<_>>(), "newest first, and one more than a page");
        let last = &page[PAGE as usize - 1];
        let after = Cursor { at: last.at, id: last.id };
        let rest = search::find(&look, &scene.chart(), &terms("hurts knee"), Some(after)).await.unwrap();
        assert_eq!((rest.len(), rest[0].at), (10, 10));
        let row = &page[0];
        let said = (row.subject.as_str(), row.topic.as_str(), row.side.as_str(), row.given.as_str());
        assert_eq!(said, ("About the knee", "general", "patient", "Ada"));
        assert_eq!(scene.finds(&look, "nora rest").await, ["Rest it"]);
        // Whoever acts for her finds nothing of what she keeps, nor does a key to another chart.
        let child = somebody(AccountId(Uuid::from_u128(9)), scene.patient, Standing::OfChild);
        let before = clinic.statements();
        let open = search::find(&look, &child.chart(scene.patient).unwrap(), &terms("knee"), None).await.unwrap();
        assert_eq!(clinic.statements() - before, 1);
        assert!(open.iter().all(|row| row.at % 10 != 0), "nothing private");
        assert_eq!(theirs.finds(&look, "knee").await.len(), 1);
        // The desk finds what lies in its pools, of every chart.
        let desk = search::desk_find(&look, &scene.key(), &terms("knee"), None).await.unwrap();
        assert_eq!((desk.len(), desk[0].patient_id), (PAGE as usize + 1, theirs.patient.0));
        for none in [keys_to(Vec::new()), keys_to(vec![PoolId(Uuid::from_u128(97))])] {
            assert!(search::desk_find(&look, &none, &terms("knee"), None).await.unwrap().is_empty());
        }
    }

    async fn what_an_older_portal_has_kept_is_found_once_it_is_indexed(clinic) {
        let scene = Scene::of(&clinic).await;
        let tx = clinic.db().begin().await.unwrap();
        let thread = scene.begins(&tx, 1, ("New", "indexed at once"), false).await;
        tx.commit().await.unwrap();
        let insert = "insert into messages (id, thread_id, side, account_id, author, body, at)
                      values ($1, $2, 'patient', $3, 'Ada', 'older words', $4)";
        for (n, at) in [(8_u64, 1_i64), (9, 5)] {
            let id = Uuid::from_u64_pair(2, n);
            clinic.execute(insert, [id.into(), thread.0.into(), scene.account.0.into(), at.into()]).await;
        }
        let look = clinic.db().look();
        assert!(scene.finds(&look, "older").await.is_empty());
        let first = search::unindexed(&look, Uuid::nil(), 1).await.unwrap();
        assert_eq!(first.iter().map(|message| message.id()).collect::<Vec<_>>(), [Uuid::from_u64_pair(2, 8)]);
        let all = search::unindexed(&look, Uuid::nil(), 500).await.unwrap();
        assert_eq!(search::unindexed(&look, first[0].id(), 500).await.unwrap().len(), 1);
        // Twice, as two nodes do that start at one moment.
        for _ in 0..2 {
            let tx = clinic.db().begin().await.unwrap();
            search::index(&tx, &all).await.unwrap();
            tx.commit().await.unwrap();
        }
        assert!(search::unindexed(&look, Uuid::nil(), 500).await.unwrap().is_empty());
        assert_eq!(scene.finds(&look, "older").await.len(), 2);
        assert_eq!(clinic.count("message_rows").await, 3);
        // The one that was sent when the conversation began has its subject.
        assert_eq!(scene.finds(&look, "new").await.len(), 2);
    }

    async fn r_6_10_a_conversation_lies_on_one_shelf_and_a_new_message_brings_it_back(clinic) {
        let scene = Scene::of(&clinic).await;
        let tx = clinic.db().begin().await.unwrap();
        let thread = scene.begins(&tx, 1, ("S", "B"), false).await;
        let other = scene.begins(&tx, 2, ("S", "B"), true).await;
        let acting = scene.acting();
        for (shelf, filter) in [(Shelf::Archive, InboxFilter::Archive), (Shelf::Trash, InboxFilter::Trash)] {
            assert!(messages::shelve(&tx, &acting, thread, shelf).await.unwrap());
            assert!(!messages::shelve(&tx, &acting, thread, shelf).await.unwrap(), "once");
            assert_eq!(scene.listed(&tx, filter).await, [thread.0]);
            assert_eq!(scene.listed(&tx, InboxFilter::Inbox).await, [other.0]);
            assert_eq!(scene.head(&tx, thread).await.shelf, shelf.code());
        }
        assert!(scene.listed(&tx, InboxFilter::Unread).await.is_empty());
        let head = scene.head(&tx, thread).await;
        let id = |n| MessageId(Uuid::from_u64_pair(4, n));
        messages::add_from_team(&tx, &head, id(1), scene.team(), "Answer".into(), Owed::Nothing, 5).await.unwrap();
        assert_eq!(scene.listed(&tx, InboxFilter::Inbox).await, [thread.0, other.0]);
        // Unread it is wherever it lies; a desk sees no shelf.
        messages::shelve(&tx, &acting, thread, Shelf::Trash).await.unwrap();
        assert_eq!(scene.listed(&tx, InboxFilter::Unread).await, [thread.0]);
        let desk = messages::desk_head(&tx, &scene.key(), thread).await.unwrap();
        assert!(desk.is_some_and(|head| head.block().is_none()));
        // Begun before the answer, it has waited for it: it is after it.
        let due = "2026-11-26".to_owned();
        messages::add_from_patient(&tx, &head, id(2), scene.author(), "More".into(), due, 4).await.unwrap();
        assert_eq!(scene.head(&tx, thread).await.last_at, 6);
        let newest = messages::messages(&tx, &head, None).await.unwrap().remove(0);
        assert_eq!((newest.id, newest.at), (id(2).0, 6));
        assert!(scene.listed(&tx, InboxFilter::Trash).await.is_empty());
        // What she keeps for herself nobody else puts anywhere.
        let child = somebody(AccountId(Uuid::from_u128(9)), scene.patient, Standing::OfChild);
        let acting = child.acting::<Messages>(scene.patient).unwrap();
        assert!(!messages::shelve(&tx, &acting, other, Shelf::Trash).await.unwrap());
        assert!(messages::shelve(&tx, &acting, thread, Shelf::Archive).await.unwrap());
        tx.commit().await.unwrap();
        assert!(miscounted(&clinic.db().look()).await.unwrap().is_empty());
    }

    async fn r_6_7_a_closed_conversation_owes_nothing_and_an_answer_opens_it_again(clinic) {
        let scene = Scene::of(&clinic).await;
        let tx = clinic.db().begin().await.unwrap();
        let thread = scene.begins(&tx, 1, ("S", "B"), false).await;
        let head = scene.head(&tx, thread).await;
        let none = keys_to(vec![PoolId(Uuid::from_u128(97))]);
        let first = Seen::To(MessageId(Uuid::from_u64_pair(2, 1)));
        assert!(!messages::close(&tx, &none, &head, first, scene.nurse, 7).await.unwrap());
        for not_seen in [Seen::To(MessageId(Uuid::from_u64_pair(2, 9))), Seen::Until(0), Seen::Untold] {
            let refused = messages::close(&tx, &scene.key(), &head, not_seen, scene.nurse, 7).await;
            assert!(matches!(refused, Err(StoreError::Conflict)), "{not_seen:?}");
        }
        assert!(messages::close(&tx, &scene.key(), &head, first, scene.nurse, 7).await.unwrap());
        assert!(!messages::close(&tx, &scene.key(), &head, Seen::Until(1), scene.nurse, 8).await.unwrap(), "once");
        let closed = scene.head(&tx, thread).await;
        assert_eq!((closed.closed_at, closed.waiting, closed.answer_by), (Some(7), false, None));
        assert_eq!(pools::cards(&tx, &scene.key()).await.unwrap()[0].waiting, 0);
        let (id, due) = (MessageId(Uuid::from_u64_pair(4, 1)), "2026-11-26".to_owned());
        tx.commit().await.unwrap();
        // Whoever has read it while it was open comes too late.
        let tx = clinic.db().begin().await.unwrap();
        let late = messages::add_from_patient(&tx, &head, id, scene.author(), "More".into(), due, 9).await;
        assert!(matches!(late, Err(StoreError::Conflict)));
        drop(tx);
        let tx = clinic.db().begin().await.unwrap();
        let follow = scene.follows(&tx, 2, ("S", "B"), true, Some(thread)).await;
        let heads = (scene.head(&tx, thread).await, scene.head(&tx, follow).await);
        assert_eq!((heads.0.follows, heads.0.followed_by), (None, Some(follow.0)));
        assert_eq!((heads.1.follows, heads.1.followed_by), (Some(thread.0), None));
        // Whoever does not see the one that follows is not led there.
        let child = somebody(AccountId(Uuid::from_u128(9)), scene.patient, Standing::OfChild);
        let seen = messages::head(&tx, &child.chart(scene.patient).unwrap(), thread).await.unwrap().unwrap();
        assert_eq!(seen.followed_by, None);
        let desk = messages::desk_head(&tx, &scene.key(), follow).await.unwrap().unwrap();
        assert_eq!(desk.follows, Some(thread.0));
        messages::add_from_team(&tx, &heads.0, id, scene.team(), "Answer".into(), Owed::Nothing, 10).await.unwrap();
        assert_eq!(scene.head(&tx, thread).await.closed_at, None);
        let writer = messages::last_writer(&tx, &heads.0).await.unwrap();
        assert_eq!(writer, Some((scene.account, "Ada".to_owned())));
        tx.commit().await.unwrap();
        assert!(miscounted(&clinic.db().look()).await.unwrap().is_empty());
    }

    async fn r_6_11_a_block_is_of_one_person_or_anybody_in_one_inbox_and_ends(clinic) {
        let scene = Scene::of(&clinic).await;
        let tx = clinic.db().begin().await.unwrap();
        let thread = scene.begins(&tx, 1, ("S", "B"), false).await;
        let (head, key) = (scene.head(&tx, thread).await, scene.key());
        let id = |n| BlockId(Uuid::from_u64_pair(5, n));
        let (soon, later) = (Day::from_epoch(20_000), Day::from_epoch(20_010));
        let new = |n, whose: Option<AccountId>, until| NewBlock {
            id: id(n),
            whose: whose.map(|account| (account, "Ada".to_owned())),
            reason: BlockReason::TooMany,
            until,
        };
        let put = async |block| blocks::put(&tx, &key, &head, block, &scene.team(), 7).await.unwrap();
        assert_eq!(head.block(), None);
        put(new(1, Some(scene.account), Some(soon))).await;
        let block = |until| Some(Block { reason: BlockReason::TooMany, until });
        assert_eq!(scene.head(&tx, thread).await.block(), block(Some(soon)));
        assert_eq!(pools::lines(&tx, &scene.chart()).await.unwrap()[0].block, block(Some(soon)));
        // Somebody else is not meant; anybody is everybody; what lasts longest counts.
        let child = somebody(AccountId(Uuid::from_u128(9)), scene.patient, Standing::OfChild);
        let chart = child.chart::<Messages>(scene.patient).unwrap();
        assert_eq!(messages::head(&tx, &chart, thread).await.unwrap().unwrap().block(), None);
        put(new(2, None, Some(later))).await;
        assert_eq!(messages::head(&tx, &chart, thread).await.unwrap().unwrap().block(), block(Some(later)));
        assert_eq!(scene.head(&tx, thread).await.block(), block(Some(later)));
        put(new(3, Some(scene.account), None)).await;
        assert_eq!(scene.head(&tx, thread).await.block(), block(None));
        let stand = blocks::standing(&tx, &head).await.unwrap();
        let stand: Vec<(BlockId, Option<String>)> = stand.into_iter().map(|one| (one.block, one.whose)).collect();
        assert_eq!(stand, [(id(3), Some("Ada".to_owned())), (id(2), None)], "the first one was replaced");
        let none = keys_to(vec![PoolId(Uuid::from_u128(97))]);
        assert!(!blocks::lift(&tx, &none, &head, id(3), scene.nurse, 8).await.unwrap());
        for n in [3, 2] {
            assert!(blocks::lift(&tx, &key, &head, id(n), scene.nurse, 8).await.unwrap());
            assert!(!blocks::lift(&tx, &key, &head, id(n), scene.nurse, 9).await.unwrap(), "once");
        }
        assert_eq!(scene.head(&tx, thread).await.block(), None);
        tx.commit().await.unwrap();
        assert_eq!(clinic.count("pool_blocks").await, 3, "what has ended stays");
    }

    async fn r_6_2_a_practice_has_an_inbox_for_each_topic_and_who_answers_it_is_said(clinic) {
        let scene = Scene::of(&clinic).await;
        let clerk = clinic.staff(Role::Billing, &[]).await;
        let clerk = clinic.account_of(&clerk.username).await;
        let administration = Actor::operator().administration().unwrap();
        let practice = clinic.cardiology.id;
        let tx = clinic.db().begin().await.unwrap();
        let id = |n| PoolId(Uuid::from_u64_pair(6, n));
        let bills = pools::add(&tx, &administration, id(1), practice, PoolKind::Billing).await.unwrap();
        assert_eq!(bills, Some(id(1)));
        let again = pools::add(&tx, &administration, id(2), practice, PoolKind::Billing).await.unwrap();
        assert_eq!(again, Some(id(1)), "one of a kind");
        let nowhere = PracticeId(Uuid::from_u128(77));
        assert_eq!(pools::add(&tx, &administration, id(3), nowhere, PoolKind::Tests).await.unwrap(), None);
        let of = async |pool| pools::hold(&tx, &administration, pool).await.unwrap().unwrap();
        let (bills, general) = (of(id(1)).await, of(scene.pool).await);
        assert_eq!((bills.kind, general.kind, general.practice), (PoolKind::Billing, PoolKind::General, practice));
        let who = |members: Vec<PoolMember>| {
            members.into_iter().map(|one| (one.account, one.member)).collect::<Vec<_>>()
        };
        assert_eq!(who(pools::candidates(&tx, &bills).await.unwrap()), [(clerk, false)]);
        assert_eq!(who(pools::candidates(&tx, &general).await.unwrap()), [(scene.nurse, true)]);
        let of_bills = async || {
            let lines = pools::lines(&tx, &scene.chart()).await.unwrap();
            lines.into_iter().find(|line| line.pool == id(1)).unwrap()
        };
        assert!(of_bills().await.readers.is_empty());
        // A nurse among the clerks answers no bills.
        pools::set_members(&tx, &bills, &[scene.nurse]).await.unwrap();
        assert!(of_bills().await.readers.is_empty());
        pools::set_members(&tx, &bills, &[clerk]).await.unwrap();
        pools::change(&tx, &bills, 9, Some("4135550100".into()), Some(clerk)).await.unwrap();
        let line = of_bills().await;
        assert_eq!((line.readers, line.business_days), (vec![Role::Billing], 9));
        assert_eq!((line.phone.as_deref(), line.practice), (Some("4135550100"), practice));
        let bills = of(id(1)).await;
        assert_eq!((bills.lead, bills.phone.as_deref(), bills.waiting), (Some(clerk), Some("4135550100"), 0));
        let listed = pools::list(&tx, &administration, None).await.unwrap();
        let hers = listed.iter().find(|one| one.practice == practice).unwrap();
        let kinds: Vec<(PoolKind, bool)> = hers.pools.iter().map(|pool| (pool.kind, pool.answered)).collect();
        assert_eq!(kinds, [(PoolKind::General, true), (PoolKind::Billing, true)], "the general one first");
        let last = listed.last().unwrap().practice;
        assert!(pools::list(&tx, &administration, Some(last)).await.unwrap().is_empty());
        tx.commit().await.unwrap();
    }
}
