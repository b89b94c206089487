//! What a patient asks of offices, and what an office does with it.
#![expect(clippy::too_many_arguments, reason = "each field of a plain form is an argument of its server function")]

use crate::ApiError;
use leptos::prelude::*;
use portal_types::ask::{AskFilter, AskKind, AskList, AskOptions, AskView, Asked, DeskAskView, DeskAsks};
use portal_types::ids::{AskId, IntentKey, PatientId};
use portal_types::page::Cursor;
use std::collections::BTreeMap;

/// A page of what was asked for a chart, newest first, and what is open of it.
#[server(endpoint = "asks/list")]
pub async fn list(patient: PatientId, after: Option<Cursor>) -> Result<AskList, ApiError> {
    use crate::desk::*;
    desk()?.read(Action::ListAsks, async |call| care::asks::list(call, patient, after).await).await
}

/// What the form for something begins with; `ask` is a request that is written anew by it.
#[server(endpoint = "asks/options")]
pub async fn options(patient: PatientId, kind: AskKind, ask: Option<AskId>) -> Result<AskOptions, ApiError> {
    use crate::desk::*;
    desk()?.read(Action::AskOptions, async |call| care::asks::options(call, patient, kind, ask).await).await
}

/// Keeps what is half-written in the form of a request: of a new one, or of one that is written anew. `fields` are what
/// [`told`](portal_types::ask::AskDraft::told) tells of it.
#[server(endpoint = "asks/keep-draft")]
pub async fn keep_draft(
    patient: PatientId,
    kind: AskKind,
    ask: Option<AskId>,
    #[server(default)] fields: Vec<String>,
    intent: IntentKey,
) -> Result<(), ApiError> {
    use crate::desk::*;
    let (form, draft) = (care::asks::Form { patient, kind, ask }, AskDraft::read(&fields));
    desk()?.write(Action::KeepDraft, async |call| care::asks::keep_draft(call, form, &draft, intent).await).await
}

/// One thing that was asked for; what is new of it counts as seen from now on.
#[server(endpoint = "asks/open")]
pub async fn open(patient: PatientId, ask: AskId, before: Option<Cursor>) -> Result<AskView, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    desk.answer(care::asks::open(desk.portal(), desk.visitor(), patient, ask, before).await)
}

/// Asks for a routine appointment. The same intent sent twice is one. Of this and the others `files` are those that
/// the form lists; `lists` says that it does.
#[server(endpoint = "asks/appointment")]
pub async fn appointment(
    patient: PatientId,
    #[server(default)] pool: String,
    #[server(default)] provider: String,
    #[server(default)] reason: String,
    #[server(default)] visit: String,
    #[server(default)] window1_month: String,
    #[server(default)] window1_day: String,
    #[server(default)] window1_year: String,
    #[server(default)] window1_part: String,
    #[server(default)] window2_month: String,
    #[server(default)] window2_day: String,
    #[server(default)] window2_year: String,
    #[server(default)] window2_part: String,
    #[server(default)] window3_month: String,
    #[server(default)] window3_day: String,
    #[server(default)] window3_year: String,
    #[server(default)] window3_part: String,
    #[server(default)] interpreter: String,
    #[server(default)] access: String,
    acknowledged: Option<String>,
    urgent: Option<String>,
    lists: Option<String>,
    #[server(default)] files: Vec<String>,
    #[server(default)] intent: String,
) -> Result<Asked, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let typed = AppointmentTyped {
        pool: &pool,
        provider: &provider,
        reason: &reason,
        visit: &visit,
        windows: [
            WindowTyped { day: [&window1_month, &window1_day, &window1_year], part: &window1_part },
            WindowTyped { day: [&window2_month, &window2_day, &window2_year], part: &window2_part },
            WindowTyped { day: [&window3_month, &window3_day, &window3_year], part: &window3_part },
        ],
        interpreter: &interpreter,
        access: &access,
        acknowledged: acknowledged.is_some(),
        urgent: urgent.is_some(),
        intent: &intent,
    };
    let form = care::asks::Form { patient, kind: AskKind::Appointment, ask: None };
    let read = NewAsk::appointment(&typed, desk.today());
    desk.asks(form, read, (lists.is_some(), &files), (typed.draft(), &intent)).await
}

