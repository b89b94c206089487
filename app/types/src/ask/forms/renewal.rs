//! The form for prescriptions anew.

use super::{WORDS_MOST, optional};
use crate::ask::{AskForm, DRUGS_MOST, DrugWish, NewAsk, Pharmacy};
use crate::field::{self, FieldProblem, Problem, Problems};
use std::collections::BTreeMap;
use uuid::Uuid;

/// For at most how many days there is something left.
const DAYS_LEFT_MOST: u16 = 365;

/// The form for prescriptions anew as it was typed. Has no `Debug`.
#[derive(Clone, Copy)]
pub struct RenewalTyped<'a> {
    /// `pool`.
    pub pool: &'a str,
    /// `drugs[0]` and so on: the boxes that are ticked.
    pub drugs: &'a [String],
    /// `days[…]`: days left, by [`days_key`]; those of boxes that are not ticked say nothing.
    pub days: &'a BTreeMap<String, String>,
    /// `pharmacy_name`, `pharmacy_phone`, `pharmacy_line`.
    pub pharmacy: [&'a str; 3],
    /// `note`.
    pub note: &'a str,
    /// `intent`.
    pub intent: &'a str,
}

/// What stands for a drug in the brackets of `days[…]`. It begins with a letter: what begins with a digit is read as a
/// place in a list.
pub fn days_key(drug: Uuid) -> String {
    format!("of-{}", drug.hyphenated())
}

/// Days left of a medicine as they were typed.
fn days_left(typed: &str) -> Result<Option<u16>, Problem> {
    match typed.trim() {
        "" => Ok(None),
        number => match number.parse::<u16>() {
            Ok(days) if days <= DAYS_LEFT_MOST => Ok(Some(days)),
            _ => Err(Problem::NotAChoice),
        },
    }
}

/// The prescriptions that are ticked, each once.
fn drugs(problems: &mut Problems, form: &RenewalTyped<'_>) -> Option<Vec<DrugWish>> {
    let mut ids: Vec<Uuid> = Vec::new();
    for word in form.drugs {
        match Uuid::try_parse(word.trim()) {
            Ok(id) if ids.contains(&id) => {}
            Ok(id) => ids.push(id),
            Err(_) => return problems.check("drugs", Err(Problem::NotAChoice)),
        }
    }
    if ids.is_empty() {
        return problems.check("drugs", Err(Problem::Missing));
    }
    if ids.len() > DRUGS_MOST {
        return problems.check("drugs", Err(Problem::NotAChoice));
    }
    let wishes: Vec<Option<DrugWish>> = ids
        .into_iter()
        .map(|drug| {
            let key = days_key(drug);
            let typed = form.days.get(&key).map(String::as_str).unwrap_or_default();
            let days_left = problems.check(&format!("days[{key}]"), days_left(typed))?;
            Some(DrugWish { drug, days_left })
        })
        .collect();
    wishes.into_iter().collect()
}

/// The pharmacy: nothing at all, or a name and what else is known of it.
fn pharmacy(problems: &mut Problems, [name, phone, line]: [&str; 3]) -> Option<Pharmacy> {
    let phone = problems.check("pharmacy_phone", optional(field::phone(phone)));
    let line = problems.check("pharmacy_line", optional(field::subject(line)));
    let named = match field::subject(name) {
        // Of a phone number alone nobody can tell whose it is.
        Err(Problem::Missing)
            if phone.as_ref().zip(line.as_ref()).is_some_and(|(p, l)| p.is_empty() && l.is_empty()) =>
        {
            Ok(String::new())
        }
        other => other,
    };
    let name = problems.check("pharmacy_name", named);
    Some(Pharmacy { name: name?, phone: phone?, line: line? })
}

impl NewAsk {
    /// Reads the form for prescriptions anew. Which of them can be had anew is for the server to say.
    pub fn renewal(form: &RenewalTyped<'_>) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let drugs = drugs(&mut problems, form);
        let pool = problems.check("pool", form.pool.parse().map_err(|_| Problem::NotAChoice));
        let pharmacy = pharmacy(&mut problems, form.pharmacy);
        let note = problems.check("note", optional(field::long_text(form.note, WORDS_MOST)));
        let intent = problems.check("intent", form.intent.parse().map_err(|_| Problem::Missing));
        let all = (|| {
            let form = AskForm::Renewal { pharmacy: pharmacy?, note: note? };
            Some(Self {
                pool: pool?,
                provider: None,
                form,
                drugs: drugs?,
                late: false,
                files: Vec::new(),
                intent: intent?,
            })
        })();
        problems.into_result(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ask::forms::given::{INTENT, POOL, named, wrong};

    const DRUG: &str = "01900000-0000-7000-8000-00000000000a";

    #[test]
    fn r_7_7_several_prescriptions_are_asked_for_at_once() {
        let other = "01900000-0000-7000-8000-00000000000b".to_owned();
        let drugs = [DRUG.to_owned(), other.clone(), DRUG.to_owned()];
        let key = |drug: &str| days_key(drug.parse().unwrap());
        let days = BTreeMap::from([(key(DRUG), " 12 ".to_owned()), ("never ticked".to_owned(), "x".to_owned())]);
        let form = RenewalTyped {
            pool: POOL,
            drugs: &drugs,
            days: &days,
            pharmacy: ["Mill Street Pharmacy", "413 555 0110", ""],
            note: "",
            intent: INTENT,
        };
        let read = NewAsk::renewal(&form).unwrap();
        let left: Vec<Option<u16>> = read.drugs.iter().map(|wish| wish.days_left).collect();
        assert_eq!(left, [Some(12), None], "each once");
        let pharmacy =
            Pharmacy { name: "Mill Street Pharmacy".to_owned(), phone: "4135550110".to_owned(), line: String::new() };
        assert!(read.form == AskForm::Renewal { pharmacy, note: String::new() });
        assert!(NewAsk::renewal(&RenewalTyped { pharmacy: ["", " ", ""], ..form }).is_ok(), "the office may know it");
        let days = BTreeMap::from([(key(&other), "366".to_owned())]);
        let left = format!("days[{}]", key(&other));
        let bad = RenewalTyped { days: &days, pharmacy: ["", "4135550110", ""], pool: "", ..form };
        assert_eq!(
            wrong(NewAsk::renewal(&bad)),
            named(&[
                (left.as_str(), Problem::NotAChoice),
                ("pool", Problem::NotAChoice),
                ("pharmacy_name", Problem::Missing),
            ])
        );
        assert_eq!(wrong(NewAsk::renewal(&RenewalTyped { drugs: &[], ..form })), named(&[("drugs", Problem::Missing)]));
        let many: Vec<String> = (0..21).map(|n| Uuid::from_u64_pair(1, n).to_string()).collect();
        let many = RenewalTyped { drugs: &many, ..form };
        assert_eq!(wrong(NewAsk::renewal(&many)), named(&[("drugs", Problem::NotAChoice)]));
    }
}
