//! That an inbox takes no messages of somebody: why, until when, and which number to call instead.

use leptos::prelude::*;
use portal_kit::boot::use_words;
use portal_kit::{Icon, Notice, Tone, text};
use portal_types::ids::PoolId;
use portal_types::message::TeamOption;
use portal_types::pool::{BlockReason, Blocked};
use portal_words::Words;

/// Why, as the person herself reads it.
fn why(w: &Words, reason: BlockReason) -> String {
    match reason {
        BlockReason::Conduct => w.blocked_conduct(),
        BlockReason::TooMany => w.blocked_too_many(),
        BlockReason::WrongUse => w.blocked_wrong_use(),
        BlockReason::LeftPractice => w.blocked_left_practice(),
        BlockReason::Other => w.blocked_other(),
    }
}

/// A number to call, after the words that say so.
#[component]
pub(super) fn Call(words: String, phone: String) -> impl IntoView {
    let shown = text::phone(&phone);
    view! {
        <p>
            {words} " "
            <a href=text::tel_link(&phone) rel="external">
                {shown}
            </a>
        </p>
    }
    .into_any()
}

/// `title` says who takes none.
#[component]
pub(super) fn BlockedNotice(title: String, blocked: Blocked) -> impl IntoView {
    let w = use_words();
    let Blocked { reason, until, phone } = blocked;
    let until = until.map(|day| w.blocked_until(text::date_with_year(w, day)));
    let call = match phone {
        Some(phone) => view! { <Call words=w.blocked_call() phone /> }.into_any(),
        None => view! { <p>{w.blocked_call_practice()}</p> }.into_any(),
    };
    view! {
        <Notice tone=Tone::Caution icon=Icon::Phone title>
            <p>{why(w, reason)} " " {until}</p>
            {call}
        </Notice>
    }
    .into_any()
}

/// Whose inboxes a patient cannot write to, each inbox once: its practice, and about what, unless it is all there is.
fn closed(w: &Words, team: &TeamOption) -> Vec<(String, Blocked)> {
    let mut inboxes: Vec<(PoolId, Blocked, Vec<String>)> = Vec::new();
    for line in &team.lines {
        let Some(blocked) = &line.blocked else { continue };
        let topic = text::topic(w, line.topic);
        match inboxes.iter_mut().find(|(pool, ..)| *pool == line.pool) {
            Some((.., topics)) => topics.push(topic),
            None => inboxes.push((line.pool, blocked.clone(), vec![topic])),
        }
    }
    let whole = inboxes.len() == 1 && team.lines.iter().all(|line| line.blocked.is_some());
    let title = |topics: &[String]| {
        if whole { w.blocked_title(&team.name) } else { w.blocked_title_topics(&team.name, topics.join(", ")) }
    };
    inboxes.into_iter().map(|(_, blocked, topics)| (title(&topics), blocked)).collect()
}

/// All of them. Nothing, where there are none.
#[component]
pub(super) fn BlockedTeams(teams: Vec<TeamOption>) -> impl IntoView {
    let w = use_words();
    let all: Vec<_> = teams.iter().flat_map(|team| closed(w, team)).collect();
    all.into_iter().map(|(title, blocked)| view! { <BlockedNotice title blocked /> }).collect_view().into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use portal_types::account::{Lang, Role};
    use portal_types::message::{Line, Topic};
    use portal_words::words;

    fn line(topic: Topic, pool: u8, blocked: bool) -> Line {
        let said = Blocked { reason: BlockReason::TooMany, until: None, phone: Some("555-555-0100".to_owned()) };
        Line {
            topic,
            pool: format!("01900000-0000-7000-8000-0000000000{pool:02}").parse().unwrap(),
            kind: topic.pool(),
            readers: vec![Role::PoolNurse],
            business_days: 3,
            due: "2026-12-01".parse().unwrap(),
            blocked: blocked.then_some(said),
        }
    }

    fn team(lines: Vec<Line>) -> TeamOption {
        TeamOption {
            practice: "01900000-0000-7000-8000-000000000001".parse().unwrap(),
            name: "Cedar Clinic".to_owned(),
            providers: Vec::new(),
            lines,
            by_phone: Vec::new(),
        }
    }

    #[test]
    fn r_6_11_each_inbox_that_takes_nothing_is_named_once_with_what_it_is_for() {
        let w = words(Lang::En);
        let titles = |lines| closed(w, &team(lines)).into_iter().map(|(title, _)| title).collect::<Vec<_>>();
        let open = vec![line(Topic::General, 1, false), line(Topic::Test, 1, false)];
        assert!(titles(open).is_empty());
        let all = titles(vec![line(Topic::General, 1, true), line(Topic::Test, 1, true)]);
        assert_eq!(all, [w.blocked_title("Cedar Clinic")]);
        let some = titles(vec![line(Topic::General, 1, false), line(Topic::Test, 2, true)]).join("\n");
        assert_eq!(some.lines().count(), 1);
        assert!(some.contains("Cedar Clinic") && some.contains(&w.topic_test()), "{some}");
        let two = titles(vec![line(Topic::General, 1, true), line(Topic::Test, 2, true)]);
        assert_eq!(two.len(), 2);
        assert!(two.iter().all(|title| *title != w.blocked_title("Cedar Clinic")));
    }
}