/// Asks for prescriptions anew: `drugs` are the boxes that are ticked, `days` how much is left of each.
#[server(endpoint = "asks/renewal")]
pub async fn renewal(
    patient: PatientId,
    #[server(default)] pool: String,
    #[server(default)] drugs: Vec<String>,
    #[server(default)] days: BTreeMap<String, String>,
    #[server(default)] pharmacy_name: String,
    #[server(default)] pharmacy_phone: String,
    #[server(default)] pharmacy_line: String,
    #[server(default)] note: String,
    lists: Option<String>,
    #[server(default)] files: Vec<String>,
    #[server(default)] intent: String,
) -> Result<Asked, ApiError> {
    use crate::desk::*;
    let typed = RenewalTyped {
        pool: &pool,
        drugs: &drugs,
        days: &days,
        pharmacy: [&pharmacy_name, &pharmacy_phone, &pharmacy_line],
        note: &note,
        intent: &intent,
    };
    let form = care::asks::Form { patient, kind: AskKind::Renewal, ask: None };
    desk()?.asks(form, NewAsk::renewal(&typed), (lists.is_some(), &files), (typed.draft(), &intent)).await
}

/// Asks for a referral's authorization.
#[server(endpoint = "asks/referral")]
pub async fn referral(
    patient: PatientId,
    #[server(default)] pool: String,
    #[server(default)] specialist: String,
    #[server(default)] reason: String,
    #[server(default)] plan: String,
    #[server(default)] visit_month: String,
    #[server(default)] visit_day: String,
    #[server(default)] visit_year: String,
    #[server(default)] note: String,
    late: Option<String>,
    lists: Option<String>,
    #[server(default)] files: Vec<String>,
    #[server(default)] intent: String,
) -> Result<Asked, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let typed = ReferralTyped {
        pool: &pool,
        specialist: &specialist,
        reason: &reason,
        plan: &plan,
        visit: [&visit_month, &visit_day, &visit_year],
        note: &note,
        late: late.is_some(),
        intent: &intent,
    };
    let form = care::asks::Form { patient, kind: AskKind::Referral, ask: None };
    let read = NewAsk::referral(&typed, desk.today());
    desk.asks(form, read, (lists.is_some(), &files), (typed.draft(), &intent)).await
}

/// Writes something anew that nobody has opened yet: of the fields of all kinds those of its own are read.
#[server(endpoint = "asks/change")]
pub async fn change(
    patient: PatientId,
    ask: AskId,
    version: i64,
    #[server(default)] kind: String,
    #[server(default)] pool: String,
    #[server(default)] provider: String,
    #[server(default)] reason: String,
    #[server(default)] visit: String,
    #[server(default)] window1_month: String,
    #[server(default)] window1_day: String,
    #[server(default)] window1_year: String,
    #[server(default)] window1_part: String,
    #[server(default)] window2_month: String,
    #[server(default)] window2_day: String,
    #[server(default)] window2_year: String,
    #[server(default)] window2_part: String,
    #[server(default)] window3_month: String,
    #[server(default)] window3_day: String,
    #[server(default)] window3_year: String,
    #[server(default)] window3_part: String,
    #[server(default)] interpreter: String,
    #[server(default)] access: String,
    acknowledged: Option<String>,
    urgent: Option<String>,
    #[server(default)] drugs: Vec<String>,
    #[server(default)] days: BTreeMap<String, String>,
    #[server(default)] pharmacy_name: String,
    #[server(default)] pharmacy_phone: String,
    #[server(default)] pharmacy_line: String,
    #[server(default)] note: String,
    #[server(default)] specialist: String,
    #[server(default)] plan: String,
    #[server(default)] visit_month: String,
    #[server(default)] visit_day: String,
    #[server(default)] visit_year: String,
    late: Option<String>,
    #[server(default)] intent: String,
) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let Some(kind) = AskKind::from_code(&kind) else { return desk.parsed(desk.no_choice("kind")) };
    let (read, typed) = match kind {
        AskKind::Appointment => {
            let typed = AppointmentTyped {
                pool: &pool,
                provider: &provider,
                reason: &reason,
                visit: &visit,
                windows: [
                    WindowTyped { day: [&window1_month, &window1_day, &window1_year], part: &window1_part },
                    WindowTyped { day: [&window2_month, &window2_day, &window2_year], part: &window2_part },
                    WindowTyped { day: [&window3_month, &window3_day, &window3_year], part: &window3_part },
                ],
                interpreter: &interpreter,
                access: &access,
                acknowledged: acknowledged.is_some(),
                urgent: urgent.is_some(),
                intent: &intent,
            };
            (NewAsk::appointment(&typed, desk.today()), typed.draft())
        }
        AskKind::Renewal => {
            let pharmacy = [pharmacy_name.as_str(), &pharmacy_phone, &pharmacy_line];
            let typed =
                RenewalTyped { pool: &pool, drugs: &drugs, days: &days, pharmacy, note: &note, intent: &intent };
            (NewAsk::renewal(&typed), typed.draft())
        }
        AskKind::Referral => {
            let typed = ReferralTyped {
                pool: &pool,
                specialist: &specialist,
                reason: &reason,
                plan: &plan,
                visit: [&visit_month, &visit_day, &visit_year],
                note: &note,
                late: late.is_some(),
                intent: &intent,
            };
            (NewAsk::referral(&typed, desk.today()), typed.draft())
        }
    };
    desk.changes((patient, ask, version), kind, read, (typed, &intent)).await
}

