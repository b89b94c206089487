//! The second reading: what each form that was sent leaves behind, and what whoever sent it is answered. It knows no
//! database: each line of [`Truth::expected`] is a row that is there once, and there are no others.

use portal_care::{Action, CareError};
use portal_types::ask::{AskHappened, AskKind, AskState, Asked};
use portal_types::field::{FieldProblem, Problem};
use portal_types::file::{FILES_MAX, FileKind, FileProblem, FileState, FileView};
use portal_types::ids::{FileId, IntentKey};
use portal_types::message::Sent;
use portal_types::notice::Letter;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Who fills in forms: two patients, each for her own chart, and the nurse who answers both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    Ada,
    Eva,
    Nurse,
}

/// Which conversation or ask: whose form has begun it, and the key of that form.
pub type Name = (Who, usize);

/// What the desk does with an ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    Comment,
    NeedInfo,
    Decline,
}

/// What a form says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    Compose { words: String },
    Reply { of: Name, words: String },
    Answer { of: Name, words: String },
    Ask { words: String },
    Comment { of: Name, words: String },
    Desk { of: Name, what: Move, words: String },
}

impl Deed {
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Compose { .. } => "compose",
            Self::Reply { .. } => "reply",
            Self::Answer { .. } => "answer",
            Self::Ask { .. } => "ask",
            Self::Comment { .. } => "comment",
            Self::Desk { .. } => "desk",
        }
    }

    pub fn words(&self) -> &str {
        match self {
            Self::Compose { words }
            | Self::Reply { words, .. }
            | Self::Answer { words, .. }
            | Self::Ask { words }
            | Self::Comment { words, .. }
            | Self::Desk { words, .. } => words,
        }
    }

    /// The same with other words.
    pub fn saying(mut self, other: &str) -> Self {
        match &mut self {
            Self::Compose { words }
            | Self::Reply { words, .. }
            | Self::Answer { words, .. }
            | Self::Ask { words }
            | Self::Comment { words, .. }
            | Self::Desk { words, .. } => *words = other.to_owned(),
        }
        self
    }

    /// What the trail calls it.
    fn action(&self) -> Action {
        match self {
            Self::Compose { .. } => Action::StartThread,
            Self::Reply { .. } => Action::ReplyToThread,
            Self::Answer { .. } => Action::AnswerThread,
            Self::Ask { .. } => Action::MakeAsk,
            Self::Comment { .. } => Action::CommentAsk,
            Self::Desk { .. } => Action::MoveDeskAsk,
        }
    }
}

/// A form as it lies in somebody's browser. `key` stands for its intent: one number is one intent, whoever uses it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    pub who: Who,
    pub key: usize,
    pub deed: Deed,
}

/// What somebody is answered who sends a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Foreseen {
    /// Nothing of it was carried out: her session has run out.
    SignedOut,
    /// It is carried out.
    New,
    /// It was carried out before, and the answer is the one of that time.
    Again(String),
    /// Its intent was carried out with another content.
    Other,
    /// It is about something that is another's.
    NotThere,
    /// The ask stands otherwise by now.
    TooLate,
    /// A file is not taken.
    NoFile(FileProblem),
    /// The same file was begun once more while it was written: that one has taken its place.
    Overtaken,
}

impl Foreseen {
    pub fn name(&self) -> &'static str {
        match self {
            Self::SignedOut => "signed out",
            Self::New => "new",
            Self::Again(_) => "again",
            Self::Other => "other",
            Self::NotThere => "not there",
            Self::TooLate => "too late",
            Self::NoFile(_) => "too many",
            Self::Overtaken => "overtaken",
        }
    }

    /// Whether an answer is the one that was foreseen, to the letter.
    pub fn is(&self, answer: &Result<String, CareError>) -> bool {
        match (self, answer) {
            (Self::New, Ok(_))
            | (Self::SignedOut, Err(CareError::SignedOut))
            | (Self::Other | Self::TooLate, Err(CareError::Conflict))
            | (Self::NotThere, Err(CareError::NotFound))
            | (Self::Overtaken, Err(CareError::Unavailable)) => true,
            (Self::Again(before), Ok(reply)) => before == reply,
            (Self::NoFile(problem), Err(CareError::Invalid(fields))) => {
                *fields == [FieldProblem::new("file", Problem::File(*problem))]
            }
            _ => false,
        }
    }
}

/// Somebody as the tables know her. The nurse has no chart.
#[derive(Clone)]
pub struct Person {
    pub account: Uuid,
    pub name: String,
    pub patient: Uuid,
    pub contact: String,
}

