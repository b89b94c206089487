//! `server import PATH…`: records from FHIR R4 bundles.

use crate::config::Config;
use crate::{Failure, build, say};
use portal_gateways::Chance;
use portal_import::Importer;
use std::path::PathBuf;
use std::process::ExitCode;

/// Imports, prints the report, and says by the exit code whether every file was taken.
pub async fn import(config: &Config, paths: &[PathBuf]) -> Result<ExitCode, Failure> {
    let (portal, db) = build::portal(config, false, None).await?;
    let chance = Chance::from_system()?;
    let now = portal.now();
    let mut new_id = || chance.id(now);
    let report = Importer::new(&db, now, &mut new_id).confidential(portal.confidential()).paths(paths).await?;
    say(&report.to_string());
    db.close().await?;
    Ok(ExitCode::from(report.exit_code()))
}
