//! Notices as they are sent. No page framework is needed for it: the server writes its mails with this.

use crate::{Words, words};
use portal_types::account::Lang;
use portal_types::code::{ActivationCode, LinkCode};
use portal_types::day::Day;
use portal_types::links;
use portal_types::notice::{Change, Letter};
use portal_types::representative::Why;

/// A written notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The subject line, where the channel has one.
    pub subject: String,
    /// The text.
    pub text: String,
    /// The address the text leads to, if it does.
    pub link: Option<String>,
}

/// Writes a notice in a language, in the clinic's name. `url` is the portal's own address, without a path.
///
/// A code stands in the text and, after "#", in the link: that part of an address stays in the browser. It never stands
/// in a subject, which shows on locked screens.
pub fn write(lang: Lang, letter: &Letter, clinic: &str, url: &str) -> Written {
    let w = words(lang);
    let plain = |subject: String, text: String| Written { subject, text, link: None };
    let linked = |path: &str, subject: String, text: &dyn Fn(&str) -> String| {
        let link = format!("{url}{path}");
        Written { subject, text: text(&link), link: Some(link) }
    };
    match letter {
        Letter::EnrollCode { code } => {
            plain(w.letter_enroll_code_subject(clinic), w.letter_enroll_code(clinic, spaced(code)))
        }
        Letter::ContactCode { code } => {
            plain(w.letter_contact_code_subject(clinic), w.letter_contact_code(clinic, spaced(code)))
        }
        Letter::Enrolled => plain(w.letter_enrolled_subject(clinic), w.letter_enrolled(clinic)),
        Letter::WrongPasswords => plain(w.letter_wrong_passwords_subject(clinic), w.letter_wrong_passwords(clinic)),
        Letter::NewMessage => {
            linked(links::SIGN_IN, w.letter_new_message_subject(clinic), &|link| w.letter_new_message(clinic, link))
        }
        Letter::AskNews => {
            linked(links::SIGN_IN, w.letter_ask_news_subject(clinic), &|link| w.letter_ask_news(clinic, link))
        }
        Letter::AskNeedsYou => {
            linked(links::SIGN_IN, w.letter_ask_needs_you_subject(clinic), &|link| w.letter_ask_needs_you(clinic, link))
        }
        Letter::DeskOverdue => {
            linked(links::DESK_QUEUE, w.letter_overdue_subject(clinic), &|link| w.letter_overdue(clinic, link))
        }
        Letter::EnrollmentRequest => plain(w.letter_request_subject(clinic), w.letter_request()),
        Letter::CodeFrozen => plain(w.letter_code_frozen_subject(clinic), w.letter_code_frozen()),
        Letter::Invitation { code } => {
            let code = printed(code);
            linked(&format!("{}#{code}", links::ACTIVATE), w.letter_invitation_subject(clinic), &|link| {
                w.letter_invitation(clinic, link, &code)
            })
        }
        Letter::RequestReceived { number } => {
            let number = printed(number);
            linked(&format!("{}#{number}", links::REQUEST_STATUS), w.letter_received_subject(clinic), &|link| {
                w.letter_received(clinic, &number, link)
            })
        }
        Letter::RequestApproved { code } => {
            let code = printed(code);
            linked(&format!("{}#{code}", links::ACTIVATE), w.letter_approved_subject(clinic), &|link| {
                w.letter_approved(clinic, link, &code)
            })
        }
        Letter::RequestDeclined => plain(w.letter_declined_subject(clinic), w.letter_declined(clinic)),
        Letter::PasswordLink { code } => {
            let code = LinkCode::parse(code).map(|code| code.printed()).unwrap_or_default();
            linked(&format!("{}#{code}", links::RECOVER), w.letter_password_subject(clinic), &|link| {
                w.letter_password(clinic, link, &code, format!("{url}{}", links::RECOVER))
            })
        }
        Letter::UsernameReminder { username } => {
            linked(links::SIGN_IN, w.letter_username_subject(clinic), &|link| w.letter_username(clinic, username, link))
        }
        Letter::Security { change } if change.shuts() => {
            linked(links::SUPPORT, w.letter_security_subject(clinic), &|link| {
                w.letter_security_shut(what(w, *change), clinic, link)
            })
        }
        Letter::Security { change } => {
            let page = if change.at_a_desk() { links::DESK_ACCOUNT } else { links::ACCOUNT };
            linked(page, w.letter_security_subject(clinic), &|link| w.letter_security(what(w, *change), clinic, link))
        }
        Letter::SupportCode { code } => {
            plain(w.letter_support_code_subject(clinic), w.letter_support_code(clinic, spaced(code)))
        }
        Letter::SharingChanges { why, on, chart } => {
            // Where exactly what changes stands: of the people one acts for on one page, of those who act for oneself
            // on another.
            let page = chart.map_or_else(|| links::PEOPLE.to_owned(), links::sharing);
            linked(&page, w.letter_sharing_subject(clinic), &|link| {
                w.letter_sharing_changes(coming(w, *why, *on), clinic, link)
            })
        }
        Letter::SharingAsked => plain(w.letter_sharing_subject(clinic), w.letter_sharing_asked(clinic)),
        Letter::SharingBegun => {
            linked(links::PEOPLE, w.letter_sharing_subject(clinic), &|link| w.letter_sharing_begun(clinic, link))
        }
        Letter::SharingChanged => {
            linked(links::PEOPLE, w.letter_sharing_subject(clinic), &|link| w.letter_sharing_changed(clinic, link))
        }
        Letter::SharingSetAside => {
            linked(links::PEOPLE, w.letter_sharing_subject(clinic), &|link| w.letter_sharing_set_aside(clinic, link))
        }
        Letter::SharingEnded => {
            linked(links::PEOPLE, w.letter_sharing_subject(clinic), &|link| w.letter_sharing_ended(clinic, link))
        }
        Letter::RepresentativeCode { code } => {
            let code = printed(code);
            linked(&format!("{}#{code}", links::ACTIVATE), w.letter_invitation_subject(clinic), &|link| {
                w.letter_representative(clinic, link, &code)
            })
        }
    }
}

