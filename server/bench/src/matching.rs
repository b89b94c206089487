//! Finding somebody's record among many: candidates by index, then the score. Beside the same among few.

use crate::Failure;
use crate::client::quantile;
use crate::table::{Table, Target};
use portal_care::enrollment::{Thresholds, the_one};
use portal_store::Db;
use portal_store::people::{Looked, candidates};
use portal_types::day::Day;
use portal_types::enrollment::{Details, Sex};
use portal_types::field::name_key;
use sea_orm::{ConnectionTrait as _, Database, DatabaseConnection};
use std::fmt::Write as _;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;
use uuid::Uuid;

/// Patients of a town, and of a large clinic.
const FEW: u32 = 2_000;
const MANY: u32 = 200_000;
/// Rows of one statement.
const ROWS: u32 = 500;

/// Numbers that look like chance and are the same in every run (splitmix64).
pub(crate) fn mixed(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// A name of three syllables. Few are common and many are rare, as with people: the commonest fiftieth has a seventh.
fn name(chance: u64, kinds: u64) -> String {
    const PARTS: [&str; 16] =
        ["ba", "den", "ki", "lor", "ma", "nes", "po", "ran", "sel", "ti", "ver", "wyn", "zo", "hal", "gri", "cu"];
    let share = (chance % 10_000) as f64 / 10_000.0;
    let mut kind = (share * share * kinds as f64) as u64;
    let mut name = String::new();
    for _ in 0..3 {
        name.push_str(PARTS[(kind % 16) as usize]);
        kind /= 16;
    }
    let first = name.remove(0);
    format!("{}{name}", first.to_ascii_uppercase())
}

/// The details of patient number so-and-so.
pub(crate) fn person(number: u32) -> (Day, Details) {
    let chance = |what: u64| mixed(u64::from(number) * 8 + what);
    // Ninety years of birthdays.
    let born = Day::from_epoch((chance(0) % 32_800) as i64 - 25_000);
    let details = Details {
        given: name(chance(1), 900),
        family: name(chance(2), 4_000),
        sex: if chance(3) % 2 == 0 { Sex::Female } else { Sex::Male },
        zip: format!("{:05}", 1_000 + chance(4) % 400),
        phone: Some(format!("{:010}", 2_000_000_000 + u64::from(number))),
        mrn: None,
    };
    (born, details)
}

async fn fill(conn: &DatabaseConnection, from: u32, to: u32) -> Result<(), Failure> {
    let postgres = conn.get_database_backend() == sea_orm::DbBackend::Postgres;
    let id = |number: u32| {
        let id = Uuid::from_u128(u128::from(mixed(u64::from(number))) << 64 | u128::from(number));
        if postgres { format!("'{id}'") } else { format!("x'{}'", id.simple()) }
    };
    for start in (from..to).step_by(ROWS as usize) {
        let (mut people, mut contacts) = (String::new(), String::new());
        for number in start..(start + ROWS).min(to) {
            let (born, d) = person(number);
            let (given, family, zip) = (&d.given, &d.family, &d.zip);
            let (given_key, family_key) = (name_key(given), name_key(family));
            let (id, sex) = (id(number), d.sex.code());
            let comma = if number == start { "" } else { "," };
            write!(
                people,
                "{comma}({id}, '{given}', '{family}', '{given_key}', '{family_key}', '{born}', '{sex}', '{zip}')"
            )?;
            write!(contacts, "{comma}({id}, 'text', '{}')", d.phone.unwrap_or_default())?;
        }
        let people =
            format!("insert into patients (id, given, family, given_key, family_key, born, sex, zip) values {people}");
        conn.execute_unprepared(&people).await?;
        let contacts = format!("insert into patient_contacts (patient_id, channel, value) values {contacts}");
        conn.execute_unprepared(&contacts).await?;
    }
    // What the planner knows of the tables, as after an import.
    conn.execute_unprepared("analyze").await?;
    Ok(())
}

/// Microseconds of one match each, and how many were found of those that are there.
async fn probe(db: &Db, among: u32, probes: u32) -> Result<(Vec<f64>, u32), Failure> {
    let (mut times, mut found) = (Vec::new(), 0);
    for turn in 0..probes {
        let there = turn % 4 != 3;
        let number = (mixed(u64::from(turn)) % u64::from(among)) as u32 + if there { 0 } else { 1_000_000_000 };
        let (born, mut details) = person(number);
        if turn % 4 == 1 {
            // A slip in the family name.
            details.family.push('e');
        }
        let (family, given) = (name_key(&details.family), name_key(&details.given));
        let start = Instant::now();
        let looked = Looked {
            born,
            family_key: &family,
            given_key: &given,
            phone: details.phone.as_deref(),
            mrn: details.mrn.as_deref(),
        };
        let all = candidates(&db.look(), looked).await?;
        let one = black_box(the_one(born, &details, &all, Thresholds::default()));
        times.push(start.elapsed().as_secs_f64() * 1e6);
        if one.is_some() {
            if !there {
                return Err("somebody was found who is not there".into());
            }
            found += 1;
        }
    }
    times.sort_by(f64::total_cmp);
    Ok((times, found))
}

async fn on(url: &str, called: &str, probes: u32, table: &mut Table) -> Result<(), Failure> {
    let db = Db::open(url).await?;
    let conn = Database::connect(url).await?;
    let (before, _) = {
        fill(&conn, 0, FEW).await?;
        probe(&db, FEW, probes / 4).await?;
        probe(&db, FEW, probes).await?
    };
    fill(&conn, FEW, MANY).await?;
    probe(&db, MANY, probes / 4).await?;
    let (after, found) = probe(&db, MANY, probes).await?;
    for (share, word) in [(0.5, "p50"), (0.95, "p95")] {
        let few = quantile(&before, share);
        let what = format!("match among 200,000 patients, {called}, {word}");
        table.beside(&what, quantile(&after, share), "us", ("of 2,000", few), Target::None);
    }
    let there = probes - probes / 4;
    table.remark(format!("Of {there} on record (a third of them misspelt) {found} were found on {called}."));
    conn.close().await?;
    Ok(db.close().await?)
}

/// Measures on SQLite and, if its address is given, on an empty PostgreSQL.
pub(crate) async fn measure(
    folder: &Path,
    postgres: Option<&str>,
    quick: bool,
    table: &mut Table,
) -> Result<(), Failure> {
    let probes = if quick { 400 } else { 4_000 };
    let file = folder.join("many.db");
    on(&format!("sqlite:{}", file.display()), "SQLite", probes, table).await?;
    match postgres {
        Some(url) => on(url, "PostgreSQL", probes, table).await?,
        None => table.remark("The match was not measured on PostgreSQL: --postgres names an empty database.".into()),
    }
    Ok(())
}
