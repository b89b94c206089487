//! Signatures: drawn at the desk, or on paper that is filed.

use super::answers::past_day;
use crate::day::Day;
use crate::field::{FieldProblem, Problem, Problems};
use serde::{Deserialize, Serialize};

/// Most bytes of a signature that was drawn, as it is sent. Nine of them, the representative's and those of
/// [`super::PATIENTS_MAX`] patients, fit into one request of 64 KiB with all that is sent besides: each character of theirs
/// is one byte there.
pub const STROKES_MAX: usize = 6 * 1024;

/// A place across or down: at most four digits.
fn place(text: &str) -> Option<u16> {
    let digits = text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}

/// A point: so far across, a dot, so far down.
fn point(text: &str) -> Option<(u16, u16)> {
    let (across, down) = text.split_once('.')?;
    Some((place(across)?, place(down)?))
}

/// A signature as it was drawn: strokes of points, each so far across and so far down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Strokes(Vec<Vec<(u16, u16)>>);

impl Strokes {
    /// Reads what the page has sent: points with hyphens between them, and underlines between strokes, as in
    /// "1.2-30.40_5.5-6.6". Nothing else gets into it.
    pub fn parse(raw: &str) -> Result<Self, Problem> {
        if raw.len() > STROKES_MAX {
            return Err(Problem::TooLong(STROKES_MAX as u32));
        }
        let raw = raw.trim();
        if raw.is_empty() {
            return Err(Problem::Missing);
        }
        let stroke = |text: &str| -> Option<Vec<(u16, u16)>> { text.split('-').map(point).collect() };
        let strokes: Option<Vec<Vec<(u16, u16)>>> = raw.split('_').map(stroke).collect();
        let strokes = strokes.ok_or(Problem::BadCharacter)?;
        // A dot is no signature.
        if strokes.iter().map(Vec::len).sum::<usize>() < 2 { Err(Problem::Missing) } else { Ok(Self(strokes)) }
    }

    /// From what a person has drawn.
    pub fn drawn(strokes: Vec<Vec<(u16, u16)>>) -> Self {
        Self(strokes)
    }

    /// The strokes.
    pub fn lines(&self) -> &[Vec<(u16, u16)>] {
        &self.0
    }
}

/// As it is sent.
impl std::fmt::Display for Strokes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (n, stroke) in self.0.iter().enumerate() {
            f.write_str(if n == 0 { "" } else { "_" })?;
            for (n, (across, down)) in stroke.iter().enumerate() {
                let between = if n == 0 { "" } else { "-" };
                write!(f, "{between}{across}.{down}")?;
            }
        }
        Ok(())
    }
}

/// How somebody has signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WaySigned {
    /// On the desk's screen.
    Drawn,
    /// On paper, which is filed.
    Paper,
    /// From her own account.
    Account,
}

impl WaySigned {
    /// The word in tables and forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Drawn => "drawn",
            Self::Paper => "paper",
            Self::Account => "account",
        }
    }

    /// The way of a word that a desk may choose.
    pub fn at_a_desk(code: &str) -> Option<Self> {
        [Self::Drawn, Self::Paper].into_iter().find(|way| way.code() == code)
    }
}

/// A signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    /// How.
    pub way: WaySigned,
    /// On which day.
    pub on: Day,
    /// What was drawn, if it was.
    pub strokes: Option<Strokes>,
}

/// The names of the questions, by the patient's place on the form.
pub const SIGNED_FIELDS: [&str; super::PATIENTS_MAX] =
    ["signed-1", "signed-2", "signed-3", "signed-4", "signed-5", "signed-6", "signed-7", "signed-8"];

/// One signature's fields: its way, its day, and what was drawn; nothing, where it is not there yet.
fn read(problems: &mut Problems, field: &str, [way, on, strokes]: [&str; 3], today: Day) -> Option<Option<Signed>> {
    if way.trim().is_empty() {
        return Some(None);
    }
    let signed = (|| -> Result<Signed, Problem> {
        let way = WaySigned::at_a_desk(way).ok_or(Problem::NotAChoice)?;
        let strokes = match way {
            WaySigned::Drawn => Some(Strokes::parse(strokes)?),
            WaySigned::Paper | WaySigned::Account => None,
        };
        // What is drawn here is drawn today.
        let on = if way == WaySigned::Drawn { today } else { past_day(on, today)? };
        Ok(Signed { way, on, strokes })
    })();
    problems.check(field, signed).map(Some)
}

