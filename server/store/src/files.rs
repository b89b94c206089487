//! Files that people send: as rows, and what is in them in pieces beside those.
//!
//! A file lies at a place of its sender's until it goes with a message or a request. From then on it is there for whoever may
//! open that, and it is found by the same condition (`hidden` of [`messages`] and of [`Keys`]). What is in a file is read by a
//! [`Found`], which only those queries make, and the scanner's.
//!
//! An account's row is held before its files are changed, so that its bytes are counted right whoever changes them.

use crate::asks::{self, Keys};
use crate::db::{all, one};
use crate::messages::{self, Head};
use crate::pools::places;
use crate::{Reads, StoreError, Tx};
use portal_access::{Chart, Limit, Messages, Own, PoolKey};
use portal_types::ask::AskKind;
use portal_types::ids::{AccountId, AskId, FileId, MessageId, PatientId};
use sea_orm::{FromQueryResult, SqlErr, Value};
use uuid::Uuid;

/// A file as it is kept. Has no `Debug`.
#[derive(Clone, FromQueryResult)]
pub struct StoredFile {
    /// Which.
    pub id: Uuid,
    /// Whose chart it is about.
    pub patient_id: Uuid,
    /// Where it lies, until it is sent.
    pub place: Option<String>,
    /// The message that it goes with.
    pub message_id: Option<Uuid>,
    /// The request that it goes with.
    pub ask_id: Option<Uuid>,
    /// What it is called.
    pub name: String,
    /// The word of its kind.
    pub kind: String,
    /// How many bytes it has.
    pub bytes: i64,
    /// The hash of what is kept.
    pub hash: String,
    /// The word for how it stands.
    pub state: String,
}

const COLUMNS: &str = "f.id, f.patient_id, f.place, f.message_id, f.ask_id, f.name, f.kind, f.bytes, f.hash, f.state";

/// How a file stands, in the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is being written.
    Receiving,
    /// Nobody has judged it.
    Held,
    /// Nothing harmful is in it.
    Clean,
    /// Something harmful was in it.
    Infected,
}

impl State {
    /// The word.
    pub fn code(self) -> &'static str {
        match self {
            Self::Receiving => "receiving",
            Self::Held => "held",
            Self::Clean => "clean",
            Self::Infected => "infected",
        }
    }
}

/// A file that is kept from now on. Has no `Debug`.
pub struct New<'a> {
    /// Which.
    pub id: FileId,
    /// Whose chart it is about.
    pub patient: PatientId,
    /// Where it lies.
    pub place: &'a str,
    /// What it is called.
    pub name: &'a str,
    /// The word of its kind.
    pub kind: &'a str,
    /// How many bytes it has.
    pub bytes: i64,
    /// The hash of what is kept.
    pub hash: &'a str,
}

/// Holds an account's row until the transaction ends.
async fn hold(tx: &Tx, account: Uuid) -> Result<(), StoreError> {
    tx.run("update accounts set file_bytes = file_bytes where id = $1", [account.into()]).await?;
    Ok(())
}

/// Holds one's own account until the transaction ends: whatever else is done with its files waits, and then sees what was
/// done. Before a question whose answer is to stay true, for a statement sees what is durable when it begins.
pub async fn hold_own(tx: &Tx, own: &Own) -> Result<(), StoreError> {
    hold(tx, own.account().0).await
}

/// Takes room for so many bytes, and holds the account. `false`: there are not as many of `most` left.
pub async fn take_room(tx: &Tx, own: &Own, bytes: i64, most: i64) -> Result<bool, StoreError> {
    let sql = "update accounts set file_bytes = file_bytes + $1 where id = $2 and file_bytes + $1 <= $3";
    Ok(tx.run(sql, [bytes.into(), own.account().0.into(), most.into()]).await? == 1)
}

/// What lies at a place of somebody's, and what is on its way there since a moment; the first one first.
pub async fn lying(db: &impl Reads, own: &Own, place: &str, since: i64) -> Result<Vec<StoredFile>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from files f where f.account_id = $1 and f.place = $2
           and (f.state <> 'receiving' or f.made_at > $3)
         order by f.made_at, f.id"
    );
    all(db, &sql, [own.account().0.into(), place.into(), since.into()]).await
}

