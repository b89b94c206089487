//! A visit: the Encounter, what was done in it, and the bill that closes it.

use jiff::civil::Date;
use serde_json::{Value, json};

use crate::bundle::{Code, named_reference, reference};
use crate::calendar::{Moment, working_day};
use crate::chart::Chart;
use crate::claims::BillLine;
use crate::providers::Provider;

/// Why somebody came, with how long it takes and what the visit itself costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    CheckUp,
    WellChild,
    Symptom,
    FollowUp,
    Prenatal,
    Video,
    Hospital,
}

impl Kind {
    const fn code(self) -> Code {
        match self {
            Self::CheckUp => Code::snomed("185349003", "Encounter for check up (procedure)"),
            Self::WellChild => Code::snomed("410620009", "Well child visit (procedure)"),
            Self::Symptom => Code::snomed("185345009", "Encounter for symptom"),
            Self::FollowUp => Code::snomed("390906007", "Follow-up encounter"),
            Self::Prenatal => Code::snomed("424619006", "Prenatal visit"),
            Self::Video => Code::snomed("448337001", "Telemedicine consultation with patient"),
            Self::Hospital => Code::snomed("32485007", "Hospital admission"),
        }
    }

    const fn class(self) -> &'static str {
        match self {
            Self::Video => "VR",
            Self::Hospital => "IMP",
            _ => "AMB",
        }
    }

    const fn minutes(self) -> i64 {
        match self {
            Self::CheckUp | Self::Prenatal => 30,
            Self::WellChild => 25,
            Self::Symptom | Self::FollowUp => 20,
            Self::Video => 15,
            Self::Hospital => 360,
        }
    }

    const fn cents(self) -> i64 {
        match self {
            Self::CheckUp => 18_550,
            Self::WellChild => 16_425,
            Self::Symptom | Self::Prenatal => 12_915,
            Self::FollowUp => 11_240,
            Self::Video => 7_900,
            Self::Hospital => 1_486_000,
        }
    }
}

/// An open visit. [`Visit::close`] writes the bill.
#[must_use = "close the visit, or it is never billed"]
pub(crate) struct Visit<'c, 'w> {
    pub(crate) chart: &'c mut Chart<'w>,
    pub(crate) provider: Provider,
    pub(crate) start: Moment,
    pub(crate) end: Moment,
    pub(crate) encounter: String,
    pub(crate) bill: Vec<BillLine>,
    pub(crate) diagnoses: Vec<String>,
}

impl<'w> Chart<'w> {
    /// Opens a visit on the last working day up to `day`, in office hours, never before birth or after today.
    pub(crate) fn visit(&mut self, day: Date, provider: Provider, kind: Kind, reason: Option<Code>) -> Visit<'_, 'w> {
        self.introduce(provider);
        let day = working_day(day.min(self.today)).max(self.birth);
        let start = Moment::new(day, 8 * 60 + 15 * self.chance.between(0, 30));
        let end = start.plus_minutes(kind.minutes());
        let practice = provider.practice();
        let organization = self.world.practices.organization(practice);
        let mut body = json!({
            "status": "finished",
            "class": { "system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": kind.class() },
            "type": [kind.code().concept()],
            "subject": self.subject(),
            "participant": [{ "individual": self.world.providers.reference(provider) }],
            "period": { "start": start.date_time(), "end": end.date_time() },
            "location": [{ "location": { "display": practice.name() } }],
            "serviceProvider": named_reference(organization, practice.name()),
        });
        if let Some(reason) = reason {
            body["reasonCode"] = json!([{ "coding": [reason.coding()] }]);
        }
        if kind == Kind::Hospital {
            let home = Code::new(
                "http://www.nubc.org/patient-discharge",
                "01",
                "Discharged to home care or self care (routine discharge)",
            );
            body["hospitalization"] = json!({ "dischargeDisposition": home.concept() });
        }
        let encounter = self.add("Encounter", body);
        self.last_visit = Some(encounter.clone());
        let bill = vec![BillLine::visit(kind.code(), kind.cents())];
        Visit { chart: self, provider, start, end, encounter, bill, diagnoses: Vec::new() }
    }
}

impl Visit<'_, '_> {
    pub(crate) fn day(&self) -> Date {
        self.start.date
    }

    pub(crate) fn months(&self) -> i64 {
        self.chart.months_on(self.day())
    }

    pub(crate) fn years(&self) -> i64 {
        self.chart.years_on(self.day())
    }

    /// The fields nearly every resource of a visit shares, with `more` on top.
    pub(crate) fn body(&self, more: Value) -> Value {
        let mut body = json!({ "subject": self.chart.subject(), "encounter": reference(&self.encounter) });
        if let (Some(body), Value::Object(more)) = (body.as_object_mut(), more) {
            body.extend(more);
        }
        body
    }

    pub(crate) fn practitioner(&self) -> Value {
        self.chart.world.providers.reference(self.provider)
    }

    pub(crate) fn organization(&self) -> Value {
        let practice = self.provider.practice();
        named_reference(self.chart.world.practices.organization(practice), practice.name())
    }

    /// A Procedure done in the visit.
    pub(crate) fn procedure(&mut self, code: Code, cents: i64) -> &mut Self {
        let period = json!({ "start": self.start.date_time(), "end": self.start.plus_minutes(15).date_time() });
        let performer = json!([{ "actor": self.practitioner() }]);
        let body = self.body(json!({
            "status": "completed",
            "code": code.concept(),
            "performedPeriod": period,
            "performer": performer,
        }));
        let id = self.chart.add("Procedure", body);
        self.bill.push(BillLine::procedure(code, cents, id));
        self
    }
}
