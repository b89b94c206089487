//! What a patient does about who acts for her, from her own account: the key to it is her own chart's (2.4, last row).

use super::life::{By, Event, Grant, Switches};
use super::moves::{held, note, on, steps, tell};
use super::view::{self, deeds, events_page, grant_row, runs_out, stands, switches, switches_of};
use crate::messages::{new_intent, page};
use crate::once::once;
use crate::{Call, CareError, Glance};
use portal_access::birthday::birthday;
use portal_access::{Acting, Rules, Sharing};
use portal_store::forms::{self, Signature, Signer};
use portal_store::grants::{self, Row};
use portal_store::outbox::{self, Notice};
use portal_store::representatives::{self as people, New};
use portal_store::{guesses, pairs, people as records, security};
use portal_types::day::Day;
use portal_types::field::{FieldProblem, Problem};
use portal_types::grant_form::WaySigned;
use portal_types::ids::{GrantId, PatientId, RepresentativeId};
use portal_types::notice::Letter;
use portal_types::page::{Cursor, Page};
use portal_types::representative::{
    Basis, Deed, EventView, GrantRow, GrantState, GrantView, Happened, LastDay, NewGrant, NewGrantOptions, ProofView,
    Reason, Rights, Switching,
};

/// Grants that one account may begin in a day: each writes to an address that nobody has proven.
const PER_DAY: i64 = 10;

const DAY: i64 = 86_400_000;

/// A page of the grants on one's chart, the newest first.
pub async fn list(call: &mut Glance, patient: PatientId, after: Option<Cursor>) -> Result<Page<GrantRow>, CareError> {
    let chart = call.chart::<Sharing>(patient)?;
    let rows = grants::of_patient(call.db(), &chart, after).await?;
    let portal = call.portal().clone();
    let (rules, today) = (&portal.outside().settings.rules, portal.date(call.now()));
    Ok(page(rows, |row| (row.made_at, row.id.0), |row| grant_row(&portal, rules, &row, today)))
}

/// How a change is proven.
async fn proof(call: &Glance) -> Result<ProofView, CareError> {
    let own = call.actor().own()?;
    let factors = security::factors(call.db(), own.account()).await?.ok_or(CareError::SignedOut)?;
    Ok(ProofView {
        proven_for: call.proven_for(),
        authenticator: factors.totp_sealed.is_some(),
        passkey: factors.passkey,
    })
}

/// One grant on one's chart.
async fn one(call: &mut Glance, patient: PatientId, grant: GrantId) -> Result<Row, CareError> {
    let chart = call.chart::<Sharing>(patient)?;
    let row = grants::find(call.db(), grant).await?;
    row.filter(|row| row.patient == chart.patient()).ok_or(CareError::NotFound)
}

/// One grant, whole.
pub async fn open(call: &mut Glance, patient: PatientId, grant: GrantId) -> Result<GrantView, CareError> {
    let row = one(call, patient, grant).await?;
    let events = grants::events(call.db(), grant, None).await?;
    let proof = proof(call).await?;
    let portal = call.portal().clone();
    let (rules, today) = (&portal.outside().settings.rules, portal.date(call.now()));
    let (of, known) = (view::grant(&row), view::known(&row.known, today));
    let open = of.state.is_open();
    Ok(GrantView {
        row: grant_row(&portal, rules, &row, today),
        column: stands(of.standing(&known, rules)),
        switches: switches(&of, &known, rules).filter(|_| open),
        held_by_patient: of.held_by_patient,
        held_by_staff: of.held_by_staff,
        // To put it in force is the office's.
        can: deeds(&of, By::Patient, &known, rules).into_iter().filter(|deed| *deed != Deed::Activate).collect(),
        runs_out: runs_out(&of, rules).filter(|_| open),
        events: events_page(&portal, events),
        proof,
        intent: new_intent(&portal, call.now()),
    })
}

/// What has happened to a grant before a place in its history.
pub async fn history(
    call: &mut Glance,
    patient: PatientId,
    grant: GrantId,
    after: Cursor,
) -> Result<Page<EventView>, CareError> {
    one(call, patient, grant).await?;
    let events = grants::events(call.db(), grant, Some(after)).await?;
    Ok(events_page(call.portal(), events))
}

/// Whether a key lets its holder name somebody: an adult's does, a teen's only narrows and ends.
fn may_begin(limited: bool) -> Result<(), CareError> {
    if limited { Err(CareError::Denied) } else { Ok(()) }
}

