//! Tables: the frame of a list, the table behind a chart, and the pages of a long table.

use leptos::prelude::*;

/// The head of a column of a [`Table`].
pub(crate) struct Column {
    head: AnyView,
    is_number: bool,
    /// The order in which the rows are, where they are sorted by this column.
    sort: Option<&'static str>,
}

impl Column {
    /// A column of words.
    pub(crate) fn text(head: impl IntoView + 'static) -> Self {
        Self { head: head.into_any(), is_number: false, sort: None }
    }

    /// A column of numbers, which stand to the right.
    pub(crate) fn number(head: impl IntoView + 'static) -> Self {
        Self { is_number: true, ..Self::text(head) }
    }

    /// A column of buttons: what they do is told to those who do not see them.
    pub(crate) fn buttons(head: &'static str) -> Self {
        Self::text(view! { <span class="lb-hidden">{head}</span> })
    }

    /// A column of links that sort; `order` is the `aria-sort` of the one that does.
    pub(crate) fn sorted(self, order: Option<&'static str>) -> Self {
        Self { sort: order, ..self }
    }

    fn view(self) -> impl IntoView {
        view! {
            <th role="columnheader" scope="col" class=self.is_number.then_some("lb-num") aria-sort=self.sort>
                {self.head}
            </th>
        }
    }
}

/// A list as a table. Too wide for its card it scrolls; on a phone each row becomes a block.
///
/// As blocks the elements lose what they mean in some browsers, so each says it by its `role`: so do the rows
/// (`row`) and their cells (`rowheader`, `cell`), which the page writes.
#[component]
pub(crate) fn Table(
    /// The id of the heading above it; empty: `label` says what it is.
    #[prop(optional, into)]
    heading: String,
    /// What it is, where no heading says it.
    #[prop(optional, into)]
    label: String,
    columns: Vec<Column>,
    /// Whether its rows have more room.
    #[prop(optional)]
    is_wide: bool,
    /// One more class.
    #[prop(optional)]
    class: &'static str,
    /// The rows.
    children: Children,
) -> AnyView {
    let size = if is_wide { "" } else { " lb-table--small" };
    let class = format!("lb-table lb-table--stack{size} {class}");
    let named_by = (!heading.is_empty()).then_some(heading);
    let name = (!label.is_empty()).then_some(label);
    let head = columns.into_iter().map(Column::view).collect_view();
    view! {
        <div
            class="lb-scroll"
            tabindex="0"
            role="group"
            aria-labelledby=named_by
            aria-label=name
        >
            <table class=class.trim_end().to_owned() role="table">
                <thead role="rowgroup">
                    <tr role="row">{head}</tr>
                </thead>
                <tbody role="rowgroup">{children()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

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
