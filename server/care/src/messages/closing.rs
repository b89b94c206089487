//! When a conversation is over: what is new then is written in another one that follows it. Pure.

use portal_types::message::{ClosedWhy, REPLY_DAYS};

/// For so long after the last message somebody of the patient's side can go on with a conversation, milliseconds.
const REPLY_MS: i64 = REPLY_DAYS * 86_400_000;

/// Whether a conversation is closed to the patient's side at a moment: since when, and why. The team's word counts from the
/// moment on at which it was said, time from the end of the last day on which a reply was possible.
pub(super) fn closed(now: i64, last_at: i64, closed_at: Option<i64>) -> Option<(i64, ClosedWhy)> {
    let ends = last_at.saturating_add(REPLY_MS);
    match closed_at {
        Some(at) => Some((at, ClosedWhy::Team)),
        None => (now > ends).then_some((ends, ClosedWhy::Time)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400_000;

    #[test]
    fn r_6_7_a_conversation_is_open_for_forty_five_days_after_its_last_message() {
        let last = 1_795_000_000_000;
        assert_eq!(closed(last, last, None), None);
        assert_eq!(closed(last + 45 * DAY, last, None), None, "the last moment");
        assert_eq!(closed(last + 45 * DAY + 1, last, None), Some((last + 45 * DAY, ClosedWhy::Time)));
        assert_eq!(closed(i64::MAX, i64::MAX, None), None, "a clock that went wrong closes nothing");
        assert_eq!(closed(0, last, None), None, "nor does one that went back");
    }

    #[test]
    fn r_6_7_what_the_team_has_closed_is_closed_at_once_and_says_so() {
        let last = 1_795_000_000_000;
        assert_eq!(closed(last + 1, last, Some(last + 1)), Some((last + 1, ClosedWhy::Team)));
        assert_eq!(closed(last + 90 * DAY, last, Some(last + 1)), Some((last + 1, ClosedWhy::Team)), "and stays so");
    }
}
