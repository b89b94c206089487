//! The front desk of a practice: finding a patient's record, and inviting its owner.

use crate::enrollment::activation_hash;
use crate::representatives::guard;
use crate::{Call, CareError, Glance};
use portal_store::enrollments::Of;
use portal_store::invitations::{self, Listed, New};
use portal_store::outbox::{self, Notice};
use portal_store::{grants, registry, standing};
use portal_types::code::ActivationCode;
use portal_types::field::{self, Problem, Problems};
use portal_types::ids::{InvitationId, PatientId};
use portal_types::links;
use portal_types::notice::Letter;
use portal_types::registry::{
    Backing, Found, FrontView, InvitationState, InvitationView, Invite, Made, RecordCard, Search, Way,
};

/// The same invitation asked for within this time was pressed twice.
pub(crate) const AT_ONCE_MS: i64 = 60_000;

/// Looks for records by the beginning of a name, a birth date or a record number.
pub async fn find(call: &mut Glance, search: Search) -> Result<Found, CareError> {
    let key = call.actor().registry()?;
    let mut records = registry::search(call.db(), &key, &search).await?;
    let more = records.len() > registry::SEARCH_MOST;
    records.truncate(registry::SEARCH_MOST);
    for record in &records {
        call.saw(record.patient, "registry");
    }
    Ok(Found { records, more })
}

fn state(listed: &Listed, now: i64) -> InvitationState {
    match listed.ended.as_deref() {
        Some("used") => InvitationState::Used,
        Some("revoked") => InvitationState::Revoked,
        Some(_) => InvitationState::Replaced,
        None if listed.frozen => InvitationState::Frozen,
        None if listed.expires_at <= now => InvitationState::Expired,
        None => InvitationState::Open,
    }
}

/// One record: who it is, whether there is an account, and what was sent.
pub async fn open(call: &mut Glance, patient: PatientId) -> Result<FrontView, CareError> {
    let key = call.actor().registry()?;
    let record = registry::record(call.db(), &key, patient).await?.ok_or(CareError::NotFound)?;
    call.saw(patient, "registry");
    let portal = call.portal().clone();
    let now = call.now();
    let (contacts, lang) = registry::contacts(call.db(), &record).await?;
    let invitations = invitations::of_record(call.db(), &record).await?;
    let practices = registry::practices(call.db(), &key, &record).await?;
    let invitations_off = !practices.is_empty() && practices.iter().all(|(_, _, invites)| !invites);
    let backing = registry::backing(call.db(), patient).await?;
    let represented = grants::backs(call.db(), &record).await?;
    let reproof = standing::awaits_proof(call.db(), &record).await?.is_some();
    Ok(FrontView {
        reproof,
        age: field::age_on(record.born, portal.date(now)),
        contacts,
        lang,
        backing,
        represented,
        invitations: invitations
            .into_iter()
            .map(|listed| InvitationView {
                state: state(&listed, now),
                invitation: listed.id.into(),
                way: Way::from_code(&listed.way).unwrap_or(Way::Letter),
                sent_to: listed.sent_to,
                made_by: listed.made_by,
                made_at: portal.moment(listed.made_at),
                expires_at: portal.moment(listed.expires_at),
            })
            .collect(),
        practices: practices
            .into_iter()
            .filter(|(_, _, invites)| *invites)
            .map(|(practice, name, _)| (practice, name))
            .collect(),
        invitations_off,
        record,
    })
}

/// The record, if an account may come of it: of somebody alive, without an account, and old enough.
async fn invitable(call: &mut Call, patient: PatientId) -> Result<RecordCard, CareError> {
    let key = call.actor().registry()?;
    let record = registry::record(call.tx(), &key, patient).await?.ok_or(CareError::NotFound)?;
    call.about(patient, "registry");
    let age = field::age_on(record.born, call.portal().date(call.now()));
    let ages = call.portal().ages();
    if ages.too_young(age) {
        // Nobody can override this.
        return Err(CareError::Minor);
    }
    if record.died || record.account.is_some() {
        return Err(CareError::Conflict);
    }
    if ages.minor(age)
        && registry::backing(call.tx(), patient).await?.is_none()
        && !grants::backs(call.tx(), &record).await?
    {
        return Err(CareError::field("backing", Problem::Missing));
    }
    Ok(record)
}

/// The field of the form in which the address of a way stands.
pub(crate) fn field_of(way: Way) -> Option<&'static str> {
    match way {
        Way::Letter => None,
        Way::Email => Some("email"),
        Way::Text => Some("phone"),
    }
}

