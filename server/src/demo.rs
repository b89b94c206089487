//! The demo: an invented clinic in a folder of its own, on this machine only.

mod asks;

use crate::config::Config;
use crate::{Failure, build, say, serve};
use data_encoding::BASE32_NOPAD;
use portal_care::demo::{
    ReadyAccount, ReadyGrant, ReadyPerson, password, ready_account, ready_grants, ready_representative,
};
use portal_care::staff::{Invitation, invite};
use portal_care::{Action, Portal, Visitor, accounts, messages};
use portal_demo::{Clinic, Options, Person};
use portal_gateways::{Chance, Clock, SystemClock, Totp};
use portal_import::Importer;
use portal_store::Db;
use portal_types::account::{Lang, Role};
use portal_types::day::Day;
use portal_types::enrollment::Channel;
use portal_types::ids::{IntentKey, PatientId, PracticeId, RepresentativeId};
use portal_types::message::{NewThread, To, Topic};
use portal_types::representative::Basis;
use serde::{Deserialize, Serialize};
use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;

/// How to sign in to this demo; made at its first start. Kept beside the demo's database, readable by its owner only.
#[derive(Serialize, Deserialize)]
struct SignIns {
    staff: Vec<StaffSignIn>,
    patient: PatientSignIn,
    /// Acts for two children, and has no record here. Not in folders of earlier versions.
    #[serde(default)]
    representative: Option<PatientSignIn>,
    /// The elder of the two children.
    #[serde(default)]
    teen: Option<PatientSignIn>,
    to_enroll: ToEnroll,
}

#[derive(Serialize, Deserialize)]
struct StaffSignIn {
    username: String,
    name: String,
    role: String,
    password: String,
    secret: String,
}

#[derive(Serialize, Deserialize)]
struct PatientSignIn {
    name: String,
    username: String,
    password: String,
}

/// What to type to enroll the demo's mother.
#[derive(Serialize, Deserialize)]
struct ToEnroll {
    given: String,
    family: String,
    born: String,
    sex: String,
    zip: String,
}

fn file(config: &Config) -> PathBuf {
    config.data.join("demo-sign-ins.json")
}

fn read(config: &Config) -> Option<SignIns> {
    serde_json::from_str(&std::fs::read_to_string(file(config)).ok()?).ok()
}

/// Serves the demo. It never listens to other machines.
pub async fn demo(mut config: Config) -> Result<(), Failure> {
    if !config.listen.ip().is_loopback() {
        return Err("the demo listens on this machine only".into());
    }
    if config.mail.is_some() || config.texts.is_some() {
        return Err("the demo sends nothing: take [mail] and [texts] out of its settings".into());
    }
    config.clinic.name = "Maple Valley Health".into();
    config.clinic.support_phone = "555-555-0110".into();
    config.clinic.enrollment_desk = "enrollment@maplevalley.example.org".into();
    serve::log();
    let logo = config.logo()?;
    let (portal, db) = build::portal(&config, true, logo.as_ref()).await?;
    let sign_ins = match read(&config) {
        Some(sign_ins) => sign_ins,
        None => {
            say("Filling the demo clinic (once) ...");
            let made = fill(&config, &portal, &db).await?;
            write(&config, &made)?;
            made
        }
    };
    print(&config, &sign_ins);
    serve::run(&config, portal, db, logo).await
}

/// Prints the codes that the demo's authenticators would show now.
pub fn codes(config: &Config) -> Result<(), Failure> {
    let sign_ins = read(config).ok_or("there is no demo in this folder yet: ./dev run makes one")?;
    let now = SystemClock::new(&config.zone)?.now();
    for staff in &sign_ins.staff {
        say(&format!("  {:<14} {}", staff.username, code(&staff.secret, now)));
    }
    Ok(())
}

fn code(secret: &str, now: i64) -> String {
    let bytes = BASE32_NOPAD.decode(secret.as_bytes()).unwrap_or_default();
    Totp::new(&bytes, "", "demo").map(|t| t.code(now)).unwrap_or_default()
}

fn write(config: &Config, sign_ins: &SignIns) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(sign_ins)?;
    std::fs::write(file(config), text)?;
    #[cfg(unix)]
    std::fs::set_permissions(file(config), std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    Ok(())
}

