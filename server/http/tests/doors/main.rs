//! What the doors add to the rules: who may knock, from where, how often, and what every answer carries.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

mod cookies;
mod cross_site;
mod drafts;
mod files;
mod flood;
mod headers;
mod judged;
mod limits;
mod live;
mod locked;
mod logo;
mod matrix;
mod pages;
mod strangers;
mod uploads;
mod wanted_factor;

use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, COOKIE};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};
use portal_http::{Doors, HttpSettings, Logo, Nonce, Trusted};
use portal_testkit::{Clinic, Database};
use std::net::{IpAddr, SocketAddr};
use tempfile::TempDir;
use tower::ServiceExt as _;

/// Where the portal is, as browsers say it.
const ORIGIN: &str = "https://portal.example";

/// A proxy the operator trusts.
const PROXY: &str = "10.1.1.1";

/// Where who leaves quickly is led.
const ELSEWHERE: &str = "https://elsewhere.example/?today&tomorrow";

/// Where the clinic's logo is.
const LOGO: &str = "/logo-0123456789abcdef.svg";

/// What stands between the parts of a form with a file.
const BOUNDARY: &str = "------------------------linden";

/// The doors of a clinic, around a few pages of our own.
struct House {
    clinic: Clinic,
    doors: Doors,
    router: Router,
    _site: TempDir,
}

/// A page with the nonce of its response.
async fn page(Extension(Nonce(nonce)): Extension<Nonce>) -> Html<String> {
    Html(format!("<!doctype html><head><script nonce=\"{nonce}\">1</script></head><p>{nonce}</p>"))
}

async fn panics() -> Response {
    panic!("a page that fails in a way nobody foresaw, with canary-secret in its message")
}

impl House {
    async fn open() -> Self {
        Self::around(Clinic::open().await)
    }

    async fn open_demo() -> Self {
        Self::around(Clinic::open_with(Database::Sqlite, |s| s.clinic.demo = true).await.unwrap())
    }

    fn around(clinic: Clinic) -> Self {
        let logo = Logo { address: LOGO.into(), kind: "image/svg+xml", bytes: "<svg/>".into() };
        Self::with(clinic, Some(logo))
    }

    fn with(clinic: Clinic, logo: Option<Logo>) -> Self {
        let site = TempDir::new().unwrap();
        std::fs::create_dir(site.path().join("pkg")).unwrap();
        for file in ["pkg/linden.js", "icon.svg", "offline.html", "sw.js"] {
            std::fs::write(site.path().join(file), "here").unwrap();
        }
        let settings = HttpSettings {
            public_url: format!("{ORIGIN}/"),
            trusted: Trusted(vec![PROXY.parse().unwrap()]),
            away: ELSEWHERE.into(),
            logo,
        };
        let doors = Doors::new(clinic.portal().clone(), settings, site.path());
        let file = |kind: &'static str| get(move || async move { ([(CONTENT_TYPE, kind)], "here") });
        let pages = Router::new()
            .route("/", get(page))
            .route("/practices", get(page))
            .route("/p/{patient}", get(page))
            .route("/people", get(page))
            .route("/desk", get(page))
            .route("/staff", get(page))
            .route("/panics", get(panics))
            .route("/icon.svg", file("image/svg+xml"))
            .route("/offline.html", file("text/html"))
            .route("/sw.js", file("text/javascript"))
            .route("/pkg/linden.js", file("text/javascript"))
            .fallback(|| async { (StatusCode::NOT_FOUND, Html("<p>not here</p>")).into_response() });
        let router = doors.around(pages);
        Self { clinic, doors, router, _site: site }
    }

    async fn answer(&self, request: Request<Body>) -> Response {
        self.router.clone().oneshot(request).await.unwrap()
    }

    async fn ask(&self, ask: Ask) -> Reply {
        let (parts, body) = self.answer(ask.request()).await.into_parts();
        let body = to_bytes(body, 1 << 20).await.unwrap();
        Reply { status: parts.status, headers: parts.headers, body: String::from_utf8(body.to_vec()).unwrap() }
    }
}

/// A request of a browser on one of our own pages, unless said otherwise.
#[derive(Clone)]
struct Ask {
    method: Method,
    path: String,
    body: Vec<u8>,
    headers: Vec<(String, String)>,
    from: IpAddr,
}

impl Ask {
    fn get(path: &str) -> Self {
        let from = "198.51.100.7".parse().unwrap();
        Self { method: Method::GET, path: path.into(), body: Vec::new(), headers: vec![], from }
    }

    fn post(path: &str, body: &str) -> Self {
        let form = Self { method: Method::POST, body: body.into(), ..Self::get(path) };
        form.with("sec-fetch-site", "same-origin").with("origin", ORIGIN)
    }

    /// A form with a file, as browsers send it.
    fn upload(fields: &[(&str, &str)], (name, bytes): (&str, &[u8])) -> Self {
        let mut body = Vec::new();
        for (field, said) in fields {
            body.extend(format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n").bytes());
            body.extend(format!("{said}\r\n").bytes());
        }
        let head = format!("Content-Disposition: form-data; name=\"file\"; filename=\"{name}\"");
        body.extend(format!("--{BOUNDARY}\r\n{head}\r\nContent-Type: image/jpeg\r\n\r\n").bytes());
        body.extend_from_slice(bytes);
        body.extend(format!("\r\n--{BOUNDARY}--\r\n").bytes());
        let form = Self { body, ..Self::post("/upload", "") };
        form.with(CONTENT_TYPE.as_str(), &format!("multipart/form-data; boundary={BOUNDARY}"))
    }

    fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.retain(|(n, _)| n != name);
        self.headers.push((name.into(), value.into()));
        self
    }

    fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(n, _)| n != name);
        self
    }

    fn from(mut self, address: &str) -> Self {
        self.from = address.parse().unwrap();
        self
    }

    fn signed_in(self, visitor: &portal_care::Visitor) -> Self {
        let session = visitor.session.clone().unwrap_or_default();
        self.with(COOKIE.as_str(), &format!("__Host-sid={session}"))
    }

    fn request(self) -> Request<Body> {
        let mut request = Request::builder().method(self.method.clone()).uri(&self.path);
        if self.method != Method::GET {
            if !self.headers.iter().any(|(name, _)| name == CONTENT_TYPE.as_str()) {
                request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
            }
            request = request.header(CONTENT_LENGTH, self.body.len());
        }
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let mut request = request.body(Body::from(self.body)).unwrap();
        request.extensions_mut().insert(ConnectInfo(SocketAddr::new(self.from, 40_000)));
        request
    }
}

/// An answer, read to its end.
#[derive(Debug)]
struct Reply {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Reply {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|v| v.to_str().unwrap()).unwrap_or_default()
    }

    fn cookies(&self) -> Vec<String> {
        self.headers.get_all("set-cookie").iter().map(|v| v.to_str().unwrap().to_owned()).collect()
    }
}

/// Every server function: its address. All of them, or the test of whoever asks is blind.
fn functions() -> Vec<(&'static str, Method)> {
    let mut all: Vec<_> = leptos::server_fn::axum::server_fn_paths().collect();
    all.sort_by_key(|(path, _)| *path);
    assert!(all.len() >= 30, "the server functions are not linked: {}", all.len());
    all
}