/// What the page for naming somebody begins with.
pub async fn options(call: &mut Glance, patient: PatientId) -> Result<NewGrantOptions, CareError> {
    let chart = call.chart::<Sharing>(patient)?;
    may_begin(chart.view().limit().is_some())?;
    let practices = records::seen_by(call.db(), &chart).await?;
    let proof = proof(call).await?;
    let portal = call.portal().clone();
    let switches = switches_of(Switches::Adults, None, &portal.outside().settings.rules);
    Ok(NewGrantOptions { practices, switches, proof, intent: new_intent(&portal, call.now()) })
}

/// Counts one more grant that this account begins; refuses when there were too many in a day.
async fn budget(call: &Call) -> Result<(), CareError> {
    let (now, own) = (call.now(), call.actor().own()?);
    let key = call.portal().outside().keys.name("grant-start", &format!("{} {}", now / DAY, own.account()));
    if guesses::hold(call.tx(), &key).await?.fails >= PER_DAY {
        let left = DAY - now % DAY;
        return Err(CareError::TooOften { seconds: u32::try_from(left / 1000 + 1).unwrap_or(86_400) });
    }
    Ok(guesses::count(call.tx(), &key, now).await?)
}

/// Names somebody who is to act for oneself: a consent, signed by oneself and opening nothing, until the office has seen the
/// other and puts it in force.
pub async fn start(call: &mut Call, patient: PatientId, new: NewGrant) -> Result<GrantId, CareError> {
    let chart = call.acting::<Sharing>(patient)?;
    may_begin(chart.view().limit().is_some())?;
    call.proven()?;
    let told = [
        patient.to_string(),
        new.given.clone(),
        new.family.clone(),
        new.born.to_string(),
        new.reach.value.clone(),
        new.practice.to_string(),
        new.rights.number().to_string(),
        new.ends.map(|day| day.to_string()).unwrap_or_default(),
    ];
    let parts: Vec<&str> = told.iter().map(String::as_str).collect();
    once(call, new.intent, "grant-start", &parts, async |call| begin(call, &chart, new).await).await
}

async fn begin(call: &mut Call, chart: &Acting<Sharing>, new: NewGrant) -> Result<GrantId, CareError> {
    let portal = call.portal().clone();
    let (rules, today) = (&portal.outside().settings.rules, portal.date(call.now()));
    judged(call, chart, &new, rules, today).await?;
    budget(call).await?;
    let own = call.actor().own()?.account();
    let lang = security::factors(call.tx(), own).await?.map(|factors| factors.lang).unwrap_or_default();
    let person = New {
        id: RepresentativeId(call.id()),
        given: new.given,
        family: new.family,
        born: new.born,
        channel: new.reach.channel,
        contact: new.reach.value.clone(),
        lang,
        patient: None,
        account: None,
        // Nobody at a desk has seen her yet.
        made_by: None,
    };
    let representative = people::make_or_find(call.tx(), person, call.now()).await?;
    if pairs::open_between(call.tx(), chart.patient(), representative).await?.is_some() {
        return Err(CareError::field("family", Problem::Taken));
    }
    let id = GrantId(call.id());
    let proposed = grants::New {
        id,
        patient: chart.patient(),
        representative,
        form: None,
        practice: new.practice,
        basis: Basis::Consent,
    };
    grants::propose(call.tx(), proposed, call.now()).await?;
    let row = held(call, id).await?;
    let begun = Grant::proposed(Basis::Consent);
    note(call, &row, (Happened::Proposed, None, 0), (By::Patient, Reason::PatientRequest, ""), [begun, begun]).await?;
    let mut events = vec![Event::SignAsPatient { on: today }, Event::SetRights(new.rights)];
    events.extend(new.ends.map(|last| Event::SetEnd(Some(last))));
    steps(call, &row, &events, By::Patient, Reason::PatientRequest, "").await?;
    let signature = Signature {
        id: call.id(),
        form: None,
        who: Signer::Patient(id),
        way: WaySigned::Account,
        name: call.author_name(),
        signed_on: today,
        strokes: None,
        taken_by: None,
    };
    forms::sign_with(call.tx(), signature, call.now()).await?;
    on(call, &row);
    // The other is asked, and so that nobody does this unseen in her name, the patient is told.
    let asked = Notice { channel: new.reach.channel, to: new.reach.value, lang, letter: Letter::SharingAsked };
    outbox::put(call.tx(), call.id(), &asked, call.now()).await?;
    tell(call, own, &Letter::SharingChanged).await?;
    Ok(id)
}

/// What can be said of a new grant before anybody is written down.
async fn judged(
    call: &Call,
    chart: &Acting<Sharing>,
    new: &NewGrant,
    rules: &Rules,
    today: Day,
) -> Result<(), CareError> {
    let mut problems = Vec::new();
    let seen = records::seen_by(call.tx(), chart).await?;
    if seen.iter().all(|(practice, _)| *practice != new.practice) {
        problems.push(FieldProblem::new("practice", Problem::NotAChoice));
    }
    // she signs no earlier than today.
    if birthday(new.born, rules.ages.representative) > today {
        problems.push(FieldProblem::new("born", Problem::NotAChoice));
    }
    if !new.rights.is_within(rules.matrix.adults_to_give()) {
        problems.push(FieldProblem::new("rights", Problem::NotAChoice));
    }
    if problems.is_empty() { Ok(()) } else { Err(CareError::Invalid(problems)) }
}

