//! The patient's side: what she asks for, or somebody for her.

use super::drafts::{drafted, forget};
use super::drugs::{Known, renewable, superseded};
use super::flow::{By, Event};
use super::ics::{self, Visit};
use super::keys::{acting, opened};
use super::moves::{go, nudge, number};
use super::view::{Reader, ask_row, ask_view, hides};
use crate::messages::{may_keep, new_intent, page};
use crate::once::once;
use crate::{Call, CareError, Glance, Portal, Visitor, business, due_date, files, holidays};
use portal_access::{
    Acting, Action, AppointmentAsks, Chart, Demographics, Limit, ReferralAsks, RenewalAsks, Scope, Standing, View,
};
use portal_store::asks::{self, Begun, Head, NewDrug, RenewableDrug};
use portal_store::{messages, pools};
use portal_types::account::Lang;
use portal_types::ask::{
    AskComment, AskForm, AskHappened, AskKind, AskList, AskOffice, AskOptions, AskState, AskView, Asked, DrugOption,
    DrugWish, FailedDrug, NewAsk, Renewable, TimesAgain, VisitKind,
};
use portal_types::day::Day;
use portal_types::field::Problem;
use portal_types::ids::{AskId, IntentKey, PatientId};
use portal_types::message::{Side, SilentPractice};
use portal_types::notice::Nudge;
use portal_types::page::{Cursor, PAGE};
use uuid::Uuid;

/// Whether a part of asks of a kind is one that is drawn: somebody who is given another one asks for nothing, because she
/// would not see what came of it.
fn may_ask(view: View) -> bool {
    match view.limit() {
        None | Some(Limit::AskingOnly | Limit::NoDiagnosis) => true,
        // Nobody has marked medicines yet: there is none to ask for.
        Some(Limit::MarkedDrugs) => false,
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
        ) => false,
    }
}

/// A page of what was asked for a chart, newest first, and on the first page what is open of it; and what the reader may ask
/// for, of what the patient's practices have switched on.
pub async fn list(call: &mut Glance, patient: PatientId, after: Option<Cursor>) -> Result<AskList, CareError> {
    call.owes_nothing()?;
    let keys = opened(call.actor(), patient)?;
    for kind in keys.kinds() {
        call.saw(patient, kind.capability().code());
    }
    let mut open = match after {
        None => asks::list(call.db(), &keys, true, None).await?,
        Some(_) => Vec::new(),
    };
    // Whoever has more of them finds the others among all.
    open.truncate(PAGE as usize);
    let rows = asks::list(call.db(), &keys, false, after).await?;
    let may = match acting(call.actor(), patient) {
        Ok(keys) => {
            let offered = asks::offered(call.db(), &keys).await?;
            offered.into_iter().filter(|kind| keys.view(*kind).is_some_and(may_ask)).collect()
        }
        Err(_) => Vec::new(),
    };
    let portal = call.portal().clone();
    let now = portal.moment(call.now());
    Ok(AskList {
        open: open.into_iter().map(|row| ask_row(&portal, &keys, row)).collect(),
        page: page(rows, |row| (row.last_at, row.id.0), |row| ask_row(&portal, &keys, row)),
        may,
        now,
    })
}

