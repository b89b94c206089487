//! What patients ask of offices, and what offices do with it.

use crate::charted::Item;
use crate::clinic::{Clinic, Practice};
use crate::people::{Patient, Staff, World};
use portal_care::files::Place;
use portal_care::{Action, Call, CareError, asks};
use portal_types::ask::{
    Approval, AskComment, AskFilter, AskForm, AskKind, AskList, AskOptions, AskSeen, AskView, Asked, DeskAskMove,
    DeskAskView, DeskAsks, DrugWish, NewAsk, PartOfDay, Pharmacy, ProposedTime, TimesAgain, VisitKind, Window,
};
use portal_types::day::Day;
use portal_types::ids::{AskId, IntentKey, PatientId};
use portal_types::page::Cursor;
use sea_orm::{ConnectionTrait as _, Statement};
use uuid::Uuid;

impl World {
    /// The clinic's day, so many days on.
    pub fn day_in(&self, days: i64) -> Day {
        Day::from_epoch(self.portal.date(self.portal.now()).epoch() + days)
    }

    /// A routine appointment, as it is asked for; change what the test is about.
    pub async fn new_visit(&self, practice: &Practice, reason: &str) -> NewAsk {
        let window = Window { day: self.day_in(7), part: PartOfDay::Morning };
        let form = AskForm::Appointment {
            reason: reason.into(),
            visit: VisitKind::InPerson,
            windows: vec![window],
            interpreter: None,
            access: String::new(),
        };
        let pool = self.pool(practice.id).await;
        NewAsk { pool, provider: None, form, drugs: Vec::new(), late: false, files: Vec::new(), intent: self.intent() }
    }

    /// Prescriptions anew, as they are asked for.
    pub async fn new_renewal(&self, practice: &Practice, drugs: &[Uuid]) -> NewAsk {
        let wish = |drug: &Uuid| DrugWish { drug: *drug, days_left: Some(5) };
        let pharmacy =
            Pharmacy { name: "Mill Street Pharmacy".into(), phone: "4135550110".into(), line: "1 Mill Street".into() };
        let form = AskForm::Renewal { pharmacy, note: String::new() };
        let (pool, drugs) = (self.pool(practice.id).await, drugs.iter().map(wish).collect());
        NewAsk { pool, provider: None, form, drugs, late: false, files: Vec::new(), intent: self.intent() }
    }

    /// A referral's authorization, as it is asked for.
    pub async fn new_referral(&self, practice: &Practice, visit_on: Day) -> NewAsk {
        let form = AskForm::Referral {
            specialist: "Dr. Amara Obi".into(),
            reason: "A second look at my heart.".into(),
            plan: "Blue Plan 7".into(),
            visit_on,
            note: String::new(),
        };
        let pool = self.pool(practice.id).await;
        NewAsk { pool, provider: None, form, drugs: Vec::new(), late: false, files: Vec::new(), intent: self.intent() }
    }

    /// A time that an office could propose: so many days on, at half past nine.
    pub fn time_in(&self, days: i64) -> ProposedTime {
        let day = self.day_in(days);
        ProposedTime { day, minute: 570, minutes: 20, way: VisitKind::InPerson, place: "Room 4".into() }
    }

    /// Which version of an ask there is now.
    async fn version(&self, ask: AskId) -> i64 {
        let look = self.db.look();
        let sql = "select version from asks where id = $1";
        let find = Statement::from_sql_and_values(look.get_database_backend(), sql, [ask.0.into()]);
        let row = look.query_one_raw(find).await.expect("a query that works");
        row.map_or(1, |row| row.try_get("", "version").expect("a version"))
    }

    /// What somebody has before her who has an ask open as it is now.
    pub async fn ask_as_it_is(&self, ask: AskId) -> AskSeen {
        let look = self.db.look();
        let sql = "select id from ask_events where ask_id = $1 order by at desc, id desc limit 1";
        let find = Statement::from_sql_and_values(look.get_database_backend(), sql, [ask.0.into()]);
        let row = look.query_one_raw(find).await.expect("a query that works");
        let last = row.map(|row| row.try_get("", "id").expect("an event"));
        AskSeen { version: self.version(ask).await, last, anyway: false }
    }
}

