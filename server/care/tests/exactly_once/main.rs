//! What is sent is there once: 2,000 invented histories of two patients and a nurse who write to one another, ask for
//! appointments and put files where they write, while requests are hung up on, replies are lost and forms sent again,
//! buttons pressed twice and tabs doubled, the portal ends and begins anew, sessions run out, and the key of one form comes
//! with another text or from somebody else. What each of them is answered, and what the tables then hold, is compared with
//! a second reading (`model`): every message, ask, step of an ask, letter, draft, file, line of the trail and kept reply
//! that should be there is there once, with its text and author, nothing else is, and every counter agrees with a recount.
//! A button of an ask that is pressed twice is among it, and that there is no second letter of what is unread
//! . With `LINDEN_LONG` there are 100,000.
//!
//! The same key with another content is refused as a conflict, by whichever form it comes; what was refused for another
//! reason, or hung up on before it was durable, has not used its key up. A key is its account's own.
//!
//! What is half-written at a place goes when its form is sent, and no other does. Late it is not kept, and refused where it
//! says something else than was sent.
//!
//! A file that was taken in lies at its place, goes with one message or ask of its owner whose form lists it, or was
//! taken back by her; here each form is drawn in the moment before it is sent.
//! What is hung up on while it arrives is not there, or is there whole, or waits half-way for being old: then it goes with
//! nothing, and makes way for the same one, whenever that comes. What is there whole is the answer to the same one, and stays
//! the only one. Of two that are the same and on their way at one moment one is there, and whoever sent the other one is told
//! of it, or to come again.
//!
//! How long it takes, reckoned and not measured: of a history's 6 requests fewer than 3 are carried out, each with about
//! 15 statements and a commit, 2.5 ms in a debug build on SQLite; the others take 1.5 ms. Of two histories one has a file,
//! which is four commits, 6 ms. With 11 statements to look, and its part of sign-ins and nodes, that is 22 ms a history,
//! 44 s of one processor for all of them: in four tests side by side 13 s on four processors and 26 s on two. Whoever
//! measures more turns [`HISTORIES`], or the steps in [`invent`].
//!
//! A history that goes wrong is cut down to what still goes wrong in a clinic of its own, and printed.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod hall;
mod model;

use hall::{Hall, patiently};
use model::{Deed, Foreseen, Form, Move, Name, Truth, Who, file_of};
use portal_care::CareError;
use portal_testkit::{Database, both_databases, run};
use std::collections::BTreeSet;
use std::ops::Range;

/// Histories of each of the four tests.
const HISTORIES: u64 = 500;

/// So many happen in one clinic: to open one takes as long as a hundred histories, and to count much takes long, too.
const IN_ONE_CLINIC: u64 = 500;

#[expect(clippy::disallowed_methods, reason = "how long to look is the caller's to say")]
fn is_long() -> bool {
    std::env::var_os("LINDEN_LONG").is_some()
}

/// Chance that is the same every time (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0, below another.
    fn below(&mut self, most: i64) -> i64 {
        (self.roll() % most as u64) as i64
    }

    fn in_a_hundred(&mut self, of: i64) -> bool {
        self.below(100) < of
    }

    fn one<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len() as i64) as usize].clone()
    }
}

// --- What happens ----------------------------------------------------------------------------------------------------

/// How a form is sent.
#[derive(Clone, Debug)]
enum How {
    /// Once. Whether the reply arrives is for its browser to know: if not, the form is sent again.
    Once,
    /// The browser hangs up while a statement is under way, the first, the second and so on, or a little later: the
    /// request is lost before it is carried out, on the way, or when it has just become durable.
    HungUp { statements: u64, later: u32 },
    /// Two tabs, or a button that is pressed twice: at one moment with these words, too, perhaps to the other node.
    Twice { words: String, elsewhere: bool },
}

/// How a file is put somewhere.
#[derive(Clone, Debug)]
enum Put {
    /// Once. Where the answer is lost, the file is put there again.
    Once,
    /// The browser hangs up, as with a form, and perhaps puts it there again.
    HungUp { statements: u64, later: u32, again: bool },
    /// Two tabs at one moment, perhaps at two nodes.
    Twice { elsewhere: bool },
    /// While its form is sent, perhaps to the other node.
    Beside { elsewhere: bool },
}

