//! What the portal can be asked to do, and by what kinds of caller.

use portal_types::account::Role;

/// Everything a door may ask of the portal. The name goes into the audit trail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Action {
    /// Sign in as a patient.
    SignIn,
    /// Sign in as staff.
    StaffSignIn,
    /// End one's session.
    SignOut,
    /// Keep one's session alive.
    Stay,
    /// Lock one's session at a shared workstation.
    Lock,
    /// Open one's locked session again.
    Unlock,
    /// Choose the language.
    SetLanguage,
    /// Take a step of an enrollment.
    Enroll,
    /// Read the public directory.
    ReadDirectory,
    /// See what the demo would have sent.
    ReadDemoOutbox,
    /// List the threads of a chart.
    ListThreads,
    /// Open a thread of a chart.
    ReadThread,
    /// See whom a patient may write to.
    ComposeOptions,
    /// Start a thread.
    StartThread,
    /// Reply in a thread.
    ReplyToThread,
    /// Keep what is half-written.
    KeepDraft,
    /// List the threads of one's pools.
    ListDesk,
    /// Open a thread of one's pools.
    ReadDeskThread,
    /// Answer a patient.
    AnswerThread,
    /// Hear nudges.
    Listen,
    /// Look for records at the front desk.
    FindRecord,
    /// Open a record at the front desk.
    ReadFrontRecord,
    /// Make an invitation with an activation code, or take one back.
    InvitePatient,
    /// Record who stands behind a teen's account.
    RecordBacking,
    /// List the requests to the enrollment desk.
    ListRequests,
    /// Open a request to the enrollment desk.
    ReadRequest,
    /// Write into a request's log.
    NoteRequest,
    /// Approve or decline a request.
    DecideRequest,
    /// See how far one's own request is, by its number.
    ReadRequestState,
    /// Come back without password or username.
    Recover,
    /// Take the second step of a sign-in.
    SecondStep,
    /// Sign in as a patient with a passkey.
    PasskeySignIn,
    /// See one's own account.
    ReadAccount,
    /// Prove once more who one is.
    Prove,
    /// Choose a new password.
    ChangePassword,
    /// Set up or remove an authenticator app.
    SetAuthenticator,
    /// Add or remove a passkey.
    SetPasskey,
    /// Call a passkey by another name.
    RenamePasskey,
    /// Make new recovery codes.
    MakeRecoveryCodes,
    /// Add or remove a contact.
    ChangeContact,
    /// End sessions of one's own.
    EndSession,
    /// Forget a remembered device.
    ForgetDevice,
    /// Close one's own account.
    CloseOwnAccount,
    /// Write to Technical Support.
    SendTicket,
    /// List the tickets of Technical Support.
    ListTickets,
    /// Open a ticket, with the facts of its account.
    ReadTicket,
    /// Write into a ticket's log.
    NoteTicket,
    /// Find the account that a ticket is about.
    FindAccount,
    /// Send a code to an account's contacts, and check it when it is read back.
    ProveRequester,
    /// Forget the wrong passwords of an account.
    UnlockAccount,
    /// Send a link to a new password to an account's contacts.
    ResendLink,
    /// Set an account aside until who it belongs to is confirmed.
    ReproofAccount,
    /// Set an account aside.
    SuspendAccount,
    /// Open an account again that was set aside.
    ResumeAccount,
    /// End an account, with days of grace.
    CancelAccount,
    /// Take an account up again within its days of grace.
    RestoreAccount,
    /// Close a ticket.
    CloseTicket,
    /// Confirm who an account that was set aside belongs to.
    ConfirmIdentity,
    /// Erase a cancelled account after its days of grace; done by the portal itself.
    EraseAccount,
    /// Import records, on the command line.
    ImportRecords,
    /// Make a staff account.
    InviteStaff,
    /// Agree to terms that came into force since.
    AgreeAnew,
    /// List the staff.
    ListStaff,
    /// Open a colleague's account.
    ReadStaff,
    /// Give a colleague another role or other practices.
    ChangeStaff,
    /// Set a colleague's account aside.
    SuspendStaff,
    /// Open a colleague's account again.
    ResumeStaff,
    /// End a colleague's sessions.
    EndStaffSessions,
    /// Have a colleague set up password and authenticator anew.
    ResetStaff,
    /// Set up one's own staff account, by the link that was handed over.
    SetUpStaff,
    /// List the versions of terms and notices.
    ListAgreements,
    /// Open a version of terms or notice.
    ReadAgreement,
    /// Put a new version of terms or notice in force.
    PutAgreement,
    /// List the holidays.
    ListHolidays,
    /// Add or remove a holiday.
    ChangeHolidays,
    /// List the practices and what they have switched on.
    ListPractices,
    /// Open a practice at the administration's desk.
    ReadPractice,
    /// Switch something of a practice on or off, or say how soon it answers.
    ChangePractice,
    /// See everybody whose charts one may open.
    ReadHousehold,
    /// List who may act for a patient.
    ListGrants,
    /// Open a grant, with what has happened to it.
    ReadGrant,
    /// Name somebody who is to act for oneself.
    StartGrant,
    /// Set what a representative may see and do, or her last day.
    SetGrant,
    /// Set a representative aside.
    SuspendGrant,
    /// Take up again a representative that one has set aside.
    ResumeGrant,
    /// End a grant for good.
    EndGrant,
    /// Consent anew to a representative.
    RenewGrant,
    /// Say yes to a representative from before one had a say.
    AssentGrant,
    /// Act for somebody no longer.
    GiveUpGrant,
    /// See who has looked at a chart and acted in it.
    ReadActed,
    /// See name, address and insurance of a chart.
    ReadDemographics,
    /// See the vaccines of a chart.
    ReadImmunizations,
    /// See the allergies of a chart.
    ReadAllergies,
    /// See the medicines of a chart.
    ReadMedications,
    /// See the test results of a chart.
    ReadResults,
    /// Keep a conversation from one's representatives, or show it to them.
    SetThreadPrivacy,
    /// Keep something of one's record from one's representatives, or show it to them.
    SetItemPrivacy,
    /// Begin a form by which somebody is to act for others, or read one.
    BeginForm,
    /// Fill in such a form.
    FillForm,
    /// Have such a form signed.
    SignForm,
    /// See at a desk who may act for a patient.
    ReadGrants,
    /// Put a grant in force, or reject it.
    ActivateGrant,
    /// Set a grant aside at a desk, take it up again, or end it.
    DeskMoveGrant,
    /// Record a court order about who acts for a patient, or lift one.
    RecordOrder,
    /// Record that a patient lacks capacity, or that she does not any more.
    RecordAttestation,
    /// See at the desk of a pool who can act for the patient of a thread.
    ReadThreadGrants,
    /// Set such a grant aside there.
    SuspendThreadGrant,
    /// See at Technical Support which grants an account has, and what has happened to them.
    ReadAccountGrants,
    /// Set a grant aside at Technical Support.
    SuspendAccountGrant,
    /// Record at Technical Support that a court keeps away who acts by a grant.
    RecordAccountOrder,
    /// Link an account to the forms that name its person; done by the portal itself.
    AttachRepresentative,
    /// Write down what a day has brought to grants; done by the portal itself.
    SettleGrants,
    /// Tell people what will change by itself; done by the portal itself.
    TellOfChanges,
    /// Mark what is confidential by its code; done by the portal itself.
    LabelConfidential,
    /// List what was asked for a chart.
    ListAsks,
    /// Open something that was asked for a chart.
    ReadAsk,
    /// See what a form for asking begins with.
    AskOptions,
    /// Ask an office for something.
    MakeAsk,
    /// Write anew what was asked and nobody has opened.
    ChangeAsk,
    /// Take back what was asked.
    WithdrawAsk,
    /// Say something about what was asked.
    CommentAsk,
    /// Take a time that an office proposes, or none of them.
    ChooseTime,
    /// Keep what one has asked from one's representatives, or show it to them.
    SetAskPrivacy,
    /// List what was asked of one's pools.
    ListDeskAsks,
    /// Open something that was asked of one's pools.
    ReadDeskAsk,
    /// Do something about what was asked of one's pools.
    MoveDeskAsk,
    /// Decide about prescriptions that were asked for anew.
    ApproveRenewal,
    /// Look for words in the messages of a chart.
    SearchThreads,
    /// Put a thread away, throw it away, or take it out again.
    ShelveThread,
    /// Look for words in the messages of one's pools.
    SearchDesk,
    /// Close a thread of one's pools.
    CloseThread,
    /// Have a pool take no messages of somebody, or take them again.
    BlockFromPool,
    /// List the pools of practices, or open one at the administration's desk.
    ListPools,
    /// Make a pool, or say who answers it and how soon.
    ChangePool,
    /// Sends a file to go with a message or a request.
    UploadFile,
    /// Takes back a file that is not sent with anything yet.
    RemoveFile,
    /// Opens a file.
    ReadFile,
    /// The scanner's verdict on a file.
    JudgeFile,
    /// See what waits for one's pools, whatever it is, and whose turn it is.
    ReadQueue,
    /// Say whose turn something at a desk is, or hand it over to another pool.
    AssignItem,
    /// Say that one is answering something just now.
    ClaimItem,
    /// Write a note for colleagues.
    NoteItem,
    /// See or change the texts that a pool answers with.
    KeepTemplates,
    /// See or say who stands in for a colleague.
    SetCover,
    /// Do one thing with several pieces of work.
    BatchItems,
    /// See of a chart what is wanted beside a message.
    ReadContext,
    /// Tell a pool of what is late; done by the portal itself.
    Escalate,
    /// See the first page of a chart.
    ReadHome,
    /// Give or take away one's own address, as somebody who works here.
    ChangeAddress,
}

