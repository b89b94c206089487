//! Codes, dates and numbers as sentences a person reads.

use portal_types::account::Role;
use portal_types::ask::{AskHappened, AskKind, AskState, PartOfDay, Refusing, VisitKind};
use portal_types::day::Day;
use portal_types::enrollment::SecurityQuestion;
use portal_types::error::Refusal;
use portal_types::field::Problem;
use portal_types::file::{FileKind, FileProblem, FileView};
use portal_types::message::Topic;
use portal_types::moment::Moment;
use portal_types::pool::{BlockReason, PoolKind};
use portal_types::representative::{AccessView, Basis, ByView, Capability, GrantState, Happened, Part, Reason, Why};
use portal_words::Words;

/// What is wrong with a field, and so what to do.
pub fn problem(w: &Words, problem: &Problem) -> String {
    match *problem {
        Problem::Missing => w.problem_missing(),
        Problem::TooShort(min) => w.problem_too_short(min),
        Problem::TooLong(max) => w.problem_too_long(max),
        Problem::NotADate => w.problem_not_a_date(),
        Problem::InTheFuture => w.problem_in_the_future(),
        Problem::InThePast => w.problem_in_the_past(),
        Problem::TooLongAgo => w.problem_too_long_ago(),
        Problem::NotAnEmail => w.problem_not_an_email(),
        Problem::NotAPhone => w.problem_not_a_phone(),
        Problem::NotAZip => w.problem_not_a_zip(),
        Problem::BadCharacter => w.problem_bad_character(),
        Problem::NotAChoice => w.problem_not_a_choice(),
        Problem::Taken => w.problem_taken(),
        Problem::TooCommon => w.problem_too_common(),
        Problem::SameAsOther => w.problem_same_as_other(),
        Problem::WrongCode => w.problem_wrong_code(),
        Problem::NotAgreed => w.problem_not_agreed(),
        Problem::NotTheSame => w.problem_not_the_same(),
        Problem::NotACode => w.problem_not_a_code(),
        Problem::IsRecordNumber => w.problem_is_record_number(),
        Problem::IsPassword => w.problem_is_password(),
        Problem::IsCheckCode => w.problem_is_check_code(),
        Problem::SharedContact => w.problem_shared_contact(),
        Problem::Blocked => w.problem_blocked(),
        Problem::File(problem) => file_problem(w, problem),
    }
}

/// Why a file is not taken, and what to do.
pub fn file_problem(w: &Words, problem: FileProblem) -> String {
    match problem {
        FileProblem::Empty => w.problem_file_empty(),
        FileProblem::Heic => w.problem_file_heic(),
        FileProblem::Kind => w.problem_file_kind(),
        FileProblem::TooLong => w.problem_file_too_long(),
        FileProblem::TooManyPixels => w.problem_file_pixels(),
        FileProblem::Broken => w.problem_file_broken(),
        FileProblem::Twice => w.problem_file_twice(),
        FileProblem::TooMany => w.problem_file_many(),
        FileProblem::TooMuch => w.problem_file_much(),
        FileProblem::NoRoom => w.problem_file_room(),
    }
}

/// How much a file holds, as people say it.
pub fn file_size(w: &Words, bytes: u64) -> String {
    const MEGA: u64 = 1024 * 1024;
    if bytes < MEGA {
        // Nothing that is there has none.
        return w.file_kilobytes(bytes.div_ceil(1024).max(1));
    }
    let tenths = bytes * 10 / MEGA;
    w.file_megabytes(format!("{}.{}", tenths / 10, tenths % 10))
}

/// What a file is, and how much it holds.
pub fn file_about(w: &Words, file: &FileView) -> String {
    let kind = match file.kind {
        FileKind::Jpeg | FileKind::Png => w.file_kind_picture(),
        FileKind::Pdf => w.file_kind_pdf(),
        FileKind::Text => w.file_kind_text(),
    };
    format!("{kind} \u{b7} {}", file_size(w, file.bytes))
}

