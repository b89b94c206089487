//! What a page leaves out for representatives, and why.

use crate::shared::chart;
use leptos::prelude::*;
use portal_kit::boot::use_words;
use portal_kit::{Icon, Notice};
use portal_types::ids::PatientId;
use portal_types::representative::Capability;
use portal_words::Words;

/// What is left out of a part of the chart, and why.
fn said(w: &Words, of: Capability, given: String) -> String {
    match of {
        Capability::Immunizations => w.limits_vaccines(given),
        Capability::Messages => w.limits_messages(given),
        Capability::AccessLog => w.limits_activity(given),
        Capability::Demographics
        | Capability::GrowthCharts
        | Capability::Allergies
        | Capability::FamilyHistory
        | Capability::Reminders
        | Capability::AskAppointment
        | Capability::Appointments
        | Capability::AskRenewal
        | Capability::Medications
        | Capability::AskReferral
        | Capability::Results
        | Capability::Notes
        | Capability::Billing
        | Capability::Uploads
        | Capability::TakeOut
        | Capability::Representatives => w.limits_record(given),
    }
}

/// Said on every page of another person's chart, in the same words whether or not something is left out: whoever reads
/// them learns nothing of what there is. Nothing in one's own chart, where nothing is left out.
#[component]
pub(crate) fn Limits(patient: PatientId, of: Capability) -> impl IntoView {
    let w = use_words();
    chart(patient).filter(|card| !card.own).map(|card| {
        view! {
            <Notice icon=Icon::Lock title=w.limits_title()>
                <p>{said(w, of, card.given)}</p>
            </Notice>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use portal_types::account::Lang;
    use portal_words::words;

    #[test]
    fn r_4_5_what_is_left_out_is_said_and_that_it_says_so_always() {
        for (lang, always) in [(Lang::En, "We always say so, whether or not"), (Lang::Es, "Lo decimos siempre")] {
            for of in Capability::ALL {
                let said = said(words(lang), of, "Theo".to_owned());
                assert!(said.contains("Theo") && said.contains(always), "{of:?}: {said}");
            }
        }
    }

    /// Every page that leaves something out says so.
    #[test]
    fn r_4_5_no_page_of_a_chart_forgets_to_say_it() {
        let pages = [
            ("home", include_str!("home.rs")),
            ("messages", include_str!("messages/inbox.rs")),
            ("the record's pages", include_str!("record/head.rs")),
            ("a result", include_str!("record/result.rs")),
            ("activity", include_str!("activity.rs")),
        ];
        for (page, source) in pages {
            assert!(source.contains("<Limits patient"), "{page}");
        }
        for (page, source) in [
            ("who somebody is", include_str!("record/demographics.rs")),
            ("vaccines", include_str!("record/vaccines.rs")),
            ("allergies", include_str!("record/allergies.rs")),
            ("medicines", include_str!("record/medicines.rs")),
            ("results", include_str!("record/results.rs")),
        ] {
            assert!(source.contains("<Head patient"), "{page}");
        }
    }
}
