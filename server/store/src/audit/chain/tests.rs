use super::*;
use std::collections::HashSet;

fn content(n: i64) -> Content {
    Content {
        shard: 3,
        n,
        at: 1_000 + n,
        kind: "patient".into(),
        account: Some(Uuid::from_u128(7)),
        session: Some(Uuid::from_u128(8)),
        action: "read-thread".into(),
        patient: Some(Uuid::from_u128(9)),
        category: Some("messages".into()),
        object: None,
        outcome: "ok".into(),
        origin: Some("somewhere".into()),
    }
}

/// Five entries and the head.
fn chain() -> (Vec<Link>, Head) {
    let mut links = Vec::new();
    let mut head = Head { shard: 3, n: 0, hash: START };
    for n in 1..=5 {
        let content = content(n);
        let hash = hash(&content, &head.hash);
        let (prev, seq) = (Some(head.hash.to_vec()), 10 * n);
        links.push(Link { seq, form: Some(FORM), content, prev, hash: Some(hash.to_vec()) });
        head = Head { shard: 3, n, hash };
    }
    (links, head)
}

fn broken(n: i64, seq: i64, wrong: Wrong) -> Result<(), Break> {
    Err(Break { shard: Some(3), n: Some(n), seq: Some(seq), wrong })
}

/// The encoding must not change by accident: what was written by it must be found good for ever. (Another program, written
/// after the words of the README, computes the same.)
#[test]
fn r_11_4_an_entry_has_the_hash_it_has_always_had() {
    let hash = hash(&content(1), &START);
    let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(hex, "97e62418b6f7b03381c29110c4ed163e03e80c7c0cabbe1125fbab4064a8be4a");
}

#[test]
fn r_11_4_no_two_entries_have_one_hash() {
    let changes: [fn(&mut Content); 17] = [
        |_| {},
        |c| c.shard = 4,
        |c| c.n = 2,
        |c| c.at += 1,
        |c| c.kind = "guest".into(),
        |c| c.account = None,
        |c| c.account = c.session,
        |c| c.session = None,
        |c| c.action = "list-threads".into(),
        |c| c.patient = Some(Uuid::nil()),
        |c| c.patient = None,
        |c| c.category = None,
        |c| c.category = Some(String::new()),
        |c| (c.object, c.patient) = (c.patient, None),
        |c| c.outcome = "denied".into(),
        |c| c.origin = None,
        // A letter that moves from one field to its neighbour.
        |c| (c.outcome, c.origin) = ("oks".into(), Some("omewhere".into())),
    ];
    let mut hashes: HashSet<Hash> = HashSet::new();
    for change in changes {
        let mut content = content(1);
        change(&mut content);
        hashes.insert(hash(&content, &START));
    }
    hashes.insert(hash(&content(1), &[1; 32]));
    assert_eq!(hashes.len(), changes.len() + 1);
}

#[test]
fn r_11_4_a_chain_that_was_left_alone_is_good() {
    let (links, head) = chain();
    assert_eq!(recompute(3, &links, Some(&head)), Ok(()));
    assert_eq!(recompute(5, &[], Some(&Head { shard: 5, n: 0, hash: START })), Ok(()));
}

#[test]
fn r_11_4_what_was_done_to_a_chain_is_named() {
    let (good, head) = chain();
    let with = |change: fn(&mut Vec<Link>)| {
        let mut links = good.clone();
        change(&mut links);
        recompute(3, &links, Some(&head))
    };
    assert_eq!(with(|l| l[2].content.outcome = "denied".into()), broken(3, 30, Wrong::Changed));
    assert_eq!(with(|l| l[2].form = None), broken(3, 30, Wrong::Changed));
    assert_eq!(with(|l| l[2].hash = None), broken(3, 30, Wrong::Changed));
    assert_eq!(with(|l| drop(l.remove(2))), broken(3, 40, Wrong::Missing));
    assert_eq!(with(|l| drop(l.remove(0))), broken(1, 20, Wrong::Missing));
    assert_eq!(with(|l| drop(l.pop())), broken(5, 40, Wrong::Missing));
    assert_eq!(with(|l| l.truncate(0)), Err(Break { shard: Some(3), n: Some(1), seq: None, wrong: Wrong::Missing }));
    assert_eq!(with(|l| l.insert(2, l[1].clone())), broken(2, 20, Wrong::OutOfOrder));
    assert_eq!(
        with(|l| {
            l.swap(1, 2);
            (l[1].content.n, l[2].content.n) = (2, 3);
        }),
        broken(2, 30, Wrong::OutOfOrder)
    );
    // Only the database's own numbers changed round.
    assert_eq!(with(|l| (l[1].seq, l[2].seq) = (30, 20)), broken(3, 20, Wrong::OutOfOrder));
    // An entry of another chain.
    assert_eq!(with(|l| l[0].content.shard = 4), broken(1, 10, Wrong::Changed));
}

/// Whoever can compute hashes leaves a break behind what was changed, or at the head.
#[test]
fn r_11_4_a_changed_entry_with_a_new_hash_breaks_at_the_next() {
    let (mut links, head) = chain();
    links[2].content.outcome = "denied".into();
    let renewed = hash(&links[2].content, &links[1].hash.clone().unwrap().try_into().unwrap());
    links[2].hash = Some(renewed.to_vec());
    assert_eq!(recompute(3, &links, Some(&head)), broken(4, 40, Wrong::OutOfOrder));
    links.truncate(3);
    assert_eq!(recompute(3, &links, Some(&Head { n: 3, ..head })), broken(3, 30, Wrong::Head));
    assert_eq!(recompute(3, &links, None), broken(3, 30, Wrong::Head));
}
