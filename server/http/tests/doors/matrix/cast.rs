//! Everybody who asks, and what it is to each of them.

use super::asking::TARGETS;
use super::things::{
    Ids, RANDOM, UNSENT, any, asked_once, asks_the_desk, belongings, chart, delete, is_named, once_hers, ordered,
    sent_with, with,
};
use crate::House;
use portal_care::Visitor;
use portal_care::files::Place;
use portal_testkit::Granted;
use portal_types::account::Role;
use portal_types::ids::PatientId;
use portal_types::message::Topic;
use portal_types::pool::PoolKind;
use portal_types::registry::RequestFilter;
use portal_types::representative::{Basis, Rights};
use std::sync::atomic::AtomicU32;

/// Somebody who asks for something, and what it is to her.
pub(super) struct Aim {
    pub(super) kind: &'static str,
    pub(super) column: &'static str,
    pub(super) whose: &'static str,
    pub(super) visitor: Visitor,
    pub(super) ids: Ids,
}

impl Aim {
    /// Whether a word of the table means her.
    pub(super) fn is(&self, name: &str) -> bool {
        self.whose == name || self.kind == name || (self.is_through() && name == "through")
    }

    /// By way of what is hers, at a thing that is not: only where there is a thing.
    pub(super) fn is_through(&self) -> bool {
        self.whose.starts_with("through")
    }
}

