//! The operator's settings. The only place that reads a file of settings or the environment.

use crate::{Failure, logo};
use portal_care::enrollment::Thresholds;
use portal_care::profile::Profile;
use portal_gateways::{HashSettings, Journal, Post, Scanner, Smtp, TextGateway};
use portal_http::Logo;
use portal_types::agreement::shown;
use portal_types::clinic::{Agreement, Clinic};
use portal_types::day::Day;
use serde::Deserialize;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Everything an operator can set. Unknown keys are refused: a misspelt setting must not be silently ignored.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Address to listen on.
    pub listen: SocketAddr,
    /// The address people use, without a path.
    pub public_url: Option<String>,
    /// `sqlite:…` or `postgres://…`; the environment's `DATABASE_URL` counts more.
    pub database_url: Option<String>,
    /// The folder for the SQLite database and the key file.
    pub data: PathBuf,
    /// Reverse proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// The clinic's zone, as the IANA database names it.
    pub zone: String,
    /// Minutes of idleness after which a session ends (5 to 30).
    pub idle_minutes: u32,
    /// Hours after which a session ends whatever happens (1 to 12).
    pub absolute_hours: u32,
    /// Where "Leave quickly" leads: a page elsewhere that anybody could be reading.
    pub leave_to: String,
    /// KiB of memory of one password hash.
    pub hash_memory: u32,
    /// Passes of one password hash.
    pub hash_passes: u32,
    /// A jurisdiction profile of one's own (TOML); Massachusetts, unless set.
    pub jurisdiction: Option<PathBuf>,
    /// Public identity.
    pub clinic: ClinicConfig,
    /// Terms and the notice of privacy practices.
    pub agreements: Agreements,
    /// Days on which nobody is at the desks, as `2026-12-25`, besides those that administrators add.
    pub holidays: Vec<String>,
    /// How enrollment goes.
    pub enrollment: EnrollmentConfig,
    /// Mail; without it, letters by e-mail wait.
    pub mail: Option<MailConfig>,
    /// Text messages; without it, letters by text wait.
    pub texts: Option<TextConfig>,
    /// The audit trail.
    pub audit: AuditConfig,
    /// Files that people send.
    pub files: FilesConfig,
    /// The folder of the browser's files; beside the binary unless set.
    pub site: Option<PathBuf>,
}

/// Public identity of the clinic.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ClinicConfig {
    /// Name.
    pub name: String,
    /// A file with the logo: SVG, PNG or WebP.
    pub logo: Option<PathBuf>,
    /// Hue of the accent colour, 0 to 359.
    pub hue: u16,
    /// Technical Support's phone.
    pub support_phone: String,
    /// Technical Support's hours in English.
    pub support_hours: String,
    /// Technical Support's hours in Spanish.
    pub support_hours_es: String,
    /// Whether enrollment asks the security question.
    pub security_question: bool,
    /// Whether patients must set up an authenticator app or a passkey before a chart opens, and the password alone opens
    /// no account that has one.
    pub second_factor: bool,
    /// Where notices to the enrollment desk go.
    pub enrollment_desk: String,
}

/// How enrollment goes.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EnrollmentConfig {
    /// When details are taken for a record's: `certain`, `ahead` and `possible`.
    pub matching: Thresholds,
}

/// The audit trail.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AuditConfig {
    /// A file that gets each signed checkpoint as a line, best where this machine can append and not change.
    pub checkpoints: Option<PathBuf>,
}

/// Files that people send.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FilesConfig {
    /// clamd: `tcp://127.0.0.1:3310` or `unix:///run/clamav/clamd.ctl`. Without it, nobody looks for what is harmful.
    pub scanner: Option<String>,
    /// Whether no file is opened that no scanner has called clean, where there is none, too.
    pub require_scanner: bool,
}

/// The mail server.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailConfig {
    /// `smtps://name:password@host:465`, or `smtp://name:password@host:587?tls=required`.
    pub server: String,
    /// Who writes: `Maple Valley Health <portal@maplevalley.example>`.
    pub from: String,
}

/// The gateway for text messages: an HTTP form with `To`, `From` and `Body`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextConfig {
    /// Where the form goes.
    pub url: String,
    /// The number or name that people see.
    pub from: String,
    /// Name for the gateway.
    pub name: Option<String>,
    /// Password for the gateway.
    pub password: Option<String>,
}

