//! The doors, put together.

use crate::address::Trusted;
use crate::limits::Limits;
use crate::upload::{self, Uploads};
use crate::{csrf, files, headers, limits, live, visit};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, DefaultBodyLimit, Request, State};
use axum::http::header::{CONTENT_TYPE, REFRESH, RETRY_AFTER};
use axum::http::{Method, StatusCode};
use axum::middleware;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use leptos::prelude::provide_context;
use portal_care::Portal;
use portal_types::links;
use std::collections::HashSet;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::limit::RequestBodyLimitLayer;

/// Largest body of a server function's request.
const BODY: usize = 64 * 1024;

/// What the operator decides about the web.
#[derive(Clone, Debug)]
pub struct HttpSettings {
    /// The address people use, without a path: `https://portal.example`.
    pub public_url: String,
    /// Reverse proxies that are believed.
    pub trusted: Trusted,
    /// Where who leaves quickly is led: a page elsewhere that anybody could be reading.
    pub away: String,
    /// The clinic's logo, if it has one.
    pub logo: Option<Logo>,
}

/// A picture that the operator has chosen.
#[derive(Clone, Debug)]
pub struct Logo {
    /// Its address below this site: `/logo-`, the beginning of its hash, and how names of its kind end.
    pub address: String,
    /// What browsers call its kind: `image/svg+xml`.
    pub kind: &'static str,
    /// The picture.
    pub bytes: Bytes,
}

impl HttpSettings {
    /// The origin that browsers name.
    pub fn origin(&self) -> String {
        self.public_url.trim_end_matches('/').to_owned()
    }
}

/// Everything a request can reach besides the pages. Cheap to clone.
#[derive(Clone)]
pub struct Doors(Arc<Inner>);

struct Inner {
    portal: Portal,
    settings: HttpSettings,
    limits: Limits,
    uploads: Uploads,
    statics: HashSet<String>,
    closing: watch::Sender<bool>,
}

impl Doors {
    /// With the portal behind them; `site` is the folder of static files.
    pub fn new(portal: Portal, settings: HttpSettings, site: &Path) -> Self {
        let statics = static_files(site);
        let (limits, uploads, closing) = (Limits::new(), Uploads::new(), watch::Sender::new(false));
        Self(Arc::new(Inner { portal, settings, limits, uploads, statics, closing }))
    }

    /// The portal.
    pub fn portal(&self) -> &Portal {
        &self.0.portal
    }

    /// The operator's settings.
    pub fn settings(&self) -> &HttpSettings {
        &self.0.settings
    }

    pub(crate) fn limits(&self) -> &Limits {
        &self.0.limits
    }

    pub(crate) fn uploads(&self) -> &Uploads {
        &self.0.uploads
    }

    pub(crate) fn nonce(&self) -> String {
        self.0.portal.nonce()
    }

    /// Ends the live streams, so that the server can go down.
    pub fn close(&self) {
        self.0.closing.send_replace(true);
    }

    pub(crate) fn closing(&self) -> watch::Receiver<bool> {
        self.0.closing.subscribe()
    }

    /// Whether a path is one of the static files beside the build's hashed ones.
    pub fn is_static(&self, path: &str) -> bool {
        self.0.statics.contains(path) || self.is_logo(path)
    }

    /// Whether a path is the logo's.
    pub(crate) fn is_logo(&self, path: &str) -> bool {
        self.settings().logo.as_ref().is_some_and(|logo| logo.address == path)
    }

    /// Whether a path is a page's.
    pub(crate) fn is_page(&self, path: &str) -> bool {
        let door = ["/api/", "/pkg/", "/file/"].iter().any(|p| path.starts_with(p));
        !door
            && !matches!(path, links::AWAY | links::UPLOAD | "/live" | "/health" | "/csp-report")
            && !self.is_static(path)
    }

