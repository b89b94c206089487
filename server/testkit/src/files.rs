//! Files that people send.

use crate::people::{Patient, Staff, World};
use portal_care::files::{self, Place, Upload};
use portal_care::{Action, CareError, Visitor};
use portal_types::file::FileView;
use portal_types::ids::{FileId, IntentKey};
use sea_orm::{ConnectionTrait as _, Statement};

impl World {
    /// What lies at a place of an account's: what a form lists there that is drawn now.
    pub(crate) async fn lists_files(&self, username: &str, place: impl Into<Place>) -> Vec<FileId> {
        let look = self.db.look();
        let sql = "select f.id from files f join accounts a on a.id = f.account_id
                   where a.username = $1 and f.place = $2 and f.state <> 'receiving' order by f.made_at, f.id";
        let values = [username.into(), place.into().key().into()];
        let find = Statement::from_sql_and_values(look.get_database_backend(), sql, values);
        let rows = look.query_all_raw(find).await.expect("a query that works");
        rows.iter().map(|row| FileId(row.try_get("", "id").expect("an id"))).collect()
    }

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
    /// The files that her form lists at a place, if it is drawn now.
    pub async fn lists_files(&self, place: impl Into<Place>) -> Vec<FileId> {
        self.world.lists_files(&self.username, place).await
    }

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
    /// The files that her form lists at a place, if it is drawn now.
    pub async fn lists_files(&self, place: impl Into<Place>) -> Vec<FileId> {
        self.world.lists_files(&self.username, place).await
    }

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