/// Files of the first texts that people agree to; the built-in samples where not set. They count at the first start:
/// later versions are put in force at the administration's desk.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Agreements {
    /// Version of the terms.
    pub terms_version: Option<String>,
    /// Terms in English.
    pub terms: Option<PathBuf>,
    /// Terms in Spanish.
    pub terms_es: Option<PathBuf>,
    /// Terms in short, in English: a sentence a line. None where the text is not the sample.
    pub terms_short: Option<PathBuf>,
    /// Terms in short, in Spanish.
    pub terms_short_es: Option<PathBuf>,
    /// Version of the notice of privacy practices.
    pub privacy_version: Option<String>,
    /// Notice in English.
    pub privacy: Option<PathBuf>,
    /// Notice in Spanish.
    pub privacy_es: Option<PathBuf>,
    /// Notice in short, in English: a sentence a line. None where the text is not the sample.
    pub privacy_short: Option<PathBuf>,
    /// Notice in short, in Spanish.
    pub privacy_short_es: Option<PathBuf>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8460),
            public_url: None,
            database_url: None,
            data: PathBuf::from("data"),
            trusted_proxies: Vec::new(),
            zone: "America/New_York".into(),
            jurisdiction: None,
            idle_minutes: 15,
            absolute_hours: 12,
            leave_to: "https://www.weather.gov/".into(),
            hash_memory: HashSettings::USUAL.memory,
            hash_passes: HashSettings::USUAL.passes,
            clinic: ClinicConfig::default(),
            agreements: Agreements::default(),
            holidays: Vec::new(),
            enrollment: EnrollmentConfig::default(),
            mail: None,
            texts: None,
            audit: AuditConfig::default(),
            files: FilesConfig::default(),
            site: None,
        }
    }
}

impl Default for ClinicConfig {
    fn default() -> Self {
        Self {
            name: "Your clinic".into(),
            logo: None,
            hue: 190,
            support_phone: "555-555-0100".into(),
            support_hours: "Monday to Friday, 8 AM to 5 PM".into(),
            support_hours_es: "Lunes a viernes, de 8 a. m. a 5 p. m.".into(),
            security_question: true,
            second_factor: false,
            enrollment_desk: "enrollment@clinic.invalid".into(),
        }
    }
}

/// Reads the settings file, if one is named, then what counts more: the environment and the command line.
pub fn read(file: Option<&Path>, data: Option<PathBuf>) -> Result<Config, Failure> {
    let mut config: Config = match file {
        Some(path) => {
            let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
            toml::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))?
        }
        None => Config::default(),
    };
    if let Some(data) = data {
        config.data = data;
    }
    #[expect(clippy::disallowed_methods, reason = "this is the place")]
    if let Ok(url) = std::env::var("DATABASE_URL") {
        config.database_url = Some(url);
    }
    Ok(config)
}

impl Config {
    /// The database's address.
    pub fn database(&self) -> String {
        self.database_url.clone().unwrap_or_else(|| format!("sqlite:{}", self.data.join("portal.db").display()))
    }

    /// The key file.
    pub fn key_file(&self) -> PathBuf {
        self.data.join("master.key")
    }

    /// The file that gets the audit trail's checkpoints; refused if it cannot be written.
    pub fn journal(&self) -> Result<Option<Journal>, Failure> {
        let open = |path: &PathBuf| Journal::open(path).map_err(|e| format!("{}: {e}", path.display()).into());
        self.audit.checkpoints.as_ref().map(open).transpose()
    }

    /// Who looks for what is harmful in files.
    pub fn scanner(&self) -> Result<Scanner, Failure> {
        let Some(address) = &self.files.scanner else { return Ok(Scanner::None) };
        Scanner::at(address).map_err(|error| format!("[files] scanner: \"{address}\": {error}").into())
    }

    /// The address people use. This machine is called by its name: browsers make no passkeys for an address of digits.
    pub fn public_url(&self) -> String {
        self.public_url.clone().unwrap_or_else(|| match self.listen.ip().is_loopback() {
            true => format!("http://localhost:{}", self.listen.port()),
            false => format!("http://{}", self.listen),
        })
    }

