#![cfg(feature = "ssr")]
//! The one place where a server function meets the request: who calls, which cookies, which refusal.

use crate::ApiError;
use axum::http::HeaderValue;
use axum::http::header::{ACCEPT, LOCATION, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderName, StatusCode};
pub use care::Action;
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
pub use portal_care as care;
use portal_care::accounts::{Entering, Opened, Second};
use portal_care::enrollment::Stepped;
use portal_care::messages::{Place, keep_typed};
use portal_care::{Call, CareError, Glance, Portal, Visitor};
use portal_types::account::{GoOn, Lang};
pub use portal_types::ask::{
    AgainTyped, AppointmentTyped, Approval, AskComment, AskDraft, AskKind, AuthorizationTyped, DeskAskMove, DrugsTyped,
    NewAsk, ReferralTyped, RenewalTyped, TimeTyped, TimesAgain, WindowTyped,
};
use portal_types::ask::{AskSeen, Asked};
use portal_types::day::Day;
pub use portal_types::enrollment::ContactAnswer;
use portal_types::enrollment::{Progress, Step};
use portal_types::error::Refusal;
use portal_types::field::{FieldProblem, Problem};
pub use portal_types::file::listed;
pub use portal_types::grant_form::{
    AttestationForm, DeskMove, LiftForm, NewOrder, OrderForm, OrderKind, PatientsAnswer, PersonAnswer, PersonForm,
    SignaturesForm, SuspendForm, instructed,
};
use portal_types::ids::{AskId, IntentKey, PatientId};
pub use portal_types::links;
use portal_types::message::Draft;
pub use portal_types::message::{NewThread, Reply, Shelf, ThreadForm};
pub use portal_types::pool::NewBlock;
pub use portal_types::registry::{Invite, Search};
pub use portal_types::representative::{GrantStart, LastDay, NewGrant, Switching};
use portal_types::security::Entered;
pub use portal_types::security::Proof;
use portal_types::support::TicketSent;
pub use portal_types::triage::{
    Answer, Assignment, Batch, CoverTyped, HandOver, NewCover, NewNote, NewTemplate, QueueFilter, Seen, TemplateTyped,
};
use std::str::FromStr;

/// Name of the session's cookie. The prefix makes browsers insist on Secure, this host and the whole site.
pub const SESSION_COOKIE: &str = "__Host-sid";
/// Name of the enrollment's cookie.
pub const ENROLLMENT_COOKIE: &str = "__Host-enroll";
/// Name of the language's cookie.
pub const LANG_COOKIE: &str = "__Host-lang";
/// Name of the cookie of a sign-in whose second step is open.
pub const HALF_COOKIE: &str = "__Host-half";
/// Name of the cookie that shows the number of a ticket after a plain form.
pub const TICKET_COOKIE: &str = "__Host-ticket";
/// Name of the cookie of a device that was signed in on before.
pub const KNOWN_COOKIE: &str = "__Host-known";
/// Name of a remembered device's cookie.
pub const DEVICE_COOKIE: &str = "__Host-device";

/// A cookie that only this host gets back, only over https (or from this machine), and that no script can read.
fn cookie(name: &str, value: &str, max_age: Option<u32>) -> Option<HeaderValue> {
    let age = max_age.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
    HeaderValue::from_str(&format!("{name}={value}; Path=/; Secure; HttpOnly; SameSite=Lax{age}")).ok()
}

/// The cookie that keeps a chosen language for a year.
pub fn lang_cookie(lang: Lang) -> Option<HeaderValue> {
    cookie(LANG_COOKIE, lang.code(), Some(365 * 24 * 3600))
}

/// The caller of this request and the portal that answers.
pub struct Desk {
    portal: Portal,
    visitor: Visitor,
    parts: Parts,
    reply: ResponseOptions,
}

/// What every form says by which a team does something with what it was asked for.
pub struct MovedOver<'a> {
    /// Which.
    pub ask: AskId,
    /// The version that its writer has read.
    pub version: i64,
    /// The newest line of its history that she had before her.
    pub seen: &'a str,
    /// Whether she does it although a colleague is at it, or was first.
    pub anyway: Option<String>,
    /// Made once per intent.
    pub intent: &'a str,
}

