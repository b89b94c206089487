//! A QR code.

use leptos::prelude::*;

/// A square for each dark one, as one path.
fn path(rows: &[Vec<bool>]) -> String {
    let mut path = String::new();
    for (y, row) in rows.iter().enumerate() {
        for (x, _) in row.iter().enumerate().filter(|(_, dark)| **dark) {
            path.push_str(&format!("M{x} {y}h1v1h-1z"));
        }
    }
    path
}

/// A QR code: black on white whatever the colours of the page, with the white edge of four squares that readers need.
#[component]
pub fn Squares(
    /// The dark squares, row by row.
    rows: Vec<Vec<bool>>,
    /// What it leads to, for those who do not see it.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let size = rows.len() + 8;
    view! {
        <svg class="qr" viewBox=format!("-4 -4 {size} {size}") role="img" aria-label=label>
            <rect x="-4" y="-4" width=size height=size fill="#fff" />
            <path d=path(&rows) fill="#000" />
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::path;

    #[test]
    fn each_dark_square_is_drawn_where_it_is() {
        assert_eq!(path(&[vec![true, false], vec![false, true]]), "M0 0h1v1h-1zM1 1h1v1h-1z");
    }
}
