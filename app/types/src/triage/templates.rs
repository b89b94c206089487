//! Texts to answer with: as colleagues keep them, and filled in.

use super::optional;
use crate::account::Lang;
use crate::field::{self, FieldProblem, Problem, Problems};
use crate::ids::{IntentKey, PoolId, TemplateId};
use crate::moment::Moment;
use crate::staff::PoolCard;
use serde::{Deserialize, Serialize};

/// A text to answer with, filled in for who reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilledTemplate {
    /// Which.
    pub template: TemplateId,
    /// What colleagues call it.
    pub name: String,
    /// Its language.
    pub lang: Lang,
    /// The text, with the names in it.
    pub body: String,
}

/// A text to answer with, as colleagues keep it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateView {
    /// Which.
    pub template: TemplateId,
    /// The inbox that answers with it.
    pub pool: PoolId,
    /// What colleagues call it.
    pub name: String,
    /// Its language.
    pub lang: Lang,
    /// The text, with its gaps.
    pub body: String,
    /// When it was last changed.
    pub changed_at: Moment,
}

/// The texts of the reader's inboxes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateList {
    /// The inboxes.
    pub pools: Vec<PoolCard>,
    /// The texts, by inbox and name; at most [`TEMPLATES_MOST`] an inbox.
    pub templates: Vec<TemplateView>,
    /// The intent of the form for a new one, or for a change.
    pub intent: IntentKey,
}

/// The most texts that an inbox keeps.
pub const TEMPLATES_MOST: u32 = 100;

/// The gaps of a text: the patient's name, the practice's, and that of who answers.
pub const GAPS: [&str; 3] = ["{patient}", "{practice}", "{me}"];

/// Puts names into the gaps of a text.
pub fn filled(body: &str, patient: &str, practice: &str, me: &str) -> String {
    let names = [patient, practice, me];
    let mut rest = body;
    let mut text = String::new();
    // From left to right, so that a name is never taken for a gap.
    while let Some(at) = rest.find('{') {
        let (before, from) = rest.split_at(at);
        text.push_str(before);
        match GAPS.iter().zip(names).find(|(gap, _)| from.starts_with(**gap)) {
            Some((gap, name)) => {
                text.push_str(name);
                rest = from.get(gap.len()..).unwrap_or_default();
            }
            None => {
                text.push('{');
                rest = from.get(1..).unwrap_or_default();
            }
        }
    }
    text.push_str(rest);
    text
}

/// A text to answer with, with no other gaps than [`GAPS`].
fn template(raw: &str) -> Result<String, Problem> {
    let body = field::body(raw)?;
    let without = filled(&body, "", "", "");
    if without.contains(['{', '}']) { Err(Problem::BadCharacter) } else { Ok(body) }
}

/// A text that is kept anew, or changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTemplate {
    /// Which is changed; none: it is a new one.
    pub template: Option<TemplateId>,
    /// The inbox that answers with it.
    pub pool: PoolId,
    /// What colleagues call it.
    pub name: String,
    /// Its language.
    pub lang: Lang,
    /// The text, with its gaps.
    pub body: String,
    /// Made once per intent.
    pub intent: IntentKey,
}

impl NewTemplate {
    /// Reads the form.
    pub fn parse(typed: TemplateTyped<'_>) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let which = problems.check("template", optional(typed.template));
        let pool = problems.check("pool", typed.pool.parse().map_err(|_| Problem::NotAChoice));
        let name = problems.check("name", field::label(typed.name));
        let lang = problems.check("lang", Lang::from_code(typed.lang).ok_or(Problem::NotAChoice));
        let body = problems.check("body", template(typed.body));
        let intent = problems.check("intent", typed.intent.parse().map_err(|_| Problem::Missing));
        let all =
            (|| Some(Self { template: which?, pool: pool?, name: name?, lang: lang?, body: body?, intent: intent? }))();
        problems.into_result(all)
    }
}

/// The form of a text, as it was filled in.
#[derive(Clone, Copy, Debug, Default)]
pub struct TemplateTyped<'a> {
    /// The one that is changed, or nothing.
    pub template: &'a str,
    /// The chosen inbox.
    pub pool: &'a str,
    /// The name.
    pub name: &'a str,
    /// The language's word.
    pub lang: &'a str,
    /// The text.
    pub body: &'a str,
    /// The intent.
    pub intent: &'a str,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::triage::tests::{ONE, TWO, said};

    #[test]
    fn a_text_has_the_three_gaps_and_no_others() {
        let text = |body: &str| {
            let typed =
                TemplateTyped { pool: ONE, name: "N", lang: "en", intent: TWO, body, ..TemplateTyped::default() };
            NewTemplate::parse(typed).map(|new| new.body)
        };
        assert_eq!(text("Dear {patient}, {practice} {me}").unwrap(), "Dear {patient}, {practice} {me}");
        for bad in ["{name}", "a } b", "{patient", "{{me}}"] {
            assert_eq!(said(text(bad)), [("body".to_owned(), Problem::BadCharacter)], "{bad}");
        }
        assert_eq!(filled("{me} to {patient}{", "{me}", "P", "Nora"), "Nora to {me}{", "a name is no gap");
    }
}
