//! Who has signed, and how: on this screen, or on paper that is filed.

use super::{Ask, Flow, HERE, seen, sentence};
use crate::parts::DayField;
use leptos::prelude::*;
use portal_api::forms;
use portal_browser::Pen;
use portal_kit::boot::use_words;
use portal_kit::live::until_gone;
use portal_kit::{Button, ButtonKind, ButtonVariant, Choice, ChoiceOption};
use portal_page::{Faults, FormErrors, SendButton, use_alive};
use portal_types::grant_form::{FormProgress, SIGNED_FIELDS, Signed, Strokes, WaySigned};
use std::fmt::Write as _;

#[component]
pub(super) fn SignaturesStep(progress: FormProgress, flow: Flow) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<forms::Signatures>::new();
    flow.follow(action);
    let faults = Faults::worded(action, sentence);
    let hidden = seen(&progress);
    let shown = progress.view.clone();
    let name = shown.person.map(|person| format!("{} {}", person.given, person.family)).unwrap_or_default();
    let own = ["way", "signed_on", "strokes"].map(str::to_owned);
    let patients = shown
        .patients
        .into_iter()
        .zip(SIGNED_FIELDS)
        .enumerate()
        .map(|(n, (of, id))| {
            let names = ["patient_way", "patient_signed_on", "patient_strokes"].map(|name| format!("{name}[{n}]"));
            if of.must_sign {
                let legend = w.forms_sign_of(of.name);
                view! { <Sign legend id names signed=of.signed faults /> }.into_any()
            } else {
                // Sent all the same, so that the others keep their places.
                let empty = names.map(|name| view! { <input type="hidden" name=name value="" autocomplete="off" /> });
                view! {
                    {empty.into_iter().collect_view()}
                    <p class="soft">{w.forms_sign_not(of.name)}</p>
                }
                .into_any()
            }
        })
        .collect_view();
    view! {
        <Ask progress name=w.forms_signatures_step() title=w.forms_signatures() flow>
            <p>{w.forms_signatures_text()}</p>
            <FormErrors faults id="signatures-error" page=HERE />
            <ActionForm action attr:class="stack">
                {hidden}
                <Sign legend=w.forms_sign_of(name) id="signed" names=own signed=shown.signed faults />
                {patients}
                <SendButton label=w.enroll_next() busy=action.pending() />
            </ActionForm>
        </Ask>
    }
    .into_any()
}

/// One signature. Until the page is alive both ways are shown, and the server reads the chosen one.
#[component]
fn Sign(
    /// Whose it is.
    legend: String,
    /// What the summary of what is wrong leads to.
    id: &'static str,
    /// The names that way, day and strokes are sent by.
    names: [String; 3],
    /// The signature, if it is there.
    signed: Option<Signed>,
    /// What is wrong with the form.
    faults: Faults,
) -> impl IntoView {
    let w = use_words();
    let alive = use_alive();
    let [way_name, day_name, strokes_name] = names;
    let (drawn, paper) = (WaySigned::Drawn.code(), WaySigned::Paper.code());
    let way = RwSignal::new(signed.as_ref().map(|signed| signed.way.code()).unwrap_or_default().to_owned());
    let hidden = move |other: &'static str| alive.get() && way.with(|chosen| chosen != other);
    let day = signed.as_ref().filter(|signed| signed.way == WaySigned::Paper).map(|signed| signed.on);
    let options = vec![
        ChoiceOption::new("", w.forms_sign_not_yet()),
        ChoiceOption::new(drawn, w.forms_sign_drawn()),
        ChoiceOption::new(paper, w.forms_sign_paper()),
    ];
    view! {
        <fieldset class="stack tight" id=id tabindex="-1">
            <legend>
                <h2>{legend}</h2>
            </legend>
            <Choice
                legend=w.forms_sign_how()
                name=way_name
                id=format!("{id}-way")
                options
                bind=way
                error=faults.at(id)
            />
            <div hidden=move || hidden(drawn)>
                <Pad id=format!("{id}-pad") name=strokes_name drawn=signed.and_then(|signed| signed.strokes) />
            </div>
            <div hidden=move || hidden(paper)>
                <DayField
                    label=w.forms_sign_day()
                    hint=w.forms_day_hint()
                    name=day_name
                    id=format!("{id}-day")
                    given=day
                />
            </div>
        </fieldset>
    }
    .into_any()
}

/// Points of a signature at most: however far they are apart, the server takes so many.
const POINTS_MAX: usize = 600;

/// How many points are drawn.
fn points(strokes: &[Vec<(u16, u16)>]) -> usize {
    strokes.iter().map(Vec::len).sum()
}

