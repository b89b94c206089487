//! Files that people send: one a request, as a form of a browser sends it (`multipart/form-data`).
//!
//! First the fields, which say where it belongs: `patient`, and `thread` for a reply or `ask` (a kind) for a request; `thread`
//! alone for a team's answer. With `practice`, `topic`, `subject`, `body` and `intent` they are kept as the draft of what is
//! being written; of a request all fields are. `follows` and `queue` say on which page of several the form is. Then the file,
//! `file`. Who it is, and whether she may put a file there, is asked before the file is read. A field `remove` takes a file
//! back instead: a plain form has its button among the others.
//!
//! A page with script is answered as by a server function, in JSON: the file, or a refusal. A plain form is led back to its
//! page, with `?file=` and the word of a problem, if there is one. Who has to wait before anything is read is told so on a
//! page of its own: what was typed is kept by nobody but the browser then, which sends it again with that page.

use crate::doors::Doors;
use axum::Extension;
use axum::body::Bytes;
use axum::extract::multipart::Field;
use axum::extract::{FromRequest as _, Multipart, Request, State};
use axum::http::header::{ACCEPT, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use portal_care::files::{self, Place, Upload};
use portal_care::messages::{self, keep_typed};
use portal_care::{Action, CareError, Visitor, asks};
use portal_types::ask::{AskDraft, AskKind};
use portal_types::error::Refusal;
use portal_types::field::Problem;
use portal_types::file::{FILE_MAX, FileProblem, FileView, NotTaken};
use portal_types::ids::{AccountId, FileId, IntentKey, PatientId, ThreadId};
use portal_types::links;
use portal_types::message::Draft;
use portal_types::triage::QueueFilter;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout};

/// Largest body: a file, what is half-written, and what a form writes around them.
pub(crate) const BODY: usize = FILE_MAX + 256 * 1024;

/// Largest field that is no file.
const FIELD_MAX: usize = 64 * 1024;

/// Fields before the file: a renewal has two for each medicine.
const FIELDS_MAX: usize = 100;

/// A request has this long to arrive, whole: the largest one by 512 kbit/s takes 164 seconds.
const ALL: Duration = Duration::from_secs(5 * 60);

/// And this long for its next piece.
const NEXT: Duration = Duration::from_secs(10);

/// For so long it may come as slowly as it likes, piece by piece.
const AT_FIRST: Duration = Duration::from_secs(10);

/// Then it must have brought so many bytes for each second since it began. Whoever brings fewer takes a place from others.
const SLOWEST: u128 = 4 * 1024;

/// Files that are in memory at one time, on this node. Each is there once as it came, and once as [`read`] puts it together:
/// 21 MiB at most.
const AT_ONCE: usize = 32;

/// Those of one account.
const OF_ONE: usize = 2;

/// What is being sent right now.
pub(crate) struct Uploads {
    places: Arc<Semaphore>,
    of: Arc<Mutex<HashMap<AccountId, usize>>>,
}

/// One of them; it ends when this is dropped.
pub(crate) struct Turn {
    account: AccountId,
    of: Arc<Mutex<HashMap<AccountId, usize>>>,
    _place: OwnedSemaphorePermit,
}

impl Uploads {
    pub(crate) fn new() -> Self {
        Self { places: Arc::new(Semaphore::new(AT_ONCE)), of: Arc::default() }
    }

    /// A turn for an account; none, if there are too many already.
    fn turn(&self, account: AccountId) -> Option<Turn> {
        let place = self.places.clone().try_acquire_owned().ok()?;
        let mut all = self.of.lock().unwrap_or_else(PoisonError::into_inner);
        let count = all.entry(account).or_default();
        if *count >= OF_ONE {
            return None;
        }
        *count += 1;
        Some(Turn { account, of: self.of.clone(), _place: place })
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut all = self.of.lock().unwrap_or_else(PoisonError::into_inner);
        match all.get_mut(&self.account) {
            Some(count) if *count > 1 => *count -= 1,
            _ => {
                all.remove(&self.account);
            }
        }
    }
}

