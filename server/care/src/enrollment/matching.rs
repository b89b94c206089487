//! Which record somebody's details belong to: a comparison trait by trait, and a score.
//!
//! The score finds a record; it proves nothing. It decides between two ways on that look the same from outside:
//! a code to the record's own contact, or a request to the enrollment desk. Only the desk ever sees score and parts.

use portal_store::people::Candidate;
use portal_types::day::Day;
use portal_types::enrollment::{Details, Sex};
use portal_types::field::name_key;
use portal_types::registry::{MatchPart, Trait};
use serde::{Deserialize, Serialize};

/// From which score on what is done. The operator's to set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Thresholds {
    /// From here on a record is taken for the one that is meant.
    pub certain: i16,
    /// By so much the best must be ahead of the next, or nobody is meant: twins.
    pub ahead: i16,
    /// From here on the desk is shown a record as possible.
    pub possible: i16,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self { certain: 88, ahead: 12, possible: 45 }
    }
}

/// How well one record agrees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// The sum of the parts.
    pub score: i16,
    /// Trait by trait.
    pub parts: Vec<MatchPart>,
}

/// The most that each trait can bring. Birth date, names, sex and ZIP code alone make the certain score of 88: nobody
/// must know a number by heart.
const BORN: i16 = 30;
const FAMILY: i16 = 22;
const GIVEN: i16 = 18;
const SEX: i16 = 6;
const ZIP: i16 = 12;
const PHONE: i16 = 8;
const MRN: i16 = 20;

/// Given names that are one, each row a group, as compared. Short forms that people write on forms.
const SAME: &[&[&str]] = &[
    &["william", "bill", "billy", "will", "liam"],
    &["robert", "rob", "bob", "bobby"],
    &["richard", "rick", "dick", "rich"],
    &["james", "jim", "jimmy", "jamie"],
    &["john", "jack", "johnny"],
    &["michael", "mike", "mick"],
    &["thomas", "tom", "tommy"],
    &["joseph", "joe", "joey"],
    &["charles", "charlie", "chuck"],
    &["edward", "ed", "eddie", "ted"],
    &["elizabeth", "liz", "beth", "betty", "eliza", "lisa"],
    &["margaret", "maggie", "peggy", "meg"],
    &["katherine", "catherine", "kathryn", "kate", "katie", "kathy", "cathy"],
    &["patricia", "pat", "patty", "trish"],
    &["jennifer", "jen", "jenny"],
    &["susan", "sue", "susie"],
    &["deborah", "debra", "deb", "debbie"],
    &["anthony", "tony"],
    &["daniel", "dan", "danny"],
    &["matthew", "matt"],
    &["christopher", "chris"],
    &["alexander", "alex", "alejandro"],
    &["samuel", "sam"],
    &["benjamin", "ben"],
    &["jose", "pepe"],
    &["francisco", "paco", "pancho"],
    &["guadalupe", "lupe"],
    &["dolores", "lola"],
    &["rosario", "charo"],
    &["manuel", "manolo"],
    &["ignacio", "nacho"],
    &["maria", "mari"],
];

/// One slip of the finger (two in a long word): a letter changed, added, left out, or changed places with its neighbour.
fn is_slip(a: &str, b: &str) -> bool {
    let short = a.chars().count().min(b.chars().count());
    let allowed = if short >= 8 { 2 } else { 1 };
    short >= 3 && strsim::osa_distance(a, b) <= allowed
}

fn born(typed: Day, record: Day) -> i16 {
    if typed == record {
        return BORN;
    }
    let changed_round = typed.year() == record.year()
        && (u32::from(typed.month()), u32::from(typed.day())) == (u32::from(record.day()), u32::from(record.month()));
    let differing = [typed.year() != record.year(), typed.month() != record.month(), typed.day() != record.day()];
    let one = differing.iter().filter(|d| **d).count() == 1;
    if changed_round || (one && strsim::osa_distance(&typed.to_string(), &record.to_string()) <= 1) { 12 } else { 0 }
}

fn family(typed: &str, record: &str) -> i16 {
    if typed == record {
        FAMILY
    } else if is_slip(typed, record) {
        14
    } else if typed.chars().count() >= 4 && (record.starts_with(typed) || typed.starts_with(record)) {
        // One of two family names.
        13
    } else {
        0
    }
}

/// The first word of a name, as compared.
fn first(name: &str) -> String {
    name_key(name.split_whitespace().next().unwrap_or_default())
}

