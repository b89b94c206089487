//! An agreed visit as an event for a calendar (RFC 5545), pure.
//!
//! It leaves the portal for wherever its reader keeps appointments, and is shown there to whoever looks: so it says when and
//! where, and neither what for nor who it is that is visited.

use portal_types::ids::AskId;
use portal_types::moment::Moment;

/// What a calendar is told of a visit.
#[derive(Clone, Copy)]
pub struct Visit<'a> {
    /// What asked for it: with the host the event's own name, so that a calendar knows it again.
    pub ask: AskId,
    /// The portal's host.
    pub host: &'a str,
    /// When it begins, milliseconds UTC.
    pub starts_at: i64,
    /// How long it takes, in minutes.
    pub minutes: u16,
    /// When it was last changed, milliseconds UTC.
    pub changed_at: i64,
    /// The word for it, in the reader's language: "Appointment".
    pub summary: &'a str,
    /// Where; may be empty.
    pub location: &'a str,
}

/// Octets in a line at most, without its end.
const LINE: usize = 75;

/// A text as a value: what has a meaning in the format is escaped, and what no line may hold is left out.
fn escaped(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => value.extend(['\\', c]),
            '\n' => value.push_str("\\n"),
            _ if c.is_control() => {}
            _ => value.push(c),
        }
    }
    value
}

/// A moment in UTC: `20261130T143000Z`.
fn utc(ms: i64) -> String {
    let at = Moment { ms, offset: 0 };
    let (day, second) = (at.day(), ms.rem_euclid(60_000) / 1000);
    format!("{:04}{:02}{:02}T{:02}{:02}{second:02}Z", day.year(), day.month(), day.day(), at.hour(), at.minute())
}

/// Adds a line, folded where it is too long: what goes on begins with a space. No character is taken apart.
fn put(file: &mut String, line: &str) {
    let mut room = LINE;
    for c in line.chars() {
        if c.len_utf8() > room {
            file.push_str("\r\n ");
            room = LINE - 1;
        }
        file.push(c);
        room -= c.len_utf8();
    }
    file.push_str("\r\n");
}

/// The file.
pub fn event(visit: &Visit<'_>) -> String {
    let ends_at = visit.starts_at.saturating_add(i64::from(visit.minutes) * 60_000);
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Linden//Patient portal//EN".to_owned(),
        "CALSCALE:GREGORIAN".to_owned(),
        "METHOD:PUBLISH".to_owned(),
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}@{}", visit.ask, escaped(visit.host)),
        format!("DTSTAMP:{}", utc(visit.changed_at)),
        format!("DTSTART:{}", utc(visit.starts_at)),
        format!("DTEND:{}", utc(ends_at)),
        format!("SUMMARY:{}", escaped(visit.summary)),
    ];
    if !visit.location.trim().is_empty() {
        lines.push(format!("LOCATION:{}", escaped(visit.location)));
    }
    lines.extend(["CLASS:PRIVATE", "END:VEVENT", "END:VCALENDAR"].map(str::to_owned));
    let mut file = String::new();
    for line in &lines {
        put(&mut file, line);
    }
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visit(location: &str) -> Visit<'_> {
        Visit {
            ask: "01900000-0000-7000-8000-000000000009".parse().unwrap(),
            host: "portal.example.org",
            // 2026-11-30, half past nine in New York.
            starts_at: 1_796_049_000_000,
            minutes: 45,
            changed_at: 1_795_305_600_000,
            summary: "Appointment",
            location,
        }
    }

    /// The lines as a calendar reads them.
    fn unfolded(file: &str) -> Vec<String> {
        file.replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
    }

    #[test]
    fn a_calendar_is_told_when_and_where() {
        let file = event(&visit("Family Medicine, 1 Mill Street"));
        assert_eq!(
            file,
            "BEGIN:VCALENDAR\r\n\
             VERSION:2.0\r\n\
             PRODID:-//Linden//Patient portal//EN\r\n\
             CALSCALE:GREGORIAN\r\n\
             METHOD:PUBLISH\r\n\
             BEGIN:VEVENT\r\n\
             UID:01900000-0000-7000-8000-000000000009@portal.example.org\r\n\
             DTSTAMP:20261122T000000Z\r\n\
             DTSTART:20261130T143000Z\r\n\
             DTEND:20261130T151500Z\r\n\
             SUMMARY:Appointment\r\n\
             LOCATION:Family Medicine\\, 1 Mill Street\r\n\
             CLASS:PRIVATE\r\n\
             END:VEVENT\r\n\
             END:VCALENDAR\r\n"
        );
        assert!(!event(&visit(" ")).contains("LOCATION"));
    }

    #[test]
    fn what_has_a_meaning_is_escaped_and_nobody_adds_a_line() {
        let file = event(&visit("a\\b;c,d\r\nATTENDEE:x\n\u{7}e"));
        assert!(unfolded(&file).contains(&"LOCATION:a\\\\b\\;c\\,d\\nATTENDEE:x\\ne".to_owned()), "{file}");
        assert!(!unfolded(&file).iter().any(|line| line.starts_with("ATTENDEE")));
    }

    #[test]
    fn long_lines_are_folded_between_characters() {
        let name = "A practice whose name goes on for about sixty characters now";
        let emoji = "🦦".repeat(40);
        // Every place of the fold within a character of four bytes.
        for lead in 0..8 {
            let location = format!("{}{name}, {emoji}", "x".repeat(lead));
            let file = event(&visit(&location));
            assert!(file.ends_with("\r\n") && !file.replace("\r\n", "").contains(['\r', '\n']));
            for line in file.split_terminator("\r\n") {
                assert!(line.len() <= LINE, "{} octets: {line}", line.len());
            }
            let whole = format!("LOCATION:{}", location.replace(',', "\\,"));
            assert!(unfolded(&file).contains(&whole), "{file}");
        }
        let exactly = "x".repeat(LINE - "LOCATION:".len());
        assert!(event(&visit(&exactly)).contains(&format!("LOCATION:{exactly}\r\nCLASS")));
        assert!(event(&visit(&format!("{exactly}y"))).contains(&format!("LOCATION:{exactly}\r\n y\r\nCLASS")));
    }
}