/// Imports the invented clinic and makes its accounts and first messages.
async fn fill(config: &Config, portal: &Portal, db: &Db) -> Result<SignIns, Failure> {
    let now = portal.now();
    let today = SystemClock::new(&config.zone)?.date(now).to_string().parse()?;
    let options = Options { seed: 20_261_122, today, extra_patients: 0, with_forbidden_identifiers: false };
    let clinic = portal_demo::clinic(&options);
    let mut bundles = vec![("practices", &clinic.organizations), ("practitioners", &clinic.practitioners)];
    bundles.extend(clinic.family.iter().map(|person| (person.key, &person.bundle)));
    let bundles = bundles.into_iter().map(|(name, bundle)| (name.to_owned(), bundle.to_string().into_bytes()));
    let chance = Chance::from_system()?;
    let mut new_id = || chance.id(now);
    let report =
        Importer::new(db, now, &mut new_id).quiet().confidential(portal.confidential()).bundles(bundles).await?;
    if !report.is_ok() {
        return Err(format!("the demo's records were refused:\n{report}").into());
    }
    let staff = staff(portal, db, &clinic).await?;
    let find = |key: &str| clinic.family.iter().find(|p| p.key == key).ok_or("the demo family is incomplete");
    let (grandfather, mother, teen) = (find("grandfather")?, find("mother")?, find("teen")?);
    // Before anybody has an account, who would be told of it.
    let desk = staff.iter().find(|of| of.role == Role::FrontDesk.code()).ok_or("the demo has no front desk")?;
    let father = forms(portal, db, &clinic, &desk.username, (find("toddler")?, teen), (mother, grandfather)).await?;
    let (old, id) = patient(portal, grandfather, "grandfather", Lang::Es).await?;
    let (young, teens) = patient(portal, teen, "maya.rs", Lang::En).await?;
    let parent = representative(portal, father).await?;
    let (jose, maya) = (signed_in(portal, &old, Lang::Es).await?, signed_in(portal, &young, Lang::En).await?);
    first_message(portal, &jose, id, &clinic).await?;
    asks::fill(portal, &clinic, (&jose, id), (&maya, teens)).await?;
    accounts::sign_out(portal, &jose).await?;
    accounts::sign_out(portal, &maya).await?;
    let to_enroll = ToEnroll {
        given: mother.given.clone(),
        family: mother.family.clone(),
        born: mother.birth_date.to_string(),
        sex: mother.sex.to_owned(),
        zip: mother.zip.clone(),
    };
    Ok(SignIns { staff, patient: old, representative: Some(parent), teen: Some(young), to_enroll })
}

/// Names of the demo's practices as the directory has them.
fn practice_name<'a>(clinic: &'a Clinic, key: &str) -> Option<&'a str> {
    let entries = clinic.organizations["entry"].as_array()?;
    let resource = entries.iter().map(|e| &e["resource"]).find(|r| {
        r["identifier"].as_array().is_some_and(|ids| ids.iter().any(|id| id["value"] == key))
            && r["resourceType"] == "Organization"
    })?;
    resource["name"].as_str()
}

async fn staff(portal: &Portal, db: &Db, clinic: &Clinic) -> Result<Vec<StaffSignIn>, Failure> {
    let directory = portal_store::people::practices(&db.look()).await?;
    let mut made = Vec::new();
    for member in &clinic.staff {
        let role = Role::from_code(member.role.as_str()).ok_or("a demo role is unknown")?;
        let practices = member
            .practices
            .iter()
            .filter_map(|key| practice_name(clinic, key))
            .filter_map(|name| directory.iter().find(|p| p.name == name).map(|p| p.practice))
            .collect();
        let password = password(portal);
        let invitation = Invitation {
            username: member.username.to_owned(),
            display_name: member.display_name.clone(),
            role,
            password: password.clone(),
            practices,
        };
        let invited = invite(portal, invitation).await?;
        made.push(StaffSignIn {
            username: member.username.to_owned(),
            name: member.display_name.clone(),
            role: role.code().to_owned(),
            password,
            secret: invited.totp_typed,
        });
    }
    Ok(made)
}

/// The father of the two children, who is no patient here.
const FATHER: (&str, &str, &str, &str) = ("Daniel", "Shaw", "1986-03-09", "daniel.shaw@example.org");

/// The forms that were signed at a front desk: each parent acts for both children, and the mother for her father, who has
/// consented. She has no account yet; when she enrolls, the three are in it. Returns who the father is on his form.
async fn forms(
    portal: &Portal,
    db: &Db,
    clinic: &Clinic,
    desk: &str,
    (toddler, teen): (&Person, &Person),
    (mother, grandfather): (&Person, &Person),
) -> Result<RepresentativeId, Failure> {
    let directory = portal_store::people::practices(&db.look()).await?;
    let practice = |key: &str| -> Result<PracticeId, Failure> {
        let found = directory.iter().find(|p| Some(p.name.as_str()) == practice_name(clinic, key));
        Ok(found.ok_or("a demo practice is missing")?.practice)
    };
    let (children, adults) = (practice("pediatrics")?, practice("family-medicine")?);
    let form =
        |person: &Person, practice, basis, signed| ReadyGrant { mrn: person.mrn.clone(), practice, basis, signed };
    let parental =
        || vec![form(toddler, children, Basis::Parental, false), form(teen, children, Basis::Parental, true)];
    let elena = ReadyPerson {
        given: mother.given.clone(),
        family: mother.family.clone(),
        born: mother.birth_date.to_string().parse::<Day>().map_err(|_| "a demo birth date is none")?,
        email: mother.email.clone().unwrap_or_default(),
        mrn: Some(mother.mrn.clone()),
    };
    let mut hers = parental();
    hers.push(form(grandfather, adults, Basis::Consent, true));
    ready_grants(portal, desk, elena, hers).await?;
    let (given, family, born, email) = FATHER;
    let daniel = ReadyPerson {
        given: given.into(),
        family: family.into(),
        born: born.parse::<Day>().map_err(|_| "a demo birth date is none")?,
        email: email.into(),
        mrn: None,
    };
    Ok(ready_grants(portal, desk, daniel, parental()).await?)
}

