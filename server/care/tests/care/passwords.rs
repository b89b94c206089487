//! what a password must be, and how it is kept.

use crate::enrollment::proven;
use portal_care::{CareError, accounts};
use portal_gateways::{HashSettings, Keys, Lane, Passwords};
use portal_testkit::{Applicant, Clinic, PASSWORD};
use portal_types::field::Problem;

async fn at_credentials(clinic: &Clinic) -> Applicant {
    let record = clinic.record("Ada");
    clinic.keeps(&record).await;
    proven(clinic, &record).await
}

async fn problem_of(ada: &mut Applicant, password: &str) -> Problem {
    match ada.credentials("river.otter", password).await {
        Err(CareError::Invalid(fields)) => {
            assert_eq!(fields.len(), 1);
            assert_eq!(fields[0].field, "password");
            fields[0].problem
        }
        Err(other) => panic!("refused as {other}"),
        Ok(_) => panic!("taken"),
    }
}

#[tokio::test]
async fn r_5_1_what_is_too_short_too_long_or_too_common_is_refused() {
    let clinic = Clinic::open().await;
    let mut ada = at_credentials(&clinic).await;
    assert_eq!(problem_of(&mut ada, "").await, Problem::Missing);
    assert_eq!(problem_of(&mut ada, "kettle bridges").await, Problem::TooShort(15), "fourteen");
    // Counted after NFC: an e and an accent that follows it are one character.
    let decomposed = "e\u{301}".repeat(14);
    assert_eq!(problem_of(&mut ada, &decomposed).await, Problem::TooShort(15));
    assert_eq!(problem_of(&mut ada, &"ab ".repeat(43)).await, Problem::TooLong(128), "129");
    for easy in ["passwordpassword", "123456789012345", "river.otter.river.otter", "maple valley health"] {
        assert_eq!(problem_of(&mut ada, easy).await, Problem::TooCommon, "{easy}");
    }
    assert_eq!(problem_of(&mut ada, "RIVER.OTTER").await, Problem::TooShort(15));
    assert_eq!(clinic.count("accounts").await, 0);
}

#[tokio::test]
async fn r_5_1_no_kind_of_character_is_asked_for_or_refused() {
    for fine in [
        "twelve bottle wz",
        "мама мыла раму вчера",
        "🐧🦦🦔🐝🦩🦜🐙🦚🐳🦢🦥🐌🦎🐞🦉",
        "   spaces  at  both ends   kept   ",
    ] {
        let clinic = Clinic::open().await;
        let mut ada = at_credentials(&clinic).await;
        assert!(ada.credentials("river.otter", fine).await.is_ok(), "{fine}");
    }
}

/// What was typed with combining accents is the same password as what was typed without, up to the last character.
#[tokio::test]
async fn r_5_1_the_longest_password_signs_in_however_its_accents_were_typed() {
    let clinic = Clinic::open().await;
    let mut ada = at_credentials(&clinic).await;
    let (composed, decomposed): (String, String) = (0..128)
        .map(|n| {
            if n % 3 == 0 {
                ("é".to_owned(), "e\u{301}".to_owned())
            } else {
                let letter = char::from(b'a' + (n * 7 % 26) as u8).to_string();
                (letter.clone(), letter)
            }
        })
        .unzip();
    assert_eq!(composed.chars().count(), 128);
    ada.credentials("river.otter", &decomposed).await.unwrap();
    ada.question("toy", "A blue elephant").await.unwrap();
    ada.agrees().await.unwrap();
    clinic.outbox().await;
    for typed in [&composed, &decomposed] {
        let opened = accounts::sign_in(clinic.portal(), &clinic.visitor(), "river.otter", typed, None).await;
        assert!(opened.is_ok(), "{} characters", typed.chars().count());
    }
    let shorter: String = composed.chars().skip(1).collect();
    let opened = accounts::sign_in(clinic.portal(), &clinic.visitor(), "river.otter", &shorter, None).await;
    assert!(matches!(opened, Err(CareError::WrongCredentials)), "one character less is another password");
}

#[tokio::test]
async fn r_5_1_passwords_are_kept_as_argon2id_with_the_key_files_pepper() {
    let clinic = Clinic::open().await;
    clinic.patient("Ada").await;
    let hashes: Vec<String> = clinic.column("select password_hash from accounts").await;
    assert!(hashes[0].starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", hashes[0]);
    let with = |master: [u8; 32]| Passwords::new(&Keys::from_master(&master), HashSettings::FLOOR, 1, [0; 16], [0; 32]);
    for (master, right) in [([7; 32], true), ([8; 32], false)] {
        let passwords = with(master);
        let place = passwords.enter(Lane::Strangers).await.unwrap();
        let verified = passwords.verify(PASSWORD, Some(&hashes[0]), &place).await.unwrap();
        assert_eq!(verified, right, "a stolen database alone is worth nothing");
    }
}

#[tokio::test]
async fn r_5_1_settings_below_the_floor_are_raised_and_old_hashes_are_renewed_at_sign_in() {
    let weak = HashSettings { memory: 8, passes: 1 };
    let passwords = Passwords::new(&Keys::from_master(&[7; 32]), weak, 1, [0; 16], [0; 32]);
    let hash = passwords.hash(PASSWORD, [3; 16]).await.unwrap();
    assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");

    let clinic = Clinic::open().await;
    let ada = clinic.patient("Ada").await;
    let strong = HashSettings { memory: 20 * 1024, passes: 3 };
    let other = Passwords::new(&Keys::from_master(&[7; 32]), strong, 1, [0; 16], [0; 32]);
    let hash = other.hash(PASSWORD, [3; 16]).await.unwrap();
    clinic.execute("update accounts set password_hash = $1", [hash.into()]).await;
    ada.signs_in().await.unwrap();
    let hashes: Vec<String> = clinic.column("select password_hash from accounts").await;
    assert!(hashes[0].starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "as the settings now say: {}", hashes[0]);
    ada.signs_in().await.unwrap();
}
