//! People who use the portal.

use crate::clinic::{Practice, Record};
use crate::seconds;
use data_encoding::BASE32_NOPAD;
use portal_care::accounts::{Entering, security};
use portal_care::enrollment::requests;
use portal_care::{Action, CareError, Portal, Visitor, accounts, front, messages};
use portal_gateways::{Clock as _, TestClock, Totp};
use portal_store::Db;
use portal_types::account::{Lang, Role};
use portal_types::enrollment::{Channel, ContactAnswer};
use portal_types::ids::{EnrollmentId, IntentKey, PatientId, PoolId, PracticeId, ThreadId};
use portal_types::message::{ComposeOptions, Inbox, NewThread, Reply, Sent, ThreadView, To, Topic};
use portal_types::pool::PoolKind;
use portal_types::registry::{
    Backing, Found, FrontView, Invite, Made, RequestFilter, RequestQueue, RequestView, Search, Way,
};
use portal_types::security::AccountView;
use portal_types::staff::{DeskFilter, DeskInbox};
use portal_types::triage::Answer;
use sea_orm::{ConnectionTrait as _, Statement};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use uuid::Uuid;

/// What people act upon: a portal, its database and the clock.
#[derive(Clone)]
pub struct World {
    /// The portal.
    pub portal: Portal,
    /// Its database.
    pub db: Db,
    /// The clock.
    pub clock: Arc<TestClock>,
}

impl World {
    /// No two things happen at the same moment.
    pub fn tick(&self) {
        self.clock.forward(1);
    }

    /// An intent nobody has used.
    pub fn intent(&self) -> IntentKey {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        IntentKey(Uuid::from_u64_pair(0x0190_1111_0000_7000, NEXT.fetch_add(1, Ordering::Relaxed)))
    }

    /// A message to a practice; change what the test is about.
    pub fn new_thread(&self, practice: &Practice, topic: Topic, body: &str) -> NewThread {
        let (to, subject) = (To::Practice(practice.id), "A question".into());
        let (body, files, intent) = (body.into(), Vec::new(), self.intent());
        NewThread { to, topic, subject, body, follows: None, files, intent }
    }

    /// The general inbox of a practice; one that does not exist where nobody answers.
    pub async fn pool(&self, practice: PracticeId) -> PoolId {
        self.pool_for(practice, PoolKind::General).await
    }

    /// An inbox of a practice; one that does not exist where it has none of the kind.
    pub async fn pool_for(&self, practice: PracticeId, kind: PoolKind) -> PoolId {
        let look = self.db.look();
        let sql = "select id from pools where practice_id = $1 and kind = $2";
        let values = [practice.0.into(), kind.code().into()];
        let find = Statement::from_sql_and_values(look.get_database_backend(), sql, values);
        let row = look.query_one_raw(find).await.expect("a query that works");
        row.map_or(PoolId(Uuid::max()), |row| PoolId(row.try_get("", "id").expect("an id")))
    }
}

/// A patient with an account.
pub struct Patient {
    pub(crate) world: World,
    pub(crate) visitor: Mutex<Visitor>,
    /// Her chart.
    pub id: PatientId,
    /// Her record.
    pub record: Record,
    /// Her username.
    pub username: String,
    /// The contact she has proven as her own.
    pub contact: String,
}

impl Patient {
    pub(crate) fn new(
        world: World,
        visitor: Visitor,
        id: PatientId,
        record: Record,
        username: String,
        contact: String,
    ) -> Self {
        Self { world, visitor: Mutex::new(visitor), id, record, username, contact }
    }

    /// Her browser, with its session.
    pub fn visitor(&self) -> Visitor {
        self.visitor.lock().expect("a browser").clone()
    }

    /// Her browser has the secret of a session.
    pub(crate) fn has_session(&self, token: String) {
        self.visitor.lock().expect("a browser").session = Some(token);
    }

    /// The same person at another node of the portal.
    pub fn at(&self, world: &World) -> Self {
        Self {
            world: world.clone(),
            visitor: Mutex::new(self.visitor()),
            id: self.id,
            record: self.record.clone(),
            username: self.username.clone(),
            contact: self.contact.clone(),
        }
    }

    /// Signs in with her password; the new session takes the old one's place in her browser.
    pub async fn signs_in(&self) -> Result<(), CareError> {
        self.signs_in_with(crate::PASSWORD).await
    }

    /// Signs in with some password.
    pub async fn signs_in_with(&self, password: &str) -> Result<(), CareError> {
        self.world.tick();
        let entering = accounts::sign_in(&self.world.portal, &self.visitor(), &self.username, password, None).await?;
        let mut visitor = self.visitor.lock().expect("a browser");
        match entering {
            Entering::In(opened) => visitor.session = Some(opened.token),
            Entering::Half(token) | Entering::Passkey(token) => {
                visitor.session = None;
                visitor.half = Some(token);
            }
        }
        Ok(())
    }