/// What somebody has sent about a chart, and what of it lies at a place still; the first one first.
pub async fn unsent(db: &impl Reads, own: &Own, patient: PatientId) -> Result<Vec<StoredFile>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from files f
         where f.account_id = $1 and f.place is not null and f.patient_id = $2 and f.state <> 'receiving'
         order by f.made_at, f.id"
    );
    all(db, &sql, [own.account().0.into(), patient.0.into()]).await
}

/// Begins to keep a file.
pub async fn begin(tx: &Tx, own: &Own, new: New<'_>, now: i64) -> Result<(), StoreError> {
    tx.run(
        "insert into files (id, account_id, patient_id, place, name, kind, bytes, hash, state, made_at, due_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, 'receiving', $9, $9)",
        [
            new.id.0.into(),
            own.account().0.into(),
            new.patient.0.into(),
            new.place.into(),
            new.name.into(),
            new.kind.into(),
            new.bytes.into(),
            new.hash.into(),
            now.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Keeps a piece of a file that is being written. `false`: there is no such file any more.
pub async fn put(tx: &Tx, file: FileId, no: i16, bytes: &[u8]) -> Result<bool, StoreError> {
    let sql = "insert into file_chunks (file_id, no, bytes) values ($1, $2, $3)";
    match tx.run(sql, [file.0.into(), no.into(), bytes.to_vec().into()]).await {
        Ok(_) => Ok(true),
        // It was taken away meanwhile, or is being taken away: nothing but the database sees that in time.
        Err(StoreError::Other(error)) if matches!(error.sql_err(), Some(SqlErr::ForeignKeyConstraintViolation(_))) => {
            Ok(false)
        }
        Err(error) => Err(error),
    }
}

/// A file is whole. `false`: it was not being written any more.
pub async fn finish(tx: &Tx, own: &Own, file: FileId, state: State) -> Result<bool, StoreError> {
    let sql = "update files set state = $1 where id = $2 and account_id = $3 and state = 'receiving'";
    Ok(tx.run(sql, [state.code().into(), file.0.into(), own.account().0.into()]).await? == 1)
}

/// A file of somebody's own that is not sent with anything yet.
pub async fn find_own(db: &impl Reads, own: &Own, file: FileId) -> Result<Option<StoredFile>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from files f
         where f.id = $1 and f.account_id = $2 and f.place is not null and f.state <> 'receiving'"
    );
    one(db, &sql, [file.0.into(), own.account().0.into()]).await
}

/// Takes away a file that is not sent with anything. `false`: it is, or it is none of this account's.
pub async fn take_away(tx: &Tx, account: AccountId, file: FileId) -> Result<bool, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        bytes: i64,
        state: String,
    }
    hold(tx, account.0).await?;
    // What is sent at the same moment stays, and so do its bytes.
    let sql = "delete from files where id = $1 and account_id = $2 and place is not null returning bytes, state";
    let row: Option<Row> = one(tx, sql, [file.0.into(), account.0.into()]).await?;
    let Some(row) = row else { return Ok(false) };
    if row.state != State::Infected.code() {
        give_back(tx, account.0, row.bytes).await?;
    }
    Ok(true)
}

/// Takes away what never became whole of a file that comes to its place anew, however long ago that was, and holds the
/// account. Whoever should be writing it still finds no file any more.
pub async fn take_over(tx: &Tx, own: &Own, place: &str, hash: &str) -> Result<(), StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        bytes: i64,
    }
    let account = own.account().0;
    hold(tx, account).await?;
    // What becomes whole at the same moment stays.
    let sql = "delete from files where account_id = $1 and place = $2 and hash = $3 and state = 'receiving'
               returning bytes";
    let rows: Vec<Row> = all(tx, sql, [account.into(), place.into(), hash.into()]).await?;
    let bytes: i64 = rows.iter().map(|row| row.bytes).sum();
    if bytes > 0 {
        give_back(tx, account, bytes).await?;
    }
    Ok(())
}

