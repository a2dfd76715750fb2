//! The fields of the status form.

use std::collections::BTreeSet;

use domain::Day;
use domain::entry::{Field, LINK_MAX, NOTE_MAX, Problem, VENDOR_MAX};
use domain::people::Warrant;
use domain::stage::Stage;
use leptos::prelude::*;

use crate::components::{TextField, as_typed, field_error};
use crate::context::Page;
use crate::{format, words};

type Problems = [(Field, Problem)];

/// Vendors offered for completion; more would only make the page heavy.
const VENDORS: usize = 60;

fn message(field: Field, problems: &Problems) -> Option<String> {
    let (_, problem) = problems.iter().find(|(of, _)| *of == field)?;
    Some(words::problem(field, *problem))
}

fn error_id(field: Field) -> String {
    format!("{}-fehler", field.as_str())
}

fn hint_id(field: Field) -> String {
    format!("{}-hinweis", field.as_str())
}

/// Hint and error that describe a field, for `aria-describedby`.
fn described_by(field: Field, is_wrong: bool) -> String {
    if is_wrong { format!("{} {}", hint_id(field), error_id(field)) } else { hint_id(field) }
}

pub(super) fn stage(typed: &str, problems: &Problems) -> impl IntoView + use<> {
    let message = message(Field::Stage, problems);
    let is_wrong = message.is_some();
    let choices = Stage::ALL
        .into_iter()
        .map(|stage| {
            let id = format!("stage-{stage}");
            let help = format!("{id}-hilfe");
            view! {
                <div class="lb-choice">
                    <div class="kern-form-check">
                        <input
                            class="kern-form-check__radio"
                            type="radio"
                            name="stage"
                            id=id.clone()
                            value=stage.as_str()
                            checked=typed == stage.as_str()
                            aria-describedby=help.clone()
                        />
                        <label class="kern-label" for=id>
                            {words::stage(stage)}
                        </label>
                    </div>
                    <small class="lb-choice-help" id=help>
                        {words::stage_help(stage)}
                    </small>
                </div>
            }
        })
        .collect_view();
    view! {
        <fieldset
            class=if is_wrong { "kern-fieldset kern-fieldset--error" } else { "kern-fieldset" }
            id="stage"
            tabindex="-1"
            aria-describedby=is_wrong.then(|| error_id(Field::Stage))
        >
            <legend class="kern-label">{words::field(Field::Stage)}</legend>
            <div class="kern-fieldset__body">{choices}</div>
            {field_error(Field::Stage.as_str(), message)}
        </fieldset>
    }
}

/// A field of one line.
struct Line<'a> {
    field: Field,
    typed: &'a str,
    hint: String,
    max: usize,
    /// The id of a list with suggestions.
    suggestions: Option<&'static str>,
}

impl Line<'_> {
    fn view(self, problems: &Problems) -> impl IntoView + use<> {
        let Self { field, typed, hint, max, suggestions } = self;
        let is_day = matches!(field, Field::EffectiveOn | Field::PlannedOn);
        view! {
            <TextField
                name=field.as_str()
                label=words::field(field)
                value=typed
                kind=if field == Field::Link { "url" } else { "text" }
                inputmode=if is_day { "numeric" } else { "text" }
                hint
                is_optional=field != Field::EffectiveOn
                max
                suggestions
                error=message(field, problems)
            />
        }
    }
}

/// Characters of the longest way to write a day, with some room for blanks.
const DAY_MAX: usize = 20;

pub(super) fn effective_on(typed: &str, problems: &Problems, today: Day) -> impl IntoView + use<> {
    let hint = format!(
        "TT.MM.JJJJ, heute ist der {}. Ein früherer Tag ergänzt die Vergangenheit.",
        format::day(today)
    );
    Line { field: Field::EffectiveOn, typed, hint, max: DAY_MAX, suggestions: None }.view(problems)
}

pub(super) fn planned_on(typed: &str, problems: &Problems) -> impl IntoView + use<> {
    let hint = "TT.MM.JJJJ. Wann soll der Dienst live gehen?".to_owned();
    Line { field: Field::PlannedOn, typed, hint, max: DAY_MAX, suggestions: None }.view(problems)
}

pub(super) fn vendor(typed: &str, problems: &Problems, page: &Page) -> impl IntoView + use<> {
    let known: BTreeSet<String> = page
        .situation
        .histories()
        .filter_map(|(_, history)| history.events().last()?.entry.vendor.clone())
        .collect();
    let options =
        known.into_iter().take(VENDORS).map(|vendor| view! { <option value=vendor></option> }).collect_view();
    let hint = "Wer stellt den Dienst bereit? Bekannte Namen werden vorgeschlagen.".to_owned();
    let line = Line { field: Field::Vendor, typed, hint, max: VENDOR_MAX, suggestions: Some("hersteller") };
    view! {
        {line.view(problems)}
        <datalist id="hersteller">{options}</datalist>
    }
}

pub(super) fn link(typed: &str, problems: &Problems) -> impl IntoView + use<> {
    let hint = "Wo finden Bürgerinnen und Bürger den Dienst? Beginnt mit https://".to_owned();
    Line { field: Field::Link, typed, hint, max: LINK_MAX, suggestions: None }.view(problems)
}

/// The note. A lead, who acts for an authority that is not its own, has to give a reason in it.
pub(super) fn note(typed: &str, problems: &Problems, warrant: Warrant) -> impl IntoView + use<> {
    let field = Field::Note;
    let is_reason = warrant == Warrant::Lead;
    let question = if is_reason {
        "Warum melden Sie den Stand für diese Behörde?"
    } else {
        "Was sollten andere wissen?"
    };
    let message = message(field, problems);
    let is_wrong = message.is_some();
    view! {
        <div class=if is_wrong { "kern-form-input kern-form-input--error" } else { "kern-form-input" }>
            <label class="kern-label" for="note">
                {words::field_for(field, warrant)}
                " "
                <span class="kern-label__optional">{if is_reason { "(Pflicht)" } else { "freiwillig" }}</span>
            </label>
            <div class="kern-hint" id=hint_id(field)>
                {format!(
                    "{question} Höchstens {} Zeichen, keine Namen von Personen.",
                    format::number(NOTE_MAX as u64),
                )}
            </div>
            <textarea
                class=if is_wrong { "kern-form-input__input kern-form-input__input--error" } else { "kern-form-input__input" }
                id="note"
                name="note"
                rows="4"
                required=is_reason
                aria-invalid=is_wrong.then_some("true")
                aria-describedby=described_by(field, is_wrong)
                inner_html=as_typed(typed)
            ></textarea>
            {field_error(field.as_str(), message)}
        </div>
    }
}
