//! Each action of messages, requests and desks is cut off at each of its statements, one after the other, and a little
//! later, while it becomes durable: all of it stands then, or nothing, in any table. What is sent once more with the same
//! intent is there as if nobody had hung up, once, and so it stays when it comes again.

use portal_care::messages::Place;
use portal_care::{Action, CareError, asks, triage};
use portal_store::{files, messages};
use portal_testkit::{Clinic, both_databases, cut_off};
use portal_types::account::{Lang, Role};
use portal_types::ask::{Approval, AskDraft, AskKind, DeskAskMove, NewAsk, PartOfDay, Refusing, TimesAgain, Window};
use portal_types::ids::{AskId, CoverId, IntentKey, MessageId, TemplateId, ThreadId};
use portal_types::message::{Draft, Shelf};
use portal_types::pool::PoolKind;
use portal_types::triage::{BatchDeed, HandOver, NewCover, NewNote, NewTemplate, Seen, Stood, Ticked};
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use uuid::Uuid;

/// How an action is carried out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Is {
    /// In one transaction: all of it stands, or nothing.
    Whole,
    /// In several, each of which stands for itself. Whoever comes again goes on from there.
    InSteps,
}

/// How often something is begun anew that was done sooner than it could be hung up on.
const MISSED: u32 = 30;

/// Something that is about to be cut off.
struct At<S> {
    about: S,
    intent: IntentKey,
    rows: Rows,
    /// Everything that the tables held before, or that stands after the steps so far.
    stood: Vec<String>,
}

/// The rows of each table.
type Rows = BTreeMap<String, i64>;

/// What has come to a table, or gone from it.
fn more(before: &Rows, after: &Rows) -> Rows {
    let more = after.iter().map(|(table, rows)| (table.clone(), rows - before.get(table).copied().unwrap_or(0)));
    more.filter(|(_, rows)| *rows != 0).collect()
}

/// The same without what the trail has: what comes again leaves a line in it, too.
fn besides_the_trail(mut rows: Rows) -> Rows {
    rows.remove("audit");
    rows
}

/// A clinic in which people hang up.
struct Hall<'a> {
    clinic: &'a Clinic,
    everything: String,
}

impl<'a> Hall<'a> {
    async fn of(clinic: &'a Clinic) -> Self {
        let mut selects = Vec::new();
        // All but what is derived from messages, to find them.
        for table in clinic.counts().await.into_keys().filter(|table| !table.starts_with("message_words")) {
            let line = if clinic.db().is_postgres() {
                "cast(row_to_json(t) as text)".to_owned()
            } else {
                let columns: Vec<String> =
                    clinic.column(&format!("select name from pragma_table_info('{table}')")).await;
                let quoted: Vec<String> = columns.iter().map(|column| format!("quote(t.\"{column}\")")).collect();
                quoted.join(" || ',' || ")
            };
            selects.push(format!("select '{table} ' || {line} as line from {table} t"));
        }
        Self { clinic, everything: selects.join(" union all ") }
    }

    /// Everything that the tables hold.
    async fn stands(&self) -> Vec<String> {
        let mut lines = self.clinic.column::<String>(&self.everything).await;
        lines.sort_unstable();
        lines
    }

    /// How many rows each table has, but those that are there for each chain of the trail.
    async fn rows(&self) -> Rows {
        let mut rows = self.clinic.counts().await;
        rows.retain(|table, _| table != "audit_heads" && !table.starts_with("message_words"));
        rows
    }

    /// What has been before says nothing about what comes: nothing is unread, told, half-written or lies about.
    async fn forgets(&self) {
        for forget in [
            "delete from outbox",
            "update asks set news = false where news",
            "update threads set unread = 0 where unread > 0",
            "update patients set unread_threads = 0, unread_open = 0 where unread_threads > 0",
            "delete from files",
            "update accounts set file_bytes = 0 where file_bytes > 0",
            "delete from drafts",
            "delete from pharmacies",
            "delete from covers",
        ] {
            self.clinic.execute(forget, []).await;
        }
    }

