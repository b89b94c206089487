//! People who use the portal.

use crate::clinic::{Practice, Record};
use crate::seconds;
use data_encoding::BASE32_NOPAD;
use portal_care::{Action, CareError, Portal, Visitor, accounts, messages};
use portal_gateways::{Clock as _, TestClock, Totp};
use portal_store::Db;
use portal_types::account::Role;
use portal_types::ids::{IntentKey, PatientId, PoolId, PracticeId, ThreadId};
use portal_types::message::{ComposeOptions, Inbox, NewThread, Reply, Sent, ThreadView, Topic};
use portal_types::staff::{DeskFilter, DeskInbox};
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

    /// The shared inbox of a practice; one that does not exist where nobody answers.
    pub async fn pool(&self, practice: PracticeId) -> PoolId {
        let look = self.db.look();
        let sql = "select id from pools where practice_id = $1";
        let find = Statement::from_sql_and_values(look.get_database_backend(), sql, [practice.0.into()]);
        let row = look.query_one_raw(find).await.expect("a query that works");
        row.map_or(PoolId(Uuid::max()), |row| PoolId(row.try_get("", "id").expect("an id")))
    }
}

/// A patient with an account.
pub struct Patient {
    world: World,
    visitor: Mutex<Visitor>,
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
        let opened = accounts::sign_in(&self.world.portal, &self.visitor(), &self.username, password, None).await?;
        self.visitor.lock().expect("a browser").session = Some(opened.token);
        Ok(())
    }

    /// Signs out; the browser still has the old secret, for tests of what it is worth.
    pub async fn signs_out(&self) -> Result<(), CareError> {
        self.world.tick();
        accounts::sign_out(&self.world.portal, &self.visitor()).await.map(|_| ())
    }

    /// Writes to a practice.
    pub async fn writes_to(&self, practice: &Practice, body: &str) -> Result<Sent, CareError> {
        let pool = self.world.pool(practice.id).await;
        self.starts(pool, "A question", body, self.world.intent()).await
    }

    /// Starts a thread with everything said.
    pub async fn starts(&self, pool: PoolId, subject: &str, body: &str, intent: IntentKey) -> Result<Sent, CareError> {
        self.world.tick();
        let draft = NewThread { pool, topic: Topic::General, subject: subject.into(), body: body.into(), intent };
        self.world
            .portal
            .write(&self.visitor(), Action::StartThread, async |call| messages::start(call, self.id, draft).await)
            .await
    }

    /// Replies in a thread.
    pub async fn replies(&self, thread: ThreadId, body: &str) -> Result<Sent, CareError> {
        self.replies_once(thread, body, self.world.intent()).await
    }

    /// Replies with an intent of the test's own.
    pub async fn replies_once(&self, thread: ThreadId, body: &str, intent: IntentKey) -> Result<Sent, CareError> {
        self.world.tick();
        let draft = Reply { body: body.into(), intent };
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
        self.world.tick();
        self.world
            .portal
            .read(&self.visitor(), Action::ComposeOptions, async |call| messages::compose_options(call, self.id).await)
            .await
    }
}

/// A staff member with an account.
pub struct Staff {
    world: World,
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

    /// Answers with an intent of the test's own.
    pub async fn answers_once(&self, thread: ThreadId, body: &str, intent: IntentKey) -> Result<Sent, CareError> {
        self.world.tick();
        let draft = Reply { body: body.into(), intent };
        self.world
            .portal
            .write(&self.visitor(), Action::AnswerThread, async |call| messages::answer(call, thread, draft).await)
            .await
    }
}
