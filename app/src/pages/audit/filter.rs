//! What to look for, as a plain form with GET.

use domain::Day;
use leptos::prelude::*;

use crate::audit::{AuditFilter, KINDS};
use crate::urls;

#[component]
pub(super) fn Filter(filter: AuditFilter) -> AnyView {
    let chosen = filter.kind.map_or("", |kind| kind.slug);
    let kinds = KINDS
        .iter()
        .map(|kind| view! { <option value=kind.slug selected=kind.slug == chosen>{kind.name}</option> })
        .collect_view();
    let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    view! {
        <form class="lb-filter" method="get" action=urls::AUDIT role="search">
            <div>
                <label for="von">"Von"</label>
                <input type="date" id="von" name="von" value=day(filter.from) />
            </div>
            <div>
                <label for="bis">"Bis"</label>
                <input type="date" id="bis" name="bis" value=day(filter.to) />
            </div>
            <div>
                <label for="wer">"Wer"</label>
                <input type="search" id="wer" name="wer" value=filter.who.clone() maxlength="100" />
            </div>
            <div>
                <label for="was">"Was"</label>
                <select id="was" name="was">
                    <option value="">"alles"</option>
                    {kinds}
                </select>
            </div>
            <div class="lb-filter__wide">
                <label for="suche">"Kommune, Leistung oder Person"</label>
                <input type="search" id="suche" name="suche" value=filter.search.clone() maxlength="100" />
            </div>
            <button class="kern-btn kern-btn--primary" type="submit">
                <span class="kern-label">"Suchen"</span>
            </button>
            {(!filter.is_empty()).then(|| view! { <a class="lb-reset" href=urls::AUDIT>"Zurücksetzen"</a> })}
        </form>
    }
    .into_any()
}
