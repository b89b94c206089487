//! A teen's contacts are hers alone: none of them is one of somebody who represents her. Letters about her own
//! care would else be read by others, and codes that prove who she is would reach them.
//!
//! It is looked at from both sides, whenever an account gets a contact and whenever a grant is put in force; of two that
//! happen at one moment, one sees the other. A contact counts as it is written in a form, too, before there is an account,
//! and as it stands on a representative's own record. What a record gets later is looked at with the next grant.

use crate::{Call, CareError};
use portal_store::enrollments::Of;
use portal_store::representatives;
use portal_store::shared_contacts::{self, Mine, Other, Whose};
use portal_types::day::Day;
use portal_types::field::{Problem, age_on, contact_key};
use portal_types::ids::{AccountId, PatientId};

/// A contact as compared here: without the dots in an address's name, too, which many hosts do not look at. Where one does,
/// two inboxes are taken for one: that is the lesser.
fn inbox(contact: &str) -> String {
    let key = contact_key(contact);
    match key.split_once('@') {
        Some((name, host)) => format!("{}@{host}", name.replace('.', "")),
        None => key,
    }
}

/// Whether a contact of one side is one of the other.
fn is_one(mine: &Mine, other: &Other) -> bool {
    (other.of_patient || !mine.on_record) && inbox(&mine.value) == inbox(&other.value)
}

/// Whether a contact, or one of those that somebody has, is on the other side, too.
async fn is_shared(call: &Call, whose: Whose, contact: Option<&str>) -> Result<bool, CareError> {
    shared_contacts::hold(call.tx(), whose).await?;
    let mine = match contact {
        Some(contact) => vec![Mine { value: contact.to_owned(), on_record: false }],
        None => shared_contacts::own(call.tx(), whose).await?,
    };
    is_anothers(call, whose, &mine).await
}

/// Whether one of these contacts is on the other side of somebody, too.
async fn is_anothers(call: &Call, whose: Whose, mine: &[Mine]) -> Result<bool, CareError> {
    let others = shared_contacts::others(call.tx(), whose).await?;
    let (ages, today) = (call.portal().ages(), call.portal().date(call.now()));
    // Whose birth date is not known whole is taken for a teen: that is the lesser.
    let minor = |born: &str| born.parse::<Day>().map_or(true, |born| ages.minor(age_on(born, today)));
    Ok(others.iter().any(|other| minor(&other.born) && mine.iter().any(|mine| is_one(mine, other))))
}

/// Whether a contact may not become one of somebody's who is about to have an account, or to be sent a code. A form that it
/// finds would come along: then what stands on her own record counts, too.
pub(crate) async fn shares(call: &Call, of: Of, contact: &str) -> Result<bool, CareError> {
    let whose = Whose { account: None, patient: of.patient(), representative: of.representative() };
    if is_shared(call, whose, Some(contact)).await? {
        return Ok(true);
    }
    let Some(patient) = of.patient() else { return Ok(false) };
    let mut mine = Vec::new();
    for form in representatives::found_by(call.tx(), patient, &contact_key(contact)).await? {
        let whose = Whose { representative: Some(form), ..Whose::default() };
        shared_contacts::hold(call.tx(), whose).await?;
        if mine.is_empty() {
            mine = shared_contacts::on_record(call.tx(), patient).await?;
            mine.push(Mine { value: contact.to_owned(), on_record: false });
        }
        if is_anothers(call, whose, &mine).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Refuses what has just been done to an account if the contact that it has got is shared now, or, where it acts for
/// somebody more, one of all that it has; `field` is where the page says so. Asked only when a contact was proven, so that
/// nobody finds out by it whose contact one is.
pub(crate) async fn check(
    call: &Call,
    account: AccountId,
    contact: Option<&str>,
    field: &str,
) -> Result<(), CareError> {
    let whose = Whose { account: Some(account), ..Whose::default() };
    let shared = is_shared(call, whose, contact).await?;
    if shared { Err(CareError::field(field, Problem::SharedContact)) } else { Ok(()) }
}

/// Whether the account of a patient, if there is one, has a contact of somebody who represents her, or whose form waits
/// to be put in force.
pub(crate) async fn patient_shares(call: &Call, patient: PatientId) -> Result<bool, CareError> {
    is_shared(call, Whose { patient: Some(patient), ..Whose::default() }, None).await
}

#[cfg(test)]
mod tests {
    use super::inbox;

    #[test]
    fn r_3_16_two_ways_to_write_one_inbox_are_one_contact() {
        for written in ["maya.rivera@example.org", "MayaRivera@example.org", "m.aya.rivera+school@Example.org"] {
            assert_eq!(inbox(written), "mayarivera@example.org", "{written}");
        }
        assert_eq!(inbox("(413) 555-0110"), inbox("413.555.0110"));
        assert_ne!(inbox("maya@ex.ample.org"), inbox("maya@example.org"), "another host");
    }
}