/// Leaves out every second point of each stroke but its ends: who draws for long draws less exactly, and is never cut
/// off.
fn thin(strokes: &mut [Vec<(u16, u16)>]) {
    for stroke in strokes {
        let last = stroke.len().saturating_sub(1);
        let mut place = 0_usize..;
        stroke.retain(|_| place.next().is_some_and(|n| n.is_multiple_of(2) || n == last));
    }
}

/// What a pen adds to what is drawn.
fn add(strokes: &mut Vec<Vec<(u16, u16)>>, pen: Pen) {
    if points(strokes) >= POINTS_MAX {
        thin(strokes);
    }
    // Nothing but ends.
    if points(strokes) >= POINTS_MAX {
        return;
    }
    match pen {
        Pen::Down(across, down) => strokes.push(vec![(across, down)]),
        Pen::Drag(across, down) => {
            let Some(stroke) = strokes.last_mut() else { return };
            // A hand that rests writes nothing.
            let far = |(x, y): (u16, u16)| x.abs_diff(across) + y.abs_diff(down) > 3;
            if stroke.last().copied().is_none_or(far) {
                stroke.push((across, down));
            }
        }
    }
}

/// The strokes as a drawing.
fn path(strokes: &[Vec<(u16, u16)>]) -> String {
    let mut path = String::new();
    for (n, (across, down)) in strokes.iter().flat_map(|stroke| stroke.iter().enumerate()) {
        let _ = write!(path, "{}{across} {down}", if n == 0 { 'M' } else { 'L' });
    }
    path
}

/// The strokes as they are sent; nothing, if nothing is drawn.
fn written(strokes: &[Vec<(u16, u16)>]) -> String {
    if strokes.is_empty() { String::new() } else { Strokes::drawn(strokes.to_vec()).to_string() }
}

/// A field to sign in.
#[component]
fn Pad(id: String, name: String, drawn: Option<Strokes>) -> impl IntoView {
    let w = use_words();
    let strokes = RwSignal::new(drawn.map(|drawn| drawn.lines().to_vec()).unwrap_or_default());
    let first = strokes.with_untracked(|strokes| written(strokes));
    let field = id.clone();
    Effect::new(move |_| {
        until_gone(portal_browser::on_drawn(&field, move |pen| {
            strokes.try_update(|strokes| add(strokes, pen));
        }));
    });
    let clear = Callback::new(move |()| strokes.set(Vec::new()));
    view! {
        <noscript>
            <p class="soft">{w.forms_sign_needs_program()}</p>
        </noscript>
        <svg class="pad" id=id viewBox="0 0 1000 300" role="img" aria-label=w.forms_sign_here()>
            <path d=move || strokes.with(|strokes| path(strokes)) />
        </svg>
        <input
            type="hidden"
            name=name
            value=first
            prop:value=move || strokes.with(|strokes| written(strokes))
            autocomplete="off"
        />
        <Button
            label=w.forms_sign_clear()
            kind=ButtonKind::Button
            variant=ButtonVariant::Quiet
            on_press=clear
        />
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hand_draws_lines() {
        let mut strokes = Vec::new();
        for pen in [Pen::Drag(9, 9), Pen::Down(10, 10), Pen::Drag(11, 11), Pen::Drag(30, 40), Pen::Down(5, 5)] {
            add(&mut strokes, pen);
        }
        assert_eq!(path(&strokes), "M10 10L30 40M5 5");
        assert_eq!(written(&strokes), "10.10-30.40_5.5");
        assert_eq!(written(&[]), "");
    }

    #[test]
    fn however_long_somebody_draws_the_server_takes_it() {
        let mut strokes = Vec::new();
        add(&mut strokes, Pen::Down(0, 0));
        for n in 0..5_000_u16 {
            add(&mut strokes, Pen::Drag(1_000 + n % 2 * 100, 4_000 + n));
        }
        assert!(Strokes::parse(&written(&strokes)).is_ok());
        assert!(points(&strokes) > POINTS_MAX / 2, "{}", points(&strokes));
        assert_eq!((strokes[0].first(), strokes[0].last()), (Some(&(0, 0)), Some(&(1_100, 8_999))), "all of it");
        // Nothing but dots, each as long as can be.
        let mut dots = Vec::new();
        for _ in 0..1_000 {
            add(&mut dots, Pen::Down(9_999, 9_999));
        }
        assert_eq!(points(&dots), POINTS_MAX);
        assert!(Strokes::parse(&written(&dots)).is_ok());
    }
}
