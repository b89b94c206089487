//! `server audit`: was the audit trail left alone?

use crate::config::Config;
use crate::{Failure, build, say};
use portal_care::audit::{self, Report};
use portal_gateways::Keys;
use std::io::{BufRead, BufReader, Lines};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

/// What to do with the trail.
#[derive(clap::Subcommand)]
pub enum Audit {
    /// Recomputes all chains and checks all checkpoints. Exits with 1 and names the bad rows if something is wrong.
    Verify {
        /// A file of checkpoints, as the setting `[audit] checkpoints` makes one; best a copy from another machine.
        #[arg(long)]
        checkpoints: Option<PathBuf>,
    },
    /// Prints the public key that checkpoints are signed with.
    Key,
}

/// Does it.
pub async fn audit(config: &Config, what: Audit) -> Result<ExitCode, Failure> {
    // A new key file in the wrong folder would call everything forged, or an empty database good.
    let file = config.key_file();
    if !file.exists() {
        return Err(format!("{}: there is no key file; is this the portal's data folder?", file.display()).into());
    }
    match what {
        Audit::Key => {
            let keys = Keys::open(&file, || [0; 32])?;
            say(&audit::public_key(&keys));
            Ok(ExitCode::SUCCESS)
        }
        Audit::Verify { checkpoints } => {
            let began = Instant::now();
            let report = verify(config, checkpoints.as_deref()).await?;
            for fault in &report.faults {
                say(&format!("BAD  {fault}"));
            }
            let good = report.is_good();
            say(&format!(
                "{} entries in chains, {} older than the chains, {} checkpoints, {} lines of a file, {:.1} s: {}",
                report.entries,
                report.older,
                report.checkpoints,
                report.lines,
                began.elapsed().as_secs_f64(),
                if good { "good" } else { "BAD" }
            ));
            Ok(if good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
    }
}

async fn verify(config: &Config, file: Option<&Path>) -> Result<Report, Failure> {
    let (portal, db) = build::portal(config, false, None).await?;
    let report = audit::verify(&portal, file.map(lines).transpose()?).await?;
    db.close().await?;
    Ok(report)
}

fn lines(path: &Path) -> Result<Lines<BufReader<std::fs::File>>, Failure> {
    let file = std::fs::File::open(path).map_err(|e| format!("{}: {e}", path.display()))?;
    Ok(BufReader::new(file).lines())
}
