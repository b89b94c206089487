//! Taking a file in: judged, drawn anew, kept in pieces, and taken back.
//!
//! Whether the sender may put it there is asked before it is read, and again before it is there: a right that was ended
//! meanwhile opens nothing. No transaction holds more than a piece, so that nobody waits for a file of somebody else's.
//!
//! A file may come again, because its sender was cut off, or has not heard that it is there. At one place it is one file: what
//! is there is what she is answered, and what never became whole makes way.

use super::place::{Place, open_to};
use super::view::file_view;
use super::{Kept, clean_name, judge};
use crate::{Call, CareError, Glance, Portal, Visitor};
use portal_access::{Action, Own, Uploads};
use portal_gateways::Keys;
use portal_store::files::{self, New, State};
use portal_store::intents;
use portal_types::field::Problem;
use portal_types::file::{ACCOUNT_MAX, FILE_MAX, FILES_MAX, FileProblem, FileView, TOGETHER_MAX};
use portal_types::ids::{AccountId, FileId, IntentKey, PatientId};
use tokio::sync::Semaphore;

/// Bytes of a piece: a transaction is short, and many are not needed.
const PIECE: usize = 256 * 1024;

/// A file that is not whole after so long never will be, milliseconds: it takes nobody's place any more.
const UNDER_WAY_MS: i64 = 5 * 60_000;

/// Files that are judged at one time: each may take a processor and 250 MiB.
static WORKSHOP: Semaphore = Semaphore::const_new(2);

/// A file as it came. Has no `Debug`.
pub struct Upload {
    /// What the browser calls it.
    pub name: String,
    /// All of it.
    pub bytes: Vec<u8>,
    /// The intent of the form that it was added to. What comes later than what that form has sent is not kept.
    pub intent: Option<IntentKey>,
}

fn refused(problem: FileProblem) -> CareError {
    CareError::field("file", Problem::File(problem))
}

/// Who sends a file, if she may put one there: asked before it is read.
pub async fn greet(portal: &Portal, visitor: &Visitor, place: Place) -> Result<AccountId, CareError> {
    portal
        .write(visitor, Action::UploadFile, async |call| {
            // The file itself will be noted.
            call.unnoted();
            open_to(call, place).await?;
            Ok(call.actor().own()?.account())
        })
        .await
}

/// Judges a file away from where others are answered.
async fn judged(bytes: Vec<u8>) -> Result<Kept, CareError> {
    let turn = WORKSHOP.acquire().await.map_err(|closed| CareError::Internal(Box::new(closed)))?;
    let kept = tokio::task::spawn_blocking(move || {
        // As long as it works, also when nobody waits for it any more.
        let _turn = turn;
        judge(bytes)
    });
    let kept = kept.await;
    let kept = kept.map_err(|failed| CareError::Internal(Box::new(failed)))?;
    kept.map_err(|refusal| CareError::field("file", refusal.problem()))
}

/// Refuses what comes later than what its form has sent.
async fn in_time(call: &Call, own: &Own, intent: Option<IntentKey>) -> Result<(), CareError> {
    if let Some(intent) = intent {
        if intents::is_done(call.tx(), own, intent).await? {
            return Err(CareError::Conflict);
        }
    }
    Ok(())
}

/// What comes of a file that may be put somewhere.
enum Begun {
    /// It is there already.
    There(FileView),
    /// It is written from now on.
    Anew(FileId),
}

/// Begins to keep a file, if it is not there and there is room for it.
async fn begun(
    call: &mut Call,
    place: Place,
    (name, kept, intent): (&str, &Kept, Option<IntentKey>),
) -> Result<Begun, CareError> {
    call.unnoted();
    let patient = open_to(call, place).await?;
    let (own, now, key) = (call.actor().own()?, call.now(), place.key());
    in_time(call, &own, intent).await?;
    let bytes = i64::try_from(kept.bytes.len()).unwrap_or(i64::MAX);
    let most = i64::try_from(ACCOUNT_MAX).unwrap_or(i64::MAX);
    let hash = Keys::content_hash(&kept.bytes);
    // First of all: the account is held from here on, and of two that come at one moment the second one sees the first.
    files::take_over(call.tx(), &own, &key, &hash).await?;
    let there = files::lying(call.tx(), &own, &key, now - UNDER_WAY_MS).await?;
    // What is whole now was not taken over, and takes no room again.
    if let Some(same) = there.iter().find(|file| file.hash == hash) {
        return file_view(same.clone()).map(Begun::There).ok_or(CareError::NotFound);
    }
    if !files::take_room(call.tx(), &own, bytes, most).await? {
        return Err(refused(FileProblem::NoRoom));
    }
    if there.len() >= FILES_MAX {
        return Err(refused(FileProblem::TooMany));
    }
    let together: i64 = there.iter().map(|file| file.bytes).sum();
    if u64::try_from(together.saturating_add(bytes)).unwrap_or(0) > TOGETHER_MAX {
        return Err(refused(FileProblem::TooMuch));
    }
    let id = FileId(call.id());
    let new = New { id, patient, place: &key, name, kind: kept.kind.code(), bytes, hash: &hash };
    files::begin(call.tx(), &own, new, now).await?;
    Ok(Begun::Anew(id))
}

