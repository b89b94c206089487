//! The administration's desk, and agreeing to what it puts in force.

use crate::people::{Patient, Staff};
use portal_care::{Action, CareError, agreements, holidays, practices, staff};
use portal_types::account::Role;
use portal_types::administration::{Duties, HandedOver, NewColleague, StaffAct, StaffList, StaffView};
use portal_types::agreement::{AgreementForm, AgreementKind, AgreementList, AgreementView, DueAgreement};
use portal_types::day::Day;
use portal_types::holiday::HolidayList;
use portal_types::ids::{AccountId, AgreementId, IntentKey, PracticeId};
use portal_types::page::{Cursor, Page};
use portal_types::practice::{Feature, PracticeChange, PracticeRow, PracticeView};

/// A new version as an administrator types it, after the first one of its kind.
pub fn new_version(kind: AgreementKind, version: &'static str) -> AgreementForm<'static> {
    AgreementForm {
        kind: kind.code(),
        version,
        from: "",
        en: ["Be kinder.", "Be kinder than before."],
        es: ["Sea más amable.", "Sea más amable que antes."],
        newest: [1, 1],
        intent: "",
    }
}

impl Staff {
    /// Puts a version in force, with an intent of its own unless the form has one.
    pub async fn puts(&self, form: AgreementForm<'_>) -> Result<AgreementId, CareError> {
        let own = self.world.intent().to_string();
        let intent = if form.intent.is_empty() { own.as_str() } else { form.intent };
        let form = AgreementForm { intent, ..form };
        self.working(Action::PutAgreement, async |call| agreements::put(call, form, true).await).await
    }

    /// The versions.
    pub async fn versions(&self) -> Result<AgreementList, CareError> {
        self.world.tick();
        let (portal, visitor) = (&self.world.portal, self.visitor());
        portal.read(&visitor, Action::ListAgreements, async |call| agreements::list(call, None).await).await
    }

    /// One version.
    pub async fn opens_version(&self, version: AgreementId) -> Result<AgreementView, CareError> {
        self.world.tick();
        let (portal, visitor) = (&self.world.portal, self.visitor());
        portal.read(&visitor, Action::ReadAgreement, async |call| agreements::open(call, version).await).await
    }

    /// The holidays.
    pub async fn holidays(&self) -> Result<HolidayList, CareError> {
        self.world.tick();
        let (portal, visitor) = (&self.world.portal, self.visitor());
        portal.read(&visitor, Action::ListHolidays, async |call| holidays::list(call, None).await).await
    }

    /// Adds a holiday.
    pub async fn adds_holiday(&self, day: &str, intent: IntentKey) -> Result<(), CareError> {
        let intent = intent.to_string();
        self.working(Action::ChangeHolidays, async |call| holidays::add(call, day, "", &intent).await).await
    }

    /// Takes a holiday out.
    pub async fn removes_holiday(&self, day: Day) -> Result<(), CareError> {
        self.working(Action::ChangeHolidays, async |call| holidays::remove(call, day).await).await
    }

    /// A page of the practices.
    pub async fn practices(&self, after: Option<Cursor>) -> Result<Page<PracticeRow>, CareError> {
        self.world.tick();
        let (portal, visitor) = (&self.world.portal, self.visitor());
        portal.read(&visitor, Action::ListPractices, async |call| practices::list(call, after).await).await
    }

    /// One practice.
    pub async fn opens_practice(&self, practice: PracticeId) -> Result<PracticeView, CareError> {
        self.world.tick();
        let (portal, visitor) = (&self.world.portal, self.visitor());
        portal.read(&visitor, Action::ReadPractice, async |call| practices::open(call, practice).await).await
    }

    /// Switches some things of a practice on and the rest off, and says how soon it answers.
    pub async fn switches(&self, practice: PracticeId, on: &[Feature], business_days: u8) -> Result<(), CareError> {
        let change = PracticeChange { on: on.to_vec(), business_days, intent: self.world.intent() };
        self.switches_once(practice, change).await
    }

    /// Changes a practice with an intent of the test's own.
    pub async fn switches_once(&self, practice: PracticeId, change: PracticeChange) -> Result<(), CareError> {
        self.working(Action::ChangePractice, async |call| practices::change(call, practice, change).await).await
    }

    /// The staff.
    pub async fn colleagues(&self) -> Result<StaffList, CareError> {
        self.world.tick();
        let (portal, visitor) = (&self.world.portal, self.visitor());
        portal.read(&visitor, Action::ListStaff, async |call| staff::list(call, None).await).await
    }

    /// One colleague's account.
    pub async fn opens_colleague(&self, account: AccountId) -> Result<StaffView, CareError> {
        self.world.tick();
        let (portal, visitor) = (&self.world.portal, self.visitor());
        portal.read(&visitor, Action::ReadStaff, async |call| staff::open(call, account).await).await
    }

    /// Invites a colleague.
    pub async fn invites_colleague(
        &self,
        username: &str,
        role: Role,
        practices: Vec<PracticeId>,
        intent: IntentKey,
    ) -> Result<HandedOver, CareError> {
        let new = NewColleague::parse(username, "Robin Newcomer", role.code(), practices, &intent.to_string())?;
        self.working(Action::InviteStaff, async |call| staff::invite_colleague(call, new, true).await).await
    }

    /// Does something with a colleague's account, confirmed.
    pub async fn does(&self, account: AccountId, act: StaffAct) -> Result<Option<HandedOver>, CareError> {
        self.does_once(account, act, self.world.intent(), true).await
    }

    /// Does something with a colleague's account, with an intent of the test's own.
    pub async fn does_once(
        &self,
        account: AccountId,
        act: StaffAct,
        intent: IntentKey,
        sure: bool,
    ) -> Result<Option<HandedOver>, CareError> {
        self.working(staff::action(act), async |call| staff::act(call, account, act, intent, sure).await).await
    }

    /// Gives a colleague another role or other practices.
    pub async fn changes(&self, account: AccountId, role: Role, practices: Vec<PracticeId>) -> Result<(), CareError> {
        let duties = Duties { role, practices, intent: self.world.intent() };
        self.working(Action::ChangeStaff, async |call| staff::change(call, account, duties, true).await).await
    }
}

impl Patient {
    /// What she has to agree to.
    pub async fn due(&self) -> Result<Vec<DueAgreement>, CareError> {
        self.world.tick();
        let (portal, visitor) = (&self.world.portal, self.visitor());
        portal.read(&visitor, Action::AgreeAnew, async |call| agreements::due(call, visitor.lang).await).await
    }

    /// Agrees to versions of terms and notice; answers with where to go on.
    pub async fn agrees_to(&self, seen: [&str; 2], agrees: bool, next: Option<&str>) -> Result<String, CareError> {
        self.world.tick();
        let go_on = agreements::agree(&self.world.portal, &self.visitor(), seen, agrees, next).await?;
        Ok(go_on.to)
    }
}
