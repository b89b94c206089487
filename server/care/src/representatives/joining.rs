//! Joining: how an account comes to act for those whom forms name it for.
//!
//! A person has one account. Who has one already goes on with it: the patient appears in it as soon as it is known that the
//! form means her. Who has none enrolls, with a code from the office or without: then what her forms allow is in the
//! account from its first moment. A form means an account where name and birth date are the same, and the account has
//! proven the contact on the form, or the form names the account's record.

use super::guard;
use super::life::{By, Event};
use super::moves::{category, held, steps, tell};
use super::view;
use crate::enrollment::activation_hash;
use crate::front::{AT_ONCE_MS, field_of, squares};
use crate::{Call, CareError};
use portal_access::{Action, Standing};
use portal_store::audit::Entry;
use portal_store::enrollments::Of;
use portal_store::outbox::{self, Notice};
use portal_store::representative_codes::{self, New, Person};
use portal_store::shared_contacts::{self, Whose};
use portal_store::{accounts, grants, invitations, registry, representatives};
use portal_types::account::Lang;
use portal_types::code::ActivationCode;
use portal_types::field::{Problem, age_on, contact_key};
use portal_types::ids::{AccountId, GrantId, InvitationId, PatientId, RepresentativeId};
use portal_types::links;
use portal_types::notice::Letter;
use portal_types::registry::{Made, Way};
use portal_types::representative::{GrantState, Reason};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Links an account to all forms that mean its person. `form`: the one that the account was just made of, whose person has
/// proven it by a code; if another account was faster, this one comes to nothing.
///
/// Each grant that comes along is an entry in the audit trail; both sides are told, and pages that are open show it. Tells
/// whether there was such a form.
pub(crate) async fn attach(
    call: &mut Call,
    account: AccountId,
    form: Option<RepresentativeId>,
) -> Result<bool, CareError> {
    let now = call.now();
    let mut linked: Vec<RepresentativeId> = form.into_iter().collect();
    let mut joined = match form {
        Some(form) => representatives::link(call.tx(), form, account, now).await?.ok_or(CareError::Conflict)?,
        None => Vec::new(),
    };
    // Whose name and birth date are not known whole is meant by no form.
    if let Some((patient, person)) = representatives::person(call.tx(), account).await? {
        let proven = accounts::contacts(call.tx(), account).await?;
        let keys: Vec<String> = proven.iter().map(|(_, value)| contact_key(value)).collect();
        let more = representatives::attach(call.tx(), account, patient, &person, &keys, now).await?;
        joined.extend(representatives::in_force(call.tx(), &more).await?);
        linked.extend(more);
    }
    if linked.is_empty() {
        return Ok(false);
    }
    one_each(call, account, &linked).await?;
    begun(call, account, &joined).await?;
    Ok(true)
}

/// Looks whether somebody on a form that was just made has an account already, where the desk has found none: then she goes
/// on with it. `found`: the account that the desk has found, and linked. No account gets a teen's contact by it
///
pub(crate) async fn meet(
    call: &mut Call,
    representative: RepresentativeId,
    found: Option<AccountId>,
) -> Result<(), CareError> {
    let mut met: Vec<AccountId> = found.into_iter().collect();
    if let Some(account) = found {
        one_each(call, account, &[representative]).await?;
    }
    for account in representatives::namesakes(call.tx(), representative).await? {
        if attach(call, account, None).await? {
            met.push(account);
        }
    }
    for account in met {
        guard::check(call, account, None, "shared_contact").await?;
    }
    Ok(())
}

/// Of several grants by which an account would act on one chart, now that it is known whose they are, one stays and the
/// others end: whoever sets that one aside, or ends it, has closed the chart. One that is set aside stays before
/// one that opens something, so that no other form is a way round it; then one that the account had already; then the newest.
async fn one_each(call: &mut Call, account: AccountId, linked: &[RepresentativeId]) -> Result<(), CareError> {
    // Held first: of two forms that join or are put in force at one moment, one sees the other.
    shared_contacts::hold(call.tx(), Whose { account: Some(account), ..Whose::default() }).await?;
    let portal = call.portal().clone();
    let (rules, today) = (portal.rules(), portal.date(call.now()));
    let mut rows = grants::doubled(call.tx(), account).await?;
    rows.sort_by_key(|row| {
        // One whose time is over ends by itself.
        let over = view::grant(row).over(&view::known(&row.known, today), rules).is_some();
        let opens = row.state == GrantState::Active;
        (row.patient, over, opens, linked.contains(&row.representative), Reverse(row.made_at), row.id)
    });
    let (mut stays, mut ends) = (None, Vec::new());
    for row in rows {
        if stays.replace(row.patient) == Some(row.patient) {
            ends.push(row.id);
        }
    }
    // In one order, so that two never wait for each other.
    ends.sort_unstable();
    for grant in ends {
        let row = held(call, grant).await?;
        // Ended by somebody else while we waited for it.
        if !row.state.is_open() {
            continue;
        }
        let why = "The same person acts in this chart by another form.";
        steps(call, &row, &[Event::End], By::Portal, Reason::Other, why).await?;
        call.also(Entry {
            patient: Some(row.patient),
            category: Some(category()),
            object: Some(grant.0),
            ..Entry::of(Action::EndGrant, "ok")
        });
    }
    Ok(())
}

