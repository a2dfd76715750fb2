//! Everything that leads and admins look after, in one list.

use domain::people::Role;
use leptos::prelude::*;
use leptos_meta::Title;

use crate::people::visitor;
use crate::urls;

/// A place to look after something.
struct Place {
    name: &'static str,
    address: &'static str,
    help: &'static str,
    /// Who looks after it.
    roles: &'static [Role],
}

const PLACES: &[Place] = &[
    Place {
        name: "Import",
        address: urls::IMPORT,
        help: "Eine Tabelle mit den Ständen der Behörden einlesen, vorab ansehen und korrigieren.",
        roles: &[Role::Lead],
    },
    Place {
        name: "Kriterien",
        address: urls::CRITERIA,
        help: "Was vor Ort erfüllt sein muss, bevor eine Leistung starten kann, und wie danach gefragt wird.",
        roles: &[Role::Lead],
    },
    Place {
        name: "Hersteller",
        address: urls::VENDORS,
        help: "Unter welchen Namen Hersteller und ihre Produkte gemeldet wurden; doppelte zusammenführen.",
        roles: &[Role::Lead],
    },
    Place {
        name: "Änderungen",
        address: urls::BATCHES,
        help: "Importe und Mehrfachänderungen: was auf einmal eingetragen wurde, und wie es zurückgenommen wird.",
        roles: &[Role::Lead],
    },
    Place {
        name: "Vorlage für Kommunen",
        address: urls::sheets::TEMPLATE,
        help: "Eine Excel-Mappe mit einem Blatt je Kreis, vorausgefüllt, mit Auswahllisten: zum Ausfüllen weitergeben und wieder einlesen.",
        roles: &[Role::Lead],
    },
    Place {
        name: "Benachrichtigungen",
        address: urls::NOTIFICATIONS,
        help: "Wer demnächst einen Brief bekommt, was darin steht und was schon verschickt ist.",
        roles: &[Role::Lead, Role::Admin],
    },
    Place {
        name: "Personen",
        address: urls::PEOPLE,
        help: "Einladen, Rechte vergeben, Konten deaktivieren.",
        roles: &[Role::Admin],
    },
    Place { name: "Protokoll", address: urls::AUDIT, help: "Wer was wann getan hat.", roles: &[Role::Admin] },
];

#[component]
pub(super) fn ManagementPage() -> impl IntoView {
    let visitor = visitor();
    let places = PLACES
        .iter()
        .filter(|place| place.roles.iter().any(|role| visitor.has(*role)))
        .map(|place| {
            view! {
                <li class="lb-card">
                    <h2><a href=place.address>{place.name}</a></h2>
                    <p class="lb-sub">{place.help}</p>
                </li>
            }
        })
        .collect_view();
    view! {
        <Title text="Verwaltung" />
        <div class="lb-head"><h1>"Verwaltung"</h1></div>
        <ul class="lb-places">{places}</ul>
    }
}
