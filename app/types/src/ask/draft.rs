//! What somebody has begun to write in the form of a request.

use super::{AppointmentTyped, AskKind, NewAsk, ReferralTyped, RenewalTyped, WindowTyped};
use crate::day::Day;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Most bytes of a half-written request that are kept.
const DRAFT_MAX: usize = 64 * 1024;

/// What a form sends beside what is written: where it belongs, and what is said anew with everything that is sent (R-7.4,
///
const UNWRITTEN: [&str; 9] = ["patient", "ask", "kind", "intent", "remove", "lists", "acknowledged", "urgent", "late"];

/// What stands in the fields of a request that is not sent, by their names. Its `Debug` shows nothing of it: its text never
/// reaches a log.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AskDraft(pub BTreeMap<String, String>);

impl std::fmt::Debug for AskDraft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AskDraft")
    }
}

impl AskDraft {
    /// What is written in the fields of a form. The files that it lists lie there by themselves.
    pub fn of(fields: impl IntoIterator<Item = (String, String)>) -> Self {
        let written = |field: &str| !UNWRITTEN.contains(&field) && !field.starts_with("files[");
        Self(fields.into_iter().filter(|(field, said)| written(field) && !said.is_empty()).collect())
    }

    /// The fields as a browser sends them, each as `name=text`: their own names are ones that a form would take apart.
    pub fn told(&self) -> Vec<String> {
        self.0.iter().map(|(field, said)| format!("{field}={said}")).collect()
    }

    /// What a browser has sent.
    pub fn read(told: &[String]) -> Self {
        let fields = told.iter().filter_map(|field| field.split_once('='));
        Self::of(fields.map(|(field, said)| (field.to_owned(), said.to_owned())))
    }

    /// What stands in a field; nothing, where there is none.
    pub fn said(&self, field: &str) -> String {
        self.0.get(field).cloned().unwrap_or_default()
    }

    /// What stood in a field of the form with this word, where it was this one that was refused.
    pub fn said_in(&self, form: &str, field: &str) -> String {
        if self.said("form") == form { self.said(field) } else { String::new() }
    }

    /// Whether nothing is kept.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// That it was begun over a version of the request that is written anew by it.
    #[must_use]
    pub fn over(mut self, version: i64) -> Self {
        self.0.insert("version".to_owned(), version.to_string());
        self
    }

    /// Whether it was begun over this version of the request that is written anew by it.
    pub fn is_over(&self, version: i64) -> bool {
        self.said("version") == version.to_string()
    }

    /// Whether it is longer than anything that is kept.
    pub fn is_too_long(&self) -> bool {
        self.0.iter().map(|(field, said)| field.len() + said.len()).sum::<usize>() > DRAFT_MAX
    }

    /// The boxes that are ticked, in the order of their places.
    fn drugs(&self) -> Vec<String> {
        let place = |field: &str| field.strip_prefix("drugs[")?.strip_suffix(']')?.parse::<u32>().ok();
        let mut ticked: Vec<(u32, String)> =
            self.0.iter().filter_map(|(field, drug)| Some((place(field)?, drug.clone()))).collect();
        ticked.sort_unstable();
        ticked.into_iter().map(|(_, drug)| drug).collect()
    }

    /// The request that it is, if it is a whole one; `intent` and `today` are those of the form. What is said anew with
    /// everything that is sent counts as said.
    pub fn whole(&self, kind: AskKind, intent: &str, today: Day) -> Option<NewAsk> {
        let said = |field: &str| self.0.get(field).map(String::as_str).unwrap_or_default();
        let pool = said("pool");
        let read = match kind {
            AskKind::Appointment => {
                let typed = AppointmentTyped {
                    pool,
                    provider: said("provider"),
                    reason: said("reason"),
                    visit: said("visit"),
                    windows: [
                        WindowTyped {
                            day: [said("window1_month"), said("window1_day"), said("window1_year")],
                            part: said("window1_part"),
                        },
                        WindowTyped {
                            day: [said("window2_month"), said("window2_day"), said("window2_year")],
                            part: said("window2_part"),
                        },
                        WindowTyped {
                            day: [said("window3_month"), said("window3_day"), said("window3_year")],
                            part: said("window3_part"),
                        },
                    ],
                    interpreter: said("interpreter"),
                    access: said("access"),
                    acknowledged: true,
                    urgent: true,
                    intent,
                };
                NewAsk::appointment(&typed, today)
            }
            AskKind::Renewal => {
                let left = |field: &str| Some(field.strip_prefix("days[")?.strip_suffix(']')?.to_owned());
                let days = self.0.iter().filter_map(|(field, days)| Some((left(field)?, days.clone()))).collect();
                let typed = RenewalTyped {
                    pool,
                    drugs: &self.drugs(),
                    days: &days,
                    pharmacy: [said("pharmacy_name"), said("pharmacy_phone"), said("pharmacy_line")],
                    note: said("note"),
                    intent,
                };
                NewAsk::renewal(&typed)
            }
            AskKind::Referral => {
                let typed = ReferralTyped {
                    pool,
                    specialist: said("specialist"),
                    reason: said("reason"),
                    plan: said("plan"),
                    visit: [said("visit_month"), said("visit_day"), said("visit_year")],
                    note: said("note"),
                    late: true,
                    intent,
                };
                NewAsk::referral(&typed, today)
            }
        };
        read.ok()
    }
}

