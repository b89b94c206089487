//! what a patient keeps from the people who act for her, item by item, and shows again.

use portal_care::live::Heard;
use portal_care::representatives::acted::acted;
use portal_care::{Action, CareError, record};
use portal_testkit::{Clinic, Granted, Item, Patient, both_databases};
use portal_types::ids::{ItemId, PatientId, ResultId};
use portal_types::page::Page;
use portal_types::record::Privacy;
use portal_types::representative::{Basis, GrantState, Rights};
use serde::Serialize;
use uuid::Uuid;

/// A code of the profile that is built in: a contraceptive.
const PILL: &str = "748879";

/// One of each thing that a page lists.
fn items() -> [(&'static str, Item); 4] {
    [
        ("vaccines", Item::vaccine("MMR", "03")),
        ("allergies", Item::allergy("Peanuts")),
        ("medicines", Item::medicine("Albuterol")),
        ("results", Item::result("Sodium", 140.0)),
    ]
}

/// A list as somebody is shown it: its items, how each is said to stand, and all that is sent.
#[derive(Debug, PartialEq)]
struct Shown {
    rows: Vec<(Uuid, Option<Privacy>)>,
    sent: String,
}

impl Shown {
    fn of<R: Serialize>(page: &Page<R>, row: impl Fn(&R) -> (Uuid, Option<Privacy>)) -> Self {
        Self { rows: page.rows.iter().map(row).collect(), sent: serde_json::to_string(page).unwrap() }
    }

    fn ids(&self) -> Vec<Uuid> {
        self.rows.iter().map(|(id, _)| *id).collect()
    }

    /// How an item is said to stand.
    fn stands(&self, item: Uuid) -> Option<Privacy> {
        self.rows.iter().find(|(id, _)| *id == item).unwrap().1
    }
}

async fn shown(clinic: &Clinic, who: &Patient, part: &str) -> Shown {
    let (portal, visitor, of) = (clinic.portal(), who.visitor(), who.id);
    match part {
        "vaccines" => {
            let page = portal
                .read(&visitor, Action::ReadImmunizations, async |call| record::immunizations(call, of, None).await)
                .await;
            Shown::of(&page.unwrap(), |row| (row.id, row.private))
        }
        "allergies" => {
            let page = portal
                .read(&visitor, Action::ReadAllergies, async |call| record::allergies(call, of, None).await)
                .await;
            Shown::of(&page.unwrap(), |row| (row.id, row.private))
        }
        "medicines" => {
            let page = portal
                .read(&visitor, Action::ReadMedications, async |call| record::medications(call, of, None).await)
                .await;
            Shown::of(&page.unwrap(), |row| (row.id, row.private))
        }
        _ => {
            let page =
                portal.read(&visitor, Action::ReadResults, async |call| record::results(call, of, None).await).await;
            Shown::of(&page.unwrap(), |row| (row.id.0, row.private))
        }
    }
}

/// How one result is said to stand on its own page.
async fn opened(clinic: &Clinic, who: &Patient, result: Uuid) -> Result<Option<Privacy>, CareError> {
    let view = clinic
        .portal()
        .read(&who.visitor(), Action::ReadResults, async |call| record::result(call, who.id, ResultId(result)).await)
        .await?;
    Ok(view.row.private)
}

async fn sets(clinic: &Clinic, who: &Patient, of: PatientId, item: Uuid, private: bool) -> Result<Privacy, CareError> {
    clinic
        .portal()
        .write(&who.visitor(), Action::SetItemPrivacy, async |call| {
            record::set_private(call, of, ItemId(item), private).await
        })
        .await
}

/// A teen of 15 with an account of her own, and her mother at the teen's chart, with all that a teen may allow.
async fn teen_and_mother(clinic: &Clinic) -> (Patient, Patient) {
    let (teen, mother) = (clinic.patient("Maya").await, clinic.patient("June").await);
    clinic.execute("update patients set born = '2010-12-13' where id = $1", [teen.id.0.into()]).await;
    let all = Granted { rights: Some(Rights::every()), ..Granted::by(Basis::Parental) };
    clinic.represents(&mother, teen.id, all).await;
    let mother = mother.acting_for(teen.id);
    (teen, mother)
}

/// Marks everything by the list of codes, as a start does after the list was changed.
async fn begins_anew(clinic: &Clinic) {
    clinic.execute("delete from labelled", []).await;
    clinic.portal().begin().await.unwrap();
}

both_databases! {
    async fn r_3_15_what_a_patient_keeps_is_there_for_nobody_who_acts_for_her_until_she_shows_it(clinic) {
        let (teen, mother) = teen_and_mother(&clinic).await;
        for (part, item) in items() {
            let kept = clinic.charts(teen.id, item.clone()).await;
            let other = clinic.charts(teen.id, item).await;
            let before = shown(&clinic, &mother, part).await;
            assert_eq!(before.rows.len(), 2, "{part}");
            assert_eq!(shown(&clinic, &teen, part).await.stands(kept), Some(Privacy::Shown), "{part}");
            for _ in 0..2 {
                assert_eq!(sets(&clinic, &teen, teen.id, kept, true).await.unwrap(), Privacy::Kept, "{part}");
            }
            assert_eq!(shown(&clinic, &mother, part).await.ids(), [other], "{part}");
            let own = shown(&clinic, &teen, part).await;
            assert_eq!((own.stands(kept), own.stands(other)), (Some(Privacy::Kept), Some(Privacy::Shown)), "{part}");
            if part == "results" {
                assert!(matches!(opened(&clinic, &mother, kept).await, Err(CareError::NotFound)));
                assert_eq!(opened(&clinic, &mother, other).await.unwrap(), None);
                assert_eq!(opened(&clinic, &teen, kept).await.unwrap(), Some(Privacy::Kept));
            }
            for _ in 0..2 {
                assert_eq!(sets(&clinic, &teen, teen.id, kept, false).await.unwrap(), Privacy::Shown, "{part}");
            }
            // To the letter: nothing is left of it.
            assert_eq!(shown(&clinic, &mother, part).await, before, "{part}");
            assert_eq!(shown(&clinic, &teen, part).await.stands(kept), Some(Privacy::Shown), "{part}");
            let entries = "select seq from audit where action = 'set-item-privacy' and object_id = $1";
            assert_eq!(clinic.rows(entries, [kept.into()]).await.len(), 4, "{part}");
        }
        let hers = "audit where action = 'set-item-privacy' and kind = 'patient' and category = 'representatives'";
        assert_eq!(clinic.count(&format!("{hers} and outcome = 'ok'")).await, 8);
        assert_eq!(clinic.count(&format!("{hers} and outcome = 'again'")).await, 8, "pressed twice, done once");
        // Who acted is told of others; of this nobody is told.
        for who in [&teen, &mother] {
            let lines = clinic
                .portal()
                .read(&who.visitor(), Action::ReadActed, async |call| acted(call, teen.id, None).await)
                .await
                .unwrap()
                .rows;
            assert!(!lines.is_empty() && lines.iter().all(|line| line.what.0 != "set-item-privacy"));
        }
        assert!(clinic.outbox().await.is_empty());
    }

    async fn r_3_15_nobody_else_keeps_or_shows_anything_and_what_is_not_hers_is_not_there(clinic) {
        let (teen, mother) = teen_and_mother(&clinic).await;
        let eva = clinic.patient("Eva").await;
        let (_, child) = clinic.keeps_one_born("Theo", "2020-01-01").await;
        clinic.represents(&mother, child, Granted::by(Basis::Parental)).await;
        let item = clinic.charts(teen.id, Item::medicine("Albuterol")).await;
        let childs = clinic.charts(child, Item::medicine("Albuterol")).await;
        let problem = clinic.charts(eva.id, Item::problem("Anxiety")).await;
        for private in [true, false] {
            // She acts for both of them; of whoever is neither, it is the same.
            for (who, of, item) in [(&mother, teen.id, item), (&mother, child, childs), (&eva, teen.id, item)] {
                assert!(matches!(sets(&clinic, who, of, item, private).await, Err(CareError::Denied)));
            }
            // Another's item, one that no page lists, and one that never was have one answer, and cost the same.
            let mut cost = Vec::new();
            for item in [item, problem, Uuid::max()] {
                let before = clinic.statements();
                assert!(matches!(sets(&clinic, &eva, eva.id, item, private).await, Err(CareError::NotFound)));
                cost.push(clinic.statements() - before);
            }
            assert!(cost.iter().all(|statements| *statements == cost[0]), "{cost:?}");
        }
        assert_eq!(clinic.count("confidential").await, 0);
    }

    async fn r_3_15_what_is_marked_by_its_code_nobody_shows_until_she_is_of_age(clinic) {
        let (teen, mother) = teen_and_mother(&clinic).await;
        let pill = clinic.charts(teen.id, Item::medicine("Levora").coded(PILL)).await;
        begins_anew(&clinic).await;
        for _ in 0..2 {
            assert_eq!(shown(&clinic, &teen, "medicines").await.stands(pill), Some(Privacy::WhileMinor));
            assert!(matches!(sets(&clinic, &teen, teen.id, pill, false).await, Err(CareError::Conflict)));
            assert_eq!(sets(&clinic, &teen, teen.id, pill, true).await.unwrap(), Privacy::WhileMinor, "so it is already");
        }
        assert!(shown(&clinic, &mother, "medicines").await.rows.is_empty());
        // Of age, it is hers; and what was lifted stays lifted.
        clinic.execute("update patients set born = '2006-12-13' where id = $1", [teen.id.0.into()]).await;
        let aunt = clinic.patient("Olga").await;
        clinic.represents(&aunt, teen.id, Granted::consent(Rights::every())).await;
        let aunt = aunt.acting_for(teen.id);
        assert_eq!(shown(&clinic, &teen, "medicines").await.stands(pill), Some(Privacy::ByCode));
        assert_eq!(sets(&clinic, &teen, teen.id, pill, true).await.unwrap(), Privacy::ByCode);
        assert!(shown(&clinic, &aunt, "medicines").await.rows.is_empty());
        assert_eq!(sets(&clinic, &teen, teen.id, pill, false).await.unwrap(), Privacy::Shown);
        begins_anew(&clinic).await;
        assert_eq!(shown(&clinic, &aunt, "medicines").await.ids(), [pill]);
        assert_eq!(sets(&clinic, &teen, teen.id, pill, true).await.unwrap(), Privacy::Kept);
        assert!(shown(&clinic, &aunt, "medicines").await.rows.is_empty());
    }

    async fn r_3_15_what_the_office_keeps_is_the_office_s_to_show(clinic) {
        let (teen, mother) = teen_and_mother(&clinic).await;
        let noted = clinic.charts(teen.id, Item::medicine("Sertraline")).await;
        clinic.keeps_from_representatives(teen.id, noted).await;
        assert_eq!(shown(&clinic, &teen, "medicines").await.stands(noted), Some(Privacy::ByOffice));
        assert!(matches!(sets(&clinic, &teen, teen.id, noted, false).await, Err(CareError::Conflict)));
        assert_eq!(sets(&clinic, &teen, teen.id, noted, true).await.unwrap(), Privacy::ByOffice, "so it is already");
        assert!(shown(&clinic, &mother, "medicines").await.rows.is_empty());
    }

    async fn r_3_15_how_an_item_stands_is_told_in_her_own_chart_only_and_where_somebody_could_act(clinic) {
        let (ada, olga) = (clinic.patient("Ada").await, clinic.patient("Olga").await);
        let hers = olga.acting_for(ada.id);
        let mut kept = Vec::new();
        for (_, item) in items() {
            clinic.charts(ada.id, item.clone()).await;
            kept.push(clinic.charts(ada.id, item).await);
        }
        // Nobody acts for her: there is nothing to say, and no button.
        for (part, _) in items() {
            assert!(shown(&clinic, &ada, part).await.rows.iter().all(|(_, private)| private.is_none()), "{part}");
        }
        let proposed = Granted { state: GrantState::Proposed, ..Granted::consent(Rights::every()) };
        let grant = clinic.represents(&olga, ada.id, proposed).await;
        for ((part, _), kept) in items().into_iter().zip(&kept) {
            assert_eq!(shown(&clinic, &ada, part).await.stands(*kept), Some(Privacy::Shown), "{part}: before it opens");
            sets(&clinic, &ada, ada.id, *kept, true).await.unwrap();
        }
        clinic.makes_it(grant, GrantState::Active).await;
        for ((part, _), kept) in items().into_iter().zip(&kept) {
            let other = shown(&clinic, &hers, part).await;
            assert_eq!(other.rows.len(), 1, "{part}");
            assert!(other.sent.contains("\"private\":null") && !other.sent.contains(&kept.to_string()), "{part}");
        }
        // When nobody acts for her any more, what she keeps is still said to be kept.
        clinic.makes_it(grant, GrantState::Inactive).await;
        for ((part, _), kept) in items().into_iter().zip(&kept) {
            let own = shown(&clinic, &ada, part).await;
            assert_eq!(own.stands(*kept), Some(Privacy::Kept), "{part}");
            assert_eq!(own.rows.iter().filter(|(_, private)| private.is_some()).count(), 1, "{part}");
        }
    }

    async fn r_3_15_what_belongs_to_something_private_is_said_to_be_private(clinic) {
        let (teen, mother) = teen_and_mother(&clinic).await;
        let visit = clinic.charts(teen.id, Item::visit(&clinic.cardiology)).await;
        let report = clinic.charts(teen.id, Item::report("Panel", "As usual.")).await;
        let mut within = Vec::new();
        for (part, item) in items() {
            within.push((part, clinic.charts(teen.id, item.at(visit)).await));
        }
        let reported = clinic.charts(teen.id, Item::result("Potassium", 4.2)).await;
        clinic.reports(report, &[reported]).await;
        within.push(("results", reported));
        for (part, item) in &within {
            assert_eq!(shown(&clinic, &teen, part).await.stands(*item), Some(Privacy::Shown), "{part}");
        }
        clinic.keeps_from_representatives(teen.id, visit).await;
        clinic.keeps_from_representatives(teen.id, report).await;
        for (part, item) in &within {
            assert_eq!(shown(&clinic, &teen, part).await.stands(*item), Some(Privacy::Within), "{part}");
            assert!(shown(&clinic, &mother, part).await.rows.is_empty(), "{part}");
        }
    }
}

#[tokio::test]
async fn r_3_15_open_pages_of_whoever_acts_for_her_ask_anew_at_once() {
    let clinic = Clinic::open().await;
    let (teen, mother) = teen_and_mother(&clinic).await;
    let father = clinic.patient("Daniel").await;
    let aside = Granted { state: GrantState::Suspended, ..Granted::by(Basis::Parental) };
    clinic.represents(&father, teen.id, aside).await;
    let item = clinic.charts(teen.id, Item::medicine("Albuterol")).await;
    let account = clinic.account_of(&mother.username).await;
    let mut stream = clinic.portal().live().listen();
    for private in [true, false] {
        sets(&clinic, &teen, teen.id, item, private).await.unwrap();
        assert_eq!(stream.try_recv().unwrap(), Heard::Rights(account));
        assert!(stream.try_recv().is_err(), "nobody else's");
        sets(&clinic, &teen, teen.id, item, private).await.unwrap();
        assert!(stream.try_recv().is_err(), "nothing has changed");
    }
    assert!(sets(&clinic, &teen, teen.id, Uuid::max(), true).await.is_err());
    assert!(stream.try_recv().is_err());
}
