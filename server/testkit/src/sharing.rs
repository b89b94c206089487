//! Who acts for whom, as people bring it about: a patient at home, a desk with its form, Technical Support.

use crate::clinic::{Practice, Record};
use crate::people::{Patient, Staff};
use portal_care::representatives::{acting, desk, filling, own, papers, team};
use portal_care::{Action, CareError, support};
use portal_types::day::Day;
use portal_types::enrollment::{Channel, ContactAnswer};
use portal_types::grant_form::{
    AttestationForm, DeskMove, DeskPapers, FormProgress, FormStep, LiftForm, NewOrder, OrderForm, PatientsAnswer,
    PersonAnswer, PersonForm, SignaturesForm, SuspendForm,
};
use portal_types::ids::{CourtOrderId, FormId, GrantId, IntentKey, PatientId, ThreadId, TicketId};
use portal_types::page::{Cursor, Page};
use portal_types::representative::{
    Basis, Deed, DeskGrant, EventView, GrantRow, GrantView, LastDay, NewGrant, Reason, Rights, SupportGrant, Switching,
    TeamGrant,
};

impl Patient {
    /// Names somebody who is to act for her.
    pub async fn names_somebody(
        &self,
        who: &Record,
        practice: &Practice,
        rights: Rights,
    ) -> Result<GrantId, CareError> {
        self.names_once(who, practice, rights, self.world.intent()).await
    }

    /// The same, with an intent of the test's own.
    pub async fn names_once(
        &self,
        who: &Record,
        practice: &Practice,
        rights: Rights,
        intent: IntentKey,
    ) -> Result<GrantId, CareError> {
        self.world.tick();
        let new = NewGrant {
            given: who.given.clone(),
            family: who.family.clone(),
            born: who.born.parse().expect("a day"),
            reach: ContactAnswer { channel: Channel::Email, value: who.email() },
            practice: practice.id,
            rights,
            ends: None,
            intent,
        };
        self.world
            .portal
            .write(&self.visitor(), Action::StartGrant, async |call| own::start(call, self.id, new).await)
            .await
    }

    /// Who may act for her, or could.
    pub async fn grants(&self) -> Result<Page<GrantRow>, CareError> {
        self.world.tick();
        self.world
            .portal
            .read(&self.visitor(), Action::ListGrants, async |call| own::list(call, self.id, None).await)
            .await
    }

    /// Opens one of them.
    pub async fn opens_grant(&self, grant: GrantId) -> Result<GrantView, CareError> {
        self.world.tick();
        self.world
            .portal
            .read(&self.visitor(), Action::ReadGrant, async |call| own::open(call, self.id, grant).await)
            .await
    }

    /// Sets switches.
    pub async fn switches(&self, grant: GrantId, rights: Rights) -> Result<(), CareError> {
        self.world.tick();
        let to = Switching { rights, intent: self.world.intent() };
        self.world
            .portal
            .write(&self.visitor(), Action::SetGrant, async |call| own::switch(call, self.id, grant, to).await)
            .await
    }

    /// Sets a last day, or takes it out.
    pub async fn sets_last_day(&self, grant: GrantId, last: Option<Day>) -> Result<(), CareError> {
        self.world.tick();
        self.world
            .portal
            .write(&self.visitor(), Action::SetGrant, async |call| {
                own::last_day(call, self.id, grant, LastDay(last)).await
            })
            .await
    }

    /// Does something else with a grant, and is sure.
    pub async fn does(&self, grant: GrantId, deed: Deed) -> Result<(), CareError> {
        self.world.tick();
        let action = match deed {
            Deed::Assent => Action::AssentGrant,
            Deed::Renew => Action::RenewGrant,
            Deed::Suspend => Action::SuspendGrant,
            Deed::Resume => Action::ResumeGrant,
            _ => Action::EndGrant,
        };
        self.world
            .portal
            .write(&self.visitor(), action, async |call| match deed {
                Deed::Assent => own::assent(call, self.id, grant, true).await,
                Deed::Renew => own::renew(call, self.id, grant, true).await,
                Deed::Suspend => own::suspend(call, self.id, grant).await,
                Deed::Resume => own::resume(call, self.id, grant).await,
                _ => own::end(call, self.id, grant, true).await,
            })
            .await
    }