/// Fields with what stands in them.
fn named<const N: usize>(fields: [(&str, &str); N]) -> [(String, String); N] {
    fields.map(|(field, said)| (field.to_owned(), said.to_owned()))
}

impl AppointmentTyped<'_> {
    /// What of it is kept when it is refused.
    pub fn draft(&self) -> AskDraft {
        let fields = named([
            ("pool", self.pool),
            ("provider", self.provider),
            ("reason", self.reason),
            ("visit", self.visit),
            ("interpreter", self.interpreter),
            ("access", self.access),
        ]);
        let windows = self.windows.iter().enumerate().flat_map(|(place, window)| {
            let [month, day, year] = window.day;
            [("month", month), ("day", day), ("year", year), ("part", window.part)]
                .map(|(of, said)| (format!("window{}_{of}", place + 1), said.to_owned()))
        });
        AskDraft::of(fields.into_iter().chain(windows))
    }
}

impl RenewalTyped<'_> {
    /// What of it is kept when it is refused.
    pub fn draft(&self) -> AskDraft {
        let [name, phone, line] = self.pharmacy;
        let fields = named([
            ("pool", self.pool),
            ("pharmacy_name", name),
            ("pharmacy_phone", phone),
            ("pharmacy_line", line),
            ("note", self.note),
        ]);
        let ticked = self.drugs.iter().enumerate().map(|(place, drug)| (format!("drugs[{place}]"), drug.clone()));
        let left = self.days.iter().map(|(key, days)| (format!("days[{key}]"), days.clone()));
        AskDraft::of(fields.into_iter().chain(ticked).chain(left))
    }
}