/// What every form begins with: the practices that have seen the patient and can be asked for it, and the others with their
/// phones, so that nobody waits for an answer that cannot come.
async fn begun<S: Scope>(call: &Glance, chart: &Acting<S>, kind: AskKind) -> Result<AskOptions, CareError> {
    let seen = asks::offices(call.db(), chart, kind).await?;
    let holidays = holidays::since(call.portal(), call.db(), call.now()).await?;
    let today = call.portal().date(call.now());
    let (mut offices, mut silent): (Vec<AskOffice>, Vec<SilentPractice>) = (Vec::new(), Vec::new());
    for row in seen {
        let Some(pool) = row.pool else {
            if !silent.iter().any(|of| of.practice == row.practice) {
                silent.push(SilentPractice { practice: row.practice, phone: row.phone });
            }
            continue;
        };
        match offices.iter_mut().find(|office| office.pool == pool) {
            Some(office) if office.providers.len() < 3 => office.providers.push(row.provider),
            Some(_) => {}
            None => offices.push(AskOffice {
                pool,
                practice: row.practice,
                phone: row.phone,
                providers: vec![row.provider],
                business_days: row.business_days,
                due: due_date(today, row.business_days, &holidays),
            }),
        }
    }
    let (own, place) = (call.actor().own()?, files::Place::Ask(chart.patient(), kind));
    let (draft, intent) = drafted(call.db(), &own, place).await?.unzip();
    Ok(AskOptions {
        kind,
        offices,
        silent,
        drugs: Vec::new(),
        pharmacy: None,
        interpreter: None,
        plan: None,
        draft,
        files: files::lying(call.db(), &own, place).await?,
        may_attach: files::may_attach(call, chart.patient()),
        intent: intent.unwrap_or_else(|| new_intent(call.portal(), call.now())),
        today,
    })
}

/// The language of an interpreter, in itself; none where the office speaks it.
fn interpreter(lang: Option<&str>) -> Option<String> {
    match lang.and_then(Lang::from_code)? {
        Lang::En => None,
        Lang::Es => Some("Español".to_owned()),
    }
}

/// What the form for something begins with: filled in from preferences and record, as far as the reader may see
/// them.
pub async fn options(call: &mut Glance, patient: PatientId, kind: AskKind) -> Result<AskOptions, CareError> {
    match kind {
        AskKind::Appointment => {
            let chart = call.acting::<AppointmentAsks>(patient)?;
            let options = begun(call, &chart, kind).await?;
            let lang = asks::language(call.db(), &chart).await?;
            Ok(AskOptions { interpreter: interpreter(lang.as_deref()), ..options })
        }
        AskKind::Renewal => {
            let chart = call.acting::<RenewalAsks>(patient)?;
            let options = begun(call, &chart, kind).await?;
            let listed = asks::drugs(call.db(), &chart, call.now()).await?;
            let pharmacy = asks::pharmacy(call.db(), &chart).await?;
            let judged = judged(call.portal(), call.now(), &listed);
            let drugs =
                judged.into_iter().filter(|(_, why)| *why != Renewable::Over).map(|(drug, renewable)| DrugOption {
                    drug: drug.id,
                    name: drug.name.clone(),
                    dose: drug.dose.clone(),
                    prescriber: drug.prescriber.clone(),
                    renewable,
                });
            Ok(AskOptions { drugs: drugs.collect(), pharmacy, ..options })
        }
        AskKind::Referral => {
            let chart = call.acting::<ReferralAsks>(patient)?;
            let options = begun(call, &chart, kind).await?;
            // Who pays stands with name and address: it is told to who sees those.
            let plan = match call.actor().chart::<Demographics>(patient) {
                Ok(insured) if insured.view().limit().is_none() => asks::plan(call.db(), &chart).await?,
                _ => None,
            };
            Ok(AskOptions { plan, ..options })
        }
    }
}

/// Each prescription, and whether it can be had anew.
fn judged<'a>(portal: &Portal, now: i64, listed: &'a [RenewableDrug]) -> Vec<(&'a RenewableDrug, Renewable)> {
    let rules = &portal.outside().settings.renewals;
    let today = portal.date(now);
    let judge = |(drug, superseded): (&'a RenewableDrug, bool)| {
        let visited = drug.visited.map(|at| portal.date(at));
        (drug, renewable(drug, Known { today, visited, superseded, rules }))
    };
    listed.iter().zip(superseded(listed)).map(judge).collect()
}

/// Prescriptions that are asked for.
struct Chosen {
    /// Those that can be had anew.
    drugs: Vec<NewDrug>,
    /// Those that cannot.
    failed: Vec<FailedDrug>,
    /// Whether one of them is there for no representative.
    veiled: bool,
}