    /// The client's address.
    pub(crate) fn client(&self, request: &Request) -> IpAddr {
        let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|c| c.0.ip());
        self.0.settings.trusted.client(peer.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED)), request.headers())
    }

    /// What a page says when the database is away. It needs nothing that could be missing too.
    pub(crate) fn out_of_order(&self) -> Response {
        let clinic = self.portal().clinic();
        let page = format!(
            "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>{0}</title>\
             <h1>We will be right back</h1><p>The portal is out of order for a moment. Please try again in a minute, \
             or call us: {1}.</p><p lang=\"es\">El portal no funciona en este momento. Intente de nuevo en un minuto, o \
             llámenos: {1}.</p><p>If you are experiencing a medical emergency, please dial {2} by phone.</p></html>",
            escape(&clinic.name),
            escape(&clinic.support_phone),
            escape(&clinic.emergency)
        );
        (StatusCode::SERVICE_UNAVAILABLE, Html(page)).into_response()
    }

    /// What somebody reads whose browser has asked for too much at once. `sent`: it was a form. Nobody has kept that: the page
    /// it was on is in no cache, and some browsers draw it anew, empty. But what a page is the answer to is sent again where
    /// that page is loaded again.
    pub(crate) fn too_much_at_once(&self, seconds: u64, sent: bool) -> Response {
        let clinic = self.portal().clinic();
        // Nobody counts to one, and no sentence needs two forms.
        let wait = seconds.max(2);
        let (again, de_nuevo) = if sent {
            (
                ": what you sent is sent again. Your browser may ask you first. If you go back instead, what you typed \
                 may be gone.",
                ": lo que envió se enviará de nuevo. Es posible que su navegador le pregunte antes. Si en cambio vuelve \
                 atrás, lo que escribió puede haberse perdido.",
            )
        } else {
            (".", ".")
        };
        let page = format!(
            "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" \
             content=\"width=device-width\"><title>{0}</title><h1>One moment, please</h1><p>That was too much at once. \
             Wait {wait} seconds, then load this page again{again}</p><p lang=\"es\">Fue demasiado a la vez. Espere {wait} \
             segundos y vuelva a cargar esta página{de_nuevo}</p><p>If you are experiencing a medical emergency, please \
             dial {1} by phone.</p></html>",
            escape(&clinic.name),
            escape(&clinic.emergency)
        );
        (StatusCode::TOO_MANY_REQUESTS, [(RETRY_AFTER, seconds.to_string())], Html(page)).into_response()
    }

    /// Puts pages and doors behind the layers.
    pub fn around(&self, pages: Router) -> Router {
        let doors = Router::new()
            .route("/api/{*function}", post(server_function))
            .route("/live", get(live::open))
            .route("/file/visit/{patient}/{ask}", get(files::visit))
            .route("/file/{file}", get(files::sent))
            .route("/health", get(health))
            .route(links::AWAY, get(away))
            .route("/csp-report", post(csp_report).layer(DefaultBodyLimit::max(16 * 1024)))
            .with_state(self.clone());
        // A file is longer than anything else that is sent.
        let large = Router::new()
            .route(links::UPLOAD, post(upload::receive).layer(DefaultBodyLimit::max(upload::BODY)))
            .with_state(self.clone());
        let state = self.clone();
        pages
            .merge(doors)
            .merge(logo(self.settings()))
            .layer(RequestBodyLimitLayer::new(BODY))
            .merge(large)
            .layer(middleware::from_fn_with_state(state.clone(), visit::layer))
            .layer(middleware::from_fn_with_state(state.clone(), limits::layer))
            .layer(middleware::from_fn_with_state(state.clone(), csrf::layer))
            .layer(CatchPanicLayer::custom(panicked))
            .layer(middleware::from_fn_with_state(state, headers::layer))
    }

    /// Sweeps the budgets now and then, for as long as the server lives.
    pub async fn keep_tidy(self) {
        let mut every = tokio::time::interval(Duration::from_secs(60));
        loop {
            every.tick().await;
            self.limits().sweep();
        }
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The static files of the site's folder, as paths.
fn static_files(site: &Path) -> HashSet<String> {
    fn walk(folder: &Path, prefix: &str, found: &mut HashSet<String>) {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = format!("{prefix}/{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                if path != "/pkg" {
                    walk(&entry.path(), &path, found);
                }
            } else {
                found.insert(path);
            }
        }
    }
    let mut found = HashSet::new();
    walk(site, "", &mut found);
    found
}

/// The clinic's logo, if it has one, for anybody.
fn logo(settings: &HttpSettings) -> Router {
    let Some(Logo { address, kind, bytes }) = settings.logo.clone() else { return Router::new() };
    Router::new().route(&address, get(move || async move { ([(CONTENT_TYPE, kind)], bytes) }))
}

async fn server_function(State(doors): State<Doors>, request: Request) -> Response {
    let portal = doors.portal().clone();
    leptos_axum::handle_server_fns_with_context(move || provide_context(portal.clone()), request).await.into_response()
}

async fn health(State(doors): State<Doors>) -> Response {
    match doors.portal().healthy().await {
        Ok(()) => "ok".into_response(),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer").into_response(),
    }
}

/// Leads out of the portal. No redirect: a browser follows none to elsewhere that a form has led to (`form-action`). It
/// takes the place of this page in the history. What the page says is where it leads, and nothing of the portal.
async fn away(State(doors): State<Doors>) -> Response {
    let to = &doors.settings().away;
    let page = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width\"><title>{0}</title><p><a href=\"{0}\">{0}</a></p></html>",
        escape(to)
    );
    ([(REFRESH, format!("0;url={to}"))], Html(page)).into_response()
}

/// A browser tells of something the content policy refused. Only the directive is logged: addresses could be anything.
async fn csp_report(method: Method, body: Bytes) -> StatusCode {
    let text = String::from_utf8_lossy(&body);
    let directive = ["effectiveDirective", "effective-directive", "violated-directive"]
        .iter()
        .find_map(|key| text.split_once(&format!("\"{key}\":\"")).and_then(|(_, rest)| rest.split('"').next()))
        .filter(|d| d.len() < 40 && d.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'))
        .unwrap_or("unknown");
    tracing::warn!(directive, %method, "the content policy refused something");
    StatusCode::NO_CONTENT
}

/// Last resort: one request failed in a way nobody foresaw; the others go on.
fn panicked(_: Box<dyn std::any::Any + Send>) -> Response {
    tracing::error!("a request panicked");
    let mut response = Response::new(Body::from("internal error"));
    *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    response.headers_mut().insert(CONTENT_TYPE, axum::http::HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}