/// The rows of the tables, each as a line that says all that matters of it.
pub mod line {
    use uuid::Uuid;

    pub fn thread(id: Uuid, patient: Uuid, waiting: bool, unread: i64) -> String {
        format!("conversation {id} of {patient}: waiting {waiting}, unread {unread}")
    }

    pub fn message(id: Uuid, thread: Uuid, (account, author, side): (Uuid, &str, &str), body: &str) -> String {
        format!("message {id} in {thread} by {account}, {author}, {side}: {body}")
    }

    pub fn ask(id: Uuid, patient: Uuid, (account, author): (Uuid, &str), state: &str, reason: &str) -> String {
        format!("ask {id} of {patient} by {account}, {author}, {state}: {reason}")
    }

    pub fn event(ask: Uuid, event: &str, (account, author, side): (Uuid, &str, &str), words: &str) -> String {
        format!("{event} of {ask} by {account}, {author}, {side}: {words}")
    }

    pub fn intent(account: Uuid, intent: Uuid, reply: &str) -> String {
        format!("intent {intent} of {account}: {reply}")
    }

    pub fn draft(account: Uuid, place: &str, body: &str) -> String {
        format!("draft of {account} at {place}: {body}")
    }

    /// `at`: where it lies, or what it goes with. `said`: what is in it, or how it stands, if it is not whole.
    pub fn file(account: Uuid, name: &str, at: &str, said: &str) -> String {
        format!("file {name} of {account} {at}: {said}")
    }

    pub fn letter(to: &str, letter: &str) -> String {
        format!("letter to {to}: {letter}")
    }

    pub fn audit(account: Uuid, action: &str, outcome: &str) -> String {
        format!("trail: {action} by {account}: {outcome}")
    }
}

struct Thread {
    id: Uuid,
    waiting: bool,
    unread: i64,
}

struct Ask {
    id: Uuid,
    words: String,
    state: AskState,
}

/// What a file of a number is called, and what is in it.
pub fn paper(no: usize) -> (String, String) {
    (format!("file-{no}.txt"), format!("What is in file {no}"))
}

/// The reply to a file of a number that is there.
fn named(no: usize, id: Uuid) -> String {
    let (name, text) = paper(no);
    let bytes = text.len() as u64;
    let view = FileView { file: FileId(id), name, kind: FileKind::Text, bytes, state: FileState::Ready };
    serde_json::to_string(&view).unwrap()
}

/// Which file the reply to one names.
pub fn file_of(reply: &str) -> Result<Uuid, String> {
    let view: FileView = serde_json::from_str(reply).map_err(|_| format!("the reply to a file is {reply:?}"))?;
    Ok(view.file.0)
}

/// Where a file is.
enum At {
    /// At a place, until what is written there is sent.
    Lies(String),
    /// With one message or ask.
    With(String),
    /// It was taken back.
    Gone,
}

struct File {
    who: Who,
    no: usize,
    id: Uuid,
    /// One that was hung up on half-way goes with nothing, and takes its place until it is old or comes again.
    whole: bool,
    at: At,
}

/// What is so, as far as it began in this history.
pub struct Truth {
    people: [Person; 3],
    intents: BTreeMap<usize, IntentKey>,
    done: BTreeMap<Name, (Deed, String)>,
    threads: BTreeMap<Name, Thread>,
    asks: BTreeMap<Name, Ask>,
    /// With the key of the form that each was typed into.
    drafts: BTreeMap<(Who, String), (usize, String)>,
    files: Vec<File>,
    lines: Vec<String>,
}

impl Truth {
    pub fn new(people: [Person; 3]) -> Self {
        Self {
            people,
            intents: BTreeMap::new(),
            done: BTreeMap::new(),
            threads: BTreeMap::new(),
            asks: BTreeMap::new(),
            drafts: BTreeMap::new(),
            files: Vec::new(),
            lines: Vec::new(),
        }
    }

    fn person(&self, who: Who) -> &Person {
        &self.people[who as usize]
    }

    /// The intent of a number; `new`: one that nobody has used.
    pub fn intent(&mut self, key: usize, new: impl FnOnce() -> IntentKey) -> IntentKey {
        *self.intents.entry(key).or_insert_with(new)
    }