/// What will change by itself, as a sentence. Neither whose birthday it is nor which one.
fn coming(w: &Words, why: Why, on: Day) -> String {
    let day = w.date_long_year(
        w.weekday(on.weekday()),
        w.month_name(on.month()),
        on.day().to_string(),
        on.year().to_string(),
    );
    match why {
        Why::HasASay => w.coming_has_a_say(day),
        Why::OfAge => w.coming_of_age(day),
        Why::RunsOut => w.coming_runs_out(day),
        Why::Review => w.coming_review(day),
    }
}

/// What has changed, as a sentence.
fn what(w: &Words, change: Change) -> String {
    match change {
        Change::Password => w.change_password(),
        Change::PasskeyAdded => w.change_passkey_added(),
        Change::PasskeyRemoved => w.change_passkey_removed(),
        Change::PasskeyStopped => w.change_passkey_stopped(),
        Change::AuthenticatorAdded => w.change_authenticator_added(),
        Change::AuthenticatorRemoved => w.change_authenticator_removed(),
        Change::RecoveryCodes => w.change_recovery_codes(),
        Change::RecoveryCodeUsed => w.change_recovery_code_used(),
        Change::ContactAdded => w.change_contact_added(),
        Change::ContactRemoved => w.change_contact_removed(),
        Change::AddressAdded => w.change_address_added(),
        Change::AddressRemoved => w.change_address_removed(),
        Change::NewDevice => w.change_new_device(),
        Change::Cancelled => w.change_cancelled(),
        Change::Restored => w.change_restored(),
        Change::Suspended => w.change_suspended(),
        Change::Resumed => w.change_resumed(),
        Change::Unlocked => w.change_unlocked(),
        Change::Reproof => w.change_reproof(),
    }
}

/// A code of ten characters in its two groups.
fn printed(code: &str) -> String {
    ActivationCode::parse(code).map(|code| code.printed()).unwrap_or_default()
}

