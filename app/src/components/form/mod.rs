//! Parts of forms: what was wrong, fields of one line, boxes to tick.

mod choice;
mod text_area;

use leptos::prelude::*;

pub(crate) use choice::Choice;
pub(crate) use text_area::TextArea;

/// What was wrong with a form, above it, each with the id of the field it concerns. It takes the focus, so that
/// screen readers begin with it.
#[component]
pub(crate) fn ErrorSummary(#[prop(into)] title: String, items: Vec<(Option<String>, String)>) -> AnyView {
    let items = items
        .into_iter()
        .map(|(field, text)| match field {
            Some(field) => view! { <li><a href=format!("#{field}")>{text}</a></li> }.into_any(),
            None => view! { <li>{text}</li> }.into_any(),
        })
        .collect_view();
    view! {
        <div class="lb-errors" role="alert" tabindex="-1" autofocus>
            <h2>{title}</h2>
            <ul>{items}</ul>
        </div>
    }
    .into_any()
}

/// Classes of the frame of a field and of the field itself.
fn classes(is_wrong: bool) -> (&'static str, &'static str) {
    if is_wrong {
        ("kern-form-input kern-form-input--error", "kern-form-input__input kern-form-input__input--error")
    } else {
        ("kern-form-input", "kern-form-input__input")
    }
}

/// The id of the message about a field, for `aria-describedby`.
pub(crate) fn error_id(field: &str) -> String {
    format!("{field}-fehler")
}

/// What is wrong with a field, below it.
pub(crate) fn field_error(field: &str, message: Option<String>) -> impl IntoView + use<> {
    let id = error_id(field);
    message.map(|message| {
        view! {
            <p class="kern-error" id=id>
                <span class="kern-icon kern-icon--danger" aria-hidden="true"></span>
                <span class="kern-body">{message}</span>
            </p>
        }
    })
}

/// Hint and error that describe a field; `None`: neither does.
fn described_by(field: &str, has_hint: bool, is_wrong: bool) -> Option<String> {
    let ids = [has_hint.then(|| format!("{field}-hinweis")), is_wrong.then(|| error_id(field))];
    let ids: Vec<String> = ids.into_iter().flatten().collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

/// A choice of one, in KERN's form. Its id is its name; the children are its options.
#[component]
pub(crate) fn SelectField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    /// Empty: none.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong with it.
    error: Option<String>,
    children: Children,
) -> AnyView {
    let described_by = described_by(&name, !hint.is_empty(), error.is_some());
    let hint = (!hint.is_empty()).then(|| {
        view! { <div class="kern-hint" id=format!("{name}-hinweis")>{hint}</div> }
    });
    let is_wrong = error.is_some();
    let error = field_error(&name, error);
    view! {
        <div class=classes(is_wrong).0>
            <label class="kern-label" for=name.clone()>{label}</label>
            {hint}
            <div class="kern-form-input__select-wrapper">
                <select
                    class="kern-form-input__select"
                    id=name.clone()
                    name=name
                    aria-invalid=is_wrong.then_some("true")
                    aria-describedby=described_by
                >
                    {children()}
                </select>
            </div>
            {error}
        </div>
    }
    .into_any()
}

/// A field of one line, in KERN's form. Its id is its name.
#[component]
pub(crate) fn TextField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    /// What stands in it.
    #[prop(optional, into)]
    value: String,
    /// The `type`.
    #[prop(default = "text")]
    kind: &'static str,
    /// What the browser may fill in.
    #[prop(default = "off")]
    autocomplete: &'static str,
    #[prop(optional)] inputmode: Option<&'static str>,
    /// Empty: none.
    #[prop(optional, into)]
    hint: String,
    #[prop(optional)] is_optional: bool,
    /// Most characters that can be typed. None for passwords, which the browser would cut off unseen.
    #[prop(optional)]
    max: Option<usize>,
    /// The id of a list with suggestions.
    #[prop(optional_no_strip)]
    suggestions: Option<&'static str>,
    /// Whether typing begins here.
    #[prop(optional)]
    has_focus: bool,
    /// What is wrong with it.
    error: Option<String>,
) -> AnyView {
    let is_wrong = error.is_some();
    let described_by = described_by(&name, !hint.is_empty(), is_wrong);
    let hint_id = format!("{name}-hinweis");
    let (frame, field) = classes(is_wrong);
    let error = field_error(&name, error);
    view! {
        <div class=frame>
            <label class="kern-label" for=name.clone()>
                {label}
                {is_optional.then(|| view! { " " <span class="kern-label__optional">"freiwillig"</span> })}
            </label>
            {(!hint.is_empty()).then(|| view! { <div class="kern-hint" id=hint_id>{hint}</div> })}
            <input
                class=field
                type=kind
                inputmode=inputmode
                autocomplete=autocomplete
                id=name.clone()
                name=name
                value=value
                maxlength=max.map(|max| max.to_string())
                list=suggestions
                autofocus=has_focus
                required=!is_optional
                aria-invalid=is_wrong.then_some("true")
                aria-describedby=described_by
            />
            {error}
        </div>
    }
    .into_any()
}

/// Characters of the longest way to write a day, with some room for blanks.
const DAY_MAX: usize = 20;

/// A day, in KERN's form: written, for nobody likes to leaf through a calendar to a day that is known.
#[component]
pub(crate) fn DayField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    /// What stands in it.
    #[prop(into)]
    value: String,
    /// More than how a day is written.
    #[prop(optional, into)]
    hint: String,
    #[prop(optional)] is_optional: bool,
    /// What is wrong with it.
    error: Option<String>,
) -> AnyView {
    let hint = if hint.is_empty() { "TT.MM.JJJJ".to_owned() } else { format!("TT.MM.JJJJ, {hint}") };
    view! {
        <TextField name label value hint is_optional inputmode="numeric" max=DAY_MAX error />
    }
    .into_any()
}

/// A box to tick, in KERN's form. Its id is its name.
#[component]
pub(crate) fn Check(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    is_checked: bool,
    /// What ticking it means; empty: the label says it.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong with it.
    #[prop(optional_no_strip)]
    error: Option<String>,
) -> AnyView {
    let described_by = described_by(&name, !hint.is_empty(), error.is_some());
    let hint_id = format!("{name}-hinweis");
    let is_wrong = error.is_some();
    let error = field_error(&name, error);
    view! {
        <div class="lb-choice">
            <div class="kern-form-check">
                <input
                    class="kern-form-check__checkbox"
                    type="checkbox"
                    id=name.clone()
                    name=name.clone()
                    checked=is_checked
                    aria-invalid=is_wrong.then_some("true")
                    aria-describedby=described_by
                />
                <label class="kern-label" for=name>{label}</label>
            </div>
            {(!hint.is_empty()).then(|| view! { <small class="lb-choice-help" id=hint_id>{hint}</small> })}
            {error}
        </div>
    }
    .into_any()
}