#[derive(Clone, Debug)]
enum Step {
    /// A form is sent: a new one, one that was sent before, or one with a key that was used before.
    Send { form: Form, how: How },
    /// What is typed is kept, perhaps later than it was sent.
    Draft(Form),
    /// A file of a number is put where a form is filled in, perhaps later than that was sent.
    Attach { form: Form, no: usize, put: Put },
    /// A file that was put somewhere is taken back, perhaps by somebody else: once, or at both nodes at one moment.
    TakeBack { who: Who, no: usize, twice: bool },
    /// A patient reads a conversation of hers.
    Read(Name),
    /// The process ends, and another goes on.
    Restart,
    /// Somebody's session runs out. She signs in when she is told so, and sends her form again.
    Expire(Who),
}

fn said_in(n: usize) -> String {
    format!("What is said in step {n}")
}

/// Those whose form has begun, or should have begun, a conversation or an ask.
fn begun(forms: &[Form], begins: fn(&Deed) -> bool) -> Vec<Name> {
    forms.iter().filter(|form| begins(&form.deed)).map(|form| (form.who, form.key)).collect()
}

/// A form that nobody has sent yet.
fn new_form(dice: &mut Dice, forms: &[Form], n: usize) -> Form {
    let threads = begun(forms, |deed| matches!(deed, Deed::Compose { .. }));
    let asks = begun(forms, |deed| matches!(deed, Deed::Ask { .. }));
    let (who, words) = (dice.one(&[Who::Ada, Who::Ada, Who::Eva]), said_in(n));
    let moves = [Move::Comment, Move::NeedInfo, Move::NeedInfo, Move::Decline];
    let (who, deed) = match dice.below(10) {
        0..=3 if !threads.is_empty() => {
            let of = dice.one(&threads);
            let answers = dice.in_a_hundred(50);
            if answers { (Who::Nurse, Deed::Answer { of, words }) } else { (of.0, Deed::Reply { of, words }) }
        }
        4..=7 if !asks.is_empty() => {
            let of = dice.one(&asks);
            if dice.in_a_hundred(50) {
                (Who::Nurse, Deed::Desk { of, what: dice.one(&moves), words })
            } else {
                (of.0, Deed::Comment { of, words })
            }
        }
        4..=7 | 9 => (who, Deed::Ask { words }),
        _ => (who, Deed::Compose { words }),
    };
    Form { who, key: n, deed }
}

/// The same key with something of another kind, or in another conversation.
fn other_kind(dice: &mut Dice, forms: &[Form], form: &Form, n: usize) -> Form {
    let threads = begun(forms, |deed| matches!(deed, Deed::Compose { .. }));
    let asks = begun(forms, |deed| matches!(deed, Deed::Ask { .. }));
    let words = form.deed.words().to_owned();
    let deed = match &form.deed {
        Deed::Compose { .. } | Deed::Comment { .. } => Deed::Ask { words },
        Deed::Reply { .. } | Deed::Ask { .. } => Deed::Compose { words },
        Deed::Answer { .. } if !asks.is_empty() => Deed::Desk { of: dice.one(&asks), what: Move::Comment, words },
        Deed::Desk { .. } if !threads.is_empty() => Deed::Answer { of: dice.one(&threads), words },
        Deed::Answer { .. } | Deed::Desk { .. } => form.deed.clone().saying(&said_in(n)),
    };
    Form { deed, ..form.clone() }
}

/// The same key in somebody else's hands, with the same content or what comes next to it.
fn anothers(dice: &mut Dice, form: &Form) -> Form {
    let Form { who, key, deed } = form.clone();
    let nurse = dice.in_a_hundred(30);
    let stranger = if who == Who::Ada { Who::Eva } else { Who::Ada };
    let (who, deed) = match deed {
        Deed::Answer { of, words } => (of.0, Deed::Reply { of, words }),
        Deed::Desk { of, words, .. } => (of.0, Deed::Comment { of, words }),
        Deed::Reply { of, words } if nurse => (Who::Nurse, Deed::Answer { of, words }),
        Deed::Comment { of, words } if nurse => (Who::Nurse, Deed::Desk { of, what: Move::Comment, words }),
        deed => (stranger, deed),
    };
    Form { who, key, deed }
}

fn how(dice: &mut Dice, form: &Form) -> How {
    match dice.below(20) {
        0..=10 => How::Once,
        11..=15 => How::HungUp { statements: 1 + dice.below(18) as u64, later: dice.below(4) as u32 },
        _ => {
            let same = dice.in_a_hundred(60);
            let words = form.deed.words();
            let words = if same { words.to_owned() } else { format!("{words}, and more") };
            How::Twice { words, elsewhere: dice.in_a_hundred(40) }
        }
    }
}