impl Clinic {
    /// Cardiology has prescribed a medicine at a visit so many days ago, and it is taken since.
    pub async fn prescribes(&self, patient: PatientId, name: &str, days_ago: i64) -> Uuid {
        let visit = self.charts(patient, Item::visit(&self.cardiology).days_ago(days_ago)).await;
        let medicine = Item::medicine(name).coded(name).at(visit).days_ago(days_ago);
        self.charts(patient, medicine.with("provider_id", self.cardiology.provider.0)).await
    }
}

impl Patient {
    /// Does something that is written, as a page's form would.
    async fn asking<T>(
        &self,
        action: Action,
        act: impl AsyncFnOnce(&mut Call) -> Result<T, CareError>,
    ) -> Result<T, CareError> {
        self.world.tick();
        self.world.portal.write(&self.visitor(), action, act).await
    }

    /// What she has asked for.
    pub async fn asks(&self) -> Result<AskList, CareError> {
        self.asks_after(None).await
    }

    /// The page of it after a place.
    pub async fn asks_after(&self, after: Option<Cursor>) -> Result<AskList, CareError> {
        self.world.tick();
        let (portal, visitor) = (&self.world.portal, self.visitor());
        portal.read(&visitor, Action::ListAsks, async |call| asks::list(call, self.id, after).await).await
    }

    /// What a form begins with.
    pub async fn ask_options(&self, kind: AskKind) -> Result<AskOptions, CareError> {
        self.options_of(kind, None).await
    }

    /// What the form begins with by which she writes something anew.
    pub async fn change_options(&self, kind: AskKind, ask: AskId) -> Result<AskOptions, CareError> {
        self.options_of(kind, Some(ask)).await
    }

    async fn options_of(&self, kind: AskKind, ask: Option<AskId>) -> Result<AskOptions, CareError> {
        self.world.tick();
        let (portal, visitor) = (&self.world.portal, self.visitor());
        portal.read(&visitor, Action::AskOptions, async |call| asks::options(call, self.id, kind, ask).await).await
    }

    /// The form of something that is asked for, listing what lies there.
    async fn listing(&self, new: NewAsk) -> NewAsk {
        let files = self.lists_files(Place::Ask(self.id, new.kind())).await;
        NewAsk { files, ..new }
    }

    /// Asks for something with everything said.
    pub async fn asks_for(&self, new: NewAsk) -> Result<Asked, CareError> {
        self.asking(Action::MakeAsk, async |call| asks::make(call, self.id, new).await).await
    }

    /// Asks for a routine appointment.
    pub async fn asks_for_a_visit(&self, practice: &Practice, reason: &str) -> Result<AskId, CareError> {
        let new = self.listing(self.world.new_visit(practice, reason).await).await;
        Ok(self.asks_for(new).await?.ask)
    }

    /// Asks for prescriptions anew.
    pub async fn renews(&self, practice: &Practice, drugs: &[Uuid]) -> Result<Asked, CareError> {
        let new = self.listing(self.world.new_renewal(practice, drugs).await).await;
        self.asks_for(new).await
    }

    /// Asks for a referral's authorization, for a visit on a day.
    pub async fn refers(&self, practice: &Practice, visit_on: Day) -> Result<AskId, CareError> {
        let new = self.listing(self.world.new_referral(practice, visit_on).await).await;
        Ok(self.asks_for(new).await?.ask)
    }

    /// Opens something that she has asked for.
    pub async fn opens_ask(&self, ask: AskId) -> Result<AskView, CareError> {
        self.world.tick();
        asks::open(&self.world.portal, &self.visitor(), self.id, ask, None).await
    }

    /// Writes it anew, over the version that she has read.
    pub async fn changes_ask(&self, ask: AskId, version: i64, new: NewAsk) -> Result<(), CareError> {
        self.asking(Action::ChangeAsk, async |call| asks::change(call, self.id, ask, version, new).await).await
    }

    /// Takes it back.
    pub async fn withdraws(&self, ask: AskId) -> Result<(), CareError> {
        let intent = self.world.intent();
        self.asking(Action::WithdrawAsk, async |call| asks::withdraw(call, self.id, ask, true, intent).await).await
    }