/// A security question.
pub fn question(w: &Words, question: SecurityQuestion) -> String {
    match question {
        SecurityQuestion::FirstConcert => w.question_first_concert(),
        SecurityQuestion::Teacher => w.question_teacher(),
        SecurityQuestion::ChildhoodStreet => w.question_childhood_street(),
        SecurityQuestion::FirstJob => w.question_first_job(),
        SecurityQuestion::Toy => w.question_toy(),
    }
}

/// Why the portal refused. A page that can say it better (a sign-in, a step of enrollment) does.
pub fn refusal(w: &Words, refusal: &Refusal) -> String {
    match refusal {
        Refusal::SignedOut => w.refusal_signed_out(),
        Refusal::NotFound => w.refusal_not_found(),
        Refusal::Invalid(_) => w.refusal_invalid(),
        Refusal::WrongCredentials => w.refusal_wrong_credentials(),
        Refusal::Conflict => w.refusal_conflict(),
        Refusal::Expired => w.refusal_expired(),
        Refusal::TooOften { seconds } => w.refusal_too_often(seconds.div_ceil(60).max(1)),
        Refusal::Unproven => w.refusal_unproven(),
        Refusal::Unagreed => w.refusal_unagreed(),
        Refusal::NeedsFactor => w.refusal_needs_factor(),
        Refusal::Locked => w.refusal_locked(),
        Refusal::Minor => w.refusal_minor(),
        Refusal::Unavailable => w.refusal_unavailable(),
        Refusal::Internal => w.refusal_internal(),
    }
}

/// "Tuesday, November 24".
pub fn date(w: &Words, day: Day) -> String {
    w.date_long(w.weekday(day.weekday()), w.month_name(day.month()), day.day().to_string())
}

/// "Tuesday, November 24, 2026".
pub fn date_with_year(w: &Words, day: Day) -> String {
    w.date_long_year(w.weekday(day.weekday()), w.month_name(day.month()), day.day().to_string(), day.year().to_string())
}

/// "2:05 PM", on the clinic's wall clock.
pub fn time_of(w: &Words, moment: Moment) -> String {
    let hour = match moment.hour() % 12 {
        0 => 12,
        hour => hour,
    };
    w.clock_time(moment.hour() >= 12, hour.to_string(), format!("{:02}", moment.minute()))
}

/// For lists: the time if it was today, "Yesterday", "Nov 22", or "Nov 22, 2025" if it was in another year.
pub fn when(w: &Words, moment: Moment, now: Moment) -> String {
    let (day, today) = (moment.day(), now.day());
    let number = day.day().to_string();
    if day == today {
        time_of(w, moment)
    } else if day.epoch() + 1 == today.epoch() {
        w.yesterday()
    } else if day.year() == today.year() {
        w.date_short(w.month_short(day.month()), number)
    } else {
        w.date_short_year(w.month_short(day.month()), number, day.year().to_string())
    }
}

/// What a message is about.
pub fn topic(w: &Words, topic: Topic) -> String {
    match topic {
        Topic::General => w.topic_general(),
        Topic::Appointment => w.topic_appointment(),
        Topic::Medication => w.topic_medication(),
        Topic::Test => w.topic_test(),
        Topic::Referral => w.topic_referral(),
        Topic::Education => w.topic_education(),
        Topic::Billing => w.topic_billing(),
    }
}

/// What a shared inbox is for.
pub fn pool_kind(w: &Words, kind: PoolKind) -> String {
    match kind {
        PoolKind::General => w.pool_kind_general(),
        PoolKind::Appointments => w.pool_kind_appointments(),
        PoolKind::Medication => w.pool_kind_medication(),
        PoolKind::Tests => w.pool_kind_tests(),
        PoolKind::Referrals => w.pool_kind_referrals(),
        PoolKind::Education => w.pool_kind_education(),
        PoolKind::Billing => w.pool_kind_billing(),
    }
}

