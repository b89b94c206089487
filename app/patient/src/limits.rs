//! What a page leaves out for representatives, and why.

use crate::shared::chart;
use leptos::prelude::*;
use portal_kit::boot::use_words;
use portal_kit::{Icon, Notice};
use portal_types::ids::PatientId;
use portal_types::representative::Capability;
use portal_words::Words;

/// What a page of another person's chart shows, as far as something is left out of it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Shown {
    /// A part of the chart.
    Part(Capability),
    /// The care teams that can be written to.
    Teams,
    /// One conversation: that is whole, and others may be kept.
    Conversation,
}

impl From<Capability> for Shown {
    fn from(part: Capability) -> Self {
        Self::Part(part)
    }
}

/// What is left out of a part of the chart, and why.
fn of_part(w: &Words, part: Capability, given: String) -> String {
    match part {
        Capability::Immunizations => w.limits_vaccines(given),
        Capability::Messages => w.limits_messages(given),
        Capability::AccessLog => w.limits_activity(given),
        Capability::AskAppointment | Capability::AskRenewal | Capability::AskReferral => w.limits_asks(given),
        Capability::Demographics
        | Capability::GrowthCharts
        | Capability::Allergies
        | Capability::FamilyHistory
        | Capability::Reminders
        | Capability::Appointments
        | Capability::Medications
        | Capability::Results
        | Capability::Notes
        | Capability::Billing
        | Capability::Uploads
        | Capability::TakeOut
        | Capability::Representatives => w.limits_record(given),
    }
}

/// What is left out of a page, and why.
fn said(w: &Words, of: Shown, given: String) -> String {
    match of {
        Shown::Part(part) => of_part(w, part, given),
        Shown::Teams => w.limits_teams(given),
        Shown::Conversation => w.limits_conversation(given),
    }
}

/// Said on every page of another person's chart, in the same words whether or not something is left out: whoever reads
/// them learns nothing of what there is. Nothing in one's own chart, where nothing is left out.
#[component]
pub(crate) fn Limits(patient: PatientId, #[prop(into)] of: Shown) -> impl IntoView {
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
    use std::path::Path;

    #[test]
    fn r_4_5_what_is_left_out_is_said_and_that_it_says_so_always() {
        for (lang, always) in [(Lang::En, "We always say so, whether or not"), (Lang::Es, "Lo decimos siempre")] {
            for of in Capability::ALL.into_iter().map(Shown::Part).chain([Shown::Teams, Shown::Conversation]) {
                let said = said(words(lang), of, "Theo".to_owned());
                assert!(said.contains("Theo") && said.contains(always), "{of:?}: {said}");
            }
        }
    }

    /// A file of the app, by its path from this crate.
    fn source(path: &str) -> String {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// What stands between two words.
    fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
        text.split_once(before)?.1.split_once(after).map(|(found, _)| found)
    }

    /// The pages below `/p/{patient}`, as `app` has routes for them: the first word of the address, the name in `Page`.
    fn pages_of_a_chart() -> Vec<(String, String)> {
        let (routes, lazy) = (source("../src/routes.rs"), source("../src/lazy.rs"));
        let chart = between(&routes, "ParamSegment(\"patient\")", "</ParentRoute>").unwrap();
        let page = |route: &str| {
            let view = between(route, "Lazy::<", ">").unwrap();
            let page = between(&lazy, &format!("{view} => PatientPart::Page(portal_patient::Page::"), ")");
            page.unwrap_or_else(|| panic!("{view} draws no page")).to_owned()
        };
        let word = |route: &str| between(route, "StaticSegment(\"", "\"").unwrap().to_owned();
        chart.split("<Route").skip(1).map(|route| (word(route), page(route))).collect()
    }

    /// The file that draws a page, as `pages` says it: the module's folder stands there, or where it is brought in.
    fn file_of(page: &str) -> String {
        let pages = source("src/pages.rs");
        let module = between(&pages, &format!("Page::{page} => "), "::draw()").unwrap();
        let mut folders =
            pages.split("use crate::").skip(1).filter_map(|line| line.split_once(';')?.0.split_once("::{"));
        let holds = |modules: &str| modules.trim_end_matches('}').split(',').any(|name| name.trim() == module);
        match folders.find(|(_, modules)| holds(modules)) {
            Some((folder, _)) => format!("src/{folder}/{module}.rs"),
            None => format!("src/{}.rs", module.replace("::", "/")),
        }
    }

    /// The first word of the addresses that are of one's own chart only: who acts for whom is a patient's own to say, or
    /// the office's.
    const ONES_OWN: &str = "sharing";

    /// Every page that leaves something out says so: the pages are those that there are, not those of a list.
    #[test]
    fn r_4_5_no_page_of_a_chart_forgets_to_say_it() {
        let says =
            |file: &str| source(file).split_whitespace().collect::<Vec<_>>().join(" ").contains("<Limits patient");
        assert!(says("src/record/head.rs"), "what stands above the pages of a record");
        assert!(source("src/record/list.rs").contains("<Head patient"), "what draws their lists");
        let (own, pages): (Vec<_>, Vec<_>) = pages_of_a_chart().into_iter().partition(|(word, _)| word == ONES_OWN);
        assert!(!own.is_empty() && pages.len() >= 11, "{own:?} {pages:?}");
        for (_, page) in pages {
            let file = file_of(&page);
            let drawn = ["<Head patient", "drawn(Part {"].iter().any(|by| source(&file).contains(by));
            assert!(says(&file) || drawn, "{page}: {file}");
        }
    }
}