    /// Signs in, and the browser keeps what makes it a known device. (The others of a test's browsers do not.)
    pub async fn signs_in_and_is_known(&self) -> Result<(), CareError> {
        self.world.tick();
        let visitor = self.visitor();
        let entering = accounts::sign_in(&self.world.portal, &visitor, &self.username, crate::PASSWORD, None).await?;
        let opened = entering.whole().expect("no second step");
        let mut visitor = self.visitor.lock().expect("a browser");
        visitor.session = Some(opened.token);
        visitor.known = Some(opened.known);
        Ok(())
    }

    /// Signs out; the browser still has the old secret, for tests of what it is worth.
    pub async fn signs_out(&self) -> Result<(), CareError> {
        self.world.tick();
        accounts::sign_out(&self.world.portal, &self.visitor()).await.map(|_| ())
    }

    /// Writes to a practice.
    pub async fn writes_to(&self, practice: &Practice, body: &str) -> Result<Sent, CareError> {
        self.writes_about(practice, Topic::General, body).await
    }

    /// Writes to a practice about a topic, with what lies there.
    pub async fn writes_about(&self, practice: &Practice, topic: Topic, body: &str) -> Result<Sent, CareError> {
        let files = self.lists_files(messages::Place::New(self.id)).await;
        self.starts_thread(NewThread { files, ..self.world.new_thread(practice, topic, body) }).await
    }

    /// Starts a thread in the practice of an inbox, with what lies there.
    pub async fn starts(&self, pool: PoolId, subject: &str, body: &str, intent: IntentKey) -> Result<Sent, CareError> {
        let (to, topic, follows) = (To::Pool(pool), Topic::General, None);
        let (subject, body) = (subject.into(), body.into());
        let files = self.lists_files(messages::Place::New(self.id)).await;
        self.starts_thread(NewThread { to, topic, subject, body, follows, files, intent }).await
    }

    /// Starts a thread with everything said.
    pub async fn starts_thread(&self, draft: NewThread) -> Result<Sent, CareError> {
        self.world.tick();
        self.world
            .portal
            .write(&self.visitor(), Action::StartThread, async |call| messages::start(call, self.id, draft).await)
            .await
    }

    /// Replies in a thread.
    pub async fn replies(&self, thread: ThreadId, body: &str) -> Result<Sent, CareError> {
        self.replies_once(thread, body, self.world.intent()).await
    }

    /// Replies with an intent of the test's own, with what lies there.
    pub async fn replies_once(&self, thread: ThreadId, body: &str, intent: IntentKey) -> Result<Sent, CareError> {
        let files = self.lists_files(messages::Place::Reply(self.id, thread)).await;
        self.replies_with(thread, Reply { body: body.into(), files, intent }).await
    }

    /// Replies with everything said.
    pub async fn replies_with(&self, thread: ThreadId, draft: Reply) -> Result<Sent, CareError> {
        self.world.tick();
        self.world
            .portal
            .write(&self.visitor(), Action::ReplyToThread, async |call| {
                messages::reply(call, self.id, thread, draft).await
            })
            .await
    }

    /// Her list of threads.
    pub async fn inbox(&self) -> Result<Inbox, CareError> {
        self.world.tick();
        self.world
            .portal
            .read(&self.visitor(), Action::ListThreads, async |call| messages::inbox(call, self.id, None).await)
            .await
    }

    /// Opens a thread, which makes it read.
    pub async fn opens(&self, thread: ThreadId) -> Result<ThreadView, CareError> {
        self.world.tick();
        messages::open(&self.world.portal, &self.visitor(), self.id, thread, None).await
    }

    /// Whom she may write to.
    pub async fn compose_options(&self) -> Result<ComposeOptions, CareError> {
        self.compose_after(None).await
    }

    /// Whom she may write to, going on from a conversation.
    pub async fn compose_after(&self, follows: Option<ThreadId>) -> Result<ComposeOptions, CareError> {
        self.world.tick();
        self.world
            .portal
            .read(&self.visitor(), Action::ComposeOptions, async |call| {
                messages::compose_options(call, self.id, follows).await
            })
            .await
    }
}

impl Patient {
    /// The same person at another browser, not signed in.
    pub fn on_another_device(&self) -> Self {
        let before = self.visitor();
        let visitor = Visitor::new(before.address, before.lang);
        Self {
            world: self.world.clone(),
            visitor: Mutex::new(visitor),
            id: self.id,
            record: self.record.clone(),
            username: self.username.clone(),
            contact: self.contact.clone(),
        }
    }

    /// Her own account.
    pub async fn account(&self) -> Result<AccountView, CareError> {
        self.world.tick();
        self.world.portal.read(&self.visitor(), Action::ReadAccount, async |call| security::account(call).await).await
    }