    /// Refuses to serve other machines without https: cookies would not come back, and everybody could read along.
    pub fn refuse_open_http(&self) -> Result<(), Failure> {
        if !self.listen.ip().is_loopback() && !self.public_url().starts_with("https://") {
            return Err(
                "to listen on an address that other machines reach, set public_url to the https address of the \
                        reverse proxy in front (see README, \"Hosting\")"
                    .into(),
            );
        }
        Ok(())
    }

    /// Where "Leave quickly" leads; refused, if it is no address elsewhere that a header and a page can hold.
    pub fn away(&self) -> Result<String, Failure> {
        let plain = self.leave_to.bytes().all(|b| b.is_ascii_graphic() && !b"\"'<>".contains(&b));
        if !plain || !self.leave_to.starts_with("https://") {
            return Err(format!("leave_to: \"{}\" is no address of the web (https://...)", self.leave_to).into());
        }
        Ok(self.leave_to.clone())
    }

    /// Days on which nobody is at the desks.
    pub fn holidays(&self) -> Result<Vec<Day>, Failure> {
        let day =
            |text: &String| text.parse().map_err(|_| format!("holidays: \"{text}\" is not a date like 2026-12-25"));
        Ok(self.holidays.iter().map(day).collect::<Result<_, _>>()?)
    }

    /// Who carries letters.
    pub fn post(&self) -> Result<Post, Failure> {
        let url = self.public_url();
        let host = url.split("://").nth(1).unwrap_or("localhost").split([':', '/']).next().unwrap_or("localhost");
        let mail = self.mail.as_ref().map(|mail| Smtp::new(&mail.server, &mail.from, host)).transpose()?;
        let texts = self.texts.as_ref().map(|texts| {
            let sign_in = texts.name.clone().map(|name| (name, texts.password.clone().unwrap_or_default()));
            TextGateway::new(&texts.url, &texts.from, sign_in)
        });
        let texts = texts.transpose()?;
        Ok(Post { mail: mail.map(|mail| Arc::new(mail) as _), text: texts.map(|texts| Arc::new(texts) as _) })
    }

    /// The jurisdiction profile.
    pub fn profile(&self) -> Result<Profile, Failure> {
        let Some(path) = &self.jurisdiction else { return Ok(Profile::built_in()?) };
        let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
        Ok(Profile::read(&text).map_err(|e| format!("{}: {e}", path.display()))?)
    }

    /// The logo, as it is now in its file.
    pub fn logo(&self) -> Result<Option<Logo>, Failure> {
        self.clinic.logo.as_deref().map(logo::read).transpose()
    }

    /// The identity that every visitor may see.
    pub fn clinic(&self, profile: &Profile, demo: bool) -> Clinic {
        Clinic {
            name: self.clinic.name.clone(),
            // Known when it is read.
            logo: None,
            hue: self.clinic.hue,
            emergency: profile.emergency.value.clone(),
            ages: profile.ages(),
            support_phone: self.clinic.support_phone.clone(),
            support_hours: [self.clinic.support_hours.clone(), self.clinic.support_hours_es.clone()],
            demo,
            security_question: self.clinic.security_question,
            // The portal knows.
            passkeys: false,
        }
    }

    /// The terms in both languages.
    pub fn terms(&self) -> Result<[Agreement; 2], Failure> {
        let a = &self.agreements;
        let version = a.terms_version.as_deref().unwrap_or("sample-1");
        Ok([
            agreement(
                version,
                (a.terms.as_deref(), include_str!("texts/terms.en.txt")),
                (a.terms_short.as_deref(), include_str!("texts/terms-short.en.txt")),
            )?,
            agreement(
                version,
                (a.terms_es.as_deref(), include_str!("texts/terms.es.txt")),
                (a.terms_short_es.as_deref(), include_str!("texts/terms-short.es.txt")),
            )?,
        ])
    }

    /// The notice of privacy practices in both languages.
    pub fn privacy(&self) -> Result<[Agreement; 2], Failure> {
        let a = &self.agreements;
        let version = a.privacy_version.as_deref().unwrap_or("sample-1");
        Ok([
            agreement(
                version,
                (a.privacy.as_deref(), include_str!("texts/privacy.en.txt")),
                (a.privacy_short.as_deref(), include_str!("texts/privacy-short.en.txt")),
            )?,
            agreement(
                version,
                (a.privacy_es.as_deref(), include_str!("texts/privacy.es.txt")),
                (a.privacy_short_es.as_deref(), include_str!("texts/privacy-short.es.txt")),
            )?,
        ])
    }
}