impl Action {
    /// Every action, in the order of the table.
    pub const ALL: [Self; 149] = [
        Self::SignIn,
        Self::StaffSignIn,
        Self::SignOut,
        Self::Stay,
        Self::Lock,
        Self::Unlock,
        Self::SetLanguage,
        Self::Enroll,
        Self::ReadDirectory,
        Self::ReadDemoOutbox,
        Self::ListThreads,
        Self::ReadThread,
        Self::ComposeOptions,
        Self::StartThread,
        Self::ReplyToThread,
        Self::KeepDraft,
        Self::ListDesk,
        Self::ReadDeskThread,
        Self::AnswerThread,
        Self::Listen,
        Self::FindRecord,
        Self::ReadFrontRecord,
        Self::InvitePatient,
        Self::RecordBacking,
        Self::ListRequests,
        Self::ReadRequest,
        Self::NoteRequest,
        Self::DecideRequest,
        Self::ReadRequestState,
        Self::Recover,
        Self::SecondStep,
        Self::PasskeySignIn,
        Self::ReadAccount,
        Self::Prove,
        Self::ChangePassword,
        Self::SetAuthenticator,
        Self::SetPasskey,
        Self::RenamePasskey,
        Self::MakeRecoveryCodes,
        Self::ChangeContact,
        Self::EndSession,
        Self::ForgetDevice,
        Self::CloseOwnAccount,
        Self::SendTicket,
        Self::ListTickets,
        Self::ReadTicket,
        Self::NoteTicket,
        Self::FindAccount,
        Self::ProveRequester,
        Self::UnlockAccount,
        Self::ResendLink,
        Self::ReproofAccount,
        Self::SuspendAccount,
        Self::ResumeAccount,
        Self::CancelAccount,
        Self::RestoreAccount,
        Self::CloseTicket,
        Self::ConfirmIdentity,
        Self::EraseAccount,
        Self::ImportRecords,
        Self::InviteStaff,
        Self::AgreeAnew,
        Self::ListStaff,
        Self::ReadStaff,
        Self::ChangeStaff,
        Self::SuspendStaff,
        Self::ResumeStaff,
        Self::EndStaffSessions,
        Self::ResetStaff,
        Self::SetUpStaff,
        Self::ListAgreements,
        Self::ReadAgreement,
        Self::PutAgreement,
        Self::ListHolidays,
        Self::ChangeHolidays,
        Self::ListPractices,
        Self::ReadPractice,
        Self::ChangePractice,
        Self::ReadHousehold,
        Self::ListGrants,
        Self::ReadGrant,
        Self::StartGrant,
        Self::SetGrant,
        Self::SuspendGrant,
        Self::ResumeGrant,
        Self::EndGrant,
        Self::RenewGrant,
        Self::AssentGrant,
        Self::GiveUpGrant,
        Self::ReadActed,
        Self::ReadDemographics,
        Self::ReadImmunizations,
        Self::ReadAllergies,
        Self::ReadMedications,
        Self::ReadResults,
        Self::SetThreadPrivacy,
        Self::SetItemPrivacy,
        Self::BeginForm,
        Self::FillForm,
        Self::SignForm,
        Self::ReadGrants,
        Self::ActivateGrant,
        Self::DeskMoveGrant,
        Self::RecordOrder,
        Self::RecordAttestation,
        Self::ReadThreadGrants,
        Self::SuspendThreadGrant,
        Self::ReadAccountGrants,
        Self::SuspendAccountGrant,
        Self::RecordAccountOrder,
        Self::AttachRepresentative,
        Self::SettleGrants,
        Self::TellOfChanges,
        Self::LabelConfidential,
        Self::ListAsks,
        Self::ReadAsk,
        Self::AskOptions,
        Self::MakeAsk,
        Self::ChangeAsk,
        Self::WithdrawAsk,
        Self::CommentAsk,
        Self::ChooseTime,
        Self::SetAskPrivacy,
        Self::ListDeskAsks,
        Self::ReadDeskAsk,
        Self::MoveDeskAsk,
        Self::ApproveRenewal,
        Self::SearchThreads,
        Self::ShelveThread,
        Self::SearchDesk,
        Self::CloseThread,
        Self::BlockFromPool,
        Self::ListPools,
        Self::ChangePool,
        Self::UploadFile,
        Self::RemoveFile,
        Self::ReadFile,
        Self::JudgeFile,
        Self::ReadQueue,
        Self::AssignItem,
        Self::ClaimItem,
        Self::NoteItem,
        Self::KeepTemplates,
        Self::SetCover,
        Self::BatchItems,
        Self::ReadContext,
        Self::Escalate,
        Self::ReadHome,
        Self::ChangeAddress,
    ];