    /// Sets up an authenticator app; its secret and her recovery codes.
    pub async fn sets_up_an_authenticator(&self) -> (Vec<u8>, Vec<String>) {
        let setup = security::begin_authenticator(&self.world.portal, &self.visitor()).await.expect("a secret");
        let secret = BASE32_NOPAD.decode(setup.typed.as_bytes()).expect("a secret");
        let code = self.authenticator(&secret);
        let codes = security::finish_authenticator(&self.world.portal, &self.visitor(), &code).await;
        (secret, codes.expect("recovery codes").codes)
    }

    /// What her authenticator shows now.
    pub fn authenticator(&self, secret: &[u8]) -> String {
        Totp::new(secret, "", "test").expect("an authenticator").code(self.world.clock.now())
    }

    /// Takes the second step of a sign-in.
    pub async fn takes_the_second_step(&self, code: &str, remember: bool) -> Result<(), CareError> {
        self.world.tick();
        let second = accounts::second_step(&self.world.portal, &self.visitor(), code, remember).await?;
        let mut visitor = self.visitor.lock().expect("a browser");
        visitor.half = None;
        visitor.session = Some(second.opened.token);
        visitor.known = visitor.known.is_some().then_some(second.opened.known);
        if second.remember.is_some() {
            visitor.remembered = second.remember;
        }
        Ok(())
    }

    /// Begins to add an e-mail address.
    pub async fn begins_contact(&self, email: &str) -> Result<(), CareError> {
        self.world.tick();
        let contact = ContactAnswer { channel: Channel::Email, value: email.into() };
        self.world
            .portal
            .write(&self.visitor(), Action::ChangeContact, async |call| security::begin_contact(call, contact).await)
            .await
    }

    /// Enters the code that went to it.
    pub async fn finishes_contact(&self, code: &str) -> Result<(), CareError> {
        self.world.tick();
        self.world
            .portal
            .write(&self.visitor(), Action::ChangeContact, async |call| security::finish_contact(call, code).await)
            .await?
    }

    /// Removes an e-mail address.
    pub async fn removes_contact(&self, email: &str) -> Result<(), CareError> {
        self.world.tick();
        let contact = ContactAnswer { channel: Channel::Email, value: email.into() };
        self.world
            .portal
            .write(&self.visitor(), Action::ChangeContact, async |call| security::remove_contact(call, contact).await)
            .await
    }

    /// Signs out everywhere else.
    pub async fn ends_other_sessions(&self) -> Result<(), CareError> {
        self.world.tick();
        self.world
            .portal
            .write(&self.visitor(), Action::EndSession, async |call| security::end_sessions(call, None).await)
            .await
    }
}

/// A staff member with an account.
pub struct Staff {
    pub(crate) world: World,
    visitor: Mutex<Visitor>,
    secret: Vec<u8>,
    /// Username.
    pub username: String,
    /// Name as patients see it.
    pub display_name: String,
    /// Role.
    pub role: Role,
}

impl Staff {
    pub(crate) fn new(
        world: World,
        visitor: Visitor,
        username: String,
        display_name: String,
        role: Role,
        totp_typed: &str,
    ) -> Self {
        let secret = BASE32_NOPAD.decode(totp_typed.as_bytes()).expect("a secret");
        Self { world, visitor: Mutex::new(visitor), secret, username, display_name, role }
    }

    /// The browser, with its session.
    pub fn visitor(&self) -> Visitor {
        self.visitor.lock().expect("a browser").clone()
    }

    /// The same person at another node of the portal.
    pub fn at(&self, world: &World) -> Self {
        Self {
            world: world.clone(),
            visitor: Mutex::new(self.visitor()),
            secret: self.secret.clone(),
            username: self.username.clone(),
            display_name: self.display_name.clone(),
            role: self.role,
        }
    }

    /// What the authenticator shows now.
    pub fn code(&self) -> String {
        Totp::new(&self.secret, "", "test").expect("an authenticator").code(self.world.clock.now())
    }

    /// Waits for a code that was not used yet, and signs in.
    pub async fn signs_in(&self) -> Result<(), CareError> {
        self.world.clock.forward(seconds(30));
        self.signs_in_with(crate::PASSWORD, &self.code()).await
    }

    /// Signs in with some password and code.
    pub async fn signs_in_with(&self, password: &str, code: &str) -> Result<(), CareError> {
        let visitor = self.visitor();
        let opened =
            accounts::staff_sign_in(&self.world.portal, &visitor, &self.username, password, code, None).await?;
        self.visitor.lock().expect("a browser").session = Some(opened.token);
        Ok(())
    }

    /// Signs out.
    pub async fn signs_out(&self) -> Result<(), CareError> {
        accounts::sign_out(&self.world.portal, &self.visitor()).await.map(|_| ())
    }

