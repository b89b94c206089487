//! What went wrong, in words.

use leptos::prelude::*;
use portal_api::ApiError;
use portal_kit::text;
use portal_types::error::Refusal;
use portal_types::field::{FieldProblem, Problem};
use portal_words::Words;

/// The sentence for what went wrong.
pub fn sentence(w: &'static Words, error: &ApiError) -> String {
    match error {
        ApiError::Refused(refusal) => text::refusal(w, refusal),
        ApiError::Unreachable => w.unreachable(),
        ApiError::Outdated => w.outdated(),
    }
}

/// What is wrong with a field.
pub fn problem_of(problems: &[FieldProblem], field: &str) -> Option<Problem> {
    problems.iter().find(|problem| problem.field == field).map(|problem| problem.problem)
}

/// The fields that the server wants to see again.
pub fn problems_in(error: &ApiError) -> Vec<FieldProblem> {
    match error.refusal() {
        Some(Refusal::Invalid(problems)) => problems.clone(),
        _ => Vec::new(),
    }
}

/// What the server wants to see again in one field.
pub fn problem_in(error: &ApiError, field: &str) -> Option<Problem> {
    problem_of(&problems_in(error), field)
}

/// Says how many characters are left, but only once that matters.
pub fn left(w: &'static Words, most: u32) -> Callback<usize, String> {
    Callback::new(move |written: usize| {
        let left = i64::from(most) - i64::try_from(written).unwrap_or(i64::MAX);
        match left {
            0..=500 => w.characters_left(left),
            ..0 => w.characters_over(-left),
            _ => String::new(),
        }
    })
}
