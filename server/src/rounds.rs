//! What works in the background, beside the requests. None of it goes unnoticed: where a round fails, the server ends, and
//! whoever looks after it starts it again.

use std::collections::HashMap;
use std::time::Duration;
use tokio::task::{Id, JoinError, JoinSet};

/// How long a round lasts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lasts {
    /// As long as the server.
    Always,
    /// Perhaps less: it may have nothing to do here.
    Perhaps,
    /// The same; and it ends by itself when it is told to, with what it has begun.
    UntilTold,
}

/// The rounds of a server.
#[derive(Default)]
pub struct Rounds {
    all: JoinSet<()>,
    names: HashMap<Id, (&'static str, Lasts)>,
}

impl Rounds {
    fn spawn(&mut self, name: &'static str, lasts: Lasts, round: impl Future<Output = ()> + Send + 'static) {
        let id = self.all.spawn(round).id();
        self.names.insert(id, (name, lasts));
    }

    /// Begins one that lasts as long as the server.
    pub fn always(&mut self, name: &'static str, round: impl Future<Output = ()> + Send + 'static) {
        self.spawn(name, Lasts::Always, round);
    }

    /// Begins one that may have nothing to do.
    pub fn perhaps(&mut self, name: &'static str, round: impl Future<Output = ()> + Send + 'static) {
        self.spawn(name, Lasts::Perhaps, round);
    }

    /// Begins one that may have nothing to do, and ends what it has begun when it is told to stop.
    pub fn until_told(&mut self, name: &'static str, round: impl Future<Output = ()> + Send + 'static) {
        self.spawn(name, Lasts::UntilTold, round);
    }

    /// What is wrong with a round that has ended, if anything is. What it has panicked with is not told: it may be somebody's
    /// words.
    fn wrong(&mut self, ended: Result<(Id, ()), JoinError>) -> Option<String> {
        let (id, panicked) = match ended {
            Ok((id, ())) => (id, false),
            Err(error) => (error.id(), error.is_panic()),
        };
        let (name, lasts) = self.names.remove(&id)?;
        match (panicked, lasts) {
            (true, _) => Some(format!("a round has panicked: {name}")),
            (false, Lasts::Always) => Some(format!("a round has ended: {name}")),
            (false, Lasts::Perhaps | Lasts::UntilTold) => None,
        }
    }

    /// Waits until one of them fails, and says which; as long as none does, for ever.
    pub async fn failed(&mut self) -> String {
        while let Some(ended) = self.all.join_next_with_id().await {
            if let Some(why) = self.wrong(ended) {
                return why;
            }
        }
        std::future::pending().await
    }

    /// Stops all of them. Those that end by themselves were told, and have so long for what they have begun.
    pub async fn stop(mut self, within: Duration) {
        let ends = async {
            while self.names.values().any(|(_, lasts)| *lasts == Lasts::UntilTold) {
                let Some(ended) = self.all.join_next_with_id().await else { return };
                if let Some(why) = self.wrong(ended) {
                    tracing::error!("{why}");
                }
            }
        };
        if tokio::time::timeout(within, ends).await.is_err() {
            tracing::warn!("what was begun in the background was not done after {within:?}");
        }
        self.all.shutdown().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::future::pending;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use tokio::time::{sleep, timeout};

    const SHORT: Duration = Duration::from_millis(50);

    #[tokio::test]
    async fn a_round_that_fails_is_noticed_and_one_that_has_nothing_to_do_is_not() {
        let mut rounds = Rounds::default();
        rounds.perhaps("the live channel", async {});
        rounds.until_told("letters", async {});
        assert!(timeout(SHORT, rounds.failed()).await.is_err(), "also when none is left");
        rounds.always("tidying", pending());
        assert!(timeout(SHORT, rounds.failed()).await.is_err());
        rounds.always("files", async { panic!("canary-secret") });
        assert_eq!(rounds.failed().await, "a round has panicked: files");
        rounds.perhaps("the live channel", async { panic!("canary-secret") });
        assert_eq!(rounds.failed().await, "a round has panicked: the live channel");
        rounds.always("what is late", async {});
        assert_eq!(rounds.failed().await, "a round has ended: what is late");
        rounds.stop(SHORT).await;
    }

    #[tokio::test]
    async fn what_was_begun_is_done_before_the_end_if_it_does_not_take_too_long() {
        for (takes, done) in [(Duration::ZERO, true), (SHORT, true), (100 * SHORT, false)] {
            let (mut rounds, is_done) = (Rounds::default(), Arc::new(AtomicBool::new(false)));
            let does = is_done.clone();
            rounds.always("tidying", pending());
            rounds.until_told("letters", async move {
                sleep(takes).await;
                does.store(true, Ordering::Relaxed);
            });
            rounds.stop(10 * SHORT).await;
            assert_eq!(is_done.load(Ordering::Relaxed), done, "{takes:?}");
        }
    }
}
