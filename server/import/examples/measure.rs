//! How fast an import is and how much memory it takes.
//!
//! ```text
//! cargo run --release -p portal-import --example measure -- demo 2000 /tmp/bundles
//! cargo run --release -p portal-import --example measure -- sqlite:/tmp/measure.db /tmp/bundles
//! ```
#![expect(clippy::print_stdout, reason = "a program that prints")]

use portal_import::Importer;
use portal_store::Db;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Instant;
use uuid::Uuid;

const NOW: i64 = 1_795_305_600_000; // 2026-11-22

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let first = args.next().ok_or("an address of a database, or `demo`")?;
    if first == "demo" {
        let patients = args.next().ok_or("how many patients")?.parse()?;
        return demo(patients, Path::new(&args.next().ok_or("into which folder")?));
    }
    let paths: Vec<PathBuf> = args.map(PathBuf::from).collect();
    let db = Db::open(&first).await?;
    let mut next = 0;
    let since = Instant::now();
    let report = Importer::new(&db, NOW, &mut || {
        next += 1;
        Uuid::from_u64_pair(NOW.unsigned_abs(), next)
    })
    .paths(&paths)
    .await?;
    let seconds = since.elapsed().as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "a rate")]
    let rate = report.total().read as f64 / seconds;
    println!("{report}{seconds:.1} s, {rate:.0} resources a second");
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    println!("{}", status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("peak memory unknown"));
    Ok(db.close().await?)
}

/// Writes the bundles of so many invented patients.
fn demo(patients: u32, folder: &Path) -> Result<(), Box<dyn Error>> {
    std::fs::create_dir_all(folder)?;
    let today = jiff::civil::date(2026, 11, 22);
    let options = portal_demo::Options { seed: 1, today, extra_patients: patients, with_forbidden_identifiers: false };
    for (number, bundle) in portal_demo::extra_patients(&options).enumerate() {
        std::fs::write(folder.join(format!("patient-{number:06}.json")), bundle.to_string())?;
    }
    Ok(())
}
