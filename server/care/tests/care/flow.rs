//! The wizard as a state machine: random answers, and a model that says what must hold.

use portal_care::enrollment::flow::{Answer, Chosen, Effect, Facts, Flow, Path, Secured, Stage, StepProblem, advance};
use portal_gateways::Chance;
use portal_testkit::minutes;
use portal_types::day::Day;
use portal_types::enrollment::{Channel, ContactAnswer, Details, SecurityQuestion, Sex};

fn born() -> Day {
    Day::new(1980, 5, 17).unwrap()
}

fn details() -> Details {
    Details {
        given: "Ada".into(),
        family: "Example".into(),
        sex: Sex::Female,
        zip: "01450".into(),
        phone: None,
        mrn: None,
    }
}

fn contact() -> ContactAnswer {
    ContactAnswer { channel: Channel::Email, value: "ada@example.org".into() }
}

fn chosen() -> Chosen {
    Chosen { username: "ada.example".into(), password_hash: "$argon2id$".into() }
}

fn secured() -> Secured {
    Secured { question: SecurityQuestion::Toy, answer_hash: "$argon2id$".into() }
}

fn at(stage: Stage) -> Flow {
    Flow { path: Path::Matched, asks_question: true, born: born(), stage }
}

/// What must be true of a flow, kept beside it by simple bookkeeping.
#[derive(Default)]
struct Model {
    /// The code that is right now, when it was sent, wrong tries and codes sent so far.
    code: Option<(String, i64, u8, u8)>,
    identity_proven: bool,
    contact_proven: bool,
    has_credentials: bool,
    has_question: bool,
}

const KINDS: u8 = 9;

/// Draws an answer: the right code about as often as a wrong one.
fn draw(chance: &Chance, right: Option<&str>) -> (u8, Answer) {
    let [kind, luck, ..]: [u8; 8] = chance.bytes();
    let kind = kind % KINDS;
    let answer = match kind {
        0 => Answer::Details(details()),
        1 => match (luck % 2, right) {
            (0, Some(code)) => Answer::Code(code.to_owned()),
            _ => Answer::Code("wrong".into()),
        },
        2 => Answer::Resend,
        // Seldom: it ends the wizard.
        3 if luck % 8 == 0 => Answer::NoCode(contact()),
        3 => Answer::Code("wrong".into()),
        4 => Answer::Contact(contact()),
        5 => Answer::Credentials(chosen()),
        6 => Answer::Question(secured()),
        7 => Answer::Agree("1".into()),
        _ => Answer::Back,
    };
    (kind, answer)
}

/// Walks once through random answers; returns whether an account was made.
fn walk(chance: &Chance, matched: bool, asks_question: bool) -> bool {
    let mut flow = Flow::begin(born(), asks_question);
    let mut model = Model::default();
    let mut now = 1_000_000;
    for n in 0..60 {
        let [pause, taken, ..]: [u8; 8] = chance.bytes();
        now += i64::from(pause) * 1_000;
        let username_taken = taken % 8 == 0;
        let (_, answer) = draw(chance, model.code.as_ref().map(|c| c.0.as_str()));
        let guess = if let Answer::Code(code) = &answer { Some(code.clone()) } else { None };
        let is_resend = matches!(answer, Answer::Resend);
        let (is_agree, is_back) = (matches!(answer, Answer::Agree(_)), matches!(answer, Answer::Back));
        let fresh = format!("code {n}");
        let before = flow.clone();
        let (after, outcome) = advance(
            flow,
            answer,
            Facts {
                matched,
                fresh_code: fresh.clone(),
                username_taken,
                fresh_number: String::new(),
                shared_contact: false,
            },
            now,
        );

        // An answer of another step changes nothing at all.
        if outcome == Err(StepProblem::OtherStep) {
            assert!(after == before, "an illegal answer changed the state");
        }
        match (&before.stage, &outcome) {
            (Stage::Code { .. } | Stage::ContactCode { .. }, _) if guess.is_some() => {
                let (right, sent, wrong, _) = model.code.clone().unwrap();
                let is_right = guess.as_deref() == Some(right.as_str()) && wrong < 5 && now - sent <= minutes(10);
                let at_record = matches!(before.stage, Stage::Code { .. });
                let passes = is_right && (matched || !at_record);
                assert_eq!(outcome.is_ok(), passes, "a code is right exactly when the model says so");
                if passes {
                    model.identity_proven |= at_record;
                    model.contact_proven |= !at_record;
                    model.code = None;
                } else if !is_right {
                    model.code.as_mut().unwrap().2 += 1;
                }
            }
            (_, Ok(effects)) if effects.contains(&Effect::SendToRecord) || effects.contains(&Effect::SendToContact) => {
                let sends = if is_resend { model.code.as_ref().unwrap().3 + 1 } else { 1 };
                assert!(sends <= 3, "more codes than allowed");
                model.code = Some((fresh, now, 0, sends));
            }
            (Stage::ContactCode { .. }, Ok(_)) if is_back => model.code = None,
            _ => {}
        }
        match (&before.stage, &after.stage) {
            (Stage::Credentials { .. }, Stage::Question { .. } | Stage::Terms { .. }) => model.has_credentials = true,
            (_, Stage::Credentials { .. }) => (model.has_credentials, model.has_question) = (false, false),
            (Stage::Question { .. }, Stage::Terms { .. }) => model.has_question = true,
            (Stage::Terms { .. }, Stage::Question { .. }) => model.has_question = false,
            _ => {}
        }

        // What the rules say.
        let past_identity = matches!(
            after.stage,
            Stage::Contact
                | Stage::ContactCode { .. }
                | Stage::Credentials { .. }
                | Stage::Question { .. }
                | Stage::Terms { .. }
        );
        let past_contact =
            matches!(after.stage, Stage::Credentials { .. } | Stage::Question { .. } | Stage::Terms { .. });
        assert!(!past_identity || (model.identity_proven && matched), "past the record's code without proof");
        assert!(!past_contact || model.contact_proven, "past the own contact's code without proof");
        if let Stage::Terms { secured, .. } = &after.stage {
            assert!(model.has_credentials, "terms without credentials");
            assert_eq!(secured.is_some(), asks_question, "terms without the question");
            assert_eq!(model.has_question, asks_question);
        }
        if outcome.as_ref().is_ok_and(|e| e.contains(&Effect::CreateAccount)) {
            assert!(matched && model.identity_proven && model.contact_proven && model.has_credentials);
            assert!(is_agree && !username_taken);
            return true;
        }
        flow = after;
    }
    false
}

