//! What the demo's people have asked of their offices. The grandfather's have come to an end, each in another way; the
//! teen's wait, for the office or for her.

use super::practice_name;
use crate::Failure;
use portal_care::accounts::sign_out;
use portal_care::demo::at_a_desk;
use portal_care::{Action, Portal, Visitor, asks};
use portal_demo::Clinic;
use portal_types::account::Role;
use portal_types::ask::{
    Approval, AskForm, AskKind, AskSeen, DeskAskMove, DrugWish, NewAsk, PartOfDay, Pharmacy, ProposedTime, Refusing,
    Renewable, VisitKind, Window,
};
use portal_types::day::Day;
use portal_types::ids::{AskId, PatientId};

/// An office, with somebody of each kind at its desk.
struct Office<'a> {
    portal: &'a Portal,
    name: String,
    nurse: Visitor,
    clinician: Visitor,
}

impl<'a> Office<'a> {
    async fn open(portal: &'a Portal, clinic: &Clinic, key: &str) -> Result<Self, Failure> {
        let name = practice_name(clinic, key).ok_or("a demo practice is missing")?.to_owned();
        let of = |role: Role| {
            let here = clinic.staff.iter().find(|of| of.role.as_str() == role.code() && of.practices.contains(&key));
            here.map(|of| of.username).ok_or("a demo office has nobody at its desk")
        };
        let nurse = at_a_desk(portal, of(Role::PoolNurse)?).await?;
        let clinician = at_a_desk(portal, of(Role::Clinician)?).await?;
        Ok(Self { portal, name, nurse, clinician })
    }

    async fn close(self) -> Result<(), Failure> {
        sign_out(self.portal, &self.nurse).await?;
        sign_out(self.portal, &self.clinician).await?;
        Ok(())
    }

    /// Somebody opens it, as the desk's page does, and does something with it.
    async fn moves(&self, who: &Visitor, ask: AskId, step: DeskAskMove) -> Result<(), Failure> {
        let seen = asks::desk_open(self.portal, who, ask, None).await?.view;
        let action = match step {
            DeskAskMove::Approve(Approval::Drugs(_)) => Action::ApproveRenewal,
            _ => Action::MoveDeskAsk,
        };
        let last = seen.events.rows.first().map(|event| event.event);
        let (read, intent) = (AskSeen { version: seen.version, last, anyway: false }, seen.intent);
        self.portal.write(who, action, async |call| asks::desk_move(call, ask, step, read, intent).await).await?;
        Ok(())
    }
}

/// A patient at home.
#[derive(Clone, Copy)]
struct Patient<'a> {
    portal: &'a Portal,
    visitor: &'a Visitor,
    id: PatientId,
}

impl Patient<'_> {
    /// Asks an office for something; nothing, where it cannot be asked for it.
    async fn asks(&self, office: &Office<'_>, form: AskForm, drugs: Vec<DrugWish>) -> Result<Option<AskId>, Failure> {
        let kind = form.kind();
        let options = self
            .portal
            .read(self.visitor, Action::AskOptions, async |call| asks::options(call, self.id, kind, None).await)
            .await?;
        let Some(of) = options.offices.iter().find(|of| of.practice == office.name) else { return Ok(None) };
        let (pool, files, intent) = (of.pool, Vec::new(), options.intent);
        let new = NewAsk { pool, provider: None, form, drugs, late: true, files, intent };
        let made =
            self.portal.write(self.visitor, Action::MakeAsk, async |call| asks::make(call, self.id, new).await).await?;
        Ok(Some(made.ask))
    }

    /// The first medicines that can be had anew.
    async fn drugs(&self, most: usize) -> Result<Vec<DrugWish>, Failure> {
        let options = self
            .portal
            .read(self.visitor, Action::AskOptions, async |call| {
                asks::options(call, self.id, AskKind::Renewal, None).await
            })
            .await?;
        let can = options.drugs.iter().filter(|drug| drug.renewable == Renewable::Yes).take(most);
        Ok(can.map(|drug| DrugWish { drug: drug.drug, days_left: Some(6) }).collect())
    }

    /// Takes the first of the times that were proposed.
    async fn takes_the_first(&self, ask: AskId) -> Result<(), Failure> {
        let seen = asks::open(self.portal, self.visitor, self.id, ask, None).await?;
        let Some(time) = seen.times.first().map(|time| time.time) else { return Ok(()) };
        self.portal
            .write(self.visitor, Action::ChooseTime, async |call| {
                asks::choose(call, self.id, ask, time, seen.intent).await
            })
            .await?;
        Ok(())
    }

    async fn withdraws(&self, ask: AskId) -> Result<(), Failure> {
        let seen = asks::open(self.portal, self.visitor, self.id, ask, None).await?;
        self.portal
            .write(self.visitor, Action::WithdrawAsk, async |call| {
                asks::withdraw(call, self.id, ask, true, seen.intent).await
            })
            .await?;
        Ok(())
    }
}

