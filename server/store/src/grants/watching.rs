//! Who acts for a patient, and hears of what is new in her chart.

use super::{COLUMNS, FROM, Stored};
use crate::db::all;
use crate::{Reads, StoreError};
use portal_access::{Chart, Facts, Sharing};
use portal_types::account::Lang;
use portal_types::enrollment::Channel;
use portal_types::ids::{AccountId, PatientId};
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// Somebody who acts for a patient and has an account. Has no `Debug`.
#[derive(Clone)]
pub struct Watcher {
    /// The account.
    pub account: AccountId,
    /// What decides how it stands to the chart.
    pub facts: Facts,
    /// The first of its contacts.
    pub contact: (Channel, String),
    /// Its language.
    pub lang: Lang,
}

/// Who acts for a patient, by every grant that is in force: to be told of something. One statement.
pub async fn watching(db: &impl Reads, patient: PatientId) -> Result<Vec<Watcher>, StoreError> {
    #[derive(FromQueryResult)]
    struct Watching {
        #[sea_orm(nested)]
        grant: Stored,
        lang: String,
        channel: String,
        value: String,
    }
    let sql = format!(
        "select {}, a.lang, c.channel, c.value {FROM}
         join accounts a on a.id = r.account_id and a.state = 'active'
         join account_contacts c on c.account_id = a.id
         where g.patient_id = $1 and g.state = 'active'
         order by g.id, c.channel, c.value",
        *COLUMNS
    );
    let rows: Vec<Watching> = all(db, &sql, [patient.0.into()]).await?;
    let mut watching: Vec<Watcher> = Vec::new();
    for row in rows {
        let (grant, channel) = (row.grant.row(), Channel::from_code(&row.channel));
        let Some((grant, channel)) = grant.zip(channel) else { continue };
        let Some(account) = grant.account else { continue };
        // Of the contacts of an account the first one.
        if watching.iter().all(|watcher| watcher.account != account) {
            let lang = Lang::from_code(&row.lang).unwrap_or_default();
            watching.push(Watcher { account, facts: grant.facts(), contact: (channel, row.value), lang });
        }
    }
    Ok(watching)
}

/// The accounts that act on a chart by a grant that is in force, by the key to who acts there: what is open to them may have
/// changed.
pub async fn acting_on(db: &impl Reads, chart: &Chart<Sharing>) -> Result<Vec<AccountId>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        account_id: Uuid,
    }
    let sql = "select distinct r.account_id from grants g join representatives r on r.id = g.representative_id
               where g.patient_id = $1 and g.state = 'active' and r.account_id is not null order by r.account_id";
    let rows: Vec<Row> = all(db, sql, [chart.patient().0.into()]).await?;
    Ok(rows.into_iter().map(|row| row.account_id.into()).collect())
}
