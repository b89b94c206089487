//! Plain tables of facts.

use leptos::prelude::*;

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub label: String,
    /// Numbers stand right, digit under digit; give their cells `class="number"` too.
    pub number: bool,
}

impl Column {
    /// A column of words.
    pub fn words(label: impl Into<String>) -> Self {
        Self { label: label.into(), number: false }
    }

    /// A column of numbers.
    pub fn numbers(label: impl Into<String>) -> Self {
        Self { label: label.into(), number: true }
    }
}

/// A table that scrolls by itself on a narrow screen (and can, by keyboard).
#[component]
pub fn Table(
    /// What the table shows.
    #[prop(into)]
    caption: String,
    /// The headings.
    columns: Vec<Column>,
    /// The `tr`s.
    children: Children,
) -> impl IntoView {
    let name = caption.clone();
    view! {
        <div class="table" role="region" aria-label=name tabindex="0">
            <table>
                <caption>{caption}</caption>
                <thead>
                    <tr>
                        {columns
                            .into_iter()
                            .map(|column| {
                                view! {
                                    <th scope="col" class:number=column.number>
                                        {column.label}
                                    </th>
                                }
                            })
                            .collect_view()}
                    </tr>
                </thead>
                <tbody>{children()}</tbody>
            </table>
        </div>
    }
}
