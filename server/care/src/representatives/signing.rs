//! What a form needs before it counts, pure. All that is missing is named at once.

use super::life::{Grant, Known};
use portal_access::Rules;
use portal_access::birthday::{Phase, birthday, months_later};
use portal_access::standing::lacks_capacity;
use portal_types::representative::Basis;

/// Something that a form lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Lack {
    /// The representative's signature.
    RepresentativeSignature,
    /// The patient's signature, or what stands in its place.
    PatientSignature,
    /// The representative was not old enough on the day of signing.
    RepresentativeAge,
    /// The ground is not one for somebody of the patient's age.
    BasisForAge,
    /// The court order that makes somebody a guardian.
    GuardianshipOrder,
    /// A clinician's attestation that the patient lacks capacity.
    Attestation,
    /// The patient's birth date is not known whole: no limit could be drawn.
    BirthDate,
    /// Patient and representative are one person.
    TwoPeople,
    /// One of them has died.
    Living,
    /// A court order keeps the representative away.
    CourtOrder,
    /// What was signed has run out meanwhile.
    Time,
}

impl Lack {
    /// The word for forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::RepresentativeSignature => "representative_signature",
            Self::PatientSignature => "patient_signature",
            Self::RepresentativeAge => "representative_age",
            Self::BasisForAge => "basis_for_age",
            Self::GuardianshipOrder => "guardianship_order",
            Self::Attestation => "attestation",
            Self::BirthDate => "birth_date",
            Self::TwoPeople => "two_people",
            Self::Living => "living",
            Self::CourtOrder => "court_order",
            Self::Time => "time",
        }
    }
}

/// All that a form lacks; nothing, if it can be put in force.
///
/// Ages are those of the day on which the representative signed. Whether a ground still carries, an order is in force and
/// capacity is lacking, is judged today.
pub fn lacks(grant: &Grant, known: &Known, rules: &Rules) -> Vec<Lack> {
    let mut lacks = Vec::new();
    let mut lack = |missing: bool, what: Lack| {
        if missing {
            lacks.push(what);
        }
    };
    let signing_day = grant.signed_on.unwrap_or(known.today);
    let of_age = birthday(known.representative_born, rules.ages.representative);
    lack(known.same_person, Lack::TwoPeople);
    lack(!known.patient_lives || !known.representative_lives, Lack::Living);
    lack(known.forbidden, Lack::CourtOrder);
    lack(grant.signed_on.is_none(), Lack::RepresentativeSignature);
    lack(signing_day < of_age, Lack::RepresentativeAge);
    let Some(born) = known.born else {
        lack(true, Lack::BirthDate);
        return lacks;
    };
    let (then, now) = (Phase::on(born, rules.ages, signing_day), Phase::on(born, rules.ages, known.today));
    let attested = lacks_capacity(known.attested_on, rules, known.today);
    match grant.basis {
        Basis::Parental => lack(now == Phase::Adult && !attested, Lack::BasisForAge),
        Basis::Consent | Basis::PowerOfAttorney => lack(then != Phase::Adult, Lack::BasisForAge),
        Basis::Guardianship => lack(!known.order(), Lack::GuardianshipOrder),
        Basis::BestInterest => lack(now == Phase::Adult && !attested, Lack::Attestation),
    }
    // An order and an attestation stand in place of the patient's signature; that somebody consents is hers to say.
    let stands_in = grant.basis != Basis::Consent && (known.order() || attested);
    let must_sign = then != Phase::Child && !stands_in;
    lack(must_sign && grant.patient_signed_on.is_none(), Lack::PatientSignature);
    let runs_out = grant.consented_on().map(|day| months_later(day, rules.consent_months));
    let over = grant.basis == Basis::Consent && runs_out.is_some_and(|day| day <= known.today);
    lack(over || grant.ends_on.is_some_and(|last| last < known.today), Lack::Time);
    lacks
}

#[cfg(test)]
mod tests {
    use super::*;
    use portal_types::day::Day;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    /// A form that the representative signs on a day, and everything that is known then.
    fn form(basis: Basis, born: &str, on: &str) -> (Grant, Known) {
        let grant = Grant { signed_on: Some(day(on)), ..Grant::proposed(basis) };
        let known = Known {
            today: day(on),
            born: Some(day(born)),
            representative_born: day("2000-02-29"),
            patient_lives: true,
            representative_lives: true,
            same_person: false,
            order_until: None,
            forbidden: false,
            attested_on: None,
        };
        (grant, known)
    }