    /// Acts for somebody no longer.
    pub async fn gives_up(&self, grant: GrantId) -> Result<(), CareError> {
        self.world.tick();
        self.world
            .portal
            .write(&self.visitor(), Action::GiveUpGrant, async |call| acting::give_up(call, grant, true).await)
            .await
    }
}

/// What a desk fills in; change what the test is about.
#[derive(Clone, Debug)]
pub struct Paperwork {
    /// Who is to act.
    pub person: Record,
    /// Her username, if she says that she has an account.
    pub username: String,
    /// Patients besides the one at whose record it was begun.
    pub more: Vec<PatientId>,
    /// The ground of each patient.
    pub grounds: Vec<Basis>,
    /// Whether a court order was brought.
    pub order: bool,
    /// Whether a clinician's attestation was brought.
    pub attested: bool,
    /// The switches that are ticked: whose, and which.
    pub boxes: Vec<String>,
    /// Which patients have signed on paper.
    pub signed: Vec<bool>,
}

impl Paperwork {
    /// A form of one patient on a ground, which nobody but the representative signs.
    pub fn of(person: &Record, basis: Basis) -> Self {
        Self {
            person: person.clone(),
            username: String::new(),
            more: Vec::new(),
            grounds: vec![basis],
            order: false,
            attested: false,
            boxes: Vec::new(),
            signed: vec![false],
        }
    }
}

/// The medical record number of a patient of a test.
pub fn record_number(patient: PatientId) -> String {
    format!("MRN-{}", patient.0.as_u64_pair().1)
}

impl Staff {
    /// Begins a form at a record.
    pub async fn begins_form(&self, patient: PatientId, grant: Option<GrantId>) -> Result<FormId, CareError> {
        self.world.tick();
        let of = filling::Beginning { patient, practice: None, grant, intent: self.world.intent() };
        self.world.portal.write(&self.visitor(), Action::BeginForm, async |call| filling::begin(call, of).await).await
    }

    /// A form as it stands.
    pub async fn sees_form(&self, form: FormId) -> Result<FormProgress, CareError> {
        self.world.tick();
        self.world
            .portal
            .read(&self.visitor(), Action::BeginForm, async |call| filling::progress(call, form).await)
            .await
    }

    /// Says who is to act.
    pub async fn says_who(&self, at: &FormProgress, paper: &Paperwork) -> Result<FormProgress, CareError> {
        self.world.tick();
        let email = paper.person.email();
        let typed = PersonForm {
            given: &paper.person.given,
            family: &paper.person.family,
            born: &paper.person.born,
            channel: "email",
            email: &email,
            phone: "",
            lang: paper.person.lang.code(),
            username: &paper.username,
            mrn: "",
        };
        let person = PersonAnswer::parse(typed, self.today())?;
        let (form, version) = (at.form, at.version);
        self.world
            .portal
            .write(&self.visitor(), Action::FillForm, async |call| filling::person(call, form, version, person).await)
            .await
    }

    /// Says for whom: those on the form, and one more by a record number.
    pub async fn says_for_whom(&self, at: &FormProgress, add: Option<String>) -> Result<FormProgress, CareError> {
        self.world.tick();
        let said = PatientsAnswer { patients: at.view.patients.iter().map(|of| of.patient).collect(), add };
        let (form, version) = (at.form, at.version);
        self.world
            .portal
            .write(&self.visitor(), Action::FillForm, async |call| filling::patients(call, form, version, said).await)
            .await
    }

    /// Fills in a form from its beginning to the last step.
    pub async fn fills(&self, form: FormId, paper: &Paperwork) -> Result<FormProgress, CareError> {
        let mut at = self.says_who(&self.sees_form(form).await?, paper).await?;
        for patient in &paper.more {
            at = self.says_for_whom(&at, Some(record_number(*patient))).await?;
        }
        at = self.says_for_whom(&at, None).await?;
        let (portal, visitor) = (&self.world.portal, self.visitor());
        let version = at.version;
        let grounds: Vec<String> = paper.grounds.iter().map(|basis| basis.code().to_owned()).collect();
        at = portal
            .write(&visitor, Action::FillForm, async |call| filling::grounds(call, form, version, &grounds).await)
            .await?;
        let version = at.version;
        let order = if paper.order { ["Probate Court", "26W0123", "2026-11-01", ""] } else { [""; 4] };
        let attested = if paper.attested { ["Dr. Sample", "2026-11-20"] } else { [""; 2] };
        at = portal
            .write(&visitor, Action::FillForm, async |call| {
                filling::papers(call, form, version, (["passport", "Binder 4"], order, attested)).await
            })
            .await?;
        if at.step == FormStep::Switches {
            let version = at.version;
            at = portal
                .write(&visitor, Action::FillForm, async |call| {
                    filling::switches(call, form, version, (&paper.boxes, "")).await
                })
                .await?;
        }
        self.signs(&at, paper).await
    }

