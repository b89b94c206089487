//! What only the demo shows.

use crate::{CareError, Glance, Portal};
use portal_access::{Action, Actor};
use portal_store::{accounts, outbox, people};
use portal_types::account::Lang;
use portal_types::enrollment::Channel;
use portal_types::field;
use portal_types::ids::{AccountId, PatientId};
use portal_types::notice::DemoMail;

/// Most notices on the demo's page.
const MOST: u64 = 30;

/// The newest notices that would have been sent. Outside the demo this does not exist.
pub async fn outbox(call: &mut Glance) -> Result<Vec<DemoMail>, CareError> {
    if !call.portal().clinic().demo {
        return Err(CareError::NotFound);
    }
    let notices = outbox::newest(call.db(), MOST).await?;
    Ok(notices
        .into_iter()
        .map(|(notice, at)| DemoMail {
            to: notice.to,
            channel: notice.channel,
            lang: notice.lang,
            letter: notice.letter,
            at: call.portal().moment(at),
        })
        .collect())
}

/// A patient of the demo who is enrolled from the start. Has no `Debug`.
pub struct ReadyAccount {
    /// The medical record number of the record.
    pub mrn: String,
    /// Username.
    pub username: String,
    /// Password.
    pub password: String,
    /// A contact, as if proven.
    pub contact: (Channel, String),
    /// Language.
    pub lang: Lang,
}

/// Makes such an account. Outside the demo this does not exist: there, an account needs a proven identity.
pub async fn ready_account(portal: &Portal, ready: ReadyAccount) -> Result<PatientId, CareError> {
    if !portal.clinic().demo {
        return Err(CareError::NotFound);
    }
    let outside = portal.outside();
    let password_hash = outside.passwords.hash(&ready.password, outside.chance.bytes()).await?;
    portal
        .write_as(Actor::operator(), None, Action::InviteStaff, portal.now(), async |call| {
            let found = people::by_mrn(call.tx(), &ready.mrn).await?;
            let (patient, name) = found.ok_or(CareError::NotFound)?;
            let account = AccountId(call.id());
            let new = accounts::NewPatientAccount {
                account,
                username_key: field::username_key(&ready.username),
                username: ready.username,
                password_hash,
                lang: ready.lang,
                patient,
                display_name: name,
                question: None,
                agreed: crate::agreements::all(portal, call.tx(), call.now()).await?,
                contact: ready.contact,
            };
            accounts::create_patient(call.tx(), new, call.now()).await?;
            call.on(account);
            Ok(patient)
        })
        .await
}

/// A password for the demo: 80 random bits in groups that can be read out.
pub fn password(portal: &Portal) -> String {
    let letters = data_encoding::BASE32_NOPAD.encode(&portal.outside().chance.bytes::<10>()).to_lowercase();
    let groups: Vec<&str> = letters.as_bytes().chunks(4).filter_map(|c| std::str::from_utf8(c).ok()).collect();
    groups.join("-")
}
