//! Files that people send.

use crate::people::{Patient, Staff, World};
use portal_care::files::{self, Place, Upload};
use portal_care::{Action, CareError, Visitor};
use portal_types::file::FileView;
use portal_types::ids::{FileId, IntentKey};

impl World {
    /// Somebody puts a file somewhere.
    pub async fn uploads(
        &self,
        visitor: &Visitor,
        place: impl Into<Place>,
        (name, bytes): (&str, &[u8]),
        intent: Option<IntentKey>,
    ) -> Result<FileView, CareError> {
        self.tick();
        let upload = Upload { name: name.to_owned(), bytes: bytes.to_vec(), intent };
        files::receive(&self.portal, visitor, place.into(), upload).await
    }

    /// Somebody takes a file back that is not sent.
    pub async fn takes_back(&self, visitor: &Visitor, file: FileId) -> Result<Place, CareError> {
        self.tick();
        self.portal.write(visitor, Action::RemoveFile, async |call| files::remove(call, file).await).await
    }

    /// Somebody opens a file and reads it to its end.
    pub async fn reads_file(&self, visitor: &Visitor, file: FileId) -> Result<Vec<u8>, CareError> {
        self.tick();
        let opened = self.portal.read(visitor, Action::ReadFile, async |call| files::open(call, file).await).await?;
        let mut all = Vec::new();
        for no in 0.. {
            match files::piece(&self.portal, &opened, no).await? {
                Some(piece) => all.extend(piece),
                None => break,
            }
        }
        Ok(all)
    }
}

impl Patient {
    /// Puts a text somewhere, as a file that is called so.
    pub async fn attaches(&self, place: impl Into<Place>, name: &str, text: &str) -> Result<FileView, CareError> {
        self.world.uploads(&self.visitor(), place, (name, text.as_bytes()), None).await
    }

    /// Takes a file back.
    pub async fn takes_back(&self, file: FileId) -> Result<Place, CareError> {
        self.world.takes_back(&self.visitor(), file).await
    }

    /// Opens a file.
    pub async fn reads_file(&self, file: FileId) -> Result<Vec<u8>, CareError> {
        self.world.reads_file(&self.visitor(), file).await
    }
}

impl Staff {
    /// Puts a text somewhere, as a file that is called so.
    pub async fn attaches(&self, place: impl Into<Place>, name: &str, text: &str) -> Result<FileView, CareError> {
        self.world.uploads(&self.visitor(), place, (name, text.as_bytes()), None).await
    }

    /// Takes a file back.
    pub async fn takes_back(&self, file: FileId) -> Result<Place, CareError> {
        self.world.takes_back(&self.visitor(), file).await
    }

    /// Opens a file.
    pub async fn reads_file(&self, file: FileId) -> Result<Vec<u8>, CareError> {
        self.world.reads_file(&self.visitor(), file).await
    }
}
