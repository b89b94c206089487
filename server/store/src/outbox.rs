//! What will be sent: written with the change that asks for it, sent later by a worker.

use crate::entity::outbox;
use crate::{Reads, StoreError, Tx};
use portal_types::account::Lang;
use portal_types::enrollment::Channel;
use portal_types::notice::Letter;
use sea_orm::ActiveValue::Set;
use sea_orm::{EntityTrait, QueryOrder, QuerySelect};
use uuid::Uuid;

/// A notice to be sent. Has no `Debug`: it may carry a code.
#[derive(Clone)]
pub struct Notice {
    /// How.
    pub channel: Channel,
    /// To whom.
    pub to: String,
    /// In which language (R-10.6: the recipient's).
    pub lang: Lang,
    /// What.
    pub letter: Letter,
}

/// Puts a notice into the outbox.
pub async fn put(tx: &Tx, id: Uuid, notice: &Notice, now: i64) -> Result<(), StoreError> {
    let letter = serde_json::to_string(&notice.letter).map_err(|e| sea_orm::DbErr::Json(e.to_string()))?;
    let row = outbox::ActiveModel {
        id: Set(id),
        channel: Set(notice.channel.code().into()),
        recipient: Set(notice.to.clone()),
        lang: Set(notice.lang.code().into()),
        letter: Set(letter),
        created_at: Set(now),
        sent_at: Set(None),
    };
    outbox::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// The newest notices with their times, for the demo's page.
pub async fn newest(db: &impl Reads, most: u64) -> Result<Vec<(Notice, i64)>, StoreError> {
    let rows = outbox::Entity::find()
        .order_by_desc(outbox::Column::CreatedAt)
        .order_by_desc(outbox::Column::Id)
        .limit(most)
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let notice = Notice {
                channel: Channel::from_code(&row.channel)?,
                to: row.recipient,
                lang: Lang::from_code(&row.lang).unwrap_or_default(),
                letter: serde_json::from_str(&row.letter).ok()?,
            };
            Some((notice, row.created_at))
        })
        .collect())
}
