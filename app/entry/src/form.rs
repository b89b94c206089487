//! The forms of this wing: their sentences.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use portal_api::ApiError;
use portal_kit::text;
pub(crate) use portal_page::{Faults, FormErrors, SendButton, entered, sentence as said, use_alive, when_done};
use portal_types::field::Problem;
use portal_words::Words;

/// What is wrong with a form of this wing, which `action` sends.
pub(crate) fn faults<S>(action: ServerAction<S>) -> Faults
where
    S: ServerFn<Error = ApiError> + Clone + Send + Sync + 'static,
    S::Output: Send + Sync + 'static,
{
    Faults::worded(action, sentence)
}

/// The sentence for a field of this wing; but for the staff's code, fields of one name mean the same on every page.
fn sentence(w: &Words, field: &str, problem: &Problem) -> String {
    use Problem::{BadCharacter, Missing, NotAChoice, NotAgreed, SameAsOther, TooShort, WrongCode};
    match (field, problem) {
        ("who", _) => w.start_who_missing(),
        ("born", Missing) => w.start_born_missing(),
        ("given", Missing) => w.details_given_missing(),
        ("family", Missing) => w.details_family_missing(),
        ("given" | "family", BadCharacter) => w.details_name_bad(),
        ("sex", Missing | NotAChoice) => w.details_sex_missing(),
        ("zip", Missing) => w.details_zip_missing(),
        ("code", Missing) => w.code_missing(),
        ("code", WrongCode) => w.code_wrong(),
        ("channel", _) => w.contact_channel_missing(),
        ("email", Missing) => w.contact_email_missing(),
        ("phone", Missing) => w.contact_phone_missing(),
        ("username", Missing) => w.sign_in_no_username(),
        ("username", TooShort(_)) => w.credentials_username_short(),
        ("username", BadCharacter) => w.credentials_username_bad(),
        ("password", Missing) => w.sign_in_no_password(),
        ("password", TooShort(_)) => w.credentials_password_short(),
        ("password", SameAsOther) => w.credentials_password_same(),
        ("question", _) => w.question_missing(),
        ("answer", Missing) => w.question_answer_missing(),
        ("answer", TooShort(_)) => w.question_answer_short(),
        ("answer", SameAsOther) => w.question_answer_same(),
        ("agree", NotAgreed) => w.terms_agree_missing(),
        ("category", _) => w.ticket_category_missing(),
        ("text", Missing) => w.ticket_text_missing(),
        ("name", Missing) => w.ticket_name_missing(),
        ("name", BadCharacter) => w.details_name_bad(),
        (_, other) => text::problem(w, other),
    }
}

/// The same at the staff's doors, whose code is not the eight digits that patients are sent.
pub(crate) fn staff_sentence(w: &Words, field: &str, problem: &Problem) -> String {
    if field == "code" { w.staff_sign_in_no_code() } else { sentence(w, field, problem) }
}