/// What stands in the fields of a form, by their names; `form` says of which form.
macro_rules! typed {
    ($form:literal $(, $field:ident)*) => {
        $crate::desk::AskDraft([("form".to_owned(), $form.to_owned()) $(, (stringify!($field).to_owned(), $field.clone()))*].into())
    };
}
pub(crate) use typed;

/// Takes portal, visitor and reply from the request.
pub fn desk() -> Result<Desk, ApiError> {
    let internal = || ApiError::Refused(Refusal::Internal);
    let portal = use_context::<Portal>().ok_or_else(internal)?;
    let parts = use_context::<Parts>().ok_or_else(internal)?;
    let reply = use_context::<ResponseOptions>().ok_or_else(internal)?;
    let visitor = parts.extensions.get::<Visitor>().cloned().ok_or_else(internal)?;
    Ok(Desk { portal, visitor, parts, reply })
}

/// The HTTP status of a refusal (RFC 9110, 15.5), for caches, proxies and whoever reads a log.
fn status(refusal: &Refusal) -> StatusCode {
    match refusal {
        Refusal::SignedOut | Refusal::WrongCredentials => StatusCode::UNAUTHORIZED,
        Refusal::NotFound => StatusCode::NOT_FOUND,
        Refusal::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Refusal::Conflict => StatusCode::CONFLICT,
        Refusal::Expired => StatusCode::GONE,
        Refusal::TooOften { .. } => StatusCode::TOO_MANY_REQUESTS,
        Refusal::Minor | Refusal::Unproven | Refusal::Unagreed | Refusal::NeedsFactor | Refusal::Locked => {
            StatusCode::FORBIDDEN
        }
        Refusal::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        Refusal::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl Desk {
    /// What `care` answered, as the page hears it.
    fn told<T>(&self, answer: Result<T, CareError>) -> Result<T, ApiError> {
        answer.map_err(|error| self.refuse(error.refusal()))
    }

    /// A parsed form, or the fields that need another look.
    pub fn parsed<T>(&self, form: Result<T, Vec<FieldProblem>>) -> Result<T, ApiError> {
        form.map_err(|fields| self.refuse(Refusal::Invalid(fields)))
    }

    /// A refusal, with the status that says so. A page says it for what it is about; whatever else a page could not
    /// get stays a note on it. A plain form is led back to its page, which must stay a redirect.
    fn refuse(&self, refusal: Refusal) -> ApiError {
        let called = self.parts.uri.path().starts_with("/api/");
        if (called && !self.plain()) || (!called && refusal == Refusal::NotFound) {
            self.reply.set_status(status(&refusal));
        }
        ApiError::Refused(refusal)
    }

    /// Whether a browser sent this by itself, without our code.
    fn plain(&self) -> bool {
        self.parts.headers.get(ACCEPT).and_then(|v| v.to_str().ok()).is_some_and(|v| v.contains("text/html"))
    }

    /// Keeps what a plain form was refused with, for whatever reason: the page that it is led back to is drawn anew, and has
    /// it from there. Where an earlier try has arrived with other words, it is a new message there.
    pub async fn keep_refused(&self, error: ApiError, place: Place, typed: Draft, intent: &str) -> ApiError {
        // At a place that is not hers nothing is kept.
        let hers = error.refusal() != Some(&Refusal::NotFound);
        if let (true, Ok(intent)) = (self.plain() && hers, intent.parse::<IntentKey>()) {
            let kept = self
                .portal
                .write(&self.visitor, Action::KeepDraft, async |call| keep_typed(call, place, typed, intent).await);
            // What was wrong is said, kept or not.
            kept.await.ok();
        }
        error
    }

    /// The same with what stood in the form of a request. Where it was sent before, it is a new one there.
    async fn keep_asked(&self, error: ApiError, form: care::asks::Form, typed: AskDraft, intent: &str) -> ApiError {
        let hers = error.refusal() != Some(&Refusal::NotFound);
        if let (true, Ok(intent)) = (self.plain() && hers, intent.parse::<IntentKey>()) {
            let kept = self.portal.write(&self.visitor, Action::KeepDraft, async |call| {
                care::asks::keep_typed(call, form, &typed, intent).await
            });
            // What was wrong is said, kept or not.
            kept.await.ok();
        }
        error
    }

    /// The portal.
    pub fn portal(&self) -> &Portal {
        &self.portal
    }

    /// The clinic's day: forms that ask for dates are judged by it.
    pub fn today(&self) -> Day {
        self.portal.date(self.portal.now())
    }

    /// Who calls.
    pub fn visitor(&self) -> &Visitor {
        &self.visitor
    }

    /// A reading call.
    pub async fn read<T>(
        &self,
        action: Action,
        ask: impl AsyncFnOnce(&mut Glance) -> Result<T, CareError>,
    ) -> Result<T, ApiError> {
        self.told(self.portal.read(&self.visitor, action, ask).await)
    }

    /// A writing call.
    pub async fn write<T>(
        &self,
        action: Action,
        act: impl AsyncFnOnce(&mut Call) -> Result<T, CareError>,
    ) -> Result<T, ApiError> {
        self.told(self.portal.write(&self.visitor, action, act).await)
    }

    /// Passes on what `care` answered.
    pub fn answer<T>(&self, answer: Result<T, CareError>) -> Result<T, ApiError> {
        self.told(answer)
    }

    /// Where a plain form goes next. A browser that runs our code goes there by itself.
    pub fn go_on(&self, to: &str) {
        if let (true, Ok(to)) = (self.plain(), HeaderValue::from_str(to)) {
            self.reply.insert_header(LOCATION, to);
            self.reply.set_status(StatusCode::FOUND);
        }
    }

    /// What a form has in a field of choices; what cannot be read is none of them.
    pub fn chosen<T: FromStr>(&self, field: &str, typed: &str) -> Result<T, ApiError> {
        self.parsed(typed.parse().or_else(|_| self.no_choice(field)))
    }

    /// That a field has none of its choices.
    pub fn no_choice<T>(&self, field: &str) -> Result<T, Vec<FieldProblem>> {
        Err(vec![FieldProblem::new(field, Problem::NotAChoice)])
    }

    /// The intent of a form.
    pub fn intent(&self, typed: &str) -> Result<IntentKey, ApiError> {
        self.parsed(typed.parse().map_err(|_| vec![FieldProblem::new("intent", Problem::Missing)]))
    }

    /// A form that lists files says that it does, also where there are none. One of the version before shows what lies there as
    /// added, and lists nothing: where something lies, nothing is sent without it, and the page is to be loaded again.
    pub async fn all_listed(
        &self,
        action: Action,
        place: care::files::Place,
        (lists, files): (bool, &[String]),
    ) -> Result<(), ApiError> {
        if lists || !files.is_empty() {
            return Ok(());
        }
        if !self.read(action, async |call| care::files::wait_for(call, place).await).await? {
            return Ok(());
        }
        if !self.plain() {
            self.reply.set_status(StatusCode::CONFLICT);
        }
        Err(ApiError::Outdated)
    }

    /// Asks an office for something, with the files that its form lists. A plain form is led to it, and told there if something
    /// was left out; what it is refused with lies on its page, as half-written.
    pub async fn asks(
        &self,
        form: care::asks::Form,
        read: Result<NewAsk, Vec<FieldProblem>>,
        listing: (bool, &[String]),
        (typed, intent): (AskDraft, &str),
    ) -> Result<Asked, ApiError> {
        match self.make_ask(form.patient, read, listing).await {
            Ok(asked) => {
                let left = if asked.failed.is_empty() { "" } else { "?left=out" };
                self.go_on(&format!("{}{left}", links::ask(form.patient, asked.ask)));
                Ok(asked)
            }
            Err(error) => Err(self.keep_asked(error, form, typed, intent).await),
        }
    }

    async fn make_ask(
        &self,
        patient: PatientId,
        read: Result<NewAsk, Vec<FieldProblem>>,
        (lists, files): (bool, &[String]),
    ) -> Result<Asked, ApiError> {
        let new = NewAsk { files: listed(files), ..self.parsed(read)? };
        let place = care::files::Place::Ask(patient, new.kind());
        self.all_listed(Action::MakeAsk, place, (lists, files)).await?;
        self.write(Action::MakeAsk, async |call| care::asks::make(call, patient, new).await).await
    }

    /// Writes a request anew, over the version that was read. What a plain form is refused with lies on its page, as
    /// half-written.
    pub async fn changes(
        &self,
        (patient, ask, version): (PatientId, AskId, i64),
        kind: AskKind,
        read: Result<NewAsk, Vec<FieldProblem>>,
        (typed, intent): (AskDraft, &str),
    ) -> Result<(), ApiError> {
        let done = match self.parsed(read) {
            Ok(new) => {
                self.write(Action::ChangeAsk, async |call| care::asks::change(call, patient, ask, version, new).await)
                    .await
            }
            Err(error) => Err(error),
        };
        if let Err(error) = done {
            let form = care::asks::Form { patient, kind, ask: Some(ask) };
            return Err(self.keep_asked(error, form, typed.over(version), intent).await);
        }
        self.go_on(&links::ask(patient, ask));
        Ok(())
    }

    /// What a team does with something that it was asked for, over what was read. What a plain form was refused with is kept,
    /// for whatever reason: the page that it is led back to is drawn anew, and has it from there.
    pub async fn moves(
        &self,
        action: Action,
        over: MovedOver<'_>,
        form: Result<DeskAskMove, Vec<FieldProblem>>,
        typed: AskDraft,
    ) -> Result<(), ApiError> {
        match self.move_ask(action, &over, form).await {
            Ok(()) => {
                self.go_on(&links::desk_ask(over.ask));
                Ok(())
            }
            Err(error) => {
                // At what is not hers nothing is kept.
                if self.plain() && error.refusal() != Some(&Refusal::NotFound) {
                    let kept = self.portal.write(&self.visitor, Action::KeepDraft, async |call| {
                        care::asks::keep_move(call, over.ask, &typed).await
                    });
                    // What was wrong is said, kept or not.
                    kept.await.ok();
                }
                Err(error)
            }
        }
    }

    /// What has come of a form that the patient's side has on the page of a request. What a plain one was refused with is kept,
    /// for whatever reason: the page that it is led back to is drawn anew, and has it from there.
    pub async fn answers(
        &self,
        (patient, ask): (PatientId, AskId),
        done: Result<(), ApiError>,
        typed: AskDraft,
    ) -> Result<(), ApiError> {
        match done {
            Ok(()) => {
                self.go_on(&links::ask(patient, ask));
                Ok(())
            }
            Err(error) => {
                // At what is not hers nothing is kept.
                if self.plain() && error.refusal() != Some(&Refusal::NotFound) {
                    let kept = self.portal.write(&self.visitor, Action::KeepDraft, async |call| {
                        care::asks::keep_refused(call, patient, ask, &typed).await
                    });
                    // What was wrong is said, kept or not.
                    kept.await.ok();
                }
                Err(error)
            }
        }
    }

    async fn move_ask(
        &self,
        action: Action,
        over: &MovedOver<'_>,
        form: Result<DeskAskMove, Vec<FieldProblem>>,
    ) -> Result<(), ApiError> {
        let (step, intent) = (self.parsed(form)?, self.intent(over.intent)?);
        let seen = self.parsed(AskSeen::parse(over.version, over.seen, over.anyway.is_some()))?;
        let ask = over.ask;
        self.write(action, async |call| care::asks::desk_move(call, ask, step, seen, intent).await).await
    }

    fn cookie(&self, name: &str, value: &str, max_age: Option<u32>) {
        if let Some(cookie) = cookie(name, value, max_age) {
            self.reply.append_header(SET_COOKIE, cookie);
        }
    }

    fn keep_session(&self, opened: &Opened) {
        // No Max-Age: it ends with the browser at the latest, and on the server before that.
        self.cookie(SESSION_COOKIE, &opened.token, None);
        // As long as browsers keep a cookie.
        self.cookie(KNOWN_COOKIE, &opened.known, Some(400 * 24 * 3600));
        // A language chosen in this browser stays; else the account's comes along.
        let chosen =
            self.parts.headers.get("cookie").and_then(|v| v.to_str().ok()).is_some_and(|v| v.contains(LANG_COOKIE));
        if !chosen {
            self.keep_lang(opened.lang);
        }
    }

    fn keep_lang(&self, lang: Lang) {
        if let Some(cookie) = lang_cookie(lang) {
            self.reply.append_header(SET_COOKIE, cookie);
        }
    }

    /// Sets the cookie of a session that was opened.
    pub fn signed_in(&self, opened: Result<Opened, CareError>) -> Result<GoOn, ApiError> {
        let opened = self.told(opened)?;
        self.keep_session(&opened);
        self.go_on(&opened.to);
        Ok(GoOn { to: opened.to })
    }

    /// Sets the cookie of a session, or of the first half of a sign-in.
    pub fn entered(&self, entering: Result<Entering, CareError>) -> Result<Entered, ApiError> {
        match self.told(entering)? {
            Entering::In(opened) => {
                self.keep_session(&opened);
                self.go_on(&opened.to);
                Ok(Entered::In { to: opened.to })
            }
            Entering::Half(token) => {
                self.keep_half(&token, links::SECOND_STEP);
                Ok(Entered::Second)
            }
            Entering::Passkey(token) => {
                self.keep_half(&token, links::PASSKEY_STEP);
                Ok(Entered::Passkey)
            }
        }
    }

    /// Sets the cookie of the first half of a sign-in, which goes on at a page.
    fn keep_half(&self, token: &str, page: &str) {
        self.cookie(HALF_COOKIE, token, Some(300));
        self.go_on(page);
    }

    /// Sets the cookies of a sign-in that is whole.
    pub fn second(&self, second: Result<Second, CareError>) -> Result<GoOn, ApiError> {
        let Second { opened, remember } = self.told(second)?;
        self.cookie(HALF_COOKIE, "", Some(0));
        if let Some(token) = remember {
            self.cookie(DEVICE_COOKIE, &token, Some(30 * 24 * 3600));
        }
        self.keep_session(&opened);
        self.go_on(&opened.to);
        Ok(GoOn { to: opened.to })
    }

    /// Removes the cookie, and asks the browser to forget what it keeps of this site.
    pub fn signed_out(&self, ended: Result<GoOn, CareError>) -> Result<GoOn, ApiError> {
        let to = self.told(ended)?;
        self.forget_session();
        self.go_on(&to.to);
        Ok(to)
    }

    /// The same on the way out of the portal.
    pub fn left_quickly(&self) {
        self.forget_session();
        self.go_on(links::AWAY);
    }

    fn forget_session(&self) {
        self.cookie(SESSION_COOKIE, "", Some(0));
        let wipe = HeaderValue::from_static("\"cache\", \"storage\"");
        self.reply.insert_header(HeaderName::from_static("clear-site-data"), wipe);
    }

    /// What a ticket was answered with. A plain form is led to the page that shows the number: it stands in a cookie for
    /// ten minutes, because no address may hold it.
    pub fn ticket(&self, sent: Result<TicketSent, CareError>) -> Result<TicketSent, ApiError> {
        let sent = self.told(sent)?;
        if self.plain() {
            self.cookie(TICKET_COOKIE, &sent.number, Some(600));
            self.go_on(links::SUPPORT_SENT);
        }
        Ok(sent)
    }

    /// Sets and removes the cookies of an enrollment's step.
    pub fn enrollment(&self, stepped: Result<Stepped, CareError>) -> Result<Progress, ApiError> {
        let stepped = match stepped {
            Ok(stepped) => stepped,
            Err(error) => {
                if matches!(error, CareError::Minor) {
                    self.go_on(links::UNDER_18);
                }
                return self.told(Err(error));
            }
        };
        if let Some(token) = &stepped.token {
            self.cookie(ENROLLMENT_COOKIE, token, None);
        }
        if stepped.forget {
            self.cookie(ENROLLMENT_COOKIE, "", Some(0));
        }
        if let Some(opened) = &stepped.opened {
            self.keep_session(opened);
        }
        let next = match (&stepped.elsewhere, &stepped.progress.step) {
            (Some(to), _) => *to,
            (None, Step::Done) => links::SIGN_IN,
            (None, _) => links::ENROLL,
        };
        self.go_on(next);
        Ok(stepped.progress)
    }
}
