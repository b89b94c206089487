//! Answers that take as long whatever was found.

use std::time::Duration;
use tokio::time::{Instant, sleep_until};

/// Longer than the work takes on a machine that is not overloaded, and too short for a person to notice.
const EVEN: Duration = Duration::from_millis(50);

/// Does the work, and gives its result when 50 ms have passed: the little that a letter or a row more costs is told by
/// no clock. Equal statements and rows come first; this hides what they leave, and under a load that makes
/// the work longer than that, nothing is left but noise.
pub async fn evenly<T>(work: impl Future<Output = T>) -> T {
    let due = Instant::now() + EVEN;
    let done = work.await;
    sleep_until(due).await;
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn r_5_9_quick_and_slow_work_take_as_long() {
        for work in [0, 3, 49] {
            let start = Instant::now();
            evenly(tokio::time::sleep(Duration::from_millis(work))).await;
            assert_eq!(start.elapsed(), Duration::from_millis(50));
        }
    }
}