/// A form that files can lie at.
fn with_a_place(form: Form) -> Form {
    let Form { who, key, deed } = form;
    let (who, deed) = match deed {
        Deed::Comment { words, .. } => (who, Deed::Ask { words }),
        Deed::Desk { of, words, .. } => (of.0, Deed::Ask { words }),
        deed => (who, deed),
    };
    Form { who, key, deed }
}

/// What happens to files: a new one, one that was put somewhere before, or one that is taken back.
fn with_files(dice: &mut Dice, forms: &[Form], known: Form, n: usize) -> (Form, Step) {
    let put = match dice.below(20) {
        0..=8 => Put::Once,
        9..=12 => {
            let (statements, later) = (1 + dice.below(18) as u64, dice.below(4) as u32);
            Put::HungUp { statements, later, again: dice.in_a_hundred(60) }
        }
        13..=15 => Put::Twice { elsewhere: dice.in_a_hundred(50) },
        _ => Put::Beside { elsewhere: dice.in_a_hundred(50) },
    };
    // Where what was sent was written, or what will be.
    let form = if dice.in_a_hundred(45) { known } else { new_form(dice, forms, n) };
    let form = with_a_place(form);
    (form.clone(), Step::Attach { form, no: n, put })
}

/// What happens to a file that was put somewhere.
fn again_with(dice: &mut Dice, (form, no): (Form, usize)) -> Step {
    if dice.in_a_hundred(40) {
        return Step::Attach { form, no, put: Put::Once };
    }
    let other = if form.who == Who::Ada { Who::Eva } else { Who::Ada };
    let who = if dice.in_a_hundred(75) { form.who } else { other };
    Step::TakeBack { who, no, twice: dice.in_a_hundred(35) }
}

fn invent(seed: u64) -> Vec<Step> {
    let mut dice = Dice(seed);
    let (mut steps, mut forms): (Vec<Step>, Vec<Form>) = (Vec::new(), Vec::new());
    let mut files: Vec<(Form, usize)> = Vec::new();
    for n in 0..4 + dice.below(5) as usize {
        let last = forms.last().cloned().filter(|_| dice.in_a_hundred(50));
        let known = if forms.is_empty() { None } else { Some(last.unwrap_or_else(|| dice.one(&forms))) };
        let form = match (dice.below(100), known) {
            (0..=34, _) | (_, None) => new_form(&mut dice, &forms, n),
            (35..=53, Some(known)) => known,
            (54..=58, Some(known)) => Form { deed: known.deed.clone().saying(&said_in(n)), ..known },
            (59..=64, Some(known)) => other_kind(&mut dice, &forms, &known, n),
            (65..=74, Some(known)) => anothers(&mut dice, &known),
            (75..=83, Some(known)) => {
                let before = if files.is_empty() { None } else { Some(dice.one(&files)) };
                if let Some(before) = before.filter(|_| dice.in_a_hundred(55)) {
                    steps.push(again_with(&mut dice, before));
                    continue;
                }
                let (form, step) = with_files(&mut dice, &forms, known, n);
                files.push((form.clone(), n));
                forms.push(form.clone());
                steps.push(step);
                if dice.in_a_hundred(35) {
                    steps.push(again_with(&mut dice, (form, n)));
                }
                continue;
            }
            (84..=87, Some(known)) => {
                // Of what was sent, or of what will be.
                let typed = if dice.in_a_hundred(50) { known } else { new_form(&mut dice, &forms, n) };
                forms.push(typed.clone());
                steps.push(Step::Draft(typed));
                continue;
            }
            (88..=91, Some(known)) => {
                let nurse = dice.in_a_hundred(30);
                steps.push(Step::Expire(if nurse { Who::Nurse } else { known.who }));
                continue;
            }
            (92..=95, Some(_)) if forms.iter().any(|form| matches!(form.deed, Deed::Compose { .. })) => {
                let threads = begun(&forms, |deed| matches!(deed, Deed::Compose { .. }));
                steps.push(Step::Read(dice.one(&threads)));
                continue;
            }
            (_, Some(_)) => {
                steps.push(Step::Restart);
                continue;
            }
        };
        let how = how(&mut dice, &form);
        forms.push(form.clone());
        steps.push(Step::Send { form, how });
    }
    steps
}

