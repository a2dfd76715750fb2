//! Keeps the lines typed in a workshop until the server has them.

#[cfg(feature = "hydrate")]
mod browser;
#[cfg(feature = "hydrate")]
mod queue;

use leptos::prelude::*;

/// Sends the lines of the form `erfassen` one after the other while the next is typed, and keeps the list
/// `eintraege` as new as the server's. Stands between the two.
///
/// A line is kept in the browser first and sent afterwards, under a key that the browser made: a dead connection
/// delays it, a reload finds it again, and what arrives twice is kept once, since the server knows the key. Without
/// JavaScript this is not there, and the form is sent as any other.
#[island]
pub fn LiveCapture() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    browser::start();
    view! {
        <div class="lb-unsent" id="erfassen-stand" hidden>
            <div class="lb-unsent__state" role="status">
                <p id="erfassen-zahl"></p>
                <p id="erfassen-offline" hidden>
                    "Keine Verbindung. Schreiben Sie weiter: Alle Zeilen sind in diesem Browser aufgehoben und werden gesendet, sobald es wieder geht."
                </p>
                <p id="erfassen-abgemeldet" hidden>
                    "Sie sind nicht mehr angemeldet. "
                    <a href="/anmelden" target="_blank">"Melden Sie sich in einem neuen Tab an"</a>
                    " und lassen Sie diese Seite offen: Alle Zeilen sind aufgehoben und werden danach gesendet."
                </p>
            </div>
            <ul class="lb-unsent__lines" id="ungesendet"></ul>
        </div>
    }
}