/// Takes something back. `sure`: it was confirmed.
#[server(endpoint = "asks/withdraw")]
pub async fn withdraw(
    patient: PatientId,
    ask: AskId,
    sure: Option<String>,
    #[server(default)] intent: String,
) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let intent = desk.intent(&intent)?;
    desk.write(Action::WithdrawAsk, async |call| {
        care::asks::withdraw(call, patient, ask, sure.is_some(), intent).await
    })
    .await?;
    desk.go_on(&links::ask(patient, ask));
    Ok(())
}

/// Says something to the office, or answers what it asks. What a plain form is refused with lies on its page.
#[server(endpoint = "asks/comment")]
pub async fn comment(
    patient: PatientId,
    ask: AskId,
    #[server(default)] words: String,
    #[server(default)] intent: String,
) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let done = match desk.parsed(AskComment::parse(&words, &intent)) {
        Ok(said) => {
            desk.write(Action::CommentAsk, async |call| care::asks::comment(call, patient, ask, said).await).await
        }
        Err(error) => Err(error),
    };
    desk.answers((patient, ask), done, typed!("comment", words)).await
}

/// Takes one of the times that the office has proposed.
#[server(endpoint = "asks/choose")]
pub async fn choose(
    patient: PatientId,
    ask: AskId,
    #[server(default)] time: String,
    #[server(default)] intent: String,
) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let (time, intent) = (desk.chosen("time", &time)?, desk.intent(&intent)?);
    desk.write(Action::ChooseTime, async |call| care::asks::choose(call, patient, ask, time, intent).await).await?;
    desk.go_on(&links::ask(patient, ask));
    Ok(())
}

/// Takes none of them, and says what would suit. What a plain form is refused with lies on its page.
#[server(endpoint = "asks/again")]
pub async fn again(
    patient: PatientId,
    ask: AskId,
    #[server(default)] window1_month: String,
    #[server(default)] window1_day: String,
    #[server(default)] window1_year: String,
    #[server(default)] window1_part: String,
    #[server(default)] window2_month: String,
    #[server(default)] window2_day: String,
    #[server(default)] window2_year: String,
    #[server(default)] window2_part: String,
    #[server(default)] window3_month: String,
    #[server(default)] window3_day: String,
    #[server(default)] window3_year: String,
    #[server(default)] window3_part: String,
    #[server(default)] words: String,
    #[server(default)] intent: String,
) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let windows = [
        WindowTyped { day: [&window1_month, &window1_day, &window1_year], part: &window1_part },
        WindowTyped { day: [&window2_month, &window2_day, &window2_year], part: &window2_part },
        WindowTyped { day: [&window3_month, &window3_day, &window3_year], part: &window3_part },
    ];
    let form = AgainTyped { windows, words: &words, intent: &intent };
    let done = match desk.parsed(TimesAgain::parse(&form, desk.today())) {
        Ok(said) => {
            desk.write(Action::ChooseTime, async |call| care::asks::again(call, patient, ask, said).await).await
        }
        Err(error) => Err(error),
    };
    let typed = typed!(
        "again",
        window1_month,
        window1_day,
        window1_year,
        window1_part,
        window2_month,
        window2_day,
        window2_year,
        window2_part,
        window3_month,
        window3_day,
        window3_year,
        window3_part,
        words
    );
    desk.answers((patient, ask), done, typed).await
}

/// Keeps something from one's representatives, or shows it to them.
#[server(endpoint = "asks/private")]
pub async fn set_private(patient: PatientId, ask: AskId, private: bool) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    desk.write(Action::SetAskPrivacy, async |call| care::asks::set_private(call, patient, ask, private).await).await?;
    desk.go_on(&links::ask(patient, ask));
    Ok(())
}

