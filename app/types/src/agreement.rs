//! Terms of use and notices of privacy practices, in versions.

use crate::account::Lang;
use crate::clinic::Agreement;
use crate::day::Day;
use crate::field::{self, FieldProblem, Problem, Problems};
use crate::ids::{AgreementId, IntentKey};
use crate::moment::Moment;
use crate::page::Page;
use serde::{Deserialize, Serialize};

/// What kind of text it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AgreementKind {
    /// Terms and conditions.
    Terms,
    /// The notice of privacy practices.
    Privacy,
}

impl AgreementKind {
    /// Both, in the order shown.
    pub const ALL: [Self; 2] = [Self::Terms, Self::Privacy];

    /// The word in tables and forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Terms => "terms",
            Self::Privacy => "privacy",
        }
    }

    /// The kind of a word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Most characters of a text in one language: two of them and their summaries fit into one request.
pub const AGREEMENT_MAX: u32 = 15_000;

/// Most characters of a summary.
pub const SUMMARY_MAX: u32 = 1_000;

/// The lines of a summary, and the paragraphs of a text, as they are shown.
pub fn shown(version: &str, summary: &str, text: &str) -> Agreement {
    let tidy = |part: &str| part.split_whitespace().collect::<Vec<_>>().join(" ");
    let parts = |text: &str, between: &str| -> Vec<String> {
        text.replace("\r\n", "\n").split(between).map(tidy).filter(|part| !part.is_empty()).collect()
    };
    Agreement { version: version.to_owned(), summary: parts(summary, "\n"), paragraphs: parts(text, "\n\n") }
}

/// A text that came into force after a person agreed to another version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueAgreement {
    /// What kind.
    pub kind: AgreementKind,
    /// The text in the reader's language.
    pub agreement: Agreement,
}

/// Whether a version counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// Its day has not come.
    Coming,
    /// It counts now.
    InForce,
    /// A newer one has taken its place.
    Past,
}

/// A version in the list of the administration's desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreementRow {
    /// Which.
    pub agreement: AgreementId,
    /// What kind.
    pub kind: AgreementKind,
    /// What it is called.
    pub version: String,
    /// The day from which it counts.
    pub from: Day,
    /// When it was made.
    pub made_at: Moment,
    /// Whether it counts.
    pub standing: Standing,
}

/// A page of the versions, the newest first, and what a form for another one begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreementList {
    /// The versions.
    pub page: Page<AgreementRow>,
    /// The number of the newest version of each kind: a new one follows the one that its writer has seen.
    pub newest: [i64; 2],
    /// The moment of the reply.
    pub now: Moment,
    /// The intent of the form.
    pub intent: IntentKey,
}

/// A version, whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreementView {
    /// Which.
    pub agreement: AgreementId,
    /// What kind.
    pub kind: AgreementKind,
    /// What it is called.
    pub version: String,
    /// The day from which it counts.
    pub from: Day,
    /// Whether it counts.
    pub standing: Standing,
    /// Who made it; nobody, if it came from the settings.
    pub made_by: Option<String>,
    /// When.
    pub made_at: Moment,
    /// How many accounts have agreed to it.
    pub agreed: u32,
    /// The text in each language.
    pub texts: Vec<(Lang, Agreement)>,
}

/// The fields of the form as they were typed.
#[derive(Clone, Copy, Debug)]
pub struct AgreementForm<'a> {
    /// What kind.
    pub kind: &'a str,
    /// What it is called.
    pub version: &'a str,
    /// The day from which it counts; today, if it is empty.
    pub from: &'a str,
    /// Summary and text in English.
    pub en: [&'a str; 2],
    /// Summary and text in Spanish.
    pub es: [&'a str; 2],
    /// The number of the newest terms, and of the newest notice, that the writer has seen.
    pub newest: [i64; 2],
    /// Made once per version.
    pub intent: &'a str,
}

/// A version to be put in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAgreement {
    /// What kind.
    pub kind: AgreementKind,
    /// What it is called.
    pub version: String,
    /// The day from which it counts.
    pub from: Day,
    /// Summary and text in each language.
    pub texts: [(Lang, String, String); 2],
    /// The number of the version before it.
    pub after: i64,
    /// Made once per version.
    pub intent: IntentKey,
}

