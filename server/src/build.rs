//! Builds the portal from the settings.

use crate::Failure;
use crate::config::Config;
use portal_care::{Outside, Portal, Settings};
use portal_gateways::{Chance, HashSettings, Keys, Live, Passkeys, Passwords, SystemClock};
use portal_http::Logo;
use portal_store::Db;
use portal_types::clinic::Clinic;
use std::sync::Arc;

/// The portal, and the database behind it for those who import or listen. Only who serves pages has a logo to show.
pub async fn portal(config: &Config, demo: bool, logo: Option<&Logo>) -> Result<(Portal, Db), Failure> {
    std::fs::create_dir_all(&config.data).map_err(|e| format!("{}: {e}", config.data.display()))?;
    let db = Db::open(&config.database()).await.map_err(|e| {
        let cause = std::error::Error::source(&e).map(|s| format!(": {s}")).unwrap_or_default();
        format!("the database does not open: {e}{cause}")
    })?;
    let chance = Chance::from_system()?;
    let keys = Keys::open(&config.key_file(), || chance.bytes())?;
    let hashing = HashSettings { memory: config.hash_memory, passes: config.hash_passes };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let passwords = Passwords::new(&keys, hashing, cores, chance.bytes(), chance.bytes());
    let profile = config.profile()?;
    let passkeys = Passkeys::at(&config.public_url(), &config.clinic.name);
    let settings = Settings {
        clinic: Clinic { logo: logo.map(|logo| logo.address.clone()), ..config.clinic(&profile, demo) },
        idle_minutes: config.idle_minutes,
        absolute_hours: config.absolute_hours,
        second_factor: config.clinic.second_factor,
        enrollment_desk: config.clinic.enrollment_desk.clone(),
        terms: config.terms()?,
        privacy: config.privacy()?,
        public_url: config.public_url(),
        holidays: config.holidays()?,
        legal_holidays: profile.holidays.value.clone(),
        matching: config.enrollment.matching,
        letter_days: profile.letter_days.value,
        sent_days: profile.sent_days.value,
        confidential_codes: profile.confidential_codes.value.clone(),
        hidden_vaccines: profile.hidden_vaccines.value.clone(),
        renewals: profile.renewals()?,
        require_scanner: config.files.require_scanner,
        rules: Arc::new(profile.rules()?),
    };
    let clock = Arc::new(SystemClock::new(&config.zone)?);
    let (live, scanner) = (Live::default(), config.scanner()?);
    let outside = Outside { db: db.clone(), clock, chance, keys, passwords, passkeys, live, scanner, settings };
    let portal = Portal::new(outside);
    portal.begin().await.map_err(|e| format!("the database cannot be begun with: {e}"))?;
    Ok((portal, db))
}