/// The signatures as they were typed and drawn.
#[derive(Clone, Copy)]
pub struct SignaturesForm<'a> {
    /// The representative's: way, day, strokes.
    pub own: [&'a str; 3],
    /// The patients' ways, in the order of the form.
    pub ways: &'a [String],
    /// Their days.
    pub days: &'a [String],
    /// What they have drawn.
    pub strokes: &'a [String],
}

/// The signatures of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignaturesAnswer {
    /// The representative's.
    pub own: Option<Signed>,
    /// The patients', in the order of the form.
    pub patients: Vec<Option<Signed>>,
}

impl SignaturesAnswer {
    /// Reads the form of so many patients. Who must sign is judged when it is finished: then all is named at once.
    pub fn parse(form: SignaturesForm<'_>, patients: usize, today: Day) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let own = read(&mut problems, "signed", form.own, today);
        let mut of = Vec::new();
        for (n, name) in SIGNED_FIELDS.iter().take(patients).enumerate() {
            let at = |list: &'_ [String]| list.get(n).cloned().unwrap_or_default();
            let (way, on, strokes) = (at(form.ways), at(form.days), at(form.strokes));
            of.push(read(&mut problems, name, [&way, &on, &strokes], today));
        }
        let of: Option<Vec<Option<Signed>>> = of.into_iter().collect();
        let all = (|| Some(Self { own: own?, patients: of? }))();
        problems.into_result(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> Day {
        "2026-11-23".parse().unwrap()
    }

    #[test]
    fn what_was_drawn_is_numbers_and_nothing_else() {
        let text = "1.2-30.40_500.9999-0.0";
        let read = Strokes::parse(text).unwrap();
        assert_eq!((read.lines().len(), read.to_string().as_str()), (2, text));
        assert_eq!(Strokes::parse(" 1.2-3.4 ").unwrap().to_string(), "1.2-3.4");
        for bad in
            ["1.2-", "1.2.3", "1-2", "-1.2-3.4", "1.10000-1.1", "1.2 3.4", "+1.2-3.4", "[[[1,2]]]", "1.2__3.4", "_"]
        {
            assert_eq!(Strokes::parse(bad), Err(Problem::BadCharacter), "{bad}");
        }
        for nothing in ["", " ", "5.5"] {
            assert_eq!(Strokes::parse(nothing), Err(Problem::Missing), "{nothing}");
        }
        let long = ["1.2"; 5_000].join("-");
        assert_eq!(Strokes::parse(&long), Err(Problem::TooLong(STROKES_MAX as u32)));
    }

    #[test]
    fn a_signature_on_paper_has_its_day_and_a_drawn_one_is_of_today() {
        let (ways, days) = (["paper".to_owned(), String::new()], ["11/1/2026".to_owned(), String::new()]);
        let form = SignaturesForm { own: ["drawn", "", "1.2-3.4"], ways: &ways, days: &days, strokes: &[] };
        let read = SignaturesAnswer::parse(form, 2, today()).unwrap();
        assert_eq!(read.own.map(|signed| signed.on), Some(today()));
        assert_eq!(read.patients[0].as_ref().map(|s| s.on.to_string()).as_deref(), Some("2026-11-01"));
        assert_eq!(read.patients[1], None, "not there yet");
        let late = ["12/1/2026".to_owned()];
        let wrong = SignaturesForm { own: ["drawn", "", ""], days: &late, ..form };
        let told: Vec<String> =
            SignaturesAnswer::parse(wrong, 1, today()).err().unwrap_or_default().into_iter().map(|p| p.field).collect();
        assert_eq!(told, ["signed", "signed-1"]);
    }
}