#[test]
fn r_1_2_no_sequence_of_answers_makes_an_account_without_every_proof() {
    let chance = Chance::seeded(1);
    let (mut made, mut walks) = (0, 0);
    for n in 0..40_000u32 {
        let asks_question = n % 2 == 0;
        assert!(!walk(&chance, false, asks_question), "an account for somebody who matched nothing");
        made += u32::from(walk(&chance, true, asks_question));
        walks += 1;
    }
    // The model is worth something only if the end is reached now and then.
    assert!(made > 20, "{made} of {walks} walks ended in an account");
}

/// Every stage with every answer: exactly the ones named here are of that stage.
#[test]
fn r_1_2_every_other_answer_leaves_every_stage_as_it_is() {
    type Code = fn() -> portal_care::enrollment::flow::Check;
    let check: Code = || portal_care::enrollment::flow::Check { hash: "right".into(), sent_at: 0, wrong: 0, sends: 1 };
    let stages = [
        ("details", Stage::Details, vec!["details"]),
        ("code", Stage::Code { details: details(), check: check() }, vec!["code", "resend", "no-code"]),
        ("contact", Stage::Contact, vec!["contact"]),
        ("contact-code", Stage::ContactCode { contact: contact(), check: check() }, vec!["code", "resend", "back"]),
        ("credentials", Stage::Credentials { contact: contact() }, vec!["credentials"]),
        ("question", Stage::Question { contact: contact(), chosen: chosen() }, vec!["question", "back"]),
        (
            "terms",
            Stage::Terms { contact: contact(), chosen: chosen(), secured: Some(secured()) },
            vec!["agree", "back"],
        ),
        ("waiting", Stage::Waiting { details: details(), reach: contact(), number: "7KQ2M-9XW4D".into() }, vec![]),
        ("done", Stage::Done, vec![]),
    ];
    for (name, stage, takes) in stages {
        let answers = [
            ("details", Answer::Details(details())),
            ("code", Answer::Code("right".into())),
            ("resend", Answer::Resend),
            ("no-code", Answer::NoCode(contact())),
            ("contact", Answer::Contact(contact())),
            ("credentials", Answer::Credentials(chosen())),
            ("question", Answer::Question(secured())),
            ("agree", Answer::Agree("1".into())),
            ("back", Answer::Back),
        ];
        for (which, answer) in answers {
            let before = at(stage.clone());
            let facts = Facts {
                matched: true,
                fresh_code: "fresh".into(),
                username_taken: false,
                fresh_number: String::new(),
                shared_contact: false,
            };
            let (after, outcome) = advance(before.clone(), answer, facts, 100_000);
            if takes.contains(&which) {
                assert!(outcome.is_ok(), "{name} takes {which}");
            } else {
                assert_eq!(outcome, Err(StepProblem::OtherStep), "{name} refuses {which}");
                assert!(after == before, "{name} stays as it is after {which}");
            }
        }
    }
}
