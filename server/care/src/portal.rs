//! The portal: what lives long, and the one way in.

use crate::call::{Call, Glance};
use crate::{CareError, Settings, Visitor};
use portal_access::{Action, Actor, Facts, Held, Kind, Rules, Standing};
use portal_gateways::{Chance, Clock, Keys, Live, Passkeys, Passwords, Scanner};
use portal_store::audit::{self, Entry};
use portal_store::sessions::{self, Found};
use portal_store::{Db, Reads};
use portal_types::clinic::Clinic;
use portal_types::moment::Moment;
use std::sync::Arc;

/// A view of a chart is audited once in this time, per session, chart and category.
pub(crate) const VIEW_MS: i64 = 10 * 60_000;

/// What the portal is built from.
pub struct Outside {
    /// The database.
    pub db: Db,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub chance: Chance,
    /// The key file.
    pub keys: Keys,
    /// Password hashing.
    pub passwords: Passwords,
    /// Passkeys for the portal's address.
    pub passkeys: Passkeys,
    /// The live streams of this node.
    pub live: Live,
    /// Who looks for what is harmful in files.
    pub scanner: Scanner,
    /// The operator's settings.
    pub settings: Settings,
}

/// The portal. Cheap to clone; lives as long as the process.
#[derive(Clone)]
pub struct Portal(Arc<Outside>);

impl Portal {
    /// Builds it.
    pub fn new(outside: Outside) -> Self {
        Self(Arc::new(outside))
    }

    pub(crate) fn outside(&self) -> &Outside {
        &self.0
    }

    /// The public identity of the clinic.
    pub fn clinic(&self) -> Clinic {
        Clinic { passkeys: self.0.passkeys.are_possible(), ..self.0.settings.clinic.clone() }
    }

    /// The ages at which something changes here.
    pub fn ages(&self) -> portal_types::clinic::Ages {
        self.0.settings.clinic.ages
    }

    /// The rules about who sees what by whose grant.
    pub fn rules(&self) -> &Rules {
        &self.0.settings.rules
    }

    /// Takes over from the operator's settings what the database begins with: the first terms and notice, and holidays;
    /// marks what is confidential, if the list of codes is another one; and puts messages from before there was an index
    /// into it. To be called at every start.
    pub async fn begin(&self) -> Result<(), CareError> {
        crate::agreements::seed(self).await?;
        crate::holidays::seed(self).await?;
        crate::confidential::relabel(self).await?;
        crate::messages::index_older(self).await?;
        Ok(())
    }

    /// The time of this call, milliseconds UTC.
    pub fn now(&self) -> i64 {
        self.0.clock.now()
    }

    /// A time with the clinic's offset.
    pub fn moment(&self, ms: i64) -> Moment {
        self.0.clock.moment(ms)
    }

    /// The clinic's date at a time.
    pub fn date(&self, ms: i64) -> portal_types::day::Day {
        self.0.clock.date(ms)
    }

    /// The moment at which a day begins where the clinic is.
    pub fn midnight(&self, day: portal_types::day::Day) -> i64 {
        self.0.clock.midnight(day)
    }

    /// The moment at which the clinic's wall clock shows a minute of a day, milliseconds UTC.
    pub fn instant(&self, day: portal_types::day::Day, minute: u16) -> i64 {
        self.0.clock.instant(day, minute)
    }

    /// A nonce for one response: 128 random bits.
    pub fn nonce(&self) -> String {
        data_encoding::BASE64URL_NOPAD.encode(&self.0.chance.bytes::<16>())
    }

    /// Where a visitor comes from, for the audit trail: the same word for the same network address, worth nothing
    /// without the key file.
    pub(crate) fn origin(&self, visitor: &Visitor) -> String {
        self.0.keys.name("audit-origin", &visitor.address.to_canonical().to_string())
    }

    /// The live streams of this node.
    pub fn live(&self) -> &Live {
        &self.0.live
    }

