//! The one table: which kind of caller may ask for which action at all.
//!
//! Passing it is necessary, not sufficient: whose chart or which pool is decided by the keys.

use crate::{Action, Kind};
use portal_types::account::Role;

/// Whether a kind of caller may ask for this action.
pub fn permits(kind: Kind, action: Action) -> bool {
    match action {
        // Before anybody is known, and harmless after.
        Action::SetLanguage
        | Action::ReadDirectory
        | Action::ReadDemoOutbox
        | Action::ReadRequestState
        | Action::SendTicket => kind != Kind::Operator,
        // Signing in again replaces the session; a signed-in person may also enroll anew on a shared computer.
        Action::SignIn
        | Action::StaffSignIn
        | Action::SecondStep
        | Action::PasskeySignIn
        | Action::Recover
        | Action::Enroll
        | Action::SetUpStaff => kind != Kind::Operator,
        Action::SignOut => matches!(kind, Kind::Patient | Kind::Staff(_) | Kind::Locked),
        // Pressed twice, or in two tabs, each is done once.
        Action::Lock | Action::Unlock => matches!(kind, Kind::Staff(_) | Kind::Locked),
        Action::Stay
        | Action::ReadAccount
        | Action::Prove
        | Action::ChangePassword
        | Action::EndSession
        | Action::ForgetDevice => matches!(kind, Kind::Patient | Kind::Staff(_)),
        Action::Listen | Action::KeepDraft | Action::UploadFile | Action::RemoveFile | Action::ReadFile => {
            matches!(kind, Kind::Patient) || answers_patients(kind)
        }
        // Nothing that opens an account goes to this address: it is for letters of what is late.
        Action::ChangeAddress => matches!(kind, Kind::Staff(_)),
        // Staff's second factor is the administration's.
        Action::SetAuthenticator
        | Action::SetPasskey
        | Action::RenamePasskey
        | Action::MakeRecoveryCodes
        | Action::ChangeContact
        | Action::CloseOwnAccount
        // Staff work under their contract; the terms are the patients'.
        | Action::AgreeAnew => kind == Kind::Patient,
        Action::ListThreads
        | Action::ReadThread
        | Action::ComposeOptions
        | Action::StartThread
        | Action::ReplyToThread
        | Action::SetThreadPrivacy
        | Action::SearchThreads
        | Action::ShelveThread
        | Action::ListAsks
        | Action::ReadAsk
        | Action::AskOptions
        | Action::MakeAsk
        | Action::ChangeAsk
        | Action::WithdrawAsk
        | Action::CommentAsk
        | Action::ChooseTime
        | Action::SetAskPrivacy
        | Action::SetItemPrivacy => kind == Kind::Patient,
        // Whose chart, and how much of it, is the key's to say.
        Action::ReadDemographics
        | Action::ReadImmunizations
        | Action::ReadAllergies
        | Action::ReadMedications
        | Action::ReadResults
        | Action::ReadActed => kind == Kind::Patient,
        // Patients and their representatives have one kind of account: who may act for whom is a grant's to say.
        Action::ReadHousehold
        | Action::ReadHome
        | Action::ListGrants
        | Action::ReadGrant
        | Action::StartGrant
        | Action::SetGrant
        | Action::SuspendGrant
        | Action::ResumeGrant
        | Action::EndGrant
        | Action::RenewGrant
        | Action::AssentGrant
        | Action::GiveUpGrant => kind == Kind::Patient,
        // Forms are signed where people are seen and papers are filed: at the front desk of a practice.
        Action::BeginForm | Action::FillForm | Action::SignForm => kind == Kind::Staff(Role::FrontDesk),
        // Who keeps the papers: the office of the patient's doctor, and the enrollment desk.
        Action::ReadGrants
        | Action::ActivateGrant
        | Action::DeskMoveGrant
        | Action::RecordOrder
        | Action::RecordAttestation => matches!(kind, Kind::Staff(Role::FrontDesk | Role::Enrollment)),
        // Whoever hears from a patient that somebody misuses what she may sets her aside at once.
        Action::ListDesk
        | Action::ReadDeskThread
        | Action::AnswerThread
        | Action::SearchDesk
        | Action::CloseThread
        | Action::BlockFromPool
        | Action::ReadThreadGrants
        | Action::SuspendThreadGrant
        | Action::ReadQueue
        | Action::AssignItem
        | Action::ClaimItem
        | Action::NoteItem
        | Action::KeepTemplates
        | Action::SetCover
        | Action::BatchItems => answers_patients(kind),
        // What of a chart stands beside a message is about care: nobody who answers about bills sees it.
        Action::ListDeskAsks | Action::ReadDeskAsk | Action::MoveDeskAsk | Action::ReadContext => {
            cares_for_patients(kind)
        }
        // Who prescribes decides what is prescribed again.
        Action::ApproveRenewal => kind == Kind::Staff(Role::Clinician),
        // Who knows people by their papers: the office invites its own patients, the enrollment desk any.
        Action::FindRecord | Action::ReadFrontRecord | Action::InvitePatient | Action::RecordBacking => {
            matches!(kind, Kind::Staff(Role::FrontDesk | Role::Enrollment))
        }
        Action::ListRequests
        | Action::ReadRequest
        | Action::NoteRequest
        | Action::DecideRequest
        | Action::ConfirmIdentity => kind == Kind::Staff(Role::Enrollment),
        // Who helps with signing in knows accounts, and nothing of charts, bills or the registry.
        Action::ListTickets
        | Action::ReadTicket
        | Action::NoteTicket
        | Action::FindAccount
        | Action::ProveRequester
        | Action::UnlockAccount
        | Action::ResendLink
        | Action::ReproofAccount
        | Action::SuspendAccount
        | Action::ResumeAccount
        | Action::CancelAccount
        | Action::RestoreAccount
        | Action::CloseTicket
        // Of a grant both names, how it stands and what has happened to it; who hears of misuse, or of a court order, acts
        // at once.
        | Action::ReadAccountGrants
        | Action::SuspendAccountGrant
        | Action::RecordAccountOrder => kind == Kind::Staff(Role::Support),
        // Who runs the portal knows colleagues and the clinic's own decisions, and nothing of patients.
        Action::ListStaff
        | Action::ReadStaff
        | Action::ChangeStaff
        | Action::SuspendStaff
        | Action::ResumeStaff
        | Action::EndStaffSessions
        | Action::ListAgreements
        | Action::ReadAgreement
        | Action::PutAgreement
        | Action::ListHolidays
        | Action::ChangeHolidays
        | Action::ListPractices
        | Action::ReadPractice
        | Action::ChangePractice
        | Action::ListPools
        | Action::ChangePool => kind == Kind::Staff(Role::Admin),
        // The first administrator is made on the command line.
        Action::InviteStaff | Action::ResetStaff => matches!(kind, Kind::Operator | Kind::Staff(Role::Admin)),
        // What the portal does by itself.
        Action::EraseAccount
        | Action::ImportRecords
        | Action::AttachRepresentative
        | Action::SettleGrants
        | Action::TellOfChanges
        | Action::LabelConfidential
        | Action::JudgeFile
        | Action::Escalate => kind == Kind::Operator,
    }
}

/// The roles that read and answer messages: who cares for patients, and billing clerks. Which pools a role has at all is
/// decided where its session is found (`sessions::find`): those of bills are the clerks' alone, and the clerks have no others
///
fn answers_patients(kind: Kind) -> bool {
    cares_for_patients(kind) || kind == Kind::Staff(Role::Billing)
}

/// The roles that read and answer what patients ask for. Least privilege: the other desks have no part in care.
fn cares_for_patients(kind: Kind) -> bool {
    match kind {
        Kind::Staff(Role::Clinician | Role::PoolNurse) => true,
        Kind::Staff(Role::FrontDesk | Role::Enrollment | Role::Billing | Role::Support | Role::Admin) => false,
        Kind::Guest | Kind::Patient | Kind::Locked | Kind::Operator => false,
    }
}
