//! One of several.

use leptos::prelude::*;

use super::{described_by, field_error};

/// A group of which one can be chosen, in KERN's form. Its id is its name, and that of an option is `{name}-{value}`.
#[component]
pub(crate) fn Choice(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    /// Value, label and what choosing it means; where that is empty, the label says it.
    options: Vec<(String, String, String)>,
    /// The value that is chosen; empty: none yet.
    #[prop(into)]
    chosen: String,
    /// Empty: none.
    #[prop(optional, into)]
    hint: String,
    /// Whether the options stand beside each other where there is room.
    #[prop(optional)]
    is_row: bool,
    /// What is wrong with it.
    error: Option<String>,
) -> AnyView {
    let described_by = described_by(&name, !hint.is_empty(), error.is_some());
    let hint = (!hint.is_empty()).then(|| {
        view! { <div class="kern-hint" id=format!("{name}-hinweis")>{hint}</div> }
    });
    let options = options
        .into_iter()
        .map(|(value, label, help)| {
            let id = format!("{name}-{value}");
            let help_id = format!("{id}-hilfe");
            let has_help = !help.is_empty();
            view! {
                <div class="lb-choice">
                    <div class="kern-form-check">
                        <input
                            class="kern-form-check__radio"
                            type="radio"
                            name=name.clone()
                            id=id.clone()
                            checked=value == chosen
                            value=value
                            aria-describedby=has_help.then(|| help_id.clone())
                        />
                        <label class="kern-label" for=id>{label}</label>
                    </div>
                    {has_help.then(|| view! { <small class="lb-choice-help" id=help_id>{help}</small> })}
                </div>
            }
        })
        .collect_view();
    let body =
        if is_row { "kern-fieldset__body kern-fieldset__body--horizontal" } else { "kern-fieldset__body" };
    let is_wrong = error.is_some();
    let error = field_error(&name, error);
    view! {
        <fieldset
            class=if is_wrong { "kern-fieldset kern-fieldset--error" } else { "kern-fieldset" }
            id=name
            tabindex="-1"
            aria-describedby=described_by
        >
            <legend class="kern-label">{label}</legend>
            {hint}
            <div class=body>{options}</div>
            {error}
        </fieldset>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_chosen_is_marked_and_what_is_wrong_is_tied_to_the_group() {
        let options = ["ja", "nein"].map(|value| (value.to_owned(), value.to_owned(), String::new()));
        let error = Some("Wählen Sie eine der Möglichkeiten aus.".to_owned());
        let html =
            view! { <Choice name="antwort" label="Und?" options=options.into() chosen="nein" error /> }
                .to_html();
        assert_eq!(html.matches(" checked").count(), 1, "{html}");
        assert!(html.contains(r#"id="antwort-nein" checked value="nein""#), "{html}");
        assert!(html.contains(r#"aria-describedby="antwort-fehler""#), "{html}");
        assert!(html.contains(r#"id="antwort-fehler""#), "{html}");
    }
}