/// A grant on one's own chart, held, to do something with.
async fn theirs(call: &mut Call, patient: PatientId, grant: GrantId) -> Result<Row, CareError> {
    let chart = call.acting::<Sharing>(patient)?;
    call.on(grant);
    let row = held(call, grant).await?;
    if row.patient == chart.patient() { Ok(row) } else { Err(CareError::NotFound) }
}

/// Lets one thing happen to a grant on one's own chart.
async fn mine(call: &mut Call, row: &Row, event: Event) -> Result<(), CareError> {
    steps(call, row, &[event], By::Patient, Reason::PatientRequest, "").await?;
    on(call, row);
    Ok(())
}

/// Sets switches. More than there is asks for a proof; less never does.
pub async fn switch(call: &mut Call, patient: PatientId, grant: GrantId, to: Switching) -> Result<(), CareError> {
    let row = theirs(call, patient, grant).await?;
    let portal = call.portal().clone();
    let (rules, today) = (&portal.outside().settings.rules, portal.date(call.now()));
    let now = switches(&view::grant(&row), &view::known(&row.known, today), rules);
    if !to.rights.is_within(now.map_or(Rights::NONE, |now| now.on)) {
        call.proven()?;
    }
    let parts = [grant.to_string(), to.rights.number().to_string()];
    once(call, to.intent, "grant-switch", &[&parts[0], &parts[1]], async |call| {
        mine(call, &row, Event::SetRights(to.rights)).await
    })
    .await
}

/// Sets a last day, or takes it out. A later one, and none, ask for a proof.
pub async fn last_day(call: &mut Call, patient: PatientId, grant: GrantId, to: LastDay) -> Result<(), CareError> {
    let row = theirs(call, patient, grant).await?;
    let sooner = match (row.ends_on, to.0) {
        (Some(before), Some(after)) => after <= before,
        (None, Some(_)) => true,
        (before, None) => before.is_none(),
    };
    if !sooner {
        call.proven()?;
    }
    mine(call, &row, Event::SetEnd(to.0)).await
}

fn confirmed(sure: bool) -> Result<(), CareError> {
    if sure { Ok(()) } else { Err(CareError::field("sure", Problem::NotAgreed)) }
}

/// Sets a representative aside, at once.
pub async fn suspend(call: &mut Call, patient: PatientId, grant: GrantId) -> Result<(), CareError> {
    let row = theirs(call, patient, grant).await?;
    mine(call, &row, Event::Suspend).await
}

/// Takes up again whom one has set aside oneself: that gives more, and asks for a proof.
pub async fn resume(call: &mut Call, patient: PatientId, grant: GrantId) -> Result<(), CareError> {
    call.proven()?;
    let row = theirs(call, patient, grant).await?;
    mine(call, &row, Event::Resume).await
}

/// Ends a grant for good; one that is not in force yet does not come about.
pub async fn end(call: &mut Call, patient: PatientId, grant: GrantId, sure: bool) -> Result<(), CareError> {
    confirmed(sure)?;
    let row = theirs(call, patient, grant).await?;
    let event = if row.state == GrantState::Proposed { Event::Reject } else { Event::End };
    mine(call, &row, event).await
}

/// Consents anew, for as long as before.
pub async fn renew(call: &mut Call, patient: PatientId, grant: GrantId, sure: bool) -> Result<(), CareError> {
    call.proven()?;
    confirmed(sure)?;
    let row = theirs(call, patient, grant).await?;
    mine(call, &row, Event::Renew).await
}

/// Says yes to a representative from before one had a say: that may open what silence does not, and asks for a
/// proof.
pub async fn assent(call: &mut Call, patient: PatientId, grant: GrantId, sure: bool) -> Result<(), CareError> {
    call.proven()?;
    confirmed(sure)?;
    let row = theirs(call, patient, grant).await?;
    let today = call.portal().date(call.now());
    let first = row.patient_signed_on.is_none();
    mine(call, &row, Event::SignAsPatient { on: today }).await?;
    if first {
        let signature = Signature {
            id: call.id(),
            form: row.form,
            who: Signer::Patient(row.id),
            way: WaySigned::Account,
            name: call.author_name(),
            signed_on: today,
            strokes: None,
            taken_by: None,
        };
        forms::sign_with(call.tx(), signature, call.now()).await?;
    }
    Ok(())
}
