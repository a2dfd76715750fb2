//! `lagebild coverage`

use app::{format as text, words};
use domain::catalogue::{Selection, Slug};
use domain::coverage::{Count, Coverage as Figures, Measure, Scope};
use domain::rollout::Viewpoint;
use domain::situation::Situation;
use domain::{Ars, Day};
use serde::Serialize;
use store::{Db, ReadModel};

use super::args::{Coverage, Format};
use super::{Refusal, failed};
use crate::clock::Clock;

/// The answer as JSON. Its fields and their order are a contract.
#[derive(Serialize)]
struct Answer<'a> {
    service: Option<&'a str>,
    commitment: Option<&'a str>,
    on: Day,
    scope: Ars,
    authorities: Count,
    communes: Count,
    inhabitants: Count,
    complete: bool,
}

pub(super) async fn run(db: &Db, clock: Clock, options: Coverage) -> Result<(), Refusal> {
    let picture = ReadModel::new(db.clone()).current().await.map_err(|error| failed(&error))?;
    let situation = &picture.situation;
    let today = clock.today();
    let on = not_in_future("--on", options.on.unwrap_or(today), today)?;
    let known_on = options.known_on.map(|day| not_in_future("--known-on", day, today)).transpose()?;
    let selection = selection(situation, options.service.as_deref(), options.commitment.as_deref())?;
    let scope = scope(situation, options.scope.as_deref(), on)?;
    // What counts as live is what counts today, as on the pages.
    let viewpoint = Viewpoint { on, known_on, ..situation.viewpoint(today) };
    let figures = situation.coverage(&selection, Scope::Within(scope), viewpoint);
    match options.format {
        Format::Json => print_json(&selection, on, scope, &figures),
        Format::Csv => print_csv(&selection, on, scope, &figures),
        Format::Table => print_table(&figures),
    }
    Ok(())
}

/// The body that a key names on a day; without a key the whole Land.
pub(super) fn scope(situation: &Situation, key: Option<&str>, on: Day) -> Result<Ars, Refusal> {
    let Some(key) = key else { return Ok(situation.catalogue().land) };
    let found = situation.responsibilities(on).register().resolve(key).map(|body| body.ars);
    found.ok_or_else(|| format!("Das Gebiet „{key}“ gibt es am {on} nicht im Register."))
}

pub(super) fn not_in_future(option: &str, day: Day, today: Day) -> Result<Day, Refusal> {
    if day > today {
        Err(format!("{option} {day} liegt in der Zukunft; heute ist der {today}."))
    } else {
        Ok(day)
    }
}

/// What is counted: a service, a commitment, or without either everything.
pub(super) fn selection(
    situation: &Situation,
    service: Option<&str>,
    commitment: Option<&str>,
) -> Result<Selection, Refusal> {
    let catalogue = situation.catalogue();
    let parsed = |slug: &str| slug.parse::<Slug>().ok();
    let unknown = |what: &str, slug: &str, known: Vec<&str>| {
        format!("{what} „{slug}“ gibt es nicht. Möglich sind {}.", known.join(", "))
    };
    match (service, commitment) {
        (Some(slug), _) => parsed(slug)
            .filter(|slug| catalogue.service(slug).is_some())
            .map(Selection::Service)
            .ok_or_else(|| {
                unknown("Die Leistung", slug, catalogue.services.iter().map(|of| of.slug.as_str()).collect())
            }),
        (None, Some(slug)) => parsed(slug)
            .filter(|slug| catalogue.commitment(slug).is_some())
            .map(Selection::Commitment)
            .ok_or_else(|| {
                unknown("Die Zusage", slug, catalogue.commitments.iter().map(|of| of.slug.as_str()).collect())
            }),
        (None, None) => Ok(Selection::Total),
    }
}

fn print_json(selection: &Selection, on: Day, scope: Ars, figures: &Figures) {
    let (service, commitment) = slugs(selection);
    let answer = Answer {
        service,
        commitment,
        on,
        scope,
        authorities: figures.authorities,
        communes: figures.communes,
        inhabitants: figures.inhabitants,
        complete: figures.is_complete(),
    };
    // Plain numbers and texts always have a form in JSON.
    println!("{}", serde_json::to_string(&answer).unwrap_or_default());
}

fn slugs(selection: &Selection) -> (Option<&str>, Option<&str>) {
    match selection {
        Selection::Total => (None, None),
        Selection::Commitment(slug) => (None, Some(slug.as_str())),
        Selection::Service(slug) => (Some(slug.as_str()), None),
    }
}

fn print_csv(selection: &Selection, on: Day, scope: Ars, figures: &Figures) {
    let (service, commitment) = slugs(selection);
    println!("service,commitment,on,scope,measure,live,unknown,total,complete");
    for (name, measure) in [
        ("authorities", Measure::Authorities),
        ("communes", Measure::Communes),
        ("inhabitants", Measure::Inhabitants),
    ] {
        let Count { live, unknown, total } = figures.of(measure);
        println!(
            "{},{},{on},{scope},{name},{live},{unknown},{total},{}",
            service.unwrap_or_default(),
            commitment.unwrap_or_default(),
            figures.is_complete()
        );
    }
}

fn print_table(figures: &Figures) {
    println!(
        "{:<10} {:>12} {:>12} {:>12} {:>10} {:>10}",
        "", "live", "unbekannt", "gesamt", "bestätigt", "höchstens"
    );
    for measure in [Measure::Authorities, Measure::Communes, Measure::Inhabitants] {
        let count = figures.of(measure);
        println!(
            "{:<10} {:>12} {:>12} {:>12} {:>10} {:>10}",
            words::measure(measure),
            text::number(count.live),
            text::number(count.unknown),
            text::number(count.total),
            text::share(count.confirmed()),
            text::share(count.possible())
        );
    }
    println!("flächendeckend: {}", if figures.is_complete() { "ja" } else { "nein" });
}
