//! Opening a file: by the key that opens what it was sent with.

use crate::asks;
use crate::{CareError, Glance, Portal};
use portal_access::Messages;
use portal_store::files::{self, Found};
use portal_types::file::FileKind;
use portal_types::ids::FileId;
use portal_types::representative::Capability;

/// A file that the caller may have. Has no `Debug`.
pub struct Opened {
    /// What it is.
    pub kind: FileKind,
    /// What it is called.
    pub name: String,
    /// How many bytes it has.
    pub bytes: u64,
    found: Found,
}

/// Opens a file of a message or a request that the caller may open, if nothing harmful is in it. Whatever else there is, or
/// is not, is the same refusal.
pub async fn open(call: &mut Glance, file: FileId) -> Result<Opened, CareError> {
    let found = if let Ok(key) = call.actor().pools() {
        files::of_pools(call.db(), &key, file).await?.ok_or(CareError::NotFound)?
    } else {
        call.owes_nothing()?;
        let (patient, with_ask) = files::about(call.db(), file).await?.ok_or(CareError::NotFound)?;
        if with_ask {
            let keys = asks::opened(call.actor(), patient)?;
            files::of_asks(call.db(), &keys, file).await?.ok_or(CareError::NotFound)?
        } else {
            let chart = call.actor().chart::<Messages>(patient)?;
            files::of_chart(call.db(), &chart, file).await?.ok_or(CareError::NotFound)?
        }
    };
    let category = match files::ask_kind(call.db(), &found).await? {
        Some(kind) => kind.capability(),
        None => Capability::Messages,
    };
    call.saw(found.file().patient_id.into(), category.code());
    let kind = FileKind::from_code(&found.file().kind).ok_or(CareError::NotFound)?;
    let bytes = u64::try_from(found.file().bytes).unwrap_or(0);
    Ok(Opened { kind, name: found.file().name.clone(), bytes, found })
}

/// A piece of an opened file, by its number from 0; none after the last one.
pub async fn piece(portal: &Portal, opened: &Opened, no: i16) -> Result<Option<Vec<u8>>, CareError> {
    Ok(files::piece(&portal.outside().db.look(), &opened.found, no).await?)
}
