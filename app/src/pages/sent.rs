//! A form as its page shows it: for the first time, or again with what was typed and what is wrong with it.

use http::StatusCode;
use leptos::prelude::*;

use super::answer_with;
use crate::components::ErrorSummary;
use crate::form::{Mistake, SentForm};
use crate::words;

/// The form that this page was sent, if it was; fields of other forms on the page keep what they have.
#[derive(Clone, Debug)]
pub(in crate::pages) struct Sent(SentForm);

impl Sent {
    /// Takes the form from the context and answers with the status that fits what is wrong.
    pub(in crate::pages) fn take() -> Self {
        let sent: SentForm = use_context().unwrap_or_default();
        let sent = Self(sent);
        if sent.0.mistakes.iter().any(|(_, mistake)| matches!(mistake, Mistake::TooMany(_))) {
            answer_with(StatusCode::TOO_MANY_REQUESTS);
        } else if sent.is_stale() || sent.0.mistakes.iter().any(|(_, mistake)| *mistake == Mistake::Over) {
            answer_with(StatusCode::CONFLICT);
        } else if sent.is_wrong() {
            answer_with(StatusCode::UNPROCESSABLE_ENTITY);
        }
        sent
    }

    /// Whether something is wrong.
    pub(in crate::pages) fn is_wrong(&self) -> bool {
        !self.0.mistakes.is_empty()
    }

    /// Whether somebody else has changed what the form is about since it was opened.
    pub(in crate::pages) fn is_stale(&self) -> bool {
        self.0.mistakes.iter().any(|(_, mistake)| *mistake == Mistake::Stale)
    }

    /// Whether the form with this field was sent.
    pub(in crate::pages) fn has(&self, field: &str) -> bool {
        self.0.fields.contains_key(field)
    }

    /// The version that the form has seen. Whoever sends it again after somebody else's change has seen that change.
    pub(in crate::pages) fn version(&self, current: i64) -> String {
        let current = current.to_string();
        if self.is_stale() { current } else { self.value("version", &current) }
    }

    /// How many fields have a name that begins like this.
    pub(in crate::pages) fn count(&self, prefix: &str) -> usize {
        self.0.fields.keys().filter(|name| name.starts_with(prefix)).count()
    }

    /// What was typed, or else what stands there.
    pub(in crate::pages) fn value(&self, field: &str, otherwise: &str) -> String {
        self.0.fields.get(field).map_or(otherwise, String::as_str).to_owned()
    }

    /// What is wrong with a field.
    pub(in crate::pages) fn error(&self, field: &str) -> Option<String> {
        let of = |of: &Option<String>| of.as_deref() == Some(field);
        let (_, mistake) = self.0.mistakes.iter().find(|(field, _)| of(field))?;
        Some(words::mistake(Some(field), mistake))
    }

    /// The title of the browser's window, which screen readers say first.
    pub(in crate::pages) fn title(&self, title: &str) -> String {
        if self.is_wrong() { format!("Fehler: {title}") } else { title.to_owned() }
    }

    /// What is wrong, above the form.
    pub(in crate::pages) fn summary(&self) -> impl IntoView + use<> {
        self.is_wrong().then(|| {
            let items = self
                .0
                .mistakes
                .iter()
                .map(|(field, mistake)| (field.clone(), words::mistake(field.as_deref(), mistake)))
                .collect();
            view! { <ErrorSummary title="Bitte prüfen Sie Ihre Angaben" items /> }
        })
    }
}