    /// The conversation or ask that something is about, nil where it begins one; `None`: there is none, because what
    /// would have begun it was never carried out.
    pub fn about(&self, deed: &Deed) -> Option<Uuid> {
        match deed {
            Deed::Compose { .. } | Deed::Ask { .. } => Some(Uuid::nil()),
            Deed::Reply { of, .. } | Deed::Answer { of, .. } => self.threads.get(of).map(|thread| thread.id),
            Deed::Comment { of, .. } | Deed::Desk { of, .. } => self.asks.get(of).map(|ask| ask.id),
        }
    }

    /// A conversation that was begun.
    pub fn thread(&self, of: &Name) -> Option<Uuid> {
        self.threads.get(of).map(|thread| thread.id)
    }

    /// The place at which something is half-written and files lie, if there is one.
    pub fn place(&self, form: &Form) -> Option<String> {
        let about = self.about(&form.deed)?;
        match &form.deed {
            Deed::Compose { .. } => Some(format!("new {}", self.person(form.who).patient)),
            Deed::Reply { of, .. } => (of.0 == form.who).then(|| format!("reply {about}")),
            Deed::Answer { .. } => Some(format!("answer {about}")),
            Deed::Ask { .. } => Some(format!("ask {} {}", AskKind::Appointment.code(), self.person(form.who).patient)),
            Deed::Comment { .. } | Deed::Desk { .. } => None,
        }
    }

    /// Whether a form's intent was carried out, with this content or another.
    pub fn is_done(&self, form: &Form) -> bool {
        self.done.contains_key(&(form.who, form.key))
    }

    /// What somebody who is signed in is answered.
    pub fn foresee(&self, form: &Form) -> Foreseen {
        match self.done.get(&(form.who, form.key)) {
            Some((deed, reply)) if *deed == form.deed => return Foreseen::Again(reply.clone()),
            Some(_) => return Foreseen::Other,
            None => {}
        }
        let stands = |of: &Name| self.asks.get(of).map_or(AskState::Withdrawn, |ask| ask.state);
        let can = match &form.deed {
            Deed::Compose { .. } | Deed::Ask { .. } | Deed::Answer { .. } => true,
            Deed::Reply { of, .. } | Deed::Comment { of, .. } if of.0 != form.who => return Foreseen::NotThere,
            Deed::Reply { .. } => true,
            Deed::Desk { of, what: Move::NeedInfo, .. } => {
                matches!(stands(of), AskState::Submitted | AskState::InReview)
            }
            Deed::Comment { of, .. } | Deed::Desk { of, .. } => stands(of) != AskState::Declined,
        };
        if can { Foreseen::New } else { Foreseen::TooLate }
    }

    /// What somebody who is signed in is answered whose page keeps what is half-written. What was sent as it stands needs
    /// no keeping; other words than were sent are refused with their key, and so is whatever stands in the form of a request
    /// that was sent.
    pub fn foresee_draft(&self, form: &Form) -> Foreseen {
        match self.done.get(&(form.who, form.key)) {
            None => Foreseen::New,
            Some((deed, _)) if *deed == form.deed && !matches!(deed, Deed::Ask { .. }) => {
                Foreseen::Again(String::new())
            }
            Some(_) => Foreseen::Other,
        }
    }

    /// What is half-written is kept at its place, unless its form was sent already.
    pub fn keep(&mut self, form: &Form, place: String) {
        if !self.is_done(form) {
            self.drafts.insert((form.who, place), (form.key, form.deed.words().to_owned()));
        }
    }

    fn trail(&mut self, who: Who, action: Action, outcome: &str) {
        let line = line::audit(self.person(who).account, action.code(), outcome);
        self.lines.push(line);
    }

    /// A form that was carried out came again: nothing but a line in the trail.
    pub fn again(&mut self, form: &Form) {
        self.trail(form.who, form.deed.action(), "again");
    }

    fn say(&mut self, message: Uuid, thread: Uuid, form: &Form) {
        let by = self.person(form.who);
        let side = if form.who == Who::Nurse { "team" } else { "patient" };
        let line = line::message(message, thread, (by.account, by.name.as_str(), side), form.deed.words());
        self.lines.push(line);
    }

    fn happens(&mut self, ask: Uuid, what: AskHappened, form: &Form, words: &str) {
        let by = self.person(form.who);
        let side = if form.who == Who::Nurse { "team" } else { "patient" };
        let line = line::event(ask, what.code(), (by.account, by.name.as_str(), side), words);
        self.lines.push(line);
    }

