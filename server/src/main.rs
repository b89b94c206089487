#![doc = include_str!("../README.md")]
// View types nest deeply; a page of a few components passes the default of 128.
#![recursion_limit = "512"]

mod audit;
mod build;
mod config;
mod demo;
mod import;
mod invite;
mod logo;
mod rounds;
mod serve;
mod site;

use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// glibc gives every big piece back to the system at once; each password hash then pays for fresh pages.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Linden, a patient portal.
#[derive(Parser)]
#[command(name = "server", version, about)]
struct Cli {
    /// The operator's settings (TOML). Without it the built-in ones count.
    #[arg(long, global = true)]
    config: Option<PathBuf>,
    /// The folder for the database and the key file.
    #[arg(long, global = true)]
    data: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serves the portal.
    Serve {
        /// Address to listen on.
        #[arg(long)]
        listen: Option<std::net::SocketAddr>,
        /// The address people use, as in `https://portal.example`.
        #[arg(long)]
        public_url: Option<String>,
    },
    /// Serves an invented clinic on this machine, and prints how to sign in.
    Demo {
        /// Address to listen on (this machine only).
        #[arg(long)]
        listen: Option<std::net::SocketAddr>,
        /// Print only the present authenticator codes of the demo's staff.
        #[arg(long)]
        codes: bool,
    },
    /// Imports FHIR R4 transaction bundles: files or folders.
    Import {
        /// Files or folders.
        #[arg(required = true)]
        paths: Vec<PathBuf>,
    },
    /// Makes a staff account, and prints the link by which its person sets it up.
    Invite(invite::Invite),
    /// Checks the audit trail, or prints the key its checkpoints are signed with.
    #[command(subcommand)]
    Audit(audit::Audit),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error.into()),
    };
    let done = runtime.block_on(async {
        let mut config = config::read(cli.config.as_deref(), cli.data)?;
        match cli.command {
            Command::Serve { listen, public_url } => {
                config.listen = listen.unwrap_or(config.listen);
                config.public_url = public_url.or(config.public_url);
                serve::log();
                serve::serve(config).await.map(|()| ExitCode::SUCCESS)
            }
            Command::Demo { listen, codes } => {
                config.listen = listen.unwrap_or(config.listen);
                if codes { demo::codes(&config) } else { demo::demo(config).await }.map(|()| ExitCode::SUCCESS)
            }
            Command::Import { paths } => import::import(&config, &paths).await,
            Command::Audit(what) => audit::audit(&config, what).await,
            Command::Invite(invite) => invite::invite(&config, invite).await.map(|()| ExitCode::SUCCESS),
        }
    });
    match done {
        Ok(code) => code,
        Err(error) => failed(&error),
    }
}

/// What a command can fail with: said in one line, for the person at the command line.
type Failure = Box<dyn std::error::Error + Send + Sync>;

fn failed(error: &Failure) -> ExitCode {
    say_error(&format!("server: {error}"));
    ExitCode::FAILURE
}

#[expect(clippy::print_stderr, reason = "the command line's voice")]
fn say_error(text: &str) {
    eprintln!("{text}");
}

#[expect(clippy::print_stdout, reason = "the command line's voice")]
fn say(text: &str) {
    println!("{text}");
}
