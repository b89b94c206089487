//! What a team wants to know of a patient before it answers, beside the message.

use super::seen;
use crate::representatives::view::team_grant;
use crate::{CareError, Glance, Portal};
use portal_store::grants;
use portal_store::triage::{self as stored, Known, Other};
use portal_types::ask::AskForm;
use portal_types::field::age_on;
use portal_types::ids::WorkId;
use portal_types::page::PAGE;
use portal_types::representative::Capability;
use portal_types::triage::{ContextItem, ContextLine, ContextView, ContextVisit};

/// The parts of a chart that are shown, whatever there is in them.
const SHOWN: [Capability; 5] = [
    Capability::Demographics,
    Capability::Medications,
    Capability::Allergies,
    Capability::Appointments,
    Capability::Representatives,
];

/// A line of the record; `None` for one that has no name.
fn line(known: Known) -> Option<ContextLine> {
    Some(ContextLine { name: known.name?, more: known.more, kept: known.kept })
}

fn visit(portal: &Portal, known: Known) -> ContextVisit {
    ContextVisit {
        at: portal.moment(known.at),
        practice: known.practice,
        provider: known.provider,
        reason: known.more.or(known.name),
        kept: known.kept,
    }
}

/// The language of an interpreter, in the form of an appointment.
fn interpreter(form: &str) -> Option<String> {
    match serde_json::from_str::<AskForm>(form).ok()? {
        AskForm::Appointment { interpreter, .. } => interpreter,
        AskForm::Renewal { .. } | AskForm::Referral { .. } => None,
    }
}

fn other(portal: &Portal, row: Other) -> ContextItem {
    ContextItem {
        item: row.id,
        kind: row.kind,
        subject: row.subject,
        state: row.state,
        last_at: portal.moment(row.last_at),
        waiting: row.waiting,
    }
}

/// Who the patient is, what is taken and not borne, when she was last there, what else is open, and who can act for her.
/// Each part is audited as seen. What is confidential is shown and marked: nothing of it belongs into an answer that
/// somebody else may read.
pub async fn context(call: &mut Glance, item: WorkId) -> Result<ContextView, CareError> {
    let key = call.actor().pools()?;
    let of = seen(call, item).await?;
    for part in SHOWN {
        call.saw(of.patient, part.code());
    }
    let (portal, now) = (call.portal().clone(), call.now());
    let known = stored::record(call.db(), &key, &of, now).await?;
    let others = stored::others_of(call.db(), &key, &of).await?;
    for row in &others {
        call.saw(of.patient, row.kind.capability().code());
    }
    let grants = grants::of_item(call.db(), &key, &of).await?;
    let today = portal.date(now);
    let mut view = ContextView {
        patient: of.patient,
        born: of.born,
        age: of.born.map(|born| age_on(born, today)),
        name: of.name,
        mrn: of.mrn,
        lang: of.lang,
        interpreter: None,
        medicines: Vec::new(),
        allergies: Vec::new(),
        visits: Vec::new(),
        others: others.into_iter().map(|row| other(&portal, row)).collect(),
        representatives: grants.into_iter().take(PAGE as usize).map(team_grant).collect(),
        writer: None,
        now: portal.moment(now),
    };
    for row in known {
        match row.what.as_str() {
            "medicine" => view.medicines.extend(line(row)),
            "allergy" => view.allergies.extend(line(row)),
            "visit" => view.visits.push(visit(&portal, row)),
            "interpreter" => view.interpreter = row.name.as_deref().and_then(interpreter),
            _ => view.writer = row.name.map(|name| (name, row.for_other)),
        }
    }
    Ok(view)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interpreter_is_in_the_form_of_an_appointment() {
        let form = AskForm::Appointment {
            reason: "Knee".into(),
            visit: portal_types::ask::VisitKind::InPerson,
            windows: Vec::new(),
            interpreter: Some("Español".into()),
            access: String::new(),
        };
        assert_eq!(interpreter(&serde_json::to_string(&form).unwrap()).as_deref(), Some("Español"));
        assert_eq!(interpreter("{}"), None);
    }
}
