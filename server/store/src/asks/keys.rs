//! What a caller's keys open of what was asked in a chart, and the conditions that keep the rest out of a query.

use portal_access::{Acting, AppointmentAsks, Chart, Limit, ReferralAsks, RenewalAsks, View};
use portal_types::ask::AskKind;
use portal_types::ids::PatientId;
use sea_orm::Value;
use std::ops::Deref;

/// What a caller's keys open of one chart: of each kind of ask all, a part, or nothing. It is made of keys only.
#[derive(Debug)]
pub struct Keys {
    patient: PatientId,
    views: Vec<(AskKind, View)>,
}

impl Keys {
    /// Of the keys to see one chart; `None` if there is none at all.
    pub fn of(
        appointment: Option<&Chart<AppointmentAsks>>,
        renewal: Option<&Chart<RenewalAsks>>,
        referral: Option<&Chart<ReferralAsks>>,
    ) -> Option<Self> {
        let all = [
            appointment.map(|key| (key.patient(), AskKind::Appointment, key.view())),
            renewal.map(|key| (key.patient(), AskKind::Renewal, key.view())),
            referral.map(|key| (key.patient(), AskKind::Referral, key.view())),
        ];
        let opened: Vec<_> = all.into_iter().flatten().collect();
        let patient = opened.first()?.0;
        // Keys of one chart; those of another would open nothing of this one.
        let views = opened.into_iter().filter(|(of, ..)| *of == patient).map(|(_, kind, view)| (kind, view)).collect();
        Some(Self { patient, views })
    }

    /// Whose chart.
    pub fn patient(&self) -> PatientId {
        self.patient
    }

    /// How much of a kind is opened, if anything is.
    pub fn view(&self, kind: AskKind) -> Option<View> {
        self.views.iter().find(|(of, _)| *of == kind).map(|(_, view)| *view)
    }

    /// The kinds of which something is opened.
    pub fn kinds(&self) -> impl Iterator<Item = AskKind> + '_ {
        self.views.iter().map(|(kind, _)| *kind)
    }

    /// The condition that keeps what the keys do not open out of a query on `asks a`; begins with "and". What it is to be
    /// asked with is added to the values.
    pub(crate) fn hidden(&self, values: &mut Vec<Value>) -> String {
        let opened = |(kind, view): &(AskKind, View)| {
            let hidden = hidden(*kind, *view, values);
            format!("(a.kind = '{}' {hidden})", kind.code())
        };
        let kinds: Vec<String> = self.views.iter().map(opened).collect();
        format!("and ({})", kinds.join(" or "))
    }
}

/// The same of the keys to do something: what may be done may be seen.
#[derive(Debug)]
pub struct ActingKeys(Keys);

impl ActingKeys {
    /// Of the keys to do something in one chart; `None` if there is none at all.
    pub fn of(
        appointment: Option<&Acting<AppointmentAsks>>,
        renewal: Option<&Acting<RenewalAsks>>,
        referral: Option<&Acting<ReferralAsks>>,
    ) -> Option<Self> {
        Keys::of(appointment.map(Deref::deref), renewal.map(Deref::deref), referral.map(Deref::deref)).map(Self)
    }
}

impl Deref for ActingKeys {
    type Target = Keys;

    fn deref(&self) -> &Keys {
        &self.0
    }
}

/// Whether an ask `a` is for a prescription that is confidential, or of a confidential visit. Counted: for an "exists" in a
/// column, or beside an "or", PostgreSQL would read what is marked of everybody beforehand.
pub(crate) const VEILED: &str = "((select count(*) from ask_drugs g
              join medication_requests m on m.id = g.medication_id
              join confidential k on k.item_id in (m.id, m.encounter_id)
              where g.ask_id = a.id and k.lifted_at is null) > 0)";

/// The condition that keeps what a key does not open out of a query on `asks a`; begins with "and", or is empty. A
/// representative is not shown what the patient keeps for herself, nor that something confidential was asked for
/// where she may only ask, what she has asked herself. Of others' referrals, who may not see the diagnosis is
/// shown that they are there; what is written in them is left out by who shows them.
pub(super) fn hidden(kind: AskKind, view: View, values: &mut Vec<Value>) -> String {
    let part = match view.limit() {
        None | Some(Limit::NoDiagnosis) => String::new(),
        Some(Limit::AskingOnly | Limit::MarkedDrugs) => {
            values.push(view.account().0.into());
            format!(" and a.account_id = ${}", values.len())
        }
        // Parts that nobody has drawn for asks are nothing.
        Some(
            Limit::NoHiddenVaccines
            | Limit::NoPrivateThreads
            | Limit::GeneralOnly
            | Limit::AsGuarantor
            | Limit::AsGuarantorSums
            | Limit::OwnBills
            | Limit::OwnUploads
            | Limit::OwnActs
            | Limit::NarrowAndRevoke,
        ) => " and 1 = 0".to_owned(),
    };
    match kind {
        _ if view.own() => part,
        AskKind::Renewal => format!("and not a.private and not {VEILED}{part}"),
        AskKind::Appointment | AskKind::Referral => format!("and not a.private{part}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use portal_access::{Actor, Held, Matrix, Standing};
    use std::sync::Arc;
    use uuid::Uuid;

    /// The keys of somebody who stands so to a chart.
    fn keys(standing: Standing) -> Keys {
        let patient = PatientId(Uuid::from_u128(1));
        let (account, session) = (Uuid::from_u128(2).into(), Uuid::from_u128(3).into());
        let held = vec![Held { patient, standing, grant: None }];
        let actor = Actor::patient(account, session, Arc::new(Matrix::US_MA), held);
        let appointment = actor.chart::<AppointmentAsks>(patient).ok();
        let (renewal, referral) = (actor.chart::<RenewalAsks>(patient).ok(), actor.chart::<ReferralAsks>(patient).ok());
        Keys::of(appointment.as_ref(), renewal.as_ref(), referral.as_ref()).unwrap()
    }

    #[test]
    fn r_3_15_only_who_looks_at_her_own_chart_is_shown_all_that_was_asked() {
        let mut values = Vec::new();
        let own = keys(Standing::SelfTeen).hidden(&mut values);
        assert!(values.is_empty() && !own.contains("private") && !own.contains("confidential"), "{own}");
        let child = keys(Standing::OfChild).hidden(&mut values);
        assert!(values.is_empty() && child.matches("not a.private").count() == 3, "{child}");
        assert_eq!(child.matches("confidential").count(), 1, "of renewals");
    }

    #[test]
    fn r_6_12_of_a_teen_who_may_only_ask_sees_what_she_has_asked() {
        let mut values: Vec<Value> = vec![1_i64.into()];
        let teen = keys(Standing::OfTeen(None)).hidden(&mut values);
        assert_eq!(values.len(), 3, "her account, for appointments and for renewals");
        assert!(teen.contains("a.account_id = $2") && teen.contains("a.account_id = $3"), "{teen}");
        assert!(teen.ends_with("(a.kind = 'referral' and not a.private))"), "{teen}");
    }
}
