//! Money: a Claim for every visit and every first supply of a medicine, and what the insurer answered.

use serde_json::{Value, json};

use crate::bundle::{Code, dollars, reference, urn};
use crate::calendar::{Moment, plus_days};
use crate::chart::Payer;
use crate::meds::Drug;
use crate::visit::Visit;

/// Days until an insurer has decided. A younger claim has no ExplanationOfBenefit yet.
const DECISION_DAYS: i64 = 9;

const BLUE_BUTTON: &str = "https://bluebutton.cms.gov/resources/variables";

/// What a line of a bill is for.
enum Service {
    Visit,
    Plain,
    Procedure(String),
    Information(String),
}

/// One line of a visit's bill.
pub(crate) struct BillLine {
    code: Code,
    cents: i64,
    service: Service,
}

impl BillLine {
    pub(crate) const fn visit(code: Code, cents: i64) -> Self {
        Self { code, cents, service: Service::Visit }
    }

    pub(crate) const fn service(code: Code, cents: i64) -> Self {
        Self { code, cents, service: Service::Plain }
    }

    pub(crate) const fn procedure(code: Code, cents: i64, id: String) -> Self {
        Self { code, cents, service: Service::Procedure(id) }
    }

    pub(crate) const fn information(code: Code, cents: i64, id: String) -> Self {
        Self { code, cents, service: Service::Information(id) }
    }
}

impl Visit<'_, '_> {
    /// Ends the visit: writes the Claim and, when there has been time for it, the ExplanationOfBenefit.
    pub(crate) fn close(mut self) {
        let lines = std::mem::take(&mut self.bill);
        let total: i64 = lines.iter().map(|line| line.cents).sum();
        let (mut items, mut procedures, mut information) = (Vec::new(), Vec::new(), Vec::new());
        for (place, line) in lines.iter().enumerate() {
            let mut item =
                json!({ "sequence": place + 1, "productOrService": line.code.concept(), "net": dollars(line.cents) });
            match &line.service {
                Service::Visit => item["encounter"] = json!([reference(&self.encounter)]),
                Service::Plain => {}
                Service::Procedure(id) => {
                    let sequence = procedures.len() + 1;
                    item["procedureSequence"] = json!([sequence]);
                    procedures.push(json!({ "sequence": sequence, "procedureReference": reference(id) }));
                }
                Service::Information(id) => {
                    let sequence = information.len() + 1;
                    item["informationSequence"] = json!([sequence]);
                    information.push(json!({
                        "sequence": sequence,
                        "category": coded("http://terminology.hl7.org/CodeSystem/claiminformationcategory", "info"),
                        "valueReference": reference(id),
                    }));
                }
            }
            items.push(item);
        }
        let mut claim = self.claim("institutional", &items, total);
        // FHIR allows a list to be missing, not to be empty.
        let diagnoses: Vec<Value> = self
            .diagnoses
            .iter()
            .enumerate()
            .map(|(place, id)| json!({ "sequence": place + 1, "diagnosisReference": reference(id) }))
            .collect();
        for (name, list) in [("procedure", procedures), ("supportingInfo", information), ("diagnosis", diagnoses)] {
            if !list.is_empty() {
                claim[name] = Value::Array(list);
            }
        }
        let id = self.chart.add("Claim", claim);
        self.explain(&id, &lines, total);
    }

    fn claim(&self, kind: &str, items: &[Value], total: i64) -> Value {
        json!({
            "status": "active",
            "type": coded("http://terminology.hl7.org/CodeSystem/claim-type", kind),
            "use": "claim",
            "patient": self.chart.subject(),
            "billablePeriod": { "start": self.start.date_time(), "end": self.end.date_time() },
            "created": self.end.date_time(),
            "provider": self.organization(),
            "priority": coded("http://terminology.hl7.org/CodeSystem/processpriority", "normal"),
            "insurance": [{ "sequence": 1, "focal": true, "coverage": { "display": self.chart.payer.name() } }],
            "item": items,
            "total": dollars(total),
        })
    }

