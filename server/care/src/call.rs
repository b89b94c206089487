//! One call: who, when, and the handle to the database.

use crate::{CareError, Portal, Visitor};
use portal_access::{Acting, Action, Actor, Chart, Charts, Scope};
use portal_gateways::Heard;
use portal_store::audit::Entry;
use portal_store::sessions::Found;
use portal_store::{Look, Tx};
use portal_types::ids::{AccountId, PatientId};
use portal_types::notice::Nudge;
use uuid::Uuid;

/// Says why there is no key, where it is not that the chart is another's: new terms must be agreed to, or a second
/// factor set up.
fn owes_nothing(portal: &Portal, found: Option<&Found>) -> Result<(), CareError> {
    match found {
        Some(found) if found.owes => Err(CareError::Unagreed),
        Some(found) if portal.wants_factor(found) => Err(CareError::NeedsFactor),
        _ => Ok(()),
    }
}

/// A reading call.
pub struct Glance {
    portal: Portal,
    actor: Actor,
    look: Look,
    now: i64,
    found: Option<Found>,
    viewed: Vec<(PatientId, &'static str)>,
}

impl Glance {
    pub(crate) fn new(portal: Portal, actor: Actor, look: Look, now: i64, found: Option<Found>) -> Self {
        Self { portal, actor, look, now, found, viewed: Vec::new() }
    }

    /// Who calls.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// The one instant of this call, milliseconds UTC.
    pub fn now(&self) -> i64 {
        self.now
    }

    /// Seconds for which nothing more must be proven before a change.
    pub(crate) fn proven_for(&self) -> u32 {
        let proven_at = self.found.as_ref().map_or(0, |found| found.proven_at);
        let left = proven_at + crate::accounts::PROVEN_MS - self.now;
        u32::try_from(left.max(0) / 1000).unwrap_or(0)
    }

    /// The portal.
    pub fn portal(&self) -> &Portal {
        &self.portal
    }

    /// The database, for reading.
    pub fn db(&self) -> &Look {
        &self.look
    }

    /// The session that calls, with what it knows of its account.
    pub(crate) fn found(&self) -> Option<&Found> {
        self.found.as_ref()
    }

    /// The key to see a chart; that it was opened is audited when the call ends.
    pub fn chart<S: Scope>(&mut self, patient: PatientId) -> Result<Chart<S>, CareError> {
        owes_nothing(&self.portal, self.found.as_ref())?;
        let chart = self.actor.chart::<S>(patient)?;
        self.saw(patient, S::OF.code());
        Ok(chart)
    }

    /// The key to do something in a chart, for what is only shown to who may do it.
    pub fn acting<S: Scope>(&mut self, patient: PatientId) -> Result<Acting<S>, CareError> {
        owes_nothing(&self.portal, self.found.as_ref())?;
        let acting = self.actor.acting::<S>(patient)?;
        self.saw(patient, S::OF.code());
        Ok(acting)
    }

    /// The key to see all charts that open a scope; that each was opened is audited when the call ends.
    pub fn charts<S: Scope>(&mut self) -> Result<Charts<S>, CareError> {
        owes_nothing(&self.portal, self.found.as_ref())?;
        let charts = self.actor.charts::<S>();
        for patient in charts.patients() {
            self.saw(patient, S::OF.code());
        }
        Ok(charts)
    }

    /// Refuses whoever has something else to do first, where several keys to a chart are tried.
    pub(crate) fn owes_nothing(&self) -> Result<(), CareError> {
        owes_nothing(&self.portal, self.found.as_ref())
    }

    /// Notes that a part of a chart was shown by another key than the chart's own (a pool's).
    pub fn saw(&mut self, patient: PatientId, category: &'static str) {
        if !self.viewed.contains(&(patient, category)) {
            self.viewed.push((patient, category));
        }
    }

    /// What was looked at and not yet audited of late.
    pub(crate) fn new_views(&self) -> Vec<(PatientId, &'static str)> {
        let known = self.found.as_ref().map(|f| f.views.as_slice()).unwrap_or_default();
        self.viewed.iter().filter(|(p, c)| !known.iter().any(|(kp, kc)| kp == p && kc == c)).copied().collect()
    }
}

/// A writing call: one transaction.
pub struct Call {
    portal: Portal,
    actor: Actor,
    tx: Tx,
    now: i64,
    found: Option<Found>,
    told: Vec<Heard>,
    patient: Option<PatientId>,
    category: Option<&'static str>,
    object: Option<Uuid>,
    outcome: &'static str,
    origin: Option<String>,
    noted: bool,
    also: Vec<Entry>,
}

impl Call {
    pub(crate) fn new(portal: Portal, actor: Actor, tx: Tx, now: i64, found: Option<Found>) -> Self {
        Self {
            portal,
            actor,
            tx,
            now,
            found,
            told: Vec::new(),
            patient: None,
            category: None,
            object: None,
            outcome: "ok",
            origin: None,
            noted: true,
            also: Vec::new(),
        }
    }

