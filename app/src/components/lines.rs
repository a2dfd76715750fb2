//! The content of a field of several lines.

/// What was typed, as the `inner_html` of a `<textarea>`. Leptos takes the children of that element as they come
/// and escapes nothing in them: a typed `</textarea>` would end the field and put the rest into the page.
pub(crate) fn as_typed(text: &str) -> String {
    // The first line break inside the element belongs to the markup, so that one that was typed stays.
    format!("\n{}", html_escape::encode_text(text))
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::as_typed;

    #[test]
    fn markup_stays_inside_the_field() {
        let typed = "\n</textarea><script>&lt;";
        let html = view! { <textarea inner_html=as_typed(typed)></textarea> }.to_html();
        assert_eq!(html, "<textarea>\n\n&lt;/textarea&gt;&lt;script&gt;&amp;lt;</textarea>");
    }
}
