//! What of another's chart is closed by how the visitor stands to it, and why. What is left out of what is open
//! is another matter: [`crate::limits`].

use crate::shared::anothers;
use leptos::prelude::*;
use portal_kit::boot::{use_boot, use_words};
use portal_kit::{Icon, Notice, text};
use portal_types::ask::AskKind;
use portal_types::clinic::Ages;
use portal_types::ids::PatientId;
use portal_types::links;
use portal_types::representative::{Capability, Right, Rights};
use portal_words::Words;

/// The names of parts of a chart, one after the other.
pub(super) fn names(w: &Words, parts: impl IntoIterator<Item = Capability>) -> String {
    parts.into_iter().map(|part| text::capability(w, part)).collect::<Vec<_>>().join(" · ")
}

/// The parts that have pages and are closed.
fn closed(sees: Rights) -> Vec<Capability> {
    let record = links::RECORD_PAGES.into_iter().map(|(_, part)| part);
    let asks = AskKind::ALL.map(AskKind::capability);
    let pages = std::iter::once(Capability::Messages).chain(asks).chain(record).chain([Capability::AccessLog]);
    pages.filter(|part| !sees.has(*part, Right::Read)).collect()
}

/// Why parts are closed to whoever acts for somebody of an age.
fn why(w: &Words, ages: Ages, (age, name): (i16, &str), parts: String) -> String {
    if ages.minor(age) { w.closed_teen(name, ages.limited, parts) } else { w.closed_adult(name, parts) }
}

/// Said where parts of another's chart that have pages are closed to the visitor; nothing, where all of them are open, and
/// nothing in one's own chart.
#[component]
pub(crate) fn ClosedParts(patient: PatientId) -> impl IntoView {
    let (w, ages) = (use_words(), use_boot().clinic.ages);
    let said = anothers(patient).and_then(|card| {
        let parts = closed(card.sees);
        (!parts.is_empty()).then(|| why(w, ages, (card.age, card.given.as_str()), names(w, parts)))
    });
    said.map(|said| {
        view! {
            <Notice icon=Icon::Lock title=w.closed_title()>
                <p>{said}</p>
            </Notice>
        }
    })
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use portal_types::account::Lang;
    use portal_words::words;

    #[test]
    fn r_4_5_what_is_closed_is_named_and_why() {
        let open = [Capability::Messages, Capability::Allergies, Capability::AccessLog];
        let sees = open.iter().fold(Rights::NONE, |all, part| all.with(*part, Right::Read));
        let parts = closed(sees);
        assert_eq!(
            parts,
            [
                Capability::AskAppointment,
                Capability::AskRenewal,
                Capability::AskReferral,
                Capability::Demographics,
                Capability::Immunizations,
                Capability::Medications,
                Capability::Results,
            ]
        );
        assert!(closed(Rights::every()).is_empty());
        let w = words(Lang::En);
        let teen = why(w, Ages::US_MA, (15, "Maya"), names(w, parts.clone()));
        assert!(teen.contains("Maya is 13 or older") && teen.contains("Test results") && !teen.contains("Allergies"));
        let adult = why(w, Ages::US_MA, (71, "José"), names(w, parts));
        assert!(adult.contains("José has not shared") && !adult.contains("13"));
        for lang in Lang::ALL {
            assert!(why(words(lang), Ages::US_MA, (15, "Maya"), "X".to_owned()).contains("13"));
        }
    }
}
