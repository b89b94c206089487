//! The versions at the administration's desk, and putting a new one in force.

use crate::messages::{new_intent, page};
use crate::once::once;
use crate::{Call, CareError, Glance};
use portal_store::agreements::{self as stored, InForce, Listed, New};
use portal_types::account::Lang;
use portal_types::agreement::{
    AgreementForm, AgreementKind, AgreementList, AgreementRow, AgreementView, NewAgreement, Standing, shown,
};
use portal_types::day::Day;
use portal_types::field::Problem;
use portal_types::ids::AgreementId;
use portal_types::page::Cursor;

fn kind(listed: &Listed) -> AgreementKind {
    AgreementKind::from_code(&listed.kind).unwrap_or(AgreementKind::Terms)
}

fn standing(listed: &Listed, in_force: &[InForce]) -> Standing {
    let now = in_force.iter().find(|version| version.kind == kind(listed)).map_or(0, |version| version.no);
    match listed.no.cmp(&now) {
        std::cmp::Ordering::Less => Standing::Past,
        std::cmp::Ordering::Equal => Standing::InForce,
        std::cmp::Ordering::Greater => Standing::Coming,
    }
}

/// A page of the versions of both kinds, the newest first.
pub async fn list(call: &mut Glance, after: Option<Cursor>) -> Result<AgreementList, CareError> {
    let key = call.actor().administration()?;
    let portal = call.portal().clone();
    let now = call.now();
    let rows = stored::list(call.db(), &key, after).await?;
    let in_force = super::all(&portal, call.db(), now).await?;
    let mut newest = [0; 2];
    for kind in AgreementKind::ALL {
        newest[kind as usize] = stored::newest(call.db(), kind).await?;
    }
    let page = page(
        rows,
        |row| (row.made_at, row.id),
        |row| AgreementRow {
            agreement: row.id.into(),
            kind: kind(&row),
            from: Day::from_epoch(row.from_day),
            made_at: portal.moment(row.made_at),
            standing: standing(&row, &in_force),
            version: row.version,
        },
    );
    Ok(AgreementList { page, newest, now: portal.moment(now), intent: new_intent(&portal, now) })
}

/// One version, whole.
pub async fn open(call: &mut Glance, agreement: AgreementId) -> Result<AgreementView, CareError> {
    let key = call.actor().administration()?;
    let portal = call.portal().clone();
    let listed = stored::find(call.db(), &key, agreement).await?.ok_or(CareError::NotFound)?;
    let in_force = super::all(&portal, call.db(), call.now()).await?;
    let texts = stored::texts(call.db(), agreement).await?;
    Ok(AgreementView {
        agreement,
        kind: kind(&listed),
        from: Day::from_epoch(listed.from_day),
        standing: standing(&listed, &in_force),
        made_at: portal.moment(listed.made_at),
        agreed: stored::agreements_to(call.db(), &key, agreement).await?,
        texts: texts
            .iter()
            .filter_map(|text| Some((Lang::from_code(&text.lang)?, shown(&listed.version, &text.summary, &text.text))))
            .collect(),
        made_by: listed.made_by,
        version: listed.version,
    })
}

/// Puts a new version in force, from today or from a day that comes. Of two that follow the same version one is kept.
pub async fn put(call: &mut Call, form: AgreementForm<'_>, sure: bool) -> Result<AgreementId, CareError> {
    let key = call.actor().administration()?;
    let new = NewAgreement::parse(form, call.portal().date(call.now()))?;
    if !sure {
        return Err(CareError::field("sure", Problem::NotAgreed));
    }
    let from = new.from.to_string();
    let mut parts = vec![new.kind.code(), new.version.as_str(), from.as_str()];
    parts.extend(new.texts.iter().flat_map(|(_, summary, text)| [summary.as_str(), text.as_str()]));
    once(call, new.intent, "agreement", &parts, async |call| {
        if stored::newest(call.tx(), new.kind).await? != new.after {
            return Err(CareError::Conflict);
        }
        if stored::is_taken(call.tx(), new.kind, &new.version).await? {
            return Err(CareError::field("version", Problem::Taken));
        }
        let id = AgreementId(call.id());
        call.on(id);
        let by = call.actor().own()?.account();
        let kept = New {
            id,
            kind: new.kind,
            no: new.after + 1,
            version: new.version.clone(),
            from: new.from,
            texts: new.texts.to_vec(),
        };
        stored::put(call.tx(), &key, kept, by, call.now()).await?;
        Ok(id)
    })
    .await
}