/// A file was taken away while it was written: the same was put there once more, most likely. Who comes again is told of that
/// one.
fn overtaken() -> CareError {
    CareError::Unavailable
}

/// Writes the pieces of a file, each in a transaction of its own.
async fn written(portal: &Portal, file: FileId, bytes: &[u8]) -> Result<(), CareError> {
    for (no, piece) in bytes.chunks(PIECE).enumerate() {
        let no = i16::try_from(no).map_err(|_| refused(FileProblem::TooLong))?;
        let tx = portal.outside().db.begin().await?;
        if !files::put(&tx, file, no, piece).await? {
            return Err(overtaken());
        }
        tx.commit().await?;
    }
    Ok(())
}

/// The last step: the file is there from now on, unless its form was sent without it: it would go with the next one. Where
/// nobody judges files it can be opened at once.
async fn finished(
    call: &mut Call,
    place: Place,
    (file, intent): (FileId, Option<IntentKey>),
) -> Result<FileView, CareError> {
    open_to(call, place).await?;
    call.on(file);
    let own = call.actor().own()?;
    // First of all: a form that is being sent at this moment is waited for, and then has been sent.
    files::hold_own(call.tx(), &own).await?;
    in_time(call, &own, intent).await?;
    let outside = call.portal().outside();
    let waits = !outside.scanner.is_none() || outside.settings.require_scanner;
    let state = if waits { State::Held } else { State::Clean };
    if !files::finish(call.tx(), &own, file, state).await? {
        return Err(overtaken());
    }
    let kept = files::find_own(call.tx(), &own, file).await?.and_then(file_view);
    kept.ok_or(CareError::NotFound)
}

/// Takes a file in at a place of the sender's. One that is there already is answered as if it had just come.
pub async fn receive(portal: &Portal, visitor: &Visitor, place: Place, upload: Upload) -> Result<FileView, CareError> {
    if upload.bytes.len() > FILE_MAX {
        return Err(refused(FileProblem::TooLong));
    }
    // Nobody's processor works for who may put nothing there.
    let account = greet(portal, visitor, place).await?;
    let kept = judged(upload.bytes).await?;
    let name = clean_name(&upload.name, kept.kind);
    let what = (name.as_str(), &kept, upload.intent);
    let file = match portal.write(visitor, Action::UploadFile, async |call| begun(call, place, what).await).await? {
        Begun::There(file) => return Ok(file),
        Begun::Anew(file) => file,
    };
    let done = match written(portal, file, &kept.bytes).await {
        Ok(()) => {
            let whole = (file, upload.intent);
            portal.write(visitor, Action::UploadFile, async |call| finished(call, place, whole).await).await
        }
        Err(error) => Err(error),
    };
    if done.is_err() {
        // Half a file helps nobody; if this fails, too, it goes when it is old. One that was taken over has gone already, with
        // its bytes.
        let tx = portal.outside().db.begin().await?;
        files::take_away(&tx, account, file).await?;
        tx.commit().await?;
    }
    done
}

/// Takes back a file that is not sent with anything, and tells where it lay.
pub async fn remove(call: &mut Call, file: FileId) -> Result<Place, CareError> {
    let own = call.actor().own()?;
    let there = files::find_own(call.tx(), &own, file).await?.ok_or(CareError::NotFound)?;
    let place = there.place.as_deref().and_then(|key| Place::read(key, there.patient_id.into()));
    let place = place.ok_or(CareError::NotFound)?;
    open_to(call, place).await?;
    call.on(file);
    if !files::take_away(call.tx(), own.account(), file).await? {
        return Err(CareError::NotFound);
    }
    Ok(place)
}

/// What the caller has sent about a chart and what lies somewhere still, the first one first.
pub async fn unsent(call: &mut Glance, patient: PatientId) -> Result<Vec<FileView>, CareError> {
    // Of all parts that are drawn, the least: what somebody has sent herself.
    call.chart::<Uploads>(patient)?;
    let own = call.actor().own()?;
    let files = files::unsent(call.db(), &own, patient).await?;
    Ok(files.into_iter().filter_map(file_view).collect())
}
