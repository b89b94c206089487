//! Where somebody lives and is reached.

use super::{Problem, tidy};

/// A ZIP code of five digits; the four after a hyphen are read and dropped.
pub fn zip(raw: &str) -> Result<String, Problem> {
    let value = tidy(raw);
    if value.is_empty() {
        return Err(Problem::Missing);
    }
    let five = value.split('-').next().unwrap_or_default();
    if five.len() == 5 && five.bytes().all(|b| b.is_ascii_digit()) {
        Ok(five.to_owned())
    } else {
        Err(Problem::NotAZip)
    }
}

/// An e-mail address, lower-cased. The form is checked loosely: proof is the code sent to it.
pub fn email(raw: &str) -> Result<String, Problem> {
    let value = raw.trim().to_lowercase();
    if value.is_empty() {
        return Err(Problem::Missing);
    }
    if value.len() > 254 {
        return Err(Problem::TooLong(254));
    }
    let plain = value.bytes().all(|b| b.is_ascii_graphic() && !b"<>()[],;:\\\"".contains(&b));
    match value.split_once('@') {
        Some((local, host))
            if plain
                && !local.is_empty()
                && !host.contains('@')
                && host.contains('.')
                && !host.starts_with('.')
                && !host.ends_with('.')
                && !host.contains("..") =>
        {
            Ok(value)
        }
        _ => Err(Problem::NotAnEmail),
    }
}

/// A North American phone number as ten digits; a leading 1 or +1 is read and dropped.
pub fn phone(raw: &str) -> Result<String, Problem> {
    if raw.trim().is_empty() {
        return Err(Problem::Missing);
    }
    if raw.chars().any(|c| !(c.is_ascii_digit() || " -().+".contains(c))) {
        return Err(Problem::NotAPhone);
    }
    let digits: String = raw.chars().filter(char::is_ascii_digit).collect();
    let ten = if digits.len() == 11 && digits.starts_with('1') { &digits[1..] } else { &digits[..] };
    if ten.len() == 10 && !ten.starts_with(['0', '1']) { Ok(ten.to_owned()) } else { Err(Problem::NotAPhone) }
}

/// A contact as compared with others: an address in lower case without what stands behind a "+" in its name, a phone
/// number as its ten digits. Two that lead to one inbox are one.
pub fn contact_key(contact: &str) -> String {
    match contact.trim().to_lowercase().split_once('@') {
        Some((name, host)) => format!("{}@{host}", name.split('+').next().unwrap_or_default()),
        None => phone(contact).unwrap_or_else(|_| tidy(contact)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contacts_are_read_leniently_and_kept_strictly() {
        assert_eq!(phone("+1 (413) 555-0199"), Ok("4135550199".into()));
        assert_eq!(phone("413.555.0199"), Ok("4135550199".into()));
        for bad in ["555-0199", "113-555-0199", "413-555-0199 x7", "abcdefghij", "413-555-01990"] {
            assert_eq!(phone(bad), Err(Problem::NotAPhone), "{bad}");
        }
        assert_eq!(email(" Ada@Example.ORG "), Ok("ada@example.org".into()));
        for bad in [
            "ada",
            "ada@example",
            "@example.org",
            "a@b@c.org",
            "a b@example.org",
            "a@example..org",
            "<a@example.org>",
            "a@.org",
        ] {
            assert_eq!(email(bad), Err(Problem::NotAnEmail), "{bad}");
        }
        assert_eq!(zip("01450-1234"), Ok("01450".into()));
        for bad in ["1450", "014500", "o1450"] {
            assert_eq!(zip(bad), Err(Problem::NotAZip), "{bad}");
        }
    }

    #[test]
    fn r_3_16_contacts_that_lead_to_one_inbox_are_one() {
        for one in ["ada@example.org", " Ada@Example.ORG", "ada+portal@example.org", "ada+@example.org"] {
            assert_eq!(contact_key(one), "ada@example.org", "{one}");
        }
        for one in ["4135550199", "+1 (413) 555-0199", "413.555.0199"] {
            assert_eq!(contact_key(one), "4135550199", "{one}");
        }
        assert_ne!(contact_key("ada@example.org"), contact_key("ada@example.com"));
        assert_eq!(contact_key(" x7  "), "x7", "what is neither is compared as it is");
    }
}
