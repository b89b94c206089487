use super::{
    bound::tie,
    shell::{HintAndError, described_by, invalid},
};
use leptos::{html, prelude::*};

/// The child text of a `textarea` in a page from the server.
///
/// The framework writes children of this one element unescaped (and skips them when the page comes alive), so a message
/// with `</textarea><script>` in it would become markup: it is escaped here. A parser also drops one newline at the
/// beginning; a text that begins with one gets a second.
fn child_text(value: &str) -> String {
    let mut text = String::with_capacity(value.len() + 1);
    if value.starts_with('\n') {
        text.push('\n');
    }
    for letter in value.chars() {
        match letter {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            letter => text.push(letter),
        }
    }
    text
}

/// Several lines of text; grows with what is written, where the browser can.
#[component]
pub fn TextArea(
    /// The question, above.
    #[prop(into)]
    label: String,
    /// The name its value is sent by.
    #[prop(into)]
    name: String,
    /// Its `id`.
    #[prop(into)]
    id: String,
    /// What stands in it at first; a signal in `bind` goes before.
    #[prop(optional, into)]
    value: String,
    /// Follows and sets the value.
    #[prop(optional, into)]
    bind: Option<RwSignal<String>>,
    /// Help, under the label.
    #[prop(optional_no_strip, into)]
    hint: Option<String>,
    /// What to put right.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// At most so many characters; the browser stops there.
    #[prop(optional_no_strip, into)]
    maxlength: Option<u32>,
    /// Says how many are left, given the number written: "1,850 characters left". Shown under the field.
    #[prop(optional, into)]
    counter: Option<Callback<usize, String>>,
    /// Lines to begin with, for browsers that cannot grow it.
    #[prop(default = 4)]
    rows: u32,
    /// Must be answered.
    #[prop(optional)]
    required: bool,
    /// Called when the reader leaves the field.
    #[prop(optional, into)]
    on_blur: Option<Callback<()>>,
) -> impl IntoView {
    let node = NodeRef::<html::Textarea>::new();
    let bind = bind.unwrap_or_else(|| RwSignal::new(value));
    // A browser shows only "\n" for a line end; the same here, or the text would seem changed by the reader.
    let first = bind.get_untracked().replace("\r\n", "\n");
    let child = child_text(&first);
    // A page from the server shows `first`; built in the browser the child is taken literally, `tie` then puts it right.
    let sent = if first == child { first } else { child.clone() };
    tie(move || node.get(), |control| control.value(), |control, value| control.set_value(value), bind, sent);
    let described = described_by(&id, hint.is_some(), error);
    view! {
        <div class="field" class:bad=move || error.with(Option::is_some)>
            <label class="label" for=id.clone()>
                {label}
            </label>
            <HintAndError id=id.clone() hint error />
            <textarea
                class="input"
                id=id
                name=name
                rows=rows
                maxlength=maxlength
                required=required
                aria-describedby=described
                aria-invalid=invalid(error)
                node_ref=node
                on:input:target=move |input| bind.set(input.target().value())
                on:blur=move |_| {
                    if let Some(on_blur) = on_blur {
                        on_blur.run(());
                    }
                }
            >
                {child}
            </textarea>
            {counter
                .map(|counter| {
                    view! {
                        <p class="count">
                            {move || counter.run(bind.with(|text| text.chars().count()))}
                        </p>
                    }
                })}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::child_text;

    #[test]
    fn markup_in_a_message_stays_text() {
        assert_eq!(
            child_text("a < b & c</textarea><script>x()</script>"),
            "a &lt; b &amp; c&lt;/textarea&gt;&lt;script&gt;x()&lt;/script&gt;"
        );
    }

    #[test]
    fn a_first_empty_line_survives_the_parser() {
        assert_eq!(child_text("\nDear team"), "\n\nDear team");
        assert_eq!(child_text("Dear\nteam"), "Dear\nteam");
    }
}