// --- What comes of it ------------------------------------------------------------------------------------------------

/// What was met: what was sent, or how, and what came of it.
type Seen = BTreeSet<(&'static str, &'static str)>;

type Answer = Result<String, CareError>;

fn differ(form: &Form, foreseen: &Foreseen, answer: &Answer) -> String {
    format!("{form:?}: {foreseen:?} was foreseen, and the answer is {answer:?}")
}

/// Learns an answer that nothing else was sent beside, if it is the one that was foreseen.
fn learn(truth: &mut Truth, form: &Form, foreseen: &Foreseen, answer: &Answer, seen: &mut Seen) -> Result<(), String> {
    if !foreseen.is(answer) {
        return Err(differ(form, foreseen, answer));
    }
    seen.insert((form.deed.kind(), foreseen.name()));
    match (foreseen, answer) {
        (Foreseen::New, Ok(reply)) => truth.carry_out(form, reply)?,
        (Foreseen::Again(_), _) => truth.again(form),
        _ => {}
    }
    Ok(())
}

/// Of two forms with one new intent that were sent at one moment one is carried out. If they are the same, the other is
/// answered the same; else it is refused.
fn learn_both(truth: &mut Truth, forms: [&Form; 2], answers: [&Answer; 2], seen: &mut Seen) -> Result<(), String> {
    let [form, other] = forms;
    if form == other {
        seen.insert((form.deed.kind(), "double click"));
        learn(truth, form, &Foreseen::New, answers[0], seen)?;
        let foreseen = truth.foresee(form);
        return learn(truth, form, &foreseen, answers[1], seen);
    }
    seen.insert((form.deed.kind(), "two texts at once"));
    let first = usize::from(answers[0].is_err());
    learn(truth, forms[first], &Foreseen::New, answers[first], seen)?;
    learn(truth, forms[1 - first], &Foreseen::Other, answers[1 - first], seen)
}

async fn send(hall: &mut Hall, truth: &mut Truth, form: &Form, how: &How, seen: &mut Seen) -> Result<(), String> {
    // What it is about was never begun.
    let Some(about) = truth.about(&form.deed) else { return Ok(()) };
    let intent = truth.intent(form.key, || hall.intent());
    if !hall.signed_in[form.who as usize] {
        let answer = hall.send(false, form, intent, about).await;
        learn(truth, form, &Foreseen::SignedOut, &answer, seen)?;
        hall.sign_in(form.who).await;
        seen.insert(("signed out", if form.who == Who::Nurse { "at the desk" } else { "a patient" }));
    }
    let foreseen = truth.foresee(form);
    match how {
        How::HungUp { statements, later } if !matches!(foreseen, Foreseen::Again(_)) => {
            let answer = hall.send_and_hang_up((*statements, *later), form, intent, about).await;
            if let Some(answer) = answer {
                return learn(truth, form, &foreseen, &answer, seen);
            }
            let kept = if foreseen == Foreseen::New { hall.kept(form.who, intent).await } else { None };
            seen.insert(("hung up", if kept.is_some() { "in vain" } else { "in time" }));
            kept.map_or(Ok(()), |reply| truth.carry_out(form, &reply))
        }
        // Whether what came again is in the trail, nobody knows who has hung up.
        How::Once | How::HungUp { .. } => {
            let answer = hall.send(false, form, intent, about).await;
            learn(truth, form, &foreseen, &answer, seen)
        }
        How::Twice { words, elsewhere } => {
            let other = Form { deed: form.deed.clone().saying(words), ..form.clone() };
            let besides = truth.foresee(&other);
            let (sent, sent_too) =
                tokio::join!(hall.send(false, form, intent, about), hall.send(*elsewhere, &other, intent, about));
            seen.insert(("twice", if *elsewhere { "at two nodes" } else { "at one node" }));
            if (&foreseen, &besides) == (&Foreseen::New, &Foreseen::New) {
                return learn_both(truth, [form, &other], [&sent, &sent_too], seen);
            }
            learn(truth, form, &foreseen, &sent, seen)?;
            learn(truth, &other, &besides, &sent_too, seen)
        }
    }
}

