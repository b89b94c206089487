//! The same clinic small and large: pages, sends and live streams, on both databases.

mod clinic;
mod house;
mod pages;
mod plan;
mod postgres;
mod rows;
mod sends;
mod sqlite;
mod streams;
mod thread;
mod words;

use crate::Failure;
use crate::process::{Running, keep_apart};
use crate::rounds::Bench;
use crate::table::Target;
use clap::ValueEnum;
use house::House;
use plan::{M, S, Size};
use std::path::{Path, PathBuf};

/// A set.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Set {
    /// 1,000 patients, 20,000 messages.
    S,
    /// 100,000 patients, 1.7 million messages.
    M,
}

impl Set {
    fn size(self) -> Size {
        match self {
            Self::S => S,
            Self::M => M,
        }
    }
}

/// A database.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Database {
    Sqlite,
    Postgres,
}

/// What was asked for on the command line.
pub(crate) struct Wanted {
    /// The server to measure.
    pub(crate) server: PathBuf,
    /// A fifth of the time; the sets are as large.
    pub(crate) quick: bool,
    /// An address of PostgreSQL, where databases may be made.
    pub(crate) postgres: Option<String>,
    /// One set only: then nothing is compared.
    pub(crate) only: Option<Set>,
    /// One database only.
    pub(crate) database: Option<Database>,
}

/// A database with its address.
pub(crate) enum Base {
    Sqlite,
    Postgres(String),
}

impl Base {
    fn called(&self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres(_) => "PostgreSQL",
        }
    }

    /// The name of a database for a set: of this run only.
    fn named(size: Size) -> String {
        format!("bench_{}_{}", size.name.to_lowercase(), std::process::id())
    }
}

/// A set whose server runs.
pub(crate) struct Open<'a> {
    house: &'a House,
    portal: Running,
}

/// Measures everything and prints the table.
pub(crate) fn run(wanted: &Wanted) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let done = measure(wanted).await;
        if let Some(address) = &wanted.postgres {
            for set in Set::value_variants() {
                let unmade = postgres::unmake(address, &Base::named(set.size())).await;
                // What went wrong first is what is told.
                if done.is_ok() {
                    unmade?;
                }
            }
        }
        done
    })
}

/// The databases that are asked for and there.
fn bases(wanted: &Wanted, bench: &mut Bench) -> Result<Vec<Base>, Failure> {
    let sqlite = (wanted.database != Some(Database::Postgres)).then_some(Base::Sqlite);
    let postgres = match (&wanted.postgres, wanted.database) {
        (_, Some(Database::Sqlite)) => None,
        (Some(address), _) => Some(Base::Postgres(address.clone())),
        (None, Some(Database::Postgres)) => return Err("--postgres names no database".into()),
        (None, None) => {
            bench.table.remark("Nothing was measured on PostgreSQL: --postgres names one.".into());
            None
        }
    };
    Ok(sqlite.into_iter().chain(postgres).collect())
}

async fn measure(wanted: &Wanted) -> Result<(), Failure> {
    let server = wanted.server.canonicalize().map_err(|e| format!("{}: {e}", wanted.server.display()))?;
    // Beside the server, not in /tmp: that is often memory, where nothing is durable.
    let home = tempfile::Builder::new().prefix("bench.").tempdir_in(server.parent().unwrap_or(&server))?;
    let mut bench = Bench::new(wanted.quick);
    let sizes: Vec<Size> = match wanted.only {
        Some(set) => vec![set.size()],
        None => vec![S, M],
    };
    let mut written = Vec::new();
    for base in bases(wanted, &mut bench)? {
        let mut houses = Vec::new();
        for size in &sizes {
            let data = home.path().join(format!("{}-{}", base.called(), size.name));
            houses.push(House::fill(&server, data, &base, *size, &Base::named(*size)).await?);
        }
        written.push((base, houses));
    }
    // Only now: both processors write.
    let apart = keep_apart();
    for (base, houses) in &written {
        on(&mut bench, (base, houses.as_slice()), home.path(), (apart, wanted.quick)).await?;
    }
    bench.close(apart)
}

/// Measures on one database.
async fn on(
    bench: &mut Bench,
    (base, houses): (&Base, &[House]),
    folder: &Path,
    (apart, quick): (bool, bool),
) -> Result<(), Failure> {
    let mut open = Vec::new();
    for house in houses {
        let portal = house.open(apart).await?;
        let what = |figure: &str| format!("{} on {}, {figure}", house.plan.size.name, base.called());
        bench.table.figure(&what("written in"), house.took, "s", Target::None);
        let ready = portal.ready_after.as_secs_f64() * 1e3;
        bench.table.figure(&what("start to first answer"), ready, "ms", Target::None);
        open.push(Open { house, portal });
    }
    pages::measure(bench, &open, base).await?;
    sends::measure(bench, &open, folder, base, quick).await?;
    for Open { portal, .. } in open {
        portal.stop()?;
    }
    if let Some(largest) = houses.last() {
        // A server that nobody has asked anything yet: what it keeps for itself would hide what streams take.
        let portal = largest.open(apart).await?;
        streams::measure(bench, largest, &portal, base, quick).await?;
        portal.stop()?;
    }
    Ok(())
}