/// What becomes of the prescriptions that somebody wishes for. What waits in the ask itself, which is changed, can be asked
/// for again.
async fn chosen(
    call: &Call,
    chart: &Acting<RenewalAsks>,
    wishes: &[DrugWish],
    this: Option<AskId>,
) -> Result<Chosen, CareError> {
    // Of two that ask at one moment, the second one sees what the first has asked for.
    asks::hold_chart(call.tx(), chart).await?;
    let listed = asks::drugs(call.tx(), chart, call.now()).await?;
    let judged = judged(call.portal(), call.now(), &listed);
    let mut chosen = Chosen { drugs: Vec::new(), failed: Vec::new(), veiled: false };
    for wish in wishes {
        let found = judged.iter().find(|(drug, _)| drug.id == wish.drug);
        // One that is not on her list has no name that could be told.
        let (drug, why) = found.ok_or_else(|| CareError::field("drugs", Problem::NotAChoice))?;
        let own = matches!(why, Renewable::Asked(ask) if Some(*ask) == this);
        if *why == Renewable::Yes || own {
            chosen.veiled |= drug.veiled;
            chosen.drugs.push(NewDrug { drug: drug.id, name: drug.name.clone(), days_left: wish.days_left });
        } else {
            chosen.failed.push(FailedDrug { name: drug.name.clone(), why: why.clone() });
        }
    }
    if chosen.drugs.is_empty() {
        return Err(CareError::field("drugs", Problem::NotAChoice));
    }
    Ok(chosen)
}

/// Everything that is written, for the intent's fingerprint.
fn parts(patient: PatientId, new: &NewAsk, form: &str) -> Vec<String> {
    let provider = new.provider.map(|provider| provider.to_string()).unwrap_or_default();
    let drugs = new.drugs.iter().map(|wish| {
        let left = wish.days_left.map(|days| days.to_string()).unwrap_or_default();
        format!("{} {left}", wish.drug)
    });
    [patient.to_string(), new.pool.to_string(), provider, form.to_owned()].into_iter().chain(drugs).collect()
}

/// The same as texts.
fn texts(parts: &[String]) -> Vec<&str> {
    parts.iter().map(String::as_str).collect()
}

/// Refuses a clinician who has not seen the patient at that practice.
async fn sees<S: Scope>(call: &Call, chart: &Chart<S>, new: &NewAsk) -> Result<(), CareError> {
    match new.provider {
        Some(provider) if !asks::sees(call.tx(), chart, new.pool, provider).await? => {
            Err(CareError::field("provider", Problem::NotAChoice))
        }
        _ => Ok(()),
    }
}

/// Remembers the pharmacy that is named, for the next form. What no representative is to know of (`hidden`) leaves
/// nothing in the form that one of them begins with.
async fn remember(call: &Call, chart: &Acting<RenewalAsks>, form: &AskForm, hidden: bool) -> Result<(), CareError> {
    match form {
        AskForm::Renewal { pharmacy, .. } if !hidden && !pharmacy.is_empty() => {
            let by = call.actor().own()?.account();
            Ok(asks::set_pharmacy(call.tx(), chart, pharmacy, by, call.now()).await?)
        }
        _ => Ok(()),
    }
}

/// Asks for something: a routine appointment, prescriptions anew, a referral's authorization. What a
/// teen asks for she keeps for herself until she says otherwise. Prescriptions that cannot be had anew any more
/// are left out and named.
pub async fn make(call: &mut Call, patient: PatientId, new: NewAsk) -> Result<Asked, CareError> {
    let form = serde_json::to_string(&new.form)?;
    let (intent, parts) = (new.intent, parts(patient, &new, &form));
    match new.kind() {
        AskKind::Appointment => {
            let chart = call.acting::<AppointmentAsks>(patient)?;
            once(call, intent, "ask", &texts(&parts), async |call| made(call, &chart, new, form, None).await).await
        }
        AskKind::Renewal => {
            let chart = call.acting::<RenewalAsks>(patient)?;
            once(call, intent, "ask", &texts(&parts), async |call| {
                let chosen = chosen(call, &chart, &new.drugs, None).await?;
                let hidden = chosen.veiled || call.actor().standing(patient) == Some(Standing::SelfTeen);
                remember(call, &chart, &new.form, hidden).await?;
                made(call, &chart, new, form, Some(chosen)).await
            })
            .await
        }
        AskKind::Referral => {
            let chart = call.acting::<ReferralAsks>(patient)?;
            once(call, intent, "ask", &texts(&parts), async |call| made(call, &chart, new, form, None).await).await
        }
    }
}