/// A weekday so many days on, or soon after.
fn weekday(portal: &Portal, days: i64) -> Day {
    let first = portal.date(portal.now()).epoch() + days;
    let open = (first..first + 3).map(Day::from_epoch).find(|day| day.weekday() < 6);
    open.unwrap_or(Day::from_epoch(first))
}

fn visit(portal: &Portal, reason: &str) -> AskForm {
    AskForm::Appointment {
        reason: reason.into(),
        visit: VisitKind::InPerson,
        windows: vec![Window { day: weekday(portal, 12), part: PartOfDay::Morning }],
        interpreter: None,
        access: String::new(),
    }
}

fn time(portal: &Portal, days: i64, minute: u16, place: &str) -> ProposedTime {
    let day = weekday(portal, days);
    ProposedTime { day, minute, minutes: 30, way: VisitKind::InPerson, place: place.into() }
}

/// All of it, sent and answered like any other.
pub(super) async fn fill(
    portal: &Portal,
    clinic: &Clinic,
    (old, grandfather): (&Visitor, PatientId),
    (young, teen): (&Visitor, PatientId),
) -> Result<(), Failure> {
    let office = Office::open(portal, clinic, "family-medicine").await?;
    of_the_grandfather(&office, Patient { portal, visitor: old, id: grandfather }).await?;
    office.close().await?;
    let office = Office::open(portal, clinic, "pediatrics").await?;
    of_the_teen(&office, Patient { portal, visitor: young, id: teen }).await?;
    office.close().await
}

async fn of_the_grandfather(office: &Office<'_>, jose: Patient<'_>) -> Result<(), Failure> {
    let (portal, nurse) = (office.portal, &office.nurse);
    if let Some(ask) = jose.asks(office, visit(portal, "Vacuna contra la gripe."), Vec::new()).await? {
        jose.withdraws(ask).await?;
    }
    if let Some(ask) = jose.asks(office, visit(portal, "Un certificado para el gimnasio."), Vec::new()).await? {
        office.moves(nurse, ask, DeskAskMove::Approve(Approval::Plain)).await?;
        office.moves(nurse, ask, DeskAskMove::Done("El certificado está en recepción.".into())).await?;
    }
    if let Some(ask) = jose.asks(office, visit(portal, "Gafas nuevas."), Vec::new()).await? {
        let words = "Para las gafas, llame a su óptica.";
        office.moves(nurse, ask, DeskAskMove::Decline(Refusing::AnotherOffice, words.into())).await?;
    }
    let drugs = jose.drugs(2).await?;
    if !drugs.is_empty() {
        let form = AskForm::Renewal { pharmacy: Pharmacy::default(), note: String::new() };
        let answers = (0_i16..).zip(&drugs).map(|(place, _)| (place, None)).collect();
        if let Some(ask) = jose.asks(office, form, drugs).await? {
            let yes = DeskAskMove::Approve(Approval::Drugs(answers));
            office.moves(&office.clinician, ask, yes).await?;
            office.moves(nurse, ask, DeskAskMove::Done(String::new())).await?;
        }
    }
    let form = AskForm::Referral {
        specialist: "Dra. Helen Marsh, ortopedia".into(),
        reason: "La rodilla izquierda me duele desde el verano.".into(),
        plan: "Medicare".into(),
        visit_on: weekday(portal, 20),
        note: String::new(),
    };
    if let Some(ask) = jose.asks(office, form, Vec::new()).await? {
        let (from, to) = (weekday(portal, 1), weekday(portal, 180));
        let approval = Approval::Referral { number: "MV-2026-0417".into(), visits: 6, from, to };
        office.moves(nurse, ask, DeskAskMove::Approve(approval)).await?;
        office.moves(nurse, ask, DeskAskMove::CountVisit).await?;
    }
    if let Some(ask) = jose.asks(office, visit(portal, "Control de la presión."), Vec::new()).await? {
        let times = vec![time(portal, 10, 570, "Consultorio 4"), time(portal, 13, 870, "Consultorio 4")];
        office.moves(nurse, ask, DeskAskMove::Propose(times)).await?;
        jose.takes_the_first(ask).await?;
    }
    Ok(())
}

async fn of_the_teen(office: &Office<'_>, maya: Patient<'_>) -> Result<(), Failure> {
    let (portal, nurse) = (office.portal, &office.nurse);
    let form = AskForm::Referral {
        specialist: "Dr. Ivo Brandt, allergist".into(),
        reason: "My nose runs every spring.".into(),
        plan: "Commonwealth Family Plan".into(),
        visit_on: weekday(portal, 25),
        note: String::new(),
    };
    if let Some(ask) = maya.asks(office, form, Vec::new()).await? {
        office.moves(nurse, ask, DeskAskMove::Review).await?;
    }
    if let Some(ask) = maya.asks(office, visit(portal, "A check-up for the soccer team."), Vec::new()).await? {
        let times = vec![time(portal, 9, 930, "Room 2"), time(portal, 11, 960, "Room 2")];
        office.moves(nurse, ask, DeskAskMove::Propose(times)).await?;
    }
    maya.asks(office, visit(portal, "To talk about sleeping better."), Vec::new()).await?;
    Ok(())
}