/// Why nothing came of a request.
enum Failed {
    /// It is no such request, or did not arrive.
    Status(StatusCode),
    /// It is refused.
    Refused(CareError),
}

impl From<CareError> for Failed {
    fn from(error: CareError) -> Self {
        Self::Refused(error)
    }
}

/// The status of what was not to be read.
fn unread(error: &axum::extract::multipart::MultipartError) -> Failed {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Failed::Refused(too_long()),
        status => Failed::Status(status),
    }
}

fn too_long() -> CareError {
    CareError::field("file", Problem::File(FileProblem::TooLong))
}

/// Whether somebody who has brought so many bytes in so long only keeps a place.
fn is_trickle(bytes: usize, since: Duration) -> bool {
    since > AT_FIRST && bytes as u128 * 1000 < SLOWEST * since.as_millis()
}

/// How fast something arrives.
struct Pace {
    began: Instant,
    bytes: usize,
}

impl Pace {
    fn begin() -> Self {
        Self { began: Instant::now(), bytes: 0 }
    }

    /// More has come: an end, where that is a trickle.
    fn goes_on(&mut self, bytes: usize) -> Result<(), Failed> {
        self.bytes += bytes;
        if is_trickle(self.bytes, self.began.elapsed()) {
            return Err(Failed::Status(StatusCode::REQUEST_TIMEOUT));
        }
        Ok(())
    }
}

/// A field's bytes, no more than so many of them, nor room for more.
async fn read(field: &mut Field<'_>, most: usize, pace: &mut Pace) -> Result<Option<Vec<u8>>, Failed> {
    let mut all: Vec<u8> = Vec::new();
    loop {
        let piece: Option<Bytes> = timeout(NEXT, field.chunk())
            .await
            .map_err(|_| Failed::Status(StatusCode::REQUEST_TIMEOUT))?
            .map_err(|error| unread(&error))?;
        let Some(piece) = piece else { return Ok(Some(all)) };
        pace.goes_on(piece.len())?;
        let whole = all.len() + piece.len();
        if whole > most {
            return Ok(None);
        }
        if whole > all.capacity() {
            // Twice as much, as a list would take by itself, but never more than may come.
            let room = (2 * all.capacity()).max(whole).min(most);
            all.reserve_exact(room - all.len());
        }
        all.extend_from_slice(&piece);
    }
}

/// The fields of a form before its file.
#[derive(Default)]
struct Form(HashMap<String, String>);

impl Form {
    fn said(&self, field: &str) -> String {
        self.0.get(field).cloned().unwrap_or_default()
    }

    fn parsed<T: std::str::FromStr>(&self, field: &str) -> Option<T> {
        self.0.get(field).and_then(|said| said.parse().ok())
    }

    /// Where the file belongs.
    fn place(&self) -> Option<Place> {
        let said = |field: &str| self.0.get(field).is_some_and(|said| !said.is_empty());
        // What is said is to be read: nothing is put elsewhere because an id is nonsense.
        match (said("patient"), said("thread"), said("ask")) {
            (true, false, false) => Some(Place::New(self.parsed::<PatientId>("patient")?)),
            (true, true, false) => {
                Some(Place::Reply(self.parsed::<PatientId>("patient")?, self.parsed::<ThreadId>("thread")?))
            }
            (true, false, true) => {
                let kind = AskKind::from_code(self.0.get("ask")?)?;
                Some(Place::Ask(self.parsed::<PatientId>("patient")?, kind))
            }
            (false, true, false) => Some(Place::Answer(self.parsed::<ThreadId>("thread")?)),
            _ => None,
        }
    }

    /// The page that the form is on.
    fn page(&self, place: Place) -> String {
        match (place, self.parsed::<ThreadId>("follows"), self.0.get("queue")) {
            (Place::New(patient), Some(thread), _) => links::follow_up(patient, thread),
            (Place::Answer(thread), _, Some(shown)) => {
                links::desk_item_shown(thread.into(), QueueFilter::from_code(shown))
            }
            _ => place.link(),
        }
    }