fn given(typed: &str, record: &Candidate) -> i16 {
    let (typed_first, record_first) = (first(typed), first(&record.given));
    if typed_first == record_first || name_key(typed) == record.given_key {
        GIVEN
    } else if SAME.iter().any(|group| group.contains(&typed_first.as_str()) && group.contains(&record_first.as_str())) {
        15
    } else if is_slip(&typed_first, &record_first) {
        11
    } else {
        let initial = |name: &str| name.chars().next();
        if initial(&typed_first).is_some() && initial(&typed_first) == initial(&record_first) { 3 } else { 0 }
    }
}

/// A record number as compared: letters and digits.
fn number_key(number: &str) -> String {
    number.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// Compares what was typed with a record.
pub fn compare(typed_born: Day, details: &Details, record: &Candidate) -> Compared {
    let unknown = Sex::Unknown.code();
    let sex =
        if details.sex.code() == record.sex || details.sex == Sex::Unknown || record.sex == unknown { SEX } else { 0 };
    let zip = if details.zip == record.zip {
        ZIP
    } else if details.zip.get(..3) == record.zip.get(..3) {
        4
    } else {
        0
    };
    let mut parts = vec![
        MatchPart { of: Trait::Born, points: born(typed_born, record.born), most: BORN },
        MatchPart { of: Trait::Family, points: family(&name_key(&details.family), &record.family_key), most: FAMILY },
        MatchPart { of: Trait::Given, points: given(&details.given, record), most: GIVEN },
        MatchPart { of: Trait::Sex, points: sex, most: SEX },
        MatchPart { of: Trait::Zip, points: zip, most: ZIP },
    ];
    if let Some(phone) = &details.phone {
        let points = if record.phones.contains(phone) { PHONE } else { 0 };
        parts.push(MatchPart { of: Trait::Phone, points, most: PHONE });
    }
    if let Some(mrn) = &details.mrn {
        // A number that is another's speaks against the match.
        let points = match &record.mrn {
            Some(known) if number_key(known) == number_key(mrn) => MRN,
            Some(_) => -MRN,
            None => 0,
        };
        parts.push(MatchPart { of: Trait::Mrn, points, most: MRN });
    }
    Compared { score: parts.iter().map(|part| part.points).sum(), parts }
}

/// The one record that is certain and ahead of all others, whoever's it is.
pub(super) fn certain<'a>(
    typed_born: Day,
    details: &Details,
    candidates: &'a [Candidate],
    thresholds: Thresholds,
) -> Option<&'a Candidate> {
    let mut scores: Vec<(i16, &Candidate)> =
        candidates.iter().map(|c| (compare(typed_born, details, c).score, c)).collect();
    scores.sort_by_key(|(score, _)| -score);
    let (best, one) = *scores.first()?;
    let next = scores.get(1).map_or(i16::MIN / 2, |(score, _)| *score);
    (best >= thresholds.certain && best - next >= thresholds.ahead).then_some(one)
}

/// The one record that is certain, ahead of all others, of a living patient without an account.
pub fn the_one<'a>(
    typed_born: Day,
    details: &Details,
    candidates: &'a [Candidate],
    thresholds: Thresholds,
) -> Option<&'a Candidate> {
    certain(typed_born, details, candidates, thresholds).filter(|one| may_enroll(one))
}

/// Whether birth date and names are those of a record, whatever else is.
pub(super) fn is_named_like(typed_born: Day, details: &Details, record: &Candidate) -> bool {
    typed_born == record.born
        && name_key(&details.family) == record.family_key
        && (first(&details.given) == first(&record.given) || name_key(&details.given) == record.given_key)
}

