//! The questions as a form.

use domain::Ars;
use domain::catalogue::Service;
use domain::criteria::{Answer, Criterion};
use leptos::prelude::*;

use crate::components::{Choice, SubmitButton};
use crate::context::Page;
use crate::pages::sent::Sent;
use crate::{urls, words};

/// What is asked.
#[derive(Clone)]
pub(super) struct Question {
    /// Of what.
    pub(super) criterion: Criterion,
    /// What was said last.
    pub(super) said: Answer,
    /// What holds without an answer of its own: that of the authority as a whole, where one service is asked about.
    pub(super) otherwise: Option<Answer>,
}

#[component]
pub(super) fn QuestionsCard(
    page: Page,
    authority: Ars,
    service: Option<Service>,
    questions: Vec<Question>,
    sent: Sent,
) -> AnyView {
    if questions.is_empty() {
        return view! {
            <section class="lb-card lb-narrow" aria-labelledby="ueberschrift-fragen">
                <h2 id="ueberschrift-fragen">"Alles beantwortet"</h2>
                <p>"Es ist keine Frage offen. Hat sich etwas geändert, wählen Sie unten die Antwort aus, die nicht mehr stimmt."</p>
            </section>
        }
        .into_any();
    }
    let (heading, hint) = match &service {
        Some(service) => (
            format!("Was ist bei „{}“ anders?", service.name),
            "Antworten Sie nur, wo es für diese Leistung anders ist als für die ganze Behörde.",
        ),
        None if questions.len() == 1 => ("Ihre Antwort".to_owned(), ""),
        None => (
            "Kurz gefragt".to_owned(),
            "Keine Frage ist Pflicht, und keine wird überfällig. Was Sie nicht wissen, lassen Sie aus.",
        ),
    };
    // What is shown again after a mistake is the same selection of questions.
    let slug = service.as_ref().map(|service| service.slug.to_string()).unwrap_or_default();
    let query = [("alle", page.parameter("alle")), ("frage", page.parameter("frage")), ("leistung", &slug)];
    let action = urls::with_query(&urls::assessment(&authority), &query);
    let fields = questions.into_iter().map(|question| field(&question, &sent)).collect_view();
    view! {
        <section class="lb-card lb-narrow" aria-labelledby="ueberschrift-fragen">
            <h2 id="ueberschrift-fragen">{heading}</h2>
            {(!hint.is_empty()).then(|| view! { <p class="lb-sub">{hint}</p> })}
            <form class="lb-form" method="post" action=action novalidate>
                {(!slug.is_empty()).then(|| view! { <input type="hidden" name="leistung" value=slug.clone() /> })}
                {fields}
                <div class="lb-actions">
                    <SubmitButton label="Antworten speichern" />
                    <a class="kern-btn kern-btn--tertiary" href=urls::body(&authority)>
                        <span class="kern-label">"Jetzt nicht"</span>
                    </a>
                </div>
            </form>
        </section>
    }
    .into_any()
}

fn field(question: &Question, sent: &Sent) -> impl IntoView + use<> {
    let Question { criterion, said, otherwise } = question;
    let name = format!("answer_{}", criterion.id);
    let mut options: Vec<(String, String, String)> =
        [Answer::Met, Answer::Partly, Answer::Open, Answer::NotRelevant]
            .into_iter()
            .map(|answer| (answer.to_string(), words::answer(answer).to_owned(), String::new()))
            .collect();
    let unknown = Answer::Unknown.to_string();
    match otherwise {
        Some(whole) => {
            options.insert(0, (unknown, format!("wie sonst ({})", words::answer(*whole)), String::new()));
        }
        // What was never answered is skipped; what was can be taken back.
        None if *said != Answer::Unknown => {
            options.push((unknown, words::answer(Answer::Unknown).to_owned(), String::new()));
        }
        None => {}
    }
    let shown = if *said == Answer::Unknown && otherwise.is_none() { "" } else { said.as_str() };
    let hint = if criterion.help.is_empty() {
        criterion.name.clone()
    } else {
        format!("{}. {}", criterion.name, criterion.help)
    };
    let (chosen, error) = (sent.value(&name, shown), sent.error(&name));
    // What the form has shown: an answer of somebody else in between must not be taken back unseen.
    let shown_id = format!("was_{}", criterion.id);
    let seen = if error.is_some() { said.to_string() } else { sent.value(&shown_id, said.as_str()) };
    view! {
        <input type="hidden" name=shown_id value=seen />
        <Choice name label=criterion.question.clone() hint options chosen is_row=true error />
    }
}
