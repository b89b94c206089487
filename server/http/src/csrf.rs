//! Requests that change something must come from this site.
//!
//! Browsers say where a request comes from (`Sec-Fetch-Site`); older ones at least name the `Origin`. A request that
//! says neither is not from a browser that carries our cookies, and is refused too. Plain forms work: they are
//! same-origin. This covers signing in (nobody is signed in as somebody else) and signing out.

use crate::doors::Doors;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

fn says(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name).and_then(|v| v.to_str().ok()).map(str::to_owned)
}

/// Whether a request may pass.
pub(crate) fn passes(method: &Method, headers: &HeaderMap, origin: &str) -> bool {
    if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return true;
    }
    match says(headers, "sec-fetch-site").as_deref() {
        Some("same-origin" | "none") => true,
        Some(_) => false,
        None => says(headers, "origin").is_some_and(|o| o == origin),
    }
}

pub(crate) async fn layer(State(doors): State<Doors>, request: Request, next: Next) -> Response {
    if passes(request.method(), request.headers(), &doors.settings().origin()) {
        next.run(request).await
    } else {
        StatusCode::FORBIDDEN.into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(method: Method, pairs: &[(&'static str, &str)]) -> bool {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(*name, value.parse().unwrap());
        }
        passes(&method, &headers, "https://portal.example")
    }

    #[test]
    fn only_this_site_may_change_anything() {
        let own = "https://portal.example";
        assert!(ask(Method::POST, &[("sec-fetch-site", "same-origin")]));
        assert!(ask(Method::POST, &[("origin", own)]));
        assert!(ask(Method::GET, &[("sec-fetch-site", "cross-site")]), "a link from elsewhere");
        for site in ["cross-site", "same-site", "whatever"] {
            assert!(!ask(Method::POST, &[("sec-fetch-site", site)]), "{site}");
            assert!(!ask(Method::POST, &[("sec-fetch-site", site), ("origin", own)]), "{site} with our origin");
            assert!(!ask(Method::DELETE, &[("sec-fetch-site", site)]), "{site}");
        }
        for origin in ["null", "https://portal.example.evil", "http://portal.example", "https://portal.example:444"] {
            assert!(!ask(Method::POST, &[("origin", origin)]), "{origin}");
        }
        assert!(!ask(Method::POST, &[]));
    }
}
