//! What a signed form makes: the grants of its patients, in force at once.

use super::showing::Loaded;
use super::who::keep_person;
use crate::representatives::form::{Draft, Facts, PatientFacts};
use crate::representatives::life::{By, Event, Grant};
use crate::representatives::moves::{category, held, note, steps};
use crate::representatives::{joining, papers, view};
use crate::{Call, CareError};
use portal_access::{Action, Registry};
use portal_store::audit::Entry;
use portal_store::forms::{self, Papers, Saved, Signature, Signer};
use portal_store::{capacity, grants, pairs, registry};
use portal_types::field::Problem;
use portal_types::grant_form::{OrderKind, Signed};
use portal_types::ids::{AccountId, AttestationId, CourtOrderId, FormId, GrantId, PatientId, RepresentativeId};
use portal_types::registry::RecordCard;
use portal_types::representative::{Basis, Happened, Reason};

/// A signature, kept.
async fn sign(call: &Call, form: FormId, who: Signer, name: &str, signed: &Signed) -> Result<(), CareError> {
    let signature = Signature {
        id: call.id(),
        form: Some(form),
        who,
        way: signed.way,
        name: name.to_owned(),
        signed_on: signed.on,
        strokes: signed.strokes.as_ref().map(serde_json::to_string).transpose()?,
        taken_by: Some(call.actor().own()?.account()),
    };
    Ok(forms::sign_with(call.tx(), signature, call.now()).await?)
}

/// Makes the grants of a form that lacks nothing, and puts them in force.
pub(super) async fn make(
    call: &mut Call,
    key: &Registry,
    saved: &Saved,
    draft: &Draft,
    (loaded, known): (&[Loaded], &[PatientFacts]),
) -> Result<(), CareError> {
    let portal = call.portal().clone();
    let facts = Facts { patients: known, rules: &portal.outside().settings.rules };
    let (Some(person), Some(papers)) = (&draft.person, &draft.papers) else { return Err(CareError::Conflict) };
    let own = draft.signatures.as_ref().and_then(|signed| signed.own.clone()).ok_or(CareError::Conflict)?;
    let by = call.actor().own()?.account();
    let representative = keep_person(call, person, draft.found).await?;
    // Who has an account that nobody has looked for goes on with it.
    joining::meet(call, representative, draft.found.account).await?;
    let name = format!("{} {}", person.given, person.family);
    let stands = Papers { representative, identity: Some((papers.identity, by)), filed: Some(papers.filed.clone()) };
    forms::sign(call.tx(), saved, stands, call.now()).await?;
    sign(call, saved.id, Signer::Representative, &name, &own).await?;
    for (n, (patient, of)) in draft.patients.iter().zip(loaded).enumerate() {
        let record = registry::record(call.tx(), key, *patient).await?.ok_or(CareError::NotFound)?;
        file(call, &record, draft, (n, &facts), (representative, &name, by)).await?;
        let grant = proposed(call, saved, (*patient, representative), of, draft.grounds.get(n).copied()).await?;
        force(call, saved, draft, (n, &facts), (grant, &of.name), &own).await?;
    }
    call.on(saved.id);
    Ok(())
}

/// Files the court order and the attestation that a patient's grant rests on, where none is recorded yet.
async fn file(
    call: &mut Call,
    record: &RecordCard,
    draft: &Draft,
    (n, facts): (usize, &Facts<'_>),
    (representative, name, by): (RepresentativeId, &str, AccountId),
) -> Result<(), CareError> {
    let Some(papers) = &draft.papers else { return Ok(()) };
    let known = facts.patients.get(n).map(|of| of.known);
    let guardian = draft.grounds.get(n) == Some(&Basis::Guardianship);
    if let (Some(order), true) = (&papers.order, guardian && known.is_some_and(|known| !known.order())) {
        let new = capacity::NewOrder {
            id: CourtOrderId(call.id()),
            representative: Some(representative),
            name: name.to_owned(),
            kind: OrderKind::Guardian,
            court: order.court.clone(),
            reference: order.reference.clone(),
            made_on: order.made_on,
            until: order.until,
            note: order.note.clone(),
            by,
            author: call.author_name(),
        };
        capacity::record_order(call.tx(), record.patient, new, call.now()).await?;
    }
    if let (Some(attestation), true) = (&papers.attestation, draft.rests_on_attestation(n, facts)) {
        let new = capacity::NewAttestation {
            id: AttestationId(call.id()),
            made_on: attestation.made_on,
            clinician: attestation.clinician.clone(),
            note: attestation.note.clone(),
            by,
        };
        capacity::attest(call.tx(), record, new, call.now()).await?;
        // Whoever acts for the patient already may be given more by it.
        papers::changed(call, record.patient, None).await?;
    }
    Ok(())
}

/// The grant of a patient: the one that was begun at home, if it has the same ground, or a new one.
async fn proposed(
    call: &mut Call,
    saved: &Saved,
    (patient, representative): (PatientId, RepresentativeId),
    of: &Loaded,
    basis: Option<Basis>,
) -> Result<GrantId, CareError> {
    let basis = basis.ok_or(CareError::Conflict)?;
    if let Some(begun) = of.begun {
        let row = held(call, begun).await?;
        // What the patient has just changed in it is not what was judged.
        if of.facts.begun != Some(view::grant(&row)) {
            return Err(CareError::Conflict);
        }
        if row.basis == basis {
            pairs::stands_on(call.tx(), begun, saved.id).await?;
            return Ok(begun);
        }
        // The form that was signed says it otherwise.
        steps(call, &row, &[Event::Reject], By::Staff, Reason::FormSigned, "").await?;
    }
    if pairs::open_between(call.tx(), patient, representative).await?.is_some() {
        return Err(CareError::field("another_grant", Problem::Taken));
    }
    let id = GrantId(call.id());
    let new = grants::New { id, patient, representative, form: Some(saved.id), practice: saved.practice, basis };
    grants::propose(call.tx(), new, call.now()).await?;
    let row = held(call, id).await?;
    let begun = Grant::proposed(basis);
    note(call, &row, (Happened::Proposed, None, 0), (By::Staff, Reason::FormSigned, ""), [begun, begun]).await?;
    Ok(id)
}

/// Signs a patient's grant for all, and puts it in force.
async fn force(
    call: &mut Call,
    saved: &Saved,
    draft: &Draft,
    (n, facts): (usize, &Facts<'_>),
    (grant, name): (GrantId, &str),
    own: &Signed,
) -> Result<(), CareError> {
    // Held anew: what was filed just now counts.
    let row = held(call, grant).await?;
    let mut events = vec![Event::SignAsRepresentative { on: own.on }];
    let signed = draft.patient_signed(n).filter(|_| draft.must_sign(n, facts) && !draft.signed_at_home(n, facts));
    if let Some(signed) = signed {
        events.push(Event::SignAsPatient { on: signed.on });
        sign(call, saved.id, Signer::Patient(grant), name, signed).await?;
    }
    events.extend(draft.rights_of(n, facts).map(Event::SetRights));
    let ends = draft.grant(n, facts).and_then(|of| of.ends_on);
    events.extend(ends.filter(|_| ends != row.ends_on).map(|last| Event::SetEnd(Some(last))));
    events.push(Event::Activate);
    steps(call, &row, &events, By::Staff, Reason::FormSigned, "").await?;
    call.also(Entry {
        patient: Some(row.patient),
        category: Some(category()),
        object: Some(grant.0),
        ..Entry::of(Action::ActivateGrant, "ok")
    });
    Ok(())
}
