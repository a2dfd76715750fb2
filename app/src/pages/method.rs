//! How the figures come about.

use domain::responsibility::Limit;
use leptos::prelude::*;
use leptos_meta::Title;

use crate::components::Downloads;
use crate::context::{Page, page};
use crate::{format, urls, words};

#[component]
pub(super) fn MethodPage() -> impl IntoView {
    let page = page();
    let responsibilities = page.situation.responsibilities(page.today()).clone();
    let catalogue = page.situation.catalogue().clone();
    let register = page.register();
    let shared: Vec<String> = responsibilities
        .communes()
        .iter()
        .filter(|needs| needs.rollouts.iter().any(|(_, limit)| *limit == Limit::SimpleCases))
        .filter_map(|needs| register.get(&needs.ars).map(words::full_name))
        .collect();
    let target = catalogue.target.map(|target| {
        view! {
            <h2>"Zielpfad"</h2>
            <p>
                {format!(
                    "Der Zielpfad ist die gerade Linie vom bestätigten Wert am {} zu {} am {}. Wird der Vergangenheit etwas nachgetragen, verschiebt sich auch ihr Anfang.",
                    format::day(target.from),
                    format::fraction(target.share),
                    format::day(target.due),
                )}
            </p>
        }
    });
    view! {
            <Title text="Wie wird gerechnet?" />
            <h1>"Wie wird gerechnet?"</h1>
            <div class="lb-prose">
                <h2>"Wer zuständig ist"</h2>
                <p>
                    {format!(
                        "Das Register kennt {} Kommunen mit {} Menschen. Nicht jede Kommune ist für jede Leistung selbst zuständig: Insgesamt sind es {} Behörden. In den Mitgliedern einer Verwaltungsgemeinschaft meldet die VG an; für Führerschein, Aufenthalt und Waffenrecht ist das Landratsamt oder die kreisfreie Stadt zuständig.",
                        format::number(responsibilities.communes().len() as u64),
                        format::number(register.inhabitants_within(&catalogue.land)),
                        format::number(responsibilities.authorities().len() as u64),
                    )}
                </p>
                <div class="lb-scroll" tabindex="0" role="group" aria-label="Tabelle der Behörden">
    <Classes page=page />
    </div>
                <Downloads sheet=urls::sheets::CLASSES what="Zuständige Behörden" />
                {(!shared.is_empty()).then(|| view! {
                    <p>
                        {format!(
                            "In {} teilen sich Stadt und Landratsamt die Bauaufsicht. Dort zählt die Kommune erst, wenn beide live sind.",
                            shared.join(", "),
                        )}
                    </p>
                })}
                <h2>"Was live heißt"</h2>
                <p>"Als live zählt nur der Stand „live“: Alle, für die die Behörde zuständig ist, können die Leistung online beantragen. Test und Pilotbetrieb zählen nicht."</p>
                <h2>"Drei Maße"</h2>
                <p>"Behörden, Kommunen und Menschen stehen immer nebeneinander, denn eine große Stadt ist eine Behörde und viele Menschen. Eine Kommune und ihre Menschen zählen, wenn dort alles Ausgewählte live ist. Bei allen Zusagen zusammen zählt eine Behörde, wenn jede Leistung live ist, für die sie zuständig ist. Anteile werden nie gemittelt."</p>
                <h2>"Unbekannt ist nicht null"</h2>
                <p>"Der bestätigte Wert zählt Unbekanntes als nicht live. Daneben steht, was höchstens erreicht wäre, wenn alles Unbekannte live wäre. Fehlt eine von mehreren nötigen Leistungen nachweislich, ist das Ergebnis nicht mehr offen."</p>
                <h2>"Flächendeckend"</h2>
                <p>"Flächendeckend heißt: jede zuständige Behörde. 99 % sind nicht flächendeckend, und kein Anteil wird auf 100 % aufgerundet."</p>
                <h2>"Stand und Kenntnis"</h2>
                <p>
                    "Ein früherer Tag (" <a href="/?stand=2026-09-30">"zum Beispiel der 30.09.2026"</a>
                    ") wird mit allem gezeigt, was heute über ihn bekannt ist, auch mit Nachträgen. Es geht auch "
                    <a href="/?stand=2026-09-30&bekannt=2026-09-30">"mit der Kenntnis von damals"</a> ": Dann zählt nur, was schon eingetragen war."
                </p>
                {target}
                <h2>"Woher die Zahlen kommen"</h2>
                <p>
                    "Jede Zahl führt zu ihren Zeilen: vom " <a href=urls::OVERVIEW>"Lagebild"</a> " über die "
                    <a href=urls::SERVICES>"Leistung"</a> " und den Kreis zur " <a href=urls::COMMUNES>"Kommune"</a>
                    " mit dem Verlauf jedes Eintrags."
                </p>
            </div>
        }
}

/// How many authorities each class has, counted and not claimed.
#[component]
fn Classes(page: Page) -> impl IntoView {
    let rows = classes(&page)
        .into_iter()
        .map(|(class, services, count)| {
            view! {
                <tr>
                    <th scope="row">{class}</th>
                    <td>{services.join(", ")}</td>
                    <td class="lb-num">{format::number(count)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="lb-table lb-table--small">
            <caption>"Zuständige Behörden nach Leistung"</caption>
            <thead>
                <tr>
                    <th scope="col">"Behörden"</th>
                    <th scope="col">"Leistungen"</th>
                    <th scope="col" class="lb-num">"Anzahl"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

/// Each class of authorities with its services, and how many authorities it has.
#[must_use]
pub fn classes(page: &Page) -> Vec<(String, Vec<String>, u64)> {
    let responsibilities = page.situation.responsibilities(page.today());
    let catalogue = page.situation.catalogue();
    catalogue
        .classes
        .iter()
        .map(|class| {
            let count = responsibilities
                .authorities()
                .values()
                .filter(|rollouts| {
                    rollouts.iter().any(|rollout| {
                        let slug = &responsibilities.rollouts()[*rollout].service;
                        catalogue.service(slug).is_some_and(|service| service.class == class.slug)
                    })
                })
                .count() as u64;
            let services = catalogue.services.iter().filter(|service| service.class == class.slug);
            (class.name.clone(), services.map(|service| service.name.clone()).collect(), count)
        })
        .collect()
}