/// Why a shared inbox takes no messages of somebody, as the desk names it.
pub fn block_reason(w: &Words, reason: BlockReason) -> String {
    match reason {
        BlockReason::Conduct => w.block_reason_conduct(),
        BlockReason::TooMany => w.block_reason_too_many(),
        BlockReason::WrongUse => w.block_reason_wrong_use(),
        BlockReason::LeftPractice => w.block_reason_left_practice(),
        BlockReason::Other => w.block_reason_other(),
    }
}

/// What is asked of an office.
pub fn ask_kind(w: &Words, kind: AskKind) -> String {
    match kind {
        AskKind::Appointment => w.ask_kind_appointment(),
        AskKind::Renewal => w.ask_kind_renewal(),
        AskKind::Referral => w.ask_kind_referral(),
    }
}

/// How a request to an office stands.
pub fn ask_state(w: &Words, state: AskState) -> String {
    match state {
        AskState::Submitted => w.ask_state_submitted(),
        AskState::InReview => w.ask_state_in_review(),
        AskState::NeedsInfo => w.ask_state_needs_info(),
        AskState::Approved => w.ask_state_approved(),
        AskState::Declined => w.ask_state_declined(),
        AskState::Done => w.ask_state_done(),
        AskState::Withdrawn => w.ask_state_withdrawn(),
    }
}

/// What of a request happened.
pub fn ask_happened(w: &Words, what: AskHappened) -> String {
    match what {
        AskHappened::Made => w.ask_happened_made(),
        AskHappened::Changed => w.ask_happened_changed(),
        AskHappened::Reviewed => w.ask_happened_reviewed(),
        AskHappened::NeedsInfo => w.ask_happened_needs_info(),
        AskHappened::Commented => w.ask_happened_comment(),
        AskHappened::Proposed => w.ask_happened_proposed(),
        AskHappened::Chosen => w.ask_happened_chosen(),
        AskHappened::AskedAgain => w.ask_happened_asked_again(),
        AskHappened::Approved => w.ask_happened_approved(),
        AskHappened::Declined => w.ask_happened_declined(),
        AskHappened::VisitCounted => w.ask_happened_visit_counted(),
        AskHappened::Done => w.ask_happened_done(),
        AskHappened::Withdrawn => w.ask_happened_withdrawn(),
    }
}

/// Why an office says no, as the patient reads it.
pub fn refusing(w: &Words, reason: Refusing) -> String {
    match reason {
        Refusing::NotAPatient => w.refusing_not_a_patient(),
        Refusing::NeedsVisit => w.refusing_needs_visit(),
        Refusing::TooEarly => w.refusing_too_early(),
        Refusing::AnotherOffice => w.refusing_another_office(),
        Refusing::NotCovered => w.refusing_not_covered(),
        Refusing::Retroactive => w.refusing_retroactive(),
        Refusing::Duplicate => w.refusing_duplicate(),
        Refusing::Other => w.refusing_other(),
    }
}

/// How patient and clinician meet.
pub fn visit_kind(w: &Words, way: VisitKind) -> String {
    match way {
        VisitKind::InPerson => w.visit_in_person(),
        VisitKind::Phone => w.visit_phone(),
        VisitKind::Video => w.visit_video(),
    }
}

/// When on a day.
pub fn part_of_day(w: &Words, part: PartOfDay) -> String {
    match part {
        PartOfDay::Any => w.part_of_day_any(),
        PartOfDay::Morning => w.part_of_day_morning(),
        PartOfDay::Afternoon => w.part_of_day_afternoon(),
    }
}

/// What a staff member does.
pub fn role(w: &Words, role: Role) -> String {
    match role {
        Role::Clinician => w.role_clinician(),
        Role::PoolNurse => w.role_pool_nurse(),
        Role::FrontDesk => w.role_front_desk(),
        Role::Enrollment => w.role_enrollment(),
        Role::Billing => w.role_billing(),
        Role::Support => w.role_support(),
        Role::Admin => w.role_admin(),
    }
}

