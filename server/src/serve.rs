//! Opens the doors, and closes them in good order.

use crate::config::Config;
use crate::rounds::Rounds;
use crate::{Failure, build, say, site};
use app::{App, Assets, Pieces, shell};
use axum::Router;
use leptos::config::LeptosOptions;
use leptos::nonce::Nonce;
use leptos::prelude::{provide_context, use_context};
use leptos_axum::{
    LeptosRoutes, file_and_error_handler_with_context, generate_route_list, render_app_async_with_context,
};
use portal_care::Portal;
use portal_http::{Doors, HttpSettings, Logo, Trusted};
use portal_store::Db;
use portal_types::account::Boot;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tower_http::services::ServeDir;

/// Requests under way when the server is told to stop get this long.
const DRAIN: Duration = Duration::from_secs(10);

/// And letters that a carrier has this long.
const LETTERS: Duration = Duration::from_secs(5);

/// What is logged unless the environment says otherwise. Of passkeys, anybody could fill the log with what is wrong with
/// answers; the audit trail says who was refused.
const LOGGED: &str = "info,sqlx=warn,webauthn_rs_core=off";

/// Structured logs on standard error; ids, never names or texts.
pub fn log() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("LINDEN_LOG").unwrap_or_else(|_| LOGGED.into());
    tracing_subscriber::fmt().json().with_env_filter(filter).with_writer(std::io::stderr).init();
}

/// Serves the portal until it is told to stop.
pub async fn serve(config: Config) -> Result<(), Failure> {
    config.refuse_open_http()?;
    let logo = config.logo()?;
    let (portal, db) = build::portal(&config, false, logo.as_ref()).await?;
    run(&config, portal, db, logo).await
}

/// Everything behind one router.
pub fn router(doors: &Doors, site: &std::path::Path, assets: Assets) -> Router {
    let options = LeptosOptions::builder()
        .output_name("linden")
        .site_root(site.to_string_lossy().into_owned())
        .site_pkg_dir("pkg")
        .hash_files(true)
        .build();
    let portal = doors.portal().clone();
    let assets = Arc::new(assets);
    let named = assets.clone();
    let context = move || {
        provide_context(portal.clone());
        // Absent while the list of routes is made.
        if let Some(parts) = use_context::<axum::http::request::Parts>() {
            if let Some(nonce) = parts.extensions.get::<portal_http::Nonce>() {
                provide_context(Nonce::from_value(nonce.0.clone()));
            }
            provide_context(Pieces(site::pieces(&named, parts.uri.path())));
            if let Some(boot) = parts.extensions.get::<Arc<Boot>>() {
                provide_context(boot.clone());
            }
        }
    };
    let pkg = ServeDir::new(site.join("pkg")).precompressed_br().precompressed_gzip();
    let routes = generate_route_list(App);
    let shell = move || shell(&assets);
    let lost = shell.clone();
    // Pages are sent whole. (leptos's own mounting would open the server functions beside our doors.)
    let page = render_app_async_with_context(context.clone(), shell);
    let pages = Router::new()
        .leptos_routes_with_handler(routes, page)
        .nest_service("/pkg", pkg)
        .fallback(file_and_error_handler_with_context::<LeptosOptions, _>(context, move |_| lost()))
        .with_state(options);
    doors.around(pages)
}

/// Hears that the server stops.
async fn heard(mut hears: watch::Receiver<bool>) {
    let _ = hears.wait_for(|told| *told).await;
}

/// Listens, and stops in good order: no new requests, live streams ended, requests under way finished, and letters that a
/// carrier has noted as sent. So it stops, with an error, when what works in the background has failed, too: it is not to
/// look alive while no letter is sent.
pub async fn run(config: &Config, portal: Portal, db: Db, logo: Option<Logo>) -> Result<(), Failure> {
    let site = site::folder(config)?;
    let assets = site::assets(&site)?;
    let trusted = Trusted(config.trusted_proxies.clone());
    let settings = HttpSettings { public_url: config.public_url(), trusted, away: config.away()?, logo };
    let doors = Doors::new(portal.clone(), settings, &site);
    let router = router(&doors, &site, assets);
    let journal = config.journal()?;

    let listener = tokio::net::TcpListener::bind(config.listen)
        .await
        .map_err(|e| format!("cannot listen on {}: {e}", config.listen))?;

    let told = Arc::new(watch::Sender::new(false));
    let mut rounds = Rounds::default();
    rounds.always("budgets", doors.clone().keep_tidy());
    let post = config.post()?;
    if post.is_closed() && !portal.clinic().demo {
        tracing::warn!("neither mail nor texts are set up: letters wait in the outbox");
    }
    if config.files.scanner.is_none() && config.files.require_scanner {
        tracing::warn!("no scanner is set up, and files need one: none of them can be opened");
    }
    let letters = portal_worker::deliver::run(portal.clone(), post, config.public_url(), told.subscribe());
    rounds.until_told("letters", letters);
    rounds.always("tidying", portal_worker::tidy::run(portal.clone()));
    rounds.always("files", portal_worker::scan::run(portal.clone()));
    rounds.always("representatives", portal_worker::representatives::run(portal.clone()));
    rounds.always("what is late", portal_worker::escalate::run(portal.clone()));
    rounds.always("checkpoints", portal_worker::checkpoints::run(portal.clone(), journal));
    rounds.perhaps("the live channel", relay(portal, db.clone()));

    say(&format!("ready on {}", config.public_url()));
    let (closing, telling, fails) = (doors.clone(), told.clone(), told.subscribe());
    let server = axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>())
        .with_graceful_shutdown(async move {
            tokio::select! {
                () = stop_signal() => {}
                () = heard(fails) => {}
            }
            closing.close();
            telling.send_replace(true);
        });
    let done = drained(async { server.await }, &told, &mut rounds).await;
    // What works in the background would find the database closed, and say so as if something were wrong.
    told.send_replace(true);
    rounds.stop(LETTERS).await;
    db.close().await?;
    done
}

/// Waits until requests that were under way when it was told have had their time.
async fn late(hears: watch::Receiver<bool>) {
    heard(hears).await;
    tokio::time::sleep(DRAIN).await;
    tracing::warn!("requests were still under way after {DRAIN:?}");
}

/// Serves until the last request is answered, or until that takes too long. Where a round fails it is told to stop.
async fn drained(
    server: impl Future<Output = std::io::Result<()>>,
    told: &watch::Sender<bool>,
    rounds: &mut Rounds,
) -> Result<(), Failure> {
    let mut server = pin!(server);
    let why = tokio::select! {
        done = &mut server => {
            done?;
            return Ok(());
        }
        () = late(told.subscribe()) => return Ok(()),
        why = rounds.failed() => why,
    };
    tracing::error!("{why}");
    told.send_replace(true);
    tokio::select! {
        done = &mut server => done?,
        () = late(told.subscribe()) => {}
    }
    Err(why.into())
}

/// Hears the nudges of other nodes, and tries again when the connection is lost.
async fn relay(portal: Portal, db: Db) {
    loop {
        match db.listener().await {
            // One node only.
            Ok(None) => return,
            Ok(Some(listener)) => {
                if let Err(error) = portal_care::live::relay(&portal, listener).await {
                    tracing::warn!(cause = %error, "the live channel broke");
                }
            }
            Err(error) => tracing::warn!(cause = %error, "the live channel does not open"),
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

/// SIGTERM from a service manager, or Ctrl-C from a person.
async fn stop_signal() {
    let interrupt = async {
        let _ = tokio::signal::ctrl_c().await;
    };
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                () = interrupt => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    interrupt.await;
}

#[cfg(test)]
mod tests;