async fn made<S: Scope>(
    call: &mut Call,
    chart: &Acting<S>,
    new: NewAsk,
    form: String,
    chosen: Option<Chosen>,
) -> Result<Asked, CareError> {
    let (patient, kind) = (chart.patient(), new.kind());
    if !may_ask(chart.view()) {
        return Err(CareError::Denied);
    }
    // Only a practice that has seen her, has somebody to answer and has it switched on; anything else looks like a
    // wrong choice.
    let days = pools::answers_within(call.tx(), chart, new.pool, kind.feature()).await?;
    let days = days.ok_or_else(|| CareError::field("pool", Problem::NotAChoice))?;
    sees(call, chart, &new).await?;
    let due = business::due(call, days).await?;
    if new.must_know(call.portal().date(call.now()), due) {
        return Err(CareError::field("late", Problem::NotAgreed));
    }
    let (own, private) = (chart.view().own(), call.actor().standing(patient) == Some(Standing::SelfTeen));
    let account = call.actor().own()?.account();
    let author = messages::Author { account, name: call.author_name(), role: None, for_other: !own };
    let chosen = chosen.unwrap_or(Chosen { drugs: Vec::new(), failed: Vec::new(), veiled: false });
    let id = AskId(call.id());
    let begun = Begun { id, kind, pool: new.pool, provider: new.provider, form, drugs: chosen.drugs, private, due };
    asks::insert(call.tx(), chart, begun, &author, call.now()).await?;
    let event = asks::Event {
        id: call.id(),
        ask: id,
        patient,
        what: AskHappened::Made,
        before: AskState::Submitted,
        after: AskState::Submitted,
        side: Side::Patient,
        author,
        reason: None,
        words: String::new(),
        due: Some(due),
    };
    asks::append(call.tx(), event, call.now()).await?;
    let place = files::Place::Ask(patient, kind);
    files::claim_for_ask(call, place, &new.files, id).await?;
    forget(call, place, new.intent).await?;
    call.on(id);
    let nudge = Nudge::of_ask(patient, new.pool, id, kind, private || chosen.veiled);
    call.nudge(nudge);
    if !own {
        call.nudge_asker(account, nudge);
    }
    Ok(Asked { ask: id, failed: chosen.failed })
}

/// Opens an ask. What is new of it counts as seen from now on, unless somebody looks for a patient who has an account to look
/// herself; earlier parts of its history change nothing.
pub async fn open(
    portal: &Portal,
    visitor: &Visitor,
    patient: PatientId,
    ask: AskId,
    before: Option<Cursor>,
) -> Result<AskView, CareError> {
    let (head, parts, sent, reader, counts) = portal
        .read(visitor, Action::ReadAsk, async |call| {
            call.owes_nothing()?;
            let keys = opened(call.actor(), patient)?;
            let standing = call.actor().standing(patient).ok_or(CareError::NotFound)?;
            let head = asks::head(call.db(), &keys, ask).await?.ok_or(CareError::NotFound)?;
            call.saw(patient, head.kind.capability().code());
            let parts = asks::parts(call.db(), &head, before).await?;
            let sent = files::of_ask(call.db(), &head).await?;
            let view = keys.view(head.kind).ok_or(CareError::NotFound)?;
            let acts = acting(call.actor(), patient).is_ok_and(|keys| keys.view(head.kind).is_some());
            let news = head.news && before.is_none();
            let counts = news && (standing.is_own() || messages::account_of(call.db(), patient).await?.is_none());
            Ok((head, parts, sent, Reader::Side { view, acts, standing }, counts))
        })
        .await?;
    if counts {
        let category = head.kind.capability().code();
        portal
            .write(visitor, Action::ReadAsk, async |call| {
                call.owes_nothing()?;
                let keys = opened(call.actor(), patient)?;
                call.about(patient, category);
                call.on(ask);
                Ok(asks::mark_seen(call.tx(), &keys, ask).await?)
            })
            .await?;
    }
    Ok(ask_view(portal, head, (parts, sent), reader, portal.now()))
}

