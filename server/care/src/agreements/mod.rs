//! Terms of use and notices of privacy practices: which is in force, and agreeing to one that came into force since
//!

mod desk;
mod due;

pub use desk::{list, open, put};
pub use due::{agree, due};

use crate::{CareError, Portal};
use portal_store::agreements::{self as stored, InForce, New};
use portal_store::{Reads, Tx};
use portal_types::account::Lang;
use portal_types::agreement::{AgreementKind, shown};
use portal_types::clinic::Agreement;
use portal_types::ids::AgreementId;

/// The words of a version in a language; in the first that it has, where that one is missing.
async fn words(db: &impl Reads, id: AgreementId, version: &str, lang: Lang) -> Result<Agreement, CareError> {
    let texts = stored::texts(db, id).await?;
    let text = texts.iter().find(|text| text.lang == lang.code()).or(texts.first());
    let (summary, text) = text.map_or(("", ""), |text| (text.summary.as_str(), text.text.as_str()));
    Ok(shown(version, summary, text))
}

/// The text of a kind that is in force, in a language.
pub async fn in_force(portal: &Portal, kind: AgreementKind, lang: Lang) -> Result<Agreement, CareError> {
    let look = portal.outside().db.look();
    let version = stored::in_force(&look, kind, portal.date(portal.now())).await?.ok_or(CareError::NotFound)?;
    words(&look, version.id, &version.version, lang).await
}

/// What is in force now, for a new account.
pub(crate) async fn all(portal: &Portal, db: &impl Reads, now: i64) -> Result<Vec<InForce>, CareError> {
    Ok(stored::all_in_force(db, portal.date(now)).await?)
}

/// Keeps the texts of the operator's settings as the first versions, where there are none yet.
pub(crate) async fn seed(portal: &Portal) -> Result<(), CareError> {
    let outside = portal.outside();
    let now = portal.now();
    for (kind, [en, es]) in
        [(AgreementKind::Terms, &outside.settings.terms), (AgreementKind::Privacy, &outside.settings.privacy)]
    {
        if stored::newest(&outside.db.look(), kind).await? > 0 {
            continue;
        }
        let text = |lang: Lang, text: &Agreement| (lang, text.summary.join("\n"), text.paragraphs.join("\n\n"));
        let new = New {
            id: AgreementId(outside.chance.id(now)),
            kind,
            no: 1,
            version: en.version.clone(),
            from: portal.date(now),
            texts: vec![text(Lang::En, en), text(Lang::Es, es)],
        };
        let tx: Tx = outside.db.begin().await?;
        stored::seed(&tx, new, now).await?;
        tx.commit().await?;
    }
    Ok(())
}
