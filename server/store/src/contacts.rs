//! The contacts of an account: added with a code, removed, of a patient's never the last.
//!
//! Who changes them holds the account first ([`crate::accounts::hold`]): what is read here is then still so when it is
//! written.

use crate::db::one;
use crate::{StoreError, Tx};
use portal_access::Own;
use portal_types::enrollment::Channel;
use sea_orm::FromQueryResult;

/// A contact that is being added.
#[derive(Clone, FromQueryResult)]
pub struct Check {
    /// email or text.
    pub channel: String,
    /// The address or number.
    pub value: String,
    /// Keyed hash of the code.
    pub code_hash: String,
    /// When it was sent, milliseconds UTC.
    pub sent_at: i64,
    /// Wrong tries so far.
    pub wrong: i64,
    /// Codes sent so far, for whatever contact, since the last one was added.
    pub sends: i64,
}

/// The contact one is adding.
pub async fn check(tx: &Tx, own: &Own) -> Result<Option<Check>, StoreError> {
    let sql = "select channel, value, code_hash, sent_at, wrong, sends from contact_checks where account_id = $1";
    one(tx, sql, [own.account().0.into()]).await
}

/// Begins (again) to add a contact.
pub async fn begin_check(
    tx: &Tx,
    own: &Own,
    channel: Channel,
    value: &str,
    code_hash: &str,
    sends: i64,
    now: i64,
) -> Result<(), StoreError> {
    tx.run(
        "insert into contact_checks (account_id, channel, value, code_hash, sent_at, sends)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (account_id) do update set channel = excluded.channel, value = excluded.value,
             code_hash = excluded.code_hash, sent_at = excluded.sent_at, wrong = 0, sends = excluded.sends",
        [own.account().0.into(), channel.code().into(), value.into(), code_hash.into(), now.into(), sends.into()],
    )
    .await?;
    Ok(())
}

/// Counts a wrong code.
pub async fn count_check(tx: &Tx, own: &Own) -> Result<(), StoreError> {
    tx.run("update contact_checks set wrong = wrong + 1 where account_id = $1", [own.account().0.into()]).await?;
    Ok(())
}

/// Adds a proven contact, and ends the check.
pub async fn add(tx: &Tx, own: &Own, channel: Channel, value: &str, now: i64) -> Result<(), StoreError> {
    let id = own.account().0;
    tx.run(
        "insert into account_contacts (account_id, channel, value, proven_at) values ($1, $2, $3, $4)
         on conflict (account_id, channel, value) do update set proven_at = excluded.proven_at",
        [id.into(), channel.code().into(), value.into(), now.into()],
    )
    .await?;
    tx.run("delete from contact_checks where account_id = $1", [id.into()]).await?;
    Ok(())
}

/// Removes a contact, but never the last one. `false` if it was the last, or was none.
pub async fn remove(tx: &Tx, own: &Own, channel: Channel, value: &str) -> Result<bool, StoreError> {
    let removed = tx
        .run(
            "delete from account_contacts where account_id = $1 and channel = $2 and value = $3
             and (select count(*) from account_contacts c where c.account_id = $1) > 1",
            [own.account().0.into(), channel.code().into(), value.into()],
        )
        .await?;
    Ok(removed == 1)
}

/// Takes away what somebody who works here has given; a patient's account keeps its own.
pub async fn remove_staffs(tx: &Tx, own: &Own) -> Result<(), StoreError> {
    tx.run(
        "delete from account_contacts where account_id = $1
         and exists (select 1 from accounts a where a.id = $1 and a.role is not null)",
        [own.account().0.into()],
    )
    .await?;
    Ok(())
}
