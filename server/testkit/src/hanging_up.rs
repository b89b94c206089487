//! Browsers that hang up.

use portal_store::Db;
use std::future::poll_fn;
use std::task::Poll;

/// Does something until so many statements were begun and it was asked so often more how far it is; then it is let go,
/// as a door lets go what nobody waits for any more. `None`: nobody knows what became of it.
pub async fn cut_off<T>(db: &Db, statements: u64, later: u32, does: impl Future<Output = T>) -> Option<T> {
    let last = db.statements() + statements;
    let (mut does, mut left) = (Box::pin(does), later);
    poll_fn(|context| match does.as_mut().poll(context) {
        Poll::Ready(done) => Poll::Ready(Some(done)),
        Poll::Pending if db.statements() < last => Poll::Pending,
        Poll::Pending if left == 0 => Poll::Ready(None),
        Poll::Pending => {
            left -= 1;
            Poll::Pending
        }
    })
    .await
}