    /// Waits until what was hung up on has ended: it is taken back by then, or durable.
    async fn is_let_go(&self) {
        if self.clinic.db().is_postgres() {
            let busy = "pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
                        and backend_type = 'client backend' and state <> 'idle'";
            for _ in 0..5_000 {
                if self.clinic.count(busy).await == 0 {
                    return;
                }
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            panic!("what was hung up on never ends");
        } else {
            // There is one connection that writes.
            drop(self.clinic.db().begin().await.unwrap());
        }
    }

    async fn is_counted_right(&self, what: &str) {
        let look = self.clinic.db().look();
        assert_eq!(messages::miscounted(&look).await.unwrap(), Vec::<Uuid>::new(), "{what}");
        assert_eq!(files::miscounted(&look).await.unwrap(), Vec::<Uuid>::new(), "{what}");
    }

    async fn sets_up_anew<S>(&self, sets_up: &impl AsyncFn() -> S) -> At<S> {
        self.forgets().await;
        let (about, intent) = (sets_up().await, self.clinic.world().intent());
        At { about, intent, rows: self.rows().await, stood: self.stands().await }
    }

    /// Does something as if nobody hung up; then the same with something else that is set up alike, and cuts that off
    /// at each statement.
    async fn cuts<S: Clone, T: Debug>(
        &self,
        what: &str,
        is: Is,
        sets_up: impl AsyncFn() -> S,
        does: impl AsyncFn(S, IntentKey) -> Result<T, CareError>,
    ) {
        let (clinic, world) = (self.clinic, self.clinic.world());
        self.forgets().await;
        let about = sets_up().await;
        let rows = self.rows().await;
        let before = clinic.statements();
        let done = does(about, world.intent()).await;
        let statements = clinic.statements() - before;
        assert!(done.is_ok(), "{what}: {done:?}");
        let brings = more(&rows, &self.rows().await);

        let mut at = self.sets_up_anew(&sets_up).await;
        let (mut cuts, mut durable, mut answer) = (0, false, None);
        for (statement, later) in (1..=statements).map(|no| (no, 0)).chain((1..=3).map(|later| (statements, later))) {
            let mut tries = 0;
            let stands = loop {
                answer = cut_off(clinic.db(), statement, later, does(at.about.clone(), at.intent)).await;
                self.is_let_go().await;
                let stands = self.stands().await;
                // On a busy machine several statements are done before anybody can hang up: with something else alike.
                let missed = answer.is_some() || (is == Is::Whole && statement < statements && stands != at.stood);
                if !missed || tries == MISSED || later > 0 {
                    break stands;
                }
                self.is_counted_right(what).await;
                tries += 1;
                at = self.sets_up_anew(&sets_up).await;
            };
            if answer.is_some() {
                break;
            }
            cuts += 1;
            if stands == at.stood {
                continue;
            }
            self.is_counted_right(what).await;
            if is == Is::Whole {
                // What is compared now has to be all of it.
                durable = true;
                break;
            }
            at.stood = stands;
        }
        let At { about, intent, rows, .. } = at;
        assert!(statements > 0 && cuts * 2 >= statements, "{what}: cut off at {cuts} of {statements} statements");
        if answer.is_none() && !durable {
            answer = Some(does(about.clone(), intent).await);
        }
        assert!(!matches!(answer, Some(Err(_))), "{what}: {answer:?}");
        let brought = more(&rows, &self.rows().await);
        match is {
            Is::Whole => assert_eq!(brought, brings, "{what}"),
            Is::InSteps => assert_eq!(besides_the_trail(brought), besides_the_trail(brings.clone()), "{what}"),
        }
        self.is_counted_right(what).await;

        let again = does(about, intent).await;
        assert!(again.is_ok(), "{what}, again: {again:?}");
        if let Some(answer) = answer {
            assert_eq!(format!("{again:?}"), format!("{answer:?}"), "{what}, again");
        }
        let brought = more(&rows, &self.rows().await);
        assert_eq!(besides_the_trail(brought), besides_the_trail(brings), "{what}, again");
        self.is_counted_right(what).await;
    }
}

both_databases! {
    async fn r_6_4_what_is_written_is_there_or_not_wherever_it_is_cut_off(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let (hall, world) = (Hall::of(&clinic).await, clinic.world());
        let pool = world.pool(clinic.cardiology.id).await;
        let (new, half) = (Place::New(ada.id), || Draft::reply("And more".into()));
        let begins = async || ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;

        let set_up = async || {
            ada.half_writes(new, half(), world.intent()).await.unwrap();
            ada.attaches(new, "a.txt", "hello").await.unwrap();
        };
        let does = async |(): (), intent: IntentKey| ada.starts(pool, "A question", "May I travel?", intent).await;
        hall.cuts("a message", Is::Whole, set_up, does).await;
        let set_up = async || {
            let thread = begins().await;
            ada.half_writes(Place::Reply(ada.id, thread), half(), world.intent()).await.unwrap();
            ada.attaches(Place::Reply(ada.id, thread), "a.txt", "hello").await.unwrap();
            thread
        };
        let does = async |thread: ThreadId, intent: IntentKey| ada.replies_once(thread, "By ship.", intent).await;
        hall.cuts("a reply", Is::Whole, set_up, does).await;
        let set_up = async || {
            let thread = begins().await;
            nurse.half_writes(Place::Answer(thread), half(), world.intent()).await.unwrap();
            nurse.attaches(Place::Answer(thread), "a.txt", "Rest.").await.unwrap();
            nurse.claims(thread).await.unwrap();
            thread
        };
        let does =
            async |thread: ThreadId, intent: IntentKey| nurse.answers_once(thread, "Yes, you may.", intent).await;
        hall.cuts("an answer", Is::Whole, set_up, does).await;
        let set_up = async || {
            let thread = begins().await;
            (thread, nurse.opens(thread).await.unwrap().messages.rows[0].message)
        };
        let does = async |(thread, newest): (ThreadId, MessageId), _: IntentKey| {
            nurse.closes_seen(thread, Seen::To(newest)).await
        };
        hall.cuts("closing", Is::Whole, set_up, does).await;
        let does = async |thread: ThreadId, _: IntentKey| ada.shelves(thread, Shelf::Archive).await;
        hall.cuts("putting away", Is::Whole, &begins, does).await;
        let does = async |(): (), intent: IntentKey| ada.half_writes(new, half(), intent).await;
        hall.cuts("what is half-written", Is::Whole, async || (), does).await;

        // Two pieces.
        let long = "It hurts. ".repeat(30_000);
        let does = async |(): (), intent: IntentKey| {
            world.uploads(&ada.visitor(), new, ("long.txt", long.as_bytes()), Some(intent)).await
        };
        hall.cuts("a file", Is::InSteps, async || (), does).await;
        assert_eq!(clinic.count("files").await, 1);
        clinic.outbox().await;
    }

    async fn r_7_1_what_is_asked_for_is_there_or_not_wherever_it_is_cut_off(clinic) {
        let ada = clinic.patient("Ada").await;
        let (hall, world, cardiology) = (Hall::of(&clinic).await, clinic.world(), &clinic.cardiology);
        let (nurse, clinician) = (clinic.nurse().await, clinic.staff(Role::Clinician, &[cardiology]).await);
        let asks_for = async |new: NewAsk, intent: IntentKey| ada.asks_for(NewAsk { intent, ..new }).await;
        let asked = async || ada.asks_for_a_visit(cardiology, "A knee.").await.unwrap();
        // Each medicine waits in one request at a time.
        let medicines = AtomicU32::new(0);
        let medicine = async || {
            let name = format!("Medicine {} 5 MG", medicines.fetch_add(1, Ordering::Relaxed));
            clinic.prescribes(ada.id, &name, 30).await
        };

        let set_up = async || {
            let place = portal_care::files::Place::Ask(ada.id, AskKind::Appointment);
            let draft = AskDraft([("reason".to_owned(), "A kn".to_owned())].into());
            ada.half_asks(AskKind::Appointment, draft, world.intent()).await.unwrap();
            let file = ada.attaches(place, "a.txt", "hello").await.unwrap().file;
            NewAsk { files: vec![file], ..world.new_visit(cardiology, "A knee.").await }
        };
        hall.cuts("an appointment", Is::Whole, set_up, &asks_for).await;
        let set_up = async || world.new_renewal(cardiology, &[medicine().await]).await;
        hall.cuts("prescriptions", Is::Whole, set_up, &asks_for).await;
        let set_up = async || world.new_referral(cardiology, world.day_in(30)).await;
        hall.cuts("a referral", Is::Whole, set_up, &asks_for).await;

        let set_up = async || (asked().await, world.new_visit(cardiology, "A foot.").await);
        let does = async |(ask, new): (AskId, NewAsk), intent: IntentKey| {
            ada.changes_ask(ask, 1, NewAsk { intent, ..new }).await
        };
        hall.cuts("a change", Is::Whole, set_up, does).await;
        let does = async |ask: AskId, intent: IntentKey| ada.says_once(ask, "The left one.", intent).await;
        hall.cuts("a comment", Is::Whole, &asked, does).await;
        let does = async |ask: AskId, intent: IntentKey| {
            clinic
                .portal()
                .write(&ada.visitor(), Action::WithdrawAsk, async |call| {
                    asks::withdraw(call, ada.id, ask, true, intent).await
                })
                .await
        };
        hall.cuts("taking back", Is::Whole, &asked, does).await;

        for (what, step) in [
            ("taking in hand", DeskAskMove::Review),
            ("a question", DeskAskMove::NeedInfo("Which one?".into())),
            ("what the office says", DeskAskMove::Comment("We look for a time.".into())),
            ("a no", DeskAskMove::Decline(Refusing::NeedsVisit, "Please call.".into())),
            ("a yes", DeskAskMove::Approve(Approval::Plain)),
            ("times", DeskAskMove::Propose(vec![world.time_in(9), world.time_in(10)])),
        ] {
            let does = async |ask: AskId, intent: IntentKey| nurse.moves_ask_over(ask, step.clone(), 1, intent).await;
            hall.cuts(what, Is::Whole, &asked, does).await;
        }
        let proposed = async || {
            let ask = asked().await;
            nurse.moves_ask(ask, DeskAskMove::Propose(vec![world.time_in(9), world.time_in(10)])).await.unwrap();
            (ask, ada.opens_ask(ask).await.unwrap().times[0].time)
        };
        let does = async |(ask, time): (AskId, Uuid), intent: IntentKey| {
            clinic
                .portal()
                .write(&ada.visitor(), Action::ChooseTime, async |call| {
                    asks::choose(call, ada.id, ask, time, intent).await
                })
                .await
        };
        hall.cuts("taking a time", Is::Whole, &proposed, does).await;
        let does = async |(ask, _): (AskId, Uuid), intent: IntentKey| {
            let windows = vec![Window { day: world.day_in(12), part: PartOfDay::Afternoon }];
            let said = TimesAgain { windows, words: "Rather later.".into(), intent };
            clinic
                .portal()
                .write(&ada.visitor(), Action::ChooseTime, async |call| asks::again(call, ada.id, ask, said).await)
                .await
        };
        hall.cuts("taking no time", Is::Whole, &proposed, does).await;

        let set_up = async || ada.renews(cardiology, &[medicine().await, medicine().await]).await.unwrap().ask;
        let does = async |ask: AskId, intent: IntentKey| {
            let no = Some((Refusing::TooEarly, String::new()));
            let step = DeskAskMove::Approve(Approval::Drugs(vec![(0, None), (1, no)]));
            clinician.moves_ask_over(ask, step, 1, intent).await
        };
        hall.cuts("a prescription", Is::Whole, set_up, does).await;
        let set_up = async || ada.refers(cardiology, world.day_in(30)).await.unwrap();
        let does = async |ask: AskId, intent: IntentKey| {
            let (from, to) = (world.day_in(0), world.day_in(60));
            let step = DeskAskMove::Approve(Approval::Referral { number: "A-1".into(), visits: 3, from, to });
            nurse.moves_ask_over(ask, step, 1, intent).await
        };
        hall.cuts("an authorization", Is::Whole, set_up, does).await;
        clinic.outbox().await;
    }

    async fn r_6_8_what_a_desk_does_is_done_or_not_wherever_it_is_cut_off(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let (hall, world, cardiology) = (Hall::of(&clinic).await, clinic.world(), &clinic.cardiology);
        let clinician = clinic.staff(Role::Clinician, &[cardiology]).await;
        let (tests, _tester) = clinic.answers_for(cardiology, PoolKind::Tests, Role::Clinician).await;
        let (me, colleague) = (clinic.account_of(&nurse.username).await, clinic.account_of(&clinician.username).await);
        let pool = world.pool(cardiology.id).await;
        let begins = async || ada.writes_to(cardiology, "May I travel?").await.unwrap().thread;

        let does = async |thread: ThreadId, intent: IntentKey| {
            let asked = HandOver { pool: tests, words: "Yours, I think".into(), intent };
            clinic
                .portal()
                .write(&nurse.visitor(), Action::AssignItem, async |call| {
                    triage::hand_over(call, thread.into(), asked).await
                })
                .await
        };
        hall.cuts("handing over", Is::Whole, &begins, does).await;
        let does = async |thread: ThreadId, _: IntentKey| nurse.assigns_over(thread, Some(colleague), None).await;
        hall.cuts("assigning", Is::Whole, &begins, does).await;
        let does = async |thread: ThreadId, intent: IntentKey| {
            nurse.notes_once(thread, NewNote { words: "Has called twice".into(), intent }).await
        };
        hall.cuts("a note", Is::Whole, &begins, does).await;
        let does = async |thread: ThreadId, _: IntentKey| nurse.claims(thread).await;
        hall.cuts("beginning to answer", Is::Whole, &begins, does).await;

        let text = |intent: IntentKey| {
            let (name, body) = ("Greeting".to_owned(), "Dear {patient}".to_owned());
            NewTemplate { template: None, pool, name, lang: Lang::En, body, intent }
        };
        let does = async |(): (), intent: IntentKey| nurse.keeps_template(text(intent)).await;
        hall.cuts("a text", Is::Whole, async || (), does).await;
        let set_up = async || nurse.keeps_template(text(world.intent())).await.unwrap();
        let does = async |template: TemplateId, _: IntentKey| nurse.retires(template).await;
        hall.cuts("a text less", Is::Whole, set_up, does).await;

        let does = async |(): (), intent: IntentKey| {
            let (from, until) = (world.day_in(1), world.day_in(5));
            let new = NewCover { away: me, by: colleague, from, until, intent };
            clinic
                .portal()
                .write(&nurse.visitor(), Action::SetCover, async |call| triage::set_cover(call, new).await)
                .await
        };
        hall.cuts("standing in", Is::Whole, async || (), does).await;
        let set_up = async || {
            nurse.is_away(me, colleague, (1, 5)).await.unwrap();
            CoverId(clinic.column::<Uuid>("select id from covers").await[0])
        };
        let does = async |cover: CoverId, _: IntentKey| nurse.ends_cover(cover).await;
        hall.cuts("standing in no more", Is::Whole, set_up, does).await;

        let two = async || {
            let (one, other) = (begins().await, begins().await);
            let stood = Some(Stood { last_at: clinic.now(), was: None });
            [one, other].map(|thread| Ticked { item: thread.into(), stood }).to_vec()
        };
        for (what, deed) in [
            ("taking several", BatchDeed::Take),
            ("assigning several", BatchDeed::Assign(colleague)),
            ("closing several", BatchDeed::Done),
        ] {
            let does = async |ticked: Vec<Ticked>, _: IntentKey| nurse.does_with_ticked(ticked, deed).await;
            hall.cuts(what, Is::InSteps, &two, does).await;
        }
        clinic.outbox().await;
    }
}