    fn intent(&self) -> Option<IntentKey> {
        self.parsed("intent")
    }

    /// The message that is being written, if the form says it.
    fn message(&self) -> Option<Draft> {
        self.0.contains_key("body").then(|| Draft {
            pool: self.said("pool"),
            practice: self.said("practice"),
            topic: self.said("topic"),
            subject: self.said("subject"),
            body: self.said("body"),
            follows: self.parsed("follows"),
        })
    }

    /// The request that is being written, if the form says it: a page with our code sends nothing but where it belongs.
    fn request(&self) -> Option<AskDraft> {
        let draft = AskDraft::of(self.0.clone());
        (!draft.is_empty()).then_some(draft)
    }
}

/// Keeps what is being written at a place, if the form says it.
async fn keep(doors: &Doors, visitor: &Visitor, form: &Form, place: Place) -> Result<(), CareError> {
    let Some(intent) = form.intent() else { return Ok(()) };
    let place = match place {
        Place::New(patient) => messages::Place::New(patient),
        Place::Reply(patient, thread) => messages::Place::Reply(patient, thread),
        Place::Answer(thread) => messages::Place::Answer(thread),
        Place::Ask(patient, kind) => {
            let Some(draft) = form.request() else { return Ok(()) };
            let kept = doors
                .portal()
                .write(visitor, Action::KeepDraft, async |call| {
                    asks::keep_typed(call, asks::Form { patient, kind, ask: None }, &draft, intent).await
                })
                .await;
            return unless_too_long(kept);
        }
    };
    let Some(draft) = form.message() else { return Ok(()) };
    let kept = doors
        .portal()
        .write(visitor, Action::KeepDraft, async |call| keep_typed(call, place, draft, intent).await)
        .await;
    unless_too_long(kept)
}