/// Learns an answer to a file that was put somewhere, if it is the one that was foreseen.
fn learn_file(
    truth: &mut Truth,
    (form, no): (&Form, usize),
    foreseen: &Foreseen,
    answer: &Answer,
    seen: &mut Seen,
) -> Result<(), String> {
    if !foreseen.is(answer) {
        return Err(format!("file {no}: {}", differ(form, foreseen, answer)));
    }
    seen.insert(("file", foreseen.name()));
    match (foreseen, answer) {
        (Foreseen::New, Ok(reply)) => {
            if truth.is_cut_off(form, no) {
                seen.insert(("file", "taken over"));
            }
            truth.is_taken_in(form, no, reply)
        }
        _ => Ok(()),
    }
}

async fn attach(
    hall: &mut Hall,
    truth: &mut Truth,
    file: (&Form, usize),
    put: &Put,
    seen: &mut Seen,
) -> Result<(), String> {
    let (form, no) = file;
    let Some(about) = truth.about(&form.deed) else { return Ok(()) };
    let intent = truth.intent(form.key, || hall.intent());
    if !hall.signed_in[form.who as usize] {
        let answer = hall.attach(false, file, intent, about).await;
        learn_file(truth, file, &Foreseen::SignedOut, &answer, seen)?;
        hall.sign_in(form.who).await;
    }
    let foreseen = truth.foresee_file(form, no);
    match put {
        Put::HungUp { statements, later, again } => {
            let answer = hall.attach_and_hang_up((*statements, *later), file, intent, about).await;
            if let Some(answer) = answer {
                return learn_file(truth, file, &foreseen, &answer, seen);
            }
            if let Some(place) = truth.place(form).filter(|_| foreseen == Foreseen::New) {
                let left = hall.left(form.who, &place, no).await;
                seen.insert(("file", if left.is_some() { "hung up on" } else { "hung up in time" }));
                if let Some(left) = left {
                    truth.lies(form, no, left);
                }
            }
            if *again {
                let foreseen = truth.foresee_file(form, no);
                let answer = hall.attach(false, file, intent, about).await;
                learn_file(truth, file, &foreseen, &answer, seen)?;
            }
            Ok(())
        }
        Put::Twice { elsewhere } => {
            let (put, put_too) =
                tokio::join!(hall.attach(false, file, intent, about), hall.attach(*elsewhere, file, intent, about));
            let [first, other] = if put.is_ok() { [put, put_too] } else { [put_too, put] };
            seen.insert(("file", "at one moment"));
            learn_file(truth, file, &foreseen, &first, seen)?;
            // Whoever came second has seen the first one whole, or has taken its place.
            let overtaken = foreseen == Foreseen::New && other.is_err();
            let foreseen = if overtaken { Foreseen::Overtaken } else { truth.foresee_file(form, no) };
            learn_file(truth, file, &foreseen, &other, seen)
        }
        Put::Beside { elsewhere } if foreseen == Foreseen::New && truth.foresee(form) == Foreseen::New => {
            let (put, sent) =
                tokio::join!(hall.attach(*elsewhere, file, intent, about), hall.send(false, form, intent, about));
            seen.insert(("file", "beside its form"));
            match &put {
                Ok(reply) => {
                    let id = file_of(reply)?;
                    // It goes with its form, or came after that was drawn: then it stays.
                    if hall.is_unsent(id).await {
                        learn(truth, form, &Foreseen::New, &sent, seen)?;
                        truth.lies(form, no, (id, true));
                    } else {
                        truth.lies(form, no, (id, true));
                        learn(truth, form, &Foreseen::New, &sent, seen)?;
                    }
                    Ok(())
                }
                Err(_) => {
                    learn(truth, form, &Foreseen::New, &sent, seen)?;
                    learn_file(truth, file, &Foreseen::Other, &put, seen)?;
                    // It had begun, perhaps: what was cut off there before has made way.
                    if let Some(place) = truth.place(form).filter(|_| truth.is_cut_off(form, no)) {
                        if hall.left(form.who, &place, no).await.is_none() {
                            truth.makes_way(form, no);
                        }
                    }
                    Ok(())
                }
            }
        }
        Put::Once | Put::Beside { .. } => {
            let answer = hall.attach(false, file, intent, about).await;
            learn_file(truth, file, &foreseen, &answer, seen)
        }
    }
}