    /// None of the histories lasts ten minutes: while something of a kind is unread there is one letter of it.
    fn write_to(&mut self, patient: Who, letter: &Letter, unread: bool) {
        let stored = serde_json::to_string(letter).unwrap();
        let line = line::letter(&self.person(patient).contact, &stored);
        if !(unread && self.lines.contains(&line)) {
            self.lines.push(line);
        }
    }

    /// She reads a conversation of hers; whether there was something unread in it.
    pub fn reads(&mut self, of: &Name) -> bool {
        self.threads.get_mut(of).is_some_and(|thread| std::mem::take(&mut thread.unread) > 0)
    }

    fn lying(&self, who: Who, place: &str) -> impl Iterator<Item = &File> {
        self.files.iter().filter(move |file| file.who == who && matches!(&file.at, At::Lies(at) if at == place))
    }

    /// What somebody who is signed in is answered who puts a file where she fills in a form.
    pub fn foresee_file(&self, form: &Form, no: usize) -> Foreseen {
        let Some(place) = self.place(form) else { return Foreseen::NotThere };
        if self.is_done(form) {
            return Foreseen::Other;
        }
        if let Some(same) = self.lying(form.who, &place).find(|file| file.no == no && file.whole) {
            return Foreseen::Again(named(no, same.id));
        }
        // What was cut off there makes way.
        let many = self.lying(form.who, &place).filter(|file| file.no != no).count() >= FILES_MAX;
        if many { Foreseen::NoFile(FileProblem::TooMany) } else { Foreseen::New }
    }

    /// Whether a file was hung up on half-way where somebody fills in a form.
    pub fn is_cut_off(&self, form: &Form, no: usize) -> bool {
        let place = self.place(form);
        place.is_some_and(|place| self.lying(form.who, &place).any(|file| file.no == no && !file.whole))
    }

    /// What was hung up on half-way where somebody fills in a form is not there any more.
    pub fn makes_way(&mut self, form: &Form, no: usize) {
        let Some(place) = self.place(form) else { return };
        let there = |file: &File| matches!(&file.at, At::Lies(at) if *at == place);
        self.files.retain(|file| file.whole || file.no != no || file.who != form.who || !there(file));
    }

    /// A file lies where somebody fills in a form, whole or not.
    pub fn lies(&mut self, form: &Form, no: usize, (id, whole): (Uuid, bool)) {
        self.makes_way(form, no);
        let Some(place) = self.place(form) else { return };
        self.files.push(File { who: form.who, no, id, whole, at: At::Lies(place) });
        if whole {
            self.trail(form.who, Action::UploadFile, "ok");
        }
    }

    /// Which file of a number was put somewhere last, and what somebody who is signed in is answered who takes it back.
    pub fn foresee_taking_back(&self, who: Who, no: usize) -> Option<(Uuid, Foreseen)> {
        let file = self.files.iter().rfind(|file| file.no == no)?;
        let can = file.who == who && file.whole && matches!(file.at, At::Lies(_));
        Some((file.id, if can { Foreseen::New } else { Foreseen::NotThere }))
    }

    /// A file was taken back.
    pub fn is_taken_back(&mut self, who: Who, id: Uuid) {
        for file in self.files.iter_mut().filter(|file| file.id == id) {
            file.at = At::Gone;
        }
        self.trail(who, Action::RemoveFile, "ok");
    }

    /// What lies at a place goes with what is sent from there.
    fn take_along(&mut self, who: Who, place: Option<&str>, with: &str) {
        for file in self.files.iter_mut().filter(|file| file.who == who && file.whole) {
            if matches!(&file.at, At::Lies(at) if Some(at.as_str()) == place) {
                file.at = At::With(with.to_owned());
            }
        }
    }

    /// Whether something of somebody's went with a message or an ask.
    pub fn has_sent_files(&self) -> bool {
        self.files.iter().any(|file| matches!(file.at, At::With(_)))
    }

    /// A file was taken in; its reply names it.
    pub fn is_taken_in(&mut self, form: &Form, no: usize, reply: &str) -> Result<(), String> {
        self.lies(form, no, (file_of(reply)?, true));
        Ok(())
    }

