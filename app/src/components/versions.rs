//! Two versions side by side, when somebody else was quicker.

use leptos::prelude::*;

/// The saved version beside the typed one: names and values. Nothing is overwritten until somebody decides.
#[component]
pub(crate) fn Versions(
    /// Who saved it and when; empty: not told.
    #[prop(optional, into)]
    by: String,
    /// `None`: it was taken back.
    saved: Option<Vec<(&'static str, String)>>,
    own: Vec<(&'static str, String)>,
) -> AnyView {
    view! {
        <div class="lb-versions">
            <section class="lb-card" aria-labelledby="fassung-gespeichert">
                <h2 id="fassung-gespeichert">"Inzwischen gespeichert"</h2>
                {(!by.is_empty()).then(|| view! { <p class="lb-sub">{by}</p> })}
                {match saved {
                    Some(saved) => facts(saved).into_any(),
                    None => view! { <p>"Der letzte Eintrag wurde zurückgenommen."</p> }.into_any(),
                }}
            </section>
            <section class="lb-card" aria-labelledby="fassung-eigene">
                <h2 id="fassung-eigene">"Ihre Fassung"</h2>
                <p class="lb-sub">"noch nicht gespeichert"</p>
                {facts(own)}
            </section>
        </div>
    }
    .into_any()
}

fn facts(facts: Vec<(&'static str, String)>) -> impl IntoView {
    let items = facts
        .into_iter()
        .map(|(name, value)| {
            let value = if value.is_empty() { "–".to_owned() } else { value };
            view! { <dt>{name}</dt><dd>{value}</dd> }
        })
        .collect_view();
    view! { <dl class="lb-facts">{items}</dl> }
}
