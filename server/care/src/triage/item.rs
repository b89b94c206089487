//! What stands beside an opened conversation or ask for colleagues only.

use super::{assigned, seen};
use crate::messages::{new_intent, page};
use crate::{CareError, Glance, Portal};
use portal_store::triage::{self as stored, MovedRow, NoteRow, TemplateRow};
use portal_types::account::Role;
use portal_types::day::Day;
use portal_types::ids::WorkId;
use portal_types::page::Cursor;
use portal_types::pool::PoolKind;
use portal_types::triage::{FilledTemplate, ItemMoved, ItemView, MoveView, NoteView, filled};

fn note_view(portal: &Portal, row: NoteRow) -> NoteView {
    NoteView {
        note: row.id,
        at: portal.moment(row.at),
        author: row.author,
        role: row.role.as_deref().and_then(Role::from_code),
        words: row.words,
    }
}

/// `None` for something that this portal has no word for.
fn move_view(portal: &Portal, row: MovedRow) -> Option<MoveView> {
    Some(MoveView {
        event: row.id,
        at: portal.moment(row.at),
        what: ItemMoved::from_code(&row.what)?,
        author: row.author,
        to: row.to_name,
        to_pool: row.to_kind.as_deref().and_then(PoolKind::from_code),
        words: row.words,
    })
}

/// Whose turn it is, who else answers, what was noted and what has happened; and texts to answer with, those in the
/// patient's language first. `before`: earlier notes.
pub async fn item(call: &mut Glance, item: WorkId, before: Option<Cursor>) -> Result<ItemView, CareError> {
    let of = seen(call, item).await?;
    let own = call.actor().own()?;
    let author = call.found().map(|found| found.display_name.clone()).unwrap_or_default();
    let (portal, now) = (call.portal().clone(), call.now());
    let today = portal.date(now);
    let claimed = stored::claimed_by(call.db(), &own, item, now).await?;
    let colleagues = stored::members(call.db(), &of).await?;
    let pools = stored::others(call.db(), &of).await?;
    let notes = stored::notes(call.db(), &of, before).await?;
    let moves = stored::moves(call.db(), &of).await?;
    let mut texts = stored::templates_of(call.db(), &of).await?;
    texts.sort_by_key(|text| Some(text.lang) != of.speaks());
    let text = |row: TemplateRow| FilledTemplate {
        template: row.id,
        name: row.name,
        lang: row.lang,
        body: filled(&row.body, &of.name, &of.practice_name, &author),
    };
    let due = of.due_day.map(Day::from_epoch);
    Ok(ItemView {
        item,
        kind: of.kind,
        pool: of.pool,
        pool_kind: of.pool_kind,
        due,
        late: due.is_some_and(|due| due < today),
        was: of.assigned,
        assigned: of.turn().map(|turn| assigned(turn, own.account())),
        claimed,
        me: own.account(),
        colleagues,
        pools,
        notes: page(notes, |note| (note.at, note.id), |note| note_view(&portal, note)),
        moves: moves.into_iter().filter_map(|row| move_view(&portal, row)).collect(),
        templates: texts.into_iter().map(text).collect(),
        intent: new_intent(&portal, now),
        now: portal.moment(now),
    })
}