    fn missing(grant: &Grant, known: &Known) -> Vec<Lack> {
        lacks(grant, known, &Rules::US_MA)
    }

    #[test]
    fn r_3_1_the_representative_is_18_on_the_day_of_signing() {
        let (grant, known) = form(Basis::Parental, "2017-06-01", "2018-02-28");
        assert_eq!(missing(&grant, &known), [Lack::RepresentativeAge], "born on 29 February");
        let (grant, known) = form(Basis::Parental, "2017-06-01", "2018-03-01");
        assert!(missing(&grant, &known).is_empty());
    }

    #[test]
    fn r_3_2_the_patient_signs_too_from_13_on_the_day_of_signing() {
        let (grant, known) = form(Basis::Parental, "2013-11-24", "2026-11-23");
        assert!(missing(&grant, &known).is_empty(), "a day before");
        let later = Known { today: day("2026-11-30"), ..known };
        assert!(missing(&grant, &later).is_empty(), "judged by the day of signing, not by the day of the desk");
        let (grant, known) = form(Basis::Parental, "2013-11-24", "2026-11-24");
        assert_eq!(missing(&grant, &known), [Lack::PatientSignature]);
        let signed = Grant { patient_signed_on: Some(known.today), ..grant };
        assert!(missing(&signed, &known).is_empty());
        for stands_in in
            [Known { order_until: Some(known.today), ..known }, Known { attested_on: Some(known.today), ..known }]
        {
            assert!(missing(&grant, &stands_in).is_empty(), "an order or an attestation stands in its place");
        }
    }

    #[test]
    fn r_3_4_each_ground_needs_what_it_rests_on() {
        let adult = "1955-03-01";
        let on = "2026-11-23";
        let (consent, known) = form(Basis::Consent, adult, on);
        assert_eq!(missing(&consent, &known), [Lack::PatientSignature]);
        let order = Known { order_until: Some(known.today), attested_on: Some(known.today), ..known };
        assert_eq!(missing(&consent, &order), [Lack::PatientSignature], "nobody consents in somebody's place");
        let (guardian, known) = form(Basis::Guardianship, adult, on);
        assert_eq!(missing(&guardian, &known), [Lack::GuardianshipOrder, Lack::PatientSignature]);
        assert!(missing(&guardian, &Known { order_until: Some(known.today), ..known }).is_empty());
        let (best, known) = form(Basis::BestInterest, adult, on);
        assert_eq!(missing(&best, &known), [Lack::Attestation, Lack::PatientSignature]);
        assert!(missing(&best, &Known { attested_on: Some(known.today), ..known }).is_empty());
        let (parent, known) = form(Basis::Parental, adult, on);
        assert_eq!(missing(&parent, &known), [Lack::BasisForAge, Lack::PatientSignature]);
        let (early, known) = form(Basis::Consent, "2010-01-01", on);
        assert_eq!(missing(&early, &known), [Lack::BasisForAge, Lack::PatientSignature]);
    }

    #[test]
    fn what_is_missing_is_named_all_at_once() {
        let (grant, known) = form(Basis::Parental, "2013-11-24", "2026-11-24");
        let known = Known { same_person: true, patient_lives: false, forbidden: true, born: None, ..known };
        let grant = Grant { signed_on: None, ..grant };
        let all = [Lack::TwoPeople, Lack::Living, Lack::CourtOrder, Lack::RepresentativeSignature, Lack::BirthDate];
        assert_eq!(missing(&grant, &known), all);
    }

    #[test]
    fn a_consent_that_lay_too_long_is_none_any_more() {
        let (grant, known) = form(Basis::Consent, "1955-03-01", "2026-11-23");
        let signed = Grant { patient_signed_on: Some(known.today), ..grant };
        assert!(missing(&signed, &Known { today: day("2028-05-22"), ..known }).is_empty());
        assert_eq!(missing(&signed, &Known { today: day("2028-05-23"), ..known }), [Lack::Time]);
    }
}
