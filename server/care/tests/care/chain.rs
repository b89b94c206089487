//! The audit trail tells by itself whether it was left alone. Whoever tampers with it here owns the
//! database, and has taken the triggers away first.

use portal_care::audit::{Fault, Place, Report, Round, checkpoint, verify};
use portal_care::{Portal, accounts};
use portal_store::audit::chain::{self, Break, Head, Wrong};
use portal_store::audit::{self as stored};
use portal_testkit::{Clinic, Patient, both_databases, seconds};
use portal_types::account::Lang;
use sea_orm::{ConnectionTrait as _, Statement};

/// What `server audit verify` finds.
async fn verified(portal: &Portal) -> Report {
    verify(portal, None::<std::iter::Empty<_>>).await.unwrap()
}

/// The same with a file.
async fn verified_with(portal: &Portal, lines: &[String]) -> Report {
    verify(portal, Some(lines.iter().cloned().map(Ok))).await.unwrap()
}

async fn faults(clinic: &Clinic) -> Vec<Fault> {
    verified(clinic.portal()).await.faults
}

/// Signs what there is.
async fn signed(clinic: &Clinic) -> String {
    clinic.later(seconds(61));
    match checkpoint(clinic.portal()).await.unwrap() {
        Round::Written(line) => line,
        other => panic!("{other:?}"),
    }
}

/// Takes the triggers away.
async fn untied(clinic: &Clinic) {
    for table in ["audit", "audit_older", "audit_checkpoints"] {
        if clinic.db().is_postgres() {
            clinic.execute(&format!("drop trigger {table}_append_only on {table}"), []).await;
        } else {
            clinic.execute(&format!("drop trigger {table}_no_update"), []).await;
            clinic.execute(&format!("drop trigger {table}_no_delete"), []).await;
        }
    }
}

/// A patient whose session has at least eight entries; the chain they are in, and how long it is.
async fn a_chain(clinic: &Clinic) -> (Patient, i16, i64) {
    let ada = clinic.patient("Ada").await;
    let _nurse = clinic.nurse().await;
    for n in 0..8 {
        ada.writes_to(&clinic.cardiology, &format!("Question {n}")).await.unwrap();
    }
    let shards = "select shard from audit where action = 'start-thread' order by seq desc limit 1";
    let shard: i16 = clinic.column(shards).await[0];
    let last: i64 = clinic.column(&format!("select max(n) from audit where shard = {shard}")).await[0];
    assert!(last >= 8, "{last}");
    untied(clinic).await;
    (ada, shard, last)
}

async fn seq(clinic: &Clinic, shard: i16, n: i64) -> i64 {
    clinic.column(&format!("select seq from audit where shard = {shard} and n = {n}")).await[0]
}

/// The chain breaks there, and nothing else is wrong.
fn broken(shard: i16, n: i64, seq: i64, wrong: Wrong) -> Vec<Fault> {
    vec![Fault::Chain(Break { shard: Some(shard), n: Some(n), seq: Some(seq), wrong })]
}

/// Writes the chain anew from an entry on, as somebody can who knows how hashes are made; the head too.
async fn rewrites(clinic: &Clinic, shard: i16, from: i64) {
    let links = stored::page(&clinic.db().look(), shard, (0, 0), 1000).await.unwrap();
    let mut prev = chain::START;
    for link in &links {
        let hash = chain::hash(&link.content, &prev);
        if link.content.n >= from {
            let sql = "update audit set prev = $1, hash = $2 where seq = $3";
            clinic.execute(sql, [prev.to_vec().into(), hash.to_vec().into(), link.seq.into()]).await;
        }
        prev = hash;
    }
    let sql = "update audit_heads set n = $1, hash = $2 where shard = $3";
    clinic.execute(sql, [(links.len() as i64).into(), prev.to_vec().into(), shard.into()]).await;
}

