//! Texts of several lines.

use leptos::prelude::*;

use super::super::lines::as_typed;
use super::{classes, described_by, field_error};

/// A field of several lines, in KERN's form. Its id is its name.
///
/// How much fits stands in its hint: a browser that counted would cut off unseen what was pasted.
#[component]
pub(crate) fn TextArea(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    /// What stands in it.
    #[prop(into)]
    value: String,
    /// Empty: none.
    #[prop(optional, into)]
    hint: String,
    #[prop(optional)] is_optional: bool,
    #[prop(default = 4)] rows: u8,
    /// Whether it holds a table: its lines are not broken and not checked for spelling.
    #[prop(optional)]
    is_table: bool,
    /// What is wrong with it.
    error: Option<String>,
) -> AnyView {
    let is_wrong = error.is_some();
    let described_by = described_by(&name, !hint.is_empty(), is_wrong);
    let (frame, field) = classes(is_wrong);
    let hint_id = format!("{name}-hinweis");
    let error = field_error(&name, error);
    view! {
        <div class=frame>
            <label class="kern-label" for=name.clone()>
                {label}
                {is_optional.then(|| view! { " " <span class="kern-label__optional">"freiwillig"</span> })}
            </label>
            {(!hint.is_empty()).then(|| view! { <div class="kern-hint" id=hint_id>{hint}</div> })}
            <textarea
                class=field
                id=name.clone()
                name=name
                rows=rows.to_string()
                wrap=is_table.then_some("off")
                spellcheck=is_table.then_some("false")
                required=!is_optional
                aria-invalid=is_wrong.then_some("true")
                aria-describedby=described_by
                inner_html=as_typed(&value)
            ></textarea>
            {error}
        </div>
    }
    .into_any()
}