/// So many bytes of an account are not kept any more.
async fn give_back(tx: &Tx, account: Uuid, bytes: i64) -> Result<(), StoreError> {
    tx.run("update accounts set file_bytes = file_bytes - $1 where id = $2", [bytes.into(), account.into()]).await?;
    Ok(())
}

/// What a file is sent with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum With {
    /// A message.
    Message(MessageId),
    /// A request.
    Ask(AskId),
}

/// Files that lie at a place of somebody's go with something that is sent: those that are named, and of them those that lie
/// there still. Of two that are sent at one moment one gets a file. Returns how many. The account is held, also where nothing
/// is named: a file that becomes whole meanwhile waits, and then learns that its form was sent.
pub async fn claim(
    tx: &Tx,
    own: &Own,
    (place, named): (&str, &[FileId]),
    with: With,
    now: i64,
) -> Result<u64, StoreError> {
    hold_own(tx, own).await?;
    if named.is_empty() {
        return Ok(0);
    }
    let (column, id) = match with {
        With::Message(message) => ("message_id", message.0),
        With::Ask(ask) => ("ask_id", ask.0),
    };
    let sql = format!(
        "update files set {column} = $1, sent_at = $2, place = null
         where account_id = $3 and place = $4 and state <> 'receiving' and id in {}",
        places(5, named.len())
    );
    let mut values: Vec<Value> = vec![id.into(), now.into(), own.account().0.into(), place.into()];
    values.extend(named.iter().map(|file| Value::from(file.0)));
    tx.run(&sql, values).await
}

/// The files of some messages of an opened thread, in the order in which they came; the head proves that the caller may see
/// it. With them, without a message, what lies at a place of the reader's.
pub async fn beside(
    db: &impl Reads,
    head: &Head,
    messages: &[Uuid],
    (own, place): (&Own, &str),
) -> Result<Vec<StoredFile>, StoreError> {
    let mut values: Vec<Value> = vec![own.account().0.into(), place.into(), head.id.into()];
    values.extend(messages.iter().map(|message| Value::from(*message)));
    let sent = if messages.is_empty() {
        // Both databases want to be asked with all values.
        "m.thread_id = $3 and 1 = 0".to_owned()
    } else {
        format!("m.thread_id = $3 and f.message_id in {}", places(4, messages.len()))
    };
    let columns = "id, patient_id, place, message_id, ask_id, name, kind, bytes, hash, state";
    let sql = format!(
        "select {columns} from (
             select {COLUMNS}, f.made_at from files f
             where f.account_id = $1 and f.place = $2 and f.state <> 'receiving'
             union all
             select {COLUMNS}, f.made_at from files f join messages m on m.id = f.message_id where {sent}
         ) u order by made_at, id"
    );
    all(db, &sql, values).await
}

/// The files of an opened request.
pub async fn of_opened_ask(db: &impl Reads, head: &asks::Head) -> Result<Vec<StoredFile>, StoreError> {
    let sql = format!("select {COLUMNS} from files f where f.ask_id = $1 order by f.made_at, f.id");
    all(db, &sql, [head.id.0.into()]).await
}

/// A file that the caller may open. Only the queries of this module make one.
pub struct Found {
    file: StoredFile,
}

impl Found {
    /// The file.
    pub fn file(&self) -> &StoredFile {
        &self.file
    }
}

/// Whose chart a file is about, and whether it goes with a request: which keys are to be tried. Tells nothing to whoever has
/// none of them.
pub async fn about(db: &impl Reads, file: FileId) -> Result<Option<(PatientId, bool)>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        patient_id: Uuid,
        ask_id: Option<Uuid>,
    }
    let row: Option<Row> = one(db, "select patient_id, ask_id from files where id = $1", [file.0.into()]).await?;
    Ok(row.map(|row| (row.patient_id.into(), row.ask_id.is_some())))
}

/// A file of a message of a chart that can be opened.
pub async fn of_chart(db: &impl Reads, chart: &Chart<Messages>, file: FileId) -> Result<Option<Found>, StoreError> {
    let hidden = messages::hidden(chart.view());
    let sql = format!(
        "select {COLUMNS} from files f join messages m on m.id = f.message_id join threads t on t.id = m.thread_id
         where f.id = $1 and t.patient_id = $2 and f.state = 'clean' {hidden}"
    );
    let file: Option<StoredFile> = one(db, &sql, [file.0.into(), chart.patient().0.into()]).await?;
    Ok(file.map(|file| Found { file }))
}

