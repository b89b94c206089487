//! The ladder against guessing: the more wrong passwords in a row, the longer the wait.

use portal_store::guesses::Guesses;

/// From this many wrong passwords on, the person is told.
pub const TELL_AT: i64 = 10;

/// From this many on, the password alone opens nothing until the account is recovered.
pub const OFF_AT: i64 = 100;

/// What the ladder says of the next try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rung {
    /// Go on.
    Free,
    /// Wait so many seconds.
    Wait(u32),
}

/// Seconds to wait after so many wrong passwords in a row: none before the fifth, then 30 s doubling up to an hour.
pub fn delay(fails: i64) -> u32 {
    if fails < 5 {
        return 0;
    }
    let doublings = u32::try_from(fails - 5).unwrap_or(u32::MAX).min(7);
    (30u32 << doublings).min(3600)
}

/// The rung for a try at `now`. The same for usernames that exist and those that do not.
pub fn rung(guesses: Guesses, now: i64) -> Rung {
    if guesses.fails >= OFF_AT {
        return Rung::Wait(3600);
    }
    let delay = delay(guesses.fails);
    let until = guesses.last_at + i64::from(delay) * 1000;
    // No wait is none, also after a try of a moment ago at a server whose clock goes ahead.
    if delay == 0 || until <= now {
        Rung::Free
    } else {
        // Rounded up: a page that counts down must not send a second too early.
        Rung::Wait(u32::try_from((until - now + 999) / 1000).unwrap_or(3600))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r_5_4_delay_grows_from_the_fifth_and_ends_at_an_hour() {
        let delays: Vec<u32> = (0..14).map(delay).collect();
        assert_eq!(delays, [0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600]);
        assert!((0..500).all(|n| delay(n) <= delay(n + 1)));
    }

    #[test]
    fn r_5_4_clocks_that_go_apart_make_nobody_wait_before_the_fifth() {
        assert_eq!(rung(Guesses { fails: 4, last_at: 5_000 }, 1_000), Rung::Free);
        assert_eq!(rung(Guesses { fails: 5, last_at: 5_000 }, 1_000), Rung::Wait(34));
    }

    #[test]
    fn r_5_4_a_day_of_guessing_stays_below_a_hundred() {
        let (mut now, mut guesses, mut tries) = (0i64, Guesses::default(), 0);
        while now < 86_400_000 {
            match rung(guesses, now) {
                Rung::Free => {
                    tries += 1;
                    guesses = Guesses { fails: guesses.fails + 1, last_at: now };
                }
                Rung::Wait(seconds) => now += i64::from(seconds) * 1000,
            }
        }
        assert!(tries <= 100, "{tries}");
        assert!(tries >= 20, "an honest person gets another try: {tries}");
    }

    #[test]
    fn r_5_4_at_a_hundred_the_password_is_off() {
        let much_later = |fails| rung(Guesses { fails, last_at: 0 }, i64::MAX / 2);
        assert_eq!(much_later(99), Rung::Free);
        assert_ne!(much_later(100), Rung::Free);
    }
}
