//! A message that was looked for and found, alike for the patient's page and the desk's.

use leptos::prelude::*;
use portal_kit::boot::use_words;
use portal_kit::text;
use portal_types::links;
use portal_types::moment::Moment;
use portal_types::search::FoundMessage;
use portal_words::Words;

/// Date and time with the year: it may be long ago.
fn exact(w: &Words, at: Moment) -> String {
    w.patient_exact_time(text::date_with_year(w, at.day()), text::time_of(w, at))
}

/// A line of what was found: the subject, at a desk behind whose chart it is; who wrote it and to which practice; and the
/// place that has the words, these marked.
#[component]
pub fn FoundLine(
    /// Where its conversation is; it opens at the message.
    #[prop(into)]
    href: String,
    /// The message.
    found: FoundMessage,
    /// The moment of the answer, for "today" and "yesterday".
    now: Moment,
) -> impl IntoView {
    let w = use_words();
    let href = links::found(&href, &found);
    let title = match found.patient {
        Some((_, name)) => format!("{name} \u{b7} {}", found.subject),
        None => found.subject,
    };
    let context = format!("{} \u{b7} {} \u{b7} {}", found.author, found.practice, text::topic(w, found.topic));
    let pieces = found
        .pieces
        .into_iter()
        .map(|piece| if piece.hit { view! { <mark>{piece.text}</mark> }.into_any() } else { piece.text.into_any() })
        .collect_view();
    view! {
        <li>
            <a class="row" href=href>
                <span>
                    <span class="title">{title}</span>
                    <span class="context">{context}</span>
                    <span class="context">{pieces}</span>
                </span>
                <time datetime=found.at.machine() title=exact(w, found.at)>
                    {text::when(w, found.at, now)}
                </time>
            </a>
        </li>
    }
    .into_any()
}