    /// Says who the request comes from: the audit entry of this call names it.
    pub(crate) fn comes_from(&mut self, visitor: &Visitor) {
        self.origin = Some(self.portal.origin(visitor));
    }

    /// Who calls.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// The name of the signed-in person, as others see it.
    pub fn author_name(&self) -> String {
        self.found.as_ref().map(|f| f.display_name.clone()).unwrap_or_default()
    }

    /// The role of a signed-in staff member.
    pub fn author_role(&self) -> Option<portal_types::account::Role> {
        self.found.as_ref().and_then(|f| f.role)
    }

    /// The one instant of this call, milliseconds UTC.
    pub fn now(&self) -> i64 {
        self.now
    }

    /// The portal.
    pub fn portal(&self) -> &Portal {
        &self.portal
    }

    /// The transaction.
    pub fn tx(&self) -> &Tx {
        &self.tx
    }

    /// A new id of this moment.
    pub fn id(&self) -> Uuid {
        self.portal.outside().chance.id(self.now)
    }

    /// Refuses unless the person has proven who she is within the last ten minutes (step-up).
    pub(crate) fn proven(&self) -> Result<(), CareError> {
        let proven_at = self.found.as_ref().map_or(0, |found| found.proven_at);
        if self.now - proven_at < crate::accounts::PROVEN_MS { Ok(()) } else { Err(CareError::Unproven) }
    }

    /// Whether a second factor must be set up before a chart opens.
    pub(crate) fn wants_factor(&self) -> bool {
        self.found.as_ref().is_some_and(|found| self.portal.wants_factor(found))
    }

    /// The key to see a chart; the audit entry of this call names it.
    pub fn chart<S: Scope>(&mut self, patient: PatientId) -> Result<Chart<S>, CareError> {
        owes_nothing(&self.portal, self.found.as_ref())?;
        let chart = self.actor.chart::<S>(patient)?;
        self.about(patient, S::OF.code());
        Ok(chart)
    }

    /// The key to do something in a chart; the audit entry of this call names it.
    pub fn acting<S: Scope>(&mut self, patient: PatientId) -> Result<Acting<S>, CareError> {
        owes_nothing(&self.portal, self.found.as_ref())?;
        let acting = self.actor.acting::<S>(patient)?;
        self.about(patient, S::OF.code());
        Ok(acting)
    }

    /// Refuses whoever has something else to do first, where several keys to a chart are tried.
    pub(crate) fn owes_nothing(&self) -> Result<(), CareError> {
        owes_nothing(&self.portal, self.found.as_ref())
    }

    /// Names the chart the audit entry of this call is about.
    pub fn about(&mut self, patient: PatientId, category: &'static str) {
        self.patient = Some(patient);
        self.category = Some(category);
    }

    /// Names the thing this call acts on.
    pub fn on(&mut self, object: impl Into<Uuid>) {
        self.object = Some(object.into());
    }

    /// What the audit entry says instead of "ok": "again" for what was carried out before, or the word of a refusal whose
    /// counting must be kept.
    pub(crate) fn outcome(&mut self, outcome: &'static str) {
        self.outcome = outcome;
    }

    /// Leaves no audit entry: for what nobody but its writer will ever see.
    pub(crate) fn unnoted(&mut self) {
        self.noted = false;
    }

    pub(crate) fn is_noted(&self) -> bool {
        self.noted
    }

    /// Tells the live streams after the commit.
    pub fn nudge(&mut self, nudge: Nudge) {
        self.told.push(Heard::Nudge(nudge));
    }

    /// Tells those of who has asked for what is new, besides: she may be given no more of its kind.
    pub(crate) fn nudge_asker(&mut self, asker: AccountId, nudge: Nudge) {
        self.told.push(Heard::ToAsker(asker, nudge));
    }

    /// Tells the live streams of an account after the commit that what it may open has changed.
    pub fn rights(&mut self, account: AccountId) {
        self.told.push(Heard::Rights(account));
    }

    pub(crate) fn take_told(&mut self) -> Vec<Heard> {
        std::mem::take(&mut self.told)
    }

    /// One more audit entry, for what this call does besides to another chart.
    pub(crate) fn also(&mut self, entry: Entry) {
        self.also.push(entry);
    }

    /// The audit entries of this call, its own first.
    pub(crate) fn entries(&self, action: Action) -> Vec<Entry> {
        let Self { patient, category, object, outcome, .. } = *self;
        let own = Entry { action, patient, category, object, outcome, origin: None };
        let all = [own].into_iter().chain(self.also.iter().cloned());
        all.map(|entry| Entry { origin: self.origin.clone(), ..entry }).collect()
    }

    pub(crate) async fn commit(self) -> Result<(), CareError> {
        Ok(self.tx.commit().await?)
    }
}