/// A text and what it says in short: each from a file or the built-in sample. A text of the operator's own is not told in
/// the sample's words.
fn agreement(
    version: &str,
    (text, sample): (Option<&Path>, &str),
    (short, short_sample): (Option<&Path>, &str),
) -> Result<Agreement, Failure> {
    let read = |path: &Path| std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()));
    let summary = match (short, text) {
        (Some(path), _) => read(path)?,
        (None, Some(_)) => String::new(),
        (None, None) => short_sample.to_owned(),
    };
    let text = text.map(read).transpose()?.unwrap_or_else(|| sample.to_owned());
    Ok(shown(version, &summary, &text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_machines_are_served_only_behind_https() {
        let mut config = Config { listen: "0.0.0.0:8460".parse().unwrap(), ..Config::default() };
        assert!(config.refuse_open_http().is_err());
        config.public_url = Some("http://portal.example".into());
        assert!(config.refuse_open_http().is_err());
        config.public_url = Some("https://portal.example".into());
        assert!(config.refuse_open_http().is_ok());
        assert!(Config::default().refuse_open_http().is_ok());
    }

    #[test]
    fn the_profile_of_ones_own_counts() {
        let own = concat!(env!("CARGO_MANIFEST_DIR"), "/care/profiles/invented.toml");
        let config = toml::from_str::<Config>(&format!("jurisdiction = {own:?}")).unwrap();
        let clinic = config.clinic(&config.profile().unwrap(), false);
        assert_eq!((clinic.emergency.as_str(), clinic.ages.adult), ("112", 16));
        let clinic = Config::default().clinic(&Config::default().profile().unwrap(), false);
        assert_eq!((clinic.emergency.as_str(), clinic.ages.adult), ("9-1-1", 18));
        let nowhere = Config { jurisdiction: Some("/nowhere.toml".into()), ..Config::default() };
        assert!(nowhere.profile().unwrap_err().to_string().contains("/nowhere.toml"));
    }

    #[test]
    fn this_machine_is_called_by_its_name() {
        assert_eq!(Config::default().public_url(), "http://localhost:8460");
        let config = Config { public_url: Some("https://portal.example".into()), ..Config::default() };
        assert_eq!(config.public_url(), "https://portal.example");
    }

    #[test]
    fn r_5_8_who_leaves_quickly_is_led_to_the_web_and_nowhere_else() {
        let away = |to: &str| Config { leave_to: to.into(), ..Config::default() }.away();
        assert_eq!(away("https://example.org/?a=1&b=2").unwrap(), "https://example.org/?a=1&b=2");
        for wrong in ["", "/goodbye", "http://a.org", "javascript:a", "https://a b", "https://a\"b", "https://a\n"] {
            assert!(away(wrong).is_err(), "{wrong}");
        }
        assert!(Config::default().away().is_ok());
    }

    #[test]
    fn a_misspelt_setting_is_refused() {
        assert!(toml::from_str::<Config>("publik_url = \"x\"").is_err());
        assert!(toml::from_str::<Config>("[clinic]\nname = \"Maple Valley\"").is_ok());
        assert!(toml::from_str::<Config>("[audit]\ncheckpoint = \"/x\"").is_err());
        let audited = toml::from_str::<Config>("[audit]\ncheckpoints = \"/x\"").unwrap();
        assert_eq!(audited.audit.checkpoints.as_deref(), Some(Path::new("/x")));
        assert!(Config::default().journal().unwrap().is_none());
    }

    #[test]
    fn a_scanner_is_at_an_address_or_there_is_none() {
        assert!(Config::default().scanner().unwrap().is_none() && !Config::default().files.require_scanner);
        let files = "[files]\nscanner = \"tcp://127.0.0.1:3310\"\nrequire_scanner = true";
        let config = toml::from_str::<Config>(files).unwrap();
        assert!(!config.scanner().unwrap().is_none() && config.files.require_scanner);
        let config = toml::from_str::<Config>("[files]\nscanner = \"127.0.0.1\"").unwrap();
        assert!(config.scanner().unwrap_err().to_string().contains("127.0.0.1"));
        assert!(toml::from_str::<Config>("[files]\nscaner = \"tcp://127.0.0.1:3310\"").is_err());
    }
}