    fn explain(&mut self, claim: &str, lines: &[BillLine], total: i64) {
        let decided = plus_days(self.day(), DECISION_DAYS);
        let payer = self.chart.payer;
        if payer == Payer::Nobody || decided > self.chart.today {
            return;
        }
        let created = Moment::new(decided, 12 * 60).date_time();
        let mut paid = 0;
        let items: Vec<Value> = lines
            .iter()
            .enumerate()
            .map(|(place, line)| {
                let shares = Shares::of(line.cents);
                paid += shares.paid;
                self.explained_item(place + 1, line, &shares)
            })
            .collect();
        let practitioner = self.practitioner();
        let subject = self.chart.subject();
        let body = json!({
            "contained": [
                {
                    "resourceType": "ServiceRequest", "id": "referral", "status": "completed", "intent": "order",
                    "subject": subject, "requester": practitioner, "performer": [practitioner],
                },
                {
                    "resourceType": "Coverage", "id": "coverage", "status": "active",
                    "type": { "text": payer.name() }, "beneficiary": subject, "payor": [{ "display": payer.name() }],
                },
            ],
            "identifier": [
                { "system": format!("{BLUE_BUTTON}/clm_id"), "value": claim },
                { "system": "https://bluebutton.cms.gov/resources/identifier/claim-group", "value": "99999999999" },
            ],
            "status": "active",
            "type": coded("http://terminology.hl7.org/CodeSystem/claim-type", "institutional"),
            "use": "claim",
            "patient": subject,
            "billablePeriod": { "start": self.start.date_time(), "end": self.end.date_time() },
            "created": created,
            "insurer": { "display": payer.name() },
            "provider": practitioner,
            "referral": { "reference": "#referral" },
            "claim": { "reference": urn(claim) },
            "outcome": "complete",
            "careTeam": [{
                "sequence": 1,
                "provider": practitioner,
                "role": { "coding": [{
                    "system": "http://terminology.hl7.org/CodeSystem/claimcareteamrole",
                    "code": "primary",
                    "display": "Primary Care Practitioner",
                }] },
            }],
            "insurance": [{ "focal": true, "coverage": { "reference": "#coverage", "display": payer.name() } }],
            "item": items,
            "total": [{
                "category": {
                    "coding": [{
                        "system": "http://terminology.hl7.org/CodeSystem/adjudication",
                        "code": "submitted",
                        "display": "Submitted Amount",
                    }],
                    "text": "Submitted Amount",
                },
                "amount": dollars(total),
            }],
            "payment": { "amount": dollars(paid) },
        });
        self.chart.add("ExplanationOfBenefit", body);
    }

    fn explained_item(&self, sequence: usize, line: &BillLine, shares: &Shares) -> Value {
        let amount = |code: &str, display: &str, cents: i64| {
            json!({
                "category": { "coding": [{
                    "system": "https://bluebutton.cms.gov/resources/codesystem/adjudication",
                    "code": format!("{BLUE_BUTTON}/{code}"),
                    "display": display,
                }] },
                "amount": dollars(cents),
            })
        };
        let mut item = json!({
            "sequence": sequence,
            "category": { "coding": [{
                "system": format!("{BLUE_BUTTON}/line_cms_type_srvc_cd"), "code": "1", "display": "Medical care",
            }] },
            "productOrService": line.code.concept(),
            "servicedPeriod": { "start": self.start.date_time(), "end": self.end.date_time() },
            "locationCodeableConcept": { "coding": [{
                "system": "http://terminology.hl7.org/CodeSystem/ex-serviceplace", "code": "11", "display": "Office",
            }] },
            "net": dollars(line.cents),
            "adjudication": [
                amount("line_coinsrnc_amt", "Line Beneficiary Coinsurance Amount", shares.owed),
                amount("line_prvdr_pmt_amt", "Line Provider Payment Amount", shares.paid),
                amount("line_sbmtd_chrg_amt", "Line Submitted Charge Amount", line.cents),
                amount("line_alowd_chrg_amt", "Line Allowed Charge Amount", shares.paid + shares.owed),
                amount("line_bene_ptb_ddctbl_amt", "Line Beneficiary Part B Deductible Amount", 0),
            ],
        });
        if matches!(line.service, Service::Visit) {
            item["encounter"] = json!([reference(&self.encounter)]);
        }
        item
    }
}

/// The claim of the pharmacy for the first supply.
pub(crate) fn pharmacy(visit: &mut Visit<'_, '_>, drug: &Drug, request: &str) {
    let items = [json!({
        "sequence": 1,
        "productOrService": drug.code.concept(),
        "encounter": [reference(&visit.encounter)],
        "net": dollars(drug.cents),
    })];
    let mut claim = visit.claim("pharmacy", &items, drug.cents);
    claim["prescription"] = reference(request);
    visit.chart.add("Claim", claim);
}

/// How a charge is split: the insurer allows nine tenths of it and pays four fifths of that.
struct Shares {
    paid: i64,
    owed: i64,
}

impl Shares {
    const fn of(charge: i64) -> Self {
        let allowed = charge * 9 / 10;
        let owed = allowed / 5;
        Self { paid: allowed - owed, owed }
    }
}

fn coded(system: &str, code: &str) -> Value {
    json!({ "coding": [{ "system": system, "code": code }] })
}