/// A code in groups of four, as people read it out.
fn spaced(code: &str) -> String {
    match code.split_at_checked(4) {
        Some((first, rest)) if !rest.is_empty() => format!("{first} {rest}"),
        _ => code.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use portal_types::ids::PatientId;

    fn all() -> Vec<Letter> {
        let code = ActivationCode::draw([1, 2, 3, 4, 5, 6, 7, 8, 9]).plain().to_owned();
        let link = LinkCode::draw([9; 25]).plain().to_owned();
        let mut all = vec![
            Letter::EnrollCode { code: "12345678".into() },
            Letter::ContactCode { code: "12345678".into() },
            Letter::Enrolled,
            Letter::WrongPasswords,
            Letter::NewMessage,
            Letter::AskNews,
            Letter::AskNeedsYou,
            Letter::DeskOverdue,
            Letter::EnrollmentRequest,
            Letter::CodeFrozen,
            Letter::Invitation { code: code.clone() },
            Letter::RequestReceived { number: code.clone() },
            Letter::RequestApproved { code },
            Letter::RequestDeclined,
            Letter::PasswordLink { code: link },
            Letter::UsernameReminder { username: "river.otter".into() },
            Letter::SupportCode { code: "12345678".into() },
            Letter::SharingAsked,
            Letter::SharingBegun,
            Letter::SharingChanged,
            Letter::SharingSetAside,
            Letter::SharingEnded,
        ];
        all.push(Letter::RepresentativeCode { code: ActivationCode::draw([9; 9]).plain().to_owned() });
        let on = Day::from_epoch(20_781);
        all.extend(Why::ALL.map(|why| Letter::SharingChanges { why, on, chart: None }));
        let own: Option<PatientId> = "01900000-0000-7000-8000-000000000009".parse().ok();
        all.extend(Why::ALL.map(|why| Letter::SharingChanges { why, on, chart: own }));
        all.extend(Change::ALL.map(|change| Letter::Security { change }));
        all
    }

    #[test]
    fn r_10_1_letters_say_nothing_about_health() {
        for lang in Lang::ALL {
            for letter in all() {
                let Written { subject, text, .. } = write(lang, &letter, "Maple Valley Health", "https://p.example");
                let said = format!("{subject} {text}").to_lowercase();
                for word in ["result", "cardio", "test", "doctor", "nurse", "resultado", "médic", "enferm", "medicina"]
                {
                    assert!(!said.contains(word), "{word}: {said}");
                }
            }
        }
    }

    #[test]
    fn r_10_1_no_subject_holds_a_code_and_no_link_sends_one() {
        for lang in Lang::ALL {
            for letter in all() {
                let written = write(lang, &letter, "Maple Valley Health", "https://p.example");
                let spent = write(lang, &letter.clone().spent(), "Maple Valley Health", "https://p.example");
                assert_eq!(written.subject, spent.subject, "{}", written.subject);
                if let Some(link) = written.link {
                    let sent = link.split('#').next().unwrap_or_default();
                    assert_eq!(spent.link.as_deref().and_then(|l| l.split('#').next()), Some(sent));
                    assert!(written.text.contains(&link));
                }
            }
        }
    }

    #[test]
    fn r_3_12_each_side_is_led_to_the_page_that_says_what_changes() {
        let patient: Option<PatientId> = "01900000-0000-7000-8000-000000000009".parse().ok();
        let leads = |chart: Option<PatientId>| {
            let letter = Letter::SharingChanges { why: Why::RunsOut, on: Day::from_epoch(20_781), chart };
            write(Lang::En, &letter, "X", "https://p.example").link
        };
        assert_eq!(leads(None).as_deref(), Some("https://p.example/people"));
        let own = "https://p.example/p/01900000-0000-7000-8000-000000000009/sharing";
        assert_eq!(leads(patient).as_deref(), Some(own));
    }

    #[test]
    fn r_10_6_a_letter_is_in_the_language_of_its_reader() {
        let english = write(Lang::En, &Letter::NewMessage, "X", "").text;
        let spanish = write(Lang::Es, &Letter::NewMessage, "X", "").text;
        assert!(english.contains("Sign in") && spanish.contains("Entre"), "{english} {spanish}");
    }
}