/// A part of a chart: a row of the access matrix.
pub fn capability(w: &Words, capability: Capability) -> String {
    match capability {
        Capability::Demographics => w.chart_demographics(),
        Capability::Immunizations => w.chart_immunizations(),
        Capability::GrowthCharts => w.chart_growth_charts(),
        Capability::Allergies => w.chart_allergies(),
        Capability::FamilyHistory => w.chart_family_history(),
        Capability::Reminders => w.chart_reminders(),
        Capability::Messages => w.chart_messages(),
        Capability::AskAppointment => w.chart_ask_appointment(),
        Capability::Appointments => w.chart_appointments(),
        Capability::AskRenewal => w.chart_ask_renewal(),
        Capability::Medications => w.chart_medications(),
        Capability::AskReferral => w.chart_ask_referral(),
        Capability::Results => w.chart_results(),
        Capability::Notes => w.chart_notes(),
        Capability::Billing => w.chart_billing(),
        Capability::Uploads => w.chart_uploads(),
        Capability::TakeOut => w.chart_take_out(),
        Capability::AccessLog => w.chart_access_log(),
        Capability::Representatives => w.chart_representatives(),
    }
}

/// The part of something that is opened, where it is not all.
pub fn part(w: &Words, part: Part) -> String {
    match part {
        Part::NoHiddenVaccines => w.part_no_hidden_vaccines(),
        Part::NoPrivateThreads => w.part_no_private_threads(),
        Part::AskingOnly => w.part_asking_only(),
        Part::GeneralOnly => w.part_general_only(),
        Part::MarkedDrugs => w.part_marked_drugs(),
        Part::NoDiagnosis => w.part_no_diagnosis(),
        Part::AsGuarantor => w.part_as_guarantor(),
        Part::AsGuarantorSums => w.part_as_guarantor_sums(),
        Part::OwnBills => w.part_own_bills(),
        Part::OwnUploads => w.part_own_uploads(),
        Part::OwnActs => w.part_own_acts(),
        Part::NarrowAndRevoke => w.part_narrow_and_revoke(),
    }
}

/// How much of something is opened.
pub fn access(w: &Words, access: AccessView) -> String {
    match access {
        AccessView::Nothing => w.access_nothing(),
        AccessView::Part(of) => part(w, of),
        AccessView::All => w.access_all(),
    }
}

/// On what ground somebody acts for a patient.
pub fn basis(w: &Words, basis: Basis) -> String {
    match basis {
        Basis::Parental => w.basis_parental(),
        Basis::Consent => w.basis_consent(),
        Basis::Guardianship => w.basis_guardianship(),
        Basis::PowerOfAttorney => w.basis_power_of_attorney(),
        Basis::BestInterest => w.basis_best_interest(),
    }
}

/// How a grant stands.
pub fn grant_state(w: &Words, state: GrantState) -> String {
    match state {
        GrantState::Proposed => w.grant_state_proposed(),
        GrantState::Active => w.grant_state_active(),
        GrantState::Suspended => w.grant_state_suspended(),
        GrantState::Inactive => w.grant_state_inactive(),
        GrantState::Rejected => w.grant_state_rejected(),
    }
}

/// What of a grant happened.
pub fn grant_event(w: &Words, event: Happened) -> String {
    match event {
        Happened::Proposed => w.event_proposed(),
        Happened::SignedByRepresentative => w.event_signed_by_representative(),
        Happened::SignedByPatient => w.event_signed_by_patient(),
        Happened::Activated => w.event_activated(),
        Happened::Rejected => w.event_rejected(),
        Happened::Suspended => w.event_suspended(),
        Happened::Resumed => w.event_resumed(),
        Happened::Ended => w.event_ended(),
        Happened::Switched => w.event_switched(),
        Happened::LastDay => w.event_last_day(),
        Happened::Renewed => w.event_renewed(),
        Happened::Settled => w.event_settled(),
    }
}