/// Longer than anything that is kept: what was to be done with the file is done all the same.
fn unless_too_long(kept: Result<(), CareError>) -> Result<(), CareError> {
    match kept {
        Ok(()) | Err(CareError::Invalid(_)) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Takes a request in: the file that it brought, or none, where one was taken back. Where it is known where the file
/// belongs, the page to go back to is told, whatever comes of it.
async fn taken(
    doors: &Doors,
    visitor: &Visitor,
    request: Request,
    back: &mut Option<String>,
) -> Result<Option<FileView>, Failed> {
    let mut parts = Multipart::from_request(request, &()).await.map_err(|no| Failed::Status(no.status()))?;
    let mut form = Form::default();
    let mut pace = Pace::begin();
    for _ in 0..=FIELDS_MAX {
        let next = timeout(NEXT, parts.next_field()).await;
        let next = next.map_err(|_| Failed::Status(StatusCode::REQUEST_TIMEOUT))?.map_err(|error| unread(&error))?;
        let Some(mut field) = next else { break };
        pace.goes_on(0)?;
        let name = field.name().unwrap_or_default().to_owned();
        if name != "file" {
            let said = read(&mut field, FIELD_MAX, &mut pace).await?.and_then(|said| String::from_utf8(said).ok());
            form.0.insert(name, said.ok_or(Failed::Status(StatusCode::UNPROCESSABLE_ENTITY))?);
            continue;
        }
        if form.0.contains_key("remove") {
            break;
        }
        let place = form.place().ok_or(CareError::NotFound)?;
        *back = Some(form.page(place));
        files::greet(doors.portal(), visitor, place).await?;
        keep(doors, visitor, &form, place).await?;
        let called = field.file_name().unwrap_or_default().to_owned();
        // What we have asked meanwhile was no time of hers.
        let bytes = read(&mut field, FILE_MAX, &mut Pace::begin()).await?.ok_or_else(too_long)?;
        let upload = Upload { name: called, bytes, intent: form.intent() };
        return Ok(Some(files::receive(doors.portal(), visitor, place, upload).await?));
    }
    let said = form.0.get("remove").ok_or(Failed::Status(StatusCode::UNPROCESSABLE_ENTITY))?;
    let file: FileId = said.parse().map_err(|_| CareError::NotFound)?;
    let place = form.place().ok_or(CareError::NotFound)?;
    *back = Some(form.page(place));
    // What cannot be kept keeps no file from being taken back.
    let kept = keep(doors, visitor, &form, place).await;
    let removed =
        doors.portal().write(visitor, Action::RemoveFile, async |call| files::remove(call, file).await.map(drop)).await;
    match removed {
        // Pressed twice it is gone once.
        Ok(()) | Err(CareError::NotFound) => kept.map(|()| None).map_err(Failed::from),
        Err(error) => Err(error.into()),
    }
}

/// Whether a browser has sent this by itself, without our code.
pub(crate) fn is_plain(headers: &HeaderMap) -> bool {
    headers.get(ACCEPT).and_then(|said| said.to_str().ok()).is_some_and(|said| said.contains("text/html"))
}

/// What is told of a file on the page that it was sent from.
fn not_taken(error: &CareError) -> Option<NotTaken> {
    match error {
        CareError::Invalid(fields) => fields.iter().find_map(|field| match field.problem {
            Problem::File(problem) => Some(NotTaken::Because(problem)),
            _ => None,
        }),
        CareError::Conflict => Some(NotTaken::Late),
        CareError::TooOften { .. } | CareError::Unavailable | CareError::Internal(_) => Some(NotTaken::Again),
        _ => None,
    }
}

/// The status of a refusal, as server functions have it.
fn status(refusal: &Refusal) -> StatusCode {
    match refusal {
        Refusal::SignedOut => StatusCode::UNAUTHORIZED,
        Refusal::NotFound => StatusCode::NOT_FOUND,
        Refusal::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Refusal::Conflict => StatusCode::CONFLICT,
        Refusal::TooOften { .. } => StatusCode::TOO_MANY_REQUESTS,
        Refusal::Locked | Refusal::NeedsFactor | Refusal::Unagreed | Refusal::Unproven => StatusCode::FORBIDDEN,
        Refusal::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        Refusal::WrongCredentials | Refusal::Expired | Refusal::Minor | Refusal::Internal => {
            StatusCode::INTERNAL_SERVER_ERROR
        }
    }
}

fn json(status: StatusCode, body: Result<String, serde_json::Error>) -> Response {
    match body {
        Ok(body) => (status, [(CONTENT_TYPE, "application/json")], body).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Takes a file in.
pub(crate) async fn receive(
    State(doors): State<Doors>,
    Extension(visitor): Extension<Visitor>,
    request: Request,
) -> Response {
    let plain = is_plain(request.headers());
    // Nobody who is not signed in has anything of hers read. A turn comes before the fields: what is there already of a
    // request is read into memory with them.
    let account =
        doors.portal().read(&visitor, Action::UploadFile, async |call| Ok(call.actor().own()?.account())).await;
    let turn = account.and_then(|account| doors.uploads().turn(account).ok_or(CareError::TooOften { seconds: 5 }));
    let _turn = match turn {
        Ok(turn) => turn,
        Err(CareError::TooOften { seconds }) if plain => return doors.too_much_at_once(seconds.into(), true),
        Err(error) => return refused(error, None, plain),
    };
    let mut back = None;
    let done = timeout(ALL, taken(&doors, &visitor, request, &mut back)).await;
    match done.unwrap_or(Err(Failed::Status(StatusCode::REQUEST_TIMEOUT))) {
        Ok(file) => match back {
            Some(page) if plain => (StatusCode::SEE_OTHER, [(LOCATION, page)]).into_response(),
            _ => json(StatusCode::OK, serde_json::to_string(&file)),
        },
        Err(Failed::Status(status)) => status.into_response(),
        Err(Failed::Refused(error)) => refused(error, back, plain),
    }
}

/// What somebody hears who is refused: a plain form its page, with what is to be said there.
fn refused(error: CareError, back: Option<String>, plain: bool) -> Response {
    if let CareError::Internal(cause) = &error {
        tracing::error!(%cause, "a file was not taken in");
    }
    match (plain, back, not_taken(&error)) {
        (true, Some(page), Some(told)) => {
            let (mark, word) = (if page.contains('?') { '&' } else { '?' }, told.code());
            (StatusCode::SEE_OTHER, [(LOCATION, format!("{page}{mark}file={word}"))]).into_response()
        }
        _ => {
            let refusal = error.refusal();
            let body = serde_json::to_string(&HashMap::from([("Refused", &refusal)]));
            json(status(&refusal), body)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(fields: &[(&str, &str)]) -> Form {
        Form(fields.iter().map(|(field, said)| ((*field).to_owned(), (*said).to_owned())).collect())
    }

    #[test]
    fn a_bad_network_is_waited_for_and_a_trickle_is_not() {
        let seconds = Duration::from_secs;
        // Within the first seconds anything goes; then what an old phone brings, and what a line of 512 kbit/s does.
        for (bytes, since) in [(0, 10), (41 * 1024, 10), (44 * 1024, 11), (180_000 * 58, 58), (64_000 * 164, 164)] {
            assert!(!is_trickle(bytes, seconds(since)), "{bytes} in {since} s");
        }
        for (bytes, since) in [(0, 11), (11, 11), (43 * 1024, 11), (1024 * 1024, 290), (FILE_MAX, 3000)] {
            assert!(is_trickle(bytes, seconds(since)), "{bytes} in {since} s");
        }
        let largest = u64::try_from(FILE_MAX.div_ceil(64_000)).unwrap();
        assert!(seconds(largest) < ALL, "by 512 kbit/s");
    }

    #[test]
    fn a_form_says_where_its_file_belongs_or_nothing_is_taken() {
        let (id, other) = ("01900000-0000-7000-8000-000000000001", "01900000-0000-7000-8000-000000000002");
        let (patient, thread) = (id.parse().unwrap(), other.parse().unwrap());
        for (fields, place) in [
            (vec![("patient", id)], Some(Place::New(patient))),
            (vec![("patient", id), ("thread", "")], Some(Place::New(patient))),
            (vec![("patient", id), ("thread", other)], Some(Place::Reply(patient, thread))),
            (vec![("thread", other)], Some(Place::Answer(thread))),
            (vec![("patient", id), ("ask", "referral")], Some(Place::Ask(patient, AskKind::Referral))),
            (vec![("patient", id), ("thread", "old")], None),
            (vec![("patient", "old"), ("thread", other)], None),
            (vec![("patient", id), ("ask", "visit")], None),
            (vec![("patient", id), ("thread", other), ("ask", "referral")], None),
            (vec![("ask", "referral")], None),
            (vec![], None),
        ] {
            assert_eq!(form(&fields).place(), place, "{fields:?}");
        }
    }

    #[test]
    fn an_account_has_two_turns_and_the_node_so_many_that_four_accounts_keep_nobody_waiting() {
        let uploads = Uploads::new();
        let account = |n: u32| format!("01900000-0000-7000-8000-{n:012x}").parse::<AccountId>().unwrap();
        let (first, second) = (uploads.turn(account(1)), uploads.turn(account(1)));
        assert!(first.is_some() && second.is_some() && uploads.turn(account(1)).is_none());
        drop(first);
        let third = uploads.turn(account(1));
        assert!(third.is_some());
        let slow: Vec<Turn> = [2, 2, 3, 3, 4, 4].into_iter().filter_map(|n| uploads.turn(account(n))).collect();
        let others: Vec<Turn> = (5..50).filter_map(|n| uploads.turn(account(n))).collect();
        assert_eq!((slow.len(), others.len()), (6, 24));
        drop((second, third, slow, others));
        assert!(uploads.of.lock().unwrap().is_empty());
        assert_eq!(uploads.places.available_permits(), AT_ONCE);
    }
}
