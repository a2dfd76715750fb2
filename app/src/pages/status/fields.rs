//! The fields of the status form.

use domain::Day;
use domain::entry::{Field, LINK_MAX, NOTE_MAX, Problem, VENDOR_MAX};
use domain::people::Warrant;
use domain::stage::Stage;
use leptos::prelude::*;

use crate::components::{Choice, DayField, TextArea, TextField};
use crate::context::Page;
use crate::{format, words};

type Problems = [(Field, Problem)];

/// Vendors offered for completion; more would only make the page heavy.
const VENDORS: usize = 60;

fn message(field: Field, problems: &Problems) -> Option<String> {
    let (_, problem) = problems.iter().find(|(of, _)| *of == field)?;
    Some(words::problem(field, *problem))
}

pub(super) fn stage(typed: &str, problems: &Problems) -> impl IntoView + use<> {
    let options = Stage::ALL
        .into_iter()
        .map(|stage| (stage.to_string(), words::stage(stage).to_owned(), words::stage_help(stage).to_owned()))
        .collect();
    let error = message(Field::Stage, problems);
    view! { <Choice name="stage" label=words::field(Field::Stage) options chosen=typed error /> }
}

/// A day, in KERN's form.
fn day(
    field: Field,
    typed: &str,
    hint: String,
    is_optional: bool,
    problems: &Problems,
) -> impl IntoView + use<> {
    let error = message(field, problems);
    view! {
        <DayField name=field.as_str() label=words::field(field) value=typed hint is_optional error />
    }
}

pub(super) fn effective_on(typed: &str, problems: &Problems, today: Day) -> impl IntoView + use<> {
    let hint = format!("heute ist der {}. Ein früherer Tag ergänzt die Vergangenheit.", format::day(today));
    day(Field::EffectiveOn, typed, hint, false, problems)
}

pub(super) fn planned_on(typed: &str, problems: &Problems) -> impl IntoView + use<> {
    day(Field::PlannedOn, typed, "an dem der Dienst live gehen soll".to_owned(), true, problems)
}

pub(super) fn vendor(typed: &str, problems: &Problems, page: &Page) -> impl IntoView + use<> {
    let known = page.situation.obstacles().vendors.all();
    let options = known
        .into_iter()
        .take(VENDORS)
        .map(|vendor| view! { <option value=vendor.name.clone()></option> })
        .collect_view();
    view! {
        <TextField
            name=Field::Vendor.as_str()
            label=words::field(Field::Vendor)
            value=typed
            hint="Wer stellt den Dienst bereit? Bekannte Namen werden vorgeschlagen."
            is_optional=true
            max=VENDOR_MAX
            suggestions=Some("hersteller")
            error=message(Field::Vendor, problems)
        />
        <datalist id="hersteller">{options}</datalist>
    }
}

pub(super) fn link(typed: &str, problems: &Problems) -> impl IntoView + use<> {
    view! {
        <TextField
            name=Field::Link.as_str()
            label=words::field(Field::Link)
            value=typed
            kind="url"
            hint="Wo finden Bürgerinnen und Bürger den Dienst? Beginnt mit https://"
            is_optional=true
            max=LINK_MAX
            error=message(Field::Link, problems)
        />
    }
}

/// The note. A lead, who acts for an authority that is not its own, has to give a reason in it.
pub(super) fn note(typed: &str, problems: &Problems, warrant: Warrant) -> impl IntoView + use<> {
    let is_reason = warrant == Warrant::Lead;
    let question = if is_reason {
        "Warum melden Sie den Stand für diese Behörde?"
    } else {
        "Was sollten andere wissen?"
    };
    let hint = format!(
        "{question} Wenn sich der geplante Start ändert, steht hier, warum. Höchstens {} Zeichen, keine Namen von \
         Personen.",
        format::number(NOTE_MAX as u64)
    );
    let error = message(Field::Note, problems);
    let label = words::field_for(Field::Note, warrant);
    view! { <TextArea name="note" label value=typed hint is_optional=!is_reason error /> }
}