/// A page of what is asked of one's pools.
#[server(endpoint = "asks/desk-list")]
pub async fn desk_list(filter: AskFilter, after: Option<Cursor>) -> Result<DeskAsks, ApiError> {
    use crate::desk::*;
    desk()?.read(Action::ListDeskAsks, async |call| care::asks::desk_list(call, filter, after).await).await
}

/// One thing that is asked of one's pools; from now on the patient changes nothing of it.
#[server(endpoint = "asks/desk-open")]
pub async fn desk_open(ask: AskId, before: Option<Cursor>) -> Result<DeskAskView, ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    desk.answer(care::asks::desk_open(desk.portal(), desk.visitor(), ask, before).await)
}

/// Takes it in hand.
#[server(endpoint = "asks/desk-review")]
pub async fn desk_review(
    ask: AskId,
    version: i64,
    #[server(default)] seen: String,
    anyway: Option<String>,
    #[server(default)] intent: String,
) -> Result<(), ApiError> {
    use crate::desk::*;
    let over = MovedOver { ask, version, seen: &seen, anyway, intent: &intent };
    desk()?.moves(Action::MoveDeskAsk, over, Ok(DeskAskMove::Review), typed!("review")).await
}

/// Asks the patient for something.
#[server(endpoint = "asks/desk-need")]
pub async fn desk_need(
    ask: AskId,
    version: i64,
    #[server(default)] seen: String,
    anyway: Option<String>,
    #[server(default)] words: String,
    #[server(default)] intent: String,
) -> Result<(), ApiError> {
    use crate::desk::*;
    let over = MovedOver { ask, version, seen: &seen, anyway, intent: &intent };
    desk()?.moves(Action::MoveDeskAsk, over, DeskAskMove::need_info(&words), typed!("need", words)).await
}

/// Says no, with a reason that the patient reads.
#[server(endpoint = "asks/desk-decline")]
pub async fn desk_decline(
    ask: AskId,
    version: i64,
    #[server(default)] seen: String,
    anyway: Option<String>,
    #[server(default)] reason: String,
    #[server(default)] words: String,
    #[server(default)] intent: String,
) -> Result<(), ApiError> {
    use crate::desk::*;
    let over = MovedOver { ask, version, seen: &seen, anyway, intent: &intent };
    let read = DeskAskMove::decline(&reason, &words);
    desk()?.moves(Action::MoveDeskAsk, over, read, typed!("decline", reason, words)).await
}

/// Closes it: what was asked for has happened.
#[server(endpoint = "asks/desk-done")]
pub async fn desk_done(
    ask: AskId,
    version: i64,
    #[server(default)] seen: String,
    anyway: Option<String>,
    #[server(default)] words: String,
    #[server(default)] intent: String,
) -> Result<(), ApiError> {
    use crate::desk::*;
    let over = MovedOver { ask, version, seen: &seen, anyway, intent: &intent };
    desk()?.moves(Action::MoveDeskAsk, over, DeskAskMove::done(&words), typed!("done", words)).await
}

/// Says something to the patient.
#[server(endpoint = "asks/desk-comment")]
pub async fn desk_comment(
    ask: AskId,
    version: i64,
    #[server(default)] seen: String,
    anyway: Option<String>,
    #[server(default)] words: String,
    #[server(default)] intent: String,
) -> Result<(), ApiError> {
    use crate::desk::*;
    let over = MovedOver { ask, version, seen: &seen, anyway, intent: &intent };
    desk()?.moves(Action::MoveDeskAsk, over, DeskAskMove::comment(&words), typed!("comment", words)).await
}