    /// Answers when the database answers.
    pub async fn healthy(&self) -> Result<(), CareError> {
        Ok(self.0.db.ping().await?)
    }

    /// The session of a visitor, if it is alive at `now`.
    pub(crate) async fn session(
        &self,
        db: &impl Reads,
        visitor: &Visitor,
        now: i64,
    ) -> Result<Option<Found>, CareError> {
        let Some(token) = &visitor.session else { return Ok(None) };
        let found = sessions::find(db, &Keys::token_hash(token), now - VIEW_MS, self.date(now)).await?;
        let settings = &self.0.settings;
        Ok(found.filter(|s| now - s.seen_at < settings.idle_ms() && now - s.created_at < settings.absolute_ms()))
    }

    /// Whether a patient must set up a second factor before a chart opens, because the operator asks for one.
    pub(crate) fn wants_factor(&self, found: &Found) -> bool {
        self.0.settings.second_factor && found.role.is_none() && !found.second_factor
    }

    /// The charts that a session opens today, its own first: by its own record, and by each grant that opens something.
    /// None while its person has to do something else before.
    pub(crate) fn held(&self, found: &Found) -> Vec<Held> {
        if found.role.is_some() || found.locked || found.owes || self.wants_factor(found) {
            return Vec::new();
        }
        let (rules, today) = (self.rules(), found.today);
        let own = found.patient.map(|patient| {
            let standing = Standing::own(found.born, rules.ages, today);
            Held { patient, standing, grant: None }
        });
        let granted = found.grants.iter().filter_map(|granted| {
            let standing = Standing::by_grant(&granted.facts, rules, today)?;
            Some(Held { patient: granted.patient, standing, grant: Some(granted.grant) })
        });
        own.into_iter().chain(granted).collect()
    }

    /// When the first grant of a session stands otherwise by itself: until then what it opens changes only if somebody
    /// changes it.
    pub(crate) fn holds_until(&self, found: &Found) -> i64 {
        let changes = |facts: &Facts| Standing::changes_on(facts, self.rules(), found.today);
        let first = found.grants.iter().filter_map(|granted| changes(&granted.facts)).min();
        first.map_or(i64::MAX, |day| self.midnight(day))
    }

    /// Who a session is. Somebody who has to agree to new terms first, or to set up a second factor, is given
    /// no chart; a locked session is given nothing.
    pub(crate) fn actor(&self, found: Option<&Found>) -> Actor {
        match found {
            None => Actor::guest(),
            Some(f) if f.locked => Actor::locked(f.account, f.session),
            Some(f) => match f.role {
                Some(role) => Actor::staff(f.account, f.session, role, f.pools.clone()),
                None => Actor::patient(f.account, f.session, Arc::new(self.rules().matrix), self.held(f)),
            },
        }
    }

    /// Reads. Views of charts are audited durably before the answer leaves.
    pub async fn read<T>(
        &self,
        visitor: &Visitor,
        action: Action,
        ask: impl AsyncFnOnce(&mut Glance) -> Result<T, CareError>,
    ) -> Result<T, CareError> {
        let now = self.now();
        let look = self.0.db.look();
        let found = self.session(&look, visitor, now).await?;
        let actor = self.actor(found.as_ref());
        self.permit(&actor, visitor, action, now).await?;
        let mut glance = Glance::new(self.clone(), actor, look, now, found);
        let answer = ask(&mut glance).await;
        let new = glance.new_views();
        if let (Ok(_), Some(session)) = (&answer, glance.actor().session()) {
            if !new.is_empty() {
                let tx = self.0.db.begin().await?;
                // Another request of this session may have been faster.
                let noted = sessions::note_views(&tx, session, &new, now - VIEW_MS, now).await?;
                let origin = self.origin(visitor);
                let entries = noted.into_iter().map(|(patient, category)| Entry {
                    patient: Some(patient),
                    category: Some(category),
                    origin: Some(origin.clone()),
                    ..Entry::of(action, "ok")
                });
                // After the notes: who holds the head of a chain waits for nothing any more.
                audit::append_all(&tx, glance.actor(), &entries.collect::<Vec<_>>(), now).await?;
                tx.commit().await?;
            }
        }
        if let Err(error) = &answer {
            self.note_refusal(glance.actor(), Some(visitor), action, error, now).await?;
        }
        answer
    }

