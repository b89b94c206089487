//! Who is to act: found by what was typed, and written down.

use crate::representatives::form::FoundPerson;
use crate::{Call, CareError};
use portal_access::Registry;
use portal_store::representatives::{self as people, Candidate, New, Sought};
use portal_store::{grants, pairs, registry};
use portal_types::enrollment::ContactAnswer;
use portal_types::field::{self, Problem, name_key};
use portal_types::grant_form::PersonAnswer;
use portal_types::ids::{GrantId, PatientId, RepresentativeId};
use portal_types::registry::{RecordCard, Search};

/// Who is to act by a grant that waits for a form.
pub(super) async fn begun_by(
    call: &Call,
    patient: PatientId,
    grant: GrantId,
) -> Result<Option<PersonAnswer>, CareError> {
    let row = grants::find(call.tx(), grant).await?.filter(|row| row.patient == patient);
    let row = row.ok_or(CareError::NotFound)?;
    let named = pairs::named(call.tx(), row.representative).await?;
    Ok(named.and_then(|named| {
        Some(PersonAnswer {
            born: named.born?,
            given: named.given,
            family: named.family,
            reach: ContactAnswer { channel: named.channel, value: named.contact },
            lang: named.lang,
            username: None,
            mrn: None,
        })
    }))
}

/// The one record of a record number that the desk may see.
pub(super) async fn of_number(call: &Call, key: &Registry, mrn: &str) -> Result<Option<RecordCard>, CareError> {
    let search = Search { family: String::new(), given: String::new(), born: None, mrn: Some(mrn.to_owned()) };
    let mut found = registry::search(call.tx(), key, &search).await?;
    Ok(if found.len() == 1 { found.pop() } else { None })
}

/// Whether an account that was found is the person's whose name and birth date were typed: a desk that has mistyped a
/// username opens nobody else's page.
fn is_hers(found: &Candidate, person: &PersonAnswer) -> bool {
    let typed = name_key(&format!("{}{}", person.given, person.family));
    found.born == Some(person.born) && name_key(&found.name) == typed
}

/// Account and record of who is to act, by what was typed.
pub(super) async fn find_person(call: &Call, key: &Registry, person: &PersonAnswer) -> Result<FoundPerson, CareError> {
    let mut found = FoundPerson::default();
    if let Some(username) = &person.username {
        let username = field::username_key(username);
        let accounts = people::find_account(call.tx(), key, Sought::Username(&username)).await?;
        let hers = accounts.into_iter().find(|account| is_hers(account, person));
        let hers = hers.ok_or_else(|| CareError::field("username", Problem::NotAChoice))?;
        (found.account, found.record) = (Some(hers.account), hers.patient);
    }
    if let Some(mrn) = &person.mrn {
        let record = of_number(call, key, mrn).await?;
        let typed = name_key(&format!("{}{}", person.given, person.family));
        let hers = record.filter(|record| record.born == person.born && name_key(&record.name) == typed);
        let hers = hers.filter(|record| found.record.is_none_or(|known| known == record.patient));
        let hers = hers.ok_or_else(|| CareError::field("mrn", Problem::NotAChoice))?;
        found.record = Some(hers.patient);
        if found.account.is_none() {
            let accounts = people::find_account(call.tx(), key, Sought::Record(hers.patient)).await?;
            found.account = accounts.first().map(|account| account.account);
        }
    }
    Ok(found)
}

/// Who is to act, written down: before a form is signed nothing of account or record is linked by it.
pub(super) async fn keep_person(
    call: &Call,
    person: &PersonAnswer,
    found: FoundPerson,
) -> Result<RepresentativeId, CareError> {
    let new = New {
        id: RepresentativeId(call.id()),
        given: person.given.clone(),
        family: person.family.clone(),
        born: person.born,
        channel: person.reach.channel,
        contact: person.reach.value.clone(),
        lang: person.lang,
        patient: found.record,
        account: found.account,
        made_by: Some(call.actor().own()?.account()),
    };
    Ok(people::make_or_find(call.tx(), new, call.now()).await?)
}