/// Everybody, and all there is to aim at.
pub(super) struct Cast {
    pub(super) house: House,
    pub(super) aims: Vec<Aim>,
    pub(super) callers: Vec<(&'static str, Visitor)>,
    pub(super) asked: AtomicU32,
}

impl Cast {
    pub(super) async fn gather() -> Self {
        let house = House::open().await;
        let clinic = &house.clinic;
        let both = [&clinic.cardiology, &clinic.family_medicine];
        let nurse = clinic.nurse().await;
        let clinician = clinic.staff(Role::Clinician, &[&clinic.cardiology]).await;
        let clinician_elsewhere = clinic.staff(Role::Clinician, &[&clinic.dermatology]).await;
        let moved = clinic.staff(Role::PoolNurse, &both).await;
        let locked = clinic.nurse().await;
        locked.locks(None).await.unwrap();
        let front = clinic.staff(Role::FrontDesk, &both).await;
        let front_elsewhere = clinic.staff(Role::FrontDesk, &[&clinic.dermatology]).await;
        let enrollment = clinic.staff(Role::Enrollment, &[]).await;
        let support = clinic.staff(Role::Support, &[]).await;
        let colleague = clinic.staff(Role::Billing, &[]).await;
        let (bills, clerk) = clinic.answers_for(&clinic.cardiology, PoolKind::Billing, Role::Billing).await;
        let admin = clinic.staff(Role::Admin, &[]).await;

        let (ada, eva) = (clinic.patient("Ada").await, clinic.patient("Eva").await);
        let (mara, nora) = (clinic.patient("Mara").await, clinic.patient("Nora").await);
        let (olga, rita) = (clinic.patient("Olga").await, clinic.patient("Rita").await);
        let tia = clinic.patient("Tia").await;
        // Nobody under 18 enrolls in the wizard.
        clinic.execute("update patients set born = '2010-05-17' where id = $1", [tia.id.0.into()]).await;
        let (_, theo) = clinic.keeps_one_born("Theo", "2020-01-01").await;
        let (_, lou) = clinic.keeps_one_born("Lou", "2020-01-01").await;
        let of_theo = clinic.represents(&mara, theo, Granted::by(Basis::Parental)).await;
        let of_tia = clinic.represents(&nora, tia.id, Granted::by(Basis::Parental)).await;
        let of_lou = clinic.represents(&nora, lou, Granted::by(Basis::Parental)).await;
        let of_ada = clinic.represents(&olga, ada.id, Granted::consent(Rights::every())).await;
        // Some changes ask for a proof that is not old.
        for patient in [&ada, &eva, &mara, &nora, &olga, &rita, &tia] {
            patient.signs_in().await.unwrap();
        }

        let adas = chart(clinic, ada.id, &ada, of_ada).await;
        let adas = with(&adas, belongings(clinic, &ada.username).await);
        // By her mother: what a teen writes herself she keeps for herself at first.
        let tias = chart(clinic, tia.id, &nora, of_tia).await;
        let tias = with(&tias, belongings(clinic, &tia.username).await);
        let theos = chart(clinic, theo, &mara, of_theo).await;
        let lous = chart(clinic, lou, &nora, of_lou).await;
        // 13 today.
        clinic.execute("update patients set born = '2013-11-23' where id = $1", [lou.0.into()]).await;
        let ritas = once_hers(clinic, &front, &rita, &ada).await;
        let gone = {
            let (_, patient) = clinic.keeps_one_born("Gone", "1980-01-01").await;
            let grant = clinic.grants(is_named(clinic, ada.id).await.0, patient, Granted::by(Basis::Parental)).await;
            let ids = chart(clinic, ada.id, &ada, grant).await;
            let ids = with(&ids, belongings(clinic, &ada.username).await);
            for file in ["file", UNSENT] {
                delete(clinic, &[("files", "id")], &ids[file]).await;
            }
            delete(clinic, &[("messages", "thread_id"), ("threads", "id")], &ids["thread"]).await;
            delete(clinic, &[("observations", "id"), ("resources", "id")], &ids["result"]).await;
            delete(clinic, &[("grants", "id")], grant).await;
            delete(clinic, &[("passkeys", "id")], &ids["passkey"]).await;
            delete(clinic, &[("devices", "id")], &ids["device"]).await;
            delete(clinic, &[("sessions", "id")], &ids["session"]).await;
            let contact = ids["value"].replace("%40", "@");
            clinic.execute("delete from account_contacts where value = $1", [contact.into()]).await;
            let order = ordered(clinic, &front, ada.id).await;
            delete(clinic, &[("court_orders", "id")], &order).await;
            delete(clinic, &[("care_team", "patient_id"), ("patient_contacts", "patient_id")], patient).await;
            delete(clinic, &[("patients", "id")], patient).await;
            let ask = asked_once(clinic, &ada).await.to_string();
            let nowhere = [("pool", RANDOM.to_owned()), ("practice", RANDOM.to_owned()), ("ask", ask)];
            with(&ids, nowhere.into_iter().chain([("patient", patient.to_string()), ("order", order)]))
        };
        let random: Ids = TARGETS.into_iter().map(|key| (key, RANDOM.to_owned())).collect();
        let random = with(&random, [("value", "nobody%40example.org".to_owned())]);

        let mut aims = Vec::new();
        let mut aim = |kind, column, whose, visitor: Visitor, ids: &Ids| {
            aims.push(Aim { kind, column, whose, visitor, ids: ids.clone() });
        };
        // Patients.
        aim("patient", "own", "adult", ada.visitor(), &adas);
        aim("patient", "own", "teen", tia.visitor(), &tias);
        for (visitor, ids) in
            [(&eva, &adas), (&ada, &tias), (&tia, &adas), (&mara, &adas), (&nora, &theos), (&olga, &theos)]
        {
            aim("patient", "other", "", visitor.visitor(), ids);
        }
        // A pool and a practice that have seen neither.
        let skin = [
            ("pool", clinic.world().pool(clinic.dermatology.id).await.to_string()),
            ("practice", clinic.dermatology.id.to_string()),
        ];
        let by = |patient: PatientId, ids: &Ids| with(ids, [("patient", patient.to_string())]);
        aim("patient", "other", "through", eva.visitor(), &by(eva.id, &with(&adas, skin.clone())));
        aim("patient", "other", "through-ward", mara.visitor(), &by(theo, &with(&adas, skin)));
        aim("patient", "ward", "child", mara.visitor(), &theos);
        aim("patient", "ward", "teen", nora.visitor(), &tias);
        aim("patient", "ward", "teen", nora.visitor(), &lous);
        aim("patient", "ward", "adult", olga.visitor(), &adas);
        for (whose, ids) in &ritas {
            aim("patient", "former", *whose, rita.visitor(), ids);
        }
        for (column, ids) in [("deleted", &gone), ("random", &random)] {
            aim("patient", column, "", ada.visitor(), ids);
            aim("patient", column, "", mara.visitor(), ids);
            aim("patient", column, "through", ada.visitor(), &by(ada.id, ids));
        }

        // Pools.
        let family = ada.writes_to(&clinic.family_medicine, "And a refill?").await.unwrap().thread;
        let asked = ada.asks_for_a_visit(&clinic.family_medicine, "A knee that hurts.").await.unwrap();
        let left = clinic.account_of(&moved.username).await;
        let pool = clinic.world().pool(clinic.family_medicine.id).await;
        let leave = "delete from pool_members where account_id = $1 and pool_id = $2";
        clinic.execute(leave, [left.0.into(), pool.0.into()]).await;
        let before = [
            ("patient", ada.id.to_string()),
            ("thread", family.to_string()),
            ("item", family.to_string()),
            ("ask", asked.to_string()),
            ("pool", pool.to_string()),
            ("grant", adas["grant"].clone()),
            ("file", sent_with(clinic, &ada, family).await.to_string()),
        ];
        // What each has put where she answers.
        let answer = Place::Answer(any(&adas["thread"]).0.into());
        for (kind, somebody) in [("pool_nurse", &nurse), ("clinician", &clinician)] {
            let unsent = somebody.attaches(answer, "leaflet.txt", "Rest.").await.unwrap().file;
            aim(kind, "own", "", somebody.visitor(), &with(&adas, [(UNSENT, unsent.to_string())]));
        }
        aim("clinician", "other", "", clinician_elsewhere.visitor(), &adas);
        aim("pool_nurse", "former", "", moved.visitor(), &Ids::from(before));
        // Bills: the clerk's alone, and she has nothing else.
        let bill = ada.writes_about(&clinic.cardiology, Topic::Billing, "May I pay later?").await.unwrap().thread;
        let unsent = clerk.attaches(Place::Answer(bill), "plan.txt", "In parts.").await.unwrap().file;
        let billed = with(
            &adas,
            [
                ("thread", bill.to_string()),
                ("pool", bills.to_string()),
                ("file", sent_with(clinic, &ada, bill).await.to_string()),
                (UNSENT, unsent.to_string()),
            ],
        );
        aim("billing", "own", "", clerk.visitor(), &billed);
        aim("billing", "other", "", clerk.visitor(), &adas);
        aim("pool_nurse", "other", "", nurse.visitor(), &with(&billed, [("ask", RANDOM.to_owned())]));
        // Each has something to look for: what is found is a look at a chart.
        for desk in [&nurse, &clinician, &clerk] {
            assert!(!desk.finds_words("may").await.unwrap().page.rows.is_empty());
        }
        for (kind, somebody) in [("pool_nurse", &nurse), ("clinician", &clinician), ("billing", &clerk)] {
            aim(kind, "deleted", "", somebody.visitor(), &gone);
            aim(kind, "random", "", somebody.visitor(), &random);
        }

        // Desks that know people by their papers.
        let form = front.begins_form(ada.id, None).await.unwrap();
        let spare = front.begins_form(ada.id, None).await.unwrap();
        let thrown_away = front.begins_form(ada.id, None).await.unwrap();
        delete(clinic, &[("grant_forms", "id")], thrown_away).await;
        let (representative, proposed) = is_named(clinic, ada.id).await;
        let (_, never) = is_named(clinic, ada.id).await;
        let erased = clinic.names(&clinic.record("June"), "june@example.net", None).await;
        delete(clinic, &[("representatives", "id")], erased).await;
        asks_the_desk(clinic, "Rosa").await;
        let ruth = asks_the_desk(clinic, "Ruth").await;
        asks_the_desk(clinic, "Rhea").await;
        let requests = enrollment.requests(RequestFilter::Waiting).await.unwrap().page.rows;
        delete(clinic, &[("enrollments", "id")], requests[2].request).await;
        let (_, moved_away) = clinic.keeps_one_born("Lena", "1980-01-01").await;
        let (_, of_lena) = is_named(clinic, moved_away).await;
        let lenas_order = ordered(clinic, &front, moved_away).await;
        delete(clinic, &[("care_team", "patient_id")], moved_away).await;
        let adas_order = ordered(clinic, &front, ada.id).await;
        let theos_order = ordered(clinic, &front, theo).await;
        let desks = with(
            &adas,
            [
                ("form", form.to_string()),
                ("form@/api/forms/void", spare.to_string()),
                ("grant", proposed),
                ("grant@/api/front/reject", never),
                ("order", adas_order),
                ("representative", representative.to_string()),
                ("request", requests[0].request.to_string()),
            ],
        );
        let forgotten = with(
            &gone,
            [
                ("form", thrown_away.to_string()),
                ("representative", erased.to_string()),
                ("request", requests[2].request.to_string()),
            ],
        );
        let new = Ids::from([
            ("patient", ruth.to_string()),
            ("practice", clinic.cardiology.id.to_string()),
            ("request", requests[1].request.to_string()),
        ]);
        let lenas = Ids::from([
            ("patient", moved_away.to_string()),
            ("practice", clinic.cardiology.id.to_string()),
            ("grant", of_lena),
            ("order", lenas_order),
        ]);
        aim("front_desk", "other", "", front_elsewhere.visitor(), &desks);
        aim("front_desk", "former", "", front.visitor(), &lenas);
        for (kind, desk) in [("front_desk", &front), ("enrollment", &enrollment)] {
            aim(kind, "own", "", desk.visitor(), &desks);
            aim(kind, "own", "new", desk.visitor(), &new);
            aim(kind, "deleted", "", desk.visitor(), &forgotten);
            aim(kind, "random", "", desk.visitor(), &random);
            // At a record that it may see, by a grant or an order of another one.
            for (column, grant, order) in [
                ("other", of_theo.to_string(), theos_order.clone()),
                ("deleted", gone["grant"].clone(), gone["order"].clone()),
                ("random", RANDOM.to_owned(), RANDOM.to_owned()),
            ] {
                let things = Ids::from([("grant", grant), ("order", order)]);
                aim(kind, column, "through", desk.visitor(), &by(ada.id, &things));
            }
        }

        // Technical Support.
        olga.writes_to_support().await.unwrap();
        eva.writes_to_support().await.unwrap();
        clinic.world().writes_to_support(&clinic.visitor()).await.unwrap();
        let tickets = support.tickets().await.unwrap().page.rows;
        delete(clinic, &[("ticket_notes", "ticket_id"), ("tickets", "id")], tickets[1].ticket).await;
        let ticket = |n: usize| ("ticket", tickets[n].ticket.to_string());
        aim("support", "own", "", support.visitor(), &with(&adas, [ticket(0)]));
        let found = ("username", olga.username.clone());
        aim("support", "own", "unknown", support.visitor(), &with(&adas, [ticket(2), found]));
        aim("support", "deleted", "", support.visitor(), &with(&adas, [ticket(1)]));
        aim("support", "random", "", support.visitor(), &random);
        for (column, ids) in [("other", &theos), ("deleted", &gone), ("random", &random)] {
            aim("support", column, "through", support.visitor(), &with(ids, [ticket(0)]));
        }

        // The administration.
        let agreement = admin.versions().await.unwrap().page.rows[0].agreement;
        let administered = Ids::from([
            ("account", clinic.account_of(&colleague.username).await.to_string()),
            ("practice", clinic.cardiology.id.to_string()),
            ("pool", admin.adds_pool(clinic.cardiology.id, PoolKind::Tests).await.unwrap().to_string()),
            ("agreement", agreement.to_string()),
        ]);
        let resigned = any("01900000-0000-7000-a000-0004ffffffff");
        clinic
            .execute(
                "insert into accounts
                     (id, username, username_key, password_hash, state, lang, role, display_name, created_at)
                 values ($1, 'robin.resigned', 'robin.resigned', '', 'active', 'en', 'billing', 'Robin', $2)",
                [resigned.0.into(), clinic.now().into()],
            )
            .await;
        delete(clinic, &[("accounts", "id")], resigned).await;
        let account = |id: String| Ids::from([("account", id)]);
        let adas_account = clinic.account_of(&ada.username).await.to_string();
        aim("admin", "own", "", admin.visitor(), &administered);
        aim("admin", "other", "", admin.visitor(), &account(adas_account));
        aim("admin", "deleted", "", admin.visitor(), &account(resigned.to_string()));
        aim("admin", "random", "", admin.visitor(), &random);

        let callers = vec![
            ("guest", clinic.visitor()),
            ("locked", locked.visitor()),
            ("patient", ada.visitor()),
            ("patient", mara.visitor()),
            ("patient", rita.visitor()),
            ("patient", tia.visitor()),
            ("clinician", clinician.visitor()),
            ("pool_nurse", nurse.visitor()),
            ("front_desk", front.visitor()),
            ("enrollment", enrollment.visitor()),
            ("support", support.visitor()),
            ("billing", clerk.visitor()),
            ("admin", admin.visitor()),
        ];
        // What was told of all this is not what is asked about.
        clinic.outbox().await;
        Self { house, aims, callers, asked: AtomicU32::new(0) }
    }
}