/// Who did it, where there is no name.
pub fn grant_side(w: &Words, by: ByView) -> String {
    match by {
        ByView::Patient => w.by_patient(),
        ByView::Representative => w.by_representative(),
        ByView::Staff => w.by_staff(),
        ByView::Portal => w.by_portal(),
    }
}

/// Why a grant was changed.
pub fn reason(w: &Words, reason: Reason) -> String {
    match reason {
        Reason::FormSigned => w.reason_form_signed(),
        Reason::PatientRequest => w.reason_patient_request(),
        Reason::RepresentativeRequest => w.reason_representative_request(),
        Reason::Safeguarding => w.reason_safeguarding(),
        Reason::CustodyOrder => w.reason_custody_order(),
        Reason::EndDate => w.reason_end_date(),
        Reason::Majority => w.reason_majority(),
        Reason::PatientDeceased => w.reason_patient_deceased(),
        Reason::RepresentativeDeceased => w.reason_representative_deceased(),
        Reason::RelationshipChanged => w.reason_relationship_changed(),
        Reason::LacksCapacity => w.reason_lacks_capacity(),
        Reason::Misuse => w.reason_misuse(),
        Reason::Inactivity => w.reason_inactivity(),
        Reason::AccountClosed => w.reason_account_closed(),
        Reason::Cleared => w.reason_cleared(),
        Reason::Other => w.reason_other(),
    }
}

/// Why something changes by itself.
pub fn why(w: &Words, why: Why) -> String {
    match why {
        Why::HasASay => w.coming_because_has_a_say(),
        Why::OfAge => w.coming_because_of_age(),
        Why::RunsOut => w.coming_because_runs_out(),
        Why::Review => w.coming_because_review(),
    }
}

/// The digits before and after the mark of an extension ("617-964-1050x19").
fn digits(number: &str) -> (String, String) {
    let (number, extension) = number.split_once(['x', 'X']).unwrap_or((number, ""));
    let only = |part: &str| part.chars().filter(char::is_ascii_digit).collect::<String>();
    let digits = only(number);
    let ten = match digits.strip_prefix('1') {
        Some(rest) if digits.len() == 11 => rest.to_owned(),
        _ => digits,
    };
    (ten, only(extension))
}

/// A phone number as people read it: "(555) 555-0123", with " x19" where there is an extension. What is not a number
/// of ten digits stays as it was written.
pub fn phone(number: &str) -> String {
    let (ten, extension) = digits(number);
    let (Some(area), Some(exchange), Some(line), 10) = (ten.get(..3), ten.get(3..6), ten.get(6..), ten.len()) else {
        return number.to_owned();
    };
    let extension = if extension.is_empty() { extension } else { format!(" x{extension}") };
    format!("({area}) {exchange}-{line}{extension}")
}

/// A number that stays on one line: broken at its hyphen, "9-1-1" is no number to dial.
pub fn unbroken(number: &str) -> String {
    number.replace('-', "\u{2011}")
}