/// Makes an invitation; an older one of the same record stops working. A letter's code is in the answer, this once;
/// another's goes out with the letter and is in no answer. One that is sent and asked for again at once is the same one:
/// nobody gets two letters of which the first opens nothing.
pub async fn invite(call: &mut Call, patient: PatientId, invite: Invite) -> Result<Made, CareError> {
    let record = invitable(call, patient).await?;
    let key = call.actor().registry()?;
    let practices = registry::practices(call.tx(), &key, &record).await?;
    // One whose invitations were switched off since the form was shown is no choice any more.
    let practice = practices.into_iter().find(|(id, _, invites)| *id == invite.practice && *invites);
    let (practice, practice_name, _) = practice.ok_or_else(|| CareError::field("practice", Problem::NotAChoice))?;
    if let Some((field, to)) = field_of(invite.way).zip(invite.to.as_deref())
        && guard::shares(call, Of::Record(patient), to).await?
    {
        return Err(CareError::field(field, Problem::SharedContact));
    }
    let portal = call.portal().clone();
    let settings = &portal.outside().settings;
    let code = ActivationCode::draw(portal.outside().chance.bytes());
    let mut expires_at = call.now() + settings.code_ms(invite.way);
    let id = InvitationId(call.id());
    let new = New {
        id,
        patient,
        practice: Some(practice),
        code_hash: activation_hash(&portal, &code),
        way: invite.way,
        sent_to: invite.to.clone(),
        lang: invite.lang,
        made_by: call.actor().own()?.account(),
        made_at: call.now(),
        expires_at,
    };
    registry::hold(call.tx(), &record).await?;
    // One on paper has no address and is never the same: its code cannot be shown again.
    if let Some((same, until)) = invitations::same_since(call.tx(), &new, call.now() - AT_ONCE_MS).await? {
        call.on(same);
        call.outcome("again");
        expires_at = until;
    } else {
        call.on(id);
        invitations::make(call.tx(), new).await?;
        if let (Some(channel), Some(to)) = (invite.way.channel(), invite.to.clone()) {
            let letter = Letter::Invitation { code: code.plain().to_owned() };
            let notice = Notice { channel, to, lang: invite.lang, letter };
            outbox::put(call.tx(), call.id(), &notice, call.now()).await?;
        }
    }
    let paper = invite.way == Way::Letter;
    let link = format!("{}{}#{}", settings.public_url, links::ACTIVATE, code.printed());
    Ok(Made {
        name: record.name,
        practice: practice_name,
        code: paper.then(|| code.printed()),
        squares: if paper { squares(&link)? } else { Vec::new() },
        link: paper.then_some(link),
        sent_to: invite.to,
        expires_at: portal.moment(expires_at),
        lang: invite.lang,
    })
}

/// A QR code's squares, row by row.
pub(crate) fn squares(text: &str) -> Result<Vec<Vec<bool>>, CareError> {
    let code = qrcode::QrCode::with_error_correction_level(text, qrcode::EcLevel::M)
        .map_err(|error| CareError::Internal(error.to_string().into()))?;
    let dark: Vec<bool> = code.to_colors().into_iter().map(|colour| colour == qrcode::Color::Dark).collect();
    Ok(dark.chunks(code.width()).map(<[bool]>::to_vec).collect())
}

/// Takes back whatever works for a record.
pub async fn revoke(call: &mut Call, patient: PatientId) -> Result<(), CareError> {
    let key = call.actor().registry()?;
    let record = registry::record(call.tx(), &key, patient).await?.ok_or(CareError::NotFound)?;
    call.about(patient, "registry");
    invitations::revoke(call.tx(), &record, call.now()).await?;
    Ok(())
}

/// Reads the form of who stands behind a teen's account.
pub fn backing(kind: &str, name: &str, relation: &str, reason: &str) -> Result<Backing, CareError> {
    let mut problems = Problems::default();
    let backing = match kind {
        "guardian" => {
            let name = problems.check("name", field::person_name(name));
            let relation = problems.check("relation", field::person_name(relation));
            name.zip(relation).map(|(name, relation)| Backing::Guardian { name, relation })
        }
        "confidential" => problems.check("reason", field::note(reason)).map(|reason| Backing::Confidential { reason }),
        _ => problems.check("kind", Err(Problem::NotAChoice)),
    };
    Ok(problems.into_result(backing)?)
}

/// Records who stands behind the account of somebody who is not of age.
pub async fn record_backing(call: &mut Call, patient: PatientId, backing: Backing) -> Result<(), CareError> {
    let key = call.actor().registry()?;
    let record = registry::record(call.tx(), &key, patient).await?.ok_or(CareError::NotFound)?;
    call.about(patient, "registry");
    let age = field::age_on(record.born, call.portal().date(call.now()));
    if !call.portal().ages().backed(age) {
        return Err(CareError::Conflict);
    }
    let by = call.actor().own()?.account();
    Ok(registry::set_backing(call.tx(), &record, &backing, by, call.now()).await?)
}