/// An ask of a chart, held until the transaction ends, for somebody who may do something with it.
async fn held(call: &Call, patient: PatientId, ask: AskId) -> Result<Head, CareError> {
    let keys = acting(call.actor(), patient)?;
    asks::hold(call.tx(), &keys, ask).await?.ok_or(CareError::NotFound)
}

/// Lets the patient's side do something with an ask, once.
async fn once_on(
    call: &mut Call,
    (patient, ask): (PatientId, AskId),
    intent: IntentKey,
    route: &'static str,
    said: &[&str],
    event: Event,
) -> Result<(), CareError> {
    // The key first: whose chart it is not is told nothing of what was sent before.
    call.owes_nothing()?;
    acting(call.actor(), patient)?;
    let (whose, which) = (patient.to_string(), ask.to_string());
    let parts: Vec<&str> = [whose.as_str(), &which].into_iter().chain(said.iter().copied()).collect();
    once(call, intent, route, &parts, async |call| {
        let head = held(call, patient, ask).await?;
        go(call, &head, event, By::Patient, None).await?;
        Ok(())
    })
    .await
}

/// Writes an ask anew, while nobody of the team has opened it. It stays with its office, and its day as promised.
pub async fn change(
    call: &mut Call,
    patient: PatientId,
    ask: AskId,
    version: i64,
    new: NewAsk,
) -> Result<(), CareError> {
    call.owes_nothing()?;
    acting(call.actor(), patient)?;
    let form = serde_json::to_string(&new.form)?;
    let (intent, mut parts) = (new.intent, parts(patient, &new, &form));
    parts.extend([ask.to_string(), version.to_string()]);
    once(call, intent, "change-ask", &texts(&parts), async |call| changed(call, patient, ask, version, new, form).await)
        .await
}

async fn changed(
    call: &mut Call,
    patient: PatientId,
    ask: AskId,
    version: i64,
    new: NewAsk,
    form: String,
) -> Result<(), CareError> {
    // The chart before what is in it: as where prescriptions are asked for at first.
    let renewal = match new.kind() {
        AskKind::Renewal => {
            let chart = call.acting::<RenewalAsks>(patient)?;
            let chosen = chosen(call, &chart, &new.drugs, Some(ask)).await;
            Some((chart, chosen))
        }
        AskKind::Appointment | AskKind::Referral => None,
    };
    let head = held(call, patient, ask).await?;
    if head.kind != new.kind() {
        return Err(CareError::NotFound);
    }
    if head.kind == AskKind::Referral && hides(call.acting::<ReferralAsks>(patient)?.view(), head.account) {
        // What one does not see is not there to be written anew.
        return Err(CareError::NotFound);
    }
    // That somebody has opened it, or that it was written anew, says more than what is wrong with what was typed.
    go(call, &head, Event::Change, By::Patient, Some(version)).await?;
    if head.pool != new.pool {
        return Err(CareError::field("pool", Problem::NotAChoice));
    }
    match head.kind {
        AskKind::Appointment => {
            let chart = call.acting::<AppointmentAsks>(patient)?;
            sees(call, &chart, &new).await?;
        }
        AskKind::Renewal => {}
        AskKind::Referral => {
            let today = call.portal().date(call.now());
            let due = head.due_day.map_or(today, Day::from_epoch);
            if new.must_know(today, due) {
                return Err(CareError::field("late", Problem::NotAgreed));
            }
        }
    }
    asks::rewrite(call.tx(), &head, form, new.provider).await?;
    if let Some((chart, chosen)) = renewal {
        let chosen = chosen?;
        if !chosen.failed.is_empty() {
            return Err(CareError::field("drugs", Problem::NotAChoice));
        }
        asks::replace_drugs(call.tx(), &head, &chosen.drugs).await?;
        remember(call, &chart, &new.form, head.private || chosen.veiled).await?;
    }
    Ok(())
}