/// What is to be done when an account acts for somebody by grants that were in force before it was known whose they are.
async fn begun(call: &mut Call, account: AccountId, joined: &[GrantId]) -> Result<(), CareError> {
    let portal = call.portal().clone();
    let (rules, today) = (portal.rules(), portal.date(call.now()));
    let mut told = BTreeSet::new();
    for grant in joined {
        let Some(row) = grants::find(call.tx(), *grant).await? else { continue };
        call.also(Entry {
            patient: Some(row.patient),
            category: Some(category()),
            object: Some(grant.0),
            ..Entry::of(Action::AttachRepresentative, "ok")
        });
        // One whose time is over opens nothing, and there is nothing to tell of it.
        if Standing::by_grant(&row.facts(), rules, today).is_some() {
            told.insert(account);
            told.extend(row.patient_account);
        }
    }
    // Who it is, is said inside.
    for account in told {
        tell(call, account, &Letter::SharingBegun).await?;
    }
    if !joined.is_empty() {
        call.rights(account);
    }
    Ok(())
}

/// How somebody on a form is told how to get an account. Has no `Debug`.
pub struct Instructions {
    /// On paper, by e-mail or by text.
    pub way: Way,
    /// To whom, unless it is on paper.
    pub to: Option<String>,
    /// In which language.
    pub lang: Lang,
}

/// Makes a code for somebody on a form who has no account yet, and sends it or gives it to be printed. Whose record
/// is known gets an invitation to that; an older code stops working. Asked for again at once it is the same one.
pub async fn instructions(
    call: &mut Call,
    representative: RepresentativeId,
    instructions: Instructions,
) -> Result<Made, CareError> {
    let key = call.actor().registry()?;
    call.on(representative);
    representative_codes::hold(call.tx(), representative).await?;
    let person = representative_codes::person(call.tx(), &key, representative).await?.ok_or(CareError::NotFound)?;
    // Whose practice has switched its invitations off since the page was shown sees why when it is loaded again.
    if person.has_account || person.died || !person.invites {
        return Err(CareError::Conflict);
    }
    let portal = call.portal().clone();
    // Who is not of age acts for nobody, and has no account that nobody stands behind.
    if portal.ages().minor(age_on(person.born, portal.date(call.now()))) {
        return Err(CareError::Minor);
    }
    if let Some((field, to)) = field_of(instructions.way).zip(instructions.to.as_deref())
        && guard::shares(call, Of::Representative(representative), to).await?
    {
        return Err(CareError::field(field, Problem::SharedContact));
    }
    let settings = &portal.outside().settings;
    let code = ActivationCode::draw(portal.outside().chance.bytes());
    let expires_at = call.now() + settings.code_ms(instructions.way);
    let expires_at = match person.patient {
        Some(patient) => {
            // No desk makes a code for a record that it may not see.
            registry::record(call.tx(), &key, patient).await?.ok_or(CareError::NotFound)?;
            invite(call, patient, &person, &instructions, &code, expires_at).await?
        }
        None => instruct(call, representative, &person, &instructions, &code, expires_at).await?,
    };
    let paper = instructions.way == Way::Letter;
    let link = format!("{}{}#{}", settings.public_url, links::ACTIVATE, code.printed());
    Ok(Made {
        name: person.name,
        practice: person.practice_name,
        code: paper.then(|| code.printed()),
        squares: if paper { squares(&link)? } else { Vec::new() },
        link: paper.then_some(link),
        sent_to: instructions.to,
        expires_at: portal.moment(expires_at),
        lang: instructions.lang,
    })
}

/// Puts a code into the outbox, unless it is on paper.
async fn send(call: &Call, instructions: &Instructions, letter: Letter) -> Result<(), CareError> {
    if let (Some(channel), Some(to)) = (instructions.way.channel(), instructions.to.clone()) {
        let notice = Notice { channel, to, lang: instructions.lang, letter };
        outbox::put(call.tx(), call.id(), &notice, call.now()).await?;
    }
    Ok(())
}

/// A code for somebody who has no record here; answers with until when it works.
async fn instruct(
    call: &mut Call,
    representative: RepresentativeId,
    person: &Person,
    instructions: &Instructions,
    code: &ActivationCode,
    expires_at: i64,
) -> Result<i64, CareError> {
    let new = New {
        id: InvitationId(call.id()),
        representative,
        practice: Some(person.practice),
        code_hash: activation_hash(call.portal(), code),
        way: instructions.way,
        sent_to: instructions.to.clone(),
        lang: instructions.lang,
        made_by: call.actor().own()?.account(),
        made_at: call.now(),
        expires_at,
    };
    // One on paper has no address and is never the same: its code cannot be shown again.
    if let Some((_, until)) = representative_codes::same_since(call.tx(), &new, call.now() - AT_ONCE_MS).await? {
        call.outcome("again");
        return Ok(until);
    }
    representative_codes::make(call.tx(), new).await?;
    send(call, instructions, Letter::RepresentativeCode { code: code.plain().to_owned() }).await?;
    Ok(expires_at)
}

/// An invitation for somebody whose record is known: her account opens that, too.
async fn invite(
    call: &mut Call,
    patient: PatientId,
    person: &Person,
    instructions: &Instructions,
    code: &ActivationCode,
    expires_at: i64,
) -> Result<i64, CareError> {
    let new = invitations::New {
        id: InvitationId(call.id()),
        patient,
        practice: Some(person.practice),
        code_hash: activation_hash(call.portal(), code),
        way: instructions.way,
        sent_to: instructions.to.clone(),
        lang: instructions.lang,
        made_by: call.actor().own()?.account(),
        made_at: call.now(),
        expires_at,
    };
    call.about(patient, "registry");
    if let Some((_, until)) = invitations::same_since(call.tx(), &new, call.now() - AT_ONCE_MS).await? {
        call.outcome("again");
        return Ok(until);
    }
    invitations::make(call.tx(), new).await?;
    send(call, instructions, Letter::Invitation { code: code.plain().to_owned() }).await?;
    Ok(expires_at)
}