/// The address that dials a number: "tel:+15555550123", with ";ext=19" where there is an extension (RFC 3966).
/// A short number, as that of an emergency, is dialled as it is.
pub fn tel_link(number: &str) -> String {
    let (digits, extension) = digits(number);
    let country = if digits.len() == 10 { "+1" } else { "" };
    let extension = if extension.is_empty() { extension } else { format!(";ext={extension}") };
    format!("tel:{country}{digits}{extension}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use portal_types::account::Lang;
    use portal_words::words;

    fn en() -> &'static Words {
        words(Lang::En)
    }

    fn es() -> &'static Words {
        words(Lang::Es)
    }

    fn tuesday() -> Day {
        Day::new(2026, 11, 24).unwrap()
    }

    /// A moment by the clock of a clinic five hours behind UTC.
    fn at(day: Day, hour: i64, minute: i64) -> Moment {
        Moment { ms: ((day.epoch() * 24 + hour + 5) * 60 + minute) * 60_000, offset: -300 }
    }

    #[test]
    fn dates_as_people_say_them() {
        assert_eq!(date(en(), tuesday()), "Tuesday, November 24");
        assert_eq!(date(es(), tuesday()), "martes 24 de noviembre");
        assert_eq!(date_with_year(en(), tuesday()), "Tuesday, November 24, 2026");
        assert_eq!(date_with_year(es(), tuesday()), "martes 24 de noviembre de 2026");
    }

    #[test]
    fn the_clock_has_twelve_hours() {
        let clock = |hour, minute| time_of(en(), at(tuesday(), hour, minute));
        assert_eq!(
            [clock(0, 0), clock(9, 30), clock(12, 0), clock(14, 5)],
            ["12:00 AM", "9:30 AM", "12:00 PM", "2:05 PM"]
        );
        assert_eq!(time_of(es(), at(tuesday(), 14, 5)), "2:05 p. m.");
    }

    #[test]
    fn lists_say_how_long_ago() {
        let now = at(tuesday(), 15, 0);
        let on = |year, month, day| at(Day::new(year, month, day).unwrap(), 23, 30);
        assert_eq!(when(en(), at(tuesday(), 14, 5), now), "2:05 PM");
        assert_eq!(when(en(), on(2026, 11, 23), now), "Yesterday");
        assert_eq!(when(en(), on(2026, 11, 22), now), "Nov 22");
        assert_eq!(when(en(), on(2025, 11, 22), now), "Nov 22, 2025");
        assert_eq!(when(es(), on(2026, 11, 22), now), "22 nov");
        assert_eq!(when(es(), on(2025, 11, 22), now), "22 nov 2025");
        assert_eq!(when(en(), on(2025, 12, 31), at(Day::new(2026, 1, 1).unwrap(), 8, 0)), "Yesterday");
    }

    #[test]
    fn phone_numbers_keep_their_extension() {
        assert_eq!(phone("5555550123"), "(555) 555-0123");
        assert_eq!(phone("1-555-555-0123"), "(555) 555-0123");
        assert_eq!(phone("555-555-0150x19"), "(555) 555-0150 x19");
        assert_eq!(phone("9-1-1"), "9-1-1");
        assert_eq!(tel_link("(555) 555-0123"), "tel:+15555550123");
        assert_eq!(tel_link("555-555-0150x19"), "tel:+15555550150;ext=19");
        assert_eq!(tel_link("9-1-1"), "tel:911");
    }

    #[test]
    fn waiting_is_told_in_whole_minutes() {
        let wait = |seconds| refusal(en(), &Refusal::TooOften { seconds });
        assert_eq!(wait(30), "There were too many tries. Wait one minute, then try again.");
        assert_eq!(wait(61), "There were too many tries. Wait 2 minutes, then try again.");
    }

    #[test]
    fn lengths_are_told() {
        assert_eq!(problem(en(), &Problem::TooShort(15)), "Use at least 15 characters");
        assert_eq!(problem(es(), &Problem::TooLong(5000)), "Use 5000 caracteres o menos");
    }

    #[test]
    fn every_topic_and_role_has_a_name() {
        for w in [en(), es()] {
            assert!(AskHappened::ALL.iter().all(|what| !ask_happened(w, *what).is_empty()));
            assert!(Refusing::ALL.iter().all(|reason| !refusing(w, *reason).is_empty()));
            assert!(Topic::ALL.iter().all(|t| !topic(w, *t).is_empty()));
            assert!(PoolKind::ALL.iter().all(|kind| !pool_kind(w, *kind).is_empty()));
            assert!(BlockReason::ALL.iter().all(|reason| !block_reason(w, *reason).is_empty()));
            assert!(Role::ALL.iter().all(|r| !role(w, *r).is_empty()));
        }
    }
}