    /// The word in the audit trail.
    pub fn code(self) -> &'static str {
        match self {
            Self::SignIn => "sign-in",
            Self::StaffSignIn => "staff-sign-in",
            Self::SignOut => "sign-out",
            Self::Stay => "stay",
            Self::Lock => "lock",
            Self::Unlock => "unlock",
            Self::SetLanguage => "set-language",
            Self::Enroll => "enroll",
            Self::ReadDirectory => "read-directory",
            Self::ReadDemoOutbox => "read-demo-outbox",
            Self::ListThreads => "list-threads",
            Self::ReadThread => "read-thread",
            Self::ComposeOptions => "compose-options",
            Self::StartThread => "start-thread",
            Self::ReplyToThread => "reply-to-thread",
            Self::KeepDraft => "keep-draft",
            Self::ListDesk => "list-desk",
            Self::ReadDeskThread => "read-desk-thread",
            Self::AnswerThread => "answer-thread",
            Self::Listen => "listen",
            Self::FindRecord => "find-record",
            Self::ReadFrontRecord => "read-front-record",
            Self::InvitePatient => "invite-patient",
            Self::RecordBacking => "record-backing",
            Self::ListRequests => "list-requests",
            Self::ReadRequest => "read-request",
            Self::NoteRequest => "note-request",
            Self::DecideRequest => "decide-request",
            Self::ReadRequestState => "read-request-state",
            Self::Recover => "recover",
            Self::SecondStep => "second-step",
            Self::PasskeySignIn => "passkey-sign-in",
            Self::ReadAccount => "read-account",
            Self::Prove => "prove",
            Self::ChangePassword => "change-password",
            Self::SetAuthenticator => "set-authenticator",
            Self::SetPasskey => "set-passkey",
            Self::RenamePasskey => "rename-passkey",
            Self::MakeRecoveryCodes => "make-recovery-codes",
            Self::ChangeContact => "change-contact",
            Self::EndSession => "end-session",
            Self::ForgetDevice => "forget-device",
            Self::CloseOwnAccount => "close-own-account",
            Self::SendTicket => "send-ticket",
            Self::ListTickets => "list-tickets",
            Self::ReadTicket => "read-ticket",
            Self::NoteTicket => "note-ticket",
            Self::FindAccount => "find-account",
            Self::ProveRequester => "prove-requester",
            Self::UnlockAccount => "unlock-account",
            Self::ResendLink => "resend-link",
            Self::ReproofAccount => "reproof-account",
            Self::SuspendAccount => "suspend-account",
            Self::ResumeAccount => "resume-account",
            Self::CancelAccount => "cancel-account",
            Self::RestoreAccount => "restore-account",
            Self::CloseTicket => "close-ticket",
            Self::ConfirmIdentity => "confirm-identity",
            Self::EraseAccount => "erase-account",
            Self::ImportRecords => "import-records",
            Self::InviteStaff => "invite-staff",
            Self::AgreeAnew => "agree-anew",
            Self::ListStaff => "list-staff",
            Self::ReadStaff => "read-staff",
            Self::ChangeStaff => "change-staff",
            Self::SuspendStaff => "suspend-staff",
            Self::ResumeStaff => "resume-staff",
            Self::EndStaffSessions => "end-staff-sessions",
            Self::ResetStaff => "reset-staff",
            Self::SetUpStaff => "set-up-staff",
            Self::ListAgreements => "list-agreements",
            Self::ReadAgreement => "read-agreement",
            Self::PutAgreement => "put-agreement",
            Self::ListHolidays => "list-holidays",
            Self::ChangeHolidays => "change-holidays",
            Self::ListPractices => "list-practices",
            Self::ReadPractice => "read-practice",
            Self::ChangePractice => "change-practice",
            Self::ReadHousehold => "read-household",
            Self::ListGrants => "list-grants",
            Self::ReadGrant => "read-grant",
            Self::StartGrant => "start-grant",
            Self::SetGrant => "set-grant",
            Self::SuspendGrant => "suspend-grant",
            Self::ResumeGrant => "resume-grant",
            Self::EndGrant => "end-grant",
            Self::RenewGrant => "renew-grant",
            Self::AssentGrant => "assent-grant",
            Self::GiveUpGrant => "give-up-grant",
            Self::ReadActed => "read-acted",
            Self::ReadDemographics => "read-demographics",
            Self::ReadImmunizations => "read-immunizations",
            Self::ReadAllergies => "read-allergies",
            Self::ReadMedications => "read-medications",
            Self::ReadResults => "read-results",
            Self::SetThreadPrivacy => "set-thread-privacy",
            Self::SetItemPrivacy => "set-item-privacy",
            Self::BeginForm => "begin-form",
            Self::FillForm => "fill-form",
            Self::SignForm => "sign-form",
            Self::ReadGrants => "read-grants",
            Self::ActivateGrant => "activate-grant",
            Self::DeskMoveGrant => "desk-move-grant",
            Self::RecordOrder => "record-order",
            Self::RecordAttestation => "record-attestation",
            Self::ReadThreadGrants => "read-thread-grants",
            Self::SuspendThreadGrant => "suspend-thread-grant",
            Self::ReadAccountGrants => "read-account-grants",
            Self::SuspendAccountGrant => "suspend-account-grant",
            Self::RecordAccountOrder => "record-account-order",
            Self::AttachRepresentative => "attach-representative",
            Self::SettleGrants => "settle-grants",
            Self::TellOfChanges => "tell-of-changes",
            Self::LabelConfidential => "label-confidential",
            Self::ListAsks => "list-asks",
            Self::ReadAsk => "read-ask",
            Self::AskOptions => "ask-options",
            Self::MakeAsk => "make-ask",
            Self::ChangeAsk => "change-ask",
            Self::WithdrawAsk => "withdraw-ask",
            Self::CommentAsk => "comment-ask",
            Self::ChooseTime => "choose-time",
            Self::SetAskPrivacy => "set-ask-privacy",
            Self::ListDeskAsks => "list-desk-asks",
            Self::ReadDeskAsk => "read-desk-ask",
            Self::MoveDeskAsk => "move-desk-ask",
            Self::ApproveRenewal => "approve-renewal",
            Self::SearchThreads => "search-threads",
            Self::ShelveThread => "shelve-thread",
            Self::SearchDesk => "search-desk",
            Self::CloseThread => "close-thread",
            Self::BlockFromPool => "block-from-pool",
            Self::ListPools => "list-pools",
            Self::ChangePool => "change-pool",
            Self::UploadFile => "upload-file",
            Self::RemoveFile => "remove-file",
            Self::ReadFile => "read-file",
            Self::JudgeFile => "judge-file",
            Self::ReadQueue => "read-queue",
            Self::AssignItem => "assign-item",
            Self::ClaimItem => "claim-item",
            Self::NoteItem => "note-item",
            Self::KeepTemplates => "keep-templates",
            Self::SetCover => "set-cover",
            Self::BatchItems => "batch-items",
            Self::ReadContext => "read-context",
            Self::Escalate => "escalate",
            Self::ReadHome => "read-home",
            Self::ChangeAddress => "change-address",
        }
    }
}

/// What kind of caller somebody is, as far as the policy asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Nobody is signed in.
    Guest,
    /// A patient's account.
    Patient,
    /// A staff account of a role.
    Staff(Role),
    /// A staff member's session that she has locked: who sits there now may be anybody.
    Locked,
    /// The person at the server's own command line.
    Operator,
}

impl Kind {
    /// Every kind, in the order of the table.
    pub fn all() -> Vec<Self> {
        let mut kinds = vec![Self::Guest, Self::Patient];
        kinds.extend(Role::ALL.map(Self::Staff));
        kinds.extend([Self::Locked, Self::Operator]);
        kinds
    }

    /// The word in the table and in the audit trail.
    pub fn code(self) -> &'static str {
        match self {
            Self::Guest => "guest",
            Self::Patient => "patient",
            Self::Staff(role) => role.code(),
            Self::Locked => "locked",
            Self::Operator => "operator",
        }
    }
}