/// The account of the father.
async fn representative(portal: &Portal, father: RepresentativeId) -> Result<PatientSignIn, Failure> {
    let (given, family, _, email) = FATHER;
    let sign_in =
        PatientSignIn { name: format!("{given} {family}"), username: "daniel.shaw".into(), password: password(portal) };
    let ready = ReadyAccount {
        username: sign_in.username.clone(),
        password: sign_in.password.clone(),
        contact: (Channel::Email, email.into()),
        lang: Lang::En,
    };
    ready_representative(portal, father, ready).await?;
    Ok(sign_in)
}

async fn patient(
    portal: &Portal,
    person: &Person,
    username: &str,
    lang: Lang,
) -> Result<(PatientSignIn, PatientId), Failure> {
    let password = password(portal);
    let contact = match (&person.email, &person.phone) {
        (Some(email), _) => (Channel::Email, email.clone()),
        (None, Some(phone)) => (Channel::Text, portal_types::field::phone(phone).unwrap_or_default()),
        (None, None) => (Channel::Email, format!("{username}@example.org")),
    };
    let ready = ReadyAccount { username: username.to_owned(), password: password.clone(), contact, lang };
    let id = ready_account(portal, &person.mrn, ready).await?;
    let name = format!("{} {}", person.given, person.family);
    Ok((PatientSignIn { name, username: username.to_owned(), password }, id))
}

/// A browser in which somebody has signed in.
async fn signed_in(portal: &Portal, sign_in: &PatientSignIn, lang: Lang) -> Result<Visitor, Failure> {
    let mut visitor = Visitor::new(IpAddr::V4(Ipv4Addr::LOCALHOST), lang);
    let opened = accounts::sign_in(portal, &visitor, &sign_in.username, &sign_in.password, None).await?;
    visitor.session = opened.whole().map(|opened| opened.token);
    Ok(visitor)
}

/// One message that waits for an answer, sent like any other.
async fn first_message(portal: &Portal, visitor: &Visitor, patient: PatientId, clinic: &Clinic) -> Result<(), Failure> {
    let options = portal
        .read(visitor, Action::ComposeOptions, async |call| messages::compose_options(call, patient, None).await)
        .await?;
    let preferred = practice_name(clinic, "family-medicine");
    let team = options.teams.iter().find(|t| Some(t.name.as_str()) == preferred).or(options.teams.first());
    let Some(team) = team else { return Ok(()) };
    let draft = NewThread {
        to: To::Practice(team.practice),
        topic: Topic::Appointment,
        subject: "Mi próxima cita".into(),
        body: "Buenos días:\n\n¿Tengo que ir en ayunas a la cita de la semana que viene?\n\nMuchas gracias.".into(),
        follows: None,
        files: Vec::new(),
        intent: IntentKey(options.intent.0),
    };
    portal.write(visitor, Action::StartThread, async |call| messages::start(call, patient, draft).await).await?;
    Ok(())
}

fn print(config: &Config, sign_ins: &SignIns) {
    let url = config.public_url();
    let ToEnroll { given, family, born, sex, zip } = &sign_ins.to_enroll;
    say("");
    say("  Maple Valley Health, a demo with invented people");
    say("");
    say(&format!("  Patients   {url}/"));
    for one in [Some(&sign_ins.patient), sign_ins.representative.as_ref(), sign_ins.teen.as_ref()].into_iter().flatten()
    {
        say(&format!("    signed up:   {}, username {}", one.name, one.username));
        say(&format!("                 password {}", one.password));
    }
    say(&format!("    to enroll:   {given} {family}, born {born}, {sex}, ZIP {zip}"));
    say(&format!(
        "                 (the codes she gets are shown at {url}/demo/outbox; she acts for her two children and"
    ));
    say("                 her father, who are in her account from its first moment)");
    say("");
    say(&format!("  Staff      {url}/staff      authenticator codes: ./dev codes"));
    for staff in &sign_ins.staff {
        say(&format!("    {:<13} {:<12} {}   {}", staff.username, staff.role, staff.password, staff.name));
    }
    say("");
}
