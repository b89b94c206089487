#![doc = include_str!("../README.md")]

mod baseline;
mod charts;
mod client;
mod drivers;
mod filled;
mod matching;
mod process;
mod rounds;
mod run;
mod sets;
mod table;

use clap::{Parser, Subcommand};
use std::error::Error;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

/// What a measurement can fail with.
type Failure = Box<dyn Error + Send + Sync>;

/// The server's allocator: the bare hash must not pay for pages that the server's does not.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Measures the portal beside what this machine can do at best.
#[derive(Parser)]
#[command(name = "portal-bench", version, about)]
struct Cli {
    /// The server to measure; its browser's files lie beside it.
    #[arg(long, global = true, default_value = "target/release/server")]
    server: PathBuf,
    /// A fifth of the time: for a look, not for a comparison.
    #[arg(long, global = true)]
    quick: bool,
    /// A folder of FHIR R4 bundles to import; `LINDEN_SYNTHEA`, else ../shared/data/synthea.
    #[arg(long)]
    fhir: Option<PathBuf>,
    /// An empty PostgreSQL database, for what is measured on both.
    #[arg(long, global = true)]
    postgres: Option<String>,
    #[command(subcommand)]
    part: Option<Part>,
}

/// What is measured by itself, and what runs as a process of its own on the server's processor.
#[derive(Subcommand)]
enum Part {
    /// The same clinic small (S) and large (M): pages, sends and live streams.
    Sets {
        /// One of them only.
        #[arg(long)]
        only: Option<sets::Set>,
        /// On one database only.
        #[arg(long)]
        database: Option<sets::Database>,
    },
    /// The bare web server and the bare query.
    #[command(hide = true)]
    Baseline {
        /// A copy of the portal's database.
        #[arg(long)]
        data: PathBuf,
        /// Port to listen on.
        #[arg(long)]
        port: u16,
    },
    /// The bare hash.
    #[command(hide = true)]
    Hash {
        /// For so long.
        #[arg(long)]
        milliseconds: u64,
        /// KiB of memory, with two passes.
        #[arg(long, default_value_t = 64 * 1024)]
        memory: u32,
    },
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let done = match cli.part {
        Some(Part::Baseline { data, port }) => baseline::serve(&data, port),
        Some(Part::Hash { milliseconds, memory }) => baseline::hash(milliseconds, memory),
        Some(Part::Sets { only, database }) => {
            sets::run(&sets::Wanted { server: cli.server, quick: cli.quick, postgres: cli.postgres, only, database })
        }
        None => run::run(&run::Wanted {
            server: cli.server,
            quick: cli.quick,
            fhir: cli.fhir.or_else(usual_fhir),
            postgres: cli.postgres,
        }),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "portal-bench: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The folder of bundles that is used unless one is named.
#[expect(clippy::disallowed_methods, reason = "the same setting as in the importer's tests")]
fn usual_fhir() -> Option<PathBuf> {
    let folder = std::env::var_os("LINDEN_SYNTHEA").map_or_else(|| "../shared/data/synthea".into(), PathBuf::from);
    folder.is_dir().then_some(folder)
}