/// Cuts a chain off after an entry, and makes its head fit.
async fn cut(clinic: &Clinic, shard: i16, n: i64) {
    clinic.execute(&format!("delete from audit where shard = {shard} and n > {n}"), []).await;
    rewrites(clinic, shard, n + 1).await;
}

both_databases! {
    async fn r_11_4_an_untouched_trail_is_good(clinic) {
        let empty = verified(clinic.portal()).await;
        assert!(empty.is_good() && empty.entries == 0, "{empty:?}");
        let ada = clinic.patient("Ada").await;
        clinic.nurse().await;
        let first = signed(&clinic).await;
        ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap();
        ada.inbox().await.unwrap();
        let second = signed(&clinic).await;
        let report = verified_with(clinic.portal(), &[first, second]).await;
        assert!(report.is_good(), "{report:?}");
        assert_eq!(report.entries as i64, clinic.count("audit").await, "every entry is in a chain");
        assert_eq!((report.older, report.checkpoints, report.lines), (0, 2, 2));
        // Another node of the same portal finds the same.
        let node = clinic.another_node().await;
        assert_eq!(verified(&node.portal).await.entries, report.entries);
        node.db.close().await.unwrap();
    }

    async fn r_11_4_the_database_refuses_to_change_the_trail(clinic) {
        clinic.patient("Ada").await;
        signed(&clinic).await;
        let before = clinic.everything().await;
        let mut tries = vec![
            "update audit set outcome = 'ok' where seq = 1",
            "update audit set n = n + 100",
            "delete from audit where seq = 1",
            "delete from audit",
            "update audit_older set entries = 7",
            "delete from audit_older",
            "update audit_checkpoints set line = ''",
            "delete from audit_checkpoints",
        ];
        if clinic.db().is_postgres() {
            tries.extend(["truncate audit", "truncate audit_checkpoints"]);
        }
        for sql in tries {
            let tx = clinic.db().begin().await.unwrap();
            let refused = tx.execute_raw(Statement::from_string(tx.get_database_backend(), sql)).await;
            let Err(refused) = refused else { panic!("{sql} was carried out") };
            let said = refused.to_string();
            assert!(said.contains("append-only"), "{sql}: {said}");
        }
        assert_eq!(clinic.everything().await, before);
    }

    async fn r_11_4_a_changed_entry_is_named(clinic) {
        let (_, shard, last) = a_chain(&clinic).await;
        signed(&clinic).await;
        let n = last - 3;
        for change in ["outcome = 'denied'", "at = at + 1", "origin = null", "patient_id = account_id", "kind = 'guest'"] {
            let whole = format!("update audit set {change} where shard = {shard} and n = {n}");
            let back = "create table kept as select * from audit";
            clinic.execute(back, []).await;
            clinic.execute(&whole, []).await;
            assert_eq!(faults(&clinic).await, broken(shard, n, seq(&clinic, shard, n).await, Wrong::Changed), "{change}");
            for column in ["outcome", "at", "origin", "patient_id", "kind"] {
                let sql = format!("update audit set {column} = (select {column} from kept where kept.seq = audit.seq)");
                clinic.execute(&sql, []).await;
            }
            clinic.execute("drop table kept", []).await;
            assert_eq!(faults(&clinic).await, [], "put back");
        }
        // A hash made anew for it alone leaves a break at the next one.
        clinic.execute(&format!("update audit set outcome = 'denied' where shard = {shard} and n = {n}"), []).await;
        let links = stored::page(&clinic.db().look(), shard, (n - 2, i64::MAX), 2).await.unwrap();
        let prev = links[0].hash.clone().unwrap().try_into().unwrap();
        let hash = chain::hash(&links[1].content, &prev).to_vec();
        clinic.execute(&format!("update audit set hash = $1 where shard = {shard} and n = {n}"), [hash.into()]).await;
        let next = seq(&clinic, shard, n + 1).await;
        assert_eq!(faults(&clinic).await, broken(shard, n + 1, next, Wrong::OutOfOrder));
    }

    async fn r_11_4_a_deleted_entry_is_named(clinic) {
        let (_, shard, last) = a_chain(&clinic).await;
        let after = seq(&clinic, shard, last - 2).await;
        clinic.execute(&format!("delete from audit where shard = {shard} and n = {}", last - 3), []).await;
        assert_eq!(faults(&clinic).await, broken(shard, last - 3, after, Wrong::Missing));
    }

    async fn r_11_4_a_deleted_end_is_named_by_its_head(clinic) {
        let (_, shard, last) = a_chain(&clinic).await;
        let before = seq(&clinic, shard, last - 1).await;
        clinic.execute(&format!("delete from audit where shard = {shard} and n = {last}"), []).await;
        assert_eq!(faults(&clinic).await, broken(shard, last, before, Wrong::Missing));
        clinic.execute(&format!("update audit_heads set n = n - 1 where shard = {shard}"), []).await;
        assert_eq!(faults(&clinic).await, broken(shard, last - 1, before, Wrong::Head));
        clinic.execute(&format!("delete from audit_heads where shard = {shard}"), []).await;
        assert_eq!(faults(&clinic).await, broken(shard, last - 1, before, Wrong::Head));
    }

    async fn r_11_4_a_swapped_pair_is_named(clinic) {
        let (_, shard, last) = a_chain(&clinic).await;
        let (a, b) = (last - 4, last - 3);
        let (first, second) = (seq(&clinic, shard, a).await, seq(&clinic, shard, b).await);
        for (seq, n) in [(first, -1), (second, a), (first, b)] {
            clinic.execute(&format!("update audit set n = {n} where seq = {seq}"), []).await;
        }
        assert_eq!(faults(&clinic).await, broken(shard, a, second, Wrong::OutOfOrder));
    }

    async fn r_11_4_an_inserted_entry_is_named(clinic) {
        let (_, shard, last) = a_chain(&clinic).await;
        // Outside the chains: that needs no trigger to go.
        clinic.execute("insert into audit (at, kind, action, outcome) values (1, 'guest', 'sign-in', 'ok')", []).await;
        let newest = "select max(seq) from audit";
        let stray: i64 = clinic.column(newest).await[0];
        let named = Break { shard: None, n: None, seq: Some(stray), wrong: Wrong::Stray };
        assert_eq!(faults(&clinic).await, [Fault::Chain(named)]);
        // In a chain that nobody walks.
        clinic.execute(&format!("update audit set shard = 16, n = 1 where seq = {stray}"), []).await;
        let named = Break { shard: Some(16), n: Some(1), ..named };
        assert_eq!(faults(&clinic).await, [Fault::Chain(named)]);
        // Before the beginning.
        clinic.execute(&format!("update audit set shard = {shard}, n = 0 where seq = {stray}"), []).await;
        assert_eq!(faults(&clinic).await, broken(shard, 0, stray, Wrong::OutOfOrder));
        // At the end, without a hash, and with the right one: the head does not know of it.
        clinic.execute(&format!("update audit set n = {} where seq = {stray}", last + 1), []).await;
        assert_eq!(faults(&clinic).await, broken(shard, last + 1, stray, Wrong::OutOfOrder));
        let links = stored::page(&clinic.db().look(), shard, (last - 1, i64::MAX), 2).await.unwrap();
        let prev = links[0].hash.clone().unwrap();
        let hash = chain::hash(&links[1].content, &prev.clone().try_into().unwrap()).to_vec();
        let sql = format!("update audit set form = 1, prev = $1, hash = $2 where seq = {stray}");
        clinic.execute(&sql, [prev.into(), hash.into()]).await;
        assert_eq!(faults(&clinic).await, broken(shard, last + 1, stray, Wrong::Head));
    }

    /// Whoever fits the head too leaves a whole chain: what was signed before tells.
    async fn r_11_4_a_cut_off_end_is_not_where_a_checkpoint_saw_it(clinic) {
        let (ada, shard, last) = a_chain(&clinic).await;
        signed(&clinic).await;
        ada.writes_to(&clinic.cardiology, "One more").await.unwrap();
        let line = signed(&clinic).await;
        cut(&clinic, shard, last - 2).await;
        let off = |place, n| vec![Fault::OffChain { place, shard, n }];
        assert_eq!(faults(&clinic).await, off(Place::Stored(1), last));
        // The worker does not sign what is shorter than it was.
        clinic.later(seconds(61));
        assert_eq!(checkpoint(clinic.portal()).await.unwrap(), Round::Shorter);
        // With the checkpoints gone as well, the file is what is left.
        clinic.execute("delete from audit_checkpoints", []).await;
        assert_eq!(faults(&clinic).await, []);
        assert_eq!(verified_with(clinic.portal(), &[line]).await.faults, off(Place::Line(1), last + 1));
    }

    async fn r_11_4_a_chain_written_anew_is_not_what_a_checkpoint_saw(clinic) {
        let (_, shard, last) = a_chain(&clinic).await;
        signed(&clinic).await;
        clinic.execute(&format!("update audit set outcome = 'denied' where shard = {shard} and n = {}", last - 3), []).await;
        rewrites(&clinic, shard, last - 3).await;
        assert_eq!(faults(&clinic).await, [Fault::OffChain { place: Place::Stored(1), shard, n: last }]);
    }

    async fn r_11_4_a_forged_checkpoint_is_named(clinic) {
        let (ada, shard, last) = a_chain(&clinic).await;
        let mut lines = vec![signed(&clinic).await];
        for text in ["Two", "Three"] {
            ada.writes_to(&clinic.cardiology, text).await.unwrap();
            lines.push(signed(&clinic).await);
        }
        let second = async |line: &str| {
            clinic.execute("update audit_checkpoints set line = $1 where no = 2", [line.into()]).await;
            let mut file = lines.clone();
            file[1] = line.into();
            let faults = verified_with(clinic.portal(), &file).await.faults;
            assert_eq!(faults.len(), 2, "in the database and in the file: {faults:?}");
            faults
        };
        let (stored, line) = (Place::Stored(2), Place::Line(2));
        // Heads that fit a chain that was cut off.
        let forged = lines[1].replace(&format!("[{shard},{},", last + 1), &format!("[{shard},{},", last));
        assert_ne!(forged, lines[1]);
        assert_eq!(second(&forged).await, [Fault::Forged(stored), Fault::Forged(line)]);
        let later = lines[1].replace("\"at\":1", "\"at\":2");
        assert_eq!(second(&later).await, [Fault::Forged(stored), Fault::Forged(line)]);
        // Signed, but with other heads.
        let borrowed = lines[1].split_once("\"signature\"").unwrap().0.to_owned();
        let borrowed = format!("{borrowed}\"signature\"{}", lines[0].split_once("\"signature\"").unwrap().1);
        assert_eq!(second(&borrowed).await, [Fault::Forged(stored), Fault::Forged(line)]);
        assert_eq!(second(&lines[1][..40]).await, [Fault::Unreadable(stored), Fault::Unreadable(line)]);
        // Another one's whole line: good in a file, and not under this number.
        clinic.execute("update audit_checkpoints set line = $1 where no = 2", [lines[0].clone().into()]).await;
        assert_eq!(faults(&clinic).await, [Fault::Forged(stored)]);
        clinic.execute("delete from audit_checkpoints where no = 2", []).await;
        assert_eq!(faults(&clinic).await, [Fault::Gap(stored)]);
        assert!(verified_with(clinic.portal(), &lines).await.faults.contains(&Fault::Gap(stored)));
        // What was set aside at the beginning is signed with it.
        clinic.execute("update audit_checkpoints set no = no - 1 where no = 3", []).await;
        clinic.execute("delete from audit_checkpoints where no = 2", []).await;
        clinic.execute("update audit_older set last_seq = last_seq + 5", []).await;
        assert_eq!(faults(&clinic).await, [Fault::OtherOlder(Place::Stored(1))]);
        clinic.execute("update audit_older set entries = 5", []).await;
        assert!(faults(&clinic).await.contains(&Fault::Older { then: Some(5), now: 0 }));
    }

    async fn r_11_4_fifty_writers_on_two_nodes_leave_whole_chains(clinic) {
        let mut people = Vec::new();
        for name in ["Ada", "Eva", "Ida", "Mia", "Zoe"] {
            people.push(clinic.patient(name).await.visitor());
        }
        let node = clinic.another_node().await;
        let before = clinic.count("audit").await;
        let writers = (0..50).map(|n| {
            let portal = if n % 2 == 0 { clinic.portal() } else { &node.portal };
            accounts::set_language(portal, &people[n % people.len()], if n % 3 == 0 { Lang::En } else { Lang::Es })
        });
        // Meanwhile somebody checks, and both nodes sign.
        clinic.later(seconds(61));
        let (written, report, one, other) = tokio::join!(
            futures::future::join_all(writers),
            verified(clinic.portal()),
            checkpoint(clinic.portal()),
            checkpoint(&node.portal),
        );
        for done in written {
            done.unwrap();
        }
        assert!(report.is_good(), "while they write: {report:?}");
        assert!(one.is_ok() && other.is_ok());
        let report = verified(clinic.portal()).await;
        assert!(report.is_good(), "{report:?}");
        assert_eq!(report.entries as i64, before + 50);
        assert!(clinic.count("audit_heads where n > 0").await > 2, "not all in one chain");
        node.db.close().await.unwrap();
    }

    /// A transaction that is undone takes its entries and the head's move with it.
    async fn r_11_4_what_is_rolled_back_leaves_no_gap(clinic) {
        let _nurse = clinic.nurse().await;
        let ada = clinic.patient("Ada").await;
        let entry = stored::Entry::of(portal_care::Action::Stay, "ok");
        let tx = clinic.db().begin().await.unwrap();
        for _ in 0..3 {
            stored::append(&tx, &portal_access::Actor::guest(), &entry, 5).await.unwrap();
        }
        drop(tx);
        ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap();
        let tx = clinic.db().begin().await.unwrap();
        let count = clinic.statements();
        for _ in 0..3 {
            stored::append(&tx, &portal_access::Actor::guest(), &entry, 5).await.unwrap();
        }
        // Taking the head, then one for each entry.
        assert_eq!(clinic.statements() - count, 4);
        tx.commit().await.unwrap();
        let report = verified(clinic.portal()).await;
        assert!(report.is_good(), "{report:?}");
        assert_eq!(report.entries as i64, clinic.count("audit").await);
    }

    async fn r_11_4_a_checkpoint_is_made_after_a_minute_or_a_thousand_entries(clinic) {
        assert_eq!(checkpoint(clinic.portal()).await.unwrap(), Round::Nothing, "there is nothing to sign");
        let _nurse = clinic.nurse().await;
        let ada = clinic.patient("Ada").await;
        assert!(matches!(checkpoint(clinic.portal()).await.unwrap(), Round::Written(_)), "the first one at once");
        clinic.later(seconds(3600));
        assert_eq!(checkpoint(clinic.portal()).await.unwrap(), Round::Nothing, "nothing has changed");
        ada.signs_in().await.unwrap();
        assert!(matches!(checkpoint(clinic.portal()).await.unwrap(), Round::Written(_)));
        let before = clinic.count("audit").await;
        ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap();
        clinic.later(seconds(59));
        assert_eq!(checkpoint(clinic.portal()).await.unwrap(), Round::Nothing, "too soon");
        let appends = async |count: i64| {
            let tx = clinic.db().begin().await.unwrap();
            let entry = stored::Entry::of(portal_care::Action::Stay, "ok");
            for _ in 0..count {
                stored::append(&tx, &portal_access::Actor::guest(), &entry, 5).await.unwrap();
            }
            tx.commit().await.unwrap();
        };
        appends(before + 999 - clinic.count("audit").await).await;
        assert_eq!(checkpoint(clinic.portal()).await.unwrap(), Round::Nothing, "one is missing to a thousand");
        appends(1).await;
        // Two nodes at once: one of them writes.
        let node = clinic.another_node().await;
        let (one, other) = tokio::join!(checkpoint(clinic.portal()), checkpoint(&node.portal));
        let written = [one.unwrap(), other.unwrap()].iter().filter(|round| matches!(round, Round::Written(_))).count();
        assert_eq!(written, 1, "a thousand do not wait for the minute");
        assert_eq!(clinic.count("audit_checkpoints").await, 3);
        ada.signs_in().await.unwrap();
        clinic.later(seconds(60));
        assert!(matches!(checkpoint(clinic.portal()).await.unwrap(), Round::Written(_)), "one waits for a minute");
        assert!(verified(clinic.portal()).await.is_good());
        node.db.close().await.unwrap();
    }

    /// Who, for whom, what, when, from where, with what outcome; and no address anywhere.
    async fn r_11_3_an_entry_says_who_whose_what_when_and_from_where(clinic) {
        let (ada, eva) = (clinic.patient("Ada").await, clinic.patient("Eva").await);
        let _nurse = clinic.nurse().await;
        ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap();
        ada.inbox().await.unwrap();
        assert!(eva.opens(portal_types::ids::ThreadId(uuid::Uuid::max())).await.is_err());
        eva.inbox().await.unwrap();
        // Failed and right passwords are nobody's entries, but come from somewhere, too.
        assert!(eva.signs_in_with("some other long password").await.is_err());
        eva.signs_in().await.unwrap();
        accounts::set_language(clinic.portal(), &eva.visitor(), Lang::Es).await.unwrap();
        // A change, a look and a refusal.
        let of = async |patient: &Patient| -> Vec<String> {
            let entries = "select distinct a.origin from audit a join accounts o on o.id = a.account_id
                           where o.username = $1 and a.origin is not null and a.at > 0 and a.session_id is not null";
            let rows = clinic.rows(entries, [patient.username.clone().into()]).await;
            rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
        };
        let (adas, evas) = (of(&ada).await, of(&eva).await);
        assert_eq!((adas.len(), evas.len()), (1, 1), "one address, one word");
        assert_ne!(adas, evas);
        assert_eq!(clinic.count("audit where kind <> 'operator' and origin is null").await, 0);
        assert_eq!(clinic.count("audit where action = 'sign-in'").await, 2);
        let everything = clinic.everything().await;
        for patient in [&ada, &eva] {
            assert!(!everything.contains(&patient.visitor().address.to_string()));
        }
        // What gives somebody rights is an entry like any other.
        assert_eq!(clinic.count("audit where action = 'invite-staff' and kind = 'operator'").await, 1);
    }
}

#[test]
fn r_11_4_what_is_wrong_is_said_in_words() {
    let broken = Break { shard: Some(3), n: Some(7), seq: Some(40), wrong: Wrong::Changed };
    assert_eq!(Fault::Chain(broken).to_string(), "shard 3, n 7, seq 40: the entry was changed");
    let stray = Break { shard: None, n: None, seq: Some(40), wrong: Wrong::Stray };
    assert!(Fault::Chain(stray).to_string().starts_with("shard none, n none, seq 40: "));
    assert_eq!(Fault::Gap(Place::Stored(2)).to_string(), "checkpoint 2: missing");
    assert!(Fault::Forged(Place::Line(4)).to_string().starts_with("line 4 of the file: "));
    let head = Head { shard: 3, n: 0, hash: chain::START };
    assert_eq!(chain::Walk::new(3).head(), head);
}
