//! Texts that an inbox answers with. They are put into an answer and never sent by themselves.

use crate::messages::new_intent;
use crate::once::once;
use crate::{Call, CareError, Glance};
use portal_store::pools;
use portal_store::triage::{self as stored, TemplateRow};
use portal_types::field::Problem;
use portal_types::ids::TemplateId;
use portal_types::triage::{NewTemplate, TemplateList, TemplateView};

/// The texts of one's inboxes.
pub async fn templates(call: &mut Glance) -> Result<TemplateList, CareError> {
    let key = call.actor().pools()?;
    let cards = pools::cards(call.db(), &key).await?;
    let rows = stored::templates(call.db(), &key).await?;
    let portal = call.portal();
    let view = |row: TemplateRow| TemplateView {
        template: row.id,
        pool: row.pool,
        name: row.name,
        lang: row.lang,
        body: row.body,
        changed_at: portal.moment(row.changed_at),
    };
    Ok(TemplateList {
        templates: rows.into_iter().map(view).collect(),
        intent: new_intent(portal, call.now()),
        pools: cards,
    })
}

/// Keeps a text for one of one's inboxes: a new one, or one that there is.
pub async fn keep_template(call: &mut Call, new: NewTemplate) -> Result<TemplateId, CareError> {
    let key = call.actor().pools()?;
    let which = new.template.map(|template| template.to_string()).unwrap_or_default();
    let pool = new.pool.to_string();
    let parts = [which.as_str(), &pool, &new.name, new.lang.code(), &new.body];
    once(call, new.intent, "template", &parts, async |call| {
        let no_choice = || CareError::field("pool", Problem::NotAChoice);
        if !key.pools().contains(&new.pool) {
            return Err(no_choice());
        }
        let id = match new.template {
            Some(template) => {
                let known = stored::hold_template(call.tx(), &key, template).await?;
                known.ok_or(CareError::NotFound)?.id
            }
            None => TemplateId(call.id()),
        };
        call.on(id);
        let by = call.actor().own()?.account();
        if !stored::keep_template(call.tx(), id, &new, by, call.now()).await? {
            return Err(no_choice());
        }
        Ok(id)
    })
    .await
}

/// Uses a text of one's inboxes no more. Pressed twice it is done once: then there is none.
pub async fn retire_template(call: &mut Call, template: TemplateId) -> Result<(), CareError> {
    let key = call.actor().pools()?;
    call.on(template);
    match stored::hold_template(call.tx(), &key, template).await? {
        Some(known) => stored::retire_template(call.tx(), known.id, call.now()).await?,
        None => call.outcome("again"),
    }
    Ok(())
}
