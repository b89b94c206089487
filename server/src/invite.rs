//! `server invite`: the first staff account, and any other; and a way back into one.

use crate::config::Config;
use crate::{Failure, build, say};
use portal_care::CareError;
use portal_care::staff::{invite_at_command_line, reset_at_command_line};
use portal_types::administration::HandedOver;
use portal_types::ids::PracticeId;

/// A staff account to be made.
#[derive(clap::Args)]
pub struct Invite {
    /// Username.
    #[arg(long)]
    username: String,
    /// Name as patients see it.
    #[arg(long, required_unless_present = "again")]
    name: Option<String>,
    /// clinician, pool_nurse, front_desk, enrollment, billing, support or admin
    #[arg(long, required_unless_present = "again")]
    role: Option<String>,
    /// A practice whose messages this person answers, by its name in the directory; may be given several times.
    #[arg(long)]
    practice: Vec<String>,
    /// For an account that exists: password and authenticator stop working, and both are set up anew.
    #[arg(long, conflicts_with_all = ["name", "role", "practice"])]
    again: bool,
}

/// Makes the account, or takes its proofs away, and prints the link by which its person sets it up.
pub async fn invite(config: &Config, invite: Invite) -> Result<(), Failure> {
    let (portal, db) = build::portal(config, false, None).await?;
    let made = if invite.again {
        reset_at_command_line(&portal, &invite.username).await
    } else {
        let directory = portal_store::people::practices(&db.look()).await?;
        let practices = invite
            .practice
            .iter()
            .map(|name| {
                let found = directory.iter().find(|p| p.name.eq_ignore_ascii_case(name));
                found.map(|p| p.practice).ok_or_else(|| format!("there is no practice \"{name}\" (import it first)"))
            })
            .collect::<Result<Vec<PracticeId>, _>>()?;
        let (name, role) = (invite.name.unwrap_or_default(), invite.role.unwrap_or_default());
        invite_at_command_line(&portal, [&invite.username, &name, &role], practices).await
    };
    let HandedOver { link, until, .. } = made.map_err(|error| match error {
        CareError::Invalid(_) if invite.again => "there is no such staff account, or it is set aside".to_owned(),
        CareError::Invalid(fields) => {
            let fields: Vec<String> = fields.iter().map(|f| format!("{} ({:?})", f.field, f.problem)).collect();
            format!("not accepted: {}", fields.join(", "))
        }
        other => other.to_string(),
    })?;
    say("The account waits to be set up. Hand this link to its person; it is shown once and works once:");
    say(&format!("  {}", link.unwrap_or_default()));
    say(&format!("  until {}", until.day()));
    db.close().await?;
    Ok(())
}
