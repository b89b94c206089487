//! Switches of a grant: of each part of a chart what may be seen, and what may be done. Boxes in a form, so that it works
//! before any program has loaded.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use portal_kit::boot::use_words;
use portal_kit::{CheckBox, Icon, IconView, text};
use portal_types::representative::{Capability, Right, Rights, SwitchesView};
use portal_words::Words;

/// A box, and whether it is ticked.
#[derive(Clone, Copy)]
struct Switch {
    capability: Capability,
    right: Right,
    on: RwSignal<bool>,
}

/// What a box says yes to.
fn label(w: &Words, capability: Capability, right: Right) -> String {
    let what = text::capability(w, capability);
    match right {
        Right::Read => w.switches_see_of(what),
        Right::Act => w.switches_do_of(what),
        Right::Whole => w.switches_whole_of(what),
    }
}

/// What the address asks to begin with.
fn begun(shown: &SwitchesView) -> Rights {
    let query = use_query_map().get_untracked();
    match query.get_str("set") {
        Some("first") => shown.first,
        Some("all") => shown.may,
        Some("none") => Rights::NONE,
        _ => shown.on,
    }
}

/// The boxes, each sent as one of `rights`. Several boards of one form have numbers; what is sent says which one it is of.
#[component]
pub fn Switchboard(
    /// The switches.
    shown: SwitchesView,
    /// Its number, where a form has several.
    #[prop(optional)]
    board: Option<usize>,
    /// Whether there are links that tick what is usual, everything, or nothing.
    #[prop(optional)]
    presets: bool,
    /// What to put right.
    #[prop(into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let w = use_words();
    let ticked = if presets { begun(&shown) } else { shown.on };
    let parts: Vec<(Capability, Vec<Switch>)> = Capability::ALL
        .into_iter()
        .map(|capability| {
            let rights = Right::ALL.into_iter().filter(|right| shown.may.has(capability, *right));
            let switch = |right| Switch { capability, right, on: RwSignal::new(ticked.has(capability, right)) };
            (capability, rights.map(switch).collect::<Vec<_>>())
        })
        .filter(|(_, switches)| !switches.is_empty())
        .collect();
    let all: Vec<Switch> = parts.iter().flat_map(|(_, switches)| switches.iter().copied()).collect();
    let set = move |to: Rights| {
        for switch in &all {
            switch.on.set(to.has(switch.capability, switch.right));
        }
    };
    let set = StoredValue::new(set);
    let preset = move |word: &'static str, label: String, to: Rights| {
        view! {
            <a
                class="tab"
                href=format!("?set={word}")
                on:click=move |press| {
                    press.prevent_default();
                    set.with_value(|set| set(to));
                }
            >
                {label}
            </a>
        }
    };
    let (first, may) = (shown.first, shown.may);
    let fixed: Vec<String> = shown
        .fixed
        .on()
        .filter(|(_, right)| *right == Right::Read)
        .map(|(capability, _)| text::capability(w, capability))
        .collect();
    let hints = shown.parts.clone();
    let (offset, prefix) = board.map_or((0, String::new()), |n| (n * 100, format!("{n}.")));
    let id = board.map_or_else(|| "rights".to_owned(), |n| format!("rights-{n}"));
    let (error_id, described) = (format!("{id}-error"), format!("{id}-text {id}-error"));
    let rows = parts
        .into_iter()
        .map(|(capability, switches)| {
            let whole = switches.iter().any(|switch| switch.right == Right::Whole);
            let hint = hints.iter().find(|(of, _)| *of == capability).map(|(_, part)| text::part(w, *part));
            let boxes = switches
                .into_iter()
                .map(|switch| {
                    let n = offset + capability.place() * 3 + switch.right as usize;
                    let in_part = switch.right == Right::Read && (whole || hint.is_some());
                    view! {
                        <CheckBox
                            label=label(w, capability, switch.right)
                            name=format!("rights[{n}]")
                            id=format!("switch-{n}")
                            value=format!("{prefix}{}.{}", capability.code(), switch.right.code())
                            bind=switch.on
                            hint=hint.clone().filter(|_| in_part)
                        />
                    }
                })
                .collect_view();
            view! { <li class="switch-row">{boxes}</li> }
        })
        .collect_view();
    view! {
        <fieldset
            class="field"
            class:bad=move || error.with(Option::is_some)
            id=id.clone()
            tabindex="-1"
            aria-describedby=described
        >
            <legend>{w.switches_title()}</legend>
            <p class="hint" id=format!("{id}-text")>
                {w.switches_text()}
            </p>
            {move || {
                error
                    .get()
                    .map(|error| {
                        view! {
                            <p class="field-error" id=error_id.clone()>
                                <IconView icon=Icon::Alert />
                                <span>{error}</span>
                            </p>
                        }
                    })
            }}
            {presets
                .then(|| {
                    view! {
                        <p class="cluster">
                            <span class="soft">{w.switches_presets()}</span>
                            {(!first.is_empty()).then(|| preset("first", w.switches_as_first(), first))}
                            {preset("all", w.switches_all(), may)}
                            {preset("none", w.switches_none(), Rights::NONE)}
                        </p>
                    }
                })}
            <ul class="switches" role="list">
                {rows}
            </ul>
        </fieldset>
        {(!fixed.is_empty())
            .then(|| {
                view! {
                    <p class="soft small">
                        {w.switches_fixed()} ": " {fixed.join(", ")} ". " {w.switches_fixed_text()}
                    </p>
                }
            })}
        <p class="soft small">{w.switches_private()}</p>
    }
    .into_any()
}