    /// The queue.
    pub async fn inbox(&self, filter: DeskFilter) -> Result<DeskInbox, CareError> {
        self.world.tick();
        self.world
            .portal
            .read(&self.visitor(), Action::ListDesk, async |call| messages::desk_inbox(call, filter, None).await)
            .await
    }

    /// Opens a thread.
    pub async fn opens(&self, thread: ThreadId) -> Result<ThreadView, CareError> {
        self.world.tick();
        messages::desk_open(&self.world.portal, &self.visitor(), thread, None).await
    }

    /// Answers a patient.
    pub async fn answers(&self, thread: ThreadId, body: &str) -> Result<Sent, CareError> {
        self.answers_once(thread, body, self.world.intent()).await
    }

    /// Answers with an intent of the test's own, with what lies there.
    pub async fn answers_once(&self, thread: ThreadId, body: &str, intent: IntentKey) -> Result<Sent, CareError> {
        let files = self.lists_files(messages::Place::Answer(thread)).await;
        self.answers_with(thread, Answer { body: body.into(), seen: None, anyway: false, files, intent }).await
    }

    /// Answers with everything said.
    pub async fn answers_with(&self, thread: ThreadId, answer: Answer) -> Result<Sent, CareError> {
        self.world.tick();
        self.world
            .portal
            .write(&self.visitor(), Action::AnswerThread, async |call| messages::answer(call, thread, answer).await)
            .await
    }

    /// Looks for records at the front desk.
    pub async fn finds(&self, name: &str, born: &str, mrn: &str) -> Result<Found, CareError> {
        self.world.tick();
        let search = Search::parse(name, born, mrn)?;
        self.world.portal.read(&self.visitor(), Action::FindRecord, async |call| front::find(call, search).await).await
    }

    /// Opens a record at the front desk.
    pub async fn opens_record(&self, patient: PatientId) -> Result<FrontView, CareError> {
        self.world.tick();
        self.world
            .portal
            .read(&self.visitor(), Action::ReadFrontRecord, async |call| front::open(call, patient).await)
            .await
    }

    /// Invites a patient in a practice's name.
    pub async fn invites(
        &self,
        patient: PatientId,
        way: Way,
        to: Option<&str>,
        practice: PracticeId,
    ) -> Result<Made, CareError> {
        self.world.tick();
        let invite = Invite { way, to: to.map(str::to_owned), lang: Lang::En, practice };
        self.world
            .portal
            .write(&self.visitor(), Action::InvitePatient, async |call| front::invite(call, patient, invite).await)
            .await
    }

    /// Takes an invitation back.
    pub async fn revokes(&self, patient: PatientId) -> Result<(), CareError> {
        self.world.tick();
        self.world
            .portal
            .write(&self.visitor(), Action::InvitePatient, async |call| front::revoke(call, patient).await)
            .await
    }

    /// Records who stands behind a teen's account.
    pub async fn backs(&self, patient: PatientId, backing: Backing) -> Result<(), CareError> {
        self.world.tick();
        self.world
            .portal
            .write(&self.visitor(), Action::RecordBacking, async |call| {
                front::record_backing(call, patient, backing).await
            })
            .await
    }

    /// The requests at the enrollment desk.
    pub async fn requests(&self, filter: RequestFilter) -> Result<RequestQueue, CareError> {
        self.world.tick();
        self.world
            .portal
            .read(&self.visitor(), Action::ListRequests, async |call| requests::queue(call, filter, None).await)
            .await
    }

    /// Opens a request.
    pub async fn opens_request(&self, request: EnrollmentId) -> Result<RequestView, CareError> {
        self.world.tick();
        self.world
            .portal
            .read(&self.visitor(), Action::ReadRequest, async |call| requests::open(call, request).await)
            .await
    }

    /// Writes into a request's log.
    pub async fn notes(&self, request: EnrollmentId, text: &str) -> Result<(), CareError> {
        self.world.tick();
        self.world
            .portal
            .write(&self.visitor(), Action::NoteRequest, async |call| requests::note(call, request, text).await)
            .await
    }

    /// Approves a request for a record.
    pub async fn approves(&self, request: EnrollmentId, patient: PatientId, method: &str) -> Result<(), CareError> {
        self.world.tick();
        let patient = patient.to_string();
        self.world
            .portal
            .write(&self.visitor(), Action::DecideRequest, async |call| {
                requests::approve(call, request, &patient, method, "").await
            })
            .await
    }

    /// Declines a request.
    pub async fn declines(&self, request: EnrollmentId, reason: &str) -> Result<(), CareError> {
        self.world.tick();
        self.world
            .portal
            .write(&self.visitor(), Action::DecideRequest, async |call| {
                requests::decline(call, request, reason, "").await
            })
            .await
    }
}
