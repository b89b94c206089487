//! From a request to a visitor: cookies, language, address; and for a page, what it is drawn with.

use crate::doors::Doors;
use axum::extract::{Request, State};
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE, LOCATION, SET_COOKIE, USER_AGENT};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use portal_api::desk::{
    DEVICE_COOKIE, ENROLLMENT_COOKIE, HALF_COOKIE, KNOWN_COOKIE, LANG_COOKIE, SESSION_COOKIE, TICKET_COOKIE,
    lang_cookie,
};
use portal_care::Visitor;
use portal_care::accounts::{Touch, boot, set_language};
use portal_types::account::{Lang, Role, Who};
use portal_types::links;
use std::sync::Arc;

/// The value of a cookie. Of two with one name the first counts: the browser sends the more specific one first.
fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, value)| *key == name && !value.is_empty() && value.len() <= 128)
        .map(|(_, value)| value.to_owned())
}

/// What kind of browser somebody uses, so that she knows her devices apart. Only words of ours: what a browser says of
/// itself is a stranger's text.
fn device(headers: &HeaderMap) -> String {
    let said = headers.get(USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let first = |names: &[(&'static str, &'static str)]| {
        names.iter().find(|(mark, _)| said.contains(mark)).map(|(_, name)| *name)
    };
    // In this order: each of them also names those behind it.
    let browser = first(&[
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("FxiOS", "Firefox"),
        ("CriOS", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = first(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("CrOS", "Chromebook"),
        ("Windows", "Windows"),
        ("Mac OS X", "Mac"),
        ("Linux", "Linux"),
    ]);
    [browser, system].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn language(headers: &HeaderMap) -> Lang {
    cookie(headers, LANG_COOKIE).and_then(|code| Lang::from_code(&code)).unwrap_or_else(|| {
        let wanted = headers.get(ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).unwrap_or_default();
        Lang::negotiate(wanted)
    })
}

/// Where somebody is sent who asked for a page that is not for her; nowhere, if it is.
fn elsewhere(path: &str, who: &Who) -> Option<String> {
    let charts = path.starts_with("/p/") || path == links::PEOPLE;
    let patients = charts || path == links::ACCOUNT || path == links::TERMS_AGAIN;
    let desks = path == links::DESK || path.starts_with("/desk/");
    // Where only staff are at home.
    let staffs = desks || path == links::STAFF_LOCKED;
    match who {
        Who::Guest if patients => Some(format!("{}?next={path}", links::SIGN_IN)),
        Who::Guest if path == links::DESK || path == links::STAFF_LOCKED => Some(links::STAFF_SIGN_IN.to_owned()),
        Who::Guest if desks => Some(format!("{}?next={path}", links::STAFF_SIGN_IN)),
        // Nobody but who has locked it goes on from here; others sign in.
        Who::Locked { .. } if desks => Some(format!("{}?next={path}", links::STAFF_LOCKED)),
        Who::Locked { .. } if patients => Some(links::STAFF_LOCKED.to_owned()),
        // The key to a chart is not made (in `care`) before the person has agreed; this only shows the way.
        Who::Patient { owes: true, .. } if charts => Some(format!("{}?next={path}", links::TERMS_AGAIN)),
        Who::Patient { owes: true, .. } if staffs || path == links::SIGN_IN => Some(links::TERMS_AGAIN.to_owned()),
        Who::Patient { owes: true, .. } => None,
        // The same for the second factor that the clinic asks for.
        Who::Patient { needs_factor: true, .. }
            if charts || staffs || [links::SIGN_IN, links::TERMS_AGAIN].contains(&path) =>
        {
            Some(links::ACCOUNT.to_owned())
        }
        Who::Patient { needs_factor: true, .. } => None,
        // Who has no record here is at home with the people she acts for.
        Who::Patient { charts, .. } if staffs || path == links::SIGN_IN || path == links::TERMS_AGAIN => {
            let own = charts.iter().find(|chart| chart.own);
            Some(own.map_or_else(|| links::PEOPLE.to_owned(), |chart| links::home(chart.patient)))
        }
        Who::Staff { role, .. }
            if patients || [links::SIGN_IN, links::STAFF_SIGN_IN, links::STAFF_LOCKED].contains(&path) =>
        {
            Some(links::desk_of(*role).to_owned())
        }
        // The desk as such lists conversations; who answers none is at home elsewhere.
        Who::Staff { role: role @ (Role::FrontDesk | Role::Enrollment | Role::Support | Role::Admin), .. }
            if path == links::DESK =>
        {
            Some(links::desk_of(*role).to_owned())
        }
        _ => None,
    }
}

/// The language of a press on the switch: `?lang=es`.
fn chosen_language(query: &str) -> Option<Lang> {
    query.split('&').find_map(|pair| pair.strip_prefix("lang=")).and_then(Lang::from_code)
}

/// Keeps the chosen language and shows the same page again, without the choice in its address. It is a link, so that it
/// works everywhere; a link from elsewhere could at worst change the language.
async fn speak(doors: &Doors, visitor: &Visitor, lang: Lang, path: &str) -> Response {
    if let Err(error) = set_language(doors.portal(), visitor, lang).await {
        tracing::warn!(cause = %error, "the language of an account was not kept");
    }
    let mut response = StatusCode::FOUND.into_response();
    if let (Some(cookie), Ok(to)) = (lang_cookie(lang), HeaderValue::from_str(path)) {
        response.headers_mut().append(SET_COOKIE, cookie);
        response.headers_mut().insert(LOCATION, to);
    }
    response
}

pub(crate) async fn layer(State(doors): State<Doors>, mut request: Request, next: Next) -> Response {
    let headers = request.headers();
    let visitor = Visitor {
        session: cookie(headers, SESSION_COOKIE),
        enrollment: cookie(headers, ENROLLMENT_COOKIE),
        address: doors.client(&request),
        lang: language(headers),
        device: device(headers),
        remembered: cookie(headers, DEVICE_COOKIE),
        known: cookie(headers, KNOWN_COOKIE),
        half: cookie(headers, HALF_COOKIE),
        ticket: cookie(headers, TICKET_COOKIE),
    };
    let path = request.uri().path();
    if request.method() == Method::GET && doors.is_page(path) {
        if let Some(lang) = request.uri().query().and_then(chosen_language) {
            return speak(&doors, &visitor, lang, path).await;
        }
        match boot(doors.portal(), &visitor, Touch::Person).await {
            Ok(boot) => {
                if let Some(to) = elsewhere(path, &boot.who) {
                    let to = HeaderValue::from_str(&to).unwrap_or(HeaderValue::from_static("/"));
                    return (StatusCode::FOUND, [(LOCATION, to)]).into_response();
                }
                request.extensions_mut().insert(Arc::new(boot));
            }
            Err(error) => {
                tracing::error!(cause = %error, "a page could not be begun");
                return doors.out_of_order();
            }
        }
    }
    request.extensions_mut().insert(visitor);
    let nonsense = request.method() == Method::GET && links::nonsense(request.uri().path());
    let mut response = next.run(request).await;
    // The page says so in words; this says it to machines.
    if nonsense && response.status() == StatusCode::OK {
        *response.status_mut() = StatusCode::NOT_FOUND;
    }
    response
}
