//! Budgets per address. What costs much (hashing, sending codes) has a small one.

use crate::doors::Doors;
use crate::upload::is_plain;
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_LENGTH, RETRY_AFTER};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use portal_care::Visitor;
use portal_types::links;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

/// One budget: so many at once, and one more after each interval.
struct Budget(DefaultKeyedRateLimiter<IpAddr>);

impl Budget {
    fn new(at_once: u32, one_more_after: Duration) -> Option<Self> {
        let quota = Quota::with_period(one_more_after)?.allow_burst(NonZeroU32::new(at_once)?);
        Some(Self(RateLimiter::keyed(quota)))
    }

    /// Seconds to wait, if the budget is used up.
    fn spend(&self, address: IpAddr) -> Result<(), u64> {
        let now = DefaultClock::default();
        self.0.check_key(&address).map_err(|not_yet| not_yet.wait_time_from(now.now()).as_secs() + 1)
    }

    fn sweep(&self) {
        self.0.retain_recent();
        self.0.shrink_to_fit();
    }
}

/// The budgets of this node.
pub(crate) struct Limits {
    sign_in: Option<Budget>,
    enroll: Option<Budget>,
    upload: Option<Budget>,
    everything: Option<Budget>,
}

impl Limits {
    pub(crate) fn new() -> Self {
        Self {
            // A family behind one address, and a person who mistypes.
            sign_in: Budget::new(10, Duration::from_secs(6)),
            // A wizard has about ten answers.
            enroll: Budget::new(30, Duration::from_secs(2)),
            // Photos of one evening, one after the other.
            upload: Budget::new(20, Duration::from_secs(3)),
            // A clinic's waiting room behind one address.
            everything: Budget::new(400, Duration::from_millis(20)),
        }
    }

    fn spend(&self, address: IpAddr, method: &Method, path: &str) -> Result<(), u64> {
        let address = Visitor::budget_of(address);
        let small = match path {
            "/api/accounts/sign-in"
            | "/api/accounts/staff-sign-in"
            | "/api/accounts/second-step"
            | "/api/accounts/unlock"
            | "/api/accounts/passkey-sign-in"
            | "/api/accounts/forgot-password"
            | "/api/accounts/forgot-username"
            | "/api/accounts/recover"
            | "/api/accounts/recovery-needs"
            | "/api/security/prove"
            | "/api/security/prove-with-passkey"
            | "/api/security/change-password"
            | "/api/colleagues/look"
            | "/api/colleagues/finish"
            | "/api/support/write" => &self.sign_in,
            // Asked with each press, and answered above.
            "/api/accounts/ask-for-passkey" | "/api/security/ask-own-passkey" => &self.enroll,
            p if p.starts_with("/api/enrollment/") && p != "/api/enrollment/progress" => &self.enroll,
            links::UPLOAD => &self.upload,
            _ => &None,
        };
        if let (Some(budget), &Method::POST) = (small, method) {
            budget.spend(address)?;
        }
        match &self.everything {
            Some(budget) => budget.spend(address),
            None => Ok(()),
        }
    }

    /// Forgets addresses whose budgets are full again.
    pub(crate) fn sweep(&self) {
        for budget in [&self.sign_in, &self.enroll, &self.upload, &self.everything].into_iter().flatten() {
            budget.sweep();
        }
    }
}

/// Largest body where a password is hashed or a code is judged.
const SMALL: u64 = 4 * 1024;

fn is_small(path: &str) -> bool {
    ["/api/accounts/", "/api/enrollment/", "/api/security/"].iter().any(|room| path.starts_with(room))
        || matches!(path, "/api/colleagues/look" | "/api/colleagues/finish")
}

/// What a request says of its length; one that does not say may be as long as any.
fn length(request: &Request) -> u64 {
    let said = request.headers().get(CONTENT_LENGTH).and_then(|v| v.to_str().ok()).and_then(|v| v.parse().ok());
    match (said, request.method()) {
        (Some(length), _) => length,
        (None, &Method::GET | &Method::HEAD) => 0,
        (None, _) => u64::MAX,
    }
}

pub(crate) async fn layer(State(doors): State<Doors>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    // Static files cost nothing, and a page asks for many at once.
    if path.starts_with("/pkg/") || doors.is_static(path) {
        return next.run(request).await;
    }
    if is_small(path) && length(&request) > SMALL {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    }
    let address = doors.client(&request);
    match doors.limits().spend(address, request.method(), path) {
        Ok(()) => next.run(request).await,
        Err(seconds) if is_plain(request.headers()) => {
            doors.too_much_at_once(seconds, *request.method() == Method::POST)
        }
        Err(seconds) => (StatusCode::TOO_MANY_REQUESTS, [(RETRY_AFTER, seconds.to_string())]).into_response(),
    }
}
