//! The table behind a chart, and the pages of a long table.

use leptos::prelude::*;

/// Folds the same figures as a table under a chart.
#[component]
pub(crate) fn AsTable(children: Children) -> impl IntoView {
    view! {
        <details class="lb-as-table">
            <summary>"Als Tabelle anzeigen"</summary>
            <div class="lb-scroll" tabindex="0" role="group" aria-label="Tabelle zum Diagramm">{children()}</div>
        </details>
    }
}

/// Links to the pages of a list: first, last, and those around the current one.
#[component]
pub(crate) fn Pages(
    /// The current page, from 1.
    current: usize,
    /// How many there are.
    of: usize,
    /// The address of a page.
    address: Box<dyn Fn(usize) -> String + Send + Sync>,
) -> impl IntoView {
    (of > 1).then(|| {
        let shown: Vec<usize> = (1..=of).filter(|page| *page == 1 || *page == of || page.abs_diff(current) <= 2).collect();
        let mut previous = 0;
        let links = shown
            .into_iter()
            .map(|page| {
                let gap = (page > previous + 1).then(|| view! { <li aria-hidden="true"><span>"…"</span></li> });
                previous = page;
                let is_current = (page == current).then_some("page");
                view! {
                    {gap}
                    <li>
                        <a href=address(page) aria-current=is_current aria-label=format!("Seite {page}")>{page}</a>
                    </li>
                }
            })
            .collect_view();
        view! {
            <nav class="lb-pages" aria-label="Seiten">
                <ol>{links}</ol>
            </nav>
        }
    })
}