    /// Writes, in one transaction with its audit entry; nudges go out after the commit.
    pub async fn write<T>(
        &self,
        visitor: &Visitor,
        action: Action,
        act: impl AsyncFnOnce(&mut Call) -> Result<T, CareError>,
    ) -> Result<T, CareError> {
        let now = self.now();
        let found = self.session(&self.0.db.look(), visitor, now).await?;
        let actor = self.actor(found.as_ref());
        self.permit(&actor, visitor, action, now).await?;
        self.write_from(Some(visitor), actor, found, action, now, act).await
    }

    /// Writes as somebody already known: the command line, or a person who has just proven who she is.
    pub(crate) async fn write_as<T>(
        &self,
        actor: Actor,
        found: Option<Found>,
        action: Action,
        now: i64,
        act: impl AsyncFnOnce(&mut Call) -> Result<T, CareError>,
    ) -> Result<T, CareError> {
        self.write_from(None, actor, found, action, now, act).await
    }

    async fn write_from<T>(
        &self,
        visitor: Option<&Visitor>,
        actor: Actor,
        found: Option<Found>,
        action: Action,
        now: i64,
        act: impl AsyncFnOnce(&mut Call) -> Result<T, CareError>,
    ) -> Result<T, CareError> {
        let tx = self.0.db.begin().await?;
        let mut call = Call::new(self.clone(), actor, tx, now, found);
        if let Some(visitor) = visitor {
            call.comes_from(visitor);
        }
        match act(&mut call).await {
            Ok(done) => {
                if call.is_noted() {
                    audit::append_all(call.tx(), call.actor(), &call.entries(action), now).await?;
                }
                let told = call.take_told();
                for heard in &told {
                    call.tx().publish(&portal_gateways::live::line(heard)).await?;
                }
                call.commit().await?;
                if !self.0.db.is_postgres() {
                    // With PostgreSQL this node hears its own nudges like those of the others.
                    for heard in told {
                        self.0.live.tell(heard);
                    }
                }
                Ok(done)
            }
            Err(error) => {
                let actor = call.actor().clone();
                drop(call);
                self.note_refusal(&actor, visitor, action, &error, now).await?;
                Err(error)
            }
        }
    }

    /// Refuses what this kind of caller may not ask for at all.
    pub(crate) async fn permit(
        &self,
        actor: &Actor,
        visitor: &Visitor,
        action: Action,
        now: i64,
    ) -> Result<(), CareError> {
        if actor.may(action).is_ok() {
            return Ok(());
        }
        let error = match actor.kind() {
            Kind::Guest => CareError::SignedOut,
            Kind::Locked => CareError::Locked,
            _ => CareError::Denied,
        };
        self.note_refusal(actor, Some(visitor), action, &error, now).await?;
        Err(error)
    }

    /// A refusal of somebody signed in is audited by itself. What guests are refused is not: anybody could fill the
    /// trail with it. (Failed sign-ins are audited where they happen.)
    async fn note_refusal(
        &self,
        actor: &Actor,
        visitor: Option<&Visitor>,
        action: Action,
        error: &CareError,
        now: i64,
    ) -> Result<(), CareError> {
        if let CareError::Internal(cause) = error {
            tracing::error!(action = action.code(), cause = %cause, "a call failed");
        }
        let telling = matches!(error, CareError::Denied | CareError::NotFound);
        if actor.account().is_none() || !telling {
            return Ok(());
        }
        let tx = self.0.db.begin().await?;
        let entry = Entry { origin: visitor.map(|v| self.origin(v)), ..Entry::of(action, error.code()) };
        audit::append(&tx, actor, &entry, now).await?;
        Ok(tx.commit().await?)
    }
}