/// A file of a request of a chart that can be opened.
pub async fn of_asks(db: &impl Reads, keys: &Keys, file: FileId) -> Result<Option<Found>, StoreError> {
    let mut values: Vec<Value> = vec![file.0.into(), keys.patient().0.into()];
    let hidden = keys.hidden(&mut values);
    // Who is shown no diagnosis is shown nothing that others have sent with what they asked for.
    let mut kept = String::new();
    for kind in keys.kinds() {
        if let Some(view) = keys.view(kind).filter(|view| view.limit() == Some(Limit::NoDiagnosis)) {
            values.push(view.account().0.into());
            kept.push_str(&format!(" and (a.kind <> '{}' or a.account_id = ${})", kind.code(), values.len()));
        }
    }
    let sql = format!(
        "select {COLUMNS} from files f join asks a on a.id = f.ask_id
         where f.id = $1 and a.patient_id = $2 and f.state = 'clean' {hidden}{kept}"
    );
    let file: Option<StoredFile> = one(db, &sql, values).await?;
    Ok(file.map(|file| Found { file }))
}

/// A file of a message or a request in one's pools that can be opened.
pub async fn of_pools(db: &impl Reads, key: &PoolKey, file: FileId) -> Result<Option<Found>, StoreError> {
    if key.pools().is_empty() {
        return Ok(None);
    }
    let sql = format!(
        "select {COLUMNS} from files f left join messages m on m.id = f.message_id
             left join threads t on t.id = m.thread_id left join asks a on a.id = f.ask_id
         where f.id = $1 and f.state = 'clean' and coalesce(t.pool_id, a.pool_id) in {}",
        places(2, key.pools().len())
    );
    let mut values: Vec<Value> = vec![file.0.into()];
    values.extend(key.pools().iter().map(|pool| Value::from(pool.0)));
    let file: Option<StoredFile> = one(db, &sql, values).await?;
    Ok(file.map(|file| Found { file }))
}

/// What is asked for by the request that a file goes with; none, if it goes with a message.
pub async fn ask_kind(db: &impl Reads, found: &Found) -> Result<Option<AskKind>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        kind: String,
    }
    let Some(ask) = found.file.ask_id else { return Ok(None) };
    let row: Option<Row> = one(db, "select kind from asks where id = $1", [ask.into()]).await?;
    Ok(row.and_then(|row| AskKind::from_code(&row.kind)))
}

/// A piece of a file; none after the last one.
pub async fn piece(db: &impl Reads, found: &Found, no: i16) -> Result<Option<Vec<u8>>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        bytes: Vec<u8>,
    }
    let sql = "select bytes from file_chunks where file_id = $1 and no = $2";
    let row: Option<Row> = one(db, sql, [found.file.id.into(), no.into()]).await?;
    Ok(row.map(|row| row.bytes))
}

/// A file that is to be judged.
pub struct Taken {
    found: Found,
    account: Uuid,
    /// How often it was taken, this time included.
    pub tries: i64,
}

impl Taken {
    /// What is in it is the scanner's to read.
    pub fn found(&self) -> &Found {
        &self.found
    }
}

/// Takes files that nobody has judged and that are due, and puts them out of the reach of other workers for a while.
pub async fn take(tx: &Tx, now: i64, lease_ms: i64, most: u32) -> Result<Vec<Taken>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        account_id: Uuid,
        patient_id: Uuid,
        place: Option<String>,
        message_id: Option<Uuid>,
        ask_id: Option<Uuid>,
        name: String,
        kind: String,
        bytes: i64,
        hash: String,
        state: String,
        tries: i64,
    }
    let lock = crate::tidy::lock(tx);
    let sql = format!(
        "update files set tries = tries + 1, due_at = $2
         where id in (select id from files where state = 'held' and due_at <= $1 order by due_at, id limit $3 {lock})
         returning id, account_id, patient_id, place, message_id, ask_id, name, kind, bytes, hash, state, tries"
    );
    let rows: Vec<Row> = all(tx, &sql, [now.into(), (now + lease_ms).into(), i64::from(most).into()]).await?;
    let taken = |row: Row| {
        let Row { id, patient_id, place, message_id, ask_id, name, kind, bytes, hash, state, .. } = row;
        let file = StoredFile { id, patient_id, place, message_id, ask_id, name, kind, bytes, hash, state };
        Taken { found: Found { file }, account: row.account_id, tries: row.tries }
    };
    Ok(rows.into_iter().map(taken).collect())
}

