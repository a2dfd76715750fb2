//! Choosing on a list: boxes to tick, and what can be done with what is ticked.

use domain::rollout::{History, RolloutKey};
use leptos::prelude::*;

use crate::bulk::TICK;
use crate::context::Page;
use crate::{format, urls};

/// A box that chooses an authority for a service, as it is now.
#[component]
pub(in crate::pages) fn Tick(
    page: Page,
    rollout: RolloutKey,
    /// The row it stands in: the same rollout may stand in several.
    #[prop(into)]
    row: String,
    /// Whether the row begins with its name, so that it need not be read again.
    #[prop(optional)]
    is_named: bool,
) -> impl IntoView {
    let name = format!("{TICK}{}.{}", rollout.authority, rollout.service);
    let id = format!("{name}.{row}");
    let authority = page.authority_name(&rollout.authority);
    // Of a commitment one authority may have several.
    let service = page.situation.catalogue().service(&rollout.service).filter(|_| is_named);
    let service = service.map(|service| format!(", {}", service.name));
    let seen = page.situation.history(&rollout).map_or(0, History::version);
    view! {
        <div class="kern-form-check lb-tick">
            <input
                class="kern-form-check__checkbox"
                type="checkbox"
                id=id.clone()
                name=name
                value=seen.to_string()
            />
            <label class="kern-label" for=id>
                <span class:lb-hidden=is_named>{authority}{service}</span>
            </label>
        </div>
    }
}

/// The form around a list; below it the ways to go on.
#[component]
pub(in crate::pages) fn ChooseBar(
    /// The address of the list.
    list: String,
    /// How many there are on all its pages.
    count: usize,
    /// What they are called: `eine Behörde`, `Behörden`.
    forms: (&'static str, &'static str),
    /// Whether single ones can be ticked.
    has_ticks: bool,
    /// What choosing means.
    #[prop(into)]
    told: String,
    children: Children,
) -> AnyView {
    if count == 0 {
        return children().into_any();
    }
    let all = match count {
        1 => format!("{} ändern", capitalised(forms.0)),
        count => format!("Alle {} {} ändern", format::number(count as u64), forms.1),
    };
    view! {
        <form method="post" action=urls::BULK>
            <input type="hidden" name="liste" value=list />
            {children()}
            <div class="lb-bulk">
                <p class="lb-sub">{told}</p>
                <div class="lb-actions">
                    {has_ticks.then(|| view! {
                        <button class="kern-btn kern-btn--secondary" type="submit">
                            <span class="kern-label">"Ausgewählte ändern"</span>
                        </button>
                    })}
                    <button class="kern-btn kern-btn--secondary" type="submit" name="alle" value="ja">
                        <span class="kern-label">{all}</span>
                    </button>
                </div>
            </div>
        </form>
    }
    .into_any()
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