async fn take_back(
    hall: &mut Hall,
    truth: &mut Truth,
    (who, no): (Who, usize),
    twice: bool,
    seen: &mut Seen,
) -> Result<(), String> {
    // It never came to lie anywhere.
    let Some((id, foreseen)) = truth.foresee_taking_back(who, no) else { return Ok(()) };
    let differ = |foreseen: &Foreseen, answer: &Answer| {
        Err(format!("{who:?} takes file {no} back: {foreseen:?} was foreseen, and the answer is {answer:?}"))
    };
    if !hall.signed_in[who as usize] {
        let answer = hall.take_back(false, who, id).await;
        if !Foreseen::SignedOut.is(&answer) {
            return differ(&Foreseen::SignedOut, &answer);
        }
        hall.sign_in(who).await;
    }
    let mut answers = Vec::new();
    if twice {
        let (taken, taken_too) = tokio::join!(hall.take_back(false, who, id), hall.take_back(true, who, id));
        answers.extend(if taken.is_ok() { [taken, taken_too] } else { [taken_too, taken] });
        seen.insert(("taken back", "at two nodes"));
    } else {
        answers.push(hall.take_back(false, who, id).await);
    }
    // Whoever comes second finds nothing any more.
    for (answer, foreseen) in answers.iter().zip([&foreseen, &Foreseen::NotThere]) {
        if !foreseen.is(answer) {
            return differ(foreseen, answer);
        }
        seen.insert(("taken back", foreseen.name()));
        if *foreseen == Foreseen::New {
            truth.is_taken_back(who, id);
        }
    }
    Ok(())
}

async fn read(hall: &Hall, truth: &mut Truth, of: &Name, seen: &mut Seen) -> Result<(), String> {
    let Some(thread) = truth.thread(of).filter(|_| hall.signed_in[of.0 as usize]) else { return Ok(()) };
    hall.read(of.0, thread).await.map_err(|refused| format!("{of:?} is not read: {refused:?}"))?;
    if truth.reads(of) {
        seen.insert(("reply", "read"));
    }
    Ok(())
}

async fn half_write(hall: &Hall, truth: &mut Truth, form: &Form, seen: &mut Seen) -> Result<(), String> {
    let (Some(about), Some(place)) = (truth.about(&form.deed), truth.place(form)) else { return Ok(()) };
    if !hall.signed_in[form.who as usize] {
        return Ok(());
    }
    let intent = truth.intent(form.key, || hall.intent());
    let foreseen = truth.foresee_draft(form);
    let kept = hall.half_write(form, intent, about).await.map(|()| String::new());
    if !foreseen.is(&kept) {
        return Err(format!("half-written, {}", differ(form, &foreseen, &kept)));
    }
    seen.insert(("draft", if foreseen == Foreseen::New { "kept" } else { "late" }));
    if matches!(form.deed, Deed::Ask { .. }) {
        seen.insert(("draft", "of an ask"));
    }
    truth.keep(form, place);
    Ok(())
}

/// Lines that are in one list more often than in the other.
fn more(of: &[String], than: &[String]) -> Vec<String> {
    let mut rest = than.to_vec();
    let mut more = of.to_vec();
    more.retain(|line| match rest.iter().position(|other| other == line) {
        Some(at) => {
            rest.swap_remove(at);
            false
        }
        None => true,
    });
    more
}

/// What is missing and what is too much, if anything is.
fn difference(expected: &[String], found: &[String]) -> Option<String> {
    let (missing, too_much) = (more(expected, found), more(found, expected));
    (!missing.is_empty() || !too_much.is_empty()).then(|| format!("missing: {missing:#?}, too much: {too_much:#?}"))
}

/// Lets a history happen, and compares.
async fn live(hall: &mut Hall, history: &[Step], seen: &mut Seen) -> Result<(), String> {
    hall.forget().await;
    let begins = hall.clinic.now();
    let mut truth = Truth::new(hall.people.clone());
    for step in history {
        match step {
            Step::Send { form, how } => send(hall, &mut truth, form, how, seen).await?,
            Step::Draft(form) => half_write(hall, &mut truth, form, seen).await?,
            Step::Attach { form, no, put } => attach(hall, &mut truth, (form, *no), put, seen).await?,
            Step::TakeBack { who, no, twice } => take_back(hall, &mut truth, (*who, *no), *twice, seen).await?,
            Step::Read(of) => read(hall, &mut truth, of, seen).await?,
            Step::Restart => hall.restart().await,
            Step::Expire(who) => hall.expire(*who).await,
        }
    }
    if truth.has_sent_files() {
        seen.insert(("file", "sent"));
    }
    match difference(&truth.expected(), &hall.found(begins).await) {
        None => Ok(()),
        Some(difference) => Err(difference),
    }
}