/// What a version is called: 1 to 20 letters, digits, dots, hyphens and underscores.
pub fn version(raw: &str) -> Result<String, Problem> {
    let value = raw.trim();
    if value.is_empty() {
        Err(Problem::Missing)
    } else if value.chars().count() > 20 {
        Err(Problem::TooLong(20))
    } else if value.chars().all(|c| c.is_ascii_alphanumeric() || ".-_".contains(c)) {
        Ok(value.to_owned())
    } else {
        Err(Problem::BadCharacter)
    }
}

/// A day from today on, as a desk types it.
pub fn coming_day(raw: &str, today: Day) -> Result<Day, Problem> {
    let day = field::typed_date(raw)?;
    if day < today { Err(Problem::InThePast) } else { Ok(day) }
}

impl NewAgreement {
    /// Reads the form; `today` is the clinic's.
    pub fn parse(form: AgreementForm<'_>, today: Day) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let kind = problems.check("kind", AgreementKind::from_code(form.kind).ok_or(Problem::NotAChoice));
        let version = problems.check("version", version(form.version));
        let from = match form.from.trim() {
            "" => Some(today),
            typed => problems.check("from", coming_day(typed, today)),
        };
        let mut text = |lang: Lang, [summary, text]: [&str; 2], names: [&str; 2]| {
            let summary = problems.check(names[0], field::long_text(summary, SUMMARY_MAX));
            let text = problems.check(names[1], field::long_text(text, AGREEMENT_MAX));
            Some((lang, summary?, text?))
        };
        let en = text(Lang::En, form.en, ["summary_en", "text_en"]);
        let es = text(Lang::Es, form.es, ["summary_es", "text_es"]);
        let intent = problems.check("intent", form.intent.parse().map_err(|_| Problem::Missing));
        let all = (|| {
            let kind = kind?;
            let after = form.newest[kind as usize];
            Some(Self { kind, version: version?, from: from?, texts: [en?, es?], after, intent: intent? })
        })();
        problems.into_result(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORM: AgreementForm<'static> = AgreementForm {
        kind: "privacy",
        version: "2027-01",
        from: "",
        en: ["Short.", "Long."],
        es: ["Corto.", "Largo."],
        newest: [4, 7],
        intent: "01900000-0000-7000-8000-000000000001",
    };

    #[test]
    fn a_form_says_all_that_is_wrong_with_it() {
        let today: Day = "2026-11-26".parse().unwrap();
        let read = NewAgreement::parse(FORM, today).unwrap();
        assert_eq!(
            (read.kind, read.from, read.after),
            (AgreementKind::Privacy, today, 7),
            "now, after the newest notice"
        );
        let chosen = NewAgreement::parse(AgreementForm { from: "1/1/2027", ..FORM }, today).unwrap();
        assert_eq!(chosen.from.to_string(), "2027-01-01");
        let long = "x".repeat(AGREEMENT_MAX as usize + 1);
        let wrong = AgreementForm {
            kind: "rules",
            version: "a b",
            from: "11/25/2026",
            en: ["", &long],
            es: ["Corto.", " "],
            ..FORM
        };
        let problems = NewAgreement::parse(wrong, today).unwrap_err();
        let said: Vec<(&str, Problem)> = problems.iter().map(|p| (p.field.as_str(), p.problem)).collect();
        assert_eq!(
            said,
            [
                ("kind", Problem::NotAChoice),
                ("version", Problem::BadCharacter),
                ("from", Problem::InThePast),
                ("summary_en", Problem::Missing),
                ("text_en", Problem::TooLong(AGREEMENT_MAX)),
                ("text_es", Problem::Missing),
            ]
        );
    }

    #[test]
    fn a_text_is_shown_in_paragraphs_and_its_summary_in_lines() {
        let read = shown("1", "One.\r\nTwo.\n", "First\nline.\r\n\r\nSecond.\n\n\n");
        assert_eq!(read.summary, ["One.", "Two."]);
        assert_eq!(read.paragraphs, ["First line.", "Second."]);
    }
}
