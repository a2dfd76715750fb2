//! `lagebild serve`

use std::net::{SocketAddr, ToSocketAddrs as _};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use app::context::{Site, Texts};
use app::urls;
use domain::people::Purpose;
use store::Db;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use super::args::Serve;
use super::{Refusal, failed, keep_log};
use crate::clock::Clock;
use crate::exposure::Exposure;
use crate::failure::chain;
use crate::notify::schedule;
use crate::notify::send::{PACE, Sender};
use crate::public_url::PublicUrl;
use crate::router::router;
use crate::state::AppState;
use crate::token::token;
use crate::{assets, connections};

pub(super) async fn run(db: Db, clock: Clock, options: Serve) -> Result<(), Refusal> {
    keep_log();
    let exposure = Exposure { public_url: options.public_url, trusted_proxies: options.trusted_proxy };
    let address = address(&options.listen, &exposure)?;
    if exposure.is_https() && exposure.trusted_proxies.is_empty() {
        eprintln!(
            "Hinweis: Ohne --trusted-proxy zählen alle, die über denselben Proxy kommen, bei Anmeldeversuchen als ein \
             Absender. Nennen Sie die Adresse des Proxys."
        );
    }
    let site = Site {
        texts: options.texts.as_deref().map(texts).transpose()?.unwrap_or_default(),
        is_public: options.public_reading,
        ..assets::site()
    };
    if site.css.is_none() {
        eprintln!("Dieses Programm trägt keine Gestaltung in sich; „cargo xtask build“ baut eines mit.");
    }
    let mut state = AppState::new(db, site, clock, exposure);
    state.mailer = options.mail.mailer()?;
    state.oidc = options.oidc.provider()?.map(Arc::new);
    state.public_reads = options.public_reading;
    // Reads everything once, so that the first reader does not wait for it.
    let is_demo = state.read_model.current().await.map_err(|error| failed(&error))?.is_demo;
    let listener = TcpListener::bind(address).await.map_err(|error| {
        format!(
            "An {address} lässt sich nicht lauschen: {error}. Wählen Sie mit --listen eine andere Adresse."
        )
    })?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    // The socket takes connections from here on.
    println!("http://{address}");
    offer_setup(&state, address).await?;
    let noting = tokio::spawn(note_refusals(state.clone()));
    let (running, stopping) = watch::channel(());
    let notifying = sender(&state, is_demo).map(|sender| tokio::spawn(schedule::keep(sender, stopping)));
    connections::serve(listener, router(state.clone()), connections::PATIENCE, stopped()).await;
    noting.abort();
    // A letter that is under way is finished.
    drop(running);
    if let Some(notifying) = notifying {
        let _ = notifying.await;
    }
    note_refused(&state).await;
    Ok(())
}

/// Where to listen, as long as passwords are safe there.
fn address(listen: &str, exposure: &Exposure) -> Result<SocketAddr, Refusal> {
    let address = listen
        .to_socket_addrs()
        .ok()
        .and_then(|mut found| found.next())
        .ok_or_else(|| format!("„{listen}“ ist keine Adresse. Schreiben Sie sie als 127.0.0.1:3000."))?;
    if exposure.may_listen_at(address.ip()) {
        Ok(address)
    } else {
        Err(format!(
            "An {address} wird nicht gelauscht: Von dort kommen auch andere Rechner, und ohne Verschlüsselung \
             gingen Passwörter offen durchs Netz. Nennen Sie mit --public-url die Adresse mit https://, unter der \
             Browser Lagebild erreichen, oder nehmen Sie eine Adresse dieses Rechners, zum Beispiel 127.0.0.1:3000."
        ))
    }
}

/// Prints the way to the first account, as long as there is no admin. Each start makes the one before worthless.
async fn offer_setup(state: &AppState, address: SocketAddr) -> Result<(), Refusal> {
    let token = token();
    if !state.db.open_setup(&token, state.clock.now()).await.map_err(|error| failed(&error))? {
        return Ok(());
    }
    let here = format!("http://{address}");
    let origin = state.exposure.public_url.as_ref().map_or(here.as_str(), PublicUrl::as_str);
    println!(
        "Noch gibt es niemanden, der sich anmelden kann. Das erste Konto richten Sie innerhalb von 24 Stunden hier \
         ein, einmalig:\n{origin}{}",
        urls::link(Purpose::Setup, &token)
    );
    Ok(())
}

/// Sends letters that remind, where there is somebody to send them through, somebody to get them, and an address
/// for their links.
fn sender(state: &AppState, is_demo: bool) -> Option<Sender> {
    // People of a demonstration are invented, and so are their addresses.
    let mailer = state.mailer.clone().filter(|_| !is_demo)?;
    let Some(public_url) = &state.exposure.public_url else {
        eprintln!(
            "Hinweis: Ohne --public-url wird niemand erinnert, weil die Links in den Briefen nirgendwohin führten."
        );
        return None;
    };
    Some(Sender {
        db: state.db.clone(),
        read_model: state.read_model.clone(),
        mailer,
        origin: public_url.as_str().parse().ok()?,
        clock: state.clock,
        pace: PACE,
    })
}

/// Sign-ins that were refused unlooked at are noted once a minute, however many there were.
async fn note_refusals(state: AppState) {
    let mut minute = tokio::time::interval(Duration::from_mins(1));
    loop {
        minute.tick().await;
        note_refused(&state).await;
    }
}

async fn note_refused(state: &AppState) {
    let Some(refused) = state.sign_ins.take_refused() else { return };
    let addresses = u64::try_from(refused.addresses).unwrap_or(u64::MAX);
    if let Err(error) = state.db.note_refused_sign_ins(refused.attempts, addresses, state.clock.now()).await {
        tracing::error!(error = chain(&error), "refused sign-ins were not noted");
    }
}

/// Reads the operator's texts; a missing file is no mistake, an unreadable one is.
fn texts(folder: &Path) -> Result<Texts, Refusal> {
    let read = |name: &str| {
        let file = folder.join(name);
        match std::fs::read_to_string(&file) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && folder.is_dir() => Ok(None),
            Err(error) => Err(format!("{} lässt sich nicht lesen: {error}", file.display())),
        }
    };
    Ok(Texts {
        imprint: read("impressum.md")?,
        privacy: read("datenschutz.md")?,
        accessibility: read("barrierefreiheit.md")?,
    })
}

/// Returns when the program is asked to stop.
async fn stopped() {
    let interrupted = tokio::signal::ctrl_c();
    match signal(SignalKind::terminate()) {
        Ok(mut terminated) => {
            tokio::select! {
                _ = interrupted => {}
                _ = terminated.recv() => {}
            }
        }
        // Without a handler SIGTERM stops the program at once, which no data depends on.
        Err(_) => {
            let _ = interrupted.await;
        }
    }
}