/// What goes wrong in a history, in a clinic of its own.
async fn goes_wrong(database: Database, history: &[Step]) -> Option<String> {
    let mut hall = Hall::open(database).await?;
    let lived = live(&mut hall, history, &mut Seen::new()).await;
    hall.clinic.outbox().await;
    lived.err()
}

/// Leaves out step after step, as long as it still goes wrong.
async fn cut_down(database: Database, mut history: Vec<Step>) -> Vec<Step> {
    let mut at = 0;
    while at < history.len() {
        let mut shorter = history.clone();
        shorter.remove(at);
        if goes_wrong(database, &shorter).await.is_some() {
            history = shorter;
            at = 0;
        } else {
            at += 1;
        }
    }
    history
}

async fn all_is_there_once(hall: &mut Hall, seeds: Range<u64>, seen: &mut Seen) {
    for seed in seeds {
        let history = invent(seed);
        let Err(why) = live(hall, &history, seen).await else { continue };
        let database = hall.database();
        if goes_wrong(database, &history).await.is_none() {
            panic!("history {seed}, only after those before it in its clinic: {why}\n{history:#?}");
        }
        let least = cut_down(database, history).await;
        let why = goes_wrong(database, &least).await.unwrap_or(why);
        panic!("history {seed}: {why}\n{least:#?}");
    }
    // Nobody looks at the letters: each of them was compared.
    hall.clinic.outbox().await;
}

/// What was never met. What becomes durable while its browser hangs up is not asked for: the machine decides about that.
fn unseen(seen: &Seen) -> Vec<(&'static str, &'static str)> {
    let kinds = ["compose", "reply", "answer", "ask", "comment", "desk"];
    let each = ["new", "again", "other", "double click", "two texts at once"];
    let others = [
        ("reply", "not there"),
        ("comment", "not there"),
        ("comment", "too late"),
        ("desk", "too late"),
        ("draft", "kept"),
        ("draft", "late"),
        ("draft", "of an ask"),
        ("file", "new"),
        ("file", "again"),
        ("file", "other"),
        ("file", "hung up in time"),
        ("file", "at one moment"),
        ("file", "beside its form"),
        ("file", "sent"),
        ("taken back", "new"),
        ("taken back", "not there"),
        ("taken back", "at two nodes"),
        ("reply", "read"),
        ("hung up", "in time"),
        ("signed out", "a patient"),
        ("signed out", "at the desk"),
        ("twice", "at one node"),
        ("twice", "at two nodes"),
    ];
    let all = kinds.into_iter().flat_map(|kind| each.map(|what| (kind, what))).chain(others);
    all.filter(|what| !seen.contains(what)).collect()
}

fn histories(quarter: u64) {
    run(async {
        let count = if is_long() { 50 * HISTORIES } else { HISTORIES };
        let (first, end) = (quarter * count, (quarter + 1) * count);
        let mut seen = Seen::new();
        let mut at = first;
        while at < end {
            let mut hall = Hall::open(Database::Sqlite).await.unwrap();
            let next = end.min(at + IN_ONE_CLINIC);
            all_is_there_once(&mut hall, at..next, &mut seen).await;
            at = next;
        }
        // A test that finds nothing may be blind.
        let unseen = unseen(&seen);
        assert!(unseen.is_empty(), "never met: {unseen:?}");
    });
}

// Four, so that they run side by side.

#[test]
fn histories_first_quarter() {
    histories(0);
}

#[test]
fn histories_second_quarter() {
    histories(1);
}

#[test]
fn histories_third_quarter() {
    histories(2);
}

#[test]
fn histories_last_quarter() {
    histories(3);
}

both_databases! {
    with patiently;

    /// On PostgreSQL, where two write at once.
    async fn fifty_histories(clinic) {
        let mut hall = Hall::of(clinic).await;
        all_is_there_once(&mut hall, 1_000_000..1_000_050, &mut Seen::new()).await;
    }
}

