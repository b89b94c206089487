//! Which record the details belong to. Exactly one may: with none or several, the enrollment desk looks.

use portal_store::people::Candidate;
use portal_types::enrollment::{Details, Sex};
use portal_types::field::name_key;

/// The one record that agrees in birth date, family name (both by the query), first given name, sex and ZIP code, is
/// of a living patient and has no account yet.
pub(super) fn the_one<'a>(details: &Details, candidates: &'a [Candidate]) -> Option<&'a Candidate> {
    let first = |name: &str| name_key(name.split_whitespace().next().unwrap_or_default());
    let mut agreeing = candidates.iter().filter(|c| {
        let given = first(&details.given) == first(&c.given) || name_key(&details.given) == c.given_key;
        let sex = details.sex == Sex::Unknown || c.sex == details.sex.code() || c.sex == Sex::Unknown.code();
        given && sex && c.zip == details.zip
    });
    let one = agreeing.next()?;
    if agreeing.next().is_some() || one.died || one.has_account {
        return None;
    }
    Some(one)
}

#[cfg(test)]
mod tests {
    use super::*;
    use portal_types::account::Lang;
    use portal_types::ids::PatientId;

    fn record(given: &str, zip: &str) -> Candidate {
        Candidate {
            patient: PatientId(uuid::Uuid::nil()),
            given_key: name_key(given),
            sex: "female".into(),
            zip: zip.into(),
            died: false,
            has_account: false,
            lang: Lang::En,
            given: given.into(),
            family: "Núñez".into(),
        }
    }

    fn details(given: &str, zip: &str) -> Details {
        Details { given: given.into(), family: "Nunez".into(), sex: Sex::Female, zip: zip.into() }
    }

    #[test]
    fn r_2_4_exactly_one_living_record_without_an_account_matches() {
        let ada = record("Ada María", "01450");
        assert!(the_one(&details("ada", "01450"), std::slice::from_ref(&ada)).is_some());
        assert!(the_one(&details("Ada Maria", "01450"), std::slice::from_ref(&ada)).is_some());
        assert!(the_one(&details("Eva", "01450"), std::slice::from_ref(&ada)).is_none());
        assert!(the_one(&details("Ada", "01451"), std::slice::from_ref(&ada)).is_none());
        assert!(the_one(&details("Ada", "01450"), &[ada.clone(), ada.clone()]).is_none(), "several");
        assert!(the_one(&details("Ada", "01450"), &[Candidate { died: true, ..ada.clone() }]).is_none());
        assert!(the_one(&details("Ada", "01450"), &[Candidate { has_account: true, ..ada }]).is_none());
        assert!(the_one(&details("Ada", "01450"), &[]).is_none());
    }
}
