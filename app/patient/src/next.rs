//! What changes by itself before long about who acts in a chart, in one line; exactly what stands elsewhere.

use leptos::prelude::*;
use portal_kit::boot::{use_charts, use_words};
use portal_kit::{Icon, Notice, text};
use portal_types::account::ChartCard;
use portal_types::day::Day;
use portal_types::ids::PatientId;
use portal_types::links;
use portal_types::representative::{NextView, Why};
use portal_words::Words;

/// What will happen on the day to whoever acts for somebody, in one sentence.
pub(crate) fn sentence(w: &Words, (on, why): (Day, Why), name: &str, age: i16) -> String {
    let date = text::date_with_year(w, on);
    match why {
        Why::HasASay | Why::OfAge => w.next_birthday(date, name, age + 1),
        Why::RunsOut => w.next_ends(date, name),
        Why::Review => w.next_review(date, name),
    }
}

/// The line for a chart, and where it is said exactly what changes; nothing, where nothing does before long.
fn line(w: &Words, card: &ChartCard) -> Option<(String, String)> {
    Some(match card.next? {
        NextView::Oneself { on, why } => (sentence(w, (on, why), &card.name, card.age), links::PEOPLE.to_owned()),
        NextView::Others { on, people } => {
            (w.next_others(people, text::date_with_year(w, on)), links::sharing(card.patient))
        }
    })
}

/// On the first page of a chart. It goes by what the frame knows now: a last day may be set while the page stands.
#[component]
pub(crate) fn Next(patient: PatientId) -> impl IntoView {
    let (w, charts) = (use_words(), use_charts());
    let next = Memo::new(move |_| {
        charts.with(|charts| charts.iter().find(|card| card.patient == patient).and_then(|card| line(w, card)))
    });
    move || {
        next.get().map(|(said, to)| {
            view! {
                <Notice icon=Icon::Clock>
                    <a class="alone" href=to>{said}</a>
                </Notice>
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use portal_types::account::Lang;
    use portal_types::representative::Rights;
    use portal_words::words;

    fn card(next: Option<NextView>) -> ChartCard {
        ChartCard {
            patient: "01900000-0000-7000-8000-000000000009".parse().unwrap(),
            name: "Theo Example".to_owned(),
            given: "Theo".to_owned(),
            initials: "TE".to_owned(),
            colour: 0,
            unread: 0,
            age: 12,
            own: false,
            sees: Rights::NONE,
            acts: Rights::NONE,
            whole: Rights::NONE,
            next,
        }
    }

    #[test]
    fn r_3_12_the_line_says_what_comes_and_leads_to_exactly_what() {
        let on = "2027-03-01".parse().unwrap();
        let said = |lang, next| line(words(lang), &card(Some(next)));
        for lang in Lang::ALL {
            let (oneself, to) = said(lang, NextView::Oneself { on, why: Why::HasASay }).unwrap();
            assert!(oneself.contains("Theo") && oneself.contains("13") && oneself.contains("2027"), "{oneself}");
            assert_eq!(to, "/people");
            let (others, to) = said(lang, NextView::Others { on, people: 2 }).unwrap();
            assert!(others.contains(" 2 ") && others.contains("2027") && !others.contains("Theo"), "{others}");
            assert!(to.ends_with("/sharing"), "{to}");
        }
        assert_eq!(line(words(Lang::En), &card(None)), None);
    }
}