/// What would be wrong is seen: each of these rows is changed behind the portal's back, and the tables read otherwise.
#[tokio::test]
async fn whatever_is_there_twice_or_otherwise_is_found() {
    let mut hall = Hall::open(Database::Sqlite).await.unwrap();
    let begins = hall.clinic.now();
    let (ada, nurse) = (Who::Ada, Who::Nurse);
    let deeds = [
        (ada, Deed::Compose { words: said_in(0) }),
        (nurse, Deed::Answer { of: (ada, 0), words: said_in(1) }),
        (ada, Deed::Ask { words: said_in(2) }),
        (nurse, Deed::Desk { of: (ada, 2), what: Move::NeedInfo, words: said_in(3) }),
    ];
    let forms = deeds.into_iter().enumerate().map(|(key, (who, deed))| Form { who, key, deed });
    let forms: Vec<Form> = forms.collect();
    let attach = |form: &Form, no| Step::Attach { form: form.clone(), no, put: Put::Once };
    let mut history = vec![attach(&forms[0], 5)];
    let reply = Form { who: ada, key: 4, deed: Deed::Reply { of: (ada, 0), words: said_in(4) } };
    history.extend(forms.into_iter().map(|form| Step::Send { form, how: How::Once }));
    history.extend([attach(&reply, 6), Step::Draft(reply)]);
    assert_eq!(live(&mut hall, &history, &mut Seen::new()).await, Ok(()));
    for change in [
        "update patients set unread_open = unread_open + 1",
        "update pools set waiting = waiting + 1",
        "update pools set asks_waiting = asks_waiting + 1",
        "update messages set body = 'Something else' where side = 'team'",
        "update messages set author = 'Somebody else' where side = 'patient'",
        "update messages set account_id = (select account_id from messages where side = 'team') where side = 'patient'",
        "insert into messages (id, thread_id, side, account_id, author, role, body, at, for_other)
         select randomblob(16), thread_id, side, account_id, author, role, body, at, for_other
         from messages where side = 'team'",
        "delete from messages where side = 'team'",
        "update threads set unread = 0",
        "update threads set waiting = true",
        "update asks set state = 'done'",
        "update asks set form = replace(form, 'step', 'stop')",
        "insert into ask_events (id, ask_id, patient_id, at, event, before, after, side, account_id, author, words)
         select randomblob(16), ask_id, patient_id, at, event, before, after, side, account_id, author, words
         from ask_events where event = 'made'",
        "delete from outbox where created_at = (select max(created_at) from outbox)",
        "update drafts set words = replace(words, 'step', 'stop')",
        "update accounts set file_bytes = file_bytes - 1 where file_bytes > 0",
        "insert into files (id, account_id, patient_id, message_id, name, kind, bytes, hash, state, made_at, due_at)
         select randomblob(16), account_id, patient_id, message_id, name, kind, bytes, hash, state, made_at, due_at
         from files where message_id is not null",
        "update files set place = 'elsewhere' where message_id is not null",
        "update files set ask_id = (select max(id) from asks) where message_id is null",
        "update file_chunks set bytes = cast('Something else' as blob)",
        "delete from files where ask_id is not null",
        "update intents set reply = 'null' where route = 'start'",
        "delete from intents where route = 'answer'",
    ] {
        let before = hall.found(begins).await;
        hall.clinic.execute(change, []).await;
        assert!(difference(&before, &hall.found(begins).await).is_some(), "not seen: {change}");
    }
    hall.clinic.outbox().await;
}

#[test]
fn an_answer_that_is_not_the_one_foreseen_is_none() {
    let (one, other) = (Ok("1".to_owned()), Ok("2".to_owned()));
    let again = Foreseen::Again("1".to_owned());
    assert!(again.is(&one) && !again.is(&other) && !again.is(&Err(CareError::Conflict)));
    for refused in [Foreseen::SignedOut, Foreseen::Other, Foreseen::NotThere, Foreseen::TooLate] {
        assert!(!refused.is(&one) && !refused.is(&Err(CareError::Unavailable)), "{refused:?}");
    }
    assert!(Foreseen::New.is(&other) && !Foreseen::New.is(&Err(CareError::Conflict)));
    let overtaken = Foreseen::Overtaken;
    assert!(overtaken.is(&Err(CareError::Unavailable)));
    assert!(!overtaken.is(&one) && !overtaken.is(&Err(CareError::Conflict)));
    let lines = |of: &[&str]| of.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
    assert!(difference(&lines(&["a", "b", "b"]), &lines(&["b", "a", "b"])).is_none());
    let wrong: [&[&str]; 3] = [&["a", "b"], &["a", "b", "b", "b"], &["a", "b", "c"]];
    for found in wrong {
        assert!(difference(&lines(&["a", "b", "b"]), &lines(found)).is_some(), "{found:?}");
    }
}