/// Whether an account may come of a record: of a living patient who has none.
pub(super) fn may_enroll(record: &Candidate) -> bool {
    !record.died && record.account.is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use portal_types::account::{AccountState, Lang};
    use portal_types::ids::PatientId;

    fn record(given: &str, zip: &str) -> Candidate {
        Candidate {
            patient: PatientId(uuid::Uuid::nil()),
            given_key: name_key(given),
            family_key: name_key("Núñez"),
            born: "1980-05-17".parse().unwrap(),
            sex: "female".into(),
            zip: zip.into(),
            mrn: Some("MRN-0042".into()),
            phones: vec!["4135550100".into()],
            died: false,
            account: None,
            lang: Lang::En,
            given: given.into(),
            family: "Núñez".into(),
        }
    }

    fn details(given: &str, zip: &str) -> Details {
        Details {
            given: given.into(),
            family: "Nunez".into(),
            sex: Sex::Female,
            zip: zip.into(),
            phone: None,
            mrn: None,
        }
    }

    fn born() -> Day {
        "1980-05-17".parse().unwrap()
    }

    fn finds(details: &Details, records: &[Candidate]) -> bool {
        the_one(born(), details, records, Thresholds::default()).is_some()
    }

    #[test]
    fn r_2_4_exactly_one_living_record_without_an_account_matches() {
        let ada = record("Ada María", "01450");
        assert!(finds(&details("ada", "01450"), std::slice::from_ref(&ada)));
        assert!(finds(&details("Ada Maria", "01450"), std::slice::from_ref(&ada)));
        assert!(!finds(&details("Eva", "01450"), std::slice::from_ref(&ada)));
        assert!(!finds(&details("Ada", "01951"), std::slice::from_ref(&ada)));
        assert!(!finds(&details("Ada", "01450"), &[ada.clone(), ada.clone()]), "several");
        assert!(!finds(&details("Ada", "01450"), &[Candidate { died: true, ..ada.clone() }]));
        assert!(!finds(&details("Ada", "01450"), &[Candidate { account: Some(AccountState::Active), ..ada }]));
        assert!(!finds(&details("Ada", "01450"), &[]));
    }

    #[test]
    fn r_2_4_twins_are_told_apart_by_their_names_or_not_at_all() {
        let (ada, eva) = (record("Ada", "01450"), record("Eva", "01450"));
        let twins = [ada.clone(), eva.clone()];
        let found = the_one(born(), &details("Eva", "01450"), &twins, Thresholds::default());
        assert_eq!(found.map(|c| c.given.as_str()), Some("Eva"));
        let ana = record("Ana", "01450");
        // "Ava" is a slip of each.
        assert!(the_one(born(), &details("Ava", "01450"), &[ada, ana, eva], Thresholds::default()).is_none());
    }

    #[test]
    fn r_2_4_a_slip_alone_is_not_certain_and_a_known_number_makes_it_so() {
        let ada = record("Ada", "01450");
        let mut typed = Details { family: "Nunes".into(), ..details("Ada", "01450") };
        let alone = compare(born(), &typed, &ada);
        assert!(alone.score < Thresholds::default().certain && alone.score >= Thresholds::default().possible);
        typed.mrn = Some("mrn 0042".into());
        assert!(finds(&typed, std::slice::from_ref(&ada)));
        typed.mrn = Some("mrn 0043".into());
        assert!(!finds(&typed, std::slice::from_ref(&ada)), "somebody else's number");
    }

    #[test]
    fn r_2_4_each_trait_brings_the_points_of_the_rule() {
        let ada = record("Ada", "01450");
        let (phone, mrn) = (Some("4135550100".into()), Some("mrn 0042".into()));
        let typed = Details { phone, mrn, ..details("Ada", "01450") };
        let points =
            |typed: &Details| compare(born(), typed, &ada).parts.iter().map(|part| part.points).collect::<Vec<_>>();
        // Birth date, family name, first given name, sex, ZIP code, phone, record number.
        assert_eq!(points(&typed), [30, 22, 18, 6, 12, 8, 20]);
        let anothers = Details { mrn: Some("mrn 0043".into()), ..typed };
        assert_eq!(points(&anothers), [30, 22, 18, 6, 12, 8, -20]);
    }

    #[test]
    fn r_2_4_a_record_is_meant_from_88_points_on_and_12_ahead_of_every_other() {
        let will = record("William", "01450");
        let typed = details("William", "01450");
        assert_eq!(compare(born(), &typed, &will).score, 88);
        assert!(finds(&typed, std::slice::from_ref(&will)));
        // A second family name, and a phone that is on the record.
        let almost = Details { family: "Nunez Rios".into(), phone: Some("4135550100".into()), ..typed.clone() };
        assert_eq!(compare(born(), &almost, &will).score, 87);
        assert!(!finds(&almost, std::slice::from_ref(&will)));
        for (other, score, meant) in [(record("William", "90210"), 76, true), (record("Bill", "01499"), 77, false)] {
            assert_eq!(compare(born(), &typed, &other).score, score);
            assert_eq!(finds(&typed, &[other, will.clone()]), meant, "beside one of {score} points");
        }
    }

    #[test]
    fn r_2_4_slips_in_a_birth_date_are_seen() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        assert_eq!(super::born(day("1980-05-17"), day("1980-05-17")), 30);
        assert_eq!(super::born(day("1980-05-07"), day("1980-07-05")), 12, "month and day changed round");
        assert_eq!(super::born(day("1980-05-18"), day("1980-05-17")), 12, "one digit");
        assert_eq!(super::born(day("1981-06-17"), day("1980-05-17")), 0);
    }

    #[test]
    fn r_2_4_short_forms_and_accents_count_as_the_name() {
        let bill = record("William", "01450");
        let score = |given: &str| compare(born(), &details(given, "01450"), &bill).score;
        assert_eq!(score("Bill"), score("William") - 3);
        assert!(score("Wiliam") > score("Wanda"));
        assert!(is_slip("jonh", "john"), "neighbours changed round");
        assert!(!is_slip("ada", "adelaide"), "too far");
    }
}
