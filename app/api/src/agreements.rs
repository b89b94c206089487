//! Terms and notices: agreeing to a new one, and the administration's desk that puts it in force.
#![expect(clippy::too_many_arguments, reason = "each field of a plain form is an argument of its server function")]

use crate::ApiError;
use leptos::prelude::*;
use portal_types::account::GoOn;
use portal_types::agreement as now;
use portal_types::ids::AgreementId;
use portal_types::page::Cursor;

/// The texts that came into force since the person agreed, in the visitor's language.
#[server(endpoint = "agreements/due")]
pub async fn due() -> Result<Vec<now::DueAgreement>, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let lang = desk.visitor().lang;
    desk.read(Action::AgreeAnew, async |call| care::agreements::due(call, lang).await).await
}

/// Agrees to them: `terms` and `privacy` are the versions that the page has shown.
#[server(endpoint = "agreements/agree")]
pub async fn agree(
    #[server(default)] terms: String,
    #[server(default)] privacy: String,
    agree: Option<String>,
    next: Option<String>,
) -> Result<GoOn, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let seen = [terms.as_str(), privacy.as_str()];
    let agreed = care::agreements::agree(desk.portal(), desk.visitor(), seen, agree.is_some(), next.as_deref()).await;
    let go_on = desk.answer(agreed)?;
    desk.go_on(&go_on.to);
    Ok(go_on)
}

/// A page of the versions, the newest first.
#[server(endpoint = "agreements/list")]
pub async fn list(after: Option<Cursor>) -> Result<now::AgreementList, ApiError> {
    use crate::desk::*;
    desk()?.read(Action::ListAgreements, async |call| care::agreements::list(call, after).await).await
}

/// One version, whole.
#[server(endpoint = "agreements/open")]
pub async fn open(agreement: AgreementId) -> Result<now::AgreementView, ApiError> {
    use crate::desk::*;
    desk()?.read(Action::ReadAgreement, async |call| care::agreements::open(call, agreement).await).await
}

/// Puts a new version in force.
#[server(endpoint = "agreements/put")]
pub async fn put(
    #[server(default)] kind: String,
    #[server(default)] version: String,
    #[server(default)] from: String,
    #[server(default)] summary_en: String,
    #[server(default)] text_en: String,
    #[server(default)] summary_es: String,
    #[server(default)] text_es: String,
    #[server(default)] newest_terms: i64,
    #[server(default)] newest_privacy: i64,
    #[server(default)] intent: String,
    sure: Option<String>,
) -> Result<AgreementId, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let form = now::AgreementForm {
        kind: &kind,
        version: &version,
        from: &from,
        en: [&summary_en, &text_en],
        es: [&summary_es, &text_es],
        newest: [newest_terms, newest_privacy],
        intent: &intent,
    };
    let made =
        desk.write(Action::PutAgreement, async |call| care::agreements::put(call, form, sure.is_some()).await).await?;
    desk.go_on(&links::desk_agreement(made));
    Ok(made)
}
