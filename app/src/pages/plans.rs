//! Starts that were planned once.

use domain::rollout::{History, Viewpoint};
use leptos::prelude::*;

use crate::context::Page;
use crate::format;

/// How the planned start has moved, the last change first; `None` where it never has.
pub(super) fn earlier(page: &Page, history: &History) -> Option<AnyView> {
    let plans = history.plans(Viewpoint::on(page.today()));
    let (first, ..) = plans.split_first().filter(|(_, later)| !later.is_empty())?;
    let day = |day: Option<domain::Day>| day.map_or_else(|| "ohne Termin".to_owned(), format::day);
    let moves = plans
        .windows(2)
        .rev()
        .map(|pair| {
            let step = format!(
                "{}: {} statt {}",
                format::when(pair[1].said_at, page.today()),
                day(pair[1].planned_on),
                day(pair[0].planned_on)
            );
            let reason = pair[1].reason.map(str::to_owned);
            view! {
                <li>
                    {step}
                    {match reason {
                        Some(reason) => view! { <p class="lb-note">{reason}</p> }.into_any(),
                        None => view! { <p class="lb-sub">"ohne Angabe eines Grundes"</p> }.into_any(),
                    }}
                </li>
            }
        })
        .collect_view();
    let first = format!("{}: zuerst {}", format::when(first.said_at, page.today()), day(first.planned_on));
    let view = view! {
        <details class="lb-plans">
            <summary>"Frühere Termine " <small>{(plans.len() - 1).to_string()}</small></summary>
            <ol class="lb-timeline">{moves}<li>{first}</li></ol>
        </details>
    };
    Some(view.into_any())
}
