//! `server invite`: the first staff account, and any other.

use crate::config::Config;
use crate::{Failure, build, say};
use portal_care::staff::{Invitation, invite as make};
use portal_types::account::Role;
use std::io::BufRead;

/// A staff account to be made.
#[derive(clap::Args)]
pub struct Invite {
    /// Username.
    #[arg(long)]
    username: String,
    /// Name as patients see it.
    #[arg(long)]
    name: String,
    /// clinician, pool_nurse, front_desk, enrollment, billing, support or admin
    #[arg(long)]
    role: String,
    /// A practice whose messages this person answers, by its name in the directory; may be given several times.
    #[arg(long)]
    practice: Vec<String>,
}

/// Makes the account and prints the authenticator's secret once.
pub async fn invite(config: &Config, invite: Invite) -> Result<(), Failure> {
    let role = Role::from_code(&invite.role).ok_or_else(|| format!("there is no role \"{}\"", invite.role))?;
    let (portal, db) = build::portal(config, false).await?;
    let directory = portal_store::people::practices(&db.look()).await?;
    let practices = invite
        .practice
        .iter()
        .map(|name| {
            let found = directory.iter().find(|p| p.name.eq_ignore_ascii_case(name));
            found.map(|p| p.practice).ok_or_else(|| format!("there is no practice \"{name}\" (import it first)"))
        })
        .collect::<Result<Vec<_>, _>>()?;
    say("Password (15 characters or more), then Enter:");
    let mut password = String::new();
    std::io::stdin().lock().read_line(&mut password)?;
    let password = password.trim_end_matches(['\r', '\n']).to_owned();
    let invitation = Invitation { username: invite.username, display_name: invite.name, role, password, practices };
    let invited = make(&portal, invitation).await.map_err(|e| match e {
        portal_care::CareError::Invalid(fields) => format!("not accepted: {fields:?}"),
        other => other.to_string(),
    })?;
    say("The account is ready. Add it to an authenticator app now; this is shown once:");
    say(&format!("  secret   {}", invited.totp_typed));
    say(&format!("  address  {}", invited.totp_address));
    db.close().await?;
    Ok(())
}