    /// A form was carried out, for the first time; its reply names what came of it.
    pub fn carry_out(&mut self, form: &Form, reply: &str) -> Result<(), String> {
        let garbled = || format!("{form:?}: its reply is {reply:?}");
        let sent = || serde_json::from_str::<Sent>(reply).map_err(|_| garbled());
        let name = (form.who, form.key);
        let about = self.about(&form.deed).ok_or_else(garbled)?;
        let place = self.place(form);
        // What was typed there into another form stays.
        self.drafts.retain(|(who, at), (key, _)| {
            !(*who == form.who && Some(at.as_str()) == place.as_deref() && *key == form.key)
        });
        let place = place.as_deref();
        match &form.deed {
            Deed::Compose { .. } => {
                let sent = sent()?;
                self.threads.insert(name, Thread { id: sent.thread.0, waiting: true, unread: 0 });
                self.say(sent.message.0, sent.thread.0, form);
                self.take_along(form.who, place, &format!("message {}", sent.message));
            }
            Deed::Reply { of, .. } | Deed::Answer { of, .. } => {
                let sent = sent()?;
                let answers = form.who == Who::Nurse;
                let unread = self.threads.iter().any(|((whose, _), thread)| *whose == of.0 && thread.unread > 0);
                let thread = self.threads.get_mut(of).filter(|_| sent.thread.0 == about).ok_or_else(garbled)?;
                thread.waiting = !answers;
                thread.unread += i64::from(answers);
                self.say(sent.message.0, about, form);
                self.take_along(form.who, place, &format!("message {}", sent.message));
                if answers {
                    self.write_to(of.0, &Letter::NewMessage, unread);
                }
            }
            Deed::Ask { words } => {
                let asked: Asked = serde_json::from_str(reply).map_err(|_| garbled())?;
                let ask = Ask { id: asked.ask.0, words: words.clone(), state: AskState::Submitted };
                self.asks.insert(name, ask);
                self.happens(asked.ask.0, AskHappened::Made, form, "");
                self.take_along(form.who, place, &format!("ask {}", asked.ask));
            }
            Deed::Comment { of, words } => {
                let ask = self.asks.get_mut(of).filter(|_| reply == "null").ok_or_else(garbled)?;
                // Where the office has asked, this is the answer.
                if ask.state == AskState::NeedsInfo {
                    ask.state = AskState::InReview;
                }
                self.happens(about, AskHappened::Commented, form, words);
            }
            Deed::Desk { of, what, words } => {
                let waiting = |((whose, _), ask): (&Name, &Ask)| *whose == of.0 && ask.state == AskState::NeedsInfo;
                let waits = self.asks.iter().any(waiting);
                let ask = self.asks.get_mut(of).filter(|_| reply == "null").ok_or_else(garbled)?;
                // Nobody opens an ask here: what is new of one stays so, but a question that is answered waits no more.
                let (happened, letter, unread) = match what {
                    Move::Comment => (AskHappened::Commented, Letter::AskNews, true),
                    Move::NeedInfo => {
                        ask.state = AskState::NeedsInfo;
                        (AskHappened::NeedsInfo, Letter::AskNeedsYou, waits)
                    }
                    Move::Decline => {
                        ask.state = AskState::Declined;
                        (AskHappened::Declined, Letter::AskNews, true)
                    }
                };
                self.happens(about, happened, form, words);
                self.write_to(of.0, &letter, unread);
            }
        }
        self.trail(form.who, form.deed.action(), "ok");
        self.done.insert(name, (form.deed.clone(), reply.to_owned()));
        Ok(())
    }

    /// The rows that there are, in no order.
    pub fn expected(&self) -> Vec<String> {
        let threads = self.threads.iter().map(|((whose, _), thread)| {
            line::thread(thread.id, self.person(*whose).patient, thread.waiting, thread.unread)
        });
        let asks = self.asks.iter().map(|((whose, _), ask)| {
            let Person { account, name, patient, .. } = self.person(*whose);
            line::ask(ask.id, *patient, (*account, name.as_str()), ask.state.code(), &ask.words)
        });
        let intents = self.done.iter().filter_map(|((who, key), (_, reply))| {
            Some(line::intent(self.person(*who).account, self.intents.get(key)?.0, reply))
        });
        let drafts = self.drafts.iter().map(|((who, place), (_, body))| {
            let account = self.person(*who).account;
            line::draft(account, place, body)
        });
        let files = self.files.iter().filter_map(|file| {
            let at = match &file.at {
                At::Lies(place) => format!("at {place}"),
                At::With(with) => format!("with {with}"),
                At::Gone => return None,
            };
            let (name, said) = paper(file.no);
            let said = if file.whole { said.as_str() } else { "receiving" };
            Some(line::file(self.person(file.who).account, &name, &at, said))
        });
        self.lines.iter().cloned().chain(threads).chain(asks).chain(intents).chain(drafts).chain(files).collect()
    }
}