    /// Writes down who has signed, today and on paper.
    pub async fn signs(&self, at: &FormProgress, paper: &Paperwork) -> Result<FormProgress, CareError> {
        self.world.tick();
        let today = self.today().to_string();
        let ways: Vec<String> =
            paper.signed.iter().map(|signed| String::from(if *signed { "paper" } else { "" })).collect();
        let days = vec![today.clone(); ways.len()];
        let (form, version) = (at.form, at.version);
        self.world
            .portal
            .write(&self.visitor(), Action::SignForm, async |call| {
                let typed = SignaturesForm { own: ["paper", &today, ""], ways: &ways, days: &days, strokes: &[] };
                filling::signatures(call, form, version, typed).await
            })
            .await
    }

    /// Says that everything is right: it is put in force.
    pub async fn finishes_form(&self, at: &FormProgress) -> Result<FormProgress, CareError> {
        self.world.tick();
        let (form, version) = (at.form, at.version);
        self.world
            .portal
            .write(&self.visitor(), Action::SignForm, async |call| filling::finish(call, form, version, true).await)
            .await
    }

    /// Goes one step back.
    pub async fn goes_back(&self, at: &FormProgress) -> Result<FormProgress, CareError> {
        self.world.tick();
        let (form, version) = (at.form, at.version);
        self.world
            .portal
            .write(&self.visitor(), Action::FillForm, async |call| filling::back(call, form, version).await)
            .await
    }

    /// Throws a form away.
    pub async fn voids_form(&self, at: &FormProgress) -> Result<(), CareError> {
        self.world.tick();
        let (form, version) = (at.form, at.version);
        self.world
            .portal
            .write(&self.visitor(), Action::FillForm, async |call| filling::void(call, form, version).await)
            .await
    }

    /// The grants on a record.
    pub async fn grants_of(&self, patient: PatientId) -> Result<Page<GrantRow>, CareError> {
        self.world.tick();
        self.world
            .portal
            .read(&self.visitor(), Action::ReadGrants, async |call| desk::list(call, patient, None).await)
            .await
    }

    /// Opens a grant.
    pub async fn opens_grant(&self, grant: GrantId) -> Result<DeskGrant, CareError> {
        self.world.tick();
        self.world.portal.read(&self.visitor(), Action::ReadGrants, async |call| desk::open(call, grant).await).await
    }

    /// Does something with a grant, for a reason.
    pub async fn moves(&self, grant: GrantId, deed: DeskMove, reason: Reason) -> Result<(), CareError> {
        self.world.tick();
        let action = match deed {
            DeskMove::Activate | DeskMove::Reject => Action::ActivateGrant,
            DeskMove::Suspend | DeskMove::Resume | DeskMove::End => Action::DeskMoveGrant,
        };
        let why = SuspendForm { reason, words: String::new() };
        self.world.portal.write(&self.visitor(), action, async |call| desk::act(call, grant, deed, why).await).await
    }

    /// Court orders and attestations on a record.
    pub async fn papers_of(&self, patient: PatientId) -> Result<DeskPapers, CareError> {
        self.world.tick();
        self.world
            .portal
            .read(&self.visitor(), Action::ReadGrants, async |call| papers::papers(call, patient).await)
            .await
    }

    /// Records a court order: about who acts by a grant, or about somebody by her name.
    pub async fn records_order(&self, patient: PatientId, kind: &str, grant: Option<GrantId>) -> Result<(), CareError> {
        self.records_order_until(patient, kind, grant, "").await
    }

    /// The same, with a last day.
    pub async fn records_order_until(
        &self,
        patient: PatientId,
        kind: &str,
        grant: Option<GrantId>,
        until: &str,
    ) -> Result<(), CareError> {
        self.world.tick();
        let about = grant.map(|grant| grant.to_string()).unwrap_or_default();
        let form = OrderForm {
            kind,
            grant: &about,
            name: "Rex Stone",
            court: "Probate and Family Court",
            reference: "26W0123",
            made_on: "11/1/2026",
            until,
            note: "",
        };
        let (new, intent) = (NewOrder::parse(form, self.today())?, self.world.intent());
        self.world
            .portal
            .write(&self.visitor(), Action::RecordOrder, async |call| {
                papers::record_order(call, patient, new, intent).await
            })
            .await
    }

