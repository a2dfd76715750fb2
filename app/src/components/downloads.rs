//! Taking a list or a figure away.

use leptos::prelude::*;

use crate::urls::sheets::file;

/// The endings, with what readers see.
const FORMS: [(&str, &str); 3] =
    [(".xlsx", "Excel"), (".csv", "CSV"), (".maschine.csv", "CSV für Programme")];

/// Links to a sheet in every form.
#[component]
pub(crate) fn Downloads(
    /// Its address without an ending, with the filter of the page.
    #[prop(into)]
    sheet: String,
    /// What it is, where the page has several: "Verlauf".
    what: &'static str,
    /// What stands before the links, where that it is downloaded does not say enough.
    #[prop(default = "Herunterladen:")]
    label: &'static str,
) -> impl IntoView {
    let links = FORMS
        .into_iter()
        .map(|(ending, form)| {
            view! { <a href=file(&sheet, ending) aria-label=format!("{form}: {what}")>{form}</a> }
        })
        .collect_view();
    view! {
        <p class="lb-downloads" role="group" aria-label=format!("{what} herunterladen")>
            <span aria-hidden="true">{label}</span>
            {links}
        </p>
    }
}