/// Nobody could judge a file this time.
pub async fn postpone(tx: &Tx, taken: &Taken, due_at: i64) -> Result<(), StoreError> {
    let sql = "update files set due_at = $1 where id = $2 and state = 'held'";
    tx.run(sql, [due_at.into(), taken.found.file.id.into()]).await?;
    Ok(())
}

/// A file is judged. Of one that is harmful nothing stays but its name. `false`: it was judged, or taken away, meanwhile.
pub async fn judged(tx: &Tx, taken: &Taken, state: State, now: i64) -> Result<bool, StoreError> {
    hold(tx, taken.account).await?;
    let id = taken.found.file.id;
    let sql = "update files set state = $1, judged_at = $2 where id = $3 and state = 'held'";
    if tx.run(sql, [state.code().into(), now.into(), id.into()]).await? != 1 {
        return Ok(false);
    }
    if state == State::Infected {
        tx.run("delete from file_chunks where file_id = $1", [id.into()]).await?;
        give_back(tx, taken.account, taken.found.file.bytes).await?;
    }
    Ok(true)
}

/// In which conversation a file is, if it was sent in one: the pool, the thread, and whether the patient keeps it for
/// herself.
pub async fn thread_of(db: &impl Reads, file: &StoredFile) -> Result<Option<(Uuid, Uuid, bool)>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        pool_id: Uuid,
        id: Uuid,
        private: bool,
    }
    // Sent meanwhile, perhaps: it is asked of the file as it is now.
    let sql = "select t.pool_id, t.id, t.private from files f join messages m on m.id = f.message_id
               join threads t on t.id = m.thread_id where f.id = $1";
    let row: Option<Row> = one(db, sql, [file.id.into()]).await?;
    Ok(row.map(|row| (row.pool_id, row.id, row.private)))
}

/// Files that lie at a place since before a moment, and those that were never written to their end since before another
/// one: so many at most, with whose they are.
pub async fn old(
    db: &impl Reads,
    lying_before: i64,
    receiving_before: i64,
    most: u32,
) -> Result<Vec<(AccountId, FileId)>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        account_id: Uuid,
    }
    let rows: Vec<Row> = all(
        db,
        "select id, account_id from files
         where place is not null and made_at < $1 and (made_at < $2 or state = 'receiving')
         order by made_at, id limit $3",
        [receiving_before.into(), lying_before.into(), i64::from(most).into()],
    )
    .await?;
    Ok(rows.into_iter().map(|row| (row.account_id.into(), row.id.into())).collect())
}

/// Takes away all that an account has not sent with anything. What it has sent is not counted anew: no index finds that.
pub async fn erase_unsent(tx: &Tx, account: AccountId) -> Result<(), StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        bytes: i64,
        state: String,
    }
    hold(tx, account.0).await?;
    let sql = "delete from files where account_id = $1 and place is not null returning bytes, state";
    let rows: Vec<Row> = all(tx, sql, [account.0.into()]).await?;
    let bytes: i64 = rows.iter().filter(|row| row.state != State::Infected.code()).map(|row| row.bytes).sum();
    if bytes > 0 {
        give_back(tx, account.0, bytes).await?;
    }
    Ok(())
}

/// Accounts whose bytes disagree with their files: none, or the portal is wrong. For tests.
pub async fn miscounted(db: &impl Reads) -> Result<Vec<Uuid>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
    }
    let rows: Vec<Row> = all(
        db,
        "select c.id from accounts c
         where c.file_bytes <> coalesce((select sum(f.bytes) from files f
                                         where f.account_id = c.id and f.state <> 'infected'), 0)",
        [],
    )
    .await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}