impl ReferralTyped<'_> {
    /// What of it is kept when it is refused.
    pub fn draft(&self) -> AskDraft {
        let [month, day, year] = self.visit;
        AskDraft::of(named([
            ("pool", self.pool),
            ("specialist", self.specialist),
            ("reason", self.reason),
            ("plan", self.plan),
            ("visit_month", month),
            ("visit_day", day),
            ("visit_year", year),
            ("note", self.note),
        ]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ask::{AskForm, days_key};

    const ID: &str = "01900000-0000-7000-8000-000000000008";

    fn draft(fields: &[(&str, &str)]) -> AskDraft {
        AskDraft::of(fields.iter().map(|(field, said)| ((*field).to_owned(), (*said).to_owned())))
    }

    #[test]
    fn r_6_6_of_a_form_what_is_written_is_kept_and_what_is_said_anew_is_not() {
        let form = draft(&[
            ("patient", ID),
            ("intent", ID),
            ("reason", "a=b\n[c]"),
            ("access", ""),
            ("acknowledged", "true"),
            ("urgent", "true"),
            ("late", "true"),
            ("files[0]", ID),
            ("days[of-x]", "5"),
        ]);
        assert_eq!(form.0.keys().map(String::as_str).collect::<Vec<_>>(), ["days[of-x]", "reason"]);
        assert!(AskDraft::read(&form.told()) == form, "there and back");
        assert!(!form.is_empty() && draft(&[("intent", ID), ("access", "")]).is_empty());
        assert!(AskDraft::read(&["nonsense".to_owned()]).is_empty());
        assert!(draft(&[("reason", &"x".repeat(DRAFT_MAX))]).is_too_long() && !form.is_too_long());
    }

    #[test]
    fn r_6_6_what_was_begun_over_another_version_of_a_request_is_known_by_it() {
        let begun = draft(&[("version", "2"), ("reason", "My knee.")]);
        assert!(begun.is_over(2) && AskDraft::read(&begun.told()).is_over(2), "also when it is there again");
        assert!(draft(&[("reason", "My knee.")]).over(2) == begun);
        assert!(!begun.is_over(3) && !draft(&[("reason", "My knee.")]).is_over(3));
    }

    #[test]
    fn r_7_1_what_stood_in_one_form_stands_in_no_other() {
        let kept = draft(&[("form", "comment"), ("words", "It hurts more.")]);
        assert_eq!(kept.said_in("comment", "words"), "It hurts more.");
        assert!(kept.said_in("again", "words").is_empty() && kept.said_in("comment", "other").is_empty());
    }

    #[test]
    fn r_6_6_a_whole_one_is_the_request_that_its_form_would_send() {
        let today: Day = "2026-11-23".parse().unwrap();
        let visit = [
            ("pool", ID),
            ("reason", "My knee."),
            ("visit", "in_person"),
            ("window1_month", "12"),
            ("window1_day", "1"),
            ("window1_year", "2026"),
        ];
        let whole = draft(&visit).whole(AskKind::Appointment, ID, today).unwrap();
        assert!(matches!(&whole.form, AskForm::Appointment { reason, .. } if reason == "My knee."));
        assert!(draft(&visit[..3]).whole(AskKind::Appointment, ID, today).is_none(), "without a day it is none");
        // By their places, not by their letters.
        let [first, second] = ["01900000-0000-7000-8000-00000000000b", "01900000-0000-7000-8000-00000000000a"];
        let left = format!("days[{}]", days_key(first.parse().unwrap()));
        let drugs = draft(&[("pool", ID), ("drugs[10]", second), ("drugs[2]", first), (left.as_str(), "12")]);
        let whole = drugs.whole(AskKind::Renewal, ID, today).unwrap();
        let told: Vec<_> = whole.drugs.iter().map(|wish| (wish.drug.to_string(), wish.days_left)).collect();
        assert_eq!(told, [(first.to_owned(), Some(12)), (second.to_owned(), None)]);
        let referral = [
            ("pool", ID),
            ("specialist", "Dr. Amara Obi"),
            ("reason", "My heart."),
            ("plan", "Blue Plan 7"),
            ("visit_month", "11"),
            ("visit_day", "23"),
            ("visit_year", "2026"),
        ];
        assert!(draft(&referral).whole(AskKind::Referral, ID, today).is_some(), "today, and known");
    }

    #[test]
    fn r_6_6_what_is_kept_of_a_refused_one_is_the_request_that_was_typed() {
        let today: Day = "2026-11-23".parse().unwrap();
        let visit = AppointmentTyped {
            pool: ID,
            provider: ID,
            reason: "My knee.",
            visit: "in_person",
            windows: [
                WindowTyped { day: ["12", "1", "2026"], part: "morning" },
                WindowTyped { day: ["12", "2", "2026"], part: "" },
                WindowTyped { day: ["12", "3", "2026"], part: "afternoon" },
            ],
            interpreter: "Spanish",
            access: "Stairs are hard.",
            acknowledged: true,
            urgent: true,
            intent: ID,
        };
        let whole = NewAsk::appointment(&visit, today).unwrap();
        assert!(visit.draft().whole(AskKind::Appointment, ID, today) == Some(whole));
        let drugs: Vec<String> = (0..12).rev().map(|n| format!("01900000-0000-7000-8000-{n:012}")).collect();
        let left = drugs.iter().take(2).map(|drug| (days_key(drug.parse().unwrap()), "12".to_owned()));
        let days: BTreeMap<String, String> = left.collect();
        let renewal = RenewalTyped {
            pool: ID,
            drugs: &drugs,
            days: &days,
            pharmacy: ["Mill Street Pharmacy", "4135550110", "1 Mill Street"],
            note: "Soon, please.",
            intent: ID,
        };
        let whole = NewAsk::renewal(&renewal).unwrap();
        assert!(renewal.draft().whole(AskKind::Renewal, ID, today) == Some(whole));
        let referral = ReferralTyped {
            pool: ID,
            specialist: "Dr. Amara Obi",
            reason: "My heart.",
            plan: "Blue Plan 7",
            visit: ["11", "23", "2026"],
            note: "Again.",
            late: true,
            intent: ID,
        };
        let whole = NewAsk::referral(&referral, today).unwrap();
        assert!(referral.draft().whole(AskKind::Referral, ID, today) == Some(whole));
        // As it was typed, also where it is none.
        let nonsense = ReferralTyped { pool: "", visit: ["13", "", " "], ..referral };
        let fields = nonsense.draft();
        assert_eq!(fields.said("visit_month") + &fields.said("visit_year"), "13 ");
        assert!(fields.whole(AskKind::Referral, ID, today).is_none());
    }
}