    /// Lifts a court order.
    pub async fn lifts_order(&self, patient: PatientId, order: CourtOrderId) -> Result<(), CareError> {
        self.world.tick();
        let why = LiftForm("The court has lifted it.".into());
        self.world
            .portal
            .write(&self.visitor(), Action::RecordOrder, async |call| {
                papers::lift_order(call, patient, order, why).await
            })
            .await
    }

    /// Records that a clinician attests today that a patient cannot decide.
    pub async fn attests(&self, patient: PatientId) -> Result<(), CareError> {
        self.world.tick();
        let today = self.today().to_string();
        let form = AttestationForm { made_on: &today, clinician: "Dr. Sample", note: "" };
        let (given, intent) = (form.parse(self.today())?, self.world.intent());
        self.world
            .portal
            .write(&self.visitor(), Action::RecordAttestation, async |call| {
                papers::attest(call, patient, given, intent).await
            })
            .await
    }

    /// Takes back what was attested.
    pub async fn ends_attestation(&self, patient: PatientId) -> Result<(), CareError> {
        self.world.tick();
        self.world
            .portal
            .write(&self.visitor(), Action::RecordAttestation, async |call| {
                papers::end_attestation(call, patient, true).await
            })
            .await
    }

    /// Who can act for the patient of a conversation, at the desk of its pool.
    pub async fn sees_acting(&self, thread: ThreadId, after: Option<Cursor>) -> Result<Page<TeamGrant>, CareError> {
        self.world.tick();
        self.world
            .portal
            .read(&self.visitor(), Action::ReadThreadGrants, async |call| team::list(call, thread, after).await)
            .await
    }

    /// Sets one of them aside from there.
    pub async fn sets_aside_beside(&self, thread: ThreadId, grant: GrantId) -> Result<(), CareError> {
        self.world.tick();
        let why = SuspendForm { reason: Reason::Misuse, words: String::new() };
        self.world
            .portal
            .write(&self.visitor(), Action::SuspendThreadGrant, async |call| {
                team::suspend(call, thread, grant, why).await
            })
            .await
    }

    /// The grants of a ticket's account, at Technical Support.
    pub async fn account_grants(&self, ticket: TicketId) -> Result<Page<SupportGrant>, CareError> {
        self.world.tick();
        self.world
            .portal
            .read(&self.visitor(), Action::ReadAccountGrants, async |call| support::grants(call, ticket, None).await)
            .await
    }

    /// Sets one of them aside.
    pub async fn sets_aside(&self, ticket: TicketId, grant: GrantId) -> Result<(), CareError> {
        self.world.tick();
        let why = SuspendForm { reason: Reason::Misuse, words: String::new() };
        self.world
            .portal
            .write(&self.visitor(), Action::SuspendAccountGrant, async |call| {
                support::suspend_grant(call, ticket, grant, why).await
            })
            .await
    }

    /// What has happened to one of them.
    pub async fn account_history(&self, ticket: TicketId, grant: GrantId) -> Result<Page<EventView>, CareError> {
        self.world.tick();
        self.world
            .portal
            .read(&self.visitor(), Action::ReadAccountGrants, async |call| {
                support::history(call, ticket, grant, None).await
            })
            .await
    }

    /// Records a court order about who acts by one of them, with an intent of the test's own.
    pub async fn orders_once(
        &self,
        ticket: TicketId,
        grant: GrantId,
        kind: &str,
        intent: IntentKey,
    ) -> Result<(), CareError> {
        self.world.tick();
        let about = grant.to_string();
        let form = OrderForm {
            kind,
            grant: &about,
            name: "",
            court: "Probate and Family Court",
            reference: "26W0123",
            made_on: "11/1/2026",
            until: "",
            note: "",
        };
        let new = NewOrder::parse(form, self.today())?;
        self.world
            .portal
            .write(&self.visitor(), Action::RecordAccountOrder, async |call| {
                support::record_order(call, ticket, new, intent).await
            })
            .await
    }

    /// The day at the clinic.
    fn today(&self) -> Day {
        self.world.portal.date(self.world.portal.now())
    }
}
