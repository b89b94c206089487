//! When what is half-written is kept: what is typed is on the server within five seconds, whether its person pauses or not.
//! Pure: the clock is the form's.

/// A form is looked at so often, milliseconds: whoever pauses for so long has what is written kept.
pub(crate) const LOOK_MS: i32 = 2_000;

/// Looks after which it is kept though nobody pauses.
const UNPAUSED: u32 = 2;

/// Looks that are left out at most after it could not be kept: nobody is helped by asking all the time.
const REST_MOST: u32 = 8;

/// How it goes with keeping one form.
#[derive(Debug, Default)]
pub(crate) struct Cadence {
    /// Looks in a row at which something was written since the one before.
    unpaused: u32,
    /// Times in a row that it could not be kept.
    failed: u32,
    /// Looks to leave out.
    rest: u32,
}

impl Cadence {
    /// A look. `wrote`: something was written since the last one; `under_way`: a request is. Whether it is kept now.
    pub(crate) fn look(&mut self, wrote: bool, under_way: bool) -> bool {
        self.unpaused = if wrote { self.unpaused + 1 } else { 0 };
        if self.rest > 0 {
            self.rest -= 1;
            return false;
        }
        let due = !under_way && (self.unpaused == 0 || self.unpaused >= UNPAUSED);
        if due {
            self.unpaused = 0;
        }
        due
    }

    /// It was kept, or need not be; or the network is back.
    pub(crate) fn goes_well(&mut self) {
        (self.failed, self.rest) = (0, 0);
    }

    /// It could not be kept: soon again, and then less and less often.
    pub(crate) fn fails(&mut self) {
        self.rest = (1 << self.failed.min(REST_MOST)).min(REST_MOST);
        self.failed += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The longest that something has waited for being kept, milliseconds, after so many looks.
    fn waits(looks: u32, mut look: impl FnMut(u32) -> bool) -> i32 {
        let (mut waited, mut longest) = (0, 0);
        for n in 0..looks {
            waited += LOOK_MS;
            longest = longest.max(waited);
            if look(n) {
                waited = 0;
            }
        }
        longest
    }

    #[test]
    fn r_6_6_who_types_on_without_a_pause_has_it_kept_within_five_seconds() {
        let mut cadence = Cadence::default();
        assert!(waits(100, |_| cadence.look(true, false)) <= 5_000);
        // With a pause now and then, wherever it comes.
        for every in 2..7 {
            let mut cadence = Cadence::default();
            assert!(waits(100, |n| cadence.look(n % every != 0, false)) <= 5_000, "each {every}th");
        }
        // Who pauses has it kept at the next look.
        let mut cadence = Cadence::default();
        assert!(!cadence.look(true, false) && cadence.look(false, false));
    }

    #[test]
    fn r_6_6_one_request_at_a_time_and_the_next_one_as_soon_as_it_has_come_back() {
        let mut cadence = Cadence::default();
        assert!((0..5).all(|_| !cadence.look(true, true)));
        assert!(cadence.look(true, false));
    }

    #[test]
    fn r_6_6_what_could_not_be_kept_is_tried_again_soon_and_then_less_and_less_often() {
        let mut cadence = Cadence::default();
        let mut rests = || {
            cadence.fails();
            (0..).take_while(|_| !cadence.look(false, false)).count()
        };
        assert_eq!([rests(), rests(), rests(), rests(), rests()], [1, 2, 4, 8, 8]);
        // The network is back: at the next look.
        cadence.fails();
        cadence.goes_well();
        assert!(cadence.look(false, false));
        cadence.fails();
        assert!(!cadence.look(false, false) && cadence.look(false, false), "and from the beginning");
    }
}