/// Proposes times for an appointment.
#[server(endpoint = "asks/desk-propose")]
pub async fn desk_propose(
    ask: AskId,
    version: i64,
    #[server(default)] seen: String,
    anyway: Option<String>,
    #[server(default)] time1_month: String,
    #[server(default)] time1_day: String,
    #[server(default)] time1_year: String,
    #[server(default)] time1_clock: String,
    #[server(default)] time1_minutes: String,
    #[server(default)] time1_way: String,
    #[server(default)] time1_place: String,
    #[server(default)] time2_month: String,
    #[server(default)] time2_day: String,
    #[server(default)] time2_year: String,
    #[server(default)] time2_clock: String,
    #[server(default)] time2_minutes: String,
    #[server(default)] time2_way: String,
    #[server(default)] time2_place: String,
    #[server(default)] time3_month: String,
    #[server(default)] time3_day: String,
    #[server(default)] time3_year: String,
    #[server(default)] time3_clock: String,
    #[server(default)] time3_minutes: String,
    #[server(default)] time3_way: String,
    #[server(default)] time3_place: String,
    #[server(default)] intent: String,
) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let times = [
        TimeTyped {
            day: [&time1_month, &time1_day, &time1_year],
            clock: &time1_clock,
            minutes: &time1_minutes,
            way: &time1_way,
            place: &time1_place,
        },
        TimeTyped {
            day: [&time2_month, &time2_day, &time2_year],
            clock: &time2_clock,
            minutes: &time2_minutes,
            way: &time2_way,
            place: &time2_place,
        },
        TimeTyped {
            day: [&time3_month, &time3_day, &time3_year],
            clock: &time3_clock,
            minutes: &time3_minutes,
            way: &time3_way,
            place: &time3_place,
        },
    ];
    let read = DeskAskMove::propose(&times, desk.today());
    let typed = typed!(
        "propose",
        time1_month,
        time1_day,
        time1_year,
        time1_clock,
        time1_minutes,
        time1_way,
        time1_place,
        time2_month,
        time2_day,
        time2_year,
        time2_clock,
        time2_minutes,
        time2_way,
        time2_place,
        time3_month,
        time3_day,
        time3_year,
        time3_clock,
        time3_minutes,
        time3_way,
        time3_place
    );
    let over = MovedOver { ask, version, seen: &seen, anyway, intent: &intent };
    desk.moves(Action::MoveDeskAsk, over, read, typed).await
}

/// Says yes: to an appointment as it was asked for, or to a referral with its authorization.
#[server(endpoint = "asks/desk-approve")]
pub async fn desk_approve(
    ask: AskId,
    version: i64,
    #[server(default)] seen: String,
    anyway: Option<String>,
    #[server(default)] number: String,
    #[server(default)] visits: String,
    #[server(default)] from_month: String,
    #[server(default)] from_day: String,
    #[server(default)] from_year: String,
    #[server(default)] to_month: String,
    #[server(default)] to_day: String,
    #[server(default)] to_year: String,
    #[server(default)] intent: String,
) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let typed = AuthorizationTyped {
        number: &number,
        visits: &visits,
        from: [&from_month, &from_day, &from_year],
        to: [&to_month, &to_day, &to_year],
    };
    let read = care::asks::approval(&typed, desk.today());
    let typed = typed!("approve", number, visits, from_month, from_day, from_year, to_month, to_day, to_year);
    let over = MovedOver { ask, version, seen: &seen, anyway, intent: &intent };
    desk.moves(Action::MoveDeskAsk, over, read, typed).await
}

/// Answers each prescription of a renewal, in the order of their places: clinicians do.
#[server(endpoint = "asks/desk-approve-drugs")]
pub async fn desk_approve_drugs(
    ask: AskId,
    version: i64,
    #[server(default)] seen: String,
    anyway: Option<String>,
    #[server(default)] outcome: Vec<String>,
    #[server(default)] why: Vec<String>,
    #[server(default)] words: Vec<String>,
    #[server(default)] intent: String,
) -> Result<(), ApiError> {
    use crate::desk::*;
    let typed = DrugsTyped { outcomes: &outcome, whys: &why, words: &words };
    let read = DeskAskMove::decide(&typed);
    let mut typed = typed!("drugs");
    for (name, said) in [("outcome", &outcome), ("why", &why), ("words", &words)] {
        typed.0.extend(said.iter().enumerate().map(|(place, said)| (format!("{name}[{place}]"), said.clone())));
    }
    let over = MovedOver { ask, version, seen: &seen, anyway, intent: &intent };
    desk()?.moves(Action::ApproveRenewal, over, read, typed).await
}

/// Counts a visit of an authorization.
#[server(endpoint = "asks/desk-visit")]
pub async fn desk_visit(
    ask: AskId,
    version: i64,
    #[server(default)] seen: String,
    anyway: Option<String>,
    #[server(default)] intent: String,
) -> Result<(), ApiError> {
    use crate::desk::*;
    let over = MovedOver { ask, version, seen: &seen, anyway, intent: &intent };
    desk()?.moves(Action::MoveDeskAsk, over, Ok(DeskAskMove::CountVisit), typed!("count")).await
}