/// Takes an ask back. `sure`: it was confirmed.
pub async fn withdraw(
    call: &mut Call,
    patient: PatientId,
    ask: AskId,
    sure: bool,
    intent: IntentKey,
) -> Result<(), CareError> {
    call.owes_nothing()?;
    acting(call.actor(), patient)?;
    if !sure {
        return Err(CareError::field("sure", Problem::NotAgreed));
    }
    once_on(call, (patient, ask), intent, "withdraw-ask", &[], Event::Withdraw).await
}

/// Says something to the office; where it waits for an answer, this is the answer.
pub async fn comment(call: &mut Call, patient: PatientId, ask: AskId, said: AskComment) -> Result<(), CareError> {
    let AskComment { words, intent } = said;
    once_on(call, (patient, ask), intent, "comment-ask", &[&words.clone()], Event::Comment(words)).await
}

/// Takes one of the times that the office has proposed.
pub async fn choose(
    call: &mut Call,
    patient: PatientId,
    ask: AskId,
    time: Uuid,
    intent: IntentKey,
) -> Result<(), CareError> {
    once_on(call, (patient, ask), intent, "choose-time", &[&time.to_string()], Event::Choose(time)).await
}

/// Takes none of them, and says what would suit.
pub async fn again(call: &mut Call, patient: PatientId, ask: AskId, said: TimesAgain) -> Result<(), CareError> {
    let TimesAgain { windows, words, intent } = said;
    let (when, text) = (serde_json::to_string(&windows)?, words.clone());
    once_on(call, (patient, ask), intent, "ask-again", &[&when, &text], Event::AskAgain { windows, words }).await
}

/// Keeps an ask from one's representatives from now on, or shows it to them. Pressed twice it is done once.
pub async fn set_private(call: &mut Call, patient: PatientId, ask: AskId, private: bool) -> Result<(), CareError> {
    call.owes_nothing()?;
    let keys = acting(call.actor(), patient)?;
    call.on(ask);
    if !call.actor().standing(patient).is_some_and(|standing| may_keep(standing, private)) {
        return Err(CareError::Denied);
    }
    let head = asks::head(call.tx(), &keys, ask).await?.ok_or(CareError::NotFound)?;
    call.about(patient, head.kind.capability().code());
    if !asks::keep_private(call.tx(), &keys, ask, private).await? {
        call.outcome("again");
        return Ok(());
    }
    // Whoever could see it until now is told, too: her pages look anew, and find it gone.
    nudge(call, &Head { private: false, ..head });
    Ok(())
}

/// The word for a visit, as a calendar shows it to whoever looks.
fn summary(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "Appointment",
        Lang::Es => "Cita",
    }
}

/// An agreed visit as a file for a calendar: when and where, and nothing else. It is not there before it is agreed.
pub async fn calendar(call: &mut Glance, patient: PatientId, ask: AskId) -> Result<String, CareError> {
    call.owes_nothing()?;
    let keys = opened(call.actor(), patient)?;
    let head = asks::head(call.db(), &keys, ask).await?.ok_or(CareError::NotFound)?;
    let (starts_at, minutes, way, place) = head.visit.clone().ok_or(CareError::NotFound)?;
    call.saw(patient, head.kind.capability().code());
    let at_the_office = VisitKind::from_code(&way).unwrap_or_default() == VisitKind::InPerson;
    let address = if at_the_office { head.address.as_str() } else { "" };
    let where_to: Vec<&str> =
        [place.as_str(), &head.practice, address].into_iter().filter(|part| !part.is_empty()).collect();
    let settings = &call.portal().outside().settings;
    let url = settings.public_url.as_str();
    let host = url.split_once("://").map_or(url, |(_, rest)| rest).split(['/', ':']).next().unwrap_or_default();
    let visit = Visit {
        ask,
        host,
        starts_at,
        minutes: number(minutes),
        changed_at: head.last_at,
        summary: summary(call.found().map(|found| found.lang).unwrap_or_default()),
        location: &where_to.join(", "),
    };
    Ok(ics::event(&visit))
}