    /// Says something about it.
    pub async fn says(&self, ask: AskId, words: &str) -> Result<(), CareError> {
        self.says_once(ask, words, self.world.intent()).await
    }

    /// Says something with an intent of the test's own.
    pub async fn says_once(&self, ask: AskId, words: &str, intent: IntentKey) -> Result<(), CareError> {
        let said = AskComment { words: words.into(), intent };
        self.asking(Action::CommentAsk, async |call| asks::comment(call, self.id, ask, said).await).await
    }

    /// Takes a time that was proposed.
    pub async fn chooses(&self, ask: AskId, time: Uuid) -> Result<(), CareError> {
        let intent = self.world.intent();
        self.asking(Action::ChooseTime, async |call| asks::choose(call, self.id, ask, time, intent).await).await
    }

    /// Takes none, and says that a day so many days on would suit.
    pub async fn asks_again(&self, ask: AskId, days: i64, words: &str) -> Result<(), CareError> {
        let windows = vec![Window { day: self.world.day_in(days), part: PartOfDay::Afternoon }];
        let said = TimesAgain { windows, words: words.into(), intent: self.world.intent() };
        self.asking(Action::ChooseTime, async |call| asks::again(call, self.id, ask, said).await).await
    }

    /// Keeps it from her representatives, or shows it to them.
    pub async fn keeps_ask_private(&self, ask: AskId, private: bool) -> Result<(), CareError> {
        self.asking(Action::SetAskPrivacy, async |call| asks::set_private(call, self.id, ask, private).await).await
    }

    /// The file of an agreed visit for her calendar.
    pub async fn visit_file(&self, ask: AskId) -> Result<String, CareError> {
        self.world.tick();
        let (portal, visitor) = (&self.world.portal, self.visitor());
        portal.read(&visitor, Action::ReadAsk, async |call| asks::calendar(call, self.id, ask).await).await
    }
}

impl Staff {
    /// What is asked of her pools.
    pub async fn desk_asks(&self, filter: AskFilter) -> Result<DeskAsks, CareError> {
        self.desk_asks_after(filter, None).await
    }

    /// The page of it after a place.
    pub async fn desk_asks_after(&self, filter: AskFilter, after: Option<Cursor>) -> Result<DeskAsks, CareError> {
        self.world.tick();
        let (portal, visitor) = (&self.world.portal, self.visitor());
        portal.read(&visitor, Action::ListDeskAsks, async |call| asks::desk_list(call, filter, after).await).await
    }

    /// Opens something that is asked of her pools.
    pub async fn opens_desk_ask(&self, ask: AskId) -> Result<DeskAskView, CareError> {
        self.world.tick();
        asks::desk_open(&self.world.portal, &self.visitor(), ask, None).await
    }

    /// Does something with it, having read it as it is.
    pub async fn moves_ask(&self, ask: AskId, step: DeskAskMove) -> Result<(), CareError> {
        let seen = self.world.ask_as_it_is(ask).await;
        self.moves_ask_seeing(ask, step, seen, self.world.intent()).await
    }

    /// Does something over the version that she has read, on a page that does not say more, with an intent of the test's own.
    pub async fn moves_ask_over(
        &self,
        ask: AskId,
        step: DeskAskMove,
        version: i64,
        intent: IntentKey,
    ) -> Result<(), CareError> {
        self.moves_ask_seeing(ask, step, AskSeen { version, last: None, anyway: false }, intent).await
    }

    /// Does something over what she has seen, with an intent of the test's own.
    pub async fn moves_ask_seeing(
        &self,
        ask: AskId,
        step: DeskAskMove,
        seen: AskSeen,
        intent: IntentKey,
    ) -> Result<(), CareError> {
        self.world.tick();
        let action = match step {
            DeskAskMove::Approve(Approval::Drugs(_)) => Action::ApproveRenewal,
            _ => Action::MoveDeskAsk,
        };
        let (portal, visitor) = (&self.world.portal, self.visitor());
        portal.write(&visitor, action, async |call| asks::desk_move(call, ask, step, seen, intent).await).await
    }
}
